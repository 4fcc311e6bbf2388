"""Tables of what letters say: their paragraphs, the translations of these, and who is named in each."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from .. import prose
from ..addresses import address, translated
from ..dossier import Entry
from ..model import Letter, Organisation, Person
from ..prose import Block
from ..views.base import Viewer
from ..views.citing import address_of
from .columns import Column, Table, owner

__all__ = ["PARAGRAPHS"]


class _Paragraph(Struct, frozen=True):
    """A numbered block of a letter in a language (empty: the letter's own), and its place from 1."""

    entry: Entry
    block: Block
    place: int
    language: str = ""

    @property
    def key(self) -> str:
        return f"{self.entry.key}#{self.block.id}"


def _address(viewer: Viewer, paragraph: _Paragraph) -> str:
    return address_of(viewer, f"{translated(paragraph.language, address(paragraph.entry))}#{paragraph.block.id}")


def _paragraphs(viewer: Viewer, home: str) -> Iterator[_Paragraph]:
    for entry in viewer.dossier.of(Letter.folder, home):
        for place, block in enumerate(prose.blocks(entry.body)[0], start=1):
            yield _Paragraph(entry, block, place)


def _translated(viewer: Viewer, home: str) -> Iterator[_Paragraph]:
    for entry in viewer.dossier.of(Letter.folder, home):
        for translation in entry.translations:
            for place, block in enumerate(prose.blocks(translation.body)[0], start=1):
                yield _Paragraph(entry, block, place, translation.language)


def _named(viewer: Viewer, home: str) -> Iterator[tuple[_Paragraph, int, Entry]]:
    for paragraph in _paragraphs(viewer, home):
        about = viewer.index.concordance[paragraph.entry.key]
        for place, named in enumerate(about[paragraph.block.id].named if paragraph.block.id in about else (), start=1):
            yield paragraph, place, named


PARAGRAPHS = (
    Table(
        "paragraphs", "Paragraphs of letters", "The verbatim text of each letter, a row a numbered paragraph.", _paragraphs,
        (
            Column("id", "the paragraph: the letter, # and its number", lambda _, p: p.key, required=True),
            owner("letter", "letters"),
            Column("paragraph", "its number on the page, which never changes: p3", lambda _, p: p.block.id, required=True),
            Column("place", "its place in the letter, from 1", lambda _, p: p.place, "integer", required=True),
            Column("marker", "what stands before an item of a list", lambda _, p: p.block.marker or None),
            Column("text", "the words, without mark-up; mistakes are the letter’s own", lambda _, p: p.block.text, required=True),
            Column("fingerprint", "SHA-256 of the words (UTF-8, NFC, white space as one blank)", lambda _, p: p.block.fingerprint, required=True),
            Column("url", "its address", _address, "address", required=True),
        ),
    ),
    Table(
        "paragraph_translations", "Translations of paragraphs", "Paragraphs in other languages; the original prevails.", _translated,
        (
            Column("paragraph", "the paragraph translated", lambda _, p: p.key, required=True, to="paragraphs"),
            Column("language", "the language of the translation (BCP 47)", lambda _, p: p.language, required=True),
            Column("text", "the words, without mark-up", lambda _, p: p.block.text, required=True),
            Column("fingerprint", "SHA-256 of the words", lambda _, p: p.block.fingerprint, required=True),
            Column("url", "its address", _address, "address", required=True),
        ),
        ("paragraph", "language"),
    ),
    Table(
        "paragraph_names", "Who is named in which paragraph", "People and organisations on record whose names stand in a paragraph.", _named,
        (
            Column("paragraph", "the paragraph", lambda _, n: n[0].key, required=True, to="paragraphs"),
            Column("number", "the place among those named in it, from 1", lambda _, n: n[1], "integer", required=True),
            Column("person", "the person", lambda _, n: n[2].key if n[2].folder == Person.folder else None, to="people"),
            Column("organisation", "the organisation", lambda _, n: n[2].key if n[2].folder == Organisation.folder else None, to="organisations"),
        ),
        ("paragraph", "number"),
    ),
)  # fmt: skip
