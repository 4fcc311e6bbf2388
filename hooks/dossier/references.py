"""A record -> every reference in it, with its place in the file and what it may point at; also of one in which something is wrong."""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel, BeforeValidator, TypeAdapter, ValidationError

from .values import KEY, Ref, Text, To

__all__ = ["KEY", "Found", "legible", "references", "text_fields"]

Loc = tuple[str | int, ...]
Found = tuple[Loc, Ref, To]
_Walk = Callable[[Loc, Any], Iterator[Found]]


def references(record: BaseModel) -> Iterator[Found]:
    """Every reference of a record as (place, reference, target)."""
    for attribute, name, walk in _plan(type(record)):
        value = getattr(record, attribute)
        if value:
            yield from walk((name,), value)


def legible(annotation: Any, value: Any, loc: Loc = ()) -> Iterator[Found]:
    """Every reference in a plain value of a field or a class, as far as it can be read: what is wrong in it is said elsewhere."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        if to := _target(args[1:]):
            yield from _legible_leaf(annotation, to, value, loc)
            return
        for step in (item for item in args[1:] if isinstance(item, BeforeValidator)):
            value = typing.cast("Callable[[Any], Any]", step.func)(value)
        yield from legible(args[0], value, loc)
    elif origin is tuple:
        for number, item in enumerate(value if isinstance(value, list) else [value]):
            yield from legible(args[0], item, (*loc, number))
    elif origin is dict:
        for key, item in value.items() if isinstance(value, dict) else ():
            yield from legible(args[0], key, (*loc, key, KEY))
            yield from legible(args[1], item, (*loc, key))
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for attribute, name, _ in _plan(annotation) if isinstance(value, dict) else ():
            if name in value:
                field = annotation.model_fields[attribute]
                whole = typing.Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
                yield from legible(whole, value[name], (*loc, name))
    else:
        for arg in args:
            yield from legible(arg, value, loc)


def _legible_leaf(annotation: Any, to: To, value: Any, loc: Loc) -> Iterator[Found]:
    try:
        found = _adapter(annotation).validate_python(value)
    except ValidationError:
        return
    if isinstance(found, Ref):
        yield loc, found, to


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


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
        to = _target(field.metadata)
        walk = _leaf(to) if to else _walk(field.annotation)
        if walk:
            plan.append((name, field.alias or name, walk))
    return tuple(plan)


def _target(metadata: Iterable[Any]) -> To | None:
    return next((item for item in metadata if isinstance(item, To)), None)


def _leaf(to: To) -> _Walk:
    def walk(loc: Loc, value: Any) -> Iterator[Found]:
        if isinstance(value, Ref):
            yield loc, value, to

    return walk


def _walk(annotation: Any) -> _Walk | None:
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        to = _target(args[1:])
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
                yield from keys((*loc, name, KEY), key)
            if values:
                yield from values((*loc, name), item)

    return entries
