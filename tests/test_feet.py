"""At the foot of each list: to which day what it shows was checked, the file that makes it where one does, and forms for new records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from dossier.artifact import COLLECTION, Page
from dossier.load import load
from dossier.outputs import asof, cards, country, forms
from dossier.outputs.common import foot_of
from dossier.render import fragment
from dossier.settings import Settings
from dossier.site import Site
from helpers import project
from projects import INSTANT

EDIT = "https://example.org/edit/main/"
FORM = "https://example.org/new/main/data/utopia/"
DEMANDS = "- {id: release, title: Release of Ann Lee, checked: 2018-04-01}\n- {id: reply, title: A reply}\n"
HEARING = "- {id: 2018-03-01-x, title: A hearing, date: 2018-03-01, kind: hearing, sources: herald, checked: 2018-04-02}\n"
LISTS = ("people", "organisations", "letters", "demands", "timeline", "events", "sources")


def site_of(root: Path, source_url: str = EDIT) -> Site:
    files = {
        "data/utopia/demands.yml": DEMANDS,
        "data/utopia/events/later.yml": HEARING,
    }
    found = load(project(root, files) / "data", Settings())
    return Site(found.dossier, Settings(source_url=source_url), INSTANT)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(tmp_path_factory.mktemp("feet"))


def feet(site: Site) -> Iterator[tuple[str, str]]:
    """The address of every list with what stands at its foot."""
    for page in forms(site):
        if isinstance(page, Page) and page.kind == COLLECTION:
            yield page.address, "".join(re.findall(r'<footer class="dossier-foot">.*?</footer>', fragment(page), re.DOTALL))


def test_a_list_says_to_which_day_what_it_shows_was_checked(site: Site) -> None:
    found = dict(feet(site))
    said = {where: re.findall(r"Records last checked ([^<]*)<", foot) for where, foot in found.items()}
    assert said["utopia/demands/"] == ["1 April 2018"]
    assert said["utopia/timeline/"] == said["timeline/"] == said["utopia/events/"] == ["between 2 April and 1 May 2018"], "not all on the last day"
    assert said["utopia/timeline/2018/"] == ["2 April 2018"], "what that page shows, not what others do"
    assert said["utopia/sources/"] == said["vocabulary/"] == [], "no record of them says when it was checked"


def test_what_was_checked_last_speaks_for_no_other_record(site: Site) -> None:
    """A page that gave the last of these days alone read as if its figures had all been looked at on it."""
    said = "between <time datetime=\"2018-04-01\">1 April</time> and <time datetime=\"2018-05-01\">1 May 2018</time>"
    (of_country,) = (fragment(page) for page in country.publish(site) if isinstance(page, Page) and page.address == "utopia/")
    assert f'<p class="dossier-asof">Records last checked {said}</p>' in of_country
    assert cards.country_card(site, site.countries[0]).state_note == "Records last checked between 1 April and 1 May 2018"
    days = [fragment(page) for page in asof.publish(site) if isinstance(page, Page)]
    assert days
    assert all("Records last checked between 1 April and 1 May 2018" in day for day in days)


def test_a_list_leads_to_the_file_that_makes_it_or_to_none(site: Site) -> None:
    """A link to one of several files would be wrong for most that the list shows."""
    found = dict(feet(site))
    ways = {where: re.findall(rf'href="{EDIT}([^"]*)"', foot) for where, foot in found.items()}
    assert ways["utopia/demands/"] == ways["demands/"] == ["data/utopia/demands.yml"]
    assert ways["utopia/timeline/2018/"] == [], "of two files"
    assert ways["utopia/timeline/"] == ways["vocabulary/"] == []
    assert ways["utopia/people/"] == ["data/utopia/people.yml"]


def test_each_list_of_the_vocabulary_leads_to_its_file(site: Site) -> None:
    (page,) = (fragment(page) for page in forms(site) if isinstance(page, Page) and page.address == "vocabulary/")
    ways = re.findall(rf'href="{EDIT}data/vocabulary/([a-z-]+)\.yml">Propose a correction of this list<', page)
    assert {"event-kinds", "tracks", "demand-states", "relations"} <= set(ways)
    assert len(ways) == len(set(ways))


def test_readers_may_propose_what_a_list_of_a_country_holds(site: Site) -> None:
    found = dict(feet(site))
    offered = {where: re.findall(rf'href="{FORM}(\w+)\?', foot) for where, foot in found.items()}
    assert offered["utopia/letters/"] == ["letters"]
    assert offered["utopia/events/"] == ["events"]
    assert offered["utopia/timeline/"] == offered["utopia/timeline/2018/"] == ["letters", "events"]
    assert [where for where in ("letters/", "timeline/", "events/") if offered[where]] == [], "of which country, nobody knows"
    assert all("/new/" not in foot for where, foot in found.items() if "/people/" in where), "a name is nothing to be put into a public form"


def test_without_a_repository_nothing_leads_there(tmp_path: Path) -> None:
    other = site_of(tmp_path, source_url="")
    found = dict(feet(other))
    assert {f"utopia/{name}/" for name in LISTS} <= set(found)
    assert [where for where, foot in found.items() if "Propose" in foot] == []


def test_a_list_of_nothing_says_nothing(site: Site) -> None:
    foot = foot_of(site, ())
    assert (foot.checked, foot.edit, foot.forms) == (None, "", ())
    assert foot_of(site, [next(site.dossier.of("people", "utopia"))], "", ("letters",)).forms == ()
    assert foot_of(site, site.dossier.of("demands", "utopia")).checked == date(2018, 4, 1)
