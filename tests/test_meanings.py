"""What lanes and relations mean is said in the vocabulary, under whatever ids; where it is not said, all stays as it was."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from dossier.dossier import Dossier
from dossier.index import Index
from dossier.lags import lags
from dossier.load import load
from dossier.meanings import chained, is_finding, is_meeting, lane_label
from dossier.model import EventKind, Relation, Track
from dossier.settings import Settings
from dossier.standing import days_that_matter
from helpers import ROOT, own_data, project

LANES = "- {id: councils, label: {en: Sessions of the council, ru: Заседания}, meeting: true}\n- {id: verdicts, label: Verdicts, finding: true}\n"
EVENTS = """
    - {id: 2017-01-20-arrest, title: Held, date: 2017-01-20, kind: arrest, people: ann-lee, sources: gazette}
    - {id: 2017-02-01-council, title: Council, date: 2017-02-01, kind: meeting, sources: gazette}
    - id: 2017-06-01-report
      title: Report
      date: 2017-06-01
      kind: cfa_report
      organisations: ministry
      relates_to: {event: 2017-01-20-arrest, relation: afterwards}
      sources: gazette
    """


def said_of(root: Path, change: dict[str, str], files: dict[str, str | None]) -> Dossier:
    """The small project with two more events; in its event kinds and relations `change` says what stands instead of what."""
    project(root, {"data/utopia/events/2017.yml": EVENTS.replace("afterwards", change.get("id: follows\n", "id: follows\n")[4:-1]), **files})
    for name in ("event-kinds.yml", "relations.yml"):
        path = root / "data" / "vocabulary" / name
        text = path.read_text("utf-8")
        for old, new in change.items():
            text = re.sub(old, new, text)
        path.write_text(text, "utf-8")
    result = load(root / "data", Settings())
    assert [str(problem) for problem in result.problems] == []
    return result.dossier


def found(dossier: Dossier) -> tuple[list[str], list[str]]:
    """The days of meetings, and the findings that a violation led to."""
    index = Index(dossier)
    days = [day for day, entries in days_that_matter(index, "utopia").items() if any(entry.folder == "events" for entry in entries)]
    return [day.isoformat() for day in days], [lag.later.id for lag in lags(index) if lag.rule == "finding"]


EXPECTED = (["2017-02-01"], ["2017-06-01-report"])


def test_lanes_and_relations_may_have_any_id(tmp_path: Path) -> None:
    change = {
        "lane: meetings\n": "lane: councils\n", "lane: findings\n": "lane: verdicts\n",
        "id: follows\n": "id: afterwards\n", "inverse: follows\n": "inverse: afterwards\n",
    }  # fmt: skip
    dossier = said_of(tmp_path, change, {"data/vocabulary/lanes.yml": LANES})
    assert found(dossier) == EXPECTED
    assert [lane_label(dossier, lane, "en") for lane in ("councils", "verdicts", "far_away")] == ["Sessions of the council", "Verdicts", "far away"]
    assert lane_label(dossier, "councils", "ru") == "Заседания"


def test_a_vocabulary_that_does_not_say_it_means_what_it_meant(tmp_path: Path) -> None:
    dossier = said_of(tmp_path, {"  chain: (later|part)\n": ""}, {"data/vocabulary/lanes.yml": None})
    assert not any(entry.record.chain for entry in dossier.of(Relation.folder))
    assert found(dossier) == EXPECTED
    assert lane_label(dossier, "findings", "en") == "Complaints and findings"


def test_what_the_vocabulary_says_of_a_lane_goes_before_what_it_meant(tmp_path: Path) -> None:
    dossier = said_of(tmp_path, {}, {"data/vocabulary/lanes.yml": "- {id: meetings, label: Parties}\n"})
    assert found(dossier) == ([], EXPECTED[1])
    assert lane_label(dossier, "meetings", "en") == "Parties"


@pytest.mark.parametrize("lane", ["letters", "findings", "ratings", "meetings"])
def test_our_own_vocabulary_says_what_it_meant(lane: str, tmp_path: Path) -> None:
    silent, own = said_of(tmp_path, {"  chain: (later|part)\n": ""}, {"data/vocabulary/lanes.yml": None}), own_data().dossier
    for meaning in (is_meeting, is_finding):
        assert meaning(own, lane) == meaning(silent, lane)
    assert lane_label(own, lane, "en").casefold() == lane_label(silent, lane, "en").casefold()
    assert [chained(own, chain) for chain in ("later", "part")] == [chained(silent, chain) for chain in ("later", "part")]


def test_no_module_names_a_kind_of_event_or_a_lane() -> None:
    """`letter_sent` is the contract's: what a letter is on a timeline."""
    kinds = {entry.id: entry.record for entry in own_data().dossier.of(EventKind.folder)}
    words = {*kinds, *(f"vocabulary/event-kinds/{kind}" for kind in kinds)} - {"letter_sent"}
    compared = {kind.lane for kind in kinds.values() if kind.lane} - {"letters"}
    wrong = []
    for path in sorted((ROOT / "hooks" / "dossier").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        exported = {
            id(node) for one in tree.body if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "__all__" for node in ast.walk(one)
        }
        texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in exported]
        wrong += [f"{path.name}:{node.lineno}: {node.value}" for node in texts if node.value in words | compared]
    assert wrong == []


def test_no_template_and_no_script_names_a_kind_of_event_or_a_track() -> None:
    words = {entry.id for folder in (EventKind.folder, Track.folder) for entry in own_data().dossier.of(folder)}
    files = [path for path in sorted((ROOT / "hooks" / "dossier").rglob("*")) if path.suffix in (".html", ".js")]
    wrong = [(path.name, word) for path in files for word in re.findall(r"[\"']([a-z_]+)[\"']", path.read_text("utf-8")) if word in words]
    assert (wrong, len(files) > 50) == ([], True)
