"""A Site with its pages -> everything that has an address of its own, with the text or the file that stands there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from . import prose
from .artifact import Page
from .attachments import is_readable, paths_beside, sha256_of
from .checks.addresses import former_address
from .dossier import Entry, Translation
from .index import address, file_address, translated
from .model import Letter
from .site import Site

__all__ = ["FILE", "LIST", "PARAGRAPH", "PROSE", "TRANSLATION", "Place", "surface"]

LIST, PROSE, PARAGRAPH, FILE, TRANSLATION = "list", "prose", "paragraph", "file", "translation"
"""What may stand at an address besides a record (which is called by its noun)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Something with an address: what it is, its state, the record it belongs to.

    `fingerprint` is that of the published text, `written` that of the text as it stands in the case file
    (names of withdrawn people may be withheld in the first); `line` is where it stands in `path`.
    """

    what: str
    state: str
    entry: Entry | None = None
    fingerprint: str = ""
    written: str = ""
    corrections: int = 0
    path: str = ""
    line: int = 1


def surface(site: Site, pages: Iterable[Page], prose_pages: Mapping[str, str]) -> dict[str, Place]:
    """Everything that has an address of its own, by address; `prose_pages` are pages of docs/ by address, with their files."""
    own = [page for page in pages if not page.follows and not page.fragment]
    places = {page.address: Place(LIST, "live" if page.moved_to is None else "moved") for page in own}
    places |= {where: Place(PROSE, "live", path=path) for where, path in prose_pages.items()}
    for key, entry in site.everything.entries.items():
        where, state = address(entry), site.states[key]
        if "#" in where or state not in ("public", "withdrawn", "erased"):
            continue
        public = state == "public"
        for old in entry.record.redirect_from:
            former = former_address(where, old)
            places[former] = Place(entry.record.noun, "moved" if public else state, entry, path=entry.path)
        places[where] = Place(entry.record.noun, "live" if public else state, entry, path=entry.path)
        if entry.folder == Letter.folder:
            places |= _of_letter(site, site.dossier.entries[key] if public else entry, where, state)
    return places


def _of_letter(site: Site, entry: Entry, where: str, state: str) -> dict[str, Place]:
    """The paragraphs of a letter and of its translations, at every address that they have or had, and its files."""
    letter: Letter = entry.record
    places: dict[str, Place] = {}
    formers = [former_address(where, old) for old in letter.redirect_from]
    counts: dict[str, int] = defaultdict(int)
    for correction in letter.corrections:
        counts[correction.paragraph or ""] += 1
    raw = site.everything.entries[entry.key]
    for path in paths_beside(site.everything, entry):
        file = site.everything.files[path].file
        at = "live" if state == "public" else state
        if at == "live" and not is_readable(file):
            continue
        places[file_address(entry, file.name)] = Place(FILE, at, entry, sha256_of(file), "", counts[""], path)
    if state != "public":
        homes = [(t, home) for t in entry.translations for home in (where, *formers)]
        return places | {translated(t.language, home): Place(TRANSLATION, state, entry, path=t.path) for t, home in homes}
    texts: list[tuple[str, Entry | Translation, Entry | Translation]] = [("", entry, raw)]
    texts += [(t.language, t, written) for t, written in zip(entry.translations, raw.translations, strict=True)]
    for language, text, written in texts:
        for home in (where, *formers):
            page = translated(language, home)
            at = "live" if home == where else "moved"
            if language:
                places[page] = Place(TRANSLATION, at, entry, "", "", counts[""], text.path)
            for block, own in zip(prose.blocks(text.body)[0], prose.blocks(written.body)[0], strict=True):
                line = written.line_of(own.line)
                places[f"{page}#{block.id}"] = Place(PARAGRAPH, at, entry, block.fingerprint, own.fingerprint, counts[block.id], text.path, line)
    return places
