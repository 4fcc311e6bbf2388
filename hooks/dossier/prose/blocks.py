"""Markdown -> the numbered blocks of a letter, each with an address of its own."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from string import ascii_lowercase
from typing import Any

from markdown_it.token import Token
from msgspec import Struct, field

from .known import Known
from .markdown import parsed, text_of

__all__ = ["LETTERS", "Block", "Piece", "blocks", "fingerprint", "forget", "pieces", "words_of"]

_PIN = re.compile(r"\{#(p[1-9]\d{0,3}[a-z]?)\}\Z")
_IN_LETTERS = {"inline"} | {
    f"{block}_{side}" for block in ("paragraph", "bullet_list", "ordered_list", "list_item", "blockquote") for side in ("open", "close")
}
_WHAT = {
    "heading_open": "a heading",
    "fence": "a block of code",
    "code_block": "an indented line (Markdown reads it as code)",
    "hr": "a rule (---)",
    "code_inline": "code in backticks",
}
_TYPES = [str, int, int, str, str, bool, str]
"""Those of a block's values."""
Wrong = tuple[int, str, str, int]
"""What is wrong in a letter: in which line, at which sign, in words; the line of another block with which it does not agree, or 0."""
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
        return _parts(self.body)[0][self.place].inlines

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
    shown = {id(part): block for part, block in zip(_parts(body)[0], blocks(body)[0], strict=True)}
    begun = set()
    for part, together in groupby(_parts(body)[2], key=lambda one: id(one[0])):
        yield Piece(shown[part], [inline for _, inline in together], part in begun)
        begun.add(part)


class _Part(Struct):
    """A block while a letter is read; a `bare` item is nothing but its marker."""

    shape: str
    line: int
    depth: int = 0
    marker: str = ""
    id: str = ""
    pinned: bool = False
    bare: bool = False
    inlines: list[Token] = field(default_factory=list)


def blocks(body: str) -> Read:
    """The numbered blocks of a letter, and what is wrong with it as `Wrong`.

    Each paragraph, list item and quoted paragraph counts once, in document order; `{#p7}` at the end of
    a block pins its number and counting goes on from it. A block whose number is taken already is `p6a`.
    """
    return LETTERS.of(body)


def _read(body: str) -> Read:
    parts, wrong, _ = _parts(body)
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


@lru_cache(maxsize=1024)
def _parts(body: str) -> tuple[tuple[_Part, ...], tuple[Wrong, ...], tuple[tuple[_Part, Token], ...]]:
    """The blocks, what is wrong, and each paragraph with its block in the order of the text."""
    found: list[_Part] = []
    order: list[tuple[_Part, Token]] = []
    wrong: list[Wrong] = []
    stack: list[_Part | str] = []
    begun, lines = list[_Part](), body.split("\n")  # `begun`: items without words so far
    for token in parsed(body):
        line = (token.map or [0])[0] + 1
        if token.type not in _IN_LETTERS and token.nesting < 0:
            continue
        if token.type not in _IN_LETTERS:
            what = _WHAT.get(token.type, "markup")
            said = f"{what} does not belong in a letter; only paragraphs, lists, quotations, emphasis and links do"
            wrong.append((line, token.markup, said, 0))
        elif token.type == "list_item_open":
            bare = "\n".join(lines[slice(*(token.map or (0, 0)))]).rstrip().endswith(mark := token.info + token.markup)
            item = _Part("item", line, len(stack), mark if token.info else "•", bare=bare)
            found.append(item)
            stack.append(item)
            begun.append(item)
        elif token.type == "blockquote_open":
            stack.append("quotation")
        elif token.type in ("list_item_close", "blockquote_close"):
            closed = stack.pop()
            if begun and isinstance(closed, _Part) and closed is begun[-1]:
                begun.pop()
                said = f"nothing stands behind '{closed.marker}'; it would not be shown"
                wrong += [(closed.line, closed.marker.strip("•"), said, 0)] if closed.bare else []
        elif token.type == "inline":
            for child in token.children or ():
                if child.type == "code_inline":
                    wrong.append((line, child.markup + child.content, "code in backticks does not belong in a letter", 0))
            block, words = _placed(token, line, stack, found)
            if words.children:
                _marked(block, begun)
                block.inlines.append(words)
                order.append((block, words))
    alone = (part for part in found if part.pinned and not part.inlines)
    wrong += [(part.line, _pin(part), f"'{part.id}' stands alone; write it at the end of a paragraph", 0) for part in alone]
    numbered = [block for block in found if block.inlines]
    wrong += _number(numbered)
    return tuple(numbered), tuple(wrong), tuple(order)


def _marked(block: _Part, begun: list[_Part]) -> None:
    """Numbers of items that begin with another item or a quotation stand before the words of that."""
    block.marker = " ".join(item.marker for item in begun if item is block or item.marker != "•") if begun else block.marker
    for item in begun:
        item.marker = item.marker if item is block else ""
    begun.clear()


def _placed(token: Token, line: int, stack: list[_Part | str], found: list[_Part]) -> tuple[_Part, Token]:
    """The block that a paragraph stands in, and the paragraph without the number that it pins."""
    if stack and isinstance(stack[-1], _Part):
        block = stack[-1]
    else:
        block = _Part("quotation" if stack else "paragraph", line, len(stack))
        found.append(block)
    children = list(token.children or ())
    if children and children[-1].type == "text" and "{#" in children[-1].content and (pin := _PIN.search(children[-1].content.rstrip())):
        block.id, block.pinned = pin[1], True
        last = children[-1].copy(content=children[-1].content[: pin.start()].rstrip())
        children = [*children[:-1], last] if last.content else children[:-1]
        while children and children[-1].type in ("softbreak", "hardbreak"):
            children.pop()
        token = token.copy(children=children)
    return block, token


def _pin(block: _Part) -> str:
    return f"{{#{block.id}}}"


def _number(numbered: list[_Part]) -> Iterator[Wrong]:
    pinned: dict[str, _Part] = {}
    for block in numbered:
        if block.pinned and pinned.setdefault(block.id, block) is not block:
            yield block.line, _pin(block), f"'{block.id}' is given twice", pinned[block.id].line
    taken = set(pinned)
    count = 0
    for block in numbered:
        if block.pinned:
            count = int(block.id[1:].rstrip(ascii_lowercase))
            continue
        block.id = following = f"p{count + 1}"
        if following in taken:
            block.id = next((free for letter in ascii_lowercase if count and (free := f"p{count}{letter}") not in taken), "")
        if not block.id:
            yield block.line, "", f"this block would be {following}, which is given to another one; write {{#p…}} with a free number at its end", 0
        taken.add(block.id)
        count += block.id == following


def forget() -> None:
    """Lets go of what was read of texts to be shown; what they say is known still."""
    parsed.cache_clear()
    _parts.cache_clear()
