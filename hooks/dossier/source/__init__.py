"""One file -> plain values that remember their line and column, or the problems that prevent it."""

from .building import MAX_DEPTH, in_words
from .nodes import Map, Node, Scalar, Seq, Source, plain
from .reading import MAX_BYTES, Sources, parse, read

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Map", "Node", "Scalar", "Seq", "Source", "Sources", "in_words", "parse", "plain", "read"]
