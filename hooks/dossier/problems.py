"""A problem as a value: where it is, which field, what was found and what would be right."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Literal

from msgspec import Struct
from msgspec.structs import asdict, replace

__all__ = [
    "MANY", "OFFERS", "Level", "Problem", "a", "as_annotation", "as_json", "choose", "closest", "first", "nearest", "offer", "quoted", "refusals",
    "shortened",
]  # fmt: skip

_NOT_UTF_8 = re.compile("[\ud800-\udfff]")
"""What Python makes of a name that is not UTF-8; no file and no terminal takes it."""
_BLANK = "\N{OPEN BOX}"
Level = Literal["error", "note"]
MANY = 1_000
"""So many problems of one list, record or text are told: a file of two megabytes may hold two million."""
OFFERS = 100
"""To so many references or links of one file the nearest of all records is offered: each time, all are looked through."""


class Problem(Struct, frozen=True, order=True):
    """One thing an editor has to mend (`error`) or to know (`note`).

    `line` and `column` count from 1, as editors show them. `field` reads as in the file:
    `to, item 1`. `text` says what was found and what would be right; it never repeats a
    withheld value. Problems sort by place.

    >>> print(Problem("data/x/country.yml", 3, 1, "iso", "is missing"))
    data/x/country.yml:3:1: iso: is missing
    """

    path: str
    line: int
    column: int
    field: str
    text: str
    level: Level = "error"

    def __str__(self) -> str:
        """One line for a terminal: names of files may hold anything."""
        said = f"{self.field}: {self.text}" if self.field else self.text
        return _visible(f"{self.path}:{self.line}:{self.column}: {said}")


def refusals(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that stop a build: all but the notes."""
    return [problem for problem in problems if problem.level == "error"]


def first(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The first `MANY` of what is found, one by one; where there is more, that is said, and the rest is not looked for. But where these are
    notes, an error among the rest is found.

    >>> notes = [Problem("x", line, 1, "", "odd", "note") for line in range(1, 1003)]
    >>> [(problem.line, problem.text) for problem in first([*notes, Problem("x", 2000, 1, "", "wrong")])][-2]
    (2000, 'wrong')
    """
    found = iter(problems)
    told = list(islice(found, MANY))
    yield from told
    more = next(found, None)
    if more is None:
        return
    error = None if refusals(told) else next((problem for problem in chain([more], found) if problem.level == "error"), None)
    yield from [error] if error else []
    yield replace(error or more, field="", text=f"{MANY:,} problems are told before this one; the rest was not looked for")


def closest(word: str, words: Iterable[str]) -> str:
    """The nearest known word, or nothing."""
    return next(iter(difflib.get_close_matches(word, sorted(words), n=1, cutoff=0.7)), "")


def nearest(word: str, words: Iterable[str]) -> str:
    """`; did you mean '…'?` with the nearest known word, or nothing.

    >>> nearest("federica-mogerini", ["federica-mogherini", "luca-visentini"])
    "; did you mean 'federica-mogherini'?"
    >>> nearest("x", ["federica-mogherini"])
    ''
    """
    return offer(closest(word, words))


def choose(folder: str) -> str:
    """Where the words of the vocabulary stand that an editor chooses from.

    >>> choose("vocabulary/tracks")
    '; choose one that stands in data/vocabulary/tracks.yml'
    """
    return f"; choose one that stands in data/{folder}.yml"


def offer(right: str) -> str:
    """`; did you mean '…'?`, or nothing; where the value is withheld, `hush.py` takes what is offered away."""
    return f"; did you mean '{right}'?" if right else ""


def a(noun: str) -> str:
    """The noun with its article.

    >>> a("event"), a("person or organisation")
    ('an event', 'a person or organisation')
    """
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"


def quoted(value: str, limit: int = 60) -> str:
    """A value of the file, on one line and short, in quotes, with control characters made visible, and blanks around it.

    >>> print(quoted("2017-01-20\\u00a0"), quoted(" an\\nid"))
    '2017-01-20␣' '␣an id'
    """
    return f"'{shortened(value, limit)}'"


def shortened(value: str, limit: int = 60) -> str:
    """As `quoted`, without the quotes: the name of a field that somebody made up."""
    plain = " ".join(value.split())
    plain = f"{_BLANK if value[:1].isspace() else ''}{plain}{_BLANK if value[-1:].isspace() else ''}"
    plain = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in plain)
    return f"{plain[: limit - 1]}…" if len(plain) > limit else plain


def _visible(line: str) -> str:
    """Escapes instead of signs that a terminal would act upon, or that are none in UTF-8.

    >>> print(_visible("a\\nb\\x1b[31m"))
    a\\nb\\x1b[31m
    """
    return line if line.isprintable() else "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)


def as_annotation(problem: Problem) -> str:
    """The line that makes GitHub show a problem beside the changed file (workflow commands)."""
    said = f"{problem.field}: {problem.text}" if problem.field else problem.text
    path = _escaped(problem.path).replace(":", "%3A").replace(",", "%2C")
    kind = "error" if problem.level == "error" else "notice"
    return f"::{kind} file={path},line={problem.line},col={problem.column}::{_escaped(said)}"


def _escaped(text: str) -> str:
    """On one line: what follows a line break could be a command of its own."""
    text = _NOT_UTF_8.sub("\N{REPLACEMENT CHARACTER}", text)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON list of objects with the fields of `Problem`."""
    said = json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2)
    return _NOT_UTF_8.sub(lambda byte: f"\\u{ord(byte[0]):04x}", said)
