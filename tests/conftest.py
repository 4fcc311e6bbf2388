"""What several tests share: the flag that rewrites goldens, one browser, and the invented project as a site."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from dossier.publish import Build
from helpers import copied, mkdocs
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (found := shutil.which(name))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


# A busy machine is no finding: properties are judged by what they say, not by how long an example took.
settings.register_profile("dossier", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dossier")

# Pictures are drawn once for all tests and all runs: they are keyed by everything they are made from.
os.environ.setdefault("DOSSIER_CACHE", str(Path(tempfile.gettempdir()) / "dossier-tests-cache"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the expected problems of the case files; then read each of them")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """An installed Chromium or Chrome; without one, tests that need it are skipped, but never in CI."""
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("no Chromium or Chrome is installed")
    assert CHROMIUM, "CI has a Chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def invented_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented project, built as a site in `site` below it."""
    root = copied(tmp_path_factory.mktemp("invented") / "project")
    done = mkdocs(root, "build", "-q", "--strict")
    assert (done.returncode, done.stderr) == (0, "")
    return root


@pytest.fixture(scope="session")
def kinds(invented_project: Path) -> dict[str, str]:
    """Template -> the file of one page made from it, in the invented project; a page of prose and the one for wrong addresses besides."""
    build = Build.prepare(invented_project, as_of="2026-09-21")
    pages = {item.template: item.uri for item in reversed(build.published.pages)}
    return {**pages, "404": "404.html", "prose": f"{next(iter(build.docs.published))}index.html"}
