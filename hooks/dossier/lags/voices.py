"""Timelines and an event or a letter -> its dates, each with the accounts that give it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from ..dates import PartialDate
from ..dossier import Entry
from ..model import Account, Event, Letter
from ..tracks import Timeline

__all__ = ["Dated", "Voices"]


class Dated(Struct, frozen=True):
    """A date of an entry and whose accounts give it; None: these know of no such event."""

    date: PartialDate | None
    by: tuple[Account, ...] = ()


class Voices:
    """Which dates the accounts of an event give, and which of them know of it at all."""

    def __init__(self, told: Iterable[Mapping[str, Timeline]]) -> None:
        """`told` are the timelines of all of whom the events that are asked for give a state."""
        self.agreed: set[str] = set()
        self.speaking: dict[str, set[int]] = defaultdict(set)
        for tracks in told:
            for step in (step for timeline in tracks.values() for step in timeline.steps):
                for made in (made for made in step.alternatives if made.value):
                    if step.contested:
                        self.speaking[made.event.key].add(made.number)
                    else:
                        self.agreed.add(made.event.key)

    def dates(self, entry: Entry) -> tuple[Dated, ...]:
        """The dates of an entry: one, or each with the accounts that give it.

        An account is taken to know nothing of an event if others say what it changed and this one changes nothing. One account alone stands
        beside what the record itself says, which is nobody's account.
        """
        record: Event | Letter = entry.record
        if isinstance(record, Letter) or not any(account.date or account.effects for account in record.accounts):
            return (Dated(record.date),)
        some_silent = entry.key in self.speaking and entry.key not in self.agreed
        given: dict[str, list[Account]] = defaultdict(list)
        days: dict[str, PartialDate] = {}
        for number, account in enumerate((*record.accounts, None) if len(record.accounts) == 1 else record.accounts):
            silent = some_silent and number not in self.speaking[entry.key]
            day = account.date if account and account.date else record.date
            given["" if silent else day.text] += [account] if account else []
            days[day.text] = day
        if len(given) == 1:
            return (Dated(days[next(iter(given))]),)
        return tuple(Dated(days.get(text), tuple(accounts)) for text, accounts in given.items())
