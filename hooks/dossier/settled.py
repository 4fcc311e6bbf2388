"""The countries whose texts were found right before, so that they need not be read for problems again; with what was noted of them.

A country is known by the key of its pages (see `keys.py`), so by everything that a check of its texts rests on. A memory that is
gone, damaged or of something else knows nothing, and every text is read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from .cache import Store
from .checks import Context
from .keys import Keys
from .problems import Problem, as_json

__all__ = ["settle", "settled"]

_NAME = "texts"


def settled(store: Store, keys: Keys) -> dict[str, tuple[Problem, ...]]:
    """Country -> what its texts were noted for."""
    known = _known(store)
    return {country: known[key] for country, key in keys.by_country.items() if country and key in known}


def settle(store: Store, keys: Keys, context: Context) -> None:
    """Remembers the countries of `keys` after a check that found nothing but notes."""
    if not keys.by_country or context.settled.keys() >= keys.by_country.keys() - {""}:
        return
    found = {}
    for country, key in keys.by_country.items():
        notes = context.settled.get(country) or [note for note in context.of_texts if note.path.startswith(f"data/{country}/")]
        if country:
            found[key] = json.loads(as_json(notes))
    store.put_by(_NAME, json.dumps(found, ensure_ascii=False).encode("utf-8", "surrogateescape"))


def _known(store: Store) -> Mapping[str, tuple[Problem, ...]]:
    try:
        given = json.loads(store.recalled(_NAME) or b"{}")
        return {key: tuple(Problem(**note) for note in notes) for key, notes in given.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
