"""A text that is no date -> the one date that it can only mean, or why it is none, in an editor's words."""

from __future__ import annotations

import calendar
import re
from datetime import date

from .problems import offer

__all__ = ["POINT", "meant", "no_day", "why_not"]

POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%])?", re.ASCII)
_QUOTES = "“”„‟‘’‚«»\"'"
_ABOUT = re.compile(r"(?:about|around|circa|ca?\.|ca|~)\s*(.+)", re.IGNORECASE | re.ASCII)
_UNKNOWN = re.compile(r"(\d{2})(\dX|XX)|(\d{4})-XX(?:-XX)?|(\d{4}-\d\d)-XX", re.IGNORECASE | re.ASCII)
_SEASONS = re.compile(r"\d{4}-(2[1-9]|3\d|4[01])[~?%]?", re.ASCII)


def why_not(text: str) -> str:
    """What is wrong with a text that is not even written as a date."""
    if right := meant(text):
        return f"is not a date{offer(right)}"
    if re.fullmatch(r"[1-5]\d{4}", text, re.ASCII):  # 1927 to 2064, counted from 1900
        return "is a day as spreadsheets count them; write 2017-01-20, in a column that is set to text"
    return "is not a date; write 2017, 2017-01, 2017-01-20, 2018-11~ (about), 2018-11-10/2018-11-23 or ../2017-03-24 (by)"


def no_day(text: str) -> str:
    """What is wrong with a text that is written as a date and lies in no calendar; ISO 8601-2 has numbers for seasons from 21 on."""
    if _SEASONS.fullmatch(text):
        return "is a season or a quarter as EDTF numbers them, and such are not read here; write its months, as in 2018-03/2018-05"
    return "is a day that the calendar does not have" if text.count("-") == 2 else "has a year or a month that the calendar does not have"


def meant(text: str) -> str:
    """A date written otherwise, where only one can be meant; else nothing.

    >>> [meant(text) for text in ("24.3.2017", "24/03/2017", "24 March 2017", "March 2017", "c. 2017", "201X", "2017-03-XX", "“2017”")]
    ['2017-03-24', '2017-03-24', '2017-03-24', '2017-03', '2017~', '2010/2019', '2017-03', '2017']
    >>> meant("3/4/2017"), meant("summer 2017"), meant("2017-2018")
    ('', '', '')
    """
    bare = "".join(text.split()).strip(_QUOTES)
    if bare != text and all(map(POINT.fullmatch, bare.removeprefix("../").split("/"))):
        return bare
    if about := _ABOUT.fullmatch(text.strip()):
        said = about[1] if POINT.fullmatch(about[1]) else meant(about[1])
        return f"{said}~" if POINT.fullmatch(said) and said[-1].isdigit() else ""
    if unknown := _UNKNOWN.fullmatch(text.strip()):
        century, digits, *known = unknown.groups()
        low, high = ("".join(digits or "").upper().replace("X", digit) for digit in "09")
        return f"{century}{low}/{century}{high}" if century else known[0] or known[1]
    return _day(text)


def _day(text: str) -> str:
    """A day or a month in other signs or in English words."""
    text = re.sub(r"[ T]0?0:00(:00(\.0+)?)?Z?$", "", text)  # spreadsheets and databases write it behind a day that has no time
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if named := re.fullmatch(r"([A-Za-z]{3,9})\.?,? (\d{4})", text, re.ASCII):
        months = _months(named[1])
        return f"{named[2]}-{months[0]:02}" if len(months) == 1 else ""
    if named := re.fullmatch(r"(\d{1,2})\.? ([A-Za-z]{3,9})\.? (\d{4})|([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})", text, re.ASCII):
        found = [(numbers[1], month, numbers[0]) for month in _months(named[2] or named[4])]
    elif re.fullmatch(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}", text, re.ASCII):
        found = [(numbers[2], numbers[1], numbers[0])]
    elif re.fullmatch(r"\d{1,2}([-/])\d{1,2}\1\d{4}", text, re.ASCII):  # the day is the first or the second: sure where one is no month
        found = [(numbers[2], month, day) for day, month in {(numbers[0], numbers[1]), (numbers[1], numbers[0])} if month <= 12]
    elif re.fullmatch(r"\d{4}([-./\u2010\u2011\u2013\u2014\u2212])\d{1,2}\1\d{1,2}", text, re.ASCII):
        found = [(numbers[0], numbers[1], numbers[2])]
    else:
        found = []
    try:
        return date(*found[0]).isoformat() if len(found) == 1 else ""
    except ValueError:
        return ""


def _months(word: str) -> list[int]:
    """The months whose English name begins so."""
    return [month for month in range(1, 13) if calendar.month_name[month].lower().startswith(word.lower())]
