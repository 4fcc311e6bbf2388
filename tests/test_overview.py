"""The picture of a country: what its headline and flags say is what is drawn, labels never collide, and it is whole in every width."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, datetime
from math import hypot
from pathlib import Path

import pytest
from dossier.artifact import Page
from dossier.cache import Store
from dossier.drawing import Drawing, Line, Rect, Ring, Text, unlinked, width_of
from dossier.figures import figures
from dossier.load import load
from dossier.outputs import overview, published
from dossier.outputs.overview import pictures, view_of
from dossier.overview import overview as drawn_of
from dossier.paint import is_undrawn, paint
from dossier.picture import CUTS, Cut, axis, draw
from dossier.render import fragment
from dossier.settings import Settings
from dossier.site import Site
from dossier.standing import standings
from dossier.stretches import last_record, stretches
from dossier.svg import inline, sheet
from dossier.views.bars import OverviewView
from dossier.views.tracks import track_views
from helpers import ROOT, project
from inventions import invented
from PIL import Image, ImageChops
from playwright.sync_api import Browser
from projects import INSTANT

SOURCES = "- {id: one, title: One, publisher: One, date: 2024-01-01}\n"
LETTER = "{{id: {day}-to-dahl, title: Letter of {day}, date: {date}, from: free-union, to: bo-dahl, text: Dear {day}.}}"


PEOPLE = """
- {id: ann-lee, name: Ann Lee, sort_name: "Lee, Ann", basis: public-role}
- {id: bo-dahl, name: Bo Dahl, sort_name: "Dahl, Bo", basis: public-role}
"""


def site_of(tmp: Path, events: str, letters: str = "[]", people: str = "", sources: str = "") -> Site:
    """A country with these events and letters, the people Ann Lee and Bo Dahl, and the Free Union."""
    files = {
        "country.yml": "title: Arcadia\niso: ZZ\n",
        "people.yml": PEOPLE + people,
        "organisations.yml": "- {id: free-union, name: Free Union, type: trade-union}\n",
        "events.yml": events, "letters.yml": letters, "sources.yml": SOURCES + sources,
    }  # fmt: skip
    result = load(project(tmp, {f"data/arcadia/{name}": content for name, content in files.items()}) / "data", Settings())
    assert [str(problem) for problem in result.problems] == []
    return Site(result.dossier, Settings(), INSTANT)


def seen(site: Site, country: str = "arcadia") -> OverviewView:
    view = view_of(site, country)
    assert view is not None
    return view


def flat(drawing: Drawing) -> list[object]:
    return [*unlinked(drawing.shapes)]


HELD = """
- {id: 2017-01-arrest, title: Ann Lee is arrested, date: 2017-01-20, kind: arrest, people: ann-lee, sources: one}
- id: 2017-sentence
  title: Ann Lee is sentenced
  date: 2017-04-07
  kind: sentence
  people: ann-lee
  effects: {ann-lee: {liberty: imprisoned}}
  sources: one
