"""Nothing that a page says is missing in the data: what became of letters, files and photos, states by accounts, texts in other languages."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from dossier.outputs import beside, records_json
from dossier.site import Site
from jsonschema import Draft202012Validator
from PIL import Image
from test_data_package import SECRET, Files, published, rows, site_of
from test_entities import entities

LETTER = """
    ---
    title: Ann Lee to the ministry
    date: 2018-03-01
    from: ann-lee
    to: ministry
    signed_by: {person: ann-lee, role: {en: President, ru: Председатель}}
    occasion: 2018-02-28-release
    received: 2018-03-05
    reply_requested: true
    reply_by: 2018-04-01
    clock: within-weeks
    mentions: [bo-dahl, free-union]
    closed: {date: 2018-05, text: {en: The ministry was dissolved., ru: Министерство упразднено.}}
    demands: release
    original_url: https://example.org/first
    coverage: {title: A letter is sent, publisher: Herald, date: 2018-03-02, url: https://example.org/report}
    attachments: {file: annex.png, title: Annex, language: ru}
    ---
    Dear all, we write.
    """
EVENT = """
    - id: 2018-02-01-raid
      title: Ann Lee and Bo Dahl are arrested
      date: 2018-02-01
      kind: arrest
      people: [ann-lee, bo-dahl]
      sources: {source: herald, supports: {en: the day, ru: день}}
      accounts:
        - {by: ministry, text: {en: She was asked to come., ru: Её пригласили.}, effects: {ann-lee: {liberty: none, proceedings: charged}}}
        - {by: free-union, text: Both were arrested., effects: {bo-dahl: {liberty: {value: house_arrest, until: 2018-02-03}}}}
      corrections: {date: 2018-06-01, text: {en: The day was wrong., ru: День был неверен.}, was: {en: In 2017., ru: В 2017 году.}}
    """


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, "PNG")
    return out.getvalue()


def given() -> Files:
    return {
        "letters/2018-03-01-to-the-ministry.md": LETTER, "letters/annex.png": picture(), "events/2018.yml": EVENT,
        "../vocabulary/reply-clocks.yml": "- {id: within-weeks, title: Answers within weeks, days: 28, unit: calendar}\n",
        "country.yml": "{title: Utopia, iso: ZZ, summary: {en: Of *Utopia*., ru: Об *Утопии*.}, conventions: {convention: C087, ratified: 1999},"
        " sources: gazette}",
        "demands.yml": "- {id: release, title: Release, text: Release them., sources: {source: herald, at: p. 7}}",
        "sources.yml": "- {id: gazette, title: {en: The Gazette, ru: Вестник}, publisher: Gazette, date: 2017-02-01}\n"
        "- {id: herald, title: The Herald, publisher: Herald}\n",
        "people/cy-sample.yml": "- {id: cy-sample, name: Cy Sample, sort_name: 'Sample, Cy', basis: consent,"
        " photo: {file: cy.png, alt: Cy at a desk, credit: Free Union, licence: CC0}}",
        "people/cy.png": picture(), "people/cy-sample.ru.md": "---\ntranslated_by: Gus Gloss\n---\nСай *пример*.",
    }  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(tmp_path_factory.mktemp("whole"), given())


@pytest.fixture(scope="module")
def made(site: Site) -> dict[str, Any]:
    """Every record's JSON, each valid by its schema."""
    artifacts = [*records_json.publish(site), *(a for a in beside.publish(site) if a.uri.endswith((".schema.json", "ministry.json")))]
    found = {artifact.uri: json.loads(artifact.content()) for artifact in artifacts}
    for content in found.values():
        if "url" in content:
            schema = "data/" + content["$schema"].rpartition("/")[2]
            Draft202012Validator(found[schema]).validate(content)
    return found


@pytest.fixture(scope="module")
def tables(site: Site) -> dict[str, bytes]:
    return published(site)


def test_a_letter_has_why_it_was_closed_who_wrote_about_it_and_where_it_was_published_first(made: dict[str, Any], tables: dict[str, bytes]) -> None:
    letter = made["utopia/letters/2018-03-01-to-the-ministry.json"]
    assert (letter["closed"]["date"]["edtf"], letter["closed"]["text"]) == ("2018-05", "The ministry was dissolved.")
    assert [(c["title"], c["publisher"], c["date"]["edtf"], c["url"]) for c in letter["coverage"]] == [
        ("A letter is sent", "Herald", "2018-03-02", "https://example.org/report"),
    ]
    assert letter["original_url"] == "https://example.org/first"
    assert [letter[name]["edtf"] for name in ("received", "reply_by")] == ["2018-03-05", "2018-04-01"]
    assert [occasion["name"] for occasion in letter["occasion"]] == ["Ann Lee is released"]
    assert (letter["reply_requested"], letter["text_available"], letter["demands"]) == (True, True, ["utopia/demands/release"])
    row = next(row for row in rows(tables, "letters") if row["id"].endswith("ministry"))
    assert (row["closed"], row["closed_text"], row["received"], row["reply_requested"]) == (
        "2018-05", "The ministry was dissolved.", "2018-03-05", "true",
    )  # fmt: skip


def test_a_letter_has_the_rule_by_which_a_reply_was_due_and_who_is_meant_in_it(made: dict[str, Any], tables: dict[str, bytes]) -> None:
    letter, key = made["utopia/letters/2018-03-01-to-the-ministry.json"], "utopia/letters/2018-03-01-to-the-ministry"
    assert (letter["clock"]["name"], letter["clock"]["url"].partition("#")[2]) == ("Answers within weeks", "reply-clocks-within-weeks")
    assert [who["name"] for who in letter["mentions"]] == ["Bo Dahl", "Free Union"]
    assert [row["clock"] for row in rows(tables, "letters") if row["id"] == key] == ["within-weeks"]
    assert [tuple(row.values()) for row in rows(tables, "letter_mentions")] == [
        (key, "1", "utopia/people/bo-dahl", "", "Bo Dahl"), (key, "2", "", "utopia/organisations/free-union", "Free Union"),
    ]  # fmt: skip


def test_a_reply_says_its_kind_and_a_letter_its_countries_and_what_was_left_out(tmp_path: Path) -> None:
    letter = """
        ---
        title: Ministry to Ann Lee
        date: 2018-03-09
        from: utopia/organisations/ministry
        to: utopia/people/ann-lee
        in_reply_to: utopia/letters/2017-03-24-to-bo-dahl
        reply_kind: substantive_reply
        countries: utopia
        redactions: {paragraph: p1, reason: A name is left out.}
        ---
        To [name withheld].
        """
    site = site_of(tmp_path, {"../international/letters/2018-03-09-reply.md": letter})
    tables = published(site)
    key = "international/letters/2018-03-09-reply"
    assert [row["reply_kind"] for row in rows(tables, "letters") if row["id"] == key] == ["substantive_reply"]
    assert [tuple(row.values()) for row in rows(tables, "letter_countries")] == [(key, "1", "utopia")]
    assert [tuple(row.values()) for row in rows(tables, "letter_redactions")] == [(key, "1", f"{key}#p1", "A name is left out.")]
    said = next(json.loads(item.content()) for item in beside.publish(site) if item.uri == "letters/2018-03-09-reply.json")
    assert (said["reply_kind"], said["countries"]) == ("substantive_reply", ["utopia"])


def test_kinds_of_events_have_their_codes_in_the_classifications_of_others(tables: dict[str, bytes]) -> None:
    assert [(row["scheme"], row["code"]) for row in rows(tables, "event_kind_codes") if row["kind"] == "arrest"][-1] == ("sdg", "16.10.1")


def test_files_and_photos_are_there_with_their_language_credit_and_licence(made: dict[str, Any], tables: dict[str, bytes]) -> None:
    letter, person = made["utopia/letters/2018-03-01-to-the-ministry.json"], made["utopia/people/cy-sample.json"]
    assert [(file["title"], file["language"]) for file in letter["files"]] == [("Annex", "ru")]
    photo = person["photo"]
    assert (photo["name"], photo["alt"], photo["credit"], photo["licence"]) == ("cy.png", "Cy at a desk", "Free Union", "CC0")
    assert photo["url"].endswith("/utopia/people/cy.png")
    assert made["utopia/people/ann-lee.json"]["photo"] is None
    said = [(row["name"], row["language"], row["credit"], row["licence"], row["sha256"]) for row in rows(tables, "record_files")]
    sums = letter["files"][0]["sha256"], photo["sha256"]
    assert said == [("annex.png", "ru", "", "", sums[0]), ("cy.png", "", "Free Union", "CC0", sums[1])]


def test_what_accounts_change_is_there_and_what_they_say_was_not_changed_reads_so(made: dict[str, Any], tables: dict[str, bytes]) -> None:
    accounts = made["utopia/events/2018-02-01-raid.json"]["accounts"]
    assert accounts[0]["effects"] == ["Ann Lee: no change (Liberty)", "Ann Lee: charged"]
    states = [(s["who"]["id"], s["track"], s["value"], s["label"], (s["until"] or {}).get("edtf")) for a in accounts for s in a["states"]]
    assert states == [
        ("utopia/people/ann-lee", "liberty", "", "no change (Liberty)", None),
        ("utopia/people/ann-lee", "proceedings", "charged", "charged", None),
        ("utopia/people/bo-dahl", "liberty", "house_arrest", "under house arrest", "2018-02-03"),
    ]
    found = [(row["account"], row["person"], row["track"], row["value"], row["until"]) for row in rows(tables, "account_states")]
    assert found == [("1", "utopia/people/ann-lee", "liberty", "", ""), ("2", "utopia/people/bo-dahl", "liberty", "house_arrest", "2018-02-03")]


def test_a_corrected_record_says_what_it_said_before(made: dict[str, Any], tables: dict[str, bytes]) -> None:
    assert [c["was"] for c in made["utopia/events/2018-02-01-raid.json"]["corrections"]] == ["In 2017."]
    assert [(row["record"], row["was"]) for row in rows(tables, "corrections")] == [("utopia/events/2018-02-01-raid", "In 2017.")]


def test_what_a_record_says_in_other_languages_is_there(made: dict[str, Any], tables: dict[str, bytes]) -> None:
    found = [tuple(row.values()) for row in rows(tables, "other_languages") if not row["record"].startswith("vocabulary/")]
    assert found == [
        ("utopia", "summary", "ru", "Об Утопии.", ""),
        ("utopia/events/2018-02-01-raid", "sources.1.supports", "ru", "день", ""),
        ("utopia/events/2018-02-01-raid", "corrections.1.text", "ru", "День был неверен.", ""),
        ("utopia/events/2018-02-01-raid", "corrections.1.was", "ru", "В 2017 году.", ""),
        ("utopia/events/2018-02-01-raid", "accounts.1.text", "ru", "Её пригласили.", ""),
        ("utopia/letters/2018-03-01-to-the-ministry", "signed_by.1.role", "ru", "Председатель", ""),
        ("utopia/letters/2018-03-01-to-the-ministry", "closed.text", "ru", "Министерство упразднено.", ""),
        ("utopia/people/cy-sample", "text", "ru", "Сай пример.", "Gus Gloss"),
        ("utopia/sources/gazette", "title", "ru", "Вестник", ""),
    ]
    for content in made.values():
        if "other_languages" in content:
            own = [row for row in found if row[0] == content["id"]]
            assert [(content["id"], *said.values()) for said in content["other_languages"]] == own
    assert list(made["utopia/people/cy-sample.json"]["translations"]) == ["ru"]


def test_a_country_has_its_summary_and_its_conventions_in_the_tables(tables: dict[str, bytes]) -> None:
    assert [(row["id"], row["summary"]) for row in rows(tables, "countries")] == [("utopia", "Of Utopia.")]
    assert [(row["country"], row["source"], row["name"], row["ratified"]) for row in rows(tables, "country_conventions")] == [
        ("utopia", "", "C087", "1999"),
    ]


def test_what_a_country_and_a_demand_rest_on_is_in_the_tables(tables: dict[str, bytes]) -> None:
    found = [(row["of_country"], row["of_demand"], row["source"], row["at"]) for row in rows(tables, "record_sources")]
    assert found == [("", "utopia/demands/release", "utopia/sources/herald", "p. 7"), ("utopia", "", "utopia/sources/gazette", "")]


def test_a_source_has_its_title_in_every_language_among_the_entities(site: Site) -> None:
    assert entities(site)["utopia.sources.gazette"]["properties"]["title"] == ["The Gazette", "Вестник"]


@pytest.mark.parametrize("more", ["", ", erase: true"])
def test_whoever_is_withdrawn_is_in_none_of_it(more: str, tmp_path: Path) -> None:
    event = """
        - id: 2018-05-01-x
          title: {en: Cyplanted is arrested, ru: Cyplanted под арестом}
          date: 2018-05-01
          kind: arrest
          people: [cy-secret, bo-dahl]
          sources: herald
          accounts:
            - by: ministry
              text: {en: Cyplanted came., ru: Cyplanted здесь.}
              effects: {cy-secret: {liberty: {value: none, sources: {source: herald, at: {en: a, ru: б}}}}}
            - {by: free-union, text: Arrested.}
        """
    withdrawn = SECRET.format(f"withdrawn: {{date: 2026-10-01{more}}}")
    site = site_of(tmp_path, {"people/secret.yml": withdrawn, "events/x.yml": event})
    tables = published(site)
    said = [a.content() for a in records_json.publish(site)]
    text = b"".join([*tables.values(), *said]).decode()
    assert [word for word in ("cy-secret", "Cyplanted", "Secretplanted", "Oldplanted") if word in text] == []
    assert [(row["person"], row["name"], row["value"]) for row in rows(tables, "account_states")] == [("", "name withheld", "")]
    assert [row["text"] for row in rows(tables, "other_languages") if row["field"] == "title"] == ["[name withheld] под арестом"]


def test_a_text_given_in_two_languages_is_prose_in_both(tmp_path: Path) -> None:
    organisation = "- {id: other, name: Other, type: trade-union, text: {en: A *union*., ru: Один *союз*.}}"
    found = rows(published(site_of(tmp_path, {"organisations/x.yml": organisation})), "other_languages")
    assert [(row["field"], row["text"]) for row in found if row["record"].endswith("other")] == [("text", "Один союз.")]
