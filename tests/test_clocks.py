"""Reply clocks: the day by which a reply was due, how it was computed, and whom nobody may call late. All clocks are invented."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import date, timedelta

import pytest
from dossier.clocks import MAX_DAYS, Due, Reply, Rule, due, rule_of, rule_problems
from dossier.dates import parse_date
from dossier.lateness import answer, overdue_on, overdue_words
from dossier.model import ReplyClock
from dossier.workdays import calendar_problem
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

DAY = timedelta(days=1)
EASTER_2017 = ("2017-04-14", "2017-04-17")
WORKING = Rule(15, "working", EASTER_2017)
ALL_SAINTS_2019 = Rule(15, "working", ("2019-11-01",))
EXTENDS = Rule(15, "working", ("2019-11-01",), "extends", 15)
PAUSES = Rule(15, "working", ("2019-11-01",), "pauses")


def on(rule: Rule, sent: str, *replies: tuple[str, str], received: str = "") -> Due:
    """The due day of a letter; replies are (date, thread)."""
    return due(rule, parse_date(sent), made(*replies), parse_date(received) if received else None)


def made(*replies: tuple[str, str]) -> list[Reply]:
    return [Reply(parse_date(when), thread) for when, thread in replies]


def ends(found: Due) -> tuple[str, str]:
    return (str(found.earliest or "…"), str(found.latest or "…"))


def the_day(found: Due) -> str:
    assert found.certain_day, found.how
    return str(found.certain_day)


# Working days


def test_working_days_begin_with_the_day_after_the_letter_and_leave_out_holidays() -> None:
    # Friday 24 March 2017. Monday 27 is 1, Friday 31 is 5; 3 to 7 April are 6 to 10, 10 to 13 April 11 to 14;
    # Good Friday 14 and Easter Monday 17 are listed; Tuesday 18 April is 15.
    found = on(WORKING, "2017-03-24")
    assert the_day(found) == "2017-04-18"
    assert [str(day) for day, _ in found.skipped] == ["2017-04-14", "2017-04-17"]


def test_the_sentence_says_how_the_day_was_computed() -> None:
    assert on(WORKING, "2017-03-24").how == (
        "15 working days from the date of the letter, 24 March 2017, the day after counted first; Saturdays, Sundays and "
        "14 and 17 April 2017 (holidays listed in the clock) not counted. The clock names no legal basis."
    )


def test_a_holiday_on_a_sunday_takes_nothing_away() -> None:
    # Friday 21 April 2017 and five days: 24, 25, 26, 27, 28 April; the 23rd is a Sunday anyway.
    found = on(Rule(5, "working", ("2017-04-23",)), "2017-04-21")
    assert (the_day(found), found.skipped) == ("2017-04-28", ())
    assert "no holiday fell between" in found.how


@pytest.mark.parametrize("sent", ["2017-03-24", "2017-03-25", "2017-03-26"])
def test_a_letter_of_the_weekend_counts_like_one_of_friday(sent: str) -> None:
    # Friday, Saturday, Sunday: for all of them Monday 27 March is the first day, Friday 31 the fifth.
    assert the_day(on(Rule(5, "working"), sent)) == "2017-03-31"


def test_one_working_day_after_a_friday_is_monday() -> None:
    assert the_day(on(Rule(1, "working"), "2017-03-24")) == "2017-03-27"


def test_a_span_over_christmas_is_left_out_whole() -> None:
    # Monday 18 December 2017. Tuesday 19 is 1, 20 is 2, 21 is 3, Friday 22 is 4; 25 to 29 December, 1 and 2 January
    # lie in the span; Wednesday 3 January 2018 is 5.
    found = on(Rule(5, "working", ("2017-12-24/2018-01-02",)), "2017-12-18")
    assert the_day(found) == "2018-01-03"
    assert len(found.skipped) == 7
    assert "25, 26, 27, 28 and 29 December 2017 and 1 and 2 January 2018 (holidays listed in the clock)" in found.how


def test_a_day_of_every_year_is_left_out_in_each() -> None:
    # 9 May: a Tuesday in 2017, a Wednesday in 2018. From Monday 8 May 2017: 10 and 11. From Monday 7 May 2018: 8 and 10.
    rule = Rule(2, "working", ("05-09",))
    assert (the_day(on(rule, "2017-05-08")), the_day(on(rule, "2018-05-07"))) == ("2017-05-11", "2018-05-10")


def test_a_leap_day_is_a_working_day_like_others_unless_it_is_listed() -> None:
    # Friday 26 February 2016: Monday 29 is 1, 1 March 2, 2 March 3. In 2017, Friday 24 February: 27, 28, 1 March.
    # With 02-29 listed, in 2016: 1, 2, 3 March; in 2017 nothing changes.
    plain, listed = Rule(3, "working"), Rule(3, "working", ("02-29",))
    assert [the_day(on(rule, sent)) for rule in (plain, listed) for sent in ("2016-02-26", "2017-02-24")] == [
        "2016-03-02", "2017-03-01", "2016-03-03", "2017-03-01",
    ]  # fmt: skip


def test_a_clock_without_holidays_says_so() -> None:
    assert "the clock names no holidays" in on(Rule(15, "working"), "2017-03-24").how


def test_a_year_of_which_no_holidays_are_listed_gives_no_day() -> None:
    # 15 working days from 20 December 2017 end in 2018, of which the clock lists nothing: the day would be too early.
    found = on(WORKING, "2017-12-20")
    assert (ends(found), found.how) == (("…", "…"), "No day is computed: the clock lists no holidays of 2018.")
    assert not overdue_on(found, date(2030, 1, 1))
    # 15 calendar days end on 4 January 2018, which may be a holiday. Of the year of the letter nothing need be known if it ends with that day:
    # from Saturday 31 December 2016, Tuesday 3 January is 1 where the 2nd is listed, and Monday 9 is 5.
    assert on(Rule(15, "calendar", EASTER_2017), "2017-12-20").how == found.how
    assert the_day(on(Rule(5, "working", ("2017-01-02",)), "2016-12-31")) == "2017-01-09"


def test_a_span_over_christmas_does_not_tell_the_holidays_of_the_next_year() -> None:
    # Five working days from Monday 18 December 2017 end on 3 January, when work goes on after the span; of a day behind that nothing is known.
    rules = [Rule(days, "working", ("2017-12-24/2018-01-02",)) for days in (5, 6)]
    assert [ends(on(rule, "2017-12-18")) for rule in rules] == [("2018-01-03", "2018-01-03"), ("…", "…")]
    for more in ((), ("2019-05-01",)):
        found = on(Rule(15, "working", ("2017-12-24/2018-01-02", *more)), "2018-04-20")
        assert found.how == "No day is computed: the clock lists no holidays of 2018."
    assert the_day(on(Rule(15, "working", ("2017-12-24/2018-01-02", "2018-05-01")), "2018-04-20")) == "2018-05-14"


# Calendar days


@pytest.mark.parametrize(
    ("sent", "days", "expected"),
    [
        ("2017-01-31", 28, "2017-02-28"),  # a month end: 31 January and 28 days, a Tuesday
        ("2016-12-20", 15, "2017-01-04"),  # a year end: 11 days to 31 December and 4, a Wednesday
        ("2016-02-14", 15, "2016-02-29"),  # a leap day, a Monday
        ("2017-02-14", 15, "2017-03-01"),  # the same without one: 14 days to 28 February and 1, a Wednesday
        ("2017-03-24", 15, "2017-04-10"),  # 8 April is a Saturday; Monday 10
        ("2017-03-25", 15, "2017-04-10"),  # 9 April is a Sunday; Monday 10
        ("2017-03-24", 1, "2017-03-27"),  # Saturday; one day needs no two working days
    ],
)
def test_a_period_in_calendar_days_ends_with_a_working_day(sent: str, days: int, expected: str) -> None:
    assert the_day(on(Rule(days, "calendar"), sent)) == expected


def test_a_period_in_calendar_days_that_would_end_on_good_friday_ends_after_easter() -> None:
    # 30 March 2017 and 15 days: 14 April, listed; 15 and 16 are Saturday and Sunday, 17 is listed; Tuesday 18.
    found = on(Rule(15, "calendar", EASTER_2017), "2017-03-30")
    assert the_day(found) == "2017-04-18"
    assert [why for _, why in found.skipped] == ["listed in the clock", "a Saturday", "a Sunday", "listed in the clock"]
    assert "but on the next working day" in found.how


def test_two_days_or_more_hold_two_working_days() -> None:
    # Friday 24 March 2017 and two days: Sunday 26. Monday 27 is the first working day since, Tuesday 28 the second.
    found = on(Rule(2, "calendar"), "2017-03-24")
    assert (the_day(found), dict(found.skipped)[date(2017, 3, 27)]) == ("2017-03-28", "fewer than two working days so far")


def test_holidays_within_a_period_in_calendar_days_count() -> None:
    # 10 April 2017 and 15 days: 25 April, a Tuesday; Easter lies between.
    found = on(Rule(15, "calendar", EASTER_2017), "2017-04-10")
    assert (the_day(found), found.skipped) == ("2017-04-25", ())


# Calendars by name


def test_a_calendar_by_name_knows_easter() -> None:
    # Monday 10 April 2017: 11 to 14 are 1 to 4 (Good Friday counts in Belgium), 18 to 21 are 5 to 8, 24 to 28 are 9 to 13,
    # 2 May is 14, 3 May 15; Easter Monday 17 April and 1 May are holidays.
    found = on(Rule(15, "working", ("BE",)), "2017-04-10")
    assert the_day(found) == "2017-05-03"
    assert found.skipped[0] == (date(2017, 4, 17), "Easter Monday, calendar BE")
    assert "17 April 2017 (Easter Monday, calendar BE) and 1 May 2017 (" in found.how


def test_calendars_and_listed_days_add_up() -> None:
    # As before, with 14 April (XECB) and 2 May (listed) left out too: 11 to 13 April are 1 to 3, 18 to 21 are 4 to 7,
    # 24 to 28 are 8 to 12, 3 May is 13, 4 May 14, Friday 5 May 15.
    assert the_day(on(Rule(15, "working", ("BE", "XECB", "2017-05-02")), "2017-04-10")) == "2017-05-05"


def test_a_year_that_the_calendar_does_not_know_gives_no_day() -> None:
    assert on(Rule(15, "working", ("XECB",)), "1990-04-10").how == "No day is computed: the calendar XECB has nothing for 1990."


def test_the_library_is_loaded_only_where_a_clock_names_a_calendar() -> None:
    code = (
        "import sys; from dossier.clocks import Rule, due; from dossier.workdays import calendar_problem; from dossier.dates import parse_date\n"
        "due(Rule(15, 'working', ('2017-04-14', '05-09', '2017-12-24/2018-01-02')), parse_date('2017-03-24'))\n"
        "calendar_problem('2017-02-30'); print('holidays' in sys.modules)\n"
        "due(Rule(15, 'working', ('BE',)), parse_date('2017-03-24')); print('holidays' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("False\nTrue\n", "")


@pytest.mark.parametrize("text", ["2017-04-14", "2016-02-29", "2017-12-24/2018-01-02", "05-09", "02-29", "BE", "LU", "XECB"])
def test_a_day_a_span_a_day_of_every_year_and_a_calendar_are_well(text: str) -> None:
    assert calendar_problem(text) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Belgium", "'Belgium' is not the name of a calendar; did you mean 'BE'?"),
        ("Luxemburg", "'Luxemburg' is not the name of a calendar; did you mean 'LU'?"),
        ("be", "'be' is not the name of a calendar; did you mean 'BE'?"),
        ("BEL", "'BEL' is not the name of a calendar; did you mean 'BE'?"),
        ("ECB", "'ECB' is not the name of a calendar; did you mean 'XECB'?"),
        ("EU institutions", "no calendar is that of the EU institutions; list the days that the institution published for each year: 2017-04-14"),
        ("EU", "no calendar is that of the EU institutions"),
        ("European Commission", "no calendar is that of the EU institutions"),
        ("Wonderland", "write a country (BE, LU), an exchange or bank (XECB), or the days"),
        ("", "'' is not the name of a calendar"),
        ("2017", "'2017' is not exact to the day"),
        ("2017-04", "is not exact to the day"),
        ("2017-04-14~", "is not exact to the day"),
        ("2017-04-14?", "is not exact to the day"),
        ("../2017-04-14", "is not exact to the day"),
        ("2017-02-29", "'2017-02-29' is a day that the calendar does not have"),
        ("02-30", "is a day that the calendar does not have; write 2017-04-14"),
        ("13-01", "is a day that the calendar does not have"),
        ("2018-01-02/2017-12-24", "ends before it begins"),
        ("1000-01-01/9999-12-31", "is longer than a year"),
        ("12-24/01-02", "is neither a day nor a calendar"),
        ("24 December", "is neither a day nor a calendar"),
    ],
)
def test_an_item_of_holidays_that_cannot_be_used_is_told_what_would_be_right(text: str, said: str) -> None:
    assert said in calendar_problem(text)


def test_an_unknown_calendar_gives_no_day() -> None:
    assert on(Rule(15, "working", ("Wonderland",)), "2017-03-24").how.startswith("No day is computed: in the clock, holidays: 'Wonderland'")


# Validity


@pytest.mark.parametrize(
    ("sent", "how"),
    [
        ("2017-12-31", "the clock holds from 1 January 2018 until 31 December 2018, and the letter is dated 31 December 2017"),
        ("2019-01-01", "the letter is dated 1 January 2019"),
        ("2017-12/2018-01", "and the letter, written between December 2017 and January 2018, may lie outside"),
        ("2018-12-31/2019-01-01", "may lie outside"),
        ("../2018-06-01", "and the letter, written by 1 June 2018, may lie outside"),
    ],
)
def test_a_letter_outside_the_validity_of_a_clock_gets_no_day(sent: str, how: str) -> None:
    found = on(Rule(5, "working", valid_from=parse_date("2018-01-01"), valid_until=parse_date("2018-12-31")), sent)
    assert (found.earliest, found.latest) == (None, None)
    assert how in found.how


@pytest.mark.parametrize("sent", ["2018-01-01", "2018-12-31", "2018", "2018-06~"])
def test_a_letter_wholly_within_the_validity_of_a_clock_gets_a_day(sent: str) -> None:
    assert on(Rule(5, "working", valid_from=parse_date("2018-01-01"), valid_until=parse_date("2018-12-31")), sent).latest


def test_an_imprecise_validity_is_not_made_more_precise() -> None:
    # from 2018: at the latest from 31 December 2018; until 2020: at the earliest until 1 January 2020.
    rule = Rule(5, "working", valid_from=parse_date("2018"), valid_until=parse_date("2020"))
    assert [bool(on(rule, sent).latest) for sent in ("2018-12-30", "2018-12-31", "2020-01-01", "2020-01-02")] == [False, True, True, False]
    outside = [" is dated ", " may lie outside", "", "", " may lie outside", " is dated "]
    how = [on(rule, sent).how for sent in ("2017-12-31", "2018-01-01", "2018-12-31", "2020-01-01", "2020-12-31", "2021-01-01")]
    assert [next((words for words in set(outside) - {""} if words in said), "") for said in how] == outside


# Imprecise dates


@pytest.mark.parametrize(
    ("sent", "expected", "said"),
    [
        # Saturday 10 November: 12 to 16; Friday 23 November: 26 to 30.
        ("2018-11-10/2018-11-23", ("2018-11-16", "2018-11-30"), "between 16 and 30 November 2018"),
        # Thursday 1 November: 2, 5, 6, 7, 8; Friday 30 November: 3 to 7 December.
        ("2018-11", ("2018-11-08", "2018-12-07"), "between 8 November and 7 December 2018"),
        ("2018-11~", ("2018-11-08", "2018-12-07"), "between about 8 November 2018 and about 7 December 2018"),
        ("2018-11-23?", ("2018-11-30", "2018-11-30"), "about 30 November 2018"),
        ("../2018-11-23", ("…", "2018-11-30"), "30 November 2018 at the latest"),
    ],
)
def test_an_imprecise_letter_has_an_imprecise_day(sent: str, expected: tuple[str, str], said: str) -> None:
    found = on(Rule(5, "working"), sent)
    assert (ends(found), found.say()) == (expected, said)
    assert found.certain_day is None


def test_the_sentence_of_an_imprecise_letter_says_from_which_days_it_counts() -> None:
    rule = Rule(5, "working")
    assert "(November 2018), from its first and from its last possible day, the day after" in on(rule, "2018-11").how
    assert "(by 23 November 2018), from its last possible day" in on(rule, "../2018-11-23").how


# Counting from receipt


def test_a_clock_from_receipt_counts_from_the_day_of_receipt() -> None:
    # Received Friday 25 October 2019: 28 to 31 October are 1 to 4, 4 to 8 November 5 to 9, 11 to 15 are 10 to 14, 18 is 15.
    rule = Rule(15, "working", ("2019-11-01",), starts="received")
    assert the_day(on(rule, "2019-10-21", received="2019-10-25")) == "2019-11-18"


def test_without_a_day_of_receipt_nobody_is_overdue() -> None:
    rule = Rule(15, "working", ("2019-11-01",), starts="received")
    found = on(rule, "2019-10-25")
    assert (ends(found), found.say()) == (("2019-11-18", "…"), "18 November 2019 at the earliest")
    assert not overdue_on(found, date(2030, 1, 1))
    assert "whose day is not on record" in found.how


@pytest.mark.parametrize("rule", [EXTENDS, PAUSES], ids=["extends", "pauses"])
def test_without_a_day_of_receipt_a_holding_reply_may_have_been_in_time_whenever_it_came(rule: Rule) -> None:
    found = on(replace(rule, starts="received"), "2019-10-25", ("2020-06-01", "holding"))
    assert ends(found) == ("2019-11-18", "…")
    assert "A holding reply may have come before that day had passed and " in found.how


# Holding replies


def test_a_holding_reply_in_time_extends_the_clock() -> None:
    # Due 18 November 2019 as above; then 19 to 22 are 1 to 4, 25 to 29 are 5 to 9, 2 to 6 December 10 to 14, 9 is 15.
    found = on(EXTENDS, "2019-10-25", ("2019-11-18", "holding"))
    assert (the_day(found), found.extended_by, found.paused) == ("2019-12-09", 15, False)
    assert "came before that day had passed and extends it by 15 working days" in found.how


def test_a_holding_reply_that_comes_later_extends_nothing() -> None:
    found = on(EXTENDS, "2019-10-25", ("2019-11-19", "holding"))
    assert (the_day(found), found.extended_by) == ("2019-11-18", 0)
    assert "came later does not change it" in found.how


def test_a_clock_is_extended_once() -> None:
    assert the_day(on(EXTENDS, "2019-10-25", ("2019-11-04", "holding"), ("2019-12-02", "holding"))) == "2019-12-09"


def test_a_holding_reply_that_may_have_been_in_time_leaves_both_days_possible() -> None:
    found = on(EXTENDS, "2019-10-25", ("2019-11", "holding"))
    assert (ends(found), found.extended_by) == (("2019-11-18", "2019-12-09"), 15)
    assert "may have come" in found.how


@pytest.mark.parametrize("about", ["2019-11-19~", "2019-11-19?", "2019-11-18~"])
def test_a_holding_reply_of_about_the_last_day_may_have_been_in_time(about: str) -> None:
    assert ends(on(EXTENDS, "2019-10-25", (about, "holding"))) == ("2019-11-18", "2019-12-09")
    assert ends(on(PAUSES, "2019-10-25", (about, "holding"))) == ("2019-11-18", "…")


def test_an_imprecise_letter_and_a_holding_reply_in_between_leave_both_days_possible() -> None:
    # Five days from 1 and from 30 November: 8 November and 7 December; the reply of 20 November suits the later only.
    # Extended by five: 10 to 14 December.
    found = on(Rule(5, "working", (), "extends", 5), "2018-11", ("2018-11-20", "holding"))
    assert ends(found) == ("2018-11-08", "2018-12-14")


def test_a_holding_reply_in_time_by_any_count_extends_from_both_days() -> None:
    # The reply of 5 November came before 8 November, the earlier day: 9 and 12 to 15 November are five more, as 10 to 14 December are.
    found = on(Rule(5, "working", (), "extends", 5), "2018-11", ("2018-11-05", "holding"))
    assert ends(found) == ("2018-11-15", "2018-12-14")


def test_an_extension_in_calendar_days_counts_on_from_the_day_that_was_due() -> None:
    # 24 March 2017 and 15 days: Saturday 8 April, so Monday 10; and 15 days: Tuesday 25 April.
    assert the_day(on(Rule(15, "calendar", (), "extends", 15), "2017-03-24", ("2017-04-03", "holding"))) == "2017-04-25"


def test_a_holding_reply_in_time_pauses_the_clock_until_further_word() -> None:
    found = on(PAUSES, "2019-10-25", ("2019-11-04", "holding"))
    assert (ends(found), found.paused) == (("2019-11-18", "…"), True)
    assert "A holding reply came before that day had passed and stops the count until further word, so no last day is computed" in found.how
    assert not overdue_on(found, date(2030, 1, 1))


def test_a_holding_reply_that_may_have_been_in_time_pauses_too() -> None:
    found = on(PAUSES, "2019-10-25", ("2019-11", "holding"))
    assert (ends(found), found.paused) == (("2019-11-18", "…"), True)
    assert "A holding reply may have come before that day had passed and then stops the count" in found.how


def test_a_late_holding_reply_pauses_nothing() -> None:
    found = on(PAUSES, "2019-10-25", ("2019-11-19", "holding"))
    assert (the_day(found), found.paused) == ("2019-11-18", False)


def test_a_holding_reply_changes_nothing_unless_the_clock_says_so() -> None:
    found = on(ALL_SAINTS_2019, "2019-10-25", ("2019-11-04", "holding"))
    assert the_day(found) == "2019-11-18"
    assert "A holding reply does not change it." in found.how


@pytest.mark.parametrize("rule", [EXTENDS, PAUSES], ids=["extends", "pauses"])
@pytest.mark.parametrize("thread", ["acknowledged", "partly-answered", "replied", "answered", "refused"])
def test_no_other_reply_extends_or_pauses(rule: Rule, thread: str) -> None:
    assert on(rule, "2019-10-25", ("2019-11-04", thread)) == on(rule, "2019-10-25")


@pytest.mark.parametrize("rule", [EXTENDS, PAUSES], ids=["extends", "pauses"])
def test_a_reply_that_asks_for_more_does_to_a_clock_what_a_holding_reply_does(rule: Rule) -> None:
    held, asked = (on(rule, "2019-10-25", ("2019-11-04", thread)) for thread in ("holding", "asked-back"))
    assert (asked.earliest, asked.latest, asked.paused) == (held.earliest, held.latest, held.paused)
    assert asked.how == held.how.replace("A holding reply", "A reply that asks for more information")


def test_a_holding_reply_before_the_letter_or_after_the_answer_changes_nothing() -> None:
    plain = on(EXTENDS, "2019-10-25")
    assert on(EXTENDS, "2019-10-25", ("2019-10-24", "holding")) == plain
    assert on(EXTENDS, "2019-10-25", ("2019-11-04", "answered"), ("2019-11-05", "holding")) == plain


def test_a_holding_reply_of_the_day_of_the_letter_or_of_the_answer_counts() -> None:
    assert the_day(on(EXTENDS, "2019-10-25", ("2019-10-25", "holding"))) == "2019-12-09"
    assert the_day(on(EXTENDS, "2019-10-25", ("2019-11-04", "answered"), ("2019-11-04", "holding"))) == "2019-12-09"


# Overdue


def test_a_reply_is_overdue_from_the_day_after_it_was_due() -> None:
    found = on(WORKING, "2017-03-24")
    assert [overdue_on(found, date(2017, 4, day)) for day in (17, 18, 19)] == [False, False, True]
    assert [overdue_words(found, date(2017, 4, day)) for day in (18, 19, 28)] == [
        "", "1 day after the day it was due", "10 days after the day it was due",
    ]  # fmt: skip


def test_of_several_possible_days_the_last_must_have_passed() -> None:
    found = on(Rule(5, "working"), "2018-11-10/2018-11-23")
    assert [overdue_on(found, date(2018, 11, 30)), overdue_on(found, date(2018, 12, 1))] == [False, True]
    assert overdue_words(found, date(2018, 12, 2)) == "at least 2 days after the day it was due"
    assert overdue_words(on(Rule(5, "working"), "../2018-11-23"), date(2018, 12, 2)) == "at least 2 days after the day it was due"


@pytest.mark.parametrize("sent", ["2018-11~", "2018-11-23?", "2018%"])
def test_a_letter_whose_date_is_doubtful_makes_nobody_overdue(sent: str) -> None:
    found = on(Rule(5, "working"), sent)
    assert (overdue_on(found, date(2030, 1, 1)), overdue_words(found, date(2030, 1, 1))) == (False, "")


@pytest.mark.parametrize("thread", ["asked-back", "partly-answered", "replied", "answered", "refused"])
@pytest.mark.parametrize("when", ["2017-05-01", "2017-05", "../2017-05-01", "2017-07~"])
def test_nobody_is_overdue_after_a_reply_that_may_settle(thread: str, when: str) -> None:
    assert not overdue_on(on(WORKING, "2017-03-24"), date(2017, 6, 1), made((when, thread)))


@pytest.mark.parametrize("thread", ["acknowledged", "holding"])
def test_an_acknowledgement_and_a_holding_reply_settle_nothing(thread: str) -> None:
    assert overdue_on(on(WORKING, "2017-03-24"), date(2017, 6, 1), made(("2017-05-01", thread)))


def test_until_the_reply_came_it_was_overdue() -> None:
    assert overdue_on(on(WORKING, "2017-03-24"), date(2017, 4, 30), made(("2017-05-01", "answered")))


# Answers


def said(rule: Rule, sent: str, *replies: tuple[str, str]) -> str:
    found = answer(on(rule, sent, *replies), parse_date(sent), made(*replies))
    return found.text if found else "no answer"


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ("2017-03-24", "answered on the same day, by the day it was due"),
        ("2017-03-25", "answered after 1 day, by the day it was due"),
        ("2017-04-18", "answered after 25 days, by the day it was due"),  # 7 to 31 March and 18
        ("2017-04-19", "answered after 26 days, 1 day after the day it was due"),
        ("2017-05-18", "answered after 55 days, 30 days after the day it was due"),
        ("2017-04", ""),  # may be before, may be after
        ("2017-05", "answered, after the day it was due"),
        ("2017-03-25/2017-04-10", "answered, by the day it was due"),
        ("2017-05~", ""),
        ("2017-05-18?", ""),
    ],
)
@pytest.mark.parametrize("thread", ["answered", "refused"])
def test_an_answer_says_how_long_it_took_as_far_as_that_is_certain(when: str, text: str, thread: str) -> None:
    text = text.replace("answered, ", "answered ")
    assert said(WORKING, "2017-03-24", (when, thread)) == text


@pytest.mark.parametrize("thread", ["acknowledged", "holding", "asked-back", "partly-answered", "replied"])
def test_what_does_not_settle_is_no_answer(thread: str) -> None:
    assert said(WORKING, "2017-03-24", ("2017-04-03", thread)) == "no answer"


def test_an_answer_to_an_imprecise_letter_is_in_time_only_if_it_is_by_any_count() -> None:
    rule = Rule(5, "working")  # due between 16 and 30 November 2018
    days = ["2018-11-16", "2018-11-17", "2018-11-30", "2018-12-01"]
    assert [said(rule, "2018-11-10/2018-11-23", (day, "answered")) for day in days] == [
        "answered by the day it was due", "", "", "answered after the day it was due",
    ]  # fmt: skip


def test_the_first_answer_counts() -> None:
    assert said(WORKING, "2017-03-24", ("2017-05-02", "answered"), ("2017-04-03", "refused")) == "answered after 10 days, by the day it was due"


def test_an_answer_that_may_have_come_earlier_leaves_open_how_long_the_first_took() -> None:
    assert said(WORKING, "2017-03-24", ("2017-05-02", "answered"), ("2017-05-01/2017-05-20", "refused")) == "answered after the day it was due"
    assert said(WORKING, "2017-03-24", ("2017-05-02", "answered"), ("2017-05-02/2017-05-20", "refused")) == (
        "answered after 39 days, 14 days after the day it was due"
    )


def test_an_answer_is_not_called_late_if_a_reply_of_no_further_kind_came_in_time() -> None:
    assert said(WORKING, "2017-03-24", ("2017-04-03", "replied"), ("2017-05-02", "answered")) == "answered after 39 days"


def test_an_answer_after_a_pause_is_not_called_late() -> None:
    assert said(PAUSES, "2019-10-25", ("2019-11-04", "holding"), ("2020-03-02", "answered")) == "answered after 129 days"


def test_an_answer_within_an_extension_is_in_time() -> None:
    assert said(EXTENDS, "2019-10-25", ("2019-11-04", "holding"), ("2019-12-09", "answered")) == "answered after 45 days, by the day it was due"


def test_without_a_due_day_an_answer_still_says_how_long_it_took() -> None:
    assert said(Rule(5, "working", ("XECB",)), "1990-03-05", ("1990-03-12", "answered")) == "answered after 7 days"


# The record


def test_a_rule_is_read_from_the_record() -> None:
    record = ReplyClock.model_validate({
        "title": "An invented clock", "days": "15", "unit": "working", "holidays": ["2017-04-14", "BE"], "from": "2001-12-03",
        "until": "2018", "basis": {"title": "An invented basis", "url": "https://example.org/basis"},
    })  # fmt: skip
    assert rule_of(record) == Rule(
        15, "working", ("2017-04-14", "BE"), "none", 0, parse_date("2001-12-03"), parse_date("2018"), "An invented basis"
    )


def test_a_bare_record_is_a_rule() -> None:
    assert rule_of(ReplyClock.model_validate({"title": "T", "days": "15", "unit": "calendar"})) == Rule(15, "calendar")


def test_what_a_holding_reply_does_and_what_the_days_count_from_are_read() -> None:
    record = ReplyClock.model_validate(
        {"title": "T", "days": "15", "unit": "calendar", "holding": "extends", "extension": "15", "starts": "received"}
    )
    assert rule_of(record) == Rule(15, "calendar", holding="extends", extension=15, starts="received")


def test_the_basis_is_named_where_there_is_one() -> None:
    assert on(Rule(5, "working", basis_title="An invented basis."), "2017-03-24").how.endswith(" Basis: An invented basis.")
    assert on(Rule(5, "working"), "2017-03-24").how.endswith(" The clock names no legal basis.")


@pytest.mark.parametrize(
    ("rule", "problems"),
    [
        (Rule(15, "working"), []),
        (Rule(0, "working"), [(("days",), "is 0; write a number of days from 1 to 1,000")]),
        (Rule(-5, "calendar"), [(("days",), "is -5; write a number of days from 1 to 1,000")]),
        (Rule(100_000, "working"), [(("days",), "is 100,000; write a number of days from 1 to 1,000")]),
        (
            Rule(15, "working", holding="extends"),
            [(("extension",), "is missing; write a number of days from 1 to 1,000, by which a holding reply extends the clock")],
        ),
        (Rule(15, "working", extension=5), [(("extension",), "has no effect; write 'holding: extends' beside it, or leave it out")]),
        (
            Rule(15, "working", valid_from=parse_date("2018"), valid_until=parse_date("2017")),
            [(("until",), "ends (2017) before it begins (2018)")],
        ),
        (Rule(15, "working", valid_from=parse_date("2017-06"), valid_until=parse_date("2017")), []),
        (Rule(15, "working", ("2017-04-14", "bE")), [(("holidays", 1), "'bE' is not the name of a calendar; did you mean 'BE'?")]),
        (Rule(15, "working", ("05-09",) * 1_001), [(("holidays",), "has 1,001 items; list 1,000 at most")]),
    ],
)
def test_a_rule_that_cannot_be_used_is_told_what_would_be_right(rule: Rule, problems: list[object]) -> None:
    assert list(rule_problems(rule)) == problems


@pytest.mark.parametrize("days", [0, -1, MAX_DAYS + 1, 100_000, 999_999])
@pytest.mark.parametrize("unit", ["working", "calendar"])
def test_days_out_of_bounds_give_no_day(days: int, unit: str) -> None:
    found = on(Rule(days, unit), "2017-03-24")  # type: ignore[arg-type]
    assert found.latest is None
    assert found.how.startswith("No day is computed: in the clock, days: ")


def test_holidays_without_end_give_no_day() -> None:
    every_day = tuple(f"{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 32) if not calendar_problem(f"{month:02}-{day:02}"))
    assert len(every_day) == 366
    assert on(Rule(5, "working", every_day), "2017-03-24").how == "No day is computed: its holidays leave too few working days."
    assert on(Rule(1, "calendar", every_day), "2017-03-24").how == "No day is computed: its holidays leave no working days."


def test_a_letter_at_the_end_of_time_gives_no_day() -> None:
    assert "after the year 9999" in on(Rule(5, "working"), "9999-12-30").how
    assert "after the year 9999" in on(Rule(5, "calendar"), "9999-12-30").how


def test_many_holidays_are_counted_rather_than_listed() -> None:
    found = on(Rule(20, "working", ("2017-04-03/2017-04-30",)), "2017-03-24")
    assert len(found.skipped) == 20
    assert "Saturdays, Sundays and 20 other days not counted" in found.how


# Against a reference, and what always holds


def reference(rule: Rule, start: date, holidays: set[date]) -> date:
    """Counts on a list of days, the slow way."""
    days = [start + n * DAY for n in range(1, 4 * rule.days + 400)]
    work = [day for day in days if day.isoweekday() not in (6, 7) and day not in holidays]
    if rule.unit == "working":
        return work[rule.days - 1]
    last = start + timedelta(days=rule.days)
    return next(day for day in work if day >= last and (rule.days == 1 or day >= work[1]))


def test_days_are_counted_as_by_a_slow_reference_in_twenty_years() -> None:
    dice = random.Random(1182)
    for year in dice.sample(range(1970, 2100), 20):
        listed = {date(year, 1, 1) + dice.randrange(365) * DAY for _ in range(15)} | {date(year + n, 1, 1) for n in range(4)}
        span = date(year, 12, 24), date(year + 1, 1, 2)
        holidays = listed | {span[0] + n * DAY for n in range(10)}
        texts = (*(day.isoformat() for day in sorted(listed)), f"{span[0]}/{span[1]}")
        for _ in range(50):
            rule = Rule(dice.choice([1, 2, 3, 5, 10, 15, 30, 60, 300]), dice.choice(["working", "calendar"]), texts)
            sent = date(year, 1, 1) + dice.randrange(365) * DAY
            assert due(rule, parse_date(sent.isoformat())).certain_day == reference(rule, sent, holidays), (rule, sent)


DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
SENT = st.one_of(
    DAYS.map(date.isoformat),
    st.tuples(DAYS, st.sampled_from([4, 7, 10]), st.sampled_from(["", "~", "?", "%"])).map(lambda t: t[0].isoformat()[: t[1]] + t[2]),
    st.tuples(DAYS, st.integers(0, 400)).map(lambda t: f"{t[0]}/{t[0] + t[1] * DAY}"),
    DAYS.map(lambda day: f"../{day}"),
)
YEARLY = st.dates(date(2016, 1, 1), date(2016, 12, 31)).map(lambda day: f"{day:%m-%d}")
HOLIDAYS = st.lists(YEARLY, max_size=20).map(tuple)
UNITS = st.sampled_from(["working", "calendar"])
REPLIES = st.lists(
    st.tuples(SENT, st.sampled_from(["acknowledged", "holding", "asked-back", "partly-answered", "replied", "refused", "answered"])), max_size=4
)


@given(st.integers(1, 100), UNITS, HOLIDAYS, SENT)
def test_the_day_is_a_working_day_after_the_letter(days: int, unit: str, holidays: tuple[str, ...], sent: str) -> None:
    found, letter = on(Rule(days, unit, holidays), sent), parse_date(sent)  # type: ignore[arg-type]
    for day, start in ((found.earliest, letter.earliest), (found.latest, letter.latest)):
        assert day is None or (day > start and day.isoweekday() < 6 and f"{day:%m-%d}" not in holidays)
    assert found.latest is not None
    assert found.earliest is None or found.earliest <= found.latest


@given(st.integers(1, 100), UNITS, HOLIDAYS, DAYS)
def test_more_days_are_never_due_earlier(days: int, unit: str, holidays: tuple[str, ...], sent: date) -> None:
    one, other = (on(Rule(number, unit, holidays), sent.isoformat()).latest for number in (days, days + 1))  # type: ignore[arg-type]
    assert one is not None
    assert other is not None
    assert one <= other
    assert unit == "calendar" or one < other


@given(st.integers(1, 100), UNITS, HOLIDAYS, DAYS, st.integers(0, 60))
def test_a_later_letter_is_never_due_earlier(days: int, unit: str, holidays: tuple[str, ...], sent: date, later: int) -> None:
    one, other = (on(Rule(days, unit, holidays), day.isoformat()).latest for day in (sent, sent + later * DAY))  # type: ignore[arg-type]
    assert one is not None
    assert other is not None
    assert one <= other


@given(st.integers(1, 60), UNITS, HOLIDAYS, DAYS, st.integers(0, 40), st.integers(0, 40))
def test_an_imprecise_letter_is_due_between_the_days_of_its_ends(
    days: int, unit: str, holidays: tuple[str, ...], sent: date, inside: int, more: int
) -> None:
    rule = Rule(days, unit, holidays)  # type: ignore[arg-type]
    span = on(rule, f"{sent}/{sent + (inside + more) * DAY}")
    one = on(rule, (sent + inside * DAY).isoformat()).certain_day
    assert span.earliest is not None
    assert span.latest is not None
    assert one is not None
    assert span.earliest <= one <= span.latest


HOLDING = st.sampled_from(["extends", "pauses", "none"])
ITEMS = st.lists(st.one_of(YEARLY, SENT, st.text(max_size=12)), max_size=4).map(tuple)
RULES = st.builds(Rule, st.integers(-5, 1_005), UNITS, ITEMS, HOLDING, st.integers(-1, 40), starts=st.sampled_from(["sent", "received"]))


@given(RULES, SENT, st.one_of(st.just(""), SENT), REPLIES, DAYS)
def test_nothing_that_a_file_can_say_stops_the_build(rule: Rule, sent: str, received: str, replies: list[tuple[str, str]], today: date) -> None:
    found = on(rule, sent, *replies, received=received)
    assert "law" not in found.how or any("law" in text for text in rule.holidays)
    assert found.how.endswith(".")
    words = overdue_words(found, today, made(*replies))
    assert bool(words) == overdue_on(found, today, made(*replies))
    assert not words or (found.latest is not None and found.latest < today)
    answered = answer(found, parse_date(sent), made(*replies))
    assert answered is None or answered.late_by is None or (answered.in_time is False and answered.late_by > 0)


@given(SENT, REPLIES, st.integers(1, 20))
def test_a_holding_reply_never_makes_a_reply_due_earlier(sent: str, replies: list[tuple[str, str]], extension: int) -> None:
    plain = on(Rule(15, "working"), sent)
    extended = on(Rule(15, "working", (), "extends", extension), sent, *replies)
    assert plain.latest is not None
    assert extended.latest is not None
    assert plain.latest <= extended.latest
    assert plain.earliest is None or (extended.earliest is not None and plain.earliest <= extended.earliest <= extended.latest)
