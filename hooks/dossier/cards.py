"""What a page says of itself in few words -> its social card: a PNG for Open Graph, drawn with the fonts and colours of the theme.

Each character is drawn from the first subset that has it. What no font has is replaced: an accented letter by the letter, a word in
another script by an ellipsis; a text mostly in such a script is left out, so that no card shows a row of boxes. A title that is left
out leaves its place to the kicker, or the name of the site.
"""

from __future__ import annotations

import io
import zlib
from functools import cache, lru_cache
from math import ceil

from msgspec import Struct
from PIL import Image, ImageDraw

from .fonts import drawable, em, file_with, font_of, runs, tokens
from .lines import OVERHANG, Type, Words, set_in

__all__ = ["SIZE", "Card", "draw"]

SIZE = (1200, 630)

_MARGIN = 64
_LEFT, _RIGHT = _MARGIN, SIZE[0] - _MARGIN
_WIDTH = _RIGHT - _LEFT
_SMALL = 28
"""Size of all but the headline: where a card is shown 400 pixels wide, 9 pixels of text are still read."""
_ASCENT, _CAPITAL, _DESCENT = 0.95, 0.67, 0.27
"""In em: how high letters are with and without accents, and how deep with cedillas and brackets."""
_HEADLINES = (*((1, size) for size in range(84, 71, -2)), *((2, size) for size in range(84, 61, -2)), *((3, size) for size in range(72, 43, -2)))
"""Lines and size of a headline, the best first."""
_LEADING, _HEADLINE_LEADING = 1.3, 1.08
_FACTS, _FACT_SIZES = 4, ((32, 4), (28, 5))
"""The most facts; their size, and in how many lines at most."""
_REPEATED = 32
"""Lines up to this size say the same on many cards (the site, labels, days), so they are kept when drawn once."""
_LABELS, _SITE = 240, 480
"""The widest that the labels of facts, and the site's name, may be."""
_FINE, _HEADLINE_FINE = 3, 2
"""Letters are drawn larger by this, then reduced: Pillow puts each on a whole pixel, which makes the blanks of small text uneven."""
_LEVELS = 8
"""Shades from paper to a colour: with two colours, a palette of four bits, and edges as smooth as with more."""


class Card(Struct, frozen=True):
    """Any text may be empty, and is cut to its place. `facts` are (label, words), four at most; `state_note` stands beside the bold `state`.

    A no-break space keeps a name or a date in one line.
    """

    kicker: str
    title: str
    facts: tuple[tuple[str, str], ...]
    state: str
    state_note: str
    site: str
    address: str = ""


_DISPLAY, _SERIF = Type("serif-display", 600), Type("serif-text", 600)
_BOLD, _STRONG, _PLAIN = (Type("sans", weight) for weight in (700, 600, 400))
_GREY_STRONG, _GREY = (Type("sans", weight, "ink-2") for weight in (600, 400))
_COLOURS = ("ink", "ink-2")


def draw(card: Card) -> bytes:
    """The card as PNG: the same bytes for the same card (and release of Pillow)."""
    sheet = Image.new("L", SIZE)
    rule = _foot(sheet, card)
    _head(sheet, card, _facts(sheet, card, rule))
    sheet.putpalette(_palette())
    out = io.BytesIO()
    # a sheet of text is blank runs: about as small as searching for more makes it, in half the time
    sheet.save(out, "PNG", compress_level=1, compress_type=zlib.Z_RLE)
    return out.getvalue()


# The parts of a card, from the foot up; each is given where it must end, and gives where it begins


def _foot(sheet: Image.Image, card: Card) -> int:
    site, address = (_fitted(text, style, _SITE) for text, style in ((card.site, _PLAIN), (card.address, _GREY)))
    room = _WIDTH - 40 - max(_width(site, _PLAIN), _width(address, _GREY))
    state, note = (_fitted(text, style, room) for text, style in ((card.state, _BOLD), (card.state_note, _PLAIN)))
    indent = _width(f"{state} ", _BOLD) if state else 0
    beside = not note or indent + _width(note, _PLAIN) <= room
    last = SIZE[1] - _MARGIN - ceil(_DESCENT * _SMALL)
    first = last - round(_LEADING * _SMALL) * (bool(site and address) or not beside)
    _write(sheet, site, _PLAIN, first, right=True)
    _write(sheet, address, _GREY, last, right=True)
    _write(sheet, state, _BOLD, first)
    _write(sheet, note, _PLAIN, first if beside else last, _LEFT + indent * beside)
    rule = first - 46
    ImageDraw.Draw(sheet).rectangle((_LEFT, rule, _RIGHT - 1, rule + 1), fill=_LEVELS - 1)
    return rule


