"""Events: what, who, when and how sure; accounts side by side; what came before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..addresses import address
from ..artifact import COLLECTION, Page
from ..dates import PartialDate
from ..dossier import Entry
from ..index import chronological
from ..later import later
from ..model import Account, Effect, Event
from ..replies import dates_of
from ..site import Site
from ..standing import is_meeting
from ..tracks import CANCELS
from ..values import Ref
from ..views import EntryView, Viewer, entry_view
from ..views.afterwards import afterwards
from ..views.demands import on_the_table
from ..views.entries import chronicle, concerns, when_words
from ..views.lags import lag_lines
from ..views.lists import Part, listed
from ..views.pieces import Link, SourceView, each_once
from .common import about, around, foot_of, in_languages, scopes
from .event_embeds import cited, embed_code, embed_head
from .texts import beside_passages

__all__ = ["publish"]


def publish(site: Site) -> Iterator[Page]:
    viewer = site.viewer
    for entry in site.listed(Event.folder):
        title = viewer.name(entry)
        said = f"{viewer.kind(entry.record.kind.key).label}, {when_words(entry)}: what is recorded, by whom, with sources."
        page = Page(
            address(entry), title, said, "event.html", later(_context, site, entry),
            section="timeline/", source=entry.path, head=later(embed_head, site, entry), texts=later(beside_passages, site, entry),
        )  # fmt: skip
        yield from in_languages(site, entry, page)
    for home, country, name in scopes(site):
        title = f"{name}: events" if home else "Events"
        entries = tuple(sorted(site.dossier.of(Event.folder, country), key=chronological))
        context = later(_list, site, home, country, title, entries)
        said = f"{title}, by year."
        yield Page(f"{home}events/", title, said, "events.html", context, section="timeline/", entries=entries, kind=COLLECTION, prose=False)


def _context(site: Site, entry: Entry) -> dict[str, Any]:
    viewer = site.viewer
    event: Event = entry.record
    view = entry_view(viewer, entry)
    related = [(viewer.link(r.relation.key).text, viewer.link(r.event.key)) for r in event.relates_to]
    related = list(dict.fromkeys((*related, *_pointing_here(viewer, entry))))
    rating = event.rating
    passages = viewer.index.passages(entry)
    known = viewer.known(entry)
    before, after = around(site, entry, _home(site, entry), _timeline)
    return {
        "event": view,
        "title": view.title,
        "place": view.place,
        "crumbs": _crumbs(site, entry.country),
        "people": viewer.links(event.people),
        "organisations": viewer.links(event.organisations),
        "actors": viewer.links(event.actors),
        "instruments": viewer.links(event.instruments),
        "when": when_words(entry),
        "known": known,
        "known_stated": event.known is not None,
        "ahead": known is not None and _is_before(known, dates_of(entry)),
        "sources": _cited(viewer, event, view),
        "effects": _effects(viewer, event),
        "afterwards": afterwards(viewer, entry),
        "related": related,
        "rating": tuple(str(x) for x in (rating.scheme, rating.value, rating.list) if x) if rating else (),
        "passages": [(viewer.link(p.letter.key, p.paragraph), p.letter.record.date, p.paragraph[1:]) for p in passages],
        "occasion_of": [viewer.link(b.entry.key) for b in viewer.index.backlinks.get(entry.key, ()) if b.words == "Occasion of"],
        "lags": lag_lines(viewer, entry),
        "table": on_the_table(viewer, entry),
        "as_of": viewer.as_of(entry) if is_meeting(site.index, entry) else "",
        "embedding": embed_code(site, entry), "embedded": "entry", "cited": cited(site, entry),
        "before": viewer.link(before.key) if before else None,
        "after": viewer.link(after.key) if after else None,
        **about(site, entry, "../" * view.href.count("/")),
    }


def _is_before(known: PartialDate, dates: Iterable[PartialDate]) -> bool:
    """Whether something was known before any day that accounts give it, without doubt: a meeting that was announced."""
    return not any(day.about or day.uncertain or day.earliest <= known.latest for day in dates) and not (known.about or known.uncertain)


def _list(site: Site, home: str, country: str, title: str, entries: tuple[Entry, ...]) -> dict[str, Any]:
    foot = foot_of(site, entries, country, (Event.folder,))
    return {
        "title": title,
        "foot": foot,
        "checked_to": foot.checked,
        "among": True,
        "list": listed(site.viewer, Part(f"{home}timeline/", entries), not country).view,
        "crumbs": _crumbs(site, country)[:1] if country else (),
    }


def _effects(viewer: Viewer, event: Event) -> list[tuple[Link, list[tuple[str, PartialDate | None]]]]:
    """What the event itself sets, by record, but for what an account says otherwise: that stands on the page of the record, by account."""
    found = []
    for ref, tracks in event.effects.items():
        agreed = [(track, effect) for track, effect in tracks.items() if all(_agrees(account, ref, track, effect) for account in event.accounts)]
        values = [(viewer.value(track, effect.value)[0], effect.until) for track, effect in agreed if effect.value != CANCELS]
        if values:
            found.append((viewer.link(ref.key), values))
    return found


def _cited(viewer: Viewer, event: Event, view: EntryView) -> tuple[SourceView, ...]:
    """What the event rests on, what its accounts do, and what single effects do, of the event or of an account."""
    of_accounts = (source for account in view.accounts for source in account.sources)
    every = (event.effects, *(account.effects for account in event.accounts))
    of_effects = (use for effects in every for tracks in effects.values() for effect in tracks.values() for use in effect.sources)
    return each_once((*view.sources, *of_accounts, *viewer.sources(of_effects)))


def _agrees(account: Account, ref: Ref, track: str, effect: Effect) -> bool:
    said = [tracks[track] for who, tracks in account.effects.items() if who.key == ref.key and track in tracks]
    return all((one.value, one.until) == (effect.value, effect.until) for one in said)


def _crumbs(site: Site, country: str) -> tuple[Link, ...]:
    home = site.dossier.entries.get(country)
    if home is None:
        return (Link("Timeline", "timeline/"),)
    return site.viewer.link(country), Link("Timeline", f"{country}/timeline/")


def _home(site: Site, entry: Entry) -> str:
    """The country on whose timeline an event has its neighbours; empty for one that is on none."""
    if entry.country in site.dossier.entries:
        return entry.country
    return next((country.key for country in site.countries if concerns(site.viewer, entry, country.key)), "")


def _timeline(site: Site, home: str) -> list[Entry]:
    if home:
        return chronicle(site.viewer, home)
    return [entry for entry in site.index.chronology if site.dossier.entries.get(entry.country) is None]


def _pointing_here(viewer: Viewer, entry: Entry) -> list[tuple[str, Link]]:
    """Events that name this one under relates_to, with the words of the inverse relation; positions stand apart."""
    found = []
    for link in viewer.index.backlinks.get(entry.key, ()):
        for related in link.entry.record.relates_to if link.entry.folder == Event.folder else ():
            relation = viewer.dossier.entries.get(related.relation.key)
            if related.event.key != entry.key or relation is None or relation.record.position:
                continue
            inverse = viewer.dossier.entries.get(f"vocabulary/relations/{relation.record.inverse}")
            found.append((viewer.name(inverse) if inverse else "related to", viewer.link(link.entry.key)))
    return found
