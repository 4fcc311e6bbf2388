"""Shapes in places: what a picture is made of, for any who draw it (`svg.py` for pages, `paint.py` for the press)."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from msgspec import Struct

__all__ = ["Drawing", "Line", "Link", "Rect", "Ring", "Shape", "Text", "fitted", "told_apart", "unlinked", "width_of", "wrapped"]


class Rect(Struct, frozen=True):
    """`look` names how it is filled; `colour` is the group of events or kind of record whose colour it has."""

    x: float
    y: float
    width: float
    height: float
    look: str
    colour: str = ""


class Line(Struct, frozen=True):
    x1: float
    y1: float
    x2: float
    y2: float
    look: str
    colour: str = ""


class Ring(Struct, frozen=True):
    """A circle around (x, y); `text` stands in its middle."""

    x: float
    y: float
    radius: float
    look: str
    text: str = ""


class Text(Struct, frozen=True):
    """One line of text on a baseline; `anchor` says which end of it is at `x`."""

    x: float
    y: float
    text: str
    look: str
    size: float
    anchor: str = "start"
    bold: bool = False


class Link(Struct, frozen=True):
    """Shapes that lead to one address (below the site's root) and are called `words`."""

    href: str
    words: str
    shapes: tuple[Rect | Line | Ring | Text, ...]


Shape = Rect | Line | Ring | Text | Link


@dataclass
class Drawing:
    """A picture of `width` by `height` units; `name` tells the cuts of one picture apart."""

    name: str
    width: float
    height: float = 0
    shapes: list[Shape] = field(default_factory=list)


def unlinked(shapes: Iterable[Shape]) -> Iterator[Rect | Line | Ring | Text]:
    """What is seen of shapes: those of links without where they lead, which need not be drawn anew when a title changes."""
    for shape in shapes:
        yield from shape.shapes if isinstance(shape, Link) else (shape,)


_NARROW, _WIDE = frozenset(" .,:;'’|!iljtfrI()[]-·"), frozenset("mwMWЖШЩЮМжшщюм@%—…")


def width_of(text: str, size: float, bold: bool = False) -> float:
    """About how wide a text is set in the sans, never less: who has not the font still has to keep labels apart.

    >>> width_of("", 14), width_of("iii", 14) < width_of("mmm", 14)
    (0.0, True)
    """
    em = 0.0
    for char in text:
        if char in _NARROW:
            em += 0.3
        elif char in _WIDE:
            em += 0.86
        elif unicodedata.combining(char) or unicodedata.category(char) == "Cf":
            continue
        elif unicodedata.east_asian_width(char) in "WF":
            em += 1.0
        else:
            em += 0.62 if char.isupper() else 0.53
    return em * size * (1.06 if bold else 1.0)


def fitted(text: str, room: float, size: float, bold: bool = False) -> str:
    """The text, or as much of its beginning as fits before an ellipsis.

    >>> fitted("Confederation", 40, 14)
    'Conf…'
    """
    if width_of(text, size, bold) <= room:
        return text
    cut = text
    while cut and width_of(cut.rstrip() + "…", size, bold) > room:
        cut = cut[:-1]
    return cut.rstrip(" ,;:-–—") + "…" if cut.strip() else ""


def wrapped(text: str, room: float, size: float, most: int, bold: bool = False) -> tuple[str, ...]:
    """The text in at most so many lines, broken at spaces, and within words that no line has room for; what is over ends in an ellipsis.

    >>> wrapped("Confederation of Free Unions", 120, 14, 2), wrapped("Confederation", 60, 14, 3)
    (('Confederation of', 'Free Unions'), ('Confeder', 'ation'))
    """
    lines, words = list[str](), text.split()
    while words and len(lines) < most - 1:
        taken = 1
        while taken < len(words) and width_of(" ".join(words[: taken + 1]), size, bold) <= room:
            taken += 1
        line, words = " ".join(words[:taken]), words[taken:]
        if width_of(line, size, bold) > room:
            end = next((end for end in range(len(line) - 1, 1, -1) if _may_break(line, end) and width_of(line[:end], size, bold) <= room), 1)
            line, words = line[:end], [line[end:], *words]
        lines.append(line)
    return (*lines, fitted(" ".join(words), room, size, bold)) if words else tuple(lines)


def _may_break(word: str, at: int) -> bool:
    """Whether no sign is parted there from what it belongs to."""
    return not (unicodedata.combining(word[at]) or unicodedata.category(word[at]) in ("Cf", "Mn", "Mc") or unicodedata.category(word[at - 1]) == "Cf")


def told_apart(texts: Iterable[str], room: float, size: float, most: int) -> dict[str, tuple[str, ...]]:
    """Each text -> its lines: at most so many, but as many as it has where it would look like another that begins as it does.

    >>> told_apart(["Union of Oil", "Union of Gas", "Confederation of Unions"], 50, 14, 1)
    {'Union of Oil': ('Union', 'of Oil'), 'Union of Gas': ('Union', 'of Gas'), 'Confederation of Unions': ('Confe…',)}
    """
    cut = {text: wrapped(text, room, size, most) for text in texts}
    alike = Counter(cut.values())
    return {text: lines if alike[lines] == 1 else wrapped(text, room, size, len(text)) for text, lines in cut.items()}
