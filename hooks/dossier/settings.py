"""mkdocs.yml -> the settings of the site that are ours (`extra.dossier`), as one frozen value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from .problems import Problem, nearest

__all__ = ["Settings", "read_settings", "settings_from"]


class Settings(BaseModel):
    """`extra.dossier` of mkdocs.yml.

    `site_url` ends with a slash or is empty. `source_url` is the address under which the repository's
    files can be edited (`https://…/edit/main/`). `files` are patterns of files in docs/ that are
    published besides the pages. `docs` are the top-level names in docs/.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    publisher: str = ""
    contact: str = ""
    licence: str = ""
    default_language: str = "en"
    languages: tuple[str, ...] = ()
    source_url: str = ""
    files: tuple[str, ...] = ()
    site_name: str = "Dossier"
    site_url: str = ""
    docs: tuple[str, ...] = ()


class _Lenient(yaml.SafeLoader):
    """mkdocs.yml may hold tags that only MkDocs understands; they are read as nothing."""


_Lenient.add_multi_constructor("", lambda loader, suffix, node: None)


def read_settings(root: Path) -> tuple[Settings, list[Problem]]:
    """The settings in `root/mkdocs.yml`; without the file, the defaults."""
    file = root / "mkdocs.yml"
    try:
        config = yaml.load(file.read_text("utf-8"), Loader=_Lenient) if file.is_file() else {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return Settings(), [Problem("mkdocs.yml", line, column, "", "is not YAML")]
    if not isinstance(config, dict):
        return Settings(), [Problem("mkdocs.yml", 1, 1, "", "is not a list of settings")]
    docs = root / str(config.get("docs_dir") or "docs")
    return settings_from(config, docs)


def settings_from(config: Any, docs: Path) -> tuple[Settings, list[Problem]]:
    """The settings in MkDocs' configuration (a mapping) with the top-level names in `docs`."""
    extra = config.get("extra")
    given = extra.get("dossier") if isinstance(extra, dict) else None
    if given is not None and not isinstance(given, dict):
        return Settings(), [Problem("mkdocs.yml", 1, 1, "extra.dossier", "is not a mapping; write its settings below it")]
    names = sorted({path.stem for path in docs.iterdir() if not path.name.startswith(".")}) if docs.is_dir() else []
    site_url = str(config.get("site_url") or "")
    if site_url and not site_url.endswith("/"):
        site_url += "/"
    ours = {"site_name": str(config.get("site_name") or "Dossier"), "site_url": site_url, "docs": tuple(names)}
    fixed = {field: _listed(value) if field in ("languages", "files") else value for field, value in (given or {}).items()}
    try:
        return Settings.model_validate({**fixed, **ours}), []
    except ValidationError as error:
        return Settings(**ours), [_problem(detail) for detail in error.errors()]


def _listed(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _problem(detail: Any) -> Problem:
    name = str(detail["loc"][0])
    if detail["type"] == "extra_forbidden":
        known = set(Settings.model_fields) - {"site_name", "site_url", "docs"}
        return Problem("mkdocs.yml", 1, 1, f"extra.dossier.{name}", f"is not a setting{nearest(name, known)}")
    return Problem("mkdocs.yml", 1, 1, f"extra.dossier.{name}", "is not text (or, where several are meant, a list of texts)")
