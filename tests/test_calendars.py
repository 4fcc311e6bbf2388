"""The calendar: whole days that are known, with what was on the table; valid, and the same whenever it is made."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import icalendar
import pytest
from dossier.index import Index
from helpers import own_data, write
from test_feeds import again, own
from test_machines import letter

FILES: dict[str, str | bytes | None] = {
    "events/calendar.yml": """
        - {id: 2018-03-01-committee, title: "The committee; it meets, with Ärger", date: 2018-03-01, kind: meeting, place: Brussels, sources: herald}
        - {id: 2018-04-hearing, title: A hearing in April, date: 2018-04, kind: hearing, sources: herald}
        - {id: 2018-05-02-about, title: A hearing about then, date: 2018-05-02~, kind: hearing, sources: herald}
        - {id: 2018-06-01-mission, title: A mission, date: 2018-06-01, ends: 2018-06-05, kind: mission, sources: herald, confidence: likely}
        - {id: 2018-07-01-law, title: A law, date: 2018-07-01, kind: law_restrictive, sources: herald}
        - id: 2018-08-01-dispute
          title: A hearing that two describe
          date: 2018-08-01
          kind: hearing
          sources: herald
          accounts:
            - {by: ministry, text: It was open to all., sources: gazette}
            - {by: free-union, text: Nobody was let in., sources: herald}
        - id: 2018-09-01-other-day
          title: A hearing on one of two days
          date: 2018-09-01
          kind: hearing
          sources: herald
          accounts:
            - {by: ministry, text: On the first., sources: gazette}
            - {by: free-union, text: On the second., date: 2018-09-02, sources: herald}
        """,
    "letters/2018-02-01-asks.md": letter(
        "A letter that asks", "2018-02-01", reply_requested="true", reply_by="2018-02-20", clock="rule", demands="release", checked="2018-03-05"
    ),
    "letters/2018-02-02-answered.md": letter("A letter answered", "2018-02-02", reply_requested="true", clock="rule"),
    "letters/2018-02-03-answer.md": letter("The answer", "2018-02-03", **{
        "from": "ministry", "to": "free-union", "in_reply_to": "2018-02-02-answered", "reply_kind": "substantive_reply",
    }),
    "letters/2018-02-04-to-two.md": letter("A letter to two", "2018-02-04", demands="release", to="[bo-dahl, ministry]", reply_requested="false"),
    "../vocabulary/reply-clocks.yml": """
        - {id: rule, title: The rule, days: 15, unit: working, basis: {title: Article 1, url: "https://example.org/rule"}}
        """,
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return own(tmp_path_factory.mktemp("calendars"), FILES)


def days(content: bytes) -> dict[str, icalendar.Event]:
    return {str(event["summary"]): event for event in icalendar.Calendar.from_ical(content).walk("VEVENT")}


def test_meetings_hearings_and_missions_whose_day_is_known_are_in_it_and_replies_due(site: dict[str, bytes]) -> None:
    found = days(site["utopia.ics"])
    assert {title: (event["dtstart"].dt, event["dtend"].dt) for title, event in found.items()} == {
        "The committee; it meets, with Ärger": (date(2018, 3, 1), date(2018, 3, 2)),
        "A mission": (date(2018, 6, 1), date(2018, 6, 6)),
        "A hearing that two describe (accounts differ)": (date(2018, 8, 1), date(2018, 8, 2)),
        "Reply due: A letter that asks": (date(2018, 2, 22), date(2018, 2, 23)),
        "Reply asked for: A letter that asks": (date(2018, 2, 20), date(2018, 2, 21)),
    }


def test_what_is_not_known_to_the_day_ends_no_entry_and_is_no_day_of_a_reply(tmp_path: Path) -> None:
    """A month would end on its last day, and a letter of one of three days have been due on the last that is possible."""
    vague: dict[str, str | bytes | None] = {
        **FILES,
        "events/vague.yml": "- {id: 2018-06-10-m, title: A long mission, date: 2018-06-10, ends: 2018-07, kind: mission, sources: herald}\n",
        "letters/2018-02-05-vague.md": letter("A letter of some day", "2018-02-05/2018-02-07", reply_by="2018-04", clock="rule"),
    }
    found = days(own(tmp_path, vague)["utopia.ics"])
    assert (found["A long mission"]["dtstart"].dt, found["A long mission"]["dtend"].dt) == (date(2018, 6, 10), date(2018, 6, 11))
    assert [title for title in found if "some day" in title] == []


def test_a_calendar_is_what_rfc_5545_asks_for(site: dict[str, bytes]) -> None:
    for uri in ("calendar.ics", "utopia.ics"):
        content = site[uri]
        lines = content.split(b"\r\n")
        assert (lines[0], lines[-2], lines[-1]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"")
        assert b"\n" not in content.replace(b"\r\n", b"")
        assert max(map(len, lines)) <= 75
        assert all(line.decode() for line in lines[:-1]), "no line ends within a character"
        made = icalendar.Calendar.from_ical(content)
        assert (str(made["version"]), made.errors) == ("2.0", [])
        assert made["prodid"]
        assert "method" not in made, "PUBLISH would want an organizer (RFC 5546)"
        events = made.walk("VEVENT")
        assert events
        assert len({str(event["uid"]) for event in events}) == len(events)
        for event in events:
            assert event.errors == []
            assert event["dtstart"].params["value"] == event["dtend"].params["value"] == "DATE"
            assert event["dtstamp"].dt.tzinfo is not None
            assert event["dtend"].dt > event["dtstart"].dt


def test_an_entry_says_how_sure_it_is_and_of_a_reply_who_asks_for_it_by_that_day(site: dict[str, bytes]) -> None:
    found = {title: str(event["description"]) for title, event in days(site["utopia.ics"]).items()}
    assert found["A mission"].startswith("Mission. How sure: likely.\n")
    assert [words in found["Reply due: A letter that asks"] for words in ("By the clock “The rule”.", "So the letter asks.")] == [True, False]
    assert [words in found["Reply asked for: A letter that asks"] for words in ("By the clock", "So the letter asks.")] == [False, True]


def test_what_two_letters_ask_for_are_two_entries(tmp_path: Path) -> None:
    other = letter("Another that asks", "2018-02-06", reply_by="2018-02-20", clock="rule")
    found = days(own(tmp_path, {**FILES, "letters/2018-02-06-asks.md": other})["utopia.ics"])
    asked = [str(event["uid"]) for title, event in found.items() if title.startswith("Reply ")]
    assert len(set(asked)) == len(asked) == 4


def test_a_meeting_says_what_was_on_the_table(site: dict[str, bytes]) -> None:
    said = str(days(site["utopia.ics"])["The committee; it meets, with Ärger"]["description"])
    asked = "of Bo Dahl: Letter to Bo Dahl; A letter that asks; of Bo Dahl and Ministry of Labour: A letter to two."
    assert f"- Release of Ann Lee. Asked {asked}" in said
    assert said.endswith("https://dossier.example/small/utopia/events/2018-03-01-committee/")


def test_a_meeting_says_what_of_what_was_on_the_table_may_have_been_met(tmp_path: Path) -> None:
    demands = "- {id: stop, title: Stop it, text: The government is to stop it., history: [{date: 2018-03, state: met}]}\n"
    text = letter("A plea", "2018-02-01", demands="stop")
    found = own(tmp_path, {**FILES, "demands/stop.yml": demands, "letters/2018-02-01-stop.md": text})
    said = str(days(found["utopia.ics"])["The committee; it meets, with Ärger"]["description"])
    assert "- Stop it. Asked of Bo Dahl: A plea. Perhaps met, March 2018.\n" in said
    page = re.sub(r"<[^>]+>", "", found["utopia/events/2018-03-01-committee/index.html"].decode())
    assert "Open; perhaps met, March 2018" in page


def test_nobody_is_said_to_have_been_asked_in_a_letter_to_others(site: dict[str, bytes]) -> None:
    page = re.sub(r"<[^>]+>", "", site["utopia/events/2018-03-01-committee/index.html"].decode())
    assert "Asked of Bo Dahl in Letter to Bo Dahl; A letter that asks; of Bo Dahl, Ministry of Labour in A letter to two. To act" in page


def test_a_sentence_that_has_its_stop_gets_no_other(tmp_path: Path) -> None:
    demands = "- {id: stop, title: Stop it., text: The government is to stop it.}\n"
    text = letter("He is to stop.", "2018-02-01", demands="stop")
    found = own(tmp_path, {**FILES, "demands/stop.yml": demands, "letters/2018-02-01-stop.md": text})
    said = str(days(found["utopia.ics"])["The committee; it meets, with Ärger"]["description"])
    assert "- Stop it. Asked of Bo Dahl: He is to stop.\n" in said


def test_a_hearing_carries_both_accounts(site: dict[str, bytes]) -> None:
    said = str(days(site["utopia.ics"])["A hearing that two describe (accounts differ)"]["description"])
    assert "Accounts differ:" in said
    assert "- Ministry of Labour: It was open to all. (Gazette, The Gazette of 2017, 1 February 2017)" in said
    assert "- Free Union: Nobody was let in. (Herald, The Herald of 2018, 1 March 2018)" in said


def test_an_entry_carries_what_others_answer_and_how_often_it_was_corrected_and_none_has_a_day_that_an_account_does_not_give(tmp_path: Path) -> None:
    answers = "actors: ministry, relates_to: {event: 2018-10-01-answered, relation: answers}"
    reply = "right_of_reply: {to: free-union, asked: 2018-10-03, text: We were not let in.}"
    vague = "accounts: [{by: ministry, text: On the last day., sources: gazette}, {by: free-union, text: Then., date: 2018-11, sources: herald}]"
    events = f"""
        - {{id: 2018-10-01-answered, title: A hearing, date: 2018-10-01, kind: hearing, sources: herald, {reply},
           corrections: {{date: 2019-02-01, text: Wrong.}}}}
        - {{id: 2018-10-05-answer, title: The ministry speaks of it, date: 2018-10-05, kind: public_statement, {answers}, sources: herald}}
        - {{id: 2018-11-30-vague, title: A hearing in November, date: 2018-11-30, kind: hearing, sources: herald, {vague}}}
        """
    found = days(own(tmp_path, {"events/answered.yml": events})["utopia.ics"])
    assert list(found) == ["A hearing"]
    assert "The ministry speaks of it" in str(found["A hearing"]["description"])
    assert "Right of reply. Free Union" in str(found["A hearing"]["description"])
    assert "We were not let in." in str(found["A hearing"]["description"])
    assert found["A hearing"]["sequence"] == 1


def test_a_reply_due_says_how_the_day_was_computed_and_what_is_on_record(site: dict[str, bytes]) -> None:
    said = str(days(site["utopia.ics"])["Reply due: A letter that asks"]["description"])
    assert "No written reply recorded as of 5 March 2018" in said
    assert "By the clock “The rule”." in said
    assert said.count("Basis: Article 1.") == said.count("Article 1") == 1
    assert "Where this is laid down: https://example.org/rule\n" in said, "no stop stands at an address"


def test_it_is_the_same_on_every_day_and_names_stay(tmp_path: Path) -> None:
    first = own(tmp_path, FILES, as_of="2018-01-01")
    assert first["calendar.ics"] == again(tmp_path, as_of="2029-02-01")["calendar.ics"]
    event = days(first["utopia.ics"])["A mission"]
    assert (str(event["uid"]), str(event["dtstamp"].dt.date())) == ("https://dossier.example/small/utopia/events/2018-06-01-mission/", "2018-03-01")
    file = tmp_path / "data/utopia/events/calendar.yml"
    new = "{id: 2018-06-01-new, redirect_from: 2018-06-01-mission, checked: 2019-01-01,"
    renamed = file.read_text("utf-8").replace("{id: 2018-06-01-mission,", new)
    write(tmp_path, {"data/utopia/events/calendar.yml": renamed})
    after = days(again(tmp_path)["utopia.ics"])["A mission"]
    assert (after["uid"], str(after["dtstamp"].dt.date())) == (event["uid"], "2019-01-01")


def test_which_kinds_are_in_it_is_said_by_the_vocabulary(tmp_path: Path) -> None:
    own(tmp_path, FILES)
    file = tmp_path / "data/vocabulary/event-kinds.yml"
    kinds = file.read_text("utf-8").replace("  calendar: true\n", "").replace("- id: law_restrictive\n", "- id: law_restrictive\n  calendar: true\n")
    write(tmp_path, {"data/vocabulary/event-kinds.yml": kinds})
    found = again(tmp_path)
    assert {title for title in days(found["utopia.ics"]) if not title.startswith("Reply")} == {"A law"}


def test_to_a_calendar_without_a_day_nothing_leads_but_it_empties_those_of_subscribers(tmp_path: Path) -> None:
    found = own(tmp_path)
    for uri in ("calendar.ics", "utopia.ics"):
        assert [part.name for part in icalendar.Calendar.from_ical(found[uri]).walk()] == ["VCALENDAR", "VTIMEZONE", "STANDARD"]
    assert b".ics" not in found["utopia/index.html"]
    assert b"utopia.atom" in found["utopia/index.html"]


def test_the_name_of_a_country_is_escaped_whatever_is_in_it(tmp_path: Path) -> None:
    site = own(tmp_path, {**FILES, "country.yml": 'title: "Utopia, Republic of;\\r\\nBEGIN:VEVENT"\niso: ZZ\n'})
    name = site["utopia.ics"].replace(b"\r\n ", b"").split(b"\r\n")[5]
    assert name == rb"NAME:Small dossier: Utopia\, Republic of\;\nBEGIN:VEVENT"


def test_our_own_meetings_are_in_the_calendar() -> None:
    index: Index = own_data()
    kinds = {entry.id for entry in index.dossier.of("vocabulary/event-kinds") if entry.record.calendar}
    assert {"meeting", "hearing"} <= kinds
