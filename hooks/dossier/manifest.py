"""What a build remembers of the site that it left: what it was made from, its notes, how the site was left, and each file as it was written.

The files stand in a file of their own, since a build that has nothing to do asks for none. The first begins with the SHA-256 of its
rest, which holds that of the second; whatever is wrong with one of them, nothing is known.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from struct import Struct

import msgspec

from .disk import GIT, below, clear, put
from .together import Failed, Work, evenly, processes, share

__all__ = ["Kept", "Manifest", "as_left", "packed", "part_of", "spare", "unpacked"]

_WORTH = 15_000
"""How many files are worth a process of their own to be looked at."""


_WRITTEN = Struct("<qq32s")


class Kept(msgspec.Struct, frozen=True, gc=False):
    """A file as it was `written`: its key, size, time (ns), SHA-256, and the sum of what was `said` in it, if it is known.

    The three stand in one string of bytes, in 70 bytes less: of a large site, there are hundreds of thousands.
    """

    key: str
    written: bytes
    said: str = ""

    @classmethod
    def of(cls, key: str, size: int, time: int, sha256: bytes, said: str = "") -> Kept:
        return cls(key, _WRITTEN.pack(size, time, sha256), said)

    @property
    def stands(self) -> tuple[int, int]:
        """Size and time."""
        return _WRITTEN.unpack(self.written)[:2]

    @property
    def sha256(self) -> bytes:
        return self.written[-32:]


def packed(files: Mapping[str, Kept]) -> Iterator[bytes]:
    """Files by their paths, those of one key together, since very many have the same: its length in four bytes, then MessagePack."""
    groups: dict[str, list[str]] = defaultdict(list)
    for uri, kept in files.items():
        groups[kept.key].append(uri)
    for key, uris in groups.items():
        group = msgspec.msgpack.encode((key, {uri: ((kept := files[uri]).written, kept.said) for uri in uris}))
        yield len(group).to_bytes(_LENGTH)
        yield group


def unpacked(packs: bytes) -> dict[str, Kept]:
    """The same files, in another order. Raises MsgspecError."""
    found, view, place = dict[str, Kept](), memoryview(packs), 0
    while place < len(view):
        start = place + _LENGTH
        place = start + int.from_bytes(view[place:start])
        key, files = _decode(view[start:place])
        found.update((uri, Kept(key, *kept)) for uri, kept in files.items())
    return found


_LENGTH = 4
_decode = msgspec.msgpack.Decoder(tuple[str, dict[str, tuple[bytes, str]]]).decode


Left = Mapping[str, tuple[int, str]]
"""Part of a site (see `part_of`) -> the number of its files, and what their paths, sizes and times (ns) hash to."""


def part_of(uri: str) -> str:
    """The part of a site in which a file lies: all that is in a folder of a folder at the top; else the file itself.

    >>> part_of("embed/utopia/letters/one/index.html"), part_of("utopia/index.html"), part_of("index.html")
    ('embed/utopia', 'utopia/index.html', 'index.html')
    """
    top, _, rest = uri.partition("/")
    second, deeper, _ = rest.partition("/")
    return f"{top}/{second}" if deeper else uri


@dataclass
class Manifest:
    """`made_from` is what the last build read, if it had nothing to warn of, `notes` what it noted, `left` how it left the site, with which
    files of `others`.

    `place` is where that is kept, `listed` what the list of files hashes to, `site` where the site is.
    """

    place: Path | None = None
    made_from: str = ""
    notes: list[str] = field(default_factory=list)
    left: Left = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    listed: str = ""
    site: str = ""

    @classmethod
    def read(cls, place: Path) -> Manifest:
        """What is known; nothing where no file is there, or it is damaged."""
        try:
            given = json.loads(_whole(place)[1])
            left = {top: (count, digest) for top, (count, digest) in given["left"].items()}
            return cls(place, given["made_from"], given["notes"], left, given["others"], given["listed"], given["site"])
        except (OSError, ValueError, TypeError, AttributeError, KeyError):
            return cls(place)

    @cached_property
    def files(self) -> dict[str, Kept]:
        """Every file that may be carried over, by its path."""
        if self.place is None or not self.listed:
            return {}
        try:
            packs = _list(self.place).read_bytes()
            return unpacked(packs) if hashlib.sha256(packs).hexdigest() == self.listed else {}
        except (OSError, ValueError, TypeError, AttributeError, msgspec.MsgspecError):
            return {}

    def is_of(self, site: Path) -> bool:
        """Whether the site is as it was left: nothing was changed, added or taken away."""
        return bool(self.left) and as_left(site, self.left) == self.left

    def write(self, files: Mapping[str, Kept]) -> None:
        """Keeps what is known, with `files`; a folder that cannot be written to is no reason to fail."""
        if self.place is None:
            return
        try:
            self.listed = _put_all(_list(self.place), packed(files))
            known = {
                "made_from": self.made_from, "notes": self.notes, "left": self.left, "others": self.others, "listed": self.listed, "site": self.site,
            }  # fmt: skip
            text = json.dumps(known).encode()
            put(self.place, hashlib.sha256(text).hexdigest().encode() + b"\n" + text)
            _forget_gone(self.place)
        except OSError:
            return


def spare(place: Path) -> Path:
    """Where links to the files of the site wait for the next build."""
    return place.with_suffix("")


def _list(place: Path) -> Path:
    return place.with_suffix(".files")


def _forget_gone(here: Path) -> None:
    """Takes away what is known, beside `here`, of sites that are no more: a folder that is built into once is not remembered for ever."""
    for name in {path.name.partition(".")[0] for path in here.parent.iterdir()} - {here.stem}:
        if not Path(Manifest.read(here.with_name(f"{name}.json")).site or here).is_dir():  # of what is damaged, the site is not known
            for path in here.parent.glob(f"{name}*"):
                clear(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def _whole(path: Path) -> tuple[str, bytes]:
    """What a file hashes to, and holds. Raises OSError, and ValueError where it is not whole."""
    digest, _, text = path.read_bytes().partition(b"\n")
    if hashlib.sha256(text).hexdigest().encode() != digest:
        raise ValueError(path)
    return digest.decode(), text


def _put_all(path: Path, parts: Iterable[bytes]) -> str:
    """Writes a file, part by part, whole or not at all; gives what it hashes to. Raises OSError."""
    found = hashlib.sha256()

    def summed() -> Iterator[bytes]:
        for part in parts:
            found.update(part)
            yield part

    put(path, summed())
    return found.hexdigest()


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
