"""What has an address and the ledger -> the new ledger: what was sealed stays, what is new gets its day and its short code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from .addresses import days_of, former_address, names_day
from .dossier import Entry
from .files import INTERNATIONAL
from .index import chronological
from .ledger import Ledger, Row, erased
from .model import Event, Letter
from .surface import FILE, LIST, TRANSLATION, Place

__all__ = ["sealed"]


def sealed(ledger: Ledger, places: Mapping[str, Place], day: str) -> list[Row]:
    """The rows of the new ledger; `day` is the day of sealing. There must be no problem."""
    rows: dict[str, Row] = {}
    for where, place in places.items():
        old = ledger.by_address.get(where)
        if place.state == "erased":
            if old is not None and place.what not in (FILE, TRANSLATION):
                rows[erased(where)] = Row(erased(where), "", first_published=old.first_published, code=old.code, state="erased")
        elif old is not None or place.state != "withdrawn" or place.what not in (FILE, TRANSLATION):
            rows[where] = _row(where, place, old, day)
    gone = {where for where, place in places.items() if place.state == "erased"}
    days = days_of(place.entry for place in places.values() if place.entry and place.state == "erased")
    files = {place.fingerprint for place in places.values() if place.what == FILE and place.state in ("live", "moved")}
    for row in ledger.rows:
        if row.address in places or row.address in rows:
            continue
        if row.state == "erased" or row.first_published > day:
            rows[row.address] = replace(row, line=0)
        elif gone.isdisjoint(row.homes) and not (row.what == LIST and names_day(row.address, days)):
            page = places.get(row.page) if row.paragraph else None
            moved = row.what in (LIST, TRANSLATION) or (row.what == FILE and row.fingerprint in files)
            rows[row.address] = replace(row, state=page.state if page else "moved" if moved else "withdrawn", line=0)
    _give_codes(rows, places)
    return sorted(rows.values(), key=lambda row: row.order)


def _row(where: str, place: Place, old: Row | None, day: str) -> Row:
    if old is None:
        of = place.of if place.what in (FILE, TRANSLATION) else ""
        return Row(where, place.what, of, place.fingerprint, place.corrections, day, "", place.state)
    what = old.what if place.what == LIST else place.what
    of = place.of if what in (FILE, TRANSLATION) and place.of else old.of
    return Row(where, what, of, place.fingerprint or old.fingerprint, place.corrections, old.first_published, old.code, place.state)


def _give_codes(rows: dict[str, Row], places: Mapping[str, Place]) -> None:
    """A short code for every letter and event: that of its former address, else the next free number."""
    highest: dict[str, int] = defaultdict(int)
    for row in rows.values():
        if row.code:
            series = row.code.rstrip("0123456789")
            highest[series] = max(highest[series], int(row.code.removeprefix(series)))
    new = [(where, place.entry) for where, place in places.items() if place.entry and _is_page(place) and not rows[where].code]
    for where, entry in sorted(new, key=lambda item: (item[1].country, item[1].folder, _rank(item[1]), chronological(item[1]))):
        formers = [former_address(where, old) for old in entry.record.redirect_from]
        inherited = next((former for former in formers if former in rows and rows[former].code), "")
        if inherited:
            rows[where] = replace(rows[where], code=rows[inherited].code)
            rows[inherited] = replace(rows[inherited], code="")
            continue
        series = f"{_series(entry, places)}-{entry.folder[0]}"
        highest[series] += 1
        rows[where] = replace(rows[where], code=f"{series}{highest[series]}")


def _is_page(place: Place) -> bool:
    return place.state == "live" and place.what in (Letter.noun, Event.noun)


def _rank(entry: Entry) -> int:
    """Letters whose text is here get the low numbers."""
    return 0 if getattr(entry.record, "text_available", True) else 1


def _series(entry: Entry, places: Mapping[str, Place]) -> str:
    if entry.country == INTERNATIONAL:
        return "int"
    country = places[f"{entry.country}/"].entry
    assert country is not None, "a public record's country is public"
    return str(country.record.iso).lower()
