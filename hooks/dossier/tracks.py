"""Events -> tracks: what was the case for a person or an organisation, since when, by which event and account.

A track (liberty, registration …) has one value a day. Events set values; a value lasts until the next of
its track. Where accounts of one event differ, each is followed in a world of its own, and what the worlds
do not agree on is contested.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from .dates import PartialDate
from .load import Dossier, Entry
from .model import Account, Effect, Event, EventKind, SourceUse, Track, TrackValue
from .values import Ref

__all__ = ["CANCELS", "UNKNOWN", "Assertion", "Held", "Interval", "Step", "Timeline", "known_since", "timelines", "track_key", "value_of"]

UNKNOWN = "unknown"
CANCELS = "none"
_MOST_WORLDS = 64


@dataclass(frozen=True, slots=True, eq=False)
class Assertion:
    """One event (or one account of it) giving a value to a track from `date` on.

    `value` is empty where an account says that nothing changed. `known` is the day since which it was
    publicly known; None means that no dated source says so.
    """

    event: Entry
    track: str
    value: str
    date: PartialDate
    until: PartialDate | None
    known: PartialDate | None
    sources: tuple[SourceUse, ...]
    account: Account | None = None
    number: int = 0

    @property
    def place(self) -> tuple[object, ...]:
        """The order of assertions: latest possible day, then the editor's order, then the file's."""
        order = self.event.record.order
        return (self.date.latest, self.date.earliest, order if order is not None else 0, self.event.id, self.number)


@dataclass(frozen=True, slots=True)
class Step:
    """What one event says of a track: one assertion, or as many as its accounts differ in."""

    alternatives: tuple[Assertion, ...]

    @property
    def contested(self) -> bool:
        return len(self.alternatives) > 1


@dataclass(frozen=True, slots=True)
class Interval:
    """A value from `start` until `end` (None: until further notice), as one world has it.

    `end` is the date of the assertion that ended it, or its own `until`.
    """

    assertion: Assertion
    value: str
    start: PartialDate
    end: PartialDate | None
    contested: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A value on a day. `certain` is False while the day lies within an imprecise beginning."""

    value: str
    assertion: Assertion | None
    certain: bool = True


@dataclass(slots=True)
class Timeline:
    """All that is recorded of one track of one record."""

    key: str
    track: str
    steps: list[Step] = field(default_factory=list)

    def worlds(self, known_by: date | None = None) -> Iterator[list[Assertion]]:
        """Every consistent reading: one alternative of each step, in order of time."""
        steps = [step.alternatives for step in self.steps]
        if known_by is not None:
            steps = [tuple(a for a in step if a.known is not None and a.known.latest <= known_by) for step in steps]
            steps = [step for step in steps if step]
        for world in itertools.islice(itertools.product(*steps), _MOST_WORLDS):
            yield sorted((assertion for assertion in world if assertion.value), key=lambda assertion: assertion.place)

    def intervals(self) -> list[Interval]:
        """The values one after another; those of contested steps stand side by side."""
        contested = {id(a) for step in self.steps if step.contested for a in step.alternatives}
        found: dict[int, Interval] = {}
        for world in self.worlds():
            for assertion, following in itertools.zip_longest(world, world[1:]):
                end = following.date if following else None
                if assertion.until and (end is None or assertion.until.order <= end.order):
                    end = assertion.until
                known = found.get(id(assertion))
                if known is None or (known.end is not None and (end is None or known.end < end)):
                    found[id(assertion)] = Interval(assertion, assertion.value, assertion.date, end, id(assertion) in contested)
        return sorted(found.values(), key=lambda interval: interval.assertion.place)

    def on(self, day: date, known_by: date | None = None) -> tuple[Held, ...]:
        """What was the case on `day`: one value, or several where it is contested or not yet certain.

        With `known_by`, only what was publicly known by that day counts. Without any record, nothing.
        """
        held: dict[tuple[str, bool], Held] = {}
        for world in self.worlds(known_by):
            for value in _in_world(world, day):
                held.setdefault((value.value, value.certain), value)
        values = tuple(held.values())
        certain = {value.value for value in values if value.certain}
        return tuple(v for v in values if v.certain or v.value not in certain)


