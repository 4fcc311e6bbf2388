"""An object of a PDF -> the texts in it, the dictionaries that are written within it, and its stream as it is decoded."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any

import pikepdf

from .packed import Bounds, Unreadable, inflated

__all__ = ["encoded", "inside", "stream", "texts_in"]

_RATIOS = {"/ASCIIHexDecode": 1, "/ASCII85Decode": 4, "/RunLengthDecode": 64, "/FlateDecode": 1_032, "/LZWDecode": 1_400}
"""How many times larger what was packed may be at most."""
_UNKNOWN_RATIO = 65_536
_DRAWN = ("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode")


def texts_in(item: Any, depth: int = 0) -> Iterator[str]:
    """The strings, names and keys of an object."""
    if isinstance(item, (pikepdf.String, pikepdf.Name)):
        yield str(item)
    elif isinstance(item, pikepdf.Array) and depth < 20:
        for inner in item.as_list():
            yield from () if getattr(inner, "is_indirect", False) else texts_in(inner, depth + 1)
    elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)) and depth < 20:
        inside = item.stream_dict if isinstance(item, pikepdf.Stream) else item
        for key, inner in inside.as_dict().items():
            yield key
            yield from () if getattr(inner, "is_indirect", False) else texts_in(inner, depth + 1)


def inside(top: Any) -> Iterator[Any]:
    """An object, and every dictionary that is written within it."""
    waiting = [top]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            waiting += [inner for inner in item if _is_within(inner)]
        elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
            yield item
            held = item.stream_dict if isinstance(item, pikepdf.Stream) else item
            waiting += [inner for inner in held.as_dict().values() if _is_within(inner)]


def _is_within(item: Any) -> bool:
    return isinstance(item, (pikepdf.Array, pikepdf.Dictionary)) and not item.is_indirect


def stream(item: Any, bounds: Bounds) -> Iterator[bytes]:
    """A stream as it is decoded; pictures as the files that they are."""
    raw, filters = item.read_raw_bytes(), _filters(item)
    if filters == ["/FlateDecode"]:
        yield from inflated(raw, "zlib", bounds)
    elif not filters or filters[-1] in _DRAWN:
        bounds.spend(len(raw))
        yield raw
    else:
        yield _unpacked(item, raw, filters, bounds)


def _filters(item: Any) -> list[str]:
    given = item.stream_dict.get("/Filter")
    return [str(name) for name in given.as_list()] if isinstance(given, pikepdf.Array) else [str(given)] if given is not None else []


def _unpacked(item: Any, raw: bytes, filters: list[str], bounds: Bounds) -> bytes:
    """What a stream holds that is packed once or several times over, if it cannot be more than may be looked at."""
    if len(raw) * prod(_RATIOS.get(name, _UNKNOWN_RATIO) for name in filters) > max(bounds.left, 0):
        raise Unreadable("holds a stream that is packed several times over")
    content: bytes = item.read_bytes()
    bounds.spend(len(content))
    return content


def encoded(pdf: pikepdf.Pdf, item: Any, bounds: Bounds) -> tuple[list[str], bytes]:
    """The filters of a picture, and the file that it is, without what it is packed in besides; no bytes where it is none of a camera's."""
    filters, raw = _filters(item), item.read_raw_bytes()
    if not filters or filters[-1] not in _DRAWN or len(filters) == 1:
        return filters, raw
    parms = item.stream_dict.get("/DecodeParms")
    outer = pikepdf.Stream(pdf, raw)
    outer.stream_dict.Filter = pikepdf.Array([pikepdf.Name(name) for name in filters[:-1]])
    if isinstance(parms, pikepdf.Array):
        outer.stream_dict.DecodeParms = pikepdf.Array(parms.as_list()[:-1])
    return filters, _unpacked(outer, raw, filters[:-1], bounds)
