"""What is withheld stays so: no public record points at a draft or an embargo; reviews are not overdue, checks not in the far future."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..dates import PartialDate, days_after
from ..dossier import Entry, folder_of
from ..model import Demand, Event, EventKind, Identifier, Letter, Person, Source
from ..problems import Problem, shortened
from ..tracks import track_key
from ..withheld import State
from .vocabulary import effects_of

if TYPE_CHECKING:
    from . import Context

__all__ = ["days_to_come", "ids_of_withheld", "reviews", "sources_of_withheld", "states_to_come", "withheld_references"]

_WARN = timedelta(days=30)
_FAR = timedelta(days=366)
_REMOTE = 10 * _FAR
_ZONES = 1
"""By how many days a day begins earlier somewhere than at Greenwich."""
_LEAST = 4
"""Letters of an id that is looked for in others."""


def withheld_references(context: Context) -> Iterator[Problem]:
    """A public record points at public ones, or at withdrawn ones (whose names are then withheld)."""
    unread = {key: state for key, state in context.states.items() if state in ("draft", "embargoed")}
    any_term = any(key.startswith("vocabulary/") for key in unread)
    for entry in context.unsettled(context.public.entries.values()) if unread else ():
        for loc, ref, _ in entry.references:
            if ref.key in unread:
                yield _points(entry, loc, ref.text, unread[ref.key])
        for loc, key in _terms(entry) if any_term else ():
            if key in unread:
                yield _points(entry, loc, key.rpartition("/")[2], unread[key])


def _points(entry: Entry, loc: tuple[str | int, ...], value: str, state: State) -> Problem:
    found, word = entry.problem("", *loc), "a draft" if state == "draft" else "under embargo"
    said = f"points at a record that is {word}; publish that too, or leave this out"
    return Problem(found.path, found.line, found.column, _without(found.field, value), said)


def _terms(entry: Entry) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The keys of tracks and identifiers that a record names, which are no references, each with its place."""
    record = entry.record
    if isinstance(record, Event):
        yield from ((loc, track_key(track)) for loc, _, track, _ in effects_of(entry))
    elif isinstance(record, EventKind):
        yield from ((("sets", track), track_key(track)) for track in record.sets)
        yield from ((("needs", number), track_key(track)) for number, track in enumerate(record.needs))
    elif isinstance(record, Source):
        yield from ((("identifiers", name), f"{Identifier.folder}/{name}") for name in record.identifiers)


def _without(field: str, value: str) -> str:
    """The field in words without a withheld id (a key of `effects`)."""
    return ", ".join(word for word in field.split(", ") if word != shortened(value))


def sources_of_withheld(context: Context) -> Iterator[Problem]:
    """A source that only withheld records cite stands in the list of sources all the same, and may tell of them. A note only: it may be meant so."""
    withheld = [entry for entry in context.dossier.entries.values() if not context.is_public(entry)]
    if telling := {key for entry in withheld for key in _cited(entry) if context.visible(key)}:
        telling.difference_update(key for entry in context.public.entries.values() for key in _cited(entry))
    for key in telling:
        said = "is published, and no public record cites it, but withheld ones do; if it tells of them, give it draft: true"
        yield context.public.entries[key].problem(said, level="note")


def _cited(entry: Entry) -> Iterator[str]:
    """The keys of the sources that a record cites."""
    return (ref.key for _, ref, to in entry.references if ref.key and Source.folder in to.folders and folder_of(ref.key) == Source.folder)


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


def days_to_come(context: Context) -> Iterator[Problem]:
    """Nobody has checked, corrected, written or read anything long after the build's instant, and no event is known of so long before: a year
    was mistyped, and pages would say so.

    Where most days are after it, it is the build that is of another time.
    """
    today = context.instant.date()
    last, remote = (today + min(time, date.max - today) for time in (_FAR, _REMOTE))
    days = [(entry, day, loc) for entry in context.public.entries.values() for day, loc in _verified(entry)]
    past = [(entry, day, loc) for entry in context.public.entries.values() for day, loc in _past(entry)]
    to_come = [(entry, day, loc) for entry, day, loc in days if day.latest > last]
    not_yet = [(entry, day, loc) for entry, day, loc in past if day.earliest > last]
    far, told = (to_come, days) if days else (not_yet, past)
    if told and len(far) * 2 >= len(told):
        return
    for entry, day, loc in (*to_come, *not_yet):
        yield entry.problem(f"{day.text} is more than a year to come; is the year right?", *loc, level="note")
    for entry in context.public.of(Event.folder):
        if entry.record.date.earliest > remote:
            yield entry.problem(f"{entry.record.date.text} is more than ten years to come; is the year right?", "date", level="note")


