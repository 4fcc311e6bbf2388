"""Tracks as a reader sees them: each value with its span, event and source, and a small picture of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ..dates import ALWAYS, PartialDate, days_after
from ..dossier import Entry
from ..history import first_address
from ..phrases import a_day, said_doubt
from ..scale import in_steps
from ..stretches import DOTS, Stretch, last_record, stretches
from ..tracks import Assertion, Interval, Timeline
from .answers import position_views, reply_views
from .base import Viewer
from .pieces import DenialView, Link, PositionView, ReplyView, SourceView
from .states import StateView, said_value, state_view

__all__ = ["Bar", "IntervalView", "TrackView", "interval_view", "said_span", "state_anchor", "track_views"]

WIDTH = 1000


class IntervalView(Struct, frozen=True):
    """`anchor` is the id of its line on the page; where accounts differ, the first line of an event has it.

    `doubt` says how sure the event is, where that is less than likely; `lapsed` that what was the case from its end on is not on record, and
    need not have begun that day. `doubted` are further ends, by less sure entries; `renewed`: it ends in that the same is recorded anew.
    `positions` and `replies` are what others have answered to its event, `denials` the accounts that say that it gave no such state.
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
    denials: tuple[DenialView, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether it is on record for its first day and no longer: an injury, of which nobody says how long it lasted."""
        return self.lapsed and self.ends == (self.start,)

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
    words = "; ".join(f"{view.value}{',' if view.alone else ''} {said_span(view)}" for view in views)
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
    if view.alone:
        return f"on record for {a_day(view.start)} alone{view.still}" + (", contested" if view.contested else "") + said_doubt(view.doubt)
    start = view.start.say() if view.start.is_by else f"from {a_day(view.start)}"
    return f"{start}{ended}{view.still}" + (", contested" if view.contested else "") + said_doubt(view.doubt)


def interval_view(viewer: Viewer, timeline: Timeline, interval: Interval) -> IntervalView:
    made = interval.assertion
    label, shade = said_value(viewer, timeline.track, interval.value, made)
    by = viewer.actor(made.account.by) if made.account and interval.contested else None
    ends = tuple(end for end in interval.ends if end not in interval.doubted)
    return IntervalView(
        label, shade, interval.start, ends, viewer.link(made.event.key), by, interval.contested, viewer.sources(made.sources),
        doubt=made.doubt, lapsed=any(end in ends for end in interval.lapsed), doubted=interval.doubted,
        renewed=timeline.is_renewed(interval), positions=position_views(viewer, made.event), replies=reply_views(viewer, made.event.record),
        denials=_denials(viewer, timeline, made) if interval.contested else (),
    )  # fmt: skip


def _denials(viewer: Viewer, timeline: Timeline, made: Assertion) -> tuple[DenialView, ...]:
    """Those who say so themselves: an account that is silent on a state denies nothing."""
    others = (other for step in timeline.steps if made in step.alternatives for other in step.alternatives)
    return tuple(
        DenialView(viewer.actor(one.account.by), viewer.sources(one.sources)) for one in others
        if one.account and not one.value and any(timeline.track in said for ref, said in one.account.effects.items() if ref.key == timeline.key)
    )  # fmt: skip


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
