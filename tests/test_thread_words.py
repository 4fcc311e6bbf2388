"""What is said of a thread, word by word, as somebody on the other side would read it. All letters are invented."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from dossier.clocks import Due, Reply, Rule, due
from dossier.dates import parse_date
from dossier.settings import Settings
from dossier.site import Site
from dossier.views import register_line
from dossier.views.answered import in_time, took
from dossier.views.letters import letter_view
from dossier.views.news import news_of
from dossier.views.threads import gap, thread_lines, waiting_view
from dossier.views.threadwords import clock_words, due_by, thread_parts, thread_said, thread_words
from helpers import SMALL, built, dossier_of, own_data, project
from inventions import FIRST, invented
from msgspec.structs import replace
from projects import BASE
from test_threads import BARE, letter, reply
from test_threads import thread as thread_of

BINDS = "Whether the rule binds for this letter is for its basis to say."
AMENDED = f"Basis: Invented Rules of the Office of Ferries, rule 7, as amended. The clock holds from 1 July 2019. {BINDS}"
PLAIN = "the day after counted first; Saturdays and Sundays not counted; no holiday fell between."

SAID = {
    # letter: line in a register, what stands below it, sentences, how the day was computed
    "2019-10-25-to-the-office": (
        "Answered by a letter dated 14 January 2020, 81 days after it",
        "",  # whether it was in time is not certain: a reply in part of an unknown day in December may have been
        ["A reply was asked for by 8 November 2019.", "A reply was due by 2 December 2019.", "The reply is dated 81 days after the letter."],
        "How this day was computed, by the clock “Reply within fifteen working days of the letter”: 15 working days from the date of the letter, "
        "25 October 2019, the day after counted first; Saturdays, Sundays and 1 November 2019 (a holiday listed in the clock) not counted. "
        "A holding reply came before that day had passed and extends it by 10 working days. "
        f"Basis: Invented Rules of the Office of Ferries, rule 7. The clock holds from 2010 until 31 December 2019. {BINDS}",
    ),
    "2020-01-07-to-the-office": (
        "Answered by a letter dated 14 January 2020, 7 days after it",
        "",
        ["A reply was asked for by 31 January 2020.", "The reply is dated 7 days after the letter."],
        "",
    ),
    "2020-01-14-reply": ("Itself a reply; none to it is counted", "", [], ""),
    "2021-02-01-waiting": (
        "No written reply recorded as of 1 June 2021, 120 days after it",
        "A reply was due by 3 March 2021; that day has passed",
        ["A reply was due by 3 March 2021.", "That day has passed: 1 June 2021, to which this was checked, is 90 days after the day it was due."],
        "How this day was computed, by the clock “Reply within twenty working days of receipt”: 20 working days from the receipt of the letter, "
        f"3 February 2021, {PLAIN} {AMENDED}",
    ),
    "2021-02-02-acknowledged": ("Acknowledged; no answer recorded as of 1 June 2021, 119 days after it", "", [], ""),
    "2021-02-03-held": (
        "A holding reply is on record; no answer recorded as of 1 June 2021, 118 days after it",
        "With a holding reply the count of days stops; no day is given",
        ["With a holding reply the count of days stops; no day is given."],
        "How this was computed, by the clock “Reply within twenty working days of receipt”: 20 working days from the receipt of the letter, "
        f"4 February 2021, {PLAIN} A holding reply came before that day had passed and stops the count until further word, so no last day is "
        f"computed. {AMENDED}",
    ),
    "2021-02-04-partly-answered": ("Answered in part; no full answer recorded as of 1 June 2021, 117 days after it", "", [], ""),
    "2021-02-05-refused": (
        "What was asked was refused by a letter dated 19 February 2021, 14 days after it",
        "By the day it was due",
        ["A reply was due by 8 March 2021.", "The reply is dated 14 days after the letter, by the day it was due."],
        "How this day was computed, by the clock “Reply within twenty working days of receipt”: 20 working days from the receipt of the letter, "
        f"8 February 2021, {PLAIN} {AMENDED}",
    ),
    "2021-02-06-replied": ("A reply is on record dated 22 February 2021", "", [], ""),
    "2021-02-07-not-requested": ("No reply was asked for", "", [], ""),
    "2021-02-08-known-from-references": ("Known from references only", "", [], ""),
    "2021-02-09-closed": ("Closed on 3 May 2021", "", ["The ferry in question was sold."], ""),
    "2021-02-10-received-on-a-day-between": (
        "No written reply recorded as of 24 March 2021, 42 days after it",
        "A reply was due by a day between 15 and 19 March 2021; that day has passed",
        [
            "A reply was due by a day between 15 and 19 March 2021.",
            "That day has passed: 24 March 2021, to which this was checked, is at least 5 days after the day it was due.",
        ],
        "How this day was computed, by the clock “Reply within twenty working days of receipt”: 20 working days from the receipt of the letter "
        f"(between 15 and 20 February 2021), from its first and from its last possible day, {PLAIN} {AMENDED}",
    ),
    "2021-02-unclear": ("No written reply recorded (not checked since the letter)", "", [], ""),
}


@pytest.mark.parametrize("ident", SAID)
def test_what_is_said_of_a_thread(ident: str) -> None:
    viewer = invented().viewer
    said = thread_said(viewer, viewer.index.threads[f"threadia/letters/{ident}"])
    how = f"{said.lead} “{said.clock.text}”: {said.how}" if said.clock and said.how else ""
    assert (said.register, said.due, list(said.notes), how) == SAID[ident]


@pytest.mark.parametrize("ident", SAID)
def test_a_register_says_the_same_as_the_letter(ident: str) -> None:
    viewer = invented().viewer
    entry = viewer.dossier.entries[f"threadia/letters/{ident}"]
    line = register_line(viewer, entry)
    assert (line.state, line.due) == SAID[ident][:2]
    assert letter_view(viewer, entry, "../").state == thread_words(viewer.index.threads[entry.key])


def test_nothing_that_is_said_accuses_or_speaks_of_law() -> None:
    viewer = invented().viewer
    every = [thread_said(viewer, thread) for thread in viewer.index.threads.values()]
    words = " ".join(" ".join((said.line, said.due, *said.notes, said.how)) for said in every)
    words += " ".join(clock_words(viewer, entry.record) for entry in viewer.dossier.of("vocabulary/reply-clocks"))
    accusing = r"overdue|late|ignor\w+|fail\w*|refus(?:es|ing)|silen\w+|still|yet|must|by law|illegal\w*|unlawful\w*|delay\w*"
    assert re.findall(rf"\b(?:{accusing})\b", words) == []


def test_what_is_open_never_stands_without_the_day_to_which_it_was_checked() -> None:
    viewer = invented().viewer
    for thread in viewer.index.threads.values():
        if thread.waiting:
            assert re.search(r" as of \d+ \w+ \d{4}|not checked since the letter", thread_words(thread)), thread.letter.key


REPLIED = """- id: 2017-04-0{day}-reply
  title: {kind}
  date: 2017-04-0{day}
  from: bo-dahl
  to: free-union
  in_reply_to: 2017-03-24-to-bo-dahl
  reply_kind: {kind}
  text: A word.
