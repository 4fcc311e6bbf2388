"""The search: over what is published and nothing else, names however they are spelt, and loaded by nobody who does not search."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import unicodedata
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import axe_playwright_python
import dossier.pagefind
import pytest
from dossier.alphabet import alphabetical
from dossier.cache import Store
from dossier.decoding import View, views
from dossier.model import Organisation, Person
from dossier.pagefind import NoSearch, add_index
from dossier.parting import apart, findable
from dossier.policy import policy
from dossier.publish import Build
from dossier.render import fragment
from dossier.searched import LEFT_OUT, spelt
from dossier.spelling import keys, plain, spelling
from helpers import ROOT, built, environ, made_once, mkdocs, own_data, pages_of, project, served, tree, write
from playwright.sync_api import Browser, Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
WATCH = "addEventListener('securitypolicyviolation', (event) => console.error('CSP', event.violatedDirective, event.blockedURI))"


def fragments(site: Path) -> dict[str, dict[str, Any]]:
    """Address -> what the index holds of the page there."""
    found = [json.loads(gzip.decompress(path.read_bytes())[12:]) for path in (site / "pagefind" / "fragment").iterdir()]
    return {one["url"].strip("/"): one for one in found}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository as a site."""

    def build(folder: Path) -> None:
        done = mkdocs(ROOT, "build", "-q", "--strict", "-d", str(folder / "site"))
        assert (done.returncode, done.stderr) == (0, "")

    return made_once(tmp_path_factory, "searched", build) / "site"


@pytest.fixture(scope="module")
def where(own: Path) -> Iterator[str]:
    with served(own) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test when something goes wrong on it."""
    page = browser.new_page()
    wrong: list[str] = []
    page.add_init_script(WATCH)
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    page.close()
    assert wrong == []


def search(page: Page, query: str) -> None:
    """Asks on the page that is open, and waits for all there is."""
    page.locator("#q").fill(query)
    page.locator("#q").press("Enter")
    page.locator("[data-found][aria-busy=false]").wait_for(state="attached")


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("[data-found][aria-busy=false]").wait_for(state="attached")


def found(page: Page, within: str = "[data-found]") -> list[str]:
    """The addresses that the results lead to, below the site's root."""
    root = page.url.partition("search/")[0]
    return [href.removeprefix(root) for href in page.locator(f"{within} a").evaluate_all("links => links.map((link) => link.href)")]


# What is indexed


def test_records_and_prose_are_indexed_each_once_and_nothing_else(own: Path) -> None:
    index = own_data()
    expected = {
        f"{'' if entry.country == 'international' else entry.country + '/'}{entry.folder}/{entry.id}"
        for folder in ("letters", "events", "people", "organisations", "demands")
        for entry in index.dossier.of(folder)
    }
    assert fragments(own).keys() == expected | {"kazakhstan", "belarus", "vocabulary", "", "about", "press"}


def test_every_selector_of_what_is_left_out_is_known_to_a_template_or_a_view() -> None:
    package = ROOT / "hooks" / "dossier"
    sources = (*package.rglob("*.html"), *(package / "views").glob("*.py"), *(package / "outputs").glob("*.py"))
    text = "".join(path.read_text("utf-8") for path in sources)
    names = {name for selector in LEFT_OUT for name in re.findall(r"[.#]([\w-]+)|labelledby\^?=([\w-]+)", selector)}
    assert [name for pair in names for name in pair if name and name not in text] == []


def test_a_page_is_indexed_without_ways_on_and_without_what_other_pages_say(own: Path) -> None:
    letter = fragments(own)["kazakhstan/letters/2017-03-24-to-mogherini"]
    text = letter["content"]
    assert "daily police interrogations" in text
    assert [words for words in ("Cite and quote", "Quote", "Propose a correction", "day 0", "Demand:", "Next letter") if words in text] == []
    assert {anchor["id"] for anchor in letter["anchors"]} >= {f"p{n}" for n in range(1, 9)}
    assert letter["meta"] == {
        "title": "ITUC and ETUC to Federica Mogherini, 24 March 2017", "kind": "Letters", "line": "To Federica Mogherini",
        "country": "Kazakhstan", "date": "24 March 2017",
    }  # fmt: skip
    chosen = {name: letter["filters"][name] for name in ("kind", "country", "year")}
    assert chosen == {"kind": ["Letters"], "country": ["Kazakhstan"], "year": ["2017"]}
    assert {"Eleusinov, Amin", "Kharkova, Larisa", "Mogherini, Federica"} <= set(letter["filters"]["person"])


