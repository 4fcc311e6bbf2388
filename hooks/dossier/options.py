"""What several commands have in common: the folder of the project, the instant, how something is counted."""

from __future__ import annotations

import os
from pathlib import Path

import click

__all__ = ["FOLDER", "ROOT", "counted", "instant"]

FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)
ROOT = click.option("--root", type=FOLDER, default=Path(), help="The project: the folder that has data/ and mkdocs.yml.")


def instant(given: str = "") -> str:
    """The instant that a command was given, else that of its environment."""
    return given or os.environ.get("DOSSIER_AS_OF", "")


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it needs one."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
