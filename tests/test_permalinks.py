"""What was published once stays: the ledger, and what a check and a build refuse because of it."""

from __future__ import annotations

import hashlib
import re
import shutil
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from dossier.cli import main
from dossier.dossier import Entry
from dossier.ledger import LEDGER, Ledger, Row, erased
from dossier.ledgerfile import as_csv, last_sealed, read_ledger
from dossier.permalinks import check_permalinks
from dossier.project import checked, seal
from dossier.publish import Build
from dossier.shell import SENTINELS
from dossier.surface import Place
from helpers import OTHER_PUBLISHER, built, dossier_of, project, write
from hypothesis import given
from hypothesis import strategies as st

Files = Mapping[str, str | bytes | None]
LETTER = "data/utopia/letters/2017-03-24-to-bo-dahl.md"
ADDRESS = "utopia/letters/2017-03-24-to-bo-dahl/"
EVENTS = "data/utopia/events/2017.yml"
DAY = "2026-11-24"
PUT_BACK = "put the record back (as a draft or under embargo it has no page; withdrawn leaves a notice there)"
FRONT = """\
---
title: Letter to Bo Dahl
date: 2017-03-24
from: free-union
to: bo-dahl
language: en
checked: 2018-05-01
{more}---
"""
ONE, TWO = "The Free Union writes about Ann Lee.", "Please release her."
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>"  # noqa: E501


def letter(*paragraphs: str, more: str = "") -> str:
    return FRONT.format(more=more) + "\n\n".join(paragraphs) + "\n"


def sealed_project(root: Path, files: Files | None = None) -> Path:
    project(root, {LETTER: letter(ONE, TWO), **(files or {})})
    sealing(root)
    return root


def sealing(root: Path, day: str = DAY) -> list[Row]:
    done = CliRunner().invoke(main, ["seal", "--root", str(root), "--as-of", day])
    assert done.exit_code == 0, done.output
    return list(read_ledger(root)[0].rows)


def refused(root: Path, files: Files | None = None, notes: bool = False) -> list[str]:
    """The problems of a sealed project after `files` are written over it."""
    write(root, files or {})
    problems = checked(root, as_of=DAY)[2]
    return [str(problem) for problem in problems if notes or problem.level == "error"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sealed_project(tmp_path / "small")


def rows(root: Path) -> dict[str, Row]:
    return read_ledger(root)[0].by_address


# The file


def test_sealing_is_idempotent_and_leaves_nothing_to_say(root: Path) -> None:
    before = (root / LEDGER).read_bytes()
    sealing(root, "2027-01-01")
    assert (root / LEDGER).read_bytes() == before
    assert refused(root, notes=True) == []


def test_a_line_says_what_stands_where_since_when(root: Path) -> None:
    row = rows(root)[f"{ADDRESS}#p2"]
    assert (row.what, row.first_published, row.state, row.code) == ("paragraph", DAY, "live", "")
    assert row.fingerprint == hashlib.sha256(TWO.encode()).hexdigest()
    assert rows(root)[ADDRESS].code == "zz-l1"
    assert [rows(root)[f"utopia/events/{ident}/"].code for ident in ("2017-01-20-arrest", "2018-02-28-release")] == ["zz-e1", "zz-e2"]


def test_the_ledger_is_sorted_with_numbers_in_order(tmp_path: Path) -> None:
    root = sealed_project(tmp_path, {LETTER: letter(*(f"Paragraph {n}." for n in range(1, 12)))})
    numbers = [row.address for row in read_ledger(root)[0].rows if row.paragraph]
    assert [n.partition("#p")[2] for n in numbers] == [str(n) for n in range(1, 12)]


def test_lines_merged_in_any_order_and_twice_read_the_same(root: Path) -> None:
    head, *lines = (root / LEDGER).read_text("utf-8").splitlines()
    (root / LEDGER).write_text("\n".join([head, *reversed(lines), *lines]) + "\n", "utf-8")
    assert refused(root, notes=True) == []
    sealing(root)
    assert (root / LEDGER).read_text("utf-8").splitlines() == [head, *lines]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda text: text.replace("address,what", "where,what"), ":1:1: does not begin with the line 'address,what"),
        (lambda text: text + "<<<<<<< HEAD\n", "has 1 columns, not 8 (a merge left half done?)"),
        (lambda text: text.replace(f"{ADDRESS},letter,,", f"{ADDRESS},letter,,xyz"), "fingerprint: not as dossier seal writes it"),
        (lambda text: text + f"{ADDRESS}#p1,paragraph,,{'ab' * 32},,2026-01-01,,live\n", "is in line"),
        (lambda text: text + "../../evil/,list,,,,2026-01-01,,live\n", "address: not as dossier seal writes it"),
        (lambda text: text + "x/../evil/,list,,,,2026-01-01,,live\n", "address: not as dossier seal writes it"),
        (lambda text: text + "javascript:alert(1)//,list,,,,2026-01-01,,live\n", "address: not as dossier seal writes it"),
        (lambda text: "", "is empty"),
        (lambda text: text.splitlines(keepends=True)[0], "is empty"),
        (lambda text: text + 'x/,list,,,"2026', "is not a line of a table"),
        (lambda text: text.replace(DAY, "2026-02-30", 1), "first_published: not as dossier seal writes it"),
    ],
)  # fmt: skip
def test_a_damaged_ledger_is_refused_with_its_line(root: Path, damage: object, said: str) -> None:
    text = (root / LEDGER).read_text("utf-8")
    (root / LEDGER).write_text(damage(text), "utf-8")  # type: ignore[operator]
    found = refused(root)
    assert any(said in problem and problem.startswith(f"{LEDGER}:") for problem in found), found


def test_a_quotation_that_is_not_closed_is_told_where_it_begins(root: Path) -> None:
    lines = (root / LEDGER).read_text("utf-8").splitlines(keepends=True)
    (root / LEDGER).write_text("".join((*lines[:4], f'"{lines[4]}', *lines[5:])), "utf-8")
    said = "is not a line of a table (a quotation mark is opened and not closed); take it from the last commit"
    assert f"{LEDGER}:5:1: {said}" in refused(root)


def test_a_ledger_that_is_no_text_is_refused(root: Path) -> None:
    (root / LEDGER).write_bytes(b"\xff\xfe\x00")
    assert refused(root) == [f"{LEDGER}:1:1: cannot be read as text (UTF-8); take it from the last commit"]


_words = st.text("abcdefghij-", min_size=1, max_size=8)
_rows = st.builds(
    Row, st.builds(lambda a, p: f"{a}/#p{p}", _words, st.integers(1, 99)), st.just("paragraph"), st.just(""), st.just("ab" * 32),
    st.integers(0, 9), st.just(DAY), st.just(""), st.sampled_from(["live", "moved"]),
)  # fmt: skip


@given(st.lists(_rows, min_size=1, unique_by=lambda row: row.address))
def test_what_is_written_reads_the_same(tmp_path_factory: pytest.TempPathFactory, written: list[Row]) -> None:
    root = tmp_path_factory.mktemp("ledger")
    (root / "data").mkdir()
    (root / LEDGER).write_bytes(as_csv(written))
    ledger, problems = read_ledger(root)
    assert (problems, sorted(ledger.rows, key=lambda row: row.order)) == ([], sorted(written, key=lambda row: row.order))


# The text of a letter


def test_a_changed_wording_is_refused_until_a_correction_says_so(root: Path) -> None:
    found = refused(root, {LETTER: letter(ONE, "Please free her.")})
    assert found == [
        f"{LETTER}:11:1: text: paragraph 2 was published on {DAY} with another wording; put that back, "
        "or add to corrections: {date, text, paragraph: p2, was: the former wording}"
    ]
    more = f'corrections: [{{date: 2026-11-25, text: A word, paragraph: p2, was: "{TWO}"}}]\n'
    assert refused(root, {LETTER: letter(ONE, "Please free her.", more=more)}, notes=True) == []
    sealing(root)
    assert refused(root, {LETTER: letter(ONE, "Please let her go.", more=more)}) != []


