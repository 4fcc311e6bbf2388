"""The public records -> what is new, the latest first: events and letters, what became of people, organisations and demands, corrections.

An item says what its page says in few words, and nothing by halves: every account of an event, every answer to it. Of
people, only the tracks that may stand in a list (`standing.is_listed`) turn into items.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType

from msgspec import Struct

from ..addresses import address, file_address
from ..attachments import MEDIA_TYPES, beside
from ..dates import PartialDate
from ..dossier import Entry
from ..history import changed, first_address, published
from ..index import chronological
from ..model import Demand, Event, Letter, Organisation, Person, StateChange
from ..phrases import a_day, listed, lower_first, stop
from ..standing import is_listed
from ..tracks import UNKNOWN
from ..turns import Turn, turns
from ..values import Text
from .afterwards import afterwards_words
from .answers import reply_views
from .base import Viewer
from .citing import abstract, full_text, language_of
from .entries import DIFFER, EntryView, aside, countries_of, entry_view, group_of, kind_words, when_words
from .pieces import Link, ReplyView, SourceView
from .records import change_anchors
from .states import said_value
from .threadwords import thread_said
from .tracks import state_anchor

__all__ = ["EACH", "Attached", "News", "NewsView", "SaidView", "news", "news_of"]

EACH = 12
"""So many people and organisations of one event have an item of their own; of more, the event's own item names them."""
_PROSE = 4_000
"""Characters of prose that an item repeats; a longer text is left to the page."""


class Attached(Struct, frozen=True):
    """A file of an item: its address below the root, its size in bytes, its media type."""

    href: str
    length: int
    type: str


class SaidView(Struct, frozen=True):
    """A value that a track takes, by whom, since when, with sources; `date` is None where an account gives no such change."""

    value: str
    date: PartialDate | None
    by: Link | None
    sources: tuple[SourceView, ...]


class NewsView(Struct, frozen=True):
    """An item in words. `lead` are sentences; `entry` is the event or letter that it is about, with every account and answer.

    `about` is shown as the way to what it is about, `label` what kind of thing is new; `of` says whose date and place follow, where
    the event itself is not what is new: its kind, behind what the item has to do with it; `replies` are what
    people said for themselves when asked; `prose` is the entry whose prose follows.
    """

    title: str
    label: str
    lead: tuple[str, ...] = ()
    entry: EntryView | None = None
    about: tuple[Link, ...] = ()
    said: tuple[SaidView, ...] = ()
    replies: tuple[ReplyView, ...] = ()
    prose: Entry | None = None
    attached: tuple[Attached, ...] = ()
    of: str = ""


class News(Struct, frozen=True):
    """Something new, not yet put into words: `id` is its first address below the root, `href` that of its page now.

    `countries` and `group` say in which feeds it belongs; `order` is its place among all, the latest last; `prose` is the key of the record
    whose prose may stand in it.
    """

    id: str
    href: str
    published: date
    updated: date
    order: tuple[object, ...]
    countries: tuple[str, ...]
    group: str
    view: Callable[[], NewsView]
    prose: str = ""


def news(viewer: Viewer) -> Iterator[News]:
    """Everything new but corrections, in no order; nothing is put into words yet."""
    return (item for folder in _TELLING for entry in viewer.dossier.of(folder) for item in news_of(viewer, entry))


def news_of(viewer: Viewer, entry: Entry) -> Iterator[News]:
    """What is new of one record but its corrections: that it is there, or what became of it."""
    if tell := _TELLING.get(entry.folder):
        yield from tell(viewer, entry)


def _entry(viewer: Viewer, entry: Entry) -> Iterator[News]:
    since, last = published(viewer.dossier, viewer.ledger, entry), changed(viewer.dossier, viewer.ledger, entry)
    if since is None or last is None:
        return
    view = partial(_letter_view if entry.folder == Letter.folder else _event_view, viewer, entry)
    order = (last, *chronological(entry), 0)
    countries, group = countries_of(viewer, entry), group_of(viewer, entry)
    yield News(first_address(viewer.ledger, entry), address(entry), since, last, order, countries, group, view, entry.key)


def _event_view(viewer: Viewer, entry: Entry) -> NewsView:
    view = entry_view(viewer, entry)
    prose = entry if len(entry.body) <= _PROSE else None
    when = when_words(entry)
    title = f"{view.title}{aside(view, '' if when in view.title else when)}"
    return NewsView(title, kind_words(viewer, entry), afterwards_words(viewer, entry), view, view.answers, prose=prose)


def _letter_view(viewer: Viewer, entry: Entry) -> NewsView:
    letter: Letter = entry.record
    view = entry_view(viewer, entry)
    who = f"From {_names(viewer.links(letter.from_))} to {_names(viewer.links(letter.to))}."
    text = _own_first_words(viewer, entry) if letter.text_available else ""
    said = thread_said(viewer, viewer.index.threads[entry.key])
    state = " ".join(filter(None, (stop(said.line), stop(said.replied))))
    answered = viewer.links(letter.in_reply_to)
    return NewsView(view.title, view.kind.label, tuple(filter(None, (who, text, state))), view, answered, attached=tuple(_files(viewer, entry)))


def _own_first_words(viewer: Viewer, entry: Entry) -> str:
    """How a letter begins, in its own language, which these words know where it is another than that of the site."""
    first, language = abstract(viewer, entry), language_of(viewer, entry)
    return Text(stop(first), language="" if language == viewer.language else language) if first else ""


def _files(viewer: Viewer, entry: Entry) -> Iterator[Attached]:
    """The files of a letter, the one with its whole text first."""
    whole = full_text(viewer, entry) if entry.record.text_available else ""
    found = [Attached(file_address(entry, file.name), file.size, MEDIA_TYPES[file.kind]) for file in beside(viewer.dossier, entry)]
    yield from sorted(found, key=lambda file: file.href != whole)


