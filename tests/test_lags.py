"""Lags: how many days after a violation a letter, a finding and a remedy came, by whose account, and in which words."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from dossier.dates import PartialDate, parse_date
from dossier.dossier import Entry
from dossier.index import Index
from dossier.lags import RULES, Lag, calendar_span, count, lag_rows, lags, lags_of, unended_of
from dossier.lags.bearings import Bearings
from dossier.lags.derived import _derive
from dossier.render import environment
from dossier.settings import Settings
from dossier.tracks import UNKNOWN, Assertion, Step, Timeline
from dossier.views import Viewer
from dossier.views.durations import how_long
from dossier.views.lags import LagView, lag_lines
from helpers import index_of, own_data
from hypothesis import given
from hypothesis import strategies as st

ANN, BO, UNION = "utopia/people/ann-lee", "utopia/people/bo-dahl", "utopia/organisations/free-union"
LETTER = "letters/2017-03-24-to-bo-dahl.md"
Files = dict[str, str | bytes | None]


def found(root: Path, events: str, **files: str | None) -> Index:
    """What follows from the given events; without a letter, unless `letter` is one."""
    written: Files = {"events/2017.yml": events, LETTER: None, "demands.yml": None}
    if files.get("letter"):
        written["letters/2017-03-24-x.md"] = files["letter"]
    return index_of(root, written)


def event(ident: str, kind: str, fields: str = "people: ann-lee", when: str = "", sources: str = "gazette") -> str:
    return f"- {{id: {ident}, title: '{ident[11:] or ident}', date: {when or ident[:10]}, kind: {kind}, {fields}, sources: {sources}}}\n"


def letter(when: str = "2017-03-24", fields: str = "") -> str:
    return f"---\ntitle: A letter\ndate: {when}\nfrom: free-union\nto: bo-dahl\n{fields}\n---\nOne.\n\nTwo.\n"


def said(index: Index, rule: str = "") -> list[str]:
    """The lags as `violation > later: least–most`, with whom it concerns, `!` where contested, `?` where not certain, and whose accounts."""
    return [
        f"{lag.violation.id[11:]} > {lag.later.id[11:]}: {numbers(lag)}"
        + (f" {lag.about.rpartition('/')[2]}" if lag.about else "")
        + ("!" if lag.contested else "" if lag.certain else "?")
        + (f" by {', '.join(str(who) for who in lag.by)}" if lag.by else "")
        for lag in lags(index)
        if rule in ("", lag.rule)
    ]


def numbers(lag: Lag) -> str:
    if lag.order != "after":
        return lag.order
    return str(lag.least) if lag.least == lag.most else f"{lag.least}–{'' if lag.most is None else lag.most}"


def words(index: Index, key: str) -> list[str]:
    """The lines of a page as plain text."""
    return [line.text for line in lines(index, f"utopia/{key}")]


def lines(index: Index, key: str) -> tuple[LagView, ...]:
    dossier = index.dossier
    viewer = Viewer(index, dossier, dict.fromkeys(dossier.entries, "public"), Settings(), datetime(2026, 11, 24, tzinfo=UTC))
    return lag_lines(viewer, dossier.entries[key])


# Days

DAY = st.dates(date(1999, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2017-01-20", "2018-05-28", (1, 4, 8)),  # to 20 May 2018: 16 months; 8 days more
        ("2017-07-25", "2021-10-05", (4, 2, 10)),  # to 25 September 2021: 50 months; 5 days of September, 5 of October
        ("2016-02-29", "2017-02-28", (1, 0, 0)),  # February 2017 has no 29th: its last day stands for it
        ("2016-02-29", "2017-03-01", (1, 0, 1)),
        ("2017-01-31", "2017-02-27", (0, 0, 27)),
        ("2017-01-31", "2017-02-28", (0, 1, 0)),
        ("2017-01-31", "2017-03-30", (0, 1, 30)),  # to 28 February one month; 30 days of March
        ("2017-03-24", "2017-03-24", (0, 0, 0)),
    ],
)
def test_years_and_months_are_those_of_the_calendar(start: str, end: str, expected: tuple[int, int, int]) -> None:
    assert calendar_span(date.fromisoformat(start), date.fromisoformat(end)) == expected


def on(day: date, months: int) -> date:
    """The same day some months on, found by going back from the 31st until the calendar has it."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError


@given(DAY, DAY)
def test_whole_months_are_as_many_as_fit(one: date, other: date) -> None:
    start, end = sorted((one, other))
    years, months, days = calendar_span(start, end)
    whole = max(n for n in range((end.year - start.year) * 12 + 13) if on(start, n) <= end)
    assert (years * 12 + months, days) == (whole, (end - on(start, whole)).days)
    assert 0 <= months < 12
    assert 0 <= days < 31


PARTIAL = st.one_of(
    DAY.map(str),
    st.dates(date(2016, 1, 1), date(2018, 12, 31)).map(lambda day: f"{day:%Y-%m}"),
    st.tuples(DAY, st.integers(0, 40)).map(lambda given: f"{given[0]}/{given[0] + timedelta(given[1])}"),
    st.dates(date(2016, 1, 1), date(2018, 12, 31)).map(lambda day: f"../{day}"),
    st.sampled_from(["2017", "2017-02~", "2017?"]),
).map(parse_date)


def days(when: PartialDate) -> list[date]:
    return [when.earliest + timedelta(n) for n in range((when.latest - when.earliest).days + 1)]


@given(PARTIAL.filter(lambda d: not d.is_by), PARTIAL.filter(lambda d: not d.is_by))
def test_the_bounds_are_those_of_every_pair_of_days(since: PartialDate, until: PartialDate) -> None:
    order, least, most = count(since, until)
    every = [(later - sooner).days for sooner, later in itertools.product(days(since), days(until))]
    if order == "after":
        assert (least, most) == (min(every), max(every))
        assert min(every) >= 0
    else:
        assert (least, most) == (None, None)
        assert max(every) < 0 if order == "before" else min(every) < 0 <= max(every)


@given(PARTIAL, PARTIAL)
def test_the_fewest_days_are_not_more_than_the_most(since: PartialDate, until: PartialDate) -> None:
    order, least, most = count(since, until)
    assert order == "after" or (least, most) == (None, None)
    assert order != "after" or (least is not None and least >= 0 and (most is None or least <= most))
    assert not until.is_by or order != "after"


@given(PARTIAL, DAY, st.integers(0, 400))
def test_what_came_later_has_a_longer_lag(since: PartialDate, day: date, more: int) -> None:
    sooner, later = (count(since, parse_date(str(d))) for d in (day, day + timedelta(more)))
    if sooner[0] == "after":
        assert later[0] == "after"
        assert (later[1] or 0) - (sooner[1] or 0) == more
        assert (later[2] is None) == (sooner[2] is None)
        assert (later[2] or 0) - (sooner[2] or 0) == (more if sooner[2] is not None else 0)


# Remedies


def test_an_end_is_counted_from_the_beginning_for_each_person(tmp_path: Path) -> None:
    index = found(
        tmp_path,
        event("2017-01-20-arrest", "arrest", "people: [ann-lee, bo-dahl]")
        + event("2017-02-01-free", "release", "people: bo-dahl")  # 11 days of January and 1
        + event("2018-02-28-free", "release"),  # a year (365), 11 days of January, 28 of February
    )
    assert said(index) == ["arrest > free: 12 bo-dahl", "arrest > free: 404 ann-lee"]


