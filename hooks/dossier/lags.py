"""An Index -> lags: how many days after a violation a letter, a finding and a remedy came, as far as dates and accounts tell.

A violation is an event of a kind whose tone is harm, of persons or organisations on record. Only links that editors made
count (see `RULES`); from the names of people, the subject or the time nothing is inferred. Where accounts differ, every
reading is a lag of its own, and all of them belong together (`Lag.same`).
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import Literal

from .dates import PartialDate
from .dossier import Dossier, Entry
from .index import Index, address, chronological
from .model import Account, Event, EventKind, Letter, Relation, Track
from .tracks import UNKNOWN, Assertion, Timeline
from .values import Ref, Text

__all__ = ["RULES", "Lag", "Order", "Unended", "calendar_span", "count", "lag_rows", "lags", "lags_of", "unended_of"]

RULES: Mapping[str, str] = {
    "violation": (
        "Counting begins with an entry of a kind that the vocabulary marks as harm, if it concerns people or organisations on record; "
        "the mark does not say that the act was unlawful. What those who did it say of it stands in the entry, where it is on record."
    ),
    "letter": (
        "A letter counts if the entry rests on a paragraph of it or if the letter names the entry as its occasion; "
        "a letter on the same matter without such a link does not count, nor does one that is older."
    ),
    "finding": (
        "A finding, report or rating (complaints and questions stand among them) counts if the record says that it, or a part of it, came after "
        "the entry in the same chain of events or results from it, or from the larger event of which the entry is a part; "
        "the same subject is not enough."
    ),
    "remedy": (
        "An end counts if an entry of a kind of relief ends, for the same person or organisation and in the same track, "
        "a state that an entry of harm began; states that followed each other without a break are one span, counted from the beginning "
        "of the first of them on record. That is no judgement on the end, which may be under conditions, or that of a term served in full."
    ),
    "days": (
        "Days are counted from date to date, the first day not counted; where a date is not known to the day, the fewest and the most days "
        "that the dates allow are given, and where the dates do not tell the order, no number. Months are those of the calendar."
    ),
    "cause": "That something came after something else does not show that it came because of it.",
    "accounts": "Where accounts differ, what each of them gives is listed with whose account it is; this dossier does not choose between them.",
    "unended": "What is not on record here may have happened all the same; the day is that on which an editor last checked the record.",
}
"""What is counted and how, for readers; the rules of a Lag are `letter`, `finding` and `remedy`."""

Order = Literal["after", "overlaps", "before", "unsaid"]
"""`overlaps`: the dates do not tell the order; `before`: the other way round; `unsaid`: the account knows nothing of it."""

_HARM, _RELIEF, _FOUND, _AT_EASE = "harm", "relief", ("findings", "ratings"), "thin"
_LATER, _PART = ("follows", "consequence_of"), ("part_of",)
"""Relations to something earlier and to something larger; side by side (parallel) says nothing of either."""
_UNSURE = ("possible", "unlikely", "unknown")
_MOST_STATES = 4_096


@dataclass(frozen=True, slots=True, eq=False)
class Lag:
    """From a violation to what came later: at least `least` and at most `most` days; None has no number.

    `since` and `until` are the dates counted from and to; None where an account knows of no such event. `certain`: nothing on record
    casts doubt on either entry, on the order, or on the number being within its bounds. `contested`: accounts differ, and lags that are the
    `same` give what each of them says. Of a remedy, `about` is whom it concerns, `track` the track, `through` what lay between in one
    span, and `lapsed` the date after which it is not on record what was the case.
    """

    rule: str
    violation: Entry
    later: Entry
    since: PartialDate | None
    until: PartialDate | None
    order: Order
    least: int | None
    most: int | None
    certain: bool
    contested: bool
    since_by: tuple[Account, ...] = ()
    until_by: tuple[Account, ...] = ()
    about: str | None = None
    track: str = ""
    through: tuple[Entry, ...] = ()
    lapsed: PartialDate | None = None

    @property
    def same(self) -> tuple[str, str, str, str, str]:
        """What lags share that are readings of one thing."""
        return self.rule, self.violation.key, self.later.key, self.about or "", self.track

    @property
    def unsure(self) -> str:
        """How sure the record is of the less certain of the two; empty where that is likely or better, or not said."""
        return _unsure(self.violation, self.later)

    @property
    def by(self) -> tuple[Ref | Text, ...]:
        """Whose accounts are followed; empty where they do not matter."""
        return tuple(account.by for account in (*self.since_by, *self.until_by))


def _unsure(*entries: Entry) -> str:
    said = [entry.record.confidence for entry in entries if isinstance(entry.record, Event)]
    return next((word for word in reversed(_UNSURE) if word in said), "")


@dataclass(frozen=True, slots=True, eq=False)
class Unended:
    """A span of which no end is on record: what was said last, and (where that ran out) until when it is on record.

    Where it did not run out, no later entry of relief changed anything for the person or organisation, in whatever track.
    """

    about: str
    track: str
    last: tuple[Assertion, ...]
    lapsed: tuple[PartialDate, ...]


def count(since: PartialDate, until: PartialDate) -> tuple[Order, int | None, int | None]:
    """The order of two dates, with the fewest and the most days from one to the other (None: no such number).

    >>> from .dates import parse_date
    >>> count(parse_date("2018-08-06"), parse_date("2018-11-10/2018-11-23"))
    ('after', 96, 109)
    >>> count(parse_date("2018-11"), parse_date("2018-11-23"))
    ('overlaps', None, None)
    """
    if until.latest < since.earliest:
        return "before", None, None
    if until.is_by or until.earliest < since.latest:
        return "overlaps", None, None
    return "after", (until.earliest - since.latest).days, None if since.is_by else (until.latest - since.earliest).days


def calendar_span(start: date, end: date) -> tuple[int, int, int]:
    """Whole calendar years and months between two days, and the days left over; a month too short ends on its last day.

    >>> calendar_span(date(2017, 1, 20), date(2018, 5, 28)), calendar_span(date(2017, 1, 31), date(2017, 3, 1))
    ((1, 4, 8), (0, 1, 1))
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    if _months_on(start, months) > end:
        months -= 1
    return *divmod(months, 12), (end - _months_on(start, months)).days


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def lags(index: Index) -> tuple[Lag, ...]:
    """Every lag, by violation, rule and time."""
    return _derived(index).lags


