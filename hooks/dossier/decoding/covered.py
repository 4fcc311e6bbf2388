"""A PDF -> the pages on which words stand that nobody sees when it is printed, but can copy out: under a bar, or in the colour of the paper.

What a page looks like is asked of PDFium, which draws it: whatever lies over a word, or makes it pale, its place is of one colour then. So
x-ray of the Free Law Project finds redactions that are none.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from math import ceil, floor, sqrt
from typing import cast

import pypdfium2
from msgspec import Struct
from PIL import Image
from pypdfium2 import raw

__all__ = ["Unseen", "unseen"]

_SCALE = 2.0
"""Pixels for each 1/72 inch."""
_MOST_PIXELS = 8_000_000
_MOST_PAGES = 2_000
_ALIKE, _PALE = 10, 245
"""How far shades of one colour may lie apart, and from which on it is that of paper (0 to 255)."""
_LEAST = 3
"""How many pixels a sign must measure to be judged by."""
_SOLID = frozenset("Il1|ıا一丨ー")
"""What fills its own place when it is printed."""
_INVISIBLE = 3
"""The way (Tr) in which what a machine has read of a scan lies over it."""

_Colour = tuple[int, ...]


class Unseen(Struct, frozen=True):
    """The numbers of pages (from 1) with words under a bar, and with words in the colour of the paper."""

    covered: tuple[int, ...]
    pale: tuple[int, ...]


def unseen(content: bytes) -> Unseen:
    """What of a PDF is unseen; nothing where PDFium cannot read it."""
    covered, pale = [], []
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return Unseen((), ())
    try:
        for number in range(min(len(pdf), _MOST_PAGES)):
            try:
                found = set(_of_page(pdf[number]))
            except pypdfium2.PdfiumError:
                continue
            covered += [number + 1] if False in found else []
            pale += [number + 1] if True in found else []
    finally:
        pdf.close()
    return Unseen(tuple(covered), tuple(pale))


def _of_page(page: pypdfium2.PdfPage) -> Iterator[bool]:
    """Of each word that nobody sees, whether it is pale: of two letters and figures or more that lie in one colour."""
    text = page.get_textpage()
    signs = [chr(raw.FPDFText_GetUnicode(text, at)) for at in range(max(0, text.count_chars()))]
    if not any(map(str.isalnum, signs)):
        return
    places = _Places(page)
    drawn = places.drawn()
    run: list[tuple[str, _Colour]] = []
    for at, sign in enumerate(signs):
        box = places.of(_box(text, at)) if sign.isalnum() else None
        if box is not None and (box[2] - box[0] < _LEAST or box[3] - box[1] < _LEAST):
            continue  # too small to be judged, such as an l
        colour = _colour(drawn, box) if box else None
        if colour is not None and min(colour) >= _PALE and _is_over_scan(text, at):
            colour = None
        if run and (colour is None or not _is_alike(colour, run[-1][1])):
            yield from _told(run)
            run = []
        if colour is not None:
            run.append((sign, colour))
    yield from _told(run)


def _told(run: list[tuple[str, _Colour]]) -> Iterator[bool]:
    if len(run) > 1 and not _SOLID.issuperset(sign for sign, _ in run):
        yield min(run[0][1]) >= _PALE


def _is_alike(one: _Colour, other: _Colour) -> bool:
    return all(abs(a - b) <= _ALIKE for a, b in zip(one, other, strict=True))


def _is_over_scan(text: pypdfium2.PdfTextPage, at: int) -> bool:
    thing = raw.FPDFText_GetTextObject(text, at)
    return bool(thing) and raw.FPDFTextObj_GetTextRenderMode(thing) == _INVISIBLE


def _box(text: pypdfium2.PdfTextPage, at: int) -> tuple[float, float, float, float] | None:
    """Where a sign stands on the page; None for one that stands nowhere, such as a blank that PDFium adds."""
    try:
        left, bottom, right, top = text.get_charbox(at)
    except pypdfium2.PdfiumError:
        return None
    return left, bottom, right, top


def _colour(drawn: Image.Image, box: tuple[int, int, int, int]) -> _Colour | None:
    """The one colour of a place, if it has but one."""
    extremes = cast("tuple[tuple[int, int], ...]", drawn.crop(box).getextrema())
    return tuple(low for low, _ in extremes) if all(high - low <= _ALIKE for low, high in extremes) else None


class _Places:
    """A page as it is drawn, and where on that its words stand."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page
        wide, high = page.get_size()
        self._scale = min(_SCALE, sqrt(_MOST_PIXELS / max(1.0, wide * high)))
        self._size = max(1, ceil(wide * self._scale)), max(1, ceil(high * self._scale))
        zero, right, up = (self._device(*point) for point in ((0, 0), (1_000, 0), (0, 1_000)))
        self._zero = zero
        self._right = (right[0] - zero[0]) / 1_000, (right[1] - zero[1]) / 1_000
        self._up = (up[0] - zero[0]) / 1_000, (up[1] - zero[1]) / 1_000

    def _device(self, across: float, upwards: float) -> tuple[int, int]:
        x, y = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(self._page, 0, 0, *self._size, 0, across, upwards, x, y)
        return x.value, y.value

    def drawn(self) -> Image.Image:
        """The page with nothing on it but what is its own."""
        picture: Image.Image = self._page.render(scale=self._scale, may_draw_forms=False, draw_annots=False).to_pil()
        return picture.convert("RGB")

    def of(self, box: tuple[float, float, float, float] | None) -> tuple[int, int, int, int] | None:
        """The pixels that lie wholly in a place on the page (left, bottom, right, top); None for what is off the page."""
        if box is None:
            return None
        left, bottom, right, top = box
        points = [
            (self._zero[0] + x * self._right[0] + y * self._up[0], self._zero[1] + x * self._right[1] + y * self._up[1])
            for x in (left, right) for y in (bottom, top)
        ]  # fmt: skip
        x0, y0 = (ceil(min(point[axis] for point in points)) for axis in (0, 1))
        x1, y1 = (max(first, floor(max(point[axis] for point in points))) for axis, first in ((0, x0), (1, y0)))
        return (x0, y0, x1, y1) if x0 >= 0 and y0 >= 0 and x1 <= self._size[0] and y1 <= self._size[1] else None
