"""The command line: what editors and CI run, without MkDocs. What one command alone needs is imported there: `dossier check` runs again and again."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from .archives import unarchived
from .cache import Store
from .files import INTERNATIONAL
from .guarding import private_command, scan_command
from .ledger import LEDGER
from .ledgerfile import as_csv, write_ledger
from .model import Source
from .noted import found_before, remember
from .options import FOLDER, ROOT, Commands, at_instant, counted, instant
from .patience import once_only, to_the_end
from .problems import Problem, as_annotation, as_json, refusals
from .project import checked, seal
from .site import Site
from .unchanged import checked_inputs
from .writing import import_command, new_command

__all__ = ["main"]


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dossier")
def main() -> None:
    """Case files per country, checked before anything is published."""
    once_only()


def _without_problems(root: Path) -> Site:
    """The project, of which nothing is said while it has problems."""
    site, _, problems = checked(root.resolve(), as_of=instant())
    if refusals(problems):
        raise click.ClickException("the case files have problems; run dossier check")
    return site


def _problems(root: Path, as_of: str) -> list[Problem]:
    """Every problem of a project; what was found of just the same files before is found again without reading them."""
    store, inputs = Store.of(root), checked_inputs(root, as_of)
    if (before := found_before(store, inputs)) is not None:
        return before
    site, _, problems = checked(root, as_of=as_of)
    to_the_end(site)
    remember(store, inputs, problems)
    return problems


@main.command(short_help="Every problem of the case files and pages.")
@ROOT
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default=None, help="text (default), json, or annotations for GitHub."
)
@at_instant("The instant that decides embargoes and reviews, for example 2026-11-24.")
def check(root: Path, form: str | None, as_of: str) -> None:
    """Every problem of the case files and pages, with file, line and column. Ends with 1 if there is one."""
    problems = _problems(root.resolve(), instant(as_of))
    form = form or ("github" if os.environ.get("GITHUB_ACTIONS") else "text")
    if form == "json":
        click.echo(as_json(problems))
    else:
        for problem in problems:
            note = "note: " if problem.level == "note" else ""
            click.echo(as_annotation(problem) if form == "github" else f"{note}{problem}")
    count = len(refusals(problems))
    if form != "json":
        click.echo(f"{counted(count, 'problem')}, {counted(len(problems) - count, 'note')}", err=True)
    sys.exit(1 if count else 0)


@main.command("seal", short_help="Writes every published address into the ledger.")
@ROOT
@click.option("--check", "only_check", is_flag=True, help="Write nothing; end with 1 if an address is not sealed.")
@at_instant("The instant of publication, for example 2026-11-24; decides embargoes and the day that is written.")
def seal_command(root: Path, only_check: bool, as_of: str) -> None:
    """Writes every published address into data/permalinks.csv: from then on, no build lets one disappear."""
    root = root.resolve()
    rows, ledger, problems = seal(root, instant(as_of))
    if wrong := refusals(problems):
        for problem in wrong:
            click.echo(str(problem))
        raise click.ClickException("nothing was sealed; mend these first (dossier check)")
    new = [row for row in rows if row.address not in ledger.by_address]
    changed = [row for row in rows if row.address in ledger.by_address and ledger.by_address[row.address] != row]
    if only_check:
        for row in (*new, *changed):
            click.echo(f"/{row.address} ({row.what}): {'not sealed' if row in new else 'changed since it was sealed'}")
    elif not ledger.there or (root / LEDGER).read_bytes() != as_csv(rows):
        try:
            write_ledger(root, rows)
        except OSError as error:
            raise click.ClickException(f"{LEDGER} cannot be written ({error.strerror})") from None
    click.echo(f"{len(new)} new, {len(changed)} changed, {len(rows)} in all", err=True)
    sys.exit(1 if only_check and (new or changed) else 0)


@main.command(short_help="Writes the JSON Schemas of the case files.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def schema(folder: Path) -> None:
    """Writes a JSON Schema for every kind of record into FOLDER."""
    from .schema import write_schemas

    for problem in write_schemas(folder):
        raise click.ClickException(str(problem))
    click.echo(f"schemas written to {folder}")


@main.command(short_help="Every field of every kind of record.")
def fields() -> None:
    """Every field of every kind of record, as the editors' guide has it (Markdown)."""
    from .fields import fields_markdown

    click.echo(fields_markdown(), nl=False)


