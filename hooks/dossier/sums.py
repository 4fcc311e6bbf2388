"""A built site -> `SHA256SUMS` over its files, as `sha256sum -c` reads it, and what differs from it in a copy."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterator, Mapping, Set
from itertools import chain
from pathlib import Path
from types import MappingProxyType

__all__ = ["SUMS", "UNNAMED", "lines_of", "unnamed", "verify", "write_sums"]

SUMS = "SHA256SUMS"
UNNAMED = "SHA256SUMS.unnamed"
"""Sums without paths: of pages whose address may hold the name of somebody who is no longer named. A list of those would name them."""
_APART = "pagefind"
"""The search index: not the same bytes in each build, so it has sums of its own and those of the site can be compared."""
_LINE = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)", re.DOTALL)
_NOTHING: Mapping[str, list[str]] = MappingProxyType({})
_SIGNS = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}


def write_sums(
    site: Path, nameless: Set[str] = frozenset(), known: Callable[[str], str] | None = None, still: Mapping[str, list[str]] = _NOTHING,
    made: Set[str] = frozenset(),
) -> tuple[list[str], Set[str]]:
    """Writes the sums of a site, and of its search index if it has one, each into a file beside what it lists; gives the site's files, and
    those that were `made` and are not there.

    The sums of the paths in `nameless` go into a file of their own, without the paths; files of which a sum is `known` need not be read.
    Of parts that are `still` what they were, as long as they are there, it is known what is in them.
    """
    if apart := sorted(_sum(site / path) for path in nameless):
        (site / UNNAMED).write_text("".join(f"{digest}\n" for digest in apart), "ascii")
    if (apart_from_it := site / _APART).is_dir():
        _write(apart_from_it, list(_files(apart_from_it)), lambda path: _sum(apart_from_it / path))
    files, gone = _there(site, still, made)
    _write(site, [path for path in files if path not in nameless], lambda path: (known(path) if known else "") or _sum(site / path))
    return files, gone


def _there(site: Path, still: Mapping[str, list[str]], made: Set[str]) -> tuple[list[str], Set[str]]:
    """The files of a site, and those that were `made` and are not there. They are named by the same strings: there are very many."""
    same = [uri for part, uris in still.items() if os.path.lexists(site / part) for uri in uris]
    others, among = [], 0
    for path in chain(same, _files(site, still)):
        if path in made:
            among += 1
        else:
            others.append(path)
    if among == len(made):
        return [*made, *others], frozenset()
    files = [*same, *_files(site, still)]
    return files, made - {*files}


def _write(folder: Path, paths: Collection[str], sum_of: Callable[[str], str]) -> None:
    with (folder / SUMS).open("wb") as file:
        file.writelines(lines_of(paths, sum_of))


def unnamed(site: Path) -> set[str]:
    """The paths of a site that its sums leave unnamed."""
    digests = _digests(site)
    return {path for path in set(_files(site)) - _read(site)[0].keys() if _sum(site / path) in digests} if digests else set()


def _digests(site: Path) -> Counter[str]:
    return Counter((site / UNNAMED).read_text("ascii").split()) if (site / UNNAMED).is_file() else Counter()


def lines_of(paths: Collection[str], sum_of: Callable[[str], str]) -> Iterator[bytes]:
    """The lines of paths with their SHA-256, sorted by the path's bytes; one that holds a line break or `\\` is escaped as GNU's tool does."""
    in_order = sorted(paths, key=None if all(map(str.isascii, paths)) else os.fsencode)
    escaped = any(sign in path for sign in _SIGNS for path in paths)
    for path in in_order:
        yield os.fsencode(_line(path, sum_of(path)) if escaped else f"{sum_of(path)}  {path}\n")


def _line(path: str, digest: str) -> str:
    escaped = "".join(_SIGNS.get(sign, sign) for sign in path)
    return f"{'' if escaped == path else chr(92)}{digest}  {escaped}\n"


def _files(folder: Path, without: Container[str] = ()) -> Iterator[str]:
    """Every file below a folder (and every link, which a site has none of), `without` some parts, sums, the index and a worktree's `.git`."""
    prefix = len(os.fspath(folder)) + 1
    waiting = [os.fspath(folder)]
    while waiting:
        for entry in os.scandir(waiting.pop()):
            path = entry.path[prefix:].replace(os.sep, "/")
            if path in (SUMS, _APART, ".git") or path in without:
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            else:
                yield path


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()  # files of a site are small; file_digest takes a quarter longer


def _read(folder: Path) -> tuple[dict[str, str], list[str]]:
    """The sums that stand in a folder, and lines that are none."""
    found: dict[str, str] = {}
    wrong: list[str] = []
    for line in os.fsdecode((folder / SUMS).read_bytes()).split("\n"):
        read = _LINE.fullmatch(line)
        if read:
            path = re.sub(r"\\([\\nr])", lambda m: {"n": "\n", "r": "\r"}.get(m[1], m[1]), read[3]) if read[1] else read[3]
            found[path] = read[2]
        elif line:
            wrong.append(f"{SUMS}: holds a line that is no sum: {line[:80]!r}")
    return found, wrong


def verify(site: Path) -> list[str]:
    """What differs between a copy of a site and its sums, a line each, sorted; nothing if it is whole and nothing was added.

    Raises OSError when there are no sums to compare with.
    """
    found = [] if (site / _APART / SUMS).is_file() or not (site / _APART).exists() else [f"{_APART}/: has no {SUMS}"]
    for folder, name in ((site, ""), *(((site / _APART, f"{_APART}/"),) if (site / _APART / SUMS).is_file() else ())):
        listed, wrong = _read(folder)
        there = set(_files(folder))
        found += [f"{name}{line}" for line in wrong]
        found += [f"{name}{path}: is missing" for path in listed.keys() - there]
        apart = Counter[str]() if name else _digests(site)
        for path in there - listed.keys():
            digest = "" if (folder / path).is_symlink() or not apart else _sum(folder / path)
            if apart[digest] > 0:
                apart[digest] -= 1
            else:
                found.append(f"{name}{path}: is listed nowhere")
        if apart.total():
            found.append(f"{UNNAMED}: {apart.total()} of its files {'is' if apart.total() == 1 else 'are'} missing or changed")
        for path in sorted(listed.keys() & there):
            file = folder / path
            if file.is_symlink() or not file.is_file():
                found.append(f"{name}{path}: is a link or no ordinary file")
            elif _sum(file) != listed[path]:
                found.append(f"{name}{path}: is not the file that was published")
    return sorted(found)
