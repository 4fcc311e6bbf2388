"""A person, an organisation, an event, a demand or a country -> what is published of it as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..addresses import address, translated
from ..attachments import beside
from ..dates import PartialDate
from ..dossier import Entry
from ..files import INTERNATIONAL
from ..index import chronological
from ..model import Account, Country, Demand, Event, Letter, Organisation, Person, Photo, Record
from ..prose import plain
from ..tracks import CANCELS, accounts_differ
from ..values import Ref, Text
from .base import Viewer
from .citing import address_of, stem
from .entries import chronicle
from .jsonpieces import agent_data, agents_data, date_data, file_data, link_data, other_data, schema_of, source_data, sources_data
from .recorddata import CountryData, DemandData, EventData, OrganisationData, PersonData, RecordData, schema_address

__all__ = ["DATA", "record_data"]

Made = dict[str, Any]


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
            {"date": c.date.latest, "text": _say(viewer, c.text), "paragraph": c.paragraph or "", "was": _say(viewer, c.was)}
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
        "sort_name": _say(viewer, person.sort_name),
        "pseudonym": person.pseudonym,
        "basis": person.basis,
        "category": person.category or "",
        "roles": [
            {"title": _say(viewer, role.title), "organisation": _one(viewer, role.organisation), **_span(role)} for role in person.roles
        ],
        "photo": _photo(viewer, entry),
        "right_of_reply": _replies(viewer, person),
    }


def _photo(viewer: Viewer, entry: Entry) -> Made | None:
    photo: Photo | None = entry.record.photo
    file = next(beside(viewer.dossier, entry), None) if photo else None
    if photo is None or file is None:
        return None
    return {**file_data(viewer, entry, file), **{name: _say(viewer, getattr(photo, name)) for name in ("alt", "credit", "licence")}}


def _organisation(viewer: Viewer, entry: Entry) -> Made:
    organisation: Organisation = entry.record
    return {
        **_named(viewer, entry),
        "type": organisation.type.key.rpartition("/")[2],
        "abbreviations": [_say(viewer, name) for name in organisation.abbreviations],
        "seat": _say(viewer, organisation.country),
        "affiliations": [
            {"organisation": _one(viewer, a.organisation), "kind": _say(viewer, a.kind), **_span(a)} for a in organisation.affiliations
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
        "other_names": [_say(viewer, name) for name in record.other_names],
        "statuses": _statuses(viewer, entry),
        "events": [link_data(viewer, viewer.link(key)) for key in events],
    }


def _statuses(viewer: Viewer, entry: Entry) -> list[Made]:
    return [
        {
            "track": track,
            "value": interval.value,
            "label": viewer.value(track, interval.value)[0],
            "since": _date(interval.start),
            "until": [_date(end) for end in interval.ends],
            "lapsed": [_date(end) for end in interval.lapsed],
            "doubted": [_date(end) for end in interval.doubted],
            "contested": interval.contested,
            "event": link_data(viewer, viewer.link(interval.assertion.event.key)),
            "confidence": interval.assertion.event.record.confidence or "",
            "by": _one(viewer, interval.assertion.account.by) if interval.assertion.account else None,
            "known": _date(interval.assertion.known),
            "sources": sources_data(viewer, interval.assertion.sources),
        }
        for track, timeline in viewer.index.tracks.get(entry.key, {}).items()
        for interval in timeline.intervals()
    ]


def _event(viewer: Viewer, entry: Entry) -> Made:
    event: Event = entry.record
    kind, rating = viewer.kind(event.kind.key), event.rating
    accounts = [(account, viewer.account(account)) for account in event.accounts]
    relations = [related for related in event.relates_to if related.event.key in viewer.dossier.entries]
    return {
        "title": viewer.name(entry),
        "date": _date(event.date),
        "ends": _date(event.ends),
        "kind": {"id": event.kind.key.rpartition("/")[2], "label": kind.label, "group": kind.group},
        "place": _say(viewer, event.place),
        "people": agents_data(viewer, viewer.links(event.people)),
        "organisations": agents_data(viewer, viewer.links(event.organisations)),
        "actors": agents_data(viewer, viewer.links(event.actors)),
        "confidence": event.confidence or "",
        "known": _date(viewer.known(entry)),
        "states": _effects(viewer, event),
        "accounts": [
            {
                "by": agent_data(viewer, view.by), "date": _date(view.date), "text": view.text, "effects": list(view.effects),
                "states": _effects(viewer, account), "sources": sources_data(viewer, account.sources),
            }
            for account, view in accounts
        ],
        "accounts_differ": accounts_differ(viewer.dossier, event),
        "positions": [
            {
                "by": agents_data(viewer, position.by), "date": _date(position.date), "title": position.link.text,
                "url": address_of(viewer, position.link.href), "sources": [source_data(viewer, view) for view in position.sources],
            }
            for position in viewer.positions(entry)
        ],
        "right_of_reply": _replies(viewer, event),
        "responds_to": _links(viewer, event.responds_to),
        "relates_to": [{"relation": viewer.link(r.relation.key).text, "event": link_data(viewer, viewer.link(r.event.key))} for r in relations],
        "instruments": _links(viewer, event.instruments),
        "rating": {name: _say(viewer, getattr(rating, name)) for name in ("scheme", "value", "list")} if rating else None,
    }  # fmt: skip


def _effects(viewer: Viewer, of: Account | Event) -> list[Made]:
    return [
        {
            "who": _one(viewer, ref), "track": track, "value": "" if effect.value == CANCELS else effect.value,
            "label": viewer.effect(track, effect.value), "until": _date(effect.until), "sources": sources_data(viewer, effect.sources),
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
        "since": _date(viewer.index.demand_since(entry)),
        "history": [
            {
                "date": _date(c.date), "state": c.state.key.rpartition("/")[2], "note": _say(viewer, c.note),
                "sources": sources_data(viewer, c.sources),
            }
            for c in sorted(demand.history, key=lambda c: c.date.order)
        ],
        "made": [
            {
                "letter": link_data(viewer, viewer.link(asked.letter.key, asked.paragraph)), "date": _date(asked.letter.record.date),
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
                "date": _date(getattr(item.record, "date", None)),
            }
            for item in entries
        ]  # fmt: skip

    own = {folder: list(viewer.dossier.of(folder, entry.key)) for folder in (Person.folder, Organisation.folder, Demand.folder)}
    return {
        "title": viewer.name(entry),
        "iso": country.iso,
        "summary": plain(_say(viewer, country.summary)),
        "languages": list(country.languages),
        "conventions": [
            {"convention": link_data(viewer, viewer.actor(c.convention)), "ratified": _date(c.ratified)} for c in country.conventions
        ],
        "letters": listed(e for e in sorted(happened, key=chronological) if e.folder == Letter.folder),
        "events": listed(e for e in happened if e.folder == Event.folder),
        **{folder: listed(entries) for folder, entries in own.items()},
    }


def _say(viewer: Viewer, text: Text | None) -> str:
    return text.say(viewer.language) if text else ""


def _date(value: PartialDate | None) -> Made | None:
    return date_data(value) if value else None


def _span(part: Any) -> Made:
    return {"since": _date(part.from_), "until": _date(part.until)}


def _one(viewer: Viewer, ref: Ref | Text | None) -> Made | None:
    return dict(agent_data(viewer, viewer.actor(ref))) if ref is not None else None


def _links(viewer: Viewer, refs: Iterable[Ref | Text]) -> list[Made]:
    return [link_data(viewer, link) for link in viewer.links(refs)]


def _replies(viewer: Viewer, record: Record) -> list[Made]:
    return [
        {
            "to": agent_data(viewer, view.to), "asked": view.asked.latest, "channel": view.channel,
            "answered": view.answered.latest if view.answered else None, "text": view.text,
        }
        for view in viewer.replies(record)
    ]  # fmt: skip


DATA: Mapping[str, tuple[type[RecordData], Callable[[Viewer, Entry], Made]]] = {
    Country.folder: (CountryData, _country),
    Event.folder: (EventData, _event),
    Person.folder: (PersonData, _person),
    Organisation.folder: (OrganisationData, _organisation),
    Demand.folder: (DemandData, _demand),
}
"""Folder -> what is published of its records as JSON, and how it is made."""
