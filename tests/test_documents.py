"""What is written about the product says what is there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from dossier.checks import CHECKS
from dossier.cli import main
from dossier.fields import fields_markdown
from dossier.schema import schemas
from dossier.settings import Settings
from dossier.source import Map, Seq, plain, read
from jsonschema import Draft202012Validator
from projects import BASE, Case, found, spoken, written

ROOT = Path(__file__).parent.parent
DATA = sorted(path for path in (ROOT / "data").rglob("*") if path.suffix in (".yml", ".md") and path.name != "README.md")
SCHEMAS = dict(schemas())


def examples(heading: str) -> list[str]:
    """The case files that the editors' guide shows under a heading."""
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition(f"### {heading}\n")[2].partition("\n### ")[0]
    return re.findall(r"```\w+\n(.*?)```", guide, re.DOTALL)


def schema_of(file: Path) -> str:
    """The name of the schema that a case file follows."""
    parts = file.relative_to(ROOT / "data").parts
    if file.name == "country.yml":
        return "country.json"
    if parts[0] == "vocabulary":
        return f"{file.stem}.list.json"
    return f"{parts[1]}.json" if file.suffix == ".md" else f"{(parts[1] if len(parts) > 2 else file.stem)}.list.json"


def test_the_editors_guide_describes_every_field_as_the_models_have_it() -> None:
    assert fields_markdown() in (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_a_country_that_is_begun_as_the_guide_says_has_no_problem(tmp_path: Path) -> None:
    country, sources, organisations, person = examples("Begin a country")
    files = {"country.yml": country, "sources.yml": sources, "organisations.yml": organisations, "people/ann-lee.md": person}
    written(Case(BASE, {f"newland/{name}": text for name, text in files.items()}), tmp_path)
    assert spoken(found(tmp_path)) == ""
    (event,), (letter,) = examples("Add an event"), examples("Add a letter")
    files |= {"events/2017.yml": event, "letters/2017-03-24-to-the-ministry.md": letter}
    written(Case(BASE, {f"newland/{name}": text for name, text in files.items()}), tmp_path)
    assert spoken(found(tmp_path)) == ""


def test_the_readme_names_every_setting() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    asked = set(Settings.model_fields) - {"site_name", "docs"}
    assert [name for name in sorted(asked) if not re.search(rf"\b{name}\b", readme)] == []


def test_the_developers_table_names_every_module_once() -> None:
    table = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("### The way through")[2].partition("\n### ")[0]
    named = re.findall(r"`([\w.]+/?)`", "".join(re.findall(r"^\| (`[^|]*)\|", table, re.MULTILINE)))
    package = ROOT / "hooks" / "dossier"
    modules = {path.name for path in package.glob("*.py")} | {f"{path.name}/" for path in package.iterdir() if path.is_dir()}
    assert sorted(named) == sorted(modules - {"__init__.py", "__main__.py", "__pycache__/"})


def test_the_readme_or_the_guide_names_every_command() -> None:
    written = (ROOT / "README.md").read_text("utf-8") + (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert [name for name in main.commands if f"dossier {name}" not in written] == []


def test_the_list_of_commands_says_what_each_does_in_a_line() -> None:
    said = CliRunner().invoke(main, ["--help"]).output.partition("Commands:")[2].split("\n")[1:-1]
    assert len(said) == len(main.commands)
    assert [line for line in said if not line.endswith(".") or "..." in line] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_in_the_repository_are_those_of_the_models(name: str) -> None:
    assert json.loads((ROOT / ".schemas" / name).read_text("utf-8")) == SCHEMAS[name]


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_schema_is_a_valid_schema(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("file", DATA, ids=lambda file: str(file.relative_to(ROOT)))
def test_each_case_file_follows_its_schema(file: Path) -> None:
    if "." in file.stem:
        pytest.skip("a translation has no schema of its own")
    node = read(file, file.name).node
    value = plain(node) if node is not None else [] if file.suffix == ".yml" else {}
    assert [error.message for error in Draft202012Validator(SCHEMAS[schema_of(file)]).iter_errors(value)] == []


@pytest.mark.parametrize("file", [file for file in DATA if file.suffix == ".yml"], ids=lambda file: str(file.relative_to(ROOT)))
def test_each_yaml_file_names_its_schema_for_editors(file: Path) -> None:
    first = re.match(r"# yaml-language-server: \$schema=(\S+)\n", file.read_text("utf-8"))
    assert first
    assert (file.parent / first[1]).resolve() == ROOT / ".schemas" / schema_of(file)


def test_a_schema_refuses_an_unknown_field_and_a_missing_one() -> None:
    errors = [error.message for error in Draft202012Validator(SCHEMAS["people.json"]).iter_errors({"nam": "A"})]
    assert any("nam" in error for error in errors)
    assert any("'basis' is a required property" in error for error in errors)


def test_a_schema_takes_a_text_that_editors_read_as_a_number() -> None:
    source = {"id": "report-386", "title": 386, "publisher": "ILO", "identifiers": {"cfa_case": 3283}}
    assert [error.message for error in Draft202012Validator(SCHEMAS["sources.list.json"]).iter_errors([source])] == []


def test_a_schema_takes_a_field_that_is_left_empty_as_the_check_does(tmp_path: Path) -> None:
    """An editor's program underlined fields without values that the check reads as absent."""
    names = [name for name in SCHEMAS["events.json"]["properties"] if name not in ("title", "date", "kind", "sources")]
    given = {"id": "2017-01-20-x", "title": {"en": 386, "ru": True}, "date": 2017, "kind": "arrest", "sources": "gazette"}
    schema, refused = Draft202012Validator(SCHEMAS["events.list.json"]), set()
    for name in names:
        lines = [f"{key}: {json.dumps(value)}" for key, value in given.items()]
        written(Case(BASE, {"examplia/events/x.yml": "- " + "\n  ".join([*lines, f"{name}:"]) + "\n"}), tmp_path / name)
        said = [problem.text for problem in found(tmp_path / name) if problem.field == name]
        assert schema.is_valid([{**given, name: None}]) == ("is empty; write what holds, or leave the field out" not in said), name
        refused |= {name} if said else set()
    assert refused == {"draft", "publish_after", "withdrawn"}, "what keeps a record from readers is never read as absent"
    assert not any(schema.is_valid([{**given, name: None}]) for name in given)


def test_every_check_says_what_it_checks() -> None:
    assert [check.__name__ for check in CHECKS if not check.__doc__] == []


def test_every_kind_state_and_word_of_the_vocabulary_has_a_meaning() -> None:
    without = []
    for file in (ROOT / "data" / "vocabulary").glob("*.yml"):
        node = read(file, file.name).node
        for item in node.items if isinstance(node, Seq) else ():
            assert isinstance(item, Map)
            if "description" not in item.values:
                without.append(f"{file.stem}/{plain(item)['id']}")
    assert without == []


def test_dossier_check_speaks_json_and_ends_with_nothing_wrong() -> None:
    result = CliRunner().invoke(main, ["check", "--root", str(ROOT), "--format", "json"])
    assert result.exit_code == 0
    assert [problem for problem in json.loads(result.stdout) if problem["level"] == "error"] == []


def test_dossier_review_names_the_countries_there_are() -> None:
    result = CliRunner().invoke(main, ["review", "atlantis", "--root", str(ROOT)])
    assert result.exit_code == 1
    assert "kazakhstan" in result.output


def test_dossier_review_prints_each_event_with_its_sources() -> None:
    result = CliRunner().invoke(main, ["review", "kazakhstan", "--root", str(ROOT)])
    assert result.exit_code == 0
    assert "Human Rights Watch 2017-01-27" in result.output
