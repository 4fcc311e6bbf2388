"""A value that changes on some days only, and how it is worked out for a day -> the value on any day, worked out once between two of these."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from typing import Generic, TypeVar

__all__ = ["Turning"]

Value = TypeVar("Value")


class Turning(Generic[Value]):
    """Each letter and each meeting of a country asks what was the case on its day about everybody: most of these days are alike.

    `turns` are the days, in order, from each on something else may hold; `make` gives what holds on a day.
    """

    def __init__(self, turns: Sequence[date], make: Callable[[date], Value]) -> None:
        self._turns, self._make = turns, make
        self._made: dict[int, Value] = {}

    def on(self, day: date) -> Value:
        at = bisect_right(self._turns, day)
        if at not in self._made:
            self._made[at] = self._make(day)
        return self._made[at]
