"""Builds one can trust: an old site survives whatever goes wrong, the same input gives the same bytes, `serve` never goes dark."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import deque
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from dossier import staging as staging_module
from dossier.staging import Staging, sweep
from helpers import ROOT, environ, mkdocs, pages_of, project, tree, write

BROKEN = {"data/utopia/events/2018.yml": "- {id: 2018-x, title: X, date: 2018-02-30, kind: arrest, sources: gazette}\n"}
EDITION = "assets/stylesheets/edition.css"
ARREST = "utopia/events/2017-01-20-arrest/index.html"


def but_for_the_index(site: Path) -> dict[str, bytes]:
    """A site without its search index, of which Pagefind makes other bytes each time (see `sums.py`); but what it finds is the same."""
    found = sorted(gzip.decompress(path.read_bytes()) for path in (site / "pagefind" / "fragment").glob("*"))
    return {path: content for path, content in tree(site).items() if not path.startswith("pagefind/")} | {"found": b"\n".join(found)}


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has been built; tests work on copies of it."""
    root = project(tmp_path_factory.mktemp("finished") / "small")
    done = mkdocs(root, "build", "-q", "--strict")
    assert (done.returncode, done.stderr) == (0, "")
    return root


@pytest.fixture
def root(finished: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(finished, tmp_path / "small"))


def beside(root: Path) -> list[str]:
    """Staging folders left beside the site."""
    return sorted(path.name for path in root.glob(".site*"))


def retitle(root: Path, title: str = "Ann Lee is taken away") -> None:
    path = root / "data/utopia/events/2017.yml"
    path.write_text(path.read_text("utf-8").replace("Ann Lee is arrested", title), "utf-8")


# What goes wrong leaves the old site


def test_a_refused_build_leaves_the_old_site_and_the_next_one_works(root: Path) -> None:
    before = tree(root / "site")
    write(root, BROKEN)
    assert mkdocs(root).returncode == 1
    assert (tree(root / "site"), beside(root)) == (before, [])
    (root / "data/utopia/events/2018.yml").unlink()
    retitle(root)
    assert mkdocs(root).returncode == 0
    assert b"Ann Lee is taken away" in tree(root / "site")[ARREST]
    assert beside(root) == []


@pytest.mark.parametrize("arguments", [["build", "--strict"], ["build", "-q", "--strict"]], ids=" ".join)
def test_a_strict_build_with_a_warning_leaves_the_old_site(arguments: list[str], root: Path) -> None:
    before = tree(root / "site")
    (root / "docs/press.md").write_text("# Press\n\n[Nowhere](nowhere.md)\n", "utf-8")
    done = mkdocs(root, *arguments)
    assert done.returncode == 1
    assert "1 warning" in done.stderr
    assert (tree(root / "site"), beside(root)) == (before, [])


def test_a_build_that_is_not_strict_only_warns(root: Path) -> None:
    (root / "docs/press.md").write_text("# Press\n\n[Nowhere](nowhere.md)\n", "utf-8")
    done = mkdocs(root, "build")
    assert done.returncode == 0
    assert "nowhere.md" in done.stderr


def test_a_quiet_build_says_nothing_of_warnings(root: Path) -> None:
    (root / "docs/press.md").write_text("# Press\n\n[Nowhere](nowhere.md)\n", "utf-8")
    done = mkdocs(root, "build", "-q")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


FAIL = """
import os
import pathlib
import shutil
import signal


def at(moment):
    if os.environ.get("FAIL_AT") == moment:
        if os.environ.get("FAIL_BY") == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if os.environ.get("FAIL_BY") == "hand":
            raise KeyboardInterrupt
        if os.environ.get("FAIL_BY") == "theft":
            return [shutil.rmtree(folder) for folder in pathlib.Path().glob(".site.dossier-*/utopia/people")]
        raise RuntimeError("planned")


def on_config(config):
    at("config")


def on_files(files, config):
    at("files")


def on_env(env, config, files):
    at("env")


def on_page_content(html, page, config, files):
    at("page_content")


def on_post_template(output, template_name, config):
    at("post_template")


def on_post_page(output, page, config):
    at("post_page")


def on_post_build(config):
    at("post_build")
"""
MOMENTS = ["config", "files", "env", "page_content", "post_template", "post_page"]


