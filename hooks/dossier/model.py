"""What a case file may say: one frozen class per kind of record, and the registry of them.

The names are the contract of data/ (see docs). Events follow the HURIDOCS events standard, people and
organisations Popolo and FollowTheMoney, dates EDTF. JSON Schema is made from these classes.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema

from .dates import PartialDate
from .values import Day, FileName, Flag, Instant, Iso, Language, Many, Number, Paragraph, Ref, RefOrText, Slug, Text, To, Url, wrong

__all__ = [
    "KINDS",
    "RECORDS",
    "VOCABULARY",
    "Account",
    "Allowed",
    "Correction",
    "Country",
    "Demand",
    "DemandState",
    "Event",
    "EventGroup",
    "EventKind",
    "Identifier",
    "Letter",
    "Organisation",
    "OrganisationType",
    "Person",
    "Record",
    "Relation",
    "ReplyClock",
    "RightOfReply",
    "Role",
    "Source",
    "SourceKind",
    "SourceUse",
    "Term",
    "Track",
    "TrackValue",
    "Withdrawal",
]


class Model(BaseModel):
    """A part of a record; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


Words = Annotated[str, Field(min_length=1)]
"""Text that is never translated."""


def _term(*names: str) -> To:
    return To(tuple(f"vocabulary/{name}" for name in names))


PersonRef = Annotated[Ref, To(("people",))]
OrganisationRef = Annotated[Ref, To(("organisations",))]
ActorRef = Annotated[Ref, To(("people", "organisations"))]
EventRef = Annotated[Ref, To(("events",))]
KindRef = Annotated[Ref, _term("event-kinds")]


def _short(name: str) -> Any:
    """Lets `{name: value}` be written as the value alone."""

    def expand(value: Any) -> Any:
        return {name: value} if isinstance(value, str) else value

    return _Short(expand)


class _Short(BeforeValidator):
    """In the JSON Schema, the group of fields or text."""

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, handler(schema)]}


class _SourceUse(Model):
    source: Annotated[Ref, To(("sources", "letters"), "Rests on it", paragraph=True)]
    at: Text | None = Field(None, description="where in the source: p. 25, para 424")
    supports: Text | None = Field(None, description="which claim it supports")


SourceUse = Annotated[_SourceUse, _short("source")]


class Correction(Model):
    date: Day
    text: Text = Field(description="what changed, for a reader")
    paragraph: Paragraph | None = None
    was: Text | None = Field(None, description="the wording before")


class Withdrawal(Model):
    date: Day
    erase: Flag = Field(False, description="true: nothing is left, not even a notice")


class RightOfReply(Model):
    to: Annotated[RefOrText, To(("people", "organisations"))]
    asked: Day
    channel: Text | None = None
    answered: Day | None = None
    text: Text | None = Field(None, description="the answer, or what was asked")


class Record(Model):
    """What every record has."""

    folder: ClassVar[str] = ""
    noun: ClassVar[str] = "record"

    text: Text | None = Field(None, description="the prose (Markdown); in a Markdown file it stands below the front matter")
    sources: Many[SourceUse] = Field((), description="references to sources, or {source, at, supports}")
    checked: Day | None = Field(None, description="day an editor last verified the record")
    review_by: Day | None = Field(None, description="warns before this day, fails after it")
    corrections: Many[Correction] = ()
    redirect_from: Many[Words] = Field((), description="former ids or whole former addresses")
    order: Number | None = Field(None, description="place among entries of the same day")
    draft: Flag = False
    publish_after: Instant | None = Field(None, description="embargo: a day (from 00:00 UTC) or an instant with its zone")
    withdrawn: Withdrawal | None = None


class Convention(Model):
    convention: Annotated[RefOrText, To(("sources", "organisations"))] = Field(description="for example C087")
    ratified: PartialDate | None = None


class Country(Record):
    folder = "country"
    noun = "country"
    title: Text
    iso: Iso = Field(description="ISO 3166-1 alpha-2: KZ")
    summary: Text | None = None
    languages: Many[Language] = ()
    conventions: Many[Convention] = ()


