"""What is withheld stays so: no public record points at a draft or an embargo; reviews are not overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from ..problems import Problem
from ..references import references

if TYPE_CHECKING:
    from . import Context

__all__ = ["reviews", "withheld_references"]

_WARN = timedelta(days=30)


def withheld_references(context: Context) -> Iterator[Problem]:
    """A public record points at public ones, or at withdrawn ones (whose names are then withheld)."""
    for entry in context.public.entries.values():
        for loc, ref, _ in references(entry.record):
            if not ref.key:
                continue
            state = context.states[ref.key]
            if state in ("draft", "embargoed"):
                word = "a draft" if state == "draft" else "under embargo"
                found = entry.problem("", *loc)
                said = f"points at a record that is {word}; publish that too, or leave this out"
                yield Problem(found.path, found.line, found.column, _without(found.field, ref.text), said)


def _without(field: str, value: str) -> str:
    """The field in words without a withheld id (a key of `effects`)."""
    return ", ".join(word for word in field.split(", ") if word != value)


def reviews(context: Context) -> Iterator[Problem]:
    """`review_by` warns before its day and fails after it."""
    today = context.instant.date()
    for entry in context.public.entries.values():
        day = entry.record.review_by
        if day is None:
            continue
        if day.latest < today:
            yield entry.problem(f"was due on {day.text}; verify the record, then set checked and a new day", "review_by")
        elif day.latest - today <= _WARN:
            yield entry.problem(f"is due on {day.text}", "review_by", level="note")
