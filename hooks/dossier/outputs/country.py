"""A country's dossier: summary, figures, timeline, demands, letters, people."""

from __future__ import annotations

from collections.abc import Iterator

from babel import Locale

from ..artifact import Page
from ..dossier import Entry
from ..figures import figures
from ..model import Demand, Event, Letter, Organisation, Person
from ..proposals import new_record
from ..site import Site
from ..standing import is_listed
from ..views import demand_view, entry_view, register_line, years
from ..views.base import Link
from ..views.citing import stem
from ..views.entries import chronicle
from ..views.tracks import state_view
from .common import described

__all__ = ["WHOLE", "people_lines", "publish"]

WHOLE = 300
"""Up to so many entries, the country's page holds the whole timeline."""


def publish(site: Site) -> Iterator[Page]:
    viewer = site.viewer
    for entry in site.countries:
        key = entry.key
        entries = chronicle(viewer, key)
        views = [entry_view(viewer, item) for item in entries[-(WHOLE if len(entries) <= WHOLE else 100) :]]
        title = entry.record.title.say(viewer.language)
        page_root = "../"
        summary = str(entry.record.summary or "")
        lines = [register_line(viewer, letter) for letter in site.of(Letter.folder, key)]
        yield Page(
            f"{key}/", title, f"{title}: arrests, closures of unions and letters to officials, with sources.", "country.html",
            {
                "title": title,
                "summary": viewer.prose(entry, page_root, summary or None),
                "below": viewer.prose(entry, page_root) if summary else "",
                "figures": figures(site, key),
                "years": years(views),
                "total": len(entries),
                "shown": len(views),
                "year_counts": _year_counts(entries),
                "letters": sorted(lines, key=lambda line: line.date.order),
                "demands": [demand_view(viewer, demand) for demand in site.of(Demand.folder, key)],
                "people": people_lines(site, key, Person.folder),
                "organisations": people_lines(site, key, Organisation.folder),
                "conventions": [
                    (viewer.actor(c.convention), c.ratified) for c in entry.record.conventions
                ],
                "languages": [Locale.parse(code.split("-")[0]).get_display_name(viewer.language) for code in entry.record.languages],
                "country": key,
                "checked_to": max((e.record.checked for e in _of(site, key) if e.record.checked), key=lambda d: d.order, default=None),
                "last_change": max((c.date for e in _of(site, key) for c in e.record.corrections), key=lambda d: d.order, default=None),
                "edit": viewer.edit(entry),
                "json": f"{stem(entry)}.json",
                "new_letter": new_record(site.settings, key, Letter.folder),
                "new_event": new_record(site.settings, key, Event.folder),
            },
            section="", source=entry.path, head=described(site, entry),
        )  # fmt: skip


def _of(site: Site, country: str) -> list[Entry]:
    return [entry for entry in site.dossier.entries.values() if entry.country == country]


def _year_counts(entries: list[Entry]) -> tuple[tuple[int, int], ...]:
    counts: dict[int, int] = {}
    for entry in entries:
        year = entry.record.date.latest.year
        counts[year] = counts.get(year, 0) + 1
    return tuple(counts.items())


def people_lines(site: Site, country: str, folder: str) -> list[tuple[Link, tuple[str, ...]]]:
    """The people or organisations of a country by their sorting name, each with its last recorded states in words.

    Whoever used the right of reply has that beside the states.
    """
    viewer = site.viewer
    lines = []
    for entry in sorted(site.of(folder, country), key=lambda e: str(getattr(e.record, "sort_name", None) or e.record.name).casefold()):
        states = []
        for track, timeline in site.index.tracks.get(entry.key, {}).items():
            if is_listed(site.dossier, track) and timeline.intervals():
                state = state_view(viewer, timeline, "")
                since = " or ".join(f"{'' if day.is_interval else 'since '}{day.say(viewer.language)}" for day in state.since)
                states.append(f"{' or '.join(state.values)}, {since}{' (accounts differ)' if state.contested else ''}")
        states += [f"Right of reply: {reply.text}" for reply in viewer.replies(getattr(entry.record, "right_of_reply", ())) if states and reply.text]
        lines.append((viewer.link(entry.key), tuple(states)))
    return lines
