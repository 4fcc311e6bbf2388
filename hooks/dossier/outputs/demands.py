"""Demands: the ledger of a country and of all, and a page for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ..addresses import address
from ..artifact import COLLECTION, Page
from ..dossier import Entry
from ..later import later
from ..model import Demand, DemandState
from ..site import Site
from ..views import DemandView, demand_view
from ..views.pieces import each_once
from .common import about, described, foot_of, in_languages, scopes
from .texts import own

__all__ = ["publish"]


def publish(site: Site) -> Iterator[Page]:
    for entry in site.listed(Demand.folder):
        title = site.viewer.name(entry)
        page = Page(
            address(entry), title, f"Demand: {title}. Where it was made, and what became of it.", "demand.html",
            later(_context, site, entry), section="demands/", source=entry.path, head=later(described, site, entry), texts=later(own, entry),
        )  # fmt: skip
        yield from in_languages(site, entry, page)
    for home, country, name in scopes(site):
        title = f"{name}: demands" if home else "Demands"
        said = f"{title} made in the letters, and what became of each."
        context = later(_ledger, site, country, title)
        yield Page(f"{home}demands/", title, said, "demands.html", context, section="demands/", kind=COLLECTION, prose=False)


def _context(site: Site, entry: Entry) -> dict[str, Any]:
    view = demand_view(site.viewer, entry)
    root = "../" * view.href.count("/")
    cited = each_once((*site.viewer.sources(entry.record.sources), *(source for change in view.history for source in change.sources)))
    return {
        "demand": view, "title": view.title, "crumbs": site.viewer.crumbs(entry, "Demands"), "sources": cited, **about(site, entry, root),
    }  # fmt: skip


def _ledger(site: Site, country: str, title: str) -> dict[str, Any]:
    """The demands of a country, or of all, by their state in the order of the vocabulary."""
    viewer = site.viewer
    order = [state.id for state in sorted(site.dossier.of(DemandState.folder), key=lambda e: e.node.line)]
    by_state: dict[str, list[DemandView]] = defaultdict(list)
    entries = site.index.demands_about(country) if country else list(site.dossier.of(Demand.folder))
    for entry in entries:
        view = demand_view(viewer, entry, everywhere=entry.country != country)
        by_state[view.state_id].append(view)
    groups = [
        (views[0].state, views) for state in sorted(by_state, key=lambda s: order.index(s) if s in order else 99) if (views := by_state[state])
    ]
    foot = foot_of(site, entries)
    return {
        "title": title, "groups": groups, "crumbs": (viewer.link(country),) if country else (), "foot": foot,
        "checked_to": foot.checked or (None if entries else viewer.checked_to(country)),
    }  # fmt: skip
