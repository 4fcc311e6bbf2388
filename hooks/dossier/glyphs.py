"""The name of an icon -> the path of its form, 12 by 12 units."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

__all__ = ["glyph_path", "glyphs"]


@lru_cache(maxsize=1)
def glyphs() -> dict[str, str]:
    found: dict[str, str] = json.loads(files("dossier").joinpath("templates/glyphs.json").read_text("utf-8"))
    return found


def glyph_path(icon: str) -> str:
    """The form of an icon; of one that there is not, that of any other thing."""
    return glyphs().get(icon) or glyphs()["other"]
