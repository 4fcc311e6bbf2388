"""Invented projects as sites: the one under tests/, and a country with as many entries as a test asks for."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from dossier.load import load
from dossier.settings import Settings, read_settings
from dossier.site import Site
from helpers import ROOT
from projects import INSTANT

__all__ = ["FIRST", "crowdia", "invented"]

FIRST = "threadia/letters/2019-10-25-to-the-office"
"""A letter with every kind of reply, a statement of which accounts differ, and a letter that follows it up."""


@cache
def invented() -> Site:
    root = ROOT / "tests" / "invented"
    settings = read_settings(root)[0]
    return Site(load(root / "data", settings).dossier, settings, INSTANT)


KINDS = ("arrest", "hearing", "release", "deregistration", "issue_raised")
FIRST_DAY = date(2001, 1, 1)


def crowdia(root: Path, count: int) -> Site:
    """A country with `count` entries, plainly invented, written below `root` and loaded.

    Every 25th entry is a letter, every 10th event has two accounts, every 20th two dates, every 50th a reply and a
    position; the first of 120 people stands in every fifth event, of a kind that sets no state; half of the entries are of 2019,
    every 20th of these is only known to be of that year.
    """
    data = root / "data"
    shutil.copytree(ROOT / "data" / "vocabulary", data / "vocabulary")
    people = [{"id": f"person-{n}", "name": f"Invented Person {n}", "sort_name": f"Person {n}, Invented", "basis": "public-role"} for n in range(120)]
    people[1] |= {"name": "Zoë Łuczak-Şahin", "other_names": ["Зоя Лучак"]}
    files: dict[str, Any] = {
        "country.yml": {"title": "Crowdia", "iso": "ZZ"},
        "people.yml": people,
        "organisations.yml": [{"id": f"union-{n}", "name": f"Invented Union {n}", "type": "trade-union"} for n in range(30)],
        "sources.yml": [{"id": f"paper-{n}", "title": f"Report {n}", "publisher": f"Paper {n % 7}", "date": "2019-03-01"} for n in range(40)],
    }
    for n in range(count):
        folder, entry = _entry(n, count)
        files.setdefault(f"{folder}/{entry['date'][:4]}-{n % 3}.yml", []).append(entry)
    for name, content in files.items():
        file = data / "crowdia" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    result = load(data, Settings())
    assert [str(problem) for problem in result.problems] == []
    return Site(result.dossier, Settings(), INSTANT)


def _entry(n: int, count: int) -> tuple[str, dict[str, Any]]:
    """The folder and the record of the n-th entry."""
    day = _day(n, count)
    source = f"paper-{n % 40}"
    if n % 25 == 24:
        letter = {"id": f"{day}-letter-{n}", "title": f"Invented letter {n}", "date": f"{day}", "from": f"union-{n % 30}", "to": f"person-{n % 120}"}
        return "letters", {**letter, "sources": source, "text": "We invent."}
    event: dict[str, Any] = {
        "id": _ident(n, count), "title": f"Invented event number {n} near the café", "date": "2019" if n % 40 == 1 else f"{day}",
        "kind": KINDS[n % len(KINDS)], "people": [f"person-{n % 120}", *(["person-0"] if n % 5 == 4 and n % 120 else [])],
        "organisations": f"union-{n % 30}", "confidence": ("confirmed", "likely", "unknown")[n % 3], "sources": [source],
    }  # fmt: skip
    if n % 10 == 9:
        event["accounts"] = [{"by": by, "text": f"{by} tells it one way, in entry {n}.", "sources": [source]} for by in ("The union", "The ministry")]
        if n % 20 == 9:  # they give it two dates
            event["accounts"][1]["date"] = str(event["date"])[:4]
    if n % 50 == 3:
        event["sources"] = ["paper-3", "paper-10", {"source": "paper-3", "at": "p. 2"}]  # of one publisher and day
    if n % 50 == 21:
        event |= {"relates_to": {"event": _ident(n - 10, count), "relation": "answers"}, "actors": "The ministry"}
    if n % 50 == 11:
        event["right_of_reply"] = {"to": f"union-{n % 30}", "asked": "2020-01-02", "answered": "2020-01-03", "text": "We see it otherwise."}
    return "events", event


def _day(n: int, count: int) -> date:
    return date(2019, 1, 1) + timedelta(n * 365 // count) if n % 2 else FIRST_DAY + timedelta(n * 6500 // count)


def _ident(n: int, count: int) -> str:
    return f"{_day(n, count)}-event-{n}"
