"""The public records and the ledger -> the record of change: what was corrected, withdrawn or first published, on which day, and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from .. import prose
from ..dates import PartialDate, parse_date
from ..dossier import Entry
from ..history import first_address, sealed_on
from ..model import KINDS, RECORDS, Correction, Country, Letter
from .base import Viewer
from .citing import language_of
from .pieces import Link

__all__ = ["NAMED", "ChangeView", "NoteView", "changes", "corrections_of", "former", "notes"]

NAMED = 12
"""Up to so many records of a day are named; of more, how many there are, with their registers."""


class ChangeView(Struct, frozen=True):
    """A line of the record of change; `what` is corrected, withdrawn or published, `id` its fragment on the page, which never changes.

    `links` lead to what changed; a withdrawal leads nowhere and names nobody. `entry` is the record corrected, `was` its wording
    before where that is given, `spoken` the language of that where it is a letter's.
    """

    what: str
    id: str
    date: PartialDate
    text: str
    links: tuple[Link, ...] = ()
    entry: Entry | None = None
    was: str = ""
    spoken: str = ""


class NoteView(Struct, frozen=True):
    """A correction at the head of its record; `was` and `spoken` as in the record of change. What a paragraph was stands beside it."""

    date: PartialDate
    text: str
    paragraph: str = ""
    was: str = ""
    spoken: str = ""


def notes(viewer: Viewer, entry: Entry) -> tuple[NoteView, ...]:
    return tuple(
        NoteView(c.date, c.text.say(viewer.language), c.paragraph or "", *(former(viewer, entry, c) if not c.paragraph else ()))
        for c in entry.record.corrections
    )


def former(viewer: Viewer, entry: Entry, correction: Correction) -> tuple[str, str]:
    """The wording before a correction, and its language where it is a letter's own; both empty where it is not given."""
    was = correction.was
    if was is None or entry.folder != Letter.folder:
        return (viewer.say(was), "")
    spoken = language_of(viewer, entry)
    return prose.words_of(was.say(spoken)), spoken


def changes(viewer: Viewer) -> tuple[ChangeView, ...]:
    """The whole record of change, the latest first."""
    corrected = (change for entry in viewer.dossier.entries.values() for change in corrections_of(viewer, entry))
    found = [*corrected, *_withdrawals(viewer), *_publications(viewer)]
    return tuple(sorted(found, key=lambda change: (change.date.order, change.id), reverse=True))


def corrections_of(viewer: Viewer, entry: Entry) -> Iterator[ChangeView]:
    """The lines of the record of change that are about one record."""
    count: Counter[str] = Counter()
    for correction in entry.record.corrections:
        day = correction.date.text
        count[day] += 1
        home = first_address(viewer.ledger, entry).replace("#", "").strip("/").replace("/", "-")
        ident = _numbered(f"corrected-{home}-{day}", count[day])
        link = viewer.link(entry.key, correction.paragraph or "")
        text = correction.text.say(viewer.language)
        yield ChangeView("corrected", ident, correction.date, text, (link,), entry, *former(viewer, entry, correction))


def _withdrawals(viewer: Viewer) -> Iterator[ChangeView]:
    """A line for each withdrawn record that says what it was and when, and neither its name nor its country."""
    count: Counter[str] = Counter()
    for key, entry in viewer.everything.entries.items():
        if viewer.states[key] == "withdrawn" and (withdrawn := entry.record.withdrawn):
            noun = entry.record.noun
            name = f"withdrawn-{noun.replace(' ', '-')}-{withdrawn.date.text}"
            count[name] += 1
            yield ChangeView("withdrawn", _numbered(name, count[name]), withdrawn.date, f"A record was withdrawn ({noun}).")


def _publications(viewer: Viewer) -> Iterator[ChangeView]:
    """What was first published on each day, as the ledger says: each record with its name, or how many of which kind."""
    days: dict[date, list[Entry]] = defaultdict(list)
    for entry in viewer.dossier.entries.values():
        if isinstance(entry.record, (Country, *RECORDS)) and (day := sealed_on(viewer.ledger, entry)):
            days[day].append(entry)
    for day, entries in days.items():
        said = len(entries)
        text = f"{said} {'record was' if said == 1 else 'records were'} first published here."
        links = [viewer.link(entry.key) for entry in entries] if said <= NAMED else list(_registers(viewer, entries))
        yield ChangeView("published", f"published-{day.isoformat()}", parse_date(day.isoformat()), text, tuple(links))


def _registers(viewer: Viewer, entries: list[Entry]) -> Iterator[Link]:
    count = Counter((entry.country, entry.folder) for entry in entries)
    order = list(KINDS)
    for country, folder in sorted(count, key=lambda place: (place[0], order.index(place[1]))):
        home, number = viewer.dossier.entries.get(country), count[country, folder]
        if home is not None and folder == Country.folder:
            yield viewer.link(country)
        else:
            words = f"{number} {folder if number > 1 else KINDS[folder].noun}"
            yield Link(f"{viewer.name(home) if home else 'International'}: {words}", f"{viewer.scope(country)}{folder}/")


def _numbered(name: str, number: int) -> str:
    return f"{name}-{number}" if number > 1 else name
