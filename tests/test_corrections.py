"""The public record of change: what was corrected, withdrawn or first published, on which day, and where."""

from __future__ import annotations

import csv
import json
import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import feedparser
import pytest
from dossier.project import read_project
from dossier.prose import fingerprint
from dossier.render import fragment
from dossier.settings import Settings
from dossier.site import Site
from dossier.views.letters import letter_view
from helpers import dossier_of, mkdocs, project, served, write
from playwright.sync_api import Browser
from test_feeds import LEDGER, again
from test_machines import invented  # noqa: F401 - a fixture

FILES = {
    "data/utopia/events/more.yml": """
        - id: 2018-04-01-place
          title: A hearing
          date: 2018-04-01
          kind: hearing
          sources: herald
          corrections: {date: 2018-06-01, text: The place was wrong., was: A hearing in <Nowhere>}
        - {id: 2018-04-02-gone, title: Goneplanted, date: 2018-04-02, kind: hearing, sources: herald, withdrawn: {date: 2018-07-01}}
        - {id: 2018-04-03-erased, title: Erasedplanted, date: 2018-04-03, kind: hearing, sources: herald, withdrawn: {date: 2018-07-02, erase: true}}
        """,
    "data/utopia/letters/2018-05-01-two.md": """
        ---
        title: A second letter
        date: 2018-05-01
        from: free-union
        to: bo-dahl
        corrections: {date: 2018-06-02, text: A word was wrong., paragraph: p1, was: It writes.}
        ---
        The union writes.
        """,
}
ROWS = "utopia/events/2018-04-01-place/,event,,,,2018-05-05,,live\nutopia/letters/2018-05-01-two/,letter,,,,2018-05-06,,live\n"
GONE = "utopia/events/2018-04-02-gone/,event,,,,2018-05-05,,withdrawn\n"


def lines(page: bytes) -> list[tuple[str, str]]:
    """(id, words) of each line of the record of change."""
    found = re.findall(r'<li id="([^"]+)">(.*?)</li>', page.decode(), re.DOTALL)
    return [(ident, " ".join(unescape(re.sub(r"<[^>]*>", "", re.sub(r"</?(?:p|div)\b", r" \g<0>", text))).split())) for ident, text in found]


def made(root: Path, ledger: str = ROWS) -> dict[str, bytes]:
    project(root, {**FILES, **({"data/permalinks.csv": LEDGER + ledger} if ledger else {})})
    return again(root)


def test_every_change_stands_on_the_page_the_latest_first(tmp_path: Path) -> None:
    site = made(tmp_path)
    assert lines(site["corrections/index.html"]) == [
        ("withdrawn-event-2018-07-01", "1 July 2018 A record was withdrawn (event)."),
        ("corrected-utopia-letters-2018-05-01-two-2018-06-02", "2 June 2018 A word was wrong. A second letter Before: “It writes.”"),
        ("corrected-utopia-events-2018-04-01-place-2018-06-01", "1 June 2018 The place was wrong. A hearing Before: “A hearing in <Nowhere>”"),
        ("published-2018-05-06", "6 May 2018 1 record was first published here. A second letter"),
        ("published-2018-05-05", "5 May 2018 1 record was first published here. A hearing"),
    ]
    assert 'href="../utopia/letters/2018-05-01-two/#p1"' in site["corrections/index.html"].decode()


def test_its_feed_says_the_same(tmp_path: Path) -> None:
    site = made(tmp_path)
    found = feedparser.parse(site["corrections.atom"])
    assert [(entry.link.partition("#")[2], entry.updated[:10]) for entry in found.entries] == [
        ("withdrawn-event-2018-07-01", "2018-07-01"),
        ("corrected-utopia-letters-2018-05-01-two-2018-06-02", "2018-06-02"),
        ("corrected-utopia-events-2018-04-01-place-2018-06-01", "2018-06-01"),
        ("published-2018-05-06", "2018-05-06"),
        ("published-2018-05-05", "2018-05-05"),
    ]
    assert [entry.title for entry in found.entries][:3] == ["A record was withdrawn (event).", "Corrected: A second letter", "Corrected: A hearing"]
    assert "A word was wrong." in found.entries[1].content[0].value
    assert "Before: “It writes.”" in found.entries[1].content[0].value
    assert "Before: “A hearing in &lt;Nowhere&gt;”" in found.entries[2].content[0].value
    assert "letters/2018-05-01-two/#p1" in found.entries[1].content[0].value


