"""What a case file may say of an event: what happened, to whom, by whom, what it changed, and what each side says."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..dates import PartialDate
from ..values import Many, Ref, RefOrText, Text, To
from .parts import KindRef, Model, Record, RightOfReply, SourceUse, Words, short, term

__all__ = ["DOUBTS", "Account", "Effect", "Event"]

DOUBTS = ("possible", "unlikely", "unknown")
"""How sure an event may be, where that is less than likely; the gravest doubt is last."""


class Effect(Model):
    value: Words
    until: PartialDate | None = None
    sources: Many[SourceUse] = ()


Effects = dict[
    Annotated[Ref, To(("people", "organisations"), "Events")], Annotated[dict[str, Annotated[Effect, short("value")]], Field(min_length=1)]
]
"""Whoever an event changes something for is concerned by it, also where `people` and `organisations` do not name them."""


class Account(Model):
    """What one side says; accounts stand side by side with equal weight."""

    by: Annotated[RefOrText, To(("people", "organisations", "sources"))]
    text: Text
    sources: Many[SourceUse] = ()
    date: PartialDate | None = Field(None, description="its own date; with effects, of those alone whom they name")
    effects: Effects = Field({})


class RelatedEvent(Model):
    event: Annotated[Ref, To(("events",), "Related")]
    relation: Annotated[Ref, term("relations")]


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
    effects: Effects = Field({}, description="what it sets otherwise than its kind; the value none: nothing")
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

    @property
    def doubt(self) -> str:
        """How sure it is, where that is less than likely; else empty."""
        return self.confidence if self.confidence in DOUBTS else ""

    @property
    def doubts(self) -> int:
        """The place of that among `DOUBTS`, from 1; 0 where it is likely or better, or not said."""
        return ("", *DOUBTS).index(self.doubt)