ONE_SPAN = (
    event("2017-01-20-arrest", "arrest")
    + event("2017-01-21-court", "detention")
    + event("2017-04-07-prison", "sentence", "effects: {ann-lee: {liberty: imprisoned}}")
    + event("2018-05-28-parole", "release_on_parole")
)


def test_states_that_follow_each_other_are_one_span(tmp_path: Path) -> None:
    (lag,) = lags(found(tmp_path, ONE_SPAN))
    assert (lag.violation.id, lag.later.id, lag.least, lag.most) == ("2017-01-20-arrest", "2018-05-28-parole", 493, 493)  # 365 + 128
    assert [entry.id for entry in lag.through] == ["2017-01-21-court", "2017-04-07-prison"]
    assert (lag.about, lag.track, lag.certain) == (ANN, "liberty", True)


def test_a_second_span_is_counted_from_its_own_beginning(tmp_path: Path) -> None:
    index = found(
        tmp_path,
        event("2017-01-20-one", "arrest") + event("2017-02-20-free", "release")  # 31 days
        + event("2018-01-01-two", "arrest") + event("2018-01-31-free", "release"),  # 30 days
    )  # fmt: skip
    assert said(index) == ["one > free: 31 ann-lee", "two > free: 30 ann-lee"]


def test_what_ends_a_span_without_being_relief_is_no_remedy(tmp_path: Path) -> None:
    index = found(
        tmp_path,
        event("2017-01-20-arrest", "arrest")
        + event("2017-03-01-court", "court_decision", "effects: {ann-lee: {liberty: free}}")
        + event("2018-02-28-free", "release"),
    )
    assert said(index) == []


def test_relief_that_leaves_somebody_deprived_ends_nothing(tmp_path: Path) -> None:
    index = found(
        tmp_path,
        event("2017-01-20-arrest", "arrest")
        + event("2017-03-01-home", "pardon", "people: ann-lee, effects: {ann-lee: {liberty: house_arrest}}")
        + event("2018-02-28-free", "release"),
    )
    assert said(index) == ["arrest > free: 404 ann-lee"]


def test_relief_after_which_it_is_not_on_record_what_was_the_case_is_no_remedy(tmp_path: Path) -> None:
    index = found(
        tmp_path,
        event("2017-01-20-ban", "union_activity_ban")
        + event("2018-02-28-due", "sentence_served", "effects: {ann-lee: {work: unknown}}"),
    )
    assert said(index) == []


def test_an_organisation_is_registered_again(tmp_path: Path) -> None:
    index = found(
        tmp_path,
        event("2017-01-04-closed", "deregistration", "organisations: free-union")
        + event("2017-02-01-appeal", "appeal_filed", "organisations: free-union, effects: {free-union: {registration: appeal_pending}}")
        + event("2017-05-04-again", "reregistration", "organisations: free-union"),  # 27 + 28 + 31 + 30 + 4 = 120 days
    )
    assert said(index) == ["closed > again: 120 free-union"]


def test_a_value_that_no_kind_of_relief_sets_and_that_weighs_on_nobody_ends_a_span_too(tmp_path: Path) -> None:
    index = found(
        tmp_path,
        event("2017-01-20-out", "dismissal")
        + event("2017-02-20-back", "court_decision", "effects: {ann-lee: {work: in_post}}")
        + event("2018-02-28-post", "reinstatement"),
    )
    assert said(index) == []


def test_what_ran_out_and_began_anew_is_two_spans(tmp_path: Path) -> None:
    index = found(
        tmp_path,
        event("2017-01-20-court", "detention", "effects: {ann-lee: {liberty: {value: pretrial_detention, until: 2017-03-20}}}")
        + event("2017-04-07-prison", "sentence", "effects: {ann-lee: {liberty: imprisoned}}")
        + event("2017-04-27-free", "release"),
    )
    assert said(index) == ["prison > free: 20 ann-lee"]


def test_relief_after_something_ran_out_is_counted_and_not_certain(tmp_path: Path) -> None:
    index = found(
        tmp_path,
        event("2017-01-20-prison", "sentence", "effects: {ann-lee: {liberty: {value: imprisoned, until: 2017-03-20}}}")
        + event("2018-02-28-free", "release"),
    )
    assert said(index) == ["prison > free: 404 ann-lee?"]
    assert words(index, "events/2018-02-28-free") == [
        "404 days (1 year, 1 month and 8 days) after “prison” (20 January 2017), for Ann Lee, in the track “Liberty”. "
        "What was the case before it is on record until 20 March 2017 only."
    ]


def test_what_lies_between_and_ran_out_leaves_nothing_on_record(tmp_path: Path) -> None:
    appeal = "organisations: free-union, effects: {free-union: {registration: {value: appeal_pending, until: 2017-03-01}}}"
    closed = event("2017-01-04-closed", "deregistration", "organisations: free-union, checked: 2018-05-01")
    closed += event("2017-02-01-appeal", "appeal_filed", appeal)
    assert words(found(tmp_path, closed), "events/2017-01-04-closed") == [
        "On record until 1 March 2017; what followed is not on record as of 1 May 2018, for Free Union, in the track “Registration”."
    ]
    pending = closed.replace("{value: appeal_pending, until: 2017-03-01}", "appeal_pending")
    assert words(found(tmp_path / "pending", pending), "events/2017-01-04-closed") == [], "it is not said that nothing came of it"
    again = closed + event("2017-05-04-again", "reregistration", "organisations: free-union")
    assert said(found(tmp_path / "again", again)) == ["closed > again: 120 free-union?"]


def test_relief_after_an_entry_that_it_is_not_known_what_was_the_case_is_not_certain(tmp_path: Path) -> None:
    unknown = event("2017-03-01-unknown", "court_decision", "effects: {ann-lee: {liberty: unknown}}")
    index = found(tmp_path, ARREST + unknown + event("2018-02-28-free", "release"))
    assert said(index) == ["arrest > free: 404 ann-lee?"]
    assert words(index, "events/2018-02-28-free")[0].endswith("What was the case before it is on record until 1 March 2017 only.")
    prison = event("2017-05-01-prison", "sentence", "effects: {ann-lee: {liberty: imprisoned}}")
    index = found(tmp_path / "anew", ARREST + unknown + prison + event("2018-02-28-free", "release"))
    assert said(index) == ["prison > free: 303 ann-lee"]  # 244 days of 2017, 31 and 28 of 2018


@pytest.mark.parametrize("accounts", [("detained", "{value: detained, until: 2017-03-20}"), ("{value: detained, until: 2017-03-20}", "detained")])
def test_relief_after_what_ran_out_by_one_account_is_not_certain(accounts: tuple[str, str], tmp_path: Path) -> None:
    told = ", ".join(f"{{by: A{n}, text: So., effects: {{ann-lee: {{liberty: {value}}}}}}}" for n, value in enumerate(accounts))
    court = f"- {{id: 2017-02-01-court, title: C, date: 2017-02-01, kind: detention, sources: gazette, accounts: [{told}]}}\n"
    index = found(tmp_path, ARREST + court + event("2018-02-28-free", "release"))
    assert said(index) == ["arrest > free: 404 ann-lee?"]


