"""The records and the day of the build -> the dates that are still to come: events, and days by which replies are due or asked for.

Only what is certainly to come is listed: of an event, every day that any account of it gives lies after that of the build.
Days that editors set for themselves (`review_by`, `publish_after`) are nobody else's and stay unsaid.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from ..clocks import Due
from ..dates import PartialDate, parse_date
from ..dossier import Entry
from ..files import homes_of
from ..model import Event, Letter
from ..replies import dates_of
from ..standing import letters_about
from ..threads import Thread
from .base import Viewer
from .entries import concerns, entry_view
from .pieces import AccountView, KindView, Link, PositionView, ReplyView
from .threadwords import thread_said

__all__ = ["ComingView", "coming", "is_coming", "looked_to"]


class ComingView(Struct, frozen=True):
    """A date to come: an event with its kind, or a letter with what is due (`note`)."""

    date: PartialDate
    link: Link
    kind: KindView | None
    confidence: str
    note: str
    country: Link | None
    accounts: tuple[AccountView, ...] = ()
    told: str = ""
    positions: tuple[PositionView, ...] = ()
    replies: tuple[ReplyView, ...] = ()


def is_coming(entry: Entry, day: date) -> bool:
    """Whether an event or a letter lies after a day, by every account of it."""
    return all(when.earliest > day for when in dates_of(entry))


def coming(viewer: Viewer, country: str = "") -> list[ComingView]:
    """What is to come after the day of the build, the soonest first; of one country, or of all with their names."""
    day = viewer.instant.date()
    homes = homes_of(country) if country else ("",)
    everything = (item for home in homes for item in _everything(viewer, day, home, not country))
    found = [(entry, view) for entry, view in everything if not country or concerns(viewer, entry, country)]
    return [view for _, view in sorted(found, key=lambda item: (item[1].date.order, item[0].record.order or 0, item[0].key))]


def looked_to(viewer: Viewer) -> date | None:
    """The day as of which it may be said that nothing is to come: the last on which a record was checked or that a record speaks of.

    The day of the build is printed nowhere, so that no page changes with it alone.
    """
    day = viewer.instant.date()
    checked = viewer.checked_to()
    days = [checked] if checked else []
    days += [when.latest for folder in (Event.folder, Letter.folder) for entry in viewer.dossier.of(folder) for when in dates_of(entry)]
    for entry in viewer.dossier.of(Letter.folder):
        dues = (entry.record.reply_by, _day(viewer.index.threads[entry.key].due))
        days += [when.latest for when in dues if when]
    return max((found for found in days if found <= day), default=None)


def _everything(viewer: Viewer, day: date, country: str, named: bool) -> Iterator[tuple[Entry, ComingView]]:
    for entry in viewer.dossier.of(Event.folder, country):
        if is_coming(entry, day):
            view = entry_view(viewer, entry, country=named)
            link = Link(view.title, view.href)
            yield entry, ComingView(
                view.date, link, view.kind, view.confidence, view.place, view.country, view.accounts, view.told, view.positions, view.replies
            )  # fmt: skip
    for entry in letters_about(viewer.index, country) if country else viewer.dossier.of(Letter.folder):
        if not is_coming(entry, day):
            yield from ((entry, view) for view in _of_letter(viewer, entry, day, named))


def _of_letter(viewer: Viewer, entry: Entry, day: date, named: bool) -> Iterator[ComingView]:
    """Until when a reply to a letter that waits for one is due, and until when it asks for one."""
    letter: Letter = entry.record
    thread: Thread = viewer.index.threads[entry.key]
    if not thread.waiting:
        return
    country = viewer.link(entry.country) if named and entry.country in viewer.dossier.entries else None
    asked = letter.reply_by if letter.reply_by and letter.reply_by.latest > day else None
    due = _day(thread.due)
    if asked or (due and due.latest > day):
        said = thread_said(viewer, thread)
        if asked:
            yield ComingView(asked, viewer.link(entry.key), None, "", f"The letter asks for a reply by then. {said.line}.", country)
        if due and due.latest > day:
            clock = f", by the clock “{said.clock.text}”" if said.clock else ""
            yield ComingView(due, viewer.link(entry.key), None, "", f"{said.due}{clock}. {said.line}.", country)


def _day(due: Due | None) -> PartialDate | None:
    """The last day on which a reply can be due, with the first where that is another; None where no last day can be said."""
    if due is None or due.latest is None:
        return None
    about = "~" if due.about else ""
    first = f"{due.earliest}{about}/" if due.earliest and due.earliest != due.latest else ""
    return parse_date(f"{first}{due.latest}{about}")