def test_a_correction_of_another_paragraph_is_none(root: Path) -> None:
    more = f'corrections: [{{date: 2026-11-25, text: A word, paragraph: p1, was: "{ONE}"}}, {{date: 2026-11-25, text: All of it}}]\n'
    assert len(refused(root, {LETTER: letter(ONE, "Please free her.", more=more)})) == 1


@pytest.mark.parametrize("was", ["", ', was: "Please let"'])
def test_a_correction_without_the_whole_former_wording_is_noted(root: Path, was: str) -> None:
    more = f"corrections: [{{date: 2026-11-25, text: A word, paragraph: p2{was}}}]\n"
    found = refused(root, {LETTER: letter(ONE, "Please free her.", more=more)}, notes=True)
    assert len(found) == 1
    assert re.search(r":\d+:\d\d: corrections, item 1(, was)?: is not the wording that was published", found[0]), found


def test_the_former_wording_is_given_with_the_correction_of_its_own_paragraph(root: Path) -> None:
    more = f'corrections: [{{date: 2026-11-25, text: A word, paragraph: p1, was: "{TWO}"}}, {{date: 2026-11-25, text: A word, paragraph: p2}}]\n'
    found = refused(root, {LETTER: letter(ONE, "Please free her.", more=more)}, notes=True)
    assert [said for said in found if "corrections, item 2: is not the wording that was published" in said] == found
    assert len(found) == 1


def test_a_redacted_paragraph_need_not_give_its_former_wording(root: Path) -> None:
    more = (
        "corrections: [{date: 2026-11-25, text: A name was taken out, paragraph: p2}]\n"
        "redactions: [{paragraph: p2, reason: A name was taken out}]\n"
    )
    assert refused(root, {LETTER: letter(ONE, "Please release [name removed].", more=more)}, notes=True) == []
    other = more.replace("[{paragraph: p2, r", "[{paragraph: p1, r")
    found = refused(root, {LETTER: letter(ONE, "Please release her now.", more=other)}, notes=True)
    assert any("is not the wording that was published" in said for said in found), "the redaction of another paragraph is none of this one"


def test_a_name_may_be_taken_out_of_a_translation_with_the_letter_and_is_not_asked_for(tmp_path: Path) -> None:
    russian = LETTER.replace(".md", ".ru.md")
    front = "---\ntitle: Письмо\ntranslated_by: A volunteer\n---\n"
    root = sealed_project(tmp_path, {LETTER: letter("Quib Zarf saw it.", TWO), russian: f"{front}Квиб Зарф видел.\n\nДва.\n"})
    more = "redactions: [{paragraph: p1, reason: Safety}]\ncorrections: [{date: 2026-11-25, text: A name was taken out, paragraph: p1}]\n"
    taken = {LETTER: letter("[name withheld] saw it.", TWO, more=more), russian: f"{front}[имя скрыто] видел.\n\nДва.\n"}
    assert refused(root, taken, notes=True) == []


@pytest.mark.parametrize("text", ["The  Free Union\nwrites about **Ann Lee**.", "The Free Union writes about [Ann Lee](people/ann-lee)."])
def test_blanks_emphasis_and_links_are_not_wording(root: Path, text: str) -> None:
    assert refused(root, {LETTER: letter(text, TWO)}) == []


def test_a_new_paragraph_before_sealed_ones_offers_the_pins(root: Path) -> None:
    found = refused(root, {LETTER: letter("Dear all.", ONE, TWO)})
    assert found == [
        f"{LETTER}:11:1: text: paragraph 2 was published on {DAY} as paragraph 1; write {{#p1}} at its end",
        f"{LETTER}:13:1: text: paragraph 3 was published on {DAY} as paragraph 2; write {{#p2}} at its end",
    ]
    assert refused(root, {LETTER: letter("Dear all. {#p9}", ONE + " {#p1}", TWO + " {#p2}")}) == []


def test_a_number_never_comes_to_stand_for_the_text_of_another_even_with_a_correction(root: Path) -> None:
    made = [f'{{date: 2026-11-25, text: Order, paragraph: {number}, was: "{was}"}}' for number, was in (("p1", ONE), ("p2", TWO))]
    more = f"corrections: [{', '.join(made)}]\n"
    assert len(refused(root, {LETTER: letter(TWO, ONE, more=more)})) == 2


def test_a_paragraph_with_the_words_of_another_is_not_taken_for_it(tmp_path: Path) -> None:
    root = sealed_project(tmp_path, {LETTER: letter("Free her.", "Free her.")})
    (said,) = refused(root, {LETTER: letter("Free her.", "Another.")})
    assert "paragraph 2 was published on 2026-11-24 with another wording" in said


def test_a_paragraph_that_is_gone_is_refused(root: Path) -> None:
    found = refused(root, {LETTER: letter(ONE)})
    assert found == [f"{LETTER}:1:1: text: paragraph 2 was published on {DAY} and is gone; put it back, or what stands in its place with {{#p2}}"]


def test_a_new_paragraph_at_the_end_is_only_not_sealed_yet(root: Path) -> None:
    found = refused(root, {LETTER: letter(ONE, TWO, "We wait.")}, notes=True)
    assert found == [f"{LETTER}:1:1: /{ADDRESS}#p3: not sealed yet; dossier seal does it when this is published"]
    found = refused(root, {LETTER: letter(ONE, TWO, "Once more.", "And again.", "And again, please.")}, notes=True)
    assert found == [f"{LETTER}:1:1: /{ADDRESS}#p3 and 2 more: not sealed yet; dossier seal does it when this is published"]


def test_the_words_of_a_translation_are_sealed_apart(tmp_path: Path) -> None:
    russian = LETTER.replace(".md", ".ru.md")
    front = "---\ntitle: Письмо\ntranslated_by: A volunteer\n---\n"
    root = sealed_project(tmp_path, {russian: f"{front}Один.\n\nДва.\n"})
    assert f"ru/{ADDRESS}#p2" in rows(root)
    found = refused(root, {russian: f"{front}Один.\n\nДве.\n"})
    assert len(found) == 1
    assert found[0].startswith(f"{russian}:7:1: text: paragraph 2 was published")
    more = "corrections: [{date: 2026-11-25, text: A word of the translation, paragraph: p2, was: {en: Please release her., ru: Два.}}]\n"
    assert refused(root, {LETTER: letter(ONE, TWO, more=more)}, notes=True) == []
    sealing(root)
    found = refused(root, {russian: None})
    assert len(found) == 1
    assert "put the translation back" in found[0]
    gone = more.replace("corrections: [", "corrections: [{date: 2026-11-26, text: The translation was taken out}, ")
    assert refused(root, {LETTER: letter(ONE, TWO, more=gone)}) == []
    assert {row.state for row in sealing(root) if row.address.startswith("ru/")} == {"moved"}


def test_nobody_is_taken_to_another_language_unasked_where_a_translation_was(tmp_path: Path) -> None:
    russian = LETTER.replace(".md", ".ru.md")
    root = sealed_project(tmp_path, {russian: "---\ntitle: Письмо\ntranslated_by: A volunteer\n---\nОдин.\n\nДва.\n"})
    write(root, {russian: None, LETTER: letter(ONE, TWO, more="corrections: [{date: 2026-11-25, text: The translation was taken out}]\n")})
    build = Build.prepare(root, as_of="2026-11-26")
    build.frames_from(lambda key: "\n".join(SENTINELS.values()))
    page = build.artifact(f"ru/{ADDRESS}index.html").content().decode()
    assert f'href="../../../../{ADDRESS}" hreflang="en">' in page
    assert "</a>, in English" in page
    assert "refresh" not in page
    assert "<script" not in page
    assert "Content-Security-Policy" in page
    assert f"ru/{ADDRESS}" not in build.artifact("_redirects").content().decode()


