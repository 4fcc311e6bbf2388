"""A public Dossier -> what follows from it: backlinks, tracks, threads, demands, concordance, names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import takewhile
from typing import Any

from msgspec import Struct

from .alphabet import alphabetical
from .concordance import Concordance, Resting, resting_on
from .dates import PartialDate
from .dossier import Dossier, Entry
from .files import homes_of
from .model import Demand, DemandState, Event, Letter, Person, Source, StateChange
from .threads import Thread, threads
from .tracks import Timeline, Timelines

__all__ = ["Asked", "Backlink", "Index", "Passage", "chronological"]


class Backlink(Struct, frozen=True):
    """A record that points here, with the words for it and the paragraph pointed at."""

    words: str
    entry: Entry
    fragment: str = ""


class Passage(Struct, frozen=True):
    """A paragraph of a letter."""

    letter: Entry
    paragraph: str


class Asked(Struct, frozen=True):
    """One time that a demand was made: the letter, the paragraph (may be empty)."""

    letter: Entry
    paragraph: str


@dataclass
class Index:
    """Everything derived, computed once when first asked for."""

    dossier: Dossier
    _by_name: dict[tuple[str, str], list[Entry]] = field(default_factory=dict, init=False, repr=False)
    _passages: dict[str, dict[str, list[Passage]]] = field(default_factory=dict, init=False, repr=False)
    _told_of: dict[str, list[Entry]] = field(default_factory=dict, init=False, repr=False)
    _demands: dict[str, list[Entry]] = field(default_factory=dict, init=False, repr=False)
    _demanded: dict[str, list[date]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def backlinks(self) -> dict[str, list[Backlink]]:
        """Key -> the records that point at it under words of their own."""
        found: dict[str, list[Backlink]] = defaultdict(list)
        for entry in self.dossier.entries.values():
            for _, ref, to in entry.references:
                if to.backlink and ref.key:
                    found[ref.key].append(Backlink(to.backlink, entry, ref.fragment))
        return found

    @cached_property
    def citing(self) -> dict[str, list[Entry]]:
        """Source -> the records that name it anywhere, each once, in the order of keys; links in prose do not count."""
        found: dict[str, dict[str, Entry]] = defaultdict(dict)
        for entry in self.dossier.entries.values():
            for _, ref, to in entry.references:
                if Source.folder in to.folders and f"/{Source.folder}/" in ref.key:
                    found[ref.key][entry.key] = entry
        return {key: list(entries.values()) for key, entries in found.items()}

    @cached_property
    def positions(self) -> dict[str, list[Entry]]:
        """Event -> the events that are somebody's position on it, in order of time."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.chronology:
            for related in entry.record.relates_to:
                relation = self.dossier.entries.get(related.relation.key)
                if relation is not None and relation.record.position and related.event.key in self.dossier.entries:
                    found[related.event.key].append(entry)
        return found

    @cached_property
    def tracks(self) -> Timelines:
        """Key of a person or organisation -> track -> its timeline."""
        return Timelines(self.dossier)

    @cached_property
    def threads(self) -> dict[str, Thread]:
        return threads(self.dossier)

    @cached_property
    def concordance(self) -> Concordance:
        """Letter -> paragraph id -> what it has to do with; the id is empty for the letter as a whole."""
        return Concordance(self.dossier, self.resting)

    @cached_property
    def resting(self) -> Resting:
        """Letter -> paragraph id -> the events that rest on it, in order of time; in it is nothing of what texts say."""
        return resting_on(self.dossier.of(Letter.folder), self.chronology)

    def passages(self, entry: Entry) -> list[Passage]:
        """The passages of letters that name a record, make it or bear it out, in order of time."""
        return self.passages_in(entry.country).get(entry.key, [])

    def passages_in(self, country: str) -> dict[str, list[Passage]]:
        """Record of a country -> its passages; only letters that may have any are read."""
        if country not in self._passages:
            self._passages[country] = self._passages_in(country)
        return self._passages[country]

    def _passages_in(self, country: str) -> dict[str, list[Passage]]:
        found: dict[str, list[Passage]] = defaultdict(list)
        for letter in sorted(self._reaching.get(country, ()), key=chronological):
            for paragraph, what in self.concordance[letter.key].items():
                for entry in (*what.events, *what.demands, *what.named):
                    if entry.country == country:
                        found[entry.key].append(Passage(letter, paragraph))
        return found

    @cached_property
    def _reaching(self) -> dict[str, list[Entry]]:
        return self.concordance.reaching()

    @cached_property
    def chronology(self) -> list[Entry]:
        """All events, by their latest possible day, then the editor's order."""
        return sorted(self.dossier.of(Event.folder), key=chronological)

    @cached_property
    def asked(self) -> dict[str, list[Asked]]:
        """Demand -> when it was made, in order of time."""
        found: dict[str, list[Asked]] = defaultdict(list)
        for letter in sorted(self.dossier.of(Letter.folder), key=chronological):
            for made in letter.record.demands:
                found[made.demand.key].append(Asked(letter, made.paragraph or ""))
        return found

    def demands_about(self, country: str) -> list[Entry]:
        """The demands of a country, and behind them those of other homes that letters of it or about it make, in the order of keys."""
        if country not in self._demands:
            self._demands[country] = self._demands_about(country)
        return self._demands[country]

    def _demands_about(self, country: str) -> list[Entry]:
        own, found = list(self.dossier.of(Demand.folder, country)), set[str]()
        for home in homes_of(country):
            for letter in self.dossier.of(Letter.folder, home):
                if home == country or country in letter.record.countries:
                    found.update(made.demand.key for made in letter.record.demands)
        return own + [entry for key in sorted(found) if (entry := self.dossier.entries.get(key)) is not None and entry.country != country]

    def demand_state(self, entry: Entry, day: date | None = None) -> tuple[Entry | None, StateChange | None]:
        """The state of a demand on a day (None: at last), and the change that brought it.

        Before any change, it is the first state of the vocabulary.
        """
        if past := self._changes(entry, day):
            return self.dossier.entries.get(past[-1].state.key), past[-1]
        return next(iter(self._demand_states), None), None

    def demand_since(self, entry: Entry, day: date | None = None) -> PartialDate | None:
        """Since when a demand is in its state of a day (None: at last); nothing where it has been there from the beginning."""
        past = self._changes(entry, day)
        last = list(takewhile(lambda change: change.state.key == past[-1].state.key, reversed(past)))
        as_ever = len(last) == len(past) and self.demand_state(entry, day)[0] is next(iter(self._demand_states), None)
        return None if as_ever else last[-1].date

    def demand_perhaps(self, entry: Entry, day: date) -> list[StateChange]:
        """What may have brought a demand into another state by a day: changes of which some possible days had come, and not the last."""
        now, _ = self.demand_state(entry, day)
        begun = (change for change in self._changes(entry) if change.date.earliest <= day < change.date.latest)
        return [change for change in begun if now is None or change.state.key != now.key]

    def demand_turns(self, entry: Entry) -> list[date]:
        """The days on which more letters make a demand, or its state, or what that perhaps is, may change; in order."""
        if entry.key not in self._demanded:
            days = {asked.letter.record.date.latest for asked in self.asked.get(entry.key, ())}
            days |= {day for change in entry.record.history for day in (change.date.earliest, change.date.latest)}
            self._demanded[entry.key] = sorted(days)
        return self._demanded[entry.key]

    def demand_changes(self, entry: Entry) -> Iterator[tuple[StateChange, bool]]:
        """What its history says of a demand, in order of time; each with whether the demand came into another state by it."""
        before = next(iter(self._demand_states), None)
        for change in self._changes(entry):
            now = self.dossier.entries.get(change.state.key)
            yield change, now is not before
            before = now

    def _changes(self, entry: Entry, day: date | None = None) -> list[StateChange]:
        """What its history says of a demand until a day, in order of time."""
        demand: Demand = entry.record
        changes = sorted(demand.history, key=lambda change: change.date.order)
        return [change for change in changes if day is None or change.date.latest <= day]

    @cached_property
    def _demand_states(self) -> list[Entry]:
        """In the order of the vocabulary."""
        return sorted(self.dossier.of(DemandState.folder), key=lambda e: (e.node.line, e.node.column))

    def by_name(self, folder: str, country: str) -> list[Entry]:
        """The people or the organisations of a country, in the order of their names."""
        if (folder, country) not in self._by_name:
            self._by_name[folder, country] = sorted(self.dossier.of(folder, country), key=_by_name)
        return self._by_name[folder, country]

    def told_in(self, folder: str, country: str) -> list[Entry]:
        """The same, with those whose records stand elsewhere and of whom an event of the country gives a state."""
        guests = [entry for entry in self._guests(country) if entry.folder == folder]
        return sorted([*self.by_name(folder, country), *guests], key=_by_name) if guests else self.by_name(folder, country)

    def _guests(self, country: str) -> list[Entry]:
        """Those of other homes of whom an event of a country gives a state."""
        if country not in self._told_of:
            homes = frozenset[str]().union(*(event.homes for event in self.dossier.of(Event.folder, country))) - {country}
            made = ((key, tracks) for home in sorted(homes) for key, tracks in self.tracks.within(home).items())
            self._told_of[country] = [self.dossier.entries[key] for key, tracks in made if _tell(tracks.values(), country)]
        return self._told_of[country]

    def people(self, country: str) -> Iterator[Entry]:
        return self.dossier.of(Person.folder, country)


def chronological(entry: Entry) -> tuple[Any, ...]:
    """The order of entries: latest possible day, earliest, the editor's order, an answer after a letter of its day, id."""
    return entry.order


def _tell(tracks: Iterable[Timeline], country: str) -> bool:
    """Whether an event of a country gives any of the states."""
    return any(step.alternatives[0].event.country == country for timeline in tracks for step in timeline.steps)


def _by_name(entry: Entry) -> tuple[Any, ...]:
    return alphabetical(str(getattr(entry.record, "sort_name", None) or entry.record.name))
