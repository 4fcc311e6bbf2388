"""A word and a text -> whether it stands there as names are written, or as another word."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from .folding import is_small, squeezed
from .months import is_month
from .withheld import address_before

__all__ = ["is_written_as_name", "own_words"]

_TEMPLATES = Path(__file__).parent / "templates"
_NO_TEXT = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^<>]*>", re.DOTALL)

_WORD = re.compile(r"[^\W_]+")
_PATH = frozenset("/?#")
_JOINTS = frozenset("/-_=%&#+@~")


class _Shown(dict[int, int | None]):
    """Code of a character -> itself, nothing where it is not shown (Unicode's format characters); filled as characters are met."""

    def __missing__(self, code: int) -> int | None:
        self[code] = shown = None if unicodedata.category(chr(code)) == "Cf" else code
        return shown


_SHOWN = _Shown()


@cache
def own_words() -> frozenset[str]:
    """The words that stand in templates with a capital letter, as `squeezed` gives them: pages have them whatever the case files say."""
    texts = (_NO_TEXT.sub(" ", file.read_text("utf-8")) for file in sorted(_TEMPLATES.rglob("*.html")))
    return frozenset(squeezed(word).decode() for text in texts for word in _WORD.findall(text) if not is_small(word[0]))


def is_written_as_name(word: bytes, text: str) -> bool:
    """Whether a word stands in a text with a capital letter, or in a web address, and nowhere in small letters as other words do."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_SHOWN)
    written = False
    for found in _WORD.finditer(plain):
        if squeezed(found[0]) != word:
            continue
        start, end = found.span()
        if is_month(plain, start, end):
            continue
        if not is_small(found[0][0]) or not _PATH.isdisjoint(address_before(plain, start) or ""):
            written = True
        elif plain[start - 1 : start] not in _JOINTS and plain[end : end + 1] not in _JOINTS:
            return False
    return written