def states_to_come(context: Context) -> Iterator[Problem]:
    """Pages say what is on record last: a release that is only announced would end an arrest before its day, a demand would be met.

    Where anything was checked, written or read after the build's instant, it is the build that is of another time.
    """
    soon = days_after(context.instant.date(), _ZONES)
    events = [entry for entry in context.public.of(Event.folder) if entry.record.date.earliest > soon]
    steps = [(entry, number, step) for entry in context.public.of(Demand.folder) for number, step in enumerate(entry.record.history)]
    steps = [(entry, number, step) for entry, number, step in steps if step.date.earliest > soon]
    seen = (found for entry in context.public.entries.values() for found in (*_verified(entry), *_past(entry)))
    if not (events or steps) or any(day.earliest > soon for day, _ in seen):
        return
    for entry in events:
        if _gives_a_state(context, entry):
            right = "until it has come, cancel that in effects with 'none', or tell it in the text of an event that sets nothing"
            said = f"{entry.record.date.text} is to come, and pages would give what it sets as the last recorded state"
            yield entry.problem(f"{said}; {right}", "date", level="note")
    for entry, number, step in steps:
        said = f"{step.date.text} is to come, and pages would give this as the last recorded state; write it when it has come"
        yield entry.problem(said, "history", number, "date", level="note")


def _gives_a_state(context: Context, entry: Entry) -> bool:
    event: Event = entry.record
    concerned = (*event.people, *event.organisations, *event.effects, *(ref for account in event.accounts for ref in account.effects))
    lines = (line for ref in concerned for line in context.index.tracks.get(ref.key, {}).values())
    return any(made.event is entry and made.value for line in lines for step in line.steps for made in step.alternatives)


def _past(entry: Entry) -> Iterator[tuple[PartialDate, tuple[str | int, ...]]]:
    """The days on which a letter was written and received, a source published and read, each with its place."""
    for name in ("date", "received") if entry.folder == Letter.folder else ("date", "accessed") if entry.folder == Source.folder else ():
        if (day := getattr(entry.record, name)) is not None:
            yield day, (name,)


def _verified(entry: Entry) -> Iterator[tuple[PartialDate, tuple[str | int, ...]]]:
    """The days on which an editor verified or corrected a record, each with its place."""
    if entry.record.checked is not None:
        yield entry.record.checked, ("checked",)
    for number, correction in enumerate(entry.record.corrections):
        yield correction.date, ("corrections", number, "date")


def ids_of_withheld(context: Context) -> Iterator[Problem]:
    """No public address holds the id of a person whose record is withheld: it is a name, or nearly one."""
    withheld = [entry.id for entry in context.dossier.of(Person.folder) if not context.is_public(entry)]
    hidden = [ident for ident in withheld if len(ident) >= _LEAST and "-" in ident]  # one word alone may be any word
    if not hidden:
        return
    within = re.compile(f"(?:^|[/-])(?:{'|'.join(map(re.escape, hidden))})(?:[/-]|$)")
    bearing = {entry.id for entry in context.public.of(Person.folder)}
    for entry in context.public.entries.values():
        if entry.id in bearing:
            continue
        for name, ident in (("id", entry.id), *(("redirect_from", former) for former in entry.record.redirect_from)):
            if within.search(ident):
                said = "holds the id of a person whose record is withheld; give the record another id"
                if name == "id":
                    said += " (was it published already? Then withdraw it with erase: true, and publish it anew under the other id)"
                yield Problem(entry.path, entry.node.line, entry.node.column, name, said)
