"""The data as entities of FollowTheMoney: nothing made more certain than it is, nobody without the other side."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from dossier.outputs.entities import publish
from dossier.site import Site
from inventions import invented
from test_data_package import SECRET, files, rows, site_of


def entities(site: Site) -> dict[str, dict[str, Any]]:
    lines = next(iter(publish(site))).content().decode("utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    made = {entity["id"]: entity for entity in found}
    assert len(made) == len(found), "every id is there once"
    return made


@cache
def made() -> dict[str, dict[str, Any]]:
    return entities(invented())


def of(schema: str) -> list[dict[str, Any]]:
    return [entity for entity in made().values() if entity["schema"] == schema]


def test_people_organisations_and_events_are_those_of_the_tables() -> None:
    for schema, table in (("Person", "people"), ("Organization", "organisations"), ("Event", "events"), ("Article", "sources")):
        assert {entity["id"] for entity in of(schema)} == {row["id"].replace("/", ".") for row in rows(files(), table)}
    assert len(of("Message")) + len(of("Document")) == len(rows(files(), "letters"))


def test_what_an_entity_refers_to_is_there() -> None:
    links = "member organization entity involved organizer sender recipients inReplyToMessage proof predecessor successor".split()
    refs = [(e["id"], name, ref) for e in made().values() for name in links for ref in e["properties"].get(name, ())]
    assert len(refs) > 50
    assert [found for found in refs if found[2] not in made()] == []


def test_every_account_and_reply_is_a_note_of_the_event() -> None:
    event = "examplia.events.2021-01-20-arrest"
    notes = [entity["properties"] for entity in of("Note") if entity["properties"]["entity"] == [event]]
    assert [note["name"] for note in notes] == [
        ["Account of Sample Union"], ["Account of Ministry of Samples"], ["Right of reply of Ministry of Samples"], ["Right of reply of City police"],
    ]  # fmt: skip
    assert "no answer is on record" in notes[2]["description"][0]
    assert [said.partition(":")[0] for said in made()[event]["properties"]["description"]] == [
        "Accounts differ. Sample Union", "Accounts differ. Ministry of Samples (21 January 2021)",
    ]  # fmt: skip


def test_where_accounts_give_different_days_all_are_there_and_the_words_say_whose_each_is(tmp_path: Path) -> None:
    event = made()["examplia.events.2021-01-20-arrest"]["properties"]
    assert event["date"] == ["2021-01-20", "2021-01-21"]
    notes = [made()[f"examplia.events.2021-01-20-arrest.account-{number}"]["properties"]["description"] for number in (1, 2)]
    assert notes == [["She was arrested for a speech."], ["21 January 2021: She was asked to come, and stayed."]]
    accounts = "[{by: {text: Court}, text: In May., date: 2017-05~, sources: gazette}, {by: {text: Union}, text: On a day., sources: gazette}]"
    text = f"- {{id: 2017-05-01-x, title: X, date: 2017-05-01, kind: arrest, sources: gazette, accounts: {accounts}}}"
    about = entities(site_of(tmp_path, {"events/x.yml": text}))["utopia.events.2017-05-01-x"]["properties"]
    assert about["date"] == ["2017-05-01"]
    said = ["Accounts differ. Court (about May 2017): In May.", "Accounts differ. Union: On a day."]
    assert about["description"] == said, "a day that an account does not give is not put beside it"


def test_a_date_that_is_not_exact_is_given_in_words_only() -> None:
    properties = made()["examplia.events.2020-founding"]["properties"]
    assert "date" not in properties
    assert properties["summary"][0] == "about 2020."
    assert made()["examplia.events.2021-02-law"]["properties"]["date"] == ["2021-02"]


def test_no_other_date_is_lost_because_it_is_not_exact(tmp_path: Path) -> None:
    found = entities(site_of(tmp_path, {
        "events/x.yml": "- {id: 2017-05-01-x, title: X, date: 2017-05-01, ends: ../2017-06-02, kind: arrest, sources: [gazette, of-about]}",
        "sources/x.yml": "- {id: of-about, title: A leaflet, publisher: Nobody, date: 2016~}",
        "organisations/x.yml": "- {id: one, name: One, type: trade-union, affiliations: {organisation: free-union, from: 2015?, until: 2016-03}}",
        "people/x.yml": "- {id: cy, name: Cy, sort_name: Cy, basis: public-role, roles: {title: Clerk, organisation: free-union, until: 2017-01~}}",
    }))  # fmt: skip
    said = {ident: entity["properties"] for ident, entity in found.items()}
    assert ("endDate" in said["utopia.events.2017-05-01-x"], said["utopia.events.2017-05-01-x"]["summary"]) == (False, ["End: by 2 June 2017."])
    assert said["utopia.sources.of-about"]["summary"] == ["about 2016."]
    union, clerk = said["utopia.organisations.one.affiliation-1"], said["utopia.people.cy.role-1"]
    assert (union["summary"], union["endDate"]) == (["Start: 2015 (uncertain)."], ["2016-03"])
    assert clerk["summary"] == ["End: about January 2017."]


def test_a_year_that_followthemoney_cannot_hold_is_given_in_words(tmp_path: Path) -> None:
    """It refuses an entity with the year 217 or 3017, and some programs then take nothing of the file."""
    found = entities(site_of(tmp_path, {
        "events/x.yml": """
            - {id: 0217-05-01-x, title: X, date: 0217-05-01, ends: 3017-05-02, kind: meeting, sources: gazette}
            - {id: 1017-05-01-y, title: Y, date: 1017-05, ends: 2999, kind: meeting, sources: gazette}
            """,
    }))  # fmt: skip
    one, other = (found[f"utopia.events.{ident}"]["properties"] for ident in ("0217-05-01-x", "1017-05-01-y"))
    assert ("date" in one, "endDate" in one, one["summary"]) == (False, False, ["1 May 217.", "End: 2 May 3017."])
    assert (other["date"], other["endDate"], "summary" in other) == (["1017-05"], ["2999"], False)


def test_a_position_says_where_it_was_held(tmp_path: Path) -> None:
    """The president of a union, with a country and nothing else, is found as the president of that country; who was a judge, as one."""
    roles = "[{title: President, organisation: free-union}, {title: Witness}, {title: Judge, from: 2010, until: 2012}]"
    people = f"- {{id: cy, name: Cy, sort_name: Cy, basis: public-role, roles: {roles}}}"
    found = entities(site_of(tmp_path, {"people/x.yml": people}))
    assert found["utopia.people.cy"]["properties"]["position"] == ["President, Free Union", "Witness", "Judge (from 2010 until 2012)"]
    assert found["utopia.people.cy.role-1"]["properties"]["role"] == ["President"]


def test_nobody_is_given_a_topic() -> None:
    assert [entity["id"] for entity in made().values() if "topics" in entity["properties"]] == []


def test_nothing_withheld_is_an_entity(tmp_path: Path) -> None:
    said = json.dumps(entities(site_of(tmp_path, {"people/secret.yml": SECRET.format("withdrawn: {date: 2026-10-01}")})), ensure_ascii=False)
    assert [word for word in ("cy-secret", "Cyplanted", "Secretplanted", "Oldplanted") if word in said] == []


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = (next(iter(publish(site_of(tmp_path / name)))).content() for name in "ab")
    assert one == two


def test_followthemoney_itself_takes_every_entity() -> None:
    """The library is large, so it is not required."""
    followthemoney = pytest.importorskip("followthemoney", reason="followthemoney is not installed")
    for entity in made().values():
        followthemoney.model.get(entity["schema"]).validate(entity)


def test_only_a_country_that_there_is_has_a_code(tmp_path: Path) -> None:
    """FollowTheMoney refuses an entity with another one; the countries of the invented project have none of the world's."""
    assert [entity["id"] for entity in made().values() if "country" in entity["properties"]] == []
    own = [json.loads(line) for line in next(iter(publish(site_of(tmp_path, {"country.yml": "title: Utopia\niso: KZ\n"})))).content().splitlines()]
    assert {code for entity in own for code in entity["properties"].get("country", ())} == {"kz"}