def test_an_imprecise_date_gives_the_fewest_and_the_most_days(tmp_path: Path) -> None:
    index = found(tmp_path, event("2017-01-20-arrest", "arrest", when="2017-01") + event("2017-03-10-free", "release"))
    assert said(index) == ["arrest > free: 38–68 ann-lee"]  # from 31 January: 28 + 10; from 1 January: 30 + 28 + 10


def test_days_from_or_to_an_approximate_date_are_not_certain(tmp_path: Path) -> None:
    index = found(tmp_path, event("2017-01-20-arrest", "arrest", when="2017-01-20~") + event("2017-02-01-free", "release"))
    assert said(index) == ["arrest > free: 12 ann-lee?"]
    assert words(index, "events/2017-02-01-free")[0].startswith("About 12 days after “arrest” (about 20 January 2017), for Ann Lee")
    index = found(tmp_path / "month", event("2017-01-20-arrest", "arrest", when="2017-01~") + event("2017-03-10-free", "release"))
    assert words(index, "events/2017-03-10-free")[0].startswith("Between about 38 and 68 days after “arrest” (about January 2017), for Ann Lee")


def test_what_rests_on_an_entry_that_is_only_possible_says_so(tmp_path: Path) -> None:
    index = found(tmp_path, event("2017-01-20-arrest", "arrest", "people: ann-lee, confidence: unlikely") + event("2017-02-01-free", "release"))
    assert said(index) == ["arrest > free: 12 ann-lee?"]
    assert words(index, "events/2017-02-01-free")[0].endswith("One of the two entries is on record as “unlikely” only.")


# Accounts

TWO_ENDS = """
    - {id: 2017-07-25-sentence, title: Sentence, date: 2017-07-25, kind: sentence, effects: {ann-lee: {liberty: restricted}}, sources: gazette}
    - id: 2021-11-09-end
      title: End
      date: 2021-11-09
      kind: sentence_served
      sources: [gazette, herald]
      accounts:
        - {by: Gazette, text: So., date: 2021-10-05, effects: {ann-lee: {liberty: free}}, sources: gazette}
        - {by: Herald, text: So., date: 2021-11-09, effects: {ann-lee: {liberty: free}}, sources: herald}
    """


def test_both_ends_are_given_where_accounts_differ(tmp_path: Path) -> None:
    index = found(tmp_path, TWO_ENDS)
    assert said(index) == ["sentence > end: 1533 ann-lee! by Gazette", "sentence > end: 1568 ann-lee! by Herald"]  # 1461 + 72, and 35 more
    assert len({lag.same for lag in lags(index)}) == 1
    assert words(index, "events/2021-11-09-end") == [
        "Accounts differ on how long after “Sentence” (25 July 2017), for Ann Lee, in the track “Liberty”: "
        "1,533 days (4 years, 2 months and 10 days), counted from 25 July 2017 to 5 October 2021 (Gazette); "
        "1,568 days (4 years, 3 months and 15 days), counted from 25 July 2017 to 9 November 2021 (Herald)."
    ]
    assert words(index, "events/2017-07-25-sentence")[0].startswith(
        "The span that began with it ended; accounts differ on how many days later: “End” (5 October 2021 or 9 November 2021), for Ann Lee"
    )


def arrest_by(*accounts: str) -> str:
    listed = "".join(f"        - {{by: {account}}}\n" for account in accounts)
    head = "    - id: 2017-01-20-arrest\n      title: Arrest\n      date: 2017-01-20\n      kind: arrest\n      people: ann-lee\n"
    return f"{head}      sources: [gazette, herald]\n      accounts:\n{listed}    {event('2018-02-28-free', 'release')}"


def test_an_account_without_the_violation_is_given_beside_the_other(tmp_path: Path) -> None:
    index = found(tmp_path, arrest_by("Gazette, text: Held.", "Ministry, text: Never., effects: {ann-lee: {liberty: none}}"))
    assert said(index) == ["arrest > free: 404 ann-lee! by Gazette", "arrest > free: unsaid ann-lee! by Ministry"]
    assert words(index, "events/2018-02-28-free")[0].endswith("(Gazette); no such change is recorded of this account (Ministry).")


def test_an_account_with_neither_beginning_nor_end_is_given_once(tmp_path: Path) -> None:
    accounts = "Gazette, text: So.", "Ministry, text: Never., effects: {ann-lee: {liberty: none}}"
    free = f"release, accounts: [{', '.join(f'{{by: {account}}}' for account in accounts)}]"
    index = found(tmp_path, arrest_by(*accounts).replace("release", free))
    for page in ("2017-01-20-arrest", "2018-02-28-free"):
        assert words(index, f"events/{page}")[0].endswith("(Gazette); no such change is recorded of this account (Ministry).")
        assert words(index, f"events/{page}")[0].count("Ministry") == 1


def test_accounts_that_differ_in_words_only_are_not_named(tmp_path: Path) -> None:
    index = found(tmp_path, arrest_by("Gazette, text: At night.", "Herald, text: At noon."))
    assert said(index) == ["arrest > free: 404 ann-lee"]


def test_accounts_that_differ_in_the_state_agree_on_the_days(tmp_path: Path) -> None:
    index = found(tmp_path, arrest_by("Gazette, text: Held.", "Herald, text: At home., effects: {ann-lee: {liberty: house_arrest}}"))
    assert said(index) == ["arrest > free: 404 ann-lee"]


def test_an_end_that_came_before_by_some_account_leaves_the_later_one_contested(tmp_path: Path) -> None:
    """By Herald she was free in March, so that what came in 2018 ended nothing."""
    index = found(
        tmp_path,
        event("2017-01-20-arrest", "arrest")
        + "- {id: 2017-03-01-court, title: C, date: 2017-03-01, kind: court_decision, sources: [gazette, herald], accounts: ["
        "{by: Gazette, text: No.}, {by: Herald, text: Yes., effects: {ann-lee: {liberty: free}}}]}\n"
        + event("2018-02-28-free", "release"),
    )
    assert said(index) == ["arrest > free: 404 ann-lee!"]


# Against a plain reading: each combination of accounts followed by itself

WHEN = st.sampled_from(["2017-01-10", "2017-01", "2017-02-01/2017-03-05", "2017-03-24", "2017-06-01", "2018"])
VALUES = {"detained": "held", "imprisoned": "held", "released": "free", "free": "free", UNKNOWN: UNKNOWN, "": ""}
SAID = st.tuples(WHEN, st.sampled_from(sorted(VALUES)), st.sampled_from([None, None, "2017-02", "2017-05-01"]))
TONES = {"arrest": "harm", "release": "relief", "court_decision": "neutral"}
MADE = st.tuples(st.sampled_from(sorted(TONES)), st.lists(SAID, min_size=1, max_size=3))
HARMS = st.tuples(st.just("arrest"), st.lists(st.tuples(WHEN, st.sampled_from(["detained", "imprisoned"]), st.none()), min_size=1, max_size=2))
FREES = st.tuples(st.just("release"), st.lists(st.tuples(WHEN, st.sampled_from(["released", "free"]), st.none()), min_size=1, max_size=2))
ENDED = st.tuples(HARMS, st.lists(MADE, max_size=2), FREES).map(lambda made: [made[0], *made[1], made[2]])
"""What was made by chance alone hardly ever ends anything."""


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Index, dict[str, list[Entry]]]:
    made = "".join(event(f"2017-01-{10 + n}-{kind.replace('_', '-')}-{n}", kind) for kind in TONES for n in range(4))
    index = found(tmp_path_factory.mktemp("kinds"), made)
    return index, {kind: [e for e in index.chronology if e.record.kind.path == kind] for kind in TONES}


