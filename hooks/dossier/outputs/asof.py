"""The state on any day: a page for each day that matters, and the data from which a script answers for every other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from markupsafe import Markup

from ..addresses import address
from ..artifact import COLLECTION, Artifact, Head, Page
from ..asjson import compact
from ..dates import ALWAYS, PartialDate, day_text
from ..dossier import Entry
from ..later import later
from ..model import Letter, Organisation, Person
from ..phrases import said_doubt
from ..site import Site
from ..standing import Standing, days_that_matter, demand_on, demands_on, first_asked, letters_waiting, standings, waiting_on
from ..views import Link
from ..views.checked import when_checked
from ..views.demands import OpenDemandView, open_demand
from ..views.entries import aside, chronicle, entry_view, when_words
from ..views.pieces import SourceView, told_apart
from ..views.standing import HeldView, spans, standing_key, standing_view
from ..views.threads import waiting_view

__all__ = ["publish"]

_UP = "../../../"
"""The way from the page of a day to the site's root."""


def publish(site: Site) -> Iterator[Page | Artifact]:
    for country in site.listed_countries:
        days = days_that_matter(site.index, country.key)
        home = f"{country.key}/as-of/"
        name = site.viewer.name(country)
        listed = [(day, f"{home}{day.isoformat()}/", [_here(site, entry) for entry in entries]) for day, entries in days.items()]
        said = f"{name}: who was held, what had been asked and which letters had no full answer on record, on the day of each letter and meeting."
        yield Page(
            home, f"{name}: as of any day", said, "as-of.html",
            {
                "title": f"{name}: as of any day", "crumbs": (site.viewer.link(country.key),), "days": listed,
                "checked_to": site.viewer.checked_to(country.key), "checked_days": when_checked(site.viewer, country.key),
            },
            section="", source=country.path, head=Head(scripts=("assets/javascripts/as-of.js",)), kind=COLLECTION, prose=False,
        )  # fmt: skip
        for number, (day, where, here) in enumerate(listed):
            before, after = listed[number - 1] if number else None, listed[number + 1] if number + 1 < len(listed) else None
            yield _day(site, country, day, where, here, before, after)
        yield Artifact(f"{home}data.json", later(_data, site, country), country.path, prose=False)


Here = tuple[Link, bool, PartialDate | None, str]
"""A letter or a meeting whose latest possible day a day is: whether it is dated just so, its date unless that is said already, and what
stands behind it."""
Listed = tuple[date, str, list[Here]]


def _here(site: Site, entry: Entry) -> Here:
    view = entry_view(site.viewer, entry)
    link, just = site.viewer.link(entry.key), view.date.is_day
    said = just or view.also or link.text.endswith(view.date.say())
    return link, just, None if said else view.date, aside(view, when_words(entry) if view.also else "")


def _day(site: Site, country: Entry, day: date, where: str, here: list[Here], before: Listed | None, after: Listed | None) -> Page:
    title = f"{site.viewer.name(country)} as of {day_text(day)}"
    return Page(
        where, title, f"{title}: what is recorded for that day about people, unions, demands and letters, and what of it was learnt later.",
        "as-of-day.html", later(_context, site, country, day, title, here, before, after), section="", prose=False,
    )


def _context(site: Site, country: Entry, day: date, title: str, here: list[Here], before: Listed | None, after: Listed | None) -> dict[str, Any]:
    viewer = site.viewer
    found = standings(site.index, country.key, day)
    return {
        "title": title, "day": day, "here": here,
        "crumbs": (viewer.link(country.key), Link("As of", f"{country.key}/as-of/")),
        "people": _rows(site, (standing for standing in found if standing.entry.folder == Person.folder)),
        "organisations": _rows(site, (standing for standing in found if standing.entry.folder == Organisation.folder)),
        "demands": [open_demand(viewer, demand, day) for demand, _, _ in demands_on(site.index, country.key, day)],
        "letters": [waiting_view(viewer, entry, state) for entry, state in letters_waiting(site.index, country.key, day)],
        "before": Link(day_text(before[0]), before[1]) if before else None,
        "after": Link(day_text(after[0]), after[1]) if after else None,
        "checked_to": viewer.checked_to(country.key), "checked_days": when_checked(viewer, country.key),
    }  # fmt: skip


