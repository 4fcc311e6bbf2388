"""A page's title, description and place -> what machines read in its head: cards, breadcrumbs, references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from markupsafe import Markup, escape
from msgspec.structs import replace

from .addresses import language_at
from .artifact import Head
from .asjson import compact
from .dates import PartialDate
from .settings import Settings

__all__ = ["EDITION", "SITE", "SITE_CARD", "breadcrumbs", "dated", "head_html", "json_ld", "onion_location", "site_of", "structured"]

EDITION = "assets/stylesheets/edition.css"
"""What paper says of the day of the build: a file of its own, so that no page changes with the day."""
SITE_CARD = "assets/cards/site.png"
"""The picture of every page that has none of its own."""

SITE = "WebSite"
"""What schema.org calls the site as a whole, which its home page stands for."""

_PREFIXED = ("og:", "article:", "z:", "bib:")
_VOCABULARY = "https://schema.org"
_SCHEMAS = (("DC.", "http://purl.org/dc/elements/1.1/"), ("DCTERMS.", "http://purl.org/dc/terms/"))


def head_html(settings: Settings, title: str, description: str, address: str, root: str, head: Head) -> Markup:
    """The Open Graph protocol and Twitter's cards, then what the page adds; Dublin Core with links to its schemas (DC-HTML).

    Addresses that must be absolute are left out where the site does not know its own (`site_url`).
    """
    schemas = [(prefix, where) for prefix, where in _SCHEMAS if any(name.startswith(prefix) for name, _ in head.metas)]
    parts: list[str] = [onion_location(settings, address)]
    parts += [_element("link", {"rel": f"schema.{prefix.rstrip('.')}", "href": where}) for prefix, where in schemas]
    for name, content in (*_card(settings, title, description, address, head), *head.metas):
        if content:
            parts.append(_element("meta", {"property" if name.startswith(_PREFIXED) else "name": name, "content": content}))
    for link in head.links:
        href = link["href"]
        parts.append(_element("link", {**link, "href": href if "://" in href else f"{root}{href}"}))
    parts += [json_ld(data) for given in head.data if (data := given() if callable(given) else given)]
    parts += [Markup('<script src="{}" defer></script>\n').format(f"{root}{script}") for script in head.scripts]
    return Markup("".join(parts))  # noqa: S704 - every part was escaped where it was made


def onion_location(settings: Settings, address: str) -> Markup:
    """The same page on the site's onion service, which Tor Browser offers to its reader; nothing where there is none."""
    return Markup('<meta http-equiv="onion-location" content="{}">\n').format(f"{settings.onion}{address}") if settings.onion else Markup("")


def dated(head: Head, *days: PartialDate | date | None) -> Head:
    """The head of a page that has no date of its own, with the first of `days` that is there: when its records were last checked.

    Zotero takes the first `<time>` on a page that does not give a date.
    """
    day = next(filter(None, days), None)
    if day is None or any(name == "DC.date" for name, _ in head.metas):
        return head
    return replace(head, metas=(*head.metas, ("DC.date", str(day))))


def _element(name: str, attributes: Mapping[str, str]) -> str:
    """An empty element on a line of its own; Markup's own format takes ten times as long, and a page has forty attributes in its head."""
    written = [f'{key}="{escape(value)}"' for key, value in attributes.items()]
    return f"<{name} {' '.join(written)}>\n"


def _card(settings: Settings, title: str, description: str, address: str, head: Head) -> Iterator[tuple[str, str]]:
    yield from (("og:type", "article"), ("og:title", title), ("og:description", description), ("og:site_name", settings.site_name))
    if not settings.site_url:
        yield "twitter:card", "summary"
        return
    yield "og:url", f"{settings.site_url}{address}"
    yield from (("og:image", f"{settings.site_url}{head.card or SITE_CARD}"), ("og:image:type", "image/png"))
    yield from (("og:image:width", "1200"), ("og:image:height", "630"), ("og:image:alt", head.card_words or settings.site_name))
    yield "twitter:card", "summary_large_image"


def json_ld(data: Mapping[str, Any]) -> Markup:
    """A block of JSON-LD; no text in it can end the element."""
    text = compact(data).decode()
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(f'<script type="application/ld+json">{text}</script>\n')  # noqa: S704 - nothing in it can be markup


def structured(
    settings: Settings, head: Head, kind: str, title: str, description: str, address: str, day: PartialDate | date | None,
    steps: Iterable[tuple[str, str]] = (),
) -> Head:  # fmt: skip
    """The head with what schema.org calls the page (`kind`) and the `steps` to it from home; as it is where the site does not know its own address.

    A page that says already what it holds (a letter, data) is that, and no page besides. `day` is when what it shows was last checked.
    """
    if not settings.site_url:
        return head
    own = () if head.data else (_site(settings, description, day) if kind == SITE else _page(settings, kind, title, description, address, day),)
    return replace(head, data=(*head.data, *own, breadcrumbs(settings, [*steps, (title, address)])))


def _page(settings: Settings, kind: str, title: str, description: str, address: str, day: PartialDate | date | None) -> dict[str, Any]:
    url = f"{settings.site_url}{address}"
    found: dict[str, Any] = {
        "@context": _VOCABULARY, "@type": kind, "@id": url, "url": url, "name": title, "description": description,
        "inLanguage": language_at(address) or settings.default_language, "dateModified": _said(day), "isPartOf": site_of(settings),
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def _site(settings: Settings, description: str, day: PartialDate | date | None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@context": _VOCABULARY, **site_of(settings), "description": description, "dateModified": _said(day),
        "inLanguage": list(settings.languages) or settings.default_language,
        "publisher": {"@type": "Organization", "name": settings.publisher} if settings.publisher else None,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def site_of(settings: Settings) -> dict[str, str]:
    """The site that a page is a part of, as schema.org has it."""
    return {"@type": SITE, "@id": settings.site_url, "url": settings.site_url, "name": settings.site_name}


def _said(day: PartialDate | date | None) -> str:
    """A day as ISO 8601 has it; empty where that would be too sure."""
    return day.datetime if isinstance(day, PartialDate) else day.isoformat() if day else ""


def breadcrumbs(settings: Settings, steps: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """schema.org's BreadcrumbList of (words, address below the root); nothing where it has fewer than the two steps that Google asks for."""
    items = [
        {"@type": "ListItem", "position": number, "name": words, "item": f"{settings.site_url}{where}"}
        for number, (words, where) in enumerate(steps, start=1)
    ]
    return {"@context": _VOCABULARY, "@type": "BreadcrumbList", "itemListElement": items} if len(items) > 1 else {}