def test_the_former_wording_of_a_letter_in_another_language_is_given_in_its_own(tmp_path: Path) -> None:
    def russian(text: str, more: str = "") -> str:
        return letter(text, more=more).replace("language: en", "language: ru")

    front = "---\ntitle: X\ntranslated_by: A volunteer\n---\n"
    english = LETTER.replace(".md", ".en.md")
    root = sealed_project(tmp_path, {LETTER: russian("Один."), english: f"{front}One.\n"})
    assert f"en/{ADDRESS}#p1" in rows(root)
    more = "corrections: [{{date: 2026-11-25, text: A word, paragraph: p1, was: {was}}}]\n"
    changed = {LETTER: russian("Первое.", more=more.format(was="{en: One.}"))}
    assert f"{LETTER}:10:1: text: paragraph 1 was published on {DAY} with another wording" in refused(root, changed)[0]
    assert refused(root, {LETTER: russian("Первое.", more=more.format(was="{en: One., ru: Один.}")), english: f"{front}First.\n"}, notes=True) == []


def test_withholding_a_name_is_no_change_of_the_text(tmp_path: Path) -> None:
    root = sealed_project(tmp_path)
    people = (root / "data/utopia/people.yml").read_text("utf-8").replace("id: ann-lee", "id: ann-lee\n  withdrawn: {date: 2026-11-24}")
    assert refused(root, {"data/utopia/people.yml": people, "data/utopia/demands.yml": None, "docs/index.md": "# Small\n"}) == [
        f"{LEDGER}:{rows(root)['utopia/demands/release/'].line}:1: /utopia/demands/release/ was published on {DAY} and would disappear; "
        "write 'redirect_from: release' in the record that took its place, or " + PUT_BACK
    ]


# Records


def test_a_record_that_is_gone_is_refused_and_the_likely_successor_is_named(root: Path) -> None:
    new = LETTER.replace("to-bo-dahl", "to-dahl")
    text = (root / LETTER).read_text("utf-8")
    events = (root / EVENTS).read_text("utf-8").replace("to-bo-dahl", "to-dahl")
    found = refused(root, {LETTER: None, new: text, EVENTS: events})
    assert found == [
        f"{LEDGER}:{rows(root)[ADDRESS].line}:1: /{ADDRESS} was published on {DAY} and would disappear; write "
        "'redirect_from: 2017-03-24-to-bo-dahl' in the record that took its place (perhaps '2017-03-24-to-dahl'), "
        f"or {PUT_BACK}"
    ]
    moved = text.replace("to: bo-dahl", "to: bo-dahl\nredirect_from: 2017-03-24-to-bo-dahl")
    assert refused(root, {new: moved}) == []
    sealing(root)
    new_address = ADDRESS.replace("to-bo-dahl", "to-dahl")
    assert (rows(root)[ADDRESS].state, rows(root)[ADDRESS].code) == ("moved", "")
    assert (rows(root)[new_address].state, rows(root)[new_address].code) == ("live", "zz-l1")
    assert rows(root)[f"{ADDRESS}#p1"].state == "moved"
    changed = moved.replace(ONE, "The Free Union complains.")
    assert len(refused(root, {new: changed})) == 1


@pytest.mark.parametrize(("state", "offered"), [("live", True), ("withdrawn", False)])
def test_what_is_withdrawn_is_not_offered_in_place_of_what_is_gone(state: str, offered: bool) -> None:
    """Whoever reads what a check says, in public perhaps, would read where it was."""
    row = Row("utopia/events/2018-05-05-x/", "event", first_published=DAY, line=2)
    other = Entry("zembla/events/2018-05-05-x", "zembla", "events", "2018-05-05-x", None, "", None)
    places = {"utopia/": Place("country", "live"), "zembla/events/2018-05-05-x/": Place("event", state, other)}
    (problem,) = [str(one) for one in check_permalinks(Ledger((row,), True), places, DAY) if one.level == "error"]
    assert ("zembla" in problem) is offered


def test_of_a_letter_that_is_gone_with_its_translation_one_thing_is_asked(tmp_path: Path) -> None:
    """Where it says what it was, the translation is at its former address, too."""
    russian, new = LETTER.replace(".md", ".ru.md"), LETTER.replace("to-bo-dahl", "to-dahl")
    words = "---\ntitle: Письмо\ntranslated_by: A volunteer\n---\nОдин.\n\nДва.\n"
    root = sealed_project(tmp_path, {russian: words})
    events = (root / EVENTS).read_text("utf-8").replace("to-bo-dahl", "to-dahl")
    moved = {EVENTS: events, LETTER: None, russian: None, new: letter(ONE, TWO), new.replace(".md", ".ru.md"): words}
    assert [said.partition(";")[2][:50] for said in refused(root, moved)] == [" write 'redirect_from: 2017-03-24-to-bo-dahl' in t"]
    assert refused(root, {new: letter(ONE, TWO, more="redirect_from: 2017-03-24-to-bo-dahl\n")}) == []


def test_what_would_break_is_told_with_all_that_is_wrong_otherwise(root: Path) -> None:
    write(root, {"data/utopia/events/2019.yml": "- {id: 2019-09-09-reply, title: A, date: 2019-09, kind: meting, sources: gazette-2017-02}\n"})
    renamed = (root / EVENTS).read_text("utf-8").replace("2017-01-20-arrest", "2017-01-20-a")
    found = refused(root, {LETTER: letter(ONE, "Please free her."), EVENTS: renamed})
    assert any("kind: there is no event kind 'meting'" in said for said in found), found
    assert any("paragraph 2 was published on" in said and said.startswith(f"{LETTER}:11:1:") for said in found), found
    assert any("/utopia/events/2017-01-20-arrest/ was published" in said and "would disappear" in said for said in found), found


@pytest.mark.parametrize("wrong", ["checked: soon", "kind: [", "- a"], ids=["a value", "no YAML", "no fields"])
def test_what_could_not_be_read_is_not_said_to_be_gone(tmp_path: Path, wrong: str) -> None:
    """Neither the record nor what it has taken the place of; what can be read is compared."""
    old, new = (f"data/utopia/organisations/{ident}.md" for ident in ("old-union", "new-union"))
    root = sealed_project(tmp_path, {old: "---\nname: Old Union\ntype: trade-union\n---\n"})
    write(root, {old: None, new: f"---\nredirect_from: old-union\n{wrong}\n---\n"})
    found = refused(root, {LETTER: letter("Other words.", TWO)})
    assert not any("would disappear" in said for said in found), found
    assert any(said.startswith(f"{LETTER}:9:1: text: paragraph 1 was published") for said in found), found


@pytest.mark.parametrize(("was", "now"), [("salutation: Dear Bo", "salutation: Dear Sir"), ("closing: Yours", ""), ("language: en", "language: ru")])
def test_what_a_letter_says_around_its_paragraphs_does_not_change_unnoticed(tmp_path: Path, was: str, now: str) -> None:
    before = letter(ONE, TWO, more="salutation: Dear Bo\nclosing: Yours\n")
    root = sealed_project(tmp_path, {LETTER: before})
    changed = before.replace(was, now or "place: Here")
    found = refused(root, {LETTER: changed})
    assert len(found) == 1
    assert "another subject, salutation, closing or language" in found[0]
    told = changed.replace("checked:", "corrections: [{date: 2026-11-24, text: It was wrong.}]\nchecked:")
    assert refused(root, {LETTER: told}) == []
    sealing(root)
    assert refused(root, notes=True) == []


