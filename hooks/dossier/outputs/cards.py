"""The pictures that social networks show: of each letter, country, event, person and organisation, and one for the rest of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from ..artifact import Artifact
from ..cards import Card, draw
from ..dates import day_text
from ..dossier import Entry, Translation
from ..figures import figures
from ..heads import SITE_CARD
from ..model import Event, Letter, Organisation, Person
from ..phrases import upper_first
from ..site import Site
from ..standing import is_listed
from ..views.citing import address_of, card_address, citable, former_stems
from ..views.entries import entry_view
from ..views.records import thread_parts
from ..views.tracks import state_view

__all__ = ["card_words", "letter_card", "publish"]

_FACTS = 3
"""So many facts stand on the card of an event or a person."""


def publish(site: Site) -> Iterator[Artifact]:
    yield Artifact(SITE_CARD, partial(_site_card, site), "")
    for entry in site.dossier.of(Letter.folder):
        if entry.record.text_available:
            for translation in (None, *entry.translations):
                homes = [card_address(entry, translation), *(f"assets/cards/{old}.png" for old in former_stems(entry, translation))]
                yield from (Artifact(where, partial(letter_card, site, entry, translation), entry.path) for where in homes)
    for entry in site.countries:
        yield Artifact(card_address(entry), partial(_drawn, _country_card, site, entry), entry.path)
    for folder, card in _CARDS.items():
        for entry in site.dossier.of(folder):
            yield Artifact(card_address(entry), partial(_drawn, card, site, entry), entry.path)


def _drawn(card: Callable[[Site, Entry], Card], site: Site, entry: Entry) -> bytes:
    return _kept(site, card(site, entry))


def _kept(site: Site, card: Card) -> bytes:
    """The picture, from the cache if it was drawn before."""
    return site.store.kept(repr(card), lambda: draw(card))


def card_words(site: Site, entry: Entry) -> str:
    """What is on the card of a country, an event, a person or an organisation, for who cannot see it."""
    card = _CARDS.get(entry.folder, _country_card)(site, entry)
    said = [card.kicker, card.title, *(f"{label}: {words}" if label else words for label, words in card.facts)]
    return ". ".join(part for part in (*said, f"{card.state} {card.state_note}".strip()) if part)


def letter_card(site: Site, entry: Entry, translation: Translation | None = None) -> bytes:
    """From, to, date, subject, and the thread's state with the day to which it was checked."""
    viewer = site.viewer
    letter: Letter = entry.record
    item = citable(viewer, entry, translation)
    thread = viewer.index.threads[entry.key]
    state, as_of = thread_parts(viewer, thread)
    subject = translation.fields.get("subject", "") if translation else ""
    return _kept(
        site,
        Card(
            kicker=" · ".join(word for word in ("Letter", _country(site, entry), item.language if translation else "") if word),
            title=subject or (letter.subject.say(viewer.language) if letter.subject else item.title),
            facts=(("From", ", ".join(item.senders)), ("To", ", ".join(item.addressees)), ("Date", letter.date.say(viewer.language))),
            state=state,
            state_note=as_of,
            site=site.settings.site_name,
            address=item.short.removeprefix("https://").removeprefix("http://").rstrip("/"),
        ),
    )


def _country(site: Site, entry: Entry) -> str:
    return site.viewer.link(entry.country).text if entry.country in site.dossier.entries else ""


def _short(site: Site, entry: Entry) -> str:
    where = address_of(site.viewer, site.viewer.short(entry) or site.viewer.link(entry.key).href) if site.settings.site_url else ""
    return where.removeprefix("https://").removeprefix("http://").rstrip("/")


def _checked(site: Site, entry: Entry) -> str:
    day = entry.record.checked or site.checked_to(entry.country)
    return f"Records last checked {day.say(site.viewer.language)}" if day else ""


def _site_card(site: Site) -> bytes:
    checked = site.viewer.checked_to
    return _kept(
        site,
        Card(
            kicker="",
            title=site.settings.site_name,
            facts=tuple(("", site.viewer.name(entry)) for entry in site.countries[:4]),
            state="",
            state_note=f"Records last checked {day_text(checked)}" if checked else "",
            site=address_of(site.viewer, "").removeprefix("https://").removeprefix("http://").rstrip("/"),
        ),
    )


def _country_card(site: Site, entry: Entry) -> Card:
    """Its figures, as they are counted on its page."""
    facts = tuple((f"{figure.number:,}{f' of {figure.total:,}' if figure.total else ''}", figure.words) for figure in figures(site, entry.key))
    day = site.checked_to(entry.key)
    note = f"Records last checked {day.say(site.viewer.language)}" if day else ""
    return Card("Country dossier", site.viewer.name(entry), facts, "", note, site.settings.site_name, _short(site, entry))


def _event_card(site: Site, entry: Entry) -> Card:
    """Kind, date and who reports it; where accounts differ, it says so."""
    view = entry_view(site.viewer, entry)
    publishers = list(dict.fromkeys(source.publisher for source in view.sources if source.publisher))
    facts = [("Date", view.date.say(site.viewer.language)), ("Place", view.place), ("Source", "; ".join(publishers[:2]))]
    return Card(
        " · ".join(word for word in (view.kind.label, _country(site, entry)) if word), view.title, tuple(fact for fact in facts if fact[1]),
        "Accounts differ." if view.accounts else "", _checked(site, entry), site.settings.site_name, _short(site, entry),
    )  # fmt: skip


def _actor_card(site: Site, entry: Entry) -> Card:
    """What lists say of a person or an organisation: whether somebody is held, never whether guilty."""
    viewer, record = site.viewer, entry.record
    facts: list[tuple[str, str]] = []
    for track, timeline in viewer.index.tracks.get(entry.key, {}).items():
        if is_listed(site.dossier, track) and timeline.intervals():
            label = viewer.dossier.entries[f"vocabulary/tracks/{track}"].record.label.say(viewer.language)
            state = state_view(viewer, timeline, label)
            since = " or ".join(f"{'' if day.is_interval else 'since '}{day.say(viewer.language)}" for day in state.since)
            facts.append((label, f"{upper_first(' or '.join(state.values))}, {since}{' (accounts differ)' if state.contested else ''}"))
    roles = [role.title.say(viewer.language) for role in getattr(record, "roles", ())][:1]
    kind = viewer.dossier.entries.get(record.type.key) if isinstance(record, Organisation) else None
    kicker = viewer.name(kind) if kind else "".join(roles)
    words = " · ".join(word for word in (kicker, _country(site, entry)) if word)
    return Card(words, viewer.name(entry), tuple(facts[:_FACTS]), "", _checked(site, entry), site.settings.site_name, _short(site, entry))


_CARDS: dict[str, Callable[[Site, Entry], Card]] = {Event.folder: _event_card, Person.folder: _actor_card, Organisation.folder: _actor_card}
"""Folder of records -> what makes their cards."""
