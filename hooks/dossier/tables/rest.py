"""Tables of demands, sources, corrections, countries, and of the words that the other tables use."""

from __future__ import annotations

from collections.abc import Iterator

from ..addresses import address, file_address
from ..attachments import MEDIA_TYPES, beside
from ..dossier import Entry
from ..model import Country, Demand, DemandState, Letter, Person, Source, SourceKind, StateChange
from ..prose import plain
from ..views.base import Viewer
from ..views.citing import address_of
from ..views.corrections import former
from ..views.otherwords import OtherWords, other_words
from .columns import (
    Cell,
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
    where_text,
)  # fmt: skip
from .events import checked

__all__ = ["REST"]


def _state(viewer: Viewer, entry: Entry) -> tuple[Entry | None, StateChange | None]:
    return viewer.index.demand_state(entry)


def _state_id(viewer: Viewer, entry: Entry) -> Cell:
    state = _state(viewer, entry)[0]
    return state.id if state else None


def _corrections(viewer: Viewer, home: str) -> Iterator[Item]:
    for entry in viewer.dossier.within(home):
        yield from (Item(entry, place, correction) for place, correction in enumerate(entry.record.corrections, start=1))


def _identifiers(viewer: Viewer, home: str) -> Iterator[tuple[Entry, str, str]]:
    for entry in viewer.dossier.of(Source.folder, home):
        yield from ((entry, scheme, value) for scheme, value in entry.record.identifiers.items())


def _files(viewer: Viewer, home: str) -> Iterator[Item]:
    for folder in (Letter.folder, Person.folder):
        for entry in viewer.dossier.of(folder, home):
            yield from (Item(entry, place, file) for place, file in enumerate(beside(viewer.dossier, entry), start=1))


def _of_file(viewer: Viewer, item: Item, field: str) -> Cell:
    return said(viewer, getattr(item.value.given, field, None))


def _other_words(viewer: Viewer, home: str) -> Iterator[tuple[Entry, OtherWords]]:
    for entry in viewer.dossier.within(home):
        yield from ((entry, words) for words in other_words(viewer, entry))


def _voice(viewer: Viewer, entry: Entry) -> Cell:
    kind = viewer.dossier.entries.get(entry.record.kind.key) if entry.record.kind else None
    return (kind.record.voice if kind else None) or None


def _kind(viewer: Viewer, entry: Entry) -> Cell:
    kind = viewer.dossier.entries.get(entry.record.kind.key) if entry.record.kind else None
    return kind.id if kind else None