class Signature(Model):
    person: Annotated[Ref, To(("people",), "Letters signed")]
    role: Text | None = None
    organisations: Many[OrganisationRef] = ()


class DemandMade(Model):
    demand: Annotated[Ref, To(("demands",), "Made in")]
    paragraph: Paragraph | None = None


class Attachment(Model):
    file: FileName
    title: Text | None = None
    language: Language | None = None


class Coverage(Model):
    title: Text
    publisher: Text | None = None
    date: PartialDate | None = None
    url: Url | None = None


class Redaction(Model):
    paragraph: Paragraph | None = None
    reason: Text


class Closure(Model):
    date: PartialDate
    text: Text | None = None


class Letter(Record):
    """One letter; the prose is its verbatim text without salutation and closing."""

    folder = "letters"
    noun = "letter"
    title: Text
    date: PartialDate
    from_: Many[Annotated[Ref, To(("organisations", "people"), "Letters sent")]] = Field(alias="from", min_length=1)
    to: Many[Annotated[Ref, To(("people", "organisations"), "Letters received")]] = Field(min_length=1)
    cc: Many[Annotated[Ref, To(("people", "organisations"), "Copies received")]] = ()
    signed_by: Many[Annotated[Signature, _short("person")]] = ()
    language: Language | None = None
    place: Text | None = None
    channel: Literal["e-mail", "post", "hand"] | None = None
    subject: Text | None = None
    salutation: Text | None = None
    closing: Text | None = None
    occasion: Many[Annotated[Ref, To(("events",), "Occasion of")]] = ()
    in_reply_to: Many[Annotated[Ref, To(("letters",), "Answered by")]] = ()
    follows_up: Many[Annotated[Ref, To(("letters",), "Followed up by")]] = ()
    reply_kind: KindRef | None = Field(None, description="with in_reply_to: an event kind of group correspondence")
    reply_requested: Flag | None = None
    reply_by: PartialDate | None = Field(None, description="the day by which the letter asks for a reply")
    received: PartialDate | None = Field(None, description="the day on which it was received, where that is on record")
    clock: Annotated[Ref, _term("reply-clocks")] | None = Field(None, description="the rule by which a reply was due")
    closed: Closure | None = None
    demands: Many[Annotated[DemandMade, _short("demand")]] = ()
    mentions: Many[ActorRef] = Field((), description="people and organisations meant though not named in full")
    not_mentions: Many[ActorRef] = Field((), description="people and organisations that a name in the text does not mean")
    attachments: Many[Annotated[Attachment, _short("file")]] = ()
    original_url: Url | None = None
    coverage: Many[Coverage] = ()
    redactions: Many[Redaction] = ()
    countries: Many[Slug] = Field((), description="of an international letter: the countries it is about")
    text_available: Flag = Field(True, description="false: known only from references, a stub in the thread")


class Effect(Model):
    value: Words
    until: PartialDate | None = None
    sources: Many[SourceUse] = ()


Effects = dict[ActorRef, dict[str, Annotated[Effect, _short("value")]]]


class Account(Model):
    """What one side says; accounts stand side by side with equal weight."""

    by: Annotated[RefOrText, To(("people", "organisations", "sources"))]
    text: Text
    sources: Many[SourceUse] = ()
    date: PartialDate | None = None
    effects: Effects = {}


class RelatedEvent(Model):
    event: Annotated[Ref, To(("events",), "Related")]
    relation: Annotated[Ref, _term("relations")]


class Rating(Model):
    scheme: Text
    value: Text | None = None
    list: Text | None = Field(None, description="the list that the country stands on")


