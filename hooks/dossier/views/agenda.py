"""The public records -> the days of the calendar: events of the kinds that the vocabulary sends there, and days by which replies are due.

Only what is known to the day, by every account, has a place in a calendar. Past days stay in it, and nothing is asked of
the day of the build: the same data give the same calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from ..addresses import address
from ..dates import days_after
from ..dossier import Entry
from ..history import changed, first_address, touched
from ..model import Event, EventKind, Letter
from ..phrases import listed, lower_first, stop
from ..replies import dates_of
from ..threads import Thread
from .base import Viewer
from .demands import on_the_table
from .entries import aside, entry_view
from .pieces import AccountView, SourceView
from .threadwords import thread_said

__all__ = ["DayView", "agenda", "has_days"]


class DayView(Struct, frozen=True):
    """One entry of the calendar, from `start` until `end` (not included); `id` is stable, `href` leads to the page.

    `stamp` is the last day on which what it rests on changed, `corrections` how often it was corrected.
    """

    id: str
    href: str
    start: date
    end: date
    title: str
    lines: tuple[str, ...]
    place: str
    kind: str
    stamp: date
    corrections: int


def agenda(viewer: Viewer, entries: list[Entry]) -> Iterator[DayView]:
    """The days of some events and letters, in their order."""
    for entry in entries:
        if isinstance(entry.record, Letter):
            yield from _of_letter(viewer, entry)
        elif _is_in_calendar(viewer, entry):
            yield _of_event(viewer, entry)


def has_days(viewer: Viewer, entry: Entry) -> bool:
    """Whether an event or a letter has a day in the calendar."""
    return any(True for _ in _dues(viewer, entry)) if isinstance(entry.record, Letter) else _is_in_calendar(viewer, entry)


def _is_in_calendar(viewer: Viewer, entry: Entry) -> bool:
    """Whether the vocabulary sends an event of its kind there, and every account of it gives the same day."""
    kind = viewer.dossier.entries.get(entry.record.kind.key)
    if kind is None or not isinstance(kind.record, EventKind) or not kind.record.calendar:
        return False
    dates = dates_of(entry)
    return all(when.is_day for when in dates) and len({when.latest for when in dates}) == 1


def _of_event(viewer: Viewer, entry: Entry) -> DayView:
    event: Event = entry.record
    view = entry_view(viewer, entry)
    first = event.date.latest
    last = event.ends.latest if event.ends and event.ends.is_day and event.ends.latest > first else first
    return DayView(
        first_address(viewer.ledger, entry), view.href, first, days_after(last), f"{view.title}{aside(view)}",
        tuple(_event_lines(viewer, entry)), view.place, view.kind.label, _stamp(viewer, entry), len(event.corrections),
    )  # fmt: skip


def _event_lines(viewer: Viewer, entry: Entry) -> Iterator[str]:
    view = entry_view(viewer, entry)
    yield f"{view.kind.label}.{_sure(view.confidence)}"
    if view.accounts:
        yield f"{view.told}:"
        yield from (_account(account) for account in view.accounts)
    yield from (stop(position.told) for position in view.positions)
    yield from (f"Right of reply. {reply.told}" for reply in view.replies)
    if table := on_the_table(viewer, entry):
        yield "Asked in letters of this dossier by that day, and not recorded as met in full by then (nothing here says that it was spoken of):"
        for demand in table:
            asked = (f"of {listed([to.text for to in asked_of])}: {'; '.join(link.text for link in letters)}" for asked_of, letters in demand.asked)
            perhaps = "".join(f" Perhaps {lower_first(state)}, {stop(when.say())}" for state, when in demand.perhaps)
            yield f"- {stop(demand.link.text)} Asked {stop('; '.join(asked))}{perhaps}"
    if view.sources:
        yield f"Source{'s' if len(view.sources) > 1 else ''}: {'; '.join(_source(source) for source in view.sources)}."


def _account(account: AccountView) -> str:
    sources = "; ".join(_source(source) for source in account.sources)
    return f"- {account.by.text}: {account.text}{f' ({sources})' if sources else ''}"


def _source(source: SourceView) -> str:
    return ", ".join(filter(None, (source.publisher, source.link.text, source.day.say() if source.day else "")))


def _sure(confidence: str) -> str:
    return f" How sure: {'not known' if confidence == 'unknown' else confidence}." if confidence else ""


def _of_letter(viewer: Viewer, entry: Entry) -> Iterator[DayView]:
    """The day by which a reply is due by a clock, and the one by which the letter asks for it, while none is on record."""
    thread: Thread = viewer.index.threads[entry.key]
    for name, words, day in _dues(viewer, entry):
        said = thread_said(viewer, thread)
        clock = f"By the clock “{said.clock.text}”. {said.how}" if name == "reply-due" and said.clock else "So the letter asks."
        basis = f"Where this is laid down: {said.basis.href}" if name == "reply-due" and said.basis and said.basis.href else ""
        yield DayView(
            f"{first_address(viewer.ledger, entry)}#{name}", address(entry), day, days_after(day), f"{words}: {viewer.name(entry)}",
            tuple(filter(None, (stop(said.line), clock, basis))), "", words, _stamp(viewer, entry), len(entry.record.corrections),
        )  # fmt: skip


def _dues(viewer: Viewer, entry: Entry) -> Iterator[tuple[str, str, date]]:
    thread: Thread = viewer.index.threads[entry.key]
    if not thread.waiting:
        return
    due, asked = thread.due.certain_day if thread.due else None, entry.record.reply_by
    if due:
        yield "reply-due", "Reply due", due
    if asked and asked.is_day:
        yield "reply-asked", "Reply asked for", asked.latest


def _stamp(viewer: Viewer, entry: Entry) -> date:
    days = [changed(viewer.dossier, viewer.ledger, entry), touched(viewer.ledger, entry)]
    return max(filter(None, days), default=entry.record.date.latest)
