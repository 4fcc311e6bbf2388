"""A withdrawn record and the ledger -> the files at its own addresses, where a notice is, and those that lead there."""

from __future__ import annotations

from collections.abc import Iterable

from .addresses import address, former_address, translated, untranslated
from .dossier import Entry
from .ledger import Ledger
from .model import Country

__all__ = ["NO_WAYS", "Ways", "ways_of"]

Ways = tuple[frozenset[str], frozenset[str]]
"""Files whose own address may hold that of a withdrawn record, and files that may lead to it."""
NO_WAYS: Ways = (frozenset(), frozenset())


def ways_of(entry: Entry, withdrawn: Iterable[Entry], ledger: Ledger) -> Ways:
    """Those of a record; of a country those of all its `withdrawn` records, since it stands in their addresses, and of its lists that were sealed."""
    if entry.folder != Country.folder:
        return _own(entry, ledger)
    found = [_own(one, ledger) for one in withdrawn if one.country == entry.key]
    lists = (f"{row.address}index.html" for row in ledger.rows if row.what == "list" and untranslated(row.address).startswith(f"{entry.key}/"))
    return frozenset().union(*(notices for notices, _ in found)), frozenset(lists).union(*(ways for _, ways in found))


def _own(entry: Entry, ledger: Ledger) -> Ways:
    """The notices of a withdrawn record, and the ways at its former and short addresses."""
    where = address(entry)
    if "#" in where:
        return NO_WAYS
    languages = ("", *(translation.language for translation in entry.translations))
    formers = [former_address(where, old) for old in entry.record.redirect_from]
    short = [f"r/{ledger.codes[one]}/" for one in (where, *formers) if one in ledger.codes]
    ways = [*short, *(translated(language, former) for former in formers for language in languages)]
    notices = frozenset(f"{translated(language, where)}index.html" for language in languages)
    return notices, frozenset((*(f"{way}index.html" for way in ways), "_redirects"))