def lags_of(index: Index) -> Mapping[str, tuple[Lag, ...]]:
    """Key of an event or a letter -> the lags that it begins, ends or is a part of."""
    return _derived(index).of


def unended_of(index: Index) -> Mapping[str, tuple[Unended, ...]]:
    """Key of a violation -> the spans that it began or belongs to and that by no account have ended."""
    return _derived(index).unended


def lag_rows(index: Index) -> list[dict[str, str | int | bool | None]]:
    """Every lag as a flat row for JSON or CSV; of contested ones, one row for each reading."""
    return [
        {
            "rule": lag.rule,
            "violation_id": lag.violation.id,
            "violation": address(lag.violation),
            "later_id": lag.later.id,
            "later": address(lag.later),
            "about": address(index.dossier.entries[lag.about]) if lag.about else "",
            "track": lag.track,
            "from": lag.since.text if lag.since else "",
            "to": lag.until.text if lag.until else "",
            "order": lag.order,
            "least_days": lag.least,
            "most_days": lag.most,
            "certain": lag.certain,
            "contested": lag.contested,
            "by": "; ".join(who.key or who.text if isinstance(who, Ref) else str(who) for who in lag.by),
            "not_on_record_from": lag.lapsed.text if lag.lapsed else "",
        }
        for lag in lags(index)
    ]


@dataclass(frozen=True, slots=True)
class _Derived:
    lags: tuple[Lag, ...]
    of: Mapping[str, tuple[Lag, ...]]
    unended: Mapping[str, tuple[Unended, ...]]


def _derived(index: Index) -> _Derived:
    """Computed once for an index and kept in it, as what it derives itself is."""
    kept = vars(index)
    if "_lags" not in kept:
        kept["_lags"] = _derive(index)
    derived: _Derived = kept["_lags"]
    return derived


