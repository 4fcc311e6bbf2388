"""A track's timeline -> what is drawn of it: stretches of days with one shade, uncertain and contested ones told apart.

Everything is asked of `Timeline.on`, as pages of a day are: a picture cannot say what a sentence does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from .dates import ALWAYS, PartialDate, days_after
from .dossier import Dossier, Entry
from .index import Index
from .model import Event
from .tracks import UNKNOWN, Assertion, Held, Timeline, last_told, value_of

__all__ = ["DOTS", "Stretch", "last_record", "shade_of", "stretches"]

DOTS = "dots"
"""The shade of what is not on record."""
_GRAVER = ("dots", "thin", "half", "hatched", "full")
"""Shades, the gravest last: where accounts differ, the gravest is drawn, and drawn as contested."""


class Stretch(Struct, frozen=True):
    """Days from `start` until `end` (not included) on which a track says one thing.

    `open` is the width of a date that is not known to the day: the value may have begun, or have ended, on any of these days.
    `contested` says that it does not hold by every account. `made` is what it rests on; `others` are the days since which it holds by
    other accounts of the same event; `besides` is what less sure events say of these days. What rests on an event that is less than
    likely is `open` too.
    """

    start: date
    end: date
    shade: str
    value: str
    made: Assertion | None
    open: bool = False
    contested: bool = False
    others: tuple[PartialDate, ...] = ()
    besides: tuple[Held, ...] = ()


def shade_of(dossier: Dossier, track: str, value: str) -> str:
    """How the vocabulary wants a value drawn."""
    term = value_of(dossier, track, value)
    return (term.shade if term else None) or "thin"


def last_record(index: Index, entry: Entry, timeline: Timeline) -> date:
    """The latest day that any event speaks of somebody; what came after is not on record.

    Of an event that its sources only announced, such as a hearing, they speak on their own day: what will be the case then nobody has said.
    """
    days = [day for day in timeline.turns if day != ALWAYS]
    days += [_spoken_of(index.dossier, link.entry.record) for link in index.backlinks.get(entry.key, ()) if link.entry.folder == Event.folder]
    return max(days)


def _spoken_of(dossier: Dossier, event: Event) -> date:
    told = last_told(dossier, event)
    return event.date.latest if told is None else min(event.date.latest, told.latest)


def stretches(dossier: Dossier, timeline: Timeline, last: date) -> tuple[Stretch, ...]:
    """What is drawn of a track up to the `last` day on record: of each moment what is certain, over it what may have begun."""
    days = [day for day in timeline.turns if day != ALWAYS]
    end = days_after(last)
    found: list[Stretch] = []
    for start, until in zip(days, [*days[1:], max(end, days[-1])] if days else [], strict=True):
        if until > start:
            found += _moment(dossier, timeline, start, until)
    return tuple(_joined(found))


def _moment(dossier: Dossier, timeline: Timeline, start: date, end: date) -> Iterator[Stretch]:
    """What holds from one turning day to the next."""
    held = timeline.on(start)
    sure = [one for one in held if one.certain and not one.doubt]
    perhaps = [one for one in held if not one.certain or one.doubt]
    may_be_over = any(one.value == UNKNOWN and one.assertion for one in perhaps)
    if sure:
        besides = tuple(one for one in perhaps if one.doubt)
        yield replace(_drawn(dossier, timeline.track, start, end, sure), open=may_be_over, besides=besides)
    may_be = [one for one in perhaps if one.assertion and shade_of(dossier, timeline.track, one.value) != DOTS]
    if may_be:
        yield replace(_drawn(dossier, timeline.track, start, end, may_be), open=True)


def _drawn(dossier: Dossier, track: str, start: date, end: date, held: list[Held]) -> Stretch:
    """The gravest of what holds."""
    shades = [shade_of(dossier, track, one.value) if one.assertion else DOTS for one in held]
    place = max(range(len(held)), key=lambda place: (_GRAVER.index(shades[place]) if shades[place] in _GRAVER else 1, -place))
    one = held[place]
    differing = len({other.value for other in held}) > 1 or any(other.assertion is None for other in held)
    return Stretch(
        start, end, shades[place], one.value, one.assertion, contested=differing and any(other.contested for other in held), others=_others(one, held)
    )


def _others(one: Held, held: Iterable[Held]) -> tuple[PartialDate, ...]:
    made = one.assertion
    alike = (other.assertion for other in held if other.value == one.value and other.assertion is not None)
    return tuple(dict.fromkeys(other.date for other in alike if made is not None and other.event is made.event and other.date != made.date))


def _joined(found: Iterable[Stretch]) -> Iterator[Stretch]:
    """Stretches that say the same and touch, as one."""
    waiting: dict[bool, Stretch] = {}
    for stretch in found:
        before = waiting.get(stretch.open)
        if before is not None and replace(before, start=stretch.start, end=stretch.end) == stretch and before.end == stretch.start:
            waiting[stretch.open] = replace(before, end=stretch.end)
            continue
        if before is not None:
            yield before
        waiting[stretch.open] = stretch
    yield from waiting.values()
