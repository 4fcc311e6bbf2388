"""The state of a thread on any day: recomputed by hand for twenty days of an invented thread, and what always holds."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from dossier.index import Index
from dossier.threads import Thread, ThreadState
from helpers import index_of
from hypothesis import given, settings
from hypothesis import strategies as st
from inventions import FIRST, invented
from test_threads import BARE, KEY, letter, reply, thread

WORDS = "2019-11-20-answer-in-the-harbour"
IN_PART = "2019-12-partial-reply"

# The thread of FIRST, a letter of Friday 25 October 2019 that names a clock of 15 working days with 1 November 2019 and 24 December to
# 2 January as holidays; a holding reply in time extends it by 10. 28 to 31 October are 1 to 4, 4 to 8 November 5 to 9, 11 to 15 November
# 10 to 14, so 18 November is the fifteenth. Then 19 to 22 are 1 to 4, 25 to 29 are 5 to 9, and Monday 2 December is the tenth.
#   30 October    acknowledgement, known only from a report of 3 February 2020
#   11 November   holding reply
#   20 November   the head of the office speaks (by the union's account on 22 November)
#   December      reply in part, of an unknown day
#   14 January    answer
TWENTY = [
    # day, state, certain, what else may have been the case, days, due; nobody is overdue on any of them
    ("2019-10-24", "unsent", True, (), None, "2019-11-18"),  # the letter is not written yet
    ("2019-10-25", "awaiting", True, (), 0, "2019-11-18"),
    ("2019-10-29", "awaiting", True, (), 4, "2019-11-18"),
    ("2019-10-30", "acknowledged", False, (), 5, "2019-11-18"),  # rests on a letter whose text nobody here has seen
    ("2019-11-10", "acknowledged", False, (), 16, "2019-11-18"),  # 6 days of October and 10
    ("2019-11-11", "holding", True, (), 17, "2019-12-02"),  # from that day on, ten working days more
    ("2019-11-18", "holding", True, (), 24, "2019-12-02"),
    ("2019-11-19", "holding", True, (), 25, "2019-12-02"),  # without the holding reply it would be overdue
    ("2019-11-20", "holding", True, (), 26, "2019-12-02"),  # what was said is no written reply
    ("2019-11-22", "holding", True, (), 28, "2019-12-02"),
    ("2019-11-30", "holding", True, (), 36, "2019-12-02"),  # 6 and 30
    ("2019-12-01", "holding", False, ("partly-answered",), 37, "2019-12-02"),  # the reply in part may be of that day
    ("2019-12-02", "holding", False, ("partly-answered",), 38, "2019-12-02"),  # the day it was due
    ("2019-12-03", "holding", False, ("partly-answered",), 39, "2019-12-02"),  # overdue, unless the reply in part had come
    ("2019-12-30", "holding", False, ("partly-answered",), 66, "2019-12-02"),  # 6, 30 and 30
    ("2019-12-31", "partly-answered", True, (), 67, "2019-12-02"),  # by then it had come for certain
    ("2020-01-13", "partly-answered", True, (), 80, "2019-12-02"),  # 67 and 13
    ("2020-01-14", "answered", True, (), 81, "2019-12-02"),
    ("2020-03-01", "answered", True, (), 128, "2019-12-02"),  # 67, 31 of January, 29 of February, 1
    ("2020-05-31", "answered", True, (), 219, "2019-12-02"),  # 128 to 1 March, 30 to the end of March, 30 of April, 31
]


@pytest.fixture(scope="module")
def index() -> Index:
    return invented().index


def on(thread: Thread, day: str, known_by: str = "") -> ThreadState:
    return thread.on(date.fromisoformat(day), date.fromisoformat(known_by) if known_by else None)


@pytest.mark.parametrize(("day", "state", "certain", "possible", "days", "due"), TWENTY, ids=[row[0] for row in TWENTY])
def test_twenty_days_are_as_counted_by_hand(
    day: str, state: str, certain: bool, possible: tuple[str, ...], days: int | None, due: str, index: Index
) -> None:
    found = on(index.threads[FIRST], day)
    assert (found.state, found.certain, found.possible, found.days) == (state, certain, possible, days)
    assert found.due is not None
    assert (found.due.certain_day, found.overdue) == (date.fromisoformat(due), False)


def test_the_twenty_days_are_twenty() -> None:
    assert len({row[0] for row in TWENTY}) == 20


@pytest.mark.parametrize(
    ("day", "responses", "perhaps"),
    [
        ("2019-11-19", [], []),
        ("2019-11-20", [], [WORDS]),
        ("2019-11-21", [], [WORDS]),
        ("2019-11-22", [WORDS], []),
        ("2019-12-05", [WORDS], [IN_PART]),
    ],
)
def test_what_was_said_on_a_contested_day_is_certain_only_after_the_last_of_them(
    day: str, responses: list[str], perhaps: list[str], index: Index
) -> None:
    found = on(index.threads[FIRST], day)
    assert ([e.id for e in found.responses], [e.id for e in found.perhaps]) == (responses, perhaps)


def test_a_reply_counts_as_known_since_a_dated_source_names_it(index: Index) -> None:
    # The acknowledgement of 30 October is known from a report of 3 February 2020; the holding reply was in the addressee's hands.
    thread = index.threads[FIRST]
    assert on(thread, "2019-11-05", "2019-11-05").state == "awaiting"
    assert on(thread, "2019-11-05", "2020-02-02").state == "awaiting"
    assert on(thread, "2019-11-05", "2020-02-03").state == "acknowledged"
    assert on(thread, "2019-11-12", "2019-11-12").state == "holding"


def test_what_was_said_counts_as_known_since_its_earliest_source(index: Index) -> None:
    thread = index.threads[FIRST]
    assert on(thread, "2019-11-30", "2019-11-22").responses == ()
    assert [e.id for e in on(thread, "2019-11-30", "2019-11-23").responses] == [WORDS]


def test_nobody_is_overdue_because_a_reply_was_not_known(tmp_path: Path) -> None:
    stub = letter("2017-05-10", "in_reply_to: 2017-05-01-x\nreply_kind: full_reply\ntext_available: false\nsources: herald", "2017-05-10-r")
    found = thread(tmp_path, letter("2017-05-01", "clock: rule"), stub, CLOCK)
    assert on(found, "2017-06-01", "2017-06-01").state == "awaiting"  # the herald is of March 2018
    assert not on(found, "2017-06-01", "2017-06-01").overdue


def test_a_reply_that_sources_name_is_known_from_the_latest_day_of_the_first(tmp_path: Path) -> None:
    items = (("later", ", date: 2018-01-01"), ("monthly", ", date: 2017-07"), ("undated", ""))
    listed = {"sources.yml": "".join(f"- {{id: {ident}, title: A paper, publisher: Nobody{when}}}\n" for ident, when in items)}
    fields = "in_reply_to: 2017-05-01-x\nreply_kind: full_reply\ntext_available: false\nsources: [later, monthly, undated]"
    found = thread(tmp_path, letter("2017-05-01"), letter("2017-05-10", fields, "2017-05-10-r"), listed)
    assert [on(found, "2017-06-01", by).state for by in ("2017-07-30", "2017-07-31")] == ["awaiting", "answered"]


def test_a_reply_that_names_a_clock_awaits_one_itself(tmp_path: Path) -> None:
    for fields, state in (("", "not-requested"), ("\nclock: rule", "awaiting"), ("\nreply_by: 2017-06-01", "awaiting")):
        answer = letter("2017-05-10", f"in_reply_to: 2017-05-01-x{fields}", "2017-05-10-r")
        found = thread(tmp_path / state / str(len(fields)), letter("2017-05-01"), answer, CLOCK, key="utopia/letters/2017-05-10-r")
        assert found.state == state


@pytest.mark.parametrize(
    ("key", "never", "since"),
    [
        # Received Wednesday 3 February 2021; twenty working days: 4 and 5 are 1 and 2, 8 to 12 are 3 to 7, 15 to 19 are 8 to 12,
        # 22 to 26 are 13 to 17, 1 to 3 March are 18 to 20.
        ("2021-02-01-waiting", "2021-03-03", "2021-03-04"),
        # Received from Monday 15 to Saturday 20 February: 16 to 19 are 1 to 4 … 15 March is 20; 22 to 26 are 1 to 5 … 19 March is 20.
        ("2021-02-10-received-on-a-day-between", "2021-03-19", "2021-03-20"),
    ],
)
def test_a_reply_is_overdue_from_the_day_after_the_last_day_it_can_have_been_due(key: str, never: str, since: str, index: Index) -> None:
    found = index.threads[f"threadia/letters/{key}"]
    assert [on(found, day).overdue for day in (never, since)] == [False, True]


def test_a_count_that_a_holding_reply_stopped_makes_nobody_overdue(index: Index) -> None:
    # Received 4 February 2021: due on 4 March; the holding reply of 15 February stops the count.
    found = index.threads["threadia/letters/2021-02-03-held"]
    before, after = on(found, "2021-02-14"), on(found, "2021-05-31")
    assert (before.due and before.due.certain_day, before.overdue) == (date(2021, 3, 4), False)
    assert (after.due and after.due.latest, after.overdue) == (None, False)


def test_a_letter_that_was_closed_was_open_before(index: Index) -> None:
    found = index.threads["threadia/letters/2021-02-09-closed"]
    assert [on(found, day).state for day in ("2021-05-02", "2021-05-03")] == ["awaiting", "closed"]


def test_a_letter_that_was_closed_in_a_month_may_have_been_from_its_first_day(tmp_path: Path) -> None:
    found = thread(tmp_path, letter("2017-05-01", "closed: {date: 2017-09, text: Given up.}"))
    said = [(s.state, s.possible) for s in (on(found, day) for day in ("2017-08-31", "2017-09-01", "2017-09-30"))]
    assert said == [("awaiting", ()), ("awaiting", ("closed",)), ("closed", ())]


CLOCK = {
    "../vocabulary/reply-clocks.yml": """
    - {id: rule, title: Five days, days: 5, unit: working, basis: {title: Rules}}
    """
}


def test_a_letter_that_is_closed_or_may_have_been_is_not_called_overdue(tmp_path: Path) -> None:
    found = thread(tmp_path, letter("2017-05-01", "clock: rule\nclosed: {date: 2017-06, text: Given up.}"), CLOCK)
    days = ("2017-05-08", "2017-05-09", "2017-05-31", "2017-06-01", "2017-06-30", "2018-01-01")
    assert [on(found, day).overdue for day in days] == [False, True, True, False, False, False]


def test_a_date_in_doubt_is_certain_only_once_an_editor_has_verified_it(tmp_path: Path) -> None:
    first = letter("2017-05-01", "clock: rule")
    found = thread(tmp_path, first, letter("2017-06~", "in_reply_to: 2017-05-01-x\nreply_kind: full_reply\nchecked: 2018-05-01", "2017-06-r"), CLOCK)
    states = [on(found, day) for day in ("2017-05-31", "2017-06-30", "2018-05-01")]
    assert [(s.state, s.certain, s.possible) for s in states] == [
        ("awaiting", False, ("answered",)), ("answered", False, ("awaiting",)), ("answered", True, ()),
    ]  # fmt: skip
    assert [s.overdue for s in states] == [False, False, False]


def test_an_acknowledgement_of_some_day_makes_an_answer_no_less_certain(tmp_path: Path) -> None:
    perhaps = reply("2017-05-05/2017-05-30", "acknowledgement", "b")
    found = on(thread(tmp_path, letter("2017-05-01"), reply("2017-05-10", "full_reply", "a"), perhaps), "2017-05-20")
    assert (found.state, found.certain, found.possible) == ("answered", True, ())


def test_a_record_verified_within_its_own_month_was_there_by_then(tmp_path: Path) -> None:
    answer = letter("2017-06", "in_reply_to: 2017-05-01-x\nreply_kind: full_reply\nchecked: 2017-06-12", "2017-06-r")
    found = thread(tmp_path, letter("2017-05-01"), answer)
    assert [(on(found, day).state, on(found, day).certain) for day in ("2017-06-11", "2017-06-12")] == [("awaiting", False), ("answered", True)]
    assert date(2017, 6, 12) in found.turns
    first = thread(tmp_path / "first", letter("2017-05-01"), {name: text.replace("06-12", "06-01") for name, text in answer.items()})
    assert (on(first, "2017-06-01").state, on(first, "2017-06-01").certain) == ("answered", True)


def test_a_letter_of_an_unknown_day_may_not_have_been_sent(tmp_path: Path) -> None:
    found = thread(tmp_path, letter("2017-05"))
    early, within, after = (on(found, day) for day in ("2017-04-30", "2017-05-10", "2017-05-31"))
    assert (early.state, early.certain, early.possible, early.days) == ("unsent", True, (), None)
    assert (within.state, within.certain, within.possible, within.days) == ("unsent", False, ("awaiting",), None)
    assert (after.state, after.certain, after.days) == ("awaiting", True, 0)


def test_a_corrected_date_changes_the_days_before_it(tmp_path: Path) -> None:
    first = letter("2017-05-01", "clock: rule\nchecked: 2017-06-30")  # Tuesday 2 May to Monday 8 May 2017
    wrong = thread(tmp_path / "wrong", first, reply("2017-05-08", "full_reply"), CLOCK)
    correction = "corrections: {date: 2018-01-01, text: The date was wrong.}"
    right = letter("2017-06-08", f"in_reply_to: 2017-05-01-x\nreply_kind: full_reply\n{correction}", "2017-06-08-r")
    mended = thread(tmp_path / "mended", first, right, CLOCK)
    assert [(on(t, "2017-05-20").state, on(t, "2017-05-20").overdue) for t in (wrong, mended)] == [("answered", False), ("awaiting", True)]
    assert [t.answer.late_by if t.answer else 0 for t in (wrong, mended)] == [None, 31]  # 23 days of May from the 8th, and 8
    assert (wrong.state, mended.state) == ("answered", "answered")


def test_the_days_on_which_it_changes_are_all_there(index: Index) -> None:
    for found in index.threads.values():
        turns = [day for day in found.turns if date(2019, 1, 1) < day < date(2023, 1, 1)]
        for before, after in pairwise(turns):
            said = {(s.state, s.possible, s.certain, s.overdue, s.replies, s.responses) for s in map(found.on, days_between(before, after))}
            assert len(said) == 1, (found.letter.key, before, after)


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days)]


DAYS = st.dates(date(2017, 5, 1), date(2018, 12, 31))
DATES = st.tuples(DAYS, st.sampled_from(["{0}", "{0:%Y-%m}", "{0}/2018-12-31", "{0}?"])).map(lambda pair: pair[1].format(pair[0]))
KINDS = st.sampled_from(["acknowledgement", "holding_reply", "partial_reply", "full_reply", "refusal", ""])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(DATES, KINDS), max_size=3), DAYS)
def test_the_order_of_files_changes_nothing(tmp_path_factory: pytest.TempPathFactory, replies: list[tuple[str, str]], day: date) -> None:
    first = letter("2017-05-01", "clock: rule\nchecked: 2019-01-15")
    seen = []
    for order in (range(len(replies)), reversed(range(len(replies)))):
        files = {**BARE, **first, **CLOCK}
        for name, number in enumerate(order):
            when, kind = replies[number]
            fields = "in_reply_to: 2017-05-01-x" + (f"\nreply_kind: {kind}" if kind else "")
            files.update(letter(when, fields, f"{when[:4]}-{name}"))
        found = index_of(tmp_path_factory.mktemp("order"), files).threads[KEY]
        then = found.on(day)
        dates = [sorted(e.record.date.text for e in entries) for entries in (found.replies, then.replies, then.perhaps)]
        seen.append((found.state, found.due, found.overdue, then.state, then.possible, then.certain, then.overdue, then.due, dates))
        assert then.overdue is False or (then.due is not None and then.due.latest is not None and then.due.latest < day)
        assert found.on(date(2019, 12, 31)).state == found.state
        assert [e.record.date.order for e in found.replies] == sorted(e.record.date.order for e in found.replies)
    assert seen[0] == seen[1]


def test_a_letter_of_which_only_the_latest_day_is_known_turns_on_no_day_before_all_others(tmp_path: Path) -> None:
    assert thread(tmp_path, letter("../2017-05-01")).turns == (date(2017, 5, 1),)


def test_who_checked_a_reply_before_it_can_have_come_had_not_seen_it(tmp_path: Path) -> None:
    for checked, state, possible in (("2017-05-20", "awaiting", ("answered",)), ("2017-06-05", "answered", ())):
        answer = letter("2017-06", f"in_reply_to: 2017-05-01-x\nreply_kind: full_reply\nchecked: {checked}", "2017-06-r")
        found = on(thread(tmp_path / checked, letter("2017-05-01"), answer), "2017-06-10")
        assert (found.state, found.possible) == (state, possible)


def test_what_by_one_account_came_after_it_was_checked_had_come_by_one_only(tmp_path: Path) -> None:
    accounts = "[{by: free-union, text: A, sources: gazette}, {by: ministry, text: B, date: 2017-06, sources: gazette}]"
    fields = f"kind: public_statement, sources: gazette, responds_to: 2017-05-01-x, checked: 2017-05-20, accounts: {accounts}"
    event = {"events/2017.yml": f"- {{id: 2017-05-10-said, title: Said, date: 2017-05-10, {fields}}}\n"}
    found = on(thread(tmp_path, letter("2017-05-01"), event), "2017-06-10")
    assert ([entry.id for entry in found.responses], [entry.id for entry in found.perhaps]) == ([], ["2017-05-10-said"])
