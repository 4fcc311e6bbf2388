"""Days -> places along an axis of years, where years in which much happened get room and quiet ones shrink."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate, count

__all__ = ["Scale", "in_steps"]

_QUIET, _USUAL, _MOST = 0.45, 1.0, 2.2
"""The room of a year in which nothing happened, in which something did, and the most that one gets."""
_EACH = 0.12
"""What each thing that happened adds."""
_STEPS = 8
"""So many numbers of years have room beside each other on a telephone."""


def in_steps(first: int, last: int) -> range:
    """The years that an even axis names, so many as have room: each, or each second, fifth, tenth … one; it begins and ends with a whole step.

    >>> in_steps(2016, 2019), in_steps(2011, 2025), in_steps(1952, 2023)
    (range(2016, 2020), range(2010, 2026, 2), range(1950, 2030, 10))
    """
    steps = (digit * 10**power for power in count() for digit in (1, 2, 5))
    ranges = (range(first - first % step, last + step - last % step, step) for step in steps)
    return next(years for years in ranges if len(years) <= _STEPS)


@dataclass(frozen=True)
class Scale:
    """An axis from the first of January of `first` to the end of `last`, from `left` to `right` in units of the picture."""

    first: int
    last: int
    left: float
    right: float
    counts: tuple[int, ...]
    """How much happened in each year."""

    @classmethod
    def of(cls, days: Iterable[date], first: int, last: int, left: float, right: float) -> Scale:
        """The axis for what happened on `days`."""
        found = Counter(day.year for day in days)
        return cls(first, last, left, right, tuple(found[year] for year in range(first, last + 1)))

    @cached_property
    def edges(self) -> tuple[float, ...]:
        """Where each year begins, and where the last one ends."""
        sums = [0.0, *accumulate(self._weights)]
        return tuple(self.left + (self.right - self.left) * one / sums[-1] for one in sums)

    def x(self, day: date) -> float:
        """Where a day begins; days beyond the axis are at its ends.

        >>> Scale(2017, 2018, 0, 100.0, (1, 1)).x(date(2018, 1, 1)), Scale(2017, 2018, 0, 100.0, (1, 1)).x(date(2030, 1, 1))
        (50.0, 100.0)
        """
        if day.year < self.first:
            return self.left
        if day.year > self.last:
            return self.right
        place, start = day.year - self.first, date(day.year, 1, 1)
        length = (date(day.year, 12, 31) - start).days + 1
        begin, end = self.edges[place], self.edges[place + 1]
        return begin + (end - begin) * (day - start).days / length

    @property
    def is_even(self) -> bool:
        """Whether all years are equally wide, so that lengths can be compared."""
        return len(set(self._weights)) == 1

    @property
    def _weights(self) -> tuple[float, ...]:
        return tuple(min(_MOST, _USUAL + _EACH * (count - 1)) if count else _QUIET for count in self.counts)

    @property
    def years(self) -> tuple[tuple[int, float, float], ...]:
        """(year, where it begins, where it ends)."""
        return tuple((self.first + place, self.edges[place], self.edges[place + 1]) for place in range(len(self.counts)))
