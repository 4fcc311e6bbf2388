"""What came after what, where dates do not tell: the records' relations put states in order, and what nobody says is asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from dossier.settings import Settings
from dossier.site import Site
from dossier.tracks import Timeline
from dossier.views.afterwards import afterwards
from dossier.views.states import listed_states
from helpers import dossier_of
from test_tracks import ANN, on, spans, timeline

GUILTY = "- {id: 2018-guilty, title: Guilty, date: 2018, kind: conviction, people: ann-lee, sources: gazette"
QUASHED = (
    "- {id: 2018-06-01-quashed, title: Quashed, date: 2018-06-01, kind: appeal_decided, people: ann-lee, sources: gazette, "
    "effects: {ann-lee: {proceedings: quashed}}"
)
CHARGED = "- {id: 2018-08-01-charge, title: Another case, date: 2018-08-01, kind: charge, people: ann-lee, sources: gazette"
FOLLOWS = ", relates_to: {event: 2018-guilty, relation: follows}"
PRECEDES = ", relates_to: {event: 2018-06-01-quashed, relation: precedes}"


def proceedings(root: Path, *events: str) -> Timeline:
    return timeline(root, "".join(f"{event}}}\n" for event in events), track="proceedings")


@pytest.mark.parametrize(("guilty", "quashed"), [(GUILTY, QUASHED + FOLLOWS), (GUILTY + PRECEDES, QUASHED)])
def test_a_judgment_of_some_day_of_a_year_does_not_outlast_its_quashing(tmp_path: Path, guilty: str, quashed: str) -> None:
    track = proceedings(tmp_path, guilty, quashed)
    assert spans(track) == ["convicted 2018–2018-06-01", "quashed 2018-06-01–…"]
    assert [on(track, day) for day in ("2018-05-31", "2018-06-01", "2018-12-31", "2019-06-01")] == [
        ["convicted?"], ["quashed"], ["quashed"], ["quashed"],
    ]  # fmt: skip


def test_what_came_after_what_was_moved_is_moved_with_it(tmp_path: Path) -> None:
    track = proceedings(tmp_path, GUILTY, QUASHED + FOLLOWS, CHARGED)
    assert spans(track) == ["convicted 2018–2018-06-01", "quashed 2018-06-01–2018-08-01", "charged 2018-08-01–…"]


def test_a_circle_of_relations_leaves_the_order_of_the_dates(tmp_path: Path) -> None:
    back = ", relates_to: {event: 2018-06-01-quashed, relation: follows}"
    assert len(proceedings(tmp_path, GUILTY + back, QUASHED + FOLLOWS).intervals()) == 2


def test_a_relation_does_not_move_what_was_older_for_certain(tmp_path: Path) -> None:
    charged = "- {id: 2017-01-01-charge, title: Charge, date: 2017-01-01, kind: charge, people: ann-lee, sources: gazette" + FOLLOWS
    assert spans(proceedings(tmp_path, GUILTY, charged)) == ["charged 2017-01-01–2018", "convicted 2018–…"]


def test_every_place_says_alike_that_the_appeal_came_after_the_closure(tmp_path: Path) -> None:
    events = """
    - {id: 2017-01-closed, title: Closed, date: 2017-01, kind: deregistration, organisations: free-union, sources: gazette}
    - id: 2017-01-15-appeal
      title: Appeal
      date: 2017-01-15
      kind: appeal_filed
      organisations: free-union
      effects: {free-union: {registration: appeal_pending}}
      relates_to: {event: 2017-01-closed, relation: consequence_of}
      sources: gazette
    """
    dossier = dossier_of(tmp_path, {"events/2017.yml": events, "letters/2017-03-24-to-bo-dahl.md": None})
    site = Site(dossier, Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    (state,) = listed_states(site.viewer, site.dossier.entries["utopia/organisations/free-union"])
    assert state.values == ("appeal pending",)
    assert afterwards(site.viewer, site.dossier.entries["utopia/events/2017-01-15-appeal"]) == ()
    (later,) = afterwards(site.viewer, site.dossier.entries["utopia/events/2017-01-closed"])
    assert [turned.event.text for turned in later.turned] == ["Appeal"]


def test_an_arrest_of_some_day_of_a_month_and_its_release_stand_as_before(tmp_path: Path) -> None:
    events = "\n".join(
        f"- {{id: {day}-{kind}, title: {kind}, date: {day}, kind: {kind}, people: ann-lee, sources: gazette}}"
        for day, kind in (("2017-03", "arrest"), ("2017-03-10", "release"))
    )
    assert spans(timeline(tmp_path, events, key=ANN)) == ["detained 2017-03–2017-03-10", "released 2017-03-10–…"]


@pytest.mark.parametrize("when", ["2017-03", "../2017-04-01"])
def test_who_is_freed_by_the_effects_of_an_event_of_another_kind_is_not_held_for_ever(when: str, tmp_path: Path) -> None:
    """As with a release, whose value the check says needs a deprivation before it."""
    events = f"""
    - {{id: 2017-03-arrest, title: Arrest, date: {when}, kind: arrest, people: ann-lee, sources: gazette}}
    - id: 2017-03-10-court
      title: A court lets Ann Lee go
      date: 2017-03-10
      kind: court_decision
      effects: {{ann-lee: {{liberty: released}}}}
      sources: gazette
    """
    assert spans(timeline(tmp_path, events, key=ANN)) == [f"detained {when}–2017-03-10", "released 2017-03-10–…"]
