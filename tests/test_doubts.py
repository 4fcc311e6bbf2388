"""An event ends nothing that is surer than itself, and every place says so alike: words, intervals, bars, tables and the data of any day."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from dossier.outputs import asof
from dossier.outputs.overview import view_of
from dossier.settings import Settings
from dossier.site import Site
from dossier.tables.statuses import STATUSES
from dossier.turns import turns
from dossier.views.news import news_of
from dossier.views.recordjson import record_data
from dossier.views.states import listed_states, state_words
from dossier.views.tracks import track_views
from helpers import dossier_of
from test_tracks import ANN, on, spans, timeline

LAST = "2020-01-01"


def said(*events: str) -> str:
    """Events of Ann Lee, each as `day kind`, with how sure it is behind it."""
    lines = []
    for event in events:
        day, kind, *sure = event.split()
        more = f", confidence: {sure[0]}" if sure else ""
        lines.append(f"- {{id: {day}-{kind}, title: {kind}, date: {day}, kind: {kind}, people: ann-lee, sources: gazette{more}}}")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("events", "held", "intervals"),
    [
        (["2017-01-20 arrest", "2018-03-01 release unlikely"], ["detained", "released"],
         ["detained 2017-01-20–2018-03-01 or …", "released 2018-03-01–…"]),
        (["2017-01-20 arrest", "2018-03-01 release likely"], ["released"], ["detained 2017-01-20–2018-03-01", "released 2018-03-01–…"]),
        (["2017-01-20 arrest", "2017-03-01 release", "2018-03-01 arrest possible"], ["released", "detained"],
         ["detained 2017-01-20–2017-03-01", "released 2017-03-01–2018-03-01 or …", "detained 2018-03-01–…"]),
        # among events that are equally sure, the later holds
        (["2017-01-20 arrest possible", "2018-03-01 release possible"], ["released"], ["detained 2017-01-20–2018-03-01", "released 2018-03-01–…"]),
        (["2017-01-20 arrest possible", "2018-03-01 release unlikely"], ["detained", "released"],
         ["detained 2017-01-20–2018-03-01 or …", "released 2018-03-01–…"]),
        (["2017-01-20 arrest possible", "2018-03-01 release"], ["released"], ["detained 2017-01-20–2018-03-01", "released 2018-03-01–…"]),
        # what is surer ends all that is less so, and gives the end
        (["2017-01-20 arrest", "2018-03-01 release unlikely", "2019-01-01 detention"], ["pretrial_detention"],
         ["detained 2017-01-20–2018-03-01 or 2019-01-01", "released 2018-03-01–2019-01-01", "pretrial_detention 2019-01-01–…"]),
        # a doubtful report of what is on record for certain adds nothing to what was the case, and ends nothing
        (["2017-01-20 arrest", "2018-03-01 arrest possible"], ["detained"], ["detained 2017-01-20–…", "detained 2018-03-01–…"]),
        (["2017-01-20 arrest", "2018-03-01 killing unlikely"], ["detained", "unknown"],
         ["detained 2017-01-20–2018-03-01 or …", "unknown 2018-03-01–…"]),
    ],
)  # fmt: skip
def test_an_event_ends_nothing_that_is_surer_than_itself(tmp_path: Path, events: list[str], held: list[str], intervals: list[str]) -> None:
    track = timeline(tmp_path, said(*events))
    assert on(track, LAST) == held
    assert spans(track) == intervals


def site_of(tmp_path: Path, *events: str, more: str = "") -> Site:
    return Site(dossier_of(tmp_path, {"events/2017.yml": said(*events) + more}), Settings(), datetime(2020, 1, 1, tzinfo=UTC))


def test_every_place_says_alike_that_who_was_arrested_is_perhaps_released(tmp_path: Path) -> None:
    site = site_of(tmp_path, "2017-01-20 arrest", "2018-03-01 release unlikely")
    entry = site.dossier.entries[ANN]
    (state,) = listed_states(site.viewer, entry)
    words = "under arrest, since 20 January 2017; perhaps released, since 1 March 2018, on record as “unlikely” only"
    assert state_words(state) == words

    view = view_of(site, "utopia")
    assert view is not None
    (row,) = view.rows
    assert row.note == words.replace("since ", "")
    drawn = [(bar.start, bar.shade, bar.open, "perhaps released, 1 March 2018, on record as “unlikely” only" in bar.words) for bar in row.bars]
    day, report = date(2017, 1, 20), date(2018, 3, 1)
    assert drawn == [(day, "hatched", False, False), (report, "hatched", False, True), (report, "thin", True, False)]
    assert all("day not known" not in bar.words for bar in row.bars)
    assert view.behind[0].span == "from 20 January 2017 (perhaps until 1 March 2018, by an entry that is less sure)"

    data = json.loads(next(item for item in asof.publish(site) if item.uri == "utopia/as-of/data.json").content())  # type: ignore[operator,union-attr]
    (turned,) = data["people_and_organisations"]
    last = [(one["value"], one.get("perhaps", False), one.get("doubt", "")) for one in turned["turns"][-1][1]]
    assert last == [("under arrest", False, ""), ("released", True, ", on record as “unlikely” only")]

    first, _ = record_data(site.viewer, entry).model_dump(mode="json")["statuses"]
    assert [end and end["edtf"] for end in first["until"]] == ["2018-03-01", None]
    assert [end["edtf"] for end in first["doubted"]] == ["2018-03-01"]
    statuses, ends, _ = STATUSES
    (held, _) = statuses.rows(site.viewer, "utopia")
    columns = {column.name: column for column in statuses.columns}
    assert columns["until"].value(site.viewer, held) is None
    assert columns["ends_differ"].value(site.viewer, held) is True
    doubted = next(column for column in ends.columns if column.name == "doubted")
    assert [doubted.value(site.viewer, end) for end in ends.rows(site.viewer, "utopia")] == [True, False, False]


def test_a_feed_says_that_a_prison_follows_an_arrest_after_an_unlikely_release(tmp_path: Path) -> None:
    track = timeline(tmp_path, said("2017-01-20 arrest", "2018-03-01 release unlikely", "2019-01-01 detention"))
    assert [(turn.before, turn.after) for turn in turns(track)] == [
        ((), ("detained",)), (("detained",), ("released",)), (("detained",), ("pretrial_detention",)),
    ]  # fmt: skip


def test_a_feed_says_before_a_release_what_it_said_of_a_death_that_one_account_denies(tmp_path: Path) -> None:
    death = """
