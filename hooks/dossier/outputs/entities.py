"""The public records as entities of FollowTheMoney, one a line, for OpenSanctions, Aleph and other tools of investigators.

Dates that are not plain ISO 8601 are given in words: FollowTheMoney has no uncertain ones. Where accounts give different dates, all are there,
and the words say of those that accounts give whose each is. No topic is given to anybody: none is a finding of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from babel import Locale

from .. import prose
from ..addresses import address
from ..artifact import Artifact
from ..asjson import compact
from ..dates import PartialDate
from ..dossier import Entry
from ..files import INTERNATIONAL
from ..later import later
from ..model import Event, Letter, Organisation, Person, Role, Source, SourceUse
from ..names import forms
from ..phrases import office_at, spanned
from ..replies import dates_of
from ..site import Site
from ..values import Ref
from ..views.answers import account_view, position_views, reply_views
from ..views.citing import address_of
from ..views.entries import accounts_words
from .dataset import HOME, Download, made

__all__ = ["downloads", "publish"]

_NAME = "entities.ftm.json"
_NO_COUNTRIES = frozenset("EA EZ QO XA XB ZZ".split())
"""What the Unicode CLDR has codes for besides countries and their like: groups of islands, currency areas, stand-ins."""


def publish(site: Site) -> Iterator[Artifact]:
    yield from (download.artifact for download in downloads(site))


def downloads(site: Site) -> Iterator[Download]:
    yield Download(
        f"{HOME}{_NAME}", "FollowTheMoney", "application/json+ftm", "People, organisations, events, letters and sources as entities, one a line",
        made(site, _NAME, _entities),
    )  # fmt: skip


def _entities(site: Site) -> Iterator[bytes]:
    return (site.portions.of("entities", home, later(_of_country, site, home)) for home in site.dossier.homes)


def _of_country(site: Site, home: str) -> bytes:
    makers = (
        (Source, _source), (Organisation, _organisation), (Person, _person), (Event, _event), (Letter, _letter),
    )  # fmt: skip
    made = [(make, entry) for kind, make in makers for entry in site.dossier.of(kind.folder, home)]
    return b"".join(compact(line) + b"\n" for make, entry in made for line in make(site, entry))


def _id(key: str) -> str:
    """The id of a record: no slash, and nothing that a record's id could hold stands for it."""
    return key.replace("/", ".")


def _entity(ident: str, schema: str, properties: dict[str, Iterable[str | None]]) -> dict[str, Any]:
    said = {name: list(dict.fromkeys(value for value in values if value)) for name, values in properties.items()}
    return {"id": ident, "schema": schema, "properties": {name: values for name, values in said.items() if values}}


def _thing(site: Site, entry: Entry) -> dict[str, Iterable[str | None]]:
    """What every record has: where it is, and its country, if that has a code which FollowTheMoney knows: it refuses all others."""
    home = site.dossier.entries.get(entry.country) if entry.country != INTERNATIONAL else None
    code = home.record.iso if home and _is_country(home.record.iso) else ""
    where = address_of(site.viewer, address(entry))
    return {"sourceUrl": [where if site.settings.site_url else None], "country": [code.lower()]}


def _is_country(code: str) -> bool:
    """
    >>> _is_country("KZ"), _is_country("XX"), _is_country("XA")
    (True, False, False)
    """
    return code in Locale("en").territories and code not in _NO_COUNTRIES


def _known(site: Site, *refs: object) -> list[str]:
    """The ids of people and organisations among what a field refers to."""
    found = [site.dossier.entries.get(ref.key) for ref in refs if isinstance(ref, Ref)]
    return [_id(entry.key) for entry in found if entry is not None and entry.folder in (Person.folder, Organisation.folder)]


def _date(*dates: PartialDate | None) -> list[str | None]:
    """Those that FollowTheMoney can hold: plain ones, of the years 1000 to 2999; it refuses an entity with another one."""
    return [when.datetime if when and 1000 <= when.earliest.year < 3000 else None for when in dates]


def _in_words(when: PartialDate | None, before: str = "") -> str:
    """A date that `_date` has to leave out; empty for any other."""
    return "" if when is None or any(_date(when)) else f"{before}{when.say()}."


def _span(part: Any) -> dict[str, Iterable[str | None]]:
    """From when until when a membership lasted, as far as sources say."""
    return {
        "startDate": _date(part.from_), "endDate": _date(part.until),
        "summary": [_in_words(part.from_, "Start: "), _in_words(part.until, "End: ")],
    }  # fmt: skip


def _proof(site: Site, uses: Iterable[SourceUse]) -> list[str]:
    found = [site.dossier.entries.get(use.source.key) for use in uses]
    return [_id(entry.key) for entry in found if entry is not None]


def _words(entry: Entry) -> str:
    return prose.plain(entry.body)


def _source(site: Site, entry: Entry) -> Iterator[dict[str, Any]]:
    source: Source = entry.record
    say = site.viewer.language
    where = [source.url] if source.url else _thing(site, entry)["sourceUrl"]
    yield _entity(_id(entry.key), "Article", {
        "fileName": [entry.id], "title": [source.title.say(say), *source.title.languages.values()], "publisher": [source.publisher.say(say)],
        "date": _date(source.date), "summary": [_in_words(source.date)], "sourceUrl": where,
    })  # fmt: skip


