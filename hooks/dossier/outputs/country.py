"""A country's dossier: summary, figures, timeline, demands, letters, people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec.structs import replace

from ..artifact import COLLECTION, Head, Page
from ..dossier import Entry
from ..figures import figures
from ..index import chronological
from ..languages import language_name
from ..later import later
from ..model import Event, Letter, Organisation, Person
from ..proposals import new_record
from ..site import Site
from ..standing import letters_about
from ..views import demand_view, register_line
from ..views.answers import reply_views
from ..views.checked import when_checked
from ..views.citing import stem
from ..views.coming import coming
from ..views.corrections import notes
from ..views.entries import chronicle
from ..views.following import alternates, feed_stem, following
from ..views.lists import ROOM, Part, listed
from ..views.narrowing import SCRIPT, SHEET, Narrowing
from ..views.pieces import Link
from ..views.roles import listed_roles
from ..views.states import dated_words, listed_states
from .calendars import calendar_of
from .common import described
from .overview import overview_context
from .texts import own
from .timeline_embeds import embed_code, embed_head

__all__ = ["actor_line", "publish"]

LISTED = 100
"""So many letters, demands, people and organisations stand on the country's page; all stand in their registers."""


class Totals(NamedTuple):
    """How many there are of what the country's page lists."""

    letters: int
    demands: int
    people: int
    organisations: int


def publish(site: Site) -> Iterator[Page]:
    for entry in site.listed_countries:
        title = site.viewer.name(entry)
        yield Page(
            f"{entry.key}/", title, f"{title}: arrests, closures of unions and letters to officials, with sources.", "country.html",
            later(_context, site, entry), section="", source=entry.path, head=later(_head, site, entry), kind=COLLECTION, texts=later(own, entry),
        )  # fmt: skip


def _context(site: Site, entry: Entry) -> dict[str, Any]:
    viewer, key = site.viewer, entry.key
    entries = chronicle(viewer, key)
    title = entry.record.title.say(viewer.language)
    page_root = "../"
    summary = str(entry.record.summary or "")
    letters = sorted(letters_about(site.index, key), key=chronological)
    demands = site.index.demands_about(key)
    people, organisations = (site.index.told_in(folder, key) for folder in (Person.folder, Organisation.folder))
    return {
        "title": title,
        "summary": viewer.prose(entry, page_root, summary or None),
        "below": viewer.prose(entry, page_root) if summary else "",
        "figures": figures(site, key),
        **overview_context(site, key, page_root),
        "list": listed(viewer, Part(f"{key}/timeline/", tuple(entries)), room=ROOM * 3 // 4).view,
        "rail": Narrowing(viewer, entries, entry).rail(),
        "letters": [register_line(viewer, letter) for letter in letters[-LISTED:]],
        "demands": [demand_view(viewer, demand, everywhere=demand.country != key) for demand in demands[:LISTED]],
        "people": [actor_line(site, person) for person in people[:LISTED]],
        "organisations": [actor_line(site, organisation) for organisation in organisations[:LISTED]],
        "totals": Totals(len(letters), len(demands), len(people), len(organisations)),
        "conventions": [
            (viewer.actor(c.convention), c.ratified) for c in entry.record.conventions
        ],
        "languages": [language_name(code.split("-")[0]) for code in entry.record.languages],
        "sources": viewer.sources(entry.record.sources),
        "corrections": notes(viewer, entry),
        "country": key,
        "checked_to": max((e.record.checked for e in _of(site, key) if e.record.checked), key=lambda d: d.order, default=None),
        "checked_days": when_checked(viewer, key),
        "last_change": max((c.date for e in _of(site, key) for c in e.record.corrections), key=lambda d: d.order, default=None),
        "edit": viewer.edit(entry),
        "contact": site.contact,
        "json": f"{stem(entry)}.json",
        "new_letter": new_record(site.settings, key, Letter.folder),
        "new_event": new_record(site.settings, key, Event.folder),
        "coming": coming(viewer, key),
        "embedding": embed_code(site, entry),
        "follow": following(viewer, feed_stem(key), calendar_of(site, key)),
    }


def _head(site: Site, entry: Entry) -> Head:
    """How a country is embedded, its card, its JSON, its feed, and the scripts of its picture and its timeline."""
    head = embed_head(site, entry)
    feed = alternates(site.viewer, (feed_stem(entry.key), f"{site.settings.site_name}: {site.viewer.name(entry)}"))
    return replace(head, links=(SHEET, *head.links, *described(site, entry).links, *feed), scripts=("assets/javascripts/overview.js", SCRIPT))


def _of(site: Site, country: str) -> list[Entry]:
    return list(site.dossier.within(country))


def actor_line(site: Site, entry: Entry) -> tuple[Link, tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """A person (with roles, each in parts) or an organisation with its last recorded states in words, and what others answer to these."""
    viewer = site.viewer
    roles = listed_roles(viewer, entry.record) if isinstance(entry.record, Person) else ()
    found = listed_states(viewer, entry)
    states = [dated_words(entry, state) for state in found]
    states += dict.fromkeys(position.told for state in found for position in state.positions)
    replies = dict.fromkeys([*(reply for state in found for reply in state.replies), *reply_views(viewer, entry.record)])
    states += [f"Right of reply of {reply.to.text}: {reply.text}" for reply in replies if states and reply.answered and reply.text]
    earlier = dict.fromkeys(who for state in found for who in state.earlier)
    states += [f"answers about earlier states are on record: {', '.join(earlier)}"] if earlier else []
    return viewer.link(entry.key), roles, tuple(states)
