"""A line of the record of change -> what is new: as an item of feeds, in words."""

from __future__ import annotations

from functools import partial

from ..dossier import Entry
from ..model import Event, Letter
from .base import Viewer
from .corrections import ChangeView
from .entries import aside, countries_of, entry_view, group_of, kind_words
from .news import News, NewsView

__all__ = ["correction_news"]


def correction_news(viewer: Viewer, change: ChangeView) -> News:
    """A line of the record of change; of a corrected event, with every account and answer."""
    entry, day = change.entry, change.date.latest
    event = entry if entry is not None and entry.folder in (Event.folder, Letter.folder) else None
    countries = () if entry is None else countries_of(viewer, event) if event else (entry.country,) if entry.country in viewer.dossier.entries else ()
    home = f"corrections/#{change.id}"
    group = group_of(viewer, event) if event else ""
    order = (day, *change.date.order, 0, False, "", 2, change.id)
    return News(home, home, day, day, order, countries, group, partial(_correction_view, viewer, change, event))


def _correction_view(viewer: Viewer, change: ChangeView, entry: Entry | None) -> NewsView:
    view = entry_view(viewer, entry) if entry else None
    corrected = f"Corrected: {viewer.name(change.entry)}" if change.entry else change.text
    differ = aside(view) if view else ""
    said = (change.text, f"Before: “{change.was}”") if change.was else (change.text,)
    of = f"Correction of this entry: {kind_words(viewer, entry)}" if entry else ""
    return NewsView(f"{corrected}{differ}", "Correction" if change.what == "corrected" else "Record of change", said, view, change.links, of=of)