class Event(Record):
    """One event after the HURIDOCS events standard; accounts hold what is contested."""

    folder = "events"
    noun = "event"
    title: Text
    date: PartialDate
    kind: KindRef
    sources: Many[SourceUse] = Field(min_length=1)
    ends: PartialDate | None = Field(None, description="end of the event itself")
    place: Text | None = None
    people: Many[Annotated[Ref, To(("people",), "Events")]] = ()
    organisations: Many[Annotated[Ref, To(("organisations",), "Events")]] = ()
    actors: Many[Annotated[RefOrText, To(("people", "organisations"), "Acts")]] = Field((), description="who did it")
    effects: Effects = {}
    confidence: Literal["confirmed", "likely", "possible", "unlikely", "unknown"] | None = Field(
        None, description="confirmed: two independent publishers; likely: one"
    )
    known: PartialDate | None = Field(None, description="since when it was known; default: the earliest dated source")
    accounts: Many[Account] = ()
    responds_to: Many[Annotated[Ref, To(("letters",), "Answered in deed or word")]] = ()
    relates_to: Many[RelatedEvent] = ()
    instruments: Many[Annotated[RefOrText, To(("sources", "organisations"))]] = ()
    rating: Rating | None = None
    right_of_reply: Many[RightOfReply] = ()


class Role(Model):
    title: Text
    organisation: Annotated[Ref, To(("organisations",), "People")] | None = None
    from_: PartialDate | None = Field(None, alias="from")
    until: PartialDate | None = None


class Photo(Model):
    file: FileName
    alt: Text
    credit: Text
    licence: Text


class Person(Record):
    folder = "people"
    noun = "person"
    name: Text
    sort_name: Text = Field(description="Kharkova, Larisa")
    basis: Literal["public-role", "consent", "public-record"] = Field(description="why this person may be named")
    names: dict[Language, Words] = Field({}, description="the name in other languages: {ru: …}")
    other_names: Many[Text] = ()
    pseudonym: Flag = False
    category: Literal["unionist", "official", "signatory", "other"] | None = None
    roles: Many[Role] = ()
    photo: Photo | None = None
    right_of_reply: Many[RightOfReply] = ()


class Affiliation(Model):
    organisation: Annotated[Ref, To(("organisations",), "Affiliates")]
    from_: PartialDate | None = Field(None, alias="from")
    until: PartialDate | None = None
    kind: Text | None = None


class Organisation(Record):
    folder = "organisations"
    noun = "organisation"
    name: Text
    type: Annotated[Ref, _term("organisation-types")]
    abbreviations: Many[Text] = ()
    names: dict[Language, Words] = {}
    other_names: Many[Text] = ()
    country: Text | None = None
    affiliations: Many[Annotated[Affiliation, _short("organisation")]] = ()
    succeeds: Many[Annotated[Ref, To(("organisations",), "Succeeded by")]] = ()
    website: Url | None = None


class StateChange(Model):
    date: PartialDate
    state: Annotated[Ref, _term("demand-states")]
    note: Text | None = None
    sources: Many[SourceUse] = ()


class Demand(Record):
    """Something asked for; which letters made it follows from the letters."""

    folder = "demands"
    noun = "demand"
    title: Text
    target: Many[Annotated[RefOrText, To(("organisations", "people"), "Demands")]] = Field((), description="who must act")
    history: Many[StateChange] = ()


class Source(Record):
    """A publication a record rests on; `read` says how much of it the editor had."""

    folder = "sources"
    noun = "source"
    title: Text
    publisher: Text
    date: PartialDate | None = None
    url: Url | None = None
    archived_url: Url | None = None
    language: Many[Language] = ()
    kind: Annotated[Ref, _term("source-kinds")] | None = None
    read: Literal["full", "excerpt"] | None = None
    accessed: Day | None = None
    identifiers: dict[str, Words] = Field({}, description="{cfa_case: 3283}; keys are in vocabulary/identifiers.yml")


class Term(Record):
    """A word of the vocabulary."""

    noun = "term"
    label: Text
    description: Text | None = None


class Codes(Model):
    """Cross-references to the terms of others; `~` before a code marks the nearest broader term."""

    huridocs: Many[Text] = ()
    ituc: Many[Text] = ()
    ilo: Many[Text] = ()
    sdg: Many[Text] = ()


