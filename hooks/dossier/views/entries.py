"""Events and letters as entries of a timeline, by year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from msgspec import Struct

from ..addresses import address
from ..dates import PartialDate
from ..dossier import Entry
from ..files import homes_of
from ..index import chronological
from ..model import DOUBTS, Event, EventKind, Letter
from ..phrases import lower_first
from ..replies import dates_of
from ..standing import is_listed
from ..tracks import accounts_differ, told_of
from .answers import account_view, position_views, reply_views
from .base import Viewer, once
from .pieces import AccountView, KindView, Link, PositionView, ReplyView, SourceView

__all__ = [
    "DIFFER", "EntryView", "Year", "accounts_words", "aside", "chronicle", "concerns", "countries_of", "entry_made", "entry_view", "group_of",
    "kind_of", "kind_words", "letter_kind", "when_words", "years",
]  # fmt: skip


DIFFER = "Accounts differ"


class EntryView(Struct, frozen=True):
    """One entry of a timeline; with accounts, these are shown with equal weight, and `told` says whether they differ.

    `also` are the dates that accounts give instead of that of the record.
    """

    anchor: str
    href: str
    date: PartialDate
    ends: PartialDate | None
    kind: KindView
    title: str
    place: str
    concerned: tuple[Link, ...]
    sources: tuple[SourceView, ...]
    accounts: tuple[AccountView, ...]
    confidence: str
    weight: int
    answers: tuple[Link, ...] = ()
    demands: int = 0
    country: Link | None = None
    replies: tuple[ReplyView, ...] = ()
    positions: tuple[PositionView, ...] = ()
    told: str = ""
    also: tuple[PartialDate, ...] = ()

    @property
    def aside(self) -> str:
        """What stands behind its title where that is read alone."""
        return aside(self)


class Year(Struct, frozen=True):
    """The entries of a year that are shown, of `total` that there are."""

    year: int
    entries: tuple[EntryView, ...]
    total: int


def accounts_words(viewer: Viewer, event: Event) -> str:
    """What stands above the accounts of an event: that they differ, but of one alone that says what the record does; nothing where it has none."""
    return DIFFER if accounts_differ(viewer.dossier, event) else "One account" if event.accounts else ""


def when_words(entry: Entry) -> str:
    """The date of an event in words, with those that accounts of it give instead."""
    event: Event = entry.record
    own = "".join(piece.text for piece in event.date.pieces_to(event.ends))
    return " or ".join((own, *(day.say() for day in dates_of(entry)[1:])))


def aside(view: EntryView, when: str = "", told: str | None = None) -> str:
    """What stands behind a title that is read alone: when it was, that there are accounts, and how sure the event is where that is less than likely.

    `told` takes the place of what is said of the accounts of the event.
    """
    sure = {"unknown": "not known how sure"}.get(view.confidence, view.confidence) if view.confidence in DOUBTS else ""
    said = "; ".join(filter(None, (when, lower_first(view.told if told is None else told), sure)))
    return f" ({said})" if said else ""


def letter_kind(viewer: Viewer, letter: Letter) -> KindView:
    """The kind under which a letter stands on the timeline: its reply_kind, else that of a letter sent."""
    return viewer.kind(letter.reply_kind.key) if letter.reply_kind else viewer.kind_named("letter_sent")


def kind_of(viewer: Viewer, entry: Entry) -> KindView:
    """The kind under which an event or a letter stands on the timeline."""
    return letter_kind(viewer, entry.record) if isinstance(entry.record, Letter) else viewer.kind(entry.record.kind.key)


def kind_words(viewer: Viewer, entry: Entry) -> str:
    """The kind in words; of an event, that of its group where it sets of people what may stand in no list, such as a finding of guilt."""
    view = kind_of(viewer, entry)
    if isinstance(entry.record, Letter):
        return view.label
    kind = viewer.dossier.entries.get(entry.record.kind.key)
    tracks = {*(kind.record.sets if kind else ()), *(track for tracks in entry.record.effects.values() for track in tracks)}
    return view.label if all(is_listed(viewer.dossier, track) for track in tracks) else viewer.group_label(view.group)


def group_of(viewer: Viewer, entry: Entry) -> str:
    """The group under which an event or a letter stands on the timeline."""
    return kind_of(viewer, entry).group


def _weight(kind: EventKind | None) -> int:
    """1 for harm that changes a state, 3 for what only marks a day, 2 for the rest."""
    if kind is None or kind.tone == "neutral" or kind.lane:
        return 3
    return 1 if kind.sets and kind.tone == "harm" else 2


def entry_made(viewer: Viewer, entry: Entry, country: bool = False) -> EntryView:
    """An event or a letter as an entry; `country` says whether its country is named."""
    home = viewer.dossier.entries.get(entry.country) if country else None
    where = Link(viewer.name(home), address(home)) if home else None
    say = viewer.language
    record = entry.record
    if isinstance(record, Letter):
        return EntryView(
            _anchor(viewer, entry, country), address(entry), record.date, None, letter_kind(viewer, record), record.title.say(say),
            record.place.say(say) if record.place else "", viewer.links((*record.from_, *record.to)),
            viewer.sources(record.sources), (), "", 2 if record.text_available else 3, demands=len(record.demands), country=where,
        )  # fmt: skip
    event: Event = record
    kind = viewer.dossier.entries.get(event.kind.key)
    return EntryView(
        _anchor(viewer, entry, country), address(entry), event.date, event.ends, viewer.kind(event.kind.key), event.title.say(say),
        event.place.say(say) if event.place else "", viewer.links((*event.people, *event.organisations)),
        viewer.sources(event.sources), tuple(account_view(viewer, account) for account in event.accounts), event.confidence or "",
        _weight(kind.record if kind else None), viewer.links(event.responds_to), country=where,
        replies=reply_views(viewer, event), positions=position_views(viewer, entry), told=accounts_words(viewer, event),
        also=dates_of(entry)[1:],
    )  # fmt: skip


entry_view = once(entry_made)
"""The same, made once: it stands on many pages."""


def _anchor(viewer: Viewer, entry: Entry, everywhere: bool) -> str:
    """The id of an entry on timelines: its own, or with its place where another entry of the same timeline has the same.

    On a country's timeline, other countries change nothing; where a country is named, the timeline is that of all.
    """
    return entry.key.replace("/", "-") if entry.id in viewer.shared_ids("" if everywhere else entry.country) else entry.id


def chronicle(viewer: Viewer, country: str) -> list[Entry]:
    """The events and letters of a country, and the international ones about it, in order of time."""
    found = [
        entry
        for home in homes_of(country)
        for folder in (Event.folder, Letter.folder)
        for entry in viewer.dossier.of(folder, home)
        if concerns(viewer, entry, country)
    ]
    return sorted(found, key=chronological)


def concerns(viewer: Viewer, entry: Entry, country: str) -> bool:
    """Whether an entry belongs on a country's timeline; an international one says so, names somebody of it, or a record of it leads there."""
    return entry.country == country or country in countries_of(viewer, entry)