def plainly(world: list[Assertion], tones: dict[str, str]) -> tuple[set[tuple[Any, Any]], Any]:
    """What ended what if all of these are the case one after another, and the beginning that is left open."""
    ends: set[tuple[Any, Any]] = set()
    begin: Assertion | None = None
    until: PartialDate | None = None
    for made in sorted((made for made in world if made.value), key=lambda made: made.place):
        over = until is not None and until.order <= made.date.order
        if VALUES[made.value] == "free":
            if begin is not None and tones[made.event.key] == "relief":
                ends.add((begin, made))
            begin = until = None
        elif VALUES[made.value] == "held":
            if begin is None or over:
                begin = made if tones[made.event.key] == "harm" else None
            until = made.until if begin else None
        elif begin is not None:
            until = until if over else made.date
    return ends, begin


@given(st.one_of(ENDED, st.lists(MADE, min_size=1, max_size=4)))
def test_the_ends_are_those_of_some_combination_of_accounts(
    kinds: tuple[Index, dict[str, list[Entry]]], said: list[tuple[str, list[tuple[str, str, str | None]]]]
) -> None:
    entries = {kind: iter(those) for kind, those in kinds[1].items()}
    numbers_of = itertools.count()
    steps = []
    for kind, alternatives in said:
        entry = next(entries[kind])
        steps.append(
            Step(
                tuple(
                    Assertion(entry, "liberty", value, parse_date(when), parse_date(end) if end else None, None, (), None, next(numbers_of))
                    for when, value, end in alternatives
                )
            )
        )
    index = Index(kinds[0].dossier)
    index.tracks._within["utopia"] = {ANN: {"liberty": Timeline(ANN, "liberty", steps)}}
    tones = {entry.key: TONES[kind] for kind, those in kinds[1].items() for entry in those}
    worlds = [plainly(list(world), tones)[0] for world in itertools.product(*(step.alternatives for step in steps))]

    def plain(ends: set[tuple[Any, Any]]) -> set[tuple[str, str, str, str]]:
        return {(b.event.key, e.event.key, b.date.text, e.date.text) for b, e in ends}

    every = plain(set().union(*worlds))
    given = [lag for lag in lags(index) if lag.since and lag.until]
    assert {(lag.violation.key, lag.later.key, lag.since.text, lag.until.text) for lag in given if lag.since and lag.until} == every
    for lag in given:
        one = (lag.violation.key, lag.later.key, lag.since.text if lag.since else "", lag.until.text if lag.until else "")
        everywhere = all(one in plain(world) for world in worlds)
        alone = sum(other[:2] == one[:2] for other in every) == 1
        assert lag.contested == (not (everywhere and alone))


def test_too_many_accounts_to_follow_give_no_end_and_no_number(tmp_path: Path) -> None:
    index = found(tmp_path, event("2017-01-20-arrest", "arrest") + event("2018-02-28-free", "release"))
    ((begin, end),) = [tuple(step.alternatives[0] for step in index.tracks[ANN]["liberty"].steps)]
    crossed = [
        Step(tuple(Assertion(begin.event, "liberty", "detained", parse_date(when), None, None, (), None, n) for when in ("2017-02-01", "2017-03-01")))
        for n in range(40)
    ]
    again = Index(index.dossier)
    again.tracks._within["utopia"] = {ANN: {"liberty": Timeline(ANN, "liberty", [Step((begin,)), *crossed, Step((end,))])}}
    assert (lags(again), [unended_of(again, key) for key in (begin.event.key, end.event.key)]) == ((), [(), ()])


# Letters


def test_a_letter_is_counted_from_what_rests_on_a_paragraph_of_it(tmp_path: Path) -> None:
    index = found(tmp_path, event("2017-01-20-arrest", "arrest", sources="[gazette, letters/2017-03-24-x#p2]"), letter=letter())
    assert said(index) == ["arrest > x: 63"]  # 11 days of January, 28 of February, 24 of March
    assert words(index, "letters/2017-03-24-x") == ["63 days after “arrest” (20 January 2017)."]
    assert words(index, "events/2017-01-20-arrest") == ["First linked letter, 63 days later: “A letter” (24 March 2017)."]


def test_a_letter_is_counted_from_its_occasion(tmp_path: Path) -> None:
    index = found(tmp_path, event("2017-01-20-arrest", "arrest"), letter=letter(fields="occasion: 2017-01-20-arrest"))
    assert said(index) == ["arrest > x: 63"]


def test_a_letter_on_the_same_people_without_a_link_does_not_count(tmp_path: Path) -> None:
    index = found(tmp_path, event("2017-01-20-arrest", "arrest"), letter=letter(fields="mentions: ann-lee"))
    assert said(index) == []


def test_what_is_not_harm_is_no_violation(tmp_path: Path) -> None:
    index = found(tmp_path, event("2017-01-20-x", "protest", sources="letters/2017-03-24-x#p1"), letter=letter())
    assert said(index) == []


def test_harm_that_concerns_no_person_or_organisation_on_record_is_no_violation(tmp_path: Path) -> None:
    events = event("2017-01-20-law", "law_restrictive", "place: Utopia", sources="letters/2017-03-24-x#p1")
    assert said(found(tmp_path, events, letter=letter())) == []


@pytest.mark.parametrize(
    "concerned",
    [
        "organisations: free-union",
        "effects: {free-union: {registration: closed}}",
        "accounts: [{by: A, text: A.}, {by: B, text: B., effects: {free-union: {registration: closed}}}]",
    ],
)
def test_harm_that_concerns_an_organisation_on_record_is_a_violation(concerned: str, tmp_path: Path) -> None:
    events = event("2017-01-20-law", "law_restrictive", concerned, sources="letters/2017-03-24-x#p1")
    assert said(found(tmp_path, events, letter=letter()))[0].startswith("law > x: 63")


def test_a_letter_before_the_violation_does_not_count(tmp_path: Path) -> None:
    index = found(tmp_path, event("2017-03-25-arrest", "arrest", sources="letters/2017-03-24-x#p1"), letter=letter())
    assert said(index) == []


def test_a_letter_of_the_same_day_came_on_the_same_day(tmp_path: Path) -> None:
    index = found(tmp_path, event("2017-03-24-arrest", "arrest", sources="letters/2017-03-24-x#p1"), letter=letter())
    assert words(index, "letters/2017-03-24-x") == ["On the same day as “arrest” (24 March 2017)."]
    assert words(index, "events/2017-03-24-arrest") == ["First linked letter, on the same day: “A letter” (24 March 2017)."]


