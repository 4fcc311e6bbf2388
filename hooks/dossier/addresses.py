"""A record -> the addresses below the site's root of its page, of the files beside it, and those it once had; which link leads elsewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache

from .dossier import Entry
from .files import INTERNATIONAL
from .languages import is_language
from .model import Event, Letter, Source

__all__ = [
    "address", "days_of", "file_address", "former_address", "is_url", "language_at", "names_day", "translated", "untranslated", "wrong_address",
]  # fmt: skip

_SEGMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", re.ASCII)
_KEPT = frozenset("r embed assets data pagefind templates static javascripts stylesheets index 404".split())


def address(entry: Entry) -> str:
    """The address of a record's page below the site's root.

    >>> from dossier.dossier import Entry
    >>> address(Entry("x/people/a", "x", "people", "a", None, "", None))
    'x/people/a/'
    """
    return _address(entry.key)


@cache
def _address(key: str) -> str:
    """Of the record with a key; asked for many times each."""
    country, _, rest = key.partition("/")
    folder, _, ident = rest.partition("/")
    if country == "vocabulary":
        return f"vocabulary/#{folder}-{ident}"
    home = "" if country == INTERNATIONAL else f"{country}/"
    if folder == Source.folder:
        return f"{country}/sources/#{ident}"
    return f"{home}{folder}/{ident}/" if rest else home


def is_url(link: str) -> bool:
    """Whether it leads into the web, and not to a page below the site's root."""
    return link.startswith(("http://", "https://"))


def file_address(entry: Entry, name: str) -> str:
    """The address of a file that stands beside a record's page.

    >>> file_address(Entry("x/letters/a", "x", "letters", "a", None, "", None), "a.pdf")
    'x/letters/a.pdf'
    """
    return f"{address(entry).removesuffix(f'{entry.id}/')}{name}"


def translated(language: str, where: str) -> str:
    """The address of a page in another language; without one, the address itself."""
    return f"{language}/{where}" if language else where


def untranslated(where: str) -> str:
    """The address of the original of a page, whatever its language.

    >>> untranslated("ru/x/letters/a/"), untranslated("x/letters/a/")
    ('x/letters/a/', 'x/letters/a/')
    """
    language = language_at(where)
    return where.removeprefix(f"{language}/") if language else where


def language_at(where: str) -> str:
    """The language into which the page at an address is translated; empty of an original.

    >>> language_at("ru/x/letters/a/"), language_at("x/letters/a/")
    ('ru', '')
    """
    language, _, rest = where.partition("/")
    return language if rest and is_language(language) else ""


def former_address(home: str, former: str) -> str:
    """The former address that an item of `redirect_from` means; `home` is the record's own address.

    >>> former_address("kazakhstan/people/a/", "b"), former_address("x/people/a/", "/old/place/")
    ('kazakhstan/people/b/', 'old/place/')
    """
    if "/" not in former:
        return f"{home.rstrip('/').rpartition('/')[0]}/{former}/".lstrip("/")
    return former.strip("/") + "/"


def wrong_address(where: str) -> str:
    """What is wrong with an address as one that a page may once have had, in words; empty if nothing is."""
    parts = where.rstrip("/").split("/")
    if not all(_SEGMENT.fullmatch(part) for part in parts):
        return "is neither an id nor an address of this site; write old-id, or the whole address without the site: /old-country/people/old-id/"
    if parts[0] in _KEPT:
        return f"begins with {parts[0]}/, which this site keeps for itself"
    return ""


def days_of(entries: Iterable[Entry]) -> set[str]:
    """The days on which lists of letters and events stand (`as-of/2017-03-24/`), those of all among `entries`; a source has no such list."""
    return {entry.record.date.latest.isoformat() for entry in entries if entry.folder in (Letter.folder, Event.folder)}


def names_day(where: str, days: Collection[str]) -> bool:
    """Whether an address ends with one of the days.

    >>> names_day("x/as-of/2017-03-24/", {"2017-03-24"}), names_day("x/letters/2017/", {"2017-03-24"})
    (True, False)
    """
    return where.rstrip("/").rpartition("/")[2] in days