- {id: 2018-release, title: Ann Lee is released, date: 2018-05-28, kind: release, people: ann-lee, sources: one}
"""


def letters(*dates: str) -> str:
    return "".join(f"- {LETTER.format(day=date.replace('/', '-'), date=date)}\n" for date in dates)


@pytest.mark.parametrize(
    ("dates", "headline", "rings", "perhaps"),
    [
        (["2017-03-24"], "One person named here is recorded as in custody on the day of the letter of 24 March 2017", [1], [0]),
        (
            ["2017-03-24", "2018-02-21"],
            "One person named here is recorded as in custody on the day of the letter of 24 March 2017. "
            "The same person is recorded as in custody on the day of the letter of 21 February 2018",
            [1, 1], [0, 0],
        ),
        (["2016-03-24"], "On the day of the letter of 24 March 2016, nobody named here is recorded as in custody", [0], [0]),
        (["2018-05-20/2018-06-10"], "On the day of the letter written between 20 May and 10 June 2018, perhaps one person named here was in custody; "
         "it is not certain", [0], [1]),
        (["2018-05"], "On the day of the letter of May 2018, perhaps one person named here was in custody; it is not certain", [0], [1]),
        (["2017-02-01/2017-05-01"],
         "One person named here is recorded as in custody on the day of the letter written between 1 February and 1 May 2017", [1], [0]),
        (["2016-01-01", "2017-03-01", "2017-09-01", "2019-01-01"],
         "On the days of two of the four letters whose text is here, somebody named here is recorded as in custody", [0, 1, 1, 0], [0, 0, 0, 0]),
        (["2016-01-01", "2016-02-01", "2016-03-01", "2019-01-01"],
         "Nobody named here is recorded as certainly in custody on the day of any of the four letters whose text is here",
         [0, 0, 0, 0], [0, 0, 0, 0]),
    ],
)  # fmt: skip
def test_the_headline_holds_word_by_word(tmp_path: Path, dates: list[str], headline: str, rings: list[int], perhaps: list[int]) -> None:
    view = seen(site_of(tmp_path, HELD, letters(*dates)))
    assert view.headline == headline
    assert [len(crossing.rings) for crossing in view.numbered] == rings
    assert [len(crossing.perhaps) for crossing in view.numbered] == perhaps


@pytest.mark.parametrize(
    ("latest", "perhaps"),
    [("24 March 2017", "perhaps one person named here was in custody; it is not certain"),  # she was held then, but perhaps not yet when it was sent
     ("1 June 2019", "perhaps one person named here was in custody; it is not certain"),
     ("1 January 2017", "nobody named here is recorded as in custody")],
)  # fmt: skip
def test_of_a_letter_that_had_been_sent_by_a_day_nobody_is_certainly_held(tmp_path: Path, latest: str, perhaps: str) -> None:
    day = datetime.strptime(latest, "%d %B %Y").date().isoformat()
    view = seen(site_of(tmp_path, HELD, f"- {LETTER.format(day=day, date=f'../{day}')}\n"))
    assert view.headline == f"On the day of the letter written by {latest}, {perhaps}"
    assert [(crossing.rings, len(crossing.perhaps)) for crossing in view.numbered] == [((), int("perhaps" in perhaps))]


def test_an_arrest_by_a_day_says_of_no_letter_before_it_that_somebody_was_perhaps_held(tmp_path: Path) -> None:
    site = site_of(tmp_path, HELD.replace("date: 2017-01-20", "date: ../2017-01-20"), letters("2010-03-24", "2017-01-20"))
    said = [[words for words, people in crossing.sentences if people] for crossing in seen(site).numbered]
    assert said == [[], ["Recorded as in custody"]]
    assert standings(site.index, "arcadia", date(2010, 3, 24)) == ()


@pytest.mark.parametrize(
    ("event", "label"),
    [
        ("effects: {ann-lee: {liberty: house_arrest}}", "Freedom restricted"),
        ("effects: {ann-lee: {liberty: house_arrest}}, confidence: possible", "Perhaps in custody"),
        ("accounts: [{by: {text: Union}, text: Freed., sources: one}, "
         "{by: {text: Court}, text: At home., sources: one, effects: {ann-lee: {liberty: house_arrest}}}]", "Freedom perhaps restricted"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("last", ["2017-09-01", "2017-06-01"])
def test_that_freedom_was_restricted_is_certain_only_where_no_account_and_no_gap_in_the_record_leaves_a_doubt(
    tmp_path: Path, event: str, label: str, last: str
) -> None:
    moved = f"- {{id: 2017-05-moved, title: Ann Lee leaves the cell, date: 2017-05-01, kind: release, people: ann-lee, sources: one, {event}}}"
    later = f"- {{id: {last}-hearing, title: A hearing, date: {last}, kind: hearing, people: ann-lee, sources: one}}"
    (crossing,) = seen(site_of(tmp_path, f"{HELD.splitlines()[1]}\n{moved}\n{later}\n", letters("2017-06-24"))).numbered
    said = label if last > "2017-06-24" or "possible" in event else "Freedom perhaps restricted"
    assert [words for words, _ in crossing.sentences] == ["Recorded as in custody", said]


def test_whoever_was_sought_and_never_held_is_not_in_the_picture(tmp_path: Path) -> None:
    sought = "{bo-dahl: {liberty: fugitive}}"
    event = f"- {{id: 2017-05-sought, title: Bo Dahl, date: 2017-05-01, kind: charge, people: bo-dahl, effects: {sought}, sources: one}}\n"
    assert [row.who.text for row in seen(site_of(tmp_path, HELD + event)).rows] == ["Ann Lee"]
    assert view_of(site_of(tmp_path / "alone", event), "arcadia") is None


def test_who_came_under_house_arrest_while_a_letter_may_have_been_sent_is_not_left_out_of_it(tmp_path: Path) -> None:
    moved = "- {id: 2017-05-moved, title: Ann Lee, date: 2017-05-01, kind: house_arrest, people: ann-lee, sources: one}\n"
    later = "- {id: 2018-hearing, title: A hearing, date: 2018-05-01, kind: hearing, people: ann-lee, sources: one}\n"
    (crossing,) = seen(site_of(tmp_path, moved + later, letters("2017-04-20/2017-05-10"))).numbered
    told = [(words, [who.text for who in people]) for words, people in crossing.sentences]
    assert told == [("Recorded as in custody", []), ("Freedom perhaps restricted", ["Ann Lee"])]


def test_a_reply_and_a_letter_of_some_day_of_a_year_that_is_known_from_references_have_no_line(tmp_path: Path) -> None:
    reply = f"- {LETTER.format(day='2017-05-02', date='2017-05-02')[:-1]}, in_reply_to: 2017-03-24-to-dahl}}\n"
    known = "- {{id: {0}-known, title: Known, date: {0}, from: free-union, to: bo-dahl, text_available: false, sources: one}}\n"
    view = seen(site_of(tmp_path, HELD, letters("2017-03-24") + reply + known.format("2017") + known.format("2017-06")))
    assert [str(crossing.date) for crossing in view.crossings] == ["2017-03-24", "2017-06"]
    assert [str(crossing.date) for crossing in view.numbered] == ["2017-03-24"]
    assert view.headline == "One person named here is recorded as in custody on the day of the letter of 24 March 2017"
    assert len(view.letters) == 2


@pytest.mark.parametrize("values", [("imprisoned", "restricted"), ("restricted", "imprisoned")])
def test_of_what_accounts_differ_in_the_gravest_is_drawn_whoever_is_named_first(tmp_path: Path, values: tuple[str, str]) -> None:
    told = ", ".join(f"{{by: A{n}, text: So., effects: {{ann-lee: {{liberty: {value}}}}}}}" for n, value in enumerate(values))
    event = f"- {{id: 2017-01-sentence, title: Sentence, date: 2017-01-20, kind: sentence, people: ann-lee, sources: one, accounts: [{told}]}}\n"
    later = "- {id: 2018-hearing, title: A hearing, date: 2018-05-01, kind: hearing, people: ann-lee, sources: one}\n"
    (row,) = seen(site_of(tmp_path, event + later)).rows
    assert [(bar.start, bar.shade, bar.contested) for bar in row.bars if not bar.open] == [(date(2017, 1, 20), "full", True)]


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.name)
def test_a_letter_of_some_day_is_as_wide_as_its_days_and_a_reply_stands_beside_it(tmp_path: Path, cut: Cut) -> None:
    reply = f"- {LETTER.format(day='2017-06-02', date='2017-06-02')[:-1]}, in_reply_to: 2017-03-01-2017-05-01-to-dahl}}\n"
    view = seen(site_of(tmp_path, HELD, letters("2017-03-01/2017-05-01") + reply))
    shapes, scale = flat(draw(view, cut)), axis(view, cut)
    (band,) = (one for one in shapes if isinstance(one, Rect) and one.look == "band")
    assert (band.x, band.x + band.width) == pytest.approx((scale.x(date(2017, 3, 1)), scale.x(date(2017, 5, 2))), abs=0.2)
    (tick,) = (one for one in shapes if isinstance(one, Line) and one.colour == "correspondence")
    assert tick.x1 == tick.x2 == pytest.approx(scale.x(date(2017, 6, 2)), abs=0.1)


def test_an_event_that_is_less_than_likely_makes_nobody_certainly_held(tmp_path: Path) -> None:
    doubtful = HELD.replace("effects:", "confidence: possible\n  effects:")
    crossing = seen(site_of(tmp_path, doubtful, letters("2017-05-24"))).numbered[0]
    assert [label for label, _ in crossing.sentences] == ["Recorded as in custody", "Perhaps in custody"]
    assert (len(crossing.rings), len(crossing.perhaps)) == (0, 1)
    released = HELD.replace("date: 2018-05-28, kind: release", "date: 2018-05-28, confidence: possible, kind: release")
    (row,) = seen(site_of(tmp_path / "b", released, letters("2017-05-24"))).rows
    assert row.note == "in prison, 7 April 2017; perhaps released, 28 May 2018, on record as “possible” only"


@pytest.mark.parametrize(
    ("after", "headline"),
    [
        ("release, confidence: unlikely", "On the day of the letter of 24 May 2019, perhaps one person named here was in custody; it is not certain"),
        ("killing, confidence: unlikely", "On the day of the letter of 24 May 2019, perhaps one person named here was in custody; it is not certain"),
        ("release", "On the day of the letter of 24 May 2019, nobody named here is recorded as in custody"),
    ],
)
def test_an_event_that_is_less_than_likely_sets_nobody_free(tmp_path: Path, after: str, headline: str) -> None:
    """After an unlikely report that a prisoner was released, or killed, nobody was said to be recorded as in custody."""
    ended = f"- {{id: 2018-end, title: An end, date: 2018-05-28, kind: {after}, people: ann-lee, sources: one}}\n"
    ended += "- {id: 2019-hearing, title: A hearing, date: 2019-06-01, kind: hearing, people: ann-lee, sources: one}\n"
    view = seen(site_of(tmp_path, f"{HELD.splitlines()[1]}\n{ended}", letters("2019-05-24")))
    assert view.headline == headline


def test_after_the_last_record_nobody_is_said_to_be_in_custody(tmp_path: Path) -> None:
    only = HELD.splitlines()[1]
    crossing = seen(site_of(tmp_path, only, letters("2019-03-24"))).numbered[0]
    assert (crossing.rings, len(crossing.perhaps), crossing.flag[1]) == ((), 1, "perhaps one in custody")


def test_a_hearing_that_is_only_announced_does_not_draw_a_state_to_its_day(tmp_path: Path) -> None:
    hearing = "- {id: 2031-04-05-hearing, title: To be heard, date: 2031-04-05, kind: hearing, people: ann-lee, sources: "
    later = "- {id: two, title: Two, publisher: Two, date: 2031-04-06}\n- {id: undated, title: Undated, publisher: Two}\n"
    held = HELD.splitlines()[1]
    for number, (told, last) in enumerate({"one": "2024-01-01", "[one, two]": "2031-04-05", "[one, undated]": "2031-04-05"}.items()):
        site = site_of(tmp_path / str(number), f"{held}\n{hearing}{told}}}\n", letters("2026-03-24"), sources=later)
        row = site.index.tracks["arcadia/people/ann-lee"]["liberty"]
        assert last_record(site.index, site.dossier.entries["arcadia/people/ann-lee"], row).isoformat() == last
        (crossing,) = seen(site).numbered
        assert (len(crossing.rings), len(crossing.perhaps)) == ((0, 1) if told == "one" else (1, 0))


def test_where_accounts_differ_whether_somebody_was_held_it_is_not_certain(tmp_path: Path) -> None:
    differing = HELD.replace(
        "kind: release, people: ann-lee, sources: one}",
        "kind: release, people: ann-lee, sources: one, accounts: [{by: {text: Court}, text: Released in May., date: 2018-05-28, sources: one}, "
        "{by: {text: Union}, text: Released in July., date: 2018-07-01, sources: one}]}",
    )
    view = seen(site_of(tmp_path, differing, letters("2018-05-01", "2018-06-10")))
    assert [(len(c.rings), len(c.perhaps)) for c in view.numbered] == [(1, 0), (0, 1)]
    bars = [bar for row in view.rows for bar in row.bars]
    assert [(bar.start.isoformat(), bar.contested) for bar in bars if bar.contested] == [("2018-05-28", True)]
    assert "accounts differ" in next(bar.words for bar in bars if bar.contested)


def test_a_bar_and_a_mark_have_the_date_of_every_account(tmp_path: Path) -> None:
    accounts = "accounts: [{by: {text: Court}, text: In May., date: 2018-05-28}, {by: {text: Union}, text: In July., date: 2018-07-01}]"
    differing = HELD.replace("kind: release, people: ann-lee, sources: one}", f"kind: release, people: ann-lee, sources: one, {accounts}}}")
    complaint = "- {id: 2018-05-28-case, title: A complaint, date: 2018-05-28, kind: cfa_complaint, confidence: possible, sources: one, "
    view = seen(site_of(tmp_path, f"{differing}{complaint}{accounts}}}\n", letters("2018-05-01")))
    words = [bar.words for row in view.rows for bar in row.bars]
    assert words[-2].startswith("Ann Lee, in prison (accounts differ), 7 April 2017: ")
    assert words[-1].startswith("Ann Lee, released, 28 May 2018 or 1 July 2018 (accounts differ): ")
    marks = [mark.words for lane in view.lanes for mark in lane.marks]
    assert "A complaint, 28 May 2018 or 1 July 2018 (accounts differ; possible)" in marks


def test_a_state_that_another_entry_records_anew_by_one_account_keeps_its_own_date(tmp_path: Path) -> None:
    accounts = "[{by: {text: Court}, text: Held.}, {by: {text: Union}, text: Nothing new., effects: {ann-lee: {liberty: none}}}]"
    arrest, *_ = HELD.strip().split("\n")
    again = f"- {{id: 2017-02-again, title: Again, date: 2017-02-20, kind: arrest, people: ann-lee, sources: one, accounts: {accounts}}}\n"
    words = [bar.words for row in seen(site_of(tmp_path, f"{arrest}\n{again}")).rows for bar in row.bars]
    assert words
    assert [said for said in words if " or 20 February 2017" in said] == []


def test_letters_known_from_references_are_not_said_to_be_here(tmp_path: Path) -> None:
    here = letters("2016-01-01", "2017-03-01", "2017-09-01", "2019-01-01")
    stubs = here.replace("text: Dear", "text_available: false, sources: one, subject: Dear")
    headline = "On the days of two of the four letters, somebody named here is recorded as in custody"
    assert seen(site_of(tmp_path, HELD, stubs)).headline == headline


def test_of_a_second_letter_nobody_is_the_same_where_somebody_else_was_perhaps_held(tmp_path: Path) -> None:
    other = "- {id: 2017-06-bo, title: Bo Dahl is arrested, date: 2017-06-01, kind: arrest, confidence: possible, people: bo-dahl, sources: one}\n"
    after = "- {id: 2018-01-bo, title: Bo Dahl is seen, date: 2018-01-15, kind: release, people: bo-dahl, sources: one}\n"
    first, then, last = seen(site_of(tmp_path, HELD + other + after, letters("2017-03-24", "2017-07-01", "2018-02-21"))).headline.split(". ")
    assert first == "One person named here is recorded as in custody on the day of the letter of 24 March 2017"
    assert then == "At least one person named here is recorded as in custody on the day of the letter of 1 July 2017"
    assert last == "One person named here is recorded as in custody on the day of the letter of 21 February 2018"


def test_what_came_after_a_letter_has_the_date_of_every_account(tmp_path: Path) -> None:
    differing = HELD.replace(
        "sources: one\n- {id: 2018-release",
        "sources: one\n  accounts: [{by: {text: Court}, text: In April., sources: one}, "
        "{by: {text: Union}, text: Later., date: 2017-04-09, sources: one}]\n"
        "- {id: 2018-release",
    )
    after = [[one.when for one in crossing.after] for crossing in seen(site_of(tmp_path, differing, letters("2017-03-24", "2017-04-08"))).numbered]
    assert after == [["7 April 2017 or 9 April 2017", "430 days later"], ["415 days later"]]


def test_custody_of_one_kind_or_another_is_custody(tmp_path: Path) -> None:
    month = HELD.replace("date: 2017-04-07", "date: 2017-04")
    arrested = HELD.replace("date: 2017-01-20", "date: 2017-01")
    days = letters("2017-04-10/2017-04-13", "2017-01-10")
    assert [(len(c.rings), len(c.perhaps)) for c in seen(site_of(tmp_path / "a", month, days)).numbered] == [(0, 0), (1, 0)]
    assert [(len(c.rings), len(c.perhaps)) for c in seen(site_of(tmp_path / "b", arrested, days)).numbered] == [(0, 1), (1, 0)]


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.name)
@pytest.mark.parametrize("dates", [["2017-03-24"], ["2017-03-24", "2017-03-25", "2018-02-21", "2018-11-10/2018-11-23"]])
def test_as_many_rings_are_drawn_as_the_flags_say(tmp_path: Path, cut: Cut, dates: list[str]) -> None:
    view = seen(site_of(tmp_path, HELD, letters(*dates)))
    drawn = flat(draw(view, cut))
    assert sum(isinstance(one, Ring) and one.look == "ring" for one in drawn) == sum(len(c.rings) for c in view.numbered) > 0
    numbers = [one.text for one in drawn if isinstance(one, Ring) and one.look == "disc"]
    assert numbers == [str(place + 1) for place in range(len(dates))]


def test_a_day_that_is_not_known_is_as_wide_as_it_is_uncertain(tmp_path: Path) -> None:
    site = site_of(tmp_path, HELD.replace("date: 2017-01-20", "date: 2017-01"))
    row = next(iter(site.index.tracks["arcadia/people/ann-lee"].values()))
    found = stretches(site.dossier, row, last_record(site.index, site.dossier.entries["arcadia/people/ann-lee"], row))
    assert [(one.start.isoformat(), one.end.isoformat()) for one in found if one.open] == [("2017-01-01", "2017-01-31")]


def test_a_state_is_drawn_as_sure_only_until_the_first_day_on_which_it_may_have_ended(tmp_path: Path) -> None:
    until = "effects: {ann-lee: {liberty: {value: detained, until: 2017-08-05/2017-10-29}}}"
    site = site_of(tmp_path, f"- {{id: 2017-02-05-x, title: X, date: 2017-02-05, kind: arrest, people: ann-lee, {until}, sources: one}}\n")
    row = next(iter(site.index.tracks["arcadia/people/ann-lee"].values()))
    found = stretches(site.dossier, row, last_record(site.index, site.dossier.entries["arcadia/people/ann-lee"], row))
    drawn = [(one.start.isoformat(), one.end.isoformat(), one.open) for one in found if one.value == "detained"]
    assert drawn == [("2017-02-05", "2017-08-05", False), ("2017-08-05", "2017-10-29", True)]


def crowded(tmp: Path, people: int, years: int, sent: int) -> OverviewView:
    """So many people held one after another, over so many years, and so many letters."""
    persons, events = [], []
    for number in range(people):
        name = f"Person {'Long ' * (number % 7)}Number {number}"
        persons.append(f"- {{id: p-{number}, name: {name}, sort_name: 'N, {number}', basis: public-role}}")
        start = 2024 - years + number * years // people
        for year, day, kind in ((start, f"{start}-0{1 + number % 9}-11", "arrest"), (start + 1, f"{start + 1}-03", "release")):
            whose = f"people: p-{number}, sources: one"
            events.append(f"- {{id: {year}-{kind}-{number}, title: {name} and {kind}, date: {day}, kind: {kind}, {whose}}}")
    days = [f"{2024 - years + number * years // sent}-0{1 + number % 9}-20" for number in range(sent)]
    return seen(site_of(tmp, "\n".join(events), letters(*days), "\n".join(persons)))


def boxes(drawing: Drawing) -> list[tuple[float, float, float, float, str]]:
    """Where each label stands; words inside a mark belong to it."""
    found = []
    for one in flat(drawing):
        if isinstance(one, Text) and one.look != "inside":
            wide = width_of(one.text, one.size, one.bold)
            left = one.x - {"start": 0.0, "middle": wide / 2, "end": wide}[one.anchor]
            found.append((left, one.y - 0.72 * one.size, left + wide, one.y + 0.2 * one.size, one.text))
    return found


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.name)
@pytest.mark.parametrize(("people", "years", "sent"), [(5, 3, 2), (5, 30, 4), (80, 3, 1), (80, 30, 25)])
def test_labels_never_collide_nor_leave_the_sheet(tmp_path: Path, cut: Cut, people: int, years: int, sent: int) -> None:
    drawing = draw(crowded(tmp_path, people, years, sent), cut)
    labels = boxes(drawing)
    over = [
        (one[4], other[4])
        for place, one in enumerate(labels)
        for other in labels[place + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
    assert over == []
    assert [text for left, top, right, bottom, text in labels if left < -1 or right > cut.width + 1 or top < -2 or bottom > drawing.height] == []
    assert all(one.size >= 12 for one in flat(drawing) if isinstance(one, Text))
    assert all(one.x >= -1 and one.x + one.width <= cut.width + 1 for one in flat(drawing) if isinstance(one, Rect))


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.name)
def test_numbers_of_letters_never_collide_nor_leave_the_sheet(tmp_path: Path, cut: Cut) -> None:
    known = "- {{id: 2019-05-{0}-known, title: Known, date: 2019-05-{0}, from: free-union, to: bo-dahl, text_available: false, sources: one}}\n"
    days = ["2016-12-01", *(f"2019-05-{day:02}" for day in range(1, 29, 3)), "2024-12-31"]
    drawing = draw(seen(site_of(tmp_path, HELD, letters(*days) + "".join(known.format(day) for day in range(12, 18)))), cut)
    discs = [one for one in flat(drawing) if isinstance(one, Ring) and one.look in ("disc", "dot")]
    numbered = [one for one in discs if one.text]
    assert [one.text for one in numbered] == [str(number + 1) for number in range(len(days))]
    for one in numbered:
        assert not [other.text for other in discs if other is not one and hypot(one.x - other.x, one.y - other.y) < one.radius + other.radius]
        assert one.radius <= one.x <= cut.width - one.radius


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.name)
def test_a_long_name_is_broken_and_not_cut(tmp_path: Path, cut: Cut) -> None:
    name = "Invented Sectoral Union of Healthcare and Social Development Workers"
    people = f"- {{id: cy-long, name: {name}, sort_name: {name}, basis: public-role}}\n"
    events = HELD.replace("people: ann-lee", "people: [ann-lee, cy-long]").replace("date: 2018-05-28", "date: 2018-05-28/2018-10-05")
    drawing = draw(seen(site_of(tmp_path, events, people=people)), cut)
    said = " ".join(one.text for one in flat(drawing) if isinstance(one, Text))
    assert name in said
    assert "…" not in said
    if cut.above:
        assert "released, since a day between 28 May and 5 October 2018" in said


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.name)
@pytest.mark.parametrize("crowd", [2, 45])
def test_names_that_begin_alike_can_be_told_apart_where_nothing_leads_on(tmp_path: Path, cut: Cut, crowd: int) -> None:
    shared = "Invented Independent Sectoral Trade Union of Workers of Healthcare, of Education, of Culture and of Other Social Services"
    names = [f"{shared} of the Region of {where}" for where in ("Ayn", "Bet")] + ["架空" * 40 + "甲", "架空" * 40 + "乙"]
    names += [f"{number} Others" for number in range(crowd)]
    people = "".join(f"- {{id: p-{n}, name: '{name}', sort_name: '{name}', basis: public-role}}\n" for n, name in enumerate(names))
    held = f"people: [{', '.join(f'p-{n}' for n in range(len(names)))}], sources: one"
    drawing = draw(seen(site_of(tmp_path, f"- {{id: 2017-x, title: X, date: 2017-01-20, kind: arrest, {held}}}\n", people=people)), cut)
    said = [one.text for one in flat(drawing) if isinstance(one, Text) and one.look == "name"]
    assert all(name in " ".join(said) or name in "".join(said) for name in names)
    labels = boxes(drawing)
    assert not [
        (one[4], other[4])
        for place, one in enumerate(labels)
        for other in labels[place + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]


def test_only_what_is_drawn_is_explained(tmp_path: Path) -> None:
    across, ring = "line across", "recorded as in custody on the day of a letter"
    released = HELD.replace("2017-01-20", "2017-04-01")
    for name, events, sent, is_said in (
        ("none", HELD, "[]", (False, False)),
        ("before", released, letters("2017-03-24"), (True, False)),
        ("held", HELD, letters("2017-03-24"), (True, True)),
    ):
        site = site_of(tmp_path / name, events, sent)
        (page,) = (str(fragment(item)) for item in published(site) if isinstance(item, Page) and item.address == "arcadia/")
        (file,) = (item.content().decode() for item in published(site) if item.uri == "arcadia/overview.svg")
        words = " ".join(re.sub("<[^>]+>", " ", file).split())
        assert ("A line across them is a letter" in page, f"<li>{ring}" in page or f"</svg>{ring}" in page) == is_said, name
        assert (across in words.lower(), f"ring: {ring}" in words.lower()) == is_said, name


def test_a_quiet_year_gets_less_room_than_one_that_matters(tmp_path: Path) -> None:
    view = seen(site_of(tmp_path, HELD.replace("id: 2018-release", "id: 2023-release").replace("2018-05-28", "2023-05-28"), letters("2017-03-24")))
    years = {text.text: text.x for text in flat(draw(view, CUTS[0])) if isinstance(text, Text) and re.fullmatch("20[0-9]{2}", text.text)}
    assert years["2018"] - years["2017"] > 1.4 * (years["2021"] - years["2020"])


def test_where_years_are_not_equally_wide_page_embed_and_files_say_so(tmp_path: Path) -> None:
    said = "Years with more on record are drawn wider: compare dates, not lengths."
    wheres = ("arcadia/", "embed/arcadia/")
    for name, events, is_said in (("uneven", HELD, True), ("even", HELD.replace("2018", "2017"), False)):
        site = site_of(tmp_path / name, events)
        pages = {item.address: str(fragment(item)) for item in published(site) if isinstance(item, Page) and item.address in wheres}
        assert [said in pages[where] for where in wheres] == [is_said, is_said]
        (picture,) = (item.content() for item in published(site) if item.uri == "arcadia/overview.svg")
        assert (b"compare dates, not lengths." in picture) == is_said


def test_the_files_for_the_press_say_what_the_page_says_of_every_form(tmp_path: Path) -> None:
    held = "effects: {ann-lee: {liberty: imprisoned}}"
    differ = f"accounts: [{{by: {{text: Union}}, text: Freed., sources: one}}, {{by: {{text: Court}}, text: Held., sources: one, {held}}}]"
    forms = "dashed frame: day not known", "hatched too: the graver state where accounts differ"
    release = HELD.strip().splitlines()[-1]
    for name, events, said in (
        ("plain", HELD, []),
        ("open", HELD.replace("date: 2018-05-28", "date: 2018-05"), [forms[0]]),
        ("contested", HELD.replace(release, f"{release[:-1]}, {differ}}}\n- {{id: 2018-06-hearing, title: A hearing, date: 2018-06-28, "
                                            "kind: hearing, people: ann-lee, sources: one}"), [forms[1]]),
    ):  # fmt: skip
        drawn = [item.content().decode() for item in published(site_of(tmp_path / name, events)) if item.uri == "arcadia/overview.svg"]
        words = " ".join(re.sub("<[^>]+>", " ", "".join(drawn)).split())
        assert [form for form in forms if form in words] == said, name


@pytest.mark.parametrize("cut", CUTS[:2], ids=lambda cut: cut.name)
def test_a_last_state_without_room_behind_its_bar_stands_above_its_end_and_never_before_it(tmp_path: Path, cut: Cut) -> None:
    shapes = flat(draw(seen(site_of(tmp_path, HELD.replace("2018-05-28", "2018-12-20"))), cut))
    (note,) = (one for one in shapes if isinstance(one, Text) and one.text == "released, 20 December 2018")
    bar = max((one for one in shapes if isinstance(one, Rect) and one.look == "full"), key=lambda one: one.x)
    assert (note.anchor, note.x) == ("end", pytest.approx(bar.x + bar.width, abs=1))
    assert note.y < bar.y


def test_the_picture_is_well_formed_and_no_text_of_a_record_is_markup(tmp_path: Path) -> None:
    hostile = '<script>alert(1)</script> & "quoted" \']]>'
    people = f"- {{id: p, name: {json.dumps(hostile)}, sort_name: X, basis: public-role}}\n"
    site = site_of(tmp_path, HELD.replace("ann-lee", "p"), letters("2017-03-24"), people)
    for picture in pictures(site, seen(site), "../"):
        root = ET.fromstring(str(picture))
        assert not [one for one in root.iter() if one.tag == "script"]
    made = {item.uri: item.content() for item in published(site) if item.uri.startswith("arcadia/overview.")}
    assert set(made) == {"arcadia/overview.svg", "arcadia/overview.png", "arcadia/overview.csv"}
    assert b"<script" not in made["arcadia/overview.svg"]
    ET.fromstring(made["arcadia/overview.svg"].decode())
    assert Image.open(io.BytesIO(made["arcadia/overview.png"])).size[0] > 2000
    assert made["arcadia/overview.csv"].decode().splitlines()[1].count("2017-01-20") == 0  # dates in words, as in the table


def test_another_title_of_a_letter_is_no_other_picture_for_the_press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[bytes] = []
    monkeypatch.setattr(overview, "paint", lambda *args: drawn.append(paint(*args)) or drawn[-1])
    said = []
    for number, title in enumerate(("Letter of 2017-03-24", "Another title", "Another title")):
        site = site_of(tmp_path / str(number), HELD, letters("2017-03-24" if number < 2 else "2017-04-24").replace("Letter of 2017-03-24", title))
        site = replace(site, store=Store(tmp_path / "cache"))
        made = {item.uri.rpartition(".")[2]: item.content() for item in published(site) if item.uri.startswith("arcadia/overview.")}
        said.append(made["png"])
        assert (title in made["svg"].decode()) == (number < 2)
    assert said[0] == said[1] != said[2]
    assert len(drawn) == 2


def test_the_png_keeps_the_colours_that_are_seen_most_and_comes_near_to_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few colours make it small; white stays white, and no line fades into another's colour."""
    view = seen(site_of(tmp_path, HELD, letters("2017-03-24", "2017-04")))
    drawn: list[Image.Image] = []
    quantize = Image.Image.quantize

    def seen_whole(image: Image.Image, *args: object, **kwargs: object) -> Image.Image:
        drawn.append(image.copy())
        return quantize(image, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Image.Image, "quantize", seen_whole)
    small = Image.open(io.BytesIO(paint(draw(view, CUTS[0]), ()))).convert("RGB")
    whole = drawn[0]
    assert whole.size == small.size
    assert len(small.getcolors() or ()) <= 64
    off = ImageChops.difference(whole, small).convert("L").histogram()
    assert sum(off[24:]) < sum(off) / 10_000
    common = sorted(whole.getcolors(1 << 16) or (), reverse=True)[:4]
    assert {colour for _, colour in common} <= {colour for _, colour in small.getcolors() or ()}
    assert small.getpixel((0, 0)) == (255, 255, 255)


