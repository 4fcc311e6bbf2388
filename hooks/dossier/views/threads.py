"""A thread as lines in order of time; a letter as it stood on a day; where the thread stands as one document."""

from __future__ import annotations

from msgspec import Struct

from ..addresses import address
from ..clocks import doubtful
from ..dates import PartialDate
from ..dossier import Entry
from ..model import Letter
from ..replies import dates_of
from ..threads import ThreadState, thread_members
from ..workdays import days_text
from .answers import position_views, reply_views
from .base import Viewer
from .entries import accounts_words
from .pieces import Link, PositionView, ReplyView
from .threadwords import due_by

__all__ = ["SAME_DAY", "ThreadLine", "WaitingView", "document_address", "gap", "thread_lines", "waiting_view"]

SAME_DAY = "on the same day"


class ThreadLine(Struct, frozen=True):
    """A line of a thread: a letter, a reply, or what was said or done about it."""

    when: PartialDate
    gap: str
    link: Link
    kind: str
    note: str
    here: bool
    also: tuple[PartialDate, ...] = ()
    """The dates that other accounts give."""
    positions: tuple[PositionView, ...] = ()
    replies: tuple[ReplyView, ...] = ()


def thread_lines(viewer: Viewer, entry: Entry) -> tuple[ThreadLine, ...]:
    """The whole thread that a letter stands in, in order of time, counted from this letter."""
    lines = []
    for member in thread_members(viewer.index.threads, entry.key):
        record = member.record
        here = member is entry
        if isinstance(record, Letter):
            kind = viewer.kind(record.reply_kind.key).label if record.reply_kind else ""
            note = "" if record.text_available else "Known from references only; its text is not in this dossier."
            answers: tuple[tuple[PositionView, ...], tuple[ReplyView, ...]] = (), ()
        else:
            kind, note = viewer.kind(record.kind.key).label, "Said or done, not a reply in writing."
            if told := accounts_words(viewer, record):
                note += f" {told}."
            answers = position_views(viewer, member), reply_views(viewer, record)
        when, link = "" if here else gap(entry, member), viewer.link(member.key)
        lines.append(ThreadLine(record.date, when, link, kind, note, here, dates_of(member)[1:], *answers))
    return tuple(lines)


def gap(start: Entry, end: Entry) -> str:
    """How long after (or before) the one the other came, only as precise as their dates are, those of every account included."""
    starts, ends = dates_of(start), dates_of(end)
    if any(map(doubtful, (*starts, *ends))):
        return ""
    least = (min(when.earliest for when in ends) - max(when.latest for when in starts)).days
    most = (max(when.latest for when in ends) - min(when.earliest for when in starts)).days
    if least == most == 0:
        return SAME_DAY
    if least == most:
        return f"{days_text(least)} later" if least >= 0 else f"{days_text(-least)} before"
    if least >= 0:
        return f"at least {days_text(least)} later" if any(when.is_by for when in starts) else f"{least:,} to {most:,} days later"
    return f"{-most:,} to {-least:,} days before" if most <= 0 and not any(when.is_by for when in ends) else ""


def document_address(viewer: Viewer, entry: Entry) -> str:
    """The address of a thread as one document; empty where the letter's page says all that is known."""
    thread = viewer.index.threads[entry.key]
    alone = not (thread.replies or thread.responses or thread.follows or thread.followed_by)
    return "" if alone and not entry.record.text_available else f"{address(entry)}thread/"


class WaitingView(Struct, frozen=True):
    """A letter as it stood on a day, in words that say "by then"."""

    link: Link
    date: PartialDate
    state: str


def waiting_view(viewer: Viewer, entry: Entry, found: ThreadState) -> WaitingView:
    """A letter on the day of a state of its thread; `state` is empty where it had not been sent."""
    return WaitingView(viewer.link(entry.key), entry.record.date, _words_on(found))


_ON = {
    "awaiting": "No written reply recorded by then",
    "acknowledged": "Acknowledged by then; no answer recorded",
    "holding": "A holding reply is recorded by then; no answer recorded",
    "asked-back": "More information had been asked for in reply by then; no answer to the letter recorded",
    "partly-answered": "Answered in part by then",
    "replied": "A reply is recorded by then",
    "answered": "Answered by then",
    "refused": "What was asked had been refused by then",
    "closed": "Closed by then",
    "not-requested": "No reply was asked for",
    "stub": "Known from references only",
}


def _words_on(found: ThreadState) -> str:
    if found.state == "unsent":
        return ""
    said = [_ON[found.state]]
    maybe = [entry.record.date.say() for entry in found.perhaps if entry.folder == Letter.folder]
    if maybe:
        said.append(f"a reply dated {' and another dated '.join(maybe)} may have come")
    if found.responses:
        said.append("what had been said or done about it is listed with the letter")
    if found.overdue and found.due:
        said.append(f"a reply had been due {due_by(found.due)}")
    return "; ".join(said)
