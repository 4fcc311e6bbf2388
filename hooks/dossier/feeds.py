"""What a feed says -> Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1, the same bytes each time.

Every day is one of the data: nothing here knows the time of the build. Addresses are absolute. RSS has room for one
enclosure of an item, the others for all.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from io import StringIO
from typing import Any

from feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed
from msgspec import Struct

from .asjson import spaced

__all__ = ["Feed", "File", "Item", "atom", "json_feed", "rss"]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write."""


class File(Struct, frozen=True):
    """An enclosure: its address, its size in bytes, its media type."""

    url: str
    length: int
    type: str


class Item(Struct, frozen=True):
    """`id` never changes, `url` leads to the page; `html` says everything, with absolute addresses."""

    id: str
    url: str
    title: str
    html: str
    published: date
    updated: date
    categories: tuple[str, ...] = ()
    files: tuple[File, ...] = ()


class Feed(Struct, frozen=True):
    """`home` is the page that the feed is of, `updated` the day that it bears where it has no item."""

    title: str
    description: str
    home: str
    author: str
    language: str
    rights: str
    updated: date
    items: tuple[Item, ...]

    @property
    def changed(self) -> date:
        return max((item.updated for item in self.items), default=self.updated)


class _Dated:
    """feedgenerator takes the present where no item has a date."""

    feed: dict[str, Any]

    def latest_post_date(self) -> datetime:
        found: datetime = self.feed["changed"]
        return found


class _Atom(_Dated, Atom1Feed):  # type: ignore[misc]
    pass


class _Rss(_Dated, Rss201rev2Feed):  # type: ignore[misc]
    pass


def atom(feed: Feed, url: str) -> bytes:
    """Atom at `url`: the whole of each item as its `content`, `updated` and `published` at 00:00 UTC of the day, every file as an enclosure."""
    made = _Atom(feed_guid=feed.home, **_head(feed, url))
    for item in feed.items:
        enclosures = [Enclosure(file.url, str(file.length), file.type) for file in item.files]
        made.add_item(
            _clean(item.title), item.url, None, content=_clean(item.html), unique_id=item.id, pubdate=_instant(item.published),
            updateddate=_instant(item.updated), categories=item.categories, enclosures=enclosures,
        )  # fmt: skip
    return _written(made)


def rss(feed: Feed, url: str) -> bytes:
    """RSS 2.0: the whole of each item as its `description`; the date is that of the last change, the enclosure its first file."""
    made = _Rss(**_head(feed, url))
    for item in feed.items:
        enclosures = [Enclosure(file.url, str(file.length), file.type) for file in item.files[:1]]
        made.add_item(
            _clean(item.title), item.url, _clean(item.html), unique_id=item.id, unique_id_is_permalink=item.id.startswith("http"),
            pubdate=_instant(item.updated), categories=item.categories, enclosures=enclosures,
        )  # fmt: skip
    return _written(made)


def json_feed(feed: Feed, url: str) -> bytes:
    """JSON Feed 1.1."""
    items = [
        {
            "id": item.id, "url": item.url, "title": item.title, "content_html": item.html,
            "date_published": _instant(item.published).isoformat(), "date_modified": _instant(item.updated).isoformat(),
            "tags": list(item.categories),
            "attachments": [{"url": file.url, "mime_type": file.type, "size_in_bytes": file.length} for file in item.files],
        }
        for item in feed.items
    ]  # fmt: skip
    found = {
        "version": "https://jsonfeed.org/version/1.1", "title": feed.title, "description": feed.description, "home_page_url": feed.home,
        "feed_url": url, "language": feed.language, "authors": [{"name": feed.author}],
        "items": [{name: value for name, value in item.items() if value != []} for item in items],
    }  # fmt: skip
    return spaced(found)


def _head(feed: Feed, url: str) -> dict[str, Any]:
    return {
        "title": _clean(feed.title), "link": feed.home, "description": _clean(feed.description), "language": feed.language,
        "author_name": _clean(feed.author), "feed_url": url, "feed_copyright": _clean(feed.rights) or None,
        "changed": _instant(feed.changed),
    }  # fmt: skip


def _instant(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def _written(made: Any) -> bytes:
    out = StringIO()
    made.write(out, "utf-8")
    return out.getvalue().encode()
