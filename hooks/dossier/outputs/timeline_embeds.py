"""For a newsroom's page: a country's timeline, whole or one group of events, as a small whole document, with oEmbed beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from ..artifact import Artifact, Page
from ..dossier import Entry
from ..phrases import upper_first
from ..site import Site
from ..svg import sheet
from ..views import entry_view, years
from ..views.citing import address_of, card_address
from ..views.entries import chronicle, group_of
from .framing import discovery, iframe, oembed
from .overview import pictures, view_of

__all__ = ["embedding", "publish"]

_SHOWN = 30
"""So many entries, the newest: with the picture, less than 60 KB compressed."""
_ROWS = 40
"""A picture of more rows is left to the page itself."""
_HEIGHT = 720


def publish(site: Site) -> Iterator[Page | Artifact]:
    yield Artifact("assets/stylesheets/embed.css", sheet, "")
    for country in site.countries:
        entries = chronicle(site.viewer, country.key)
        groups = dict.fromkeys(group for entry in entries if (group := group_of(site.viewer, entry)))
        yield from _embed(site, country, "", entries)
        for group in groups:
            yield from _embed(site, country, group, [entry for entry in entries if group_of(site.viewer, entry) == group])


def _embed(site: Site, country: Entry, group: str, entries: list[Entry]) -> Iterator[Page | Artifact]:
    viewer, where = site.viewer, _where(country, group)
    title = _title(site, country, group)
    whole = f"{country.key}/timeline/{group}/" if group else f"{country.key}/"
    view = None if group else view_of(site, country.key)
    drawn = view if view is not None and len(view.rows) <= _ROWS else None
    known = site.settings.site_url
    context = {
        "title": title,
        "years": years(entry_view(viewer, entry) for entry in reversed(entries[-_SHOWN:])),
        "total": len(entries), "shown": min(len(entries), _SHOWN),
        "overview": drawn, "pictures": pictures(drawn, "../../", links=False)[1:] if drawn else (),
        "checked": site.checked_to(country.key), "whole": address_of(viewer, whole), "site_name": site.settings.site_name,
        "canonical": address_of(viewer, whole) if known else "", "oembed": address_of(viewer, f"{where}oembed.json") if known else "",
    }  # fmt: skip
    yield Page(where, title, "", "embed-timeline.html", context, source=country.path, noindex=True, framed=False, follows=True)
    if known:
        yield Artifact(f"{where}oembed.json", partial(oembed, site, where, title, _HEIGHT, card_address(country)), country.path)


def _where(country: Entry, group: str) -> str:
    return f"embed/{country.key}/{group}/" if group else f"embed/{country.key}/"


def _title(site: Site, country: Entry, group: str) -> str:
    name = site.viewer.name(country)
    return f"{name}: {site.viewer.group_label(group)}" if group else f"{upper_first(name)}: timeline"


def embedding(site: Site, country: Entry, group: str = "") -> tuple[str, tuple[Mapping[str, str], ...]]:
    """The code to paste and the link by which others find it, for a page that shows the same; empty without an address of the site."""
    if not site.settings.site_url:
        return "", ()
    where, title = _where(country, group), _title(site, country, group)
    return iframe(site, where, title, _HEIGHT), discovery(site, where, title)
