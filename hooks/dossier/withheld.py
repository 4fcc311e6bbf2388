"""A Dossier and an instant -> what may be published: drafts and embargoes absent, withdrawals nameless."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Literal
from urllib.parse import unquote

from pydantic import BaseModel

from .addresses import is_url
from .dossier import Dossier, Entry
from .folding import is_small
from .index import Index
from .model import Country, Letter, Organisation, Person, Record
from .months import is_month
from .names import MARKS, Found, Names, family_names, forms
from .values import Text

__all__ = [
    "IN_MARKDOWN", "Public", "State", "address_before", "as_named", "every_form", "forms_by_file", "may_be_withheld", "nameless", "public",
    "state_of",
]  # fmt: skip

State = Literal["public", "draft", "embargoed", "withdrawn", "erased"]
IN_MARKDOWN = r"\[name withheld\]"


def state_of(dossier: Dossier, entry: Entry, instant: datetime) -> State:
    """Whether a record is public at `instant`; of its own state and that of its country, the one that withholds more."""
    if not may_be_withheld(dossier, entry):
        return "public"
    country = dossier.entries.get(entry.country, entry)
    return max(_own_state(entry.record, instant), _own_state(country.record, instant), key=_WITHHOLDING.index)


def may_be_withheld(dossier: Dossier, entry: Entry) -> bool:
    """Whether a record, or its country, says anything of when it is public; if not, it always is."""
    return entry.once(_withholds) or ((country := dossier.entries.get(entry.country)) is not None and country.once(_withholds))


def _withholds(entry: Entry) -> bool:
    record: Record = entry.record
    return record.draft or record.publish_after is not None or record.withdrawn is not None


_WITHHOLDING: tuple[State, ...] = ("public", "withdrawn", "embargoed", "draft", "erased")


def _own_state(record: Record, instant: datetime) -> State:
    if record.withdrawn is not None and record.withdrawn.erase:
        return "erased"
    if record.draft:
        return "draft"
    if record.publish_after is not None and instant < record.publish_after:
        return "embargoed"
    return "withdrawn" if record.withdrawn is not None else "public"


def public(dossier: Dossier, instant: datetime) -> tuple[Dossier, dict[str, State]]:
    """The dossier with public records only, none of which names a withdrawn one, and the state of every record by key."""
    states = {key: state_of(dossier, entry, instant) for key, entry in dossier.entries.items()}
    entries = {key: entry for key, entry in dossier.entries.items() if states[key] == "public"}
    if any(state in ("withdrawn", "erased") for state in states.values()):
        withhold, in_prose = nameless(dossier, states), nameless(dossier, states, said=IN_MARKDOWN)
        gone = (entry for key, entry in dossier.entries.items() if states[key] in ("withdrawn", "erased"))
        ids = re.compile("|".join(map(_in_address, gone)))
        entries = {key: _without_names(entry, withhold, in_prose, ids) for key, entry in entries.items()}
    return replace(dossier, entries=entries), states


def _in_address(entry: Entry) -> str:
    """A pattern of the id of a record in a web address. That of a person is nearly a name, and may run on; another may be part of any word."""
    ident = re.escape(entry.id)
    return ident if entry.folder == Person.folder else f"(?<![A-Za-z0-9]){ident}(?![A-Za-z0-9])"


@dataclass
class Public:
    """What of a dossier is public at an instant, and what follows from it: each is found once, by who first asks."""

    everything: Dossier
    instant: datetime

    @cached_property
    def _public(self) -> tuple[Dossier, dict[str, State]]:
        return public(self.everything, self.instant)

    @property
    def dossier(self) -> Dossier:
        return self._public[0]

    @property
    def states(self) -> dict[str, State]:
        """The state of every record by its key, of those that are withheld too."""
        return self._public[1]

    @cached_property
    def index(self) -> Index:
        return Index(self.dossier)


Withhold = Callable[[str], str]

_ALL: tuple[State, ...] = ("withdrawn", "erased")
_BLANK = r"(?:[^\S\n]|[*_])"
_BETWEEN = rf"(?:{_BLANK}+|{_BLANK}*\\?\n(?![ \t]*(?:\n|[*+-][ \t]|\d+[.)][ \t])){_BLANK}*)"
"""What may stand between the words of a name: blanks of any kind, Markdown's emphasis, one line break; no blank line and no item of a list."""
_BEFORE = re.compile(rf"(?<![\w{MARKS}])([^\W\d_][\w{MARKS}’'-]*?)(?:\.{_BETWEEN}?|{_BETWEEN})\Z")
_BEHIND = re.compile(rf"(?:,?{_BETWEEN})?([^\W\d_])\.(?:[^\W\d_]\.)*|{_BETWEEN}([^\W\d_][\w{MARKS}’'-]+)(?![\w{MARKS}])")
_WORD = re.compile(rf"\w[\w{MARKS}]*")
_APART = re.compile(r"""[\s"'<>]""")
_LONGEST_ADDRESS = 500
_MARKDOWN = {Country.folder: "summary", Letter.folder: "was"}
"""The fields that are read as Markdown, below those of other names too."""
_MOST_WORDS = 3
_NEAR = 100
"""Characters around a name in which its other words are looked for."""


