"""A record -> what it says in other languages than that of the site: in its own fields (`{en: …, ru: …}`), and in files of translations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from pydantic import BaseModel

from ..dossier import Entry
from ..model import Country, Letter
from ..prose import plain
from ..values import Text
from .base import Viewer

__all__ = ["OtherWords", "other_words"]

_PROSE = "text"


class OtherWords(Struct, frozen=True):
    """A text in another language; `field` is its place in the case file, numbers from 1: `signed_by.2.role`."""

    field: str
    language: str
    text: str
    translated_by: str = ""


def other_words(viewer: Viewer, entry: Entry) -> tuple[OtherWords, ...]:
    """Each text once in each language; what a file of a translation says goes before what the record says itself, as on its page.

    The prose of a translated letter is not among them: it stands paragraph by paragraph.
    """
    found = {
        (field, language): OtherWords(field, language, plain(said) if _is_prose(entry, field) else said)
        for field, text in _texts(entry.record)
        for language, said in text.languages.items()
        if language != viewer.language
    }
    for translation in entry.translations:
        said = dict(translation.fields)
        if entry.folder != Letter.folder and (prose := plain(translation.body)):
            said[_PROSE] = prose
        by, language = translation.translated_by, translation.language
        for field, words in said.items():
            if (own := found.get((field, language))) is None or own.text != words:
                found[field, language] = OtherWords(field, language, words, by)
    return tuple(found.values())


def _texts(part: BaseModel, before: str = "") -> Iterator[tuple[str, Text]]:
    """Every text of a part of a record with its place, in the order of fields; what stands under the id of a record has none."""
    for name, field in type(part).model_fields.items():
        yield from _in_value(getattr(part, name), f"{before}{field.alias or name}")


def _in_value(value: Any, where: str) -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield where, value
    elif isinstance(value, BaseModel):
        yield from _texts(value, f"{where}.")
    elif isinstance(value, tuple):
        for place, item in enumerate(value, start=1):
            yield from _in_value(item, f"{where}.{place}")


def _is_prose(entry: Entry, field: str) -> bool:
    former = entry.folder == Letter.folder and field.startswith("corrections.") and field.endswith(".was")
    return former or field == _PROSE or (field == "summary" and entry.folder == Country.folder)
