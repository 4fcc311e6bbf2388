"""Words that stand on very many pages: their first results are there before Pagefind is asked, few bytes and none of its programs."""

from __future__ import annotations

import gzip
import json
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from dossier.cache import Store
from dossier.commonest import Indexed, answers
from dossier.gathered import references_of
from dossier.pagefind import add_index
from dossier.publish import Build
from dossier.render import fragment
from helpers import ROOT, made_once, mkdocs, served
from playwright.sync_api import Browser, Page, Response

PAGES = 2500
EVERYWHERE, COMMON = "union", ("trade", "members", "court", "strike", "the", "of")
KINDS = ("Events", "Letters", "People", "Organisations")


def document(number: int) -> tuple[str, bytes]:
    """One of the many: each has a name of its own, a few rare words, and the common ones."""
    chance = random.Random(number)
    words = " ".join(chance.choice((*COMMON, f"rare{chance.randrange(900)}")) for _ in range(40))
    kind, title = KINDS[number % 4], f"Number {number}{' of the union' if number % 50 == 0 else ''}"
    head = "".join(f'<meta data-pagefind-{what}="{name}[content]" content="{value}">' for what, name, value in (
        ("filter", "kind", kind), ("meta", "kind", kind), ("meta", "title", title),
    ))  # fmt: skip
    body = f'<body data-pagefind-body><h1>{title}</h1><p id="p1">Zarko{number:05} {words} {EVERYWHERE}.</p></body>'
    return f"x/{number}/index.html", f'<html lang="en" data-references="{number}"><head>{head}</head>{body}</html>'.encode()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's site with an index of many pages in place of its own."""

    def build(folder: Path) -> None:
        done = mkdocs(ROOT, "build", "-q", "-d", str(folder / "site"))
        assert done.returncode == 0, done.stderr
        shutil.rmtree(folder / "site" / "pagefind")
        add_index(lambda: map(document, range(PAGES)), folder / "site", Store())

    return made_once(tmp_path_factory, "common-words", build) / "site"


