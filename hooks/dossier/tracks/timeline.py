"""What one track of a person or an organisation says: its values in order of time, and what was the case on a day.

A track (liberty, registration …) has one value a day; a value lasts until the next. Where accounts of one event differ, each is
followed, together with every account of all other events, and what does not hold by all of them is contested.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from msgspec import Struct

from ..dates import PartialDate
from ..dossier import Entry
from ..model import Account, Event, SourceUse

__all__ = ["UNKNOWN", "Assertion", "Held", "Interval", "Step", "Timeline"]

UNKNOWN = "unknown"
Place = tuple[date, date, int, str, int]
Day = date
"""`Assertion` has a field called date."""


@dataclass(frozen=True, slots=True, eq=False)
class Assertion:
    """One event (or one account of it) giving a value to a track from `date` on.

    `value` is empty where an account says that nothing changed. `known` is the day since which it was
    publicly known; None means that no dated source says so.
    """

    event: Entry
    track: str
    value: str
    date: PartialDate
    until: PartialDate | None
    known: PartialDate | None
    sources: tuple[SourceUse, ...]
    account: Account | None = None
    number: int = 0
    behind: Place | None = None
    """What it comes after, whatever its own date says: a death ends an arrest of some day of its month."""
    ended: tuple[str, str] | None = None
    """The value of another track, (track, value), that ended this one, and is said in its place: nobody who was killed is “not on record”."""

    place: Place = field(init=False)
    """The order of assertions: latest possible day, then the editor's order, then the file's."""

    def __post_init__(self) -> None:
        order = self.event.record.order
        place = (self.date.latest, self.date.earliest, order if order is not None else 0, self.event.id, self.number)
        if self.behind is not None and place < self.behind:
            place = (*self.behind[:4], self.behind[4] + 1 + self.number)
        object.__setattr__(self, "place", place)

    @property
    def doubt(self) -> str:
        """How sure the event is, where that is less than likely; else empty."""
        event: Event = self.event.record
        return event.doubt

    def begun(self, day: Day) -> bool:
        """Whether by `day` the assertion has, or may have, given its value."""
        return bool(self.value) and self.date.earliest <= day

    def is_sure(self, day: Day) -> bool:
        """Whether by `day` the assertion has given its value for certain, and so ended what was before."""
        return self.begun(day) and (self.date.latest <= day or (self.until is not None and self.until.latest <= day))


class Step(Struct, frozen=True):
    """What one event says of a track: one assertion, or as many as its accounts differ in."""

    alternatives: tuple[Assertion, ...]

    @property
    def contested(self) -> bool:
        return len(self.alternatives) > 1

    def surely(self, counts: Callable[[Assertion], bool]) -> bool:
        """Whether a value that counts is given by every account, of an event that is no less than likely."""
        return all(made.value and not made.doubt and counts(made) for made in self.alternatives)

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(made.place for made in self.alternatives)


class Interval(Struct, frozen=True):
    """A value from `start` until `end` (None: until further notice).

    `end` is the date of the assertion that ended it, or its own `until`. Where accounts differ about what
    ended it, `ends` has every end in order (None: not ended), and `end` is the last of them. `lapsed` are those of
    them that say only how far the record goes: what was the case then is not on record, and need not have begun that day.
    """

    assertion: Assertion
    value: str
    start: PartialDate
    ends: tuple[PartialDate | None, ...]
    contested: bool
    lapsed: tuple[PartialDate, ...] = ()

    @property
    def end(self) -> PartialDate | None:
        return self.ends[-1]


class Held(Struct, frozen=True):
    """A value on a day, and what gives it; None where by some account nothing was on record yet.

    `certain` is False while the day lies within an imprecise beginning; `contested` says that the value
    does not hold by every account.
    """

    value: str
    assertion: Assertion | None
    certain: bool = True
    contested: bool = False

    @property
    def doubt(self) -> str:
        return self.assertion.doubt if self.assertion else ""


@dataclass
class Timeline:
    """All that is recorded of one track of one record."""

    key: str
    track: str
    steps: list[Step] = field(default_factory=list)

    def intervals(self) -> list[Interval]:
        """The values one after another; those of contested steps stand side by side."""
        found = [
            Interval(made, made.value, made.date, ends, step.contested, tuple(end for end in ends if end and not self._told(made, end)))
            for step in self.steps
            for made in step.alternatives
            if made.value
            for ends in (self._ends(step, made),)
        ]
        return sorted(found, key=lambda interval: interval.assertion.place)

    def _ends(self, step: Step, made: Assertion) -> tuple[PartialDate | None, ...]:
        """Every end that the accounts of later events give to an assertion, in order; None (not ended) is last.

        What follows it by some account comes no later than the first event that follows it by every account.
        """
        place = made.place
        passed = bisect_right(self._beginnings[0], place)
        limit = self._beginnings[1][passed]
        ends: list[PartialDate | None] = []
        for following, after, of in self._following[bisect_right(self._following, place, key=lambda item: item[0]) :]:
            if limit is not None and following > limit:
                break
            if of is not step:
                ends.append(after.date)
        if limit is None:
            ends.append(None)
        if made.until:
            ends = [made.until if end is None or made.until.order <= end.order else end for end in ends]
        return tuple(dict.fromkeys(ends))

    def _told(self, made: Assertion, end: PartialDate) -> bool:
        """Whether it is on record what was the case from an end on: whether another assertion gives a value from that date."""
        return any(after is not made for after in self._given.get(end, ()))

    @cached_property
    def _given(self) -> dict[PartialDate, list[Assertion]]:
        """Every assertion of a value that is not `unknown`, by its date."""
        given: dict[PartialDate, list[Assertion]] = {}
        for _, made, _ in self._following:
            if made.value != UNKNOWN:
                given.setdefault(made.date, []).append(made)
        return given

    @cached_property
    def _following(self) -> list[tuple[Place, Assertion, Step]]:
        """Every assertion of a value with its place and its step, in order."""
        found = [(made.place, made, step) for step in self.steps for made in step.alternatives if made.value]
        return sorted(found, key=lambda item: item[0])

    @cached_property
    def _beginnings(self) -> tuple[list[Place], list[Place | None]]:
        """Where each event begins that changes the track by every account, and where the first of those that begin later is over."""
        spans = sorted((min(places), max(places)) for step in self.steps if all(made.value for made in step.alternatives) and (places := step.places))
        over: list[Place | None] = [None]
        for _, end in reversed(spans):
            over.append(end if over[-1] is None or end < over[-1] else over[-1])
        return [begin for begin, _ in spans], over[::-1]

    def on(self, day: date, known_by: date | None = None) -> tuple[Held, ...]:
        """What was the case on `day`: one value, or several where it is contested or not yet certain.

        With `known_by`, only what was publicly known by that day counts. Without any record, nothing.
        """
        steps = [step.alternatives for step in self.steps]
        if known_by is not None:
            known = [tuple(a for a in alternatives if a.known is not None and a.known.latest <= known_by) for alternatives in steps]
            steps = [alternatives for alternatives in known if alternatives]
        over = max((min(a.place for a in found) for found in steps if all(a.is_sure(day) for a in found)), default=None)
        sure = [(a.place, alternatives) for alternatives in steps for a in alternatives if a.is_sure(day)]
        values: list[Held] = []
        for alternatives in steps:
            for made in alternatives:
                if made.begun(day) and (over is None or over <= made.place):
                    ended = any(place > made.place for place, other in sure if other is not alternatives)
                    values += _values(made, day, len(alternatives) > 1 or ended)
        if values and all(any(not a.begun(day) for a in alternatives) for alternatives in steps):
            values.append(Held(UNKNOWN, None, contested=True))
        values.sort(key=lambda held: held.assertion.place if held.assertion else ())
        certain = {held.value for held in values if held.certain}
        return tuple(held for held in values if held.certain or held.value not in certain)


    @cached_property
    def likely(self) -> Timeline:
        """What is recorded without the events that are less than likely; itself where there are none."""
        steps = [step for step in self.steps if not any(made.doubt for made in step.alternatives)]
        return self if len(steps) == len(self.steps) else Timeline(self.key, self.track, steps)

    @property
    def last(self) -> tuple[Assertion, ...]:
        """What the last recorded value rests on: one assertion, or one for each account that leaves a value of its own."""
        return tuple(dict.fromkeys(held.assertion for held in self.on(date.max) if held.assertion))


def _values(made: Assertion, day: date, contested: bool) -> Iterator[Held]:
    if made.until is None or made.until.latest > day:
        yield Held(made.value, made, made.date.latest <= day, contested)
    if made.until is not None and made.until.earliest <= day:
        yield Held(UNKNOWN, made, made.until.latest <= day, contested)