def _in_world(world: list[Assertion], day: date) -> list[Held]:
    last: list[Held] = []
    for assertion in world:
        if assertion.date.earliest > day:
            continue
        certain = assertion.date.latest <= day
        held = Held(assertion.value, assertion, certain)
        last = [held] if certain else [*last, held]
        if assertion.until and assertion.until.latest <= day:
            last = [Held(UNKNOWN, assertion)]
        elif assertion.until and assertion.until.earliest <= day:
            last = [*last, Held(UNKNOWN, assertion, certain=False)]
    return last


def track_key(track: str) -> str:
    return f"vocabulary/tracks/{track}"


def known_since(dossier: Dossier, event: Event, account: Account | None = None) -> PartialDate | None:
    """Since when an event (or an account of it) was known: as the record says, else its earliest dated source."""
    if event.known is not None and account is None:
        return event.known
    sources = account.sources if account and account.sources else event.sources
    dates = [source_date for use in sources if (source_date := _source_date(dossier, use)) is not None]
    if account is not None and event.known is not None and not account.sources:
        return event.known
    return min(dates, default=None)


def _source_date(dossier: Dossier, use: SourceUse) -> PartialDate | None:
    entry = dossier.entries.get(use.source.key)
    return entry.record.date if entry else None


def timelines(dossier: Dossier) -> dict[str, dict[str, Timeline]]:
    """Key of a person or organisation -> track -> its timeline, in the vocabulary's order of tracks."""
    gathered: dict[str, dict[str, list[Step]]] = defaultdict(lambda: defaultdict(list))
    for entry in dossier.of(Event.folder):
        for (key, track), step in _steps(dossier, entry):
            gathered[key][track].append(step)
    order = [entry.id for entry in dossier.of(Track.folder)]
    return {
        key: {track: Timeline(key, track, tracks[track]) for track in order if track in tracks} for key, tracks in gathered.items()
    }


def _steps(dossier: Dossier, entry: Entry) -> Iterator[tuple[tuple[str, str], Step]]:
    event: Event = entry.record
    base = _effects(dossier, event)
    if not any(account.date or account.effects for account in event.accounts):
        for place, effect in base.items():
            if effect.value != CANCELS:
                yield place, Step((_assertion(dossier, entry, place, effect, None, 0),))
        return
    versions = [(account, base | _listed(account.effects)) for account in event.accounts]
    for place in dict.fromkeys(place for _, effects in versions for place in effects):
        said = tuple(
            _assertion(dossier, entry, place, effects.get(place), account, number)
            for number, (account, effects) in enumerate(versions)
        )
        differing = {(a.value, a.date if a.value else None, a.until) for a in said}
        if differing != {("", None, None)}:
            yield place, Step(said if len(differing) > 1 else said[:1])


def _assertion(
    dossier: Dossier, entry: Entry, place: tuple[str, str], effect: Effect | None, account: Account | None, number: int
) -> Assertion:
    event: Event = entry.record
    value = effect.value if effect and effect.value != CANCELS else ""
    sources = (effect.sources if effect else ()) or (account.sources if account else ()) or event.sources
    when = (account.date if account else None) or event.date
    until = effect.until if effect else None
    return Assertion(entry, place[1], value, when, until, known_since(dossier, event, account), sources, account, number)


def _effects(dossier: Dossier, event: Event) -> dict[tuple[str, str], Effect]:
    """What an event sets: its kind's values for those concerned, then its own, track by track."""
    kind = dossier.entries.get(event.kind.key)
    effects: dict[tuple[str, str], Effect] = {}
    if kind is not None and isinstance(kind.record, EventKind):
        for track, value in kind.record.sets.items():
            of = dossier.entries.get(track_key(track))
            concerned: Iterable[Ref] = ()
            if of is not None:
                concerned = event.people if of.record.of == "person" else event.organisations
            effects |= {(ref.key, track): Effect(value=value) for ref in concerned if ref.key}
    return effects | _listed(event.effects)


def _listed(effects: dict[Ref, dict[str, Effect]]) -> dict[tuple[str, str], Effect]:
    return {(ref.key, track): effect for ref, tracks in effects.items() for track, effect in tracks.items() if ref.key}


def value_of(dossier: Dossier, track: str, value: str) -> TrackValue | None:
    """The vocabulary's entry of a value."""
    entry = dossier.entries.get(track_key(track))
    return next((item for item in entry.record.values if item.id == value), None) if entry else None
