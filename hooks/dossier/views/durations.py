"""The days of a lag -> words, never more precise than its dates."""

from __future__ import annotations

from ..lags import Lag, calendar_span
from ..phrases import listed
from ..workdays import days_text

__all__ = ["how_long", "is_near"]

_IN_MONTHS = 90
"""Longer than so many days, a time is given in years and months too."""
_NEAR = 62
"""Dates that overlap within so many days are `about the same time`."""


def is_near(lag: Lag) -> bool:
    """Whether two dates, of which none tells the order, lie close together."""
    since, until = lag.since, lag.until
    if since is None or until is None or since.is_by or until.is_by:
        return False
    return (max(since.latest, until.latest) - min(since.earliest, until.earliest)).days <= _NEAR


def how_long(lag: Lag) -> str:
    """The days of a lag that has a number, never more precise than its dates; over 90 days, in years and months too.

    Of an exact number the rest is given in days, else whole months: as many as it is at least and at most.
    """
    since, until, least, most = lag.since, lag.until, lag.least, lag.most
    if since is None or until is None or least is None:
        raise ValueError("a lag without a number has no words for it")
    about, uncertain = "about " if since.about or until.about else "", since.uncertain or until.uncertain
    low = calendar_span(since.latest, until.earliest)
    if most is None:
        said, months = f"at least {about}{days_text(least)}", f"at least {_months(low)}"
    elif least == most:
        said, months = f"{about}{days_text(least)}", _rounded(low, low) if about or uncertain else _exactly(low)
    else:
        said = f"between {about}{least:,} and {days_text(most)}" if least else f"at most {about}{days_text(most)}"
        months = _rounded(low, calendar_span(since.earliest, until.latest))
    if (least if most is None else most) > _IN_MONTHS:
        said += f" ({months})"
    return f"{said}{' (a date is uncertain)' if uncertain else ''}"


def _rounded(low: tuple[int, int, int], high: tuple[int, int, int]) -> str:
    """Whole months down and up: `3 to 4 months`."""
    least, most = low[0] * 12 + low[1], high[0] * 12 + high[1] + (high[2] > 0)
    if least == most:
        return _months((0, least, 0))
    if not least:
        return f"up to {_months((0, most, 0))}"
    return f"{least} to {_months((0, most, 0))}" if most < 12 else f"{_months((0, least, 0))} to {_months((0, most, 0))}"


def _months(span: tuple[int, int, int]) -> str:
    years, months = divmod(span[0] * 12 + span[1], 12)
    return listed([_many(number, unit) for number, unit in ((years, "year"), (months, "month")) if number]) or _many(0, "month")


def _exactly(span: tuple[int, int, int]) -> str:
    return listed([_many(number, unit) for number, unit in zip(span, ("year", "month", "day"), strict=True) if number])


def _many(number: int, unit: str) -> str:
    return f"{number:,} {unit}{'' if number == 1 else 's'}"
