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

__all__ = ["check_config", "check_theme"]

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
_GROUPS = ("admonition", "tag")
"""What of the theme's icons has one for each kind."""
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
    if values.get("site_name") is None:
        yield say("site_name", f"is {'empty' if 'site_name' in values else 'missing'}; MkDocs builds no site without a name")
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
    yield from (say(name, said) for name, said in (*_hooks(root, values.get("hooks")), *_fonts(values.get("theme")), *_folders(root, config)))


def check_theme(config: Mapping[str, Any]) -> Iterator[Problem]:
    """What of the theme's settings its templates break off at, without a word that an editor could read; `config` is MkDocs' configuration, or
    what mkdocs.yml says."""
    theme, extra = config.get("theme"), config.get("extra")
    file = Path(str(config.get("config_file_path") or ""))
    say = Speaker(str(file))
    if theme is not None and not isinstance(theme, (str, Mapping)):
        yield say.margin("theme", "is not a group of settings; write 'name: material' and 'font: false' below it")
    if not isinstance(theme, Mapping):
        return
    own = theme.get("custom_dir") or getattr(theme, "custom_dir", None)
    yield from (say.margin(name, said) for name, said in _theme(theme, bool(own)))
    folders = [Path(str(files("material"))) / "templates", *([file.parent / own] if isinstance(own, str) else ())]
    for parts, icon in _icons(theme, extra if isinstance(extra, Mapping) else {}) if theme.get("name") == "material" else ():
        named = isinstance(icon, str) and ".." not in icon
        if not (named and any((folder / ".icons" / f"{icon}.svg").is_file() for folder in folders)):
            yield say.inner(parts, "names no icon that the theme has; write its folder and its name, such as material/weather-night")


def _icons(theme: Mapping[str, Any], extra: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The settings that lead to each icon, and what stands there; None where that is no group, in which one stands."""
    for number, option in enumerate(theme["palette"] if isinstance(theme.get("palette"), list) else ()):
        if toggle := option.get("toggle") if isinstance(option, Mapping) else None:
            yield ("theme", "palette", number, "toggle", "icon"), toggle.get("icon") if isinstance(toggle, Mapping) else None
    for name, icon in theme["icon"].items() if isinstance(theme.get("icon"), Mapping) else ():
        if name in _GROUPS and isinstance(icon, Mapping):
            yield from ((("theme", "icon", name, kind), one) for kind, one in icon.items() if one)
        elif icon:
            yield ("theme", "icon", name), None if name in _GROUPS else icon
    links = extra.get("social") or ()
    for number, link in enumerate(links if isinstance(links, list) else [None]) if links else ():
        yield ("extra", "social", number, "icon"), link.get("icon") if isinstance(link, Mapping) else None


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


def _theme(theme: Mapping[str, Any], custom: bool) -> Iterator[tuple[str, str]]:
    """Settings that no template can read; `custom`: there are templates and words of others before the theme's."""
    for name, (kind, what) in _THEME.items():
        given = theme.get(name)
        if given is not None and not isinstance(given, kind):
            yield f"theme.{name}", f"is not {what}"
        elif isinstance(given, list) and kind is list and not all(isinstance(item, str) for item in given):
            yield f"theme.{name}", "has an item that is not text"
    language = theme.get("language") if theme.get("name") == "material" else None
    if isinstance(language, str) and not custom and not _has_words(language):
        yield "theme.language", "names a language in which the theme has no words; write en, ru, fr …"


def _fonts(theme: Any) -> Iterator[tuple[str, str]]:
    """Material asks Google for fonts unless it is told not to."""
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