REST = (
    Table(
        "demands", "Demands", "One row a demand made in the letters.", each(Demand.folder),
        (
            ident("demand"), country(),
            Column("title", "what is asked, in a few words", lambda v, e: v.name(e), required=True),
            where_text("what is asked"),
            Column("state", "what is on record of it at last", _state_id, terms=of_vocabulary(DemandState.folder.partition("/")[2])),
            *dated("since", "since when it is in that state; empty: no change is on record", lambda v, e: v.index.demand_since(e)),
            Column(
                "letters", "in how many letters of this dossier it was made",
                lambda v, e: len({asked.letter.key for asked in v.index.asked.get(e.key, ())}), "integer", required=True,
            ),
            checked(), page(),
        ),
    ),
    Table(
        "demand_targets", "Who must act", "Of whom each demand says that they must act.", items(Demand.folder, lambda demand: demand.target),
        (owner("demand", "demands"), number(), *actor("who must act", lambda i: i.value)), ("demand", "number"),
    ),
    Table(
        "demand_history", "What became of demands", "Changes of a demand’s state that are on record, in the order of the case file.",
        items(Demand.folder, lambda demand: demand.history),
        (
            owner("demand", "demands"), number(), *dated("date", "when", lambda _, i: i.value.date, required=True),
            Column(
                "state", "the state from then on", lambda _, i: i.value.state.key.rpartition("/")[2], required=True,
                terms=of_vocabulary(DemandState.folder.partition("/")[2]),
            ),
            Column("note", "what happened", lambda v, i: said(v, i.value.note)),
        ),
        ("demand", "number"),
    ),
    Table(
        "sources", "Sources", "The publications that records rest on.", each(Source.folder),
        (
            ident("source"), country(),
            Column("title", "its title", lambda v, e: v.name(e), required=True, means="http://purl.org/dc/terms/title"),
            Column("publisher", "who published it", lambda v, e: said(v, e.record.publisher), required=True, means="http://purl.org/dc/terms/publisher"),
            *dated("date", "when it was published", lambda _, e: e.record.date, means="http://purl.org/dc/terms/date"),
            Column("languages", "its languages (BCP 47), parted by blanks", lambda _, e: " ".join(e.record.language) or None),
            Column("kind", "what kind of source", _kind, terms=of_vocabulary(SourceKind.folder.partition("/")[2])),
            Column("voice", "who speaks in it: court, official, union …", _voice),
            Column("read", "how much of it the editor had", lambda _, e: e.record.read, terms=of_model(Source, "read")),
            Column("accessed", "the day on which the editor read it", lambda _, e: e.record.accessed.latest if e.record.accessed else None, "date"),
            Column("link", "where it can be read", lambda _, e: e.record.url, "uri"),
            Column("archived_link", "an archived copy", lambda _, e: e.record.archived_url, "uri"),
            where_text("what is said of it"),
            page(),
        ),
    ),
    Table(
        "source_identifiers", "Numbers of sources", "The numbers that sources have in registers of others.", _identifiers,
        (
            Column("source", "the source", lambda _, i: i[0].key, required=True, to="sources"),
            Column("scheme", "whose number", lambda _, i: i[1], required=True),
            Column("value", "the number", lambda _, i: i[2], required=True),
        ),
        ("source", "scheme"),
    ),
    Table(
        "corrections", "Corrections", "What was changed in published records.", _corrections,
        (
            Column("record", "the record: country/folder/id", lambda _, i: i.entry.key, required=True), number(),
            Column("date", "when", lambda _, i: i.value.date.latest, "date", required=True),
            Column("text", "what changed", lambda v, i: said(v, i.value.text), required=True),
            Column("paragraph", "of a letter: which paragraph", lambda _, i: i.value.paragraph),
            Column("was", "the former wording, where the record gives it", lambda v, i: former(v, i.entry, i.value)[0] or None),
            Column("url", "where", lambda v, i: address_of(v, address(i.entry)), "address", required=True),
        ),
        ("record", "number"),
    ),
    Table(
        "countries", "Countries", "One row a country with a dossier.", each(Country.folder),
        (
            Column("id", "the country, as its address and its case files are called", lambda _, e: e.key, required=True),
            Column("title", "its name", lambda v, e: v.name(e), required=True),
            Column("iso", "ISO 3166-1 alpha-2", lambda _, e: e.record.iso, required=True),
            Column("summary", "what the dossier is about", lambda v, e: plain(said(v, e.record.summary) or "") or None),
            where_text("what else is on record, in the editors’ words"), page(),
        ),
    ),
    Table(
        "country_conventions", "Conventions of countries", "Which conventions a country has ratified, as far as is on record.",
        items(Country.folder, lambda country: country.conventions),
        (
            owner("country", "countries"), number(),
            Column("source", "the text, where it is on record", lambda v, i: key_in(v, i.value.convention, Source.folder), to="sources"),
            Column("name", "the convention, in words", lambda v, i: v.actor(i.value.convention).text, required=True),
            *dated("ratified", "when it was ratified", lambda _, i: i.value.ratified),
        ),
        ("country", "number"),
    ),
    Table(
        "record_files", "Files beside records", "Files of letters and photos of people, as they are published: without metadata.", _files,
        (
            Column("record", "the record that it stands beside", lambda _, i: i.entry.key, required=True), number(),
            Column("letter", "the same, where it is a letter", lambda _, i: i.entry.key if i.entry.folder == Letter.folder else None, to="letters"),
            Column("person", "the same, where it is a person", lambda _, i: i.entry.key if i.entry.folder == Person.folder else None, to="people"),
            Column("name", "its name", lambda _, i: i.value.name, required=True),
            Column("title", "what it is called", lambda v, i: _of_file(v, i, "title")),
            Column("language", "its language (BCP 47), where the record says it", lambda _, i: getattr(i.value.given, "language", None)),
            Column("media_type", "what kind of file it is", lambda _, i: MEDIA_TYPES[i.value.kind], required=True),
            Column("size", "how many bytes it has", lambda _, i: i.value.size, "integer", required=True),
            Column("sha256", "its SHA-256", lambda _, i: i.value.sha256, required=True),
            Column("alt", "of a photo: what it shows", lambda v, i: _of_file(v, i, "alt")),
            Column("credit", "of a photo: whose it is", lambda v, i: _of_file(v, i, "credit")),
            Column("licence", "of a photo: under which terms it may be used", lambda v, i: _of_file(v, i, "licence")),
            Column("url", "where it is", lambda v, i: address_of(v, file_address(i.entry, i.value.name)), "address", required=True),
        ),
        ("record", "number"),
    ),
    Table(
        "other_languages", "Texts in other languages",
        "What records say in other languages than that of this site, and what translations of letters say, into that one too. "
        "The text of letters stands in paragraph_translations. A text of an account is one side’s: read event_accounts with it.",
        _other_words,
        (
            Column("record", "the record: country/folder/id", lambda _, w: w[0].key, required=True),
            Column("field", "its place in the case file, numbers from 1: signed_by.2.role", lambda _, w: w[1].field, required=True),
            Column("language", "its language (BCP 47)", lambda _, w: w[1].language, required=True),
            Column("text", "the text", lambda _, w: w[1].text, required=True),
            Column("translated_by", "who translated it, where that is on record", lambda _, w: w[1].translated_by or None),
        ),
        ("record", "field", "language"),
    ),
)  # fmt: skip
