"""data/ -> a Dossier in which every reference has found its record, or every problem on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from pydantic import BaseModel, ValidationError

from .again import Gathered, Known
from .bounds import bounded
from .dossier import Dossier, Entry
from .files import INTERNATIONAL, CaseFile, begins_as_named, case_files, is_device
from .hush import WITHHOLDING, Place, hushed, says_withheld
from .model import KINDS, Allowed, Country
from .problems import MANY, Problem, a, first, quoted
from .resolve import resolve
from .retell import retold, unknown_keys
from .settings import Settings
from .source import Map, Node, Parse, Scalar, Seq, Source, parse, plain, read
from .translating import translate

__all__ = ["Result", "bad_id", "load"]

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_TERM_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.ASCII)
_DATED = re.compile(r"\d{4}(?:-\d\d){0,2}(?:-|$)", re.ASCII)
_NONE: Mapping[str, bytes] = {}


class Result(Struct, frozen=True):
    """What loading gave: a dossier, as complete as the problems allow, and all problems, sorted."""

    dossier: Dossier
    problems: list[Problem]


def load(data: Path, settings: Settings, known: Known | None = None, parse: Parse = parse, instead: Mapping[str, bytes] = _NONE) -> Result:
    """Reads every case file below `data`, but for what a server has `known` of it; never raises for what an editor wrote.

    `instead` is what files would hold that are not written yet, by the path that problems call them.
    """
    files, wrong = case_files(data, settings, instead)
    if known is not None:
        known.read_now.clear()
    dossier, gathered, translations = _gathered(files, wrong, settings, known, parse, instead)
    held = known is not None and known.holds(dossier)
    if known is not None and not held:
        dossier, gathered, translations = _gathered(files, wrong, settings, known, parse, instead)
    new: Iterable[Entry] = [*dossier.entries.values(), *dossier.unsound]
    if known is not None and held:
        new = [entry for entry in new if entry.path in known.read_now]
    problems = gathered.problems
    for file, source in translations:
        translate(dossier, file, source, gathered)
    unresolved = list(resolve(dossier, new))
    if known is not None and unresolved:
        known.doubts()
    return Result(dossier, sorted(set(hushed([*problems, *unresolved], _places(gathered.places)))))


_Translations = list[tuple[CaseFile, Source]]
_Registered = tuple[Dossier, Gathered, _Translations]


def _gathered(
    files: Iterable[CaseFile], wrong: Iterable[Problem], settings: Settings, known: Known | None, parse: Parse, instead: Mapping[str, bytes]
) -> _Registered:
    """Every record, registered; and what waits for that, the translations. `wrong` is what the files themselves were found to be."""
    dossier, gathered = Dossier(settings), Gathered(settings, [*wrong])
    problems = gathered.problems
    translations: _Translations = []
    for file in files:
        if file.shape == "attachment":
            dossier.files[file.path] = file
            problems += _bad_attachment(file)
            continue
        if file.path in instead:
            source = parse(instead[file.path], file.path)
        else:
            source = known.read(file.file, file.path) if known else read(file.file, file.path, parse)
        problems += source.problems
        if source.node is None and source.problems:
            if file.shape in ("single", "list"):
                gathered.broken.add(_key(file, file.stem if file.shape == "single" else ""))
        elif file.shape == "allowed":
            dossier.allowed = tuple(_allowed(source, problems))
        elif "." in file.stem:
            translations.append((file, source))
        elif known is None:
            _read(file, source, gathered)
        else:
            gathered.add(known.of(source, settings, partial(_read, file, source)))
    dossier.broken, dossier.unsound = gathered.broken, gathered.unsound
    _register(dossier, gathered.entries, problems)
    return dossier, gathered, translations


def _places(places: list[Place]) -> Iterator[Place]:
    """The places of records, where all of a withheld country's are withheld."""
    withheld = tuple(place.path.removesuffix("country.yml") for place in places if place.withheld and place.path.endswith("/country.yml"))
    for place in places:
        yield replace(place, withheld=place.withheld or place.path.startswith(withheld))


def _bad_attachment(file: CaseFile) -> Iterator[Problem]:
    try:
        sound = begins_as_named(file.file)
    except OSError as error:
        yield Problem(file.path, 1, 1, "", f"cannot be read ({error.strerror})")
        return
    if not sound:
        yield Problem(file.path, 1, 1, "", f"is not what its name says ({file.file.suffix}); attach a PDF, JPEG or PNG")


def _items(node: Node | None, path: str, problems: list[Problem], alone: str = "") -> Iterator[Map]:
    if isinstance(node, (Map, Scalar)):
        problems.append(Problem(path, node.line, node.column, "", f"is not a list; begin each record with '- '{alone}"))
    before = len(problems)
    for item in node.items if isinstance(node, Seq) else ():
        if len(problems) - before >= MANY:
            problems.append(Problem(path, item.line, item.column, "", f"{MANY:,} problems stand above; from here on, the list was not read"))
            return
        if isinstance(item, Map):
            yield item
        else:
            problems.append(Problem(path, item.line, item.column, "", "is not a group of fields; each item has fields below its '- '"))


def _allowed(source: Source, problems: list[Problem]) -> Iterator[Allowed]:
    for item in _items(source.node, source.path, problems):
        if (allowed := _validated(Allowed, item, source.path, problems)) is not None:
            yield allowed


