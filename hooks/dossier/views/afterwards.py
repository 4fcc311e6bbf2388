"""An event -> what later events say of the states that it gave: who lands on a conviction reads of the acquittal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from ..dossier import Entry
from ..phrases import a_day, anew_day, listed, since_day
from ..standing import is_listed
from ..tracks import Assertion, Step, Timeline, told_of, track_key
from .base import Viewer
from .entries import aside, entry_view
from .pieces import Link, PositionView, ReplyView
from .states import said_value

__all__ = ["LaterView", "TurnedView", "afterwards", "afterwards_words", "sentences"]

_MOST = 12
"""Of so many later events each is named, of more the last; all are on the page of whom they are about."""
_ALONE = 3
"""Where an event stands alone, of so many groups of people under one heading a sentence each; of more, that there is something."""


class TurnedView(Struct, frozen=True):
    """What a later event gives, since when and by which event, with what those concerned hold against it; `aside` is what stands behind
    its title where that is read alone. `whole`: by every account it gives a value, and is no less than likely."""

    words: str
    event: Link
    aside: str
    doubt: str
    whole: bool
    positions: tuple[PositionView, ...]
    replies: tuple[ReplyView, ...]

    @property
    def said(self) -> str:
        """With the title, which tells of which matter it is, and with the positions of others on it."""
        by = ((listed([link.text for link in position.by]), position) for position in self.positions)
        held = "".join(f"; position{f' of {who}' if who else ''}, {one.date.say()}: “{one.link.text}”" for who, one in by)
        return f"{'perhaps ' if self.doubt else ''}{self.words}: “{self.event.text}”{self.aside}{held}"


class LaterView(Struct, frozen=True):
    """What was recorded later of those of whom an event gave a state of one track, in order of time."""

    who: tuple[Link, ...]
    label: str
    turned: tuple[TurnedView, ...]
    listed: bool

    @property
    def shown(self) -> tuple[TurnedView, ...]:
        return self.turned[-_MOST:]

    @property
    def before(self) -> int:
        """How many are not shown."""
        return len(self.turned) - len(self.shown)

    @property
    def said(self) -> str:
        """The last of it as a sentence, with what is less than likely, or not so by every account, behind what is neither: an unlikely
        report of a death hides no release.

        Whether it is the same matter, such as the same case, no track says.
        """
        sure = max((place for place, turned in enumerate(self.turned) if turned.whole), default=0)
        return f"Recorded later of {_names(self.who)} under “{self.label}”: {'; '.join(turned.said for turned in self.turned[sure:])}."


def afterwards(viewer: Viewer, entry: Entry) -> tuple[LaterView, ...]:
    """By track; those of whom the same is recorded stand together."""
    found: dict[tuple[str, tuple[TurnedView, ...]], list[Link]] = {}
    for key in sorted(told_of(viewer.dossier, entry.record)):
        for track, timeline in viewer.index.tracks.get(key, {}).items():
            if turned := tuple(_turned_by(viewer, timeline, entry)):
                found.setdefault((track, turned), []).append(viewer.link(key))
    return tuple(LaterView(tuple(who), _label(viewer, track), turned, is_listed(viewer.dossier, track)) for (track, turned), who in found.items())


def afterwards_words(viewer: Viewer, entry: Entry) -> tuple[str, ...]:
    """The same where an event stands alone, of what never stands without its outcome, such as a finding of guilt."""
    return sentences(later for later in afterwards(viewer, entry) if not later.listed)


def sentences(later: Iterable[LaterView]) -> tuple[str, ...]:
    """A sentence for each, under a heading with too many of them one that names nobody."""
    return tuple(_sentences(later))


def _sentences(later: Iterable[LaterView]) -> Iterator[str]:
    by_label: dict[str, list[LaterView]] = defaultdict(list)
    for one in later:
        by_label[one.label].append(one)
    for label, views in by_label.items():
        if len(views) > _ALONE:
            count = len({link.href for view in views for link in view.who})
            yield f"Recorded later of {count:,} of those concerned under “{label}”: not the same of all; what it is stands with the entry."
        else:
            yield from (view.said for view in views)


def _names(who: tuple[Link, ...]) -> str:
    return listed([link.text for link in who]) if len(who) <= _MOST else f"{len(who):,} of those concerned"


def _label(viewer: Viewer, track: str) -> str:
    label: str = viewer.dossier.entries[track_key(track)].record.label.say(viewer.language)
    return label


def _turned_by(viewer: Viewer, timeline: Timeline, entry: Entry) -> Iterator[TurnedView]:
    """What came later by any account of the event, or of what came: nobody is told of a conviction of January or March without the acquittal of
    February."""
    own = [step for step in timeline.steps if step.alternatives[0].event is entry]
    first = min((made.place for step in own for made in step.alternatives if made.value), default=None)
    if first is None:
        return
    before = own[-1]
    for step in sorted(timeline.steps, key=lambda step: max(step.places)):
        if step.alternatives[0].event is not entry and max(step.places) > first:
            yield _turned(viewer, timeline, step, before)
            before = step if step.doubts <= before.doubts else before


def _turned(viewer: Viewer, timeline: Timeline, step: Step, before: Step) -> TurnedView:
    event = step.alternatives[0].event
    values = dict.fromkeys(said_value(viewer, timeline.track, made.value, made)[0] if made.value else "no such change" for made in step.alternatives)
    anew = before.doubts <= step.doubts and {made.value for made in before.alternatives} == {made.value for made in step.alternatives}
    days = dict.fromkeys(_days(timeline, made, anew) for made in step.alternatives if made.value)
    view = entry_view(viewer, event)
    whole = not step.doubts and all(made.value for made in step.alternatives)
    doubt = step.alternatives[0].doubt
    words = f"{' or '.join(values)}, {' or '.join(days)}"
    return TurnedView(words, viewer.link(event.key), aside(view), doubt, whole, view.positions, view.replies)


def _days(timeline: Timeline, made: Assertion, anew: bool) -> str:
    """Since when, and until when where it ended by itself; what was so before, as far as is known, has not begun that day."""
    since = anew_day(made.date) if anew else since_day(made.date)
    if made.until is None or not any(made is one.assertion and made.until in one.ends for one in timeline.intervals()):
        return since
    return f"{since}, {'ended ' if made.until.is_by else 'on record until '}{a_day(made.until)}"
