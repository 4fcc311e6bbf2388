"""A person, an organisation, an event, a demand or a country -> what is published of it as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ..addresses import address, translated
from ..attachments import beside
from ..dossier import Entry
from ..files import INTERNATIONAL
from ..index import chronological
from ..model import Account, Country, Demand, Event, Letter, Organisation, Person, Photo
from ..prose import plain
from ..tracks import CANCELS, accounts_differ
from .answers import account_view, position_views
from .base import Viewer
from .citing import address_of, stem
from .entries import chronicle
from .jsonpieces import (
    Made,
    agent_data,
    agents_data,
    date_of,
    file_data,
    link_data,
    links_data,
    other_data,
    replies_data,
    schema_of,
    source_data,
    sources_data,
    span_of,
    whom,
)
from .recorddata import CountryData, DemandData, EventData, OrganisationData, PersonData, RecordData, schema_address

__all__ = ["DATA", "record_data"]


def record_data(viewer: Viewer, entry: Entry) -> RecordData:
    """The published record; its kind is one of DATA."""
    model, make = DATA[entry.folder]
    record = entry.record
    own: Made = {
        **schema_of(viewer, schema_address(record.noun)),
        "id": entry.key,
        "url": address_of(viewer, address(entry)),
        "text": plain(entry.body),
        "sources": sources_data(viewer, record.sources),
        "corrections": [
            {"date": c.date.latest, "text": viewer.say(c.text), "paragraph": c.paragraph or "", "was": viewer.say(c.was)}
            for c in record.corrections
        ],
        "translations": {t.language: address_of(viewer, translated(t.language, address(entry))) for t in entry.translations},
        "other_languages": other_data(viewer, entry),
        "checked": record.checked.latest if record.checked else None,
    }
    if entry.folder != Country.folder:
        own["country"] = link_data(viewer, viewer.link(entry.country)) if entry.country != INTERNATIONAL else None
    return model.model_validate({**own, **make(viewer, entry)})


def _person(viewer: Viewer, entry: Entry) -> Made:
    person: Person = entry.record
    return {
        **_named(viewer, entry),
        "sort_name": viewer.say(person.sort_name),
        "pseudonym": person.pseudonym,
        "basis": person.basis,
        "category": person.category or "",
        "roles": [
            {"title": viewer.say(role.title), "organisation": whom(viewer, role.organisation), **span_of(role)} for role in person.roles
        ],
        "photo": _photo(viewer, entry),
        "right_of_reply": replies_data(viewer, person),
    }


def _photo(viewer: Viewer, entry: Entry) -> Made | None:
    photo: Photo | None = entry.record.photo
    file = next(beside(viewer.dossier, entry), None) if photo else None
    if photo is None or file is None:
        return None
    return {**file_data(viewer, entry, file), **{name: viewer.say(getattr(photo, name)) for name in ("alt", "credit", "licence")}}


def _organisation(viewer: Viewer, entry: Entry) -> Made:
    organisation: Organisation = entry.record
    return {
        **_named(viewer, entry),
        "type": organisation.type.key.rpartition("/")[2],
        "abbreviations": [viewer.say(name) for name in organisation.abbreviations],
        "seat": viewer.say(organisation.country),
        "affiliations": [
            {"organisation": whom(viewer, a.organisation), "kind": viewer.say(a.kind), **span_of(a)} for a in organisation.affiliations
        ],
        "succeeds": agents_data(viewer, viewer.links(organisation.succeeds)),
        "website": organisation.website or "",
    }


def _named(viewer: Viewer, entry: Entry) -> Made:
    record: Person | Organisation = entry.record
    links = viewer.index.backlinks.get(entry.key, ())
    events = dict.fromkeys(link.entry.key for link in links if link.entry.folder == Event.folder and link.words in ("Events", "Acts"))
    return {
        "name": viewer.name(entry),
        "names": {**record.name.languages, **record.names},
        "other_names": [viewer.say(name) for name in record.other_names],
        "statuses": _statuses(viewer, entry),
        "events": [link_data(viewer, viewer.link(key)) for key in events],
    }


def _statuses(viewer: Viewer, entry: Entry) -> list[Made]:
    return [
        {
            "track": track,
            "value": interval.value,
            "label": viewer.value(track, interval.value)[0],
            "since": date_of(interval.start),
            "until": [date_of(end) for end in interval.ends],
            "lapsed": [date_of(end) for end in interval.lapsed],
            "doubted": [date_of(end) for end in interval.doubted],
            "contested": interval.contested,
            "event": link_data(viewer, viewer.link(interval.assertion.event.key)),
            "confidence": interval.assertion.event.record.confidence or "",
            "by": whom(viewer, interval.assertion.account.by) if interval.assertion.account else None,
            "known": date_of(interval.assertion.known),
            "sources": sources_data(viewer, interval.assertion.sources),
            "positions": _positions(viewer, interval.assertion.event),
            "right_of_reply": replies_data(viewer, interval.assertion.event.record),
        }
        for track, timeline in viewer.index.tracks.get(entry.key, {}).items()
        for interval in timeline.intervals()
    ]


def _event(viewer: Viewer, entry: Entry) -> Made:
    event: Event = entry.record
    kind, rating = viewer.kind(event.kind.key), event.rating
    accounts = [(account, account_view(viewer, account)) for account in event.accounts]
    relations = [related for related in event.relates_to if related.event.key in viewer.dossier.entries]
    return {
        "title": viewer.name(entry),
        "date": date_of(event.date),
        "ends": date_of(event.ends),
        "kind": {"id": event.kind.key.rpartition("/")[2], "label": kind.label, "group": kind.group},
        "place": viewer.say(event.place),
        "people": agents_data(viewer, viewer.links(event.people)),
        "organisations": agents_data(viewer, viewer.links(event.organisations)),
        "actors": agents_data(viewer, viewer.links(event.actors)),
        "confidence": event.confidence or "",
        "known": date_of(viewer.known(entry)),
        "states": _effects(viewer, event),
        "accounts": [
            {
                "by": agent_data(viewer, view.by), "date": date_of(view.date), "text": view.text, "effects": list(view.effects),
                "states": _effects(viewer, account), "sources": sources_data(viewer, account.sources),
            }
            for account, view in accounts
        ],
        "accounts_differ": accounts_differ(viewer.dossier, event),
        "positions": _positions(viewer, entry),
        "right_of_reply": replies_data(viewer, event),
        "responds_to": links_data(viewer, event.responds_to),
        "relates_to": [{"relation": viewer.link(r.relation.key).text, "event": link_data(viewer, viewer.link(r.event.key))} for r in relations],
        "instruments": links_data(viewer, event.instruments),
        "rating": {name: viewer.say(getattr(rating, name)) for name in ("scheme", "value", "list")} if rating else None,
    }  # fmt: skip


def _positions(viewer: Viewer, event: Entry) -> list[Made]:
    return [
        {
            "by": agents_data(viewer, position.by), "date": date_of(position.date), "title": position.link.text,
            "url": address_of(viewer, position.link.href), "sources": [source_data(viewer, view) for view in position.sources],
        }
        for position in position_views(viewer, event)
    ]  # fmt: skip


def _effects(viewer: Viewer, of: Account | Event) -> list[Made]:
    return [
        {
            "who": whom(viewer, ref), "track": track, "value": "" if effect.value == CANCELS else effect.value,
            "label": viewer.effect(track, effect.value), "until": date_of(effect.until), "sources": sources_data(viewer, effect.sources),
        }
        for ref, tracks in of.effects.items()
        for track, effect in tracks.items()
    ]  # fmt: skip


def _demand(viewer: Viewer, entry: Entry) -> Made:
    demand: Demand = entry.record
    state, _ = viewer.index.demand_state(entry)
    return {
        "title": viewer.name(entry),
        "target": agents_data(viewer, viewer.links(demand.target)),
        "state": state.id if state else "",
        "since": date_of(viewer.index.demand_since(entry)),
        "history": [
            {
                "date": date_of(c.date), "state": c.state.key.rpartition("/")[2], "note": viewer.say(c.note),
                "sources": sources_data(viewer, c.sources),
            }
            for c in sorted(demand.history, key=lambda c: c.date.order)
        ],
        "made": [
            {
                "letter": link_data(viewer, viewer.link(asked.letter.key, asked.paragraph)), "date": date_of(asked.letter.record.date),
                "paragraph": asked.paragraph, "asked_of": agents_data(viewer, viewer.links(asked.letter.record.to)),
            }
            for asked in viewer.index.asked.get(entry.key, ())
        ],
    }  # fmt: skip


def _country(viewer: Viewer, entry: Entry) -> Made:
    country: Country = entry.record
    happened = chronicle(viewer, entry.key)

    def listed(entries: Iterable[Entry]) -> list[Made]:
        return [
            {
                "name": viewer.name(item), "url": address_of(viewer, address(item)), "json": address_of(viewer, f"{stem(item)}.json"),
                "date": date_of(getattr(item.record, "date", None)),
            }
            for item in entries
        ]  # fmt: skip

    own = {folder: list(viewer.dossier.of(folder, entry.key)) for folder in (Person.folder, Organisation.folder, Demand.folder)}
    return {
        "title": viewer.name(entry),
        "iso": country.iso,
        "summary": plain(viewer.say(country.summary)),
        "languages": list(country.languages),
        "conventions": [
            {"convention": link_data(viewer, viewer.actor(c.convention)), "ratified": date_of(c.ratified)} for c in country.conventions
        ],
        "letters": listed(e for e in sorted(happened, key=chronological) if e.folder == Letter.folder),
        "events": listed(e for e in happened if e.folder == Event.folder),
        **{folder: listed(entries) for folder, entries in own.items()},
    }


DATA: Mapping[str, tuple[type[RecordData], Callable[[Viewer, Entry], Made]]] = {
    Country.folder: (CountryData, _country),
    Event.folder: (EventData, _event),
    Person.folder: (PersonData, _person),
    Organisation.folder: (OrganisationData, _organisation),
    Demand.folder: (DemandData, _demand),
}
"""Folder -> what is published of its records as JSON, and how it is made."""
