"""data/ -> a Dossier in which every reference has found its record, or every problem on the way."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from .files import ATTACHMENTS, INTERNATIONAL, CaseFile, case_files
from .model import KINDS, RECORDS, Allowed, Country, Letter, Record
from .problems import Level, Problem, nearest, quoted
from .references import references, text_fields
from .retell import field_words, node_at, retold
from .settings import Settings
from .source import Map, Node, Scalar, Seq, Source, plain, read
from .values import Ref, To, is_language

__all__ = ["Dossier", "Entry", "Result", "Translation", "load"]

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_TERM_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.ASCII)
_DATED = re.compile(r"\d{4}(?:-\d\d){0,2}(?:-|$)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Translation:
    """A record in another language: the fields translated, and the prose."""

    language: str
    path: str
    node: Map
    fields: Mapping[str, str]
    translated_by: str
    body: str
    body_line: int


@dataclass(slots=True, eq=False)
class Entry:
    """A record with its key (`country/folder/id`), the file it stands in and its prose (Markdown)."""

    key: str
    country: str
    folder: str
    id: str
    record: Any
    path: str
    node: Map
    body: str = ""
    body_line: int = 1
    translations: list[Translation] = field(default_factory=list)

    def problem(self, text: str, *loc: str | int, level: Level = "error") -> Problem:
        """A problem at a field of the record."""
        at = node_at(self.node, loc)
        return Problem(self.path, at.line, at.column, field_words(self.node, loc), text, level)


@dataclass(slots=True)
class Dossier:
    """All entries by key, in the order of keys, withheld ones included; `files` are attachments by path."""

    settings: Settings
    entries: dict[str, Entry] = field(default_factory=dict)
    allowed: tuple[Allowed, ...] = ()
    files: dict[str, CaseFile] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)

    def of(self, folder: str) -> Iterator[Entry]:
        """The entries of one folder of the registry, over all countries."""
        return (entry for entry in self.entries.values() if entry.folder == folder)

    @property
    def countries(self) -> list[Entry]:
        return list(self.of(Country.folder))

    def find(self, path: str, country: str, folders: Iterable[str]) -> list[str]:
        """The keys a reference may mean: tried in the record's country, then in international."""
        parts = path.split("/")
        if len(parts) == 3:
            key = f"{parts[0]}/{parts[1]}/{parts[2]}"
            return [key] if key in self.entries else []
        if path in self.entries and len(parts) == 1 and Country.folder in folders:
            return [path]
        wanted = [parts[0]] if len(parts) == 2 else list(folders)
        homes = [country] if country in (INTERNATIONAL, "vocabulary") else [country, INTERNATIONAL]
        keys = [
            f"{folder}/{parts[-1]}" if folder.startswith("vocabulary/") else f"{home}/{folder}/{parts[-1]}"
            for folder in wanted
            for home in (homes if not folder.startswith("vocabulary/") else homes[:1])
        ]
        return [key for key in keys if key in self.entries]


@dataclass(frozen=True, slots=True)
class Result:
    """What loading gave: a dossier, as complete as the problems allow, and all problems, sorted."""

    dossier: Dossier
    problems: list[Problem]


def load(data: Path, settings: Settings) -> Result:
    """Reads every case file below `data`; never raises for what an editor wrote."""
    files, problems = case_files(data, settings)
    dossier = Dossier(settings)
    translations: list[tuple[CaseFile, Source]] = []
    entries: list[Entry] = []
    for file in files:
        if file.shape == "attachment":
            dossier.files[file.path] = file
            problems += _bad_attachment(file)
            continue
        source = read(file.file, file.path)
        problems += source.problems
        if source.node is None and source.problems:
            continue
        if file.shape == "allowed":
            dossier.allowed = tuple(_allowed(source, problems))
        elif "." in file.stem:
            translations.append((file, source))
        else:
            entries += _entries(file, source, settings, problems)
    _register(dossier, entries, problems)
    for file, source in translations:
        _translate(dossier, file, source, problems)
    problems += _resolve(dossier)
    return Result(dossier, sorted(set(problems)))