@pytest.mark.parametrize(
    ("violation", "of_letter", "numbers", "expected"),
    [
        ("2017-03-20", "2017-03-24/2017-04-02", "4–13", "Between 4 and 13 days after “arrest” (20 March 2017)."),
        ("2017-03-24", "2017-03-24/2017-04-02", "0–9", "At most 9 days after “arrest” (24 March 2017)."),
        (
            "2017-03", "2017-03-24", "overlaps",
            "At about the same time as “arrest” (March 2017). The dates overlap, so no number of days is given.",
        ),
        (
            "2017", "2017-03-24", "overlaps",
            "The dates do not show whether before or after “arrest” (2017). The dates overlap, so no number of days is given.",
        ),
        ("../2017-03-24", "2017-03-24", "0–", "It is not known how many days after “arrest” (by 24 March 2017)."),
        ("../2017-03-20", "2017-03-24", "4–", "At least 4 days after “arrest” (by 20 March 2017)."),
        (
            "2017-03-20", "../2017-03-24", "overlaps",
            "The dates do not show whether before or after “arrest” (20 March 2017). The dates overlap, so no number of days is given.",
        ),
        ("2016", "2017-03-24", "83–448", "Between 83 and 448 days (2 months to 1 year and 3 months) after “arrest” (2016)."),
        ("../2016-03-20", "2017-03-24", "369–", "At least 369 days (at least 1 year) after “arrest” (by 20 March 2016)."),
    ],
)  # fmt: skip
def test_imprecise_dates_give_no_more_than_they_know(violation: str, of_letter: str, numbers: str, expected: str, tmp_path: Path) -> None:
    events = event("2017-01-20-arrest", "arrest", when=violation, sources="letters/2017-03-24-x#p1")
    index = found(tmp_path, events, letter=letter(of_letter))
    sure = "" if numbers[-1].isdigit() else "?"
    assert said(index) == [f"arrest > x: {numbers}{sure}"]
    assert words(index, "letters/2017-03-24-x") == [expected]


@pytest.mark.parametrize(
    ("violation", "expected"),
    [
        ("../2017-03-24", "First linked letter; it is not known how many days later: “A letter” (24 March 2017)."),
        ("../2017-03-20", "First linked letter, at least 4 days later: “A letter” (24 March 2017)."),
        ("2017", "First linked letter; the dates do not show whether before or after: “A letter” (24 March 2017). "
         "The dates overlap, so no number of days is given."),
    ],
)  # fmt: skip
def test_imprecise_dates_say_no_more_of_what_came_later(violation: str, expected: str, tmp_path: Path) -> None:
    index = found(tmp_path, event("2017-01-20-arrest", "arrest", when=violation, sources="letters/2017-03-24-x#p1"), letter=letter())
    assert words(index, "events/2017-01-20-arrest") == [expected]


CLOSED = """
    - id: 2017-01-04-closed
      title: Closed
      date: 2017-01-04
      kind: deregistration
      organisations: free-union
      sources: [gazette, herald, letters/2017-03-24-x#p1]
      accounts:
        - {by: Gazette, text: In January., date: 2017-01-04, effects: {free-union: {registration: deregistered}}, sources: gazette}
        - {by: Herald, text: In March., date: 2017-03-28, effects: {free-union: {registration: deregistered}}, sources: herald}
        - {by: bo-dahl, text: Never., effects: {free-union: {registration: none}}}
    """


def test_who_is_withdrawn_has_no_id_in_the_rows(tmp_path: Path) -> None:
    """As in tables: the id may be a name, and a build would refuse it."""
    index = found(tmp_path, CLOSED, letter=letter())
    assert {row["by"] for row in lag_rows(index)} == {"Gazette", "Herald", "utopia/people/bo-dahl"}
    entries = {key: entry for key, entry in index.dossier.entries.items() if key != BO}
    assert {row["by"] for row in lag_rows(Index(replace(index.dossier, entries=entries)))} == {"Gazette", "Herald", "name withheld"}


def test_each_account_of_a_violation_has_its_own_number_or_none(tmp_path: Path) -> None:
    index = found(tmp_path, CLOSED, letter=letter())
    by = {str(getattr(lag.by[0], "key", lag.by[0])): (lag.order, lag.least) for lag in lags(index)}
    assert by == {"Gazette": ("after", 79), "Herald": ("before", None), BO: ("unsaid", None)}  # 27 + 28 + 24 days
    assert all(lag.contested and not lag.certain for lag in lags(index))
    expected = (
        "79 days, counted from 4 January 2017 to 24 March 2017 (Gazette); in the other order: 24 March 2017 is before 28 March 2017 (Herald); "
        "no such change is recorded of this account (Bo Dahl)."
    )
    assert words(index, "letters/2017-03-24-x") == [f"Accounts differ on how long after “Closed” (4 January 2017 or 28 March 2017): {expected}"]
    assert words(index, "events/2017-01-04-closed") == [
        f"First linked letter; accounts differ on how many days later: “A letter” (24 March 2017): {expected}"
    ]


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("date: 2017-02-20", ["arrest > x: 63!", "arrest > x: 32! by Ministry"]),  # 11 + 28 + 24 days; 8 + 24
        ("date: 2017-01-20", ["arrest > x: 63"]),
        ("effects: {ann-lee: {liberty: none}}", ["arrest > x: 63!", "arrest > x: unsaid! by Ministry"]),
        ("effects: {ann-lee: {liberty: house_arrest}}", ["arrest > x: 63"]),
    ],
)
def test_one_account_alone_is_counted_beside_what_the_record_says(account: str, expected: list[str], tmp_path: Path) -> None:
    violation = arrest_by(f"Ministry, text: Otherwise., {account}").partition("    - {id: 2018")[0]
    index = found(tmp_path, violation, letter=letter(fields="occasion: 2017-01-20-arrest"))
    assert said(index, "letter") == expected


def test_an_account_that_frees_one_of_two_people_knows_of_the_violation(tmp_path: Path) -> None:
    violation = arrest_by("Gazette, text: Both.", "Herald, text: Only one of them., effects: {bo-dahl: {liberty: none}}")
    violation = violation.replace("people: ann-lee\n", "people: [ann-lee, bo-dahl]\n")
    index = found(tmp_path, violation, letter=letter(fields="occasion: 2017-01-20-arrest"))
    assert said(index, "letter") == ["arrest > x: 63"]


def test_an_account_that_knows_only_by_when_is_counted_from_that_day_or_earlier(tmp_path: Path) -> None:
    index = found(tmp_path, CLOSED.replace("date: 2017-03-28", "date: ../2017-03-24"), letter=letter())
    said = words(index, "letters/2017-03-24-x")[0]
    assert "not known how many days: from 24 March 2017 or earlier to 24 March 2017 (Herald)" in said
    index = found(tmp_path / "two", CLOSED.replace("date: 2017-03-28", "date: ../2017-03-20"), letter=letter())
    assert "at least 4 days, counted from 20 March 2017 or earlier to 24 March 2017 (Herald)" in words(index, "letters/2017-03-24-x")[0]


def test_a_letter_says_nothing_of_what_became_known_only_later(tmp_path: Path) -> None:
    events = event("2017-01-20-arrest", "arrest", "people: ann-lee, known: 2017-04-01", sources="letters/2017-03-24-x#p1")
    assert said(found(tmp_path / "later", events, letter=letter())) == []
    for number, known in enumerate(("2017-02-01", "2017-03-24", "2017-03/2017-04")):
        index = found(tmp_path / str(number), events.replace("2017-04-01", known), letter=letter())
        assert said(index) == ["arrest > x: 63"], known


