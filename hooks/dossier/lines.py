"""A text in a face, and the room for it -> its lines: as few as hold it, as even as can be; what is too long is cut at a word."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, pairwise
from math import inf

from msgspec import Struct

from .fonts import drawable, em

__all__ = ["OVERHANG", "Type", "Words", "set_in"]

OVERHANG = 0.08
"""In em: how far letters reach out of their field, as j."""


class Type(Struct, frozen=True):
    """A face in one weight and colour; `family` is how the names of its files begin, `colour` a token of the stylesheet."""

    family: str
    weight: int
    colour: str = "ink"


def set_in(text: str, style: Type, room: int, most: int, size: int) -> list[str]:
    """The text in as few lines as hold it, evenly; what is more than `most` is cut at a word with an ellipsis."""
    drawn = drawable(text, style.family)
    if not drawn:
        return []
    words, wide = Words(drawn, style), room / size - OVERHANG
    if not words.fit(wide, most):
        words = Words(drawn, style, breaking=wide - 1)
    return words.balanced(wide) if words.fit(wide, most) else words.cut(wide, most)


class Words:
    """A text in pieces that a line may end after, and the lines made of them; widths are in em."""

    def __init__(self, text: str, style: Type, breaking: float = inf) -> None:
        """Words wider than `breaking` are taken to letters."""
        self._style, self._breaking = style, breaking
        self._pieces: list[str] = []
        for word in text.split(" "):
            parts = re.split(r"(?<=[^\W\d_][-–—/])(?=[^\W\d_])", word)
            pieces = [piece for part in parts for piece in (_letters(part) if self._em(part) > breaking else [part])]
            self._pieces += [*pieces[:-1], f"{pieces[-1]} "]
        self._blank, self._hyphen = self._em(" "), self._em("-")
        self._sums = [0.0, *accumulate(self._em(piece.rstrip("\xad")) for piece in self._pieces)]

    def _em(self, text: str) -> float:
        return em(text, self._style.family, self._style.weight)

    def _line(self, start: int, end: int) -> str:
        """Of soft hyphens, only one at the end shows."""
        text = "".join(self._pieces[start:end]).rstrip(" ")
        return text[:-1].replace("\xad", "") + text[-1:].replace("\xad", "-")

    def _width(self, start: int, end: int) -> float:
        last = self._pieces[end - 1]
        return self._sums[end] - self._sums[start] - self._blank * last.endswith(" ") + self._hyphen * last.endswith("\xad")

    def _short(self, place: int) -> bool:
        return self._pieces[place].endswith(" ") and len(self._pieces[place]) < 5

    def _last(self, start: int, wide: float) -> int:
        """The end of the longest line that may begin there."""
        return max(start + 1, bisect_right(self._sums, self._sums[start] + wide + self._blank) - 1)

    def _ends(self, wide: float) -> list[int]:
        """Where lines end if each takes as much as it can; a piece that is too wide has its own."""
        ends = [0]
        while ends[-1] < len(self._pieces):
            start = ends[-1]
            fitting = (end for end in range(self._last(start, wide), start, -1) if self._width(start, end) <= wide)
            ends.append(next(fitting, start + 1))
        return ends

    def fit(self, wide: float, most: int) -> bool:
        ends = self._ends(wide)
        return len(ends) - 1 <= most and all(self._width(start, end) <= wide for start, end in pairwise(ends))

    def balanced(self, wide: float) -> list[str]:
        """As few lines as fit, as even as can be; a short word at an end, which belongs to the next, counts as a fifth off."""
        count, lines = len(self._pieces), len(self._ends(wide)) - 1
        even = self._width(0, count) / lines
        best = {0: (0.0, [0])}
        for _ in range(lines):
            following: dict[int, tuple[float, list[int]]] = {}
            for start, (cost, ends) in best.items():
                for end in range(start + 1, self._last(start, wide) + 1 if start < count else 0):
                    width = self._width(start, end)
                    total = cost + (width / even - 1) ** 2 + 0.2**2 * (end < count and self._short(end - 1))
                    if width <= wide and total < following.get(end, (inf,))[0]:
                        following[end] = (total, [*ends, end])
            best = following
        return [self._line(start, end) for start, end in pairwise(best[count][1])]

    def cut(self, wide: float, most: int) -> list[str]:
        """As many words as fit before an ellipsis, which does not follow a short one."""
        for end in range(self._ends(wide)[most], 0, -1):
            shorter = Words(self._line(0, end).rstrip(" ,;:.…-–—/(") + "…", self._style, self._breaking)
            if (end == 1 or not self._short(end - 1)) and shorter.fit(wide, most):
                return shorter.balanced(wide)
        return ["…"]


def _letters(word: str) -> list[str]:
    """The word in pieces of a letter, three at either end, with a soft hyphen between letters."""
    pieces = [word[:3], *word[3:-3], word[-3:]] if len(word) > 6 else [word]
    return [a + "\xad" * (a[-1].isalpha() and b[0].isalpha()) for a, b in pairwise(pieces)] + pieces[-1:]
