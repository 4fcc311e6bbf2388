"""A timeline of any length can be read, paged and narrowed: without scripts by real pages, with them on the page itself."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dossier.addresses import address
from dossier.artifact import Artifact
from dossier.artifact import Page as Published
from dossier.cells import neutral
from dossier.folding import APOSTROPHES, squeezed
from dossier.load import load
from dossier.model import Event, Letter
from dossier.outputs import country, events, people, timeline
from dossier.render import fragment
from dossier.settings import Settings
from dossier.site import Site
from dossier.spelling import of_one_piece, plain
from dossier.views import lists
from helpers import ROOT, write
from inventions import crowdia, invented
from playwright.sync_api import Browser, BrowserContext, Page, Route
from projects import INSTANT

THEME = ROOT / "hooks" / "dossier" / "theme"
HOST = "http://dossier.test/"
CSP = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; img-src 'self'"
FRAME = 30_000
"""What Material's styles and frame weigh, compressed (27 KB)."""
LISTS = (timeline.publish, country.publish, events.publish, people.publish)
LONG = "crowdia/timeline/"


def pages_of(site: Site) -> dict[str, Published | Artifact]:
    """Every page with a list of entries and every file of data, by address."""
    found: dict[str, Published | Artifact] = {}
    for output in LISTS:
        for item in output(site):
            found[item.uri if isinstance(item, Artifact) else item.address] = item
    return found


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Published | Artifact]:
    """A country with 5,000 entries."""
    return pages_of(crowdia(tmp_path_factory.mktemp("crowdia"), 5000))


@pytest.fixture(scope="module")
def small() -> dict[str, Published | Artifact]:
    return pages_of(invented())


def html(page: Published, written: str = "en") -> str:
    """A page without the theme's frame, of case files that are written in a language."""
    scripts = "".join(f'<script defer src="/{script}"></script>' for script in (*page.own_head.scripts, "assets/javascripts/dossier.js"))
    style = '<link rel="stylesheet" href="/assets/stylesheets/dossier.css"><link rel="stylesheet" href="/assets/stylesheets/timeline.css">'
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>x</title>{style}{scripts}'
    content = f'<main class="md-content__inner md-typeset">{fragment(page, written=written)}</main>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{content}</body></html>'


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens an address of a site under a strict policy; no page may report an error."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def opened(site: dict[str, Published | Artifact], where: str, written: str = "en", **options: Any) -> Page:
        def answer(route: Route) -> None:
            address = route.request.url.removeprefix(HOST).split("?")[0]
            item = site.get(address)
            if isinstance(item, Artifact):
                route.fulfill(body=item.content(), content_type="application/json")
            elif item is not None:
                route.fulfill(body=html(item, written), content_type="text/html", headers={"Content-Security-Policy": CSP})
            elif (THEME / address).is_file():
                route.fulfill(path=THEME / address)
            else:
                route.fulfill(status=204)

        contexts.append(browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options}))
        page = contexts[-1].new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.route("**/*", answer)
        page.goto(HOST + where)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


def settled(page: Page, words: str) -> None:
    """Waits until the count says so and the list is drawn; how long that takes on a busy machine is no finding."""
    page.wait_for_function("words => document.querySelector('.dossier-result [role=status]').textContent === words", arg=words, timeout=60_000)
    page.wait_for_selector("[data-list]:not([aria-busy])", state="attached", timeout=60_000)


def titles(page: Page) -> list[str]:
    """Of the entries, when the list is drawn."""
    page.wait_for_selector("[data-list]:not([aria-busy])", state="attached", timeout=60_000)
    return page.locator("[data-list] .dossier-entry__head").all_inner_texts()


def entries_of(site: dict[str, Published | Artifact], where: str = f"{LONG}data.json") -> dict[str, Any]:
    item = site[where]
    assert isinstance(item, Artifact)
    found: dict[str, Any] = json.loads(item.content())
    return found


NORMAL = """
node => {
  const opening = (node) => "<" + node.nodeName.toLowerCase() + [...node.attributes].map((a) => ` ${a.name}="${a.value}"`).sort().join("") + ">";
  const inside = (node) => [...node.childNodes].map(said).join("").trim() + "</>";
  const said = (node) => node.nodeType === 3 ? node.data.replace(/\\s+/g, " ") : opening(node) + inside(node);
  return said(node).replace(/> </g, "><").replace(/ ?\\n ?/g, "");
}
"""


