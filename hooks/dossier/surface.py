"""A Site with its pages -> everything that has an address of its own, with the text or the file that stands there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from . import prose
from .addresses import address, file_address, former_address, translated
from .artifact import Page
from .attachments import is_readable, paths_beside, sha256_of
from .dossier import Entry, Translation
from .model import Letter
from .site import Site
from .withheld import IN_MARKDOWN, nameless

__all__ = ["FILE", "LIST", "PARAGRAPH", "PROSE", "TRANSLATION", "Place", "lists", "surface"]

LIST, PROSE, PARAGRAPH, FILE, TRANSLATION = "list", "prose", "paragraph", "file", "translation"
"""What may stand at an address besides a record (which is called by its noun)."""


class Place(Struct, frozen=True):
    """Something with an address: what it is, its state, the record it belongs to, and of a file or translation the address of what it is of.

    `fingerprint` is that of the published text (of a letter itself: of what it says around its paragraphs), but that names of
    people who are only withdrawn stand in it (they may come back); `also` are those of the text as published and as written.
    `corrections` are those about just this; `line` is where it stands in `path`.
    """

    what: str
    state: str
    entry: Entry | None = None
    fingerprint: str = ""
    also: tuple[str, ...] = ()
    corrections: int = 0
    path: str = ""
    line: int = 1
    of: str = ""

    def is_text(self, fingerprint: str) -> bool:
        return fingerprint == self.fingerprint or fingerprint in self.also


def lists(pages: Iterable[Page], prose_pages: Mapping[str, str]) -> dict[str, Place]:
    """Every page that has an address of its own, by address; `prose_pages` are pages of docs/ by address, with their files.

    They are in the order of addresses, in whatever order they were listed: what was listed before comes first.
    """
    own = sorted((page for page in pages if not page.follows and not page.fragment), key=lambda page: page.address)
    places = {page.address: Place(LIST, "live" if page.moved_to is None else "moved", path=page.source) for page in own}
    return places | {where: Place(PROSE, "live", path=path) for where, path in prose_pages.items()}


def surface(site: Site, listed: Mapping[str, Place], before: Mapping[str, Mapping[str, Place]] | None = None) -> dict[str, Place]:
    """Everything that has an address of its own, by address: the pages that are `listed`, and what of records stands at such a place.

    `before` is, by country, what of the records stood at such places `site.listed_before`; what is erased, of which nothing may be kept, is
    found each time, and comes first.
    """
    places, there = dict(listed), dict(before or {})
    unnamed = nameless(site.everything, site.states, ("erased",), IN_MARKDOWN)
    for key, entry in sorted(site.everything.entries.items(), key=lambda item: site.states[item[0]] != "erased"):
        state = site.states[key]
        if entry.country in site.listed_before and state != "erased":
            places.update(there.pop(entry.country, {}))  # where the first of them stands, as if they were found now
            continue
        where = address(entry)
        if "#" in where or state not in ("public", "withdrawn", "erased"):
            continue
        public = state == "public"
        count = sum(1 for correction in entry.record.corrections if not correction.paragraph)
        kept, *also = _around(site, entry, unnamed) if public and entry.folder == Letter.folder and entry.record.text_available else ("",)
        for home, at in _homes(entry, where, state):
            places[home] = Place(entry.record.noun, at, entry, kept, tuple(also), count, entry.path)
        for translation in entry.translations:
            for home, at in _homes(entry, where, state):
                places[translated(translation.language, home)] = Place(TRANSLATION, at, entry, "", (), count, translation.path, of=where)
        if entry.folder == Letter.folder:
            for found, place in _of_letter(site, site.dossier.entries[key] if public else entry, where, state, unnamed):
                if not (place.what == FILE and found in places and places[found].state == "live"):  # two letters may share a file
                    places[found] = place
    return places


def _around(site: Site, entry: Entry, unnamed: Callable[[str], str]) -> tuple[str, ...]:
    """The fingerprint of a letter's subject, salutation, closing and language without the names of who was erased; those as written and as shown.

    The default language may be left out or written: the letter says the same.
    """
    language, default = entry.record.language or "", site.settings.default_language
    spelt = (language, *{"": (default,), default: ("",)}.get(language, ()))
    written, shown = (_words_around(letter.record) for letter in (entry, site.dossier.entries[entry.key]))
    return tuple(prose.fingerprint(f"{code}\n{words}") for code in spelt for words in (unnamed(written), written, shown))


def _words_around(letter: Letter) -> str:
    texts = [text for text in (letter.subject, letter.salutation, letter.closing) if text]
    return "\n".join(part for text in texts for part in (text, *(text.languages[code] for code in sorted(text.languages))))


def _homes(entry: Entry, where: str, state: str) -> list[tuple[str, str]]:
    """Every address that a record has or had, with its state there."""
    public = state == "public"
    formers = [(former_address(where, old), "moved" if public else state) for old in entry.record.redirect_from]
    return [*formers, (where, "live" if public else state)]


def _of_letter(site: Site, entry: Entry, where: str, state: str, unnamed: Callable[[str], str]) -> Iterator[tuple[str, Place]]:
    """The paragraphs of a letter and of its translations, at every address that they have or had, and its files."""
    letter: Letter = entry.record
    homes = _homes(entry, where, state)
    raw = site.everything.entries[entry.key]
    whole = sum(1 for correction in letter.corrections if not correction.paragraph)
    for path in paths_beside(site.everything, entry):
        file = site.everything.files[path].file
        if state == "public" and not is_readable(file):
            continue
        made = sha256_of(file)
        yield file_address(entry, file.name), Place(FILE, homes[-1][1], entry, made, (), whole, path, of=where)
        if file.stem == entry.id:
            yield from ((f"{home.rstrip('/')}{file.suffix}", Place(FILE, at, entry, made, (), whole, path, of=where)) for home, at in homes[:-1])
    if state != "public":
        return
    texts: list[tuple[str, Entry | Translation, Entry | Translation]] = [("", entry, raw)]
    texts += [(t.language, t, written) for t, written in zip(entry.translations, raw.translations, strict=True)]
    for language, text, written in texts:
        shown = {block.id: block for block in prose.blocks(text.body)[0]}
        kept = {block.id: block for block in prose.blocks(unnamed(written.body))[0]} if text.body != written.body else shown
        for own in prose.blocks(written.body)[0]:
            fingerprint = kept[own.id].fingerprint if own.id in kept else own.fingerprint
            also = (own.fingerprint, shown[own.id].fingerprint) if own.id in shown else (own.fingerprint,)
            count, line = _corrections(letter, own.id, language, letter.language or site.settings.default_language), written.line_of(own.line)
            for home, at in homes:
                place = Place(PARAGRAPH, at, entry, fingerprint, also, count, text.path, line, where)
                yield f"{translated(language, home)}#{own.id}", place


def _corrections(letter: Letter, paragraph: str, language: str, own: str) -> int:
    """The corrections of a paragraph: for a translation those that give the former wording in its language, for the original the others.

    One that gives it in several languages is one of the original if `own`, in which it is written, is among them.
    """
    found = [correction.was for correction in letter.corrections if correction.paragraph == paragraph]
    if language:
        redacted = any(redaction.paragraph == paragraph for redaction in letter.redactions)
        return sum(1 for was in found if (language in was.languages if was else redacted))
    return sum(1 for was in found if was is None or not was.languages or own in was.languages)
