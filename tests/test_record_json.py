"""Each record as JSON beside its page: valid by its published schema, and the same facts as the page and the tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from dossier.addresses import address
from dossier.artifact import Page
from dossier.model import Letter
from dossier.outputs import beside, demands, events, organisations, people, records_json
from dossier.render import fragment
from dossier.settings import Settings
from dossier.site import Site
from dossier.views.recordjson import DATA, record_data
from helpers import dossier_of
from inventions import invented
from jsonschema import Draft202012Validator
from test_data_package import SECRET, files, rows, site_of

SITE = "https://dossier.example/"


def published(site: Site) -> dict[str, Any]:
    return {artifact.uri: json.loads(artifact.content()) for artifact in records_json.publish(site)}


def letters(site: Site) -> dict[str, Any]:
    """The JSON beside letters whose text is here, with its schema."""
    found = [artifact for artifact in beside.publish(site) if artifact.uri.endswith(".json") and not artifact.uri.endswith(".csl.json")]
    return {artifact.uri: json.loads(artifact.content()) for artifact in found}


@cache
def made() -> dict[str, Any]:
    return published(invented())


def test_every_record_has_one_at_its_address() -> None:
    site = invented()
    expected = {f"{address(entry).rstrip('/')}.json" for folder in DATA for entry in site.dossier.of(folder)}
    expected |= {f"{address(e).rstrip('/')}.json" for e in site.dossier.of(Letter.folder) if not e.record.text_available}
    assert expected <= set(made())


def test_each_is_valid_by_the_schema_it_names_and_the_schema_is_one() -> None:
    for uri, content in made().items():
        if uri.endswith(".schema.json"):
            Draft202012Validator.check_schema(content)
        elif (schema := content["$schema"].removeprefix(SITE)) in made():
            Draft202012Validator(made()[schema], format_checker=Draft202012Validator.FORMAT_CHECKER).validate(content)
            assert content["url"].startswith(SITE)


def test_a_schema_describes_what_is_not_plain_and_refuses_more() -> None:
    schema = made()["data/event.schema.json"]
    assert "none of them alone" in schema["properties"]["accounts"]["description"]
    assert schema["additionalProperties"] is False


def test_an_event_has_every_account_with_its_sources_and_the_right_of_reply() -> None:
    event = made()["examplia/events/2021-01-20-arrest.json"]
    assert [(a["by"]["name"], a["text"]) for a in event["accounts"]] == [
        ("Sample Union", "She was arrested for a speech."),
        ("Ministry of Samples", "She was asked to come, and stayed."),
    ]
    assert event["accounts"][1]["date"]["edtf"] == "2021-01-21"
    assert [source["title"] for source in event["accounts"][1]["sources"]] == ["Statement of the ministry"]
    asked = [(reply["to"]["name"], reply["answered"]) for reply in event["right_of_reply"]]
    assert asked == [("Ministry of Samples", None), ("City police", "2024-04-02")]
    assert event["instruments"][0] == {"name": "Penal Code of Examplia", "url": ""}


def test_a_date_that_is_not_exact_is_not_made_so() -> None:
    event = made()["examplia/events/2021-04-deregistration.json"]
    assert event["date"] == {"edtf": "../2021-04-01", "earliest": None, "latest": "2021-04-01", "words": "by 1 April 2021"}


def test_a_person_has_states_with_event_source_and_whose_account_it_is() -> None:
    person = made()["examplia/people/ann-example.json"]
    contested = [(s["value"], s["by"]["name"]) for s in person["statuses"] if s["contested"] and s["by"]]
    assert contested == [("detained", "Sample Union"), ("house_arrest", "Ministry of Samples")]
    assert person["names"] == {"ru": "Энн Экзампл"}
    assert person["text"] == "President of the Sample Union, as a letter says."


def test_a_state_says_who_answered_its_event_as_that_does(tmp_path: Path) -> None:
    events = {c["url"]: (c["positions"], c["right_of_reply"]) for uri, c in made().items() if "/events/" in uri}
    found = [(s["event"]["url"], (s["positions"], s["right_of_reply"])) for c in made().values() for s in c.get("statuses", ())]
    assert [(url, said) for url, said in found if said != events[url]] == []
    assert any(replies for _, (_, replies) in found)
    answer = """
        - id: 2017-01-21-answer
          title: The ministry denies it
          date: 2017-01-21
          kind: public_statement
          actors: ministry
          sources: gazette
          relates_to: [{event: 2017-01-20-arrest, relation: answers}]
        """
    site = Site(dossier_of(tmp_path, {"events/answer.yml": dedent(answer)}), Settings(site_url=SITE), invented().instant)
    said = record_data(site.viewer, site.dossier.entries["utopia/people/ann-lee"]).model_dump(mode="json")["statuses"]
    assert [[one["by"][0]["name"] for one in state["positions"]] for state in said] == [["Ministry of Labour"], []]


def test_json_and_tables_say_the_same() -> None:
    for name, folder, field in (("people", "people", "name"), ("organisations", "organisations", "name"), ("events", "events", "title")):
        table = {row["id"]: row[field] for row in rows(files(), name)}
        assert {c["id"]: c[field] for uri, c in made().items() if f"{folder}/" in uri and "id" in c and c["id"] in table} == table
    states = [s for uri, c in made().items() if c.get("statuses") and f"{c['id']}".endswith(uri.rpartition("/")[2][:-5]) for s in c["statuses"]]
    assert len(states) == len(rows(files(), "statuses"))


def test_a_country_lists_its_records_with_the_address_of_each() -> None:
    country = made()["examplia.json"]
    assert [(item["name"], item["json"]) for item in country["people"]] == [
        ("Ann Example", f"{SITE}examplia/people/ann-example.json"),
        ("The Welder", f"{SITE}examplia/people/the-welder.json"),
    ]
    ways = [item["json"].removeprefix(SITE) for kind in ("events", "people", "organisations", "demands") for item in country[kind]]
    assert [way for way in ways if way not in made()] == []


def test_whoever_is_named_has_the_id_of_the_tables() -> None:
    """The end of an address alone would be the same in two countries, and of a person and an organisation."""
    tables = {row["id"] for name in ("people", "organisations", "sources") for row in rows(files(), name)}
    said = [content for uri, content in letters(invented()).items() if not uri.endswith(".schema.json")]
    records = [content for uri, content in made().items() if not uri.endswith(".schema.json")]
    agents = [one for content in (*records, *said) for one in _agents(content)]
    assert {one["id"] for one in agents} >= {"examplia/people/ann-example", "international/people/carla-specimen"}
    assert [one for one in agents if (one["id"] not in tables) == bool(one["url"])] == []
    assert {content["id"] for content in said} <= {row["id"] for row in rows(files(), "letters")}
    demands = {ident for content in said for paragraph in content["paragraphs"] for ident in paragraph["demands"]}
    assert demands
    assert demands <= {row["id"] for row in rows(files(), "demands")}


def _agents(content: object) -> Iterator[dict[str, str]]:
    """Whoever is named anywhere in it: a name with an id."""
    if isinstance(content, dict) and content.keys() == {"name", "id", "url"}:
        yield content
    for part in content.values() if isinstance(content, dict) else content if isinstance(content, list) else ():
        yield from _agents(part)


def test_a_country_has_the_id_that_its_schema_describes() -> None:
    said = made()["data/country.schema.json"]["properties"]["id"]["description"]
    assert (made()["examplia.json"]["id"], said) == ("examplia", "the name of its folder, with which the ids of its records begin")


def test_a_site_without_an_address_names_no_schema_that_leads_nowhere() -> None:
    site = invented()
    without = Site(site.everything, site.settings.model_copy(update={"site_url": ""}), site.instant)
    found = {**published(without), **letters(without)}
    assert [uri for uri, content in found.items() if "$schema" in content and not uri.endswith(".schema.json")] == []
    for uri, noun in (("examplia/people/ann-example.json", "person"), ("examplia/letters/2021-03-10-to-the-commission.json", "letter")):
        Draft202012Validator(found[f"data/{noun}.schema.json"]).validate(found[uri])


def test_a_former_address_has_it_too() -> None:
    assert made()["examplia/people/anne-example.json"] == made()["examplia/people/ann-example.json"]


@pytest.mark.parametrize("output", [people, organisations, events, demands])
def test_the_page_of_a_record_links_to_it_for_readers_and_for_robots(output: Any) -> None:
    found: list[Page] = list(output.publish(invented()))
    pages = [page for page in found if f"{page.address.rstrip('/')}.json" in made()]
    assert pages
    for page in pages:
        name = page.address.rstrip("/").rpartition("/")[2]
        assert f'href="../../../{page.address.rstrip("/")}.json"'.replace("../../../", page.root) in fragment(page)
        assert {"rel": "describedby", "href": f"{SITE}{page.address.rstrip('/')}.json", "type": "application/json"} in page.own_head.links, name


@pytest.mark.parametrize(
    "state", ["draft: true", "publish_after: 2099-01-01", "withdrawn: {date: 2026-10-01}", "withdrawn: {date: 2026-10-01, erase: true}"]
)
def test_a_record_that_is_withheld_has_none_and_is_named_in_none(state: str, tmp_path: Path) -> None:
    text = "A word of [Cyplanted](people/cy-secret)."
    given: dict[str, str | bytes | None] = {"people/secret.yml": SECRET.format(state)}
    if "withdrawn" in state:
        given["organisations/x.yml"] = f"- {{id: other, name: Other, type: trade-union, text: '{text}'}}"
    found = published(site_of(tmp_path, given))
    said = json.dumps(found, ensure_ascii=False)
    assert [word for word in ("cy-secret", "Cyplanted", "Secretplanted", "Oldplanted") if word in said] == []
