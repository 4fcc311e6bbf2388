"""Words in which a Latin letter stands for the Cyrillic one that looks like it, or the other way round: nobody finds them, and no name in them.

Readers see nothing of it; it comes of keyboards that are switched within a word, and of programs that read scans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..problems import Problem
from .personal import texts_of

if TYPE_CHECKING:
    from . import Context

__all__ = ["lookalikes"]

_LATIN, _CYRILLIC = "A-Za-z", "\u0400-\u04ff"
_ALIKE = "ABCEHIJKMOPSTXYaceijopsxy" + "АВСЕНІЈКМОРЅТХУасеіјорѕху"
"""Letters of the two alphabets that look alike (Unicode, confusables)."""
_MIXED = re.compile(rf"(?<!\w)[{_LATIN}{_CYRILLIC}]*(?:[{_LATIN}][{_CYRILLIC}]|[{_CYRILLIC}][{_LATIN}])[{_LATIN}{_CYRILLIC}]*(?!\w)")


def lookalikes(context: Context) -> Iterator[Problem]:
    """A word of both alphabets, all letters of one of which look like letters of the other; a word of two languages does not."""
    for entry in context.unsettled(context.public.entries.values()):
        for path, field, text, column, line_of in texts_of(entry):
            for found in _MIXED.finditer(text) if not text.isascii() else ():
                if found[0] in context.allowed or not (name := _stray(found[0])):
                    continue
                said = f"holds a word with {name} letters among others that look like them; nobody who looks for it finds it"
                yield Problem(path, line_of(found.start()), column, field, said, "note")


def _stray(word: str) -> str:
    """The alphabet whose letters in a word only look like those of the other; of both, the one that has fewer."""
    latin, cyrillic = ([letter for letter in word if letter.isascii() == wanted] for wanted in (True, False))
    few = sorted(((len(latin), "Latin", latin), (len(cyrillic), "Cyrillic", cyrillic)))
    return next((name for _, name, letters in few if all(letter in _ALIKE for letter in letters)), "")
