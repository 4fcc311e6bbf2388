"""What pydantic found wrong -> problems in an editor's words, at the line and column of the value."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from .problems import Problem, nearest, quoted
from .source import Map, Node, Scalar, Seq

__all__ = ["field_words", "node_at", "retold"]

Loc = Sequence[str | int]


def node_at(node: Node, loc: Loc) -> Node:
    """The node at a place in the record, or the nearest one around it."""
    for step in loc:
        if isinstance(node, Map) and step in node.values:
            node = node.values[str(step)]
        elif isinstance(node, Seq) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        elif isinstance(node, Map) and step in node.keys:
            return node.keys[str(step)]
        elif not isinstance(node, Scalar):
            return node
    return node


def field_words(node: Node, loc: Loc) -> str:
    """A place in words: `to, item 1`; where a single value stands for a list, `to`."""
    words = []
    for step in loc:
        if isinstance(step, int):
            if isinstance(node, Seq):
                words.append(f"item {step + 1}")
                node = node.items[step] if step < len(node.items) else node
        else:
            if not isinstance(node, Scalar) or not words:
                words.append(step)
            if isinstance(node, Map):
                node = node.values.get(step, node)
    return ", ".join(words)


def retold(error: ValidationError, cls: type[BaseModel], node: Node, path: str) -> Iterator[Problem]:
    """Every finding of pydantic about `node`, read as `cls`."""
    for detail in error.errors(include_url=False):
        loc = tuple(step for step in detail["loc"] if step != "[key]")
        kind = detail["type"]
        if kind == "extra_forbidden":
            yield _unknown(cls, node, path, loc)
            continue
        at = node_at(node, loc if kind != "missing" else loc[:-1])
        yield Problem(path, at.line, at.column, field_words(node, loc), _said(kind, detail))


def _unknown(cls: type[BaseModel], node: Node, path: str, loc: tuple[str | int, ...]) -> Problem:
    parent, name = node_at(node, loc[:-1]), str(loc[-1])
    at = parent.keys.get(name, parent) if isinstance(parent, Map) else parent
    model = _model_at(cls, loc[:-1])
    names = [field.alias or name for name, field in model.model_fields.items()] if model else []
    return Problem(path, at.line, at.column, field_words(node, loc), f"is not a field here{nearest(name, names)}")


def _model_at(cls: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    model: type[BaseModel] | None = cls
    annotation: Any = cls
    for step in loc:
        if isinstance(step, int) or model is None:
            continue
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        if step in fields:
            annotation = fields[step].annotation
        model = _first_model(annotation)
    return model


def _first_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in typing.get_args(annotation):
        if found := _first_model(part):
            return found
    return None


def _said(kind: str, detail: Any) -> str:
    value = detail["input"]
    if kind == "dossier":
        return str(detail["msg"])
    if kind == "dossier_found":
        return f"{quoted(str(value))} {detail['msg']}"
    if kind == "literal_error":
        right = str(detail["ctx"]["expected"])
        words = [word.strip("' ") for word in right.replace(" or ", ",").split(",")]
        shown = quoted(value) if isinstance(value, str) else "this"
        return f"{shown} is not possible; write {right}{nearest(value, words) if isinstance(value, str) else ''}"
    return _PLAIN.get(kind) or str(detail["msg"])


_PLAIN = {
    "missing": "is missing",
    "too_short": "is empty; at least one is needed",
    "string_too_short": "is empty",
    "model_type": "is not a group of fields; write its fields below it",
    "model_attributes_type": "is not a group of fields; write its fields below it",
    "dict_type": "is not a group of fields; write its fields below it",
    "tuple_type": "is not a list; begin each item with '- '",
    "string_type": "is not text",
}
