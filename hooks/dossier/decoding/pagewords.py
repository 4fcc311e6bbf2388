"""A page of a PDF -> the words that are written on it, through the fonts' own tables of characters, and what is read out instead of some."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pikepdf

from .objects import stream, texts_in
from .packed import Bounds

__all__ = ["words_on"]

_SAYING = "Tf Tj ' \" TJ Td TD T* Tm BT Do BDC DP"
"""The operators that write words, those that stand between them, the one that draws a form, and those that say what is read out instead."""
_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.S)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_TRIPLE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")


@dataclass
class _Said:
    """What a page says: its words, what is read out instead of some, and the forms that have said theirs."""

    words: list[str] = field(default_factory=list)
    aloud: list[str] = field(default_factory=list)
    done: set[tuple[int, int]] = field(default_factory=set)


def words_on(page: Any, bounds: Bounds) -> str:
    """What is written on a page and in the forms that are drawn on it, through the fonts' own tables of characters where they have some."""
    said = _Said()
    if "/Contents" in page.obj:  # else the page is blank
        _write(page, page.obj.get("/Resources", pikepdf.Dictionary()), bounds, said)
    return "\n".join(("".join(said.words), *said.aloud))


def _write(drawn: Any, resources: Any, bounds: Bounds, said: _Said) -> None:
    """Adds to what is `said` what a page or a form says; a form that is done says nothing new."""
    fonts: dict[str, Mapping[bytes, str]] = {}
    current: Mapping[bytes, str] = {}
    for instruction in pikepdf.parse_content_stream(drawn, _SAYING):
        operands, name = instruction.operands, str(instruction.operator)
        if not len(operands) and name in ("Tf", "Tj", "'", '"', "TJ", "Do", "BDC", "DP"):
            continue  # damaged: readers show nothing of it either
        if name == "Tf":
            key = str(operands[0])
            if key not in fonts:
                fonts[key] = _characters(resources.get("/Font", pikepdf.Dictionary()).get(key), bounds)
            current = fonts[key]
        elif name in ("Tj", "'", '"', "TJ"):
            given = operands[-1]
            for piece in given if isinstance(given, pikepdf.Array) else (given,):
                if isinstance(piece, pikepdf.String):
                    said.words.append(_spoken(bytes(piece), current))
                elif isinstance(piece, (int, float, Decimal)) and piece < -180:
                    said.words.append(" ")
        elif name in ("Td", "TD", "T*", "Tm", "BT"):
            said.words.append(" ")
        elif name in ("BDC", "DP"):
            said.aloud += texts_in(operands[-1]) if isinstance(operands[-1], pikepdf.Dictionary) else ()
        elif name == "Do":
            form = resources.get("/XObject", pikepdf.Dictionary()).get(str(operands[0]))
            if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form" and form.objgen not in said.done:
                said.done.add(form.objgen)
                said.words.append("\n")
                _write(form, form.get("/Resources", resources), bounds, said)
                said.words.append("\n")


def _spoken(codes: bytes, table: Mapping[bytes, str]) -> str:
    width = max(map(len, table), default=0)
    if not width:
        return codes.decode("latin-1")
    return "".join(table.get(codes[at : at + width], "") for at in range(0, len(codes), width))


def _characters(font: Any, bounds: Bounds) -> Mapping[bytes, str]:
    """Code -> character, of a font's /ToUnicode."""
    table: dict[bytes, str] = {}
    unicode = font.get("/ToUnicode") if isinstance(font, pikepdf.Dictionary) else None
    if not isinstance(unicode, pikepdf.Stream):
        return table
    cmap = b"".join(stream(unicode, bounds))
    for block in _CHARS.findall(cmap):
        table |= {_digits(code): _character(to) for code, to in _PAIR.findall(block)}
    for block in _RANGES.findall(cmap):
        for first, last, to, listed in _TRIPLE.findall(block):
            low, high, width = (int.from_bytes(_digits(first), "big"), int.from_bytes(_digits(last), "big"), len(_digits(first)))
            targets = [_character(item) for item in _HEX.findall(listed)] if listed else []
            for step in range(min(high - low, 65_535) + 1):
                if targets:
                    character = targets[step] if step < len(targets) else ""
                else:
                    start = _character(to)
                    character = start[:-1] + chr(min(ord(start[-1]) + step, 0x10FFFF)) if start else ""
                table[(low + step).to_bytes(width, "big")] = character
    return table


def _character(digits: bytes) -> str:
    return _digits(digits).decode("utf-16-be", "replace")


def _digits(digits: bytes) -> bytes:
    """The bytes of a string in hexadecimal, as readers take it: blanks do not count, a last digit alone is followed by 0."""
    given = b"".join(digits.split()).decode()
    return bytes.fromhex(given + "0" * (len(given) % 2))
