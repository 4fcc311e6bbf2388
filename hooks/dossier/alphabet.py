"""A name -> its place in a list of names, in every script, and the letter that it is listed under."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from .folding import STROKES, is_kept

__all__ = ["alphabetical", "initial"]

_IN_ORDER = (
    "aæɑ bɓ cɕ dðɖɗ eǝəɛ gɣ hɦ iɩ kƙ nɲŋ oœɔɵ sʃ tŧʈ uʉ vʋ yƴ zʒþ "
    "аәӕ гґғӻҕӷ дԁђԃҙ еє жԫҗ зԅԑѕӡԇ иҋійј кқӄҡҟҝԟԛ лӆԯԓԡљԉԕ мӎ нԩӊңӈԣҥњԋ оө пԥҧҁ рҏԗ сԍҫ тԏҭћ уүұѹ хӽӿҳһԧ цҵ чԭҷӌҹҽҿџ ьҍѣ яҩԝӏ "
    "بٻپڀ ثٹٺټٽٿ جڃڄچڿڇ خځڂڅ ذڈډڊڋڌڍڎڏڐ زڑڒړڔڕږڗژڙ شښڛڜ ضڝڞ ظڟ غڠ فڡڢڣڤڥڦ قڧڨ كکڪګڬڭڮگڰڱڲڳڴ لڵڶڷڸ نںڻڼڽڹ هھہۃە وۄۅۆۇۈۉۊۋۏ يیۍێېۑے"
)
"""Letters that Unicode's collation (DUCET) puts elsewhere than their codes do: behind the first of each group, in this order."""
_AFTER = str.maketrans({letter: group[0] + chr(0xF700 + place) for group in _IN_ORDER.split() for place, letter in enumerate(group[1:])})
_UNPUNCTUATED = dict.fromkeys(code for code in range(128) if not chr(code).isalnum() and chr(code) not in " ,")


@lru_cache(maxsize=1 << 14)
def alphabetical(name: str) -> tuple[tuple[tuple[str, ...], ...], str]:
    """What names are put in order by: word by word and what stands before a comma first; case, accents and signs count only between equal names.

    The order of letters is that of Unicode's collation (DUCET), in which Й, Ґ and І are letters of their own.

    >>> sorted(["Zorn, Ann", "Li Ming, Bo", "Ébert, Cy", "Li, Dan", "ʿAbid, Eve", "Öhler", "Ohm", "Йод", "Ишим"], key=alphabetical)
    ['ʿAbid, Eve', 'Ébert, Cy', 'Li, Dan', 'Li Ming, Bo', 'Öhler', 'Ohm', 'Zorn, Ann', 'Ишим', 'Йод']
    >>> sorted(["Яна", "Їжак", "Ґава", "Іва", "Дар", "Гая", "Йод", "Әсел", "Асан", "Бек"], key=alphabetical)
    ['Асан', 'Әсел', 'Бек', 'Гая', 'Ґава', 'Дар', 'Іва', 'Їжак', 'Йод', 'Яна']
    """
    apart = _apart(name)
    if apart.isascii():
        plain = apart.translate(_UNPUNCTUATED)
    else:
        plain = "".join(sign for sign in _bare(apart) if sign == "," or sign.isspace() or is_kept(sign)).translate(_AFTER)
    return tuple(tuple(part.split()) for part in plain.split(",")), apart


def _apart(name: str) -> str:
    """In small letters, with marks as signs of their own."""
    return unicodedata.normalize("NFKD", name.casefold().translate(STROKES)).replace("и\N{COMBINING BREVE}", "й")


def _bare(apart: str) -> str:
    return "".join(c for c in apart if unicodedata.category(c) != "Mn")


@lru_cache(maxsize=20_000)
def initial(name: str) -> str:
    """The letter that a name is listed under; `#` where it begins with none.

    >>> [initial(name) for name in ("Öhler", "ʿAbid", "ışık", "Йод", "ანა", "آن", "4Rights")]
    ['O', 'A', 'I', 'Й', 'ა', 'ا', '#']
    """
    first = next(filter(is_kept, _bare(_apart(name))), "").title()
    return first if first.isalpha() else "#"