def _bad_attachment(file: CaseFile) -> Iterator[Problem]:
    with file.file.open("rb") as stream:
        begin = stream.read(8)
    if not begin.startswith(ATTACHMENTS[file.file.suffix.lower()]):
        yield Problem(file.path, 1, 1, "", f"is not what its name says ({file.file.suffix}); attach a PDF, JPEG or PNG")


def _items(node: Node | None, path: str, problems: list[Problem]) -> Iterator[Map]:
    if isinstance(node, (Map, Scalar)):
        problems.append(Problem(path, node.line, node.column, "", "is not a list; begin each record with '- '"))
    for item in node.items if isinstance(node, Seq) else ():
        if isinstance(item, Map):
            yield item
        else:
            problems.append(Problem(path, item.line, item.column, "", "is not a group of fields; each item has fields below its '- '"))


def _allowed(source: Source, problems: list[Problem]) -> Iterator[Allowed]:
    for item in _items(source.node, source.path, problems):
        if (allowed := _validated(Allowed, item, source.path, problems)) is not None:
            yield allowed


def _entries(file: CaseFile, source: Source, settings: Settings, problems: list[Problem]) -> Iterator[Entry]:
    cls = KINDS[file.folder]
    if file.shape == "single":
        node = source.node or Map({}, {}, 1, 1)
        if not isinstance(node, Map):
            problems.append(Problem(file.path, node.line, node.column, "", "is not a group of fields; write one field a line, 'title: …'"))
            return
        yield from _entry(file, cls, file.stem, node, source, settings, problems)
        return
    for item in _items(source.node, file.path, problems):
        given = item.values.get("id")
        if not isinstance(given, Scalar):
            problems.append(Problem(file.path, item.line, item.column, "id", "is missing; each item of a list has one"))
            continue
        rest = Map({k: v for k, v in item.values.items() if k != "id"}, item.keys, item.line, item.column)
        yield from _entry(file, cls, given.text, rest, source, settings, problems, given)


def _entry(
    file: CaseFile, cls: type[Record], ident: str, node: Map, source: Source, settings: Settings,
    problems: list[Problem], at: Scalar | None = None,
) -> Iterator[Entry]:  # fmt: skip
    where = at or Scalar("", 1, 1)
    if bad := _bad_id(ident, file.folder):
        problems.append(Problem(file.path, where.line, where.column, "id" if at else "", bad))
    record = _validated(cls, node, file.path, problems, settings.default_language)
    if record is None:
        return
    text = node.values.get("text")
    body, line = source.body, source.body_line
    if text is not None and body.strip():
        problems.append(Problem(file.path, text.line, text.column, "text", "stands here and below the front matter; keep one"))
    if record.text:
        body, line = str(record.text), text.line if text else 1
    key = f"{file.folder}/{ident}" if file.country == "vocabulary" else f"{file.country}/{file.folder}/{ident}"
    if cls is Country:
        key = file.country
    yield Entry(key, file.country, file.folder, ident, record, file.path, node, body, line)


def _bad_id(ident: str, folder: str) -> str:
    if folder.startswith("vocabulary/"):
        return "" if _TERM_ID.fullmatch(ident) else f"{quoted(ident)} is not an id; write it in a-z, 0-9, '-' and '_'"
    if not _ID.fullmatch(ident) or len(ident) > 100:
        return f"{quoted(ident)} is not an id; write it in a-z, 0-9 and '-', at most 100 characters"
    if folder in ("letters", "events") and not _DATED.match(ident):
        return f"{quoted(ident)} does not begin with its date; write 2017-01-20-…, 2017-01-… or 2017-…"
    return ""





def _validated(cls: type[BaseModel], node: Map, path: str, problems: list[Problem], language: str = "en") -> Any:
    try:
        return cls.model_validate(plain(node), context={"language": language})
    except ValidationError as error:
        problems += retold(error, cls, node, path)
        return None