def test_the_date_of_a_letter_whose_title_ends_with_it_is_said_once(tmp_path: Path) -> None:
    written = letters("2017-03-24", "2017-04").replace("Letter of 2017-03-24", '"To Bo Dahl, 24 March 2017"')
    crossings = seen(site_of(tmp_path, HELD, written)).crossings
    assert [crossing.mark.words for crossing in crossings] == ["To Bo Dahl, 24 March 2017", "Letter of 2017-04, April 2017"]


def test_a_name_in_letters_that_the_fonts_lack_is_not_left_blank() -> None:
    drawn = {said: Drawing("wide", 200, 40, [Text(0, 20, said, "text", 14)]) for said in ("", "…", "مثال آن", "架空", "Ann Lee")}
    made = {said: paint(drawing, ()) for said, drawing in drawn.items()}
    assert made["مثال آن"] == made["架空"] == made["…"] != made[""]
    assert [said for said, drawing in drawn.items() if is_undrawn(drawing)] == ["مثال آن", "架空"]


def test_the_table_behind_has_every_recorded_value(tmp_path: Path) -> None:
    view = seen(site_of(tmp_path, HELD, letters("2017-03-24")))
    assert [(line.value, line.event.text) for line in view.behind] == [
        ("Under arrest", "Ann Lee is arrested"), ("In prison", "Ann Lee is sentenced"), ("Released", "Ann Lee is released"),
    ]  # fmt: skip


