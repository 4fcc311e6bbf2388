"""What `dossier check` found last, kept in the cache: of just the same files it is said again without reading them.

A build after which something else is to be said takes it away: it may name who is on the site no more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from .cache import CACHE, Store
from .problems import Problem, as_json

__all__ = ["doubt", "found_before", "remember"]

_NAME = "check"


def found_before(store: Store, inputs: str) -> list[Problem] | None:
    """What was found in the same files, which `inputs` says (see `unchanged.py`); None where that is not known."""
    before, _, found = store.recalled(_NAME).partition(b"\n")
    return [Problem(**problem) for problem in json.loads(found)] if inputs and before == inputs.encode() else None


def remember(store: Store, inputs: str, problems: Sequence[Problem]) -> None:
    """Keeps what was found, unless that is that nothing may be kept where the cache is said to be, or of an embargo: the clock may end one."""
    if inputs and not any(problem.path == CACHE or problem.field == "publish_after" for problem in problems):
        store.put_by(_NAME, f"{inputs}\n{as_json(problems)}".encode())


def doubt(store: Store, problems: Iterable[Problem]) -> None:
    """Keeps what was found only if it is what is found now."""
    found = store.recalled(_NAME).partition(b"\n")[2]
    if found != as_json(problems).encode():
        store.drop(_NAME)
