"""One file -> plain values that remember their line and column, or the problems that prevent it."""

from .building import MAX_DEPTH, forbidden
from .nodes import Map, Node, Scalar, Seq, Source, plain, texts
from .reading import MAX_BYTES, Parse, decoded, parse, read
from .wording import told

__all__ = [
    "MAX_BYTES", "MAX_DEPTH", "Map", "Node", "Parse", "Scalar", "Seq", "Source", "decoded", "forbidden", "parse", "plain", "read", "texts", "told",
]  # fmt: skip
