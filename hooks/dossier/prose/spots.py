"""A line of a text and what stands in it -> its place in the file, by line and column."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

__all__ = ["Spots"]

_NEAR = 100
"""So many lines are looked through at most: a text in which much is wrong is gone through again for each."""


class Spots:
    """Places in a text whose lines stand in a file where `line_of` says, each at the `column` that is given, if one is."""

    def __init__(self, body: str, line_of: Callable[[int], int], column: int = 0) -> None:
        self._body, self._line_of, self._column = body, line_of, column
        self._lines: list[str] = []

    def of(self, line: int, *signs: str) -> tuple[int, int]:
        """Line and column of the file (from 1) where the first of the `signs` that is found stands, from a line of the text on; where none
        is, those of the first word of that line.

        >>> Spots("a\\n  b (c)", lambda line: line + 10).of(1, "(c")
        (12, 5)
        """
        near = self._near(line)
        for sign in filter(None, signs):
            for number, text in enumerate(near, start=line):
                if (at := text.find(sign)) >= 0:
                    return self._line_of(number), self._column or at + 1
        return self._first_word(line, near)

    def of_link(self, line: int, target: str) -> tuple[int, int]:
        """The same of the address of a link or a picture, written out there or below the text (`[a]: …`), with all of its signs or without `%20`.

        >>> Spots("[a](ann-example) [b](<ann>)", lambda line: line).of_link(1, "ann")
        (1, 23)
        """
        near = self._near(line)
        named = "|".join(re.escape(said) for said in dict.fromkeys((target, unquote(target))))
        for pattern in (rf"\]\(\s*<?({named})(?=[\s>)]|$)", rf"\]:\s*<?({named})(?=[\s>]|$)", f"({named})"):
            for number, text in enumerate(near, start=line):
                if found := re.search(pattern, text):
                    return self._line_of(number), self._column or found.start(1) + 1
        return self._first_word(line, near)

    def _near(self, line: int) -> list[str]:
        self._lines = self._lines or self._body.split("\n")
        return self._lines[line - 1 : line - 1 + _NEAR]

    def _first_word(self, line: int, near: list[str]) -> tuple[int, int]:
        indent = len(near[0]) - len(near[0].lstrip()) if near else 0
        return self._line_of(line), self._column or indent + 1
