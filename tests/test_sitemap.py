"""What search engines are told: which pages there are, on which day each changed by the data, and which of them are translations."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import dossier.sitemap
import pytest
from dossier.publish import Build
from helpers import project, write
from test_feeds import LEDGER, again
from test_machines import Site, invented, parsed  # noqa: F401 - a fixture

HOME = "https://dossier.example/small/"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def days(content: bytes) -> dict[str, str]:
    """Address below the root -> day; empty where none is said."""
    root = ElementTree.fromstring(content)
    assert root.tag == f"{SPACE}urlset"
    return {(url.findtext(f"{SPACE}loc") or "").removeprefix(HOME): url.findtext(f"{SPACE}lastmod") or "" for url in root}


def test_the_day_of_a_page_is_the_last_on_which_its_data_changed(tmp_path: Path) -> None:
    events = """
        - id: 2018-01-01-plain
          title: Plain
          date: 2018-01-01
          kind: hearing
          sources: gazette
          people: bo-dahl
          checked: 2019-02-03
          corrections: {date: 2019-03-04, text: It was wrong.}
        - {id: 2016-01-01-undated, title: Never checked, date: 2016-01-01, kind: law_restrictive, sources: gazette}
        """
    rows = "utopia/events/2016-01-01-undated/,event,,,,2020-05-06,,live\nutopia/demands/,list,,,,2021-01-02,,live\n"
    project(tmp_path, {"data/utopia/events/plain.yml": events, "data/permalinks.csv": LEDGER + rows})
    found = days(again(tmp_path)["sitemap.xml"])
    assert found["utopia/events/2018-01-01-plain/"] == "2019-03-04", "corrected"
    assert found["utopia/people/bo-dahl/"] == "2019-03-04", "what points at somebody is on their page"
    assert found["utopia/events/2017-01-20-arrest/"] == "2018-05-01", "checked"
    assert found["utopia/events/2018-02-28-release/"] == "", "nothing of it is dated"
    assert found["utopia/events/2016-01-01-undated/"] == "2020-05-06", "sealed"
    assert found["utopia/timeline/2017/"] == "2018-05-01"
    assert found["utopia/timeline/law/"] == "2020-05-06"
    assert found["utopia/"] == found["utopia/people/"] == found[""] == "2020-05-06"
    assert found["utopia/demands/"] == "2021-01-02", "never before it was there"
    assert found["corrections/"] == "2020-05-06"
    assert found["about/"] == found["press/"] == "", "nobody knows when prose changed"


def test_no_day_is_that_of_the_build(tmp_path: Path) -> None:
    project(tmp_path)
    first = again(tmp_path, "2026-11-24")["sitemap.xml"]
    assert first == again(tmp_path, "2031-01-01")["sitemap.xml"]
    assert set(days(first).values()) == {"", "2018-05-01"}


def test_every_page_that_may_be_found_is_in_it_and_no_other(invented: Site) -> None:  # noqa: F811
    root = ElementTree.fromstring(invented["sitemap.xml"])
    found = {(url.findtext(f"{SPACE}loc") or "").removeprefix("https://dossier.example/") for url in root}
    pages = {uri.removesuffix("index.html"): invented[uri].decode() for uri in invented.make if uri.endswith("index.html")}
    shown = {where for where, text in pages.items() if '<meta name="robots" content="noindex">' not in text}
    assert found - {"", "about/", "press/"} == shown - {"", "about/", "press/"}


def test_of_very_many_pages_there_are_several_sitemaps_and_an_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(tmp_path)
    whole = days(again(tmp_path)["sitemap.xml"])
    monkeypatch.setattr(dossier.sitemap, "LIMIT", 20)
    site = again(tmp_path)
    index = ElementTree.fromstring(site["sitemap.xml"])
    names = [(one.findtext(f"{SPACE}loc") or "").removeprefix(HOME) for one in index]
    assert index.tag == f"{SPACE}sitemapindex"
    assert len(names) > 1
    parts = [days(site[name]) for name in names]
    assert max(map(len, parts)) == 20
    assert {where: day for part in parts for where, day in part.items()} == whole


def test_robots_are_let_in_and_shown_the_sitemap(tmp_path: Path) -> None:
    """RFC 9309; what is not to be found says so itself, which a robot that is kept out would never read."""
    project(tmp_path)
    assert again(tmp_path)["robots.txt"].decode() == f"User-agent: *\nAllow: /\n\nSitemap: {HOME}sitemap.xml\n"


def test_robots_of_ones_own_stay(tmp_path: Path) -> None:
    project(tmp_path, {"docs/robots.txt": "User-agent: *\nDisallow: /\n"})
    config = (tmp_path / "mkdocs.yml").read_text("utf-8").replace("publisher: Free Union", "publisher: Free Union\n    files: robots.txt")
    write(tmp_path, {"mkdocs.yml": config})
    assert "robots.txt" not in {artifact.uri for artifact in Build.prepare(tmp_path, as_of="2026-11-24").artifacts()}


def test_every_page_names_its_canonical_address(invented_project: Path) -> None:
    for path in sorted((invented_project / "site").rglob("index.html")):
        where = path.parent.relative_to(invented_project / "site").as_posix()
        text = path.read_text("utf-8")
        found = re.findall(r'<link (?:rel="canonical" href|href="[^"]*" rel="canonical")="?([^"]*)', text)
        assert len(found) == 1, where
        assert found[0].startswith("https://dossier.example/"), where
        if 'content="noindex"' not in text:
            assert found[0] == f"https://dossier.example/{'' if where == '.' else f'{where}/'}", where


def test_only_translations_that_are_there_are_named_as_such(invented: Site) -> None:  # noqa: F811
    named = 0
    for uri in [uri for uri in invented.make if uri.endswith("index.html")]:
        found = [link for link in parsed(invented[uri].decode()).links if "hreflang" in link and link["rel"] == "alternate"]
        for link in found:
            target = f"{link['href'].removeprefix('https://dossier.example/')}index.html"
            assert target in invented.make
            back = parsed(invented[target].decode()).links
            assert link in back, "both name each other and themselves"
        named += len(found)
    assert named >= 4
