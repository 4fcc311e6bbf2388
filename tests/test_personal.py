"""Personal data: the words by which texts are passed over quickly stand in everything that is looked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossier.checks import identifying
from dossier.project import checked
from helpers import project
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.what) for kind in identifying._ALL])
def test_no_finding_is_passed_over(kind: identifying._Kind) -> None:

    @given(st.from_regex(kind.pattern))
    def check(text: str) -> None:
        for found in kind.pattern.finditer(text):
            if kind.is_one(found[0]):
                assert identifying._Read(text).may_hold(kind)

    check()


@given(st.lists(st.one_of(st.text(), *(st.from_regex(kind.pattern) for kind in identifying._ALL)), max_size=4))
def test_texts_put_together_hold_whatever_one_of_them_does(texts: list[str]) -> None:
    if any(list(identifying.findings(text)) for text in texts):
        assert identifying.may_hold("\n\n".join(texts))


def test_prose_is_searched_although_case_files_are_wrong(tmp_path: Path) -> None:
    page = "---\ntitle: Press\n---\nWrite to anna.invented@nowhere.example.\n"
    root = project(tmp_path, {"docs/press.md": page, "data/utopia/people/broken.md": "no front matter"})
    said = [str(problem) for problem in checked(root)[2] if problem.level == "error"]
    assert [line.partition(":")[0] for line in said] == ["data/utopia/people/broken.md", "docs/press.md"]
    assert "docs/press.md:4:10: an e-mail address" in said[1]


def test_an_address_is_found_wherever_it_stands() -> None:
    text = f"{'a' * 300}@ {'b' * 80}@example.org, x@y, one@example.org two@example.org"
    found = [value for _, value, what, _ in identifying.findings(text) if "mail" in what]
    assert found == [f"{'b' * 64}@example.org", "one@example.org", "two@example.org"]
    assert [(start, value) for start, value, _, _ in identifying.findings("one@example.org")] == [(0, "one@example.org")]


def test_ordinary_words_are_not_looked_at_as_if_they_were_of_streets() -> None:
    """The pattern of homes takes thirty times as long as all others together: it is tried only where one of its words is."""
    said = "during the hearing of 3 may, bringing a string of 12 claims, 5 members were weighing a claim 7 times"
    assert {word for word in identifying.STREETS if word in said} == set()
