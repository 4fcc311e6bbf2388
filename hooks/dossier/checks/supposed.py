"""Records with a wrong field -> what else is wrong with them: each is looked at as if that field were not there.

A channel that there is not would hide a reply before its letter, or an attachment that is missing, until it is mended. Of a list, the items
that are wrong are left out, if there are others. A record of which a field is wrong without which there is no such record is not supposed to be
anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from ..dossier import Dossier, Entry
from ..hush import WITHHOLDING
from ..model import KINDS, Country
from ..problems import Problem, closest, refusals
from ..resolve import resolve
from ..source import Map, Node, Scalar, Seq, plain

if TYPE_CHECKING:
    from . import Context

__all__ = ["besides"]


def besides(context: Context, find: Callable[[Context], Iterator[Problem]]) -> Iterator[Problem]:
    """What `find` finds in the records that are not sound, without their wrong fields; nothing in others, and nothing of what was left out."""
    supposed = {entry.key: found for entry in context.unsound if entry.record is None and (found := _supposed(entry, context.dossier))}
    if not supposed:
        return
    entries = sorted({**context.dossier.entries, **{key: entry for key, (entry, _) in supposed.items()}}.items())
    dossier = replace(context.dossier, entries=dict(entries), unsound=[])
    for _ in resolve(dossier, [entry for entry, _ in supposed.values()]):
        pass  # what refers to nothing is said already
    settled = {home: notes for home, notes in context.settled.items() if home not in {entry.country for entry, _ in supposed.values()}}
    looked = [(entry, _lines(entry), _said_of(left), _is_whole(entry, left)) for entry, left in supposed.values()]
    for problem in find(replace(context, dossier=dossier, settled=settled, known=None)):
        places = ((left, whole) for entry, lines, left, whole in looked if problem.path == entry.path and problem.line in lines)
        if any(not left.search(f"{problem.field} {problem.text}") and (whole or refusals([problem])) for left, whole in places):
            yield problem


def _said_of(fields: Iterable[str]) -> re.Pattern[str]:
    """What is found where one of the fields is spoken of."""
    return re.compile(rf"\b({'|'.join(map(re.escape, sorted(fields)))})\b")


def _is_whole(entry: Entry, left: Iterable[str]) -> bool:
    """Whether no more was left out of a record than single values: beside a list or a group that says less, what is only noted may be untrue."""
    return all(isinstance(entry.node.values[name], Scalar) for name in left)


def _supposed(entry: Entry, dossier: Dossier) -> tuple[Entry, frozenset[str]] | None:
    """The record without its wrong fields, and these; None where it would be another one without them, or withheld by one of them."""
    cls: type[BaseModel] = KINDS[entry.folder]
    if not entry.id or entry.key in dossier.entries:
        return None
    language = {"language": dossier.settings.default_language}
    try:
        cls.model_validate(plain(entry.node), context=language)
    except ValidationError as error:
        places = [detail["loc"] for detail in error.errors(include_url=False)]
    else:
        return None  # its words are too long, or made of signs
    wrong = {str(place[0]) if place else "" for place in places}
    if not all(name in entry.node.values and name not in WITHHOLDING and not _is_meant(cls, name) for name in wrong):
        return None
    found = ((name, _without(value, name, places)) for name, value in entry.node.values.items())
    values = {name: value for name, value in found if value is not None}
    try:
        record = cls.model_validate(plain(Map(values, entry.node.keys, entry.node.line, entry.node.column)), context=language)
    except ValidationError:
        return None
    return replace(entry.as_read(), record=record, translations=entry.translations), frozenset(wrong)


def _without(value: Node, name: str, places: Iterable[tuple[int | str, ...]]) -> Node | None:
    """A field without what is wrong with it at some `places`: without the items of a list that are, else without itself."""
    wrong = {place[1] if len(place) > 1 and isinstance(value, Seq) else None for place in places if place[:1] == (name,)}
    if not wrong:
        return value
    if not isinstance(value, Seq) or not all(isinstance(item, int) for item in wrong):
        return None
    left = tuple(item for number, item in enumerate(value.items) if number not in wrong)
    return Seq(left, value.line, value.column) if left else None


def _is_meant(cls: type[BaseModel], name: str) -> bool:
    """Whether an unknown field is probably one that there is, misspelt."""
    return name not in cls.model_fields and bool(closest(name, cls.model_fields))


def _lines(entry: Entry) -> range:
    """The lines of its file that are the record's: all up to the end of its text where it stands alone, else those from its first field on."""
    begin = 1 if PurePosixPath(entry.path).stem in (entry.id, Country.folder) else entry.node.line
    return range(begin, max(_last(entry.node), entry.line_of(entry.body.count("\n") + 1)) + 1)


def _last(node: Node) -> int:
    """The last line on which something of a record begins."""
    inner = node.values.values() if isinstance(node, Map) else node.items if isinstance(node, Seq) else ()
    return max([node.line, *map(_last, inner)])
