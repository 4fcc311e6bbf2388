"""Entries in order of time -> a list that fits on a page: all of them, or the latest with the addresses of the rest by year, month or part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, groupby
from operator import sub

from msgspec import Struct

from ..dates import parse_date
from ..dossier import Entry
from .base import Viewer
from .entries import Year, entry_made, entry_view, years

__all__ = ["PART", "ROOM", "WHOLE", "EntryList", "Jump", "ListView", "Part", "below", "listed", "year_of"]

WHOLE = 300
"""Up to so many entries, a list stands whole on its page."""
PART = 100
"""So many of the latest entries stand on the page of a longer one."""
ROOM = 90_000
"""Characters of words and addresses on a page: about 25 KB compressed, which leaves a quarter of 100 KB to what else a page has."""
_BY = ("year", "month", "part")


class Jump(Struct, frozen=True):
    """The way to a part of a list, with the number of its entries."""

    words: str
    href: str
    count: int


class Part(Struct, frozen=True):
    """A list, whole or a part of one, with its address; `span` is the year or month (`2017-03`) it holds, `number` its place among several."""

    address: str
    entries: tuple[Entry, ...]
    span: str = ""
    number: int = 0


class ListView(Struct, frozen=True):
    """The `years` that are shown of a list, with all their words; `by` says what its parts are, empty where it is whole."""

    count: int
    shown: int
    years: tuple[Year, ...]
    jump: tuple[Jump, ...]
    by: str


class EntryList(Struct, frozen=True):
    """A list on its page. `jump` leads to its years; where not all is shown, to the pages of its `parts` (`by` year, month or part).

    `shown` are the last so many entries; `country` says whether each names its country.
    """

    viewer: Viewer
    part: Part
    country: bool
    shown: int
    jump: tuple[Jump, ...]
    parts: tuple[Part, ...] = ()
    by: str = ""

    @property
    def count(self) -> int:
        return len(self.part.entries)

    @property
    def view(self) -> ListView:
        """What a template gets, made when it is asked for: of the lists of a site, few are in use at a time."""
        totals = Counter(map(_year, self.part.entries)) if self.parts else None
        shown = self.part.entries[self.count - self.shown :]
        found = years((entry_view(self.viewer, entry, self.country) for entry in shown), totals)
        return ListView(self.count, self.shown, found, self.jump, self.by)

    @property
    def words(self) -> str:
        """What of time it holds, in words for a title: ` in March 2017, part 2`; empty for all."""
        when = f" in {parse_date(self.part.span).say()}" if self.part.span else ""
        return f"{when}, part {self.part.number}" if self.part.number else when


def _year(entry: Entry) -> int:
    """The year of the latest possible day, under which an entry stands."""
    year: int = entry.record.date.latest.year
    return year


def year_of(entry: Entry) -> str:
    """The year under which an entry stands, in four digits."""
    return f"{_year(entry):04}"


def listed(viewer: Viewer, part: Part, country: bool = False, room: int = ROOM) -> EntryList:
    """The list of a part; its own parts stand below its address. `country` says whether each entry names its country."""
    count = len(part.entries)
    if part.number or (count <= WHOLE and sum(_size(viewer, entry) for entry in part.entries) <= room):
        found = [(year, len(list(entries))) for year, entries in groupby(part.entries, key=_year)] if not part.span else []
        return EntryList(viewer, part, country, count, tuple(Jump(f"{year:04}", f"#y{year}", count) for year, count in found))
    parts = tuple(_parts(viewer, part))
    jump = tuple(Jump(_short(piece), piece.address, len(piece.entries)) for piece in parts)
    return EntryList(viewer, part, country, _shown(viewer, part, room), jump, parts, _BY[len(part.span.split("-")) if part.span else 0])


def below(viewer: Viewer, made: EntryList, country: bool = False) -> Iterator[EntryList]:
    """The lists of the parts of a list, and of their parts."""
    for part in made.parts:
        inner = listed(viewer, part, country)
        yield inner
        yield from below(viewer, inner, country)


def _shown(viewer: Viewer, part: Part, room: int) -> int:
    """How many of the latest entries there is room for; the last is always shown."""
    sizes = [_size(viewer, entry) for entry in part.entries[-PART:]]
    return max(1, sum(1 for left in accumulate(reversed(sizes), sub, initial=room) if left >= 0) - 1)


def _parts(viewer: Viewer, part: Part) -> Iterator[Part]:
    """A list by years, that of a year by months, that of a month in numbered parts."""
    if len(part.span) == len("2017-03"):
        yield from _numbered(viewer, part)
        return
    spans: dict[int, list[Entry]] = {}
    for entry in part.entries:
        day = entry.record.date.latest
        spans.setdefault(day.month if part.span else day.year, []).append(entry)
    for number, inside in spans.items():
        piece = f"{number:02}" if part.span else f"{number:04}"
        yield Part(f"{part.address}{piece}/", tuple(inside), f"{part.span}-{piece}" if part.span else piece)


def _numbered(viewer: Viewer, part: Part) -> Iterator[Part]:
    start, number, used = 0, 1, 0
    for place, entry in enumerate(part.entries):
        size = _size(viewer, entry)
        if place > start and (place - start == WHOLE or used + size > ROOM):
            yield Part(f"{part.address}{number}/", part.entries[start:place], part.span, number)
            start, number, used = place, number + 1, 0
        used += size
    yield Part(f"{part.address}{number}/", part.entries[start:], part.span, number)


def _short(part: Part) -> str:
    if part.number:
        return str(part.number)
    return parse_date(part.span).say()


def _size(viewer: Viewer, entry: Entry) -> int:
    """How much an entry takes on a page: the characters of its words and addresses."""
    if (known := viewer.sizes.get(entry.key)) is None:
        known = viewer.sizes[entry.key] = _sized(viewer, entry)
    return known


def _sized(viewer: Viewer, entry: Entry) -> int:
    view = entry_made(viewer, entry)  # not kept: few are in use at a time
    said = [view.title, view.place, view.href, view.href, *(text for link in view.concerned for text in (link.text, link.href))]
    said += [text for source in view.sources for text in (source.publisher, source.href)]
    for account in view.accounts:
        said += [account.text, account.by.text, account.by.href]
        said += [text for source in account.sources for text in (source.publisher, source.link.text, source.link.href, source.at)]
    said += [text for reply in view.replies for text in (reply.text, reply.to.text, reply.channel)]
    said += [position.link.text + position.link.href for position in view.positions]
    return sum(map(len, said))
