"""A name that was taken out of a paragraph of a letter stands neither in what the paragraph was before, nor in its translations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .. import prose
from ..dossier import Entry, Translation
from ..model import Letter
from ..problems import Problem
from .text import spots_of

if TYPE_CHECKING:
    from . import Context

__all__ = ["redactions"]

_TAKEN_OUT = re.compile(r"\[[^\]\n]+\](?![(\[])")
"""Words in square brackets that are no link: what stands where something was taken out."""


def redactions(context: Context) -> Iterator[Problem]:
    """The former wording of a paragraph may not give back what `redactions` took out; paragraphs where nothing seems to be out are noted."""
    for entry in context.unsettled(context.public.of(Letter.folder)):
        letter: Letter = entry.record
        taken = {redaction.paragraph for redaction in letter.redactions if redaction.paragraph}
        if not taken:
            continue
        now = _counts(entry)
        for number, correction in enumerate(letter.corrections):
            was = correction.was
            left = now.get(correction.paragraph or "", 0)
            if was is None or correction.paragraph not in taken or not left:
                continue
            least = min(_count(text) for text in (was, *was.languages.values()))
            if not least:
                said = "gives the former wording of a paragraph out of which words were taken (redactions), and all of them; leave it out"
                yield entry.problem(said, "corrections", number, "was")
            elif least < left:
                said = "has fewer words in square brackets than the paragraph has now; does it give what redactions took out?"
                yield entry.problem(said, "corrections", number, "was", level="note")
        for number, redaction in enumerate(letter.redactions):
            if redaction.paragraph in now and not now[redaction.paragraph]:
                said = "nothing stands in square brackets in this paragraph; write [name withheld] in the place of what was taken out"
                yield entry.problem(said, "redactions", number, "paragraph", level="note")
        for translation in entry.translations:
            there, spots = _counts(translation), spots_of(translation)
            for block in prose.blocks(translation.body)[0]:
                if block.id in taken and there[block.id] < now.get(block.id, 0):
                    said = "has fewer words in square brackets than the letter in this paragraph, of which words were taken out; do so here too"
                    yield Problem(translation.path, *spots.of(block.line, block.text), "text", said, "note")


def _counts(part: Entry | Translation) -> dict[str, int]:
    """How often something stands in square brackets, by paragraph."""
    return {block.id: _count(block.text) for block in prose.blocks(part.body)[0]}


def _count(text: str) -> int:
    return len(_TAKEN_OUT.findall(text))