def nameless(dossier: Dossier, states: Mapping[str, State], which: tuple[State, ...] = _ALL, said: str = "[name withheld]") -> Withhold:
    """What a text reads like when the names of people and organisations in the states `which` are withheld; other names stay.

    In Markdown, `said` has its brackets escaped: they could begin a link.
    """
    bearing = [entry for folder in (Person.folder, Organisation.folder) for entry in dossier.of(folder)]
    hidden = {entry.key for entry in bearing if states[entry.key] in which}
    if not hidden:
        return lambda text: text
    shown = [(entry.key, [form for record, _ in as_named(entry) for form in _whole(record)]) for entry in bearing if states[entry.key] == "public"]
    hiding = [(entry.key, tuple(every_form(entry))) for entry in bearing if entry.key in hidden]
    names = Names([*shown, *hiding], between=_BETWEEN, least=2)
    own = {key: {word for name in written for word in _WORD.findall(name)} for key, written in hiding}

    def withhold(text: str) -> str:
        parts, at = [], 0
        for found in names.find(text):
            if found.start < at or is_month(text, found.start, found.end):
                continue
            if hidden.issuperset(found.keys) and address_before(text, found.start) is None:
                start, end = _span(text, found, at, set().union(*(own[key] for key in found.keys)))
                parts += [text[at:start], said]
                at = end
        return "".join((*parts, text[at:]))

    return withhold


def address_before(text: str, end: int) -> str | None:
    """What of a web address stands right before `end`, without its scheme; None where none does. Without a part it would lead elsewhere."""
    before = _APART.split(text[max(0, end - _LONGEST_ADDRESS) : end])[-1]
    return before.rpartition("://")[2] if "://" in before else None


def _span(text: str, found: Found, least: int, own: set[str]) -> tuple[int, int]:
    """The span of a name with the initials and the words of its bearer's names (`own`) that stand around it: of a name, no part is left.

    A word between these is one of the name too, such as a patronymic that the record does not have.
    """
    start = at = found.start
    for _ in range(_MOST_WORDS):
        if not (before := _BEFORE.search(text, max(least, at - _NEAR), at)) or is_small(before[1][0]):
            break
        at = before.start()
        if _is_own(before[1], own):
            start = at
    end = found.end
    while (behind := _BEHIND.match(text, end)) and _is_own(behind[1] or behind[2], own):
        end = behind.end()
    return start, end


def _is_own(word: str, own: set[str]) -> bool:
    """Whether a word is one of a name, or an initial of one."""
    return word in own or (len(word) == 1 and any(part.startswith(word) for part in own))


def every_form(entry: Entry) -> Iterator[str]:
    """Every way a name is written, the family name alone too, in every script that the record or a translation of it has it in."""
    return (form for form, _ in forms_by_file(entry))


def forms_by_file(entry: Entry) -> Iterator[tuple[str, str]]:
    """The same, each with the file in which it stands."""
    for record, path in as_named(entry):
        yield from ((form, path) for form in _whole(record))
        if isinstance(record, Person):
            yield from ((form, path) for form in family_names(record))


def as_named(entry: Entry) -> Iterator[tuple[Person | Organisation, str]]:
    """A person or an organisation with its names, then as each translation names it; with the file."""
    yield entry.record, entry.path
    for translation in entry.translations:
        if given := {name: Text(said) for name, said in translation.fields.items() if name in ("name", "sort_name")}:
            others = {name: type(value)() for name in ("names", "other_names", "abbreviations") if (value := getattr(entry.record, name, None))}
            yield entry.record.model_copy(update={**others, **given}), translation.path


def _whole(record: Person | Organisation) -> Iterator[str]:
    """Every way the whole of a name is written."""
    yield from forms(record)
    if isinstance(record, Person):
        yield from (str(record.sort_name), *record.sort_name.languages.values())


def _without_names(entry: Entry, withhold: Withhold, in_prose: Withhold, ids: re.Pattern[str]) -> Entry:
    """The record without the names of withdrawn ones, and without web addresses that hold their ids or names."""

    markdown = _MARKDOWN.get(entry.folder)

    def names_one(url: str) -> bool:
        spoken = " ".join(_WORD.findall(unquote(url.partition("://")[2].partition("/")[2]).replace("_", " "))).title()
        return withhold(spoken) != spoken

    def cleaned(value: Any, without: Withhold = withhold) -> Any:
        if isinstance(value, Text):
            said = without(value)
            languages = {code: without(text) for code, text in value.languages.items()}
            return value if (said, languages) == (value, value.languages) else Text(said, languages, value.language)
        if isinstance(value, str):
            return None if is_url(value) and (ids.search(value) or names_one(value)) else value
        if isinstance(value, BaseModel):
            changed = {name: new for name, old in value if (new := cleaned(old, in_prose if name == markdown else withhold)) is not old}
            return value.model_copy(update=changed) if changed else value
        if isinstance(value, tuple):
            items = tuple(cleaned(item) for item in value)
            return value if all(new is old for new, old in zip(items, value, strict=True)) else items
        if isinstance(value, dict):
            values = {key: cleaned(item) for key, item in value.items()}
            return value if all(values[key] is item for key, item in value.items()) else values
        return value

    record, body = cleaned(entry.record), in_prose(entry.body)
    translations = [
        replace(t, fields={n: withhold(x) for n, x in t.fields.items()}, translated_by=withhold(t.translated_by), body=in_prose(t.body))
        for t in entry.translations
    ]
    if record is entry.record and body == entry.body and translations == entry.translations:
        return entry
    return replace(entry, record=record, body=body, translations=translations)
