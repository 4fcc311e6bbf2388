"""What the data as a whole are: name, version, licence, the span of time and the countries; the same for every form they are published in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from hashlib import sha256
from typing import Any

from msgspec import Struct

from ..addresses import is_url
from ..artifact import Artifact, Described
from ..dossier import Entry
from ..later import later
from ..model import Event, Letter
from ..settings import Settings
from ..site import Site
from ..views.citing import stem

__all__ = ["HOME", "Download", "dataset", "description", "licences", "made", "modified", "part_of", "slug", "version"]

HOME = "data/"
_LICENCES = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC-BY-NC-SA-4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "CC-BY-ND-4.0": "https://creativecommons.org/licenses/by-nd/4.0/",
    "CC-BY-NC-ND-4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "ODC-BY-1.0": "https://opendatacommons.org/licenses/by/1-0/",
    "PDDL-1.0": "https://opendatacommons.org/licenses/pddl/1-0/",
}
"""Licences that machines know by these names (Open Definition, SPDX)."""


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


def licences(settings: Settings) -> list[dict[str, str]]:
    """The licence that was set, as Data Package has it; none where none was set or its words are no name that machines know."""
    words = settings.licence.strip()
    if not words:
        return []
    if is_url(words):
        return [{"path": words}]
    known = {name.casefold(): name for name in _LICENCES}
    name = known.get(re.sub(r"[\s-]+", "-", words).casefold())
    return [{"name": name, "path": _LICENCES[name], "title": words}] if name else []


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
    licence = licences(settings)
    changed = modified(site, country.key if country else "")
    found: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "Dataset", "@id": f"{settings.site_url}{where}", "url": f"{settings.site_url}{where}",
        "name": name, "description": description(site, country),
        "creator": {"@type": "Organization", "name": settings.publisher} if settings.publisher else None,
        "license": licence[0].get("path") if licence else {"@type": "CreativeWork", "name": settings.licence} if settings.licence else None,
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
