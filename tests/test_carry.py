"""What is carried over from the last build: the same bytes as if everything had been made anew, after whatever was changed."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from dossier import attachments, keys, project, publish
from dossier.again import Known
from dossier.artifact import Artifact, Head, Page
from dossier.carry import Carry
from dossier.dates import parse_date
from dossier.filekeys import said_of
from dossier.given import PRIVATE
from dossier.keys import Keys, folders, tied
from dossier.left import as_left
from dossier.manifest import Manifest
from dossier.outputs import forms
from dossier.project import Refused, read_project
from dossier.publish import Build
from dossier.refusal import NotPublished
from dossier.relisted import Listing
from dossier.settings import Settings
from dossier.shell import SENTINELS, Frames
from dossier.staging import Staging
from dossier.sums import verify
from helpers import SMALL, copied, tree, write
from helpers import project as small
from msgspec.structs import replace

Edit = Callable[[Path, random.Random], object]
FRAME = "<html>{title} {description} {head} {canonical} {content} {section} {depth}</html>"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The invented project with a third country, `loomia`, whose records speak of `threadia`."""
    root = tmp_path / "project"
    copied(root)
    for file in sorted((root / "data" / "threadia").rglob("*.*")):
        copy = root / "data" / "loomia" / file.relative_to(root / "data" / "threadia")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(file.read_text("utf-8").replace("Threadia", "Loomia").replace("threadia", "loomia"), "utf-8")
    country = root / "data" / "loomia" / "country.yml"
    other = "summary: 'Unlike [the other one](threadia/letters/2019-10-25-to-the-office#p1), an"
    country.write_text(country.read_text("utf-8").replace("summary: An", other).replace("iso: ZT", "iso: ZL").rstrip() + "'\n", "utf-8")
    return root


def built(root: Path, site: Path, cache: Path | None, left: Sequence[str] = ()) -> dict[str, bytes]:
    """Every file of the project, as a build leaves it in `site`; what was `left` in the site before waits there for the next one, too."""
    build = Build.prepare(root, as_of="2026-11-24")
    build.sought = ()  # what is looked for in the files changes none of them
    build.frames_from(lambda key: FRAME.format(**SENTINELS, section=key.section, depth=key.depth))
    carry, staging = Carry.read(site, cache, "what was read"), Staging.beside(site)
    staging.begin_with(carry.spare)
    for uri in carry.settle(build.keyed(), staging.folder):
        carry.put(build.artifact(uri), staging.folder)
    build.keep_listing()
    carry.save(there=staging.swap(frozenset(), carry.sum_of, carry.put_by, still=carry.still))
    assert carry.spare is None or nothing_else(carry.spare, site, left)
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def served(root: Path, known: Known) -> tuple[dict[str, bytes], frozenset[str]]:
    """Every file of the project as a server shows it that has `known` it for some time, and the countries that it did not list anew."""
    build = Build.prepare(root, as_of="2026-11-24", known=known)
    build.sought = ()
    build.frames_from(lambda key: FRAME.format(**SENTINELS, section=key.section, depth=key.depth))
    return {artifact.uri: artifact.content() for artifact in build.artifacts()}, build.site.listed_before


