"""What loading gives: entries (a record with its file), and the Dossier that holds and finds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from .files import INTERNATIONAL, CaseFile
from .hush import says_withheld
from .model import KINDS, Allowed, Country
from .problems import Level, Problem
from .references import Found, legible, references
from .retell import field_words, node_at
from .settings import Settings
from .source import Map, plain

__all__ = ["Dossier", "Entry", "Translation", "folder_of", "shared"]

Made = TypeVar("Made")
_ONCE_PUBLISHED = ("corrections", "redirect_from")
"""The fields of which something is said when what is published is compared with what was."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A record in another language: the fields translated, and the prose."""

    language: str
    path: str
    node: Map
    fields: Mapping[str, str]
    translated_by: str
    body: str
    body_line: int

    def line_of(self, line: int) -> int:
        """The line of the file in which a line of the prose (from 1) stands."""
        return self.body_line + line - 1


@dataclass(slots=True, eq=False)
class Entry:
    """A record with its key (`country/folder/id`), the file it stands in and its prose (Markdown).

    `body_line` is the prose's first line in the file; `by_line` says that its lines are the file's.
    """

    key: str
    country: str
    folder: str
    id: str
    record: Any
    path: str
    node: Map
    body: str = ""
    body_line: int = 1
    translations: list[Translation] = field(default_factory=list)
    by_line: bool = True
    _follows: dict[Callable[[Entry], Any], Any] = field(default_factory=dict, init=False, repr=False)

    def as_read(self) -> Entry:
        """The record as it was read, without translations; what follows from the record alone is found once for both."""
        found = Entry(self.key, self.country, self.folder, self.id, self.record, self.path, self.node, self.body, self.body_line, [], self.by_line)
        found._follows = self._follows
        return found

    def once(self, make: Callable[[Entry], Made]) -> Made:
        """What `make` gives, kept: nothing but the record, its prose, the fields that it is read from and its key may go into it."""
        follows = self._follows
        if make not in follows:
            follows[make] = make(self)
        made: Made = follows[make]
        return made

    @property
    def paths(self) -> Iterator[str]:
        """The files that it stands in: its own, and those of its translations."""
        yield self.path
        yield from (translation.path for translation in self.translations)

    @property
    def references(self) -> tuple[Found, ...]:
        """Every reference of the record as (place, reference, target); they are asked for again and again."""
        return self.once(_references)

    @property
    def homes(self) -> frozenset[str]:
        """The countries to whose records it refers, international/ and vocabulary/ among them."""
        return self.once(_homes)

    @property
    def order(self) -> tuple[Any, ...]:
        """What a dated record is put in order by: latest possible day, earliest, the editor's order, an answer after a letter of its day, id."""
        return self.once(_order)

    def line_of(self, line: int) -> int:
        """The line of the file in which a line of the prose (from 1) stands, as far as YAML lets one know."""
        return self.body_line + line - 1 if self.by_line else self.body_line

    def problem(self, text: str, *loc: str | int, level: Level = "error") -> Problem:
        """A problem at a field of the record."""
        at = node_at(self.node, loc)
        return Problem(self.path, at.line, at.column, field_words(self.node, loc), text, level)


def _references(entry: Entry) -> tuple[Found, ...]:
    return tuple(legible(KINDS[entry.folder], plain(entry.node)) if entry.record is None else references(entry.record))


def _homes(entry: Entry) -> frozenset[str]:
    return shared(frozenset(ref.key.partition("/")[0] for _, ref, _ in entry.references if ref.key))


@lru_cache(maxsize=10_000)
def shared(names: frozenset[str]) -> frozenset[str]:
    """The same set for all records that refer to the same."""
    return names


def _order(entry: Entry) -> tuple[Any, ...]:
    answers = any(getattr(entry.record, name, ()) for name in ("in_reply_to", "follows_up", "responds_to"))
    return (*entry.record.date.order, entry.record.order or 0, answers, entry.id)


def folder_of(key: str) -> str:
    """The folder of the registry in which a record of this key stands.

    >>> [folder_of(key) for key in ("utopia", "utopia/people/ann", "vocabulary/tracks/liberty")]
    ['country', 'people', 'vocabulary/tracks']
    """
    folder = key.rpartition("/")[0]
    return (folder if folder.startswith("vocabulary/") else folder.rpartition("/")[2]) or Country.folder


