"""Files: those beside letters and people, freed of their metadata; one that was published under another name is there twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..addresses import address, file_address, former_address
from ..artifact import Artifact
from ..attachments import content, is_readable, paths_beside, sha256_of
from ..dates import day_text
from ..heads import EDITION
from ..later import later
from ..model import Letter, Person
from ..site import Site

__all__ = ["publish"]


def publish(site: Site) -> Iterator[Artifact]:
    day = day_text(site.instant.date())
    yield Artifact(EDITION, lambda: f'.dossier-edition::after {{ content: "Edition of {day}" }}\n'.encode(), "")
    former = _former(site)
    done: set[str] = set()
    for folder in (Letter.folder, Person.folder):
        for entry in site.dossier.of(folder):
            listed = entry.country not in site.listed_before
            for path in paths_beside(site.dossier, entry):
                file = site.dossier.files[path].file
                if listed and not is_readable(file):
                    continue
                homes = [file_address(entry, file.name)]
                if folder == Letter.folder and file.stem == entry.id:
                    homes += [f"{former_address(address(entry), old).rstrip('/')}{file.suffix}" for old in entry.record.redirect_from]
                for uri in dict.fromkeys((*homes, *(former.pop(sha256_of(file), ()) if former else ()))):
                    if uri not in done and listed:
                        yield Artifact(uri, later(content, file), path)
                    done.add(uri)


def _former(site: Site) -> dict[str, list[str]]:
    """SHA-256 of a file -> the addresses at which it was published and no file stands now, but for those of withheld letters."""
    gone = {address(entry) for key, entry in site.everything.entries.items() if site.states[key] in ("withdrawn", "erased")}
    found: dict[str, list[str]] = defaultdict(list)
    for row in site.ledger.rows:
        if row.what == "file" and row.state in ("live", "moved") and row.of not in gone and row.address not in site.file_addresses:
            found[row.fingerprint].append(row.address)
    return found
