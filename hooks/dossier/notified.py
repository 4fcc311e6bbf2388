"""A withdrawn record and the ledger -> the files at its own addresses, where a notice is, and those that lead there.

Programs that come back have a notice too: whoever embedded a letter, follows a feed, subscribed to a calendar or reads JSON gets one
in the form that was asked for. What is fetched once (references, texts, press packs, files, cards) is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Literal

from .addresses import address, former_address, translated, untranslated
from .dossier import Entry
from .ledger import Ledger
from .model import Country, Event, Letter, Organisation, Person

__all__ = ["NO_WAYS", "Form", "Ways", "homes_of", "notices", "ways_of"]

Form = Literal["page", "embed", "oembed", "json", "atom", "rss", "feed.json", "ics"]
"""A notice at another address than that of the record itself; a page is where its thread could be printed."""

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


def homes_of(entry: Entry) -> list[str]:
    """The address of a record, and those of its translations."""
    return [translated(language, address(entry)) for language in ("", *(translation.language for translation in entry.translations))]


def notices(entry: Entry, ledger: Ledger) -> Iterator[tuple[Form, str]]:
    """(form, file) of what programs may still ask for of a withdrawn record, at every address that it ever had."""
    where, folder = address(entry), entry.folder
    if "#" in where:
        return
    homes = [where, *(former_address(where, old) for old in entry.record.redirect_from)]
    stems = [home.rstrip("/") for home in homes]
    yield from (("json", f"{stem}.json") for stem in stems)
    if folder == Country.folder:
        timelines = [f"{stem}/timeline/{group}" for stem in stems for group in ledger.groups(stem)]
        yield from (("json", f"{line}/data.json") for line in (*(f"{stem}/timeline" for stem in stems), *timelines))
        yield from _embeds([*homes, *(timeline.replace("/timeline/", "/") + "/" for timeline in timelines)])
        yield from ((form, f"{stem}.{form}") for form, stem in product(_OF_COUNTRIES, stems))
        yield from ((form, f"{stem}.{form}") for form, stem in product(_OF_COUNTRIES[:2], timelines))
    elif folder == Event.folder:
        yield from _embeds(homes)
    elif folder in (Person.folder, Organisation.folder, Letter.folder):
        yield from (("atom", f"{stem}.atom") for stem in stems)
    if folder == Letter.folder:
        yield from (("page", f"{home}thread/index.html") for home in homes)
    if folder == Letter.folder and entry.record.text_available:
        spoken = [translation.language for translation in entry.translations]
        yield from (("json", f"{translated(language, stem)}.json") for language, stem in product(spoken, stems))
        for home in (translated(language, home) for language, home in product(("", *spoken), homes)):
            yield from _embeds([home, *(f"{home}{paragraph}/" for paragraph in ledger.paragraphs.get(home, ()))])


_OF_COUNTRIES: tuple[Form, ...] = ("atom", "rss", "feed.json", "ics")


def _embeds(homes: Iterable[str]) -> Iterator[tuple[Form, str]]:
    for home in homes:
        yield "embed", f"embed/{home}index.html"
        yield "oembed", f"embed/{home}oembed.json"


def _own(entry: Entry, ledger: Ledger) -> Ways:
    """The notices of a withdrawn record, and the ways at its former and short addresses."""
    where = address(entry)
    if "#" in where:
        return NO_WAYS
    languages = ("", *(translation.language for translation in entry.translations))
    formers = [former_address(where, old) for old in entry.record.redirect_from]
    short = [f"r/{ledger.codes[one]}/" for one in (where, *formers) if one in ledger.codes]
    ways = [*short, *(translated(language, former) for former in formers for language in languages)]
    pages = (f"{home}index.html" for home in homes_of(entry))
    return frozenset((*pages, *(file for _, file in notices(entry, ledger)))), frozenset((*(f"{way}index.html" for way in ways), "_redirects"))