def test_what_a_file_held_only_while_it_was_read_is_not_carried_over(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when somebody looks at another branch while a build runs, and comes back."""
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "cache"))
    file, site = root / "data/examplia/country.yml", tmp_path / "site"
    before, load = file.read_text("utf-8"), project.load

    def meanwhile(*given: Any, **more: Any) -> Any:
        file.write_text(before.replace("Examplia", "Meanwhilia"), "utf-8")
        found = load(*given, **more)
        file.write_text(before, "utf-8")
        return found

    with monkeypatch.context() as other:
        other.setattr(project, "load", meanwhile)
        assert any(b"Meanwhilia" in content for content in built(root, site, tmp_path / "cache").values())
    assert not [path for path, content in built(root, site, tmp_path / "cache").items() if b"Meanwhilia" in content]


def meanwhile(of: Any, name: str, file: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file holds something else only while a function runs."""
    before, run = file.read_bytes(), getattr(of, name)

    def changed(*given: Any, **more: Any) -> Any:
        file.write_bytes(content)
        try:
            return run(*given, **more)
        finally:
            file.write_bytes(before)

    monkeypatch.setattr(of, name, changed)


SCAN = "threadia/letters/2019-10-25-to-the-office.pdf"
DAMAGED = b"%PDF-1.4 and no more"


@pytest.fixture
def scan(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file beside a letter, in a project of which nothing is kept yet."""
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "cache"))
    return Path(shutil.copy(root / "data/examplia/letters/2021-03-10-annex.pdf", root / "data" / SCAN))


@pytest.mark.parametrize("how", ["written", "written, with an overlay", "listed"])
def test_what_a_file_beside_a_letter_held_only_meanwhile_is_neither_published_nor_carried_over(
    root: Path, scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    site, other = tmp_path / "site", (root / "data/examplia/letters/2021-03-10-to-the-commission.pdf").read_bytes()
    with monkeypatch.context() as patched:
        meanwhile(*((project, "_listed", scan, DAMAGED) if how == "listed" else (publish, "fill", scan, other)), patched)
        if "overlay" in how:
            patched.setenv(PRIVATE, str(write(tmp_path / "private", {"canaries.yml": "- Canaryplanted\n"})))
        build = Build.prepare(root, as_of="2026-11-24")
        build.sought = ()
        build.frames_from(lambda key: FRAME.format(**SENTINELS, section=key.section, depth=key.depth))
        carry, staging = Carry.read(site, tmp_path / "cache", "what was read"), Staging.beside(site)
        with pytest.raises(NotPublished, match=rf"^data/{SCAN} was changed while the site was made; nothing was published; build again$"):
            build.fill(staging, carry, lambda: None)
    found = built(root, site, tmp_path / "cache")
    shutil.rmtree(tmp_path / "cache")
    right = built(root, tmp_path / "anew", None)
    assert SCAN in right
    assert [uri for uri in right if found.get(uri) != right[uri]] == []


def test_what_is_noted_of_a_file_beside_a_letter_while_it_is_another_is_not_said_again(
    root: Path, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def noted() -> list[str]:
        return [note.text for note in read_project(root, as_of="2026-11-24").problems if note.path.endswith(scan.name)]

    with monkeypatch.context() as patched:
        meanwhile(project, "run", scan, DAMAGED, patched)
        assert noted(), "the test can fail"
    assert not noted()


def forget_all_but_pictures(cache: Path) -> None:
    """Pictures take long to draw, and `test_cards.py` sees to them."""
    for kept in cache.iterdir() if cache.is_dir() else ():
        if kept.is_file():
            kept.unlink()
        elif len(kept.name) != 2:
            shutil.rmtree(kept)


def nothing_else(spare: Path, site: Path, left: Sequence[str] = ()) -> bool:
    """Whether what waits for the next build is of the site, file by file, but for what was `left` there."""
    there = {path.relative_to(spare).as_posix() for path in spare.rglob("*") if path.is_symlink() or path.is_file()}
    return all((spare / uri).samefile(site / uri) for uri in there.difference(left))


def text_of(root: Path, chance: random.Random, pattern: str = "*/**/*.md") -> Path:
    """A text without translations: of these, each paragraph has one in the others."""
    files = [file for file in sorted((root / "data").glob(pattern)) if "text_available: false" not in file.read_text("utf-8")]
    idents = Counter(file.with_name(file.name.partition(".")[0]) for file in files)
    return chance.choice([file for file in files if idents[file.with_name(file.name.partition(".")[0])] == 1])


def says_more(root: Path, chance: random.Random) -> None:
    file = text_of(root, chance)
    file.write_text(file.read_text("utf-8") + f"\n\nSomething new, number {chance.randrange(1000)}.\n", "utf-8")


def names_somebody(root: Path, chance: random.Random) -> None:
    """On the page of who is named, the paragraph stands too."""
    file = text_of(root, chance, "*/letters/*.md")
    who = chance.choice(["Fay Fiction", "Ann Example", "Carla Specimen", "Sample Union", "World Sample Union", "Ferry Union"])
    file.write_text(file.read_text("utf-8") + f"\n\nThen {who} wrote to us, number {chance.randrange(1000)}.\n", "utf-8")


def says_less(root: Path, chance: random.Random) -> None:
    """What was said last goes, which may have named somebody; the paragraphs that others refer to stay."""
    added = [file for file in sorted((root / "data").glob("*/**/*.md")) if "\n\nThen " in file.read_text("utf-8")]
    if added:
        file = chance.choice(added)
        file.write_text(re.sub(r"\n\nThen [^\n]*\n", "\n", file.read_text("utf-8"), count=1), "utf-8")


def is_checked_again(root: Path, chance: random.Random) -> None:
    file = text_of(root, chance)
    text = file.read_text("utf-8")
    if "\nchecked: " not in text:
        file.write_text(text.replace("---\n", f"---\nchecked: 2026-10-{chance.randrange(10, 30)}\n", 1), "utf-8")


def has_a_new_event(root: Path, chance: random.Random) -> None:
    country = chance.choice(["threadia", "loomia", "examplia", "international"])
    number = chance.randrange(10_000)
    folder = root / "data" / country
    with (folder / "sources.yml").open("a", encoding="utf-8") as stream:
        stream.write(f"\n- {{id: new-{number}, title: A paper, publisher: The Paper, date: 2020-02-03}}\n")
    name = f"2020-02-03-new-{number}"
    (folder / "events").mkdir(exist_ok=True)
    (folder / "events" / f"{name}.md").write_text(
        f"---\ntitle: A new event {number}\ndate: 2020-02-03\nkind: statement\nsources: new-{number}\n---\nIt was new.\n", "utf-8"
    )


def names_somebody_of_another_country(root: Path, chance: random.Random) -> None:
    number = chance.randrange(10_000)
    who = chance.choice(["people: threadia/people/fay-fiction", "organisations: loomia/organisations/ferry-union"])
    folder = root / "data" / chance.choice(["examplia", "international"])
    source = next(line for line in (folder / "sources.yml").read_text("utf-8").split("\n") if line.startswith("- id: "))
    corrected = "corrections: {date: 2026-11-02, text: Once more.}\n" if chance.random() < 0.5 else ""
    (folder / "events" / f"2020-02-05-named-{number}.md").write_text(
        f"---\ntitle: From elsewhere, {number}\ndate: 2020-02-05\nkind: statement\n{who}\nsources: {source[6:]}\n{corrected}---\nNew.\n", "utf-8"
    )


def speaks_of_another_country(root: Path, chance: random.Random) -> None:
    file = text_of(root, chance, "[el]*a/**/*.md")
    file.write_text(file.read_text("utf-8") + "\n\nAs in [that letter](threadia/letters/2019-10-25-to-the-office#p1).\n", "utf-8")


def is_called_otherwise(root: Path, chance: random.Random) -> None:
    file, old = chance.choice([("international/organisations.yml", "World Sample Union"), ("threadia/country.yml", "Threadia")])
    path = root / "data" / file
    path.write_text(path.read_text("utf-8").replace(old, f"{old} {chance.choice('ABC')}", 1), "utf-8")


def is_renamed(root: Path, chance: random.Random) -> None:
    made = sorted((root / "data").glob("*/events/2020-02-03-new-*.md"))
    if made:
        file = chance.choice(made)
        if "redirect_from" not in (text := file.read_text("utf-8")):
            file.with_name(f"{file.stem}-renamed.md").write_text(text.replace("---\n", f"---\nredirect_from: {file.stem}\n", 1), "utf-8")
            file.unlink()


def is_deleted(root: Path, chance: random.Random) -> None:
    made = sorted((root / "data").glob("*/events/2020-02-03-new-*.md"))
    if made:
        chance.choice(made).unlink()


def is_withdrawn(root: Path, chance: random.Random) -> None:
    made = sorted((root / "data").glob("*/events/2020-02-03-new-*.md"))
    if made:
        file = chance.choice(made)
        if "withdrawn" not in (text := file.read_text("utf-8")):
            file.write_text(text.replace("---\n", "---\nwithdrawn: {date: 2026-11-01}\n", 1), "utf-8")


def is_withdrawn_as_a_person(root: Path, chance: random.Random) -> None:
    file = root / "data" / "loomia" / "people" / "wanda-warp.md"
    file.parent.mkdir(exist_ok=True)
    gone = "withdrawn: {date: 2026-11-01}\n" if file.exists() else ""
    file.write_text(f"---\nname: Wanda Warp\nsort_name: Warp, Wanda\nbasis: public-role\n{gone}---\n", "utf-8")
    other = root / "data" / "examplia" / "events" / "2020-02-04-other.md"
    source = next(line for line in (root / "data" / "examplia" / "sources.yml").read_text("utf-8").split("\n") if line.startswith("- id: "))
    other.write_text(f"---\ntitle: Wanda Warp speaks\ndate: 2020-02-04\nkind: statement\nsources: {source[6:]}\n---\nWanda Warp spoke.\n", "utf-8")


EDITS: tuple[Edit, ...] = (
    says_more, names_somebody, names_somebody, says_less, is_checked_again, has_a_new_event, has_a_new_event, names_somebody_of_another_country,
    speaks_of_another_country, is_called_otherwise, is_renamed, is_deleted, is_withdrawn, is_withdrawn_as_a_person, is_withdrawn_as_a_person,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
def test_after_random_edits_a_warm_build_is_a_cold_one_byte_for_byte(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    known, nothing = tmp_path / "known", tmp_path / "nothing"
    chance, cache, site = random.Random(seed), tmp_path / "cache", tmp_path / "site"
    monkeypatch.setenv("DOSSIER_CACHE", str(known))
    built(root, site, cache)
    for _ in range(4):
        for edit in chance.sample(EDITS, 3):
            edit(root, chance)
        monkeypatch.setenv("DOSSIER_CACHE", str(nothing))
        forget_all_but_pictures(nothing)
        try:
            cold = built(root, tmp_path / "cold", None)
        except Refused as refused:
            pytest.fail("\n".join(str(problem) for problem in refused.problems if problem.level == "error"))
        monkeypatch.setenv("DOSSIER_CACHE", str(known))
        warm = built(root, site, cache)
        assert sorted(warm) == sorted(cold)
        assert [uri for uri in cold if warm[uri] != cold[uri]] == []


@pytest.mark.parametrize("seed", [1, 3])
def test_after_random_edits_a_server_shows_what_one_that_has_just_begun_does(root: Path, tmp_path: Path, seed: int) -> None:
    chance, known, stayed = random.Random(seed), Known(), set[str]()
    served(root, known)
    for _ in range(6):
        chance.choice(EDITS)(root, chance)
        first, _ = served(root, Known())
        shown, before = served(root, known)
        stayed |= before
        assert sorted(shown) == sorted(first)
        assert [uri for uri in first if shown[uri] != first[uri]] == []
    assert stayed, "some country was not listed anew"


def test_a_server_lists_nothing_twice(root: Path) -> None:
    known = Known()
    first = read_project(root, as_of="2026-11-24", known=known)
    edited = root / "data" / "threadia" / "country.yml"
    edited.write_text(edited.read_text("utf-8") + "# more\n", "utf-8")
    after = read_project(root, as_of="2026-11-24", known=known)
    assert after.site.listed_before == {"examplia"}
    assert sorted(item.uri for item in after.items.all) == sorted(item.uri for item in first.items.all)


def test_a_build_lists_nothing_twice(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "known"))
    site, cache = tmp_path / "site", tmp_path / "cache"
    event = next(iter(sorted((root / "data" / "examplia" / "events").glob("20*.md"))))
    event.write_text(re.sub("(?m)^title: .*$", "title: {ru: Заявление}", event.read_text("utf-8"), count=1), "utf-8")
    built(root, site, cache)
    edited = root / "data" / "threadia" / "country.yml"
    edited.write_text(edited.read_text("utf-8") + "# more\n", "utf-8")
    after = Build.prepare(root, as_of="2026-11-24")
    assert after.site.listed_before == {"examplia"}
    page = "examplia/timeline/index.html"
    monkeypatch.setenv("DOSSIER_CACHE", "")
    whole = Build.prepare(root, as_of="2026-11-24")
    assert not whole.site.listed_before
    assert sorted(after.ours) == sorted(whole.ours)
    for build in (after, whole):
        build.sought = ()
        build.frames_from(lambda key: FRAME.format(**SENTINELS, section=key.section, depth=key.depth))
    for uri in [uri for uri in whole.ours if "examplia" in uri]:
        assert after.artifact(uri).content() == whole.artifact(uri).content(), uri
    (site / page).unlink()
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "known"))
    assert page in built(root, site, cache), "what is not there any more is made anew, though nothing was listed"


def test_a_build_opens_no_file_beside_a_letter_of_a_country_that_is_as_it_was(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each attachment was freed of its metadata twice, after every edit anywhere: five seconds for two hundred."""
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "known"))
    scans = sorted((root / "data" / "examplia" / "letters").glob("*.pdf"))
    shutil.copy(scans[0], root / "data" / "threadia" / "letters" / "2019-10-25-to-the-office.pdf")
    built(root, tmp_path / "site", tmp_path / "cache")
    edited = root / "data" / "threadia" / "country.yml"
    edited.write_text(edited.read_text("utf-8") + "# more\n", "utf-8")
    opened, clean = list[Path](), attachments.cleaned
    monkeypatch.setattr(attachments, "cleaned", lambda file: opened.append(file) or clean(file))
    for known in (attachments._made, attachments._cleaned, attachments._pages):
        known.cache_clear()
    after = Build.prepare(root, as_of="2026-11-24")
    assert after.site.listed_before == {"examplia"}
    assert {file.parts[-3] for file in opened} == {"threadia"}
    assert f"examplia/letters/{scans[0].name}" in after.ours


