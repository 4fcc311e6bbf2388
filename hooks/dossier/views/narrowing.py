"""A timeline -> the ways to narrow it: its pages by group and by year, with counts, as seen from each of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from ..dossier import Entry
from .base import Viewer
from .entries import group_of
from .lists import EntryList, Part, below, listed, year_of

__all__ = ["SCRIPT", "SHEET", "Narrowing", "Rail", "Way", "in_order"]

SCRIPT = "assets/javascripts/timeline.js"
"""What lets a timeline be narrowed on the page; the address is below the site's root."""
SHEET: Mapping[str, str] = {"rel": "stylesheet", "href": "assets/stylesheets/timeline.css"}
"""How what can be narrowed looks, and the picture of a country: what only their pages load."""


class Way(Struct, frozen=True):
    """A page of the timeline, with the number of its entries; `id` is that of its group or its year."""

    id: str
    label: str
    href: str
    count: int
    here: bool = False


class Rail(Struct, frozen=True):
    """What stands beside a timeline: all of it, its groups, its years.

    `data` is the address of the entries for the script; `group` and `span` (a year or a month) are what the page is
    narrowed to already; `across` where the entries are of several countries.
    """

    whole: Way
    groups: tuple[Way, ...]
    years: tuple[Way, ...]
    data: str
    group: str = ""
    span: str = ""
    across: bool = False


class Narrowing:
    """The timeline of a country, or of all where `country` is None, by group and by year; `entries` are in order of time."""

    def __init__(self, viewer: Viewer, entries: list[Entry], country: Entry | None) -> None:
        self.viewer, self.entries, self.country = viewer, entries, country
        self.home = f"{country.key}/timeline/" if country else "timeline/"
        self.by_group: dict[str, list[Entry]] = defaultdict(list)
        self.by_year: dict[str, list[Entry]] = defaultdict(list)
        groups, years = [group_of(viewer, entry) for entry in entries], [year_of(entry) for entry in entries]
        for entry, group, year in zip(entries, groups, years, strict=True):
            self.by_group[group].append(entry)
            self.by_year[year].append(entry)
        self.both = Counter(zip(groups, years, strict=True))
        self.groups = in_order(viewer, self.by_group)
        self.lists = {group: listed(viewer, Part(f"{self.home}{group}/", tuple(self.by_group[group])), country is None) for group in self.groups}

    def rail(self, made: EntryList | None = None, group: str = "") -> Rail:
        """What stands beside a list: from a year's the groups lead to that year, from a group's the years stay in it."""
        span = made.part.span if made else ""
        year = span[:4]
        groups = tuple(
            Way(g, self.viewer.group_label(g), self._way(g, year) if year and not group else f"{self.home}{g}/", count, g == group)
            for g in self.groups
            if (count := self.both[g, year] if year and not group else len(self.by_group[g]))
        )
        years = tuple(
            Way(y, y, self._way(group, y) if group else f"{self.home}{y}/", count, y == year)
            for y in self.by_year
            if (count := self.both[group, y] if group else len(self.by_year[y]))
        )
        whole = Way("", "Everything", self.home, len(self.entries), not (group or year))
        return Rail(whole, groups, years, f"{self.home}data.json", group, span, self.country is None)

    def years(self) -> Iterator[EntryList]:
        """The lists of the years, each with a page whether or not the whole is on one, and those of their parts."""
        everywhere = self.country is None
        for year, entries in self.by_year.items():
            made = listed(self.viewer, Part(f"{self.home}{year}/", tuple(entries), year), everywhere)
            yield made
            yield from below(self.viewer, made, everywhere)

    def _way(self, group: str, year: str) -> str:
        """Where a group's entries of a year stand: on a page of their own, if the group's is not whole."""
        return f"{self.home}{group}/{year}/" if self.lists[group].parts else f"{self.home}{group}/#y{int(year)}"


def in_order(viewer: Viewer, groups: Iterable[str]) -> list[str]:
    """Groups of events, each once, in the order of the vocabulary; those it does not have come last."""
    order = [term.id for term in sorted(viewer.dossier.of("vocabulary/event-groups"), key=lambda e: e.node.line)]
    return sorted(filter(None, set(groups)), key=lambda g: (order.index(g) if g in order else len(order), g))
