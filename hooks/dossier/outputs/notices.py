"""What stays at an old address: a notice without a name for a withdrawn record, a way on from a former address."""

from __future__ import annotations

from collections.abc import Iterator

from ..artifact import Page
from ..checks.addresses import former_address
from ..dossier import Entry
from ..index import address
from ..model import Withdrawal
from ..site import Site

__all__ = ["publish"]


def _withdrawal(site: Site, entry: Entry) -> Withdrawal:
    """The withdrawal that took a record away: its own, or that of its country."""
    country = site.everything.entries.get(entry.country, entry)
    withdrawn: Withdrawal = entry.record.withdrawn or country.record.withdrawn
    return withdrawn


def publish(site: Site) -> Iterator[Page]:
    for key, entry in site.everything.entries.items():
        where = address(entry)
        if "#" in where:
            continue
        if site.states[key] == "withdrawn":
            context = {"title": "Withdrawn", "date": _withdrawal(site, entry).date}
            yield Page(where, "Withdrawn", "This record was withdrawn.", "withdrawn.html", context, noindex=True, moved_to="")
        elif site.states[key] == "public":
            for old in entry.record.redirect_from:
                context = {"title": "Moved", "to": site.viewer.link(key)}
                former = former_address(where, old)
                yield Page(former, "Moved", "This page has moved.", "moved.html", context, noindex=True, moved_to=where)
