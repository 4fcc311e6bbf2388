"""A PDF or a picture -> the bytes that are published of it: without metadata, embedded files and scripts, the same each time; or why none are.

What opens PDF files and pictures takes long to import; it is imported when there is one.
"""

from __future__ import annotations

import io
import struct
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from .decoding import MOST
from .decoding.packed import Bounds, TooMuch
from .decoding.packed import Unreadable as Shut
from .phrases import page_numbers
from .together import Failed, apart

if TYPE_CHECKING:
    from .decoding.covered import Unseen

__all__ = ["SVG", "WEBP", "Unreadable", "cleaned", "unseen_in"]

SVG, WEBP = ".svg", ".webp"
_DAMAGED = "is damaged or protected by a password; attach one that opens"
_TURNED = "is turned only by what it says of itself, which is not published; save it upright"
_LAYERS = "has layers that are not shown until a reader switches them on; attach one without"
_COVERED = "has words under a bar on {}, which anybody can copy out; print it as a picture, or take them out before"
_UNSEEN = "hides something where it is transparent, as an eraser leaves it; save it without (as PNG this is done here)"
_TOO_MUCH = "unpacks to far more than a document for readers does; attach a smaller one"
_SECONDS, _MOST_SECONDS = 10, 120
"""How long a processor may draw the pages of a PDF, with one more for each; at most."""


class Unreadable(Exception):  # noqa: N818 - said to an editor, not an error of ours
    """The file is damaged, protected, not what its name says, or unpacks to too much; says so to an editor."""


def cleaned(file: Path) -> bytes:
    """What is published of a PDF, JPEG, PNG, SVG or WebP; raises Unreadable."""
    from PIL import Image

    from .decoding.documents import PDF_ERRORS

    make = _MADE.get(file.suffix.lower(), _picture)
    try:
        return make(file)
    except (TooMuch, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unreadable(_TOO_MUCH) from None
    except (*PDF_ERRORS, struct.error, EOFError, Shut):
        raise Unreadable(_DAMAGED) from None


def _pdf(file: Path) -> bytes:
    import pikepdf

    from .bared import bare, hides_layers
    from .decoding.documents import bounded, pdf_pages

    with pikepdf.open(file) as pdf:
        if pdf.is_encrypted:
            raise Unreadable(_DAMAGED)
        bounded(pdf)
        if hides_layers(pdf):
            raise Unreadable(_LAYERS)
        bare(pdf)
        out = io.BytesIO()
        pdf.remove_unreferenced_resources()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    content = out.getvalue()
    number = sum(1 for _ in pdf_pages(content, Bounds(MOST)))  # what cannot be searched is not published
    if covered := unseen_in(content, number).covered:
        raise Unreadable(_COVERED.format(page_numbers(covered)))
    return content


@lru_cache(maxsize=64)
def unseen_in(content: bytes, number: int) -> Unseen:
    """Words that nobody sees on the pages of a PDF, of which there are so many; raises Unreadable where it takes far too long to draw them."""
    from .decoding.covered import unseen

    try:
        return apart(partial(unseen, content), min(_SECONDS + number, _MOST_SECONDS), MOST * 4)
    except Failed:
        raise Unreadable(_TOO_MUCH) from None


def _svg(file: Path) -> bytes:
    from .vectors import Undrawn, bare_svg

    try:
        return bare_svg(file.read_bytes(), lambda content: _picture(io.BytesIO(content)))
    except Undrawn as undrawn:
        raise Unreadable(str(undrawn)) from None


def _picture(file: Path | io.BytesIO) -> bytes:
    from PIL import Image, ImageOps

    from .decoding.pictures import quiet_pillow, without_unseen

    with quiet_pillow(), Image.open(file, formats=["JPEG", "PNG"]) as image:
        kind = image.format
        upright = without_unseen(ImageOps.exif_transpose(image))
        transparency = upright.info.get("transparency")
        upright.info = {} if transparency is None else {"transparency": transparency}
        out = io.BytesIO()
        if kind == "PNG":
            upright.save(out, "PNG")
        else:
            upright.save(out, "JPEG", quality=92, subsampling=0, exif=b"")
        return out.getvalue()


def _webp(file: Path) -> bytes:
    from PIL import ExifTags, Image

    from .decoding.pictures import bare_webp, quiet_pillow, without_unseen

    content = bare_webp(file.read_bytes())
    with quiet_pillow(), Image.open(file, formats=["WEBP"]) as image, Image.open(io.BytesIO(content), formats=["WEBP"]) as bared:
        if b"VP8L" in content and without_unseen(bared) is not bared:  # lossy ones are blurred there by what makes them
            raise Unreadable(_UNSEEN)
        if image.getexif().get(ExifTags.Base.Orientation, 1) != 1:
            raise Unreadable(_TURNED)
    return content


_MADE = {".pdf": _pdf, SVG: _svg, WEBP: _webp}
