"""People: what was the case for each, by which event and source; and the registers A to Z."""

from __future__ import annotations

from collections.abc import Iterator

from ..artifact import Page
from ..model import Person
from ..site import Site
from ..views.base import file_views
from .actors import actor_context, event_pages, register_pages
from .common import described

__all__ = ["publish"]

_BASIS = {
    "public-role": "Acts in public in the role given here.",
    "consent": "Has agreed to be named.",
    "public-record": "Is named in public records cited here.",
}


def publish(site: Site) -> Iterator[Page]:
    viewer = site.viewer
    for entry in site.dossier.of(Person.folder):
        person: Person = entry.record
        address = viewer.link(entry.key).href
        name = viewer.name(entry)
        roles = [(r.title.say(viewer.language), viewer.link(r.organisation.key) if r.organisation else None, r.from_, r.until) for r in person.roles]
        context = actor_context(site, entry)
        yield Page(
            address, name, f"{name}: what is recorded, with each source, and the letters concerned.", "person.html",
            {
                **context,
                "title": name,
                "roles": roles,
                "names": [(language, said) for language, said in person.names.items()],
                "other_names": [n.say(viewer.language) for n in person.other_names],
                "pseudonym": person.pseudonym,
                "basis": _BASIS[person.basis],
                "photo": next(iter(file_views(viewer, entry)), None) if person.photo else None,
                "photo_said": (person.photo.alt.say(viewer.language), f"{person.photo.credit} ({person.photo.licence})") if person.photo else None,
                "replies": viewer.replies(person.right_of_reply),
            },
            section="people/", source=entry.path, head=described(site, entry),
        )  # fmt: skip
        yield from event_pages(site, entry, "people/")
    yield from register_pages(site, Person.folder, "People", lambda record: str(record.sort_name))
