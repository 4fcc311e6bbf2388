"""The page /data/: what can be downloaded, under which terms, and what every column means; a Dataset for search engines.

Sizes and hashes are known when the page is written, not before: no file is made to list the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from msgspec import Struct

from ..artifact import Head, Page
from ..later import later
from ..licences import licence_address
from ..model import KINDS, RECORDS, Event, Letter
from ..site import Site
from ..tables import TABLES, Column, Filled
from ..views.data import SCHEMA
from ..views.following import feed_stem, following
from ..views.pieces import Link
from ..views.recorddata import schema_address
from ..views.recordjson import DATA
from ..views.withdrawal import WITHDRAWN
from . import csvw, database, entities, package
from .calendars import calendar_of
from .dataset import HOME, Download, dataset, modified, version

__all__ = ["publish"]

_SAYS = {
    "string": "text", "integer": "whole number", "boolean": "true or false", "date": "day, 2017-01-20", "uri": "web address", "address": "address",
}  # fmt: skip
_MANY = 14
"""Up to so many values of a column, the page lists them; the vocabulary and the Data Package have them all."""


class FileView(Struct, frozen=True):
    """A file with its size in words and what it hashes to."""

    link: Link
    file: str
    description: str
    size: str
    sha256: str


class ColumnView(Struct, frozen=True):
    name: str
    type: str
    description: str
    refers: tuple[Link, ...]
    values: tuple[str, ...]
    key: bool


class TableView(Struct, frozen=True):
    id: str
    title: str
    description: str
    rows: int
    size: str
    href: str
    columns: tuple[ColumnView, ...]


@dataclass
class DataView:
    """What the page says of files and tables, made when a template asks for it."""

    site: Site

    @cached_property
    def files(self) -> tuple[FileView, ...]:
        return tuple(_file(download) for download in _downloads(self.site))

    @cached_property
    def tables(self) -> tuple[TableView, ...]:
        return tuple(_table(filled) for filled in self.site.tables)

    @property
    def version(self) -> str:
        return version(self.site)


def publish(site: Site) -> Iterator[Page]:
    yield Page(
        HOME, "Data", "Everything on this site as data: tables, one database, one file a record, and what every column means.", "data.html",
        later(_context, site), section="", head=Head(data=(later(_dataset, site),)),
    )  # fmt: skip


def _context(site: Site) -> dict[str, Any]:
    settings = site.settings
    counts = [(kind.folder, sum(1 for _ in site.dossier.of(kind.folder))) for kind in RECORDS]
    schemas = [Link("letter", SCHEMA), *(Link(KINDS[folder].noun, schema_address(KINDS[folder].noun)) for folder in DATA), Link("notice", WITHDRAWN)]
    return {
        "title": "Data", "counts": counts, "publisher": settings.publisher, "source_url": settings.source_url, "schemas": schemas,
        "licence": Link(settings.licence, licence_address(settings.licence)),
        "contact": site.contact.link,
        "data": DataView(site), "modified": modified(site), "views": [(name, said) for name, (said, _) in database.VIEWS.items()],
        "follow": following(site.viewer, feed_stem(), calendar_of(site)),
        "count": len(TABLES), "country": next((f"{entry.key}.json" for entry in site.countries), ""),
    }  # fmt: skip


def _downloads(site: Site) -> Iterator[Download]:
    for output in (package, database, csvw, entities):
        yield from output.downloads(site)


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} KB"


def _file(download: Download) -> FileView:
    name = download.uri.rpartition("/")[2]
    return FileView(Link(download.title, download.uri), name, download.description, _size(download.file.size), download.file.sha256)


def _table(filled: Filled) -> TableView:
    table = filled.table
    columns = tuple(_column(column, filled) for column in table.columns)
    return TableView(table.name, table.title, table.description, filled.count, _size(filled.csv.size), f"{HOME}{filled.path}", columns)


def _column(column: Column, filled: Filled) -> ColumnView:
    values = tuple(value for value, _ in filled.terms.get(column.name, ()))
    refers = [ref.table for ref in filled.table.references if column.name in ref.columns]
    says = f"{column.description[:1].upper()}{column.description[1:]}."
    links = tuple(Link(table, f"#{table}") for table in refers)
    type_ = _SAYS[column.type] + ("" if column.required else ", may be empty")
    return ColumnView(column.name, type_, says, links, values if len(values) <= _MANY else (), column.name in filled.table.key)


def _dataset(site: Site) -> dict[str, Any]:
    """schema.org's Dataset with every file of it; nothing where the site does not know its own address."""
    entries = [entry for folder in (Event.folder, Letter.folder) for entry in site.dossier.of(folder)]
    found = dataset(site, entries, HOME, site.settings.site_name)
    if not found:
        return {}
    files = [(d.title, d.uri, d.media_type, d.file) for d in _downloads(site)]
    files += [(filled.table.title, f"{HOME}{filled.path}", "text/csv", filled.csv) for filled in site.tables]
    return {
        **found,
        "version": version(site),
        "distribution": [
            {
                "@type": "DataDownload", "name": title, "contentUrl": f"{site.settings.site_url}{uri}", "encodingFormat": media,
                "contentSize": f"{file.size} B", "sha256": file.sha256,
            }
            for title, uri, media, file in files
        ],
    }  # fmt: skip
