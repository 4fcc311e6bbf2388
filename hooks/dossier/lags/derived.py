"""An Index -> every lag in order, those of each entry, and the spans without an end; computed once, for countries that are tied together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from datetime import date
from functools import cached_property

from msgspec import Struct

from ..dossier import Entry, folder_of, shared
from ..index import Index, chronological
from ..keys import tied
from ..model import Event, Letter
from ..tracks import told_of
from .bearings import RELIEF, Bearings
from .lag import Lag, Unended
from .linked import findings, letters
from .remedies import spans
from .rules import RULES
from .voices import Voices

__all__ = ["lags", "lags_of", "unended_of"]


def lags(index: Index) -> tuple[Lag, ...]:
    """Every lag, by violation, rule and time."""
    return _derivation(index).all


def lags_of(index: Index, key: str) -> tuple[Lag, ...]:
    """The lags that an event or a letter begins, ends or is a part of."""
    return _derivation(index).of(key).lags.get(key, ())


def unended_of(index: Index, key: str) -> tuple[Unended, ...]:
    """The spans that a violation began or belongs to and that by no account have ended."""
    return _derivation(index).of(key).unended.get(key, ())


class _Derived(Struct, frozen=True):
    """All lags of some countries, in order; by the key of an event or a letter, its lags, and its spans without an end."""

    all: tuple[Lag, ...]
    lags: Mapping[str, tuple[Lag, ...]]
    unended: Mapping[str, tuple[Unended, ...]]


class _Derivation:
    """What is derived from an index. Countries between whose events, letters and people nothing leads have no lags in common."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._bearings = Bearings(index.dossier)
        self._groups = tied(index.dossier.homes, _leading(index))
        self._derived: dict[frozenset[str], _Derived] = {}

    def of(self, key: str) -> _Derived:
        """What has to do with the country of a record."""
        return self._of(self._groups.get(key.partition("/")[0], frozenset()))

    def _of(self, group: frozenset[str]) -> _Derived:
        if group not in self._derived:
            self._derived[group] = _derive(self._index, self._bearings, sorted(group))
        return self._derived[group]

    @cached_property
    def all(self) -> tuple[Lag, ...]:
        groups = list(map(self._of, dict.fromkeys(self._groups.values())))
        return _ordered([lag for derived in groups for lag in derived.all])


def _derivation(index: Index) -> _Derivation:
    """Made once for an index and kept in it, as what it derives itself is."""
    kept = vars(index)
    if "_lags" not in kept:
        kept["_lags"] = _Derivation(index)
    made: _Derivation = kept["_lags"]
    return made


def _leading(index: Index) -> dict[str, Set[str]]:
    """Country -> the countries to whose events, letters, people and organisations anything leads of which lags are made."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in (entry for folder in (Event.folder, Letter.folder) for entry in index.dossier.of(folder)):
        found[entry.country] |= entry.once(_linked)
        if entry.folder == Event.folder and (entry.homes & index.tracks.homes) - {entry.country}:
            found[entry.country].update(key.partition("/")[0] for key in told_of(index.dossier, entry.record))
    return dict(found)


def _linked(entry: Entry) -> frozenset[str]:
    """The countries to whose events a record refers, an event also to whose letters."""
    folders = (Event.folder, Letter.folder) if entry.folder == Event.folder else (Event.folder,)
    return shared(frozenset(ref.key.partition("/")[0] for _, ref, _ in entry.references if folder_of(ref.key) in folders))


def _derive(index: Index, bearings: Bearings, homes: Iterable[str]) -> _Derived:
    voices = Voices(tracks for home in homes for tracks in index.tracks.within(home).values())
    unended: dict[str, list[Unended]] = defaultdict(list)
    dated = {folder: [entry for home in homes for entry in index.dossier.of(folder, home)] for folder in (Event.folder, Letter.folder)}
    found = [*letters(index, dated[Letter.folder], bearings, voices), *findings(index.dossier, dated[Event.folder], bearings, voices)]
    for tracks in (tracks for home in homes for tracks in index.tracks.within(home).values()):
        said = [made for timeline in tracks.values() for step in timeline.steps for made in step.alternatives if made.value]
        relief = [made for made in said if bearings.tone(made.event) == RELIEF]
        for timeline in tracks.values():
            found += spans(timeline, bearings, relief, unended)
    ordered = _ordered(found)
    of: dict[str, list[Lag]] = defaultdict(list)
    for lag in ordered:
        for key in dict.fromkeys((lag.violation.key, lag.later.key, *(entry.key for entry in lag.through))):
            of[key].append(lag)
    return _Derived(ordered, {key: tuple(made) for key, made in of.items()}, {key: tuple(made) for key, made in unended.items()})


def _ordered(found: Iterable[Lag]) -> tuple[Lag, ...]:
    rules = {key: place for place, key in enumerate(RULES)}
    entries = {entry.key: entry for lag in found for entry in (lag.violation, lag.later)}
    places = {entry.key: place for place, entry in enumerate(sorted(entries.values(), key=lambda e: (chronological(e), e.key)))}
    never = (date.max, date.max)
    return tuple(
        sorted(
            found,
            key=lambda lag: (
                places[lag.violation.key], rules[lag.rule], places[lag.later.key], lag.about or "", lag.track,
                lag.since.order if lag.since else never, lag.until.order if lag.until else never,
            ),
        )
    )  # fmt: skip
