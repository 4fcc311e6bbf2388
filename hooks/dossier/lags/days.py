"""Two dates -> their order and the days from one to the other; two days -> years, months and days of the calendar."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Literal

from ..dates import PartialDate

__all__ = ["Order", "calendar_span", "count"]

Order = Literal["after", "overlaps", "before", "unsaid"]
"""`overlaps`: the dates do not tell the order; `before`: the other way round; `unsaid`: the account knows nothing of it."""


def count(since: PartialDate, until: PartialDate) -> tuple[Order, int | None, int | None]:
    """The order of two dates, with the fewest and the most days from one to the other (None: no such number).

    >>> from ..dates import parse_date
    >>> count(parse_date("2018-08-06"), parse_date("2018-11-10/2018-11-23"))
    ('after', 96, 109)
    >>> count(parse_date("2018-11"), parse_date("2018-11-23"))
    ('overlaps', None, None)
    """
    if until.latest < since.earliest:
        return "before", None, None
    if until.is_by or until.earliest < since.latest:
        return "overlaps", None, None
    return "after", (until.earliest - since.latest).days, None if since.is_by else (until.latest - since.earliest).days


def calendar_span(start: date, end: date) -> tuple[int, int, int]:
    """Whole calendar years and months between two days, and the days left over; a month too short ends on its last day.

    >>> calendar_span(date(2017, 1, 20), date(2018, 5, 28)), calendar_span(date(2017, 1, 31), date(2017, 3, 1))
    ((1, 4, 8), (0, 1, 1))
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    if _months_on(start, months) > end:
        months -= 1
    return *divmod(months, 12), (end - _months_on(start, months)).days


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
