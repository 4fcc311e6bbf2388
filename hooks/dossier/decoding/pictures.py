"""Pictures -> their parts and what they say of themselves; JPEG and JPEG 2000 with nothing in them but what draws the picture."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any
from warnings import catch_warnings, simplefilter

from PIL import Image

from .packed import Unreadable

__all__ = [
    "bare_icc", "bare_jpeg", "bare_jpeg_2000", "bare_webp", "is_bare_png", "jpeg_parts", "jpeg_segments", "picture_texts", "png_parts",
    "quiet_pillow",
]  # fmt: skip

_ERRORS = (
    ValueError, OSError, RuntimeError, SyntaxError, TypeError, LookupError, AttributeError, ArithmeticError, Image.DecompressionBombError,
    Image.DecompressionBombWarning, struct.error,
)  # fmt: skip

_END, _SCAN, _COMMENT, _ADOBE = 0xD9, 0xDA, 0xFE, 0xEE
_APPLICATIONS = range(0xE0, 0xF0)
_ALONE = (0x01, *range(0xD0, 0xD9))
"""Markers that no size follows."""
_NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends the pixels of a scan (ITU-T T.81, B.1.1.5)."""
_BOXES = (b"jP  ", b"ftyp", b"rreq", b"jp2h", b"jpch", b"jplh", b"jp2c")
_OF_BOXES = (b"jp2h", b"jpch", b"jplh")
_IN_HEADER = (b"ihdr", b"bpcc", b"colr", b"pclr", b"cmap", b"cdef", b"res ", b"cgrp", b"opct", b"creg")
_SOC, _SOT, _SOD, _EOC, _COM, _TLM = b"\xff\x4f", b"\xff\x90", b"\xff\x93", b"\xff\xd9", b"\xff\x64", b"\xff\x55"
_BEHIND = 0
_COLOURS = frozenset(
    b"A2B0 A2B1 A2B2 A2B3 B2A0 B2A1 B2A2 B2A3 B2D0 B2D1 B2D2 B2D3 D2B0 D2B1 D2B2 D2B3 wtpt bkpt chad rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC lumi "
    b"gamt chrm cicp pre0 pre1 pre2".split()
)
"""The tags of a profile that turn colours."""
_MLUC = b"mluc" + struct.pack(">IIIHHII", 0, 1, 12, 0x656E, 0x5553, 2, 28) + "-".encode("utf-16-be")
_NAMELESS = (b"desc" + struct.pack(">II", 0, 2) + b"-\0" + bytes(78), _MLUC)
_UNSIGNED = (b"text" + bytes(4) + b"-\0", _MLUC)
"""A name and a copyright, which every profile must have; in versions before 4, and from 4 on."""


_DRAWING = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"pHYs", b"gAMA", b"sRGB")
"""The chunks of a PNG that draw it (W3C, Portable Network Graphics, 11.2 and 11.3)."""
_WEBP = (b"VP8X", b"ICCP", b"ANIM", b"ANMF", b"ALPH", b"VP8 ", b"VP8L")
_WEBP_DRAWN = 0b00110010
"""Of the flags of a WebP: a colour profile, transparency, an animation; not EXIF and XMP."""


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


def bare_webp(data: bytes) -> bytes:
    """A WebP (RFC 9649) without EXIF, XMP and what else draws nothing, also in the frames of an animation. Raises ValueError where it is none."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise ValueError(data[:12])
    body = b"WEBP" + b"".join(_bare_chunks(data[12 : 8 + int.from_bytes(data[4:8], "little")]))
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _bare_chunks(data: bytes) -> Iterator[bytes]:
    at = 0
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        content = data[at + 8 : at + 8 + size]
        if len(content) != size:
            raise ValueError(kind)
        if kind == b"VP8X":
            content = bytes((content[0] & _WEBP_DRAWN, 0, 0, 0)) + content[4:10]
        elif kind == b"ANMF":
            content = content[:16] + b"".join(_bare_chunks(content[16:]))
        elif kind == b"ICCP":
            content = bare_icc(content)
        if kind in _WEBP:
            yield kind + len(content).to_bytes(4, "little") + content + bytes(len(content) % 2)
        at += 8 + size + size % 2


def bare_jpeg_2000(data: bytes) -> bytes:
    """A JPEG 2000 (ITU-T T.800, annexes A and I) without XML, UUIDs and other boxes that draw nothing, and without comments in its code.

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


