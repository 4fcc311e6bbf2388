"""A published form is one module and its line in the list: an output that a test adds is published like any other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import dossier.outputs
import pytest
from dossier.artifact import Artifact
from dossier.publish import Build
from dossier.site import Site
from helpers import ROOT, built, project, write
from test_withheld import person

OUTPUTS = ROOT / "hooks" / "dossier" / "outputs"

ADDED = '''
"""A page that counts the letters, and a file with their number."""

from dossier import outputs
from dossier.artifact import Artifact, Page
from dossier.model import Letter
from dossier.outputs.common import foot_of


def publish(site):
    count = sum(1 for _ in site.dossier.of(Letter.folder))
    yield Artifact("counted.txt", lambda: f"{count} letters".encode(), "")
    context = {"title": "Counted", "sources": [], "crumbs": (), "foot": foot_of(site, ())}
    yield Page("counted/", "Counted", f"{count} letters.", "sources.html", context)


outputs.OUTPUTS = (*outputs.OUTPUTS, publish)
'''


def test_an_output_that_is_added_is_built_and_has_all_that_others_have(tmp_path: Path) -> None:
    """As a user of the package would add one: a module beside the hook, imported by it."""
    root = project(tmp_path, {"hooks/counted.py": ADDED})
    main = root / "hooks" / "main.py"
    main.write_text(main.read_text("utf-8").replace("import logging\n", "import logging\nimport counted\n", 1), "utf-8")
    config = (root / "mkdocs.yml").read_text("utf-8").replace("nav:\n", "nav:\n  - Counted: counted/index.html\n")
    site = built(write(root, {"mkdocs.yml": config}))
    assert site["counted.txt"] == b"1 letters"
    page = site["counted/index.html"].decode()
    assert "<title>Counted" in page
    assert 'content="1 letters."' in page
    assert '<link rel="canonical" href="https://dossier.example/small/counted/">' in page
    assert "Content-Security-Policy" in page
    assert "<loc>https://dossier.example/small/counted/</loc>" in site["sitemap.xml"].decode()
    assert " counted.txt\n" in site["SHA256SUMS"].decode()


def test_what_an_added_output_says_is_searched_for_what_is_withheld(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(tmp_path, {"data/utopia/people/secret.yml": person(draft="true")})

    def leaking(site: Site) -> Iterator[Artifact]:
        yield Artifact("all.txt", lambda: " ".join(str(entry.record.name) for entry in site.everything.of("people")).encode(), "")

    monkeypatch.setattr(dossier.outputs, "OUTPUTS", (*dossier.outputs.OUTPUTS, leaking))
    build = Build.prepare(tmp_path, as_of="2026-11-24")
    next(artifact for artifact in build.artifacts() if artifact.uri == "all.txt").content()
    assert {finding.place for finding in build.scanner.findings} == {"all.txt"}


def test_every_module_of_outputs_has_its_line_or_serves_one_that_has() -> None:
    text = (OUTPUTS / "__init__.py").read_text("utf-8")
    listed = set(re.findall(r"^    (\w+)\.publish,$", text, re.MULTILINE))
    publishing = {path.stem for path in OUTPUTS.glob("*.py") if re.search(r"^def publish\(", path.read_text("utf-8"), re.MULTILINE)}
    assert listed == publishing
    assert len(listed) == len(dossier.outputs.OUTPUTS)


def test_the_developers_page_says_how_to_add_one() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    section = guide.partition("### Add an output")[2].partition("\n### ")[0]
    for word in ("outputs/", "OUTPUTS", "Artifact", "Page", "tests/test_outputs.py"):
        assert word in section
