"""A project and the configuration of a build -> what the build would read, so that nothing is done where nothing has changed.

Nothing here imports MkDocs; its configuration is only read, or told that there is nothing to do.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import warnings
from collections.abc import Iterable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .configured import read_config
from .disk import walk
from .given import PREVIEW, PRIVATE, commit_time
from .keys import code
from .staging import sweep

__all__ = ["awake", "checked_inputs", "idle", "inputs"]

_ENVIRONMENT = ("DOSSIER_AS_OF", "SOURCE_DATE_EPOCH", "DOSSIER_CACHE", PREVIEW)


def inputs(root: Path, config: Any, hook: str) -> str:
    """What everything that a build of the project in `root` reads hashes to, by size and times (to the nanosecond): that of the
    last change cannot be set back, as `touch` and who unpacks files do with the other. `hook` is the adapter's file.

    Empty where that cannot be said: other plugins, hooks and extensions of Markdown read what they like, a link may lead anywhere, and an
    overlay leaves no trace. The instant of the build is of it: an embargo may have ended.
    """
    others = [name for name in config.plugins if os.path.realpath(root / name) != os.path.realpath(hook)]
    others += [name for name in config.markdown_extensions if not _is_of_markdown(name)]
    custom = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of MkDocs 1.6: another way to read this is not there
        given = (config.config_file_path, config.user_configs)  # what mkdocs.yml, those it inherits from and the command line say
    return "" if others else _inputs(root, Path(config.docs_dir), (Path(hook).parent, *custom), given)


def _is_of_markdown(name: str) -> bool:
    """Whether an extension is one that comes with Markdown itself: none of these reads a file, as one for snippets does."""
    own = name.removeprefix("markdown.extensions.")
    return "." not in own and find_spec(f"markdown.extensions.{own}") is not None


def checked_inputs(root: Path, as_of: str) -> str:
    """The same for `dossier check`, which reads case files, pages and settings alone; empty, too, where there is no `data/`."""
    config = read_config(root)
    lines = [file.read_bytes() for file in config.files if file.is_file()]
    return "" if config.problems or not (root / "data").is_dir() else _inputs(root, config.docs, (), (as_of, config.values, lines))


def _inputs(root: Path, docs: Path, folders: Iterable[Path], given: object) -> str:
    if os.environ.get(PRIVATE) is not None:
        return ""
    environment = sorted((name, value) for name, value in os.environ.items() if name in _ENVIRONMENT)
    tops = sorted(path.name for path in docs.iterdir()) if docs.is_dir() else []  # empty folders too: no country may be called so
    found = hashlib.sha256(repr((os.fspath(root), code(), environment, given, tops, commit_time(root))).encode())
    for folder in (root / "data", docs, *folders):
        for entry in walk(folder):
            if entry.is_symlink():
                return ""
            state = entry.stat(follow_symlinks=False)
            found.update(f"{entry.path}\0{state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}\0".encode("utf-8", "surrogateescape"))
    for file in sorted(root.glob("*.y*ml")):
        found.update(file.read_bytes() if file.is_file() else b"")
    return found.hexdigest()


def idle(config: Any) -> Any:
    """Leaves MkDocs nothing to do, in an empty folder of its own."""
    config.docs_dir = config.site_dir = tempfile.mkdtemp()
    config.nav, config.extra_templates, config.theme.static_templates, config.theme.dirs = None, [], set(), []
    return config


def awake(config: Any, site: Path) -> None:
    """Takes the empty folder away, and what other builds left that were killed; the site is the one that was left as it is."""
    Path(config.site_dir).rmdir()
    with suppress(OSError):
        sweep(site)
    config.site_dir = str(site)