def bare_icc(data: bytes) -> bytes:
    """A colour profile (ICC.1:2022) with what turns colours: no names, copyrights, days, nor the make and number of a screen. Raises ValueError."""
    if data[36:40] != b"acsp":
        raise ValueError(data[36:40])
    head = bytearray(data[:128])
    for begin, end in ((4, 8), (24, 36), (40, 44), (48, 64), (80, 128)):  # who made it, when, on what; its sum
        head[begin:end] = bytes(end - begin)
    tags = [(b"desc", _NAMELESS[head[8] >= 4]), (b"cprt", _UNSIGNED[head[8] >= 4])]
    for number in range(int.from_bytes(data[128:132], "big")):
        name, begin, size = struct.unpack_from(">4sII", data, 132 + 12 * number)
        if name in _COLOURS:
            tags.append((name, data[begin : begin + size]))
    places: dict[bytes, int] = {}
    body, table = bytearray(), len(tags).to_bytes(4, "big")
    for name, content in tags:
        if content not in places:
            places[content] = 132 + 12 * len(tags) + len(body)
            body += content + bytes(-len(content) % 4)
        table += struct.pack(">4sII", name, places[content], len(content))
    head[:4] = (128 + len(table) + len(body)).to_bytes(4, "big")
    return bytes(head) + table + bytes(body)


def png_parts(data: bytes) -> Iterator[bytes]:
    """Every chunk that holds no pixels, and what stands behind the end."""
    return (data[begin:end] for kind, begin, end in _chunks(data) if kind not in (b"IDAT", b"fdAT"))


def is_bare_png(data: bytes) -> bool:
    """Whether a PNG has no chunk but those that draw it: it can say nothing of itself."""
    return data.startswith(b"\x89PNG") and all(kind in _DRAWING or begin == end for kind, begin, end in _chunks(data))


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """(kind, begin, end) of the content of every chunk of a PNG; what stands behind the last has no kind."""
    at = 8
    while at + 12 <= len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        kind, end = data[at + 4 : at + 8], at + 12 + size
        yield kind, at + 8, end - 4
        at = end
        if kind == b"IEND":
            break
    yield b"", at, len(data)


def jpeg_parts(data: bytes) -> Iterator[bytes]:
    """Every segment but the pixels, and what stands behind the end."""
    yield from (data[begin:end] if marker == 0 else data[begin + 4 : end] for marker, begin, end in jpeg_segments(data) if marker != 0xDA)


@contextmanager
def quiet_pillow() -> Iterator[None]:
    """Pictures of more pixels than Pillow finds safe raise DecompressionBombWarning; of damaged metadata nobody hears."""
    with catch_warnings():
        simplefilter("ignore")
        simplefilter("error", Image.DecompressionBombWarning)
        yield


def picture_texts(data: bytes) -> Iterator[str]:
    """What a picture says of itself: EXIF in every folder, comments, PNG texts (also packed ones); raises Unreadable."""
    try:
        with quiet_pillow(), Image.open(io.BytesIO(data)) as image:
            image.load()
            exif = image.getexif()
            folders: list[Mapping[Any, Any]] = [image.info, exif, getattr(image, "text", {})]
            for folder in (0x8769, 0x8825, 0xA005):
                with suppress(KeyError, ValueError, TypeError):
                    folders.append(exif.get_ifd(folder))
    except _ERRORS:
        raise Unreadable("is a picture that cannot be read") from None
    for values in folders:
        for key, value in values.items():
            yield f"{key}\n{_said(value)}"


def _said(value: Any) -> str:
    if isinstance(value, bytes):
        codes = value.removeprefix(b"UNICODE\x00").removeprefix(b"ASCII\x00\x00\x00")
        both = [codes.decode(encoding, "replace") for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
        return "\n".join(both)
    if isinstance(value, (tuple, list)):
        return "\n".join(map(_said, value[:4_000]))
    return str(value)
