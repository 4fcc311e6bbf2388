"""The columns of a table and a kind of record -> which field each column gives, and the fields of a row as plain values."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct, field
from pydantic import BaseModel, BeforeValidator

from .model import Event, Organisation, Record, Source
from .problems import Problem, closest, nearest, quoted
from .sheets import Row, Sheet
from .values import Text

__all__ = ["Columns", "columns_of", "record_of", "row_problems"]

Shape = Literal["value", "text", "list", "group", "records"]
"""What a field holds: a value, a text (in languages), a list of these, a group of fields, or what no cell can hold."""
_TEXT = re.compile(r"\{\s*text:\s*(.*\S)\s*\}")
_HOME = "country"
_FOLLOWS = ("url", "accounts_differ")
"""Columns of our own tables that follow from others, such as the address of the record’s page."""
_OTHERWISE: Mapping[type[Record], Mapping[str, str]] = {
    Organisation: {"seat": _HOME},
    Source: {"link": "url", "archived_link": "archived_url"},
}
"""Fields that our own tables call otherwise, since there the name of the field means the record’s own country, or its page."""
_COUNTED = {
    "accounts": "accounts of it stand side by side",
    "positions": "events are somebody’s answer to it",
}
"""Columns of our own tables that say how much of an event stands in other tables."""


class Columns(Struct, frozen=True):
    """By name of the column: `paths` the field that it gives, `counted` those that must be 0, `home` the one that names the country.

    `left_out` are those that follow from others, `lacking` the required fields that no column gives. An event without an id gets one.
    """

    paths: dict[str, tuple[str, ...]]
    left_out: tuple[str, ...]
    counted: tuple[str, ...]
    home: str
    lacking: tuple[str, ...]
    shapes: dict[str, Shape]
    problems: list[Problem] = field(default_factory=list)

    def column_of(self, words: list[str], instead: str) -> str:
        """The column that gives a field, by the words of a problem; else that of the field `instead`, if there is one."""
        for wanted in (tuple(words[:2]), tuple(words[:1]), (instead,)):
            for name, path in self.paths.items():
                if path == wanted or path[:1] == wanted:
                    return name
        return ""


def columns_of(cls: type[Record], sheet: Sheet, language: str) -> Columns:
    """What each column of a table of records means; `language` is that of texts without one."""
    shapes: dict[str, Shape] = {info.alias or name: _shape(info.annotation) for name, info in cls.model_fields.items()}
    renamed = {name: into for name, into in _OTHERWISE.get(cls, {}).items() if name in sheet.columns}
    ours = shapes.keys() - renamed.values()
    home = _HOME if _HOME in sheet.columns and _HOME not in ours else ""
    paths: dict[str, tuple[str, ...]] = {}
    left_out: list[str] = []
    counted: list[str] = []
    problems: list[Problem] = []
    meant: set[str] = set()
    for name, column in sheet.columns.items():
        if name == home:
            continue
        if name in _COUNTED and shapes.get(name, "records") == "records":
            counted.append(name)
        elif name not in ours and (name in _FOLLOWS or shapes.get(name.removesuffix("_earliest").removesuffix("_latest")) == "value"):
            left_out.append(name)
        elif path := _path(renamed.get(name, name), shapes, language):
            if first := next((other for other, given in paths.items() if given == path), ""):
                problems.append(Problem(sheet.path, 1, column, name, f"gives the same as the column {quoted(first)}; keep one"))
            paths[name] = path
        else:
            meant.add(closest(name.casefold(), ["id", *shapes]))
            problems.append(Problem(sheet.path, 1, column, name, _refused(name, shapes)))
    given = {path[0] for path in paths.values()} | meant
    needed = [*(() if cls is Event else ("id",)), *(info.alias or name for name, info in cls.model_fields.items() if info.is_required())]
    lacking = tuple(name for name in needed if name not in given)
    if sheet.columns and not (paths or left_out or counted or home or any(meant)):
        said = "none of its cells names a field; begin the table with the row that does ("
        said += f"{', '.join(lacking)} …), with commas, semicolons or tabs between the cells"
        problems = [Problem(sheet.path, 1, 1, "", said)]
    elif sheet.columns:
        problems += [Problem(sheet.path, 1, 1, name, f"there is no such column, and every {cls.noun} has it") for name in lacking]
    return Columns(paths, tuple(left_out), tuple(counted), home, (*lacking, *meant), shapes, problems)


def _path(name: str, shapes: Mapping[str, Shape], language: str) -> tuple[str, ...]:
    """The field that a column gives: `title`, `names.ru`, or in our own tables `rating_value`; none for what a cell cannot hold."""
    if name == "id" or shapes.get(name) in ("value", "text", "list"):
        return (name,)
    for sign in "._":
        around, _, part = name.partition(sign)
        if part and (shapes.get(around) == "group" or (sign == "." and shapes.get(around) == "text")):
            return (around,) if shapes[around] == "text" and part == language else (around, part)
    return ()


def _refused(name: str, shapes: Mapping[str, Shape]) -> str:
    if shapes.get(name) == "group":
        return f"is a group of fields; give each a column of its own, such as {name}.…"
    if shapes.get(name) == "records":
        return "cannot stand in a cell; leave the column out, and write this in the case file after the import"
    return f"is not a field here{nearest(name.casefold(), ['id', *shapes]) or '; leave the column out'}"


def _shape(annotation: Any) -> Shape:
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is tuple:
        inner, *metadata = typing.get_args(args[0]) or (args[0],)
        grouped = isinstance(inner, type) and issubclass(inner, BaseModel)
        return "records" if grouped and not any(isinstance(item, BeforeValidator) for item in metadata) else "list"
    if origin is dict:
        return "records" if _shape(args[1]) in ("group", "records") else "group"
    if origin is typing.Annotated:
        return _shape(args[0])
    kinds = [arg for arg in args if arg is not type(None)] if origin is not typing.Literal else []
    if kinds:
        return _shape(kinds[0])
    return "text" if annotation is Text else "group" if isinstance(annotation, type) and issubclass(annotation, BaseModel) else "value"


def record_of(row: Row, columns: Columns, language: str) -> dict[str, Any]:
    """The fields of a row as YAML would give them, in the order in which a record has them; `language` is that of texts without one.

    Nothing is made of a cell but this: a list is cut at `;`, an item `{text: …}` is text, and a line break in what is no prose is a blank.
    """
    record: dict[str, Any] = {}
    for name, path in columns.paths.items():
        if name not in row.cells:
            continue
        value = _value(row.cells[name], path, columns.shapes)
        if not value:
            continue
        before = record.get(path[0])
        if len(path) == 1:
            record[path[0]] = {language: value, **before} if isinstance(before, dict) else value
        else:
            record[path[0]] = {**({language: before} if isinstance(before, str) else before or {}), path[1]: value}
    order = [name for name in columns.shapes if name not in Record.model_fields]
    return {name: record[name] for name in ("id", *order, *Record.model_fields) if name in record}


def _item(item: str) -> str | dict[str, str]:
    """An item of a list; `{text: …}` is text, also where it could be an id, as in a case file."""
    found = _TEXT.fullmatch(item)
    return {"text": found[1]} if found else item


def _value(cell: str, path: tuple[str, ...], shapes: Mapping[str, Shape]) -> str | dict[str, str] | list[str | dict[str, str]]:
    if path[0] in ("text", "summary"):
        return cell
    if shapes.get(path[0]) == "list":
        items = [_item(" ".join(item.split())) for item in cell.split(";") if item.strip()]
        return items[0] if len(items) == 1 else items
    return " ".join(cell.split())


def row_problems(row: Row, sheet: Sheet, columns: Columns, country: str, here: bool) -> Iterator[Problem]:
    """What of a row is not of this country (`here`: one that names none is), or is more than a row can hold."""
    home = row.cells.get(columns.home, "")
    if columns.home and home != ("" if here else country) and home != country:
        said = f"the row is of {quoted(home)}" if home else "the row is of no single country"
        right = home or "international"
        yield Problem(sheet.path, row.number, sheet.columns[columns.home], columns.home, f"{said}; import it with --country {right}")
    for name in columns.counted:
        if (number := row.cells.get(name, "0")) != "0":
            said = f"{number} {_COUNTED[name]}" if number.isdecimal() else "is not a number"
            right = "a row cannot hold them; take the row out, and write the event with them into a case file"
            yield Problem(sheet.path, row.number, sheet.columns[name], name, f"{said}; {right}")