"""


@pytest.mark.parametrize(
    ("asked", "writers", "said"),
    [
        ("[bo-dahl, ann-lee]", [], ""),
        ("[bo-dahl, ann-lee]", ["bo-dahl"], "The reply on record is from Bo Dahl"),
        ("[bo-dahl, ann-lee]", ["free-union"], "The reply on record is from Free Union"),
        ("[bo-dahl, ann-lee]", ["bo-dahl", "bo-dahl"], "The replies on record are from Bo Dahl"),
        ("[bo-dahl, ann-lee]", ["bo-dahl", "ann-lee"], ""),
        ("bo-dahl", ["bo-dahl"], ""),
        ("bo-dahl", ["free-union"], ""),
        ("bo-dahl", ["ann-lee"], "The reply on record is from Ann Lee"),
        ("bo-dahl", ["ann-lee", "bo-dahl"], ""),
    ],
)
def test_nobody_answers_by_the_letter_of_another(tmp_path: Path, asked: str, writers: list[str], said: str) -> None:
    """Of two to whom a letter was addressed one refused, and the page of the other said that what was asked was refused."""
    letter = "letters/2017-03-24-to-bo-dahl.md"
    files = {letter: SMALL[f"data/utopia/{letter}"].replace("to: bo-dahl", f"to: {asked}")}
    sent = (REPLIED.format(day=day, kind="refusal").replace("from: bo-dahl", f"from: {who}") for day, who in enumerate(writers, 1))
    files |= {"letters/2017.yml": "".join(sent)} if writers else {}
    viewer = Site(dossier_of(tmp_path, files), Settings(), datetime(2020, 1, 1, tzinfo=UTC)).viewer
    entry = viewer.dossier.entries["utopia/letters/2017-03-24-to-bo-dahl"]
    found = thread_said(viewer, viewer.index.threads[entry.key])
    assert (found.replied, f"{said}." in found.notes, register_line(viewer, entry).replied) == (said, bool(said), said)
    told = next(iter(news_of(viewer, entry))).view().lead[-1]
    assert told == (f"{found.line}. {said}." if said else f"{found.line}.")


def test_an_embedded_letter_says_who_of_several_wrote(tmp_path: Path) -> None:
    letter = "data/utopia/letters/2017-03-24-to-bo-dahl.md"
    asked, refused = SMALL[letter].replace("to: bo-dahl", "to: [bo-dahl, ann-lee]"), REPLIED.format(day=3, kind="refusal")
    files = {letter: asked, "data/utopia/letters/2017.yml": refused}
    site = built(project(tmp_path, files))
    for where in ("", "p1/"):
        assert b". The reply on record is from Bo Dahl.</p>" in site[f"embed/utopia/letters/2017-03-24-to-bo-dahl/{where}index.html"]


@pytest.mark.parametrize("due", [False, True])
def test_the_days_are_those_of_the_reply_that_is_named(tmp_path: Path, due: bool) -> None:
    clock = "- {id: week, title: A week, days: 12, unit: calendar, basis: {title: A rule}}\n"
    letter = SMALL["data/utopia/letters/2017-03-24-to-bo-dahl.md"].replace("checked:", "clock: week\n        checked:" if due else "checked:", 1)
    files = {
        "data/vocabulary/reply-clocks.yml": clock, "data/utopia/letters/2017-03-24-to-bo-dahl.md": letter,
        "data/utopia/letters/2017.yml": REPLIED.format(day=3, kind="refusal") + REPLIED.format(day=8, kind="substantive_reply"),
    }  # fmt: skip
    site = built(project(tmp_path, files))
    page = " ".join(re.sub(r"<[^>]+>", " ", site["utopia/letters/2017-03-24-to-bo-dahl/index.html"].decode()).split())
    first = "An earlier reply, which refused what was asked, is dated 10 days after the letter"
    assert f"The reply is dated 15 days after the letter. {first}{', by the day it was due' if due else ''}." in page
    register = " ".join(re.sub(r"<[^>]+>", " ", site["utopia/letters/index.html"].decode()).split())
    assert "Answered by a letter dated 8 April 2017, 15 days after it" in register
    assert ("An earlier reply is dated by the day it was due" in register) == due


RULE = {"../vocabulary/reply-clocks.yml": "- {id: rule, title: Five days, days: 5, unit: working, basis: {title: A rule}}\n"}
DATED, DUE = "The reply is dated", "the day it was due"
EARLIER = "An earlier reply, which refused what was asked, is dated"


@pytest.mark.parametrize(
    ("fields", "replies", "page", "register"),
    [
        ("clock: rule", [("2017-05-01", "full_reply")], f"{DATED} on the day of the letter, by the day it was due.", "By the day it was due"),
        ("clock: rule", [("2017-05-08", "full_reply")], f"{DATED} 7 days after the letter, by the day it was due.", "By the day it was due"),
        ("clock: rule", [("2017-05-09", "full_reply")], f"{DATED} 8 days after the letter, 1 day after {DUE}.", f"1 day after {DUE}"),
        ("clock: rule", [("2017-06", "full_reply")], f"{DATED} after {DUE}.", f"After {DUE}"),
        ("clock: rule", [("2017-05-05/2017-05-20", "full_reply")], "", ""),
        ("clock: rule", [("2017-05-09", "acknowledgement")], "", ""),
        ("clock: rule\nclosed: {date: 2017-06-01, text: Given up.}", [("2017-05-09", "full_reply")], "", ""),
        (
            "clock: rule", [("2017-05-20", "refusal"), ("2017-06-20", "full_reply")],
            f"{DATED} 50 days after the letter. {EARLIER} 19 days after the letter, 12 days after {DUE}.",
            f"An earlier reply is dated 12 days after {DUE}",
        ),
        (  # the answer may have been the first
            "clock: rule", [("2017-05-05", "refusal"), ("2017-05-03/2017-05-09", "full_reply")],
            f"Another reply, which refused what was asked, is dated by {DUE}.", f"Another reply is dated by {DUE}",
        ),
        (
            "language: en", [("2017-05-05", "refusal"), ("2017-05-06~", "full_reply")],
            "Another reply, which refused what was asked, is dated 4 days after the letter.", "",
        ),
        ("language: en", [("2017-05-20", "refusal"), ("2017-06", "full_reply")], f"{EARLIER} 19 days after the letter.", ""),
        ("language: en", [("2017-06", "full_reply")], "", ""),
    ],
)  # fmt: skip
def test_how_long_a_reply_took_and_whether_it_was_in_time(
    fields: str, replies: list[tuple[str, str]], page: str, register: str, tmp_path: Path
) -> None:
    found = thread_of(tmp_path, letter("2017-05-01", fields), *(reply(*one) for one in replies), RULE)
    assert (took(found), in_time(found)) == (page, register)


ASKED_BACK = "More information was asked for in reply; no answer to the letter recorded as of 1 May 2018"


def test_a_reply_that_asks_for_more_is_told_as_that_and_makes_nobody_overdue(tmp_path: Path) -> None:
    clock = "- {id: week, title: A week, days: 7, unit: calendar, holding: pauses, basis: {title: A rule}}\n"
    kinds = (BASE / "vocabulary/event-kinds.yml").read_text("utf-8")
    files = {
        "data/vocabulary/event-kinds.yml": f"{kinds}- {{id: question, label: Question, group: correspondence, thread: asked-back}}\n",
        "data/vocabulary/reply-clocks.yml": clock,
        "data/utopia/letters/2017-03-24-to-bo-dahl.md": SMALL["data/utopia/letters/2017-03-24-to-bo-dahl.md"].replace(
            "checked:", "clock: week\n        checked:", 1
        ),
        "data/utopia/letters/2017.yml": REPLIED.format(day=8, kind="question"),
    }  # fmt: skip
    site = built(project(tmp_path, files))
    pages = ("letters/2017-03-24-to-bo-dahl/", "letters/", "as-of/2017-04-08/")
    letter, register, that_day = (" ".join(re.sub(r"<[^>]+>", " ", site[f"utopia/{name}index.html"].decode()).split()) for name in pages)
    assert f"{ASKED_BACK}." in letter
    assert f"{ASKED_BACK}, 403 days after it" in register
    assert "More information had been asked for in reply by then; no answer to the letter recorded" in that_day
    for said in (letter, register, that_day):
        assert not re.search(r"olding reply|day has passed", said)


def test_what_came_after_the_letter_was_checked_is_not_said_as_of_that_day() -> None:
    found = next(thread for thread in invented().index.threads.values() if thread.state == "partly-answered")
    assert found.counted_to is not None
    assert thread_words(replace(found, counted_to=None)) == "Answered in part; no full answer recorded (not checked since the reply)"


def test_an_answer_known_from_references_says_so() -> None:
    viewer = invented().viewer
    thread = viewer.index.threads[FIRST]
    stub = next(part for part in thread.parts if part.state == "acknowledged")
    alone = replace(thread, state="acknowledged", certain=False, parts=(stub,), responses=())
    assert thread_words(alone) == "Acknowledged (known from references only); no answer recorded as of 1 June 2020"


def test_what_was_said_or_done_is_mentioned_where_no_answer_is_recorded() -> None:
    viewer = invented().viewer
    open_thread = replace(viewer.index.threads[FIRST], state="awaiting", parts=())
    assert thread_words(open_thread) == "No written reply recorded as of 1 June 2020; what was said or done about it is listed"
    assert thread_said(viewer, open_thread).register == (
        "No written reply recorded as of 1 June 2020, 220 days after it; what was said or done about it is listed"
    )


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (due(Rule(5, "working"), parse_date("2018-11-23")), "by 30 November 2018"),
        (due(Rule(5, "working"), parse_date("2018-11")), "by a day between 8 November and 7 December 2018"),
        (due(Rule(5, "working"), parse_date("../2018-11-23")), "by 30 November 2018 at the latest"),
        (due(Rule(5, "working"), parse_date("2018-11-23?")), "by about 30 November 2018"),
        (due(Rule(5, "working", starts="received"), parse_date("2018-11-23")), "by a day that is not on record, 30 November 2018 at the earliest"),
    ],
)
def test_the_day_is_as_precise_as_the_letter(found: Due, words: str) -> None:
    assert due_by(found) == words


def test_a_day_that_has_not_passed_is_still_to_come() -> None:
    viewer = invented().viewer
    thread = viewer.index.threads["threadia/letters/2021-02-01-waiting"]
    later = due(Rule(5, "working"), parse_date("2026-11-20"), [Reply(parse_date("2026-11-21"), "acknowledged")])
    assert thread_said(viewer, replace(thread, due=later)).due == "A reply is due by 27 November 2026"


def test_a_clock_without_a_basis_says_why_it_gives_no_day() -> None:
    viewer = invented().viewer
    thread = viewer.index.threads["threadia/letters/2021-02-01-waiting"]
    assert thread.clock is not None
    clock = dataclasses.replace(thread.clock, record=thread.clock.record.model_copy(update={"basis": None}))
    said = thread_said(viewer, replace(thread, clock=clock, due=None))
    assert (said.due, list(said.notes), said.lead) == ("", [], "Why no day is given by the clock")
    assert said.how == "The clock says nothing of where its rule is laid down, so no day is computed."


def test_a_clock_says_in_a_sentence_or_more_what_its_rule_is() -> None:
    viewer = invented().viewer
    clocks = {entry.id: clock_words(viewer, entry.record) for entry in viewer.dossier.of("vocabulary/reply-clocks")}
    assert clocks["office-rule"] == (
        "15 working days from the date of the letter, the day after counted first. "
        "A holding reply that comes in time extends this by 10 working days. It is for Office of Ferries. "
        "The clock holds from 2010 until 31 December 2019. Basis: Invented Rules of the Office of Ferries, rule 7."
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2019-10-24", ""),
        ("2019-11-18", "A holding reply is recorded by then; no answer recorded"),
        ("2019-12-02", "A holding reply is recorded by then; no answer recorded; a reply dated December 2019 may have come; "
                       "what had been said or done about it is listed with the letter"),
        ("2020-01-14", "Answered by then; what had been said or done about it is listed with the letter"),
    ],
)  # fmt: skip
def test_a_day_of_the_past_is_told_as_of_that_day(day: str, words: str) -> None:
    viewer = invented().viewer
    found = viewer.index.threads[FIRST].on(parse_date(day).latest)
    assert waiting_view(viewer, viewer.dossier.entries[FIRST], found).state == words


def test_a_day_on_which_a_reply_had_been_due_says_so() -> None:
    viewer = invented().viewer
    entry = viewer.dossier.entries["threadia/letters/2021-02-01-waiting"]
    found = viewer.index.threads[entry.key].on(parse_date("2021-03-04").latest)
    assert waiting_view(viewer, entry, found).state == (
        "No written reply recorded by then; a reply had been due by 3 March 2021"
    )


def test_a_thread_is_told_in_order_of_time_with_the_days_between() -> None:
    viewer = invented().viewer
    lines = thread_lines(viewer, viewer.dossier.entries[FIRST])
    assert [(line.when.text, line.gap, line.kind, [d.text for d in line.also], line.note) for line in lines] == [
        ("2019-10-25", "", "", [], ""),
        ("2019-10-30", "5 days later", "Acknowledgement", [], "Known from references only; its text is not in this dossier."),
        ("2019-11-11", "17 days later", "Holding reply", [], ""),
        ("2019-11-20", "26 to 28 days later", "Statement", ["2019-11-22"], "Said or done, not a reply in writing. Accounts differ."),
        ("2019-12", "37 to 67 days later", "Reply in part", [], ""),
        ("2020-01-07", "74 days later", "", [], ""),
        ("2020-01-14", "81 days later", "Reply", [], ""),
    ]


def test_no_days_are_counted_from_a_date_in_doubt() -> None:
    entries = invented().dossier.entries
    unclear, waiting = entries["threadia/letters/2021-02-unclear"], entries["threadia/letters/2021-02-01-waiting"]
    assert (gap(waiting, unclear), gap(unclear, waiting), gap(waiting, waiting)) == ("", "", "on the same day")


def test_the_real_letters_name_no_clock_and_nobody_is_called_due() -> None:
    threads = own_data().threads.values()
    assert [thread.letter.key for thread in threads if thread.clock or thread.due or thread.overdue] == []


def test_the_english_of_the_pages_has_english_dates_whatever_the_language_of_the_records(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "mkdocs.yml": SMALL["mkdocs.yml"].rstrip() + "\n            default_language: ru\n            languages: [ru, en]\n",
        "data/utopia/letters/2017-04-01-reply.yml": """
            - id: 2017-04-01-reply
              title: Ответ
              date: 2017-04-01
              from: bo-dahl
              to: free-union
              in_reply_to: 2017-03-24-to-bo-dahl
              reply_kind: partial_reply
              reply_by: 2017-06-01
              closed: {date: 2017-07-01}
              text: Да.
            """,
    }
    files["data/utopia/events/2018.yml"] = "- {id: 2018-06-02-x, title: Слушание, date: 2018-06-02, kind: hearing, people: ann-lee, sources: gazette}"
    site = built(project(tmp_path, files))
    russian = re.compile(r"\b(?:январ|феврал|март|апрел|июн|июл|ма[йя]\b)", re.IGNORECASE)
    read = [name for name, content in site.items() if name.endswith((".html", ".json", ".ics", ".atom", ".rss", ".svg", ".csv", ".txt"))
            and not name.startswith(("assets/", "pagefind/")) and russian.search(content.decode())]  # fmt: skip
    assert read == []
    assert b"as of 1 May 2018" in site["utopia/letters/2017-03-24-to-bo-dahl/index.html"]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2017-06-05", "on 5 June 2017"), ("2017-06", "in June 2017"), ("2017-06~", "about June 2017"), ("../2017-06-05", "by 5 June 2017"),
        ("2017-06-05/2017-06-09", "between 5 and 9 June 2017"),
    ],
)  # fmt: skip
def test_when_a_letter_was_closed_is_said_as_exactly_as_it_is_known(tmp_path: Path, day: str, said: str) -> None:
    assert thread_parts(thread_of(tmp_path, letter("2017-05-01", f"closed: {{date: {day}}}"))) == ("Closed", said)


def test_no_days_are_counted_to_a_date_of_which_only_the_latest_day_is_known(tmp_path: Path) -> None:
    files = {**BARE, **letter("2017-05-01"), **letter("../2017-05-20", name="2017-05-20-by"), **letter("../2017-04-20", name="2017-04-20-by")}
    entries = dossier_of(tmp_path, files).entries
    first, later, before = (entries[f"utopia/letters/{name}"] for name in ("2017-05-01-x", "2017-05-20-by", "2017-04-20-by"))
    assert (gap(first, later), gap(later, first), gap(first, before), gap(before, first)) == ("", "", "", "at least 11 days later")


def test_a_reply_of_which_only_the_latest_day_is_known_is_not_dated_that_day(tmp_path: Path) -> None:
    answer = letter("../2017-05-20", "in_reply_to: 2017-05-01-x", "2017-05-20-reply")
    assert thread_parts(thread_of(tmp_path, letter("2017-05-01"), answer)) == ("A reply is on record", "dated 20 May 2017 or earlier")
