"""Text for a cell of a table -> the same, such that no spreadsheet takes it for a formula (OWASP, CSV injection); and back."""

from __future__ import annotations

import re

__all__ = ["meant", "neutral"]

_RUNS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


def neutral(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it; numbers stay numbers.

    Also behind blanks and signs that nobody sees, and in the full width of Chinese and Japanese, which Excel takes for the narrow.

    >>> neutral("=1+1"), neutral("@home"), neutral("-3.5"), neutral("2017-01-20")
    ("'=1+1", "'@home", '-3.5', '2017-01-20')
    """
    if text[:1].isalnum():
        return text
    return f"'{text}" if _RUNS.match(text) and not _NUMBER.fullmatch(text) else text


def meant(cell: str) -> str:
    """The text of a cell, without the apostrophe that `neutral` put before it.

    >>> meant("'=1+1"), meant("'s-Hertogenbosch")
    ('=1+1', "'s-Hertogenbosch")
    """
    return cell[1:] if cell.startswith("'") and neutral(cell[1:]) == cell else cell
