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


def told(lines: list[str]) -> set[str]:
    """The files with what is said of each, without what follows from another record."""
    return {line[6:].split("  [")[0] for line in lines}


def test_states_of_people_are_marked_as_what_they_rest_on(tmp_path: Path) -> None:
    lines = reviewed(project(tmp_path, {"data/utopia/events/2019.yml": STRIKE}))
    assert marks(lines, "Ann Lee: under arrest (contested)") == ["1~!", "1~!"]
    assert marks(lines, "2018-02-28 Ann Lee: released") == ["1!"]
    assert marks(lines, "2017-01-20 Ann Lee: under arrest") == ["!"], "two publishers"
    assert marks(lines, "person: Ann Lee") == ["!"]


def test_every_statement_is_a_line(tmp_path: Path) -> None:
    files = {
        "data/utopia/country.yml": "title: Utopia\niso: ZZ\nconventions: {convention: C087, ratified: 2000}\n",
        "data/utopia/organisations.yml": """
            - {id: free-union, name: Free Union, type: trade-union, affiliations: {organisation: ministry, kind: guest, until: 2019}}
            - {id: ministry, name: Ministry of Labour, type: government}
            """,
        "data/utopia/people/cy-dunn.md": """
            ---
            name: Cy Dunn
            sort_name: Dunn, Cy
            basis: public-role
            roles: {title: Chair, organisation: free-union, from: 2016}
            right_of_reply: {to: ministry, asked: 2018-01-02, answered: 2018-01-03, text: "No\\n\\ncomment."}
            ---
            """,
        "data/utopia/events/2019.yml": STRIKE.replace("text: On the first.", 'text: "On the\\n\\nfirst."'),
    }
    lines = reviewed(project(tmp_path, files))
    assert all(line[6:].startswith("data/utopia/") and line.endswith("]") for line in lines), lines
    assert {
        "data/utopia/country.yml:1  Utopia: C087, ratified 2000",
        "data/utopia/organisations.yml:1  Free Union: guest, Ministry of Labour, until 2019",
        "data/utopia/people/cy-dunn.md:2  Cy Dunn: Chair, Free Union, from 2016",
        "data/utopia/people/cy-dunn.md:2  Cy Dunn: asked on 2018-01-02: Ministry of Labour; answered on 2018-01-03: No comment.",
        "data/utopia/events/2019.yml:1  2018-03-01 account of Free Union: On the first.",
    } <= told(lines)


def git(root: Path, *command: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(root), *identity, *command], check=True, capture_output=True)


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
