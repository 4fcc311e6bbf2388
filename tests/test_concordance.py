"""The concordance, both ways: what a paragraph of a letter has to do with, and where a record is spoken of."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dossier.index import Index
from dossier.model import Event, Letter
from dossier.prose import blocks
from helpers import index_of, own_data

LETTER = "utopia/letters/2017-03-24-to-bo-dahl"


def paragraph(index: Index, ident: str, letter: str = LETTER) -> tuple[list[str], list[str], list[str]]:
    """(events, demands, people and organisations) of a paragraph."""
    about = index.concordance[letter][ident]
    return [e.id for e in about.events], [e.id for e in about.demands], [e.id for e in about.named]


def passages(index: Index, key: str) -> list[tuple[str, str]]:
    return [(passage.letter.id, passage.paragraph) for passage in index.passages(index.dossier.entries[key])]


def test_a_paragraph_knows_its_events_its_demands_and_who_is_named(tmp_path: Path) -> None:
    index = index_of(tmp_path)
    assert paragraph(index, "p1") == (["2017-01-20-arrest"], [], ["free-union", "ann-lee"])
    assert paragraph(index, "p2") == ([], ["release"], [])


def test_a_record_knows_the_paragraphs_that_speak_of_it(tmp_path: Path) -> None:
    index = index_of(tmp_path)
    for key in ("people/ann-lee", "organisations/free-union", "events/2017-01-20-arrest", "demands/release"):
        where = "p2" if key == "demands/release" else "p1"
        assert passages(index, f"utopia/{key}") == [("2017-03-24-to-bo-dahl", where)]


def test_both_ways_say_the_same_of_this_repository() -> None:
    index = own_data()
    one = {
        (letter, ident, entry.key)
        for letter, found in index.concordance.items()
        for ident, about in found.items()
        for entry in (*about.events, *about.demands, *about.named)
    }
    other = {(passage.letter.key, passage.paragraph, entry.key) for entry in index.dossier.entries.values() for passage in index.passages(entry)}
    assert one == other
    assert one


def test_an_event_may_rest_on_a_letter_as_a_whole(tmp_path: Path) -> None:
    events = "- {id: 2017-a, title: A, date: 2017-01-20, kind: arrest, people: ann-lee, sources: letters/2017-03-24-to-bo-dahl}"
    assert paragraph(index_of(tmp_path, {"events/2017.yml": events}), "")[0] == ["2017-a"]


def test_an_account_rests_on_a_paragraph_too(tmp_path: Path) -> None:
    events = """
        - id: 2017-a
          title: A
          date: 2017-01-20
          kind: arrest
          sources: gazette
          accounts:
            - {by: free-union, text: So., sources: letters/2017-03-24-to-bo-dahl#p2}
            - {by: ministry, text: No., effects: {ann-lee: {liberty: {value: free, sources: letters/2017-03-24-to-bo-dahl#p1}}}}
        """
    index = index_of(tmp_path, {"events/2017.yml": events})
    assert (paragraph(index, "p1")[0], paragraph(index, "p2")[0]) == (["2017-a"], ["2017-a"])


def test_an_event_that_names_a_paragraph_twice_stands_there_once(tmp_path: Path) -> None:
    events = """
        - id: 2017-a
          title: A
          date: 2017-01-20
          kind: arrest
          sources: letters/2017-03-24-to-bo-dahl#p1
          accounts: [{by: free-union, text: So., sources: letters/2017-03-24-to-bo-dahl#p1}]
        """
    assert paragraph(index_of(tmp_path, {"events/2017.yml": events}), "p1")[0] == ["2017-a"]


def test_events_of_a_paragraph_stand_in_order_of_time(tmp_path: Path) -> None:
    events = "".join(
        f"- {{id: {ident}, title: A, date: '{when}', kind: arrest, sources: letters/2017-03-24-to-bo-dahl#p1}}\n"
        for ident, when in (("2017-c", "2017"), ("2017-b", "2017-03"), ("2016-a", "2016-12-31"))
    )
    assert paragraph(index_of(tmp_path, {"events/2017.yml": events}), "p1")[0] == ["2016-a", "2017-b", "2017-c"]


def test_a_pinned_paragraph_is_known_by_its_pin(tmp_path: Path) -> None:
    head = "title: T\ndate: 2017-03-24\nfrom: free-union\nto: bo-dahl\ndemands: [{demand: release, paragraph: p7}]"
    text = f"---\n{head}\n---\nOne.\n\nTwo of Ann Lee. {{#p7}}\n"
    index = index_of(tmp_path, {"letters/2017-03-24-to-bo-dahl.md": text, "events/2017.yml": None})
    assert paragraph(index, "p7") == ([], ["release"], ["ann-lee"])


def test_someone_named_twice_in_a_paragraph_stands_there_once(tmp_path: Path) -> None:
    text = "---\ntitle: T\ndate: 2017-03-24\nfrom: free-union\nto: bo-dahl\n---\nAnn Lee, A. Lee, Анна Ли.\n\nAnn\nLee.\n"
    index = index_of(tmp_path, {"letters/2017-03-24-to-bo-dahl.md": text, "events/2017.yml": None})
    assert passages(index, "utopia/people/ann-lee") == [("2017-03-24-to-bo-dahl", "p1"), ("2017-03-24-to-bo-dahl", "p2")]


def test_someone_mentioned_though_not_named_stands_with_the_whole_letter(tmp_path: Path) -> None:
    text = "---\ntitle: T\ndate: 2017-03-24\nfrom: free-union\nto: bo-dahl\nmentions: [ann-lee, ministry]\n---\nOf the Ministry of Labour and her.\n"
    index = index_of(tmp_path, {"letters/2017-03-24-to-bo-dahl.md": text, "events/2017.yml": None})
    assert (paragraph(index, "")[2], paragraph(index, "p1")[2]) == (["ann-lee"], ["ministry"])


def test_a_demand_knows_the_letters_that_made_it_in_order_of_time(tmp_path: Path) -> None:
    head = "title: T\nfrom: free-union\nto: ministry\n"
    files: dict[str, str | bytes | None] = {
        "letters/2018-x.md": f"---\n{head}date: 2018\ndemands: release\n---\nAll of it.\n",
        "letters/2016-x.md": f"---\n{head}date: 2016-05\ndemands: [{{demand: release, paragraph: p1}}]\n---\nThis.\n",
    }
    asked = index_of(tmp_path, files).asked["utopia/demands/release"]
    assert [(made.letter.id, made.paragraph) for made in asked] == [("2016-x", "p1"), ("2017-03-24-to-bo-dahl", "p2"), ("2018-x", "")]


def test_the_state_of_a_demand_is_known_for_any_day(tmp_path: Path) -> None:
    demands = """
        - id: release
          title: Release
          text: Release her.
          history:
            - {date: 2018-02-28, state: met, sources: herald}
            - {date: 2017-03-24, state: open}
            - {date: 2017-06, state: partly_met}
        """
    index = index_of(tmp_path, {"demands.yml": demands})
    demand = index.dossier.entries["utopia/demands/release"]
    states = [index.demand_state(demand, date.fromisoformat(day)) for day in ("2017-03-24", "2017-06-29", "2017-06-30", "2018-02-28")]
    assert [state.id if state else "" for state, _ in states] == ["open", "open", "partly_met", "met"]
    before, change = index.demand_state(demand, date(2017, 3, 23))
    first = min(index.dossier.of("vocabulary/demand-states"), key=lambda entry: entry.node.line)
    assert (before, change) == (first, None)


def test_a_letter_of_international_ones_names_people_of_the_countries_it_is_about(tmp_path: Path) -> None:
    text = "---\ntitle: T\ndate: 2017-03-24\nfrom: big-union\nto: big-union\ncountries: utopia\n---\nOf Ann Lee.\n"
    index = index_of(
        tmp_path,
        {
            "../international/organisations.yml": "- {id: big-union, name: Big Union, type: global-union}",
            "../international/letters/2017-03-24-x.md": text,
            "../international/letters/2017-03-25-y.md": text.replace("countries: utopia\n", ""),
        },
    )
    assert paragraph(index, "p1", "international/letters/2017-03-24-x")[2] == ["ann-lee"]
    assert "p1" not in index.concordance["international/letters/2017-03-25-y"]


def test_every_paragraph_that_an_event_of_this_repository_rests_on_is_there() -> None:
    index = own_data()
    for key, found in index.concordance.items():
        there = {block.id for block in blocks(index.dossier.entries[key].body)[0]}
        assert {ident for ident, about in found.items() if ident and (about.events or about.demands)} <= there


def test_the_letters_of_this_repository_rest_on_something() -> None:
    index = own_data()
    assert any(about.events for about in index.concordance["kazakhstan/letters/2017-03-24-to-mogherini"].values())
    assert {entry.folder for entry in index.chronology} == {Event.folder}
    assert set(index.concordance) == {entry.key for entry in index.dossier.of(Letter.folder)}
