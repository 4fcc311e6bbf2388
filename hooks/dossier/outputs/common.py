"""What the pages of records share: the scopes they are listed in, and the facts at the foot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ..addresses import translated
from ..artifact import Head, Page
from ..dates import PartialDate
from ..dossier import Entry, Translation
from ..languages import language_name
from ..later import later
from ..model import Event, Letter
from ..proposals import new_record
from ..site import Site
from ..views.checked import checked_days
from ..views.citing import address_of, stem
from ..views.concerning import follow_links, follow_record
from ..views.corrections import notes
from ..views.letters import TranslationView, translation_views
from ..views.pictures import CARDED, card_head
from ..views.pieces import Contact, Link

__all__ = ["Around", "Foot", "about", "around", "described", "foot_of", "in_languages", "one_file", "scopes"]

Around = tuple[Entry | None, Entry | None]
"""What comes before and after a record."""


def scopes(site: Site) -> Iterator[tuple[str, str, str]]:
    """(address below which registers stand, country or empty for all, name), each country and then all."""
    for entry in site.listed_countries:
        yield f"{entry.key}/", entry.key, site.viewer.name(entry)
    yield "", "", "All countries"


def about(site: Site, entry: Entry, root: str) -> dict[str, Any]:
    """Prose, corrections, day of checking and the links to the file, to its JSON and to its feed, for any record."""
    viewer = site.viewer
    return {
        "prose": viewer.prose(entry, root) if entry.folder != "letters" else "",
        "checked": entry.record.checked,
        "corrections": notes(viewer, entry),
        "edit": viewer.edit(entry),
        "contact": site.contact,
        "json": f"{stem(entry)}.json",
        "follow": follow_record(viewer, entry),
        "translations": translation_views(entry),
        "translation": None,
    }


class Foot(Struct, frozen=True):
    """What stands at the foot of a list: when its records were last checked, the file it is edited in, forms for new records."""

    days: PartialDate | None
    edit: str
    forms: tuple[Link, ...]
    contact: Contact

    @property
    def checked(self) -> date | None:
        """The last day on which a record of the list was checked."""
        return self.days.latest if self.days else None


def foot_of(site: Site, entries: Iterable[Entry], country: str = "", folders: Iterable[str] = ()) -> Foot:
    """The foot of a list of `entries`, to which readers may propose records of a country in these `folders`."""
    viewer, found = site.viewer, list(entries)
    forms = [(folder, viewer.kept(("form", country, folder), new_record, site.settings, country, folder)) for folder in folders if country]
    links = tuple(Link(f"Propose {_ONE[folder]}", form) for folder, form in forms if form)
    return Foot(checked_days(found), one_file(site, found), links, site.contact)


def one_file(site: Site, entries: Iterable[Entry]) -> str:
    """Where the one file is edited that makes a list; empty where several do: no single one would be right."""
    paths = {entry.path for entry in entries} if site.settings.source_url else set()
    return f"{site.settings.source_url}{paths.pop()}" if len(paths) == 1 else ""


_ONE = {Letter.folder: "a letter", Event.folder: "an event"}
"""What a form is for."""


def around(site: Site, entry: Entry, home: str, entries: Callable[[Site, str], list[Entry]]) -> Around:
    """What comes before and after a record among the `entries` of a `home`, which are put in order once for all its pages."""
    placed: dict[str, Around] = site.viewer.kept(("around", entry.folder, home), _placed, site, home, entries)
    return placed[entry.key]


def _placed(site: Site, home: str, entries: Callable[[Site, str], list[Entry]]) -> dict[str, Around]:
    found, ends = entries(site, home), (None,)
    return {entry.key: (before, after) for before, entry, after in zip((*ends, *found), found, (*found[1:], *ends), strict=False)}


def described(site: Site, entry: Entry) -> Head:
    """The head of a record that is no letter: its card, its feed, and what robots read, that its JSON describes it (FAIR Signposting)."""
    described_by = {"rel": "describedby", "href": address_of(site.viewer, f"{stem(entry)}.json"), "type": "application/json"}
    links = (described_by, *follow_links(site.viewer, entry))
    return replace(card_head(site.viewer, entry), links=links) if entry.folder in CARDED else Head(links=links)


def in_languages(site: Site, entry: Entry, page: Page) -> Iterator[Page]:
    """The page of a record that is no letter, and the same in each language into which its words are translated."""
    if not entry.translations:
        yield page
        return
    for translation in (None, *entry.translations):
        if translation is None:
            yield replace(page, head=later(_among, site, entry, page.head))
            continue
        yield replace(
            page, address=translated(translation.language, page.address), title=_titled(site, entry, translation), source=translation.path,
            context=later(_in_language, site, entry, translation, page), head=later(_among, site, entry, page.head),
        )  # fmt: skip


_ALSO = {"place": "place", "country": "country_name"}
"""Fields that can be translated besides the title and the prose, and what templates call them."""


def _in_language(site: Site, entry: Entry, translation: Translation, page: Page) -> dict[str, Any]:
    """What the template gets, with what is translated in its place; all else that is on record stands there as on the original."""
    where = f"{stem(entry, translation)}/"
    fields = {_ALSO[name]: said for name, said in translation.fields.items() if name in _ALSO}
    prose = {"prose": site.viewer.prose(entry, "../" * where.count("/"), translation.body or None)}
    source = site.settings.source_url
    return {
        **page.values, **fields, **prose,
        "title": _titled(site, entry, translation),
        "edit": f"{source}{translation.path}" if source else "",
        "translations": translation_views(entry, translation),
        "translation": _as_translation(site, entry, translation),
    }  # fmt: skip


class ShownTranslation(NamedTuple):
    """A translation as its page says it: into what, by whom, of which original, and what of it is in that language."""

    name: str
    language: str
    by: str
    original: TranslationView
    titled: bool
    worded: bool


def _as_translation(site: Site, entry: Entry, translation: Translation) -> ShownTranslation:
    own = site.settings.default_language
    original = TranslationView(language_name(own), own, "", site.viewer.link(entry.key))
    name, said = language_name(translation.language), bool(translation.body.strip())
    return ShownTranslation(name, translation.language, translation.translated_by, original, bool(_title(translation)), said)


def _title(translation: Translation) -> str:
    return translation.fields.get("title") or translation.fields.get("name") or ""


def _titled(site: Site, entry: Entry, translation: Translation) -> str:
    return _title(translation) or site.viewer.name(entry)


def _among(site: Site, entry: Entry, head: Head | Callable[[], Head]) -> Head:
    """The head, with the ways to the other languages, where the site knows its own address."""
    found = head() if callable(head) else head
    if not site.settings.site_url:
        return found
    homes = [(site.settings.default_language, stem(entry)), *((t.language, stem(entry, t)) for t in entry.translations)]
    ways = tuple({"rel": "alternate", "hreflang": code, "href": address_of(site.viewer, f"{home}/")} for code, home in homes)
    return replace(found, links=(*found.links, *ways))
