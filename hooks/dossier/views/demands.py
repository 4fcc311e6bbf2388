"""Demands on a day: open ones with where they were made; those of a letter then and now."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial

from msgspec import Struct

from ..addresses import address
from ..dates import PartialDate
from ..dossier import Entry
from ..model import Letter
from ..standing import demands_on, is_meeting
from ..turning import Turning
from .base import Viewer
from .pieces import Link, SourceView
from .records import DemandView, demand_view

__all__ = ["MadeView", "OpenDemandView", "made_views", "on_the_table", "open_demand"]


class OpenDemandView(Struct, frozen=True):
    """A demand as it stood on a day, with the letters that had made it by then; `asked` are these by whom they asked.

    `perhaps` are other states in which it may have been, each with the time on some day of which it came into it.
    """

    link: Link
    letters: tuple[Link, ...]
    asked: tuple[tuple[tuple[Link, ...], tuple[Link, ...]], ...]
    target: tuple[Link, ...]
    state: str
    since: PartialDate | None
    perhaps: tuple[tuple[str, PartialDate], ...]
    sources: tuple[SourceView, ...]


def open_demand(viewer: Viewer, entry: Entry, by: date) -> OpenDemandView:
    """Letters count whose latest possible day had come `by` a day."""
    turning = viewer.kept(("open demand", entry.key), Turning, viewer.index.demand_turns(entry), partial(_open_demand, viewer, entry))
    return turning.on(by)


def _open_demand(viewer: Viewer, entry: Entry, by: date) -> OpenDemandView:
    state, change = viewer.index.demand_state(entry, by)
    asked = [a for a in viewer.index.asked.get(entry.key, ()) if a.letter.record.date.latest <= by]
    first = {a.letter.key: a for a in reversed(asked)}
    made = [(viewer.links(a.letter.record.to), viewer.link(key, a.paragraph)) for key, a in reversed(first.items())]
    by_whom = {to: tuple(link for other, link in made if other == to) for to, _ in made}
    return OpenDemandView(
        Link(viewer.name(entry), address(entry)), tuple(link for _, link in made), tuple(by_whom.items()), viewer.links(entry.record.target),
        viewer.name(state) if state else "Open", viewer.index.demand_since(entry, by), _perhaps(viewer, entry, by),
        viewer.sources(change.sources) if change else (),
    )  # fmt: skip


def _perhaps(viewer: Viewer, entry: Entry, day: date) -> tuple[tuple[str, PartialDate], ...]:
    return tuple((viewer.name(viewer.dossier.entries[c.state.key]), c.date) for c in viewer.index.demand_perhaps(entry, day))


def on_the_table(viewer: Viewer, entry: Entry) -> list[OpenDemandView]:
    """What had been asked and was open on the day of a meeting; nothing of other events."""
    if not is_meeting(viewer.index, entry):
        return []
    links = viewer.index.backlinks.get(entry.key, ())
    countries = [entry.country, *(link.entry.country for link in links), *(c for link in links for c in getattr(link.entry.record, "countries", ()))]
    found = [
        item for country in dict.fromkeys(countries) if country in viewer.dossier.entries
        for item in demands_on(viewer.index, country, entry.record.date.latest)
    ]  # fmt: skip
    return list({demand.key: open_demand(viewer, demand, entry.record.date.latest) for demand, _, _ in found}.values())


class MadeView(Struct, frozen=True):
    """A demand that a letter makes: its state on the letter's day, in how many letters it was made before and since, and now.

    `beside` are letters of which dates do not say whether they came before or after. `paragraphs` are the numbers of all in which the letter
    makes it, and may be none.
    """

    demand: DemandView
    paragraphs: tuple[str, ...]
    then: str
    then_since: PartialDate | None
    then_perhaps: tuple[tuple[str, PartialDate], ...]
    before: int
    since: int
    beside: int


def made_views(viewer: Viewer, entry: Entry) -> tuple[MadeView, ...]:
    """Each demand once, in the order in which the letter first makes them."""
    letter: Letter = entry.record
    found: list[MadeView] = []
    where: dict[str, list[str]] = {}
    for made in letter.demands:
        where.setdefault(made.demand.key, []).append((made.paragraph or "")[1:])
    ids = Counter(key.rpartition("/")[2] for key in where)
    for key, paragraphs in where.items():
        demand = viewer.dossier.entries.get(key)
        if demand is None:
            continue
        others = {asked.letter.key: asked.letter for asked in viewer.index.asked[key] if asked.letter.key != entry.key}
        dates = [other.record.date for other in others.values()]
        before, since = sum(when.latest < letter.date.earliest for when in dates), sum(when.earliest > letter.date.latest for when in dates)
        state, _ = viewer.index.demand_state(demand, letter.date.latest)
        words = viewer.name(state) if state else "Open"
        view = demand_view(viewer, demand, everywhere=ids[demand.id] > 1)
        numbers = tuple(number for number in dict.fromkeys(paragraphs) if number)
        then_since, then_perhaps = viewer.index.demand_since(demand, letter.date.latest), _perhaps(viewer, demand, letter.date.latest)
        found.append(MadeView(view, numbers, words, then_since, then_perhaps, before, since, len(dates) - before - since))
    return tuple(found)
