"""A letter -> what citing it takes, and the files beside it."""

from __future__ import annotations

from collections.abc import Iterable
from mimetypes import guess_type

from msgspec.structs import replace

from .. import prose
from ..addresses import address, file_address, former_address, translated
from ..attachments import is_readable, paths_beside
from ..citations import Citable, Name
from ..dossier import Entry, Translation
from ..model import Correction, Letter, Organisation, Person
from ..names import family_and_given
from ..phrases import stop
from ..values import Ref, Text
from .base import Viewer, once

__all__ = [
    "BESIDE", "abstract", "address_of", "card_address", "citable", "cited", "exported", "former_stems", "former_words", "full_text", "language_of",
    "letter_files", "own_text", "own_words", "place_of", "reference", "spoken_as", "stem", "written_in",
]  # fmt: skip

BESIDE = (
    (".ris", "RIS", "application/x-research-info-systems"),
    (".bib", "BibLaTeX", "application/x-bibtex"),
    (".csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json"),
    (".json", "JSON", "application/json"),
    (".txt", "Text", "text/plain"),
    (".zip", "Press pack", "application/zip"),
)
"""The files made beside a letter: ending, name, media type."""

_ABSTRACT = 480


def stem(entry: Entry, translation: Translation | None = None) -> str:
    """The address of a letter's files without their ending."""
    return translated(translation.language if translation else "", address(entry)).rstrip("/")


def former_stems(entry: Entry, translation: Translation | None = None) -> list[str]:
    """The same of every address that the letter once had."""
    language = translation.language if translation else ""
    return [translated(language, former_address(address(entry), old)).rstrip("/") for old in entry.record.redirect_from]


def former_words(correction: Correction, spoken: str, translated: bool) -> str:
    """The wording before a correction, in the language of a letter or its translation; one without a language is the original's."""
    given = correction.was if correction.was and (not translated or spoken in correction.was.languages) else None
    return prose.words_of(given.say(spoken)) if given else ""


def address_of(viewer: Viewer, where: str) -> str:
    """The canonical address; below the root where the site does not know its own."""
    return f"{viewer.settings.site_url}{where}"


def citable(viewer: Viewer, entry: Entry, translation: Translation | None = None) -> Citable:
    """What citing a letter takes: those who signed are its authors, else those who sent it.

    Where the site does not know its own address, the letter has none either: a reference travels without the site.
    """
    return _citable(viewer, entry, translation.language if translation else "")


def reference(viewer: Viewer, entry: Entry, translation: Translation | None = None) -> Citable:
    """The same without an abstract: no text has to be read for a list of references."""
    return _reference(viewer, entry, translation.language if translation else "")


@once
def _citable(viewer: Viewer, entry: Entry, spoken: str) -> Citable:
    translation = _spoken(entry, spoken)
    return replace(reference(viewer, entry, translation), abstract=abstract(viewer, entry, translation))


def _spoken(entry: Entry, spoken: str) -> Translation | None:
    return next((t for t in entry.translations if t.language == spoken), None)


@once
def _reference(viewer: Viewer, entry: Entry, spoken: str) -> Citable:
    translation = _spoken(entry, spoken)
    letter: Letter = entry.record
    said = translation.fields if translation else {}
    signed = [signature.person for signature in letter.signed_by]
    short = viewer.short(entry)

    def known(where: str) -> str:
        return address_of(viewer, where) if where and viewer.settings.site_url else ""

    language = language_of(viewer, entry, translation)
    return Citable(
        id=f"{entry.country}-{entry.id}" + (f"-{language}" if translation else ""),
        title=said.get("title") or letter.title.say(viewer.language),
        authors=_names(viewer, signed or letter.from_),
        recipients=_names(viewer, letter.to),
        senders=tuple(_called(viewer, ref) for ref in letter.from_),
        addressees=tuple(_called(viewer, ref) for ref in letter.to),
        date=letter.date,
        language=language,
        place=place_of(viewer, entry, translation)[0],
        url=known(f"{stem(entry, translation)}/"),
        short=known(short),
        container=viewer.settings.site_name,
        publisher=viewer.settings.publisher,
        files=tuple((known(where), media) for where, media in letter_files(viewer, entry, translation) if known(where)),
        translated_by=translation.translated_by if translation else "",
    )


def cited(viewer: Viewer, entry: Entry, translation: Translation | None = None) -> Citable:
    """The same for the styles: a title is quoted as the letter's own, so it is its subject or nothing; nothing of one that nobody here has read.

    A translation has no short address: that of the letter leads to the original.
    """
    subject = own_words(viewer, entry, "subject", translation) if entry.record.text_available else ""
    item = reference(viewer, entry, translation)
    return replace(item, title=subject, short="" if translation else item.short)


def exported(viewer: Viewer, entry: Entry, translation: Translation | None = None) -> Citable:
    """The same for reference managers, whose lists and styles need a title: the letter's own, else that of its record."""
    item = citable(viewer, entry, translation)
    return replace(item, title=cited(viewer, entry, translation).title or item.title)


