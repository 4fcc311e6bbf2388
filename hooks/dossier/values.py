"""The values that fields hold and that are more than one plain value: text in languages, references, lists; each says what would be right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from msgspec import Struct
from pydantic import BeforeValidator, PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from .languages import is_language, no_language
from .problems import offer, quoted

__all__ = ["KEY", "LISTS", "Many", "Ref", "RefOrText", "Text", "To", "found", "is_blank", "language_said", "wrong"]

KEY = "[key]"
"""At the end of a place, as pydantic writes it: the name before it is meant, not what stands there."""
LISTS = (
    "begin each item of a list with '- ', all as far left as the first",
    "write several in square brackets: [one, two]",
    "write several as a list, each on a line of its own that begins with '- '",
)
"""What is said where several references were written as one: how YAML writes a list."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_NO_OTHERS: Mapping[str, str] = {}
_REFERENCE = re.compile(r"(?:[a-z0-9_-]+/){0,2}[a-z0-9_-]+(?:#p\d{1,4}[a-z]?)?", re.ASCII)


def found(reason: str) -> PydanticCustomError:
    """An error whose wording begins with the value that was found."""
    return PydanticCustomError("dossier_found", "{reason}", {"reason": reason})


def wrong(reason: str, *within: str) -> PydanticCustomError:
    """An error whose wording stands for itself; `within` leads from the value to the part of it that is wrong."""
    return PydanticCustomError("dossier", "{reason}", {"reason": reason, "within": within})


class Text(str):
    """Text in the default language; `languages` holds what was given in others too.

    Written as a string or as `{en: …, ru: …}`. `language` is the language of the string itself,
    empty for the default language.
    """

    __slots__ = ("language", "languages")
    languages: Mapping[str, str]
    language: str

    def __new__(cls, value: str, languages: Mapping[str, str] | None = None, language: str = "") -> Text:
        text = super().__new__(cls, value)
        text.languages = languages or _NO_OTHERS
        text.language = language
        return text

    def say(self, language: str) -> str:
        """The text in a language, else in the default language; else as it is, which then knows its `language`."""
        return self.languages.get(language) or (self if self.language else str(self))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.with_info_plain_validator_function(_text)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        words = {"type": ["string", "number", "boolean"]}
        return {"anyOf": [words, {"type": "object", "additionalProperties": words, "minProperties": 1}]}


def language_said(words: str) -> str:
    """The language of words that know it, which is another than the default one; else nothing."""
    return words.language if isinstance(words, Text) else ""


class Ref:
    """A reference as written, `kazakhstan/letters/2017-03-24-to-mogherini#p3` at its longest.

    `key` is empty until loading has found the record, then `country/folder/id`.
    """

    __slots__ = ("fragment", "key", "path", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.path, _, self.fragment = text.partition("#")
        self.key = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ref) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Ref({self.text!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(_ref)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "string", "description": "id, folder/id or country/folder/id; #p3 where a paragraph is meant"}


class To(Struct, frozen=True):
    """What a reference may point at, and the words under which the record pointed at lists it.

    `folders` are tried in this order; `paragraph` says whether a fragment makes sense.
    """

    folders: tuple[str, ...]
    backlink: str = ""
    paragraph: bool = False


_SHAPELESS = frozenset(map(chr, (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, *range(0xFE00, 0xFE10), 0xFFA0, *range(0xE0100, 0xE01F0))))
"""Signs that Python calls printable, and that print nothing by themselves: fillers, a blank of Braille, what chooses the shape of another."""


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen: blanks, and signs without a shape of their own, such as U+200B."""
    return not any(sign.isprintable() and not sign.isspace() and sign not in _SHAPELESS for sign in text)


def _text(value: Any, info: ValidationInfo, *around: str) -> Text:
    if isinstance(value, str):
        if is_blank(value):
            raise wrong("is empty; leave the field out or write the text")
        return Text(value.strip())
    if not isinstance(value, dict):
        raise wrong("is not text; write it as text, or as {en: …, ru: …}")
    default = (info.context or {}).get("language", "en")
    texts: dict[str, str] = {}
    for code, said in value.items():
        if not is_language(code):
            raise wrong(f"{quoted(code)} {no_language(code)}", *around, code, KEY)
        if not isinstance(said, str):
            raise wrong(f"what stands under {quoted(code)} is not text", *around, code)
        if is_blank(said):
            raise wrong(f"the text under {quoted(code)} is empty", *around, code)
        texts[code] = said.strip()
    if not texts:
        raise wrong("is empty; leave the field out or write the text")
    language = default if default in texts else next(iter(texts))
    return Text(texts[language], texts, "" if language == default else language)


def _ref(value: Any) -> Ref:
    if not isinstance(value, str):
        raise wrong("is not a reference; write the id of a record")
    if not _REFERENCE.fullmatch(value):
        raise found(f"is not a reference; {_right_reference(value)}")
    return Ref(value)


def _right_reference(value: str) -> str:
    """What would be right where somebody wrote something else: an address, several ids, a name."""
    if "://" in value:
        return "give what stands at that address a record among the sources, and write its id"
    if len(value.split(" - ")) > 1 and all(map(_REFERENCE.fullmatch, value.split(" - "))):
        return LISTS[0]
    if len(value.split(",")) > 1 and all(_REFERENCE.fullmatch(item.strip()) for item in value.split(",")):
        return LISTS[1]
    if len(value.split()) > 1 and all(_REFERENCE.fullmatch(item) and "-" in item for item in value.split()):
        return LISTS[2]
    bare = "".join(c for c in unicodedata.normalize("NFKD", value) if not unicodedata.combining(c)).lower()
    named = re.sub(r"[ _\u2010\u2011\u2013\u2014\u2212]+", "-", bare.strip("'\"“”„‘’ "))
    right = "write id, folder/id or country/folder/id, in a-z, 0-9 and '-', with #p3 for a paragraph"
    if any(c.isascii() and c.isalpha() for c in named) and any(not c.isascii() and c.isalpha() for c in named):
        return f"{right}; some of its letters are not of a-z, even if they look so"
    return right + (offer(named) if value.isprintable() and _ID.fullmatch(named) else "")


def _ref_or_text(value: Any, info: ValidationInfo) -> Ref | Text:
    if isinstance(value, dict) and set(value) == {"text"}:
        return _text(value["text"], info, "text")
    if isinstance(value, str) and any(c.isupper() or c.isspace() for c in value):
        return _text(value, info)
    if not isinstance(value, str):
        raise wrong("is neither a reference nor text; write an id, a text with a capital letter, or {text: …}")
    if not value.isascii() and all(c.isalnum() or unicodedata.category(c).startswith("M") for c in value):
        raise found(f"is no id, which has a-z, 0-9 and '-' only; if it is text, write {{text: {value}}}")
    return _ref(value)


def _many(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


class _OneOrMany:
    """In the JSON Schema, a list or a single item of it."""

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        array: dict[str, Any] = handler(schema)
        array.pop("default", None)
        return {"anyOf": [array["items"], array]} if "items" in array else array


T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(_many), _OneOrMany()]
"""A list; a single value is accepted for a list of one."""

RefOrText = Annotated[Ref | Text, PlainValidator(_ref_or_text), WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object"}]})]
