"""What a table of the data is: columns, each with its name, meaning, type and the function that gives its cell; keys; references."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any, Literal, get_args

from msgspec import Struct
from pydantic import BaseModel

from ..addresses import address
from ..dates import PartialDate
from ..dossier import Entry
from ..files import INTERNATIONAL
from ..model import Organisation, Person
from ..prose import plain
from ..values import Ref, Text
from ..views.base import Viewer
from ..views.citing import address_of

__all__ = [
    "Cell", "Column", "Item", "Kind", "Reference", "Rows", "Table", "Terms", "actor", "country", "dated", "each", "ident", "items", "key_in",
    "number", "of_model", "of_vocabulary", "owner", "page", "said", "where_text",
]  # fmt: skip

Cell = str | int | bool | date | None
"""A day is one until it is written."""
Kind = Literal["string", "integer", "boolean", "date", "uri", "address"]
"""`uri` is a web address of others, `address` one of this site: absolute where the site knows its own."""
Rows = Callable[[Viewer, str], Iterable[Any]]
"""The items of a table that stand among the records of a country (or of international, or of the vocabulary)."""
Terms = tuple[tuple[str, str], ...]
"""What a cell may hold: (value, label)."""


class Column(Struct, frozen=True):
    """One column: `value` gives the cell of a row's item, None for an empty one.

    `to` names the table whose `id` stands here; `terms` are all values that there can be, with labels;
    `means` is the address of the property in a public vocabulary, as CSVW and RDF know it.
    """

    name: str
    description: str
    value: Callable[[Viewer, Any], Cell]
    type: Kind = "string"
    required: bool = False
    to: str = ""
    terms: Callable[[Viewer], Terms] | None = None
    means: str = ""


class Reference(Struct, frozen=True):
    """Columns that together name a row of another table."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


class Table(Struct, frozen=True):
    """A table: `rows` gives its items, country by country, in the order they are written; `key` are the columns that tell rows apart."""

    name: str
    title: str
    description: str
    rows: Rows
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)
    composite: tuple[Reference, ...] = ()

    @property
    def references(self) -> tuple[Reference, ...]:
        """Every reference to a row of a table, in the order of columns, those of several columns last."""
        return (*(Reference((column.name,), column.to, ("id",)) for column in self.columns if column.to), *self.composite)


class Item(Struct, frozen=True):
    """One of several things that a record says: its place in the list, from 1."""

    entry: Entry
    number: int
    value: Any


def items(folder: str, get: Callable[[Any], Iterable[Any]]) -> Callable[[Viewer, str], Iterator[Item]]:
    """A list of every record of a folder, numbered."""

    def found(viewer: Viewer, home: str) -> Iterator[Item]:
        for entry in viewer.dossier.of(folder, home):
            for place, value in enumerate(get(entry.record), start=1):
                yield Item(entry, place, value)

    return found


def each(folder: str) -> Callable[[Viewer, str], Iterator[Entry]]:
    """Every record of a folder, by key."""
    return lambda viewer, home: viewer.dossier.of(folder, home)


def said(viewer: Viewer, text: str | None) -> str | None:
    """A text in the language of the site; None for nothing."""
    return ((text.say(viewer.language) if isinstance(text, Text) else text) or None) if text else None


def key_in(viewer: Viewer, ref: object, folder: str) -> str | None:
    """The id of the public record in a folder that a reference means."""
    entry = viewer.dossier.entries.get(ref.key) if isinstance(ref, Ref) else None
    return entry.key if entry is not None and entry.folder == folder else None


# Columns that several tables have


def ident(what: str) -> Column:
    """The id of a record: as case files refer to it, `country/folder/id`."""
    return Column("id", f"the {what} as case files refer to it: country/folder/id", lambda _, e: e.key, required=True, means=_DC + "identifier")


def country() -> Column:
    return Column(
        "country", "whose case file it stands in; empty for what belongs to no single country",
        lambda _, entry: None if entry.country == INTERNATIONAL else entry.country, to="countries",
    )  # fmt: skip


def page() -> Column:
    return Column("url", "its page", lambda viewer, entry: address_of(viewer, address(entry)), "address", required=True, means="https://schema.org/url")


def where_text(what: str) -> Column:
    """A record's prose as plain words."""
    return Column("text", what, lambda _, entry: plain(entry.body) or None)


def owner(name: str, table: str) -> Column:
    """The record that a row belongs to."""
    return Column(name, f"the {name}", lambda _, item: item.entry.key, required=True, to=table)


def number(what: str = "its place in the list, from 1") -> Column:
    return Column("number", what, lambda _, item: item.number, "integer", required=True)


def dated(name: str, what: str, get: Callable[[Viewer, Any], PartialDate | None], required: bool = False, means: str = "") -> tuple[Column, ...]:
    """A date in three columns: as written (EDTF), its earliest and its latest possible day."""

    def earliest(viewer: Viewer, item: Any) -> Cell:
        day = get(viewer, item)
        return day.earliest if day and not day.is_by else None

    def latest(viewer: Viewer, item: Any) -> Cell:
        day = get(viewer, item)
        return day.latest if day else None

    def written(viewer: Viewer, item: Any) -> Cell:
        day = get(viewer, item)
        return day.text if day else None

    return (
        Column(name, f"{what}, as exactly as the source says (EDTF, ISO 8601-2)", written, required=required, means=means),
        Column(f"{name}_earliest", f"{what}: the earliest possible day; empty where only the latest is known", earliest, "date"),
        Column(f"{name}_latest", f"{what}: the latest possible day", latest, "date", required=required),
    )


def actor(what: str, get: Callable[[Any], Any], before: str = "") -> tuple[Column, ...]:
    """Somebody: a person, an organisation or words; `name` says who in each case."""

    def name(viewer: Viewer, item: Any) -> Cell:
        given = get(item)
        return viewer.actor(given).text if given is not None else None

    return (
        Column(f"{before}person", f"{what}, where that is a person on record", lambda v, i: key_in(v, get(i), Person.folder), to="people"),
        Column(
            f"{before}organisation", f"{what}, where that is an organisation on record", lambda v, i: key_in(v, get(i), Organisation.folder),
            to="organisations",
        ),
        Column(f"{before}name", f"{what}, in words", name),
    )  # fmt: skip


def of_vocabulary(folder: str) -> Callable[[Viewer], Terms]:
    """The words of a vocabulary, in its order."""

    def terms(viewer: Viewer) -> Terms:
        entries = sorted(viewer.dossier.of(f"vocabulary/{folder}"), key=lambda entry: (entry.node.line, entry.id))
        return tuple((entry.id, viewer.name(entry)) for entry in entries)

    return terms


def of_model(model: type[BaseModel], field: str, are_words: bool = False) -> Callable[[Viewer], Terms]:
    """The values that a field of a case file can have; `are_words`: as they stand, hyphens too."""
    return partial(_listed, tuple(dict.fromkeys(_literals(model.model_fields[field].annotation))), are_words)


def _listed(values: tuple[str, ...], are_words: bool, _: Viewer) -> Terms:
    return tuple((value, value if are_words else value.replace("-", " ")) for value in values)


def _literals(annotation: Any) -> Iterator[str]:
    for arg in get_args(annotation):
        if isinstance(arg, str):
            yield arg
        else:
            yield from _literals(arg)


_DC = "http://purl.org/dc/terms/"
