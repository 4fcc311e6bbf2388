"""What a build holds in memory: nothing twice that is equal, and nothing that nobody asks for any more."""

from __future__ import annotations

from pathlib import Path

from dossier.cache import Store
from dossier.parsed import Parsed
from dossier.publish import Build

INVENTED = Path(__file__).parent / "invented"


def prepared() -> Build:
    return Build.prepare(INVENTED)



def test_when_pages_are_listed_of_what_files_held_nothing_is_left_but_places_of_what_was_published() -> None:
    entries = prepared().site.everything.entries.values()
    assert {name for entry in entries for name in (*entry.node.values, *entry.node.keys)} == {"corrections", "redirect_from"}
    assert all(entry.node.line for entry in entries)


def test_what_was_parsed_is_in_memory_no_more_when_it_is_kept() -> None:
    parsed_files = Parsed(Store())
    parsed_files.parse(b"title: Utopia\n", "data/utopia/country.yml")
    parsed_files.keep(())
    assert not parsed_files._now
    assert not parsed_files._known