def test_a_table_is_promised_only_where_there_is_one(tmp_path: Path) -> None:
    """A file for the press and an embed have none; what cannot be seen is told of in words that hold there too."""
    site = site_of(tmp_path, "- {id: 2017-01-20-a, title: A, date: 2017-01-20, kind: arrest, people: ann-lee, sources: one}\n")
    promise = "The same states are in the table below the picture."
    files = [artifact.content().decode() for artifact in overview.publish(site) if artifact.uri.endswith(".svg")]
    page, embed = pictures(site, seen(site), "../"), pictures(site, seen(site), "../", links=False)
    assert files
    assert all(promise in picture for picture in page)
    assert not any("table" in picture for picture in [*files, *embed])


def test_every_source_in_the_table_as_a_file_has_its_whole_address(tmp_path: Path) -> None:
    rests = HELD.replace("sources: one}", "sources: [one, letters/2017-03-24-to-dahl#p1]}").replace("  sources: one", "  sources: web")
    site = site_of(tmp_path, rests, letters("2017-03-24"), sources="- {id: web, title: Web, publisher: Web, url: 'https://web.example/1'}\n")
    site.settings = Settings(site_url="https://dossier.example/")
    file = next(item for item in published(site) if item.uri == "arcadia/overview.csv").content().decode()
    assert [row["sources"] for row in csv.DictReader(io.StringIO(file))] == [
        f"https://dossier.example/arcadia/sources/#one; {(letter := 'https://dossier.example/arcadia/letters/2017-03-24-to-dahl/#p1')}",
        "https://web.example/1", f"https://dossier.example/arcadia/sources/#one; {letter}",
    ]  # fmt: skip


