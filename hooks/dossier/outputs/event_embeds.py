"""For a newsroom's page: one event with every account, answer and source, as a small whole document with oEmbed beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from ..artifact import Artifact, Head, Page
from ..dossier import Entry
from ..later import later
from ..model import Event
from ..site import Site
from ..views import entry_view
from ..views.citing import address_of, card_address, former_stems, stem
from ..views.corrections import notes
from ..views.framing import iframe, oembed, oembed_link
from .common import described
from .moved import way_on

__all__ = ["embed_code", "embed_head", "embedded"]


def embedded(site: Site) -> Iterator[Page | Artifact]:
    for entry in site.listed(Event.folder):
        where, title = _home(entry), site.viewer.name(entry)
        olds = [f"embed/{former}/" for former in former_stems(entry)]
        context = later(_context, site, entry, title)
        yield Page(where, title, "", "embed-event.html", context, source=entry.path, noindex=True, framed=False, follows=True, prose=False)
        yield from (way_on(site, old, where, entry.path, follows=True) for old in olds)
        if site.settings.site_url:
            make = later(oembed, site.viewer, where, title, card_address(entry))
            yield from (Artifact(f"{at}oembed.json", make, entry.path, prose=False) for at in (where, *olds))


def embed_code(site: Site, entry: Entry) -> str:
    """What a newsroom pastes into its page; empty where the site does not know its own address."""
    return iframe(site.viewer, _home(entry), site.viewer.name(entry)) if site.settings.site_url else ""


def embed_head(site: Site, entry: Entry) -> Head:
    """The head of the event's page, with the way to the oEmbed answer."""
    head = described(site, entry)
    return replace(head, links=(*head.links, oembed_link(site.viewer, _home(entry), site.viewer.name(entry)))) if site.settings.site_url else head


def _home(entry: Entry) -> str:
    return f"embed/{stem(entry)}/"


def _context(site: Site, entry: Entry, title: str) -> dict[str, Any]:
    where, known = f"{stem(entry)}/", bool(site.settings.site_url)
    view = entry_view(site.viewer, entry)
    return {
        "title": title, "event": view, "sources": tuple(dict.fromkeys((*view.sources, *(s for account in view.accounts for s in account.sources)))),
        "checked": entry.record.checked, "corrections": notes(site.viewer, entry),
        "target": address_of(site.viewer, where) if known else where, "canonical": address_of(site.viewer, where) if known else "",
        "oembed": address_of(site.viewer, f"{_home(entry)}oembed.json") if known else "", "site_name": site.settings.site_name,
    }  # fmt: skip
