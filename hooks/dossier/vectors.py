"""An SVG -> the same with nothing in it but what draws it, and what is read or clicked in it; one of which that cannot be said is refused.

What is kept is listed (SVG 2, appendices F and G): what an editor writes for itself, comments, scripts and what they are bound to are not.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from xml.etree import ElementTree as Tree

from .problems import quoted

__all__ = ["Undrawn", "bare_svg", "svg_words"]

_SVG, _XLINK, _XML = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}", "{http://www.w3.org/XML/1998/namespace}"
_KEPT = frozenset(
    "svg g defs symbol use a switch title desc style path rect circle ellipse line polyline polygon text tspan textPath image marker mask "
    "clipPath pattern linearGradient radialGradient stop filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix "
    "feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge "
    "feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence".split()
)
_TAKEN_OUT = ("metadata", "script")
_ATTRIBUTES = frozenset(
    "id class style lang role tabindex aria-label aria-labelledby aria-describedby aria-hidden version viewBox preserveAspectRatio x y width "
    "height transform d points cx cy r rx ry x1 y1 x2 y2 dx dy rotate textLength lengthAdjust pathLength startOffset method spacing side fx fy "
    "fr offset gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform maskUnits maskContentUnits "
    "clipPathUnits markerUnits markerWidth markerHeight refX refY orient filterUnits primitiveUnits in in2 result mode operator k1 k2 k3 k4 "
    "stdDeviation edgeMode order kernelMatrix divisor bias targetX targetY preserveAlpha kernelUnitLength surfaceScale diffuseConstant "
    "specularConstant specularExponent scale xChannelSelector yChannelSelector azimuth elevation z pointsAtX pointsAtY pointsAtZ "
    "limitingConeAngle baseFrequency numOctaves seed stitchTiles type values tableValues slope intercept amplitude exponent radius media "
    "requiredExtensions systemLanguage target alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation "
    "color-interpolation-filters cursor direction display dominant-baseline enable-background fill fill-opacity fill-rule filter flood-color "
    "flood-opacity font font-family font-feature-settings font-kerning font-size font-size-adjust font-stretch font-style font-variant "
    "font-weight glyph-orientation-horizontal glyph-orientation-vertical image-rendering isolation kerning letter-spacing lighting-color marker "
    "marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity overflow paint-order pointer-events shape-rendering stop-color "
    "stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width "
    "text-align text-anchor text-decoration text-overflow text-rendering transform-origin unicode-bidi vector-effect visibility white-space "
    "word-spacing writing-mode".split()
)
_OF_XML = (f"{_XML}lang", f"{_XML}space")
_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.S)
_ELSEWHERE = re.compile(r"url\(\s*[\"']?\s*(?!#)|@import|@font-face|//|data:|\\|(?:image-set|image|cross-fade|src)\(", re.I)
"""What loads something from elsewhere in CSS, or what could be written so: the sign of escapes."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.I)
_OWN = re.compile(r"(?:^|(?<=;))\s*-[^;]*(?:;|$)")
"""What a program declares for itself in `style`: `-inkscape-font-specification`."""
_EMBEDDED = re.compile(r"data:image/(png|jpe?g);base64,(.*)", re.S | re.I)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
_PLAIN = "save it as a plain SVG, or as PNG"
_HIDES = "has parts that are not shown; take them out"


class Undrawn(Exception):  # noqa: N818 - said to an editor, not an error of ours
    """What an SVG holds that is not published, and why; says so to an editor."""


def bare_svg(data: bytes, picture: Callable[[bytes], bytes]) -> bytes:
    """An SVG in UTF-8 with what draws it; `picture` takes the metadata out of one within it. Raises Undrawn, and ParseError where it is none."""
    root = Tree.fromstring(data)  # noqa: S314 - expat bounds entities, and nothing loads any from elsewhere
    if root.tag != f"{_SVG}svg":
        raise Undrawn("is no SVG; " + _PLAIN)
    waiting = [root]
    while waiting:
        item = waiting.pop()
        _take_out(item)
        _rewrite(item, picture)
        waiting += item
    root.set("xmlns", _SVG[1:-1])
    try:
        return bytes(Tree.tostring(root, "utf-8"))
    except RecursionError:
        raise Undrawn("is nested too deeply; " + _PLAIN) from None


