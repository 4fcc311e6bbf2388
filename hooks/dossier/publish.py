"""A project without problems -> a Build: its artifacts, scanned as they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from itertools import islice
from pathlib import Path
from typing import Any

from markupsafe import escape

from .addresses import untranslated
from .again import Known
from .artifact import Artifact, Items, Page
from .cache import Store
from .carry import Carry
from .dates import PartialDate
from .docs import Docs
from .filekeys import key_of, own_key_of, said_of, without_frame
from .filling import fill, is_large
from .gathered import Documents, no_documents
from .headers import headers
from .keys import Keys
from .needles import Needle
from .noted import doubt
from .notified import notices as notices_of
from .pagefind import add_index, no_index
from .patience import to_the_end
from .private import Private
from .problems import Problem, refusals
from .project import Refused, read_project
from .prosepages import ProsePages
from .refusal import NotPublished, Stood, changed, steady
from .relisted import keep_files
from .remembered import keep
from .render import compiled, filled, rendered
from .scan import Scanner
from .searched import is_found
from .security import SECURITY_TXT, security_txt
from .shell import FrameKey, Frames
from .site import Site
from .sitemap import robots, sitemaps
from .stages import STAGES
from .staging import NoPlace, Staging
from .themed import Theme

__all__ = ["Build"]


@dataclass
class Build:
    """One build of a project that has no problems."""

    site: Site
    docs: Docs
    notes: list[Problem]
    private: Private
    published: Items
    sought: tuple[Needle, ...] = ()
    keys: Keys = field(default_factory=Keys)
    frames: Frames | None = field(default=None)
    forms: int = 0
    """So many of what is `published`, the first, are forms of what is on record; the others are ways to them."""
    root: Path = field(default=Path())
    stood: Stood = field(default_factory=dict)

    @classmethod
    def prepare(cls, root: Path, config: Any = None, as_of: str = "", known: Known | None = None) -> Build:
        """Loads and checks, but for what is `known` of the files; raises Refused, or NotPublished where a file goes away meanwhile."""
        with steady(root):
            found = read_project(root, config, as_of, known)
        if refusals(found.problems):
            raise Refused(found.problems)
        return cls(
            found.site, found.docs, found.problems, found.private, found.items, found.sought, found.keys,
            forms=found.forms, root=root, stood=found.stood,
        )  # fmt: skip

    @cached_property
    def theme(self) -> Theme:
        return Theme()

    @cached_property
    def scanner(self) -> Scanner:
        """What is published passes it; a finding means that nothing may be."""
        return Scanner(self.sought)

    def artifact(self, uri: str) -> Artifact:
        """A file of `ours`; its bytes are made when asked for."""
        item = self.ours[uri]
        key = self._by_the_way[uri].key if uri in self._by_the_way else partial(self._key_of, item)
        if isinstance(item, Page):
            item = item.itself
            values = cache(lambda: item.values)
            said = str if self.keys.country_of(uri) else partial(self._said, item, values)
            return Artifact(uri, partial(self._bytes, item, values), item.source, key, item.prose, said=said)
        made = Artifact(uri, item.content, item.source, key, item.prose, parts=item.parts)
        return self.scanner.passed(made) if self.scanner else made

    def artifacts(self) -> Iterator[Artifact]:
        """Every file we publish, one by one: there are very many."""
        return map(self.artifact, self.ours)

    def keyed(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """The address of every file we publish, with what gives its key."""
        by_the_way = self._by_the_way
        return ((uri, by_the_way[uri].key if uri in by_the_way else partial(self._key_of, item)) for uri, item in self.ours.items())

    @cached_property
    def _by_the_way(self) -> dict[str, Artifact]:
        """By their addresses, files that are made from no record, or of which only the addresses of all pages are a part."""
        return {artifact.uri: artifact for artifact in self._made_by_the_way()}

    def _made_by_the_way(self) -> Iterator[Artifact]:
        yield from self.theme.own()
        yield from self.theme.slim_sheet(self._frame, self.site.store)
        settings = self.site.settings
        yield Artifact("_headers", self._headers, "")
        if settings.security:
            yield Artifact(SECURITY_TXT, partial(security_txt, settings.security, settings.site_url, settings.languages), "")
        if "robots.txt" not in self.docs.files:
            yield Artifact("robots.txt", partial(robots, settings.site_url), "")
        yield from sitemaps(self.site, self.published.pages, self.docs.published, self.keys.of_file("", "", prose=False))

    @cached_property
    def ours(self) -> dict[str, Page | Artifact]:
        """What every file is made from that we publish, by its address."""
        return {**self.published.by_uri, **self._by_the_way}

    def fill(self, staging: Staging, carry: Carry, others: Callable[[], None], theirs: Iterable[str] = ()) -> None:
        """Puts every file of ours into the staged site, after those of `others`, which write `theirs` now or later; raises NotPublished."""
        try:
            with steady(self.root):
                fill(self, staging, carry, others, theirs)
        finally:
            if said := changed(self.stood, self.root):  # the checks saw another file than stands in what was made
                self.site.portions.thin(frozenset())
        if said:
            raise NotPublished(said)

    def _key_of(self, item: Page | Artifact) -> str:
        return key_of(item, self.keys, self.frames, self.site.settings)

    def _headers(self) -> bytes:
        addresses = [item.address for item in self.published.pages if item.uri not in self.nameless]
        return headers(self.site.settings, [*addresses, *self.docs.published])

    @cached_property
    def documents(self) -> Documents | None:
        """What the search index is made from, gathered as pages are made; None where the site has no search."""
        return Documents(self.site) if self.site.settings.search else None

    @cached_property
    def prose(self) -> ProsePages:
        """What MkDocs needs of the pages of docs/."""
        return ProsePages(self.site, self.docs, [item for item in self.published.pages if item.fragment], self.documents)

    def add_search(self, folder: Path) -> None:
        """Puts the search index into the finished site, unless that will be refused anyway. Raises NoSearch."""
        if (documents := self.documents) is None:
            no_documents(self.site.store)
            no_index(self.site.store)
            return
        if self.scanner.findings:
            return
        pages = [item for item in self.published.pages if is_found(item)]
        keys = {page.uri: self._key_of(page) for page in pages}
        key = repr((list(keys.items()), sorted(documents.prose_packed.items()))) if all(keys.values()) else ""
        store = Store() if self.private.there else self.site.store  # no trace of what is private is to be left in a cache
        add_index(lambda: documents.complete(pages, keys, store), folder, store, key)

    @cached_property
    def nameless(self) -> frozenset[str]:
        """The files that no list may name: notices of what was withdrawn, and the ways that lead to them."""
        pages = self.published.pages
        notices = {page.address for page in pages if page.moved_to == "" and page.framed}
        ways = (page.uri for page in pages if page.address in notices or page.moved_to in notices)
        withdrawn = (entry for key, entry in self.site.everything.entries.items() if self.site.states[key] == "withdrawn")
        return frozenset((*ways, *(uri for entry in withdrawn for _, uri in notices_of(entry, self.site.ledger) if uri in self.ours)))

    def _said(self, page: Page, given: Callable[[], Mapping[str, Any]]) -> str:
        return said_of(page, self.keys, self.frames, self.site.settings, given, self._checked(page))

    def _bytes(self, page: Page, given: Callable[[], Mapping[str, Any]]) -> bytes:
        assert self.frames is not None, "frames are set before anything is written"
        values = given()
        top, content = rendered(page, self.site.settings, values, self._checked(page))
        if self.scanner:
            self.scanner.page(page.uri, f"{escape(page.title)}\n{escape(page.description)}\n{top}\n{content}")
        if self.documents is not None:
            self.documents.page(page, content, values)
        return filled(page, top, content, self.frames, self.site.settings)

    def _checked(self, page: Page) -> PartialDate | None:
        """The day that stands for a page that has no date of its own: the last on which a record of its country was checked."""
        return self.site.checked_to(untranslated(page.address).partition("/")[0])

    def frames_from(self, frame: Callable[[FrameKey], str]) -> None:
        """The theme's page frames; each is scanned once, by itself."""

        def framed(key: FrameKey) -> str:
            return self.theme.slim(STAGES.timed("shell", frame, key))

        def scanned(key: FrameKey) -> str:
            html = framed(key)
            self.scanner.page(f"{key.section}{'x/' * key.depth if not key.section else ''}index.html", html)
            return html

        self.frames = Frames(scanned if self.scanner else framed)

    def _frame(self) -> str:
        """What stands around pages; one frame stands for all, but for what is marked in them."""
        assert self.frames is not None, "frames are set before anything is written"
        return "".join(self.frames.shell(FrameKey("", 0, self.site.settings.default_language)).pieces)

    def keep_listing(self, known: Callable[[str], str] | None = None) -> None:
        """Keeps what was listed for the next build: of countries that do not change until then, nothing is listed again. `known` gives the
        key of a file, if it is."""

        def own_key(item: Page | Artifact) -> str:
            key = known(item.uri) if known else ""
            return without_frame(item, key) if key else own_key_of(item, self.keys)

        keep_files(self.site, self.keys, islice(self.published.all, self.forms), own_key)

    def _let_go(self) -> None:
        """Forgets what was listed: of a large site it takes as much memory as all that was read."""
        self.published.clear()
        for name in ("ours", "_by_the_way", "prose"):
            vars(self).pop(name, None)

    def put_up(self, staging: Staging, carry: Carry, known: Set[str], warned: bool, show: Callable[[Build, Path], None] | None) -> None:
        """Puts the finished site in its place, searchable, with its sums, if nothing is in it that may not be published; raises NoPlace, NoSearch.

        `known` is what was scanned already or is the theme's; after a build that was `warned`, the next one is made even if nothing changes.
        What is only shown (`show`, a server's) holds but the files of others yet, and needs neither search nor sums.
        """
        if show is None:
            STAGES.timed("search", self.add_search, staging.folder)
        if leaks := STAGES.timed("scan", self.scanner.rest, staging.folder, self.ours, known):
            self.site.portions.thin(frozenset())
            raise NoPlace("\n".join((*map(str, leaks), f"{len(leaks)} found that may not be published; the site was left as it was")))
        if show is None:
            self.keep_listing(carry.key_of)
        with STAGES("swap"):
            nameless = None if show else self.nameless
            made = frozenset(self.ours) if show is None else frozenset[str]()
            if show is None and is_large(self.site):
                self._let_go()
            there = staging.swap(nameless, carry.sum_of, carry.put_by, made, carry.still)
            carry.save(warned, map(str, self.notes), there)
            compiled().save()
            if show is None and not self.private.there:
                keep(self.site.store, self.site.dossier)
                doubt(self.site.store, self.notes)
                self.site.portions.thin({entry.key for entry in self.site.countries})
        if show is not None:
            show(self, staging.target)
        else:
            to_the_end(self)
