"""What the JSON of every kind of record has in common: dates, links, whoever is named, files, words in other languages.

Dates are EDTF with their earliest and latest possible day; addresses are absolute where the site knows its
own, else below its root.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from ..addresses import file_address, is_url
from ..attachments import MEDIA_TYPES, Beside
from ..dates import PartialDate
from ..dossier import Entry
from ..files import INTERNATIONAL
from ..model import Record, SourceUse
from ..values import Ref, Text
from .answers import reply_views
from .base import Viewer
from .citing import address_of
from .otherwords import other_words
from .pieces import Link, SourceView

__all__ = [
    "DIALECT", "SCHEMA_SAID", "AgentData", "Data", "DateData", "FileData", "LinkData", "Made", "OtherWordsData", "SourceData", "agent_data",
    "agents_data", "date_data", "date_of", "file_data", "link_data", "links_data", "other_data", "replies_data", "schema_of", "source_data",
    "sources_data", "span_of", "whom",
]  # fmt: skip

Made = dict[str, Any]
"""A part of what is published, before its model has seen it."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_SAID = "the address of this schema; left out where the site does not know its own, since from a file it would lead nowhere"


class Data(BaseModel):
    """A part of what is published. What takes long to build of a class is built when the first one is made: a check makes none."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class DateData(Data):
    edtf: str = Field(description="Extended Date/Time Format, ISO 8601-2, levels 0 and 1 in part")
    earliest: datetime.date | None = Field(description="earliest possible day; null where only the latest is known")
    latest: datetime.date = Field(description="latest possible day")
    words: str


class LinkData(Data):
    """Another record, or a file or text that has none."""

    name: str
    url: str = Field(description="empty for what has no page here")


class AgentData(Data):
    name: str
    id: str = Field(description="as in tables: country/folder/id; empty for words, and where the name is withheld")
    url: str


class FileData(Data):
    name: str
    title: str
    url: str
    media_type: str
    size: int = Field(description="bytes")
    sha256: str
    language: str = Field(description="BCP 47; empty where the record says none")


class SourceData(Data):
    title: str
    publisher: str
    date: DateData | None
    url: str = Field(description="its place among the sources, or the letter’s page; empty where it is withheld")
    link: str = Field(description="where it can be read")
    voice: str = Field(description="who speaks in it: court, official, union …")
    at: str = Field(description="where in the source")
    supports: str = Field(description="which claim it supports; empty: all of it")


class OtherWordsData(Data):
    """What the record says in another language than that of the site, or a translation of it in any."""

    field: str = Field(description="its place in the case file, numbers from 1: signed_by.2.role")
    language: str = Field(description="BCP 47")
    text: str
    translated_by: str


def schema_of(viewer: Viewer, where: str) -> dict[str, str]:
    """What a file says of its JSON Schema."""
    return {"$schema": address_of(viewer, where)} if viewer.settings.site_url else {}


def date_data(value: PartialDate) -> Made:
    return {"edtf": value.text, "earliest": None if value.is_by else value.earliest, "latest": value.latest, "words": value.say()}


def file_data(viewer: Viewer, entry: Entry, file: Beside) -> Made:
    """A file beside a record; one without a title is called as it is named."""
    title = getattr(file.given, "title", None)
    return {
        "name": file.name,
        "title": viewer.say(title) or file.name,
        "url": address_of(viewer, file_address(entry, file.name)),
        "media_type": MEDIA_TYPES[file.kind],
        "size": file.size,
        "sha256": file.sha256,
        "language": getattr(file.given, "language", None) or "",
    }


def sources_data(viewer: Viewer, uses: Iterable[SourceUse]) -> list[Made]:
    return [source_data(viewer, view) for view in viewer.sources(uses)]


def source_data(viewer: Viewer, view: SourceView) -> Made:
    """A source as cited; `link` is where a publication can be read."""
    return {
        "title": view.link.text, "publisher": view.publisher, "date": date_data(view.date) if view.date else None,
        "url": address_of(viewer, view.href) if view.href else "", "link": view.link.href if is_url(view.link.href) else "",
        "voice": view.voice, "at": view.at, "supports": view.supports,
    }  # fmt: skip


def other_data(viewer: Viewer, entry: Entry) -> list[dict[str, str]]:
    return [
        {"field": said.field, "language": said.language, "text": said.text, "translated_by": said.translated_by}
        for said in other_words(viewer, entry)
    ]


def link_data(viewer: Viewer, link: Link) -> dict[str, str]:
    return {"name": link.text, "url": address_of(viewer, link.href) if link.href else ""}


def agents_data(viewer: Viewer, links: tuple[Link, ...]) -> list[dict[str, str]]:
    return [agent_data(viewer, link) for link in links]


def agent_data(viewer: Viewer, link: Link) -> dict[str, str]:
    return {"name": link.text, "id": _key_at(viewer, link.href), "url": address_of(viewer, link.href) if link.href else ""}


def date_of(value: PartialDate | None) -> Made | None:
    return date_data(value) if value else None


def span_of(part: Any) -> Made:
    """From when until when a part of a record holds, a role or an affiliation."""
    return {"since": date_of(part.from_), "until": date_of(part.until)}


def whom(viewer: Viewer, ref: Ref | Text | None) -> Made | None:
    return dict(agent_data(viewer, viewer.actor(ref))) if ref is not None else None


def links_data(viewer: Viewer, refs: Iterable[Ref | Text]) -> list[dict[str, str]]:
    return [link_data(viewer, link) for link in viewer.links(refs)]


def replies_data(viewer: Viewer, record: Record) -> list[Made]:
    """Who was asked for a comment, and what came of it."""
    return [
        {
            "to": agent_data(viewer, view.to), "asked": view.asked.latest, "channel": view.channel,
            "answered": view.answered.latest if view.answered else None, "text": view.text,
        }
        for view in reply_views(viewer, record)
    ]  # fmt: skip


def _key_at(viewer: Viewer, href: str) -> str:
    """The key of the record whose page, or place among the sources, is at an address."""
    page, _, fragment = href.partition("#")
    place = page.rstrip("/")
    return next((key for key in (place, f"{INTERNATIONAL}/{place}", f"{place}/{fragment}") if key in viewer.dossier.entries), "")
