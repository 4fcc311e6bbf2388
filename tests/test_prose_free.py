"""What says that no prose stands on it has none on it: it stays when a text is edited."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dossier.artifact import Artifact, Page
from dossier.dossier import Entry, Translation
from dossier.index import Index, Passage
from dossier.keys import _FRONT, folders
from dossier.outputs import feeds
from dossier.publish import Build
from dossier.shell import SENTINELS
from dossier.source import parse
from helpers import copied

FRAME = "<html>{title} {description} {head} {canonical} {content} {section} {depth}</html>"
MORE = "\n\nIn addition, Larisa Kharkova, Mara Invent and the [World Sample Union](https://example.org/).\n"


def prepared(root: Path) -> Build:
    build = Build.prepare(root, as_of="2026-11-24")
    build.sought = ()  # what is looked for in the files changes none of them
    build.frames_from(lambda key: FRAME.format(**SENTINELS, section=key.section, depth=key.depth))
    return build


def free_of_prose(build: Build) -> list[str]:
    return [uri for uri, item in build.ours.items() if not item.prose]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project of which no build has kept what it listed: what is listed anew for a file of it may read whatever it likes."""
    folder = tmp_path_factory.mktemp("prose")
    copied(folder / "project")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DOSSIER_CACHE", str(folder / "cache"))
        yield folder / "project"


def test_no_prose_is_asked_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = prepared(root)
    assert build.scanner is not None, "what it looks for is gathered"
    uris = free_of_prose(build)
    kinds = {"timeline", "as-of", "people", "events", "demands", "letters", "vocabulary"}
    assert {uri.rpartition("/")[0].split("/")[-1] for uri in uris} >= kinds
    assert {"data/letter.schema.json", "data/event.schema.json", "sitemap.xml"} <= set(uris)

    def refused(_: object) -> object:
        raise AssertionError("prose was asked for")

    for holder, name in ((Entry, "body"), (Translation, "body"), (Index, "concordance"), (Index, "passages")):
        monkeypatch.setattr(holder, name, property(refused))
    for uri in uris:
        build.site.viewer.made.clear()
        build.artifact(uri).content()
    with pytest.raises(AssertionError, match="prose was asked for"):
        build.artifact(next(uri for uri in build.ours if uri.endswith("/thread/index.html"))).content()


def of_few_texts(build: Build) -> dict[str, Page | Artifact]:
    return {uri: item for uri, item in build.ours.items() if item.texts is not None}


def test_no_text_is_asked_for_but_those_that_may_stand_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = prepared(root)
    for country in build.site.dossier.homes:  # who is named where is known; what follows from it is among the texts
        build.site.index.passages_in(country)
    items = of_few_texts(build)
    forms = {"letter.html", "embed-letter.html", "thread.html", "event.html", "person.html", "organisation.html", "demand.html", "country.html"}
    assert {item.template for item in items.values() if isinstance(item, Page)} == forms
    assert {uri.rpartition(".")[2] for uri in items} == {"html", "json", "atom", "rss", "ris", "bib", "txt", "zip"}
    may = {uri: set(item.texts()) for uri, item in items.items() if item.texts}
    asked, named = set[str](), set[str]()

    def noted(slot: Any) -> property:
        def read(holder: object) -> str:
            asked.add(slot.__get__(holder))
            return slot.__get__(holder)  # type: ignore[no-any-return]

        return property(read)

    def of_passages(index: Index, entry: Entry) -> list[Passage]:
        found = passages(index, entry)
        named.update(f"{passage.letter.key}#{passage.paragraph}" for passage in found)
        return found

    passages = Index.passages
    monkeypatch.setattr(Index, "passages", of_passages)
    for holder in (Entry, Translation):
        monkeypatch.setattr(holder, "body", noted(holder.__dict__["body"]))
    told = set[str]()
    for uri, item in items.items():
        build.site.viewer.made.clear()
        build.site.index.concordance._read.clear()  # what a letter says is asked for again
        asked.clear()
        named.clear()
        build.artifact(uri).content()
        assert asked - {""} <= may[uri], uri
        assert named <= may[uri] or uri.endswith(".atom"), f"{uri}: of what is new, the items are among the texts, one by one"
        told |= {getattr(item, "template", uri.rpartition(".")[2]) for text in asked if text}
    assert told == {*forms, "json", "atom", "rss", "ris", "bib", "txt", "zip"}


@pytest.mark.parametrize("part", [0, 1])
def test_what_rests_on_the_same_texts_says_the_same(part: int, root: Path, tmp_path: Path) -> None:
    other = tmp_path / "project"
    shutil.copytree(root, other)
    files = [file for file in sorted((other / "data").glob("*/**/*.md")) if "text_available: false" not in file.read_text("utf-8")]
    idents = sorted({file.with_name(file.name.partition(".")[0]) for file in files})
    for file in files:
        if (text := file.read_text("utf-8")).startswith("---") and idents.index(file.with_name(file.name.partition(".")[0])) % 2 == part:
            file.write_text(text + MORE, "utf-8")
    before, after = prepared(root), prepared(other)
    items = of_few_texts(before)
    stay = [uri for uri in items if before.artifact(uri).key() == after.artifact(uri).key() != ""]
    assert 100 < len(stay) < len(items) - 30
    assert [uri for uri in stay if before.artifact(uri).content() != after.artifact(uri).content()] == []