MOVED = {
    "examplia/people/withdrawn-one.ru.md": "---\nname: Другая\n---\n",
    "examplia/people/withdrawn-two.md": "---\nname: Wilma Withdrawn\nsort_name: Withdrawn, Wilma\nbasis: consent\n"
    "redirect_from: loomia/people/withdrawn-two\nwithdrawn: {date: 2023-06-02}\n---\n",
}
"""Withdrawn records: one is translated into a language that mkdocs.yml does not name, one has been another country's."""


def test_what_is_listed_of_a_country_is_what_is_not_listed_without_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stood at an address that is not below its country's was lost when only another country was listed anew."""
    monkeypatch.setenv("DOSSIER_CACHE", "")
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("languages: [en, ru]", "languages: [en]"), "utf-8")
    write(root / "data", MOVED)
    found = read_project(root, as_of="2026-11-24")
    assert [str(problem) for problem in found.problems if problem.level == "error"] == []
    listed = Listing.of(found.keys, found.items.all[: found.forms], found.places)
    assert {"examplia", "loomia", "threadia"} == listed.keys.keys()
    for country in listed.keys:
        found.site.listed_before = frozenset({country})
        others = sorted(item.uri for item in forms(found.site))
        before = [item.uri for item in listed.files_of([country]).all]
        assert sorted([*others, *before]) == sorted(item.uri for item in found.items.all[: found.forms])


DRAFT = "---\nname: Wanda Warp\nsort_name: Warp, Wanda\nbasis: public-role\ndraft: true\n---\n"


