"""A project -> the keys of what is made from it: on which case files, and on what else, the pages of each country rest."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .again import Known
from .dossier import Dossier, Entry
from .files import INTERNATIONAL
from .keys import Keys, tree
from .model import Event, Letter, Organisation, Person
from .needles import Needle
from .site import Site
from .tracks import told_of
from .withheld import every_form

__all__ = ["keys_of"]


def keys_of(root: Path, docs: Path, site: Site, sought: Iterable[Needle], known: Known | None) -> Keys:
    """What each country's pages are made from; `sought` is what may stand on none of them, which rests on all that is public."""
    # names that are withheld are hidden in every country
    withheld = {entry.country for key, entry in site.everything.entries.items() if site.states[key] != "public"}
    hidden = sorted(item for item in site.states.items() if item[1] != "public")
    common: tuple[object, ...] = (site.settings.model_dump(), site.ask, site.instant.date(), hidden)
    if hidden:  # a name is withheld where nobody public bears it, in whatever country
        bearing = [entry for folder in (Person.folder, Organisation.folder) for entry in site.everything.of(folder)]
        names = [(entry.key, tuple(every_form(entry.record))) for entry in bearing]
        common = (*common, names, sorted((needle.rule, needle.place, needle.key) for needle in sought))
    countries = {entry.key: str(site.checked_to(entry.key)) for entry in site.countries}
    others = list(tree(docs))
    return Keys.of(root / "data", countries, common, others, withheld | _telling(site.everything), site.settings.languages, known)


def _telling(dossier: Dossier) -> set[str]:
    """The countries that say of a record of no country what pages of any country may print: somebody's state, a part of a thread, that a
    demand was made."""
    telling = (entry for folder in (Event.folder, Letter.folder) for entry in dossier.of(folder) if entry.once(_may_tell))
    return {entry.country for entry in telling if isinstance(entry.record, Letter) or _of_none(_told_of(dossier, entry.record))}


def _may_tell(entry: Entry) -> bool:
    """Whether a letter says so of a record of no country, or an event speaks of one: nearly none does, and what a kind sets need not be asked."""
    if isinstance(entry.record, Letter):
        return _of_none(_told_by(entry.record))
    event: Event = entry.record
    accounts = (ref for account in event.accounts for ref in account.effects)
    return _of_none(ref.key for ref in (*event.people, *event.organisations, *event.effects, *accounts, *event.responds_to))


def _told_of(dossier: Dossier, event: Event) -> set[str]:
    return {*told_of(dossier, event), *(ref.key for ref in event.responds_to)}


def _of_none(keys: Iterable[str]) -> bool:
    """Whether one of the records is of no country."""
    return any(key.startswith(f"{INTERNATIONAL}/") for key in keys)


def _told_by(letter: Letter) -> set[str]:
    return {ref.key for ref in (*letter.in_reply_to, *letter.follows_up, *(made.demand for made in letter.demands))}