def test_code_to_paste_is_not_searched(own: Path) -> None:
    assert [where for where, one in fragments(own).items() if "iframe" in one["content"] or "Code to paste" in one["content"]] == []


def test_words_that_stand_apart_on_a_page_stand_apart_in_the_index(own: Path) -> None:
    for address, one in fragments(own).items():
        assert not re.search(r"\b(?:From|To|Date|Role|Type|People|Also written|Abbreviated)[A-Z]\w+ \w", one["content"]), address


def test_a_letter_is_in_the_index_of_its_language(invented_project: Path, page: Page) -> None:
    site = invented_project / "site"
    languages = json.loads((site / "pagefind/pagefind-entry.json").read_text("utf-8"))["languages"]
    assert languages.keys() == {"en", "ru"}
    assert {path.name for path in (site / "pagefind").glob("wasm.*")} == {"wasm.en.pagefind", "wasm.ru.pagefind"}
    with served(site) as where:
        opened(page, f"{where}search/?q=председателем")  # another case than the letter has: its language's stemmer is asked
        assert "ru/examplia/letters/2021-03-10-to-the-commission/#p1" in found(page)
        assert page.locator(".dossier-hit__text [lang=ru]").first.is_visible()


def test_nothing_withheld_is_in_the_index_or_among_the_names(invented_project: Path) -> None:
    site = invented_project / "site"
    secrets = [b"Withdrawn, Wanda", b"Wanda", b"drafted-one", b"embargoed-one", b"erased-one", b"withdrawn-one"]
    files = {path: data for path, data in tree(site).items() if path.startswith(("pagefind/", "search/"))}
    opened_up = {path: gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for path, data in files.items()}
    assert [(path, secret) for path, data in opened_up.items() for secret in secrets if secret.lower() in data.lower()] == []
    assert not any(url.endswith("withdrawn-one") for url in fragments(site))


def test_the_leak_scan_reads_what_is_packed_in_the_index(own: Path) -> None:
    path = next((own / "pagefind/fragment").iterdir())
    said = fragments(own)[json.loads(gzip.decompress(path.read_bytes())[12:])["url"].strip("/")]["content"]
    assert any(said[:60] in view.text for view in views(path.read_bytes(), path.name) if isinstance(view, View))


def test_only_what_the_page_asks_for_is_published(own: Path) -> None:
    names = {path.relative_to(own / "pagefind").parts[0] for path in (own / "pagefind").rglob("*") if path.is_file()}
    expected = r"pagefind\.js|pagefind-entry\.json|pagefind\.en_\w+\.pf_meta|wasm\.en\.pagefind|common\.json|index|fragment|filter|SHA256SUMS"
    assert {name for name in names if not re.fullmatch(expected, name)} == set()


# What other pages carry of it


def test_no_page_but_that_of_the_search_loads_anything_of_it(own: Path) -> None:
    for path, text in pages_of(tree(own)):
        if path != "search/index.html":
            assert not re.search(r"pagefind|search\.(?:js|css)|found\.js|wasm", text.partition("<main")[0]), path
            assert text.count('class="dossier-find"') == (0 if path.startswith(("embed/", "r/")) or "http-equiv=\"refresh\"" in text else 1), path


def test_only_that_page_may_run_web_assembly(own: Path) -> None:
    allowed = {path for path, text in pages_of(tree(own)) if "wasm-unsafe-eval" in text}
    assert allowed == {"search/index.html"}
    rules = (own / "_headers").read_text("utf-8").split("\n")
    assert [rules[n - 1] for n, line in enumerate(rules) if "wasm-unsafe-eval" in line] == ["/search/*"] or policy("search/") in "\n".join(rules)
    assert sum("wasm-unsafe-eval" in line for line in rules) == 1


