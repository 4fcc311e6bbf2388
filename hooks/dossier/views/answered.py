"""The replies that settled a letter -> how long they took and whether that was in time, in words.

Of a refusal and an answer after it, the answer gives the state and the days; whether it was in time is said of the first.
"""

from __future__ import annotations

from ..clocks import SETTLES, doubtful
from ..lateness import Answer
from ..phrases import upper_first
from ..threads import Thread
from ..workdays import days_text

__all__ = ["in_time", "settling", "took"]


def settling(thread: Thread) -> Answer | None:
    """The reply that settled the letter, unless the letter was closed."""
    return thread.answer if thread.state in SETTLES else None


def took(thread: Thread) -> str:
    """How long that reply took, as far as it is certain."""
    answer, stated = settling(thread), thread.stated
    if answer is None or stated is None or stated.date == answer.date:
        return _dated_after("The reply", answer, _timely(thread))
    said = _dated_after("The reply", stated, ""), _dated_after(f"{_other(answer, stated)}, which refused what was asked,", answer, _timely(thread))
    return " ".join(part for part in said if part)


def _other(answer: Answer, stated: Answer) -> str:
    """What a refusal is called beside the answer: it is dated no later, and came before only where the dates say so."""
    return "An earlier reply" if answer.date.latest < stated.date.earliest and not doubtful(stated.date) else "Another reply"


def _dated_after(reply: str, answer: Answer | None, timely: str) -> str:
    if answer is None or (answer.days is None and not timely):
        return ""
    took = "" if answer.days is None else "on the day of the letter" if answer.days == 0 else f"{days_text(answer.days)} after the letter"
    return f"{reply} is dated {', '.join(part for part in (took, timely) if part)}."


def in_time(thread: Thread) -> str:
    """The same for a register, of the first reply: `By the day it was due`."""
    timely, answer, stated = _timely(thread), settling(thread), thread.stated
    if not timely or answer is None or stated is None or stated.date == answer.date:
        return upper_first(timely)
    return f"{_other(answer, stated)} is dated {timely}"


def _timely(thread: Thread) -> str:
    answer = settling(thread)
    if answer is None or answer.in_time is None:
        return ""
    if answer.in_time:
        return "by the day it was due"
    return f"{days_text(answer.late_by)} after the day it was due" if answer.late_by else "after the day it was due"
