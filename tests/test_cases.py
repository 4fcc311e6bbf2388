"""Every case file under tests/cases: what an editor wrote, and the problems that this gives, word for word.

`pytest tests/test_cases.py --update` writes what was found into the case files; then read each change as
if someone else had written it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from projects import BASE, CASES, Case, found, read_case, spoken, written

ALL = sorted(path for path in CASES.rglob("*.yml") if BASE not in path.parents)
FIELD = re.compile(r"^[\w, .-]+: ")
QUOTED = re.compile(r"'[^']*'")
PROGRAMMER = re.compile(
    r"\b(None|str|int|dict|tuple|type|null|exception|Traceback|valid\w*|input|mapping|scalar|parse\w*|class)\b|_type\b", re.IGNORECASE
)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.relative_to(CASES).with_suffix("").as_posix())
def test_case_files_give_their_problems(path: Path, tmp_path: Path, update: bool) -> None:
    case = read_case(path)
    written(case, tmp_path)
    said = spoken(found(tmp_path, case.instant))
    if update and said != case.problems:
        _write(path, said)
    else:
        assert said == case.problems


def test_base_alone_has_no_problem(tmp_path: Path) -> None:
    written(Case(BASE), tmp_path)
    assert spoken(found(tmp_path)) == ""


def test_no_problem_speaks_as_a_programmer() -> None:
    found = {}
    for path in ALL:
        for line in read_case(path).problems.splitlines():
            text = QUOTED.sub("", FIELD.sub("", line.partition(": ")[2])).replace("organisation type", "")
            if PROGRAMMER.search(text):
                found[line] = path.name
    assert found == {}


def _write(path: Path, said: str) -> None:
    head = path.read_text("utf-8").partition("\nproblems:")[0]
    lines = "".join(f"  {line}\n" for line in said.splitlines())
    path.write_text(f"{head}\nproblems: |\n{lines}" if said else f"{head}\nproblems: ''\n", "utf-8")
