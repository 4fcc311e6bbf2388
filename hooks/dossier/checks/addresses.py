"""Addresses: former ones lead to one record and hide none; ids begin with the date they had."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..addresses import address, former_address, wrong_address
from ..dates import parse_date
from ..model import Event, Letter
from ..problems import Problem, quoted

if TYPE_CHECKING:
    from . import Context

__all__ = ["dated_ids", "former"]


def former(context: Context) -> Iterator[Problem]:
    """A former address hides no record and leads to one only."""
    taken = {address(entry): entry for entry in context.dossier.entries.values()}
    claimed: dict[str, str] = {}
    for entry in context.dossier.entries.values():
        for number, old in enumerate(entry.record.redirect_from):
            where = former_address(address(entry), old)
            if wrong := wrong_address(where):
                yield entry.problem(f"{quoted(old)} {wrong}", "redirect_from", number)
            elif where in taken:
                yield entry.problem(f"{quoted(old)} is the address of a record that is there", "redirect_from", number)
            elif where.rstrip("/") in context.dossier.settings.docs:
                yield entry.problem(f"{quoted(old)} is the address of a page in docs/", "redirect_from", number)
            elif claimed.setdefault(where, entry.key) != entry.key:
                yield entry.problem(f"{quoted(old)} is claimed by another record too", "redirect_from", number)


def dated_ids(context: Context) -> Iterator[Problem]:
    """An id keeps the date it was made with; a date that left it far behind is worth a look."""
    for folder in (Letter.folder, Event.folder):
        for entry in context.unsettled(context.public.of(folder)):
            parts = entry.id.split("-")
            digits = [part for part in parts[:3] if part.isdigit() and len(part) == (4 if part is parts[0] else 2)]
            for length in range(len(digits), 0, -1):
                try:
                    said = parse_date("-".join(digits[:length]))
                except ValueError:
                    continue
                dates = [entry.record.date, *(account.date for account in getattr(entry.record, "accounts", ()) if account.date)]
                if not any(d.earliest <= said.latest and said.earliest <= d.latest for d in dates):
                    yield entry.problem(f"the id begins with {said.text}, the date is {entry.record.date.text}", "date", level="note")
                break
