"""What was the case on a day and what was known of it: recomputed by hand, and the same in the page, the data and the browser."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from dossier.artifact import Artifact, Page
from dossier.figures import figures
from dossier.index import Index
from dossier.outputs import asof, published
from dossier.outputs.overview import view_of
from dossier.project import checked
from dossier.render import fragment
from dossier.settings import Settings
from dossier.site import Site
from dossier.standing import days_that_matter, demands_on, letters_waiting, standings, then_of
from dossier.views.answers import reply_views
from dossier.views.bars import RowView
from dossier.views.demands import on_the_table
from dossier.views.entries import chronicle
from dossier.views.letters import letter_view
from dossier.views.news import news
from dossier.views.standing import held_views, then_views
from dossier.views.states import dated_words, listed_states
from dossier.views.tracks import track_views
from helpers import ROOT, SMALL, dossier_of, index_of, mkdocs, project, served
from playwright.sync_api import Browser

SOURCES = """
    - {id: early, title: Early, publisher: Early, date: 2017-02-01}
    - {id: late, title: Late, publisher: Late, date: 2018-06-01}
    - {id: undated, title: Undated, publisher: Nobody}
    """
EVENTS = """
    - id: 2017-01-20-arrest
      title: Ann Lee is arrested
      date: 2017-01-20
      kind: arrest
      people: ann-lee
      sources: early
      right_of_reply: {to: ministry, asked: 2017-02-01, channel: e-mail, answered: 2017-02-03, text: Nobody was hurt.}
    - {id: 2017-03-house-arrest, title: Ann Lee is under house arrest, date: 2017-03, kind: house_arrest, people: ann-lee, sources: late}
    - {id: 2017-04-10-closed, title: The union is closed, date: 2017-04-10, kind: deregistration, organisations: free-union, sources: undated}
    - id: 2017-06-01-release
      title: Ann Lee is released, on a day that is disputed
      date: 2017-06-01
      kind: release
      people: ann-lee
      sources: [early, late]
      accounts:
        - {by: {text: The ministry}, text: On 1 June., date: 2017-06-01, sources: early}
        - {by: {text: The union}, text: On 10 June., date: 2017-06-10, sources: late}
    - id: 2017-08-01-position
      title: The ministry says that the law was kept
      date: 2017-08-01
      kind: public_statement
      actors: ministry
      relates_to: [{event: 2017-01-20-arrest, relation: answers}]
      right_of_reply: {to: ann-lee, asked: 2018-01-01, answered: 2018-01-02, text: She disagrees.}
      sources: late
    - {id: 2017-07-01-charge, title: Ann Lee is charged, date: 2017-07-01, kind: charge, people: ann-lee, sources: late}
    """
LETTERS = """
    - {id: 2017-03-24-to-dahl, title: First, date: 2017-03-24, from: free-union, to: bo-dahl, demands: release, text: Ann Lee}
    - {id: 2017-05-to-dahl, title: Second, date: 2017-05, from: free-union, to: bo-dahl, demands: release, text: Again.}
    - id: 2017-07-15-reply
      title: Reply
      date: 2017-07-15
      from: bo-dahl
      to: free-union
      in_reply_to: 2017-03-24-to-dahl
      reply_kind: substantive_reply
      text: We have read it.
    """
DEMANDS = """
    - id: release
      title: Release of Ann Lee
      target: ministry
      text: Ann Lee is to be released.
      history: [{date: 2017-06, state: met, sources: late}, {date: 2017-09-01, state: reversed, sources: late}]
    """
FILES = {
    "sources.yml": SOURCES, "events/2017.yml": EVENTS, "demands.yml": DEMANDS, "letters/2017.yml": LETTERS, "letters/2017-03-24-to-bo-dahl.md": None,
}  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("day"), FILES)


# day -> what is recorded today for Ann Lee's liberty: value, with ? where not yet certain and ! where contested.
# The arrest is of 20 January. House arrest began at some time in March: perhaps from the 1st, for certain on the 31st.
# By the ministry she was out from 1 June, by the union from 10 June; both agree from the 10th on.
LIBERTY = {
    "2017-01-19": "", "2017-01-20": "detained", "2017-02-28": "detained", "2017-03-01": "detained house_arrest?",
    "2017-03-15": "detained house_arrest?",
    "2017-03-30": "detained house_arrest?", "2017-03-31": "house_arrest", "2017-04-09": "house_arrest", "2017-04-10": "house_arrest",
    "2017-05-31": "house_arrest", "2017-06-01": "house_arrest! released!", "2017-06-09": "house_arrest! released!",
    "2017-06-10": "released!", "2018-01-01": "released!",
}  # fmt: skip


@pytest.mark.parametrize(("day", "said"), LIBERTY.items())
def test_what_was_the_case_on_a_day(index: Index, day: str, said: str) -> None:
    found = [s for s in standings(index, "utopia", date.fromisoformat(day)) if s.entry.id == "ann-lee"]
    held = [f"{h.value}{'' if h.certain else '?'}{'!' if h.contested else ''}" for s in found for h in s.held]
    assert sorted(set(held)) == sorted(said.split())


def test_the_data_of_any_day_say_by_whose_account_all_was_as_before(index: Index) -> None:
    site = Site(index.dossier, Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    data = json.loads(next(a for a in asof.publish(site) if a.uri == "utopia/as-of/data.json").content())  # type: ignore[operator]
    (turns,) = (dict(row["turns"]) for row in data["people_and_organisations"] if row["who"] == "Ann Lee")
    said = {day: [(held["value"], held.get("by", ""), held.get("still", False)) for held in turns[day]] for day in ("2017-03-31", "2017-06-01")}
    assert said == {
        "2017-03-31": [("under house arrest", "", False)],
        "2017-06-01": [("under house arrest", "The union", True), ("released", "The ministry", False)],
    }


def plain(html: str) -> str:
    return re.sub(r" (?=[,.:;])", "", " ".join(re.sub("<[^>]*>", " ", html).split()))


def test_what_is_answered_to_a_state_stands_with_it_and_a_list_names_who_has_answered_to_earlier_ones(tmp_path: Path) -> None:
    site = Site(dossier_of(tmp_path, FILES), Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    found = {item.address: str(fragment(item)) for item in published(site) if isinstance(item, Page)}
    position = "Position of Ministry of Labour, 1 August 2017: The ministry says that the law was kept"
    answers = f"{position} Right of reply. Ministry of Labour was asked on 1 February 2017 and answered on 3 February 2017"
    for address, part, line in (("utopia/people/ann-lee/", 'class="dossier-intervals"', "<li"), ("utopia/", "The table behind the picture", "<tr")):
        table = re.split("</ol>|</table>", found[address].partition(part)[2])[0]
        told = [plain(f"{line}{one}") for one in table.split(line)]
        assert [answers in one for one in told if "Ann Lee is arrested" in one] == [True]
        assert [answers in one for one in told if "is under house arrest" in one] == [False]
    for address in ("utopia/people/", "utopia/"):
        assert "answers about earlier states are on record: Ministry of Labour" in plain(found[address])
    (row,) = (row for row in csv.DictReader(io.StringIO(content(site, "utopia/overview.csv"))) if row["event"] == "Ann Lee is arrested")
    assert row["answers"].startswith(f"{position}; Right of reply: Ministry of Labour was asked on 1 February 2017 (e-mail)")


def test_who_was_only_asked_is_not_said_to_have_answered(tmp_path: Path) -> None:
    events = EVENTS.replace(", answered: 2017-02-03, text: Nobody was hurt.}", "}")
    events = events.replace("relates_to: [{event: 2017-01-20-arrest, relation: answers}]", "")
    viewer = Site(dossier_of(tmp_path, {**FILES, "events/2017.yml": events}), Settings(), datetime(2020, 1, 1, tzinfo=UTC)).viewer
    (state,) = listed_states(viewer, viewer.dossier.entries["utopia/people/ann-lee"])
    assert state.earlier == ()


def test_a_check_before_somebody_was_asked_says_nothing_of_an_answer(tmp_path: Path) -> None:
    events = EVENTS.replace(", answered: 2017-02-03, text: Nobody was hurt.}", "}\n      checked: DAY")
    said = []
    for day in ("2017-01-31", "2017-02-01"):
        dossier = dossier_of(tmp_path / day, {**FILES, "events/2017.yml": events.replace("DAY", day)})
        viewer = Site(dossier, Settings(), datetime(2020, 1, 1, tzinfo=UTC)).viewer
        (reply,) = reply_views(viewer, dossier.entries["utopia/events/2017-01-20-arrest"].record)
        said.append((str(reply.asked), reply.answered, str(reply.checked)))
    assert said == [("2017-02-01", None, "None"), ("2017-02-01", None, "2017-02-01")]


def content(site: Site, uri: str) -> str:
    return bytes(next(item for item in published(site) if item.uri == uri).content()).decode()  # type: ignore[operator]


def test_a_country_tells_of_everybody_of_whom_its_events_do(tmp_path: Path) -> None:
    arrest = "- {{id: 2017-01-21-{who}, title: Held abroad, date: 2017-01-21, kind: arrest, people: {home}/people/{who}, sources: o}}\n"
    files = {
        "../international/people.yml": "- {id: zed-far, name: Zed Far, sort_name: 'Far, Zed', basis: public-role}",
        "../arcadia/country.yml": "title: Arcadia\niso: ZZ",
        "../arcadia/sources.yml": "- {id: o, title: O, publisher: O, date: 2017-01-22}",
        "../arcadia/events.yml": arrest.format(who="ann-lee", home="utopia") + arrest.format(who="zed-far", home="international"),
    }
    site = Site(dossier_of(tmp_path, files), Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    said = {country: [standing.entry.id for standing in standings(site.index, country, date(2017, 2, 1))] for country in ("arcadia", "utopia")}
    assert said == {"arcadia": ["zed-far", "ann-lee"], "utopia": ["ann-lee"]}
    assert [row.who.text for row in rows_of(site, "arcadia")] == ["Ann Lee", "Zed Far"]
    data = json.loads(next(a for a in asof.publish(site) if a.uri == "arcadia/as-of/data.json").content())  # type: ignore[operator]
    assert [row["who"] for row in data["people_and_organisations"]] == ["Zed Far", "Ann Lee"]
    assert {c: [f.number for f in figures(site, c) if "liberty" in f.words] for c in ("arcadia", "utopia")} == {"arcadia": [2], "utopia": [1]}
    for page in (item for item in published(site) if isinstance(item, Page) and item.address in ("arcadia/", "arcadia/people/")):
        assert re.search(r'<li><a href="[./]+people/zed-far/">', str(fragment(page)))
        assert re.search(r'<li><a href="[./]+utopia/people/ann-lee/">', str(fragment(page)))


def test_whoever_was_held_elsewhere_is_counted_only_where_the_events_say_so(tmp_path: Path) -> None:
    """Ann Lee of Utopia was arrested there; that an event of Arcadia set her free counts her as held in Utopia alone."""
    files = {
        "../arcadia/country.yml": "title: Arcadia\niso: ZZ",
        "../arcadia/sources.yml": "- {id: o, title: O, publisher: O, date: 2018-03-22}",
        "../arcadia/events.yml": "- {id: 2018-03-21-a, title: Freed, date: 2018-03-21, kind: release, people: utopia/people/ann-lee, sources: o}",
    }
    site = Site(dossier_of(tmp_path, files), Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    assert {c: [f.number for f in figures(site, c) if "liberty" in f.words] for c in ("arcadia", "utopia")} == {"arcadia": [], "utopia": [1]}


def test_a_letter_of_no_single_country_waits_and_asks_in_those_that_it_is_about(tmp_path: Path) -> None:
    head = "{from: utopia/organisations/free-union, to: utopia/people/bo-dahl, reply_requested: true, "
    letters = f"- {head}id: 2017-05-01-one, title: One, date: 2017-05-01, countries: utopia, demands: one, text: One.}}\n"
    letters += f"- {head}id: 2017-05-02-other, title: Other, date: 2017-05-02, countries: arcadia, demands: other, text: Other.}}\n"
    files = {
        "../arcadia/country.yml": "title: Arcadia\niso: XA", "../international/letters/2017.yml": letters,
        "../international/demands.yml": "- {id: one, title: One, text: One.}\n- {id: other, title: Other, text: Other.}\n",
        "letters/2017-03-24-to-bo-dahl.md": None, "demands.yml": None, "events/2017.yml": None,
    }  # fmt: skip
    site = Site(dossier_of(tmp_path, files), Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    for country, letter in (("utopia", "2017-05-01-one"), ("arcadia", "2017-05-02-other")):
        assert [entry.id for entry, _ in letters_waiting(site.index, country, date(2017, 6, 1))] == [letter]
        assert [entry.id for entry, _, _ in demands_on(site.index, country, date(2017, 6, 1))] == [letter.rpartition("-")[2]]
        assert [entry.id for entries in days_that_matter(site.index, country).values() for entry in entries] == [letter]
        assert [figure.total for figure in figures(site, country) if figure.href == f"{country}/letters/"] == [1]


def test_whoever_was_held_by_one_account_only_or_not_likely_is_not_said_to_have_been_held(tmp_path: Path) -> None:
    """Figure and headline counted them as “deprived of liberty”, the headline with all the years of the picture, which are those of a meeting."""
    accounts = "[{by: {text: Union}, text: Taken., effects: {bo-dahl: {liberty: detained}}}, {by: {text: Court}, text: Nobody was taken.}]"
    contested = f"{{id: 2017-02-01-b, title: B, date: 2017-02-01, kind: arrest, effects: {{bo-dahl: {{liberty: none}}}}, accounts: {accounts}, "
    sure = "{id: 2017-01-20-a, title: A, date: 2017-01-20, kind: arrest, people: ann-lee, sources: gazette}"
    said = {}
    for name, events in {
        "one": [f"{contested}people: bo-dahl, sources: gazette}}"],
        "some": [sure, f"{contested}people: bo-dahl, sources: gazette}}"],
        "doubt": [sure.replace("ann-lee", "[ann-lee, bo-dahl]").replace("kind", "confidence: possible, kind")],
        "sure": [sure],
    }.items():
        meeting = "{id: 2001-01-01-m, title: A meeting, date: 2001-01-01, kind: meeting, sources: gazette}"
        listed = "\n".join(f"- {event}" for event in (meeting, *events))
        files = {"events/2017.yml": listed, "letters/2017-03-24-to-bo-dahl.md": None, "demands.yml": None}
        site = Site(dossier_of(tmp_path / name, files), Settings(), datetime(2020, 1, 1, tzinfo=UTC))
        view = view_of(site, "utopia")
        (figure,) = figures(site, "utopia")
        assert view is not None
        said[name] = (f"{figure.number} {figure.words}", view.headline)
    held = "at some time deprived of liberty or restricted in it"
    assert said == {
        "one": (f"1 person {held}, not for certain", f"One person {held}, not for certain"),
        "some": (f"2 people {held}, 1 of them not for certain", f"Two people {held}, one of them not for certain"),
        "doubt": (f"2 people {held}, none of them for certain", f"Two people {held}, none of them for certain"),
        "sure": (f"1 person {held}", f"One person {held}"),
    }


def test_of_whom_a_death_ended_a_state_it_is_said_that_they_are_dead(tmp_path: Path) -> None:
    """Lists, the picture and feeds said “liberty not on record” of somebody who had been killed."""
    events = """
        - {id: 2017-01-20-arrest, title: Arrest, date: 2017-01-20, kind: arrest, people: ann-lee, sources: gazette}
        - {id: 2017-01-30-death, title: A killing, date: 2017-01-30, kind: killing, people: ann-lee, sources: gazette}
        """
    site = Site(dossier_of(tmp_path, {"events/2017.yml": events}), Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    entry = site.dossier.entries["utopia/people/ann-lee"]
    assert [dated_words(entry, state) for state in listed_states(site.viewer, entry)] == ["dead, since 30 January 2017 (last source 1 February 2017)"]
    (row,) = rows_of(site, "utopia")
    assert row.note == "dead, 30 January 2017"
    (standing,) = standings(site.index, "utopia", date(2017, 2, 1))
    assert [view.value for view in held_views(site.viewer, standing.timeline, standing.held, standing.day)] == ["dead"]
    assert "Ann Lee: under arrest → dead (30 January 2017)" in [one.view().title for one in news(site.viewer)]


def test_an_event_of_no_country_stands_on_the_timeline_of_those_it_concerns(tmp_path: Path) -> None:
    """An opinion of the United Nations on somebody stood on their page, but nowhere in their country's dossier."""
    files: dict[str, str | bytes | None] = {
        "../arcadia/country.yml": "title: Arcadia\niso: ZZ",
        "../international/sources.yml": "- {id: un, title: UN, publisher: UN, date: 2018-04-01}",
        "../international/events.yml": """
            - {id: 2018-04-01-a, title: An opinion, date: 2018-04-01, kind: un_opinion, people: utopia/people/ann-lee, sources: un}
            - {id: 2018-04-02-b, title: A meeting, date: 2018-04-02, kind: meeting, sources: un}
            """,
    }
    viewer = Site(dossier_of(tmp_path, files), Settings(), datetime(2020, 1, 1, tzinfo=UTC)).viewer
    said = {country: [entry.id for entry in chronicle(viewer, country) if entry.country == "international"] for country in ("arcadia", "utopia")}
    assert said == {"arcadia": [], "utopia": ["2018-04-01-a"]}


