"""What an editor is shown of a country: every statement with its sources, what is doubtful marked."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from dossier.cli import main
from helpers import project

STRIKE = """
- id: 2018-03-01-arrest
  title: Ann Lee is arrested again
  date: 2018-03-01
  kind: arrest
  people: ann-lee
  sources: herald
  checked: 2018-05-01
  accounts:
    - {by: free-union, text: On the first., date: 2018-03-01, sources: herald}
    - {by: {text: The police}, text: On the second., date: 2018-03-02, sources: herald}
"""


def reviewed(root: Path, *more: str) -> list[str]:
    done = CliRunner().invoke(main, ["review", "utopia", "--root", str(root), *more])
    assert done.exit_code == 0, done.output
    return done.output.splitlines()


def marks(lines: list[str], said: str) -> list[str]:
    """The marks of the lines that say it."""
    return [line[:5].strip() for line in lines if said in line]


def test_states_of_people_are_marked_as_what_they_rest_on(tmp_path: Path) -> None:
    lines = reviewed(project(tmp_path, {"data/utopia/events/2019.yml": STRIKE}))
    assert marks(lines, "Ann Lee: under arrest (contested)") == ["1~!", "1~!"]
    assert marks(lines, "2018-02-28 Ann Lee: released") == ["1!"]
    assert marks(lines, "2017-01-20 Ann Lee: under arrest") == ["!"], "two publishers"
    assert marks(lines, "person: Ann Lee") == ["!"]
