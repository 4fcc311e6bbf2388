"""The folder data/ -> which file holds what, by the one rule: the folder says what it is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from .languages import is_language
from .model import RECORDS, VOCABULARY, Country
from .problems import Problem, nearest, quoted
from .settings import Settings

__all__ = [
    "ATTACHMENTS", "INTERNATIONAL", "CaseFile", "attached", "bad_country", "begins_as_named", "case_files", "homes_of", "is_device",
    "lacking_country", "no_project",
]  # fmt: skip

INTERNATIONAL = "international"
ATTACHMENTS = {".pdf": b"%PDF-", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".png": b"\x89PNG\r\n\x1a\n"}
"""What may lie beside a letter or a person, with the bytes such a file begins with."""

_NOTES = "README.md"
"""What editors tell each other about a folder: no case file."""
_COUNTRY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_RESERVED = frozenset(
    (
        "people organisations letters events demands timeline r embed corrections data press about search vocabulary "
        "international assets pagefind templates static javascripts stylesheets feed calendar index site 404"
    ).split()
)
_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
"""What no file and no folder can be called on Windows, whatever its ending: the site could not be copied there."""
_FOLDERS = {kind.folder: kind for kind in RECORDS}
_VOCABULARY = {kind.folder.partition("/")[2]: kind for kind in VOCABULARY}


class CaseFile(Struct, frozen=True):
    """A file with its meaning: `single` (Markdown or country.yml), `list`, `attachment`, `allowed`.

    `path` is relative to the project, `folder` a key of the registry, `stem` the id of a single record.
    """

    file: Path
    path: str
    country: str
    folder: str
    shape: Literal["single", "list", "attachment", "allowed"]
    stem: str = ""


def homes_of(country: str) -> tuple[str, ...]:
    """Where the records about a country may stand: among its own, and among the international ones."""
    return (country, INTERNATIONAL) if country != INTERNATIONAL else (INTERNATIONAL,)


def begins_as_named(file: Path) -> bool:
    """Whether an attachment's first bytes are those of the kind that its name says; raises OSError."""
    with file.open("rb") as stream:
        return stream.read(8).startswith(ATTACHMENTS[file.suffix.lower()])


def attached(data: Path) -> Iterator[str]:
    """Where every file is below `data` that may lie beside a record, by the ending of its name."""
    there = _walk(os.fspath(data)) if data.is_dir() else ()
    return (f"{data}{os.sep}{name}" for name, _ in there if Path(name).suffix.lower() in ATTACHMENTS)


def case_files(data: Path, settings: Settings, also: Iterable[str] = ()) -> tuple[list[CaseFile], list[Problem]]:
    """Every case file below `data`, sorted by path, and a problem for each file that no rule knows.

    `also` are paths (`data/…`) at which there will be a file, if there is none.
    """
    if not data.is_dir():
        return [], [Problem(data.name, 1, 1, "", "there is no such folder; case files live in it")]
    there = [*_walk(os.fspath(data))]
    coming = {path.removeprefix(f"{data.name}/") for path in also}.difference(name for name, _ in there)
    files, problems = _all_classified(data, (*there, *((name, True) for name in sorted(coming))), settings)
    return [*files], [*problems]


@lru_cache(maxsize=1)
def _all_classified(data: Path, there: tuple[tuple[str, bool], ...], settings: Settings) -> tuple[list[CaseFile], list[Problem]]:
    """The case files, and what is wrong: a server asks it of the same names, at each save."""
    files: list[CaseFile] = []
    problems: list[Problem] = []
    countries: set[str] = set()
    seen: dict[str, str] = {}
    for named, is_ordinary in there:
        file, inside = data / named, named.encode("utf-8", "replace").decode()
        path = f"{data.name}/{inside}"
        if (other := seen.setdefault(inside.casefold(), path)) != path:
            problems.append(Problem(path, 1, 1, "", f"differs from {other} only in capital letters; give one another name"))
        found = _classified(file, path, inside.split("/"), settings) if is_ordinary else _odd(inside, path)
        if isinstance(found, Problem):
            problems.append(found)
        elif found:
            files.append(found)
        if "/" in inside:
            countries.add(inside.split("/")[0])
    having = {file.country for file in files if file.folder == Country.folder}
    for country in sorted(countries - having - {INTERNATIONAL, "vocabulary"}):
        if not bad_country(country, settings):
            problems.append(Problem(f"{data.name}/{country}/country.yml", 1, 1, "", "is missing; each country has one"))
    return files, problems


