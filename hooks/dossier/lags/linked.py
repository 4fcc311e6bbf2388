"""What editors linked -> lags from a violation to the letters that rest on it or have it as their occasion, and to findings in its chain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from ..dossier import Dossier, Entry
from ..index import Index
from ..meanings import chained
from .bearings import Bearings
from .lag import Lag, measured
from .voices import Dated, Voices

__all__ = ["findings", "letters"]


def letters(index: Index, among: Iterable[Entry], bearings: Bearings, voices: Voices) -> Iterator[Lag]:
    """Letters among some that rest on a violation or have it as their occasion."""
    for letter in among:
        linked = [event for events in index.resting.get(letter.key, {}).values() for event in events]
        linked += [event for ref in letter.record.occasion if (event := index.dossier.entries.get(ref.key))]
        for violation in {event.key: event for event in linked if bearings.is_violation(event)}.values():
            yield from _between("letter", violation, letter, voices)


def findings(dossier: Dossier, among: Iterable[Entry], bearings: Bearings, voices: Voices) -> Iterator[Lag]:
    """Findings among some events that came later in the chain of a violation; their own parts and larger events of the violation count."""
    later, part = chained(dossier, "later"), chained(dossier, "part")
    chain: list[tuple[str, str]] = []
    wholes: dict[str, list[str]] = defaultdict(list)
    parts: dict[str, list[str]] = defaultdict(list)
    for entry in among:
        for related in entry.record.relates_to:
            there, ends = related.relation.key, (entry.key, related.event.key)
            if related.event.key not in dossier.entries:
                continue
            if there in later:
                chain.append(ends if later[there] else ends[::-1])
            elif there in part:
                small, large = ends if part[there] else ends[::-1]
                wholes[small].append(large)
                parts[large].append(small)
    pairs = {
        (one, other): None
        for after, before in dict.fromkeys(chain)
        if (found := [key for key in _reach(after, wholes) if bearings.is_finding(dossier.entries[key])])
        for one in _reach(before, parts)
        if bearings.is_violation(dossier.entries[one])
        for other in found
        if other != one
    }
    for one, other in pairs:
        yield from _between("finding", dossier.entries[one], dossier.entries[other], voices)


def _reach(key: str, steps: Mapping[str, Iterable[str]]) -> list[str]:
    """A key and all that can be reached from it."""
    found = {key: None}
    waiting = [key]
    while waiting:
        for following in steps.get(waiting.pop(), ()):
            if following not in found:
                found[following] = None
                waiting.append(following)
    return list(found)


def _between(rule: str, violation: Entry, later: Entry, voices: Voices) -> list[Lag]:
    """The lag between two entries by each account; nothing if by all of them the violation came later.

    Nor if the record says that the violation became known only after that.
    """
    known = violation.record.known
    if known is not None and known.earliest > later.record.date.latest:
        return []
    sinces, untils = voices.dates(violation), voices.dates(later)
    contested = len(sinces) > 1 or len(untils) > 1
    if not contested:
        lag = measured(rule, violation, later, sinces[0], untils[0], False)
        return [lag] if lag.order in ("after", "overlaps") else []
    dated = [(since, until) for since, until in product(sinces, untils) if since.date and until.date]
    silent = [(since, Dated(None)) for since in sinces if not since.date] + [(Dated(None), until) for until in untils if not until.date]
    found = [measured(rule, violation, later, since, until, True) for since, until in (*dated, *silent)]
    return found if any(lag.order in ("after", "overlaps") for lag in found) else []