def with_failing_hook(root: Path, order: str) -> None:
    (root / "fail.py").write_text(FAIL, "utf-8")
    text = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(text.replace("[hooks/main.py]", order), "utf-8")


class Headed(HTMLParser):
    """What a page says of itself: its title and description, the attributes with the name of its site, and how many elements are <blink>."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.title, self.labels, self.description, self.blinks, self._in_title = "", set[str](), "", 0, False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._in_title = tag == "title"
        self.blinks += tag == "blink"
        if "md-logo" in given.get("class", ""):
            self.labels |= {given["title"], given["aria-label"]}
        if given.get("name") == "description":
            self.description = given["content"]

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        self.title += data if self._in_title else ""


def test_the_name_and_the_description_of_a_site_are_text_on_every_page(tmp_path: Path) -> None:
    name, about = 'The "Free" <blink>Unions</blink> & others', 'Letters about "rights" & <blink>more</blink>'
    root = project(tmp_path / "small")
    text = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(text.replace("Small dossier", f"'{name}'\nsite_description: '{about}'"), "utf-8")
    done = mkdocs(root, "build", "-q", "--strict")
    assert (done.returncode, done.stderr) == (0, "")
    heads = {path: Headed(html) for path, html in pages_of(tree(root / "site"))}
    assert {label for head in heads.values() for label in head.labels} == {name}
    assert {path for path, head in heads.items() if head.blinks} == set()
    assert heads[ARREST].title.endswith(f" - {name}")
    assert heads["404.html"].title == f"Not found - {name}"
    assert heads["press/index.html"].description == about


def test_a_build_killed_at_any_moment_leaves_the_old_site_and_the_next_one_works(root: Path) -> None:
    before = tree(root / "site")
    with_failing_hook(root, "[hooks/main.py, fail.py]")
    retitle(root)
    for moment in MOMENTS:
        done = mkdocs(root, env=environ(FAIL_AT=moment, FAIL_BY="kill"))
        assert done.returncode == -signal.SIGKILL, moment
        assert tree(root / "site") == before, moment
    assert len(beside(root)) == 1
    assert mkdocs(root).returncode == 0
    assert b"Ann Lee is taken away" in tree(root / "site")[ARREST]
    assert beside(root) == []


def test_a_build_killed_when_it_is_done_has_put_up_the_whole_new_site(root: Path) -> None:
    with_failing_hook(root, "[hooks/main.py, fail.py]")
    retitle(root)
    assert mkdocs(root, env=environ(FAIL_AT="post_build", FAIL_BY="kill")).returncode == -signal.SIGKILL
    killed = tree(root / "site")
    assert mkdocs(root).returncode == 0
    assert tree(root / "site") == killed


@pytest.mark.parametrize("moment", ["env", "post_page"])
def test_a_build_in_which_something_breaks_leaves_the_old_site(moment: str, root: Path) -> None:
    before = tree(root / "site")
    with_failing_hook(root, "[hooks/main.py, fail.py]")
    assert mkdocs(root, env=environ(FAIL_AT=moment)).returncode == 1
    assert (tree(root / "site"), beside(root)) == (before, [])


@pytest.mark.parametrize("moment", ["files", "post_page"])
def test_a_build_that_somebody_stops_leaves_the_old_site_and_nothing_beside_it(moment: str, root: Path) -> None:
    before = tree(root / "site")
    with_failing_hook(root, "[hooks/main.py, fail.py]")
    assert mkdocs(root, env=environ(FAIL_AT=moment, FAIL_BY="hand")).returncode == 1
    assert (tree(root / "site"), beside(root)) == (before, [])


def test_a_build_of_which_files_are_taken_away_meanwhile_leaves_the_old_site(root: Path) -> None:
    before = tree(root / "site")
    with_failing_hook(root, "[hooks/main.py, fail.py]")
    retitle(root)
    done = mkdocs(root, env=environ(FAIL_AT="post_page", FAIL_BY="theft"))
    assert (done.returncode, tree(root / "site"), beside(root)) == (1, before, [])
    assert "were taken away while it was made" in done.stderr
    assert mkdocs(root).returncode == 0
    assert (root / "site/utopia/people/ann-lee/index.html").is_file()


def test_a_build_killed_from_outside_leaves_the_old_site_or_the_new_one(root: Path) -> None:
    def site() -> dict[str, bytes]:
        """All but the search index, which has other names each time."""
        return but_for_the_index(root / "site")

    seen = [site()]
    retitle(root)
    for seconds in (0.45, 0.6, 0.75, 0.9):
        running = subprocess.Popen([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=root, env=environ())
        time.sleep(seconds)
        running.kill()
        running.wait()
        seen.append(site())
    assert mkdocs(root).returncode == 0
    after = site()
    assert b"Ann Lee is taken away" in after[ARREST]
    assert after != seen[0]
    assert [now in (seen[0], after) for now in seen] == [True] * len(seen)
    assert beside(root) == []


# Staging


def test_leftovers_of_dead_builds_go_and_those_of_running_ones_stay(tmp_path: Path) -> None:
    (tmp_path / ".site.dossier-999999999").mkdir()
    (tmp_path / f".site.dossier-{os.getppid()}").mkdir()
    staging = Staging.beside(tmp_path / "site")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([f".site.dossier-{os.getppid()}", staging.folder.name])


@pytest.mark.parametrize("after", ["nothing", "the old site", "both"])
def test_a_build_killed_between_two_renames_leaves_nothing_and_no_site_is_lost(after: str, tmp_path: Path) -> None:
    """Where two folders cannot be exchanged: the old site was moved aside, or the new one was in its place already."""
    site, dead = tmp_path / "site", tmp_path / ".site.dossier-999999999"
    for folder, text in ((dead, "new"), (dead.with_name(f"{dead.name}.old"), "old"), *(((site, "now"),) if after == "both" else ())):
        if after != "nothing":
            folder.mkdir()
            (folder / "index.html").write_text(text)
    staging = Staging.beside(site)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([staging.folder.name, *(["site"] if after != "nothing" else [])])
    if after != "nothing":
        assert (site / "index.html").read_text() == ("now" if after == "both" else "old")


def test_a_build_stopped_between_two_renames_puts_the_old_site_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import ctypes

    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("old")
    staging = Staging.beside(tmp_path / "site")
    rename = Path.rename

    def stopped(path: Path, target: Path) -> Path:
        if path == staging.folder:
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    monkeypatch.setattr(Path, "rename", stopped)
    with pytest.raises(KeyboardInterrupt):
        staging.swap()
    staging.drop()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (tmp_path / "site/index.html").read_text() == "old"


def test_what_a_dead_build_left_goes_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build in another container may still fill it, and must not find a part of it."""
    (tmp_path / ".site.dossier-999999999").mkdir()
    (tmp_path / ".site.dossier-999999998.going").mkdir()
    going: list[str] = []
    monkeypatch.setattr(staging_module, "clear", lambda folder: going.append(folder.name))
    sweep(tmp_path / "site")
    assert sorted(going) == sorted(path.name for path in tmp_path.iterdir()) == [".site.dossier-999999998.going", ".site.dossier-999999999.going"]


