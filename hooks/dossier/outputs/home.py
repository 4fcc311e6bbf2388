"""The campaign: countries with their figures, open demands, next dates, newest entries; printed below docs/index.md."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nlargest
from itertools import islice
from typing import Any

from ..artifact import Head, Page
from ..figures import figures
from ..heads import SITE
from ..index import chronological
from ..later import later
from ..model import Demand, Event, Letter
from ..site import Site
from ..views import demand_view, entry_view
from ..views.checked import when_checked
from ..views.coming import coming, is_coming, looked_to
from ..views.following import alternates, feed_stem, following
from .calendars import calendar_of

__all__ = ["publish"]

NEWEST = 8


def publish(site: Site) -> Iterator[Page]:
    head = Head(links=alternates(site.viewer, (feed_stem(), site.settings.site_name)))
    yield Page("", site.settings.site_name, "", "home.html", later(_context, site), section="", fragment=True, head=head, kind=SITE)


def _context(site: Site) -> dict[str, Any]:
    viewer = site.viewer
    countries = [(viewer.link(entry.key), viewer.link(entry.key).href, figures(site, entry.key)) for entry in site.countries]
    day = site.instant.date()
    past = (entry for folder in (Event.folder, Letter.folder) for entry in site.dossier.of(folder) if not is_coming(entry, day))
    newest = [entry_view(viewer, entry, country=True) for entry in nlargest(NEWEST, past, key=chronological)]
    unsettled = (view for entry in site.dossier.of(Demand.folder) if not _settled(site, view := demand_view(viewer, entry, everywhere=True)))
    return {
        "countries": countries, "newest": newest, "demands": list(islice(unsettled, 12)), "checked_to": viewer.checked_to(),
        "checked_days": when_checked(viewer),
        "coming": coming(viewer), "looked_to": looked_to(viewer),
        "follow": following(viewer, feed_stem(), calendar_of(site)),
    }  # fmt: skip


def _settled(site: Site, view: object) -> bool:
    state = site.dossier.entries.get(f"vocabulary/demand-states/{getattr(view, 'state_id', '')}")
    return bool(state and state.record.settled)
