"""A country that gets another name: whatever was at its addresses stays there or leads on, in one step and to the same thing."""

from __future__ import annotations

import re
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner
from dossier.cli import main
from dossier.publish import Build
from dossier.shell import SENTINELS
from helpers import project, write

SITE = "https://dossier.example/sub/"
COUNTRY = "title: Arcadia\niso: AC\n"
EVENT = "- {{id: 2017-06-01-hearing, title: A hearing, date: 2017-06-01, kind: hearing, organisations: league, sources: gazette{}}}\n"
LEAGUE = "- {{id: league, name: League, type: trade-union{}}}\n"
SOURCES = "- {id: gazette, title: Held, publisher: The Gazette, date: 2017-06-02, url: https://example.org/held}\n"
LETTER = "---\ntitle: Letter of May\ndate: 2017-05-03\nfrom: league\nto: league\n{}---\nOne.\n\nTwo.\n"


def files(name: str, before: str = "") -> dict[str, str | None]:
    """An invented country in the folder `name`; each record says that it was in the folder `before`."""

    def line(where: str) -> str:
        return f"redirect_from: /{before}/{where}\n" if before else ""

    def item(where: str) -> str:
        return f", redirect_from: /{before}/{where}" if before else ""

    return {
        f"data/{name}/country.yml": f"{COUNTRY}{line('')}",
        f"data/{name}/organisations.yml": LEAGUE.format(item("organisations/league/")),
        f"data/{name}/sources.yml": SOURCES,
        f"data/{name}/events.yml": EVENT.format(item("events/2017-06-01-hearing/")),
        f"data/{name}/letters/2017-05-03-x.md": LETTER.format(line("letters/2017-05-03-x/")),
    }


def built(root: Path) -> dict[str, bytes]:
    build = Build.prepare(root, as_of="2026-11-24")
    build.frames_from(lambda key: "\n".join(SENTINELS.values()))
    return {artifact.uri: artifact.content() for artifact in build.artifacts()}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The site while the country was `arcadia`, and now that it is `newland`."""
    root = project(tmp_path_factory.mktemp("renamed") / "small", files("arcadia"))
    config = root / "mkdocs.yml"
    config.write_text(f"{config.read_text('utf-8')}\nsite_url: {SITE}\n", "utf-8")
    assert CliRunner().invoke(main, ["seal", "--root", str(root)]).exit_code == 0
    before = built(root)
    for path in files("arcadia"):
        (root / path).unlink()
    write(root, files("newland", "arcadia"))
    return before, built(root)


def way(html: bytes) -> str:
    found = re.search(rb'data-to="((?:\.\./)+)([^"]*)"', html)
    assert found
    return found[2].decode()


def test_all_that_was_published_below_the_old_name_is_there(sites: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    before, after = sites
    lost = sorted(uri for uri in before.keys() - after.keys() if not uri.startswith("assets/"))
    assert [uri for uri in lost if not uri.endswith("/data.json")] == [], "but for what scripts of its pages read"


@pytest.mark.parametrize("what", ["", "timeline/", "timeline/2017/", "timeline/correspondence/", "letters/", "sources/", "as-of/2017-05-03/"])
def test_a_list_leads_to_the_same_list_in_one_step(sites: tuple[dict[str, bytes], dict[str, bytes]], what: str) -> None:
    _, after = sites
    assert way(after[f"arcadia/{what}index.html"]) == f"newland/{what}"
    assert b"This page has moved" not in after[f"newland/{what}index.html"]


def test_feeds_and_calendars_go_on_and_say_where_they_are_now(sites: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    before, after = sites
    for uri in ("arcadia.atom", "arcadia.rss", "arcadia.feed.json", "arcadia.ics", "arcadia/timeline/correspondence.atom"):
        assert after[uri] == after[uri.replace("arcadia", "newland")]
        assert uri in before
    now = feedparser.parse(after["arcadia.atom"])
    assert [link.href for link in now.feed.links if link.rel == "self"] == [f"{SITE}newland.atom"]
    assert {entry.id for entry in now.entries} == {entry.id for entry in feedparser.parse(before["arcadia.atom"]).entries}


def test_embeds_lead_on(sites: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    _, after = sites
    assert way(after["embed/arcadia/index.html"]) == "embed/newland/"
    assert way(after["embed/arcadia/correspondence/index.html"]) == "embed/newland/correspondence/"
    assert after["embed/arcadia/oembed.json"] == after["embed/newland/oembed.json"]
