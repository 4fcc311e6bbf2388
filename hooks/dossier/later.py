"""A call with what it is given -> the same, to be made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from msgspec import Struct

__all__ = ["later"]

Given = ParamSpec("Given")
Made = TypeVar("Made")


class _Later(Struct, frozen=True, eq=False):
    """As `functools.partial`, in less memory: there are two or three for each file of a site, most of them of three things or fewer."""

    make: Callable[..., Any]
    given: tuple[object, ...]

    def __call__(self) -> Any:
        return self.make(*self.given)


class _OfOne(Struct, frozen=True, eq=False):
    make: Callable[..., Any]
    one: object

    def __call__(self) -> Any:
        return self.make(self.one)


class _OfTwo(Struct, frozen=True, eq=False):
    make: Callable[..., Any]
    one: object
    two: object

    def __call__(self) -> Any:
        return self.make(self.one, self.two)


class _OfThree(Struct, frozen=True, eq=False):
    make: Callable[..., Any]
    one: object
    two: object
    three: object

    def __call__(self) -> Any:
        return self.make(self.one, self.two, self.three)


_OF_FEW: tuple[Callable[..., Callable[[], Any]], ...] = (_OfOne, _OfTwo, _OfThree)


def later(make: Callable[Given, Made], *given: Given.args, **none: Given.kwargs) -> Callable[[], Made]:
    """`make(*given)`, made each time it is asked for; whatever is given by name is not for this.

    >>> later(max, 1, 2)()
    2
    """
    assert not none
    if 1 <= len(given) <= len(_OF_FEW):
        return _OF_FEW[len(given) - 1](make, *given)
    return _Later(make, given)
