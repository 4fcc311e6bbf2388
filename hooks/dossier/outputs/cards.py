"""The pictures that social networks show: of each letter, country, event, person and organisation, and one for the rest of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..addresses import address
from ..artifact import Artifact
from ..cards import Card, draw
from ..dossier import Entry, Translation
from ..figures import figures
from ..heads import SITE_CARD
from ..languages import language_name
from ..later import later
from ..model import Event, Letter, Organisation, Person
from ..site import Site
from ..views.checked import when_checked
from ..views.citing import card_address, former_stems, reference
from ..views.pictures import bare, record_card
from ..views.records import thread_parts

__all__ = ["country_card", "letter_card", "publish"]


def publish(site: Site) -> Iterator[Artifact]:
    yield Artifact(SITE_CARD, later(_site_card, site), "", prose=False)
    for entry in site.listed(Letter.folder):
        if entry.record.text_available:
            for translation in (None, *entry.translations):
                homes = [card_address(entry, translation), *(f"assets/cards/{old}.png" for old in former_stems(entry, translation))]
                yield from (Artifact(where, later(letter_card, site, entry, translation), entry.path, prose=False) for where in homes)
    if not site.settings.site_url:
        return  # a head names a picture by its whole address, so there nobody would ask for these
    for entry in site.listed_countries:
        yield Artifact(card_address(entry), later(_drawn, site, later(country_card, site, entry)), entry.path, prose=False)
    for folder in (Event.folder, Person.folder, Organisation.folder):
        for entry in site.listed(folder):
            yield Artifact(card_address(entry), later(_drawn, site, later(record_card, site.viewer, entry)), entry.path, prose=False)


def _drawn(site: Site, make: Callable[[], Card]) -> bytes:
    """The picture of a card, from the cache if it was drawn before."""
    card = make()
    return site.store.kept(repr(card), lambda: draw(card))


def country_card(site: Site, entry: Entry) -> Card:
    """A country with its figures in words, and the day to which they were checked."""
    checked = when_checked(site.viewer, entry.key)
    facts = tuple(("", f"{figure.number:,}{f' of {figure.total:,}' if figure.total else ''} {figure.words}") for figure in figures(site, entry.key))
    note = f"Records last checked {checked.say()}" if checked else ""
    return Card("Dossier", site.viewer.name(entry), facts, "", note, site.settings.site_name, bare(site.viewer, address(entry)))


def letter_card(site: Site, entry: Entry, translation: Translation | None = None) -> bytes:
    """From, to, date, subject, and the thread's state with the day to which it was checked."""
    viewer = site.viewer
    letter: Letter = entry.record
    item = reference(viewer, entry, translation)
    thread = viewer.index.threads[entry.key]
    state, as_of = thread_parts(thread)
    country = viewer.link(entry.country).text if entry.country in viewer.dossier.entries else ""
    subject = translation.fields.get("subject", "") if translation else ""
    into = f"translated into {language_name(translation.language)}" if translation else ""
    return _drawn(
        site,
        lambda: Card(
            kicker=" · ".join(word for word in ("Letter", country, into) if word),
            title=subject or viewer.say(letter.subject) or item.title,
            facts=(("From", ", ".join(item.senders)), ("To", ", ".join(item.addressees)), ("Date", letter.date.say())),
            state=state,
            state_note=as_of,
            site=site.settings.site_name,
            # of a translation none: the short address leads to the original, and its own would be cut
            address="" if translation else item.short.removeprefix("https://").removeprefix("http://").rstrip("/"),
        ),
    )


def _site_card(site: Site) -> bytes:
    checked = when_checked(site.viewer)
    return _drawn(
        site,
        lambda: Card(
            kicker="",
            title=site.settings.site_name,
            facts=tuple(("", site.viewer.name(entry)) for entry in site.countries[:4]),
            state="",
            state_note=f"Records last checked {checked.say()}" if checked else "",
            site=bare(site.viewer, ""),
        ),
    )
