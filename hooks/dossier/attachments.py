"""The files beside a record, each as it is published, and what stands on it: made once, as long as the file is what it was."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from .cleaning import SVG, Unreadable, cleaned, unseen_in
from .decoding import MOST
from .decoding.packed import Bounds
from .dossier import Dossier, Entry
from .model import Attachment, Letter, Photo

__all__ = [
    "MEDIA_TYPES", "Beside", "as_published", "beside", "content", "folder_beside", "is_readable", "pages", "pale_on", "paths_beside", "sha256_of",
    "trouble",
]  # fmt: skip

MEDIA_TYPES = {"PDF": "application/pdf", "PNG": "image/png", "JPEG": "image/jpeg"}
_TYPES = {".pdf": "PDF", ".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
_Stands = tuple[int, int, int]
"""Size and times of a file, to the nanosecond; that of the last change cannot be set back, as who unpacks files does with the other."""


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


def pale_on(file: Path) -> tuple[int, ...]:
    """The pages of a PDF, as it is published, on which words stand in the colour of the paper; none of what is no PDF or is not published."""
    try:
        return unseen_in(as_published(file), len(_pages(file, _stands(file))) - 1).pale if file.suffix.lower() == ".pdf" else ()
    except Unreadable:
        return ()
