"""MkDocs' development server: files are made when they are asked for, and a refused build keeps the last good site up.

So an editor who saves a file waits for the case files to be checked, and for the page that is looked at. Nothing here imports MkDocs.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from threading import RLock, Timer
from typing import TYPE_CHECKING, Any

from .disk import put
from .patience import tidied
from .policy import reloading

if TYPE_CHECKING:
    from .again import Known
    from .problems import Problem
    from .publish import Build

__all__ = ["Shelf"]

_QUIET = 0.03
"""Seconds without a further change after which a site is built: an editor that saves touches a file more than once."""
_IDLE = 2.0
"""Seconds after which nobody waits for the page that has just been saved."""


class Shelf:
    """The files of the site that is served, each made when it is asked for; `lock` is held while a new site is built."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.build: Build | None = None
        self.folder = Path()
        self.shown = 0
        self.noted: frozenset[Problem] = frozenset()

    @cached_property
    def known(self) -> Known:
        """The case files as they were read last."""
        from .again import Known  # what it needs takes long to import, and only who serves needs it

        return Known()

    def news(self, notes: Sequence[Problem]) -> list[Problem]:
        """The notes that the last build did not have: somebody saves again and again, and has read those."""
        before, self.noted = self.noted, frozenset(notes)
        return [note for note in notes if note not in before]

    def show(self, build: Build, folder: Path) -> None:
        """From now on, the site is that of `build`; the files of others are in `folder`. What was before is given up when nobody waits."""
        self.build, self.folder = build, folder
        self.shown += 1
        later = Timer(_IDLE, self._tidied, (self.shown,))
        later.daemon = True
        later.start()

    def _tidied(self, shown: int) -> None:
        with self.lock:
            if self.shown == shown:
                tidied()

    def bring(self, address: str) -> list[str]:
        """Makes the file at an address, as a browser asks for it, if it is one of ours and not there; what may not be published is said instead."""
        uri = f"{address}index.html" if address.endswith("/") or not address else address
        with self.lock:
            if self.build is None:
                return []
            for name in (uri, f"{uri}/index.html"):
                path = self.folder / name
                if name in self.build.ours and not path.exists():
                    content = self.build.artifact(name).content()
                    if self.build.scanner.findings:
                        return [str(finding) for finding in sorted(self.build.scanner.findings)]
                    try:
                        put(path, content)  # what was half written would be taken for the page
                    except OSError as error:
                        return [f"{name}: {error.strerror}"]
        return []

    def keep_up(self, server: Any, folders: Sequence[Path], refusals: tuple[type[BaseException], ...], log: logging.Logger) -> None:
        """Files are made when they are asked for, and anew when a file in one of the `folders` changes.

        A build that ends with one of `refusals` changes nothing; pages reload in spite of their policy.
        """
        build, answer = server.builder, server.get_app()

        def kept() -> None:
            try:
                with self.lock:
                    build()
            except refusals as refused:
                if not isinstance(refused, SystemExit):  # what ends a build has been said already; a setting that cannot be read has not
                    log.error(str(refused))
                log.error("Not published: the site of before stays up until this is mended")

        def asked(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            path: str = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            while True:
                shown, heads = self.shown, list[tuple[Any, ...]]()
                if path.startswith(server.mount_path):
                    for said in self.bring(path.removeprefix(server.mount_path)):
                        log.error("Not shown: %s", said)
                found: Iterable[bytes] = answer(environ, partial(_noted, heads))
                if shown == self.shown or not heads[0][0].startswith("404"):  # else another site came between, in which it is not made yet
                    start(*heads[0])
                    return found

        if (inject := getattr(server, "_inject_js_into_html", None)) is not None:
            server._inject_js_into_html = lambda content, epoch: inject(reloading(content), epoch)
        server.set_app(asked)
        server.builder, server.build_delay = kept, _QUIET
        log.info("Watching for changes: %s", ", ".join(map(str, folders)))
        _watch(server, folders)


def _noted(heads: list[tuple[Any, ...]], *head: Any) -> None:
    """Begins an answer (WSGI's `start_response`) that may be thrown away."""
    heads.append(head)


def _watch(server: Any, folders: Sequence[Path]) -> None:
    """Wakes the server when a file in one of the folders changes; where it cannot be woken, it looks for changes by itself, twice a second."""
    condition = getattr(server, "_rebuild_cond", None)
    if condition is None:
        for folder in folders:
            server.watch(os.fspath(folder))
        return
    from .watching import watch  # it is only for who serves

    def wake() -> None:
        with condition:
            server._want_rebuild = True
            condition.notify_all()

    for folder in folders:
        with suppress(KeyError):  # it did not watch this one
            server.unwatch(os.fspath(folder))
    watch(folders, wake)
