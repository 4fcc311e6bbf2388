"""Words in which a Latin letter stands for the Cyrillic one that looks like it, or the other way round: nobody finds them, and no name in them.

Readers see nothing of it; it comes of keyboards that are switched within a word, and of programs that read scans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["may_be_mixed", "mixed"]

_LATIN, _CYRILLIC = "A-Za-z", "\u0400-\u04ff"
_ALIKE = "ABCEHIJKMOPSTXYaceijopsxy" + "АВСЕНІЈКМОРЅТХУасеіјорѕху"
"""Letters of the two alphabets that look alike (Unicode, confusables)."""
_RUNS = {name: re.compile(f"[{letters}]+") for name, letters in (("Latin", _LATIN), ("Cyrillic", _CYRILLIC))}
_WORD = re.compile(rf"(?<!\w)[{_LATIN}{_CYRILLIC}]{{2,}}(?!\w)")
_MIXED = re.compile(rf"[{_LATIN}][{_CYRILLIC}]|[{_CYRILLIC}][{_LATIN}]")


def may_be_mixed(text: str) -> bool:
    """Whether a text may hold such a word; where several put together hold none, each need not be looked at by itself."""
    if text.isascii():
        return False
    latin, cyrillic = _RUNS.values()
    few, many = (latin, cyrillic) if len(text.encode("utf-8", "replace")) * 2 > len(text) * 3 else (cyrillic, latin)
    return any(many.match(text, run.end()) or (run.start() and many.match(text, run.start() - 1)) for run in few.finditer(text))


def mixed(text: str) -> Iterator[tuple[int, str, str]]:
    """The words of both alphabets, all letters of one of which look like letters of the other: (where it begins, word, what it is)."""
    for found in _WORD.finditer(text):
        if _MIXED.search(found[0]) and (name := _stray(found[0])):
            yield found.start(), found[0], f"holds a word with {name} letters among others that look like them; nobody who looks for it finds it"


def _stray(word: str) -> str:
    """The alphabet whose letters in a word only look like those of the other; of both, the one that has fewer."""
    latin, cyrillic = ([letter for letter in word if letter.isascii() == wanted] for wanted in (True, False))
    few = sorted(((len(latin), "Latin", latin), (len(cyrillic), "Cyrillic", cyrillic)))
    return next((name for _, name, letters in few if all(letter in _ALIKE for letter in letters)), "")
