"""Text -> what is left of it when case, accents, invisible signs and punctuation do not count; Cyrillic -> Latin letters."""

from __future__ import annotations

import unicodedata

__all__ = ["APOSTROPHES", "STROKES", "UNSPACED", "is_kept", "is_small", "latinised", "significant", "squeezed", "words"]

_ASCII = bytes(range(128))
_FEW = 80
"""So many signs beyond ASCII are replaced in a text one after the other in less time than it takes to turn over each letter of it."""
_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_LOWER = bytes(code + 32 if 65 <= code <= 90 else code for code in range(256))
_BLANKED = bytes(code if code in range(128, 256) or chr(code).isalnum() else 32 for code in _LOWER)
STROKES = str.maketrans("ıłøđħ", "ilodh")
"""Letters with a stroke, and without a dot, that Unicode does not take apart."""
_ARABIC = str.maketrans("کیىةہھە", "كييهههه", "\N{ARABIC TATWEEL}")
"""Letters that CLDR's collation for searching takes for one, or that keyboards of Arabic, Persian and Urdu give other codes (UTS #39)."""
_ONE = STROKES | _ARABIC
_FILLERS = "\u115f\u1160"
"""Letters of Hangul that stand for none, and that nobody sees; NFKC makes the second of two more."""
APOSTROPHES = "'’‘ʼʻʽʾʿʹˈˊ`´′"
"""All that stands for an apostrophe in some alphabet or some transcription; Unicode calls half of them letters."""
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u309f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Scripts that write no blanks between words, as it stands between the brackets of a regular expression; Katakana keeps its words whole (UAX #29)."""
_CYRILLIC = dict(
    zip(
        "абвгдезийклмнопрстуфхцчшщъыьэюяёєіїґўқғңүұһөә",
        "a b v g d e z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya e ye i yi g u k g n u u h o a".split(" "),
        strict=True,
    )
) | {"ж": "zh"}


def squeezed(text: str) -> bytes:
    """The letters and digits of a text and nothing else, folded, in UTF-8 (what searches fastest).

    Unicode compatibility (NFKC), case and the digits of all scripts are folded; accents, soft hyphens, zero-width signs, blanks and
    punctuation go, apostrophes of every kind among it.

    >>> squeezed("Ann-Marie \\u00ad O\\u200bé, Ａ\\u3164Ｂ ۱۲").decode()
    'annmarieoeab12'
    """
    if not text.isascii():
        text = _beyond_ascii(text, _SQUEEZED)
    return text.encode("utf-8", "replace").translate(_LOWER, _SIGNS)


def words(text: str) -> bytes:
    """The same with one blank between words, before the first and after the last.

    >>> words("Ann-Marie \\u00adO\\u200bé").decode()
    ' ann marie oe '
    """
    if not text.isascii():
        text = _beyond_ascii(text, _SPACED)
    return b" %s " % b" ".join(text.encode("utf-8", "replace").translate(_BLANKED).split())


def _beyond_ascii(text: str, table: _Table) -> str:
    """A text with everything beyond ASCII folded: each sign that changes by itself in the whole text, where they are few."""
    signs = set(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))
    turned = [(sign, folded) for sign in signs if (folded := table[ord(sign)]) != sign]
    if len(turned) > _FEW:
        return text.translate(table)
    for sign, folded in turned:
        text = text.replace(sign, folded)
    return text


class _Table(dict[int, str]):
    """Code of a character -> what is left of it, filled as characters are met; `blank` stands for what is neither letter nor digit."""

    def __init__(self, blank: str) -> None:
        super().__init__((code, chr(code)) for code in range(128))
        self.blank = blank

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", chr(code)).casefold()).translate(_ONE)
        bare = "".join(c for c in unicodedata.normalize("NFD", plain) if unicodedata.category(c) not in ("Mn", "Me", "Cf") and c not in _FILLERS)
        kept = bare.translate(_ONE)  # a letter with a stroke may have had an accent too
        self[code] = folded = "".join(str(unicodedata.decimal(c, c)) if is_kept(c) else self.blank for c in kept)
        return folded


def is_kept(sign: str) -> bool:
    """Whether it is a letter, a digit, or a sign that takes room beside its letter, as most vowels of Indic scripts do (Unicode's spacing marks)."""
    return (sign.isalnum() and sign not in APOSTROPHES) or unicodedata.category(sign) == "Mc"


_SQUEEZED, _SPACED = _Table(""), _Table(" ")


def significant(text: str) -> int:
    """How many letters and digits a text has.

    >>> significant("+7 (701)"), significant("Ёж")
    (4, 2)
    """
    return len(squeezed(text).decode("utf-8", "replace"))


def is_small(letter: str) -> bool:
    """Whether words that are no names begin with such a letter, and names do not.

    Georgian has capitals in Unicode and begins nothing with them; most scripts have none.

    >>> [is_small(letter) for letter in ("a", "A", "ა", "ا", "架")]
    [True, False, False, False, False]
    """
    return letter != letter.title()


def latinised(text: str) -> str:
    """Cyrillic letters in Latin ones, near to how passports write them; the rest as it is, all in small letters.

    >>> latinised("Елеусинов Нұрбек"), latinised("Ann")
    ('eleusinov nurbek', 'ann')
    """
    return "".join(_CYRILLIC.get(c, c) for c in text.casefold())
