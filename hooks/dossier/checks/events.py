"""Events: spans that end after they begin, states whose order is said, releases that follow a deprivation, confidence that its sources bear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..dossier import Entry
from ..files import INTERNATIONAL
from ..meanings import chained, ended_by
from ..model import Event, EventKind, Track
from ..problems import Problem
from ..tracks import CANCELS, DEPRIVATION, Step, Timeline, later_than, needed_by, open_order, track_key, value_of
from .vocabulary import effects_of, wrong_effects, wrong_sets

if TYPE_CHECKING:
    from . import Context

__all__ = ["accounts", "confidence", "ended", "needs", "order", "spans"]


def spans(context: Context) -> Iterator[Problem]:
    """What has an end ends after it begins; what is said to have come after something is not older; what came in reply in writing is a letter."""
    later = chained(context.public, "later")
    for entry in context.unsettled(context.dossier.of(Event.folder)):
        event: Event = entry.record
        if event.ends and event.ends.latest < event.date.earliest:
            yield entry.problem(f"'{event.ends.text}' lies before the event's date ({event.date.text})", "ends")
        for number, reply in enumerate(event.right_of_reply):
            if reply.answered and reply.answered.latest < reply.asked.earliest:
                yield entry.problem("lies before the day it was asked for", "right_of_reply", number, "answered")
        for number, relation in enumerate(event.relates_to):
            if relation.event.key == entry.key:
                yield entry.problem("is the event itself", "relates_to", number, "event")
            other = context.visible(relation.event.key) if relation.relation.key in later else None
            first, then = (entry, other) if other and not later[relation.relation.key] else (other, entry)
            if first and then and then.record.date.latest < first.record.date.earliest:
                dates = f"'{then.record.date.text}' is earlier than '{first.record.date.text}'"
                yield entry.problem(f"is the other way round: {dates}; the dates count", "relates_to", number, "relation", level="note")
        for number, ref in enumerate(event.responds_to):
            letter = context.visible(ref.key)
            if letter and event.date.latest < letter.record.date.earliest:
                yield entry.problem(f"'{ref.text}' is later ({letter.record.date.text}) than this event ({event.date.text})", "responds_to", number)
        kind = context.dossier.entries.get(event.kind.key) if event.responds_to else None
        if kind and kind.record.thread:
            right = "make it a letter with in_reply_to and reply_kind, and with text_available: false where its text is not at hand"
            yield entry.problem(f"'{kind.id}' is a reply in writing, and pages say of an event that it is not; {right}", "kind", level="note")


def order(context: Context) -> Iterator[Problem]:
    """Of two events that give different states of somebody, it is said which came first."""
    later, found = later_than(context.public), dict[tuple[str, str], Problem]()
    for _, tracks in _unsettled(context):
        for timeline in tracks.values():
            for one, other in open_order(later, timeline.steps):
                first, then = one.alternatives[0], other.alternatives[0]
                if then.event.country in context.settled:
                    continue
                how = "`order`" if first.date.text == then.date.text else "`relates_to`"
                said = (
                    f"'{then.date.text}' does not say whether this was before or after '{first.event.id}' ({first.date.text}), which gives another "
                    f"state of the same record ('{timeline.track}'); this is taken to be the later one, unless {how} says otherwise"
                )
                found.setdefault((first.event.key, then.event.key), then.event.problem(said, "date", level="note"))
    yield from found.values()


def ended(context: Context) -> Iterator[Problem]:
    """Of whom a state is on record that ends a track, more is said in it on purpose alone: a pardon after a death reads as a release."""
    over: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (track, value), tracks in ended_by(context.public).items():
        for other in tracks:
            over[track][other].add(value)
    for key, timelines in _unsettled(context):
        for track in over.keys() & timelines.keys():
            for other in over[track].keys() & timelines.keys():
                for last, step in _after_the_end(timelines[track], timelines[other], over[track][other]):
                    entry, end = step.alternatives[0].event, last.alternatives[0]
                    if entry.country in context.settled:
                        continue
                    loc = next((("people", number) for number, ref in enumerate(entry.record.people) if ref.key == key), ("effects",))
                    name = key.rpartition("/")[2]
                    said = (
                        f"'{name}' has the state '{end.value}' ('{track}') since {end.date.text} ('{end.event.id}'), which ends '{other}'; what this "
                        f"event gives in '{other}' is shown all the same. If that is not meant, write 'none' for it in effects; if '{track}' changed "
                        "in between, record that"
                    )
                    yield entry.problem(said, *loc, level="note")


def _unsettled(context: Context) -> Iterator[tuple[str, Mapping[str, Timeline]]]:
    """The timelines to which events may belong that have to be looked at: a country that is spoken of is no more settled than who speaks of it."""
    for home in context.public.homes:
        if home not in context.settled:
            yield from context.index.tracks.within(home).items()


def _after_the_end(ending: Timeline, timeline: Timeline, values: set[str]) -> Iterator[tuple[Step, Step]]:
    """Steps of a timeline that come for certain after a certain step of another that ends it, with that step; contested ones are left out."""
    for step in timeline.steps:
        made = step.alternatives[0]
        if step.contested or step.doubts or made.ended or any(one.alternatives[0].event is made.event for one in ending.steps):
            continue
        before = [one for one in ending.steps if not one.doubts and max(said.date.latest for said in one.alternatives) <= made.date.earliest]
        last = max(before, key=lambda one: max(one.places), default=None)
        if last and not last.contested and last.alternatives[0].value in values and max(last.places) < made.place:
            yield last, step


def needs(context: Context) -> Iterator[Problem]:
    """A release needs a deprivation before it: a value of a track that deprives, by whatever account; so does its value in `effects`.

    What one account of an event gives may end what another account of the same event begins.
    Whoever the event itself says `none` of is released by nothing.
    """
    dossier = context.public
    unread = {key.rpartition("/")[0] for key in context.dossier.broken}
    unread |= {f"{entry.country}/{Event.folder}" for entry in context.unsettled(dossier.of(Event.folder)) if _says_nothing(context, entry)}
    unread |= {EventKind.folder for kind in dossier.of(EventKind.folder) if any(wrong_sets(dossier, kind))}
    ending = needed_by(dossier)
    for entry in context.unsettled(dossier.of(Event.folder)):
        if not unread.isdisjoint((f"{entry.country}/{Event.folder}", f"{INTERNATIONAL}/{Event.folder}", EventKind.folder, Track.folder)):
            continue  # what could not be read may be just that
        kind = dossier.entries.get(entry.record.kind.key)
        found: set[str] = set()
        for needed in kind.record.needs if kind else ():
            track = dossier.entries.get(track_key(needed))
            concerned = "organisations" if track and track.record.of == "organisation" else "people"
            for number, ref in enumerate(getattr(entry.record, concerned)):
                if context.visible(ref.key) and not _cancels(entry, kind, ref.key) and not _deprived_before(context, entry, ref.key, needed):
                    found.add(ref.key)
                    said = f"; an event of kind '{kind.id if kind else ''}' needs that"
                    yield entry.problem(f"'{ref.text}' {_not_before(needed)}{said}", concerned, number)
        for loc, ref, track_id, effect in effects_of(entry):
            value = effect.value
            for needed in ending.get((track_id, value), ()) if ref.key not in found and value != CANCELS else ():
                if context.visible(ref.key) and not _deprived_before(context, entry, ref.key, needed, by_itself="accounts" in loc):
                    yield entry.problem(f"'{ref.text}' {_not_before(needed)}; the value '{value}' needs that", *loc)


def _cancels(entry: Entry, kind: Entry | None, key: str) -> bool:
    """Whether the effects of an event cancel all that its kind sets of somebody."""
    said = {track: effect.value for ref, tracks in entry.record.effects.items() if ref.key == key for track, effect in tracks.items()}
    sets = kind.record.sets if kind else ()
    return bool(sets) and all(said.get(track) == CANCELS for track in sets)


def _says_nothing(context: Context, entry: Entry) -> bool:
    """Whether an event names a kind, somebody, a track or a value that there is not: then nobody knows whose state it gives, or which."""
    lost = any(not ref.key and (loc[0] in ("kind", "people", "organisations") or "effects" in loc) for loc, ref, _ in entry.references)
    return lost or any(wrong_effects(context.dossier, entry))


def _not_before(needed: str) -> str:
    said = "was not deprived of liberty" if needed == DEPRIVATION else f"had not lost anything in the track '{needed}'"
    return f"{said} before, by any event"


def _deprived_before(context: Context, entry: Entry, key: str, needed: str, *, by_itself: bool = False) -> bool:
    return any(
        (value := value_of(context.public, assertion.track, assertion.value)) is not None and value.deprives
        for track, timeline in context.index.tracks.get(key, {}).items()
        if needed in (DEPRIVATION, track)
        for step in timeline.steps
        for assertion in step.alternatives
        if (by_itself or assertion.event is not entry) and assertion.date.earliest <= entry.record.date.latest
    )


def confidence(context: Context) -> Iterator[Problem]:
    """`confirmed` rests on two independent publishers."""
    for entry in context.unsettled(context.public.of(Event.folder)):
        if entry.record.confidence != "confirmed":
            continue
        publishers: set[str] = set()
        for use in (*entry.record.sources, *(use for account in entry.record.accounts for use in account.sources)):
            source = context.public.entries.get(use.source.key)
            if source is not None:
                publishers.add(str(getattr(source.record, "publisher", "") or source.key).casefold())
        if len(publishers) < 2:
            yield entry.problem("'confirmed' rests on one publisher; two independent ones are meant, else write likely", "confidence", level="note")


def accounts(context: Context) -> Iterator[Problem]:
    """One account alone does not differ from another."""
    for entry in context.unsettled(context.dossier.of(Event.folder)):
        if len(entry.record.accounts) == 1:
            said = "one account alone; add the other, or say in title and text whose it is"
            yield entry.problem(said, "accounts", level="note")
