"""The names of people and organisations -> where they stand in a text, as whole words, longest first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .model import Organisation, Person

__all__ = ["Found", "Names", "forms"]

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text: the span of characters and the keys of all records that bear it."""

    start: int
    end: int
    keys: tuple[str, ...]


def forms(record: Person | Organisation) -> Iterator[str]:
    """Every way the record's name is written."""
    yield str(record.name)
    yield from record.name.languages.values()
    yield from record.names.values()
    yield from map(str, record.other_names)
    if isinstance(record, Organisation):
        yield from map(str, record.abbreviations)


class Names:
    """Finds names by their first word; made once for each country.

    >>> names = Names([("x/people/a", ["Ann Lee", "Lee"]), ("x/people/b", ["Ann"])])
    >>> [(f.start, f.end, f.keys) for f in names.find("Ann Lee and Annie")]
    [(0, 7, ('x/people/a',))]
    """

    def __init__(self, records: Iterable[tuple[str, Iterable[str]]]) -> None:
        keys: dict[str, set[str]] = defaultdict(set)
        for key, names in records:
            for name in names:
                if len(name) > 1:
                    keys[" ".join(name.split())].add(key)
        self._by_word: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for name, bearers in keys.items():
            if first := _WORD.search(name):
                self._by_word[first[0]].append((name, tuple(sorted(bearers))))
        for entries in self._by_word.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))

    def find(self, text: str) -> Iterator[Found]:
        """The names in `text`, from left to right, none inside another."""
        end = 0
        for word in _WORD.finditer(text):
            if word.start() < end:
                continue
            for name, keys in self._by_word.get(word[0], ()):
                start = word.start() - name.index(word[0])
                stop = start + len(name)
                if start >= end and text.startswith(name, start) and not _goes_on(text, stop):
                    yield Found(start, stop, keys)
                    end = stop
                    break


def _goes_on(text: str, at: int) -> bool:
    return at < len(text) and (text[at - 1].isalnum() or text[at - 1] == "_") and (text[at].isalnum() or text[at] == "_")