def _walk(folder: str, inside: str = "") -> Iterator[tuple[str, bool]]:
    """(path below the folder, whether it is an ordinary file) in a fixed order; dotfiles are ignored, links are given out as they are."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{inside}{entry.name}/")
        else:
            yield f"{inside}{entry.name}", entry.is_file(follow_symlinks=False)


def _odd(inside: str, path: str) -> Problem | None:
    """What is said of a link, a socket and the like."""
    if inside.rpartition("/")[2] == _NOTES:
        return None
    return Problem(path, 1, 1, "", "is a link or no ordinary file; put the file itself here")


def _classified(file: Path, path: str, parts: list[str], settings: Settings) -> CaseFile | Problem | None:
    name = parts[-1]
    if name == _NOTES:
        return None
    if name.endswith(".yaml"):
        return Problem(path, 1, 1, "", "ends in .yaml; case files end in .yml")
    if len(parts) == 1:
        return _top(file, path, name)
    country, *rest = parts
    if country == "vocabulary":
        return _vocabulary(file, path, rest)
    if country != INTERNATIONAL and (bad := bad_country(country, settings)):
        return Problem(path, 1, 1, "", bad)
    if rest == ["country.yml"] and country != INTERNATIONAL:
        return CaseFile(file, path, country, Country.folder, "single", country)
    return _record(file, path, country, rest)


def _top(file: Path, path: str, name: str) -> CaseFile | Problem | None:
    if name == "permalinks.csv":
        return None
    if name == "allowed.yml":
        return CaseFile(file, path, "", "", "allowed")
    return Problem(path, 1, 1, "", "no rule knows this file; case files live in a country's folder, international/ or vocabulary/")


def _vocabulary(file: Path, path: str, rest: list[str]) -> CaseFile | Problem:
    stem = rest[0].removesuffix(".yml")
    if len(rest) == 1 and rest[0].endswith(".yml") and stem in _VOCABULARY:
        return CaseFile(file, path, "vocabulary", _VOCABULARY[stem].folder, "list")
    return Problem(path, 1, 1, "", f"no rule knows this file of the vocabulary{nearest(stem, _VOCABULARY)}")


def _record(file: Path, path: str, country: str, rest: list[str]) -> CaseFile | Problem:
    folder = rest[0].partition(".")[0] if len(rest) == 1 else rest[0]
    if folder not in _FOLDERS:
        return Problem(path, 1, 1, "", f"no rule knows this file; folders are {', '.join(_FOLDERS)}{nearest(folder, _FOLDERS)}")
    if len(rest) > 2:
        return Problem(path, 1, 1, "", f"no rule knows this file; records lie in {folder}/ itself, not in a folder below it")
    if len(rest) == 1:
        if rest[0] == f"{folder}.yml":
            return CaseFile(file, path, country, folder, "list")
        return Problem(path, 1, 1, "", f"no rule knows this file; a list of records is {folder}.yml")
    stem, dot, _ = rest[1].rpartition(".")
    suffix = file.suffix
    if suffix == ".yml":
        return CaseFile(file, path, country, folder, "list")
    if suffix == ".md" and dot:
        return CaseFile(file, path, country, folder, "single", stem)
    if suffix.lower() in ATTACHMENTS and folder in ("letters", "people"):
        return CaseFile(file, path, country, folder, "attachment", stem)
    return Problem(path, 1, 1, "", "no rule knows this kind of file; records are .md or .yml, attachments of letters PDF, JPEG or PNG")


def bad_country(country: str, settings: Settings) -> str:
    """Why a country's folder cannot have this name; empty if it can."""
    if not _COUNTRY.fullmatch(country):
        return f"the country's folder '{country}' is not written in a-z, 0-9 and '-'"
    if is_device(country):
        return f"'{country}' is a name that Windows keeps for devices and cannot be a country's folder"
    if country in _RESERVED or country in settings.docs or is_language(country):
        return f"'{country}' is a reserved name and cannot be a country's folder"
    return ""


def is_device(name: str) -> bool:
    """Whether Windows keeps a name for a device."""
    return _DEVICE.fullmatch(name) is not None


def no_project(root: Path) -> str:
    """Why nothing can be added to the case files below `root`; empty if it can."""
    if (root / "data").is_dir():
        return ""
    return "here is no project, since there is no folder data/; go to the folder that holds mkdocs.yml, or name it with --root"


def lacking_country(root: Path, country: str, settings: Settings) -> str:
    """Why no record can be added to a country, or to `international`; empty if one can."""
    if wrong := no_project(root):
        return wrong
    data = root / "data"
    if country == INTERNATIONAL or (not bad_country(country, settings) and (data / country / "country.yml").is_file()):
        return ""
    there = [INTERNATIONAL, *(path.parent.name for path in data.glob("*/country.yml"))]
    return f"there is no country {quoted(country)}{nearest(country, there) or '; `dossier new country` begins one'}"