def _derive(index: Index) -> _Derived:
    bearings = _Bearings(index.dossier)
    voices = _Voices(index)
    unended: dict[str, list[Unended]] = defaultdict(list)
    found = [*_letters(index, bearings, voices), *_findings(index.dossier, bearings, voices)]
    for tracks in index.tracks.values():
        said = [made for timeline in tracks.values() for step in timeline.steps for made in step.alternatives if made.value]
        relief = [made for made in said if bearings.tone(made.event) == _RELIEF]
        for timeline in tracks.values():
            found += _spans(timeline, bearings, relief, unended)
    rules = {key: place for place, key in enumerate(RULES)}
    entries = {entry.key: entry for lag in found for entry in (lag.violation, lag.later)}
    places = {entry.key: place for place, entry in enumerate(sorted(entries.values(), key=lambda e: (chronological(e), e.key)))}
    never = (date.max, date.max)
    ordered = sorted(
        found,
        key=lambda lag: (
            places[lag.violation.key], rules[lag.rule], places[lag.later.key], lag.about or "", lag.track,
            lag.since.order if lag.since else never, lag.until.order if lag.until else never,
        ),
    )  # fmt: skip
    of: dict[str, list[Lag]] = defaultdict(list)
    for lag in ordered:
        for key in dict.fromkeys((lag.violation.key, lag.later.key, *(entry.key for entry in lag.through))):
            of[key].append(lag)
    return _Derived(tuple(ordered), {key: tuple(made) for key, made in of.items()}, {key: tuple(made) for key, made in unended.items()})


# What the vocabulary and the record say


