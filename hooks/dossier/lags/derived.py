"""An Index -> every lag in order, those of each entry, and the spans without an end; computed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from ..index import Index, chronological
from .bearings import RELIEF, Bearings
from .lag import Lag, Unended
from .linked import findings, letters
from .remedies import spans
from .rules import RULES
from .voices import Voices

__all__ = ["lags", "lags_of", "unended_of"]


def lags(index: Index) -> tuple[Lag, ...]:
    """Every lag, by violation, rule and time."""
    return _derived(index).lags


def lags_of(index: Index) -> Mapping[str, tuple[Lag, ...]]:
    """Key of an event or a letter -> the lags that it begins, ends or is a part of."""
    return _derived(index).of


def unended_of(index: Index) -> Mapping[str, tuple[Unended, ...]]:
    """Key of a violation -> the spans that it began or belongs to and that by no account have ended."""
    return _derived(index).unended


class _Derived(Struct, frozen=True):
    lags: tuple[Lag, ...]
    of: Mapping[str, tuple[Lag, ...]]
    unended: Mapping[str, tuple[Unended, ...]]


def _derived(index: Index) -> _Derived:
    """Computed once for an index and kept in it, as what it derives itself is."""
    kept = vars(index)
    if "_lags" not in kept:
        kept["_lags"] = _derive(index)
    derived: _Derived = kept["_lags"]
    return derived


def _derive(index: Index) -> _Derived:
    bearings = Bearings(index.dossier)
    voices = Voices(index)
    unended: dict[str, list[Unended]] = defaultdict(list)
    found = [*letters(index, bearings, voices), *findings(index.dossier, bearings, voices)]
    for tracks in index.tracks.values():
        said = [made for timeline in tracks.values() for step in timeline.steps for made in step.alternatives if made.value]
        relief = [made for made in said if bearings.tone(made.event) == RELIEF]
        for timeline in tracks.values():
            found += spans(timeline, bearings, relief, unended)
    rules = {key: place for place, key in enumerate(RULES)}
    entries = {entry.key: entry for lag in found for entry in (lag.violation, lag.later)}
    places = {entry.key: place for place, entry in enumerate(sorted(entries.values(), key=lambda e: (chronological(e), e.key)))}
    never = (date.max, date.max)
    ordered = sorted(
        found,
        key=lambda lag: (
            places[lag.violation.key], rules[lag.rule], places[lag.later.key], lag.about or "", lag.track,
            lag.since.order if lag.since else never, lag.until.order if lag.until else never,
        ),
    )  # fmt: skip
    of: dict[str, list[Lag]] = defaultdict(list)
    for lag in ordered:
        for key in dict.fromkeys((lag.violation.key, lag.later.key, *(entry.key for entry in lag.through))):
            of[key].append(lag)
    return _Derived(tuple(ordered), {key: tuple(made) for key, made in of.items()}, {key: tuple(made) for key, made in unended.items()})
