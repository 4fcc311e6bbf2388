"""An event -> what later events say of the states that it gave: who lands on a conviction reads of the acquittal."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ..dossier import Entry
from ..phrases import listed, since_day
from ..standing import is_listed
from ..tracks import Step, Timeline, told_of, track_key
from .base import Viewer
from .entries import aside, entry_view
from .pieces import Link
from .tracks import said_value

__all__ = ["LaterView", "TurnedView", "afterwards", "afterwards_words"]

_MOST = 12
"""Of so many later events each is named, of more the last; all are on the page of whom they are about."""


class TurnedView(Struct, frozen=True):
    """What a later event gives, since when and by which event; `aside` is what stands behind its title where that is read alone."""

    words: str
    event: Link
    aside: str
    doubt: str

    @property
    def said(self) -> str:
        return f"{'perhaps ' if self.doubt else ''}{self.words}{self.aside}"


class LaterView(Struct, frozen=True):
    """What was recorded later of those of whom an event gave a state of one track, in order of time; `before` were left out."""

    who: tuple[Link, ...]
    label: str
    turned: tuple[TurnedView, ...]
    before: int
    listed: bool

    @property
    def said(self) -> str:
        """The last of it as a sentence, with what is less than likely behind what is not: an unlikely report of a death hides no release.

        Whether it is the same matter, such as the same case, no track says.
        """
        sure = max((place for place, turned in enumerate(self.turned) if not turned.doubt), default=0)
        names = listed([link.text for link in self.who])
        return f"Recorded later of {names} under “{self.label}”: {'; '.join(turned.said for turned in self.turned[sure:])}."


def afterwards(viewer: Viewer, entry: Entry) -> tuple[LaterView, ...]:
    """By track; those of whom the same is recorded stand together."""
    found: dict[tuple[str, tuple[TurnedView, ...]], list[Link]] = {}
    for key in sorted(told_of(viewer.dossier, entry.record)):
        for track, timeline in viewer.index.tracks.get(key, {}).items():
            if turned := tuple(_turned(viewer, timeline, step) for step in _later(timeline, entry)):
                found.setdefault((track, turned), []).append(viewer.link(key))
    return tuple(
        LaterView(tuple(who), _label(viewer, track), turned[-_MOST:], max(0, len(turned) - _MOST), is_listed(viewer.dossier, track))
        for (track, turned), who in found.items()
    )


def afterwards_words(viewer: Viewer, entry: Entry) -> tuple[str, ...]:
    """The same where an event stands alone, of what never stands without its outcome, such as a finding of guilt: a sentence each."""
    return tuple(later.said for later in afterwards(viewer, entry) if not later.listed)


def _label(viewer: Viewer, track: str) -> str:
    label: str = viewer.dossier.entries[track_key(track)].record.label.say(viewer.language)
    return label


def _later(timeline: Timeline, entry: Entry) -> Iterator[Step]:
    own = [place for step in timeline.steps if step.alternatives[0].event is entry for place in step.places]
    if own:
        steps = (step for step in timeline.steps if step.alternatives[0].event is not entry and max(step.places) > max(own))
        yield from sorted(steps, key=lambda step: max(step.places))


def _turned(viewer: Viewer, timeline: Timeline, step: Step) -> TurnedView:
    event = step.alternatives[0].event
    values = dict.fromkeys(said_value(viewer, timeline.track, made.value, made)[0] if made.value else "no such change" for made in step.alternatives)
    days = dict.fromkeys(since_day(made.date) for made in step.alternatives if made.value)
    words = f"{' or '.join(values)}, {' or '.join(days)}"
    return TurnedView(words, viewer.link(event.key), aside(entry_view(viewer, event)), step.alternatives[0].doubt)
