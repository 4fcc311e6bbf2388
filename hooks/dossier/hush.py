"""Problems -> the same problems, without the values of records that are withheld."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from .problems import Problem, quoted, shortened
from .source import Map, Node, Scalar, Seq

__all__ = ["WITHHOLDING", "Place", "hushed", "says_withheld"]

_OFFER = re.compile(r"; did you mean '[^']*'\?")
_SAID = re.compile(r"'[^']*'")
_PROSE = re.compile(r"'.*'", re.DOTALL)
_BRACKETED = re.compile(r"\([^()]*\)")
_WRITE = "; write "
_FIELD = re.compile("[a-z_]+")
"""What the names of all fields look like. Another key is words that slipped out of a value (`Ann says: …` without its indentation), or an id."""
HIDDEN = "(a withheld value)"
WITHHOLDING = ("draft", "publish_after", "withdrawn")
"""The fields that keep a record from readers: whoever writes one and leaves it empty wants that, so it is never read as absent."""


class Place(Struct, frozen=True):
    """Where a record stands: its file, its fields, whether it is withheld, and its id in a list; `pointing` gives its references to withheld ones."""

    path: str
    node: Map
    withheld: bool
    ident: str = ""
    pointing: Callable[[], Iterable[str]] | None = None


def says_withheld(node: Node | None) -> bool:
    """Whether fields say that their record is not public, or may not be: a draft, under embargo, withdrawn."""
    if not isinstance(node, Map):
        return False
    draft = node.values.get("draft")
    return "publish_after" in node.keys or "withdrawn" in node.keys or (isinstance(draft, Scalar) and draft.text != "false")


def hushed(problems: Iterable[Problem], places: Iterable[Place]) -> Iterator[Problem]:
    """A problem inside a withheld record names its place and its field, and no value that stands in the record; one in another record does
    not say to which withheld one that points. `places` are asked for only where there is a problem."""
    told = sorted(problems)  # record by record
    by_path: dict[str, list[Place]] = {problem.path: [] for problem in told}
    for place in places if told else ():
        if place.path in by_path:
            by_path[place.path].append(place)
    for found in by_path.values():
        found.sort(key=_start)
    values: _Values | None = None
    for problem in told:
        in_file = by_path[problem.path]
        at = bisect.bisect_right(in_file, (problem.line, problem.column), key=_start)
        around = in_file[max(at - 1, 0)] if in_file else None
        if around and around.withheld:
            if values is None or values.place is not around:
                values = _Values.of(around)
            problem = _without(problem, values)
        elif around and around.pointing:
            problem = _pointing_nowhere(problem, around.pointing())
        yield problem


def _pointing_nowhere(problem: Problem, references: Iterable[str]) -> Problem:
    """The problem without references that it quotes, or names as fields (the keys of `effects`)."""
    field, text = problem.field.split(", "), problem.text
    for reference in references:
        field = [word for word in field if word != shortened(reference)]
        text = text.replace(quoted(reference), HIDDEN)
    return replace(problem, field=", ".join(field), text=text)


def _start(place: Place) -> tuple[int, int]:
    return place.node.line, place.node.column


class _Values(Struct, frozen=True):
    """The values of a record as problems say them: in quotes (`hiding`: those whose own signs would hide where they end), in brackets
    (`nested`: those that have some themselves), as fields (`listed`: those with a comma)."""

    place: Place
    spoken: set[str]
    hiding: list[str]
    bracketed: set[str]
    nested: list[str]
    names: set[str]
    listed: list[str]

    @classmethod
    def of(cls, place: Place) -> _Values:
        values = {*_values(place.node), *filter(None, [place.ident])}
        spoken = {quoted(value) for value in values} | {f"'{value}'" for value in values}
        names = values | {shortened(value) for value in values}
        hiding = sorted((said for said in spoken if "'" in said[1:-1] or _WRITE in said), key=len, reverse=True)
        listed = sorted((name for name in names if ", " in name), key=len, reverse=True)
        nested = [f"({value})" for value in values if "(" in value or ")" in value]
        return cls(place, spoken, hiding, {f"({value})" for value in values}, nested, names, listed)


def _without(problem: Problem, values: _Values) -> Problem:
    spoken, text = values.spoken, problem.text
    for said in values.hiding:
        text = text.replace(said, HIDDEN)
    found, write, right = text.partition(_WRITE)
    if problem.field == "text":
        text = _PROSE.sub(HIDDEN, found)  # of prose nothing is known to be a value: all from the first quotation mark to the last
    else:
        text = _SAID.sub(lambda said: HIDDEN if said[0] in spoken or said[0][1] in "&*!" else said[0], found)
    for said in values.nested:
        text = text.replace(said, HIDDEN)
    text = _BRACKETED.sub(lambda said: HIDDEN if said[0] in values.bracketed else said[0], text)
    text += write + right
    field = problem.field
    for name in values.listed:
        field = field.replace(name, HIDDEN)
    field = ", ".join(word for word in field.split(", ") if word not in values.names)
    return replace(problem, field=field, text=_OFFER.sub("", text) if HIDDEN in text else text)


def _values(node: Node) -> Iterator[str]:
    """Every value, and the keys that are references to records, or no names of fields."""
    if isinstance(node, Scalar):
        yield node.text
    for item in node.items if isinstance(node, Seq) else node.values.values() if isinstance(node, Map) else ():
        yield from _values(item)
    if isinstance(node, Map):
        yield from (key for key in node.keys if not _FIELD.fullmatch(key))
    effects = node.values.get("effects") if isinstance(node, Map) else None
    if isinstance(effects, Map):
        yield from effects.keys
