"""Personal data: the words by which texts are passed over quickly stand in everything that is looked for."""

from __future__ import annotations

import re

import pytest
from dossier.checks import personal
from hypothesis import given
from hypothesis import strategies as st

SLOW = [(pattern, needs) for pattern, needs, _, _ in personal._WHAT if needs]


@pytest.mark.parametrize(("pattern", "needs"), SLOW, ids=["passport", "street", "birth"])
def test_no_finding_is_passed_over(pattern: re.Pattern[str], needs: tuple[str, ...]) -> None:
    @given(st.from_regex(pattern))
    def check(text: str) -> None:
        assert any(word in text.lower() for word in needs)

    check()


def test_an_address_is_found_wherever_it_stands() -> None:
    text = f"{'a' * 300}@ {'b' * 80}@example.org, x@y, one@example.org two@example.org"
    found = [value for _, value, what, _ in personal.findings(text) if "mail" in what]
    assert found == [f"{'b' * 64}@example.org", "one@example.org", "two@example.org"]
