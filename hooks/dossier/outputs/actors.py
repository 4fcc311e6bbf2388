"""What pages of people and of organisations share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace

from .. import prose
from ..addresses import address
from ..alphabet import alphabetical, initial
from ..artifact import COLLECTION, Page
from ..dossier import Entry
from ..files import INTERNATIONAL
from ..index import chronological
from ..later import later
from ..model import Event
from ..site import Site
from ..views import Viewer, register_line, track_views
from ..views.citing import language_of
from ..views.entries import entry_view, years
from ..views.lists import ROOM, EntryList, Part, below, listed
from ..views.pieces import Link
from ..views.registers import Sheet, sheets
from .common import about, described, foot_of, in_languages, scopes
from .country import actor_line
from .texts import with_passages

__all__ = ["actor_context", "actor_pages", "register_pages"]

MOST = 400
"""Up to so many people or organisations, a register stands whole on its page."""


def actor_pages(site: Site, folder: str, template: str, context: Callable[[Site, Entry], dict[str, Any]]) -> Iterator[Page]:
    """The page of each, and those of its events where one page has no room for them."""
    for entry in site.listed(folder):
        name = site.viewer.name(entry)
        page = Page(
            address(entry), name, f"{name}: what is recorded, with each source, and the letters concerned.", template,
            later(context, site, entry), section=f"{folder}/", source=entry.path, head=later(described, site, entry),
            texts=later(with_passages, site, entry),
        )  # fmt: skip
        yield from in_languages(site, entry, page)
        yield from _event_pages(site, entry, f"{folder}/")


def actor_context(site: Site, entry: Entry) -> dict[str, Any]:
    """Names, tracks, events, letters received and sent, passages of letters, sources."""
    viewer = site.viewer
    links = viewer.index.backlinks.get(entry.key, ())
    letters: dict[str, list[str]] = defaultdict(list)
    for link in links:
        if link.words in ("Letters sent", "Letters received", "Named in the copies line", "Letters signed"):
            letters[link.words].append(link.entry.key)
    return {
        "title": viewer.name(entry),
        "written": _written(viewer, entry),
        "tracks": track_views(viewer, entry),
        **_events(site, entry),
        "letters": [
            (words, [register_line(viewer, e) for e in sorted((site.dossier.entries[k] for k in dict.fromkeys(keys)), key=chronological)])
            for words, keys in letters.items()
        ],
        "passages": [_passage(site, p.letter, p.paragraph) for p in viewer.index.passages(entry) if p.paragraph],
        "sources": viewer.sources(entry.record.sources),
        "demands": [viewer.link(b.entry.key) for b in links if b.words == "Demands"],
        "crumbs": viewer.crumbs(entry),
        "as_of": f"{entry.country}/as-of/" if entry.country in site.dossier.entries else "",
        **about(site, entry, "../" * address(entry).count("/")),
    }


def _written(viewer: Viewer, entry: Entry) -> list[tuple[str, str]]:
    """Every way in which somebody is written, each once, behind its language (empty: not said); each page leaves out the one that is its heading."""
    record, say, first = entry.record, viewer.language, dict[str, str]()
    translated = ((made.language, made.fields["name"]) for made in entry.translations if "name" in made.fields)
    others = (("", name.say(say)) for name in record.other_names)
    own = (record.name.language or say, record.name.say(say))
    for language, name in (own, *record.name.languages.items(), *record.names.items(), *translated, *others):
        first.setdefault(name, language)
    return [(language, name) for name, language in first.items()]


def events_of(site: Site, entry: Entry) -> EntryList:
    """The events of a person or an organisation, in order of time."""
    links = site.index.backlinks.get(entry.key, ())
    events = {b.entry.key: b.entry for b in links if b.entry.folder == Event.folder and b.words in ("Events", "Acts")}
    found = tuple(sorted(events.values(), key=chronological))
    return listed(site.viewer, Part(f"{site.viewer.link(entry.key).href}events/", found), room=ROOM * 3 // 4)


def _events(site: Site, entry: Entry) -> dict[str, Any]:
    """What stands below the heading of events: a list; where it is whole, what somebody did stands apart from what merely concerns them."""
    found, links = events_of(site, entry), site.index.backlinks.get(entry.key, ())
    acts = {link.entry.key for link in links if link.words == "Acts"}
    did = [one for one in found.part.entries if one.key in acts]
    if not did or found.parts:
        return {"list": found.view, "mixed": bool(did), "acted": ()}
    concerning, own = (
        years(entry_view(site.viewer, one, found.country) for one in found.part.entries if (one.key in acts) is acting) for acting in (False, True)
    )
    return {"list": replace(found.view, years=concerning, jump=(), count=found.count - len(did)), "mixed": False, "acted": own}


def _event_pages(site: Site, entry: Entry, section: str) -> Iterator[Page]:
    """The events of somebody who has too many for one page, in parts."""
    viewer = site.viewer
    for made in below(viewer, events_of(site, entry)):
        title = f"{viewer.name(entry)}: events{made.words}"
        crumbs = (*viewer.crumbs(entry), viewer.link(entry.key))
        context = later(_part, site, title, made, crumbs)
        said, shown = f"{title}, with sources.", made.part.entries
        yield Page(made.part.address, title, said, "events.html", context, section=section, entries=shown, kind=COLLECTION, prose=False)


def _part(site: Site, title: str, made: EntryList, crumbs: tuple[Link, ...]) -> dict[str, Any]:
    foot = foot_of(site, made.part.entries)
    return {"title": title, "list": made.view, "among": False, "crumbs": crumbs, "foot": foot, "checked_to": foot.checked}


def _passage(site: Site, letter: Entry, paragraph: str) -> tuple[Link, Any, str, str, str]:
    text = next((block.text for block in prose.blocks(letter.body)[0] if block.id == paragraph), "")
    return site.viewer.link(letter.key, paragraph), letter.record.date, paragraph[1:], text, language_of(site.viewer, letter)


def register_pages(site: Site, folder: str, title: str, sort_name: Callable[[Any], str]) -> Iterator[Page]:
    """The register of a country, and of all, from A to Z."""
    for home, country, name in scopes(site):
        everywhere = (entry for home in (*(c.key for c in site.countries), INTERNATIONAL) for entry in site.index.by_name(folder, home))
        found = site.index.told_in(folder, country) if country else everywhere
        entries = sorted(found, key=lambda entry: alphabetical(sort_name(entry.record)))
        full = f"{name}: {title.lower()}" if home else title
        # letters that look alike share a head, whatever their accents, and heads stand in their order
        by_letter = sorted(((initial(sort_name(entry.record)), entry) for entry in entries), key=lambda pair: alphabetical(pair[0]))
        for sheet in sheets(f"{home}{folder}/", by_letter, MOST):
            said = f"{full}{sheet.words}"
            crumbs = (site.viewer.link(country),) if country else ()
            context = {"title": said, "crumbs": (*crumbs, Link(full, f"{home}{folder}/")) if sheet.head else crumbs, "total": len(entries)}
            yield Page(
                sheet.address, said, f"{said}, A to Z, with what was last on record.", "register.html",
                later(_register, site, context, sheet, sort_name), section=f"{folder}/", kind=COLLECTION, prose=False,
            )  # fmt: skip


def _register(site: Site, context: dict[str, Any], sheet: Sheet, sort_name: Callable[[Any], str]) -> dict[str, Any]:
    """A sheet with the lines of its people or organisations: the name it is sorted by, the link, the states in words."""
    heads = {head: [(sort_name(entry.record), *actor_line(site, entry)) for entry in entries] for head, entries in sheet.heads.items()}
    foot = foot_of(site, sheet.lines)
    return {**context, "sheet": replace(sheet, heads=heads), "foot": foot, "checked_to": foot.checked}
