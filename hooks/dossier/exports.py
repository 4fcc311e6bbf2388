"""Letters -> files for reference managers: CSL-JSON, RIS and BibLaTeX.

None says more than the date of the letter does: "by 24 March 2017" has no year, and "between" two days has only what
both have in common, since an interval of theirs is a letter that was written all the while. A note says the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from babel import Locale, localedata

from .asjson import spaced
from .citations import Citable, Name, named
from .dates import PartialDate
from .phrases import listed, one_line

__all__ = ["biblatex", "csl", "csl_json", "ris"]

_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}  # fmt: skip
"""BibTeX counts braces, escaped ones too: `\\{` alone would unbalance the field."""
_TEX_TABLE = str.maketrans(_TEX)
_NOT_IN_TEX_URL = re.compile(r"[\s{}\\]")
_CUTS_NAMES = re.compile(r"[,={}\"]|\band\b", re.IGNORECASE)
_TEX_LANGUAGES = {
    "de": "ngerman", "en-gb": "british", "en-us": "american", "nb": "norsk", "nn": "nynorsk", "no": "norsk", "pt-br": "brazil", "sr": "serbianc",
    "sr-latn": "serbian",
}  # fmt: skip
"""Where TeX's babel does not use the English name that CLDR has for the language."""


def csl(item: Citable) -> dict[str, Any]:
    """An item of CSL-JSON 1.0.2 for use with citeproc.

    The site is the `archive`: as `container-title`, styles would print "In …", as of a chapter. Where the letter was
    written is the `event-place` (Chicago prints it after the recipient): `publisher-place` would be the publisher's.
    """
    fields = {
        "id": item.id,
        "type": "personal_communication",
        "genre": "Letter",
        "title": one_line(item.title),
        "author": _csl_names(item.authors),
        "recipient": _csl_names(item.recipients),
        "translator": _csl_names([Name(literal=item.translated_by)]),
        "issued": _issued(item.date),
        "note": _written(item.date) if item.date.shared else "",
        "event-place": one_line(item.place),
        "archive": one_line(item.container),
        "publisher": one_line(item.publisher),
        "language": item.language,
        "URL": one_line(item.url),
        "abstract": one_line(item.abstract),
    }
    return {field: value for field, value in fields.items() if value}


def csl_json(items: Iterable[Citable]) -> str:
    return spaced([csl(item) for item in items], indent=2).decode()


def ris(items: Iterable[Citable]) -> str:
    """RIS, in UTF-8 with CRLF; a line is a tag and its value, however long."""
    return "".join(f"{tag}  - {value}\r\n" for item in items for tag, value in _ris(item))


def biblatex(items: Iterable[Citable]) -> str:
    """Entries for biblatex and biber, in UTF-8.

    `@letter` is in biblatex's data model; the standard styles and biblatex-apa print it as `@misc`, Zotero and pandoc
    read it as a letter. No style knows a recipient, so "Letter to …" is the `titleaddon`, which biblatex-apa brackets.
    """
    return "\n".join(_entry(item) for item in items)


def _csl_names(names: Iterable[Name]) -> list[dict[str, str]]:
    return [
        {"family": one_line(name.family), "given": one_line(name.given)} if _is_whole(name) else {"literal": name.direct} for name in named(names)
    ]


def _is_whole(name: Name) -> bool:
    """Whether a name has a family name and a given name."""
    return name.inverted != name.direct


def _issued(date: PartialDate) -> dict[str, Any]:
    """A CSL date; in words where not even a year is known."""
    if (known := date.shared) is None:
        return {"literal": date.say()}
    return {"date-parts": [[int(part) for part in _parts(known)]], **({"circa": True} if known.about or known.uncertain else {})}


def _parts(known: PartialDate) -> list[str]:
    """`2018-11~` -> `["2018", "11"]`."""
    return known.earliest.isoformat().split("-")[: known.precision]


