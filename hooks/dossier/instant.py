"""What a build is told, its repository and data/ -> the instant at which it decides what is public."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from .dates import PartialDate
from .dossier import Dossier, Entry
from .given import commit_time, read_instant
from .ledgerfile import last_sealed
from .problems import Problem
from .withheld import may_be_withheld, state_of

__all__ = ["build_instant", "ended_early"]


def build_instant(root: Path, dossier: Dossier, as_of: str = "") -> datetime:
    """The instant that decides embargoes: `as_of` (DOSSIER_AS_OF), SOURCE_DATE_EPOCH, HEAD, the latest day in data/.

    The days of the ledger count, so that the instant is never before what was sealed, also when the record with the latest day is
    gone; only from their beginning, since nobody can say at which hour it was. Raises ValueError when `as_of` or the variable is no instant.
    """
    if as_of:
        return read_instant(as_of)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        if epoch:
            return datetime.fromtimestamp(int(epoch), UTC)
    except (OverflowError, OSError):
        raise ValueError(epoch) from None
    return commit_time(root) or _latest(dossier, datetime.combine(last_sealed(root) or date.min, time.min, UTC))


def ended_early(root: Path, dossier: Dossier, instant: datetime, as_of: str = "") -> Iterator[Problem]:
    """Embargoes that end at an instant nobody gave and that is to come: of a hearing that is announced, say, or of a year that was mistyped."""
    now = datetime.now(UTC)
    if instant <= now or as_of or os.environ.get("SOURCE_DATE_EPOCH") or commit_time(root):
        return
    said = (
        "is still to come, and this build would end it: without DOSSIER_AS_OF, SOURCE_DATE_EPOCH or a commit, the latest day in data/ "
        f"({instant.date()}) stands for the present; set DOSSIER_AS_OF"
    )
    for entry in dossier.entries.values():
        if (after := entry.record.publish_after) is not None and now < after <= instant:
            yield entry.problem(said, "publish_after")


def _latest(dossier: Dossier, sealed: datetime) -> datetime:
    """The end of the latest day of what is no draft and under no embargo by then: no record's own days end its embargo."""
    unsure = [entry for entry in dossier.entries.values() if may_be_withheld(dossier, entry)]
    told = set(dossier.entries.values()).difference(unsure)
    instant = max(sealed, _end_of(max((entry.once(_last) for entry in told), default=date.min)), _end_of(date(1970, 1, 1)))
    while True:
        shown = (entry for entry in unsure if state_of(dossier, entry, instant) not in ("draft", "embargoed"))
        latest = max(instant, _end_of(max((entry.once(_last) for entry in shown), default=date.min)))
        if latest == instant:
            return instant
        instant = latest


def _last(entry: Entry) -> date:
    return max(_days(entry.record), default=date.min)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), UTC)


_FUTURE = {"publish_after", "review_by", "reply_by", "until", "ends"}


def _days(model: BaseModel) -> Iterator[date]:
    """The days on which something was, as a record says; what it expects is left out."""
    for name in _dated(type(model)):
        value = getattr(model, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, PartialDate):
                yield item.latest
            elif isinstance(item, BaseModel):
                yield from _days(item)


@cache
def _dated(cls: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a class that can hold such a day."""
    return tuple(name for name, field in cls.model_fields.items() if name not in _FUTURE and _can_hold_a_day(field.annotation))


def _can_hold_a_day(annotation: Any) -> bool:
    if isinstance(annotation, type) and not get_args(annotation):
        return issubclass(annotation, (PartialDate, BaseModel))
    return any(map(_can_hold_a_day, get_args(annotation)))
