"""A JPEG 2000 (ITU-T T.800, annexes A and I) -> the same with nothing in it but what draws the picture."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from .profiles import bare_icc

__all__ = ["bare_jpeg_2000"]

_BOXES = (b"jP  ", b"ftyp", b"rreq", b"jp2h", b"jpch", b"jplh", b"jp2c")
_OF_BOXES = (b"jp2h", b"jpch", b"jplh")
_IN_HEADER = (b"ihdr", b"bpcc", b"colr", b"pclr", b"cmap", b"cdef", b"res ", b"cgrp", b"opct", b"creg")
_SOC, _SOT, _SOD, _EOC, _COM, _TLM = b"\xff\x4f", b"\xff\x90", b"\xff\x93", b"\xff\xd9", b"\xff\x64", b"\xff\x55"


def bare_jpeg_2000(data: bytes) -> bytes:
    """A JPEG 2000 without XML, UUIDs and other boxes that draw nothing, and without comments in its code.

    Raises ValueError where it is none.
    """
    if data[:2] == _SOC:
        return _bare_code(data)
    if data[4:8] != _BOXES[0]:
        raise ValueError(data[4:8])
    return b"".join(_bare_boxes(data, _BOXES))


def _bare_boxes(data: bytes, known: Collection[bytes]) -> Iterator[bytes]:
    at = 0
    while at + 8 <= len(data):
        size, kind, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        size = size or len(data) - at
        if size < head:
            raise ValueError(kind)
        if kind in known:
            content = data[at + head : at + size]
            if kind in _OF_BOXES:
                content = b"".join(_bare_boxes(content, _IN_HEADER))
            elif kind == b"jp2c":
                content = _bare_code(content)
            elif kind == b"colr" and content[:1] == b"\2":
                content = content[:3] + bare_icc(content[3:])
            yield (8 + len(content)).to_bytes(4, "big") + kind + content
        at += size


def _bare_code(data: bytes) -> bytes:
    """A stream of code without its comments, the lengths of parts that count them (needed by nobody), and what stands behind its end."""
    kept, at, until, head = [data[:2]], 2, 0, 0
    while data[at : at + 2] not in (_EOC, b""):
        marker, size = data[at : at + 2], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _SOD:
            if until <= at:  # a tile that ends before its data, or that has not begun, would be read for ever
                raise ValueError(marker)
            kept.append(data[at:until])
            length = sum(map(len, kept[head:]))
            kept[head] = kept[head][:6] + length.to_bytes(4, "big") + kept[head][10:]
            at = until
            continue
        if marker[0] != 0xFF or size < 2:
            raise ValueError(marker)
        if marker == _SOT:
            length = int.from_bytes(data[at + 6 : at + 10], "big")
            until, head = at + length if length else len(data) - 2 * data.endswith(_EOC), len(kept)
        if marker not in (_COM, _TLM):
            kept.append(data[at : at + 2 + size])
        at += 2 + size
    return b"".join((*kept, _EOC))
