"""The pages of docs/ -> what MkDocs needs of each: its Markdown, what stands in its head, and its HTML with what is generated below it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import nh3
from markupsafe import Markup, escape
from msgspec.structs import replace

from .addresses import address
from .artifact import Head, Page
from .docs import FENCE, LINK, TAGS, Docs, DocsPage
from .dossier import Dossier
from .files import INTERNATIONAL
from .gathered import Documents
from .heads import head_html, structured
from .render import fragment, head_of
from .resolve import resolve_link
from .site import Site
from .withheld import IN_MARKDOWN, State, nameless

__all__ = ["ProsePages", "sanitised"]

_WORDS = re.compile(r"\[([^\[\]]*)\]\(\s*<?([^)\s>]+)>?[^)]*\)")
_CODE = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
"""Code in a line, where signs are shown as they are written."""
_HEADING_ID = re.compile(r"(?!p\d+[a-z]?$|__|content$)[a-z0-9_][a-z0-9_-]*")
"""What a heading may be linked by: no number of a paragraph, nothing that Material's script reads (`__config`), nothing around the page."""
_PROPOSE = Markup('<div class="dossier"><p class="dossier-links dossier-noprint"><a href="{}">Propose a correction of this page</a></p></div>')
_ATTRIBUTES = {
    "a": {"href", "title"}, "img": {"src", "alt", "width", "height"}, "td": {"align"}, "th": {"align", "scope"}, "ol": {"start"},
    **{f"h{n}": {"id"} for n in range(1, 7)},
}  # fmt: skip


@dataclass(frozen=True)
class ProsePages:
    """`below` are the pages that are printed below the prose of one of the same address; `documents` is what the search is told."""

    site: Site
    docs: Docs
    below: list[Page]
    documents: Documents | None = None

    def page(self, src_uri: str) -> DocsPage:
        """A page, with the names of withdrawn people withheld in its fields."""
        page = self.docs.pages[src_uri]
        return replace(page, fields={name: self._withhold(said) for name, said in page.fields.items()})

    @cached_property
    def _withhold(self) -> Callable[[str], str]:
        return nameless(self.site.everything, self.site.states)

    def markdown(self, src_uri: str) -> str:
        """The Markdown of a page with its references resolved."""
        return _linked(self.page(src_uri), self.site.everything, self.site.states)

    def meta(self, src_uri: str) -> dict[str, object]:
        """What Material's templates get of a page."""
        page, settings = self.page(src_uri), self.site.settings
        title, description = page.fields.get("title", settings.site_name), page.fields.get("description", "")
        root = "../" * page.address.count("/") or "./"
        checked = self.site.checked_to(page.address.partition("/")[0])
        below = next(iter(self._below(page)), None)
        if below is None:
            head = structured(settings, Head(), "WebPage", title, description, page.address, None)
        else:
            head = head_of(replace(below, title=title, description=description), settings, self._values(below), checked)
        return _meta(page, str(head_html(settings, title, description, page.address, root, head)))

    def content(self, html: str, src_uri: str) -> str:
        """A page as published: sanitised, with what is generated below it, and the way to its file."""
        page, clean = self.page(src_uri), sanitised(html)
        if self.documents is not None:
            self.documents.prose(page.address, page.fields.get("title", self.site.settings.site_name), clean)
        below = "".join(fragment(item, self._values(item), self.site.settings.default_language) for item in self._below(page))
        lead = " dossier-prose--lead" if below else ""
        return f'<div class="dossier dossier-prose{lead}" id="content">{clean}</div>{below}{self._way_to_file(page)}'

    def _way_to_file(self, page: DocsPage) -> Markup:
        source = self.site.settings.source_url
        return _PROPOSE.format(f"{source}{page.path}") if source else Markup("")

    def _values(self, item: Page) -> Mapping[str, Any]:
        """What a template gets: asked for once for the head of a page and its content."""
        return self.site.viewer.kept(("below", item.address), lambda: item.values)

    def _below(self, page: DocsPage) -> list[Page]:
        return [item for item in self.below if item.address == page.address]


def _linked(page: DocsPage, dossier: Dossier, states: Mapping[str, State]) -> str:
    """The Markdown with references turned into paths that MkDocs resolves and checks.

    A link to a withdrawn record is printed as its words, or leads to the page it stands on; the names of
    withdrawn people are withheld.
    """

    def words(found: re.Match[str]) -> str:
        ref = resolve_link(dossier, found[2], INTERNATIONAL)
        return found[1] if ref is not None and states[ref.key] != "public" else found[0]

    def way(found: re.Match[str]) -> str:
        ref = resolve_link(dossier, found[2], INTERNATIONAL)
        if ref is None:
            return found[0]
        if states[ref.key] != "public":
            return f"{found[1]}{posixpath.basename(page.src_uri)}{found[3]}"
        where, _, fragment = address(dossier.entries[ref.key]).partition("#")
        fragment = ref.fragment or fragment
        relative = posixpath.relpath(f"{where}index.html", posixpath.dirname(page.src_uri) or ".")
        return f"{found[1]}{relative}{'#' + fragment if fragment else ''}{found[3]}"

    def as_code(found: re.Match[str]) -> str:
        return found[0].replace(IN_MARKDOWN, IN_MARKDOWN.replace("\\", ""))

    withhold = nameless(dossier, states, said=IN_MARKDOWN)
    pieces = []
    end = 0
    for fence in (*FENCE.finditer(page.body), None):
        prose = page.body[end : fence.start() if fence else len(page.body)]
        pieces += [_CODE.sub(as_code, withhold(LINK.sub(way, _WORDS.sub(words, prose)))), FENCE.sub(as_code, withhold(fence[0])) if fence else ""]
        end = fence.end() if fence else end
    return "".join(pieces)


def _meta(page: DocsPage, head: str) -> dict[str, object]:
    """What Material gets of a page, escaped (its templates print it raw); `head` is HTML."""
    meta: dict[str, object] = {name: str(escape(page.fields[name])) for name in ("title", "description") if name in page.fields}
    return {**meta, "hide": ["navigation", "toc"], "head": head}


def sanitised(html: str) -> str:
    """Prose as rendered by MkDocs' Markdown, without anything that acts or loads from elsewhere."""
    return nh3.clean(html, tags=TAGS, attributes=_ATTRIBUTES, attribute_filter=_filter, link_rel=None, url_schemes={"http", "https", "mailto"})


def _filter(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "id" and not _HEADING_ID.fullmatch(value):
        return None
    if attribute in ("href", "src") and value.lstrip().startswith(("//", "\\", "/\\")):
        return None
    if attribute == "src" and re.match(r"[a-z]+:", value.lstrip(), re.I):
        return None
    return value
