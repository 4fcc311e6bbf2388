"""What was found of a quote -> a verdict, in pieces and in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

__all__ = ["CLOSING", "MAX_CHARACTERS", "MAX_MARKS", "MAX_WORDS", "SALUTATION", "Kind", "Piece", "PieceKind", "Verdict"]

MAX_CHARACTERS = 40_000
MAX_WORDS = 2_000
MAX_MARKS = 50
"""Characters, words and marks of omission of one quote; more is `too-long`."""

SALUTATION, CLOSING = "salutation", "closing"
"""The ids of what stands around the numbered paragraphs of a letter."""

Kind = Literal["verbatim", "altered", "not-found", "empty", "too-long"]
PieceKind = Literal["same", "missing", "added", "omitted"]


class Piece(NamedTuple):
    """A stretch of the comparison. `missing` stands in the letter only, `added` in the quote only, `omitted` is what a mark
    of omission left out. The texts bring their own blanks; a line break in one begins a paragraph of the letter."""

    kind: PieceKind
    text: str


class Verdict(Struct, frozen=True):
    """What became of a quote; `paragraphs` are the ids in which it, or the nearest passage, stands,
    `salutation` and `closing` among them. `cited`: a citation stood below it."""

    kind: Kind
    paragraphs: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    cited: bool = False

    @property
    def differences(self) -> int:
        """Places that differ; what is left out and what stands there instead are one."""
        differ = [piece.kind in ("missing", "added") for piece in self.pieces]
        return sum(now and not before for before, now in zip([False, *differ], differ, strict=False))

    def says(self, text: str = "letter", before: str = "") -> str:
        """The verdict in a sentence; `text` is what the quote was compared with, as it was `before` the correction of a day, if one is given.

        What is not the letter itself is named in each verdict.
        """
        if self.kind == "empty":
            return "Nothing to check: give the words of the passage."
        if self.kind == "too-long":
            return f"Too long to check: at most {MAX_WORDS:,} words and {MAX_MARKS} marks of omission at a time."
        if self.kind == "not-found":
            return f"Not found in this {text}."
        where = self._where()
        gaps = sum(piece.kind == "omitted" for piece in self.pieces)
        omitted = f", with {gaps} marked omission{'s' * (gaps > 1)}" if gaps else ""
        below = " The lines below the quotation were not checked." if self.cited else ""
        if self.kind == "verbatim":
            since = f" before the correction of {before}" if before else ""
            return f"Verbatim{'' if text == 'letter' else f' in this {text}'}{since}{omitted}: {where}.{below}"
        count = self.differences
        altered = f"Altered{'' if text == 'letter' else f' from this {text}'}{omitted}"
        return f"{altered}: {count} difference{'s' * (count > 1)}; nearest {'is' if len(self.paragraphs) == 1 else 'are'} {where}.{below}"

    def _where(self) -> str:
        numbers = [ident[1:] for ident in self.paragraphs if ident not in (SALUTATION, CLOSING)]
        found = [f"paragraph{'s' * (len(numbers) > 1)} {_and(numbers)}"] if numbers else []
        found = [f"the {SALUTATION}"] * (SALUTATION in self.paragraphs) + found + [f"the {CLOSING}"] * (CLOSING in self.paragraphs)
        return ", and ".join([", ".join(found[:2]), found[2]]) if len(found) > 2 else _and(found)


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
