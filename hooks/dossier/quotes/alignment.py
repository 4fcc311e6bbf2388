"""A stretch of the quote and one of the letter -> the pairs of tokens that stand against each other, and what they are worth."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from .both import Both, Pairs

__all__ = ["AREA", "align", "gaps", "weight"]

AREA = 600_000
"""Cells of one alignment; beyond that it is cut at the longest common run."""
_SAME, _SIMILAR, _SIGN, _OPEN, _NEVER = 9, 6, 2, 5, -(10**9)


def weight(both: Both, i: int, j: int) -> int:
    """What a pair is worth."""
    if both.equal(i, j):
        return _SAME if both.quote.word[i] else _SIGN
    return _SIMILAR


def gaps(pairs: Pairs) -> int:
    """What the gaps between pairs cost."""
    cost = 0
    for (i, j), (k, m) in pairwise(pairs):
        cost += sum(_OPEN + size for size in (k - i - 1, m - j - 1) if size)
    return cost


def align(both: Both, a: int, b: int, low: int, high: int, open_start: bool, open_end: bool) -> Pairs:
    """Pairs of the best alignment of quote[a:b] with letter[low:high]; at open ends the letter may go on without cost."""
    if a >= b or low >= high:
        return []
    if (b - a) * (high - low) <= AREA:
        return _gotoh(both, a, b, low, high, open_start, open_end)
    i, j, size = _common_run(both, a, b, low, high)
    if size < 3:
        return []
    return [
        *align(both, a, i, low, j, open_start, False), *((i + n, j + n) for n in range(size)),
        *align(both, i + size, b, j + size, high, False, open_end),
    ]  # fmt: skip


def _common_run(both: Both, a: int, b: int, low: int, high: int) -> tuple[int, int, int]:
    """The longest run of equal tokens (quote, letter, size), found by threes of tokens that are not too frequent."""
    threes: dict[str, list[int]] = defaultdict(list)
    for i in range(a, b - 2):
        threes[" ".join(both.quote.key[i : i + 3])].append(i)
    best = (a, low, 0)
    runs: dict[int, int] = {}
    for j in range(low, high - 2):
        longer: dict[int, int] = {}
        places = threes.get(" ".join(both.letter.key[j : j + 3]), ())
        for i in places if len(places) <= 16 else ():
            longer[i] = size = runs.get(i - 1, 0) + 1
            if size + 2 > best[2]:
                best = (i - size + 1, j - size + 1, size + 2)
        runs = longer
    return best


def _gotoh(both: Both, a: int, b: int, low: int, high: int, open_start: bool, open_end: bool) -> Pairs:
    """Alignment with affine gaps. States: 0 a pair, 1 the letter alone, 2 the quote alone (never followed by 1)."""
    width = high - low + 1
    here: dict[str, list[int]] = defaultdict(list)
    for j in range(low, high):
        here[both.letter.low[j]].append(j)
    pair = [0] * width if open_start else [0, *[_NEVER] * (width - 1)]
    alone = [_NEVER] * width if open_start else [_NEVER, *(-_OPEN - j for j in range(1, width))]
    added = [_NEVER] * width
    came_pair: list[dict[int, int]] = []
    came_alone: list[bytearray] = []
    came_added: list[bytearray] = []
    for i in range(a, b):
        new_pair, from_pair = [_NEVER] * width, {}
        for j in here.get(both.quote.low[i], ()):
            at = j - low
            one, two, three = pair[at], alone[at], added[at]
            source = 0 if one >= two and one >= three else 1 if two >= three else 2
            new_pair[at + 1] = (one, two, three)[source] + weight(both, i, j)
            from_pair[at + 1] = source
        new_alone, from_alone = [_NEVER] * width, bytearray(width)
        new_added, from_added = [_NEVER] * width, bytearray(width)
        run = _NEVER
        for at in range(width):
            one, two, three = pair[at], alone[at], added[at] + _OPEN
            if one >= two:
                if one >= three:
                    new_added[at] = one - _OPEN - 1
                else:
                    new_added[at] = three - _OPEN - 1
                    from_added[at] = 2
            elif two >= three:
                new_added[at] = two - _OPEN - 1
                from_added[at] = 1
            else:
                new_added[at] = three - _OPEN - 1
                from_added[at] = 2
            if at:
                opened = new_pair[at - 1] - _OPEN
                if opened >= run:
                    run = opened - 1
                else:
                    run -= 1
                    from_alone[at] = 1
                new_alone[at] = run
        pair, alone, added = new_pair, new_alone, new_added
        came_pair.append(from_pair)
        came_alone.append(from_alone)
        came_added.append(from_added)
    at = width - 1
    if open_end:
        at = max(range(width), key=lambda at: (max(pair[at], added[at]), -at))
    ends = (pair[at], _NEVER if open_end else alone[at], added[at])
    state = ends.index(max(ends))
    found: Pairs = []
    i = b - a
    while i > 0 and at >= 0:
        if state == 0:
            found.append((a + i - 1, low + at - 1))
            state = came_pair[i - 1][at]
            i, at = i - 1, at - 1
        elif state == 1:
            state = came_alone[i - 1][at]
            at -= 1
        else:
            state = came_added[i - 1][at]
            i -= 1
    return found[::-1]
