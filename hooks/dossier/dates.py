"""EDTF text -> a date that knows its earliest and latest possible day, its order and its wording.

The subset of the Extended Date/Time Format (ISO 8601-2:2019) that data.md names: a year, a month, a
day, each with `~` (about), `?` (uncertain) or `%` (both); `a/b`, on one day between; `../b`, by.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache
from itertools import takewhile
from typing import Any

from babel.dates import format_date, format_skeleton
from msgspec import Struct
from pydantic_core import PydanticCustomError, core_schema

from .misdated import POINT, meant, no_day, why_not

__all__ = ["ALWAYS", "PartialDate", "Piece", "day_text", "days_after", "parse_date"]

_MARKS = {(True, False): "~", (False, True): "?", (True, True): "%"}
ALWAYS = date.min
"""The earliest day of a date that only says `by`."""


class Piece(Struct, frozen=True):
    """A piece of a printed date: its words and, where HTML has a value for it, `datetime`."""

    text: str
    datetime: str = ""


class PartialDate(Struct, frozen=True):
    """A day known as precisely as the source says and no better.

    `earliest` and `latest` are days (inclusive); `precision` counts 1 year, 2 month, 3 day (of the
    coarser end of an interval). Dates sort by the latest possible day, then by the earliest.
    """

    text: str
    earliest: date
    latest: date
    precision: int
    about: bool = False
    uncertain: bool = False

    def __str__(self) -> str:
        return self.text

    def __lt__(self, other: PartialDate) -> bool:
        return self.order < other.order

    @property
    def order(self) -> tuple[date, date]:
        return self.latest, self.earliest

    @property
    def is_day(self) -> bool:
        """Whether exactly one day is meant, without doubt."""
        return self.earliest == self.latest and not (self.about or self.uncertain)

    @property
    def is_by(self) -> bool:
        """Whether only the latest day is known (`../2017-03-24`)."""
        return self.earliest == ALWAYS

    @property
    def is_interval(self) -> bool:
        """Whether it has two ends that differ; `2017-01-20/2017-01-20` is a day."""
        return len(set(self.text.split("/"))) > 1

    @property
    def datetime(self) -> str:
        """What HTML's `datetime` and ISO 8601 can say of it: `2017`, `2017-01`, `2017-01-20`; empty where that would be too sure."""
        return "" if self.is_interval or self.about or self.uncertain else self.text.partition("/")[0]

    @property
    def shared(self) -> PartialDate | None:
        """What is known of it whichever day it was: of an interval, the year, month and day that both ends have in common.

        >>> [str(parse_date(said).shared) for said in ("2018-11~", "2018-11-10/2018-11-23", "2018/2019", "../2017-03-24")]
        ['2018-11~', '2018-11', 'None', 'None']
        """
        if self.is_by:
            return None
        ends = [end.strip("~?%").split("-") for end in self.text.split("/")]
        parts = [same[0] for same in takewhile(lambda parts: len(set(parts)) == 1, zip(*ends, strict=False))]
        return parse_date("-".join(parts) + _MARKS.get((self.about, self.uncertain), "")) if parts else None

    def pieces(self, language: str = "en") -> tuple[Piece, ...]:
        """The date in words, cut where HTML marks a `<time>`; what both ends of an interval have in common is said once.

        >>> "".join(p.text for p in parse_date("2018-11-10/2018-11-23").pieces())
        'between 10 and 23 November 2018'
        """
        start, _, end = self.text.partition("/")
        if not self.is_interval:
            return _point_pieces(start, language)
        if start == "..":
            return Piece("by "), *_point_pieces(end, language)
        return Piece("between "), *_pieces_before(start, end, language), Piece(" and "), *_point_pieces(end, language)

    def pieces_to(self, end: PartialDate | None, language: str = "en") -> tuple[Piece, ...]:
        """The date of what lasted and its end, if one is known.

        >>> ["".join(p.text for p in parse_date("2021-12-02").pieces_to(parse_date(end))) for end in ("2021-12-03", "2022", "../2021-12-05")]
        ['2 to 3 December 2021', '2 December 2021 to 2022', '2 December 2021, ended by 5 December 2021']
        >>> "".join(piece.text for piece in parse_date("../2021-12-02").pieces_to(parse_date("2021-12-05")))
        'by 2 December 2021, until 5 December 2021'
        """
        if end is None or end == self:
            return self.pieces(language)
        to = ", until" if self.is_interval else " to"
        between = ", ended " if end.is_by else f"{to} a day " if end.is_interval else f"{to} "
        points = [date.text.partition("/")[0] for date in (self, end)]
        start = self.pieces(language) if self.is_interval or end.is_interval else _pieces_before(*points, language)
        return *start, Piece(between), *end.pieces(language)

    def say(self, language: str = "en") -> str:
        """The date in words.

        >>> parse_date("2018-11~").say(), parse_date("../2017-03-24").say()
        ('about November 2018', 'by 24 March 2017')
        >>> parse_date("2017-01-20/2017-01-20").say()
        '20 January 2017'
        """
        return "".join(piece.text for piece in self.pieces(language))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(_validated)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": ["string", "integer"], "description": "EDTF: 2017, 2017-01, 2017-01-20, 2018-11~, 2018-11-10/2018-11-23, ../2017-03-24"}