def test_no_cell_of_the_table_as_a_file_is_run_by_a_spreadsheet(tmp_path: Path) -> None:
    site = site_of(tmp_path, HELD.replace("title: Ann Lee is arrested", "title: ＝1+1").replace("title: Ann Lee is released", 'title: "=2"'))
    file = next(item for item in published(site) if item.uri == "arcadia/overview.csv").content().decode()
    assert [row["event"] for row in csv.DictReader(io.StringIO(file))] == ["'＝1+1", "Ann Lee is sentenced", "'=2"]


def test_what_followed_a_letter_is_named_with_its_days_and_nothing_before_it(tmp_path: Path) -> None:
    after = seen(site_of(tmp_path, HELD, letters("2017-03-24"))).numbered[0].after
    assert [(one.when, one.link.text) for one in after] == [("14 days later", "Ann Lee is sentenced"), ("430 days later", "Ann Lee is released")]


def test_what_followed_a_letter_stands_with_what_others_say_of_it(tmp_path: Path) -> None:
    differing = HELD.replace(
        "sources: one\n- {id: 2018-release",
        "sources: one\n  accounts: [{by: {text: Court}, text: Guilty., sources: one}, {by: {text: Union}, text: Framed., sources: one}]\n"
        "  right_of_reply: {to: ann-lee, asked: 2017-05-01, answered: 2017-05-02, text: She denies it.}\n"
        "- {id: 2017-05-law, title: The law was kept, date: 2017-05-01, kind: public_statement, actors: free-union, sources: one,"
        " relates_to: {event: 2017-sentence, relation: answers}}\n"
        "- {id: 2018-release",
    )
    site = site_of(tmp_path, differing, letters("2017-03-24"))
    html = fragment(next(page for page in published(site) if isinstance(page, Page) and page.address == "arcadia/"))
    said = re.sub("<[^>]*>", "", re.search('<dl class="dossier-overview__after">(.*?)</dl>', html)[1])
    assert "Ann Lee is sentenced (accounts differ)Position of Free Union, 1 May 2017: The law was kept (One, 1 January 2024)Right of reply." in said
    assert "She denies it." in said


