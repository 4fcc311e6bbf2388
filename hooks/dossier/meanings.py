"""The vocabulary -> what stands on a lane, what a lane is called, how relations put events in order, what a state ends besides its own track.

Where a vocabulary does not say it, as it need not, `unsaid.json` says what its words have always meant.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from .dossier import Dossier
from .model import Lane, Relation, Track, TrackValue
from .values import Text

__all__ = ["chained", "ended_by", "is_finding", "is_lane", "is_meeting", "lane_label"]


class _Lane(Struct, frozen=True):
    label: str = ""
    meeting: bool = False
    finding: bool = False


class _Unsaid(Struct, frozen=True):
    """The id of a lane -> what is on it; the id of a relation -> its `chain`; track -> value -> what it `ends`."""

    lanes: dict[str, _Lane]
    relations: dict[str, str]
    ends: dict[str, dict[str, tuple[str, ...]]]


@lru_cache(maxsize=1)
def _unsaid() -> _Unsaid:
    return msgspec.json.decode(files("dossier").joinpath("unsaid.json").read_bytes(), type=_Unsaid)


def _lane(dossier: Dossier, lane: str) -> Lane | _Lane:
    entry = dossier.entries.get(f"{Lane.folder}/{lane}")
    said: Lane | None = entry.record if entry else None
    return said or _unsaid().lanes.get(lane, _Lane())


def is_lane(dossier: Dossier, lane: str) -> bool:
    """Whether there is such a lane, in the vocabulary or among those that need not stand there."""
    return f"{Lane.folder}/{lane}" in dossier.entries or lane in _unsaid().lanes


def is_meeting(dossier: Dossier, lane: str) -> bool:
    return _lane(dossier, lane).meeting


def is_finding(dossier: Dossier, lane: str) -> bool:
    return _lane(dossier, lane).finding


def lane_label(dossier: Dossier, lane: str, language: str) -> str:
    """What a lane is called; without a label, its id in words."""
    label = _lane(dossier, lane).label
    words = label.say(language) if isinstance(label, Text) else label
    return words or lane.replace("_", " ").replace("-", " ")


def chained(dossier: Dossier, chain: str) -> dict[str, bool]:
    """Key of a relation -> whether it says that the event is to the other what `chain` says, or (False) the inverse."""
    relations: dict[str, Relation] = {entry.id: entry.record for entry in dossier.of(Relation.folder)}
    found = {f"{Relation.folder}/{ident}": True for ident, one in relations.items() if (one.chain or _unsaid().relations.get(ident)) == chain}
    for key in list(found):
        if inverse := dossier.entries[key].record.inverse:
            found.setdefault(f"{Relation.folder}/{inverse}", False)
    return found


def ended_by(dossier: Dossier) -> dict[tuple[str, str], frozenset[str]]:
    """(track, value) -> the tracks of which nothing more is on record once it is so; only what ends any."""
    values: list[tuple[str, TrackValue]] = [(entry.id, value) for entry in dossier.of(Track.folder) for value in entry.record.values]
    said = {(track, value.id): value.ends for track, value in values}
    unsaid = _unsaid().ends
    found = {place: unsaid.get(place[0], {}).get(place[1], ()) if ends is None else ends for place, ends in said.items()}
    return {place: frozenset(ends) for place, ends in found.items() if ends}
