"""A project -> what the files of each country are made from, as a key: equal keys, equal files.

It is made of the code and the versions of what makes pages, the settings, what belongs to all countries, and the case files of the
country and of every country that speaks of it or is spoken of. What belongs to no country depends on all. Files on which nothing
of the prose below front matter stands have a key without it: lists and pictures stay when a text is edited. To those on which only
few texts can stand, the sums of these are added (see `filekeys.py`).
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from .disk import walk

__all__ = ["FileSaid", "Folder", "Keys", "code", "folders", "hashed", "sum_of_text", "tied", "tree"]

_MAKERS = (
    "Jinja2 MarkupSafe markdown-it-py nh3 anyascii babel pydantic PyYAML Pillow pikepdf holidays feedgenerator icalendar tinycss2 "
    "pypdfium2 pagefind_bin mkdocs mkdocs-material Markdown Pygments pymdown-extensions"
).split()
_RECORDS = re.compile(rb"/(?:letters|events|people|organisations|demands|sources)\b")
_BEFORE = re.compile(rb"[a-z0-9-]+\Z")
_LONGEST = 100
"""How long the name of a folder may be."""
_COUNTRIES = re.compile(rb"^ *countries *:([^\n]*(?:\n *-[^\n]*)*)", re.MULTILINE)
_WORD = re.compile(rb"[a-z0-9-]+")
_FRONT = re.compile(rb"(?:\xef\xbb\xbf)?---[^\n]*\n(?:.*?\n)??---[ \t\r]*(?=\n|\Z)", re.DOTALL)
"""Front matter, as far as the line that ends it; where in doubt, more."""


@cache
def code() -> str:
    """What the package itself hashes to, with the versions of Python and of the libraries that make what is published."""
    found = hashlib.sha256(sys.version.encode())
    for path, content in tree(Path(__file__).parent):
        found.update(f"{path}\0{content}\0".encode())
    for name in _MAKERS:
        try:
            found.update(f"{name} {version(name)}\0".encode())
        except PackageNotFoundError:
            continue
    return found.hexdigest()


def tree(folder: Path) -> Iterator[tuple[str, str]]:
    """(path, SHA-256) of every file below a folder, in the order of names; compiled Python and dotfiles are nobody's source."""
    for file in walk(folder):
        inside = file.path[len(os.fspath(folder)) + 1 :].replace(os.sep, "/")
        if _is_file(file) and not any(part.startswith(".") for part in inside.split("/")):
            yield inside, hashlib.sha256(_content(file.path)).hexdigest()


def _is_file(file: os.DirEntry[str]) -> bool:
    """Whether there is a file, or a link to one: not where links lead in a circle, which is told elsewhere."""
    try:
        return file.is_file()
    except OSError:
        return False


