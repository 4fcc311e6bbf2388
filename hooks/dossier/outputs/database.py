"""The tables as one SQLite file with search and views, which opens in Datasette and says itself what it holds.

The same tables give the same bytes with the same SQLite; bytes 96–99 of the header are the version of the library that wrote it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from ..artifact import Artifact
from ..site import Site
from ..tables import Column, Filled
from .dataset import HOME, Download, description, made, modified, version

__all__ = ["VIEWS", "downloads", "publish"]

_NAME = "dossier.sqlite"
_PART = 1_000_000
"""So many bytes of it are read at a time."""
_TYPES = {"integer": "INTEGER", "boolean": "INTEGER"}

VIEWS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "timeline": (
        "Events and letters by their latest possible day, each with how sure it is, all accounts of it and what others answer",
        """SELECT e.date, e.date_latest, 'event' AS what, k.label AS kind, e.title, e.country, e.id, e.url, (
             SELECT group_concat(a.by_name || coalesce(' (' || a.date || ')', '') || ': ' || a.text, char(10))
             FROM event_accounts a WHERE a.event = e.id
           ) AS accounts, (SELECT group_concat(said, char(10)) FROM answers WHERE event_id = e.id) AS answers, e.confidence
           FROM events e LEFT JOIN event_kinds k ON k.id = e.kind
           UNION ALL SELECT date, date_latest, 'letter', 'Letter', title, country, id, url, NULL, NULL, NULL FROM letters
           ORDER BY 2, 1, 7""",
    ),
    "held": (
        "When people were held or restricted, as far as is on record (lapsed: until is where the record ends, and no release), by which event and "
        "whose account, with all accounts and what others answer",
        """SELECT p.name, v.label AS state, s.since, s.until, s.lapsed, s.ends_differ, s.contested, s.confidence, (
             SELECT by_name FROM event_accounts WHERE event = s.event AND number = s.account
           ) AS account_of, e.title AS event, (
             SELECT group_concat(a.by_name || coalesce(' (' || a.date || ')', '') || ': ' || a.text, char(10))
             FROM event_accounts a WHERE a.event = e.id
           ) AS accounts, (SELECT group_concat(said, char(10)) FROM answers WHERE event_id = e.id) AS answers,
           p.country, p.id AS person, e.id AS event_id, e.url
           FROM statuses s JOIN people p ON p.id = s.person JOIN events e ON e.id = s.event
           JOIN track_values v ON v.track = s.track AND v.value = s.value
           WHERE v.deprives ORDER BY p.sort_name, s.since_latest, s.number""",
    ),
    "accounts": (
        "Every account of every event, side by side, with its sources",
        """SELECT e.title AS event, a.by_name AS account_of, a.date, a.text, (
             SELECT group_concat(coalesce(s.publisher || ', ' || s.title, l.title), '; ') FROM account_sources c
             LEFT JOIN sources s ON s.id = c.source LEFT JOIN letters l ON l.id = c.letter WHERE c.event = a.event AND c.account = a.number
           ) AS sources, e.id AS event_id, e.url
           FROM event_accounts a JOIN events e ON e.id = a.event ORDER BY e.date_latest, e.id, a.number""",
    ),
    "answers": (
        "What others answer to events, one a row: positions, and who was asked for a reply",
        """SELECT r.other AS event_id, 'Position' || coalesce(' of ' || (SELECT group_concat(name, ', ') FROM event_actors WHERE event = e.id), '')
             || ', ' || e.date || ': ' || e.title AS said, e.url
           FROM event_relations r JOIN events e ON e.id = r.event WHERE r.position
           UNION ALL SELECT a.event, 'Right of reply. ' || a.name || ', asked ' || a.asked || CASE WHEN a.answered IS NULL
             THEN '; no answer on record' ELSE ', answered ' || a.answered || coalesce(': ' || a.text, '') END, e.url
           FROM rights_of_reply a JOIN events e ON e.id = a.event""",
    ),
    "correspondence": (
        "Letters with who wrote to whom and what is on record of a reply",
        """SELECT l.date, (SELECT group_concat(name, '; ') FROM letter_parties WHERE letter = l.id AND role = 'from') AS senders,
           (SELECT group_concat(name, '; ') FROM letter_parties WHERE letter = l.id AND role = 'to') AS recipients,
           l.title, l.state_words, l.country, l.id, l.url FROM letters l ORDER BY l.date_latest, l.id""",
    ),
    "demand_ledger": (
        "Demands with the letters that made them and what is on record of each",
        """SELECT d.title, d.state, d.since, (
             SELECT group_concat(title, '; ') FROM letters WHERE id IN (SELECT letter FROM letter_demands WHERE demand = d.id)
           ) AS made_in, (SELECT group_concat(name, '; ') FROM demand_targets WHERE demand = d.id) AS to_act, d.country, d.id, d.url
           FROM demands d ORDER BY d.country, d.id""",
    ),
    "names": (
        "Every name of every person and organisation, one a row",
        """SELECT id AS record, name, 'name' AS kind FROM people UNION ALL SELECT id, name, 'name' FROM organisations
           UNION ALL SELECT record, name, kind FROM other_names ORDER BY 1, 3, 2""",
    ),
})
"""Name -> what the view shows, and its query."""

_SEARCH = (("paragraphs", "text"), ("paragraph_translations", "text"), ("events", "title, text"), ("event_accounts", "by_name, text"))
_TOKENS = "tokenize='unicode61 remove_diacritics 2'"


def publish(site: Site) -> Iterator[Artifact]:
    yield from (download.artifact for download in downloads(site))


def downloads(site: Site) -> Iterator[Download]:
    yield Download(
        f"{HOME}{_NAME}", "Database", "application/vnd.sqlite3", "All tables in one SQLite file, with full-text search and views",
        made(site, _NAME, _database),
    )  # fmt: skip


def _database(site: Site) -> Iterator[bytes]:
    """The file, written to a disk: in memory, a large one would be there twice. Where that cannot be, it is made there all the same."""
    with ExitStack() as stack:
        try:
            file = Path(stack.enter_context(TemporaryDirectory(prefix="dossier-"))) / _NAME
            with closing(sqlite3.connect(file, isolation_level=None)) as db:
                _write(db, site)
            read = stack.enter_context(file.open("rb"))
        except (OSError, sqlite3.OperationalError):
            with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
                _write(db, site)
                yield db.serialize()
        else:
            yield from iter(lambda: read.read(_PART), b"")


def _write(db: sqlite3.Connection, site: Site) -> None:
    for pragma in ("page_size = 4096", "journal_mode = OFF", "synchronous = OFF", "cache_size = -16384"):
        db.execute(f"PRAGMA {pragma}")
    db.execute("BEGIN")
    for filled in site.tables:
        db.execute(_create(filled))
        marks = ", ".join("?" * len(filled.table.columns))
        db.executemany(f"INSERT INTO {filled.table.name} VALUES ({marks})", filled.rows)  # noqa: S608
        for column in filled.table.columns:
            if column.to and column.name != filled.table.key[0]:
                db.execute(f'CREATE INDEX "{filled.table.name}_{column.name}" ON {filled.table.name} ("{column.name}")')
    for name, (_, query) in VIEWS.items():
        db.execute(f"CREATE VIEW {name} AS {query}")
    _search(db)
    _about(db, site)
    db.execute("COMMIT")


def _create(filled: Filled) -> str:
    table = filled.table
    lines = [_column(column) for column in table.columns]
    lines.append(f"PRIMARY KEY ({_listed(table.key)})")
    lines += [f"FOREIGN KEY ({_listed(ref.columns)}) REFERENCES {ref.table} ({_listed(ref.to)})" for ref in table.references]
    return f"CREATE TABLE {table.name} (\n  " + ",\n  ".join(lines) + "\n)"


def _column(column: Column) -> str:
    check = f' CHECK ("{column.name}" IN (0, 1))' if column.type == "boolean" else ""
    return f'"{column.name}" {_TYPES.get(column.type, "TEXT")}{" NOT NULL" if column.required else ""}{check}'


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _search(db: sqlite3.Connection) -> None:
    """Full-text search (FTS5): Datasette and sqlite-utils find the table beside another by `content="…"`, in double quotes only.

    Names are found without their accents.
    """
    for table, columns in _SEARCH:
        db.execute(f'CREATE VIRTUAL TABLE {table}_fts USING fts5({columns}, content="{table}", {_TOKENS})')
        db.execute(f"INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')")  # noqa: S608 - names of our own tables
    db.execute(f"CREATE VIRTUAL TABLE names_fts USING fts5(record UNINDEXED, name, {_TOKENS})")
    db.execute("INSERT INTO names_fts SELECT record, name FROM names")


def _about(db: sqlite3.Connection, site: Site) -> None:
    settings, changed = site.settings, modified(site)
    db.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
    said = {
        "title": settings.site_name, "description": description(site), "version": version(site), "modified": changed.isoformat() if changed else "",
        "address": settings.site_url, "publisher": settings.publisher, "licence": settings.licence or "none has been set",
    }  # fmt: skip
    db.executemany("INSERT INTO about VALUES (?, ?)", [(name, value) for name, value in said.items() if value])
    db.execute('CREATE TABLE columns ("table" TEXT, name TEXT, type TEXT NOT NULL, description TEXT NOT NULL, PRIMARY KEY ("table", name))')
    described: list[tuple[str, str, str, str]] = [(name, "", "view", said) for name, (said, _) in VIEWS.items()]
    for filled in site.tables:
        described += [(filled.table.name, column.name, column.type, column.description) for column in filled.table.columns]
    db.executemany("INSERT INTO columns VALUES (?, ?, ?, ?)", described)
