"""What texts were found to say, kept in the cache from one build or check to the next: of those that are published, nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from .asjson import compact
from .cache import Store
from .dossier import Dossier
from .keys import code
from .model import Letter
from .prose import LETTERS, WORDS, blocks, plain

__all__ = ["keep", "read_letters", "read_words", "recall"]

_NAME = "prose"


def recall(store: Store) -> None:
    """Knows what was kept by the same code; a file that is gone, damaged or of something else says nothing."""
    try:
        given = msgspec.json.decode(store.recalled(_NAME) or b"{}")
        letters, words = (dict(given["letters"]), dict(given["words"])) if given["code"] == code() else ({}, {})
    except (msgspec.MsgspecError, ValueError, TypeError, KeyError):
        letters, words = {}, {}
    LETTERS.recall(letters)
    WORDS.recall(words)


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
    letters, words = list(_letters(dossier)), list(_words(dossier))
    if store.folder is None or (LETTERS.is_as_recalled(letters) and WORDS.is_as_recalled(words)):
        return
    found = {"code": code(), "letters": LETTERS.kept(letters), "words": WORDS.kept(words)}
    store.put_by(_NAME, compact(found))


def _letters(dossier: Dossier) -> Iterator[str]:
    for entry in dossier.of(Letter.folder):
        yield entry.body
        yield from (translation.body for translation in entry.translations)


def _words(dossier: Dossier) -> Iterator[str]:
    return (entry.body for entry in dossier.entries.values() if entry.folder != Letter.folder)
