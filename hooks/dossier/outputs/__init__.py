"""A Site -> every page and file of it; one module per published form, listed in OUTPUTS."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

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

__all__ = ["OUTPUTS", "forms", "published", "ways"]

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
    made = list(forms(site))
    yield from made
    yield from ways(site, [item for item in made if isinstance(item, Page)], prose or {})


def forms(site: Site) -> Iterator[Page | Artifact]:
    """The pages and files of every form, but for those of countries that were listed before."""
    for output in OUTPUTS:
        yield from output(site)


def ways(site: Site, pages: Sequence[Page], prose: Mapping[str, str]) -> Iterator[Page | Artifact]:
    """The ways that lead to the `pages` that were made; for `prose` see `published`."""
    more = list(moved(site, [page.address for page in pages], prose))
    yield from more
    yield redirects(site, lambda: (*pages, *more))