def svg_words(data: bytes) -> str:
    """What a reader sees, hears or can click in an SVG as it is published."""
    root = Tree.fromstring(data)  # noqa: S314
    return "\n".join(_said(root))


def _said(root: Tree.Element) -> Iterator[str]:
    for item in root.iter():
        name = item.tag.removeprefix(_SVG)
        if name in ("text", "title", "desc"):
            yield "".join(item.itertext())
        yield from (item.get(key, "") for key in ("aria-label", *(("href",) if name == "a" else ())))


def _take_out(item: Tree.Element) -> None:
    """Takes out of an element those that are not SVG's, or only describe or act, and leaves what stands behind them."""
    kept: list[Tree.Element] = []
    for inner in item:
        if isinstance(inner.tag, str) and inner.tag.startswith(_SVG) and inner.tag.removeprefix(_SVG) not in _TAKEN_OUT:
            kept.append(inner)
        elif inner.tail and kept:
            kept[-1].tail = (kept[-1].tail or "") + inner.tail
        elif inner.tail:
            item.text = (item.text or "") + inner.tail
    item[:] = kept


def _rewrite(item: Tree.Element, picture: Callable[[bytes], bytes]) -> None:
    """An element without its namespace, with the attributes that draw it."""
    name = item.tag.removeprefix(_SVG)
    if name not in _KEPT:
        raise Undrawn(f"holds {quoted(name)}, which is not published; {_PLAIN}")
    item.tag = name
    given, item.attrib = item.attrib, {}
    href = given.get("href", given.get(f"{_XLINK}href"))
    if href is not None:
        item.set("href", _led(name, href.strip(), picture))
    for key, value in given.items():
        if key in _ATTRIBUTES:
            item.set(key, _style(value) if key == "style" else _sound(value))
        elif key in _OF_XML:
            item.set(key, value)
    if any(_HIDDEN.fullmatch(f"{key}:{given.get(key, '').strip()}") for key in ("display", "visibility")):
        raise Undrawn(_HIDES)
    if name == "style":
        if len(item):
            raise Undrawn("holds a style with elements in it; " + _PLAIN)
        item.text = _style(item.text or "", inline=False)


def _led(name: str, href: str, picture: Callable[[bytes], bytes]) -> str:
    """Where an element leads or what it draws, if that is within the picture; links lead to pages."""
    if href.startswith("#") or not href:
        return href
    if name == "a":
        scheme = _SCHEME.match("".join(c for c in href if c.isprintable() and c != " "))
        if scheme is None or scheme[1].lower() in ("http", "https", "mailto"):
            return href
    elif name in ("image", "feImage") and (found := _EMBEDDED.fullmatch(href)):
        try:
            content = picture(base64.b64decode("".join(found[2].split()), validate=True))
        except ValueError:
            raise Undrawn("holds a picture that is damaged; " + _PLAIN) from None
        return f"data:image/{found[1].lower()};base64,{base64.b64encode(content).decode()}"
    raise Undrawn(f"leads to {quoted(href, 40)}; only links to pages, and PNG and JPEG pictures that are in it, are published")


def _style(css: str, inline: bool = True) -> str:
    css = _COMMENT.sub(" ", css)
    if _HIDDEN.search(css):
        raise Undrawn(_HIDES)
    return _sound(_OWN.sub("", css) if inline else css)


def _sound(value: str) -> str:
    """A value that loads nothing from elsewhere."""
    if found := _ELSEWHERE.search(_COMMENT.sub(" ", value)):
        raise Undrawn(f"has a style that loads from elsewhere ({quoted(found[0])}); {_PLAIN}, without fonts and pictures of other files")
    return value
