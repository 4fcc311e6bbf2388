"""Personal data: the words by which texts are passed over quickly stand in everything that is looked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from dossier.checks import identifying
from dossier.checks.numbered import is_identity
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


# Numbers of people, by the rules that the states who give them publish

_DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def _sum(digits: str, *weights: int) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def _in_words(number: str) -> set[str]:
    return {value for _, value, what, _ in identifying.findings(f"Her number is {number}.") if "identity" in what}


@given(_DAYS, st.integers(0, 9_999))
def test_a_pesel_is_found_and_with_a_wrong_sum_it_is_none(day: date, tail: int) -> None:
    begins = f"{day:%y}{day.month + (20 if day.year > 1999 else 0):02}{day:%d}{tail:04}"
    last = -_sum(begins, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3) % 10
    assert _in_words(f"{begins}{last}") == {f"{begins}{last}"}
    if begins[0] == "0":  # else it may be a number of Turkey
        assert not any(is_identity(f"{begins}{digit}") for digit in range(10) if digit != last)


@given(st.integers(100_000_000, 999_999_999).map(str))
def test_a_number_of_turkey_is_found(begins: str) -> None:
    tenth = _sum(begins, 7, -1, 7, -1, 7, -1, 7, -1, 7) % 10
    number = f"{begins}{tenth}{(sum(map(int, begins)) + tenth) % 10}"
    assert _in_words(number) == {number}


@given(_DAYS, st.integers(0, 99_999))
def test_a_number_of_kazakhstan_is_found_in_two_halves_and_with_a_wrong_sum_it_is_none(day: date, tail: int) -> None:
    begins = f"{day:%y%m%d}{tail:05}"
    last = _sum(begins, *range(1, 12)) % 11
    last = last if last < 10 else _sum(begins, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2) % 11
    for digit in range(10):  # no number is given whose second sum is 10, too
        number = f"{begins[:6]} {begins[6:]}{digit}"
        assert _in_words(number) == ({number} if digit == last else set())


@given(st.integers(1, 9_999_999_999))
def test_a_tax_number_of_russia_is_found_although_it_may_look_as_if_it_were_of_an_organisation_of_kazakhstan(begins: int) -> None:
    eleven = f"{begins:010}"
    eleven += str(_sum(eleven, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10)
    number = eleven + str(_sum(eleven, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10)
    assert _in_words(number) == ({number} if any(map(int, number[-6:])) else set())


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("Telegram: {}.", "@ann_example"), ("Write to {} on Telegram.", "@ann_example"), ("Her card is {}.", "4111 1111 1111 1111"),
        ("Her card is {}.", "378282246310005"), ("Call {} today.", "8 701 123 45 67"), ("Tel. {}", "222 33 44"),
    ],
)  # fmt: skip
def test_what_is_found_is_what_is_to_be_listed_if_it_may_stand(written: str, value: str) -> None:
    begins = 0 if written.startswith("Tel.") else written.index("{}")
    ((start, found, _, _),) = identifying.findings(written.format(value))
    assert (start, found) == (begins, f"{written[begins:].partition('{')[0]}{value}")
