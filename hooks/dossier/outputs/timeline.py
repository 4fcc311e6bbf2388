"""Timelines as pages: whole, by year, by group, for a country and over all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

from ..artifact import Head, Page
from ..dossier import Entry
from ..index import chronological
from ..model import Event, Letter
from ..site import Site
from ..views import entry_view, years
from ..views.entries import chronicle, letter_kind
from .dataset import dataset, part_of

__all__ = ["publish"]


def publish(site: Site) -> Iterator[Page]:
    for entry in site.countries:
        yield from _pages(site, chronicle(site.viewer, entry.key), f"{entry.key}/", entry)
    everything = sorted([e for folder in (Event.folder, Letter.folder) for e in site.dossier.of(folder)], key=chronological)
    yield from _pages(site, everything, "", None)


def _group(site: Site, entry: Entry) -> str:
    if entry.folder == Letter.folder:
        return letter_kind(site.viewer, entry.record).group
    return str(site.viewer.kind(entry.record.kind.key).group)


def _pages(site: Site, entries: list[Entry], home: str, country: Entry | None) -> Iterator[Page]:
    viewer = site.viewer
    views = {entry.key: entry_view(viewer, entry, country is None) for entry in entries}
    groups = Counter(_group(site, entry) for entry in entries)
    counts = Counter(str(entry.record.date.latest.year) for entry in entries)
    order = [term.id for term in sorted(site.dossier.of("vocabulary/event-groups"), key=lambda e: e.node.line)]
    narrow_groups = [
        (group, viewer.group_label(group), f"{home}timeline/{group}/", groups[group])
        for group in sorted(groups, key=lambda g: (order.index(g) if g in order else len(order), g))
        if group
    ]
    narrow_years = [(year, f"{home}timeline/{year}/", counts[year]) for year in sorted(counts)]
    name = viewer.name(country) if country else "All countries"
    whole = f"{home}timeline/"
    data = partial(_dataset, site, entries, whole, f"{name}: timeline", country)

    def page(address: str, title: str, wanted: list[Entry], current: str) -> Page:
        return Page(
            address, title, f"{title}: {len(wanted)} entries with sources.", "timeline.html",
            {
                "title": title, "years": years(views[e.key] for e in wanted), "groups": narrow_groups, "all_years": narrow_years,
                "current": current, "total": len(entries), "count": len(wanted), "whole": whole,
                "events": f"{home}events/",
                "crumbs": (viewer.link(country.key),) if country else (),
            },
            section="timeline/", head=Head(data=(data,)) if address == whole and wanted else Head(),
        )  # fmt: skip

    yield page(whole, f"{name}: timeline", entries, whole)
    for group, label, address, _ in narrow_groups:
        yield page(address, f"{name}: {label[:1].lower() + label[1:]}", [e for e in entries if _group(site, e) == group], address)
    for year, address, _ in narrow_years:
        yield page(address, f"{name} in {year}", [e for e in entries if str(e.record.date.latest.year) == year], address)


def _dataset(site: Site, entries: list[Entry], where: str, name: str, country: Entry | None) -> dict[str, Any]:
    return part_of(site, dataset(site, entries, where, name, country), country)
