"""The data as one SQLite file: the same facts as the CSV files, sound, searchable, and the same bytes each time."""

from __future__ import annotations

import csv
import io
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest
from dossier.outputs import database
from dossier.outputs.database import VIEWS, publish
from dossier.site import Site
from dossier.tables import TABLES
from inventions import invented
from test_data_package import SECRET, files, site_of


def opened(site: Site) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.deserialize(next(iter(publish(site))).content())
    return db


@pytest.fixture(scope="module")
def db() -> Iterator[sqlite3.Connection]:
    with closing(opened(invented())) as found:
        yield found


def test_it_is_sound_and_every_reference_leads_somewhere(db: sqlite3.Connection) -> None:
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert len(db.execute("PRAGMA foreign_key_list(statuses)").fetchall()) >= 4


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_a_table_holds_the_same_cells_as_its_csv_file(table: str, db: sqlite3.Connection) -> None:
    header, *rows = list(csv.reader(io.StringIO(files()[f"{table}.csv"].decode("utf-8"), newline="")))
    cursor = db.execute(f"SELECT * FROM {table} ORDER BY rowid")
    assert [column[0] for column in cursor.description] == header
    booleans = {column.name for found in TABLES if found.name == table for column in found.columns if column.type == "boolean"}
    written = [
        ["" if cell is None else ("false", "true")[cell] if name in booleans else str(cell) for name, cell in zip(header, row, strict=True)]
        for row in cursor
    ]
    assert written == rows


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_gives_rows_and_is_described(view: str, db: sqlite3.Connection) -> None:
    assert db.execute(f"SELECT count(*) FROM {view}").fetchone()[0] > 0
    assert db.execute("SELECT description FROM columns WHERE \"table\" = ? AND type = 'view'", (view,)).fetchone() == (VIEWS[view][0],)


def test_every_column_is_described_in_the_file_itself(db: sqlite3.Connection) -> None:
    described = set(db.execute("SELECT \"table\", name FROM columns WHERE type <> 'view'").fetchall())
    assert described == {(table.name, column.name) for table in TABLES for column in table.columns}


def test_whoever_was_held_is_shown_with_every_account(db: sqlite3.Connection) -> None:
    query = "SELECT since, account_of, contested, accounts FROM held WHERE person = 'examplia/people/ann-example' AND event_id LIKE '%arrest'"
    both = "Sample Union: She was arrested for a speech.\nMinistry of Samples (2021-01-21): She was asked to come, and stayed."
    assert db.execute(query).fetchall() == [("2021-01-20", "Sample Union", 1, both), ("2021-01-21", "Ministry of Samples", 1, both)]
    assert db.execute("SELECT accounts, confidence FROM timeline WHERE id LIKE '%2021-01-20-arrest'").fetchall() == [(both, "confirmed")]


def test_what_others_answer_stands_in_the_same_row(tmp_path: Path) -> None:
    events = """
        - id: 2017-04-07-arrest
          title: Ann Lee is arrested again
          date: 2017-04-07
          kind: arrest
          people: ann-lee
          sources: gazette
          right_of_reply:
            - {to: ann-lee, asked: 2018-01-01, answered: 2018-01-02, text: She denies it.}
            - {to: ministry, asked: 2018-01-01, text: Why?}
        - id: 2017-05-01-position
          title: The ministry calls it lawful
          date: 2017-05-01
          kind: public_statement
          actors: ministry
          relates_to: {event: 2017-04-07-arrest, relation: answers}
          sources: gazette
        """
    said = [
        "Position of Ministry of Labour, 2017-05-01: The ministry calls it lawful",
        "Right of reply. Ann Lee, asked 2018-01-01, answered 2018-01-02: She denies it.",
        "Right of reply. Ministry of Labour, asked 2018-01-01; no answer on record",
    ]
    with closing(opened(site_of(tmp_path, {"events/2017-04.yml": events}))) as db:
        for view, column in (("timeline", "id"), ("held", "event_id")):
            (answers,) = db.execute(f"SELECT answers FROM {view} WHERE {column} LIKE '%2017-04-07-arrest'").fetchone()
            assert answers.split("\n") == said, view


