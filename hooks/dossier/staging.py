"""A staging folder beside the site and an atomic swap: a build that fails leaves the old site byte for byte."""

from __future__ import annotations

import ctypes
import errno
import glob
import os
import shutil
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

from .sums import write_sums

__all__ = ["Staging"]

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


@dataclass
class Staging:
    """`folder` is filled by the build; `swap` puts it in the place of `target`."""

    target: Path
    folder: Path

    @classmethod
    def beside(cls, target: Path) -> Staging:
        """A fresh, empty folder beside `target` (exchanging needs one file system); leftovers of dead builds go."""
        target = Path(os.path.realpath(target))
        target.parent.mkdir(parents=True, exist_ok=True)
        prefix = f".{target.name}.dossier-"
        for old in target.parent.glob(f"{glob.escape(prefix)}*"):
            if not _alive(old.name.removeprefix(prefix)):
                shutil.rmtree(old, ignore_errors=True)
        folder = target.parent / f"{prefix}{os.getpid()}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return cls(target, folder)

    def swap(self, nameless: Set[str] | None = None) -> None:
        """Puts the staged site in place of the old one, in one step where the system can; a worktree's `.git` stays.

        `nameless` are paths that its sums do not name; without it, the site gets no sums.
        """
        if nameless is not None:
            write_sums(self.folder, nameless)
        if self.target.is_dir():
            if (kept := self.target / ".git").exists() and not (self.folder / ".git").exists():
                _copy(kept, self.folder / ".git")
            _exchange(self.folder, self.target)
            shutil.rmtree(self.folder, ignore_errors=True)
        else:
            self.folder.rename(self.target)

    def drop(self) -> None:
        """Takes the staged site away."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target, follow_symlinks=False)


def _alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except (ValueError, OSError):
        return True
    return int(pid) != os.getpid()


def _exchange(one: Path, other: Path) -> None:
    """Exchanges two folders: renameat2(RENAME_EXCHANGE) on Linux, else two renames."""
    libc = ctypes.CDLL(None, use_errno=True)
    rename = getattr(libc, "renameat2", None)
    if rename is not None:
        if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
            return
        if ctypes.get_errno() not in (errno.ENOSYS, errno.EINVAL, errno.EPERM):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    aside = one.with_name(f"{one.name}.old")
    other.rename(aside)
    try:
        one.rename(other)
    except OSError:
        aside.rename(other)
        raise
    aside.rename(one)
