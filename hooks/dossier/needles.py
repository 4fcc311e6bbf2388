"""A Dossier with what is withheld in it, and the private overlay -> needles: what may stand in no published byte."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

from msgspec import Struct
from msgspec.structs import replace

from .dossier import Dossier, Entry
from .folding import UNSPACED, is_small, latinised, significant, squeezed, words
from .ledger import Ledger
from .meeting import names_beside, not_between
from .model import Country, Organisation, Person
from .notified import NO_WAYS, Ways, ways_of
from .private import LEAST, Private
from .source import Map, Node, Scalar, Seq
from .values import Text
from .variants import forms_of, turned
from .withheld import State, every_form, forms_by_file
from .written import is_written_as_name, own_words

__all__ = ["Needle", "needles"]

LEAST_TITLE = 20
LEAST_WORD = 5
"""Letters of a name of one word that is searched for."""
_ANYWHERE = 16
"""So many letters and digits in a row are no chance, whatever stands before and behind."""
_RUN_TOGETHER = 8
_UNSPACED = re.compile(f"[{UNSPACED}\u30a0-\u30ff]")
_HANGUL = re.compile("[\u1100-\u11ff]")
"""Korean, in the parts that `squeezed` takes its syllables to: particles follow a name without a blank."""
_NO_MORE_OF_IT = rb"(?!\xe1(?:\x85[\xa0-\xbf]|[\x86\x87]))"
"""No vowel and no last consonant (U+1160 to U+11FF) comes: the last syllable is a whole one."""
_PROCLITICS = (("[\u0621-\u06ff]", "وفبكل"), ("[\u05d0-\u05ea]", "והבכלמש"))
"""Scripts in which “and”, “of”, “to” … are letters at the beginning of the next word, and these: Arabic, Hebrew."""
_AROUND = ".,;:!?()[]{}<>«»“”„‘’…–—*\"'"
_WHAT = {
    "private-value": "a value of the private overlay",
    "canary": "a canary",
    "withheld-name": "a name of a withheld record",
    "withheld-title": "the title of a withheld record",
    "withheld-id": "the address of a withheld record",
}


class Needle(Struct, frozen=True):
    """Something to be searched for. `key` is what to look for first: its letters and digits as `folding.squeezed` gives them.

    `pattern` decides in `folding.words` of the text, `address` in the text itself; `word`: a single word with small letters, which
    counts only as a name is written. One that is `ours` stands on every page whatever the case files say: it is looked for in what these say,
    not in what is built. `named_at` are files whose own address may hold it, `led_from` files that may lead to it.
    """

    rule: str
    place: str
    field: str
    key: bytes
    pattern: re.Pattern[bytes] | None = None
    address: re.Pattern[str] | None = None
    word: bytes = b""
    ours: bool = False
    named_at: frozenset[str] = frozenset()
    led_from: frozenset[str] = frozenset()

    @property
    def what(self) -> str:
        return _WHAT[self.rule]

    def stands_in(self, text: str) -> bool:
        """Whether a text whose letters and digits hold `key` really says it."""
        if self.address is not None:
            return self.address.search(text.lower()) is not None
        if self.pattern is not None and not self.pattern.search(words(text)):
            return False
        return not self.word or is_written_as_name(self.word, text)


def _needle(
    rule: str, place: str, field: str, text: str, as_name: bool = False, ways: Ways = NO_WAYS, beside: Iterable[tuple[bytes, ...]] = ()
) -> Needle | None:
    """The needle of a text; None where it has too few letters. `beside` are public names, of which two may meet in it."""
    key = squeezed(text)
    letters, parts = key.decode("utf-8", "replace"), words(text).split()
    if len(letters) >= _ANYWHERE or (_UNSPACED.search(letters) and len(letters) >= 2):
        return Needle(rule, place, field, key, named_at=ways[0], led_from=ways[1])
    if len(letters) < (LEAST_WORD if as_name and len(parts) == 1 else LEAST):
        return None
    between = " ?" if len(letters) >= _RUN_TOGETHER else ""
    inner = " ?".join(between.join(map(re.escape, part.decode("utf-8", "replace"))) for part in parts)
    meeting = not_between(parts, beside)
    pattern = re.compile(b"%s%s%s%s" % (meeting, _beginning(letters), inner.encode(), _NO_MORE_OF_IT if _HANGUL.match(letters[-1:]) else b" "))
    single = as_name and len(parts) == 1 and any(map(is_small, letters))
    return Needle(rule, place, field, key, pattern, None, key if single else b"", False, *ways)


def _beginning(letters: str) -> bytes:
    """What may stand between the blank before a name and its first letter, with that blank."""
    joined = next((f"(?:{'|'.join(signs)}){{0,2}}" for script, signs in _PROCLITICS if re.match(script, letters)), "")
    return f" {joined}".encode()


def needles(dossier: Dossier, states: Mapping[str, State], private: Private, ledger: Ledger) -> tuple[Needle, ...]:
    """Everything that may stand nowhere: private values, names, titles and addresses of withheld records.

    What a public record has too is no needle. The `ledger` knows the short addresses and lists that may lead to a notice.
    """
    hidden = [entry for key, entry in dossier.entries.items() if states[key] != "public" and not entry.folder.startswith("vocabulary/")]
    if not hidden and not private.secrets:
        return ()
    shown = [entry for key, entry in dossier.entries.items() if states[key] == "public"]
    made = [*_of_overlay(private, shown)]
    if hidden:
        said = frozenset(squeezed(form) for entry in shown for form in _said_of(entry))
        idents = frozenset(ident for entry in shown for ident in (entry.id, *entry.record.redirect_from))
        beside = names_beside(shown, hidden)
        withdrawn = [entry for entry in hidden if states[entry.key] == "withdrawn"]
        named = defaultdict[tuple[str, str], set[str]](set)
        for entry in (*shown, *withdrawn):  # these have a page, or a notice, at their address
            for ident in _idents(entry):
                named[entry.folder, ident].add(entry.country)
        for entry in hidden:
            ways = ways_of(entry, withdrawn, ledger) if states[entry.key] == "withdrawn" else NO_WAYS
            made += _of_record(entry, ways, said, idents, named, beside)
    own = {ident for entry in hidden for ident in (entry.id, *entry.record.redirect_from)}
    common = _common({needle.word.decode() for needle in made if needle.word}, shown, own)
    sought = (replace(needle, ours=needle.word.decode() in own_words()) for needle in made if needle.word.decode() not in common)
    return tuple({(needle.rule, needle.key, needle.place): needle for needle in sought}.values())


def _common(single: set[str], shown: Iterable[Entry], idents: Set[str]) -> set[str]:
    """Those single words that public records write in small letters: they are words like others. Parts of addresses and the
    `idents` of what is withheld are no words."""
    if not single:
        return set()
    texts = (text for entry in shown for text in (*_scalars(entry.node), entry.body) if text not in idents)
    written = {token.strip(_AROUND) for token in "\n".join(texts).split()}
    return single & written


def _scalars(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text
    for item in node.items if isinstance(node, Seq) else node.values.values() if isinstance(node, Map) else ():
        yield from _scalars(item)


def _of_overlay(private: Private, shown: Iterable[Entry]) -> Iterator[Needle]:
    """Private values in all their forms, but for names that a public record bears openly."""
    by_form: dict[bytes, set[str]] = {}
    for entry in shown:
        if isinstance(entry.record, (Person, Organisation)):
            for form in every_form(entry):
                by_form.setdefault(squeezed(form), set()).add("" if getattr(entry.record, "pseudonym", False) else entry.key)
    for secret in private.secrets:
        for form in (*forms_of(secret.value), *(turned(secret.value) if secret.is_name else ())):
            if by_form.get(squeezed(form), set()) - {""}:
                continue
            place = f"{secret.path}:{secret.line}:{secret.column}"
            if needle := _needle("private-value" if secret.key else "canary", place, secret.field, form):
                yield needle


def _said_of(entry: Entry) -> Iterator[str]:
    """What a public record openly says that a withheld one could say too: names, each of their words, titles."""
    record = entry.record
    if isinstance(record, (Person, Organisation)):
        for form in every_form(entry):
            yield form
            yield latinised(form)
            yield from form.split()
    yield from (title for title, _ in _titles(entry))


def _titles(entry: Entry) -> Iterator[tuple[str, str]]:
    title = getattr(entry.record, "title", None)
    if isinstance(title, Text):
        yield from ((text, entry.path) for text in (str(title), *title.languages.values()))
    yield from ((t.fields["title"], t.path) for t in entry.translations if "title" in t.fields)


def _names(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every form of the name of a record, each with the first file that has it."""
    found: dict[str, str] = {}
    for form, path in forms_by_file(entry) if isinstance(entry.record, (Person, Organisation)) else ():
        found.setdefault(form, path)
    yield from found.items()


