"""Markdown -> sanitised HTML, with checked links, and what a check asks of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import takewhile
from typing import Any
from unicodedata import bidirectional

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup
from msgspec import Struct

__all__ = [
    "COMMENT", "MAX_PROSE", "Link", "Linker", "clean", "comments", "footnotes", "inline_html", "linked", "links", "nested_too_deep", "parsed",
    "render", "tables", "text_of", "unshown",
]  # fmt: skip

COMMENT = "<!--"
"""How a comment begins."""
MAX_PROSE = 400_000
"""Characters of one text; a letter of 100 pages has half of it."""


class _Markdown(MarkdownIt):
    """Letters and records link to the same places again and again: each is encoded once."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        return _encoded(url)

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - markdown-it's name
        """Whatever is written as a link is one, so that a check sees it: `javascript:…` would be printed as it stands, without a word."""
        return True


@lru_cache(maxsize=20_000)
def _encoded(url: str) -> str:
    return normalizeLink(url)


# markdown-it-py: three times faster than Python-Markdown on our letters (0.4 ms against 1.2 ms), and strict CommonMark.
# Its rule `normalize` takes a tenth of the time for what `parsed` does in a hundredth.
_MARKDOWN = _Markdown("commonmark", {"html": False, "linkify": False, "typographer": False, "store_labels": True}).disable(["image", "normalize"])
_DEEPEST = _MARKDOWN.options["maxNesting"]
"""Levels that markdown-it reads: what stands deeper, and all that follows it in the text, is passed over without a word."""
_PERHAPS_DEEP = re.compile(r"^[ >*+\-0-9.)]{18}|^[ >*+\-0-9.)]*\t", re.MULTILINE)
"""A level of a list has two signs at least and counts twice, one of a quotation has one; a tab stands for more."""
_RENDERER = RendererHTML()
_NONE: dict[str, Any] = {}
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_BLOCKS = ("paragraph_open", "heading_open", "blockquote_open", "bullet_list_open", "ordered_list_open")
_TAGS = {"p", "a", "em", "strong", "ul", "ol", "li", "blockquote", "br", "code", "pre", "h2", "h3", "h4", "h5", "h6", "hr"}
_ATTRIBUTES = {"*": {"dir"}, "a": {"href", "class"}, "ol": {"start"}}
Linker = Callable[[str], str | None]
"""Gives the address behind a link's target, or None for what must not be linked."""


class Link(Struct, frozen=True):
    """A link in a text: its target as written and the line (from 1, within the text); whether a title stands behind the target, and no words
    before it: neither would be seen."""

    target: str
    line: int
    titled: bool = False
    wordless: bool = False