def _organisation(site: Site, entry: Entry) -> Iterator[dict[str, Any]]:
    organisation: Organisation = entry.record
    say = site.viewer.language
    name, own = site.viewer.name(entry), _id(entry.key)
    short = [a.say(say) for a in organisation.abbreviations]
    yield _entity(own, "Organization", {
        "name": [name], "alias": [other for other in forms(organisation) if other != name and other not in short], "abbreviation": short,
        "website": [organisation.website], "summary": [_words(entry)], "proof": _proof(site, organisation.sources), **_thing(site, entry),
    })  # fmt: skip
    for place, affiliation in enumerate(organisation.affiliations, start=1):
        for other in _known(site, affiliation.organisation):
            yield _entity(f"{own}.affiliation-{place}", "Membership", {
                "member": [own], "organization": [other], "role": [affiliation.kind.say(say) if affiliation.kind else None],
                **_span(affiliation),
            })  # fmt: skip
    for place, ref in enumerate(organisation.succeeds, start=1):
        for other in _known(site, ref):
            yield _entity(f"{own}.succession-{place}", "Succession", {"predecessor": [other], "successor": [own]})


def _person(site: Site, entry: Entry) -> Iterator[dict[str, Any]]:
    person: Person = entry.record
    say = site.viewer.language
    name, own = site.viewer.name(entry), _id(entry.key)
    yield _entity(own, "Person", {
        "name": [name], "alias": [other for other in forms(person) if other != name], "position": [_position(site, r) for r in person.roles],
        "summary": [_words(entry)], "proof": _proof(site, person.sources), **_thing(site, entry),
    })  # fmt: skip
    for place, role in enumerate(person.roles, start=1):
        for organisation in _known(site, role.organisation):
            yield _entity(f"{own}.role-{place}", "Membership", {
                "member": [own], "organization": [organisation], "role": [role.title.say(say)], **_span(role),
            })  # fmt: skip
    yield from _replies(site, entry)


def _position(site: Site, role: Role) -> str:
    """A role with where and when it was held: "President" and a country alone is taken for that of the country, and a past for a present one."""
    where = site.viewer.link(role.organisation.key).text if role.organisation else ""
    span = spanned(role.from_, role.until)
    return office_at(role.title.say(site.viewer.language), where) + (f" ({span})" if span else "")


def _event(site: Site, entry: Entry) -> Iterator[dict[str, Any]]:
    """An event, and a note for each account of it, each answer to it and each right of reply: none of them is lost, none stands first."""
    event: Event = entry.record
    viewer, own = site.viewer, _id(entry.key)
    dates, views = dates_of(entry), [account_view(viewer, account) for account in event.accounts]
    accounts = [(view.by.text, view.date.say() if view.date else "", view.text) for view in views]
    told = accounts_words(viewer, event)
    differ = [f"{told}. {by}{f' ({day})' if day else ''}: {said}" for by, day, said in accounts]
    positions = [f"{', '.join(link.text for link in p.by)} ({p.date.say()}): {p.link.text}" for p in position_views(viewer, entry)]
    words = [_in_words(event.date), _in_words(event.ends, "End: "), _words(entry)]
    yield _entity(own, "Event", {
        "name": [viewer.name(entry)], "date": _date(*dates), "endDate": _date(event.ends), "keywords": [viewer.kind(event.kind.key).label],
        "location": [event.place.say(viewer.language) if event.place else None], "involved": _known(site, *event.people, *event.organisations),
        "organizer": _known(site, *event.actors), "summary": words,
        "description": [*differ, *(f"Position. {said}" for said in positions)],
        "proof": _proof(site, event.sources), **_thing(site, entry),
    })  # fmt: skip
    for place, (account, (by, day, said)) in enumerate(zip(event.accounts, accounts, strict=True), start=1):
        yield _entity(f"{own}.account-{place}", "Note", {
            "name": [f"Account of {by}"], "entity": [own], "description": [f"{day}: {said}" if day else said],
            "proof": _proof(site, account.sources), **_thing(site, entry),
        })  # fmt: skip
    yield from _replies(site, entry)


def _replies(site: Site, entry: Entry) -> Iterator[dict[str, Any]]:
    for place, reply in enumerate(reply_views(site.viewer, entry.record), start=1):
        came = f"answered on {reply.answered.say()}" if reply.answered else reply.silence
        yield _entity(f"{_id(entry.key)}.reply-{place}", "Note", {
            "name": [f"Right of reply of {reply.to.text}"], "entity": [_id(entry.key)],
            "description": [f"Asked on {reply.asked.say()}; {came}.{f' {reply.words}' if reply.text else ''}"], **_thing(site, entry),
        })  # fmt: skip


def _letter(site: Site, entry: Entry) -> Iterator[dict[str, Any]]:
    """A letter is a Message: sender, recipients, text. Known from references only, or from a sender withheld, it is a Document."""
    letter: Letter = entry.record
    viewer, say = site.viewer, site.viewer.language
    sender, text = _known(site, *letter.from_), "\n\n".join(piece.text for piece in prose.pieces(entry.body))
    replies = [site.dossier.entries.get(ref.key) for ref in letter.in_reply_to]
    shared: dict[str, Iterable[str | None]] = {
        "fileName": [entry.id], "title": [viewer.name(entry)], "author": [link.text for link in viewer.links(letter.from_)],
        "date": _date(letter.date), "summary": [_in_words(letter.date)], "proof": _proof(site, letter.sources),
        **_thing(site, entry),
    }  # fmt: skip
    if not text or not sender:
        yield _entity(_id(entry.key), "Document", {**shared, "bodyText": [text]})
        return
    yield _entity(_id(entry.key), "Message", {
        **shared, "sender": sender, "recipients": _known(site, *letter.to, *letter.cc), "bodyText": [text],
        "subject": [letter.subject.say(say) if letter.subject else None],
        "inReplyToMessage": [_id(other.key) for other in replies if other is not None],
    })  # fmt: skip