def _content(path: str | Path) -> bytes:
    """What a file holds; of one that cannot be read, nothing: a build that needs it is refused."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - of thousands, without a Path for each
            return file.read()
    except OSError:
        return b""


class FileSaid(Struct, frozen=True):
    """What a file hashes to, the same without the prose below front matter, and the names of folders that it may speak of."""

    digest: bytes
    bare: bytes
    spoken: frozenset[bytes]


class Read(Protocol):
    """What a server has read: of files by path what they held, and what that hashed to."""

    @property
    def sources(self) -> Mapping[str, tuple[bytes, object]]: ...
    @property
    def said(self) -> dict[str, tuple[bytes, FileSaid]]: ...


class Folder(Struct, frozen=True):
    """What a folder hashes to, the same without the prose below front matter, and the names of folders that its texts speak of; `files` are
    the sums of its case files, by path (`data/…`)."""

    digest: str
    bare: str
    spoken: Set[str] = frozenset()
    files: Mapping[str, bytes] = {}


def folders(data: Path, known: Read | None = None) -> dict[str, Folder]:
    """Every top-level folder of data/ by its name; files beside them are the folder "". What a server has read is not read again."""
    found: dict[str, Folder] = {}
    rest = hashlib.sha256()
    for top in sorted(data.iterdir()) if data.is_dir() else ():
        if top.is_file():
            rest.update(os.fsencode(top.name) + b"\0" + hashlib.sha256(_content(top)).digest())
            continue
        whole, bare, words, files = hashlib.sha256(), hashlib.sha256(), set[bytes](), dict[str, bytes]()
        for file in walk(top):
            inside = file.path[len(os.fspath(top)) + 1 :]
            path = f"{data.name}/{top.name}/{inside.replace(os.sep, '/')}"
            said = _said_by(file, path, known)
            if path.endswith((".md", ".yml")) and not path.endswith("/README.md") and "/." not in path:
                files[path.encode("utf-8", "replace").decode()] = said.digest
            name = os.fsencode(inside) + b"\0"
            whole.update(name + said.digest)
            bare.update(name + said.bare)
            words |= said.spoken
        found[top.name] = Folder(whole.hexdigest(), bare.hexdigest(), {word.decode() for word in words}, files)
    found[""] = Folder(rest.hexdigest(), rest.hexdigest())
    return found


def _said_by(file: os.DirEntry[str], path: str, known: Read | None) -> FileSaid:
    """What a file says; of one that a server has read, what it held then."""
    if not file.is_file(follow_symlinks=False):  # a pipe would never end, a link may lead to one
        return _said(b"", file.name)
    if known is None or path not in known.sources:
        return _said(_content(file.path), file.name)
    content = known.sources[path][0]
    before = known.said.get(path)
    if before is None or before[0] is not content:
        before = known.said[path] = content, _said(content, file.name)
    return before[1]


def _said(content: bytes, name: str) -> FileSaid:
    digest = hashlib.sha256(content).digest()
    front = _FRONT.match(content) if name.endswith(".md") else None
    spoken = frozenset(_spoken(content)) if name.endswith((".md", ".yml")) else frozenset[bytes]()
    return FileSaid(digest, hashlib.sha256(front[0]).digest() if front else digest, spoken)


def _spoken(content: bytes) -> Iterator[bytes]:
    """The folders that a case file may speak of: in `country/letters/…`, and in a list of countries."""
    for one in _RECORDS.finditer(content):
        if before := _BEFORE.search(content, max(0, one.start() - _LONGEST), one.start()):
            yield before[0]
    if b"countries" in content:
        for one in _COUNTRIES.finditer(content):
            yield from _WORD.findall(one[1])


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
    """What the files of each country are made from, and those of none (""). Without keys nothing is carried over.

    `without_prose` are those of files on which nothing of the prose below front matter stands, `shared` that of what all are made with.
    """

    by_country: Mapping[str, str] = field(default_factory=dict)
    languages: frozenset[str] = frozenset()
    without_prose: Mapping[str, str] = field(default_factory=dict)
    shared: str = ""

    @classmethod
    def of(
        cls, found: Mapping[str, Folder], countries: Mapping[str, object], common: object, others: object, everywhere: Set[str],
        languages: Iterable[str], spoken: Mapping[str, Set[str]],
    ) -> Keys:
        """`found` are the folders of data/, `countries` those of the site with what else their pages depend on; `common` is what all do,
        `others` what belongs to none does.

        `everywhere` are the folders of countries on which pages of every country rest, so on those that these are tied to. `spoken` are by
        country others that it speaks of, beside those that its files name.
        """
        groups = tied(countries, {name: folder.spoken | spoken.get(name, set()) for name, folder in found.items()})
        told = {member for name in everywhere for member in groups.get(name, ())}  # with a record stand its sources, and what others answer to it

        def based(digests: Mapping[str, str]) -> str:
            shared = [name for name in digests if name not in countries or name in told]
            return repr((code(), common, sorted(digests), [(name, digests[name]) for name in shared]))  # any page may link to any country

        def keyed(digests: Mapping[str, str]) -> dict[str, str]:
            base = based(digests)
            keys = {
                country: hashed(base, country, depends, [(name, digests.get(name)) for name in sorted(groups[country])])
                for country, depends in countries.items()
            }
            return {"": hashed(base, others, sorted(keys.items())), **keys}

        whole, bare = ({name: getattr(folder, which) for name, folder in found.items()} for which in ("digest", "bare"))
        return cls(keyed(whole), frozenset(languages), keyed(bare), hashed(based(whole)))

    def of_file(self, uri: str, source: str, prose: bool = True) -> str:
        """The key of a published file; `source` is the case file it is made from, if it is made from one, `prose` whether prose stands on it."""
        country = self.country_of(uri)
        if source.startswith("data/") and not source.startswith(f"data/{country}/"):
            country = ""
        return (self.by_country if prose else self.without_prose).get(country, "")

    def country_of(self, uri: str) -> str:
        """The country that a published file is of; empty where it is of all, or that is not known."""
        parts = uri.split("/")
        while len(parts) > 1 and (parts[0] in ("assets", "cards", "embed") or parts[0] in self.languages):
            del parts[0]
        country = parts[0] if len(parts) > 1 else parts[0].partition(".")[0]  # kazakhstan/…, kazakhstan.atom
        return country if country in self.by_country else ""


@lru_cache(maxsize=1 << 14)
def sum_of_text(text: str) -> bytes:
    """What a text hashes to; the same ones are asked for again and again."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def hashed(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
