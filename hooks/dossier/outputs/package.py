"""The tables as CSV files in a Data Package (Frictionless, version 2): each column described, each reference declared, each file hashed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..addresses import is_url
from ..artifact import Artifact
from ..asjson import spaced
from ..later import later
from ..licences import licences
from ..site import Site
from ..tables import TABLES, Column, Filled
from .dataset import HOME, Download, description, made, slug, version

__all__ = ["downloads", "publish"]

_PROFILE = "https://datapackage.org/profiles/2.0/{}.json"
_NAME = "datapackage.json"


def publish(site: Site) -> Iterator[Artifact]:
    """Each table as a CSV file, and the package that describes them: no table has to be filled to know which there are."""
    for place, table in enumerate(TABLES):
        yield Artifact(f"{HOME}{table.name}.csv", later(_csv, site, place), "", parts=later(_parts, site, place))
    yield from (download.artifact for download in downloads(site))


def downloads(site: Site) -> Iterator[Download]:
    yield Download(
        f"{HOME}{_NAME}", "Data Package", "application/json",
        "The tables as CSV files, with what every column means (Frictionless Data Package 2)", made(site, _NAME, _package),
    )  # fmt: skip


def _csv(site: Site, place: int) -> bytes:
    return site.tables[place].csv.content()


def _parts(site: Site, place: int) -> Iterator[bytes]:
    return site.tables[place].csv.parts()


def _package(site: Site) -> list[bytes]:
    settings = site.settings
    contact = {"path": settings.contact} if is_url(settings.contact) else {}
    found: dict[str, Any] = {
        "$schema": _PROFILE.format("datapackage"),
        "name": slug(settings.site_name),
        "id": f"{settings.site_url}{HOME}{_NAME}" if settings.site_url else None,
        "title": settings.site_name,
        "description": description(site),
        "homepage": settings.site_url,
        "version": version(site),
        "licenses": licences(settings.licence),
        "rights": settings.licence if not licences(settings.licence) else None,
        "contributors": [{"title": settings.publisher, "roles": ["publisher"], **contact}] if settings.publisher else None,
        "sources": [{"title": "Case files", "path": settings.source_url}] if is_url(settings.source_url) else None,
        "keywords": [site.viewer.name(entry) for entry in site.countries],
        "resources": [_resource(site, filled) for filled in site.tables],
    }
    return [spaced({key: value for key, value in found.items() if value})]


def _resource(site: Site, filled: Filled) -> dict[str, Any]:
    table = filled.table
    references = [{"fields": list(ref.columns), "reference": {"resource": ref.table, "fields": list(ref.to)}} for ref in table.references]
    return {
        "$schema": _PROFILE.format("dataresource"),
        "name": table.name,
        "type": "table",
        "path": filled.path,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": filled.csv.size,
        "hash": f"sha256:{filled.csv.sha256}",
        "schema": {
            "$schema": _PROFILE.format("tableschema"),
            "fields": [_field(site, column, filled) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            **({"foreignKeys": references} if references else {}),
        },
    }


def _field(site: Site, column: Column, filled: Filled) -> dict[str, Any]:
    """A field of Table Schema; `categories` give the words for what `enum` allows."""
    terms = filled.terms.get(column.name, ())
    constraints = {"required": True} if column.required else {}
    found: dict[str, Any] = {
        "name": column.name,
        "type": "string" if column.type in ("uri", "address") else column.type,
        "format": "uri" if column.type == "uri" or (column.type == "address" and site.settings.site_url) else None,
        "description": f"{column.description[:1].upper()}{column.description[1:]}.",
        "rdfType": column.means,
        "constraints": {**constraints, **({"enum": [value for value, _ in terms]} if terms else {})},
        "categories": [{"value": value, "label": label} for value, label in terms],
    }
    return {key: value for key, value in found.items() if value}
