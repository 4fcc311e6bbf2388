"""Organisations: registration and other tracks, affiliations, events and letters; and the registers A to Z."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from ..addresses import address
from ..artifact import Page
from ..dossier import Entry
from ..model import Organisation
from ..site import Site
from .actors import actor_context, event_pages, register_pages
from .common import described

__all__ = ["publish"]


def publish(site: Site) -> Iterator[Page]:
    viewer = site.viewer
    for entry in site.dossier.of(Organisation.folder):
        name = viewer.name(entry)
        yield Page(
            address(entry), name, f"{name}: what is recorded, with each source, and the letters concerned.", "organisation.html",
            partial(_context, site, entry), section="organisations/", source=entry.path, head=partial(described, site, entry),
        )  # fmt: skip
        yield from event_pages(site, entry, "organisations/")
    yield from register_pages(site, Organisation.folder, "Organisations", lambda record: str(record.name))


def _context(site: Site, entry: Entry) -> dict[str, Any]:
    viewer = site.viewer
    organisation: Organisation = entry.record
    links = viewer.index.backlinks.get(entry.key, ())
    return {
        **actor_context(site, entry),
        "title": viewer.name(entry),
        "type": viewer.link(organisation.type.key).text,
        "abbreviations": [a.say(viewer.language) for a in organisation.abbreviations],
        "names": list(organisation.names.items()),
        "other_names": [n.say(viewer.language) for n in organisation.other_names],
        "country_name": organisation.country.say(viewer.language) if organisation.country else "",
        "affiliations": [(viewer.link(a.organisation.key), a.from_, a.until, a.kind or "") for a in organisation.affiliations],
        "affiliates": [viewer.link(b.entry.key) for b in links if b.words == "Affiliates"],
        "members": list(dict.fromkeys(viewer.link(b.entry.key) for b in links if b.words == "People")),
        "succeeds": viewer.links(organisation.succeeds),
        "succeeded_by": [viewer.link(b.entry.key) for b in links if b.words == "Succeeded by"],
        "website": organisation.website or "",
    }
