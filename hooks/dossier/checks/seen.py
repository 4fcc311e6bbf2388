"""A text as it is written -> the same as it is seen: no-break blanks, soft line breaks, unseen signs, entities, escapes and emphasis undone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from html import unescape

__all__ = ["seen", "seen_at"]

_BLANKS = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000"
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Default_Ignorable_Code_Point of Unicode."""
_DASHES = "\u2010-\u2013\u2212"
_ASCII = "&\\*`_%\t\n"
"""Signs of ASCII of which one stands in whatever is written otherwise than it is seen."""
_OTHERWISE = re.compile(
    rf"[{re.escape(_ASCII)}{_BLANKS}{_UNSEEN}{_DASHES}](?:(?P<blank>(?<=[{_BLANKS}]))|(?P<unseen>(?<=[*`{_UNSEEN}])|(?<=\\)(?=[!-/:-@\[-`{{-~]))"
    r"|(?P<soft>(?<=[^\n]\n)[ \t]{0,9}(?=\S)(?![-*+>#][ \t]|\||\d{1,9}[.)]\s))"
    rf"|(?P<emphasis>(?<=_)(?:(?<!\w_)_*|_*(?!\w)))|(?P<dash>(?<=[\d)][{_DASHES}])(?=[\d(]))|(?P<at>(?<=%)40)"
    r"|(?P<entity>(?<=&)(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][0-9A-Za-z]{1,31});))"
)
"""A dash counts between digits only, as in numbers; `%40` is the @ of a web address;
a line break within a paragraph is a blank. All begin with one of some signs, which are soon found."""
_SAME = {"blank": " ", "soft": " ", "unseen": "", "emphasis": "", "dash": "-", "at": "@"}


def seen(text: str) -> str:
    """The text alone.

    >>> seen("+7\\u00a0701\\u00a0**123** 45\\u201167, ann\\u00ad&#64;union\\\\.example")
    '+7 701 123 45-67, ann@union.example'
    """
    return _OTHERWISE.sub(_one, text) if _may_be_otherwise(text) else text


def seen_at(text: str) -> tuple[str, Callable[[int], int]]:
    """The text, and where each of its signs stands in what is written."""
    if not _may_be_otherwise(text):
        return text, lambda place: place
    parts: list[str] = []
    ends: list[int] = []
    further: list[int] = []
    end = length = 0
    for found in _OTHERWISE.finditer(text):
        one = _one(found)
        parts += text[end : found.start()], one
        length += found.start() - end + len(one)
        end = found.end()
        ends.append(length)
        further.append(end - length)

    def written(place: int) -> int:
        before = bisect_right(ends, place)
        return place + (further[before - 1] if before else 0)

    return "".join([*parts, text[end:]]), written


def _may_be_otherwise(text: str) -> bool:
    return not text.isascii() or any(sign in text for sign in _ASCII)


def _one(found: re.Match[str]) -> str:
    """What is seen of it. An entity that stands for several signs, or for none that there is, stays as it is written."""
    if (said := _SAME.get(found.lastgroup or "")) is not None:
        return said
    one = unescape(found[0])
    return one if len(one) == 1 else found[0]
