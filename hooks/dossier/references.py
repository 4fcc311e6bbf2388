"""A record -> every reference in it, with its place in the file and what it may point at."""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from .values import Ref, Text, To

__all__ = ["Found", "references", "text_fields"]

Loc = tuple[str | int, ...]
Found = tuple[Loc, Ref, To]
_Walk = Callable[[Loc, Any], Iterator[Found]]


def references(record: BaseModel) -> Iterator[Found]:
    """Every reference of a record as (place, reference, target)."""
    for attribute, name, walk in _plan(type(record)):
        value = getattr(record, attribute)
        if value:
            yield from walk((name,), value)


@cache
def text_fields(cls: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a kind of record that hold text and can be translated."""
    return tuple(
        field.alias or name for name, field in cls.model_fields.items() if Text in (field.annotation, *typing.get_args(field.annotation))
    )


@cache
def _plan(cls: type[BaseModel]) -> tuple[tuple[str, str, _Walk], ...]:
    """The fields of a class that can hold references, each with the way to walk its value."""
    plan = []
    for name, field in cls.model_fields.items():
        to = next((item for item in field.metadata if isinstance(item, To)), None)
        walk = _leaf(to) if to else _walk(field.annotation)
        if walk:
            plan.append((name, field.alias or name, walk))
    return tuple(plan)


def _leaf(to: To) -> _Walk:
    def walk(loc: Loc, value: Any) -> Iterator[Found]:
        if isinstance(value, Ref):
            yield loc, value, to

    return walk


def _walk(annotation: Any) -> _Walk | None:
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        to = next((item for item in args[1:] if isinstance(item, To)), None)
        return _leaf(to) if to else _walk(args[0])
    if origin is tuple:
        return _each(_walk(args[0]))
    if origin is dict:
        return _entries(_walk(args[0]), _walk(args[1]))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _model if _plan(annotation) else None
    walks = [walk for arg in args if (walk := _walk(arg))]
    return walks[0] if walks else None


def _model(loc: Loc, value: Any) -> Iterator[Found]:
    if isinstance(value, BaseModel):
        for inner, ref, to in references(value):
            yield (*loc, *inner), ref, to


def _each(walk: _Walk | None) -> _Walk | None:
    if walk is None:
        return None

    def each(loc: Loc, value: Any) -> Iterator[Found]:
        for number, item in enumerate(value):
            yield from walk((*loc, number), item)

    return each


def _entries(keys: _Walk | None, values: _Walk | None) -> _Walk | None:
    if keys is None and values is None:
        return None

    def entries(loc: Loc, value: Any) -> Iterator[Found]:
        for key, item in value.items():
            name = key.text if isinstance(key, Ref) else key
            if keys:
                yield from keys((*loc, name), key)
            if values:
                yield from values((*loc, name), item)

    return entries
