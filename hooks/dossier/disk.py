"""Files and folders as a build needs them: listed with few calls of the system, written with few words, taken away with what they leave empty."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

__all__ = ["GIT", "alive", "below", "clear", "climb", "put", "rid", "walk", "without_git", "write"]

GIT = ".git"
"""A worktree's own, which is not of the site."""


def write(path: str, parts: Iterable[bytes]) -> os.stat_result:
    """Writes a file, and its folder if need be; raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags, 0o666)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - of many, without a Path for each
        descriptor = os.open(path, flags, 0o666)
    try:
        for part in parts:
            left = memoryview(part)
            while left:
                left = left[os.write(descriptor, left) :]
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)


def put(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Writes a file (its content, or the parts of it) whole or not at all; raises OSError with its name.

    What is left beside it of processes that died while they wrote it is taken away.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    begins = f"{path.name}."
    for name in os.listdir(path.parent):  # noqa: PTH208 - of many, without a Path for each
        if name.startswith(begins) and not alive(name.removeprefix(begins)):
            (path.parent / name).unlink(missing_ok=True)
    part = path.with_name(f"{begins}{os.getpid()}")
    try:
        with part.open("wb") as file:
            file.writelines((content,) if isinstance(content, bytes) else content)
        part.replace(path)
    except OSError as error:
        error.filename, error.filename2 = os.fspath(path), None  # that of a full disk names no file
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def alive(pid: str) -> bool:
    """Whether another process has this number, or that cannot be said; what bears our own was left by one before us."""
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except (ValueError, OverflowError, OSError):
        return True
    return int(pid) != os.getpid()


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


def below(folder: Path | str, empty: list[Path] | None = None) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """(path below the folder, file) of every file below it, in no order, and every link; a worktree's `.git` is not of the site.

    Folders in which there is nothing are added to `empty`.
    """
    waiting = [(os.fspath(folder), "")]
    while waiting:
        path, inside = waiting.pop()
        try:
            entries = list(os.scandir(path))
        except OSError:
            continue
        if not entries and inside and empty is not None:
            empty.append(Path(path))
        for entry in entries:
            if entry.name == GIT and not inside:
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, f"{inside}{entry.name}/"))
            else:
                yield f"{inside}{entry.name}", entry


def without_git(folder: Path) -> None:
    """Takes a worktree's `.git` out of a folder that is no site any more."""
    git = folder / GIT
    if git.is_dir() and not git.is_symlink():
        shutil.rmtree(git, ignore_errors=True)
    else:
        git.unlink(missing_ok=True)


def clear(folder: Path) -> None:
    """Takes a folder away with all that is in it, also from folders that their owner may not write to; what cannot go stays."""
    shutil.rmtree(folder, ignore_errors=True)
    if not folder.is_dir() or folder.is_symlink():
        return
    with suppress(OSError):
        folder.chmod(0o700)
        for path, folders, _ in os.walk(folder):
            for inside in (Path(path, name) for name in folders):
                if not inside.is_symlink():
                    inside.chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)


def climb(path: Path, top: Path) -> None:
    """Takes an empty folder below `top` away, and those that hold it if they are empty then."""
    try:
        while path != top:
            path.rmdir()
            path = path.parent
    except OSError:
        return


def rid(top: Path, uri: str) -> None:
    """Takes a file below `top` away, and the folders that are empty then."""
    path = top / uri
    path.unlink()
    climb(path.parent, top)
