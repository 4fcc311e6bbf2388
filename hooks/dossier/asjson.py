"""A value -> JSON in UTF-8, the same bytes for the same value."""

from __future__ import annotations

from typing import Any

import msgspec

__all__ = ["compact", "spaced"]


def compact(value: object) -> bytes:
    """All on one line, without a blank.

    >>> compact({"a": [1, "é"]}).decode()
    '{"a":[1,"é"]}'
    """
    return _ENCODER.encode(value)


def spaced(value: object, indent: int = 1) -> bytes:
    """To be read: each item on a line of its own; ends with a line break.

    >>> print(spaced({"a": [1]}).decode(), end="")
    {
     "a": [
      1
     ]
    }
    """
    return msgspec.json.format(compact(value), indent=indent) + b"\n"


def _plain(value: Any) -> str:
    """Texts that are more than text (`Text`, `Markup`) as text."""
    if isinstance(value, str):
        return str.__str__(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


_ENCODER = msgspec.json.Encoder(enc_hook=_plain)
