"""Tracks and their values: what events and kinds set must be in the vocabulary, for the right kind of record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..dossier import Dossier, Entry
from ..meanings import is_lane
from ..model import Event, EventGroup, EventKind, Identifier, Lane, Source, Track
from ..problems import Problem, a, choose, first, nearest, quoted
from ..references import KEY
from ..tracks import CANCELS, DEPRIVATION, UNKNOWN, set_by_kind, track_key, value_of
from ..values import Ref

if TYPE_CHECKING:
    from . import Context

__all__ = ["effects_of", "identifiers_are_known", "kinds_are_sound", "values_exist", "wrong_effects", "wrong_sets"]

_OF = {"people": "person", "organisations": "organisation"}
_MANY = {"person": "people", "organisation": "organisations"}
_YEAR = re.compile(r"[0-9]{4}")
"""What timelines have pages for, beside those of groups."""


def values_exist(context: Context) -> Iterator[Problem]:
    """`effects` name tracks of the right kind of record, and values that these have; what they cancel is set."""
    dossier = context.dossier
    for entry in context.unsettled(dossier.of(Event.folder)):
        yield from first(wrong_effects(dossier, entry))
        for loc, ref, track, effect in effects_of(entry):
            if effect.value == CANCELS:
                yield from _cancelled(context, entry, ref, track, loc)
            if effect.until and effect.until.latest < entry.record.date.earliest:
                yield entry.problem("ends before the event", *loc, "until")


def wrong_effects(dossier: Dossier, entry: Entry) -> Iterator[Problem]:
    """What `effects` of an event name that the vocabulary has not, or not for such a record."""
    for loc, ref, track, effect in effects_of(entry):
        of = _OF.get(ref.key.split("/")[-2]) if ref.key else None
        yield from _value(dossier, entry, track, effect.value, of, loc, cancels=True)


def effects_of(entry: Entry) -> Iterator[tuple[tuple[str | int, ...], Ref, str, Any]]:
    """What an event and its accounts say in `effects`: (place, of whom, track, effect)."""
    event: Event = entry.record
    for where, effects in ((("effects",), event.effects), *((("accounts", n, "effects"), one.effects) for n, one in enumerate(event.accounts))):
        for ref, tracks in effects.items():
            yield from (((*where, ref.text, track), ref, track, effect) for track, effect in tracks.items())


def kinds_are_sound(context: Context) -> Iterator[Problem]:
    """What a kind `sets` and `needs` is in the vocabulary; values of a track are named once.

    A group or a lane without words is a note only: a kind may have any of either, and the contract knows no file of them.
    """
    dossier = context.dossier
    tracks = [entry.id for entry in dossier.of(Track.folder)]
    groups = [entry.id for entry in dossier.of(EventGroup.folder)]
    lanes = [entry.id for entry in dossier.of(Lane.folder)]
    for entry in dossier.of(EventKind.folder):
        yield from wrong_sets(dossier, entry)
        for number, needed in enumerate(entry.record.needs):
            if needed != DEPRIVATION and needed not in tracks and not dossier.is_lost(track_key(needed)):
                yield entry.problem(f"there is no track {quoted(needed)}; write deprivation or a track{nearest(needed, tracks)}", "needs", number)
        if _YEAR.fullmatch(entry.record.group):
            said = f"{quoted(entry.record.group)} is the address of a year (/timeline/{entry.record.group}/); give the group another name"
            yield entry.problem(said, "group")
        elif groups and entry.record.group not in groups:
            said = f"there is no group {quoted(entry.record.group)} in event-groups.yml to give it its words{nearest(entry.record.group, groups)}"
            yield entry.problem(said, "group", level="note")
        if (lane := entry.record.lane) and lanes and not is_lane(dossier, lane) and not dossier.is_lost(f"{Lane.folder}/{lane}"):
            yield entry.problem(f"there is no lane {quoted(lane)} in lanes.yml to say what stands on it{nearest(lane, lanes)}", "lane", level="note")
    for entry in dossier.of(Track.folder):
        seen: set[str] = set()
        for number, value in enumerate(entry.record.values):
            if value.id in seen:
                yield entry.problem(f"there is already a value {quoted(value.id)}", "values", number, "id")
            seen.add(value.id)
            for place, track in enumerate(value.ends or ()):
                yield from _value(dossier, entry, track, UNKNOWN, entry.record.of, ("values", number, "ends", place))


def wrong_sets(dossier: Dossier, kind: Entry) -> Iterator[Problem]:
    """What a kind `sets` that is not in the vocabulary."""
    for track, value in kind.record.sets.items():
        yield from _value(dossier, kind, track, value, None, ("sets", track))


def identifiers_are_known(context: Context) -> Iterator[Problem]:
    """The identifiers of a source are those of the vocabulary."""
    known = [entry.id for entry in context.dossier.of(Identifier.folder)]
    for entry in context.dossier.of(Source.folder):
        for name in entry.record.identifiers:
            if name not in known and not context.dossier.is_lost(f"{Identifier.folder}/{name}"):
                yield entry.problem(f"there is no identifier {quoted(name)} in the vocabulary{nearest(name, known)}", "identifiers", name, KEY)


def _cancelled(context: Context, entry: Entry, ref: Ref, track: str, loc: tuple[str | int, ...]) -> Iterator[Problem]:
    """Who cancels what nothing sets may mean a value of the track that has the same id. A note only: anything may be cancelled."""
    event: Event = entry.record
    kind = context.dossier.entries.get(event.kind.key)
    if kind is None or not ref.key or not value_of(context.dossier, track, CANCELS) or (ref.key, track) in set_by_kind(context.dossier, event):
        return
    given = (event.effects, *(account.effects for account in event.accounts))
    said = [tracks[track].value for effects in given for who, tracks in effects.items() if who.key == ref.key and track in tracks]
    if all(value == CANCELS for value in said):
        nothing = f"'{CANCELS}' cancels what is set in the track '{track}', and neither the kind '{kind.id}' nor an account sets any for '{ref.text}'"
        meant = f"leave it out, or, if the value '{CANCELS}' of the track is meant, take a kind of event that sets it"
        yield entry.problem(f"{nothing}; {meant}", *loc, level="note")


def _value(
    dossier: Dossier, entry: Entry, track: str, value: str, of: str | None, loc: tuple[str | int, ...], cancels: bool = False
) -> Iterator[Problem]:
    found = dossier.entries.get(track_key(track))
    if found is None:
        known = [other.id for other in dossier.of(Track.folder)]
        if not dossier.is_lost(track_key(track)):
            yield entry.problem(f"there is no track {quoted(track)}{nearest(track, known) or choose(Track.folder)}", *loc, KEY)
        return
    if of is not None and found.record.of != of:
        yield entry.problem(f"the track '{track}' belongs to {_MANY[found.record.of]}, and this is {a(of)}", *loc, KEY)
    values = [item.id for item in found.record.values]
    if value not in values and not (cancels and value == CANCELS):
        yield entry.problem(f"the track '{track}' has no value {quoted(value)}{nearest(value, values) or choose(Track.folder)}", *loc)
