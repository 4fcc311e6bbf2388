"""Registers of any length can be read: those that do not fit a page have one for each letter of the alphabet or each year."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from dossier.artifact import Page
from dossier.load import load
from dossier.outputs import country, demands, home, letters, organisations, people
from dossier.render import fragment
from dossier.settings import Settings
from dossier.site import Site
from dossier.views.pictures import record_card
from dossier.views.registers import SHORT, sheets
from helpers import ROOT, write
from inventions import invented
from projects import INSTANT
from test_data_package import site_of
from test_machines import letter
from test_narrow import FRAME, THEME

NAMES = ("Aab", "Ébert", "Kay", "Kim", "Ko", "Kurt", "Šimić", "Жук", "4Rights", "Zoe")
PEOPLE, ORGANISATIONS, LETTERS = 2000, 500, 1500


def year(n: int) -> int:
    return (2017, 2017, 2018 + n % 4)[n % 3]


def words(n: int) -> str:
    """Words that are as hard to compress as those of people."""
    return " ".join(re.findall(".{8}", sha256(f"{n}".encode()).hexdigest()))


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A country with thousands of people, organisations and letters, plainly invented; two thirds of the letters are of one year."""
    root = tmp_path_factory.mktemp("long")
    shutil.copytree(ROOT / "data" / "vocabulary", root / "vocabulary")
    given: dict[str, Any] = {
        "country.yml": {"title": "Listia", "iso": "ZZ"},
        "people.yml": [
            {
                "id": f"person-{n}", "name": f"Invented {NAMES[n % 10]} {n}", "sort_name": f"{NAMES[n % 10]} {n}, Invented", "basis": "public-role",
                "roles": [{"title": f"Chair of branch {n}", "organisation": f"union-{n % ORGANISATIONS}"}],
            }
            for n in range(PEOPLE)
        ],
        "organisations.yml": [{"id": f"union-{n}", "name": f"{NAMES[n % 10]} Union {n}", "type": "trade-union"} for n in range(ORGANISATIONS)],
        "letters.yml": [
            {
                "id": f"{year(n)}-letter-{n}", "title": f"Invented letter number {n}", "date": f"{year(n)}",
                "from": f"union-{n % 50}", "to": f"person-{n % 70}", "subject": words(n), "text": f"We invent {n}.",
            }
            for n in range(LETTERS)
        ],
    }  # fmt: skip
    (root / "listia").mkdir()
    for name, content in given.items():
        (root / "listia" / name).write_text(json.dumps(content), "utf-8")
    result = load(root, Settings())
    assert [str(problem) for problem in result.problems] == []
    return Site(result.dossier, Settings(site_url="https://dossier.example/"), INSTANT)


@pytest.fixture(scope="module")
def pages(long: Site) -> dict[str, Page]:
    """The pages of the registers, by address."""
    found = [page for output in (letters.publish, people.publish, organisations.publish) for page in output(long)]
    return {page.address: page for page in found if "sheet" in page.values}


def linked(page: Page) -> set[str]:
    """The addresses that a page links to, below the root."""
    return {re.sub(r"^(\.\./)+", "", href) for href in re.findall(r'<a [^>]*href="([^"#?]+)', str(fragment(page)))}


def too_heavy(pages: dict[str, Page]) -> list[str]:
    assets = [THEME / "assets" / name for name in ("stylesheets/dossier.css", "javascripts/dossier.js")]
    fixed = FRAME + sum(len(gzip.compress(file.read_bytes())) for file in assets)
    return [where for where, page in pages.items() if fixed + len(gzip.compress(str(fragment(page)).encode())) > 100_000]


def test_names_stand_in_order_whatever_their_accents_and_signs(tmp_path: Path) -> None:
    order = ["ʿAbid, Eve", "Ébert, Cy", "Egon, Fay", "Li, Dan", "Li Ming, Bo", "Øst, Hal", "Overt, Ida", "'t Hout, Gus", "Zorn, Ann"]
    listed = "".join(f'- {{id: person-{n}, name: "{name}", sort_name: "{name}", basis: consent}}\n' for n, name in enumerate(sorted(order)))
    site = site_of(write(tmp_path, {"data/listia/country.yml": "{title: Listia, iso: ZZ}", "data/listia/people.yml": listed}))
    assert [str(entry.record.name) for entry in site.index.by_name("people", "listia")] == order
    register = next(page for page in people.publish(site) if isinstance(page, Page) and page.address == "listia/people/")
    assert re.findall(r'-h">(\w)</h2>', fragment(register)) == ["A", "E", "L", "O", "T", "Z"]


