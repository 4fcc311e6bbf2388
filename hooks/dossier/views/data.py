"""A letter -> what is published of it as JSON; these classes are the published JSON Schema too."""

from __future__ import annotations

import datetime

from pydantic import Field

from .. import prose
from ..addresses import address, translated
from ..attachments import beside
from ..dossier import Entry, Translation
from ..model import Letter
from .base import Viewer
from .citing import address_of, former_words, language_of, own_words, place_of, spoken_as, written_in
from .jsonpieces import (
    SCHEMA_SAID,
    AgentData,
    Data,
    DateData,
    FileData,
    LinkData,
    OtherWordsData,
    SourceData,
    agent_data,
    agents_data,
    date_data,
    file_data,
    link_data,
    other_data,
    schema_of,
    sources_data,
)
from .records import thread_words

__all__ = ["SCHEMA", "LetterData", "letter_data"]

SCHEMA = "data/letter.schema.json"
"""The address of the JSON Schema below the site's root."""


class SignatureData(Data):
    person: AgentData
    role: str
    organisations: list[AgentData]


class CorrectionData(Data):
    date: datetime.date
    text: str
    paragraph: str = Field(description="p3; empty for the letter as a whole")
    was: str = Field(description="the former wording")
    fingerprint: str = Field(description="SHA-256 of the former wording")


class RedactionData(Data):
    paragraph: str = Field(description="p3; empty for the letter as a whole")
    reason: str = Field(description="why words were taken out")


class ParagraphData(Data):
    id: str = Field(description="p3; the fragment of its address")
    url: str
    text: str = Field(description="the words, without mark-up")
    marker: str = Field(description="what stands before an item of a list")
    fingerprint: str = Field(description="SHA-256 of the words in UTF-8, NFC, each run of white space one blank")
    demands: list[str] = Field(description="ids of the demands made in it, as in tables: country/folder/id")
    events: list[str] = Field(description="addresses of the events that rest on it")


class ClosedData(Data):
    """That no reply is awaited any more."""

    date: DateData
    text: str = Field(description="why, in the editors’ words")


class CoverageData(Data):
    """A report about the letter."""

    title: str
    publisher: str
    date: DateData | None
    url: str = Field(description="where it can be read")


class ThreadData(Data):
    state: str
    words: str
    checked: datetime.date | None = Field(description="the day to which this was checked")
    days: int | None = Field(description="days from the letter's latest possible day to that day")
    replies: list[str]
    responses: list[str] = Field(description="events: what was said or done about it, not a reply in writing")
    follows: list[str]
    followed_by: list[str]


class LetterData(Data):
    schema_: str = Field("", alias="$schema", description=SCHEMA_SAID)
    id: str = Field(description="as in tables: country/folder/id, the same for all translations")
    url: str
    short_url: str = Field(description="for print; empty until the letter is sealed")
    title: str
    date: DateData
    sender: list[AgentData]
    recipient: list[AgentData]
    copies: list[AgentData]
    signed_by: list[SignatureData]
    language: str = Field(description="BCP 47; empty: the text is not here and the record does not say")
    translation_of: str = Field(description="address of the original; empty for an original")
    translated_by: str
    translations: dict[str, str] = Field(description="language -> address")
    place: str
    channel: str
    received: DateData | None = Field(description="when it was received; null: not on record")
    reply_kind: str = Field(description="of a reply: what kind of reply it is, as in events")
    countries: list[str] = Field(description="of a letter that belongs to no single country: ids of those that it is about")
    occasion: list[LinkData] = Field(description="the events that it was written on")
    subject: str
    salutation: str
    closing: str
    text_available: bool = Field(description="false: known only from references")
    paragraphs: list[ParagraphData]
    demands: list[str] = Field(description="ids of the demands that are made in it without a paragraph being named")
    mentions: list[AgentData] = Field(description="who is meant in it without being named in full")
    original_url: str = Field(description="where it was published first")
    files: list[FileData]
    coverage: list[CoverageData] = Field(description="who wrote about it")
    corrections: list[CorrectionData]
    redactions: list[RedactionData]
    other_languages: list[OtherWordsData]
    reply_requested: bool | None = Field(description="null: the record does not say")
    reply_by: DateData | None = Field(description="the day by which it asks for a reply")
    clock: LinkData | None = Field(description="the rule by which a reply was due, at its place in the vocabulary")
    closed: ClosedData | None
    thread: ThreadData
    sources: list[str] = Field(description="addresses of the sources")
    known_from: list[SourceData] = Field(description="the sources as cited: where in each, and which claim it supports")
    checked: datetime.date | None = Field(description="day an editor last verified the record")


