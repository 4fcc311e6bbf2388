"""Calendars to subscribe to, over all and of a country: meetings and hearings whose day is known, and days by which replies are due.

None where the site does not know its own address (`site_url`). One without a day in it is linked nowhere, but stays at its address: to those
who subscribed while there was one, it says that there is none any more; an address that is gone would leave in their calendars what was withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ..artifact import Artifact
from ..calendars import Day, calendar, component
from ..dossier import Entry
from ..history import permanent
from ..index import chronological
from ..later import later
from ..model import Event, Letter
from ..site import Site
from ..views.agenda import DayView, agenda, has_days
from ..views.citing import former_stems
from ..views.entries import countries_of
from ..views.following import agenda_address

__all__ = ["MOST", "calendar_of", "publish"]

MOST = 500
"""So many events and letters, the latest, have their days in a calendar."""


def publish(site: Site) -> Iterator[Artifact]:
    if not site.settings.site_url:
        return
    yield Artifact(agenda_address(), later(_calendar, site, ""), "", prose=False)
    for entry in site.listed_countries:
        for country in (entry.key, *former_stems(entry)):
            yield Artifact(agenda_address(country), later(_calendar, site, entry.key), entry.path, prose=False)


def calendar_of(site: Site, country: str = "") -> str:
    """The address of a country's calendar, or of the one over all; empty where no day is in it."""
    return agenda_address(country) if site.settings.site_url and country in _dated(site) else ""


def _dated(site: Site) -> dict[str, list[Entry]]:
    """Country (empty: all) -> the events and letters with days in its calendar, in order of time; found once for a site."""
    kept: dict[str, list[Entry]] | None = vars(site).get("_calendars")
    if kept is None:
        kept = vars(site)["_calendars"] = {}
        found = [entry for folder in (Event.folder, Letter.folder) for entry in site.dossier.of(folder) if has_days(site.viewer, entry)]
        for entry in sorted(found, key=chronological):
            for country in ("", *countries_of(site.viewer, entry)):
                kept.setdefault(country, []).append(entry)
    return kept


def _calendar(site: Site, country: str) -> bytes:
    settings = site.settings
    name = ": ".join(filter(None, (settings.site_name, site.viewer.link(country).text if country else "")))
    about = "Meetings, hearings and missions whose day is known, and days by which replies are due or asked for."
    components = (_components(site, entry.country).get(entry.key, b"") for entry in _dated(site).get(country, [])[-MOST:])
    return calendar(name, about, f"{settings.site_url}{f'{country}/' if country else ''}", components)


def _components(site: Site, home: str) -> dict[str, bytes]:
    """What of the records of a country stands in calendars, by their keys: made once for all calendars, and kept until the country changes."""
    return site.viewer.kept(("calendar", home), lambda: _decoded(site.portions.of("calendar", home, later(_of_country, site, home))))


_decoded = msgspec.msgpack.Decoder(dict[str, bytes]).decode


def _of_country(site: Site, home: str) -> bytes:
    """Those that stand in a calendar: the latest of all are among the latest of their country."""
    shown = {entry.key: entry for entries in _dated(site).values() for entry in entries[-MOST:] if entry.country == home}
    made = {key: b"".join(component(_day(site, view)) for view in agenda(site.viewer, [entry])) for key, entry in shown.items()}
    return msgspec.msgpack.encode(made)


def _day(site: Site, view: DayView) -> Day:
    root = site.settings.site_url
    url = f"{root}{view.href}"
    return Day(
        permanent(root, view.id), url, view.start, view.end, view.title, "\n".join((*view.lines, url)), view.place, view.kind, view.stamp,
        view.corrections,
    )  # fmt: skip
