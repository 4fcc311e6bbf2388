"""The theme's page frame, rendered once, cut at its sentinels -> a whole page by joining strings.

MkDocs takes 3 to 28 ms to render a page through Material's template; a frame differs only by section, depth
and language, so it is rendered once for each of these. The package never imports MkDocs: who has the theme
gives a callable.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import lru_cache

from markupsafe import escape
from msgspec import Struct

from .policy import guarded

__all__ = ["SENTINELS", "FrameKey", "Frames", "Shell", "mended"]

# Plain letters and digits: Jinja's and MkDocs' filters eat control characters.
SENTINELS = {name: f"dossier7f3a{name}9c1e" for name in ("title", "description", "head", "canonical")}
# Material prints a heading of its own above content that has none.
SENTINELS["content"] = "<h1>dossier7f3acontent9c1e</h1>"
_CUT = re.compile("|".join(SENTINELS.values()))
_TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
_PALETTE = re.compile(r'[ \t]*<link rel="stylesheet" href="[^"]*assets/stylesheets/palette\.[^"]*">\n?')
"""Material's colours: the site has its own for light and dark, and a page one request less."""
_ICON = re.compile(r'(<svg xmlns="http://www\.w3\.org/2000/svg") (?=viewBox="[^"]*">)')
"""Its icons, which get a size from stylesheets alone: without these each was as wide as the window."""
_VERBATIM = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2\s*>)", re.DOTALL | re.IGNORECASE)
_LINES = re.compile(r"[ \t]*\n\s*")
_NAMES = {sentinel: name for name, sentinel in SENTINELS.items()}


class FrameKey(Struct, frozen=True):
    """What frames differ by: the entry of the navigation, the depth below the root, the language."""

    section: str
    depth: int
    language: str


class Shell(Struct, frozen=True):
    """A frame, cut: pieces of HTML with the names of what stands between them."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]
    digest: str

    @classmethod
    def cut(cls, frame: str) -> Shell:
        names = tuple(_NAMES[found[0]] for found in _CUT.finditer(frame))
        return cls(tuple(_CUT.split(frame)), names, hashlib.sha256(frame.encode()).hexdigest()[:16])

    def fill(self, *, title: str, description: str, canonical: str, head: str, content: str) -> str:
        """The page; `head` and `content` are HTML, all else is text and escaped here."""
        values = {
            "title": str(escape(title)), "description": str(escape(description)), "canonical": str(escape(canonical)),
            "head": head, "content": content,
        }  # fmt: skip
        parts = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            parts += (values[name], piece)
        return "".join(parts)


class Frames:
    """Shells by key, each rendered when first needed."""

    def __init__(self, frame: Callable[[FrameKey], str]) -> None:
        self.shell = lru_cache(maxsize=None)(lambda key: Shell.cut(frame(key)))

    def digest(self, key: FrameKey) -> str:
        """What a frame hashes to, whatever is put into it."""
        return self.shell(key).digest


def mended(html: str, address: str = "") -> str:
    """Material's markup with its policy, with a size for its icons, without its colours, and without what the HTML standard forbids:
    `autocomplete` on its two check boxes.

    What its templates leave of empty lines and of blanks before lines, a quarter of a short page, goes too.
    """
    parts = _VERBATIM.split(_ICON.sub(r'\1 width="24" height="24" ', _PALETTE.sub("", _TOGGLE.sub(r"\1", html))))
    parts[0::3] = [_LINES.sub("\n", part) for part in parts[0::3]]
    del parts[2::3]  # the names of the elements
    return guarded("".join(parts), address)
