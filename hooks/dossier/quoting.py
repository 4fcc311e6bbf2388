"""A quote and a Site -> the letters in which it stands word for word, else the nearest passage."""

from __future__ import annotations

from msgspec import Struct

from . import prose
from .addresses import address, translated
from .dossier import Entry, Translation
from .model import Letter
from .quotes import CLOSING, SALUTATION, Verdict, check
from .site import Site
from .views.citing import own_words

__all__ = ["Quoted", "marked", "quoted_in"]


class Quoted(Struct, frozen=True):
    """A verdict with the letter (or its translation, by `language`) that it is about."""

    letter: Entry
    language: str
    verdict: Verdict

    @property
    def says(self) -> str:
        """The verdict in a sentence: what stands in a translation is not said to stand in the letter."""
        return self.verdict.says("translation" if self.language else "letter")

    @property
    def where(self) -> str:
        """The address below the site's root, of the first numbered paragraph concerned."""
        home = translated(self.language, address(self.letter))
        numbered = [ident for ident in self.verdict.paragraphs if ident not in (SALUTATION, CLOSING)]
        return f"{home}#{numbered[0]}" if numbered else home


def quoted_in(site: Site, quote: str, letter: str = "") -> list[Quoted]:
    """Every letter that has the quote verbatim; if none has, the one with the nearest passage; if there is none, nothing.

    `letter` is the id of the only letter to look in. Raises ValueError if there is no such letter.
    """
    entries = [entry for entry in site.dossier.of(Letter.folder) if letter in ("", entry.id, entry.key, address(entry))]
    if not entries:
        raise ValueError(f"there is no letter '{letter}'" if letter else "there is no letter here")
    found = []
    for entry in entries:
        for translation in (None, *entry.translations):
            found.append(Quoted(entry, translation.language if translation else "", check(quote, _words(site, entry, translation))))
    if cannot := [item for item in found if item.verdict.kind in ("empty", "too-long")]:
        return cannot[:1]
    if verbatim := [item for item in found if item.verdict.kind == "verbatim"]:
        return verbatim
    return sorted((item for item in found if item.verdict.kind == "altered"), key=_changed)[:1]


def _words(site: Site, entry: Entry, translation: Translation | None) -> list[tuple[str, str]]:
    """What stands in a letter or its translation, from salutation to closing, by ids."""
    around = {name: own_words(site.viewer, entry, name, translation) for name in (SALUTATION, CLOSING)}
    rows = [(block.id, block.text) for block in prose.blocks(translation.body if translation else entry.body)[0]]
    return [row for row in ((SALUTATION, around[SALUTATION]), *rows, (CLOSING, around[CLOSING])) if row[1]]


def _changed(item: Quoted) -> int:
    return sum(len(piece.text.split()) for piece in item.verdict.pieces if piece.kind in ("missing", "added"))


def marked(verdict: Verdict) -> str:
    """The passage as plain text: `[-left out-]`, `{+added+}`, `[…]` for a marked omission."""
    forms = {"same": "{}", "missing": "[-{}-]", "added": "{{+{}+}}", "omitted": " […] "}
    parts = []
    for piece in verdict.pieces:
        bare = piece.text.strip()
        before, after = piece.text[: len(piece.text) - len(piece.text.lstrip())], piece.text[len(piece.text.rstrip()) :]
        parts.append(piece.text if piece.kind == "same" else f"{before}{forms[piece.kind].format(bare)}{after}")
    return " ".join("".join(parts).split())
