"""A country's records -> its Overview in words: what each bar, letter and mark is called, the answer underneath, and what stands around."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from ..addresses import address
from ..dates import ALWAYS, PartialDate, days_after
from ..dossier import Entry
from ..meanings import lane_label
from ..model import Event, Letter
from ..overview import Crossing, Lane, Overview, Row, overview
from ..phrases import listed, said_doubt, since_day, upper_first
from ..replies import dates_of
from ..stretches import Stretch
from ..tracks import UNKNOWN, Held, by_doubt
from ..workdays import days_text
from .answers import position_views, reply_views, who_answered
from .bars import After, BarView, CrossingView, LaneView, MarkView, OverviewView, RowView
from .base import Viewer
from .captions import description_words, flag_words, headline_words, legend_lines, lines_behind, years_words
from .entries import accounts_words, chronicle, entry_view
from .states import said_value

__all__ = ["overview_view"]

_HELD = "Recorded as in custody"
_FOLLOWING, _WITHIN = 4, 731
"""So many events after a letter are named underneath, if they came within so many days."""


def overview_view(viewer: Viewer, country: str, checked: PartialDate | None) -> OverviewView | None:
    """The picture of a country in words; None where nothing of it can be drawn."""
    entries = chronicle(viewer, country)
    seen = overview(viewer.index, country, entries)
    if seen is None:
        return None
    numbered = [crossing for crossing in seen.crossings if crossing.numbered]
    following = _to_follow(seen, entries)
    crossings = tuple(_crossing(viewer, seen, crossing, numbered, following) for crossing in seen.crossings)
    name = viewer.link(country).text
    sections = tuple(
        (_heading(viewer, heading, rows), rows[0].of, tuple(_row(viewer, row) for row in rows))
        for heading, rows in (("People", seen.people), ("Organisations", seen.organisations))
        if rows
    )
    headline = headline_words(seen, numbered)
    bars = [bar for _, _, rows in sections for row in rows for bar in row.bars]
    return OverviewView(
        country, headline, f"{name}, {years_words(seen)}: {headline}", description_words(viewer, seen, numbered), sections, crossings,
        tuple(_mark(viewer, entry) for entry in seen.letters), tuple(_lane(viewer, lane) for lane in seen.lanes), legend_lines(viewer, seen),
        tuple(line for row in seen.rows for line in lines_behind(viewer, row)), seen.first, seen.last, checked,
        any(bar.open for bar in bars) or any(mark.end - mark.start > timedelta(1) for lane in seen.lanes for mark in map(_days, lane.marks)),
    )  # fmt: skip


def _heading(viewer: Viewer, heading: str, rows: Iterable[Row]) -> str:
    tracks = dict.fromkeys(viewer.dossier.entries[f"vocabulary/tracks/{row.track}"].record.label.say(viewer.language) for row in rows)
    return f"{heading}: {listed([label[:1].lower() + label[1:] for label in tracks])}"


def _row(viewer: Viewer, row: Row) -> RowView:
    who = viewer.link(row.entry.key)
    return RowView(who, _last_words(viewer, row), tuple(_bar(viewer, row, who.text, stretch) for stretch in row.stretches), row.last)


def _bar(viewer: Viewer, row: Row, who: str, stretch: Stretch) -> BarView:
    made = stretch.made
    value = said_value(viewer, row.track, stretch.value, made)[0]
    since = f", {' or '.join(map(_begun, (made.date, *stretch.others)))}" if made else ""
    since += " (accounts differ)" if stretch.others and not stretch.contested else ""
    unsure = bool(made and made.doubt) or any(one.value == UNKNOWN for one in stretch.besides)
    doubt = " (accounts differ)" if stretch.contested else " (day not known)" if stretch.open and not unsure else ""
    sure = (said_doubt(made.doubt) if made else "") + "".join(_beside(viewer, row, one) for one in stretch.besides)
    event = f": {viewer.link(made.event.key).text}{_answered(viewer, made.event)}" if made else ""
    href = viewer.link(made.event.key).href if made else ""
    return BarView(stretch.start, stretch.end, stretch.shade, f"{who}, {value}{doubt}{since}{sure}{event}", href, stretch.open, stretch.contested)


def _answered(viewer: Viewer, event: Entry) -> str:
    """Who has answered to what a bar or a mark is of, since its words are read without the table: `; answered by Bo Dahl`."""
    names = who_answered(viewer, [event], ())
    return f"; answered by {listed(list(names))}" if names else ""


def _last_words(viewer: Viewer, row: Row) -> str:
    """The last recorded state with its beginning, short: `released on parole, 22 May 2018`."""
    held, *less = by_doubt(row.timeline.on(date.max))
    values = dict.fromkeys(said_value(viewer, row.track, one.value, one.assertion)[0] for one in held)
    made = [one.assertion for one in held if one.assertion]
    since = dict.fromkeys(_begun(one.date) for one in made)
    perhaps = "".join(_beside(viewer, row, one) for group in less for one in group)
    if len(values) != 1 or len(since) != 1:
        return f"{' or '.join(values)} (accounts differ){perhaps}"
    return f"{''.join(values)}, {''.join(since)}{said_doubt(made[0].doubt)}{perhaps}" if not any(one.until for one in made) else ""


def _beside(viewer: Viewer, row: Row, held: Held) -> str:
    """What a less sure event says beside what is drawn: `; perhaps released, 22 May 2018, on record as “unlikely” only`."""
    made = held.assertion
    value = said_value(viewer, row.track, held.value, made)[0]
    return f"; perhaps {value}, {_begun(made.date)}{said_doubt(made.doubt)}" if made else ""


def _begun(when: PartialDate) -> str:
    """The day alone, where it cannot be read as the end of the state too: `22 May 2018`, `since a day between May and June 2018`."""
    return since_day(when) if when.is_interval else when.say()


class _Days(Struct, frozen=True):
    start: date
    end: date


def _days(entry: Entry) -> _Days:
    """The days of a mark: of what is known only to have been by a day, that day."""
    day: PartialDate = entry.record.date
    return _Days(day.latest if day.earliest == ALWAYS else day.earliest, days_after(day.latest))


def _mark(viewer: Viewer, entry: Entry) -> MarkView:
    days, title = _days(entry), viewer.name(entry)
    said = " or ".join(day.say() for day in dates_of(entry))
    rating = getattr(entry.record, "rating", None)
    texts = tuple(str(text) for text in (rating.list, rating.value and f"rated {rating.value}", rating.value) if text) if rating else ()
    words = title if title.endswith(said) else f"{title}, {said}"
    words += f"{entry_view(viewer, entry).aside}{_answered(viewer, entry)}"
    return MarkView(days.start, days.end, words, address(entry), texts)


def _lane(viewer: Viewer, lane: Lane) -> LaneView:
    words = lane_label(viewer.dossier, lane.id, viewer.language)
    return LaneView(upper_first(words), lane.group, tuple(_mark(viewer, entry) for entry in lane.marks))


def _crossing(viewer: Viewer, seen: Overview, crossing: Crossing, numbered: list[Crossing], following: list[Entry]) -> CrossingView:
    letter: Letter = crossing.letter.record
    places = {id(row): place for place, row in enumerate(seen.rows)}
    said = [(_HELD, crossing.held), ("Perhaps in custody", crossing.perhaps), ("Freedom restricted", crossing.restricted)]
    said.append(("Freedom perhaps restricted", crossing.perhaps_restricted))
    sentences = tuple((label, tuple(viewer.link(row.entry.key) for row in rows)) for label, rows in said if rows or label == _HELD)
    return CrossingView(
        numbered.index(crossing) + 1 if crossing.numbered else 0, _mark(viewer, crossing.letter), viewer.link(crossing.letter.key), letter.date,
        viewer.links(letter.to), (letter.date.say(), flag_words(crossing)), tuple(places[id(row)] for row in crossing.held),
        tuple(places[id(row)] for row in crossing.perhaps), sentences, _after(viewer, crossing, following), not letter.text_available,
    )  # fmt: skip


def _to_follow(seen: Overview, entries: Iterable[Entry]) -> list[Entry]:
    """The entries that changed a state of somebody drawn, or stand on the first lane: what a reader looks for after a letter."""
    wanted = {one.event.key for row in seen.rows for step in row.timeline.steps for one in step.alternatives}
    wanted |= {mark.key for lane in seen.lanes[:1] for mark in lane.marks}
    return sorted((entry for entry in entries if entry.key in wanted), key=lambda entry: entry.record.date.earliest)


def _after(viewer: Viewer, crossing: Crossing, following: list[Entry]) -> tuple[After, ...]:
    """The next of them that certainly came after the letter, and not very much later."""
    day: PartialDate = crossing.letter.record.date
    start = bisect_right(following, day.latest, key=lambda entry: entry.record.date.earliest)
    found: list[After] = []
    for entry in following[start : start + _FOLLOWING]:
        dates = dates_of(entry)
        when: PartialDate = entry.record.date
        if when.earliest <= days_after(day.latest, _WITHIN) and all(day.latest < one.earliest for one in dates):
            exact = len(dates) == 1 and when.is_day and day.is_day
            said = f"{days_text((when.latest - day.latest).days)} later" if exact else " or ".join(one.say() for one in dates)
            event: Event = entry.record
            answers = position_views(viewer, entry), reply_views(viewer, event)
            found.append(After(said, viewer.link(entry.key), accounts_words(viewer, event), *answers))
    return tuple(found)
