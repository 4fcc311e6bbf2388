"""What a browser puts on paper: sheets that are full, numbered and light, no heading alone, nothing that only a screen can answer."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from helpers import ROOT, made_once, mkdocs, served
from playwright.sync_api import Browser, BrowserContext

Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1, 0, 0, 1, 0, 0)
FOOT = 0.94
LETTER = "kazakhstan/letters/2017-03-24-to-mogherini/"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(made_once(tmp_path_factory, "paper", _build) / "site") as address:
        yield address


@pytest.fixture(scope="module")
def dark(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(color_scheme="dark")
    yield context
    context.close()


def _build(folder: Path) -> None:
    """This very site."""
    for part in ("data", "docs"):
        shutil.copytree(ROOT / part, folder / part)
    config = (ROOT / "mkdocs.yml").read_text("utf-8").replace("- hooks/main.py", f"- {ROOT}/hooks/main.py")
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    done = mkdocs(folder)
    assert done.returncode == 0, done.stderr


def _sheets(pdf: bytes) -> list[list[tuple[float, float]]]:
    """Of each sheet, where text stands and how large it is: (from the top, as a part of the sheet; in points), page numbers apart."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [_lines(page) for page in opened.pages]


def _numbered(pdf: bytes) -> bool:
    """Whether something stands in the lower margin of each sheet."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return all(_text(page)[-1][0] >= FOOT for page in opened.pages)


def _lines(page: pikepdf.Page) -> list[tuple[float, float]]:
    return [found for found in _text(page) if found[0] < FOOT]


def _text(page: pikepdf.Page) -> list[tuple[float, float]]:
    height, now, line, size, kept, found = float(page.mediabox[3]), SAME, SAME, 0.0, [], set()
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "q":
                kept.append(now)
            case "Q":
                now = kept.pop()
            case "cm":
                now = _times(_matrix(operands), now)
            case "BT":
                line = SAME
            case "Tf":
                size = float(operands[1])
            case "Tm":
                line = _matrix(operands)
            case "Td":
                line = _times((1, 0, 0, 1, float(operands[0]), float(operands[1])), line)
            case "Tj" | "TJ":
                placed = _times(line, now)
                found.add((round(1 - placed[5] / height, 3), round(abs(placed[3]) * size, 1)))
    return sorted(found)


def _matrix(operands: object) -> Matrix:
    a, b, c, d, e, f = map(float, operands)  # type: ignore[call-overload]
    return a, b, c, d, e, f


def _times(a: Matrix, b: Matrix) -> Matrix:
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


@pytest.mark.parametrize(("where", "size"), [
    ("", "A4"), ("belarus/", "A4"), ("belarus/", "Letter"), ("kazakhstan/", "Letter"), (LETTER, "A4"), ("belarus/people/aliaksandr-yarashuk/", "A4"),
    ("belarus/organisations/bkdp/", "A4"), ("belarus/events/2022-04-19-arrests/", "A4"), ("press/", "Letter"), ("organisations/", "A4"),
])  # fmt: skip
def test_sheets_are_full_and_numbered_and_none_ends_with_a_heading(dark: BrowserContext, home: str, where: str, size: str) -> None:
    page = dark.new_page()
    page.goto(home + where)
    printed = page.pdf(format=size)
    page.close()
    *whole, last = _sheets(printed)
    assert [place for place, lines in enumerate(whole, start=1) if lines[-1][0] < 0.62] == []
    lowest = [max(size for at, size in lines if at > lines[-1][0] - 0.005) for lines in whole]
    assert [place for place, size in enumerate(lowest, start=1) if size > 17] == [], "as large as a year"
    assert last
    assert _numbered(printed)


def test_words_below_the_picture_stand_in_columns_on_paper(dark: BrowserContext, home: str) -> None:
    """Of a grid of five long answers that ran over two sheets, Chromium printed the last line over what follows."""
    page = dark.new_page()
    page.goto(f"{home}kazakhstan/")
    page.emulate_media(media="print")
    answer = page.locator(".dossier-overview__answer")
    assert answer.evaluate("e => [getComputedStyle(e).display, getComputedStyle(e).columnCount]") == ["block", "2"]
    page.close()


def test_who_perhaps_was_held_stands_below_who_was_and_the_letter_on_paper(dark: BrowserContext, home: str) -> None:
    """The picture came between, on the next sheet, and “Perhaps in custody” stood below it without the letter of whose day that was said."""
    page = dark.new_page()
    page.goto(f"{home}kazakhstan/")
    page.emulate_media(media="print")
    answer = page.locator(".dossier-overview__answer")
    letter = answer.locator(".dossier-overview__letter").first
    assert letter.evaluate("e => getComputedStyle(e).breakAfter") == "avoid"
    answer.locator(".dossier-state").first.evaluate("e => e.after(e.cloneNode(true))")
    said = answer.locator(".dossier-state").all()[:2]
    breaks = "e => [getComputedStyle(e).breakBefore, getComputedStyle(e).breakInside]"
    assert [one.evaluate(breaks) for one in said] == [["auto", "avoid"], ["avoid", "avoid"]]
    page.close()


@pytest.mark.parametrize("where", ["", "kazakhstan/", "kazakhstan/timeline/", "kazakhstan/as-of/", LETTER, "people/", "corrections/", "data/"])
def test_paper_is_light_and_has_nothing_to_press_or_to_go_by(dark: BrowserContext, home: str, where: str) -> None:
    page = dark.new_page()
    page.goto(home + where)
    page.emulate_media(media="print")
    ground, ink = page.evaluate("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).color]")
    assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")
    assert page.locator("nav:visible, form:visible, button:visible, input:visible, .dossier-links:visible").count() == 0
    page.close()


def test_a_search_that_was_not_asked_prints_where_everything_is_listed(dark: BrowserContext, home: str) -> None:
    page = dark.new_page()
    page.goto(f"{home}search/")
    page.wait_for_selector("[data-said]:empty", state="attached")
    page.emulate_media(media="print")
    said = page.inner_text("#content").split("\n\n")
    assert said == ["Search", "Everything is listed, by name and by date:", "People Organisations Letters Timeline Demands"]
    page.goto(f"{home}search/?q=no+such+words+anywhere")
    page.wait_for_selector("[data-said]:not(:empty)")
    assert page.locator(".dossier-search__paper:visible").count() == 0, "the page says what was found"
    page.close()


def test_a_short_register_leaves_no_row_to_one_name(dark: BrowserContext, home: str) -> None:
    page = dark.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{home}people/")
    places = "all => all.map((e) => e.getBoundingClientRect()).map((box) => [Math.round(box.left), box.bottom])"
    placed = page.locator(".dossier-index li").evaluate_all(places)
    columns = {left: max(bottom for at, bottom in placed if at == left) for left, _ in placed}
    assert len(columns) == 3
    top = page.locator(".dossier-run").evaluate("e => e.getBoundingClientRect().top")
    assert min(columns.values()) - top > 0.7 * (max(columns.values()) - top), "each is filled"
    heads = page.locator(".dossier-index h2").evaluate_all(places)
    assert all(any(left == at and bottom > head for left, bottom in placed) for at, head in heads), "no letter is parted from its first name"
    page.close()


@pytest.mark.parametrize("where", ["kazakhstan/events/2017-01-20-arrests/", "kazakhstan/people/larisa-kharkova/", "people/federica-mogherini/"])
def test_on_paper_what_a_fact_is_called_stands_beside_it(dark: BrowserContext, home: str, where: str) -> None:
    page = dark.new_page()
    page.goto(home + where)
    page.emulate_media(media="print")
    facts = page.locator(".dossier-facts > div").evaluate_all(
        """all => all.map((e) => [...e.children].map((one) => one.getBoundingClientRect()))
          .map(([dt, ...dd]) => [dt.top, dd[0].top, dd.map((one) => one.left - dt.right)])"""
    )
    assert len(facts) > 2
    assert [(one, other) for one, other, _ in facts if abs(one - other) > 3] == []
    assert min(gap for _, _, gaps in facts for gap in gaps) >= 0, "further ones below the first"
    page.close()


def test_no_sheet_ends_with_the_heading_of_an_entry(dark: BrowserContext, home: str) -> None:
    """That of a small entry runs on in the line of its kind, after part of which no break can be forbidden: its accounts came on the next sheet."""
    page = dark.new_page()
    page.goto(f"{home}kazakhstan/timeline/")
    page.emulate_media(media="print")
    style = "all => all.map((e) => getComputedStyle(e)).map((s) => [s.display, s.breakAfter])"
    heads = page.locator(".dossier-entry:has(.dossier-accounts) .dossier-entry__head").evaluate_all(style)
    assert len(heads) > 10
    assert [head for head in heads if head != ["block", "avoid"]] == []
    small = page.locator(".dossier-entry--3:not(:has(.dossier-accounts)) .dossier-entry__head").first
    assert small.evaluate("e => getComputedStyle(e).display") == "inline", "what stays whole saves its line"
    page.close()


def test_no_sheet_is_for_the_address_alone(dark: BrowserContext, home: str) -> None:
    page = dark.new_page()
    page.goto(f"{home}belarus/events/2022-04-19-arrests/")
    page.evaluate("""() => {
      const line = Object.assign(document.createElement("p"), { className: "dossier-address", textContent: "https://dossier.example/" })
      document.querySelector("#content").after(line)
      document.querySelector(".dossier-foot").before(document.createElement("div"))
    }""")
    lines = []
    for height in range(0, 1000, 16):
        page.evaluate("height => { document.querySelector('#content > div:nth-last-child(-n+3)').style.height = `${height}px` }", height)
        lines.append(len(_sheets(page.pdf(format="A4"))[-1]))
    assert min(lines) > 1
    page.close()
