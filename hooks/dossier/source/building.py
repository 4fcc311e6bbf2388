"""Parse events of YAML -> nodes, or the problems that prevent it, in words of ours.

No constructor is at work: every scalar stays text, and what a case file has no use for (anchors, tags, merges, second
documents, deep nesting) is refused with its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from typing import Any

import yaml
from msgspec import Struct, field

from ..problems import Level, Problem, first, quoted
from .nodes import Map, Node, Scalar, Seq, Source
from .wording import NO_BREAK, NO_BREAK_SAID, NO_ITEM, NO_ITEMS, TAB_SAID, told

__all__ = ["MAX_DEPTH", "MAX_ITEMS", "Builder", "forbidden"]

MAX_DEPTH = 20
MAX_ITEMS = 5_000
"""So many fields has a group at most, and so many items a list inside a record: each is looked at, and may be a problem of its own."""
_CUT = "what follows this '#' is a comment of YAML and cut off; put the whole value in quotes, or a blank behind the sign of a comment"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_SIGN = re.compile(f"{_FORBIDDEN.pattern}|{_ENTITY.pattern}")


_PLAIN = bytes((9, 10, *range(32, 127)))


def forbidden(text: str, path: str) -> Iterator[Problem]:
    """Signs in a text that nobody sees, and that could make it read as another, as they are or as entities of HTML, which Markdown has too."""
    if not _unseen(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        for start, sign in _unseen(line)[:1]:
            yield Problem(path, number, start + 1, "", _invisible(sign))


def _unseen(text: str) -> list[tuple[int, str]]:
    """Where each of these signs stands, and which it is."""
    if "&" not in text:
        is_plain = not text.encode("ascii").translate(None, _PLAIN) if text.isascii() else not _FORBIDDEN.search(text)
        return [] if is_plain else [(found.start(), found[0]) for found in _FORBIDDEN.finditer(text)]
    signs = ((found.start(), _FORBIDDEN.search(unescape(found[0]))) for found in _SIGN.finditer(text))
    return [(start, sign[0]) for start, sign in signs if sign]


def _invisible(character: str) -> str:
    return f"holds an invisible control character (U+{ord(character):04X}); delete it"


class Builder(Struct):
    """Builds nodes from the events of one YAML text and gathers every problem on the way."""

    path: str
    offset: int = 0
    text: str = ""
    problems: list[Problem] = field(default_factory=list)
    commented: list[str] = field(default_factory=list)
    """The lines, where there may be a comment behind a value."""
    dashed: dict[int, str] = field(default_factory=dict)
    """Where in the text lines begin that look like items of a list, if more than one does, and with what."""

    def build(self, text: str, offset: int) -> Source:
        self.offset, self.text = offset, text
        self.commented = text.split("\n") if " #" in text else []
        self.dashed = {found.start(found.lastindex or 0): found[found.lastindex or 0] for found in NO_ITEMS.finditer(text)}
        for number, line in enumerate(text.split("\n") if "\t" in text else ()):
            if "\t" in line:
                self._say(number, line.index("\t"), TAB_SAID)
        for number, line in enumerate(text.split("\n") if NO_BREAK in text else ()):
            if (rest := line.lstrip(" ")).startswith(NO_BREAK):
                self._say(number, len(line) - len(rest), NO_BREAK_SAID)
        if self.problems:
            return Source(self.path, None, problems=tuple(first(self.problems)))
        try:
            node = self._document(yaml.parse(text, Loader=_LOADER))
        except yaml.MarkedYAMLError as error:
            self._say(*told(error, text))
            node = None
        except yaml.YAMLError:
            self._say(0, 0, "is not YAML")
            node = None
        except _TooMuch as error:
            self._say(error.line, error.column, error.said)
            node = None
        return Source(self.path, node, problems=tuple(first(self.problems)))

    def _say(self, line: int, column: int, text: str, level: Level = "error") -> None:
        self.problems.append(Problem(self.path, line + 1 + self.offset, column + 1, "", text, level))

    def _document(self, events: Iterator[Any]) -> Node | None:
        node: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    mark: Any = event.start_mark
                    self._say(mark.line, mark.column, "a second document begins here; one file is one document")
                    return node
            elif not isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                node = self._node(event, events, 1)
        return node

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node | None:
        mark, kind = event.start_mark, type(event)
        line, column = mark.line + 1 + self.offset, mark.column + 1
        if depth > MAX_DEPTH and kind is not yaml.ScalarEvent:
            raise _TooMuch(mark, f"is nested more than {MAX_DEPTH} levels deep")
        if kind is yaml.AliasEvent:
            self._say(mark.line, mark.column, f"{quoted(f'*{event.anchor}')} is an alias of YAML; write the value out, or put the text in quotes")
            return None
        if event.anchor is not None:
            said = f"{quoted(f'&{event.anchor}')} is an anchor of YAML; write the value out where it is needed, or put the text in quotes"
            self._say(mark.line, mark.column, said)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._say(mark.line, mark.column, f"{quoted(tag)} is a tag of YAML; leave it out, or put the text in quotes")
        if kind is yaml.ScalarEvent:
            return None if event.value == "" and event.implicit[0] else self._scalar(event, line, column)
        if kind is yaml.SequenceStartEvent:
            return self._sequence(events, line, column, depth)
        return self._mapping(events, line, column, depth)

    def _scalar(self, event: Any, line: int, column: int) -> Scalar:
        """A text; what `\\u…` in double quotes brings in is held to the same rules as the file."""
        text, style = event.value, event.style
        if style == '"' and (bad := _unseen(text)):  # in others stands what stands in the file, which is looked through
            self.problems.append(Problem(self.path, line, column, "", _invisible(bad[0][1])))
        if self.commented and not style:
            self._whole(event.end_mark)
        if self.dashed and not style and (dash := self.dashed.get(event.start_mark.index)):
            self._say(event.start_mark.line, event.start_mark.column, NO_ITEM.format(dash))
        return Scalar(text if text.isascii() else unicodedata.normalize("NFC", text), line, column, style == "|")

    def _whole(self, end: Any) -> None:
        """A value without quotes ends before a ` #`. A number is no comment, a word that follows the sign at once may be none; a blank says so."""
        rest = self.commented[end.line][end.column :] if end.line < len(self.commented) else ""
        if (sign := rest.lstrip(" ")).startswith("#") and sign != rest and (first := sign[1:2].strip()):
            self._say(end.line, end.column + len(rest) - len(sign), _CUT, "error" if first.isdigit() else "note")

    def _sequence(self, events: Iterator[Any], line: int, column: int, depth: int) -> Seq:
        items: list[Node] = []
        for number, event in enumerate(events, start=1):
            if type(event) is yaml.SequenceEndEvent:
                break
            if number > MAX_ITEMS and depth > 1:
                raise _TooMuch(event.start_mark, f"the list has more than {MAX_ITEMS:,} items")
            item = self._node(event, events, depth + 1)
            if item is not None:
                items.append(item)
            elif not isinstance(event, yaml.AliasEvent):
                self._say(event.start_mark.line, event.start_mark.column, f"item {number} of the list is empty")
        return Seq(tuple(items), line, column)

    def _mapping(self, events: Iterator[Any], line: int, column: int, depth: int) -> Map:
        values: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        twice: list[tuple[Any, str]] = []
        for event in events:
            if type(event) is yaml.MappingEndEvent:
                break
            mark, end = event.start_mark, event.end_mark
            if len(keys) >= MAX_ITEMS:
                raise _TooMuch(mark, f"more than {MAX_ITEMS:,} fields stand in one group; each record of a list begins with '- '")
            key = self._node(event, events, depth + 1)
            event = next(events)
            value = self._node(event, events, depth + 1)
            if not isinstance(key, Scalar):
                self._say(mark.line, mark.column, "the name of a field is plain text; a list or a group of fields cannot be one")
            elif key.text == "<<":
                self._say(mark.line, mark.column, "'<<' is a merge of YAML; write the fields out")
            elif key.text in keys:
                twice.append((mark, key.text))
            else:
                keys[key.text] = key
                if value is not None:
                    values[key.text] = value
                elif not isinstance(event, yaml.AliasEvent) and ":" not in self.text[end.index : event.start_mark.index]:
                    self._say(mark.line, mark.column, f"{quoted(key.text)} has no ':'; put a text that holds a comma in quotes")
        if twice and twice[0][1] == "id" == next(iter(keys)):  # all of another record: one mistake, said once
            del twice[1:]
        for mark, name in twice:
            begins = "; each record of a list begins with '- '" if name == "id" else ""
            self._say(mark.line, mark.column, f"{quoted(name)} stands here a second time (first in line {keys[name].line}){begins}")
        return Map(values, keys, line, column)


class _TooMuch(Exception):  # noqa: N818 - what was found, not an error of ours
    def __init__(self, mark: Any, said: str) -> None:
        super().__init__()
        self.line, self.column, self.said = mark.line, mark.column, said
