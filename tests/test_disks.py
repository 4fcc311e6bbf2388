"""Where the site is put: full and read-only disks leave the old one, and no folder that builds did not make is replaced."""

from __future__ import annotations

import errno
import os
import pwd
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dossier.project
import pytest
from click.testing import CliRunner
from dossier.carry import Carry
from dossier.cli import main
from dossier.docs import read_docs
from dossier.project import checked
from dossier.publish import Build
from dossier.refusal import NotPublished
from dossier.shell import SENTINELS
from dossier.staging import Staging, disk_trouble, wrong_place
from helpers import ROOT, environ, mkdocs, no_room, project, tree, write
from projects import found

FAILING = """
import errno
import os
import pwd
from pathlib import Path

NUMBER = getattr(errno, os.environ["DISK"])


def failing(name):
    real = getattr(Path, name)

    def fail(path, *given, **more):
        if ".site.dossier-" in str(path):
            raise OSError(NUMBER, os.strerror(NUMBER), str(path))
        return real(path, *given, **more)

    setattr(Path, name, fail)


failing(os.environ["AT"])
"""


@pytest.mark.parametrize(
    ("at", "disk", "said"),
    [("open", "ENOSPC", "No space left on device"), ("mkdir", "EROFS", "Read-only file system"), ("rename", "EACCES", "Permission denied")],
)
def test_a_disk_that_takes_nothing_gives_one_line_and_leaves_the_old_site(at: str, disk: str, said: str, tmp_path: Path) -> None:
    root = project(tmp_path / "small")
    there = root / ("site" if at != "rename" else "aside")  # a rename is for the first build, which has no folder to exchange with
    there.mkdir()
    (there / "index.html").write_text("the old site")
    before = tree(there)
    (root / "fail.py").write_text(FAILING, "utf-8")
    text = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(text.replace("[hooks/main.py]", "[fail.py, hooks/main.py]"), "utf-8")
    done = mkdocs(root, "build", "-q", env=environ(DISK=disk, AT=at))
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if said in line], done.stderr
    assert "Traceback" not in done.stderr
    assert tree(there) == before
    assert list(root.glob(".site*")) == []


def folders(tmp_path: Path) -> Path:
    root = tmp_path / "home" / "project"
    for name in ("docs", "data/utopia", "site", "notes", "empty", "other"):
        (root / name).mkdir(parents=True)
    (root / "site/index.html").write_text("x")
    (root / "notes/diary.txt").write_text("x")
    (root / "file").write_text("x")
    (root / "to-data").symlink_to(root / "data")
    (root / "to-site").symlink_to(root / "site")
    return root


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("/", "is the root of the file system"),
        (".", "is, or holds, the project itself"),
        ("docs", "is, lies in or holds the folder docs/"),
        ("docs/site", "is, lies in or holds the folder docs/"),
        ("data", "is, lies in or holds the folder data/"),
        ("to-data", "is, lies in or holds the folder data/"),
        ("notes", "is a folder with files in it that no build of a site made"),
        ("file", "cannot be a folder, since file is a file"),
        ("file/site", "cannot be a folder, since file is a file"),
        ("/proc", "is a mount point"),
    ],
)
def test_a_folder_that_may_not_be_replaced_is_refused_with_a_reason(target: str, said: str, tmp_path: Path) -> None:
    root = folders(tmp_path)
    assert wrong_place(root / target, root, (root / "docs", root / "data")).startswith(said)


def test_home_and_what_holds_it_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "other/me"))
    for target in ("other/me", "other"):
        assert wrong_place(tmp_path / target, tmp_path / "project", ()) == "is, or holds, your home folder"
    (tmp_path / "home").symlink_to(tmp_path / "other")
    monkeypatch.setenv("HOME", str(tmp_path / "home/me"))
    assert wrong_place(tmp_path / "home/me", tmp_path / "project", ()) == "is, or holds, your home folder", "also where that is reached by a link"
    monkeypatch.delenv("HOME")
    monkeypatch.setattr(pwd, "getpwuid", {}.__getitem__)
    assert wrong_place(tmp_path / "site", tmp_path / "project", ()) == "", "who has no home has none to lose"


