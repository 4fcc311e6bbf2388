"""`extra.dossier.licence` of mkdocs.yml -> the licence as machines know it: its name and its address."""

from __future__ import annotations

import re
from typing import Any

from .addresses import is_url

__all__ = ["licence_address", "licence_object", "licences"]

_LICENCES = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC-BY-NC-SA-4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "CC-BY-ND-4.0": "https://creativecommons.org/licenses/by-nd/4.0/",
    "CC-BY-NC-ND-4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "ODC-BY-1.0": "https://opendatacommons.org/licenses/by/1-0/",
    "PDDL-1.0": "https://opendatacommons.org/licenses/pddl/1-0/",
}
"""Licences that machines know by these names (Open Definition, SPDX)."""


def licences(licence: str) -> list[dict[str, str]]:
    """The licence that was set, as Data Package has it; none where none was set or its words are no name that machines know.

    >>> [one["path"] for one in licences("cc by 4.0")], licences("Ask us.")
    (['https://creativecommons.org/licenses/by/4.0/'], [])
    """
    words = licence.strip()
    if not words:
        return []
    if is_url(words):
        return [{"path": words}]
    known = {name.casefold(): name for name in _LICENCES}
    name = known.get(re.sub(r"[\s-]+", "-", words).casefold())
    return [{"name": name, "path": _LICENCES[name], "title": words}] if name else []


def licence_address(licence: str) -> str:
    """Where the licence that was set can be read; empty where nobody can tell."""
    return "".join(one["path"] for one in licences(licence))


def licence_object(licence: str) -> str | dict[str, Any] | None:
    """The value of schema.org's `license`: an address, else a work that has the words for its name."""
    return licence_address(licence) or ({"@type": "CreativeWork", "name": licence} if licence else None)
