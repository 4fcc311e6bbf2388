"""A letter and what came in reply -> the state that this gives, and the day by which a reply was due.

A reply may be dated imprecisely or in doubt, and events by several accounts: a part of a thread knows whether
by a day it had come, may have come, or had come for certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from .clocks import Due, Reply, doubtful, due, rule_of
from .dates import PartialDate
from .dossier import Dossier, Entry
from .model import Event, Letter

__all__ = ["OPEN", "STATES", "STRENGTH", "Part", "asks", "dates_of", "due_of", "in_turn", "part_of", "reply_part", "rests_on_texts", "state_of"]

STRENGTH = ("acknowledged", "holding", "asked-back", "partly-answered", "replied", "refused", "answered")
"""What replies make of a thread; of several, the last in this order counts."""
STATES = ("unsent", "stub", "not-requested", "awaiting", *STRENGTH, "closed")
"""Every state that a thread can have on a day."""
OPEN = ("awaiting", "acknowledged", "holding", "asked-back", "partly-answered")
"""The states in which an answer in writing may still come; an acknowledgement or a part is not the whole."""


class Part(Struct, frozen=True):
    """A letter or an event of a thread, with all that decides whether it was there on a day.

    `dates` are those of every account; `known` is the day since which it was known (None: nothing dated says);
    `state` is what a reply makes of the thread, and empty of anything else.
    """

    entry: Entry
    dates: tuple[PartialDate, ...]
    known: PartialDate | None
    state: str = ""

    def come(self, day: date) -> bool:
        """Whether it had come by a day: by all of its dates, or because an editor had verified it by then."""
        return self._seen(day) or all(when.latest <= day for when in self.dates)

    def perhaps(self, day: date) -> bool:
        """Whether by one of its dates it may have come by a day."""
        return any(when.earliest <= day or doubtful(when) for when in self.dates)

    def sure(self, day: date) -> bool:
        """Whether it had come without a doubt about its date."""
        return self.come(day) and (self._seen(day) or not any(map(doubtful, self.dates)))

    def _seen(self, day: date) -> bool:
        checked = self.entry.record.checked
        return checked is not None and checked.latest <= day and all(when.earliest <= checked.latest for when in self.dates)

    def was_known(self, by: date | None) -> bool:
        return by is None or (self.known is not None and self.known.latest <= by)


def dates_of(entry: Entry) -> tuple[PartialDate, ...]:
    """The date of a letter or an event, then those that accounts of it give instead."""
    return entry.once(_dates_of)


def _dates_of(entry: Entry) -> tuple[PartialDate, ...]:
    accounts = entry.record.accounts if isinstance(entry.record, Event) else ()
    return tuple(dict.fromkeys((entry.record.date, *(account.date for account in accounts if account.date))))


def part_of(entry: Entry, known: PartialDate | None, state: str = "") -> Part:
    return Part(entry, dates_of(entry), known, state)


def reply_part(dossier: Dossier, entry: Entry) -> Part:
    """A reply; one whose text is not here was known since the earliest dated source that names it."""
    letter: Letter = entry.record
    sources = [dossier.entries[use.source.key].record.date for use in letter.sources if use.source.key in dossier.entries]
    known = letter.date if letter.text_available else min((when for when in sources if when), default=None)
    kind = dossier.entries.get(letter.reply_kind.key) if letter.reply_kind else None
    return part_of(entry, known, (kind.record.thread if kind else None) or "replied")


def due_of(clock: Entry | None, letter: Letter, replies: Iterable[Reply]) -> Due | None:
    """What the clock gives that the letter names; nothing where no reply is awaited or no basis is on record."""
    if clock is None or clock.record.basis is None or not letter.text_available or not asks(letter):
        return None
    return due(rule_of(clock.record), letter.date, replies, letter.received)


def state_of(letter: Letter, replies: Iterable[str], closed: bool) -> str:
    """The state that replies give to a letter; without any, what the letter itself says."""
    if closed:
        return "closed"
    if found := max(replies, key=STRENGTH.index, default=""):
        return found
    if not letter.text_available:
        return "stub"
    return "awaiting" if asks(letter) else "not-requested"


def asks(letter: Letter) -> bool:
    """Whether a reply is awaited: of a letter that is a reply itself, only if it is said or a day is set."""
    if letter.reply_requested is not None:
        return letter.reply_requested
    return not letter.in_reply_to or bool(letter.reply_by or letter.clock)


def rests_on_texts(letter: Letter, parts: Iterable[Part], closed: bool) -> bool:
    """Whether the state is the same without replies that are known from references only."""
    parts = [part for part in parts if part.state]
    texts = [part.state for part in parts if part.entry.record.text_available]
    return state_of(letter, texts, closed) == state_of(letter, [part.state for part in parts], closed)


def in_turn(members: Iterable[Entry]) -> list[Entry]:
    """The letters and events of a thread in order of time; one that may have come after what answers it stands right before that.

    A letter of `2017-05` that was answered on 10 May had been written by then, so it does not wait for the end of the month.
    """
    found = {entry.key: entry for entry in members}
    places: dict[str, tuple[Any, ...]] = {key: (entry.order, 0) for key, entry in found.items()}
    left = list(found)
    while left:
        key = left.pop()
        came, steps = places[key][0][0], places[key][1]
        if -steps > len(found):  # they answer each other in a circle
            break
        for answered in _answered(found[key]):
            when = found[answered].record.date if answered in found else None
            if when and when.earliest <= came < when.latest and places[answered] > places[key]:
                places[answered] = (places[key][0], steps - 1)
                left.append(answered)
    return sorted(found.values(), key=lambda entry: (places[entry.key], entry.order))


def _answered(entry: Entry) -> Iterator[str]:
    for name in ("in_reply_to", "follows_up", "responds_to"):
        yield from (ref.key for ref in getattr(entry.record, name, ()))
