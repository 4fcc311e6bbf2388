"""What stays at the address of a withdrawn record: a notice without a name."""

from __future__ import annotations

from collections.abc import Iterator

from ..addresses import address, translated
from ..artifact import Page
from ..dossier import Entry
from ..model import Withdrawal
from ..site import Site

__all__ = ["publish"]


def _withdrawal(site: Site, entry: Entry) -> Withdrawal:
    """The withdrawal that took a record away: its own, or that of its country."""
    country = site.everything.entries.get(entry.country, entry)
    withdrawn: Withdrawal = entry.record.withdrawn or country.record.withdrawn
    return withdrawn


def publish(site: Site) -> Iterator[Page]:
    for key, entry in site.everything.entries.items():
        where = address(entry)
        if "#" in where or site.states[key] != "withdrawn" or entry.country in site.listed_before:
            continue
        for home in (where, *(translated(translation.language, where) for translation in entry.translations)):
            context = {"title": "Withdrawn", "date": _withdrawal(site, entry).date}
            yield Page(home, "Withdrawn", "This record was withdrawn.", "withdrawn.html", context, noindex=True, moved_to="")
