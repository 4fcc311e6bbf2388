"""What case files were found to hold, kept in the cache from one build or check to the next: a file that has not changed is not parsed again.

A file is known by its SHA-256 under its path; what is not whole, or of other code, says nothing. Files with problems are parsed
each time, and those in which something is withheld, a record or a name: of these, nothing is left in a cache.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

import msgspec

from .cache import Store
from .disk import walk
from .keys import Folder, code
from .source import MAX_BYTES, Source, parse
from .together import aside, processes

__all__ = ["Parsed"]

_FOLDER = "parsed"
_WORTH = 400
"""How many files are worth a process that parses them."""
_FIRST = 0.4
"""What part of the files the first process parses: it has more to do with each of them."""


class _File(msgspec.Struct, frozen=True, array_like=True):
    digest: bytes
    source: Source


_Files = dict[str, _File]
_decode = msgspec.msgpack.Decoder(_Files).decode


@dataclass
class Parsed:
    """The case files of one project: `_known` what was kept of each folder of data/, `_now` what its files hold now."""

    store: Store
    _known: dict[str, _Files] = field(default_factory=dict)
    _now: dict[str, _Files] = field(default_factory=lambda: defaultdict(dict))
    _later: frozenset[str] = frozenset()
    _elsewhere: Callable[[], _Files] = dict

    @contextmanager
    def ahead(self, data: Path) -> Iterator[None]:
        """Within it, another process parses the last of the case files below `data`, if many are not known; who needs one of them waits for it."""
        new = [(file, path) for file, path in _case_files(data) if path not in self._of(path.split("/")[1])]
        later = new[int(len(new) * _FIRST) :] if processes(len(new), _WORTH) > 1 else []
        with aside(partial(_parsed, later), bool(later)) as ask:
            self._later, self._elsewhere = frozenset(path for _, path in later), cache(lambda: _decode(ask()))
            yield
        self._later, self._elsewhere = frozenset(), dict

    def parse(self, data: bytes, path: str) -> Source:
        """What a case file holds, as `source.parse` gives it."""
        _, top, *inside = path.split("/")
        if not inside:
            return parse(data, path)
        digest = hashlib.sha256(data).digest()
        file = self._elsewhere().get(path) if path in self._later else self._of(top).get(path)
        if file is None or file.digest != digest:
            file = _File(digest, parse(data, path))
        self._now[top][path] = file
        return file.source

    def is_of(self, folders: Mapping[str, Folder]) -> bool:
        """Whether just what the case files of the folders held, when their sums were made, was read."""
        read = {path: file.digest for files in self._now.values() for path, file in files.items()}
        return read == {path: digest for folder in folders.values() for path, digest in folder.files.items()}

    def keep(self, withheld: Collection[str], new: bool = True) -> None:
        """Keeps what was parsed, but for files with problems and those at the `withheld` paths; of folders that are no more, nothing.

        Without the `new`, only what was kept before stays. It is in memory no more then.
        """
        for top, files in self._now.items():
            sound = {
                path: file
                for path, file in files.items()
                if path not in withheld and not file.source.problems and (new or file is self._of(top).get(path))
            }
            if sound != self._of(top):
                self.store.put_by(f"{_FOLDER}/{top}", _made() + msgspec.msgpack.encode(sound))
        self.store.thin(_FOLDER, dict.fromkeys(self._now, b""))
        self._known.clear()
        self._now.clear()

    def _of(self, top: str) -> _Files:
        """What was kept of a folder."""
        if top not in self._known:
            self._known[top] = self._recalled(top)
        return self._known[top]

    def _recalled(self, top: str) -> _Files:
        kept = self.store.recalled(f"{_FOLDER}/{top}")
        try:
            return _decode(kept[len(_made()) :]) if kept.startswith(_made()) else {}
        except msgspec.MsgspecError:
            return {}


def _case_files(data: Path) -> Iterator[tuple[str, str]]:
    """(where it is, what problems call it) of every file in a folder of data/ that is parsed."""
    for entry in walk(data):
        path = f"{data.name}/{entry.path[len(os.fspath(data)) + 1 :].replace(os.sep, '/')}".encode("utf-8", "replace").decode()
        if path.endswith((".md", ".yml")) and path.count("/") > 1 and entry.is_file(follow_symlinks=False):
            yield entry.path, path


def _parsed(files: Sequence[tuple[str, str]]) -> bytes:
    found: _Files = {}
    for file, path in files:
        try:
            data = Path(file).read_bytes() if Path(file).stat().st_size <= MAX_BYTES else b""
        except OSError:
            continue
        if not (source := parse(data, path)).problems:
            found[path] = _File(hashlib.sha256(data).digest(), source)
    return msgspec.msgpack.encode(found)


def _made() -> bytes:
    return code().encode()
