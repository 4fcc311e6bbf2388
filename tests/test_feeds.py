"""What is new, to be followed: feeds that every reader takes, that say nothing by halves, and that are the same on any day."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from itertools import product
from pathlib import Path
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree

import feedparser
import pytest
from dossier.outputs.feeds import MOST, _Newsroom
from dossier.publish import Build
from dossier.shell import SENTINELS
from dossier.views.corrected import correction_news
from dossier.views.corrections import changes
from dossier.views.news import news
from helpers import project, write
from inventions import invented as inventions
from test_machines import Site, invented, letter, parsed, small  # noqa: F401 - a fixture
from test_timeline_embeds import noise
from test_withheld import leaks, person

HOME = "https://dossier.example/small/"
ATOM = "{http://www.w3.org/2005/Atom}"
LEDGER = "address,what,of,fingerprint,corrections,first_published,code,state\n"

FILES = {
    "people/more.yml": """
        - {id: cy-ray, name: Cy Ray, sort_name: "Ray, Cy", basis: public-record, category: unionist}
        - id: di-fox
          name: Di Fox
          sort_name: Fox, Di
          basis: public-record
          right_of_reply: {to: di-fox, asked: 2018-02-01, text: I left by myself.}
        """,
    "events/more.yml": """
        - id: 2018-03-01-cy
          title: Cy Ray is taken away
          date: 2018-03-01
          kind: arrest
          people: cy-ray
          sources: gazette
          accounts:
            - {by: ministry, text: He came by himself., sources: gazette, effects: {cy-ray: {liberty: none}}}
            - {by: free-union, text: Six men took him., sources: herald}
          right_of_reply: {to: ministry, asked: 2018-03-03, channel: e-mail}
        - id: 2018-03-05-answer
          title: The ministry answers the union
          date: 2018-03-05
          kind: public_statement
          actors: ministry
          relates_to: {event: 2018-03-01-cy, relation: answers}
          sources: herald
        - id: 2018-04-01-verdict
          title: A court decides about Ann Lee
          date: 2018-04-01
          kind: conviction
          people: ann-lee
          sources: herald
        - id: 2018-05-01-di
          title: Di Fox is taken into custody
          date: 2018-05-01
          kind: arrest
          people: di-fox
          sources: herald
          corrections:
            - {date: 2018-06-01, text: The day was wrong.}
            - {date: 2018-06-01, text: So was the place.}
        - id: 2019-01-01-registered
          title: The union is registered
          date: 2019-01
          kind: registration
          organisations: free-union
          sources: herald
        """,
    "letters/2017-04-20-reply.md": letter("Reply to the union", "2017-04-20", **{
        "from": "ministry", "to": "free-union", "in_reply_to": "2017-03-24-to-bo-dahl", "reply_kind": "substantive_reply", "subject": "Your letter",
    }),
}  # fmt: skip


def own(root: Path, extra: dict[str, str | bytes | None] | None = None, as_of: str = "2026-11-24") -> dict[str, bytes]:
    """Everything published of the small project with these files, by address."""
    project(root, {f"data/utopia/{name}": text for name, text in {**FILES, **(extra or {})}.items()})
    return again(root, as_of)


def again(root: Path, as_of: str = "2026-11-24") -> dict[str, bytes]:
    build = Build.prepare(root, as_of=as_of)
    build.frames_from(lambda key: "\n".join(SENTINELS.values()))
    site = {artifact.uri: artifact.content() for artifact in build.artifacts()}
    for src_uri, page in build.docs.pages.items():
        site[f"{page.address}index.html"] = f"{build.prose.meta(src_uri)['head']}{build.prose.content('<h1 id=corrections>x</h1>', src_uri)}".encode()
    return site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return own(tmp_path_factory.mktemp("feeds"))


def followed(site: dict[str, bytes], ending: str = "") -> dict[str, bytes]:
    """The feeds and calendars of a site."""
    return {uri: content for uri, content in site.items() if uri.endswith(ending or (".atom", ".rss", "feed.json", ".ics"))}


def titles(content: bytes) -> list[str]:
    return [entry.title for entry in feedparser.parse(content).entries]


def entry(content: bytes, title: str) -> feedparser.FeedParserDict:
    return next(entry for entry in feedparser.parse(content).entries if entry.title == title)


# Valid, whoever reads


def test_there_is_a_feed_of_all_of_each_country_of_each_group_and_of_corrections(site: dict[str, bytes]) -> None:
    groups = ("person", "proceeding", "remedy", "organisation", "correspondence", "intervention")
    stems = ["feed", "utopia", "corrections", *(f"{home}timeline/{group}" for home in ("", "utopia/") for group in groups)]
    wide = {uri for uri in followed(site, (".atom", ".rss")) if not re.match("utopia/(people|organisations|letters)/", uri)}  # type: ignore[arg-type]
    assert wide == {f"{stem}.{form}" for stem in stems for form in ("atom", "rss")}
    assert {uri for uri in site if uri.endswith("feed.json")} == {"feed.json", "utopia.feed.json", "corrections.feed.json"}
    for group in groups:
        assert f"utopia/timeline/{group}/index.html" in site, "each feed of a group is that of a page"


def test_atom_is_what_rfc_4287_asks_for(site: dict[str, bytes]) -> None:
    for uri, content in followed(site, ".atom").items():
        root = ElementTree.fromstring(content)
        assert root.tag == f"{ATOM}feed"
        assert [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"] == [f"{HOME}{uri}"]
        assert root.findtext(f"{ATOM}author/{ATOM}name") == "Free Union"
        ids = [found.text or "" for found in root.iter(f"{ATOM}id")]
        assert len(ids) == len(set(ids)), uri
        assert all(re.fullmatch(r"https://\S+/|urn:uuid:[0-9a-f-]{36}", ident) for ident in ids)
        for item in root.iter(f"{ATOM}entry"):
            for name in ("published", "updated"):
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00\+00:00", item.findtext(f"{ATOM}{name}") or ""), uri
            assert item.findtext(f"{ATOM}title")
            content_of = item.find(f"{ATOM}content")
            assert content_of is not None
            assert content_of.get("type") == "html"
        newest = max((item.findtext(f"{ATOM}updated") or "" for item in root.iter(f"{ATOM}entry")), default=root.findtext(f"{ATOM}updated"))
        assert root.findtext(f"{ATOM}updated") == newest


def test_a_reader_takes_every_feed_and_finds_the_same_in_each_form(site: dict[str, bytes]) -> None:
    for uri in followed(site, ".rss"):
        content = site[uri.replace(".rss", ".atom")]
        atom, rss = feedparser.parse(content), feedparser.parse(site[uri.replace(".atom", ".rss")])
        assert (atom.bozo, rss.bozo, atom.version, rss.version) == (0, 0, "atom10", "rss20"), uri
        said = [(e.title, e.link, e.id, e.updated_parsed, e.content[0].value) for e in atom.entries]
        assert said == [(e.title, e.link, e.id, e.published_parsed, e.description) for e in rss.entries], uri
        assert said, uri
        assert site[uri.replace(".atom", ".rss")].count(b'<guid isPermaLink="true">') == sum(e.id.startswith("https://") for e in rss.entries)


def test_json_feed_is_version_1_1_and_says_the_same(site: dict[str, bytes]) -> None:
    for uri in ("feed.json", "utopia.feed.json", "corrections.feed.json"):
        found, atom = json.loads(site[uri]), feedparser.parse(site[uri.replace(".feed.json", ".atom").replace("feed.json", "feed.atom")])
        assert found["version"] == "https://jsonfeed.org/version/1.1"
        assert (found["feed_url"], found["home_page_url"]) == (f"{HOME}{uri}", atom.feed.link)
        assert [(i["id"], i["url"], i["title"]) for i in found["items"]] == [(e.id, e.link, e.title) for e in atom.entries]
        for item in found["items"]:
            assert item["content_html"]
            assert datetime.fromisoformat(item["date_modified"]) >= datetime.fromisoformat(item["date_published"])


def test_a_feed_says_what_it_holds(site: dict[str, bytes]) -> None:
    said = {uri: feedparser.parse(site[f"{uri}.atom"]).feed.subtitle.partition(": ")[2] for uri in ("feed", "utopia", "corrections")}
    assert "what is new" in said["feed"]
    assert "what is new" in said["utopia"]
    assert said["corrections"] == "corrections: what was corrected, withdrawn or first published."


def links_of(content: bytes) -> Iterator[str]:
    """Every address of this site that a file names, however it is written."""
    text = content.decode().replace("\r\n ", "").replace("\\n", " ").replace("\\/", "/")
    yield from re.findall(r"https://dossier\.example/[^\s\"'<>)\\]*", unescape(unescape(text)))


@pytest.mark.parametrize("which", ["small", "invented"])
def test_every_own_address_is_there_with_its_place_on_the_page(which: str, site: dict[str, bytes], request: pytest.FixtureRequest) -> None:
    home = HOME
    if which == "invented":
        given: Site = request.getfixturevalue("invented")
        site, home = {uri: given[uri] for uri in given.make}, "https://dossier.example/"
    count = 0
    for uri, content in followed(site).items():
        for address in links_of(content):
            where, fragment = urldefrag(address.removeprefix(home))
            target = f"{unquote(where)}index.html" if where.endswith("/") or not where else unquote(where)
            if target in ("index.html",) and which == "invented":
                continue  # a page of docs/, which MkDocs makes
            assert target in site, f"{uri}: {address}"
            if fragment:
                assert fragment in re.findall(r'\sid="([^"]+)"', site[target].decode()), f"{uri}: {address}"
            count += 1
    assert count > 100


# What an item says


def test_letters_replies_events_states_and_corrections_are_in_the_feed(site: dict[str, bytes]) -> None:
    found = set(titles(site["utopia.atom"]))
    assert {
        "Letter to Bo Dahl", "Reply to the union", "Ann Lee is arrested (20 January 2017)", "Ann Lee: under arrest (20 January 2017)",
        "Ann Lee: under arrest → released (28 February 2018)", "Free Union: registered (January 2019)", "Corrected: Di Fox is taken into custody",
        "Cy Ray is taken away (1 March 2018; accounts differ)",
    } <= found  # fmt: skip


def test_the_item_of_a_letter_says_what_came_of_it(site: dict[str, bytes]) -> None:
    assert "<p>Answered by a letter dated 20 April 2017.</p>" in entry(site["utopia.atom"], "Letter to Bo Dahl").content[0].value


DEMANDS = """
    - id: release
      title: Release of Ann Lee
      target: ministry
      text: Ann Lee is to be released.
      history:
        - {date: 2017-06, state: open, note: The ministry was asked again, sources: gazette}
        - {date: 2018-02-28, state: met, note: She came home., sources: {source: herald, at: p. 3}}
        - {date: 2018-02-28, state: met, sources: gazette}
    """


def test_what_became_of_a_demand_is_in_the_feeds(tmp_path: Path) -> None:
    """A state that only stays is not told as a change; each leads to its line on the page of the demand, and its day is never before its own."""
    found = own(tmp_path, {"demands.yml": DEMANDS, "../permalinks.csv": f"{LEDGER}utopia/demands/release/,demand,,,,2018-01-15,,live\n"})
    told = [one for one in feedparser.parse(found["utopia.atom"]).entries if one.title.startswith("Release")]
    assert [(one.title, one.published[:10]) for one in told] == [
        ("Release of Ann Lee: met as before (28 February 2018)", "2018-02-28"), ("Release of Ann Lee: met (28 February 2018)", "2018-02-28"),
        ("Release of Ann Lee: open as before (June 2017)", "2018-01-15"),
    ]  # fmt: skip
    for words in ("She came home.", "Met, <time", "The Herald of 2018", "p. 3", "Letter to Bo Dahl"):
        assert words in told[1].content[0].value
    page = found["utopia/demands/release/index.html"].decode()
    assert [f'<li id="{urldefrag(one.link).fragment}">' in page for one in told] == [True, True, True]
    assert len({one.id for one in told}) == 3
    assert "Release of Ann Lee: met (28 February 2018)" in titles(found["feed.rss"])
    groups = [content for uri, content in followed(found, ".atom").items() if "timeline/" in uri]
    assert not [title for content in groups for title in titles(content) if title.startswith("Release")], "it belongs to no group of events"


def test_a_contested_event_carries_every_account_and_answer_in_each_form(site: dict[str, bytes]) -> None:
    title = "Cy Ray is taken away (1 March 2018; accounts differ)"
    said = [entry(site["utopia.atom"], title).content[0].value, entry(site["utopia.rss"], title).description]
    said += [item["content_html"] for item in json.loads(site["utopia.feed.json"])["items"] if item["title"] == title]
    for text in said:
        for words in ("He came by himself.", "Six men took him.", "The ministry answers the union", "Right of reply.", "no answer is on record"):
            assert words in text


def test_a_contested_state_says_what_each_account_makes_of_it(site: dict[str, bytes]) -> None:
    found = next(e for e in feedparser.parse(site["utopia.atom"]).entries if e.title.startswith("Cy Ray: "))
    assert found.title == "Cy Ray: liberty not on record or under arrest (1 March 2018; accounts differ)"
    for words in ("Ministry of Labour", "Free Union", "He came by himself.", "Six men took him."):
        assert words in found.content[0].value
    said = re.sub(r"<[^>]+>", "", found.content[0].value)
    assert "Ministry of Labour: no such change is recorded (" in said, "it does not say that nothing changed that day"


def test_whose_date_an_item_gives_is_said_where_the_event_itself_is_not_what_is_new(site: dict[str, bytes]) -> None:
    state = entry(site["utopia.atom"], "Di Fox: under arrest (1 May 2018)").content[0].value
    assert "<p>Recorded under “Liberty” with this event: Arrest, 1 May 2018.</p>" in re.sub(r"</?time[^>]*>", "", state)
    correction = entry(site["corrections.atom"], "Corrected: Di Fox is taken into custody").content[0].value
    assert "<p>Correction of this entry: Arrest, 1 May 2018.</p>" in re.sub(r"</?time[^>]*>", "", correction)
    event = entry(site["utopia.atom"], "Di Fox is taken into custody (1 May 2018)").content[0].value
    assert "<p>Arrest, 1 May 2018.</p>" in re.sub(r"</?time[^>]*>", "", event)


def test_a_title_says_how_sure_an_event_is_that_is_less_than_likely(tmp_path: Path) -> None:
    doubtful = FILES["events/more.yml"].replace("date: 2018-05-01\n", "date: 2018-05-01\n          confidence: unlikely\n")
    doubtful = doubtful.replace("date: 2018-03-01\n", "date: 2018-03-01\n          confidence: unknown\n")
    found = titles(own(tmp_path, {"events/more.yml": doubtful})["utopia.atom"])
    assert {"Di Fox is taken into custody (1 May 2018; unlikely)", "Di Fox: under arrest (1 May 2018; unlikely)"} <= set(found)
    assert "Cy Ray is taken away (1 March 2018; accounts differ; not known how sure)" in found


def test_a_title_that_is_read_alone_says_when_it_was(tmp_path: Path) -> None:
    """Readers show it below the day of publication: an arrest of 2018 was news of 2026."""
    events = """
        - {id: 2018-05-a, title: Cy Ray is held, date: 2018-05-01/2018-05-03, ends: 2018-06, kind: arrest, people: cy-ray, sources: herald}
        - id: 2018-07-01-b
          title: Cy Ray is let go
          date: 2018-07-01
          kind: release
          people: cy-ray
          sources: herald
          accounts:
            - {by: free-union, text: He was told to say nothing., sources: herald}
            - {by: ministry, text: He was told nothing., sources: gazette}
        - id: 2018-08-01-c
          title: Di Fox is held
          date: 2018-08-01
          kind: arrest
          people: di-fox
          sources: herald
          accounts:
            - {by: free-union, date: 2018-08-02, text: It was the second., sources: herald}
            - {by: ministry, text: It was the first., sources: gazette}
        - {id: 2019-d, title: The year 2019 in figures, date: 2019, kind: meeting, sources: herald}
        """
    found = titles(own(tmp_path, {"events/more.yml": events})["utopia.atom"])
    assert {
        "Cy Ray: under arrest (a day between 1 and 3 May 2018)",
        "Cy Ray: under arrest → released (1 July 2018; accounts of the event differ)",
        "Cy Ray is let go (1 July 2018; accounts differ)",
        "Di Fox: under arrest (1 August 2018 or 2 August 2018; accounts differ)",
        "Di Fox is held (1 August 2018 or 2 August 2018; accounts differ)",
        "The year 2019 in figures",
    } <= set(found)


def test_whoever_answered_is_heard_where_a_state_is_told(site: dict[str, bytes]) -> None:
    assert "I left by myself." in entry(site["utopia.atom"], "Di Fox: under arrest (1 May 2018)").content[0].value


def test_nobody_is_called_guilty_in_a_feed(site: dict[str, bytes]) -> None:
    """The event has an item, as on the timeline; the state that it sets and the name of its kind have none."""
    assert "A court decides about Ann Lee (1 April 2018)" in titles(site["utopia.atom"])
    text = b"".join(followed(site).values()).decode().casefold()
    assert not {"convicted", "guilt", "conviction"} & {word for word in ("convicted", "guilt", "conviction") if word in text}


def test_a_state_leads_to_its_line_on_the_page_of_whom_it_is_about(site: dict[str, bytes]) -> None:
    found = entry(site["utopia.atom"], "Ann Lee: under arrest → released (28 February 2018)")
    assert found.link == f"{HOME}utopia/people/ann-lee/#state-liberty-2018-02-28-release"
    line = re.search(r'<li id="state-liberty-2018-02-28-release">(.*?)</li>', site["utopia/people/ann-lee/index.html"].decode(), re.DOTALL)
    assert line
    assert "Released" in line[1]


def test_of_a_mass_arrest_the_event_alone_is_in_the_feed(tmp_path: Path) -> None:
    people = "".join(f"- {{id: x{n}, name: Xe {n}, sort_name: X{n}, basis: consent}}\n" for n in range(13))
    everybody = ", ".join(f"x{n}" for n in range(13))
    event = f"- {{id: 2020-01-01-all, title: Many, date: 2020-01-01, kind: arrest, people: [{everybody}], sources: herald}}\n"
    found = titles(own(tmp_path, {"people/x.yml": people, "events/x.yml": event})["utopia.atom"])
    assert "Many (1 January 2020)" in found
    assert not [title for title in found if title.startswith("Xe ")]


def test_files_of_a_letter_are_enclosures_with_length_and_type(invented: Site) -> None:  # noqa: F811
    name = "Sample Union to Carla Specimen"
    home = "https://dossier.example/examplia/letters/"
    found = {e.href: (int(e.length), e.type) for e in entry(invented["examplia.atom"], name).enclosures}
    expected = {"2021-03-10-to-the-commission.pdf": "application/pdf", "2021-03-10-annex.pdf": "application/pdf", "2021-03-10-scan.png": "image/png"}
    assert found == {f"{home}{file}": (len(invented[f"examplia/letters/{file}"]), kind) for file, kind in expected.items()}
    assert [e.href for e in entry(invented["examplia.rss"], name).enclosures] == [f"{home}2021-03-10-to-the-commission.pdf"], "the text itself"
    item = next(item for item in json.loads(invented["examplia.feed.json"])["items"] if item["title"] == name)
    assert {(a["url"], a["size_in_bytes"], a["mime_type"]) for a in item["attachments"]} == {(url, *said) for url, said in found.items()}


def test_a_letter_in_another_language_says_which_in_each_form(tmp_path: Path) -> None:
    written = "{id: 2020-02-0%d-x, title: A letter, date: 2020-02-0%d, from: free-union, to: ministry, language: %s, text: %s}"
    site = own(tmp_path, {"letters/x.yml": "".join(f"- {written % each}\n" for each in ((1, 1, "ar", "أفرجوا عنها!"), (2, 2, "en", "Free her!")))})
    for uri in ("utopia.atom", "utopia.rss", "utopia.feed.json"):
        said = unescape(site[uri].decode()).replace('\\"', '"')
        assert '<p><span lang="ar" dir="rtl">أفرجوا عنها!</span></p>' in said
        assert "<p>Free her!</p>" in said


def test_hostile_words_are_words(tmp_path: Path) -> None:
    event = "- {id: 2020-01-01-x, title: '<script>alert(1)</script> & ]]>', date: 2020, kind: hearing, sources: herald}\n"
    site = own(tmp_path, {"events/x.yml": event})
    for uri in ("utopia.atom", "utopia.rss"):
        raw = ElementTree.fromstring(site[uri])
        assert "<script>alert(1)</script> & ]]> (2020)" in [found.text for found in raw.iter() if found.tag.endswith("title")]
        assert not [found for found in raw.iter() if found.tag == "script"]


# Days and names that last


def test_a_feed_is_the_same_on_every_day(tmp_path: Path) -> None:
    first = followed(own(tmp_path, as_of="2026-11-24"))
    assert first == followed(again(tmp_path, as_of="2029-02-01"))
    assert first


def test_days_are_those_of_the_ledger_else_of_the_data(tmp_path: Path) -> None:
    rows = "utopia/events/2017-01-20-arrest/,event,,,,2025-03-04,,live\n"
    project(tmp_path, {f"data/utopia/{name}": text for name, text in FILES.items()})
    days = {e.title: (e.published[:10], e.updated[:10]) for e in feedparser.parse(again(tmp_path)["feed.atom"]).entries}
    assert days["Ann Lee is arrested (20 January 2017)"] == ("2018-05-01", "2018-05-01"), "the day on which it was checked"
    assert days["Ann Lee is released (28 February 2018)"] == ("2018-03-01", "2018-03-01"), "that of its source"
    assert days["Di Fox is taken into custody (1 May 2018)"] == ("2018-03-01", "2018-06-01"), "published, then corrected"
    write(tmp_path, {"data/permalinks.csv": LEDGER + rows})
    days = {e.title: (e.published[:10], e.updated[:10]) for e in feedparser.parse(again(tmp_path)["feed.atom"]).entries}
    assert days["Ann Lee is arrested (20 January 2017)"] == days["Ann Lee: under arrest (20 January 2017)"] == ("2025-03-04", "2025-03-04")
    newest = ["Ann Lee: under arrest (20 January 2017)", "Ann Lee is arrested (20 January 2017)"]
    assert titles(again(tmp_path)["feed.atom"])[:2] == newest, "what is new comes first"


def test_a_renamed_record_keeps_its_name_in_feeds(tmp_path: Path) -> None:
    before = {e.title: e.id for e in feedparser.parse(own(tmp_path)["utopia.atom"]).entries}
    for name in ("events/2017.yml", "events/more.yml", "people.yml"):
        file = tmp_path / "data" / "utopia" / name
        text = file.read_text("utf-8").replace("people: ann-lee", "people: ann-marie-lee")
        text = text.replace("id: ann-lee", "id: ann-marie-lee\n  redirect_from: ann-lee")
        file.write_text(text.replace("id: 2017-01-20-arrest", "id: 2017-01-20-new\n  redirect_from: 2017-01-20-arrest"), "utf-8")
    write(tmp_path, {"docs/index.md": "# Small\n"})
    after = {e.title: (e.id, e.link) for e in feedparser.parse(again(tmp_path)["utopia.atom"]).entries}
    assert {title: ident for title, (ident, _) in after.items()} == before
    assert after["Ann Lee is arrested (20 January 2017)"][1] == f"{HOME}utopia/events/2017-01-20-new/"


def test_two_corrections_of_a_day_are_two_items(site: dict[str, bytes]) -> None:
    found = [e.id for e in feedparser.parse(site["corrections.atom"]).entries]
    name = f"{HOME}corrections/#corrected-utopia-events-2018-05-01-di-2018-06-01"
    assert {e.link for e in feedparser.parse(site["corrections.atom"]).entries} == {name, f"{name}-2"}
    assert len(set(found)) == 2


# Small, and nothing that is withheld


def test_a_feed_of_5000_events_stays_small(tmp_path: Path) -> None:
    rest = "kind: hearing, sources: gazette"
    plain = "".join(f"- {{id: {1900 + n // 50}-e{n}, title: Event {n}, date: {1900 + n // 50}, {rest}}}\n" for n in range(4900))
    loud = "".join(f"- {{id: 2020-x{n}, title: {noise(n, 900)}, date: 2020, {rest}, text: {noise(n, 3900)}}}\n" for n in range(100))
    project(tmp_path, {"data/utopia/events/plain.yml": plain, "data/utopia/events/loud.yml": loud})
    build = Build.prepare(tmp_path, as_of="2026-11-24")
    made = {artifact.uri: artifact for artifact in build.artifacts() if artifact.uri in ("utopia.atom", "utopia.rss", "utopia.feed.json")}
    for uri, artifact in made.items():
        content = artifact.content()
        assert len(content) < 1_500_000, uri
    assert 5 < len(feedparser.parse(made["utopia.atom"].content()).entries) <= MOST


WITHHELD = ({"draft": "true"}, {"publish_after": "2026-12-01"}, {"withdrawn": "{date: 2019-02-03}"}, {"withdrawn": "{date: 2019-02-03, erase: true}"})


def planted(tmp_path: Path, fields: dict[str, str], more: str = "") -> dict[str, bytes]:
    """A site with a person and an event that the fields withhold, corrected both."""
    event = f"- {{id: 2019-01-02-planted, title: Eventplanted, date: 2019-01-02, kind: meeting, sources: herald{more}"
    event += ", corrections: {date: 2019-01-03, text: Saidplanted}"
    event += "".join(f", {name}: {value}" for name, value in fields.items()) + "}\n"
    return own(tmp_path, {"people/secret.yml": person(**fields), "events/secret.yml": event})


@pytest.mark.parametrize("fields", WITHHELD)
def test_nothing_withheld_is_in_a_feed_or_a_calendar(fields: dict[str, str], tmp_path: Path) -> None:
    site = planted(tmp_path, fields)
    found = followed(site) | {uri: content for uri, content in site.items() if uri in ("sitemap.xml", "robots.txt", "corrections/index.html")}
    found["a notice"] = found.pop("utopia/people/cy-secret.atom", b"")  # the address is that of what was withdrawn
    assert leaks(found, "cy-secret", "Cyplanted", "Correctionplanted", "2019-01-02-planted", "Eventplanted", "Saidplanted") == []
    told = "A record was withdrawn (event)." in titles(site["corrections.atom"])
    assert told is ("withdrawn" in fields and "erase" not in fields["withdrawn"])
    assert "A record was withdrawn (event)." not in titles(site["utopia.atom"]), "not even the country is told"


def test_what_is_public_is_found(tmp_path: Path) -> None:
    event = "- {id: 2019-01-02-planted, title: Eventplanted, date: 2019-01-02, kind: meeting, sources: herald}\n"
    found = leaks(followed(own(tmp_path, {"events/planted.yml": event})), "Eventplanted", "2019-01-02-planted")
    assert {path for path, _ in found} >= {"feed.atom", "feed.rss", "feed.json", "utopia.ics", "calendar.ics"}


# How they are found


def test_programs_are_led_to_atom_and_people_to_each_form(site: dict[str, bytes]) -> None:
    leads = {
        "index.html": "feed.atom", "timeline/index.html": "feed.atom",
        "utopia/index.html": "utopia.atom", "utopia/timeline/index.html": "utopia.atom",
        "utopia/timeline/person/index.html": "utopia/timeline/person.atom", "corrections/index.html": "corrections.atom",
    }  # fmt: skip
    for uri, feed in leads.items():
        page = parsed(site[uri].decode())
        found = [link["href"] for link in page.links if link["rel"] == "alternate" and link["type"] == "application/atom+xml"]
        assert [href.replace("../", "").removeprefix("./") for href in found] == [feed], uri
        assert {f'{feed.removesuffix("atom")}rss', feed} <= {
            given["href"].replace("../", "").removeprefix("./") for tag, given in page.elements if tag == "a" and "href" in given
        }, uri
    for uri, content in site.items():
        if uri.endswith(".html"):
            types = {link.get("type") for link in parsed(content.decode()).links if link["rel"] == "alternate"}
            assert not types & {"application/feed+json", "text/calendar", "application/json"}, f"{uri}: Hypothesis would take all pages for one"


def test_without_an_address_of_the_site_there_is_no_feed_and_no_link_to_one(tmp_path: Path) -> None:
    found = small(tmp_path, FILES, site_url="")
    assert [uri for uri in found.make if uri.endswith((".atom", ".rss", "feed.json", ".ics", "sitemap.xml"))] == []
    assert not re.search(r"\.atom|\.rss|\.ics|feed\.json", found.text("utopia") + found.text("corrections") + found.text("data"))
    assert hashlib.sha256(found["robots.txt"]).hexdigest() == hashlib.sha256(b"User-agent: *\nAllow: /\n").hexdigest()


def test_the_feed_of_a_country_in_which_nothing_is_yet_has_the_day_to_which_all_was_checked(tmp_path: Path) -> None:
    project(tmp_path, {"data/arcadia/country.yml": "title: Arcadia\niso: ZY\n", "data/utopia/people/checked.yml": person()})
    found = feedparser.parse(again(tmp_path)["arcadia.atom"])
    assert (found.entries, found.feed.updated[:10]) == ([], "2018-05-01")


GUESTS = {
    "erewhon/country.yml": "{title: Erewhon, iso: XE, summary: Another., corrections: [{date: 2020-01-01, text: It was wrong.}]}",
    "erewhon/sources.yml": "- {id: daily, title: The Daily, publisher: Daily, date: 2019-01-02}",
    "erewhon/events.yml": "- {id: 2019-01-01-ann, title: Taken away, date: 2019-01-01, kind: arrest, people: utopia/people/ann-lee, sources: daily}",
    "international/people.yml": "- {id: ed-fox, name: Ed Fox, sort_name: 'Fox, Ed', basis: public-role}",
    "international/sources.yml": "- {id: weekly, title: The Weekly, publisher: Weekly, date: 2019-05-02}",
    "international/events.yml": "- {id: 2019-05-01-all, title: Both taken, date: 2019-05-01, kind: arrest, "
    "people: [utopia/people/ann-lee, ed-fox], sources: weekly}",
}  # fmt: skip


def test_what_is_new_in_a_country_is_what_of_all_that_is_new_belongs_there(tmp_path: Path) -> None:
    """Who is arrested in another country, or by an event of none, is news at home and there, though each country is looked at by itself."""
    guests = Build.prepare(project(tmp_path, {f"data/{name}": text for name, text in GUESTS.items()}), as_of="2026-11-24").site
    for site in (guests, inventions()):
        room, viewer = _Newsroom(site), site.viewer
        found = [*news(viewer), *(correction_news(viewer, change) for change in changes(viewer) if change.what != "published")]
        found.sort(key=lambda item: item.order, reverse=True)
        assert [item.id for item in room.of("", "")] == [item.id for item in found]
        for country, group in product((entry.key for entry in site.countries), {"", *(item.group for item in found)}):
            belong = [item.id for item in found if country in item.countries and group in ("", item.group)]
            assert [item.id for item in room.of(country, group)] == belong, (country, group)
    told = {country: [item.id for item in _Newsroom(guests).of(country, "") if "2019" in item.id] for country in ("erewhon", "utopia")}
    turned, arrest, both = "utopia/people/ann-lee/#state-liberty-2019-01-01-ann", "erewhon/events/2019-01-01-ann/", "events/2019-05-01-all/"
    assert told == {"erewhon": [turned, arrest], "utopia": ["people/ed-fox/#state-liberty-2019-05-01-all", both, turned]}
