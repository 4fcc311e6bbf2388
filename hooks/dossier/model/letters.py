"""What a case file may say of a letter: who wrote to whom and when, what it asks, whom it means, what stands beside it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..dates import PartialDate
from ..values import Many, Ref, Text, To
from .parts import ActorRef, KindRef, Model, OrganisationRef, Record, short, term
from .scalars import FileName, Flag, Language, Paragraph, Slug, Url

__all__ = ["Attachment", "Letter"]


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
    cc: Many[Annotated[Ref, To(("people", "organisations"), "Named in the copies line")]] = ()
    signed_by: Many[Annotated[Signature, short("person")]] = ()
    language: Language | None = None
    place: Text | None = None
    channel: Literal["e-mail", "post", "hand"] | None = None
    subject: Text | None = Field(None, description="its subject line; of a letter known only from references, what it was about")
    salutation: Text | None = None
    closing: Text | None = None
    occasion: Many[Annotated[Ref, To(("events",), "Occasion of")]] = ()
    in_reply_to: Many[Annotated[Ref, To(("letters",), "Answered by")]] = ()
    follows_up: Many[Annotated[Ref, To(("letters",), "Followed up by")]] = ()
    reply_kind: KindRef | None = Field(None, description="with in_reply_to: an event kind of group correspondence")
    reply_requested: Flag | None = None
    reply_by: PartialDate | None = Field(None, description="the day by which the letter asks for a reply")
    received: PartialDate | None = Field(None, description="the day on which it was received, where that is on record")
    clock: Annotated[Ref, term("reply-clocks")] | None = Field(None, description="the rule by which a reply was due")
    closed: Closure | None = None
    demands: Many[Annotated[DemandMade, short("demand")]] = ()
    mentions: Many[ActorRef] = Field((), description="people and organisations meant though not named in full")
    not_mentions: Many[ActorRef] = Field((), description="people and organisations that a name in the text does not mean")
    attachments: Many[Annotated[Attachment, short("file")]] = ()
    original_url: Url | None = None
    coverage: Many[Coverage] = ()
    redactions: Many[Redaction] = ()
    countries: Many[Slug] = Field((), description="of an international letter: the countries it is about")
    text_available: Flag = Field(True, description="false: known only from references, a stub in the thread")
