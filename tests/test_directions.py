"""Names and titles that are written from the right, on pages that are read from the left, in a browser."""

from __future__ import annotations

from pathlib import Path

from helpers import mkdocs, project, served
from playwright.sync_api import Browser

PERSON = "- {id: cy, name: مثال (FU)., sort_name: مثال، سي, basis: consent}"
STOP_STANDS_LEFT = """link => {
    const text = link.firstChild, at = (place) => {
        const range = document.createRange();
        range.setStart(text, place);
        range.setEnd(text, place + 1);
        return range.getBoundingClientRect().left;
    };
    return at(text.length - 1) < at(0);
}"""


def test_a_full_stop_stands_where_its_name_ends(tmp_path: Path, browser: Browser) -> None:
    root = project(tmp_path, {"data/utopia/people/x.yml": PERSON})
    done = mkdocs(root, "build", "-q", "--strict")
    assert done.returncode == 0, done.stderr
    with served(root / "site") as address:
        page = browser.new_page()
        page.goto(f"{address}utopia/")
        assert page.locator('.dossier a[href$="people/cy/"]').first.evaluate(STOP_STANDS_LEFT)
        page.close()
