"""The cache of drawn pictures: never a wrong one, whatever is in its folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from dossier import cache
from dossier.cache import _MAKERS, Store
from test_imports import PACKAGE, imports


def files(store: Store) -> list[Path]:
    assert store.folder is not None
    return [path for path in store.folder.rglob("*") if path.is_file()]


def test_a_thing_is_made_once(tmp_path: Path) -> None:
    made: list[str] = []
    store = Store(tmp_path)
    for _ in range(2):
        assert store.kept("one", lambda: made.append("x") or b"content") == b"content"
    assert made == ["x"]
    assert store.kept("two", lambda: b"other") == b"other"


def test_what_is_drawn_depends_on_all_the_code_that_draws_it() -> None:
    found, left = set[str](), ["cards.py", "paint.py"]
    while left:
        found.add(file := left.pop())
        used = {name.removeprefix("dossier.") for name in imports(PACKAGE / file) if name.startswith("dossier.")}
        left += {f"{name}.py" for name in used} - found
    assert set(_MAKERS) == found


@pytest.mark.parametrize("change", [b"", b"short", b"x" * 40, None], ids=["empty", "short", "foreign", "cut"])
def test_what_is_not_whole_is_made_again(tmp_path: Path, change: bytes | None) -> None:
    store = Store(tmp_path)
    store.kept("one", lambda: b"content")
    [path] = files(store)
    path.write_bytes(path.read_bytes()[:-1] if change is None else change)
    assert store.kept("one", lambda: b"content") == b"content"
    assert store.kept("one", lambda: b"never asked") == b"content"


def test_of_what_is_large_the_latest_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.cache._MOST", 100)
    store = Store(tmp_path)
    for key in ("one", "two", "three"):
        assert store.latest("large", key, key.encode) == key.encode()
        for number, path in enumerate(sorted(files(store), key=lambda path: path.stat().st_mtime)):
            os.utime(path, (number, number))
    assert store.latest("large", "three", lambda: b"never asked") == b"three"
    assert len(files(store)) == 2
    assert store.latest("large", "one", lambda: b"made again") == b"made again"
    (tmp_path / "blocked").write_text("not a folder", "utf-8")
    assert Store(tmp_path / "blocked").latest("large", "one", lambda: b"content") == b"content"


def test_of_what_is_large_only_what_is_named_stays(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for key in ("one", "two", "three"):
        store.latest("large", key, key.encode)
    store.only("large", "two")
    assert len(files(store)) == 1
    assert store.latest("large", "two", lambda: b"never asked") == b"two"
    store.only("large")
    assert files(store) == []
    for nothing in (store, Store(), Store(tmp_path / "nowhere")):
        nothing.only("large")
        nothing.drop("words")


def test_a_drawn_thing_that_nobody_has_asked_for_in_a_long_time_goes(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.kept("one", lambda: b"content")
    [used] = files(store)
    half, unused = used.with_name(f"{used.name}.999999999"), used.with_name("0" * 64)
    for path in (used, half, unused):
        path.write_bytes(used.read_bytes())
        os.utime(path, (0, 0))
    new = unused.with_name("1" * 64)
    new.write_bytes(b"new")
    cache._clear.cache_clear()  # as in a process of its own
    assert store.kept("one", lambda: b"never asked") == b"content"
    assert {path.name for path in files(store)} == {used.name, new.name}


def test_a_folder_that_cannot_be_written_to_changes_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", "utf-8")
    assert Store(blocked).kept("one", lambda: b"content") == b"content"
    assert blocked.read_text("utf-8") == "not a folder"


def test_a_project_keeps_its_cache_where_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOSSIER_CACHE", raising=False)
    assert Store.of(tmp_path).folder == tmp_path / ".cache" / "dossier"
    monkeypatch.setenv("DOSSIER_CACHE", "")
    assert Store.of(tmp_path).folder is None


def test_what_lies_in_the_place_of_something_else_is_not_used(tmp_path: Path) -> None:
    store = Store(tmp_path)
    names = ("portions/utopia.tables", "portions/utopia.entities", "prose")
    for name in names:
        store.put_by(name, name.encode())
    held = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for path, content in zip(held, [*held.values()][1:] + [*held.values()][:1], strict=True):
        path.write_bytes(content)
    assert [store.recalled(name) for name in names] == [b"", b"", b""]
    assert [store.kept(key, key.encode) for key in "ab"] == [b"a", b"b"]
    one, other = (path for path in tmp_path.rglob("*") if path.is_file() and path not in held)
    one.write_bytes(other.read_bytes())
    assert [store.kept(key, key.encode) for key in "ab"] == [b"a", b"b"]