def test_of_several_letters_the_violation_names_the_first(tmp_path: Path) -> None:
    files: Files = {
        "events/2017.yml": event("2017-01-20-arrest", "arrest"),
        LETTER: letter(fields="occasion: 2017-01-20-arrest"),
        "letters/2017-02-01-soon.md": letter("2017-02-01", "occasion: 2017-01-20-arrest"),
    }
    assert words(index_of(tmp_path, files), "events/2017-01-20-arrest") == [
        "First of 2 linked letters, 12 days later: “A letter” (1 February 2017)."
    ]


def test_where_the_dates_do_not_show_which_letter_was_first_each_is_named(tmp_path: Path) -> None:
    files: Files = {
        "events/2017.yml": event("2017-01-20-arrest", "arrest"),
        LETTER: letter("2017-03-24", "occasion: 2017-01-20-arrest"),
        "letters/2017-03-month.md": letter("2017-03", "occasion: 2017-01-20-arrest"),
        "letters/2017-04-later.md": letter("2017-04-01", "occasion: 2017-01-20-arrest"),
    }
    assert words(index_of(tmp_path, files), "events/2017-01-20-arrest") == [
        "Perhaps the first of 3 linked letters, 63 days later: “A letter” (24 March 2017).",
        "Perhaps the first of 3 linked letters, between 40 and 70 days later: “A letter” (March 2017).",
    ]


# Findings

ARREST = event("2017-01-20-arrest", "arrest")


def related(ident: str, kind: str, relations: str, fields: str = "organisations: ministry") -> str:
    return event(ident, kind, f"{fields}, relates_to: [{relations}]")


@pytest.mark.parametrize(
    ("relation", "here"),
    [("follows", True), ("consequence_of", True), ("precedes", False), ("causes", False)],
)
def test_a_finding_is_linked_from_either_side(relation: str, here: bool, tmp_path: Path) -> None:
    finding = event("2017-06-01-report", "cfa_report", "organisations: ministry")
    arrest = ARREST
    if here:
        finding = related("2017-06-01-report", "cfa_report", f"{{event: 2017-01-20-arrest, relation: {relation}}}")
    else:
        arrest = related("2017-01-20-arrest", "arrest", f"{{event: 2017-06-01-report, relation: {relation}}}", "people: ann-lee")
    assert said(found(tmp_path, arrest + finding)) == ["arrest > report: 132"]  # 11 + 28 + 31 + 30 + 31 + 1


@pytest.mark.parametrize("relation", ["parallel", "precedes", "causes", "part_of", "encompasses"])
def test_other_relations_link_no_finding(relation: str, tmp_path: Path) -> None:
    finding = related("2017-06-01-report", "cfa_report", f"{{event: 2017-01-20-arrest, relation: {relation}}}")
    assert said(found(tmp_path, ARREST + finding)) == []


def test_a_finding_on_the_same_people_is_not_linked(tmp_path: Path) -> None:
    assert said(found(tmp_path, ARREST + event("2017-06-01-report", "cfa_report", "people: ann-lee"))) == []


def test_a_statement_is_no_finding_and_a_rating_is(tmp_path: Path) -> None:
    link = "{event: 2017-01-20-arrest, relation: follows}"
    index = found(tmp_path, ARREST + related("2017-02-01-said", "public_statement", link) + related("2017-06-01-rated", "rating_published", link))
    assert said(index) == ["arrest > rated: 132"]
    assert words(index, "events/2017-01-20-arrest") == [
        "First linked entry under “Findings, reports and ratings” (Rating published), 132 days (4 months and 12 days) later: “rated” (1 June 2017)."
    ]


def test_a_finding_on_the_larger_event_is_counted_from_its_parts_and_not_from_their_likes(tmp_path: Path) -> None:
    index = found(
        tmp_path,
        related("2017-01-20-part", "arrest", "{event: 2017-01-10-wave, relation: part_of}", "people: ann-lee")
        + event("2017-01-21-other", "arrest", "people: bo-dahl")
        + related("2017-01-23-small", "arrest", "{event: 2017-01-20-part, relation: part_of}", "people: bo-dahl")
        + related("2017-01-10-wave", "background", "{event: 2017-01-22-third, relation: encompasses}")
        + event("2017-01-22-third", "arrest", "people: bo-dahl")
        + related("2017-06-01-whole", "cfa_report", "{event: 2017-01-10-wave, relation: follows}")
        + related("2017-06-01-single", "cfa_report", "{event: 2017-01-20-part, relation: follows}"),
    )
    assert said(index) == ["part > single: 132", "part > whole: 132", "third > whole: 130", "small > single: 129", "small > whole: 129"]


def test_a_finding_counts_by_its_own_part(tmp_path: Path) -> None:
    links = "{event: 2017-01-20-arrest, relation: follows}, {event: 2017-06-01-session, relation: part_of}"
    index = found(
        tmp_path,
        ARREST
        + related("2017-06-02-told", "public_statement", links)
        + event("2017-06-01-session", "cas_discussion", "organisations: ministry"),
    )
    assert said(index) == ["arrest > session: 132"]


def test_circles_of_parts_are_followed_once(tmp_path: Path) -> None:
    index = found(
        tmp_path,
        related("2017-01-20-one", "arrest", "{event: 2017-01-21-two, relation: part_of}", "people: ann-lee")
        + related("2017-01-21-two", "arrest", "{event: 2017-01-20-one, relation: part_of}", "people: ann-lee")
        + related("2017-06-01-report", "cfa_report", "{event: 2017-01-20-one, relation: follows}"),
    )
    assert said(index, "finding") == ["one > report: 132", "two > report: 131"]


def test_each_account_of_a_finding_has_its_own_number(tmp_path: Path) -> None:
    index = found(
        tmp_path,
        ARREST
        + "- {id: 2017-05-14-complaint, title: C, date: 2017-05-14, kind: cfa_complaint, sources: gazette, "
        "relates_to: [{event: 2017-01-20-arrest, relation: follows}], "
        "accounts: [{by: Text, text: So., date: 2017-05-14}, {by: Heading, text: So., date: 2017-05-17}]}\n",
    )
    assert said(index) == ["arrest > complaint: 114! by Text", "arrest > complaint: 117! by Heading"]  # 11 + 28 + 31 + 30 + 14, and 3 more
    assert words(index, "events/2017-01-20-arrest")[0].startswith(
        "First linked entry under “Findings, reports and ratings” (Complaint to the ILO); accounts differ on how many days later: “C”"
    )


# Lines


def test_what_lies_between_says_of_which_span_it_is_a_part(tmp_path: Path) -> None:
    index = found(tmp_path, ONE_SPAN)
    assert words(index, "events/2017-01-21-court") == [
        "Part of a span on record of 493 days (1 year, 4 months and 8 days), which ended with “parole” (28 May 2018), for Ann Lee, "
        "in the track “Liberty”. It began with: “arrest”."
    ]
    assert words(index, "events/2018-05-28-parole") == [
        "493 days (1 year, 4 months and 8 days) after “arrest” (20 January 2017), for Ann Lee, in the track “Liberty”. "
        "One span on record, through: “court” and “prison”."
    ]


