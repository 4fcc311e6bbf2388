"""A call with what it is given -> the same, to be made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from msgspec import Struct

__all__ = ["later"]

Given = ParamSpec("Given")
Made = TypeVar("Made")


class _Later(Struct, frozen=True, eq=False):
    """As `functools.partial`, in two thirds of the memory: there are one or two for each file of a site."""

    make: Callable[..., Any]
    given: tuple[object, ...]

    def __call__(self) -> Any:
        return self.make(*self.given)


def later(make: Callable[Given, Made], *given: Given.args, **none: Given.kwargs) -> Callable[[], Made]:
    """`make(*given)`, made each time it is asked for; whatever is given by name is not for this.

    >>> later(max, 1, 2)()
    2
    """
    assert not none
    return _Later(make, given)