def test_who_points_at_a_bar_or_a_mark_reads_who_has_answered(tmp_path: Path) -> None:
    answered = HELD + (
        "- {id: 2017-05-law, title: The law was kept, date: 2017-05-01, kind: public_statement, actors: free-union, sources: one,"
        " relates_to: {event: 2017-01-arrest, relation: answers}}\n"
        "- {id: 2017-06-talks, title: Talks, date: 2017-06-01, kind: meeting, sources: one,"
        " right_of_reply: [{to: bo-dahl, asked: 2017-06-02, answered: 2017-06-03, text: No.}, {to: ann-lee, asked: 2017-06-02}]}\n"
    )
    view = seen(site_of(tmp_path, answered, letters("2017-03-24")))
    assert [bar.words for row in view.rows for bar in row.bars if bar.href.endswith("arrest/")] == [
        "Ann Lee, under arrest, 20 January 2017: Ann Lee is arrested; answered by Free Union"
    ]
    assert [mark.words for lane in view.lanes for mark in lane.marks] == ["Talks, 1 June 2017; answered by Bo Dahl"]


def test_what_followed_on_one_day_stands_below_it_once(tmp_path: Path) -> None:
    again = HELD + "- {id: 2017-04-07-held, title: Bo Dahl is held, date: 2017-04-07, kind: arrest, people: bo-dahl, sources: one}\n"
    site = site_of(tmp_path, again, letters("2017-03-24"))
    html = fragment(next(page for page in published(site) if isinstance(page, Page) and page.address == "arcadia/"))
    days = re.findall(r"<div><dt>(.*?)</dt>(.*?)</div>", re.search('<dl class="dossier-overview__after">(.*?)</dl>', html)[1])
    assert [(day, re.findall(r"<dd><a [^>]*>(.*?)</a></dd>", said)) for day, said in days] == [
        ("14 days later", ["Bo Dahl is held", "Ann Lee is sentenced"]), ("430 days later", ["Ann Lee is released"]),
    ]  # fmt: skip


