"""What templates get of the smallest things that a page says: a link, a source as cited, an account, a reply, a position, a file."""

from __future__ import annotations

from dataclasses import dataclass

from ..dates import PartialDate

__all__ = ["WITHHELD", "AccountView", "FileView", "KindView", "Link", "PositionView", "ReplyView", "SourceView"]

WITHHELD = "name withheld"


@dataclass(frozen=True, slots=True)
class Link:
    """Words with an address below the site's root; without one, they are not linked."""

    text: str
    href: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class KindView:
    label: str
    group: str
    icon: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as cited: who says so (`voice`), where in it (`at`), which claim (`supports`); of which day its archived copy is."""

    id: str
    link: Link
    publisher: str
    date: PartialDate | None
    href: str
    language: str = ""
    voice: str = ""
    read: str = ""
    archived: str = ""
    at: str = ""
    supports: str = ""
    accessed: PartialDate | None = None
    identifiers: tuple[Link, ...] = ()
    versioned: str = ""


@dataclass(frozen=True, slots=True)
class AccountView:
    by: Link
    text: str
    date: PartialDate | None
    sources: tuple[SourceView, ...]
    effects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplyView:
    """The right of reply: who was asked, when, and what came of it."""

    to: Link
    asked: PartialDate
    channel: str
    answered: PartialDate | None
    text: str


@dataclass(frozen=True, slots=True)
class PositionView:
    """What somebody answers to an event, in an event of its own."""

    by: tuple[Link, ...]
    date: PartialDate
    link: Link
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class FileView:
    """A file beside a record, with what tells whether a copy is the same."""

    link: Link
    kind: str
    size: str
    sha256: str
