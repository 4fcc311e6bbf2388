"""What data/permalinks.csv says, as values: every address ever published, and what became of it.

A row has the `address` below the site's root (`…/#p3` for a paragraph, `erased:` and a SHA-256 for what may not be named any more), `what`
stands there, `of` (the address of the letter that a file or a translation belongs to), `fingerprint` (SHA-256 of a paragraph's words or of
a file in data/), `corrections` that were there when it was sealed, `first_published` (the day of sealing), `code` of the short address,
`state` (live, moved, withdrawn, erased).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from .addresses import untranslated

__all__ = ["LEDGER", "STATES", "Ledger", "Row", "erased"]

LEDGER = "data/permalinks.csv"
STATES = ("live", "moved", "withdrawn", "erased")
"""From what is published to what may never be again: of two branches, the later holds."""

_PARAGRAPH = re.compile(r"(.*)#p(\d+)([a-z]?)")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the ledger; `line` is its number in the file (0: it is not there yet)."""

    address: str
    what: str
    of: str = ""
    fingerprint: str = ""
    corrections: int = 0
    first_published: str = ""
    code: str = ""
    state: str = "live"
    line: int = field(default=0, compare=False)

    @property
    def page(self) -> str:
        """The address without its paragraph."""
        return self.address.partition("#")[0]

    @property
    def paragraph(self) -> str:
        """`p3`, or nothing."""
        return self.address.partition("#")[2]

    @property
    def homes(self) -> Iterator[str]:
        """Its own address and those that it belongs to: its page, the pages above that, the letter that it is a file or a translation of."""
        where = untranslated(self.page)
        yield from (where[: found.end()] for found in re.finditer("/", where))
        yield from filter(None, (where, self.of))

    @property
    def order(self) -> tuple[object, ...]:
        found = _PARAGRAPH.fullmatch(self.address)
        return (found[1], int(found[2]), found[3]) if found else (self.address, 0, "")


@dataclass(frozen=True)
class Ledger:
    """The rows in the order of the file; `there` says whether there is a file at all."""

    rows: tuple[Row, ...] = ()
    there: bool = False

    @cached_property
    def by_address(self) -> dict[str, Row]:
        return {row.address: row for row in self.rows}

    @cached_property
    def codes(self) -> dict[str, str]:
        """Address of a record -> code of its short address."""
        return {row.address: row.code for row in self.rows if row.code}

    @cached_property
    def paragraphs(self) -> dict[str, list[str]]:
        """Address of a letter, or of a translation of one -> its paragraphs (`p3`)."""
        found: dict[str, list[str]] = {}
        for row in self.rows:
            if row.paragraph:
                found.setdefault(row.page, []).append(row.paragraph)
        return found

    def groups(self, country: str = "") -> list[str]:
        """The groups of which there was a timeline, of a country (`kazakhstan`) or over all: neither a year nor what stands below one."""
        return self._groups.get(f"{country}/timeline" if country else "timeline", [])

    @cached_property
    def _groups(self) -> dict[str, list[str]]:
        """Address of a timeline -> the groups into which it was divided, in order."""
        found: dict[str, set[str]] = {}
        for row in self.rows:
            home, _, name = row.address.rstrip("/").rpartition("/")
            if row.what == "list" and home.endswith("timeline") and not name.isdecimal():
                found.setdefault(home, set()).add(name)
        return {home: sorted(names) for home, names in found.items()}

    @cached_property
    def _erased(self) -> frozenset[str]:
        return frozenset(row.address for row in self.rows if row.state == "erased")

    def is_erased(self, address: str) -> bool:
        return bool(self._erased) and erased(address) in self._erased


def erased(address: str) -> str:
    """What the ledger keeps of an address that may not be named any more.

    The hash lets a build refuse to publish the address again. Who knows the address can confirm it; nobody
    can read it.
    """
    return f"erased:{hashlib.sha256(address.encode()).hexdigest()}"