@dataclass(slots=True)
class Dossier:
    """All entries by key, in the order of keys, withheld ones included; `files` are attachments by path.

    `former` leads from `country/folder/former id` to a key; `broken` are keys of records that are there but wrong, and of
    folders (`country/folder/`) with a list that could not be read: nobody knows what stands there. `unsound` are the former
    as far as they can be read, mostly without a `record`, and those whose id another has: what their words and references have wrong is said
    together with the rest.
    """

    settings: Settings
    entries: dict[str, Entry] = field(default_factory=dict)
    allowed: tuple[Allowed, ...] = ()
    files: dict[str, CaseFile] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    unsound: list[Entry] = field(default_factory=list)
    _shelves: dict[tuple[str, str], list[Entry]] = field(default_factory=dict, init=False, repr=False)
    _shelved: int = field(default=0, init=False, repr=False)
    _named: dict[str, list[str]] = field(default_factory=dict, init=False, repr=False)
    _files_named: int = field(default=0, init=False, repr=False)

    def of(self, folder: str, country: str = "") -> Iterator[Entry]:
        """The entries of one folder of the registry, over all countries or of one."""
        return iter(self._shelf(folder, country))

    def within(self, country: str) -> Iterator[Entry]:
        """The entries of one country."""
        return iter(self._shelf("", country))

    def _shelf(self, folder: str, country: str) -> list[Entry]:
        """Entries are only ever added, so their number says whether they are sorted already."""
        if self._shelved != len(self.entries):
            self._shelves.clear()
            for entry in self.entries.values():
                for shelf in ((entry.folder, ""), (entry.folder, entry.country), ("", entry.country)):
                    self._shelves.setdefault(shelf, []).append(entry)
            self._shelved = len(self.entries)
        return self._shelves.get((folder, country), [])

    def files_named(self, stem: str) -> list[str]:
        """The attachments that have a path up to its first dot (`data/utopia/letters/2017-03-24-x`), in the order in which they were found."""
        if self._files_named != len(self.files):
            self._named.clear()
            for path in self.files:
                folder, slash, name = path.rpartition("/")
                self._named.setdefault(f"{folder}{slash}{name.partition('.')[0]}", []).append(path)
            self._files_named = len(self.files)
        return self._named.get(stem, [])

    @property
    def homes(self) -> list[str]:
        """The countries that records stand in, international/ and vocabulary/ among them, in the order of keys."""
        return sorted({entry.country for entry in self.entries.values()}, key=lambda home: f"{home}/")

    def forget_places(self) -> None:
        """Leaves of the places of each record's fields only those in `_ONCE_PUBLISHED`: when the records are checked, nobody asks for more."""
        for entry in self.entries.values():
            values = {name: entry.node.values[name] for name in _ONCE_PUBLISHED if name in entry.node.values}
            entry.node = Map(values, {name: entry.node.keys[name] for name in values}, entry.node.line, entry.node.column)

    @property
    def countries(self) -> list[Entry]:
        return list(self.of(Country.folder))

    def find(self, path: str, country: str, folders: Iterable[str]) -> list[str]:
        """The keys of the records that a reference means: in the record's country, then in international."""
        return [key for key in self._candidates(path, country, folders) if key in self.entries]

    def is_broken(self, path: str, country: str, folders: Iterable[str]) -> bool:
        """Whether a reference means a record, in one of these folders, whose own problems kept it from being read."""
        return bool(self.broken) and any(self.is_lost(key) for key in self._candidates(path, country, folders) if folder_of(key) in folders)

    def is_lost(self, key: str) -> bool:
        """Whether there may be a record of this key that could not be read."""
        return key in self.broken or f"{key.rpartition('/')[0]}/" in self.broken

    def renamed(self, path: str, country: str, folders: Iterable[str]) -> str:
        """The reference to write instead of a former one, in its form; empty where there is none, or the record is withheld."""
        keys = (self.former.get(key, "") for key in self._candidates(path, country, folders))
        new = next((key for key in keys if key and not says_withheld(self.entries[key].node)), "")
        before = path.rpartition("/")[0]
        written = f"{before}/{new.rpartition('/')[2]}".lstrip("/")
        return written if new and self.find(written, country, folders) == [new] else new

    def _candidates(self, path: str, country: str, folders: Iterable[str]) -> Iterator[str]:
        parts = path.split("/")
        if len(parts) == 3:
            yield path
            return
        if len(parts) == 1 and Country.folder in folders:
            yield path
        homes = (INTERNATIONAL,) if country in (INTERNATIONAL, "vocabulary") else (country, INTERNATIONAL)
        for folder in folders if len(parts) == 1 else parts[:1]:
            if folder.startswith("vocabulary/"):
                yield f"{folder}/{parts[-1]}"
            else:
                yield from (f"{home}/{folder}/{parts[-1]}" for home in homes)
