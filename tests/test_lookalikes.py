"""A word that is written in two alphabets without looking so is noted."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossier.project import checked
from helpers import project


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("Xарькова", "Latin"),  # a Latin X
        ("Khаrkоvа", "Cyrillic"),  # Cyrillic а, о, а
        ("Харькова", ""),
        ("Kharkova", ""),
        ("Xарькова и Khаrkоvа", "Latin Cyrillic"),
        ("КазМунайGas", ""),
        ("it-компания", ""),
        ("Рабочий день № 8a", ""),
    ],
)
def test_letters_that_only_look_like_others_are_noted(text: str, noted: str, tmp_path: Path) -> None:
    event = f"- {{id: 2017-x, title: A hearing, date: 2017, kind: arrest, sources: gazette, text: 'Said was: {text}.'}}"
    problems = checked(project(tmp_path, {"data/utopia/events/x.yml": event}), as_of="2026-11-24")[2]
    found = [problem for problem in problems if "look like them" in problem.text]
    assert {problem.level for problem in found} <= {"note"}
    assert sorted(word for problem in found for word in ("Latin", "Cyrillic") if f"with {word} letters" in problem.text) == sorted(noted.split())
