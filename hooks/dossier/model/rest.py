"""What a case file may say of countries, demands and sources, and what of personal data is allowed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from ..dates import PartialDate
from ..values import Many, Ref, RefOrText, Text, To
from .parts import Model, Record, SourceUse, Words, term
from .scalars import Day, Iso, Language, Url

__all__ = ["Allowed", "Country", "Demand", "Source", "StateChange"]

_Identifier = Annotated[Words, WithJsonSchema({"type": ["string", "number"], "minLength": 1})]
"""Text here; an editor that knows YAML takes 3283 for a number."""


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


class StateChange(Model):
    date: PartialDate
    state: Annotated[Ref, term("demand-states")]
    note: Text | None = None
    sources: Many[SourceUse] = ()


class Demand(Record):
    """Something asked for; which letters made it follows from the letters."""

    folder = "demands"
    noun = "demand"
    needs_text = True
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
    kind: Annotated[Ref, term("source-kinds")] | None = None
    read: Literal["full", "excerpt"] | None = None
    accessed: Day | None = None
    identifiers: dict[str, _Identifier] = Field({}, description="{cfa_case: 3283}; keys are in vocabulary/identifiers.yml")


class Allowed(Model):
    """An item of allowed.yml: a value that may be published though it looks like personal data."""

    value: Words
    reason: Text
    until: Day | None = None
