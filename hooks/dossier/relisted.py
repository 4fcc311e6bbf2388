"""What was listed of each country when everything was listed last: who lists again lists anew only what has changed since.

The files of a country are the same as long as its key is (see `keys.py`), so those that were listed then may stand for them. A server
has the very pages of then. They are made from the site of then, which is kept as long: where more than a few countries have changed,
everything is listed anew. The next build finds in the cache what they were called: if one of them has to be made, everything is listed after all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import inf
from typing import cast

import msgspec

from .artifact import Artifact, Head, Items, Page
from .keys import Keys
from .later import later
from .outputs import forms
from .site import Site
from .surface import Place

__all__ = ["Listing", "keep_files", "keep_places"]

_MOST = 3
"""Of what a server has: up to so many countries that have changed are listed anew by themselves."""
_FILES, _PLACES = "files", "places"


@dataclass(frozen=True)
class Listing:
    """The keys of countries, their pages and files, and what of their records has an address."""

    keys: dict[str, str] = field(default_factory=dict)
    files: dict[str, Items] = field(default_factory=dict)
    places: dict[str, dict[str, Place]] = field(default_factory=dict)
    most: float = inf

    @classmethod
    def of(cls, keys: Keys, files: Iterable[Page | Artifact], places: Mapping[str, Place]) -> Listing:
        """Everything that was listed, each thing by the country whose record it is made from, else by the one below whose address it stands."""
        made = _by_country(keys, files)
        alone = {country: keys.by_country[country] for country in _alone(keys)}
        return cls(alone, {country: _looked_at(made.get(country, ())) for country in alone}, _there(places), _MOST)

    @classmethod
    def recalled(cls, site: Site, keys: Keys) -> Listing:
        """What the cache has of the countries that are what they were."""
        anew, found = _Anew(site), cls({}, {}, {})
        for country in _alone(keys):
            files, places = (site.portions.recalled(what, country) for what in (_FILES, _PLACES))
            if files is None or places is None:
                continue
            try:
                listed = {place.where: place.given(site) for place in _places_in(places)}, _looked_at(_items(_files_in(files), site, anew))
            except (msgspec.MsgspecError, KeyError):  # of an older form, perhaps
                continue
            found.keys[country], (found.places[country], found.files[country]) = keys.by_country[country], listed
        return found

    def stays(self, keys: Keys) -> frozenset[str]:
        """The countries whose files are what they were; none where too many are not."""
        same = frozenset(country for country, key in self.keys.items() if keys.by_country.get(country) == key)
        return same if len(keys.by_country.keys() - {""} - same) <= self.most else frozenset()

    def files_of(self, countries: Iterable[str]) -> Items:
        found = Items()
        for country in countries:
            found.join(self.files[country])
        return found


def _alone(keys: Keys) -> set[str]:
    """The countries of which it can be said what their files are made from."""
    return {country for country, key in keys.by_country.items() if country and key and keys.country_of(f"{country}/") == country}


def _looked_at(items: Iterable[Page | Artifact]) -> Items:
    found = Items()
    found.add(items)
    return found


def _by_country(keys: Keys, files: Iterable[Page | Artifact]) -> dict[str, list[Page | Artifact]]:
    found: dict[str, list[Page | Artifact]] = defaultdict(list)
    for item in files:
        made_from = item.source.split("/")[1] if item.source.startswith("data/") else ""
        found[made_from or keys.country_of(item.uri)].append(item)
    return found


def _there(places: Mapping[str, Place]) -> dict[str, dict[str, Place]]:
    """What of the records of each country has an address, but for what is erased: its id may be a name, of which nothing is kept."""
    found: dict[str, dict[str, Place]] = defaultdict(dict)
    for where, place in places.items():
        if place.entry is not None and place.state != "erased":
            found[place.entry.country][where] = place
    return found


def keep_places(site: Site, keys: Keys, places: Mapping[str, Place]) -> None:
    """Keeps, of each country that was listed now, what of its records has an address."""
    there = _there(places)
    for country in _alone(keys) - site.listed_before:
        site.portions.keep(_PLACES, country, _encode([_Place.of(where, place) for where, place in there.get(country, {}).items()]))


def keep_files(site: Site, keys: Keys, files: Iterable[Page | Artifact], key_of: Callable[[Page | Artifact], str]) -> None:
    """Keeps, of each country that was listed now, what its pages and files are; `key_of` says what one of them is made from."""
    new = _alone(keys) - site.listed_before
    by_country = _by_country(keys, files) if new else {}
    for country in new:
        pages, artifacts = list[_Page](), list[_Artifact]()
        for item in by_country.get(country, ()):
            own = key_of(item) if item.texts is not None or item.key is not str else ""
            if isinstance(item, Page):
                pages.append(_Page.of(item, own))
            else:
                artifacts.append(_Artifact(item.uri, item.source, item.prose, item.parts is not None, own))
        site.portions.keep(_FILES, country, _encode(_Files(pages, artifacts)))


class _Anew:
    """Everything that was listed before, listed now after all."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def page(self, uri: str) -> Page:
        return cast("Page", self._files[uri])

    def artifact(self, uri: str) -> Artifact:
        return cast("Artifact", self._files[uri])

    @cached_property
    def _files(self) -> dict[str, Page | Artifact]:
        site = self._site
        before, site.listed_before = site.listed_before, frozenset()
        try:
            return {item.uri: item for item in forms(site)}
        finally:
            site.listed_before = before


