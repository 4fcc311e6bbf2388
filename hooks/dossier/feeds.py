"""What a feed says -> Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1, the same bytes each time.

Every day is one of the data: nothing here knows the time of the build. Addresses are absolute. RSS has room for one
enclosure of an item, the others for all.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from functools import cached_property
from io import StringIO
from typing import Any

from feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, SimplerXMLGenerator
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


class Item(Struct, frozen=True, dict=True):
    """`id` never changes, `url` leads to the page; `html` says everything, with absolute addresses.

    As XML it is the same in every feed, and is made once for all of them.
    """

    id: str
    url: str
    title: str
    html: str
    published: date
    updated: date
    categories: tuple[str, ...] = ()
    files: tuple[File, ...] = ()

    @cached_property
    def atom(self) -> str:
        """As an entry of Atom."""
        made = Atom1Feed("", "", "")
        made.add_item(
            _clean(self.title), self.url, None, content=_clean(self.html), unique_id=self.id, pubdate=_instant(self.published),
            updateddate=_instant(self.updated), categories=self.categories, enclosures=_enclosures(self.files),
        )  # fmt: skip
        return _items(made)

    @cached_property
    def rss(self) -> str:
        """As an item of RSS."""
        made = Rss201rev2Feed("", "", "")
        made.add_item(
            _clean(self.title), self.url, _clean(self.html), unique_id=self.id, unique_id_is_permalink=self.id.startswith("http"),
            pubdate=_instant(self.updated), categories=self.categories, enclosures=_enclosures(self.files[:1]),
        )  # fmt: skip
        return _items(made)


class Feed(Struct, frozen=True):
    """`home` is the page that the feed is of, `updated` the day that it bears where it has no item.

    `id` names it for good where the address of its page may change, or stands for an item of it.
    """

    title: str
    description: str
    home: str
    author: str
    language: str
    rights: str
    updated: date
    items: tuple[Item, ...]
    id: str = ""

    @property
    def changed(self) -> date:
        return max((item.updated for item in self.items), default=self.updated)


class _Told:
    """feedgenerator takes the present where no item has a date, and writes each item anew in every feed."""

    feed: dict[str, Any]

    def latest_post_date(self) -> datetime:
        found: datetime = self.feed["changed"]
        return found

    def write_items(self, handler: Any) -> None:
        for written in self.feed["written"]:
            handler.ignorableWhitespace(written)  # the one way to write what is XML already


class _Atom(_Told, Atom1Feed):  # type: ignore[misc]
    pass


class _Rss(_Told, Rss201rev2Feed):  # type: ignore[misc]
    pass


def atom(feed: Feed, url: str) -> bytes:
    """Atom at `url`: the whole of each item as its `content`, `updated` and `published` at 00:00 UTC of the day, every file as an enclosure."""
    return _written(_Atom(feed_guid=feed.id or feed.home, written=[item.atom for item in feed.items], **_head(feed, url)))


def rss(feed: Feed, url: str) -> bytes:
    """RSS 2.0: the whole of each item as its `description`; the date is that of the last change, the enclosure its first file."""
    return _written(_Rss(written=[item.rss for item in feed.items], **_head(feed, url)))


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
        **({"feed_url": url} if url else {}), "language": feed.language, "authors": [{"name": feed.author}],
        "items": [{name: value for name, value in item.items() if value != []} for item in items],
    }  # fmt: skip
    return spaced(found)


def _head(feed: Feed, url: str) -> dict[str, Any]:
    return {
        "title": _clean(feed.title), "link": feed.home, "description": _clean(feed.description), "language": feed.language,
        "author_name": _clean(feed.author), "feed_url": url or None, "feed_copyright": _clean(feed.rights) or None,
        "changed": _instant(feed.changed),
    }  # fmt: skip


def _instant(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def _enclosures(files: tuple[File, ...]) -> list[Enclosure]:
    return [Enclosure(file.url, str(file.length), file.type) for file in files]


def _items(made: Any) -> str:
    """The items of a feed without the feed."""
    out = StringIO()
    made.write_items(SimplerXMLGenerator(out, "utf-8", short_empty_elements=True))
    return out.getvalue()


def _written(made: Any) -> bytes:
    out = StringIO()
    made.write(out, "utf-8")
    return out.getvalue().encode()
