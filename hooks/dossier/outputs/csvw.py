"""The tables described as CSV on the Web (W3C): column types, keys and references for whoever reads linked data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..artifact import Artifact
from ..asjson import spaced
from ..licences import licence_address
from ..site import Site
from ..tables import Column, Filled
from .dataset import HOME, Download, description, made, modified

__all__ = ["downloads", "publish"]

_NAME = "csv-metadata.json"
_TYPES = {"uri": "anyURI", "address": "anyURI"}


def publish(site: Site) -> Iterator[Artifact]:
    yield from (download.artifact for download in downloads(site))


def downloads(site: Site) -> Iterator[Download]:
    yield Download(
        f"{HOME}{_NAME}", "CSV on the Web", "application/csvm+json", "The same CSV files described for linked data (W3C CSVW)",
        made(site, _NAME, _metadata),
    )  # fmt: skip


def _metadata(site: Site) -> list[bytes]:
    settings = site.settings
    changed, licence = modified(site), licence_address(settings.licence)
    found: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": settings.default_language}],
        "dc:title": settings.site_name,
        "dc:description": description(site),
        "dc:publisher": settings.publisher,
        "dc:license": {"@id": licence} if licence else settings.licence,
        "dc:modified": {"@value": changed.isoformat(), "@type": "xsd:date"} if changed else None,
        "dialect": {"lineTerminators": ["\r\n"], "encoding": "utf-8", "header": True},
        "tables": [_table(filled) for filled in site.tables],
    }
    return [spaced({key: value for key, value in found.items() if value})]


def _table(filled: Filled) -> dict[str, Any]:
    """A table; its foreign keys are those that no row leaves empty, since to CSVW every row refers to another (the rest are relations)."""
    table = filled.table
    required = {column.name for column in table.columns if column.required}
    always = [ref for ref in table.references if required.issuperset(ref.columns)]
    schema: dict[str, Any] = {"columns": [_column(column, filled) for column in table.columns], "primaryKey": list(table.key)}
    if always:
        schema["foreignKeys"] = [
            {"columnReference": list(ref.columns), "reference": {"resource": f"{ref.table}.csv", "columnReference": list(ref.to)}}
            for ref in always
        ]
    return {"url": filled.path, "dc:title": table.title, "dc:description": table.description, "tableSchema": schema}


def _column(column: Column, filled: Filled) -> dict[str, Any]:
    """A column; what an enumeration allows is a pattern, which is how CSVW says it."""
    terms = filled.terms.get(column.name, ())
    pattern = "|".join(re.escape(value).replace(r"\-", "-") for value, _ in terms)
    datatype: Any = {"base": "string", "format": f"^({pattern})$"} if terms else _TYPES.get(column.type, column.type)
    datatype = {"base": "boolean", "format": "true|false"} if column.type == "boolean" else datatype
    found = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "datatype": datatype,
        "required": column.required,
        "propertyUrl": column.means,
        "dc:relation": {"@id": f"{column.to}.csv"} if column.to and not column.required else None,
    }
    return {key: value for key, value in found.items() if value}
