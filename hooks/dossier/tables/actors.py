"""Tables of people and organisations: names, roles, affiliations, and what was the case for each since when."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ..dates import PartialDate
from ..dossier import Entry
from ..model import Organisation, Person
from ..standing import is_listed
from ..tracks import Interval
from ..views.base import Viewer
from .citations import Cited, table
from .columns import (
    Cell,
    Column,
    Reference,
    Table,
    Terms,
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
from .events import checked

__all__ = ["ACTORS", "Status", "statuses"]

_BOTH = (Person.folder, Organisation.folder)


class Status(Struct, frozen=True):
    """A value of a track of a person or an organisation: its place among those of the track, from 1."""

    entry: Entry
    track: str
    number: int
    interval: Interval


def statuses(viewer: Viewer) -> Iterator[Status]:
    """Every value on record of a track that lists may show, as dated intervals; those of contested events stand side by side.

    A line of a table is quoted alone: "found guilty" stands only with the court, the denial and the outcome, on the event.
    """
    for folder in _BOTH:
        for entry in viewer.dossier.of(folder):
            for track, timeline in viewer.index.tracks.get(entry.key, {}).items():
                if not is_listed(viewer.dossier, track):
                    continue
                for place, interval in enumerate(timeline.intervals(), start=1):
                    yield Status(entry, track, place, interval)


def _ends(viewer: Viewer) -> Iterator[tuple[Status, int, PartialDate | None]]:
    for status in statuses(viewer):
        for place, end in enumerate(status.interval.ends, start=1):
            yield status, place, end


def _sources(viewer: Viewer) -> Iterator[Cited]:
    for status in statuses(viewer):
        for place, use in enumerate(status.interval.assertion.sources, start=1):
            yield Cited(status, place, use)


class _Name(Struct, frozen=True):
    entry: Entry
    number: int
    kind: str
    language: str
    name: str


_KINDS = (("translation", "the name in another language"), ("other", "another way it is written"), ("abbreviation", "an abbreviation"))


def _names(viewer: Viewer) -> Iterator[_Name]:
    """Every other name of a record once for each language."""
    for folder in _BOTH:
        for entry in viewer.dossier.of(folder):
            record = entry.record
            found = [("translation", language, name) for language, name in record.name.languages.items() if name != viewer.name(entry)]
            found += [("translation", language, name) for language, name in record.names.items()]
            for kind, names in (("other", record.other_names), ("abbreviation", getattr(record, "abbreviations", ()))):
                for name in names:
                    found += [(kind, "", str(name)), *((kind, language, text) for language, text in name.languages.items() if text != str(name))]
            for place, (kind, language, name) in enumerate(dict.fromkeys(found), start=1):
                yield _Name(entry, place, kind, language, name)


def _of(what: str) -> tuple[Column, ...]:
    """Whose row it is: a person's or an organisation's."""
    return (
        Column("record", f"whose {what} it is: the id of a person or an organisation", lambda _, i: i.entry.key, required=True),
        Column("person", "the same, where it is a person", lambda _, i: i.entry.key if i.entry.folder == Person.folder else None, to="people"),
        Column(
            "organisation", "the same, where it is an organisation", lambda _, i: i.entry.key if i.entry.folder == Organisation.folder else None,
            to="organisations",
        ),
    )  # fmt: skip


def _account(_: Viewer, status: Status) -> Cell:
    made = status.interval.assertion
    accounts = made.event.record.accounts
    return next((place for place, account in enumerate(accounts, start=1) if account is made.account), None)


def _one_end(_: Viewer, status: Status) -> PartialDate | None:
    return status.interval.ends[0] if len(status.interval.ends) == 1 else None


def _differ(_: Viewer, status: Status) -> bool:
    return len(status.interval.ends) > 1


def _listed(viewer: Viewer) -> Terms:
    """The tracks that can stand in a list."""
    return tuple((track, label) for track, label in of_vocabulary("tracks")(viewer) if is_listed(viewer.dossier, track))


_STATUS = ("record", "track", "status")
_TO_STATUS = (Reference(_STATUS, "statuses", ("record", "track", "number")),)
_WHICH = (
    Column("record", "the person or organisation", lambda _, e: e[0].entry.key, required=True),
    Column("track", "the track", lambda _, e: e[0].track, required=True),
    Column("status", "the number of the status", lambda _, e: e[0].number, "integer", required=True),
)

ACTORS = (
    Table(
        "people", "People", "One row a person. Only people are named who act in public, agreed, or are named by public records.", each(Person.folder),
        (
            ident("person"), country(),
            Column("name", "the name", lambda v, e: v.name(e), required=True, means="http://xmlns.com/foaf/0.1/name"),
            Column("sort_name", "the name as it is sorted: family name first", lambda v, e: said(v, e.record.sort_name), required=True),
            Column("pseudonym", "true: this is not the real name", lambda _, e: e.record.pseudonym, "boolean", required=True),
            Column("basis", "why this person may be named", lambda _, e: e.record.basis, required=True, terms=of_model(Person, "basis")),
            Column("category", "in what role the person stands in this dossier", lambda _, e: e.record.category, terms=of_model(Person, "category")),
            where_text("what is on record, in the editors’ words"), checked(), page(),
        ),
    ),
    Table(
        "person_roles", "Roles of people", "Offices that people held, as far as sources say.", items(Person.folder, lambda person: person.roles),
        (
            owner("person", "people"), number(),
            Column("title", "the office", lambda v, i: said(v, i.value.title), required=True),
            Column(
                "organisation", "of which organisation", lambda v, i: key_in(v, i.value.organisation, Organisation.folder), to="organisations"
            ),
            *dated("since", "since when", lambda _, i: i.value.from_), *dated("until", "until when", lambda _, i: i.value.until),
        ),
        ("person", "number"),
    ),
    Table(
        "organisations", "Organisations", "One row an organisation.", each(Organisation.folder),
        (
            ident("organisation"), country(),
            Column("name", "the name", lambda v, e: v.name(e), required=True, means="http://xmlns.com/foaf/0.1/name"),
            Column(
                "type", "what it is", lambda v, e: v.dossier.entries[e.record.type.key].id if e.record.type.key in v.dossier.entries else None,
                terms=of_vocabulary("organisation-types"),
            ),
            Column("seat", "the country it says it is in", lambda v, e: said(v, e.record.country)),
            Column("website", "its website", lambda _, e: e.record.website, "uri"),
            where_text("what is on record, in the editors’ words"), checked(), page(),
        ),
    ),
    Table(
        "affiliations", "Affiliations of organisations", "Which organisation belonged to which.",
        items(Organisation.folder, lambda organisation: organisation.affiliations),
        (
            owner("organisation", "organisations"), number(),
            Column(
                "member_of", "the organisation it belonged to", lambda v, i: key_in(v, i.value.organisation, Organisation.folder), to="organisations",
            ),
            Column("kind", "in what way", lambda v, i: said(v, i.value.kind)),
            *dated("since", "since when", lambda _, i: i.value.from_), *dated("until", "until when", lambda _, i: i.value.until),
        ),
        ("organisation", "number"),
    ),
    Table(
        "successions", "Organisations that succeed others", "Which organisation says that it continues which.",
        items(Organisation.folder, lambda organisation: organisation.succeeds),
        (owner("organisation", "organisations"), number(), *actor("the organisation before it", lambda i: i.value, "earlier_")[1:]),
        ("organisation", "number"),
    ),
    Table(
        "other_names", "Other names", "Every other way in which people and organisations are written, for finding them.", _names,
        (
            *_of("name"), number(),
            Column("kind", "what kind of name", lambda _, n: n.kind, required=True, terms=lambda _: _KINDS),
            Column("language", "its language (BCP 47), where one is given", lambda _, n: n.language or None),
            Column("name", "the name", lambda _, n: n.name, required=True),
        ),
        ("record", "number"),
    ),
    Table(
        "statuses", "States of people and organisations",
        "What is on record as having been the case, since when, by which event. Of people, only tracks with a value that deprives them are here (see "
        "track_values): of all others a row says too little without the event around it; they are in the JSON of each person. A row alone does not "
        "tell the whole: where contested is true, other rows and event_accounts say otherwise, and answers stand in event_relations and "
        "rights_of_reply.",
        statuses,
        (
            *_of("state"),
            Column("track", "which aspect: its values are in track_values", lambda _, s: s.track, required=True, terms=_listed),
            number("its place in that track, from 1"),
            Column("value", "the value", lambda _, s: s.interval.value, required=True),
            *dated("since", "since when", lambda _, s: s.interval.start, required=True),
            *dated("until", "until when; empty: no end is on record, or accounts differ about it (see ends_differ)", _one_end),
            Column("ends_differ", "true: accounts differ about its end; see status_ends", _differ, "boolean", required=True),
            Column("contested", "true: not every account gives this value and date", lambda _, s: s.interval.contested, "boolean", required=True),
            Column("event", "the event that it follows from", lambda _, s: s.interval.assertion.event.key, required=True, to="events"),
            Column("account", "the number of the account that says so, where accounts differ", _account, "integer"),
            *dated("known", "since when it was known", lambda _, s: s.interval.assertion.known),
        ),
        ("record", "track", "number"),
        (Reference(("track", "value"), "track_values", ("track", "value")),),
    ),
    Table(
        "status_ends", "Ends of states", "Every end that the accounts of later events give to a state; several where they differ.", _ends,
        (
            *_WHICH,
            Column("number", "the place among the ends of the status, from 1", lambda _, e: e[1], "integer", required=True),
            *dated("until", "until when; empty: by this account no end is on record", lambda _, e: e[2]),
        ),
        (*_STATUS, "number"), _TO_STATUS,
    ),
    table(
        "status_sources", "Sources of states", "What each state of a person or an organisation rests on.",
        (
            Column("record", "the person or organisation", lambda _, c: c.part.entry.key, required=True),
            Column("track", "the track", lambda _, c: c.part.track, required=True),
            Column("status", "the number of the status", lambda _, c: c.part.number, "integer", required=True),
        ),
        _sources, _TO_STATUS,
    ),
)  # fmt: skip
