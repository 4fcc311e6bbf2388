"""Folders in which editors save -> a call as soon as something in them has changed.

Most systems tell of a change themselves. Folders of a network or of a virtual machine do not: so all are looked through every two seconds too.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

from watchdog.events import (
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

__all__ = ["watch"]

_EVERY = 2.0
"""Seconds from one look to the next."""
_CHANGES: list[type[FileSystemEvent]] = [FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
"""What changes a file. To read one does not: a build reads thousands, and is not to be told of each."""


def watch(folders: Sequence[Path], wake: Callable[[], object]) -> None:
    """Calls `wake` after each change of a file in one of the `folders`, in threads that end with the process.

    A folder that is not there is not watched; one that goes is watched again when one of its name is there.
    """
    told: dict[str, float] = {}
    paths = [os.path.realpath(folder) for folder in folders if folder.is_dir()]
    watchers = [(Observer(), _Told(told, wake)), (PollingObserver(timeout=_EVERY), _Found(told, wake))]
    for observer, handler in watchers:
        _begin(observer, handler, paths)
    Thread(target=_follow, args=(watchers, paths, wake), daemon=True).start()


def _begin(observer: BaseObserver, handler: FileSystemEventHandler, paths: Sequence[str]) -> None:
    try:
        for path in paths:
            observer.schedule(handler, path, recursive=True, event_filter=_CHANGES)
        if not observer.is_alive():
            observer.start()
    except (OSError, RuntimeError):  # no more watches to give: the folders are looked through all the same; or it has been ended
        observer.unschedule_all()


def _follow(watchers: Sequence[tuple[BaseObserver, FileSystemEventHandler]], paths: Sequence[str], wake: Callable[[], object]) -> None:
    """Begins anew where a folder is another one than before, or was gone for a moment: who watched it hears of nothing any more."""
    seen = [_which(path) for path in paths]
    while True:
        sleep(_EVERY)
        before, seen = seen, [_which(path) for path in paths]
        deaf = any(observer.is_alive() and not emitter.is_alive() for observer, _ in watchers for emitter in observer.emitters)
        if all(seen) and (deaf or seen != before):
            for observer, handler in watchers:
                observer.unschedule_all()
                _begin(observer, handler, paths)
            wake()


def _which(path: str) -> tuple[int, int] | None:
    """What tells a folder from another of its name; nothing where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - as its number is all that is asked for
    except OSError:
        return None
    return found.st_dev, found.st_ino


class _Told(FileSystemEventHandler):
    """What the system tells; `told` is when it last did so of each file (seconds)."""

    def __init__(self, told: dict[str, float], wake: Callable[[], object]) -> None:
        self.told, self.wake = told, wake

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.told.update(dict.fromkeys(_paths(event), monotonic()))
        self.wake()


class _Found(_Told):
    """What was found by looking; what had been told of since the look before is no news."""

    def on_any_event(self, event: FileSystemEvent) -> None:
        before = monotonic() - 2 * _EVERY - 1
        for path in [path for path, when in list(self.told.items()) if when < before]:
            self.told.pop(path, None)
        if not _paths(event) <= self.told.keys():
            self.wake()


def _paths(event: FileSystemEvent) -> set[str]:
    return {os.fsdecode(path) for path in (event.src_path, event.dest_path) if path}
