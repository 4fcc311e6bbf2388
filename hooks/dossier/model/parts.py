"""What several records have: the base of them all, references to people and kinds, sources used, corrections, rights of reply."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from ..values import Many, Ref, RefOrText, Text, To, is_blank, wrong
from .scalars import Day, Flag, Instant, Number, Paragraph

__all__ = [
    "ActorRef",
    "Correction",
    "KindRef",
    "Model",
    "OrganisationRef",
    "Record",
    "RightOfReply",
    "SourceUse",
    "Withdrawal",
    "Words",
    "short",
    "term",
]


class Model(BaseModel):
    """A part of a record; unknown fields are refused. Which fields were written nobody asks, so none of them keeps a set of these."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def model_post_init(self, _context: Any, /) -> None:
        object.__setattr__(self, "__pydantic_fields_set__", _UNASKED)


def _seen(value: str) -> str:
    if is_blank(value):
        raise wrong("is empty")
    return value


Words = Annotated[str, Field(min_length=1), AfterValidator(_seen)]
"""Text that is never translated."""


def term(*names: str) -> To:
    """What a reference to a term of these parts of the vocabulary may point at."""
    return To(tuple(f"vocabulary/{name}" for name in names))


_UNASKED: set[str] = set()
OrganisationRef = Annotated[Ref, To(("organisations",))]
ActorRef = Annotated[Ref, To(("people", "organisations"))]
KindRef = Annotated[Ref, term("event-kinds")]


def short(name: str) -> Any:
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


SourceUse = Annotated[_SourceUse, short("source")]


class Correction(Model):
    date: Day
    text: Text = Field(description="what changed, for a reader")
    paragraph: Paragraph | None = None
    was: Text | None = Field(None, description="the wording before; it is published")


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
    needs_text: ClassVar[bool] = False

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
