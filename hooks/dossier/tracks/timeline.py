"""What one track of a person or an organisation says: its values in order of time, and what was the case on a day.

A track (liberty, registration …) has one value a day; a value lasts until the next. Where accounts of one event differ, each is
followed, together with every account of all other events, and what does not hold by all of them is contested.
An event ends nothing that is surer than itself: after an unlikely report of a release, who was arrested for certain is recorded
as under arrest, and beside it as perhaps released.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial

from ..dates import PartialDate
from ..model import DOUBTS
from ..turning import Turning
from .said import UNKNOWN, Assertion, Held, Interval, Place, Step

__all__ = ["Timeline"]


@dataclass
class Timeline:
    """All that is recorded of one track of one record."""

    key: str
    track: str
    steps: list[Step] = field(default_factory=list)
    _on: dict[int, Turning[tuple[Held, ...]]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def told_in(self, country: str) -> list[Step]:
        """What the dossier of a country says of it: of somebody of that country everything, of others what its own events give."""
        own = self.key.partition("/")[0] == country
        return [step for step in self.steps if own or step.alternatives[0].event.country == country]

    def intervals(self) -> list[Interval]:
        """The values one after another; those of contested steps stand side by side."""
        found = [
            Interval(made, made.value, made.date, ends, step.contested, tuple(end for end in ends if end and not self._told(made, end)), doubted)
            for step in self.steps
            for made in step.alternatives
            if made.value
            for ends, doubted in (self._ends(step, made),)
        ]
        return sorted(found, key=lambda interval: interval.assertion.place)

    def _ends(self, step: Step, made: Assertion) -> tuple[tuple[PartialDate | None, ...], tuple[PartialDate, ...]]:
        """Every end that the accounts of later events give to an assertion, in order; None (not ended) is last. Then those of them
        that only less sure events give.

        What follows it by some account comes no later than the first event, as sure as that, that follows it by every account.
        """
        limits = self._limits(made.place)
        own, sure = made.doubts, limits[made.doubts]
        ends: list[tuple[PartialDate | None, bool]] = []
        for following, after, of in self._following[bisect_right(self._following, made.place, key=lambda item: item[0]) :]:
            if sure is not None and following > sure:
                break
            limit = limits[max(own, after.doubts)]
            if of is not step and (limit is None or following <= limit) and (after.doubts <= own or after.value != made.value):
                ends.append((after.date, after.doubts > own))
        if sure is None:
            ends.append((None, False))
        if made.until:
            ends = [(made.until, False) if end is None or made.until.order <= end.order else (end, doubted) for end, doubted in ends]
        certain = {end for end, doubted in ends if not doubted}
        found = tuple(dict.fromkeys(end for end, _ in ends))
        return found, tuple(end for end in found if end and end not in certain)

    def _limits(self, place: Place) -> list[Place | None]:
        """For each degree of doubt, where the first event that is no less sure and comes after a place by every account is over."""
        return [over[bisect_right(begins, place)] for begins, over in self._beginnings]

    def _told(self, made: Assertion, end: PartialDate) -> bool:
        """Whether it is on record what was the case from an end on: whether another assertion gives a value from that date."""
        return any(after is not made for after in self._given.get(end, ()))

    def is_renewed(self, interval: Interval) -> bool:
        """Whether a value ends only in that the same is recorded anew: who was arrested twice was not free in between, as far as is known."""
        ends = [end for end in interval.ends if end not in interval.doubted]
        after = [[made.value for made in self._given.get(end, ()) if made is not interval.assertion] if end else [] for end in ends]
        return all(set(values) == {interval.value} for values in after)

    def begun_with(self, made: Assertion, known_by: date | None = None) -> Assertion:
        """The assertion with which the value of `made` began, as far as is known: where `made` records the same anew, the first of them.

        With `known_by`, the first of those that were publicly known by that day.
        """
        while (before := self._renewed.get(made)) and before.was_known(known_by):
            made = before
        return made

    @cached_property
    def _renewed(self) -> dict[Assertion, Assertion]:
        """Of each assertion that only records anew what held by every account: the one before it."""
        found = {}
        for interval in self.intervals():
            before = interval.assertion
            if len(interval.ends) == 1 and interval.end and not interval.contested and self.is_renewed(interval):
                for place, after, step in self._following:
                    if place > before.place and after.date == interval.end and not step.contested and after.doubts == before.doubts:
                        found[after] = before
        return found

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
    def _beginnings(self) -> list[tuple[list[Place], list[Place | None]]]:
        """For each degree of doubt: where each event that is no less sure begins that changes the track by every account, and where the
        first of those that begin later is over."""
        whole = [step for step in self.steps if all(made.value for made in step.alternatives)]
        return [_spans(step.places for step in whole if step.doubts <= doubts) for doubts in range(len(DOUBTS) + 1)]

    def on(self, day: date, known_by: date | None = None) -> tuple[Held, ...]:
        """What was the case on `day`: one value, or several where it is contested or not yet certain.

        With `known_by`, only what was publicly known by that day counts. Without any record, nothing.
        """
        known = -1 if known_by is None else bisect_right(self._tellings, known_by)
        if known not in self._on:
            self._on[known] = Turning(self.turns, partial(self._held, known_by=known_by))
        return self._on[known].on(day)

    @cached_property
    def turns(self) -> list[date]:
        """The days on which what it says, or how sure it is, may change, in order."""
        dates = [when for step in self.steps for made in step.alternatives for when in (made.date, made.until) if when]
        return sorted({day for when in dates for day in (when.earliest, when.latest)})

    @cached_property
    def _tellings(self) -> list[date]:
        """The days on which something of it became publicly known, in order."""
        return sorted({made.known.latest for step in self.steps for made in step.alternatives if made.known})

    def _held(self, day: date, known_by: date | None) -> tuple[Held, ...]:
        steps = [step.alternatives for step in self.steps]
        if known_by is not None:
            known = [tuple(a for a in alternatives if a.was_known(known_by)) for alternatives in steps]
            steps = [alternatives for alternatives in known if alternatives]
        over = _over(steps, day)
        sure = [(a.place, alternatives) for alternatives in steps for a in alternatives if a.is_sure(day)]
        values: list[Held] = []
        for alternatives in steps:
            doubts = alternatives[0].doubts
            passed = over[doubts]
            for made in alternatives:
                if made.begun(day) and (passed is None or passed <= made.place):
                    ended = any(place > made.place for place, other in sure if other is not alternatives and other[0].doubts <= doubts)
                    values += _values(made, day, len(alternatives) > 1 or ended)
        if values and all(any(not a.begun(day) for a in alternatives) for alternatives in steps):
            values.append(Held(UNKNOWN, None, contested=True))
        values.sort(key=lambda held: held.assertion.place if held.assertion else ())
        return tuple(held for held in values if not any(_outdone(held, other) for other in values))

    @property
    def last(self) -> tuple[Assertion, ...]:
        """What the last recorded value rests on: one assertion, or one for each account that leaves a value of its own."""
        return tuple(dict.fromkeys(held.assertion for held in self.on(date.max) if held.assertion))


def _spans(of: Iterable[tuple[Place, ...]]) -> tuple[list[Place], list[Place | None]]:
    """Where each of some events begins, in order, and from each on (and behind the last) where the first of them is over."""
    spans = sorted((min(places), max(places)) for places in of)
    over: list[Place | None] = [None]
    for _, end in reversed(spans):
        over.append(end if over[-1] is None or end < over[-1] else over[-1])
    return [begin for begin, _ in spans], over[::-1]


def _over(steps: Iterable[tuple[Assertion, ...]], day: date) -> list[Place | None]:
    """For each degree of doubt, where the last event that is no less sure begins that has come by all accounts: what was before is over."""
    come = [(found[0].doubts, min(made.place for made in found)) for found in steps if all(made.is_sure(day) for made in found)]
    return [max((place for doubted, place in come if doubted <= doubts), default=None) for doubts in range(len(DOUBTS) + 1)]


def _outdone(held: Held, by: Held) -> bool:
    """Whether a value adds nothing to another that holds for certain: the same within an imprecise beginning, or by a less sure event, whose
    own end leaves nothing either."""
    if not by.certain or by.doubts > held.doubts:
        return False
    if by.doubts == held.doubts:
        return by.value == held.value and not held.certain
    lapsed = held.assertion is not None and held.value != held.assertion.value
    return by.assertion is not None and not by.contested and (lapsed or (by.value == held.value and by.value != UNKNOWN))


def _values(made: Assertion, day: date, contested: bool) -> Iterator[Held]:
    if made.until is None or made.until.latest > day:
        yield Held(made.value, made, made.date.latest <= day, contested)
    if made.until is not None and made.until.earliest <= day:
        yield Held(UNKNOWN, made, made.until.latest <= day, contested)