def _facts(sheet: Image.Image, card: Card, end: int) -> int:
    """The facts of which label and words can be drawn, larger if they are few."""
    facts = [fact for fact in card.facts if drawable(fact[1], "sans") and (drawable(fact[0], "sans") or not fact[0])][:_FACTS]
    size, indent, rows = 0, 0, list[list[str]]()
    for size, most in _FACT_SIZES:
        indent = max((_width(_fitted(label, _GREY, _LABELS, size), _GREY, size) + size for label, _ in facts if label), default=0)
        rows = [set_in(words, _STRONG, _WIDTH - indent, 2, size) for _, words in facts]
        if sum(map(len, rows)) <= most:
            break
    for place in reversed(range(len(rows))):
        if sum(map(len, rows)) > most:
            rows[place] = set_in(facts[place][1], _STRONG, _WIDTH - indent, 1, size)
    baseline = start = end - 26 - round(_LEADING * size) * (sum(map(len, rows)) - 1)
    for (label, _), lines in zip(facts, rows, strict=True):
        _write(sheet, _fitted(label, _GREY, _LABELS, size), _GREY, baseline, size=size)
        for line in lines:
            _write(sheet, line, _STRONG, baseline, _LEFT + indent, size)
            baseline += round(_LEADING * size)
    return start - ceil(_ASCENT * size) if rows else end


def _head(sheet: Image.Image, card: Card, end: int) -> None:
    title, *others = (drawable(text, _SERIF.family) for text in (card.title, card.kicker, card.site, card.address))
    kicker, title = (card.kicker, title) if title else ("", next(filter(None, others), ""))
    style = _DISPLAY if all(file_with(char, _DISPLAY.family) for char in title) else _SERIF  # one design for all of a headline
    kicker, above = _fitted(kicker, _GREY_STRONG, _WIDTH), _MARGIN + ceil(_ASCENT * _SMALL)
    _write(sheet, kicker, _GREY_STRONG, above)
    words, lines, size, baseline = Words(title, style), 0, 0, 0
    for lines, size in _HEADLINES:
        baseline = above + 30 + ceil(_CAPITAL * size) if kicker else _MARGIN + ceil(_ASCENT * size)
        bottom = baseline + (lines - 1) * _HEADLINE_LEADING * size + _DESCENT * size
        if bottom <= end - 18 and words.fit(_WIDTH / size - OVERHANG, lines):
            break
    for place, line in enumerate(set_in(title, style, _WIDTH, lines, size)):
        _write(sheet, line, style, baseline + round(place * _HEADLINE_LEADING * size), size=size)


def _write(sheet: Image.Image, text: str, style: Type, baseline: int, x: int = _LEFT, size: int = _SMALL, *, right: bool = False) -> None:
    """Draws one line; it is its ink, not its first letter's field, that begins at `x`, or ends at the right margin."""
    if not text:
        return
    top, shades, ink = _shades(text, style, size)
    if shades:
        place = _RIGHT - shades.width if right else x
        sheet.paste(shades, (place, baseline + top), ink)


@lru_cache(maxsize=512)
def _shades(text: str, style: Type, size: int) -> tuple[int, Image.Image | None, Image.Image | None]:
    """How far below the baseline the ink of a line begins (above: less than nothing), its shades, and where there is any."""
    height, fine = ceil(1.1 * size), _FINE if size <= _REPEATED else _HEADLINE_FINE
    mask = Image.new("L", ((_width(text, style, size) + size) * fine, (height + size // 2) * fine))
    pen, place = ImageDraw.Draw(mask), size * fine / 2
    for file, run in runs(text, style.family):
        font = font_of(file, size * fine, style.weight)
        pen.text((place, height * fine), run, fill=255, font=font, anchor="ls")
        place += font.getlength(run)
    shades = mask.reduce(fine).point(_shading(style.colour))
    box = shades.getbbox()
    if not box:
        return 0, None, None
    shades = shades.crop(box)
    return box[1] - height, shades, shades.point([0] + [255] * 255)


# Lines


def _fitted(text: str, style: Type, room: int, size: int = _SMALL) -> str:
    return "".join(set_in(text, style, room, 1, size))


def _width(text: str, style: Type, size: int = _SMALL) -> int:
    return ceil(em(text, style.family, style.weight) * size)


# Colours: a sheet holds numbers of shades, of which each colour has a row from paper to itself


@cache
def _palette() -> bytes:
    parts = [level / (_LEVELS - 1) for level in range(_LEVELS)]
    ways = [list(zip(tokens()["paper"], tokens()[name], strict=True)) for name in _COLOURS]
    return bytes(round(paper + (colour - paper) * part) for way in ways for part in parts for paper, colour in way)


@cache
def _shading(colour: str) -> list[int]:
    """How much ink -> which shade; none is paper."""
    row = _COLOURS.index(colour) * _LEVELS
    levels = [round(ink * (_LEVELS - 1) / 255) for ink in range(256)]
    return [row + level if level else 0 for level in levels]
