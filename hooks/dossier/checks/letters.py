"""Letters: their text and its numbers, what answers what, translations, and the files beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .. import prose
from ..attachments import folder_beside
from ..concordance import who_of
from ..dossier import Dossier, Entry, Translation
from ..files import INTERNATIONAL
from ..languages import is_in_other_letters, language_name
from ..model import Letter, Person
from ..problems import Problem, first, nearest, quoted
from ..source import texts
from .circles import circling
from .text import spots_of

if TYPE_CHECKING:
    from . import Context

__all__ = ["ambiguous_names", "bodies", "files_beside", "order_of_letters", "paragraphs", "translations", "unsaid_languages"]

_BEGINNING = 2_000
"""Characters of a letter that show in which script it is written."""


def _ids(entry: Entry) -> set[str]:
    return {block.id for block in prose.blocks(entry.body)[0]}


def bodies(context: Context) -> Iterator[Problem]:
    """A letter has a text of numbered paragraphs, or says that there is none and where it is known from."""
    countries = {other.key for other in context.public.countries}
    for entry in context.unsettled(context.dossier.of(Letter.folder)):
        letter: Letter = entry.record
        if not letter.text_available:
            if entry.body.strip():
                yield entry.problem("the letter has a text; leave out text_available: false, or the text", "text_available")
            if not letter.sources:
                said = "is missing; a letter known only from references says from which"
                yield Problem(entry.path, entry.node.line, entry.node.column, "sources", said)
        elif not entry.body.strip():
            yield entry.problem("the letter has no text; write it below the front matter, or text_available: false with sources", "text_available")
        yield from _blocks(entry)
        if letter.reply_kind and not letter.in_reply_to:
            yield entry.problem("stands without in_reply_to; say which letter is answered", "reply_kind")
        kind = context.dossier.entries.get(letter.reply_kind.key) if letter.reply_kind else None
        if kind and kind.record.group != "correspondence":
            yield entry.problem(f"'{kind.id}' is not a kind of the group correspondence", "reply_kind")
        if letter.countries and entry.country != INTERNATIONAL:
            yield entry.problem("only an international letter says which countries it is about", "countries")
        for number, country in enumerate(letter.countries):
            if country in context.dossier.entries and country not in countries:
                yield entry.problem("names a country that is not published; publish that too, or leave this out", "countries", number)
            elif country not in countries and not context.dossier.is_lost(country):
                yield entry.problem(f"there is no country {quoted(country)}{nearest(country, countries)}", "countries", number)
        meant = {ref.key for ref in letter.mentions}
        for number, ref in enumerate(letter.not_mentions):
            if ref.key in meant and context.visible(ref.key):
                yield entry.problem(f"'{ref.text}' stands under mentions, too; leave it out there or here", "not_mentions", number)
        if letter.closed and letter.closed.date.latest < letter.date.earliest:
            yield entry.problem("lies before the letter", "closed", "date")
        if letter.reply_by and letter.reply_by.latest < letter.date.earliest:
            yield entry.problem("lies before the letter", "reply_by")
    for entry in context.dossier.unsound:
        yield from _blocks(entry) if entry.folder == Letter.folder else ()


def _blocks(entry: Entry) -> Iterator[Problem]:
    """What in the text of a letter does not belong there."""
    yield from first(_wrong(entry))
    yield from first(_signs(entry))


def _wrong(part: Entry | Translation) -> Iterator[Problem]:
    spots = spots_of(part)
    for line, sign, said, other in prose.blocks(part.body)[1]:
        yield Problem(part.path, *spots.of(line, sign), "text", f"{said} (first in line {part.line_of(other)})" if other else said)


def _signs(entry: Entry) -> Iterator[Problem]:
    """Signs that look like markup of a letter and are none: they would be printed as they stand."""
    spots = spots_of(entry)
    for block in prose.blocks(entry.body)[0]:
        for line in block.text.split("\n"):
            _, begin, rest = line.partition("{#")
            inside, end, _ = rest.partition("}")
            if end:
                said = f"{quoted(begin + inside + end)} is no number of a paragraph; write {{#p4}}, at the end of the block"
                yield Problem(entry.path, *spots.of(block.line, begin + inside + end), "text", said)


def unsaid_languages(context: Context) -> Iterator[Problem]:
    """A letter without a language is in the default one; where its letters say otherwise, readers aloud and quotations would have it wrong."""
    default = context.dossier.settings.default_language
    for entry in context.unsettled(context.public.of(Letter.folder)):
        if not entry.record.language and is_in_other_letters(entry.body[:_BEGINNING], default):
            said = f"is missing, and the text is not written in the letters of {language_name(default)}; say which language it is in"
            yield Problem(entry.path, entry.node.line, entry.node.column, "language", said, "note")


def paragraphs(context: Context) -> Iterator[Problem]:
    """Every paragraph that is named exists: in references, demands, redactions and corrections."""
    for entry in context.unsettled(context.dossier.entries.values()):
        for loc, ref, to in entry.references:
            letter = context.dossier.entries.get(ref.key) if ref.fragment and to.paragraph else None
            if letter is None or letter.folder != Letter.folder or not (context.visible(ref.key) or not context.is_public(entry)):
                continue
            if ref.fragment not in (ids := _ids(letter)):
                yield entry.problem(_no_paragraph(ref.fragment, ids), *loc)
        if entry.folder != Letter.folder:
            for number, correction in enumerate(entry.record.corrections):
                if correction.paragraph:
                    said = "only letters have numbered paragraphs; leave this out, and say in text where it was"
                    yield entry.problem(said, "corrections", number, "paragraph")
            continue
        for name in ("demands", "redactions", "corrections"):
            for number, item in enumerate(getattr(entry.record, name)):
                if item.paragraph and item.paragraph not in (ids := _ids(entry)):
                    yield entry.problem(_no_paragraph(item.paragraph, ids), name, number, "paragraph")


def _no_paragraph(wanted: str, ids: set[str]) -> str:
    last = max(ids, key=lambda p: (int("".join(c for c in p if c.isdigit())), p), default="")
    return f"the letter has no paragraph {quoted(wanted)}" + (f"; its last is '{last}'" if last else "; its text is not there")


def order_of_letters(context: Context) -> Iterator[Problem]:
    """A reply comes after its letter, a letter does not answer or follow itself, nor what answers or follows it."""
    after: dict[str, set[str]] = defaultdict(set)
    for entry in context.dossier.of(Letter.folder):
        for name in ("in_reply_to", "follows_up"):
            for number, ref in enumerate(getattr(entry.record, name)):
                other = context.visible(ref.key)
                if ref.key == entry.key:
                    yield entry.problem("is the letter itself", name, number)
                elif other and entry.record.date.latest < other.record.date.earliest:
                    yield entry.problem(f"'{ref.text}' is later ({other.record.date.text}) than this letter ({entry.record.date.text})", name, number)
                elif other:
                    after[entry.key].add(ref.key)
    circle = circling(after)
    for key in sorted(circle & after.keys()):
        for name in ("in_reply_to", "follows_up"):
            for number, ref in enumerate(getattr(context.dossier.entries[key].record, name)):
                if ref.key in circle & after[key]:
                    said = f"'{ref.text}' itself answers or follows up this letter, perhaps through others; one of them came first"
                    yield context.dossier.entries[key].problem(said, name, number)


def translations(context: Context) -> Iterator[Problem]:
    """A translated letter has the same paragraphs with the same numbers, which are compared where each has one, if nothing else is wrong with the
    letter; a language comes once."""
    for entry in (*context.unsettled(context.dossier.entries.values()), *context.dossier.unsound):
        seen: set[str] = set()
        for translation in entry.translations:
            if translation.language in seen:
                yield Problem(translation.path, 1, 1, "", f"there is already a translation into '{translation.language}'")
            seen.add(translation.language)
            if entry.folder != Letter.folder:
                continue
            if not translation.translated_by:
                yield Problem(translation.path, 1, 1, "translated_by", "is missing; say who translated the letter")
            yield from _wrong(translation)
            ours, theirs = ([b.id for b in prose.blocks(body)[0]] for body in (entry.body, translation.body))
            if ours != theirs and "" not in (*ours, *theirs) and context.dossier.entries.get(entry.key) is entry:
                said = f"has the paragraphs {', '.join(theirs) or '(none)'}, the letter has {', '.join(ours) or '(none)'}; these must be the same"
                yield Problem(translation.path, translation.body_line, 1, "text", said)


def files_beside(context: Context) -> Iterator[Problem]:
    """Attachments and photos exist beside their record, and every such file belongs to one."""
    claimed: set[str] = set()
    for folder, name in ((Letter.folder, "attachments"), (Person.folder, "photo")):
        for entry in context.dossier.of(folder):
            beside, seen = folder_beside(entry), dict[str, int]()
            given = getattr(entry.record, name)
            for number, item in enumerate(given if isinstance(given, tuple) else [given] if given else []):
                path = f"{beside}/{item.file}"
                claimed.add(path)
                loc = (name, "file") if name == "photo" else (name, number, "file")
                if name == "photo" and item.file.lower().endswith(".pdf"):
                    yield entry.problem(f"{quoted(item.file)} is no picture; a photo is JPEG or PNG", *loc)
                elif path not in context.dossier.files:
                    yield entry.problem(f"there is no file {quoted(item.file)} beside the record (PDF, JPEG or PNG)", *loc)
                elif (other := seen.setdefault(item.file, number)) != number:
                    yield entry.problem(f"is the same as item {other + 1}; leave one out", *loc)
    for path in sorted(set(context.dossier.files) - claimed - set(_perhaps_claimed(context.dossier))):
        right = "name it under photo" if path.split("/")[2] == Person.folder else "name it as its letter, or list it under attachments"
        yield Problem(path, 1, 1, "", f"belongs to no record; {right}")


def _perhaps_claimed(dossier: Dossier) -> Iterator[str]:
    """Files that bear the name of their letter, or that a record names in which something else is wrong; all beside one that cannot be read."""
    unread = tuple(f"data/{key.rpartition('/')[0]}/" for key in dossier.broken - {entry.key for entry in dossier.unsound})
    yield from (path for path in dossier.files if path.startswith(unread))
    for entry in dossier.of(Letter.folder):
        yield from dossier.files_named(f"{folder_beside(entry)}/{entry.id}")
    for entry in dossier.unsound:
        yield from (f"{folder_beside(entry)}/{text}" for text in texts(entry.node))
        yield from dossier.files_named(f"{folder_beside(entry)}/{entry.id}")


def ambiguous_names(context: Context) -> Iterator[Problem]:
    """A name in a letter that several records bear links nothing; the editor is told."""
    for entry in context.unsettled(context.public.of(Letter.folder)):
        names, spots = context.index.concordance.names(entry), spots_of(entry)
        for block in prose.blocks(entry.body)[0] if names.shared else ():
            text = " ".join(block.text.split())
            for found in names.find(text):
                if len(found.keys) > 1 and who_of(entry.record, found.keys) is None:
                    name = text[found.start : found.end]
                    said = f"'{name}' may mean {' or '.join(found.keys)}; list the right one under mentions"
                    yield Problem(entry.path, *spots.of(block.line, name, name.partition(" ")[0]), "text", said, "note")
