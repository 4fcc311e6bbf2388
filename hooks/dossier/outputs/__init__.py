"""A Site -> every page and file of it; one module per published form, listed in OUTPUTS."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..artifact import Artifact, Page
from ..site import Site
from . import country, demands, events, files, home, letters, notices, organisations, people, reference, timeline

__all__ = ["OUTPUTS", "pages", "published"]

Output = Callable[[Site], Iterator[Page] | Iterator[Artifact]]

OUTPUTS: tuple[Output, ...] = (
    home.publish,
    country.publish,
    timeline.publish,
    letters.publish,
    events.publish,
    people.publish,
    organisations.publish,
    demands.publish,
    reference.publish,
    notices.publish,
    files.publish,
)
"""Every published form. A new one is a module and its line here."""


def published(site: Site) -> Iterator[Page | Artifact]:
    """All pages and files; addresses are unique."""
    for output in OUTPUTS:
        yield from output(site)


def pages(site: Site) -> Iterator[Page]:
    """All pages."""
    return (item for item in published(site) if isinstance(item, Page))
