"""Python's search for what can go, while much is made of which nearly nothing can: it would take up to a quarter of the time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["patience"]

_SELDOM = 100_000, 20, 100


@contextmanager
def patience() -> Iterator[None]:
    """Within it, what can go is looked for seldom."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
