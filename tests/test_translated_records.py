"""People, organisations, events and demands in other languages: a page each, with everything that is on record."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from dossier.artifact import Page
from dossier.outputs import moved, published
from dossier.render import fragment, head
from dossier.settings import Settings
from dossier.site import Site
from dossier.surface import surface
from helpers import dossier_of
from projects import INSTANT

EVENT = """
    ---
    title: Ann Lee is heard
    date: 2017-02-02
    kind: hearing
    people: ann-lee
    place: The capital
    sources: gazette
    accounts: [{by: free-union, text: She was taken., sources: gazette}, {by: ministry, text: She came by herself., sources: herald}]
    ---
    Two sides tell it.
    """
FILES: dict[str, str | None] = {
    "people.yml": None,
    "people/ann-lee.md": """
        ---
        name: Ann Lee
        sort_name: Lee, Ann
        basis: public-role
        redirect_from: anna-lee
        ---
        Chairs the [union](organisations/free-union).
        """,
    "people/ann-lee.ar.md": "---\nname: آن لي\ntranslated_by: Gus Gloss\n---\nترأس [النقابة](organisations/free-union).\n",
    "people/bo-dahl.md": "---\nname: Bo Dahl\nsort_name: Dahl, Bo\nbasis: public-role\n---\nIn office.\n",
    "people/bo-dahl.ru.md": "---\nname: Бо Даль\n---\n",
    "organisations/free-union.ru.md": "---\ncountry: Утопия\n---\nСоюз.\n",
    "events/2017-02-02-hearing.md": EVENT,
    "events/2017-02-02-hearing.ru.md": "---\ntitle: Слушание\nplace: Столица\n---\nДве стороны.\n",
    "demands/release.ru.md": "---\ntitle: Освободить\n---\nОсвободить её.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(dossier_of(tmp_path_factory.mktemp("translated"), FILES), Settings(site_url="https://dossier.example/"), INSTANT)


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, str]:
    made = [page for page in published(site) if isinstance(page, Page)]
    return {page.address: head(page, site.settings, page.values) + str(fragment(page)) for page in made}


def test_a_translation_says_its_words_and_leads_to_the_original(pages: dict[str, str]) -> None:
    page = pages["ar/utopia/people/ann-lee/"]
    assert '<h1 lang="ar" dir="rtl">آن لي</h1>' in page
    assert '<div class="dossier-summary" lang="ar" dir="rtl"><p dir="rtl">ترأس <a href="../../../../utopia/organisations/free-union/"' in page
    assert "<b>Translation</b> into Arabic by Gus Gloss." in page
    assert '<a href="../../../../utopia/people/ann-lee/" hreflang="en">original in English</a> prevails' in page


def test_the_original_leads_to_its_translations(pages: dict[str, str]) -> None:
    page = pages["utopia/people/ann-lee/"]
    assert '<a href="../../../ar/utopia/people/ann-lee/" hreflang="ar">Arabic</a>, by Gus Gloss; this original prevails' in page
    for both in (page, pages["ar/utopia/people/ann-lee/"]):
        assert '<link rel="alternate" hreflang="ar" href="https://dossier.example/ar/utopia/people/ann-lee/">' in both
        assert '<link rel="alternate" hreflang="en" href="https://dossier.example/utopia/people/ann-lee/">' in both


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ru/utopia/organisations/free-union/", ("<h1>Free Union</h1>", '<div class="dossier-summary" lang="ru"><p>Союз.</p>', "<dd>Утопия</dd>")),
        (
            "ru/utopia/events/2017-02-02-hearing/",
            ('<h1 lang="ru">Слушание</h1>', '<div class="dossier-summary" lang="ru"><p>Две стороны.</p>', "<dd>Столица</dd>"),
        ),
        ("ru/utopia/demands/release/", ('<h1 lang="ru">Освободить</h1>', '<div class="dossier-summary" lang="ru"><p>Освободить её.</p>')),
    ],
)
def test_every_kind_of_record_can_be_translated(address: str, words: tuple[str, ...], pages: dict[str, str]) -> None:
    assert [said for said in words if said not in pages[address]] == []


def test_what_is_not_translated_stands_as_in_the_original(pages: dict[str, str]) -> None:
    page = pages["ru/utopia/people/bo-dahl/"]
    assert '<h1 lang="ru">Бо Даль</h1>' in page
    assert '<div class="dossier-summary"><p>In office.</p>' in page


def test_what_a_record_says_in_a_language_itself_need_not_be_repeated_in_its_translation(tmp_path: Path) -> None:
    event = EVENT.replace("title: Ann Lee is heard", "title: {en: Ann Lee is heard, ru: Слушание}")
    event = event.replace("place: The capital", "place: {en: The capital, ru: Столица}")
    files = FILES | {"events/2017-02-02-hearing.md": event, "events/2017-02-02-hearing.ru.md": "---\nplace: В столице\n---\nДве стороны.\n"}
    site = Site(dossier_of(tmp_path, files), Settings(), INSTANT)
    page = next(page for page in published(site) if isinstance(page, Page) and page.address == "ru/utopia/events/2017-02-02-hearing/")
    assert [said in fragment(page) for said in ('<h1 lang="ru">Слушание</h1>', "<dd>В столице</dd>")] == [True, True]


def test_each_page_lists_the_other_ways_to_write_a_name_once(tmp_path: Path) -> None:
    ann = "---\nname: Ann Lee\nsort_name: Lee, Ann\nbasis: public-role\nnames: {ru: Анн Ли, de: Ann Lee\nother_names: [An Li, Анн Ли, An Li]\n---\n"
    ann = ann.replace("\nother_names:", ", ka: ანლი}\nother_names:", 1)
    files = FILES | {"people/ann-lee.md": ann, "people/ann-lee.ru.md": "---\nname: Анн Ли\n---\n", "people/ann-lee.ar.md": "---\nname: آن لي\n---\n"}
    site = Site(dossier_of(tmp_path, files), Settings(), INSTANT)
    made = {page.address: str(fragment(page)) for page in published(site) if isinstance(page, Page) and page.address.endswith("people/ann-lee/")}
    said = {where: page.partition("Also written</dt><dd>")[2].partition("</dd>")[0] for where, page in made.items()}
    names = {where: re.sub("<[^>]*>", "", words).split("; ") for where, words in said.items()}
    assert names == {
        "utopia/people/ann-lee/": ["Анн Ли", "ანლი", "آن لي", "An Li"],
        "ru/utopia/people/ann-lee/": ["Ann Lee", "ანლი", "آن لي", "An Li"],
        "ar/utopia/people/ann-lee/": ["Ann Lee", "Анн Ли", "ანლი", "An Li"],
    }


def test_a_translated_event_has_every_account(pages: dict[str, str]) -> None:
    page = pages["ru/utopia/events/2017-02-02-hearing/"]
    assert [said in page for said in ("Accounts differ", "She was taken.", "She came by herself.")] == [True, True, True]


def test_a_former_address_leads_to_the_translation_too(site: Site, pages: dict[str, str]) -> None:
    ways = {page.address: page.moved_to for page in moved(site, pages, {})}
    assert ways["ar/utopia/people/anna-lee/"] == "ar/utopia/people/ann-lee/"


def test_the_ledger_keeps_the_address_of_a_translation(site: Site) -> None:
    places = surface(site, {})
    found = {where: (place.what, place.state) for where, place in places.items() if where.startswith(("ar/", "ru/"))}
    assert found["ar/utopia/people/ann-lee/"] == ("translation", "live")
    assert found["ar/utopia/people/anna-lee/"] == ("translation", "moved")
    assert len(found) == 6


def test_a_withdrawn_record_leaves_a_notice_where_its_translation_was(tmp_path: Path) -> None:
    gone = "---\nname: Bo Dahl\nsort_name: Dahl, Bo\nbasis: public-role\nwithdrawn: {date: 2020-01-01}\n---\nIn office.\n"
    files = FILES | {"people/bo-dahl.md": gone}
    site = Site(dossier_of(tmp_path, files), Settings(), INSTANT)
    page = next(page for page in published(site) if isinstance(page, Page) and page.address == "ru/utopia/people/bo-dahl/")
    assert page.title == "Withdrawn"
    assert "Даль" not in fragment(page)


def test_a_translated_letter_says_where_it_was_written_and_who_signed_in_its_language(tmp_path: Path) -> None:
    letter = """
        ---
        title: Ann Lee to Bo Dahl
        date: 2018-03-01
        from: free-union
        to: bo-dahl
        signed_by: {person: ann-lee, role: {en: President, ru: Председатель}}
        place: The capital
        ---
        We write.
        """
    translation = "---\ntranslated_by: Gus Gloss\nplace: Столица\n---\nМы пишем.\n"
    files = {"letters/2018-03-01-x.md": letter, "letters/2018-03-01-x.ru.md": translation}
    site = Site(dossier_of(tmp_path, files), Settings(site_url="https://dossier.example/"), INSTANT)
    found = {page.address: page for page in published(site) if isinstance(page, Page)}
    for where, place, role in (("", "The capital", "President"), ("ru/", '<span lang="ru">Столица</span>', '<span lang="ru">Председатель</span>')):
        page = fragment(found[f"{where}utopia/letters/2018-03-01-x/"])
        assert [said in page for said in (f"</time>, {place}</dd>", f"<br>{role}</li>")] == [True, True]
    assert f", {place}." in fragment(found["embed/ru/utopia/letters/2018-03-01-x/"])
    beside_it = {item.uri: item.content() for item in published(site) if item.uri.startswith("ru/utopia/letters/2018-03-01-x.")}
    said = json.loads(beside_it["ru/utopia/letters/2018-03-01-x.json"])
    assert (said["place"], said["signed_by"][0]["role"]) == ("Столица", "Председатель")
    assert "CY  - Столица\r\n" in beside_it["ru/utopia/letters/2018-03-01-x.ris"].decode()
