"""Our theme, laid over Material's: what MkDocs is told of it, which files of the two no page needs, and our stylesheets as readers get them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cached_property, partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from .artifact import Artifact
from .render import compiled
from .unhidden import without_hidden

__all__ = ["Theme"]

_UNUSED = (
    "assets/javascripts/bundle.*", "assets/javascripts/lunr/*", "assets/javascripts/workers/*", "assets/stylesheets/palette.*", "assets/*.map",
    "sitemap.xml",
)  # fmt: skip
_COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)


class Theme:
    """The theme of one build."""

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
        without_hidden(config.theme)

    def compiles(self, env: Any) -> None:
        """Lets a Jinja environment keep the code of its templates with that of ours."""
        env.bytecode_cache = compiled()

    def is_unused(self, uri: str) -> bool:
        """Whether a file of a theme is one that no page of ours asks for, or that is published in another form."""
        return any(fnmatch(uri, pattern) for pattern in (*_UNUSED, *self._sheets))

    def is_themes(self, path: str | None, config: Any) -> bool:
        """Whether a file is one of the theme's own, the same in every site."""
        folders = [folder for folder in config["theme"].dirs if folder != config["theme"].custom_dir]
        return path is not None and any(Path(path).is_relative_to(folder) for folder in folders)

    def stylesheets(self) -> Iterator[Artifact]:
        """Our stylesheets, as they are published."""
        return (Artifact(uri, partial(_uncommented, path), "") for uri, path in self._sheets.items())

    @cached_property
    def _sheets(self) -> dict[str, Path]:
        """Our stylesheets by their addresses."""
        return {path.relative_to(self.folder).as_posix(): path for path in sorted(self.folder.glob("assets/stylesheets/*.css"))}


def _uncommented(path: Path) -> bytes:
    """A stylesheet as readers get it: what is noted in ours for us is an eighth of its weight."""
    return _COMMENT.sub("", path.read_text("utf-8")).encode()
