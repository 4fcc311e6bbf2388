"""Markdown -> the numbered blocks of a letter, each with an address of its own."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

from markdown_it.token import Token
from msgspec import Struct

from .known import Known
from .markdown import text_of
from .parts import Wrong, parts_of

__all__ = ["LETTERS", "Block", "Piece", "blocks", "fingerprint", "pieces", "words_of"]

_TYPES = [str, int, int, str, str, bool, str]
"""Those of a block's values."""
Read = tuple[tuple["Block", ...], tuple[Wrong, ...]]


class Block(Struct, frozen=True):
    """One numbered block of a letter: a paragraph, a list item or a quoted paragraph.

    `id` is its address (`p3`); `pinned` says that the letter gives it. `marker` is what stands before a list item: `•`, or its number as the
    letter writes it (`2.`), whatever Markdown would count. `depth` is how deep lists and quotations are nested. Lines count from 1. `text`
    are the words of the block without any markup; paragraphs of one item are parted by a line break. It is the one at a `place` of a `body`.
    """

    shape: str
    line: int
    depth: int
    marker: str
    id: str
    pinned: bool
    text: str
    body: str
    place: int

    @property
    def inlines(self) -> list[Token]:
        """Its paragraphs, to be shown."""
        return parts_of(self.body)[0][self.place].inlines

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.text)


@lru_cache(maxsize=20_000)
def fingerprint(text: str) -> str:
    """SHA-256 of the words of a text in hexadecimal: UTF-8, NFC, each run of white space one blank, none at the ends.

    Mark-up does not count, every sign does. `printf %s "the words" | sha256sum` gives the same.

    >>> fingerprint(" Dear\\n  all ")[:12] == hashlib.sha256(b"Dear all").hexdigest()[:12]
    True
    """
    return hashlib.sha256(unicodedata.normalize("NFC", " ".join(text.split())).encode()).hexdigest()


def words_of(markdown: str) -> str:
    """The words of a text written in Markdown, as those of a letter are read."""
    return "\n".join(block.text for block in blocks(markdown)[0])


class Piece(Struct, frozen=True):
    """Paragraphs of a block that stand together; `goes_on` where blocks of their own stand between them and those before.

    Each block is one piece, but for an item with a list or a quotation in the midst of it.
    """

    block: Block
    inlines: list[Token]
    goes_on: bool

    @property
    def text(self) -> str:
        return "\n".join(map(text_of, self.inlines))


def pieces(body: str) -> Iterator[Piece]:
    """The numbered blocks of a letter in the order of its words.

    >>> [(piece.block.id, piece.text) for piece in pieces("- They say:\\n\\n  > No.\\n\\n  We go on.")]
    [('p1', 'They say:'), ('p2', 'No.'), ('p1', 'We go on.')]
    """
    shown = {id(part): block for part, block in zip(parts_of(body)[0], blocks(body)[0], strict=True)}
    begun = set()
    for part, together in groupby(parts_of(body)[2], key=lambda one: id(one[0])):
        yield Piece(shown[part], [inline for _, inline in together], part in begun)
        begun.add(part)


def blocks(body: str) -> Read:
    """The numbered blocks of a letter, and what is wrong with it as `Wrong`.

    Each paragraph, list item and quoted paragraph counts once, in document order; `{#p7}` at the end of
    a block pins its number and counting goes on from it. A block whose number is taken already is `p6a`.
    """
    return LETTERS.of(body)


def _read(body: str) -> Read:
    parts, wrong, _ = parts_of(body)
    said = ("\n".join(text_of(inline) for inline in part.inlines) for part in parts)
    found = (Block(p.shape, p.line, p.depth, p.marker, p.id, p.pinned, text, body, n) for n, (p, text) in enumerate(zip(parts, said, strict=True)))
    return tuple(found), wrong


def _packed(read: Read) -> object:
    return [[block.shape, block.line, block.depth, block.marker, block.id, block.pinned, block.text] for block in read[0]], read[1]


def _unpacked(body: str, given: Any) -> Read:
    found = []
    for place, part in enumerate(given[0]):
        if [type(value) for value in part] != _TYPES:
            raise TypeError(part)
        shape, line, depth, marker, ident, pinned, text = part
        found.append(Block(shape, line, depth, marker, ident, pinned, text, body, place))
    return tuple(found), tuple((int(line), str(sign), str(said), int(other)) for line, sign, said, other in given[1])


LETTERS = Known(_read, _packed, _unpacked)
"""The letters that were read."""
