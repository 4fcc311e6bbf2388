"""A country -> its figures, each with its counting rule and the address of what was counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import msgspec
from msgspec import Struct

from .model import DemandState, EventKind, Organisation, Person, Track, TrackValue
from .phrases import lower_first, not_for_certain
from .replies import asks
from .site import Site
from .standing import freedom_tracks, letters_about
from .tracks import Assertion, value_of

__all__ = ["Figure", "figures"]


class Figure(Struct, frozen=True):
    """A number in words around it: `number` of `total` (0: none) `words`, counted by `rule`."""

    number: int
    total: int
    words: str
    href: str
    rule: str


def figures(site: Site, country: str) -> tuple[Figure, ...]:
    """The figures of a country, as they are kept while nothing of it changes; a figure without anything to count is left out."""
    return _unpacked(site.portions.of("figures", country, lambda: msgspec.msgpack.encode(_figures(site, country))))


_unpacked = msgspec.msgpack.Decoder(tuple[Figure, ...]).decode


def _figures(site: Site, country: str) -> tuple[Figure, ...]:
    made = (_deprived(site, country), _closed(site, country), _letters(site, country), _demands(site, country))
    return tuple(figure for figure in made if figure is not None)


def _deprived(site: Site, country: str) -> Figure | None:
    freedom = freedom_tracks(site.dossier)

    def counts(track: str, value: TrackValue) -> bool:
        return track in freedom and bool(value.deprives)

    held, sure = _recorded(site, country, Person.folder, counts)
    who = "person" if len(held) == 1 else "people"
    words = f"{who} at some time deprived of liberty or restricted in it{not_for_certain(len(held - sure), len(held))}"
    rule = (
        f"People of this dossier with at least one recorded state that counts as deprived of liberty ({_states(site, 'person', counts)}), "
        "by whatever account and however sure the entry is; “not for certain” are those of whom no such state is recorded by every account of "
        "an event that is at least likely. Each counts once; those who were released count too, and so do people who belong to no country or to "
        "another one, where an entry of this dossier records it."
    )
    return Figure(len(held), 0, words, f"{country}/people/", rule) if held else None


def _closed(site: Site, country: str) -> Figure | None:
    set_by_kinds = {track for kind in site.dossier.of(EventKind.folder) for track in kind.record.sets}

    def counts(track: str, value: TrackValue) -> bool:
        return track in set_by_kinds and value.shade in ("full", "half")

    found, _ = _recorded(site, country, Organisation.folder, counts)
    what = "refused registration, suspended, closed or ordered closed"
    words = f"{'organisation' if len(found) == 1 else 'organisations'} at some time {what}, by one account at least"
    rule = (
        f"Organisations with at least one of these states on record ({_states(site, 'organisation', counts)}), by whatever account and however sure. "
        "That a closure was ordered does not say that it was carried out. Each counts once, also if it was registered again; one that belongs "
        "to no country or to another one counts where an entry of this dossier records it."
    )
    return Figure(len(found), 0, words, f"{country}/organisations/", rule) if found else None


def _states(site: Site, of: str, counts: Callable[[str, TrackValue], bool]) -> str:
    """The states of people or of organisations that count, in the words of the vocabulary."""
    tracks = [entry for entry in site.dossier.of(Track.folder) if entry.record.of == of]
    return ", ".join(value.label.say(site.viewer.language) for entry in tracks for value in entry.record.values if counts(entry.id, value))


def _recorded(site: Site, country: str, folder: str, counts: Callable[[str, TrackValue], bool]) -> tuple[set[str], set[str]]:
    """The people or organisations of which a value of a track that counts is on record, by whatever account, and those of which it is for
    certain; of those from elsewhere, by an event of the country."""
    found, sure = set[str](), set[str]()

    def counted(made: Assertion) -> bool:
        value = value_of(site.dossier, made.track, made.value) if made.value else None
        return value is not None and counts(made.track, value)

    for entry in site.index.told_in(folder, country):
        for step in (step for timeline in site.index.tracks.get(entry.key, {}).values() for step in timeline.told_in(country)):
            if any(map(counted, step.alternatives)):
                found.add(entry.key)
                if step.surely(counted):
                    sure.add(entry.key)
    return found, sure


def _letters(site: Site, country: str) -> Figure | None:
    letters = [entry for entry in letters_about(site.index, country) if not entry.record.in_reply_to and entry.record.text_available]
    if not letters:
        return None
    silent = [entry for entry in letters if not site.index.threads[entry.key].replies]
    unasked = sum(1 for entry in silent if not asks(entry.record))
    words = "letter with a reply in writing on record" if len(letters) == 1 else "letters with a reply in writing on record"
    words += f"; {'it' if len(letters) == 1 else f'{unasked:,} of the others'} asked for none" if unasked else ""
    rule = (
        "Letters whose text is in this dossier and that are no replies themselves. A reply is a letter recorded as a reply to it, also one that only "
        "acknowledges it or says that an answer will follow; what officials "
        "said or did is listed with the letter and not counted here. A reply that we do not know of may exist."
    )
    return Figure(len(letters) - len(silent), len(letters), words, f"{country}/letters/", rule)


def _demands(site: Site, country: str) -> Figure | None:
    demands = site.index.demands_about(country)
    if not demands:
        return None
    settling = {entry.key: lower_first(site.viewer.name(entry)) for entry in site.dossier.of(DemandState.folder) if entry.record.settled}
    last = Counter(state.key for entry in demands if (state := site.index.demand_state(entry)[0]))
    settled = {word: last[key] for key, word in settling.items() if last[key]}
    states = ", ".join(settling.values()) or "there is none"
    rule = (
        f"Demands of this dossier, and what else its letters ask for, whose last recorded state is not one that settles them ({states}). "
        "One that no letter here makes counts too."
    )
    words = f"{'demand' if len(demands) == 1 else 'demands'} not met in full, as far as recorded"
    words += f"; settled: {', '.join(f'{number:,} {word}' for word, number in settled.items())}" if settled else ""
    return Figure(len(demands) - sum(settled.values()), len(demands), words, f"{country}/demands/", rule)
