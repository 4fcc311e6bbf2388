"""What an index holds of each page -> the answer to words that stand in very many: what comes first, before Pagefind is asked at all.

To rank ten thousand pages takes Pagefind seconds, and for a sentence hundreds of kilobytes. Who asks for “union” gets first what
most others refer to, of each kind in turn; the page of the search reads it off one small file, and asks Pagefind when more is wanted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from .asjson import compact

__all__ = ["COMMON", "Indexed", "answers"]

COMMON = 1000
"""A word that stands on more pages than this is common."""
_FIRST = 384
"""Of so many pages it is known which common words stand on them."""
_LEAST = 3
"""Another form of a common word is listed if it stands on so many of those."""
_SIGNS = "!#()*+,-.:;^_|~$"
"""Four bits each. No letters and no digits: by chance these would make up a name that is withheld, and the leak scan would stop the build."""
_WORD = re.compile(r"[^\W_]+")
_ENDING = 2
"""So many letters of a word may be its ending (ministry, ministries); another form is at most five letters longer than the rest."""


class Indexed(NamedTuple):
    """A page as the index has it: the name of its fragment, what the fragment says, how many records refer to it."""

    name: str
    fragment: Mapping[str, Any]
    references: int


class _Page(NamedTuple):
    order: tuple[int, str]
    kind: str
    name: str
    words: frozenset[str]
    title: frozenset[str]


def answers(pages: Iterable[Indexed], bound: int = COMMON) -> bytes:
    """As JSON: `pages`, the fragments of what comes first, in that order; `words`, word -> on which of these it stands, and where in a
    title; `nearly`, those that stand on more than half of all pages. Of a site without a common word all are empty.

    A bit is a page, written as `signs` say. Beside the common words there are those that a common one begins with, since who
    writes just that asks for no longer word, and those that may be another form of one.
    """
    read = [_page(page) for page in pages]
    count = Counter(word for page in read for word in page.words)
    common = sorted(word for word, often in count.items() if often > bound)
    first = list(_in_turn(read))[:_FIRST] if common else []
    words: dict[str, list[str]] = {}
    for word in sorted(_listed(common, count)) if common else ():
        there, titled = ([word in words for words in sets] for sets in ([page.words for page in first], [page.title for page in first]))
        if count[word] > bound or _begins(word, common) or sum(there) >= _LEAST:
            words[word] = [_bits(there), *([_bits(titled)] if any(titled) else [])]
    nearly = [word for word in common if count[word] * 2 > len(read)]
    said = {"signs": _SIGNS, "pages": [page.name for page in first], "words": words, "nearly": nearly}
    return compact(said)


def _page(page: Indexed) -> _Page:
    meta = page.fragment["meta"]
    title = frozenset(_words(meta.get("title", "")))
    words = title.union(_words(page.fragment["content"]))
    return _Page((-page.references, page.fragment["url"]), meta.get("kind", ""), page.name, words, title)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _in_turn(pages: Iterable[_Page]) -> Iterator[_Page]:
    """The first of each kind, then the second of each."""
    kinds: dict[str, list[_Page]] = defaultdict(list)
    for page in sorted(pages):
        kinds[page.kind].append(page)
    placed = ((place, page) for own in kinds.values() for place, page in enumerate(own))
    return (page for _, page in sorted(placed))


def _listed(common: list[str], count: Mapping[str, int]) -> Iterator[str]:
    stems = {word[: max(4, len(word) - _ENDING)] for word in common}
    for word in count:
        if _begins(word, common) or any(word[:length] in stems for length in range(max(4, len(word) - 5), len(word) + 1)):
            yield word


def _begins(word: str, common: list[str]) -> bool:
    """Whether one of the sorted words begins with this one, or is it."""
    at = bisect_left(common, word)
    return at < len(common) and common[at].startswith(word)


def _bits(which: Iterable[bool]) -> str:
    """
    >>> _bits([True, False, False, False, False, True])
    '.*'
    """
    bits = list(which)
    return "".join(_SIGNS[sum(8 >> place for place, bit in enumerate(bits[at : at + 4]) if bit)] for at in range(0, len(bits), 4))
