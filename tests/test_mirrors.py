"""Copies of the site: sums that show what differs, and an archive that is read from the disk."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from dossier.cli import main
from dossier.offline import offline, with_local_links
from dossier.sums import SUMS, UNNAMED, unnamed, verify, write_sums
from helpers import tree, write
from playwright.sync_api import Browser


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A small site with names that are hard to write down, and its sums."""
    site = tmp_path / "site"
    odd = ("a b.txt", "Ünï.txt", "back\\slash.txt", "two\nlines.txt", "-dash.txt")
    write(site, {name: name.encode() for name in ("index.html", *odd, ".well-known/security.txt", "_headers", "pagefind/pagefind.js")})
    write_sums(site)
    return site


def test_the_sums_of_a_built_site_hold_every_file_of_it(invented_project: Path) -> None:
    site = invented_project / "site"
    listed = {line.split("  ", 1)[1] for line in (site / SUMS).read_text("utf-8").splitlines()}
    index = {path for path in tree(site) if path.startswith("pagefind/")}
    assert index, "the site has a search"
    assert listed == tree(site).keys() - {SUMS} - unnamed(site) - index
    assert {"_headers", "_redirects", "404.html", UNNAMED} <= listed
    assert verify(site) == []


def test_no_list_names_what_was_withdrawn_and_its_notices_are_checked_all_the_same(invented_project: Path, archive: Path, tmp_path: Path) -> None:
    site = Path(shutil.copytree(invented_project / "site", tmp_path / "site"))
    notices = {path for path in tree(site) if "withdrawn-one" in path}
    assert notices
    assert notices <= unnamed(site)
    assert not any("withdrawn-one" in (site / name).read_text("utf-8") for name in (SUMS, UNNAMED, "_redirects", "_headers"))
    assert not any("withdrawn-one" in name for name in zipfile.ZipFile(archive).namelist())
    notice = sorted(notices)[0]
    (site / notice).write_text("other", "utf-8")
    assert verify(site) == ["SHA256SUMS.unnamed: 1 of its files is missing or changed", f"{notice}: is listed nowhere"]


def test_sums_are_sorted_and_the_same_each_time(copy: Path) -> None:
    first = (copy / SUMS).read_bytes()
    write_sums(copy)
    assert (copy / SUMS).read_bytes() == first
    names = [line.lstrip(b"\\").split(b"  ", 1)[1] for line in first.splitlines()]
    assert names == sorted(names)


def test_what_is_known_to_be_what_it_was_has_its_sums_as_if_it_had_been_looked_at(copy: Path) -> None:
    first = (copy / SUMS).read_bytes()
    write_sums(copy, still={".well-known": [".well-known/security.txt"], "gone": ["gone/index.html"]})
    assert (copy / SUMS).read_bytes() == first


def test_a_link_that_was_added_to_a_copy_is_none_of_the_unnamed(copy: Path) -> None:
    write_sums(copy, {"index.html"})
    assert verify(copy) == []
    (copy / "index.html").rename(copy.parent / "index.html")
    (copy / "index.html").symlink_to(copy.parent / "index.html")
    assert verify(copy) == [f"{UNNAMED}: 1 of its files is missing or changed", "index.html: is listed nowhere"]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum is installed")
def test_the_tool_that_everybody_has_reads_them(copy: Path) -> None:
    for folder in (copy, copy / "pagefind"):
        assert subprocess.run(["sha256sum", "--strict", "--quiet", "-c", SUMS], cwd=folder, capture_output=True, check=False).returncode == 0
    (copy / "two\nlines.txt").write_text("other", "utf-8")
    assert subprocess.run(["sha256sum", "--quiet", "-c", SUMS], cwd=copy, capture_output=True, check=False).returncode == 1


def test_the_search_index_has_sums_of_its_own(copy: Path) -> None:
    assert b"pagefind" not in (copy / SUMS).read_bytes()
    (copy / "pagefind/pagefind.js").write_text("other", "utf-8")
    assert verify(copy) == ["pagefind/pagefind.js: is not the file that was published"]
    (copy / "pagefind" / SUMS).unlink()
    assert verify(copy) == ["pagefind/: has no SHA256SUMS"]


def test_a_copy_that_differs_is_said_file_by_file(copy: Path) -> None:
    (copy / "index.html").write_text("other", "utf-8")
    (copy / "_headers").unlink()
    (copy / "added.js").write_text("x", "utf-8")
    (copy / "a b.txt").unlink()
    (copy / "a b.txt").symlink_to("Ünï.txt")
    (copy / ".git").write_text("gitdir: elsewhere", "utf-8")
    done = CliRunner().invoke(main, ["verify", str(copy)])
    assert done.exit_code == 1
    assert [line for line in done.output.splitlines() if not line.startswith("4 ")] == [
        "_headers: is missing",
        "a b.txt: is a link or no ordinary file",
        "added.js: is listed nowhere",
        "index.html: is not the file that was published",
    ]


def test_a_copy_without_sums_is_not_called_whole(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["verify", str(tmp_path)])
    assert (done.exit_code, SUMS in done.output) == (1, True)


def test_sums_that_name_files_outside_are_not_followed(copy: Path) -> None:
    with (copy / SUMS).open("ab") as stream:
        stream.write(b"0" * 64 + b"  ../../etc/passwd\nnonsense\n")
    assert verify(copy) == ["../../etc/passwd: is missing", "SHA256SUMS: holds a line that is no sum: 'nonsense'"]