@pytest.mark.parametrize("where", ["examplia/timeline/", "timeline/", LONG])
def test_the_script_shows_an_entry_exactly_as_the_page_does(
    visit: Visit, small: dict[str, Published | Artifact], crowd: dict[str, Published | Artifact], where: str
) -> None:
    for written, built in shown_and_built(visit(crowd if where == LONG else small, where)):
        assert built == written


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_where_case_files_are_not_in_english_the_script_says_so_as_the_page_does(visit: Visit, language: str) -> None:
    other = pages_of(Site(invented().everything, Settings(default_language=language), INSTANT))
    compared = shown_and_built(visit(other, "timeline/", language))
    turned = ' dir="rtl"' if language == "ar" else ""
    spoken = f'{turned} lang="{language}">'
    assert any(f"<span{spoken}" in written for written, _ in compared), "what an account says"
    for written, built in compared:
        assert f'<h3 class="dossier-entry__head"{spoken}' in written
        assert built == written


def shown_and_built(page: Page) -> list[tuple[str, str]]:
    """The entries of a list as the page has them, each with what the script makes of it."""
    compared: list[tuple[str, str]] = page.evaluate(
        f"""async () => {{ const normal = {NORMAL}; await dossierTimeline.load();
        const shown = [...document.querySelectorAll("[data-list] .dossier-entry")], first = dossierTimeline.count() - shown.length;
        return shown.map((entry, place) => [normal(entry), normal(dossierTimeline.build(first + place))]); }}"""
    )
    assert len(compared) > 3
    return compared


def test_a_group_stands_at_its_box_and_the_whole_is_not_called_a_part_of_itself(visit: Visit, crowd: dict[str, Published | Artifact]) -> None:
    page = visit(crowd, LONG)
    row = page.locator(".dossier-filter li[data-group] > label").first
    box, words = row.locator("input").bounding_box(), row.locator("span").first.bounding_box()
    assert box
    assert words
    assert words["x"] - box["x"] - box["width"] < 24
    assert "5,000 entries, by the latest possible day of each" in page.inner_text(".dossier-summary")
    assert " of " not in page.inner_text(".dossier-summary").split(",")[0]


def test_both_accounts_replies_and_positions_are_in_the_data(crowd: dict[str, Published | Artifact]) -> None:
    entries = entries_of(crowd, "timeline/data.json")["entries"]
    assert any(len(entry.get("x", [])) > 1 for entry in entries)
    assert any("r" in entry for entry in entries)
    assert any("z" in entry for entry in entries)


def test_nothing_withheld_is_in_the_data() -> None:
    site = invented()
    published = "".join(item.content().decode() for item in timeline.publish(site) if isinstance(item, Artifact))
    withheld = [entry.record for key, entry in site.everything.entries.items() if site.states[key] != "public"]
    names = [str(getattr(record, "name", None) or record.title) for record in withheld if record.noun in ("person", "event", "letter")]
    assert len(names) > 2
    assert [name for name in names if name in published] == []