@main.command("quote", short_help="Whether a passage stands in a letter.")
@ROOT
@click.argument("passage", default="-")
@click.option("--letter", default="", help="Only this letter (its id).")
def quote_command(root: Path, passage: str, letter: str) -> None:
    """Says whether PASSAGE (- for standard input) stands in a letter word for word. Ends with 1 if it does not."""
    from .quoting import marked, quoted_in

    text = sys.stdin.read() if passage == "-" else passage
    site = _without_problems(root)
    try:
        found = quoted_in(site, text, letter)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    for item in found:
        click.echo(item.says if not (item.former or item.verdict).paragraphs else f"{item.says} {site.settings.site_url}{item.where}")
        if item.verdict.kind == "altered":
            click.echo(marked(item.verdict))
    if not found:
        click.echo("Not found in any letter.")
    sys.exit(0 if found and found[0].verdict.kind == "verbatim" else 1)


@main.command("review", short_help="Every published statement with its sources.")
@ROOT
@click.argument("country", default="")
@click.option("--since", default="", metavar="REV", help="Only what changed since this git revision.")
def review_command(root: Path, country: str, since: str) -> None:
    """Every published statement of COUNTRY (else of all) with its sources, one a line, doubtful ones marked.

    Marks: 1 one publisher only, ? no dated source, ~ accounts differ, o last source two years older than the last check, ! never checked.

    Ends with 1 if a record is overdue for review.
    """
    from .review import overdue, review

    site = _without_problems(root)
    try:
        for home in [country] if country else [*(entry.key for entry in site.countries), INTERNATIONAL]:
            for line in review(site, home, root.resolve(), since):
                click.echo(line)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    late = list(overdue(site, country))
    for line in late:
        click.echo(line)
    sys.exit(1 if late else 0)


@main.command("links", short_help="Sources without archived copy, dead addresses.")
@ROOT
@click.argument("country", default="")
@click.option("--online", is_flag=True, help="Ask each address whether it still answers; without it, no network is used.")
@click.option("--delay", default=1.0, show_default=True, type=click.FloatRange(0), help="Seconds between two requests to one host.")
@click.option("--timeout", default=20.0, show_default=True, type=click.FloatRange(0.1), help="Seconds after which an answer is not waited for.")
def links_command(root: Path, country: str, online: bool, delay: float, timeout: float) -> None:
    """Every published source of COUNTRY (else of all) without an archived copy; with --online, addresses that do not answer any more.

    Ends with 1 if there is one of either.
    """
    from .links import ask_all

    site = _without_problems(root)
    homes = {entry.key for entry in site.countries} | {INTERNATIONAL}
    if country and country not in homes:
        raise click.ClickException(f"there is no country '{country}'; there are {', '.join(sorted(homes))}")
    sources = [entry for entry in site.dossier.of(Source.folder) if country in ("", entry.country)]
    lacking = list(unarchived(sources))
    for entry in lacking:
        click.echo(f"{entry.path}:{entry.node.line}: {entry.id}: no archived copy of {entry.record.url}")
    dead = 0
    if online:
        asked = [(entry, url) for entry in sources for url in (entry.record.url, entry.record.archived_url) if url]
        answers = {answer.url: answer for answer in ask_all((url for _, url in asked), delay=delay, timeout=timeout)}
        for entry, url in asked:
            answer = answers[url]
            dead += not answer.good
            if not answer.good or answer.moved_to:
                click.echo(f"{entry.path}:{entry.node.line}: {entry.id}: {url}: {answer.say()}")
    asked_too = f", {dead} {'address that does' if dead == 1 else 'addresses that do'} not answer" if online else ""
    click.echo(f"{counted(len(sources), 'source')}, {len(lacking)} without an archived copy{asked_too}", err=True)
    sys.exit(1 if lacking or dead else 0)


@main.command("verify", short_help="Compares a copy of a site with its sums.")
@click.argument("site", type=FOLDER)
def verify_command(site: Path) -> None:
    """Compares the copy of a site in SITE with its SHA256SUMS, without a network. Ends with 1 if a file differs, lacks or was added."""
    from .sums import verify

    try:
        found = verify(site)
    except OSError as error:
        raise click.ClickException(f"{error.filename} cannot be read ({error.strerror})") from None
    for line in found:
        click.echo(line)
    click.echo(counted(len(found), "difference"), err=True)
    sys.exit(1 if found else 0)


@main.command("offline", short_help="The site as an archive, read without a server.")
@click.argument("site", type=FOLDER)
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
def offline_command(site: Path, out: Path) -> None:
    """Makes of the built site in SITE an archive OUT (.zip) that is read without a server or a network."""
    from .offline import offline

    try:
        count = offline(site, out)
    except OSError as error:
        at_fault = error.filename if error.filename and Path(error.filename).is_relative_to(site) else out
        raise click.ClickException(f"{at_fault}: {error.strerror}" if error.strerror else str(error)) from None
    click.echo(f"{count} files in {out}", err=True)


for command in (scan_command, private_command, import_command, new_command):
    main.add_command(command)
