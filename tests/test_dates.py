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


@given(INTERVALS)
def test_an_interval_is_no_surer_than_either_of_its_ends(text: str) -> None:
    ours, ends = parse_date(text), [parse_date(end) for end in text.split("/")]
    assert (ours.about, ours.uncertain) == (any(end.about for end in ends), any(end.uncertain for end in ends))
    assert ours.precision == min(end.precision for end in ends)


@pytest.mark.parametrize(
    ("text", "said"), [("2017", "2017"), ("2017-01", "2017-01"), ("2017-01-20/2017-01-20", "2017-01-20"), ("2018-11~", ""), ("../2017", "")]
)
def test_machines_are_told_a_date_only_where_it_is_sure(text: str, said: str) -> None:
    assert parse_date(text).datetime == said


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
        ("2018-11-10/2018-11-23", "between 10 and 23 November 2018"),
        ("2018-11/2018-12", "between November and December 2018"),
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
    """No month's name where a year is written, no day where a month is; the year is said once where both ends are of it."""
    pieces = [piece for piece in parse_date(text).pieces(language) if piece.datetime]
    for piece in pieces:
        numbers = [int(n) for n in "".join(c if c.isdigit() else " " for c in piece.text).split()]
        year, *rest = map(int, piece.datetime.split("-"))
        said_behind = piece is not pieces[-1] and len(numbers) == len(rest[1:]) and pieces[-1].datetime.startswith(f"{year:04}-")
        assert sorted(numbers) == sorted([*([] if said_behind else [year]), *rest[1:]])


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("2018-11-10/2018-11-23", "en", ["10", "23 November 2018"]),
        ("2017-07-25/2017-10-05", "en", ["25 July", "5 October 2017"]),
        ("2018-05-10/2018-06-10", "en", ["10 May", "10 June 2018"]),
        ("2018-01/2018-03", "en", ["January", "March 2018"]),
        ("2018-05-10/2019-05-10", "en", ["10 May 2018", "10 May 2019"]),
        ("2018-11-10/2018-11", "en", ["10 November 2018", "November 2018"]),
        ("2018-11-10~/2018-11-23", "en", ["10 November 2018", "23 November 2018"]),
        ("2018-11-10/2018-11-23?", "en", ["10 November 2018", "23 November 2018"]),
        ("2018-11-10/2018-11-23", "en-us", ["November 10", "November 23, 2018"]),
        ("2018-05-10/2018-06-10", "en-us", ["May 10, 2018", "June 10, 2018"]),
        ("2018-11-10/2018-11-23", "ru", ["10", "23 ноября 2018\u202fг."]),
        ("2017-07-25/2017-10-05", "es", ["25 de julio", "5 de octubre de 2017"]),
        ("2018-11-10/2018-11-23", "hu", ["2018. november 10.", "2018. november 23."]),
        ("2018-05-10/2018-06-10", "hu", ["2018. május 10.", "2018. június 10."]),
        ("2018-11-10/2018-11-23", "zh-hant", ["2018年11月10日", "2018年11月23日"]),
    ],
)
def test_what_both_ends_of_an_interval_say_last_is_said_once(text: str, language: str, said: list[str]) -> None:
    pieces = parse_date(text).pieces(language)
    assert [piece.text for piece in pieces if piece.datetime] == said
    assert [piece.datetime for piece in pieces if piece.datetime] == [end.strip("~?") for end in text.split("/")]


