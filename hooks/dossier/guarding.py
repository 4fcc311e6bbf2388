"""The commands that look for what must not be published, and show what is kept private."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .given import PRIVATE
from .options import FOLDER, ROOT, at_instant, counted, instant
from .private import covered
from .problems import refusals
from .project import prepared, read_project
from .scan import Scanner

__all__ = ["private_command", "scan_command"]


@click.command("scan", short_help="Looks in a site for what may not be published.")
@ROOT
@click.argument("folder", type=FOLDER)
@at_instant("The instant that decides embargoes, for example 2026-11-24.")
def scan_command(root: Path, folder: Path, as_of: str) -> None:
    """Looks in every byte of FOLDER, a built site, for what may not be published. Ends with 1 if it is there, with 2 if nobody can tell."""
    project = read_project(root.resolve(), as_of=instant(as_of))
    if refusals(project.problems):
        click.echo("the case files or the private overlay have problems, so that it is not known what to look for; run dossier check", err=True)
        sys.exit(2)
    scanner = Scanner(project.sought)
    found = list(scanner.folder(folder)) if scanner else []
    for finding in found:
        click.echo(str(finding))
    overlay = "with" if project.private.there else "without"
    click.echo(f"{len(found)} found; looked for {counted(len(scanner.needles), 'value')}, {overlay} a private overlay", err=True)
    sys.exit(1 if found else 0)


@click.command("private", short_help="What the private overlay covers.")
@ROOT
@click.argument("record", default="")
def private_command(root: Path, record: str) -> None:
    """What the private overlay (DOSSIER_PRIVATE) covers; with RECORD (utopia/people/ann-lee), what it says of that one. Not for public logs."""
    site, private, problems = prepared(root.resolve(), instant())
    if wrong := [problem for problem in refusals(problems) if problem.path.startswith(PRIVATE)]:
        raise click.ClickException("\n".join(map(str, wrong)))
    if not private.there:
        raise click.ClickException(f"{PRIVATE} names no folder")
    if record:
        if record not in private.files:
            raise click.ClickException("there is nothing private about this record, or no such record; write <country>/people/<id>")
        click.echo(private.files[record].read_text("utf-8"), nl=False)
        return
    for line in covered(private, site.everything):
        click.echo(line)
