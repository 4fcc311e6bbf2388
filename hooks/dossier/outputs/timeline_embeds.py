"""For a newsroom's page: the newest entries of a country's timeline, whole or of one group, as small whole documents with oEmbed.

A page and its stylesheet stay under 60 KB compressed, whatever was written: entries are shown until what they say would
take 40 KB if nothing of it could be compressed, which leaves room for markup and for the picture above them.

At `/embed/<country>/<group>/` a group may be called what it likes: the embeds of letters, `/embed/<country>/letters/<id>/`, stand a step below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..artifact import Artifact, Head, Page
from ..dates import PartialDate
from ..dossier import Entry
from ..later import later
from ..picture import CUTS
from ..site import Site
from ..views import EntryView, entry_view
from ..views.checked import when_checked
from ..views.citing import address_of, card_address, former_stems
from ..views.entries import chronicle, kind_of
from ..views.framing import iframe, oembed, oembed_link
from ..views.pictures import in_words
from ..views.pieces import SourceView
from .cards import country_card
from .moved import way_on
from .overview import CROWDED, pictures, view_of, widths

__all__ = ["MOST", "WEIGHT", "embed_code", "embed_head", "publish"]

MOST, WEIGHT = 60, 40_000
"""The most entries of an embed, and the most bytes (UTF-8) of what they say and link to."""
_ROWS = 40
"""A picture of more rows is left to the page itself."""
_NAMES = 12
"""So many people and organisations are named of an entry; of more, how many there are."""


def publish(site: Site) -> Iterator[Page | Artifact]:
    for country in site.listed_countries:
        whole = chronicle(site.viewer, country.key)
        entries: dict[str, list[Entry]] = {"": whole}
        for entry in whole:
            if group := kind_of(site.viewer, entry).group:  # what is of no kind that is public has none
                entries.setdefault(group, []).append(entry)
        for group, found in entries.items():
            yield _page(site, country, group, found)
            yield from _answer(site, country, group, _home(country.key, group))
        formers = former_stems(country)
        for group in sorted({*entries, *(one for name in (country.key, *formers) for one in site.ledger.groups(name))}):
            now = group if group in entries else ""  # a timeline that has no entry any more
            for name in (country.key, *formers) if now != group else formers:
                old = _home(name, group)
                yield way_on(site, old, _home(country.key, now), country.path, follows=True)
                yield from _answer(site, country, now, old)


def _answer(site: Site, country: Entry, group: str, at: str) -> Iterator[Artifact]:
    """What oEmbed is told `at` an address of a group's embed; nothing where the site does not know its own address."""
    if site.settings.site_url:
        make = later(oembed, site.viewer, _home(country.key, group), _title(site, country, group), card_address(country))
        yield Artifact(f"{at}oembed.json", make, country.path, prose=False)


def embed_code(site: Site, country: Entry | None, group: str = "") -> str:
    """What a newsroom pastes into its page to show a country's timeline; empty where the site does not know its own address."""
    if country is None or not site.settings.site_url:
        return ""
    return iframe(site.viewer, _home(country.key, group), _title(site, country, group))


def embed_head(site: Site, country: Entry | None, group: str = "") -> Head:
    """The head of a page that can be embedded so: the country's card, and the way to the oEmbed answer."""
    if country is None:
        return Head()
    links = (oembed_link(site.viewer, _home(country.key, group), _title(site, country, group)),) if site.settings.site_url else ()
    return Head(links=links, card=card_address(country), card_words=in_words(country_card(site, country)))


def _home(country: str, group: str) -> str:
    return f"embed/{country}/{group}/" if group else f"embed/{country}/"


def _title(site: Site, country: Entry, group: str) -> str:
    label = site.viewer.group_label(group) if group else "timeline"
    return f"{site.viewer.name(country)}: {label[:1].lower()}{label[1:]}"


def _page(site: Site, country: Entry, group: str, entries: list[Entry]) -> Page:
    where, title = _home(country.key, group), _title(site, country, group)
    context = later(_context, site, country, group, entries)
    return Page(where, title, "", "embed-timeline.html", context, source=country.path, noindex=True, framed=False, follows=True, prose=False)


def _context(site: Site, country: Entry, group: str, entries: list[Entry]) -> dict[str, Any]:
    where, title = _home(country.key, group), _title(site, country, group)
    whole = f"{country.key}/timeline/{group}/" if group else f"{country.key}/timeline/"
    known = bool(site.settings.site_url)
    seen = None if group else view_of(site, country.key)
    drawn = seen if seen is not None and len(seen.rows) <= _ROWS and seen.weight <= CROWDED else None
    target = address_of(site.viewer, whole) if known else whole
    return {
        "title": title, "overview": drawn, "pictures": pictures(site, drawn, "../../", links=False, cuts=CUTS[1:]) if drawn else (),
        "widths": widths(drawn) if drawn else "",
        "entries": _newest(site, entries), "total": len(entries), "names": _NAMES,
        "checked_days": when_checked(site.viewer, country.key), "target": target, "canonical": target if known else "",
        "oembed": address_of(site.viewer, f"{where}oembed.json") if known else "", "site_name": site.settings.site_name,
    }  # fmt: skip


def _newest(site: Site, entries: list[Entry]) -> list[EntryView]:
    """The newest entries, newest first, as many as there is room for."""
    found: list[EntryView] = []
    room = WEIGHT
    for entry in reversed(entries[-MOST:]):
        view = entry_view(site.viewer, entry)
        room -= sum(len(text.encode()) for text in _texts(view))
        if room < 0:
            break
        found.append(view)
    return found


def _texts(view: EntryView) -> Iterator[str]:
    """What is printed of an entry that a record says or links to."""
    yield from (view.title, view.title, view.href, view.place, view.kind.label, _said(view.date), _said(view.ends))
    yield from (link.text for link in view.concerned[:_NAMES])
    yield from _of_sources(view.sources)
    for account in view.accounts:
        yield from (account.by.text, account.by.href, account.text, _said(account.date))
        yield from _of_sources(account.sources)
    for position in view.positions:
        yield from (position.link.text, position.link.href, _said(position.date))
        yield from (text for link in position.by for text in (link.text, link.href))
        yield from _of_sources(position.sources)
    for reply in view.replies:
        yield from (reply.to.text, reply.to.href, reply.channel, reply.words, _said(reply.asked), _said(reply.answered))


def _of_sources(sources: Iterable[SourceView]) -> Iterator[str]:
    for source in sources:
        yield from (source.publisher, source.link.text, source.link.href or source.href, source.href, source.at, _said(source.date))


def _said(when: PartialDate | None) -> str:
    return when.say() if when else ""
