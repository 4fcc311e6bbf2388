"""A letter as a reader sees it: letterhead, numbered text with what rests on each paragraph, thread."""

from __future__ import annotations

import datetime

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from .. import prose
from ..addresses import address, translated
from ..concordance import Paragraph, who_of
from ..dates import PartialDate
from ..dossier import Entry, Translation
from ..languages import language_name
from ..model import Correction, Letter
from .base import Viewer, file_views, once
from .citing import former_words, language_of, own_text, place_of, spoken_as
from .demands import MadeView, made_views
from .entries import EntryView, entry_view
from .pieces import FileView, Link, SourceView
from .records import DemandView, demand_view
from .standing import ThenView, then_views
from .threads import ThreadLine, document_address, thread_lines
from .threadwords import ThreadSaid, thread_said

__all__ = ["CorrectionView", "LetterView", "Row", "TranslationView", "letter_view", "title_of", "translation_views"]

_MARK = "dossier7f3aroot9c1e/"
_ROOT = f'"{_MARK}'
"""What stands for the way to the site's root where an address begins: in text, a quotation mark before it would be of nobody's making."""


class Row(Struct, frozen=True):
    """One numbered block with what is said beside it, or more words of the one `more_of`, which have neither number nor notes of their own."""

    id: str
    number: str
    shape: str
    depth: int
    marker: str
    html: Markup
    events: tuple[EntryView, ...]
    demands: tuple[DemandView, ...]
    corrections: tuple[CorrectionView, ...]
    redactions: tuple[str, ...]
    fingerprint: str
    text: str
    more_of: str = ""


class CorrectionView(Struct, frozen=True):
    """A correction of a paragraph: the former wording, if it may be given, with its fingerprint."""

    date: PartialDate
    text: str
    was: str
    fingerprint: str


class TranslationView(Struct, frozen=True):
    """A record in another language, or of a translation its original: the language's name, its code, who translated."""

    name: str
    language: str
    by: str
    link: Link


class Signer(Struct, frozen=True):
    """Who signed, and the office written under the name; its language, where that is a translation's."""

    person: Link
    role: str
    role_language: str
    organisations: tuple[Link, ...]


class LetterView(Struct, frozen=True):
    title: str
    date: PartialDate
    sent_from: tuple[Link, ...]
    to: tuple[Link, ...]
    cc: tuple[Link, ...]
    signed: tuple[Signer, ...]
    place: str
    place_language: str
    channel: str
    received: PartialDate | None
    subject: str
    subject_language: str
    salutation: tuple[str, ...]
    salutation_language: str
    closing: tuple[str, ...]
    closing_language: str
    language: str
    language_name: str
    occasion: tuple[Link, ...]
    countries: tuple[Link, ...]
    available: bool
    rows: tuple[Row, ...]
    whole: tuple[EntryView, ...]
    named: tuple[Link, ...]
    demands: tuple[MadeView, ...]
    then: tuple[ThenView, ...]
    as_of: str
    redactions: tuple[str, ...]
    thread: tuple[ThreadLine, ...]
    thread_said: ThreadSaid
    document: str
    state: str
    counted_to: datetime.date | None
    days: int | None
    coverage: tuple[tuple[str, str, PartialDate | None, str], ...]
    sources: tuple[SourceView, ...]
    original: str
    attachments: tuple[FileView, ...]
    translations: tuple[TranslationView, ...]
    original_language: TranslationView | None
    translated_by: str

    @property
    def count(self) -> int:
        """How many numbered blocks its text has."""
        return sum(not row.more_of for row in self.rows)


def letter_view(viewer: Viewer, entry: Entry, root: str, translation: Translation | None = None, only: str = "") -> LetterView:
    """A letter as a page shows it that is `root` below the site's root; of its text, `only` one paragraph may be wanted.

    `translation` puts its words in place of the original's.
    """
    view = _letter_view(viewer, entry, translation.language if translation else "")
    shown = [row for row in view.rows if only in ("", row.id, row.more_of)]
    rows = (replace(row, html=Markup(str(row.html).replace(_ROOT, f'"{root}'))) for row in shown)  # noqa: S704 - it was clean before
    return replace(view, rows=tuple(rows))


