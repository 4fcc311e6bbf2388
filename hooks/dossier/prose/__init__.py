"""Markdown -> sanitised HTML: prose with checked links, and letters as numbered blocks with names linked; and what texts say."""

from .blocks import LETTERS, Block, Piece, blocks, fingerprint, pieces, words_of
from .markdown import COMMENT, MAX_PROSE, Link, Linker, comments, footnotes, links, nested_too_deep, render, tables, unshown
from .naming import render_block
from .parts import forget
from .spots import Spots
from .words import WORDS, plain

__all__ = [
    "COMMENT", "LETTERS", "MAX_PROSE", "WORDS", "Block", "Link", "Linker", "Piece", "Spots", "blocks", "comments", "fingerprint", "footnotes",
    "forget", "links", "nested_too_deep", "pieces", "plain", "render", "render_block", "tables", "unshown", "words_of",
]  # fmt: skip