def _read(file: CaseFile, source: Source, gathered: Gathered) -> None:
    """The records of one file."""
    if file.shape == "single":
        node = source.node or Map({}, {}, 1, 1)
        if isinstance(node, Map):
            _entry(file, file.stem, node, source, gathered)
        else:
            said = "is not a group of fields; write one field a line, 'title: …'"
            gathered.problems.append(Problem(file.path, node.line, node.column, "", said))
            gathered.broken.add(_key(file, file.stem))
        return
    if isinstance(source.node, (Map, Scalar)):
        gathered.broken.add(_key(file, ""))
    alone = "; a record alone in a file is .md, with its fields between two lines '---'" if file.file.parent.name == file.folder else ""
    before = len(gathered.problems)
    for item in _items(source.node, file.path, gathered.problems, alone):
        given = item.values.get("id")
        at = given or item.keys.get("id") or item
        if not isinstance(given, Scalar) or not given.text:
            said = "is not text" if isinstance(given, (Map, Seq)) else "is empty" if "id" in item.keys else "is missing"
            gathered.problems.append(Problem(file.path, at.line, at.column, "id", f"{said}; each item of a list has one"))
            gathered.broken.add(_key(file, ""))  # what refers to it may have the id that it should have
        rest = Map({key: value for key, value in item.values.items() if key != "id"}, item.keys, item.line, item.column)
        _entry(file, given.text if isinstance(given, Scalar) else "", rest, source, gathered, at)
    if len(gathered.problems) - before > MANY:
        gathered.broken.add(_key(file, ""))


def _entry(file: CaseFile, ident: str, node: Map, source: Source, gathered: Gathered, at: Node | None = None) -> None:
    """One record: `at` is the place of its id in a list; without an id it is only checked."""
    cls, problems = KINDS[file.folder], gathered.problems
    gathered.places.append(Place(file.path, node, says_withheld(node), ident if at else ""))
    where = at or Scalar("", 1, 1)
    if (ident or not at) and (bad := bad_id(ident, file.folder)):
        problems.append(Problem(file.path, where.line, where.column, "id" if at else "", bad))
        gathered.broken.add(_key(file, ""))  # what refers to it may have the id that it should have
    problems += first(unknown_keys(cls, node, file.path, () if at is None else ("id",)))
    for key in (node.keys[name] for name in WITHHOLDING if name in node.keys and name not in node.values):
        problems.append(Problem(file.path, key.line, key.column, key.text, "is empty; write what holds, or leave the field out"))
    record = _validated(cls, node, file.path, problems, gathered.settings.default_language)
    entry = Entry(_key(file, ident), file.country, file.folder, ident, record, file.path, node, source.body, source.body_line)
    text = node.values.get("text")
    if text is not None and source.body.strip():
        problems.append(Problem(file.path, text.line, text.column, "text", "stands here and below the front matter; keep one"))
    if said := _said(record, text):
        entry.body, entry.by_line = said, isinstance(text, Scalar) and text.literal
        entry.body_line = text.line_of(len(text.text) - len(text.text.lstrip())) if isinstance(text, Scalar) else text.line if text else 1
    body = bounded(entry.body, entry.path, entry.body_line, problems)
    unread, entry.body = body != entry.body, body
    if record is None or not ident or unread:
        gathered.unsound.append(entry)
        gathered.broken.update([entry.key] if ident else [])
    else:
        gathered.entries.append(entry)


def _said(record: Any, text: Node | None) -> str:
    """What a record says in its field `text`, as far as that can be read."""
    if record is not None:
        return str(record.text or "")
    return text.text.strip() if isinstance(text, Scalar) else ""


def _key(file: CaseFile, ident: str) -> str:
    if file.folder == Country.folder:
        return file.country
    return f"{file.folder}/{ident}" if file.country == "vocabulary" else f"{file.country}/{file.folder}/{ident}"


def bad_id(ident: str, folder: str) -> str:
    """Why a record of a folder cannot have this id; empty if it can."""
    if folder.startswith("vocabulary/"):
        return "" if _TERM_ID.fullmatch(ident) else f"{quoted(ident)} is not an id; write it in a-z, 0-9, '-' and '_'"
    if not _ID.fullmatch(ident) or len(ident) > 100:
        return f"{quoted(ident)} is not an id; write it in a-z, 0-9 and '-', at most 100 characters"
    if is_device(ident):
        return f"{quoted(ident)} is a name that Windows keeps for devices; add a word to it"
    if folder in ("letters", "events") and not _DATED.match(ident):
        return f"{quoted(ident)} does not begin with its date; write 2017-01-20-…, 2017-01-… or 2017-…"
    return ""


def _validated(cls: type[BaseModel], node: Map, path: str, problems: list[Problem], language: str = "en") -> Any:
    try:
        return cls.model_validate(plain(node), context={"language": language})
    except ValidationError as error:
        problems += first(retold(error, cls, node, path))
        return None


def _register(dossier: Dossier, entries: list[Entry], problems: list[Problem]) -> None:
    for entry in sorted(entries, key=lambda entry: entry.key):
        first = dossier.entries.setdefault(entry.key, entry)
        if first is not entry:
            said = f"there is already {a(entry.record.noun)} '{entry.id}', in {first.path}, line {first.node.line}"
            problems.append(entry.problem(said, "id"))
            dossier.unsound.append(entry)
    for entry in dossier.entries.values():
        for former in entry.record.redirect_from:
            if key := _former_key(entry, former):
                dossier.former.setdefault(key, entry.key)


def _former_key(entry: Entry, former: str) -> str:
    """The key that a record once had, by its former id or its former address."""
    parts = former.strip("/").split("/")
    if len(parts) == 1 and "/" not in former:
        return f"{entry.key.rpartition('/')[0]}/{former}".lstrip("/")
    return "/".join((INTERNATIONAL, *parts) if len(parts) == 2 else parts)
