"""One person, union or letter, to be followed: its own feed, with the items of its country's that concern it."""

from __future__ import annotations

import re
from pathlib import Path

import feedparser
import pytest
from dossier.publish import Build
from dossier.shell import SENTINELS
from helpers import write
from test_feeds import FILES, HOME, WITHHELD, again, own, planted
from test_machines import parsed, small
from test_withheld import leaks

LETTER = "utopia/letters/2017-03-24-to-bo-dahl"
RECORD = re.compile(r"(?:utopia/)?(?:people|organisations|letters)/[^/]+\.atom")
MORE = {
    "events/more.yml": FILES["events/more.yml"]
    + """
        - id: 2018-03-06-again
          title: The ministry speaks of the answer
          date: 2018-03-06
          kind: public_statement
          actors: ministry
          responds_to: 2017-03-24-to-bo-dahl
          sources: herald
        """,
    "people/quiet.yml": '- {id: quiet-one, name: Qui Et, sort_name: "Et, Qui", basis: consent}\n',
    "letters/2018-01-10-more.md": "---\ntitle: Once more to Bo Dahl\ndate: 2018-01-10\nfrom: free-union\nto: bo-dahl\nsubject: More\n"
    "follows_up: 2017-03-24-to-bo-dahl\ncorrections: {date: 2018-02-02, text: The day was wrong.}\n---\nCy Ray is still away, with Qui Et.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return own(tmp_path_factory.mktemp("followed"), MORE)  # type: ignore[arg-type]


def of(site: dict[str, bytes], where: str) -> list[str]:
    return [entry.title for entry in feedparser.parse(site[f"{where}.atom"]).entries]


def records(site: dict[str, bytes]) -> list[str]:
    return [uri for uri in site if RECORD.fullmatch(uri)]


def test_every_feed_is_well_formed_has_a_name_of_its_own_and_leads_to_its_page(site: dict[str, bytes]) -> None:
    names = []
    for uri in records(site):
        found = feedparser.parse(site[uri])
        assert (found.bozo, found.version, bool(found.entries)) == (0, "atom10", True), uri
        assert found.feed.link == f"{HOME}{uri.removesuffix('.atom')}/"
        assert [link.href for link in found.feed.links if link.rel == "self"] == [f"{HOME}{uri}"]
        names += [found.feed.id]
        assert found.feed.id not in {entry.id for entry in found.entries}
        assert found.feed.updated[:10] == max(entry.updated[:10] for entry in found.entries)
    assert len(names) == len(set(names)) >= 6


def test_items_are_those_of_the_country(site: dict[str, bytes]) -> None:
    def items(uri: str) -> dict[str, tuple[str, str, str, str]]:
        return {entry.id: (entry.title, entry.link, entry.updated, entry.content[0].value) for entry in feedparser.parse(site[uri]).entries}

    all_of_it = items("utopia.atom")
    assert len(all_of_it) < 50, "all of them are in it"
    for uri in records(site):
        assert items(uri).items() <= all_of_it.items(), uri


def test_of_a_person_events_answers_states_and_letters_in_whose_words_they_are(site: dict[str, bytes]) -> None:
    titles = of(site, "utopia/people/cy-ray")
    for said in ("Cy Ray is taken away", "The ministry answers the union", "Cy Ray: ", "Once more to Bo Dahl", "Corrected: Once more to Bo Dahl"):
        assert any(title.startswith(said) for title in titles), said
    assert not any("Di Fox" in title for title in titles)
    assert any(title.startswith("Corrected: Di Fox") for title in of(site, "utopia/people/di-fox"))


def test_of_a_letter_its_thread_and_what_became_of_what_it_asks(site: dict[str, bytes]) -> None:
    titles = of(site, LETTER)
    for said in ("Reply to the union", "Once more to Bo Dahl", "The ministry speaks of the answer", "Corrected: Once more"):
        assert any(title.startswith(said) for title in titles), said
    assert not any("Cy Ray" in title or "Di Fox" in title for title in titles)
    assert set(of(site, "utopia/letters/2018-01-10-more")) == set(titles) - set(demanded(site)), "the thread is one"


def keyed(root: Path) -> dict[str, str]:
    build = Build.prepare(root, as_of="2026-11-24")
    build.frames_from(lambda key: "\n".join(SENTINELS.values()))
    return dict(build.keyed())


def demanded(site: dict[str, bytes]) -> list[str]:
    return [entry.title for entry in feedparser.parse(site[f"{LETTER}.atom"]).entries if "/demands/" in entry.link]


def test_the_page_leads_to_it_and_one_with_nothing_to_tell_has_none(site: dict[str, bytes]) -> None:
    pages = [page for uri in site if (page := re.fullmatch(r"(utopia/(?:people|organisations|letters)/[^/]{3,})/index\.html", uri))]
    assert len(pages) > 6
    for page in pages:
        uri, feed = page[0], f"{page[1]}.atom"
        found = parsed(site[uri].decode())
        heads = [link["href"].replace("../", "") for link in found.links if link.get("type") == "application/atom+xml"]
        shown = [given["href"].replace("../", "") for tag, given in found.elements if tag == "a" and given.get("href", "").endswith(".atom")]
        assert heads == shown == ([feed] if feed in site else []), uri
    assert "utopia/people/quiet-one/index.html" in site
    assert "utopia/people/quiet-one.atom" not in site
    assert "utopia/people/cy-ray.atom" in site


def test_a_translated_page_leads_to_the_feed_of_the_record(tmp_path: Path) -> None:
    site = own(tmp_path, {
        "people/cy-ray.md": "---\nname: Cy Ray\nsort_name: Ray, Cy\nbasis: public-record\n---\nA unionist.\n",
        "people/more.yml": re.sub(r"- {id: cy-ray.*}", "", FILES["people/more.yml"]),
        "people/cy-ray.ru.md": "---\nname: Сай Рэй\n---\nПрофсоюзный деятель.\n",
    })  # fmt: skip
    page = site["ru/utopia/people/cy-ray/index.html"].decode()
    assert page.count("utopia/people/cy-ray.atom") == 2
    assert "ru/utopia/people/cy-ray.atom" not in page
    assert not [uri for uri in site if uri.startswith("ru/") and uri.endswith(".atom")]


def test_one_that_was_renamed_or_merged_is_found_at_each_former_address_under_the_same_name(tmp_path: Path) -> None:
    before = feedparser.parse(own(tmp_path)["utopia/people/cy-ray.atom"])
    for name in ("events/more.yml", "people/more.yml"):
        file = tmp_path / "data" / "utopia" / name
        text = file.read_text("utf-8").replace("cy-ray: {liberty", "cy-marie-ray: {liberty").replace("people: cy-ray", "people: cy-marie-ray")
        text = text.replace("people: di-fox", "people: cy-marie-ray")
        text = text.replace("id: cy-ray,", "id: cy-marie-ray, redirect_from: [cy-ray, di-fox],")
        file.write_text(re.sub(r"- id: di-fox(\n  .*)+", "", text), "utf-8")
    write(tmp_path, {"docs/index.md": "# Small\n"})
    site = again(tmp_path)
    now = feedparser.parse(site["utopia/people/cy-marie-ray.atom"])
    assert site["utopia/people/cy-ray.atom"] == site["utopia/people/di-fox.atom"] == site["utopia/people/cy-marie-ray.atom"]
    assert now.feed.id == before.feed.id
    assert {entry.id for entry in before.entries} < {entry.id for entry in now.entries}
    assert [link.href for link in now.feed.links if link.rel == "self"] == [f"{HOME}utopia/people/cy-marie-ray.atom"]


@pytest.mark.parametrize("fields", WITHHELD)
def test_nothing_withheld_has_a_feed_or_is_in_one(fields: dict[str, str], tmp_path: Path) -> None:
    site = planted(tmp_path, fields, ", people: cy-ray")
    found = {uri: site[uri] for uri in records(site)}
    assert "utopia/people/cy-ray.atom" in found
    notice = found.pop("utopia/people/cy-secret.atom", b"")
    assert leaks(found, "cy-secret", "Cyplanted", "Correctionplanted", "2019-01-02-planted", "Eventplanted", "Saidplanted", "withdrawn") == []
    assert leaks({"a notice": notice}, "cy-secret", "Cyplanted", "Correctionplanted") == []


def test_of_a_mass_arrest_nobody_has_an_item_of_their_own_and_all_have_the_event(tmp_path: Path) -> None:
    people = "".join(f'- {{id: p{n}, name: Pe {n}, sort_name: "{n}, Pe", basis: public-record}}\n' for n in range(13))
    who = ", ".join(f"p{n}" for n in range(13))
    event = f"- {{id: 2020-01-01-many, title: Many are taken away, date: 2020-01-01, kind: arrest, people: [{who}], sources: herald}}\n"
    site = own(tmp_path, {"people/many.yml": people, "events/many.yml": event})
    assert {tuple(of(site, f"utopia/people/p{n}")) for n in range(13)} == {("Many are taken away (1 January 2020)",)}


def test_what_another_country_says_of_somebody_is_told(tmp_path: Path) -> None:
    own(tmp_path, MORE)  # type: ignore[arg-type]
    write(tmp_path, {
        "data/arcadia/country.yml": "title: Arcadia\niso: ZY\n",
        "data/arcadia/sources.yml": "- {id: paper, title: A paper, publisher: The Paper, date: 2020-02-03}\n",
        "data/arcadia/events/2020.yml": "- {id: 2020-02-03-said, title: Arcadia speaks of Qui Et, date: 2020-02-03, kind: meeting, "
        "people: utopia/people/quiet-one, sources: paper}\n",
    })  # fmt: skip
    site = again(tmp_path)
    told = of(site, "utopia/people/quiet-one")
    assert told[:2] == ["Arcadia speaks of Qui Et (3 February 2020)", "Corrected: Once more to Bo Dahl"], "with the letter in which he stands"
    assert site["utopia/people/quiet-one/index.html"].count(b"quiet-one.atom") == 2
    keys = keyed(tmp_path)
    event = tmp_path / "data" / "arcadia" / "events" / "2020.yml"
    event.write_text(event.read_text("utf-8").replace("speaks", "spoke"), "utf-8")
    after = keyed(tmp_path)
    assert all(keys[uri] != after[uri] for uri in ("utopia/people/quiet-one.atom", "utopia/people/quiet-one/index.html"))


def test_without_an_address_of_the_site_there_is_neither_a_feed_nor_a_link(tmp_path: Path) -> None:
    found = small(tmp_path, FILES, site_url="")
    assert [uri for uri in found.make if uri.endswith(".atom")] == []
    assert ".atom" not in found.text("utopia/people/cy-ray") + found.text(LETTER)
