"""How long an editor waits: from saving a letter until the development server shows its page with what is new."""

from __future__ import annotations

import math
import os
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from http.client import HTTPException
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from measure import Run

__all__ = ["served"]

_SAVES = 3
_BETWEEN = 3.0
"""Seconds from one save to the next: an editor reads what came of it, and the server has time to tidy up."""
_LOOK = 0.01
_LONGEST = 120.0


def served(command: Callable[[int], Sequence[str]], root: Path, env: Mapping[str, str], letter: Path, page: str) -> Run:
    """The median wait of some saves. `command` starts the server at a port; `page` is the address of the page of the `letter` below the root."""
    port = _free()
    text = letter.read_text("utf-8")
    server = subprocess.Popen(command(port), cwd=root, env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}/{page}"
        _until(server, address, "</html>")
        waits = []
        for number in range(_SAVES):
            time.sleep(_BETWEEN)
            new = f"One more sentence, saved as number {number}."
            letter.write_text(f"{text}\n{new}\n", "utf-8")
            waits.append(_until(server, address, new))
    finally:
        server.terminate()
        server.wait()
        letter.write_text(text, "utf-8")
    return Run(math.nan, median(waits), math.nan, "")


def _until(server: subprocess.Popen[bytes], address: str, words: str) -> float:
    """Seconds until the page at an address holds some words."""
    begun = time.perf_counter()
    while server.poll() is None and time.perf_counter() - begun < _LONGEST:
        try:
            with urlopen(address, timeout=_LONGEST) as answer:
                if words in answer.read().decode("utf-8"):
                    return time.perf_counter() - begun
        except (URLError, OSError, HTTPException, UnicodeDecodeError):
            pass  # it is not up yet, or builds, or writes the page just now
        time.sleep(_LOOK)
    raise SystemExit(f"{address} did not show {words!r}")


def _free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port