@pytest.fixture(scope="module")
def where(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield f"{address}search/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test when something goes wrong on it, or is refused by its policy."""
    page = browser.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    page.close()
    assert wrong == []


def opened(page: Page, address: str) -> None:
    page.goto(address)
    settled(page)


def settled(page: Page) -> None:
    page.locator("[data-found][aria-busy=false]").wait_for(state="attached")


def numbers(page: Page) -> list[int]:
    links = page.locator(".dossier-hits h3 a").evaluate_all("links => links.map((link) => link.href)")
    return [int(link.rstrip("/").rpartition("/")[2]) for link in links]


def text_of(number: int) -> str:
    return document(number)[1].decode().partition("<h1>")[2]


# In the browser


@pytest.mark.parametrize("query", ["union", "unio", "UNION", "trade union", "the strike of the trade union members", "m", "mem"])
def test_common_words_are_answered_without_pagefind(query: str, where: str, page: Page) -> None:
    loaded: list[Response] = []
    page.on("response", lambda answer: loaded.append(answer))
    opened(page, f"{where}?q={query}")
    assert page.locator(".dossier-hits > li").count() == 10
    assert [answer.url for answer in loaded if re.search(r"pagefind\.js|wasm|pf_(?:meta|index|filter)", answer.url)] == []
    of_search = [answer.body() for answer in loaded if re.search(r"/(?:pagefind|search)/.+|(?:search|found)\.js", answer.url)]
    assert sum(len(body) if body[:2] == b"\x1f\x8b" else len(gzip.compress(body)) for body in of_search) < 60_000
    said = page.get_by_role("status").inner_text()
    assert said == f"The first 10 results for ‘{query}’. How many there are is counted when more are shown."


@pytest.mark.parametrize("query", ["union", "trade union", "court strike members"])
def test_each_result_has_all_the_words_and_shows_them(query: str, where: str, page: Page) -> None:
    opened(page, f"{where}?q={query}")
    for number in numbers(page):
        assert all(re.search(rf"\b{word}\b", text_of(number), re.IGNORECASE) for word in query.split()), number
    assert {word.lower() for word in page.locator(".dossier-hits mark").all_inner_texts()} <= set(query.split())
    assert page.locator(".dossier-hits > li", has=page.locator("mark")).count() == 10


def test_titles_come_first_then_what_most_others_refer_to_of_each_kind(where: str, page: Page) -> None:
    opened(page, f"{where}?q=members")
    assert set(numbers(page)) <= set(range(PAGES - 16, PAGES))
    assert page.locator("[data-found] h2").all_inner_texts() == ["Organisations", "People", "Letters", "Events"]
    opened(page, f"{where}?q=union")
    assert all(number % 50 == 0 for number in numbers(page)[:3])


def test_more_are_counted_and_follow_what_is_there(where: str, page: Page) -> None:
    opened(page, f"{where}?q=union")
    before = numbers(page)
    page.get_by_role("button", name="Show more").focus()
    page.keyboard.press("Enter")
    page.locator(".dossier-hits > li").nth(10).wait_for()
    settled(page)
    after = numbers(page)
    assert len(after) == len(set(after)) == 30
    assert [number for number in after if number in before] == before
    assert page.get_by_role("status").inner_text() == "2,500 results for ‘union’."
    assert page.get_by_role("button", name="Show 20 more").is_visible()
    focused = page.evaluate("() => document.activeElement.href")
    assert int(focused.rstrip("/").rpartition("/")[2]) not in before


def test_a_choice_is_made_among_all_pages(where: str, page: Page) -> None:
    opened(page, f"{where}?q=union")
    page.locator("[data-choose] > summary").click()
    page.locator("[name=kind]").select_option("Letters")
    settled(page)
    assert page.get_by_role("status").inner_text() == "625 results for ‘union’."
    assert {number % 4 for number in numbers(page)} == {1}


def test_a_rare_word_is_asked_of_pagefind(where: str, page: Page) -> None:
    opened(page, f"{where}?q=Zarko00017")
    assert numbers(page) == [17]
    opened(page, f"{where}?q=Zarko00017+union")
    assert (numbers(page), page.get_by_role("status").inner_text()) == ([17], "1 result for ‘Zarko00017 union’.")


def test_what_stands_nearly_everywhere_is_left_out_of_a_long_query_and_that_is_said(where: str, page: Page) -> None:
    opened(page, f"{where}?q=Zarko00017+of+the+union")
    assert numbers(page) == [17]
    said = page.get_by_role("status").inner_text()
    assert said == "1 result for ‘Zarko00017 of the union’. Left out, since on more than half of all pages: of, the, union."
    opened(page, f'{where}?q="Zarko00017+of+the+union"')
    assert "Left out" not in page.get_by_role("status").inner_text()


def test_what_is_found_beforehand_is_accessible(browser: Browser, where: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 900}, bypass_csp=True)
    page = context.new_page()
    opened(page, f"{where}?q=trade+union")
    page.add_script_tag(content=(Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8"))
    result = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    assert [(rule["id"], node["html"]) for rule in result["violations"] for node in rule["nodes"]] == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    context.close()


def test_words_in_quotation_marks_are_looked_for_just_so(where: str, page: Page) -> None:
    opened(page, f'{where}?q="of+the+union"')
    assert len(numbers(page)) == 10
    assert all(re.search("of the union", text_of(number)) for number in numbers(page))


# The file


def indexed(number: int, title: str, content: str, kind: str = "Letters", references: int = 0) -> Indexed:
    return Indexed(f"en_{number:07x}", {"url": f"/{number:03}/", "content": content, "meta": {"title": title, "kind": kind}}, references)


def read(pages: list[Indexed], bound: int) -> Any:
    return json.loads(answers(pages, bound))


def bits(table: Any, word: str, where: int = 0) -> list[int]:
    signs = table["words"][word][where] if len(table["words"][word]) > where else ""
    return [at for at, _ in enumerate(table["pages"]) if signs and table["signs"].index(signs[at >> 2]) & (8 >> (at & 3))]


MANY = [indexed(n, "A strike" if n == 7 else "Some", f"The union {'met' if n % 2 else 'wrote'}", references=n) for n in range(9)]


def test_the_file_says_on_which_pages_common_words_stand() -> None:
    table = read(MANY, 3)
    assert table["pages"] == [f"en_{n:07x}" for n in reversed(range(9))]
    assert bits(table, "union") == bits(table, "the") == list(range(9))
    assert bits(table, "met") == [1, 3, 5, 7]
    assert table["nearly"] == ["some", "the", "union", "wrote"]
    assert set(table["words"]) == {"some", "the", "union", "wrote", "met"}


def test_a_word_that_a_common_one_begins_with_is_known_for_itself() -> None:
    table = read([*MANY, indexed(9, "Press", "pressure"), *(indexed(n, "Some", "pressure") for n in range(10, 20))], 3)
    assert bits(table, "press") == [table["pages"].index("en_0000009")] == bits(table, "press", 1)


def test_other_forms_of_a_common_word_are_known_where_there_are_enough() -> None:
    pages = [indexed(n, "Some", f"ministry {'ministries' if n < 3 else ''} {'ministerial' if n == 4 else ''} minstrel") for n in range(9)]
    assert set(read(pages, 8)["words"]) == {"some", "ministry", "minstrel", "ministries"}


def test_a_site_without_a_common_word_has_an_empty_file() -> None:
    assert read(MANY, 9) == {"signs": "!#()*+,-.:;^_|~$", "pages": [], "words": {}, "nearly": []}


def test_the_file_is_the_same_whatever_order_the_pages_come_in() -> None:
    assert answers(MANY, 3) == answers(reversed(MANY), 3)


def test_a_document_holds_no_tag_that_readers_would_see() -> None:
    """Content that is known to be HTML escaped what was put into it: results read `Date:</dt>` and `Sources</h2>`."""
    build = Build.prepare(ROOT, as_of="2026-11-24")
    assert build.documents is not None
    kinds = ("event.html", "letter.html", "organisation.html")
    for page in (page for page in build.published.pages if page.template in kinds):
        build.documents.page(page, fragment(page), page.values)
    documents = {uri: content.decode() for uri, content in build.documents}
    assert len(documents) > 100
    assert [uri for uri, text in documents.items() if "&lt;/" in text] == []
    assert sum("Date:</dt> <dd>" in text for text in documents.values()) > 100


def test_a_document_says_how_many_records_refer_to_what_it_is_about() -> None:
    build, key = Build.prepare(ROOT, as_of="2026-11-24"), "kazakhstan/people/larisa-kharkova"
    assert build.documents is not None
    page = next(page for page in build.published.pages if page.address == f"{key}/")
    build.documents.page(page, fragment(page), page.values)
    build.documents.prose("about/", "About", "<p>Words</p>")
    said = {uri: references_of(content) for uri, content in build.documents}
    assert said == {"about/index.html": 0, f"{key}/index.html": len(build.site.index.backlinks[key])}
    assert said[f"{key}/index.html"] > 0
