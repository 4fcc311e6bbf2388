"""Plain values that remember their line and column, and the file that they stand in.

Nobody changes a value once it is read. That they are not frozen saves a third of a microsecond for each of hundreds of thousands.
Tags tell them apart where they are kept as MessagePack (see `parsed.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ..problems import Problem

__all__ = ["Map", "Node", "Scalar", "Seq", "Source", "plain", "texts"]


class Scalar(Struct, tag=0, array_like=True):
    """Text as written; `line` and `column` count from 1. `literal`: it stands line by line below a `|`."""

    text: str
    line: int
    column: int
    literal: bool = False

    def line_of(self, offset: int) -> int:
        """The line of the file in which the character at `offset` stands, as far as YAML lets one know."""
        return self.line + 1 + self.text.count("\n", 0, offset) if self.literal else self.line


class Seq(Struct, tag=1, array_like=True):
    items: tuple[Node, ...]
    line: int
    column: int


class Map(Struct, tag=2, array_like=True):
    """A mapping; `keys` holds the place of each key, `values` the value. A key without a value is in `keys` only."""

    values: dict[str, Node]
    keys: dict[str, Scalar]
    line: int
    column: int


Node = Scalar | Seq | Map


class Source(Struct, frozen=True, array_like=True):
    """A file that could be read: its YAML (front matter of a Markdown file) and the prose below."""

    path: str
    node: Node | None
    body: str = ""
    body_line: int = 1
    problems: tuple[Problem, ...] = ()


def plain(node: Node) -> Any:
    """A node as dicts, lists and strings."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Seq):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.values.items()}


def texts(node: Node) -> Iterator[str]:
    """Every text of a node, at any depth, but for the names of fields."""
    if isinstance(node, Scalar):
        yield node.text
    for inner in node.items if isinstance(node, Seq) else node.values.values() if isinstance(node, Map) else ():
        yield from texts(inner)
