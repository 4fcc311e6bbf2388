"""A private value or a name -> every form in which a text may have it: in Latin letters, turned around, as a day, as a number is dialled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .dates import parse_date
from .folding import latinised
from .months import written_days

__all__ = ["forms_of", "turned"]

_MOST_WORDS = 4
"""Words that a name has at most which is searched for with the family name first and last."""
_INTERNATIONAL = re.compile(r"\+\d[\d\s()./-]{7,24}")
_LEAST_DIALLED = 9
"""Digits of a telephone number without the code of its country that are no chance."""


def turned(name: str) -> Iterator[str]:
    """A name of some words with the family name at the other end, whichever end it stands at, also in Latin letters."""
    parts = name.split()
    if 2 <= len(parts) <= _MOST_WORDS:
        for form in (" ".join((*parts[-1:], *parts[:-1])), " ".join((*parts[1:], *parts[:1]))):
            yield from dict.fromkeys((form, latinised(form)))


def forms_of(value: str) -> Iterator[str]:
    """A value as it is, in Latin letters, as a date in the words of several languages and in numbers, as a telephone number at home."""
    yield value
    yield from _dialled(value)
    if (latin := latinised(value)) != value.casefold():
        yield latin
    try:
        date = parse_date(value)
    except ValueError:
        return
    if date.is_day:
        yield from written_days(date.latest)


def _dialled(value: str) -> Iterator[str]:
    """An international telephone number (ITU-T E.164) as it is dialled in its country, whose code has one to three digits."""
    if _INTERNATIONAL.fullmatch(value.strip()):
        digits = "".join(filter(str.isdecimal, value))
        yield f"00{digits}"
        yield from (f"{trunk}{digits[code:]}" for code in (1, 2, 3) for trunk in ("0", "8", "80", "") if len(trunk + digits[code:]) >= _LEAST_DIALLED)
