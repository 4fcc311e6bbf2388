"""What the pages of records share: the scopes they are listed in, and the facts at the foot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from ..artifact import Head
from ..dossier import Entry
from ..site import Site
from ..views.citing import address_of, stem
from ..views.pictures import CARDED, card_head

__all__ = ["about", "described", "scopes"]


def scopes(site: Site) -> Iterator[tuple[str, str, str]]:
    """(address below which registers stand, country or empty for all, name), each country and then all."""
    for entry in site.countries:
        yield f"{entry.key}/", entry.key, site.viewer.name(entry)
    yield "", "", "All countries"


def about(site: Site, entry: Entry, root: str) -> dict[str, Any]:
    """Prose, corrections, day of checking and the links to the file and to its JSON, for any record."""
    viewer = site.viewer
    return {
        "prose": viewer.prose(entry, root) if entry.folder != "letters" else "",
        "checked": entry.record.checked,
        "corrections": tuple((c.date, c.text.say(viewer.language), c.paragraph or "") for c in entry.record.corrections),
        "edit": viewer.edit(entry),
        "contact": site.contact,
        "json": f"{stem(entry)}.json",
    }


def described(site: Site, entry: Entry) -> Head:
    """The head of a record that is no letter: its card, and what robots read, that its JSON describes it (FAIR Signposting)."""
    links = ({"rel": "describedby", "href": address_of(site.viewer, f"{stem(entry)}.json"), "type": "application/json"},)
    return replace(card_head(site.viewer, entry), links=links) if entry.folder in CARDED else Head(links=links)
