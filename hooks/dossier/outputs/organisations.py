"""Organisations: registration and other tracks, affiliations, events and letters; and the registers A to Z."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..artifact import Page
from ..dossier import Entry
from ..model import Organisation
from ..site import Site
from .actors import actor_context, actor_pages, register_pages

__all__ = ["publish"]


def publish(site: Site) -> Iterator[Page]:
    yield from actor_pages(site, Organisation.folder, "organisation.html", _context)
    yield from register_pages(site, Organisation.folder, "Organisations", lambda record: str(record.name))


def _context(site: Site, entry: Entry) -> dict[str, Any]:
    viewer = site.viewer
    organisation: Organisation = entry.record
    links = viewer.index.backlinks.get(entry.key, ())
    return {
        **actor_context(site, entry),
        "type": viewer.link(organisation.type.key).text,
        "abbreviations": [a.say(viewer.language) for a in organisation.abbreviations],
        "country_name": organisation.country.say(viewer.language) if organisation.country else "",
        "affiliations": [(viewer.link(a.organisation.key), a.from_, a.until, a.kind or "") for a in organisation.affiliations],
        "affiliates": [viewer.link(b.entry.key) for b in links if b.words == "Affiliates"],
        "members": list(dict.fromkeys(viewer.link(b.entry.key) for b in links if b.words == "People")),
        "succeeds": viewer.links(organisation.succeeds),
        "succeeded_by": [viewer.link(b.entry.key) for b in links if b.words == "Succeeded by"],
        "website": organisation.website or "",
    }
