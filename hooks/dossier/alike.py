"""What a page is made of -> its sum, where all of it is plain data: pages with equal sums are alike, so that one need not be made."""

from __future__ import annotations

from hashlib import sha256

import msgspec
from markupsafe import Markup

__all__ = ["sum_of"]


def sum_of(*parts: object) -> str:
    """The sum of texts, numbers, days, and structs, lists and dicts of these; empty where there is anything else, since nobody knows what it says.

    >>> sum_of("a", 1) == sum_of("a", 1) != sum_of("a", 2)
    True
    >>> sum_of(Markup("<b>")) == sum_of("<b>"), sum_of(print)
    (False, '')
    """
    try:
        return sha256(_encode(parts)).hexdigest()[:32]
    except (TypeError, OverflowError, RecursionError):
        return ""


def _marked(part: object) -> object:
    if type(part) is Markup:
        return "\0", str(part)
    raise TypeError(type(part))


_encode = msgspec.msgpack.Encoder(enc_hook=_marked).encode