def test_a_country_in_which_nobody_was_held_and_nothing_closed_has_no_picture(tmp_path: Path) -> None:
    site = site_of(tmp_path, "- {id: 2017-01-meeting, title: A meeting, date: 2017-01-20, kind: meeting, sources: one}")
    assert view_of(site, "arcadia") is None


def test_the_invented_countries_have_pictures_whose_links_lead_to_pages() -> None:
    site = invented()
    there = {item.address if hasattr(item, "address") else item.uri for item in published(site)}
    views = [view for country in site.countries if (view := view_of(site, country.key))]
    hrefs = {href for view in views for picture in pictures(site, view, "../") for href in re.findall(r'<a href="\.\./([^"]*)"', picture)}
    assert hrefs
    assert hrefs - there == set()


_LOOKS = """all => all.filter(one => !one.closest('title, desc, defs') && one.matches('path, text, circle')).map(one => {
  const style = getComputedStyle(one)
  return ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'paint-order', 'font-size', 'font-weight']
    .map(name => style.getPropertyValue(name).replaceAll('"', '')).join(' ') })"""


def test_the_file_looks_as_the_page_does_and_holds_no_style(browser: Browser) -> None:
    """With it, whoever opens it is sent the policy of pages, and that refuses styles within a file.

    Digits of one width are the page's alone: SVG has no attribute for them, and its checkers refuse `font-variant` with such a value.
    """
    site, country = invented(), "examplia"
    file = next(item for item in published(site) if item.uri == f"{country}/overview.svg").content().decode()
    assert [word for word in ("<style", "style=", "class=", "font-variant") if word in file] == []
    drawing = draw(seen(site, country), CUTS[0])
    looks = []
    for document in (f"<style>{sheet().decode()} body {{ font-size: 14px }}</style>{inline(drawing, 'o', 'A', 'B', str)}", file):
        page = browser.new_page()
        page.set_content(document)
        looks.append(page.locator("svg *").evaluate_all(_LOOKS))
        page.close()
    on_page, in_file = looks
    assert len(set(on_page)) > 8
    assert in_file[: len(on_page)] == on_page


