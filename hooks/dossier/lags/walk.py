"""A timeline -> every reading of it, as the accounts can be combined: beginnings with their ends, and what is open at last."""

from __future__ import annotations

from msgspec import Struct, field

from ..dates import PartialDate
from ..tracks import Assertion, Timeline
from .bearings import HARM, RELIEF, Bearings

__all__ = ["Walk", "walked"]

_MOST_STATES = 4_096

_State = tuple[Assertion | None, PartialDate | None, frozenset[int], bool]
"""The beginning of the open span, the end that its last value has by itself, the steps already taken, whether a wanted end came."""


class Walk(Struct):
    """Every reading of a timeline: each beginning with the end that it can have, and the states that are left at last.

    `order` has all that changes anything, by its place; dicts rather than sets keep what is printed in the same order.
    """

    order: list[Assertion]
    ends: dict[tuple[Assertion, Assertion], PartialDate | None] = field(default_factory=dict)
    left: dict[_State, None] = field(default_factory=dict)


def walked(timeline: Timeline, bearings: Bearings, wanted: frozenset[tuple[Assertion, Assertion]] = frozenset()) -> Walk | None:
    """Follows each combination of accounts; None if there are too many to follow."""
    numbered = [(made.place, number, made) for number, step in enumerate(timeline.steps) for made in step.alternatives if made.value]
    made_in = [(number, made) for _, number, made in sorted(numbered, key=lambda item: item[0])]
    last = {number: place for place, (number, _) in enumerate(made_in)}
    may_miss = {number for number, step in enumerate(timeline.steps) if any(not made.value for made in step.alternatives)}
    walk = Walk([made for _, made in made_in], left={(None, None, frozenset(), False): None})
    for place, (number, made) in enumerate(made_in):
        final = place == last[number]
        after: dict[_State, None] = {}
        for begin, until, taken, seen in walk.left:
            if number in taken:
                after[begin, until, taken - {number} if final else taken, seen] = None
                continue
            if not final or number in may_miss:
                after[begin, until, taken, seen] = None
            begun, lasting, ended, lapsed = _advance(begin, until, made, bearings)
            if begin is not None and ended:
                walk.ends[begin, made] = walk.ends.get((begin, made)) or lapsed
                seen = seen or (begin, made) in wanted
            after[begun, lasting, taken if final else taken | {number}, seen] = None
        walk.left = after
        if len(after) > _MOST_STATES:
            return None
    return walk


def _advance(
    begin: Assertion | None, until: PartialDate | None, made: Assertion, bearings: Bearings
) -> tuple[Assertion | None, PartialDate | None, bool, PartialDate | None]:
    """The open span after one more value; whether that is a remedy, and since when nothing was on record before it."""
    over = until is not None and until.order <= made.date.order
    lapsed = until if over else None
    match bearings.of(made):
        case "free":
            return None, None, bearings.tone(made.event) == RELIEF, lapsed
        case "held":
            if begin is None or over:  # what had run out may not have gone on: a new span
                begin = made if bearings.tone(made.event) == HARM else None
            return begin, made.until if begin else None, False, None
        case "between":
            return begin, until if over else made.until if begin else None, False, None
    return begin, lapsed or made.date if begin else None, False, None
