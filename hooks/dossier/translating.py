"""A file beside a record, named after it and a language -> the translation of the record."""

from __future__ import annotations

from .again import Gathered
from .bounds import bounded
from .dossier import Dossier, Entry, Translation
from .files import CaseFile
from .hush import Place, says_withheld
from .languages import is_language
from .model import KINDS, Letter, Record
from .model import Source as SourceRecord
from .problems import Problem, nearest, shortened
from .references import text_fields
from .resolve import offered
from .settings import Settings
from .source import Map, Scalar, Seq, Source
from .values import Text

__all__ = ["translate"]


def translate(dossier: Dossier, file: CaseFile, source: Source, gathered: Gathered) -> None:
    """Gives a record what a file says in another language, also one in which something is wrong; what is wrong with the file is a problem."""
    problems = gathered.problems
    stem, _, language = file.stem.partition(".")
    key = f"{file.country}/{file.folder}/{stem}"
    sound, cls = dossier.entries.get(key), KINDS[file.folder]
    entry = sound or next((other for other in dossier.unsound if other.key == key), None)
    node = source.node or Map({}, {}, 1, 1)
    own = _language_of(sound, dossier.settings)
    if not is_language(language) or (language == own and not (sound is None and dossier.is_lost(key))):
        lower = language.lower()
        other = lower if lower != language and is_language(lower) else "en" if own == "ru" else "ru"
        problems.append(Problem(file.path, 1, 1, "", f"'{language}' is not another language; a translation is named {stem}.{other}.md"))
    elif not isinstance(node, Map):
        problems.append(Problem(file.path, node.line, node.column, "", "is not a group of fields; write one field a line, 'title: …'"))
    elif entry is not None and file.folder == SourceRecord.folder:
        problems.append(Problem(file.path, 1, 1, "", "a source has no page of its own to translate; write its fields as {en: …, ru: …}"))
    elif entry is not None:
        gathered.places.append(Place(file.path, node, says_withheld(entry.node)))
        body = bounded(source.body, file.path, source.body_line, problems)
        fields = _given(cls, entry.record, language) | _translated(cls, node, file.path, problems)
        by = fields.pop("translated_by", "")
        entry.translations.append(Translation(language, file.path, node, fields, by, body, source.body_line))
    elif not dossier.is_lost(key):
        known = offered(dossier, file.country, (file.folder,))
        problems.append(Problem(file.path, 1, 1, "", f"translates a record that is not there{nearest(stem, known)}"))


def _language_of(entry: Entry | None, settings: Settings) -> str:
    """The language of what a record says: of a letter its own, else the default one."""
    letter = entry.record if entry is not None and isinstance(entry.record, Letter) else None
    return letter.language if letter and letter.language else settings.default_language


def _given(cls: type[Record], record: Record | None, language: str) -> dict[str, str]:
    """What the fields of a record say in a language themselves (`{en: …, ru: …}`): a translation need not repeat it."""
    texts = {name: getattr(record, name, None) for name in text_fields(cls) if name != "text"}
    return {name: text.languages[language] for name, text in texts.items() if isinstance(text, Text) and language in text.languages}


def _translated(cls: type[Record], node: Map, path: str, problems: list[Problem]) -> dict[str, str]:
    """The fields of a translation that the record has as text."""
    fields: dict[str, str] = {}
    names = [*text_fields(cls), "translated_by"]
    for name, at in node.keys.items():
        value = node.values.get(name)
        if name == "text":
            problems.append(Problem(path, at.line, at.column, name, "stands below the front matter of a translation"))
        elif name not in names:
            problems.append(Problem(path, at.line, at.column, shortened(name), f"is not a field that can be translated{nearest(name, names)}"))
        elif isinstance(value, Scalar) and value.text.strip():
            fields[name] = value.text
        else:
            where, said = value or at, "is not text" if isinstance(value, (Seq, Map)) else "is empty"
            problems.append(Problem(path, where.line, where.column, name, said))
    return fields
