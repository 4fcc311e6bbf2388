"""Parsed case files and portions of whole-data files are kept by country from build to build: exactly those, and nothing that is not published."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from dossier.cache import Store
from dossier.keys import Keys
from dossier.outputs.entities import _entities
from dossier.parsed import Parsed
from dossier.portions import Portions
from dossier.project import prepared, read_project
from dossier.publish import Build
from dossier.source import parse
from helpers import DRAFT, environ, mkdocs, project, tree, write

PATH = "data/utopia/people/ann-lee.md"
HIDDEN = "data/utopia/letters/2017-03-25-draft.md"
TEXT = b"---\nname: Ann Lee\nroles:\n  - title: |\n      Chair\n      for life\n---\nWords\xc2\xa0of hers.\n"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def held(cache: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(cache.rglob("*")) if path.is_file())


def test_a_file_is_parsed_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Parsed(Store(cache))
    assert first.parse(TEXT, PATH) == parse(TEXT, PATH)
    first.keep(())
    with monkeypatch.context() as other:
        other.setattr("dossier.parsed.parse", lambda *_: pytest.fail("it was parsed again"))
        assert Parsed(Store(cache)).parse(TEXT, PATH) == parse(TEXT, PATH)
    changed = TEXT.replace(b"Ann", b"Bea")
    assert Parsed(Store(cache)).parse(changed, PATH) == parse(changed, PATH)
    assert Parsed(Store(cache)).parse(TEXT, "data/utopia/people/bea-lee.md").path == "data/utopia/people/bea-lee.md"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")
def test_another_process_parses_the_last_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.parsed.processes", lambda count, least: 2)
    root = project(tmp_path, {"data/utopia/people/zoe-wrong.md": "---\nname: [\n---\n"})
    files = {path: (root / path).read_bytes() for path in sorted(tree(root)) if path.startswith("data/") and path.endswith((".md", ".yml"))}
    with Parsed(Store()).ahead(root / "data"):
        pass  # nobody asks
    parsed = Parsed(Store())
    with parsed.ahead(root / "data"):
        later = [path for path in files if path in parsed._later]
        assert len(later) > len(files) / 2
        with monkeypatch.context() as other:
            other.setattr("dossier.parsed.parse", lambda _, path: pytest.fail(f"parsed here: {path}"))
            for path in later:
                if "zoe" not in path:
                    assert parsed.parse(files[path], path) == parse(files[path], path)
        changed = TEXT.replace(b"Ann", b"Bea")
        for path in files:
            assert parsed.parse(files[path], path) == parse(files[path], path)
            assert parsed.parse(changed, path) == parse(changed, path)


def test_what_is_wrong_is_said_again(cache: Path) -> None:
    first = Parsed(Store(cache))
    assert first.parse(b"---\na: [\n---\n", PATH).problems
    first.keep(())
    assert Parsed(Store(cache)).parse(b"---\na: [\n---\n", PATH).problems == parse(b"---\na: [\n---\n", PATH).problems


@pytest.mark.parametrize("spoil", [lambda kept: b"", lambda kept: kept[:-9], lambda kept: kept[:40] + b"x" + kept[41:], lambda kept: b"[]" * 40])
def test_what_is_damaged_is_parsed_again(cache: Path, spoil: Callable[[bytes], bytes]) -> None:
    first = Parsed(Store(cache))
    first.parse(TEXT, PATH)
    first.keep(())
    file = cache / "parsed" / "utopia"
    file.write_bytes(spoil(file.read_bytes()))
    again = Parsed(Store(cache))
    assert again.parse(TEXT, PATH) == parse(TEXT, PATH)
    again.keep(())
    assert Parsed(Store(cache))._recalled("utopia").keys() == {PATH}


def test_what_other_code_kept_is_not_used(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Parsed(Store(cache))
    first.parse(TEXT, PATH)
    first.keep(())
    monkeypatch.setattr("dossier.parsed.code", lambda: "another")
    assert Parsed(Store(cache))._recalled("utopia") == {}


def test_what_is_sound_by_its_sum_and_of_another_shape_is_not_used(cache: Path) -> None:
    store = Store(cache)
    for content in (b"", b"\xc1", b"\x81\xa1a\x93\x01\x02\x03"):
        first = Parsed(store)
        first.parse(TEXT, PATH)
        first.keep(())
        kept = store.recalled("parsed/utopia")
        store.put_by("parsed/utopia", kept[:64] + content)
        assert Parsed(store)._recalled("utopia") == {}
        assert Parsed(store).parse(TEXT, PATH) == parse(TEXT, PATH)


def test_of_what_is_withheld_nothing_is_kept(tmp_path: Path, cache: Path) -> None:
    root = project(tmp_path / "project", {HIDDEN: DRAFT})
    prepared(root)
    assert b"The Free Union writes" in held(cache)
    assert b"nobody may read" not in held(cache)
    file = root / HIDDEN
    file.write_text(file.read_text("utf-8").replace("draft: true\n", ""), "utf-8")
    prepared(root)
    assert b"nobody may read" in held(cache)
    file.write_text(file.read_text("utf-8").replace("---\nWords", "draft: true\n---\nWords"), "utf-8")
    prepared(root)
    assert b"nobody may read" not in held(cache)


PERSON = "---\nname: Ernest Erased\nsort_name: Erased, Ernest\nbasis: public-role\ncategory: unionist\n---\n"
NAMING = {
    "data/utopia/people/ernest.md": PERSON,
    "data/utopia/letters/2017-03-26-naming.md": """
        ---
        title: A letter that names somebody
        date: 2017-03-26
        from: free-union
        to: bo-dahl
        ---
        We write about Ernest Erased.
        """,
}


def withheld(root: Path, how: str) -> None:
    (root / "data/utopia/people/ernest.md").write_text(PERSON.replace("category:", f"{how}\ncategory:"), "utf-8")


@pytest.mark.parametrize("how", ["withdrawn: {date: 2018-06-01}", "withdrawn: {date: 2018-06-01, erase: true}", "draft: true"])
@pytest.mark.parametrize("before", [True, False], ids=["that was kept", "that was not"])
def test_a_withheld_name_is_in_nothing_that_is_kept(how: str, before: bool, tmp_path: Path, cache: Path) -> None:
    root = project(tmp_path / "project", NAMING)
    if before:
        prepared(root)
        assert b"Ernest" in (cache / "parsed" / "utopia").read_bytes()
    withheld(root, how)
    prepared(root)
    if how == "draft: true":  # the name in the letter is a problem
        assert before == (b"Ernest" in held(cache))
        (root / "data/utopia/letters/2017-03-26-naming.md").unlink()
        prepared(root)
    assert b"Ernest" not in held(cache)
    assert b"The Free Union writes" in held(cache)


def test_the_address_of_what_is_erased_is_in_nothing_that_is_kept(tmp_path: Path, cache: Path) -> None:
    """It may be a name, and is on no site any more; what is only withdrawn has a notice there."""
    root = project(tmp_path / "project", NAMING)
    person = PERSON.replace("category:", "redirect_from: ernest-once\ncategory:")
    gone = "withdrawn: {date: 2018-06-01, erase: true}\ncategory:"
    ids = b"erased-ernest", b"ernest-once"
    write(root, {"data/utopia/people/ernest.md": None, "data/utopia/people/erased-ernest.md": person})
    read_project(root)
    assert all(ident in held(cache) for ident in ids)
    write(root, {"data/utopia/people/erased-ernest.md": person.replace("category:", gone)})
    first = read_project(root)
    assert (cache / "portions" / "utopia.places").exists()
    assert not any(ident in held(cache) for ident in ids)
    Build.prepare(root).keep_listing()
    assert not any(ident in held(cache) for ident in ids)
    again = read_project(root)
    assert again.site.listed_before == {"utopia"}
    assert [(where, place.state) for where, place in again.places.items()] == [(where, place.state) for where, place in first.places.items()]
    assert first.places["utopia/people/ernest-once/"].state == "erased", "who seals knows it all the same"


def test_of_what_is_public_at_another_instant_alone_nothing_is_kept_and_of_what_is_withheld_nothing_stays(tmp_path: Path, cache: Path) -> None:
    root = project(tmp_path / "project", NAMING)
    withheld(root, "publish_after: 2019-01-01")
    prepared(root, as_of="2020-01-01")
    assert not (cache / "parsed" / "utopia").exists()
    withheld(root, "")
    prepared(root)
    assert b"Ernest" in (cache / "parsed" / "utopia").read_bytes()
    withheld(root, "withdrawn: {date: 2018-06-01}")
    prepared(root, as_of="2020-01-01")
    assert b"Ernest" not in (cache / "parsed" / "utopia").read_bytes()
    assert b"The Free Union writes" in (cache / "parsed" / "utopia").read_bytes()


def test_what_a_killed_build_left_half_written_goes_with_what_it_is_of(tmp_path: Path, cache: Path) -> None:
    root = project(tmp_path / "project", {HIDDEN: DRAFT.replace("    draft: true\n", "")})
    prepared(root)
    assert b"nobody may read" in held(cache)
    kept = [cache / "parsed" / "utopia", cache / "prose"]
    for path in kept:
        (path.parent / f"{path.name}.999999999").write_bytes(path.read_bytes())
        (path.parent / f"{path.name}.{os.getppid()}").write_bytes(b"of a build that runs")
    file = root / HIDDEN
    file.write_text(file.read_text("utf-8").replace("---\nWords", "draft: true\n---\nWords"), "utf-8")
    prepared(root)
    assert b"nobody may read" not in held(cache)
    assert held(cache).count(b"of a build that runs") == len(kept)


def test_what_cannot_be_put_in_its_place_leaves_nothing_beside_it(cache: Path) -> None:
    (cache / "prose" / "a folder").mkdir(parents=True)
    Store(cache).put_by("prose", b"words")
    assert [path.name for path in cache.iterdir()] == ["prose"]


ALL = ".feeds"
"""What is kept of all countries together."""


def test_of_what_is_gone_nothing_is_kept(tmp_path: Path, cache: Path) -> None:
    root = project(tmp_path, {"data/arcadia/country.yml": "title: Arcadia\niso: XA\nsummary: Rivers and quiet.\n"})
    assert mkdocs(root, "build", env={"DOSSIER_CACHE": str(cache)}).returncode == 0
    whats = ("entities", "figures", "files", "places", "tables")
    assert {path.name for path in (cache / "portions").iterdir()} == {f"{home}.{what}" for home in ("arcadia", "utopia") for what in whats} | {ALL}
    assert b"Rivers and quiet" in held(cache)
    for path in (root / "data" / "arcadia").iterdir():
        path.unlink()
    (root / "data" / "arcadia").rmdir()
    assert mkdocs(root, "build", env={"DOSSIER_CACHE": str(cache)}).returncode == 0
    assert b"Rivers and quiet" not in held(cache)
    assert {path.name for path in (cache / "portions").iterdir()} == {f"utopia.{what}" for what in whats} | {ALL}


DUE = """
    ---
    title: Answer soon, says a letter
    date: 2017-03-27
    from: free-union
    to: bo-dahl
    reply_requested: true
    reply_by: 2017-05-01
    ---
    Please answer.
    """


@pytest.mark.parametrize("then", [("mkdocs", "build", "-q"), ("dossier", "check")], ids=["build", "check"])
@pytest.mark.parametrize("how", ["draft: true", "withdrawn: {date: 2018-06-01}"])
def test_a_portion_that_nobody_asks_for_any_more_says_nothing_of_what_is_withheld_since(
    how: str, then: tuple[str, ...], tmp_path: Path, cache: Path
) -> None:
    """A country whose last day is withheld has no calendar to be made, and its days stayed in the cache."""
    root = project(tmp_path / "project", {"data/utopia/letters/2017-03-27-due.md": DUE})
    assert mkdocs(root).returncode == 0
    assert b"Answer soon" in (cache / "portions" / "utopia.calendar").read_bytes()
    write(root, {"data/utopia/letters/2017-03-27-due.md": DUE.replace("    date:", f"    {how}\n    date:")})
    assert subprocess.run([sys.executable, "-m", *then], cwd=root, env=environ(), check=False, capture_output=True).returncode == 0
    assert b"Answer soon" not in b"".join(path.read_bytes() for path in (cache / "portions").iterdir())


@pytest.mark.parametrize("then", [("mkdocs", "build", "-q"), ("dossier", "check")], ids=["build", "check"])
def test_with_an_overlay_nothing_stays_of_the_words_that_were_kept_without_it(then: tuple[str, ...], tmp_path: Path, cache: Path) -> None:
    """Nothing in the cache was used with an overlay, and nothing taken out of it: what had to go everywhere stayed there."""
    root = project(tmp_path / "project", NAMING)
    cache.mkdir()
    (cache / "prose.999999999").write_bytes(b"Ernest Erased, of a build that was killed")
    (cache / "prose.txt").write_bytes(b"of somebody else")
    assert mkdocs(root).returncode == 0
    assert subprocess.run([sys.executable, "-m", "dossier", "check"], cwd=root, env=environ(), check=False, capture_output=True).returncode == 0
    overlay = write(tmp_path / "private", {"utopia/people/ernest.yml": "name: Ernest Erased\n"})
    write(root, dict.fromkeys(NAMING))
    env = environ(DOSSIER_PRIVATE=str(overlay))
    assert subprocess.run([sys.executable, "-m", *then], cwd=root, env=env, check=False, capture_output=True).returncode == 0
    assert b"ernest" not in held(cache).lower() or then[0] == "dossier"  # of the site of before, which is there, the addresses are known
    assert b"Ernest" not in held(cache)
    left = {path.name for path in cache.iterdir() if len(path.name) != 2}
    assert left == {"sites", "stylesheets", "prose.txt"}


def unpacked(cache: Path) -> bytes:
    """What is kept, and what is packed in it."""
    whole = held(cache)
    parts = [whole]
    for found in re.finditer(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]", whole):
        with suppress(zlib.error):
            parts.append(zlib.decompressobj(47).decompress(whole[found.start() :]))
    return b"".join(parts)


@pytest.mark.parametrize("search", [True, False], ids=["with a search", "without one any more"])
def test_of_who_is_withheld_no_older_index_and_no_older_note_is_kept(search: bool, tmp_path: Path, cache: Path) -> None:
    """Of the search, the latest indexes stayed, and what a check had found stayed until the next one, whatever was built between."""
    twin = {"data/utopia/people/twin.md": PERSON, **NAMING}
    root = project(tmp_path / "project", twin)
    check = [sys.executable, "-m", "dossier", "check"]
    assert mkdocs(root).returncode == 0
    assert "Ernest Erased" in subprocess.run(check, cwd=root, env=environ(), check=True, capture_output=True, text=True).stdout
    assert b"Ernest" in (cache / "check").read_bytes()
    assert b"Ernest" in unpacked(cache / "search")
    assert mkdocs(root).returncode == 0
    assert (cache / "check").exists(), "nothing has changed"
    withheld(root, "withdrawn: {date: 2018-06-01, erase: true}")
    write(root, {"data/utopia/people/twin.md": None})
    if not search:
        config = root / "mkdocs.yml"
        config.write_text(config.read_text("utf-8").replace("  dossier:\n", "  dossier:\n    search: false\n"), "utf-8")
    assert mkdocs(root).returncode == 0
    assert b"Ernest" not in unpacked(cache)
    assert (b"Ann Lee" in unpacked(cache / "search")) == search


def test_a_portion_is_made_once_for_a_key(cache: Path) -> None:
    store, calls = Store(cache), []

    def made() -> bytes:
        calls.append(1)
        return b"said of it"

    for _ in range(2):
        assert Portions(store, Keys({"utopia": "k" * 32})).of("tables", "utopia", made) == b"said of it"
    assert len(calls) == 1
    Portions(store, Keys({"utopia": "l" * 32})).of("tables", "utopia", made)
    Portions(store, Keys({"utopia": "l" * 32})).of("tables", "international", made)
    Portions(store).of("tables", "utopia", made)
    assert len(calls) == 4
    now = Portions(store, Keys({"utopia": "l" * 32}))
    now.thin({"utopia"})
    assert now.of("tables", "utopia", made) == b"said of it"
    assert len(calls) == 4
    Portions(store, Keys({"utopia": "m" * 32})).thin({"utopia"})
    assert list((cache / "portions").iterdir()) == []
    now.of("tables", "utopia", made)
    now.thin({"arcadia"})
    assert list((cache / "portions").iterdir()) == []


def test_what_cannot_go_keeps_nothing_else_there(cache: Path) -> None:
    """As a file that another build has taken away meanwhile: what is withheld since would have stayed."""
    store, names = Store(cache), [f"portions/{letter}topia.tables" for letter in "abcdef"]
    for number in range(6):
        store.put_by(names[number], b"k", b"said of it")
        (cache / "portions" / f"{'gt'[number % 2]}{number}").mkdir()
    (cache / "portions" / "btopia.gone").symlink_to("nowhere")
    store.thin("portions", {"btopia": b"k"})
    assert [path.name for path in (cache / "portions").iterdir() if not path.is_dir()] == ["btopia.tables"]


def test_where_the_portions_of_no_country_are_to_stay_those_of_all_go_too(cache: Path) -> None:
    portions = Portions(Store(cache), Keys({"utopia": "k" * 32}, without_prose={"": "l" * 32}))
    portions.of("tables", "utopia", lambda: b"of one")
    portions.of_all("feeds", lambda: b"of all")
    portions.thin({"utopia"})
    assert len(list((cache / "portions").iterdir())) == 2
    portions.thin(frozenset())
    assert list((cache / "portions").iterdir()) == []


def test_portions_of_all_countries_are_the_whole(tmp_path: Path, cache: Path) -> None:
    root = project(tmp_path / "project")
    cold, warm = (Build.prepare(root).site for _ in range(2))
    for site in (cold, warm):
        assert [(filled.csv.content(), list(filled.rows)) for filled in site.tables] == [(f.csv.content(), list(f.rows)) for f in cold.tables]
        assert list(_entities(site)) == list(_entities(cold))
    assert tree(cache / "portions").keys() == {"utopia.tables", "utopia.entities", "utopia.places"}