def test_where_somebody_is_withheld_an_edit_makes_no_more_than_elsewhere(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What other countries' pages rest on are the names that are withheld, not whatever stands beside them."""
    monkeypatch.setenv("DOSSIER_CACHE", "")
    draft = root / "data" / "threadia" / "people" / "wanda-warp.md"
    draft.parent.mkdir(exist_ok=True)
    hidden = root / "data" / "nowhere" / "country.yml"
    hidden.parent.mkdir()
    hidden.write_text("title: Nowhere\niso: ZN\nsummary: Not yet.\ndraft: true\n", "utf-8")
    keys = [Build.prepare(root, as_of="2026-11-24").keys.by_country["examplia"]]
    for file, text in (
        (draft, DRAFT), (draft, DRAFT.replace("Wanda", "Wendy")), (draft, None), (hidden, None), (root / "data" / "threadia" / "country.yml", None),
    ):  # fmt: skip
        file.write_text(file.read_text("utf-8") + "# more\n" if text is None else text, "utf-8")
        keys.append(Build.prepare(root, as_of="2026-11-24").keys.by_country["examplia"])
    before, drafted, renamed, *others = keys
    assert len({before, drafted, renamed}) == 3
    assert others == [renamed, renamed, renamed]


def test_what_is_said_and_sealed_is_in_the_same_order_whatever_was_listed_before(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root, {"data/permalinks.csv": "address,what,of,fingerprint,corrections,first_published,code,state\n,list,,,,2026-11-01,,live\n"})
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "known"))
    built(root, tmp_path / "site", tmp_path / "cache")
    edited = root / "data" / "threadia" / "country.yml"
    edited.write_text(edited.read_text("utf-8") + "# more\n", "utf-8")
    warm = read_project(root, as_of="2026-11-24")
    assert "examplia" in warm.site.listed_before
    monkeypatch.setenv("DOSSIER_CACHE", "")
    cold = read_project(root, as_of="2026-11-24")
    assert any(problem.path == "data/permalinks.csv" for problem in cold.problems)
    assert warm.problems == cold.problems
    assert list(warm.places) == list(cold.places)


@pytest.mark.parametrize("damaged", [b"", b"\x93", None])
def test_a_listing_that_is_damaged_is_made_anew(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damaged: bytes | None
) -> None:
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "known"))
    built(root, tmp_path / "site", tmp_path / "cache")
    first = Build.prepare(root, as_of="2026-11-24").site
    assert "examplia" in first.listed_before
    if damaged is None:
        (tmp_path / "known" / "portions" / "examplia.files").write_bytes(b"nonsense")
    else:
        first.portions.keep("files", "examplia", damaged)
    assert "examplia" not in Build.prepare(root, as_of="2026-11-24").site.listed_before


def linked(site: Path, before: dict[str, int]) -> set[str]:
    """The files that are still the very files of before."""
    return {uri for uri, inode in before.items() if (site / uri).is_file() and (site / uri).stat().st_ino == inode}


def inodes(site: Path) -> dict[str, int]:
    return {path.relative_to(site).as_posix(): path.stat().st_ino for path in site.rglob("*") if path.is_file()}


