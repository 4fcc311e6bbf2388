"""What files of the whole data say of each country, kept in the cache from one build to the next: after an edit, one country is said anew.

A portion is kept with the key of its country (see `keys`), which says all that it is made from; what belongs to no country is made each time.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass, field

from .cache import Store
from .keys import Keys

__all__ = ["Portions"]

_FOLDER = "portions"
_ALL = ""


@dataclass(frozen=True)
class Portions:
    """The portions of one site; without keys, or where nothing is kept, each is made when it is asked for."""

    store: Store = field(default_factory=Store)
    keys: Keys = field(default_factory=Keys)

    def of(self, what: str, home: str, make: Callable[[], bytes]) -> bytes:
        """What `make` gives, which depends on nothing but what the pages of a country do."""
        if (kept := self.recalled(what, home)) is not None:
            return kept
        made = make()
        self.keep(what, home, made)
        return made

    def of_all(self, what: str, make: Callable[[], bytes]) -> bytes:
        """The same of all countries together, in which nothing of the prose below front matter may be."""
        return self.of(what, _ALL, make)

    def recalled(self, what: str, home: str) -> bytes | None:
        """The same, if it is kept."""
        key = self._key(home)
        kept = self.store.recalled(_name(what, home)) if key else b""
        return kept[len(key) :] if key and kept.startswith(key) else None

    def keep(self, what: str, home: str, content: bytes) -> None:
        """Keeps a portion, for as long as the country is what it is."""
        if key := self._key(home):
            self.store.put_by(_name(what, home), key, content)

    def thin(self, homes: Set[str]) -> None:
        """Forgets the portions of all countries but these, and of these what has another key: nothing stays of what is on the site no more.

        A portion that nobody asks for any more, such as the days of a country that has none now, is not made anew in its place.
        """
        self.store.thin(_FOLDER, {home: key for home in (*homes, _ALL) if (key := self._key(home))} if homes else {})

    def _key(self, home: str) -> bytes:
        """The key of a country; empty where nothing is kept of it."""
        return (self.keys.without_prose if home == _ALL else self.keys.by_country).get(home, "").encode()


def _name(what: str, home: str) -> str:
    return f"{_FOLDER}/{home}.{what}"
