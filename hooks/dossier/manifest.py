"""What a build remembers of the site that it left: what it was made from, its notes, and each file as it was written.

The files stand in a file of their own, since a build that has nothing to do asks for none. The first begins with the SHA-256 of its
rest, which holds that of the second; whatever is wrong with one of them, nothing is known.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from struct import Struct

import msgspec

from .disk import clear, put

__all__ = ["Kept", "Left", "Manifest", "packed", "spare", "unpacked"]

_WRITTEN, _STANDS = Struct("<qq32s"), Struct("<qq")


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
        return _STANDS.unpack_from(self.written)

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


def unpacked(packs: bytes) -> Iterator[tuple[str, Kept]]:
    """The same files, in another order. Raises MsgspecError."""
    view, place = memoryview(packs), 0
    while place < len(view):
        start = place + _LENGTH
        place = start + int.from_bytes(view[place:start])
        key, files = _decode(view[start:place])
        yield from ((uri, Kept(key, *kept)) for uri, kept in files.items())


_LENGTH = 4
_decode = msgspec.msgpack.Decoder(tuple[str, dict[str, tuple[bytes, str]]]).decode


Left = Mapping[str, tuple[int, str]]
"""How a site was left (see `left.py`)."""


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
            return dict(unpacked(packs)) if hashlib.sha256(packs).hexdigest() == self.listed else {}
        except (OSError, ValueError, TypeError, AttributeError, msgspec.MsgspecError):
            return {}

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
