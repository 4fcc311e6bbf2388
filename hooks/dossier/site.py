"""One build as a value: everything loaded, what of it is public, what was published before, what follows, and how it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from .addresses import address, file_address, is_url
from .alphabet import alphabetical
from .attachments import paths_beside
from .cache import Store
from .dates import PartialDate
from .dossier import Dossier, Entry
from .index import Index
from .ledger import Ledger
from .model import Letter
from .portions import Portions
from .settings import Settings
from .tables import TABLES, Filled, filled
from .views import Viewer
from .views.bars import OverviewView
from .views.pieces import Contact, Link
from .withheld import Public, State

__all__ = ["Site"]


@dataclass
class Site:
    """What outputs are made from; `everything` holds withheld records too and is never given to templates."""

    everything: Dossier
    settings: Settings
    instant: datetime
    ledger: Ledger = field(default_factory=Ledger)
    store: Store = field(default_factory=Store)
    ask: str = ""
    """The address below the root of what a page of docs/ says of corrections; empty where none does."""
    portions: Portions = field(default_factory=Portions)
    sizes: dict[str, int] = field(default_factory=dict)
    """Of entries, what is known of how much they take on a list (see `Viewer`)."""
    listed_before: frozenset[str] = frozenset()
    """Countries whose pages and files are known from before (see `Listing`): those of their records need not be listed."""

    @cached_property
    def public(self) -> Public:
        return Public(self.everything, self.instant)

    @property
    def dossier(self) -> Dossier:
        return self.public.dossier

    @property
    def states(self) -> dict[str, State]:
        return self.public.states

    @cached_property
    def index(self) -> Index:
        return self.public.index

    @cached_property
    def viewer(self) -> Viewer:
        return Viewer(self.index, self.everything, self.states, self.settings, self.instant, self.settings.default_language, self.ledger, self.sizes)

    @cached_property
    def overviews(self) -> dict[str, OverviewView | None]:
        """Country -> its picture in words, filled by who first needs it."""
        return {}

    @property
    def tables(self) -> tuple[Filled, ...]:
        """The public records as tables; they are many, and kept only as long as what they are for is made."""
        return self.viewer.kept(("tables",), filled, TABLES, self.viewer, self.portions)

    @property
    def countries(self) -> list[Entry]:
        return sorted(self.dossier.countries, key=lambda entry: alphabetical(str(entry.record.title)))

    @property
    def listed_countries(self) -> list[Entry]:
        """The countries of which pages and files are listed."""
        return [entry for entry in self.countries if entry.key not in self.listed_before]

    def listed(self, folder: str) -> Iterator[Entry]:
        """The public records of one folder of which pages and files are listed."""
        return (entry for entry in self.dossier.of(folder) if entry.country not in self.listed_before)

    @property
    def contact(self) -> Contact:
        named = self.settings.contact
        if not is_url(named) and "@" in named and " " not in named:
            mail = named.removeprefix("mailto:")
            return Contact(self.ask, Link(mail.partition("?")[0], f"mailto:{mail}"))
        return Contact(self.ask, Link(named, named if is_url(named) else ""))

    def of(self, folder: str, country: str) -> list[Entry]:
        """The public records of one folder in one country (or in international)."""
        return list(self.dossier.of(folder, country))

    @cached_property
    def _checked(self) -> dict[str, PartialDate]:
        """Country -> the latest day on which one of its records was checked; of all, at the empty key."""
        found: dict[str, PartialDate] = {}
        for entry in self.dossier.entries.values():
            for country in (entry.country, ""):
                if entry.record.checked and (country not in found or found[country] < entry.record.checked):
                    found[country] = entry.record.checked
        return found

    def checked_to(self, country: str = "") -> PartialDate | None:
        """The latest day on which a public record of a country was checked, else any."""
        return self._checked.get(country) or self._checked.get("")

    @cached_property
    def by_address(self) -> dict[str, str]:
        """Address below the site's root -> key of the record there."""
        return {address(entry): key for key, entry in self.dossier.entries.items()}

    @cached_property
    def file_addresses(self) -> frozenset[str]:
        """The addresses of all attachments that are there."""
        entries = self.dossier.of(Letter.folder)
        return frozenset(file_address(entry, path.rpartition("/")[2]) for entry in entries for path in paths_beside(self.dossier, entry))
