"""What a build holds in memory: nothing twice that is equal, and nothing that nobody asks for any more."""

from __future__ import annotations

import gc
import tracemalloc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from dossier import filling
from dossier.cache import Store
from dossier.carry import Carry
from dossier.filling import fill
from dossier.manifest import Kept, Manifest, packed, unpacked
from dossier.model.parts import Model
from dossier.parsed import Parsed
from dossier.prose.markdown import parsed
from dossier.publish import Build
from dossier.shell import SENTINELS, FrameKey
from dossier.staging import Staging
from dossier.sums import lines_of
from dossier.values import Ref, Text
from helpers import dossier_of, project

INVENTED = Path(__file__).parent / "invented"


def prepared() -> Build:
    return Build.prepare(INVENTED)


def within(value: object) -> Iterator[object]:
    """A value of a record, and everything in it."""
    yield value
    if isinstance(value, Model):
        for _, item in value:
            yield from within(item)
    elif isinstance(value, (tuple, dict)):
        for item in value:
            yield from within(item)
        for item in value.values() if isinstance(value, dict) else ():
            yield from within(item)


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


def test_of_a_build_whose_files_were_made_nothing_is_left() -> None:
    """A server builds anew at each save."""
    build = prepared()
    build.frames_from(lambda _key: "".join(SENTINELS.values()))
    assert all(artifact.content() is not None for artifact in build.artifacts())
    left = [weakref.ref(build.site), weakref.ref(build.site.viewer), weakref.ref(build.site.index)]
    del build
    gc.unfreeze()
    gc.collect()
    assert [ref() is None for ref in left] == [True] * 3


def test_records_keep_no_sets_of_their_fields_and_share_what_is_empty_or_equal(tmp_path: Path) -> None:
    dossier = dossier_of(tmp_path)
    parts = [part for entry in dossier.entries.values() for part in within(entry.record)]
    assert len({id(part.__pydantic_fields_set__) for part in parts if isinstance(part, Model)}) == 1
    assert len({id(part.languages) for part in parts if isinstance(part, Text) and not part.languages}) == 1
    refs = [part for part in parts if isinstance(part, Ref) and part.key]
    assert refs
    assert all(ref.key is dossier.entries[ref.key].key for ref in refs)


def test_a_copy_of_a_record_leaves_what_the_others_share_as_it_is(tmp_path: Path) -> None:
    letter = next(dossier_of(tmp_path).of("letters")).record
    letter.model_copy(update={"place": Text("Elsewhere")})
    assert letter.model_fields_set == set()


def test_tokens_without_attributes_share_one_that_is_empty() -> None:
    found = parsed("Words with *others* and [a link](people/ann-lee).\n\n- An item.\n")
    tokens = [one for token in found for one in (token, *(token.children or ()))]
    assert len({id(token.attrs) for token in tokens if not token.attrs}) == 1
    assert [token.attrs["href"] for token in tokens if token.attrs] == ["people/ann-lee"]


def test_files_that_are_read_again_share_their_keys() -> None:
    files = {f"a/{number}.html": Kept("".join(["key ", str(number % 2)]), bytes(48)) for number in range(100)}
    again = dict(unpacked(b"".join(packed(files))))
    assert again == files
    assert len({id(kept.key) for kept in again.values()}) == 2
    assert sum(map(len, packed(files))) < 100 * (48 + 20)


def test_what_is_remembered_of_a_file_is_small_and_its_key_shared(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    build = Build.prepare(root)
    build.frames_from(lambda key: "".join(SENTINELS.values()) if isinstance(key, FrameKey) else "")
    staging = Staging.beside(tmp_path / "site")
    carry = Carry(tmp_path / "site", Manifest(tmp_path / "kept.json"))
    fill(build, staging, carry, lambda: None)
    kept = list(carry.here.values())
    assert len(kept) > 100
    assert {len(one.sha256) for one in kept} == {32}
    assert len({id(one.key) for one in kept}) == len({one.key for one in kept})
    staging.drop()


def test_sums_are_written_line_by_line() -> None:
    asked: list[str] = []

    def sum_of(path: str) -> str:
        asked.append(path)
        return "0" * 64

    lines = lines_of(["b", "a"], sum_of)
    assert next(lines) == b"0" * 64 + b"  a\n"
    assert asked == ["a"]


def test_what_holds_all_tables_is_made_by_a_process_that_ends_before_the_site_is_put_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts: list[list[str]] = []
    monkeypatch.setattr(filling, "processes", lambda _count, _least: 2)
    monkeypatch.setattr(filling, "share", lambda _work, shares: parts.extend(shares))
    build = prepared()
    build.frames_from(lambda _key: "")
    staging = Staging.beside(tmp_path / "site")
    fill(build, staging, Carry(tmp_path / "site"), lambda: None)
    staging.drop()
    here, elsewhere = parts
    assert "data/dossier.sqlite" in elsewhere
    assert not any(uri.startswith("data/") for uri in here)


def test_a_file_that_is_listed_takes_little_memory() -> None:
    prepared()  # what is known of texts and kept for all builds is not counted
    gc.collect()
    tracemalloc.start()
    build = prepared()
    held, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    count = len(build.ours)
    assert held / count < 1_700, f"{held / count:.0f} bytes a file"
    assert most / count < 1_800, f"{most / count:.0f} bytes a file at most"
