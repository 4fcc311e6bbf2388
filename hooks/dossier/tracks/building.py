"""Events -> tracks: which values each event and each account of it gives, to whom, and since when that was known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from datetime import date
from functools import cache

from msgspec import Struct

from ..dates import PartialDate
from ..dossier import Dossier, Entry
from ..meanings import ended_by
from ..model import Account, Effect, Event, EventKind, SourceUse, Track, TrackValue
from ..values import Ref
from .ordering import in_chain, later_than
from .said import UNKNOWN, Assertion, Step
from .timeline import Timeline

__all__ = [
    "CANCELS", "DEPRIVATION", "Telling", "accounts_differ", "known_since", "last_told", "needed_by", "set_by_kind", "timelines", "told_of",
    "track_key", "value_of",
]  # fmt: skip

DEPRIVATION = "deprivation"
"""What a kind `needs` that frees somebody, of whatever track."""
CANCELS = "none"
"""In `effects`: nothing is set. In `sets` of a kind it is a value as others are, where a track has one of that id."""


def track_key(track: str) -> str:
    return f"vocabulary/tracks/{track}"


def known_since(dossier: Dossier, event: Event, account: Account | None = None, when: PartialDate | None = None) -> PartialDate | None:
    """Since when an event (or an account of it) was known: as the record says, else its earliest dated source; of a state that it gives
    from `when` on, the earliest that is no older than that."""
    if event.known is not None and account is None:
        return event.known
    sources = account.sources if account and account.sources else event.sources
    if account is not None and event.known is not None and not account.sources:
        return event.known
    return _earliest(dossier, sources, when)


def last_told(dossier: Dossier, event: Event) -> PartialDate | None:
    """The date of the latest of the sources of an event and of its accounts; None where one of them has no date."""
    uses = (*event.sources, *(use for account in event.accounts for use in account.sources))
    dates = [_source_date(dossier, use) for use in uses]
    return None if None in dates else max((day for day in dates if day), key=lambda day: day.latest, default=None)


def _earliest(dossier: Dossier, uses: Iterable[SourceUse], when: PartialDate | None = None) -> PartialDate | None:
    """The date of the earliest source. Older than what it is to attest it tells of what was before, or foresaw it: then it counts
    where no other does."""
    dates = [found for use in uses if (found := _source_date(dossier, use)) is not None]
    since = dates if when is None or when.about or when.uncertain else [day for day in dates if day.latest >= when.earliest]
    return min(since or dates, default=None)


def _source_date(dossier: Dossier, use: SourceUse) -> PartialDate | None:
    entry = dossier.entries.get(use.source.key)
    return entry.record.date if entry else None


class Telling(Struct, frozen=True):
    """What says how any timeline of a dossier is built: the `order` of tracks, which states end others, which events came `later` than which,
    and what values need (`needed_by`)."""

    dossier: Dossier
    order: tuple[str, ...]
    ends: Mapping[tuple[str, str], frozenset[str]]
    later: Mapping[str, tuple[str, ...]]
    needed: Mapping[tuple[str, str], Set[str]]

    @classmethod
    def of(cls, dossier: Dossier) -> Telling:
        ends = {place: frozenset(track for track in over if value_of(dossier, track, UNKNOWN)) for place, over in ended_by(dossier).items()}
        return cls(dossier, tuple(entry.id for entry in dossier.of(Track.folder)), ends, later_than(dossier), needed_by(dossier))


def timelines(told: Telling, home: str, events: Iterable[Entry]) -> dict[str, dict[str, Timeline]]:
    """Key of a person or organisation of a home -> track -> its timeline, in the vocabulary's order of tracks; `events` are all that may give
    it a state."""
    gathered: dict[str, dict[str, list[Step]]] = defaultdict(lambda: defaultdict(list))
    dossier = told.dossier
    for entry in events:
        for (key, track), step in _steps(dossier, entry):
            if key in dossier.entries and dossier.entries[key].country == home:
                gathered[key][track].append(step)
    for tracks in gathered.values():
        tracks |= {track: in_chain(told.later, steps) for track, steps in tracks.items()}
        tracks |= {track: _with_freed(told, track, steps) for track, steps in tracks.items()}
        for track, step in [*_ended(told.ends, tracks)]:
            tracks[track].append(step)
    return {key: {track: Timeline(key, track, tracks[track]) for track in told.order if track in tracks} for key, tracks in gathered.items()}


def _with_freed(told: Telling, track: str, steps: list[Step]) -> list[Step]:
    """The steps of a track, with those that free somebody where `_freed` has them, and what is later than these for certain still behind them.

    Who was arrested on some day of March, released on its tenth and arrested again on its twentieth would not be held.
    """
    found = [_freed(told, track, step, steps) for step in steps]
    moved = [step for step, before in zip(found, steps, strict=True) if step is not before]
    for step in sorted(moved, key=lambda step: max(made.date.latest for made in step.alternatives)):
        last, behind = max(made.date.latest for made in step.alternatives), max(step.places)
        for place, other in sorted(enumerate(found), key=lambda item: max(item[1].places)):
            if other is not step and min(other.places) < behind and all(made.date.earliest >= last for made in other.alternatives):
                found[place] = Step(tuple(replace(made, behind=behind) for made in other.alternatives))
                behind = max(at for at in found[place].places if at[:4] == behind[:4])
    return found


def needed_by(dossier: Dossier) -> dict[tuple[str, str], Set[str]]:
    """(track, value) -> what must be the case before: what every kind of event needs that gives this value."""
    needed: dict[tuple[str, str], list[set[str]]] = defaultdict(list)
    for kind in dossier.of(EventKind.folder):
        for track, value in kind.record.sets.items():
            needed[track, value].append({DEPRIVATION, track}.intersection(kind.record.needs))
    return {place: set.intersection(*kinds) for place, kinds in needed.items()}


def _needs(told: Telling, track: str, step: Step) -> bool:
    """Whether what a step says needs a deprivation before it: its kind, or each value that it gives, as an event of another kind may too."""
    kind = told.dossier.entries.get(step.alternatives[0].event.record.kind.key)
    if kind is not None and isinstance(kind.record, EventKind) and not {DEPRIVATION, track}.isdisjoint(kind.record.needs):
        return True
    return all(told.needed.get((track, made.value)) for made in step.alternatives if made.value)


def _freed(told: Telling, track: str, step: Step, steps: Iterable[Step]) -> Step:
    """A step after the first deprivation that may have begun by then, if it needs one and, in the order of dates, none holds before it.

    Who was arrested on some day of March and released on its tenth would be held for ever.
    """
    if not _needs(told, track, step):
        return step
    entry = step.alternatives[0].event

    def deprives(value: str) -> bool:
        found = value_of(told.dossier, track, value)
        return found is not None and found.deprives

    last, place = max(made.date.latest for made in step.alternatives), max(step.places)
    others = (made for one in steps for made in one.alternatives if made.event is not entry and made.date.earliest <= last)
    begun = [made.place for made in others if made.place > place and deprives(made.value)]
    before = Timeline("", track, [one for one in steps if max(one.places) < place])
    if not begun or any(deprives(held.value) for held in before.on(date.max)):
        return step
    return Step(tuple(replace(made, behind=min(begun)) for made in step.alternatives))


def _ended(ends: Mapping[tuple[str, str], frozenset[str]], tracks: Mapping[str, list[Step]]) -> Iterator[tuple[str, Step]]:
    """What states end in other tracks that may have begun by then and of which their event says nothing itself: nobody who died is under arrest."""
    for track, steps in tracks.items():
        for step in steps:
            over = [ends.get((track, made.value), frozenset()) for made in step.alternatives]
            for other in tracks.keys() & frozenset[str]().union(*over):
                last = max(made.date.latest for made in step.alternatives)
                begun = [made.place for one in tracks[other] for made in one.alternatives if made.date.earliest <= last]
                if begun and all(one.alternatives[0].event is not step.alternatives[0].event for one in tracks[other]):
                    said, behind = zip(step.alternatives, over, strict=True), max(begun)
                    gone_now = ((made, UNKNOWN if other in gone else "") for made, gone in said)
                    ended = (replace(made, track=other, value=now, until=None, behind=behind, ended=(track, made.value)) for made, now in gone_now)
                    yield other, Step(tuple(ended))


def _steps(dossier: Dossier, entry: Entry) -> Iterator[tuple[tuple[str, str], Step]]:
    event: Event = entry.record
    base = _effects(dossier, event)
    if not any(account.date or account.effects for account in event.accounts):
        for place, effect in base.items():
            if effect.value:
                yield place, Step((_assertion(dossier, entry, place, effect, None, 0),))
        return
    versions = [(account, base | _listed(account.effects)) for account in event.accounts]
    for place in dict.fromkeys(place for _, effects in versions for place in effects):
        said = tuple(
            _assertion(dossier, entry, place, effects.get(place), account, number, account.sources if effects.get(place) is base.get(place) else ())
            for number, (account, effects) in enumerate(versions)
        )
        # one account that differs from the record does so from what the record itself says
        record = (_assertion(dossier, entry, place, base[place], None, 1),) if len(versions) == 1 and place in base else ()
        differing = {(a.value, a.date if a.value else None, a.until) for a in (*said, *record)}
        if differing != {("", None, None)}:
            own = any(effects[place].sources for _, effects in versions if place in effects)
            since = None if own else known_since(dossier, event, when=event.date)
            yield place, Step((*said, *record) if len(differing) > 1 else (_agreed(said, since),))


def _agreed(said: tuple[Assertion, ...], since: PartialDate | None) -> Assertion:
    """What all accounts say alike, as one assertion that rests on the sources of all of them; known `since` then at the latest, if that is said."""
    known = [since, *(assertion.known for assertion in said)]
    sources = tuple(dict.fromkeys(use for assertion in said for use in assertion.sources))
    return replace(said[0], account=None, known=min((day for day in known if day), default=None), sources=sources)


def _assertion(
    dossier: Dossier, entry: Entry, place: tuple[str, str], effect: Effect | None, account: Account | None, number: int,
    besides: tuple[SourceUse, ...] = (),
) -> Assertion:
    """What an effect gives. One with sources of its own rests on them, and was known since the first of them; `besides` are those of the
    account that tells what the event sets."""
    event: Event = entry.record
    own = effect.sources if effect else ()
    value = effect.value if effect else ""
    sources = tuple(dict.fromkeys((*besides, *own))) if own else (account.sources if account else ()) or event.sources
    when = _dated(event, place[0], account)
    known = _earliest(dossier, own, when) if own else known_since(dossier, event, account, when)
    until = effect.until if effect else None
    return Assertion(entry, place[1], value, when, until, known, sources, account, number)


def _dated(event: Event, key: str, account: Account | None) -> PartialDate:
    """Since when an account gives somebody a state: its own date is that of all concerned, or of those alone whom its `effects` name."""
    if account is None or account.date is None or (account.effects and all(ref.key != key for ref in account.effects)):
        return event.date
    return account.date


def _effects(dossier: Dossier, event: Event) -> dict[tuple[str, str], Effect]:
    """What an event sets: its kind's values for those concerned, then its own, track by track; an empty value sets nothing."""
    return set_by_kind(dossier, event) | _listed(event.effects)


