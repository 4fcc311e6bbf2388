"""Letters and the registers of correspondence."""

from __future__ import annotations

from collections.abc import Iterator

from ..artifact import Page
from ..files import INTERNATIONAL
from ..model import Letter
from ..site import Site
from ..views import letter_view, register_line
from ..views.base import Link
from ..views.records import RegisterLine
from .common import about, scopes

__all__ = ["publish"]


def publish(site: Site) -> Iterator[Page]:
    viewer = site.viewer
    for entry in site.dossier.of(Letter.folder):
        address = viewer.link(entry.key).href
        root = "../" * address.count("/")
        view = letter_view(viewer, entry, root)
        to = ", ".join(link.text for link in view.to)
        yield Page(
            address, view.title, f"Letter to {to}, {view.date.say(viewer.language)}: the text with paragraph numbers, sources and what became of it.",
            "letter.html", {"letter": view, "title": view.title, "crumbs": viewer.crumbs(entry, "Letters"), **about(site, entry, root)},
            section="letters/", source=entry.path,
        )  # fmt: skip
    for home, country, name in scopes(site):
        lines = [register_line(viewer, entry) for entry in (site.of(Letter.folder, country) if country else site.dossier.of(Letter.folder))]
        yield _register(site, home, name, sorted(lines, key=_by_date), country)


def _by_date(line: RegisterLine) -> tuple[object, ...]:
    return (*line.date.order, line.link.text)


def _register(site: Site, home: str, name: str, lines: list[RegisterLine], country: str) -> Page:
    title = f"{name}: letters" if home else "Letters"
    crumbs: tuple[Link, ...] = (site.viewer.link(country),) if country and country != INTERNATIONAL else ()
    return Page(
        f"{home}letters/", title, f"{title}: register of correspondence with the state of each thread.", "letters.html",
        {"title": title, "lines": lines, "crumbs": crumbs, "with_country": not home, "checked_to": site.viewer.checked_to},
        section="letters/",
    )  # fmt: skip
