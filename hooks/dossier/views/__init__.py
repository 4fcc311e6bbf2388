"""Records -> public values for templates: projected field by field, worded, sorted; nothing else gets out."""

from .base import Viewer
from .entries import EntryView, Year, entry_view, years
from .letters import LetterView, letter_view
from .pieces import AccountView, KindView, Link, SourceView
from .records import DemandView, demand_view, register_line
from .tracks import TrackView, track_views

__all__ = [
    "AccountView",
    "DemandView",
    "EntryView",
    "KindView",
    "LetterView",
    "Link",
    "SourceView",
    "TrackView",
    "Viewer",
    "Year",
    "demand_view",
    "entry_view",
    "letter_view",
    "register_line",
    "track_views",
    "years",
]