def _listed_turns(viewer: Viewer, key: str) -> list[Turn]:
    """The turns of a person or an organisation that may stand in a list."""
    listed_tracks = (timeline for track, timeline in viewer.index.tracks.get(key, {}).items() if is_listed(viewer.dossier, track))
    return [turn for timeline in listed_tracks for turn in turns(timeline)]


def _turned(viewer: Viewer, event: Entry) -> int:
    """How many people and organisations an event turned; of so few that it does not matter, at most how many."""
    named = {ref.key for _, ref, _ in event.references if ref.key in viewer.index.tracks}
    if len(named) <= EACH:
        return len(named)
    return sum(any(turn.step.alternatives[0].event.key == event.key for turn in _listed_turns(viewer, key)) for key in named)


def _turns(viewer: Viewer, about: Entry) -> Iterator[News]:
    home = about.country if about.country in viewer.dossier.entries else ""
    for turn in _listed_turns(viewer, about.key):
        event = turn.step.alternatives[0].event
        since, last = published(viewer.dossier, viewer.ledger, event), changed(viewer.dossier, viewer.ledger, event)
        if since is None or last is None or viewer.kept(("turned", event.key), _turned, viewer, event) > EACH:
            continue
        anchor = state_anchor(viewer, turn.timeline.track, event)
        countries = tuple(dict.fromkeys(filter(None, (*countries_of(viewer, event), home))))
        yield News(
            f"{first_address(viewer.ledger, about)}#{anchor}", f"{address(about)}#{anchor}", since, last,
            (last, *chronological(event), 1, about.key), countries, group_of(viewer, event), partial(_turn_view, viewer, turn, event),
        )  # fmt: skip


def _turn_view(viewer: Viewer, turn: Turn, event: Entry) -> NewsView:
    """`Ann Lee: in prison → released on parole (9 May 2018)`; where accounts differ, what each says.

    The title is read alone, below the day on which it was published here: without its own, a state of years ago would be news of that day.
    """
    track = turn.timeline.track
    who = viewer.link(turn.timeline.key)
    given, gave = ({made.value: made for made in said} for said in (turn.step.alternatives, turn.given))
    before = listed([said_value(viewer, track, value, gave.get(value))[0] for value in turn.before], "or")
    after = listed([said_value(viewer, track, value, given.get(value))[0] for value in turn.after], "or")
    came = f"{before} → {after}" if turn.before not in ((), (UNKNOWN,)) else after
    said = tuple(
        SaidView(
            said_value(viewer, track, made.value, made)[0] if made.value else "no such change is recorded", made.date if made.value else None,
            viewer.actor(made.account.by) if made.account else None, viewer.sources(made.sources),
        )
        for made in turn.step.alternatives
    )  # fmt: skip
    term = viewer.dossier.entries[f"vocabulary/tracks/{track}"].record.label.say(viewer.language)
    view = entry_view(viewer, event)
    days = sorted((made.date for made in turn.step.alternatives if made.value), key=lambda day: day.order)
    when = " or ".join(dict.fromkeys(map(a_day, days)))
    told = "accounts of the event differ" if view.told == DIFFER and not turn.step.contested else None
    of = f"Recorded under “{term}” with this event: {kind_words(viewer, event)}"
    replies = reply_views(viewer, viewer.dossier.entries[turn.timeline.key].record)
    about = (who, viewer.link(event.key))
    return NewsView(f"{who.text}: {came}{aside(view, when, told)}", term, entry=view, about=about, said=said, replies=replies, of=of)


def _changes(viewer: Viewer, entry: Entry) -> Iterator[News]:
    """What became of a demand. The ledger knows the demand only, so a change is new since its own day, or since the demand is published."""
    ledger, since = viewer.ledger, published(viewer.dossier, viewer.ledger, entry)
    countries = (entry.country,) if entry.country in viewer.dossier.entries else countries_of(viewer, entry)
    for (change, turned), anchor in zip(viewer.index.demand_changes(entry), change_anchors(viewer, entry), strict=True):
        day = max(change.date.latest, since or change.date.latest)
        order = (day, *change.date.order, entry.record.order or 0, False, entry.id, 3, anchor)
        view = partial(_change_view, viewer, entry, change, turned)
        yield News(f"{first_address(ledger, entry)}#{anchor}", f"{address(entry)}#{anchor}", day, day, order, countries, "", view)


def _change_view(viewer: Viewer, entry: Entry, change: StateChange, turned: bool) -> NewsView:
    """`Release of Ann Lee: partly met (9 May 2018)`, with the note and its sources."""
    state = viewer.link(change.state.key).text
    came = lower_first(state) if turned else f"{lower_first(state)} as before"
    asked = tuple(dict.fromkeys(viewer.link(a.letter.key) for a in viewer.index.asked.get(entry.key, ())))
    said = SaidView(state, change.date, None, viewer.sources(change.sources))
    note = (stop(change.note.say(viewer.language)),) if change.note else ()
    return NewsView(f"{viewer.name(entry)}: {came} ({a_day(change.date)})", "Demand", note, about=(viewer.link(entry.key), *asked), said=(said,))


_TELLING: Mapping[str, Callable[[Viewer, Entry], Iterator[News]]] = MappingProxyType({
    Event.folder: _entry, Letter.folder: _entry, Demand.folder: _changes, Person.folder: _turns, Organisation.folder: _turns,
})  # fmt: skip
"""What is new of each kind of record that turns into items."""


def _names(links: tuple[Link, ...]) -> str:
    return listed([link.text for link in links])
