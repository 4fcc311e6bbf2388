"""Case files as text -> a dossier or a whole small project, for tests that show what follows from them."""

from __future__ import annotations

import fcntl
import os
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from textwrap import dedent

import pytest
from dossier.dossier import Dossier
from dossier.index import Index
from dossier.load import load
from dossier.needles import needles
from dossier.private import Private
from dossier.scan import Scanner
from dossier.settings import Settings, read_settings
from dossier.site import Site

__all__ = [
    "OTHER_PUBLISHER", "ROOT", "SMALL", "built", "copied", "dossier_of", "environ", "index_of", "leaks", "made_once", "mkdocs", "own_data",
    "pages_of", "project", "served", "tree", "write",
]  # fmt: skip

ROOT = Path(__file__).resolve().parents[1]

SMALL = {
    "data/utopia/country.yml": """
        title: Utopia
        iso: ZZ
        """,
    "data/utopia/people.yml": """
        - id: ann-lee
          name: Ann Lee
          sort_name: Lee, Ann
          basis: public-role
          category: unionist
          names: {ru: Анна Ли}
          other_names: [A. Lee]
        - id: bo-dahl
          name: Bo Dahl
          sort_name: Dahl, Bo
          basis: public-role
          category: official
        """,
    "data/utopia/organisations.yml": """
        - id: free-union
          name: Free Union
          type: trade-union
          abbreviations: FU
        - id: ministry
          name: Ministry of Labour
          type: government
        """,
    "data/utopia/sources.yml": """
        - id: gazette
          title: The Gazette of 2017
          publisher: Gazette
          date: 2017-02-01
          url: https://example.org/gazette
        - id: herald
          title: The Herald of 2018
          publisher: Herald
          date: 2018-03-01
        - id: undated
          title: A page without a date
          publisher: Nobody
        """,
    "data/utopia/demands.yml": """
        - id: release
          title: Release of Ann Lee
          target: ministry
          text: Ann Lee is to be released.
        """,
    "data/utopia/letters/2017-03-24-to-bo-dahl.md": """
        ---
        title: Letter to Bo Dahl
        date: 2017-03-24
        from: free-union
        to: bo-dahl
        language: en
        demands: [{demand: release, paragraph: p2}]
        checked: 2018-05-01
        ---
        The Free Union writes about Ann Lee.

        Please release her.
        """,
    "data/utopia/events/2017.yml": """
        - id: 2017-01-20-arrest
          title: Ann Lee is arrested
          date: 2017-01-20
          kind: arrest
          people: ann-lee
          sources: [gazette, letters/2017-03-24-to-bo-dahl#p1]
          checked: 2018-05-01
        - id: 2018-02-28-release
          title: Ann Lee is released
          date: 2018-02-28
          kind: release
          people: ann-lee
          sources: herald
        """,
    "docs/index.md": """
        ---
        title: Small dossier
        ---
        # Small dossier

        Of [Ann Lee](utopia/people/ann-lee).
        """,
    "docs/about.md": """
        ---
        title: About
        ---
        # About

        ## Corrections

        Write to us.
        """,
    "docs/press.md": """
        ---
        title: Press
        ---
        # Press
        """,
    "mkdocs.yml": """
        site_name: Small dossier
        site_url: https://dossier.example/small/
        theme:
          name: material
          font: false
          features: [navigation.tabs]
        plugins: []
        hooks: [hooks/main.py]
        validation:
          omitted_files: info
          absolute_links: warn
          unrecognized_links: warn
          anchors: warn
        nav:
          - Countries: index.md
          - Timeline: timeline/index.html
          - Letters: letters/index.html
          - People: people/index.html
          - Organisations: organisations/index.html
          - Demands: demands/index.html
          - Corrections: corrections/index.html
          - Press: press.md
          - About: about.md
        extra:
          dossier:
            publisher: Free Union
            source_url: https://example.org/edit/main/
        """,
}
OTHER_PUBLISHER = {"mkdocs.yml": SMALL["mkdocs.yml"].replace("publisher: Free Union", "publisher: Small Press")}
"""Of a site that may not name the union, which is withheld with its country."""
"""A whole project: one country with a letter, two events, two people; the vocabulary is the repository's own."""


