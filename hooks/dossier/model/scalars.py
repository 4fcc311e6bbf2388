"""A field that holds one plain value, such as a day, a number or an address -> that value, or what would be right."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import PlainValidator, WithJsonSchema

from ..dates import PartialDate, parse_date
from ..languages import is_language, no_language
from ..problems import offer
from ..values import found, wrong

__all__ = ["Day", "FileName", "Flag", "Instant", "Iso", "Language", "Number", "Paragraph", "Slug", "Url"]

_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.ASCII)
_PARAGRAPH = re.compile(r"p[1-9]\d{0,3}[a-z]?", re.ASCII)
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)", re.ASCII)


def _matching(pattern: re.Pattern[str], right: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if not isinstance(value, str):
            raise wrong(right)
        if not pattern.fullmatch(value):
            raise found(right)
        return value

    return check


def _paragraph(value: Any) -> str:
    if isinstance(value, str) and _PARAGRAPH.fullmatch(f"p{value}"):
        raise found(f"is not a paragraph{offer(f'p{value}')}")
    return _matching(_PARAGRAPH, "is not a paragraph; write p3")(value)


def _language(value: Any) -> str:
    if not isinstance(value, str) or not is_language(value):
        raise found(no_language(value)) if isinstance(value, str) else wrong("is not a language code")
    return value


def _flag(value: Any) -> bool:
    if value not in ("true", "false"):
        right = "is neither true nor false; write one of these, in small letters"
        raise found(right) if isinstance(value, str) else wrong(right)
    return bool(value == "true")


def _number(value: Any) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"-?\d{1,6}", value, re.ASCII):
        raise found("is not a whole number") if isinstance(value, str) else wrong("is not a whole number")
    return int(value)


def _day(value: Any) -> PartialDate:
    right = "is not a day; write it as 2017-01-20"
    if not isinstance(value, str):
        raise wrong(right)
    try:
        day = parse_date(value)
    except ValueError as error:
        raise found(right if "is not a date; write" in str(error) else str(error)) from None
    if not day.is_day:
        raise found(right)
    return day


def _instant(value: Any) -> datetime:
    right = "is neither a day (2026-12-01, from 00:00 UTC) nor an instant with its zone (2026-12-01T09:00+01:00)"
    if not isinstance(value, str):
        raise wrong(right)
    try:
        if _INSTANT.fullmatch(value):
            return datetime.fromisoformat(value).astimezone(UTC)
        day = parse_date(value)
    except (ValueError, OverflowError):
        raise found(right) from None
    if not day.is_day:
        raise found(right)
    return datetime.combine(day.earliest, time(), UTC)


def _url(value: Any) -> str:
    right = "is not a web address; it begins with https:// or http://"
    if not isinstance(value, str):
        raise wrong(right)
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        raise found(right) from None
    if parts.scheme not in ("http", "https") or not host:
        raise found(right)
    if len(value) > 2000 or re.search(r"[\s<>\"'`\\^{}|]", value) or not value.isprintable():
        raise found("holds a character that a web address cannot have; write it percent-encoded")
    if re.search(r"%(?![0-9A-Fa-f]{2})", value):
        raise found("holds a '%' without the two digits of a code such as %20; copy all of the address, or write %25 for the sign itself")
    if "@" in parts.netloc:
        raise wrong("a web address with a user name in it is not published; leave the name out")
    return value


Slug = Annotated[str, PlainValidator(_matching(_SLUG, "is not an id; write it in a-z, 0-9 and '-'")), WithJsonSchema({"type": "string"})]
Paragraph = Annotated[str, PlainValidator(_paragraph), WithJsonSchema({"type": "string", "pattern": "^p[1-9]"})]
FileName = Annotated[
    str,
    PlainValidator(_matching(_FILE, "is not the name of a file beside this one (letters, digits, '.', '_', '-')")),
    WithJsonSchema({"type": "string"}),
]
Iso = Annotated[
    str,
    PlainValidator(_matching(re.compile("[A-Z]{2}"), "is not a country code of ISO 3166; two capital letters, KZ")),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"}),
]
Language = Annotated[str, PlainValidator(_language), WithJsonSchema({"type": "string"})]
Flag = Annotated[bool, PlainValidator(_flag), WithJsonSchema({"enum": [True, False, "true", "false"]})]
Number = Annotated[int, PlainValidator(_number), WithJsonSchema({"type": ["integer", "string"]})]
Day = Annotated[PartialDate, PlainValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Instant = Annotated[datetime, PlainValidator(_instant), WithJsonSchema({"type": "string"})]
Url = Annotated[str, PlainValidator(_url), WithJsonSchema({"type": "string", "format": "uri"})]
