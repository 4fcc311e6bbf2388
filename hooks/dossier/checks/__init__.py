"""A loaded Dossier -> every problem that only shows across fields, records and files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial

from ..dossier import Dossier, Entry
from ..hush import Place, hushed, says_withheld
from ..index import Index
from ..problems import Problem
from ..together import aside, processes
from ..withheld import Public, State
from . import addresses, clocks, countries, events, inflections, letters, people, personal, publication, redactions, text, unlikely, vocabulary
from .supposed import besides

__all__ = ["CHECKS", "Context", "elsewhere", "run", "unsaid"]


@dataclass
class Context:
    """What a check sees: everything loaded, what of it is public at `instant`, and what follows (`known`: where that is known already).

    `settled` are the countries that an earlier check of the very same found right, with what it noted. `of_countries` is what
    was found in the others by checks of one country.
    """

    dossier: Dossier
    instant: datetime
    settled: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    of_countries: list[Problem] = field(default_factory=list)
    known: Public | None = None

    def unsettled(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Those of some records that have to be looked at."""
        return (entry for entry in entries if entry.country not in self.settled)

    @cached_property
    def _public(self) -> Public:
        return self.known or Public(self.dossier, self.instant)

    @property
    def public(self) -> Dossier:
        return self._public.dossier

    @property
    def states(self) -> dict[str, State]:
        return self._public.states

    @property
    def index(self) -> Index:
        return self._public.index

    @cached_property
    def allowed(self) -> frozenset[str]:
        """What allowed.yml lets be published at this instant."""
        today = self.instant.date()
        return frozenset(item.value for item in self.dossier.allowed if item.until is None or item.until.latest >= today)

    @property
    def unsound(self) -> list[Entry]:
        """Records in which something is wrong and that are not withheld, as far as can be told."""
        return [entry for entry in self.dossier.unsound if not self.says_withheld(entry)]

    def says_withheld(self, entry: Entry) -> bool:
        """Whether an unsound record or its country is withheld."""
        home = self.dossier.entries.get(entry.country)
        return says_withheld(entry.node) or (home is not None and not self.is_public(home))

    def visible(self, key: str) -> Entry | None:
        """The record of a key, unless it is withheld: what a problem elsewhere says must not give it away."""
        return self.public.entries.get(key)

    def is_public(self, entry: Entry) -> bool:
        return self.states[entry.key] == "public"


Check = Callable[[Context], Iterator[Problem]]
Told = Callable[[], set[Problem]]

CHECKS: tuple[Check, ...] = (
    vocabulary.kinds_are_sound,
    vocabulary.identifiers_are_known,
    clocks.reply_clocks,
    countries.codes,
    letters.order_of_letters,
    letters.files_beside,
    people.affiliations,
    people.alike,
    text.required_prose,
    publication.reviews,
    publication.days_to_come,
    publication.states_to_come,
    publication.ids_of_withheld,
    publication.sources_of_withheld,
    addresses.former,
)
"""Checks across countries. A new one is a function and its line here, or below."""

OF_COUNTRIES: tuple[Check, ...] = (
    letters.bodies,
    letters.unsaid_languages,
    letters.ambiguous_names,
    text.prose,
    personal.values,
    personal.files,
    inflections.inflections,
    letters.paragraphs,
    letters.translations,
    redactions.redactions,
    vocabulary.values_exist,
    events.spans,
    events.order,
    events.ended,
    events.needs,
    events.confidence,
    events.accounts,
    people.names,
    people.roles,
    publication.withheld_references,
    addresses.dated_ids,
    unlikely.unlikely,
)
"""Checks that look at `unsettled` records only: what they find in a country rests on nothing but what its pages are made from (see `keys.py`)."""
_ELSEWHERE = (personal.values,)
"""Those that another process may run; the rest make of a text what pages need, too, and run where the pages will be made."""
_WORTH = 1_000
"""How many records are worth a process of their own."""


def elsewhere(context: Context) -> AbstractContextManager[Told]:
    """Within it, another process does its part of the reading, if that is much; `run` asks it."""
    count = sum(1 for _ in context.unsettled(context.dossier.entries.values()))
    return aside(lambda: set(_found(context, _ELSEWHERE)), processes(count, _WORTH) > 1)


def run(context: Context, told: Told | None = None) -> list[Problem]:
    """The problems that all checks find, sorted; those in withheld records do not quote them. `told` is what is found `elsewhere`."""
    here = set(_found(context, (check for check in OF_COUNTRIES if check not in _ELSEWHERE)))
    context.of_countries = unsaid(context, here | (told() if told else set(_found(context, _ELSEWHERE))))
    found = unsaid(context, {*_found(context, CHECKS), *besides(context, lambda supposed: _found(supposed, (*OF_COUNTRIES, *CHECKS)))})
    return sorted({*context.of_countries, *found, *(note for notes in context.settled.values() for note in notes)})


def unsaid(context: Context, problems: Iterable[Problem]) -> list[Problem]:
    """The problems, sorted, without what they say of withheld records."""
    return list(hushed(problems, _places(context)))


def _found(context: Context, checks: Iterable[Check]) -> Iterator[Problem]:
    return (problem for check in checks for problem in check(context))


def _pointing(context: Context, entry: Entry) -> set[str]:
    """The references of a record to withheld ones, as they are written."""
    return {ref.text for _, ref, _ in entry.references if ref.key and not context.visible(ref.key)}


def _places(context: Context) -> Iterator[Place]:
    any_hidden = len(context.public.entries) < len(context.dossier.entries)
    for entry in context.dossier.entries.values():
        withheld = not context.is_public(entry)
        yield Place(entry.path, entry.node, withheld, entry.id, partial(_pointing, context, entry) if any_hidden else None)
        yield from (Place(translation.path, translation.node, withheld) for translation in entry.translations)
    for entry in context.dossier.unsound:
        withheld = context.says_withheld(entry)
        yield Place(entry.path, entry.node, withheld, entry.id)
        yield from (Place(translation.path, translation.node, withheld) for translation in entry.translations)
