"""The page to search from, and what it needs to know names by however they are spelt: the rules of spelling, and names by first letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from ..artifact import Artifact, Head, Page
from ..asjson import compact
from ..dossier import Entry
from ..files import INTERNATIONAL
from ..later import later
from ..model import Country, Demand, Event, Letter, Organisation, Person
from ..searched import ABROAD, PAGES, country_of, group, spelt, years
from ..site import Site
from ..spelling import keys, spelling
from ..values import language_said
from ..views.pieces import Link

__all__ = ["publish"]

_SHORTEST = 2
"""A word of a name has at least so many letters to be looked up by."""
_HEAD = Head(
    links=({"rel": "stylesheet", "href": "assets/stylesheets/search.css"},),
    scripts=("assets/javascripts/found.js", "assets/javascripts/search.js"),
)


def publish(site: Site) -> Iterator[Page | Artifact]:
    on = site.settings.search
    if on:
        names = _Names(site)
        yield Artifact("search/spelling.json", names.spelling, "", prose=False)
        for beginning in names.beginnings:
            yield Artifact(f"search/names/{beginning}.json", later(names.file, beginning), "", prose=False)
    yield Page(
        "search/", "Search", "Search all letters, events, people, organisations and demands; names however they are spelt.", "search.html",
        later(_context, site), head=_HEAD if on else Head(), prose=False,
    )  # fmt: skip


def _context(site: Site) -> dict[str, Any]:
    return {
        "title": "Search", "on": site.settings.search, "groups": _groups(site), "kinds": _kinds(site), "years": _years(site),
        "countries": [*(site.viewer.name(entry) for entry in site.countries), *([ABROAD] if _is_international(site) else [])],
        "registers": [Link(folder.capitalize(), f"{folder}/") for folder in ("people", "organisations", "letters", "timeline", "demands")],
    }  # fmt: skip


def _groups(site: Site) -> list[str]:
    """The words that records are listed under, of those that there are."""
    folders = (Person.folder, Organisation.folder, Letter.folder, Event.folder, Demand.folder, Country.folder)
    first = (next(site.dossier.of(folder), None) for folder in folders)
    return [*(group(entry) for entry in first if entry), PAGES]


def _kinds(site: Site) -> list[str]:
    return sorted({site.viewer.kind(entry.record.kind.key).label for entry in site.dossier.of(Event.folder)})


def _years(site: Site) -> list[str]:
    found = {year for folder in (Event.folder, Letter.folder) for entry in site.dossier.of(folder) for year in years(entry)}
    return sorted(found, reverse=True)


def _is_international(site: Site) -> bool:
    return any(entry.country == INTERNATIONAL for folder in (Person.folder, Organisation.folder, Event.folder) for entry in site.dossier.of(folder))


class _Names:
    """The names of all people and organisations, by the letters that the keys of their words begin with; made when first asked for."""

    def __init__(self, site: Site) -> None:
        self.site = site

    @cached_property
    def _entries(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for folder in (Person.folder, Organisation.folder):
            for entry in self.site.dossier.of(folder):
                for beginning in sorted({_beginning(key) for name in spelt(entry) for key in keys(name) if len(key) >= _SHORTEST}):
                    found[beginning].append(entry)
        return found

    @property
    def beginnings(self) -> list[str]:
        return sorted(self._entries)

    def spelling(self) -> bytes:
        return compact({**spelling(), "beginnings": self.beginnings})

    def file(self, beginning: str) -> bytes:
        """Each with its name, address, what and where it is, how else it is written, and the language of the name where it is another."""
        viewer = self.site.viewer
        return compact([
            [
                viewer.name(entry), viewer.link(entry.key).href, entry.record.noun, country_of(self.site, entry),
                [name for name in spelt(entry) if name != viewer.name(entry)], *filter(None, [language_said(viewer.name(entry))]),
            ]
            for entry in self._entries[beginning]
        ])  # fmt: skip


def _beginning(key: str) -> str:
    """The first letter of a key, if it is one that a file may be called by.

    >>> _beginning("eleusinov"), _beginning("习近平")
    ('e', 'other')
    """
    return key[0] if key[0].isascii() and key[0].isalnum() else "other"


