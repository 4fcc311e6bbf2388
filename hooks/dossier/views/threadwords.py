"""A thread -> its state in words, whether a reply was asked for or due, and how that day was computed.

Written to be read by the other side: what is recorded and to which day, and nothing of why.
"""

from __future__ import annotations

from msgspec import Struct

from ..clocks import Due
from ..dates import PartialDate, day_text
from ..dossier import Entry
from ..lateness import overdue_words
from ..model import Letter, Person, ReplyClock
from ..phrases import a_day, listed, spanned, stop
from ..threads import Thread
from ..workdays import days_text
from .answered import in_time, settling, took
from .base import Viewer, once
from .pieces import Link

__all__ = ["ThreadSaid", "clock_words", "due_by", "thread_parts", "thread_said", "thread_words"]

_LISTED = "what was said or done about it is listed"


class ThreadSaid(Struct, frozen=True):
    """A thread in words: `state` and `rest` make its line, `notes` are whole sentences below it.

    `register` is its line in a list, with days: since the letter while an answer is awaited, else until the reply that
    settled it; `counted` is the same where the letter does not stand beside it, `due` belongs below, and so does `replied`: who
    wrote, where that is not whoever the letter was addressed to. `how` says how the day was computed or why there is none
    (`lead` says which of the two), by which `clock`, on which `basis` (a link only where its text has an address).
    """

    state: str
    rest: str
    register: str
    counted: str
    due: str
    replied: str
    notes: tuple[str, ...]
    lead: str
    how: str
    clock: Link | None
    basis: Link | None

    @property
    def line(self) -> str:
        return f"{self.state} {self.rest}".strip()


def thread_said(viewer: Viewer, thread: Thread) -> ThreadSaid:
    return _kept(viewer, thread.letter) if viewer.index.threads.get(thread.letter.key) is thread else _said(viewer, thread)


@once
def _kept(viewer: Viewer, entry: Entry) -> ThreadSaid:
    return _said(viewer, viewer.index.threads[entry.key])


def _said(viewer: Viewer, thread: Thread) -> ThreadSaid:
    letter: Letter = thread.letter.record
    clock: ReplyClock | None = thread.clock.record if thread.clock else None
    due, passed, dated, replied = _due(viewer, thread.due), _passed(thread), took(thread), _replied(viewer, thread)
    notes = (_closed(viewer, letter), stop(replied), _asked(thread), f"{due}." if due else "", passed, dated)
    return ThreadSaid(
        *thread_parts(thread),
        _register(thread, "it"),
        _register(thread, "the letter"),
        in_time(thread) if settling(thread) else f"{due}; that day has passed" if passed else due,
        replied,
        tuple(note for note in notes if note),
        _lead(thread),
        _how(thread),
        viewer.link(thread.clock.key) if thread.clock else None,
        Link(clock.basis.title.say(viewer.language), clock.basis.url or "") if clock and clock.basis else None,
    )


def thread_parts(thread: Thread) -> tuple[str, str]:
    """The state of a thread, and what follows it: the day to which it was checked, or the reply that settled it."""
    letter: Letter = thread.letter.record
    by = "" if thread.certain else " (known from references only)"
    if thread.waiting:
        as_of = _as_of(thread)
        return _WAITING[thread.state].format(by), f"{as_of}; {_LISTED}" if thread.responses else as_of
    if thread.state == "closed" and letter.closed:
        replied = _REPLIED.get(thread.reply_state, "")
        return "Closed", f"{_when(letter.closed.date)}; {replied}" if replied else _when(letter.closed.date)
    if thread.state in _SETTLED:
        first = next(part.entry.record.date for part in thread.parts if part.state == thread.state)
        return _SETTLED[thread.state], f"{'' if thread.state == 'replied' else 'by a letter '}{_dated(first)}{by}"
    if thread.state == "stub":
        return "Known from references only" + (f"; {_LISTED}" if thread.responses else ""), ""
    return ("Itself a reply; none to it is counted" if letter.in_reply_to and letter.reply_requested is None else "No reply was asked for"), ""


_WAITING = {
    "awaiting": "No written reply recorded",
    "acknowledged": "Acknowledged{}; no answer recorded",
    "holding": "A holding reply is on record{}; no answer recorded",
    "asked-back": "More information was asked for in reply{}; no answer to the letter recorded",
    "partly-answered": "Answered in part{}; no full answer recorded",
}
_SETTLED = {"replied": "A reply is on record", "answered": "Answered", "refused": "What was asked was refused"}
_REPLIED = {
    "acknowledged": "acknowledged", "holding": "a holding reply is on record", "asked-back": "more information was asked for in reply",
    "partly-answered": "answered in part",
} | {
    state: f"{said[:1].lower()}{said[1:]}" for state, said in _SETTLED.items()
}


def thread_words(thread: Thread) -> str:
    """The state of a thread in words, with the day to which it was checked."""
    return " ".join(part for part in thread_parts(thread) if part)


def _register(thread: Thread, letter: str) -> str:
    """The same with the days since the letter, which is called `letter`."""
    stated = thread.stated if settling(thread) else None
    days = thread.days if thread.waiting else stated.days if stated else None
    after = "" if days is None else f", {days_text(days)} after {letter}"
    if not thread.waiting:
        return f"{thread_words(thread)}{after}"
    listed = f"; {_LISTED}" if thread.responses else ""
    return f"{thread_words(thread).removesuffix(listed)}{after}{listed}"


