"""Parts of a quote that were placed -> the verdict on them, with its pieces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from .both import Both, Part
from .steps import Op, ops
from .tokens import SINGLE
from .verdict import Kind, Piece, PieceKind, Verdict

__all__ = ["told"]

_SHOWN = 60
"""Tokens of a gap that are shown; of longer ones the beginning and the end."""
_NUMBER = re.compile(r"\(?(?:[0-9]{1,3}|[a-z])[.)]")


def told(both: Both, parts: list[Part], idents: Sequence[str]) -> Verdict:
    """`idents` are those of the letter's paragraphs."""
    steps = _unnumbered(both, _whole_units(both, ops(both, parts)))
    same = [op.j for op in steps if op.kind == "same"] or [op.j for op in steps if op.kind == "missing"]
    paragraphs = tuple(idents[number] for number in dict.fromkeys(both.letter.paragraph[j] for j in same))
    kind: Kind = "altered" if any(op.kind in ("missing", "added", "skipped") for op in steps) else "verbatim"
    return Verdict(kind, paragraphs, tuple(_pieces(both, steps)))


def _whole_units(both: Both, given: Iterator[Op]) -> list[Op]:
    """Units of which a part differs, differ as a whole; of what differs in one place, the letter's words come first."""
    steps = list(given)
    size = Counter(both.letter.unit), Counter(both.quote.unit)
    theirs = {both.letter.unit[op.j] for op in steps if op.kind in ("missing", "similar")}
    mine = {both.quote.unit[op.i] for op in steps if op.kind in ("added", "similar")}
    changed = True
    while changed:
        changed = False
        for at, op in enumerate(steps):
            if op.kind != "same":
                continue
            one, two = both.letter.unit[op.j], both.quote.unit[op.i]
            if (one in theirs and size[0][one] > 1) or (two in mine and size[1][two] > 1):
                steps[at] = op._replace(kind="similar")
                theirs.add(one)
                mine.add(two)
                changed = True
    ordered: list[Op] = []
    waiting: list[Op] = []
    for op in steps:
        if op.kind == "added":
            waiting.append(op)
        elif op.kind == "similar":
            ordered.append(Op("missing", -1, op.j))
            waiting.append(Op("added", op.i, -1))
        elif op.kind in ("missing", "skipped"):
            ordered.append(op)
        else:
            ordered += [*waiting, op]
            waiting = []
    return ordered + waiting


def _unnumbered(both: Both, steps: list[Op]) -> list[Op]:
    """Without numbers of list items (`2.`, `(a)`) that the quote has where a paragraph of the letter begins."""
    kept: list[Op] = []
    at = 0
    while at < len(steps):
        end = at
        while end < len(steps) and steps[end].kind == "added":
            end += 1
        follows = steps[end].j if end < len(steps) and steps[end].kind == "same" else -1
        begins = follows == 0 or (follows > 0 and both.letter.paragraph[follows - 1] != both.letter.paragraph[follows])
        if end == at or not begins or not _NUMBER.fullmatch("".join(both.quote.key[op.i] for op in steps[at:end])):
            end = max(end, at + 1)
            kept += steps[at:end]
        at = end
    return kept


def _pieces(both: Both, steps: list[Op]) -> Iterator[Piece]:
    """Steps of the same kind as one text."""
    kind: PieceKind | None = None
    text = ""
    word = False
    words = [[word and not SINGLE.match(key) for word, key in zip(side.word, side.key, strict=True)] for side in (both.quote, both.letter)]
    for op in steps:
        new: PieceKind = "missing" if op.kind in ("missing", "skipped") else "added" if op.kind == "added" else "same"
        if op.kind in ("omitted", "skipped"):
            new = "omitted" if op.kind == "omitted" else new
            said, blank = _shown(both, op.j, op.end), both.letter.before[op.j] if op.j >= 0 else ""
            starts, ends = (words[1][op.j], words[1][op.end - 1]) if op.j >= 0 else (False, False)
        elif op.kind == "added":
            said, blank = both.quote.text[op.i], both.quote.before[op.i]
            starts = ends = words[0][op.i]
        else:
            said = both.letter.text[op.j]
            blank = both.letter.before[op.j] or (both.quote.before[op.i] if op.kind == "same" and kind == "added" else "")
            starts = ends = words[1][op.j]
        if kind is None:
            blank = ""
        elif not blank and kind != new and word and starts:
            blank = " "
        if kind is not None and (kind != new or new == "omitted"):
            yield Piece(kind, text)
            text = ""
        kind, text, word = new, text + blank + said, ends
    if kind is not None:
        yield Piece(kind, text)


def _shown(both: Both, start: int, end: int) -> str:
    """The words of a gap; of a long one its beginning and its end."""
    if end - start <= _SHOWN:
        return _spelt(both, start, end)
    return f"{_spelt(both, start, start + _SHOWN // 2 - 5)} … {_spelt(both, end - _SHOWN // 2 + 5, end)}"


def _spelt(both: Both, start: int, end: int) -> str:
    return "".join((both.letter.before[at] if at > start else "") + both.letter.text[at] for at in range(start, end))
