"""Words in another language than the site say which it is, wherever they stand (WCAG 2.2, 3.1.2 Language of Parts)."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from helpers import built, pages_of, project, served
from playwright.sync_api import Browser

FILES: dict[str, str | bytes | None] = {
    "data/utopia/people/x.yml": """
        - id: cy
          name: {ar: مثال سي}
          sort_name: {ar: "مثال، سي"}
          basis: consent
          roles: [{title: {ru: Председатель}, organisation: ruso}]
        """,
    "data/utopia/organisations/x.yml": """
        - {id: ruso, name: {ru: Союз примеров}, type: trade-union}
        """,
    "data/utopia/organisations/free.md": "---\nname: Union of Examples\ntype: trade-union\n---\nPlain.\n",
    "data/utopia/organisations/free.ru.md": "---\nname: Простой союз\n---\nПросто.\n",
    "data/utopia/sources/x.yml": """
        - {id: paper, title: Заседание суда, publisher: Газета примеров, date: 2017-03-01, url: "https://example.org/ru", language: ru}
        - {id: daily, title: {ar: جلسة المحكمة}, publisher: {ar: جريدة}, date: 2017-03-04}
        """,
    "data/utopia/demands/x.yml": """
        - {id: hear, title: {ru: Выслушать}, target: ruso, text: Hear them., history: [{date: 2018-01-01, state: open, note: {ru: Запись}}]}
        """,
    "data/utopia/events/x.yml": """
        - id: 2017-03-01-hearing
          title: {ru: Слушание дела}
          date: 2017-03-01
          kind: hearing
          people: cy
          organisations: ruso
          place: {ru: Столица}
          sources: [{source: paper, at: {ru: стр. 4}}, daily]
          accounts:
            - {by: ruso, text: {ru: Их выслушали.}, sources: paper}
            - {by: cy, text: {ar: لم يستمعوا.}, sources: daily}
          right_of_reply: [{to: ruso, asked: 2018-01-01, answered: 2018-01-05, text: {ru: Без комментариев}}]
        """,
    "data/utopia/letters/2017-05-01-to-ruso.md": """
        ---
        title: {ru: Письмо союзу}
        date: 2017-05-01
        from: cy
        to: ruso
        occasion: 2017-03-01-hearing
        demands: [{demand: hear, paragraph: p1}]
        coverage: [{title: {ru: О письме}}]
        ---
        Hear them.
        """,
}
SCRIPTS = {"ru": "CYRILLIC", "ar": "ARABIC"}
JOINED = ("dossier-cite", "dossier-overview__svg", "dossier-az", "overview")
"""Where words are joined with ours to be copied, are drawn, or are single letters."""
JOINED_IN = "Thread: ", "Председатель, from", "(Председатель"


class Spoken(HTMLParser):
    """Texts of a page whose letters are those of a language which nothing around them says."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, str, str]] = []
        self.unsaid: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in ("meta", "link", "br", "img", "input", "base", "hr"):
            around = self.stack[-1][1] if self.stack else ""
            self.stack.append((tag, given.get("lang") or around, given.get("class") or given.get("id") or ""))

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        scripts = {unicodedata.name(sign).split()[0] for sign in data if sign.isalpha()}
        if not self.stack or not scripts & set(SCRIPTS.values()) or SCRIPTS.get(self.stack[-1][1]) in scripts:
            return
        if self.stack[-1][0] in ("title", "script", "code") or len(data.strip()) == 1 or data.strip().startswith(JOINED_IN):
            return
        if not any(name in classes for _, _, classes in self.stack for name in JOINED):
            self.unsaid.append(data.strip())


def unsaid(html: str) -> Iterator[str]:
    parser = Spoken()
    parser.feed(html)
    yield from parser.unsaid


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("languages"), FILES)


@pytest.fixture(scope="module")
def site(root: Path) -> dict[str, bytes]:
    return built(root)


def test_no_page_has_words_whose_language_is_on_record_and_not_said(site: dict[str, bytes]) -> None:
    found = {(path, words) for path, html in pages_of(site) for words in unsaid(html)}
    assert found == set()


def test_no_attribute_and_no_title_holds_an_element(site: dict[str, bytes]) -> None:
    assert [path for path, html in pages_of(site) if "&lt;span" in html or '="<' in html or "<title><" in html] == []


def test_words_that_are_read_from_the_right_say_so(site: dict[str, bytes]) -> None:
    page = site["utopia/events/2017-03-01-hearing/index.html"].decode()
    assert '<p class="dossier-account__text"><span lang="ar" dir="rtl">لم يستمعوا.</span></p>' in page
    assert '<a href="../../../utopia/people/cy/"><span lang="ar" dir="rtl">مثال سي</span></a>' in page


def test_a_source_in_other_letters_is_in_its_language_and_one_in_ours_is_not(tmp_path: Path) -> None:
    paper = {"data/utopia/sources/x.yml": "- {id: paper, title: Hearing (in Russian), publisher: Газета, language: ru}\n"}
    page = built(project(tmp_path, paper))["utopia/sources/index.html"].decode()
    assert '<b><span lang="ru">Газета</span></b>, <cite>Hearing (in Russian)</cite>' in page


def test_data_of_timelines_and_of_the_search_say_it_too(site: dict[str, bytes]) -> None:
    spoken = json.loads(site["utopia/timeline/data.json"])["spoken"]
    assert {"Слушание дела": ["ru", "ltr"], "لم يستمعوا.": ["ar", "rtl"], "Газета примеров": ["ru", "ltr"]}.items() <= spoken.items()
    assert [entry[5:] for entry in json.loads(site["search/names/p.json"]) if entry[0] == "Союз примеров"] == [["ru"]]
    assert [entry[5:] for entry in json.loads(site["search/names/l.json"]) if entry[0] == "Ann Lee"] == [[]]


def test_scripts_say_it_where_they_make_the_page(root: Path, site: dict[str, bytes], browser: Browser) -> None:
    page = browser.new_page()
    with served(root / "site") as address:
        page.goto(f"{address}utopia/timeline/?kind=hearing")
        page.wait_for_selector(".dossier-result [role=status]:text('1 of 5 entries')")
        entry = page.locator("[data-list] .dossier-entry")
        assert entry.locator("h3 [lang=ru]").inner_text() == "Слушание дела"
        assert entry.locator(".dossier-account__text [lang=ar][dir=rtl]").inner_text() == "لم يستمعوا."
        assert set(unsaid(f"<html lang='en'>{entry.evaluate('entry => entry.innerHTML')}")) == set()
        page.goto(f"{address}search/?q=союз")
        page.wait_for_selector("[data-found][aria-busy=false] .dossier-hits")
        assert page.locator(".dossier-hits h3 a[lang=ru][dir=auto]", has_text="Простой союз").count() == 1
        assert page.locator(".dossier-hits h3 a:not([lang])", has_text="Союз примеров").count() == 0
        assert page.locator(".dossier-alike a[lang=ru]", has_text="Союз примеров").count() == 1
    page.close()
