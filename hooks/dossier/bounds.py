"""Prose -> whether its Markdown can be read in a second: a bare `[` takes ten microseconds, and more where pages of docs/ have many."""

from __future__ import annotations

import re

from .problems import Problem
from .prose import MAX_PROSE

__all__ = ["TOO_DEEP", "TOO_MUCH", "bounded", "is_left_open", "is_too_much", "nested_too_deep"]

TOO_MUCH = f"is too long ({MAX_PROSE:,} characters at most) or made of signs of Markdown; is this text?"
TOO_DEEP = "is nested too deeply; write it with fewer levels of lists and quotations"
_DEEP = re.compile(r"^(?>(?: {4}|> ?| {0,3}(?:[-+*]|\d{1,9}[.)]) )){50,}(?<=[-+*.)] )", re.M | re.ASCII)
"""Where an item stands in so many lists and quotations: at four times as many, Python-Markdown breaks off."""
_RUN = 200
_REPEATED = "[]*_`>!<\\~-"
_MOST_SIGNS = 40_000
_SIGNS = "[*_`<!\n"
_MOST_ITEMS = 10_000
_ITEM = re.compile(r"^ {0,9}(?:[-+*]|\d{1,9}[.)]|#{1,6}) ", re.M | re.ASCII)
"""Where a heading or an item of a list begins, which costs as much as four other lines."""
_PAIRS = ("[]", "()", "<>")


def is_too_much(text: str) -> bool:
    """Whether a text is longer, or has more lines and signs of Markdown, than anything written for readers.

    >>> is_too_much("[" * 400_000), is_too_much("> " * 300_000), is_too_much("A *word*. " * 3_000)
    (True, True, False)
    """
    if len(text) < _RUN:
        return False
    runs = (_RUN * sign in text for sign in _REPEATED if text.count(sign) >= _RUN)
    if len(text) > MAX_PROSE or any(runs):
        return True
    return len(text) > _MOST_ITEMS and (sum(map(text.count, _SIGNS)) > _MOST_SIGNS or len(_ITEM.findall(text)) > _MOST_ITEMS)


def is_left_open(text: str) -> bool:
    """Whether a text opens brackets, again and again, that it does not close: Python-Markdown, which reads pages, looks for the end of each.

    >>> is_left_open("[a](" * 201), is_left_open("[a](b) <c> " * 201)
    (True, False)
    """
    return any(text.count(pair[0]) > _RUN and _left_open(text, *pair) > _RUN for pair in _PAIRS)


def nested_too_deep(text: str) -> int | None:
    """The line (from 1) of a page in which an item of a list is nested more deeply than anybody reads.

    >>> nested_too_deep("- " * 49 + "a"), nested_too_deep("a\\n" + "- " * 50 + "a"), nested_too_deep("    " * 60 + "a")
    (None, 2, None)
    >>> nested_too_deep("> - " * 49 + "a"), nested_too_deep("> - " * 24 + ">" + "a")
    (1, None)
    >>> nested_too_deep("- " * 60 + "-")
    """
    for found in _DEEP.finditer(text):
        end = text.find("\n", found.end())
        if text[found.start() : end if end >= 0 else None].strip("-*_ \t"):  # else a rule across the page
            return text.count("\n", 0, found.start()) + 1
    return None


def _left_open(text: str, opening: str, closing: str) -> int:
    left = 0
    for sign in text:
        if sign == opening:
            left += 1
        elif sign == closing and left:
            left -= 1
    return left


def bounded(body: str, path: str, line: int, problems: list[Problem]) -> str:
    """The prose, if its Markdown can be read in bounded time; else nothing, and a problem."""
    if not is_too_much(body):
        return body
    problems.append(Problem(path, line, 1, "text", TOO_MUCH))
    return ""
