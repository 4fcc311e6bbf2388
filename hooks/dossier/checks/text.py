"""Prose: no comments, nothing that would not be shown, links that lead somewhere, and prose where it is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .. import prose as markdown
from ..addresses import is_url
from ..bounds import TOO_MUCH, is_too_much
from ..dossier import Entry, Translation
from ..model import KINDS, Country, Letter
from ..problems import OFFERS, Problem, first, nearest, quoted
from ..prose import Spots
from ..resolve import LINK, LINKED, resolve_link
from ..source import Node, Scalar

if TYPE_CHECKING:
    from . import Context

__all__ = ["fields_below", "link_problem", "prose", "required_prose", "spots_of"]

_TOO_DEEP = "is nested too deeply: what stands here and below would not be shown; write it with fewer levels of lists and quotations"
_NO_TABLE = "is shown as a row of strokes; write a list, or sentences"
_NO_FOOTNOTE = "is shown as it is written, [^…]; write a sentence, and name what it rests on in sources"
_NOT_IN_LETTER = "does not belong in a letter; only paragraphs, lists, quotations, emphasis and links do"
_UNSHOWN = "would not be shown: Markdown takes '[…]: …' at the beginning of a line for the address of a link; write '\\[…]: …'"
_UNTITLED = "what stands in quotes behind the address of this link is not shown; write it in the text"
_NO_WORDS = "this link has no words, so nobody sees it; write [words](address)"
_WITHHOLDING = re.compile(r"^(draft|publish_after|withdrawn):[ \t]*(?:true\b|\d{4}-|\{|$)", re.M)
_BELOW = "withholds nothing here, below the line --- that ends the fields; put it above that line"


def prose(context: Context) -> Iterator[Problem]:
    """Every text of every record, and its translations; of one in which something is wrong, that which can be read.

    Letters come first: they were just read for their paragraphs, and what was read is not kept for long.
    """
    for entry in context.unsettled(sorted(context.dossier.entries.values(), key=lambda entry: entry.folder != Letter.folder)):
        yield from _text(context, entry, entry.path, "text", entry.body, spots_of(entry))
        for translation in entry.translations:
            yield from _text(context, entry, translation.path, "text", translation.body, spots_of(translation))
        if isinstance(entry.record, Country) and entry.record.summary:
            yield from _summary(context, entry, str(entry.record.summary), entry.node.values["summary"])
        yield from _in_fields(entry)
    for entry in context.dossier.unsound:
        yield from _text(context, entry, entry.path, "text", entry.body, spots_of(entry))
        for translation in entry.translations:
            yield from _text(context, entry, translation.path, "text", translation.body, spots_of(translation))


def _in_fields(entry: Entry) -> Iterator[Problem]:
    """Other texts that are read as Markdown: a summary in more languages, the wording before a correction."""
    for loc, said in _texts(entry):
        if wrong := TOO_MUCH if is_too_much(said) else _TOO_DEEP if markdown.nested_too_deep(said) else "":
            yield entry.problem(wrong, *loc)


def _texts(entry: Entry) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for number, correction in enumerate(entry.record.corrections):
        if correction.was:
            loc = ("corrections", number, "was")
            yield from (((*loc, language), said) for language, said in correction.was.languages.items())
            yield from () if correction.was.languages else [(loc, str(correction.was))]
    if isinstance(entry.record, Country) and (summary := entry.record.summary):
        yield from ((("summary", language), said) for language, said in summary.languages.items() if said != summary)


def _summary(context: Context, entry: Entry, text: str, node: Node) -> Iterator[Problem]:
    if is_too_much(text):
        yield Problem(entry.path, node.line, node.column, "summary", TOO_MUCH)
        return
    offset = node.line if isinstance(node, Scalar) and node.literal else 0
    spots = Spots(text, lambda line: offset + line if offset else node.line, 1 if offset else node.column)
    yield from _text(context, entry, entry.path, "summary", text, spots)


def _text(context: Context, entry: Entry, path: str, field: str, body: str, spots: Spots) -> Iterator[Problem]:
    return first(_wrong(context, entry, path, field, body, spots))


def _wrong(context: Context, entry: Entry, path: str, field: str, body: str, spots: Spots) -> Iterator[Problem]:
    for line in markdown.comments(body):
        yield Problem(path, *spots.of(line, markdown.COMMENT), field, "an HTML comment; is this meant for readers? Delete it")
    for line in fields_below(body):
        yield Problem(path, *spots.of(line), field, _BELOW)
    if deep := markdown.nested_too_deep(body):
        yield Problem(path, *spots.of(deep), field, _TOO_DEEP)
    for line in markdown.unshown(body):
        yield Problem(path, *spots.of(line), field, _UNSHOWN)
    for line in markdown.tables(body):
        in_letter = entry.folder == Letter.folder
        yield Problem(path, *spots.of(line), field, f"a table {_NOT_IN_LETTER if in_letter else _NO_TABLE}", "error" if in_letter else "note")
    for line in dict.fromkeys(markdown.footnotes(body)):
        said = f"a footnote {_NOT_IN_LETTER if entry.folder == Letter.folder else _NO_FOOTNOTE}"
        yield Problem(path, *spots.of(line, "[^"), field, said, "note")
    if "](" not in body and "<" not in body and "]:" not in body:
        return
    offers = OFFERS
    for link in markdown.links(body):
        if said := link_problem(context, link.target, entry.country, offers > 0):
            offers -= 1
            yield Problem(path, *spots.of_link(link.line, link.target), field, said)
        elif unseen := _UNTITLED if link.titled else _NO_WORDS if link.wordless else "":
            yield Problem(path, *spots.of_link(link.line, link.target), field, unseen, "note")


def spots_of(part: Entry | Translation) -> Spots:
    """Places in the prose of a record; of a text among its fields, YAML lets one know no columns."""
    return Spots(part.body, part.line_of, 1 if "text" in part.node.values else 0)


def fields_below(body: str) -> Iterator[int]:
    """The lines of a text that were meant to withhold the record, but stand below its fields."""
    if any(f"{name}:" in body for name in ("draft", "publish_after", "withdrawn")):
        yield from (body.count("\n", 0, found.start()) + 1 for found in _WITHHOLDING.finditer(body))


def link_problem(context: Context, target: str, country: str, offers: bool = True) -> str:
    """What is wrong with a link's target, in words; empty if nothing is."""
    if is_url(target):
        return ""
    if target.startswith("mailto:"):
        return "" if target.removeprefix("mailto:") in context.allowed else "a mail address; list it in allowed.yml, or leave the link out"
    if not LINK.fullmatch(target):
        return f"the link {quoted(target)} is neither a web address nor a reference; write folder/id"
    ref = resolve_link(context.dossier, target, country)
    if ref is None:
        return _dead(context, target, country, offers)
    if context.states[ref.key] in ("draft", "embargoed"):
        return "the link points at a record that is not published yet"
    if context.visible(ref.key) is None:
        return ""
    entry = context.dossier.entries[ref.key]
    if ref.fragment and ref.fragment not in {block.id for block in markdown.blocks(entry.body)[0] if entry.folder == Letter.folder}:
        return f"the link {quoted(target)} names a paragraph that is not there"
    return ""


def _dead(context: Context, target: str, country: str, offers: bool) -> str:
    path, hash_sign, fragment = target.rstrip("/").partition("#")
    if new := context.dossier.renamed(path, country, LINKED):
        return f"the link {quoted(target)} leads to a former id; write {quoted(new + hash_sign + fragment)}"
    if len(context.dossier.find(path, country, LINKED)) > 1:
        return f"the link {quoted(target)} means more than one record; write country/folder/id"
    if context.dossier.is_broken(path, country, LINKED):
        return ""
    known = [key.removeprefix(f"{country}/") for key in context.public.entries if not key.startswith("vocabulary/")] if offers else []
    return f"the link {quoted(target)} finds no record{nearest(target, known)}"


def required_prose(context: Context) -> Iterator[Problem]:
    """A demand says in `text` or below what is asked for."""
    for kind in (kind for kind in KINDS.values() if kind.needs_text):
        for entry in context.dossier.of(kind.folder):
            if not entry.record.text and not entry.body.strip():
                yield Problem(entry.path, entry.node.line, entry.node.column, "text", f"is missing; every {kind.noun} has one")
