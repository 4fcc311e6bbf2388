"""Public names -> where two of them stand beside each other and read as a withheld one: Lee, Ann in Bob Lee, Ann Ray."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .dossier import Entry
from .folding import words
from .model import Organisation, Person
from .names import forms
from .withheld import as_named, every_form

__all__ = ["names_beside", "not_between"]


def not_between(parts: list[bytes], beside: Iterable[tuple[bytes, ...]]) -> bytes:
    """A pattern that holds where no two public names meet, of which one ends as a name begins, and the other begins as it ends; empty without any.

    `parts` are the words of the name, `beside` those of public ones (see `names_beside`).

    Where tags are taken out, other words may stand before the first and behind the second without a blank.
    """
    found = b""
    for cut in range(1, len(parts)):
        before = {name[:-cut] for name in beside if len(name) > cut and name[-cut:] == tuple(parts[:cut])}
        rest = len(parts) - cut
        after = {name[rest:] for name in beside if len(name) > rest and name[:rest] == tuple(parts[cut:])}
        if before and after:
            behind = b"|".join(b"(?<=%s)" % b" ".join(map(re.escape, name)) for name in sorted(before))
            ahead = b"|".join(b" ".join(map(re.escape, name)) for name in sorted(after))
            found += b"(?!(?:%s) %s (?:%s))" % (behind, b" ".join(map(re.escape, parts)), ahead)
    return found


def names_beside(shown: Iterable[Entry], hidden: Iterable[Entry]) -> tuple[tuple[bytes, ...], ...]:
    """The names and ids of public records as words, of those that share a word with the name of somebody who is withheld."""
    shared = {word for entry in hidden if isinstance(entry.record, Person) for form in every_form(entry) for word in words(form).split()}
    named = (entry for entry in shown if shared and isinstance(entry.record, (Person, Organisation)))
    texts = (text for entry in named for text in (entry.id, *_written(entry)))
    return tuple({split for text in texts if not shared.isdisjoint(split := tuple(words(text).split()))})


def _written(entry: Entry) -> Iterator[str]:
    for record, _ in as_named(entry):
        yield from forms(record)
        if isinstance(record, Person):
            yield str(record.sort_name)
