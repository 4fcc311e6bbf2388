"""A server that reads case files again finds what a build from nothing finds, and leaves the site of before as it was."""

from __future__ import annotations

import gc
import os
import shutil
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest
from dossier import again
from dossier.again import Known
from dossier.load import Result, load
from dossier.serving import Shelf
from dossier.settings import Settings
from dossier.source import MAX_BYTES, read
from helpers import ROOT

SETTINGS = Settings()


def told(result: Result) -> dict[str, object]:
    """Everything that loading gave, with where each reference leads."""
    entries = {
        key: (
            entry.record.model_dump(), entry.path, entry.body, entry.body_line, entry.by_line,
            [(loc, ref.text, ref.key) for loc, ref, _ in entry.references],
            [(t.language, t.path, dict(t.fields), t.translated_by, t.body, t.body_line) for t in entry.translations],
            (entry.node.line, entry.node.column),
        )
        for key, entry in result.dossier.entries.items()
    }  # fmt: skip
    return {
        "entries": entries, "order": list(result.dossier.entries), "problems": result.problems, "former": result.dossier.former,
        "broken": result.dossier.broken, "files": sorted(result.dossier.files),
    }  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "tests" / "invented" / "data", tmp_path / "data"))


def reworded(path: Path, random: Random) -> None:
    lines = path.read_text("utf-8").split("\n")
    place = random.randrange(len(lines))
    lines[place] = lines[place].replace("a", "o", 1)
    path.write_text("\n".join(lines), "utf-8")


def cut(path: Path, random: Random) -> None:
    text = path.read_text("utf-8")
    path.write_text(text[: random.randrange(len(text) + 1)], "utf-8")


def taken(path: Path, _: Random) -> None:
    path.unlink()


def named_otherwise(path: Path, _: Random) -> None:
    path.rename(path.with_name(f"{path.stem}-x{path.suffix}"))


EDITS: tuple[Callable[[Path, Random], None], ...] = (reworded, reworded, reworded, cut, taken, named_otherwise)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_read_again_is_what_is_read_from_nothing(data: Path, seed: int) -> None:
    random, known = Random(seed), Known()
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    assert told(load(data, SETTINGS, known)) == told(load(data, SETTINGS))
    for _ in range(12):
        if random.random() < 0.3:  # it is mended
            shutil.rmtree(data)
            for path, content in before.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        else:
            path = random.choice(sorted(path for path in data.rglob("*") if path.suffix in (".md", ".yml") and path.stat().st_size))
            random.choice(EDITS)(path, random)
        assert told(load(data, SETTINGS, known)) == told(load(data, SETTINGS))


def test_a_refused_edit_leaves_what_is_shown_as_it_was(data: Path) -> None:
    known = Known()
    shown = load(data, SETTINGS, known)
    before = told(shown)
    letter = next(iter(sorted((data / "examplia" / "letters").glob("*to-the-commission.md"))))
    letter.rename(letter.with_name("2021-03-10-renamed.md"))
    assert load(data, SETTINGS, known).problems != before["problems"]
    assert told(shown) == before


def test_only_what_has_changed_is_read(data: Path) -> None:
    known = Known()
    load(data, SETTINGS, known)
    path = next(iter(sorted((data / "examplia" / "letters").glob("*.md"))))
    path.write_text(path.read_text("utf-8") + "\nMore.\n", "utf-8")
    first = load(data, SETTINGS, known)
    assert known.read_now == {f"data/examplia/letters/{path.name}"}
    assert load(data, SETTINGS, known).dossier.entries.keys() == first.dossier.entries.keys()
    assert known.read_now == set()


def test_in_another_language_all_is_read_anew(data: Path) -> None:
    """Words without a language are in that of mkdocs.yml, which a server may read again, too."""
    known, other = Known(), Settings(default_language="ru", languages=("ru", "en"))
    before = told(load(data, SETTINGS, known))
    assert told(load(data, other, known)) == told(load(data, other)) != before


def test_a_site_that_is_shown_no_more_is_given_up(tmp_path: Path) -> None:
    class Made:
        itself: object = None

    old, new = Made(), Made()
    old.itself = old
    gc.freeze()  # as all is that was there when case files were read
    gone, shelf = weakref.ref(old), Shelf()
    shelf.show(cast(Any, old), tmp_path)
    shelf.show(cast(Any, new), tmp_path)
    del old
    shelf._tidied(2)
    assert gone() is None


@pytest.fixture
def read_now(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of files whose content was asked for."""
    found: list[str] = []

    def counted(file: Path, path: str, parse: Any) -> Any:
        found.append(path)
        return read(file, path, parse)

    monkeypatch.setattr(again, "read", counted)
    return found


def test_files_that_stood_long_are_not_opened_again(data: Path, read_now: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    known = Known()
    load(data, SETTINGS, known)
    written, now = set(read_now), again.time_ns()
    read_now.clear()
    load(data, SETTINGS, known)
    assert set(read_now) == written, "they were written a moment ago: that could go on without a trace"
    monkeypatch.setattr(again, "time_ns", lambda: now + 10_000_000_000)
    load(data, SETTINGS, known)
    read_now.clear()
    assert told(load(data, SETTINGS, known)) == told(load(data, SETTINGS))
    assert read_now == []


def test_a_file_is_read_again_though_its_size_and_time_are_those_of_before(data: Path, read_now: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    known, now = Known(), again.time_ns()
    monkeypatch.setattr(again, "time_ns", lambda: now + 10_000_000_000)
    load(data, SETTINGS, known)
    path = min(data.rglob("events/*.yml"))
    stood = path.stat()
    time.sleep(0.05)
    path.write_bytes(path.read_bytes().replace(b"a", b"o"))
    os.utime(path, ns=(stood.st_atime_ns, stood.st_mtime_ns))
    read_now.clear()
    assert told(load(data, SETTINGS, known)) == told(load(data, SETTINGS))
    assert read_now == [f"data/{path.relative_to(data).as_posix()}"]


def test_a_file_that_grew_too_large_is_said_to_be_at_each_save(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known, now = Known(), again.time_ns()
    monkeypatch.setattr(again, "time_ns", lambda: now + 10_000_000_000)
    load(data, SETTINGS, known)
    path = min(data.rglob("events/*.yml"))
    path.write_bytes(path.read_bytes() + b"#" * MAX_BYTES)
    expected = told(load(data, SETTINGS))
    assert [told(load(data, SETTINGS, known)) == expected for _ in range(3)] == [True] * 3
