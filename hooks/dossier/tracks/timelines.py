"""A dossier -> the timelines of all its people and organisations, those of a country when somebody asks for one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from functools import cached_property
from typing import TypeVar

from ..dossier import Dossier, Entry
from ..model import Event, Organisation, Person
from .building import Telling, timelines
from .timeline import Timeline

__all__ = ["Timelines"]

Else = TypeVar("Else")


class Timelines(Mapping[str, Mapping[str, Timeline]]):
    """Key of a person or organisation -> track -> its timeline, in the vocabulary's order of tracks; by homes in the order of keys."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._within: dict[str, Mapping[str, Mapping[str, Timeline]]] = {}

    def within(self, home: str) -> Mapping[str, Mapping[str, Timeline]]:
        """Those of a country, or of international/."""
        if home not in self._within:
            self._within[home] = timelines(self._telling, home, self._events.get(home, ()))
        return self._within[home]

    def get(self, key: str, default: Else) -> Mapping[str, Timeline] | Else:  # type: ignore[override] # nobody asks without one
        return self.within(key.partition("/")[0]).get(key, default)

    def __getitem__(self, key: str) -> Mapping[str, Timeline]:
        return self.within(key.partition("/")[0])[key]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self.within(key.partition("/")[0])

    @property
    def homes(self) -> Set[str]:
        """The countries, and international/, to whose people or organisations any event refers."""
        return self._events.keys()

    def __iter__(self) -> Iterator[str]:
        for home in sorted(self._events):
            yield from self.within(home)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @cached_property
    def _telling(self) -> Telling:
        return Telling.of(self._dossier)

    @cached_property
    def _events(self) -> Mapping[str, list[Entry]]:
        """A home that has people or organisations -> the events that refer to any of its records."""
        homes = {entry.country for folder in (Person.folder, Organisation.folder) for entry in self._dossier.of(folder)}
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self._dossier.of(Event.folder):
            for home in entry.homes & homes:
                found[home].append(entry)
        return found
