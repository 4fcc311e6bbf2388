"""A text -> the same as a cell of a table that no spreadsheet runs as a formula."""

from __future__ import annotations

__all__ = ["neutral"]

_RUNS = ("=", "+", "-", "@", "\t", "\r")


def neutral(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula (OWASP, CSV injection).

    >>> neutral("=1+1"), neutral("1+1")
    ("'=1+1", '1+1')
    """
    return f"'{text}" if text.startswith(_RUNS) else text