def language_of(viewer: Viewer, entry: Entry, translation: Translation | None = None) -> str:
    return translation.language if translation else entry.record.language or viewer.settings.default_language


def written_in(viewer: Viewer, entry: Entry, translation: Translation | None = None) -> str:
    """The language of a letter as it is told to others: empty where its text is not here and its record does not say."""
    letter = entry.record
    return language_of(viewer, entry, translation) if translation or letter.language or letter.text_available else ""


def own_words(viewer: Viewer, entry: Entry, field: str, translation: Translation | None = None) -> str:
    """The subject, salutation or closing as the letter or its translation has it, in its own language; empty where there is none."""
    return own_text(viewer, entry, field, translation)[0]


def own_text(viewer: Viewer, entry: Entry, field: str, translation: Translation | None = None) -> tuple[str, str]:
    """The same with the language it is in: what a translation leaves untranslated is the original's, and in its language."""
    language = language_of(viewer, entry, translation)
    if translation and (given := translation.fields.get(field)):
        return given, language
    text: Text | None = getattr(entry.record, field)
    if text is None or language in text.languages:
        return (text.say(language) if text else ""), language
    return str(text), text.language or (viewer.settings.default_language if text.languages else language_of(viewer, entry))


def place_of(viewer: Viewer, entry: Entry, translation: Translation | None = None) -> tuple[str, str]:
    """Where a letter was written, and the language of these words if they are a translation's."""
    if translation and (given := translation.fields.get("place")):
        return given, translation.language
    return spoken_as(viewer, entry.record.place)


def spoken_as(viewer: Viewer, text: Text | None, translation: Translation | None = None) -> tuple[str, str]:
    """A text of a record as it gives it in the language of a translation, with that language; else as this site says it."""
    if text and translation and translation.language in text.languages:
        return text.languages[translation.language], translation.language
    return viewer.say(text), ""


def letter_files(viewer: Viewer, entry: Entry, translation: Translation | None = None) -> list[tuple[str, str]]:
    """(address below the root, media type) of the files of a letter, first the letter itself."""
    text = full_text(viewer, entry, translation)
    files = [(file_address(entry, name), guess_type(name)[0] or "") for name in _published(viewer, entry)]
    return sorted(files, key=lambda file: file[0] != text)


def full_text(viewer: Viewer, entry: Entry, translation: Translation | None = None) -> str:
    """The address of the PDF with the words of the page: of a translation `x.ru.pdf`, of a letter `x.pdf` or else the first that it lists."""
    language = language_of(viewer, entry, translation)
    spoken = {name: said or language for name, said in _published(viewer, entry).items() if name.lower().endswith(".pdf")}
    names = [f"{entry.id}.{language}.pdf"] if translation else [f"{entry.id}.pdf", f"{entry.id}.{language}.pdf"]
    found = [name for name in spoken if name.lower() in names]
    if not translation:
        found += [name for name in spoken if not name.startswith(f"{entry.id}.") and spoken[name] == language]
    return file_address(entry, found[0]) if found else ""


def _published(viewer: Viewer, entry: Entry) -> dict[str, str]:
    """The files beside a letter that can be published, with the language that the letter says of each."""
    files = viewer.dossier.files
    paths = {path: said for path, said in paths_beside(viewer.dossier, entry).items() if is_readable(files[path].file)}
    return {path.rpartition("/")[2]: getattr(said, "language", None) or "" for path, said in paths.items()}


def _names(viewer: Viewer, refs: Iterable[Ref]) -> tuple[Name, ...]:
    return tuple(_name(viewer, ref) for ref in refs)


def _name(viewer: Viewer, ref: Ref) -> Name:
    entry = viewer.dossier.entries.get(ref.key)
    if entry is None or not isinstance(entry.record, Person):
        return Name(literal=viewer.link(ref.key).text)
    family, given = family_and_given(entry.record.sort_name.say(viewer.language))
    name = viewer.name(entry)
    return Name(family, given, written=name) if given else Name(literal=name)


def _called(viewer: Viewer, ref: Ref) -> str:
    """What a sentence calls somebody: an organisation by its abbreviation."""
    entry = viewer.dossier.entries.get(ref.key)
    if entry is not None and isinstance(entry.record, Organisation) and entry.record.abbreviations:
        return entry.record.abbreviations[0].say(viewer.language)
    return viewer.link(ref.key).text


def abstract(viewer: Viewer, entry: Entry, translation: Translation | None = None) -> str:
    """The subject if there is one, then the letter's own first words."""
    subject = own_words(viewer, entry, "subject", translation)
    found = prose.blocks(translation.body if translation else entry.body)[0]
    first = " ".join(found[0].text.split()) if found else ""
    if len(first) > _ABSTRACT:
        first = f"{first[:_ABSTRACT].rpartition(' ')[0]} …"
    return f"{stop(subject)} {first}" if subject and first else subject or first


def card_address(entry: Entry, translation: Translation | None = None) -> str:
    return f"assets/cards/{stem(entry, translation)}.png"
