"""What an editor is shown of a country: every statement with its sources, what is doubtful marked."""

from __future__ import annotations

import subprocess
from pathlib import Path

from click.testing import CliRunner
from dossier.cli import main
from helpers import project, write

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


def git(root: Path, *command: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(root), *identity, *command], check=True, capture_output=True)


def told(lines: list[str]) -> set[str]:
    """The files with what is said of each, without what follows from another record."""
    return {line[6:].split("  [")[0] for line in lines}


def test_since_a_revision_only_the_records_that_changed_are_shown(tmp_path: Path) -> None:
    russian = "data/utopia/letters/2017-03-24-to-bo-dahl.ru.md"
    front = "---\ntitle: Письмо\ntranslated_by: A volunteer\n---\nОдин.\n\n"
    root = project(tmp_path, {"data/utopia/events/2019.yml": STRIKE, russian: f"{front}Два.\n"})
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "All")
    assert reviewed(root, "--since", "HEAD") == []
    events, people = root / "data/utopia/events/2017.yml", root / "data/utopia/people.yml"
    events.write_text(events.read_text("utf-8").replace("Ann Lee is released", "Ann Lee is let go"), "utf-8")
    assert told(reviewed(root, "--since", "HEAD")) == {"data/utopia/events/2017.yml:8  2018-02-28 Release: Ann Lee is let go"}
    people.write_text(people.read_text("utf-8").replace("  category: official\n", ""), "utf-8")
    write(root, {russian: f"{front}Двое.\n", "data/utopia/organisations/new-union.md": "---\nname: New Union\ntype: trade-union\n---\n"})
    assert told(reviewed(root, "--since", "HEAD")) == {
        "data/utopia/events/2017.yml:8  2018-02-28 Release: Ann Lee is let go",
        "data/utopia/letters/2017-03-24-to-bo-dahl.md:2  2017-03-24 letter: Letter to Bo Dahl",
        "data/utopia/organisations/new-union.md:2  organisation: New Union",
        "data/utopia/people.yml:8  person: Bo Dahl",
    }
