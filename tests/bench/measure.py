"""Runs a command as a whole process: CPU (user and system, children included), wall time, peak memory; what it left behind."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Left", "Run", "left", "run"]


@dataclass(frozen=True)
class Run:
    """Seconds, and MB of the largest of its processes; `said` is what it printed on stderr."""

    cpu: float
    wall: float
    memory: float
    said: str


def run(command: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None) -> Run:
    """Raises RuntimeError with what it said if the command fails."""
    began = time.perf_counter()
    given = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "", **(env or {})}
    process = subprocess.Popen(command, cwd=cwd, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode} in {cwd}:\n{said[-2000:]}")
    return Run(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, said)


@dataclass(frozen=True)
class Left:
    files: int
    pages: int
    bytes: int


def left(folder: Path) -> Left:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return Left(len(files), sum(path.suffix == ".html" for path in files), sum(path.stat().st_size for path in files))
