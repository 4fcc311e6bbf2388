"""The letters -> what each of their paragraphs has to do with: events resting on it, demands made, who is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from . import prose
from .dossier import Dossier, Entry
from .files import INTERNATIONAL
from .model import Letter, Organisation, Person
from .names import Names, forms

__all__ = ["Concordance", "Paragraph", "Resting", "letter_names", "resting_on", "who_of"]


@dataclass(slots=True)
class Paragraph:
    """What a paragraph of a letter has to do with: events resting on it, demands made, who is named."""

    events: list[Entry] = field(default_factory=list)
    demands: list[Entry] = field(default_factory=list)
    named: list[Entry] = field(default_factory=list)


Resting = Mapping[str, Mapping[str, list[Entry]]]
"""Letter -> paragraph id -> the events that rest on it, in order of time."""


def resting_on(letters: Iterable[Entry], chronology: Iterable[Entry]) -> Resting:
    """What rests on `letters` of the events that come in order of time; no letter has to be read for that."""
    found: dict[str, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    keys = {letter.key for letter in letters}
    for event in chronology:
        for _, ref, to in event.references:
            if to.paragraph and ref.key in keys and event not in found[ref.key][ref.fragment]:
                found[ref.key][ref.fragment].append(event)
    return found


class Concordance(Mapping[str, dict[str, Paragraph]]):
    """Letter -> paragraph id -> what it has to do with; the id is empty for the letter as a whole.

    A letter is read when it is first asked for: one page needs few of them. `resting` is what `resting_on` gives.
    """

    def __init__(self, dossier: Dossier, resting: Resting) -> None:
        self._dossier, self._resting = dossier, resting
        self._keys = [entry.key for entry in dossier.of(Letter.folder)]
        self._names: dict[str, Names] = {}
        self._read: dict[str, dict[str, Paragraph]] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, key: str) -> dict[str, Paragraph]:
        if key not in self._read:
            entry = self._dossier.entries[key]
            if entry.folder != Letter.folder:
                raise KeyError(key)
            self._read[key] = self._paragraphs(entry)
        return self._read[key]

    def names(self, letter: Entry) -> Names:
        """The names to be found in a letter."""
        homes = _named_from(letter)
        known = " ".join(homes)
        if known not in self._names:
            self._names[known] = letter_names(self._dossier, homes)
        return self._names[known]

    def _paragraphs(self, entry: Entry) -> dict[str, Paragraph]:
        paragraphs: dict[str, Paragraph] = defaultdict(Paragraph)
        names = self.names(entry)
        for block in prose.blocks(entry.body)[0]:
            for named in names.find(" ".join(block.text.split())):
                if (key := who_of(entry.record, named.keys)) and (meant := self._dossier.entries[key]) not in paragraphs[block.id].named:
                    paragraphs[block.id].named.append(meant)
        for ref in entry.record.mentions:
            found = self._dossier.entries.get(ref.key)
            if found and not any(found in p.named for p in paragraphs.values()):
                paragraphs[""].named.append(found)
        for made in entry.record.demands:
            if demand := self._dossier.entries.get(made.demand.key):
                paragraphs[made.paragraph or ""].demands.append(demand)
        for ident, events in self._resting.get(entry.key, {}).items():
            paragraphs[ident].events += events
        return paragraphs


    def reaching(self) -> dict[str, list[Entry]]:
        """Country -> the letters whose paragraphs may have to do with its records, by key; no letter has to be read for that."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for letter in map(self._dossier.entries.__getitem__, self._keys):
            meant = (self._dossier.entries.get(ref.key) for _, ref, _ in letter.references)
            resting = (event for events in self._resting.get(letter.key, {}).values() for event in events)
            for home in {*_named_from(letter), INTERNATIONAL, *(other.country for other in (*meant, *resting) if other)}:
                found[home].append(letter)
        return found


def _named_from(letter: Entry) -> tuple[str, ...]:
    """The countries whose names are to be found in a letter, beside international ones; an international letter names those of its `countries`."""
    return tuple(letter.record.countries) if letter.country == INTERNATIONAL else (letter.country,)


def letter_names(dossier: Dossier, countries: Iterable[str]) -> Names:
    """The names of people and organisations of some countries and of international ones."""
    homes = sorted({*countries, INTERNATIONAL})
    bearing = [entry for folder in (Person.folder, Organisation.folder) for home in homes for entry in dossier.of(folder, home)]
    people = frozenset(entry.key for entry in bearing if entry.folder == Person.folder)
    return Names(((entry.key, forms(entry.record)) for entry in bearing), apart=people)


def who_of(letter: Letter, keys: tuple[str, ...]) -> str | None:
    """The one record that a name in a letter means, if it means one."""
    without = {ref.key for ref in letter.not_mentions}
    left = [key for key in keys if key not in without]
    if len(left) > 1:
        meant = {ref.key for ref in letter.mentions}
        left = [key for key in left if key in meant]
    return left[0] if len(left) == 1 else None
