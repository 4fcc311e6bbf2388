"""The invented project under tests/ as a site, for tests that read its threads."""

from __future__ import annotations

from functools import cache

from dossier.load import load
from dossier.settings import read_settings
from dossier.site import Site
from helpers import ROOT
from projects import INSTANT

__all__ = ["FIRST", "invented"]

FIRST = "threadia/letters/2019-10-25-to-the-office"
"""A letter with every kind of reply, a statement of which accounts differ, and a letter that follows it up."""


@cache
def invented() -> Site:
    root = ROOT / "tests" / "invented"
    settings = read_settings(root)[0]
    return Site(load(root / "data", settings).dossier, settings, INSTANT)
