"""What a country's Overview is made of, in days and words: rows of bars, marks on lanes, letters across, and what stands around them."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from ..dates import PartialDate
from .pieces import DenialView, Link, PositionView, ReplyView, SourceView

__all__ = ["After", "BarView", "Behind", "CrossingView", "LaneView", "LegendLine", "MarkView", "OverviewView", "RowView"]

_TOLD, _LINES = 12, 400
"""So many letters are told of in words, and so many lines of the table stand on the page."""


class BarView(Struct, frozen=True):
    """A stretch of a row from `start` until `end` (not included), in days; `words` say what it is."""

    start: date
    end: date
    shade: str
    words: str
    href: str
    open: bool = False
    contested: bool = False


class RowView(Struct, frozen=True):
    """A person or an organisation; `note` is the last recorded state, `last` the last day on record."""

    who: Link
    note: str
    bars: tuple[BarView, ...]
    last: date


class MarkView(Struct, frozen=True):
    """A letter or an event on a lane, from `start` until `end` (not included); the first of `texts` that has room may stand in it."""

    start: date
    end: date
    words: str
    href: str
    texts: tuple[str, ...] = ()


class LaneView(Struct, frozen=True):
    label: str
    group: str
    marks: tuple[MarkView, ...]


class After(Struct, frozen=True):
    """What followed a letter: how much later, or when, and what; what stands above accounts of it (`told`), and what others answer."""

    when: str
    link: Link
    told: str = ""
    positions: tuple[PositionView, ...] = ()
    replies: tuple[ReplyView, ...] = ()


class CrossingView(Struct, frozen=True):
    """A letter across the rows: `number` (0: none), its flag in two lines, the places of those held and perhaps held.

    `sentences` say who was held, each a label and the people it names; `after` is what followed.
    """

    number: int
    mark: MarkView
    link: Link
    date: PartialDate
    to: tuple[Link, ...]
    flag: tuple[str, str]
    rings: tuple[int, ...]
    perhaps: tuple[int, ...]
    sentences: tuple[tuple[str, tuple[Link, ...]], ...]
    after: tuple[After, ...]
    reference_only: bool


class LegendLine(Struct, frozen=True):
    """A shade, the kind of record whose colour it has, and what it stands for."""

    shade: str
    of: str
    words: str


class Behind(Struct, frozen=True):
    """A line of the table: who, what, from when until when, by which event and sources, who denies it, and what others have answered to that."""

    who: Link
    value: str
    span: str
    by: Link | None
    event: Link
    sources: tuple[SourceView, ...]
    denials: tuple[DenialView, ...]
    positions: tuple[PositionView, ...]
    replies: tuple[ReplyView, ...]


class OverviewView(Struct, frozen=True):
    """Everything that `picture.py` draws and that stands around it."""

    country: str
    headline: str
    title: str
    description: str
    sections: tuple[tuple[str, str, tuple[RowView, ...]], ...]
    """(heading, kind of record, rows): rings count rows through all sections."""
    crossings: tuple[CrossingView, ...]
    letters: tuple[MarkView, ...]
    lanes: tuple[LaneView, ...]
    legend: tuple[LegendLine, ...]
    behind: tuple[Behind, ...]
    first: int
    last: int
    checked: PartialDate | None
    is_imprecise: bool

    @property
    def is_contested(self) -> bool:
        return any(bar.contested for _, _, rows in self.sections for row in rows for bar in row.bars)

    @property
    def numbered(self) -> tuple[CrossingView, ...]:
        return tuple(crossing for crossing in self.crossings if crossing.number)

    @property
    def answered(self) -> tuple[CrossingView, ...]:
        """The numbered letters that are told of in words, the latest of very many."""
        return self.numbered[-_TOLD:]

    @property
    def table(self) -> tuple[Behind, ...]:
        """The table behind, unless it is longer than a page should be; it is in the file and on the pages of those it is about."""
        return self.behind if len(self.behind) <= _LINES else ()

    @property
    def weight(self) -> int:
        """How many bars and marks there are."""
        return sum(len(row.bars) for row in self.rows) + sum(len(lane.marks) for lane in self.lanes) + len(self.crossings) + len(self.letters)

    @property
    def has_texts(self) -> bool:
        """Whether the numbered letters are those whose text is here."""
        return not any(crossing.reference_only for crossing in self.numbered)

    @property
    def has_rings(self) -> bool:
        return any(crossing.rings for crossing in self.numbered)

    @property
    def has_doubts(self) -> bool:
        return any(crossing.perhaps for crossing in self.numbered)

    @property
    def rows(self) -> tuple[RowView, ...]:
        return tuple(row for _, _, rows in self.sections for row in rows)
