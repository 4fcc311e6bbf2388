"""The names of people and organisations -> where they stand in a text, as whole words, longest first."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import count, takewhile

from msgspec import Struct

from .folding import APOSTROPHES, UNSPACED, latinised
from .model import Organisation, Person

__all__ = ["MARKS", "Found", "Names", "family_and_given", "family_names", "forms"]

_OF_WORDS = frozenset(
    sign for first, last in ((0x900, 0x11FF), (0x1700, 0x1CFF), (0xA800, 0xABFF), (0x11000, 0x11FFF)) for sign in map(chr, range(first, last))
    if unicodedata.category(sign) in ("Mn", "Mc") and sign not in "\u180b\u180c\u180d\u180f"
)  # fmt: skip
"""Signs of vowels and what joins consonants, in scripts of India and South-East Asia: a word goes on with them. Accents, and the
vowels that Arabic and Hebrew may leave out, make no other word of a name; nor do selectors of variants."""
MARKS = "".join(
    f"{sign}-{chr(next(code for code in count(ord(sign)) if chr(code + 1) not in _OF_WORDS))}" for sign in sorted(_OF_WORDS)
    if chr(ord(sign) - 1) not in _OF_WORDS
)  # fmt: skip
"""The same as it stands between the brackets of a regular expression: as ranges, of which one is made in a tenth of the time."""
_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+(?:[{MARKS}]+[^\W{UNSPACED}]*)*")
_PLAIN_WORD = re.compile(r"\w+")
"""The same in a text that has none of those scripts; four times as fast."""
_NOT_PLAIN = re.compile("[\u0900-\u1cff\u3005-\ufaff\U00011000-\U0003ffff]")
_COMMA = re.compile("[,،፣，﹐、]")
"""Latin, Arabic, Ethiopic, and those of Chinese and Japanese."""
_UNSPACED = re.compile(f"[{UNSPACED}]")
_LEAST_UNSPACED = 3
"""Where no blanks stand between words, so many letters of a name are not a part of other words by chance."""
_HYPHENS = ("-", "\u2010", "\u2011")
_LAST_WORD = re.compile(r"\w+\Z")
_LONG = 50
"""Letters of a word that are looked at before a hyphen."""
_BLANKS = r"\s+"
_ALIKE = 3
"""So many letters at the beginning of a family name are the same in Latin letters, however it is transcribed."""


class Found(Struct, frozen=True):
    """A name in a text: the span of characters and the keys of all records that bear it."""

    start: int
    end: int
    keys: tuple[str, ...]


def forms(record: Person | Organisation) -> Iterator[str]:
    """Every way the record's name is written."""
    yield str(record.name)
    yield from record.name.languages.values()
    yield from record.names.values()
    for other in (*record.other_names, *(record.abbreviations if isinstance(record, Organisation) else ())):
        yield str(other)
        yield from other.languages.values()


def family_and_given(sort_name: str) -> tuple[str, str]:
    """The two parts of a name as it is sorted, whichever comma its script has between them; nothing given where it has no comma.

    >>> family_and_given("Example, Ann"), family_and_given("مثال، آن"), family_and_given("例，安"), family_and_given("Ann")
    (('Example', 'Ann'), ('مثال', 'آن'), ('例', '安'), ('Ann', ''))
    """
    family, _, given = _COMMA.sub(",", sort_name, count=1).partition(",")
    return family.strip(), given.strip()


def _family(sort_name: str, name: str) -> str:
    """The family name in a name as it is sorted: the first word too where only the comma was forgotten (`Lee Ann` of Ann Lee)."""
    family, given = family_and_given(sort_name)
    words = family.split()
    return words[0] if not given and len(words) > 1 and name.split() == [*words[1:], words[0]] else family


def family_names(person: Person) -> Iterator[str]:
    """The family name as it is sorted by, and as it stands in every other form of the name: the word that is most like it in Latin letters.

    `Kharkova, Larisa` and `Лариса Харькова` give `Kharkova` and `Харькова`.
    """
    sorted_by = [_family(name, str(person.name)) for name in (str(person.sort_name), *person.sort_name.languages.values())]
    yield from sorted_by
    likes = [latin for name in sorted_by for word in _WORD.findall(name) if len(latin := latinised(word)) >= _ALIKE]
    for form in forms(person):
        alike = [(_shared(latinised(word), likes), word) for word in _WORD.findall(form)]
        shared, word = max(alike, default=(0, ""))
        if shared >= _ALIKE:
            yield word


