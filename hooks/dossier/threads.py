"""Letters -> threads: what a letter follows, what answered it in writing, in word or in deed; its state now and on any day.

An acknowledgement is not an answer; what officials said or did (`responds_to`) is shown, and is not counted
as a written reply; stubs (`text_available: false`) are never overdue. A clock runs only where a letter names
one that says where its rule is laid down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from .clocks import SETTLES, Due, Reply
from .dossier import Dossier, Entry
from .lateness import Answer, answer, overdue_on
from .model import Event, Letter
from .replies import OPEN, STATES, STRENGTH, Part, due_of, in_turn, part_of, reply_part, rests_on_texts, state_of
from .tracks import known_since
from .turning import Turning

__all__ = ["Thread", "ThreadState", "thread_members", "threads"]


class ThreadState(Struct, frozen=True):
    """What was the case with a letter on a day, as far as this dossier records it today.

    `state` rests on what had come by all of its possible dates (`unsent`: the letter itself had not); `possible` are
    the other states that may have been the case. `replies` and `responses` had come, `perhaps` may have. `due` is
    what was due as things stood that day, `days` count from the letter's latest possible day.
    """

    day: date
    state: str
    certain: bool
    possible: tuple[str, ...]
    replies: tuple[Entry, ...]
    responses: tuple[Entry, ...]
    perhaps: tuple[Entry, ...]
    due: Due | None
    overdue: bool
    days: int | None

    @property
    def waiting(self) -> bool:
        """Whether the letter had come, and no answer in writing to it."""
        return self.state in OPEN


class Thread(Struct, frozen=True, dict=True):
    """What became of one letter.

    `state`: stub, not-requested, awaiting, replied (a reply of no further kind), acknowledged, holding,
    asked-back (it is for the writer to go on), partly-answered, answered, refused or closed; it is not `certain` where
    it rests on replies that are known from references only. `days` counts from the letter's latest possible day to
    `counted_to`, the day an editor last checked it; both are None without such a day, where the state came about only
    after it, and of a stub. `clock` is the one that the letter names, `due` what it gives: None where no clock runs.
    """

    letter: Entry
    state: str
    replies: tuple[Entry, ...]
    responses: tuple[Entry, ...]
    follows: tuple[Entry, ...]
    followed_by: tuple[Entry, ...]
    counted_to: date | None
    days: int | None
    certain: bool = True
    clock: Entry | None = None
    due: Due | None = None
    parts: tuple[Part, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether a reply in writing settles the letter."""
        return self.state in (*SETTLES, "closed")

    @property
    def waiting(self) -> bool:
        """Whether an answer in writing is awaited and none is on record; an acknowledgement or a part is not the whole."""
        return self.state in OPEN

    @property
    def overdue(self) -> bool:
        """Whether on the day to which it was checked a reply was certainly overdue."""
        return self.counted_to is not None and self.waiting and self.due is not None and overdue_on(self.due, self.counted_to, self.written)

    @property
    def written(self) -> tuple[Reply, ...]:
        """The replies as the clocks see them."""
        return tuple(Reply(part.entry.record.date, part.state) for part in self.parts if part.state)

    @property
    def reply_state(self) -> str:
        """The state that the replies alone give; empty without any."""
        return max((reply.thread for reply in self.written), key=STRENGTH.index, default="")

    @property
    def answer(self) -> Answer | None:
        """How long the first reply took that settles the letter; None without one."""
        return answer(self.due or Due(None, None), self.letter.record.date, self.written)

    @property
    def stated(self) -> Answer | None:
        """The same of the reply that gives the state: of a refusal and an answer after it, the answer."""
        return answer(Due(None, None), self.letter.record.date, (reply for reply in self.written if reply.thread == self.state))

    @cached_property
    def turns(self) -> tuple[date, ...]:
        """The days on which what `on` says may change, but for the days it counts; in order."""
        letter: Letter = self.letter.record
        dates = [letter.date, *(when for part in self.parts for when in part.dates), *([letter.closed.date] if letter.closed else ())]
        days = {day for when in dates for day in (when.earliest, when.latest)}
        days |= {entry.record.checked.latest for entry in (self.letter, *(part.entry for part in self.parts)) if entry.record.checked}
        dues = [self.due, *(self._on(day).due for day in sorted(days))]
        days |= {date.fromordinal(found.latest.toordinal() + 1) for found in dues if found and found.latest and found.latest < date.max}
        return tuple(sorted(day for day in days if day > date.min))

    def on(self, day: date, known_by: date | None = None) -> ThreadState:
        """What was the case on a day; with `known_by`, as far as it was known by then.

        Whether a reply was overdue is decided by all replies of that day, whether they were known or not.
        """
        if known_by is not None:
            return self._on(day, known_by)
        found = self._turning.on(day)
        return replace(found, day=day, days=None if found.days is None else found.days + (day - found.day).days)

    @cached_property
    def _turning(self) -> Turning[ThreadState]:
        return Turning(self.turns, self._on)

    def _on(self, day: date, known_by: date | None = None) -> ThreadState:
        letter: Letter = self.letter.record
        sent = part_of(self.letter, letter.date)
        parts = [part for part in self.parts if part.was_known(known_by) and part.perhaps(day)]
        here = [part for part in parts if part.come(day)]
        sure, unsure = _reply_states(here, day, True), _reply_states(parts, day, False)
        closed = letter.closed is not None and letter.closed.date.latest <= day
        state = state_of(letter, [part.state for part in here if part.state], closed)
        others = [state_of(letter, sure, closed), *(state_of(letter, [*sure, one], closed) for one in unsure)]
        if letter.closed and not closed and letter.closed.date.earliest <= day:
            others.append("closed")
        if not sent.come(day):
            others, state = ([state, *others] if sent.perhaps(day) else []), "unsent"
        possible = tuple(sorted({*others} - {state}, key=STATES.index))
        written = [Reply(part.entry.record.date, part.state) for part in self.parts if part.state and part.perhaps(day)]
        found = due_of(self.clock, letter, written)
        waiting = sent.come(day) and state in OPEN and "closed" not in possible
        counts = day >= letter.date.latest and (letter.text_available or bool(written))
        return ThreadState(
            day,
            state,
            not possible and (state == "unsent" or (sent.sure(day) and rests_on_texts(letter, here, closed))),
            possible,
            tuple(part.entry for part in here if part.state),
            tuple(part.entry for part in here if not part.state),
            tuple(part.entry for part in parts if part not in here),
            found,
            waiting and found is not None and overdue_on(found, day, written),
            (day - letter.date.latest).days if counts else None,
        )


