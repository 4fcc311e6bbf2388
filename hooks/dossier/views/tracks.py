"""Tracks as a reader sees them: each value with its span, event and source, and a small picture of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..dates import ALWAYS, PartialDate
from ..load import Entry
from ..tracks import UNKNOWN, Interval, Timeline
from .base import Link, SourceView, Viewer

__all__ = ["Bar", "IntervalView", "StateView", "TrackView", "state_view", "track_views"]

WIDTH = 1000


@dataclass(frozen=True, slots=True)
class IntervalView:
    value: str
    shade: str
    start: PartialDate
    end: PartialDate | None
    event: Link
    by: Link | None
    contested: bool
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of the picture, 0 to 1000 wide; `open` is a beginning that lies between two days."""

    shade: str
    start: int
    end: int
    contested: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class StateView:
    """The last recorded value of a track with the day of its last source; several where contested."""

    label: str
    values: tuple[str, ...]
    since: PartialDate
    event: Link
    last_source: PartialDate | None
    contested: bool


@dataclass(frozen=True, slots=True)
class TrackView:
    label: str
    of: str
    intervals: tuple[IntervalView, ...]
    bars: tuple[Bar, ...]
    axis: tuple[int, ...]
    words: str
    state: StateView


def track_views(viewer: Viewer, entry: Entry) -> tuple[TrackView, ...]:
    """The tracks of a person or an organisation, in the vocabulary's order."""
    return tuple(_track(viewer, entry, timeline) for timeline in viewer.index.tracks.get(entry.key, {}).values() if timeline.intervals())


def _track(viewer: Viewer, entry: Entry, timeline: Timeline) -> TrackView:
    term = viewer.dossier.entries[f"vocabulary/tracks/{timeline.track}"]
    label = term.record.label.say(viewer.language)
    intervals = timeline.intervals()
    views = tuple(_interval(viewer, timeline, interval) for interval in intervals)
    last = _last_record(viewer, entry, intervals)
    first_year = min(_earliest(interval.start).year for interval in intervals)
    axis = tuple(range(first_year, max(last.year, first_year) + 1))
    words = "; ".join(f"{view.value} {_span(view)}" for view in views)
    state = state_view(viewer, timeline, label)
    return TrackView(label, term.record.of, views, tuple(_bars(viewer, intervals, axis, last)), axis, f"{label}: {words}", state)


def _span(view: IntervalView) -> str:
    end = f" until {view.end.say()}" if view.end else ""
    return f"from {view.start.say()}{end}" + (", contested" if view.contested else "")


def _interval(viewer: Viewer, timeline: Timeline, interval: Interval) -> IntervalView:
    label, shade = viewer.value(timeline.track, interval.value)
    made = interval.assertion
    by = viewer.actor(made.account.by) if made.account and interval.contested else None
    return IntervalView(
        label, shade, interval.start, interval.end, viewer.link(made.event.key), by, interval.contested, viewer.sources(made.sources)
    )


def state_view(viewer: Viewer, timeline: Timeline, label: str) -> StateView:
    """What a track says at last, never as a bare `is`."""
    held = timeline.on(date.max)
    intervals = timeline.intervals()
    made = [value.assertion for value in held if value.assertion] or [intervals[-1].assertion]
    last = made[-1]
    ran_out = any(value.value == UNKNOWN and value.assertion and value.assertion.value != UNKNOWN for value in held)
    values = tuple(dict.fromkeys(viewer.value(timeline.track, v.value)[0] for v in held)) if held else ()
    since = last.until if ran_out and last.until else last.date
    return StateView(label, values, since, viewer.link(last.event.key), viewer.last_source(last.sources), len(values) > 1)


def _earliest(when: PartialDate) -> date:
    return when.latest if when.earliest == ALWAYS else when.earliest


def _last_record(viewer: Viewer, entry: Entry, intervals: list[Interval]) -> date:
    """The latest day that any event speaks of the record; after it, the picture shows dots."""
    days = [interval.start.latest for interval in intervals] + [i.end.latest for i in intervals if i.end]
    for link in viewer.index.backlinks.get(entry.key, ()):
        if link.entry.folder == "events":
            days.append(link.entry.record.date.latest)
    return max(days)


def _bars(viewer: Viewer, intervals: list[Interval], axis: tuple[int, ...], last: date) -> list[Bar]:
    begin, end = date(axis[0], 1, 1).toordinal(), date(axis[-1], 12, 31).toordinal() + 1

    def x(day: date) -> int:
        return max(0, min(WIDTH, round((day.toordinal() - begin) * WIDTH / (end - begin))))

    bars: list[Bar] = []
    for interval in intervals:
        _, shade = viewer.value(interval.assertion.track, interval.value)
        start, stop = interval.start.latest, interval.end.latest if interval.end else last
        if interval.start.earliest != interval.start.latest:
            bars.append(Bar(shade, x(_earliest(interval.start)), x(start), interval.contested, open=True))
        if x(stop) > x(start):
            bars.append(Bar(shade, x(start), x(stop), interval.contested))
        if interval.end is None and x(last) < WIDTH:
            bars.append(Bar("dots", x(max(last, start)), WIDTH))
        elif interval.end is not None and interval.assertion.until is interval.end and interval is intervals[-1]:
            bars.append(Bar("dots", x(stop), WIDTH))
    return bars
