"""Pages of reference: all that a case file says of a source and of a word of the vocabulary."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from dossier.load import load
from dossier.outputs import country, demands, reference
from dossier.render import fragment
from dossier.settings import Settings
from dossier.site import Site
from helpers import project
from projects import INSTANT

FILES = {
    "data/utopia/sources.yml": """
        - id: gazette
          title: The Gazette of 2017
          publisher: Gazette
          accessed: 2018-01-02
          read: full
          text: A reprint, which [the union](organisations/free-union) disputes.
        - id: herald
          title: The Herald of 2018
          publisher: Herald
        - id: undated
          title: A page without a date
          publisher: Nobody
        """,
    "data/utopia/country.yml": """
        title: Utopia
        iso: ZZ
        summary: A country.
        sources: {source: gazette, supports: that there is such a country}
        """,
    "data/utopia/demands.yml": """
        - id: release
          title: Release of Ann Lee
          text: Ann Lee is to be released.
          sources: {source: herald, at: p. 7}
        """,
    "data/utopia/events/contested.yml": """
        - id: 2018-01-05-hearing
          title: A hearing
          date: 2018-01-05
          kind: hearing
          sources: gazette
          accounts:
            - {by: free-union, text: It was closed., sources: herald}
            - {by: ministry, text: It was open., sources: gazette}
        """,
    "data/vocabulary/reply-clocks.yml": """
        - id: fifteen
          title: Fifteen days
          applies_to: [utopia/organisations/ministry, Any other office]
          days: 15
          unit: working
          from: 2010
          basis: {title: The code of Utopia, url: "https://example.org/code"}
        """,
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    root = project(tmp_path_factory.mktemp("reference"), FILES)
    found = load(root / "data", Settings())
    assert found.problems == []
    site = Site(found.dossier, Settings(source_url="https://example.org/edit/main/"), INSTANT)
    return {page.address: fragment(page) for output in (reference, country, demands) for page in output.publish(site)}


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def test_a_source_stands_with_what_is_said_of_it(pages: dict[str, str]) -> None:
    page = pages["utopia/sources/"]
    said = '<p>A reprint, which <a href="../../utopia/organisations/free-union/">the union</a> disputes.</p>'
    assert [words in page for words in ('Accessed on <time datetime="2018-01-02">2 January 2018</time>.', said)] == [True, True]


def test_the_vocabulary_says_what_a_clock_counts_and_what_a_track_is(pages: dict[str, str]) -> None:
    page = pages["vocabulary/"]
    rule = "15 working days from the date of the letter, the day after counted first. It is for Ministry of Labour, Any other office."
    assert f"<dt>Fifteen days</dt><dd>{rule} The clock holds from 2010. Basis: The code of Utopia.</dd>" in page
    assert "<p>Whether a person is held, and on what ground.</p>" in page


def test_beside_a_source_stands_what_rests_on_it(pages: dict[str, str]) -> None:
    """Events in order of time, those of which an account alone rests on it too, then other records, each once."""
    items = {found[1]: plain(found[2]) for found in re.finditer(r'<li id="([a-z]+)">(.*?)</li>', pages["utopia/sources/"], re.DOTALL)}
    assert items["gazette"].endswith("Cited by: Ann Lee is arrested; A hearing; Utopia")
    assert items["herald"].endswith("Cited by: A hearing; Ann Lee is released; Release of Ann Lee")
    assert items["undated"].endswith("No record cites it")


def test_who_speaks_in_a_source_is_said_no_closer_than_its_kind_says(tmp_path: Path) -> None:
    """A campaign site is no trade union, a think tank no human-rights organisation, and a law firm not the press."""
    kinds = {"campaign": ", voice: union", "essay": ", voice: ngo", "note": ""}
    files = {
        "data/vocabulary/source-kinds.yml": "".join(f"- {{id: {kind}, label: X{voice}}}\n" for kind, voice in kinds.items()),
        "data/utopia/sources.yml": "".join(f"- {{id: {kind}, title: About, publisher: Some {kind}, kind: {kind}, read: excerpt}}\n" for kind in kinds)
        + "- {id: gazette, title: The Gazette, publisher: Gazette}\n- {id: herald, title: The Herald, publisher: Herald}\n",
    }
    found = load(project(tmp_path, files) / "data", Settings())
    (page,) = (page for page in reference.publish(Site(found.dossier, Settings(), INSTANT)) if page.address == "utopia/sources/")
    words = plain(fragment(page))
    assert "Some campaign, About Trade-union side. Read in an excerpt only." in words
    assert "Some essay, About Non-governmental organisation. Read in an excerpt only." in words
    assert "Some note, About Read in an excerpt only." in words


def test_of_a_source_on_which_much_rests_the_first_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    event = "- {{id: 2017-01-{0:02}-x, title: Event {0:02}, date: 2017-01-{0:02}, kind: hearing, sources: herald}}\n"
    many = "".join(event.format(day) for day in range(1, reference.CITING + 4))
    found = load(project(tmp_path, {"data/utopia/events/many.yml": many}) / "data", Settings())
    (page,) = (page for page in reference.publish(Site(found.dossier, Settings(), INSTANT)) if page.address == "utopia/sources/")
    first = "; ".join(f"Event {number:02}" for number in range(1, reference.CITING + 1))
    assert f"Cited by: {first}; and 4 more, which are in the tables" in plain(fragment(page)), "three of them, and the release of Ann Lee"
    ways = re.findall(r'href="([^"]*source=[^"]*)"', fragment(page))
    assert ways == ["../../utopia/timeline/?source=herald"], "the list of all of them; what is named whole needs none"


def test_sources_lead_to_the_file_in_which_they_stand(pages: dict[str, str], tmp_path: Path) -> None:
    edit = "https://example.org/edit/main/data/utopia/sources"
    assert pages["utopia/sources/"].count(edit) == pages["utopia/sources/"].count(f'href="{edit}.yml">Propose a correction</a>') == 1
    apart = {"data/utopia/sources/of-its-own.yml": "- {id: of-its-own, title: A leaflet, publisher: Nobody}\n"}
    found = load(project(tmp_path, apart) / "data", Settings())
    site = Site(found.dossier, Settings(source_url="https://example.org/edit/main/"), INSTANT)
    (page,) = (fragment(page) for page in reference.publish(site) if page.address == "utopia/sources/")
    assert [page.count(f'{edit}{name}">') for name in (".yml", "/of-its-own.yml")] == [3, 1], "each its own"


def test_what_a_country_and_a_demand_rest_on_stands_on_their_pages(pages: dict[str, str]) -> None:
    assert "Gazette, The Gazette of 2017 Supports: that there is such a country." in plain(pages["utopia/"])
    assert "Herald, The Herald of 2018, p. 7" in plain(pages["utopia/demands/release/"])
