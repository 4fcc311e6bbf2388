"""Words in public records that may be another grammatical case of a withheld family name: nobody but an editor can tell.

No program here inflects names. A word that begins as one and ends otherwise (Иванова, Ивановой) is worth a look all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..dossier import Entry
from ..folding import is_small
from ..model import Organisation, Person
from ..names import family_names, forms
from ..problems import Problem
from ..withheld import as_named, every_form
from .personal import texts_of

if TYPE_CHECKING:
    from . import Context

__all__ = ["inflections", "stem"]

_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 5
"""Letters of a name whose cases are looked for: shorter ones begin too many words."""
_ENDING = 2
"""So many letters at its end may be others, but four at its beginning are left."""
_LONGER = 3
"""So many letters more a case may have."""


def inflections(context: Context) -> Iterator[Problem]:
    """A word that may be a case of a withheld family name, where no public name begins so; the word itself is not said."""
    hidden = [entry for entry in context.dossier.of(Person.folder) if not context.is_public(entry)]
    if not hidden or not (stems := _stems(context, hidden)):
        return
    alone = {_folded(form) for entry in hidden for form in every_form(entry)}  # these are withheld as they are
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(_loosely(found) for found in sorted(stems))})[^\W\d_]{{0,{_ENDING + _LONGER}}}(?!\w)", re.IGNORECASE)
    for entry in context.unsettled(context.public.entries.values()):
        for path, field, text, place_of in texts_of(entry):
            for found in pattern.finditer(text):
                if is_small(found[0][0]) or found[0] in context.allowed or (word := _folded(found[0])) in alone or not _is_case(word, stems):
                    continue
                said = "holds a word that may be a case of a withheld name; if so, list it under other_names there, else in allowed.yml"
                yield Problem(path, *place_of(found.start()), field, said, "note")


def stem(word: str) -> str:
    """How every case of a name begins; empty where it is too short to say.

    >>> stem("Иванова"), stem("Белый"), stem("Ким")
    ('ивано', 'белы', '')
    """
    folded = _folded(word)
    return folded[: max(len(folded) - _ENDING, _LEAST - 1)] if len(folded) >= _LEAST else ""


def _stems(context: Context, hidden: list[Entry]) -> dict[str, int]:
    """Beginning -> how long the longest of the withheld family names is that begin so; no public name does, and no country."""
    shown = [entry.record for folder in (Person.folder, Organisation.folder) for entry in context.public.of(folder)]
    said = [form for record in shown for form in forms(record)]
    said += [title for country in context.dossier.countries for title in (country.record.title, *country.record.title.languages.values())]
    public = {_folded(word) for text in said for word in _WORD.findall(text)}
    found: dict[str, int] = {}
    for record in (record for entry in hidden for record, _ in as_named(entry) if isinstance(record, Person)):
        for word in {part for name in family_names(record) for part in _WORD.findall(name)}:
            if (begins := stem(word)) and not any(other.startswith(begins) for other in public):
                found[begins] = max(found.get(begins, 0), len(word))
    return found


def _is_case(word: str, stems: dict[str, int]) -> bool:
    """Whether a word may be a case of one of the names: it begins as it does, and is not much longer."""
    return any(word.startswith(begins) and len(word) <= longest + _LONGER for begins, longest in stems.items())


def _folded(word: str) -> str:
    return word.casefold().replace("ё", "е")


def _loosely(folded: str) -> str:
    return re.escape(folded).replace("е", "[её]")
