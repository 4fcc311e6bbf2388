"""A build without a change leaves the site as it is, and any change is noticed."""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from dossier import unchanged
from dossier.unchanged import inputs
from helpers import environ, mkdocs, project, tree
from mkdocs.config import load_config


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


def settings(root: Path, **given: Any) -> Any:
    theme = SimpleNamespace(custom_dir=None, name="material")
    extensions = ["toc", "tables", "fenced_code", "markdown.extensions.def_list"]
    known: dict[str, Any] = {
        "plugins": {"hooks/main.py": None}, "theme": theme, "docs_dir": str(root / "docs"), "markdown_extensions": extensions,
    }  # fmt: skip
    return SimpleNamespace(**{"config_file_path": str(root / "mkdocs.yml"), **known, "user_configs": [{"site_name": "x"}], **given})


def read(root: Path, **given: Any) -> str:
    return inputs(root, settings(root, **given), str(root / "hooks" / "main.py"))


def test_the_same_is_the_same(root: Path) -> None:
    assert read(root) == read(root) != ""


@pytest.mark.parametrize("name", ["data/utopia/country.yml", "docs/index.md", "mkdocs.yml", "hooks/main.py"])
def test_a_file_that_changes_is_noticed_even_if_it_is_as_long_as_before(root: Path, name: str) -> None:
    before, file = read(root), root / name
    text = file.read_bytes()
    file.write_bytes(text[:-2] + b" \n")
    state = file.stat()
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns + 1))
    assert read(root) != before


def test_a_file_that_changes_is_noticed_even_if_its_time_is_set_back(root: Path) -> None:
    file = root / "data/utopia/country.yml"
    state = file.stat()
    before = read(root)
    file.write_text(file.read_text("utf-8").replace("Utopia", "Utopie"), "utf-8")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns, file.stat().st_ino) == (state.st_size, state.st_mtime_ns, state.st_ino)
    assert read(root) != before


def test_what_is_inherited_or_said_on_the_command_line_is_noticed(root: Path) -> None:
    assert read(root, user_configs=[{"site_name": "y"}]) != read(root)


def test_nothing_that_mkdocs_will_change_is_said_to_whoever_builds(root: Path) -> None:
    config = load_config(str(root / "mkdocs.yml"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert inputs(root, config, str(root / "hooks" / "main.py")) != ""


@pytest.mark.parametrize("name", ["DOSSIER_AS_OF", "SOURCE_DATE_EPOCH", "DOSSIER_CACHE", "DOSSIER_PREVIEW"])
def test_what_the_environment_says_is_noticed(root: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """An embargo may have ended; a site that was made for reviewers, without the overlay, is not to be published."""
    monkeypatch.delenv(name, raising=False)
    before = read(root)
    monkeypatch.setenv(name, "1")
    assert read(root) != before


@pytest.mark.parametrize("name", ["commit_time", "code"])
def test_another_commit_and_other_code_are_noticed(root: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    before = read(root)
    monkeypatch.setattr(unchanged, name, lambda *_: "another")
    assert read(root) != before


def test_a_folder_that_is_called_otherwise_is_noticed(root: Path) -> None:
    """Of the files in it, nothing but the path changes."""
    before = read(root)
    (root / "data" / "utopia").rename(root / "data" / "utopie")
    assert read(root) != before


def test_a_theme_of_ones_own_is_noticed(root: Path) -> None:
    theme = SimpleNamespace(custom_dir=str(root / "theme"), name="material")
    (root / "theme").mkdir()
    before = read(root, theme=theme)
    (root / "theme" / "main.html").write_text("Another.", "utf-8")
    assert read(root, theme=theme) != before


def test_a_folder_of_pages_in_which_nothing_is_is_noticed(root: Path) -> None:
    """No country may be called as it: the check went on saying that all is well."""
    before = read(root)
    (root / "docs" / "utopia").mkdir()
    assert read(root) != before


@pytest.mark.parametrize("name", ["pymdownx.snippets", "nowhere", "nowhere.to_be_found"])
def test_an_extension_of_markdown_that_may_read_other_files_makes_every_build_a_whole_one(root: Path, name: str) -> None:
    """What a page takes in of a file outside docs/ stayed as it was."""
    assert read(root, markdown_extensions=["toc", name]) == ""


def test_other_plugins_links_and_an_overlay_make_every_build_a_whole_one(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(root, plugins={"hooks/main.py": None, "search": None}) == ""
    (root / "docs" / "elsewhere").symlink_to(tmp_path)
    assert read(root) == ""
    (root / "docs" / "elsewhere").unlink()
    monkeypatch.setenv("DOSSIER_PRIVATE", str(tmp_path))
    assert read(root) == ""


def built(root: Path, *arguments: str) -> str:
    done = mkdocs(root, "build", *arguments, env={**environ(), "DOSSIER_CACHE": str(root / "cache")})
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_nothing_is_done_twice_and_whatever_became_of_the_site_is_put_right(root: Path) -> None:
    said = "Nothing has changed"
    assert said not in built(root)
    site = root / "site"
    first, made = tree(site), (site / "index.html").stat()
    assert said in built(root)
    assert (tree(site), (site / "index.html").stat().st_ino) == (first, made.st_ino)
    (root / ".site.dossier-999999999").mkdir()  # of a second build at the same time, that was killed
    assert said in built(root)
    assert not list(root.glob(".site*"))
    harms = (lambda: (site / "added.txt").write_text("x"), (site / "404.html").unlink, lambda: (site / "index.html").write_text("x"))
    for harm in harms:
        harm()
        assert said not in built(root)
        assert tree(site) == first
    country = root / "data" / "utopia" / "country.yml"
    country.write_text(country.read_text("utf-8").replace("Utopia", "Utopie"), "utf-8")
    assert said not in built(root)
    assert b"Utopie" in tree(site)["utopia/index.html"]
