"""The pipelines: contributed files never bring code, no job has a right it does not need, and the ledger is recorded once and in order."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers import ROOT, environ, project, write

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
GITLAB = (ROOT / ".gitlab-ci.yml").read_text("utf-8")
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
EVENTS = "data/utopia/events/2017.yml"

# The scripts are of POSIX; they run where the pipelines do.
pytestmark = pytest.mark.skipif(not shutil.which("bash") or not shutil.which("git"), reason="needs bash and git")


def read(file: Path) -> dict[Any, Any]:
    given: dict[Any, Any] = yaml.safe_load(file.read_text("utf-8"))
    return given


def jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    for file in WORKFLOWS:
        for name, job in read(file)["jobs"].items():
            yield f"{file.stem}: {name}", job


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, job in jobs():
        for step in job["steps"]:
            yield name, step


# What the workflows may do


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_every_action_is_pinned_by_digest_with_its_version_beside_it(file: Path) -> None:
    used = [line.strip().removeprefix("- ") for line in file.read_text("utf-8").splitlines() if "uses:" in line]
    assert used
    assert [line for line in used if not PINNED.fullmatch(line)] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_no_workflow_has_a_right_of_its_own_or_an_event_that_gives_strangers_one(file: Path) -> None:
    workflow = read(file)
    events = workflow[True]  # YAML 1.1 reads the key `on` as true
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(events)
    assert workflow["permissions"] in ({}, {"contents": "read"})
    assert workflow["concurrency"]["group"]


def test_only_these_jobs_may_write_and_only_this() -> None:
    written = {name: {right for right, level in job["permissions"].items() if level == "write"} for name, job in jobs()}
    assert {name: rights for name, rights in written.items() if rights} == {
        "publish: record": {"contents"}, "publish: attest": {"attestations", "id-token"}, "publish: deploy": {"pages", "id-token"},
    }  # fmt: skip


def test_a_job_that_may_write_installs_nothing_and_runs_no_python() -> None:
    for name, job in jobs():
        if "write" in job["permissions"].values():
            said = str(job["steps"])
            assert not re.search(r"pip |python|npm |mkdocs|setup-", said), name


def test_contributions_get_no_secret_and_the_code_of_the_branch_they_are_meant_for() -> None:
    texts = {file.stem: file.read_text("utf-8") for file in WORKFLOWS}
    assert "secrets." not in texts["contribution"] + texts["code"]
    assert "github.token" not in texts["contribution"] + texts["code"]
    runs = [step["run"] for name, step in steps() if name == "contribution: preview" and "run" in step]
    assert [run for run in runs if re.search(r"\bcontributed/", run)] == [], "nothing of the contribution is run"
    assert "base/.ci/preview base contributed site" in runs
    bases = [step["with"] for name, step in steps() if name == "contribution: preview" and step.get("with", {}).get("path") == "base"]
    assert [given["ref"] for given in bases] == ["${{ github.event.pull_request.base.sha }}"]


def test_every_job_ends_and_no_checkout_leaves_its_token_behind() -> None:
    for name, job in jobs():
        assert 0 < job["timeout-minutes"] <= 60, name
    for name, step in steps():
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False, name


def test_nothing_that_a_stranger_may_write_is_pasted_into_a_command() -> None:
    for name, step in steps():
        assert "${{" not in step.get("run", ""), f"{name}: give it through env"


def test_what_is_deployed_was_checked_sealed_scanned_and_recorded_in_that_order() -> None:
    runs = [step["run"] for name, step in steps() if name == "publish: build" and "run" in step]
    order = ["dossier check", "dossier seal", "mkdocs build --strict", "dossier scan site"]
    at = [next(n for n, run in enumerate(runs) if command in run) for command in order]
    assert at == sorted(at)
    publish = dict(jobs())
    assert (publish["publish: deploy"]["needs"], publish["publish: record"]["needs"]) == ("record", "build")


def test_requirements_are_installed_by_their_hashes() -> None:
    for line in [*(line for _, step in steps() for line in step.get("run", "").splitlines()), *GITLAB.splitlines()]:
        if "pip install" in line:
            assert "--require-hashes -r" in line, line


def test_gitlab_does_the_same() -> None:
    given = yaml.safe_load(GITLAB)
    named = {"preview", "code", "build", "record", "pages", "overdue"}
    assert named <= set(given)
    for name in ("build", "record", "pages"):
        assert given[name]["rules"] == [{"if": '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_COMMIT_REF_PROTECTED == "true"'}]
    assert given["pages"]["needs"] == ["build", "record"]
    for command in ("/tmp/base/.ci/preview /tmp/base", "dossier seal", "dossier scan public", "/tmp/record.sh", ".ci/run", ".ci/overdue"):
        assert command in GITLAB


def test_the_readme_and_the_pipeline_run_the_same_tests() -> None:
    command = "-e '.[test]' && pytest -n auto --dist worksteal"
    for file in ("README.md", "CONTRIBUTING.md", ".ci/run"):
        assert command in (ROOT / file).read_text("utf-8"), file


# .ci/preview: the base's code, the contributed data


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project(tmp_path_factory.mktemp("preview") / "base")
    (root / "hooks" / "dossier").symlink_to(ROOT / "hooks" / "dossier")
    return root


@pytest.fixture
def contributed(base: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(base, tmp_path / "contributed", symlinks=True))


def preview(base: Path, contributed: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Runs the script where `python` is the one of the tests."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = ["bash", str(ROOT / ".ci/preview"), str(base), str(contributed), str(contributed.parent / "out")]
    given = environ(PATH=path, TMPDIR=str(contributed.parent), **env)
    return subprocess.run(command, env=given, cwd=contributed, capture_output=True, text=True, timeout=120, check=False)


def seen(done: subprocess.CompletedProcess[str]) -> str:
    return done.stdout + done.stderr


def test_a_contribution_is_built_and_none_of_its_code_runs(base: Path, contributed: Path) -> None:
    ran = contributed.parent / "ran"
    (contributed / "hooks/dossier").unlink()
    evil = f"import pathlib; pathlib.Path({str(ran)!r}).touch()\n"
    modules = ("hooks/main.py", "hooks/dossier/__init__.py", "dossier.py", "yaml.py", "mkdocs.py", "sitecustomize.py", "overrides/x.py")
    write(contributed, dict.fromkeys(modules, evil))
    write(contributed, {
        "mkdocs.yml": "site_name: Taken over\nhooks: [hooks/main.py]\n", ".ci/preview": f"touch {ran}\n", "pyproject.toml": "[\n",
        "data/utopia/events/2019.yml": f"""
            - id: 2019-01-01-hearing
              title: '<script>alert(1)</script> $(touch {ran}) `touch {ran}`'
              date: 2019-01-01
              kind: hearing
              sources: herald
            """,
    })  # fmt: skip
    done = preview(base, contributed)
    assert done.returncode == 0, seen(done)
    assert not ran.exists()
    page = (contributed.parent / "out/utopia/events/2019-01-01-hearing/index.html").read_text("utf-8")
    assert "Taken over" not in page
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_code_of_a_contribution_would_run_if_it_were_built_itself(contributed: Path) -> None:
    """The control of the test above."""
    own = (ROOT / "hooks/main.py").read_text("utf-8")
    (contributed / "hooks/main.py").write_text(f"{own}\nPath({str(contributed.parent / 'ran')!r}).touch()\n", "utf-8")
    preview(contributed, contributed)
    assert (contributed.parent / "ran").exists()


@pytest.mark.parametrize("place", ["data/utopia/people.yml", "docs/press.md", "data/utopia/letters", "docs/new.md", "data"])
def test_a_contributed_link_is_refused_before_anything_is_read(base: Path, contributed: Path, place: str) -> None:
    file = contributed / place
    if file.is_dir():
        shutil.rmtree(file)
    file.unlink(missing_ok=True)
    file.symlink_to("/etc/passwd" if "." in place else base / place)
    done = preview(base, contributed)
    assert done.returncode == 2, seen(done)
    assert place in done.stdout
    assert not list((contributed.parent / "out").iterdir())


def test_a_name_that_could_speak_to_the_pipeline_is_refused_and_shown_on_one_line(base: Path, contributed: Path) -> None:
    write(contributed, {"data/utopia/x\n::add-mask::y.yml": "- {}\n"})
    done = preview(base, contributed, GITHUB_ACTIONS="true")
    assert done.returncode == 2, seen(done)
    assert [line for line in seen(done).splitlines() if line.startswith("::") and not line.startswith("::error::")] == []


def test_problems_are_said_at_the_places_of_the_contribution(base: Path, contributed: Path) -> None:
    write(contributed, {EVENTS: "- {id: 2018-x, title: X, date: 2018-02-30, kind: arrest, sources: gazette}\n"})
    done = preview(base, contributed, GITHUB_ACTIONS="true")
    assert done.returncode == 1, seen(done)
    assert f"::error file={EVENTS},line=1,col=" in done.stdout
    assert not list((contributed.parent / "out").iterdir())


def test_what_mkdocs_says_of_a_page_begins_no_line(base: Path, contributed: Path) -> None:
    write(contributed, {"docs/press.md": "---\ntitle: Press\n---\n# Press\n\n![x](nowhere.png)\n"})
    done = preview(base, contributed)
    assert done.returncode == 1, seen(done)
    assert all(re.match(r"mkdocs: |note: data/|\d+ problems", line) for line in seen(done).splitlines()), seen(done)
    assert "nowhere.png" in done.stdout, "what is wrong is named"


def test_a_sealed_line_that_is_gone_is_pointed_out(base: Path, contributed: Path) -> None:
    write(contributed, {EVENTS: "- {id: 2018-x}\n"})  # so that nothing is built
    own = Path(shutil.copytree(contributed, contributed.parent / "own", symlinks=True))
    header = "address,what,of,fingerprint,corrections,first_published,code,state\n"
    write(own, {"data/permalinks.csv": f"{header}about/,prose,,,,2026-11-24,,live\npress/,prose,,,,2026-11-24,,live\n"})
    write(contributed, {"data/permalinks.csv": f"{header}press/,prose,,,,2026-11-24,,live\n"})
    assert "1 sealed line(s) of data/permalinks.csv are changed or gone" in preview(own, contributed).stdout
    assert "sealed line(s)" not in preview(own, own).stdout


# .ci/record: the ledger, recorded once and in order


def git(root: Path, *arguments: str) -> str:
    named = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    given = environ(**named, GIT_CONFIG_GLOBAL="/dev/null")
    return subprocess.run(["git", "-C", str(root), *arguments], env=given, capture_output=True, text=True, check=True).stdout.strip()


class Repository:
    """A remote with a branch `main`, the clone in which a pipeline built it, and one in which an editor works."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        git(folder, "init", "-q", "--bare", "-b", "main", "remote.git")
        self.editor = self.clone("editor")
        write(self.editor, {"data/permalinks.csv": "address\na/\n", "data/x.yml": "1\n"})
        self.push("first")
        self.pipeline = self.clone("pipeline")
        (folder / "sealed.csv").write_text("address\na/\nb/\n", "utf-8")

    def clone(self, name: str) -> Path:
        git(self.folder, "clone", "-q", "remote.git", name)
        git(self.folder / name, "checkout", "-q", "-B", "main")
        return self.folder / name

    def push(self, said: str) -> None:
        git(self.editor, "add", "-A")
        git(self.editor, "commit", "-q", "-m", said)
        git(self.editor, "push", "-q", "origin", "main")

    def record(self, **env: str) -> int:
        command = ["bash", str(ROOT / ".ci/record"), str(self.folder / "sealed.csv"), "main"]
        given = environ(RETRY_SECONDS="0", GIT_CONFIG_GLOBAL="/dev/null", **env)
        return subprocess.run(command, cwd=self.pipeline, env=given, capture_output=True, text=True, check=False).returncode

    def remote(self, *arguments: str) -> str:
        return git(self.folder / "remote.git", *arguments)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_the_ledger_is_committed_once_and_starts_no_run(repository: Repository) -> None:
    assert repository.record() == 0
    assert repository.remote("show", "main:data/permalinks.csv").splitlines() == ["address", "a/", "b/"]
    assert repository.remote("log", "-1", "--format=%s", "main") == "Seal the published addresses [skip ci]"
    assert repository.remote("diff", "--name-only", "main~1", "main") == "data/permalinks.csv"
    assert repository.record() == 0
    assert repository.remote("rev-list", "--count", "main") == "2"


