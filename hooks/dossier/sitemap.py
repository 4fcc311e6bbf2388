"""The pages of a site and its data -> sitemap.xml (sitemaps.org, 0.9) and robots.txt (RFC 9309).

`lastmod` is the last day on which something that a page says was sealed, corrected or checked, and absent where nothing
of it is dated: never the day of the build.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from urllib.parse import quote

from markupsafe import escape

from .addresses import untranslated
from .artifact import Artifact, Page
from .history import touched
from .keys import hashed
from .later import later
from .site import Site
from .views.corrections import changes

__all__ = ["LIMIT", "LastDays", "robots", "sitemap", "sitemap_index", "sitemaps"]

LIMIT = 50_000
"""So many addresses a sitemap may have; with more there are several, and sitemap.xml is their index."""
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class LastDays:
    """The last day on which what a page says changed, as far as the data say; None where nothing of it is dated."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def of(self, page: Page) -> date | None:
        where = untranslated(page.address)
        days = [self._sealed(page.address)]
        if where == "corrections/":
            days.append(next((change.date.latest for change in changes(self.site.viewer)), None))
        elif where != "vocabulary/":
            if page.entries:
                days.append(_latest(self._own[entry.key] for entry in page.entries))
            else:
                days.append(self._below(where))
        return _latest(days)

    def of_prose(self, where: str) -> date | None:
        """Of a page of docs/ only the home page says something that is dated: the countries and what is new."""
        return None if where else self._of_country.get("")

    @cached_property
    def _own(self) -> dict[str, date | None]:
        """Record -> its own last day."""
        return {key: touched(self.site.ledger, entry) for key, entry in self.site.dossier.entries.items()}

    @cached_property
    def _of_country(self) -> dict[str, date]:
        """Country (empty: all) -> the last day of its records."""
        found: dict[str, list[date | None]] = defaultdict(list)
        for key, entry in self.site.dossier.entries.items():
            found[entry.country].append(self._own[key])
            found[""].append(self._own[key])
        return {country: day for country, days in found.items() if (day := _latest(days))}

    def _sealed(self, where: str) -> date | None:
        row = self.site.ledger.by_address.get(where)
        return date.fromisoformat(row.first_published) if row and row.first_published else None

    def _below(self, where: str) -> date | None:
        """Of a record with what points at it, of what stands below one as of that; of a register, of its country or of all."""
        while where and where not in self.site.by_address:
            where = where.rstrip("/").rpartition("/")[0]
            where = f"{where}/" if where else ""
        key = self.site.by_address.get(where, "")
        if not key or "/" not in key:
            return self._of_country.get(key)
        pointing = [link.entry.key for link in self.site.index.backlinks.get(key, ())]
        return _latest(self._own[one] for one in (key, *pointing))


def sitemaps(site: Site, pages: Iterable[Page], prose: Iterable[str], key: str = "") -> Iterator[Artifact]:
    """sitemap.xml with every page that a search engine may find, `prose` being addresses of pages of docs/; of very many, the index of several.

    Nothing where the site does not know its own address. `key` is of what all the days rest on; empty where that is not known.
    """
    url, last = site.settings.site_url, LastDays(site)
    if not url:
        return
    by_address: dict[str, Page | None] = {page.address: page for page in pages if not page.noindex and not page.fragment}
    by_address |= dict.fromkeys(prose)
    found = sorted(by_address)
    parts = [found[start : start + LIMIT] for start in range(0, len(found), LIMIT)]
    names = ["sitemap.xml"] if len(parts) == 1 else [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        made_from = later(_made_from, key, part)
        yield Artifact(name, later(_part, last, url, [by_address[where] or where for where in part]), "", made_from, prose=False)
    if len(parts) > 1:
        yield Artifact("sitemap.xml", later(sitemap_index, url, names), "")


def _part(last: LastDays, url: str, pages: Iterable[Page | str]) -> bytes:
    return sitemap(url, ((one, last.of_prose(one)) if isinstance(one, str) else (one.address, last.of(one)) for one in pages))


def _made_from(key: str, addresses: Sequence[str]) -> str:
    return key and hashed(key, *addresses)


def sitemap(site_url: str, days: Iterable[tuple[str, date | None]]) -> bytes:
    """The file: every address below `site_url` with its last day."""
    urls = "".join(f"<url><loc>{_location(site_url, where)}</loc>{_lastmod(day)}</url>\n" for where, day in days)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SPACE}">\n{urls}</urlset>\n'.encode()


def sitemap_index(site_url: str, names: Sequence[str]) -> bytes:
    maps = "".join(f"<sitemap><loc>{_location(site_url, name)}</loc></sitemap>\n" for name in names)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{_SPACE}">\n{maps}</sitemapindex>\n'.encode()


def robots(site_url: str) -> bytes:
    """Everything may be read; what should not be found says so itself (`noindex`), which a robot that is kept out would never see."""
    where = f"\nSitemap: {site_url}sitemap.xml\n" if site_url else ""
    return f"User-agent: *\nAllow: /\n{where}".encode()


def _location(site_url: str, where: str) -> str:
    return escape(site_url + quote(where))


def _lastmod(day: date | None) -> str:
    return f"<lastmod>{day.isoformat()}</lastmod>" if day else ""


def _latest(days: Iterable[date | None]) -> date | None:
    return max(filter(None, days), default=None)