@pytest.mark.parametrize("target", ["site", "empty", "new", "new/deep", "to-site"])
def test_a_site_an_empty_folder_and_one_that_is_not_there_are_taken(target: str, tmp_path: Path) -> None:
    root = folders(tmp_path)
    assert wrong_place(root / target, root, (root / "docs", root / "data")) == ""


def test_a_refused_folder_is_not_touched(tmp_path: Path) -> None:
    root = project(tmp_path / "small")
    before = tree(root)
    done = mkdocs(root, "build", "-q", "-d", str(root / "data"))
    assert done.returncode == 1
    assert "nothing was touched" in done.stderr
    assert "Traceback" not in done.stderr
    assert {path: content for path, content in tree(root).items() if "__pycache__" not in path} == before


def shut(name: str, monkeypatch: pytest.MonkeyPatch, *ways: str) -> None:
    """Whatever ends in `name` may not be read, whoever runs the tests; `ways` are methods of Path."""

    def refusing(real: Callable[..., object]) -> Callable[..., object]:
        def way(path: object, *given: object, **more: object) -> object:
            if str(path).endswith(name):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return real(path, *given, **more)

        return way

    for owner, way in [*((Path, way) for way in ways), (os, "scandir")]:
        monkeypatch.setattr(owner, way, refusing(getattr(owner, way)))


def test_a_page_that_may_not_be_read_is_a_problem_with_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path / "small", {"docs/shut/press.md": "# Press\n"})
    shut("docs/press.md", monkeypatch, "read_bytes")
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("docs/shut") and real(path, mode))
    said = [str(problem) for problem in read_docs(root / "docs", ()).problems]
    assert said == [f"docs/{name}:1:1: cannot be read (Permission denied)" for name in ("press.md", "shut")]


def test_another_file_of_docs_that_may_not_be_read_is_a_problem_with_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path / "small", {"docs/notes.txt": "Words.\n"})
    settings = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(settings.replace("  dossier:\n", "  dossier:\n    files: [notes.txt]\n"), "utf-8")
    shut("docs/notes.txt", monkeypatch, "read_bytes", "read_text")
    assert [str(problem) for problem in checked(root)[2] if problem.level == "error"] == ["docs/notes.txt:1:1: cannot be read (Permission denied)"]


def test_an_attachment_that_may_not_be_read_is_a_problem_with_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path / "small", {"data/utopia/letters/2017-03-24-to-bo-dahl.pdf": b"%PDF-1.7"})
    shut(".pdf", monkeypatch, "open")
    said = [str(problem) for problem in found(root) if problem.level == "error"]
    assert said == ["data/utopia/letters/2017-03-24-to-bo-dahl.pdf:1:1: cannot be read (Permission denied)"]


def test_a_file_that_goes_away_while_a_build_reads_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = "data/utopia/letters/2017-03-24-to-bo-dahl.png"
    root, load = project(tmp_path, {scan: b"\x89PNG\r\n\x1a\n"}), dossier.project.load

    def meanwhile(*given: Any, **more: Any) -> Any:
        found = load(*given, **more)
        (root / scan).unlink()
        return found

    monkeypatch.setattr(dossier.project, "load", meanwhile)
    with pytest.raises(NotPublished, match=rf"^{scan} cannot be read any more \(No such file or directory\); was it changed meanwhile\?"):
        Build.prepare(root)


@pytest.mark.parametrize(("becomes", "said"), [(None, "No such file or directory"), (b"%PDF-1.7", "it was another file before")])
def test_a_file_that_goes_away_while_a_build_writes_is_one_line(becomes: bytes | None, said: str, tmp_path: Path) -> None:
    scan = "data/utopia/letters/2017-03-24-to-bo-dahl.pdf"
    root = project(tmp_path / "project", {scan: (ROOT / "tests/invented/data/examplia/letters/2021-03-10-annex.pdf").read_bytes()})
    build = Build.prepare(root)
    build.frames_from(lambda _key: "".join(SENTINELS.values()))
    write(root, {scan: becomes})
    staging = Staging.beside(tmp_path / "site")
    with pytest.raises(NotPublished, match=rf"^{scan} cannot be read any more \({said}\); was it changed meanwhile\?") as told:
        build.fill(staging, Carry(tmp_path / "site"), lambda: None)
    staging.drop()
    assert disk_trouble(told.value) == str(told.value), "a build says no more than that"


