"""A person, an organisation or a letter -> what of the news concerns it, with the way to follow that.

An item is the same as in the feeds of its country. A record belongs to it that the page of the one that is followed lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..dossier import Entry
from ..model import Demand, Event, Letter, Organisation, Person
from ..threads import thread_members
from .base import Viewer, once
from .citing import stem
from .corrected import correction_news
from .corrections import corrections_of
from .following import FollowView, alternates, feed_address
from .news import News, news_of
from .pieces import Link

__all__ = ["FOLLOWED", "concerning", "follow_links", "follow_record", "is_followed", "told_by"]

FOLLOWED = (Person.folder, Organisation.folder, Letter.folder)
"""The kinds of records that have a feed each."""
_LISTED = (Event.folder, Letter.folder, Demand.folder)


def concerning(viewer: Viewer, entry: Entry) -> list[News]:
    """What is new about a record, the latest first."""
    found = {item.id: item for item in _found(viewer, entry)}
    return sorted(found.values(), key=lambda item: item.order, reverse=True)


def told_by(viewer: Viewer, entries: Iterable[Entry]) -> dict[str, tuple[News, ...]]:
    """Key -> what is new of a record: of some `entries`, and of whom the events among them name."""
    telling = {entry.key: entry for entry in entries}
    named = {ref.key for entry in telling.values() if entry.folder == Event.folder for _, ref, _ in entry.references}
    telling |= {key: entry for key in named if (entry := viewer.dossier.entries.get(key)) and entry.folder in (Person.folder, Organisation.folder)}
    return {key: _own(viewer, entry) for key, entry in telling.items()}


def is_followed(viewer: Viewer, entry: Entry) -> bool:
    """Whether a record has a feed: where the site knows its own address, and there is something to tell."""
    return bool(viewer.settings.site_url) and entry.folder in FOLLOWED and _tells(viewer, entry)


def follow_record(viewer: Viewer, entry: Entry) -> FollowView | None:
    """The way to the feed of a record, for people."""
    return FollowView((Link("Atom", feed_address(stem(entry), "atom")),), None) if is_followed(viewer, entry) else None


def follow_links(viewer: Viewer, entry: Entry) -> tuple[Mapping[str, str], ...]:
    """The same for programs."""
    return alternates(viewer, (stem(entry), f"{viewer.settings.site_name}: {viewer.name(entry)}")) if is_followed(viewer, entry) else ()


@once
def _tells(viewer: Viewer, entry: Entry) -> bool:
    """That somebody stands in the words of letters is no reason for a feed: which files there are follows from no text."""
    return any(_own(viewer, one) for one in (*_pointing(viewer, entry), entry))


def _found(viewer: Viewer, entry: Entry) -> Iterator[News]:
    """Perhaps some more than once."""
    yield from _own(viewer, entry)
    for other in _of_letter(viewer, entry) if entry.folder == Letter.folder else _of_actor(viewer, entry):
        yield from _own(viewer, other)
        for answer in viewer.index.positions.get(other.key, ()):
            yield from _own(viewer, answer)


def _of_letter(viewer: Viewer, entry: Entry) -> Iterator[Entry]:
    """Its thread in words and deeds, and what it asks for."""
    yield from thread_members(viewer.index.threads, entry.key)
    yield from (demand for made in entry.record.demands if (demand := viewer.dossier.entries.get(made.demand.key)))


def _of_actor(viewer: Viewer, entry: Entry) -> Iterator[Entry]:
    """The events that name somebody, the letters to and from them, what they are asked to do, and the letters in whose words they are."""
    yield from _pointing(viewer, entry)
    yield from (passage.letter for passage in viewer.index.passages(entry) if passage.paragraph)


def _pointing(viewer: Viewer, entry: Entry) -> Iterator[Entry]:
    return (link.entry for link in viewer.index.backlinks.get(entry.key, ()) if link.entry.folder in _LISTED)


@once
def _own(viewer: Viewer, entry: Entry) -> tuple[News, ...]:
    """What is new of a record itself, and what was corrected in it."""
    return (*news_of(viewer, entry), *(correction_news(viewer, change) for change in corrections_of(viewer, entry)))
