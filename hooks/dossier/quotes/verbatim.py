"""Parts of a quote -> the passages in which they stand word for word, if all of them do."""

from __future__ import annotations

from .both import Both, Part

__all__ = ["verbatim"]


def verbatim(both: Both, parts: list[Part]) -> bool:
    """Finds every part, one after another and as close together as can be."""
    found: list[int] = []
    at = 0
    for part in parts:
        at = _find(both, part, at, len(both.letter.key), False)
        if at < 0:
            return False
        found.append(at)
        at += part.end - part.start
    for number in range(len(parts) - 2, -1, -1):
        found[number] = _find(both, parts[number], found[number], found[number + 1], True)
    for part, at in zip(parts, found, strict=True):
        part.pairs = [(i, at + i - part.start) for i in range(part.start, part.end)]
    return True


def _find(both: Both, part: Part, low: int, high: int, last: bool) -> int:
    """Where a part stands, word for word and cutting no word, between two places of the letter; -1 if nowhere."""
    rarest = min(range(part.start, part.end), key=lambda i: len(both.places.get(both.quote.low[i], ())))
    places = both.places.get(both.quote.low[rarest], [])
    size, unit = part.end - part.start, both.letter.unit
    for place in reversed(places) if last else places:
        at = place - rarest + part.start
        if at < low or at + size > high or not all(both.equal(part.start + n, at + n) for n in range(size)):
            continue
        if not (at and unit[at - 1] == unit[at]) and not (at + size < len(unit) and unit[at + size] == unit[at + size - 1]):
            return at
    return -1
