"""Markdown -> the words alone."""

from __future__ import annotations

from .known import Known
from .markdown import parsed, text_of

__all__ = ["WORDS", "plain"]


def plain(body: str) -> str:
    """The words of any prose without its mark-up, a line for each block; where links lead is left out.

    >>> plain("# Of *Ann*\\n\\n- one\\n- [two](people/x)")
    'Of Ann\\none\\ntwo'
    """
    return WORDS.of(body)


def _read(body: str) -> str:
    shown = [token for token in parsed(body) if token.type in ("inline", "fence", "code_block")]
    return "\n".join(text_of(token) if token.type == "inline" else token.content.rstrip() for token in shown)


def _unpacked(_: str, given: object) -> str:
    if not isinstance(given, str):
        raise TypeError
    return given


WORDS = Known(_read, str, _unpacked)
"""The texts that were read."""
