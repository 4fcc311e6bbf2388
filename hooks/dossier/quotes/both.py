"""The tokens of a quote and of a letter -> both side by side: what of the quote is looked for, in which parts, and which tokens are equal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct, field

from .tokens import Text

__all__ = ["Both", "Pairs", "Part"]

_AROUND = frozenset("'….,。．｡、，､،۔।")
"""Signs after a quote that may be those of the text around it: quotation marks, omissions, full stops and commas."""
Pairs = list[tuple[int, int]]
"""Tokens of the quote, each with that of the letter which it stands against."""


class Part(Struct):
    """Tokens of the quote between two marks of omission, and the pairs that were found for them."""

    start: int
    end: int
    marked: bool
    pairs: Pairs = field(default_factory=list)
    tried: bool = False


class Both:
    """A quote and a letter.

    `start` and `end` are those of the quote without marks around it, `inserted` its tokens in square brackets (each such insertion
    becomes one unit); `places` is where each token stands in the letter, without case.
    """

    __slots__ = ("end", "inserted", "letter", "places", "quote", "start")

    def __init__(self, quote: Text, letter: Text) -> None:
        self.quote, self.letter = quote, letter
        self.inserted = quote.bracketed()
        self.start, self.end = 0, len(quote.key)
        while quote.key[self.start] in ("'", "…"):
            self.start += 1
        while quote.key[self.end - 1] in _AROUND:
            self.end -= 1
        self.places: dict[str, list[int]] = defaultdict(list)
        for at, low in enumerate(letter.low):
            self.places[low].append(at)

    def parts(self) -> Iterator[Part]:
        """The quote between its marks of omission."""
        start = self.start
        for at in range(self.start, self.end + 1):
            if at == self.end or self.quote.key[at] == "…":
                if at > start:
                    yield Part(start, at, start > self.start)
                start = at + 1

    def equal(self, i: int, j: int) -> bool:
        one, other = self.quote.key[i], self.letter.key[j]
        return one == other or (
            (self.quote.free[i] or self.letter.free[j]) and one[1:] == other[1:] and one[0].lower() == other[0].lower()
        )  # fmt: skip

    def words(self, start: int, end: int) -> int:
        """How many words quote[start:end] has."""
        return sum(self.quote.word[start:end])
