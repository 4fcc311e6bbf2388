"""Personal data in what is to be published: every text of every public record, its files and the pages of docs/."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from ..attachments import pages, pale_on, paths_beside, trouble
from ..dossier import Entry, Translation
from ..files import begins_as_named
from ..model import Letter, Person
from ..phrases import page_numbers
from ..problems import Problem, first
from ..source import Map, Node, Scalar, Seq
from .identifying import findings, may_hold
from .lookalikes import may_be_mixed, mixed
from .pasted import may_be_pasted, pasted
from .seen import seen

if TYPE_CHECKING:
    from . import Context

__all__ = ["Places", "files", "in_text", "places_in", "texts_of", "values"]

_ADDRESSES = {"url", "archived_url", "original_url", "website", "template"}
_PALE = "has words on {} that nobody sees, in the colour of the paper or under something that has it; anybody can copy them out"
_LINE_BREAK = re.compile("\n")

Places = Callable[[int], tuple[int, int]]
"""The line and the column of the file in which a character of the text stands."""


def values(context: Context) -> Iterator[Problem]:
    """Every text of every public record, gone through once: for this (also of unsound ones), mixed alphabets and pasted signs."""
    for entry in context.unsound:
        for path, field, text, place_of in texts_of(entry):
            yield from in_text(context, text, path, field, place_of)
    for entry in context.unsettled(context.public.entries.values()):
        may = _may(entry) if entry.translations else entry.once(_may)
        for path, field, text, place_of in texts_of(entry) if may.hold else ():
            yield from in_text(context, text, path, field, place_of)
        for path, field, text, place_of in texts_of(entry) if may.be_mixed else ():
            for start, word, said in mixed(text):
                if word not in context.allowed:
                    yield Problem(path, *place_of(start), field, said, "note")
        for path, field, text, place_of in texts_of(entry) if may.be_pasted else ():
            for start, said in pasted(text):
                yield Problem(path, *place_of(start), field, said, "note")


class _May(Struct, frozen=True):
    """What may be found in the texts of a record, put together; where it may not, none need be looked at by itself."""

    hold: bool
    be_mixed: bool
    be_pasted: bool


def _may(entry: Entry) -> _May:
    whole = "\n\n".join(text for _, _, text, _ in texts_of(entry))
    return _May(may_hold(whole), may_be_mixed(whole), may_be_pasted(whole))


def files(context: Context) -> Iterator[Problem]:
    """The words of every page of a PDF beside a public record, where its links lead, and what is read out; of a scan, nobody here can read any.

    A file that cannot be read cannot be freed of its metadata, and is not published.
    """
    for folder in (Letter.folder, Person.folder):
        for entry in context.unsettled(context.public.of(folder)):
            for path in paths_beside(context.public, entry):
                file = context.public.files[path].file
                with suppress(OSError):  # it was found when files were read
                    if begins_as_named(file) and (why := trouble(file)):
                        yield Problem(path, 1, 1, "", f"is not published: it {why}", "note")
                if pale := pale_on(file):
                    yield Problem(path, 1, 1, "", _PALE.format(page_numbers(pale)), "note")
                for where, text in pages(file):
                    yield from in_text(context, text, path, where, lambda _: (1, 1))


def in_text(context: Context, text: str, path: str, field: str, place_of: Places) -> Iterator[Problem]:
    """Personal data in a text that is to be published, but for what allowed.yml lists."""
    return first(_found(context, text, path, field, place_of))


def _found(context: Context, text: str, path: str, field: str, place_of: Places) -> Iterator[Problem]:
    for start, value, what, instead in findings(text):
        forms = {value, seen(value)}
        if not forms & context.allowed:
            over = any(item.value in forms for item in context.dossier.allowed)
            said = "; its time in allowed.yml is over" if over else ", or list the value in allowed.yml"
            yield Problem(path, *place_of(start), field, f"{what}; {instead}{said}")


def texts_of(entry: Entry) -> Iterator[tuple[str, str, str, Places]]:
    """Path, field, text and places of everything that a record and its translations say."""
    for path, node in ((entry.path, entry.node), *((translation.path, translation.node) for translation in entry.translations)):
        for field, scalar in _scalars(node, ""):
            yield path, field, scalar.text, places_in(scalar.text, partial(_line, scalar), 1 if scalar.literal else scalar.column)
    parts: list[Entry | Translation] = [*entry.translations]
    own = "text" not in entry.node.values if entry.record is None else entry.record.text is None
    for part in [entry, *parts] if own else parts:
        yield part.path, "text", part.body, places_in(part.body, part.line_of)


def places_in(text: str, line_of: Callable[[int], int], column: int = 0) -> Places:
    """Where a character of the text stands in the file; `line_of` says the line of each line of the text (from 1).

    The column is that in the text, if none is given. Line breaks are looked for once, and not before somebody asks: of a text in
    which much is found, each would else be counted again.
    """
    breaks: list[int] = []

    def place(start: int) -> tuple[int, int]:
        if not breaks:
            breaks.extend((-1, *(found.start() for found in _LINE_BREAK.finditer(text)), len(text)))
        line = bisect_left(breaks, start)
        return line_of(line), column or start - breaks[line - 1]

    return place


def _line(scalar: Scalar, number: int) -> int:
    return scalar.line + number if scalar.literal else scalar.line


def _scalars(node: Node, field: str) -> Iterator[tuple[str, Scalar]]:
    if isinstance(node, Scalar):
        if "@" in node.text or "%40" in node.text or not (field.startswith("identifiers, ") or field.rpartition(", ")[2] in _ADDRESSES):
            yield field, node
    elif isinstance(node, Seq):
        for number, item in enumerate(node.items, start=1):
            yield from _scalars(item, f"{field}, item {number}")
    elif isinstance(node, Map):
        for key, value in node.values.items():
            yield from _scalars(value, f"{field}, {key}" if field else key)
