"""The countries that were found right before: they need not be checked again; with what was noted of them, and how long their entries are.

A country is known by the key of its pages (see `keys.py`), so by everything that such a check rests on. A memory that is
gone, damaged or of something else knows nothing, and everything is looked at.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from .cache import Store
from .checks import Context
from .keys import Keys
from .problems import Problem, as_json

__all__ = ["Settled", "settle", "settled"]

_NAME = "countries"


class Settled(Struct, frozen=True):
    """What is known of a country: its notes, and of entries by key how much they take on a list (see `Viewer.sizes`)."""

    notes: tuple[Problem, ...]
    sizes: Mapping[str, int]


def settled(store: Store, keys: Keys) -> dict[str, Settled]:
    """Country -> what is known of it, if it was found right and nothing that it rests on has changed."""
    known = _known(store)
    return {country: known[key] for country, key in keys.by_country.items() if country and key in known}


def settle(store: Store, keys: Keys, context: Context, sizes: Mapping[str, int]) -> None:
    """Remembers the countries of `keys` after a check that found nothing but notes, with the `sizes` of entries that are known."""
    if not keys.by_country:
        return
    by_country: dict[str, dict[str, int]] = defaultdict(dict)
    for entry, size in sizes.items():
        by_country[entry.partition("/")[0]][entry] = size
    found = {}
    for country, key in keys.by_country.items():
        notes = context.settled.get(country) or [note for note in context.of_countries if note.path.startswith(f"data/{country}/")]
        if country:
            found[key] = {"notes": json.loads(as_json(notes)), "sizes": by_country[country]}
    content = json.dumps(found, ensure_ascii=False).encode("utf-8", "surrogateescape")
    if content != store.recalled(_NAME):
        store.put_by(_NAME, content)


def _known(store: Store) -> Mapping[str, Settled]:
    try:
        given = json.loads(store.recalled(_NAME) or b"{}")
        return {key: Settled(tuple(Problem(**note) for note in known["notes"]), dict(known["sizes"])) for key, known in given.items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}
