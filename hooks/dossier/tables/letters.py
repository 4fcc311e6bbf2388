"""Tables of letters: the letters, who wrote to whom, what they refer to and ask, and who wrote about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ..dossier import Entry
from ..model import Demand, Event, EventKind, Letter, ReplyClock
from ..replies import STATES
from ..values import Ref
from ..views.base import Viewer
from ..views.citing import written_in
from ..views.records import thread_words
from .citations import paragraph_in
from .columns import (
    Column,
    Item,
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
)  # fmt: skip

__all__ = ["LETTERS"]


_ROLES = (("from", "sender"), ("to", "recipient"), ("cc", "recipient of a copy"), ("signed", "who signed"))


class _Party(Struct, frozen=True):
    entry: Entry
    role: str
    number: int
    ref: Any
    title: Any = None


def _parties(viewer: Viewer, home: str) -> Iterator[_Party]:
    for entry in viewer.dossier.of(Letter.folder, home):
        letter: Letter = entry.record
        for role, refs in (("from", letter.from_), ("to", letter.to), ("cc", letter.cc)):
            yield from (_Party(entry, role, place, ref) for place, ref in enumerate(refs, start=1))
        yield from (_Party(entry, "signed", place, s.person, s.role) for place, s in enumerate(letter.signed_by, start=1))


_LINKS = (
    ("in_reply_to", "the letter that it answers"), ("follows_up", "the letter that it follows up"), ("occasion", "the event that it was written on"),
)  # fmt: skip


class _Link(Struct, frozen=True):
    entry: Entry
    relation: str
    number: int
    ref: Ref


def _links(viewer: Viewer, home: str) -> Iterator[_Link]:
    for entry in viewer.dossier.of(Letter.folder, home):
        for relation, _ in _LINKS:
            for place, ref in enumerate(getattr(entry.record, relation), start=1):
                if ref.key in viewer.dossier.entries:
                    yield _Link(entry, relation, place, ref)


def _thread(viewer: Viewer, entry: Entry) -> Any:
    return viewer.index.threads[entry.key]


LETTERS = (
    Table(
        "letters", "Letters", "One row a letter; its text is in paragraphs.", each(Letter.folder),
        (
            ident("letter"), country(),
            Column("title", "what the letter is called on this site", lambda v, e: v.name(e), required=True, means="http://purl.org/dc/terms/title"),
            *dated("date", "the date of the letter", lambda _, e: e.record.date, required=True, means="http://purl.org/dc/terms/date"),
            Column(
                "language", "the language it is written in (BCP 47); empty: its text is not here and the record does not say",
                lambda v, e: written_in(v, e) or None, means="http://purl.org/dc/terms/language",
            ),
            Column(
                "reply_kind", "of a reply: what kind of reply it is", lambda v, e: _term(v, e.record.reply_kind), to="event_kinds",
                terms=of_vocabulary(EventKind.folder.partition("/")[2]),
            ),
            Column("place", "where it was written", lambda v, e: said(v, e.record.place)),
            Column("channel", "how it was sent", lambda _, e: e.record.channel, terms=of_model(Letter, "channel", are_words=True)),
            Column("subject", "its subject line; of a letter known only from references, what it was about", lambda v, e: said(v, e.record.subject)),
            Column("salutation", "its salutation", lambda v, e: said(v, e.record.salutation)),
            Column("closing", "its closing", lambda v, e: said(v, e.record.closing)),
            *dated("received", "when it was received, where that is on record", lambda _, e: e.record.received),
            Column("text_available", "false: known only from references", lambda _, e: e.record.text_available, "boolean", required=True),
            Column("reply_requested", "true: it asks for a reply; empty: the record does not say", lambda _, e: e.record.reply_requested, "boolean"),
            *dated("reply_by", "the day by which it asks for a reply", lambda _, e: e.record.reply_by),
            Column(
                "clock", "the rule by which a reply was due; the page of the vocabulary says what it counts", lambda v, e: _term(v, e.record.clock),
                terms=of_vocabulary(ReplyClock.folder.partition("/")[2]),
            ),
            *dated("closed", "from when on no reply is awaited any more", lambda _, e: e.record.closed.date if e.record.closed else None),
            Column("closed_text", "why no reply is awaited any more", lambda v, e: said(v, e.record.closed.text) if e.record.closed else None),
            Column(
                "state", "what is on record of a reply, as of the day in state_checked", lambda v, e: _thread(v, e).state, required=True,
                terms=lambda _: tuple((state, state.replace("-", " ")) for state in STATES),
            ),
            Column("state_words", "the same as a sentence", lambda v, e: thread_words(_thread(v, e)), required=True),
            Column("state_checked", "the day to which that was checked", lambda v, e: _thread(v, e).counted_to, "date"),
            Column("days", "days from its latest possible day to that day", lambda v, e: _thread(v, e).days, "integer"),
            Column("original_url", "where it was published first", lambda _, e: e.record.original_url, "uri"),
            Column("checked", "the day on which an editor last verified the record", lambda _, e: _day(e), "date"),
            page(),
        ),
    ),
    Table(
        "letter_parties", "Who wrote to whom", "Senders, recipients, recipients of copies and those who signed.", _parties,
        (
            owner("letter", "letters"),
            Column("role", "in what role", lambda _, p: p.role, required=True, terms=lambda _: _ROLES),
            Column("number", "the place among those of the role, from 1", lambda _, p: p.number, "integer", required=True),
            *actor("who", lambda p: p.ref),
            Column("signed_as", "the office written under the name", lambda v, p: said(v, p.title)),
        ),
        ("letter", "role", "number"),
    ),
    Table(
        "letter_relations", "What a letter refers to", "Letters that a letter answers or follows up, and events it was written on.", _links,
        (
            owner("letter", "letters"),
            Column("relation", "how", lambda _, k: k.relation, required=True, terms=lambda _: _LINKS),
            Column("number", "the place among those of the relation, from 1", lambda _, k: k.number, "integer", required=True),
            Column("other", "the letter meant", lambda v, k: key_in(v, k.ref, Letter.folder), to="letters"),
            Column("event", "the event meant", lambda v, k: key_in(v, k.ref, Event.folder), to="events"),
        ),
        ("letter", "relation", "number"),
    ),
    Table(
        "letter_demands", "Demands made in letters", "Which letter makes which demand, and in which paragraph.",
        items(Letter.folder, lambda letter: letter.demands),
        (
            owner("letter", "letters"), number(),
            Column("demand", "the demand; empty where it is withheld", lambda v, i: key_in(v, i.value.demand, Demand.folder), to="demands"),
            Column("paragraph", "the paragraph that makes it; empty: the letter as a whole", lambda v, i: _made_in(v, i), to="paragraphs"),
        ),
        ("letter", "number"),
    ),
    Table(
        "letter_mentions", "Who is meant in letters", "People and organisations that a letter means without naming them in full.",
        items(Letter.folder, lambda letter: letter.mentions), (owner("letter", "letters"), number(), *actor("who is meant", lambda i: i.value)),
        ("letter", "number"),
    ),
    Table(
        "letter_countries", "Countries that letters are about", "Of letters that belong to no single country: which ones they are about.",
        items(Letter.folder, lambda letter: letter.countries),
        (owner("letter", "letters"), number(), Column("country", "the country", lambda v, i: _country(v, i.value), to="countries")),
        ("letter", "number"),
    ),
    Table(
        "letter_redactions", "Words left out of letters", "Where words of a letter are not published, and why.",
        items(Letter.folder, lambda letter: letter.redactions),
        (
            owner("letter", "letters"), number(),
            Column("paragraph", "the paragraph; empty: the letter as a whole", lambda v, i: _made_in(v, i), to="paragraphs"),
            Column("reason", "why", lambda v, i: said(v, i.value.reason), required=True),
        ),
        ("letter", "number"),
    ),
    Table(
        "letter_coverage", "Who wrote about the letters", "Reports about a letter that are on record.",
        items(Letter.folder, lambda letter: letter.coverage),
        (
            owner("letter", "letters"), number(),
            Column("title", "title of the report", lambda v, i: said(v, i.value.title), required=True),
            Column("publisher", "who published it", lambda v, i: said(v, i.value.publisher)),
            *dated("date", "when", lambda _, i: i.value.date),
            Column("link", "where", lambda _, i: i.value.url, "uri"),
        ),
        ("letter", "number"),
    ),
)  # fmt: skip


def _day(entry: Entry) -> Any:
    return entry.record.checked.latest if entry.record.checked else None


def _term(viewer: Viewer, ref: Ref | None) -> str | None:
    """The id of a word of the vocabulary."""
    entry = viewer.dossier.entries.get(ref.key) if ref else None
    return entry.id if entry else None


def _country(viewer: Viewer, key: str) -> str | None:
    return key if key in viewer.dossier.entries else None


def _made_in(viewer: Viewer, item: Item) -> str | None:
    ref = Ref(f"{item.entry.key}#{item.value.paragraph}")
    ref.key = item.entry.key
    return paragraph_in(viewer, ref) if item.value.paragraph else None
