"""Python's ways to give memory back, while much is made of which nearly nothing can go, and when all of it goes with the process."""

from __future__ import annotations

import atexit
import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["growing", "once_only", "patience", "tidied", "to_the_end"]

_SELDOM = 100_000, 20, 100
_HELD: list[object] = []


@contextmanager
def patience() -> Iterator[None]:
    """Within it, what can go is looked for seldom."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def growing() -> Iterator[None]:
    """Within it, nothing is looked for that can go; what is there at its end is not looked through until the next time."""
    gc.unfreeze()
    on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if on:
            gc.enable()


def tidied() -> None:
    """Gives back what of earlier times nobody uses any more: who goes on for long would keep every project that it has read."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def once_only() -> None:
    """Patience for as long as this process runs, which ends when it has done one thing."""
    gc.set_threshold(*_SELDOM)


def to_the_end(thing: object) -> None:
    """Lets what is given last be there until the process has ended: to take a whole build apart before takes up to half a second."""
    if not _HELD:
        atexit.register(_hold)
    _HELD[:] = [thing]


def _hold() -> None:
    gc.freeze()
    if sys.implementation.name == "cpython":
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(_HELD))
