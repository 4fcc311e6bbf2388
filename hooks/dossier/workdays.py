"""Texts that name holidays -> the last working day of a period, and the days passed over with the reason for each.

A text is a day (`2017-04-14`), a span (`2017-12-24/2018-01-02`), a day of every year (`05-09`) or a calendar of the library
holidays (BE, LU, XECB). Days are counted as in Regulation (EEC, Euratom) No 1182/71, Article 3: the first is not counted;
a period in working days counts neither Saturdays and Sundays nor holidays; a period in calendar days that would end on one
of these ends with the next working day, and if it has two days or more it holds at least two working days. Not verified:
we could not read the Article in the Official Journal, only its paragraph on the last day as others quote it, and accounts
of the rest; anything where a weekend is not Saturday and Sunday.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from babel import Locale
from msgspec import Struct

from .dates import day_text, parse_date
from .problems import quoted

__all__ = ["Holidays", "NoDayError", "Skipped", "calendar_problem", "days_text", "holidays_of", "last_day", "skipped_text"]

_MAX_SPAN = timedelta(days=366)
_MAX_WALK = 3_660
_MAX_NAMED = 12
_DAY = timedelta(days=1)
_YEARLY = re.compile(r"(\d\d)-(\d\d)", re.ASCII)
_INSTITUTIONS = re.compile(r"\b(EU|Europe|European|Union|institutions?|Commission|Parliament|Council)\b", re.IGNORECASE)
_LISTED = "listed in the clock"

Skipped = dict[date, str]
"""The days passed over, each with the reason."""


@lru_cache(maxsize=2_000)
def calendar_problem(text: str) -> str:
    """What is wrong with an item of `holidays`, and what would be right; nothing if it can be used.

    >>> calendar_problem("2017-04-14"), calendar_problem("12-25"), calendar_problem("2017-12-24/2018-01-02")
    ('', '', '')
    >>> calendar_problem("Belgium")
    "'Belgium' is not the name of a calendar; did you mean 'BE'?"
    """
    if re.match(r"[\d.]", text):
        return _day_problem(text)
    if text in _codes():
        return ""
    said = f"{quoted(text)} is not the name of a calendar"
    if code := _meant(text):
        return f"{said}; did you mean '{code}'?"
    if _INSTITUTIONS.search(text):
        return f"{said}, and no calendar is that of the EU institutions; list the days that the institution published for each year: 2017-04-14"
    return f"{said}; write a country (BE, LU), an exchange or bank (XECB), or the days: 2017-04-14, 2017-12-24/2018-01-02, 05-09 (every year)"


def _day_problem(text: str) -> str:
    right = "write 2017-04-14, 2017-12-24/2018-01-02 or, for every year, 05-09"
    if found := _YEARLY.fullmatch(text):
        try:
            date(2000, int(found[1]), int(found[2]))
        except ValueError:
            return f"{quoted(text)} is a day that the calendar does not have; {right}"
        return ""
    try:
        when = parse_date(text)
    except ValueError as error:
        return f"{quoted(text)} {error if 'is not a date' not in str(error) else f'is neither a day nor a calendar; {right}'}"
    if when.precision < 3 or (when.about or when.uncertain) or when.is_by:
        return f"{quoted(text)} is not exact to the day; {right}"
    if when.latest - when.earliest > _MAX_SPAN:
        return f"{quoted(text)} is longer than a year; {right}"
    return ""


# The library takes a tenth of a second to import: a build without a named calendar never loads it.


@lru_cache(maxsize=1)
def _codes() -> dict[str, bool]:
    """Every calendar of the library by its code: whether it is that of a country."""
    import holidays

    countries = dict.fromkeys(holidays.list_supported_countries(include_aliases=False), True)
    return dict.fromkeys(holidays.list_supported_financial(include_aliases=False), False) | countries


def _meant(text: str) -> str:
    """The code of the calendar that was probably meant, by its code in small letters, another code, or its country's name."""
    import holidays

    code = text.upper()
    if code in _codes():
        return code
    if code in holidays.list_supported_countries():
        return str(holidays.country_holidays(code).country)
    if code in holidays.list_supported_financial():
        return str(holidays.financial_holidays(code).market)
    if _INSTITUTIONS.search(text):
        return ""
    territories = Locale("en").territories
    names = {str(territories.get(code, code)).casefold(): code for code in _codes()}
    close = difflib.get_close_matches(text.casefold(), [name for name in names if len(name) > 3], n=1, cutoff=0.7)
    return names[close[0]] if close else ""


