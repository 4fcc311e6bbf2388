"""What has an address and the ledger -> what would break of what was published, and what is not sealed yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from . import prose
from .artifact import Page
from .dossier import Entry
from .ledger import LEDGER, Ledger, Row
from .model import Letter
from .problems import Problem, quoted
from .surface import FILE, LIST, PROSE, TRANSLATION, Place

__all__ = ["check_permalinks", "check_unique"]


def check_unique(pages: Iterable[Page]) -> Iterator[Problem]:
    """No two pages have one address (a former address may be that of a list)."""
    first: dict[str, Page] = {}
    for page in pages:
        if not page.fragment and (other := first.setdefault(page.address, page)) is not page:
            said = f"the address /{page.address} is that of another page; a former address (redirect_from) cannot be one that is in use"
            yield Problem(page.source or other.source or LEDGER, 1, 1, "", said)


def check_permalinks(ledger: Ledger, places: Mapping[str, Place]) -> Iterator[Problem]:
    """What was published and would be gone or be another text; then what is not in the ledger yet, as notes."""
    files = {place.fingerprint for place in places.values() if place.what == FILE and place.state == "live"}
    letters: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in ledger.rows:
        if row.state == "erased":
            continue
        if row.paragraph:
            letters[row.page][row.paragraph] = row
        else:
            yield from _kept(row, places, files)
    for page, rows in letters.items():
        if page in places and places[page].state in ("live", "moved") and places[page].what != LIST:
            yield from _text_kept(page, rows, places)
    for where, place in places.items():
        if place.state == "live" and place.entry is not None and "#" not in where and ledger.is_erased(where):
            yield Problem(place.path, 1, 1, "", "has an address that was erased and may never be published again; give it another id")
    yield from _unsealed(ledger, places)


def _kept(row: Row, places: Mapping[str, Place], files: set[str]) -> Iterator[Problem]:
    place = places.get(row.address)
    if place is not None and not (row.what == TRANSLATION and place.what == LIST):
        if row.what == FILE and place.state == "live" and place.fingerprint != row.fingerprint and place.corrections <= row.corrections:
            said = f"was published on {row.first_published} with other content; put that file back, or say in the letter's corrections what changed"
            yield Problem(place.path, 1, 1, "", said)
        return
    if row.what == LIST or row.state == "withdrawn":
        if row.state == "withdrawn" and row.what not in (FILE, TRANSLATION, LIST):
            yield _gone(row, "its notice would be gone; keep the withdrawn record, or set erase: true and run dossier seal first")
        return
    if row.what == FILE:
        if row.fingerprint not in files and not _corrected(row, places):
            yield _gone(row, "put the file back, or say in the letter's corrections why it is gone")
    elif row.what == TRANSLATION:
        if not _corrected(row, places):
            yield _gone(row, "put the translation back, or say in the letter's corrections why it is gone")
    elif row.what == PROSE:
        yield _gone(row, "put the page back, or write 'redirect_from' in the page that took its place")
    else:
        yield _gone(row, _remedy(row, places))


def _corrected(row: Row, places: Mapping[str, Place]) -> bool:
    """Whether the letter that a file or a translation belongs to has a correction more than when it was sealed."""
    home = row.address.rpartition(".")[0] + "/" if row.what == FILE else row.address.partition("/")[2]
    folder = row.address.rpartition("/")[0] + "/"
    found = places.get(home)
    beside = [place for where, place in places.items() if where.startswith(folder) and place.what == Letter.noun]
    near = [found] if found else beside if row.what == FILE else []
    return any(
        sum(1 for correction in place.entry.record.corrections if not correction.paragraph) > row.corrections for place in near if place.entry
    )


def _gone(row: Row, remedy: str) -> Problem:
    return Problem(LEDGER, row.line, 1, "", f"/{row.address} was published on {row.first_published} and would disappear; {remedy}")


def _remedy(row: Row, places: Mapping[str, Place]) -> str:
    ident = row.address.rstrip("/").rpartition("/")[2]
    folder = row.address.rstrip("/").rpartition("/")[0] + "/"
    same = [place.entry.id for where, place in places.items() if where.startswith(folder) and place.what == row.what and place.entry]
    there = f" (perhaps {quoted(same[0])})" if len(same) == 1 else ""
    return f"write 'redirect_from: {ident}' in the record that took its place{there}, or put the record back and set withdrawn"


def _text_kept(page: str, rows: Mapping[str, Row], places: Mapping[str, Place]) -> Iterator[Problem]:
    """Every number of a letter still stands for the text that it stood for, or a correction says why not."""
    now = {where.partition("#")[2]: place for where, place in places.items() if where.startswith(f"{page}#")}
    stands = {ident: rows[ident].fingerprint in (place.fingerprint, place.written) for ident, place in now.items() if ident in rows}
    home = places[page]
    for ident, row in rows.items():
        if stands.get(ident):
            continue
        elsewhere = next((p for p, place in now.items() if row.fingerprint in (place.fingerprint, place.written) and not stands.get(p)), "")
        place = now.get(ident)
        if elsewhere:
            said = f"paragraph {elsewhere[1:]} was published on {row.first_published} as paragraph {ident[1:]}; write {{#{ident}}} at its end"
            yield Problem(now[elsewhere].path, now[elsewhere].line, 1, "text", said)
        elif place is None:
            said = f"paragraph {ident[1:]} was published on {row.first_published} and is gone; put it back"
            said += f", or what stands in its place with {{#{ident}}}"
            yield Problem(home.path, 1, 1, "text", said)
        elif place.corrections <= row.corrections:
            said = (
                f"paragraph {ident[1:]} was published on {row.first_published} with another wording; put that back, "
                f"or add to corrections: {{date, text, paragraph: {ident}, was: the former wording}}"
            )
            yield Problem(place.path, place.line, 1, "text", said)
        elif place.entry is not None and not _cited(place.entry, ident, row.fingerprint):
            said = "is not the wording that was published; give the whole former paragraph, so that readers of an old link see what was cited"
            yield _at_correction(place.entry, ident, said)


def _cited(entry: Entry, ident: str, fingerprint: str) -> bool:
    """Whether a correction gives the former wording, or a redaction says that it may not be given."""
    letter: Letter = entry.record
    wordings = [was for c in letter.corrections if c.paragraph == ident and c.was for was in (c.was, *c.was.languages.values())]
    return fingerprint in map(prose.fingerprint, wordings) or any(r.paragraph == ident for r in letter.redactions)


def _at_correction(entry: Entry, ident: str, said: str) -> Problem:
    number = max(n for n, correction in enumerate(entry.record.corrections) if correction.paragraph == ident)
    given = entry.record.corrections[number].was is not None
    return entry.problem(said if given else f"{said} (as 'was')", "corrections", number, *(("was",) if given else ()), level="note")


def _unsealed(ledger: Ledger, places: Mapping[str, Place]) -> Iterator[Problem]:
    missing = [(where, place) for where, place in places.items() if place.state in ("live", "moved") and where not in ledger.by_address]
    if not missing:
        return
    if not ledger.there:
        said = f"is not there yet: {len(missing)} addresses are not sealed; run dossier seal when they are published"
        yield Problem(LEDGER, 1, 1, "", said, "note")
        return
    by_file: dict[str, list[str]] = defaultdict(list)
    for where, place in missing:
        by_file[place.path or LEDGER].append(where)
    for path, found in sorted(by_file.items()):
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        yield Problem(path, 1, 1, "", f"/{found[0]}{more}: not sealed yet; dossier seal does it when this is published", "note")
