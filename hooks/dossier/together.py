"""Work that several processes do, each a part of it: each begins with everything that is there, and says at the end what it found.

The parts are done in copies of this process (fork), so that nothing has to be told to them. Where that cannot be (a system
without fork, one processor, other threads, little to do), this process does all of it.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

__all__ = ["Failed", "Work", "apart", "aside", "evenly", "processes", "share"]

Item = TypeVar("Item")
Told = TypeVar("Told")
_Said = tuple[Any, list[logging.LogRecord]] | Exception
_MOST = 8


class Failed(Exception):  # noqa: N818 - what happened, not an error of ours
    """A process ended before its part was done; says how."""


def processes(count: int, least: int) -> int:
    """How many processes `count` things are worth, where fewer than `least` for each are not."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return max(1, min(len(os.sched_getaffinity(0)), _MOST, count // least))


def evenly(groups: Iterable[tuple[float, Sequence[Item]]], parts: int) -> list[list[Item]]:
    """Groups of items, each with its weight, in at most as many parts, none of them torn apart, the parts about as heavy as each other.

    >>> evenly([(2, "ab"), (1, "c"), (3, "def")], 2)
    [['d', 'e', 'f'], ['a', 'b', 'c']]
    """
    shares: list[tuple[float, list[Item]]] = [(0, []) for _ in range(parts)]
    for weight, group in sorted(groups, key=lambda one: one[0], reverse=True):
        at = min(range(parts), key=lambda place: shares[place][0])
        shares[at] = shares[at][0] + weight, [*shares[at][1], *group]
    return [items for _, items in shares if items] or [[]]


@dataclass(frozen=True)
class Work(Generic[Item, Told]):
    """`each` is done for every item. Another process begins with `begin`; what it has to say when it is done (`tell`) is for this one to `hear`."""

    each: Callable[[Item], object]
    begin: Callable[[], object]
    tell: Callable[[], Told]
    hear: Callable[[Told], object]


def share(work: Work[Item, Told], shares: Sequence[Sequence[Item]]) -> None:
    """Does the first share here, each other one in a process of its own; what these logged is logged here. Raises what they raised, or Failed."""
    sys.stdout.flush()
    sys.stderr.flush()
    others = [_begun(work, items) for items in shares[1:]]
    try:
        for item in shares[0]:
            work.each(item)
    finally:
        ended = [_ended(*other) for other in others]
    for found in ended:
        _heard(work, found)


def _heard(work: Work[Item, Told], found: _Said) -> None:
    """What another process had to say. Raises what it raised."""
    if isinstance(found, Exception):
        raise found
    told, records = found
    for record in records:
        logging.getLogger(record.name).handle(record)
    work.hear(told)


@contextmanager
def aside(make: Callable[[], Told], worth: bool = True) -> Iterator[Callable[[], Told]]:
    """Within it, another process makes something, if that is `worth` one; who asks for it waits for it.

    What nobody asks for is given up, with whatever went wrong in it.
    """
    if not worth:
        yield make
        return
    sys.stdout.flush()
    sys.stderr.flush()
    made: list[Told] = []
    work: Work[Callable[[], Told], Told] = Work(lambda make: made.append(make()), made.clear, lambda: made[0], made.append)
    other: tuple[int, int] | None = _begun(work, [make])

    def asked() -> Told:
        nonlocal other
        if other is not None:
            waited, other = other, None
            found = _ended(*waited)
            if isinstance(found, Exception):  # it goes wrong here too, or the other process was ended from outside
                made.append(make())
            else:
                _heard(work, found)
        return made[0]

    try:
        yield asked
    finally:
        if other is not None:
            os.kill(other[0], signal.SIGKILL)
            _ended(*other)


def apart(make: Callable[[], Told], seconds: int, memory: int) -> Told:
    """What `make` gives, made in another process that may take so many seconds of a processor and bytes of memory more: whatever goes wrong
    in it, or never ends, this process goes on. Raises Failed then. On a system without such limits it is made here.
    """
    if sys.platform != "linux":
        return make()
    import resource

    def limited() -> None:
        made.clear()
        taken = int(Path("/proc/self/statm").read_bytes().split()[0]) * resource.getpagesize()
        for limit, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, taken + memory), (resource.RLIMIT_CORE, 0)):
            resource.setrlimit(limit, (most, most))

    sys.stdout.flush()
    sys.stderr.flush()
    made: list[Told] = []
    work: Work[Callable[[], Told], Told] = Work(lambda make: made.append(make()), limited, lambda: made[0], made.append)
    found = _ended(*_begun(work, [make]))
    if isinstance(found, Exception):
        raise found if isinstance(found, Failed) else Failed(str(found))
    _heard(work, found)
    return made[0]


def _begun(work: Work[Item, Told], items: Sequence[Item]) -> tuple[int, int]:
    """A process that does a share: its number, and from where it is heard."""
    reader, writer = os.pipe()
    parent = os.getpid()
    if pid := os.fork():
        os.close(writer)
        return pid, reader
    status = 1
    try:
        os.close(reader)
        with os.fdopen(writer, "wb") as stream:
            pickle.dump(_done(work, items, parent), stream)  # into the pipe: what is told of a large site is not there twice
        status = 0
    finally:
        os._exit(status)


def _done(work: Work[Item, Told], items: Sequence[Item], parent: int) -> _Said:
    """What a process has to say; it ends by itself where nobody is left to hear it."""
    records = _Records()
    logging.getLogger().handlers[:] = [records]
    for name in list(logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        logger.handlers[:], logger.propagate = [], True
    try:
        work.begin()
        for item in items:
            if os.getppid() != parent:
                os._exit(1)
            work.each(item)
        return work.tell(), records.found
    except OSError as error:
        return OSError(error.errno, error.strerror, error.filename)
    except Exception:
        return Failed(traceback.format_exc())


class _Records(logging.Handler):
    """What was logged, such that it can be sent."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        record.msg, record.args, record.exc_info = record.getMessage(), None, None
        self.found.append(record)


def _ended(pid: int, reader: int) -> _Said:
    with os.fdopen(reader, "rb") as stream:
        said = stream.read()
    _, status = os.waitpid(pid, 0)
    if not said or status:
        return Failed(f"a process of the build ended with {os.waitstatus_to_exitcode(status)}")
    found: _Said = pickle.loads(said)  # noqa: S301 - from a copy of this process
    return found
