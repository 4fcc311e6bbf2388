"""What the data as a whole are: name, version, licence, the span of time and the countries; the same for every form they are published in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from hashlib import sha256
from typing import Any

from msgspec import Struct

from ..artifact import Artifact, Described
from ..dossier import Entry
from ..later import later
from ..licences import licence_object
from ..model import Event, Letter
from ..site import Site
from ..views.citing import stem

__all__ = ["HOME", "Download", "dataset", "description", "made", "modified", "part_of", "slug", "version"]

HOME = "data/"


class Download(Struct, frozen=True):
    """A file of the whole data, made when it is asked for."""

    uri: str
    title: str
    media_type: str
    description: str
    file: Described

    @property
    def artifact(self) -> Artifact:
        return Artifact(self.uri, self.file.content, "", parts=self.file.parts)


def made(site: Site, name: str, make: Callable[[Site], Iterable[bytes]]) -> Described:
    """A file that is made once for a site, in parts: it is written, and others say its size and hash."""
    kept: dict[str, Described] = vars(site).setdefault("_made", {})
    if name not in kept:
        kept[name] = Described(later(make, site))
    return kept[name]


def version(site: Site) -> str:
    """The day to which the records were checked, and what the tables hash to: equal data have equal versions."""
    total = sha256("".join(filled.csv.sha256 for filled in site.tables).encode()).hexdigest()
    day = site.checked_to()
    return f"{day.text}-{total[:12]}" if day else total[:12]


def modified(site: Site, country: str = "") -> date | None:
    """The latest day on which a public record was checked or corrected."""
    entries = list(site.dossier.within(country) if country else site.dossier.entries.values())
    days = [entry.record.checked.latest for entry in entries if entry.record.checked]
    return max([*days, *(correction.date.latest for entry in entries for correction in entry.record.corrections)], default=None)


def slug(text: str) -> str:
    """A name that machines take: `union-rights-dossier`."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "dossier"


def description(site: Site, country: Entry | None = None) -> str:
    """What the data are about, in a sentence that stands alone."""
    names = [site.viewer.name(entry) for entry in ([country] if country else site.countries)]
    where = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
    return (
        f"Letters to officials, events, people, trade unions, demands and the sources of each{f', about {where}' if where else ''}; "
        "where accounts differ, every account is there. What is not on record here may have happened all the same."
    )


def dataset(site: Site, entries: list[Entry], where: str, name: str, country: Entry | None = None) -> dict[str, Any]:
    """schema.org's Dataset of some letters and events; nothing where the site does not know its own address."""
    settings = site.settings
    if not settings.site_url:
        return {}
    changed = modified(site, country.key if country else "")
    found: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "Dataset", "@id": f"{settings.site_url}{where}", "url": f"{settings.site_url}{where}",
        "name": name, "description": description(site, country),
        "creator": {"@type": "Organization", "name": settings.publisher} if settings.publisher else None,
        "license": licence_object(settings.licence),
        "dateModified": changed.isoformat() if changed else None, "inLanguage": settings.default_language, "isAccessibleForFree": True,
        "temporalCoverage": _span(entries),
        "spatialCoverage": [
            {"@type": "Country", "name": site.viewer.name(home), "identifier": home.record.iso} for home in ([country] if country else site.countries)
        ],
    }  # fmt: skip
    return {key: value for key, value in found.items() if value}


def part_of(site: Site, found: dict[str, Any], country: Entry | None) -> dict[str, Any]:
    """A Dataset as a part of the data of the whole site, with where it can be downloaded."""
    if not found:
        return {}
    root = site.settings.site_url
    file = f"{stem(country)}.json" if country else f"{HOME}datapackage.json"
    download = {"@type": "DataDownload", "contentUrl": f"{root}{file}", "encodingFormat": "application/json"}
    return {**found, "isPartOf": {"@id": f"{root}{HOME}"}, "distribution": [download]}


def _span(entries: list[Entry]) -> str:
    """The time that letters and events are of, as ISO 8601 has it; empty without any."""
    dates = [entry.record.date for entry in entries if entry.folder in (Letter.folder, Event.folder)]
    days = [day for when in dates for day in (when.latest, *(() if when.is_by else (when.earliest,)))]
    return f"{min(days).isoformat()}/{max(days).isoformat()}" if days else ""
