"""What pydantic found wrong -> problems in an editor's words, at the line and column of the value."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from .problems import MANY, Problem, closest, nearest, quoted, shortened
from .references import KEY
from .source import Map, Node, Scalar, Seq

__all__ = ["field_words", "model_at", "node_at", "retold", "unknown_keys"]

Loc = Sequence[str | int]


def node_at(node: Node, loc: Loc) -> Node:
    """The node at a place in the record, or the nearest one around it; KEY at the end means the name before it, not what stands there."""
    if loc[-1:] == (KEY,):
        around = node_at(node, loc[:-2])
        return around.keys[str(loc[-2])] if isinstance(around, Map) and loc[-2] in around.keys else node_at(node, loc[:-1])
    for step in loc:
        if isinstance(node, Map) and step in node.values:
            node = node.values[str(step)]
        elif isinstance(node, Seq) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        elif isinstance(node, Map) and step in node.keys:
            return node.keys[str(step)]
        elif isinstance(node, Seq) or (isinstance(node, Map) and isinstance(step, str)):  # a single value stands for a list of one
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
        elif step != KEY:
            if not isinstance(node, Scalar) or not words:
                words.append(shortened(step))
            if isinstance(node, Map):
                node = node.values.get(step, node)
    return ", ".join(words)


def retold(error: ValidationError, cls: type[BaseModel], node: Node, path: str) -> Iterator[Problem]:
    """Every finding of pydantic about `node`, read as `cls`, as far as `problems.first` tells them."""
    details = error.errors(include_url=False)[: MANY + 1]  # the last only shows that there are more
    misspelt = {_meant(cls, detail["loc"]) for detail in details if detail["type"] == "extra_forbidden"}
    for detail in details:
        loc = tuple(step for step in detail["loc"] if step != KEY)
        kind = detail["type"]
        within = detail.get("ctx", {}).get("within", ())
        at = node_at(node, (*loc, *within) if within or detail["loc"][-1:] != (KEY,) else detail["loc"])
        if kind == "extra_forbidden":
            yield _unknown(cls, node, path, loc)
        elif kind == "missing":
            if loc in misspelt:
                continue  # it is there under a name that is wrong, which is said
            yield _missing(node, path, loc)
        elif kind == "too_short" and not ((isinstance(at, Seq) and not at.items) or (isinstance(at, Map) and not at.values)):
            continue  # its items are wrong, which is said already
        elif kind == "model_type":
            model = model_at(cls, loc)
            yield Problem(path, at.line, at.column, field_words(node, loc), _PLAIN[kind] + (f": {', '.join(_names(model))}" if model else ""))
        else:
            yield Problem(path, at.line, at.column, field_words(node, loc), _said(kind, detail))


def unknown_keys(cls: type[BaseModel], node: Map, path: str, known: Sequence[str] = ()) -> Iterator[Problem]:
    """Fields that a record does not have and that stand there without a value, so that pydantic never sees them."""
    if empty := node.keys.keys() - node.values.keys():
        yield from (_unknown(cls, node, path, (name,)) for name in empty - {*known, *_names(cls)})


def _meant(cls: type[BaseModel], loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The place of the field that one with an unknown name is probably meant to be."""
    *around, name = (step for step in loc if step != KEY)
    model = model_at(cls, around)
    return *around, closest(str(name), _names(model) if model else ())


def _missing(node: Node, path: str, loc: Loc) -> Problem:
    around = node_at(node, loc[:-1])
    key = around.keys.get(str(loc[-1])) if isinstance(around, Map) else None
    at = key or around
    return Problem(path, at.line, at.column, field_words(node, loc), "is empty" if key else "is missing")


def _unknown(cls: type[BaseModel], node: Node, path: str, loc: tuple[str | int, ...]) -> Problem:
    parent, name = node_at(node, loc[:-1]), str(loc[-1])
    at = parent.keys.get(name, parent) if isinstance(parent, Map) else parent
    model = model_at(cls, loc[:-1])
    if name == "id" and len(loc) == 1:
        return Problem(path, at.line, at.column, name, "is not a field here; the name of the file is the id")
    said = f"is not a field here{nearest(name, _names(model) if model else ())}"
    return Problem(path, at.line, at.column, field_words(node, loc), said)


def _names(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def model_at(cls: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """The class of the record, or of the part of it, that stands at a place."""
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
        return f"{quoted(str(value))} {detail['msg']}" if str(value).strip() else "is empty"
    if kind == "literal_error":
        right = str(detail["ctx"]["expected"])
        words = [word.strip("' ") for word in right.replace(" or ", ",").split(",")]
        return f"{quoted(value)} is not possible; write {right}{nearest(value, words)}" if isinstance(value, str) else f"is not text; write {right}"
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
