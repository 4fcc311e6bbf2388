"""The models -> a description of every field in words, for the editors' guide."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from msgspec import Struct
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .dates import PartialDate
from .model import KINDS, Record
from .values import Ref, Text, To

__all__ = ["Hint", "fields_markdown", "hints"]

_WORDS: dict[Any, str] = {Text: "text", PartialDate: "date", str: "text", bool: "true or false", int: "number", datetime: "day or instant"}


def fields_markdown() -> str:
    """Every kind of record with its fields: bold ones are required; `…` marks a list (or a single value)."""
    named = "**`id`** (text) in a list; where a record has a file of its own, the name of the file"
    parts = ["**Every record**: " + "; ".join([named, *(_line(name, field, False) for name, field in Record.model_fields.items())]) + "."]
    for folder, cls in KINDS.items():
        fields = {name: (field, _needed(cls, name)) for name, field in cls.model_fields.items()}
        own = [_line(name, field, needed) for name, (field, needed) in fields.items() if name not in Record.model_fields or needed]
        parts.append(f"**{folder}**: " + "; ".join(own) + ".")
    return "\n\n".join(parts) + "\n"


class Hint(Struct, frozen=True):
    """A field in a line: its name, whether a record must have it, and what it may hold, in words."""

    name: str
    needed: bool
    said: str


def hints(cls: type[Record]) -> Iterator[Hint]:
    """The fields of a kind of record, its own first."""
    for name in sorted(cls.model_fields, key=lambda name: name in Record.model_fields):
        field = cls.model_fields[name]
        said = _said(field.annotation, field.metadata) + (f"; {field.description}" if field.description else "")
        yield Hint(field.alias or name, _needed(cls, name), said)


def _needed(cls: type[Record], name: str) -> bool:
    return cls.model_fields[name].is_required() or (cls.needs_text and name == "text")


def _line(name: str, field: FieldInfo, needed: bool) -> str:
    name = field.alias or name
    shown = f"**`{name}`**" if needed else f"`{name}`"
    return f"{shown} ({_said(field.annotation, field.metadata)})" + (f" {field.description}" if field.description else "")


def _said(annotation: Any, metadata: typing.Sequence[Any] = ()) -> str:
    to = next((item for item in metadata if isinstance(item, To)), None)
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _said(args[0], args[1:])
    if origin is typing.Literal:
        return " or ".join(str(arg) for arg in args)
    if origin is tuple:
        return f"{_said(args[0])} …"
    if origin is dict:
        return f"{{{_said(args[0])}: {_said(args[1])}}}"
    if origin is not None or (args and annotation is not None):
        return " or ".join(dict.fromkeys(_said(arg, metadata) for arg in args if arg is not type(None)))
    if annotation is Ref:
        return "reference to " + " or ".join(folder.rpartition("/")[2] for folder in to.folders) if to else "reference"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "{" + ", ".join(_names(annotation)) + "}"
    return _WORDS.get(annotation, "text")


def _names(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield f"{field.alias or name}{'' if field.is_required() else '?'}"