def test_choices_narrow_the_list_and_count_what_each_would_give(visit: Visit, crowd: dict[str, Published | Artifact]) -> None:
    data = entries_of(crowd)
    kinds = [row[0] for row in data["kinds"]]
    page = visit(crowd, LONG)
    assert page.locator(".dossier-result [role=status]").get_attribute("aria-live") == "polite"
    settled(page, "5,000 entries, oldest first")
    page.locator("summary", has_text="Kind").click()
    page.locator("[name=kind][value=arrest]").check()
    arrests = [e for e in data["entries"] if kinds[e["k"]] == "arrest"]
    settled(page, f"{len(arrests):,} of 5,000 entries, oldest first")
    assert len(titles(page)) == 200
    page.locator("[name=kind][value=release]").check()
    both = [e for e in data["entries"] if kinds[e["k"]] in ("arrest", "release")]
    settled(page, f"{len(both):,} of 5,000 entries, oldest first")
    page.get_by_label("From").select_option("2019")
    page.get_by_label("To", exact=True).select_option("2019")
    those = [e for e in both if e["e"].startswith("2019")]
    settled(page, f"{len(those):,} of 5,000 entries, oldest first")
    page.locator("summary", has_text="Person").click()
    page.get_by_label("Find among 120").fill("zoe luczak")
    page.get_by_label("Zoë Łuczak-Şahin").check()
    zoe = next(place for place, row in enumerate(data["people"]) if row[0] == "person-1")
    hers = [e for e in those if zoe in e.get("p", [])]
    settled(page, f"{len(hers):,} of 5,000 entries, oldest first")
    assert sorted(titles(page)) == sorted(e["t"] for e in hers)
    others = [e for e in data["entries"] if kinds[e["k"]] == "deregistration" and e["e"].startswith("2019") and zoe in e.get("p", [])]
    assert page.locator("li:has([value=deregistration]) .dossier-count").inner_text() == str(len(others))
    assert page.url == f"{HOST}{LONG}?kind=arrest&kind=release&person=person-1&from=2019&to=2019"
    assert page.locator(".dossier-result__said").inner_text() == "Narrowed to Arrests or Releases; Zoë Łuczak-Şahin; 2019"


def test_a_kind_is_called_as_several_of_it_are_where_that_is_known_and_found_by_that(visit: Visit, crowd: dict[str, Published | Artifact]) -> None:
    data = entries_of(crowd)
    called = {row[0]: row[4] or row[1] for row in data["kinds"]}
    assert called["arrest"] == "Arrests"
    arrests = [e for e in data["entries"] if data["kinds"][e["k"]][0] == "arrest"]
    page = visit(crowd, f"{LONG}?q=arrests")
    settled(page, f"{len(arrests):,} of 5,000 entries, oldest first")
    page.locator("summary", has_text="Kind").click()
    for kind, words in called.items():
        assert page.locator(f"label:has([name=kind][value={kind}])").inner_text().startswith(words)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("where", [LONG, "timeline/"])
def test_no_control_moves_when_the_data_comes(visit: Visit, crowd: dict[str, Published | Artifact], where: str, width: int) -> None:
    page = visit(crowd, where, viewport={"width": width, "height": 900})
    if width == 320:
        page.get_by_text("Narrow the timeline").click()
    controls = "document.querySelectorAll('.dossier-filter summary, [name=group], .dossier-filter select')"
    measure = f"[...{controls}].map((e) => e.getBoundingClientRect().top + scrollY)"
    before = page.evaluate(measure)
    page.evaluate("dossierTimeline.load()")
    page.wait_for_selector("[name=kind]", state="attached")
    assert len(before) > 5
    assert page.evaluate(measure) == before


@pytest.mark.parametrize("where", ["crowdia/", LONG])
def test_where_nothing_is_on_record_there_is_nothing_to_narrow(visit: Visit, tmp_path: Path, where: str) -> None:
    page = visit(pages_of(crowdia(tmp_path, 0)), where)
    page.wait_for_load_state("networkidle")
    assert page.get_by_text("Nothing is on record yet.").is_visible()
    assert page.locator(".dossier-narrow, .dossier-filter, .dossier-result").count() == 0


def test_a_kind_under_a_group_that_is_chosen_narrows_the_group(visit: Visit, crowd: dict[str, Published | Artifact]) -> None:
    data = entries_of(crowd)
    group = {row[0]: row[2] for row in data["kinds"]}
    page = visit(crowd, f"{LONG}?group={group['arrest']}&kind=arrest&group={group['release']}")
    wanted = [e for e in data["entries"] if (kind := data["kinds"][e["k"]])[0] == "arrest" or kind[2] == group["release"]]
    settled(page, f"{len(wanted):,} of 5,000 entries, oldest first")


