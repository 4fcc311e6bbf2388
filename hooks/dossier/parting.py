"""A text -> the same as the search index needs it: words are found without blanks between them, behind apostrophes, and by plain letters.

`assets/javascripts/found.js` does the same to what is asked for, and takes away from what is found what was added here.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape

from .folding import UNSPACED
from .names import MARKS
from .spelling import of_one_piece, plain

__all__ = ["apart", "findable"]

_UNSPACED = re.compile(f"[{UNSPACED}]")
_UNIT = re.compile(rf"<[^>]*>|[{UNSPACED}][{MARKS}]*[^\w\s<&]*(?=\S)|(?![{UNSPACED}])\w(?=[{UNSPACED}])")
"""A tag, a letter of a script without blanks (with its marks and signs behind it), or the last sign before such a letter."""
_APART = "\N{WORD JOINER} "
"""Stands where a word may begin though no blank stood there; the page of the search takes it away again."""
_LETTER = r"[\w\u0300-\u036f]"
_WITHIN = re.compile("</?(?:a|b|bdi|em|i|span|strong)(?: [^>]*)?>")
_APOSTROPHE = f"(?:['’]|&#39;)(?:{_WITHIN.pattern})*"
"""Before the word that a short one was drawn to (l’arrestation, D’Angelo), which a link may begin with."""
_DRAWN = re.compile(f"(?<={_LETTER}){_APOSTROPHE}(?={_LETTER}{{2}})")
_WORD = re.compile(f"<[^>]*>|{_LETTER}+(?:{_APOSTROPHE}{_LETTER}+)*")
_BESIDE = "-\N{INVISIBLE SEPARATOR}-"
"""Stands between a word and another form of it: Pagefind takes both for parts of one word, which it finds by either."""


def findable(html: str) -> str:
    """All that is done to a text for the index."""
    return apart(_with_forms(html))


def _with_forms(html: str) -> str:
    """Words with letters that Pagefind does not take for plain ones, as it does those with accents, and each in plain letters too.

    So with what stands behind an apostrophe, which Pagefind leaves out as if there were no sign: but for a single letter.

    >>> _with_forms("<b>Łukasz</b>, Öhler’s ﬂat, l’exil d&#39;<a>Ann</a> O’Łee").replace(_BESIDE, "|")
    '<b>Łukasz|lukasz</b>, Öhler’s ﬂat, l’exil|exil d&#39;<a>Ann|Ann</a> O’Łee|olee|Łee|lee'
    """
    strange = not html.isascii() and _of_one_piece().search(html)
    return _WORD.sub(lambda word: _all(word[0]), html) if strange or _DRAWN.search(html) else html


@cache
def _of_one_piece() -> re.Pattern[str]:
    return re.compile(f"[{of_one_piece()}]")


def _all(word: str) -> str:
    if word[0] == "<":
        return word
    behind = (_WITHIN.sub("", word[found.end() :]) for found in _DRAWN.finditer(word))
    return _BESIDE.join(form for said in (word, *behind) for form in (said, *_plain(said)))


def _plain(word: str) -> list[str]:
    return [plain(unescape(_WITHIN.sub("", word))).replace(" ", "")] if _of_one_piece().search(word) else []


def apart(html: str) -> str:
    """The letters of scripts that write no blanks between words, each by itself: Pagefind finds what begins behind a blank, nothing else.

    >>> apart("<b>架空</b>の2021年、ann").replace(_APART, "|")
    '<b>架|空|</b>の|2021|年、|ann'
    """
    if _UNSPACED.search(html) is None:
        return html
    return _UNIT.sub(lambda found: found[0] if found[0].startswith("<") else found[0] + _APART, html)
