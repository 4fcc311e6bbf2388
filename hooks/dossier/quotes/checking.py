"""A quote and the paragraphs of a letter -> the verdict: word for word if it can be, else by the nearest passages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from .both import Both, Part
from .placing import place
from .tokens import Text
from .told import told
from .verbatim import verbatim
from .verdict import MAX_CHARACTERS, MAX_MARKS, MAX_WORDS, Verdict

__all__ = ["check"]

_CITED = re.compile(r"[ \t\r\n]*([“‘\"].*[”’\"])[ \t]*\r?\n[^\n]*\n[ \t]*https?://[^ \t\r\n]+#p[0-9]+[a-z]?[ \t\r\n]*", re.DOTALL)
"""What the pages let readers copy: a passage in quotation marks, a line that says whose it is, a line with its address.

Anybody can write another line there, so a verdict says that it is about the passage alone."""


def check(quote: str, paragraphs: Sequence[tuple[str, str]]) -> Verdict:
    """Compares a quote with the paragraphs (id, text) of one letter, in their order; a citation below it is passed over.

    >>> verdict = check("We will leave", [("p1", "We will not leave.")])
    >>> verdict.says()
    'Altered: 1 difference; nearest is paragraph 1.'
    >>> [tuple(piece) for piece in verdict.pieces]
    [('same', 'We will'), ('missing', ' not'), ('same', ' leave')]
    """
    if len(quote) > MAX_CHARACTERS:
        return Verdict("too-long")
    if cited := _CITED.fullmatch(quote):
        quote = cited[1]
    asked = Text()
    asked.add(quote, 0)
    count = sum(asked.word)
    if count > MAX_WORDS or asked.key.count("…") > MAX_MARKS:
        return Verdict("too-long")
    if not count:
        return Verdict("empty")
    letter = Text()
    for number, (_, text) in enumerate(paragraphs):
        letter.add(text, number)
    verdict = _verdict(Both(asked, letter), [ident for ident, _ in paragraphs], count)
    return replace(verdict, cited=True) if cited else verdict


def _verdict(both: Both, idents: Sequence[str], count: int) -> Verdict:
    """`idents` are those of the paragraphs, `count` the number of words of the quote."""
    whole = [Part(both.start, both.end, False)]
    parts = list(both.parts())
    if verbatim(both, whole):
        return told(both, whole, idents)
    if verbatim(both, parts):
        return told(both, parts, idents)
    if count < 3:
        return Verdict("not-found")
    place(both, parts)
    counted = [i for i in range(len(both.quote.key)) if both.quote.word[i] and i not in both.inserted]
    counted = counted or [i for i in range(len(both.quote.key)) if both.quote.word[i]]
    found = {i for part in parts for i, _ in part.pairs}
    if 2 * sum(i in found for i in counted) <= len(counted):
        return Verdict("not-found")
    return told(both, parts, idents)
