"""A numbered block of a letter -> HTML, with the names in it linked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from markdown_it.token import Token
from markupsafe import Markup

from ..names import Names
from .blocks import Block, Piece
from .markdown import Linker, clean, inline_html, linked

__all__ = ["render_block"]


def render_block(block: Block | Piece, linker: Linker, names: Names, who: Callable[[tuple[str, ...]], str | None]) -> Markup:
    """The HTML inside a numbered block or a piece of one, without the element around it.

    `who` gives the address of the one record that a name means, or None. Paragraphs of one item after
    the first are parted by `<br>`.
    """
    parts = []
    for inline in block.inlines:
        token = linked(inline, linker)
        parts.append(inline_html(_named(_joined(token.children or []), names, who)))
    return clean("<br>\n".join(parts))


def _joined(children: list[Token]) -> Iterator[Token]:
    """Text and the line breaks of the source as one text token, so that a name may be broken over two lines."""
    held: Token | None = None
    for child in children:
        if child.type in ("text", "softbreak", "text_special"):
            words = " " if child.type == "softbreak" else child.content
            held = Token("text", "", 0, content=(held.content if held else "") + words)
            continue
        if held:
            yield held
            held = None
        yield child
    if held:
        yield held


def _named(children: Iterator[Token], names: Names, who: Callable[[tuple[str, ...]], str | None]) -> Iterator[Token]:
    inside = 0
    for child in children:
        inside += child.nesting if child.type.startswith("link_") else 0
        if child.type != "text" or inside:
            yield child
            continue
        at = 0
        for found in names.find(child.content):
            if (href := who(found.keys)) is None:
                continue
            yield child.copy(content=child.content[at : found.start])
            yield Token("link_open", "a", 1, attrs={"href": href, "class": "dossier-name"})
            yield child.copy(content=child.content[found.start : found.end])
            yield Token("link_close", "a", -1)
            at = found.end
        yield child.copy(content=child.content[at:])
