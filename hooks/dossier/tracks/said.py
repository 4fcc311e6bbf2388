"""What events and their accounts say of a track: one assertion each, and what follows from several: values with their ends, and on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from msgspec import Struct

from ..dates import PartialDate
from ..dossier import Entry
from ..model import Account, Event, SourceUse

__all__ = ["UNKNOWN", "Assertion", "Held", "Interval", "Place", "Step", "by_doubt"]

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

    @property
    def doubts(self) -> int:
        """The same as a number, 0 where there is no doubt."""
        event: Event = self.event.record
        return event.doubts

    def begun(self, day: Day) -> bool:
        """Whether by `day` the assertion has, or may have, given its value."""
        return bool(self.value) and self.date.earliest <= day

    def was_known(self, day: Day | None) -> bool:
        """Whether it was publicly known by `day`; None asks for nothing."""
        return day is None or (self.known is not None and self.known.latest <= day)

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
    def doubts(self) -> int:
        return self.alternatives[0].doubts

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(made.place for made in self.alternatives)


class Interval(Struct, frozen=True):
    """A value from `start` until `end` (None: until further notice).

    `end` is the date of the assertion that ended it, or its own `until`. Where accounts differ about what
    ended it, `ends` has every end in order (None: not ended), and `end` is the last of them. `lapsed` are those of
    them that say only how far the record goes: what was the case then is not on record, and need not have begun that day.
    `doubted` are the ends that only events less sure than its own give; beside them stands what ended it for certain, or None.
    """

    assertion: Assertion
    value: str
    start: PartialDate
    ends: tuple[PartialDate | None, ...]
    contested: bool
    lapsed: tuple[PartialDate, ...] = ()
    doubted: tuple[PartialDate, ...] = ()

    @property
    def end(self) -> PartialDate | None:
        return self.ends[-1]


class Held(Struct, frozen=True):
    """A value on a day, and what gives it; None where by some account nothing was on record yet.

    `certain` is False while the day lies within an imprecise beginning; `contested` says that the value
    does not hold by every account. A value by an event that is less than likely stands beside the one that is surer.
    """

    value: str
    assertion: Assertion | None
    certain: bool = True
    contested: bool = False

    @property
    def doubt(self) -> str:
        return self.assertion.doubt if self.assertion else ""

    @property
    def doubts(self) -> int:
        return self.assertion.doubts if self.assertion else 0


def by_doubt(held: Iterable[Held]) -> tuple[tuple[Held, ...], ...]:
    """What holds on a day, in groups: the surest first. That nothing was on record yet by some account belongs to the surest."""
    found = tuple(held)
    order = sorted({one.doubts for one in found if one.assertion})
    return tuple(tuple(one for one in found if (one.doubts if one.assertion else order[0]) == doubts) for doubts in order)
