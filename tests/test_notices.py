"""What a withdrawn record leaves to programs: a notice in the form that each asked for, which tells no more than that of its page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import feedparser
import icalendar
import jsonschema
import pytest
from click.testing import CliRunner
from dossier.cli import main
from dossier.ledgerfile import read_ledger
from dossier.publish import Build
from dossier.shell import SENTINELS
from helpers import mkdocs, project, tree, write

SITE = "https://dossier.example/sub/"
ONION = "http://2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion/"
LETTER = "---\ntitle: Planted letter of May\ndate: 2017-05-03\nfrom: league\nto: league\nredirect_from: 2017-05-02-planted\n{}---\n"
TEXT = "Planted one.\n\nTwo.\n"
RUSSIAN = "---\ntitle: Письмо\ntranslated_by: Ann Lee\n---\nМы пишем.\n\nДва.\n"
EVENT = "- {{id: 2017-06-01-planted, title: Planted hearing, date: 2017-06-01, kind: hearing, organisations: league, sources: gazette{}}}\n"
DEMAND = "- {{id: planted, title: Planted demand, text: Do it.{}}}\n"
PERSON = '- {{id: cy-planted, name: Cy Sown, sort_name: "Sown, Cy", basis: public-role{}}}\n'
LEAGUE = "- {{id: league, name: League of Sowers, type: trade-union{}}}\n"
COUNTRY = "title: Arcadia\niso: AC\n{}"
GONE = "withdrawn: {date: 2026-10-01}"
ONCE = ("as-of/data.json", ".ris", ".bib", ".csl.json", ".txt", ".zip", ".png", ".pdf", ".svg", ".csv")
"""Ends of files that are fetched once, or by a page that is gone: no program comes back for them."""


def files(gone: str = "", country: str = "") -> dict[str, str]:
    """An invented country with one record of each kind; those that are `gone` are withdrawn, or all of the `country`."""
    line, item = (f"{gone}\n", f", {gone}") if gone else ("", "")
    return {
        "data/arcadia/country.yml": COUNTRY.format(f"{country}\n"),
        "data/arcadia/organisations.yml": LEAGUE.format(""),
        "data/arcadia/sources.yml": "- {id: gazette, title: Held, publisher: The Gazette, date: 2017-06-02, url: https://example.org/held}\n",
        "data/arcadia/people/list.yml": PERSON.format(item),
        "data/arcadia/demands.yml": DEMAND.format(item),
        "data/arcadia/events.yml": EVENT.format(item),
        "data/arcadia/letters/2017-05-03-planted.md": LETTER.format(line) + TEXT,
        "data/arcadia/letters/2017-05-03-planted.ru.md": RUSSIAN,
    }


def built(root: Path) -> dict[str, bytes]:
    build = Build.prepare(root, as_of="2026-11-24")
    build.frames_from(lambda key: "\n".join(SENTINELS.values()))
    made = {artifact.uri: artifact.content() for artifact in build.artifacts()}
    assert sorted(build.scanner.findings) == []
    return made


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, sealed with everything in it."""
    root = project(tmp_path_factory.mktemp("notices") / "small", files())
    config = root / "mkdocs.yml"
    config.write_text(f"{config.read_text('utf-8')}\nsite_url: {SITE}\n", "utf-8")
    sealed = CliRunner().invoke(main, ["seal", "--root", str(root)])
    assert sealed.exit_code == 0, sealed.output
    return root


@pytest.fixture(scope="module")
def before(root: Path) -> dict[str, bytes]:
    write(root, files())
    return built(root)


@pytest.fixture(scope="module", params=["records", "the country"])
def after(request: pytest.FixtureRequest, root: Path, before: dict[str, bytes]) -> Iterator[dict[str, bytes]]:
    """The same site, of which records are withdrawn, or a whole country."""
    write(root, files(gone=GONE) if request.param == "records" else files(country=GONE))
    yield built(root)
    write(root, files())


def of_withdrawn(uris: object) -> Iterator[str]:
    return (uri for uri in sorted(uris) if re.search("planted|arcadia", uri))  # type: ignore[call-overload]


def test_whatever_a_program_comes_back_for_is_still_there(before: dict[str, bytes], after: dict[str, bytes]) -> None:
    lost = [uri for uri in of_withdrawn(before.keys() - after.keys()) if not uri.endswith(ONCE)]
    assert lost == []


def notices(after: dict[str, bytes], end: str) -> dict[str, bytes]:
    found = {uri: made for uri, made in after.items() if "planted" in uri and uri.endswith(end)}
    assert found
    return found


def test_no_notice_says_what_was_there(before: dict[str, bytes], after: dict[str, bytes]) -> None:
    made = {uri: content.decode().replace("&#", "") for uri, content in after.items() if "planted" in uri}
    assert [uri for uri, content in made.items() if re.search("planted|sown|2017-0[56]", content.casefold()) and "moved.js" not in content] == []
    assert {uri for uri, content in made.items() if "Письмо" in content} == set()


def test_an_embed_is_a_small_document_that_says_so(after: dict[str, bytes]) -> None:
    found = {uri: made.decode() for uri, made in notices(after, "index.html").items() if uri.startswith("embed/")}
    letter = "arcadia/letters/2017-05-03-planted/"
    former = "arcadia/letters/2017-05-02-planted/"
    homes = {f"{language}{home}" for language in ("", "ru/") for home in (letter, former)}
    of_letter = {f"embed/{home}{paragraph}index.html" for home in homes for paragraph in ("", "p1/", "p2/")}
    assert set(found) == of_letter | {"embed/arcadia/events/2017-06-01-planted/index.html"}
    for html in found.values():
        assert 'was withdrawn on <time datetime="2026-10-01">1 October 2026</time>' in html
        assert '<meta name="robots" content="noindex">' in html
        assert "Content-Security-Policy" in html
        assert f'href="{SITE}corrections/"' in html
        assert "<script" not in html
        assert "canonical" not in html