def test_the_form_in_the_header_leads_to_the_search(where: str, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{where}kazakhstan/people/larisa-kharkova/")
    page.locator(".dossier-find input").fill("Mogherini")
    page.locator(".dossier-find input").press("Enter")
    page.locator("[data-found][aria-busy=false]").wait_for(state="attached")
    assert page.url == f"{where}search/?q=Mogherini"
    assert "people/federica-mogherini/" in found(page)


def test_on_a_phone_the_button_in_the_header_leads_there(browser: Browser, where: str) -> None:
    with browser.new_page(viewport={"width": 320, "height": 600}) as page:
        page.goto(f"{where}kazakhstan/")
        assert not page.locator(".dossier-find input").is_visible()
        page.locator(".dossier-find").get_by_role("button", name="Search").click()
        page.wait_for_url(f"{where}search/?q=")


def test_without_scripts_the_page_leads_to_the_registers(browser: Browser, where: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{where}search/?q=Kharkova")
        assert page.get_by_text("This search needs scripts").is_visible()
        assert {"people/", "organisations/", "letters/", "timeline/", "demands/"} <= set(found(page, ".dossier-search nav"))


def test_nothing_is_loaded_before_something_is_asked(where: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{where}search/")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "pagefind" in url or "names" in url or "spelling" in url] == []


def test_a_page_read_from_the_disk_says_that_it_cannot_search(browser: Browser, own: Path) -> None:
    page = browser.new_page()
    page.goto((own / "search/index.html").as_uri())
    assert "works on the website only" in page.locator("[data-said]").inner_text()
    assert page.locator("#q").is_disabled()
    page.close()


def test_where_the_index_is_missing_the_page_says_so(browser: Browser, own: Path, tmp_path: Path) -> None:
    site = Path(shutil.copytree(own, tmp_path / "site", ignore=shutil.ignore_patterns("pagefind")))
    with served(site) as where, browser.new_page() as page:
        opened(page, f"{where}search/?q=Kharkova")
        assert "could not be loaded" in page.locator("[data-said]").inner_text()
        assert "kazakhstan/people/larisa-kharkova/" in found(page), "names are known all the same"


def test_a_search_loads_little(own: Path, where: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("?")[0].removeprefix(where)))
    page.goto(f"{where}search/")
    page.wait_for_load_state("networkidle")
    asked.clear()
    search(page, "police interrogations")
    assert sum((own / path).stat().st_size for path in asked) < 200_000, asked
    assert len(asked) <= 22, asked
    assert not any("worker" in path or path.endswith(".pf_filter") for path in asked)


# What is found, and how


def test_a_passage_of_a_letter_is_found_and_linked_to_its_paragraph(where: str, page: Page) -> None:
    opened(page, f"{where}search/?q=daily+police+interrogations")
    assert "kazakhstan/letters/2017-03-24-to-mogherini/#p3" in found(page)
    assert "interrogations" in page.locator(".dossier-hits mark").all_inner_texts()
    heads = [head.split("\n")[0].split(" ")[0] for head in page.locator("[data-found] h2").all_inner_texts()]
    assert {"Letters", "Events", "People"} <= set(heads)
    letter = page.locator(".dossier-hits li", has_text="ITUC and ETUC to Federica Mogherini, 24 March 2017").first
    assert "24 March 2017 · To Federica Mogherini · Kazakhstan" in letter.inner_text()


def test_results_are_narrowed_by_country_kind_year_and_person(where: str, page: Page) -> None:
    opened(page, f"{where}search/?q=sentence&country=Belarus")
    assert page.locator("[data-choose]").get_attribute("open") is not None
    links = found(page, ".dossier-hits h3")
    assert links
    assert all(link.startswith("belarus/") for link in links)
    opened(page, f"{where}search/?q=prison")
    page.locator("[data-choose] > summary").click()
    person = page.locator("[name=person]")
    person.locator("option", has_text="Eleusinov, Amin").wait_for(state="attached")
    person.select_option("Eleusinov, Amin")
    page.locator("[data-found][aria-busy=false]").wait_for(state="attached")
    page.locator("[name=kind]").select_option("Sentence")
    page.locator("[data-found][aria-busy=false]").wait_for(state="attached")
    page.locator("[name=year]").select_option("2017")
    page.locator("[data-found][aria-busy=false]").wait_for(state="attached")
    assert "person=Eleusinov%2C+Amin" in page.url
    assert found(page, ".dossier-hits h3") == ["kazakhstan/events/2017-05-16-sentence-amin-eleusinov/"]
    page.go_back()
    page.locator("[data-found][aria-busy=false]").wait_for(state="attached")
    assert "year=" not in page.url


def test_more_results_are_shown_when_asked_for_and_the_first_of_them_has_the_focus(where: str, page: Page) -> None:
    opened(page, f"{where}search/?q=union")
    before = page.locator(".dossier-hits > li").count()
    assert before == 10
    assert re.search(r"\d+ of \d+", page.locator("[data-found]").inner_text())
    page.get_by_role("button", name=re.compile("Show 20 more")).click()
    page.locator(".dossier-hits > li").nth(10).wait_for()
    assert page.locator(".dossier-hits > li").count() == 30
    assert page.evaluate("() => document.activeElement.closest('.dossier-hits') !== null")


HOSTILE = [
    "<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "javascript:alert(1)", "{{7*7}}", "%3Cscript%3E", "__proto__ constructor",
    "(((((", "\\", "[a-z]*", "'; DROP TABLE--", "\u202eabc", "a" * 5000, "\ud83d\ude00", "*", '"', "\x00",
]  # fmt: skip


def test_hostile_queries_are_text(where: str, page: Page) -> None:
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(f"{where}search/")
    inside = page.locator("[data-found]")
    for query in HOSTILE:
        search(page, query)
        assert inside.locator("script, img, iframe, svg, style").count() == 0, query
    opened(page, f"{where}search/?{urlencode({'q': HOSTILE[0], 'country': HOSTILE[1], 'kind': 'x', 'person': HOSTILE[1], 'year': '1'})}")
    assert page.locator("[data-said]").inner_text().startswith("Nothing was found for ‘<img src=x onerror=alert(1)>’")
    assert inside.locator("script, img").count() == 0


# Names however they are spelt


def names() -> dict[str, list[str]]:
    """Address -> every spelling of the name of who is there, in the case files."""
    entries = [entry for folder in (Person.folder, Organisation.folder) for entry in own_data().dossier.of(folder)]
    return {f"{'' if entry.country == 'international' else entry.country + '/'}{entry.folder}/{entry.id}/": spelt(entry) for entry in entries}


def test_every_spelling_of_every_name_in_the_case_files_finds_who_bears_it(where: str, page: Page) -> None:
    page.goto(f"{where}search/")
    missed = []
    for address, spellings in names().items():
        for name in spellings:
            search(page, name)
            if address not in found(page):
                missed.append((name, address))
    assert missed == []


OTHERWISE = {
    "kazakhstan/people/amin-eleusinov/": (
        "Eleusinov", "Yeleusinov", "Eleussinov", "Елеусинов", "Ieleoussinov", "YELEUSINOV", "eleusinof", "Amin Eleusinow", "Elusinov", "Амин",
    ),
    "kazakhstan/people/nurbek-kushakbaev/": ("Kushakbayev", "Qushaqbaev", "Кушакбаев", "Құшақбаев", "Kuşakbaev", "Kushakbaef"),
    "kazakhstan/people/larisa-kharkova/": ("Харькова", "Harkova", "Larissa", unicodedata.normalize("NFD", "Kharkóva")),
    "belarus/people/aliaksandr-yarashuk/": ("Ярашук", "Yarashuk", "Jaraschuk"),
    "people/federica-mogherini/": ("Могерини", "Mogerini"),
    "kazakhstan/people/erlan-baltabay/": ("Балтабай",),
    "kazakhstan/people/dmitriy-senyavskiy/": ("Сенявский",),
    "organisations/ituc/": ("ITUC", "ituc"),
    "kazakhstan/organisations/cntuk/": ("cituk", "КНПРК"),
    "belarus/organisations/prosecutor-general-of-belarus/": ("Prosecutor General's Office of Belarus", "Prosecutor Generals Office"),
}  # fmt: skip


@pytest.mark.parametrize(("address", "query"), [(address, query) for address, queries in OTHERWISE.items() for query in queries])
def test_other_spellings_suggest_who_may_be_meant(address: str, query: str, where: str, page: Page) -> None:
    opened(page, f"{where}search/?{urlencode({'q': query})}")
    assert address in found(page)


ALIKE = {
    "data/utopia/people.yml": """
        - {id: ann-lee, name: Anna Elina, sort_name: "Elina, Anna", basis: public-role, category: unionist}
        - {id: bo-dahl, name: Anna Yelina, sort_name: "Yelina, Anna", basis: public-role, category: official}
        - {id: third, name: Анна Елина, sort_name: "Elina, Anna", basis: public-role}
        - {id: turk, name: Ayşe Türkiye, sort_name: "Türkiye, Ayşe", basis: public-role, other_names: [Artyom Ёлкин, "D’Arcy", Gʻulomov]}
        """,
}


def test_people_whose_names_are_alike_are_listed_each_by_themselves(tmp_path: Path, page: Page) -> None:
    built(project(tmp_path / "small", ALIKE))
    with served(tmp_path / "small" / "site") as where:
        for query in ("Elina", "Елина", "Yelina"):
            opened(page, f"{where}search/?q={query}")
            people = {"utopia/people/ann-lee/", "utopia/people/bo-dahl/", "utopia/people/third/"}
            assert people <= set(found(page, ".dossier-alike")), query
            assert page.locator(".dossier-alike > li").count() == 3
        turkish, others = ("Turkiye", "Türkiye", unicodedata.normalize("NFD", "Türkiye")), ("D'Arcy", "DArcy", "d`arcy", "G‘ulomov", "Gulomov")
        for query in (*turkish, "Елкин", "Ёлкин", "Yolkin", *others):
            opened(page, f"{where}search/?q={query}")
            assert ("utopia/people/turk/" in found(page)) == (query != "Yolkin"), query
    chosen = fragments(tmp_path / "small" / "site")
    assert chosen["utopia/people/ann-lee"]["filters"]["person"] == ["Elina, Anna (Utopia) (ann-lee)"]
    assert chosen["utopia/people/third"]["filters"]["person"] == ["Elina, Anna (Utopia) (third)"]


UNSPACED = {
    "data/utopia/letters/2019-01-01-kasoria.md": """
        ---
        title: 架空花子の逮捕
        date: 2019-01-01
        from: free-union
        to: bo-dahl
        language: ja
        ---
        架空花子さんが、２０２１年３月１２日に逮捕されたことに懸念を表明する。

        เราขอให้ปล่อยตัวนายตัวอย่าง ทันที
        """,
}


def test_words_are_found_where_no_blanks_stand_between_words(tmp_path: Path, page: Page) -> None:
    built(project(tmp_path / "small", UNSPACED))
    letter = "utopia/letters/2019-01-01-kasoria/"
    with served(tmp_path / "small" / "site") as where:
        for query, wanted in {"逮捕": 1, "懸念": 1, "花子": 1, "捕逮": 0, "２０２１年": 1, "ปล่อย": 1, "ตัวอย่าง": 1, "懸念 逮捕": 1}.items():
            opened(page, f"{where}search/?q={query}")
            assert (letter in [href.partition("#")[0] for href in found(page)]) == wanted, query
        opened(page, f"{where}search/?q=懸念")
        passage = "空花子さんが、２０２１年３月１２日に逮捕されたことに懸念を表明する。"
        assert page.locator(".dossier-hit__text").first.inner_text() == f"Paragraph 1 … {passage}"
        assert page.locator(".dossier-hits h3").first.inner_text() == "架空花子の逮捕"
        said = ["架空の2021年、ann", "カタカナ語", "ที่นี่ครับ", "「架」空", "ann 架空 bo", "မြန်မာ", "普通话"]
        assert page.evaluate("said => said.map((text) => dossierFound.apart(text + ' ').trimEnd())", said) == [
            apart(f"{text} ").replace("\N{WORD JOINER}", "").rstrip() for text in said
        ]


BEGINNING = {
    "data/utopia/letters/2019-01-01-o.md": """
        ---
        title: On ferries
        date: 2019-01-01
        from: free-union
        to: bo-dahl
        ---
        Ann O Brien was arrested at the harbour, where the ferrymen were organising.
        """,
}


def test_of_a_word_that_no_page_has_it_is_said_that_the_results_are_without_it(tmp_path: Path, page: Page) -> None:
    """Pagefind leaves such a word out, or takes for it one with which it begins."""
    built(project(tmp_path / "small", BEGINNING))
    letter, rest = "utopia/letters/2019-01-01-o/", "the results have the rest, or words that begin alike."
    with served(tmp_path / "small" / "site") as where:
        for query, said, is_found in (
            ("Ouzbékistan", "Nothing was found for ‘Ouzbékistan’. 1 result with words that begin as it does.", True),
            ("harbour xylophone", f"1 result for ‘harbour xylophone’. No page has ‘xylophone’: {rest}", True),
            ("xylophone", "Nothing was found for ‘xylophone’.", False),
            ("harb", "1 result for ‘harb’.", True),  # the beginning of a word
            ("harbours", "1 result for ‘harbours’.", True),  # of the same stem
            ("Ouzbékistan oz", "Nothing was found for ‘Ouzbékistan oz’. 1 result with words that begin as these do.", True),
            ('"Ann O Brien"', "1 result for ‘\"Ann O Brien\"’.", True),
        ):
            opened(page, f"{where}search/?q={query}")
            assert page.locator("[data-said]").inner_text() == said, query
            assert (letter in [href.partition("#")[0] for href in found(page)]) == is_found, query


def test_a_page_without_such_words_is_indexed_as_it_is() -> None:
    page = "<p>“Ann” <b>Lee</b>, Öhler, Лариса, ハン</p>"
    assert findable(page) is page


DRAWN: dict[str, str | bytes | None] = {
    "data/utopia/people/sean-oneill.md": """
        ---
        name: Sean O’Neill
        sort_name: O’Neill, Sean
        basis: public-role
        sources: gazette
        ---
        """,
    "data/utopia/letters/2019-01-01-lettre.md": """
        ---
        title: Lettre du syndicat
        date: 2019-01-01
        from: free-union
        to: bo-dahl
        language: fr
        ---
        Nous dénonçons l’arrestation d’Élodie, aujourd’hui menacée d'extradition.

        Le cas d’[Ann Lee](people/ann-lee) préoccupe l’UE.
        """,
    "data/utopia/letters/2019-01-02-lettera.md": """
        ---
        title: Lettera del sindacato
        date: 2019-01-02
        from: free-union
        to: bo-dahl
        language: it
        ---
        Chiediamo la fine dell’oppressione.
        """,
}


def test_words_behind_an_apostrophe_are_found_by_themselves_whatever_is_drawn_to_them(tmp_path: Path, page: Page) -> None:
    built(project(tmp_path / "small", DRAWN))
    asked = {
        "Lettre du syndicat": ("arrestation", "l'arrestation", "d’arrestation", "Élodie", "elodie", "extradition", "L’extradition"),
        "Lettera del sindacato": ("oppressione", "dell'oppressione", "l’oppressione"),
        "Sean O’Neill": ("Neill", "O Neill", "O'Neill", "ONeill"),
    }
    with served(tmp_path / "small" / "site") as where:
        for title, queries in asked.items():
            for query in queries:
                opened(page, f"{where}search/?q={query}")
                assert title in page.locator(".dossier-hits h3").all_inner_texts(), query
        opened(page, f"{where}search/?q=extradition")
        said = "Paragraph 1 Nous dénonçons l’arrestation d’Élodie, aujourd’hui menacée d'extradition."
        assert said in page.locator(".dossier-hit__text").all_inner_texts()
        assert "d'extradition" in page.locator("mark").all_inner_texts()


def test_words_behind_an_apostrophe_are_found_where_a_link_begins_with_them() -> None:
    assert findable("d’<a href=\"l'un\">Ann Lee</a>’s").replace("-\N{INVISIBLE SEPARATOR}-", "|") == "d’<a href=\"l'un\">Ann|Ann Lee</a>’s"


OF_ONE_PIECE: dict[str, str | bytes | None] = {
    "data/utopia/letters/2019-01-01-lagodia.md": """
        ---
        title: Letter about Łagódź
        date: 2019-01-01
        from: free-union
        to: bo-dahl
        language: pl
        ---
        Aresztowano członków związku w mieście Łagódź: Exampław i pani Đorđa-Maße.
        """,
}


def test_words_with_letters_of_one_piece_are_found_by_plain_ones_and_marked_as_they_stand(tmp_path: Path, page: Page) -> None:
    built(project(tmp_path / "small", OF_ONE_PIECE))
    asked = {
        "lagodz": "Łagódź", "Łagódź": "Łagódź", "czlonkow": "członków", "członków": "członków", "examplaw": "Exampław", "masse": "Đorđa-Maße",
        "MASSE": "Đorđa-Maße", "dorda": "Đorđa-Maße",
    }  # fmt: skip
    with served(tmp_path / "small" / "site") as where:
        for query, wanted in asked.items():
            opened(page, f"{where}search/?q={query}")
            assert "Letter about Łagódź" in page.locator(".dossier-hits h3").all_inner_texts(), query
            said = "Paragraph 1 Aresztowano członków związku w mieście Łagódź: Exampław i pani Đorđa-Maße."
            assert said in page.locator(".dossier-hit__text").all_inner_texts(), query
            assert wanted in page.locator("mark").all_inner_texts(), query


def test_names_stand_in_the_order_of_registers_whatever_the_browser_speaks(browser: Browser, where: str) -> None:
    context = browser.new_context(locale="sv-SE")
    page = context.new_page()
    opened(page, f"{where}search/?q=union")
    page.locator("[data-choose] > summary").click()
    people = page.locator("[name=person] option")
    people.nth(2).wait_for(state="attached")
    names = people.all_inner_texts()[1:]
    assert names == sorted(names, key=alphabetical)
    entries = [[name, "", "person", "", []] for name in ("Zorn", "Öhler")]
    assert page.evaluate("entries => dossierFound.alike(['x'], entries, () => ['x']).map((one) => one.name)", entries) == ["Öhler", "Zorn"]
    context.close()


def test_the_browser_makes_the_same_keys(where: str, page: Page) -> None:
    said = sorted({name for spellings in names().values() for name in spellings})
    said += ["Шчавлінскі", "Жанаөзен Қарағанды", "Erdoğan İnönü", "Ørsted Straße Łódź", "Παπανδρέου", "გიორგი", "Հայկ", "محمد", "D’Arcy O'Brien", "习近平", "x86 1e3", "ﬁ Ⅻ"]  # noqa: E501
    said += [unicodedata.normalize("NFD", name) for name in said]
    page.goto(f"{where}search/")
    made = page.evaluate("([table, names]) => { const { keys, plain } = dossierFound.spelling(table); return names.map((name) => [keys(name), plain(name).join(' ')]); }", [spelling(), said])  # noqa: E501
    assert made == [[keys(name), plain(name)] for name in said]


# How it reads


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_accessible_and_fits_with_and_without_results(width: int, scheme: Any, browser: Browser, where: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    for query in ("", "?q=Eleusinov", "?q=union&country=Kazakhstan", "?q=Elusinov", "?q=nothingofthesort"):
        opened(page, f"{where}search/{query}")
        page.add_script_tag(content=AXE)
        result = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        assert [(rule["id"], node["html"]) for rule in result["violations"] for node in rule["nodes"]] == [], query
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width, query
    context.close()


def test_on_a_telephone_the_registers_stand_where_nothing_was_found_and_nothing_is_seen_moving(browser: Browser, where: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shift += one.value; })"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    opened(page, f"{where}search/?q=zzzzqqqq")
    box = page.get_by_role("navigation", name="Registers").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 640
    page.wait_for_timeout(150)
    assert page.evaluate("window.shift") < 0.1
    context.close()


def test_a_screen_reader_hears_how_many_results_there_are_and_nothing_else(where: str, page: Page) -> None:
    opened(page, f"{where}search/?q=Kharkova")
    assert re.fullmatch(r"\d+ results for ‘Kharkova’\.", page.get_by_role("status").inner_text())
    assert page.locator("[aria-live], [role=status], [role=alert]").count() == 1
    assert page.get_by_role("search", name="This site").is_visible()
    for section in page.locator("[data-found] section").all():
        assert section.locator(f"#{section.get_attribute('aria-labelledby')}").count() == 1


def test_a_key_is_enough(where: str, page: Page) -> None:
    page.goto(f"{where}search/")
    page.locator("#q").focus()
    page.keyboard.type("Eleusinov")
    page.keyboard.press("Enter")
    page.locator("[data-found][aria-busy=false] .dossier-hits").first.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('[data-found]') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("amin-eleusinov"))


# Making the index


DOCUMENTS = [("a/index.html", b'<html lang="en"><body data-pagefind-body><p>One word</p></body></html>')]


def test_an_index_is_made_once_for_the_same_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "cache")
    add_index(lambda: DOCUMENTS, tmp_path / "one", store)
    monkeypatch.setattr(dossier.pagefind, "_run", lambda *_: pytest.fail("it was there"))
    add_index(lambda: DOCUMENTS, tmp_path / "two", store)
    assert tree(tmp_path / "one") == tree(tmp_path / "two") != {}


