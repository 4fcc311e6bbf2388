"""Folders in which editors save -> a call as soon as something in them has changed.

Most systems tell of a change themselves. Folders of a network or of a virtual machine do not: so all are looked through every two seconds too.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

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
from watchdog.observers.polling import PollingObserver

__all__ = ["watch"]

_EVERY = 2.0
"""Seconds from one look to the next."""
_CHANGES: list[type[FileSystemEvent]] = [FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
"""What changes a file. To read one does not: a build reads thousands, and is not to be told of each."""


def watch(folders: Sequence[Path], wake: Callable[[], object]) -> None:
    """Calls `wake` after each change of a file in one of the `folders`, in threads that end with the process.

    A folder that is not there is not watched.
    """
    told: set[str] = set()
    for observer, handler in ((Observer(), _Told(told, wake)), (PollingObserver(timeout=_EVERY), _Found(told, wake))):
        with suppress(OSError):  # the system has no more watches to give: the folders are looked through all the same
            for folder in folders:
                if folder.is_dir():
                    observer.schedule(handler, os.fspath(folder), recursive=True, event_filter=_CHANGES)
            observer.start()


class _Told(FileSystemEventHandler):
    """What the system tells; `told` are the files of which it has."""

    def __init__(self, told: set[str], wake: Callable[[], object]) -> None:
        self.told, self.wake = told, wake

    def on_any_event(self, event: FileSystemEvent) -> None:
        if isinstance(event, tuple(_CHANGES)):
            self.told.update(_paths(event))
            self.wake()


class _Found(_Told):
    """What was found by looking; what had been told of already is no news."""

    def on_any_event(self, event: FileSystemEvent) -> None:
        if isinstance(event, tuple(_CHANGES)):
            paths = _paths(event)
            if not paths <= self.told:
                self.wake()
            self.told -= paths


def _paths(event: FileSystemEvent) -> set[str]:
    return {os.fsdecode(path) for path in (event.src_path, event.dest_path) if path}
