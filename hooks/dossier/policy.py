"""An address of the site -> the Content-Security-Policy that its page states first; a page -> what in it that policy would refuse.

Content Security Policy Level 3, with Trusted Types. A policy in a page cannot say who may frame it: the file
`_headers` does, where the host reads it.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from html.parser import HTMLParser

__all__ = ["ADDED", "INLINE", "REFERRER", "breaches", "guarded", "policy", "reloading"]

INLINE: Mapping[str, str] = {}
"""Hash (`sha256-…`) of each inline script that was read and may run -> what it does and why it is no file.

Empty, and best kept so: Material's inline scripts are replaced in `theme/partials/javascripts/` by files of ours.
Written by people, never computed from what a build gives: that would bless whatever was injected.
"""

ADDED: Mapping[str, Mapping[str, str]] = {"search/": {"script-src": "'wasm-unsafe-eval'"}}
"""Address a page begins with -> what its policy allows besides, by directive.

Only what such a page cannot do without; every other page keeps the policy of all. The search runs Pagefind's WebAssembly.
"""

REFERRER = "no-referrer"
"""A reader who follows a link to a source tells nobody where they read of it."""

_DIRECTIVES: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-src": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}
_CHARSET = '<meta charset="utf-8">'
_METAS = '<meta http-equiv="Content-Security-Policy" content="{}">\n<meta name="referrer" content="' + REFERRER + '">'


def policy(address: str = "") -> str:
    """The policy of the page at an address, as the value of its header."""
    directives = dict(_DIRECTIVES)
    directives["script-src"] += "".join(f" '{pinned}'" for pinned in INLINE)
    for beginning, more in ADDED.items():
        if address.startswith(beginning):
            for name, values in more.items():
                kept = directives.get(name, "").replace("'none'", "")
                directives[name] = f"{kept} {values}".strip()
    return "; ".join(f"{name} {values}" for name, values in directives.items())


def guarded(html: str, address: str = "", more: str = "") -> str:
    """The page with its policy before all else in its head but the charset; `more` is HTML that stands behind it.

    A page that states the policy of all already (its frame does) gets that of its address instead.
    """
    every, own = _METAS.format(policy()), _METAS.format(policy(address))
    html = str(html)  # Markup, which what was rendered is, escapes what its methods are given: `replace` always, `partition` before MarkupSafe 3
    if every in html:
        return html if own == every else html.replace(every, own, 1)
    begin, charset, rest = html.partition(_CHARSET)
    if not charset:
        begin, charset, rest = html.partition("<head>")
        charset = f"{charset}{_CHARSET}"
    return f"{begin}{charset}\n{own}\n{more}{rest}"


def reloading(page: bytes) -> bytes:
    """A page as `mkdocs serve` hands it out, where a script that MkDocs adds to it reloads it; never written to a site."""
    return page.replace(b"script-src 'self'", b"script-src 'self' 'unsafe-inline'", 1)


def breaches(html: str) -> list[str]:
    """What in a page its policy would refuse, in words: inline code and styles, and what would be loaded from elsewhere.

    >>> breaches('<p onclick="x()">A</p><script src="a.js"></script><img src="//host/x.png">')
    ['<p> has onclick', '<img> loads //host/x.png from elsewhere; put the file on this site']
    """
    return list(_breaches(html, frozenset(INLINE)))


@lru_cache(maxsize=64)
def _breaches(html: str, inline: frozenset[str]) -> tuple[str, ...]:
    """A server asks the same of a page at each save."""
    return tuple(_Reader(html, inline).found)


_REVIEW = (
    "put yours into a file under extra_javascript; if the theme brought it, read it, then replace its partial in theme/partials/javascripts/, "
    "or pin it in INLINE (policy.py) as"
)
_DATA = ("application/ld+json", "application/json")
_LOADING = frozenset("stylesheet icon preload preconnect prefetch dns-prefetch modulepreload manifest apple-touch-icon prerender".split())
_ELSEWHERE = re.compile(r"(?!data:)[a-z][a-z0-9+.-]*:|[/\\]{2}")
_ADDRESSES = frozenset("href src action formaction data poster srcset xlink:href".split())


class _Reader(HTMLParser):
    """Reads one page."""

    def __init__(self, html: str, inline: frozenset[str]) -> None:
        super().__init__()
        self.inline = inline
        self.found: list[str] = []
        self.script: list[str] | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found += [f"<{tag}> has {name}" for name in given if name.startswith("on") or name in ("style", "srcdoc")]
        for name in _ADDRESSES & given.keys():
            plain = "".join(given[name].split()).casefold()
            if plain.startswith(("javascript:", "vbscript:")):
                self.found.append(f"<{tag}> has an address that is code")
            elif self._loads(tag, name, given) and _ELSEWHERE.match(plain):
                self.found.append(f"<{tag}> loads {given[name]} from elsewhere; put the file on this site")
        if tag in ("style", "iframe", "frame", "object", "embed", "applet") or (tag == "base" and given.keys() != {"target"}):
            self.found.append(f"<{tag}> may not be on a page")
        if tag == "script" and "src" not in given and given.get("type", "") not in _DATA:
            self.script = []

    handle_startendtag = handle_starttag

    def _loads(self, tag: str, name: str, given: Mapping[str, str]) -> bool:
        if tag == "link":
            return not _LOADING.isdisjoint(given.get("rel", "").casefold().split())
        return name in ("src", "srcset", "poster", "data") or (tag in ("image", "use") and name.endswith("href")) or name.endswith("action")

    def handle_data(self, data: str) -> None:
        if self.script is not None:
            self.script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self.script is not None:
            text, self.script = "".join(self.script), None
            name = "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()
            if name not in INLINE:
                begins = " ".join(text.split())[:60]
                self.found.append(f"an inline script that nobody has read: {begins!r}; {_REVIEW} {name}")
