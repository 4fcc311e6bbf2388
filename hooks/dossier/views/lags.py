"""Lags in words: on what came later, how long after; on the violation, what came first and what ended it; with the rules of counting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from ..dates import PartialDate, day_text
from ..dossier import Entry
from ..lags import RULES, Lag, Unended, lags_of, unended_of
from ..model import Letter
from ..phrases import a_day, listed, stop, upper_first
from ..tracks import track_key
from .base import Viewer
from .durations import how_long, is_near
from .pieces import Link

__all__ = ["LagReading", "LagView", "lag_lines"]

_NO_LIMIT = 10_000_000


class LagReading(Struct, frozen=True):
    """What one account gives, in words, and whose it is."""

    words: str
    by: tuple[Link, ...]


class LagView(Struct, frozen=True):
    """A lag as a sentence: `lead link (when), for about, in the track “track”: readings. between: others. note`.

    `when` has every date that accounts give to what is linked. `readings` are there where accounts differ; then `lead` has
    no number. `others` belong to the same span, and `between` says how. `rules` are whole sentences.
    """

    rule: str
    lead: str
    link: Link | None = None
    when: tuple[PartialDate, ...] = ()
    about: tuple[Link, ...] = ()
    track: str = ""
    readings: tuple[LagReading, ...] = ()
    between: str = ""
    others: tuple[Link, ...] = ()
    note: str = ""
    rules: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The whole as plain text."""
        said = self.lead
        said += f" “{self.link.text}”" if self.link else ""
        said += f" ({' or '.join(day.say() for day in self.when)})" if self.when else ""
        said += f", for {listed([link.text for link in self.about])}" if self.about else ""
        said += f", in the track “{self.track}”" if self.track else ""
        said += ": " + "; ".join(f"{r.words}{f' ({_names(r.by)})' if r.by else ''}" for r in self.readings) if self.readings else ""
        said = f"{stop(said)} {self.between}: {listed([f'“{link.text}”' for link in self.others])}" if self.others else said
        return " ".join(part for part in (stop(said), self.note) if part)


def _names(by: Iterable[Link]) -> str:
    return "; ".join(link.text for link in by)


def lag_lines(viewer: Viewer, entry: Entry) -> tuple[LagView, ...]:
    """The lags of an event or a letter: of what it follows, then what followed it, then what it is a part of or has not ended."""
    index = viewer.index
    groups: dict[tuple[str, ...], list[Lag]] = defaultdict(list)
    for lag in lags_of(index, entry.key):
        groups[lag.same].append(lag)
    readings = list(groups.values())
    following = [group for group in readings if group[0].later is entry]
    leading = [group for group in readings if group[0].violation is entry]
    lines = [_line(viewer, group, _backward(group), True) for group in following]
    for rule in ("letter", "finding"):
        lines += _firsts(viewer, [group for group in leading if group[0].rule == rule])
    lines += [_line(viewer, group, _forward(group, "The span that began with it ended"), False) for group in leading if group[0].rule == "remedy"]
    lines += [_part(viewer, group) for group in readings if group[0].later is not entry and group[0].violation is not entry]
    lines += [line for span in unended_of(index, entry.key) if (line := _unended(viewer, entry, span))]
    return tuple(_together(lines))


def _together(lines: Iterable[LagView]) -> Iterator[LagView]:
    """Lines that differ in nothing but whom they concern, as one."""
    found: dict[LagView, dict[Link, None]] = {}
    for line in lines:
        found.setdefault(replace(line, about=()), {}).update(dict.fromkeys(line.about))
    for line, about in found.items():
        yield replace(line, about=tuple(about))


# Sentences


def _backward(group: list[Lag]) -> str:
    """How long the later entry came after the violation, which is what is linked."""
    lag = group[0]
    if lag.contested:
        return "Accounts differ on how long after"
    if lag.order != "after":
        return "At about the same time as" if is_near(lag) else "The dates do not show whether before or after"
    if lag.most is None and not lag.least:
        return "It is not known how many days after"
    return "On the same day as" if lag.most == 0 else f"{upper_first(how_long(lag))} after"


def _forward(group: list[Lag], what: str) -> str:
    """What came after the violation and how much later; that is what is linked."""
    lag = group[0]
    if lag.contested:
        return f"{what}; accounts differ on how many days later:"
    if lag.order != "after":
        return f"{what} at about the same time:" if is_near(lag) else f"{what}; the dates do not show whether before or after:"
    if lag.most is None and not lag.least:
        return f"{what}; it is not known how many days later:"
    return f"{what} on the same day:" if lag.most == 0 else f"{what} {how_long(lag)} later:"


def _firsts(viewer: Viewer, groups: list[list[Lag]]) -> Iterator[LagView]:
    """Of several of a rule, the first; where the dates do not show which it is, each that may be."""
    spans = [_span(group) for group in groups]
    sooner = min((most for _, most in spans), default=0)
    first = [group for group, (least, _) in zip(groups, spans, strict=True) if least <= sooner]
    for group in first:
        one, many, kind = _linked(viewer, group[0].later)
        said = f"first of {len(groups)} {many}{kind}" if len(groups) > 1 else f"first {one}{kind}"
        lead = _forward(group, upper_first(f"{said}," if len(first) == 1 else f"perhaps the {said},"))
        yield _line(viewer, group, lead.replace(",;", ";"), False)


