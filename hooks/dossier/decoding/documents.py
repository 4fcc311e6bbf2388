"""A PDF -> the texts and bytes in it that are not pixels: metadata, streams, what is written on the pages, what is seen or heard beside them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pikepdf

from .objects import inside, stream, texts_in
from .packed import Bounds, Unreadable
from .pagewords import words_on

__all__ = ["PDF_ERRORS", "bounded", "pdf_besides", "pdf_pages", "pdf_parts"]

Part = str | bytes
PDF_ERRORS = (pikepdf.PikepdfError, ValueError, OSError, RuntimeError, SyntaxError, TypeError, LookupError, AttributeError, ArithmeticError)
"""What the libraries raise of a damaged or protected PDF, or of damaged metadata."""
_MOST_PAGES = 5_000
_MOST_ON_PAGE = 4 * 1024 * 1024
_MOST_IN_STREAMS = 64 * 1024 * 1024
"""Bytes that the contents of a page, and all streams of a document but its pictures, may be unpacked: many times what documents for readers have."""
_BESIDES = ("/Title", "/Alt", "/ActualText", "/E", "/T", "/P", "/Name")
"""Bookmarks, what is read out of pictures and instead of words, letters before the number of a page, layers."""


def pdf_parts(data: bytes, bounds: Bounds) -> Iterator[Part]:
    """Every text of every object, every stream decoded, and the words on every page; raises TooMuch, Unreadable."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise Unreadable("is protected by a password")
            texts = [text for item in (pdf.trailer, *pdf.objects) for text in texts_in(item)]
            yield "\n".join(texts)
            for item in pdf.objects:
                if isinstance(item, pikepdf.Stream):
                    yield from stream(item, bounds)
            for page in islice(pdf.pages, _MOST_PAGES):
                yield words_on(page, bounds)
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
                yield "\n".join((words_on(page, bounds), *_links(page.obj)))
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
            for _ in stream(item, all_streams):
                pass
    for page in islice(pdf.pages, _MOST_PAGES):
        contents, on_page = page.obj.get("/Contents"), Bounds(_MOST_ON_PAGE)
        for part in contents.as_list() if isinstance(contents, pikepdf.Array) else (contents,):
            if isinstance(part, pikepdf.Stream):
                for _ in stream(part, on_page):
                    pass
