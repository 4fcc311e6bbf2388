"""Dates are as precise as the source and no better: reading, order, wording."""

from __future__ import annotations

import calendar
from datetime import date

import edtf
import pytest
from dossier.dates import ALWAYS, PartialDate, parse_date
from hypothesis import given
from hypothesis import strategies as st

DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))
MARKS = st.sampled_from(["", "~", "?", "%"])


@st.composite
def points(draw: st.DrawFn) -> str:
    day = draw(DAYS).isoformat()
    return day[: draw(st.sampled_from([4, 7, 10]))] + draw(MARKS)


@st.composite
def intervals(draw: st.DrawFn) -> str:
    one, other = sorted((draw(points()), draw(points())), key=lambda text: parse_date(text).earliest)
    return f"{one}/{other}"


POINTS, INTERVALS = points(), intervals()
ANY = st.one_of(POINTS, INTERVALS, POINTS.map(lambda end: f"../{end}"))


def days_of(found: edtf.EDTFObject) -> tuple[date, date]:
    first, last = found.lower_strict(), found.upper_strict()
    return date(first.tm_year, first.tm_mon, first.tm_mday), date(last.tm_year, last.tm_mon, last.tm_mday)


@given(POINTS)
def test_earliest_and_latest_day_of_a_date_are_those_of_the_edtf_package(text: str) -> None:
    ours = parse_date(text)
    assert (ours.earliest, ours.latest) == days_of(edtf.parse_edtf(text))


@given(INTERVALS)
def test_earliest_and_latest_day_of_an_interval_are_those_of_the_edtf_package(text: str) -> None:
    ours = parse_date(text)
    assert (ours.earliest, ours.latest) == days_of(edtf.parse_edtf(text))


@given(POINTS)
def test_marks_mean_what_they_mean_in_the_edtf_package(text: str) -> None:
    ours, theirs = parse_date(text), edtf.parse_edtf(text)
    assert ours.about == (theirs.is_approximate or theirs.is_uncertain_and_approximate)
    assert ours.uncertain == (theirs.is_uncertain or theirs.is_uncertain_and_approximate)


@given(POINTS)
def test_by_a_day_has_its_last_day_and_no_first_one(end: str) -> None:
    assert (parse_date(f"../{end}").earliest, parse_date(f"../{end}").latest) == (ALWAYS, parse_date(end).latest)


@given(ANY)
def test_a_date_prints_as_it_was_written(text: str) -> None:
    assert str(parse_date(text)) == text


@given(st.lists(ANY, min_size=2, max_size=6))
def test_dates_sort_by_their_latest_possible_day_then_by_the_earliest(texts: list[str]) -> None:
    dates = sorted(map(parse_date, texts))
    assert [(d.latest, d.earliest) for d in dates] == sorted((d.latest, d.earliest) for d in dates)


def test_a_year_sorts_after_every_day_in_it() -> None:
    texts = ["2018", "2017", "2017-12-31", "2017-06", "../2017-03-24", "2017-03-24", "2017-03-01/2017-03-24"]
    in_order = ["../2017-03-24", "2017-03-01/2017-03-24", "2017-03-24", "2017-06", "2017", "2017-12-31", "2018"]
    assert [str(d) for d in sorted(map(parse_date, texts))] == in_order


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2017", "2017"),
        ("2017-01", "January 2017"),
        ("2017-01-20", "20 January 2017"),
        ("0987-01-02", "2 January 987"),
        ("0987", "0987"),
        ("2018~", "about 2018"),
        ("2018-11~", "about November 2018"),
        ("2018-11-10~", "about 10 November 2018"),
        ("2017?", "2017 (uncertain)"),
        ("2017-01?", "January 2017 (uncertain)"),
        ("2017-01-20?", "20 January 2017 (uncertain)"),
        ("2017-01%", "about January 2017 (uncertain)"),
        ("2018-11-10/2018-11-23", "between 10 November 2018 and 23 November 2018"),
        ("2018-11/2018-12", "between November 2018 and December 2018"),
        ("2018/2019-03-01", "between 2018 and 1 March 2019"),
        ("2018-11~/2018-12?", "between about November 2018 and December 2018 (uncertain)"),
        ("../2017-03-24", "by 24 March 2017"),
        ("../2017-03~", "by about March 2017"),
        ("../2017", "by 2017"),
    ],
)
def test_every_form_has_its_wording(text: str, said: str) -> None:
    assert parse_date(text).say() == said


@given(ANY, st.sampled_from(["en", "ru", "kk", "fr", "ar", "zh-hant"]))
def test_every_form_can_be_said_in_every_language(text: str, language: str) -> None:
    said = parse_date(text).say(language)
    assert said.strip() == said != ""


