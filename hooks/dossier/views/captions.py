"""An Overview -> the words around its picture: the headline, the same for who cannot see it, the legend, and the table behind."""

from __future__ import annotations

from collections.abc import Iterable

from ..dates import PartialDate
from ..overview import Crossing, Overview, Row
from ..phrases import listed, not_for_certain, upper_first
from ..stretches import DOTS
from ..tracks import Interval
from .bars import Behind, LegendLine
from .base import Viewer
from .tracks import interval_view, said_span

__all__ = ["description_words", "flag_words", "headline_words", "legend_lines", "lines_behind", "years_words"]

_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
_SINGLY = 3
"""Up to so many letters the headline speaks of each; of more, of all together."""


def headline_words(seen: Overview, numbered: list[Crossing]) -> str:
    """The finding: how many people of this dossier were in custody on the days of the letters. It holds word by word."""
    if not numbered:
        return _without_letters(seen)
    if len(numbered) > _SINGLY:
        sure = sum(1 for crossing in numbered if crossing.held)
        days = f"the days of {_number(sure)}" if sure > 1 else "the day of one"
        letters = f"the {_number(len(numbered))} letters{' whose text is here' if numbered[0].letter.record.text_available else ''}"
        if not sure:
            return f"Nobody named here is recorded as certainly in custody on the day of any of {letters}"
        return f"On {days} of {letters}, somebody named here is recorded as in custody"
    return ". ".join(_clause(crossing, before) for crossing, before in zip(numbered, [None, *numbered], strict=False))


def _clause(crossing: Crossing, before: Crossing | None) -> str:
    """One sentence about one letter, without its stop. It is named by its date: of what was written before it, the text may not be here."""
    date: PartialDate = crossing.letter.record.date
    which = f"the letter {'written' if date.is_interval else 'of'} {date.say()}"
    held, perhaps = _different(crossing.held), _different(crossing.perhaps)
    if not held and not perhaps:
        return f"On the day of {which}, nobody named here is recorded as in custody"
    if not held:
        return f"On the day of {which}, perhaps {_people(perhaps)} named here {'was' if perhaps == 1 else 'were'} in custody; it is not certain"
    if before is not None and not perhaps and not before.perhaps and {id(row) for row in crossing.held} == {id(row) for row in before.held}:
        return f"The same {'person is' if held == 1 else f'{_number(held)} are'} recorded as in custody on the day of {which}"
    said = f"{'at least ' if perhaps else ''}{_people(held)} named here {'is' if held == 1 else 'are'} recorded as in custody on the day of {which}"
    return upper_first(said)


def _without_letters(seen: Overview) -> str:
    people, unions = len(seen.restrained), _different(seen.organisations)
    doubted = not_for_certain(len(seen.doubted), people, _number(len(seen.doubted)))
    said = [f"{_people(people)} at some time deprived of liberty or restricted in it{doubted}"] if people else []
    others = (_organisations(unions) if unions else "", _people(_different(seen.people)) if not people and seen.people else "")
    said += [f"recorded states of {listed([who for who in others if who])}"] if any(others) else []
    return upper_first("; ".join(said))


def years_words(seen: Overview) -> str:
    """The years that the picture spans: `2017 to 2021`, or the one year."""
    return f"{seen.first} to {seen.last}" if seen.first != seen.last else f"{seen.first}"


def description_words(viewer: Viewer, seen: Overview, numbered: list[Crossing]) -> str:
    """The same for who cannot see the picture."""
    said = [f"Bars for {_people(_different(seen.people))} and {_organisations(_different(seen.organisations))}"]
    for crossing in numbered:
        names = listed([viewer.link(row.entry.key).text for row in crossing.held])
        said.append(f"{upper_first(crossing.letter.record.date.say())}: {flag_words(crossing)}{f' ({names})' if names else ''}")
    return f"{'. '.join(said)}."


def legend_lines(viewer: Viewer, seen: Overview) -> tuple[LegendLine, ...]:
    """What each shade stands for, by the values that occur, gravest first."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for row in seen.rows:
        for stretch in row.stretches:
            if stretch.shade != DOTS:
                found.setdefault((stretch.shade, row.of), {}).setdefault(viewer.value(row.track, stretch.value)[0])
    order = ("full", "hatched", "half", "thin")
    keys = sorted(found, key=lambda key: order.index(key[0]) if key[0] in order else len(order))  # of one shade, people come first
    return tuple(LegendLine(shade, of, ", ".join(found[shade, of])) for shade, of in keys)


def lines_behind(viewer: Viewer, row: Row) -> Iterable[Behind]:
    """The table behind, as far as one row goes."""
    intervals: list[Interval] = row.timeline.intervals()
    for interval in intervals:
        view = interval_view(viewer, row.timeline, interval)
        who, answers = viewer.link(row.entry.key), (view.denials, view.positions, view.replies)
        yield Behind(who, upper_first(view.value), said_span(view), view.by, view.event, view.sources, *answers)


def flag_words(crossing: Crossing) -> str:
    """What the flag of a letter says below its day: how many were in custody."""
    least, perhaps = _different(crossing.held), _different(crossing.perhaps)
    if perhaps:
        return f"{_number(least)} to {_number(least + perhaps)} in custody" if least else f"perhaps {_number(perhaps)} in custody"
    return f"{_number(least)} in custody" if least else "none recorded"


def _different(rows: Iterable[Row]) -> int:
    """How many people or organisations have these rows: one may have several tracks."""
    return len({row.entry.key for row in rows})


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def _people(count: int) -> str:
    return f"{_number(count)} {'person' if count == 1 else 'people'}"


def _organisations(count: int) -> str:
    return f"{_number(count)} {'organisation' if count == 1 else 'organisations'}"
