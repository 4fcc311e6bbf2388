"""Our theme, laid over Material's: what MkDocs is told of it, which files of the two no page needs, and our stylesheets and scripts as readers
get them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from functools import cached_property, partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from markupsafe import escape

from .artifact import Artifact
from .cache import Store
from .keys import code, hashed
from .render import compiled
from .slimmed import classes_of, slimmed
from .unhidden import without_hidden

__all__ = ["Theme"]

_UNUSED = (
    "assets/javascripts/bundle.*", "assets/javascripts/lunr/*", "assets/javascripts/workers/*", "assets/stylesheets/palette.*", "assets/*.map",
    "sitemap.xml",
)  # fmt: skip
_WORDS = ("site_name", "site_description", "site_author")
_SHEET = "assets/stylesheets/main.*.css"
"""Material's stylesheet, which pages of `docs/` have whole."""
SLIM = "assets/stylesheets/records.css"
"""The address of what pages of records need of it."""
_FOR_US = {".css": re.compile(r"/\*.*?\*/\n?|^ +", re.DOTALL | re.MULTILINE), ".js": re.compile(r"^ *//.*\n|^ +", re.MULTILINE)}


class Theme:
    """The theme of one build."""

    sheet: Path | None = None
    """The stylesheet of the theme under ours, if it is the one that we know; see `dress`."""

    @cached_property
    def folder(self) -> Path:
        """The folder of its templates and assets."""
        return Path(str(files("dossier"))) / "theme"

    def dress(self, config: Any) -> None:
        """Tells MkDocs of our theme; our own sitemap stands in place of the theme's."""
        if (theme := str(self.folder)) not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, theme)
            config.extra_css.insert(0, "assets/stylesheets/dossier.css")
        config.theme.static_templates.discard("sitemap.xml")
        self.sheet = next((path for folder in config.theme.dirs for path in sorted(Path(folder).glob(_SHEET))), None)
        without_hidden(config.theme)

    def readies(self, env: Any, config: Any) -> None:
        """Lets a Jinja environment keep the code of its templates with that of ours, and gives it what mkdocs.yml says in words as words.

        Material's templates write most of them as they are, as if they were HTML: a quotation mark ended an attribute.
        """
        env.bytecode_cache = compiled()
        for name in _WORDS:
            if config[name] is not None:
                config[name] = escape(config[name])  # Markup: where a template escapes it too, nothing is escaped twice

    def is_unused(self, uri: str) -> bool:
        """Whether a file of a theme is one that no page of ours asks for, or that is published in another form."""
        return any(fnmatch(uri, pattern) for pattern in (*_UNUSED, *self._sheets, *self._scripts))

    def is_themes(self, path: str | None, config: Any) -> bool:
        """Whether a file is one of the theme's own, the same in every site."""
        folders = [folder for folder in config["theme"].dirs if folder != config["theme"].custom_dir]
        return path is not None and any(Path(path).is_relative_to(folder) for folder in folders)

    def own(self) -> Iterator[Artifact]:
        """Our stylesheets and scripts, as they are published."""
        return (Artifact(uri, partial(_for_readers, path), "") for uri, path in (*self._sheets.items(), *self._scripts.items()))

    def slim(self, frame: str) -> str:
        """A frame of pages of records, which need but a part of the theme's stylesheet."""
        return frame.replace(f'assets/stylesheets/{self.sheet.name}"', f'{SLIM}"') if self.sheet else frame

    def slim_sheet(self, frame: Callable[[], str], store: Store) -> Iterator[Artifact]:
        """That part, for pages in such a `frame`; none where the theme's stylesheet is another."""
        if self.sheet is not None:
            yield Artifact(SLIM, partial(self._slimmed, self.sheet, frame, store), "")

    def _slimmed(self, sheet: Path, frame: Callable[[], str], store: Store) -> bytes:
        """It is kept: to read the whole takes longer than all else of a build after an edit of a small site."""
        css, html = sheet.read_text("utf-8"), frame()

        def made() -> bytes:
            templates = (path.read_text("utf-8") for path in (self.folder.parent / "templates").rglob("*.html"))
            return slimmed(css, classes_of([html, *templates]), "".join(path.read_text("utf-8") for path in self._sheets.values())).encode()

        return store.latest("stylesheets", hashed(code(), css, html), made)

    @cached_property
    def _sheets(self) -> dict[str, Path]:
        """Our stylesheets by their addresses."""
        return self._assets("stylesheets/*.css")

    @cached_property
    def _scripts(self) -> dict[str, Path]:
        return self._assets("javascripts/*.js")

    def _assets(self, pattern: str) -> dict[str, Path]:
        return {path.relative_to(self.folder).as_posix(): path for path in sorted(self.folder.glob(f"assets/{pattern}"))}


def _for_readers(path: Path) -> bytes:
    """A stylesheet, or a script, as readers get it: what is in ours for us, notes (in scripts, on lines of their own) and
    indents, is a sixth of its weight."""
    return _FOR_US[path.suffix].sub("", path.read_text("utf-8")).encode()