def _register(dossier: Dossier, entries: list[Entry], problems: list[Problem]) -> None:
    for entry in sorted(entries, key=lambda entry: entry.key):
        first = dossier.entries.setdefault(entry.key, entry)
        if first is not entry:
            problems.append(entry.problem(f"there is already a {entry.record.noun} '{entry.id}' in {first.path}", "id"))
    for entry in dossier.entries.values():
        for former in entry.record.redirect_from:
            if "/" not in former:
                dossier.former.setdefault(f"{entry.country}/{entry.folder}/{former}", entry.key)


def _translate(dossier: Dossier, file: CaseFile, source: Source, problems: list[Problem]) -> None:
    stem, _, language = file.stem.partition(".")
    node = source.node if isinstance(source.node, Map) else Map({}, {}, 1, 1)
    entry = dossier.entries.get(f"{file.country}/{file.folder}/{stem}")
    if not is_language(language) or language == dossier.settings.default_language:
        problems.append(Problem(file.path, 1, 1, "", f"'{language}' is not another language; a translation is named {stem}.ru.md"))
        return
    if entry is None:
        known = [other.id for other in dossier.of(file.folder)]
        problems.append(Problem(file.path, 1, 1, "", f"translates a record that is not there{nearest(stem, known)}"))
        return
    fields: dict[str, str] = {}
    names = text_fields(type(entry.record))
    for name, value in node.values.items():
        at = node.keys[name]
        if name not in names and name != "translated_by":
            said = f"is not a field that can be translated{nearest(name, [*names, 'translated_by'])}"
            problems.append(Problem(file.path, at.line, at.column, name, said))
        elif not isinstance(value, Scalar):
            problems.append(Problem(file.path, value.line, value.column, name, "is not text"))
        else:
            fields[name] = value.text
    by = fields.pop("translated_by", "")
    entry.translations.append(Translation(language, file.path, node, fields, by, source.body, source.body_line))


def _resolve(dossier: Dossier) -> Iterator[Problem]:
    """Gives every reference its key; a reference that finds nothing, or two, is a problem."""
    for entry in dossier.entries.values():
        for loc, ref, to in references(entry.record):
            found = dossier.find(ref.path, entry.country, to.folders)
            if len(found) == 1 and dossier.entries[found[0]].folder in to.folders:
                ref.key = found[0]
                if ref.fragment and not (to.paragraph and ref.key in dossier.entries and _is_letter(dossier, ref.key)):
                    yield entry.problem(f"{quoted(ref.text)} names a paragraph; only letters have paragraphs, where a source is meant", *loc)
            else:
                yield entry.problem(_unresolved(dossier, entry, ref, to, found), *loc)


def _is_letter(dossier: Dossier, key: str) -> bool:
    return dossier.entries[key].folder == Letter.folder


def _unresolved(dossier: Dossier, entry: Entry, ref: Ref, to: To, found: list[str]) -> str:
    nouns = " or ".join(KINDS[folder].noun for folder in to.folders)
    if len(found) > 1:
        keys = " and ".join(_shown(key, entry.country) for key in found)
        return f"{quoted(ref.text)} means more than one record: {keys}; write which"
    if found:
        return f"{quoted(ref.text)} is a {KINDS[dossier.entries[found[0]].folder].noun}, and a {nouns} is needed"
    for folder in to.folders:
        for home in (entry.country, INTERNATIONAL):
            new = dossier.former.get(f"{home}/{folder}/{ref.path.split('/')[-1]}")
            if new and not dossier.entries[new].record.draft:
                return f"{quoted(ref.text)} is a former id; write '{dossier.entries[new].id}'"
    known = _known(dossier, entry.country, to.folders)
    return f"there is no {nouns} {quoted(ref.text)}{nearest(ref.path.split('/')[-1], known)}"


def _known(dossier: Dossier, country: str, folders: tuple[str, ...]) -> list[str]:
    """Ids to offer; those of withheld records are never offered."""
    homes = (country, INTERNATIONAL, "vocabulary")
    return [
        entry.id
        for entry in dossier.entries.values()
        if entry.folder in folders
        and entry.country in homes
        and not (entry.record.draft or entry.record.publish_after or entry.record.withdrawn)
    ]


def _shown(key: str, country: str) -> str:
    return f"'{key.removeprefix(f'{country}/')}'"


