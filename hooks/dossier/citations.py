"""A letter as others cite it -> a sentence, links, the entries of bibliographies, and the text of a quotation.

The styles follow the printed manuals (APA 7, Chicago 17, MLA 9, OSCOLA 4) where their CSL versions differ.
Titles keep their own capitals: no rule puts those of a headline right in every title and language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from msgspec import Struct

from .dates import PartialDate
from .phrases import apa_day, chicago_day, dated, initials, listed, markdown, markdown_url, mla_day, one_line, stop, upper_first

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Citable", "Name", "Style", "named", "quotation", "source_line", "styles"]

_TO_INNER_QUOTES = str.maketrans("“”„‟", "‘’‚‛")
_STRAIGHT = re.compile(r'(?<!\w)"(\w[^"]*)"(?!\w)')
_TO_BRACKETS = str.maketrans("()", "[]")
_MOST_IN_SENTENCE = 5


class Name(Struct, frozen=True):
    """A person (`family`, `given`; one of them if there is one name only) or an organisation (`literal`).

    `written` is how a person's name is written where it is not inverted, with the family name first where it stands so
    and particles where they belong (`Jean d'Example`); without it, the given name and the family name.
    """

    family: str = ""
    given: str = ""
    literal: str = ""
    written: str = ""

    @property
    def direct(self) -> str:
        """`Ann Example`."""
        return one_line(self.literal or self.written or f"{self.given} {self.family}")

    @property
    def inverted(self) -> str:
        """`Example, Ann`."""
        return self._family_first(self.given)

    @property
    def abbreviated(self) -> str:
        """`Example, A.`."""
        return self._family_first(initials(self.given))

    def _family_first(self, given: str) -> str:
        family, given = one_line(self.family), one_line(given)
        return f"{family}, {given}" if family and given and not self.literal else self.direct


class Citable(Struct, frozen=True):
    """What citing a letter takes; what is not known is empty.

    `title` is the letter's own; without one, the styles describe the letter instead, as their manuals ask.
    `senders` and `addressees` are what a sentence calls them. `place` is where the letter was written,
    `container` the site, `files` pairs of address and media type.
    """

    id: str
    title: str
    authors: tuple[Name, ...]
    recipients: tuple[Name, ...]
    senders: tuple[str, ...]
    addressees: tuple[str, ...]
    date: PartialDate
    language: str
    place: str
    url: str
    short: str
    container: str
    publisher: str
    abstract: str = ""
    files: tuple[tuple[str, str], ...] = ()
    translated_by: str = ""


class Style(Struct, frozen=True):
    """A citation: `text` to copy, and `html` as a page shows it (of Markdown and HTML, it shows the source)."""

    id: str
    label: str
    text: str
    html: Markup


@lru_cache(maxsize=256)
def styles(item: Citable) -> tuple[Style, ...]:
    """The letter in each style, in the order in which they are offered; they stand on its page and in its press pack."""
    common = _common(item)
    return tuple(_style(style, label, common | words(item)) for style, label, words in _STYLES)


def quotation(item: Citable, number: str, text: str, permalink: str) -> str:
    """What "Copy quote" copies: the paragraph in quotation marks; whose it is; its address. One line each.

    The wording of the paragraph stays: if it has double quotation marks, single ones stand around it.
    """
    text = one_line(text)
    before, after = "‘’" if any(sign in text for sign in "“”\"") and "‘" not in text else "“”"
    return "\n".join(filter(None, (f"{before}{text}{after}", source_line(item, number), one_line(permalink))))


def source_line(item: Citable, number: str) -> str:
    """Whose the words of a quotation are, with the number of the paragraph."""
    source = (upper_first(_letter(item)), *_asides(item), f"paragraph {number}" if number else "", one_line(item.container))
    return ", ".join(filter(None, source))


def named(names: Iterable[Name]) -> list[Name]:
    """Those that have a name at all."""
    return [name for name in names if name.direct]


def _style(style: str, label: str, words: dict[str, Any]) -> Style:
    html = _environment().get_template(f"{style}.html").render(words)
    shown = Markup(" ".join(html.split()))  # noqa: S704 - rendered with autoescape
    return Style(style, label, shown.striptags(), shown)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import PackageLoader, StrictUndefined  # a check cites nothing

    from .templating import TemplateEnvironment

    env = TemplateEnvironment(
        loader=PackageLoader("dossier", "templates/citations"), autoescape=True, undefined=StrictUndefined, auto_reload=False,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    env.filters.update(stop=stop, upper_first=upper_first, inner=_inner, md=markdown, md_url=markdown_url)
    return env


def _inner(text: str) -> str:
    """A title inside quotation marks has single ones, in the form of its own language; of straight ones, those around whole words.

    >>> _inner('„Wo bleibt das Recht?“ and “what now”, a "law" of 5" by 7"')
    '‚Wo bleibt das Recht?‘ and ‘what now’, a ‘law’ of 5" by 7"'
    """
    return _STRAIGHT.sub(r"‘\1’", text.translate(_TO_INNER_QUOTES))


def _common(item: Citable) -> dict[str, str]:
    container, publisher = one_line(item.container), one_line(item.publisher)
    return {
        "title": one_line(item.title),
        "url": one_line(item.url),
        "translator": one_line(item.translated_by),
        "container": container,
        "publisher": "" if publisher.casefold() == container.casefold() else publisher,
    }


def _sentence(item: Citable) -> dict[str, Any]:
    return {"letter": _letter(item), "asides": _asides(item), "short": one_line(item.short)}


def _apa(item: Citable) -> dict[str, str]:
    names = [name.abbreviated for name in named(item.authors)]
    site = one_line(item.container or item.publisher)
    return {
        "authors": f"{', '.join(names[:19])}, . . . {names[-1]}" if len(names) > 20 else listed(names, "&", serial=True),
        "letter": _letter_to(item, "&"),
        "date": dated(item.date, apa_day, "ca. {}").translate(_TO_BRACKETS),
        "site": "" if site in names else site,  # who publishes their own letter is not named twice
    }


def _chicago(item: Citable) -> dict[str, str]:
    names = _first_inverted(item)
    letter = (_letter_to(item, "and"), one_line(item.place), dated(item.date, chicago_day, "[ca. {}]", "[{}?]"))
    return {
        "authors": f"{', '.join(names[:7])}, et al." if len(names) > 10 else listed(names, serial=True),
        "letter": ", ".join(filter(None, letter)),
    }


def _mla(item: Citable) -> dict[str, str]:
    names = _first_inverted(item)
    return {
        "authors": f"{names[0]}, et al." if len(names) > 2 else listed(names, serial=True),
        "letter": _letter_to(item, "and", most=2),
        "date": dated(item.date, mla_day, "circa {}"),
    }


def _oscola(item: Citable) -> dict[str, str]:
    said = ["Letter"]
    for word, names in (("from", item.authors), ("to", item.recipients)):
        if people := [name.direct for name in named(names)]:
            said += [word, f"{people[0]} and others" if len(people) > 3 else listed(people)]
    return {"letter": " ".join(said), "date": item.date.say().translate(_TO_BRACKETS)}


_STYLES: tuple[tuple[str, str, Callable[[Citable], dict[str, Any]]], ...] = (
    ("press", "Sentence for a press release", _sentence),
    ("markdown", "Markdown", _sentence),
    ("html", "HTML", _sentence),
    ("apa", "APA (7th edition)", _apa),
    ("chicago", "Chicago (17th edition)", _chicago),
    ("mla", "MLA (9th edition)", _mla),
    ("oscola", "OSCOLA (4th edition)", _oscola),
)
"""Id (and name of the template), label, and what gives the template its words beside the common ones."""


def _first_inverted(item: Citable) -> list[str]:
    """Chicago and MLA turn round only the name by which the entry is sorted."""
    return [name.direct if place else name.inverted for place, name in enumerate(named(item.authors))]


def _letter_to(item: Citable, conjunction: str, most: int = 3) -> str:
    names = [name.direct for name in named(item.recipients)]
    said = f"{names[0]} et al." if len(names) > most else listed(names, conjunction, serial=len(names) > 2)
    return f"Letter to {said}" if said else "Letter"


def _letter(item: Citable) -> str:
    """`letter of 24 March 2017 from ITUC and ETUC to Ann Example`."""
    said = ["letter"]
    if not item.date.is_interval:
        said += ["of", item.date.say()]
    for word, short, names in (("from", item.senders, item.authors), ("to", item.addressees, item.recipients)):
        if people := [*filter(None, map(one_line, short))] or [name.direct for name in named(names)]:
            rest = [f"{len(people) - 3} others"] if len(people) > _MOST_IN_SENTENCE else people[3:]
            said += [word, listed([*people[:3], *rest])]
    return " ".join(said)


def _asides(item: Citable) -> list[str]:
    """What a sentence adds between commas; of a letter written "by" or "between" days, when."""
    written = f"written {item.date.say()}" if item.date.is_interval else ""
    translator = one_line(item.translated_by)
    return [*filter(None, (written, translator and f"translated by {translator}"))]
