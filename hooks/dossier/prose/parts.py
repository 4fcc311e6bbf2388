"""Markdown of a letter -> its parts as they are read: paragraphs, items and quotations with their numbers, and what does not belong in a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_lowercase

from markdown_it.token import Token
from msgspec import Struct, field

from .markdown import parsed

__all__ = ["Part", "Wrong", "forget", "parts_of"]

_PIN = re.compile(r"\{#(p[1-9]\d{0,3}[a-z]?)\}\Z")
_LAST = 9999
"""The highest number that a paragraph may have."""
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
Wrong = tuple[int, str, str, int]
"""What is wrong in a letter: in which line, at which sign, in words; the line of another block with which it does not agree, or 0."""


class Part(Struct):
    """A block while a letter is read; a `bare` item is nothing but its marker."""

    shape: str
    line: int
    depth: int = 0
    marker: str = ""
    id: str = ""
    pinned: bool = False
    bare: bool = False
    inlines: list[Token] = field(default_factory=list)


@lru_cache(maxsize=1024)
def parts_of(body: str) -> tuple[tuple[Part, ...], tuple[Wrong, ...], tuple[tuple[Part, Token], ...]]:
    """The blocks, what is wrong, and each paragraph with its block in the order of the text."""
    found: list[Part] = []
    order: list[tuple[Part, Token]] = []
    wrong: list[Wrong] = []
    stack: list[Part | str] = []
    begun, lines = list[Part](), body.split("\n")  # `begun`: items without words so far
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
            item = Part("item", line, len(stack), mark if token.info else "•", bare=bare)
            found.append(item)
            stack.append(item)
            begun.append(item)
        elif token.type == "blockquote_open":
            stack.append("quotation")
        elif token.type in ("list_item_close", "blockquote_close"):
            closed = stack.pop()
            if begun and isinstance(closed, Part) and closed is begun[-1]:
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


def _marked(block: Part, begun: list[Part]) -> None:
    """Numbers of items that begin with another item or a quotation stand before the words of that."""
    block.marker = " ".join(item.marker for item in begun if item is block or item.marker != "•") if begun else block.marker
    for item in begun:
        item.marker = item.marker if item is block else ""
    begun.clear()


def _placed(token: Token, line: int, stack: list[Part | str], found: list[Part]) -> tuple[Part, Token]:
    """The block that a paragraph stands in, and the paragraph without the number that it pins."""
    if stack and isinstance(stack[-1], Part):
        block = stack[-1]
    else:
        block = Part("quotation" if stack else "paragraph", line, len(stack))
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


def _pin(block: Part) -> str:
    return f"{{#{block.id}}}"


def _number(numbered: list[Part]) -> Iterator[Wrong]:
    pinned: dict[str, Part] = {}
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
        if count >= _LAST:
            block.id = ""
            said = f"this block would be {following}, and the highest number is p{_LAST}; write {{#p…}} with a free number at its end"
            yield block.line, "", said, 0
            continue
        if following in taken:
            block.id = next((free for letter in ascii_lowercase if count and (free := f"p{count}{letter}") not in taken), "")
        if not block.id:
            yield block.line, "", f"this block would be {following}, which is given to another one; write {{#p…}} with a free number at its end", 0
        taken.add(block.id)
        count += block.id == following


def forget() -> None:
    """Lets go of what was read of texts to be shown; what they say is known still."""
    parsed.cache_clear()
    parts_of.cache_clear()
