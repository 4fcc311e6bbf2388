"""An address of a small page and its title -> the iframe that shows it in somebody else's page, and the oEmbed answer that says so.

oEmbed 1.0, type `rich`. WordPress keeps of an unknown provider's answer only a bare `<iframe>` with `src`,
`width`, `height`, `title` and `frameborder`, and adds a fragment of its own to `src`: whatever can be embedded
has an address of its own here, not a fragment. It looks for the link to the answer in the first 150 KB of a page.
"""

from __future__ import annotations

from markupsafe import escape

from ..asjson import compact
from .base import Viewer
from .citing import address_of

__all__ = ["HEIGHT", "iframe", "oembed", "oembed_link"]

WIDTH, HEIGHT = 600, 480
_IFRAME = '<iframe src="{}" width="{}" height="{}" frameborder="0" title="{}"></iframe>'


def iframe(viewer: Viewer, where: str, title: str, height: int = HEIGHT) -> str:
    """What is pasted into a page to show the one at `where`."""
    return _IFRAME.format(escape(address_of(viewer, where)), WIDTH, height, escape(title))


def oembed(viewer: Viewer, where: str, title: str, card: str, height: int = HEIGHT) -> bytes:
    """The answer, which stands beside the page as `oembed.json`; `card` is the address of a picture of 1200 by 630."""
    settings = viewer.settings
    answer = {
        "version": "1.0", "type": "rich", "title": title, "provider_name": settings.site_name, "provider_url": settings.site_url,
        "html": iframe(viewer, where, title, height), "width": WIDTH, "height": height, "cache_age": 86400,
        "thumbnail_url": address_of(viewer, card), "thumbnail_width": 1200, "thumbnail_height": 630,
    }  # fmt: skip
    return compact(answer)


def oembed_link(viewer: Viewer, where: str, title: str) -> dict[str, str]:
    """The link to the answer for the page at `where`, as attributes for a head."""
    return {"rel": "alternate", "type": "application/json+oembed", "title": title, "href": address_of(viewer, f"{where}oembed.json")}
