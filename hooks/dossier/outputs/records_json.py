"""Each person, organisation, event, demand and country as JSON beside its page, with the schema of each kind; letters have theirs in `beside`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..artifact import Artifact
from ..asjson import spaced
from ..dossier import Entry
from ..later import later
from ..model import KINDS, Letter
from ..site import Site
from ..views.citing import former_stems, stem
from ..views.data import letter_data
from ..views.jsonpieces import DIALECT
from ..views.recorddata import RecordData, schema_address
from ..views.recordjson import DATA, record_data
from .texts import own

__all__ = ["publish"]


def publish(site: Site) -> Iterator[Artifact]:
    for folder, (model, _) in DATA.items():
        yield Artifact(schema_address(KINDS[folder].noun), later(_schema, model), "", prose=False)
        for entry in site.listed(folder):
            yield from _beside(entry, later(_record, site, entry))
    for entry in site.listed(Letter.folder):
        if not entry.record.text_available:  # of those with a text it stands among the files beside them
            yield from _beside(entry, later(_letter, site, entry))


def _beside(entry: Entry, make: Callable[[], bytes]) -> Iterator[Artifact]:
    """The file at every address that the record ever had."""
    texts = later(own, entry)
    return (Artifact(f"{home}.json", make, entry.path, texts=texts) for home in (stem(entry), *former_stems(entry)))


def _schema(model: type[RecordData]) -> bytes:
    return spaced({"$schema": DIALECT, **model.model_json_schema(by_alias=True)})


def _record(site: Site, entry: Entry) -> bytes:
    return record_data(site.viewer, entry).model_dump_json(by_alias=True, exclude_unset=True, indent=1).encode() + b"\n"


def _letter(site: Site, entry: Entry) -> bytes:
    return letter_data(site.viewer, entry).model_dump_json(by_alias=True, exclude_unset=True, indent=1).encode() + b"\n"
