"""A table of records and a project -> what stands in its case files then, checked as a whole, or every problem by row and column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from .adding import Names, there_already
from .cellfields import Columns, columns_of, record_of, row_problems
from .dates import PartialDate, parse_date
from .disk import put
from .dossier import Dossier
from .files import INTERNATIONAL, lacking_country, no_project
from .ledgerfile import read_ledger
from .listing import Item, appended
from .load import load
from .model import KINDS, RECORDS, Event, Letter
from .problems import Problem
from .project import checked
from .settings import read_settings
from .sheets import Row, Sheet, read_sheet
from .source import MAX_BYTES
from .values import LISTS

__all__ = ["IMPORTED", "Addition", "Import", "read_import", "write_import"]

_WRITABLE = 0o222
"""The mode of a file that anybody may write; a file is put in the place of another, which asks only for the folder."""
IMPORTED = tuple(kind.folder for kind in RECORDS if kind is not Letter)
"""The folders whose records a row can hold: not letters, which are texts."""


class New(Struct, frozen=True):
    """A record that is to be added, and the row it comes from; `date` is None where there is none, or none that can be read."""

    row: Row
    record: dict[str, Any]
    date: PartialDate | None = None


class Addition(Struct, frozen=True):
    """A case file with what is added to it; `before` is empty where there is no file yet."""

    path: str
    before: bytes
    after: bytes
    items: list[Item]
    new: list[New]

    @property
    def starts(self) -> list[int]:
        """The line in which each added record begins."""
        end = len(self.after.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        starts = [end - sum(len(item.fields) for item in self.items)]
        for item in self.items[:-1]:
            starts.append(starts[-1] + len(item.fields))
        return starts


class Import(Struct):
    """What a table would add; nothing may be written while one of the `problems` refuses it.

    `there` says in words what is there already; `left_out` are columns that follow from others.
    """

    additions: list[Addition] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    left_out: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def read_import(root: Path, file: Path, folder: str, country: str, as_of: str = "") -> Import:
    """What the table in `file` adds to the records of a folder of a country, with every problem of it and of the project then, sorted."""
    sheet, (settings, _) = read_sheet(file), read_settings(root)
    if wrong := lacking_country(root, country, settings):
        return Import(problems=[Problem("--root" if no_project(root) else "--country", 1, 1, "", wrong), *sheet.problems])
    cls, dossier = KINDS[folder], load(root / "data", settings).dossier
    columns = columns_of(cls, sheet, settings.default_language)
    found = Import(left_out=columns.left_out, problems=[*sheet.problems, *columns.problems])
    if not columns.paths:
        found.problems = sorted(problem for problem in found.problems if problem.line == 1 or not sheet.columns)
        return found
    new = list(_new(found, sheet, columns, dossier, Names(dossier, read_ledger(root)[0], country, folder), country))
    found.additions = list(_additions(root, found, new, country, folder))
    if found.additions:
        told = checked(root, as_of=as_of, instead={addition.path: addition.after for addition in found.additions})[2]
        found.problems += _at_their_rows(told, found, sheet, columns)
    found.problems = sorted(set(found.problems))
    return found


def _new(found: Import, sheet: Sheet, columns: Columns, dossier: Dossier, names: Names, country: str) -> Iterator[New]:
    """The records that are not there yet, with their ids."""
    records = [(row, record_of(row, columns, dossier.settings.default_language)) for row in sheet.rows]
    taken: dict[str, int] = {}
    for row, record in records:
        found.problems += row_problems(row, sheet, columns, country, country == INTERNATIONAL)
        if ident := names.given(record):
            record["id"] = ident
            if (first := taken.setdefault(ident, row.number)) != row.number:
                said = f"stands in row {first} already"
                found.problems.append(Problem(sheet.path, row.number, sheet.columns["id"], "id", said))
    names.taken |= taken.keys()
    same: dict[tuple[object, ...], int] = {}
    for row, record in records:
        if taken.get(record.get("id", ""), row.number) != row.number:
            continue
        if "id" not in record and (first := same.setdefault(tuple(map(repr, record.items())), row.number)) != row.number:
            found.problems.append(Problem(sheet.path, row.number, 1, "", f"says the same as row {first}; leave one of them out"))
            continue
        known = there_already(names, record)
        if known is not None and known.sure:
            found.there.append(f"row {row.number}: {known.say()}")
            continue
        if known is not None:
            right = "if this is another, give it an id of its own in a column 'id'; if it is the same, take the row out"
            found.problems.append(Problem(sheet.path, row.number, 1, "", f"{known.say()}; {right}"))
        day = _date(record.get("date"))
        if "id" not in record:
            ident, wrong = names.made(record, day, row.number)
            if wrong and "id" in sheet.columns:
                found.problems.append(Problem(sheet.path, row.number, sheet.columns["id"], "id", wrong))
            record = {"id": ident, **record}
        yield New(row, record, day)


def _date(text: object) -> PartialDate | None:
    try:
        return parse_date(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _additions(root: Path, found: Import, new: list[New], country: str, folder: str) -> Iterator[Addition]:
    """Each file with its new records: events by the year of their latest possible day, in order of these; all else in one list."""
    by_path: dict[str, list[New]] = {}
    for one in sorted(new, key=lambda one: one.date.order if folder == Event.folder and one.date else ()):
        year = f"/{one.date.latest.year:04}" if one.date else "/undated"  # the check refuses an event without a date
        by_path.setdefault(f"data/{country}/{folder}{year if folder == Event.folder else ''}.yml", []).append(one)
    for path, ones in sorted(by_path.items()):
        schema = f".schemas/{folder}.list.json"
        first = f"# yaml-language-server: $schema={'../' * path.count('/')}{schema}\n" if (root / schema).is_file() else ""
        file = root / path
        if file.is_symlink() or (file.exists() and not file.is_file()):  # a pipe, of which nobody may read the end, among them
            found.problems.append(Problem(path, 1, 1, "", "is a link or no ordinary file; put the file itself here"))
            continue
        try:
            before = file.read_bytes() if file.exists() else b""
            after, items = appended(before, path, [one.record for one in ones], first)
        except (OSError, ValueError) as error:
            found.problems.append(Problem(path, 1, 1, "", f"cannot be read ({error.strerror})" if isinstance(error, OSError) else str(error)))
            continue
        if len(after) > MAX_BYTES:
            said = f"would be {len(after):,} bytes long then; a case file has at most {MAX_BYTES:,}. Give it another name, and import again"
            found.problems.append(Problem(path, 1, 1, "", said))
        yield Addition(path, before, after, items, ones)


def _at_their_rows(told: list[Problem], found: Import, sheet: Sheet, columns: Columns) -> Iterator[Problem]:
    """Problems at the rows of the table, and those of what was there before at their own places; of notes, only those of rows."""
    said = {(problem.line, problem.column) for problem in sheet.problems}
    additions = {addition.path: (addition, addition.starts) for addition in found.additions}
    for problem in told:
        addition, starts = additions.get(problem.path, (None, []))
        if addition is None or problem.line < starts[0]:
            if problem.level == "error":
                yield problem
            continue
        place = bisect_right(starts, problem.line) - 1
        fields = addition.items[place].fields
        words = problem.field.split(", ") if problem.field else []
        if words[:1] and words[0] in columns.lacking and problem.text == "is missing":
            continue  # in every row, which is said once
        inside = fields[min(problem.line - starts[place], len(fields) - 1)]
        column = sheet.columns.get(columns.column_of(words, inside), 1)
        row = addition.new[place].row.number
        if (row, column) not in said:
            yield replace(problem, path=sheet.path, line=row, column=column, text=_for_cells(problem.text))


def _for_cells(said: str) -> str:
    """What would be right in a cell, where a problem says how YAML writes a list."""
    for right in LISTS:
        said = said.replace(right, "write several with ';' between them")
    return said


def write_import(root: Path, additions: list[Addition]) -> None:
    """Writes every file, or none: raises OSError when one cannot be written, ValueError when one is read-only or was changed meanwhile."""
    for addition in additions:
        file = root / addition.path
        if (file.read_bytes() if file.exists() else b"") != addition.before:
            raise ValueError(f"{addition.path} was changed meanwhile; import again")
        if addition.before and not file.stat().st_mode & _WRITABLE:
            raise ValueError(f"{addition.path} is read-only; somebody wanted it to stay as it is")
    done: list[Addition] = []
    try:
        for addition in additions:
            done.append(addition)
            put(root / addition.path, addition.after)
    except OSError:
        for addition in done[:-1]:
            if addition.before:
                put(root / addition.path, addition.before)
            else:
                (root / addition.path).unlink(missing_ok=True)
        raise