def test_a_folder_that_may_not_be_read_is_one_line_of_the_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path / "small")
    shut("data/utopia", monkeypatch)
    done = CliRunner().invoke(main, ["check", "--root", str(root)])
    assert (done.exit_code, done.output) == (1, f"Error: {root / 'data/utopia'}: Permission denied\n")


def test_a_folder_that_may_not_be_read_is_named_by_a_build() -> None:
    said = disk_trouble(PermissionError(errno.EACCES, "Permission denied", "data/utopia"))
    assert said == "The site cannot be made: data/utopia: Permission denied; it was left as it was"


def test_a_cache_that_is_not_for_us_is_no_reason_to_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staging = Staging.beside(tmp_path / "site")
    shut("cache/sites/spare", monkeypatch, "is_symlink", "is_dir")
    staging.begin_with(tmp_path / "cache/sites/spare")
    assert list(staging.folder.iterdir()) == []


@pytest.mark.parametrize("name", ["docs", "data", "site"])
def test_a_cache_in_a_folder_that_is_published_or_read_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path / "small")
    (root / "way").symlink_to(root / name)
    for where in (root / name, root / name / "kept", root / "way" / "kept"):
        monkeypatch.setenv("DOSSIER_CACHE", str(where))
        _, _, problems = checked(root)
        said = f"DOSSIER_CACHE:1:1: names a folder in {name}/; what is kept there would become part of it, so name one elsewhere"
        assert [str(problem) for problem in problems if problem.level == "error"] == [said]
    monkeypatch.setenv("DOSSIER_CACHE", str(root / f"{name}-kept"))
    assert not [problem for problem in checked(root)[2] if problem.level == "error"]


@pytest.mark.parametrize("name", ["docs", "data"])
def test_nothing_is_left_in_a_folder_that_was_refused_as_a_cache(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path)
    before = tree(root / name)
    monkeypatch.setenv("DOSSIER_CACHE", str(root / name))
    assert "names a folder in" in CliRunner().invoke(main, ["check", "--root", str(root)]).output
    assert tree(root / name) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_site_that_its_owner_may_not_write_to_leaves_nothing_beside_the_new_one(tmp_path: Path) -> None:
    inside, elsewhere = tmp_path / "site" / "a", tmp_path / "elsewhere"
    inside.mkdir(parents=True)
    (inside / "index.html").write_text("old")
    elsewhere.mkdir(mode=0o500)
    (inside / "way").symlink_to(elsewhere)
    for folder in (inside, inside.parent):
        folder.chmod(0o500)
    Staging.beside(tmp_path / "site").swap()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "site"]
    assert elsewhere.stat().st_mode & 0o777 == 0o500


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("arguments", [["fields"], ["--help"], ["check", "--format", "json"]])
def test_an_output_that_takes_nothing_is_one_line(arguments: list[str], tmp_path: Path) -> None:
    """A traceback was shown."""
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "dossier", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environ(), stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (1, "Error: the output cannot be written: No space left on device\n")


def test_a_check_where_no_project_is_leaves_nothing_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It left a folder .cache: in data/, for example, where somebody had gone one folder too far."""
    monkeypatch.delenv("DOSSIER_CACHE", raising=False)
    assert CliRunner().invoke(main, ["check", "--root", str(tmp_path)]).exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_an_offline_archive_without_room_is_said_with_its_name(tmp_path: Path) -> None:
    """“[Errno 28] No space left on device” was said, and of a read-only disk the name of a file in the making."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("<p>x</p>", "utf-8")
    out = tmp_path / "out.zip"
    with no_room():
        result = CliRunner().invoke(main, ["offline", str(tmp_path / "site"), str(out)])
    assert (result.exit_code, result.output, out.exists()) == (1, f"Error: {out}: File too large\n", False)