DRAFT = """
    ---
    title: A draft
    date: 2017-03-25
    from: free-union
    to: bo-dahl
    draft: true
    ---
    Words that nobody may read yet.
    """
"""A letter of that project which nobody may read yet: `data/utopia/letters/2017-03-25-….md`."""


def write(root: Path, files: Mapping[str, str | bytes | None]) -> Path:
    """Writes files below `root`, texts without the indentation of the test; None takes a file away."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink()
        elif isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(dedent(content).lstrip("\n"), "utf-8")
    return root


def project(root: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """The small project in `root`, with `files` written over it, and the hooks of this repository."""
    shutil.copytree(ROOT / "data" / "vocabulary", root / "data" / "vocabulary")
    write(root, SMALL)
    write(root, files or {})
    (root / "hooks").mkdir(exist_ok=True)
    shutil.copy(ROOT / "hooks" / "main.py", root / "hooks" / "main.py")
    return root


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that is made once a test run, also where several processes share the run (pytest-xdist); nobody may change it.

    The lock goes with the process that holds it, so that one which dies does not stop the others.
    """
    shared = factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else factory.getbasetemp()
    folder, done = shared / name, shared / f"{name}.made"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder as a website from its own root; gives its address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def dossier_of(root: Path, files: Mapping[str, str | bytes | None] | None = None) -> Dossier:
    """The small project's dossier with `files` (below data/utopia/) written over it; nothing but the loading of it is checked."""
    project(root, {f"data/utopia/{name}": content for name, content in (files or {}).items()})
    result = load(root / "data", Settings())
    assert [str(problem) for problem in result.problems] == []
    return result.dossier


def index_of(root: Path, files: Mapping[str, str | bytes | None] | None = None) -> Index:
    return Index(dossier_of(root, files))


@cache
def copied(folder: Path) -> Path:
    """A copy of the invented project, which names the hooks of this repository."""
    shutil.copytree(ROOT / "tests" / "invented", folder)
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("../../hooks/main.py", str(ROOT / "hooks" / "main.py")), "utf-8")
    return folder


def own_data() -> Index:
    """What follows from the case files of this very repository."""
    settings, problems = read_settings(ROOT)
    result = load(ROOT / "data", settings)
    assert [str(problem) for problem in [*problems, *result.problems] if problem.level == "error"] == []
    return Index(result.dossier)


def environ(**changes: str) -> dict[str, str]:
    """The environment of a build: the package of this checkout, and nothing that decides what is published, unless a test sets it."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "DOSSIER_CACHE") if name in os.environ} | {"PYTHONPATH": str(ROOT / "hooks")}
    return kept | {"SOURCE_DATE_EPOCH": "1790000000", "NO_MKDOCS_2_WARNING": "1"} | changes


def mkdocs(root: Path, *arguments: str, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Runs `mkdocs build` on the project in `root`; what it says is in `stderr`."""
    command = [sys.executable, "-m", "mkdocs", *arguments] if arguments else [sys.executable, "-m", "mkdocs", "build", "-q"]
    if cwd is not None:
        command += ["-f", str(root / "mkdocs.yml")]
    given = environ() if env is None else dict(env)
    return subprocess.run(command, cwd=cwd or root, env=given, capture_output=True, text=True, timeout=120, check=False)


def built(root: Path) -> dict[str, bytes]:
    """Builds the project in strict mode; every file of the site."""
    done = mkdocs(root, "build", "-q", "--strict")
    assert (done.returncode, done.stderr) == (0, "")
    return tree(root / "site")


@contextmanager
def no_room() -> Iterator[None]:
    """Within it no file takes a byte, as on a full disk: “File too large”."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def tree(folder: Path) -> dict[str, bytes]:
    """Path below the folder -> bytes, for every file."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def pages_of(site: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Every HTML page of a site as (path, text)."""
    for path, content in site.items():
        if path.endswith(".html"):
            yield path, content.decode("utf-8")


def leaks(site: Site, private: Private) -> Scanner:
    """What looks for everything that may not be published."""
    return Scanner(needles(site.everything, site.states, private, site.ledger))
