"""A Drawing -> SVG: with classes and the colours of the page for pages, with its own for a file that stands alone.

A site's policy refuses styles in a file: one that stands alone says in attributes what the stylesheet gives each look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files

from markupsafe import Markup, escape

from .drawing import Drawing, Line, Link, Rect, Ring, Shape, Text
from .fonts import tokens

__all__ = ["inline", "sheet", "standalone"]

_TOKENS = ("paper", "wash", "ink", "ink-2", "ink-3", "rule", "rule-2")
"""Tokens of the stylesheet that are not the colour of a group."""
_HATCHED = {"hatched": (5, 2.1), "contested": (3.4, 2.1)}
"""Looks that are patterns: the distance and the width of their lines."""
_NO_ATTRIBUTES = ("font-variant-numeric",)
"""Properties that no attribute of SVG can say: digits of one width are left to the font, and most have them so."""
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
Dress = Callable[[tuple[str, ...], str], str]
"""Looks and the colour of a group -> the attributes that make a shape look so."""


def inline(drawing: Drawing, ident: str, title: str, description: str, href: Callable[[str], str] | None) -> Markup:
    """The picture as a part of a page; `ident` tells it from others there, `href` gives an address as seen from it (None: no links).

    With links it is a group of them, without any it is an image.
    """
    role = "group" if href else "img"
    body = "".join(_shape(shape, ident, href, _classes) for shape in drawing.shapes) if href else _together(drawing, ident)
    return Markup(  # noqa: S704 - every text in it is escaped
        f'<svg class="dossier-overview__svg dossier-overview__svg--{drawing.name}" viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}" '
        f'width="{_n(drawing.width)}" height="{_n(drawing.height)}" role="{role}" aria-labelledby="{ident}-t {ident}-d">'
        f'<title id="{ident}-t">{escape(title)}</title><desc id="{ident}-d">{escape(description)}</desc>'
        f"{_patterns(drawing, ident, _classes)}{body}</svg>"
    )


@cache
def rules() -> str:
    """The rules of the stylesheet that concern pictures, and those that give groups their colours."""
    css = files("dossier").joinpath("theme/assets/stylesheets/timeline.css").read_text("utf-8")
    groups = "".join(f"[data-group={name}]{{--g:var(--dossier-{name})}}" for name in tokens() if name not in _TOKENS)
    return css.partition("/* pictures */")[2].partition("/* end of pictures */")[0].replace(".md-typeset .dossier ", "") + groups


@cache
def looks() -> dict[str, dict[str, str]]:
    """Look -> its properties by the same rules, with the colours of the light theme; `--g` stands for that of a group."""
    coloured = re.sub(r"var\(--dossier-([\w-]+)\)", lambda found: _hex(tokens()[found[1]]), rules())
    found: dict[str, dict[str, str]] = {}
    for selector, said in _RULE.findall(coloured):
        if "[" not in selector:  # a size is an attribute of its text, a group a colour of its shape
            given = dict(re.split(r"\s*:\s*", one.strip(), maxsplit=1) for one in said.split(";") if one.strip())
            for look in re.findall(r"\.dossier-o-([\w-]+)", selector):
                found.setdefault(look, {}).update(given)
    return found


@cache
def sheet() -> bytes:
    """A stylesheet for documents without the theme: the same with colours for light and for dark."""
    light, dark = ("".join(f"--dossier-{name}:{_hex(colour)};" for name, colour in tokens(shade).items()) for shade in (False, True))
    own = files("dossier").joinpath("templates/embed.css").read_text("utf-8")
    return f":root{{--g:var(--dossier-ink-2);{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{own}{rules()}\n".encode()


def _hex(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def standalone(drawing: Drawing, title: str, description: str, around: Sequence[Text], href: Callable[[str], str] | None) -> bytes:
    """The picture as a file: white paper, its own colours, a margin, `around` above and below it."""
    body = "".join(_shape(shape, "o", href, _attributes) for shape in [*drawing.shapes, *around])
    top = min((text.y - text.size for text in around), default=0) - 16
    width, height = drawing.width + 48, drawing.height + 44 - top
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-24 {_n(top)} {_n(width)} {_n(height)}" width="{_n(width)}" height="{_n(height)}" '
        f'font-family="\'Source Sans 3\', Arial, sans-serif" font-size="{looks()["text"]["font-size"]}" role="img" aria-labelledby="o-t o-d">'
        f'<title id="o-t">{escape(title)}</title><desc id="o-d">{escape(description)}</desc>'
        f'<rect x="-24" y="{_n(top)}" width="{_n(width)}" height="{_n(height)}" fill="#fff"/>{_patterns(drawing, "o", _attributes)}{body}</svg>\n'
    ).encode()


def _classes(names: tuple[str, ...], colour: str) -> str:
    """For a page, whose stylesheet does the rest."""
    group = f' data-group="{escape(colour)}"' if colour else ""
    return f'class="{" ".join(f"dossier-o-{name}" for name in names)}"{group}'


@cache
def _attributes(names: tuple[str, ...], colour: str) -> str:
    """For a file: presentation attributes of SVG. Where a text has another size than most, it says so itself."""
    given = ((look, name, value) for look in names for name, value in looks().get(look, {}).items() if name not in _NO_ATTRIBUTES)
    said = {name: value for look, name, value in given if (look, name) != ("text", "font-size")}
    own = _hex(tokens().get(colour, tokens()["ink-2"]))  # as the page has it for a group that nobody has given a colour
    return " ".join(f'{name}="{escape(value.replace("var(--g)", own))}"' for name, value in said.items())


def _bare(drawing: Drawing) -> list[Shape]:
    """The shapes without what they lead to."""
    return [inner for shape in drawing.shapes for inner in (shape.shapes if isinstance(shape, Link) else (shape,))]


def _patterns(drawing: Drawing, ident: str, dress: Dress) -> str:
    """Hatchings in the colours that need them; a pattern takes its colour from where it stands, not from where it is used."""
    used = dict.fromkeys((shape.look, shape.colour) for shape in _bare(drawing) if isinstance(shape, Rect) and shape.look in _HATCHED)
    made = "".join(
        f'<pattern id="{ident}-{look}-{escape(colour)}" width="{_HATCHED[look][0]}" height="{_HATCHED[look][0]}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path d="M1 0V{_HATCHED[look][0]}" {dress(("hatch",), colour)}/></pattern>'
        for look, colour in used
    )
    return f"<defs>{made}</defs>" if made else ""


def _shape(shape: Shape, ident: str, href: Callable[[str], str] | None, dress: Dress) -> str:
    if isinstance(shape, Link):
        inner = "".join(_shape(one, ident, href, dress) for one in shape.shapes)
        title = f"<title>{escape(shape.words)}</title>"
        return f'<a href="{escape(href(shape.href))}">{title}{inner}</a>' if href else f"<g>{title}{inner}</g>"
    if isinstance(shape, (Rect, Line)):
        return _path(shape.look, shape.colour, _way(shape), ident, dress)
    if isinstance(shape, Ring):
        place = f'x="{_n(shape.x)}" y="{_n(shape.y + 4.2)}"'
        said = f'<text {dress(("number",), "")} {place} text-anchor="middle">{escape(shape.text)}</text>' if shape.text else ""
        return f'<circle {dress((shape.look,), "")} cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.radius)}"/>{said}'
    return _text(shape, dress)


def _path(look: str, colour: str, way: str, ident: str, dress: Dress = _classes) -> str:
    fill = f' fill="url(#{ident}-{look}-{escape(colour)})"' if look in _HATCHED else ""
    return f'<path {dress((look,), colour)}{fill} d="{way}"/>'


def _way(shape: Rect | Line) -> str:
    if isinstance(shape, Rect):
        return f"M{_n(shape.x)} {_n(shape.y)}h{_n(shape.width)}v{_n(shape.height)}h{_n(-shape.width)}z"
    way = f"M{_n(shape.x1)} {_n(shape.y1)}"
    return way + (f"V{_n(shape.y2)}" if shape.x1 == shape.x2 else f"H{_n(shape.x2)}" if shape.y1 == shape.y2 else f"L{_n(shape.x2)} {_n(shape.y2)}")


def _together(drawing: Drawing, ident: str) -> str:
    """An image, in which nothing has a name of its own: all that looks alike is one path, what may have begun lies over what is certain."""
    ways: dict[tuple[str, str], list[str]] = {}
    rings: dict[str, list[str]] = {}
    rest: list[str] = []
    for shape in _bare(drawing):
        if isinstance(shape, (Rect, Line)):
            ways.setdefault((shape.look, shape.colour), []).append(_way(shape))
        elif isinstance(shape, Ring) and not shape.text:
            rings.setdefault(shape.look, []).append(_round(shape))
        else:
            rest.append(_shape(shape, ident, None, _classes))
    alike = sorted(ways, key=lambda key: key[0].startswith("open"))
    paths = [_path(*key, "".join(ways[key]), ident) for key in alike]
    return "".join([*paths, *rest, *(_path(look, "", "".join(found), ident) for look, found in rings.items())])


def _round(shape: Ring) -> str:
    radius, across = _n(shape.radius), _n(2 * shape.radius)
    return f"M{_n(shape.x - shape.radius)} {_n(shape.y)}a{radius} {radius} 0 1 0 {across} 0a{radius} {radius} 0 1 0-{across} 0"


def _text(shape: Text, dress: Dress) -> str:
    anchor = "" if shape.anchor == "start" else f' text-anchor="{shape.anchor}"'
    size = "" if shape.size == 14 else f' font-size="{_n(shape.size)}"'
    weight = ' font-weight="700"' if shape.bold else ""
    place = f'x="{_n(shape.x)}" y="{_n(shape.y)}"'
    return f'<text {dress(("text", shape.look), "")} {place}{anchor}{size}{weight}>{escape(shape.text)}</text>'


def _n(number: float) -> str:
    """A number in as few characters as it has."""
    return f"{number:g}" if number != int(number) else str(int(number))
