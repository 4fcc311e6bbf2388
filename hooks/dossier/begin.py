"""A project as MkDocs configures it -> its Build. What takes long to import is imported here, when there is something to do."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .patience import patience

if TYPE_CHECKING:
    from .again import Known
    from .publish import Build

__all__ = ["begin"]


def begin(root: Path, config: Any, known: Known | None) -> Build:
    """Loads and checks, but for what is `known` of the files, as of the instant in DOSSIER_AS_OF; raises Refused."""
    with patience():
        from .publish import Build
    return Build.prepare(root, config, os.environ.get("DOSSIER_AS_OF", ""), known)
