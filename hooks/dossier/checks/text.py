"""Prose: no comments, links that lead somewhere, a bounded size, and prose where it is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .. import prose as markdown
from ..load import Dossier, Entry
from ..model import KINDS, RECORDS, Country, Demand, Letter
from ..problems import Problem, nearest, quoted
from ..values import Ref

if TYPE_CHECKING:
    from . import Context

__all__ = ["link_problem", "prose", "required_prose", "resolve_link"]

FOLDERS = (Country.folder, *(kind.folder for kind in RECORDS))
_REFERENCE = re.compile(r"(?:[a-z0-9-]+/){0,2}[a-z0-9-]+(?:#p[1-9]\d*[a-z]?)?/?", re.ASCII)
_RUN = re.compile(r"([\[\]*_`>!<\\~-])\1{199}")


def prose(context: Context) -> Iterator[Problem]:
    """Every text of every record, and its translations."""
    for entry in context.dossier.entries.values():
        texts = [(entry.path, entry.body, entry.body_line)]
        texts += [(translation.path, translation.body, translation.body_line) for translation in entry.translations]
        if isinstance(entry.record, Country) and entry.record.summary:
            texts.append((entry.path, str(entry.record.summary), entry.node.values["summary"].line))
        for path, body, first in texts:
            yield from _text(context, entry, path, body, first)


def _text(context: Context, entry: Entry, path: str, body: str, first: int) -> Iterator[Problem]:
    if len(body) > markdown.MAX_PROSE or _RUN.search(body):
        yield Problem(path, first, 1, "text", f"is too long ({markdown.MAX_PROSE:,} characters at most) or repeats one sign 200 times")
        return
    for line in markdown.comments(body):
        yield Problem(path, first + line - 1, 1, "text", "an HTML comment; is this meant for readers? Delete it")
    if "](" not in body and "<" not in body and "]:" not in body:
        return
    for link in markdown.links(body):
        if said := link_problem(context, link.target, entry.country):
            yield Problem(path, first + link.line - 1, 1, "text", said)


def resolve_link(dossier: Dossier, target: str, country: str) -> Ref | None:
    """The reference that a link's target is, with its key, if it finds one record."""
    if not _REFERENCE.fullmatch(target):
        return None
    ref = Ref(target.rstrip("/"))
    found = dossier.find(ref.path, country, FOLDERS)
    if len(found) != 1:
        return None
    ref.key = found[0]
    return ref


def link_problem(context: Context, target: str, country: str) -> str:
    """What is wrong with a link's target, in words; empty if nothing is."""
    if target.startswith(("http://", "https://")):
        return ""
    if target.startswith("mailto:"):
        allowed = {item.value for item in context.dossier.allowed}
        return "" if target.removeprefix("mailto:") in allowed else "a mail address; list it in allowed.yml, or leave the link out"
    if not _REFERENCE.fullmatch(target):
        return f"the link {quoted(target)} is neither a web address nor a reference; write folder/id"
    ref = resolve_link(context.dossier, target, country)
    if ref is None:
        known = [key.removeprefix(f"{country}/") for key in context.public.entries]
        return f"the link {quoted(target)} finds no record, or more than one{nearest(target, known)}"
    if context.states[ref.key] in ("draft", "embargoed"):
        return "the link points at a record that is not published yet"
    entry = context.dossier.entries[ref.key]
    if ref.fragment and ref.fragment not in {block.id for block in markdown.blocks(entry.body)[0] if entry.folder == Letter.folder}:
        return f"the link {quoted(target)} names a paragraph that is not there"
    return ""


def required_prose(context: Context) -> Iterator[Problem]:
    """A demand says in `text` or below what is asked for."""
    for entry in context.dossier.of(Demand.folder):
        if not entry.body.strip():
            yield Problem(entry.path, entry.node.line, entry.node.column, "text", f"is missing; every {KINDS['demands'].noun} has one")