def _reply_states(parts: Iterable[Part], day: date, sure: bool) -> list[str]:
    return [part.state for part in parts if part.state and part.sure(day) is sure]


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
        for key in dict.fromkeys(ref.key for ref in entry.record.in_reply_to):
            replies[key].append(entry)
        for key in dict.fromkeys(ref.key for ref in entry.record.follows_up):
            following[key].append(entry)
    for entry in dossier.of(Event.folder):
        for key in dict.fromkeys(ref.key for ref in entry.record.responds_to):
            responses[key].append(entry)
    return replies, following, responses


def _thread(dossier: Dossier, entry: Entry, replies: list[Entry], following: list[Entry], responses: list[Entry]) -> Thread:
    letter: Letter = entry.record
    parts = [reply_part(dossier, reply) for reply in _sorted(replies)]
    states = [part.state for part in parts]
    closed = letter.closed is not None
    state = state_of(letter, states, closed)
    counted_to = letter.checked.latest if letter.checked else None
    if state == "stub" or (counted_to is not None and (counted_to < letter.date.latest or _may_have_been(letter, parts, counted_to) != state)):
        counted_to = None
    clock = dossier.entries.get(letter.clock.key) if letter.clock else None
    return Thread(
        entry,
        state,
        _sorted(replies),
        _sorted(responses),
        _sorted([dossier.entries[ref.key] for ref in (*letter.follows_up, *letter.in_reply_to) if ref.key in dossier.entries]),
        _sorted(following),
        counted_to,
        (counted_to - letter.date.latest).days if counted_to else None,
        rests_on_texts(letter, parts, closed),
        clock,
        due_of(clock, letter, [Reply(part.entry.record.date, part.state) for part in parts]),
        (*parts, *(part_of(event, known_since(dossier, event.record)) for event in _sorted(responses))),
    )


def _may_have_been(letter: Letter, parts: Iterable[Part], day: date) -> str:
    """The state on a day, with all that may have come by then: what came later was not seen by who checked the letter that day."""
    return state_of(letter, [part.state for part in parts if part.perhaps(day)], letter.closed is not None and letter.closed.date.earliest <= day)


def _sorted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    unique = {entry.key: entry for entry in entries}.values()
    return tuple(sorted(unique, key=lambda entry: (entry.order, entry.key)))


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
    yield from in_turn(found.values())
