"""Records -> when they were last checked: the day, or the first and the last of several."""

from __future__ import annotations

from collections.abc import Iterable

from ..dates import PartialDate, parse_date
from ..dossier import Entry
from .base import Viewer

__all__ = ["checked_days", "when_checked"]


def checked_days(entries: Iterable[Entry]) -> PartialDate | None:
    """When records were last checked; where not all were on one day, the first and the last of these days.

    The last of them alone would read as if all had been checked on it. Records without such a day are left out.
    """
    days = sorted({entry.record.checked.latest for entry in entries if entry.record.checked})
    return parse_date("/".join(dict.fromkeys((days[0].isoformat(), days[-1].isoformat())))) if days else None


def when_checked(viewer: Viewer, country: str = "") -> PartialDate | None:
    """When the public records of a country, or all, were last checked."""
    return viewer.kept(("checked", country), _of, viewer, country)


def _of(viewer: Viewer, country: str) -> PartialDate | None:
    return checked_days(viewer.dossier.within(country) if country else viewer.dossier.entries.values())
