"""What `mkdocs serve` hands out: whole pages, also while sites follow each other and when the disk is full."""

from __future__ import annotations

import logging
import resource
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from dossier.artifact import Artifact
from dossier.refusal import NotPublished
from dossier.scan import Finding, Scanner
from dossier.serving import Shelf

PAGE = "utopia/index.html"


class Made:
    """A build of one page."""

    def __init__(self, content: bytes) -> None:
        self.scanner = Scanner(())
        self.ours = {PAGE: Artifact(PAGE, lambda: content, "")}

    def artifact(self, uri: str) -> Artifact:
        return self.ours[uri]


def shown(shelf: Shelf, content: bytes, folder: Path) -> None:
    folder.mkdir()
    shelf.show(cast(Any, Made(content)), folder)


@contextmanager
def full(size: int) -> Iterator[None]:
    """Within it, no file can grow beyond a size, as on a disk that is full."""
    before, ignored = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


class Server:
    """As much of MkDocs' server as the shelf knows; `between` happens while somebody waits for an answer, once."""

    mount_path = "/"

    def __init__(self, shelf: Shelf, between: Callable[[], object]) -> None:
        self.builder: Callable[[], object] = lambda: None
        self.build_delay = 0.0
        self.shelf, self.waiting = shelf, [between]

    def get_app(self) -> Any:
        return self.answer

    def set_app(self, app: Any) -> None:
        self.asked = app

    def answer(self, environ: dict[str, str], start: Callable[..., object]) -> Iterable[bytes]:
        if self.waiting:
            self.waiting.pop()()
        path = self.shelf.folder / environ["PATH_INFO"].strip("/") / "index.html"
        if not path.exists():
            start("404 Not Found", [])
            return [b"Not found"]
        start("200 OK", [])
        return [path.read_bytes()]


def test_who_asks_while_another_site_is_put_up_gets_the_page_of_that_one(tmp_path: Path) -> None:
    shelf, said = Shelf(), list[str]()
    shown(shelf, b"before", tmp_path / "before")
    server = Server(shelf, lambda: shown(shelf, b"after", tmp_path / "after"))
    shelf.keep_up(server, (), (), logging.getLogger("dossier"))
    assert list(server.asked({"PATH_INFO": "/utopia/"}, lambda status, _: said.append(status))) == [b"after"]
    assert list(server.asked({"PATH_INFO": "/nowhere/"}, lambda status, _: said.append(status))) == [b"Not found"]
    assert said == ["200 OK", "404 Not Found"]


def test_a_page_that_the_disk_had_no_room_for_is_not_shown_in_part(tmp_path: Path) -> None:
    shelf = Shelf()
    shown(shelf, b"x" * 100_000, tmp_path / "site")
    with full(1_000):
        assert shelf.bring("utopia/") == ["utopia/index.html: File too large"]
    assert not (tmp_path / "site" / PAGE).exists()
    assert shelf.bring("utopia/") == []
    assert (tmp_path / "site" / PAGE).stat().st_size == 100_000


def test_a_page_in_which_something_is_found_that_may_not_be_published_is_told_of_and_not_shown(tmp_path: Path) -> None:
    shelf, finding = Shelf(), Finding(PAGE, "a withheld name", "withheld-name")
    shown(shelf, b"Zebedee", tmp_path / "site")
    cast(Any, shelf.build).ours[PAGE] = Artifact(PAGE, lambda: cast(Any, shelf.build).scanner.findings.add(finding) or b"Zebedee", "")
    assert shelf.bring("utopia/") == [str(finding)]
    assert not (tmp_path / "site" / PAGE).exists()


def test_a_build_that_is_refused_is_told_of_and_the_server_goes_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def refused() -> None:
        raise NotPublished("2 problems in the case files")

    shelf, server = Shelf(), Server(Shelf(), lambda: None)
    server.builder = refused
    shelf.keep_up(server, (), (NotPublished,), logging.getLogger("of a test"))
    server.builder()
    assert caplog.messages == ["2 problems in the case files", "Not published: the site of before stays up until this is mended"]
