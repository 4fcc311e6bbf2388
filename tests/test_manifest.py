"""What is remembered of a site: how it was left, told by as many processes as there are, and everything that became of it since."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from dossier import left
from dossier.left import as_left, is_as_left
from dossier.manifest import Kept, Manifest, spare

KEPT = Kept.of("key", 5, 1, bytes(32))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    for name in ("index.html", "a/index.html", "a/b/c.txt", "d/e.json", ".nojekyll", "f/g/h"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, "utf-8")
    return root


def remembered(site: Path, tmp_path: Path) -> Manifest:
    place = tmp_path / "cache" / "sites" / "x.json"
    Manifest(place, "made from this", ["a note"], as_left(site)).write({"a/index.html": KEPT})
    return Manifest.read(place)


def test_what_was_kept_is_read_again(site: Path, tmp_path: Path) -> None:
    found = remembered(site, tmp_path)
    assert (found.made_from, found.notes, found.files) == ("made from this", ["a note"], {"a/index.html": KEPT})
    assert found.left == as_left(site)
    assert is_as_left(site, found.left)


def test_two_processes_see_what_one_sees(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = as_left(site)
    asked: list[int] = []

    def two(count: int, _least: int) -> int:
        asked.append(count)
        return 2

    monkeypatch.setattr(left, "processes", two)
    assert as_left(site, alone) == alone
    assert asked == [6]


def test_of_what_was_just_written_nobody_asks_again(site: Path) -> None:
    state = (site / "a" / "b" / "c.txt").stat()
    written = {"a/b/c.txt": Kept.of("key", state.st_size, state.st_mtime_ns, bytes(32))}
    there = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    for found in (there, [uri for uri in there if not uri.startswith("d/")], ["a/index.html", "a/b/c.txt"], []):
        assert as_left(site, written=written, there=found) == as_left(site)
    assert as_left(site, written={"a/b/c.txt": KEPT}, there=there) != as_left(site), "what was written counts, not what became of it since"
    assert as_left(site, written={"a/b/c.txt": KEPT}) == as_left(site), "where it is not known what is there, all is looked at"


@pytest.mark.parametrize("change", ["longer", "as long", "only its time", "added", "added at the top", "gone", "a link", "the whole site"])
@pytest.mark.parametrize("count", [1, 2])
def test_whatever_became_of_a_file_is_seen(change: str, count: int, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found, file = remembered(site, tmp_path), site / "a" / "b" / "c.txt"
    state = file.stat()
    if change == "longer":
        file.write_text("a/b/c.txt and more", "utf-8")
        os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    elif change in ("as long", "only its time"):
        file.write_text("A/B/C.TXT" if change == "as long" else "a/b/c.txt", "utf-8")
        os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns + 1))
    elif change == "added":
        (file.parent / "more").write_text("", "utf-8")
    elif change == "added at the top":
        (site / "more").mkdir()
    elif change == "gone":
        file.unlink()
    elif change == "a link":
        file.unlink()
        file.symlink_to(site / "index.html")
        os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns), follow_symlinks=False)
    else:
        site.rename(tmp_path / "elsewhere")
    monkeypatch.setattr(left, "processes", lambda *_: count)
    assert not is_as_left(site, found.left)


def test_the_order_in_which_a_disk_gives_files_is_nothing(site: Path, tmp_path: Path) -> None:
    found = remembered(site, tmp_path)
    copy = tmp_path / "copy"
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_file():
            other = copy / path.relative_to(site)
            other.parent.mkdir(parents=True, exist_ok=True)
            other.write_bytes(path.read_bytes())
            os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    assert is_as_left(copy, found.left)


def test_a_worktree_is_not_of_the_site(site: Path, tmp_path: Path) -> None:
    found = remembered(site, tmp_path)
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("x", "utf-8")
    assert is_as_left(site, found.left)


def test_a_file_that_goes_while_it_is_looked_at_makes_the_site_another_one(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = remembered(site, tmp_path)

    def gone(*_: object) -> tuple[int, str]:
        raise FileNotFoundError(2, "gone")

    monkeypatch.setattr(left, "_state", gone)
    assert not is_as_left(site, found.left)


def test_a_site_that_is_no_more_is_not_remembered_for_ever(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "built into once"
    other.mkdir()
    cache = tmp_path / "cache"
    places = [cache / f"{name}.json" for name in ("gone", "there", "damaged")]
    for place, where in zip(places, (other, site, site), strict=True):
        Manifest(place, site=os.fspath(where)).write({"a/index.html": KEPT})
        spare(place).mkdir()
        (spare(place) / "index.html").write_text("what was published", "utf-8")
        (cache / f"{place.name}.999999999").write_text("left by a build that was killed", "utf-8")
    places[2].write_text("{}", "utf-8")
    other.rmdir()
    Manifest(cache / "now.json", site=os.fspath(site)).write({})
    assert {path.name.partition(".")[0] for path in cache.iterdir()} == {"there", "now"}
    assert Manifest.read(places[1]).files == {"a/index.html": KEPT}
    assert (spare(places[1]) / "index.html").is_file()


def test_nothing_is_known_where_nothing_is_kept(site: Path, tmp_path: Path) -> None:
    found = Manifest.read(tmp_path / "nowhere.json")
    assert (found.made_from, found.files, is_as_left(site, found.left)) == ("", {}, False)
    assert not is_as_left(site, Manifest().left)
