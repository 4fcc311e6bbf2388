"""The pages of docs/ -> what MkDocs needs of each: its Markdown, what stands in its head, and its HTML with what is generated below it."""

from __future__ import annotations

from dataclasses import dataclass

from .artifact import Head, Page
from .docs import Docs, DocsPage, linked, meta_of, sanitised
from .heads import head_html
from .render import fragment, head_of
from .searched import Documents
from .site import Site

__all__ = ["ProsePages"]


@dataclass(frozen=True)
class ProsePages:
    """`below` are the pages that are printed below the prose of one of the same address; `documents` is what the search is told."""

    site: Site
    docs: Docs
    below: list[Page]
    documents: Documents | None = None

    def page(self, src_uri: str) -> DocsPage:
        return self.docs.pages[src_uri]

    def markdown(self, src_uri: str) -> str:
        """The Markdown of a page with its references resolved."""
        return linked(self.page(src_uri), self.site.everything, self.site.states)

    def meta(self, src_uri: str) -> dict[str, object]:
        """What Material's templates get of a page."""
        page, settings = self.page(src_uri), self.site.settings
        title, description = page.fields.get("title", settings.site_name), page.fields.get("description", "")
        root = "../" * page.address.count("/") or "./"
        checked = self.site.checked_to(page.address.partition("/")[0])
        head = next((head_of(item, item.values, checked) for item in self._below(page)), Head())
        return meta_of(page, str(head_html(settings, title, description, page.address, root, head)))

    def content(self, html: str, src_uri: str) -> str:
        """A page as published: sanitised, with what is generated below it."""
        page, clean = self.page(src_uri), sanitised(html)
        if self.documents is not None:
            self.documents.prose(page.address, page.fields.get("title", self.site.settings.site_name), clean)
        below = "".join(map(fragment, self._below(page)))
        lead = " dossier-prose--lead" if below else ""
        return f'<div class="dossier dossier-prose{lead}" id="content">{clean}</div>{below}'

    def _below(self, page: DocsPage) -> list[Page]:
        return [item for item in self.below if item.address == page.address]
