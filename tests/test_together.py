"""What several processes do is as if one had done it: their parts, what they say, what they log, how they fail."""

from __future__ import annotations

import errno
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from dossier import checks, filling, project, together
from dossier.carry import Carry
from dossier.problems import refusals
from dossier.project import checked
from dossier.publish import Build
from dossier.shell import SENTINELS
from dossier.staging import Staging
from dossier.together import Failed, Work, apart, aside, evenly, processes, share
from helpers import ROOT, copied
from hypothesis import given
from hypothesis import strategies as st

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")
FRAME = "<html>{title} {description} {head} {canonical} {content} {section} {depth}</html>"


@given(st.lists(st.lists(st.integers(), min_size=1)), st.integers(1, 5))
def test_every_item_is_in_one_part_and_no_group_is_torn_apart(groups: list[list[int]], parts: int) -> None:
    shares = evenly([(len(group), group) for group in groups], parts)
    assert 1 <= len(shares) <= parts
    assert sorted(item for items in shares for item in items) == sorted(item for group in groups for item in group)
    for group in groups:
        assert any(items[at : at + len(group)] == group for items in shares for at in range(len(items)))


def done(each: Callable[[int], object], told: list[int] | None = None) -> list[tuple[int, int]]:
    """(process, number) of two shares of numbers."""
    found: list[tuple[int, int]] = []

    def noted(number: int) -> None:
        each(number)
        found.append((os.getpid(), number))

    share(Work(noted, found.clear, lambda: found, found.extend), [[1, 2], [3, 4]])
    return found


def test_each_part_has_a_process_of_its_own_and_all_is_heard() -> None:
    found = done(lambda _: None)
    assert [number for _, number in found] == [1, 2, 3, 4]
    assert len({pid for pid, _ in found}) == 2


def test_what_another_process_logs_is_logged_here(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        done(lambda number: logging.getLogger("mkdocs.plugins.dossier").warning("seen: %s", number))
    assert [record.getMessage() for record in caplog.records] == ["seen: 1", "seen: 2", "seen: 3", "seen: 4"]


def test_what_goes_wrong_there_goes_wrong_here() -> None:
    def breaks(number: int) -> None:
        if number == 4:
            raise ValueError("planned")

    with pytest.raises(Failed, match="planned"):
        done(breaks)


def test_a_full_disk_is_one_here_too() -> None:
    def full(number: int) -> None:
        if number == 3:
            raise OSError(errno.ENOSPC, "No space left on device", "x.html")

    with pytest.raises(OSError, match="No space left") as raised:
        done(full)
    assert raised.value.errno == errno.ENOSPC


def test_a_process_that_is_killed_fails_the_build() -> None:
    here = os.getpid()

    def killed(_: int) -> None:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(Failed, match="ended with -9"):
        done(killed)


def test_nobody_goes_on_when_the_build_is_killed(tmp_path: Path) -> None:
    builder = os.fork()
    if not builder:
        here = os.getpid()

        def each(number: int) -> None:
            if os.getpid() == here:
                time.sleep(30)
            (tmp_path / "other").write_text(str(number), "ascii")
            time.sleep(0.05)

        share(Work(each, list, list, list), [[0], list(range(1000))])
        os._exit(0)
    end = time.monotonic() + 20
    while not (tmp_path / "other").exists() and time.monotonic() < end:
        time.sleep(0.02)
    os.kill(builder, signal.SIGKILL)
    os.waitpid(builder, 0)
    time.sleep(0.5)
    last = (tmp_path / "other").read_text("ascii")
    time.sleep(0.5)
    assert (tmp_path / "other").read_text("ascii") == last


def test_little_work_is_done_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together.threading, "active_count", lambda: 1)
    monkeypatch.setattr(together.os, "sched_getaffinity", lambda _: {0, 1, 2})
    assert [processes(count, 10) for count in (0, 19, 20, 1000)] == [1, 1, 2, 3]
    monkeypatch.setattr(together.threading, "active_count", lambda: 2)
    assert processes(1000, 10) == 1