def rows_of(site: Site, country: str) -> tuple[RowView, ...]:
    view = view_of(site, country)
    assert view is not None
    return view.rows


def test_only_whether_somebody_is_held_stands_in_the_list_of_a_day(index: Index) -> None:
    tracks = {(s.entry.id, s.timeline.track) for s in standings(index, "utopia", date(2018, 1, 1))}
    assert tracks == {("ann-lee", "liberty"), ("free-union", "registration")}


@pytest.mark.parametrize(
    ("day", "known", "later"),
    [
        # On 24 March the source of 1 February was out; what the source of June 2018 says was not known.
        ("2017-03-24", ["detained"], ["detained", "house_arrest"]),
        ("2017-01-31", [], ["detained"]),
        # The ministry's account of the release was known, the union's was not; both are shown as learnt later.
        ("2017-06-05", ["released"], ["house_arrest", "released"]),
        ("2018-06-01", ["released"], []),
    ],
)  # fmt: skip
def test_what_was_known_and_what_was_learnt_later_are_told_apart(index: Index, day: str, known: list[str], later: list[str]) -> None:
    then = next(then for then in then_of(index, "utopia/people/ann-lee", date.fromisoformat(day)) if then.timeline.track == "liberty")
    assert sorted({held.value for held in then.known}) == known
    assert sorted({held.value for held in then.later}) == later


