"""A record that is to be added and those that are there -> its id, or the one that it is already."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import count
from typing import Any

from msgspec import Struct

from .dates import PartialDate
from .dossier import Dossier, Entry
from .files import INTERNATIONAL
from .ledger import Ledger
from .model import KINDS, Event
from .source import plain

__all__ = ["Known", "Names", "there_already"]


class Names:
    """The ids of one folder of a country: which are taken, and new ones."""

    def __init__(self, dossier: Dossier, ledger: Ledger, country: str, folder: str) -> None:
        self.dossier, self.ledger, self.country, self.folder = dossier, ledger, country, folder
        self.taken = {entry.id for entry in dossier.of(folder)} | {key.rpartition("/")[2] for key in dossier.former if f"/{folder}/" in key}
        """Of all countries: an id that two have is no reference that stands alone."""

    def given(self, record: Mapping[str, Any]) -> str:
        """The id that a record has, also where it is written as `country/folder/id`."""
        ident = str(record.get("id", ""))
        return ident.removeprefix(f"{self.country}/{self.folder}/")

    def entry(self, ident: str) -> Entry | None:
        """The record of an id, or of a former one."""
        key = f"{self.country}/{self.folder}/{ident}"
        return self.dossier.entries.get(self.dossier.former.get(key, key))

    @cached_property
    def by_key(self) -> dict[tuple[str, str], list[Entry]]:
        """The events of the country by date and kind, in order."""
        found: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.dossier.of(Event.folder, self.country):
            found.setdefault(_key(_said(entry)), []).append(entry)
        return found

    def made(self, record: Mapping[str, Any], date: PartialDate | None, number: int) -> tuple[str, str]:
        """An id for a record that has none, and why it cannot have one, or no word.

        That of an event is its date and its kind, which name nobody; what others are called is for editors to choose.
        """
        kind = record.get("kind")
        if self.folder == Event.folder and date is not None and isinstance(kind, str) and kind.isascii():
            named = f"{_prefix(date)}-{kind.rpartition('/')[2].replace('_', '-')}"
            ident = next(ident for n in count(1) if self._free(ident := named if n == 1 else f"{named}-{n}"))
            self.taken.add(ident)
            return ident, ""
        if self.folder == Event.folder:  # the check refuses an event without a date or a kind
            return f"0000-row-{number}", ""
        return f"row-{number}", "is missing; write one in a-z, 0-9 and '-', by which others can refer to it"

    def _free(self, ident: str) -> bool:
        home = "" if self.country == INTERNATIONAL else f"{self.country}/"
        address = f"{home}{self.folder}/{ident}/"
        return ident not in self.taken and address not in self.ledger.by_address and not self.ledger.is_erased(address)


def _prefix(date: PartialDate) -> str:
    """The beginning of an id: the date as far as it is sure.

    >>> from .dates import parse_date
    >>> [_prefix(parse_date(text)) for text in ("2018-11~", "2018-11-10/2018-11-23", "2018/2019", "../2017-03-24")]
    ['2018-11', '2018-11', '2019', '2017-03-24']
    """
    shared = date.shared
    return shared.text.strip("~?%") if shared else date.latest.isoformat() if date.is_by else f"{date.latest.year:04}"


class Known(Struct, frozen=True):
    """A record that is there; `sure`: it is the same. `differing` are the fields in which a row says something else."""

    entry: Entry
    sure: bool
    differing: tuple[str, ...] = ()

    def say(self) -> str:
        where = f"{self.entry.path}, line {self.entry.node.line}"
        if not self.sure:
            return f"there is already an event of this date and kind that concerns the same, in {where}"
        differing = f", and says otherwise in {', '.join(self.differing)}; nothing was changed" if self.differing else ""
        return f"is there already, in {where}{differing}"


def there_already(names: Names, record: Mapping[str, Any]) -> Known | None:
    """The record that is there under the id of a new one; without an id, an event of the same date, kind and title.

    One of the same date and kind that concerns the same may be it, under another title.
    """
    if "id" in record:
        entry = names.entry(record["id"])
        return Known(entry, True, tuple(_differing(entry, record, names.dossier.settings.default_language))) if entry else None
    if names.folder != Event.folder:
        return None
    alike = names.by_key.get(_key(record), [])
    language = names.dossier.settings.default_language
    same = next((entry for entry in alike if _agrees(_said(entry).get("title"), record.get("title"), language)), None)
    if same:
        return Known(same, True, tuple(_differing(same, record, language)))
    maybe = next((entry for entry in alike if _concerned(_said(entry)) == _concerned(record)), None)
    return Known(maybe, False) if maybe else None


def _said(entry: Entry) -> dict[str, Any]:
    said: dict[str, Any] = plain(entry.node)
    return {**said, "text": entry.body} if entry.body else said


def _key(record: Mapping[str, Any]) -> tuple[str, str]:
    return repr(record.get("date")), str(record.get("kind", "")).rpartition("/")[2]


def _concerned(record: Mapping[str, Any]) -> set[str]:
    """Whom an event is about; where it says nobody, who did it."""
    for names in (("people", "organisations"), ("actors",)):
        given = [record.get(name, []) for name in names]
        if found := {str(item).rpartition("/")[2] for one in given for item in (one if isinstance(one, list) else [one])}:
            return found
    return set()


def _differing(entry: Entry, record: Mapping[str, Any], language: str) -> list[str]:
    unsaid = {info.alias or name: "false" for name, info in KINDS[entry.folder].model_fields.items() if info.default is False}
    said = unsaid | _said(entry)
    return [name for name, value in record.items() if name != "id" and not _agrees(said.get(name), value, language)]


def _agrees(said: Any, row: Any, language: str) -> bool:
    """Whether a record says what a row does; of languages and other parts, only those count that the row gives."""
    if not isinstance(said, dict) and not isinstance(row, dict):
        return bool(_compared(said) == _compared(row))
    there, here = (value if isinstance(value, dict) else {language: value} for value in (said, row))
    return all(_compared(there.get(part)) == _compared(value) for part, value in here.items())


def _compared(value: Any) -> Any:
    """A value such that only what it says counts: one alone is a list of one, and all blanks are alike."""
    if isinstance(value, dict):
        return {name: _compared(item) for name, item in value.items()}
    return [" ".join(item.split()) if isinstance(item, str) else item for item in (value if isinstance(value, list) else [value])]
