"""The entries of a timeline -> the compact data by which the script narrows and shows them (timeline/data.json).

At the top stand tables, to which entries refer by place. A link is `[words, address, language]`, without its empty
ends; an address is below the site's root. A date is a list of pieces, each words or `[words, datetime]`.

    groups          [id, label]
    kinds           [id, label, group, path of the glyph, what several are called, if that is known]
    people          [code, name, every other way the name is written]; the code stands in the page's address
    organisations   the same
    countries       [id, name, address]; only over all countries
    cited           [code, publisher and title] of each source by which to narrow, also of a letter that is one
    sure            [code, words, words in the list of choices] of each confidence; of accounts that differ, the code alone is used
    links           links
    sources         [publisher, title, address of its text, language, date, place in it, its address here]
    entries         in order of time: a anchor, h address, t title, d date and end, e latest possible day, k kind, w weight, and where there are any:
                    l place, c confidence, n those concerned (links), p people, o organisations (by which to narrow: also who acted, signed
                    or got a copy), b what is cited (by which to narrow: also in one account), g country, s sources,
                    x accounts [by, date or 0, text, sources], y what stands above them,
                    r replies [to, asked, channel, answered or 0, what `text` is, text, what is said without an answer],
                    z positions [by, date, link, sources]
    own             [language, direction if from the right] of what case files say, where that is not English as our words are
    spoken          words of all these in another language than the default one: [language, direction]

Everything in it is what the pages show: it is made from the same values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..dates import PartialDate
from ..dossier import Entry
from ..glyphs import glyph_path
from ..languages import text_direction
from ..model import Letter, Organisation, Person, Source
from ..names import forms
from ..values import Text
from .base import Viewer
from .entries import DIFFER, EntryView, entry_view
from .narrowing import in_order
from .pieces import KindView, Link, SourceView

__all__ = ["CONTESTED", "cited_code", "narrow_data"]

CONTESTED = "contested"
"""Stands for entries of which accounts differ, beside the degrees of confidence."""
_SURE = {"confirmed": "", "likely": "", "possible": "", "unlikely": "", "unknown": "not known how sure"}
_CONCERNED = ("Events", "Acts", "Letters sent", "Letters received", "Named in the copies line", "Letters signed")


@dataclass
class Table:
    """Rows, each once, in the order in which they were first asked for."""

    rows: list[Any] = field(default_factory=list)
    _places: dict[Any, int] = field(default_factory=dict)

    def place(self, key: Any, row: Any) -> int:
        if key not in self._places:
            self._places[key] = len(self.rows)
            self.rows.append(row)
        return self._places[key]


def cited_code(entry: Entry, country: str) -> str:
    """What a source, or a letter that is one, is called in the address of a country's timeline, or of that of all (empty)."""
    return (f"{entry.country}/{entry.id}" if entry.folder == Source.folder else entry.key).removeprefix(f"{country}/")


def narrow_data(viewer: Viewer, entries: Iterable[Entry], country: str) -> dict[str, Any]:
    """The data of a country's timeline, or of all where `country` is empty."""
    return _Writer(viewer, country).data(entries)