def test_what_is_recorded_anew_is_said_since_its_beginning_with_what_was_known_of_each(tmp_path: Path) -> None:
    events = """
        - {id: 2017-01-20-arrest, title: Ann Lee is arrested, date: 2017-01-20, kind: arrest, people: ann-lee, sources: early}
        - {id: 2017-03-20-again, title: Held for longer, date: 2017-03-20, kind: arrest, people: ann-lee, sources: late}
        - {id: 2017-05-20-again, title: Held for longer still, date: 2017-05-20, kind: arrest, people: ann-lee, sources: late}
        """
    site = Site(dossier_of(tmp_path, {**FILES, "events/2017.yml": events}), Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    day = plain(str(fragment(next(page for page in published(site) if isinstance(page, Page) and page.address == "utopia/as-of/2017-05-31/"))))
    assert "Under arrest, since 20 January 2017: Ann Lee is arrested; Early, 1 February 2017. Under arrest, recorded anew for 20 May 2017:" in day
    assert day.count("Learnt later") == 1, "the arrest was known, that it went on was not"
    entry = site.viewer.dossier.entries["utopia/people/ann-lee"]
    (state,) = listed_states(site.viewer, entry)
    assert dated_words(entry, state).startswith("under arrest, since 20 January 2017, recorded anew for 20 May 2017 (last source 1 June 2018")
    (then, *_) = then_views(site.viewer, [entry.key], date(2017, 3, 24))
    assert [(view.anew, str(view.since)) for view in then.known] == [(False, "2017-01-20")]
    assert [(view.anew, str(view.since)) for view in then.later] == [(True, "2017-03-20")], "what was known is not said to have been learnt later"


def test_what_is_no_longer_on_record_says_until_then_what_was(tmp_path: Path) -> None:
    effects = "effects: {ann-lee: {liberty: {value: detained, until: 2017-02-20}}}"
    event = f"- {{id: 2017-01-20-arrest, title: Ann Lee is arrested, date: 2017-01-20, kind: arrest, people: ann-lee, sources: early, {effects}}}\n"
    event += "- {id: 2017-08-01-law, title: The law was kept, date: 2017-08-01, kind: public_statement, actors: ministry, sources: late, "
    event += "relates_to: [{event: 2017-01-20-arrest, relation: answers}]}"
    site = Site(dossier_of(tmp_path, {**FILES, "events/2017.yml": event}), Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    found = {page.address: plain(str(fragment(page))) for page in published(site) if isinstance(page, Page)}
    said = "Liberty not on record, since 20 February 2017; until then on record as under arrest: Ann Lee is arrested"
    assert said in found["utopia/as-of/2017-03-24/"]
    assert said in found["utopia/letters/2017-03-24-to-dahl/"].partition("Last recorded")[2]
    person = found["utopia/people/ann-lee/"]
    assert "Liberty not on record, since 20 February 2017; until then on record as under arrest." in person
    assert "Last dated source of what was before: 1 February 2017." in person
    line = found["utopia/people/"].partition("liberty not on record, since 20 February 2017")[2].partition("Dahl")[0]
    assert line.startswith(" (last source 1 February 2017); answers about earlier states are on record: Ministry of Labour"), line


def test_what_is_on_record_for_one_day_is_not_said_to_have_lasted(tmp_path: Path) -> None:
    effects = "effects: {ann-lee: {integrity: {value: injured, until: 2017-01-20}}}"
    event = f"- {{id: 2017-01-20-attack, title: Ann Lee is attacked, date: 2017-01-20, kind: assault, people: ann-lee, sources: early, {effects}}}"
    site = Site(dossier_of(tmp_path, {**FILES, "events/2017.yml": event}), Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    page = plain(str(fragment(next(page for page in published(site) if isinstance(page, Page) and page.address == "utopia/people/ann-lee/"))))
    assert "Safety Injury reported, on record for 20 January 2017 alone. Last dated source of it: 1 February 2017." in page
    assert "Injury reported on record for 20 January 2017 alone Ann Lee is attacked" in page
    (view,) = track_views(site.viewer, site.viewer.dossier.entries["utopia/people/ann-lee"])
    assert view.words == "Safety: injury reported, on record for 20 January 2017 alone"
    assert {bar.shade for bar in view.bars} == {"dots"}


def test_what_was_known_names_no_account_that_was_not_known_yet(tmp_path: Path) -> None:
    accounts = "[{by: {text: The court}, text: Closed., sources: early, effects: {free-union: {registration: deregistered}}}, "
    accounts += "{by: {text: The paper}, text: At risk., sources: early}, {by: {text: The yearbook}, text: At risk., sources: late}]"
    cancelled = "effects: {free-union: {registration: none}}"
    event = "- {id: 2017-02-01-closed, title: The union, date: 2017-02-01, kind: deregistration, organisations: free-union, "
    event += f"sources: [early, late], {cancelled}, accounts: {accounts}}}"
    viewer = Site(dossier_of(tmp_path, {**FILES, "events/2017.yml": event}), Settings(), datetime(2020, 1, 1, tzinfo=UTC)).viewer
    (then,) = then_views(viewer, ["utopia/organisations/free-union"], date(2017, 3, 24))
    assert [view.by.text for view in then.known if view.by] == ["The court", "The paper"]


def test_what_no_dated_source_says_counts_as_learnt_later(index: Index) -> None:
    then = next(then_of(index, "utopia/organisations/free-union", date(2017, 5, 1)))
    assert ([held.value for held in then.known], [held.value for held in then.later]) == ([], ["deregistered"])
    (standing,) = [s for s in standings(index, "utopia", date(2017, 5, 1)) if s.entry.id == "free-union"]
    assert not standing.was_known(standing.held[0])


def test_what_a_source_of_a_month_says_was_known_from_its_last_day(tmp_path: Path) -> None:
    index = index_of(tmp_path, {**FILES, "sources.yml": SOURCES.replace("date: 2017-02-01", "date: 2017-02")})
    standing = {day: next(s for s in standings(index, "utopia", date(2017, 2, day)) if s.entry.id == "ann-lee") for day in (27, 28)}
    assert [[one.was_known(held) for held in one.held] for one in standing.values()] == [[False], [True]]


def test_what_was_known_on_a_day_names_only_sources_published_by_then(tmp_path: Path) -> None:
    events = EVENTS.replace("people: ann-lee, sources: early}", "people: ann-lee, sources: [early, late, undated]}")
    index = index_of(tmp_path, {**FILES, "events/2017.yml": events})
    viewer = Site(index.dossier, Settings(), datetime(2020, 1, 1, tzinfo=UTC)).viewer
    (then, *_) = then_views(viewer, ["utopia/people/ann-lee"], date(2017, 2, 15))
    assert [[source.publisher for source in view.sources] for view in then.known] == [["Early"]]


def test_then_is_the_latest_possible_day_of_a_letter_as_its_page_says(tmp_path: Path) -> None:
    """The Gazette of 1 February tells of the arrest of 20 January, and the demand is partly met on 5 February."""
    name = "letters/2017-03-24-to-bo-dahl.md"
    letter = SMALL[f"data/utopia/{name}"].replace("date: 2017-03-24", "date: 2017-01-25/2017-02-10")
    history = "history: [{date: 2017-02-05, state: partly_met, sources: gazette}]"
    demand = f"- {{id: release, title: Release of Ann Lee, target: ministry, text: She is to be released., {history}}}\n"
    viewer = Site(dossier_of(tmp_path, {name: letter, "demands.yml": demand}), Settings(), datetime(2020, 1, 1, tzinfo=UTC)).viewer
    view = letter_view(viewer, viewer.dossier.entries["utopia/letters/2017-03-24-to-bo-dahl"], "")
    assert [[held.value for held in then.known] for then in view.then if then.who.text == "Ann Lee"] == [["under arrest"]]
    assert [made.then for made in view.demands] == ["Partly met"]


@pytest.mark.parametrize(
    ("dates", "made"),
    [
        ([], "Made here for the first time in this dossier."),
        (["2017-03-23", "2017-03-25"], "Made in 1 earlier letter of this dossier, and again in 1 later letter."),
        (["2017-03-24"], "Made here, and in 1 letter whose date does not say whether it came before or after this one."),
        (
            ["../2017-03-24", "2017-03", "2016", "2018", "2019"],
            "Made in 1 earlier letter of this dossier, and in 2 letters whose dates do not say whether they came before or after this one, "
            "and again in 2 later letters.",
        ),
    ],
)
def test_letters_that_make_a_demand_are_earlier_or_later_only_where_their_dates_say_so(dates: list[str], made: str, tmp_path: Path) -> None:
    head = "title: T\nfrom: free-union\nto: bo-dahl\ndemands: {demand: release}\n"
    more = {f"letters/201{n}-x.md": f"---\n{head}date: {day}\n---\nWords.\n" for n, day in enumerate(dates)}
    site = Site(dossier_of(tmp_path, more), Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    pages = {page.address: page for page in published(site) if isinstance(page, Page)}
    text = str(fragment(pages["utopia/letters/2017-03-24-to-bo-dahl/"]))
    assert f"paragraph 2</a>. {made}".casefold() in text.casefold()


def test_on_the_table_of_a_meeting_is_what_had_been_asked_for_certain_and_of_no_other_event_anything(tmp_path: Path) -> None:
    """A letter that may have been sent after the meeting asked nothing by then."""
    head = "title: T\nfrom: free-union\nto: bo-dahl\ndemands: {demand: release}\n"
    days = "date: 2017-05-01, sources: gazette, people: ann-lee"
    events = "".join(f"- {{id: 2017-05-01-{kind}, title: T, kind: {kind}, {days}}}\n" for kind in ("meeting", "arrest"))
    letters = {"letters/2017-04-x.md": f"---\n{head}date: 2017-04-20/2017-05-10\n---\nWords.\n", "events/more.yml": events}
    viewer = Site(dossier_of(tmp_path, letters), Settings(), datetime(2020, 1, 1, tzinfo=UTC)).viewer
    (asked,) = on_the_table(viewer, viewer.dossier.entries["utopia/events/2017-05-01-meeting"])
    assert [link.text for link in asked.letters] == ["Letter to Bo Dahl"]
    assert on_the_table(viewer, viewer.dossier.entries["utopia/events/2017-05-01-arrest"]) == []


def test_what_an_editor_knows_to_have_been_known_keeps_the_later_source_that_says_it(tmp_path: Path) -> None:
    events = EVENTS.replace("title: Ann Lee is under house arrest,", "title: Ann Lee is under house arrest, known: 2017-03-31,")
    index = index_of(tmp_path, {**FILES, "events/2017.yml": events})
    viewer = Site(index.dossier, Settings(), datetime(2020, 1, 1, tzinfo=UTC)).viewer
    (then, *_) = then_views(viewer, ["utopia/people/ann-lee"], date(2017, 4, 5))
    assert [(view.value, [source.publisher for source in view.sources]) for view in then.known] == [("under house arrest", ["Late"])]


def test_of_days_before_a_beginning_of_which_only_the_latest_day_is_known_nothing_is_said(tmp_path: Path) -> None:
    sought = "- {id: 2017-x, title: X, date: ../2017-03-24, kind: deregistration_sought, organisations: free-union, sources: early}\n"
    index = index_of(tmp_path / "alone", {**FILES, "events/2017.yml": sought})
    said = {day: [h.value for s in standings(index, "utopia", date.fromisoformat(day)) for h in s.held] for day in ("2011-01-01", "2017-03-23")}
    assert said == {"2011-01-01": [], "2017-03-23": []}
    assert [h.certain for s in standings(index, "utopia", date(2017, 3, 24)) for h in s.held] == [True]
    before = "- {id: 2016-a, title: A, date: 2016-01-01, kind: registration, organisations: free-union, sources: early}\n"
    index = index_of(tmp_path / "both", {**FILES, "events/2017.yml": before + sought})
    held = [(h.value, h.certain) for s in standings(index, "utopia", date(2017, 3, 23)) for h in s.held]
    assert held == [("registered", True), ("deregistration_sought", False)], "beside what was the case it says until when at the latest"


# The demand was first made on 24 March. It was met at some time in June: for certain on the 30th. It was open again from 1 September.
@pytest.mark.parametrize(
    ("day", "said"),
    [("2017-03-23", []), ("2017-03-24", ["open"]), ("2017-06-29", ["open"]), ("2017-06-30", []), ("2017-08-31", []), ("2017-09-01", ["reversed"])],
)
def test_demands_are_open_from_their_first_letter_until_they_are_settled(index: Index, day: str, said: list[str]) -> None:
    assert [state.id for _, state, _ in demands_on(index, "utopia", date.fromisoformat(day)) if state] == said


@pytest.mark.parametrize(
    ("history", "turns", "then"),
    [
        (
            "{date: 2017-05, state: met}", {"2017-03-24": "Open", "2017-05-01": "Open; perhaps Met, May 2017", "2017-05-31": ""},
            "On 24 March 2017: open. Now:",
        ),
        (
            "{date: 2017-03-20/2017-06-01, state: met}",
            dict.fromkeys(("2017-03-24", "2017-05-31"), "Open; perhaps Met, between 20 March and 1 June 2017"),
            "On 24 March 2017: open; perhaps met, between 20 March and 1 June 2017. Now:",
        ),
        (
            "{date: ../2017-05-01, state: promised}",
            {"2017-03-24": "Open; perhaps Promised, by 1 May 2017", "2017-05-01": "Promised, by 1 May 2017"},
            "On 24 March 2017: open; perhaps promised, by 1 May 2017. Now:",
        ),
        (
            "{date: 2017-03-01, state: raised}, {date: 2017-05, state: raised}", {"2017-05-01": "Raised, 1 March 2017"},
            "On 24 March 2017: raised, 1 March 2017. Now:",
        ),
    ],
)  # fmt: skip
def test_a_demand_that_may_have_come_into_another_state_says_so(history: str, turns: dict[str, str], then: str, tmp_path: Path) -> None:
    """It was called open on any day of the month in which it was met; of states of people and of replies it was said what may have been."""
    demands = f"- {{id: release, title: Release, text: Ann Lee is to be released., history: [{history}]}}"
    site = Site(dossier_of(tmp_path, {**FILES, "demands.yml": demands}), Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    made = {item.address if isinstance(item, Page) else item.uri: item for item in published(site)}
    pages = {address: re.sub(r"<[^>]*>", "", fragment(item)) for address, item in made.items() if isinstance(item, Page)}
    assert then in pages["utopia/letters/2017-03-24-to-dahl/"]
    data = made["utopia/as-of/data.json"]
    assert isinstance(data, Artifact)
    (row,) = json.loads(data.content())["demands"]
    for day, words in turns.items():
        told = next((state for since, state in reversed(row["turns"]) if since <= day), "")
        since = f", {told['since']}" if told and "since" in told else ""
        perhaps = [f"; perhaps {state}, {when}" for state, when in told.get("perhaps", ())] if told else []
        assert (f"{told['state']}{since}{''.join(perhaps)}" if told else "") == words, day
        if page := pages.get(f"utopia/as-of/{day}/"):
            assert words.replace("perhaps M", "perhaps m").replace("perhaps P", "perhaps p") in page


# The first letter was answered on 15 July; the second, of May, is counted from 31 May on and has no reply.
def test_a_demand_is_in_a_state_since_it_came_into_it_and_as_ever_if_it_never_left_it(tmp_path: Path) -> None:
    history = "{date: 2016, state: open}, {date: 2017-06, state: partly_met}, {date: 2018, state: partly_met}, {date: 2019, state: open}"
    demands = "- {id: release, title: Release, text: Ann Lee is to be released., history: [" + history + "]}"
    index = index_of(tmp_path, {**FILES, "demands.yml": demands})
    (demand,) = index.demands_about("utopia")
    on = {day: index.demand_since(demand, date.fromisoformat(day)) for day in ("2016-12-31", "2017-05-01", "2017-12-31", "2018-12-31")}
    assert {day: str(since) if since else None for day, since in on.items()} == {
        "2016-12-31": None, "2017-05-01": None, "2017-12-31": "2017-06", "2018-12-31": "2017-06",
    }  # fmt: skip
    assert str(index.demand_since(demand)) == "2019"


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("2018-01-01", "liberty not on record, since 1 January 2018 (last source 1 February 2017, checked 1 June 2019)"),
        ("2020-01-01", "in prison, since 7 April 2017, until 1 January 2020 (last source 1 February 2017, checked 1 June 2019)"),
        (
            "2019-05-01/2019-07-01",
            "in prison, since 7 April 2017, until a day between 1 May and 1 July 2019 (last source 1 February 2017, checked 1 June 2019)",
        ),
    ],
)
def test_a_state_that_may_have_lasted_until_the_last_check_is_said_with_its_end(tmp_path: Path, until: str, said: str) -> None:
    effects = f"effects: {{ann-lee: {{liberty: {{value: imprisoned, until: {until}}}}}}}"
    event = f"- {{id: 2017-04-07-sentence, title: A sentence, date: 2017-04-07, kind: sentence, people: ann-lee, sources: early, {effects}}}"
    people = "- {id: ann-lee, name: Ann Lee, sort_name: 'Lee, Ann', basis: public-role, checked: 2019-06-01}\n"
    people += "- {id: bo-dahl, name: Bo Dahl, sort_name: 'Dahl, Bo', basis: public-role}"
    files = {**FILES, "events/2017.yml": event, "people.yml": people}
    viewer = Site(dossier_of(tmp_path, files), Settings(), datetime(2020, 1, 1, tzinfo=UTC)).viewer
    entry = viewer.dossier.entries["utopia/people/ann-lee"]
    assert [dated_words(entry, state) for state in listed_states(viewer, entry)] == [said]


@pytest.mark.parametrize(
    ("of_event", "of_other", "said"),
    [
        ("2019-06-01", "", "in prison, since 7 April 2017, until 1 January 2020 (last source 1 February 2017)"),
        ("2020-06-01", "2019-06-01", "liberty not on record, since 1 January 2020 (last source 1 February 2017)"),
        ("", "2019-06-01", "in prison, since 7 April 2017, until 1 January 2020 (last source 1 February 2017)"),
        ("", "2020-06-01", "liberty not on record, since 1 January 2020 (last source 1 February 2017)"),
    ],
)
def test_who_was_not_checked_is_not_past_an_end_that_nobody_saw_come(tmp_path: Path, of_event: str, of_other: str, said: str) -> None:
    """Of who was sentenced until a day years ahead it was said “liberty not on record, since” that day."""
    event, other = (f", checked: {day}" if day else "" for day in (of_event, of_other))
    effects = "effects: {ann-lee: {liberty: {value: imprisoned, until: 2020-01-01}}}"
    held = f"date: 2017-04-07, kind: sentence, people: ann-lee, sources: early, {effects}{event}"
    events = f"- {{id: 2017-04-07-sentence, title: A sentence, {held}}}\n"
    people = "- {id: ann-lee, name: Ann Lee, sort_name: 'Lee, Ann', basis: public-role}\n"
    people += f"- {{id: bo-dahl, name: Bo Dahl, sort_name: 'Dahl, Bo', basis: public-role{other}}}"
    files = {**FILES, "events/2017.yml": events, "people.yml": people}
    viewer = Site(dossier_of(tmp_path, files), Settings(), datetime(2020, 1, 1, tzinfo=UTC)).viewer
    entry = viewer.dossier.entries["utopia/people/ann-lee"]
    assert [dated_words(entry, state) for state in listed_states(viewer, entry)] == [said]


def test_an_end_of_what_never_began_by_some_account_is_contested(tmp_path: Path) -> None:
    event = """
        - id: 2017-04-07-held
          title: Ann Lee at the harbour
          date: 2017-04-07
          kind: arrest
          people: ann-lee
          sources: early
          accounts:
            - {by: {text: The union}, text: Held., sources: late, effects: {ann-lee: {liberty: {value: detained, until: 2017-04-09}}}}
            - {by: {text: The ministry}, text: Not held., sources: early, effects: {ann-lee: {liberty: none}}}
        """
    viewer = Site(dossier_of(tmp_path, {**FILES, "events/2017.yml": event}), Settings(), datetime(2020, 1, 1, tzinfo=UTC)).viewer
    entry = viewer.dossier.entries["utopia/people/ann-lee"]
    said = "liberty not on record, since 9 April 2017 (accounts differ; last source 1 June 2018)"
    assert [dated_words(entry, state) for state in listed_states(viewer, entry)] == [said]


def test_who_denies_a_change_stands_behind_it_wherever_it_is_listed(tmp_path: Path) -> None:
    """The list of a person's states and the table behind the picture gave what one side says, and called it contested; never what is held
    against it."""
    event = """
        - id: 2017-04-07-held
          title: Ann Lee at the harbour
          date: 2017-04-07
          kind: arrest
          people: ann-lee
          sources: early
          accounts:
            - {by: {text: The union}, text: Held., sources: late}
            - {by: {text: A neighbour}, text: Held at home., sources: late, effects: {ann-lee: {liberty: house_arrest}}}
            - {by: {text: The ministry}, text: Not held., sources: early, effects: {ann-lee: {liberty: none}}}
        - id: 2017-05-07-held-too
          title: Bo Dahl at the harbour
          date: 2017-05-07
          kind: arrest
          people: bo-dahl
          effects: {bo-dahl: {liberty: none}}
          sources: early
          accounts:
            - {by: {text: The union}, text: Held., sources: late, effects: {bo-dahl: {liberty: house_arrest}}}
            - {by: {text: A paper}, text: It was not read., sources: early}
        """
    site = Site(dossier_of(tmp_path, {**FILES, "events/2017.yml": event}), Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    found = {page.address: plain(str(fragment(page))) for page in published(site) if isinstance(page, Page)}
    assert "A paper: no such change" not in found["utopia/people/bo-dahl/"].partition("Events")[0], "who is silent denies nothing"
    denied = "The ministry: no such change is recorded; Early, 1 February 2017"
    table = found["utopia/"].partition("The table behind")[2].partition("For the press")[0]
    for part in (found["utopia/people/ann-lee/"].partition("Events")[0], table):
        assert part.count(denied) == 2, part
        assert re.search(f"The union: Ann Lee at the harbour; [^:]*, 1 June 2018 ?{denied}", part), part
    (written,) = (made.content() for made in published(site) if isinstance(made, Artifact) and made.uri == "utopia/overview.csv")
    assert written.decode().count("The ministry: no such change is recorded") == 2


@pytest.mark.parametrize(
    ("confidence", "said"),
    [
        ("", "released, since April 2017 (last source 1 June 2018)"),
        ("likely", "released, since April 2017 (last source 1 June 2018)"),
        ("unlikely", "{}released, since April 2017, on record as “unlikely” only (last source 1 June 2018)"),
        ("unknown", "{}released, since April 2017, not known how sure (last source 1 June 2018)"),
    ],
)
def test_a_state_says_how_sure_its_event_is_where_that_is_less_than_likely(tmp_path: Path, confidence: str, said: str) -> None:
    said = said.format("under arrest, since 20 January 2017; perhaps ")
    sure = f", confidence: {confidence}" if confidence else ""
    events = f"""
        - {{id: 2017-01-20-arrest, title: Ann Lee is arrested, date: 2017-01-20, kind: arrest, people: ann-lee, sources: early}}
        - {{id: 2017-04-release, title: Ann Lee is released, date: 2017-04, kind: release, people: ann-lee, sources: late{sure}}}
        """
    site = Site(dossier_of(tmp_path, {**FILES, "events/2017.yml": events}), Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    entry = site.viewer.dossier.entries["utopia/people/ann-lee"]
    assert [dated_words(entry, state) for state in listed_states(site.viewer, entry)] == [said]
    doubt = said.rpartition("released, since April 2017")[2].partition(" (last")[0]
    pages = {item.address: fragment(item) for item in published(site) if isinstance(item, Page)}
    ann, then = pages["utopia/people/ann-lee/"], pages["utopia/as-of/2017-05-31/"]
    if doubt:
        assert f"Under arrest, since <time datetime=\"2017-01-20\">20 January 2017</time>; perhaps released, since April 2017{doubt}." in ann
        assert "(perhaps until April 2017, by an entry that is less sure)</span>" in ann
        assert f"<b>Perhaps released</b>, since <time datetime=\"2017-04\">April 2017</time>{doubt}: " in then
        assert "<b>Under arrest</b>, since <time datetime=\"2017-01-20\">20 January 2017</time>: " in then
    else:
        assert "Released, since <time datetime=\"2017-04\">April 2017</time>." in ann
        assert "arrest</b>" not in then
    assert f"Released{doubt}</b>" in ann
    assert f"from April 2017{doubt}</td>" in pages["utopia/"]


def test_an_unlikely_report_of_a_death_hides_no_arrest(tmp_path: Path) -> None:
    events = """
        - {id: 2017-01-20-arrest, title: Arrest, date: 2017-01-20, kind: arrest, people: ann-lee, sources: gazette}
        - {id: 2017-01-30-death, title: A report, date: 2017-01-30, kind: killing, people: ann-lee, confidence: unlikely, sources: gazette}
        """
    site = Site(dossier_of(tmp_path, {"events/2017.yml": events}), Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    entry = site.dossier.entries["utopia/people/ann-lee"]
    said = "under arrest, since 20 January 2017; perhaps dead, since 30 January 2017, on record as “unlikely” only"
    assert [dated_words(entry, state) for state in listed_states(site.viewer, entry)] == [f"{said} (last source 1 February 2017)"]
    (standing,) = standings(site.index, "utopia", date(2017, 2, 1))
    views = held_views(site.viewer, standing.timeline, standing.held, standing.day)
    assert [(view.value, view.perhaps, view.doubt) for view in views] == [("under arrest", False, ""), ("dead", True, "unlikely")]


def test_what_ended_by_one_account_only_is_not_said_to_have_ended(tmp_path: Path) -> None:
    """Beside “Released, contested” stood “under arrest until 1 March 2017”, as if the other account said so too."""
    events = """
        - {id: 2017-01-20-arrest, title: Arrest, date: 2017-01-20, kind: arrest, people: ann-lee, sources: gazette}
        - id: 2017-03-01-release
          title: Release or not
          date: 2017-03-01
          kind: release
          effects: {ann-lee: {liberty: none}}
          people: ann-lee
          sources: gazette
          accounts:
            - {by: {text: Court}, text: Released., effects: {ann-lee: {liberty: released}}}
            - {by: {text: Union}, text: Still held.}
        """
    site = Site(dossier_of(tmp_path, {"events/2017.yml": events}), Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    (view,) = track_views(site.viewer, site.dossier.entries["utopia/people/ann-lee"])
    ended = "until 1 March 2017 (by another account, no end is recorded)"
    assert view.words == f"Liberty: under arrest from 20 January 2017 {ended}; released from 1 March 2017, contested"
    page = next(item for item in published(site) if isinstance(item, Page) and item.address == "utopia/people/ann-lee/")
    assert "1 March 2017</time> (by another account, no end is recorded)</span>" in str(fragment(page))
    (row, _) = overview_lines(site)
    assert row.endswith(ended)


def overview_lines(site: Site) -> list[str]:
    view = view_of(site, "utopia")
    assert view is not None
    return [line.span for line in view.behind]


def test_a_picture_of_a_track_is_true_to_scale(tmp_path: Path) -> None:
    index = index_of(tmp_path)
    viewer = Site(index.dossier, Settings(), datetime(2020, 1, 1, tzinfo=UTC)).viewer
    (view,) = track_views(viewer, index.dossier.entries["utopia/people/ann-lee"])
    # Of the 730 days of 2017 and 2018, 19 went before 20 January 2017, 423 before 28 February 2018, the last day on record.
    assert [(bar.start, bar.end) for bar in view.bars] == [(26, 579), (579, 581), (581, 1000)]
    assert [place for place, _, _ in view.letters] == [112]  # 82 days before 24 March 2017


def test_since_when_an_editor_says_it_was_known_is_not_called_the_day_of_a_source(tmp_path: Path) -> None:
    events = EVENTS.replace("title: Ann Lee is under house arrest,", "title: Ann Lee is under house arrest, known: 2018-02-03,")
    site = Site(dossier_of(tmp_path, {**FILES, "events/2017.yml": events}), Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    page = next(item for item in published(site) if isinstance(item, Page) and item.address == "utopia/as-of/2017-05-31/")
    text = re.sub(r"<[^>]*>", "", fragment(page))
    assert "Learnt later: recorded here as known since 3 February 2018." in text
    assert "the first source here that can tell of it is of" not in text


def test_the_state_of_a_demand_has_its_sources_also_without_a_note(tmp_path: Path) -> None:
    site = Site(dossier_of(tmp_path, FILES), Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    page = next(item for item in published(site) if isinstance(item, Page) and item.address == "utopia/demands/")
    assert re.search(r"Reversed, <time[^>]*>1 September 2017</time></p><p[^>]*><span[^>]*><a [^>]*>Late", fragment(page))


@pytest.mark.parametrize(
    ("day", "waiting"),
    [
        ("2017-03-23", []), ("2017-03-24", ["2017-03-24-to-dahl"]), ("2017-05-30", ["2017-03-24-to-dahl"]),
        ("2017-05-31", ["2017-03-24-to-dahl", "2017-05-to-dahl"]), ("2017-07-14", ["2017-03-24-to-dahl", "2017-05-to-dahl"]),
        ("2017-07-15", ["2017-05-to-dahl"]), ("2019-01-01", ["2017-05-to-dahl"]),
    ],
)  # fmt: skip
def test_letters_wait_until_they_are_answered(index: Index, day: str, waiting: list[str]) -> None:
    assert [entry.id for entry, _ in letters_waiting(index, "utopia", date.fromisoformat(day)) if entry.id != "2017-07-15-reply"] == waiting


def test_the_days_that_matter_are_those_of_letters_and_meetings(index: Index) -> None:
    assert [day.isoformat() for day in days_that_matter(index, "utopia")] == ["2017-03-24", "2017-05-31", "2017-07-15"]


def test_the_day_of_a_meeting_matters_also_where_no_letter_speaks_of_it(tmp_path: Path) -> None:
    met = "    - {id: 2017-06-20-met, title: A meeting, date: 2017-06-20, kind: meeting, organisations: ministry, sources: late}\n    "
    found = days_that_matter(index_of(tmp_path, {**FILES, "events/2017.yml": EVENTS.rstrip(" ") + met}), "utopia")
    assert [day.isoformat() for day in found] == ["2017-03-24", "2017-05-31", "2017-06-20", "2017-07-15"]


def test_a_day_matters_of_which_a_letter_gives_the_event_as_its_occasion(tmp_path: Path) -> None:
    letters = LETTERS.replace("text: Again.", "occasion: 2017-04-10-closed, text: Again.")
    found = days_that_matter(index_of(tmp_path, {**FILES, "letters/2017.yml": letters}), "utopia")
    assert [day.isoformat() for day in found] == ["2017-03-24", "2017-04-10", "2017-05-31", "2017-07-15"]


def test_the_letter_that_waited_longest_comes_first_whatever_its_id(tmp_path: Path) -> None:
    letters = LETTERS.replace("id: 2017-05-to-dahl", "id: 2017-01-to-dahl")
    index = index_of(tmp_path, {**FILES, "letters/2017.yml": letters})
    assert [entry.id for entry, _ in letters_waiting(index, "utopia", date(2017, 7, 1))] == ["2017-03-24-to-dahl", "2017-01-to-dahl"]


# The browser gives the answer of the package, for every day


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Site]]:
    """The small project with the events above and this repository, each built, with its Site."""
    small = project(tmp_path_factory.mktemp("asof") / "small", {f"data/utopia/{name}": text for name, text in FILES.items()})
    own = tmp_path_factory.mktemp("asof-own") / "site"
    for done in (mkdocs(small, "build", "-q", "--strict"), mkdocs(ROOT, "build", "-q", "--strict", "-d", str(own))):
        assert done.returncode == 0, done.stderr
    return {"utopia": (small / "site", checked(small)[0]), "kazakhstan": (own, checked(ROOT)[0])}


def _asked(site: Site, country: str, day: date) -> dict[str, Any]:
    viewer, index = site.viewer, site.index
    return {
        "rows": [
            [
                viewer.name(s.entry),
                sorted((viewer.value(s.timeline.track, h.value)[0] if h.assertion else "", not h.certain, h.contested) for h in s.held),
            ]
            for s in standings(index, country, day)
        ],
        "demands": [[viewer.name(entry), viewer.name(state) if state else ""] for entry, state, _ in demands_on(index, country, day)],
        "letters": [viewer.name(entry) for entry, _ in letters_waiting(index, country, day)],
    }


ANSWER = """async ([where, days]) => {
  const data = await (await fetch(where)).json();
  return days.map((day) => {
    const { rows, demands, letters } = dossierAsOf.state(data, day);
    return {
      rows: rows.map((row) => [row.who, row.held.filter((one) => !one.anew)
        .map((one) => [one.event ? one.value : "", Boolean(one.perhaps), Boolean(one.contested)]).sort()]),
      demands: demands.map((row) => [row.who, row.state]),
      letters: letters.map((row) => row.who),
    };
  });
}"""


def _days(index: Index, country: str) -> Iterator[date]:
    matter = list(days_that_matter(index, country))
    for day in matter:
        yield from (day - timedelta(1), day, day + timedelta(1))
    yield from (matter[0] + timedelta(days) for days in range(-400, (matter[-1] - matter[0]).days + 400, 17))


@pytest.mark.parametrize("country", ["utopia", "kazakhstan"])
def test_the_browser_answers_for_any_day_as_the_package_does(browser: Browser, sites: dict[str, tuple[Path, Site]], country: str) -> None:
    folder, site = sites[country]
    days = sorted(set(_days(site.index, country)))
    assert len(days) > 60
    with served(folder) as home:
        page = browser.new_page()
        page.goto(f"{home}{country}/as-of/")
        answers = page.evaluate(ANSWER, [f"{home}{country}/as-of/data.json", [day.isoformat() for day in days]])
        page.close()
    for day, answer in zip(days, answers, strict=True):
        expected = json.loads(json.dumps(_asked(site, country, day)))
        assert [[who, sorted(held)] for who, held in answer["rows"]] == expected["rows"], day
        assert sorted(answer["demands"]) == sorted(expected["demands"]), day
        assert answer["letters"] == expected["letters"], day


def asked_and_fixed(browser: Browser, folder: Path, country: str, where: str, asked: str, fixed: str) -> tuple[object, object]:
    """What a script reads of a day that is asked for, and what one reads of the page of that day."""
    with served(folder) as home:
        page = browser.new_page()
        page.goto(f"{home}{country}/as-of/{where}/")
        expected = page.locator("article").evaluate(fixed)
        page.goto(f"{home}{country}/as-of/?as_of={where}")
        page.locator("[data-asof-result] h2").first.wait_for()
        found = page.locator("[data-asof-result]").evaluate(asked)
        page.close()
    return found, expected


ROWS = r"""(root) => [...root.querySelectorAll("section:nth-of-type(-n + 2) tbody tr")]
    .map((row) => [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, " ").trim()))"""


@pytest.mark.parametrize(("country", "where"), [("utopia", "2017-03-24"), ("kazakhstan", "2017-03-28")])
def test_a_day_asked_for_names_the_sources_that_its_own_page_names(
    browser: Browser, sites: dict[str, tuple[Path, Site]], country: str, where: str
) -> None:
    """The sources of a position were not named, and two pages of one publisher could not be told apart."""
    found, expected = asked_and_fixed(browser, sites[country][0], country, where, ROWS, ROWS)
    assert expected
    assert found == expected


DEMANDS = r"""(root) => [...root.querySelectorAll("#demands li")].map((item) => [
    item.querySelector(".dossier-ledger__what").innerText,
    `${item.querySelector(".dossier-ledger__state").innerText}. ${item.querySelector(".dossier-ledger__letters").innerText}`,
    [...item.querySelectorAll("a")].map((link) => link.href),
])"""
ASKED = r"""(root) => [...root.querySelectorAll("section:nth-of-type(3) tbody tr")].map((row) => [
    row.cells[0].innerText.trim(), row.cells[1].innerText.replace(/\s+/g, " ").trim(), [...row.querySelectorAll("a")].map((link) => link.href),
])"""


@pytest.mark.parametrize(("country", "where"), [("utopia", "2017-03-24"), ("kazakhstan", "2018-11-23"), ("kazakhstan", "2020-01-20")])
def test_a_day_asked_for_says_of_demands_what_its_own_page_says(
    browser: Browser, sites: dict[str, tuple[Path, Site]], country: str, where: str
) -> None:
    """Since when a demand is in its state, and which letters had asked, stood on the fixed page alone, and in another order."""
    found, expected = asked_and_fixed(browser, sites[country][0], country, where, ASKED, DEMANDS)
    assert expected
    assert found == expected


def test_where_in_a_source_is_said_wherever_it_is_named_in_short(browser: Browser, sites: dict[str, tuple[Path, Site]]) -> None:
    """A release of August was cited to a page of July, without the update of that page which tells of it."""
    said = "Human Rights Watch, 19 July 2019, update of 15 August 2019"
    pages = sites["kazakhstan"][0] / "kazakhstan"
    assert said in re.sub(r"<[^>]*>", "", (pages / "events/index.html").read_text("utf-8"))
    assert "24 March 2017, paragraph 2." in re.sub(r"<[^>]*>", "", (pages / "as-of/2017-03-24/index.html").read_text("utf-8"))
    with served(sites["kazakhstan"][0]) as home:
        page = browser.new_page()
        page.goto(f"{home}kazakhstan/as-of/?as_of=2019-08-10")
        page.locator("[data-asof-result]").get_by_text(said).first.wait_for()
        page.close()


def test_without_scripts_a_day_asked_for_is_not_passed_over_in_silence(browser: Browser, sites: dict[str, tuple[Path, Site]]) -> None:
    with served(sites["utopia"][0]) as home:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{home}utopia/as-of/?as_of=2017-03-15")
        assert page.locator("article noscript p").is_visible()
        assert not page.locator("[data-asof]").is_visible()
        context.close()


def test_a_day_asked_for_in_the_address_is_shown_and_can_be_gone_back_from(browser: Browser, sites: dict[str, tuple[Path, Site]]) -> None:
    with served(sites["utopia"][0]) as home:
        page = browser.new_page()
        page.goto(f"{home}utopia/as-of/?as_of=2017-03-15")
        out = page.locator("[data-asof-result]")
        out.get_by_text("As of 15 March 2017").wait_for()
        assert "Perhaps under house arrest, since March 2017" in out.inner_text()
        page.get_by_label("Any day").fill("2017-02-01")
        page.get_by_role("button", name="Show").click()
        out.get_by_text("As of 1 February 2017").wait_for()
        assert page.url.endswith("?as_of=2017-02-01")
        page.go_back()
        out.get_by_text("As of 15 March 2017").wait_for()
        page.goto(f"{home}utopia/as-of/?as_of=<b>x")
        assert out.inner_text() == ""
        for day in ("2017-02-31", "0000-01-01"):
            page.goto(f"{home}utopia/as-of/?as_of={day}")
            page.get_by_role("status").get_by_text("There is no such day").wait_for()
            assert out.inner_text() == ""
        page.close()


def test_back_from_a_day_the_list_of_days_stands_where_it_stood(browser: Browser, sites: dict[str, tuple[Path, Site]]) -> None:
    with served(sites["utopia"][0]) as home:
        page = browser.new_page()
        page.goto(f"{home}utopia/as-of/")
        out = page.locator("[data-asof-result]")
        page.get_by_label("Any day").fill("2017-03-15")
        page.get_by_role("button", name="Show").click()
        out.get_by_text("As of 15 March 2017").wait_for()
        page.go_back()
        page.wait_for_function("() => !document.querySelector('[data-asof-result]').childNodes.length")
        assert out.evaluate("out => out.clientHeight") == 0
        page.close()


def test_two_days_stand_beside_each_other_and_what_changed_stands_first(browser: Browser, sites: dict[str, tuple[Path, Site]]) -> None:
    with served(sites["utopia"][0]) as home:
        page = browser.new_page()
        page.goto(f"{home}utopia/as-of/?as_of=2017-06-30&and=2017-02-01")
        out, said = page.locator("[data-asof-result]"), page.locator("[data-asof-said][role=status]")
        out.get_by_text("1 February 2017 and 30 June 2017, compared").wait_for()
        assert [page.locator(f"#{name}").input_value() for name in ("as_of", "and")] == ["2017-06-30", "2017-02-01"], "as they were asked for"
        table = out.locator("section").first.locator("table").first
        assert table.locator("caption").inner_text() == "Recorded otherwise for the later day"
        assert table.locator("thead th[scope=col]").all_inner_texts() == ["Who", "1 February 2017", "30 June 2017"]
        row = table.locator("tbody tr").first
        assert row.locator("th[scope=row]").count() == 1
        alone = {}
        for day in ("2017-02-01", "2017-06-30"):
            other = browser.new_page()
            other.goto(f"{home}utopia/as-of/?as_of={day}")
            other.locator("[data-asof-result] h2").first.wait_for()
            rows = other.locator("[data-asof-result] tbody tr").all()
            alone[day] = {row.locator("th").inner_text(): row.locator("td").inner_text() for row in rows}
            other.close()
        shown = 0
        for row in out.locator("tbody tr").all():
            who, cells = row.locator("th").inner_text(), row.locator("td").all_inner_texts()
            for day, cell in zip(alone, cells if len(cells) == 2 else cells * 2, strict=True):
                if cell not in ("Nothing recorded.", "Not in this list for that day.") and "Learnt later" not in cell:
                    assert alone[day][who] == cell, "a day beside another says what it says by itself"
                    shown += 1
        assert shown > 2
        changed = out.locator("table:has(th:text-is('30 June 2017')) tbody tr").count()
        alike = out.locator("table:has(th:text-is('Recorded for both days')) tbody tr").count()
        assert said.inner_text() == f"Shown for 1 February 2017 and 30 June 2017: {changed} recorded otherwise for the later day, {alike} alike."
        page.close()


def test_the_second_day_is_in_the_address_and_may_be_left_out(browser: Browser, sites: dict[str, tuple[Path, Site]]) -> None:
    with served(sites["utopia"][0]) as home:
        page = browser.new_page()
        page.goto(f"{home}utopia/as-of/")
        out = page.locator("[data-asof-result]")
        page.get_by_label("Any day").fill("2017-02-01")
        page.get_by_label("compared with").fill("2017-03-15")
        page.get_by_role("button", name="Show").click()
        out.get_by_text("1 February 2017 and 15 March 2017, compared").wait_for()
        assert page.url.endswith("?as_of=2017-02-01&and=2017-03-15")
        page.get_by_label("compared with").fill("")
        page.get_by_role("button", name="Show").click()
        out.get_by_text("As of 1 February 2017").wait_for()
        assert page.url.endswith("?as_of=2017-02-01")
        page.go_back()
        out.get_by_text("1 February 2017 and 15 March 2017, compared").wait_for()
        assert page.get_by_label("compared with").input_value() == "2017-03-15"
        page.goto(f"{home}utopia/as-of/?as_of=2017-02-01&and=2017-02-01")
        out.get_by_text("As of 1 February 2017").wait_for()
        page.goto(f"{home}utopia/as-of/?as_of=1901-01-01&and=1900-01-01")
        assert out.get_by_text("Nothing is recorded for either day.").count() == 2
        page.goto(f"{home}utopia/as-of/?as_of=2017-02-01&and=2017-02-31")
        page.get_by_role("status").get_by_text("There is no such day").wait_for()
        assert out.inner_text() == ""
        page.close()


def test_a_day_after_the_last_check_is_said_to_be_one(browser: Browser, sites: dict[str, tuple[Path, Site]]) -> None:
    folder, site = sites["kazakhstan"]
    checked_to = site.viewer.checked_to("kazakhstan")
    assert checked_to
    late = f"Records were last checked on {checked_to.day} {checked_to:%B %Y}, before this day: what may have happened since is not here."
    with served(folder) as home:
        page = browser.new_page()
        page.goto(f"{home}kazakhstan/as-of/?as_of={checked_to + timedelta(1)}")
        page.locator("[data-asof-result]").get_by_text(late).wait_for()
        page.goto(f"{home}kazakhstan/as-of/?as_of={checked_to}")
        page.locator("[data-asof-result] h2").first.wait_for()
        assert page.get_by_text("before this day").count() == 0
        page.close()


def test_one_line_of_a_day_is_read_out_and_the_list_below_does_not_move(browser: Browser, sites: dict[str, tuple[Path, Site]]) -> None:
    with served(sites["utopia"][0]) as home:
        page = browser.new_page()
        page.route("**/data.json", lambda route: None)  # an answer that never comes
        page.goto(f"{home}utopia/as-of/?as_of=2017-03-15")
        assert page.locator("[data-asof-result]").evaluate("out => out.clientHeight >= innerHeight")
        page.unroute_all(behavior="ignoreErrors")
        page.goto(f"{home}utopia/as-of/?as_of=2017-03-15")
        page.get_by_role("status").get_by_text("Shown for 15 March 2017: 1 person, ").wait_for()
        assert page.locator("article [aria-live]").count() == 0
        page.close()


def test_each_day_has_a_page_without_scripts(sites: dict[str, tuple[Path, Site]]) -> None:
    folder, _ = sites["utopia"]
    text = (folder / "utopia/as-of/2017-05-31/index.html").read_text("utf-8")
    assert "Learnt later: the first source here that can tell of it is of" in text
    assert "No dated source says since when this was known." in text
    index = (folder / "utopia/as-of/index.html").read_text("utf-8")
    assert "../../utopia/as-of/2017-05-31/" in index


def test_a_day_claims_no_silence_and_no_failure_but_what_is_recorded(sites: dict[str, tuple[Path, Site]]) -> None:
    """A heading over a list is read as what was the case: a reply that nobody here knows of may have come."""
    folder, _ = sites["utopia"]
    page = (folder / "utopia/as-of/2017-03-24/index.html").read_text("utf-8")
    headings = re.findall(r'<h2 id="(?:demands|letters)-h">([^<]+)</h2>', page)
    assert headings == ["What had been asked and is not recorded as met in full by then", "Letters with no full answer recorded by then"]
    script = (folder / "assets/javascripts/as-of.js").read_text("utf-8")
    assert all(f'section("{heading}"' in script for heading in headings), "the same words for any day"


def test_who_says_that_nothing_had_changed_is_named(sites: dict[str, tuple[Path, Site]]) -> None:
    site = sites["utopia"][1]
    timeline = site.index.tracks["utopia/people/ann-lee"]["liberty"]

    def said(day: date) -> list[tuple[str, str, bool]]:
        views = held_views(site.viewer, timeline, timeline.on(day), day)
        return [(view.value, view.by.text if view.by else "", view.still) for view in views]

    assert said(date(2017, 6, 5)) == [("under house arrest", "The union", True), ("released", "The ministry", False)]
    assert said(date(2017, 5, 5)) == [("under house arrest", "", False)]
    row = str(asof._row(site, next(s for s in standings(site.index, "utopia", date(2017, 6, 5)) if s.entry.id == "ann-lee")))
    assert "As before, by the account of The union: Under house arrest, since March 2017" in plain(row), "its sources are not those of the union"


def test_the_rows_of_a_day_say_dates_as_the_rest_of_its_page(sites: dict[str, tuple[Path, Site]]) -> None:
    site = sites["utopia"][1]
    other = Site(site.everything, site.settings.model_copy(update={"default_language": "de"}), site.instant)
    page = next(item for item in published(other) if isinstance(item, Page) and item.address == "utopia/as-of/2017-05-31/")
    dates = re.findall(r"<time[^>]*>([^<]+)</time>", fragment(page))
    assert "March 2017" in dates
    assert not [said for said in dates if "März" in said]


def test_what_the_other_side_says_stands_wherever_the_matter_is_shown(sites: dict[str, tuple[Path, Site]]) -> None:
    folder, _ = sites["utopia"]
    said = "Position of <a href"
    for page in ("utopia/", "utopia/timeline/", "utopia/timeline/2017/", "utopia/events/2017-01-20-arrest/", "utopia/as-of/2017-03-24/",
                 "utopia/people/ann-lee/", "timeline/"):  # fmt: skip
        text = (folder / page / "index.html").read_text("utf-8")
        assert said in text, page
        assert "The ministry says that the law was kept" in text, page
    assert "The ministry says that the law was kept" in (folder / "utopia/as-of/data.json").read_text("utf-8")
    answer = "Right of reply. Ministry of Labour was asked on 1 February 2017 (e-mail) and answered on 3 February 2017. The answer: Nobody was hurt."
    for page in ("utopia/", "utopia/timeline/", "utopia/events/2017-01-20-arrest/", "utopia/as-of/2017-03-24/", "utopia/people/ann-lee/",
                 "utopia/letters/2017-03-24-to-dahl/"):  # fmt: skip
        text = " ".join(re.sub(r"<[^>]+>", "", (folder / page / "index.html").read_text("utf-8")).split())
        assert answer in text, page
    assert "Nobody was hurt." in (folder / "utopia/as-of/data.json").read_text("utf-8")
    for page in ("utopia/", "utopia/events/2017-08-01-position/"):
        assert "She disagrees." in (folder / page / "index.html").read_text("utf-8"), page


def test_a_demand_of_no_country_counts_where_its_letters_are_and_is_listed_there(tmp_path: Path) -> None:
    demand = "- {id: both, title: Release of all, text: All., history: [{date: 2018-01-01, state: met, sources: utopia/sources/gazette}]}"
    letter = """
        ---
        title: Another letter
        date: 2017-06-01
        from: free-union
        to: bo-dahl
        language: en
        demands: [{demand: international/demands/both, paragraph: p1}]
        ---
        Release all.
        """
    dossier = dossier_of(tmp_path, {"../international/demands.yml": demand, "letters/2017-06-01-to-bo-dahl.md": letter})
    site = Site(dossier, Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    (made,) = [figure for figure in figures(site, "utopia") if "not met in full" in figure.words]
    assert (made.number, made.total) == (1, 2)
    pages = {item.address: item for item in published(site) if isinstance(item, Page)}
    for where in ("utopia/demands/", "utopia/"):
        assert "Release of all" in str(fragment(pages[where]))