def test_erasing_a_name_is_no_change_of_a_letter_and_no_sum_of_it_is_kept(tmp_path: Path) -> None:
    path, person = "data/utopia/people/cy-x.md", "---\nname: Cyprian Xylo\nsort_name: Xylo, Cyprian\nbasis: public-role\n{more}---\n"
    said = letter("Cyprian Xylo is held.", TWO, more="subject: For Cyprian Xylo\n")
    others: Files = {EVENTS: None, "data/utopia/demands.yml": None, "docs/index.md": "# Small\n"}
    root = sealed_project(tmp_path, {path: person.format(more=""), LETTER: said, **others})
    before = rows(root)
    assert refused(root, {path: person.format(more="withdrawn: {date: 2026-11-24, erase: true}\n")}) == []
    sealing(root)
    changed = {where for where, row in rows(root).items() if where in before and row.fingerprint != before[where].fingerprint}
    assert changed == {ADDRESS, f"{ADDRESS}#p1"}
    assert refused(root, notes=True) == []


def test_a_withdrawn_letter_comes_back_with_what_stood_around_its_paragraphs_and_with_its_file(tmp_path: Path) -> None:
    file, subject = LETTER.replace(".md", ".pdf"), "subject: Her arrest\n"
    root = sealed_project(tmp_path, {LETTER: letter(ONE, TWO, more=subject), file: PDF})
    write(root, {LETTER: letter(ONE, TWO, more=f"{subject}withdrawn: {{date: 2026-11-25}}\n")})
    sealing(root)
    found = refused(root, {LETTER: letter(ONE, TWO, more="subject: Her trial\n"), file: PDF.replace(b"9 9]", b"8 8]")})
    assert ["with another subject" in said for said in found] == [True, False]
    assert "with other content" in found[1]
    assert refused(root, {LETTER: letter(ONE, TWO, more=subject), file: PDF}) == []


def test_a_letter_in_the_default_language_may_say_so_or_not(tmp_path: Path) -> None:
    """Who wrote `language: en` into a published letter was to publish a correction of nothing."""
    said = letter(ONE, TWO, more="salutation: Dear Bo\n")
    unsaid = said.replace("language: en\n", "")
    for root, was, now in ((tmp_path / "said", said, unsaid), (tmp_path / "unsaid", unsaid, said)):
        sealed_project(root, {LETTER: was})
        assert refused(root, {LETTER: now}) == []
        assert len(refused(root, {LETTER: now.replace("Dear Bo", "Dear Sir")})) == 1
        assert len(refused(root, {LETTER: unsaid.replace("checked:", "language: ru\nchecked:")})) == 1


def test_a_letter_known_from_references_may_get_its_words_later(tmp_path: Path) -> None:
    other = "data/utopia/letters/2017-03-24-other.md"
    root = sealed_project(tmp_path, {other: letter(more="text_available: false\nsources: gazette\n")})
    assert rows(root)["utopia/letters/2017-03-24-other/"].fingerprint == ""
    assert refused(root, {other: letter(ONE, TWO, more="salutation: Dear Bo\n")}) == []


def test_a_letter_sealed_before_that_was_kept_says_nothing_of_it(root: Path) -> None:
    text = (root / LEDGER).read_text("utf-8")
    row = rows(root)[ADDRESS]
    assert row.fingerprint
    (root / LEDGER).write_text(text.replace(row.fingerprint, ""), "utf-8")
    assert refused(root, {LETTER: letter(ONE, TWO, more="salutation: Dear Sir\n")}) == []
    sealing(root)
    assert rows(root)[ADDRESS].fingerprint not in ("", row.fingerprint)


def test_the_whole_former_address_is_asked_for_when_a_country_is_renamed_after_its_records(root: Path) -> None:
    events = (root / EVENTS).read_text("utf-8").replace("- id: 2018-02-28-release", "- id: 2018-02-28-freed\n  redirect_from: 2018-02-28-release")
    write(root, {EVENTS: events, "docs/index.md": "# Small\n"})
    sealing(root)
    assert rows(root)["utopia/events/2018-02-28-release/"].state == "moved"
    (root / "data/utopia").rename(root / "data/eutopia")
    found = {said.partition(" was published")[0].rpartition(" ")[2]: said for said in refused(root) if said.startswith(LEDGER)}
    for old in ("2018-02-28-release", "2018-02-28-freed"):
        remedy = f"write 'redirect_from: /utopia/events/{old}/' in the record that took its place (perhaps /eutopia/events/2018-02-28-freed/)"
        assert remedy in found[f"/utopia/events/{old}/"]
    whole = "[/utopia/events/2018-02-28-release/, /utopia/events/2018-02-28-freed/]"
    moved = events.replace("redirect_from: 2018-02-28-release", f"redirect_from: {whole}")
    left = refused(root, {EVENTS.replace("utopia", "eutopia"): moved})
    assert not any("/utopia/events/2018-02-28" in said for said in left)


def test_the_whole_former_address_is_asked_for_when_a_record_left_its_country_or_went_with_it(root: Path) -> None:
    before, _, release = (root / EVENTS).read_text("utf-8").partition("- id: 2018-02-28-release")
    release = "- id: 2018-02-28-release" + release.replace("ann-lee", "utopia/people/ann-lee").replace("herald", "utopia/sources/herald")
    remedy = "would disappear; write 'redirect_from: /utopia/events/2018-02-28-release/' in the record that took its place"
    away = refused(root, {EVENTS: before, "data/international/events/2018.yml": release})
    assert [f"{remedy} (perhaps /events/2018-02-28-release/), or put the record back" in said for said in away] == [True]
    shutil.rmtree(root / "data/utopia")
    gone = refused(root, {"data/international/events/2018.yml": None, "docs/index.md": "# Small\n"})
    assert [f"{remedy}, or put the record back" in said for said in gone if "/utopia/events/2018-02-28-release/ was" in said] == [True]


@pytest.mark.parametrize("field", ["draft: true", "publish_after: 2030-01-01"])
def test_a_published_record_cannot_become_a_draft(root: Path, field: str) -> None:
    events = (root / EVENTS).read_text("utf-8").replace("kind: release", f"kind: release\n  {field}")
    assert any("/utopia/events/2018-02-28-release/ was published" in problem and PUT_BACK in problem for problem in refused(root, {EVENTS: events}))


def test_a_withdrawn_record_keeps_its_notice_and_its_code(root: Path) -> None:
    events = (root / EVENTS).read_text("utf-8").replace("kind: release", "kind: release\n  withdrawn: {date: 2026-11-24}")
    assert refused(root, {EVENTS: events}) == []
    sealing(root)
    row = rows(root)["utopia/events/2018-02-28-release/"]
    assert (row.state, row.code) == ("withdrawn", "zz-e2")
    gone = events[: events.index("- id: 2018-02-28-release")]
    assert [problem for problem in refused(root, {EVENTS: gone}) if "its notice would be gone" in problem]


def test_what_was_withdrawn_and_comes_back_is_noted_until_it_is_sealed(root: Path) -> None:
    before = (root / EVENTS).read_text("utf-8")
    write(root, {EVENTS: before.replace("kind: release", "kind: release\n  withdrawn: {date: 2026-11-24}")})
    sealing(root)
    write(root, {EVENTS: before})
    (note,) = (problem for problem in refused(root, notes=True) if "withdrawn" in problem)
    assert note == (
        f"{EVENTS}:{before[: before.index('id: 2018-')].count(chr(10)) + 1}:3: was withdrawn and would be published again; "
        "if nobody decided that (an older copy put back?), write withdrawn again"
    )
    sealing(root)
    assert [problem for problem in refused(root, notes=True) if "withdrawn" in problem] == []


def test_what_is_erased_leaves_a_hash_and_its_address_is_never_given_again(root: Path) -> None:
    before = (root / EVENTS).read_text("utf-8")
    events = before.replace("kind: release", "kind: release\n  withdrawn: {date: 2026-11-24, erase: true}")
    assert refused(root, {EVENTS: events}) == []
    sealing(root)
    text = (root / LEDGER).read_text("utf-8")
    assert "2018-02-28-release" not in text
    assert erased("utopia/events/2018-02-28-release/") in text
    assert refused(root, {EVENTS: before[: before.index("- id: 2018-02-28-release")]}) == []
    assert any("an address that was erased" in problem for problem in refused(root, {EVENTS: before}))
    write(root, {EVENTS: before.replace("2018-02-28-release", "2018-03-01-release")})
    assert rows_code(sealing(root), "utopia/events/2018-03-01-release/") == "zz-e3", "the number of what was erased is not given again"


