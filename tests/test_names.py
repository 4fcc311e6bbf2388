"""Names in a text: as whole words, longest first, none inside another."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossier.concordance import letter_names
from dossier.dossier import Entry
from dossier.folding import APOSTROPHES
from dossier.names import Names, family_names, forms
from helpers import dossier_of
from hypothesis import given
from hypothesis import strategies as st


def found(text: str, **names: list[str]) -> list[tuple[str, str]]:
    """(words found, ids of their bearers), for names given as id=[form, …]."""
    return [(text[hit.start : hit.end], " ".join(hit.keys)) for hit in Names(names.items()).find(text)]


def test_a_name_is_found_as_a_whole_word_only() -> None:
    assert found("Ann, Annie, Joann, Ann's, (Ann) and Ann_1", ann=["Ann"]) == [("Ann", "ann")] * 3


@pytest.mark.parametrize("name", ["Áine O'Neill", "Áine O’Neill", "Áine OʼNeill"])
@pytest.mark.parametrize("text", ["With Áine O'Neill’s letter", "With Áine O’Neill's letter", "With Áine OʼNeill, here"])
def test_an_apostrophe_is_one_however_it_is_typed(name: str, text: str) -> None:
    assert [(f.start, f.end) for f in Names([("x/people/a", [name])]).find(text)] == [(5, 17)]


def test_a_letter_that_stands_for_an_apostrophe_is_one() -> None:
    typed = [f"G{sign}ulomov" for sign in APOSTROPHES]
    assert [name for name, _ in found(", ".join(typed), a=["Gʻulomov"])] == typed


@pytest.mark.parametrize("text", ["ITUC-led", "“ITUC”", "ITUC’s", "ITUC.", "the ITUC", "ITUC/ETUC", "*ITUC*"])
def test_signs_around_a_name_do_not_hide_it(text: str) -> None:
    assert found(text, ituc=["ITUC"]) == [("ITUC", "ituc")]


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Mary-Ann Lee", False), ("Ann Lee-Smith", False), ("Ann Lee\u2011Smith", False), ("Mary\u2010Ann Lee", False),
        ("Анна-Ann Lee", False),
        ("pro-Ann Lee", True), ("Ann Lee-led", True), ("Ann Lee – Smith", True), ("Mary - Ann Lee", True), ("-Ann Lee-", True),
        ("2017-Ann Lee", True),
    ],
)  # fmt: skip
def test_nobody_is_who_has_a_longer_name_with_a_hyphen(text: str, there: bool) -> None:
    """A letter that named Ann Lee-Smith was listed on the page of Ann Lee, who may be another; an organisation stands before anything."""
    names = Names([("x/people/a", ["Ann Lee"]), ("x/organisations/b", ["ITUC"])], apart={"x/people/a"})
    assert [hit.keys for hit in names.find(text)] == [("x/people/a",)] * there
    assert [hit.keys for hit in names.find("ETUC-ITUC-CSI")] == [("x/organisations/b",)]


def test_a_longer_name_with_a_hyphen_is_found_where_it_is_known(tmp_path: Path) -> None:
    files = {"people/ann-lee-smith.md": "---\nname: Ann Lee-Smith\nsort_name: Lee-Smith, Ann\nbasis: public-role\n---\n"}
    dossier = dossier_of(tmp_path, files)
    found = letter_names(dossier, ["utopia"]).find("Ann Lee-Smith, Mary-Ann Lee and Ann Lee")
    assert [hit.keys for hit in found] == [("utopia/people/ann-lee-smith",), ("utopia/people/ann-lee",)]


def test_letters_of_any_script_end_a_word() -> None:
    assert found("Анна Лихачёва и Анна Ли.", ann=["Анна Ли"]) == [("Анна Ли", "ann")]


@pytest.mark.parametrize(
    ("name", "text", "there"),
    [
        ("राम", "राम है", True), ("राम", "रामा है", False), ("जीव", "राजीव", False), ("राजी", "राजी।", True), ("আন", "আনা", False),
        ("Анна Ли", "Анна Ли\u0301", True), ("مثالية", "مثاليةُ", True),
        ("架空花子", "今日は架空花子さんが", True), ("架空花子", "架空花", False), ("花子", "架空花子", False), ("สมชาย ตัว", "นายสมชาย ตัวทันที", True),
        ("สมชาย ตว", "นายสมชาย ตวั", False), ("အောင်နမူ", "သည်အောင်နမူကို", True), ("ハナエ", "今日ハナエです", True), ("ハナエ", "ハナエモ", False),
    ],
)  # fmt: skip
def test_words_are_those_of_their_script(name: str, text: str, there: bool) -> None:
    """Vowel signs go on with a word; where no blanks stand between words, a name of three letters may stand between any."""
    assert found(text, it=[name]) == ([(name, "it")] if there else [])


def test_the_longest_name_is_found_not_one_inside_it() -> None:
    names = {"union": ["Free Union"], "region": ["Free Union of the North"], "north": ["North"]}
    assert found("The Free Union of the North", **names) == [("Free Union of the North", "region")]
    assert found("The Free Union of the South", **names) == [("Free Union", "union")]


def test_a_longer_name_that_does_not_stand_there_leaves_room_for_the_shorter_one() -> None:
    assert found("Ann Leeson met Ann", lee=["Ann Lee"], ann=["Ann"]) == [("Ann", "ann"), ("Ann", "ann")]


def test_a_name_of_two_records_names_both() -> None:
    assert found("Lee", ann=["Lee"], bo=["Lee", "Bo Lee"]) == [("Lee", "ann bo")]


def test_a_name_written_twice_for_one_record_is_no_ambiguity() -> None:
    assert found("Lee", ann=["Lee", "Lee"]) == [("Lee", "ann")]


def test_capital_letters_count() -> None:
    assert found("the free union and the Free Union", union=["Free Union"]) == [("Free Union", "union")]


@pytest.mark.parametrize("blank", ["\n", "  ", "\u00a0", " \n "])
def test_any_blanks_may_stand_between_the_words_of_a_name(blank: str) -> None:
    assert found(f"of Ann{blank}Lee.", ann=["Ann Lee"]) == [(f"Ann{blank}Lee", "ann")]


def test_names_may_begin_and_end_with_signs() -> None:
    names = {"nur": ["«Nur» Ltd."], "inc": ["KazMunai Inc."]}
    assert found("by «Nur» Ltd., and KazMunai Inc.now", **names) == [("«Nur» Ltd.", "nur"), ("KazMunai Inc.", "inc")]


def test_signs_of_regular_expressions_are_signs() -> None:
    assert found("A.B (C) and AxB (C)", abc=["A.B (C)"]) == [("A.B (C)", "abc")]


def test_a_single_letter_is_no_name() -> None:
    assert found("A letter", a=["A"]) == []


def test_the_same_word_twice_in_a_name_finds_it_once() -> None:
    assert found("New York New York", ny=["New York New York"], city=["New York"]) == [("New York New York", "ny")]


@given(st.lists(st.text("AbЖ ’-", min_size=1, max_size=8), max_size=6), st.text("AbЖ ’-.\n", max_size=60))
def test_what_is_found_is_a_name_and_nothing_overlaps(names: list[str], text: str) -> None:
    end = 0
    known = {" ".join(name.split()) for name in names}
    for hit in Names([("x", names)]).find(text):
        assert hit.start >= end
        assert " ".join(text[hit.start : hit.end].split()) in known
        assert not (hit.end < len(text) and text[hit.end - 1].isalnum() and text[hit.end].isalnum())
        assert not (hit.start > 0 and text[hit.start].isalnum() and text[hit.start - 1].isalnum())
        end = hit.end


@given(st.lists(st.text("AbЖ1 ’-.", min_size=1, max_size=8), max_size=6), st.text("AbЖ1 ’-._\n", max_size=60))
def test_names_are_the_same_whether_they_are_compared_or_matched(names: list[str], text: str) -> None:
    records = [(f"x/people/{place}", [name]) for place, name in enumerate(names)]
    even = " ".join(text.split())
    assert list(Names(records).find(even)) == list(Names(records, between=r"(?:\s+)").find(even))


def test_every_way_a_record_is_named_counts(tmp_path: Path) -> None:
    dossier = dossier_of(
        tmp_path,
        {
            "organisations/guild.yml": """
                - id: guild
                  name: {en: Guild of Smiths, ru: Гильдия}
                  names: {kk: Гильдиясы}
                  other_names: [{en: Smiths, ru: Кузнецы}, Old Guild]
                  abbreviations: [GoS, GS]
                  type: trade-union
                """,
        },
    )
    entry: Entry = dossier.entries["utopia/organisations/guild"]
    said = {"Guild of Smiths", "Гильдия", "Гильдиясы", "Smiths", "Кузнецы", "Old Guild", "GoS", "GS"}
    assert set(forms(entry.record)) == said


@pytest.mark.parametrize(("sort_name", "family"), [("Planted, Cy", "Planted"), ("مزروع، سي", "مزروع"), ("植，西", "植"), ("ተክል፣ ሲ", "ተክል")])
def test_a_name_is_sorted_with_the_comma_of_its_script(sort_name: str, family: str, tmp_path: Path) -> None:
    people = f"- {{id: cy, name: Cy Planted, sort_name: '{sort_name}', basis: consent, category: unionist}}"
    person = dossier_of(tmp_path, {"people/x.yml": people}).entries["utopia/people/cy"].record
    assert next(family_names(person)) == family


def test_a_word_that_begins_otherwise_is_no_family_name(tmp_path: Path) -> None:
    people = "- {id: cy, name: Cy Planted, sort_name: 'Planted, Cy', names: {ru: Сай Плантед}, other_names: [The Welder], basis: consent}"
    person = dossier_of(tmp_path, {"people/x.yml": people}).entries["utopia/people/cy"].record
    assert set(family_names(person)) == {"Planted", "Плантед"}
