"""A country's timeline in somebody else's page: small, whole, fair to all sides; and the dates that are still to come."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner
from dossier.artifact import Artifact, Page
from dossier.cli import main
from dossier.ledgerfile import read_ledger
from dossier.load import load
from dossier.outputs import country, event_embeds, events, home, letters, timeline, timeline_embeds
from dossier.outputs.timeline_embeds import MOST
from dossier.project import prepared
from dossier.render import fragment
from dossier.settings import Settings, read_settings
from dossier.site import Site
from dossier.views.coming import coming
from helpers import ROOT, project
from inventions import invented
from test_machines import HOSTILE, discovered, kept, parsed
from test_machines import Site as Built
from test_machines import invented as built  # noqa: F401 - a fixture

BUDGET = 60_000
ADDRESS = "https://dossier.example/small/"
STYLE = len(gzip.compress((ROOT / "hooks" / "dossier" / "theme" / "assets" / "stylesheets" / "plain.css").read_bytes()))
Files = dict[str, str | bytes | None]


def site_of(root: Path, files: Files | None = None, day: str = "2026-11-24", site_url: str = ADDRESS) -> Site:
    """The small project with files below data/utopia/ written over it, on a day."""
    project(root, {f"data/utopia/{name}": content for name, content in (files or {}).items()})
    settings: Settings = read_settings(root)[0].model_copy(update={"site_url": site_url})
    result = load(root / "data", settings)
    assert [str(problem) for problem in result.problems] == []
    return Site(result.dossier, settings, datetime.fromisoformat(day).replace(tzinfo=UTC), ledger=read_ledger(root)[0])


def embed(site: Site, where: str = "embed/utopia/") -> str:
    return str(fragment(next(item for item in timeline_embeds.publish(site) if isinstance(item, Page) and item.address == where)))


def page(pages: Iterator[Page], where: str) -> Page:
    return next(item for item in pages if item.address == where)


def noise(number: int, length: int) -> str:
    """Text that cannot be compressed much, the same each time."""
    parts = (hashlib.sha256(f"{number}-{part}".encode()).hexdigest() for part in range(length // 64 + 1))
    return "".join(chr(0x4E00 + int(pair, 16)) for part in parts for pair in re.findall("..", part))[:length]


def event(ident: str, title: str = "Something happened", date: str = "", more: str = "") -> str:
    return f"- {{id: {ident}, title: {json.dumps(title, ensure_ascii=False)}, date: {date or ident[:10]}, kind: hearing, sources: gazette{more}}}\n"


# The embed


def test_an_embed_of_5000_entries_stays_in_the_budget_whatever_they_say(tmp_path: Path) -> None:
    """The newest say as much as there is room for, in words that cannot be compressed."""
    plain = "".join(event(f"{1900 + n // 50}-01-{n % 28 + 1:02}-e{n}") for n in range(4_900))
    loud = "".join(event(f"2020-01-{n % 28 + 1:02}-x{n}", noise(n, 900)) for n in range(100))
    site = site_of(tmp_path, {"events/plain.yml": plain, "events/loud.yml": loud})
    text = embed(site)
    shown = text.count("<h2 ")
    assert len(gzip.compress(text.encode())) + STYLE < BUDGET
    assert 5 < shown < MOST
    assert f"The latest {shown} of 5,003 entries, newest first." in text
    assert "All 5,003 entries with their sources" in text


def test_of_short_entries_an_embed_shows_sixty(tmp_path: Path) -> None:
    many = "".join(event(f"2020-01-{n % 28 + 1:02}-e{n}") for n in range(100))
    assert embed(site_of(tmp_path, {"events/many.yml": many})).count("<h2 ") == MOST == 60


def test_an_entry_that_is_too_long_for_a_frame_is_left_to_its_page(tmp_path: Path) -> None:
    accounts = f", accounts: [{{by: ministry, text: '{noise(1, 30_000)}', sources: gazette}}, {{by: free-union, text: No., sources: gazette}}]"
    text = embed(site_of(tmp_path, {"events/long.yml": event("2021-01-01-x", more=accounts)}))
    assert "The latest 0 of 4 entries" in text
    assert "The latest entry is too long to stand here." in text


def test_an_embed_asks_for_nothing_but_its_stylesheet_and_runs_nothing(built: Built) -> None:  # noqa: F811
    found = [uri for uri in built.make if re.fullmatch(r"embed/(examplia|threadia)/([a-z]+/)?index\.html", uri)]
    assert len(found) > 6
    for uri in found:
        elements = parsed(built[uri].decode()).elements
        assert not {"script", "style", "img", "iframe", "object", "video", "font"} & {tag for tag, _ in elements}, uri
        assert not [name for _, given in elements for name in given if name == "style" or name.startswith("on")], uri
        loaded = [given["href"] for tag, given in elements if tag == "link" and given["rel"] == "stylesheet"]
        drawn = ["assets/stylesheets/embed.css"] if "<svg class=\"dossier-overview__svg" in built[uri].decode() else []
        assert [href.lstrip("./") for href in loaded] == ["assets/stylesheets/plain.css", *drawn], uri
    assert b"@import" not in b"".join(built[uri] for uri in found)
    assert "url(" not in (ROOT / "hooks/dossier/theme/assets/stylesheets/plain.css").read_text("utf-8")


def test_an_embed_is_no_page_of_its_own_and_leads_to_the_whole_timeline(built: Built) -> None:  # noqa: F811
    for group in ("", "/word"):
        found = parsed(built.text(f"embed/threadia{group}"))
        whole = f"https://dossier.example/threadia/timeline{group}/"
        assert found.all("robots") == ["noindex"]
        assert found.hrefs("canonical") == [whole]
        links = [given for tag, given in found.elements if tag == "a"]
        assert (links[0]["href"], links[0]["target"], links[0]["rel"]) == (whole, "_blank", "noopener")
        assert links[-1]["href"] == whole
    assert "embed/" not in built["sitemap.xml"].decode()


def test_letters_stand_in_the_embed_of_all_entries_where_the_vocabulary_has_no_kind_for_them(tmp_path: Path) -> None:
    project(tmp_path, {"data/vocabulary/event-kinds.yml": "".join(f"- {{id: {kind}, label: X, group: arrest}}\n" for kind in ("arrest", "release"))})
    result = load(tmp_path / "data", read_settings(tmp_path)[0])
    site = Site(result.dossier, read_settings(tmp_path)[0], datetime(2026, 11, 24, tzinfo=UTC))
    pages = islice((item.address for item in timeline_embeds.publish(site) if isinstance(item, Page)), 9)
    assert list(pages) == ["embed/utopia/", "embed/utopia/arrest/"]


def test_each_group_with_entries_has_an_embed_of_its_own_entries() -> None:
    site = invented()
    found = {item.address: item.values for item in timeline_embeds.publish(site) if isinstance(item, Page)}
    assert {where for where in found if where.startswith("embed/examplia/")} == {
        item.address.replace("examplia/timeline/", "embed/examplia/")
        for item in timeline.publish(site)
        if isinstance(item, Page) and re.fullmatch(r"examplia/timeline/([a-z-]*[a-z]/)?", item.address)
    }
    assert {entry.kind.group for entry in found["embed/examplia/weather/"]["entries"]} == {"weather"}
    days = [entry.date.order for entry in found["embed/examplia/"]["entries"]]
    assert days == sorted(days, reverse=True)


def test_where_accounts_differ_an_embed_shows_each_of_them_and_who_replied() -> None:
    text = embed(invented(), "embed/threadia/word/")
    assert "Accounts differ" in text
    assert "explained the timetable to all who asked" in text
    assert "there was nothing to explain" in text
    assert "Harbour Gazette" in text or "harbour-gazette" in text
    assert "<b>Right of reply.</b>" in text
    assert "The timetable had been explained." in text


def test_an_embed_says_the_day_to_which_records_were_checked(tmp_path: Path) -> None:
    text = embed(site_of(tmp_path))
    assert '3 entries, newest first. Records last checked <time datetime="2018-05-01">1 May 2018</time>.' in text


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    country_file = f"title: {json.dumps(HOSTILE, ensure_ascii=False)}\niso: ZZ\n"
    site = site_of(tmp_path, {"events/x.yml": event("2021-01-01-x", HOSTILE), "country.yml": country_file})
    found = parsed(embed(site))
    assert "script" not in {tag for tag, _ in found.elements}
    answer = json.loads(next(item.content() for item in timeline_embeds.publish(site) if isinstance(item, Artifact)))
    assert answer["title"] == f"{HOSTILE}: timeline"
    assert kept(answer["html"])["title"] == answer["title"]


def test_a_group_may_have_the_name_of_a_folder(tmp_path: Path) -> None:
    project(tmp_path)
    kinds, groups = (tmp_path / "data" / "vocabulary" / name for name in ("event-kinds.yml", "event-groups.yml"))
    kinds.write_text(kinds.read_text("utf-8").replace("group: correspondence", "group: letters"), "utf-8")
    groups.write_text(groups.read_text("utf-8").replace("- id: correspondence", "- id: letters"), "utf-8")
    site = Built(tmp_path)
    assert "Utopia: letters and replies" in site.text("embed/utopia/letters")
    assert "Letter to Bo Dahl" in site.text("embed/utopia/letters/2017-03-24-to-bo-dahl")
    assert json.loads(site["embed/utopia/letters/oembed.json"])["title"] == "Utopia: letters and replies"


def test_where_the_last_entry_of_a_group_is_gone_its_embed_leads_to_that_of_the_country(tmp_path: Path) -> None:
    event = "- {id: 2017-05-01-x, title: Gathering, date: 2017-05-01, kind: KIND, people: ann-lee, sources: gazette}\n"
    root = project(tmp_path, {"data/utopia/events/x.yml": event.replace("KIND", "protest")})
    assert CliRunner().invoke(main, ["seal", "--root", str(root)]).exit_code == 0
    before = {item.uri for item in timeline_embeds.publish(prepared(root)[0])}
    (root / "data/utopia/events/x.yml").write_text(event.replace("KIND", "arrest"), "utf-8")
    after = {item.uri: item for item in timeline_embeds.publish(prepared(root)[0])}
    assert before == set(after), "an address that newsrooms have pasted stays"
    ways = {uri: item.moved_to for uri, item in after.items() if isinstance(item, Page) and item.moved_to is not None}
    assert list(ways.values()) == ["embed/utopia/"]
    (way,) = ways
    assert after[way.replace("index.html", "oembed.json")].content() == after["embed/utopia/oembed.json"].content()


def test_the_same_records_make_the_same_bytes_on_any_day(tmp_path: Path) -> None:
    first, second = (embed(site_of(tmp_path / day, day=day)) for day in ("2026-11-24", "2027-03-01"))
    assert first == second


# The code to paste, and oEmbed


@pytest.mark.parametrize("where", ["examplia/", "examplia/timeline/", "examplia/timeline/weather/"])
def test_wordpress_shows_a_timeline_for_the_address_of_its_page(built: Built, where: str) -> None:  # noqa: F811
    content = built[f"{where}index.html"]
    embedded = f"embed/{where.replace('timeline/', '')}"
    assert discovered(content) == f"https://dossier.example/{embedded}oembed.json"
    answer = json.loads(built[f"{embedded}oembed.json"])
    frame = kept(answer["html"])
    assert frame["src"] == f"https://dossier.example/{embedded}"
    assert answer["thumbnail_url"] == "https://dossier.example/assets/cards/examplia.png"
    said = re.search(r"Code to paste.*?<code>(.*?)</code>", content.decode(), re.S)
    assert said
    assert kept(said[1].replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"')) == frame


def test_a_site_that_does_not_know_its_address_offers_no_code(tmp_path: Path) -> None:
    site = site_of(tmp_path, site_url="")
    made = list(timeline_embeds.publish(site))
    assert not [item for item in made if isinstance(item, Artifact)]
    shown = page(country.publish(site), "utopia/")
    assert (shown.values["embedding"], [link["rel"] for link in shown.own_head.links]) == ("", ["stylesheet", "describedby"])
    assert "oembed" not in embed(site)


def test_the_page_of_a_year_offers_no_code(tmp_path: Path) -> None:
    shown = page(timeline.publish(site_of(tmp_path)), "utopia/timeline/2017/")
    assert (shown.values["embedding"], [link["rel"] for link in shown.own_head.links]) == ("", ["stylesheet"])


# Dates to come

LETTER = """
    ---
    title: Letter to the Ministry
    date: 2026-11-20
    from: free-union
    to: ministry
    language: en
    clock: fortnight
    reply_by: 2026-12-24
    checked: 2026-11-23
    review_by: 2026-12-01
    ---
    The Free Union asks for an answer.
    """
CLOCK = "- {id: fortnight, title: A fortnight, days: 14, unit: calendar, from: 2000, basis: {title: An invented rule}}\n"


def with_clock(root: Path, files: Files, day: str = "2026-11-24") -> Site:
    return site_of(root, {**files, "../vocabulary/reply-clocks.yml": CLOCK}, day)


def next_dates(site: Site) -> list[tuple[str, str]]:
    return [(view.date.say(), view.link.text) for view in page(home.publish(site), "").values["coming"]]


def test_home_and_country_list_what_is_to_come_the_soonest_first(tmp_path: Path) -> None:
    later = event("2027-03-hearing", "A hearing", "2027-03") + event("2026-11-25-meeting", "A meeting") + event("2026-11-24-today", "Today")
    site = with_clock(tmp_path, {"events/later.yml": later, "letters/2026-11-20-x.md": LETTER})
    assert next_dates(site) == [
        ("25 November 2026", "A meeting"),
        ("4 December 2026", "Letter to the Ministry"),
        ("24 December 2026", "Letter to the Ministry"),
        ("March 2027", "A hearing"),
    ]
    text = str(fragment(page(home.publish(site), "")))
    said = "No written reply recorded as of 23 November 2026."
    assert f"A reply is due by 4 December 2026, by the clock “A fortnight”. {said}" in text
    assert f"The letter asks for a reply by then. {said}" in text
    assert "1 December 2026" not in text, "when editors look again is their own affair"
    assert "Next dates" in str(fragment(page(country.publish(site), "utopia/")))


def test_without_a_date_to_come_home_says_so_and_a_country_nothing(tmp_path: Path) -> None:
    """The day is that of the records: no page changes with the day of the build alone."""
    site = site_of(tmp_path)
    assert "No coming date is on record as of 1 May 2018." in str(fragment(page(home.publish(site), "")))
    site = site_of(tmp_path / "later", {"events/later.yml": event("2026-11-23-hearing", "A hearing")})
    assert "No coming date is on record as of 23 November 2026." in str(fragment(page(home.publish(site), "")))
    assert "Next dates" not in str(fragment(page(country.publish(site), "utopia/")))


def test_what_may_have_happened_already_is_not_said_to_come(tmp_path: Path) -> None:
    held = "{by: ministry, text: It was held., date: 2026-11-01, sources: gazette}"
    other = f", accounts: [{held}, {{by: free-union, text: It is to be., sources: gazette}}]"
    vague = event("2026-vague", "Some day of the year", "2026") + event("2026-12-01-told", "Told in two ways", more=other)
    assert next_dates(site_of(tmp_path, {"events/vague.yml": vague})) == []


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-12-03", ["4 December 2026", "24 December 2026"]),
        ("2026-12-04", ["24 December 2026"]),
        ("2026-12-23", ["24 December 2026"]),
        ("2026-12-24", []),
    ],
)
def test_a_day_that_has_come_is_not_to_come_any_more(day: str, said: list[str], tmp_path: Path) -> None:
    site = with_clock(tmp_path, {"letters/2026-11-20-x.md": LETTER}, day)
    assert [when for when, _ in next_dates(site)] == said


@pytest.mark.parametrize(
    ("date", "due"),
    [
        ("2026-11-20/2026-11-23", "between 4 and 7 December 2026"),
        ("2026-11-23~", "about 7 December 2026"),
        ("2026-11~", "between about 16 November 2026 and about 14 December 2026"),
    ],
)
def test_the_day_by_which_a_reply_is_due_is_as_vague_as_that_of_the_letter(date: str, due: str, tmp_path: Path) -> None:
    vague = LETTER.replace("date: 2026-11-20", f"date: {date}").replace("    reply_by: 2026-12-24\n", "")
    site = with_clock(tmp_path, {"letters/2026-11-20-x.md": vague}, "2026-12-05")
    assert next_dates(site) == [(due, "Letter to the Ministry")]
    assert f"A reply is due by {'a day ' if due.startswith('between') else ''}{due}, by the clock" in str(fragment(page(home.publish(site), "")))


def test_a_country_lists_of_what_belongs_to_none_only_what_concerns_it(tmp_path: Path) -> None:
    source = "- {id: bulletin, title: The Bulletin, publisher: Bulletin}\n"
    some = "- {id: 2026-12-01-other, title: A hearing elsewhere, date: 2026-12-01, kind: hearing, sources: bulletin}\n"
    some += "- {id: 2026-12-02-here, title: On Ann Lee, date: 2026-12-02, kind: hearing, people: utopia/people/ann-lee, sources: bulletin}\n"
    site = site_of(tmp_path, {"../international/sources.yml": source, "../international/events.yml": some})
    assert [view.link.text for view in coming(site.viewer)] == ["A hearing elsewhere", "On Ann Lee"]
    assert [view.link.text for view in coming(site.viewer, "utopia")] == ["On Ann Lee"]


def test_nothing_is_said_of_days_after_that_of_the_build(tmp_path: Path) -> None:
    vague = event("2026-vague", "Some day of the year", "2026") + event("2026-11-24-hearing", "A hearing")
    text = str(fragment(page(home.publish(site_of(tmp_path, {"events/vague.yml": vague})), "")))
    assert "No coming date is on record as of 24 November 2026." in text


def test_a_letter_that_was_answered_has_nothing_due(tmp_path: Path) -> None:
    answer = LETTER.replace("from: free-union", "from: ministry").replace("to: ministry", "to: free-union").replace("2026-11-20", "2026-11-22")
    answer = answer.replace("    clock: fortnight\n    reply_by: 2026-12-24\n", "    in_reply_to: 2026-11-20-x\n")
    site = with_clock(tmp_path, {"letters/2026-11-20-x.md": LETTER, "letters/2026-11-22-y.md": answer})
    assert next_dates(site) == []


def test_what_is_to_come_and_withheld_is_not_listed(tmp_path: Path) -> None:
    later = event("2027-03-01-a", "Secret", more=", draft: true") + event("2027-03-02-b", "Later", more=", publish_after: 2027-01-01")
    assert next_dates(site_of(tmp_path, {"events/later.yml": later})) == []


def test_the_latest_entries_are_the_latest_that_happened_with_their_country(tmp_path: Path) -> None:
    some = "".join(event(f"2026-01-{n:02}-e", f"Event {n}") for n in range(1, 12)) + event("2027-01-01-later", "Later")
    newest = page(home.publish(site_of(tmp_path, {"events/some.yml": some})), "").values["newest"]
    assert [view.title for view in newest] == [f"Event {n}" for n in range(11, 3, -1)]
    assert {view.country.text for view in newest} == {"Utopia"}


# Before and after


def test_events_lead_through_the_chronicle_of_their_country_and_stop_at_its_ends(tmp_path: Path) -> None:
    shown = {item.address: item.values for item in events.publish(site_of(tmp_path)) if "before" in item.values}
    first, last = (shown[f"utopia/events/{ident}/"] for ident in ("2017-01-20-arrest", "2018-02-28-release"))
    letter = "utopia/letters/2017-03-24-to-bo-dahl/"
    assert (first["before"], first["after"].href) == (None, letter)
    assert (last["before"].href, last["after"]) == (letter, None)


def test_letters_lead_through_the_register_of_their_country_and_stop_at_its_ends() -> None:
    site = invented()
    shown = {item.address: item.values for item in letters.publish(site)}
    for register in ("examplia/letters/", "threadia/letters/"):
        order = [line.link.href for line in shown[register]["sheet"].lines]
        assert len(order) > 2
        own = [(place, where) for place, where in enumerate(order) if where.startswith(register)]  # international ones are among themselves
        assert [shown[where]["before"] and shown[where]["before"].href for _, where in own] == [[None, *order][place] for place, _ in own]
        assert [shown[where]["after"] and shown[where]["after"].href for _, where in own] == [[*order, None][place + 1] for place, _ in own]
    translated = shown["ru/examplia/letters/2021-03-10-to-the-commission/"]
    original = shown["examplia/letters/2021-03-10-to-the-commission/"]
    assert translated["after"] == original["after"], "that one is not translated"


# One event


def test_an_event_is_embedded_with_every_account_and_answer_and_leads_to_its_page(built: Built) -> None:  # noqa: F811
    text, where = built.text("embed/examplia/events/2021-01-20-arrest"), "https://dossier.example/examplia/events/2021-01-20-arrest/"
    found = parsed(text)
    assert found.all("robots") == ["noindex"]
    assert found.hrefs("canonical") == [where]
    assert "script" not in {tag for tag, _ in found.elements}
    for said in ("She was arrested for a speech.", "She was asked to come, and stayed.", "No comment.", "The day was wrong."):
        assert said in text
    answer = json.loads(built["embed/examplia/events/2021-01-20-arrest/oembed.json"])
    assert f'src="{where.replace("examplia/events", "embed/examplia/events")}"' in answer["html"]
    assert f'href="{where.replace("examplia/events", "embed/examplia/events")}oembed.json"' in built.text("examplia/events/2021-01-20-arrest")
    assert "embed/examplia/events/2021-01-20-arrest/" in built.text("embed/examplia/events/2021-01-19-arrest"), "the former address leads on"
    assert "embed/" not in built["sitemap.xml"].decode()


def test_what_is_withheld_is_not_embedded(tmp_path: Path) -> None:
    site = site_of(tmp_path, {"events/drafts.yml": event("2021-01-01-x", more=", draft: true")})
    assert not [item for item in event_embeds.embedded(site) if isinstance(item, Page) and "2021-01-01-x" in item.address]


# How an event is cited


LEDGER = "address,what,of,fingerprint,corrections,first_published,code,state\nutopia/events/{}/,event,,,,2018-06-01,ut-e7,live\n"
CONTESTED = """
    - id: 2018-01-05-hearing
      title: A hearing is held
      date: 2018-01-05
      kind: hearing
      confidence: possible
      sources: gazette
      checked: 2018-05-01
      accounts:
        - {by: free-union, text: It was on the fifth., sources: gazette}
        - {by: ministry, text: It was on the ninth., date: 2018-01-09, sources: herald}
    """


def test_an_event_is_cited_with_every_day_that_is_given_and_with_its_short_address(tmp_path: Path) -> None:
    files: Files = {"events/2018.yml": CONTESTED, "../permalinks.csv": LEDGER.format("2018-01-05-hearing")}
    made = str(fragment(page(events.publish(site_of(tmp_path, files)), "utopia/events/2018-01-05-hearing/")))
    cited = "A hearing is held (accounts differ; possible). Hearing, 5 January 2018 or 9 January 2018. Small dossier, last checked 1 May 2018."
    assert f"<dd>{cited} {ADDRESS}utopia/events/2018-01-05-hearing/</dd>" in made
    assert f"<dd>{ADDRESS}r/ut-e7/</dd>" in made
    assert "Cite or embed this entry" in made


def test_a_copy_without_an_address_of_its_own_cites_an_event_without_one(tmp_path: Path) -> None:
    files: Files = {"events/2018.yml": CONTESTED, "../permalinks.csv": LEDGER.format("2018-01-05-hearing")}
    made = str(fragment(page(events.publish(site_of(tmp_path, files, site_url="")), "utopia/events/2018-01-05-hearing/")))
    assert "<summary>Cite this entry</summary>" in made
    cited = "A hearing is held (accounts differ; possible). Hearing, 5 January 2018 or 9 January 2018. Small dossier, last checked 1 May 2018."
    assert f"<dd>{cited}</dd>" in made
    assert "Short address" not in made
    assert "Code to paste" not in made


def test_a_verdict_is_cited_by_the_group_of_its_kind(tmp_path: Path) -> None:
    verdict = "- {id: 2018-02-01-x, title: A court decides, date: 2018-02-01, kind: conviction, people: ann-lee, sources: gazette}\n"
    made = str(fragment(page(events.publish(site_of(tmp_path, {"events/2018.yml": verdict})), "utopia/events/2018-02-01-x/")))
    assert "A court decides. Court and criminal proceedings, 1 February 2018. Small dossier." in made
