"""What was the case on a day, as a reader sees it: each value with its event, source, and whether it was known then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ..addresses import address
from ..dates import PartialDate
from ..dossier import Entry
from ..phrases import listed
from ..standing import Standing, is_listed, then_of, told_of
from ..tracks import UNKNOWN, Assertion, Held, Timeline
from .answers import position_views, reply_views
from .base import Viewer
from .pieces import Link, PositionView, ReplyView, SourceView
from .states import StateView, said_value, state_view

__all__ = ["HeldView", "StandingView", "ThenView", "held_views", "spans", "standing_key", "standing_view", "then_views"]


class HeldView(Struct, frozen=True):
    """A value on a day. `by` is the account that says so, where accounts differ; `known` since when a source says so.

    `later` says that it was not known on that day; `certain` is false within an imprecise beginning or end; `doubt` says how
    sure the event is, where that is less than likely; `stated` that an editor wrote since when it was known. `still` says that `by`
    is whose account leaves what was before, `anew` that the value was so before, and `before` what it was until the record ran out.
    """

    value: str
    shade: str
    since: PartialDate | None
    event: Link | None
    by: Link | None
    sources: tuple[SourceView, ...]
    certain: bool
    contested: bool
    known: PartialDate | None
    later: bool
    positions: tuple[PositionView, ...] = ()
    doubt: str = ""
    stated: bool = False
    replies: tuple[ReplyView, ...] = ()
    still: bool = False
    anew: bool = False
    before: str = ""

    @property
    def perhaps(self) -> bool:
        """Whether it may not have been so."""
        return not self.certain or bool(self.doubt)


class StandingView(Struct, frozen=True):
    """A person or an organisation and one track, with what it says on a day."""

    who: Link
    label: str
    held: tuple[HeldView, ...]


class ThenView(Struct, frozen=True):
    """Somebody named in a letter: known on its day; learnt later about that day; the last recorded value.

    `later` is empty where nothing else was learnt; where that overtook something that was known, it is all that is recorded of the day.
    """

    who: Link
    label: str
    known: tuple[HeldView, ...]
    later: tuple[HeldView, ...]
    now: StateView
    checked: PartialDate | None


def held_views(viewer: Viewer, timeline: Timeline, held: Iterable[Held], day: date, known_by: date | None = None) -> tuple[HeldView, ...]:
    """Values on a day in words; with `known_by`, of what was publicly known by that day."""
    told_first = sorted(held, key=lambda one: one.assertion is None)  # "no such change" stands behind the change that it denies
    return tuple(view for one in told_first for view in _from_its_beginning(viewer, timeline, one, day, known_by))


def _from_its_beginning(viewer: Viewer, timeline: Timeline, held: Held, day: date, known_by: date | None) -> Iterator[HeldView]:
    """A value, and before it how it began, where it was only recorded anew: each has sources, and a day since which it was known."""
    begun = _begun(timeline, held, known_by)
    if begun is not held:
        yield _held(viewer, timeline, begun, day, known_by)
    yield replace(_held(viewer, timeline, held, day, known_by), anew=begun is not held)


def _begun(timeline: Timeline, held: Held, known_by: date | None = None) -> Held:
    made = held.assertion
    if made is None or held.value != made.value or held.contested or not held.certain:
        return held
    first = timeline.begun_with(made, known_by)
    return held if first is made else replace(held, assertion=first)


def _held(viewer: Viewer, timeline: Timeline, held: Held, day: date, known_by: date | None) -> HeldView:
    made = held.assertion
    if made is None:
        by = _still(viewer, timeline, None, day, known_by)
        words = "no such change is recorded" if by else "by another account, no such change is recorded"
        return HeldView(words, "dots", None, None, by, (), True, True, None, False)
    ended = held.value == UNKNOWN and made.value != UNKNOWN
    label, shade = said_value(viewer, timeline.track, held.value, made)
    still = _still(viewer, timeline, made, day, known_by) if held.contested and not made.account else None
    by = viewer.actor(made.account.by) if made.account else still
    return HeldView(
        label, shade, made.until if ended else made.date, viewer.link(made.event.key), by,
        viewer.sources(made.sources), held.certain, held.contested, made.known, made.known is None or made.known.latest > day,
        position_views(viewer, made.event), made.doubt, made.known is not None and made.known == made.event.record.known,
        reply_views(viewer, made.event.record), still is not None, before=said_value(viewer, timeline.track, made.value, made)[0] if ended else "",
    )  # fmt: skip


def _still(viewer: Viewer, timeline: Timeline, made: Assertion | None, day: date, known_by: date | None) -> Link | None:
    """Those by whose account what was the case before (`made`; None: nothing) still was on a day, though by others it had changed."""
    changed = [step for step in timeline.steps if any(one.begun(day) and (made is None or one.place > made.place) for one in step.alternatives)]
    others = (one.account for step in changed for one in step.alternatives if one.account and not one.begun(day) and one.was_known(known_by))
    names = list(dict.fromkeys(viewer.actor(account.by) for account in others))
    return names[0] if len(names) == 1 else Link(listed([name.text for name in names])) if names else None


def standing_view(viewer: Viewer, standing: Standing) -> StandingView:
    """What is recorded for a day about a person or an organisation; it is the same on every day of one `standing_key`."""
    term = viewer.dossier.entries[f"vocabulary/tracks/{standing.timeline.track}"].record
    views = held_views(viewer, standing.timeline, standing.held, standing.day)
    return StandingView(viewer.link(standing.entry.key), term.label.say(viewer.language), views)


def standing_key(standing: Standing) -> tuple[object, ...]:
    """All that the view of a day rests on: whose track, what it says, and what of that was known."""
    begun = (_begun(standing.timeline, held) for held in standing.held)
    known = tuple(map(standing.was_known, (*standing.held, *begun)))
    return standing.entry.key, standing.timeline.track, standing.held, known


def _told_by(view: HeldView, day: date) -> HeldView:
    """A value with those of its sources that were published by a day; with all where none is dated so, as an editor may know more."""
    published = tuple(source for source in view.sources if source.date and source.date.latest <= day)
    return replace(view, sources=published or view.sources)


def then_views(viewer: Viewer, named: Iterable[str], day: date) -> tuple[ThenView, ...]:
    """Then and now of everyone named in a letter about whom a state is recorded."""
    found = []
    for key in named:
        entry = viewer.dossier.entries[key]
        for then in then_of(viewer.index, key, day):
            term = viewer.dossier.entries[f"vocabulary/tracks/{then.timeline.track}"].record
            label = term.label.say(viewer.language)
            known = held_views(viewer, then.timeline, then.known, day, day)
            later = _not_known(held_views(viewer, then.timeline, then.later, day), known)
            told, who = tuple(_told_by(view, day) for view in known), Link(viewer.name(entry), address(entry))
            found.append(ThenView(who, label, told, later, state_view(viewer, then.timeline, label), entry.record.checked))
    return tuple(found)


def _not_known(later: tuple[HeldView, ...], known: tuple[HeldView, ...]) -> tuple[HeldView, ...]:
    """What was learnt later without what was known already; all of it where something that was known does not hold any more."""
    said = [replace(view, sources=()) for view in known]
    new = tuple(view for view in later if replace(view, sources=()) not in said)
    return new if len(new) + len(said) == len(later) else later


def spans(viewer: Viewer, entry: Entry) -> list[tuple[str, str, list[tuple[date, tuple[HeldView, ...]]]]]:
    """(kind of record, label of the track, [(day from which, what holds)]) of every listed track: a day's answer is the last before it."""
    found = []
    for track, timeline in viewer.index.tracks.get(entry.key, {}).items():
        if not is_listed(viewer.dossier, track):
            continue
        term = viewer.dossier.entries[f"vocabulary/tracks/{track}"].record
        steps = [(day, held_views(viewer, timeline, told_of(timeline, day), day)) for day in timeline.turns]
        found.append((term.of, term.label.say(viewer.language), steps))
    return found
