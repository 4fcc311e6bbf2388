"""The files of the last build that may stay: linked into the new one instead of being made and written again.

A file stays if nothing it is made from has changed (its key, see `keys.py`), and if it is still what was written (size and time
to the nanosecond). Where anything is in doubt (no manifest, a damaged one, another file in its place), the file is made anew.

The folder that a build replaces is not thrown away: what in it is no longer of the site goes, and the links to what still is are
kept for the next build, which begins with them. So a build touches as many files as have changed. Nothing is in that folder that
is not in the site, and it is believed only where its files are the very files of the site.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from .disk import below, clear, climb, rid, without_git, write
from .keys import hashed
from .manifest import Kept, Manifest, as_left, spare
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
        return bool(self.inputs) and self.inputs == self.manifest.made_from and self.manifest.is_of(self.site)

    @property
    def spare(self) -> Path | None:
        """Where links to the files of the site wait for the next build."""
        return spare(self.manifest.place) if self.manifest.place else None

    def settle(self, keyed: Iterable[tuple[str, Callable[[], str]]], folder: Path) -> list[str]:
        """Brings every file that may stay into `folder`, takes everything else out of it, and gives the addresses of what has to be made.

        `keyed` are all files of the site, each with what gives its key.
        """
        without_git(folder)
        empty: list[Path] = []
        there = {uri: entry.inode() for uri, entry in below(folder, empty)}
        for path in empty:
            climb(path, folder)
        last, made = self.last, []
        for uri, key in keyed:
            kept = last.get(uri)
            if kept is None or not kept.key or kept.key != key() or not self._stays(uri, kept, folder, there.get(uri)):
                made.append(uri)
        for uri in there.keys() - self.here.keys():
            rid(folder, uri)
        return made

    def _stays(self, uri: str, kept: Kept, folder: Path, inode: int | None) -> bool:
        """Whether the file of the last build is as it was `kept`; it is in `folder` then, where it may be already, as `inode`."""
        try:
            found = os.lstat(f"{self.site}/{uri}")
        except OSError:
            return False
        if (found.st_size, found.st_mtime_ns) != kept.stands or not stat.S_ISREG(found.st_mode):
            return False
        if inode != found.st_ino and not self._brought(uri, kept, f"{folder}/{uri}", inode is not None):
            return False
        if self.progress:
            self.progress.step()
        self.here[uri] = kept
        return True

    def put(self, artifact: Artifact, folder: Path) -> None:
        """Makes a file and writes it into `folder`; where it would say what it said before, that of the last build stays. Raises OSError."""
        said = STAGES.timed("render", artifact.said) if self.manifest.place is not None else ""
        if said and (kept := self.last.get(artifact.uri)) and kept.said == said and self._stays(artifact.uri, kept, folder, None):
            self.here[artifact.uri] = replace(kept, key=self._key_of(artifact))
            return
        if self.progress:
            self.progress.step()
        digest = hashlib.sha256()
        with STAGES("write"):
            found = write(f"{folder}/{artifact.uri}", _parts(artifact, digest.update))
            if self.manifest.place is not None and (key := self._key_of(artifact)):
                self.here[artifact.uri] = Kept.of(key, found.st_size, found.st_mtime_ns, digest.digest(), said)

    def _key_of(self, artifact: Artifact) -> str:
        """The key of a file, the same object for all that have it."""
        key = artifact.key()
        return self._keys.setdefault(key, key)

    def _brought(self, uri: str, kept: Kept, path: str, is_taken: bool) -> bool:
        """Links a file of the site to `path`, in place of another one if that `is_taken`; false if that cannot be."""
        old = f"{self.site}/{uri}"
        try:
            if is_taken:
                os.unlink(path)  # noqa: PTH108 - of tens of thousands, without a Path for each
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
        if self.spare is None or self.copied or not self._linked(folder):
            clear(folder)

    def _linked(self, folder: Path) -> bool:
        assert self.spare is not None
        try:
            without_git(folder)
            for uri, _ in below(folder):
                if (kept := self.here.get(uri)) is None or self.last.get(uri) is not kept:
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
            left = as_left(self.site, written=self.here, there=there)
            inputs = "" if warned else self.inputs
            said = list(notes) if inputs else []  # nobody asks for them; with an overlay, they name its files
            Manifest(self.manifest.place, inputs, said, left, site=os.fspath(self.site)).write(self.here)


def _parts(artifact: Artifact, told: Callable[[bytes], None]) -> Iterator[bytes]:
    """What a file holds, made piece by piece where it is large; each piece is `told` too."""
    parts = artifact.parts() if artifact.parts else None
    part = STAGES.timed("render", next, parts, None) if parts else STAGES.timed("render", artifact.content)
    while part is not None:
        told(part)
        yield part
        part = STAGES.timed("render", next, parts, None) if parts else None
