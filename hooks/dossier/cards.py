"""What a page says of itself in few words -> its social card: a PNG for Open Graph, drawn with the fonts and colours of the theme.

Each character is drawn from the first subset that has it. What no font has is replaced: an accented letter by the letter, a word in
another script by an ellipsis; a text mostly in such a script is left out, so that no card shows a row of boxes. A title that is left
out leaves its place to the kicker, or the name of the site.
"""

from __future__ import annotations

import io
import re
import zlib
from bisect import bisect_right
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from math import ceil, inf

from msgspec import Struct
from PIL import Image, ImageDraw

from .fonts import drawable, em, file_with, font_of, runs, tokens

__all__ = ["SIZE", "Card", "draw"]

SIZE = (1200, 630)

_MARGIN = 64
_LEFT, _RIGHT = _MARGIN, SIZE[0] - _MARGIN
_WIDTH = _RIGHT - _LEFT
_SMALL = 28
"""Size of all but the headline: where a card is shown 400 pixels wide, 9 pixels of text are still read."""
_ASCENT, _CAPITAL, _DESCENT, _OVERHANG = 0.95, 0.67, 0.27, 0.08
"""In em: how high letters are with and without accents, how deep with cedillas and brackets, and how far out of their field, as j."""
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


class _Type(Struct, frozen=True):
    """A face in one weight and colour; `family` is how the names of its files begin, `colour` a token of the stylesheet."""

    family: str
    weight: int
    colour: str = "ink"


_DISPLAY, _SERIF = _Type("serif-display", 600), _Type("serif-text", 600)
_BOLD, _STRONG, _PLAIN = (_Type("sans", weight) for weight in (700, 600, 400))
_GREY_STRONG, _GREY = (_Type("sans", weight, "ink-2") for weight in (600, 400))
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
        rows = [_set(words, _STRONG, _WIDTH - indent, 2, size) for _, words in facts]
        if sum(map(len, rows)) <= most:
            break
    for place in reversed(range(len(rows))):
        if sum(map(len, rows)) > most:
            rows[place] = _set(facts[place][1], _STRONG, _WIDTH - indent, 1, size)
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
    words, lines, size, baseline = _Words(title, style), 0, 0, 0
    for lines, size in _HEADLINES:
        baseline = above + 30 + ceil(_CAPITAL * size) if kicker else _MARGIN + ceil(_ASCENT * size)
        bottom = baseline + (lines - 1) * _HEADLINE_LEADING * size + _DESCENT * size
        if bottom <= end - 18 and words.fit(_WIDTH / size - _OVERHANG, lines):
            break
    for place, line in enumerate(_set(title, style, _WIDTH, lines, size)):
        _write(sheet, line, style, baseline + round(place * _HEADLINE_LEADING * size), size=size)


def _write(sheet: Image.Image, text: str, style: _Type, baseline: int, x: int = _LEFT, size: int = _SMALL, *, right: bool = False) -> None:
    """Draws one line; it is its ink, not its first letter's field, that begins at `x`, or ends at the right margin."""
    if not text:
        return
    top, shades, ink = _shades(text, style, size)
    if shades:
        place = _RIGHT - shades.width if right else x
        sheet.paste(shades, (place, baseline + top), ink)


@lru_cache(maxsize=512)
def _shades(text: str, style: _Type, size: int) -> tuple[int, Image.Image | None, Image.Image | None]:
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


def _set(text: str, style: _Type, room: int, most: int = 1, size: int = _SMALL) -> list[str]:
    """The text in as few lines as hold it, evenly; what is more than `most` is cut at a word with an ellipsis."""
    drawn = drawable(text, style.family)
    if not drawn:
        return []
    words, wide = _Words(drawn, style), room / size - _OVERHANG
    if not words.fit(wide, most):
        words = _Words(drawn, style, breaking=wide - 1)
    return words.balanced(wide) if words.fit(wide, most) else words.cut(wide, most)


def _fitted(text: str, style: _Type, room: int, size: int = _SMALL) -> str:
    return "".join(_set(text, style, room, 1, size))


