"""What a program logs while a site is built -> how many warnings of which level, also where it was told to be quiet.

Under `-q` a logger drops warnings before anything can count them: its level is put down to warnings, and what it shows
stays what it showed.
"""

from __future__ import annotations

import logging
from typing import Protocol

__all__ = ["Warned"]


class Counter(Protocol):
    """A handler that counts (MkDocs' CountHandler)."""

    level: int

    def setLevel(self, level: int | str) -> None: ...  # noqa: N802 - the name in `logging`

    def get_counts(self) -> list[tuple[str, int]]: ...


class Warned:
    """Counts from when it is made until `done`, so that a strict build is refused before anything is put up."""

    def __init__(self, logger: logging.Logger, counter: Counter) -> None:
        self.logger, self.counter = logger, counter
        counter.setLevel(logging.WARNING)
        self.level, self.levels = logger.level, [(handler, handler.level) for handler in logger.handlers]
        if self.level > logging.WARNING:
            for handler, level in self.levels:
                handler.setLevel(level if isinstance(handler, type(counter)) else max(level, self.level))
            logger.setLevel(logging.WARNING)
        logger.addHandler(counter)  # type: ignore[arg-type]

    def done(self) -> str:
        """What was counted, in words; puts the logger back as it was."""
        self.logger.removeHandler(self.counter)  # type: ignore[arg-type]
        self.logger.setLevel(self.level)
        for handler, level in self.levels:
            handler.setLevel(level)
        return ", ".join(f"{number} {level.lower()}s" for level, number in self.counter.get_counts())
