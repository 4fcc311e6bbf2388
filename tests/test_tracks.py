"""Tracks: what was the case for a person or an organisation on any day, by whose account, and since when it was known."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from dossier.dates import PartialDate, parse_date
from dossier.model import Event
from dossier.tracks import UNKNOWN, Assertion, Step, Timeline
from dossier.turns import turns
from helpers import ROOT, index_of, own_data
from hypothesis import given
from hypothesis import strategies as st

ANN, UNION = "utopia/people/ann-lee", "utopia/organisations/free-union"


def timeline(root: Path, events: str, key: str = ANN, track: str = "liberty") -> Timeline:
    """The track of a record by the given events, written as a list without their sources."""
    index = index_of(root, {"events/2017.yml": events, "letters/2017-03-24-to-bo-dahl.md": None})
    return index.tracks[key][track]


def on(track: Timeline, day: str, known_by: str = "") -> list[str]:
    """The values on a day; `?` marks what is not certain yet, `!` what does not hold by every account."""
    held = track.on(date.fromisoformat(day), date.fromisoformat(known_by) if known_by else None)
    return [f"{h.value}{'' if h.certain else '?'}{'!' if h.contested else ''}" for h in held]


def spans(track: Timeline) -> list[str]:
    """The intervals as `value start–end`, with `!` where contested."""
    return [
        f"{i.value} {i.start}–{' or '.join(str(end) if end else '…' for end in i.ends)}{'!' if i.contested else ''}" for i in track.intervals()
    ]


DEATH = """
    - {id: 2017-01-20-arrest, title: Arrest, date: 2017-01-20, kind: arrest, people: ann-lee, sources: gazette}
    - {id: 2017-02-01-ban, title: Ban, date: 2017-02-01, kind: union_activity_ban, people: bo-dahl, sources: gazette}
    - id: 2017-03-01-death
      title: Death
      date: 2017-03
      kind: killing
      people: [ann-lee, bo-dahl]
      sources: gazette
    """


def test_the_dead_are_not_said_to_be_under_arrest(tmp_path: Path) -> None:
    track = timeline(tmp_path / "a", DEATH)
    assert spans(track) == ["detained 2017-01-20–2017-03", "unknown 2017-03–…"]
    assert [on(track, day) for day in ("2017-02-28", "2017-03-10", "2017-03-31")] == [["detained"], ["detained", "unknown?"], ["unknown"]]
    assert [interval.lapsed for interval in track.intervals()] == [(parse_date("2017-03"),), ()]
    other = index_of(tmp_path / "b", {"events/2017.yml": DEATH, "letters/2017-03-24-to-bo-dahl.md": None}).tracks["utopia/people/bo-dahl"]
    assert {name: spans(found) for name, found in other.items()} == {
        "integrity": ["dead 2017-03–…"],
        "work": ["barred_from_union_office 2017-02-01–2017-03", "unknown 2017-03–…"],
    }


@pytest.mark.parametrize(
    ("arrest", "death"), [("2017-03", "2017-03-10"), ("2017", "2017-03-10"), ("2017-03-10", "2017-03-10"), ("2017-03-20", "2017-03")]
)
def test_an_arrest_of_some_day_of_a_month_came_before_the_death(arrest: str, death: str, tmp_path: Path) -> None:
    """Its latest possible day comes after the death, which ended nothing: the dead stayed under arrest."""
    events = f"""
        - {{id: {arrest}-held, title: Arrest, date: {arrest}, kind: arrest, people: ann-lee, sources: gazette}}
        - {{id: {death}-death, title: Death, date: {death}, kind: killing, people: ann-lee, sources: gazette}}
        """
    track = timeline(tmp_path, events)
    assert spans(track) == [f"detained {arrest}–{death}", f"unknown {death}–…"]
    assert on(track, "2017-04-01") == ["unknown"]


def test_a_death_ends_what_began_before_though_more_is_said_later(tmp_path: Path) -> None:
    later = "- {id: 2018-05-01-release, title: Release, date: 2018-05-01, kind: release, people: ann-lee, sources: gazette}\n"
    track = timeline(tmp_path / "a", f"{DEATH}{later}")
    assert spans(track) == ["detained 2017-01-20–2017-03", "unknown 2017-03–2018-05-01", "released 2018-05-01–…"]
    vague = "- {id: 2017-house-arrest, title: House arrest, date: 2017, kind: house_arrest, people: ann-lee, sources: gazette}\n"
    assert on(timeline(tmp_path / "b", f"{DEATH}{vague}"), "2018-01-01") == ["unknown"]


@pytest.mark.parametrize(
    ("account", "kept", "held"),
    [
        ("date: 2017-02-20", ["detained 2017-01-20–…!", "detained 2017-02-20–…!"], ["unknown!", "detained!"]),
        ("effects: {ann-lee: {liberty: house_arrest}}", ["house_arrest 2017-01-20–…!", "detained 2017-01-20–…!"], ["house_arrest!", "detained!"]),
        ("effects: {ann-lee: {liberty: none}}", ["detained 2017-01-20–…!"], ["unknown!", "detained!"]),
        ("effects: {ann-lee: {liberty: detained}}", ["detained 2017-01-20–…"], ["detained"]),
        ("effects: {bo-dahl: {work: dismissed}}", ["detained 2017-01-20–…"], ["detained"]),
    ],
)
def test_one_account_that_differs_stands_beside_what_the_record_itself_says(account: str, kept: list[str], held: list[str], tmp_path: Path) -> None:
    events = f"""
    - id: 2017-01-20-arrest
      title: Arrest
      date: 2017-01-20
      kind: arrest
      people: ann-lee
      sources: gazette
      accounts: [{{by: ministry, text: It was otherwise., sources: herald, {account}}}]
    """
    track = timeline(tmp_path, events)
    assert (spans(track), on(track, "2017-02-01")) == (kept, held)


def test_a_death_that_one_account_denies_ends_a_state_by_the_other_alone(tmp_path: Path) -> None:
    accounts = "[{by: A, text: Dead.}, {by: B, text: Alive., effects: {ann-lee: {integrity: none}}}]"
    track = timeline(tmp_path, DEATH.replace("people: [ann-lee, bo-dahl]", f"people: ann-lee\n      accounts: {accounts}"))
    assert on(track, "2017-03-31") == ["detained!", "unknown!"]


def test_what_the_event_of_a_death_says_of_another_track_stands(tmp_path: Path) -> None:
    said = DEATH.replace("people: [ann-lee, bo-dahl]", "people: ann-lee\n      effects: {ann-lee: {liberty: released}}")
    assert spans(timeline(tmp_path, said)) == ["detained 2017-01-20–2017-03", "released 2017-03–…"]


def test_what_is_said_of_the_dead_later_stands_and_a_vocabulary_may_say_what_a_value_ends(tmp_path: Path) -> None:
    later = DEATH.replace("2017-01-20", "2018-01-20")
    assert spans(timeline(tmp_path / "a", later)) == ["detained 2018-01-20–…"]
    tracks = (ROOT / "data/vocabulary/tracks.yml").read_text("utf-8").replace("ends: [liberty, movement, work]", "ends: []")
    none = index_of(tmp_path / "b", {"events/2017.yml": DEATH, "../vocabulary/tracks.yml": tracks}).tracks[ANN]["liberty"]
    assert spans(none) == ["detained 2017-01-20–…"]


@pytest.mark.parametrize(
    ("arrest", "release", "kept"),
    [
        ("2017-03", "2017-03-10", ["detained 2017-03–2017-03-10", "released 2017-03-10–…"]),
        ("2017-03", "2017-03", ["detained 2017-03–2017-03", "released 2017-03–…"]),
        ("2017", "2017-03-10", ["detained 2017–2017-03-10", "released 2017-03-10–…"]),
        ("2017-03-10", "2017-03", ["detained 2017-03-10–2017-03", "released 2017-03–…"]),
    ],
)
def test_who_was_arrested_on_some_day_of_a_month_and_released_in_it_is_not_held_for_ever(
    arrest: str, release: str, kept: list[str], tmp_path: Path
) -> None:
    events = """
    - {id: 2017-03-b-arrest, title: Arrest, date: ARREST, kind: arrest, people: ann-lee, sources: gazette}
    - {id: 2017-03-a-release, title: Release, date: RELEASE, kind: release, people: ann-lee, sources: gazette}
    """.replace("ARREST", arrest).replace("RELEASE", release)
    assert spans(timeline(tmp_path / "a", events)) == kept


def test_a_release_ends_what_came_before_it_for_certain_and_not_an_arrest_of_some_day_of_its_month(tmp_path: Path) -> None:
    events = """
    - {id: 2017-01-20-arrest, title: Arrest, date: 2017-01-20, kind: arrest, people: ann-lee, sources: gazette}
    - {id: 2017-03-10-release, title: Release, date: 2017-03-10, kind: release, people: ann-lee, sources: gazette}
    - {id: 2017-03-arrest, title: Arrest anew, date: 2017-03, kind: arrest, people: ann-lee, sources: gazette}
    """
    assert spans(timeline(tmp_path, events)) == ["detained 2017-01-20–2017-03-10", "released 2017-03-10–2017-03", "detained 2017-03–…"]


AGAIN = """
    - {id: 2016-01-20-arrest, title: Arrest, date: 2016-01-20, kind: arrest, people: ann-lee, sources: gazette}
    - {id: 2016-02-01-release, title: Release, date: 2016-02-01, kind: release, people: ann-lee, sources: gazette}
    - {id: 2017-03-arrest, title: Arrest anew, date: 2017-03, kind: arrest, people: ann-lee, sources: gazette}
    - {id: 2017-03-10-release, title: Release anew, date: 2017-03-10, kind: release, people: ann-lee, sources: gazette}
    """


def test_who_was_held_before_is_not_held_for_ever_either(tmp_path: Path) -> None:
    """The first release was of the first arrest: the second can only be of the second."""
    anew = ["detained 2017-03–2017-03-10", "released 2017-03-10–…"]
    assert spans(timeline(tmp_path / "a", AGAIN)) == ["detained 2016-01-20–2016-02-01", "released 2016-02-01–2017-03", *anew]
    ended = AGAIN.replace("kind: release,", "kind: arrest, effects: {ann-lee: {liberty: {value: free}}},", 1)
    assert spans(timeline(tmp_path / "b", ended))[2:] == anew
    lapsed = AGAIN.replace("kind: release,", "kind: arrest, effects: {ann-lee: {liberty: {value: detained, until: 2016-03}}},", 1)
    assert spans(timeline(tmp_path / "c", lapsed))[2:] == anew
    doubtful = AGAIN.replace("kind: release,", "kind: release, confidence: unlikely,", 1)
    assert spans(timeline(tmp_path / "d", doubtful))[2:] == ["released 2017-03-10–2017-03", "detained 2017-03–…"]


def test_who_is_held_again_after_a_release_is_not_released_for_the_arrest_of_some_day_that_the_release_needs(tmp_path: Path) -> None:
    """The release stands behind the arrest of some day of March, and what came after the release for certain behind both."""
    events = """
    - {id: 2017-03-arrest, title: Arrest, date: 2017-03, kind: arrest, people: ann-lee, sources: gazette}
    - {id: 2017-03-10-release, title: Release, date: 2017-03-10, kind: release, people: ann-lee, sources: gazette}
    - {id: 2017-03-15-detention, title: Detention, date: 2017-03-15, kind: detention, people: ann-lee, sources: gazette}
    - {id: 2017-03-20-house-arrest, title: House arrest, date: 2017-03-20, kind: house_arrest, people: ann-lee, sources: gazette}
    """
    track = timeline(tmp_path, events)
    held = ["pretrial_detention 2017-03-15–2017-03-20", "house_arrest 2017-03-20–…"]
    assert spans(track) == ["detained 2017-03–2017-03-10", "released 2017-03-10–2017-03-15", *held]
    days = ("2017-03-09", "2017-03-10", "2017-03-15", "2017-03-20", "2017-04-01")
    assert [on(track, day) for day in days] == [["detained?"], ["released"], ["pretrial_detention"], ["house_arrest"], ["house_arrest"]]


def test_whose_arrest_accounts_date_more_or_less_exactly_is_released_by_each_of_them(tmp_path: Path) -> None:
    events = """
    - id: 2017-03-arrest
      title: Arrest
      date: 2017-03
      kind: arrest
      people: ann-lee
      sources: gazette
      accounts: [{by: Gazette, text: A, date: 2017-03-01}, {by: Herald, text: B, sources: herald}]
    - {id: 2017-03-10-release, title: Release, date: 2017-03-10, kind: release, people: ann-lee, sources: gazette}
    """
    assert on(timeline(tmp_path, events), "2017-04-01") == ["released"]


def test_of_several_arrests_of_a_month_a_release_is_that_of_the_first(tmp_path: Path) -> None:
    events = """
    - {id: 2017-03-arrest, title: Arrest, date: 2017-03, kind: arrest, people: ann-lee, sources: gazette}
    - {id: 2017-anew, title: Another, date: 2017, kind: arrest, people: ann-lee, effects: {ann-lee: {liberty: imprisoned}}, sources: gazette}
    - {id: 2017-03-10-release, title: Release, date: 2017-03-10, kind: release, people: ann-lee, sources: gazette}
    """
    assert spans(timeline(tmp_path, events)) == ["detained 2017-03–2017-03-10", "released 2017-03-10–2017", "imprisoned 2017–…"]


ARREST_AND_RELEASE = """
    - {id: 2017-01-20-a, title: A, date: 2017-01-20, kind: arrest, people: ann-lee, sources: gazette}
    - {id: 2018-02-28-r, title: R, date: 2018-02-28, kind: release, people: ann-lee, sources: herald}
    """


def test_before_any_record_nothing_is_said(tmp_path: Path) -> None:
    assert on(timeline(tmp_path, ARREST_AND_RELEASE), "2017-01-19") == []


def test_a_value_lasts_from_its_day_until_the_next_of_its_track(tmp_path: Path) -> None:
    track = timeline(tmp_path, ARREST_AND_RELEASE)
    assert [on(track, day) for day in ("2017-01-20", "2018-02-27", "2018-02-28", "2030-01-01")] == [
        ["detained"], ["detained"], ["released"], ["released"],
    ]  # fmt: skip
    assert spans(track) == ["detained 2017-01-20–2018-02-28", "released 2018-02-28–…"]


def test_a_kind_sets_its_tracks_for_everyone_concerned(tmp_path: Path) -> None:
    index = index_of(
        tmp_path,
        {
            "events/2017.yml": """
                - id: 2017-01-20-a
                  title: A
                  date: 2017-01-20
                  kind: arrest
                  people: [ann-lee, bo-dahl]
                  organisations: free-union
                  actors: ministry
                  sources: gazette
                """,
            "letters/2017-03-24-to-bo-dahl.md": None,
        },
    )
    assert sorted(index.tracks) == [ANN, "utopia/people/bo-dahl"]


def test_an_organisation_track_is_set_for_the_organisations(tmp_path: Path) -> None:
    events = "- {id: 2017-d, title: D, date: 2017-05-02, kind: deregistration, people: ann-lee, organisations: free-union, sources: gazette}"
    track = timeline(tmp_path, events, UNION, "registration")
    assert on(track, "2017-05-02") == ["deregistered"]
    assert spans(track) == ["deregistered 2017-05-02–…"]


def test_effects_take_the_place_of_what_the_kind_sets_track_by_track(tmp_path: Path) -> None:
    events = """
        - id: 2017-01-20-a
          title: A
          date: 2017-01-20
          kind: arrest
          people: ann-lee
          effects: {ann-lee: {liberty: house_arrest, work: dismissed}}
          sources: gazette
        """
    index = index_of(tmp_path, {"events/2017.yml": events, "letters/2017-03-24-to-bo-dahl.md": None})
    assert {track: spans(made) for track, made in index.tracks[ANN].items()} == {
        "liberty": ["house_arrest 2017-01-20–…"],
        "work": ["dismissed 2017-01-20–…"],
    }


def test_effects_may_name_a_record_that_is_not_among_those_concerned(tmp_path: Path) -> None:
    events = "- {id: 2017-c, title: C, date: 2017-05-02, kind: court_decision, effects: {ann-lee: {liberty: free}}, sources: gazette}"
    assert on(timeline(tmp_path, events), "2017-05-02") == ["free"]


def test_none_cancels_what_the_kind_sets(tmp_path: Path) -> None:
    events = """
        - id: 2017-01-20-a
          title: A
          date: 2017-01-20
          kind: arrest
          people: [ann-lee, bo-dahl]
          effects: {bo-dahl: {liberty: none}}
          sources: gazette
        """
    index = index_of(tmp_path, {"events/2017.yml": events, "letters/2017-03-24-to-bo-dahl.md": None})
    assert list(index.tracks) == [ANN]


def test_a_kind_may_set_a_value_of_the_id_none(tmp_path: Path) -> None:
    """It is one of tracks of the vocabulary; only in `effects` it cancels, such as what this kind sets."""
    kinds = (ROOT / "data/vocabulary/event-kinds.yml").read_text("utf-8")
    kinds += "- {id: left, label: Left, group: organisation, sets: {affiliation: none}}\n"
    events = """
        - {id: 2017-01-20-l, title: L, date: 2017-01-20, kind: left, organisations: free-union, sources: gazette}
        - id: 2017-01-21-l
          title: M
          date: 2017-01-21
          kind: left
          organisations: ministry
          effects: {ministry: {affiliation: none}}
          sources: gazette
        """
    files = {"events/2017.yml": events, "letters/2017-03-24-to-bo-dahl.md": None, "../vocabulary/event-kinds.yml": kinds}
    index = index_of(tmp_path, files)
    assert {key: spans(made["affiliation"]) for key, made in index.tracks.items()} == {UNION: ["none 2017-01-20–…"]}


def test_until_ends_a_value_and_unknown_follows(tmp_path: Path) -> None:
    events = """
        - id: 2017-05-02-s
          title: S
          date: 2017-05-02
          kind: suspension
          organisations: free-union
          effects: {free-union: {registration: {value: suspended, until: 2017-11-02}}}
          sources: gazette
        """
    track = timeline(tmp_path, events, UNION, "registration")
    assert [on(track, day) for day in ("2017-11-01", "2017-11-02", "2020-01-01")] == [["suspended"], [UNKNOWN], [UNKNOWN]]
    assert spans(track) == ["suspended 2017-05-02–2017-11-02"]


RELEASE = "- {id: 2018-r, title: R, date: 2018-02-28, kind: release, people: ann-lee, sources: herald}\n"


def sentence(track: str, value: str, until: str) -> str:
    effects = f"{{ann-lee: {{{track}: {{value: {value}, until: {until}}}}}}}"
    return f"- {{id: 2017-a, title: A, date: 2017-01-20, kind: sentence, effects: {effects}, sources: gazette}}\n"


def test_an_event_before_its_until_ends_a_value_sooner(tmp_path: Path) -> None:
    events = sentence("liberty", "imprisoned", "2019-01-20") + RELEASE
    track = timeline(tmp_path, events)
    assert [on(track, day) for day in ("2018-02-28", "2019-02-01")] == [["released"], ["released"]]
    assert spans(track) == ["imprisoned 2017-01-20–2018-02-28", "released 2018-02-28–…"]


def test_what_an_event_says_after_until_takes_the_place_of_unknown(tmp_path: Path) -> None:
    events = sentence("liberty", "imprisoned", "2017-06") + RELEASE
    track = timeline(tmp_path, events)
    days = ("2017-05-31", "2017-06-01", "2017-06-30", "2018-02-27", "2018-02-28")
    assert [on(track, day) for day in days] == [["imprisoned"], ["imprisoned", "unknown?"], [UNKNOWN], [UNKNOWN], ["released"]]


def test_what_was_over_by_a_day_had_begun_by_then_and_ended_what_was_before(tmp_path: Path) -> None:
    events = "- {id: 2016-06-01-free, title: Free, date: 2016-06-01, kind: release, people: ann-lee, sources: gazette}\n"
    held = "kind: arrest, effects: {ann-lee: {liberty: {value: detained, until: 2017-03-01}}}"
    track = timeline(tmp_path, f"{events}- {{id: 2017-held, title: Held, date: 2017, {held}, sources: gazette}}\n")
    assert [on(track, day) for day in ("2016-12-31", "2017-02-28", "2017-03-01", "2017-12-30")] == [
        ["released"], ["released", "detained?"], ["unknown"], ["unknown"],
    ]  # fmt: skip


def test_what_ran_out_in_the_year_of_a_release_was_not_on_record_any_more(tmp_path: Path) -> None:
    track = timeline(tmp_path, sentence("liberty", "imprisoned", "2018-03-01") + RELEASE.replace("date: 2018-02-28", "date: 2018"))
    assert [(turn.before, turn.after) for turn in turns(track)] == [((), ("imprisoned",)), ((UNKNOWN,), ("released",))]


def test_who_denies_the_first_state_on_record_leaves_it_open(tmp_path: Path) -> None:
    accounts = "accounts: [{by: Gazette, text: Held.}, {by: Herald, text: Free., effects: {ann-lee: {liberty: none}}}]"
    arrest = f"- {{id: 2017-01-20-held, title: Held, date: 2017-01-20, kind: arrest, people: ann-lee, sources: [gazette, herald], {accounts}}}\n"
    assert [(turn.before, turn.after) for turn in turns(timeline(tmp_path, arrest))] == [((), ("detained", UNKNOWN))]


def test_until_of_a_year_is_uncertain_in_that_year(tmp_path: Path) -> None:
    track = timeline(tmp_path, sentence("work", "dismissed", "2022"), track="work")
    days = ("2021-12-31", "2022-01-01", "2022-12-30", "2022-12-31")
    assert [on(track, day) for day in days] == [["dismissed"], ["dismissed", "unknown?"], ["dismissed", "unknown?"], [UNKNOWN]]


@pytest.mark.parametrize(
    ("when", "before", "during", "after"),
    [
        ("2018-02", "2018-01-31", "2018-02-01", "2018-02-28"),
        ("2018", "2017-12-31", "2018-06-01", "2018-12-31"),
        ("2018-02-10/2018-03-05", "2018-02-09", "2018-03-04", "2018-03-05"),
    ],
)
def test_an_imprecise_date_holds_at_some_time_in_it_and_for_certain_from_its_last_day(
    when: str, before: str, during: str, after: str, tmp_path: Path
) -> None:
    events = f"""
        - {{id: 2017-a, title: A, date: 2017-01-20, kind: arrest, people: ann-lee, sources: gazette}}
        - {{id: 2018-r, title: R, date: {when}, kind: release, people: ann-lee, sources: herald}}
        """
    track = timeline(tmp_path, events)
    assert [on(track, day) for day in (before, during, after)] == [["detained"], ["detained", "released?"], ["released"]]


def test_by_a_day_may_have_held_on_any_day_before(tmp_path: Path) -> None:
    events = "- {id: 2017-a, title: A, date: ../2017-03-24, kind: arrest, people: ann-lee, sources: gazette}"
    track = timeline(tmp_path, events)
    assert [on(track, day) for day in ("1990-01-01", "2017-03-23", "2017-03-24")] == [["detained?"], ["detained?"], ["detained"]]


def test_events_of_one_day_follow_the_editors_order(tmp_path: Path) -> None:
    events = """
        - {id: 2017-01-20-a, title: A, date: 2017-01-20, order: 2, kind: arrest, people: ann-lee, sources: gazette}
        - {id: 2017-01-20-b, title: B, date: 2017-01-20, order: 1, kind: travel_ban, effects: {ann-lee: {liberty: free}}, sources: gazette}
        """
    assert on(timeline(tmp_path, events), "2017-01-20") == ["detained"]


# Accounts

CONTESTED = """
    - id: 2016-12-01-r
      title: R
      date: 2016-12-01
      kind: court_decision
      effects: {free-union: {registration: registered}}
      sources: undated
    - id: 2017-01-04-d
      title: D
      date: 2017-01-04
      kind: deregistration
      organisations: free-union
      sources: [gazette, herald]
      accounts:
        - {by: Gazette, text: In January., sources: gazette}
        - {by: Herald, text: In March., date: 2017-03-28, sources: herald}
    """


def test_accounts_with_their_own_dates_make_a_track_contested_and_both_are_given(tmp_path: Path) -> None:
    track = timeline(tmp_path, CONTESTED, UNION, "registration")
    assert [on(track, day) for day in ("2017-01-03", "2017-02-01", "2017-04-01")] == [
        ["registered"], ["registered!", "deregistered!"], ["deregistered!", "deregistered!"],
    ]  # fmt: skip
    assert spans(track) == ["registered 2016-12-01–2017-01-04 or 2017-03-28", "deregistered 2017-01-04–…!", "deregistered 2017-03-28–…!"]


def test_each_of_two_accounts_has_its_own_sources(tmp_path: Path) -> None:
    track = timeline(tmp_path, CONTESTED, UNION, "registration")
    held = track.on(date(2017, 4, 1))
    assert [[use.source.path for use in h.assertion.sources] for h in held if h.assertion] == [["gazette"], ["herald"]]
    assert [h.assertion.account.by for h in held if h.assertion and h.assertion.account] == ["Gazette", "Herald"]


def test_what_an_event_sets_with_a_source_rests_on_those_of_each_account_too(tmp_path: Path) -> None:
    events = CONTESTED.rstrip() + "\n      effects: {free-union: {registration: {value: deregistered, until: 2017-12-01, sources: undated}}}\n"
    held = timeline(tmp_path, events, UNION, "registration").on(date(2017, 4, 1))
    assert [[use.source.path for use in h.assertion.sources] for h in held if h.assertion] == [["gazette", "undated"], ["herald", "undated"]]


def test_what_an_effect_with_a_source_says_was_known_since_that_source(tmp_path: Path) -> None:
    events = """
        - id: 2017-01-20-a
          title: A
          date: 2017-01-20
          kind: arrest
          people: [ann-lee, bo-dahl]
          effects: {ann-lee: {liberty: {value: imprisoned, sources: herald}}}
          sources: [gazette, herald]
        """
    accounts = "[{by: G, text: So., sources: gazette, date: 2017-01-20}, {by: H, text: So., date: 2017-01-20}]"
    for number, said in enumerate((events, f"{events.rstrip()}\n          accounts: {accounts}\n        ")):
        root = tmp_path / str(number)
        root.mkdir()
        tracks = index_of(root, {"events/2017.yml": said, "letters/2017-03-24-to-bo-dahl.md": None}).tracks
        ann, bo = (tracks[f"utopia/people/{who}"]["liberty"] for who in ("ann-lee", "bo-dahl"))
        assert on(bo, "2017-12-31", "2017-12-31") == ["detained"]
        assert on(ann, "2017-12-31", "2017-12-31") == [], "the only source of it is of 2018"
        assert on(ann, "2017-12-31", "2018-03-01") == ["imprisoned"]


def test_where_nothing_is_on_record_by_one_account_that_is_given_beside_the_other(tmp_path: Path) -> None:
    events = CONTESTED[CONTESTED.index("    - id: 2017-01-04-d") :]
    track = timeline(tmp_path, events, UNION, "registration")
    assert [on(track, day) for day in ("2017-01-03", "2017-02-01", "2017-04-01")] == [
        [], ["unknown!", "deregistered!"], ["deregistered!", "deregistered!"],
    ]  # fmt: skip


def test_accounts_with_their_own_effects_make_a_track_contested(tmp_path: Path) -> None:
    events = """
        - id: 2017-01-20-a
          title: A
          date: 2017-01-20
          kind: arrest
          people: ann-lee
          sources: [gazette, herald]
          accounts:
            - {by: Gazette, text: Arrested., sources: gazette}
            - {by: Herald, text: At home., effects: {ann-lee: {liberty: house_arrest}}, sources: herald}
            - {by: Ministry, text: Never held., effects: {ann-lee: {liberty: none}}}
        """
    track = timeline(tmp_path, events)
    assert on(track, "2017-01-20") == ["unknown!", "detained!", "house_arrest!"]
    assert spans(track) == ["detained 2017-01-20–…!", "house_arrest 2017-01-20–…!"]


def test_an_account_that_speaks_of_one_person_dates_nothing_of_the_others(tmp_path: Path) -> None:
    events = """
        - id: 2017-01-20-a
          title: A
          date: 2017-01-20
          kind: arrest
          people: [ann-lee, bo-dahl]
          sources: [gazette, herald]
          accounts:
            - {by: Gazette, text: Both were arrested., sources: gazette}
            - {by: Herald, text: She was taken home., date: 2017-02, effects: {ann-lee: {liberty: house_arrest}}, sources: herald}
        """
    root = tmp_path / "two"
    root.mkdir()
    assert spans(timeline(tmp_path, events)) == ["detained 2017-01-20–…!", "house_arrest 2017-02–…!"]
    assert spans(timeline(root, events, "utopia/people/bo-dahl")) == ["detained 2017-01-20–…"]


def test_accounts_in_words_only_leave_the_track_as_it_is(tmp_path: Path) -> None:
    events = """
        - id: 2017-01-20-a
          title: A
          date: 2017-01-20
          kind: arrest
          people: ann-lee
          sources: [gazette, herald]
          accounts:
            - {by: Gazette, text: At night., sources: gazette}
            - {by: Herald, text: At noon., sources: herald}
        """
    assert spans(timeline(tmp_path, events)) == ["detained 2017-01-20–…"]


def test_accounts_that_agree_are_one_value_with_the_sources_of_all_of_them(tmp_path: Path) -> None:
    events = """
        - id: 2017-01-20-a
          title: A
          date: 2017-01-20
          kind: sentence
          sources: [gazette, herald]
          accounts:
            - {by: Herald, text: So., effects: {ann-lee: {liberty: imprisoned}}, sources: herald}
            - {by: Gazette, text: So., effects: {ann-lee: {liberty: imprisoned}}, sources: gazette}
        """
    track = timeline(tmp_path, events)
    assert spans(track) == ["imprisoned 2017-01-20–…"]
    (held,) = track.on(date(2017, 3, 1), date(2017, 3, 1))
    assert held.assertion is not None
    assert (held.assertion.account, [use.source.path for use in held.assertion.sources]) == (None, ["herald", "gazette"])


def test_an_event_by_all_accounts_settles_what_was_contested(tmp_path: Path) -> None:
    events = CONTESTED + "- {id: 2018-06-01-x, title: X, date: 2018-06-01, kind: reregistration, organisations: free-union, sources: undated}\n"
    track = timeline(tmp_path, events, UNION, "registration")
    assert on(track, "2018-06-01") == ["registered"]


def test_many_contested_events_still_give_every_account(tmp_path: Path) -> None:
    """Ten events with two accounts each have 1,024 readings; none may be left out."""
    events = "".join(
        f"""
        - id: 2017-{month:02}-e
          title: E
          date: 2017-{month:02}-10
          kind: court_decision
          sources: [gazette, herald]
          accounts:
            - {{by: Gazette, text: So., effects: {{ann-lee: {{liberty: imprisoned}}}}}}
            - {{by: Herald, text: No., effects: {{ann-lee: {{liberty: none}}}}}}
        """
        for month in range(1, 11)
    )
    track = timeline(tmp_path, events)
    held = track.on(date(2017, 12, 1))
    assert [str(h.assertion.date) if h.assertion else "" for h in held] == ["", *(f"2017-{month:02}-10" for month in range(1, 11))]
    assert all(interval.contested and interval.end is None for interval in track.intervals())


# Known then


def test_an_event_is_known_since_its_earliest_dated_source(tmp_path: Path) -> None:
    events = "- {id: 2017-a, title: A, date: 2017-01-20, kind: arrest, people: ann-lee, sources: [herald, gazette, undated]}"
    track = timeline(tmp_path, events)
    assert [on(track, "2017-01-20", by) for by in ("2017-01-20", "2017-01-31", "2017-02-01")] == [[], [], ["detained"]]


def test_a_source_that_is_older_than_a_state_did_not_make_it_known(tmp_path: Path) -> None:
    """The Gazette of February told of the arrest; by it, the release of June would have been known on its own day."""
    events = """
        - {id: 2017-01-20-arrest, title: Arrest, date: 2017-01-20, kind: arrest, people: ann-lee, sources: gazette}
        - {id: 2017-06-01-release, title: Release, date: 2017-06-01, kind: release, people: ann-lee, sources: [gazette, herald]}
        """
    track = timeline(tmp_path / "both", events)
    assert (on(track, "2017-06-02"), on(track, "2017-06-02", "2017-06-02"), on(track, "2018-03-01", "2018-03-01")) == (
        ["released"], ["detained"], ["released"],
    )  # fmt: skip
    foreseen = timeline(tmp_path / "foreseen", events.replace("[gazette, herald]", "gazette"))
    assert on(foreseen, "2017-06-02", "2017-06-02") == ["released"]
    about = timeline(tmp_path / "about", events.replace("date: 2017-06-01", "date: 2017-06~"))
    assert on(about, "2017-07-02", "2017-07-02") == ["released"]


def test_known_says_since_when_an_event_was_known(tmp_path: Path) -> None:
    events = "- {id: 2017-a, title: A, date: 2017-01-20, known: 2017-01-25, kind: arrest, people: ann-lee, sources: gazette}"
    track = timeline(tmp_path, events)
    assert [on(track, "2017-01-20", by) for by in ("2017-01-24", "2017-01-25")] == [[], ["detained"]]


def test_a_letter_makes_known_what_it_says(tmp_path: Path) -> None:
    events = "- {id: 2017-a, title: A, date: 2017-01-20, kind: arrest, people: ann-lee, sources: letters/2017-03-24-to-bo-dahl#p1}"
    index = index_of(tmp_path, {"events/2017.yml": events})
    track = index.tracks[ANN]["liberty"]
    assert [on(track, "2017-01-20", by) for by in ("2017-03-23", "2017-03-24")] == [[], ["detained"]]


def test_what_no_dated_source_says_was_known_on_no_day(tmp_path: Path) -> None:
    events = "- {id: 2017-a, title: A, date: 2017-01-20, kind: arrest, people: ann-lee, sources: undated}"
    track = timeline(tmp_path, events)
    assert (on(track, "2017-01-20", "2030-01-01"), on(track, "2017-01-20")) == ([], ["detained"])


def test_what_was_learnt_later_changes_nothing_then(tmp_path: Path) -> None:
    track = timeline(tmp_path, ARREST_AND_RELEASE)
    assert [on(track, "2018-03-01", by) for by in ("2018-02-28", "2018-03-01")] == [["detained"], ["released"]]


def test_an_account_is_known_since_its_own_earliest_source(tmp_path: Path) -> None:
    track = timeline(tmp_path, CONTESTED, UNION, "registration")
    assert [on(track, "2017-04-01", by) for by in ("2017-01-31", "2017-02-01", "2018-03-01")] == [
        [], ["deregistered"], ["deregistered!", "deregistered!"],
    ]  # fmt: skip


def test_a_source_dated_to_a_year_makes_known_from_its_last_day(tmp_path: Path) -> None:
    index = index_of(
        tmp_path,
        {
            "sources/more.yml": "- {id: yearbook, title: Y, publisher: Y, date: 2017}",
            "events/2017.yml": "- {id: 2017-a, title: A, date: 2017-01-20, kind: arrest, people: ann-lee, sources: yearbook}",
        },
    )
    assert [on(index.tracks[ANN]["liberty"], "2017-01-20", by) for by in ("2017-12-30", "2017-12-31")] == [[], ["detained"]]


# Against a plain reading: each combination of accounts followed by itself

DATES = st.sampled_from(["2017-01-10", "2017-01", "2017", "2017-02-01/2017-03-05", "../2017-02-20", "2017-03-24", "2016"])
SAID = st.tuples(DATES, st.sampled_from(["", "imprisoned", "free", "restricted"]), st.sampled_from([None, "2017-02", "2017-06-01"]))
SAIDS = st.lists(st.lists(SAID, min_size=1, max_size=3), min_size=1, max_size=4)
Said = list[list[tuple[str, str, str | None]]]


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Timeline:
    return timeline(tmp_path_factory.mktemp("plain"), ARREST_AND_RELEASE)


def steps_of(vocabulary: Timeline, said: Said, known: Iterable[str] = ("",)) -> list[Step]:
    event = vocabulary.steps[0].alternatives[0].event
    numbers_of, since = itertools.count(), itertools.cycle(parse_date(day) if day else None for day in known)
    return [
        Step(
            tuple(
                Assertion(event, "liberty", value, parse_date(when), parse_date(end) if end else None, next(since), (), None, next(numbers_of))
                for when, value, end in alternatives
            )
        )
        for alternatives in said
    ]


DAYS = st.dates(date(2015, 12, 1), date(2018, 2, 1))
TURNS = st.sampled_from([date(2017, *day) for day in ((1, 9), (1, 10), (1, 14), (1, 15), (2, 1), (2, 20), (2, 28), (3, 4), (3, 5), (6, 1))])
"""Those of DATES and of what is known, and days before them."""


@given(SAIDS, st.lists(st.sampled_from(["", "2017-01-15", "2017-02"]), min_size=1), st.lists(st.tuples(TURNS, st.none() | TURNS), min_size=2))
def test_what_holds_on_a_day_is_the_same_whatever_day_was_asked_for_before(
    vocabulary: Timeline, said: Said, known: list[str], asked: list[tuple[date, date | None]]
) -> None:
    steps = steps_of(vocabulary, said, known)
    track = Timeline("x", "liberty", steps)
    assert [track.on(*one) for one in asked] == [Timeline("x", "liberty", steps).on(*one) for one in asked]


@given(SAIDS, DAYS)
def test_what_holds_on_a_day_is_what_holds_in_some_combination_of_accounts(
    vocabulary: Timeline, said: Said, day: date
) -> None:
    steps = steps_of(vocabulary, said)
    expected: set[tuple[str, int]] = set()
    empty = False
    for world in itertools.product(*(step.alternatives for step in steps)):
        held: list[tuple[str, int]] = []
        for made in sorted((made for made in world if made.value and made.date.earliest <= day), key=lambda made: made.place):
            over, ending = made.until is not None and made.until.latest <= day, made.until is not None and made.until.earliest <= day
            held = [] if made.date.latest <= day or over else held
            held += [(made.value, made.number)] * (not over) + [(UNKNOWN, made.number)] * ending
        expected |= set(held)
        empty = empty or not held
    found = Timeline("x", "liberty", steps).on(day)
    numbers = {(h.value, h.assertion.number) for h in found if h.assertion}
    certain = {h.value for h in found if h.certain}
    assert numbers <= expected
    assert all(value in certain for value, number in expected - numbers)
    assert any(h.assertion is None for h in found) == (empty and bool(expected))


@given(SAIDS)
def test_a_value_ends_with_each_event_before_which_no_other_ended_it_by_all_accounts(vocabulary: Timeline, said: Said) -> None:
    track = Timeline("x", "liberty", steps_of(vocabulary, said))
    for interval in track.intervals():
        made = interval.assertion
        others = [step.alternatives for step in track.steps if made not in step.alternatives]

        def missed(alternatives: tuple[Assertion, ...], before: Assertion | None, made: Assertion = made) -> bool:
            return any(not a.value or a.place < made.place or (before is not None and a.place > before.place) for a in alternatives)

        after = sorted((a for other in others for a in other if a.value and a.place > made.place), key=lambda a: a.place)
        following = [a for a in after if all(missed(other, a) for other in others if a not in other)]
        ends: list[PartialDate | None] = [a.date for a in following] + [None] * all(missed(other, None) for other in others)
        if made.until:
            ends = [made.until if end is None or made.until.order <= end.order else end for end in ends]
        assert interval.ends == tuple(dict.fromkeys(ends))


def test_a_thousand_changes_of_one_person_are_read_at_once(vocabulary: Timeline) -> None:
    days = [(date(2000, 1, 1) + timedelta(number)).isoformat() for number in range(1000)]
    track = Timeline("x", "liberty", steps_of(vocabulary, [[(day, "free" if place % 2 else "imprisoned", None)] for place, day in enumerate(days)]))
    start = time.process_time()
    assert len(track.intervals()) == 1000
    assert time.process_time() - start < 0.5


# The five awkward cases, on this repository's own data

KHARKOVA, BALTABAY = "kazakhstan/people/larisa-kharkova", "kazakhstan/people/erlan-baltabay"
CNTUK, FUEL = "kazakhstan/organisations/cntuk", "kazakhstan/organisations/fuel-energy-union"


def test_kharkova_was_sentenced_to_a_restriction_and_a_ban_that_ended_apart() -> None:
    liberty, work = own_data().tracks[KHARKOVA]["liberty"], own_data().tracks[KHARKOVA]["work"]
    assert on(liberty, "2017-07-24") == []
    assert (on(liberty, "2017-07-25"), on(work, "2017-07-25")) == (["restricted?"], ["barred_from_union_office?"])
    assert (on(liberty, "2017-10-05"), on(work, "2017-10-05")) == (["restricted"], ["barred_from_union_office"])
    assert (on(liberty, "2021-10-04"), on(liberty, "2021-10-20"), on(liberty, "2021-11-09")) == (
        ["restricted"], ["restricted!", "free!"], ["free!", "free!"],
    )  # fmt: skip
    assert (on(work, "2022-10-04"), on(work, "2022-10-05")) == (["barred_from_union_office"], [UNKNOWN])
    assert spans(liberty) == ["restricted 2017-07-25/2017-10-05–2021-10-05 or 2021-11-09", "free 2021-10-05–…!", "free 2021-11-09–…!"]


def test_the_closure_of_the_confederation_has_two_dates() -> None:
    registration = own_data().tracks[CNTUK]["registration"]
    assert on(registration, "2017-01-03") == ["deregistration_sought"]
    assert on(registration, "2017-02-01") == ["deregistration_sought!", "closure_ordered!"]
    assert on(registration, "2017-04-01") == ["closure_ordered!", "deregistered!"]
    closed = [interval for interval in registration.intervals() if interval.value in ("closure_ordered", "deregistered")]
    assert [(str(interval.start), interval.contested) for interval in closed] == [("2017-01-04", True), ("2017-03-28", True)]
    assert all(interval.assertion.sources for interval in closed)


def test_on_the_day_of_the_first_letter_only_the_earlier_date_of_the_closure_was_known() -> None:
    registration = own_data().tracks[CNTUK]["registration"]
    assert on(registration, "2017-03-24", known_by="2017-03-24") == ["closure_ordered"]


def test_baltabay_was_imprisoned_released_jailed_again_and_released() -> None:
    liberty = own_data().tracks[BALTABAY]["liberty"]
    assert spans(liberty) == [
        "imprisoned 2019-07-17–2019-08-09", "released 2019-08-09–2019-10-16", "imprisoned 2019-10-16–2020-03-20", "released 2020-03-20–…",
    ]  # fmt: skip
    days = ("2019-07-16", "2019-08-08", "2019-08-09", "2019-10-15", "2019-10-16", "2020-03-19", "2020-03-20")
    assert [on(liberty, day) for day in days] == [[], ["imprisoned"], ["released"], ["released"], ["imprisoned"], ["imprisoned"], ["released"]]


def test_what_baltabays_pardon_was_is_contested_and_that_he_was_released_is_not() -> None:
    (interval,) = [i for i in own_data().tracks[BALTABAY]["liberty"].intervals() if str(i.start) == "2019-08-09"]
    event: Event = interval.assertion.event.record
    assert len(event.accounts) == 2
    assert all(account.sources and not account.effects and account.date is None for account in event.accounts)
    assert not interval.contested


def test_the_union_was_suspended_for_six_months_and_what_followed_is_not_on_record() -> None:
    registration = own_data().tracks[FUEL]["registration"]
    days = ("2021-02-04", "2021-02-05", "2021-04-29", "2021-08-04", "2021-08-05", "2021-10-28", "2021-10-29")
    assert [on(registration, day) for day in days] == [
        [], ["suspended"], ["suspended"], ["suspended"], ["suspended", "unknown?"], ["suspended", "unknown?"], [UNKNOWN],
    ]  # fmt: skip


def test_a_rating_may_be_a_place_on_a_list_without_a_value() -> None:
    ratings = {entry.id: entry.record.rating for entry in own_data().dossier.of(Event.folder) if entry.record.rating}
    listed = ratings["2018-global-rights-index"]
    assert (listed.value, str(listed.list)) == (None, "ten worst countries")
    assert (str(ratings["2021-global-rights-index"].value), ratings["2021-global-rights-index"].list) == ("5", None)


def test_no_rating_changes_a_track() -> None:
    rated = {entry.key for entry in own_data().dossier.of(Event.folder) if entry.record.rating}
    setting = {made.event.key for tracks in own_data().tracks.values() for t in tracks.values() for step in t.steps for made in step.alternatives}
    assert not rated & setting