def _shared(word: str, others: list[str]) -> int:
    """How many letters at its beginning a word shares with one of the others."""
    return max((sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False))) for other in others), default=0)


class _Form(Struct):
    """A name as it is looked for. In a text of single blanks it is compared as it stands; the pattern for others is made when it is needed."""

    name: str
    before: int
    source: str
    keys: tuple[str, ...]
    pattern: re.Pattern[str] | None = None

    def end(self, text: str, start: int, even: bool) -> int:
        """Where the name ends that begins at `start`; 0 if it does not stand there. `even` says that all blanks are single ones."""
        if even:
            end = start + len(self.name) if text.startswith(self.name, start) else 0
        else:
            if self.pattern is None:
                self.pattern = re.compile(self.source)
            found = self.pattern.match(text, start)
            end = found.end() if found else 0
        return end if end and not _goes_on(text[end - 1], text[end : end + 1]) else 0


_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


def _plain_apostrophes(text: str) -> str:
    """The text with one form of the apostrophe, sign for sign: `O’Neill` and `Gʻulomov` in a letter are who `O'Neill` and `G‘ulomov` are."""
    return text.translate(_APOSTROPHES)


def _goes_on(last: str, following: str) -> bool:
    """Whether a word goes on behind its sign `last`. One that ends in another sign (`Ltd.`) may stand before anything."""
    if following in _OF_WORDS:
        return True
    return _is_word(last) and _is_word(following) and not (_UNSPACED.match(last) or _UNSPACED.match(following))


def _in_a_longer_name(text: str, start: int, end: int) -> bool:
    """Whether a hyphen joins what stands there to a word with a capital letter: neither Mary-Ann Lee nor Ann Lee-Smith is Ann Lee."""
    if text[end : end + 1] in _HYPHENS and text[end + 1 : end + 2].isupper():
        return True
    joined = text[start - 1 : start] in _HYPHENS and _LAST_WORD.search(text[max(start - _LONG, 0) : start - 1])
    return bool(joined and joined[0][:1].isupper())


def _is_word(sign: str) -> bool:
    """Whether a sign is one of those that words are made of."""
    return sign.isalnum() or sign == "_" or sign in _OF_WORDS


class Names:
    """Finds names by their first word; made once for each country.

    `between` is what may stand between the words of a name, as a regular expression; `least` is how many letters one has in a script
    without blanks; `shared` says whether several bear one name. Of those who are `apart`, by key, a name is none in a longer one with a hyphen.

    >>> names = Names([("x/people/a", ["Ann Lee", "Lee"]), ("x/people/b", ["Ann"])])
    >>> [(f.start, f.end, f.keys) for f in names.find("Ann Lee and Annie")]
    [(0, 7, ('x/people/a',))]
    """

    def __init__(
        self, records: Iterable[tuple[str, Iterable[str]]], between: str = _BLANKS, least: int = _LEAST_UNSPACED, apart: Collection[str] = ()
    ) -> None:
        keys: dict[str, set[str]] = defaultdict(set)
        for key, names in records:
            for name in names:
                if len(name) > 1 and (len(name) >= least or not _UNSPACED.match(name)):
                    keys[_plain_apostrophes(" ".join(name.split()))].add(key)
        self.shared = any(len(bearers) > 1 for bearers in keys.values())
        self._by_word: dict[str, list[_Form]] = defaultdict(list)
        for name, bearers in sorted(keys.items(), key=lambda item: (-len(item[0]), item[0])):
            if first := _WORD.search(name):
                source = between.join(map(re.escape, name.split()))
                self._by_word[first[0]].append(_Form(name, first.start(), source, tuple(sorted(bearers))))
        self._plain, self._apart = between == _BLANKS, apart

    def find(self, text: str) -> Iterator[Found]:
        """The names in `text`, from left to right, none inside another."""
        text = _plain_apostrophes(text)
        words = _WORD if _NOT_PLAIN.search(text) else _PLAIN_WORD
        if self._by_word.keys().isdisjoint(words.findall(text)):
            return
        end, even = 0, self._plain and text == " ".join(text.split())
        for word in words.finditer(text):
            if word.start() < end:
                continue
            for form in self._by_word.get(word[0], ()):
                start = word.start() - form.before
                if start >= end and (found := form.end(text, start, even)) and not self._is_part(form, text, start, found):
                    end = found
                    yield Found(start, end, form.keys)
                    break

    def _is_part(self, form: _Form, text: str, start: int, end: int) -> bool:
        return bool(self._apart) and all(key in self._apart for key in form.keys) and _in_a_longer_name(text, start, end)
