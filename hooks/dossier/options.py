"""What several commands have in common: the folder of the project, the instant, how something is counted; and what disks refuse."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import click

from .given import read_instant

__all__ = ["FOLDER", "ROOT", "Commands", "at_instant", "counted", "instant"]

Command = TypeVar("Command", bound=Callable[..., Any])
FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)
ROOT = click.option("--root", type=FOLDER, default=Path(), help="The project: the folder that has data/ and mkdocs.yml.")


def _sound(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """An instant as it is written: whoever needs it reads it, as that of DOSSIER_AS_OF."""
    try:
        if value:
            read_instant(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not an instant; write 2026-11-24 or 2026-11-24T09:00+00:00") from None
    return value


def at_instant(said: str) -> Callable[[Command], Command]:
    """The option --as-of of a command, and what is `said` of it."""
    return click.option("--as-of", default="", callback=_sound, help=said)


class Commands(click.Group):
    """Commands that say in one line which file, folder or output they cannot use."""

    def main(self, *given: Any, **more: Any) -> Any:
        try:
            return super().main(*given, **more)
        except OSError as error:
            click.echo(f"Error: {error.filename or 'the output cannot be written'}: {error.strerror or error}", err=True)
            with suppress(OSError):  # what waits to be written would fail once more when Python ends
                if error.filename is None:
                    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)


def instant(given: str = "") -> str:
    """The instant that a command was given, else that of its environment."""
    return given or os.environ.get("DOSSIER_AS_OF", "")


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it needs one."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