def test_what_is_made_aside_is_made_once_by_another() -> None:
    with aside(lambda: (os.getpid(), [1, 2])) as asked:
        first = asked()
        assert asked() is first
    assert first[0] != os.getpid()
    assert first[1] == [1, 2]


def test_what_nobody_asks_for_is_given_up(tmp_path: Path) -> None:
    def late() -> None:
        (tmp_path / "begun").write_text(str(os.getpid()), "ascii")
        time.sleep(30)

    began = time.monotonic()
    with aside(late):
        while not ((tmp_path / "begun").exists() and (tmp_path / "begun").read_text("ascii")) and time.monotonic() < began + 20:
            time.sleep(0.01)
    assert time.monotonic() < began + 25
    with pytest.raises(ProcessLookupError):  # nobody is left behind
        os.kill(int((tmp_path / "begun").read_text("ascii")), 0)


def test_what_goes_wrong_aside_goes_wrong_only_for_who_asks() -> None:
    def breaks() -> None:
        raise ValueError("planned")

    with aside(breaks):
        pass
    with pytest.raises(ValueError, match="planned"), aside(breaks) as asked:
        asked()


def test_what_another_was_kept_from_is_made_here() -> None:
    here = os.getpid()

    def killed() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    with aside(killed) as asked:
        assert (asked(), asked()) == (here, here)
    with aside(os.getpid, worth=False) as asked:
        assert asked() == here


@pytest.mark.parametrize("broken", [False, True])
def test_a_check_by_several_finds_what_one_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: bool) -> None:
    root = tmp_path / "project"
    copied(root)
    ledger = root / "data" / "permalinks.csv"
    head = "address,what,of,fingerprint,corrections,first_published,code,state"
    ledger.write_text("?" if broken else f"{head}\ngone/people/ann/,person,,,,2020-01-01,,live\n", "utf-8")
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs" / "corrections.md").write_text("---\ntitle: Ours\n---\nIt has the address of another page.\n", "utf-8")
    alone = checked(root, as_of="2026-11-24")[2]
    assert [problem.path for problem in refusals(alone)] == (["data/permalinks.csv"] if broken else ["data/permalinks.csv", "docs/corrections.md"])
    monkeypatch.setattr(project, "processes", lambda *_: 2)
    monkeypatch.setattr(checks, "processes", lambda *_: 3)
    assert checked(root, as_of="2026-11-24")[2] == alone


def built(root: Path, site: Path, cache: Path) -> dict[str, bytes]:
    build = Build.prepare(root, as_of="2026-11-24")
    build.frames_from(lambda key: FRAME.format(**SENTINELS, section=key.section, depth=key.depth))
    carry, staging = Carry.read(site, cache), Staging.beside(site)
    build.fill(staging, carry, lambda: None)
    assert {uri for uri, kept in carry.here.items() if kept.key} == {artifact.uri for artifact in build.artifacts() if artifact.key()}
    assert build.documents is not None
    documents = dict(build.documents)
    staging.swap()
    return {**documents, **{path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}}


def test_a_site_made_by_two_is_the_same_as_one_made_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = ROOT / "tests" / "invented"
    alone = built(root, tmp_path / "alone" / "site", tmp_path / "one")
    monkeypatch.setattr(filling, "processes", lambda *_: 2)
    assert built(root, tmp_path / "both" / "site", tmp_path / "two") == alone


@pytest.mark.skipif(sys.platform != "linux", reason="limits are those of Linux")
@pytest.mark.parametrize("wrong", ["endless", "large", "crash", "raises"])
def test_what_never_ends_or_takes_too_much_or_crashes_apart_ends_only_that(wrong: str) -> None:
    def make() -> int:
        if wrong == "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        if wrong == "raises":
            raise ValueError(wrong)
        held = bytes(1 << 30) if wrong == "large" else b""
        while wrong == "endless":
            pass
        return len(held)

    with pytest.raises(Failed):
        apart(make, 1, 1 << 28)


def test_what_is_made_apart_is_what_was_made() -> None:
    assert apart(lambda: {"one": (1, 2)}, 5, 1 << 28) == {"one": (1, 2)}