@pytest.mark.parametrize("where", ["examplia/timeline/", "timeline/"])
def test_a_source_finds_every_entry_that_cites_it_also_in_an_account(visit: Visit, small: dict[str, Published | Artifact], where: str) -> None:
    site, home = invented(), where.partition("timeline/")[0].rstrip("/")
    data = entries_of(small, f"{where}data.json")
    found: dict[str, set[str]] = {}
    for entry in data["entries"]:
        for place in entry.get("b", []):
            found.setdefault(data["cited"][place][0], set()).add(entry["h"])
    shown = {entry["h"] for entry in data["entries"]}
    for key, citing in site.index.citing.items():
        code = f"{site.dossier.entries[key].country}/{site.dossier.entries[key].id}".removeprefix(f"{home}/")
        told = {address(one) for one in citing if one.folder in (Event.folder, Letter.folder)} & shown
        assert found.get(code, set()) == told, code
    code, most = max(found.items(), key=lambda item: len(item[1]))
    page = visit(small, f"{where}?source={code}")
    settled(page, f"{len(most)} of {len(shown)} entries, oldest first")
    page.locator("summary", has_text="Source").click()
    box = page.locator(f"li:has([name=source][value='{code}'])")
    assert box.locator("input").is_checked()
    assert box.locator(".dossier-count").inner_text() == str(len(most))
    box.locator("input").uncheck()
    settled(page, f"{len(shown)} entries, oldest first")
    assert page.url == f"{HOST}{where}"


def test_an_address_can_be_shared_and_back_and_forward_lead_through_what_was_chosen(visit: Visit, crowd: dict[str, Published | Artifact]) -> None:
    page = visit(crowd, f"{LONG}?sure=contested&utm=x")
    contested = [e for e in entries_of(crowd)["entries"] if e.get("y") == "Accounts differ"]
    settled(page, f"{len(contested)} of 5,000 entries, oldest first")
    assert page.locator("[data-list] .dossier-accounts > li").count() == 400
    page.get_by_label("Acts against people").check()
    assert page.url.endswith("?utm=x&group=person&sure=contested")
    page.go_back()
    settled(page, f"{len(contested)} of 5,000 entries, oldest first")
    assert not page.get_by_label("Acts against people").is_checked()
    page.go_forward()
    assert page.get_by_label("Acts against people").is_checked()
    page.get_by_role("button", name="Clear").click()
    settled(page, "5,000 entries, oldest first")
    assert page.url == f"{HOST}{LONG}?utm=x"
    assert page.locator(".dossier-shown").is_visible(), "the page is as it came"
    assert page.evaluate("document.activeElement.name") == "q"
    page.goto(f"{HOST}{LONG}?person=nobody")
    settled(page, "0 of 5,000 entries, oldest first")
    assert page.locator(".dossier-result__said").inner_text() == "Narrowed to “nobody” (not on record here)"


