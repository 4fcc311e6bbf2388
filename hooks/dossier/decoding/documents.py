"""PDF, JPEG and PNG -> the texts and bytes in them that are not pixels: metadata, streams, what is written on the pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from math import prod
from typing import Any

import pikepdf

from .packed import Bounds, Unreadable, inflated

__all__ = ["PDF_ERRORS", "bounded", "encoded", "inside", "pdf_besides", "pdf_pages", "pdf_parts"]

Part = str | bytes
PDF_ERRORS = (pikepdf.PikepdfError, ValueError, OSError, RuntimeError, SyntaxError, TypeError, LookupError, AttributeError, ArithmeticError)
"""What the libraries raise of a damaged or protected PDF, or of damaged metadata."""
_MOST_PAGES = 5_000
_MOST_ON_PAGE = 4 * 1024 * 1024
_MOST_IN_STREAMS = 64 * 1024 * 1024
"""Bytes that the contents of a page, and all streams of a document but its pictures, may be unpacked: many times what documents for readers have."""
_SAYING = "Tf Tj ' \" TJ Td TD T* Tm BT Do BDC DP"
"""The operators that write words, those that stand between them, the one that draws a form, and those that say what is read out instead."""
_BESIDES = ("/Title", "/Alt", "/ActualText", "/E", "/T", "/P", "/Name")
"""Bookmarks, what is read out of pictures and instead of words, letters before the number of a page, layers."""
_RATIOS = {"/ASCIIHexDecode": 1, "/ASCII85Decode": 4, "/RunLengthDecode": 64, "/FlateDecode": 1_032, "/LZWDecode": 1_400}
"""How many times larger what was packed may be at most."""
_UNKNOWN_RATIO = 65_536
_DRAWN = ("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode")
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
                yield "\n".join((_page(page, bounds), *_links(page.obj)))
    except PDF_ERRORS:
        raise Unreadable("begins as PDF and cannot be read") from None


def pdf_besides(data: bytes) -> str:
    """What readers see beside the pages or hear of them, one a line: bookmarks, descriptions of pictures; raises Unreadable."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found = (item.get(key) for top in pdf.objects for item in inside(top) for key in _BESIDES if key in item)
            return "\n".join(dict.fromkeys(str(text) for text in found if isinstance(text, pikepdf.String)))
    except PDF_ERRORS:
        raise Unreadable("begins as PDF and cannot be read") from None


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


def _links(page: Any) -> Iterator[str]:
    """Where the links of a page lead, and what they say of themselves; nearly every program writes each as an object of its own."""
    notes = page.get("/Annots")
    for note in notes if isinstance(notes, pikepdf.Array) else ():
        for held in (note, note.get("/A")) if isinstance(note, pikepdf.Dictionary) else ():
            if isinstance(held, pikepdf.Dictionary):
                yield from (str(value) for value in held.as_dict().values() if isinstance(value, pikepdf.String))


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


@dataclass
class _Said:
    """What a page says: its words, what is read out instead of some, and the forms that have said theirs."""

    words: list[str] = field(default_factory=list)
    aloud: list[str] = field(default_factory=list)
    done: set[tuple[int, int]] = field(default_factory=set)


def _page(page: Any, bounds: Bounds) -> str:
    """What is written on a page and in the forms that are drawn on it, through the fonts' own tables of characters where they have some."""
    said = _Said()
    if "/Contents" in page.obj:  # else the page is blank
        _write(page, page.obj.get("/Resources", pikepdf.Dictionary()), bounds, said)
    return "\n".join(("".join(said.words), *said.aloud))


def _write(drawn: Any, resources: Any, bounds: Bounds, said: _Said) -> None:
    """Adds to what is `said` what a page or a form says; a form that is done says nothing new."""
    fonts: dict[str, Mapping[bytes, str]] = {}
    current: Mapping[bytes, str] = {}
    for instruction in pikepdf.parse_content_stream(drawn, _SAYING):
        operands, name = instruction.operands, str(instruction.operator)
        if not len(operands) and name in ("Tf", "Tj", "'", '"', "TJ", "Do", "BDC", "DP"):
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
                    said.words.append(_spoken(bytes(piece), current))
                elif isinstance(piece, (int, float, Decimal)) and piece < -180:
                    said.words.append(" ")
        elif name in ("Td", "TD", "T*", "Tm", "BT"):
            said.words.append(" ")
        elif name in ("BDC", "DP"):
            said.aloud += _texts(operands[-1], 0) if isinstance(operands[-1], pikepdf.Dictionary) else ()
        elif name == "Do":
            form = resources.get("/XObject", pikepdf.Dictionary()).get(str(operands[0]))
            if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form" and form.objgen not in said.done:
                said.done.add(form.objgen)
                said.words.append("\n")
                _write(form, form.get("/Resources", resources), bounds, said)
                said.words.append("\n")


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
        table |= {_digits(code): _character(to) for code, to in _PAIR.findall(block)}
    for block in _RANGES.findall(cmap):
        for first, last, to, listed in _TRIPLE.findall(block):
            low, high, width = (int.from_bytes(_digits(first), "big"), int.from_bytes(_digits(last), "big"), len(_digits(first)))
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
    return _digits(digits).decode("utf-16-be", "replace")


def _digits(digits: bytes) -> bytes:
    """The bytes of a string in hexadecimal, as readers take it: blanks do not count, a last digit alone is followed by 0."""
    given = b"".join(digits.split()).decode()
    return bytes.fromhex(given + "0" * (len(given) % 2))
