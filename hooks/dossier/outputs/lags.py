"""How long after something else came, as data: `data/lags.json` with a row for each lag and reading, and the rules of counting."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from ..artifact import Artifact
from ..lags import RULES, lag_rows
from ..site import Site

__all__ = ["ADDRESS", "publish"]

ADDRESS = "data/lags.json"


def publish(site: Site) -> Iterator[Artifact]:
    yield Artifact(ADDRESS, partial(_rows, site), "")


def _rows(site: Site) -> bytes:
    return (json.dumps({"rules": RULES, "lags": lag_rows(site.index)}, ensure_ascii=False, indent=1) + "\n").encode()
