"""How long after something else came, as data: `data/lags.json` with a row for each lag and reading, and the rules of counting."""

from __future__ import annotations

from collections.abc import Iterator

from ..artifact import Artifact
from ..asjson import spaced
from ..lags import RULES, lag_rows
from ..later import later
from ..site import Site

__all__ = ["ADDRESS", "publish"]

ADDRESS = "data/lags.json"


def publish(site: Site) -> Iterator[Artifact]:
    yield Artifact(ADDRESS, later(_rows, site), "", prose=False)


def _rows(site: Site) -> bytes:
    return spaced({"rules": RULES, "lags": lag_rows(site.index)})
