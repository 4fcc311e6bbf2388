"""Parts of a quote that were placed -> where their passages begin and end, and the steps of the comparison, token by token."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .both import Both, Part

__all__ = ["Op", "ops"]

_ENDS = frozenset(".!?;:。！？；：؟")


class Op(NamedTuple):
    """A step of the comparison: tokens of the quote (`i`) and of the letter (`j` up to `end`); -1 where there is none."""

    kind: str
    i: int
    j: int
    end: int = -1


def ops(both: Both, parts: list[Part]) -> Iterator[Op]:
    """Every step of the comparison in order."""
    placed = [part for part in parts if part.pairs]
    edges: dict[int, tuple[int, int]] = {}
    for number, part in enumerate(placed):
        low = edges[id(placed[number - 1])][1] if number else 0
        high = placed[number + 1].pairs[0][1] if number + 1 < len(placed) else len(both.letter.key)
        edges[id(part)] = _edges(both, part, low, high)
    end = -1
    for number, part in enumerate(parts):
        follows = next((edges[id(later)][0] for later in parts[number:] if later.pairs), -1)
        gap = (end, follows) if 0 <= end < follows else (-1, -1)
        ahead = any(later.marked for later in parts[number + 1 : _next_placed(parts, number) + 1])
        if number and part.marked:
            mark = part.start - 1
            literal = gap[1] - gap[0] == 1 and both.letter.key[gap[0]] == "…"
            yield Op("same", mark, gap[0]) if literal else Op("omitted", mark, *gap)
            end = follows if gap[0] >= 0 else end
        elif gap[0] >= 0 and not ahead:
            yield Op("skipped", -1, *gap)
            end = follows
        if not part.pairs:
            yield from (Op("added", i, -1) for i in range(part.start, part.end))
            continue
        left, right = edges[id(part)]
        if part is placed[0]:
            yield from _surplus(both, range(both.start - 1, -1, -1), part, left)
        i, j = part.start, left
        for one, two in [*part.pairs, (part.end, right)]:
            yield from (Op("missing", -1, at) for at in range(j, two))
            yield from (Op("added", at, -1) for at in range(i, one))
            if one < part.end:
                yield Op("same" if both.equal(one, two) else "similar", one, two)
            i, j = one + 1, two + 1
        end = right
        if part is placed[-1]:
            yield from _surplus(both, range(both.end, len(both.quote.key)), part, right)


def _next_placed(parts: list[Part], number: int) -> int:
    return next((later for later in range(number, len(parts)) if parts[later].pairs), number)


def _surplus(both: Both, marks: range, part: Part, edge: int) -> Iterator[Op]:
    """Quotation marks, full stops and commas around a quote: those that the letter has there too."""
    before = marks.step < 0
    if (part.pairs[0][0] != both.start) if before else (part.pairs[-1][0] != both.end - 1):
        return
    found: list[Op] = []
    at = edge - 1 if before else edge
    for i in marks:
        if 0 <= at < len(both.letter.key) and both.quote.key[i] == both.letter.key[at]:
            found.append(Op("same", i, at))
            at += marks.step
    yield from reversed(found) if before else found


def _edges(both: Both, part: Part, low: int, high: int) -> tuple[int, int]:
    """Where the passage begins and ends: no unit is cut, and up to three changed words at an end stand against as many."""
    first, last = part.pairs[0][1], part.pairs[-1][1] + 1
    changed = both.words(part.start, part.pairs[0][0])
    if part.pairs[0][0] > part.start and changed <= 3:
        first = _stretched(both, first - 1, low - 1, -1, changed) + 1
    while first > low and both.letter.unit[first - 1] == both.letter.unit[first]:
        first -= 1
    changed = both.words(part.pairs[-1][0] + 1, part.end)
    if part.pairs[-1][0] + 1 < part.end and changed <= 3:
        last = _stretched(both, last, high, 1, changed)
    while last < high and both.letter.unit[last] == both.letter.unit[last - 1]:
        last += 1
    return first, last


def _stretched(both: Both, at: int, stop: int, step: int, words: int) -> int:
    """The place after `words` more words of the same sentence; without any word, after one sign."""
    if at == stop:
        return at
    begun = both.letter.paragraph[at - step]
    last, place = at, at
    while place != stop and both.letter.paragraph[place] == begun:
        if both.letter.word[place]:
            if not words:
                break
            words -= 1
            last = place + step
        elif not words:
            return place + step
        elif both.letter.key[place] in _ENDS:
            break
        place += step
        if not words:
            break
    return last
