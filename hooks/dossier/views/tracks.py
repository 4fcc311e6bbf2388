"""Tracks as a reader sees them: each value with its span, event and source, and a small picture of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ..dates import ALWAYS, PartialDate, days_after
from ..dossier import Entry
from ..history import first_address
from ..phrases import a_day, said_doubt, since_day
from ..scale import in_steps
from ..standing import is_listed
from ..stretches import DOTS, Stretch, last_record, stretches
from ..tracks import UNKNOWN, Assertion, Held, Interval, Timeline, by_doubt, track_key
from .answers import position_views, reply_views, who_answered
from .base import Viewer
from .pieces import Link, PositionView, ReplyView, SourceView

__all__ = [
    "Bar",
    "IntervalView",
    "StateView",
    "TrackView",
    "dated_words",
    "interval_view",
    "listed_states",
    "said_span",
    "said_value",
    "state_anchor",
    "state_view",
    "state_words",
    "track_views",
]

WIDTH = 1000


class IntervalView(Struct, frozen=True):
    """`anchor` is the id of its line on the page; where accounts differ, the first line of an event has it.

    `doubt` says how sure the event is, where that is less than likely; `lapsed` that what was the case from its end on is not on record, and
    need not have begun that day. `doubted` are further ends, by less sure entries; `renewed`: it ends in that the same is recorded anew.
    `positions` and `replies` are what others have answered to its event.
    """

    value: str
    shade: str
    start: PartialDate
    ends: tuple[PartialDate | None, ...]
    event: Link
    by: Link | None
    contested: bool
    sources: tuple[SourceView, ...]
    anchor: str = ""
    doubt: str = ""
    lapsed: bool = False
    doubted: tuple[PartialDate, ...] = ()
    renewed: bool = False
    positions: tuple[PositionView, ...] = ()
    replies: tuple[ReplyView, ...] = ()

    @property
    def still(self) -> str:
        """What stands behind its end where it ended by one account and by another did not, or by an entry that is less sure."""
        without = " (by another account, no end is recorded)" if None in self.ends and any(self.ends) else ""
        without = ", when the same is recorded anew" if self.renewed else without
        perhaps = " or ".join(f"{'ended ' if end.is_by else 'until '}{a_day(end)}" for end in self.doubted)
        return without + (f" (perhaps {perhaps}, by an entry that is less sure)" if perhaps else "")


class Bar(Struct, frozen=True):
    """One stretch of the picture, 0 to 1000 wide; `open` is a beginning that lies between two days."""

    shade: str
    start: int
    end: int
    contested: bool = False
    open: bool = False


class StateView(Struct, frozen=True):
    """The last recorded value of a track with the day of its last source; several where contested.

    `since` and `until` hold more than one date where accounts differ on it; `until` is empty unless the value was to end
    after the day of the last check, so that it may still hold. `doubt` says how sure the event is, where that is less than likely, and
    `besides` what less sure events have left beside it, in words: nobody is dead, held or free by a doubtful report alone.
    `earlier` are those who have answered to what the track said before; a list names them, since a release tells of an arrest too.
    """

    label: str
    values: tuple[str, ...]
    since: tuple[PartialDate, ...]
    event: Link
    last_source: PartialDate | None
    contested: bool
    positions: tuple[PositionView, ...] = ()
    until: tuple[PartialDate, ...] = ()
    doubt: str = ""
    besides: tuple[str, ...] = ()
    replies: tuple[ReplyView, ...] = ()
    earlier: tuple[str, ...] = ()


class TrackView(Struct, frozen=True):
    label: str
    of: str
    intervals: tuple[IntervalView, ...]
    bars: tuple[Bar, ...]
    axis: range
    words: str
    state: StateView
    who: str = ""
    letters: tuple[tuple[int, Link, PartialDate], ...] = ()
    """(place on the picture, letter, its date) of each letter that names whom this is about."""


def track_views(viewer: Viewer, entry: Entry) -> tuple[TrackView, ...]:
    """The tracks of a person or an organisation, in the vocabulary's order."""
    found = [timeline for timeline in viewer.index.tracks.get(entry.key, {}).values() if timeline.intervals()]
    if not found:
        return ()
    last = max(last_record(viewer.index, entry, timeline) for timeline in found)
    letters = _named_in(viewer, entry)
    starts = [_earliest(interval.start).year for timeline in found for interval in timeline.intervals()]
    sent = [letter.record.date.latest.year for letter in letters]
    axis = in_steps(min(starts + sent), max([last.year, *sent]))
    return tuple(_track(viewer, timeline, axis, last, letters) for timeline in found)


