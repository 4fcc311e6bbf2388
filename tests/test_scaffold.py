"""`dossier new`: a file in which a record is begun, refused by the check until it is filled in, and never in the place of another."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from dossier.cli import main
from dossier.load import load
from dossier.model import RECORDS, Country, Record
from dossier.project import checked
from dossier.scaffold import text_of
from dossier.settings import Settings
from dossier.source import parse, plain
from helpers import no_room, project, tree

NEW = [
    ("letter", "2019-01-01-x", "data/utopia/letters/2019-01-01-x.md", ["title", "date", "from", "to"]),
    ("event", "2019-01-02-x", "data/utopia/events/2019-01-02-x.md", ["title", "date", "kind", "sources"]),
    ("person", "x", "data/utopia/people/x.md", ["name", "sort_name", "basis"]),
    ("organisation", "x", "data/utopia/organisations/x.md", ["name", "type"]),
    ("demand", "x", "data/utopia/demands/x.md", ["title"]),
    ("source", "x", "data/utopia/sources/x.md", ["title", "publisher"]),
]


def begun(root: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["new", *arguments, "--root", str(root)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def wrong(root: Path) -> list[str]:
    return [str(problem) for problem in load(root / "data", Settings()).problems]


def test_a_record_that_is_begun_is_incomplete_until_it_is_filled_in(tmp_path: Path) -> None:
    root = project(tmp_path)
    for kind, ident, path, _ in NEW:
        assert begun(root, kind, ident, "--country", "utopia").stdout == f"{path}\n"
    assert begun(root, "country", "newland").stdout == "data/newland/country.yml\n"
    said = wrong(root)
    for path, field in [*((path, field) for _, _, path, fields in NEW for field in fields), ("data/newland/country.yml", "iso")]:
        assert [line for line in said if line.startswith(f"{path}:") and line.endswith(f" {field}: is empty")], (path, field)
    assert len(said) == sum(len(fields) for *_, fields in NEW) + 2


def test_a_file_that_is_filled_in_lacks_its_text_or_nothing(tmp_path: Path) -> None:
    root = project(tmp_path)
    values = {
        "title": "X", "date": "2019", "from": "free-union", "to": "bo-dahl", "kind": "meeting", "sources": "gazette", "name": "X Y",
        "sort_name": "Y, X", "basis": "consent", "type": "government", "publisher": "P",
    }  # fmt: skip
    for kind, ident, path, fields in NEW:
        begun(root, kind, ident, "--country", "utopia")
        text = (root / path).read_text("utf-8")
        for field in fields:
            text = text.replace(f"\n{field}: ", f"\n{field}: {values[field]}")
        (root / path).write_text(text, "utf-8")
    said = [str(problem).partition(":")[0] for problem in checked(root)[2] if problem.level == "error"]
    assert said == ["data/utopia/demands/x.md", "data/utopia/letters/2019-01-01-x.md"]


@pytest.mark.parametrize("cls", [*RECORDS, Country], ids=lambda cls: cls.noun)
def test_every_field_of_the_model_stands_there_and_is_one_when_its_sign_is_taken_away(cls: type[Record]) -> None:
    head = text_of(cls).removeprefix("---\n").partition("---\n")[0]
    source = parse("\n".join(line.removeprefix("# ") if ":  # " in line else line for line in head.split("\n")).encode(), "x.yml")
    assert source.problems == ()
    names = {info.alias or name for name, info in cls.model_fields.items()}
    assert source.node is not None
    assert set(source.node.keys) == names - ({"text"} if cls is not Country else set())  # type: ignore[union-attr]
    assert plain(source.node) == {}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["person", "ann-lee", "--country", "utopia"], "there is already a person 'ann-lee', in data/utopia/people.yml, line 1"),
        (["letter", "2017-03-24-to-bo-dahl", "--country", "utopia"], "there is already a letter '2017-03-24-to-bo-dahl', in data/utopia/letters/"),
        (["event", "arrest", "--country", "utopia"], "'arrest' does not begin with its date; write 2017-01-20-…"),
        (["event", "../../x", "--country", "utopia"], "'../../x' is not an id; write it in a-z, 0-9 and '-'"),
        (["person", "x", "--country", "utopa"], "there is no country 'utopa'; did you mean 'utopia'?"),
        (["person", "x", "--country", "../.."], "there is no country '../..'; `dossier new country` begins one"),
        (["person", "x"], "--country lacks; write the country's folder in data/, or international"),
        (["country", "utopia"], "data/utopia/country.yml is there already, and stays as it is"),
        (["country", "timeline"], "'timeline' is a reserved name and cannot be a country's folder"),
        (["country", "con"], "'con' is a name that Windows keeps for devices and cannot be a country's folder"),
    ],
)  # fmt: skip
def test_what_cannot_be_begun_is_refused_with_the_reason(tmp_path: Path, arguments: list[str], said: str) -> None:
    root = project(tmp_path)
    result = begun(root, *arguments)
    assert result.exit_code == 1
    assert said in result.output


@pytest.mark.parametrize("arguments", [["country", "utopia"], ["person", "x", "--country", "utopia"]])
def test_nothing_is_begun_where_no_project_is(tmp_path: Path, arguments: list[str]) -> None:
    assert "here is no project, since there is no folder data/; go to the folder that holds mkdocs.yml" in begun(tmp_path, *arguments).output
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    root = project(tmp_path, {"data/utopia/people/x.md": "not yet a record\n"})
    assert "data/utopia/people/x.md is there already, and stays as it is" in begun(root, "person", "x", "--country", "utopia").output
    assert (root / "data/utopia/people/x.md").read_text("utf-8") == "not yet a record\n"


def test_on_a_full_disk_nothing_is_left_of_a_file(tmp_path: Path) -> None:
    """An empty file was left, which the next `dossier new` took for one that is there, and which the check refused."""
    root = project(tmp_path)
    before = tree(root / "data")
    with no_room():
        result = begun(root, "person", "x", "--country", "utopia")
    assert (result.exit_code, result.output) == (1, "Error: data/utopia/people/x.md cannot be written (File too large)\n")
    assert tree(root / "data") == before