def test_what_says_the_same_in_another_frame_or_by_other_code_is_made_anew(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    file = root / "data" / "threadia" / "letters" / "2019-10-25-to-the-office.md"
    for number, (name, value) in enumerate((("FRAME", f"{FRAME} "), ("code", lambda: "of another release"))):
        built(root, site, cache)
        before = inodes(site)
        monkeypatch.setattr(keys if name == "code" else sys.modules[__name__], name, value)
        file.write_text(file.read_text("utf-8").replace("\ntitle: ", f"\ntitle: Another {number} ", 1), "utf-8")
        built(root, site, cache)
        assert "people/index.html" not in linked(site, before)


def test_pages_that_differ_in_anything_say_something_else() -> None:
    page = Page("people/", "People", "All people", "people.html", {})
    others = [
        replace(page, **{name: value})
        for name, value in {
            "address": "persons/", "title": "Persons", "description": "All of them", "template": "list.html", "language": "ru", "noindex": True,
            "moved_to": "utopia/people/", "head": Head(scripts=("narrow.js",)),
        }.items()
    ]  # fmt: skip
    frames = Frames(lambda key: FRAME.format(**SENTINELS, section=key.section, depth=key.depth))

    def said(one: Page = page, shared: str = "k", count: int = 3, day: str = "") -> str:
        return said_of(one, Keys(shared=shared), frames, Settings(), lambda: {"count": count}, parse_date(day) if day else None)

    found = [said(), *map(said, others), said(shared="l"), said(count=4), said(day="2018")]
    assert all(found)
    assert len(set(found)) == len(found)
    assert said(replace(page, framed=False)) == ""


def test_a_country_that_is_not_spoken_of_stays_and_those_tied_are_made_anew(root: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    built(root, site, cache)
    before = inodes(site)
    file = root / "data" / "threadia" / "letters" / "2019-10-25-to-the-office.md"
    file.write_text(file.read_text("utf-8") + "\n\nOne more.\n", "utf-8")
    built(root, site, cache)
    same = linked(site, before)
    assert {"examplia/index.html", "timeline/index.html", "threadia/timeline/index.html"} <= same, "no prose stands on a timeline"
    assert {"threadia/index.html", "loomia/index.html", "threadia/letters/index.html"} <= same, "none of this letter stands there"
    stem = "threadia/letters/2019-10-25-to-the-office"
    assert {f"{stem}/index.html", f"{stem}.txt", f"{stem}.json", f"embed/{stem}/index.html", "data/paragraphs.csv"} & same == set()
    before = inodes(site)
    file.write_text(file.read_text("utf-8").replace("\ntitle: ", "\ntitle: Another ", 1), "utf-8")
    built(root, site, cache)
    same = linked(site, before)
    assert {"examplia/index.html", "examplia/timeline/index.html"} <= same
    assert {"threadia/index.html", "loomia/timeline/index.html", "timeline/index.html", "letters/index.html"} & same == set()
    assert {"people/index.html", "demands/index.html"} <= same, "what says nothing of letters' titles says what it did"


@pytest.mark.parametrize("which", [0, 1], ids=["list", "head"])
@pytest.mark.parametrize("harm", ["deleted", "cut", "foreign", "of before", "not json", "a folder"])
def test_whatever_became_of_the_manifest_the_site_is_the_same(root: Path, tmp_path: Path, harm: str, which: int) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    first = built(root, site, cache)
    manifest = next(path for path in cache.rglob(("*.files", "*.json")[which]) if path.is_file())
    before = manifest.read_bytes()
    if harm == "cut":
        manifest.write_bytes(before[:-9])
    elif harm == "foreign":
        text = json.dumps({uri: ["key", 1, 2, "3"] for uri in first}).encode()
        manifest.write_bytes(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)
    elif harm == "of before":
        page = root / "docs" / "index.md"
        page.write_text(page.read_text("utf-8") + "\nSomething else.\n", "utf-8")
        first = built(root, site, cache)
        manifest.write_bytes(before)
    elif harm == "not json":
        manifest.write_bytes(b"\xff\n\xfe")
    else:
        manifest.unlink()
        if harm == "a folder":
            manifest.mkdir()
    assert built(root, site, cache) == first


@pytest.mark.parametrize("harm", ["changed", "gone", "a link"])
def test_a_file_that_is_not_what_was_written_is_made_anew(root: Path, tmp_path: Path, harm: str) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    first = built(root, site, cache)
    page = site / "examplia" / "index.html"
    if harm == "changed":
        page.write_bytes(page.read_bytes()[::-1])
    else:
        page.unlink()
        if harm == "a link":
            page.symlink_to(site / "threadia" / "index.html")
    assert built(root, site, cache) == first


@pytest.mark.parametrize("harm", ["changed", "foreign", "more", "a link", "empty", "a file", "elsewhere"])
def test_whatever_became_of_what_waits_for_the_next_build_the_site_is_the_same(root: Path, tmp_path: Path, harm: str) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    built(root, site, cache)
    first = built(root, site, cache)
    spare = Carry.read(site, cache).spare
    assert spare is not None
    page = spare / "examplia" / "index.html"
    assert page.samefile(site / "examplia" / "index.html")
    if harm == "changed":
        page.write_bytes(page.read_bytes()[::-1])  # the site's own file is changed by this, too
    elif harm == "foreign":
        page.unlink()
        page.write_bytes(first["examplia/index.html"][::-1])
    elif harm == "more":
        (page.parent / "more" / "and").mkdir(parents=True)
        (page.parent / "more" / "secret.html").write_text("a secret", "utf-8")
    elif harm == "a link":
        page.unlink()
        page.symlink_to(site / "threadia" / "index.html")
        (spare / "all").symlink_to(tmp_path)
    else:
        shutil.rmtree(spare)
        if harm == "empty":
            spare.mkdir()
        elif harm == "a file":
            spare.write_text("x", "utf-8")
        elif harm == "elsewhere":
            (tmp_path / "other").mkdir()
            (tmp_path / "other" / "precious.txt").write_text("x", "utf-8")
            spare.symlink_to(tmp_path / "other")
    assert built(root, site, cache) == first
    assert not [path for path in site.rglob("*") if path.is_symlink() or (path.is_dir() and not list(path.iterdir()))]
    assert harm != "elsewhere" or (tmp_path / "other" / "precious.txt").is_file()


@pytest.mark.parametrize("shape", ["a folder", "a file"])
def test_a_worktree_in_the_site_stays_whole_and_is_never_that_of_before(root: Path, tmp_path: Path, shape: str) -> None:
    site, cache, git = tmp_path / "site", tmp_path / "cache", tmp_path / "site" / ".git"
    built(root, site, cache)
    head = git / "HEAD" if shape == "a folder" else git
    if shape == "a folder":
        (git / "refs" / "tags").mkdir(parents=True)
    for commit in ("one", "two", "three"):
        head.write_text(commit, "utf-8")
        assert Carry.read(site, cache, "").is_current is False
        built(root, site, cache)
        assert head.read_text("utf-8") == commit
        assert shape == "a file" or (git / "refs" / "tags").is_dir()
        spare = Carry.read(site, cache).spare
        assert spare is not None
        assert not (spare / ".git").exists()


def test_what_somebody_put_into_the_site_is_gone_when_the_next_build_has_begun(root: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    built(root, site, cache)
    write(site, dict.fromkeys(("examplia/letters/more/secret.html", "more/secret.html", "secret.html"), "a secret"))
    for edit, left in enumerate((["examplia/letters/more/secret.html"], [])):
        says_more(root, random.Random(edit))
        built(root, site, cache, left)
        assert not list(site.rglob("secret*"))
        spare = Carry.read(site, cache).spare
        assert spare is not None
        assert [path.relative_to(spare).as_posix() for path in spare.rglob("secret*")] == left


def test_where_a_link_leads_out_of_the_site_nothing_is_taken_away(root: Path, tmp_path: Path) -> None:
    site, cache, elsewhere = tmp_path / "site", tmp_path / "cache", tmp_path / "elsewhere"
    built(root, site, cache)
    (site / "threadia").rename(elsewhere)
    (site / "threadia").symlink_to(elsewhere)
    before = tree(elsewhere)
    file = root / "data" / "threadia" / "letters" / "2019-10-25-to-the-office.md"
    file.write_text(file.read_text("utf-8").replace("\ntitle: ", "\ntitle: Another ", 1), "utf-8")
    warm = built(root, site, cache)
    assert tree(elsewhere) == before
    assert not (site / "threadia").is_symlink()
    assert warm == built(root, tmp_path / "cold", None)


def test_of_a_site_of_which_nothing_is_known_nothing_is_kept(root: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    built(root, site, cache)
    for path in (cache / "sites").glob("*.*"):
        path.unlink()
    carry, staging = Carry.read(site, cache), Staging.beside(site)
    staging.swap(put_by=carry.put_by)
    assert carry.spare is not None
    assert not carry.spare.exists()
    assert [path.name for path in tmp_path.iterdir() if "dossier-" in path.name] == []


def test_of_what_is_still_as_it_was_is_known_what_is_there(root: Path, tmp_path: Path) -> None:
    """Where somebody else writes, it is looked for; everywhere else, what is remembered of the site is what is found in it."""
    site, cache = tmp_path / "site", tmp_path / "cache"
    built(root, site, cache)
    file = root / "data" / "threadia" / "letters" / "2019-10-25-to-the-office.md"
    for others, inputs in (([], "read"), (["embed/examplia/theirs/index.html", "theirs.txt"], "read"), ([], ""), ([], "read")):
        file.write_text(file.read_text("utf-8") + "\n\nOne more.\n", "utf-8")
        build = Build.prepare(root, as_of="2026-11-24")
        build.sought = ()
        build.frames_from(lambda key: FRAME.format(**SENTINELS, section=key.section, depth=key.depth))
        carry, staging = Carry.read(site, cache, inputs), Staging.beside(site)
        staging.begin_with(carry.spare)
        made = carry.settle(build.keyed(), staging.folder, others)
        write(staging.folder, dict.fromkeys(others, "of others"))
        for uri in made:
            carry.put(build.artifact(uri), staging.folder)
        assert ("examplia/letters" in carry.still, "embed/examplia" in carry.still) == (inputs != "", inputs != "" and not others)
        assert not any(part.startswith(("threadia/letters/2019-10-25", "embed/threadia")) for part in carry.still)
        there = staging.swap(frozenset(), carry.sum_of, carry.put_by, frozenset(build.ours), carry.still)
        assert verify(site) == []
        assert set(others) <= set(there)
        carry.save(there=there)
        assert carry.spare is not None
        assert nothing_else(carry.spare, site)
        assert not any((carry.spare / name).exists() for name in others), "what others write, they write anew"
        assert Manifest.read(carry.spare.with_suffix(".json")).left == as_left(site)


def test_a_disk_without_links_is_copied_from(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    first = built(root, site, cache)

    def none(*args: object, **kwargs: object) -> None:
        raise OSError(95, "no links here")

    monkeypatch.setattr(os, "link", none)
    assert built(root, site, cache) == first


def test_a_name_that_nobody_bears_in_public_any_more_is_withheld_in_every_country(root: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    ivan = "---\nname: Ivan Petrov-Invented\nsort_name: Petrov-Invented, Ivan\nbasis: consent\n{}---\n"
    write(root / "data", {
        "examplia/people/ivan.md": ivan.format("withdrawn: {date: 2026-11-01}\n"),
        "threadia/people/ivan.md": ivan.format(""),
        "blandia/country.yml": "title: Blandia\niso: ZB\nsummary: Here Ivan Petrov-Invented spoke.\n",
    })  # fmt: skip
    assert b"Petrov-Invented" in built(root, site, cache)["blandia/index.html"]
    (root / "data/threadia/people/ivan.md").unlink()
    warm = built(root, site, cache)
    assert b"Petrov-Invented" not in warm["blandia/index.html"]
    assert warm == built(root, tmp_path / "cold", None)


def test_what_a_country_says_of_a_record_of_none_is_made_anew_in_every_country(root: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    country, source = "title: {0}\niso: {1}\n", "- {{id: {0}-paper, title: A paper of {0}, publisher: Paper of {0}, date: 2020-02-03}}\n"
    write(root / "data", {
        "international/people/hal-nowhere.md": "---\nname: Hal Nowhere\nsort_name: Nowhere, Hal\nbasis: public-role\n---\n",
        "international/demands.yml": "- {id: let-hal-go, title: Let Hal go, text: Let him go.}\n",
        "blandia/country.yml": country.format("Blandia", "ZB"), "dullia/country.yml": country.format("Dullia", "ZD"),
        "dullia/sources.yml": source.format("dullia"), "blandia/sources.yml": source.format("blandia"),
        "dullia/letters.yml": "- {id: 2020-03-01-l, title: L, date: 2020-03-01, from: world-sample-union, to: carla-specimen, demands: let-hal-go, "
        "text: Let Hal Nowhere go.}\n",
        "blandia/events.yml": "- {id: 2020-02-01-arrest, title: Hal is taken, date: 2020-02-01, kind: arrest, people: hal-nowhere, "
        "sources: blandia-paper}\n",
    })  # fmt: skip
    page = "dullia/letters/2020-03-01-l/index.html"
    assert b"Hal is taken" in built(root, site, cache)[page]
    events = root / "data/blandia/events.yml"
    events.write_text(events.read_text("utf-8").replace("Hal is taken", "Hal is invited"), "utf-8")
    write(root / "data", {
        "blandia/letters.yml": "- {id: 2020-04-01-l, title: M, date: 2020-04-01, from: world-sample-union, to: carla-specimen, demands: let-hal-go, "
        "text: Again.}\n",
    })  # fmt: skip
    warm = built(root, site, cache)
    assert b"Hal is taken" not in warm[page]
    assert b"again in 1 later letter" in warm[page]
    assert warm == built(root, tmp_path / "cold", None)


def test_what_a_record_of_none_says_of_one_country_is_made_anew_where_another_shows_it(root: Path, tmp_path: Path) -> None:
    site, cache, known = tmp_path / "site", tmp_path / "cache", Known()
    actors = "- {{id: {0}-office, name: Office of {1}, type: government}}\n"
    write(root / "data", {
        **{f"{name.lower()}/country.yml": f"title: {name}\niso: Z{name[0]}\n" for name in ("Blandia", "Dullia", "Eeria")},
        **{f"{name.lower()}/organisations.yml": actors.format(name.lower(), name) for name in ("Blandia", "Dullia")},
        "blandia/sources.yml": "- {id: paper, title: A paper of Blandia, publisher: Paper, date: 2020-02-03}\n",
        "dullia/letters.yml": "- {id: 2020-03-01-l, title: L, date: 2020-03-01, from: hal-nowhere, to: dullia-office, text: Hello.}\n",
        "eeria/letters.yml": "- {id: 2020-03-02-l, title: L, date: 2020-03-02, from: world-sample-union, to: carla-specimen, text: Hello.}\n",
        "international/people/hal-nowhere.md": "---\nname: Hal Nowhere\nsort_name: Nowhere, Hal\nbasis: public-role\n---\n",
        "international/letters/2020-04-01-w.md":
            "---\ntitle: W\ndate: 2020-04-01\nfrom: world-sample-union\nto: blandia/organisations/blandia-office\ncountries: dullia\n---\nHello.\n",
        "international/events/2020-05-01-arrest.md":
            "---\ntitle: Hal is taken\ndate: 2020-05-01\nkind: arrest\npeople: hal-nowhere\nresponds_to: dullia/letters/2020-03-01-l\n"
            "sources: blandia/sources/paper\n---\nHe was.\n",
    })  # fmt: skip
    built(root, site, cache)
    served(root, known)
    before = inodes(site)
    sources, organisations = (root / "data" / "blandia" / f"{name}.yml" for name in ("sources", "organisations"))
    sources.write_text(sources.read_text("utf-8").replace("A paper of", "A journal of"), "utf-8")
    assert b"A journal of Blandia" in built(root, site, cache)["dullia/letters/2020-03-01-l/thread/index.html"]
    assert "eeria/letters/2020-03-02-l/index.html" in linked(site, before), "whom all write to ties nobody"
    organisations.write_text(organisations.read_text("utf-8").replace("Office of", "Bureau of"), "utf-8")
    warm = built(root, site, cache)
    assert b"Bureau of Blandia" in warm["dullia/letters/index.html"]
    assert warm == built(root, tmp_path / "cold", None)
    assert served(root, known)[0] == served(root, Known())[0]


_WORLD = {
    "sources.yml": "- {id: wire, title: A wire, publisher: Wire, date: 2020-02-03}\n",
    "people.yml": "- {id: hal, name: Hal Nowhere, sort_name: 'Nowhere, Hal', basis: public-role}\n",
    "organisations.yml": "- {id: world, name: World Union, type: trade-union}\n",
    "demands.yml": "- {id: let-hal-go, title: Let Hal go, text: Let him go.}\n",
    "letters.yml": "- {id: 2020-01-02-asked, title: L, date: 2020-01-02, from: world, to: hal, text: Words.}\n",
    "events.yml": "- {id: 2020-01-01-summit, title: The summit, date: 2020-01-01, kind: meeting, sources: wire}\n",
}
_EVENT = "- {id: 2020-03-01-one, title: One, date: 2020-03-01, sources: wire, people: hal, kind: KIND}\n"
_LETTER = "- {id: 2020-03-01-one, title: One, date: 2020-03-01, from: world, to: hal, text: Words.MORE}\n"
_ON_OCCASION = {"letters": _LETTER.replace("MORE", ", occasion: 2020-01-01-summit")}


@pytest.mark.parametrize(
    ("utopian", "arcadian", "is_tied"),
    [
        (_ON_OCCASION, _ON_OCCASION, True), (_ON_OCCASION, {"letters": _LETTER.replace("MORE", "")}, False),
        ({"events": _EVENT.replace("KIND", "arrest")}, {"events": _EVENT.replace("KIND", "meeting")}, True),
        ({"events": _EVENT.replace("KIND", "agreement")}, {"events": _EVENT.replace("KIND", "meeting")}, False),
    ],
)  # fmt: skip
def test_who_speaks_of_the_same_event_of_none_or_of_whose_state_is_told_is_tied(
    utopian: dict[str, str], arcadian: dict[str, str], is_tied: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a calendar stood what had been asked for, and in a picture until when there is a record, as they were before an edit elsewhere."""
    monkeypatch.setenv("DOSSIER_CACHE", "")
    root = small(tmp_path, {
        **{f"data/international/{name}": text for name, text in _WORLD.items()},
        "data/arcadia/country.yml": "title: Arcadia\niso: ZA\n",
        **{f"data/{home}/{folder}/more.yml": text for home, given in (("utopia", utopian), ("arcadia", arcadian)) for folder, text in given.items()},
    })  # fmt: skip
    before = read_project(root, as_of="2026-11-24")
    assert [str(problem) for problem in before.problems if problem.level == "error"] == []
    for file in root.glob("data/arcadia/*/more.yml"):
        file.write_text(file.read_text("utf-8").replace("title: One", "title: Other"), "utf-8")
    after = read_project(root, as_of="2026-11-24")
    assert (before.keys.by_country["utopia"] != after.keys.by_country["utopia"]) is is_tied


@pytest.mark.parametrize(
    ("folder", "fields", "everywhere"),
    [
        ("events", "kind: arrest, sources: wire, people: hal", True), ("events", "kind: meeting, sources: wire, people: hal", False),
        ("events", "kind: meeting, sources: wire, responds_to: 2020-01-02-asked", True),
        ("events", "kind: meeting, sources: wire, relates_to: {event: 2020-01-01-summit, relation: answers}", True),
        ("letters", "text: W., from: hal, to: world, in_reply_to: 2020-01-02-asked", True),
        ("letters", "text: W., from: world, to: hal, follows_up: 2020-01-02-asked", True),
        ("letters", "text: W., from: world, to: hal, demands: let-hal-go", True),
        ("letters", "text: W., from: world, to: hal, occasion: 2020-01-01-summit", False),
    ],
)
def test_what_is_said_of_a_record_of_none_is_in_every_key(
    folder: str, fields: str, everywhere: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOSSIER_CACHE", "")
    one = f"- {{id: 2020-03-01-one, title: One, date: 2020-03-01, {fields}}}\n"
    world = {f"data/international/{name}": text for name, text in _WORLD.items()}
    root = small(tmp_path, {**world, "data/arcadia/country.yml": "title: Arcadia\niso: ZA\n", f"data/arcadia/{folder}.yml": one})
    before = read_project(root, as_of="2026-11-24")
    assert [str(problem) for problem in before.problems if problem.level == "error"] == []
    write(root, {f"data/arcadia/{folder}.yml": one.replace("title: One", "title: Other")})
    after = read_project(root, as_of="2026-11-24")
    assert (before.keys.by_country["utopia"] != after.keys.by_country["utopia"]) is everywhere


_ASKED = "international/letters/2020-01-02-asked"
_ONE = "- {id: 2020-03-01-one, title: One, date: 2020-03-01, "


@pytest.mark.parametrize(
    ("folder", "arcadian", "bordurian", "page"),
    [
        (
            "events", _ONE + "kind: meeting, sources: borduria/sources/paper, responds_to: 2020-01-02-asked}\n",
            ("sources", "- {id: paper, title: Old, publisher: Paper, date: 2020-02-03}\n"), "letters/2021-01-01-told/thread/",
        ),
        (
            "letters", _ONE + f"text: W., from: hal, to: world, in_reply_to: {_ASKED}}}\n",
            ("letters", "- {id: 2020-04-01-two, title: Old, date: 2020-04-01, text: W., from: hal, to: world, follows_up: "
             "arcadia/letters/2020-03-01-one}\n"), "letters/2021-01-01-told/",
        ),
        (
            "letters", _ONE + "text: W., from: hal, to: borduria/organisations/office, demands: let-hal-go}\n",
            ("organisations", "- {id: office, name: Old, type: government}\n"), "demands/",
        ),
    ],
    ids=["a source", "an answer", "a recipient"],
)  # fmt: skip
def test_what_is_said_everywhere_is_said_with_what_a_third_country_says_of_it(
    folder: str, arcadian: str, bordurian: tuple[str, str], page: str, tmp_path: Path
) -> None:
    """Both countries speak of a record of none; of the third one only the other does."""
    told = f"text: W., from: free-union, to: bo-dahl, in_reply_to: {_ASKED}, demands: let-hal-go"
    root, site, cache = small(tmp_path / "project"), tmp_path / "site", tmp_path / "cache"
    third = f"borduria/{bordurian[0]}.yml"
    write(root / "data", {
        **{f"international/{name}": text for name, text in _WORLD.items()},
        **{f"{name}/country.yml": f"title: {name.title()}\niso: Z{name[0].upper()}\n" for name in ("arcadia", "borduria")},
        "utopia/letters/more.yml": f"- {{id: 2021-01-01-told, title: L, date: 2021-01-01, {told}}}\n",
        f"arcadia/{folder}.yml": arcadian, third: bordurian[1],
    })  # fmt: skip
    before = built(root, site, cache)[f"utopia/{page}index.html"]
    write(root / "data", {third: bordurian[1].replace("Old", "New").replace("Paper", "Journal")})
    warm = built(root, site, cache)
    assert warm[f"utopia/{page}index.html"] != before
    assert warm == built(root, tmp_path / "cold", None)


@pytest.mark.parametrize(
    ("file", "text", "of_countries"),
    [
        ("mkdocs.yml", SMALL["mkdocs.yml"].replace("publisher: ", "publisher: Another "), True),
        ("docs/about.md", "# About\n", True), ("docs/press.md", "# Press\n\nMore.\n", False),
        ("data/allowed.yml", "- {value: office@ministry.example, reason: public}\n", True),
        ("data/utopia/people/more.yml", "- {id: cy-ray, name: Cy Ray, sort_name: 'Ray, Cy', basis: consent, draft: true}\n", True),
        ("data/arcadia/events.yml", "- {id: 2020-x, title: X, date: 2020, kind: meeting, sources: utopia/sources/herald}\n", False),
        ("", "", True),
    ],
)  # fmt: skip
def test_all_that_pages_rest_on_is_in_their_keys(file: str, text: str, of_countries: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a file, it is another day."""
    monkeypatch.setenv("DOSSIER_CACHE", "")
    root = small(tmp_path, {f"data/{name}/country.yml": f"title: {name.title()}\niso: Z{name[0].upper()}\n" for name in ("arcadia", "borduria")})
    before = read_project(root, as_of="2026-11-24")
    write(root, {file: text} if file else {})
    after = read_project(root, as_of="2026-11-24" if file else "2026-11-25")
    assert [str(problem) for problem in after.problems if problem.level == "error"] == []
    changed = {country for country, key in after.keys.by_country.items() if before.keys.by_country[country] != key}
    assert changed == {"", *(("arcadia", "borduria", "utopia") if of_countries else ("arcadia", "utopia") if "arcadia" in file else ())}


def test_a_translation_of_what_was_not_checked_has_the_day_of_its_country(tmp_path: Path) -> None:
    """It had that of all countries, which is not among what it is made from."""
    root, site, cache = small(tmp_path / "project"), tmp_path / "site", tmp_path / "cache"
    arcadia, page = "title: Arcadia\niso: ZA\nchecked: 2026-11-{}\n", "ru/utopia/organisations/free-union/index.html"
    write(root / "data", {"utopia/organisations/free-union.ru.md": "---\nname: Союз\n---\n", "arcadia/country.yml": arcadia.format("01")})
    assert b'name="DC.date" content="2018-05-01"' in built(root, site, cache)[page]
    write(root / "data", {"arcadia/country.yml": arcadia.format("02")})
    assert built(root, site, cache) == built(root, tmp_path / "cold", None)


def test_a_country_is_spoken_of_however_its_name_is_written(root: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    write(root / "data", {
        **{f"{name.lower()}/country.yml": f"title: {name}\niso: Z{name[0]}\n" for name in ("Blandia", "Dullia")},
        "dullia/sources.yml": "- {id: paper, title: A paper, publisher: Paper, date: 2020-02-03}\n",
        "blandia/events.yml": '- {id: 2020-02-01-m, title: M, date: 2020-02-01, kind: statement, sources: "dullia\\x2fsources/paper"}\n',
    })  # fmt: skip
    built(root, site, cache)
    sources = root / "data" / "dullia" / "sources.yml"
    sources.write_text(sources.read_text("utf-8").replace("A paper", "A journal"), "utf-8")
    warm = built(root, site, cache)
    assert any(b"A journal" in content for uri, content in warm.items() if uri.startswith("blandia/"))
    assert warm == built(root, tmp_path / "cold", None)


def test_what_is_saved_while_a_build_reads_is_on_the_next_site(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, cache, file = tmp_path / "site", tmp_path / "cache", root / "data" / "loomia" / "country.yml"
    load = project.load

    def saved_after(*given: Any) -> Any:
        read = load(*given)
        file.write_text(file.read_text("utf-8").replace("Loomia", "Loomie"), "utf-8")
        return read

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(project, "load", saved_after)
        assert b"Loomie" not in built(root, site, cache)["loomia/index.html"]
    assert b"Loomie" in built(root, site, cache)["loomia/index.html"]


def test_a_file_that_is_made_piece_by_piece_is_whole_and_what_was_made_is_known(tmp_path: Path) -> None:
    carry = Carry(tmp_path / "site", Manifest(tmp_path / "manifest"))
    carry.put(Artifact("data/large", lambda: b"all at once", "", lambda: "key", parts=lambda: iter((b"piece ", b"", b"by piece"))), tmp_path / "next")
    assert (tmp_path / "next" / "data" / "large").read_bytes() == b"piece by piece"
    assert carry.here["data/large"].sha256 == hashlib.sha256(b"piece by piece").digest()
    assert carry.here["data/large"].stands[0] == len(b"piece by piece")


def test_files_that_cannot_be_read_have_keys_all_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "utopia"
    folder.mkdir()
    (folder / os.fsdecode(b"\xff.md")).write_text("a", "utf-8")
    (folder / "gone.md").symlink_to(tmp_path / "nowhere")
    (tmp_path / os.fsdecode(b"\xfe.yml")).write_text("a", "utf-8")
    before = folders(tmp_path)
    (folder / os.fsdecode(b"\xff.md")).write_text("b", "utf-8")
    assert (before[""], before["utopia"].digest != folders(tmp_path)["utopia"].digest) == (folders(tmp_path)[""], True)


def test_nothing_private_leaves_a_trace_in_the_cache() -> None:
    assert Keys().of_file("examplia/index.html", "") == ""


def test_countries_are_tied_by_what_they_say_in_either_direction() -> None:
    groups = tied(["a", "b", "c", "d"], {"a": {"b"}, "c": {"b", "elsewhere"}})
    assert {country: "".join(sorted(group)) for country, group in groups.items()} == {"a": "abc", "b": "abc", "c": "abc", "d": "d"}
