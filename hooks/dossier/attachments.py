"""A file beside a record -> the bytes that are published: without metadata, embedded files and scripts, the same each time.

What opens PDF files and pictures takes long to import; it is imported when there is one.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import struct
from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from .decoding import MOST
from .decoding.packed import Bounds, TooMuch
from .decoding.packed import Unreadable as Shut
from .dossier import Dossier, Entry
from .model import Attachment, Letter, Photo
from .phrases import page_numbers
from .together import Failed, apart

if TYPE_CHECKING:
    from .decoding.covered import Unseen

__all__ = [
    "MEDIA_TYPES", "SVG", "WEBP", "Beside", "Unreadable", "as_published", "beside", "cleaned", "content", "folder_beside", "is_readable", "pages",
    "pale_on", "paths_beside", "sha256_of", "trouble",
]  # fmt: skip

MEDIA_TYPES = {"PDF": "application/pdf", "PNG": "image/png", "JPEG": "image/jpeg"}
SVG, WEBP = ".svg", ".webp"
_TYPES = {".pdf": "PDF", ".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
_DAMAGED = "is damaged or protected by a password; attach one that opens"
_TURNED = "is turned only by what it says of itself, which is not published; save it upright"
_LAYERS = "has layers that are not shown until a reader switches them on; attach one without"
_COVERED = "has words under a bar on {}, which anybody can copy out; print it as a picture, or take them out before"
_UNSEEN = "hides something where it is transparent, as an eraser leaves it; save it without (as PNG this is done here)"
_TOO_MUCH = "unpacks to far more than a document for readers does; attach a smaller one"
_SECONDS, _MOST_SECONDS = 10, 120
"""How long a processor may draw the pages of a PDF, with one more for each; at most."""
_Stands = tuple[int, int, int]
"""Size and times of a file, to the nanosecond; that of the last change cannot be set back, as who unpacks files does with the other."""


class Unreadable(Exception):  # noqa: N818 - said to an editor, not an error of ours
    """The file is damaged, protected, not what its name says, or unpacks to too much; says so to an editor."""


class Beside(Struct, frozen=True):
    """A file that belongs to a record: `path` is its place in data/; `size` (bytes) and `sha256` are those of what is published, and so is what a
    picture measures, across and down, in `pixels`.

    That itself is made when it is asked for: of a large dossier, all of it would be much at once.
    """

    path: str
    name: str
    kind: str
    given: Attachment | Photo | None
    file: Path
    size: int
    sha256: str
    pixels: tuple[int, int] | None

    @property
    def content(self) -> bytes:
        return content(self.file)


class _Made(Struct, frozen=True):
    """What is known of a file: why it cannot be cleaned (empty where it can), size, SHA-256 and pixels of what is published."""

    trouble: str
    size: int
    sha256: str
    pixels: tuple[int, int] | None


def folder_beside(entry: Entry) -> str:
    """Where the files of a record stand, as a path: in its own folder, also if it is an item of a list beside that."""
    folder = entry.path.rpartition("/")[0]
    return folder if folder.endswith(f"/{entry.folder}") else f"{folder}/{entry.folder}"


def paths_beside(dossier: Dossier, entry: Entry) -> dict[str, Attachment | Photo | None]:
    """The files that a record lists, then those of a letter that bear its name, with what the record says of them."""
    folder = folder_beside(entry)
    record = entry.record
    listed = record.attachments if isinstance(record, Letter) else (record.photo,) if record.photo else ()
    given: dict[str, Attachment | Photo | None] = {f"{folder}/{item.file}": item for item in listed}
    same = dossier.files_named(f"{folder}/{entry.id}") if isinstance(record, Letter) else []
    return {path: given.get(path) for path in (*given, *same) if path in dossier.files}


def beside(dossier: Dossier, entry: Entry) -> Iterator[Beside]:
    """The files beside a record as they are published; what cannot be cleaned is not (the checks say so)."""
    for path, said in paths_beside(dossier, entry).items():
        file = dossier.files[path].file
        if not (made := _made(file, _stands(file))).trouble:
            yield Beside(path, file.name, _TYPES[file.suffix.lower()], said, file, made.size, made.sha256, made.pixels)


def is_readable(file: Path) -> bool:
    """Whether a file can be cleaned, and is published."""
    return not trouble(file)


def trouble(file: Path) -> str:
    """Why a file cannot be cleaned, in words for an editor; empty where it can."""
    return _made(file, _stands(file)).trouble


def _stands(file: Path) -> _Stands:
    stat = file.stat()
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


@lru_cache(maxsize=16_384)
def _made(file: Path, stands: _Stands) -> _Made:
    try:
        content = _cleaned(file, stands)
    except Unreadable as error:
        return _Made(str(error), 0, "", None)
    return _Made("", len(content), hashlib.sha256(content).hexdigest(), _pixels(content))


def _pixels(content: bytes) -> tuple[int, int] | None:
    """What a JPEG or PNG measures, from its head alone; None of what is neither."""
    if not content.startswith((b"\xff\xd8", b"\x89PNG")):
        return None
    from PIL import Image

    from .decoding.pictures import quiet_pillow

    with quiet_pillow(), Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as image:
        return image.size


@lru_cache(maxsize=256)
def _pages(file: Path, stands: _Stands) -> tuple[tuple[str, str], ...]:
    from .decoding.documents import pdf_besides, pdf_pages
    from .vectors import svg_words

    try:
        content = _cleaned(file, stands)
        if file.suffix.lower() == SVG:
            return (("", svg_words(content)),)
        said = enumerate(pdf_pages(content, Bounds(MOST)), start=1)
        return (*((f"page {number}", text) for number, text in said), ("bookmarks and descriptions", pdf_besides(content)))
    except Unreadable:
        return ()


def pages(file: Path) -> tuple[tuple[str, str], ...]:
    """(where, words) of each page of a PDF as it is published and of what it says beside them, and of an SVG; none of one that is not
    published, nor of a picture."""
    return _pages(file, _stands(file)) if file.suffix.lower() in (".pdf", SVG) else ()


def sha256_of(file: Path) -> str:
    """SHA-256 of a file as it lies in data/, in hexadecimal."""
    return _sha256(file, _stands(file))


@lru_cache(maxsize=4096)
def _sha256(file: Path, _given: _Stands) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@lru_cache(maxsize=64)
def _cleaned(file: Path, _given: _Stands) -> bytes:
    return cleaned(file)


def as_published(file: Path) -> bytes:
    """The same as `cleaned`, made once."""
    return _cleaned(file, _stands(file))


def content(file: Path) -> bytes:
    """What is published of a file that could be cleaned. Raises FileNotFoundError where it has become another, of which nothing can be."""
    try:
        return as_published(file)
    except Unreadable:
        raise FileNotFoundError(errno.ENOENT, "it was another file before", os.fspath(file)) from None


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
    if covered := _unseen(content, number).covered:
        raise Unreadable(_COVERED.format(page_numbers(covered)))
    return content


@lru_cache(maxsize=64)
def _unseen(content: bytes, number: int) -> Unseen:
    """Words that nobody sees on the pages of a PDF, of which there are so many; raises Unreadable where it takes far too long to draw them."""
    from .decoding.covered import unseen

    try:
        return apart(partial(unseen, content), min(_SECONDS + number, _MOST_SECONDS), MOST * 4)
    except Failed:
        raise Unreadable(_TOO_MUCH) from None


def pale_on(file: Path) -> tuple[int, ...]:
    """The pages of a PDF, as it is published, on which words stand in the colour of the paper; none of what is no PDF or is not published."""
    try:
        return _unseen(as_published(file), len(_pages(file, _stands(file))) - 1).pale if file.suffix.lower() == ".pdf" else ()
    except Unreadable:
        return ()


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
