"""The files of the last build that may stay: linked into the new one instead of being made and written again.

A file stays if nothing it is made from has changed (its key, see `keys.py`), and if it is still what was written (size and time
to the nanosecond). Where anything is in doubt (no manifest, a damaged one, another file in its place), the file is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from .artifact import Artifact
from .keys import hashed
from .stages import STAGES, Progress

__all__ = ["Carry", "Kept", "walk"]

def _write(path: Path, content: bytes) -> os.stat_result:
    """Writes a file, and its folder if need be; raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags, 0o666)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, flags, 0o666)
    with open(descriptor, "wb", buffering=0) as stream:  # noqa: PTH123 - a descriptor, which no path can open
        left = memoryview(content)
        while left:
            left = left[stream.write(left) :]
        return os.fstat(descriptor)


def walk(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    """Every file below a folder, in the order of names."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in ("__pycache__", ".git"):
                yield from walk(entry.path)
        else:
            yield entry


class Kept(NamedTuple):
    """A file as it was written: its key, size, time (ns), SHA-256."""

    key: str
    size: int
    time: int
    sha256: str


@dataclass
class Carry:
    """The files of the site at `site` as the last build left them; `here` are those of this build. `manifest` says where that is kept.

    `inputs` is what this build reads, if that can be said, `made_from` what the last one read, if it had nothing to warn of, and
    `notes` is what it noted.
    """

    site: Path
    manifest: Path | None = None
    last: Mapping[str, Kept] = field(default_factory=dict)
    made_from: str = ""
    notes: list[str] = field(default_factory=list)
    inputs: str = ""
    progress: Progress | None = None
    here: dict[str, Kept] = field(default_factory=dict)

    @classmethod
    def read(cls, site: Path, folder: Path | None, inputs: str = "", served: bool = False) -> Carry:
        """What is known of a site; nothing where there is no folder for it, no manifest, or a damaged one.

        What is served lies in another folder each time, and needs but one manifest.
        """
        site = Path(os.path.realpath(site))
        if folder is None:
            return cls(site)
        manifest = folder / "sites" / f"{'served' if served else hashed(os.fspath(site))}.json"
        try:
            digest, _, text = manifest.read_bytes().partition(b"\n")
            good = hashlib.sha256(text).hexdigest().encode() == digest
            if good:
                given: dict[str, Any] = json.loads(text)
                last = {uri: Kept(*kept) for uri, kept in given["files"].items()}
                return cls(site, manifest, last, given["made_from"], given["notes"], inputs)
        except (OSError, ValueError, TypeError, AttributeError, KeyError):
            pass
        return cls(site, manifest, inputs=inputs)

    @cached_property
    def is_current(self) -> bool:
        """Whether this build would only make again what is there: nothing was changed, added or taken away on either side."""
        if not self.inputs or self.inputs != self.made_from:
            return False
        prefix, count = len(os.fspath(self.site)) + 1, 0
        for entry in walk(self.site):
            kept = self.last.get(entry.path[prefix:])
            state = entry.stat(follow_symlinks=False)
            if kept is None or (state.st_size, state.st_mtime_ns) != (kept.size, kept.time):
                return False
            count += 1
        return count == len(self.last) > 0

    def put(self, artifact: Artifact, path: Path) -> None:
        """Puts a file at `path`: the one that the last build left, or else what is made now. Raises OSError."""
        if self.progress:
            self.progress.step()
        key = artifact.key() if self.manifest is not None else ""
        with STAGES("carry"):
            if self._take(artifact.uri, key, path):
                return
        content = STAGES.timed("render", artifact.content)
        with STAGES("write"):
            found = _write(path, content)
            if key:
                self.here[artifact.uri] = Kept(key, found.st_size, found.st_mtime_ns, hashlib.sha256(content).hexdigest())

    def _take(self, uri: str, key: str, path: Path) -> bool:
        """Links a file of the last build to `path`, if it may stay."""
        kept = self.last.get(uri)
        if not key or kept is None or kept.key != key:
            return False
        old = self.site / uri
        try:
            found = old.lstat()
            if (found.st_size, found.st_mtime_ns) != (kept.size, kept.time):
                return False
            try:
                os.link(old, path, follow_symlinks=False)
            except FileNotFoundError:
                path.parent.mkdir(parents=True, exist_ok=True)
                os.link(old, path, follow_symlinks=False)
        except OSError:
            if not self._copied(old, path, kept):
                return False
        self.here[uri] = kept
        return True

    def _copied(self, old: Path, path: Path, kept: Kept) -> bool:
        """Where a disk knows no links, a copy is still quicker than a page."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(old, path, follow_symlinks=False)
        except OSError:
            path.unlink(missing_ok=True)
            return False
        if hashlib.sha256(path.read_bytes()).hexdigest() != kept.sha256:
            path.unlink()
            return False
        return True

    @property
    def sums(self) -> dict[str, str]:
        """Path -> SHA-256 of the files of this build that are known without reading them again."""
        return {uri: kept.sha256 for uri, kept in self.here.items() if kept.sha256}

    def save(self, warned: bool = False, notes: Iterable[str] = ()) -> None:
        """Keeps what is known for the next build; a folder that cannot be written to is no reason to fail."""
        if self.manifest is None:
            return
        prefix = len(os.fspath(self.site)) + 1
        for entry in walk(self.site):  # what MkDocs itself wrote is never carried over, but tells whether the site is as it was left
            if (uri := entry.path[prefix:]) not in self.here:
                state = entry.stat(follow_symlinks=False)
                self.here[uri] = Kept("", state.st_size, state.st_mtime_ns, "")
        given = {"made_from": "" if warned else self.inputs, "notes": list(notes), "files": self.here}
        text = json.dumps(given, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogateescape")
        part = self.manifest.with_name(f"{self.manifest.name}.{os.getpid()}")
        try:
            self.manifest.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)
            part.replace(self.manifest)
        except OSError:
            return
