"""Threads: what became of a letter, and since how many days nothing has been recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from dossier.index import Index, chronological
from dossier.threads import Thread, thread_members
from dossier.withheld import public
from helpers import index_of, own_data

KEY = "utopia/letters/2017-05-01-x"
KINDS = """
    - {id: letter_sent, label: Letter, group: correspondence}
    - {id: acknowledgement, label: Acknowledgement, group: correspondence, thread: acknowledged}
    - {id: holding_reply, label: Holding reply, group: correspondence, thread: holding}
    - {id: information_request, label: Request for information, group: correspondence, thread: asked-back}
    - {id: partial_reply, label: Partial reply, group: correspondence, thread: partly-answered}
    - {id: full_reply, label: Reply, group: correspondence, thread: answered}
    - {id: refusal, label: Refusal, group: correspondence, thread: refused}
    - {id: public_statement, label: Statement, group: intervention}
    """
BARE: dict[str, str | bytes | None] = {
    "letters/2017-03-24-to-bo-dahl.md": None, "events/2017.yml": None, "../vocabulary/event-kinds.yml": KINDS,
}  # fmt: skip


def letter(day: str, fields: str = "", name: str = "x") -> dict[str, str]:
    head = f"title: T\ndate: {day}\nfrom: free-union\nto: ministry\n{fields}"
    return {f"letters/2017-05-01-{name}.md" if name == "x" else f"letters/{name}.md": f"---\n{head}\n---\nWords.\n"}


def reply(day: str, kind: str = "", name: str = "reply") -> dict[str, str]:
    fields = "in_reply_to: 2017-05-01-x" + (f"\nreply_kind: {kind}" if kind else "")
    return letter(day, fields, f"{day[:10]}-{name}")


def thread(root: Path, *files: Mapping[str, str], key: str = KEY) -> Thread:
    together = dict(BARE)
    for one in files:
        together.update(one)
    return index_of(root, together).threads[key]


def test_a_letter_without_reply_awaits_one(tmp_path: Path) -> None:
    found = thread(tmp_path, letter("2017-05-01", "checked: 2017-06-01"))
    assert (found.state, found.answered, found.replies) == ("awaiting", False, ())


def test_days_count_from_the_letter_to_the_day_it_was_checked(tmp_path: Path) -> None:
    found = thread(tmp_path, letter("2017-05-01", "checked: 2017-06-01"))
    assert (found.counted_to, found.days) == (date(2017, 6, 1), 31)


@pytest.mark.parametrize(
    ("when", "days"),
    [("2017-05-01", 61), ("2017-05", 31), ("2017-05-10/2017-05-23", 39), ("../2017-05-20", 42), ("2017-05~", 31), ("2017-07-01", 0)],
)
def test_days_count_from_the_latest_possible_day_of_the_letter(when: str, days: int, tmp_path: Path) -> None:
    assert thread(tmp_path, letter(when, "checked: 2017-07-01")).days == days


@pytest.mark.parametrize(
    ("checked", "counted"),
    [("2017-05-20", None), ("2017-05-31", None), ("2017-06-01", date(2017, 6, 1)), ("2017-07-01", date(2017, 7, 1))],
)
def test_a_state_that_came_after_the_letter_was_checked_is_not_said_as_of_that_day(checked: str, counted: date | None, tmp_path: Path) -> None:
    for place, came in enumerate((reply("2017-06", "partial_reply"), reply("2017-06-01", "refusal"))):
        assert thread(tmp_path / str(place), letter("2017-05-01", f"checked: {checked}"), came).counted_to == counted
    closed = letter("2017-05-01", f"checked: {checked}\nclosed: {{date: 2017-06-01/2017-06-05}}")
    assert thread(tmp_path / "closed", closed).counted_to == counted


def test_a_reply_that_changes_nothing_leaves_the_day_on_which_the_letter_was_checked(tmp_path: Path) -> None:
    came = reply("2017-06-01", "partial_reply"), reply("2017-08-01", "acknowledgement", "later")
    found = thread(tmp_path, letter("2017-05-01", "checked: 2017-07-01"), *came)
    assert (found.state, found.counted_to) == ("partly-answered", date(2017, 7, 1))


def test_without_a_day_of_checking_nothing_is_counted(tmp_path: Path) -> None:
    found = thread(tmp_path, letter("2017-05-01"))
    assert (found.counted_to, found.days) == (None, None)


@pytest.mark.parametrize("when", ["2017-08-01", "2017", "2017-07"])
def test_a_letter_checked_before_its_latest_possible_day_is_not_counted(when: str, tmp_path: Path) -> None:
    found = thread(tmp_path, letter(when, "checked: 2017-07-01"))
    assert (found.counted_to, found.days) == (None, None)


def test_a_stub_is_never_overdue(tmp_path: Path) -> None:
    found = thread(tmp_path, letter("2017-05-01", "text_available: false\nsources: gazette\nchecked: 2017-06-01"))
    assert (found.state, found.days) == ("stub", None)


def test_a_stub_that_was_answered_is_answered(tmp_path: Path) -> None:
    stub = letter("2017-05-01", "text_available: false\nsources: gazette")
    assert thread(tmp_path, stub, reply("2017-05-20", "full_reply")).state == "answered"


def test_days_are_counted_of_a_stub_only_once_a_reply_tells_that_it_was_sent(tmp_path: Path) -> None:
    stub = letter("2017-05-01", "text_available: false\nsources: gazette")
    found = thread(tmp_path, stub, reply("2017-05-20", "full_reply"))
    assert [found.on(date(2017, 5, day)).days for day in (10, 20)] == [None, 19]


def test_where_no_reply_was_requested_none_is_awaited(tmp_path: Path) -> None:
    found = thread(tmp_path, letter("2017-05-01", "reply_requested: false\nchecked: 2017-06-01"))
    assert (found.state, found.answered) == ("not-requested", False)


@pytest.mark.parametrize(
    ("kind", "state", "answered"),
    [
        ("acknowledgement", "acknowledged", False),
        ("holding_reply", "holding", False),
        ("information_request", "asked-back", False),
        ("partial_reply", "partly-answered", False),
        ("full_reply", "answered", True),
        ("refusal", "refused", True),
        ("", "replied", False),
    ],
)
def test_the_kind_of_the_reply_gives_the_state(kind: str, state: str, answered: bool, tmp_path: Path) -> None:
    found = thread(tmp_path, letter("2017-05-01", "checked: 2017-06-01"), reply("2017-05-20", kind))
    assert (found.state, found.answered) == (state, answered)


def test_an_acknowledgement_is_listed_and_is_no_answer(tmp_path: Path) -> None:
    found = thread(tmp_path, letter("2017-05-01", "checked: 2017-06-01"), reply("2017-05-02", "acknowledgement"))
    assert ([entry.id for entry in found.replies], found.answered) == (["2017-05-02-reply"], False)


def test_an_answer_after_an_acknowledgement_is_an_answer(tmp_path: Path) -> None:
    replies = (reply("2017-05-02", "acknowledgement"), reply("2017-05-20", "full_reply"))
    found = thread(tmp_path, letter("2017-05-01"), *replies)
    assert (found.state, [entry.id for entry in found.replies]) == ("answered", ["2017-05-02-reply", "2017-05-20-reply"])


def test_a_late_acknowledgement_takes_no_answer_back(tmp_path: Path) -> None:
    assert thread(tmp_path, letter("2017-05-01"), reply("2017-05-02", "full_reply"), reply("2017-05-20", "acknowledgement")).state == "answered"


def test_a_reply_of_no_kind_does_not_hide_a_known_answer(tmp_path: Path) -> None:
    assert thread(tmp_path, letter("2017-05-01"), reply("2017-05-02", "refusal"), reply("2017-05-20")).state == "refused"


def test_a_reply_before_the_day_of_checking_is_counted(tmp_path: Path) -> None:
    found = thread(tmp_path, letter("2017-05-01", "checked: 2017-06-01"), reply("2017-05-20", "full_reply"))
    assert (found.state, found.counted_to) == ("answered", date(2017, 6, 1))


def test_a_reply_after_the_day_of_checking_is_not_hidden(tmp_path: Path) -> None:
    found = thread(tmp_path, letter("2017-05-01", "checked: 2017-06-01"), reply("2018-05-20", "full_reply"))
    assert (found.state, found.counted_to, found.days) == ("answered", None, None)


def test_a_closed_letter_is_closed_whatever_came(tmp_path: Path) -> None:
    closing = letter("2017-05-01", "closed: {date: 2017-09-01, text: Given up.}")
    assert thread(tmp_path, closing).state == "closed"
    assert thread(tmp_path / "too", closing, reply("2017-05-20", "acknowledgement")).state == "closed"


def test_what_was_said_or_done_is_shown_and_is_no_reply_in_writing(tmp_path: Path) -> None:
    event = "- {id: 2017-05-09-s, title: S, date: 2017-05-09, kind: public_statement, responds_to: 2017-05-01-x, sources: gazette}"
    found = thread(tmp_path, letter("2017-05-01", "checked: 2017-06-01"), {"events/2017.yml": event})
    assert ([entry.id for entry in found.responses], found.replies, found.state) == (["2017-05-09-s"], (), "awaiting")


def test_follow_ups_chain_a_thread_from_whichever_end_it_is_read(tmp_path: Path) -> None:
    event = "- {id: 2017-06-09-s, title: S, date: 2017-06-09, kind: public_statement, responds_to: 2017-06-02-b, sources: gazette}"
    files = {
        **BARE,
        **letter("2017-05-01"),
        **letter("2017-06-02", "follows_up: 2017-05-01-x", "2017-06-02-b"),
        **letter("2017-07-03", "follows_up: 2017-06-02-b", "2017-07-03-c"),
        **letter("2017-07-20", "in_reply_to: 2017-07-03-c", "2017-07-20-d"),
        **letter("2017-07-21", "", "2017-07-21-apart"),
        "events/2017.yml": event,
    }
    index = index_of(tmp_path, files)
    chain = ["2017-05-01-x", "2017-06-02-b", "2017-06-09-s", "2017-07-03-c", "2017-07-20-d"]
    for ident in ("2017-05-01-x", "2017-06-02-b", "2017-07-03-c", "2017-07-20-d"):
        assert [entry.id for entry in thread_members(index.threads, f"utopia/letters/{ident}")] == chain
    assert [entry.id for entry in thread_members(index.threads, "utopia/letters/2017-07-21-apart")] == ["2017-07-21-apart"]
    middle = index.threads["utopia/letters/2017-06-02-b"]
    assert ([e.id for e in middle.follows], [e.id for e in middle.followed_by]) == (["2017-05-01-x"], ["2017-07-03-c"])


def test_a_follow_up_is_no_reply(tmp_path: Path) -> None:
    found = thread(tmp_path, letter("2017-05-01"), letter("2017-06-02", "follows_up: 2017-05-01-x", "2017-06-02-b"))
    assert (found.state, found.replies) == ("awaiting", ())


def test_letters_that_follow_each_other_in_a_circle_are_one_thread(tmp_path: Path) -> None:
    files = {
        **BARE, **letter("2017-05-01", "follows_up: 2017-06-02-b"), **letter("2017-06-02", "follows_up: 2017-05-01-x", "2017-06-02-b"),
    }  # fmt: skip
    assert [entry.id for entry in thread_members(index_of(tmp_path, files).threads, KEY)] == ["2017-05-01-x", "2017-06-02-b"]


def test_letters_of_a_month_that_answer_each_other_in_a_circle_stand_somehow(tmp_path: Path) -> None:
    files = {
        **BARE, **letter("2017-05", "follows_up: 2017-05-b"), **letter("2017-05", "in_reply_to: 2017-05-01-x", "2017-05-b"),
        **letter("2017-05-15", "in_reply_to: [2017-05-01-x, 2017-05-b]", "2017-05-15-c"),
    }  # fmt: skip
    assert {entry.id for entry in thread_members(index_of(tmp_path, files).threads, KEY)} == {"2017-05-01-x", "2017-05-b", "2017-05-15-c"}


def test_one_reply_may_answer_two_letters(tmp_path: Path) -> None:
    files = {
        **BARE, **letter("2017-05-01"), **letter("2017-05-02", "", "2017-05-02-b"),
        **letter("2017-05-20", "in_reply_to: [2017-05-01-x, 2017-05-02-b]\nreply_kind: full_reply", "2017-05-20-r"),
    }  # fmt: skip
    found = index_of(tmp_path, files).threads
    assert {found[KEY].state, found["utopia/letters/2017-05-02-b"].state} == {"answered"}


def test_the_kinds_of_reply_of_this_repository_say_what_they_make_of_a_thread() -> None:
    kinds = {entry.id: entry.record.thread for entry in own_data().dossier.of("vocabulary/event-kinds")}
    replies = ("acknowledgement", "holding_reply", "information_request", "partial_reply", "substantive_reply", "refusal")
    assert [kinds[ident] for ident in replies] == [
        "acknowledged", "holding", "asked-back", "partly-answered", "answered", "refused",
    ]  # fmt: skip


# Clocks


CLOCKS = {
    "../vocabulary/reply-clocks.yml": """
    - {id: slow, title: Ten days, applies_to: The Ministry, days: 10, unit: working, from: 2010, until: 2020, basis: {title: Slow rules}}
    - {id: quick, title: Five days, applies_to: The Ministry, days: 5, unit: working, from: 2015, until: 2019, basis: {title: Quick rules}}
    - {id: groundless, title: Five days, days: 5, unit: working}
    - {id: over, title: Five days, days: 5, unit: working, until: 2016, basis: {title: Old rules}}
    """
}
# Monday 1 May 2017: 2 to 5 May are 1 to 4, 8 May is 5, 9 to 12 May are 6 to 9, 15 May is 10.


@pytest.mark.parametrize(("clock", "due"), [("quick", date(2017, 5, 8)), ("slow", date(2017, 5, 15))])
def test_of_two_clocks_that_hold_at_the_same_time_the_one_that_the_letter_names_counts(clock: str, due: date, tmp_path: Path) -> None:
    found = thread(tmp_path, letter("2017-05-01", f"clock: {clock}\nchecked: 2017-06-01"), CLOCKS)
    assert found.due is not None
    assert (found.due.certain_day, found.overdue) == (due, True)


def test_a_letter_that_names_no_clock_is_never_overdue(tmp_path: Path) -> None:
    found = thread(tmp_path, letter("2017-05-01", "checked: 2026-06-01\nreply_by: 2017-05-31"), CLOCKS)
    assert (found.due, found.overdue) == (None, False)


def test_a_clock_without_a_basis_gives_no_day(tmp_path: Path) -> None:
    found = thread(tmp_path, letter("2017-05-01", "clock: groundless\nchecked: 2026-06-01"), CLOCKS)
    assert (found.due, found.overdue) == (None, False)


def test_a_clock_that_no_longer_holds_gives_no_day(tmp_path: Path) -> None:
    found = thread(tmp_path, letter("2017-05-01", "clock: over\nchecked: 2026-06-01"), CLOCKS)
    assert found.due is not None
    assert (found.due.latest, found.overdue) == (None, False)


@pytest.mark.parametrize(
    "fields",
    ["reply_requested: false", "text_available: false\nsources: gazette", "closed: {date: 2017-05-03}", "checked: 2017-05-08"],
)
def test_nobody_is_overdue_with(fields: str, tmp_path: Path) -> None:
    checked = "" if "checked" in fields else "\nchecked: 2026-06-01"
    assert not thread(tmp_path, letter("2017-05-01", f"clock: quick\n{fields}{checked}"), CLOCKS).overdue


@pytest.mark.parametrize(
    ("kind", "overdue"),
    [
        ("acknowledgement", True), ("holding_reply", True), ("information_request", False), ("partial_reply", False), ("full_reply", False),
        ("refusal", False), ("", False),
    ],
)
def test_whether_it_is_overdue_after_a_reply(kind: str, overdue: bool, tmp_path: Path) -> None:
    assert thread(tmp_path, letter("2017-05-01", "clock: quick\nchecked: 2017-06-01"), reply("2017-05-04", kind), CLOCKS).overdue is overdue


def test_a_holding_reply_after_a_question_makes_nobody_overdue(tmp_path: Path) -> None:
    both = reply("2017-05-04", "information_request"), reply("2017-05-05", "holding_reply", "held")
    found = thread(tmp_path, letter("2017-05-01", "clock: quick\nchecked: 2017-06-01"), *both, CLOCKS)
    assert (found.state, found.waiting, found.overdue) == ("asked-back", True, False)


def test_a_draft_and_a_withdrawn_reply_do_not_count(tmp_path: Path) -> None:
    for state in ("draft: true", "withdrawn: {date: 2018-01-01}", "publish_after: 2027-01-01"):
        files = {**BARE, **letter("2017-05-01", "checked: 2018-06-01")}
        files.update(letter("2017-05-09", f"in_reply_to: 2017-05-01-x\nreply_kind: full_reply\n{state}", "2017-05-09-r"))
        index = index_of(tmp_path / state[:5], files)
        found = Index(public(index.dossier, datetime(2026, 11, 24, tzinfo=UTC))[0]).threads
        assert (found[KEY].state, found[KEY].replies, list(thread_members(found, KEY))) == ("awaiting", (), [found[KEY].letter])


# Replies


def test_a_reply_awaits_no_reply_unless_it_says_so(tmp_path: Path) -> None:
    asking = letter("2017-05-10", "in_reply_to: 2017-05-01-x\nreply_by: 2017-06", "2017-05-10-b")
    files = {**BARE, **letter("2017-05-01"), **reply("2017-05-09", "full_reply"), **asking}
    found = index_of(tmp_path, files).threads
    assert [found[f"utopia/letters/{name}"].state for name in ("2017-05-09-reply", "2017-05-10-b")] == ["not-requested", "awaiting"]


def test_a_state_that_rests_on_a_reply_known_from_references_is_not_certain(tmp_path: Path) -> None:
    stub = letter("2017-05-10", "in_reply_to: 2017-05-01-x\nreply_kind: full_reply\ntext_available: false\nsources: herald", "2017-05-10-r")
    assert not thread(tmp_path / "1", letter("2017-05-01"), stub).certain
    assert thread(tmp_path / "2", letter("2017-05-01"), stub, reply("2017-05-20", "full_reply")).certain
    assert thread(tmp_path / "3", letter("2017-05-01")).certain


def test_replies_stand_in_the_order_of_their_dates_whatever_their_files_are_called(tmp_path: Path) -> None:
    files = [letter("2017-06", "in_reply_to: 2017-05-01-x", "2017-05-02-a"), letter("2017-05-03", "in_reply_to: 2017-05-01-x", "2017-05-03-z")]
    found = thread(tmp_path, letter("2017-05-01"), *files)
    assert [entry.id for entry in found.replies] == ["2017-05-03-z", "2017-05-02-a"]


def test_an_answer_of_the_same_day_stands_behind_the_letter_whatever_their_files_are_called(tmp_path: Path) -> None:
    after = letter("2017-05-01", "follows_up: 2017-05-01-x", "2017-05-01-b")
    files = {**BARE, **letter("2017-05-01"), **reply("2017-05-01", name="a-reply"), **after}
    index = index_of(tmp_path, files)
    names = ["2017-05-01-x", "2017-05-01-a-reply", "2017-05-01-b"]
    assert [entry.id for entry in sorted(index.dossier.of("letters", "utopia"), key=chronological)] == names
    assert [entry.id for entry in thread_members(index.threads, KEY)] == names
    told = {**files, **letter("2017-05-01", "order: 1")}
    assert [entry.id for entry in sorted(index_of(tmp_path / "b", told).dossier.of("letters", "utopia"), key=chronological)] == [*names[1:], names[0]]


@pytest.mark.parametrize(
    ("when", "names"),
    [
        ("2017-05", ["2017-04-20-before", "2017-05-01-x", "2017-05-10-r", "2017-05-12-s", "2017-05-20-again"]),
        ("../2017-06-30", ["2017-04-20-before", "2017-05-01-x", "2017-05-10-r", "2017-05-12-s", "2017-05-20-again"]),
        ("2017-05-10/2017-05-25", ["2017-04-20-before", "2017-05-01-x", "2017-05-10-r", "2017-05-12-s", "2017-05-20-again"]),  # on one day
        ("2017-05-11/2017-05-25", ["2017-04-20-before", "2017-05-10-r", "2017-05-01-x", "2017-05-12-s", "2017-05-20-again"]),  # a reply too early
    ],
)
def test_a_letter_of_an_unknown_day_stands_before_what_answers_it(when: str, names: list[str], tmp_path: Path) -> None:
    event = "- {id: 2017-05-12-s, title: S, date: 2017-05-12, kind: public_statement, responds_to: 2017-05-01-x, sources: gazette}"
    files = {
        **BARE, **letter(when, "follows_up: 2017-04-20-before"), **letter("2017-04-20", "", "2017-04-20-before"),
        **letter("2017-05-10", "in_reply_to: 2017-05-01-x", "2017-05-10-r"), "events/2017.yml": event,
        **letter("2017-05-20", "in_reply_to: 2017-05-01-x", "2017-05-20-again"),
    }  # fmt: skip
    assert [entry.id for entry in thread_members(index_of(tmp_path, files).threads, KEY)] == names


def test_letters_of_unknown_days_that_answer_each_other_stand_in_turn(tmp_path: Path) -> None:
    files = {
        **BARE, **letter("2017-05"), **letter("2017-05", "in_reply_to: 2017-05-01-x", "2017-05-b"),
        **letter("2017-05-15", "in_reply_to: 2017-05-b", "2017-05-15-a"), **letter("2017-05-17", "follows_up: 2017-05-01-x", "2017-05-17-c"),
    }  # fmt: skip
    members = thread_members(index_of(tmp_path, files).threads, KEY)
    assert [entry.id for entry in members] == ["2017-05-01-x", "2017-05-b", "2017-05-15-a", "2017-05-17-c"]


def test_passages_of_an_answer_of_the_same_day_stand_behind_those_of_the_letter(tmp_path: Path) -> None:
    made = "demands: {demand: release, paragraph: p1}"
    files = {**BARE, **letter("2017-05-01", made), **letter("2017-05-01", f"in_reply_to: 2017-05-01-x\n{made}", "2017-05-01-a-reply")}
    index = index_of(tmp_path, files)
    found = [passage.letter.id for passage in index.passages(index.dossier.entries["utopia/demands/release"])]
    assert found == ["2017-05-01-x", "2017-05-01-a-reply"]


def test_a_letter_that_is_named_twice_is_one_reply(tmp_path: Path) -> None:
    found = thread(tmp_path, letter("2017-05-01"), letter("2017-05-09", "in_reply_to: [2017-05-01-x, letters/2017-05-01-x]", "2017-05-09-r"))
    assert len(found.replies) == 1
