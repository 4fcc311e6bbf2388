"""What templates get of the smallest things that a page says: a link, a source as cited, an account, a reply, a position, a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from ..dates import PartialDate
from ..phrases import listed

__all__ = [
    "WITHHELD", "AccountView", "Contact", "DenialView", "FileView", "KindView", "Link", "PositionView", "ReplyView", "SourceView", "told_apart",
]  # fmt: skip

WITHHELD = "name withheld"


class Link(Struct, frozen=True):
    """Words with an address below the site's root; without one, they are not linked."""

    text: str
    href: str = ""
    lang: str = ""


class KindView(Struct, frozen=True):
    """A kind of event as one is called, and as `several` are, where that is known."""

    label: str
    group: str
    icon: str
    href: str = ""
    several: str = ""


class SourceView(Struct, frozen=True):
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

    @property
    def day(self) -> PartialDate | None:
        """The date, to be said behind the title; none where the title ends with it."""
        return None if self.date and self.link.text.endswith(self.date.say()) else self.date


def each_once(sources: Iterable[SourceView]) -> tuple[SourceView, ...]:
    """Sources in their order, without an entry that says neither where in one nor what it supports, where another of the same source does."""
    listed = tuple(dict.fromkeys(sources))
    fuller = {(source.id, source.link) for source in listed if source.at or source.supports}
    return tuple(source for source in listed if source.at or source.supports or (source.id, source.link) not in fuller)


def told_apart(sources: Iterable[SourceView]) -> list[tuple[str, SourceView, str]]:
    """Sources in short: who says so, the source, and its title where that tells it from others of the same publisher and date."""
    named = [(source.publisher or source.link.text, source) for source in sources]
    if len(named) == 1:  # as most are
        return [(*named[0], "")]
    titles: dict[tuple[str, PartialDate | None], list[str]] = defaultdict(list)
    for name, source in named:
        titles[name, source.date].append(source.link.text)
    said = []
    for name, source in named:
        alike = titles[name, source.date]
        said.append((name, source, source.link.text if len(alike) > 1 and alike.count(source.link.text) == 1 else ""))
    return said


class AccountView(Struct, frozen=True):
    by: Link
    text: str
    date: PartialDate | None
    sources: tuple[SourceView, ...]
    effects: tuple[str, ...] = ()


class ReplyView(Struct, frozen=True):
    """The right of reply: who was asked, when, and what came of it. `checked` is the day until which an answer was looked for.

    `text` is the answer, or, without one, what was asked; `lead` says which, `words` both.
    """

    to: Link
    asked: PartialDate
    channel: str
    answered: PartialDate | None
    text: str
    checked: PartialDate | None = None

    @property
    def lead(self) -> str:
        return "The answer" if self.answered else "What was asked"

    @property
    def words(self) -> str:
        return f"{self.lead}: {self.text}" if self.text else ""

    @property
    def silence(self) -> str:
        return f"no answer is on record{f' as of {self.checked.say()}' if self.checked else ''}"

    @property
    def told(self) -> str:
        """All of it in sentences, for where there are no links: who was asked, when, and what came of it."""
        channel = f" ({self.channel})" if self.channel else ""
        answered = f" and answered on {self.answered.say()}" if self.answered else f"; {self.silence}"
        return f"{self.to.text} was asked on {self.asked.say()}{channel}{answered}. {self.words}".rstrip()


class DenialView(Struct, frozen=True):
    """By whose account of an event nothing changed, with the sources of it."""

    by: Link
    sources: tuple[SourceView, ...]

    @property
    def told(self) -> str:
        return f"{self.by.text}: no such change is recorded"


class PositionView(Struct, frozen=True):
    """What somebody answers to an event, in an event of its own."""

    by: tuple[Link, ...]
    date: PartialDate
    link: Link
    sources: tuple[SourceView, ...]

    @property
    def told(self) -> str:
        """`Position of the Ministry, March 2021: Nobody was arrested`."""
        by = f" of {listed([link.text for link in self.by])}" if self.by else ""
        return f"Position{by}, {self.date.say()}: {self.link.text}"


class Contact(Struct, frozen=True):
    """Who may be asked for a correction: `ask` is the address of what says how, `link` whom the settings name; either may be empty."""

    ask: str
    link: Link


class FileView(Struct, frozen=True):
    """A file beside a record, with what tells whether a copy is the same, and of a picture what it measures, across and down."""

    link: Link
    kind: str
    size: str
    sha256: str
    pixels: tuple[int, int] | None = None