- {id: 2017-02-01-death, title: Death, date: 2017-02-01, kind: killing, people: ann-lee, sources: gazette, accounts: [
    {by: ministry, text: No., effects: {ann-lee: {integrity: none}}}, {by: free-union, text: Yes.}]}
"""
    site = site_of(tmp_path, "2017-01-20 arrest", "2018-03-01 release", more=death)
    titles = [item.view().title for item in news_of(site.viewer, site.dossier.entries[ANN])]
    assert titles == [
        "Ann Lee: under arrest (20 January 2017)",
        "Ann Lee: under arrest → under arrest or dead (1 February 2017; accounts differ)",
        "Ann Lee: under arrest or dead → released (1 March 2018)",
    ]


def test_after_its_own_end_a_doubtful_report_leaves_what_is_surer(tmp_path: Path) -> None:
    event = """
- {id: 2019-01-01-held, title: Held, date: 2019-01-01, kind: arrest, people: ann-lee, sources: gazette, confidence: unlikely,
   effects: {ann-lee: {liberty: {value: detained, until: 2019-02-01}}}}
"""
    track = timeline(tmp_path, said("2017-01-20 arrest", "2018-03-01 release") + event)
    assert [on(track, day) for day in ("2018-12-01", "2019-01-15", "2019-03-01")] == [["released"], ["released", "detained"], ["released"]]


def test_who_was_arrested_in_march_and_on_its_tenth_is_not_said_to_have_been_free_in_between(tmp_path: Path) -> None:
    month = "\n- {id: 2017-03-arrest, title: Arrest, date: 2017-03, kind: arrest, people: ann-lee, sources: gazette}"
    site = site_of(tmp_path, "2017-03-10 arrest", "2018-03-01 release", more=month)
    (view,) = track_views(site.viewer, site.dossier.entries[ANN])
    assert view.words == (
        "Liberty: under arrest from 10 March 2017 until March 2017, when the same is recorded anew; under arrest from March 2017 until 1 March 2018; "
        "released from 1 March 2018"
    )  # fmt: skip
    (view,) = track_views(site_of(tmp_path / "day", "2017-03-10 arrest", "2017-03-10 release").viewer, site.dossier.entries[ANN])
    assert view.words == "Liberty: under arrest from 10 March 2017 until 10 March 2017; released from 10 March 2017"
