"""What pages of people and of organisations share."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from .. import prose
from ..artifact import Page
from ..dossier import Entry
from ..index import chronological
from ..model import Event
from ..site import Site
from ..views import register_line, track_views
from ..views.base import Link
from ..views.lists import ROOM, EntryList, Part, below, listed
from .common import about, scopes
from .country import people_lines

__all__ = ["actor_context", "event_pages", "register_pages"]


def actor_context(site: Site, entry: Entry) -> dict[str, Any]:
    """Tracks, events, letters received and sent, passages of letters, sources."""
    viewer = site.viewer
    links = viewer.index.backlinks.get(entry.key, ())
    address = viewer.link(entry.key).href
    letters: dict[str, list[str]] = defaultdict(list)
    for link in links:
        if link.words in ("Letters sent", "Letters received", "Copies received", "Letters signed"):
            letters[link.words].append(link.entry.key)
    return {
        "tracks": track_views(viewer, entry),
        "list": events_of(site, entry),
        "letters": [
            (words, [register_line(viewer, e) for e in sorted((site.dossier.entries[k] for k in dict.fromkeys(keys)), key=chronological)])
            for words, keys in letters.items()
        ],
        "passages": [_passage(site, p.letter, p.paragraph) for p in viewer.index.passages.get(entry.key, ()) if p.paragraph],
        "sources": viewer.sources(entry.record.sources),
        "demands": [viewer.link(b.entry.key) for b in links if b.words == "Demands"],
        "crumbs": viewer.crumbs(entry),
        **about(site, entry, "../" * address.count("/")),
    }


def events_of(site: Site, entry: Entry) -> EntryList:
    """The events of a person or an organisation, in order of time."""
    links = site.index.backlinks.get(entry.key, ())
    events = {b.entry.key: b.entry for b in links if b.entry.folder == Event.folder and b.words in ("Events", "Acts")}
    found = tuple(sorted(events.values(), key=chronological))
    return listed(site.viewer, Part(f"{site.viewer.link(entry.key).href}events/", found), room=ROOM * 3 // 4)


def event_pages(site: Site, entry: Entry, section: str) -> Iterator[Page]:
    """The events of somebody who has too many for one page, in parts."""
    viewer = site.viewer
    for made in below(viewer, events_of(site, entry)):
        title = f"{viewer.name(entry)}: events{made.words}"
        crumbs = (*viewer.crumbs(entry), viewer.link(entry.key))
        context = {"title": title, "list": made, "among": False, "crumbs": crumbs}
        yield Page(made.part.address, title, f"{title}, with sources.", "events.html", context, section=section, entries=made.part.entries)


def _passage(site: Site, letter: Entry, paragraph: str) -> tuple[Link, Any, str, str]:
    text = next((block.text for block in prose.blocks(letter.body)[0] if block.id == paragraph), "")
    return site.viewer.link(letter.key, paragraph), letter.record.date, paragraph[1:], text


def register_pages(site: Site, folder: str, title: str, sort_name: Callable[[Any], str]) -> Iterator[Page]:
    """The register of a country, and of all, from A to Z."""
    for home, country, name in scopes(site):
        full = f"{name}: {title.lower()}" if home else title
        context = partial(_register, site, folder, country, full, sort_name)
        yield Page(f"{home}{folder}/", full, f"{full}, A to Z, with what is recorded at last.", "register.html", context, section=f"{folder}/")


def _register(site: Site, folder: str, country: str, title: str, sort_name: Callable[[Any], str]) -> dict[str, Any]:
    homes = [country] if country else [*(c.key for c in site.countries), "international"]
    listed_here = [line for home in homes for line in people_lines(site, home, folder)]
    lines = [(sort_name(site.dossier.entries[_key(site, link)].record), link, states) for link, states in listed_here]
    letters: dict[str, list[tuple[str, Any, tuple[str, ...]]]] = defaultdict(list)
    for said, link, states in sorted(lines, key=lambda line: line[0].casefold()):
        letters[_initial(said)].append((said, link, states))
    return {"title": title, "letters": dict(sorted(letters.items())), "crumbs": (site.viewer.link(country),) if country else (), "total": len(lines)}


def _key(site: Site, link: Link) -> str:
    return site.by_address[link.href]


def _initial(name: str) -> str:
    """The letter a name is listed under, without its accents."""
    first = unicodedata.normalize("NFKD", name[:1].upper())[:1]
    return first if first.isalpha() else "#"
