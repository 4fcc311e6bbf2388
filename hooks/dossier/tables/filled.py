"""Tables and a Viewer -> tables with their rows, and each as a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..artifact import Described
from ..cells import neutral
from ..views.base import Viewer
from .columns import Cell, Column, Table, Terms

__all__ = ["Filled", "filled", "written"]


@dataclass(frozen=True)
class Filled:
    """A table with its rows; `terms` are the values that each of its enumerated columns can have."""

    table: Table
    rows: tuple[tuple[Cell, ...], ...]
    terms: dict[str, Terms]

    @property
    def path(self) -> str:
        """Its name below data/."""
        return f"{self.table.name}.csv"

    @cached_property
    def csv(self) -> Described:
        return Described(self._csv)

    def _csv(self) -> bytes:
        """RFC 4180 in UTF-8 without a byte order mark: CRLF, a header, `true` and `false`, days as 2017-01-20, nothing for nothing.

        A text that a spreadsheet would run begins with an apostrophe (see `cells`).
        """
        out = io.BytesIO()
        text = io.TextIOWrapper(out, "utf-8", newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([column.name for column in self.table.columns])
        writer.writerows([written(cell) for cell in row] for row in self.rows)
        text.detach()
        return out.getvalue()


def written(cell: Cell) -> str:
    """A cell as text."""
    if isinstance(cell, str):
        return neutral(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)


def filled(tables: Iterable[Table], viewer: Viewer) -> tuple[Filled, ...]:
    """Every table with its rows, in the order that its items come."""
    return tuple(_fill(table, viewer) for table in tables)


def _fill(table: Table, viewer: Viewer) -> Filled:
    values = [column.value for column in table.columns]
    rows = tuple(tuple([value(viewer, item) for value in values]) for item in table.rows(viewer))
    return Filled(table, rows, {column.name: terms for column in table.columns if (terms := _terms(column, viewer))})


def _terms(column: Column, viewer: Viewer) -> Terms:
    return column.terms(viewer) if column.terms else ()