def test_the_wording_before_stands_at_the_head_of_a_record_and_beside_a_paragraph(tmp_path: Path) -> None:
    site = made(tmp_path)
    event, letter = (site[f"utopia/{place}/index.html"].decode() for place in ("events/2018-04-01-place", "letters/2018-05-01-two"))
    assert "The place was wrong. Before: “<span>A hearing in &lt;Nowhere&gt;</span>”</p>" in event
    assert letter.count("Before: “") == 1
    assert "It writes." in letter.partition("Before: “")[2][:60]


def test_what_was_changed_stands_beside_its_own_paragraph_only(tmp_path: Path) -> None:
    changed = (
        "corrections: [{date: 2018-06-02, text: A word was wrong., paragraph: p2, was: Two.}, {date: 2018-06-03, text: The closing was wrong.}]\n"
        "redactions: [{paragraph: p3, reason: A name.}, {reason: A street.}]\n"
    )
    text = f"---\ntitle: T\ndate: 2018-05-01\nfrom: free-union\nto: bo-dahl\n{changed}---\nOne.\n\nSecond.\n\nThree.\n"
    site = Site(dossier_of(tmp_path, {"letters/2018-05-01-two.md": text}), Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    view = letter_view(site.viewer, site.dossier.entries["utopia/letters/2018-05-01-two"], "")
    assert [[(one.text, one.was) for one in row.corrections] for row in view.rows] == [[], [("A word was wrong.", "Two.")], []]
    assert ([row.redactions for row in view.rows], view.redactions) == ([(), (), ("A name.",)], ("A street.",))


def test_embeds_and_threads_say_the_wording_before_too(tmp_path: Path) -> None:
    more = {"data/utopia/letters/2018-06-01-three.md": """
        ---
        title: A third letter
        date: 2018-06-01
        from: free-union
        to: bo-dahl
        corrections: {date: 2018-06-03, text: The closing was wrong., was: Yours <Ann>}
        ---
        The union writes again.
        """}  # fmt: skip
    project(tmp_path, FILES | more)
    site = {uri: content.decode() for uri, content in again(tmp_path).items() if uri.endswith("index.html")}
    assert "The place was wrong. Before: “<span>A hearing in &lt;Nowhere&gt;</span>”</p>" in site["embed/utopia/events/2018-04-01-place/index.html"]
    for where in ("", "p1/"):
        said = site[f"embed/utopia/letters/2018-05-01-two/{where}index.html"]
        assert re.search("A word was wrong. Before: “<span[^>]*>It writes.</span>”</p>", said)
    for where in ("embed/utopia/letters/2018-06-01-three/index.html", "utopia/letters/2018-06-01-three/thread/index.html"):
        assert re.search(r"The closing was wrong. Before: “<span[^>]*>Yours &lt;Ann&gt;</span>”</p>", site[where])
    assert "The closing" not in site["embed/utopia/letters/2018-06-01-three/p1/index.html"]


def test_the_wording_before_of_a_letter_is_words_in_data_too_with_the_sum_that_links_to_it_have(tmp_path: Path) -> None:
    """It was given in Markdown, with a sum of that, which no link to the wording before has, and with ids that lead nowhere."""
    letter = str(FILES["data/utopia/letters/2018-05-01-two.md"])
    was = 'was: {en: "*It* writes of [her](people/ann-lee).", ru: "[Она](people/ann-lee) *пишет*."}'
    project(tmp_path, {"data/utopia/letters/2018-05-01-two.md": letter.replace("was: It writes.", was)})
    site = again(tmp_path)
    data = json.loads(site["utopia/letters/2018-05-01-two.json"])
    assert [(c["was"], c["fingerprint"]) for c in data["corrections"]] == [("It writes of her.", fingerprint("It writes of her."))]
    assert ("corrections.1.was", "Она пишет.") in [(words["field"], words["text"]) for words in data["other_languages"]]
    assert [row["was"] for row in csv.DictReader(site["data/corrections.csv"].decode("utf-8-sig").splitlines())] == ["It writes of her."]


def test_the_wording_before_tells_nobody_who_was_withdrawn(tmp_path: Path) -> None:
    people = '- {id: cy-gone, name: Cyplanted Gone, sort_name: "Gone, Cyplanted", basis: consent, withdrawn: {date: 2018-07-01}}\n'
    project(tmp_path, {**FILES, "data/utopia/people/cy.yml": people})
    more = tmp_path / "data/utopia/events/more.yml"
    more.write_text(more.read_text("utf-8").replace("A hearing in <Nowhere>", "Cyplanted Gone was heard."), "utf-8")
    site = again(tmp_path)
    assert [uri for uri, content in site.items() if b"Cyplanted" in content] == []
    said = dict(lines(site["corrections/index.html"]))
    assert "Before: “[name withheld] was heard.”" in said["corrected-utopia-events-2018-04-01-place-2018-06-01"]


def test_what_was_withdrawn_is_named_nowhere_and_what_was_erased_is_not_even_counted(tmp_path: Path) -> None:
    site = made(tmp_path, ROWS + GONE)
    text = b"".join(content for uri, content in site.items() if uri.startswith("corrections") or uri.startswith("feed.")).decode()
    assert not re.search("Goneplanted|Erasedplanted|2018-04-02-gone|2018-04-03-erased|2018-07-02|2 July 2018", text)
    assert "5 May 2018 1 record was first published here." in " ".join(words for _, words in lines(site["corrections/index.html"]))


def test_of_many_records_of_a_day_their_number_is_said_with_the_registers(tmp_path: Path) -> None:
    events = "".join(f"- {{id: 2019-x{n}, title: Event {n}, date: 2019, kind: hearing, sources: gazette}}\n" for n in range(20))
    rows = "".join(f"utopia/events/2019-x{n}/,event,,,,2019-03-04,,live\n" for n in range(20)) + "utopia/people/bo-dahl/,person,,,,2019-03-04,,live\n"
    project(tmp_path, {"data/utopia/events/x.yml": events, "data/permalinks.csv": LEDGER + rows})
    site = again(tmp_path)
    assert lines(site["corrections/index.html"]) == [
        ("published-2019-03-04", "4 March 2019 21 records were first published here. Utopia: 20 events; Utopia: 1 person"),
    ]
    assert 'href="../utopia/events/"' in site["corrections/index.html"].decode()


def test_without_any_correction_the_page_says_so(tmp_path: Path) -> None:
    project(tmp_path)
    text = again(tmp_path)["corrections/index.html"].decode()
    assert "No correction has been made as of 1 May 2018." in text
    assert lines(text.encode()) == []


ASKED = ("utopia/", "utopia/people/bo-dahl/", "utopia/letters/2017-03-24-to-bo-dahl/", "corrections/")
HEADED = "---\ntitle: About\n---\n# About\n\n{}\n"


@pytest.mark.parametrize(
    ("about", "contact", "leads"),
    [
        (HEADED.format("## Corrections"), "", True),
        (HEADED.format("## Corrections ##\n\nWrite to us."), "Ann Example", True),
        (HEADED.format("## How to ask {#corrections}"), "", True),
        (HEADED.format("```\n## Corrections\n```"), "Ann Example", False),
        (HEADED.format("Corrections, of which nothing is said."), "", False),
        (HEADED.replace("title", "draft: true\ntitle").format("## Corrections"), "", False),
        (None, "Ann Example", False),
        (None, "https://tell.example/us", False),
        (None, "mailto:tell@dossier.example", False),
        (None, "tell@dossier.example", False),
        (None, "", False),
    ],
)
def test_pages_lead_to_how_to_ask_only_where_that_is_said(about: str | None, contact: str, leads: bool, tmp_path: Path) -> None:
    root = project(tmp_path, {"docs/about.md": about})
    config = (root / "mkdocs.yml").read_text("utf-8").replace("    publisher:", f"    contact: '{contact}'\n    publisher:")
    found = read_project(write(root, {"mkdocs.yml": config}))
    pages = {page.address: fragment(page) for page in found.items.pages if page.address in ASKED}
    assert set(pages) == set(ASKED)
    for address, html in pages.items():
        assert ('about/#corrections"' in html) == leads, address
        assert "about/" not in html or leads, address
        shown = contact.removeprefix("mailto:")
        assert leads or shown in html, "who is to be asked is named where nothing says how"
        assert (f'<a href="{contact}"' in html) == contact.startswith(("https:", "mailto:"))
        assert (f'<a href="mailto:{shown}">{shown}</a>' in html) == ("@" in contact)


def test_the_line_to_which_a_feed_leads_is_marked_and_says_what_before_where_apart(tmp_path: Path, browser: Browser) -> None:
    entries = feedparser.parse(made(tmp_path)["corrections.atom"]).entries
    mkdocs(tmp_path, "build", "-q")
    page = browser.new_page(viewport={"width": 1280, "height": 700})
    with served(tmp_path / "site") as address:
        page.goto(f"{address}corrections/#{entries[1].link.partition('#')[2]}")
    line = page.locator("li:target")
    assert line.evaluate("line => getComputedStyle(line).backgroundColor") != "rgba(0, 0, 0, 0)"
    said = [words.strip() for words in line.locator("> span, p").all_inner_texts()]
    assert said == ["2 June 2018", "A word was wrong.", "A second letter", "Before: “It writes.”"]
    above, first = page.locator("header.dossier-opening").bounding_box(), page.locator(".dossier-register").bounding_box()
    assert above
    assert first
    assert first["y"] - above["y"] - above["height"] >= 24
    page.close()
