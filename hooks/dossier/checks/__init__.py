"""A loaded Dossier -> every problem that only shows across fields, records and files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from ..dossier import Dossier, Entry
from ..hush import Place, hushed
from ..index import Index
from ..problems import Problem
from ..together import Failed, Work, processes, share
from ..withheld import State, public
from . import addresses, clocks, events, letters, people, personal, publication, text, vocabulary

__all__ = ["CHECKS", "Context", "run"]


@dataclass
class Context:
    """What a check sees: everything loaded, what of it is public at `instant`, and what follows.

    `settled` are the countries of which an earlier check of the very same found that their texts are right, with what it noted.
    `of_texts` is what the texts of the other countries gave.
    """

    dossier: Dossier
    instant: datetime
    docs: Path | None = None
    settled: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    of_texts: list[Problem] = field(default_factory=list)

    def unsettled(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Those of some records whose texts have to be looked at."""
        return (entry for entry in entries if entry.country not in self.settled)

    @cached_property
    def _public(self) -> tuple[Dossier, dict[str, State]]:
        return public(self.dossier, self.instant)

    @property
    def public(self) -> Dossier:
        return self._public[0]

    @property
    def states(self) -> dict[str, State]:
        return self._public[1]

    @cached_property
    def index(self) -> Index:
        return Index(self.public)

    @cached_property
    def allowed(self) -> frozenset[str]:
        """What allowed.yml lets be published at this instant."""
        today = self.instant.date()
        return frozenset(item.value for item in self.dossier.allowed if item.until is None or item.until.latest >= today)

    def visible(self, key: str) -> Entry | None:
        """The record of a key, unless it is withheld: what a problem elsewhere says must not give it away."""
        return self.public.entries.get(key)

    def is_public(self, entry: Entry) -> bool:
        return self.states[entry.key] == "public"


Check = Callable[[Context], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    vocabulary.values_exist,
    vocabulary.kinds_are_sound,
    vocabulary.identifiers_are_known,
    clocks.reply_clocks,
    letters.paragraphs,
    letters.order_of_letters,
    letters.translations,
    letters.files_beside,
    letters.readable_files,
    events.spans,
    events.needs,
    events.confidence,
    people.roles,
    people.affiliations,
    people.alike,
    text.required_prose,
    publication.withheld_references,
    publication.reviews,
    publication.ids_of_withheld,
    addresses.former,
    addresses.dated_ids,
    personal.files,
)
"""Every check. A new one is a function and its line here, or below."""

_PARSING: tuple[Check, ...] = (letters.bodies, letters.ambiguous_names, text.prose)
"""Those that make of a text what pages need, too: they run where the pages will be made."""
_ELSEWHERE: tuple[Check, ...] = (personal.values,)
OF_TEXTS = (*_PARSING, *_ELSEWHERE)
"""Checks that read every text, which takes long: only `unsettled` records are looked at. What they find in a country rests on
nothing but what its pages are made from (see `keys.py`)."""
_WORTH = 1_000
"""How many records are worth a process of their own."""


def run(context: Context) -> list[Problem]:
    """The problems that all checks find, sorted; those in withheld records do not quote them."""
    places = list(_places(context))
    context.of_texts = list(hushed(_of_texts(context), places))
    found = hushed({problem for check in CHECKS for problem in check(context)}, places)
    return sorted({*context.of_texts, *found, *(note for notes in context.settled.values() for note in notes)})


def _of_texts(context: Context) -> set[Problem]:
    """What is found in texts, by two processes where these are many."""
    found: set[Problem] = set()
    count = sum(1 for _ in context.unsettled(context.dossier.entries.values()))
    shares = [_PARSING, _ELSEWHERE] if processes(count, _WORTH) > 1 else [OF_TEXTS]
    try:
        share(Work(lambda check: found.update(check(context)), found.clear, lambda: found, found.update), shares)
    except Failed:  # the other process was ended from outside: what it was to find is found here
        found.update(problem for check in _ELSEWHERE for problem in check(context))
    return found


def _places(context: Context) -> Iterator[Place]:
    for entry in context.dossier.entries.values():
        withheld = not context.is_public(entry)
        yield Place(entry.path, entry.node, withheld)
        yield from (Place(translation.path, translation.node, withheld) for translation in entry.translations)
