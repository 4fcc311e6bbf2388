"""The fonts of the theme -> which of them draws a character, how wide a text is, and a text that they can draw.

Each character is drawn from the first subset that has it. What no font has is replaced: an accented letter by the letter, a word in
another script by an ellipsis; a text mostly in such a script is left out, so that nothing shows a row of boxes.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageFont

__all__ = ["THEME", "drawable", "em", "file_with", "font_of", "runs", "tokens"]

THEME = Path(__file__).parent / "theme" / "assets"
_NONE = "\U0010ffff"
"""Never a character, so that a font draws it as what it has not."""
_LIKE = {"\u2010": "-", "\u2012": "–", "\u2015": "—"}
"""What stands for signs that our fonts lack and Unicode does not take to pieces."""


@cache
def tokens(dark: bool = False) -> dict[str, tuple[int, int, int]]:
    """The colours of the light or the dark theme by their names in the stylesheet, as red, green and blue."""
    css = (THEME / "stylesheets" / "dossier.css").read_text("utf-8")
    found: dict[str, list[tuple[int, int, int]]] = {}
    for name, digits in re.findall(r"--dossier-([\w-]+):\s*#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b", css):
        red, green, blue = bytes.fromhex(digits if len(digits) == 6 else "".join(2 * digit for digit in digits))
        found.setdefault(name, []).append((red, green, blue))
    return {name: colours[dark] for name, colours in found.items()}  # the light theme comes first, then the dark one


@lru_cache(maxsize=1024)
def drawable(text: str, family: str) -> str:
    """The text in one line and in characters that the family has; empty if it has fewer than half of the letters."""
    blanks = ("\xa0" if char in "\xa0\u202f" else " " if char.isspace() or unicodedata.category(char) == "Cc" else char for char in text)
    line = unicodedata.normalize("NFC", "".join(blanks))
    letters = [_substitute(char, family) is not None for char in line if char.isalnum()]
    if sum(letters) * 2 < len(letters):
        return ""
    words = re.sub("[^ \xa0]+", lambda word: _word(word[0], family), line)
    return re.sub(" +", " ", re.sub("…([ \xa0]+…)+", "…", words)).strip(" \xa0")


def _word(word: str, family: str) -> str:
    drawn = [_substitute(char, family) for char in word]
    return "…" if None in drawn else "".join(filter(None, drawn))


@cache
def _substitute(char: str, family: str) -> str | None:
    """The character or what stands for it; empty for a sign or mark that can be spared, None for a letter that cannot."""
    if unicodedata.category(char) in ("Cf", "Mn"):  # Pillow draws a joiner where the system lacks FriBiDi; of loose marks our fonts have none
        return ""
    if file_with(char, family):
        return char
    parts = unicodedata.decomposition(char).split()
    simpler = _LIKE.get(char) or "".join(_substitute(chr(int(part, 16)), family) or "" for part in parts if not part.startswith("<"))
    return simpler or (None if char.isalnum() else "")


@cache
def _files(family: str) -> tuple[Path, ...]:
    """The subsets of a family, first that of plain Latin."""
    return tuple(sorted((THEME / "fonts").glob(f"{family}*.woff2"), key=lambda path: (len(path.name), path.name)))


@cache
def file_with(char: str, family: str) -> Path | None:
    """The first subset that draws the character, neither as one that it has not nor as nothing, as joiners are."""
    return next((file for file in _files(family) if _shape(file, _NONE + char) not in _nothing(file)), None)


@cache
def _nothing(file: Path) -> tuple[bytes, bytes]:
    return _shape(file, _NONE), _shape(file, _NONE + _NONE)


def _shape(file: Path, text: str) -> bytes:
    return bytes(font_of(file, 40, 400).getmask(text))


def runs(text: str, family: str) -> list[tuple[Path, str]]:
    """The text in stretches of one subset."""
    return [(file, "".join(run)) for file, run in groupby(text, key=lambda char: file_with(char, family)) if file]


@lru_cache(maxsize=4096)
def em(text: str, family: str, weight: int) -> float:
    """The width of a text in em: letters are laid out as designed, not hinted, so one size tells of all."""
    return sum(font_of(file, 100, weight).getlength(run) for file, run in runs(text, family)) / 100


@cache
def font_of(file: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(file, size)
    font.set_variation_by_axes([weight])
    return font