@pytest.mark.parametrize("day", ["9999-12-31", "9999", "0001-01-01", "../0001-01-01"])
def test_the_calendar_may_end_or_begin_with_what_is_recorded(day: str, tmp_path: Path) -> None:
    event = f"- {{id: {day[-10:-6] or day}-x, title: X, date: {day}, kind: arrest, people: ann-lee, sources: one}}\n"
    letter = f"- {{id: 9999-y, title: Y, date: {day}, from: free-union, to: bo-dahl, text: Of Ann Lee.}}\n"
    site = site_of(tmp_path, event, letter)
    for page in published(site):
        if isinstance(page, Page) and page.address.startswith("arcadia/"):
            assert fragment(page)


def test_an_axis_of_many_years_names_as_many_as_have_room(tmp_path: Path) -> None:
    """A union that was registered 70 years ago made its page wider than a telephone, and one year mistyped made it a megabyte."""
    first = "- {id: 1952-05-x, title: X, date: 1952-05, kind: arrest, people: ann-lee, sources: one}\n"
    then = "- {id: 2023-04-y, title: Y, date: 2023-04, kind: release, people: ann-lee, sources: one}\n"
    site = site_of(tmp_path / "years", first + then)
    (track,) = track_views(site.viewer, site.dossier.entries["arcadia/people/ann-lee"])
    assert list(track.axis) == [1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020]
    assert round(track.bars[0].start) == round(1000 * 2.41 / 80), "from the last day of May"
    site = site_of(tmp_path / "mistyped", first.replace("1952", "0217") + then)
    (track,) = track_views(site.viewer, site.dossier.entries["arcadia/people/ann-lee"])
    assert list(track.axis) == [0, 500, 1000, 1500, 2000]
    assert len(draw(seen(site), CUTS[1]).shapes) < 500


def test_time_runs_from_left_to_right_where_the_page_does_not(browser: Browser) -> None:
    drawing = draw(seen(invented(), "examplia"), CUTS[1])
    there = "all => all.map(one => Math.round(one.getBBox().x))"
    places = []
    for css in (sheet().decode(), (ROOT / "hooks/dossier/theme/assets/stylesheets/dossier.css").read_text("utf-8")):
        for way in ("ltr", "rtl"):
            page = browser.new_page()
            page.set_content(f"<style>{css}</style><body dir={way}><div class=md-typeset><div class=dossier>{inline(drawing, 'o', 'A', 'B', str)}")
            page.add_style_tag(content=".dossier-overview__svg { display: block !important }")
            places.append(page.locator("text").evaluate_all(there))
            page.close()
    assert places[0] == places[1]
    assert places[2] == places[3]


def test_a_complaint_is_on_no_line_of_findings_alone(tmp_path: Path) -> None:
    """Who complains has found nothing yet: the line says of both that they are on it."""
    kinds = ("arrest", "cfa_complaint", "cfa_report")
    concerned = {"arrest": "people: ann-lee", "cfa_complaint": "actors: free-union", "cfa_report": "actors: free-union"}
    events = "".join(
        f"- {{id: 2020-0{n}-01-x, title: X, date: 2020-0{n}-01, kind: {k}, {concerned[k]}, sources: one}}\n" for n, k in enumerate(kinds, 1)
    )
    assert [(lane.label, len(lane.marks)) for lane in seen(site_of(tmp_path, events)).lanes] == [("Complaints and findings", 2)]


def test_the_picture_has_the_people_whom_the_figure_beside_it_counts(tmp_path: Path) -> None:
    """Ann Lee of Utopia was arrested by what Utopia records: that Arcadia banned her from travelling does not make her one of its prisoners."""
    banned = "- {id: 2017-03-01-ban, title: A ban, date: 2017-03-01, kind: travel_ban, people: utopia/people/ann-lee, sources: one}\n"
    own = "- {id: 2016-03-01-arrest, title: Arrest, date: 2016-03-01, kind: arrest, people: bo-dahl, sources: one}\n"
    held = (
        "- {id: 2017-02-01-held, title: Held, date: 2017-02-01, kind: detention, people: utopia/people/ann-lee, sources: one, confidence: possible}\n"
    )
    for number, (events, counted, doubted) in enumerate(((own + banned, {"bo-dahl"}, set()), (own + held, {"ann-lee", "bo-dahl"}, {"ann-lee"}))):
        site = site_of(tmp_path / str(number), events)
        picture = drawn_of(site.index, "arcadia", [])
        assert picture is not None
        assert ({row.entry.id for row in picture.people}, {key.rpartition("/")[2] for key in picture.doubted}) == (counted, doubted)
        figure = figures(site, "arcadia")[0]
        assert (figure.number, "not for certain" in figure.words) == (len(counted), bool(doubted))
