"""Tables of people and organisations: names, roles, affiliations."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ..dossier import Entry
from ..model import Organisation, Person
from ..views.base import Viewer
from .columns import (
    Column,
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

__all__ = ["ACTORS", "BOTH", "whose"]

BOTH = (Person.folder, Organisation.folder)


class _Name(Struct, frozen=True):
    entry: Entry
    number: int
    kind: str
    language: str
    name: str


_KINDS = (("translation", "the name in another language"), ("other", "another way it is written"), ("abbreviation", "an abbreviation"))


def _names(viewer: Viewer, home: str) -> Iterator[_Name]:
    """Every other name of a record once for each language."""
    for folder in BOTH:
        for entry in viewer.dossier.of(folder, home):
            record = entry.record
            found = [("translation", language, name) for language, name in record.name.languages.items() if name != viewer.name(entry)]
            found += [("translation", language, name) for language, name in record.names.items()]
            for kind, names in (("other", record.other_names), ("abbreviation", getattr(record, "abbreviations", ()))):
                for name in names:
                    found += [(kind, "", str(name)), *((kind, language, text) for language, text in name.languages.items() if text != str(name))]
            for place, (kind, language, name) in enumerate(dict.fromkeys(found), start=1):
                yield _Name(entry, place, kind, language, name)


def whose(what: str) -> tuple[Column, ...]:
    """Whose row it is: a person's or an organisation's."""
    return (
        Column("record", f"whose {what} it is: the id of a person or an organisation", lambda _, i: i.entry.key, required=True),
        Column("person", "the same, where it is a person", lambda _, i: i.entry.key if i.entry.folder == Person.folder else None, to="people"),
        Column(
            "organisation", "the same, where it is an organisation", lambda _, i: i.entry.key if i.entry.folder == Organisation.folder else None,
            to="organisations",
        ),
    )  # fmt: skip


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
            *whose("name"), number(),
            Column("kind", "what kind of name", lambda _, n: n.kind, required=True, terms=lambda _: _KINDS),
            Column("language", "its language (BCP 47), where one is given", lambda _, n: n.language or None),
            Column("name", "the name", lambda _, n: n.name, required=True),
        ),
        ("record", "number"),
    ),
)  # fmt: skip
