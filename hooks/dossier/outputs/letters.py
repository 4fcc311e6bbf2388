"""Letters and the registers of correspondence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from msgspec.structs import replace

from ..artifact import COLLECTION, Page
from ..citations import Style, source_line, styles
from ..dossier import Entry, Translation
from ..files import INTERNATIONAL
from ..index import chronological
from ..languages import language_name
from ..later import later
from ..model import Letter
from ..site import Site
from ..standing import letters_about
from ..views import letter_view, register_line
from ..views.citing import BESIDE, cited, reference, stem
from ..views.lags import lag_lines
from ..views.letters import title_of
from ..views.lists import year_of
from ..views.machines import coins, letter_head
from ..views.pieces import Link
from ..views.registers import Sheet, sheets
from .common import about, around, foot_of, scopes
from .embeds import embed_code
from .texts import own

__all__ = ["publish"]

MOST = 120
"""Up to so many letters, a register stands whole on its page."""
LATEST = 60
"""So many of the latest stand on the first page of a longer one."""


class Cite(NamedTuple):
    """How to cite a letter and take it along; `source` is for any paragraph, `{n}` standing for its number. `foot` is the address that
    stands at the foot of a printed page: the short one, which leads to the original, or a translation's own."""

    styles: tuple[Style, ...]
    downloads: tuple[Link, ...]
    source: str
    embed: str
    url: str
    short: str
    foot: str


def publish(site: Site) -> Iterator[Page]:
    for entry in site.listed(Letter.folder):
        for translation in (None, *entry.translations):
            yield _letter(site, entry, translation)
    for home, country, name in scopes(site):
        yield from _register(site, home, name, country)


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    """The order of a register of letters: by year, as its pages are, and in a year as on timelines."""
    return sorted(entries, key=lambda entry: (year_of(entry), chronological(entry)))


def _register_of(site: Site, home: str) -> list[Entry]:
    """The letters among which one has its neighbours: those about its country, or the international ones."""
    return _in_order(site.dossier.of(Letter.folder, home) if home == INTERNATIONAL else letters_about(site.index, home))


def _beside(site: Site, entry: Entry | None, language: str) -> Link | None:
    """A link to a letter, in a language if it was translated into it."""
    if entry is None:
        return None
    translation = next((t for t in entry.translations if t.language == language), None)
    if translation is None:
        return site.viewer.link(entry.key)
    return Link(translation.fields.get("title") or site.viewer.name(entry), f"{stem(entry, translation)}/", language)


def _letter(site: Site, entry: Entry, translation: Translation | None) -> Page:
    viewer = site.viewer
    where = f"{stem(entry, translation)}/"
    to = ", ".join(link.text for link in viewer.links(entry.record.to))
    kind = f"Letter to {to}, {entry.record.date.say()}"
    if translation:
        kind = f"{kind}, translated into {language_name(translation.language)}"
    held = "the text with paragraph numbers" if entry.record.text_available else "known from references only"
    return Page(
        where, title_of(viewer, entry, translation), f"{kind}: {held}, sources and what became of it.", "letter.html",
        later(_context, site, entry, translation),
        section="letters/", source=translation.path if translation else entry.path, head=later(letter_head, viewer, entry, translation),
        texts=later(own, entry),
    )


def _context(site: Site, entry: Entry, translation: Translation | None) -> dict[str, Any]:
    viewer = site.viewer
    root = "../" * f"{stem(entry, translation)}/".count("/")
    view = letter_view(viewer, entry, root, translation)
    before, after = around(site, entry, entry.country, _register_of)
    language = translation.language if translation else ""
    item = cited(viewer, entry, translation)
    downloads = tuple(Link(name, f"{stem(entry, translation)}{ending}") for ending, name, _ in BESIDE)
    embed = embed_code(site, entry, translation) if site.settings.site_url else ""
    short = reference(viewer, entry, translation).short
    cite = Cite(styles(item), downloads, source_line(item, "{n}"), embed, item.url, short, item.url if translation else short)
    return {
        "letter": view, "title": view.title, "crumbs": viewer.crumbs(entry, "Letters"), "cite": cite, "lags": lag_lines(viewer, entry),
        "before": _beside(site, before, language), "after": _beside(site, after, language),
        **about(site, entry, root),
    }  # fmt: skip


def _register(site: Site, home: str, name: str, country: str) -> Iterator[Page]:
    """Reference managers offer to save the letters whose text is there; one alone would stand in for the register itself."""
    title = f"{name}: letters" if home else "Letters"
    entries = _in_order(letters_about(site.index, country) if country else site.dossier.of(Letter.folder))
    crumbs: tuple[Link, ...] = (site.viewer.link(country),) if country and country != INTERNATIONAL else ()
    for sheet in sheets(f"{home}letters/", ((year_of(entry), entry) for entry in entries), MOST, LATEST):
        said = f"{title}{sheet.words}"
        way = (*crumbs, Link(title, f"{home}letters/")) if sheet.head else crumbs
        context = {"title": said, "crumbs": way, "with_country": not home}
        yield Page(
            sheet.address, said, f"{said}: register of correspondence with the state of each thread.", "letters.html",
            later(_lines, site, context, sheet, country), section="letters/", kind=COLLECTION, prose=False,
        )  # fmt: skip


def _lines(site: Site, context: dict[str, Any], sheet: Sheet, country: str) -> dict[str, Any]:
    viewer = site.viewer
    foot = foot_of(site, sheet.lines, country, (Letter.folder,))
    texts = [entry for entry in sheet.lines if entry.record.text_available]
    heads = {head: [register_line(viewer, entry) for entry in shown] for head, shown in sheet.heads.items()}
    return {
        **context, "sheet": replace(sheet, heads=heads), "foot": foot,
        "checked_to": foot.checked or (None if sheet.lines else viewer.checked_to(country)),
        "coins": [coins(viewer, entry) for entry in texts] if len(texts) > 1 else [],
    }  # fmt: skip
