"""PDF, JPEG and PNG -> the texts and bytes in them that are not pixels: metadata, streams, what is written on the pages."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from itertools import islice
from typing import Any

import pikepdf
from PIL import Image

from .packed import Bounds, Unreadable, inflated

__all__ = ["PDF_ERRORS", "bounded", "jpeg_parts", "pdf_pages", "pdf_parts", "picture_texts", "png_parts"]

Part = str | bytes
PDF_ERRORS = (pikepdf.PikepdfError, ValueError, OSError, RuntimeError, SyntaxError, TypeError, LookupError, AttributeError, ArithmeticError)
"""What the libraries raise of a damaged or protected PDF, or of damaged metadata."""
_MOST_PAGES = 5_000
_MOST_ON_PAGE = 4 * 1024 * 1024
_MOST_IN_STREAMS = 64 * 1024 * 1024
"""Bytes that the contents of a page, and all streams of a document but its pictures, may be unpacked: many times what documents for readers have."""
_SAYING = "Tf Tj ' \" TJ Td TD T* Tm BT"
"""The operators that write words, and those that stand between them."""
_HARMLESS_RATIO = 65_536
_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.S)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_TRIPLE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")


def pdf_parts(data: bytes, bounds: Bounds) -> Iterator[Part]:
    """Every text of every object, every stream decoded, and the words on every page; raises TooMuch, Unreadable."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise Unreadable("is protected by a password")
            texts = [text for item in (pdf.trailer, *pdf.objects) for text in _texts(item, 0)]
            yield "\n".join(texts)
            for item in pdf.objects:
                if isinstance(item, pikepdf.Stream):
                    yield from _stream(item, bounds)
            for page in islice(pdf.pages, _MOST_PAGES):
                yield _page(page, bounds)
    except PDF_ERRORS as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("begins as PDF and cannot be read") from None


def pdf_pages(data: bytes, bounds: Bounds) -> Iterator[str]:
    """What a reader of each page sees or can click: its words, and where its links lead; raises TooMuch, Unreadable."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            bounded(pdf)
            for page in islice(pdf.pages, _MOST_PAGES):
                links = page.obj.get("/Annots")
                yield "\n".join((_page(page, bounds), *(_texts(links, 0) if isinstance(links, pikepdf.Array) else ())))
    except PDF_ERRORS:
        raise Unreadable("begins as PDF and cannot be read") from None


def bounded(pdf: pikepdf.Pdf) -> None:
    """Raises TooMuch where a document unpacks to more than one for readers does, before anybody unpacks it; Unreadable where nobody can tell."""
    all_streams = Bounds(_MOST_IN_STREAMS)
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.stream_dict.get("/Subtype") != "/Image":
            for _ in _stream(item, all_streams):
                pass
    for page in islice(pdf.pages, _MOST_PAGES):
        contents, on_page = page.obj.get("/Contents"), Bounds(_MOST_ON_PAGE)
        for part in contents.as_list() if isinstance(contents, pikepdf.Array) else (contents,):
            if isinstance(part, pikepdf.Stream):
                for _ in _stream(part, on_page):
                    pass


def _texts(item: Any, depth: int) -> Iterator[str]:
    """The strings, names and keys of an object."""
    if isinstance(item, (pikepdf.String, pikepdf.Name)):
        yield str(item)
    elif isinstance(item, pikepdf.Array) and depth < 20:
        for inner in item.as_list():
            yield from () if getattr(inner, "is_indirect", False) else _texts(inner, depth + 1)
    elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)) and depth < 20:
        inside = item.stream_dict if isinstance(item, pikepdf.Stream) else item
        for key, inner in inside.as_dict().items():
            yield key
            yield from () if getattr(inner, "is_indirect", False) else _texts(inner, depth + 1)


def _stream(item: Any, bounds: Bounds) -> Iterator[bytes]:
    """A stream as it is decoded; pictures as the files that they are."""
    raw = item.read_raw_bytes()
    given = item.stream_dict.get("/Filter")
    filters = [str(name) for name in given.as_list()] if isinstance(given, pikepdf.Array) else [str(given)] if given is not None else []
    if filters == ["/FlateDecode"]:
        yield from inflated(raw, "zlib", bounds)
    elif not filters or filters[-1] in ("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"):
        bounds.spend(len(raw))
        yield raw
    elif len(raw) * (1_400 if len(filters) == 1 else _HARMLESS_RATIO) > bounds.left:
        raise Unreadable("holds a stream that is packed several times over")
    else:
        content = item.read_bytes()
        bounds.spend(len(content))
        yield content


def _page(page: Any, bounds: Bounds) -> str:
    """What is written on a page, through the fonts' own tables of characters where they have some."""
    said: list[str] = []
    fonts: dict[str, Mapping[bytes, str]] = {}
    current: Mapping[bytes, str] = {}
    resources = page.obj.get("/Resources", pikepdf.Dictionary())
    for instruction in pikepdf.parse_content_stream(page, _SAYING):
        operands, name = instruction.operands, str(instruction.operator)
        if not len(operands) and name in ("Tf", "Tj", "'", '"', "TJ"):
            continue  # damaged: readers show nothing of it either
        if name == "Tf":
            key = str(operands[0])
            if key not in fonts:
                fonts[key] = _characters(resources.get("/Font", pikepdf.Dictionary()).get(key), bounds)
            current = fonts[key]
        elif name in ("Tj", "'", '"', "TJ"):
            given = operands[-1]
            for piece in given if isinstance(given, pikepdf.Array) else (given,):
                if isinstance(piece, pikepdf.String):
                    said.append(_spoken(bytes(piece), current))
                elif isinstance(piece, (int, float, Decimal)) and piece < -180:
                    said.append(" ")
        elif name in ("Td", "TD", "T*", "Tm", "BT"):
            said.append(" ")
    return "".join(said)


