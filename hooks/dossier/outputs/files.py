"""Files: those beside letters and people, freed of their metadata; one that was published under another name is there twice."""

from __future__ import annotations

from collections.abc import Iterator

from ..artifact import Artifact
from ..attachments import beside, sha256_of
from ..dates import day_text
from ..heads import EDITION
from ..index import file_address
from ..model import Letter, Person
from ..site import Site

__all__ = ["publish"]


def publish(site: Site) -> Iterator[Artifact]:
    day = day_text(site.instant.date())
    yield Artifact(EDITION, lambda: f'.dossier-edition::after {{ content: "Edition of {day}" }}\n'.encode(), "")
    former = {row.fingerprint: row.address for row in site.ledger.rows if row.what == "file"}
    for folder in (Letter.folder, Person.folder):
        for entry in site.dossier.of(folder):
            for file in beside(site.dossier, entry):
                uri = file_address(entry, file.name)
                yield Artifact(uri, lambda content=file.content: content, file.path)  # type: ignore[misc]
                old = former.get(sha256_of(site.dossier.files[file.path].file), uri) if former else uri
                if old != uri and old not in site.file_addresses:
                    yield Artifact(old, lambda content=file.content: content, file.path)  # type: ignore[misc]
