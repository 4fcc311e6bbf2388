"""An OverviewView and a width -> a Drawing: bars, letters across them, marks on lanes. One function makes every cut.

The grammar is one for people and unions, form before colour: full, hatched, half height, thin line, dots. A state is
drawn until the next dated record; after the last one, dots. What is not known to the day is as wide as it is uncertain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from msgspec import Struct

from .dates import days_after
from .drawing import Drawing, Line, Link, Rect, Ring, Shape, Text, fitted, told_apart, width_of, wrapped
from .scale import Scale
from .views.bars import BarView, CrossingView, LaneView, MarkView, OverviewView, RowView

__all__ = ["CUTS", "Cut", "axis", "draw"]


class Cut(Struct, frozen=True):
    """How a picture is laid out for a width: `left` is the column of names; without one, names stand above their bars."""

    name: str
    width: float
    left: float
    flags: bool
    links: bool = True

    @property
    def above(self) -> bool:
        return not self.left


CUTS = (Cut("wide", 1180, 210, True), Cut("medium", 700, 168, True), Cut("narrow", 296, 0, False, links=False))

_TEXT, _SMALL = 14.0, 12.5
_BAR, _HALF = 14.0, 6.0
"""How high a full bar is, and one that is not full."""
_ROW, _TIGHT = 34.0, 22.0
"""The height of a row with words in it, and of each of very many."""
_LINE, _LINES = 15.0, 3
"""The height of a line of words, and in how many a name and a state are broken; a name that would look like another, in all it has."""
_MANY = 40
_DISC, _DOT = 9.0, 3.5
"""The radius of a letter with a number, and of one without."""
_FLAG, _LEVELS = 34.0, 4
"""The height of a flag, and on how many levels flags may stand before they are left to the text."""
_GAP = 6.0
_GRID = 3.0
"""The least room between the lines of two years."""


def draw(view: OverviewView, cut: Cut) -> Drawing:
    """The picture in one cut."""
    return _Sheet(view, cut).drawn()


def axis(view: OverviewView, cut: Cut) -> Scale:
    """The axis of the picture in one cut."""
    marks = [mark for lane in view.lanes for mark in lane.marks] + [crossing.mark for crossing in view.crossings]
    days = [bar.start for _, _, rows in view.sections for row in rows for bar in row.bars] + [mark.start for mark in marks]
    return Scale.of(days, view.first, view.last, cut.left, cut.width - 2)


@dataclass
class _Sheet:
    """One cut in the making; `y` is where the next thing begins, `tops` where the lines of flagged letters do, `centres` where rows are."""

    view: OverviewView
    cut: Cut

    def __post_init__(self) -> None:
        self.scale = axis(self.view, self.cut)
        self.drawing = Drawing(self.cut.name, self.cut.width)
        self.compact = len(self.view.rows) > _MANY
        room = self.cut.width if self.cut.above else self.cut.left - 10
        self.names = told_apart((row.who.text for row in self.view.rows), room, _TEXT, 1 if self.compact else _LINES)
        self.y = 0.0
        self.centres: list[float] = []
        self.tops: dict[int, float] = {}

    def drawn(self) -> Drawing:
        under, over = self.drawing.shapes, list[Shape]()
        flags = list(self._flags())
        discs, bottom = self._discs(), self.y
        over += flags
        self.y += 18
        over += self._years(self.y)
        top = self.y + 6
        self.y = top
        rows = list(self._sections())
        lanes = list(self._lanes())
        under += self._grid(top)
        under += self._crossing_lines(bottom)
        under += [*rows, *lanes]
        over += [shape for shapes in discs.values() for shape in shapes]
        over += self._rings()
        self.y += 16
        over += self._years(self.y)
        self.drawing.shapes += over
        self.drawing.height = _r(self.y + 6)
        return self.drawing

    # Letters

    def _middle(self, mark: MarkView) -> float:
        return (self.scale.x(mark.start) + self.scale.x(mark.end)) / 2

    def _flags(self) -> Iterator[Shape]:
        """The day and the count of each numbered letter, each on a level on which it touches no other, nor the line of one."""
        shown = [crossing for crossing in self.view.crossings if crossing.number]
        if not self.cut.flags or not shown:
            return
        levels: list[tuple[float, float, int]] = []
        placed: list[tuple[CrossingView, float, int]] = []
        for crossing in reversed(shown):
            wide = max(width_of(crossing.flag[0], _TEXT, True), width_of(crossing.flag[1], _TEXT, True))
            start = min(self._middle(crossing.mark) + 5, self.cut.width - wide)
            level = max((other + 1 for begin, end, other in levels if begin < start + wide + _GAP and end > start - _GAP), default=0)
            levels.append((start - 5, start + wide, level))
            placed.append((crossing, start, level))
        most = max(level for _, _, level in levels)
        if most >= _LEVELS:
            return
        for crossing, start, level in placed:
            base = (most - level) * _FLAG + 14
            self.tops[crossing.number] = base - 12
            yield Text(_r(start), _r(base), crossing.flag[0], "strong", _TEXT, bold=True)
            yield Text(_r(start), _r(base + 16), crossing.flag[1], "count", _TEXT, bold=True)
        self.y = (most + 1) * _FLAG + 4

    def _discs(self) -> dict[int, list[Shape]]:
        """The number of each letter, below one another where they would touch; the lane of letters."""
        found: dict[int, list[Shape]] = {}
        taken: list[list[tuple[float, float]]] = []
        self.y += _DISC + 3
        for place, crossing in enumerate(self.view.crossings):
            radius = _DISC if crossing.number else _DOT
            x = max(radius, min(self._middle(crossing.mark), self.cut.width - radius))
            line = next((number for number, discs in enumerate(taken) if _is_free(x, radius, discs, number)), len(taken))
            if line == len(taken):
                taken.append([])
            taken[line].append((x, radius))
            disc = Ring(_r(x), _r(self.y + line * 21), radius, "disc" if crossing.number else "dot", str(crossing.number or ""))
            found[place] = [self._linked(crossing.mark, [disc])]
        for mark in self.view.letters:
            found[len(found)] = [self._linked(mark, [self._box(mark, self.y, "correspondence", 12)])]
        if not self.cut.above and (self.view.crossings or self.view.letters):
            found[len(found)] = [Text(0, _r(self.y + 4), "Letters", "name", _TEXT, bold=True)]
        self.y += max(0, len(taken) - 1) * 21 + _DISC + 4
        return found

    def _crossing_lines(self, bottom: float) -> Iterator[Shape]:
        for crossing in self.view.crossings:
            begin, end = self.scale.x(crossing.mark.start), self.scale.x(crossing.mark.end)
            top = self.tops.get(crossing.number, bottom)
            look = "letter" if crossing.number else "letter-thin"
            if crossing.mark.end - crossing.mark.start > timedelta(1) and end - begin > 2:
                yield Rect(_r(begin), _r(bottom), _r(end - begin), _r(self.y - bottom), "band" if crossing.number else "band-thin")
                if top < bottom:
                    yield Line(_r((begin + end) / 2), _r(top), _r((begin + end) / 2), _r(bottom), look)
            else:
                yield Line(_r((begin + end) / 2), _r(top), _r((begin + end) / 2), _r(self.y), look)

    def _rings(self) -> Iterator[Shape]:
        """Around each person in custody on the day of a letter: as many as its flag says."""
        for crossing in self.view.crossings:
            if crossing.number:
                x = _r(self._middle(crossing.mark))
                yield from (Ring(x, _r(self.centres[row]), 5.5, "ring") for row in crossing.rings)
                yield from (Ring(x, _r(self.centres[row]), 5.5, "ring-perhaps") for row in crossing.perhaps)

    # Rows

    def _grid(self, top: float) -> Iterator[Shape]:
        """Where years begin, as far as lines can be told apart."""
        free = self.cut.left
        for _, begin, _ in self.scale.years:
            if begin >= free:
                yield Line(_r(begin), top, _r(begin), self.y, "grid")
                free = begin + _GRID

    def _years(self, y: float) -> Iterator[Shape]:
        """As many years as have room for their number."""
        free = self.cut.left
        for year, begin, end in self.scale.years:
            text = str(year) if end - begin >= 36 else f"’{year % 100:02}"
            wide = width_of(text, _SMALL)
            x = (begin + end) / 2
            if x - wide / 2 >= free and x + wide / 2 <= self.cut.width + 1:
                yield Text(_r(x), _r(y), text, "note", _SMALL, "middle")
                free = x + wide / 2 + _GAP

    def _sections(self) -> Iterator[Shape]:
        for heading, of, rows in self.view.sections:
            yield from self._heading(heading)
            for row in rows:
                yield from self._row(row, of)
            self.y += 6

    def _heading(self, words: str) -> Iterator[Shape]:
        yield Line(0, _r(self.y), self.cut.width, _r(self.y), "rule")
        self.y += 17
        yield Text(0, _r(self.y), fitted(words, self.cut.width, _SMALL, True), "section", _SMALL, bold=True)
        self.y += 5

    def _row(self, row: RowView, of: str) -> Iterator[Shape]:
        lines, note = self._lines(row)
        if self.cut.above:
            base = self.y + 15
            centre = base + _LINE * len(lines)
            height = centre - self.y + 26 + _LINE * max(0, len(note) - 1)
        else:
            height = max(_TIGHT if self.compact else _ROW, _LINE * len(lines) + 4)
            centre = self.y + height / 2 + (0 if self.compact else 4)
            base = centre + 4.5 - _LINE / 2 * (len(lines) - 1)
        self.centres.append(centre)
        yield from (Text(0, _r(base + _LINE * place), line, "name", _TEXT) for place, line in enumerate(lines))
        for bar in sorted(row.bars, key=lambda bar: bar.open):
            yield from self._bar(bar, centre, of)
        after = self.scale.x(days_after(row.last))
        if after < self.scale.right - 1:
            yield Line(_r(after), _r(centre), _r(self.scale.right), _r(centre), "dots")
        yield from self._note(row, note, centre)
        self.y += height

    def _lines(self, row: RowView) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The name as it is broken, and on a narrow sheet the last recorded state below the bar; of very many rows only the names."""
        is_noted = self.cut.above and not self.compact
        return self.names[row.who.text], wrapped(row.note, self.cut.width, _SMALL, _LINES) if is_noted else ()

    def _bar(self, bar: BarView, centre: float, of: str) -> Iterator[Shape]:
        begin, end = self.scale.x(bar.start), self.scale.x(bar.end)
        shape: Shape | None = None
        if bar.open:
            high = {"thin": 2.0, "half": _HALF}.get(bar.shade, _BAR) + 4
            look = "open-thin" if bar.shade == "thin" else "open"
            shape = Rect(_r(begin), _r(centre - high / 2), _r(max(end - begin, 3)), high, look, of)
        elif bar.shade in ("full", "hatched", "half"):
            high = _HALF if bar.shade == "half" else _BAR
            look = "contested" if bar.contested else "hatched" if bar.shade == "hatched" else "full"
            shape = Rect(_r(begin), _r(centre - high / 2), _r(max(end - begin, 2.5)), high, look, of)
        elif bar.shade == "thin":
            shape = Line(_r(begin), _r(centre), _r(max(end, begin + 1.5)), _r(centre), "thin-contested" if bar.contested else "thin", of)
        else:
            yield Line(_r(begin), _r(centre), _r(max(end, begin + 1.5)), _r(centre), "dots", of)
        if shape is not None:
            words, href = bar.words, bar.href
            yield Link(href, words, (shape,)) if self.cut.links and href else shape  # type: ignore[arg-type]

    def _note(self, row: RowView, lines: tuple[str, ...], centre: float) -> Iterator[Shape]:
        """The last recorded state: below the bar on a narrow sheet, else above the line after it, or, without room there, above its end."""
        if self.compact or not row.note:
            return
        if self.cut.above:
            yield from (Text(0, _r(centre + 20 + _LINE * place), line, "note", _SMALL) for place, line in enumerate(lines))
            return
        solid = [self.scale.x(bar.end) for bar in row.bars if bar.open or bar.shade not in ("thin", "dots")]
        end, wide = max(solid, default=self.cut.left), width_of(row.note, _SMALL)
        if end + _GAP + wide <= self.cut.width:
            yield Text(_r(end + _GAP), _r(centre - 5), row.note, "note", _SMALL)
        elif end - wide >= self.cut.left:
            yield Text(_r(end), _r(centre - _BAR / 2 - 5), row.note, "note", _SMALL, "end")

    # Lanes

    def _lanes(self) -> Iterator[Shape]:
        if not self.view.lanes:
            return
        yield from self._heading("Around them")
        for lane in self.view.lanes:
            yield from self._lane(lane)

    def _lane(self, lane: LaneView) -> Iterator[Shape]:
        if self.cut.above:
            yield Text(0, _r(self.y + 15), fitted(lane.label, self.cut.width, _TEXT), "name", _TEXT)
            centre, height = self.y + 30, 42.0
        else:
            centre, height = self.y + 13, 26.0
            yield Text(0, _r(centre + 4.5), fitted(lane.label, self.cut.left - 10, _TEXT), "name", _TEXT)
        for mark in lane.marks:
            box = self._box(mark, centre, lane.group, 14)
            words = [*self._inside(mark, box, centre)] if isinstance(box, Rect) else []
            yield self._linked(mark, [box, *words])
        self.y += height

    def _box(self, mark: MarkView, centre: float, group: str, high: float) -> Rect | Line:
        """A tick for a day; what is less precise is as wide as it is."""
        begin, end = self.scale.x(mark.start), self.scale.x(mark.end)
        if mark.end - mark.start <= timedelta(1):
            return Line(_r(begin), _r(centre - high / 2), _r(begin), _r(centre + high / 2), "tick", group)
        return Rect(_r(begin), _r(centre - high / 2), _r(max(end - begin, 4)), high, "span", group)

    def _inside(self, mark: MarkView, box: Rect, centre: float) -> Iterator[Text]:
        """The first of the mark's texts that it has room for."""
        text = next((text for text in mark.texts if width_of(text, 12) + 4 <= box.width), "")
        if text:
            yield Text(_r(box.x + box.width / 2), _r(centre + 4.2), text, "inside", 12, "middle")

    def _linked(self, mark: MarkView, shapes: Iterable[Rect | Line | Ring | Text]) -> Shape:
        made = tuple(shapes)
        return Link(mark.href, mark.words, made) if mark.href else made[0]


def _is_free(x: float, radius: float, discs: list[tuple[float, float]], line: int) -> bool:
    """Whether a letter on a line touches none of its `discs` (middle and radius); from the third line on, dots may lie on dots."""
    return all(abs(x - other) > radius + wide + 2 or (line > 1 and radius == wide == _DOT) for other, wide in discs)


def _r(number: float) -> float:
    """To a tenth: more cannot be seen, and costs bytes."""
    return round(number, 1)
