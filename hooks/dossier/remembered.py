"""What texts were found to say, kept in the cache from one build or check to the next: of those that are published, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

import msgspec

from .asjson import compact
from .cache import Store
from .dossier import Dossier
from .keys import code
from .model import Letter
from .prose import LETTERS, WORDS, blocks, plain
from .prose.known import Known

__all__ = ["keep", "read_letters", "read_words", "recall"]


def recall(store: Store) -> None:
    """Knows what was kept by the same code; a file that is gone, damaged or of something else says nothing."""
    for name, known, _ in _TOLD:
        known.recall(_recalled(store.recalled(name)))


def _recalled(lines: bytes) -> dict[str, Any]:
    try:
        made_by, *said = msgspec.json.Decoder().decode_lines(lines)
        return dict(said) if made_by == code() else {}
    except (msgspec.MsgspecError, ValueError, TypeError):
        return {}


def read_words(dossier: Dossier) -> None:
    """Reads the words of every text that its JSON and the tables give."""
    for text in _words(dossier):
        plain(text)


def read_letters(dossier: Dossier) -> None:
    """Reads the paragraphs of every letter."""
    for text in _letters(dossier):
        blocks(text)


def keep(store: Store, dossier: Dossier) -> None:
    """Keeps what is known of the texts of a dossier, which are public ones; of those that are no more, nothing."""
    if store.folder is None:
        return
    for name, known, texts_of in _TOLD:
        texts = list(texts_of(dossier))
        if not known.is_as_recalled(texts):
            store.put_by(name, *(compact(line) + b"\n" for line in chain([code()], known.kept(texts))))


def _letters(dossier: Dossier) -> Iterator[str]:
    for entry in dossier.of(Letter.folder):
        yield entry.body
        yield from (translation.body for translation in entry.translations)


def _words(dossier: Dossier) -> Iterator[str]:
    return (entry.body for entry in dossier.entries.values() if entry.folder != Letter.folder)


_TOLD: tuple[tuple[str, Known[Any], Callable[[Dossier], Iterator[str]]], ...] = (("prose", LETTERS, _letters), ("words", WORDS, _words))
"""Name in the cache, what is known, and of which texts."""
