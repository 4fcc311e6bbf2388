"""People and organisations: roles and affiliations that do not overlap, names that can be told apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..dossier import Entry
from ..model import Organisation, Person
from ..names import family_and_given
from ..problems import Problem
from .circles import circling

if TYPE_CHECKING:
    from . import Context

__all__ = ["affiliations", "alike", "names", "roles"]

_QUOTED = re.compile("[“”„‟‘’‚].*[“”‟‘’]", re.DOTALL)


def roles(context: Context) -> Iterator[Problem]:
    """A role ends after it begins; the same role in the same organisation is not held twice at once."""
    for entry in context.unsettled(context.dossier.of(Person.folder)):
        yield from _spans(entry, "roles", [(str(role.title).casefold(), role.organisation and role.organisation.key) for role in entry.record.roles])
        for number, reply in enumerate(entry.record.right_of_reply):
            if reply.answered and reply.answered.latest < reply.asked.earliest:
                yield entry.problem("lies before the day it was asked for", "right_of_reply", number, "answered")


def affiliations(context: Context) -> Iterator[Problem]:
    """An affiliation ends after it begins; an organisation does not belong to or succeed itself, nor what succeeds it."""
    after = {entry.key: {ref.key for ref in entry.record.succeeds if ref.key != entry.key} for entry in context.public.of(Organisation.folder)}
    circle = circling(after)
    for entry in context.dossier.of(Organisation.folder):
        items = entry.record.affiliations
        yield from _spans(entry, "affiliations", [(item.organisation.key, str(item.kind)) for item in items])
        for number, item in enumerate(items):
            if item.organisation.key == entry.key:
                yield entry.problem("is the organisation itself", "affiliations", number, "organisation")
        for number, ref in enumerate(entry.record.succeeds):
            if ref.key == entry.key:
                yield entry.problem("is the organisation itself", "succeeds", number)
            elif entry.key in circle and ref.key in circle:
                said = f"'{ref.text}' itself succeeds this organisation, perhaps through others; one of them came first"
                yield entry.problem(said, "succeeds", number)


def _spans(entry: Entry, name: str, sameness: list[tuple[object, ...]]) -> Iterator[Problem]:
    held: dict[tuple[object, ...], list[tuple[date, date, int]]] = defaultdict(list)
    for number, (item, same) in enumerate(zip(getattr(entry.record, name), sameness, strict=True)):
        start = item.from_.latest if item.from_ else date.min
        end = item.until.earliest if item.until else date.max
        if item.from_ and item.until and item.until.latest < item.from_.earliest:
            yield entry.problem(f"ends ({item.until.text}) before it begins ({item.from_.text})", name, number, "until")
            continue
        for other_start, other_end, other in held[same]:
            if start < other_end and other_start < end:
                yield entry.problem(f"overlaps with item {other + 1}, the same one; say until when that lasted", name, number)
                break
        held[same].append((start, end, number))


def names(context: Context) -> Iterator[Problem]:
    """Notes on a name as it is sorted in which nothing tells the family name, and on one between marks that YAML does not take away."""
    for cls in (Person, Organisation):
        for entry in context.unsettled(context.dossier.of(cls.folder)):
            if _QUOTED.fullmatch(str(entry.record.name)):
                said = "stands between quotation marks that are read as a part of it, so that no text is found to name it; leave them out"
                yield entry.problem(said, "name", level="note")
    for entry in context.unsettled(context.dossier.of(Person.folder)):
        family, given = family_and_given(str(entry.record.sort_name))
        if not given and " " in family:
            said = "has no comma behind the family name, so all of it is taken for that, in citations and where a withheld name is looked for"
            yield entry.problem(f"{said}; if a part of it is a given name, write it as in Lee, Ann", "sort_name", level="note")


def alike(context: Context) -> Iterator[Problem]:
    """Two records of one country with the same name: perhaps one body twice."""
    for cls in (Person, Organisation):
        seen: dict[tuple[str, str], Entry] = {}
        for entry in context.public.of(cls.folder):
            first = seen.setdefault((entry.country, str(entry.record.name).casefold()), entry)
            if first is not entry:
                yield entry.problem(f"the same name as '{first.id}'; are they one?", "name", level="note")
