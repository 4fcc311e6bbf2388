"""A project folder -> a Build: everything loaded and checked, or a refusal with every problem; then its artifacts."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from fnmatch import fnmatch
from functools import cached_property, partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from markupsafe import escape

from .artifact import Artifact, Head, Page
from .cache import Store
from .carry import Keys, tree
from .checks import Context, run
from .docs import Docs, DocsPage, check_docs, linked, meta_of, read_docs, sanitised
from .headers import headers
from .heads import head_html
from .ledger import Ledger, Row, read_ledger
from .load import load
from .needles import needles
from .outputs import published
from .pagefind import add_index
from .permalinks import check_permalinks, check_unique
from .private import PREVIEW, VARIABLE, Private, check_private, read_private
from .problems import Problem, as_annotation, refusals
from .render import filled, fragment, frame_key, head_of, rendered
from .scan import Finding, Scanner
from .sealing import sealed
from .searched import Documents, is_found
from .security import SECURITY_TXT, expiry_problems, security_txt
from .settings import Speaker, read_settings, settings_from
from .shell import FrameKey, Frames
from .site import Site
from .sitemap import robots, sitemaps
from .surface import Place, surface
from .withheld import build_instant

__all__ = ["Build", "Refused", "checked", "leaks", "prepared", "seal"]


_UNUSED = ("assets/javascripts/bundle.*", "assets/javascripts/lunr/*", "assets/javascripts/workers/*", "assets/*.map", "sitemap.xml")


_COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)


def _uncommented(path: Path) -> bytes:
    """A stylesheet as readers get it: what is noted in ours for us is an eighth of its weight."""
    return _COMMENT.sub("", path.read_text("utf-8")).encode()


class Refused(Exception):  # noqa: N818 - what happened, not an error of ours
    """Nothing is published; `problems` are all of them, sorted."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        count = len(refusals(problems))
        super().__init__(f"{count} problem{'s' if count != 1 else ''} in the case files; nothing was published")

    def annotations(self) -> list[str]:
        """The problems as GitHub shows them, where the build runs there."""
        return [as_annotation(problem) for problem in self.problems] if os.environ.get("GITHUB_ACTIONS") else []


def checked(root: Path, config: Any = None, as_of: str = "") -> tuple[Site, Docs, list[Problem]]:
    """The project in `root`, with every problem and note of it, sorted.

    `config` is MkDocs' configuration where MkDocs runs, else mkdocs.yml is read. `as_of` is the build's
    instant (DOSSIER_AS_OF).
    """
    found = _checked(root, config, as_of)
    return found.site, found.docs, found.problems


def prepared(root: Path, as_of: str = "") -> tuple[Site, Private, list[Problem]]:
    """The project in `root` with its private overlay, and every problem and note."""
    found = _checked(root, as_of=as_of)
    return found.site, found.private, found.problems


def leaks(site: Site, private: Private) -> Scanner:
    """What looks for everything that may not be published."""
    return Scanner(needles(site.everything, site.states, private))


@dataclass(frozen=True, slots=True)
class _Checked:
    """A project with every problem and note, sorted; `items` are all pages and files, `places` everything that has an address.

    While there is a problem, there are no items and no places.
    """

    site: Site
    docs: Docs
    private: Private
    problems: list[Problem]
    items: list[Page | Artifact]
    places: dict[str, Place]


def _checked(root: Path, config: Any = None, as_of: str = "") -> _Checked:
    items: list[Page | Artifact] = []
    places: dict[str, Place] = {}
    private = read_private(root, os.environ.get(VARIABLE))
    docs_dir = Path(config["docs_dir"]) if config is not None else root / "docs"
    settings, problems = settings_from(config, docs_dir) if config is not None else read_settings(root)
    result = load(root / "data", settings)
    problems += result.problems
    try:
        instant = build_instant(root, result.dossier, as_of)
    except ValueError:
        right = ("DOSSIER_AS_OF", "2026-11-24 or 2026-11-24T09:00+00:00") if as_of else ("SOURCE_DATE_EPOCH", "seconds since 1970")
        problems.append(Problem(right[0], 1, 1, "", f"is not an instant; write {right[1]}"))
        instant = datetime(1970, 1, 1, tzinfo=UTC)
    problems += expiry_problems(settings.security, instant, Speaker(str(config["config_file_path"] if config is not None else root / "mkdocs.yml")))
    context = Context(result.dossier, instant)
    problems += run(context)
    problems += [*private.problems, *check_private(private, result.dossier)]
    if settings.private and not private.there:
        said = "extra.dossier.private in mkdocs.yml says that it is required, and it names no folder"
        preview = os.environ.get(PREVIEW) == "1"
        problems.append(Problem(VARIABLE, 1, 1, "", f"{said}; {PREVIEW}=1 makes a copy that must not be published", "note" if preview else "error"))
    ledger, wrong = read_ledger(root)
    site = Site(result.dossier, settings, instant, ledger, Store.of(root))
    docs = read_docs(docs_dir, settings.files)
    problems += [*wrong, *docs.problems]
    if not refusals(problems):
        items = list(published(site, docs.former))
        pages = [item for item in items if isinstance(item, Page)]
        problems += check_docs(docs, context, {page.address for page in pages if not page.fragment})
        problems += check_unique(pages)
        places = surface(site, pages, docs.published)
        problems += check_permalinks(ledger, places, instant.date().isoformat())
    return _Checked(site, docs, private, sorted(set(problems)), items, places)


