"""One file -> plain values that remember their line and column, or the problems that prevent it."""

from .building import MAX_DEPTH, forbidden
from .nodes import Map, Node, Scalar, Seq, Source, plain, texts
from .reading import MAX_BYTES, Parse, parse, read
from .wording import in_words

__all__ = [
    "MAX_BYTES", "MAX_DEPTH", "Map", "Node", "Parse", "Scalar", "Seq", "Source", "forbidden", "in_words", "parse", "plain", "read", "texts",
]  # fmt: skip
