"""What prose can be in a file of a record: it is made anew when one of these texts is edited, and stays when another one is.

`tests/test_prose_free.py` makes sure that no other is asked for. Beside the texts stands what follows from others that are not among them: in which
paragraphs of letters the record is, and which items of news concern it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..dossier import Entry
from ..site import Site
from ..views.concerning import concerning
from ..views.documents import whole_members

__all__ = ["beside_passages", "beside_thread", "in_feed", "own", "with_passages"]


def own(entry: Entry) -> Iterator[str]:
    """The prose of the record, and of its translations."""
    yield entry.body
    yield from (translation.body for translation in entry.translations)


def beside_passages(site: Site, entry: Entry) -> Iterator[str]:
    """That, on a page that says in which paragraphs of letters the record is."""
    yield from own(entry)
    yield from (f"{passage.letter.key}#{passage.paragraph}" for passage in site.index.passages(entry))


def with_passages(site: Site, entry: Entry) -> Iterator[str]:
    """That, on a page on which these paragraphs stand."""
    yield from beside_passages(site, entry)
    yield from (letter.body for letter in {passage.letter.key: passage.letter for passage in site.index.passages(entry)}.values())


def beside_thread(site: Site, entry: Entry) -> Iterator[str]:
    """The prose of every letter and event of a letter's thread that stands in its document."""
    for member in whole_members(site.viewer, entry):
        yield from own(member)


def in_feed(site: Site, entry: Entry, most: int) -> Iterator[str]:
    """The prose of what is new about a record, item by item, as far as one feed holds."""
    for item in concerning(site.viewer, entry)[:most]:
        yield from (item.id, site.dossier.entries[item.prose].body if item.prose else "")
