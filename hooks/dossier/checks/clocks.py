"""Reply clocks: rules that can be counted, and letters that name one which is theirs and gives a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..clocks import due, rule_of, rule_problems
from ..dossier import Entry
from ..model import Letter, Person, ReplyClock
from ..problems import Problem
from ..replies import asks
from ..values import Ref

if TYPE_CHECKING:
    from . import Context

__all__ = ["reply_clocks"]


def reply_clocks(context: Context) -> Iterator[Problem]:
    """A reply clock can be counted; a letter names one with a basis, made for its addressee and holding on its day."""
    wrong = set()
    for entry in context.dossier.of(ReplyClock.folder):
        for place, said in rule_problems(rule_of(entry.record)):
            wrong.add(entry.key)
            yield entry.problem(said, *place)
    for entry in context.dossier.of(Letter.folder):
        letter: Letter = entry.record
        if letter.received and letter.received.latest < letter.date.earliest:
            yield entry.problem("lies before the letter", "received")
        clock = context.visible(letter.clock.key) if letter.clock else None
        if clock is not None and clock.key not in wrong and (said := _idle(context, letter, clock)):
            yield entry.problem(f"'{clock.id}' {said}", "clock", level="note")


def _idle(context: Context, letter: Letter, entry: Entry) -> str:
    """Why a clock that a letter names does not run for it."""
    clock: ReplyClock = entry.record
    if not letter.text_available:
        return "does not run for a letter known only from references; leave it out"
    if not asks(letter):
        return "does not run where no reply is requested; leave out one of the two"
    if clock.basis is None:
        return "says nothing of where its rule is laid down (basis), so that no day is given"
    meant, asked = _meant(context, clock), _addressees(context, letter)
    if meant and asked and meant.isdisjoint(asked):
        return f"applies to {', '.join(sorted(meant))}, and the letter goes to {', '.join(sorted(asked))}; is it the right one?"
    found = due(rule_of(clock), letter.date, received=letter.received)
    return f"gives no day: {found.how.partition(': ')[2].rstrip('.')}" if found.earliest is found.latest is None else ""


def _meant(context: Context, clock: ReplyClock) -> set[str]:
    """Those to whom a clock applies; nobody in particular where that is said in words, or one of them is withdrawn."""
    keys = {ref.key for ref in clock.applies_to if isinstance(ref, Ref) and context.visible(ref.key)}
    return keys if len(keys) == len(clock.applies_to) else set()


def _addressees(context: Context, letter: Letter) -> set[str]:
    """Those to whom a letter goes, and the organisations of their roles."""
    keys = {ref.key for ref in letter.to if context.visible(ref.key)}
    people = [entry.record for key in keys if (entry := context.visible(key)) and isinstance(entry.record, Person)]
    roles = {role.organisation.key for person in people for role in person.roles if role.organisation}
    return keys | {key for key in roles if context.visible(key)}
