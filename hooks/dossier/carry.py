"""The files of the last build that may stay: linked into the new one instead of being made and written again.

A file stays if nothing it is made from has changed (its key, see `keys.py`), and if it is still what was written (size and time
to the nanosecond). Where anything is in doubt (no manifest, a damaged one, another file in its place), the file is made anew.

The folder that a build replaces is not thrown away: what in it is no longer of the site goes, and the links to what still is are
kept for the next build, which begins with them. So a build touches as many files as have changed, and looks once at each: in the
folder that it begins with. Nothing that a build has made is there that is not in the site; what somebody else put into the site
goes as the next build begins.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from .disk import below, clear, climb, rid, without_git, write
from .keys import hashed
from .left import as_left, is_as_left, part_of
from .manifest import Kept, Manifest, spare
from .stages import STAGES, Progress

if TYPE_CHECKING:
    from .artifact import Artifact

__all__ = ["Carry"]


@dataclass
class Carry:
    """The files of the site at `site`: as the last build left them (`last`), and those of this build (`here`).

    `inputs` is what this build reads, if that can be said.
    """

    site: Path
    manifest: Manifest = field(default_factory=Manifest)
    inputs: str = ""
    copied: bool = False
    progress: Progress | None = None
    here: dict[str, Kept] = field(default_factory=dict)
    still: dict[str, list[str]] = field(default_factory=dict, init=False)
    """The parts of the site that are what they were, each with all its files: nothing is made in them, and nobody else writes there."""
    _keys: dict[str, str] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def read(cls, site: Path, folder: Path | None, inputs: str = "") -> Carry:
        """What is known of a site; nothing where there is no folder for it, no manifest, or a damaged one."""
        site = Path(os.path.realpath(site))
        if folder is None:
            return cls(site)
        return cls(site, Manifest.read(folder / "sites" / f"{hashed(os.fspath(site))}.json"), inputs)

    @property
    def last(self) -> Mapping[str, Kept]:
        return self.manifest.files

    @cached_property
    def is_current(self) -> bool:
        """Whether this build would only make again what is there: nothing was changed, added or taken away on either side."""
        return bool(self.inputs) and self.inputs == self.manifest.made_from and is_as_left(self.site, self.manifest.left)

    @property
    def spare(self) -> Path | None:
        """Where links to the files of the site wait for the next build."""
        return spare(self.manifest.place) if self.manifest.place else None

    def settle(self, keyed: Iterable[tuple[str, Callable[[], str]]], folder: Path, others: Iterable[str] = ()) -> list[str]:
        """Brings every file that may stay into `folder`, takes everything else out of it, and gives the addresses of what has to be made.

        `keyed` are all files of the site, each with what gives its key; `others` is what somebody else will write into the folder.
        """
        without_git(folder)
        there, last = self._standing(folder), self.last
        made, parts = [], defaultdict[str, list[str]](list)
        for uri, key in keyed:
            kept = last.get(uri)
            if kept is None or not kept.key or kept.key != key() or not (uri in there or self._brought(uri, kept, folder)):
                made.append(uri)
                continue
            self.here[uri] = kept
            parts[part_of(uri)].append(uri)
        for uri in there:
            if uri not in self.here:
                rid(folder, uri)
        if self.inputs:  # else it is not known who writes where
            moving = {part_of(uri) for uri in (*made, *others)}
            self.still = {part: uris for part, uris in parts.items() if part not in moving and self._holds(part) == len(uris)}
        return made

    def _standing(self, folder: Path) -> set[str]:
        """The files of the last build that are in `folder`, where nothing else is then."""
        there, empty, last = set[str](), list[Path](), self.last
        for uri, entry in below(folder, empty):
            kept = last.get(uri)
            if kept is not None and _stands(entry, kept):
                there.add(uri)
            else:
                rid(folder, uri)
        for path in empty:
            climb(path, folder)
        return there

    def _holds(self, part: str) -> int:
        """How many files the last build left in a part of the site."""
        return self.manifest.left.get(part, (0, ""))[0]

    def put(self, artifact: Artifact, folder: Path) -> None:
        """Makes a file and writes it into `folder`; where it would say what it said before, that of the last build stays. Raises OSError."""
        if self.progress:
            self.progress.step()
        said = STAGES.timed("render", artifact.said) if self.manifest.place is not None else ""
        if said and (kept := self.last.get(artifact.uri)) and kept.said == said and self._brought(artifact.uri, kept, folder):
            self.here[artifact.uri] = replace(kept, key=self._key_of(artifact))
            return
        digest = hashlib.sha256()
        with STAGES("write"):
            found = write(f"{folder}/{artifact.uri}", _parts(artifact, digest.update))
            if self.manifest.place is not None and (key := self._key_of(artifact)):
                self.here[artifact.uri] = Kept.of(key, found.st_size, found.st_mtime_ns, digest.digest(), said)

    def _key_of(self, artifact: Artifact) -> str:
        """The key of a file, the same object for all that have it."""
        key = artifact.key()
        return self._keys.setdefault(key, key)

    def _brought(self, uri: str, kept: Kept, folder: Path) -> bool:
        """Links a file of the site that is as it was `kept` into the folder; false if it is not, or that cannot be."""
        old, path = f"{self.site}/{uri}", f"{folder}/{uri}"
        try:
            if not _stands(Path(old), kept):
                return False
            try:
                os.link(old, path, follow_symlinks=False)
            except FileNotFoundError:
                os.makedirs(path.rpartition("/")[0], exist_ok=True)  # noqa: PTH103
                os.link(old, path, follow_symlinks=False)
        except OSError:
            return self._copied(Path(old), Path(path), kept)
        return True

    def put_by(self, folder: Path) -> None:
        """Keeps the links in `folder`, the site that was replaced, for the next build: nothing of it that is not in the site now."""
        if self.spare is None or self.copied or not self.last or not self._linked(folder):
            clear(folder)

    def _linked(self, folder: Path) -> bool:
        assert self.spare is not None
        try:
            without_git(folder)
            tops = {uri.partition("/")[0] for uri in self.here}
            for entry in folder.iterdir():
                if entry.name not in tops:
                    clear(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
            gone = (uri for uri, kept in self.last.items() if (now := self.here.get(uri)) is None or now.written != kept.written)
            for uri in (*gone, *self.manifest.others):
                if os.path.lexists(f"{folder}/{uri}"):
                    if _is_elsewhere(folder, uri):
                        return False
                    rid(folder, uri)
            if self.spare.is_symlink() or self.spare.is_file():
                self.spare.unlink()
            clear(self.spare)
            self.spare.parent.mkdir(parents=True, exist_ok=True)
            folder.rename(self.spare)
        except OSError:
            return False
        return True

    def _copied(self, old: Path, path: Path, kept: Kept) -> bool:
        """Where a disk knows no links, a copy is still quicker than a page."""
        self.copied = True
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(old, path, follow_symlinks=False)
        except OSError:
            path.unlink(missing_ok=True)
            return False
        if hashlib.sha256(path.read_bytes()).digest() != kept.sha256:
            path.unlink()
            return False
        return True

    def key_of(self, uri: str) -> str:
        """The key of a file of this build, if it is known; empty otherwise."""
        kept = self.here.get(uri)
        return kept.key if kept else ""

    def sum_of(self, uri: str) -> str:
        """The SHA-256 of a file of this build, if it is known without reading it again; empty otherwise."""
        kept = self.here.get(uri)
        return kept.sha256.hex() if kept else ""

    def save(self, warned: bool = False, notes: Iterable[str] = (), there: Iterable[str] = ()) -> None:
        """Keeps what is known for the next build, with the files that are `there`; a folder that cannot be written to is no reason to fail."""
        if self.manifest.place is not None:
            there = list(there)
            left = as_left(self.site, written=self.here, there=there, still={part: self.manifest.left[part] for part in self.still})
            inputs = "" if warned else self.inputs
            said = list(notes) if inputs else []  # nobody asks for them; with an overlay, they name its files
            others = sorted(uri for uri in there if uri not in self.here)
            Manifest(self.manifest.place, inputs, said, left, others, site=os.fspath(self.site)).write(self.here)


def _is_elsewhere(folder: Path, uri: str) -> bool:
    """Whether a link leads to a file out of the folder: what is there is not ours to take away."""
    inside = uri.rpartition("/")[0]
    return bool(inside) and os.path.realpath(f"{folder}/{inside}") != os.path.join(os.path.realpath(folder), inside)  # noqa: PTH118 - as it is kept


def _stands(file: os.DirEntry[str] | Path, kept: Kept) -> bool:
    """Whether a file is there, an ordinary one, with the size and time of the one that was written."""
    try:
        found = file.stat(follow_symlinks=False)
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == kept.stands and stat.S_ISREG(found.st_mode)


def _parts(artifact: Artifact, told: Callable[[bytes], None]) -> Iterator[bytes]:
    """What a file holds, made piece by piece where it is large; each piece is `told` too."""
    parts = artifact.parts() if artifact.parts else None
    part = STAGES.timed("render", next, parts, None) if parts else STAGES.timed("render", artifact.content)
    while part is not None:
        told(part)
        yield part
        part = STAGES.timed("render", next, parts, None) if parts else None