def test_a_changed_document_makes_another_index(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    add_index(lambda: DOCUMENTS, tmp_path / "one", store)
    add_index(lambda: [("a/index.html", DOCUMENTS[0][1].replace(b"One", b"Other"))], tmp_path / "two", store)
    assert b"Other" in b"".join(gzip.decompress(path.read_bytes()) for path in (tmp_path / "two/pagefind/fragment").iterdir())


def test_other_code_makes_another_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, made = Store(tmp_path / "cache"), []
    add_index(lambda: DOCUMENTS, tmp_path / "one", store, "the same")
    monkeypatch.setattr(dossier.pagefind, "_code", lambda: "other")
    monkeypatch.setattr(dossier.pagefind, "answers", lambda pages: made.append(len(list(pages))) or b"{}")
    add_index(lambda: DOCUMENTS, tmp_path / "two", store, "the same")
    assert made == [1]


def test_where_pagefind_is_not_installed_the_build_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(dossier.pagefind, "version", missing)
    with pytest.raises(NoSearch, match=r"pip install 'pagefind\[bin\]', or write search: false"):
        add_index(lambda: DOCUMENTS, tmp_path, Store())


def test_where_pagefind_fails_the_build_says_what_it_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossier.pagefind, "LEFT_OUT", ("this is ] no selector",))
    with pytest.raises(NoSearch, match="Pagefind failed"):
        add_index(lambda: DOCUMENTS, tmp_path, Store())