@pytest.mark.parametrize(
    ("text", "end", "said"),
    [
        ("2021-12-02", "2021-12-03", "2 to 3 December 2021"),
        ("2021-12-30", "2022-01-02", "30 December 2021 to 2 January 2022"),
        ("2021-12-02", "2021-12", "2 December 2021 to December 2021"),
        ("2021-12-02", "2021-12-02", "2 December 2021"),
        ("2021-12-02", "2021-12-05~", "2 December 2021 to about 5 December 2021"),
        ("2021-12-02", "2021-12-05/2021-12-08", "2 December 2021 to a day between 5 and 8 December 2021"),
        ("2021-12-02", "../2021-12-05", "2 December 2021, ended by 5 December 2021"),
        ("2021-12-02/2021-12-02", "2021-12-03", "2 to 3 December 2021"),
        ("../2021-12-02", "2021-12-03", "by 2 December 2021, until 3 December 2021"),
    ],
)
def test_what_lasted_is_said_with_its_end(text: str, end: str, said: str) -> None:
    assert "".join(piece.text for piece in parse_date(text).pieces_to(parse_date(end))) == said
    assert parse_date(text).pieces_to(None) == parse_date(text).pieces()


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
    with pytest.raises(ValueError, match="that the calendar does not have"):
        parse_date(text)


def test_leap_days_are_days() -> None:
    assert parse_date("2016-02-29").is_day
    assert parse_date("2016-02").latest == date(2016, 2, 29)
    assert parse_date("1900-02").latest == date(1900, 2, 28)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2017-02-30", "is a day that the calendar does not have"), ("2017-13", "has a year or a month that the calendar does not have"),
        ("2017-21", "is a season or a quarter"), ("2017-24~", "is a season or a quarter"), ("2017-20", "has a year or a month"),
        ("2017-03/2017-22", "is a season or a quarter"), ("0000", "has a year or a month"),
    ],
)  # fmt: skip
def test_what_no_calendar_has_is_called_what_it_is(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_date(text)


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
    with pytest.raises(ValueError, match=r"is not a date; (write 2017|did you mean)|are not read here; write its months"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("24.03.2017", "2017-03-24"), ("4. 3. 2017", "2017-03-04"), ("2017.3.4", "2017-03-04"), ("2017-3-4", "2017-03-04"),
        ("24 March 2017", "2017-03-24"), ("24 mar. 2017", "2017-03-24"), ("March 24, 2017", "2017-03-24"),
        ("24/03/2017", "2017-03-24"), ("3-24-2017", "2017-03-24"), ("03/03/2017", "2017-03-03"),
        ("2017-03-24\u00a0", "2017-03-24"), (" 2017 / 2018 ", "2017/2018"), (".. / 2017-03", "../2017-03"), ("2017 - 03", "2017-03"),
        ("2017-03-24 00:00:00", "2017-03-24"), ("2017-03-24T00:00:00.000Z", "2017-03-24"), ("24/03/2017 0:00", "2017-03-24"),
        ("03/04/2017", ""), ("31/31/2017", ""), ("30/02/2017", ""), ("2017-03-24 10:00", ""),
        ("31.02.2017", ""), ("24 Xyz 2017", ""), ("Ma 2017", ""), ("Jux 2017", ""), ("24.03.17", ""),
        ("March 2017", "2017-03"), ("Sept. 2017", "2017-09"), ("“2017-03-24”", "2017-03-24"), ("c. 2017", "2017~"), ("about March 2017", "2017-03~"),
        ("~2017-03", "2017-03~"), ("ca. 2017?", ""), ("about summer", ""), ("201X", "2010/2019"), ("19XX", "1900/1999"), ("2017-xx-xx", "2017"),
        ("2017-03-XX", "2017-03"), ("2017-2018", ""), ("before 2017", ""),
    ],
)  # fmt: skip
def test_a_day_that_is_written_otherwise_is_offered_where_only_one_can_be_meant(text: str, meant: str) -> None:
    with pytest.raises(ValueError, match="is not a date") as said:
        parse_date(text)
    assert (f"did you mean '{meant}'" in str(said.value)) == bool(meant)


def test_a_day_as_spreadsheets_count_it_is_called_so() -> None:
    with pytest.raises(ValueError, match="is a day as spreadsheets count them; write 2017-01-20, in a column that is set to text"):
        parse_date("43000")


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