@lru_cache(maxsize=2_000)
def _named(code: str, year: int) -> Mapping[date, str] | None:
    """The holidays of a calendar in a year; None for a year that the library does not know."""
    import holidays

    make = holidays.country_holidays if _codes()[code] else holidays.financial_holidays
    found = make(code, years=year, language="en_US")
    return dict(found) if found.start_year <= year <= found.end_year else None


class Holidays(Struct, frozen=True):
    """`years` are those of which days are listed, but for the rest of a span that began in the year before."""

    listed: frozenset[date]
    yearly: frozenset[tuple[int, int]]
    names: tuple[str, ...]
    years: frozenset[int]

    def why(self, day: date) -> str:
        """Why a day is a holiday; nothing if it is none."""
        if day in self.listed or (day.month, day.day) in self.yearly:
            return _LISTED
        for name in self.names:
            known = _named(name, day.year)
            if known is None:
                raise NoDayError(f"the calendar {name} has nothing for {day.year}")
            if day in known:
                return f"{known[day]}, calendar {name}"
        return ""

    def off(self, day: date) -> str:
        """Why a day is no working day; nothing if it is one."""
        return ("a Saturday", "a Sunday")[day.weekday() - 5] if day.weekday() > 4 else self.why(day)

    def require(self, first: date, last: date) -> None:
        """Refuses years whose holidays nobody has listed: each misses some, and the day would come out too early."""
        if self.listed and not self.names:
            for year in range(first.year, last.year + 1):
                if year not in self.years and last > self._resumed(year):
                    raise NoDayError(f"the clock lists no holidays of {year}")

    def _resumed(self, year: int) -> date:
        """The first working day after the rest of a span (24 December to 2 January), which is all that is listed of a year."""
        day = max((day for day in self.listed if day.year == year), default=date.min) + _DAY
        while self.off(day):
            day += _DAY
        return day


class NoDayError(Exception):
    """Why no day can be computed."""


@lru_cache(maxsize=200)
def holidays_of(texts: tuple[str, ...]) -> Holidays:
    listed: set[date] = set()
    yearly: set[tuple[int, int]] = set()
    names: list[str] = []
    years: set[int] = set()
    for text in texts:
        if found := _YEARLY.fullmatch(text):
            yearly.add((int(found[1]), int(found[2])))
        elif text[0].isdigit():
            span = parse_date(text)
            listed |= {span.earliest + n * _DAY for n in range((span.latest - span.earliest).days + 1)}
            years.add(span.earliest.year)
        else:
            names.append(text)
    return Holidays(frozenset(listed), frozenset(yearly), tuple(names), frozenset(years))


def last_day(start: date, days: int, unit: str, holidays: Holidays, skipped: Skipped) -> date:
    """The last day of a period; `skipped` receives the days passed over."""
    try:
        if unit == "working":
            day = _working(start, days, holidays, skipped)
            holidays.require(start + _DAY, day)
            return day
        nominal = day = start + days * _DAY
        at_least = _working(start, 2, holidays, {}) if days >= 2 else day
        while day < at_least or holidays.off(day):
            skipped[day] = holidays.off(day) or "fewer than two working days so far"
            day += _DAY
            if (day - nominal).days > _MAX_WALK:
                raise NoDayError("its holidays leave no working days")
        holidays.require(nominal, day)
        return day
    except OverflowError:
        raise NoDayError("it would lie after the year 9999") from None


def _working(day: date, days: int, holidays: Holidays, skipped: Skipped) -> date:
    for _ in range(_MAX_WALK):
        day += _DAY
        if day.weekday() > 4:
            continue
        if why := holidays.why(day):
            skipped[day] = why
        else:
            days -= 1
            if not days:
                return day
    raise NoDayError("its holidays leave too few working days")


def skipped_text(skipped: Skipped, last: str) -> str:
    """`14 and 17 April 2017 (holidays listed in the clock) and 1 May 2017 (Labor Day, calendar BE)`."""
    if len(skipped) > _MAX_NAMED:
        return f"{len(skipped)} other days"
    listed = sorted(day for day, why in skipped.items() if why == _LISTED)
    months: dict[str, list[str]] = {}
    for day in listed:
        number, _, month = day_text(day).partition(" ")
        months.setdefault(month, []).append(number)
    parts = [f"{_join(numbers, last)} {month}" for month, numbers in months.items()]
    if listed:
        parts = [f"{_join(parts, last)} ({'a holiday' if len(listed) == 1 else 'holidays'} {_LISTED})"]
    parts += [f"{day_text(day)} ({why})" for day, why in sorted(skipped.items()) if why != _LISTED]
    return _join(parts, last)


def _join(parts: list[str], last: str) -> str:
    return last.join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""


def days_text(number: int, unit: str = "") -> str:
    return f"{number:,} {f'{unit} ' if unit else ''}day{'' if number == 1 else 's'}"
