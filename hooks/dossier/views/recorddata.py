"""What is published of a person, an organisation, an event, a demand and a country as JSON; these classes are the published JSON Schemas too.

Dates are EDTF with their earliest and latest possible day; addresses are absolute where the site knows its own, else below its root.
"""

from __future__ import annotations

import datetime

from pydantic import Field

from .jsonpieces import SCHEMA_SAID, AgentData, Data, DateData, FileData, LinkData, OtherWordsData, SourceData

__all__ = ["CountryData", "DemandData", "EventData", "OrganisationData", "PersonData", "RecordData", "schema_address"]


class NoteData(Data):
    date: datetime.date
    text: str
    paragraph: str
    was: str = Field(description="the former wording; empty: it is not given")


class RecordData(Data):
    """What every record has."""

    schema_: str = Field("", alias="$schema", description=SCHEMA_SAID)
    id: str = Field(description="as case files refer to it: country/folder/id")
    url: str
    text: str = Field(description="what is on record, in the editors’ words, without mark-up")
    sources: list[SourceData]
    corrections: list[NoteData]
    translations: dict[str, str] = Field(description="language -> address of the record in it")
    other_languages: list[OtherWordsData] = Field(description="what the record says in other languages, here and on the pages of its translations")
    checked: datetime.date | None = Field(description="day an editor last verified the record")


class OwnedData(RecordData):
    country: LinkData | None = Field(description="null for what belongs to no single country")


class ReplyData(Data):
    """The right of reply: who was asked, when, and what came of it."""

    to: AgentData
    asked: datetime.date
    channel: str
    answered: datetime.date | None = Field(description="null: no answer is on record")
    text: str


class PositionData(Data):
    """What somebody answers to an event, in an event of its own."""

    by: list[AgentData]
    date: DateData
    title: str
    url: str
    sources: list[SourceData]


class StatusData(Data):
    """What is on record as having been the case. Alone it does not tell the whole: read the event with its accounts."""

    track: str
    value: str
    label: str
    since: DateData
    until: list[DateData | None] = Field(
        description="every end that accounts give to it; null: by some account, or by what is surer, no end is on record"
    )
    lapsed: list[DateData] = Field(description="of these ends, those where no more than the record ends: what was the case then is not on record")
    doubted: list[DateData] = Field(description="of these ends, those that only an entry less sure than its own gives: it may have gone on")
    contested: bool = Field(description="true: not every account gives this value and date")
    event: LinkData
    confidence: str = Field(description="how sure that event is; empty: the record does not say")
    by: AgentData | None = Field(description="whose account says so, where accounts differ")
    known: DateData | None = Field(description="since when it was known, if that is recorded, else its first source no older than it")
    sources: list[SourceData]
    positions: list[PositionData] = Field(description="what others answer to that event")
    right_of_reply: list[ReplyData] = Field(description="who was asked about that event")


class RoleData(Data):
    title: str
    organisation: AgentData | None
    since: DateData | None
    until: DateData | None


class NamedData(OwnedData):
    name: str
    names: dict[str, str] = Field(description="language -> the name in it")
    other_names: list[str]
    statuses: list[StatusData]
    events: list[LinkData] = Field(description="events that concern it or in which it acted")


class PhotoData(FileData):
    """A photo as published, without its metadata; it may be used as the licence says."""

    alt: str = Field(description="what it shows")
    credit: str
    licence: str


class PersonData(NamedData):
    sort_name: str
    pseudonym: bool = Field(description="true: this is not the real name")
    basis: str = Field(description="why this person may be named: public-role, consent, public-record")
    category: str
    roles: list[RoleData]
    photo: PhotoData | None
    right_of_reply: list[ReplyData]


class AffiliationData(Data):
    organisation: AgentData
    kind: str
    since: DateData | None
    until: DateData | None


class OrganisationData(NamedData):
    type: str
    abbreviations: list[str]
    seat: str = Field(description="the country it says it is in")
    affiliations: list[AffiliationData]
    succeeds: list[AgentData]
    website: str


class EffectData(Data):
    """What was the case after the event, or by one account of it: from the date of that on, or, where it has none, from that of the event."""

    who: AgentData
    track: str
    value: str = Field(description="empty: the event, or by this account, changed nothing here")
    label: str
    until: DateData | None
    sources: list[SourceData]


class AccountData(Data):
    """What one side says; accounts stand side by side with equal weight."""

    by: AgentData
    date: DateData | None
    text: str
    effects: list[str] = Field(description="the same as in states, in words")
    states: list[EffectData] = Field(description="the states that this account gives of its own, not those of the event")
    sources: list[SourceData]


class KindData(Data):
    id: str
    label: str
    group: str


class RelationData(Data):
    relation: str
    event: LinkData


class RatingData(Data):
    scheme: str
    value: str
    list: str


class EventData(OwnedData):
    title: str
    date: DateData
    ends: DateData | None
    kind: KindData
    place: str
    people: list[AgentData] = Field(description="whom it concerns")
    organisations: list[AgentData]
    actors: list[AgentData] = Field(description="who acted, as the sources say")
    confidence: str
    known: DateData | None
    states: list[EffectData] = Field(description="the states that the record gives otherwise than events of its kind do")
    accounts: list[AccountData] = Field(description="where there are any, none of them alone tells what happened")
    accounts_differ: bool = Field(description="whether there are several, or one that gives another date or other states than the record")
    positions: list[PositionData]
    right_of_reply: list[ReplyData]
    responds_to: list[LinkData]
    relates_to: list[RelationData]
    instruments: list[LinkData]
    rating: RatingData | None


class ChangeData(Data):
    date: DateData
    state: str
    note: str
    sources: list[SourceData]


class MadeData(Data):
    letter: LinkData
    date: DateData
    paragraph: str = Field(description="p3; empty for the letter as a whole")
    asked_of: list[AgentData]


class DemandData(OwnedData):
    title: str
    target: list[AgentData] = Field(description="who must act")
    state: str = Field(description="what is on record of it at last")
    since: DateData | None = Field(description="null: no change is on record")
    history: list[ChangeData]
    made: list[MadeData]


class ListedData(Data):
    name: str
    url: str
    json_: str = Field(alias="json", description="the address of its JSON")
    date: DateData | None


class ConventionData(Data):
    convention: LinkData
    ratified: DateData | None


class CountryData(RecordData):
    id: str = Field(description="the name of its folder, with which the ids of its records begin")
    title: str
    iso: str = Field(description="ISO 3166-1 alpha-2")
    summary: str
    languages: list[str]
    conventions: list[ConventionData]
    letters: list[ListedData]
    events: list[ListedData]
    people: list[ListedData]
    organisations: list[ListedData]
    demands: list[ListedData]


def schema_address(noun: str) -> str:
    """The address of the JSON Schema of a kind of record below the site's root."""
    return f"data/{noun}.schema.json"
