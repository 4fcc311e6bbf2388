"""What texts were found to say, kept by what the texts hash to: one that did not change is parsed again only where it is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

__all__ = ["Known"]

Found = TypeVar("Found")
_MOST = 200_000
"""So many texts at most: a server that runs for weeks reads many."""


class Known(Generic[Found]):
    """`read` says what a text says; `packed` and `unpacked` make of it what JSON can hold, and the other way round."""

    def __init__(self, read: Callable[[str], Found], packed: Callable[[Found], object], unpacked: Callable[[str, Any], Found]) -> None:
        self._read, self._packed, self._unpacked = read, packed, unpacked
        self._found: dict[str, Found] = {}
        self._recalled: Mapping[str, Any] = {}

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
        return self._read(text)

    def recall(self, recalled: Mapping[str, Any]) -> None:
        """Knows what `kept` gave in an earlier build."""
        self._recalled = recalled

    def is_as_recalled(self, texts: Iterable[str]) -> bool:
        """Whether of just these texts just what was recalled is known: nothing has to be kept anew."""
        return (bool(self._recalled) or not self._found) and {digest for digest, _ in self._known(texts)} == self._recalled.keys()

    def kept(self, texts: Iterable[str]) -> Iterator[tuple[str, object]]:
        """What is known of some texts, to be recalled: what each hashes to, and what it says."""
        return ((digest, self._packed(self._found[text]) if text in self._found else self._recalled[digest]) for digest, text in self._known(texts))

    def _known(self, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
        for text in texts:
            if (digest := _digest(text)) in self._recalled or text in self._found:
                yield digest, text


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
