"""What the vocabulary may say: kinds and groups of events, tracks and their values, reply clocks, kinds of everything else."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from ..dates import PartialDate
from ..values import Many, RefOrText, Text, To, wrong
from .parts import Model, Record, Words
from .scalars import Flag, Number, Slug, Url

__all__ = [
    "DemandState",
    "EventGroup",
    "EventKind",
    "Identifier",
    "Lane",
    "OrganisationType",
    "Relation",
    "ReplyClock",
    "SourceKind",
    "Term",
    "Track",
    "TrackValue",
]


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
    group: Slug = Field(description="event-groups.yml gives it its words, else it is its own word")
    icon: Slug | None = None
    tone: Literal["harm", "neutral", "relief"] | None = None
    lane: Slug | None = Field(None, description="the line of the picture of a country on which its events stand")
    sets: dict[str, Words] = Field({}, description="the value that each track takes: {liberty: detained}")
    needs: Many[str] = Field((), description="what must be the case before: deprivation, or a track that deprives")
    thread: Literal["acknowledged", "holding", "asked-back", "partly-answered", "answered", "refused"] | None = Field(
        None, description="of a kind of reply: the state it gives to the thread; asked-back: the writer is asked for something; nobody is overdue"
    )
    calendar: Flag = Field(False, description="true: events whose day is known stand in the calendar that readers subscribe to")
    codes: Codes = Codes()


class EventGroup(Term):
    folder = "vocabulary/event-groups"
    noun = "group of events"


class Lane(Term):
    folder = "vocabulary/lanes"
    noun = "lane"
    meeting: Flag = Field(False, description="true: meetings stand on it; the day of each matters, with what letters had asked by then")
    finding: Flag = Field(False, description="true: findings stand on it; how long after a violation they came is counted")


class TrackValue(Model):
    id: Slug
    label: Text
    deprives: Flag = Field(False, description="true: of a person, that it takes away freedom (in a track that a release sets); else a loss")
    shade: Literal["full", "hatched", "half", "thin", "dots"] | None = Field(None, description="how it is drawn; dots: as what is not on record")
    ends: Many[str] | None = Field(None, description="tracks of which nothing more is on record once it is so: [liberty, work] of the dead")
    description: Text | None = None


class Track(Term):
    folder = "vocabulary/tracks"
    noun = "track"
    of: Literal["person", "organisation"]
    values: Many[TrackValue] = Field(
        min_length=1,
        description="with deprives, a value takes away a person’s freedom (custody, if its shade is hatched or full) where a kind that needs a "
        "deprivation sets the track, as a release does; else it is a loss",
    )


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
    chain: Literal["later", "part"] | None = Field(
        None, description="later: the event came after the other, in the same chain of events; part: it is a part of the other"
    )


class DemandState(Term):
    folder = "vocabulary/demand-states"
    noun = "state of a demand"
    settled: Flag = Field(False, description="true: nothing is asked for any more")
