"""What was listed of each country when everything was listed last: a server lists anew only what has changed since.

The files of a country are the same as long as its key is (see `keys.py`), so those that were listed then may stand for them. They are
made from the site of then, which is kept as long: where more than a few countries have changed, everything is listed anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .artifact import Artifact, Page
from .keys import Keys
from .surface import Place

__all__ = ["Listing"]

_MOST = 3
"""Up to so many countries that have changed are listed anew by themselves."""


@dataclass(frozen=True)
class Listing:
    """The keys of countries, their pages and files, and what of their records has an address."""

    keys: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, list[Page | Artifact]] = field(default_factory=dict)
    places: Mapping[str, Mapping[str, Place]] = field(default_factory=dict)

    @classmethod
    def of(cls, keys: Keys, files: Iterable[Page | Artifact], places: Mapping[str, Place]) -> Listing:
        """Everything that was listed, each thing by the country whose record it is made from, else by the one below whose address it stands."""
        alone = {country for country, key in keys.by_country.items() if country and key and keys.country_of(f"{country}/") == country}
        by_country: dict[str, list[Page | Artifact]] = defaultdict(list)
        for item in files:
            made_from = item.source.split("/")[1] if item.source.startswith("data/") else ""
            by_country[made_from or keys.country_of(item.uri)].append(item)
        there: dict[str, dict[str, Place]] = defaultdict(dict)
        for where, place in places.items():
            if place.entry is not None:
                there[place.entry.country][where] = place
        return cls({country: keys.by_country[country] for country in alone}, by_country, there)

    def stays(self, keys: Keys) -> frozenset[str]:
        """The countries whose files are what they were; none where too many are not."""
        same = frozenset(country for country, key in self.keys.items() if keys.by_country.get(country) == key)
        return same if len(keys.by_country.keys() - {""} - same) <= _MOST else frozenset()

    def files_of(self, countries: Iterable[str]) -> Iterator[Page | Artifact]:
        for country in countries:
            yield from self.files.get(country, ())