@pytest.mark.parametrize("before", [False, True], ids=["at once", "after it was withdrawn"])
def test_of_what_is_erased_no_address_tells_the_day(before: bool, tmp_path: Path) -> None:
    """The page of the day of a letter led on to the list of days for ever, in the ledger, `_redirects` and `SHA256SUMS` too."""
    other = "data/utopia/letters/2017-03-25-to-bo-dahl.md"
    text = letter(ONE).replace("2017-03-24", "2017-03-25")
    root = sealed_project(tmp_path, {other: text})
    day = "utopia/as-of/2017-03-25/"
    assert rows(root)[day].state == "live"
    if before:
        write(root, {other: text.replace("language:", "withdrawn: {date: 2026-11-24}\nlanguage:")})
        sealing(root)
        assert rows(root)[day].state == "moved"
    assert refused(root, {other: text.replace("language:", "withdrawn: {date: 2026-11-24, erase: true}\nlanguage:")}) == []
    for _ in range(2):
        assert not any("2017-03-25" in path or b"2017-03-25" in content for path, content in built(root).items())
        sealing(root)
        assert "2017-03-25" not in (root / LEDGER).read_text("utf-8")
    assert rows(root)["utopia/as-of/2017-03-24/"].state == "live"
    assert refused(root, {other: None, other.replace("dahl", "all"): text}) == []
    sealing(root)
    assert rows(root)[day].state == "live", "another letter has the same day"


def test_a_source_that_is_erased_takes_no_list_of_its_day_along(tmp_path: Path) -> None:
    """A source has no such list: the one of a letter of that day, since withdrawn, led nowhere any more."""
    other, source = "data/utopia/letters/2017-03-25-to-bo-dahl.md", "data/utopia/sources/x.yml"
    text = letter(ONE).replace("2017-03-24", "2017-03-25")
    root = sealed_project(tmp_path, {other: text, source: "- {id: of-that-day, title: X, publisher: X, date: 2017-03-25}\n"})
    withdrawn = text.replace("language:", "withdrawn: {date: 2026-11-24}\nlanguage:")
    erased = "- {id: of-that-day, title: X, publisher: X, date: 2017-03-25, withdrawn: {date: 2026-11-24, erase: true}}\n"
    assert refused(root, {other: withdrawn, source: erased}) == []
    sealing(root)
    assert rows(root)["utopia/as-of/2017-03-25/"].state == "moved"
    assert "utopia/as-of/2017-03-25/index.html" in built(root)


def rows_code(found: list[Row], address: str) -> str:
    return next(row.code for row in found if row.address == address)


def test_a_list_that_became_empty_leads_to_the_one_above(root: Path) -> None:
    events = (root / EVENTS).read_text("utf-8").replace("date: 2018-02-28", "date: 2017-12-28")
    assert refused(root, {EVENTS: events}) == []
    sealing(root)
    assert rows(root)["utopia/timeline/2018/"].state == "moved"


def test_a_page_of_prose_keeps_its_address_or_leads_on(root: Path) -> None:
    found = refused(root, {"docs/press.md": None, "docs/media.md": "---\ntitle: Media\n---\n# Media\n"})
    assert len(found) == 1
    assert "/press/ was published" in found[0]
    assert refused(root, {"docs/media.md": "---\ntitle: Media\nredirect_from: press\n---\n# Media\n"}) == []


def test_a_former_address_cannot_be_one_that_is_in_use(root: Path) -> None:
    text = (root / LETTER).read_text("utf-8").replace("to: bo-dahl", "to: bo-dahl\nredirect_from: /utopia/letters/")
    in_use = "is that of another page; a former address (redirect_from) cannot be one that is in use"
    assert refused(root, {LETTER: text}) == [f"{LETTER}:6:16: redirect_from: the address /utopia/letters/ {in_use}"]
    write(root, {LETTER: text.replace("/utopia/letters/", "[old, /utopia/timeline/2017/]")})
    assert refused(root) == [f"{LETTER}:6:22: redirect_from, item 2: the address /utopia/timeline/2017/ {in_use}"]
    write(root, {LETTER: text.replace("/utopia/letters/", "/press")})
    assert refused(root) == [f"{LETTER}:6:16: redirect_from: '/press' is the address of a page in docs/"]


# Files


def test_a_file_beside_a_letter_is_kept_as_it_was(tmp_path: Path) -> None:
    file = LETTER.replace(".md", ".pdf")
    root = sealed_project(tmp_path, {file: PDF})
    found = refused(root, {file: PDF.replace(b"9 9]", b"8 8]")})
    assert found == [
        f"{file}:1:1: was published on {DAY} with other content; put that file back, or say in the letter's corrections what changed"
    ]
    of_paragraph = f'corrections: [{{date: 2026-11-25, text: A word, paragraph: p2, was: "{TWO}"}}]\n'
    assert refused(root, {LETTER: letter(ONE, "Please free her.", more=of_paragraph)}) == found, "the correction of a paragraph is none of the file"
    more = "corrections: [{date: 2026-11-25, text: A better scan}]\n"
    assert refused(root, {LETTER: letter(ONE, TWO, more=more)}) == []
    assert refused(root, {file: None}) == []
    assert len(refused(root, {LETTER: letter(ONE, TWO)})) == 1


def test_a_file_with_another_name_is_published_under_both(tmp_path: Path) -> None:
    file = LETTER.replace(".md", ".pdf")
    root = sealed_project(tmp_path, {file: PDF})
    new = LETTER.replace("to-bo-dahl", "to-dahl")
    text = (root / LETTER).read_text("utf-8").replace("to: bo-dahl", "to: bo-dahl\nredirect_from: 2017-03-24-to-bo-dahl")
    events = (root / EVENTS).read_text("utf-8").replace("to-bo-dahl", "to-dahl")
    assert refused(root, {LETTER: None, file: None, new: text, EVENTS: events, new.replace(".md", ".pdf"): PDF}) == []
    from dossier.outputs.files import publish

    site = checked(root, as_of=DAY)[0]
    files = sorted(artifact.uri for artifact in publish(site) if artifact.uri.endswith(".pdf"))
    assert files == [f"utopia/letters/2017-03-24-to-{name}.pdf" for name in ("bo-dahl", "dahl")]


def test_an_attachment_with_another_name_stays_at_its_old_address_however_often_it_is_sealed(tmp_path: Path) -> None:
    old, new = "data/utopia/letters/annex.pdf", "data/utopia/letters/list.pdf"
    root = sealed_project(tmp_path, {LETTER: letter(ONE, TWO, more="attachments: annex.pdf\n"), old: PDF})
    assert refused(root, {LETTER: letter(ONE, TWO, more="attachments: list.pdf\n"), old: None, new: PDF}) == []
    from dossier.outputs.files import publish

    for _ in range(2):
        sealing(root)
        files = sorted(artifact.uri for artifact in publish(checked(root, as_of=DAY)[0]) if artifact.uri.endswith(".pdf"))
        assert files == ["utopia/letters/annex.pdf", "utopia/letters/list.pdf"]


# The command


def test_seal_check_fails_on_what_is_not_sealed_and_writes_nothing(tmp_path: Path) -> None:
    root = project(tmp_path)
    done = CliRunner().invoke(main, ["seal", "--check", "--root", str(root), "--as-of", DAY])
    assert done.exit_code == 1
    assert f"/{ADDRESS} (letter): not sealed" in done.output
    assert not (root / LEDGER).exists()
    sealing(root)
    assert CliRunner().invoke(main, ["seal", "--check", "--root", str(root), "--as-of", DAY]).exit_code == 0


