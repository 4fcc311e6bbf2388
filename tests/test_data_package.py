"""The data as tables: CSV files in a Data Package, the same as CSV on the Web, and the page that says what every column means."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import frictionless
import pytest
from dossier.artifact import Described, Page
from dossier.cells import neutral
from dossier.licences import licences
from dossier.load import load
from dossier.outputs import csvw, data, database, package, records_json
from dossier.render import fragment
from dossier.settings import Settings, read_settings
from dossier.site import Site
from dossier.tables import TABLES
from helpers import project, write
from inventions import invented

INSTANT = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOSTILE = "=HYPERLINK(\"https://evil.example\",\"x\")"
Files = Mapping[str, str | bytes | None]


def site_of(root: Path, files: Files | None = None, instant: datetime = INSTANT) -> Site:
    project(root, {f"data/utopia/{name}": content for name, content in (files or {}).items()})
    settings = read_settings(root)[0]
    result = load(root / "data", settings)
    assert [str(problem) for problem in result.problems if problem.level == "error"] == []
    return Site(result.dossier, settings, instant)


def published(site: Site) -> dict[str, bytes]:
    """The package as files, by their names below data/."""
    artifacts = [*package.publish(site), *csvw.publish(site)]
    return {artifact.uri.removeprefix("data/"): artifact.content() for artifact in artifacts}


@cache
def files() -> dict[str, bytes]:
    return published(invented())


def descriptor(found: Mapping[str, bytes]) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(found["datapackage.json"])
    return made


def rows(found: Mapping[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(found[f"{name}.csv"].decode("utf-8"), newline="")))


def test_frictionless_finds_every_type_key_reference_size_and_hash_right(tmp_path: Path) -> None:
    for name, content in files().items():
        (tmp_path / name).write_bytes(content)
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.flatten(["name", "title", "message"]) == []
    assert len(report.tasks) == len(TABLES)


def test_frictionless_would_find_a_reference_that_leads_nowhere(tmp_path: Path) -> None:
    for name, content in files().items():
        changed = content.replace(b"examplia/people/ann-example", b"examplia/people/nobody") if name == "event_people.csv" else content
        (tmp_path / name).write_bytes(changed)
    found = frictionless.Package(str(tmp_path / "datapackage.json")).get_resource("event_people").validate().flatten(["type"])
    assert ["foreign-key"] in found


def test_a_file_is_what_the_package_says_of_it() -> None:
    for resource in descriptor(files())["resources"]:
        content = files()[resource["path"]]
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        assert not content.startswith(b"\xef\xbb\xbf")
        assert re.search(rb"(?<!\r)\n", re.sub(rb'"[^"]*"', b"", content)) is None, "lines end in CRLF"


def test_what_is_said_of_a_file_stays_known_when_its_bytes_were_let_go() -> None:
    made: list[int] = []

    def make() -> list[bytes]:
        made.append(1)
        return [b"some", b"", b" bytes"]

    file = Described(make)
    assert (file.size, file.sha256[:8], file.content(), len(made)) == (10, hashlib.sha256(b"some bytes").hexdigest()[:8], b"some bytes", 1)
    assert (file.size, file.content(), file.sha256[:8], len(made)) == (10, b"some bytes", hashlib.sha256(b"some bytes").hexdigest()[:8], 2)
    other = Described(make)
    assert (list(other.parts()), other.size, len(made)) == ([b"some", b"", b" bytes"], 10, 3), "what was written is not made again to be described"


def test_every_column_says_what_it_means_and_every_foreign_key_names_a_column_that_is_there() -> None:
    resources = {resource["name"]: resource for resource in descriptor(files())["resources"]}
    fields = {name: [field["name"] for field in resource["schema"]["fields"]] for name, resource in resources.items()}
    assert list(resources) == [table.name for table in TABLES]
    for name, resource in resources.items():
        schema = resource["schema"]
        assert all(field["description"] for field in schema["fields"])
        assert set(schema["primaryKey"]) <= set(fields[name])
        for key in schema.get("foreignKeys", []):
            reference = key["reference"]
            assert set(key["fields"]) <= set(fields[name])
            assert reference["fields"] == resources[reference["resource"]]["schema"]["primaryKey"], (name, key)
    assert any(len(key["fields"]) > 1 for resource in resources.values() for key in resource["schema"].get("foreignKeys", []))


def test_what_a_column_may_hold_comes_from_the_vocabulary() -> None:
    events = next(resource for resource in descriptor(files())["resources"] if resource["name"] == "events")
    fields = {field["name"]: field for field in events["schema"]["fields"]}
    kind = fields["kind"]
    assert "storm_stops_ferry" in kind["constraints"]["enum"]
    assert {category["value"] for category in kind["categories"]} == set(kind["constraints"]["enum"])
    assert fields["confidence"]["constraints"]["enum"] == ["confirmed", "likely", "possible", "unlikely", "unknown"]
    letters = next(resource for resource in descriptor(files())["resources"] if resource["name"] == "letters")
    channel = next(field for field in letters["schema"]["fields"] if field["name"] == "channel")
    assert [category["label"] for category in channel["categories"]] == ["e-mail", "post", "hand"], "not “e mail”"


def test_a_date_is_as_written_beside_its_earliest_and_latest_day() -> None:
    dates = {row["id"]: (row["date"], row["date_earliest"], row["date_latest"]) for row in rows(files(), "events")}
    assert dates["examplia/events/2021-04-deregistration"] == ("../2021-04-01", "", "2021-04-01")
    assert dates["examplia/events/2021-02-sails"] == ("2021-02-15/2021-02-20", "2021-02-15", "2021-02-20")
    assert dates["examplia/events/2020-founding"] == ("2020~", "2020-01-01", "2020-12-31")


def test_of_a_letter_that_nobody_here_has_read_no_language_is_claimed(tmp_path: Path) -> None:
    letter = "- {{id: 2019-01-0{n}-x, title: X, date: 2019-01-0{n}, from: free-union, to: ministry, sources: gazette, text_available: false{more}}}\n"
    site = site_of(tmp_path, {"letters/x.yml": letter.format(n=1, more="") + letter.format(n=2, more=", language: kk")})
    said = {row["id"].rpartition("/")[2]: row["language"] for row in rows(published(site), "letters")}
    made = [json.loads(a.content()) for a in records_json.publish(site) if re.search(r"letters/2019[^/]*\.json$", a.uri)]
    assert {letter["id"].rpartition("/")[2]: letter["language"] for letter in made} == {"2019-01-01-x": "", "2019-01-02-x": "kk"}
    assert said == {"2017-03-24-to-bo-dahl": "en", "2019-01-01-x": "", "2019-01-02-x": "kk"}


def test_no_account_answer_or_right_of_reply_is_lost() -> None:
    event = "examplia/events/2021-01-20-arrest"
    said = [(row["by_name"], row["text"]) for row in rows(files(), "event_accounts") if row["event"] == event]
    assert said == [("Sample Union", "She was arrested for a speech."), ("Ministry of Samples", "She was asked to come, and stayed.")]
    asked = [(row["name"], row["answered"], row["text"]) for row in rows(files(), "rights_of_reply") if row["event"] == event]
    assert asked == [("Ministry of Samples", "", ""), ("City police", "2024-04-02", "No comment.")]
    states = [(row["value"], row["account"], row["contested"]) for row in rows(files(), "statuses") if row["event"] == event]
    assert states == [("detained", "1", "true"), ("house_arrest", "2", "true")]


def test_a_state_is_as_sure_as_its_event(tmp_path: Path) -> None:
    """A row about a person is quoted alone: what is unlikely may not look like the rest."""
    event = "- {{id: 2017-05-0{n}-x, title: X, date: 2017-05-0{n}, kind: arrest, people: ann-lee, sources: gazette{more}}}\n"
    site = site_of(tmp_path, {"events/x.yml": event.format(n=1, more=", confidence: unlikely") + event.format(n=2, more="")})
    assert [row["confidence"] for row in rows(published(site), "statuses") if row["event"].endswith("-x")] == ["unlikely", ""]
    made = [json.loads(artifact.content()) for artifact in records_json.publish(site) if artifact.uri == "utopia/people/ann-lee.json"]
    assert [s["confidence"] for content in made for s in content["statuses"] if s["event"]["url"].endswith("-x/")] == ["unlikely", ""]


TAKEN = "- {id: 2019-01-01-x, title: X, date: 2019-01-01, kind: arrest, people: cy-osei, sources: gazette"
ENDS_IT = ", effects: {cy-osei: {liberty: {value: detained, until: 2019-02-01}}}"
THEN = "- {id: 2019-02-01-y, title: Y, date: 2019-02-01, people: cy-osei, sources: gazette, kind: "
NOT_KNOWN = THEN + "hearing, effects: {cy-osei: {liberty: unknown}}}"


@pytest.mark.parametrize(
    ("events", "lapsed"),
    [
        (f"{TAKEN}{ENDS_IT}}}", "true"),
        (f"{TAKEN}}}\n{NOT_KNOWN}", "true"),
        (f"{TAKEN}{ENDS_IT}}}\n{THEN}release}}", "false"),
        (f"{TAKEN}}}\n{THEN}release}}", "false"),
    ],
)
def test_where_no_more_than_the_record_ends_the_data_do_not_read_as_a_release(events: str, lapsed: str, tmp_path: Path) -> None:
    """An `until` by itself would say that somebody was let go that day."""
    person = "- {id: cy-osei, name: Cy Osei, sort_name: 'Osei, Cy', basis: public-role, category: unionist}"
    site = site_of(tmp_path, {"events/x.yml": events, "people/cy-osei.yml": person})
    found = published(site)
    state = next(row for row in rows(found, "statuses") if row["event"].endswith("2019-01-01-x"))
    assert (state["until"], state["lapsed"]) == ("2019-02-01", lapsed)
    ends = [row for row in rows(found, "status_ends") if row["record"] == state["record"] and row["status"] == state["number"]]
    assert [(row["until"], row["lapsed"]) for row in ends] == [("2019-02-01", lapsed)]
    (made,) = (json.loads(artifact.content()) for artifact in records_json.publish(site) if artifact.uri == "utopia/people/cy-osei.json")
    assert [day["edtf"] for day in made["statuses"][0]["lapsed"]] == (["2019-02-01"] if lapsed == "true" else [])
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(next(iter(database.publish(site))).content())
        assert db.execute("SELECT until, lapsed FROM held WHERE name = 'Cy Osei'").fetchall()[0] == ("2019-02-01", lapsed == "true")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_cell_runs_in_a_spreadsheet(sign: str, tmp_path: Path) -> None:
    title = json.dumps(f"{sign}1+1|cmd '\"<b>\n,;")
    event = f"- {{id: 2017-05-01-x, title: {title}, date: 2017-05-01, kind: arrest, people: ann-lee, sources: gazette, place: '{sign}A1'}}"
    found = published(site_of(tmp_path, {"events/x.yml": event}))
    cells = [cell for name in found if name.endswith(".csv") for row in csv.reader(io.StringIO(found[name].decode(), newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert f"'{sign}A1" in cells


def test_a_neutral_text_stays_as_it_is() -> None:
    assert [neutral(text) for text in ("", "a=b", "1+1", "\t=x", HOSTILE)] == ["", "a=b", "1+1", "'\t=x", f"'{HOSTILE}"]


@pytest.mark.parametrize("text", ["\tx", "\r@x", "\n", " =x", "\u200b=x", "\ufeff+x", "\xa0@x", "\uff1dx"])
def test_what_a_spreadsheet_would_run_behind_blanks_and_unseen_signs_is_text(text: str) -> None:
    assert neutral(text) == f"'{text}"


def test_words_of_any_script_and_length_are_kept(tmp_path: Path) -> None:
    title = "مرحبا " + "ß" * 300 + ' "quoted", and\u00a0more'
    event = f"- {{id: 2017-05-01-x, title: {json.dumps(title, ensure_ascii=False)}, date: 2017-05-01, kind: arrest, sources: gazette}}"
    found = published(site_of(tmp_path, {"events/x.yml": event}))
    assert title in [row["title"] for row in rows(found, "events")]


def test_a_dossier_without_records_is_a_package_too(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    found = published(Site(load(tmp_path / "data", Settings()).dossier, Settings(), INSTANT))
    assert [row for table in TABLES for row in rows(found, table.name)] == []
    assert len(descriptor(found)["resources"]) == len(TABLES)


def test_the_same_case_files_give_the_same_bytes_whatever_the_day(tmp_path: Path) -> None:
    one, two = site_of(tmp_path / "a"), site_of(tmp_path / "b", instant=datetime(2031, 1, 2, tzinfo=UTC))
    assert published(one) == published(two)


def test_the_version_changes_with_the_data_only(tmp_path: Path) -> None:
    before = descriptor(published(site_of(tmp_path / "a")))["version"]
    event = "- {id: 2017-05-01-x, title: X, date: 2017-05-01, kind: arrest, sources: gazette}"
    after = descriptor(published(site_of(tmp_path / "b", {"events/x.yml": event})))["version"]
    assert before.startswith("2018-05-01-")
    assert before != after


SECRET = "- {{id: cy-secret, name: Cyplanted, sort_name: 'Secretplanted, Cy', basis: consent, other_names: Oldplanted, {}}}"


@pytest.mark.parametrize("state", ["draft: true", "publish_after: 2099-01-01", "withdrawn: {date: 2026-10-01}"])
def test_nothing_withheld_is_in_a_table(state: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {"people/secret.yml": SECRET.format(state)}
    if "withdrawn" in state:
        files["events/x.yml"] = (
            "- {id: 2017-05-01-x, title: Cyplanted is arrested, date: 2017-05-01, kind: arrest, people: [cy-secret, bo-dahl], sources: gazette,"
            " accounts: [{by: cy-secret, text: Oldplanted says}, {by: bo-dahl, text: Other}], right_of_reply: {to: cy-secret, asked: 2018-01-01}}"
        )
    found = published(site_of(tmp_path, files))
    text = b"\n".join(found.values()).decode()
    assert [word for word in ("cy-secret", "Cyplanted", "Secretplanted", "Oldplanted") if word in text] == []
    if "withdrawn" in state:
        assert [row["person"] for row in rows(found, "event_people") if row["event"].endswith("05-01-x")] == ["", "utopia/people/bo-dahl"]
        assert [row["by_name"] for row in rows(found, "event_accounts")] == ["name withheld", "Bo Dahl"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", []),
        ("CC BY 4.0", [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/", "title": "CC BY 4.0"}]),
        ("https://example.org/terms", [{"path": "https://example.org/terms"}]),
        ("Ask us first.", []),
    ],
)
def test_a_licence_is_said_only_as_it_was_set(given: str, expected: list[dict[str, str]]) -> None:
    assert licences(given) == expected


def test_without_a_licence_nothing_names_one_and_the_page_says_so(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    found = published(site)
    assert "licenses" not in descriptor(found)
    assert "dc:license" not in json.loads(found["csv-metadata.json"])
    page = next(iter(data.publish(site)))
    assert "No licence has been set" in fragment(page)
    assert "license" not in made(page)


def test_words_that_are_no_known_licence_are_printed_as_rights(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    site.settings = site.settings.model_copy(update={"licence": "Ask us first."})
    said = descriptor(published(site))
    assert (said["rights"], said.get("licenses")) == ("Ask us first.", None)


# CSV on the Web


def test_a_state_of_a_track_that_no_list_shows_is_not_promised(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    found = published(site)
    states = next(resource for resource in descriptor(found)["resources"] if resource["name"] == "statuses")
    track = next(field for field in states["schema"]["fields"] if field["name"] == "track")
    deprives = {row["track"] for row in rows(found, "track_values") if row["deprives"] == "true"}
    of = {entry.id: entry.record.of for entry in site.dossier.of("vocabulary/tracks")}
    assert set(track["constraints"]["enum"]) == {ident for ident in of if of[ident] == "organisation" or ident in deprives} < set(of)


def test_csv_on_the_web_describes_the_same_columns_and_keys() -> None:
    tables = {table["url"]: table for table in json.loads(files()["csv-metadata.json"])["tables"]}
    for resource in descriptor(files())["resources"]:
        schema = tables[resource["path"]]["tableSchema"]
        assert [column["name"] for column in schema["columns"]] == [field["name"] for field in resource["schema"]["fields"]]
        assert schema["primaryKey"] == resource["schema"]["primaryKey"]
        for key in schema.get("foreignKeys", []):
            assert key["reference"]["resource"] in tables


def test_csv_on_the_web_refers_only_where_no_cell_is_empty_and_every_value_fits_its_pattern() -> None:
    for table in json.loads(files()["csv-metadata.json"])["tables"]:
        columns = {column["name"]: column for column in table["tableSchema"]["columns"]}
        for key in table["tableSchema"].get("foreignKeys", []):
            assert all(columns[name].get("required") for name in key["columnReference"])
        for row in rows(files(), table["url"].removesuffix(".csv")):
            for name, cell in row.items():
                datatype = columns[name]["datatype"]
                if isinstance(datatype, dict) and cell:
                    assert re.fullmatch(datatype["format"], cell), (table["url"], name, cell)


# The page


def made(page: Page) -> Mapping[str, Any]:
    """The page's Dataset as it is when the page is written."""
    found = page.own_head.data[0]
    return found() if callable(found) else found


