"""Tables of the vocabulary: kinds of events, their codes elsewhere, what can be the case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..dossier import Entry
from ..model import EventKind, Track, TrackValue
from ..standing import freedom_tracks
from ..values import Text
from ..views.base import Viewer
from .columns import Column, Table, of_model, said

__all__ = ["VOCABULARY"]


def _codes(viewer: Viewer, home: str) -> Iterator[tuple[Entry, str, Text]]:
    for entry in viewer.dossier.of(EventKind.folder, home):
        for scheme, codes in entry.record.codes:
            yield from ((entry, scheme, code) for code in dict.fromkeys(codes))


def _values(viewer: Viewer, home: str) -> Iterator[tuple[Entry, Any]]:
    for entry in viewer.dossier.of(Track.folder, home):
        yield from ((entry, value) for value in entry.record.values)


def _deprives(viewer: Viewer, item: tuple[Entry, TrackValue]) -> bool:
    track, value = item
    return value.deprives and (track.record.of == "organisation" or track.id in freedom_tracks(viewer.dossier))


VOCABULARY = (
    Table(
        "event_kinds", "Kinds of events", "The words for kinds of events, in the order of the vocabulary.",
        lambda viewer, home: sorted(viewer.dossier.of(EventKind.folder, home), key=lambda entry: (entry.node.line, entry.id)),
        (
            Column("id", "the kind, as case files say it", lambda _, e: e.id, required=True),
            Column("label", "the kind, in words", lambda v, e: v.name(e), required=True),
            Column("event_group", "its group", lambda _, e: e.record.group, required=True),
            Column("group_label", "the group, in words", lambda v, e: v.group_label(e.record.group), required=True),
            Column("description", "what it means", lambda v, e: said(v, e.record.description)),
            Column("plural", "several of them, in words", lambda v, e: said(v, e.record.plural)),
        ),
    ),
    Table(
        "event_kind_codes", "Codes of kinds of events", "What kinds of events are called in the classifications of others.", _codes,
        (
            Column("kind", "the kind", lambda _, c: c[0].id, required=True, to="event_kinds"),
            Column("scheme", "whose classification", lambda _, c: c[1], required=True),
            Column("code", "its code there; ~ before it marks the nearest broader one", lambda v, c: said(v, c[2]), required=True),
        ),
        ("kind", "scheme", "code"),
    ),
    Table(
        "track_values", "Values of tracks", "What can be the case, track by track.", _values,
        (
            Column("track", "the track", lambda _, t: t[0].id, required=True),
            Column("value", "the value", lambda _, t: t[1].id, required=True),
            Column("track_label", "the track, in words", lambda v, t: v.name(t[0]), required=True),
            Column("applies_to", "of whom", lambda _, t: t[0].record.of, required=True, terms=of_model(Track, "of")),
            Column("label", "the value, in words", lambda v, t: said(v, t[1].label), required=True),
            Column("deprives", "true: it takes away a person’s freedom, or is an organisation’s loss", _deprives, "boolean", required=True),
            Column("description", "what it means", lambda v, t: said(v, t[1].description)),
        ),
        ("track", "value"),
    ),
)  # fmt: skip