def saved(page: Page) -> list[dict[str, str]]:
    """What the button gives, as a spreadsheet reads it."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Download this list as CSV").click()
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    assert download.value.suggested_filename == "timeline.csv"
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_what_is_narrowed_can_be_taken_as_a_table_with_every_account(visit: Visit, crowd: dict[str, Published | Artifact]) -> None:
    page = visit(crowd, f"{LONG}?sure=contested&from=2019&to=2019&order=newest")
    chosen = [e for e in entries_of(crowd)["entries"] if e.get("y") == "Accounts differ" and e["e"].startswith("2019")]
    settled(page, f"{len(chosen)} of 5,000 entries, newest first")
    found = saved(page)
    assert [row["address"] for row in found] == [f"{HOST}{e['h']}" for e in reversed(chosen)], "all of them, in the order of the list"
    assert all(row["accounts"].count("tells it one way, in entry") == 2 and row["accounts_say"] == "Accounts differ" for row in found)
    columns = "date latest_day kind title how_sure place concerned accounts_say accounts positions_and_replies sources address"
    assert " ".join(found[0]) == columns


def test_a_list_that_is_not_narrowed_is_taken_whole_with_what_others_answered(visit: Visit, small: dict[str, Published | Artifact]) -> None:
    page = visit(small, "timeline/")
    found = saved(page)
    entries = entries_of(small, "timeline/data.json")["entries"]
    assert [row["title"] for row in found] == [e["t"] for e in entries]
    assert {bool(row["positions_and_replies"]) for row, e in zip(found, entries, strict=True) if e.get("r") or e.get("z")} == {True}
    assert {row["country"] for row in found} >= {"Examplia", "Threadia"}
    page.get_by_label("Words, names, places").fill("arrest")
    assert 0 < len(saved(page)) < len(found), "what was typed last counts"


def test_a_spreadsheet_runs_no_cell_of_such_a_table(visit: Visit, small: dict[str, Published | Artifact]) -> None:
    texts = ["=1+1", "@home", "-3.5", "2017-01-20", "", "a=b", "\t=x", "\u200b=1", "＝1", " +x", "\x1c=1", "\x85-x", "+1e5", "-", "٣=", "\ufeff@a"]
    assert visit(small, "examplia/timeline/").evaluate("texts => texts.map(dossierTimeline.neutral)", texts) == [neutral(text) for text in texts]


def test_text_is_found_without_case_accents_and_under_other_names(visit: Visit, crowd: dict[str, Published | Artifact]) -> None:
    page = visit(crowd, LONG)
    data = entries_of(crowd)
    zoe = next(place for place, row in enumerate(data["people"]) if row[0] == "person-1")
    hers = sum(zoe in e.get("p", []) for e in data["entries"])
    for words in ("ZOE luczak sahin", "зоя", "LUCZAK arrest"):
        page.get_by_label("Words, names, places").fill(words)
        if "arrest" not in words:
            settled(page, f"{hers} of 5,000 entries, oldest first")
    page.get_by_label("Words, names, places").fill("number 77 CAFE")
    page.wait_for_function("() => location.search === '?q=number+77+CAFE'")
    assert "Invented event number 77 near the café" in titles(page)


@pytest.mark.parametrize("where", ["examplia/timeline/", "timeline/"])
def test_what_is_read_in_an_entry_is_found(visit: Visit, small: dict[str, Published | Artifact], where: str) -> None:
    page = visit(small, where)
    shown = [text.casefold() for text in page.locator("[data-list] .dossier-entry").all_text_contents()]
    for words in ("for a speech", "asked to come", "No comment", "City police", "Daily Example", "confirmed", "accounts differ"):
        fitting = sum(all(word in text for word in words.casefold().split()) for text in shown)
        assert fitting, words
        page.get_by_label("Words, names, places").fill(words)
        settled(page, f"{fitting} of {len(shown)} entries, oldest first")


def test_what_is_typed_while_the_data_comes_stays(visit: Visit, small: dict[str, Published | Artifact]) -> None:
    page = visit(small, "examplia/timeline/")
    words = page.get_by_label("Words, names, places")
    page.evaluate("""async () => { const words = document.querySelector("#narrow-q"), typed = dossierTimeline.load();
        words.value = "for a speech";
        const type = () => words.dispatchEvent(new Event("input", { bubbles: true })), keys = setInterval(type, 20);
        type(); await typed; clearInterval(keys); }""")
    assert words.input_value() == "for a speech"
    settled(page, "1 of 13 entries, oldest first")


def test_the_script_takes_for_one_letter_what_the_rest_of_the_program_does(visit: Visit, small: dict[str, Published | Artifact]) -> None:
    pairs = [
        ("کریم", "كريم"), ("نمونهٔ", "نمونة"), ("مـثال", "مثال"), ("١٢", "12"), ("۱۲", "12"), ("१२", "12"), ("１２", "12"), ("ΣΟΦΟΣ", "σοφός"),
        ("ĦAĠ", "hag"), ("IŞIL", "ışıl"), ("İMGE", "imge"), ("ᲜᲘᲜᲝ", "ნინო"), ("Ґ", "Г"), ("Ї", "І"), ("कि", "क"), ("कि", "का"), ("ハ", "は"),
        ("架空", "架"), ("가", "각"), ("ﾊﾝ", "ハン"), *((f"G{sign}ulom", "Gulom") for sign in APOSTROPHES),
    ]  # fmt: skip
    folded = visit(small, "examplia/timeline/").evaluate("pairs => pairs.map((pair) => pair.map(dossierTimeline.fold))", pairs)
    for (one, other), (mine, yours) in zip(pairs, folded, strict=True):
        assert (mine == yours) == (squeezed(one) == squeezed(other)), (one, other)


def test_latin_letters_of_one_piece_are_found_by_the_same_plain_ones_as_in_the_search(visit: Visit, small: dict[str, Published | Artifact]) -> None:
    letters = list(of_one_piece())
    folded = visit(small, "examplia/timeline/").evaluate("letters => letters.map(dossierTimeline.fold)", letters)
    assert dict(zip(letters, folded, strict=True)) == {letter: plain(letter) for letter in letters}


def test_a_long_list_is_drawn_in_slices_and_what_is_not_wanted_any_more_is_left_off(visit: Visit, crowd: dict[str, Published | Artifact]) -> None:
    page = visit(crowd, f"{LONG}?from=2016")
    page.wait_for_selector(".dossier-more:not([hidden])")
    page.evaluate(
        """() => { window.drawn = []; const isEntry = (node) => node.nodeName === "LI" && node.className.startsWith("dossier-entry ");
        const added = (records) => new Set(records.flatMap((record) => [...record.addedNodes].filter(isEntry))).size;
        const watched = [document.querySelector("[data-list]"), { childList: true, subtree: true }];
        new MutationObserver((records) => drawn.push(added(records))).observe(...watched);
        scrollTo(0, 4000); window.lowest = scrollY; addEventListener("scroll", () => { lowest = Math.min(lowest, scrollY); }); }"""
    )
    page.locator("[name=group]").first.evaluate("control => control.click()")
    assert len(titles(page)) == 200
    drawn = page.evaluate("drawn")
    assert sum(drawn) == 200
    assert max(drawn) <= 8, "a slow telephone lays out no more than this at once"
    assert page.evaluate("lowest") == 4000, "the page does not jump while it is drawn"
    words = page.get_by_label("Words, names, places")
    words.fill("event")
    page.wait_for_selector("[data-list][aria-busy]")
    words.fill("nobody writes this")
    settled(page, "0 of 5,000 entries, oldest first")
    assert titles(page) == []


def test_everything_can_be_done_with_the_keyboard(visit: Visit, crowd: dict[str, Published | Artifact]) -> None:
    page = visit(crowd, LONG)
    page.get_by_label("Words, names, places").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "checkbox"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('.dossier-result [role=status]').textContent.includes(' of ')")
    more = page.get_by_role("button", name="Show 200 more")
    more.focus()
    page.keyboard.press("Enter")
    assert len(titles(page)) == 400
    assert page.evaluate("[...document.querySelectorAll('.dossier-entry__head a')].indexOf(document.activeElement)") == 200


def test_newest_first_turns_the_order_in_the_document(visit: Visit, small: dict[str, Published | Artifact]) -> None:
    page = visit(small, "examplia/timeline/")
    before = titles(page)
    page.get_by_role("button", name="Newest first").click()
    assert titles(page) == before[::-1]
    assert page.url.endswith("?order=newest")
    page.reload()
    assert titles(page) == before[::-1]
    page.get_by_role("button", name="Oldest first").click()
    assert titles(page) == before


def test_a_year_is_jumped_to_though_it_is_not_shown_yet(visit: Visit, crowd: dict[str, Published | Artifact]) -> None:
    page = visit(crowd, f"{LONG}?sure=confirmed")
    page.wait_for_selector("nav.dossier-yearjump:not([hidden]) a[href='#y2018']")
    assert page.locator("#y2018").count() == 0
    page.locator("nav.dossier-yearjump:not([hidden]) a[href='#y2018']").click()
    assert page.locator("#y2018").count() == 1


def test_a_page_that_is_narrowed_already_stays_so(visit: Visit, crowd: dict[str, Published | Artifact]) -> None:
    data = entries_of(crowd)
    page = visit(crowd, f"{LONG}person/2019/?sure=likely")
    wanted = [e for e in data["entries"] if data["kinds"][e["k"]][2] == "person" and e["e"].startswith("2019")]
    settled(page, f"{sum(e.get('c') == 'likely' for e in wanted)} of {len(wanted)} entries, oldest first")
    assert page.locator("[name=group], select").count() == 0


def test_a_narrowed_list_prints_whole_and_says_how_it_is_narrowed(visit: Visit, crowd: dict[str, Published | Artifact]) -> None:
    page = visit(crowd, f"{LONG}?kind=arrest&to=2018")
    page.wait_for_selector(".dossier-more:not([hidden])")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    data = entries_of(crowd)
    wanted = [e for e in data["entries"] if data["kinds"][e["k"]][0] == "arrest" and e["e"] < "2019"]
    assert len(titles(page)) == len(wanted) > 200
    assert page.locator(".dossier-result__said").inner_text() == "Narrowed to Arrests; to 2018"
    for part in (".dossier-filter", ".dossier-copy", ".dossier-result button", ".dossier-yearjump"):
        assert page.locator(f"{part}:visible").count() == 0


def test_on_a_telephone_the_filters_are_folded_away_and_targets_are_large(visit: Visit, small: dict[str, Published | Artifact]) -> None:
    page = visit(small, "examplia/timeline/", viewport={"width": 320, "height": 700})
    assert not page.locator(".dossier-filter").is_visible()
    page.get_by_text("Narrow the timeline").click()
    page.locator("summary", has_text="Kind").click()
    page.wait_for_selector("[name=kind]")
    targets = page.locator(".dossier-filter :is(li > label, select, [type=search]):visible").all()
    heights = [box["height"] for target in targets if (box := target.bounding_box())]
    assert len(heights) > 5
    rem = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert min(heights) / rem * 20 >= 24, "in Material's frame 1 rem is 20 px"
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_without_scripts_there_are_only_pages_and_no_dead_control(visit: Visit, crowd: dict[str, Published | Artifact]) -> None:
    page = visit(crowd, f"{LONG}?kind=arrest", java_script_enabled=False)
    assert page.locator("input:visible, select:visible, button:visible").count() == 0
    assert len(titles(page)) == lists.PART
    page.locator(".dossier-yearjump").get_by_role("link", name="2019").click()
    assert page.url == f"{HOST}{LONG}2019/"
    page.locator(".dossier-narrow").get_by_role("link", name="Acts against people").click()
    assert page.url == f"{HOST}{LONG}person/2019/"


def test_five_thousand_entries_are_narrowed_within_fifty_milliseconds(visit: Visit, crowd: dict[str, Published | Artifact]) -> None:
    page = visit(crowd, LONG)
    times = page.evaluate(
        """async () => { await dossierTimeline.load(); const times = [];
        for (let n = 0; n < 9; n += 1) for (const name of ["group", "sure", "kind"]) {
          const box = document.querySelector(`[name=${name}]`), start = performance.now(); box.click(); times.push(performance.now() - start); }
        return times.sort((a, b) => a - b); }"""
    )
    print(f"median {times[len(times) // 2]:.1f} ms, slowest {times[-1]:.1f} ms")
    assert times[len(times) // 2] < 50 * 3, times


def test_no_page_with_a_list_is_heavy_on_its_first_view(crowd: dict[str, Published | Artifact]) -> None:
    """Those of a country and a person, those of all, and of each kind of part the one with most words."""
    names = ("stylesheets/dossier.css", "stylesheets/timeline.css", "javascripts/dossier.js", "javascripts/timeline.js")
    assets = [THEME / "assets" / name for name in names]
    fixed = FRAME + sum(len(gzip.compress(file.read_bytes())) for file in assets)
    shown = [item for item in crowd.values() if isinstance(item, Published) and "list" in item.values]
    by_form: dict[str, Published] = {}
    for item in sorted(shown, key=lambda item: item.values["list"].shown):
        by_form[re.sub(r"\d+", "n", item.address)] = item
    assert {"crowdia/", "crowdia/events/", "events/", "timeline/", LONG, f"{LONG}n/", f"{LONG}n/n/", f"{LONG}person/", f"{LONG}person/n/",
            "crowdia/people/person-n/", "crowdia/people/person-n/events/n/"} <= set(by_form)  # fmt: skip
    weights = {item.address: fixed + len(gzip.compress(str(fragment(item)).encode())) for item in by_form.values()}
    assert {address: weight for address, weight in weights.items() if weight > 100_000} == {}


def test_a_long_list_is_reached_whole_without_scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "WHOLE", 8)
    monkeypatch.setattr(lists, "PART", 4)
    site = crowdia(tmp_path, 150)
    found = ((where, item) for where, item in pages_of(site).items() if "/events/" not in site.by_address.get(where, ""))
    pages = {where: item for where, item in found if isinstance(item, Published)}
    waiting, reached, entries = ["crowdia/", "timeline/", "events/", "crowdia/events/", "crowdia/people/person-0/"], set[str](), set[str]()
    while waiting:
        where = waiting.pop()
        reached.add(where)
        for href in re.findall(r'<a [^>]*href="([^"#?]+)', str(fragment(pages[where]))):
            target = re.sub(r"^(\.\./)+", "", href)
            entries.add(target)
            if target in pages and target not in reached and target not in waiting:
                waiting.append(target)
    assert any(re.fullmatch(r"crowdia/timeline/2019/12/\d/", where) for where in reached)
    assert {where for where in pages if where not in reached and "people/" not in where} == set()
    assert {site.viewer.link(entry.key).href for entry in site.dossier.of(Event.folder)} <= entries


def test_events_are_reached_where_there_are_none_yet(tmp_path: Path) -> None:
    pages = pages_of(crowdia(tmp_path, 0))
    for home in ("", "crowdia/"):
        shown = pages[f"{home}timeline/"]
        assert isinstance(shown, Published)
        assert f'href="{"../" * (home.count("/") + 1)}{home}events/"' in str(fragment(shown))


def test_every_part_of_a_list_holds_its_entries_once_and_in_order(crowd: dict[str, Published | Artifact]) -> None:
    whole = crowd[LONG]
    assert isinstance(whole, Published)
    parts = [crowd[jump.href] for jump in whole.values["list"].jump]
    assert len(parts) > 1
    assert tuple(entry for part in parts if isinstance(part, Published) for entry in part.entries) == whole.entries
    for part in parts:
        assert isinstance(part, Published)
        assert sum(len(year.entries) for year in part.values["list"].years) == part.values["list"].shown


def test_each_entry_has_a_link_of_its_own_that_a_button_copies(visit: Visit, small: dict[str, Published | Artifact]) -> None:
    page = visit(small, "examplia/timeline/")
    entry = page.locator(".dossier-entry").first
    assert entry.locator(".dossier-copy").is_hidden(), "no clipboard on an insecure address, so no dead button"
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (text) => { window.copied = text; }}})")
    page.reload()
    entry.hover()
    entry.get_by_role("button").click()
    assert page.evaluate("copied") == page.evaluate("document.querySelector('.dossier-entry .dossier-permalink').href")
    assert entry.get_by_role("button").inner_text().startswith("Copied")


def test_entries_that_share_an_id_have_anchors_of_their_own(tmp_path: Path) -> None:
    event = {"title": "One event", "date": "2019-03-01", "kind": "arrest", "sources": "paper"}
    letter = {"title": "A letter", "date": "2019-03-01", "from": "union", "to": "union", "text": "We."}
    for place in ("onia", "twonia"):
        write(
            tmp_path / "data" / place,
            {
                "country.yml": f"title: {place.title()}\niso: ZZ\n", "sources.yml": "- {id: paper, title: A paper, publisher: Paper}\n",
                "organisations.yml": "- {id: union, name: A union, type: trade-union}\n",
                "events.yml": json.dumps([{"id": "2019-03-01-event", **event}, {"id": "2019-03-01-same", **event}]),
                "letters.yml": json.dumps([{**letter, "id": "2019-03-01-same"}]),
            },
        )  # fmt: skip
    shutil.copytree(ROOT / "data" / "vocabulary", tmp_path / "data" / "vocabulary")
    result = load(tmp_path / "data", Settings())
    assert [str(problem) for problem in result.problems] == []
    found = pages_of(Site(result.dossier, Settings(), INSTANT))
    for where, most in (("timeline/", 6), ("onia/timeline/", 3)):
        page = found[where]
        assert isinstance(page, Published)
        ids = re.findall(r'<li class="dossier-entry[^"]*" id="([^"]+)"', str(fragment(page)))
        assert len(set(ids)) == len(ids) == most
        assert [entry["a"] for entry in entries_of(found, f"{where}data.json")["entries"]] == ids
