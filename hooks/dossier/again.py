"""What case files gave when they were read last: a server reads the same ones again and again, and most of them have not changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import time_ns

from .dossier import Dossier, Entry
from .hush import Place
from .keys import FileSaid
from .problems import Problem
from .settings import Settings
from .source import Source, parse, read

__all__ = ["Gathered", "Known"]


_APART = 2_000_000_000
"""Nanoseconds: what was written in so short a time before it was read may be written again without another time in the system's books."""


def _stands(stat: os.stat_result) -> tuple[int, ...]:
    """What is another when a file is written, or another file is put in its place; the times of both come last."""
    return stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


@dataclass(slots=True)
class Gathered:
    """What reading gathers, file by file."""

    settings: Settings
    problems: list[Problem]
    entries: list[Entry] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    unsound: list[Entry] = field(default_factory=list)

    def add(self, other: Gathered) -> None:
        """What another file gave; its records as they were read, whatever was done to them since."""
        self.problems += other.problems
        self.entries += [entry.as_read() for entry in other.entries]
        self.places += other.places
        self.broken |= other.broken
        self.unsound += [entry.as_read() for entry in other.unsound]


@dataclass(slots=True)
class Known:
    """Files as they were read last, and what each gave, by path; `read_now` are the paths of those that were read anew, `said` what each hashed to.

    `listing` is what was listed of them when everything was (a `Listing`, which is for who lists).

    The references of records lead where they led as long as the same records can be referred to; else, all are read from their files.
    """

    sources: dict[str, tuple[bytes, Source]] = field(default_factory=dict)
    read_now: set[str] = field(default_factory=set)
    said: dict[str, tuple[bytes, FileSaid]] = field(default_factory=dict)
    listing: object = None
    _gave: dict[str, tuple[Source, str, Gathered]] = field(default_factory=dict)
    _stood: dict[str, tuple[tuple[int, ...], Source]] = field(default_factory=dict)
    _could_be_meant: object = None

    def read(self, file: Path, path: str) -> Source:
        """What a file holds, read only if the system says that it may have been written since it was read last."""
        try:
            stands = _stands(os.stat(file))  # noqa: PTH116 - of thousands, which Path asks for in twice the time
        except OSError:
            return read(file, path, self.parse)
        stood, source = self._stood.get(path, ((), None))
        if source is None or stood != stands:
            source = read(file, path, self.parse)
            self._stood[path] = stands if max(stands[-2:]) < time_ns() - _APART else (), source
        return source

    def parse(self, data: bytes, path: str) -> Source:
        """What a file holds, parsed only if it held something else when it was read last."""
        if path not in self.sources or self.sources[path][0] != data:
            self.sources[path] = data, parse(data, path)
        return self.sources[path][1]

    def of(self, source: Source, settings: Settings, read: Callable[[Gathered], None]) -> Gathered:
        """What a file gives, read only if it gave nothing yet or has changed since."""
        before, language, gave = self._gave.get(source.path, (None, "", None))
        if gave is None or before is not source or language != settings.default_language:
            gave = Gathered(settings, [])
            read(gave)
            self.read_now.add(source.path)
            self._gave[source.path] = source, settings.default_language, gave
        return gave

    def holds(self, dossier: Dossier) -> bool:
        """Whether references mean what they meant when they were resolved last; if not, what files gave is forgotten."""
        could_be_meant = (list(dossier.entries), dossier.former, dossier.broken)
        held, self._could_be_meant = self._could_be_meant == could_be_meant, could_be_meant
        if not held:
            self._gave.clear()
        return held

    def doubts(self) -> None:
        """Some reference found nothing: next time, all are looked for again."""
        self._could_be_meant = None