def _mixed(name: str) -> list[bytes]:
    """The words of a name, whatever their order."""
    return sorted(words(name).split())


def _idents(entry: Entry) -> tuple[str, ...]:
    """The id of a record, and those that it had."""
    return entry.id, *(old for old in entry.record.redirect_from if "/" not in old)


def _of_record(
    entry: Entry,
    ways: Ways,
    said: frozenset[bytes],
    idents: frozenset[str],
    named: Mapping[tuple[str, str], Set[str]],
    beside: tuple[tuple[bytes, ...], ...],
) -> Iterator[Needle]:
    """The needles of one withheld record; `named` are, by folder and id, the countries that have a page or a notice there, `beside` public names."""

    def place(field: str, path: str) -> str:
        node = entry.node.values.get(field, entry.node) if isinstance(entry.node, Map) else entry.node
        return f"{path}:{node.line}:{node.column}" if path == entry.path else path

    names = list(_names(entry))
    shared = [_mixed(name) for name, _ in names if " " in name and "," not in name and squeezed(name) in said]
    for name, path in names:
        if "," in name and _mixed(name) in shared:  # the name that a public record has, with the family name first
            continue
        others = turned(name) if isinstance(entry.record, Person) and squeezed(name) not in said else ()
        for form in dict.fromkeys((name, latinised(name), *others)):
            if squeezed(form) in said or (form != name and form == name.casefold()):
                continue
            if needle := _needle("withheld-name", place("name", path), "name", form, form == name, ways, beside):
                yield needle
    for title, path in _titles(entry):
        long = significant(title) >= LEAST_TITLE and squeezed(title) not in said
        if long and (needle := _needle("withheld-title", place("title", path), "title", title, ways=ways)):
            yield needle
    at = f"{entry.path}:{entry.node.line}:{entry.node.column}"
    for ident in _idents(entry):
        elsewhere = not named.get((entry.folder, ident), frozenset()) <= {entry.country}
        pattern = _address(entry, ident, elsewhere, ident in idents)
        yield Needle("withheld-id", at, "id", squeezed(ident), address=pattern, named_at=ways[0], led_from=ways[1])


def _address(entry: Entry, ident: str, elsewhere: bool, shared: bool) -> re.Pattern[str]:
    """An id where an address or a value of data stands, not as a word. `elsewhere`: another country has a public or a withdrawn record of
    this folder and id; `shared`: some public record has the id."""
    if entry.folder == Country.folder:
        return re.compile(rf"(?<![\w.-]){re.escape(ident)}/")
    home = f"{re.escape(entry.country)}/" if elsewhere else ""
    patterns = [rf"(?<![\w-]){home}{entry.folder}/#?{re.escape(ident)}(?![\w-])"]
    if not shared and re.search(r"[\d-]", ident) and len(ident) >= LEAST:
        patterns.append(rf"(?<=[\"']){re.escape(ident)}(?=[\"'])")
    return re.compile("|".join(patterns))