def _track(viewer: Viewer, timeline: Timeline, axis: range, last: date, letters: list[Entry]) -> TrackView:
    term = viewer.dossier.entries[f"vocabulary/tracks/{timeline.track}"]
    label = term.record.label.say(viewer.language)
    views = tuple(_anchored(viewer, timeline))
    words = "; ".join(f"{view.value} {said_span(view)}" for view in views)
    begin, end = date(max(axis[0], 1), 1, 1).toordinal(), date(min(axis.stop - 1, date.max.year), 12, 31).toordinal() + 1

    def x(day: date) -> int:
        return max(0, min(WIDTH, round((day.toordinal() - begin) * WIDTH / (end - begin))))

    bars = tuple(_bars(stretches(viewer.dossier, timeline, last), x, last))
    lines = tuple((x(letter.record.date.latest), viewer.link(letter.key), letter.record.date) for letter in letters)
    state, who = state_view(viewer, timeline, label), viewer.link(timeline.key).text
    return TrackView(label, term.record.of, views, bars, axis, f"{label}: {words}", state, who, lines)


def _anchored(viewer: Viewer, timeline: Timeline) -> Iterator[IntervalView]:
    seen: set[str] = set()
    for interval in timeline.intervals():
        anchor = state_anchor(viewer, timeline.track, interval.assertion.event)
        yield replace(interval_view(viewer, timeline, interval), anchor="" if anchor in seen else anchor)
        seen.add(anchor)


def state_anchor(viewer: Viewer, track: str, event: Entry) -> str:
    """The fragment, on the page of whom a track is about, of what an event made of it; it stays when the event is renamed."""
    return f"state-{track}-{first_address(viewer.ledger, event).rstrip('/').rpartition('/')[2]}"


def said_span(view: IntervalView) -> str:
    ends = [end for end in view.ends if end]
    until = ", on record until " if view.lapsed else " until "
    ended = f"{', ended ' if ends[0].is_by else until}{' or '.join(a_day(end) for end in ends)}" if ends else ""
    start = view.start.say() if view.start.is_by else f"from {a_day(view.start)}"
    return f"{start}{ended}{view.still}" + (", contested" if view.contested else "") + said_doubt(view.doubt)


def said_value(viewer: Viewer, track: str, value: str, made: Assertion | None) -> tuple[str, str]:
    """Label and shade of a value that an assertion gives; what the value of another track ended is said in the words of that."""
    label, shade = viewer.value(track, value)
    return (viewer.value(*made.ended)[0] if made and made.ended and value == made.value else label), shade


def interval_view(viewer: Viewer, timeline: Timeline, interval: Interval) -> IntervalView:
    made = interval.assertion
    label, shade = said_value(viewer, timeline.track, interval.value, made)
    by = viewer.actor(made.account.by) if made.account and interval.contested else None
    ends = tuple(end for end in interval.ends if end not in interval.doubted)
    return IntervalView(
        label, shade, interval.start, ends, viewer.link(made.event.key), by, interval.contested, viewer.sources(made.sources),
        doubt=made.doubt, lapsed=any(end in ends for end in interval.lapsed), doubted=interval.doubted,
        renewed=timeline.is_renewed(interval), positions=position_views(viewer, made.event), replies=reply_views(viewer, made.event.record),
    )  # fmt: skip


def state_view(viewer: Viewer, timeline: Timeline, label: str) -> StateView:
    """What a track says at last, never as a bare `is`: what is surest, and in words what is less sure."""
    sure, *less = by_doubt(timeline.on(date.max))
    state = _state(viewer, timeline, label, sure)
    others = [_state(viewer, timeline, label, held) for held in less]
    positions = tuple(dict.fromkeys(position for one in (state, *others) for position in one.positions))
    last = max((one.last_source for one in (state, *others) if one.last_source), key=lambda day: day.order, default=None)
    besides = tuple(f"perhaps {state_words(other)}" for other in others)
    replies = tuple(dict.fromkeys(reply for one in (state, *others) for reply in one.replies))
    return replace(state, positions=positions, last_source=last, besides=besides, replies=replies)


