"""A project -> the keys of what is made from it: on which case files, and on what else, the pages of each country rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from pathlib import Path

from .dossier import Dossier, Entry, folder_of, shared
from .files import INTERNATIONAL
from .keys import Folder, Keys, tree
from .model import Event, Letter, Organisation, Person
from .needles import Needle
from .site import Site
from .tracks import told_of
from .withheld import every_form

__all__ = ["keys_of"]


def keys_of(found: Mapping[str, Folder], docs: Path, site: Site, sought: Iterable[Needle]) -> Keys:
    """What each country's pages are made from: the folders that were `found` in data/; `sought` is what may stand on none of them, which
    rests on all that is public."""
    states = site.states
    hidden = sorted(item for item in states.items() if item[1] != "public")
    common: tuple[object, ...] = (site.settings.model_dump(), site.ask, site.instant.date(), hidden)
    if hidden:  # in every country, the names that are withheld are hidden where nobody public bears them, and looked for in what is made
        bearing = [entry for folder in (Person.folder, Organisation.folder) for entry in site.everything.of(folder)]
        names = [(entry.key, tuple(every_form(entry))) for entry in bearing]
        common = (*common, names, sorted(map(_looked_for, sought)))
    unseen = {key for key, state in hidden if state in ("draft", "embargoed")}  # of these countries nothing else is anywhere
    seen = {name: folder for name, folder in found.items() if name not in unseen}
    countries = {entry.key: str(site.checked_to(entry.key)) for entry in site.countries}
    others = list(tree(docs))
    return Keys.of(seen, countries, common, others, _telling(site.everything), site.settings.languages, _spoken(site.everything))


def _looked_for(needle: Needle) -> tuple[object, ...]:
    """All that says where a needle is found."""
    patterns = [pattern and pattern.pattern for pattern in (needle.pattern, needle.address)]
    return needle.rule, needle.place, needle.key, repr(patterns), needle.word, sorted(needle.named_at), sorted(needle.led_from)


def _spoken(dossier: Dossier) -> dict[str, set[str]]:
    """Country -> the countries that its records refer to, and those that are spoken of by what they show of no country: a letter about one
    country to an official of another, or an event whose source is another's, or of which another's records speak too."""
    found, shown, leads = (defaultdict[str, set[str]](set) for _ in range(3))
    stated = _stated(dossier)
    for entry in dossier.entries.values():
        for key in entry.once(_of_no_country):
            # with an event stands who else speaks of it, and with a meeting what they ask for; of somebody's state, until when there are events
            if folder_of(key) == Event.folder or (key in stated and entry.folder == Event.folder):
                leads[key].add(entry.key)
        if entry.country != INTERNATIONAL:
            found[entry.country] |= entry.homes
            shown[entry.country] |= entry.once(_of_no_country)
            continue
        keys = {ref.key for _, ref, _ in entry.references if ref.key}
        if entry.folder == Letter.folder:
            keys.update(entry.record.countries)
        leads[entry.key] |= keys
        for key in keys:
            if not _of_none([key]):
                shown[key.partition("/")[0]].add(entry.key)
        for key in _told(dossier, entry):
            leads[key].add(entry.key)
    for country, keys in shown.items():
        found[country].update(key.partition("/")[0] for key in _reached(keys, leads))
    return found


def _stated(dossier: Dossier) -> set[str]:
    """Those of no country of whom some event gives a state."""
    events = (entry.record for entry in dossier.of(Event.folder) if entry.once(_of_no_country))
    return {key for event in events for key in told_of(dossier, event) if _of_none([key])}


def _of_no_country(entry: Entry) -> frozenset[str]:
    """The records of no country to which a record refers."""
    return shared(frozenset(ref.key for _, ref, _ in entry.references if _of_none([ref.key])))


def _reached(keys: Iterable[str], leads: Mapping[str, Set[str]]) -> set[str]:
    """The keys, and all that these lead to."""
    reached, waiting = set[str](), list(keys)
    while waiting:
        if (key := waiting.pop()) not in reached:
            reached.add(key)
            waiting += leads.get(key, ())
    return reached


def _telling(dossier: Dossier) -> set[str]:
    """The countries that say of a record of no country what pages of any country may print: somebody's state, a part of a thread, an answer
    to an event, that a demand was made."""
    entries = (entry for folder in (Event.folder, Letter.folder) for entry in dossier.of(folder))
    return {entry.country for entry in entries if _of_none(_told(dossier, entry))}


def _told(dossier: Dossier, entry: Entry) -> set[str]:
    """The records of no country of which a record says what is shown wherever they are."""
    if entry.folder not in (Event.folder, Letter.folder) or not entry.once(_of_no_country):
        return set()  # as nearly always: what a kind sets need not be asked
    keys = _told_of(dossier, entry.record) if entry.folder == Event.folder else _told_by(entry.record)
    return {key for key in keys if _of_none([key])}


def _told_of(dossier: Dossier, event: Event) -> set[str]:
    return {*told_of(dossier, event), *(ref.key for ref in (*event.responds_to, *(relation.event for relation in event.relates_to)))}


def _of_none(keys: Iterable[str]) -> bool:
    """Whether one of the records is of no country."""
    return any(key.startswith(f"{INTERNATIONAL}/") for key in keys)


def _told_by(letter: Letter) -> set[str]:
    return {ref.key for ref in (*letter.in_reply_to, *letter.follows_up, *(made.demand for made in letter.demands))}
