"""Two entries and their dates -> a lag from one to the other; and what is said of a span without an end."""

from __future__ import annotations

from msgspec import Struct

from ..dates import PartialDate
from ..dossier import Entry
from ..model import DOUBTS, Account, Event
from ..tracks import Assertion
from ..values import Ref, Text
from .days import Order, count
from .voices import Dated

__all__ = ["Lag", "Unended", "measured"]


class Lag(Struct, frozen=True, eq=False):
    """From a violation to what came later: at least `least` and at most `most` days; None has no number.

    `since` and `until` are the dates counted from and to; None where an account knows of no such event. `certain`: nothing on record
    casts doubt on either entry, on the order, or on the number being within its bounds. `contested`: accounts differ, and lags that are the
    `same` give what each of them says. Of a remedy, `about` is whom it concerns, `track` the track, `through` what lay between in one
    span, and `lapsed` the date after which it is not on record what was the case.
    """

    rule: str
    violation: Entry
    later: Entry
    since: PartialDate | None
    until: PartialDate | None
    order: Order
    least: int | None
    most: int | None
    certain: bool
    contested: bool
    since_by: tuple[Account, ...] = ()
    until_by: tuple[Account, ...] = ()
    about: str | None = None
    track: str = ""
    through: tuple[Entry, ...] = ()
    lapsed: PartialDate | None = None

    @property
    def same(self) -> tuple[str, str, str, str, str]:
        """What lags share that are readings of one thing."""
        return self.rule, self.violation.key, self.later.key, self.about or "", self.track

    @property
    def unsure(self) -> str:
        """How sure the record is of the less certain of the two; empty where that is likely or better, or not said."""
        return _unsure(self.violation, self.later)

    @property
    def by(self) -> tuple[Ref | Text, ...]:
        """Whose accounts are followed; empty where they do not matter."""
        return tuple(account.by for account in (*self.since_by, *self.until_by))


class Unended(Struct, frozen=True, eq=False):
    """A span of which no end is on record: what was said last, and (where that ran out) until when it is on record.

    Where it did not run out, no later entry of relief changed anything for the person or organisation, in whatever track.
    """

    about: str
    track: str
    last: tuple[Assertion, ...]
    lapsed: tuple[PartialDate, ...]


def measured(
    rule: str, violation: Entry, later: Entry, since: Dated, until: Dated, contested: bool,
    about: str | None = None, track: str = "", through: tuple[Entry, ...] = (), lapsed: PartialDate | None = None,
) -> Lag:  # fmt: skip
    """The lag from one date of a violation to one of what came later, with how sure it is."""
    order: Order = "unsaid"
    least = most = None
    if since.date and until.date:
        order, least, most = count(since.date, until.date)
    loose = since.date is None or since.date.about or since.date.uncertain or until.date is None or until.date.about or until.date.uncertain
    certain = not (loose or most is None or contested or lapsed or _unsure(violation, later))
    return Lag(
        rule, violation, later, since.date, until.date, order, least, most, certain, contested, since.by, until.by, about, track, through, lapsed
    )


def _unsure(*entries: Entry) -> str:
    said = [entry.record.doubt for entry in entries if isinstance(entry.record, Event)]
    return next((word for word in reversed(DOUBTS) if word in said), "")
