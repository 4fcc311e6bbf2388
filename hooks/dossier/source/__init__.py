"""One file -> plain values that remember their line and column, or the problems that prevent it."""

from .building import MAX_DEPTH, forbidden, in_words
from .nodes import Map, Node, Scalar, Seq, Source, plain, texts
from .reading import MAX_BYTES, Parse, parse, read

__all__ = [
    "MAX_BYTES", "MAX_DEPTH", "Map", "Node", "Parse", "Scalar", "Seq", "Source", "forbidden", "in_words", "parse", "plain", "read", "texts",
]  # fmt: skip
