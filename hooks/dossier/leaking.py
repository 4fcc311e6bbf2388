"""Public records and the needles -> where one stands in a text of data/, with file and line: what a build would find in what it writes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from pydantic import BaseModel

from . import prose
from .checks import Context
from .decoding import unescaped
from .dossier import Entry
from .model import Letter, Person
from .needles import Needle
from .problems import Problem
from .retell import field_words, node_at
from .scan import Scanner
from .source import Node, Scalar
from .values import Ref, Text

__all__ = ["check_leaks", "leaks_in", "unspoken"]

_RIGHT = ", which no build publishes; take it out (in a letter write [name withheld] and say why under redactions)"
_OTHER_ID = "; give the record another id (was it published already? Then withdraw it with erase: true, and publish it anew under the other id)"
_OTHER_FILE = "; give the file another name"
_OF_OVERLAY = {"private-value", "canary"}
_QUOTED = re.compile(r"'[^']*'")
_ALL_QUOTED = re.compile(r"'.*'", re.DOTALL)
"""What stands in quotes where a value has an apostrophe."""
_OFFER = re.compile(r"; did you mean .*", re.DOTALL)
_WRITE = "; write "
_HIDDEN = "(a private value)"
_WITHHELD = "(a withheld value)"
_UNSAID = "is wrong, and holds a value of the private overlay, so that more is not said here; take that out first"


class _Said(Struct):
    """Words that are published, and how they stand in their file: from `line` on if they have lines there."""

    path: str
    field: str
    words: str
    written: str
    line: int
    column: int = 1
    by_line: bool = True
    right: str = ""


def check_leaks(context: Context, sought: Iterable[Needle]) -> Iterator[Problem]:
    """Public texts in which stands what may stand in no published byte; withdrawn names are looked for where they were withheld already."""
    scanner = Scanner(tuple(sought), in_records=True)
    if not scanner:
        return
    for entry in context.unsettled(context.public.entries.values()):
        said = [*_texts(entry), *_idents(entry), *_files(entry)]
        if not any(True for _ in scanner.said_in("\n".join(one.words for one in said))):
            continue
        for one in said:
            for needle in scanner.said_in(one.words):
                right = one.right or _RIGHT
                yield from (Problem(one.path, line, one.column, one.field, f"holds {needle.what}{right}") for line in _lines(needle, one))


def leaks_in(scanner: Scanner, path: str, field: str, words: str, written: str, line: int) -> Iterator[Problem]:
    """The same of the words of another text, which is `written` so from `line` on."""
    said = _Said(path, field, words, written, line)
    for needle in scanner.said_in(words):
        yield from (Problem(path, at, 1, field, f"holds {needle.what}{_RIGHT}") for at in _lines(needle, said))


def unspoken(problems: Iterable[Problem], sought: Iterable[Needle]) -> Iterator[Problem]:
    """The same problems, without any value of the private overlay or of a withheld record that stands where it should not: what a check says
    may be published."""
    every = tuple(sought)
    private = Scanner(tuple(needle for needle in every if needle.rule in _OF_OVERLAY), in_records=True)
    withheld = Scanner(tuple(needle for needle in every if needle.rule not in _OF_OVERLAY), in_records=True)
    for problem in problems:
        if withheld:
            problem = _without(problem, withheld, _WITHHELD)
        if private:
            problem = _without(problem, private, _HIDDEN)
            problem = replace(problem, text=_UNSAID) if _holds(private, problem.text) else problem
        yield problem


def _without(problem: Problem, scanner: Scanner, said: str) -> Problem:
    """The problem, with `said` for every field and every value in quotes that the scanner finds something in."""
    fields = problem.field.split(", ")
    if not _holds(scanner, "\n".join((*(f"'{word}'" for word in fields), problem.field, problem.text))):
        return problem
    text = problem.text
    if _holds(scanner, text):
        text = _QUOTED.sub(lambda quoted: said if _holds(scanner, quoted[0]) else quoted[0], _OFFER.sub("", text))
    if _holds(scanner, text):
        found, write, right = text.partition(_WRITE)
        text = f"{_ALL_QUOTED.sub(said, found)}{write}{right}"
    field = ", ".join(said if _holds(scanner, f"'{word}'") else word for word in fields)
    return replace(problem, field=said if _holds(scanner, field) else field, text=text)


def _holds(scanner: Scanner, text: str) -> bool:
    return any(True for _ in scanner.said_in(text))


def _lines(needle: Needle, said: _Said) -> Iterator[int]:
    """The lines in which a needle begins; a name may be written over two of them. Else the first line of the text."""
    lines = said.written.split("\n") if said.by_line else []
    seen: set[int] = set()
    for together in (1, 2, 3):
        for first in range(len(lines)):
            window = range(first, first + together)
            if seen.isdisjoint(window) and _stands_in(needle, "\n".join(lines[first : first + together])):
                seen.update(window)
                yield said.line + first
    if not seen:
        yield said.line


def _stands_in(needle: Needle, text: str) -> bool:
    return any(True for _ in Scanner((needle,), in_records=True).said_in(text))


def _texts(entry: Entry) -> Iterator[_Said]:
    """Everything that a public record and its translations say to readers; what only leads to other records is left out."""
    for loc, text in _in_fields(entry.record, ()):
        if loc != ("text",):
            said = _field(entry.path, entry.node, loc, text)
            yield replace(said, words=prose.plain(text)) if loc[0] == "summary" or _is_former(entry, loc) else said
            yield from (replace(said, words=target) for _, target in (_links(text) if loc[0] == "summary" else ()))
    line = entry.line_of(1)
    yield _Said(entry.path, "text", _plain(entry, entry.body), entry.body, line, by_line=entry.line_of(2) > line)
    yield from (_Said(entry.path, "text", target, target, entry.line_of(number), by_line=False) for number, target in _links(entry.body))
    for translation in entry.translations:
        for name, text in (*translation.fields.items(), ("translated_by", translation.translated_by)):
            yield _field(translation.path, translation.node, (name,), text)
        body = translation.body
        yield _Said(translation.path, "text", _plain(entry, body), body, translation.line_of(1))
        yield from (_Said(translation.path, "text", target, target, translation.line_of(number), by_line=False) for number, target in _links(body))


def _is_former(entry: Entry, loc: tuple[str | int, ...]) -> bool:
    """Whether a text is the former wording of a letter, of which the words alone are published."""
    return entry.folder == Letter.folder and loc[0] == "corrections" and "was" in loc


def _idents(entry: Entry) -> Iterator[_Said]:
    """The ids of a public record, which are parts of its addresses."""
    for ident in (entry.id, *entry.record.redirect_from):
        field = "id" if ident == entry.id else "redirect_from"
        yield _Said(entry.path, field, f"://-/{ident}", "", entry.node.line, entry.node.column, by_line=False, right=_OTHER_ID)


def _files(entry: Entry) -> Iterator[_Said]:
    """The names of the files that a public record lists, which are parts of their addresses."""
    record = entry.record
    named: list[tuple[tuple[str | int, ...], str]] = []
    if isinstance(record, Letter):
        named += ((("attachments", number, "file"), item.file) for number, item in enumerate(record.attachments))
    elif isinstance(record, Person) and record.photo:
        named.append((("photo", "file"), record.photo.file))
    yield from (replace(_field(entry.path, entry.node, loc, f"://-/{name}"), right=_OTHER_FILE) for loc, name in named)


def _plain(entry: Entry, body: str) -> str:
    return "\n".join(block.text for block in prose.blocks(body)[0]) if entry.folder == Letter.folder else prose.plain(body)


def _links(body: str) -> Iterator[tuple[int, str]]:
    """The web addresses that a text links to, as browsers show them (not `%D0…`, nor `xn--…`), with their lines."""
    return ((link.line, unescaped(link.target)) for link in (prose.links(body) if "://" in body else ()) if "://" in link.target)


def _field(path: str, node: Node, loc: tuple[str | int, ...], text: str) -> _Said:
    at = node_at(node, loc)
    literal = isinstance(at, Scalar) and at.literal
    return _Said(path, field_words(node, loc), text, text, at.line + literal, 1 if literal else at.column, literal)


def _in_fields(value: Any, loc: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The texts and web addresses of a record with their places."""
    if isinstance(value, Text):
        if value.languages:
            yield from (((*loc, language), said) for language, said in value.languages.items())
        else:
            yield loc, value
    elif isinstance(value, str):
        yield from [(loc, value)] if "://" in value else []
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from _in_fields(getattr(value, name), (*loc, field.alias or name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _in_fields(item, (*loc, number))
    elif isinstance(value, dict):
        for key, item in value.items():
            place = (*loc, key.text if isinstance(key, Ref) else key)
            yield from [(place, item)] if isinstance(item, str) else _in_fields(item, place)
