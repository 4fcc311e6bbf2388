"""A timeline -> lags from the violations that began a state to the relief that ended it, and the spans of which no end is on record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from ..model import Account
from ..tracks import Assertion, Timeline
from .bearings import HARM, Bearings
from .lag import Lag, Unended, measured
from .voices import Dated
from .walk import Walk, walked

__all__ = ["spans"]


def spans(timeline: Timeline, bearings: Bearings, relief: list[Assertion], unended: dict[str, list[Unended]]) -> Iterator[Lag]:
    """The remedies of one track of one record; spans without an end are put into `unended`."""
    walk = walked(timeline, bearings)
    if walk is None:
        return
    groups: dict[tuple[str, str], dict[tuple[str, str], list[tuple[Assertion, Assertion]]]] = defaultdict(lambda: defaultdict(list))
    for begin, end in walk.ends:
        groups[begin.event.key, end.event.key][begin.date.text, end.date.text].append((begin, end))
    for readings in groups.values():
        yield from _remedies(timeline, bearings, walk, list(readings.values()))
    _without_end(timeline, bearings, walk, relief, unended)


def _remedies(timeline: Timeline, bearings: Bearings, walk: Walk, readings: list[list[tuple[Assertion, Assertion]]]) -> Iterator[Lag]:
    """What the accounts say of one violation and the end of what it began."""
    contested = len(readings) > 1 or (any(step.contested for step in timeline.steps) and _doubtful(timeline, bearings, readings[0]))
    pairs = [pair for reading in readings for pair in reading]
    violation, remedy = pairs[0][0].event, pairs[0][1].event
    first, final = min(walk.order.index(begin) for begin, _ in pairs), max(walk.order.index(end) for _, end in pairs)
    through = {
        made.event.key: made.event
        for made in walk.order[first:final]
        if made.event not in (violation, remedy) and bearings.of(made) in ("held", "between")
    }
    more = (timeline.key, timeline.track, tuple(through.values()))
    for reading in readings:
        begins, ends = [begin for begin, _ in reading], [end for _, end in reading]
        since = Dated(begins[0].date, _accounts(begins) if contested else ())
        until = Dated(ends[0].date, _accounts(ends) if contested else ())
        lapsed = next((day for pair in reading if (day := walk.ends[pair])), None)
        yield measured("remedy", violation, remedy, since, until, contested, *more, lapsed)
    if contested:
        for event, followed in ((violation, {begin for begin, _ in pairs}), (remedy, {end for _, end in pairs})):
            told = next(step.alternatives for step in timeline.steps if step.alternatives[0].event is event)
            others = Dated(None, _accounts([made for made in told if made not in followed]))
            if others.by:
                since, until = (others, Dated(None)) if event is violation else (Dated(None), others)
                yield measured("remedy", violation, remedy, since, until, contested, *more)


def _doubtful(timeline: Timeline, bearings: Bearings, reading: list[tuple[Assertion, Assertion]]) -> bool:
    """Whether in some combination of accounts nothing of a reading is the case."""
    walk = walked(timeline, bearings, frozenset(reading))
    return walk is None or not all(seen for _, _, _, seen in walk.left)


def _accounts(made: Iterable[Assertion]) -> tuple[Account, ...]:
    return tuple({one.number: one.account for one in made if one.account is not None}.values())


def _without_end(timeline: Timeline, bearings: Bearings, walk: Walk, relief: list[Assertion], unended: dict[str, list[Unended]]) -> None:
    """Files a span that is open by all accounts under each violation that belongs to it.

    Later relief in any other track keeps it from being said that there was none.
    """
    if timeline.track not in bearings.can_end:
        return
    begins = [begin for begin, _, _, _ in walk.left if begin is not None]
    lapsed = [until for _, until, _, _ in walk.left if until is not None]
    if len(begins) < len(walk.left) or 0 < len(lapsed) < len(walk.left):
        return
    held = timeline.on(date.max)
    last = tuple(dict.fromkeys(value.assertion for value in held if value.assertion))
    if not lapsed and not all(value.assertion and value.certain and bearings.of(value.assertion) == "held" for value in held):
        return
    first = max(begin.place for begin in begins)
    for step in timeline.steps:
        event = step.alternatives[0].event
        inside = all(made.value and made.place >= first and bearings.of(made) == "held" for made in step.alternatives)
        relieved = not lapsed and any(made.date.latest >= event.record.date.earliest for made in relief)
        if inside and not relieved and bearings.tone(event) == HARM:
            unended[event.key].append(Unended(timeline.key, timeline.track, last, tuple(dict.fromkeys(lapsed))))