@pytest.mark.parametrize("words", ["Anne", "Экзампл", "example"])
def test_a_person_is_found_by_every_name(words: str, db: sqlite3.Connection) -> None:
    found = db.execute("SELECT DISTINCT record FROM names_fts WHERE names_fts MATCH ?", (words,)).fetchall()
    assert ("examplia/people/ann-example",) in found


def test_accents_do_not_hide_a_name(tmp_path: Path) -> None:
    people = "- {id: ozgur, name: Özgür Ünlü, sort_name: 'Ünlü, Özgür', basis: consent}"
    with closing(opened(site_of(tmp_path, {"people/x.yml": people}))) as db:
        assert db.execute("SELECT record FROM names_fts WHERE names_fts MATCH 'ozgur unlu'").fetchall() == [("utopia/people/ozgur",)]


def test_paragraphs_events_and_accounts_are_searched(db: sqlite3.Connection) -> None:
    found = db.execute(
        "SELECT p.id FROM paragraphs_fts f JOIN paragraphs p ON p.rowid = f.rowid WHERE paragraphs_fts MATCH 'president' ORDER BY p.id"
    ).fetchall()
    assert ("examplia/letters/2021-03-10-to-the-commission#p1",) in found
    assert db.execute("SELECT count(*) FROM events_fts WHERE events_fts MATCH 'sails'").fetchone() == (1,)
    assert db.execute("SELECT count(*) FROM event_accounts_fts WHERE event_accounts_fts MATCH 'speech'").fetchone() == (1,)


@pytest.mark.parametrize("table", ["paragraphs", "paragraph_translations", "events", "event_accounts"])
def test_datasette_and_sqlite_utils_find_the_search_of_a_table(table: str, db: sqlite3.Connection) -> None:
    pattern = f'%VIRTUAL TABLE%USING FTS%content="{table}"%'  # theirs, with the name of the table
    assert db.execute("SELECT name FROM sqlite_master WHERE sql LIKE ?", (pattern,)).fetchall() == [(f"{table}_fts",)]


def test_a_text_is_as_it_is_and_not_as_a_spreadsheet_needs_it(tmp_path: Path) -> None:
    event = "- {id: 2017-05-01-x, title: '=1+1; DROP TABLE events', date: 2017-05-01, kind: arrest, sources: gazette}"
    with closing(opened(site_of(tmp_path, {"events/x.yml": event}))) as db:
        assert ("=1+1; DROP TABLE events",) in db.execute("SELECT title FROM events").fetchall()


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = (next(iter(publish(site_of(tmp_path / name)))).content() for name in "ab")
    assert one == two


@pytest.mark.parametrize("wrong", ["full", "no folder", "not to be written"])
def test_where_no_disk_takes_it_it_is_made_in_memory(wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, folder = site_of(tmp_path), tmp_path / "temporary"
    if wrong == "full":
        connect = sqlite3.connect

        def small(name: object, **given: Any) -> sqlite3.Connection:
            db = connect(name, **given)  # type: ignore[call-overload]
            if name != ":memory:":
                db.execute("PRAGMA max_page_count = 4")
            return cast("sqlite3.Connection", db)

        monkeypatch.setattr(database.sqlite3, "connect", small)
    elif wrong == "not to be written":
        folder.write_text("a file", "utf-8")
    monkeypatch.setattr(tempfile, "tempdir", None if wrong == "full" else str(folder))
    content = next(iter(publish(site))).content()
    monkeypatch.undo()
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(content)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT count(*) FROM letters").fetchone()[0] > 0


def test_nothing_withheld_is_in_a_byte_of_it(tmp_path: Path) -> None:
    content = next(iter(publish(site_of(tmp_path, {"people/secret.yml": SECRET.format("withdrawn: {date: 2026-10-01}")})))).content()
    assert [word for word in (b"cy-secret", b"cyplanted", b"secretplanted", b"oldplanted") if word in content.lower()] == []


def test_a_site_without_a_licence_says_so_in_the_file(tmp_path: Path) -> None:
    with closing(opened(site_of(tmp_path))) as db:
        assert db.execute("SELECT value FROM about WHERE name = 'licence'").fetchone() == ("none has been set",)
