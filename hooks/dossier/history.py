"""A public record and the ledger -> the address it first had, since when it is published, and when it last changed.

All of it is taken from the case files and the ledger, none from the day of the build, so that feeds, calendars and the
sitemap of the same data are the same on any day. Days are those of the data; where a record was never sealed, the day
on which it was checked stands for that of publication, else that of its earliest dated source, else its own date.
"""

from __future__ import annotations

from datetime import date
from uuid import NAMESPACE_URL, uuid5

from .addresses import address, former_address
from .dossier import Dossier, Entry
from .ledger import Ledger
from .model import Event
from .tracks import known_since

__all__ = ["changed", "first_address", "permanent", "published", "sealed_on", "touched"]


def first_address(ledger: Ledger, entry: Entry) -> str:
    """The oldest address of a record: that which was sealed first, else the first former one, else its own.

    Whoever subscribed to a record that was renamed later knows it by this one.
    """
    now = address(entry)
    if not entry.record.redirect_from or "#" in now:
        return now
    homes = [*(former_address(now, old) for old in entry.record.redirect_from), now]
    return min(homes, key=lambda home: row.first_published if (row := ledger.by_address.get(home)) else "~")


def permanent(root: str, where: str) -> str:
    """What names something for good in feeds and calendars, below the `root` of the site: a page by its address, what has a place on one by a
    UUID made of it (RFC 9562, version 5), since a page that moved takes only its address along.

    >>> permanent("https://example.org/", "x/events/a/"), permanent("https://example.org/", "x/people/a/#b")
    ('https://example.org/x/events/a/', 'urn:uuid:54967db2-0493-532f-ab5b-9f64769ee1d7')
    """
    return f"urn:uuid:{uuid5(NAMESPACE_URL, root + where)}" if "#" in where else root + where


def sealed_on(ledger: Ledger, entry: Entry) -> date | None:
    """The day on which a record was first sealed, under whichever address; None where it was not."""
    row = ledger.by_address.get(first_address(ledger, entry))
    return date.fromisoformat(row.first_published) if row and row.first_published else None


def published(dossier: Dossier, ledger: Ledger, entry: Entry) -> date | None:
    """Since when a record is published, as far as the data say; None where nothing in it is dated."""
    if (sealed := sealed_on(ledger, entry)) is not None:
        return sealed
    record = entry.record
    found = record.checked or (known_since(dossier, record) if isinstance(record, Event) else None) or getattr(record, "date", None)
    return found.latest if found else None


def changed(dossier: Dossier, ledger: Ledger, entry: Entry) -> date | None:
    """The last day on which a record was published or corrected."""
    days = [published(dossier, ledger, entry), *(correction.date.latest for correction in entry.record.corrections)]
    return max(filter(None, days), default=None)


def touched(ledger: Ledger, entry: Entry) -> date | None:
    """The last day on which anything that its page says of a record was sealed, corrected or checked; None where none is on record."""
    record = entry.record
    days = [sealed_on(ledger, entry), record.checked.latest if record.checked else None, *(c.date.latest for c in record.corrections)]
    return max(filter(None, days), default=None)
