"""A code such as `ru` or `pt-br` -> whether it is that of a language, and what CLDR knows of it."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError, localedata

from .problems import offer

__all__ = ["is_language", "locale_of", "no_language"]

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.ASCII)


@lru_cache(maxsize=1_000)
def is_language(code: str) -> bool:
    """Whether `code` is a BCP 47 tag, in lower case, of a language that CLDR knows."""
    return bool(_LANGUAGE.fullmatch(code)) and localedata.exists(code.split("-")[0])


def no_language(code: str) -> str:
    """What is wrong with a code that is none, and what would be right.

    >>> no_language("pt-BR"), no_language("zh_hant")
    ("is not a language code; did you mean 'pt-br'?", "is not a language code; did you mean 'zh-hant'?")
    """
    right = code.replace("_", "-").lower()
    return f"is not a language code{offer(right) if is_language(right) else '; write en, ru, kk …'}"


@lru_cache(maxsize=1_000)
def locale_of(language: str) -> Locale:
    """What CLDR knows of a language; of a variety that it does not know (ru-us, zh-yue), what it knows of the language.

    >>> str(locale_of("pt-br")), str(locale_of("ar-kz"))
    ('pt_BR', 'ar')
    """
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale(language.split("-")[0])
