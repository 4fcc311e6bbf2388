"""A Drawing -> PNG for the press: the fonts and the light colours of the theme on white, twice as fine as a screen."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import cast

from msgspec import Struct
from PIL import Image, ImageDraw

from .drawing import Drawing, Line, Rect, Ring, Text, unlinked
from .fonts import drawable, em, font_of, runs, tokens

__all__ = ["is_undrawn", "paint"]

Colour = tuple[int, int, int]
Point = tuple[float, float]

_SCALE, _MARGIN, _BELOW = 2, 24, 44
"""Pixels in a unit; room around the picture in units."""
_FAMILY = "sans"
_WHITE = (255, 255, 255)
_MOST_COLOURS = 1 << 16
"""Pillow counts so many, and takes room for so many; a picture has some seven hundred."""
_INKS = {"note": "ink-2", "count": "person", "disc": "correspondence", "dot": "correspondence", "grid": "rule", "rule": "ink"}
"""Which token of the stylesheet a look has; others have that of their group, or ink."""


def paint(drawing: Drawing, around: Sequence[Text]) -> bytes:
    """The picture as PNG with `around` above and below it: the same bytes for the same drawing (and release of Pillow)."""
    above = 16 - min((text.y - text.size for text in around), default=0)
    image = Image.new("RGB", (round((drawing.width + 2 * _MARGIN) * _SCALE), round((drawing.height + above + _BELOW) * _SCALE)), _WHITE)
    pen = _Pen(ImageDraw.Draw(image, "RGBA"), above)
    for shape in [*unlinked(drawing.shapes), *around]:
        _paint(pen, shape)
    out = io.BytesIO()
    _in_few_colours(image).save(out, "PNG", compress_level=6)
    return out.getvalue()


def _in_few_colours(image: Image.Image) -> Image.Image:
    """A third of the bytes: 64 colours that are near to all there are, and of those near to each other just the one that is seen most.

    The octree takes a seventh of the time that the median cut does and comes nearer to all colours, but makes white grey.
    """
    found = image.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    counted = cast("list[tuple[int, Colour]]", image.getcolors(_MOST_COLOURS) or [(1, _WHITE)])
    exact = [colour for _, colour in sorted(counted)]
    sheet = Image.new("RGB", (len(exact), 1))
    sheet.putdata(exact)
    palette = found.getpalette() or []
    for place, colour in zip(sheet.quantize(palette=found, dither=Image.Dither.NONE).tobytes(), exact, strict=True):
        palette[3 * place : 3 * place + 3] = colour
    found.putpalette(palette)
    return found


def _colour(look: str, group: str = "") -> Colour:
    found = tokens()
    return found.get(_INKS.get(look, group), found["ink-2" if look in ("thin", "dots") else "ink"])


class _Pen(Struct, frozen=True):
    """Draws at places in units; the picture begins `above` units below the upper edge."""

    draw: ImageDraw.ImageDraw
    above: float

    def at(self, x: float, y: float) -> Point:
        return (x + _MARGIN) * _SCALE, (y + self.above) * _SCALE


def _paint(pen: _Pen, shape: Rect | Line | Ring | Text) -> None:
    if isinstance(shape, Rect):
        _rect(pen, shape)
    elif isinstance(shape, Line):
        _line(pen, shape)
    elif isinstance(shape, Ring):
        _ring(pen, shape)
    elif isinstance(shape, Text):
        _text(pen, shape)


def _rect(pen: _Pen, shape: Rect) -> None:
    (left, top), (right, bottom) = pen.at(shape.x, shape.y), pen.at(shape.x + shape.width, shape.y + shape.height)
    colour = tokens()["correspondence"] if shape.look.startswith("band") else _colour(shape.look, shape.colour)
    if shape.look in ("hatched", "contested"):
        _hatch(pen, (left, top, right, bottom), colour, 5 if shape.look == "hatched" else 3.4)
        pen.draw.rectangle((left, top, right, bottom), outline=colour, width=_SCALE)
    elif shape.look.startswith("band"):
        pen.draw.rectangle((left, top, right, bottom), fill=(*colour, 70 if shape.look == "band" else 30))
    elif shape.look.startswith("open"):
        colour = _colour("thin") if shape.look == "open-thin" else colour
        for start, end in ((0, 1), (1, 2), (2, 3), (3, 0)):
            corners = ((left, top), (right, top), (right, bottom), (left, bottom))
            _dashed(pen, corners[start], corners[end], colour, (2.5, 2), 1.5)
    elif shape.look == "span":
        pen.draw.rectangle((left, top, right, bottom), fill=(*colour, 90), outline=(*colour, 255), width=_SCALE)
    else:
        pen.draw.rectangle((left, top, right, bottom), fill=colour)


def _hatch(pen: _Pen, box: tuple[float, float, float, float], colour: Colour, apart: float) -> None:
    """Diagonals cut at the box, as far apart as the pattern of the page has them."""
    left, top, right, bottom = box
    high, step = bottom - top, apart * 1.414 * _SCALE
    x = left - high
    while x < right:
        begin, end = max(x, left), min(x + high, right)
        if end > begin:
            pen.draw.line((begin, bottom - (begin - x), end, bottom - (end - x)), fill=colour, width=2 * _SCALE)
        x += step


def _line(pen: _Pen, shape: Line) -> None:
    start, end = pen.at(shape.x1, shape.y1), pen.at(shape.x2, shape.y2)
    if shape.look == "dots":
        _dashed(pen, start, end, _colour("dots"), (1.5, 4), 1.5)
    elif shape.look == "thin-contested":
        _dashed(pen, start, end, _colour("thin"), (5, 3), 1.5)
    else:
        width = {"tick": 3.0, "grid": 1.0, "rule": 1.0, "letter-thin": 0.5}.get(shape.look, 1.5)
        colour = tokens()["correspondence"] if shape.look.startswith("letter") else _colour(shape.look, shape.colour if shape.look == "tick" else "")
        pen.draw.line((*start, *end), fill=colour, width=max(1, round(width * _SCALE)))


def _dashed(pen: _Pen, start: Point, end: Point, colour: Colour, dash: tuple[float, float], width: float) -> None:
    """Dashes of `dash[0]` units, `dash[1]` apart."""
    length = max(abs(end[0] - start[0]), abs(end[1] - start[1]))
    way = ((end[0] - start[0]) / length, (end[1] - start[1]) / length) if length else (0.0, 0.0)
    at = 0.0
    while at < length:
        till = min(at + dash[0] * _SCALE, length)
        ends = (start[0] + way[0] * at, start[1] + way[1] * at, start[0] + way[0] * till, start[1] + way[1] * till)
        pen.draw.line(ends, fill=colour, width=round(width * _SCALE))
        at += sum(dash) * _SCALE


def _ring(pen: _Pen, shape: Ring) -> None:
    (x, y), radius = pen.at(shape.x, shape.y), shape.radius * _SCALE
    box, blue, paper = (x - radius, y - radius, x + radius, y + radius), tokens()["correspondence"], tokens()["paper"]
    if shape.look == "disc":
        pen.draw.ellipse(box, fill=blue)
        pen.draw.text((x, y), shape.text, fill=paper, font=font_of(next(file for file, _ in runs("1", _FAMILY)), 13 * _SCALE, 700), anchor="mm")
    elif shape.look == "ring-perhaps":
        pen.draw.ellipse(box, fill=paper, outline=blue, width=_SCALE)
    else:
        pen.draw.ellipse(box, fill=paper, outline=blue, width=(3 if shape.look == "ring" else 1) * _SCALE)


def is_undrawn(drawing: Drawing) -> bool:
    """Whether an ellipsis stands for a text of it, for want of fonts."""
    return any(isinstance(one, Text) and one.text.strip() and not drawable(one.text, _FAMILY) for one in unlinked(drawing.shapes))


def _text(pen: _Pen, shape: Text) -> None:
    """A line of text with paper around it, so that what it crosses does not run through it."""
    said, weight = drawable(shape.text, _FAMILY) or "…" * bool(shape.text.strip()), 700 if shape.bold else 400
    wide = em(said, _FAMILY, weight) * shape.size
    x, y = pen.at(shape.x - {"start": 0.0, "middle": wide / 2, "end": wide}[shape.anchor], shape.y)
    colour = _colour(shape.look)
    for file, run in runs(said, _FAMILY):
        font = font_of(file, round(shape.size * _SCALE), weight)
        halo = 0 if shape.look == "inside" else 2 * _SCALE
        pen.draw.text((x, y), run, fill=colour, font=font, anchor="ls", stroke_width=halo, stroke_fill=tokens()["paper"])
        pen.draw.text((x, y), run, fill=colour, font=font, anchor="ls")
        x += font.getlength(run)
