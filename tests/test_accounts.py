"""Accounts of an event that stand side by side are said to differ; of one alone only where its date or what it changes does."""

import re
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest
from dossier.outputs import events
from dossier.settings import Settings
from dossier.site import Site
from dossier.tracks import accounts_differ
from dossier.views.tracks import interval_view
from helpers import dossier_of, project
from test_feeds import again

ARREST = """
    - id: 2020-01-01-arrest
      title: An arrest
      date: 2020-01-01
      kind: arrest
      people: ann-lee
      sources: herald
      accounts: {}
    """
DIFFER_CHOICE = '["contested","","Accounts differ"]'
WORDS = "{by: free-union, text: More than a dozen were taken away.}, {by: ministry, text: More than twenty were invited.}"


def site_of(root: Path, accounts: str) -> Site:
    settings = Settings(site_name="Small", site_url="https://dossier.example/")
    files = {"events/2020.yml": dedent(ARREST).format(accounts)}
    return Site(dossier_of(root, files), settings, datetime(2026, 11, 24, tzinfo=UTC))


@pytest.mark.parametrize(
    ("accounts", "differ"),
    [
        (f"[{WORDS}]", True),
        ("[{by: A, text: So., date: 2020-01-01}, {by: B, text: So.}]", True),
        ("[{by: A, text: So., effects: {ann-lee: {liberty: detained}}}]", False),
        ("[{by: A, text: So., effects: {ann-lee: {liberty: {value: detained, sources: gazette}}}}]", False),
        ("[{by: A, text: So., effects: {ann-lee: {liberty: {value: detained, until: 2020-02}}}}]", True),
        ("[{by: A, text: So., effects: {ann-lee: {liberty: none}}}]", True),
        ("[{by: A, text: So., effects: {bo-dahl: {work: dismissed}}}]", False),
        ("[{by: A, text: So., effects: {bo-dahl: {liberty: none}}}]", False),
        ("[{by: A, text: So., date: 2020-01-01}]", False),
        ("[{by: A, text: So., date: 2020-01-02}]", True),
        ("[]", False),
    ],
)
def test_several_accounts_differ_and_one_where_what_is_in_its_fields_does(tmp_path: Path, accounts: str, differ: bool) -> None:
    site = site_of(tmp_path, accounts)
    assert accounts_differ(site.dossier, site.dossier.entries["utopia/events/2020-01-01-arrest"].record) is differ


@pytest.mark.parametrize(("accounts", "words"), [(WORDS, "Accounts differ"), (WORDS.partition("}, ")[0] + "}", "One account")])
def test_what_is_said_of_accounts_is_the_same_everywhere(tmp_path: Path, accounts: str, words: str) -> None:
    project(tmp_path, {"data/utopia/events/2020.yml": ARREST.format(f"[{accounts}]")})
    site = again(tmp_path)
    texts = {uri: content.decode() for uri, content in site.items() if b"An arrest" in content and not uri.startswith("data/dossier.")}
    above = (f"An arrest ({words.lower()})", f"{words}</p>", f'"y":"{words}"', f"{words}.")
    assert [said for said in above if not any(said in text for text in texts.values())] == []
    if words == "One account":
        said = {uri: text.replace(DIFFER_CHOICE, "").casefold().replace("where accounts differ, ", "") for uri, text in texts.items()}
        assert [uri for uri, text in said.items() if "accounts differ" in text] == []


def test_a_source_of_an_event_and_of_its_accounts_is_listed_once(tmp_path: Path) -> None:
    used = "[{source: herald, supports: the day}, gazette, {source: gazette, at: page 2}]"
    accounts = "[{by: A, text: So., sources: herald}, {by: B, text: Not so., sources: gazette}]"
    files = {"events/2020.yml": dedent(ARREST).format(accounts).replace("sources: herald", f"sources: {used}", 1)}
    site = Site(dossier_of(tmp_path, files), Settings(), datetime(2026, 11, 24, tzinfo=UTC))
    listed = next(page for page in events.publish(site) if page.uri.endswith("2020-01-01-arrest/index.html")).context()["sources"]
    assert [(source.id, source.at, source.supports) for source in listed] == [("herald", "", "the day"), ("gazette", "page 2", "")]


def test_every_day_that_accounts_give_stands_wherever_the_date_of_an_event_is_read_alone(tmp_path: Path) -> None:
    accounts = "[{by: A, text: In January., date: 2020-01-01}, {by: B, text: In February., date: 2020-02}]"
    letter = "letters/2017-03-24-to-bo-dahl"
    arrest = ARREST.format(accounts).replace("sources: herald", f"sources: [herald, {letter}#p1, {letter}]")
    meeting = ARREST.format(accounts).replace("An arrest", "A meeting").replace("arrest", "meeting")
    project(tmp_path, {"data/utopia/events/2020.yml": arrest, "data/utopia/events/2021.yml": meeting})
    site = again(tmp_path)
    pages = {uri: re.sub("<[^>]+>", "", content.decode()) for uri, content in site.items() if uri.endswith(".html")}
    differ, days = "An arrest (accounts differ)", "1 January 2020 or February 2020"
    beside = [text for text in pages[f"utopia/{letter}/index.html"].splitlines() if differ in text]
    assert len(beside) == 2
    assert all(days in text for text in beside)
    assert f"On this day: A meeting ({days}; accounts differ)." in pages["utopia/as-of/2020-01-01/index.html"]
    assert f"A meeting ({days}; accounts differ)" in pages["utopia/as-of/index.html"]
    assert f'content="Arrest, {days}: what is recorded' in site["utopia/events/2020-01-01-arrest/index.html"].decode()


def test_who_denies_alone_what_the_record_says_stands_behind_it(tmp_path: Path) -> None:
    site = site_of(tmp_path, "[{by: ministry, text: Not so., sources: gazette, effects: {ann-lee: {liberty: none}}}]")
    ann = site.dossier.entries["utopia/people/ann-lee"]
    track = site.index.tracks[ann.key]["liberty"]
    view = interval_view(site.viewer, track, track.intervals()[-1])
    assert (view.contested, view.by, [denial.by.text for denial in view.denials]) == (True, None, ["Ministry of Labour"])