def letter_data(viewer: Viewer, entry: Entry, translation: Translation | None = None) -> LetterData:
    """The published letter; of a translation, with the translated words."""
    letter: Letter = entry.record
    say = viewer.language
    said, language = translation.fields if translation else {}, language_of(viewer, entry, translation)
    home = translated(translation.language if translation else "", address(entry))
    short = viewer.short(entry)
    thread = viewer.index.threads[entry.key]
    return LetterData.model_validate({
        **schema_of(viewer, SCHEMA),
        "id": entry.key,
        "url": address_of(viewer, home),
        "short_url": address_of(viewer, short) if short else "",
        "title": said.get("title") or letter.title.say(say),
        "date": date_data(letter.date),
        "sender": agents_data(viewer, viewer.links(letter.from_)),
        "recipient": agents_data(viewer, viewer.links(letter.to)),
        "copies": agents_data(viewer, viewer.links(letter.cc)),
        "signed_by": [
            {
                "person": agent_data(viewer, viewer.link(s.person.key)),
                "role": spoken_as(viewer, s.role, translation)[0],
                "organisations": agents_data(viewer, viewer.links(s.organisations)),
            }
            for s in letter.signed_by
        ],
        "language": written_in(viewer, entry, translation),
        "translation_of": address_of(viewer, address(entry)) if translation else "",
        "translated_by": translation.translated_by if translation else "",
        "translations": {t.language: address_of(viewer, translated(t.language, address(entry))) for t in entry.translations},
        "place": place_of(viewer, entry, translation)[0],
        "channel": letter.channel or "",
        "received": date_data(letter.received) if letter.received else None,
        "reply_kind": letter.reply_kind.key.rpartition("/")[2] if letter.reply_kind else "",
        "countries": [key for key in letter.countries if key in viewer.dossier.entries],
        "occasion": [link_data(viewer, link) for link in viewer.links(letter.occasion)],
        "subject": own_words(viewer, entry, "subject", translation),
        "salutation": own_words(viewer, entry, "salutation", translation),
        "closing": own_words(viewer, entry, "closing", translation),
        "text_available": letter.text_available,
        "paragraphs": _paragraphs(viewer, entry, translation, home),
        "demands": [made.demand.key for made in letter.demands if not made.paragraph and made.demand.key in viewer.dossier.entries],
        "mentions": agents_data(viewer, viewer.links(letter.mentions)),
        "original_url": letter.original_url or "",
        "files": [file_data(viewer, entry, file) for file in beside(viewer.dossier, entry)],
        "coverage": [
            {
                "title": c.title.say(say),
                "publisher": c.publisher.say(say) if c.publisher else "",
                "date": date_data(c.date) if c.date else None,
                "url": c.url or "",
            }
            for c in letter.coverage
        ],
        "corrections": [
            {
                "date": c.date.latest,
                "text": c.text.say(say),
                "paragraph": c.paragraph or "",
                "was": was,
                "fingerprint": prose.fingerprint(was) if was else "",
            }
            for c in letter.corrections
            for was in (former_words(c, language, translation is not None),)
        ],
        "redactions": [{"paragraph": r.paragraph or "", "reason": r.reason.say(say)} for r in letter.redactions],
        "other_languages": other_data(viewer, entry),
        "reply_requested": letter.reply_requested,
        "reply_by": date_data(letter.reply_by) if letter.reply_by else None,
        "clock": link_data(viewer, viewer.link(letter.clock.key)) if letter.clock else None,
        "closed": {"date": date_data(closed.date), "text": closed.text.say(say) if closed.text else ""} if (closed := letter.closed) else None,
        "thread": {
            "state": thread.state,
            "words": thread_words(thread),
            "checked": thread.counted_to,
            "days": thread.days,
            "replies": _addresses(viewer, thread.replies),
            "responses": _addresses(viewer, thread.responses),
            "follows": _addresses(viewer, thread.follows),
            "followed_by": _addresses(viewer, thread.followed_by),
        },
        "sources": [address_of(viewer, view.href) for view in viewer.sources(letter.sources) if view.href],
        "known_from": sources_data(viewer, letter.sources),
        "checked": letter.checked.latest if letter.checked else None,
    })  # fmt: skip


def _addresses(viewer: Viewer, entries: tuple[Entry, ...]) -> list[str]:
    return [address_of(viewer, address(entry)) for entry in entries]


def _paragraphs(viewer: Viewer, entry: Entry, translation: Translation | None, home: str) -> list[dict[str, object]]:
    about = viewer.index.concordance[entry.key]
    return [
        {
            "id": block.id,
            "url": address_of(viewer, f"{home}#{block.id}"),
            "text": block.text,
            "marker": block.marker,
            "fingerprint": block.fingerprint,
            "demands": [demand.key for demand in about[block.id].demands] if block.id in about else [],
            "events": _addresses(viewer, tuple(about[block.id].events)) if block.id in about else [],
        }
        for block in prose.blocks(translation.body if translation else entry.body)[0]
    ]
