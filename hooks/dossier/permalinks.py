"""What has an address and the ledger -> what would break of what was published, and what is not sealed yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from . import prose
from .addresses import address, untranslated
from .artifact import Items, Page
from .dossier import Entry
from .ledger import LEDGER, Ledger, Row
from .model import Letter
from .problems import Problem, quoted
from .surface import FILE, LIST, PARAGRAPH, PROSE, TRANSLATION, Place

__all__ = ["check_lasting", "check_permalinks", "check_unique"]

_PUBLISHED = ("live", "moved")
_HIDDEN = ("withdrawn", "erased")


def check_unique(items: Items) -> Iterator[Problem]:
    """No two pages have one address (a former address may be that of a list)."""
    first: dict[str, Page] = {}
    for page in items.pages if len(items.by_uri) < items.files else ():
        if not page.fragment and (other := first.setdefault(page.address, page)) is not page:
            said = f"the address /{page.address} is that of another page; a former address (redirect_from) cannot be one that is in use"
            of = max(other, page, key=lambda one: (one.asked > (1, 1, ""), bool(one.source)))
            yield Problem(of.source or LEDGER, *of.asked, said)


@dataclass
class _Surface:
    """What has an address, and the paragraphs of each page."""

    places: Mapping[str, Place]
    ledger: Ledger
    paragraphs: dict[str, dict[str, Place]] = field(init=False)
    files: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.paragraphs = defaultdict(dict)
        for where, place in self.places.items():
            if place.what == PARAGRAPH:
                page, _, ident = where.partition("#")
                self.paragraphs[page][ident] = place
        self.files = {place.fingerprint for place in self.places.values() if place.what == FILE and place.state in _PUBLISHED}

    @cached_property
    def records(self) -> Mapping[tuple[str, str, str], list[Entry]]:
        """What stands there, with a folder or with an id -> the public records of that id, or the live ones in that folder."""
        found: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
        for where, place in self.places.items():
            if place.entry and place.state in _PUBLISHED:
                folder, _, ident = where.rstrip("/").rpartition("/")
                found[place.what, "", ident].append(place.entry)
                if place.state == "live":
                    found[place.what, folder, ""].append(place.entry)
        return found

    def owner(self, row: Row) -> Place | None:
        """The letter that a file or a translation belongs to."""
        return self.places.get(row.of or untranslated(row.page))


def check_permalinks(ledger: Ledger, places: Mapping[str, Place], day: str) -> Iterator[Problem]:
    """What was published by `day` and would be gone or be another text; then what is not in the ledger yet, as notes."""
    yield from check_lasting(ledger, ledger.rows, places, day)
    yield from _unsealed(ledger, places)


def check_lasting(ledger: Ledger, rows: Iterable[Row], places: Mapping[str, Place], day: str) -> Iterator[Problem]:
    """What of `rows` of the ledger was published by `day` and would be gone or be another text."""
    there = _Surface(places, ledger)
    letters: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in rows:
        if row.state == "erased" or row.first_published > day:
            continue
        if row.paragraph:
            letters[row.page][row.paragraph] = row
        else:
            yield from _kept(row, there)
    for page, paragraphs in letters.items():
        if page in places and places[page].state in _PUBLISHED and places[page].what != LIST:
            yield from _text_kept(page, paragraphs, there)
    for where, place in places.items():
        if place.state != "erased" and "#" not in where and ledger.is_erased(where):
            said = "has, or had (redirect_from), an address that was erased and may never be published again; give it another one"
            yield Problem(place.path or LEDGER, 1, 1, "", said)


def _kept(row: Row, there: _Surface) -> Iterator[Problem]:
    """A page or a file that was published is still what it was, or leads on, or says why not."""
    place = there.places.get(row.address)
    if place is None or (row.what == TRANSLATION and place.what == LIST):
        yield from _missing(row, there)
        return
    if place.state not in _PUBLISHED:
        return
    if row.state == "withdrawn" and place.entry and place.what == place.entry.record.noun and place.state == "live":
        said = "was withdrawn and would be published again; if nobody decided that (an older copy put back?), write withdrawn again"
        yield place.entry.problem(said, level="note")
    if row.what == FILE and place.fingerprint != row.fingerprint and place.corrections <= row.corrections:
        said = f"was published on {row.first_published} with other content; put that file back, or say in the letter's corrections what changed"
        yield Problem(place.path, 1, 1, "", said)
    elif row.what == Letter.noun and _says_otherwise(row, place):
        said = f"was published on {row.first_published} with another subject, salutation, closing or language; put that back"
        yield Problem(place.path, 1, 1, "", f"{said}, or say in the letter's corrections (without a paragraph) what changed")
    elif place.corrections < row.corrections:
        yield Problem(place.path, 1, 1, "corrections", "a correction that was published is gone; put it back")
    elif row.state == "moved" and place.state == "live" and place.entry and place.what == row.what and not place.entry.record.redirect_from:
        said = f"has the address /{row.address}, which leads on to another record since it moved; give this one another id"
        yield Problem(place.path, 1, 1, "", said)


def _says_otherwise(row: Row, place: Place) -> bool:
    """Whether a letter says something else around its paragraphs than when it was sealed, and no correction tells of it."""
    return bool(row.fingerprint and place.fingerprint) and not place.is_text(row.fingerprint) and place.corrections <= row.corrections


def _missing(row: Row, there: _Surface) -> Iterator[Problem]:
    owner = there.owner(row) if row.what in (FILE, TRANSLATION) else None
    if row.what == LIST or (owner is not None and owner.state in _HIDDEN):
        return
    if row.what == FILE:
        if row.state != "withdrawn" and row.fingerprint not in there.files and not _corrected(row, owner):
            yield _gone(row, "put the file back, or say in the letter's corrections why it is gone")
    elif row.what == TRANSLATION:
        told = owner is None and (row.of or untranslated(row.page)) in there.ledger.by_address  # that the original is gone; it comes back with that
        if row.state != "withdrawn" and not told and not _corrected(row, owner):
            yield _gone(row, "put the translation back, or say in the corrections of the original why it is gone")
    elif row.state == "withdrawn":
        yield _gone(row, "its notice would be gone; keep the withdrawn record, or set erase: true and run dossier seal first")
    elif row.what == PROSE:
        yield _gone(row, "put the page back, or write 'redirect_from' in the page that took its place")
    else:
        yield _gone(row, _remedy(row, there))


def _corrected(row: Row, owner: Place | None) -> bool:
    """Whether the letter that a file or a translation belongs to has a correction more than when it was sealed."""
    return owner is not None and owner.corrections > row.corrections


def _gone(row: Row, remedy: str) -> Problem:
    return Problem(LEDGER, row.line, 1, "", f"/{row.address} was published on {row.first_published} and would disappear; {remedy}")


def _remedy(row: Row, there: _Surface) -> str:
    """What keeps an address: the record that took its place says so. It is looked for in the same folder, then by its id elsewhere.

    A bare id would be read in the folder of the record that gives it; where that is gone with its country, the whole address is given.
    """
    folder, _, ident = row.address.rstrip("/").rpartition("/")
    same, away = (there.records.get((row.what, *of), ()) for of in ((folder, ""), ("", ident)))
    country = there.places.get(f"{folder.partition('/')[0]}/")
    if away or ("/" in folder and (country is None or country.state != "live")):
        perhaps = f" (perhaps /{address(away[0])})" if away else ""
        return f"write 'redirect_from: /{row.address}' in the record that took its place{perhaps}, or put the record back"
    near = {entry.id for entry in same}
    perhaps = f" (perhaps {quoted(near.pop())})" if len(near) == 1 else ""
    put_back = "put the record back (as a draft or under embargo it has no page; withdrawn leaves a notice there)"
    return f"write 'redirect_from: {ident}' in the record that took its place{perhaps}, or {put_back}"


def _text_kept(page: str, rows: Mapping[str, Row], there: _Surface) -> Iterator[Problem]:
    """Every number of a letter still stands for the text that it stood for, or a correction says why not."""
    now = there.paragraphs.get(page, {})
    stands = {ident: now[ident].is_text(row.fingerprint) for ident, row in rows.items() if ident in now}
    for ident, row in rows.items():
        place = now.get(ident)
        if place is not None and stands[ident]:
            if place.corrections < row.corrections:
                said = f"a correction of paragraph {ident[1:]} that was published is gone; put it back"
                yield Problem(place.entry.path if place.entry else place.path, 1, 1, "corrections", said)
            continue
        elsewhere = next((p for p, other in now.items() if other.is_text(row.fingerprint) and not stands.get(p)), "")
        if elsewhere:
            said = f"paragraph {elsewhere[1:]} was published on {row.first_published} as paragraph {ident[1:]}; write {{#{ident}}} at its end"
            yield Problem(now[elsewhere].path, now[elsewhere].line, 1, "text", said)
        elif place is None:
            said = f"paragraph {ident[1:]} was published on {row.first_published} and is gone; put it back"
            said += f", or what stands in its place with {{#{ident}}}"
            yield Problem(there.places[page].path, 1, 1, "text", said)
        elif place.corrections <= row.corrections:
            was = "the former wording" if page == untranslated(page) else f"{{{page.partition('/')[0]}: the former wording}}"
            said = (
                f"paragraph {ident[1:]} was published on {row.first_published} with another wording; put that back, "
                f"or add to corrections: {{date, text, paragraph: {ident}, was: {was}}}"
            )
            yield Problem(place.path, place.line, 1, "text", said)
        elif place.entry is not None and not _cited(place.entry, ident, row.fingerprint):
            said = "is not the wording that was published; give the whole former paragraph, so that readers of an old link see what was cited"
            yield _at_correction(place.entry, ident, said)


def _cited(entry: Entry, ident: str, fingerprint: str) -> bool:
    """Whether a correction gives the former wording, or a redaction says that it may not be given."""
    letter: Letter = entry.record
    wordings = [was for c in letter.corrections if c.paragraph == ident and c.was for was in (c.was, *c.was.languages.values())]
    prints = {prose.fingerprint(said) for was in wordings for said in (was, prose.words_of(was))}
    return fingerprint in prints or any(r.paragraph == ident for r in letter.redactions)


def _at_correction(entry: Entry, ident: str, said: str) -> Problem:
    number = max(n for n, correction in enumerate(entry.record.corrections) if correction.paragraph == ident)
    given = entry.record.corrections[number].was is not None
    return entry.problem(said if given else f"{said} (as 'was')", "corrections", number, *(("was",) if given else ()), level="note")


def _unsealed(ledger: Ledger, places: Mapping[str, Place]) -> Iterator[Problem]:
    missing = [(where, place) for where, place in places.items() if place.state in _PUBLISHED and where not in ledger.by_address]
    if not missing:
        return
    if not ledger.there:
        said = f"is not there yet: {len(missing)} addresses are not sealed; run dossier seal when they are published"
        yield Problem(LEDGER, 1, 1, "", said, "note")
        return
    by_file: dict[str, list[str]] = defaultdict(list)
    for where, place in missing:
        by_file[(place.path if place.what != LIST else "") or LEDGER].append(where)
    for path, found in sorted(by_file.items()):
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        yield Problem(path, 1, 1, "", f"/{found[0]}{more}: not sealed yet; dossier seal does it when this is published", "note")
