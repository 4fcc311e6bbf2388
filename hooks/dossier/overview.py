"""A country of an Index -> what its picture shows: a row for each person deprived of liberty and each organisation's registration, letters, marks.

Everything is in days and records here; words are put to it in `views/overview.py`, places on paper in `picture.py`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from .dates import ALWAYS, PartialDate
from .dossier import Dossier, Entry
from .index import Index, chronological
from .model import EventKind, Letter, Organisation, Person, Track
from .standing import about, freedom_tracks, is_listed, told_of
from .stretches import Stretch, last_record, stretches
from .tracks import Held, Step, Timeline, track_key, value_of

__all__ = ["Crossing", "Lane", "Overview", "Row", "drawn_tracks", "in_custody", "is_drawn", "overview"]

_HELD = ("full", "hatched")
"""The shades of custody: a prison, or a cell before trial; what is drawn lower restricts freedom in another way."""
_CLOSE = 31
"""A letter known from references only has a line if its date is known within so many days."""


class Row(Struct, frozen=True):
    """One track of one person or organisation; `last` is the latest day that an event speaks of them."""

    entry: Entry
    track: str
    of: str
    timeline: Timeline
    stretches: tuple[Stretch, ...]
    last: date


class Crossing(Struct, frozen=True):
    """A letter dated closely enough for a line, and who was in custody on its day.

    `numbered` are the letters whose text is here; where none is, all. `held` were in custody for certain, on every day
    that the letter may have been sent; `perhaps` by some account, on some of these days, by an event that is less than
    likely or but for one, or by a record after which nothing is on record any more; `restricted` were not in custody but not free for
    certain, `perhaps_restricted` in the same way perhaps.
    """

    letter: Entry
    numbered: bool
    held: tuple[Row, ...]
    perhaps: tuple[Row, ...]
    restricted: tuple[Row, ...]
    perhaps_restricted: tuple[Row, ...]


class Lane(Struct, frozen=True):
    """Marks of one lane of the vocabulary, in order of time; `group` is that of most of them."""

    id: str
    group: str
    marks: tuple[Entry, ...]


class Overview(Struct, frozen=True):
    """`first` and `last` are the years that the picture spans; `letters` are replies, or dated too vaguely for a line;
    `restrained` are the people (keys) who at some time were not free by some account, `doubted` those of them of whom it is not for certain."""

    country: str
    people: tuple[Row, ...]
    organisations: tuple[Row, ...]
    restrained: frozenset[str]
    doubted: frozenset[str]
    crossings: tuple[Crossing, ...]
    letters: tuple[Entry, ...]
    lanes: tuple[Lane, ...]
    first: int
    last: int

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.people + self.organisations


def drawn_tracks(dossier: Dossier) -> frozenset[str]:
    """Of people the tracks that tell whether they are held; of organisations those that kinds of events set."""
    kinds: list[EventKind] = [entry.record for entry in dossier.of(EventKind.folder)]
    set_by_kinds = {track for kind in kinds for track in kind.sets}
    tracks: list[tuple[str, Track]] = [(entry.id, entry.record) for entry in dossier.of(Track.folder)]
    return frozenset(ident for ident, track in tracks if is_listed(dossier, ident) and (track.of == "person" or ident in set_by_kinds))


def in_custody(dossier: Dossier, held: Held, track: str) -> bool:
    """Whether a value of a track that tells of freedom means that somebody is locked up."""
    value = value_of(dossier, track, held.value)
    return bool(value and value.deprives and (value.shade or "") in _HELD)


def is_drawn(index: Index, country: str) -> bool:
    """Whether there is a picture of a country: something of it can be drawn as a bar."""
    return any(True for folder in (Person.folder, Organisation.folder) for _ in _drawn(index, country, folder))


def overview(index: Index, country: str, chronicle: Iterable[Entry]) -> Overview | None:
    """The picture of a country whose entries are `chronicle`; None where nothing of it can be drawn as a bar."""
    people = tuple(_rows(index, country, Person.folder))
    organisations = tuple(_rows(index, country, Organisation.folder))
    if not people and not organisations:
        return None
    entries = sorted(chronicle, key=chronological)
    letters = [entry for entry in entries if entry.folder == Letter.folder and about(entry, country)]
    sent = [entry for entry in letters if not entry.record.in_reply_to and (entry.record.text_available or _is_near(entry.record.date))]
    whole = {entry.key for entry in sent if entry.record.text_available} or {entry.key for entry in sent}
    freedom = freedom_tracks(index.dossier)
    free_or_not = [row for row in people if row.track in freedom]
    known: _Known = {}
    crossings = tuple(_crossing(index.dossier, free_or_not, entry, entry.key in whole, known) for entry in sent)
    restrained = frozenset(row.entry.key for row in free_or_not)
    doubted = restrained - {row.entry.key for row in free_or_not if _was_surely_deprived(index.dossier, row.timeline.told_in(country))}
    lined = {entry.key for entry in sent}
    others = tuple(entry for entry in letters if entry.key not in lined)
    lanes = tuple(_lanes(index, [entry for entry in entries if entry.folder != Letter.folder]))
    days = [day for row in people + organisations for stretch in row.stretches for day in (stretch.start, stretch.end)]
    marks = [*sent, *others, *(mark for lane in lanes for mark in lane.marks)]
    years = [day.year for day in days] + [row.last.year for row in people + organisations]
    years += [year for entry in marks for year in _years(entry.record.date)]
    return Overview(country, people, organisations, restrained, doubted, crossings, others, lanes, min(years), max(years))


def _is_near(day: PartialDate) -> bool:
    return day.earliest != ALWAYS and (day.latest - day.earliest).days <= _CLOSE


def _years(day: PartialDate) -> tuple[int, int]:
    return (day.latest if day.earliest == ALWAYS else day.earliest).year, day.latest.year


def _rows(index: Index, country: str, folder: str) -> list[Row]:
    """In the order in which something first happened to them."""
    return sorted(_drawn(index, country, folder), key=lambda row: (min(stretch.start for stretch in row.stretches), row.entry.id, row.track))


def _drawn(index: Index, country: str, folder: str) -> Iterator[Row]:
    """Those of which there is something to draw; people only if by what the country's dossier says they were not free at some time."""
    drawn = drawn_tracks(index.dossier)
    for entry in index.told_in(folder, country):
        for track, timeline in index.tracks.get(entry.key, {}).items():
            if track in drawn and (folder != Person.folder or _was_deprived(index.dossier, timeline.told_in(country))):
                last = last_record(index, entry, timeline)
                shown = stretches(index.dossier, timeline, last)
                if shown:
                    yield Row(entry, track, index.dossier.entries[track_key(track)].record.of, timeline, shown, last)