def countries_of(viewer: Viewer, entry: Entry) -> tuple[str, ...]:
    """The countries on whose timelines an entry belongs."""
    if entry.country in viewer.dossier.entries:
        return (entry.country,)
    found = entry.record.countries if isinstance(entry.record, Letter) else [link.entry.country for link in viewer.index.backlinks.get(entry.key, ())]
    named = _named(viewer, entry.record) if isinstance(entry.record, Event) else ()
    return tuple(country for country in dict.fromkeys((*found, *named)) if country in viewer.dossier.entries)


def _named(viewer: Viewer, event: Event) -> Iterator[str]:
    """The homes of whom an event concerns, and of the entries that it answers or is related to."""
    concerned = (*event.people, *event.organisations, *event.responds_to, *(relation.event for relation in event.relates_to))
    return (key.partition("/")[0] for key in (*(ref.key for ref in concerned), *sorted(told_of(viewer.dossier, event))))


def years(views: Iterable[EntryView], totals: Mapping[int, int] | None = None) -> tuple[Year, ...]:
    """Entries by the year of their latest possible day; `totals` says how many a year has where not all are shown."""
    found = [(year, tuple(items)) for year, items in groupby(views, key=lambda view: view.date.latest.year)]
    return tuple(Year(year, items, totals[year] if totals else len(items)) for year, items in found)
