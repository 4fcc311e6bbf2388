"""Tables of what rests on which source: one for events, accounts, states, changes of demands, and other records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import Struct

from ..model import Country, Demand, Event, Letter, Organisation, Person, Source
from ..values import Ref
from ..views.base import Viewer
from .columns import Column, Reference, Rows, Table, each, items, key_in, said

__all__ = ["CITATIONS", "Cited", "citing", "paragraph_in"]


class Cited(Struct, frozen=True):
    """A source (`value`) that a part of a record cites: the part, and its place in that part's list from 1."""

    part: Any
    number: int
    value: Any


def citing(parts: Rows, get: Callable[[Any], Iterable[Any]]) -> Callable[[Viewer, str], Iterator[Cited]]:
    """The sources of each part, numbered."""

    def found(viewer: Viewer, home: str) -> Iterator[Cited]:
        for part in parts(viewer, home):
            for place, use in enumerate(get(part), start=1):
                yield Cited(part, place, use)

    return found


def paragraph_in(viewer: Viewer, ref: object) -> str | None:
    """The id of the paragraph of a public letter that a reference means."""
    key = key_in(viewer, ref, Letter.folder)
    return f"{key}#{ref.fragment}" if key and isinstance(ref, Ref) and ref.fragment else None


def table(
    name: str, title: str, what: str, columns: tuple[Column, ...], rows: Rows, composite: tuple[Reference, ...] = ()
) -> Table:
    """A table of citations: the columns that say what cites, then what is cited."""
    cited = (
        Column("number", "its place in the list, from 1", lambda _, c: c.number, "integer", required=True),
        Column("source", "the source, where that is a publication", lambda v, c: key_in(v, c.value.source, Source.folder), to="sources"),
        Column("letter", "the source, where that is a letter of this dossier", lambda v, c: key_in(v, c.value.source, Letter.folder), to="letters"),
        Column("paragraph", "the paragraph of that letter", lambda v, c: paragraph_in(v, c.value.source), to="paragraphs"),
        Column("at", "where in the source: p. 25, para 424", lambda v, c: said(v, c.value.at)),
        Column("supports", "which claim it supports; empty: all of it", lambda v, c: said(v, c.value.supports)),
    )
    required = tuple(column.name for column in columns if column.required)
    return Table(name, title, what, rows, (*columns, *cited), (*required, "number"), composite)


def _part(name: str, what: str, get: Callable[[Any], str], to: str = "") -> Column:
    return Column(name, what, lambda _, c: get(c.part), required=True, to=to)


_OTHERS = (Letter, Person, Organisation, Demand, Country)


def _others(viewer: Viewer, home: str) -> Iterator[Any]:
    for kind in _OTHERS:
        yield from viewer.dossier.of(kind.folder, home)


def _key_of(folder: str) -> Callable[[Viewer, Any], str | None]:
    return lambda _, c: c.part.key if c.part.folder == folder else None


CITATIONS = (
    table(
        "event_sources", "Sources of events", "What each event rests on.", (_part("event", "the event", lambda e: e.key, "events"),),
        citing(each(Event.folder), lambda entry: entry.record.sources),
    ),
    table(
        "account_sources", "Sources of accounts", "What each account of an event rests on.",
        (
            _part("event", "the event", lambda item: item.entry.key, "events"),
            Column("account", "the number of the account", lambda _, c: c.part.number, "integer", required=True),
        ),
        citing(items(Event.folder, lambda event: event.accounts), lambda item: item.value.sources),
        (Reference(("event", "account"), "event_accounts", ("event", "number")),),
    ),
    table(
        "demand_history_sources", "Sources of what became of demands", "What each change of a demand’s state rests on.",
        (
            _part("demand", "the demand", lambda item: item.entry.key, "demands"),
            Column("change", "the number of the change", lambda _, c: c.part.number, "integer", required=True),
        ),
        citing(items(Demand.folder, lambda demand: demand.history), lambda item: item.value.sources),
        (Reference(("demand", "change"), "demand_history", ("demand", "number")),),
    ),
    table(
        "record_sources", "Sources of other records", "What the record of a letter, person, organisation, demand or country rests on.",
        (
            _part("record", "the record that cites", lambda entry: entry.key),
            Column("of_letter", "that record, where it is a letter", _key_of(Letter.folder), to="letters"),
            Column("of_person", "that record, where it is a person", _key_of(Person.folder), to="people"),
            Column("of_organisation", "that record, where it is an organisation", _key_of(Organisation.folder), to="organisations"),
            Column("of_demand", "that record, where it is a demand", _key_of(Demand.folder), to="demands"),
            Column("of_country", "that record, where it is a country", _key_of(Country.folder), to="countries"),
        ),
        citing(_others, lambda entry: entry.record.sources),
    ),
)  # fmt: skip
