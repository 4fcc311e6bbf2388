"""A quote and a Site -> the letters in which it stands word for word, else the nearest passage."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from . import prose
from .addresses import address, translated
from .dates import day_text
from .dossier import Entry, Translation
from .model import Letter
from .quotes import CLOSING, SALUTATION, Verdict, check
from .site import Site
from .views.citing import former_words, language_of, own_words

__all__ = ["Quoted", "marked", "quoted_in"]


_FIT = ("verbatim", "altered", "not-found")
"""Verdicts, the nearest to the letter first; of the same words in another order there may be a nearer one."""


class Quoted(Struct, frozen=True):
    """A verdict with the letter (or its translation, by `language`) that it is about.

    `before` is the day of the latest correction before which the quote was verbatim, `former` the verdict on that wording;
    None where it is verbatim now, or never was.
    """

    letter: Entry
    language: str
    verdict: Verdict
    before: date | None = None
    former: Verdict | None = None

    @property
    def says(self) -> str:
        """The verdict in a sentence: what stands in a translation is not said to stand in the letter."""
        text = "translation" if self.language else "letter"
        said = self.verdict.says(text)
        return f"{said} {self.former.says(text, day_text(self.before))}" if self.former and self.before else said

    @property
    def where(self) -> str:
        """The address below the site's root, of the first numbered paragraph concerned."""
        home = translated(self.language, address(self.letter))
        numbered = [ident for ident in (self.former or self.verdict).paragraphs if ident not in (SALUTATION, CLOSING)]
        return f"{home}#{numbered[0]}" if numbered else home


def quoted_in(site: Site, quote: str, letter: str = "") -> list[Quoted]:
    """Every letter that has the quote verbatim; if none has, those that had it before a correction; else the one with the nearest passage.

    If there is none, nothing.

    `letter` is the id of the only letter to look in. Raises ValueError if there is no such letter.
    """
    entries = [entry for entry in site.dossier.of(Letter.folder) if letter in ("", entry.id, entry.key, address(entry))]
    if not entries:
        raise ValueError(f"there is no letter '{letter}'" if letter else "there is no letter here")
    found = []
    for entry in entries:
        for translation in (None, *entry.translations):
            found.append(Quoted(entry, translation.language if translation else "", _judged(quote, site, entry, translation)))
    if cannot := [item for item in found if item.verdict.kind in ("empty", "too-long")]:
        return cannot[:1]
    if verbatim := [item for item in found if item.verdict.kind == "verbatim"]:
        return verbatim
    if former := [item for item in (_before(site, quote, item) for item in found) if item.former]:
        return former
    return sorted((item for item in found if item.verdict.kind == "altered"), key=lambda item: _changed(item.verdict))[:1]


def _judged(quote: str, site: Site, entry: Entry, translation: Translation | None) -> Verdict:
    """The verdict on a quote, whose words may be in the order of numbers or as they are read: an item may go on behind a list in it."""
    verdict = check(quote, _words(site, entry, translation))
    if verdict.kind not in _FIT[1:]:
        return verdict
    blocks = prose.blocks(translation.body if translation else entry.body)[0]
    if not any(block.shape == "item" and "\n" in block.text for block in blocks):
        return verdict
    return min(verdict, check(quote, _words(site, entry, translation, as_read=True)), key=lambda one: (_FIT.index(one.kind), _changed(one)))


def _before(site: Site, quote: str, item: Quoted) -> Quoted:
    """The same with the latest correction before which the quote was verbatim."""
    translation = next((found for found in item.letter.translations if found.language == item.language), None)
    for day, rows in _former(site, item.letter, translation):
        if (verdict := check(quote, rows)).kind == "verbatim":
            return replace(item, before=day, former=replace(verdict, cited=False))
    return item


def _former(site: Site, entry: Entry, translation: Translation | None) -> Iterator[tuple[date, list[tuple[str, str]]]]:
    """The words of a letter before each of its corrections, the latest first; what was changed later is as it was before that."""
    rows, spoken = _words(site, entry, translation), language_of(site.viewer, entry, translation)
    for correction in sorted(entry.record.corrections, key=lambda correction: correction.date.latest, reverse=True):
        was = former_words(correction, spoken, translation is not None)
        if was and correction.paragraph:
            rows = [(ident, was if ident == correction.paragraph else text) for ident, text in rows]
            yield correction.date.latest, rows


def _words(site: Site, entry: Entry, translation: Translation | None, as_read: bool = False) -> list[tuple[str, str]]:
    """What stands in a letter or its translation, from salutation to closing, by ids: each once, or each as often as it goes on."""
    around = {name: own_words(site.viewer, entry, name, translation) for name in (SALUTATION, CLOSING)}
    body = translation.body if translation else entry.body
    rows = [(piece.block.id, piece.text) for piece in prose.pieces(body)] if as_read else [(block.id, block.text) for block in prose.blocks(body)[0]]
    return [row for row in ((SALUTATION, around[SALUTATION]), *rows, (CLOSING, around[CLOSING])) if row[1]]


def _changed(verdict: Verdict) -> int:
    return sum(len(piece.text.split()) for piece in verdict.pieces if piece.kind in ("missing", "added"))


def marked(verdict: Verdict) -> str:
    """The passage as plain text: `[-left out-]`, `{+added+}`, `[…]` for a marked omission."""
    forms = {"same": "{}", "missing": "[-{}-]", "added": "{{+{}+}}", "omitted": " […] "}
    parts = []
    for piece in verdict.pieces:
        bare = piece.text.strip()
        before, after = piece.text[: len(piece.text) - len(piece.text.lstrip())], piece.text[len(piece.text.rstrip()) :]
        parts.append(piece.text if piece.kind == "same" else f"{before}{forms[piece.kind].format(bare)}{after}")
    return " ".join("".join(parts).split())
