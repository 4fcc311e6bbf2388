"""An Index and a day -> what was the case that day, what of it was known, which letters waited, which demands were open.

"Was the case" is what this dossier records today about that day; "was known" is what sources published by
then say. Where nothing dated says since when a thing was known, it is counted as learnt later.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from . import meanings
from .dossier import Dossier, Entry
from .files import INTERNATIONAL, homes_of
from .index import Index, chronological
from .model import DemandState, Event, EventKind, Letter, Organisation, Person, StateChange, Track
from .threads import ThreadState
from .tracks import DEPRIVATION, Held, Timeline, track_key

__all__ = [
    "Standing",
    "Then",
    "about",
    "days_that_matter",
    "demand_on",
    "demands_on",
    "first_asked",
    "freedom_tracks",
    "is_listed",
    "is_meeting",
    "letters_about",
    "letters_waiting",
    "occasions",
    "standings",
    "then_of",
    "told_of",
    "waiting_on",
]


def is_listed(dossier: Dossier, track: str) -> bool:
    """Whether a track may stand in a list, without the whole page of the person around it.

    Of people, only whether they are held: "found guilty" never stands without the court, the denial and the
    outcome, and these are on the person's page.
    """
    entry = dossier.entries.get(track_key(track))
    if entry is None:
        return False
    term: Track = entry.record
    return term.of == "organisation" or any(value.deprives for value in term.values)


def freedom_tracks(dossier: Dossier) -> frozenset[str]:
    """The tracks of people that tell whether somebody is held: what they take away is freedom, not a licence or an office.

    They are those that deprive and that a kind of event sets which needs a deprivation of liberty before it (a release). Where the
    vocabulary has no such kind, they are all that deprive.
    """
    people = {entry.id for entry in dossier.of(Track.folder) if entry.record.of == "person" and any(value.deprives for value in entry.record.values)}
    ended = {track for kind in dossier.of(EventKind.folder) if DEPRIVATION in kind.record.needs for track in kind.record.sets}
    return frozenset(people & ended or people)


class Standing(Struct, frozen=True):
    """What one track of one person or organisation says on a day; several values where contested or not certain."""

    entry: Entry
    timeline: Timeline
    held: tuple[Held, ...]
    day: date

    def was_known(self, held: Held) -> bool:
        """Whether a source published by that day says so."""
        known = held.assertion.known if held.assertion else None
        return known is not None and known.latest <= self.day


def standings(index: Index, country: str, day: date) -> tuple[Standing, ...]:
    """Everything recorded for a day about the people and the organisations of whom a country tells, people first, by name."""
    found = []
    for folder in (Person.folder, Organisation.folder):
        for entry in index.told_in(folder, country):
            for track, timeline in index.tracks.get(entry.key, {}).items():
                if is_listed(index.dossier, track) and (held := told_of(timeline, day)):
                    found.append(Standing(entry, timeline, held, day))
    return tuple(found)


def told_of(timeline: Timeline, day: date) -> tuple[Held, ...]:
    """What a list says of a day: nothing where all there is began by a later day, which says of no day before whether it had."""
    held = timeline.on(day)
    return held if any(one.assertion and (one.certain or not one.assertion.date.is_by) for one in held) else ()


class Then(Struct, frozen=True):
    """A track of somebody named in a letter: what was known on its day, and, where it differs, all that is recorded of it since."""

    timeline: Timeline
    known: tuple[Held, ...]
    later: tuple[Held, ...]


def then_of(index: Index, key: str, day: date) -> Iterator[Then]:
    """Every track that may stand in a list of a person or an organisation, also those that began after the day."""
    for track, timeline in index.tracks.get(key, {}).items():
        if is_listed(index.dossier, track) and timeline.intervals():
            known = timeline.on(day, known_by=day)
            today = timeline.on(day)
            yield Then(timeline, known, () if _said(known) == _said(today) else today)


def _said(held: tuple[Held, ...]) -> set[tuple[str, object, bool, bool]]:
    return {(one.value, one.assertion, one.certain, one.contested) for one in held}


Open = tuple[Entry, Entry | None, StateChange | None]
"""A demand, its state, and the change that brought it (None: none yet)."""


def demand_on(index: Index, entry: Entry, country: str, day: date) -> Open | None:
    """A demand as it stood on a day, if it had been made by then, concerns the country and was not settled.

    Of the letters that made it, those count whose latest possible day has come.
    """
    made = [asked.letter for asked in index.asked.get(entry.key, ()) if asked.letter.record.date.latest <= day]
    about = entry.country == country or any(letter.country == country or country in letter.record.countries for letter in made)
    state, change = index.demand_state(entry, day)
    return (entry, state, change) if made and about and not _is_settled(state) else None


def demands_on(index: Index, country: str, day: date) -> list[Open]:
    """The demands that had been made by a day and were not settled on it, in the order in which they were first made."""
    found = [item for entry in index.demands_about(country) if (item := demand_on(index, entry, country, day))]
    return sorted(found, key=lambda item: first_asked(index, item[0]))


def first_asked(index: Index, entry: Entry) -> tuple[tuple[Any, ...], str]:
    """A key to sort by for demands that letters made: the first of these letters."""
    return chronological(index.asked[entry.key][0].letter), entry.id


def about(entry: Entry, country: str) -> bool:
    """Whether a letter belongs to a country, or is an international one about it."""
    return entry.country == country or (entry.country == INTERNATIONAL and country in entry.record.countries)


def letters_about(index: Index, country: str) -> list[Entry]:
    """The letters of a country, and the international ones about it."""
    return [entry for home in homes_of(country) for entry in index.dossier.of(Letter.folder, home) if about(entry, country)]


def waiting_on(index: Index, entry: Entry, day: date) -> ThreadState | None:
    """The thread of a letter on a day, if its text is here, it had come by then, and no answer in writing to it."""
    if not entry.record.text_available or entry.record.date.earliest > day:
        return None
    found = index.threads[entry.key].on(day)
    return found if found.waiting else None


def letters_waiting(index: Index, country: str, day: date) -> list[tuple[Entry, ThreadState]]:
    """The letters of a country that waited for an answer on a day, oldest first."""
    letters = sorted(letters_about(index, country), key=chronological)
    return [(entry, found) for entry in letters if (found := waiting_on(index, entry, day))]


def _is_settled(state: Entry | None) -> bool:
    if state is None:
        return False
    term: DemandState = state.record
    return term.settled


def is_meeting(index: Index, entry: Entry) -> bool:
    """Whether an event stands on a lane of meetings."""
    kind = index.dossier.entries.get(entry.record.kind.key)
    return kind is not None and isinstance(kind.record, EventKind) and meanings.is_meeting(index.dossier, kind.record.lane or "")


def occasions(index: Index, country: str) -> list[Entry]:
    """The meetings of a country and what else its letters were written on the occasion of, international ones about it among them."""
    found = []
    for entry in sorted((entry for home in homes_of(country) for entry in index.dossier.of(Event.folder, home)), key=chronological):
        links = index.backlinks.get(entry.key, ())
        here = entry.country == country or (entry.country == INTERNATIONAL and any(link.entry.country == country for link in links))
        if here and (is_meeting(index, entry) or any(link.words == "Occasion of" for link in links)):
            found.append(entry)
    return found


def days_that_matter(index: Index, country: str) -> dict[date, list[Entry]]:
    """The latest possible day of each letter of a country, each meeting, and what else letters were written on the occasion of, in order of time."""
    letters = letters_about(index, country)
    found: dict[date, list[Entry]] = {}
    for entry in sorted([*letters, *occasions(index, country)], key=chronological):
        found.setdefault(entry.record.date.latest, []).append(entry)
    return found