class _Writer:
    def __init__(self, viewer: Viewer, country: str) -> None:
        self.viewer, self.country = viewer, country
        self.kinds, self.links, self.sources, self.countries, self.cited = Table(), Table(), Table(), Table(), Table()
        self.who = {Person.folder: Table(), Organisation.folder: Table()}

    def data(self, entries: Iterable[Entry]) -> dict[str, Any]:
        written = [self._entry(entry, entry_view(self.viewer, entry, not self.country)) for entry in entries]
        found = {
            "groups": [(group, self.viewer.group_label(group)) for group in in_order(self.viewer, (row[2] for row in self.kinds.rows))],
            "kinds": self.kinds.rows,
            "people": self.who[Person.folder].rows,
            "organisations": self.who[Organisation.folder].rows,
            "countries": self.countries.rows,
            "cited": self.cited.rows,
            "sure": [*((code, words or code, words or code.capitalize()) for code, words in _SURE.items()), (CONTESTED, "", DIFFER)],
            "links": self.links.rows,
            "sources": self.sources.rows,
            "entries": written,
        }
        default = self.viewer.settings.default_language
        own = {} if default == "en" else {"own": (default, *(("rtl",) if text_direction(default) == "rtl" else ()))}
        return {**found, **own, "spoken": {words: (words.language, text_direction(words.language)) for words in _spoken(found)}}

    def _entry(self, entry: Entry, view: EntryView) -> dict[str, Any]:
        found: dict[str, list[int]] = {Person.folder: [], Organisation.folder: [], Source.folder: []}
        for _, ref, to in entry.references:
            one = self.viewer.dossier.entries.get(ref.key)
            if one is None:
                continue
            if Source.folder in to.folders and one.folder in (Source.folder, Letter.folder):
                found[Source.folder].append(self._cited(one))
            elif to.backlink in _CONCERNED and one.folder in found:
                found[one.folder].append(self._who(one))
        made = {
            "a": view.anchor, "h": view.href, "t": view.title, "d": _date(view.date, view.ends), "e": view.date.latest.isoformat(),
            "k": self._kind(view.kind), "w": view.weight, "l": view.place, "c": view.confidence,
            "n": self._links(view.concerned), "p": list(dict.fromkeys(found[Person.folder])), "o": list(dict.fromkeys(found[Organisation.folder])),
            "s": self._sources(view.sources), "b": list(dict.fromkeys(found[Source.folder])),
            "x": [(self._link(a.by), _date(a.date) if a.date else 0, a.text, self._sources(a.sources)) for a in view.accounts],
            "y": view.told,
            "r": [
                (self._link(r.to), _date(r.asked), r.channel, _date(r.answered) if r.answered else 0, r.lead, r.text, r.silence) for r in view.replies
            ],
            "z": [(self._links(p.by), _date(p.date), self._link(p.link), self._sources(p.sources)) for p in view.positions],
        }  # fmt: skip
        if view.country:
            made["g"] = self.countries.place(view.country, (entry.country, view.country.text, view.country.href))
        return {key: value for key, value in made.items() if value not in ("", []) or key == "t"}

    def _kind(self, kind: KindView) -> int:
        ident = kind.href.rpartition("#event-kinds-")[2]
        return self.kinds.place(ident, (ident, kind.label, kind.group, glyph_path(kind.icon), kind.several))

    def _who(self, entry: Entry) -> int:
        """A person or an organisation; within its country's timeline the code is the id, elsewhere `country/id`."""
        code = entry.id if entry.country == self.country else f"{entry.country}/{entry.id}"
        name = self.viewer.name(entry)
        others = " ".join(dict.fromkeys(form for form in forms(entry.record) if form != name))
        return self.who[entry.folder].place(entry.key, (code, name, others))

    def _cited(self, entry: Entry) -> int:
        """A source, or a letter that is one; the code is what a case file calls it."""
        code = cited_code(entry, self.country)
        if entry.folder != Source.folder:
            return self.cited.place(entry.key, (code, self.viewer.name(entry)))
        view = self.viewer.source_record(entry)
        title = view.link.text
        words = ", ".join(filter(None, (view.publisher, title, view.day.say() if view.day else "")))
        return self.cited.place(entry.key, (code, Text(words, language=title.language if isinstance(title, Text) else "")))

    def _links(self, links: Iterable[Link]) -> list[int]:
        return [self._link(link) for link in links]

    def _link(self, link: Link) -> int:
        return self.links.place(link, _trimmed(link.text, link.href, link.lang))

    def _sources(self, sources: Iterable[SourceView]) -> list[int]:
        return [self.sources.place(source, self._source(source)) for source in sources]

    def _source(self, s: SourceView) -> tuple[Any, ...]:
        return s.publisher, s.link.text, s.link.href, s.language.split(",")[0], _date(s.date) if s.date else 0, s.at, s.href


def _spoken(value: Any) -> Iterator[Text]:
    if type(value) is Text and value.language:
        yield value
    elif isinstance(value, (dict, list, tuple)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _spoken(part)


def _date(date: PartialDate, end: PartialDate | None = None) -> list[str | tuple[str, str]]:
    return [(piece.text, piece.datetime) if piece.datetime else piece.text for piece in date.pieces_to(end)]


def _trimmed(*words: str) -> tuple[str, ...]:
    kept = list(words)
    while len(kept) > 1 and not kept[-1]:
        kept.pop()
    return tuple(kept)
