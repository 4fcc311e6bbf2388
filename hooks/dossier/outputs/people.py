"""People: what was the case for each, by which event and source; and the registers A to Z."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..artifact import Page
from ..dossier import Entry
from ..model import Person
from ..phrases import office
from ..site import Site
from ..views.answers import reply_views
from ..views.base import file_views
from .actors import actor_context, actor_pages, register_pages

__all__ = ["publish"]

_BASIS = {
    "public-role": "Acts, or acted, in public in the role given here.",
    "consent": "Has agreed to be named.",
    "public-record": "Is named in public records cited here.",
}


_WITHOUT_ROLE = {"public-role": "Acts, or acted, in public in a role."}
"""What the page says of a basis where no role stands on it."""


def publish(site: Site) -> Iterator[Page]:
    yield from actor_pages(site, Person.folder, "person.html", _context)
    yield from register_pages(site, Person.folder, "People", lambda record: record.sort_name.say(site.viewer.language))


def _context(site: Site, entry: Entry) -> dict[str, Any]:
    viewer = site.viewer
    person: Person = entry.record
    photo = person.photo
    held = [(role, viewer.link(role.organisation.key) if role.organisation else None) for role in person.roles]
    roles = [(office(role.title.say(viewer.language), where.text if where else ""), where, role.from_, role.until) for role, where in held]
    return {
        **actor_context(site, entry),
        "roles": roles,
        "pseudonym": person.pseudonym,
        "basis": _BASIS[person.basis] if roles or person.basis not in _WITHOUT_ROLE else _WITHOUT_ROLE[person.basis],
        "photo": next(iter(file_views(viewer, entry)), None) if photo else None,
        "photo_said": (photo.alt.say(viewer.language), f"{photo.credit} ({photo.licence})") if photo else None,
        "replies": reply_views(viewer, person),
    }
