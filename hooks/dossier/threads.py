"""Letters -> threads: what a letter follows, what answered it in writing, in word or in deed, and its state.

An acknowledgement is not an answer; what officials said or did (`responds_to`) is shown, and is not counted
as a written reply; stubs (`text_available: false`) are never overdue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .dossier import Dossier, Entry
from .model import Event, Letter

__all__ = ["Thread", "thread_members", "threads"]

_STRENGTH = ("acknowledged", "holding", "partly-answered", "replied", "refused", "answered")


@dataclass(frozen=True, slots=True)
class Thread:
    """What became of one letter.

    `state`: stub, not-requested, awaiting, replied (a reply of no further kind), acknowledged, holding,
    partly-answered, answered, refused or closed. `days` counts from the letter's latest possible day to
    `counted_to`, the day an editor last checked it; both are None without such a day, and of a stub.
    """

    letter: Entry
    state: str
    replies: tuple[Entry, ...]
    responses: tuple[Entry, ...]
    follows: tuple[Entry, ...]
    followed_by: tuple[Entry, ...]
    counted_to: date | None
    days: int | None

    @property
    def answered(self) -> bool:
        """Whether a reply in writing settles the letter."""
        return self.state in ("answered", "refused", "closed")


def threads(dossier: Dossier) -> dict[str, Thread]:
    """Key of a letter -> its thread."""
    letters = list(dossier.of(Letter.folder))
    replies, following, responses = _gather(dossier)
    return {entry.key: _thread(dossier, entry, replies[entry.key], following[entry.key], responses[entry.key]) for entry in letters}


Gathered = defaultdict[str, list[Entry]]


def _gather(dossier: Dossier) -> tuple[Gathered, Gathered, Gathered]:
    replies: Gathered = defaultdict(list)
    following: Gathered = defaultdict(list)
    responses: Gathered = defaultdict(list)
    for entry in dossier.of(Letter.folder):
        for ref in entry.record.in_reply_to:
            replies[ref.key].append(entry)
        for ref in entry.record.follows_up:
            following[ref.key].append(entry)
    for entry in dossier.of(Event.folder):
        for ref in entry.record.responds_to:
            responses[ref.key].append(entry)
    return replies, following, responses


def _thread(dossier: Dossier, entry: Entry, replies: list[Entry], following: list[Entry], responses: list[Entry]) -> Thread:
    letter: Letter = entry.record
    state = _state(dossier, letter, replies)
    counted_to = letter.checked.latest if letter.checked else None
    if state == "stub" or (counted_to is not None and counted_to < letter.date.latest):
        counted_to = None
    return Thread(
        entry,
        state,
        _sorted(replies),
        _sorted(responses),
        _sorted([dossier.entries[ref.key] for ref in (*letter.follows_up, *letter.in_reply_to) if ref.key in dossier.entries]),
        _sorted(following),
        counted_to,
        (counted_to - letter.date.latest).days if counted_to else None,
    )


def _sorted(entries: list[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.record.date.order, entry.record.order or 0, entry.key)))


def _state(dossier: Dossier, letter: Letter, replies: list[Entry]) -> str:
    if letter.closed is not None:
        return "closed"
    found = [_reply_state(dossier, reply.record) for reply in replies]
    if found:
        return max(found, key=_STRENGTH.index)
    if not letter.text_available:
        return "stub"
    return "not-requested" if letter.reply_requested is False else "awaiting"


def _reply_state(dossier: Dossier, reply: Letter) -> str:
    kind = dossier.entries.get(reply.reply_kind.key) if reply.reply_kind else None
    return (kind.record.thread if kind else None) or "replied"


def thread_members(all_threads: dict[str, Thread], key: str) -> Iterator[Entry]:
    """Every letter and event of the thread that a letter belongs to, in order of time."""
    found: dict[str, Entry] = {}
    open_keys = [key]
    while open_keys:
        thread = all_threads.get(open_keys.pop())
        if thread is None or thread.letter.key in found:
            continue
        found[thread.letter.key] = thread.letter
        for entry in (*thread.replies, *thread.follows, *thread.followed_by):
            open_keys.append(entry.key)
        for entry in thread.responses:
            found.setdefault(entry.key, entry)
    yield from _sorted(list(found.values()))
