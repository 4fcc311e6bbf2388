"""Parts of a quote that was altered -> the passages that are nearest to them: the longest part first, the others before and after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from .alignment import AREA, align, gaps, weight
from .both import Both, Pairs, Part

__all__ = ["place"]


def place(both: Both, parts: list[Part]) -> None:
    """Finds the nearest passage of each part; what of it was not found and is long enough is looked for by itself."""
    single = len(parts) == 1
    for _ in range(24):
        waiting = [part for part in parts if not part.tried]
        if not waiting:
            break
        part = max(waiting, key=lambda part: (both.words(part.start, part.end), -part.start))
        part.tried = True
        here = parts.index(part)
        before = [pair for other in parts[:here] for pair in other.pairs]
        after = [pair for other in parts[here + 1 :] for pair in other.pairs]
        low, high = before[-1][1] + 1 if before else 0, after[0][1] if after else len(both.letter.key)
        pairs = _nearest(both, part.start, part.end, low, high, bool(after) and not before)
        found = sum(both.quote.word[i] for i, _ in pairs)
        if not pairs or not (single or 2 * found > both.words(part.start, part.end)):
            continue
        single = False
        part.pairs = pairs
        first, last = pairs[0][0], pairs[-1][0] + 1
        if both.words(last, part.end) >= 4:
            parts.insert(here + 1, Part(last, part.end, False))
            part.end = last
        if both.words(part.start, first) >= 4:
            parts.insert(here, Part(part.start, first, part.marked))
            part.start, part.marked = first, False


def _nearest(both: Both, start: int, end: int, low: int, high: int, last: bool) -> Pairs:
    """The best alignment of quote[start:end] within letter[low:high], looked for where most of its words stand together."""
    words = [at for at in range(low, high) if both.letter.word[at]]
    size = both.words(start, end)
    best: Pairs = []
    score = 0
    for where in _windows(both, start, end, words, last):
        left, right = where - size - 20, where + 2 * size + 20
        begin = words[left] if left > 0 else low
        stop = words[right] if right < len(words) else high
        large = (end - start) * (stop - begin) > AREA
        pairs = align(both, start, end, begin, stop, True, True)
        found = sum(weight(both, i, j) for i, j in pairs) - gaps(pairs)
        if pairs and (not best or found > score):
            best, score = pairs, found
        if large:
            break
    return best


def _windows(both: Both, start: int, end: int, words: list[int], last: bool) -> Iterator[int]:
    """Up to three stretches of the letter that share most words and pairs of words with the quote: where each begins in `words`."""
    mine = [both.quote.low[i] for i in range(start, end) if both.quote.word[i]]
    size = len(mine)
    need = Counter(mine)
    need.update(f"{one} {two}" for one, two in pairwise(mine))
    have: Counter[str] = Counter()
    theirs = [both.letter.low[at] for at in words]
    scores: list[int] = []
    score = 0

    def change(key: str, weight: int, by: int) -> int:
        if key not in need:
            return 0
        have[key] += by
        return weight * by if (have[key] <= need[key] if by > 0 else have[key] < need[key]) else 0

    for at, word in enumerate(theirs):
        score += change(word, 1, 1)
        if at and size > 1:
            score += change(f"{theirs[at - 1]} {word}", 2, 1)
        if at >= size:
            gone = at - size
            score += change(theirs[gone], 1, -1)
            if size > 1:
                score += change(f"{theirs[gone]} {theirs[gone + 1]}", 2, -1)
        if at >= size - 1 or at == len(theirs) - 1:
            scores.append(score)
    for _ in range(3):
        top = max(scores, default=0)
        if top <= 0:
            return
        at = len(scores) - 1 - scores[::-1].index(top) if last else scores.index(top)
        yield at
        for near in range(max(0, at - size), min(len(scores), at + size + 1)):
            scores[near] = 0
