"""A name -> keys of its words, the same for every spelling that these rules know; `assets/javascripts/search.js` makes the same ones.

Keys suggest; nothing is ever merged by them. The library anyascii writes the letters of other scripts in Latin ones, but
for Cyrillic, where `folding.latinised` is near to how passports do. What is left are the habits of those who transliterate.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from anyascii import anyascii

from .folding import APOSTROPHES, latinised

__all__ = ["RULES", "keys", "of_one_piece", "plain", "spelling"]

_SCRIPTS = ((0xDF, 0x17F), (0x259, 0x259), (0x370, 0x3FF), (0x400, 0x52F), (0x561, 0x587), (0x5D0, 0x5EA), (0x620, 0x6D3), (0x10D0, 0x10FF))
"""Latin beyond ASCII, Greek, Cyrillic, Armenian, Hebrew, Arabic, Georgian: first and last letter."""
_SILENT = f"{APOSTROPHES}ʺъь"
"""Apostrophes and soft signs: O’Brien is OBrien."""

RULES: tuple[tuple[str, str], ...] = (
    ("tsch|tch|cz", "ch"),
    ("shch|sch", "sh"),
    ("dzh|dj", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("ck|q", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("tz", "ts"),
    ("ch", "4"),
    ("c(?=[eiy])", "s"),
    ("c", "k"),
    ("4", "c"),  # ч
    ("s*sh", "x"),  # ш
    ("j", "y"),
    ("zh", "j"),  # ж
    ("ou|oo", "u"),
    ("[iy](?=[aeou])", ""),  # Yeleusinov, Ieleusinov, Eleusinov; Kushakbayev, Kushakbaev; Aliaksandr, Aleksandr begin alike
    ("y", "i"),
    ("(.)(?=\\1)", ""),  # Eleussinov, Senyavskii
    ("(?<=[eo])f$", "v"),  # Eleusinoff
)
"""Regular expressions, such as mean the same in Python and in a browser, with what takes their place; in this order, on words of a-z."""
_RULES = tuple((re.compile(pattern), instead) for pattern, instead in RULES)
_WORD = re.compile(r"[^\W_]+")


@cache
def _letters() -> dict[str, str]:
    """Small letter without marks -> Latin letters."""
    found = dict.fromkeys(_SILENT, "")
    for first, last in _SCRIPTS:
        for letter in map(chr, range(first, last + 1)):
            if letter.isalpha() and letter == letter.lower() == unicodedata.normalize("NFKD", letter) and letter not in found:
                latin = latinised(letter)
                found[letter] = (latin if latin.isascii() else anyascii(letter).lower()).replace("'", "")
    return found


@cache
def of_one_piece() -> str:
    """Latin letters beyond ASCII that Unicode does not take apart into one and a mark: ß, æ, ł, ı …, small ones and capitals."""
    small = "".join(letter for letter in _letters() if letter.isalpha() and "LATIN" in unicodedata.name(letter))
    capitals = (letter.upper() for letter in small)
    return small + "".join(capital for capital in capitals if capital not in small and not capital.isascii()) + "\N{LATIN CAPITAL LETTER SHARP S}"


def plain(text: str) -> str:
    """The words of a text in small Latin letters without marks; letters of scripts that are not known here stay.

    >>> plain("Елеусинов, Nurbek O’Brien")
    'eleusinov nurbek obrien'
    """
    small = text.lower()
    bare = small if small.isascii() else "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.category(c).startswith("M"))
    return " ".join(_WORD.findall("".join(_letters().get(c, c) for c in bare)))


def keys(name: str) -> list[str]:
    """A key for each word of a name.

    >>> [keys(name) for name in ("Eleusinov", "Yeleusinov", "Eleussinov", "Елеусинов", "Ieleoussinov")]
    [['eleusinov'], ['eleusinov'], ['eleusinov'], ['eleusinov'], ['eleusinov']]
    >>> keys("O’Brien") == keys("OBrien"), keys("Türkiye") == keys("Turkiye"), keys("Артём") == keys("Артем")
    (True, True, True)
    """
    return [key for word in plain(name).split() if (key := _key(word))]


@lru_cache(maxsize=50_000)
def _key(word: str) -> str:
    for pattern, instead in _RULES:
        word = pattern.sub(instead, word)
    return word


def spelling() -> dict[str, object]:
    """The letters and the rules as the browser gets them."""
    return {"letters": _letters(), "rules": RULES}