def day_text(day: date, language: str = "en") -> str:
    """A day in words: `24 March 2017`."""
    return _words(day, 3, language)


def days_after(day: date, count: int = 1) -> date:
    """The day so many days later; the last day of the calendar has none after it."""
    return day + min(timedelta(count), date.max - day)


@lru_cache(maxsize=20_000)
def parse_date(text: str) -> PartialDate:
    """Parses the EDTF subset; raises ValueError with the wording for the editor."""
    if "/" not in text or meant(text):
        return _point(text)
    start, _, end = text.partition("/")
    last = _point(end)
    if start == "..":
        return PartialDate(text, ALWAYS, last.latest, last.precision, last.about, last.uncertain)
    first = _point(start)
    if first.earliest > last.latest:
        raise ValueError("ends before it begins; the earlier day comes first")
    about, uncertain = first.about or last.about, first.uncertain or last.uncertain
    return PartialDate(text, first.earliest, last.latest, min(first.precision, last.precision), about, uncertain)


def _point(text: str) -> PartialDate:
    found = POINT.fullmatch(text)
    if not found:
        raise ValueError(why_not(text))
    year, month, day, mark = found.groups()
    try:
        earliest = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError(no_day(text)) from None
    if day:
        latest = earliest
    elif month:
        latest = earliest.replace(day=calendar.monthrange(earliest.year, earliest.month)[1])
    else:
        latest = date(earliest.year, 12, 31)
    precision = 1 + (month is not None) + (day is not None)
    return PartialDate(text, earliest, latest, precision, mark in ("~", "%"), mark in ("?", "%"))


def _validated(value: Any) -> PartialDate:
    if not isinstance(value, str):
        raise PydanticCustomError("dossier", "is not a date; write it as text, for example 2017-01-20")
    try:
        return parse_date(value)
    except ValueError as error:
        raise PydanticCustomError("dossier_found", "{reason}", {"reason": str(error)}) from None


@lru_cache(maxsize=20_000)
def _point_pieces(text: str, language: str) -> tuple[Piece, ...]:
    point = _point(text)
    bare = text.rstrip("~?%")
    words = Piece(_words(point.earliest, point.precision, language), bare)
    before = (Piece("about "),) if point.about else ()
    after = (Piece(" (uncertain)"),) if point.uncertain else ()
    return *before, words, *after


@lru_cache(maxsize=20_000)
def _pieces_before(text: str, end: str, language: str) -> tuple[Piece, ...]:
    """A point before another one, without the year, or the month and year, that are said behind that; in full where a language says them first."""
    pieces, last = _point_pieces(text, language), _point_pieces(end, language)
    one, other = _point(text), _point(end)
    if len(pieces) + len(last) > 2 or one.precision != other.precision:
        return pieces
    words, later = (said[0].text.split(" ") for said in (pieces, last))
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(reversed(words), reversed(later), strict=False)))
    left, cut = " ".join(words[: len(words) - alike]).rstrip(","), " ".join(words[len(words) - alike :])
    whole = str(one.earliest.year) in cut and (one.precision < 3 or str(one.earliest.day) in re.findall(r"\d+", left))
    return (Piece(left, pieces[0].datetime),) if whole else pieces


@lru_cache(maxsize=20_000)
def _words(day: date, precision: int, language: str) -> str:
    locale = "en_GB" if language == "en" else language.replace("-", "_")
    if precision == 3:
        return format_date(day, "long", locale=locale)
    return f"{day.year:04}" if precision == 1 else format_skeleton("yMMMM", day, locale=locale)
