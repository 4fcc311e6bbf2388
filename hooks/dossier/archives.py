"""Sources -> their archived copies: of which day one is, and which sources have none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date

from .dossier import Entry
from .model import Source

__all__ = ["unarchived", "version_day"]

_STAMP = re.compile(r"/((?:19|20)\d{2})\.?(\d{2})\.?(\d{2})(?:-?\d{6})?(?:[a-z]{2}_)?/(?=https?:)", re.ASCII)
"""The instant in the address of a memento: `/web/20170324120000/https://…`, `/2017.03.24-120000/https://…`."""


def version_day(url: str, accessed: date | None = None) -> date | None:
    """The day of an archived copy: as its address says, else the one on which an editor read the source.

    >>> version_day("https://web.archive.org/web/20170324101112/https://example.org/")
    datetime.date(2017, 3, 24)
    """
    if found := _STAMP.search(url):
        with suppress(ValueError):
            return date(*map(int, found.groups()))
    return accessed


def unarchived(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The sources with an address on the web and no archived copy."""
    return (entry for entry in entries if isinstance(entry.record, Source) and entry.record.url and not entry.record.archived_url)