def _keys(root: Path, found: _Checked) -> Keys:
    """What each country's pages are made from; nothing where values are private: no trace of these is to be left in a cache."""
    site = found.site
    if found.private.there:
        return Keys()
    withheld = {entry.country for key, entry in site.everything.entries.items() if site.states[key] != "public"}
    common = (site.settings.model_dump(), site.instant.date(), sorted(item for item in site.states.items() if item[1] != "public"))
    countries = {entry.key: str(site.checked_to(entry.key)) for entry in site.countries}
    others = list(tree(root / "docs"))
    return Keys.of(root / "data", countries, common, others, withheld, site.settings.languages)


def seal(root: Path, as_of: str = "") -> tuple[list[Row], Ledger, list[Problem]]:
    """The ledger as it should be now, the one that is there, and the problems that prevent sealing."""
    found = _checked(root, as_of=as_of)
    rows = [] if refusals(found.problems) else sealed(found.site.ledger, found.places, found.site.instant.date().isoformat())
    return rows, found.site.ledger, found.problems


@dataclass
class Build:
    """One build of a project that has no problems."""

    site: Site
    docs: Docs
    notes: list[Problem]
    private: Private
    published: list[Page | Artifact]
    keys: Keys = field(default_factory=Keys)
    frames: Frames | None = field(default=None)

    @classmethod
    def prepare(cls, root: Path, config: Any = None, as_of: str = "") -> Build:
        """Loads and checks; raises Refused."""
        found = _checked(root, config, as_of)
        if refusals(found.problems):
            raise Refused(found.problems)
        return cls(found.site, found.docs, found.problems, found.private, found.items, _keys(root, found))

    @cached_property
    def scanner(self) -> Scanner:
        """What is published passes it; a finding means that nothing may be."""
        return leaks(self.site, self.private)

    @property
    def theme(self) -> Path:
        """The folder of templates and assets laid over Material's."""
        return Path(str(files("dossier"))) / "theme"

    def is_unused(self, uri: str) -> bool:
        """Whether a file of a theme is one that no page of ours asks for, or that is published in another form."""
        return any(fnmatch(uri, pattern) for pattern in (*_UNUSED, *self._sheets))

    @cached_property
    def _sheets(self) -> dict[str, Path]:
        """Our stylesheets by their addresses."""
        return {path.relative_to(self.theme).as_posix(): path for path in sorted(self.theme.glob("assets/stylesheets/*.css"))}

    def is_themes(self, path: str | None, config: Any) -> bool:
        """Whether a file is one of the theme's own, the same in every site."""
        folders = [folder for folder in config["theme"].dirs if folder != config["theme"].custom_dir]
        return path is not None and any(Path(path).is_relative_to(folder) for folder in folders)

    def artifacts(self) -> Iterator[Artifact]:
        """Every file we publish; its bytes are made when asked for."""
        for item in self.published:
            if isinstance(item, Artifact):
                made = partial(self._scanned, item) if self.scanner else item.content
                yield replace(item, content=made, key=partial(self.keys.of_file, item.uri, item.source))
            elif not item.fragment:
                yield Artifact(item.uri, partial(self._bytes, item), item.source, partial(self._key, item))
        for uri, path in self._sheets.items():
            yield Artifact(uri, partial(_uncommented, path), "")
        settings = self.site.settings
        yield Artifact("_headers", self._headers, "")
        if settings.security:
            yield Artifact(SECURITY_TXT, partial(security_txt, settings.security, settings.site_url, settings.languages), "")
        if "robots.txt" not in self.docs.files:
            yield Artifact("robots.txt", partial(robots, settings.site_url), "")
        yield from sitemaps(self.site, [item for item in self.published if isinstance(item, Page)], self.docs.published)

    def _key(self, page: Page) -> str:
        """What a page is made from: its records, and the theme around it."""
        assert self.frames is not None, "frames are set before anything is written"
        key = self.keys.of_file(page.uri, page.source)
        return f"{key} {self.frames.digest(frame_key(page, self.site.settings))}" if key and page.framed else key

    def _headers(self) -> bytes:
        addresses = [item.address for item in self.published if isinstance(item, Page)]
        return headers(self.site.settings, [*addresses, *self.docs.published])

    @cached_property
    def documents(self) -> Documents | None:
        """What the search index is made from, gathered as pages are made; None where the site has no search."""
        return Documents(self.site) if self.site.settings.search else None

    def add_search(self, folder: Path) -> None:
        """Puts the search index into the finished site, unless that will be refused anyway. Raises NoSearch."""
        if (documents := self.documents) is None or self.scanner.findings:
            return
        pages = [item for item in self.published if isinstance(item, Page) and is_found(item)]
        keys = [(page.uri, self._key(page)) for page in pages]
        key = repr((keys, sorted(documents.prose_packed.items()))) if all(made for _, made in keys) else ""
        store = Store() if self.private.there else self.site.store  # no trace of what is private is to be left in a cache
        add_index(lambda: documents.complete(pages), folder, store, key)

    @cached_property
    def nameless(self) -> frozenset[str]:
        """The files that no list may name: notices of what was withdrawn, and the ways that lead to them."""
        pages = [item for item in self.published if isinstance(item, Page)]
        notices = {page.address for page in pages if page.moved_to == "" and page.framed}
        return frozenset(page.uri for page in pages if page.address in notices or page.moved_to in notices)

    def _bytes(self, page: Page) -> bytes:
        assert self.frames is not None, "frames are set before anything is written"
        values = page.values
        top, content = rendered(page, self.site.settings, values)
        if self.scanner:
            self.scanner.page(page.uri, f"{escape(page.title)}\n{escape(page.description)}\n{top}\n{content}")
        if self.documents is not None:
            self.documents.page(page, content, values)
        return filled(page, top, content, self.frames, self.site.settings)

    def _scanned(self, artifact: Artifact) -> bytes:
        content = artifact.content()
        self.scanner.file(artifact.uri, content)
        return content

    def frames_from(self, frame: Callable[[FrameKey], str]) -> None:
        """The theme's page frames; each is scanned once, by itself."""

        def scanned(key: FrameKey) -> str:
            html = frame(key)
            self.scanner.page(f"{key.section}{'x/' * key.depth if not key.section else ''}index.html", html)
            return html

        self.frames = Frames(scanned if self.scanner else frame)

    def scan_rest(self, folder: Path, known: Set[str]) -> list[Finding]:
        """What else is in the finished site (`known`: what is the theme's, or scanned already) passes the scanner; then every finding, sorted."""
        if self.scanner:
            for path in sorted(folder.rglob("*")):
                if (uri := path.relative_to(folder).as_posix()) not in known and path.is_file():
                    self.scanner.file(uri, path.read_bytes())
        return sorted(self.scanner.findings)

    def page(self, src_uri: str) -> DocsPage:
        return self.docs.pages[src_uri]

    def markdown(self, src_uri: str) -> str:
        """The Markdown of a page of docs/ with its references resolved."""
        return linked(self.page(src_uri), self.site.everything, self.site.states)

    def meta(self, src_uri: str) -> dict[str, object]:
        page, settings = self.page(src_uri), self.site.settings
        title, description = page.fields.get("title", settings.site_name), page.fields.get("description", "")
        root = "../" * page.address.count("/") or "./"
        below = (item for item in self.published if isinstance(item, Page) and item.fragment and item.address == page.address)
        head = next((head_of(item, item.values) for item in below), Head())
        return meta_of(page, str(head_html(settings, title, description, page.address, root, head)))

    def content(self, html: str, src_uri: str) -> str:
        """A page of docs/ as published: sanitised, with what is generated below it."""
        address, clean = self.page(src_uri).address, sanitised(html)
        if self.documents is not None:
            self.documents.prose(address, self.page(src_uri).fields.get("title", self.site.settings.site_name), clean)
        below = "".join(fragment(page) for page in self.published if isinstance(page, Page) and page.fragment and page.address == address)
        lead = " dossier-prose--lead" if below else ""
        return f'<div class="dossier dossier-prose{lead}" id="content">{clean}</div>{below}'
