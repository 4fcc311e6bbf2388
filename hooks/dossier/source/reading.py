"""One file -> plain values that remember their line and column, or the problems that prevent it."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from ..problems import Problem, first
from .building import Builder, forbidden
from .nodes import Source
from .pairs import paired

__all__ = ["MAX_BYTES", "Parse", "decoded", "parse", "read"]

_CONFLICT = re.compile("^<{7} ", re.MULTILINE)
_MERGED = "a mark of git, where two changes met; keep one of the two, and delete the lines with <<<<<<<, ======= and >>>>>>>"
MAX_BYTES = 2 * 1024 * 1024
Parse = Callable[[bytes, str], Source]
"""What `parse` does."""


def decoded(data: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file, its lines ended by line feeds; or nothing, and why."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        return "", (Problem(path, before.count(b"\n") + 1, column, "", "is not UTF-8; save the file with this encoding"),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = tuple(first(forbidden(text, path)))
    return ("", bad) if bad else (text, ())


def parse(data: bytes, path: str) -> Source:
    """The content of a `.yml` or `.md` file (told by `path`) as values with places."""
    text, bad = decoded(data, path)
    if bad:
        return Source(path, None, problems=bad)
    if "<<<<<<<" in text and (mark := _CONFLICT.search(text)):
        return _refused(path, text.count("\n", 0, mark.start()) + 1, 1, _MERGED)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not path.endswith(".md"):
        return Builder(path).build(paired(text), 0)
    return _markdown(text, path)


def read(file: Path, path: str, parse: Parse = parse) -> Source:
    """Reads `file`; `path` is what problems call it. Whoever knows what the same bytes gave has a `parse` of their own."""
    try:
        with open(file, "rb") as opened:  # noqa: PTH123 - of thousands, which Path opens in twice the time
            size = os.fstat(opened.fileno()).st_size
            data = opened.read() if size <= MAX_BYTES else b""
    except OSError as error:
        return _refused(path, 1, 1, f"cannot be read ({error.strerror})")
    if size > MAX_BYTES:
        return _refused(path, 1, 1, f"is {size:,} bytes long; a case file has at most {MAX_BYTES:,}")
    return parse(data, path)


def _markdown(text: str, path: str) -> Source:
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return _refused(path, 1, 1, "has no front matter; the first line is '---', then the fields, then '---'")
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() == "---":
            head, body = "\n".join(lines[1 : number - 1]), "\n".join(lines[number:])
            source = Builder(path).build(head, 1)
            return Source(path, source.node, body, number + 1, source.problems)
    return _refused(path, 1, 1, "the front matter is not closed; a line '---' ends it")


def _refused(path: str, line: int, column: int, text: str) -> Source:
    return Source(path, None, problems=(Problem(path, line, column, "", text),))
