"""The commands that write case files: records from a table, and a file in which a record is begun."""

from __future__ import annotations

from pathlib import Path

import click

from .options import ROOT, at_instant, counted, instant

__all__ = ["import_command", "new_command"]

_COUNTRY = click.option("--country", default="", help="The country's folder in data/, or international.")


@click.command("import", short_help="Adds the rows of a CSV file to the case files.")
@ROOT
@click.argument("kind", type=click.Choice(["events", "people", "organisations", "demands", "sources"]))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--country", required=True, help="The country's folder in data/, or international.")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would be written.")
@at_instant("The instant that decides embargoes and reviews, for example 2026-11-24.")
def import_command(root: Path, kind: str, file: Path, country: str, dry_run: bool, as_of: str) -> None:
    """Adds each row of FILE, a CSV file whose first row names fields, to the case files of a country, checked with all the rest.

    What is there already stays as it is. Problems name the row and the column of the table; while there is one, nothing is written.
    """
    from .importing import read_import, write_import
    from .problems import refusals

    root = root.resolve()
    found = read_import(root, file, kind, country, instant(as_of))
    for problem in found.problems:
        click.echo(f"{'note: ' if problem.level == 'note' else ''}{problem}")
    if wrong := refusals(found.problems):
        raise click.ClickException(f"{counted(len(wrong), 'problem')}; nothing was written")
    for line in found.there:
        click.echo(line)
    for addition in found.additions:
        click.echo(f"{addition.path}: {', '.join(one.record['id'] for one in addition.new)}")
        if dry_run:
            click.echo("".join(item.text for item in addition.items))
    if not dry_run:
        try:
            write_import(root, found.additions)
        except (OSError, ValueError) as error:
            said = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else str(error)
            raise click.ClickException(f"{said}; nothing was written") from None
    if found.left_out:
        click.echo(f"left out, since it follows from the rest: {', '.join(found.left_out)}", err=True)
    added = sum(len(addition.new) for addition in found.additions)
    click.echo(f"{counted(added, 'record')} {'would be added' if dry_run else 'added'}, {len(found.there)} there already", err=True)


@click.command("new", short_help="Begins the file of a record, to be filled in.")
@ROOT
@click.argument("kind", type=click.Choice(["letter", "person", "organisation", "event", "demand", "source", "country"]))
@click.argument("ident", metavar="ID")
@_COUNTRY
def new_command(root: Path, kind: str, ident: str, country: str) -> None:
    """Begins the file of a record with this ID: its required fields are empty, the others stand there as comments.

    The id of a letter or an event begins with its date: 2017-01-30-arrest. That of a country is the name of its folder.
    """
    from .scaffold import begun

    try:
        path = begun(root.resolve(), kind, ident, country)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    click.echo(path)
    click.echo("fill it in; dossier check says what it lacks", err=True)
