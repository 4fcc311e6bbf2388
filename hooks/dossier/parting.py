"""A text in a script that writes no blanks between words -> the same with its letters apart, so that words within it are found."""

from __future__ import annotations

import re

from .folding import UNSPACED
from .names import MARKS

__all__ = ["apart"]

_UNSPACED = re.compile(f"[{UNSPACED}]")
_UNIT = re.compile(rf"<[^>]*>|[{UNSPACED}][{MARKS}]*[^\w\s<&]*(?=\S)|(?![{UNSPACED}])\w(?=[{UNSPACED}])")
"""A tag, a letter of a script without blanks (with its marks and signs behind it), or the last sign before such a letter."""
_APART = "\N{WORD JOINER} "
"""Stands where a word may begin though no blank stood there; the page of the search takes it away again."""


def apart(html: str) -> str:
    """The letters of scripts that write no blanks between words, each by itself: Pagefind finds what begins behind a blank, nothing else.

    `assets/javascripts/found.js` does the same to what is asked for.

    >>> apart("<b>架空</b>の2021年、ann").replace(_APART, "|")
    '<b>架|空|</b>の|2021|年、|ann'
    """
    if _UNSPACED.search(html) is None:
        return html
    return _UNIT.sub(lambda found: found[0] if found[0].startswith("<") else found[0] + _APART, html)