class _Words:
    """A text in pieces that a line may end after, and the lines made of them; widths are in em."""

    def __init__(self, text: str, style: _Type, breaking: float = inf) -> None:
        """Words wider than `breaking` are taken to letters."""
        self._style, self._breaking = style, breaking
        self._pieces: list[str] = []
        for word in text.split(" "):
            parts = re.split(r"(?<=[^\W\d_][-–—/])(?=[^\W\d_])", word)
            pieces = [piece for part in parts for piece in (_letters(part) if self._em(part) > breaking else [part])]
            self._pieces += [*pieces[:-1], f"{pieces[-1]} "]
        self._blank, self._hyphen = self._em(" "), self._em("-")
        self._sums = [0.0, *accumulate(self._em(piece.rstrip("\xad")) for piece in self._pieces)]

    def _em(self, text: str) -> float:
        return em(text, self._style.family, self._style.weight)

    def _line(self, start: int, end: int) -> str:
        """Of soft hyphens, only one at the end shows."""
        text = "".join(self._pieces[start:end]).rstrip(" ")
        return text[:-1].replace("\xad", "") + text[-1:].replace("\xad", "-")

    def _width(self, start: int, end: int) -> float:
        last = self._pieces[end - 1]
        return self._sums[end] - self._sums[start] - self._blank * last.endswith(" ") + self._hyphen * last.endswith("\xad")

    def _short(self, place: int) -> bool:
        return self._pieces[place].endswith(" ") and len(self._pieces[place]) < 5

    def _last(self, start: int, wide: float) -> int:
        """The end of the longest line that may begin there."""
        return max(start + 1, bisect_right(self._sums, self._sums[start] + wide + self._blank) - 1)

    def _ends(self, wide: float) -> list[int]:
        """Where lines end if each takes as much as it can; a piece that is too wide has its own."""
        ends = [0]
        while ends[-1] < len(self._pieces):
            start = ends[-1]
            fitting = (end for end in range(self._last(start, wide), start, -1) if self._width(start, end) <= wide)
            ends.append(next(fitting, start + 1))
        return ends

    def fit(self, wide: float, most: int) -> bool:
        ends = self._ends(wide)
        return len(ends) - 1 <= most and all(self._width(start, end) <= wide for start, end in pairwise(ends))

    def balanced(self, wide: float) -> list[str]:
        """As few lines as fit, as even as can be; a short word at an end, which belongs to the next, counts as a fifth off."""
        count, lines = len(self._pieces), len(self._ends(wide)) - 1
        even = self._width(0, count) / lines
        best = {0: (0.0, [0])}
        for _ in range(lines):
            following: dict[int, tuple[float, list[int]]] = {}
            for start, (cost, ends) in best.items():
                for end in range(start + 1, self._last(start, wide) + 1 if start < count else 0):
                    width = self._width(start, end)
                    total = cost + (width / even - 1) ** 2 + 0.2**2 * (end < count and self._short(end - 1))
                    if width <= wide and total < following.get(end, (inf,))[0]:
                        following[end] = (total, [*ends, end])
            best = following
        return [self._line(start, end) for start, end in pairwise(best[count][1])]

    def cut(self, wide: float, most: int) -> list[str]:
        """As many words as fit before an ellipsis, which does not follow a short one."""
        for end in range(self._ends(wide)[most], 0, -1):
            shorter = _Words(self._line(0, end).rstrip(" ,;:.…-–—/(") + "…", self._style, self._breaking)
            if (end == 1 or not self._short(end - 1)) and shorter.fit(wide, most):
                return shorter.balanced(wide)
        return ["…"]


def _letters(word: str) -> list[str]:
    """The word in pieces of a letter, three at either end, with a soft hyphen between letters."""
    pieces = [word[:3], *word[3:-3], word[-3:]] if len(word) > 6 else [word]
    return [a + "\xad" * (a[-1].isalpha() and b[0].isalpha()) for a, b in pairwise(pieces)] + pieces[-1:]


def _width(text: str, style: _Type, size: int = _SMALL) -> int:
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
