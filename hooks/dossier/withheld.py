"""A Dossier and an instant -> what may be published: drafts and embargoes absent, withdrawals nameless."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

from .dates import PartialDate
from .load import Dossier, Entry

__all__ = ["State", "build_instant", "public", "state_of"]

State = Literal["public", "draft", "embargoed", "withdrawn", "erased"]


def state_of(dossier: Dossier, entry: Entry, instant: datetime) -> State:
    """Whether a record is public at `instant`; a country that is not public withholds all its records."""
    record = entry.record
    country = dossier.entries.get(entry.country)
    if country is not None and country is not entry and (of_country := state_of(dossier, country, instant)) != "public":
        return of_country
    if record.draft:
        return "draft"
    if record.publish_after is not None and instant < record.publish_after:
        return "embargoed"
    if record.withdrawn is not None:
        return "erased" if record.withdrawn.erase else "withdrawn"
    return "public"


def public(dossier: Dossier, instant: datetime) -> tuple[Dossier, dict[str, State]]:
    """The dossier with public records only, and the state of every record by key."""
    states = {key: state_of(dossier, entry, instant) for key, entry in dossier.entries.items()}
    entries = {key: entry for key, entry in dossier.entries.items() if states[key] == "public"}
    return replace(dossier, entries=entries), states


def build_instant(root: Path, dossier: Dossier, as_of: str = "") -> datetime:
    """The instant that decides embargoes: `as_of` (DOSSIER_AS_OF), SOURCE_DATE_EPOCH, HEAD, the data's latest day.

    Raises ValueError when `as_of` or the variable is no instant.
    """
    if as_of:
        instant = datetime.fromisoformat(as_of)
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(epoch), UTC)
    return _commit_time(root) or datetime.combine(_latest_day(dossier), time.max, UTC).replace(microsecond=0)


def _commit_time(root: Path) -> datetime | None:
    """When HEAD was committed, if `root` is the top of a git repository."""
    if not (root / ".git").exists():
        return None
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=10)  # noqa: S603
        return datetime.fromtimestamp(int(done.stdout), UTC)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def _latest_day(dossier: Dossier) -> date:
    days = [day for entry in dossier.entries.values() if not entry.record.draft for day in _days(entry.record)]
    return max(days, default=date(1970, 1, 1))


_FUTURE = {"publish_after", "review_by", "reply_by", "until", "ends"}


def _days(model: BaseModel) -> Iterator[date]:
    """The days on which something was, as a record says; what it expects is left out."""
    for name, value in model:
        if name in _FUTURE:
            continue
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, PartialDate):
                yield item.latest
            elif isinstance(item, BaseModel):
                yield from _days(item)
