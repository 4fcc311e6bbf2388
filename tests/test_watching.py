"""Saved files are noticed at once, once, and however the system tells of them; reading is no change."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from time import monotonic
from typing import Any

import pytest
from dossier import watching
from dossier.watching import watch
from watchdog.events import FileModifiedEvent
from watchdog.observers.polling import PollingObserver


@pytest.fixture(params=["told by the system", "looked for"])
def woken(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Queue[int]]:
    """A watch of two folders, of which one has a file and one is not there, that has started; and every time it woke."""
    monkeypatch.setattr(watching, "_EVERY", 0.5)
    observers: list[Any] = []

    def noted(make: Callable[..., Any]) -> Callable[..., Any]:
        def made(*args: Any, **kwargs: Any) -> Any:
            observers.append(make(*args, **kwargs))
            return observers[-1]

        return made

    def none() -> Any:
        class Nothing:
            emitters = ()

            def is_alive(self) -> bool:
                return False

            def schedule(self, *_: Any, **__: Any) -> None:
                raise OSError("inotify watch limit reached")

            def unschedule_all(self) -> None:
                pass

        return Nothing()

    monkeypatch.setattr(watching, "Observer", noted(watching.Observer) if request.param == "told by the system" else none)
    monkeypatch.setattr(watching, "PollingObserver", noted(PollingObserver))
    (tmp_path / "data" / "utopia").mkdir(parents=True)
    (tmp_path / "data" / "utopia" / "a.yml").write_text("a", "utf-8")
    queue: Queue[int] = Queue()
    watch([tmp_path / "data", tmp_path / "docs"], lambda: queue.put(1))
    yield queue
    for observer in observers:
        observer.stop()
        observer.join()


def changed(folder: Path, how: str) -> None:
    file = folder / "data" / "utopia" / "a.yml"
    if how == "written":
        file.write_text("another", "utf-8")
    elif how == "replaced":
        (folder / "new").write_text("b", "utf-8")
        (folder / "new").replace(file)
    elif how == "added":
        (folder / "data" / "b.md").write_text("", "utf-8")
    else:
        file.unlink()


@pytest.mark.parametrize("how", ["written", "replaced", "added", "taken away"])
def test_a_change_is_noticed_and_once(how: str, woken: Queue[int], tmp_path: Path) -> None:
    changed(tmp_path, how)
    assert woken.get(timeout=5)
    time.sleep(0.1)  # MkDocs waits as long for more
    while not woken.empty():
        woken.get()
    with pytest.raises(Empty):
        woken.get(timeout=1.3)  # what is looked for is looked for twice meanwhile


@pytest.mark.parametrize("gone", [0.0, 1.3])
def test_a_folder_that_was_gone_is_watched_again(gone: float, woken: Queue[int], tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "data", tmp_path / "kept")
    shutil.rmtree(tmp_path / "data")
    time.sleep(gone)
    shutil.copytree(tmp_path / "kept", tmp_path / "data")
    time.sleep(1.7)  # what is looked for is looked for three times meanwhile
    while not woken.empty():
        woken.get()
    changed(tmp_path, "written")
    assert woken.get(timeout=5)


def test_what_was_told_long_ago_is_news_again(tmp_path: Path) -> None:
    told = {str(tmp_path / "a.md"): monotonic() - 60, str(tmp_path / "b.md"): monotonic()}
    woke: list[int] = []
    found = watching._Found(told, lambda: woke.append(1))
    found.dispatch(FileModifiedEvent(str(tmp_path / "b.md")))
    assert not woke
    found.dispatch(FileModifiedEvent(str(tmp_path / "a.md")))
    assert (len(woke), list(told)) == (1, [str(tmp_path / "b.md")])


def test_reading_changes_nothing(woken: Queue[int], tmp_path: Path) -> None:
    for _ in range(3):
        assert (tmp_path / "data" / "utopia" / "a.yml").read_text("utf-8") == "a"
    with pytest.raises(Empty):
        woken.get(timeout=1.3)
