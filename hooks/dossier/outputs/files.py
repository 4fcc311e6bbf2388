"""The files beside letters and people, freed of their metadata."""

from __future__ import annotations

from collections.abc import Iterator

from ..artifact import Artifact
from ..attachments import beside
from ..model import Letter, Person
from ..site import Site

__all__ = ["publish"]


def publish(site: Site) -> Iterator[Artifact]:
    for folder in (Letter.folder, Person.folder):
        for entry in site.dossier.of(folder):
            for file in beside(site.dossier, entry):
                uri = f"{site.viewer.scope(entry.country)}{entry.folder}/{file.name}"
                yield Artifact(uri, lambda content=file.content: content, file.path)  # type: ignore[misc]