def test_seal_refuses_while_there_is_a_problem(root: Path) -> None:
    before = (root / LEDGER).read_bytes()
    write(root, {LETTER: letter("Another.")})
    done = CliRunner().invoke(main, ["seal", "--root", str(root), "--as-of", DAY])
    assert (done.exit_code, "nothing was sealed" in done.output) == (1, True)
    assert (root / LEDGER).read_bytes() == before


def test_seal_says_when_the_ledger_cannot_be_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, {LETTER: letter(ONE, TWO, "We wait.")})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    done = CliRunner().invoke(main, ["seal", "--root", str(root), "--as-of", DAY])
    assert (done.exit_code, "cannot be written (No space left on device)" in done.output) == (1, True)
    assert list((root / "data").glob(".permalinks*")) == []


def test_the_next_number_is_the_next_free_one(root: Path) -> None:
    more = """
        - {id: 2016-01-01-first, title: Ann Lee is fined, date: 2016-01-01, kind: fine, people: ann-lee, sources: herald}
        """
    write(root, {"data/utopia/events/2016.yml": more})
    assert rows_code(sealing(root), "utopia/events/2016-01-01-first/") == "zz-e3"
    write(root, {"data/utopia/events/2015.yml": more.replace("2016", "2015")})
    codes = [row.code for row in sealing(root) if row.what == "event"]
    assert codes == ["zz-e4", "zz-e3", "zz-e1", "zz-e2"], "not the one after that of the last address, which two would have then"


def test_the_code_of_a_renamed_record_goes_along(root: Path) -> None:
    renamed = "- id: 2018-02-28-freed\n  redirect_from: 2018-02-28-release"
    write(root, place_of(root, EVENTS, "- id: 2018-02-28-release", renamed))
    found = {row.address: (row.code, row.state) for row in sealing(root)}
    assert found["utopia/events/2018-02-28-freed/"] == ("zz-e2", "live")
    assert found["utopia/events/2018-02-28-release/"] == ("", "moved")


def test_the_code_of_a_record_that_is_renamed_twice_goes_along_again(root: Path) -> None:
    for ident, formers in (("2018-02-28-freed", "2018-02-28-release"), ("2018-02-28-let-go", "[2018-02-28-release, 2018-02-28-freed]")):
        events = (root / EVENTS).read_text("utf-8").split("- id: 2018-02-28-")
        rest = events[1].partition("\n")[2].removeprefix("  redirect_from: 2018-02-28-release\n")
        write(root, {EVENTS: f"{events[0]}- id: {ident}\n  redirect_from: {formers}\n{rest}"})
        found = {row.address: row.code for row in sealing(root) if "/2018-02-28-" in row.address}
        assert {address for address, code in found.items() if code} == {f"utopia/events/{ident}/"}
        assert found[f"utopia/events/{ident}/"] == "zz-e2"


def test_of_two_lines_with_one_code_that_of_what_is_live_keeps_it(root: Path) -> None:
    with (root / LEDGER).open("a", encoding="utf-8") as file:
        file.write("utopia/events/2018-05-05-x/,event,,,,2026-01-01,zz-e2,moved\n")
    codes = {row.address: row.code for row in read_ledger(root)[0].rows}
    assert (codes["utopia/events/2018-02-28-release/"], codes["utopia/events/2018-05-05-x/"]) == ("zz-e2", "")


def test_two_codes_in_one_series_are_never_the_same(root: Path) -> None:
    found, ledger, _ = seal(root, DAY)
    codes = [row.code for row in found if row.code]
    assert len(codes) == len(set(codes))
    assert [replace(row, line=0) for row in ledger.rows] == found
    assert Ledger().codes == {}


# What an attack found


def place_of(root: Path, path: str, old: str, new: str) -> Files:
    text = (root / path).read_text("utf-8")
    assert old in text
    return {path: text.replace(old, new)}


def test_what_was_erased_stays_so_when_its_country_is_withdrawn(root: Path) -> None:
    write(root, place_of(root, EVENTS, "kind: release", "kind: release\n  withdrawn: {date: 2026-11-24, erase: true}"))
    sealing(root)
    write(root, {"data/utopia/country.yml": "title: Utopia\niso: ZZ\nwithdrawn: {date: 2026-11-24}\n", "docs/index.md": "# Small\n"})
    write(root, OTHER_PUBLISHER)
    assert refused(root) == []
    sealing(root)
    assert "2018-02-28-release" not in (root / LEDGER).read_text("utf-8")


def test_a_draft_stays_one_when_its_country_is_withdrawn(tmp_path: Path) -> None:
    root = project(tmp_path, {"docs/index.md": "# Small\n", "data/utopia/country.yml": "title: Utopia\niso: ZZ\nwithdrawn: {date: 2026-11-24}\n"})
    write(root, OTHER_PUBLISHER | place_of(root, EVENTS, "kind: release", "kind: release\n  draft: true"))
    sealing(root)
    assert "2018-02-28-release" not in (root / LEDGER).read_text("utf-8")


def test_an_erased_letter_leaves_nothing_of_its_former_translation_and_files(tmp_path: Path) -> None:
    russian, pdf = LETTER.replace(".md", ".ru.md"), LETTER.replace(".md", ".pdf")
    root = sealed_project(tmp_path, {russian: "---\ntitle: Письмо\ntranslated_by: A volunteer\n---\nОдин.\n\nДва.\n", pdf: PDF})
    more = "corrections: [{date: 2026-11-25, text: The translation was taken out}]\n"
    write(root, {russian: None, LETTER: letter(ONE, TWO, more=more)})
    sealing(root)
    new, pdf_new = LETTER.replace("to-bo-dahl", "to-dahl"), pdf.replace("to-bo-dahl", "to-dahl")
    events = (root / EVENTS).read_text("utf-8").replace("to-bo-dahl", "to-dahl")
    renamed = more + "redirect_from: 2017-03-24-to-bo-dahl\n"
    assert refused(root, {LETTER: None, pdf: None, new: letter(ONE, TWO, more=renamed), pdf_new: PDF, EVENTS: events}) == []
    sealing(root)
    uncited = events.replace(", letters/2017-03-24-to-dahl#p1", "")
    assert refused(root, {new: letter(ONE, TWO, more=f"{renamed}withdrawn: {{date: 2026-11-25, erase: true}}\n"), EVENTS: uncited}) == []
    sealing(root)
    text = (root / LEDGER).read_text("utf-8")
    assert [line for line in text.splitlines() if "dahl" in line and "bo-dahl/," not in line] == []
    hashes = {erased(f"utopia/letters/2017-03-24-{name}/") for name in ("to-bo-dahl", "to-dahl")}
    assert {line.partition(",")[0] for line in text.splitlines() if line.startswith("erased:")} == hashes, "another letter may have a file so named"
    assert refused(root, {new: None, pdf_new: None}) == []


def test_an_erased_address_is_no_former_address_either(root: Path) -> None:
    before = (root / EVENTS).read_text("utf-8")
    write(root, {EVENTS: before.replace("kind: release", "kind: release\n  withdrawn: {date: 2026-11-24, erase: true}")})
    sealing(root)
    taken = before.replace("id: 2018-02-28-release", "id: 2018-03-01-x\n  redirect_from: 2018-02-28-release")
    taken = taken.replace("date: 2018-02-28", "date: 2018-03-01")
    assert any("an address that was erased" in problem for problem in refused(root, {EVENTS: taken}))


@pytest.mark.parametrize(
    "text",
    [
        "We met Cyprian\n\nXylo came.", "* Cyprian\n* Xylo", "Cyprian Xylo: arrested", "Cyprian\nXylo and **Cyprian Xylo** too.",
        "[Cyprian Xylo](people/ann-lee)",
    ],
)  # fmt: skip
def test_withholding_a_name_never_changes_the_paragraphs(tmp_path: Path, text: str) -> None:
    person = "---\nname: Cyprian Xylo\nsort_name: Xylo, Cyprian\nbasis: public-role\nwithdrawn: {date: 2026-11-24}\n---\n"
    root = sealed_project(tmp_path, {"data/utopia/people/cy-x.md": person, LETTER: letter(text, TWO)})
    write(root, {"data/utopia/people/cy-x.md": person.replace("withdrawn: {date: 2026-11-24}\n", "")})
    assert refused(root) == [], "who was only withdrawn may come back"