@pytest.mark.parametrize("name", ["site", "site[1]", "site *", "сайт"])
def test_a_site_may_have_any_name(name: str, tmp_path: Path) -> None:
    (tmp_path / f".{name}.dossier-999999999").mkdir()
    for text in ("old", "new"):
        staging = Staging.beside(tmp_path / name)
        (staging.folder / "index.html").write_text(text)
        staging.swap()
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name / "index.html").read_text() == "new"


def test_where_the_system_cannot_exchange_two_folders_they_are_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import ctypes

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    for text in ("old", "new"):
        staging = Staging.beside(tmp_path / "site")
        (staging.folder / "index.html").write_text(text)
        staging.swap()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (tmp_path / "site/index.html").read_text() == "new"


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_worktrees_git_stays_in_the_site(kind: str, tmp_path: Path) -> None:
    git = tmp_path / "site/.git"
    (git if kind == "folder" else git.parent).mkdir(parents=True)
    (git / "HEAD" if kind == "folder" else git).write_text("gitdir: elsewhere")
    staging = Staging.beside(tmp_path / "site")
    staging.swap()
    assert (git / "HEAD" if kind == "folder" else git).read_text() == "gitdir: elsewhere"


def test_a_site_that_is_a_link_stays_one(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (root / "site").rename(tmp_path / "elsewhere/real")
    (root / "site").symlink_to(tmp_path / "elsewhere/real")
    before = tree(root / "site")
    write(root, BROKEN)
    assert mkdocs(root).returncode == 1
    assert tree(root / "site") == before
    (root / "data/utopia/events/2018.yml").unlink()
    retitle(root)
    assert mkdocs(root).returncode == 0
    assert (root / "site").is_symlink()
    assert b"Ann Lee is taken away" in tree(tmp_path / "elsewhere/real")[ARREST]
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["real"]


# Problems


def test_problems_are_printed_all_at_once_and_nothing_is_cleaned(root: Path) -> None:
    before = tree(root / "site")
    write(
        root,
        {
            **BROKEN,
            "data/utopia/people/x.md": "---\nname: X\nsort_nam: X\nbasis: consent\n---\n",
            "data/utopia/notes.txt": "x",
            "docs/about.md": "---\ntitel: X\n---\n# X\n",
        },
    )
    done = mkdocs(root, "build")
    assert done.returncode == 1
    said = re.findall(r"^ERROR +-  (\S+:\d+:\d+): ", done.stderr, re.M)
    assert [place.split(":")[0] for place in said] == sorted(place.split(":")[0] for place in said)
    assert {place.split(":")[0] for place in said} == {
        "data/utopia/events/2018.yml", "data/utopia/people/x.md", "data/utopia/notes.txt", "docs/about.md",
    }  # fmt: skip
    assert f"{len(said)} problems in the case files; nothing was published" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tree(root / "site"), beside(root)) == (before, [])