def test_the_page_says_what_every_column_of_every_table_means() -> None:
    text = str(fragment(next(iter(data.publish(invented())))))
    for table in TABLES:
        part = text[text.index(f'id="{table.name}"') :].partition("</details>")[0]
        assert re.findall(r'<th scope="row">(\w+)', part) == [column.name for column in table.columns]


def test_the_page_says_how_to_read_accounts_with_the_states_that_they_give() -> None:
    text = str(fragment(next(iter(data.publish(invented())))))
    reading = text[text.index('id="reading"') :].partition("</section>")[0]
    led = re.findall(r'href="#(\w+)"', reading)
    assert {"event_accounts", "account_states", "event_relations", "rights_of_reply"} <= set(led)
    assert [anchor for anchor in led if f'id="{anchor}"' not in text] == []


def test_the_page_is_a_dataset_whose_files_are_there_with_size_and_hash() -> None:
    dataset = made(next(iter(data.publish(invented()))))
    assert (dataset["@type"], dataset["name"]) == ("Dataset", "Invented Dossier")
    assert 50 <= len(dataset["description"]) <= 5000
    assert dataset["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert [place["name"] for place in dataset["spatialCoverage"]] == ["Examplia", "Threadia"]
    there = {f"https://dossier.example/data/{name}": content for name, content in files().items()}
    listed = {item["contentUrl"]: item for item in dataset["distribution"]}
    assert set(there) <= set(listed)
    for url, content in there.items():
        assert (listed[url]["sha256"], listed[url]["contentSize"]) == (hashlib.sha256(content).hexdigest(), f"{len(content)} B")


def test_without_an_address_of_its_own_a_site_is_no_dataset(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    site.settings = site.settings.model_copy(update={"site_url": ""})
    assert made(next(iter(data.publish(site)))) == {}


def test_hostile_words_are_escaped_on_the_page(tmp_path: Path) -> None:
    root = project(tmp_path)
    kinds = (root / "data/vocabulary/organisation-types.yml").read_text("utf-8")
    write(root, {"data/vocabulary/organisation-types.yml": f"{kinds}- {{id: hostile, label: '<script>alert(1)</script>'}}\n"})
    settings = read_settings(root)[0].model_copy(update={"publisher": "<script>alert(1)</script>", "licence": "<img src=x>"})
    site = Site(load(root / "data", settings).dossier, settings, INSTANT)
    text = str(fragment(next(iter(data.publish(site)))))
    assert "<script" not in text
    assert "<img" not in text
