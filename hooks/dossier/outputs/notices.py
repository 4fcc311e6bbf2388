"""What stays at the addresses of a withdrawn record: a notice without a name, as a page and in the forms that programs ask for.

Nothing in a notice tells one from another but its day: no id, no address, no title.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from ..addresses import address
from ..artifact import Artifact, Page
from ..asjson import compact, spaced
from ..calendars import calendar
from ..dates import PartialDate
from ..dossier import Entry
from ..feeds import Feed, Item, atom, json_feed, rss
from ..history import first_address, permanent
from ..later import later
from ..notified import Form, homes_of, notices
from ..site import Site
from ..views.following import CORRECTIONS
from ..views.jsonpieces import DIALECT
from ..views.withdrawal import WITHDRAWN, WithdrawnData, withdrawn_data

__all__ = ["publish"]

_TITLE = "Withdrawn"


def publish(site: Site) -> Iterator[Page | Artifact]:
    yield Artifact(WITHDRAWN, _schema, "", prose=False)
    for key, entry in site.everything.entries.items():
        if "#" in address(entry) or site.states[key] != "withdrawn" or entry.country in site.listed_before:
            continue
        day = _withdrawn(site, entry)
        yield from (_page(home, entry, day) for home in homes_of(entry))
        for form, uri in notices(entry, site.ledger):
            if form == "page":
                yield replace(_page(uri.removesuffix("index.html"), entry, day), follows=True)
            elif form == "embed":
                yield _embed(site, uri.removesuffix("index.html"), entry, day)
            elif form == "json" or site.settings.site_url:
                yield Artifact(uri, later(_MAKERS[form], site, entry, day), entry.path)


def _withdrawn(site: Site, entry: Entry) -> PartialDate:
    """The day of the withdrawal that took a record away: its own, or that of its country."""
    country = site.everything.entries.get(entry.country, entry)
    day: PartialDate = (entry.record.withdrawn or country.record.withdrawn).date
    return day


def _page(where: str, entry: Entry, day: PartialDate) -> Page:
    context = {"title": _TITLE, "date": day}
    return Page(where, _TITLE, "This record was withdrawn.", "withdrawn.html", context, source=entry.path, noindex=True, moved_to="")


def _embed(site: Site, where: str, entry: Entry, day: PartialDate) -> Page:
    settings, target = site.settings, f"{CORRECTIONS}/"
    context = {
        "title": _TITLE, "date": day, "target": f"{settings.site_url}{target}", "canonical": "", "site_name": settings.site_name,
    }  # fmt: skip
    return Page(where, _TITLE, "", "embed-withdrawn.html", context, source=entry.path, noindex=True, moved_to="", framed=False, follows=True)


def _schema() -> bytes:
    return spaced({"$schema": DIALECT, **WithdrawnData.model_json_schema(by_alias=True)})


def _json(site: Site, _entry: Entry, day: PartialDate) -> bytes:
    return withdrawn_data(site.viewer, day.latest).model_dump_json(by_alias=True, exclude_unset=True, indent=1).encode() + b"\n"


def _answer(site: Site, _entry: Entry, _day: PartialDate) -> bytes:
    """What oEmbed is told: there is nothing to embed but a link."""
    settings = site.settings
    return compact({"version": "1.0", "type": "link", "title": _TITLE, "provider_name": settings.site_name, "provider_url": settings.site_url})


def _feed(form: Callable[[Feed, str], bytes], site: Site, entry: Entry, day: PartialDate) -> bytes:
    """A feed of one item, which readers' programs show once; it does not say where it is, since its address may be a name."""
    settings, first = site.settings, first_address(site.ledger, entry)
    home, said = f"{settings.site_url}{CORRECTIONS}/", _said(day)
    item = Item(permanent(settings.site_url, f"{first}#withdrawn"), home, _TITLE, f"<p>{said}</p>", day.latest, day.latest)
    by, ident = settings.publisher or settings.site_name, permanent(settings.site_url, f"{first}#feed")
    title, language = f"{settings.site_name}: {_TITLE.lower()}", settings.default_language
    return form(Feed(title, said, home, by, language, settings.licence, day.latest, (item,), ident), "")


def _calendar(site: Site, _entry: Entry, day: PartialDate) -> bytes:
    """A calendar without a day, with which those that stood in it leave the calendars of subscribers."""
    return calendar(f"{site.settings.site_name}: {_TITLE.lower()}", _said(day), f"{site.settings.site_url}{CORRECTIONS}/", ())


def _said(day: PartialDate) -> str:
    return f"What stood here was withdrawn on {day.say()}."


_MAKERS: Mapping[Form, Callable[[Site, Entry, PartialDate], bytes]] = MappingProxyType({
    "json": _json,
    "oembed": _answer,
    "atom": lambda *of: _feed(atom, *of),
    "rss": lambda *of: _feed(rss, *of),
    "feed.json": lambda *of: _feed(json_feed, *of),
    "ics": _calendar,
})
"""What stands in a notice in each form that is no page."""
