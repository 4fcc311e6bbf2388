"""A Site -> every page and file of it; one module per published form, listed in OUTPUTS."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..artifact import Artifact, Page
from ..site import Site
from . import (
    asof,
    beside,
    calendars,
    cards,
    corrections,
    country,
    csvw,
    data,
    database,
    demands,
    embeds,
    entities,
    events,
    feeds,
    files,
    home,
    lags,
    letters,
    notices,
    organisations,
    overview,
    package,
    people,
    records_json,
    reference,
    search,
    threads,
    timeline,
    timeline_embeds,
)
from .moved import moved, redirects

__all__ = ["OUTPUTS", "published"]

Output = Callable[[Site], Iterator[Page] | Iterator[Artifact] | Iterator[Page | Artifact]]

OUTPUTS: tuple[Output, ...] = (
    home.publish,
    country.publish,
    overview.publish,
    timeline.publish,
    letters.publish,
    threads.publish,
    events.publish,
    people.publish,
    organisations.publish,
    demands.publish,
    asof.publish,
    reference.publish,
    corrections.publish,
    search.publish,
    notices.publish,
    files.publish,
    lags.publish,
    beside.publish,
    cards.publish,
    embeds.publish,
    timeline_embeds.publish,
    package.publish,
    csvw.publish,
    database.publish,
    entities.publish,
    data.publish,
    records_json.publish,
    feeds.publish,
    calendars.publish,
)
"""Every published form. A new one is a module and its line here; what says how large a file is comes after that."""


def published(site: Site, prose: Mapping[str, str] | None = None) -> Iterator[Page | Artifact]:
    """All pages and files; addresses are unique. `prose` leads from former addresses of pages of docs/ to their present ones."""
    pages: list[Page] = []
    for output in OUTPUTS:
        for item in output(site):
            if isinstance(item, Page):
                pages.append(item)
            yield item
    for page in moved(site, [page.address for page in pages], prose or {}):
        pages.append(page)
        yield page
    yield redirects(site, lambda: pages)
