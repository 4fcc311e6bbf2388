"""The models -> a JSON Schema (2020-12) for every kind of record, as one record and as a list of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from .hush import WITHHOLDING
from .model import KINDS, Record
from .problems import Problem

__all__ = ["record_schema", "schemas", "write_schemas"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NULL = {"type": "null"}
_SAID_OF_FIELD = ("title", "description", "default")


def record_schema(cls: type[Record]) -> dict[str, Any]:
    """What one record may say, as it stands in front matter."""
    schema = cls.model_json_schema(by_alias=True, mode="validation")
    groups = {name: _may_be_empty(group) for name, group in schema.pop("$defs", {}).items()}
    return {"$schema": _DIALECT, **({"$defs": groups} if groups else {}), **_may_be_empty(schema, WITHHOLDING), "title": cls.noun}


def schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    """(file name, schema) of every kind: `events.json` for one record, `events.list.json` for a list."""
    for folder, cls in KINDS.items():
        name = folder.rpartition("/")[2]
        record = record_schema(cls)
        yield f"{name}.json", record
        item = {key: value for key, value in record.items() if key not in ("$schema", "$defs")}
        item["properties"] = {
            "id": {"type": "string", "description": "the record's address; begins with its date for letters and events"},
            **item["properties"],
        }
        item["required"] = ["id", *item.get("required", ())]
        yield (
            f"{name}.list.json",
            {"$schema": _DIALECT, "title": f"list of {cls.noun}s", "type": "array", "items": item, "$defs": record.get("$defs", {})},
        )


def _may_be_empty(group: dict[str, Any], never: Collection[str] = ()) -> dict[str, Any]:
    """A field without a value (YAML's null) is read as if it were not there: it may be empty where it may be absent, but for those of `never`."""
    if "properties" not in group:
        return group
    filled = {*group.get("required", ()), *never}
    return group | {"properties": {name: _with_null(field, name not in filled) for name, field in group["properties"].items()}}


def _with_null(field: dict[str, Any], may_be_null: bool) -> dict[str, Any]:
    said = {name: field[name] for name in _SAID_OF_FIELD if name in field}
    value = {name: content for name, content in field.items() if name not in said}
    forms = [form for form in (value["anyOf"] if list(value) == ["anyOf"] else [value]) if form != _NULL]
    if may_be_null:
        forms.append(_NULL)
    elif said.get("default", "") is None:
        del said["default"]
    return {**(forms[0] if len(forms) == 1 else {"anyOf": forms}), **said}


def write_schemas(folder: Path) -> list[Problem]:
    """Writes every schema into `folder`; what prevents it is a problem."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, schema in schemas():
            (folder / name).write_text(json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    except OSError as error:
        return [Problem(str(folder), 1, 1, "", f"cannot be written ({error.strerror})")]
    return []