def test_months_have_the_names_of_the_language() -> None:
    assert "20 января 2017" in parse_date("2017-01-20").say("ru")
    assert "январь 2017" in parse_date("2017-01").say("ru")
    assert "20 қаңтар" in parse_date("2017-01-20").say("kk")


@given(ANY, st.sampled_from(["en", "ru", "kk"]))
def test_wording_adds_no_precision(text: str, language: str) -> None:
    """No month's name where a year is written, no day where a month is."""
    for piece in parse_date(text).pieces(language):
        if piece.datetime:
            numbers = [int(n) for n in "".join(c if c.isdigit() else " " for c in piece.text).split()]
            year, *rest = map(int, piece.datetime.split("-"))
            assert sorted(numbers) == sorted([year, *rest[1:]])


@given(ANY)
def test_what_html_is_given_is_a_valid_time(text: str) -> None:
    """`<time datetime>` takes a year, a month or a day, never a mark or an interval."""
    values = [piece.datetime for piece in parse_date(text).pieces() if piece.datetime]
    assert values
    for value in values:
        assert value in (value[:4], value[:7], value[:10])
        assert set(value) <= set("0123456789-")


@given(POINTS)
def test_only_one_day_without_doubt_is_a_day(text: str) -> None:
    assert parse_date(text).is_day == (len(text) == 10)


@given(POINTS)
def test_an_interval_of_a_date_and_itself_is_that_date(text: str) -> None:
    ours, itself = parse_date(f"{text}/{text}"), parse_date(text)
    assert not ours.is_interval
    assert (ours.say(), ours.datetime, ours.shared) == (itself.say(), itself.datetime, itself)


@given(ANY)
def test_what_both_ends_share_is_true_of_every_day_between(text: str) -> None:
    ours = parse_date(text)
    if shared := ours.shared:
        assert shared.earliest <= ours.earliest <= ours.latest <= shared.latest
        assert (shared.about, shared.uncertain) == (ours.about, ours.uncertain)
    else:
        assert ours.is_by or ours.earliest.year < ours.latest.year


NO_DAYS = ["2017-02-29", "2017-13", "2017-00", "2017-01-00", "2017-04-31", "0000", "0000-01-01", "2017-01-20/2017-02-30", "../2017-02-29"]


@pytest.mark.parametrize("text", NO_DAYS)
def test_days_that_the_calendar_does_not_have_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is a day that the calendar does not have"):
        parse_date(text)


def test_leap_days_are_days() -> None:
    assert parse_date("2016-02-29").is_day
    assert parse_date("2016-02").latest == date(2016, 2, 29)
    assert parse_date("1900-02").latest == date(1900, 2, 28)


def test_an_interval_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        parse_date("2018-11-23/2018-11-10")


FORMS_OF_OTHERS = [
    "", " ", "2017-1", "2017-1-2", "20-01-2017", "2017/01/20", "20.1.2017", "January 2017", "2017-01-20T10:00", "2017-W03", "2017-21", "201X",
    "2017-01-20/..", "2017-01-20/", "/2017-01-20", "2017~-01", "~2017", "2017-?01", "-0044", "Y170000", "2017 ", "２０１７", "٢٠١٧",
    "../..", "1/2/3",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMS_OF_OTHERS)
def test_other_ways_to_write_a_date_are_refused_with_the_right_ones(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date; (write 2017|did you mean)|calendar does not have"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("24.03.2017", "2017-03-24"), ("4. 3. 2017", "2017-03-04"), ("2017.3.4", "2017-03-04"), ("2017-3-4", "2017-03-04"),
        ("24 March 2017", "2017-03-24"), ("24 mar. 2017", "2017-03-24"), ("March 24, 2017", "2017-03-24"),
        ("03/04/2017", ""), ("31.02.2017", ""), ("24 Xyz 2017", ""), ("March 2017", ""), ("24.03.17", ""),
    ],
)  # fmt: skip
def test_a_day_that_is_written_otherwise_is_offered_where_only_one_can_be_meant(text: str, meant: str) -> None:
    with pytest.raises(ValueError, match="is not a date") as said:
        parse_date(text)
    assert (f"did you mean '{meant}'" in str(said.value)) == bool(meant)


NEARLY = st.builds(lambda text, at, more: text[:at] + more + text[at:], ANY, st.integers(0, 25), st.text("0123456789-/.~?", max_size=2))


@given(st.one_of(st.text(max_size=30), NEARLY))
def test_any_text_is_a_date_or_is_refused(text: str) -> None:
    try:
        found = parse_date(text)
    except ValueError:
        return
    assert isinstance(found, PartialDate)
    assert found.earliest <= found.latest


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_ends_on_its_last_day(year: int, month: int) -> None:
    assert parse_date(f"{year:04}-{month:02}").latest.day == calendar.monthrange(year, month)[1]
