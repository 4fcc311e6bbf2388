"""Demands with their state, threads in words, and the lines of registers."""

from __future__ import annotations

from dataclasses import dataclass

from ..dates import PartialDate, day_text
from ..dossier import Entry
from ..index import address
from ..model import Letter
from ..threads import Thread
from .base import Link, SourceView, Viewer

__all__ = ["DemandView", "RegisterLine", "StateChangeView", "demand_view", "register_line", "thread_parts", "thread_words"]


@dataclass(frozen=True, slots=True)
class StateChangeView:
    date: PartialDate
    state: str
    note: str
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class AskedView:
    link: Link
    date: PartialDate
    paragraph: str
    asked_of: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DemandView:
    """A demand with where it was made, of whom, who must act, and its state with the evidence."""

    id: str
    href: str
    title: str
    target: tuple[Link, ...]
    asked: tuple[AskedView, ...]
    state: str
    state_id: str
    since: PartialDate | None
    note: str
    history: tuple[StateChangeView, ...]
    checked: PartialDate | None


def demand_view(viewer: Viewer, entry: Entry) -> DemandView:
    demand = entry.record
    state, change = viewer.index.demand_state(entry)
    say = viewer.language
    return DemandView(
        entry.id, address(entry), demand.title.say(say), viewer.links(demand.target),
        tuple(
            AskedView(viewer.link(a.letter.key, a.paragraph), a.letter.record.date, a.paragraph[1:], viewer.links(a.letter.record.to))
            for a in viewer.index.asked.get(entry.key, ())
        ),
        state.record.label.say(say) if state else "open", state.id if state else "", change.date if change else None,
        change.note.say(say) if change and change.note else "",
        tuple(
            StateChangeView(c.date, viewer.link(c.state.key).text, c.note.say(say) if c.note else "", viewer.sources(c.sources))
            for c in sorted(demand.history, key=lambda c: c.date.order)
        ),
        demand.checked,
    )  # fmt: skip


_WORDS = {
    "stub": "Known from references only",
    "not-requested": "No reply was asked for",
    "replied": "A reply is on record",
    "acknowledged": "Acknowledged; no answer on record",
    "holding": "A holding reply is on record; no answer",
    "partly-answered": "Answered in part",
    "answered": "Answered",
    "refused": "The reply refuses what was asked",
    "closed": "Closed",
}


def thread_parts(viewer: Viewer, thread: Thread) -> tuple[str, str]:
    """The state of a thread in words, and `as of` the day to which it was checked (may be empty)."""
    as_of = f"as of {day_text(thread.counted_to, viewer.language)}" if thread.counted_to and thread.state != "stub" else ""
    if thread.state == "awaiting":
        said = "No written reply recorded"
        return f"{said}; what was said or done about it is listed" if thread.responses else said, as_of
    return _WORDS[thread.state], as_of


def thread_words(viewer: Viewer, thread: Thread) -> str:
    """The state of a thread in words, with the day it was last checked."""
    return " ".join(part for part in thread_parts(viewer, thread) if part)


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A letter in a register."""

    link: Link
    date: PartialDate
    sent_from: tuple[Link, ...]
    to: tuple[Link, ...]
    subject: str
    state: str
    days: int | None
    country: Link | None


def register_line(viewer: Viewer, entry: Entry) -> RegisterLine:
    letter: Letter = entry.record
    thread = viewer.index.threads[entry.key]
    home = viewer.dossier.entries.get(entry.country)
    subject = letter.subject.say(viewer.language) if letter.subject else ""
    return RegisterLine(
        viewer.link(entry.key), letter.date, viewer.links(letter.from_), viewer.links(letter.to), subject,
        thread_words(viewer, thread), thread.days if thread.state == "awaiting" else None, Link(viewer.name(home), address(home)) if home else None,
    )  # fmt: skip
