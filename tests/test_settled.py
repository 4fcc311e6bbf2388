"""Texts that were found right are not read again, and whatever changes elsewhere, the problems are those of a check from nothing."""

from __future__ import annotations

import os
import random
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dossier import checks
from dossier.checks import Context
from dossier.problems import Problem, refusals
from dossier.project import checked
from helpers import copied

Harm = Callable[[Path, random.Random], object]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented project; a page of one country speaks of a letter of another."""
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "cache"))
    root = copied(tmp_path / "project")
    event = event_of(root)
    event.write_text(event.read_text("utf-8") + "\n\nAs in [that letter](threadia/letters/2019-10-25-to-the-office#p1).\n", "utf-8")
    assert refusals(checked(root, as_of="2026-11-24")[2]) == []
    shutil.rmtree(tmp_path / "cache")
    return root


def event_of(root: Path) -> Path:
    return sorted((root / "data" / "examplia" / "events").glob("*.md"))[0]


def found(root: Path, monkeypatch: pytest.MonkeyPatch, as_of: str, cache: bool) -> list[Problem]:
    with monkeypatch.context() as patch:
        if not cache:
            patch.setenv("DOSSIER_CACHE", "")
        return checked(root, as_of=as_of)[2]


def text_of(root: Path, chance: random.Random) -> Path:
    return chance.choice(sorted((root / "data").glob("*/*/*.md")))


def says(root: Path, chance: random.Random, words: str) -> None:
    file = text_of(root, chance)
    file.write_text(file.read_text("utf-8") + f"\n\n{words}\n", "utf-8")


def removed(root: Path, chance: random.Random, names: str) -> None:
    if files := sorted((root / "data").glob(names)):
        chance.choice(files).unlink()


HARMS: tuple[Harm, ...] = (
    lambda root, chance: says(root, chance, f"More of it, {chance.randrange(100)}."),
    lambda root, chance: says(root, chance, "Write to anna.invented@nowhere.example."),
    lambda root, chance: says(root, chance, "As [they](nowhere/letters/2019-01-01-none) wrote."),
    lambda root, chance: says(root, chance, "<!-- a note -->"),
    lambda root, chance: says(root, chance, "In [that country](threadia)."),
    lambda root, chance: removed(root, chance, "threadia/letters/*.md"),
    lambda root, chance: removed(root, chance, "threadia/country.yml"),
    lambda root, chance: removed(root, chance, "allowed.yml"),
    lambda root, chance: removed(root, chance, "examplia/people/*.md"),
    lambda root, chance: removed(root, chance, "vocabulary/event-groups.yml"),
)


@pytest.mark.parametrize("seed", range(6))
def test_after_random_harm_a_warm_check_finds_what_a_cold_one_does(root: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance = random.Random(seed)
    whole = root.with_name("whole")
    shutil.copytree(root, whole)
    found(root, monkeypatch, "2026-11-24", cache=True)
    for _ in range(4):
        shutil.rmtree(root)
        shutil.copytree(whole, root)
        for harm in chance.sample(HARMS, chance.randrange(1, 3)):
            harm(root, chance)
        as_of = chance.choice(["2026-11-24", "2026-11-25", "2031-01-01"])
        assert found(root, monkeypatch, as_of, cache=True) == found(root, monkeypatch, as_of, cache=False)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The countries of the records whose texts were read."""
    countries: list[str] = []

    def noted(context: Context) -> Iterator[Problem]:
        countries.extend(entry.country for entry in context.unsettled(context.dossier.entries.values()))
        yield from ()

    monkeypatch.setattr(checks, "OF_COUNTRIES", (*checks.OF_COUNTRIES, noted))
    return countries


def test_only_the_countries_concerned_are_read_and_notes_stay(root: Path, monkeypatch: pytest.MonkeyPatch, read: list[str]) -> None:
    file = event_of(root)
    file.write_text(file.read_text("utf-8") + "\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "utf-8")
    first = found(root, monkeypatch, "2026-11-24", cache=True)
    assert {"examplia", "threadia"} <= set(read)
    assert [problem for problem in first if "a table" in problem.text]
    read.clear()
    for _ in range(2):  # what is not looked at is kept from one to the next
        assert found(root, monkeypatch, "2026-11-24", cache=True) == first
    assert {"examplia", "threadia"} & set(read) == set()
    file.write_text(file.read_text("utf-8") + "\n\nMore.\n", "utf-8")
    read.clear()
    found(root, monkeypatch, "2026-11-24", cache=True)
    assert {"examplia", "threadia"} <= set(read), "they speak of each other"


def test_a_memory_that_is_damaged_knows_nothing(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: list[str]) -> None:
    first = found(root, monkeypatch, "2026-11-24", cache=True)
    (tmp_path / "cache" / "countries").write_bytes(b"\0" * 40)
    read.clear()
    assert found(root, monkeypatch, "2026-11-24", cache=True) == first
    assert "examplia" in read


def test_two_processes_find_in_texts_what_one_finds(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(1)
    for harm in HARMS[1:5]:
        harm(root, chance)
    alone = found(root, monkeypatch, "2026-11-24", cache=False)
    asked: list[int] = []

    def two(count: int, _least: int) -> int:
        asked.append(count)
        return 2

    monkeypatch.setattr(checks, "processes", two)
    assert found(root, monkeypatch, "2026-11-24", cache=False) == alone
    assert asked
    assert asked[0] > 0
    said = " ".join(str(problem) for problem in alone)
    assert all(words in said for words in ("e-mail address", "finds no record", "HTML comment"))


def test_a_process_that_is_killed_hides_no_problem(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    HARMS[1](root, random.Random(1))
    alone, here, values = found(root, monkeypatch, "2026-11-24", cache=False), os.getpid(), checks.personal.values

    def killed(context: Context) -> Iterator[Problem]:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return values(context)

    monkeypatch.setattr(checks, "processes", lambda *_: 2)
    monkeypatch.setattr(checks, "_ELSEWHERE", (killed,))
    assert found(root, monkeypatch, "2026-11-24", cache=False) == alone
    assert any("e-mail address" in problem.text for problem in alone)
