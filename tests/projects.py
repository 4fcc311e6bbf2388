"""A case file -> a project in a folder, and the problems that loading and checking it gives."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from dossier.checks import Context, run
from dossier.load import load
from dossier.problems import Problem
from dossier.settings import Settings, read_settings

__all__ = ["BASE", "CASES", "INSTANT", "Case", "found", "read_case", "spoken", "written"]

CASES = Path(__file__).parent / "cases"
BASE = CASES / "base"
INSTANT = datetime(2026, 11, 24, 12, tzinfo=UTC)
"""The instant at which every case is checked, unless it gives one."""


@dataclass(frozen=True)
class Case:
    """What a case file says.

    `files` are texts by their path below data/ (`../mkdocs.yml` is the project's); they replace those of
    the base. `bytes` are files that cannot be written as text, one character for each byte. `links` are
    symbolic links by path, with what they lead to. `problems` are the expected lines; a note begins with
    `(note)`.
    """

    path: Path
    files: Mapping[str, str] = field(default_factory=dict)
    bytes: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    base: bool = True
    instant: datetime = INSTANT
    problems: str = ""

    def __str__(self) -> str:
        return self.path.relative_to(CASES).with_suffix("").as_posix()


def read_case(path: Path) -> Case:
    given: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    given["problems"] = given["problems"] or ""
    return Case(path=path, **given)


def written(case: Case, root: Path) -> None:
    """Writes the project of a case into `root`."""
    data = root / "data"
    if case.base:
        shutil.copytree(BASE, data, dirs_exist_ok=True)
    for name, text in case.files.items():
        _file(data, name).write_text(text, "utf-8", newline="")
    for name, text in case.bytes.items():
        _file(data, name).write_bytes(text.encode("latin-1"))
    for name, target in case.links.items():
        _file(data, name).symlink_to(target)


def _file(data: Path, name: str) -> Path:
    file = data / name
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def found(root: Path, instant: datetime = INSTANT) -> list[Problem]:
    """Every problem of the project in `root`, as a build would have it before it asks for an artifact."""
    settings: Settings
    settings, problems = read_settings(root)
    result = load(root / "data", settings)
    return sorted({*problems, *result.problems, *run(Context(result.dossier, instant))})


def spoken(problems: list[Problem]) -> str:
    """The problems as lines."""
    return "".join(f"{'(note) ' if problem.level == 'note' else ''}{problem}\n" for problem in problems)
