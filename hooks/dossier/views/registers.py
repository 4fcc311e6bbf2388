"""Lines of a register, each under a head (a letter of the alphabet, a year) -> sheets that fit a page: one, or those of each head."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from .lists import Jump

__all__ = ["SHORT", "Sheet", "sheets"]

SHORT = 100
"""Up to so many lines, nobody scrolls far to the foot of a column and up again."""


class Sheet(Struct, frozen=True):
    """A page of a register. `heads` are its lines under their heads; `jump` leads to all heads and `parts` to the parts of this one.

    `head` is empty on the first sheet, which has the address of the register; `count` is the number of lines of the register
    or of the head, `latest` says that the first sheet holds the last lines of a register that does not fit it.
    """

    address: str
    heads: dict[str, list[Any]]
    jump: tuple[Jump, ...]
    count: int
    head: str = ""
    number: int = 0
    parts: tuple[Jump, ...] = ()
    latest: bool = False

    @property
    def lines(self) -> list[Any]:
        return [line for lines in self.heads.values() for line in lines]

    @property
    def shown(self) -> int:
        return sum(map(len, self.heads.values()))

    @property
    def runs_on(self) -> bool:
        """Whether heads follow one another down its columns, as in the index of a book: with few lines, a row for each head is mostly white."""
        return self.shown <= SHORT

    @property
    def place(self) -> str:
        """What it holds of the register: `K, part 2`; empty for the first sheet."""
        return self.head + (f", part {self.number}" if self.number else "")

    @property
    def words(self) -> str:
        """The same behind the title of the register: `, K, part 2`."""
        return f", {self.place}" if self.place else ""


def sheets(home: str, lines: Iterable[tuple[str, Any]], most: int, latest: int = 0) -> list[Sheet]:
    """The sheets of (head, line) in order: one if there are at most `most`, else a first one with the `latest` lines, then those of each head.

    A head with more lines than `most` has numbered parts; its first part stands at the address of the head.

    >>> [(sheet.address, sheet.shown) for sheet in sheets("people/", [("A", "Ann"), ("B", "Bo"), ("B", "Ben")], 1)]
    [('people/', 0), ('people/A/', 1), ('people/B/', 1), ('people/B/2/', 1)]
    """
    heads: dict[str, list[Any]] = {}
    for head, line in lines:
        heads.setdefault(head, []).append(line)
    total = sum(map(len, heads.values()))
    if total <= most:
        return [Sheet(home, heads, tuple(Jump(head, f"#az-{place}", len(found)) for place, (head, found) in enumerate(heads.items(), 1)), total)]
    jump = tuple(Jump(head, f"{home}{_segment(head)}/", len(found)) for head, found in heads.items())
    made = [Sheet(home, _last(heads, latest), jump, total, latest=True)]
    for way, (head, found) in zip(jump, heads.items(), strict=True):
        pieces = [found[start : start + most] for start in range(0, len(found), most)]
        addresses = [way.href, *(f"{way.href}{number}/" for number in range(2, len(pieces) + 1))]
        parts = tuple(Jump(str(n), where, len(piece)) for n, (where, piece) in enumerate(zip(addresses, pieces, strict=True), 1))
        made += [
            Sheet(where, {head: piece}, jump, len(found), head, n if len(pieces) > 1 else 0, parts if len(pieces) > 1 else ())
            for n, (where, piece) in enumerate(zip(addresses, pieces, strict=True), 1)
        ]
    return made


def _last(heads: dict[str, list[Any]], latest: int) -> dict[str, list[Any]]:
    """The last lines, under their heads."""
    kept: dict[str, list[Any]] = {}
    for head in reversed(heads):
        room = latest - sum(map(len, kept.values()))
        if room <= 0:
            break
        kept = {head: heads[head][-room:], **kept}
    return kept


def _segment(head: str) -> str:
    """A head in an address: a year or a capital letter, which no id begins with; another script's letter by its number, what is no letter `_`."""
    if head.isascii():
        return head if head.isalnum() else "_"
    return "-".join(f"U{ord(sign):04X}" for sign in head)
