"""For a newsroom's page: how an event is cited, and one event with every account, answer and source, as a small whole document with oEmbed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from ..artifact import Artifact, Head, Page
from ..dossier import Entry
from ..later import later
from ..model import Event
from ..phrases import listed, stop
from ..replies import dates_of
from ..site import Site
from ..views import entry_view
from ..views.afterwards import afterwards, afterwards_words, sentences
from ..views.citing import address_of, card_address, former_stems, stem
from ..views.corrections import notes
from ..views.entries import aside, kind_words
from ..views.framing import iframe, oembed, oembed_link
from .common import described
from .moved import way_on

__all__ = ["cited", "embed_code", "embed_head", "embedded"]


def embedded(site: Site) -> Iterator[Page | Artifact]:
    for entry in site.listed(Event.folder):
        where, title = _home(entry), site.viewer.name(entry)
        olds = [f"embed/{former}/" for former in former_stems(entry)]
        context = later(_context, site, entry, title)
        yield Page(where, title, "", "embed-event.html", context, source=entry.path, noindex=True, framed=False, follows=True, prose=False)
        yield from (way_on(site, old, where, entry.path, follows=True) for old in olds)
        if site.settings.site_url:
            make = later(_oembed, site, where, entry)
            yield from (Artifact(f"{at}oembed.json", make, entry.path, prose=False) for at in (where, *olds))


def _oembed(site: Site, where: str, entry: Entry) -> bytes:
    return oembed(site.viewer, where, site.viewer.name(entry), card_address(entry))


def cited(site: Site, entry: Entry) -> tuple[tuple[str, str], ...]:
    """(label, text) of what is pasted into a text; without addresses where the site does not know its own, as letters are cited there.

    The title is the editors' and no quotation. Behind it stands that accounts differ, or that the entry is less than likely; of
    every day that accounts give, none is left out, and of what never stands without its outcome neither is that.
    """
    view, viewer = entry_view(site.viewer, entry), site.viewer
    days = "".join(piece.text for piece in view.date.pieces_to(view.ends)), *(day.say() for day in dates_of(entry)[1:])
    checked = f", last checked {entry.record.checked.say()}" if entry.record.checked else ""
    said = (
        f"{viewer.name(entry)}{aside(view)}", f"{kind_words(viewer, entry)}, {listed(days, 'or')}", *afterwards_words(viewer, entry),
        f"{site.settings.site_name}{checked}",
    )  # fmt: skip
    if not site.settings.site_url:
        return (("Reference", " ".join(map(stop, said))),)
    where, short = address_of(viewer, f"{stem(entry)}/"), viewer.short(entry)
    reference = "Reference", " ".join((*map(stop, said), where))
    return (reference, ("Short address, for print", address_of(viewer, short))) if short else (reference,)


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
        "afterwards": sentences(afterwards(site.viewer, entry)), "checked": entry.record.checked, "corrections": notes(site.viewer, entry),
        "target": address_of(site.viewer, where) if known else where, "canonical": address_of(site.viewer, where) if known else "",
        "oembed": address_of(site.viewer, f"{_home(entry)}oembed.json") if known else "", "site_name": site.settings.site_name,
    }  # fmt: skip
