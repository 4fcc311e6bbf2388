"""A text of JSON, which is YAML 1.2 -> the same, its pairs of surrogates (`\\ud83d\\ude00`) as the one number that PyYAML reads."""

from __future__ import annotations

import json
import re

__all__ = ["paired"]

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def paired(text: str) -> str:
    r"""A string that gets shorter has blanks behind it, so that what follows stays at its column. Of what is no JSON, nothing is changed.

    >>> print(paired(r'{"a": "\ud83d\ude00", "b": "\\ud83d\ude00"}'), "|")
    {"a": "\U0001f600"  , "b": "\\ud83d\ude00"} |
    """
    if text.lstrip()[:1] not in ("[", "{") or not _PAIR.search(text):
        return text
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return text
    return _STRING.sub(lambda string: _PAIR.sub(_one, string[0]).ljust(len(string[0])), text)


def _one(pair: re.Match[str]) -> str:
    """RFC 8259, section 7: both halves give ten bits each."""
    sign = 0x10000 + ((int(pair[2], 16) - 0xD800) << 10) + int(pair[3], 16) - 0xDC00
    return f"{pair[1]}\\U{sign:08x}"
