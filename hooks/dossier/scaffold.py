"""A kind of record and an id -> the file in which it is begun: what it needs stands there empty, what else it may have as comments."""

from __future__ import annotations

import os
from pathlib import Path

from .disk import put
from .dossier import Dossier
from .fields import hints
from .files import INTERNATIONAL, bad_country, lacking_country, no_project
from .ledgerfile import read_ledger
from .load import bad_id, load
from .model import RECORDS, Country, Letter, Record
from .problems import a, quoted
from .settings import Settings, read_settings

__all__ = ["begun", "text_of"]

_KINDS: tuple[type[Record], ...] = (*RECORDS, Country)
_NEEDED = "# What it needs. Behind each '#' stands what the field may hold; `dossier check` says what is still missing."
_MAY = "# What it may have: take away the '# ' before a field that you fill in, and the lines that you do not need."
_VERBATIM = "# Below the next line: the text word for word, mistakes included, without salutation and closing."
_PROSE = "# Below the next line: the text, in your own words."
_DATES = "# A date is 2017, 2017-01, 2017-01-20, 2018-11~ (about), 2018-11-10/2018-11-23 (on one day between) or ../2017-03-24 (by)."


def text_of(cls: type[Record]) -> str:
    """The file of a record of a kind that says nothing yet."""
    single = cls is Country
    fields = [hint for hint in hints(cls) if single or hint.name != "text"]
    lines = [_NEEDED, _DATES, *(f"{hint.name}:  # {hint.said}" for hint in fields if hint.needed)]
    lines += [_MAY, *(f"# {hint.name}:  # {hint.said}" for hint in fields if not hint.needed)]
    if single:
        return "\n".join(lines) + "\n"
    return "\n".join(["---", *lines, _VERBATIM if cls is Letter else _PROSE, "---", ""])


def begun(root: Path, noun: str, ident: str, country: str = "") -> str:
    """Writes the file of a new record, and gives its path below `root`.

    Raises ValueError, in an editor's words, where there cannot be such a record, or is one; a file that is there stays as it is.
    """
    cls = next(kind for kind in _KINDS if kind.noun == noun)
    settings, _ = read_settings(root)
    if cls is Country:
        if wrong := no_project(root):
            raise ValueError(wrong)
        if country:
            raise ValueError("a country needs no --country; its id is the name of its folder")
        if bad := bad_country(ident, settings):
            raise ValueError(bad)
        path = f"data/{ident}/country.yml"
    else:
        _check(root, cls, ident, country, settings)
        path = f"data/{country}/{cls.folder}/{ident}.md"
    return _written(root, path, text_of(cls))


def _check(root: Path, cls: type[Record], ident: str, country: str, settings: Settings) -> None:
    if not country:
        raise ValueError(f"--country lacks; write the country's folder in data/, or {INTERNATIONAL}")
    if wrong := lacking_country(root, country, settings):
        raise ValueError(wrong)
    if bad := bad_id(ident, cls.folder):
        raise ValueError(bad)
    if said := _taken(root, load(root / "data", settings).dossier, cls, ident, country):
        raise ValueError(said)


def _taken(root: Path, dossier: Dossier, cls: type[Record], ident: str, country: str) -> str:
    """Whether there is, or once was, such a record."""
    key = f"{country}/{cls.folder}/{ident}"
    if entry := dossier.entries.get(key):
        return f"there is already {a(cls.noun)} {quoted(ident)}, in {entry.path}, line {entry.node.line}"
    if new := dossier.former.get(key):
        return f"{quoted(ident)} is a former id of {dossier.entries[new].path}; choose another"
    address = f"{key.removeprefix(f'{INTERNATIONAL}/')}/"
    ledger, _ = read_ledger(root)
    if address in ledger.by_address or ledger.is_erased(address):
        return f"{quoted(ident)} was published once, and is gone; choose another"
    return ""


def _written(root: Path, path: str, text: str) -> str:
    if os.path.lexists(root / path):
        raise ValueError(f"{path} is there already, and stays as it is")
    try:
        put(root / path, text.encode())
    except OSError as error:
        raise ValueError(f"{path} cannot be written ({error.strerror})") from None
    return path
