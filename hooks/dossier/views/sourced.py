"""A source of the list of sources -> what is shown where it is cited: who says it, where it can be read, in which language."""

from __future__ import annotations

from ..addresses import address
from ..archives import version_day
from ..dossier import Dossier, Entry
from ..languages import shown_by_letters
from ..model import Source
from ..values import Text, language_said
from .pieces import Link, SourceView

__all__ = ["source_view"]


def source_view(dossier: Dossier, entry: Entry, language: str, at: str, supports: str) -> SourceView:
    """The source in the `language` of the site, as cited for the place `at` and for what it `supports`."""
    source: Source = entry.record
    kind = dossier.entries.get(source.kind.key) if source.kind else None
    voice = (kind.record.voice or "") if kind else ""
    identifiers = tuple(_identifier(dossier, name, value, language) for name, value in source.identifiers.items())
    archived = source.archived_url or ""
    day = version_day(archived, source.accessed.latest if source.accessed else None) if archived else None

    def own(text: Text) -> str:
        """Words of the source, in one of its languages if their letters say so."""
        said = text.say(language)
        told = "" if language_said(said) else shown_by_letters(said, language, source.language)
        return Text(said, language=told) if told else said

    return SourceView(
        entry.id, Link(own(source.title), source.url or "", ", ".join(source.language[:1])), own(source.publisher), source.date, address(entry),
        ", ".join(source.language), voice, source.read or "", archived, at, supports, source.accessed, identifiers, day.isoformat() if day else "",
    )  # fmt: skip


def _identifier(dossier: Dossier, name: str, value: str, language: str) -> Link:
    entry = dossier.entries.get(f"vocabulary/identifiers/{name}")
    label = entry.record.label.say(language) if entry else name
    template = entry.record.template if entry else None
    return Link(f"{label} {value}", template.replace("{value}", value) if template else "")