def _rows(site: Site, found: Iterable[Standing]) -> Markup:
    """The rows of a day's table; most are those of the day before, and made once."""
    return Markup("").join(site.viewer.kept(("standing row", *standing_key(standing)), _row, site, standing) for standing in found)


def _row(site: Site, standing: Standing) -> Markup:
    from ..render import environment  # a check renders nothing

    macros = environment(_UP).get_template("parts/standing.html").module
    row: Markup = macros.standing_row(standing_view(site.viewer, standing))  # type: ignore[attr-defined]
    return row


def _data(site: Site, country: Entry) -> bytes:
    """Everything that may be asked of a day: for each row the days on which it changes and what holds from then on."""
    viewer = site.viewer
    rows = []
    for folder in (Person.folder, Organisation.folder):
        for entry in site.index.told_in(folder, country.key):
            for of, label, steps in spans(viewer, entry):
                turns = [[day.isoformat(), [_held(viewer_held) for viewer_held in held]] for day, held in steps]
                rows.append({"of": of, "who": viewer.name(entry), "href": address(entry), "what": label, "turns": turns})
    demands = []
    asked = (entry for entry in site.index.demands_about(country.key) if entry.key in site.index.asked)
    for entry in sorted(asked, key=partial(first_asked, site.index)):
        if states := _demand_turns(site, entry, country.key):
            demands.append({"who": viewer.name(entry), "href": address(entry), "turns": states})
    letters = []
    for entry in (e for e in chronicle(viewer, country.key) if e.folder == Letter.folder):
        found = [(day, waiting_on(site.index, entry, day)) for day in site.index.threads[entry.key].turns]
        said = [[day.isoformat(), waiting_view(viewer, entry, state).state if state else ""] for day, state in found]
        if any(words for _, words in said):
            letters.append({"who": viewer.name(entry), "href": address(entry), "date": entry.record.date.say(), "turns": said})
    data = {"country": country.key, "people_and_organisations": rows, "demands": demands, "letters": letters}
    return compact(data)


def _held(view: HeldView) -> dict[str, Any]:
    known = view.known.latest.isoformat() if view.known else ""
    found: dict[str, Any] = {
        "value": view.value, "since": view.since.say() if view.since else "", "event": view.event.text if view.event else "",
        "href": view.event.href if view.event else "", "by": view.by.text if view.by and view.contested else "",
        "sources": _cited(view.sources),
        "doubt": said_doubt(view.doubt), "perhaps": view.perhaps, "contested": view.contested,
        "still": view.still and view.contested, "anew": view.anew, "before": view.before,
        "known": known, "stated": view.stated, "known_words": view.known.say() if view.known else "",
        "positions": [
            {
                "by": ", ".join(link.text for link in p.by), "date": p.date.say(), "text": p.link.text, "href": p.link.href,
                "sources": _cited(p.sources),
            }
            for p in view.positions
        ],
        "replies": [reply.told for reply in view.replies],
    }  # fmt: skip
    return _without_empty(found)


def _cited(sources: Iterable[SourceView]) -> list[dict[str, Any]]:
    """Sources as the page of a day names them."""
    return [
        _without_empty({"text": name, "more": more, "href": source.href, "date": source.date.say() if source.date else "", "at": source.at})
        for name, source, more in told_apart(sources)
    ]


def _without_empty(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value}


def _demand_turns(site: Site, entry: Entry, country: str) -> list[list[Any]]:
    """[day from which, its state, since when, in which it may have been, and the letters that had asked]; nothing where it is not open."""
    turns = []
    for day in site.index.demand_turns(entry):
        if day == ALWAYS:
            continue
        found = demand_on(site.index, entry, country, day)
        turns.append([day.isoformat(), _demanded(open_demand(site.viewer, entry, day)) if found else ""])
    return turns if any(demanded for _, demanded in turns) else []


def _demanded(view: OpenDemandView) -> dict[str, Any]:
    letters = [{"text": letter.text, "href": letter.href} for letter in view.letters]
    perhaps = [[state, when.say()] for state, when in view.perhaps]
    return _without_empty({"state": view.state, "since": view.since.say() if view.since else "", "perhaps": perhaps, "letters": letters})