def test_people_with_the_same_lag_share_a_line(tmp_path: Path) -> None:
    both = "people: [ann-lee, bo-dahl]"
    index = found(tmp_path, event("2017-01-20-arrest", "arrest", both) + event("2017-02-01-free", "release", both))
    assert words(index, "events/2017-02-01-free") == ["12 days after “arrest” (20 January 2017), for Ann Lee and Bo Dahl, in the track “Liberty”."]


CHECKED: Files = {
    "people.yml": """
        - {id: ann-lee, name: Ann Lee, sort_name: 'Lee, Ann', basis: public-role, checked: 2018-05-01}
        - {id: bo-dahl, name: Bo Dahl, sort_name: 'Dahl, Bo', basis: public-role}
        """,
    LETTER: None,
}


def checked(root: Path, events: str) -> Index:
    return index_of(root, {**CHECKED, "events/2017.yml": events})


def test_that_no_end_is_on_record_is_said_as_of_the_day_it_was_checked(tmp_path: Path) -> None:
    index = checked(tmp_path, ARREST + event("2017-04-07-prison", "sentence", "effects: {ann-lee: {liberty: imprisoned}}", sources="herald"))
    assert words(index, "events/2017-01-20-arrest") == [
        "No end by way of relief is on record as of 1 May 2018, for Ann Lee, in the track “Liberty”. The last entry in that track: “prison”. "
        "The last dated source in that track: 1 March 2018."
    ]


@pytest.mark.parametrize(("day", "said"), [("2018-01-01", "1 January 2018"), ("2019-01-01", "1 May 2018")])
def test_that_no_end_is_on_record_is_said_only_as_far_as_both_records_were_checked(day: str, said: str, tmp_path: Path) -> None:
    (line,) = words(checked(tmp_path, event("2017-01-20-arrest", "arrest", f"people: ann-lee, checked: {day}")), "events/2017-01-20-arrest")
    assert f" as of {said}, " in line


@pytest.mark.parametrize(
    "more",
    [
        event("2017-02-01-free", "release"),
        event("2017-02-01-court", "court_decision", "effects: {ann-lee: {liberty: free}}"),
        event("2017-02-01-post", "reinstatement"),  # relief in another track
        event("2017-01-20-post", "reinstatement"),  # on the very day
        event("2018-06-01-later", "detention"),  # later than the check
        "- {id: 2017-02-01-free, title: F, date: 2017-02-01, kind: release, sources: gazette, accounts: ["
        "{by: A, text: A., effects: {ann-lee: {liberty: released}}}, {by: B, text: B., effects: {ann-lee: {liberty: none}}}]}",
    ],
)
def test_that_no_end_is_on_record_is_said_only_where_the_track_says_so(more: str, tmp_path: Path) -> None:
    assert [line for line in words(checked(tmp_path, ARREST + more), "events/2017-01-20-arrest") if "No end" in line] == []


def test_that_no_end_is_on_record_is_not_said_without_a_day_of_checking(tmp_path: Path) -> None:
    assert words(checked(tmp_path, event("2017-01-20-arrest", "arrest", "people: bo-dahl")), "events/2017-01-20-arrest") == []


def test_of_the_dead_it_is_not_said_that_no_end_is_on_record(tmp_path: Path) -> None:
    assert words(checked(tmp_path, event("2017-01-20-killing", "killing")), "events/2017-01-20-killing") == []


def test_what_ran_out_says_until_when_it_is_on_record(tmp_path: Path) -> None:
    index = checked(tmp_path, event("2017-01-20-ban", "union_activity_ban", "effects: {ann-lee: {work: {value: dismissed, until: 2017}}}"))
    assert words(index, "events/2017-01-20-ban") == [
        "On record until 2017; what followed is not on record as of 1 May 2018, for Ann Lee, in the track “Work and union office”."
    ]


def test_what_was_still_to_run_out_says_so(tmp_path: Path) -> None:
    index = checked(tmp_path, event("2017-01-20-ban", "union_activity_ban", "effects: {ann-lee: {work: {value: dismissed, until: 2030}}}"))
    assert words(index, "events/2017-01-20-ban") == [
        "No end by way of relief is on record as of 1 May 2018, for Ann Lee, in the track “Work and union office”. It was to last until 2030. "
        "The last dated source in that track: 1 February 2017."
    ]


# Data and template


def test_rows_are_flat_and_name_every_reading(tmp_path: Path) -> None:
    rows = lag_rows(found(tmp_path, CLOSED, letter=letter()))
    assert rows[0] == {
        "rule": "letter", "violation_id": "2017-01-04-closed", "violation": "utopia/events/2017-01-04-closed/", "later_id": "2017-03-24-x",
        "later": "utopia/letters/2017-03-24-x/", "about": "", "track": "", "from": "2017-01-04", "to": "2017-03-24", "order": "after",
        "least_days": 79, "most_days": 79, "certain": False, "contested": True, "by": "Gazette", "not_on_record_from": "",
    }  # fmt: skip
    assert [(row["order"], row["by"]) for row in rows[1:]] == [("before", "Herald"), ("unsaid", BO)]
    assert {row["rule"] for row in rows} <= set(RULES)


def test_lags_are_found_under_each_entry_they_concern_and_computed_once(tmp_path: Path) -> None:
    index = found(tmp_path, ONE_SPAN)
    assert sorted(key for key in index.dossier.entries if lags_of(index, key)) == [
        f"utopia/events/{name}" for name in ("2017-01-20-arrest", "2017-01-21-court", "2017-04-07-prison", "2018-05-28-parole")
    ]
    assert lags(index) is lags(index)
    assert index == Index(index.dossier)


def html(views: tuple[LagView, ...]) -> str:
    source = '{% from "parts/lags.html" import lag_list %}{{ lag_list(lines) }}'
    return environment("../").from_string(source).render(lines=views)


def test_the_part_links_escapes_and_explains(tmp_path: Path) -> None:
    events = event("2017-01-20-arrest", "arrest", sources="letters/2017-03-24-x#p1").replace("'arrest'", "'<script>'")
    page = html(lines(found(tmp_path, events + dedent(CLOSED), letter=letter()), "utopia/letters/2017-03-24-x"))
    link = '<a href="../utopia/events/2017-01-20-arrest/">&lt;script&gt;</a>'
    assert f'63 days after “{link}” (<time datetime="2017-01-20">20 January 2017</time>).' in page
    assert "<script>" not in page
    assert '(<a href="../utopia/people/bo-dahl/">Bo Dahl</a>)' in page
    assert all(page.count(f"<p>{RULES[rule]}</p>") == (rule not in ("finding", "remedy", "unended")) for rule in RULES)


def test_without_lags_the_part_is_empty() -> None:
    assert html(()).strip() == ""


def test_rules_promise_no_cause_and_no_judgement() -> None:
    assert all(rule.endswith(".") for rule in RULES.values())
    assert "does not show that it came because of it" in RULES["cause"]
    assert "does not say that the act was unlawful" in RULES["violation"]


def test_a_lag_without_a_number_has_no_words_for_one(tmp_path: Path) -> None:
    index = found(tmp_path, event("2017-01-20-arrest", "arrest", when="2017-03", sources="letters/2017-03-24-x#p1"), letter=letter())
    with pytest.raises(ValueError, match="without a number"):
        how_long(lags(index)[0])


