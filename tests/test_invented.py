"""A second, invented project: written by the contract alone, with every field at least once and nothing of ours."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from dossier.dossier import Dossier
from dossier.load import load
from dossier.model import KINDS, RECORDS
from dossier.retell import model_at
from dossier.settings import read_settings
from dossier.source import Map, Node, Seq, plain, read
from dossier.withheld import State, public
from projects import INSTANT, found, spoken
from pydantic import BaseModel

INVENTED = Path(__file__).parent / "invented"


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load(INVENTED / "data", read_settings(INVENTED)[0]).dossier


def _used(cls: type[BaseModel], node: Node, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[type[BaseModel], str]]:
    """Every field that stands in a record, with the class that it is a field of."""
    if isinstance(node, Seq):
        for number, item in enumerate(node.items):
            yield from _used(cls, item, (*loc, number))
    elif isinstance(node, Map):
        model = model_at(cls, loc)
        for name, value in node.values.items():
            if model is not None:
                yield model, name
            yield from _used(cls, value, (*loc, name))


def _models(cls: type[BaseModel], seen: set[type[BaseModel]]) -> set[type[BaseModel]]:
    seen.add(cls)
    for name, field in cls.model_fields.items():
        model = model_at(cls, (field.alias or name,))
        if model is not None and model is not cls and model not in seen:
            _models(model, seen)
    return seen


def test_it_has_no_problem_and_no_note() -> None:
    assert spoken(found(INVENTED)) == ""


def test_every_field_of_every_record_is_used(dossier: Dossier) -> None:
    used = {place for entry in dossier.entries.values() for place in _used(type(entry.record), entry.node)}
    common = {name for entry in dossier.entries.values() for name in entry.node.values}
    prose = {"text"} if any(entry.body for entry in dossier.entries.values()) else set()
    unused = set()
    for kind in KINDS.values():
        for model in _models(kind, set()):
            for name, field in model.model_fields.items():
                shared = name in KINDS["sources"].__mro__[1].model_fields
                if (model, field.alias or name) not in used and not (shared and name in common | prose):
                    unused.add(f"{model.__name__}.{field.alias or name}")
    assert unused == set()


def test_every_kind_of_record_is_used(dossier: Dossier) -> None:
    assert {entry.folder for entry in dossier.entries.values()} == set(KINDS)


def test_single_values_stand_where_lists_may(dossier: Dossier) -> None:
    letter = dossier.entries["examplia/letters/2021-03-10-to-the-commission"].record
    assert [ref.text for ref in letter.to] == ["carla-specimen"]
    assert [item.file for item in letter.attachments] == ["2021-03-10-annex.pdf", "2021-03-10-scan.png"]
    assert [use.source.key for use in letter.sources] == ["international/sources/commission-register"]


def test_what_is_withheld_is_withheld(dossier: Dossier) -> None:
    states: dict[str, State] = public(dossier, INSTANT)[1]
    assert {key: state for key, state in states.items() if state != "public"} == {
        "examplia/people/withdrawn-one": "withdrawn",
        "examplia/people/erased-one": "erased",
        "examplia/people/drafted-one": "draft",
        "examplia/people/embargoed-one": "embargoed",
    }


def test_one_file_a_record_and_a_list_of_records_are_the_same(tmp_path: Path) -> None:
    """Every Markdown record becomes an item of a list with `id` and `text`, and nothing changes."""
    shutil.copytree(INVENTED, tmp_path, dirs_exist_ok=True)
    before = load(tmp_path / "data", read_settings(tmp_path)[0]).dossier
    for entry in list(before.entries.values()):
        file = tmp_path / entry.path
        if file.suffix == ".md":
            source = read(file, entry.path)
            fields = {"id": entry.id, **(plain(source.node) if source.node else {})} | ({"text": source.body.strip()} if source.body.strip() else {})
            file.with_suffix(".yml").write_text(f"- {_flow(fields)}\n", "utf-8")
            file.unlink()
    result = load(tmp_path / "data", read_settings(tmp_path)[0])
    assert spoken(found(tmp_path)) == ""
    for key, entry in before.entries.items():
        after = result.dossier.entries[key]
        assert after.record.model_dump(exclude={"text"}) == entry.record.model_dump(exclude={"text"})
        assert after.body.strip() == entry.body.strip()


def _flow(value: object) -> str:
    """A value as YAML on one line, every text in double quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_flow(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def test_records_of_every_kind_may_stand_in_markdown_and_in_lists() -> None:
    shapes = {kind.folder: {path.suffix for path in INVENTED.rglob(f"{kind.folder}*/*.*") if path.suffix in (".md", ".yml")} for kind in RECORDS}
    assert all(".md" in shapes[folder] for folder in ("letters", "events", "people", "organisations", "demands"))
