"""`dossier import`: rows of a table become case files as an editor would have written them, or nothing is written and every reason is said."""

from __future__ import annotations

import codecs
import os
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from dossier import adding
from dossier.cellfields import columns_of
from dossier.cli import main
from dossier.ledger import erased
from dossier.listing import appended
from dossier.load import load
from dossier.model import RECORDS, Letter, Record
from dossier.project import checked
from dossier.settings import Settings
from dossier.sheets import Sheet, read_sheet
from dossier.source import parse, plain
from helpers import no_room, project, tree
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HEADER = "title,date,kind,people,sources,place,text\n"
ROW = "Ann Lee meets the ministry,2017-05-02,meeting,ann-lee,gazette;herald,Capital City,What was said.\n"


def imported(root: Path, table: str | bytes, *options: str, kind: str = "events", country: str = "utopia") -> Result:
    (root / "t.csv").write_bytes(table.encode() if isinstance(table, str) else table)
    result = CliRunner().invoke(main, ["import", kind, str(root / "t.csv"), "--root", str(root), "--country", country, *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def problems(root: Path, table: str | bytes, **options: str) -> list[str]:
    """What is said of a table that is refused; nothing is written then."""
    before = tree(root / "data")
    result = imported(root, table, **options)
    assert result.exit_code == 1
    assert tree(root / "data") == before
    assert "nothing was written" in result.output
    return [line.replace(f"{root}/", "") for line in result.stdout.splitlines() if not line.startswith("note: ")]


def records(root: Path, name: str) -> list[dict[str, object]]:
    found = plain(parse((root / "data" / "utopia" / name).read_bytes(), name).node)
    assert isinstance(found, list)
    return found


def test_rows_become_items_in_the_houses_form_behind_what_is_there(tmp_path: Path) -> None:
    root = project(tmp_path)
    file = root / "data/utopia/events/2017.yml"
    before = file.read_bytes() + b"# a note of ours\n"
    file.write_bytes(before)
    result = imported(root, HEADER + ROW)
    assert result.exit_code == 0
    assert file.read_bytes() == before + (
        b"- id: 2017-05-02-meeting\n  title: Ann Lee meets the ministry\n  date: 2017-05-02\n  kind: meeting\n  place: Capital City\n"
        b"  people: ann-lee\n  text: What was said.\n  sources:\n    - gazette\n    - herald\n"
    )
    assert result.stdout == "data/utopia/events/2017.yml: 2017-05-02-meeting\n"
    assert [problem for problem in checked(root)[2] if problem.level == "error"] == []


def test_a_second_import_adds_nothing_and_says_where_each_row_is(tmp_path: Path) -> None:
    root = project(tmp_path)
    table = HEADER + ROW + "Ann Lee is held,2017-06~,arrest,ann-lee,gazette,,\nThe ministry writes,2017-06~,arrest,ann-lee,gazette,,\n"
    assert imported(root, table).exit_code == 0
    before = tree(root / "data")
    again = imported(root, table)
    assert (again.exit_code, tree(root / "data")) == (0, before)
    assert again.stdout.splitlines()[0] == "row 2: is there already, in data/utopia/events/2017.yml, line 14"
    assert "0 records added, 3 there already" in again.output
    assert {record["id"] for record in records(root, "events/2017.yml")} >= {"2017-06-arrest", "2017-06-arrest-2"}


def test_an_event_that_was_translated_since_or_says_who_did_it_is_there_already(tmp_path: Path) -> None:
    root = project(tmp_path, {"data/utopia/events/2018.yml": """
        - {id: 2018-05-02-talk, title: {en: Talks, ru: Беседа}, date: 2018-05-02, kind: meeting, people: ann-lee, actors: Police, sources: gazette}
        """})
    assert "1 there already" in (again := imported(root, "title,date,kind,people,sources\nTalks,2018-05-02,meeting,ann-lee,gazette\n").output)
    assert "says otherwise" not in again
    other = problems(root, "title,date,kind,people,sources\nA talk,2018-05-02,meeting,ann-lee,gazette\n")
    assert other[0].startswith("t.csv:2:1: there is already an event of this date and kind that concerns the same")


def test_what_an_editor_changed_since_is_kept_and_named(tmp_path: Path) -> None:
    root = project(tmp_path)
    assert imported(root, HEADER + ROW).exit_code == 0
    before = tree(root / "data")
    again = imported(root, HEADER + ROW.replace("Capital City", "Smallville"))
    assert "and says otherwise in place; nothing was changed" in again.stdout
    assert tree(root / "data") == before
    maybe = problems(root, HEADER + ROW.replace("meets", "visits"))
    assert maybe == [
        "t.csv:2:1: there is already an event of this date and kind that concerns the same, in data/utopia/events/2017.yml, line 14; "
        "if this is another, give it an id of its own in a column 'id'; if it is the same, take the row out"
    ]


def test_a_record_that_was_given_another_id_since_is_there_already(tmp_path: Path) -> None:
    root = project(tmp_path, {"data/utopia/events/2016.yml": """
        - {id: 2016-05-talks, title: Talks, date: 2016-05, kind: meeting, sources: gazette, redirect_from: 2016-05-meeting}
        """})
    table = "id,title,date,kind,sources\n2016-05-meeting,Talks,2016-05,meeting,gazette\n"
    assert "row 2: is there already, in data/utopia/events/2016.yml, line 1" in imported(root, table).stdout


def test_every_problem_is_told_at_once_with_row_and_column(tmp_path: Path) -> None:
    table = (
        HEADER + ROW + "\n,,,,,,\n"
        "Ann Lee is fined,03/04/2017,arest,ann-le,gazette,,\n"
        '"Two\nlines",2017-13-01,arrest,ann-lee; bo-dal,gazette,#REF!,\n'
        ",2017-07,release,ann-lee,,,write to me@example.org\n"
    )
    assert problems(project(tmp_path), table) == [
        "t.csv:5:2: date: '03/04/2017' is not a date; write 2017, 2017-01, 2017-01-20, 2018-11~ (about), 2018-11-10/2018-11-23 or ../2017-03-24 (by)",
        "t.csv:5:3: kind: there is no event kind 'arest'; did you mean 'arrest'?",
        "t.csv:5:4: people: there is no person 'ann-le'; did you mean 'ann-lee'?",
        "t.csv:6:2: date: '2017-13-01' is a day that the calendar does not have",
        "t.csv:6:4: people, item 2: there is no person 'bo-dal'; did you mean 'bo-dahl'?",
        "t.csv:6:6: place: '#REF!' is what a spreadsheet shows instead of a value",
        "t.csv:7:1: title: is missing",
        "t.csv:7:5: sources: is missing",
        "t.csv:7:7: text: an e-mail address; write [e-mail address removed], or list the value in allowed.yml",
    ]


@pytest.mark.parametrize("cls", [kind for kind in RECORDS if kind is not Letter])
def test_no_field_of_a_record_is_taken_for_a_column_that_follows(cls: type[Record]) -> None:
    names = ["id", *(info.alias or name for name, info in cls.model_fields.items())]
    assert columns_of(cls, Sheet("t.csv", {name: number for number, name in enumerate(names, 1)}), "en").left_out == ()


def test_the_address_of_a_source_is_imported_and_not_that_of_its_page(tmp_path: Path) -> None:
    root = project(tmp_path)
    said = imported(root, "id,title,publisher,url\na,A,P,https://example.org/a\n", kind="sources").output
    assert "left out" not in said
    ours = "id,title,publisher,link,archived_link,url\nb,B,P,https://example.org/b,https://web.archive.org/b,/sources/\n"
    assert "left out, since it follows from the rest: url" in imported(root, ours, kind="sources").output
    a, b = records(root, "sources.yml")[-2:]
    assert a["url"] == "https://example.org/a"
    assert (b["url"], b["archived_url"]) == ("https://example.org/b", "https://web.archive.org/b")


def test_what_would_be_right_can_be_written_into_a_cell(tmp_path: Path) -> None:
    root = project(tmp_path)
    assert problems(root, 'title,date,kind,people,sources\nTalks,2018,meeting,"ann-lee, bo-dahl",gazette\n') == [
        "t.csv:2:4: people: 'ann-lee, bo-dahl' is not a reference; write several with ';' between them"
    ]
    table = "title,date,kind,actors,sources\nTalks,2018,meeting,{},gazette\n"
    assert "write {text: شرطة}" in problems(root, table.format("شرطة"))[0]
    assert imported(root, table.format("{text: شرطة}; Police")).exit_code == 0
    assert records(root, "events/2018.yml")[0]["actors"] == [{"text": "شرطة"}, "Police"]


def test_columns_that_are_wrong_are_told_once(tmp_path: Path) -> None:
    table = "Title,titel,date,date,kind,accounts,effects,,rating.value,rating_value,notes\n" + "a,b,2017,2017,arrest,x,y,z,1,2,n\n" * 2
    said = problems(project(tmp_path), table)
    assert [line for line in said if line.startswith("t.csv:1:")] == [
        "t.csv:1:1: Title: is not a field here; did you mean 'title'?",
        "t.csv:1:1: sources: there is no such column, and every event has it",
        "t.csv:1:2: titel: is not a field here; did you mean 'title'?",
        "t.csv:1:4: there are two columns 'date'; the first is column 3",
        "t.csv:1:7: effects: cannot stand in a cell; leave the column out, and write this in the case file after the import",
        "t.csv:1:10: rating_value: gives the same as the column 'rating.value'; keep one",
        "t.csv:1:11: notes: is not a field here; leave the column out",
    ]
    assert [line for line in said if "is missing" in line] == ["t.csv:2:9: rating, scheme: is missing"]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (b"PK\x03\x04\x14\x00", "t.csv:1:1: is a spreadsheet itself; save it as CSV in UTF-8"),
        (codecs.BOM_UTF16_LE + HEADER.encode("utf-16-le"), "t.csv:1:1: is UTF-16; save it as CSV in UTF-8"),
        ((HEADER + "Арест,2017,arrest,ann-lee,gazette,Алматы,\n").encode("cp1251"), "t.csv:2:1: is not UTF-8; save it as CSV in UTF-8"),
        ((HEADER + '"a\nb",2017,arrest,ann-lee,gazette,').encode() + b"\xe9,\n", "t.csv:2:6: is not UTF-8; save it as CSV in UTF-8"),
        (HEADER.encode("utf-16-le"), "t.csv:1:1: is UTF-16; save it as CSV in UTF-8"),
        (b"", "t.csv:1:1: has no columns; the first row names the fields"),
        (HEADER + ROW + '"Ann,2017,arrest,,,,\n', "t.csv:3:1: a quotation mark of this row is not closed"),
        (HEADER + 'x,"a"b,,,,,\n', "t.csv:2:1: a quotation mark of this row is not closed, or stands alone"),
        (HEADER + f"{'x' * 200_000},2017,arrest,,gazette,,\n", "t.csv:2:1: a cell of this row has more than 131,072 characters"),
        (HEADER + "a,b,c,d,e,f,g,h\n", "t.csv:2:8: a cell stands here, and its column has no name of its own in the first row"),
        (HEADER + "a\0b,2017,arrest,ann-lee,gazette,,\n", "t.csv:2:1: title: holds an invisible control character (U+0000); delete it"),
        (HEADER + "a\u202eb,2017,arrest,ann-lee,gazette,,\n", "t.csv:2:1: title: holds an invisible control character (U+202E); delete it"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_what_to_do(tmp_path: Path, table: str | bytes, said: str) -> None:
    assert [line for line in problems(project(tmp_path), table) if line.startswith(said)]


@pytest.mark.parametrize("table", ["Arrests,,,,,,\n" + HEADER + ROW, (HEADER + ROW).replace(",", "|"), ROW * 3])
def test_a_table_that_begins_with_no_names_of_fields_is_refused_in_one_sentence(tmp_path: Path, table: str) -> None:
    said = "none of its cells names a field; begin the table with the row that does (sources, title, date, kind …)"
    assert problems(project(tmp_path), table) == [f"t.csv:1:1: {said}, with commas, semicolons or tabs between the cells"]


@pytest.mark.parametrize("write", [
    lambda text: codecs.BOM_UTF8 + text.encode(),
    lambda text: text.replace("\n", "\r\n").encode(),
    lambda text: b"\xef\xbb\xbfsep=,\r\n" + text.replace("\n", "\r\n").encode(),
    lambda text: text.replace("gazette;herald", '"gazette;herald"').replace(",", ";").encode(),
    lambda text: text.replace(",", "\t").encode(),
])  # fmt: skip
def test_a_table_is_read_as_spreadsheets_write_it(tmp_path: Path, write: object) -> None:
    (tmp_path / "t.csv").write_bytes(write(HEADER + ROW))  # type: ignore[operator]
    sheet = read_sheet(tmp_path / "t.csv")
    assert (sheet.problems, list(sheet.columns), len(sheet.rows)) == ([], HEADER.strip().split(","), 1)
    assert sheet.rows[0].cells["sources"] == "gazette;herald"


def test_texts_stay_as_they_are_and_formulas_lose_the_apostrophe_that_kept_them_harmless(tmp_path: Path) -> None:
    root = project(tmp_path)
    said = ['"No"', "Case #42: a # b", "'=1+1", "'@home", "- a", "[x]", "{y}", "&z", "*w", "!v", "%u", "`t", "~", "null", "it's \"so\" \\n", "🙂"]
    rows = "".join(f'"{text.replace(chr(34), chr(34) * 2)}",2016-01-{day:02},meeting,,gazette,,"a\n\n b"\n' for day, text in enumerate(said, start=1))
    assert imported(root, HEADER + rows).exit_code == 0
    held = records(root, "events/2016.yml")
    assert [record["title"] for record in held] == [text[1:] if text[:2] in ("'=", "'@") else text for text in said]
    assert {record["text"] for record in held} == {"a\n\n b"}


def test_our_own_published_tables_can_be_imported(tmp_path: Path) -> None:
    gone = dict.fromkeys(["data/utopia/letters/2017-03-24-to-bo-dahl.md", "data/utopia/demands.yml"])
    whole = project(tmp_path / "whole", {**gone, "docs/index.md": "# Small\n"})
    events = whole / "data/utopia/events/2017.yml"
    events.write_text(events.read_text("utf-8").replace("[gazette, letters/2017-03-24-to-bo-dahl#p1]", "gazette"), "utf-8")
    tables = {filled.table.name: filled.csv.content().decode() for filled in checked(whole)[0].tables}
    root = whole.rename(tmp_path / "bare")
    for name in ("people.yml", "organisations.yml", "events/2017.yml"):
        (root / "data/utopia" / name).unlink()
    assert problems(root, tables["events"])[0] == "t.csv:1:1: sources: there is no such column, and every event has it"
    head, *rows = tables["events"].splitlines()
    tables["events"] = "\n".join([f"{head},sources", *(f"{row},gazette;herald" for row in rows)])
    for kind in ("organisations", "people", "events"):
        assert imported(root, tables[kind], kind=kind).exit_code == 0
    assert {filled.table.name: filled.csv.content().decode() for filled in checked(root)[0].tables}["people"] == tables["people"]
    assert [record["id"] for record in records(root, "events/2017.yml")] == ["2017-01-20-arrest"]
    assert "2 there already" in imported(root, tables["events"]).output


def test_an_event_of_which_a_row_tells_only_a_part_is_refused(tmp_path: Path) -> None:
    table = "title,date,kind,sources,accounts,positions,country\na,2017,arrest,gazette,2,0,utopia\nb,2016,meeting,gazette,0,1,elsewhere\n"
    said = [line for line in problems(project(tmp_path), table) if "t.csv" in line]
    assert [line.partition(";")[0] for line in said] == [
        "t.csv:2:5: accounts: 2 accounts of it stand side by side",
        "t.csv:3:6: positions: 1 events are somebody’s answer to it",
        "t.csv:3:7: country: the row is of 'elsewhere'",
    ]


def test_people_and_organisations_go_into_their_lists_with_the_ids_that_they_have(tmp_path: Path) -> None:
    root = project(tmp_path)
    people = 'id;name;sort_name;basis;names.ru;other_names\ncy-roe;Cy Roe;Roe, Cy;public-role;Сай Ро;"C. Roe; Cyrus Roe"\n'
    assert imported(root, people, kind="people").exit_code == 0
    names = {"names": {"ru": "Сай Ро"}, "other_names": ["C. Roe", "Cyrus Roe"]}
    assert records(root, "people.yml")[-1] == {"id": "cy-roe", "name": "Cy Roe", "sort_name": "Roe, Cy", "basis": "public-role", **names}
    assert problems(root, "name,sort_name,basis\nDi Poe,\"Poe, Di\",consent\n", kind="people") == [
        "t.csv:1:1: id: there is no such column, and every person has it"
    ]
    assert problems(root, "id,name,type\n,A,trade-union\nb,B,trade-union\nb,C,trade-union\n", kind="organisations") == [
        "t.csv:2:1: id: is missing; write one in a-z, 0-9 and '-', by which others can refer to it",
        "t.csv:4:1: id: stands in row 3 already",
    ]


def test_an_id_is_never_one_that_is_or_was_there(tmp_path: Path) -> None:
    root = project(tmp_path, {"data/utopia/events/2017-05-02-meeting.md": """
        ---
        title: Another meeting
        date: 2017-05-02
        kind: meeting
        sources: gazette
        redirect_from: 2017-05-02-meeting-2
        ---
        """})
    assert CliRunner().invoke(main, ["seal", "--root", str(root)]).exit_code == 0
    ledger = root / "data/permalinks.csv"
    ledger.write_text(ledger.read_text("utf-8") + f"{erased('utopia/events/2017-05-02-meeting-3/')},,,,0,2017-01-01,,erased\n", "utf-8")
    result = imported(root, HEADER + ROW, "--dry-run")
    assert "2017-05-02-meeting-4" in result.stdout


def test_a_title_in_several_languages_has_a_column_for_each(tmp_path: Path) -> None:
    root = project(tmp_path)
    table = "title.ru,title.en,date,kind,sources\nВстреча,A meeting,2016-05-02,meeting,gazette\n"
    assert imported(root, table).exit_code == 0
    assert [record["title"] for record in records(root, "events/2016.yml")] == [{"en": "A meeting", "ru": "Встреча"}]


def test_a_dry_run_shows_what_would_be_written_and_writes_nothing(tmp_path: Path) -> None:
    root = project(tmp_path)
    before = tree(root)
    result = imported(root, HEADER + ROW, "--dry-run")
    assert "- id: 2017-05-02-meeting\n  title: Ann Lee meets the ministry\n" in result.stdout
    assert "1 record would be added" in result.output
    assert tree(root) == {**before, **{name: content for name, content in tree(root).items() if name.endswith("t.csv")}}


def test_a_file_that_is_read_only_stays_as_it_is_and_so_do_all_others(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "data/utopia/events/2017.yml").chmod(0o444)
    before = tree(root / "data")
    said = imported(root, HEADER + ROW + ROW.replace("2017", "2016")).output
    assert "data/utopia/events/2017.yml is read-only; somebody wanted it to stay as it is; nothing was written" in said
    assert tree(root / "data") == before


def test_nothing_is_written_while_anything_in_the_project_is_wrong(tmp_path: Path) -> None:
    root = project(tmp_path, {"data/utopia/demands.yml": "- id: release\n"})
    assert problems(root, HEADER + ROW) == ["data/utopia/demands.yml:1:3: title: is missing"]
    assert problems(root, HEADER + ROW, country="utopa") == ["--country:1:1: there is no country 'utopa'; did you mean 'utopia'?"]
    assert problems(root, HEADER + ROW, country="../..")[0].startswith("--country:1:1: there is no country '../..'")


def test_a_list_that_is_not_utf_8_is_told_where_that_is(tmp_path: Path) -> None:
    root = project(tmp_path)
    file = root / "data/utopia/events/2017.yml"
    file.write_bytes(file.read_bytes() + "# Capital City, Général\n".encode("latin-1"))
    said = problems(root, HEADER + ROW)
    assert said == ["data/utopia/events/2017.yml:14:18: is not UTF-8; save the file with this encoding"]


@pytest.mark.parametrize("odd", ["link", "pipe", "folder"])
def test_to_what_is_no_file_nothing_is_added_and_that_is_no_fault_of_a_row(odd: str, tmp_path: Path) -> None:
    root = project(tmp_path)
    file = root / "data/utopia/events/2018.yml"
    if odd == "link":
        file.symlink_to("elsewhere.yml")
    else:
        os.mkfifo(file) if odd == "pipe" else file.mkdir()
    result = imported(root, HEADER + ROW.replace("2017", "2018"))
    assert result.exit_code == 1
    assert result.stdout == "data/utopia/events/2018.yml:1:1: is a link or no ordinary file; put the file itself here\n"


def test_what_a_withheld_row_says_is_not_repeated(tmp_path: Path) -> None:
    said = problems(project(tmp_path), "title,date,kind,sources,draft\nx,secret-day,secret-kind,gazette,true\n")
    assert [line.partition(" ")[0] for line in said] == ["t.csv:2:2:", "t.csv:2:3:"]
    assert "secret" not in "".join(said)


@pytest.mark.parametrize(
    "before",
    [
        b"- id: 2016-a\n  title: A",
        b"# only a comment\n",
        b"  # indented\n  - id: 2016-a\n    text: |+\n      x\n\n",
        b"- id: 2016-a\r\n  text: >-\r\n    x\r\n    y\r\n",
        b"\xef\xbb\xbf- id: 2016-a\n",
    ],
)  # fmt: skip
def test_a_list_goes_on_as_it_began_and_keeps_its_bytes(before: bytes) -> None:
    after, items = appended(before, "x.yml", [{"id": "2017-b", "title": "B: b", "sources": ["a", "b"]}, {"id": "2017-c", "text": "c\n\nd"}])
    assert after.startswith(before)
    node = plain(parse(after, "x.yml").node)
    assert node[-2:] == [{"id": "2017-b", "title": "B: b", "sources": ["a", "b"]}, {"id": "2017-c", "text": "c\n\nd"}]
    assert (b"\r\n" in before) == (b"\r\n" in after)
    assert [len(item.fields) for item in items] == [5, 5]


@pytest.mark.parametrize("before", [b"[]\n", b"[{id: 2016-a}]\n", b"- id: 2016-a\n...\n", b"id: 2016-a\n"])
def test_a_file_that_no_list_goes_on_in_is_refused(before: bytes) -> None:
    with pytest.raises(ValueError, match="is not a list to which records can be added"):
        appended(before, "x.yml", [{"id": "2017-b"}])


@given(st.dictionaries(st.sampled_from(["title", "place", "text", "note"]), st.text(min_size=1, max_size=400), min_size=1))
@settings(max_examples=200, deadline=None)
def test_whatever_a_cell_holds_is_what_the_case_file_says(record: dict[str, str]) -> None:
    after, items = appended(b"", "x.yml", [record])
    source = parse(after, "x.yml")
    if not source.problems:
        assert plain(source.node) == [{name: unicodedata.normalize("NFC", text) for name, text in record.items()}]
    assert len(items[0].fields) == after.decode().count("\n")


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: HEADER.encode() + text.encode("utf-8", "surrogatepass")))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_makes_the_reading_of_tables_crash(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    read_sheet(tmp_path / "t.csv")


def test_what_is_imported_is_loaded_like_what_is_written(tmp_path: Path) -> None:
    root = project(tmp_path)
    addition = {"data/utopia/events/2016.yml": b"- {id: 2016-x, title: X, date: 2016, kind: meeting, sources: gazette}\n"}
    there = load(root / "data", Settings(), instead=addition)
    assert there.problems == []
    assert "utopia/events/2016-x" in there.dossier.entries
    assert "utopia/events/2016-x" not in load(root / "data", Settings()).dossier.entries


def test_nothing_is_added_where_no_project_is(tmp_path: Path) -> None:
    said = imported(tmp_path, HEADER + ROW).output
    assert "--root:1:1: here is no project, since there is no folder data/; go to the folder that holds mkdocs.yml" in said
    assert [file.name for file in tmp_path.iterdir()] == ["t.csv"]


def test_a_full_disk_is_said_with_the_file_that_lacks_room(tmp_path: Path) -> None:
    """“None: No space left on device” was said."""
    root = project(tmp_path)
    before = tree(root / "data")
    (root / "t.csv").write_text(HEADER + ROW, "utf-8")
    with no_room():
        result = CliRunner().invoke(main, ["import", "events", str(root / "t.csv"), "--root", str(root), "--country", "utopia"])
    assert result.output.endswith(f"Error: {root / 'data/utopia/events/2017.yml'}: File too large; nothing was written\n")
    assert tree(root / "data") == before


def test_a_second_import_of_many_rows_looks_at_each_event_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row was compared with every event: of 2,000 rows, four million times."""
    root = project(tmp_path)
    table = HEADER + "".join(f"Meeting {number},2017-05-{1 + number % 28:02},meeting,ann-lee,gazette;herald,,\n" for number in range(200))
    imported(root, table)
    seen: list[str] = []
    said = adding._said
    monkeypatch.setattr(adding, "_said", lambda entry: seen.append(entry.id) or said(entry))
    assert "0 records added, 200 there already" in imported(root, table).output
    assert len(seen) < 200 * 15


def test_a_name_that_other_programs_take_for_no_value_stands_in_quotes(tmp_path: Path) -> None:
    """Editors marked it as wrong by the schema that we give them."""
    root = project(tmp_path)
    imported(root, 'id,name,sort_name,basis,other_names\neve-null,Null,"Null, Eve",consent,~;No\n', kind="people")
    written = (root / "data/utopia/people.yml").read_bytes()
    assert b"  name: 'Null'\n  sort_name: Null, Eve\n" in written
    assert b"    - '~'\n    - No\n" in written
