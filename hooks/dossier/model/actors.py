"""What a case file may say of people and organisations: names, roles, affiliations, and why a person may be named."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..dates import PartialDate
from ..values import Many, Ref, Text, To
from .parts import Model, Record, RightOfReply, Words, short, term
from .scalars import FileName, Flag, Language, Url

__all__ = ["Organisation", "Person", "Photo", "Role"]


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
    sort_name: Text = Field(description="family name, comma, given name: Kharkova, Larisa; the comma may be that of the script (، 、)")
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
    type: Annotated[Ref, term("organisation-types")]
    abbreviations: Many[Text] = ()
    names: dict[Language, Words] = Field({})
    other_names: Many[Text] = ()
    country: Text | None = None
    affiliations: Many[Annotated[Affiliation, short("organisation")]] = ()
    succeeds: Many[Annotated[Ref, To(("organisations",), "Succeeded by")]] = ()
    website: Url | None = None
