"""Tables and a Viewer -> tables with their rows, country by country, and each as a CSV file."""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from itertools import chain

import msgspec

from ..artifact import Described
from ..cells import neutral
from ..portions import Portions
from ..views.base import Viewer
from .columns import Cell, Column, Table, Terms

__all__ = ["Filled", "Stored", "filled", "written"]

Stored = str | int | None
"""A cell as a database keeps it: a day is text, true is 1."""
_AS_IT_IS = {str, int, bool, type(None)}
_WHAT = "tables"


class Part(msgspec.Struct, frozen=True, array_like=True):
    """The rows of a table that are of one country: how many, as lines of CSV, and as lists of `Stored` in MessagePack, both packed (zlib).

    All of them are in memory until the last file of the data is made.
    """

    count: int
    packed_lines: bytes
    packed_cells: bytes

    @classmethod
    def of(cls, rows: list[list[Cell]]) -> Part:
        lines, cells = _lines([written(cell) for cell in row] for row in rows), [[_stored(cell) for cell in row] for row in rows]
        return cls(len(rows), zlib.compress(lines, 1), zlib.compress(msgspec.msgpack.encode(cells), 1))

    @property
    def lines(self) -> bytes:
        return zlib.decompress(self.packed_lines) if self.count else b""

    @property
    def cells(self) -> list[list[Stored]]:
        found: list[list[Stored]] = msgspec.msgpack.decode(zlib.decompress(self.packed_cells)) if self.count else []
        return found


@dataclass(frozen=True)
class Filled:
    """A table with its rows; `terms` are the values that each of its enumerated columns can have."""

    table: Table
    parts: tuple[Part, ...]
    terms: dict[str, Terms]

    @property
    def path(self) -> str:
        """Its name below data/."""
        return f"{self.table.name}.csv"

    @property
    def count(self) -> int:
        """How many rows there are."""
        return sum(part.count for part in self.parts)

    @property
    def rows(self) -> Iterator[list[Stored]]:
        """Every row; those of one country at a time are in memory."""
        return chain.from_iterable(part.cells for part in self.parts)

    @cached_property
    def csv(self) -> Described:
        return Described(self._csv)

    def _csv(self) -> Iterator[bytes]:
        """RFC 4180 in UTF-8 without a byte order mark: CRLF, a header, `true` and `false`, days as 2017-01-20, nothing for nothing.

        A text that a spreadsheet would run begins with an apostrophe (see `cells`).
        """
        yield _lines([[column.name for column in self.table.columns]])
        yield from (part.lines for part in self.parts)


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


def written(cell: Cell) -> str:
    """A cell as text."""
    if isinstance(cell, str):
        return neutral(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)


def filled(tables: tuple[Table, ...], viewer: Viewer, portions: Portions) -> tuple[Filled, ...]:
    """Every table with its rows: country by country in the order of keys, and in each in the order that its items come."""
    parts: list[list[Part]] = []
    for home in viewer.dossier.homes:
        parts.append(_decoded(portions.of(_WHAT, home, partial(_portion, tables, viewer, home))))
        viewer.made.clear()  # what is said of one country is not kept for all
    return tuple(_filled(table, tuple(of_one[place] for of_one in parts), viewer) for place, table in enumerate(tables))


_decoded = msgspec.msgpack.Decoder(list[Part]).decode


def _portion(tables: tuple[Table, ...], viewer: Viewer, home: str) -> bytes:
    return msgspec.msgpack.encode([_part(table, viewer, home) for table in tables])


def _part(table: Table, viewer: Viewer, home: str) -> Part:
    values = [column.value for column in table.columns]
    rows = [[value(viewer, item) for value in values] for item in table.rows(viewer, home)]
    return Part.of(rows) if rows else Part(0, b"", b"")


def _stored(cell: Cell) -> Stored:
    """The same; a subclass of text as text itself."""
    if type(cell) in _AS_IT_IS:
        return cell  # type: ignore[return-value]
    return cell.isoformat() if isinstance(cell, date) else str(cell) if isinstance(cell, str) else cell


def _filled(table: Table, parts: tuple[Part, ...], viewer: Viewer) -> Filled:
    return Filled(table, parts, {column.name: terms for column in table.columns if (terms := _terms(column, viewer))})


def _terms(column: Column, viewer: Viewer) -> Terms:
    return column.terms(viewer) if column.terms else ()
