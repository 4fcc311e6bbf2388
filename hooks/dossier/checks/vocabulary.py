"""Tracks and their values: what events and kinds set must be in the vocabulary, for the right kind of record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..load import Dossier, Entry
from ..model import Event, EventKind, Track
from ..problems import Problem, nearest, quoted
from ..tracks import CANCELS, track_key

if TYPE_CHECKING:
    from . import Context

__all__ = ["kinds_are_sound", "values_exist"]

_OF = {"people": "person", "organisations": "organisation"}


def values_exist(context: Context) -> Iterator[Problem]:
    """`effects` name tracks of the right kind of record, and values that these have."""
    dossier = context.dossier
    for entry in dossier.of(Event.folder):
        places = [(("effects",), entry.record.effects)]
        places += [(("accounts", n, "effects"), account.effects) for n, account in enumerate(entry.record.accounts)]  # type: ignore[list-item]
        for where, effects in places:
            for ref, tracks in effects.items():
                for track, effect in tracks.items():
                    of = _OF.get(ref.key.split("/")[-2]) if ref.key else None
                    yield from _value(dossier, entry, track, effect.value, of, (*where, ref.text, track))
                    if effect.until and effect.until.latest < entry.record.date.earliest:
                        yield entry.problem("ends before the event", *where, ref.text, track, "until")


def kinds_are_sound(context: Context) -> Iterator[Problem]:
    """What a kind `sets` and `needs` is in the vocabulary; values of a track are named once."""
    dossier = context.dossier
    tracks = [entry.id for entry in dossier.of(Track.folder)]
    for entry in dossier.of(EventKind.folder):
        for track, value in entry.record.sets.items():
            yield from _value(dossier, entry, track, value, None, ("sets", track))
        for number, needed in enumerate(entry.record.needs):
            if needed != "deprivation" and needed not in tracks:
                yield entry.problem(f"there is no track {quoted(needed)}; write deprivation or a track{nearest(needed, tracks)}", "needs", number)
    for entry in dossier.of(Track.folder):
        seen: set[str] = set()
        for number, value in enumerate(entry.record.values):
            if value.id in seen:
                yield entry.problem(f"there is already a value '{value.id}'", "values", number, "id")
            seen.add(value.id)


def _value(dossier: Dossier, entry: Entry, track: str, value: str, of: str | None, loc: tuple[str | int, ...]) -> Iterator[Problem]:
    found = dossier.entries.get(track_key(track))
    if found is None:
        known = [other.id for other in dossier.of(Track.folder)]
        yield entry.problem(f"there is no track {quoted(track)}{nearest(track, known)}", *loc)
        return
    if of is not None and found.record.of != of:
        yield entry.problem(f"the track '{track}' is one of {found.record.of}s, and this is a {of}", *loc)
    values = [item.id for item in found.record.values]
    if value not in values and value != CANCELS:
        yield entry.problem(f"the track '{track}' has no value {quoted(value)}{nearest(value, values)}", *loc)
