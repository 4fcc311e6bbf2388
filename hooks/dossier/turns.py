"""A track's timeline -> its turns: what each event changed, from which value to which."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from .tracks import UNKNOWN, Assertion, Step, Timeline

__all__ = ["Turn", "turns"]

_Values = tuple[tuple[str, date | None], ...]


class Turn(Struct, frozen=True):
    """One event that changed a track: the values before it (none: nothing was on record) and after it.

    Of more values than one, each holds by some account. `step` has what each account says, `given` what gave the values before.
    """

    timeline: Timeline
    step: Step
    before: tuple[str, ...]
    after: tuple[str, ...]
    given: tuple[Assertion, ...] = ()


def turns(timeline: Timeline) -> Iterator[Turn]:
    """The turns in order of time; an event that changes nothing by any account is none.

    What is less sure than what was recorded before does not take its place: after an unlikely release, a prison follows an arrest.
    """
    held: _Values = ()
    doubts = 0
    given: tuple[Assertion, ...] = ()
    for step in sorted(timeline.steps, key=lambda step: min(step.places)):
        begins = min(made.date.latest for made in step.alternatives)
        before = _said(held, begins)
        now = tuple(
            dict.fromkeys(
                value
                for made in step.alternatives
                for value in (((made.value, made.until.latest if made.until else None),) if made.value else held or ((UNKNOWN, None),))
            )
        )
        after = _said(now, begins)
        if set(after) != set(before):
            yield Turn(timeline, step, before, after, given)
        if not held or step.doubts <= doubts:
            kept = () if all(made.value for made in step.alternatives) else given
            held, doubts, given = now, step.doubts, (*kept, *step.alternatives)


def _said(held: _Values, day: date) -> tuple[str, ...]:
    """The values on a day, each once; one that ended before it is not on record any more."""
    return tuple(dict.fromkeys(UNKNOWN if until is not None and until < day else value for value, until in held))