def _written(date: PartialDate) -> str:
    """A note of what formats cannot say: about, uncertain, between, by."""
    return "" if date.datetime else f"Written {date.say()}"


def _ris(item: Citable) -> Iterator[tuple[str, str]]:
    known = _parts(item.date.shared) if item.date.shared else []
    values = [
        *(("AU", _ris_name(name)) for name in named(item.authors)),
        *(("A2", _ris_name(name)) for name in named(item.recipients)),
        *(("A4", _ris_name(name)) for name in named([Name(literal=item.translated_by)])),
        ("M3", "Letter"),
        ("TI", item.title),
        ("PY", "".join(known[:1])),
        ("DA", "/".join([*known, "", ""][:3]) + "/" if known else ""),  # programs find a day in words as well, and take "by" it for "on" it
        ("N1", _written(item.date)),
        ("LA", item.language),
        ("AB", item.abstract),
        ("DB", item.container),
        ("PB", item.publisher),
        ("CY", item.place),
        ("UR", item.url),
        *(("L1", address) for address, media in item.files if media == "application/pdf"),
    ]
    yield "TY", "PCOMM"
    yield from ((tag, one_line(value)) for tag, value in values if one_line(value))
    yield "ER", ""


def _ris_name(name: Name) -> str:
    """`Example, Ann`, and `Sample Union,`: with nothing after its comma, EndNote and Zotero leave a name whole.

    RIS has no way to write a comma inside a name.
    """
    if not _is_whole(name):
        return _without_commas(name.direct) + ","
    return f"{_without_commas(name.family)}, {_without_commas(name.given)}"


def _without_commas(name: str) -> str:
    return re.sub(r"(\s*,\s*)+", " – ", one_line(name).strip(" ,"))


def _entry(item: Citable) -> str:
    letter_to = f"Letter to {listed([name.direct for name in named(item.recipients)])}" if named(item.recipients) else "Letter"
    title = one_line(item.title)
    fields = {
        "author": _tex_names(item.authors),
        "title": f"{{{_tex(title or letter_to)}}}",  # in braces, no style changes its capitals
        "titleaddon": f"{{{_tex(letter_to)}}}" if title else "",
        "translator": _tex_names([Name(literal=item.translated_by)]),
        "date": str(item.date.shared or ""),
        "note": _tex(_written(item.date)),
        "location": _tex(item.place),
        "howpublished": _tex(", ".join(dict.fromkeys(filter(None, map(one_line, (item.container, item.publisher)))))),
        "langid": _tex_language(item.language),
        "url": _NOT_IN_TEX_URL.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), one_line(item.url)),
        "abstract": _tex(item.abstract),
    }
    lines = "".join(f"  {field} = {{{value}}},\n" for field, value in fields.items() if value)
    return f"@letter{{{item.id},\n{lines}}}\n"


def _tex(text: str) -> str:
    return one_line(text).translate(_TEX_TABLE)


def _tex_names(names: Iterable[Name]) -> str:
    """`Example, Ann and {Sample Union}`; braces keep whole what biber would cut, or take for a prefix (`van der Berg`)."""
    said = []
    for name in named(names):
        if _is_whole(name):
            family, given = one_line(name.family), one_line(name.given)
            prefixed = any(word[0].islower() for word in family.split())
            said.append(f"{_braced(family, prefixed)}, {_braced(given)}")
        else:
            said.append(_braced(name.direct, True))
    return " and ".join(said)


def _braced(part: str, always: bool = False) -> str:
    return f"{{{_tex(part)}}}" if always or _CUTS_NAMES.search(part) else _tex(part)


def _tex_language(code: str) -> str:
    """The name by which TeX's babel knows a language; empty where it is not clear."""
    code = code.casefold()
    base = code.split("-")[0]
    if found := _TEX_LANGUAGES.get(code) or _TEX_LANGUAGES.get(base):
        return found
    name = (Locale(base).english_name or "") if localedata.exists(base) else ""
    return name.lower() if name.isascii() and name.isalpha() else ""
