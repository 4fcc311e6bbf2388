"""Folders in which editors save -> a call as soon as something in them has changed.

Most systems tell of a change themselves. Folders of a network or of a virtual machine do not: so all are looked through every two seconds too.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from watchdog.events import (
    EVENT_TYPE_CLOSED,
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from .disk import walk

__all__ = ["Watch"]

_EVERY = 2.0
"""Seconds from one look to the next."""
_CHANGES = {EVENT_TYPE_CLOSED, EVENT_TYPE_CREATED, EVENT_TYPE_DELETED, EVENT_TYPE_MODIFIED, EVENT_TYPE_MOVED}
"""What changes a file; to open one for reading does not."""


class Watch(FileSystemEventHandler):
    """`wake` is called after a change in one of the `folders`, once for what has not been `seen`."""

    def __init__(self, folders: Sequence[Path], wake: Callable[[], object]) -> None:
        self.folders, self.wake = folders, wake
        self._seen = ""
        self.seen()

    def start(self) -> None:
        """Begins to watch, in threads that end with the process. A folder that is not there is not watched."""
        for observer in (Observer(), PollingObserver(timeout=_EVERY)):
            with suppress(OSError):  # the system has no more watches to give: it is looked through all the same
                for folder in self.folders:
                    if folder.is_dir():
                        observer.schedule(self, os.fspath(folder), recursive=True)
                observer.start()

    def seen(self) -> None:
        """What is there now is known: no change that led to it is one any more."""
        self._seen = self._now()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in _CHANGES and not event.is_directory and self._now() != self._seen:
            self.wake()

    def _now(self) -> str:
        found = hashlib.sha256()
        for folder in self.folders:
            for entry in walk(folder):
                with suppress(OSError):
                    state = entry.stat(follow_symlinks=False)
                    found.update(f"{entry.path}\0{state.st_size} {state.st_mtime_ns} {state.st_ino}\n".encode("utf-8", "surrogateescape"))
        return found.hexdigest()
