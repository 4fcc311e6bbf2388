"""Personal data in what is to be published: e-mail addresses, telephone and identity numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..load import Entry
from ..problems import Problem
from ..source import Map, Node, Scalar, Seq

if TYPE_CHECKING:
    from . import Context

__all__ = ["findings", "values"]

_MAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/=.-])(?:\+|00)\d[\d ()./-]{6,}\d(?!\w)|\b(?:[Tt]el|[Ff]ax|[Pp]hone)\b[.:]?\s*[\d(+][\d ()./-]{5,}\d")
_IDENTITY = re.compile(r"(?<![\d/=.-])\d{12}(?![\d/.-])")
_WHAT = ((_MAIL, "an e-mail address", "[e-mail address removed]"), (_PHONE, "a telephone number", "[number removed]"), (_IDENTITY, "what may be an identity number", "[number removed]"))
_ADDRESSES = {"url", "archived_url", "original_url", "website", "template"}


def findings(text: str) -> Iterator[tuple[str, str, str]]:
    """What in a text looks like personal data: (value, what it is, what to write instead)."""
    if "@" not in text and "at" not in text and not any(c.isdigit() for c in text):
        return
    for pattern, what, instead in _WHAT:
        for found in pattern.finditer(text):
            if pattern is not _PHONE or sum(c.isdigit() for c in found[0]) >= (9 if found[0][0] in "+0" else 6):
                yield found[0].strip(), what, instead


def values(context: Context) -> Iterator[Problem]:
    """Every text of every public record; a value listed in allowed.yml may stand."""
    allowed = {item.value for item in context.dossier.allowed if item.until is None or item.until.latest >= context.instant.date()}
    for entry in context.public.entries.values():
        for path, line, column, field, text in _texts(entry):
            for value, what, instead in findings(text):
                if value not in allowed:
                    at = line + text[: text.index(value)].count("\n") if value in text else line
                    yield Problem(path, at, column, field, f"{what}; write {instead}, or list the value in allowed.yml")


def _texts(entry: Entry) -> Iterator[tuple[str, int, int, str, str]]:
    yield from ((entry.path, s.line, s.column, field, s.text) for field, s in _scalars(entry.node, "") if field != "text")
    yield entry.path, entry.body_line, 1, "text", entry.body
    for translation in entry.translations:
        yield from ((translation.path, s.line, s.column, field, s.text) for field, s in _scalars(translation.node, ""))
        yield translation.path, translation.body_line, 1, "text", translation.body


def _scalars(node: Node, field: str) -> Iterator[tuple[str, Scalar]]:
    if isinstance(node, Scalar):
        if field.rpartition(", ")[2] not in _ADDRESSES or "@" in node.text:
            yield field, node
    elif isinstance(node, Seq):
        for number, item in enumerate(node.items, start=1):
            yield from _scalars(item, f"{field}, item {number}")
    elif isinstance(node, Map):
        for key, value in node.values.items():
            yield from _scalars(value, f"{field}, {key}" if field else key)