def test_github_gets_annotations(root: Path) -> None:
    write(root, BROKEN)
    done = mkdocs(root, env=environ(GITHUB_ACTIONS="true"))
    assert "::error file=data/utopia/events/2018.yml,line=1,col=" in done.stdout


# The same input, the same bytes


@pytest.mark.parametrize(
    "env",
    [
        environ(TZ="Pacific/Kiritimati", LC_ALL="tr_TR.UTF-8", PYTHONHASHSEED="1"),
        environ(TZ="America/Los_Angeles", LC_ALL="C", PYTHONHASHSEED="2", LANGUAGE="ru", PYTHONUTF8="0"),
        {name: value for name, value in environ().items() if name not in ("SOURCE_DATE_EPOCH", "HOME")},
    ],
    ids=["east", "west", "bare"],
)
def test_the_same_input_gives_the_same_bytes_anywhere(env: dict[str, str], root: Path, finished: Path, tmp_path: Path) -> None:
    moved = root.rename(tmp_path / "another name")
    shutil.rmtree(moved / "site")
    for path in moved.rglob("*"):
        os.utime(path, (1, 1))
    done = mkdocs(moved, "build", "-q", "--strict", env=env, cwd=Path("/"))
    assert (done.returncode, done.stderr) == (0, "")
    there, here = but_for_the_index(moved / "site"), but_for_the_index(finished / "site")
    if "SOURCE_DATE_EPOCH" not in env:  # another instant, and paper says which edition it is
        assert there.pop(EDITION) != here.pop(EDITION)
        for site in (there, here):
            site["SHA256SUMS"] = b"".join(line for line in site["SHA256SUMS"].splitlines() if not line.endswith(EDITION.encode()))
    assert there == here


