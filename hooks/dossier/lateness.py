"""The day by which a reply was due and the replies -> whether it was late, said only where that is certain.

A reply is overdue only after the last day on which it can have been due, and never after a reply that may be an answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from .clocks import SETTLES, Due, Reply, doubtful
from .dates import PartialDate
from .workdays import days_text

__all__ = ["Answer", "answer", "overdue_on", "overdue_words"]

_STOPS = ("asked-back", "partly-answered", "replied", *SETTLES)
"""Of a reply: after it nobody is overdue, since how much it answers is for others to judge, or what it asks was for the writer to give."""


class Answer(Struct, frozen=True):
    """How long the reply of that date took that settled a letter; each is None, and not in `text`, unless it is certain."""

    date: PartialDate
    days: int | None
    in_time: bool | None
    late_by: int | None
    text: str


def overdue_on(found: Due, day: date, replies: Iterable[Reply] = ()) -> bool:
    """Whether on that day a reply was certainly overdue: the last possible day had passed, and none had come."""
    stopped = any(reply.thread in _STOPS and (reply.date.earliest <= day or doubtful(reply.date)) for reply in replies)
    return found.latest is not None and not (found.about or stopped) and day > found.latest


def overdue_words(found: Due, day: date, replies: Iterable[Reply] = ()) -> str:
    """How long a reply was overdue on that day; nothing if it was not, or not certainly.

    >>> from .clocks import Rule, due
    >>> from .dates import parse_date
    >>> overdue_words(due(Rule(5, "working"), parse_date("2017-03-24")), date(2017, 4, 10))
    '10 days after the day it was due'
    """
    if found.latest is None or not overdue_on(found, day, replies):
        return ""
    number = days_text((day - found.latest).days)
    return f"{number} after the day it was due" if found.certain_day else f"at least {number} after the day it was due"


def answer(found: Due, sent: PartialDate, replies: Iterable[Reply]) -> Answer | None:
    """How long the first reply took that settles the letter, and whether it was in time; None without such a reply."""
    came = [reply for reply in replies if reply.date.latest >= sent.earliest]
    settling = sorted((reply.date for reply in came if reply.thread in SETTLES), key=lambda when: when.order)
    if not settling:
        return None
    first, sure = settling[0], not any(doubtful(reply.date) for reply in came if reply.thread in _STOPS)
    days = (first.earliest - sent.earliest).days if sent.is_day and first.is_day and all(w.earliest >= first.earliest for w in settling) else None
    in_time, late_by = None, None
    if sure and not found.about:
        if found.earliest and first.latest <= found.earliest:
            in_time = True
        elif found.latest and all(reply.date.earliest > found.latest for reply in came if reply.thread in _STOPS):
            in_time = False
            late_by = (first.earliest - found.latest).days if found.certain_day and days is not None else None
    return Answer(first, days, in_time, late_by, _answer_words(days, in_time, late_by))


def _answer_words(days: int | None, in_time: bool | None, late_by: int | None) -> str:
    took = "" if days is None else "on the same day" if days == 0 else f"after {days_text(days)}"
    timely = {True: "by the day it was due", False: f"{days_text(late_by)} after the day it was due" if late_by else "after the day it was due"}
    parts = [part for part in (took, timely[in_time] if in_time is not None else "") if part]
    return f"answered {', '.join(parts)}" if parts else ""