def test_ten_thousand_events_take_well_under_a_second(tmp_path: Path) -> None:
    """Five thousand people arrested and released, with findings on a larger event; reading the files is not counted."""
    people = "".join(f"- {{id: p-{n}, name: 'Per Son{n}x', sort_name: 'P{n}', basis: public-role}}\n" for n in range(500))
    whole = "relates_to: [{event: 2016-01-01-whole, relation: part_of}]"
    events = "- {id: 2016-01-01-whole, title: W, date: 2016-01-01, kind: background, sources: undated}\n"
    for n in range(5_000):
        day, who = date(2016, 1, 1) + timedelta(n % 3_000), f"people: p-{n % 500}, sources: undated"
        events += f"- {{id: {day}-a{n}, title: A, date: {day}, kind: arrest, {who}, {whole if n < 500 else 'order: 1'}}}\n"
        events += f"- {{id: {day}-r{n}, title: R, date: {day + timedelta(5)}, kind: release, {who}}}\n"
    for n in range(5):
        link = "relates_to: [{event: 2016-01-01-whole, relation: follows}]"
        events += f"- {{id: 2026-01-0{n + 1}-f, title: F, date: 2026-01-0{n + 1}, kind: cfa_report, sources: undated, {link}}}\n"
    half = events.index("- {id: 2020")
    index = index_of(
        tmp_path, {"people/many.yml": people, "events/2017.yml": events[:half], "events/more.yml": events[half:], LETTER: None, "demands.yml": None}
    )
    assert (len(index.tracks), len(index.concordance)) == (500, 0)
    taken = []
    for _ in range(3):
        vars(index).pop("_lags", None)
        start = time.process_time()
        made = lags(index)
        taken.append(time.process_time() - start)
    assert min(taken) < 0.8
    assert len(made) > 5_000


# This repository's own data, by hand against the sources

KAZAKHSTAN = {
    # where he was between the end of the order, about 21 March 2017, and his sentence is not on record: no span
    ("2017-01-20-arrests", "2018-05-22-release-amin-eleusinov"): set(),
    # 20 January 2017 to 20 January 2018: 365; to 28 May: 11 + 28 + 31 + 30 + 28
    ("2017-01-20-arrests", "2018-05-28-release-nurbek-kushakbaev"): {(493, 493)},
    # from when on is not on record: 5 October 2017 to 5 October 2021: 1461; from 25 July 2017: 6 + 31 + 30 + 5 more; to 9 November: 35 more
    ("2017-restriction-of-larisa-kharkova-begins", "2021-11-09-end-of-restriction-larisa-kharkova"): {(1461, 1533), (1496, 1568)},
    # 16 October 2019 to 20 March 2020: 15 + 30 + 31 + 31 + 29 + 20
    ("2019-10-16-erlan-baltabay-jailed-again", "2020-03-20-release-erlan-baltabay"): {(156, 156)},
    # to 24 March 2017 from 20 January: 11 + 28 + 24
    ("2017-01-20-arrests", "2017-03-24-to-mogherini"): {(63, 63)},
    # from 4 January by one account; by the other the closure came after the letter
    ("2017-01-04-closure-of-the-confederation", "2017-03-24-to-mogherini"): {(79, 79), (None, None)},
    # the letter says that the registration was blocked; the source of the refusals has no date, and what has one is of 2021
    ("2018-08-06-registration-refused", "2018-11-to-mogherini"): set(),
    # 25 September to 10 and to 23 November: 5 + 31 + 10 and 23
    ("2018-09-25-criminal-case-against-erlan-baltabay", "2018-11-to-mogherini"): {(46, 59)},
}


@pytest.mark.parametrize(("violation", "later"), KAZAKHSTAN)
def test_the_lags_of_kazakhstan_are_those_counted_by_hand(violation: str, later: str) -> None:
    made = [lag for lag in lags_of(own_data(), f"kazakhstan/events/{violation}") if lag.later.id == later]
    assert {(lag.least, lag.most) for lag in made} == KAZAKHSTAN[violation, later]
    assert all(lag.contested == (len(made) > 1) for lag in made)


def test_the_end_of_a_ban_that_is_not_on_record_is_no_remedy() -> None:
    ends = {(lag.later.id, lag.track) for lag in lags(own_data()) if lag.about == "kazakhstan/people/larisa-kharkova"}
    assert ends == {("2021-11-09-end-of-restriction-larisa-kharkova", "liberty")}


def test_of_all_that_is_contested_every_reading_is_given() -> None:
    for lag in lags(own_data()):
        assert not (lag.contested and lag.certain)
        together = [other for other in lags(own_data()) if other.same == lag.same]
        assert len(together) > 1 or not lag.by


def test_countries_are_asked_only_for_the_lags_of_those_to_which_anything_leads(tmp_path: Path) -> None:
    """Who is of one country is arrested in a second and released at home; a letter of a third says so. A fourth has nothing to do with it."""
    carl, arrest, free = "people: carl-invented", "utopia/events/2017-01-20-arrest", "arcadia/events/2017-03-01-free"
    written: Files = {LETTER: None, "demands.yml": None}
    written["events/2017.yml"] = event("2017-01-20-arrest", "arrest", "people: arcadia/people/carl-invented")
    for country, iso in (("arcadia", "XA"), ("erewhon", "XE"), ("ruritania", "XR")):
        written[f"../{country}/country.yml"] = f"title: {country.title()}\niso: {iso}\n"
        written[f"../{country}/sources.yml"] = "- {id: gazette, title: G, publisher: Gazette, date: 2017-02-01, url: 'https://example.org/g'}\n"
        person = "---\nname: Carl Invented\nsort_name: Invented, Carl\nbasis: public-role\ncategory: unionist\n---\n"
        written[f"../{country}/people/carl-invented.md"] = person
    written["../arcadia/events/2017.yml"] = event("2017-03-01-free", "release", carl)
    fields = f"title: X\ndate: 2017-02-02\nfrom: carl-invented\nto: carl-invented\noccasion: {arrest}\n"
    written["../erewhon/letters/2017-02-02-x.md"] = f"---\n{fields}---\nOne.\n"
    written["../ruritania/events/2017.yml"] = event("2017-01-20-arrest", "arrest", carl) + event("2017-01-25-f", "release", carl)
    index = index_of(tmp_path, written)
    by_key = {key: [(lag.rule, lag.later.key, lag.least) for lag in lags_of(index, key)] for key in (arrest, free)}
    assert by_key == {arrest: [("letter", "erewhon/letters/2017-02-02-x", 13), ("remedy", free, 40)], free: [("remedy", free, 40)]}
    assert lags_of(index, "erewhon/letters/2017-02-02-x") == lags_of(index, arrest)[:1]
    assert "ruritania" not in index.tracks._within
    assert [lag.later.key for lag in lags(index)] == ["ruritania/events/2017-01-25-f", "erewhon/letters/2017-02-02-x", free]
    whole = _derive(Index(index.dossier), Bearings(index.dossier), index.dossier.homes)
    assert {key: [lag.same for lag in made] for key, made in whole.lags.items()} == {
        key: [lag.same for lag in made] for key in index.dossier.entries if (made := lags_of(index, key))
    }
