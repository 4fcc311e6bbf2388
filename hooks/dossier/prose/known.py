"""What texts were found to say, kept by what the texts hash to: one that did not change is parsed again only where it is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar

__all__ = ["Known"]

Found = TypeVar("Found")
_MOST = 200_000
"""So many texts at most: a server that runs for weeks reads many."""


class Known(Generic[Found]):
    """`read` says what a text says; `packed` and `unpacked` make of it what JSON can hold, and the other way round.

    `news` says whether there is more now than what was recalled.
    """

    def __init__(self, read: Callable[[str], Found], packed: Callable[[Found], object], unpacked: Callable[[str, Any], Found]) -> None:
        self._read, self._packed, self._unpacked = read, packed, unpacked
        self._found: dict[str, Found] = {}
        self._recalled: Mapping[str, Any] = {}
        self.news = False

    def of(self, text: str) -> Found:
        """What a text says, read once."""
        if (found := self._found.get(text)) is None:
            if len(self._found) >= _MOST:
                self._found.clear()
            found = self._found[text] = self._again(text)
        return found

    def _again(self, text: str) -> Found:
        if (given := self._recalled.get(_digest(text)) if self._recalled else None) is not None:
            try:
                return self._unpacked(text, given)
            except (TypeError, ValueError, LookupError):  # not what was kept: it is read
                pass
        self.news = True
        return self._read(text)

    def recall(self, recalled: Mapping[str, Any]) -> None:
        """Knows what `kept` gave in an earlier build."""
        self._recalled = recalled
        self.news = False

    def kept(self, texts: Iterable[str]) -> dict[str, object]:
        """What is known of some texts, to be recalled."""
        found: dict[str, object] = {}
        for text in texts:
            if (read := self._found.get(text)) is not None:
                found[_digest(text)] = self._packed(read)
            elif (given := self._recalled.get(digest := _digest(text))) is not None:
                found[digest] = given
        return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