class _Bearings:
    """What kinds and values weigh, by their properties in the vocabulary."""

    def __init__(self, dossier: Dossier) -> None:
        kinds = {entry.key: entry.record for entry in dossier.of(EventKind.folder)}
        self.tones = {key: kind.tone or "" for key, kind in kinds.items()}
        self.lanes = {key: kind.lane or "" for key, kind in kinds.items()}
        tracks = {entry.id: entry.record.values for entry in dossier.of(Track.folder)}
        self.depriving = {(track, value.id) for track, values in tracks.items() for value in values if value.deprives}
        self.easing = {(track, value.id) for track, values in tracks.items() for value in values if value.shade == _AT_EASE}
        self.easing |= {(track, value) for key, kind in kinds.items() if self.tones[key] == _RELIEF for track, value in kind.sets.items()}
        self.easing -= self.depriving
        self.of_depriving = {track for track, _ in self.depriving}
        self.can_end = self.of_depriving | {track for key, kind in kinds.items() if self.tones[key] == _RELIEF for track in kind.sets}

    def tone(self, entry: Entry) -> str:
        return self.tones.get(entry.record.kind.key, "")

    def is_violation(self, entry: Entry) -> bool:
        """Whether an event is of a kind of harm, and of persons or organisations on record."""
        event: Event = entry.record
        concerned = event.people or event.organisations or event.effects or any(account.effects for account in event.accounts)
        return bool(concerned) and self.tone(entry) == _HARM

    def is_finding(self, entry: Entry) -> bool:
        return self.lanes.get(entry.record.kind.key, "") in _FOUND

    def of(self, made: Assertion) -> Literal["held", "free", "between", "unknown"]:
        """Whether a value weighs on somebody (held), no longer does (free), or says neither: then what was the case goes on.

        Where a track has values that deprive, all others are free of it. In other tracks a value is held if an event of
        harm set it, unless it is one that kinds of relief set or that is drawn as thin.
        """
        place = (made.track, made.value)
        if made.value == UNKNOWN:
            return "unknown"
        if place in self.depriving:
            return "held"
        if place in self.easing or made.track in self.of_depriving:
            return "free"
        return "held" if self.tone(made.event) == _HARM else "between"


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date of an entry and whose accounts give it; None: these know of no such event."""

    date: PartialDate | None
    by: tuple[Account, ...] = ()


class _Voices:
    """Which dates the accounts of an event give, and which of them know of it at all."""

    def __init__(self, index: Index) -> None:
        self.agreed: set[str] = set()
        self.speaking: dict[str, set[int]] = defaultdict(set)
        for tracks in index.tracks.values():
            for made in (made for timeline in tracks.values() for step in timeline.steps for made in step.alternatives if made.value):
                if made.account is None:
                    self.agreed.add(made.event.key)
                else:
                    self.speaking[made.event.key].add(made.number)

    def dates(self, entry: Entry) -> tuple[_Dated, ...]:
        """The dates of an entry: one, or each with the accounts that give it.

        An account is taken to know nothing of an event if others say what it changed and this one changes nothing.
        """
        record: Event | Letter = entry.record
        if isinstance(record, Letter) or not any(account.date or account.effects for account in record.accounts):
            return (_Dated(record.date),)
        some_silent = entry.key in self.speaking and entry.key not in self.agreed
        given: dict[str, list[Account]] = defaultdict(list)
        days: dict[str, PartialDate] = {}
        for number, account in enumerate(record.accounts):
            silent = some_silent and number not in self.speaking[entry.key]
            day = account.date or record.date
            given["" if silent else day.text].append(account)
            days[day.text] = day
        if len(given) == 1:
            return (_Dated(days[next(iter(given))]),)
        return tuple(_Dated(days.get(text), tuple(accounts)) for text, accounts in given.items())


# Letters and findings


def _letters(index: Index, bearings: _Bearings, voices: _Voices) -> Iterator[Lag]:
    for key, paragraphs in index.concordance.items():
        letter = index.dossier.entries[key]
        linked = [event for about in paragraphs.values() for event in about.events]
        linked += [event for ref in letter.record.occasion if (event := index.dossier.entries.get(ref.key))]
        for violation in {event.key: event for event in linked if bearings.is_violation(event)}.values():
            yield from _between("letter", violation, letter, voices)


def _findings(dossier: Dossier, bearings: _Bearings, voices: _Voices) -> Iterator[Lag]:
    """Findings that came later in the chain of a violation; their own parts and larger events of the violation count."""
    later, part = _direction(dossier, _LATER), _direction(dossier, _PART)
    chain: list[tuple[str, str]] = []
    wholes: dict[str, list[str]] = defaultdict(list)
    parts: dict[str, list[str]] = defaultdict(list)
    for entry in dossier.of(Event.folder):
        for related in entry.record.relates_to:
            there, ends = related.relation.key, (entry.key, related.event.key)
            if related.event.key not in dossier.entries:
                continue
            if there in later:
                chain.append(ends if later[there] else ends[::-1])
            elif there in part:
                small, large = ends if part[there] else ends[::-1]
                wholes[small].append(large)
                parts[large].append(small)
    pairs = {
        (one, other): None
        for after, before in dict.fromkeys(chain)
        if (found := [key for key in _reach(after, wholes) if bearings.is_finding(dossier.entries[key])])
        for one in _reach(before, parts)
        if bearings.is_violation(dossier.entries[one])
        for other in found
        if other != one
    }
    for one, other in pairs:
        yield from _between("finding", dossier.entries[one], dossier.entries[other], voices)


def _direction(dossier: Dossier, ids: tuple[str, ...]) -> dict[str, bool]:
    """Key of a relation -> whether it is one of `ids`, or (False) the inverse of one."""
    found = {f"{Relation.folder}/{ident}": True for ident in ids}
    for key in list(found):
        if (entry := dossier.entries.get(key)) and entry.record.inverse:
            found.setdefault(f"{Relation.folder}/{entry.record.inverse}", False)
    return found


def _reach(key: str, steps: Mapping[str, Iterable[str]]) -> list[str]:
    """A key and all that can be reached from it."""
    found = {key: None}
    waiting = [key]
    while waiting:
        for following in steps.get(waiting.pop(), ()):
            if following not in found:
                found[following] = None
                waiting.append(following)
    return list(found)


def _between(rule: str, violation: Entry, later: Entry, voices: _Voices) -> list[Lag]:
    """The lag between two entries by each account; nothing if by all of them the violation came later.

    Nor if the record says that the violation became known only after that.
    """
    known = violation.record.known
    if known is not None and known.earliest > later.record.date.latest:
        return []
    sinces, untils = voices.dates(violation), voices.dates(later)
    contested = len(sinces) > 1 or len(untils) > 1
    if not contested:
        lag = _lag(rule, violation, later, sinces[0], untils[0], False)
        return [lag] if lag.order in ("after", "overlaps") else []
    dated = [(since, until) for since, until in product(sinces, untils) if since.date and until.date]
    silent = [(since, _Dated(None)) for since in sinces if not since.date] + [(_Dated(None), until) for until in untils if not until.date]
    found = [_lag(rule, violation, later, since, until, True) for since, until in (*dated, *silent)]
    return found if any(lag.order in ("after", "overlaps") for lag in found) else []


def _lag(
    rule: str, violation: Entry, later: Entry, since: _Dated, until: _Dated, contested: bool,
    about: str | None = None, track: str = "", through: tuple[Entry, ...] = (), lapsed: PartialDate | None = None,
) -> Lag:  # fmt: skip
    order: Order = "unsaid"
    least = most = None
    if since.date and until.date:
        order, least, most = count(since.date, until.date)
    loose = since.date is None or since.date.about or since.date.uncertain or until.date is None or until.date.about or until.date.uncertain
    certain = not (loose or most is None or contested or lapsed or _unsure(violation, later))
    return Lag(
        rule, violation, later, since.date, until.date, order, least, most, certain, contested, since.by, until.by, about, track, through, lapsed
    )


# Remedies: spans of a track


_State = tuple[Assertion | None, PartialDate | None, frozenset[int], bool]
"""The beginning of the open span, the end that its last value has by itself, the steps already taken, whether a wanted end came."""


@dataclass(slots=True)
class _Walk:
    """Every reading of a timeline: each beginning with the end that it can have, and the states that are left at last.

    `order` has all that changes anything, by its place; dicts rather than sets keep what is printed in the same order.
    """

    order: list[Assertion]
    ends: dict[tuple[Assertion, Assertion], PartialDate | None] = field(default_factory=dict)
    left: dict[_State, None] = field(default_factory=dict)


def _walk(timeline: Timeline, bearings: _Bearings, wanted: frozenset[tuple[Assertion, Assertion]] = frozenset()) -> _Walk | None:
    """Follows each combination of accounts; None if there are too many to follow."""
    numbered = [(made.place, number, made) for number, step in enumerate(timeline.steps) for made in step.alternatives if made.value]
    made_in = [(number, made) for _, number, made in sorted(numbered, key=lambda item: item[0])]
    last = {number: place for place, (number, _) in enumerate(made_in)}
    may_miss = {number for number, step in enumerate(timeline.steps) if any(not made.value for made in step.alternatives)}
    walk = _Walk([made for _, made in made_in], left={(None, None, frozenset(), False): None})
    for place, (number, made) in enumerate(made_in):
        final = place == last[number]
        after: dict[_State, None] = {}
        for begin, until, taken, seen in walk.left:
            if number in taken:
                after[begin, until, taken - {number} if final else taken, seen] = None
                continue
            if not final or number in may_miss:
                after[begin, until, taken, seen] = None
            begun, lasting, ended, lapsed = _advance(begin, until, made, bearings)
            if begin is not None and ended:
                walk.ends[begin, made] = walk.ends.get((begin, made)) or lapsed
                seen = seen or (begin, made) in wanted
            after[begun, lasting, taken if final else taken | {number}, seen] = None
        walk.left = after
        if len(after) > _MOST_STATES:
            return None
    return walk


def _advance(
    begin: Assertion | None, until: PartialDate | None, made: Assertion, bearings: _Bearings
) -> tuple[Assertion | None, PartialDate | None, bool, PartialDate | None]:
    """The open span after one more value; whether that is a remedy, and since when nothing was on record before it."""
    over = until is not None and until.order <= made.date.order
    lapsed = until if over else None
    match bearings.of(made):
        case "free":
            return None, None, bearings.tone(made.event) == _RELIEF, lapsed
        case "held":
            if begin is None or over:  # what had run out may not have gone on: a new span
                begin = made if bearings.tone(made.event) == _HARM else None
            return begin, made.until if begin else None, False, None
        case "between":
            return begin, until if over else made.until if begin else None, False, None
    return begin, lapsed or made.date if begin else None, False, None


def _spans(timeline: Timeline, bearings: _Bearings, relief: list[Assertion], unended: dict[str, list[Unended]]) -> Iterator[Lag]:
    """The remedies of one track of one record; spans without an end are put into `unended`."""
    walk = _walk(timeline, bearings)
    if walk is None:
        return
    groups: dict[tuple[str, str], dict[tuple[str, str], list[tuple[Assertion, Assertion]]]] = defaultdict(lambda: defaultdict(list))
    for begin, end in walk.ends:
        groups[begin.event.key, end.event.key][begin.date.text, end.date.text].append((begin, end))
    for readings in groups.values():
        yield from _remedies(timeline, bearings, walk, list(readings.values()))
    _without_end(timeline, bearings, walk, relief, unended)


def _remedies(
    timeline: Timeline, bearings: _Bearings, walk: _Walk, readings: list[list[tuple[Assertion, Assertion]]]
) -> Iterator[Lag]:
    """What the accounts say of one violation and the end of what it began."""
    contested = len(readings) > 1 or (any(step.contested for step in timeline.steps) and _doubtful(timeline, bearings, readings[0]))
    pairs = [pair for reading in readings for pair in reading]
    violation, remedy = pairs[0][0].event, pairs[0][1].event
    first, final = min(walk.order.index(begin) for begin, _ in pairs), max(walk.order.index(end) for _, end in pairs)
    through = {
        made.event.key: made.event
        for made in walk.order[first:final]
        if made.event not in (violation, remedy) and bearings.of(made) in ("held", "between")
    }
    more = (timeline.key, timeline.track, tuple(through.values()))
    for reading in readings:
        begins, ends = [begin for begin, _ in reading], [end for _, end in reading]
        since = _Dated(begins[0].date, _accounts(begins) if contested else ())
        until = _Dated(ends[0].date, _accounts(ends) if contested else ())
        lapsed = next((day for pair in reading if (day := walk.ends[pair])), None)
        yield _lag("remedy", violation, remedy, since, until, contested, *more, lapsed)
    if contested:
        for event, followed in ((violation, {begin for begin, _ in pairs}), (remedy, {end for _, end in pairs})):
            told = next(step.alternatives for step in timeline.steps if step.alternatives[0].event is event)
            others = _Dated(None, _accounts([made for made in told if made not in followed]))
            if others.by:
                since, until = (others, _Dated(None)) if event is violation else (_Dated(None), others)
                yield _lag("remedy", violation, remedy, since, until, contested, *more)


def _doubtful(timeline: Timeline, bearings: _Bearings, reading: list[tuple[Assertion, Assertion]]) -> bool:
    """Whether in some combination of accounts nothing of a reading is the case."""
    walk = _walk(timeline, bearings, frozenset(reading))
    return walk is None or not all(seen for _, _, _, seen in walk.left)


def _accounts(made: Iterable[Assertion]) -> tuple[Account, ...]:
    return tuple({one.number: one.account for one in made if one.account is not None}.values())


def _without_end(timeline: Timeline, bearings: _Bearings, walk: _Walk, relief: list[Assertion], unended: dict[str, list[Unended]]) -> None:
    """Files a span that is open by all accounts under each violation that belongs to it.

    Later relief in any other track keeps it from being said that there was none.
    """
    if timeline.track not in bearings.can_end:
        return
    begins = [begin for begin, _, _, _ in walk.left if begin is not None]
    lapsed = [until for _, until, _, _ in walk.left if until is not None]
    if len(begins) < len(walk.left) or 0 < len(lapsed) < len(walk.left):
        return
    held = timeline.on(date.max)
    last = tuple(dict.fromkeys(value.assertion for value in held if value.assertion))
    if not lapsed and not all(value.assertion and value.certain and bearings.of(value.assertion) == "held" for value in held):
        return
    first = max(begin.place for begin in begins)
    for step in timeline.steps:
        event = step.alternatives[0].event
        inside = all(made.value and made.place >= first and bearings.of(made) == "held" for made in step.alternatives)
        relieved = not lapsed and any(made.date.latest >= event.record.date.earliest for made in relief)
        if inside and not relieved and bearings.tone(event) == _HARM:
            unended[event.key].append(Unended(timeline.key, timeline.track, last, tuple(dict.fromkeys(lapsed))))
