"""A quote and a Site -> the letters in which it stands word for word, else the nearest passage."""

from __future__ import annotations

from msgspec import Struct

from . import prose
from .addresses import address, translated
from .dossier import Entry
from .model import Letter
from .quotes import Verdict, check
from .site import Site

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
        """The address below the site's root, of the first paragraph concerned."""
        home = translated(self.language, address(self.letter))
        return f"{home}#{self.verdict.paragraphs[0]}" if self.verdict.paragraphs else home


def quoted_in(site: Site, quote: str, letter: str = "") -> list[Quoted]:
    """Every letter that has the quote verbatim; if none has, the one with the nearest passage; if there is none, nothing.

    `letter` is the id of the only letter to look in. Raises ValueError if there is no such letter.
    """
    entries = [entry for entry in site.dossier.of(Letter.folder) if letter in ("", entry.id, entry.key, address(entry))]
    if not entries:
        raise ValueError(f"there is no letter '{letter}'" if letter else "there is no letter here")
    found = []
    for entry in entries:
        for language, body in (("", entry.body), *((t.language, t.body) for t in entry.translations)):
            found.append(Quoted(entry, language, check(quote, [(block.id, block.text) for block in prose.blocks(body)[0]])))
    if cannot := [item for item in found if item.verdict.kind in ("empty", "too-long")]:
        return cannot[:1]
    if verbatim := [item for item in found if item.verdict.kind == "verbatim"]:
        return verbatim
    return sorted((item for item in found if item.verdict.kind == "altered"), key=_changed)[:1]


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
