"""One way through: a module imports only from those to its left, and nothing in the package knows MkDocs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import ROOT

PACKAGE = ROOT / "hooks" / "dossier"

ORDER = [
    "refusal given asjson problems cells onion security folding alphabet spelling source",
    "languages misdated dates phrases values model references retell hush configured buildable settings files months names prose",
    "bounds dossier addresses licences disk keys again",
    "patience",
    "stages together decoding alike later turning",
    "archives resolve translating load bared vectors cleaning attachments meanings tracks workdays clocks lateness replies threads",
    "concordance index ledger ledgerfile withheld instant between templating citations exports",
    "fonts lines",
    "cards cache quotes standing lags stretches turns overview artifact manifest left carry policy heads feeds calendars",
    "checks settled remembered noted portions parsed",
    "history",
    "glyphs private written notified variants meeting needles scan leaking scale views drawing picture svg paint tables site",
    "figures shell compiled render sums parting searched gathered commonest pagefind proposals outputs",
    "docs prosechecks headers surface relisted permalinks outlasting sealing sitemap",
    "keyed filekeys project prosepages staging filling unhidden slimmed themed publish",
    "begin review quoting schema fields links offline unchanged watching serving warned options sheets listing",
    "cellfields adding scaffold",
    "importing writing guarding",
    "cli",
    "__main__",
]
"""From left to right; a folder is one step, and its modules may import each other."""

STEPS = {name: place for place, name in enumerate(" ".join(ORDER).split())}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")
OUTSIDE = {
    "pydantic", "pydantic_core", "yaml", "babel", "markdown_it", "markupsafe", "nh3", "jinja2", "click", "pikepdf", "PIL", "holidays",
    "feedgenerator", "icalendar", "tinycss2", "anyascii", "watchdog", "msgspec", "ahocorasick_rs", "pypdfium2",
}  # fmt: skip


def step(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path, at_runtime: bool = False) -> set[str]:
    """Every module imported, by its whole name; `at_runtime` leaves out those for type checkers only."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if at_runtime and isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            skipped |= {inner for statement in node.body for inner in ast.walk(statement)}
    here = ("dossier", *path.relative_to(PACKAGE).with_suffix("").parts)
    found: set[str] = set()
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = [*here[: len(here) - node.level], *(node.module or "").split(".")] if node.level else (node.module or "").split(".")
            inside = ".".join(part for part in base if part)
            names = [f"{inside}.{alias.name}" for alias in node.names]
            found |= {name for name in names if (PACKAGE.parent / Path(*name.split("."))).with_suffix(".py").exists() and node.level} or {inside}
    return found


def steps_used(path: Path) -> set[str]:
    used = {name.split(".")[1] for name in imports(path) if name.startswith("dossier.")}
    return used - {step(path)}


def test_every_module_has_its_place_in_the_order() -> None:
    assert {step(path) for path in MODULES} == set(STEPS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_those_to_its_left(path: Path) -> None:
    own = STEPS[step(path)]
    assert {name for name in steps_used(path) if STEPS[name] > own} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_module_of_the_package_imports_what_the_project_does_not_declare(path: Path) -> None:
    tops = {name.split(".")[0] for name in imports(path)}
    assert {top for top in tops if top not in sys.stdlib_module_names} - {"dossier"} - OUTSIDE == set()


def test_what_the_package_imports_is_declared() -> None:
    declared = (ROOT / "pyproject.toml").read_text("utf-8").replace("-", "_").casefold()
    named = {"yaml": "pyyaml", "markdown_it": "markdown_it_py", "PIL": "pillow"}
    assert {top for top in OUTSIDE if f'"{named.get(top, top)}' not in declared} == set()


def test_only_the_adapter_imports_mkdocs() -> None:
    knowing = {path.name for path in [*MODULES, PACKAGE / "__init__.py"] if {"mkdocs", "material"} & {name.split(".")[0] for name in imports(path)}}
    assert knowing == set()
    assert "mkdocs" in (PACKAGE.parent / "main.py").read_text("utf-8")


def test_the_package_works_where_mkdocs_cannot_be_imported() -> None:
    code = "import sys; sys.modules['mkdocs'] = None; sys.modules['material'] = None; import dossier.cli, dossier.publish; print('well')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("well\n", "")


def test_a_build_without_a_change_imports_no_more_than_it_needs() -> None:
    heavy = ("pydantic", "PIL", "babel", "pikepdf")
    code = f"import sys; sys.path.insert(0, 'hooks'); import main; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_adapter_stays_small() -> None:
    assert len((PACKAGE.parent / "main.py").read_text("utf-8").splitlines()) <= 200
