"""Tables of states: what was the case for people and organisations, since when and until when, by which event and sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from ..dates import PartialDate
from ..dossier import Entry
from ..model import Event
from ..standing import is_listed
from ..tracks import Interval
from ..views.base import Viewer
from .actors import BOTH, whose
from .citations import citing, table
from .columns import Cell, Column, Reference, Table, Terms, dated, number, of_model, of_vocabulary

__all__ = ["STATUSES", "Status", "statuses"]


class Status(Struct, frozen=True):
    """A value of a track of a person or an organisation: its place among those of the track, from 1."""

    entry: Entry
    track: str
    number: int
    interval: Interval


def statuses(viewer: Viewer, home: str) -> Iterator[Status]:
    """Every value on record of a track that lists may show, as dated intervals; those of contested events stand side by side.

    A line of a table is quoted alone: "found guilty" stands only with the court, the denial and the outcome, on the event.
    """
    for folder in BOTH:
        for entry in viewer.dossier.of(folder, home):
            for track, timeline in viewer.index.tracks.get(entry.key, {}).items():
                if not is_listed(viewer.dossier, track):
                    continue
                for place, interval in enumerate(timeline.intervals(), start=1):
                    yield Status(entry, track, place, interval)


def _ends(viewer: Viewer, home: str) -> Iterator[tuple[Status, int, PartialDate | None]]:
    for status in statuses(viewer, home):
        for place, end in enumerate(status.interval.ends, start=1):
            yield status, place, end


def _account(_: Viewer, status: Status) -> Cell:
    made = status.interval.assertion
    accounts = made.event.record.accounts
    return next((place for place, account in enumerate(accounts, start=1) if account is made.account), None)


def _one_end(_: Viewer, status: Status) -> PartialDate | None:
    return status.interval.ends[0] if len(status.interval.ends) == 1 else None


def _differ(_: Viewer, status: Status) -> bool:
    return len(status.interval.ends) > 1


def _listed(viewer: Viewer) -> Terms:
    """The tracks that can stand in a list."""
    return tuple((track, label) for track, label in of_vocabulary("tracks")(viewer) if is_listed(viewer.dossier, track))


_STATUS = ("record", "track", "status")
_TO_STATUS = (Reference(_STATUS, "statuses", ("record", "track", "number")),)


def _which(status: Callable[[Any], Status]) -> tuple[Column, ...]:
    """Which state a row belongs to."""
    return (
        Column("record", "the person or organisation", lambda _, item: status(item).entry.key, required=True),
        Column("track", "the track", lambda _, item: status(item).track, required=True),
        Column("status", "the number of the status", lambda _, item: status(item).number, "integer", required=True),
    )


STATUSES = (
    Table(
        "statuses", "States of people and organisations",
        "What is on record as having been the case, since when, by which event. Of people, only tracks with a value that deprives them are here (see "
        "track_values): of all others a row says too little without the event around it; they are in the JSON of each person. A row alone does not "
        "tell the whole: where contested is true, other rows and event_accounts say otherwise, and answers stand in event_relations and "
        "rights_of_reply.",
        statuses,
        (
            *whose("state"),
            Column("track", "which aspect: its values are in track_values", lambda _, s: s.track, required=True, terms=_listed),
            number("its place in that track, from 1"),
            Column("value", "the value", lambda _, s: s.interval.value, required=True),
            *dated("since", "since when", lambda _, s: s.interval.start, required=True),
            *dated("until", "until when; empty: no end is on record, or entries or accounts differ about it (see ends_differ)", _one_end),
            Column(
                "ends_differ", "true: accounts differ about its end, or only an entry less sure than its own gives one; see status_ends", _differ,
                "boolean", required=True,
            ),
            Column(
                "lapsed", "true: no more than the record ends there; what was the case from then on is not on record, and the state need not have "
                "ended that day", lambda _, s: bool(s.interval.lapsed), "boolean", required=True,
            ),
            Column("contested", "true: not every account gives this value and date", lambda _, s: s.interval.contested, "boolean", required=True),
            Column("event", "the event that it follows from", lambda _, s: s.interval.assertion.event.key, required=True, to="events"),
            Column("account", "the number of the account that says so, where accounts differ; empty: the record itself does", _account, "integer"),
            Column(
                "confidence", "how sure that event is; empty: the record does not say", lambda _, s: s.interval.assertion.event.record.confidence,
                terms=of_model(Event, "confidence"),
            ),
            *dated(
                "known", "since when it was known, if that is recorded, else its first source no older than it",
                lambda _, s: s.interval.assertion.known,
            ),
        ),
        ("record", "track", "number"),
        (Reference(("track", "value"), "track_values", ("track", "value")),),
    ),
    Table(
        "status_ends", "Ends of states",
        "Every end that the accounts of later events give to a state; several where they differ, or where one is less sure.", _ends,
        (
            *_which(lambda end: end[0]),
            Column("number", "the place among the ends of the status, from 1", lambda _, e: e[1], "integer", required=True),
            *dated("until", "until when; empty: by this account, or by what is surer, no end is on record", lambda _, e: e[2]),
            Column(
                "lapsed", "true: no more than the record ends there; what was the case from then on is not on record, and the state need not have "
                "ended that day", lambda _, e: e[2] in e[0].interval.lapsed, "boolean", required=True,
            ),
            Column(
                "doubted", "true: only an entry less sure than that of the state gives this end, so the state may have gone on",
                lambda _, e: e[2] in e[0].interval.doubted, "boolean", required=True,
            ),
        ),
        (*_STATUS, "number"), _TO_STATUS,
    ),
    table(
        "status_sources", "Sources of states", "What each state of a person or an organisation rests on.",
        _which(lambda cited: cited.part), citing(statuses, lambda status: status.interval.assertion.sources), _TO_STATUS,
    ),
)  # fmt: skip