def _linked(viewer: Viewer, entry: Entry) -> tuple[str, str, str]:
    """What one such entry is called, and several; of an event, under the heading of its group and with its own kind."""
    if isinstance(entry.record, Letter):
        return "linked letter", "linked letters", ""
    kind = viewer.kind(entry.record.kind.key)
    group = f" under “{viewer.group_label(kind.group)}”"
    return f"linked entry{group}", f"linked entries{group}", f" ({kind.label})"


def _span(group: list[Lag]) -> tuple[int, int]:
    """The fewest and the most days by any account."""
    numbered = [lag for lag in group if lag.order == "after" and lag.least is not None]
    if not numbered or any(lag.order == "overlaps" for lag in group):
        return -_NO_LIMIT, _NO_LIMIT
    return min(lag.least or 0 for lag in numbered), max(_NO_LIMIT if lag.most is None else lag.most for lag in numbered)


def _line(viewer: Viewer, group: list[Lag], lead: str, backward: bool) -> LagView:
    lag = group[0]
    linked = lag.violation if backward else lag.later
    others = tuple(viewer.link(entry.key) for entry in lag.through)
    days = [day for one in group if (day := one.since if backward else one.until)]
    rules = ("violation", lag.rule, "days", "cause", *(["accounts"] if lag.contested else []))
    return LagView(
        lag.rule, lead, viewer.link(linked.key), tuple(dict.fromkeys(days)) or (linked.record.date,), (viewer.link(lag.about),) if lag.about else (),
        _track(viewer, lag.track) if lag.track else "", tuple(dict.fromkeys(_reading(viewer, one) for one in group)) if lag.contested else (),
        "One span on record, through" if others else "", others, _note(lag), tuple(RULES[name] for name in rules),
    )  # fmt: skip


def _part(viewer: Viewer, group: list[Lag]) -> LagView:
    """On what lay between: how long the span was that it belongs to, and with what it ended."""
    lag = group[0]
    length = ", on whose length accounts differ" if lag.contested else f" of {how_long(lag)}" if lag.order == "after" and lag.most else ""
    line = _line(viewer, group, f"Part of a span on record{length}, which ended with", False)
    return replace(line, between="It began with", others=(viewer.link(lag.violation.key),))


def _note(lag: Lag) -> str:
    notes = ["The dates overlap, so no number of days is given."] if lag.order == "overlaps" and not lag.contested else []
    notes += [f"What was the case before it is on record {_until(lag.lapsed)} only."] if lag.lapsed else []
    notes += [f"One of the two entries is on record as “{lag.unsure}” only."] if lag.unsure else []
    return " ".join(notes)


def _until(when: PartialDate) -> str:
    return f"until {a_day(when)}"


def _reading(viewer: Viewer, lag: Lag) -> LagReading:
    by = tuple(dict.fromkeys(viewer.actor(account.by) for account in (*lag.since_by, *lag.until_by)))
    if lag.since is None or lag.until is None:
        return LagReading(f"no such change is recorded of {'this account' if len(by) == 1 else 'these accounts'}", by)
    if lag.order == "before":
        return LagReading(f"in the other order: {lag.until.say()} is before {lag.since.say()}", by)
    if lag.order == "overlaps":
        words = "at about the same time" if is_near(lag) else "the order is not shown by the dates"
    elif lag.most is None and not lag.least:
        words = "not known how many days"
    else:
        words = "on the same day" if lag.most == 0 else how_long(lag)
    if lag.most == 0:
        return LagReading(f"{words}, {lag.until.say()}", by)
    unknown = lag.most is None and not lag.least
    return LagReading(f"{words}{':' if unknown else ', counted'} from {_bound(lag.since)} to {_bound(lag.until)}", by)


def _bound(when: PartialDate) -> str:
    """A date between `from` and `to`, where `by` alone cannot stand."""
    return f"{when.say().removeprefix('by ')} or earlier" if when.is_by else a_day(when)


def _unended(viewer: Viewer, entry: Entry, span: Unended) -> LagView | None:
    """That no end is on record, as of the day to which both records were checked; nothing without such a day."""
    who = viewer.dossier.entries[span.about]
    checked = min((day.latest for record in (who.record, entry.record) if (day := record.checked)), default=None)
    if checked is None or not span.last or checked < max(made.date.latest for made in span.last):
        return None
    about, track = (viewer.link(span.about),), _track(viewer, span.track)
    rules = tuple(RULES[name] for name in ("violation", "remedy", "unended"))
    as_of = f"as of {day_text(checked)}"
    if span.lapsed and min(day.earliest for day in span.lapsed) <= checked:
        gone = " or ".join(_until(day) for day in span.lapsed)
        return LagView("unended", f"On record {gone}; what followed is not on record {as_of}", about=about, track=track, rules=rules)
    latest = tuple(viewer.link(key) for key in dict.fromkeys(made.event.key for made in span.last) if key != entry.key)
    source = viewer.last_source([use for made in span.last for use in made.sources])
    notes = [f"It was to last {_until(day)}." for day in span.lapsed]
    notes += [f"The last dated source in that track: {source.say()}."] if source else []
    return LagView(
        "unended", f"No end by way of relief is on record {as_of}", about=about, track=track, note=" ".join(notes), rules=rules,
        between="The last entry in that track" if latest else "", others=latest,
    )  # fmt: skip


def _track(viewer: Viewer, track: str) -> str:
    entry = viewer.dossier.entries.get(track_key(track))
    return entry.record.label.say(viewer.language) if entry else track