def test_a_build_without_an_index_fails_and_leaves_the_old_site(tmp_path: Path) -> None:
    root = project(tmp_path / "small")
    before = built(root)
    write(tmp_path / "broken", {"pagefind_bin/__init__.py": "", "pagefind_bin/__main__.py": "raise SystemExit('out of order')\n"})
    env = environ(DOSSIER_CACHE="", PYTHONPATH=f"{tmp_path / 'broken'}:{ROOT / 'hooks'}")
    done = mkdocs(root, env=env)
    assert done.returncode != 0
    assert "Pagefind failed (code 1): out of order; search: false below extra.dossier leaves it out" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(root / "site") == before


def test_a_site_may_have_no_search(tmp_path: Path) -> None:
    root = project(tmp_path / "small")
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "    search: false\n", "utf-8")
    site = built(root)
    assert [path for path in site if path.startswith("pagefind/") or path.startswith("search/")] == ["search/index.html"]
    assert "This site has no search." in site["search/index.html"].decode()
    assert [path for path, text in pages_of(site) if "dossier-find" in text or "dossierFound" in text] == []


def test_a_switch_that_is_neither_on_nor_off_is_a_problem(tmp_path: Path) -> None:
    root = project(tmp_path / "small")
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "    search: perhaps\n", "utf-8")
    done = mkdocs(root)
    assert done.returncode != 0
    assert "extra.dossier.search: is neither true nor false" in done.stderr