def _state(viewer: Viewer, timeline: Timeline, label: str, held: tuple[Held, ...]) -> StateView:
    ends = tuple(dict.fromkeys(one.assertion for one in held if one.assertion))
    ran_out = all(value.value == UNKNOWN for value in held) and any(made.until for made in ends)
    until = _to_come(viewer, timeline, ends) if ran_out else ()
    given = ((made.value, made) for made in ends) if until else ((one.value, one.assertion) for one in held)
    values = tuple(dict.fromkeys(said_value(viewer, timeline.track, value, made)[0] for value, made in given))
    since = tuple(dict.fromkeys((made.until or made.date) if ran_out and not until else made.date for made in ends))
    last = max((d for made in ends if (d := viewer.last_source(made.sources))), key=lambda d: d.order, default=None)
    positions = tuple(dict.fromkeys(position for made in ends for position in position_views(viewer, made.event)))
    replies = tuple(dict.fromkeys(reply for made in ends for reply in reply_views(viewer, made.event.record)))
    contested = len(values) > 1 or len(since) > 1 or any(one.assertion is None for one in held)
    return StateView(label, values, since, viewer.link(ends[-1].event.key), last, contested, positions, until, ends[-1].doubt, replies=replies)


def _to_come(viewer: Viewer, timeline: Timeline, ends: Iterable[Assertion]) -> tuple[PartialDate, ...]:
    """The ends of the last value of a track, if one of them had not come for certain when the record was last checked."""
    checked = viewer.dossier.entries[timeline.key].record.checked
    found = tuple(dict.fromkeys(made.until for made in ends if made.until))
    return found if checked is not None and any(day.latest > checked.latest for day in found) else ()


def listed_states(viewer: Viewer, entry: Entry) -> list[StateView]:
    """The last recorded states of a person or an organisation that may stand in a list, without the page around them."""
    found = []
    for track, timeline in viewer.index.tracks.get(entry.key, {}).items():
        if is_listed(viewer.dossier, track) and timeline.intervals():
            term = viewer.dossier.entries[track_key(track)].record
            state = state_view(viewer, timeline, term.label.say(viewer.language))
            events = (interval.assertion.event for interval in timeline.intervals())
            found.append(replace(state, earlier=who_answered(viewer, events, {*state.positions, *state.replies})))
    return found


def state_words(state: StateView) -> str:
    """`in prison, since 7 April 2017`; where accounts differ, what each says, and that they do."""
    since = " or ".join(since_day(day) for day in state.since)
    until = " or ".join(f"until {a_day(day)}" for day in state.until)
    differ = " (accounts differ)" if state.contested else ""
    said = f"{' or '.join(state.values)}, {since}{f', {until}' if until else ''}{said_doubt(state.doubt)}{differ}"
    return "; ".join((said, *state.besides))


def dated_words(entry: Entry, state: StateView) -> str:
    """The same with the days of the last source and of the last check: what was the case is not said to be so now."""
    said = [f"last source {state.last_source.say()}"] if state.last_source else []
    said += [f"checked {entry.record.checked.say()}"] if entry.record.checked else []
    return state_words(state) + (f" ({', '.join(said)})" if said else "")


def _earliest(when: PartialDate) -> date:
    return when.latest if when.earliest == ALWAYS else when.earliest


def _bars(found: tuple[Stretch, ...], x: Callable[[date], int], last: date) -> Iterator[Bar]:
    """What is certain, over it what may have begun, and dots after the last record."""
    for stretch in sorted(found, key=lambda stretch: stretch.open):
        yield Bar(stretch.shade, x(stretch.start), x(stretch.end), stretch.contested, stretch.open)
    if x(days_after(last)) < WIDTH:
        yield Bar(DOTS, x(days_after(last)), WIDTH)


def _named_in(viewer: Viewer, entry: Entry) -> list[Entry]:
    """The letters that name somebody, in order of time."""
    return list({passage.letter.key: passage.letter for passage in viewer.index.passages(entry)}.values())
