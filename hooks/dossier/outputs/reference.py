"""Pages of reference: sources, vocabulary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from ..alphabet import alphabetical
from ..artifact import COLLECTION, Page
from ..dates import PartialDate
from ..dossier import Entry
from ..files import INTERNATIONAL
from ..later import later
from ..model import VOCABULARY, Event, EventKind, Letter, ReplyClock, Source, Track, TrackValue
from ..site import Site
from ..standing import freedom_tracks
from ..views.base import Viewer
from ..views.corrections import NoteView, notes
from ..views.narrowdata import cited_code
from ..views.pieces import Link, SourceView
from ..views.threadwords import clock_words
from .common import foot_of, one_file

__all__ = ["CITING", "publish"]

CITING = 12
"""So many of the records that rest on a source are named beside it; the tables of the data have all."""


def publish(site: Site) -> Iterator[Page]:
    yield from _sources(site)
    yield _vocabulary(site)


def _sources(site: Site) -> Iterator[Page]:
    viewer = site.viewer
    homes = [(entry.key, viewer.name(entry)) for entry in site.listed_countries] + [(INTERNATIONAL, "International")]
    for home, name in homes:
        if home == INTERNATIONAL and not site.of(Source.folder, home):
            continue
        title = f"{name}: sources"
        context = later(_list, site, home, title)
        yield Page(f"{home}/sources/", title, f"{title}, by publisher.", "sources.html", context, section="", kind=COLLECTION)


class _Cited(Struct, frozen=True):
    """A source in the list of its country: what is said of it, what was corrected, the first records that cite it, and how many `more` do.

    `timeline` is that of its country narrowed to it, where more than are named stand on it;
    `edit` is empty where the whole list is edited in one file.
    """

    source: SourceView
    said: Markup
    corrections: tuple[NoteView, ...]
    known_from: tuple[SourceView, ...]
    checked: PartialDate | None
    citing: tuple[Link, ...]
    more: int
    timeline: str
    edit: str


def _list(site: Site, home: str, title: str) -> dict[str, Any]:
    """The sources of a country by publisher."""
    viewer = site.viewer
    entries = sorted(
        site.of(Source.folder, home), key=lambda e: (alphabetical(str(e.record.publisher)), e.record.date.order if e.record.date else (), e.id)
    )
    foot = foot_of(site, entries)
    crumbs = (viewer.link(home),) if home != INTERNATIONAL else ()
    cited = [_cited(viewer, entry, "" if foot.edit else viewer.edit(entry)) for entry in entries]
    return {"title": title, "sources": cited, "crumbs": crumbs, "foot": foot, "checked_to": foot.checked}


def _cited(viewer: Viewer, entry: Entry, edit: str) -> _Cited:
    """Of the records that cite it, what happened stands first, in order of time."""
    found = sorted(viewer.index.citing.get(entry.key, ()), key=lambda e: (0, *e.order) if e.folder in (Event.folder, Letter.folder) else (1,))
    return _Cited(
        viewer.source_record(entry), viewer.prose(entry, "../../") if entry.body else Markup(), notes(viewer, entry),
        viewer.sources(entry.record.sources), entry.record.checked, tuple(viewer.link(one.key) for one in found[:CITING]),
        max(len(found) - CITING, 0), _narrowed(entry, found), edit,
    )  # fmt: skip


def _narrowed(entry: Entry, found: list[Entry]) -> str:
    """Where scripts show all that rests on a source of which only the first are named: its country's timeline, or that of all."""
    country = "" if entry.country == INTERNATIONAL else entry.country
    there = [one for one in found if one.folder in (Event.folder, Letter.folder) and (not country or one.country == country)]
    return f"{country}/timeline/?source={cited_code(entry, country)}".lstrip("/") if len(there) > CITING else ""


def _terms(site: Site, folder: str) -> list[Entry]:
    return sorted(site.dossier.of(folder), key=lambda e: (e.node.line, e.id))


def _vocabulary(site: Site) -> Page:
    viewer, say = site.viewer, site.viewer.language
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in _terms(site, EventKind.folder):
        groups[entry.record.group].append(entry)
    kinds = [
        (
            viewer.group_label(group),
            [
                (
                    entry.id, viewer.kind(entry.key), entry.record.description.say(say) if entry.record.description else "",
                    [f"{name.upper()} {code}" for name in ("huridocs", "ituc", "ilo", "sdg") for code in getattr(entry.record.codes, name)],
                    [f"{_label(site, track)}: {viewer.value(track, value)[0]}" for track, value in entry.record.sets.items()],
                )
                for entry in entries
            ],
        )
        for group, entries in groups.items()
    ]  # fmt: skip
    tracks = [
        (
            entry.id,
            entry.record.label.say(say),
            entry.record.of,
            _description(entry, say),
            [(v.label.say(say), v.description.say(say) if v.description else "", _counts(site, entry, v)) for v in entry.record.values],
        )
        for entry in _terms(site, Track.folder)
    ]
    rest = [
        (kind.noun, kind.folder.partition("/")[2], [(e.id, viewer.name(e), _meaning(site, e)) for e in terms], one_file(site, terms))
        for kind in VOCABULARY
        if kind not in (EventKind, Track) and (terms := _terms(site, kind.folder))
    ]
    foot = foot_of(site, (entry for kind in VOCABULARY for entry in site.dossier.of(kind.folder)))
    return Page(
        "vocabulary/", "Vocabulary", "What every kind of event, state and word of this site means, with codes of other standards.", "vocabulary.html",
        {
            "title": "Vocabulary", "kinds": kinds, "tracks": tracks, "rest": rest, "confidence": CONFIDENCE,
            "kinds_edit": one_file(site, _terms(site, EventKind.folder)), "tracks_edit": one_file(site, _terms(site, Track.folder)),
            "foot": foot, "checked_to": foot.checked,
        },
        section="vocabulary/", kind=COLLECTION, prose=False,
    )  # fmt: skip


CONFIDENCE = (
    ("confirmed", "Two publishers that do not depend on each other report it."),
    ("likely", "One publisher reports it."),
    ("possible", "It is reported, and something speaks against it."),
    ("unlikely", "More speaks against it than for it."),
    ("unknown", "How sure it is has not been assessed."),
)


def _counts(site: Site, track: Entry, value: TrackValue) -> str:
    """As what a value that deprives counts; a person's track that does not tell of freedom is not about liberty."""
    return "" if not value.deprives else "deprived of liberty" if track.id in freedom_tracks(site.dossier) else "a loss"


def _label(site: Site, track: str) -> str:
    entry = site.dossier.entries.get(f"vocabulary/tracks/{track}")
    return entry.record.label.say(site.viewer.language) if entry else track


def _meaning(site: Site, entry: Entry) -> str:
    """What a word of the vocabulary means; of a reply clock, its rule."""
    return clock_words(site.viewer, entry.record) if isinstance(entry.record, ReplyClock) else _description(entry, site.viewer.language)


def _description(entry: Entry, language: str) -> str:
    description = getattr(entry.record, "description", None)
    return description.say(language) if description else ""
