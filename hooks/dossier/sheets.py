"""A CSV file as spreadsheets write it -> its columns and rows, in the places that a spreadsheet shows, or what prevents it."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field

from .cells import meant
from .problems import Problem, quoted
from .source import MAX_BYTES, forbidden

__all__ = ["Row", "Sheet", "read_sheet"]

_MOST = 8 * MAX_BYTES
_DELIMITERS = ",;\t"
_SEP = re.compile(r'"?sep=([,;\t])"?,*\r?\n', re.IGNORECASE)
"""A first line that Excel writes and reads, and shows to nobody."""
_ERROR = re.compile(r"#(?:REF|NAME|VALUE|DIV/0|NUM|NULL|SPILL|CALC)[!?]|#N/A|Err:\d{3}|#{3,}")
"""What a spreadsheet writes where a formula failed, or a column was too narrow."""
_FORMS = (
    (b"PK\x03\x04", "a spreadsheet itself"),
    (b"\xd0\xcf\x11\xe0", "a spreadsheet itself"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_LONGEST = 131_072
"""So many characters a cell may have: as `csv` has it, if nobody else in the process told it otherwise."""
_TOO_LONG = f"a cell of this row has more than {_LONGEST:,} characters, or its quotation mark is not closed"
_QUOTED = 'a quotation mark of this row is not closed, or stands alone; within quotes each is written twice ("")'
_SAVE = "save it as CSV in UTF-8: in Excel “CSV UTF-8”, in LibreOffice “Text CSV” with the character set “Unicode (UTF-8)”"


class Row(Struct, frozen=True):
    """A row with its number in the spreadsheet, from 1, and its cells by the name of their column; empty ones lack."""

    number: int
    cells: dict[str, str]


class Sheet(Struct, frozen=True):
    """`columns` leads from a name to its number, from 1; `problems` have the row and the column of the spreadsheet as line and column."""

    path: str
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_sheet(file: Path) -> Sheet:
    """The table in a file after RFC 4180, in UTF-8 with or without BOM, with commas, semicolons or tabs between cells. Never raises."""
    sheet = Sheet(str(file))
    try:
        with file.open("rb") as opened:
            data = opened.read(_MOST + 1)
    except OSError as error:
        return _refused(sheet, f"cannot be read ({error.strerror})")
    if len(data) > _MOST:
        return _refused(sheet, f"is more than {_MOST:,} bytes long; import it in parts")
    form = next((said for begin, said in _FORMS if data.startswith(begin)), "UTF-16" if b"\0" in data[:2] else "")
    if form:
        return _refused(sheet, f"is {form}; {_SAVE}")
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _refused(sheet, f"is not UTF-8; {_SAVE}", *_place(data[: error.start].decode("utf-8")))
    _read(sheet, unicodedata.normalize("NFC", text))
    return sheet


def _refused(sheet: Sheet, said: str, row: int = 1, column: int = 1) -> Sheet:
    sheet.problems.append(Problem(sheet.path, row, column, "", said))
    return sheet


def _lines(text: str, strict: bool = True) -> Iterator[list[str]]:
    """Every row of a text; raises csv.Error. What stands between cells is what divides the first row into most of them."""
    said = _SEP.match(text)
    if said:
        text = text[said.end() :]
    delimiter = said[1] if said else max(_DELIMITERS, key=lambda sign: len(next(csv.reader(io.StringIO(text, newline=""), delimiter=sign), [])))
    for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict):
        if max(map(len, cells), default=0) > _LONGEST:
            raise csv.Error("field larger than a cell may be")
        yield cells


def _place(text: str) -> tuple[int, int]:
    """The row and the column in which the sign after a text stands."""
    found: list[int] = []
    try:
        found += (len(cells) for cells in _lines(f"{text}x", strict=False))
    except csv.Error:
        return len(found) + 1, 1
    return len(found), found[-1]


def _read(sheet: Sheet, text: str) -> None:
    number = 0
    try:
        for number, cells in enumerate(_lines(text), start=1):
            if number == 1:
                _head(sheet, cells)
            elif any(cell.strip() for cell in cells):
                sheet.rows.append(_row(sheet, number, cells))
    except csv.Error as error:
        _refused(sheet, _TOO_LONG if "field larger" in str(error) else _QUOTED, number + 1)
    if not sheet.columns and not sheet.problems:
        _refused(sheet, "has no columns; the first row names the fields")


def _head(sheet: Sheet, cells: list[str]) -> None:
    for column, cell in enumerate(cells, start=1):
        name = cell.strip()
        if not name:
            continue
        sheet.problems.extend(Problem(sheet.path, 1, column, "", bad.text) for bad in forbidden(name, sheet.path))
        if name in sheet.columns:
            _refused(sheet, f"there are two columns {quoted(name)}; the first is column {sheet.columns[name]}", 1, column)
        else:
            sheet.columns[name] = column


def _row(sheet: Sheet, number: int, cells: list[str]) -> Row:
    names = {column: name for name, column in sheet.columns.items()}
    found: dict[str, str] = {}
    for column, cell in enumerate(cells, start=1):
        text = meant(cell.replace("\r\n", "\n").replace("\r", "\n")).replace("\t", " ").strip()
        if not text:
            continue
        name = names.get(column, "")
        if not name:
            _refused(sheet, "a cell stands here, and its column has no name of its own in the first row", number, column)
            continue
        if _ERROR.fullmatch(text):
            sheet.problems.append(Problem(sheet.path, number, column, name, f"{quoted(text)} is what a spreadsheet shows instead of a value"))
        elif bad := next(forbidden(text, sheet.path), None):
            sheet.problems.append(Problem(sheet.path, number, column, name, bad.text))
            text = "".join(sign for sign in text if not any(forbidden(sign, "")))
        found[name] = text
    return Row(number, found)