def test_files_found_in_another_order_give_the_same_bytes(root: Path, finished: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    for path in sorted((p for p in root.rglob("*") if p.is_file() and "site" not in p.relative_to(root).parts), reverse=True):
        (again / path.relative_to(root)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, again / path.relative_to(root))
    assert mkdocs(again).returncode == 0
    assert but_for_the_index(again / "site") == but_for_the_index(finished / "site")


# Serve


def wait_for(what: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "nothing came of it"
        time.sleep(0.1)


class Serving:
    """A running `mkdocs serve`."""

    def __init__(self, root: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = root.parent / "serve.log"
        with self.log.open("w") as log:
            command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{self.port}"]
            self.process = subprocess.Popen(command, cwd=root, env=environ(TMPDIR=str(root.parent)), stdout=log, stderr=log)

    def said(self) -> str:
        return self.log.read_text("utf-8")

    def page(self, address: str) -> str:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/small/{address}", timeout=10) as answer:
                text: str = answer.read().decode("utf-8")
                return text
        except OSError:
            return ""


@pytest.fixture
def serving(root: Path) -> Iterator[Serving]:
    server = Serving(root)
    yield server
    server.process.terminate()  # a shell may have started these tests such that SIGINT is ignored
    server.process.wait(20)


def test_serve_keeps_the_last_good_page_up_until_a_file_is_mended(serving: Serving, root: Path) -> None:
    address = ARREST.removesuffix("index.html")
    wait_for(lambda: "Ann Lee is arrested" in serving.page(address))
    write(root, BROKEN)
    wait_for(lambda: "Not published" in serving.said())
    assert "data/utopia/events/2018.yml:1:" in serving.said()
    assert "Ann Lee is arrested" in serving.page(address)
    assert "script-src 'self' 'unsafe-inline'" in serving.page(address), "MkDocs' script that reloads the page may run"
    (root / "data/utopia/events/2018.yml").unlink()
    retitle(root)
    wait_for(lambda: "Ann Lee is taken away" in serving.page(address))
    write(root, {"data/utopia/people/new.yml": "- {id: di-new, name: Di New, sort_name: 'New, Di', basis: consent}\n"})
    wait_for(lambda: "Di New" in serving.page("utopia/people/di-new/"))
    write(root, {"docs/about.md": "---\ntitle: About\n---\n# About\n\nSaid anew.\n\n## Corrections\n\nWrite to us.\n"})
    wait_for(lambda: "Said anew." in serving.page("about/"))
    settings = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(f"{settings}nav: [\n", "utf-8")
    wait_for(lambda: "parsing the configuration file" in serving.said())
    assert "Said anew." in serving.page("about/")
    (root / "mkdocs.yml").write_text(settings.replace("Small dossier", "Small case"), "utf-8")
    wait_for(lambda: "Small case" in serving.page("about/"))
    assert "Traceback" not in serving.said()


def test_serve_says_a_note_when_it_is_new(serving: Serving, root: Path) -> None:
    wait_for(lambda: "Ann Lee is arrested" in serving.page(ARREST.removesuffix("index.html")))
    assert serving.said().count("are not sealed") == 1
    retitle(root)
    wait_for(lambda: "Ann Lee is taken away" in serving.page(ARREST.removesuffix("index.html")))
    assert serving.said().count("are not sealed") == 1
    write(root, {"data/utopia/people/new.yml": "- {id: di-new, name: Di New, sort_name: 'New, Di', basis: consent}\n"})
    wait_for(lambda: serving.said().count("are not sealed") == 2)


# This very repository


_RELATIONS = set("canonical alternate next prev license author cite-as type describedby item linkset schema.DC schema.DCTERMS".split())
"""Links of the head that no browser loads."""


class Page(HTMLParser):
    """The ids and the links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.rows: set[str] = set()
        self.links: list[str] = []
        self.assets: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
            if "dossier-row" in given.get("class", "").split():
                self.rows.add(given["id"])
        if tag in ("a", "area") and "href" in given:
            self.links.append(given["href"])
        if tag == "link" and not set(given.get("rel", "").split()) <= _RELATIONS:
            self.assets.append(given["href"])
        self.assets += [given["src"]] if "src" in given else []


def target(page: str, address: str) -> tuple[str, str] | None:
    """(file, fragment) that an address on a page leads to within the site; None for other sites."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    where = path.lstrip("/") if path.startswith("/") else normpath(join(dirname(page), path)) if path else page
    where = "" if where == "." else where
    if path.endswith("/") or (path and where == "") or (path and "." not in where.rpartition("/")[2]):
        where = join(where, "index.html")
    return where, unquote(parts.fragment)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """This repository, built in strict mode."""
    site = tmp_path_factory.mktemp("own") / "site"
    done = mkdocs(ROOT, "build", "--strict", "-d", str(site))
    assert (done.returncode, "WARNING" in done.stderr) == (0, False), done.stderr
    return tree(site)


@pytest.fixture(scope="module")
def own_pages(own: dict[str, bytes]) -> dict[str, Page]:
    return {path: Page(text) for path, text in pages_of(own)}


def test_this_repository_builds_in_strict_mode_without_a_warning(own: dict[str, bytes]) -> None:
    assert "index.html" in own


def test_every_link_of_this_repository_leads_to_a_page_and_a_place_on_it(own: dict[str, bytes], own_pages: dict[str, Page]) -> None:
    dead = []
    for path, page in own_pages.items():
        for address in page.links:
            found = target(path, address)
            if found is None:
                continue
            where, fragment = found
            if where not in own or (fragment and where in own_pages and fragment not in own_pages[where].ids):
                dead.append(f"{path}: {address}")
    assert dead == []


def test_every_asset_of_this_repository_is_there_and_none_is_loaded_from_elsewhere(own: dict[str, bytes], own_pages: dict[str, Page]) -> None:
    assets = {(path, address): target(path, address) for path, page in own_pages.items() for address in page.assets}
    assert assets
    assert {place for place, found in assets.items() if found is None or found[0] not in own} == set()


def test_ids_are_unique_on_each_page_and_only_paragraphs_of_letters_have_numbers(own_pages: dict[str, Page]) -> None:
    for path, page in own_pages.items():
        assert len(page.ids) == len(set(page.ids)), path
        numbered = {ident for ident in page.ids if re.fullmatch(r"p\d+[a-z]?", ident)}
        assert numbered <= page.rows, path
        assert not numbered or re.fullmatch(r"(?:[a-z-]+/)?letters/[^/]+/index\.html", path), path


def test_each_page_of_this_repository_is_reached_from_home_by_links(own: dict[str, bytes], own_pages: dict[str, Page]) -> None:
    reached, waiting = {"index.html"}, deque(["index.html"])
    while waiting:
        path = waiting.popleft()
        for address in own_pages[path].links:
            found = target(path, address)
            if found and found[0] in own_pages and found[0] not in reached:
                reached.add(found[0])
                waiting.append(found[0])
    unlisted = {path for path, text in pages_of(own) if 'name="robots" content="noindex"' in text} | {"404.html"}
    assert set(own_pages) - reached - unlisted == set()