@once
def _letter_view(viewer: Viewer, entry: Entry, spoken: str) -> LetterView:
    """The same with `_ROOT` before every address of the site: it stands on its page, in threads, in embeds."""
    translation = next((t for t in entry.translations if t.language == spoken), None)
    letter: Letter = entry.record
    say = viewer.language
    concordance = viewer.index.concordance[entry.key]
    thread = viewer.index.threads[entry.key]
    words = thread_said(viewer, thread)
    named = {who.key: viewer.link(who.key) for p in concordance.values() for who in p.named}
    original, language = language_of(viewer, entry), language_of(viewer, entry, translation)
    subject, subject_language = own_text(viewer, entry, "subject", translation)
    salutation, salutation_language = own_text(viewer, entry, "salutation", translation)
    closing, closing_language = own_text(viewer, entry, "closing", translation)
    place, place_language = place_of(viewer, entry, translation)
    return LetterView(
        title=title_of(viewer, entry, translation),
        date=letter.date,
        sent_from=viewer.links(letter.from_),
        to=viewer.links(letter.to),
        cc=viewer.links(letter.cc),
        signed=tuple(
            Signer(viewer.link(s.person.key), *spoken_as(viewer, s.role, translation), viewer.links(s.organisations)) for s in letter.signed_by
        ),
        place=place,
        place_language=place_language,
        channel=letter.channel or "",
        received=letter.received,
        subject=subject,
        subject_language=subject_language,
        salutation=_lines(salutation),
        salutation_language=salutation_language,
        closing=_lines(closing),
        closing_language=closing_language,
        language=language,
        language_name=language_name(language) if letter.language or translation else "",
        occasion=viewer.links(letter.occasion),
        countries=tuple(viewer.link(key) for key in letter.countries if key in viewer.dossier.entries),
        available=letter.text_available,
        rows=_rows(viewer, entry, concordance, translation),
        whole=tuple(entry_view(viewer, event) for event in concordance[""].events) if "" in concordance else (),
        named=tuple(named.values()),
        demands=made_views(viewer, entry),
        then=then_views(viewer, named, letter.date.latest),
        as_of=viewer.as_of(entry),
        redactions=tuple(r.reason.say(say) for r in letter.redactions if not r.paragraph),
        thread=thread_lines(viewer, entry),
        thread_said=words,
        document=document_address(viewer, entry),
        state=words.line,
        counted_to=thread.counted_to,
        days=thread.days if thread.waiting else None,
        coverage=tuple((c.title.say(say), c.publisher.say(say) if c.publisher else "", c.date, c.url or "") for c in letter.coverage),
        sources=viewer.sources(letter.sources),
        original=letter.original_url or "",
        attachments=file_views(viewer, entry),
        translations=translation_views(entry, translation),
        original_language=TranslationView(language_name(original), original, "", viewer.link(entry.key)) if translation else None,
        translated_by=translation.translated_by if translation else "",
    )


def translation_views(entry: Entry, here: Translation | None = None) -> tuple[TranslationView, ...]:
    """A record in its other languages than that of the page `here`."""
    return tuple(
        TranslationView(language_name(t.language), t.language, t.translated_by, Link(t.fields.get("title", ""), where))
        for t in entry.translations
        for where in (translated(t.language, address(entry)),)
        if t is not here
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())


def title_of(viewer: Viewer, entry: Entry, translation: Translation | None = None) -> str:
    """The title of a letter, or of its translation."""
    letter: Letter = entry.record
    return (translation.fields.get("title") if translation else None) or letter.title.say(viewer.language)


def _rows(viewer: Viewer, entry: Entry, concordance: dict[str, Paragraph], translation: Translation | None) -> tuple[Row, ...]:
    letter: Letter = entry.record
    body, spoken = translation.body if translation else entry.body, language_of(viewer, entry, translation)
    names = viewer.index.concordance.names(entry)
    linker = viewer.linker(entry.country, _MARK)

    def who(keys: tuple[str, ...]) -> str | None:
        key = who_of(letter, keys)
        return _MARK + address(viewer.dossier.entries[key]) if key else None

    rows = []
    for piece in prose.pieces(body):
        block, html = piece.block, prose.render_block(piece, linker, names, who)
        if piece.goes_on:
            rows.append(Row("", "", block.shape, block.depth, "", html, (), (), (), (), "", piece.text, block.id))
            continue
        about = concordance.get(block.id) or Paragraph()
        rows.append(
            Row(
                block.id, block.id[1:], block.shape, block.depth, block.marker, html,
                tuple(entry_view(viewer, event) for event in about.events),
                tuple(demand_view(viewer, demand) for demand in about.demands),
                tuple(_correction(c, viewer.language, spoken, translation is not None) for c in letter.corrections if c.paragraph == block.id),
                tuple(r.reason.say(viewer.language) for r in letter.redactions if r.paragraph == block.id),
                block.fingerprint,
                piece.text,
            )
        )  # fmt: skip
    return tuple(rows)


def _correction(correction: Correction, say: str, spoken: str, translated: bool) -> CorrectionView:
    """A correction beside its paragraph."""
    was = former_words(correction, spoken, translated)
    return CorrectionView(correction.date, correction.text.say(say), was, prose.fingerprint(was) if was else "")
