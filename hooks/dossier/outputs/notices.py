"""What stays at an old address: a notice without a name for a withdrawn record, a way on from a former address."""

from __future__ import annotations

from collections.abc import Iterator

from ..artifact import Page
from ..checks.addresses import former_address
from ..index import address
from ..site import Site

__all__ = ["publish"]


def publish(site: Site) -> Iterator[Page]:
    for key, entry in site.everything.entries.items():
        where = address(entry)
        if "#" in where:
            continue
        if site.states[key] == "withdrawn":
            yield Page(
                where, "Withdrawn", "This record was withdrawn.", "withdrawn.html",
                {"title": "Withdrawn", "date": entry.record.withdrawn.date, "contact": site.settings.contact}, noindex=True,
            )  # fmt: skip
        elif site.states[key] == "public":
            for old in entry.record.redirect_from:
                yield Page(
                    former_address(where, old), "Moved", "This page has moved.", "moved.html",
                    {"title": "Moved", "to": site.viewer.link(key), "canonical": f"{site.settings.site_url}{where}"}, noindex=True,
                )  # fmt: skip
