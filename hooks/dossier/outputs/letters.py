"""Letters and the registers of correspondence."""

from __future__ import annotations

from collections.abc import Iterator

from ..artifact import Page
from ..citations import source_line, styles
from ..dossier import Entry, Translation
from ..files import INTERNATIONAL
from ..model import Letter
from ..site import Site
from ..views import letter_view, register_line
from ..views.base import Link
from ..views.citing import BESIDE, cited, stem
from ..views.lags import lag_lines
from ..views.machines import coins, letter_head
from .common import about, scopes
from .embeds import embed_code

__all__ = ["publish"]


def publish(site: Site) -> Iterator[Page]:
    for entry in site.dossier.of(Letter.folder):
        for translation in (None, *entry.translations):
            yield _letter(site, entry, translation)
    for home, country, name in scopes(site):
        yield _register(site, home, name, country)


def _letter(site: Site, entry: Entry, translation: Translation | None) -> Page:
    viewer = site.viewer
    where = f"{stem(entry, translation)}/"
    root = "../" * where.count("/")
    view = letter_view(viewer, entry, root, translation)
    to = ", ".join(link.text for link in view.to)
    kind = f"Letter to {to}, {view.date.say(viewer.language)}"
    if translation:
        kind = f"{kind}, translated into {view.language_name}"
    item = cited(viewer, entry, translation)
    cite = {
        "styles": styles(item),
        "downloads": [Link(name, f"{stem(entry, translation)}{ending}") for ending, name, _ in BESIDE],
        "source": source_line(item, "{n}"),
        "embed": embed_code(site, entry, translation) if site.settings.site_url else "",
        "url": item.url,
        "short": item.short or (f"/{view.short}" if view.short else ""),
    }
    return Page(
        where, view.title, f"{kind}: the text with paragraph numbers, sources and what became of it.", "letter.html",
        {
            "letter": view, "title": view.title, "crumbs": viewer.crumbs(entry, "Letters"), "cite": cite, "lags": lag_lines(viewer, entry),
            **about(site, entry, root),
        },
        section="letters/", source=translation.path if translation else entry.path, head=letter_head(viewer, entry, translation),
    )  # fmt: skip


def _register(site: Site, home: str, name: str, country: str) -> Page:
    """Reference managers offer to save the letters whose text is there; one alone would stand in for the register itself."""
    viewer = site.viewer
    entries = [entry for entry in site.dossier.of(Letter.folder) if not country or entry.country == country]
    entries.sort(key=lambda entry: (entry.record.date.order, viewer.name(entry)))
    title = f"{name}: letters" if home else "Letters"
    crumbs: tuple[Link, ...] = (viewer.link(country),) if country and country != INTERNATIONAL else ()
    texts = [entry for entry in entries if entry.record.text_available]
    return Page(
        f"{home}letters/", title, f"{title}: register of correspondence with the state of each thread.", "letters.html",
        {
            "title": title, "lines": [register_line(viewer, entry) for entry in entries], "crumbs": crumbs, "with_country": not home,
            "checked_to": viewer.checked_to, "coins": [coins(viewer, entry) for entry in texts] if len(texts) > 1 else [],
        },
        section="letters/",
    )  # fmt: skip