def test_the_json_is_valid_by_its_own_schema(after: dict[str, bytes]) -> None:
    found = notices(after, "planted.json")
    assert len(found) == 2 + 2 + 3, "of a letter in two languages at two addresses, an event, a demand and a person"
    schema = json.loads(after["data/notice.schema.json"])
    for made in found.values():
        data = json.loads(made)
        jsonschema.Draft202012Validator(schema).validate(data)
        assert data == {"$schema": f"{SITE}data/notice.schema.json", "withdrawn": "2026-10-01", "corrections": f"{SITE}corrections/"}


def test_a_feed_tells_once_that_there_is_nothing_to_follow_any_more(before: dict[str, bytes], after: dict[str, bytes]) -> None:
    for uri, made in notices(after, ".atom").items():
        read = feedparser.parse(made)
        assert not read.bozo, uri
        assert [(entry.title, entry.link) for entry in read.entries] == [("Withdrawn", f"{SITE}corrections/")]
        assert "was withdrawn on 1 October 2026" in read.entries[0].summary
        if uri in before:
            assert read.feed.id == feedparser.parse(before[uri]).feed.id, "it is the same feed"


def test_of_oembed_a_link_is_left(after: dict[str, bytes]) -> None:
    for made in notices(after, "oembed.json").values():
        answer = json.loads(made)
        assert (answer["version"], answer["type"], answer["title"]) == ("1.0", "link", "Withdrawn")


def test_a_calendar_of_a_withdrawn_country_empties_those_of_subscribers(root: Path, before: dict[str, bytes]) -> None:
    assert b"BEGIN:VEVENT" in before["arcadia.ics"]
    write(root, files(country=GONE))
    made = built(root)["arcadia.ics"]
    write(root, files())
    calendar = icalendar.Calendar.from_ical(made)
    assert [part.name for part in calendar.walk()] == ["VCALENDAR", "VTIMEZONE", "STANDARD"]
    assert b"rcadia" not in made


def test_no_list_names_notices_and_the_site_passes_the_scan(root: Path, before: dict[str, bytes]) -> None:
    write(root, files(gone=GONE))
    done = mkdocs(root, "build", "-q", "--strict")
    assert (done.returncode, done.stderr) == (0, "")
    site = tree(root / "site")
    assert [name for name in ("SHA256SUMS", "_headers", "_redirects", "sitemap.xml") if b"planted" in site[name]] == []
    scanned = CliRunner().invoke(main, ["scan", "--root", str(root), str(root / "site")])
    assert scanned.exit_code == 0, scanned.output
    write(root, files())


def test_a_record_can_be_withdrawn_from_a_site_with_an_onion_service(tmp_path: Path) -> None:
    """Each page offers itself there by its address; no notice may say its own, and the build refused all of it."""
    root = project(tmp_path / "small", files(gone=GONE))
    config = root / "mkdocs.yml"
    config.write_text(f"{config.read_text('utf-8')}    onion: {ONION}\nsite_url: {SITE}\n", "utf-8")
    made = built(root)
    saying = [uri for uri, content in made.items() if b"onion-location" in content]
    assert "arcadia/index.html" in saying
    assert [uri for uri in saying if "planted" in uri and b"moved.js" not in made[uri]] == []


def test_records_of_one_id_may_be_withdrawn_in_two_countries(tmp_path: Path) -> None:
    """The notice of the one holds the id of the other, as its address always did."""
    countries = (("arcadia", "AC"), ("borduria", "BO"))
    both = {path.replace("arcadia", name): text.replace("AC", iso) for name, iso in countries for path, text in files(GONE).items()}
    made = built(project(tmp_path, both))
    assert {"arcadia/people/cy-planted/index.html", "borduria/people/cy-planted/index.html"} <= made.keys()


def test_of_what_was_erased_no_notice_is_left(root: Path, before: dict[str, bytes]) -> None:
    write(root, files(gone="withdrawn: {date: 2026-10-01, erase: true}"))
    made = built(root)
    write(root, files())
    assert [uri for uri in made if "planted" in uri] == []


def test_the_short_address_of_a_former_address_leads_to_the_notice(tmp_path: Path) -> None:
    root = project(tmp_path / "small", files())
    assert CliRunner().invoke(main, ["seal", "--root", str(root)]).exit_code == 0
    code = read_ledger(root)[0].codes["arcadia/letters/2017-05-03-planted/"]
    moved = {name: text.replace("2017-05-02-planted", "[2017-05-02-planted, 2017-05-03-planted]") for name, text in files(gone=GONE).items()}
    letters = [name for name in moved if "letters" in name]
    write(root, {**dict.fromkeys(letters), **{name.replace("-planted", "-sown-planted"): moved.pop(name) for name in letters}, **moved})
    made = {uri: content.decode("utf-8", "replace") for uri, content in built(root).items()}
    assert "2017-05-03-sown-planted" in made[f"r/{code}/index.html"]
    assert "was withdrawn on" in made["arcadia/letters/2017-05-03-sown-planted/index.html"]
