"""The models -> a JSON Schema (2020-12) for every kind of record, as one record and as a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .model import KINDS, Record
from .problems import Problem

__all__ = ["record_schema", "schemas", "write_schemas"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def record_schema(cls: type[Record]) -> dict[str, Any]:
    """What one record may say, as it stands in front matter."""
    schema = cls.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": _DIALECT, **schema, "title": cls.noun}


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


def write_schemas(folder: Path) -> list[Problem]:
    """Writes every schema into `folder`; what prevents it is a problem."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, schema in schemas():
            (folder / name).write_text(json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    except OSError as error:
        return [Problem(str(folder), 1, 1, "", f"cannot be written ({error.strerror})")]
    return []
