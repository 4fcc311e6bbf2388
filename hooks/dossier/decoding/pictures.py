"""Pictures -> their parts and what they say of themselves; JPEG and WebP with nothing in them but what draws the picture."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any
from warnings import catch_warnings, simplefilter

from PIL import Image, ImageFilter

from .packed import Unreadable
from .profiles import bare_icc

__all__ = [
    "bare_jpeg", "bare_webp", "is_bare_png", "jpeg_parts", "jpeg_segments", "picture_texts", "png_parts", "quiet_pillow", "uncovered",
    "uncovered_jpeg", "without_unseen",
]  # fmt: skip

_SHOWN = [0] + 255 * [255]
_NOISE = 24
"""How far shades may lie apart that were one before a picture was compressed."""
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
_BEHIND = 0
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


def without_unseen(image: Image.Image) -> Image.Image:
    """A picture with nothing under its wholly transparent pixels: what an eraser takes off a picture stands in it still. The same picture where
    they are of one colour, which shows nothing."""
    if image.mode not in ("RGBA", "LA", "PA") and not isinstance(image.info.get("transparency"), bytes):
        return image
    shown = image.convert("RGBA")
    return shown if uncovered(shown, shown.getchannel("A")) else image


def uncovered(image: Image.Image, mask: Image.Image, noise: int = 0) -> bool:
    """Takes out of a picture what stands where its mask (0 is transparent) lets nothing be seen; whether there was more than one colour, and
    what compressing makes of one (`noise`)."""
    over = mask if mask.size == image.size else _stretched(mask, image.size)
    unseen = over.point(lambda alpha: 255 * (alpha == 0), "1")
    colours = (image.convert("RGB") if image.mode == "RGBA" else image).histogram(unseen)
    bands = ([shade for shade, count in enumerate(colours[first : first + 256]) if count] for first in range(0, len(colours), 256))
    if all(not shades or shades[-1] - shades[0] <= noise for shades in bands):
        return False
    image.paste((0,) * len(image.getbands()) if len(image.getbands()) > 1 else 0, mask=unseen)
    return True


def uncovered_jpeg(data: bytes, mask: Image.Image) -> bytes:
    """A JPEG without what stands where its mask lets nothing be seen, if there is more than one colour; as it is where that cannot be said."""
    with suppress(*_ERRORS), quiet_pillow(), Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
        if image.mode in ("L", "RGB") and uncovered(image, mask, _NOISE):
            image.info, out = {}, io.BytesIO()
            image.save(out, "JPEG", quality=92, subsampling=0, exif=b"")
            return out.getvalue()
    return data


def _stretched(mask: Image.Image, size: tuple[int, int]) -> Image.Image:
    """A mask in another size: 0 only where nothing of it lets anything be seen, nor what lies next to that, which a reader's program may blend."""
    shown = mask.point(_SHOWN).filter(ImageFilter.MaxFilter(3))
    while shown.width * shown.height > 255 * size[0] * size[1]:  # else a pixel among many would be rounded away
        shown = shown.reduce(2).point(_SHOWN)
    return shown.resize(size, Image.Resampling.BOX).point(_SHOWN)


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
