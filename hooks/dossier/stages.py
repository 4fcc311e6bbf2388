"""Where the time of a build goes: stages with how often each was entered and how long it took, without what was entered within it.

`DOSSIER_PROFILE=1` prints the table when a build is done. On a terminal, a build that takes longer than two seconds says
how far it is.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TextIO, TypeVar

__all__ = ["STAGES", "Progress", "Stages", "Told"]

Given = ParamSpec("Given")
Made = TypeVar("Made")
Told = tuple[dict[str, float], dict[str, int]]
NAMES = "start read check index render draw shell write carry search scan sums swap rest".split()
"""The stages in the order in which they are printed: `start` is what came before the case files, `rest` what is none of ours."""


class Stages:
    """Times stages, as deep as they are nested; costs nothing where nobody asks for it."""

    def __init__(self, wanted: bool) -> None:
        self.wanted = wanted
        self.spent: dict[str, float] = {}
        self.counts: dict[str, int] = {}
        self._open: list[str] = ["start"]
        self._since = time.perf_counter()

    @contextmanager
    def __call__(self, name: str, count: int = 1) -> Iterator[None]:
        if not self.wanted:
            yield
            return
        self._turn()
        self._open.append(name)
        self.counts[name] = self.counts.get(name, 0) + count
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    def timed(self, name: str, make: Callable[Given, Made], *args: Given.args, **kwargs: Given.kwargs) -> Made:
        """What `make` gives, as a stage."""
        if not self.wanted:
            return make(*args, **kwargs)
        with self(name):
            return make(*args, **kwargs)

    def told(self) -> Told:
        """Seconds and counts of the stages until now; then begins anew."""
        self._turn()
        told = self.spent, self.counts
        self.spent, self.counts = {}, {}
        return told

    def heard(self, told: Told) -> None:
        """Adds what another process spent: the table is then of all processes together."""
        spent, counts = told
        for name, seconds in spent.items():
            self.spent[name] = self.spent.get(name, 0.0) + seconds
        for name, count in counts.items():
            self.counted(name, count)

    def counted(self, name: str, count: int) -> None:
        """Notes how many of something a stage had to do with."""
        self.counts[name] = self.counts.get(name, 0) + count

    def begun(self) -> None:
        """What came before is over: what belongs to no stage is MkDocs' own."""
        if self._open == ["start"]:
            self._turn()
            self._open = ["rest"]

    def _turn(self) -> None:
        now = time.perf_counter()
        self.spent[self._open[-1]] = self.spent.get(self._open[-1], 0.0) + now - self._since
        self._since = now

    def report(self) -> None:
        """Prints the table where it is wanted."""
        if self.wanted:
            print(self.table(), file=sys.stderr)

    def table(self) -> str:
        """Stage, count, milliseconds, share; then begins anew (a server builds many times).

        >>> stages = Stages(True)
        >>> with stages("read", 3):
        ...     pass
        >>> [line.split()[0] for line in stages.table().splitlines()]
        ['stage', 'start', 'read', 'total']
        """
        spent, counts = self.told()
        total = sum(spent.values()) or 1.0
        lines = [f"{'stage':<8}{'count':>9}{'ms':>10}{'share':>8}"]
        for name in NAMES:
            if name in spent:
                took = spent[name]
                lines.append(f"{name:<8}{counts.get(name, ''):>9}{took * 1000:>10,.1f}{took / total:>8.0%}")
        lines.append(f"{'total':<8}{'':>9}{total * 1000:>10,.1f}{'':>8}")
        return "\n".join(lines)


STAGES = Stages(os.environ.get("DOSSIER_PROFILE") == "1")
"""The stages of this process."""


class Progress:
    """A line on a terminal that says how many of `total` files are there, from two seconds on."""

    AFTER, EVERY = 2.0, 0.1

    def __init__(self, total: int, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self.total, self.done = total, 0
        self.stream = stream if stream is not None else sys.stderr
        self.clock = clock
        self.shown = False
        self._next = clock() + self.AFTER if self.stream.isatty() else float("inf")

    def step(self) -> None:
        """One more file is there."""
        self.done += 1
        if self.done < self.total and self.clock() >= self._next:
            self._next, self.shown = self.clock() + self.EVERY, True
            self.stream.write(f"\r{self.done:,} of {self.total:,} files")
            self.stream.flush()
        elif self.done == self.total and self.shown:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
