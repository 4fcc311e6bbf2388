"""mkdocs.yml, with what it inherits -> what it says as MkDocs would read it, and what of it no build could be made with."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from msgspec import Struct

from .problems import Problem
from .source import in_words

__all__ = ["Configured", "Speaker", "check_config", "read_config"]

_INHERIT = "INHERIT"
_TEXTS = ("site_name", "site_url", "site_description", "site_author", "docs_dir", "site_dir", "copyright", "repo_url", "repo_name", "edit_uri")
_SWITCHES = ("strict", "use_directory_urls")
_LISTS = ("nav", "extra_css", "extra_javascript", "extra_templates")
_KINDS = ((_TEXTS, str, "text"), (_SWITCHES, bool, "true or false"), (_LISTS, list, "a list; write its items with '- ' below it"))
_URLS = ("site_url", "repo_url")
_LOADED = ("extra_css", "extra_javascript")
_OURS = "dossier."
"""What every adapter imports from."""


class Configured(Struct, frozen=True):
    """What `mkdocs.yml` says: settings by name, with `config_file_path` and `docs_dir` as MkDocs gives them, and the files it stands in.

    `problems` are why it, or a file it inherits from, could not be read.
    """

    values: dict[str, Any]
    files: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def docs(self) -> Path:
        return Path(self.values["docs_dir"])


class _Lenient(yaml.SafeLoader):
    """mkdocs.yml may hold tags that only MkDocs understands; they are read as nothing."""


def _from_environment(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
    """`!ENV NAME` or `!ENV [NAME, OTHER, default]`: the first that is set, read as YAML reads a plain value."""
    names, default = [node], None
    if isinstance(node, yaml.SequenceNode):
        *names, last = node.value or [node]
        names, default = (names, loader.construct_object(last)) if names else ([last], None)
    for name in names:
        if isinstance(name, yaml.ScalarNode) and name.value in os.environ:
            value = os.environ[name.value]
            kind = loader.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
            return loader.construct_object(yaml.ScalarNode(kind, value))
    return default


_Lenient.add_multi_constructor("", lambda *_: None)
_Lenient.add_constructor("!ENV", _from_environment)


def read_config(root: Path) -> Configured:
    """The settings in `root/mkdocs.yml` and the files it inherits from; without the file, there are none."""
    file = root / "mkdocs.yml"
    values: dict[str, Any] = {}
    files: list[Path] = []
    problems: list[Problem] = []
    for path, said, wrong in _chain(file):
        files.append(path)
        problems += wrong
        values = _merged(said, values)
    docs = root / str(values.get("docs_dir") or "docs")
    return Configured({**values, "config_file_path": str(file), "docs_dir": str(docs)}, tuple(files), tuple(problems))


def _chain(file: Path) -> Iterator[tuple[Path, dict[str, Any], list[Problem]]]:
    """The file, then each that the one before inherits from: its path, what it says, and why it cannot be read."""
    root, seen = file.parent, {os.path.realpath(file)}
    if not file.exists():
        return
    while True:
        name = os.path.relpath(file, root)
        values, wrong = _read(file, name)
        parent = values.pop(_INHERIT, None)
        following = Path(os.path.normpath(file.parent / parent)) if isinstance(parent, str) else file
        if parent is not None:
            said = (
                "is not the name of a file" if not isinstance(parent, str)
                else f"names {parent}, and there is no such file" if not following.is_file()
                else f"names {parent}, which inherits from this file" if os.path.realpath(following) in seen
                else ""
            )  # fmt: skip
            if said:
                wrong.append(Speaker.margin_of(file, name, _INHERIT, said))
        yield file, values, wrong
        if parent is None or wrong:
            return
        file = following
        seen.add(os.path.realpath(file))


def _read(file: Path, name: str) -> tuple[dict[str, Any], list[Problem]]:
    """What one file says, or why it cannot be read."""
    try:
        config = yaml.load(file.read_text("utf-8"), Loader=_Lenient)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError, OSError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        why = getattr(error, "problem", None)
        said = in_words(why) if why else f"cannot be read ({error.strerror})" if isinstance(error, OSError) else in_words("it cannot be read")
        return {}, [Problem(name, line, column, "", said)]
    if not isinstance(config, dict):
        return {}, [Problem(name, 1, 1, "", "holds no settings; write one a line, 'site_name: …'")]
    return config, []


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Groups of settings setting by setting; of everything else, what stands above."""
    both = {name: _merged(below[name], value) for name, value in above.items() if isinstance(value, Mapping) and isinstance(below.get(name), Mapping)}
    return {**below, **above, **both}


def check_config(root: Path, config: Configured) -> Iterator[Problem]:
    """What of `root/mkdocs.yml` no build could be made with, or would publish unchecked; MkDocs says the rest of its own settings."""
    yield from config.problems
    if not config.files:
        yield Problem("mkdocs.yml", 1, 1, "", "is not there; without it nothing is built, and nobody knows what its settings ask for")
    if not config.files or config.problems:
        return
    values, say = config.values, Speaker(config.values["config_file_path"]).margin
    if "site_name" not in values:
        yield say("site_name", "is missing; MkDocs builds no site without a name")
    for names, kind, what in _KINDS:
        for name in names:
            if values.get(name) is not None and not isinstance(values[name], kind):
                yield say(name, f"is not {what}")
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
    """Material asks Google for its fonts unless it is told not to."""
    fonts = True if theme == "material" else theme.get("font", True) if isinstance(theme, Mapping) and theme.get("name") == "material" else False
    if fonts is not False:
        yield "theme", "loads fonts from Google, which tells it who reads; write 'font: false' below it, beside 'name: material'"


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


class Speaker:
    """Says what is wrong with a setting, at the line where its name stands in mkdocs.yml or in a file that it inherits from."""

    def __init__(self, file: str) -> None:
        self.file = Path(file)

    @cached_property
    def _files(self) -> list[tuple[str, list[str]]]:
        """The names of the files, with their lines."""
        return [(os.path.relpath(path, self.file.parent), _lines(path)) for path, _, _ in (_chain(self.file) if self.file.name else ())]

    def __call__(self, name: str, text: str) -> Problem:
        parts = (name or "dossier").split(".")
        best, file, where = -1, "mkdocs.yml", 1
        for path, lines in self._files:
            known, at = 0, 0
            for part in parts:
                key = re.compile(rf"\s+{re.escape(part)}\s*:")
                line = next((number for number, written in enumerate(lines[at:], start=at + 1) if key.match(written)), 0)
                known, at = (known + 1, line) if line else (known, at)
            if known > max(best, 0):
                best, file, where = known, path, at
        return Problem(file, where, 1, f"extra.dossier.{name}".rstrip("."), text)

    def margin(self, name: str, text: str) -> Problem:
        """The same of a setting of MkDocs, which stands at the margin."""
        for path, lines in self._files:
            if line := _at_margin(lines, name):
                return Problem(path, line, 1, name, text)
        return Problem("mkdocs.yml", 1, 1, name, text)

    @staticmethod
    def margin_of(file: Path, path: str, name: str, text: str) -> Problem:
        """The same in one file, whatever it inherits."""
        return Problem(path, _at_margin(_lines(file), name) or 1, 1, name, text)


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8").split("\n")
    except (OSError, ValueError):
        return []


def _at_margin(lines: list[str], name: str) -> int:
    return next((number for number, written in enumerate(lines, start=1) if re.match(rf"{re.escape(name)}\s*:", written)), 0)
