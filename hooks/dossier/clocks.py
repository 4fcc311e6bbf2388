"""A reply clock and the date of a letter -> the day by which a reply was due, or why none can be said, and how it was computed.

How days are counted stands in `workdays`. Not verified: whether Regulation No 1182/71 binds anyone for an ordinary letter,
which is for the clock's basis to say; how an extension in calendar days is joined to the first period (here: counted on
from the day that was due, the later reading).

The benefit of the doubt is the other side's: of several possible days the last counts. What is compared is the dates that
letters bear; when one arrived is known only of a clock that starts with the receipt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from .dates import PartialDate, parse_date
from .model import ReplyClock
from .phrases import spanned, upper_first
from .workdays import NoDayError, Skipped, calendar_problem, days_text, holidays_of, last_day, skipped_text

__all__ = ["MAX_DAYS", "SETTLES", "Due", "Reply", "Rule", "doubtful", "due", "rule_of", "rule_problems"]

MAX_DAYS = 1_000
SETTLES = ("answered", "refused")
"""Of a reply: the states in which a letter needs no other."""
HOLDS = {"holding": "a holding reply", "asked-back": "a reply that asks for more information"}
"""Of a reply: the states that extend a clock or stop it, where its rule says so of a holding reply, with what such a reply is called."""
_MAX_HOLIDAYS = 1_000


class Rule(Struct, frozen=True):
    """What a reply clock says.

    `holidays`: days (`2017-04-14`), spans (`2017-12-24/2018-01-02`), days of every year (`05-09`) and calendars of
    the library holidays (BE, LU, XECB). `holding`: what a holding reply, or one that asks for more, does that comes before the day has passed:
    extends (once, by `extension` days of the same unit), pauses (until further word), none. `starts`: whether days
    count from the date of the letter (sent) or from its receipt.
    """

    days: int
    unit: Literal["working", "calendar"]
    holidays: tuple[str, ...] = ()
    holding: Literal["extends", "pauses", "none"] = "none"
    extension: int = 0
    valid_from: PartialDate | None = None
    valid_until: PartialDate | None = None
    basis_title: str = ""
    starts: Literal["sent", "received"] = "sent"


class Reply(NamedTuple):
    """A written reply: its date and the state its kind gives to the thread (`replied`, where it has no kind)."""

    date: PartialDate
    thread: str


class Due(Struct, frozen=True):
    """The day by which a reply was due: exactly one if `earliest` is `latest`; None is an end that cannot be said.

    `skipped` are the days passed over, each with the reason: holidays from Monday to Friday, and of a period in
    calendar days those on which it would have ended. `extended_by` is what was added to `latest`, perhaps for
    nothing; `how` says so; `held_by` is the reply that may have done so, in words. `about`: the date counted from is
    approximate or uncertain, so nothing can be overdue.
    """

    earliest: date | None
    latest: date | None
    skipped: tuple[tuple[date, str], ...] = ()
    extended_by: int = 0
    paused: bool = False
    held_by: str = ""
    how: str = ""
    about: bool = False

    @property
    def certain_day(self) -> date | None:
        """The only day on which it can have been due."""
        return self.latest if self.earliest == self.latest and not self.about else None

    def say(self) -> str:
        """The day in words; nothing where none can be said.

        >>> Due(date(2018, 11, 22), date(2018, 12, 21)).say()
        'between 22 November and 21 December 2018'
        """
        first, last = (f"{day.isoformat()}{'~' if self.about else ''}" if day else "" for day in (self.earliest, self.latest))
        if first and last:
            return parse_date(f"{first}/{last}").say()
        return f"{parse_date(last).say()} at the latest" if last else f"{parse_date(first).say()} at the earliest" if first else ""


def rule_of(record: ReplyClock) -> Rule:
    """The rule of a record; what it does not say is the plain case (no holding reply counts, days run from the date)."""
    basis = record.basis
    return Rule(
        record.days,
        record.unit,
        tuple(str(text) for text in record.holidays),
        record.holding or "none",
        record.extension or 0,
        record.from_,
        record.until,
        str(basis.title) if basis else "",
        record.starts or "sent",
    )


def rule_problems(rule: Rule) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What is wrong with a rule: the place as for `Entry.problem`, and the words."""
    bound = f"write a number of days from 1 to {MAX_DAYS:,}"
    if not 1 <= rule.days <= MAX_DAYS:
        yield ("days",), f"is {rule.days:,}; {bound}"
    if rule.holding == "extends" and not 1 <= rule.extension <= MAX_DAYS:
        found = f"is {rule.extension:,}" if rule.extension else "is missing"
        yield ("extension",), f"{found}; {bound}, by which a holding reply extends the clock"
    elif rule.holding != "extends" and rule.extension:
        yield ("extension",), "has no effect; write 'holding: extends' beside it, or leave it out"
    if rule.valid_from and rule.valid_until and rule.valid_until.latest < rule.valid_from.earliest:
        yield ("until",), f"ends ({rule.valid_until.text}) before it begins ({rule.valid_from.text})"
    if len(rule.holidays) > _MAX_HOLIDAYS:
        yield ("holidays",), f"has {len(rule.holidays):,} items; list {_MAX_HOLIDAYS:,} at most"
        return
    for number, text in enumerate(rule.holidays):
        if said := calendar_problem(text):
            yield ("holidays", number), said


