"""What every page needs: links to records, sources with who says so, accounts, prose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar

from markupsafe import Markup

from .. import prose
from ..addresses import address, file_address, is_url
from ..attachments import beside
from ..dates import PartialDate
from ..dossier import Dossier, Entry
from ..files import INTERNATIONAL, homes_of
from ..index import Index
from ..ledger import Ledger
from ..model import Event, Letter, Organisation, Person, SourceUse
from ..resolve import resolve_link
from ..settings import Settings
from ..tracks import CANCELS, known_since
from ..values import Ref, Text
from ..withheld import State
from .pieces import WITHHELD, FileView, KindView, Link, SourceView
from .sourced import source_view

__all__ = ["Viewer", "file_views", "once"]

Given = ParamSpec("Given")
Rest = ParamSpec("Rest")
View = TypeVar("View")


@dataclass
class Viewer:
    """Projects records of one build; `dossier` holds public records, `everything` all of them.

    `made` keeps what stands on many pages, by what made it and of which record (see `once`), `sizes` how many characters entries take on a list.
    """

    index: Index
    everything: Dossier
    states: dict[str, State]
    settings: Settings
    instant: datetime
    language: str = "en"
    ledger: Ledger = field(default_factory=Ledger)
    sizes: dict[str, int] = field(default_factory=dict)
    made: dict[tuple[object, ...], Any] = field(default_factory=dict)
    _sources: dict[tuple[str, str, str], SourceView] = field(default_factory=dict)
    _kinds: dict[str, KindView] = field(default_factory=dict)
    _shared: dict[tuple[str, tuple[str, ...]], frozenset[str]] = field(default_factory=dict)

    @property
    def dossier(self) -> Dossier:
        return self.index.dossier

    def kept(self, key: tuple[object, ...], make: Callable[Given, View], *args: Given.args, **kwargs: Given.kwargs) -> View:
        """What `make` gives, made once while files of one country are made."""
        if key not in self.made:
            self.made[key] = make(*args, **kwargs)
        found: View = self.made[key]
        return found

    def shared_ids(self, country: str = "", folders: tuple[str, ...] = (Event.folder, Letter.folder)) -> frozenset[str]:
        """Ids that several events and letters of a country (and international ones), or of all, have: those of one timeline."""
        if (country, folders) not in self._shared:
            homes = homes_of(country) if country else ("",)
            counts = Counter(entry.id for home in homes for folder in folders for entry in self.dossier.of(folder, home))
            self._shared[country, folders] = frozenset(ident for ident, count in counts.items() if count > 1)
        return self._shared[country, folders]

    def say(self, text: Text | None) -> str:
        """Words in the language of the site; empty for none."""
        return text.say(self.language) if text else ""

    def name(self, entry: Entry) -> str:
        """What a record is called in a link."""
        record = entry.record
        text: Text = record.name if isinstance(record, (Person, Organisation)) else getattr(record, "title", None) or record.label
        return text.say(self.language)

    def link(self, key: str, fragment: str = "") -> Link:
        """A link to a record; of a withdrawn one, only that its name is withheld."""
        return self.kept(("link", key, fragment), self._link, key, fragment)

    def _link(self, key: str, fragment: str) -> Link:
        entry = self.dossier.entries.get(key)
        return Link(self.name(entry), address(entry) + (f"#{fragment}" if fragment else "")) if entry else Link(WITHHELD)

    def links(self, refs: Iterable[Ref | Text]) -> tuple[Link, ...]:
        return tuple(self.actor(ref) for ref in refs)

    def actor(self, ref: Ref | Text) -> Link:
        return self.link(ref.key, ref.fragment) if isinstance(ref, Ref) else Link(ref.say(self.language))

    def kind(self, key: str) -> KindView:
        if key not in self._kinds:
            self._kinds[key] = self._kind(entry) if (entry := self.dossier.entries.get(key)) else KindView("", "", "other")
        return self._kinds[key]

    def _kind(self, entry: Entry) -> KindView:
        kind = entry.record
        several = kind.plural.say(self.language) if kind.plural else ""
        return KindView(kind.label.say(self.language), kind.group, kind.icon or "other", address(entry), several)

    def kind_named(self, ident: str) -> KindView:
        return self.kind(f"vocabulary/event-kinds/{ident}")

    def group_label(self, group: str) -> str:
        entry = self.dossier.entries.get(f"vocabulary/event-groups/{group}")
        return entry.record.label.say(self.language) if entry else group.replace("_", " ").replace("-", " ").capitalize()

    def source(self, use: SourceUse) -> SourceView:
        at, supports = self.say(use.at), self.say(use.supports)
        key = (use.source.text + "|" + use.source.key, at, supports)
        if key not in self._sources:
            self._sources[key] = self._source(use.source, at, supports)
        return self._sources[key]

    def _source(self, ref: Ref, at: str, supports: str) -> SourceView:
        entry = self.dossier.entries.get(ref.key)
        if entry is None:
            return SourceView("", Link(WITHHELD), "", None, "")
        record = entry.record
        if isinstance(record, Letter):
            place = f"paragraph {ref.fragment[1:]}" if ref.fragment else ""
            senders = ", ".join(link.text for link in self.links(record.from_))
            where = address(entry) + (f"#{ref.fragment}" if ref.fragment else "")
            return SourceView(entry.id, self.link(ref.key, ref.fragment), senders, record.date, where, at=at or place, supports=supports)
        return self.source_record(entry, at, supports)

    def source_record(self, entry: Entry, at: str = "", supports: str = "") -> SourceView:
        return source_view(self.dossier, entry, self.language, at, supports)

    def sources(self, uses: Iterable[SourceUse]) -> tuple[SourceView, ...]:
        return tuple(self.source(use) for use in uses)

    def effect(self, track: str, value: str) -> str:
        """What an event or an account says of a track, in words."""
        if value != CANCELS:
            return self.value(track, value)[0]
        entry = self.dossier.entries.get(f"vocabulary/tracks/{track}")
        return f"no change ({self.name(entry) if entry else track})"

    def value(self, track: str, value: str) -> tuple[str, str]:
        """Label and shade of a value of a track."""
        entry = self.dossier.entries.get(f"vocabulary/tracks/{track}")
        for item in entry.record.values if entry else ():
            if item.id == value:
                return item.label.say(self.language), item.shade or "thin"
        return value.replace("_", " "), "thin"

    def linker(self, country: str, root: str) -> prose.Linker:
        """How links in a record's prose are resolved, as seen from a page that is `root` below the site's root."""

        def resolve(target: str) -> str | None:
            if is_url(target):
                return target
            if target.startswith("mailto:"):
                return target if target[7:] in {item.value for item in self.everything.allowed} else None
            ref = resolve_link(self.everything, target, country)
            if ref is None or self.states[ref.key] != "public":
                return None
            link = self.link(ref.key, ref.fragment)
            return root + link.href if link.href else None

        return resolve

    def prose(self, entry: Entry, root: str, text: str | None = None) -> Markup:
        body = entry.body if text is None else text
        return prose.render(body, self.linker(entry.country, root)) if body.strip() else Markup("")

    def crumbs(self, entry: Entry, folder_label: str = "") -> tuple[Link, ...]:
        """The way from home to a record: country, register."""
        country = self.dossier.entries.get(entry.country)
        home = () if country is None else (self.link(entry.country),)
        where = f"{entry.country}/{entry.folder}/" if country else f"{entry.folder}/"
        return (*home, Link(folder_label or entry.folder.capitalize(), where))

    def short(self, entry: Entry) -> str:
        """The short address of a record (`r/kz-l1/`), once it is sealed."""
        code = self.ledger.codes.get(address(entry))
        return f"r/{code}/" if code else ""

    def as_of(self, entry: Entry) -> str:
        """The page of a country's state on the day of a letter or an event; empty for what belongs to no country."""
        country = entry.country if entry.country != INTERNATIONAL else next(iter(getattr(entry.record, "countries", ())), "")
        return f"{country}/as-of/{entry.record.date.latest.isoformat()}/" if country in self.dossier.entries else ""

    def edit(self, entry: Entry) -> str:
        return f"{self.settings.source_url}{entry.path}" if self.settings.source_url else ""

    def last_source(self, uses: Iterable[SourceUse]) -> PartialDate | None:
        """The latest dated source of several."""
        dates = [view.date for use in uses if (view := self.source(use)).date is not None]
        return max((d for d in dates if d), key=lambda d: d.order, default=None)

    def known(self, entry: Entry) -> PartialDate | None:
        return known_since(self.dossier, entry.record)

    @cached_property
    def _checked(self) -> dict[str, date]:
        """Country -> the latest day on which one of its records was checked; of all, at the empty key."""
        found: dict[str, date] = {}
        for entry in self.dossier.entries.values():
            for country in (entry.country, "") if entry.record.checked else ():
                found[country] = max(found.get(country, date.min), entry.record.checked.latest)
        return found

    def checked_to(self, country: str = "") -> date | None:
        """The latest day on which a public record of a country, or any, was checked."""
        return self._checked.get(country)

    def scope(self, country: str) -> str:
        """The address under which a country's registers stand; of international, the root."""
        return "" if country == INTERNATIONAL else f"{country}/"


def once(make: Callable[Concatenate[Viewer, Entry, Rest], View]) -> Callable[Concatenate[Viewer, Entry, Rest], View]:
    """A view of a record that stands on many pages is made once for those of a country."""

    def kept(viewer: Viewer, entry: Entry, /, *args: Rest.args, **kwargs: Rest.kwargs) -> View:
        return viewer.kept((make, entry.key, *args, *kwargs.items()), make, viewer, entry, *args, **kwargs)

    update_wrapper(kept, make)
    return kept


def file_views(viewer: Viewer, entry: Entry) -> tuple[FileView, ...]:
    """The files beside a record as they are published."""
    found = []
    for file in beside(viewer.dossier, entry):
        title = getattr(file.given, "title", None)
        words = viewer.say(title) or file.name
        href = file_address(entry, file.name)
        size = f"{file.size / 1_000_000:.1f} MB" if file.size >= 1_000_000 else f"{max(1, file.size // 1000)} KB"
        found.append(FileView(Link(words, href, getattr(file.given, "language", None) or ""), file.kind, size, file.sha256, file.pixels))
    return tuple(found)