def test_what_an_editor_pushed_meanwhile_stays(repository: Repository) -> None:
    write(repository.editor, {"data/x.yml": "2\n"})
    repository.push("an edit")
    assert repository.record() == 0
    assert repository.remote("show", "main:data/x.yml") == "2"
    assert repository.remote("log", "--format=%s", "main").splitlines() == ["Seal the published addresses [skip ci]", "an edit", "first"]


def test_a_push_between_fetch_and_push_is_tried_again(repository: Repository, tmp_path: Path) -> None:
    """The remote refuses once, as it does when somebody else was faster."""
    hook = repository.folder / "remote.git/hooks/pre-receive"
    hook.write_text(f"#!/bin/sh\n[ -e {tmp_path}/refused ] || {{ touch {tmp_path}/refused; exit 1; }}\n", "utf-8")
    hook.chmod(0o755)
    assert repository.record() == 0
    assert (tmp_path / "refused").exists()
    assert repository.remote("rev-list", "--count", "main") == "2"


def test_a_ledger_that_somebody_else_changed_is_not_overwritten(repository: Repository) -> None:
    write(repository.editor, {"data/permalinks.csv": f"address\nerased:{'0' * 64}\n"})
    repository.push("an erasure")
    assert repository.record() == 3
    assert repository.remote("show", "main:data/permalinks.csv").splitlines() == ["address", f"erased:{'0' * 64}"]
