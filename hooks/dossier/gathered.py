"""The documents of one build, for the search index: gathered as pages are made, those of the pages that stay known from before."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .artifact import Page
from .cache import Store
from .searched import Values, document, entry_at, is_found, person_labels, prose_document
from .site import Site

__all__ = ["Documents", "no_documents", "references_of"]

_KEPT = "documents"
"""The name under which the documents of the last build are kept."""
_REFERENCES = re.compile(rb'<html [^>]*data-references="([0-9]+)"')


@dataclass
class Documents:
    """The documents of one build, gathered as its pages are made; packed, since there may be ten thousand."""

    site: Site
    packed: dict[str, bytes] = field(default_factory=dict)
    prose_packed: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._labels = person_labels(self.site)

    def page(self, page: Page, content: str, values: Values) -> None:
        """A page of records with its content and what its template got, if it is one that can be found."""
        if is_found(page):
            self.packed[page.uri] = _pack(document(self.site, page, content, values, self._labels))

    def prose(self, address: str, title: str, html: str) -> None:
        """A page of docs/."""
        self.prose_packed[f"{address}index.html"] = _pack(prose_document(self.site, title, html))

    def complete(self, pages: Iterable[Page], keys: Mapping[str, str], store: Store) -> Documents:
        """The same with those of `pages` that were not made in this build, since the last one left them.

        They are in the `store` under `keys` (by page, what each is made from; and which people of all countries are told apart);
        what is not is made now, and all are kept.
        """
        from .render import fragment  # a check renders nothing

        known = dict(_unpacked(store.recalled(_KEPT)))
        people = self.site.dossier.entries
        shared = sorted((key, label) for key, label in self._labels.items() if label != str(people[key].record.sort_name))
        keys = {uri: f"{key} {shared}" for uri, key in keys.items() if key}
        for page in pages:
            key = keys.get(page.uri, "")
            if page.uri not in self.packed and key and (page.uri, key) in known:
                self.packed[page.uri] = known[page.uri, key]
            elif page.uri not in self.packed:
                whole = page.itself
                values = whole.values
                self.page(whole, fragment(whole, values), values)
        store.put_by(_KEPT, _together({(uri, keys.get(uri, "")): packed for uri, packed in self.packed.items() if keys.get(uri)}))
        return self

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of each, in the order of their paths."""
        for uri, packed in sorted((*self.packed.items(), *self.prose_packed.items())):
            entry = entry_at(self.site, uri.removesuffix("index.html"))
            references = len(self.site.index.backlinks.get(entry.key, ())) if entry else 0
            yield uri, zlib.decompress(packed).replace(b"<html ", b'<html data-references="%d" ' % references, 1)


def references_of(document: bytes) -> int:
    """How many records refer to what a document is about, as it says itself."""
    found = _REFERENCES.search(document, 0, 200)
    return int(found[1]) if found else 0


def _pack(text: str) -> bytes:
    return zlib.compress(text.encode(), 1)


def _together(documents: Mapping[tuple[str, str], bytes]) -> bytes:
    """Documents in one file: a line that says of each the page, the key and the length, then one behind the other."""
    return json.dumps([(*name, len(packed)) for name, packed in documents.items()]).encode() + b"\n" + b"".join(documents.values())


def _unpacked(content: bytes) -> Iterator[tuple[tuple[str, str], bytes]]:
    head, _, rest = content.partition(b"\n")
    at = 0
    for uri, key, length in json.loads(head or b"[]"):
        yield (uri, key), rest[at : at + length]
        at += length


def no_documents(store: Store) -> None:
    """Leaves no documents in the store: the site has no search."""
    store.drop(_KEPT)