class _Page(msgspec.Struct, array_like=True, frozen=True):
    """A page as it is kept: all but what stands on it; records by their keys. `own` is its key, where that is not one of its country's."""

    address: str
    title: str
    description: str
    template: str
    section: str
    language: str
    source: str
    asked: tuple[int, int, str]
    noindex: bool
    fragment: bool
    moved_to: str | None
    framed: bool
    follows: bool
    entries: tuple[str, ...]
    kind: str
    prose: bool
    own: str

    @classmethod
    def of(cls, page: Page, own: str) -> _Page:
        return cls(
            page.address, page.title, page.description, page.template, page.section, page.language, page.source, page.asked, page.noindex,
            page.fragment, page.moved_to, page.framed, page.follows, tuple(entry.key for entry in page.entries), page.kind, page.prose, own,
        )  # fmt: skip

    def given(self, site: Site, anew: _Anew) -> Page:
        uri, entries = f"{self.address}index.html", site.dossier.entries
        return Page(
            self.address, self.title, self.description, self.template, {}, self.section, self.language, self.source,
            self.asked, self.noindex, self.fragment, self.moved_to, self.framed, self.follows, Head(),
            tuple([entries[key] for key in self.entries]), self.kind, self.prose, later(anew.page, uri), _given(self.own),
        )  # fmt: skip


class _Artifact(msgspec.Struct, array_like=True, frozen=True):
    """A file as it is kept; `own` is its key, where that is not one of its country's."""

    uri: str
    source: str
    prose: bool
    in_parts: bool
    own: str

    def given(self, anew: _Anew) -> Artifact:
        content, parts = later(_content, anew, self.uri), later(_parts, anew, self.uri) if self.in_parts else None
        return Artifact(self.uri, content, self.source, _given(self.own), self.prose, parts=parts)


class _Files(msgspec.Struct, array_like=True, frozen=True):
    pages: list[_Page]
    artifacts: list[_Artifact]


class _Place(msgspec.Struct, array_like=True, frozen=True):
    """A place as it is kept, with the key of its record."""

    where: str
    what: str
    state: str
    entry: str
    fingerprint: str
    also: tuple[str, ...]
    corrections: int
    path: str
    line: int
    of_: str

    @classmethod
    def of(cls, where: str, place: Place) -> _Place:
        entry = place.entry.key if place.entry else ""
        return cls(where, place.what, place.state, entry, place.fingerprint, place.also, place.corrections, place.path, place.line, place.of)

    def given(self, site: Site) -> Place:
        entry = site.everything.entries[self.entry]
        return Place(self.what, self.state, entry, self.fingerprint, self.also, self.corrections, self.path, self.line, self.of_)


_files_in = msgspec.msgpack.Decoder(_Files).decode
_places_in = msgspec.msgpack.Decoder(list[_Place]).decode
_encode = msgspec.msgpack.Encoder(enc_hook=str).encode  # a title may be a text that knows its language


def _items(kept: _Files, site: Site, anew: _Anew) -> list[Page | Artifact]:
    return [*(page.given(site, anew) for page in kept.pages), *(artifact.given(anew) for artifact in kept.artifacts)]


def _given(key: str) -> Callable[[], str]:
    return later(str, key) if key else str


def _content(anew: _Anew, uri: str) -> bytes:
    return anew.artifact(uri).content()


def _parts(anew: _Anew, uri: str) -> Iterator[bytes]:
    parts = anew.artifact(uri).parts
    assert parts is not None, "it was made in parts before"
    return parts()