def told_of(dossier: Dossier, event: Event) -> set[str]:
    """The keys of those of whom an event gives a state, by itself or by an account."""
    return {key for effects in (_effects(dossier, event), *(_listed(account.effects) for account in event.accounts)) for key, _ in effects}


def set_by_kind(dossier: Dossier, event: Event) -> dict[tuple[str, str], Effect]:
    """(key of somebody concerned, track) -> what the kind of an event sets, before its own `effects`."""
    kind = dossier.entries.get(event.kind.key)
    effects: dict[tuple[str, str], Effect] = {}
    if kind is not None and isinstance(kind.record, EventKind):
        for track, value in kind.record.sets.items():
            of = dossier.entries.get(track_key(track))
            concerned: Iterable[Ref] = ()
            if of is not None:
                concerned = event.people if of.record.of == "person" else event.organisations
            effects |= {(ref.key, track): _setting(value) for ref in concerned if ref.key}
    return effects


@cache
def _setting(value: str) -> Effect:
    return Effect(value=value)


def accounts_differ(dossier: Dossier, event: Event) -> bool:
    """Whether an event is told in more than one way.

    Several accounts stand side by side where sources differ, be it in words alone, which nobody here can compare. One alone differs if it
    gives another date, or makes something else of anybody, than the record.
    """
    if len(event.accounts) != 1:
        return bool(event.accounts)
    account = event.accounts[0]
    base = {place: _given(effect) for place, effect in _effects(dossier, event).items()}
    own = {place: _given(effect) for place, effect in _listed(account.effects).items()}
    return account.date not in (None, event.date) or any(base.get(place, given) != given for place, given in own.items())


def _given(effect: Effect) -> tuple[str, PartialDate | None]:
    return effect.value, effect.until


def _listed(effects: dict[Ref, dict[str, Effect]]) -> dict[tuple[str, str], Effect]:
    return {(ref.key, track): _read(effect) for ref, tracks in effects.items() for track, effect in tracks.items() if ref.key}


def _read(effect: Effect) -> Effect:
    return effect.model_copy(update={"value": ""}) if effect.value == CANCELS else effect


def value_of(dossier: Dossier, track: str, value: str) -> TrackValue | None:
    """The vocabulary's entry of a value."""
    entry = dossier.entries.get(track_key(track))
    return next((item for item in entry.record.values if item.id == value), None) if entry else None
