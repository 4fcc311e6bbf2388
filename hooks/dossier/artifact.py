"""What is published: an artifact is an address with its bytes, a page is what a template makes one of, with its head."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from msgspec import Struct

from .dossier import Entry

__all__ = ["COLLECTION", "Artifact", "Described", "Head", "Items", "Page"]

COLLECTION = "CollectionPage"
"""What schema.org calls a page that lists others."""


class Artifact(Struct, frozen=True):
    """One file of the site: `uri` below its root, the content (made when it is written) and where it comes from.

    `key` gives what it is made from: with an equal key, the file of the last build may stay; without one it is made anew. `prose`
    is false where nothing of what stands below front matter can be in it, and `texts` are all that can be, where these are few
    (see `outputs/texts.py`). `said` gives the sum of what stands in it and of how it is made: with an equal one, the file of
    the last build may stay although its key is another. `parts` gives the content piece by piece, where all of it would be much at once.
    """

    uri: str
    content: Callable[[], bytes]
    source: str
    key: Callable[[], str] = str
    prose: bool = True
    texts: Callable[[], Iterable[str]] | None = None
    said: Callable[[], str] = str
    parts: Callable[[], Iterator[bytes]] | None = None


class Described:
    """A file of which others say size and hash: these stay known, its bytes, made when they are asked for, only until they are written."""

    def __init__(self, make: Callable[[], Iterable[bytes]]) -> None:
        self._make = make
        self._waiting: list[bytes] | None = None
        self._said: tuple[int, str] | None = None

    def content(self) -> bytes:
        """The bytes, to be written."""
        return b"".join(self.parts())

    def parts(self) -> Iterator[bytes]:
        """The same piece by piece."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            yield from waiting
            return
        size, found = 0, sha256()
        for part in self._make():
            size += len(part)
            found.update(part)
            yield part
        self._said = size, found.hexdigest()

    @property
    def size(self) -> int:
        return self._described[0]

    @property
    def sha256(self) -> str:
        return self._described[1]

    @property
    def _described(self) -> tuple[int, str]:
        if self._said is None:
            self._waiting = list(self.parts())
        assert self._said is not None, "whoever has made all of it knows"
        return self._said


class Head(Struct, frozen=True):
    """What machines read in the head of a page beyond what every page has.

    `metas` are (name, content), `links` the attributes of `<link>` (an `href` without a scheme is below the
    site's root), `data` are JSON-LD objects (or make one when the page is written), `scripts` addresses of scripts below the root; `card` is the
    address of the picture that social networks show, `card_words` says what is on it.
    """

    metas: tuple[tuple[str, str], ...] = ()
    links: tuple[Mapping[str, str], ...] = ()
    data: tuple[Mapping[str, Any] | Callable[[], Mapping[str, Any]], ...] = ()
    scripts: tuple[str, ...] = ()
    card: str = ""
    card_words: str = ""


class Page(Struct, frozen=True):
    """One HTML page: its address (`kazakhstan/letters/x/`, empty for the root) and what the template gets.

    `section` is the address of the navigation's entry it belongs to, `source` the file it is made from, `asked` line, column and
    field where it is asked for, `fragment` says that it is printed below the prose of a page in docs/ that has the same address;
    `moved_to` is the address that stands for this one, empty on a notice of what was withdrawn. `framed` is false for what is a whole document by
    itself, without the theme; `follows` is true for what stands and falls with another page. `entries` are the records that a
    list shows; `kind` is what schema.org calls it; `key`, `prose` and `texts` are those of `Artifact`. What the template gets, and
    the head, may be callables: they are asked when the page is written, so that a list of all pages costs nothing.
    `again` gives the page itself, where this one stands for it with what others need to know (see `relisted.py`).
    """

    address: str
    title: str
    description: str
    template: str
    context: Mapping[str, Any] | Callable[[], Mapping[str, Any]]
    section: str = ""
    language: str = ""
    source: str = ""
    asked: tuple[int, int, str] = (1, 1, "")
    noindex: bool = False
    fragment: bool = False
    moved_to: str | None = None
    framed: bool = True
    follows: bool = False
    head: Head | Callable[[], Head] = Head()
    entries: tuple[Entry, ...] = ()
    kind: str = "WebPage"
    prose: bool = True
    again: Callable[[], Page] | None = None
    key: Callable[[], str] = str
    texts: Callable[[], Iterable[str]] | None = None

    @property
    def itself(self) -> Page:
        """The page with all that stands on it."""
        return self if self.again is None else self.again()

    @property
    def values(self) -> Mapping[str, Any]:
        """What the template gets."""
        context = self.itself.context
        return context() if callable(context) else context

    @property
    def own_head(self) -> Head:
        """What machines read in its head."""
        head = self.itself.head
        return head() if callable(head) else head

    @property
    def uri(self) -> str:
        return f"{self.address}index.html"

    @property
    def root(self) -> str:
        """The way from the page to the site's root: `../../`, at the root `./`."""
        return "../" * self.address.count("/") or "./"


@dataclass(slots=True)
class Items:
    """Pages and files in the order in which they are made; of a large site there are so many that each is looked at once.

    `pages` are the pages among them, `by_uri` what is a file of its own, by its address; `files` is how many of these there are,
    more than addresses where two have one.
    """

    all: list[Page | Artifact] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    by_uri: dict[str, Page | Artifact] = field(default_factory=dict)
    files: int = 0

    def add(self, items: Iterable[Page | Artifact]) -> None:
        before, fragments = len(self.all), 0
        self.all += items
        for item in self.all[before:]:
            if isinstance(item, Page):
                self.pages.append(item)
                if item.fragment:
                    fragments += 1
                    continue
            self.by_uri[item.uri] = item
        self.files += len(self.all) - before - fragments

    def join(self, other: Items) -> None:
        """Adds what was looked at before."""
        self.all += other.all
        self.pages += other.pages
        self.by_uri |= other.by_uri
        self.files += other.files

    def clear(self) -> None:
        """Forgets all of them."""
        self.all.clear()
        self.pages.clear()
        self.by_uri.clear()
