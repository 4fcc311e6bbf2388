"""What is no mistake by any rule and looks like one: years of long ago, the same twice, addresses that no program can ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..dossier import Entry
from ..problems import Problem, first, quoted
from ..values import Ref

if TYPE_CHECKING:
    from . import Context

__all__ = ["unlikely"]

_LONG_AGO = 1800
"""A date before this year is taken for mistyped."""
_ADDRESSES = ("url", "archived_url", "original_url", "website")


def unlikely(context: Context) -> Iterator[Problem]:
    """Notes only: all of it may be meant."""
    for entry in context.unsettled(context.public.entries.values()):
        yield from first(_unlikely(entry))


def _unlikely(entry: Entry) -> Iterator[Problem]:
    day = getattr(entry.record, "date", None)
    if day is not None and day.latest.year < _LONG_AGO:
        yield entry.problem(f"{quoted(day.text)} lies before {_LONG_AGO}; is the year right?", "date", level="note")
    for loc, url in _addresses(entry):
        if not _can_be_asked(url):
            yield entry.problem(f"{quoted(url)} names a port that there is not (0 to 65535); is it copied as it stands?", *loc, level="note")
    for name in type(entry.record).model_fields:
        items = getattr(entry.record, name)
        if isinstance(items, tuple) and len(items) > 1:
            yield from _twice(entry, name, items)


def _addresses(entry: Entry) -> Iterator[tuple[tuple[str | int, ...], str]]:
    fields = type(entry.record).model_fields
    for name in _ADDRESSES:
        if name in fields and (url := getattr(entry.record, name)):
            yield (name,), url
    for number, report in enumerate(entry.record.coverage if "coverage" in fields else ()):
        if report.url:
            yield ("coverage", number, "url"), report.url


def _can_be_asked(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _twice(entry: Entry, name: str, items: tuple[Any, ...]) -> Iterator[Problem]:
    """References, sources and accounts that stand a second time in one list."""
    seen: dict[object, int] = {}
    for number, item in enumerate(items):
        if (what := _what(entry, name, item)) and (other := seen.setdefault(what, number)) != number:
            same = "by the same as item {}, with the same date; are the two one?" if name == "accounts" else "the same as item {}; leave one out"
            yield entry.problem(f"is {same.format(other + 1)}", name, number, level="note")


def _what(entry: Entry, name: str, item: Any) -> object:
    """What makes an item the same as another; nothing where two may be alike."""
    if isinstance(item, Ref):
        return item.key and (item.key, item.fragment)
    if name == "sources":
        return item.source.key and (item.source.key, item.source.fragment, item.at, item.supports)
    if name == "accounts":
        return (item.by.key or item.by.text if isinstance(item.by, Ref) else str(item.by)), (item.date or entry.record.date).text
    return None
