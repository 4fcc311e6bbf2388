"""A folder outside the repository (DOSSIER_PRIVATE) -> what must never be published, value by value, with its place.

The folder has a file for each record that there is something private about, `<country>/people/<id>.yml` (any folder
of data/, and international), and `canaries.yml`, a list of texts planted to be found if they get out. A file holds
fields, free in name and nested as one likes; every value is searched for in all that is published. Below `name` or
another field whose name contains that word stand real names. What stands in the place of a field's name and is written
as a value is (an e-mail address, a number, words with capitals: who somebody's contacts are) is a value too. `not_secret`
lists values of the file that are not searched for. `README.md` and dotfiles are ignored. A value is never printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from .dossier import Dossier
from .folding import latinised, significant, words
from .given import PRIVATE
from .model import RECORDS, Person
from .problems import Problem
from .source import Map, Node, Scalar, Seq, read
from .withheld import every_form

__all__ = ["Private", "Secret", "check_private", "covered", "read_private"]

LEAST = 4
"""Letters and digits that a value has at least: shorter ones stand in every text."""
_LEAST_DIGITS = 6
_FOLDERS = {kind.folder for kind in RECORDS}
_CANARIES = "canaries.yml"
_SPARED = "not_secret"
_FIELD = re.compile(r"[a-z]+(?:[ _-][a-z]+){0,4}", re.ASCII)
"""How the name of a field is written that may be printed; whatever else stands in its place may tell something."""
_AS_VALUE = re.compile(rf"@|\d(?:\D?\d){{{_LEAST_DIGITS - 1}}}")


class Secret(Struct, frozen=True):
    """A value that may not be published: of which record (none: a canary), where it stands, whether it is a name."""

    value: str
    key: str
    path: str
    line: int
    column: int
    field: str
    is_name: bool = False


class Private(Struct):
    """Everything private, what is wrong with it, and the file of each record in it; `there` says that a folder is named."""

    there: bool = False
    secrets: list[Secret] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)


def read_private(root: Path, given: str | None) -> Private:
    """What the folder `given` holds (None: none is named) for the project in `root`; a folder that is not as it should be is a problem."""
    if given is None:
        return Private()
    found = Private(there=True)
    if said := _wrong_folder(root, given):
        found.problems.append(Problem(PRIVATE, 1, 1, "", said))
        return found
    folder = Path(given).resolve()
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder)
        if any(part.startswith(".") for part in inside.parts) or inside.name == "README.md" or (file.is_dir() and not file.is_symlink()):
            continue
        _file(file, inside, found)
    if not found.files and not found.secrets and not found.problems:
        found.problems.append(Problem(PRIVATE, 1, 1, "", "names a folder in which there is nothing; was it left behind?"))
    found.problems.sort()
    return found


def _wrong_folder(root: Path, given: str) -> str:
    if not given.strip():
        return "is set and empty; let it name the folder, or unset it"
    folder = Path(given).resolve()
    if not folder.is_dir():
        return "names no folder that is there; nothing is published without it"
    top = next((above for above in (root, *root.parents) if (above / ".git").exists()), root).resolve()
    if folder.is_relative_to(top) or top.is_relative_to(folder):
        return "names a folder inside the repository, or around it; what is private lies elsewhere"
    return ""


def _file(file: Path, inside: Path, found: Private) -> None:
    path = f"{PRIVATE}/{inside.as_posix()}"
    parts = inside.parts
    if file.is_symlink() or not file.is_file():
        found.problems.append(Problem(path, 1, 1, "", "is a link or no ordinary file; put the file itself here"))
        return
    is_record = len(parts) == 3 and parts[1] in _FOLDERS and file.suffix == ".yml"
    if not is_record and parts != (_CANARIES,):
        said = f"no rule knows this file; write <country>/people/<id>.yml (or another folder of data/), or {_CANARIES}"
        found.problems.append(Problem(path, 1, 1, "", said))
        return
    source = read(file, path)
    found.problems += (_wordless(problem) for problem in source.problems)
    key = f"{parts[0]}/{parts[1]}/{file.stem}" if is_record else ""
    if key:
        found.files[key] = file
    node = source.node
    if node is None or not isinstance(node, Map if is_record else Seq):
        if not source.problems:
            right = "has no fields; write them one a line, 'name: …'" if is_record else "is not a list; begin each text with '- '"
            found.problems.append(Problem(path, 1, 1, "", right))
        return
    spared: set[bytes] = set()
    if isinstance(node, Map):
        spared = {words(scalar.text) for _, scalar in _scalars(node.values.get(_SPARED), "")}
        node = replace(node, values={name: value for name, value in node.values.items() if name != _SPARED})
    rows = unicodedata.normalize("NFC", file.read_text("utf-8-sig", "replace")).splitlines()
    for name, scalar in _scalars(node, ""):
        for secret in _secrets(scalar, name, key, path, rows):
            if words(secret.value) in spared:
                continue
            if said := _too_common(secret):
                found.problems.append(Problem(path, secret.line, secret.column, name, said, "note"))
            else:
                found.secrets.append(secret)


def _secrets(scalar: Scalar, name: str, key: str, path: str, rows: Sequence[str]) -> Iterator[Secret]:
    """A value, and each of its lines where it has several; `rows` are those of the file."""
    is_name = "name" in name.casefold()
    yield Secret(scalar.text, key, path, scalar.line, scalar.column, name, is_name)
    lines = dict.fromkeys(line for line in (*scalar.text.split("\n"), *_folded(scalar, rows)) if line.strip())
    for line in lines if len(lines) > 1 else ():
        if significant(line) >= 2 * LEAST:
            yield Secret(line, key, path, scalar.line, scalar.column, name, is_name)


def _folded(scalar: Scalar, rows: Sequence[str]) -> Iterator[str]:
    """The lines of which YAML makes one, without a `|` before them, as far as they stand in the file as in the text."""
    rest = scalar.text
    for number, row in enumerate(rows[scalar.line - 1 :]):
        said = (row if number else row[scalar.column - 1 :].lstrip(">+-")).strip().strip("\"'")
        if not rest or not rest.startswith(said):
            return
        yield from [said] if said else []
        rest = rest[len(said) :].lstrip()


def _too_common(secret: Secret) -> str:
    """Why a value is not searched for, in words; empty if it is."""
    text = secret.value.strip()
    if (count := significant(text)) < LEAST:
        return f"has {count} letters and digits; a value with fewer than {LEAST} is not searched for"
    if text.isdecimal() and count < _LEAST_DIGITS:
        return f"is a number of {count} digits; one with fewer than {_LEAST_DIGITS} is not searched for"
    if text.isalpha() and text.islower() and text.isascii() and not secret.is_name and secret.key:
        return "is one word in small letters, as any text has; it is not searched for"
    return ""


def _wordless(problem: Problem) -> Problem:
    """What is wrong, without any word of the file."""
    text = re.sub(r"'.*'", "(a private value)", problem.text) if problem.text.startswith("'") else problem.text
    return replace(problem, text=text)


def _scalars(node: Node | None, name: str) -> Iterator[tuple[str, Scalar]]:
    """Every value below a field with the name of its own, of which nothing is told that may be private; names of fields that are values too."""
    if isinstance(node, Scalar):
        yield name, node
    elif isinstance(node, Seq):
        for number, item in enumerate(node.items, start=1):
            yield from _scalars(item, f"{name}, item {number}".lstrip(", "))
    elif isinstance(node, Map):
        for key, place in node.keys.items():
            called = key if _FIELD.fullmatch(key) else "name" if "name" in key.casefold() else "…"
            below = f"{name}, {called}".lstrip(", ")
            if called == "…" and _is_value(key):
                yield below, replace(place, text=key)
            yield from _scalars(node.values.get(key), below)


def _is_value(key: str) -> bool:
    """Whether the name of a field is written as a value is: an address, a number, two words with capitals."""
    return _AS_VALUE.search(key) is not None or sum(word[:1].isupper() for word in key.split()) > 1


def check_private(private: Private, dossier: Dossier) -> Iterator[Problem]:
    """Files about no record; pseudonyms whose record tells the name that it hides."""
    for key in private.files:
        if key not in dossier.entries and not dossier.is_lost(key):
            said = "there is no record of this name in data/; its values are searched for all the same"
            yield Problem(f"{PRIVATE}/{key}.yml", 1, 1, "", said, "note")
    for secret in private.secrets:
        entry = dossier.entries.get(secret.key)
        if not secret.is_name or entry is None or not isinstance(entry.record, Person) or not entry.record.pseudonym:
            continue
        for ident in (entry.id, *entry.record.redirect_from):
            if _resemble(re.findall(r"[a-z]+", ident), secret.value):
                field_name = "id" if ident == entry.id else "redirect_from"
                said = f"resembles a real name in the private overlay (line {secret.line} there); an id is public: give the record another"
                yield Problem(entry.path, entry.node.line, entry.node.column, field_name, said)
                break
        if words(secret.value) in {words(form) for form in every_form(entry)}:
            said = f"the record of a pseudonym gives a real name that is in the private overlay (line {secret.line} there); take it out"
            yield Problem(entry.path, entry.node.line, entry.node.column, "", said)


def covered(private: Private, dossier: Dossier) -> Iterator[str]:
    """Lines for editors: each record of the overlay with its number of values, those not in data/, pseudonyms without a file."""
    for key in private.files:
        count = sum(1 for secret in private.secrets if secret.key == key)
        there = "" if key in dossier.entries else "; there is no such record in data/"
        yield f"{key}: {count} value{'' if count == 1 else 's'}{there}"
    for entry in dossier.of(Person.folder):
        if entry.record.pseudonym and entry.key not in private.files:
            yield f"{entry.key}: a pseudonym, and nothing private to look for"
    yield f"canaries: {sum(1 for secret in private.secrets if not secret.key)}"


def _resemble(parts: Iterable[str], name: str) -> bool:
    """Whether a part of an id is nearly a word of a name, as it is or in Latin letters; letters run together count too."""
    given = [word for text in (name, latinised(name)) for word in words(text).decode().split() if len(word) >= LEAST]
    own = [part for part in parts if len(part) >= LEAST]
    run = "".join(parts)
    return any(word in run or any(SequenceMatcher(None, word, part).ratio() >= 0.8 for part in own) for word in given)