def _as_of(thread: Thread) -> str:
    if thread.counted_to:
        return f"as of {day_text(thread.counted_to)}"
    letter: Letter = thread.letter.record
    seen = thread.replies and letter.checked is not None and letter.checked.latest >= letter.date.latest
    return f"(not checked since the {'reply' if seen else 'letter'})"


def _dated(when: PartialDate) -> str:
    """`dated 20 May 2021`, `dated 20 May 2021 or earlier`."""
    said = when.say()
    return f"dated {said.removeprefix('by ')} or earlier" if when.is_by else f"dated {said}"


def _when(when: PartialDate) -> str:
    """`on 20 May 2021`, `in May 2021`, `about May 2021`."""
    before = "" if when.is_interval or when.about else "on " if when.precision == 3 else "in "
    return f"{before}{when.say()}"


def _closed(viewer: Viewer, letter: Letter) -> str:
    if letter.closed is None:
        return ""
    return stop(letter.closed.text.say(viewer.language)) if letter.closed.text else "No reply is awaited any more."


def _replied(viewer: Viewer, thread: Thread) -> str:
    """`The reply on record is from Bo Dahl`, where one of several who were asked wrote it, or somebody who was not: nobody answers by
    another's letter. An organisation that answers for whoever was asked is not named."""
    letter: Letter = thread.letter.record
    asked, writers = {ref.key for ref in letter.to}, [ref for reply in thread.replies for ref in reply.record.from_]
    wrote = {ref.key for ref in writers}
    others = (entry for key in wrote - asked if (entry := viewer.dossier.entries.get(key)))
    if not wrote or asked <= wrote or (len(asked) == 1 and not any(entry.folder == Person.folder for entry in others)):
        return ""
    said = "The reply on record is" if len(thread.replies) == 1 else "The replies on record are"
    return f"{said} from {listed(list(dict.fromkeys(link.text for link in viewer.links(writers))))}"


def _asked(thread: Thread) -> str:
    """What the letter says of a reply, where its state does not say so already."""
    letter: Letter = thread.letter.record
    if when := letter.reply_by:
        return f"A reply was asked for {'' if when.is_by else 'by '}{a_day(when)}."
    if letter.reply_requested is None or thread.state == "not-requested":
        return ""
    return "A reply was asked for." if letter.reply_requested else "No reply was asked for."


def _due(viewer: Viewer, found: Due | None) -> str:
    """`A reply was due by 24 April 2017`; `is due` of a day that has not passed when the site is built. Nothing where no day can be said."""
    if found is None or (last := found.latest or found.earliest) is None:
        return ""
    if found.paused:
        return f"With {found.held_by} the count of days stops; no day is given"
    return f"A reply {'was' if last < viewer.instant.date() else 'is'} due {due_by(found)}"


def due_by(found: Due) -> str:
    """`by 24 April 2017`, `by a day between 16 and 30 November 2018`, `by 30 November 2018 at the latest`."""
    if found.latest is None:
        return f"by a day that is not on record, {found.say()}"
    return f"by {'' if found.earliest in (None, found.latest) else 'a day '}{found.say()}"


def _passed(thread: Thread) -> str:
    if not thread.overdue or thread.counted_to is None or thread.due is None:
        return ""
    late = overdue_words(thread.due, thread.counted_to, thread.written)
    return f"That day has passed: {day_text(thread.counted_to)}, to which this was checked, is {late}."


def _lead(thread: Thread) -> str:
    """What introduces the name of the clock, and `_how` after it."""
    found = thread.due
    if found is None or found.earliest is found.latest is None:
        return "Why no day is given by the clock"
    return f"How this {'' if found.paused else 'day '}was computed, by the clock"


def _how(thread: Thread) -> str:
    """How the day was computed that the named clock gives, or why it gives none; what a rule binds to is left to its basis."""
    if thread.clock is None:
        return ""
    clock: ReplyClock = thread.clock.record
    if thread.due is None:
        return "" if clock.basis else "The clock says nothing of where its rule is laid down, so no day is computed."
    if thread.due.earliest is thread.due.latest is None:
        return thread.due.how
    return f"{thread.due.how} {_holds(clock)} Whether the rule binds for this letter is for its basis to say."


def _holds(clock: ReplyClock) -> str:
    """Since when and until when a clock holds."""
    start, end = clock.from_, clock.until
    if start is None and end is None:
        return "The clock does not say since when it holds."
    return f"The clock holds {spanned(start, end)}."


def clock_words(viewer: Viewer, clock: ReplyClock) -> str:
    """A clock in a sentence or more: its days, what they count from, what a holding reply does, since when, by what."""
    start = "the receipt of the letter" if clock.starts == "received" else "the date of the letter"
    said = [f"{days_text(clock.days, clock.unit)} from {start}, the day after counted first."]
    if clock.holding == "extends" and clock.extension:
        said.append(f"A holding reply that comes in time extends this by {days_text(clock.extension, clock.unit)}.")
    elif clock.holding == "pauses":
        said.append("A holding reply that comes in time stops the count until further word.")
    if clock.applies_to:
        said.append(f"It is for {', '.join(link.text for link in viewer.links(clock.applies_to))}.")
    said.append(_holds(clock))
    said.append(f"Basis: {clock.basis.title.say(viewer.language)}." if clock.basis else "Without a basis, no day is computed by it.")
    return " ".join(said)