class EventKind(Term):
    folder = "vocabulary/event-kinds"
    noun = "event kind"
    plural: Text | None = None
    group: Slug
    icon: Slug | None = None
    tone: Slug | None = None
    lane: Slug | None = None
    sets: dict[str, str] = Field({}, description="the value that each track takes: {liberty: detained}")
    needs: Many[str] = Field((), description="what must be the case before: deprivation, or a track that deprives")
    thread: Literal["acknowledged", "holding", "partly-answered", "answered", "refused"] | None = Field(
        None, description="of a kind of reply: the state it gives to the thread"
    )
    calendar: Flag = Field(False, description="true: events whose day is known stand in the calendar that readers subscribe to")
    codes: Codes = Codes()


class EventGroup(Term):
    folder = "vocabulary/event-groups"
    noun = "group of events"


class TrackValue(Model):
    id: Slug
    label: Text
    deprives: Flag = False
    shade: Slug | None = None
    description: Text | None = None


class Track(Term):
    folder = "vocabulary/tracks"
    noun = "track"
    of: Literal["person", "organisation"]
    values: Many[TrackValue] = Field(min_length=1)


class Basis(Model):
    title: Text
    url: Url | None = None


class ReplyClock(Record):
    folder = "vocabulary/reply-clocks"
    noun = "reply clock"
    title: Text
    applies_to: Many[Annotated[RefOrText, To(("organisations", "people"))]] = ()
    days: Number
    unit: Literal["working", "calendar"]
    holidays: Many[Text] = Field(
        (), description="days that are no working days: 2017-04-14, 2017-12-24/2018-01-02, 05-09 (every year), or whose calendar: BE, LU, XECB"
    )
    from_: PartialDate | None = Field(None, alias="from")
    until: PartialDate | None = None
    basis: Basis | None = Field(None, description="where the rule is laid down; without it, no day is given")
    starts: Literal["sent", "received"] | None = Field(None, description="what the days count from; default: sent, the date of the letter")
    holding: Literal["extends", "pauses", "none"] | None = Field(None, description="what a holding reply does that comes in time; default: none")
    extension: Number | None = Field(None, description="with holding: extends, by how many days")


class SourceKind(Term):
    folder = "vocabulary/source-kinds"
    noun = "source kind"
    voice: Slug | None = Field(None, description="who says so: court, official, union, ngo, press, ilo, eu")


class OrganisationType(Term):
    folder = "vocabulary/organisation-types"
    noun = "organisation type"


def _template(value: Any) -> str:
    if not isinstance(value, str) or "{value}" not in value or not value.startswith(("https://", "http://")):
        raise wrong("is not a template; write a web address with {value} in it")
    return value


class Identifier(Term):
    folder = "vocabulary/identifiers"
    noun = "identifier"
    template: Annotated[str, PlainValidator(_template), WithJsonSchema({"type": "string"})] | None = None


class Relation(Term):
    folder = "vocabulary/relations"
    noun = "relation"
    inverse: Text | None = None
    position: Flag = Field(False, description="true: the event is somebody's answer to the other, and shown wherever that is shown")


class DemandState(Term):
    folder = "vocabulary/demand-states"
    noun = "state of a demand"
    settled: Flag = Field(False, description="true: nothing is asked for any more")


class Allowed(Model):
    """An item of allowed.yml: a value that may be published though it looks like personal data."""

    value: Words
    reason: Text
    until: Day | None = None


RECORDS: tuple[type[Record], ...] = (Letter, Event, Person, Organisation, Demand, Source)
VOCABULARY: tuple[type[Record], ...] = (
    EventKind, EventGroup, Track, ReplyClock, SourceKind, OrganisationType, Identifier, Relation, DemandState,
)  # fmt: skip
_ALL: tuple[type[Record], ...] = (Country, *RECORDS, *VOCABULARY)
KINDS: dict[str, type[Record]] = {kind.folder: kind for kind in _ALL}
"""The registry: folder -> class. A new kind of record is a class and its line above."""
