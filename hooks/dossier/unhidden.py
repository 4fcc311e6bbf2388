"""MkDocs' theme, whose folders are listed without what is hidden in them: it asks each build for every file there, and uses no hidden one."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from jinja2 import Environment, FileSystemLoader

__all__ = ["Unhidden", "without_hidden"]


class Unhidden(FileSystemLoader):
    """Finds every template, as its base does; lists those that are neither hidden nor in a hidden folder (Material's `.icons` holds 14,000)."""

    def list_templates(self) -> list[str]:
        """The names of templates, sorted, each once."""
        found: set[str] = set()
        for top in map(os.fspath, self.searchpath):
            for folder, inside, names in os.walk(top, followlinks=self.followlinks):
                inside[:] = [name for name in inside if not name.startswith(".")]
                where = folder[len(top) :].strip(os.sep).replace(os.sep, "/")
                found.update(f"{where}/{name}".lstrip("/") for name in names if not name.startswith("."))
        return sorted(found)


def without_hidden(theme: Any) -> None:
    """Lets the environments of MkDocs' `theme` list no hidden files."""
    made: Callable[[], Environment] = theme.get_env

    def get_env() -> Environment:
        env = made()
        if isinstance(env.loader, FileSystemLoader):
            env.loader = Unhidden(env.loader.searchpath, env.loader.encoding, env.loader.followlinks)
        return env

    theme.get_env = get_env
