"""Names and titles that are written from the right, on pages that are read from the left, in a browser."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from helpers import SMALL, mkdocs, project, served
from playwright.sync_api import Browser

PERSON = "- {id: cy, name: مثال (FU)., sort_name: مثال، سي, basis: consent}"
EVENT = """
    - id: 2017-05-01-closure
      title: أُغلق (FU).
      date: 2017-05-01
      kind: office_closed
      organisations: free-union
      sources: gazette
      text: أُغلق مثال (FU).
      accounts:
        - {by: {text: "مثال (FU)."}, date: 2017-05, text: أُغلق (FU).}
        - {by: ministry, text: It was closed.}
"""
STOP_STANDS_LEFT = """link => {
    const text = link.lastChild, at = (place) => {
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


def test_a_full_stop_stands_where_a_statement_ends(tmp_path: Path, browser: Browser) -> None:
    root = project(tmp_path, {"data/utopia/events/x.yml": EVENT})
    done = mkdocs(root, "build", "-q", "--strict")
    assert done.returncode == 0, done.stderr
    said = ".dossier-account__who", ".dossier-account__text"
    with served(root / "site") as address:
        page = browser.new_page()
        where = "utopia/events/2017-05-01-closure/"
        for path, wanted in ((where, ("h1", ".dossier-summary > p", *said)), ("utopia/timeline/", said), (f"embed/{where}", said)):
            page.goto(f"{address}{path}")
            for part in wanted:
                assert page.locator(part).first.evaluate(STOP_STANDS_LEFT), (path, part)
        page.goto(f"{address}{where}")
        page.emulate_media(media="print")
        printed = "link => { const { direction, unicodeBidi } = getComputedStyle(link, '::after'); return [direction, unicodeBidi]; }"
        assert page.locator('a[href="https://example.org/gazette"]').first.evaluate(printed) == ["ltr", "isolate"], "else its last slash comes first"
        page.close()


def test_a_name_from_the_right_does_not_turn_a_row_of_names(tmp_path: Path, browser: Browser) -> None:
    """A link is a run of its own, so that the first letter of the row would be one of the name that is none."""
    acting = EVENT.replace("      text:", '      actors: [ministry, {text: مثال}, Police]\n      text:')
    root = project(tmp_path, {"data/utopia/events/x.yml": acting})
    done = mkdocs(root, "build", "-q", "--strict")
    assert done.returncode == 0, done.stderr
    with served(root / "site") as address:
        page = browser.new_page()
        page.goto(f"{address}utopia/events/2017-05-01-closure/")
        places = page.locator("dt:text-is('By') + dd").evaluate("row => [...row.children].map((part) => part.getBoundingClientRect().left)")
        assert len(places) == 3
        assert places == sorted(places)
        page.close()


def test_the_last_step_of_the_way_stands_beside_the_one_before(tmp_path: Path, browser: Browser) -> None:
    """On the page of a translation into Arabic it stood at the other end of the line, before its stroke."""
    config = SMALL["mkdocs.yml"].rstrip() + "\n            languages: [en, ar]\n"
    people = {"data/utopia/people/cy.md": "---\nname: Cy Ray\nsort_name: Ray, Cy\nbasis: consent\n---\n", "mkdocs.yml": config}
    root = project(tmp_path, {**people, "data/utopia/people/cy.ar.md": "---\nname: مثال\ntranslated_by: Gus Gloss\n---\n"})
    done = mkdocs(root, "build", "-q", "--strict")
    assert done.returncode == 0, done.stderr
    with served(root / "site") as address:
        page = browser.new_page()
        page.goto(f"{address}ar/utopia/people/cy/")
        ends = """steps => steps.map((step) => {
            const words = document.createRange();
            words.selectNodeContents(step);
            const box = words.getBoundingClientRect();
            return [box.left, box.right];
        })"""
        steps = page.locator(".dossier-crumb li").evaluate_all(ends)
        assert len(steps) == 3
        assert all(0 < after[0] - before[1] < 40 for before, after in pairwise(steps)), steps
        page.close()
