"""A staging folder beside the site and an atomic swap: a build that fails leaves the old site byte for byte."""

from __future__ import annotations

import atexit
import ctypes
import errno
import glob
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from .disk import alive, clear
from .refusal import NotPublished
from .sums import write_sums

__all__ = ["NoPlace", "Staging", "disk_trouble", "sweep", "wrong_place"]

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
_ASIDE = ".old"
"""How the name of a site ends that was moved aside, where two folders cannot be exchanged in one step."""
_GOING = ".going"
"""How that of a folder ends that is being taken away."""


_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.EFBIG)


class NoPlace(NotPublished):
    """The site cannot be put where it should be; says why. The old one is as it was."""


def disk_trouble(error: Exception) -> str:
    """What is wrong with a disk, its rights or a file that went away, in words; empty for every other error."""
    if isinstance(error, NotPublished):
        return str(error)
    if not isinstance(error, OSError) or error.errno not in _DISK:
        return ""
    where = f"{error.filename}: " if isinstance(error, PermissionError) and error.filename else ""
    return f"The site cannot be {'made' if where else 'written'}: {where}{error.strerror}; it was left as it was"


def wrong_place(target: Path, root: Path, sources: Iterable[Path]) -> str:
    """Why the site may not be put at `target`, in words; empty if it may. `sources` are the folders that it is made from.

    A build replaces the whole folder, so it must be one that builds made, or empty, or not there.
    """
    real, root = Path(os.path.realpath(target)), Path(os.path.realpath(root))
    if real == Path(real.anchor):
        return "is the root of the file system"
    home = os.path.realpath(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises for who has none
    if Path(home).is_relative_to(real):
        return "is, or holds, your home folder"
    if root.is_relative_to(real):
        return "is, or holds, the project itself"
    for source in map(Path, map(os.path.realpath, sources)):
        if real.is_relative_to(source) or source.is_relative_to(real):
            return f"is, lies in or holds the folder {source.name}/ that the site is made from"
    if (blocking := next((path for path in (real, *real.parents) if path.exists() and not path.is_dir()), None)) is not None:
        return f"cannot be a folder, since {blocking.name} is a file"
    if real.is_dir():
        if os.path.ismount(real):
            return "is a mount point, which cannot be replaced in one step; name a folder below it"
        there = {entry.name for entry in os.scandir(real) if not entry.name.startswith(".")}
        if there and not there & {"index.html", "404.html"}:
            return "is a folder with files in it that no build of a site made; empty it, or name another"
    return ""


@dataclass
class Staging:
    """`folder` is filled by the build; `swap` puts it in the place of `target`."""

    target: Path
    folder: Path

    @classmethod
    def for_site(cls, target: Path, root: Path, sources: Iterable[Path]) -> Staging:
        """The same, if the site of the project in `root`, made from `sources`, may be put at `target`; raises NoPlace."""
        if said := wrong_place(target, root, sources):
            raise NoPlace(f"site_dir ({target}) {said}; nothing was touched")
        try:
            staging = cls.beside(target)
            atexit.register(staging.drop)  # somebody may stop the build
            return staging
        except OSError as error:
            raise NoPlace(f"beside site_dir ({target}) nothing can be written: {error.strerror}; the site was left as it was") from None

    @classmethod
    def beside(cls, target: Path) -> Staging:
        """A fresh, empty folder beside `target` (exchanging needs one file system), which is swept before. Raises OSError."""
        target = Path(os.path.realpath(target))
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target)
        folder = target.parent / f"{_prefix(target)}{os.getpid()}"
        clear(folder)
        folder.mkdir()
        return cls(target, folder)

    def begin_with(self, spare: Path | None) -> None:
        """Fills the folder, empty until now, with what was kept for it, if that is there and on the same file system."""
        try:
            if spare is None or spare.is_symlink() or not spare.is_dir():
                return
        except OSError:  # a cache that is not for us
            return
        mode = self.folder.stat().st_mode
        try:
            self.folder.rmdir()
            spare.rename(self.folder)
        except OSError:
            self.folder.mkdir(exist_ok=True)
        self.folder.chmod(mode)

    def swap(
        self, nameless: Set[str] | None = None, known: Callable[[str], str] | None = None, put_by: Callable[[Path], None] | None = None,
        made: frozenset[str] = frozenset(), still: Mapping[str, list[str]] | None = None,
    ) -> list[str]:
        """Puts the staged site in place of the old one, in one step where the system can; a worktree's `.git` stays.

        `nameless` are paths that its sums do not name; without it, the site gets no sums. What has a `known` sum need not be
        read, and of parts that are `still` what they were it is known what is in them. What was replaced is thrown away, or given to `put_by`.
        Gives the files that have sums. Raises NoPlace, also where one of those that were `made` is not among them: somebody took it away
        meanwhile, perhaps a build in another container, which cannot know that this one still runs.
        """
        try:
            summed, gone = ([], made) if nameless is None else write_sums(self.folder, nameless, known, still or {}, made)
            if gone:
                said = f"files of the new site were taken away while it was made ({len(gone)}, among them {min(gone)})"
                raise NoPlace(f"{said}; the old one was left as it was, build again")
            self._swap(put_by or clear)
            return summed
        except OSError as error:
            raise NoPlace(f"the new site cannot be put in its place: {error.strerror}; the old one was left as it was") from None

    def _swap(self, put_by: Callable[[Path], None]) -> None:
        if self.target.is_dir():
            if (kept := self.target / ".git").exists() and not (self.folder / ".git").exists():
                _copy(kept, self.folder / ".git")
            _exchange(self.folder, self.target)
            put_by(self.folder)
        else:
            self.folder.rename(self.target)

    def drop(self) -> None:
        """Takes the staged site away."""
        clear(self.folder)


def sweep(target: Path) -> None:
    """Takes away what dead builds left beside a site; one that they moved aside, and put none in its place, is put back. Raises OSError."""
    for old in target.parent.glob(f"{glob.escape(_prefix(target))}*"):
        pid, _, aside = old.name.removeprefix(_prefix(target)).partition(".")
        if alive(pid):
            continue
        if f".{aside}" == _ASIDE and not os.path.lexists(target):
            old.rename(target)
            continue
        if old.suffix != _GOING:  # in one step: whoever still fills it finds all of it gone, not a part
            old = old.rename(old.with_name(f"{old.name}{_GOING}"))
        clear(old)


def _prefix(target: Path) -> str:
    return f".{target.name}.dossier-"


def _copy(source: Path, target: Path) -> None:
    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target, follow_symlinks=False)


def _exchange(one: Path, other: Path) -> None:
    """Exchanges two folders: renameat2(RENAME_EXCHANGE) on Linux, else two renames."""
    libc = ctypes.CDLL(None, use_errno=True)
    rename = getattr(libc, "renameat2", None)
    if rename is not None:
        if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
            return
        if ctypes.get_errno() not in (errno.ENOSYS, errno.EINVAL, errno.EPERM):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    aside = one.with_name(f"{one.name}{_ASIDE}")
    other.rename(aside)
    try:
        one.rename(other)
    except BaseException:  # somebody may stop the build just then
        if not os.path.lexists(other):
            aside.rename(other)
        raise
    aside.rename(one)
