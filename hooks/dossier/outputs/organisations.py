"""Organisations: registration and other tracks, affiliations, events and letters; and the registers A to Z."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..artifact import Page
from ..dossier import Entry
from ..model import Organisation, Person
from ..phrases import office, spanned
from ..site import Site
from ..values import Text
from ..views import Link, Viewer
from .actors import actor_context, actor_pages, register_pages

__all__ = ["publish"]

_AFFILIATES = "Affiliates"
"""The wording of the backlink, which heads the list too."""


def publish(site: Site) -> Iterator[Page]:
    yield from actor_pages(site, Organisation.folder, "organisation.html", _context)
    yield from register_pages(site, Organisation.folder, "Organisations", lambda record: record.name.say(site.viewer.language))


def _context(site: Site, entry: Entry) -> dict[str, Any]:
    viewer = site.viewer
    organisation: Organisation = entry.record
    links = viewer.index.backlinks.get(entry.key, ())
    return {
        **actor_context(site, entry),
        "type": viewer.link(organisation.type.key).text,
        "abbreviations": [a.say(viewer.language) for a in organisation.abbreviations],
        "country_name": viewer.say(organisation.country),
        "affiliations": [(viewer.link(a.organisation.key), a.from_, a.until, _beyond(viewer, a.kind)) for a in organisation.affiliations],
        "affiliates": _belonging(viewer, [b.entry for b in links if b.words == _AFFILIATES], entry.key),
        "members": _belonging(viewer, [b.entry for b in links if b.words == "People"], entry.key),
        "succeeds": viewer.links(organisation.succeeds),
        "succeeded_by": [viewer.link(b.entry.key) for b in links if b.words == "Succeeded by"],
        "website": organisation.website or "",
    }


def _belonging(viewer: Viewer, entries: Iterable[Entry], key: str) -> list[tuple[Link, str]]:
    """Whoever belongs, or belonged, to an organisation, with as what and from when until when, as far as their own records say."""
    found = {entry.key: entry for entry in entries}
    return [(viewer.link(entry.key), "; ".join(filter(None, _ties(viewer, entry.record, key)))) for entry in found.values()]


def _ties(viewer: Viewer, record: Organisation | Person, key: str) -> Iterator[str]:
    ties = (
        [(office(role.title.say(viewer.language), viewer.link(key).text), role) for role in record.roles]
        if isinstance(record, Person)
        else [(_beyond(viewer, tie.kind), tie) for tie in record.affiliations]
    )
    unknown = "since and until when is not recorded" if isinstance(record, Person) else ""
    for what, tie in ties:
        if tie.organisation and tie.organisation.key == key:
            span = spanned(tie.from_, tie.until) or unknown
            yield ", ".join(filter(None, (what, span)))


def _beyond(viewer: Viewer, kind: Text | None) -> str:
    """As what an organisation belongs to another, where it is more than the headings “Affiliates” and “Affiliated to” say."""
    said = viewer.say(kind)
    return "" if _AFFILIATES.lower().startswith(said.lower()) else said
