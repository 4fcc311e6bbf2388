"""A project with problems and the ledger -> what would break of what was published, as far as that is known without a list of its pages."""

from __future__ import annotations

from collections.abc import Iterator

from .addresses import address, former_address
from .docs import Docs
from .dossier import Entry
from .permalinks import check_lasting
from .problems import Problem, refusals
from .site import Site
from .source import texts
from .surface import LIST, Place, lists, surface

__all__ = ["outlasting"]


def outlasting(site: Site, docs: Docs) -> Iterator[Problem]:
    """What would break of what was published, told with all other problems: no pages are listed while there are any.

    Of a record that could not be read it is not known what stands at its addresses; nor of any address that nothing has, where a file is
    so broken that it may hold any record.
    """
    dossier = site.everything
    places = surface(site, {old: Place(LIST, "moved") for old in docs.former} | lists((), docs.published))
    lost = {where for entry in dossier.unsound for where in _claimed(entry)}
    sure = dossier.broken <= {entry.key for entry in dossier.unsound} and not refusals(docs.problems)
    rows = (row for row in site.ledger.rows if row.page in places or (sure and lost.isdisjoint(row.homes)))
    yield from check_lasting(site.ledger, rows, places, site.instant.date().isoformat())


def _claimed(entry: Entry) -> Iterator[str]:
    """The addresses of a record that could not be read, as far as it says them."""
    yield address(entry)
    formers = entry.node.values.get("redirect_from")
    yield from (former_address(address(entry), old) for old in texts(formers)) if formers else ()
