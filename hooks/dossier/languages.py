"""A code such as `ru` or `pt-br` -> whether it is that of a language, what CLDR knows of it, and the attributes of what is in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from babel import Locale, UnknownLocaleError, localedata
from babel.core import get_global
from markupsafe import Markup

from .problems import offer

__all__ = ["is_in_other_letters", "is_language", "language_name", "locale_of", "no_language", "shown_by_letters", "spoken_in", "text_direction"]

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.ASCII)


@lru_cache(maxsize=1_000)
def is_language(code: str) -> bool:
    """Whether `code` is a BCP 47 tag, in lower case, of a language that CLDR knows; so must its script, country and variant be.

    >>> is_language("pt-br"), is_language("zh-yue"), is_language("el-salvador")
    (True, True, False)
    """
    language, *parts = code.split("-")
    return bool(_LANGUAGE.fullmatch(code)) and localedata.exists(language) and (not parts or _subtags().issuperset(parts))


@lru_cache(maxsize=1)
def _subtags() -> frozenset[str]:
    """What may follow a language in its code, as far as CLDR knows: scripts, countries, variants, and what is said of ISO 639-3 in three letters."""
    known = Locale("en")
    extended = (code for code in map(str, known.languages) if len(code) == 3)
    return frozenset(code.lower() for code in (*known.scripts, *known.territories, *known.variants, *extended))


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


def language_name(language: str, say: str = "en") -> str:
    """What a language is called in another, in English as all words of ours are; a variety without a name of its own is named by its code too."""
    known = locale_of(language)
    name = known.get_display_name(locale_of(say)) or language
    return f"{name} ({language})" if "-" in language and str(known) == language.split("-")[0] else name


_SCRIPTS = {"Latn": "LATIN", "Cyrl": "CYRILLIC", "Arab": "ARABIC"}
"""How Unicode begins the names of their letters."""


@lru_cache(maxsize=1_000)
def _script(language: str) -> str:
    """The script that a language is mostly written in (CLDR's likely subtags, ISO 15924); empty where none is known."""
    written = [part.title() for part in language.split("-")[1:] if len(part) == 4]
    likely: str = get_global("likely_subtags").get(language.split("-")[0], "")
    return (written or [part for part in likely.split("_") if len(part) == 4] or [""])[0]


def shown_by_letters(text: str, default: str, languages: Iterable[str]) -> str:
    """The one of `languages` that a text is in, since most of its letters are none of the `default` language; empty where they do not tell.

    >>> shown_by_letters("Суд", "en", ["ru"]), shown_by_letters("Суд", "en", ["ru", "kk"]), shown_by_letters("A court", "en", ["ru"])
    ('ru', '', '')
    """
    others = [language for language in languages if _script(language) not in ("", _script(default))]
    return others[0] if not text.isascii() and len(others) == 1 and is_in_other_letters(text, default) else ""


def is_in_other_letters(text: str, language: str) -> bool:
    """Whether most letters of a text are none that the language is written in, as far as that is known.

    >>> is_in_other_letters("Суды (ITU)", "en"), is_in_other_letters("A court (Суд)", "en"), is_in_other_letters("1899", "en")
    (True, False, False)
    """
    if _script(language) not in _SCRIPTS:
        return False
    letters = [sign for sign in text if sign.isalpha()]
    ours = sum(unicodedata.name(letter, "").startswith(_SCRIPTS[_script(language)]) for letter in letters)
    return ours * 2 < len(letters)


@lru_cache(maxsize=1024)
def spoken_in(language: str, around: str = "", page: str = "en") -> Markup:
    """The attributes of what is in a language: `lang`, and `dir` where it is read in another direction than what is `around` it, else the page.

    >>> spoken_in("ar"), spoken_in("ru"), spoken_in("en", around="ar")
    (Markup('lang="ar" dir="rtl"'), Markup('lang="ru"'), Markup('lang="en" dir="ltr"'))
    """
    turned = text_direction(language) != text_direction(around or page)
    return Markup('lang="{}" dir="{}"').format(language, text_direction(language)) if turned else Markup('lang="{}"').format(language)


@lru_cache(maxsize=256)
def text_direction(language: str) -> str:
    """`rtl` or `ltr` (CLDR); of a language that it does not know, the latter."""
    try:
        return str(locale_of(language).text_direction)
    except UnknownLocaleError:
        return "ltr"
