"""What takes long to make, kept in a folder under what it was made from; whatever is wrong with the folder, it is made again.

A name is the SHA-256 of the thing's whole input, of the code and the fonts that make it, and of the versions of what draws
it; a file begins with the SHA-256 of its name and the rest of it. So a file that is older, foreign, cut short, changed or in
the place of another is never used for something else, and the folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from msgspec import Struct

from .disk import alive, put
from .stages import STAGES

__all__ = ["CACHE", "Store"]

CACHE = "DOSSIER_CACHE"
"""The variable that names the folder."""

_DIGEST = 32
_MOST = 128 * 1024 * 1024
"""How many bytes of what only the latest is kept of stay in its folder."""
_LONG = 90 * 24 * 60 * 60
"""Seconds after which a drawn thing that nobody has asked for goes."""
_OF_WORDS = ("check", "countries", "documents", "parsed", "portions", "prose", "search", "words")
"""The files and folders in which words of a project are kept; in the rest are pictures, stylesheets, and the sums of the site as it is."""
_MAKERS = ("cards.py", "drawing.py", "fonts.py", "lines.py", "paint.py")


@cache
def _makers() -> bytes:
    """What all drawn things depend on beside their input: our code, the stylesheet's colours, the fonts, Pillow."""
    here = Path(__file__).parent
    theme = here / "theme" / "assets"
    files = [*(here / name for name in _MAKERS), theme / "stylesheets" / "dossier.css", *sorted((theme / "fonts").glob("*.woff2"))]
    found = hashlib.sha256(version("Pillow").encode())
    for file in files:
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.digest()


class Store(Struct, frozen=True):
    """The folder of one project; None keeps nothing."""

    folder: Path | None = None

    @classmethod
    def of(cls, root: Path) -> Store:
        """`.cache/dossier` in the project, or where DOSSIER_CACHE says; an empty DOSSIER_CACHE keeps nothing."""
        where = os.environ.get(CACHE)
        return cls(root / ".cache" / "dossier" if where is None else Path(where) if where else None)

    def kept(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What `make` gives, which depends on nothing but `key`; made only if it is not there whole."""

        def drawn() -> bytes:
            return STAGES.timed("draw", make)

        if self.folder is None:
            return drawn()
        name = hashlib.sha256(_makers() + key.encode()).hexdigest()
        path = self.folder / name[:2] / name
        content = self._whole(path, drawn)
        _age(path)
        return content

    def latest(self, what: str, key: str, make: Callable[[], bytes]) -> bytes:
        """The same for what is large and depends on nothing but `key` and no drawing: in the folder `what`, where only the latest ones stay."""
        if self.folder is None:
            return make()
        path = self.folder / what / _named(key)
        content = self._whole(path, make)
        _thin(path.parent, path)
        return content

    def only(self, what: str, *keys: str) -> None:
        """Of what `latest` keeps in the folder `what`, leaves only what has one of these keys."""
        self.thin(what, {_named(key): b"" for key in keys})

    def recalled(self, name: str) -> bytes:
        """What was put by under a name; nothing if it is not there whole."""
        try:
            found = (self.folder / name).read_bytes() if self.folder is not None else b""
        except OSError:
            return b""
        return found[_DIGEST:] if found and _sum(name, found[_DIGEST:]) == found[:_DIGEST] else b""

    def put_by(self, name: str, *content: bytes) -> None:
        """Keeps something, given in one or more parts, under a name until something else is kept under it."""
        if self.folder is not None:
            self._put(self.folder / name, name, *content)

    def drop(self, name: str) -> None:
        """Takes away what was put by under a name."""
        if self.folder is not None:
            with suppress(OSError):
                os.unlink(self.folder / name)  # noqa: PTH108

    def thin(self, what: str, names: Mapping[str, bytes]) -> None:
        """Takes away what was put by in the folder `what`, but under these names (whatever stands behind a dot) what begins as each says."""
        if self.folder is None:
            return
        try:
            paths = list((self.folder / what).glob("*"))
        except OSError:
            return
        for path in paths:
            begins = names.get(path.name.partition(".")[0])
            if begins is None or not _begins(path, begins):
                with suppress(OSError):  # what cannot go, or is gone by now, keeps no other there
                    path.unlink(missing_ok=True)

    def forget(self) -> None:
        """Takes away all in which words are kept, also half written by what was killed; the folder may hold what is of others, which stays."""
        try:
            entries = list(os.scandir(self.folder)) if self.folder is not None else []
        except OSError:
            return
        for entry in entries:
            name, _, pid = entry.name.partition(".")
            if name not in _OF_WORDS or (pid and alive(pid)):
                continue
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry, ignore_errors=True)
            else:
                with suppress(OSError):
                    os.unlink(entry)  # noqa: PTH108

    def _whole(self, path: Path, make: Callable[[], bytes]) -> bytes:
        """What a file holds, or made and put there if it is not there whole."""
        if found := Store(path.parent).recalled(path.name):
            return found
        made = make()
        self._put(path, path.name, made)
        return made

    @staticmethod
    def _put(path: Path, name: str, *content: bytes) -> None:
        """Writes whole or not at all, the sum under a name first; a folder that cannot be written to is no reason to fail."""
        with suppress(OSError):
            put(path, (_sum(name, *content), *content))


def _named(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _sum(name: str, *content: bytes) -> bytes:
    found = hashlib.sha256(f"{name}\0".encode())
    for part in content:
        found.update(part)
    return found.digest()


def _begins(path: Path, content: bytes) -> bool:
    """Whether what was put by in a file begins so; of one that cannot be read, nobody knows that."""
    try:
        with path.open("rb") as file:
            return file.read(_DIGEST + len(content))[_DIGEST:] == content
    except OSError:
        return False


def _age(path: Path) -> None:
    """Notes that a drawn thing was asked for; of those beside it, the ones go that nobody has asked for in a long time."""
    try:
        if time.time() - path.stat().st_mtime > _LONG / 2:
            os.utime(path)
        _clear(path.parent)
    except OSError:
        return


@cache
def _clear(folder: Path) -> None:
    """Takes away what nobody has asked for in a long time; raises OSError."""
    for entry in os.scandir(folder):
        if time.time() - entry.stat().st_mtime > _LONG:
            os.unlink(entry)  # noqa: PTH108


def _thin(folder: Path, kept: Path) -> None:
    """Takes the oldest files of a folder away until the rest is no larger than `_MOST` bytes; `kept` stays, and is the newest now."""
    try:
        os.utime(kept)
        left = _MOST
        for stat, path in sorted(((path.stat(), path) for path in folder.iterdir()), key=lambda item: -item[0].st_mtime):
            left -= stat.st_size
            if left < 0 and path != kept:
                path.unlink(missing_ok=True)
    except OSError:
        return
