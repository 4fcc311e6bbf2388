"""The files of the last build that may stay: linked into the new one instead of being made and written again.

A file stays if nothing it is made from has changed, and if it is still what was written (size and time to the nanosecond). What it
is made from is a key: the code and the versions of what makes pages, the settings, what belongs to all countries, and the case
files of its own country and of every country that speaks of it or is spoken of. What belongs to no country depends on all.
Where anything is in doubt (no manifest, a damaged one, another file in its place), the file is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

from .artifact import Artifact
from .stages import STAGES, Progress

__all__ = ["Carry", "Kept", "Keys", "code", "folders", "tied", "tree", "walk"]

_MAKERS = "Jinja2 MarkupSafe markdown-it-py nh3 anyascii babel pydantic PyYAML Pillow pikepdf holidays mkdocs mkdocs-material".split()
_SPOKEN_OF = re.compile(
    rb"([a-z0-9-]+)/(?:letters|events|people|organisations|demands|sources)\b|^ *countries *:([^\n]*(?:\n *-[^\n]*)*)", re.MULTILINE
)
_WORD = re.compile(rb"[a-z0-9-]+")


def code() -> str:
    """What the package itself hashes to, with the versions of the libraries that make what is published."""
    found = hashlib.sha256()
    for path, content in tree(Path(__file__).parent):
        found.update(f"{path}\0{content}\0".encode())
    for name in _MAKERS:
        try:
            found.update(f"{name} {version(name)}\0".encode())
        except PackageNotFoundError:
            continue
    return found.hexdigest()


def tree(folder: Path) -> Iterator[tuple[str, str]]:
    """(path, SHA-256) of every file below a folder, sorted; compiled Python and dotfiles are nobody's source."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and "__pycache__" not in inside.parts and not any(part.startswith(".") for part in inside.parts):
            yield inside.as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()


def folders(data: Path) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Of each top-level folder (files: "") of data/, what it hashes to, and the names of folders that its texts speak of."""
    digests: dict[str, str] = {}
    spoken: dict[str, set[str]] = {}
    rest = hashlib.sha256()
    for top in sorted(data.iterdir()) if data.is_dir() else ():
        if top.is_file():
            rest.update(f"{top.name}\0".encode() + hashlib.sha256(top.read_bytes()).digest())
            continue
        found, words = hashlib.sha256(), set[bytes]()
        for path in sorted(path for path in top.rglob("*") if path.is_file()):
            content = path.read_bytes()
            found.update(f"{path.relative_to(top)}\0".encode() + hashlib.sha256(content).digest())
            if path.suffix in (".md", ".yml"):
                for one in _SPOKEN_OF.finditer(content):
                    words.update([one[1]] if one[1] else _WORD.findall(one[2]))
        digests[top.name], spoken[top.name] = found.hexdigest(), {word.decode() for word in words}
    digests[""] = rest.hexdigest()
    return digests, spoken


def tied(countries: Iterable[str], spoken: Mapping[str, Set[str]]) -> dict[str, frozenset[str]]:
    """Country -> the countries that it is tied to, itself among them: those that it speaks of, that speak of it, and theirs.

    >>> sorted(tied(["a", "b", "c"], {"a": {"b"}})["b"])
    ['a', 'b']
    """
    groups = {country: {country} for country in countries}
    for country in list(groups):
        for other in spoken.get(country, set()) & groups.keys():
            if groups[other] is not groups[country]:
                groups[country] |= groups[other]
                for member in groups[other]:
                    groups[member] = groups[country]
    return {country: frozenset(members) for country, members in groups.items()}


@dataclass(frozen=True)
class Keys:
    """What the files of each country are made from, and those of none (""). Without keys nothing is carried over."""

    by_country: Mapping[str, str] = field(default_factory=dict)
    languages: frozenset[str] = frozenset()

    @classmethod
    def of(cls, data: Path, countries: Mapping[str, object], common: object, others: object, withheld: Set[str], languages: Iterable[str]) -> Keys:
        """`countries` are those of the site with what else their pages depend on; `common` is what all do, `others` what belongs to none does.

        `withheld` are the folders in which something is withheld: its names are hidden in every country.
        """
        digests, spoken = folders(data)
        shared = [name for name in digests if name not in countries or name in withheld]
        base = repr((code(), common, [(name, digests[name]) for name in shared]))
        groups = tied(countries, spoken)
        found = {
            country: _hash(base, country, depends, [(name, digests.get(name)) for name in sorted(groups[country])])
            for country, depends in countries.items()
        }
        return cls({"": _hash(base, others, sorted(found.items())), **found}, frozenset(languages))

    def of_file(self, uri: str, source: str) -> str:
        """The key of a published file; `source` is the case file it is made from, if it is made from one."""
        country = self._country(uri)
        if source.startswith("data/") and not source.startswith(f"data/{country}/"):
            country = ""
        return self.by_country.get(country, "")

    def _country(self, uri: str) -> str:
        parts = uri.split("/")
        while len(parts) > 1 and (parts[0] in ("assets", "cards", "embed") or parts[0] in self.languages):
            del parts[0]
        country = parts[0] if len(parts) > 1 else parts[0].partition(".")[0]  # kazakhstan/…, kazakhstan.atom
        return country if country in self.by_country else ""


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


def _hash(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


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
        manifest = folder / "sites" / f"{'served' if served else _hash(os.fspath(site))}.json"
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
