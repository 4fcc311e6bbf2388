"""A word in a text -> whether it is the month of a date, and not a name: March and May are both; a day -> how texts write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from babel.dates import format_date, get_month_names

__all__ = ["is_month", "written_days"]

_LANGUAGES = tuple("en de fr es it pt nl pl tr ru uk be kk".split())
_BLANK = r"(?:[\s_–-]|&nbsp;|&#160;)"
_DAY_BEFORE = re.compile(rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th|\.)?(?:{_BLANK}+(?:of|de))?{_BLANK}*\Z")
_NUMBER_BEHIND = re.compile(rf"{_BLANK}+\d{{1,2}}(?!\d)|(?:,|{_BLANK}+(?:of|de))?{_BLANK}+\d{{4}}(?!\d)")
_MONTH_BEHIND = re.compile(rf"(?:{_BLANK}+(?:to|and|or|until|bis|und){_BLANK}+|{_BLANK}+)([^\W\d_]+)")
_LONGEST_BEFORE = 24
"""Characters before a month in which its day stands."""


def is_month(text: str, start: int, end: int) -> bool:
    """Whether the word from `start` to `end` is the name of a month with a day or a year beside it, also one of two: `March and May 2017`.

    >>> is_month("24 March", 3, 8), is_month("March 2017", 0, 5), is_month("March to May 2017", 0, 5), is_month("March, 2 men", 0, 5)
    (True, True, True, False)
    """
    if text[start:end].casefold() not in _months():
        return False
    if _DAY_BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start) or _NUMBER_BEHIND.match(text, end):
        return True
    following = _MONTH_BEHIND.match(text, end)
    return following is not None and is_month(text, *following.span(1))


@cache
def _months() -> frozenset[str]:
    return frozenset(name.casefold() for language in _LANGUAGES for name in get_month_names("wide", locale=language).values())


def written_days(day: date) -> Iterator[str]:
    """A day as texts in several languages write it, in words and in numbers, the day before the month; in English the month first too.

    >>> found = list(written_days(date(1980, 5, 3)))
    >>> all(text in found for text in ("3 May 1980", "May 3, 1980", "3 мая 1980", "03.05.1980", "3.5.1980"))
    True
    """
    yield from (f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day.year}")
    for language in (*_LANGUAGES, "en_GB"):
        yield format_date(day, "long", locale=language)
        for width in ("wide", "abbreviated"):
            yield f"{day.day} {get_month_names(width, locale=language)[day.month]} {day.year}"
