"""The vocabulary -> what is a violation, a finding or relief, and which values of tracks weigh on somebody."""

from __future__ import annotations

from typing import Literal

from ..dossier import Dossier, Entry
from ..meanings import is_finding
from ..model import Event, EventKind, Track
from ..tracks import UNKNOWN, Assertion

__all__ = ["HARM", "RELIEF", "Bearings"]

HARM, RELIEF, _AT_EASE = "harm", "relief", "thin"


class Bearings:
    """What kinds and values weigh, by their properties in the vocabulary."""

    def __init__(self, dossier: Dossier) -> None:
        kinds = {entry.key: entry.record for entry in dossier.of(EventKind.folder)}
        self.tones = {key: kind.tone or "" for key, kind in kinds.items()}
        self.finding = {key for key, kind in kinds.items() if is_finding(dossier, kind.lane or "")}
        tracks = {entry.id: entry.record.values for entry in dossier.of(Track.folder)}
        self.depriving = {(track, value.id) for track, values in tracks.items() for value in values if value.deprives}
        self.easing = {(track, value.id) for track, values in tracks.items() for value in values if value.shade == _AT_EASE}
        self.easing |= {(track, value) for key, kind in kinds.items() if self.tones[key] == RELIEF for track, value in kind.sets.items()}
        self.easing -= self.depriving
        self.of_depriving = {track for track, _ in self.depriving}
        self.can_end = self.of_depriving | {track for key, kind in kinds.items() if self.tones[key] == RELIEF for track in kind.sets}

    def tone(self, entry: Entry) -> str:
        return self.tones.get(entry.record.kind.key, "")

    def is_violation(self, entry: Entry) -> bool:
        """Whether an event is of a kind of harm, and of persons or organisations on record."""
        event: Event = entry.record
        concerned = event.people or event.organisations or event.effects or any(account.effects for account in event.accounts)
        return bool(concerned) and self.tone(entry) == HARM

    def is_finding(self, entry: Entry) -> bool:
        return entry.record.kind.key in self.finding

    def of(self, made: Assertion) -> Literal["held", "free", "between", "unknown"]:
        """Whether a value weighs on somebody (held), no longer does (free), or says neither: then what was the case goes on.

        Where a track has values that deprive, all others are free of it. In other tracks a value is held if an event of
        harm set it, unless it is one that kinds of relief set or that is drawn as thin.
        """
        place = (made.track, made.value)
        if made.value == UNKNOWN:
            return "unknown"
        if place in self.depriving:
            return "held"
        if place in self.easing or made.track in self.of_depriving:
            return "free"
        return "held" if self.tone(made.event) == HARM else "between"
