"""What newsrooms put into their pages: the code of a frame, and the answer of oEmbed that gives it.

oEmbed 1.0, type `rich`. WordPress keeps of an unknown provider's answer only a bare `<iframe>` with `src`,
`width`, `height`, `title` and `frameborder`, and adds a fragment of its own to `src`.
"""

from __future__ import annotations

import json

from markupsafe import Markup

from ..site import Site
from ..views.citing import address_of

__all__ = ["WIDTH", "discovery", "iframe", "oembed"]

WIDTH = 600
_IFRAME = Markup('<iframe src="{}" width="{}" height="{}" frameborder="0" title="{}"></iframe>')


def iframe(site: Site, where: str, title: str, height: int) -> str:
    """The code to paste for the page at `where`."""
    return str(_IFRAME.format(address_of(site.viewer, where), WIDTH, height, title))


def oembed(site: Site, where: str, title: str, height: int, card: str) -> bytes:
    """The answer for the page at `where`; `card` is the address of its picture."""
    answer = {
        "version": "1.0", "type": "rich", "title": title, "provider_name": site.settings.site_name, "provider_url": site.settings.site_url,
        "html": iframe(site, where, title, height), "width": WIDTH, "height": height, "cache_age": 86400,
        "thumbnail_url": address_of(site.viewer, card), "thumbnail_width": 1200, "thumbnail_height": 630,
    }  # fmt: skip
    return json.dumps(answer, ensure_ascii=False).encode()


def discovery(site: Site, where: str, title: str) -> tuple[dict[str, str], ...]:
    """The link by which WordPress and others find the answer; nothing where the site does not know its own address."""
    if not site.settings.site_url:
        return ()
    return ({"rel": "alternate", "type": "application/json+oembed", "href": address_of(site.viewer, f"{where}oembed.json"), "title": title},)
