"""Demands: the ledger of a country and of all, and a page for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..artifact import Page
from ..model import Demand, DemandState
from ..site import Site
from ..views import DemandView, demand_view
from .common import about, described, scopes

__all__ = ["publish"]


def publish(site: Site) -> Iterator[Page]:
    viewer = site.viewer
    for entry in site.dossier.of(Demand.folder):
        view = demand_view(viewer, entry)
        root = "../" * view.href.count("/")
        yield Page(
            view.href, view.title, f"Demand: {view.title}. Where it was made, and what became of it.", "demand.html",
            {"demand": view, "title": view.title, "crumbs": viewer.crumbs(entry, "Demands"), **about(site, entry, root)},
            section="demands/", source=entry.path, head=described(site, entry),
        )  # fmt: skip
    order = [state.id for state in sorted(site.dossier.of(DemandState.folder), key=lambda e: e.node.line)]
    for home, country, name in scopes(site):
        by_state: dict[str, list[DemandView]] = defaultdict(list)
        for entry in site.dossier.of(Demand.folder):
            if not country or entry.country == country:
                view = demand_view(viewer, entry)
                by_state[view.state_id].append(view)
        groups = [
            (views[0].state, views) for state in sorted(by_state, key=lambda s: order.index(s) if s in order else 99) if (views := by_state[state])
        ]
        title = f"{name}: demands" if home else "Demands"
        yield Page(
            f"{home}demands/", title, f"{title} made in the letters, and what became of each.", "demands.html",
            {"title": title, "groups": groups, "crumbs": (viewer.link(country),) if country else (), "checked_to": viewer.checked_to},
            section="demands/",
        )  # fmt: skip