def test_every_text_may_change(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "project"
    shutil.copytree(root, other)
    for file in sorted((other / "data").glob("*/**/*.md")):
        if (text := file.read_text("utf-8")).startswith("---") and "text_available: false" not in text:
            file.write_text(text + MORE, "utf-8")
    before, after = prepared(root), prepared(other)
    assert free_of_prose(before) == [uri for uri in free_of_prose(after) if "/p" not in uri or uri in before.ours]
    changed = [uri for uri in free_of_prose(before) if before.artifact(uri).content() != after.artifact(uri).content()]
    assert not changed
    assert before.artifact("data/paragraphs.csv").content() != after.artifact("data/paragraphs.csv").content()
    assert before.keys.without_prose == after.keys.without_prose
    assert before.artifact("sitemap.xml").key() == after.artifact("sitemap.xml").key() != ""
    assert before.keys.by_country[""] != after.keys.by_country[""]


def test_a_feed_of_all_is_made_anew_for_the_texts_that_stand_in_it(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST", 3)
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "cache"))  # another one knows nothing of the three
    other = tmp_path / "project"
    shutil.copytree(root, other)
    before = prepared(root)
    feeds_of_all = {uri: item for uri, item in of_few_texts(before).items() if uri.startswith(("feed.", "timeline/"))}
    told = {uri: set(item.texts()) for uri, item in feeds_of_all.items() if item.texts}
    assert {"feed.atom", "feed.rss", "feed.json", "timeline/correspondence.atom"} <= told.keys()
    standing = {text for texts in told.values() for text in texts if text}
    files = [file for file in sorted((other / "data").glob("*/letters/*.md")) if "text_available: false" not in file.read_text("utf-8")]
    here = {file.name.partition(".")[0]: file for file in files if parse(file.read_bytes(), file.name).body in standing}
    rest = [file for file in files if file.name.partition(".")[0] not in here]  # a translation goes with its original
    assert rest
    for file in rest:
        file.write_text(file.read_text("utf-8") + MORE, "utf-8")
    after = prepared(other)
    assert {uri for uri in told if before.artifact(uri).key() != after.artifact(uri).key()} == set()
    assert {uri for uri in told if before.artifact(uri).content() != after.artifact(uri).content()} == set()
    ident, first = next(iter(here.items()))
    text = parse(first.read_bytes(), first.name).body
    for file in (first, *first.parent.glob(f"{ident}.*.md")):
        file.write_text(file.read_text("utf-8") + MORE, "utf-8")
    last = prepared(other)
    assert {uri for uri in told if last.artifact(uri).key() != after.artifact(uri).key()} == {uri for uri, texts in told.items() if text in texts}


TEXTS = (
    "---\na: 1\n---\nWords\n---\nmore", "---\n---\nWords", "--- \na: 1\n---  \n\n---\n", "---\na: '---'\n----\nb: 2\n---\nWords", "---\na: 1\n---",
)  # fmt: skip


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("opening", ["", "\ufeff"])
def test_front_matter_ends_where_it_ends_for_who_reads_it(opening: str, ending: str) -> None:
    for text in TEXTS:
        content = (opening + text.replace("\n", ending)).encode()
        found = _FRONT.match(content)
        assert found is not None
        read = parse(content, "data/utopia/letters/a.md")
        rest = content[found.end() :].decode().replace("\r\n", "\n").removeprefix("\n")
        assert (rest, found[0].count(b"\n") + 1) == (read.body, read.body_line - 1), text


def edits() -> list[tuple[str, Callable[[str], str], bool]]:
    return [
        ("letters/a.md", lambda text: text + "\n\nMore.", False),
        ("letters/a.md", lambda text: text.replace("title: A", "title: B"), True),
        ("letters/a.md", lambda text: "No front matter at all.", True),
        ("letters/a.md", lambda text: text.replace("---\nWords", "Words"), True),
        ("letters/a.txt", lambda text: text + "More.", True),
        ("events.yml", lambda text: text + "\n# more", True),
    ]


@pytest.mark.parametrize(("name", "edit", "counts"), edits())
def test_without_its_prose_a_folder_is_the_same(name: str, edit: Callable[[str], str], counts: bool, tmp_path: Path) -> None:
    home = tmp_path / "utopia"
    (home / "letters").mkdir(parents=True)
    (home / "letters" / "a.md").write_text("---\ntitle: A\n---\nWords.", "utf-8")
    (home / "letters" / "a.txt").write_text("---\ntitle: A\n---\nWords.", "utf-8")
    (home / "events.yml").write_text("---\n- id: a\n---\n", "utf-8")
    before = folders(tmp_path)["utopia"]
    file = home / name
    file.write_text(edit(file.read_text("utf-8")), "utf-8")
    after = folders(tmp_path)["utopia"]
    assert before.digest != after.digest
    assert (before.bare != after.bare) is counts