def test_two_branches_that_sealed_are_put_together(root: Path) -> None:
    head, *lines = (root / LEDGER).read_text("utf-8").splitlines()
    other = [line.replace(DAY, "2026-11-20") for line in lines if line.startswith("utopia/timeline/")]
    code = f"utopia/events/2018-05-05-x/,event,,,,{DAY},zz-e2,live"
    event = "\n    - {id: 2018-05-05-x, title: A fine, date: 2018-05-05, kind: fine, people: ann-lee, sources: herald}\n"
    write(root, {"data/utopia/events/2018.yml": event})
    (root / LEDGER).write_text("\n".join([head, *lines, *other, code]) + "\n", "utf-8")
    assert refused(root) == []
    found = {row.address: row for row in sealing(root)}
    assert found["utopia/timeline/2017/"].first_published == "2026-11-20"
    assert found["utopia/events/2018-02-28-release/"].code == "zz-e2"
    assert found["utopia/events/2018-05-05-x/"].code == "zz-e3"


@pytest.mark.parametrize("turned", [False, True], ids=["as sealed", "turned round"])
@pytest.mark.parametrize(
    ("one", "other", "stays", "goes"),
    [
        ("2026-11-20,zz-e9", f"{DAY},zz-e10", "zz-e9", "zz-e10"), (f"{DAY},zz-e9", "2026-11-20,zz-e10", "zz-e10", "zz-e9"),
        (f"{DAY},zz-e9", f"{DAY},zz-e10", "zz-e9", "zz-e10"), (f"{DAY},zz-e9", "2026-11-20,", "zz-e9", ""),
    ],
)  # fmt: skip
def test_of_two_codes_that_two_branches_gave_a_record_that_which_was_sealed_first_stays(
    tmp_path: Path, one: str, other: str, stays: str, goes: str, turned: bool
) -> None:
    lines = [f"utopia/events/2018-05-05-x/,event,,,,{sealed},live" for sealed in (one, other)]
    write(tmp_path, {LEDGER: "\n".join([as_csv(()).decode().strip(), *(reversed(lines) if turned else lines), ""])})
    ledger, problems = read_ledger(tmp_path)
    assert [row.code for row in ledger.rows] == [stays]
    assert [f"'{stays}' stays, and /r/{goes}/ would be gone" in str(problem) for problem in problems] == ([True] if goes else [])


def test_a_ledger_of_which_no_line_has_a_day_tells_of_none(tmp_path: Path) -> None:
    write(tmp_path, {LEDGER: as_csv(())})
    assert last_sealed(tmp_path) is None


def test_paragraphs_of_one_number_stand_in_the_order_of_their_letters() -> None:
    numbers = ("p6b", "p10", "p6", "p6a", "p2")
    lines = as_csv(Row(f"{ADDRESS}#{number}", "paragraph", first_published=DAY) for number in numbers).decode().splitlines()[1:]
    assert [line.partition(",")[0].partition("#")[2] for line in lines] == ["p2", "p6", "p6a", "p6b", "p10"]


def test_the_groups_over_all_countries_are_remembered_as_those_of_one_are() -> None:
    """Their feeds stay when nothing is left in them, and nothing else remembers these."""
    rows = [Row(where, "list") for where in ("timeline/ilo/", "timeline/2017/", "utopia/timeline/courts/", "utopia/timeline/ilo/")]
    ledger = Ledger(tuple(rows))
    assert (ledger.groups(), ledger.groups("utopia")) == (["ilo"], ["courts", "ilo"])


@pytest.mark.parametrize("there", [True, False], ids=["while it is in data", "when it is gone"])
def test_what_one_branch_erased_comes_back_by_no_row_of_another(tmp_path: Path, there: bool) -> None:
    """The record was asked for that nobody may publish again, and its name stayed in the ledger."""
    russian = {LETTER.replace(".md", ".ru.md"): "---\ntitle: Письмо\ntranslated_by: A\n---\nОдин.\n\nДва.\n"}
    root = sealed_project(tmp_path, {**russian, LETTER.replace(".md", ".pdf"): PDF})
    kept = (root / LEDGER).read_text("utf-8").splitlines()
    write(root, {LETTER: letter(ONE, TWO, more="withdrawn: {date: 2026-11-25, erase: true}\n")})
    sealing(root)
    gone = (root / LEDGER).read_text("utf-8").splitlines()
    if not there:
        write(root, dict.fromkeys((LETTER, *russian, LETTER.replace(".md", ".pdf"))))
        write(root, place_of(root, EVENTS, "[gazette, letters/2017-03-24-to-bo-dahl#p1]", "gazette"))
    (root / LEDGER).write_text("\n".join([*gone, *kept[1:]]) + "\n", "utf-8")
    lines = [len(gone) + number for number, line in enumerate(kept[1:], start=1) if "to-bo-dahl" in line]
    said = [problem for problem in refused(root, notes=True) if problem.startswith(LEDGER) and "sealed" not in problem]
    assert said == [f"{LEDGER}:{line}:1: belongs to what was erased; run dossier seal, which takes it out" for line in lines]
    assert "to-bo-dahl" not in as_csv(sealing(root)).decode()


def test_corrections_of_two_branches_are_put_together(root: Path) -> None:
    before = (root / LEDGER).read_text("utf-8")
    one = f'{{date: 2026-11-25, text: One, paragraph: p1, was: "{ONE}"}}'
    two = f'{{date: 2026-11-25, text: Two, paragraph: p2, was: "{TWO}"}}'
    sides = []
    for made, paragraphs in ((one, ("Other.", TWO)), (two, (ONE, "Other two."))):
        (root / LEDGER).write_text(before, "utf-8")
        write(root, {LETTER: letter(*paragraphs, more=f"corrections: [{made}]\n")})
        sealing(root)
        sides.append((root / LEDGER).read_text("utf-8").splitlines())
    (root / LEDGER).write_text("\n".join([sides[0][0], *sides[0][1:], *sides[1][1:]]) + "\n", "utf-8")
    assert refused(root, {LETTER: letter("Other.", "Other two.", more=f"corrections: [{one}, {two}]\n")}) == []


def test_a_published_correction_stays(root: Path) -> None:
    more = f'corrections: [{{date: 2026-11-25, text: A word, paragraph: p2, was: "{TWO}"}}]\n'
    write(root, {LETTER: letter(ONE, "Please free her.", more=more)})
    sealing(root)
    assert refused(root, {LETTER: letter(ONE, "Please free her.")}) == [
        f"{LETTER}:1:1: corrections: a correction of paragraph 2 that was published is gone; put it back"
    ]


@pytest.mark.parametrize("path", [LETTER, EVENTS])
def test_a_published_correction_of_no_paragraph_stays(root: Path, path: str) -> None:
    before = (root / path).read_text("utf-8")
    correction = "corrections: [{date: 2026-11-25, text: The day}]\n"
    write(root, {path: letter(ONE, TWO, more=correction) if path == LETTER else f"{before.rstrip()}\n  {correction}"})
    sealing(root)
    assert refused(root, {path: before}) == [f"{path}:1:1: corrections: a correction that was published is gone; put it back"]