def _spoken(codes: bytes, table: Mapping[bytes, str]) -> str:
    width = max(map(len, table), default=0)
    if not width:
        return codes.decode("latin-1")
    return "".join(table.get(codes[at : at + width], "") for at in range(0, len(codes), width))


def _characters(font: Any, bounds: Bounds) -> Mapping[bytes, str]:
    """Code -> character, of a font's /ToUnicode."""
    table: dict[bytes, str] = {}
    unicode = font.get("/ToUnicode") if isinstance(font, pikepdf.Dictionary) else None
    if not isinstance(unicode, pikepdf.Stream):
        return table
    cmap = b"".join(_stream(unicode, bounds))
    for block in _CHARS.findall(cmap):
        table |= {bytes.fromhex(code.decode()): _character(to) for code, to in _PAIR.findall(block)}
    for block in _RANGES.findall(cmap):
        for first, last, to, listed in _TRIPLE.findall(block):
            low, high, width = int(first, 16), int(last, 16), len(bytes.fromhex(first.decode()))
            targets = [_character(item) for item in _HEX.findall(listed)] if listed else []
            for step in range(min(high - low, 65_535) + 1):
                if targets:
                    character = targets[step] if step < len(targets) else ""
                else:
                    start = _character(to)
                    character = start[:-1] + chr(min(ord(start[-1]) + step, 0x10FFFF)) if start else ""
                table[(low + step).to_bytes(width, "big")] = character
    return table


def _character(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def png_parts(data: bytes) -> Iterator[bytes]:
    """Every chunk that holds no pixels, and what stands behind the end."""
    at = 8
    while at + 12 <= len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        kind, end = data[at + 4 : at + 8], at + 12 + size
        if kind not in (b"IDAT", b"fdAT"):
            yield data[at + 8 : end - 4]
        at = end
        if kind == b"IEND":
            break
    yield data[at:]


def jpeg_parts(data: bytes) -> Iterator[bytes]:
    """Every segment but the pixels, and what stands behind the end."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xDA:
            end = data.rfind(b"\xff\xd9")
            yield data[end + 2 :] if end >= 0 else data[at:]
            return
        (size,) = struct.unpack(">H", data[at + 2 : at + 4])
        yield data[at + 4 : at + 2 + size]
        at += 2 + size
    yield data[at:]


def picture_texts(data: bytes) -> Iterator[str]:
    """What a picture says of itself: EXIF in every folder, comments, PNG texts (also packed ones); raises Unreadable."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            exif = image.getexif()
            folders: list[Mapping[Any, Any]] = [image.info, exif, getattr(image, "text", {})]
            for folder in (0x8769, 0x8825, 0xA005):
                with suppress(KeyError, ValueError, TypeError):
                    folders.append(exif.get_ifd(folder))
    except (OSError, ValueError, TypeError, LookupError, AttributeError, SyntaxError, Image.DecompressionBombError, struct.error):
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
