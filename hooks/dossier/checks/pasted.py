"""Signs that come into a text when it is pasted from Word or a scan: nobody sees them, they cut a name in two, or they show as a box."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["may_be_pasted", "pasted"]

_UNSEEN = "a sign that nobody sees ({}): no name is found in a word that holds it; delete it"
_BOX = "a sign that only one font has ({}), as Word writes bullets: readers see a box; write what was meant, a list item begins with '- '"
_LOST = "a sign in place of a letter that was lost ({}), by another encoding or in a scan; write the letter"
_SIGNS = {"[\u00ad\u200b\u2060]": _UNSEEN, "[\ue000-\uf8ff]": _BOX, "\ufffd": _LOST}
_ANY = re.compile("|".join(_SIGNS))
_EACH = {re.compile(sign): said for sign, said in _SIGNS.items()}


def may_be_pasted(text: str) -> bool:
    """Whether a text may hold such a sign; where several put together hold none, each need not be looked at by itself."""
    return not text.isascii() and _ANY.search(text) is not None


def pasted(text: str) -> Iterator[tuple[int, str]]:
    """The first sign of each sort in a text: (where it stands, what it is and how many more there are)."""
    for pattern, said in _EACH.items():
        found = list(pattern.finditer(text))
        if found:
            more = f" (and {len(found) - 1} more in this text)" if len(found) > 1 else ""
            yield found[0].start(), said.format(f"U+{ord(found[0][0]):04X}") + more
