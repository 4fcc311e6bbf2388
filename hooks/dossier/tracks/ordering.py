"""What editors said of which event came after which -> the order of what a track is told by, where dates alone would say it otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from ..dossier import Dossier
from ..meanings import chained
from ..model import Event
from .said import Assertion, Step

__all__ = ["in_chain", "later_than", "open_order"]


def later_than(dossier: Dossier) -> dict[str, tuple[str, ...]]:
    """Key of an event -> the events after which it came in the same chain, as it says or as they say themselves."""
    later, found = chained(dossier, "later"), dict[str, dict[str, None]]()
    for entry in dossier.of(Event.folder):
        for related in entry.record.relates_to:
            if related.relation.key in later and related.event.key in dossier.entries:
                ends = (entry.key, related.event.key) if later[related.relation.key] else (related.event.key, entry.key)
                found.setdefault(ends[0], {})[ends[1]] = None
    return {key: tuple(before) for key, before in found.items()}


def in_chain(later: Mapping[str, tuple[str, ...]], steps: list[Step]) -> list[Step]:
    """The steps of a track; those that by their dates would come before what they came after stand behind it.

    A judgment of some day of 2018 that was set aside on the first of June would be what holds at the end of that year.
    """
    before = {_key(step): _reach(_key(step), later) for step in steps if _key(step) in later}
    after = [step for step in steps if before.get(_key(step))]
    if not any(_key(other) in before[_key(step)] and _may_follow(step, other) for step in after for other in steps):
        return steps
    found: list[Step] = []
    for step in _sorted(before, steps):
        behind = [place for other in found if _key(other) in before.get(_key(step), ()) for place in other.places]
        highest = max((place for other in found for place in other.places), default=None)
        if highest is not None and max(step.places) < highest:
            behind.append(highest)
        moved = behind and min(step.places) < max(behind)
        found.append(Step(tuple(replace(made, behind=max(behind)) for made in step.alternatives)) if moved else step)
    return found


def open_order(later: Mapping[str, tuple[str, ...]], steps: Sequence[Step]) -> Iterator[tuple[Step, Step]]:
    """Steps of a track of which neither the dates nor the records say which came first, though they give different values.

    What accounts differ in is left out, as is what another state ended; a release is known to come behind the arrest for whose sake it was moved.
    """
    told = [step for step in steps if len(step.alternatives) == 1 and step.alternatives[0].value and step.alternatives[0].ended is None]
    told.sort(key=lambda step: step.alternatives[0].date.earliest)
    for place, step in enumerate(told):
        ends = step.alternatives[0].date.latest
        meeting = takewhile(lambda other: other.alternatives[0].date.earliest <= ends, told[place + 1 :])  # noqa: B023 - asked before the next
        for one, other in (sorted((step, other), key=lambda step: step.places) for other in meeting):
            first, then = one.alternatives[0], other.alternatives[0]
            if first.value == then.value or first.event is then.event or _is_ordered(first, then) or _is_chained(later, one, other):
                continue
            if (first.behind or then.behind) and _leads(later, told, one, other):
                continue
            yield one, other


def _leads(later: Mapping[str, tuple[str, ...]], told: Sequence[Step], one: Step, other: Step) -> bool:
    """Whether a step comes after another by what is said of those between them: by dates, by records, or since it was moved behind just that."""
    found, waiting = [one], [one]
    while waiting:
        step = waiting.pop()
        after = [then for then in told if then not in found and _is_said(later, step, then)]
        if other in after:
            return True
        found += after
        waiting += after
    return False


def _is_said(later: Mapping[str, tuple[str, ...]], one: Step, other: Step) -> bool:
    first, then = one.alternatives[0], other.alternatives[0]
    if then.place < first.place:
        return False
    return first.date.latest <= then.date.earliest or then.behind == first.place or _key(one) in _reach(_key(other), later)


def _is_chained(later: Mapping[str, tuple[str, ...]], one: Step, other: Step) -> bool:
    return _key(one) in _reach(_key(other), later) or _key(other) in _reach(_key(one), later)


def _is_ordered(first: Assertion, then: Assertion) -> bool:
    """Whether dates say which came first, or of the same ones the records."""
    if (first.date.earliest, first.date.latest) == (then.date.earliest, then.date.latest):
        return bool(first.place[2] != then.place[2])
    return first.date.earliest >= then.date.latest or then.date.earliest >= first.date.latest


def _key(step: Step) -> str:
    return step.alternatives[0].event.key


def _reach(key: str, later: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Everything that an event came after."""
    found, waiting = set[str](), [key]
    while waiting:
        for before in later.get(waiting.pop(), ()):
            if before not in found:
                found.add(before)
                waiting.append(before)
    return found - {key}


def _may_follow(step: Step, other: Step) -> bool:
    """Whether a step that comes before another by its place may have come after it by its date."""
    return min(step.places) < max(other.places) and min(made.date.earliest for made in other.alternatives) <= max(
        made.date.latest for made in step.alternatives
    )


def _sorted(before: Mapping[str, set[str]], steps: list[Step]) -> Iterator[Step]:
    """Steps by their places, each behind what it came after, and behind what is older for certain; a circle is left as the dates have it."""
    waiting = sorted(steps, key=lambda step: max(step.places))
    behind = {
        place: {at for at, other in enumerate(waiting) if _is_first(before, other, step, at < place)} for place, step in enumerate(waiting)
    }  # fmt: skip
    while behind:
        chosen = next((place for place, others in behind.items() if not others), min(behind))
        del behind[chosen]
        for others in behind.values():
            others.discard(chosen)
        yield waiting[chosen]


def _is_first(before: Mapping[str, set[str]], other: Step, step: Step, stands_first: bool) -> bool:
    if other is step:
        return False
    if _key(other) in before.get(_key(step), ()):
        return stands_first or _may_follow(step, other)
    return stands_first and max(made.date.latest for made in other.alternatives) <= min(made.date.earliest for made in step.alternatives)
