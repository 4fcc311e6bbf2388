"""A letter -> its whole thread for one document: each letter with its text, each event with every account, in order of time."""

from __future__ import annotations

from msgspec import Struct

from ..dates import PartialDate
from ..dossier import Entry
from ..model import Event, Letter
from ..replies import dates_of
from ..threads import thread_members
from .base import Viewer
from .corrections import NoteView, notes
from .entries import EntryView, entry_view, letter_kind
from .letters import LetterView, letter_view
from .pieces import KindView, Link, SourceView
from .threads import SAME_DAY, gap

__all__ = ["MOST", "MemberView", "member_views", "whole_members"]

MOST = 40
"""So many members have their whole text in one document, those nearest to the letter; of a longer thread the others are named and linked."""


class MemberView(Struct, frozen=True):
    """A letter or an event of a thread; with neither `letter` nor `event`, it is only named.

    `gap` says how long it came after the one before and after the letter; `corrections` are those of the
    record as a whole, those of a paragraph stand with it; `also` are the dates that other accounts give.
    """

    id: str
    date: PartialDate
    gap: str
    link: Link
    kind: KindView
    confidence: str = ""
    note: str = ""
    corrections: tuple[NoteView, ...] = ()
    letter: LetterView | None = None
    event: EntryView | None = None
    actors: tuple[Link, ...] = ()
    prose: str = ""
    also: tuple[PartialDate, ...] = ()
    sources: tuple[SourceView, ...] = ()


def member_views(viewer: Viewer, entry: Entry, root: str) -> tuple[MemberView, ...]:
    """Every member of the thread, each letter as its page shows it."""
    members, whole = _members(viewer, entry)
    return tuple(_member(viewer, member, _gap(entry, members, number), root, number in whole) for number, member in enumerate(members))


def whole_members(viewer: Viewer, entry: Entry) -> list[Entry]:
    """The members of the thread whose texts stand in its document."""
    members, whole = _members(viewer, entry)
    return members[whole.start : whole.stop]


def _members(viewer: Viewer, entry: Entry) -> tuple[list[Entry], range]:
    """All of them, and the places of those nearest to the letter."""
    members = list(thread_members(viewer.index.threads, entry.key))
    first = max(0, min(members.index(entry) - MOST // 2, len(members) - MOST))
    return members, range(first, min(first + MOST, len(members)))


def _member(viewer: Viewer, entry: Entry, gap: str, root: str, whole: bool) -> MemberView:
    record: Letter | Event = entry.record
    kind = letter_kind(viewer, record) if isinstance(record, Letter) else viewer.kind(record.kind.key)
    ident, link = f"{entry.folder}-{entry.id}", viewer.link(entry.key)
    if not whole:
        return MemberView(ident, record.date, gap, link, kind, note="The thread is long; this stands on a page of its own.")
    corrections = tuple(note for note in notes(viewer, entry) if not note.paragraph)
    sources = viewer.sources(record.sources)
    if isinstance(record, Letter):
        return MemberView(ident, record.date, gap, link, kind, corrections=corrections, letter=letter_view(viewer, entry, root), sources=sources)
    return MemberView(
        ident,
        record.date,
        gap,
        link,
        kind,
        record.confidence or "",
        "Said or done, not a reply in writing.",
        corrections,
        event=entry_view(viewer, entry),
        actors=viewer.links(record.actors),
        prose=viewer.prose(entry, root),
        also=dates_of(entry)[1:],
        sources=sources,
    )


def _gap(letter: Entry, members: list[Entry], number: int) -> str:
    """`10 days after the one before, 71 days after the letter`, only as precise as the dates are."""
    entry, before = members[number], members[number - 1] if number else None
    said = []
    if before is not None and before is not letter:
        said.append(_after(before, entry, "the one before"))
    if entry is not letter:
        said.append(_after(letter, entry, "the letter"))
    return ", ".join(filter(None, ("the letter of this thread" if entry is letter else "", *said)))


def _after(start: Entry, end: Entry, what: str) -> str:
    said = gap(start, end)
    if said == SAME_DAY:
        return f"on the day of {what}"
    return f"{said.removesuffix(' later')} after {what}" if said.endswith(" later") else f"{said} {what}" if said else ""
