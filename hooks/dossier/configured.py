"""mkdocs.yml, with what it inherits -> what it says as MkDocs would read it, and where in it a setting stands."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from .problems import Level, Problem, quoted
from .source import decoded, told

__all__ = ["Configured", "Speaker", "read_config"]

_INHERIT = "INHERIT"
_MOST_BYTES = 256 * 1024
_MOST_VALUES = 200_000
"""More than a file of that size has without aliases: with them, a line may stand for any number."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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


class _Lenient(_LOADER):  # type: ignore[misc]
    """mkdocs.yml may hold tags that only MkDocs understands; they are read as nothing."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """A value; of one that is none, such as the 30th of February, PyYAML does not say where it stands."""
        try:
            return super().construct_object(node, deep)
        except ValueError as error:
            raise _NoValue(problem=str(error), problem_mark=node.start_mark) from None


class _NoValue(yaml.MarkedYAMLError):
    """What looks like a date or a number, and is none."""


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
        if (size := file.stat().st_size) > _MOST_BYTES:
            return {}, [Problem(name, 1, 1, "", f"is {size:,} bytes long; a file of settings has at most {_MOST_BYTES:,}")]
        if not file.is_file() and not file.is_dir():  # a pipe, of which nobody may read the end
            return {}, [Problem(name, 1, 1, "", "is no ordinary file; put the file itself here")]
        text, bad = decoded(file.read_bytes(), name)
        loader = _Lenient(text)
        node = loader.get_single_node()
        if node is not None and (mark := _too_much(node, {})):
            said = f"stands for more than {_MOST_VALUES:,} values, by its aliases (*); write out what is meant"
            return {}, [Problem(name, mark.line + 1, mark.column + 1, "", said)]
        config = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        line, column, said = told(error, text)
        if isinstance(error, _NoValue):
            said = f"cannot be read ({error.problem}); put it in quotes if it is text"
        return {}, [Problem(name, line + 1, column + 1, "", said)]
    except (yaml.YAMLError, ValueError, OSError, RecursionError) as error:
        return {}, [Problem(name, 1, 1, "", f"cannot be read ({(error.strerror if isinstance(error, OSError) else '') or error})")]
    if bad:
        return {}, [*bad]
    if not isinstance(config, dict):
        return {}, [Problem(name, 1, 1, "", "holds no settings; write one a line, 'site_name: …'")]
    return config, []


def _too_much(node: yaml.Node, sizes: dict[int, int]) -> yaml.Mark | None:
    """Where a node begins that stands for too many values, if one in it does; `sizes` are those of nodes that are known."""
    if id(node) in sizes:
        return None
    sizes[id(node)] = _MOST_VALUES  # while it is measured: whatever holds itself has no end
    within = [part for item in node.value for part in (item if isinstance(item, tuple) else (item,))] if isinstance(node, yaml.CollectionNode) else []
    for part in within:
        if mark := _too_much(part, sizes):
            return mark
    sizes[id(node)] = 1 + sum(sizes[id(part)] for part in within)
    return node.start_mark if sizes[id(node)] > _MOST_VALUES else None


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Groups of settings setting by setting; of everything else, what stands above."""
    both = {name: _merged(below[name], value) for name, value in above.items() if isinstance(value, Mapping) and isinstance(below.get(name), Mapping)}
    return {**below, **above, **both}


class Speaker:
    """Says what is wrong with a setting, where its name stands in mkdocs.yml or in a file that it inherits from."""

    def __init__(self, file: str) -> None:
        self.file = Path(file)

    @cached_property
    def _files(self) -> list[tuple[str, yaml.Node | None, list[Problem]]]:
        """The names of the files, with what is in them, and why they cannot be read."""
        read = _chain(self.file) if self.file.name else ()
        return [(os.path.relpath(path, self.file.parent), _composed(path), wrong) for path, _, wrong in read]

    def __call__(self, name: str, text: str) -> Problem:
        return self._at(("extra", "dossier", *filter(None, name.split("."))), f"extra.dossier.{name}".rstrip("."), text)

    def margin(self, name: str, text: str) -> Problem:
        """The same of a setting of MkDocs, which stands at the margin, or below others: `extra.dossier`."""
        return self._at(tuple(name.split(".")), name, text)

    def wrong(self) -> Iterator[Problem]:
        """Why a file cannot be read, and settings that stand in one group a second time: of these, MkDocs passes over all but the last.

        Of one of ours that is refused: what is to be private may stand in the first.
        """
        for path, node, wrong in self._files:
            yield from wrong
            for name, first, mark, ours in _repeated(node, set()):
                said = f"{quoted(name)} stands here a second time (first in line {first.line + 1})"
                level: Level = "error" if ours else "note"
                yield Problem(path, mark.line + 1, mark.column + 1, "", said if ours else f"{said}; the last one counts", level)

    def inner(self, parts: tuple[str | int, ...], text: str) -> Problem:
        """The same of a value below a setting: names of settings, and numbers of items from 0, lead to it."""
        names = takewhile(lambda part: isinstance(part, str), parts)
        return self._at(parts, ".".join(map(str, names)), text)

    def _at(self, parts: tuple[str | int, ...], name: str, text: str) -> Problem:
        known, file, line, column = 0, "mkdocs.yml", 1, 1
        for path, node, _ in self._files:
            found = list(_ways(node, parts))
            if len(found) > known:
                known, file, line, column = len(found), path, found[-1].line + 1, found[-1].column + 1
        return Problem(file, line, column, name, text)

    @staticmethod
    def margin_of(file: Path, path: str, name: str, text: str) -> Problem:
        """The same in one file, whatever it inherits."""
        mark = next(_ways(_composed(file), (name,)), None)
        return Problem(path, mark.line + 1 if mark else 1, mark.column + 1 if mark else 1, name, text)


def _composed(file: Path) -> yaml.Node | None:
    try:
        return yaml.compose(file.read_text("utf-8"), Loader=_Lenient) if file.is_file() else None
    except (yaml.YAMLError, OSError, ValueError, RecursionError):
        return None


def _repeated(node: yaml.Node | None, seen: set[int], ours: bool = False) -> Iterator[tuple[str, yaml.Mark, yaml.Mark, bool]]:
    """(name, where it stands first, where it stands again, whether it is `extra` or below it) of each; an alias leads to what was `seen`."""
    if not isinstance(node, yaml.CollectionNode) or id(node) in seen:
        return
    seen.add(id(node))
    first: dict[str, yaml.Mark] = {}
    for item in node.value:
        key, inner = item if isinstance(node, yaml.MappingNode) else (None, item)
        within = ours or (key is not None and key.value == "extra")
        if isinstance(key, yaml.ScalarNode) and first.setdefault(key.value, key.start_mark) is not key.start_mark:
            yield key.value, first[key.value], key.start_mark, within
        yield from _repeated(inner, seen, within)


def _ways(node: yaml.Node | None, parts: Iterable[str | int]) -> Iterator[yaml.Mark]:
    """Where the names and items stand that lead to a setting, as far as they are there."""
    for part in parts:
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        items = enumerate(node.value) if isinstance(node, yaml.SequenceNode) else ()
        found = (*((key, value) for key, value in pairs if key.value == part), *((item, item) for number, item in items if number == part))
        key, node = next(iter(found), (None, None))
        if key is None:
            return
        yield key.start_mark