def test_the_documents_are_the_same_whatever_order_the_pages_are_made_in(tmp_path: Path) -> None:
    root = project(tmp_path / "small")
    builds = [Build.prepare(root, as_of="2026-11-24") for _ in range(2)]
    made = []
    for build, turned in zip(builds, (False, True), strict=True):
        pages = build.published.pages
        assert build.documents is not None
        for item in reversed(pages) if turned else pages:
            build.documents.page(item, fragment(item), item.values)
        made.append(list(build.documents))
    assert made[0] == made[1] != []


def test_a_country_is_found_by_its_title_in_each_language(browser: Browser, tmp_path: Path) -> None:
    root = project(tmp_path / "small", {"data/utopia/country.yml": "title: {en: Utopia, fr: Utopie, ru: Утопия, ar: طوباوية}\niso: ZZ\n"})
    assert mkdocs(root).returncode == 0
    with served(root / "site") as where, browser.new_page() as page:
        for title in ("Utopia", "Utopie", "утопия", "طوباوية"):
            opened(page, f"{where}search/?{urlencode({'q': title})}")
            assert "utopia/" in found(page), title


def test_pages_that_the_last_build_left_are_in_the_index_of_the_next_one(tmp_path: Path) -> None:
    """A build links the pages of countries in which nothing changed, and never makes them."""
    other = {
        "data/elsewhere/country.yml": "title: Elsewhere\niso: ZY\n",
        "data/elsewhere/people.yml": "- {id: cy-dane, name: Cy Dane, sort_name: 'Dane, Cy', basis: public-role}\n",
    }
    root = project(tmp_path / "small", other)
    env = environ(DOSSIER_CACHE=str(tmp_path / "cache"))
    assert mkdocs(root, env=env).returncode == 0
    before = fragments(root / "site")
    unchanged = tree(root / "site" / "pagefind")
    assert mkdocs(root, env=env).returncode == 0
    assert tree(root / "site" / "pagefind") == unchanged
    path = root / "data/utopia/events/2017.yml"
    path.write_text(path.read_text("utf-8").replace("Ann Lee is arrested", "Ann Lee is taken away"), "utf-8")
    assert mkdocs(root, env=env).returncode == 0
    after = fragments(root / "site")
    assert after.keys() == before.keys()
    assert after["elsewhere/people/cy-dane"] == before["elsewhere/people/cy-dane"]
    assert after["utopia/events/2017-01-20-arrest"]["meta"]["title"] == "Ann Lee is taken away"
