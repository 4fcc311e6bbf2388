"""Words that may be a case of a withheld family name are noted, without being said; those of public names are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossier.project import checked
from helpers import built, project

SECRET = """
    - id: vera-otozvanova
      name: Vera Otozvanova
      sort_name: Otozvanova, Vera
      names: {ru: Вера Павловна Отозванова}
      category: unionist
      basis: public-record
      withdrawn: {date: 2018-06-01}
      sources: gazette
    """


def event(text: str) -> str:
    return f"- {{id: 2017-x, title: A hearing, date: 2017, kind: arrest, sources: gazette, text: '{text}'}}"


def notes(root: Path) -> list[tuple[str, int]]:
    problems = checked(root, as_of="2026-11-24")[2]
    assert not any(part in str(problem) for problem in problems for part in ("тозван", "tozvan"))
    return [(problem.path, problem.line) for problem in problems if "may be a case of a withheld name" in problem.text]


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("О деле Отозвановой.", True),
        ("О деле ОТОЗВАНОВОЙ.", True),
        ("С Отозвановою говорили.", True),
        ("Przeciw Otozvanovej.", True),
        ("Дело было отозвано.", False),
        ("Дело Отозвановскогородовой.", False),
        ("Отозванова и Вера Иванова.", False),  # withheld as it is
        ("О деле Веры Ивановой.", False),
    ],
)
def test_a_case_of_a_withheld_family_name_is_noted(text: str, noted: bool, tmp_path: Path) -> None:
    root = project(tmp_path, {"data/utopia/people/secret.yml": SECRET, "data/utopia/events/x.yml": event(text)})
    assert notes(root) == ([("data/utopia/events/x.yml", 1)] if noted else [])


def test_what_a_public_name_may_be_is_not_noted(tmp_path: Path) -> None:
    other = SECRET.replace("vera", "ann").replace("Vera", "Ann").replace("Вера", "Анна").replace("      withdrawn: {date: 2018-06-01}\n", "")
    other = other.replace("Otozvanova", "Otozvanov").replace("Отозванова", "Отозванов").replace("otozvanova", "otozvanov")
    files = {"data/utopia/people/secret.yml": SECRET + other.lstrip("\n"), "data/utopia/events/x.yml": event("С Отозвановым говорили.")}
    assert notes(project(tmp_path, files)) == []


def test_an_editor_who_looked_can_say_so(tmp_path: Path) -> None:
    files = {"data/utopia/people/secret.yml": SECRET, "data/utopia/events/x.yml": event("О деле Отозвановой.")}
    allowed = "- {value: Отозвановой, reason: another person, in the source}"
    assert notes(project(tmp_path / "one", {**files, "data/allowed.yml": allowed})) == []
    listed = SECRET.replace("      category", "      other_names: [Отозвановой]\n      category")
    assert notes(project(tmp_path / "two", {**files, "data/utopia/people/secret.yml": listed})) == []


def test_a_public_name_is_nobodys_secret(tmp_path: Path) -> None:
    shown = SECRET.replace("      withdrawn: {date: 2018-06-01}\n", "")
    root = project(tmp_path, {"data/utopia/people/secret.yml": shown, "data/utopia/events/x.yml": event("О деле Отозвановой.")})
    assert not any("withheld name" in problem.text for problem in checked(root, as_of="2026-11-24")[2])


def test_a_case_is_noted_in_a_script_without_capitals(tmp_path: Path) -> None:
    secret = SECRET.replace("Otozvanova, Vera", "ოთოზვანოვა, ვერა")
    files = {"data/utopia/people/secret.yml": secret, "data/utopia/events/x.yml": event("აქ ოთოზვანოვას დაკავება.")}
    assert notes(project(tmp_path, files)) == [("data/utopia/events/x.yml", 1)]


@pytest.mark.parametrize("name", ["Вера Павловна Отозванова", "Отозванова Вера Павловна"])
def test_the_family_name_alone_is_withheld_in_every_script_of_the_record(name: str, tmp_path: Path) -> None:
    secret = SECRET.replace("Вера Павловна Отозванова", name)
    files = {"data/utopia/people/secret.yml": secret, "data/utopia/events/x.yml": event("Отозванова и Вера Иванова говорили.")}
    page = built(project(tmp_path, files))["utopia/events/2017-x/index.html"].decode()
    assert "[name withheld] и Вера Иванова говорили" in page