def _was_deprived(dossier: Dossier, steps: Iterable[Step]) -> bool:
    return any(_deprives(dossier, one.value, one.track) for step in steps for one in step.alternatives if one.value)


def _was_surely_deprived(dossier: Dossier, steps: Iterable[Step]) -> bool:
    return any(step.surely(lambda made: _deprives(dossier, made.value, made.track)) for step in steps)


def _deprives(dossier: Dossier, said: str, track: str) -> bool:
    value = value_of(dossier, track, said)
    return bool(value and value.deprives)


_Known = dict[tuple[object, ...], int | None]
"""On which list somebody is, by the row and by between which of its turns the days of a letter lie."""


def _crossing(dossier: Dossier, people: Iterable[Row], letter: Entry, numbered: bool, known: _Known) -> Crossing:
    found: tuple[list[Row], ...] = ([], [], [], [])
    day = letter.record.date
    for row in people:
        turns = row.timeline.turns
        key = row.entry.key, row.track, bisect_right(turns, day.earliest), bisect_right(turns, day.latest), day.latest <= row.last
        if key not in known:
            known[key] = _custody(dossier, row, day)
        at = known[key]
        if at is not None:
            found[at].append(row)
    return Crossing(letter, numbered, *_each_once(found))


def _custody(dossier: Dossier, row: Row, day: PartialDate) -> int | None:
    """On which list of a Crossing somebody is, if on any.

    Of a letter sent on one of several days, only what holds on each of them is certain; of what may be the case on a day, all must be custody.
    Of one that had been sent by a day nothing is: it may have been sent before anything was on record.
    """
    days = [day.earliest, *(turn for turn in row.timeline.turns if day.earliest < turn < day.latest), day.latest]
    states = [told_of(row.timeline, one) for one in dict.fromkeys(days)]
    doubted = any(one.doubt for state in states for one in state)
    locked = [[in_custody(dossier, one, row.track) for one in state] for state in states]
    bound = [[_deprives(dossier, one.value, row.track) for one in state] for state in states]
    begun = all(any(one.certain for one in state) for state in states)
    sure = begun and day.latest <= row.last and not doubted
    if any(map(any, locked)):
        return 0 if sure and all(map(all, locked)) else 1
    if any(map(any, bound)):
        return 2 if sure and all(map(all, bound)) else 3
    return None


def _each_once(found: Iterable[list[Row]]) -> Iterator[tuple[Row, ...]]:
    """Of the lists, the gravest first, each without those of whom another track puts them on a list before."""
    seen: set[str] = set()
    for rows in found:
        yield tuple(row for row in rows if row.entry.key not in seen)
        seen |= {row.entry.key for row in rows}


def _lanes(index: Index, events: Iterable[Entry]) -> Iterable[Lane]:
    """By lane, in the vocabulary's order."""
    found: dict[str, list[Entry]] = {}
    order: dict[str, None] = {}
    for kind in sorted(index.dossier.of(EventKind.folder), key=lambda entry: entry.node.line):
        if kind.record.lane:
            order.setdefault(kind.record.lane)
    groups: dict[str, list[str]] = {}
    for entry in events:
        term = index.dossier.entries.get(entry.record.kind.key)
        if term is not None and term.record.lane:
            found.setdefault(term.record.lane, []).append(entry)
            groups.setdefault(term.record.lane, []).append(term.record.group)
    for lane in order:
        if lane in found:
            yield Lane(lane, max(groups[lane], key=lambda group: (groups[lane].count(group), group)), tuple(found[lane]))