def _nh3_filter(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        return value if re.fullmatch(r"dossier-[a-z-]+", value) else None
    if attribute == "dir":
        return value if value in ("ltr", "rtl") else None
    if attribute == "href" and value.lstrip().startswith(("//", "\\", "/\\")):
        return None
    return value


_CLEANER = nh3.Cleaner(tags=_TAGS, attributes=_ATTRIBUTES, attribute_filter=_nh3_filter, link_rel=None, url_schemes={"http", "https", "mailto"})


def clean(html: str) -> Markup:
    """HTML with nothing in it but what prose may have."""
    return Markup(_CLEANER.clean(html))  # noqa: S704 - nh3 has just sanitised it


@lru_cache(maxsize=4096)
def parsed(body: str) -> tuple[Token, ...]:
    """A text as tokens of markdown-it, which nobody changes: those without attributes share one that is empty."""
    found = _parsed(body, {})
    for token in found:
        for one in (token, *(token.children or ())):
            one.attrs, one.meta = one.attrs or _NONE, one.meta or _NONE
    return found


def _parsed(body: str, env: dict[str, Any]) -> tuple[Token, ...]:
    return tuple(_MARKDOWN.parse(body.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd"), env))


def comments(body: str) -> Iterator[int]:
    """The lines in which HTML comments begin."""
    for number, line in enumerate(body.split("\n") if COMMENT in body else (), start=1):
        if COMMENT in line:
            yield number


def nested_too_deep(body: str) -> int | None:
    """The line from which on a text is not read, since lists and quotations are nested too deeply."""
    if _PERHAPS_DEEP.search(body):
        for token in parsed(body):
            if token.type in ("list_item_open", "blockquote_open") and token.level + 1 >= _DEEPEST:
                return (token.map or [0])[0] + 1
    return None


def unshown(body: str) -> Iterator[int]:
    """The lines that Markdown takes for the address of a link (`[1]: Ibid.`), and shows nowhere, since no link uses it."""
    if "]:" in body:
        env: dict[str, Any] = {}
        used = {child.meta.get("label") for token in _parsed(body, env) for child in token.children or ()}
        left = [given for label, given in env.get("references", {}).items() if label not in used]
        yield from sorted(given["map"][0] + 1 for given in (*left, *env.get("duplicate_refs", ())))


def tables(body: str) -> Iterator[int]:
    """The lines in which what would be a table elsewhere begins: here it is a paragraph of strokes."""
    if "|" in body and any(map(_is_below_head, body.split("\n"))):
        for token in parsed(body):
            if token.type == "inline" and any(map(_is_below_head, token.content.split("\n")[1:])):
                yield (token.map or [0])[0] + 1


def _is_below_head(line: str) -> bool:
    """Whether a line could stand below the head of a table: `|---|:--:|`."""
    return "|" in line and "-" in line and not line.strip("|-: >")


def footnotes(body: str) -> Iterator[int]:
    """The lines with the mark of a footnote (`[^1]`): here it is shown as it is written."""
    if "[^" in body:
        for token in parsed(body):
            line = (token.map or [0])[0] + 1
            for child in token.children or ():
                if child.type == "text" and _FOOTNOTE.search(child.content):
                    yield line
                line += child.type in ("softbreak", "hardbreak")


def links(body: str) -> Iterator[Link]:
    """Every link of a text."""
    for token in parsed(body):
        line = (token.map or [0])[0] + 1
        children = token.children or ()
        for place, child in enumerate(children):
            if child.type == "link_open":
                yield Link(str(child.attrGet("href") or ""), line, "title" in child.attrs, children[place + 1].type == "link_close")
            line += child.type in ("softbreak", "hardbreak")


def render(body: str, linker: Linker) -> Markup:
    """Prose as HTML; a link that the linker refuses is printed as its words."""
    tokens = [_lowered(linked(token, linker)) for token in parsed(body)]
    return clean(_RENDERER.render(_turned(tokens) if _FROM_THE_RIGHT.search(body) else tokens, _MARKDOWN.options, {}))


def _turned(tokens: list[Token]) -> list[Token]:
    """Blocks whose first letter is written from the right say so: the marks and numbers of a list stand at its right."""
    turned = list(tokens)
    for place, token in enumerate(tokens):
        if token.level == 0 and token.type in _BLOCKS:
            words = (text_of(inner) for inner in takewhile(lambda inner: inner.level > 0, tokens[place + 1 :]) if inner.type == "inline")
            if _begins_from_the_right(words):
                turned[place] = token.copy(attrs={**token.attrs, "dir": "rtl"})
    return turned


def _begins_from_the_right(words: Iterable[str]) -> bool:
    """Whether the first letter that has a direction is written from the right (rule P2 of the Unicode Bidirectional Algorithm)."""
    directions = (bidirectional(sign) for text in words for sign in text)
    return next((direction for direction in directions if direction in ("L", "R", "AL")), "L") != "L"


def _lowered(token: Token) -> Token:
    """Headings of prose stand below the page's own h1."""
    return token.copy(tag="h2") if token.type.startswith("heading_") and token.tag == "h1" else token


def linked(token: Token, linker: Linker) -> Token:
    """A token with the addresses that a linker gives, and the words alone of links that it refuses.

    An address that is its own words (`<https://…>`) is `dossier-bare`: paper does not repeat it.
    """
    if not any(child.type == "link_open" for child in token.children or ()):
        return token
    children: list[Token] = []
    refused = False
    for child in token.children or ():
        if child.type == "link_open":
            href = linker(str(child.attrGet("href") or ""))
            refused = href is None
            if href is not None:
                bare = {"class": "dossier-bare"} if child.markup == "autolink" else {}
                children.append(child.copy(attrs={"href": href, **bare}))
        elif child.type == "link_close":
            if not refused:
                children.append(child)
        else:
            children.append(child)
    return token.copy(children=children)


def text_of(inline: Token) -> str:
    """The words of inline Markdown; line breaks of the source are blanks."""
    parts = []
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" " if child.type == "softbreak" else "\n")
        elif child.type in ("text", "code_inline", "text_special"):
            parts.append(child.content)
    return "".join(parts)


def inline_html(children: Iterable[Token]) -> str:
    """HTML of what stands in a line, not sanitised yet."""
    return _RENDERER.renderInline(list(children), _MARKDOWN.options, {})
