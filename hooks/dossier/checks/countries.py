"""Countries, one beside another: what stands for one stands for no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..dossier import Entry
from ..model import Country
from ..problems import Problem, quoted

if TYPE_CHECKING:
    from . import Context

__all__ = ["codes"]


def codes(context: Context) -> Iterator[Problem]:
    """A code that two countries have: readers of the data take them for one. A note only, since a part of a country has the code of the whole."""
    having: dict[str, list[Entry]] = defaultdict(list)
    for entry in context.dossier.of(Country.folder):
        having[entry.record.iso].append(entry)
    for iso, entries in having.items():
        for entry in entries if len(entries) > 1 else ():
            others = [other.path for other in entries if other is not entry and context.is_public(other)]
            where = f" in {' and '.join(others)}" if others else ""
            said = f"{quoted(iso)} is the code of another country too{where}; in the data both are that country (ISO 3166-1)"
            yield entry.problem(said, "iso", level="note")
