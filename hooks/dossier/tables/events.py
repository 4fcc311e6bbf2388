"""Tables of events: what happened, to whom, by whom; every account side by side; positions, replies, relations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ..dossier import Entry
from ..model import Effect, Event, EventKind, Letter, Organisation, Person, Source
from ..standing import is_listed
from ..tracks import CANCELS, accounts_differ
from ..values import Ref
from ..views.base import Viewer
from .columns import (
    Column,
    Item,
    Reference,
    Table,
    actor,
    country,
    dated,
    each,
    ident,
    items,
    key_in,
    number,
    of_model,
    of_vocabulary,
    owner,
    page,
    said,
    where_text,
)  # fmt: skip

__all__ = ["EVENTS", "checked"]


def checked() -> Column:
    return Column("checked", "the day on which an editor last verified the record", lambda _, e: _day(e.record.checked), "date")


def _day(value: Any) -> Any:
    return value.latest if value else None


def _kind(_: Viewer, entry: Entry) -> str:
    return str(entry.record.kind.key.rpartition("/")[2])


def _positions(viewer: Viewer, entry: Entry) -> int:
    return len(viewer.index.positions.get(entry.key, ()))


def _replies(viewer: Viewer, home: str) -> Iterator[Item]:
    for folder in (Event.folder, Person.folder):
        yield from items(folder, lambda record: record.right_of_reply)(viewer, home)


def _relations(viewer: Viewer, home: str) -> Iterator[Item]:
    for item in items(Event.folder, lambda event: event.relates_to)(viewer, home):
        if item.value.event.key in viewer.dossier.entries and item.value.relation.key in viewer.dossier.entries:
            yield item


class _Effect(Struct, frozen=True):
    """A value of a track that an account gives to somebody, and its place in the account, from 1."""

    account: Item
    number: int
    ref: Ref
    track: str
    effect: Effect


def _effects(viewer: Viewer, home: str) -> Iterator[_Effect]:
    """Of tracks that lists may show, as in `statuses`."""
    for item in items(Event.folder, lambda event: event.accounts)(viewer, home):
        said = ((ref, track, effect) for ref, tracks in item.value.effects.items() for track, effect in tracks.items())
        listed = (one for one in said if is_listed(viewer.dossier, one[1]))
        yield from (_Effect(item, place, *one) for place, one in enumerate(listed, start=1))


def _is_position(viewer: Viewer, item: Item) -> bool:
    return bool(viewer.dossier.entries[item.value.relation.key].record.position)


EVENTS = (
    Table(
        "events", "Events", "One row an event. Where accounts is not 0, read event_accounts before you say what happened.",
        each(Event.folder),
        (
            ident("event"), country(),
            Column("title", "what happened, in one sentence", lambda v, e: v.name(e), required=True, means="http://purl.org/dc/terms/title"),
            *dated("date", "when it happened", lambda _, e: e.record.date, required=True, means="http://purl.org/dc/terms/date"),
            *dated("ends", "when it ended, if it lasted", lambda _, e: e.record.ends),
            Column("kind", "what kind of event", _kind, required=True, to="event_kinds", terms=of_vocabulary(EventKind.folder.partition("/")[2])),
            Column("place", "where", lambda v, e: said(v, e.record.place)),
            Column("confidence", "how sure it is", lambda _, e: e.record.confidence, terms=of_model(Event, "confidence")),
            *dated("known", "since when it was known, if that is recorded, else its first dated source", lambda v, e: v.known(e)),
            Column("accounts", "how many accounts of it stand side by side", lambda _, e: len(e.record.accounts), "integer", required=True),
            Column(
                "accounts_differ", "true: there are several, or one that gives another date or other states than the record",
                lambda v, e: accounts_differ(v.dossier, e.record), "boolean", required=True,
            ),
            Column("positions", "how many events are somebody’s answer to it", _positions, "integer", required=True),
            Column("rating_scheme", "of a rating: by which scheme", lambda v, e: said(v, e.record.rating.scheme) if e.record.rating else None),
            Column("rating_value", "the rating given", lambda v, e: said(v, e.record.rating.value) if e.record.rating else None),
            Column("rating_list", "the list that the country was put on", lambda v, e: said(v, e.record.rating.list) if e.record.rating else None),
            where_text("what the sources say, in the editors’ words"), checked(), page(),
        ),
    ),
    Table(
        "event_people", "People concerned by events", "Whom an event concerns; not who did it.", items(Event.folder, lambda event: event.people),
        (
            owner("event", "events"), number(),
            Column("person", "the person; empty where the name is withheld", lambda v, i: key_in(v, i.value, Person.folder), to="people"),
        ),
        ("event", "number"),
    ),
    Table(
        "event_organisations", "Organisations concerned by events", "Which organisation an event concerns; not who did it.",
        items(Event.folder, lambda event: event.organisations),
        (
            owner("event", "events"), number(),
            Column(
                "organisation", "the organisation; empty where the name is withheld", lambda v, i: key_in(v, i.value, Organisation.folder),
                to="organisations",
            ),
        ),
        ("event", "number"),
    ),
    Table(
        "event_actors", "Who acted in events", "Who did what happened, as the sources say.", items(Event.folder, lambda event: event.actors),
        (owner("event", "events"), number(), *actor("who acted", lambda i: i.value)), ("event", "number"),
    ),
    Table(
        "event_accounts", "Accounts of events", "What each side says of an event, with equal weight; none of them is this site’s own.",
        items(Event.folder, lambda event: event.accounts),
        (
            owner("event", "events"), number("its number among the accounts of the event, from 1"),
            *actor("who says so", lambda i: i.value.by, "by_"),
            Column("by_source", "who says so, where that is a source", lambda v, i: key_in(v, i.value.by, Source.folder), to="sources"),
            Column("text", "what that side says", lambda v, i: said(v, i.value.text), required=True),
            *dated("date", "the date that this account gives instead of the event’s", lambda _, i: i.value.date),
        ),
        ("event", "number"),
    ),
    Table(
        "account_states", "States by accounts",
        "What was the case after an event by one account of it, where that gives states of its own: from its date in event_accounts on, or, where it "
        "has none, from that of the event. The same tracks as in statuses.",
        _effects,
        (
            Column("event", "the event", lambda _, e: e.account.entry.key, required=True, to="events"),
            Column("account", "the number of the account", lambda _, e: e.account.number, "integer", required=True),
            Column("number", "its place in the account, from 1", lambda _, e: e.number, "integer", required=True),
            *actor("whose state", lambda e: e.ref),
            Column("track", "which aspect: its values are in track_values", lambda _, e: e.track, required=True),
            Column(
                "value", "the value; empty: by this account, the event changed nothing here",
                lambda _, e: None if e.effect.value == CANCELS else e.effect.value,
            ),
            Column("label", "the same in words", lambda v, e: v.effect(e.track, e.effect.value), required=True),
            *dated("until", "until when, where the account says so", lambda _, e: e.effect.until),
        ),
        ("event", "account", "number"), (Reference(("event", "account"), "event_accounts", ("event", "number")),),
    ),
    Table(
        "event_relations", "How events belong together", "Relations that editors made; cause is not implied by order.", _relations,
        (
            owner("event", "events"), number(),
            Column(
                "relation", "how the event relates to the other", lambda v, i: v.dossier.entries[i.value.relation.key].id, required=True,
                terms=of_vocabulary("relations"),
            ),
            Column("position", "true: the event is somebody’s answer to the other, to be read with it", _is_position, "boolean", required=True),
            Column("other", "the other event", lambda _, i: i.value.event.key, required=True, to="events"),
        ),
        ("event", "number"),
    ),
    Table(
        "event_letters", "Events that answer letters", "What was said or done about a letter, other than a reply in writing.",
        items(Event.folder, lambda event: event.responds_to),
        (
            owner("event", "events"), number(),
            Column("letter", "the letter; empty where it is withheld", lambda v, i: key_in(v, i.value, Letter.folder), to="letters"),
        ),
        ("event", "number"),
    ),
    Table(
        "event_instruments", "Legal bases named", "The laws, conventions and rules that the sources name.",
        items(Event.folder, lambda event: event.instruments),
        (
            owner("event", "events"), number(),
            Column("source", "the text, where it is on record", lambda v, i: key_in(v, i.value, Source.folder), to="sources"),
            Column("name", "the text, in words", lambda v, i: v.actor(i.value).text, required=True),
        ),
        ("event", "number"),
    ),
    Table(
        "rights_of_reply", "Right of reply", "Who was asked for a comment, and what came of it.", _replies,
        (
            Column("record", "the event or person that it is about", lambda _, i: i.entry.key, required=True), number(),
            Column("event", "the same, where it is an event", lambda _, i: i.entry.key if i.entry.folder == Event.folder else None, to="events"),
            Column("about", "the same, where it is a person", lambda _, i: i.entry.key if i.entry.folder == Person.folder else None, to="people"),
            *actor("who was asked", lambda i: i.value.to),
            Column("asked", "the day of the question", lambda _, i: _day(i.value.asked), "date", required=True),
            Column("channel", "how it was asked", lambda v, i: said(v, i.value.channel)),
            Column("answered", "the day of the answer; empty: none is on record", lambda _, i: _day(i.value.answered), "date"),
            Column("text", "the answer, or what was asked", lambda v, i: said(v, i.value.text)),
        ),
        ("record", "number"),
    ),
)  # fmt: skip
