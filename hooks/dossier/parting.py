"""A text -> the same as the search index needs it, so that words are found where no blanks stand between them, and by plain letters.

`assets/javascripts/found.js` does the same to what is asked for, and takes away from what is found what was added here.
"""

from __future__ import annotations

import re
from functools import cache

from .folding import UNSPACED
from .names import MARKS
from .spelling import of_one_piece, plain

__all__ = ["apart", "findable"]

_UNSPACED = re.compile(f"[{UNSPACED}]")
_UNIT = re.compile(rf"<[^>]*>|[{UNSPACED}][{MARKS}]*[^\w\s<&]*(?=\S)|(?![{UNSPACED}])\w(?=[{UNSPACED}])")
"""A tag, a letter of a script without blanks (with its marks and signs behind it), or the last sign before such a letter."""
_APART = "\N{WORD JOINER} "
"""Stands where a word may begin though no blank stood there; the page of the search takes it away again."""
_WORD = re.compile(r"<[^>]*>|[\w\u0300-\u036f]+")
_BESIDE = "-\N{INVISIBLE SEPARATOR}-"
"""Stands between a word and the same in plain letters: Pagefind takes both for parts of one word, which it finds by either."""


def findable(html: str) -> str:
    """All that is done to a text for the index."""
    return apart(_with_plain(html))


def _with_plain(html: str) -> str:
    """Words with letters that Pagefind does not take for plain ones, as it does those with accents, and each in plain letters too.

    >>> _with_plain("<b>Łukasz</b>, Öhler’s ﬂat").replace(_BESIDE, "|")
    '<b>Łukasz|lukasz</b>, Öhler’s ﬂat'
    """
    strange = _of_one_piece()
    return html if html.isascii() or strange.search(html) is None else _WORD.sub(lambda word: _both(word[0]), html)


@cache
def _of_one_piece() -> re.Pattern[str]:
    return re.compile(f"[{of_one_piece()}]")


def _both(word: str) -> str:
    return word if word[0] == "<" or _of_one_piece().search(word) is None else f"{word}{_BESIDE}{plain(word).replace(' ', '')}"


def apart(html: str) -> str:
    """The letters of scripts that write no blanks between words, each by itself: Pagefind finds what begins behind a blank, nothing else.

    >>> apart("<b>架空</b>の2021年、ann").replace(_APART, "|")
    '<b>架|空|</b>の|2021|年、|ann'
    """
    if _UNSPACED.search(html) is None:
        return html
    return _UNIT.sub(lambda found: found[0] if found[0].startswith("<") else found[0] + _APART, html)
