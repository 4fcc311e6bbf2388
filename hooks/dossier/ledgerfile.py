"""data/permalinks.csv <-> the ledger: a line for each address, sorted, so that branches merge. Written by `dossier seal`, never by hand."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, fields, replace
from datetime import date
from functools import cache
from pathlib import Path

from .ledger import LEDGER, STATES, Ledger, Row, erased
from .problems import Level, Problem, quoted

__all__ = ["as_csv", "last_sealed", "read_ledger", "write_ledger"]

COLUMNS = tuple(column.name for column in fields(Row))[:-1]

_SEGMENT = r"(?!\.{1,2}(?:/|$))[A-Za-z0-9_.-]+"
_ADDRESS = re.compile(rf"(?:{_SEGMENT}/)*(?:{_SEGMENT}\.[A-Za-z]{{3,4}}|#p[1-9]\d{{0,3}}[a-z]?)?|erased:[0-9a-f]{{64}}", re.ASCII)
_FINGERPRINT = re.compile(r"(?:[0-9a-f]{64})?")
_CODE = re.compile(r"(?:[a-z]+-[a-z][1-9]\d*)?")
_SEALED = re.compile(rb",(\d{4}-\d\d-\d\d),")


def read_ledger(root: Path) -> tuple[Ledger, list[Problem]]:
    """The ledger of a project, with what is wrong in it. The order of lines does not matter; lines of two branches are put together."""
    file = root / LEDGER
    if not file.exists() and not file.is_symlink():
        return Ledger(), []
    if file.exists() and not file.is_file():  # a pipe, of which nobody may read the end
        return Ledger(there=True), [_problem(1, "is no file; take it from the last commit")]
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return Ledger(there=True), [_problem(1, "cannot be read as text (UTF-8); take it from the last commit")]
    problems: list[Problem] = []
    rows: dict[str, Row] = {}
    lines = csv.reader(io.StringIO(text), strict=True)
    read = 0
    try:
        for number, values in enumerate(lines, start=1):
            read = lines.line_num
            if number == 1 and tuple(values) != COLUMNS:
                return Ledger(there=True), [_problem(1, f"does not begin with the line '{','.join(COLUMNS)}'; take it from the last commit")]
            if number > 1 and values:
                row = _row(values, lines.line_num, problems)
                if row is not None:
                    rows[row.address] = _together(rows.get(row.address, row), row, problems)
    except csv.Error as error:
        why = "a quotation mark is opened and not closed" if "end of data" in str(error) else error
        problems.append(_problem(read + 1, f"is not a line of a table ({why}); take it from the last commit"))
    if not rows and not problems:
        problems.append(_problem(1, "is empty; take it from the last commit"))
    return Ledger(tuple(_one_code_each(_without_erased(rows, problems), problems)), True), problems


def last_sealed(root: Path) -> date | None:
    """The latest day on which something was sealed in a project; nothing where the file does not tell, whatever is wrong in it."""
    try:
        if not (root / LEDGER).is_file():
            return None
        return date.fromisoformat(max(_SEALED.findall((root / LEDGER).read_bytes())).decode())
    except (OSError, ValueError):
        return None


def _together(first: Row, other: Row, problems: list[Problem]) -> Row:
    """One row of two that two branches sealed: the earlier day, the code of that day, the text with more corrections, the state further on."""
    if first == other:
        return first
    newer = max(first, other, key=lambda row: (row.corrections, STATES.index(row.state)))
    if first.corrections == other.corrections and first.fingerprint != other.fingerprint and first.fingerprint and other.fingerprint:
        said = f"{quoted(first.address)} is in line {first.line} too, with another text; keep the line of the text that was deployed"
        problems.append(_problem(other.line, said))
    codes = [row.code for row in sorted((first, other), key=lambda row: (row.first_published, len(row.code), row.code)) if row.code]
    if len(set(codes)) > 1:
        said = f"{quoted(first.address)} is in line {first.line} too, with another code; {quoted(codes[0])} stays, and /r/{codes[1]}/ would be gone"
        problems.append(_problem(other.line, said, "note"))
    state = max(first.state, other.state, key=STATES.index)
    day = min(first.first_published, other.first_published)
    return replace(newer, first_published=day, code=codes[0] if codes else "", state=state, line=first.line)


def _without_erased(rows: Mapping[str, Row], problems: list[Problem]) -> Iterator[Row]:
    """What one branch erased stands in no row that another one kept, nor does what belongs to it."""
    is_gone = cache(lambda where: erased(where) in rows)
    any_is = any(row.state == "erased" for row in rows.values())
    for row in rows.values():
        if any_is and any(map(is_gone, row.homes)):
            problems.append(_problem(row.line, "belongs to what was erased; run dossier seal, which takes it out", "note"))
        else:
            yield row


def _one_code_each(rows: Iterable[Row], problems: list[Problem]) -> Iterator[Row]:
    """Each code for one record: for that which is live, else for that which was sealed first; the other gets the next free one."""
    found = list(rows)
    owner: dict[str, Row] = {}
    for row in sorted((row for row in found if row.code), key=lambda row: (row.state != "live", row.first_published, row.line)):
        owner.setdefault(row.code, row)
    for row in found:
        if row.code and owner[row.code] is not row:
            said = f"the code {quoted(row.code)} stays with line {owner[row.code].line}; run dossier seal, which gives this one another"
            problems.append(_problem(row.line, said, "note"))
            yield replace(row, code="")
        else:
            yield row


def _row(values: list[str], line: int, problems: list[Problem]) -> Row | None:
    if len(values) != len(COLUMNS):
        problems.append(_problem(line, f"has {len(values)} columns, not {len(COLUMNS)} (a merge left half done?)"))
        return None
    address, what, of, fingerprint, corrections, first_published, code, state = values
    wrong = [
        name
        for name, right in (
            ("address", _ADDRESS.fullmatch(address)), ("what", re.fullmatch(r"[a-z ]*", what)), ("of", _ADDRESS.fullmatch(of)),
            ("fingerprint", _FINGERPRINT.fullmatch(fingerprint)), ("corrections", re.fullmatch(r"\d{0,4}", corrections, re.ASCII)),
            ("first_published", _is_day(first_published)), ("code", _CODE.fullmatch(code)),
            ("state", state in STATES and (state == "erased") == address.startswith("erased:")),
        )
        if not right
    ]  # fmt: skip
    if wrong:
        problems.append(_problem(line, f"{', '.join(wrong)}: not as dossier seal writes it; take the line from the last commit"))
        return None
    return Row(address, what, of, fingerprint, int(corrections or 0), first_published, code, state, line)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _problem(line: int, text: str, level: Level = "error") -> Problem:
    return Problem(LEDGER, line, 1, "", text, level)


def write_ledger(root: Path, rows: Iterable[Row]) -> None:
    """Writes the ledger in one step; raises OSError."""
    file = root / LEDGER
    staged = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        staged.write_bytes(as_csv(rows))
        staged.replace(file)
    finally:
        staged.unlink(missing_ok=True)


def as_csv(rows: Iterable[Row]) -> bytes:
    """The file: UTF-8, line feeds, sorted by address and number of the paragraph."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(row) for row in sorted(rows, key=lambda row: row.order))
    return out.getvalue().encode()


def _cells(row: Row) -> Iterator[str]:
    yield from (str(value) if value else "" for value in astuple(row)[:-1])