def test_no_page_of_a_register_is_heavy_on_its_first_view(pages: dict[str, Page]) -> None:
    assert too_heavy(pages) == []


def test_a_register_that_stands_whole_would_be(long: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "MOST", 10_000)
    assert too_heavy({page.address: page for page in letters.publish(long) if page.address == "letters/"}) == ["letters/"]


@pytest.mark.parametrize(
    ("home", "some", "folder"),
    [
        ("people/", {"people/A/", "people/E/", "people/K/", "people/K/2/", "people/S/", "people/U0416/", "people/_/"}, "people"),
        ("listia/organisations/", {"listia/organisations/K/", "listia/organisations/_/"}, "organisations"),
        ("letters/", {"letters/2017/", "letters/2017/2/", "letters/2021/"}, "letters"),
        ("listia/letters/", {"listia/letters/2017/9/"}, "letters"),
    ],
)
def test_each_record_is_reached_from_a_long_register_through_its_pages(
    long: Site, pages: dict[str, Page], home: str, some: set[str], folder: str
) -> None:
    waiting, reached, found = [home], set[str](), set[str]()
    while waiting:
        where = waiting.pop()
        reached.add(where)
        found |= (to := linked(pages[where]))
        waiting += [target for target in to if target in pages and target.startswith(home) and target not in reached and target not in waiting]
    assert some <= reached
    assert reached == {where for where in pages if where.startswith(home)}
    assert {long.viewer.link(entry.key).href for entry in long.dossier.of(folder)} <= found


def test_the_pages_of_a_register_hide_no_record(long: Site, pages: dict[str, Page]) -> None:
    assert [where for where in pages if where in long.by_address] == []


def test_the_first_page_of_a_long_register_of_letters_has_the_latest(pages: dict[str, Page]) -> None:
    first = pages["letters/"].values["sheet"]
    assert (first.shown, first.count) == (letters.LATEST, LETTERS)
    assert set(first.heads) == {"2021"}
    assert "The latest 60 of 1,500 letters; each year has a page" in str(fragment(pages["letters/"]))


def test_the_page_of_a_head_says_how_much_of_the_register_it_is_and_its_place_once(pages: dict[str, Page]) -> None:
    where = next(where for where, page in pages.items() if where.startswith("listia/people/") and page.values["sheet"].head)
    page, whole = pages[where], pages["listia/people/"].values
    sheet, html = page.values["sheet"], str(fragment(page))
    assert f"{sheet.shown} of {whole['total']:,}, with what was last on record." in html
    assert f'<li aria-current="page">{sheet.place}</li>' in html
    assert '<li aria-current="page">2021' in str(fragment(pages["listia/letters/2021/"]))


def test_a_short_register_stands_whole_on_its_page() -> None:
    site = invented()
    found = [page for output in (letters.publish, people.publish) for page in output(site) if "sheet" in page.values]
    assert {page.address for page in found} == {f"{home}{folder}/" for home in ("", "examplia/", "threadia/") for folder in ("letters", "people")}
    assert all(page.values["sheet"].shown == page.values["sheet"].count for page in found)


def test_letters_follow_one_another_down_the_columns_of_a_short_register_only() -> None:
    lines = [("A", "Ann")] * SHORT
    assert sheets("people/", lines, 2 * SHORT)[0].runs_on
    assert not sheets("people/", [*lines, ("B", "Bo")], 2 * SHORT)[0].runs_on


def test_names_stand_where_readers_look_for_them_whatever_their_accents_and_script(tmp_path: Path) -> None:
    names = ("Ohm, A", "Öhler, B", "Zed, C", "Čap, D", "Cole, E", "Йод, Ж", "Ишим, З", "ანი, ა", "Яга, Я", "Ґава, Ґ")
    listed = "\n".join(f"- {{id: n{at}, name: N{at}, sort_name: '{name}', basis: consent}}" for at, name in enumerate(names))
    site = site_of(tmp_path, {"people/x.yml": listed})
    page = next(page for page in people.publish(site) if page.address == "utopia/people/")
    heads = {head: [line[0] for line in lines] for head, lines in page.values["sheet"].heads.items()}
    assert heads["O"] == ["Öhler, B", "Ohm, A"]
    assert [head for head in heads if head > "Z"] == ["Ґ", "И", "Й", "Я", "ა"]


