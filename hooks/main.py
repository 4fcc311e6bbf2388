"""The MkDocs adapter, the only file that knows MkDocs: each event is one call into the package `dossier`."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.begin import begin
from dossier.cache import Store
from dossier.carry import Carry
from dossier.patience import once_only
from dossier.policy import breaches
from dossier.refusal import NotPublished
from dossier.serving import Shelf
from dossier.shell import SENTINELS, FrameKey, mended
from dossier.stages import STAGES
from dossier.staging import Staging, disk_trouble
from dossier.unchanged import awake, idle, inputs
from dossier.warned import Warned
from mkdocs.commands.build import get_context
from mkdocs.exceptions import Abort, BuildError, MkDocsException, PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import CountHandler

if TYPE_CHECKING:  # what takes long to import is imported when there is something to do
    from dossier.publish import Build

log = logging.getLogger("mkdocs.plugins.dossier")


class Published(Files):
    """MkDocs' own files, and ours, which it finds by their paths but does not list: of tens of thousands it asks for a few."""

    def __init__(self, files: Files, config: Any) -> None:
        super().__init__(file for file in files if file.src_uri not in state.build.ours)
        self.config = config

    def get_file_from_path(self, path: str) -> File | None:
        if path in state.build.ours:
            return File.generated(self.config, path, content=b"", inclusion=InclusionLevel.INCLUDED)
        return super().get_file_from_path(path)

    def copy_static_files(self, *args: Any, **kwargs: Any) -> None:
        assert state.staging is not None, "there is a place before anything is written"
        others, theirs = partial(super().copy_static_files, *args, **kwargs), (*(file.dest_uri for file in self), *self.config.theme.static_templates)
        others() if state.shelf else state.build.fill(state.staging, state.carry, others, theirs)


class State:
    """The running build. `scanned` are the files of others in which nothing withheld is, or that are scanned as they are written."""

    build: Build
    nav: Any
    scanned: set[str]
    carry: Carry
    staging: Staging | None = None
    warnings: Warned | None = None
    shelf: Shelf | None = None


state = State()


def on_startup(command: str, dirty: bool) -> None:  # noqa: ARG001
    state.shelf = Shelf() if command == "serve" else None
    if not state.shelf:
        once_only()


def on_config(config: Any) -> Any:
    STAGES.begun()
    root, site = Path(config.config_file_path).parent, Path(config.site_dir)
    state.carry = Carry(site) if state.shelf else Carry.read(site, Store.of(root).folder, inputs(root, config, __file__))
    if state.carry.is_current:
        for said in (*state.carry.manifest.notes, "Nothing has changed: the site is left as it is"):
            log.info(said)
        return idle(config)
    try:
        state.build = begin(root, config, state.shelf.known if state.shelf else None)
        state.staging = Staging.for_site(site, root, (Path(config.docs_dir), root / "data", root / "hooks"))
    except NotPublished as refused:
        refused.tell(log)
        raise PluginError(str(refused)) from None
    for note in state.shelf.news(state.build.notes) if state.shelf else state.build.notes:
        log.info(str(note))
    state.build.theme.dress(config)
    state.warnings = Warned(logging.getLogger("mkdocs"), CountHandler())
    config.site_dir = str(state.staging.folder)
    return config


def on_files(files: Any, config: Any) -> Any:
    if state.carry.is_current:
        return files
    for file in files.documentation_pages():
        if state.build.prose.page(file.src_uri).draft:
            files.remove(file)
        else:
            file.content_string = "\n" + state.build.prose.markdown(file.src_uri)
    for file in [file for file in files if state.build.theme.is_unused(file.src_uri)]:
        files.remove(file)
    state.scanned = {file.dest_uri for file in files if file.is_documentation_page() or state.build.theme.is_themes(file.abs_src_path, config)}
    for uri, content in state.build.docs.bare():
        files.get_file_from_path(uri).content_bytes = content
    return Published(files, config)


def on_nav(nav: Any, config: Any, files: Any) -> Any:  # noqa: ARG001
    state.nav = nav
    return nav


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:  # noqa: ARG001
    page.meta = state.build.prose.meta(page.file.src_uri)
    return markdown


def on_page_content(html: str, page: Any, config: Any, files: Any) -> str:  # noqa: ARG001
    return state.build.prose.content(html, page.file.src_uri)


def on_env(env: Any, config: Any, files: Any) -> Any:
    if not state.carry.is_current:
        state.build.theme.readies(env, config)
        state.build.frames_from(lambda key: render_frame(env, config, files, key, SENTINELS))
        sound(render_frame(env, config, files, FrameKey("", 0, ""), SENTINELS), "the frame of pages")  # one stands for all
    return env


def render_frame(env: Any, config: Any, files: Any, key: FrameKey, values: dict[str, str]) -> str:
    """Material's `main.html` around the given values (escaped already, as HTML)."""
    page = Page("", File.generated(config, "x/" * key.depth + "index.md", content=""), config)
    page.content = values["content"]
    page.meta = {"title": values["title"], "description": values["description"], "head": values["head"], "hide": ["navigation", "toc"]}
    page.canonical_url = values["canonical"] if config.site_url else None
    page.edit_url = None
    page.toc = TableOfContents([AnchorLink("", "content", 1)])
    current = next((item for item in state.nav.pages if item.url == key.section), None) if key.section else None
    if current is not None:
        current.active = True
    try:
        return mended(env.get_template("main.html").render(get_context(state.nav, files, config, page)))
    finally:
        if current is not None:
            current.active = False


def sound(html: str, name: str) -> str:
    """The page as it is; stops the build if its own policy would refuse something on it (a theme's or a plugin's script, a style)."""
    if found := breaches(html):
        raise PluginError(f"{name} (from the theme, mkdocs.yml or a plugin) holds what a page of this site may not: {'; '.join(found)}")
    return html


def on_post_page(output: str, page: Any, config: Any) -> str:  # noqa: ARG001
    html = mended(output, page.url)
    state.build.scanner.page(page.file.dest_uri, html)
    return sound(html, page.file.src_uri)


def on_post_template(output_content: str, template_name: str, config: Any) -> str:  # noqa: ARG001
    return sound(mended(output_content), template_name) if template_name.endswith(".html") else output_content


def on_post_build(config: Any) -> None:
    if state.carry.is_current:
        awake(config, state.carry.site)
        return
    counted, state.warnings = state.warnings.done() if state.warnings else "", None
    if config.strict and counted:
        raise BuildError(f"{counted} in strict mode; the site was left as it was")
    if state.staging is not None:
        try:
            state.build.put_up(state.staging, state.carry, state.scanned, bool(counted), state.shelf.show if state.shelf else None)
        except NotPublished as refused:
            raise BuildError(str(refused)) from None
        config.site_dir = str(state.staging.target)
    STAGES.report()


def on_build_error(error: Exception) -> None:
    if state.warnings is not None:
        state.warnings.done()
    if state.staging is not None:
        state.staging.drop()
    state.warnings = state.staging = None
    if said := disk_trouble(error):
        log.error(said)
        raise Abort("Aborted: nothing was published")


def on_serve(server: Any, config: Any, builder: Any) -> Any:  # noqa: ARG001
    assert state.shelf is not None, "what is served was built for that"
    folders = Path(config.config_file_path).parent / "data", Path(config.docs_dir)
    state.shelf.keep_up(server, folders, (MkDocsException, SystemExit), log)
    return server
