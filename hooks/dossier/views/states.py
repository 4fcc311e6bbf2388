"""A track -> what it says at last, in words that never say that it is so now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ..dates import PartialDate
from ..dossier import Entry
from ..phrases import a_day, anew_day, said_doubt, since_day
from ..standing import is_listed
from ..tracks import UNKNOWN, Assertion, Held, Timeline, by_doubt, track_key
from .answers import position_views, reply_views, who_answered
from .base import Viewer
from .pieces import Link, PositionView, ReplyView

__all__ = ["StateView", "dated_words", "listed_states", "said_value", "state_view", "state_words"]

_DIFFER = " (accounts differ)"


class StateView(Struct, frozen=True):
    """The last recorded value of a track with the day of its last source; several where contested.

    `since` and `until` hold more than one date where accounts differ on it; `until` is empty unless the value was to end
    after the day of the last check, so that it may still hold. `doubt` says how sure the event is, where that is less than likely, and
    `besides` what less sure events have left beside it, in words: nobody is dead, held or free by a doubtful report alone.
    `anew` is for when the same was recorded last, where that was so before; `before` is what was the case until the record ran out,
    `alone` that this is on record for its first day and no longer.
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
    anew: PartialDate | None = None
    before: str = ""
    alone: bool = False


def said_value(viewer: Viewer, track: str, value: str, made: Assertion | None) -> tuple[str, str]:
    """Label and shade of a value that an assertion gives; what the value of another track ended is said in the words of that."""
    label, shade = viewer.value(track, value)
    return (viewer.value(*made.ended)[0] if made and made.ended and value == made.value else label), shade


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
    over = ran_out and not until
    begun = ends if over or len(ends) > 1 else tuple(timeline.begun_with(made) for made in ends)
    since = tuple(dict.fromkeys((made.until or made.date) if over else made.date for made in begun))
    last = max((d for made in ends if (d := viewer.last_source(made.sources))), key=lambda d: d.order, default=None)
    positions = tuple(dict.fromkeys(position for made in ends for position in position_views(viewer, made.event)))
    replies = tuple(dict.fromkeys(reply for made in ends for reply in reply_views(viewer, made.event.record)))
    contested = len(values) > 1 or len(since) > 1 or any(one.assertion is None for one in held)
    before = " or ".join(dict.fromkeys(said_value(viewer, timeline.track, made.value, made)[0] for made in ends)) if over else ""
    return StateView(
        label, values, since, viewer.link(ends[-1].event.key), last, contested, positions, until, ends[-1].doubt, replies=replies,
        anew=ends[-1].date if begun != ends else None, before=before, alone=over and len(ends) == 1 and ends[0].until == ends[0].date,
    )  # fmt: skip


def _to_come(viewer: Viewer, timeline: Timeline, ends: Iterable[Assertion]) -> tuple[PartialDate, ...]:
    """The ends of the last value of a track, if one of them had not come for certain when this was last checked."""
    found = tuple(dict.fromkeys(made.until for made in ends if made.until))
    checked = _checked(viewer, viewer.dossier.entries[timeline.key], ends)
    return found if checked is not None and any(day.latest > checked for day in found) else ()


def _checked(viewer: Viewer, entry: Entry, ends: Iterable[Assertion]) -> date | None:
    """When a record was last checked; without such a day, when the events were that give its state, or anything of its country."""
    checked: PartialDate | None = entry.record.checked
    if checked:
        return checked.latest
    return max((day.latest for made in ends if (day := made.event.record.checked)), default=viewer.checked_to(entry.country))


def listed_states(viewer: Viewer, entry: Entry) -> list[StateView]:
    """The last recorded states of a person or an organisation that may stand in a list, without the page around them."""
    found = []
    for track, timeline in viewer.index.tracks.get(entry.key, {}).items():
        if is_listed(viewer.dossier, track) and timeline.intervals():
            term = viewer.dossier.entries[track_key(track)].record
            state = state_view(viewer, timeline, term.label.say(viewer.language))
            if state.before:  # what is not on record is nothing to answer
                state = replace(state, positions=(), replies=())
            events = (interval.assertion.event for interval in timeline.intervals())
            found.append(replace(state, earlier=who_answered(viewer, events, {*state.positions, *state.replies})))
    return found


def state_words(state: StateView) -> str:
    """`in prison, since 7 April 2017`; where accounts differ, what each says, and that they do."""
    since = " or ".join(since_day(day) for day in state.since)
    anew = f", {anew_day(state.anew)}" if state.anew else ""
    until = " or ".join(f"until {a_day(day)}" for day in state.until)
    differ = _DIFFER if state.contested else ""
    said = f"{' or '.join(state.values)}, {since}{anew}{f', {until}' if until else ''}{said_doubt(state.doubt)}{differ}"
    return "; ".join((said, *state.besides))


def dated_words(entry: Entry, state: StateView) -> str:
    """The same with the days of the last source and of the last check: what was the case is not said to be so now."""
    said = [f"last source {state.last_source.say()}"] if state.last_source else []
    said += [f"checked {entry.record.checked.say()}"] if entry.record.checked else []
    words, days = state_words(state), ", ".join(said)
    if days and words.endswith(_DIFFER):  # one bracket says both
        return f"{words[:-1]}; {days})"
    return f"{words} ({days})" if days else words