def test_a_person_stands_with_the_roles_on_record_and_with_one_that_is_over_only_where_no_other_is(tmp_path: Path) -> None:
    """The first role stood there alone: of a unionist who had once been a minister, the ministry; two were general secretary of one union."""
    given = {
        "people/x.yml": """
            - id: n1
              name: N1
              sort_name: Ayer, A
              basis: public-role
              roles:
                - {title: Deputy minister, organisation: the-union, from: 2010, until: 2012}
                - {title: President, organisation: the-union, from: 2014}
                - {title: Adviser, until: 2031}
              checked: 2020-01-01
            - {id: n2, name: N2, sort_name: "Byer, B", basis: public-role, roles: [{title: The Union, organisation: the-union}]}
            - {id: n3, name: N3, sort_name: "Cyer, C", basis: public-role}
            - {id: n4, name: N4, sort_name: "Dyer, D", basis: public-role, roles: [{title: Clerk, until: 2011}, {title: Judge, until: 2019}]}
            - {id: n5, name: N5, sort_name: "Eyer, E", basis: public-role, roles: [{title: A}, {title: B}, {title: C}, {title: D}, {title: E}]}
            """,
        "organisations/x.yml": "- {id: the-union, name: The Union, type: trade-union}",
    }
    site = site_of(tmp_path, given)
    register = next(page for page in people.publish(site) if page.address == "utopia/people/")
    (whole,) = (page for page in country.publish(site) if page.address == "utopia/")
    for page in (register, whole):
        assert re.findall('dossier-index__note">([^<]+)<', str(fragment(page))) == [
            "On record: President&nbsp;· The Union&nbsp;· from 2014; Adviser&nbsp;· until 2031", "On record: The Union",
            "On record: Judge&nbsp;· until 2019", "On record: A; B; C; 2 more",
        ]  # fmt: skip
    card = record_card(site.viewer, site.dossier.entries["utopia/people/n1"])
    assert ("Role on record", "President, The Union (from 2014); Adviser (until 2031) and 1 more") in card.facts


def test_sheets_hold_every_line_once_and_in_order() -> None:
    lines = [(head, f"{head}{n}") for head in "ABC" for n in range({"A": 1, "B": 7, "C": 3}[head])]
    made = sheets("x/", lines, 3, 2)
    assert [line for sheet in made[1:] for found in sheet.heads.values() for line in found] == [line for _, line in lines]
    assert made[0].heads == {"C": ["C1", "C2"]}
    assert [(sheet.address, sheet.words) for sheet in made] == [
        ("x/", ""), ("x/A/", ", A"), ("x/B/", ", B, part 1"), ("x/B/2/", ", B, part 2"), ("x/B/3/", ", B, part 3"), ("x/C/", ", C"),
    ]  # fmt: skip


def test_letters_of_one_day_stand_in_a_register_as_on_the_timeline(tmp_path: Path) -> None:
    site = site_of(tmp_path, {
        "letters/2018-02-01-a.md": letter("Written in the morning", "2018-02-01"),
        "letters/2018-02-01-b.md": letter("Answered in the evening", "2018-02-01"),
    })  # fmt: skip
    page = next(page for page in letters.publish(site) if page.address == "utopia/letters/")
    listed = [line.link.href for line in page.values["sheet"].lines]
    assert [href for href in listed if "/2018-02-01-" in href] == [f"utopia/letters/2018-02-01-{ident}/" for ident in "ab"]


def test_demands_of_two_countries_with_one_id_are_told_apart_where_both_stand(tmp_path: Path) -> None:
    more = "- {id: release, title: Release them, text: Release them all.}\n- {id: other, title: Another, text: Another one.}\n"
    asks = "[{demand: release, paragraph: p1}, {demand: release, paragraph: p2}, arcadia/demands/release]"
    site = site_of(tmp_path, {
        "../arcadia/country.yml": "title: Arcadia\niso: ZZ\n", "../arcadia/demands.yml": more,
        "letters/2018-02-01-both.md": letter("Both", "2018-02-01", demands=asks) + "\nAnd again.\n",
    })  # fmt: skip
    pages = {page.address: fragment(page) for output in (demands, home, country, letters) for page in output.publish(site) if isinstance(page, Page)}
    found = {address: re.findall(r'<li id="(demand-[^"]*)"', html) for address, html in pages.items()}
    assert found["demands/"] == found[""] == ["demand-other", "demand-arcadia-demands-release", "demand-utopia-demands-release"]
    assert found["arcadia/demands/"] == found["arcadia/"] == ["demand-other", "demand-release"]
    assert found["utopia/letters/2018-02-01-both/"] == ["demand-utopia-demands-release", "demand-arcadia-demands-release"]
    assert [ids for ids in found.values() if len(ids) != len(set(ids))] == []
