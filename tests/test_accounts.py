"""Accounts of an event are said to differ where their dates or what they change does; of words alone nothing is said."""

from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest
from dossier.settings import Settings
from dossier.site import Site
from dossier.tracks import accounts_differ
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
        (f"[{WORDS}]", False),
        ("[{by: A, text: So., date: 2020-01-01}, {by: B, text: So.}]", False),
        ("[{by: A, text: So., date: 2020-01-02}, {by: B, text: So.}]", True),
        ("[{by: A, text: So., date: 2020-01-02}, {by: B, text: So., date: 2020-01-02}]", True),
        ("[{by: A, text: So., effects: {ann-lee: {liberty: detained}}}, {by: B, text: So.}]", False),
        ("[{by: A, text: So., effects: {ann-lee: {liberty: {value: detained, sources: gazette}}}}, {by: B, text: So.}]", False),
        ("[{by: A, text: So., effects: {ann-lee: {liberty: {value: detained, until: 2020-02}}}}, {by: B, text: So.}]", True),
        ("[{by: A, text: So., effects: {ann-lee: {liberty: none}}}, {by: B, text: So.}]", True),
        ("[{by: A, text: So., effects: {ann-lee: {liberty: none}}}, {by: B, text: So., effects: {ann-lee: {liberty: none}}}]", True),
        ("[{by: A, text: So., effects: {free-union: {registration: suspended}}}, {by: B, text: So.}]", True),
        ("[{by: A, text: So., effects: {bo-dahl: {work: dismissed}}}, {by: B, text: So., effects: {bo-dahl: {work: dismissed}}}]", False),
        ("[{by: A, text: So., effects: {bo-dahl: {liberty: none}}}, {by: B, text: So.}]", False),
        ("[{by: A, text: So.}]", False),
        ("[{by: A, text: So., date: 2020-01-02}]", True),
        ("[]", False),
    ],
)
def test_accounts_differ_where_what_is_in_their_fields_does(tmp_path: Path, accounts: str, differ: bool) -> None:
    site = site_of(tmp_path, accounts)
    assert accounts_differ(site.dossier, site.dossier.entries["utopia/events/2020-01-01-arrest"].record) is differ


def test_accounts_of_which_only_the_words_stand_side_by_side_are_nowhere_said_to_differ_or_to_agree(tmp_path: Path) -> None:
    project(tmp_path, {"data/utopia/events/2020.yml": ARREST.format(f"[{WORDS}]")})
    site = again(tmp_path)
    texts = {uri: content.decode() for uri, content in site.items() if b"An arrest" in content and not uri.startswith("data/dossier.")}
    above = ("An arrest (several accounts)", "Several accounts</p>", '"y":"Several accounts"', "Several accounts.")
    assert [words for words in above if not any(words in text for text in texts.values())] == []
    said = {uri: text.replace(DIFFER_CHOICE, "").casefold().replace("where accounts differ, ", "") for uri, text in texts.items()}
    assert [uri for uri, text in said.items() if "accounts differ" in text] == []