# The offline edition


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ('<a href="../b/">', '<a href="../b/index.html">'),
        ('<a href="..">', '<a href="../index.html">'),
        ('<a href=".">', '<a href="./index.html">'),
        ('<a class="x" href="../b/?v=1&amp;w#p3">', '<a class="x" href="../b/index.html?v=1&amp;w#p3">'),
        ('<html data-to="../b/">', '<html data-to="../b/index.html">'),
        ('<meta http-equiv="refresh" content="0; url=../b/">', '<meta http-equiv="refresh" content="0; url=../b/index.html">'),
        ("<a title='>' href='../b/'>", "<a title='>' href='../b/index.html'>"),
    ],
)
def test_a_link_to_a_folder_leads_to_its_page(html: str, made: str) -> None:
    assert with_local_links(html, "a/index.html", {"", "a", "b"}) == made


@pytest.mark.parametrize(
    "html",
    ['<a href="#p3">', '<a href="">', '<a href="https://x.example/b/">', '<a href="//x.example/b/">', '<a href="mailto:b/">', '<a href="../c/">',
     '<a href="../b/x.json">', '<a href="../../../b/">', "<p>href=\"../b/\" &lt;a href=\"../b/\"&gt;</p>", '<p title="href=\'../b/\'">'],
)  # fmt: skip
def test_everything_else_stays(html: str) -> None:
    assert with_local_links(html, "a/index.html", {"", "a", "b"}) == html


@pytest.fixture(scope="module")
def archive(invented_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("offline") / "edition.zip"
    assert CliRunner().invoke(main, ["offline", str(invented_project / "site"), str(out)]).exit_code == 0
    return out


def test_an_archive_is_the_same_each_time_and_stands_by_itself(archive: Path, invented_project: Path, tmp_path: Path) -> None:
    again = tmp_path / "edition.zip"
    offline(invented_project / "site", again)
    assert again.read_bytes() == archive.read_bytes()
    zipfile.ZipFile(archive).extractall(tmp_path)
    assert verify(tmp_path / "edition") == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["edition", "edition.zip"]
    assert not {"404.html", "_headers", "_redirects", "sitemap.xml"} & tree(tmp_path / "edition").keys()


def test_a_folder_that_is_no_site_makes_no_archive(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["offline", str(tmp_path), str(tmp_path / "x.zip")])
    assert (done.exit_code, "index.html" in done.output, list(tmp_path.iterdir())) == (1, True, [])


def test_an_archive_for_a_folder_that_is_not_there_is_refused_in_words(invented_project: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["offline", str(invented_project / "site"), str(tmp_path / "none" / "x.zip")])
    assert (done.exit_code, "there is no folder" in done.output, "Errno" in done.output) == (1, True, False)


def test_every_link_of_the_site_leads_to_a_file_of_the_archive(archive: Path, invented_project: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(archive).extractall(tmp_path)
    root, site = tmp_path / "edition", invented_project / "site"
    seen: set[Path] = set()
    waiting = [root / "index.html"]
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            if path.suffix == ".html":
                waiting += [target for target in linked(path) if not (site / target.relative_to(root)).is_dir() or target.is_dir()]
    there = {path for path in seen if (site / path.relative_to(root)).exists()}
    assert [path for path in there if not path.is_file()] == []
    assert len(there) > 50


def linked(path: Path) -> list[Path]:
    """Where the links of a page on the disk lead; those to the web left out."""
    found = re.findall(r'<a\b[^>]*?\shref="([^"#?]+)', path.read_text("utf-8"))
    return [Path(os.path.normpath(path.parent / link)) for link in found if "://" not in link and not link.startswith("mailto:")]


def test_a_browser_reads_every_kind_of_page_from_the_disk(browser: Browser, archive: Path, kinds: dict[str, str], tmp_path: Path) -> None:
    zipfile.ZipFile(archive).extractall(tmp_path)
    root = (tmp_path / "edition").as_uri()
    page = browser.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"{page.url}: {message.text}") if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda request: None if "ERR_ABORTED" in (request.failure or "") else heard.append(request.url))  # a page that was left
    page.on("request", lambda request: None if request.url.startswith(root) else heard.append(request.url))
    for uri in sorted(set(kinds.values()) - {"404.html", kinds["withdrawn.html"]}):
        page.goto(f"{root}/{uri}")
        assert page.evaluate("getComputedStyle(document.body).margin") == "0px", uri  # the style sheet came
        if "/as-of/index" in uri:
            assert "need the website" in page.inner_text("[data-asof-said]")
    page.goto(f"{root}/{kinds['moved.html']}")
    page.wait_for_url("**/thread/index.html")
    assert page.evaluate("document.fonts.ready.then((fonts) => [...fonts].some((font) => font.status === 'loaded'))")
    page.close()
    assert heard == []


def test_a_timeline_on_the_disk_offers_its_pages_and_no_control_that_cannot_answer(browser: Browser, archive: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(archive).extractall(tmp_path)
    page = browser.new_page()
    page.goto(f"{(tmp_path / 'edition').as_uri()}/examplia/timeline/index.html")
    assert page.locator(".dossier-filter").count() == 0
    page.locator("[data-pages] li[data-group] a").first.click()
    page.wait_for_url("**/timeline/*/index.html")  # until it is read: on a busy machine its entries were counted before
    assert page.locator("[data-list] .dossier-entry").count() > 0
    page.close()
