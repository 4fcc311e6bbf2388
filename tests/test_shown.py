"""Nothing that a case file may say of any record is missing on the page of that record: on what it rests, and what was corrected."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from dossier.artifact import Page
from dossier.outputs import beside, country, demands, events, letters, organisations, people, records_json, reference
from dossier.render import fragment
from dossier.site import Site
from dossier.views.threadwords import thread_said
from lxml import html
from test_data_package import site_of

SAID = """
            checked: 2018-09-0{n}
            sources: [{{source: gazette, at: p. {n}, supports: claim {n}}}]
            corrections:
              - {{date: 2018-08-0{n}, text: Slip {n}., was: wording {n}}}
    """
ALONE = "\n            ---{said}            {fields}\n            ---\n            {body}\n"


def said(n: int) -> str:
    return SAID.format(n=n)


def alone(n: int, body: str, *fields: str) -> str:
    return ALONE.format(said=said(n).rstrip(" "), fields="\n            ".join(fields), body=body)


FILES = {
    "country.yml": f"            title: Utopia\n            iso: ZZ{said(1)}",
    "people/cy-osei.md": alone(2, "Prose.", "name: Cy Osei", "sort_name: Osei, Cy", "basis: public-role"),
    "organisations/guild.md": alone(3, "Prose.", "name: Guild", "type: trade-union"),
    "demands/inquiry.md": alone(
        4, "Prose.", "title: An inquiry", "history: {date: 2018, state: raised, sources: {source: herald, at: p. 40, supports: claim 40}}"
    ),
    "events/2017-05-05-raid.md": alone(
        5, "Prose.", "title: A raid", "date: 2017-05-05", "kind: office_raid", "organisations: free-union",
        "effects: {free-union: {operation: {value: obstructed, until: 2017-06, sources: {source: herald, at: p. 50, supports: claim 50}}}, "
        "guild: {operation: ceased}}",
    ),
    "sources/tract.md": alone(7, "Prose.", "title: Tract", "publisher: Press"),
    "letters/2017-06-06-to-bo-dahl.md": alone(
        6, "Words.", "title: A letter", "date: 2017-06-06", "from: free-union", "to: bo-dahl", "reply_requested: true"
    ),
}  # fmt: skip
ADDRESSES = {
    1: "utopia/", 2: "utopia/people/cy-osei/", 3: "utopia/organisations/guild/", 4: "utopia/demands/inquiry/",
    5: "utopia/events/2017-05-05-raid/", 6: "utopia/letters/2017-06-06-to-bo-dahl/", 7: "utopia/sources/",
}  # fmt: skip
FORMS = (country, people, organisations, demands, events, letters, reference)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(tmp_path_factory.mktemp("shown"), FILES)


def text_of(site: Site, address: str) -> str:
    page = next(item for form in FORMS for item in form.publish(site) if isinstance(item, Page) and item.address == address)
    return " ".join(html.fromstring(fragment(page)).text_content().split())


def record_of(site: Site, address: str) -> dict[str, Any]:
    artifacts = [*records_json.publish(site), *beside.publish(site)]
    found: dict[str, Any] = json.loads(next(item.content() for item in artifacts if item.uri == f"{address.rstrip('/')}.json"))
    return found


@pytest.mark.parametrize("n", ADDRESSES)
def test_a_page_says_on_what_it_rests_and_what_was_corrected(site: Site, n: int) -> None:
    text = text_of(site, ADDRESSES[n])
    day = "7 September 2018" if n == 1 else f"{n} September 2018"  # of a country, the last on which any record of it was checked
    assert [words for words in (f"p. {n}", f"Supports: claim {n}", f"Slip {n}.", f"wording {n}", day) if words not in text] == []


@pytest.mark.parametrize("n", range(1, 7))
def test_a_record_as_json_says_on_what_it_rests(site: Site, n: int) -> None:
    found = record_of(site, ADDRESSES[n])
    assert [(source["at"], source["supports"]) for source in found.get("known_from", found["sources"])] == [(f"p. {n}", f"claim {n}")]


@pytest.mark.parametrize("n", [4, 5])
def test_what_a_single_statement_rests_on_stands_among_the_sources(site: Site, n: int) -> None:
    """A step of a demand's history, an effect of an event."""
    text = text_of(site, ADDRESSES[n])
    assert [words for words in (f"p. {n}0", f"Supports: claim {n}0.") if words not in text] == []


def test_an_event_as_json_gives_the_states_that_its_record_gives(site: Site) -> None:
    state, _ = record_of(site, ADDRESSES[5])["states"]
    assert (state["who"]["name"], state["track"], state["value"], state["until"]["edtf"]) == ("Free Union", "operation", "obstructed", "2017-06")
    assert [source["at"] for source in state["sources"]] == ["p. 50"]


def test_whoever_an_event_changes_something_for_has_it_among_their_events(site: Site) -> None:
    """Here `organisations` does not name the guild, `effects` does."""
    address = ADDRESSES[3]
    assert "A raid" in text_of(site, address).rpartition("Events")[2]
    assert [event["name"] for event in record_of(site, address)["events"]] == ["A raid"]


def test_a_letter_says_that_a_reply_was_asked_for(site: Site) -> None:
    assert "A reply was asked for." in text_of(site, ADDRESSES[6])


@pytest.mark.parametrize(
    ("fields", "said"),
    [("reply_requested: false", "No reply was asked for."), ("reply_requested: true", "A reply was asked for."), ("channel: post", "")],
)
def test_a_reply_does_not_hide_whether_one_was_asked_for(tmp_path: Path, fields: str, said: str) -> None:
    first, second = (alone(n, "Words.", f"title: Letter {n}", f"date: 2017-07-0{n}", "from: free-union", "to: bo-dahl", more)
                     for n, more in ((1, fields), (2, "in_reply_to: 2017-07-01-a")))  # fmt: skip
    made = site_of(tmp_path, {"letters/2017-07-01-a.md": first, "letters/2017-07-02-b.md": second})
    notes = thread_said(made.viewer, made.index.threads["utopia/letters/2017-07-01-a"]).notes
    assert [note for note in notes if "asked for" in note] == ([said] if said else [])


def test_a_letter_of_no_single_country_says_which_it_is_about(tmp_path: Path) -> None:
    parties = "from: utopia/organisations/free-union\nto: utopia/people/bo-dahl"
    text = f"---\ntitle: Of two\ndate: 2018-01-02\n{parties}\ncountries: [utopia, erewhon]\n---\nWords.\n"
    files = {"../international/letters/2018-01-02-of-two.md": text, "../erewhon/country.yml": "title: Erewhon\niso: ZZ\n"}
    page = next(made for made in letters.publish(site_of(tmp_path, files)) if isinstance(made, Page) and made.address == "letters/2018-01-02-of-two/")
    (row,) = html.fromstring(str(fragment(page))).xpath("//dt[.='Countries']/following-sibling::dd[1]")
    assert [(link.text, link.get("href")) for link in row.iter("a")] == [("Utopia", "../../utopia/"), ("Erewhon", "../../erewhon/")]
