"""A site -> how it is: for each part of it, how many files are in it, and what their paths, sizes and times hash to.

A part in which nothing is made or taken away is as it was left; where anything is in doubt, it is looked at.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from .disk import GIT, below
from .manifest import Kept, Left
from .together import Failed, Work, evenly, processes, share

__all__ = ["as_left", "is_as_left", "part_of"]

_WORTH = 15_000
"""How many files are worth a process of their own to be looked at."""


def part_of(uri: str) -> str:
    """The part of a site in which a file lies: all that is in a folder of a folder at the top; else the file itself.

    >>> part_of("embed/utopia/letters/one/index.html"), part_of("utopia/index.html"), part_of("index.html")
    ('embed/utopia', 'utopia/index.html', 'index.html')
    """
    top, _, rest = uri.partition("/")
    second, deeper, _ = rest.partition("/")
    return f"{top}/{second}" if deeper else uri


def is_as_left(site: Path, left: Left) -> bool:
    """Whether a site is as it was left: nothing was changed, added or taken away."""
    return bool(left) and as_left(site, left) == left


def as_left(
    site: Path, expected: Left | None = None, written: Mapping[str, Kept] | None = None, there: Iterable[str] = (), still: Left | None = None
) -> Left:
    """How a site is now; nothing if it cannot be the `expected` one. A worktree's `.git` is not of the site.

    Of the files that were just `written`, nobody asks again what they are like, and what was just found `there` is not looked for again:
    every file of the same part is among it. Parts that are `still` as they were left are not looked at.
    """
    same = still or {}
    known: dict[str, list[str]] = defaultdict(list)
    for uri in there:
        known[part_of(uri)].append(uri)
    found: dict[str, tuple[int, str]] = {}
    try:
        parts = [part for part in _parts(site) if part not in same]
        if expected is not None and set(parts) != expected.keys():
            return {}
        weighed = [(expected[part][0] if expected else 1, [part]) for part in parts]
        shares = evenly(weighed, processes(sum(weight for weight, _ in weighed), _WORTH))
        look = partial(_state, site, written or {}, known)
        share(Work(lambda part: found.update({part: look(part)}), found.clear, lambda: found, found.update), shares)
    except (OSError, Failed):
        return {}
    return {**same, **found}


def _parts(site: Path) -> Iterator[str]:
    """The parts of a site, and folders in which there is nothing. Raises OSError."""
    for top in os.scandir(site):
        if top.name == GIT:
            continue
        inside = [f"{top.name}/{entry.name}" for entry in os.scandir(top.path)] if top.is_dir(follow_symlinks=False) else []
        yield from inside or [top.name]


def _state(site: Path, written: Mapping[str, Kept], known: Mapping[str, list[str]], part: str) -> tuple[int, str]:
    entry, there, inside = site / part, known.get(part), len(part) + 1
    if entry.is_symlink() or not entry.is_dir():
        lines: Iterable[str] = [_line("", entry.lstat())]
    elif there is not None:
        lines = (
            _written(uri[inside:], kept) if (kept := written.get(uri)) else _line(uri[inside:], (site / uri).lstat()) for uri in sorted(there)
        )
    else:
        lines = sorted(_line(uri, file.stat(follow_symlinks=False)) for uri, file in below(entry))
    count, digest = 0, hashlib.sha256()
    for line in lines:
        count += 1
        digest.update(line.encode("utf-8", "surrogateescape"))
    return count, digest.hexdigest()


def _line(uri: str, state: os.stat_result) -> str:
    return f"{uri}\0{state.st_size} {state.st_mtime_ns} {stat.S_IFMT(state.st_mode)}\n"


def _written(uri: str, kept: Kept) -> str:
    """The line of a file of ours, which is an ordinary one."""
    size, time = kept.stands
    return f"{uri}\0{size} {time} {stat.S_IFREG}\n"
