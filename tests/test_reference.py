"""Pages of reference: all that a case file says of a source and of a word of the vocabulary."""

from __future__ import annotations

import pytest
from dossier.load import load
from dossier.outputs import reference
from dossier.render import fragment
from dossier.settings import Settings
from dossier.site import Site
from helpers import project
from projects import INSTANT

FILES = {
    "data/utopia/sources.yml": """
        - id: gazette
          title: The Gazette of 2017
          publisher: Gazette
          accessed: 2018-01-02
          read: full
          text: A reprint, which [the union](organisations/free-union) disputes.
        - id: herald
          title: The Herald of 2018
          publisher: Herald
        - id: undated
          title: A page without a date
          publisher: Nobody
        """,
    "data/vocabulary/reply-clocks.yml": """
        - id: fifteen
          title: Fifteen days
          applies_to: [utopia/organisations/ministry, Any other office]
          days: 15
          unit: working
          from: 2010
          basis: {title: The code of Utopia, url: "https://example.org/code"}
        """,
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    root = project(tmp_path_factory.mktemp("reference"), FILES)
    found = load(root / "data", Settings())
    assert found.problems == []
    return {page.address: fragment(page) for page in reference.publish(Site(found.dossier, Settings(), INSTANT))}


def test_a_source_stands_with_what_is_said_of_it(pages: dict[str, str]) -> None:
    page = pages["utopia/sources/"]
    said = '<p>A reprint, which <a href="../../utopia/organisations/free-union/">the union</a> disputes.</p>'
    assert [words in page for words in ('Accessed on <time datetime="2018-01-02">2 January 2018</time>.', said)] == [True, True]


def test_the_vocabulary_says_what_a_clock_counts_and_what_a_track_is(pages: dict[str, str]) -> None:
    page = pages["vocabulary/"]
    rule = "15 working days from the date of the letter, the day after counted first. It is for Ministry of Labour, Any other office."
    assert f"<dt>Fifteen days</dt><dd>{rule} The clock holds from 2010. Basis: The code of Utopia.</dd>" in page
    assert "<p>Whether a person is held, and on what ground.</p>" in page