def test_a_moved_address_is_not_taken_over(root: Path) -> None:
    before = (root / EVENTS).read_text("utf-8")
    renamed = before.replace("- id: 2018-02-28-release", "- id: 2018-02-28-freed\n  redirect_from: 2018-02-28-release")
    write(root, {EVENTS: renamed})
    sealing(root)
    other = renamed.replace("\n  redirect_from: 2018-02-28-release", "") + (
        "- {id: 2018-02-28-release, title: Another, date: 2018-02-28, kind: release, people: ann-lee, sources: herald}\n"
    )
    assert any("leads on to another record since it moved" in problem for problem in refused(root, {EVENTS: other}))
    back = before.replace("- id: 2018-02-28-release", "- id: 2018-02-28-release\n  redirect_from: 2018-02-28-freed")
    assert refused(root, {EVENTS: back}) == []


@pytest.mark.parametrize("old", ["/404.html", "/_redirects", "/r/zz-l1/", "/embed/x/", "/assets/x", f"/x/{'a' * 101}/", "/x/../y/", "/data/x"])
def test_a_former_address_is_one_that_a_page_can_have(root: Path, old: str) -> None:
    text = (root / LETTER).read_text("utf-8").replace("to: bo-dahl", f"to: bo-dahl\nredirect_from: {old}")
    assert len(refused(root, {LETTER: text})) == 1
    assert len(refused(root, {LETTER: letter(ONE, TWO), "docs/press.md": f"---\nredirect_from: {old}\n---\n# Press\n"})) == 1


def test_a_page_of_docs_has_a_name_that_makes_an_address(root: Path) -> None:
    assert refused(root, {"docs/press kit.md": "# Press kit\n"}) == [
        "docs/press kit.md:1:1: has a name that makes no address; write it in a-z, 0-9, '-' and '_'"
    ]


def test_two_pages_of_docs_cannot_claim_one_former_address(root: Path) -> None:
    docs = {f"docs/{name}.md": f"---\nredirect_from: old\n---\n# {name}\n" for name in ("a", "b")}
    assert [problem for problem in refused(root, docs) if "claimed by another page" in problem]


def test_a_file_goes_only_by_a_correction_of_its_own_letter(tmp_path: Path) -> None:
    other = LETTER.replace("2017-03-24", "2017-03-25")
    annex = "data/utopia/letters/annex.pdf"
    files = {LETTER: letter(ONE, TWO, more="attachments: annex.pdf\n"), annex: PDF, other: letter("Other.").replace("-24", "-25")}
    root = sealed_project(tmp_path, files)
    gone = {LETTER: letter(ONE, TWO), annex: None, other: letter("Other.", more="corrections: [{date: 2026-11-25, text: x}]\n").replace("-24", "-25")}
    assert len(refused(root, gone)) == 1
    assert refused(root, {LETTER: letter(ONE, TWO, more="corrections: [{date: 2026-11-25, text: The annex was of another letter}]\n")}) == []


def test_a_shared_file_stays_while_one_letter_has_it(tmp_path: Path) -> None:
    other, annex = LETTER.replace("2017-03-24", "2017-03-25"), "data/utopia/letters/annex.pdf"
    shared = "attachments: annex.pdf\n"
    more = {LETTER: letter(ONE, TWO, more=shared), annex: PDF, other: letter("Other.", more=shared).replace("-24", "-25")}
    root = sealed_project(tmp_path, more)
    write(root, {other: letter("Other.", more=f"{shared}withdrawn: {{date: 2026-11-25}}\n").replace("-24", "-25")})
    assert {row.address: row for row in sealing(root)}["utopia/letters/annex.pdf"].state == "live"


def test_what_was_sealed_later_does_not_bind_an_earlier_instant(root: Path) -> None:
    write(root, {"data/utopia/events/2018.yml": "- {id: 2018-05-05-x, title: A fine, date: 2018-05-05, kind: fine, people: ann-lee, sources: herald, publish_after: 2026-12-01}\n"})  # noqa: E501
    sealing(root, "2026-12-02")
    assert refused(root) == []
    assert [row.state for row in sealing(root, DAY) if "2018-05-05" in row.address] == ["live"]


def test_without_git_what_was_sealed_binds_also_when_the_latest_day_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    latest = "data/utopia/events/2019.yml"
    root = project(tmp_path, {latest: "- {id: 2019-05-05-x, title: X, date: 2019-05-05, kind: hearing, sources: gazette}"})
    assert CliRunner().invoke(main, ["seal", "--root", str(root)]).exit_code == 0
    write(root, {latest: None})
    said = [str(problem) for problem in checked(root)[2] if problem.level == "error"]
    assert len(said) == 1
    assert "/utopia/events/2019-05-05-x/ was published on 2019-05-05 and would disappear" in said[0]


def test_the_former_wording_may_be_given_as_it_stood_in_the_file(tmp_path: Path) -> None:
    root = sealed_project(tmp_path, {LETTER: letter(ONE, "Please **release** [her](people/ann-lee).")})
    more = 'corrections: [{date: 2026-11-25, text: A word, paragraph: p2, was: "Please **release** [her](people/ann-lee)."}]\n'
    assert refused(root, {LETTER: letter(ONE, "Please free her.", more=more)}, notes=True) == []


def test_what_belongs_to_a_withdrawn_letter_may_go_with_it_and_need_not_come_back(tmp_path: Path) -> None:
    file, translation = LETTER.replace(".md", ".pdf"), LETTER.replace(".md", ".ru.md")
    withdrawn = letter(ONE, TWO, more="withdrawn: {date: 2026-11-25}\n")
    beside: Files = {file: PDF, translation: "---\ntitle: Письмо\ntranslated_by: Ann Lee\n---\nОдин.\n\nДва.\n"}
    root = sealed_project(tmp_path, beside)
    assert refused(root, gone := {LETTER: withdrawn, file: None, translation: None}) == []
    write(root, beside)
    sealing(root)
    assert refused(root, {**gone, LETTER: letter(ONE, TWO)}) == []


def test_what_came_to_a_letter_after_it_was_withdrawn_was_never_published(root: Path) -> None:
    write(root, {LETTER: letter(ONE, TWO, more="withdrawn: {date: 2026-11-25}\n"), LETTER.replace(".md", ".pdf"): PDF})
    assert [row.address for row in sealing(root) if row.what == "file"] == []


def test_former_ids_are_offered_however_they_are_written(root: Path) -> None:
    people = (root / "data/utopia/people.yml").read_text("utf-8").replace("id: bo-dahl", "id: bo-dahl\n  redirect_from: /utopia/people/b-dahl/")
    write(root, {"data/utopia/people.yml": people})
    for old, new in (("b-dahl", "bo-dahl"), ("people/b-dahl", "people/bo-dahl"), ("utopia/people/b-dahl", "utopia/people/bo-dahl")):
        found = refused(root, {LETTER: letter(ONE, TWO).replace("to: bo-dahl", f"to: {old}")})
        assert [problem for problem in found if f"'{old}' is a former id; write '{new}'" in problem], found
    moved = letter(ONE, TWO, more="redirect_from: 2017-to-dahl\n")
    events = (root / EVENTS).read_text("utf-8").replace("letters/2017-03-24-to-bo-dahl#p1", "letters/2017-to-dahl#p1")
    found = refused(root, {LETTER: moved, EVENTS: events})
    assert any("write 'letters/2017-03-24-to-bo-dahl#p1'" in problem for problem in found), found


def test_thousands_of_records_that_are_gone_are_told_at_once(tmp_path: Path) -> None:
    """For each, all that has an address was gone through: half of a large dossier on another branch, and the check took minutes."""
    entry = dossier_of(tmp_path).entries["utopia/people/ann-lee"]
    places = {f"utopia/people/p-{n}/": Place("person", "live", entry) for n in range(5_000)}
    rows = tuple(Row(f"arcadia/people/p-{n}/", "person", "", "", 0, "2017-01-01", "", "live", n + 2) for n in range(5_000))
    start = time.process_time()
    found = list(check_permalinks(Ledger(rows, True), places, "2026-01-01"))
    assert time.process_time() - start < 1
    assert [problem.line for problem in found[:5_000]] == list(range(2, 5_002))
    assert "(perhaps /utopia/people/ann-lee/)" in found[0].text
