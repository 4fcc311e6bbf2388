"""JPEG and JPEG 2000 -> their parts, and the same files with nothing in them but what draws the picture."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

__all__ = ["bare_jpeg", "bare_jpeg_2000", "jpeg_segments"]

_END, _SCAN, _COMMENT, _ADOBE = 0xD9, 0xDA, 0xFE, 0xEE
_APPLICATIONS = range(0xE0, 0xF0)
_ALONE = (0x01, *range(0xD0, 0xD9))
"""Markers that no size follows."""
_NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends the pixels of a scan (ITU-T T.81, B.1.1.5)."""
_BOXES = (b"jP  ", b"ftyp", b"rreq", b"jp2h", b"jpch", b"jplh", b"jp2c")
_BEHIND = 0


def jpeg_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(marker, begin, end) of every segment that has a size, a scan with its pixels; what stands behind the end has the marker 0."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != _END:
        marker = data[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        (size,) = struct.unpack(">H", data[at + 2 : at + 4])
        end = at + 2 + max(size, 2)
        if marker == _SCAN:
            found = _NEXT.search(data, end)
            end = found.start() if found else len(data)
        yield marker, at, end
        at = end
    at += 2 if data[at : at + 2] == bytes((0xFF, _END)) else 0
    if at < len(data):
        yield _BEHIND, at, len(data)


def bare_jpeg(data: bytes) -> bytes:
    """A JPEG without comments, thumbnails, what applications wrote into it, and what stands behind its end; the colours stay (Adobe's marker).

    Raises ValueError where it is none.
    """
    data = data[data.index(b"\xff\xd8") :]
    kept = [data[:2]]
    for marker, begin, end in jpeg_segments(data):
        if marker == _ADOBE and data[begin + 4 : begin + 9] == b"Adobe":
            kept.append(b"\xff\xee\x00\x0e" + data[begin + 4 : begin + 16])
        elif marker not in (_BEHIND, _COMMENT) and marker not in _APPLICATIONS:
            kept.append(data[begin:end])
    return b"".join((*kept, bytes((0xFF, _END))))


def bare_jpeg_2000(data: bytes) -> bytes:
    """A JPEG 2000 without XML, UUIDs and other boxes that draw nothing (ITU-T T.800, annex I); a bare stream of code stays as it is."""
    if data[4:8] != _BOXES[0]:
        return data
    kept, at = [], 0
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        size = int.from_bytes(data[at + 8 : at + 16], "big") if size == 1 else size or len(data) - at
        if size < 8:
            raise ValueError(kind)
        if kind in _BOXES:
            kept.append(data[at : at + size])
        at += size
    return b"".join(kept)
