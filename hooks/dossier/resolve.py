"""A Dossier -> every reference in it with its key, or the problem that it finds nothing, or two; what a link in prose refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from .dossier import Dossier, Entry
from .files import INTERNATIONAL
from .hush import says_withheld
from .model import KINDS, RECORDS, Country, Letter
from .problems import OFFERS, Problem, a, choose, first, nearest, offer, quoted
from .values import Ref, To

__all__ = ["LINK", "LINKED", "offered", "resolve", "resolve_link"]

LINKED = (Country.folder, *(kind.folder for kind in RECORDS))
"""The folders of records that prose may link."""
LINK = re.compile(r"(?:[a-z0-9-]+/){0,2}[a-z0-9-]+(?:#p[1-9]\d*[a-z]?)?/?", re.ASCII)
"""The target of a link to a record."""


def resolve(dossier: Dossier, entries: Iterable[Entry]) -> Iterator[Problem]:
    """Gives every reference of some records its key; a reference that finds nothing, or two, is a problem."""
    for _, together in groupby(entries, key=lambda entry: entry.path):
        yield from first(_wrong(dossier, together))


def _wrong(dossier: Dossier, entries: Iterable[Entry]) -> Iterator[Problem]:
    offers = OFFERS
    for entry in entries:
        for loc, ref, to in entry.references:
            found = dossier.find(ref.path, entry.country, to.folders)
            if len(found) == 1 and (meant := dossier.entries[found[0]]).folder in to.folders:
                ref.key = meant.key
                if ref.fragment and not (to.paragraph and meant.folder == Letter.folder):
                    yield entry.problem(f"{quoted(ref.text)} names a paragraph; only letters have paragraphs, where a source is meant", *loc)
            elif found or not dossier.is_broken(ref.path, entry.country, to.folders):
                yield entry.problem(_unresolved(dossier, entry, ref, to, found, offers > 0), *loc)
                offers -= 1


def _unresolved(dossier: Dossier, entry: Entry, ref: Ref, to: To, found: list[str], offers: bool) -> str:
    nouns = " or ".join(KINDS[folder].noun for folder in to.folders)
    if len(found) > 1:
        keys = " and ".join(f"'{key.removeprefix(f'{entry.country}/')}'" for key in found)
        return f"{quoted(ref.text)} means more than one record: {keys}; write which"
    if new := dossier.renamed(ref.path, entry.country, to.folders):
        return f"{quoted(ref.text)} is a former id; write '{new}{f'#{ref.fragment}' if ref.fragment else ''}'"
    others = found or dossier.find(ref.path, entry.country, [kind.folder for kind in RECORDS])
    if others and not says_withheld(dossier.entries[others[0]].node):
        return f"{quoted(ref.text)} is {a(dossier.entries[others[0]].record.noun)}, and {a(nouns)} is needed"
    *_, named, name = ("", *ref.path.split("/"))
    if named in set(LINKED) - set(to.folders) and dossier.is_broken(ref.path, entry.country, LINKED):  # whatever else is wrong with it
        return f"{quoted(ref.text)} is {a(KINDS[named].noun)}, and {a(nouns)} is needed"
    right = (offer(_abroad(dossier, name, to.folders)) or nearest(name, offered(dossier, entry.country, to.folders))) if offers else ""
    return f"there is no {nouns} {quoted(ref.text)}{right or _where(to.folders)}"


def _where(folders: tuple[str, ...]) -> str:
    """Where those stand that there are: of the words of the vocabulary, which an editor chooses from."""
    found = [folder for folder in folders if folder.startswith("vocabulary/")]
    return choose(found[0]) if found else ""


def _abroad(dossier: Dossier, ident: str, folders: tuple[str, ...]) -> str:
    """The whole reference to a record of this id in another country."""
    for entry in dossier.entries.values():
        if entry.id == ident and entry.folder in folders and entry.country not in ("vocabulary", ""):
            home = dossier.entries.get(entry.country)
            if not says_withheld(entry.node) and not (home and says_withheld(home.node)):
                return entry.key
    return ""


def offered(dossier: Dossier, country: str, folders: tuple[str, ...]) -> list[str]:
    """Ids to offer; those of withheld records are never offered."""
    homes = (country, INTERNATIONAL, "vocabulary")
    return [
        entry.id
        for entry in dossier.entries.values()
        if entry.folder in folders and entry.country in homes and not says_withheld(entry.node)
    ]


def resolve_link(dossier: Dossier, target: str, country: str) -> Ref | None:
    """The reference that a link's target is, with its key, if it finds one record."""
    if not LINK.fullmatch(target):
        return None
    ref = Ref(target.rstrip("/"))
    found = dossier.find(ref.path, country, LINKED)
    if len(found) != 1:
        return None
    ref.key = found[0]
    return ref