def due(rule: Rule, sent: PartialDate, replies: Iterable[Reply] = (), received: PartialDate | None = None) -> Due:
    """When a reply to a letter of the date `sent` was due; never raises, `how` says why there is no day.

    >>> from .dates import parse_date
    >>> due(Rule(15, "working", ("2017-04-14", "2017-04-17")), parse_date("2017-03-24")).say()
    '18 April 2017'
    """
    try:
        return _due(rule, sent, list(replies), received)
    except NoDayError as reason:
        return Due(None, None, how=f"No day is computed: {reason}.")


def _due(rule: Rule, sent: PartialDate, replies: list[Reply], received: PartialDate | None) -> Due:
    for place, said in rule_problems(rule):
        raise NoDayError(f"in the clock, {place[0]}: {said}")
    if said := _not_valid(rule, sent):
        raise NoDayError(said)
    holidays, skipped = holidays_of(rule.holidays), Skipped()
    start = received if rule.starts == "received" and received else sent
    open_end = rule.starts == "received" and not received

    def count(day: date | None, days: int) -> date | None:
        return None if day is None else last_day(day, days, rule.unit, holidays, skipped)

    found = Due(
        count(None if start.is_by else start.earliest, rule.days),
        None if open_end else count(start.latest, rule.days),
        about=doubtful(start),
    )
    holding = _holding(sent, replies)
    came, held_by = _came(found, [reply.date for reply in holding]), next((HOLDS[reply.thread] for reply in holding), "")
    if rule.holding == "extends" and came in ("in time", "perhaps"):
        earliest = count(found.earliest, rule.extension) if came == "in time" else found.earliest
        found = replace(found, earliest=earliest, latest=count(found.latest, rule.extension), extended_by=rule.extension, held_by=held_by)
    elif rule.holding == "pauses" and came in ("in time", "perhaps"):
        found = replace(found, latest=None, paused=True, held_by=held_by)
    how = " ".join(filter(None, (_how(rule, start, open_end, skipped), _held(rule, came, upper_first(held_by)), _basis(rule))))
    return replace(found, skipped=tuple(sorted(skipped.items())), how=how)


def doubtful(when: PartialDate) -> bool:
    """Whether the day may lie outside the bounds of its own date."""
    return when.about or when.uncertain


def _of(sent: PartialDate) -> str:
    """Of a day between two, when a letter was written: such a one bears no date."""
    return f"{'written' if sent.is_interval else 'dated'} {sent.say()}"


def _not_valid(rule: Rule, sent: PartialDate) -> str:
    start, end = rule.valid_from, rule.valid_until
    holds = spanned(start, end)
    if (start and sent.latest < start.earliest) or (end and sent.earliest > end.latest):
        return f"the clock holds {holds}, and the letter is {_of(sent)}"
    if (start and sent.earliest < start.latest) or (end and sent.latest > end.earliest):
        return f"the clock holds {holds}, and the letter, {_of(sent)}, may lie outside"
    return ""


def _holding(sent: PartialDate, replies: list[Reply]) -> list[Reply]:
    """The holding replies, the earliest first, that may lie between the letter and what settled it."""
    settled = min((reply.date.latest for reply in replies if reply.thread in SETTLES), default=date.max)
    held = [reply for reply in replies if reply.thread in HOLDS and reply.date.latest >= sent.earliest and reply.date.earliest <= settled]
    return sorted(held, key=lambda reply: reply.date.order)


def _came(found: Due, holding: list[PartialDate]) -> str:
    """Whether a holding reply came while the clock ran: in time, perhaps, late, or nothing without one."""
    if not holding:
        return ""
    if found.earliest and not found.about and any(when.latest <= found.earliest and not doubtful(when) for when in holding):
        return "in time"
    if found.latest is None or found.about or any(when.earliest <= found.latest or doubtful(when) for when in holding):
        return "perhaps"
    return "late"


def _held(rule: Rule, came: str, reply: str) -> str:
    if not came:
        return ""
    if rule.holding == "none" or came == "late":
        return f"{reply} {'that came later ' if came == 'late' else ''}does not change it."
    if rule.holding == "pauses":
        may = "came before that day had passed and stops" if came == "in time" else "may have come before that day had passed and then stops"
        return f"{reply} {may} the count until further word, so no last day is computed."
    by = days_text(rule.extension, rule.unit)
    if came == "in time":
        return f"{reply} came before that day had passed and extends it by {by}."
    return f"{reply} may have come before that day had passed and would extend it by {by}; the last possible day allows for that."


def _how(rule: Rule, start: PartialDate, open_end: bool, skipped: Skipped) -> str:
    event = "the receipt of the letter" if rule.starts == "received" else "the date of the letter"
    said = f"{days_text(rule.days, rule.unit)} from {event}"
    if open_end:
        said += f", whose day is not on record (the letter is {_of(start)}: no last day is computed)"
    elif start.is_day:
        said += f", {start.say()}"
    else:
        ends = "last possible day" if start.is_by else "first and from its last possible day"
        said += f" ({start.say()}), from its {ends}"
    said += ", the day after counted first"
    if rule.unit == "calendar":
        passed = f"; it does not end on {skipped_text(skipped, ' or ')}, but on the next working day" if skipped else ""
        return f"{said}{passed}."
    days = skipped_text(skipped, " and ")
    if days:
        return f"{said}; Saturdays, Sundays and {days} not counted."
    return f"{said}; Saturdays and Sundays not counted{'; no holiday fell between' if rule.holidays else '; the clock names no holidays'}."


def _basis(rule: Rule) -> str:
    return f"Basis: {rule.basis_title.rstrip('.')}." if rule.basis_title else "The clock names no legal basis."
