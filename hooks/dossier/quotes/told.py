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
_NUMBER = re.compile(r"(?=.)(?:\[[0-9]{1,3}[a-z]?\])?(?:\(?(?:[0-9]{1,3}|[a-z])[.)])?")
"""The number of a list item (`2.`, `(a)`), behind that of a paragraph as texts to download have it (`[4]`)."""


def told(both: Both, parts: list[Part], idents: Sequence[str]) -> Verdict:
    """`idents` are those of the letter's paragraphs; one of which words stand in two places is there twice."""
    steps = _unnumbered(both, _whole_units(both, ops(both, parts)))
    same = [op.j for op in steps if op.kind == "same"] or [op.j for op in steps if op.kind == "missing"]
    paragraphs = tuple(dict.fromkeys(idents[both.letter.paragraph[j]] for j in same))
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
    """Without numbers (see `_NUMBER`) that the quote has where a paragraph of the letter begins."""
    steps = _led(both, steps)
    kept: list[Op] = []
    at = 0
    while at < len(steps):
        end = at
        while end < len(steps) and steps[end].kind == "added":
            end += 1
        if end == at:
            kept.append(steps[at])
            at += 1
        elif _numbers(both, steps, at, end):
            at = end
        elif (slid := _slid(both, steps, at, end)) and _numbers(both, slid, at + 1, end + 1):
            steps = slid
        else:
            kept += steps[at:end]
            at = end
    return kept


def _numbers(both: Both, steps: list[Op], at: int, end: int) -> bool:
    """Whether what was added is such a number, and a paragraph of the letter begins behind it."""
    begins = end < len(steps) and _begins(both, steps[end])
    return begins and _NUMBER.fullmatch("".join(both.quote.key[op.i] for op in steps[at:end] if op.i >= 0)) is not None


def _begins(both: Both, step: Op) -> bool:
    """Whether a paragraph of the letter begins with a token that the quote has too."""
    return step.kind == "same" and (step.j == 0 or both.letter.paragraph[step.j - 1] != both.letter.paragraph[step.j])


def _led(both: Both, steps: list[Op]) -> list[Op]:
    """Without such a number at the very beginning, whose full stop may stand against that of the paragraph before."""
    first = next((at for at, step in enumerate(steps) if _begins(both, step)), 0)
    return steps[first:] if _numbers(both, steps, 0, first) else steps


def _slid(both: Both, steps: list[Op], at: int, end: int) -> list[Op]:
    """The same comparison with what was added one token later, if it may as well be: of `end. 1. Then`, `1.` instead of `. 1`."""
    if end == len(steps) or steps[end].kind != "same" or not both.equal(steps[at].i, steps[end].j):
        return []
    added = [Op("added", op.i, -1) for op in (*steps[at + 1 : end], steps[end])]
    return [*steps[:at], Op("same", steps[at].i, steps[end].j), *added, *steps[end + 1 :]]


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
