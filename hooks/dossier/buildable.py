"""What mkdocs.yml says -> what of it no build could be made with, or would publish unchecked; MkDocs says the rest of its own settings."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .configured import Configured, Speaker
from .problems import Problem

__all__ = ["check_config"]

_TEXTS = ("site_name", "site_url", "site_description", "site_author", "docs_dir", "site_dir", "copyright", "repo_url", "repo_name", "edit_uri")
_SWITCHES = ("strict", "use_directory_urls")
_LISTS = ("nav", "extra_css", "extra_javascript", "extra_templates")
_KINDS = ((_TEXTS, str, "text"), (_SWITCHES, bool, "true or false"), (_LISTS, list, "a list; write its items with '- ' below it"))
_THEME: dict[str, tuple[type | tuple[type, ...], str]] = {
    "name": (str, "text"), "language": (str, "text"), "custom_dir": (str, "text"), "logo": (str, "text"), "favicon": (str, "text"),
    "features": (list, "a list; write its items with '- ' below it"), "static_templates": (list, "a list; write its items with '- ' below it"),
    "palette": ((list, dict), "a list of groups of settings"), "icon": (dict, "a group of settings"),
}  # fmt: skip
"""What settings of the theme are: Material's templates break off at others, and say nothing that an editor could read."""
_URLS = ("site_url", "repo_url")
_TEXT_LISTS = ("extra_css", "extra_templates")
_LOADED = ("extra_css", "extra_javascript")
_OURS = "dossier."
"""What every adapter imports from."""


def check_config(root: Path, config: Configured) -> Iterator[Problem]:
    """What of `root/mkdocs.yml` no build could be made with, or would publish unchecked; MkDocs says the rest of its own settings."""
    yield from config.problems
    if not config.files:
        yield Problem("mkdocs.yml", 1, 1, "", "is not there; without it nothing is built, and nobody knows what its settings ask for", "note")
    if not config.files or config.problems:
        return
    values, say = config.values, Speaker(config.values["config_file_path"]).margin
    if "site_name" not in values:
        yield say("site_name", "is missing; MkDocs builds no site without a name")
    for names, kind, what in _KINDS:
        for name in names:
            if values.get(name) is not None and not isinstance(values[name], kind):
                yield say(name, f"is not {what}")
    for name in _TEXT_LISTS:
        for item in values[name] if isinstance(values.get(name), list) else ():
            if not isinstance(item, str):
                yield say(name, "has an item that is not text")
    for name in _URLS:
        if isinstance(given := values.get(name), str) and given and not _is_url(given):
            yield say(name, "is no whole address; write https://…")
    for name in _LOADED:
        for item in values[name] if isinstance(values.get(name), list) else ():
            if re.match(r"(?:https?:)?//", str(item.get("path") if isinstance(item, Mapping) else item)):
                yield say(name, "loads a file from elsewhere, which tells others who reads; put the file on this site")
    if values.get("extra") is not None and not isinstance(values["extra"], Mapping):
        yield say("extra", "is not a group of settings; write its settings below it")
    yield from (say(name, said) for name, said in (*_hooks(root, values.get("hooks")), *_theme(values.get("theme")), *_folders(root, config)))


def _is_url(given: str) -> bool:
    try:
        return bool(urlsplit(given).scheme and urlsplit(given).netloc)
    except ValueError:
        return False


def _hooks(root: Path, hooks: Any) -> Iterator[tuple[str, str]]:
    named = hooks if isinstance(hooks, list) else []
    missing = [hook for hook in named if isinstance(hook, str) and not (root / hook).is_file()]
    yield from (("hooks", f"names {hook}, and there is no such file") for hook in missing)
    if not missing and not any(hook is None or _is_adapter(root / str(hook)) for hook in named):  # None is a tag of MkDocs
        unlisted = ", as an item of a list" if isinstance(hooks, str) else ""
        yield "hooks", f"names no hooks/main.py{unlisted}: a build would publish docs/ unchecked, and no case files; write '- hooks/main.py' below it"


def _is_adapter(file: Path) -> bool:
    try:
        return file.name == "main.py" and _OURS in file.read_text("utf-8", "replace")
    except OSError:
        return False


def _theme(theme: Any) -> Iterator[tuple[str, str]]:
    """Settings that no template can read, and fonts: Material asks Google for them unless it is told not to."""
    for name, (kind, what) in _THEME.items() if isinstance(theme, Mapping) else ():
        given = theme.get(name)
        if given is not None and not isinstance(given, kind):
            yield f"theme.{name}", f"is not {what}"
        elif isinstance(given, list) and kind is list and not all(isinstance(item, str) for item in given):
            yield f"theme.{name}", "has an item that is not text"
    language = theme.get("language") if isinstance(theme, Mapping) and theme.get("name") == "material" else None
    if isinstance(language, str) and not theme.get("custom_dir") and not _has_words(language):
        yield "theme.language", "names a language in which the theme has no words; write en, ru, fr …"
    fonts = True if theme == "material" else theme.get("font", True) if isinstance(theme, Mapping) and theme.get("name") == "material" else False
    if fonts is not False:
        yield "theme", "loads fonts from Google, which tells it who reads; write 'font: false' below it, beside 'name: material'"


def _has_words(language: str) -> bool:
    ours, theirs = Path(str(files("dossier"))) / "theme", Path(str(files("material"))) / "templates"
    words = f"partials/languages/{language}.html"
    return language.replace("-", "").isalpha() and any((folder / words).is_file() for folder in (ours, theirs))


def _folders(root: Path, config: Configured) -> Iterator[tuple[str, str]]:
    """The folder of pages is there, and the site takes the place of nothing that it is made from."""
    docs, site = config.docs, root / str(config.values.get("site_dir") or "site")
    if not docs.is_dir():
        yield "docs_dir", "names a folder that is not there (docs/, where nothing is said)"
        return
    above, folder, target = (Path(os.path.realpath(path)) for path in (root, docs, site))
    sources = (folder, above / "data", above / "hooks")
    if above.is_relative_to(folder):
        yield "docs_dir", "is, or holds, the project itself; name a folder in it"
    elif _overlap(folder, above / "data"):
        yield "docs_dir", "is, lies in or holds the folder data/, whose case files are no pages"
    if above.is_relative_to(target):
        yield "site_dir", "is, or holds, the project itself; name a folder of its own"
    elif found := next((one.name for one in sources if _overlap(target, one)), ""):
        yield "site_dir", f"is, lies in or holds the folder {found}/ that the site is made from; name a folder of its own"


def _overlap(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)
