"""Timelines as pages: whole, by group, by year, for a country and over all; the longer ones in parts. Beside each, its entries as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from ..artifact import COLLECTION, Artifact, Head, Page
from ..asjson import compact
from ..dossier import Entry
from ..index import chronological
from ..later import later
from ..model import Event, Letter
from ..site import Site
from ..views.entries import chronicle
from ..views.following import alternates, feed_stem, following
from ..views.lists import EntryList, Part, below, listed
from ..views.narrowdata import narrow_data
from ..views.narrowing import SCRIPT, SHEET, Narrowing
from ..views.pieces import Link
from .calendars import calendar_of
from .common import foot_of
from .dataset import dataset, part_of
from .timeline_embeds import embed_code, embed_head

__all__ = ["publish"]


def publish(site: Site) -> Iterator[Page | Artifact]:
    for entry in site.listed_countries:
        yield from _timeline(site, chronicle(site.viewer, entry.key), entry)
    yield from _timeline(site, sorted([e for folder in (Event.folder, Letter.folder) for e in site.dossier.of(folder)], key=chronological), None)


def _timeline(site: Site, entries: list[Entry], country: Entry | None) -> Iterator[Page | Artifact]:
    narrowing = Narrowing(site.viewer, entries, country)
    everywhere = country is None
    whole = listed(site.viewer, Part(narrowing.home, tuple(entries)), everywhere)
    name = site.viewer.name(country) if country else "All countries"
    yield _page(site, narrowing, whole, f"{name}: timeline")
    for group in narrowing.groups:
        label = site.viewer.group_label(group)
        title = f"{name}: {label[:1].lower()}{label[1:]}"
        made = narrowing.lists[group]
        for part in (made, *below(site.viewer, made, everywhere)):
            yield _page(site, narrowing, part, f"{title}{part.words}", group)
    for part in narrowing.years():
        yield _page(site, narrowing, part, f"{name}{part.words}")
    yield Artifact(f"{narrowing.home}data.json", later(_data, site, narrowing), "", prose=False)


def _page(site: Site, narrowing: Narrowing, made: EntryList, title: str, group: str = "") -> Page:
    country, home = narrowing.country, narrowing.home
    crumbs = (site.viewer.link(country.key),) if country else ()
    whole = made.part.address in (home, f"{home}{group}/")
    embedded = country if whole else None
    key = country.key if country else ""
    feed = alternates(site.viewer, (feed_stem(key, group), f"{site.settings.site_name}: {title}")) if whole else ()
    data = (later(_dataset, site, narrowing.entries, home, title, country),) if made.part.address == home and made.count else ()

    def context() -> dict[str, Any]:
        foot = foot_of(site, made.part.entries, key, (Letter.folder, Event.folder))
        return {
            "title": title, "list": made.view, "rail": narrowing.rail(made, group), "total": len(narrowing.entries),
            "embedding": embed_code(site, embedded, group),
            "follow": following(site.viewer, feed_stem(key, group), calendar_of(site, key), wide=not group) if whole else None,
            "events": f"{home.removesuffix('timeline/')}events/",
            "foot": foot, "checked_to": foot.checked,
            "crumbs": crumbs if made.part.address == home else (*crumbs, Link("Timeline", home)),
        }  # fmt: skip

    def head() -> Head:
        found = embed_head(site, embedded, group)
        return replace(found, links=(SHEET, *found.links, *feed), data=data, scripts=() if made.part.number else (SCRIPT,))

    return Page(
        made.part.address, title, f"{title}: {made.count} {'entry' if made.count == 1 else 'entries'} with sources.", "timeline.html",
        context, section="timeline/", head=head, entries=made.part.entries, kind=COLLECTION, prose=False,
    )  # fmt: skip


def _data(site: Site, narrowing: Narrowing) -> bytes:
    data = narrow_data(site.viewer, narrowing.entries, narrowing.country.key if narrowing.country else "")
    return compact(data)


def _dataset(site: Site, entries: list[Entry], where: str, name: str, country: Entry | None) -> dict[str, Any]:
    return part_of(site, dataset(site, entries, where, name, country), country)
