"""A letter -> what citing it takes, and what machines read of it in the head of its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from .. import prose
from ..artifact import Head
from ..attachments import MEDIA_TYPES, beside
from ..citations import Citable, Name
from ..dossier import Entry, Translation
from ..heads import EDITION
from ..index import address, file_address, translated
from ..model import Letter, Organisation, Person
from ..values import Ref
from .base import Viewer

__all__ = ["BESIDE", "abstract", "address_of", "card_address", "citable", "cited", "letter_head", "stem"]

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


def address_of(viewer: Viewer, where: str) -> str:
    """The canonical address; below the root where the site does not know its own."""
    return f"{viewer.settings.site_url}{where}"


def citable(viewer: Viewer, entry: Entry, translation: Translation | None = None) -> Citable:
    """What citing a letter takes: those who signed are its authors, else those who sent it."""
    letter: Letter = entry.record
    said = translation.fields if translation else {}
    signed = [signature.person for signature in letter.signed_by]
    short = viewer.short(entry)
    language = translation.language if translation else letter.language or viewer.settings.default_language
    return Citable(
        id=f"{entry.country}-{entry.id}" + (f"-{language}" if translation else ""),
        title=said.get("title") or letter.title.say(viewer.language),
        authors=_names(viewer, signed or letter.from_),
        recipients=_names(viewer, letter.to),
        senders=tuple(_called(viewer, ref) for ref in letter.from_),
        addressees=tuple(_called(viewer, ref) for ref in letter.to),
        date=letter.date,
        language=language,
        place=letter.place.say(viewer.language) if letter.place else "",
        url=address_of(viewer, f"{stem(entry, translation)}/"),
        short=address_of(viewer, short) if short else "",
        container=viewer.settings.site_name,
        publisher=viewer.settings.publisher,
        abstract=abstract(viewer, entry, translation),
        files=tuple((address_of(viewer, file_address(entry, file.name)), MEDIA_TYPES[file.kind]) for file in beside(viewer.dossier, entry)),
        translated_by=translation.translated_by if translation else "",
    )


def cited(viewer: Viewer, entry: Entry, translation: Translation | None = None) -> Citable:
    """The same for the styles: a title is quoted as the letter's own, so it is its subject or nothing."""
    letter: Letter = entry.record
    said = translation.fields if translation else {}
    subject = said.get("subject") or (letter.subject.say(viewer.language) if letter.subject else "")
    return replace(citable(viewer, entry, translation), title=subject)


def _names(viewer: Viewer, refs: Iterable[Ref]) -> tuple[Name, ...]:
    return tuple(_name(viewer, ref) for ref in refs)


def _name(viewer: Viewer, ref: Ref) -> Name:
    entry = viewer.dossier.entries.get(ref.key)
    if entry is None or not isinstance(entry.record, Person):
        return Name(literal=viewer.link(ref.key).text)
    family, comma, given = entry.record.sort_name.say(viewer.language).partition(",")
    return Name(family.strip(), given.strip()) if comma else Name(literal=viewer.name(entry))


def _called(viewer: Viewer, ref: Ref) -> str:
    """What a sentence calls somebody: an organisation by its abbreviation."""
    entry = viewer.dossier.entries.get(ref.key)
    if entry is not None and isinstance(entry.record, Organisation) and entry.record.abbreviations:
        return entry.record.abbreviations[0].say(viewer.language)
    return viewer.link(ref.key).text


def abstract(viewer: Viewer, entry: Entry, translation: Translation | None = None) -> str:
    """The subject if there is one, then the letter's own first words."""
    letter: Letter = entry.record
    said = translation.fields if translation else {}
    subject = said.get("subject") or (letter.subject.say(viewer.language) if letter.subject else "")
    found = prose.blocks(translation.body if translation else entry.body)[0]
    first = " ".join(found[0].text.split()) if found else ""
    if len(first) > _ABSTRACT:
        first = f"{first[:_ABSTRACT].rpartition(' ')[0]} …"
    return f"{subject.rstrip('.')}. {first}" if subject and first else subject or first


def letter_head(viewer: Viewer, entry: Entry, translation: Translation | None = None) -> Head:
    """What Zotero, social networks, search engines and robots read of a letter.

    Zotero's "Embedded Metadata" takes `z:` and Dublin Core for a letter; `citation_title` and
    `citation_author` would make it a journal article. schema.org has no Letter: `Message`.
    Links by rel follow FAIR Signposting 1.0 (level 1).
    """
    letter: Letter = entry.record
    if not letter.text_available:
        return Head()
    item = citable(viewer, entry, translation)
    card = card_address(entry, translation)
    return Head(
        metas=tuple(_metas(viewer, letter, item)),
        links=tuple(_links(viewer, entry, translation, item)),
        data=(_message(viewer, entry, item),) if viewer.settings.site_url else (),
        scripts=("assets/javascripts/quote.js",),
        card=card,
        card_words=f"Letter from {_in_words(item.senders)} to {_in_words(item.addressees)}, {letter.date.say(viewer.language)}",
    )


def card_address(entry: Entry, translation: Translation | None = None) -> str:
    return f"assets/cards/{stem(entry, translation)}.png"


def _in_words(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _metas(viewer: Viewer, letter: Letter, item: Citable) -> Iterator[tuple[str, str]]:
    yield "z:itemType", "letter"
    yield "DC.title", item.title
    yield from (("DC.creator", name.inverted) for name in item.authors)
    yield from (("z:recipients", name.inverted) for name in item.recipients)
    yield "DC.date", letter.date.datetime or letter.date.say(viewer.language)
    if letter.date.datetime:
        yield "article:published_time", letter.date.datetime
    yield "DC.language", item.language
    yield "DC.identifier", item.url
    yield "DCTERMS.abstract", item.abstract
    if letter.place:
        yield "z:place", item.place
    yield from (("citation_pdf_url", url) for url, kind in item.files[:1] if kind == "application/pdf")
    yield "citation_public_url", item.url


def _links(viewer: Viewer, entry: Entry, translation: Translation | None, item: Citable) -> Iterator[dict[str, str]]:
    home = stem(entry, translation)
    yield {"rel": "stylesheet", "media": "print", "href": EDITION}
    yield {"rel": "cite-as", "href": item.url if viewer.settings.site_url else f"{home}/"}
    yield {"rel": "type", "href": "https://schema.org/Message"}
    yield from ({"rel": "describedby", "href": f"{home}{ending}", "type": kind} for ending, _, kind in BESIDE[:4])
    yield from ({"rel": "item", "href": url, "type": kind} for url, kind in item.files)
    if viewer.settings.licence.startswith(("http://", "https://")):
        yield {"rel": "license", "href": viewer.settings.licence}
    if not viewer.settings.site_url:
        return
    oembed = {"rel": "alternate", "type": "application/json+oembed", "title": item.title}
    yield {**oembed, "href": address_of(viewer, f"embed/{home}/oembed.json")}
    if entry.translations:
        original = entry.record.language or viewer.settings.default_language
        languages = [(original, None), *((t.language, t) for t in entry.translations)]
        yield from ({"rel": "alternate", "hreflang": code, "href": address_of(viewer, f"{stem(entry, t)}/")} for code, t in languages)


def _message(viewer: Viewer, entry: Entry, item: Citable) -> dict[str, Any]:
    letter: Letter = entry.record
    files = [{"@type": "MediaObject", "contentUrl": url, "encodingFormat": kind} for url, kind in item.files]
    found: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "Message", "@id": item.url, "url": item.url, "name": item.title,
        "sender": [_agent(viewer, ref) for ref in letter.from_], "recipient": [_agent(viewer, ref) for ref in letter.to],
        "ccRecipient": [_agent(viewer, ref) for ref in letter.cc], "author": [_agent(viewer, s.person) for s in letter.signed_by],
        "dateSent": letter.date.datetime, "inLanguage": item.language, "abstract": item.abstract, "messageAttachment": files,
        "isPartOf": {"@type": "WebSite", "name": viewer.settings.site_name, "url": viewer.settings.site_url},
        "publisher": {"@type": "Organization", "name": item.publisher} if item.publisher else None,
        "license": viewer.settings.licence, "identifier": item.short,
        "translator": {"@type": "Person", "name": item.translated_by} if item.translated_by else None,
        "translationOfWork": {"@id": address_of(viewer, address(entry))} if item.translated_by else None,
        "about": [{"@type": "Country", "name": viewer.link(entry.country).text}] if entry.country in viewer.dossier.entries else [],
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def _agent(viewer: Viewer, ref: Ref) -> dict[str, str]:
    entry = viewer.dossier.entries.get(ref.key)
    person = entry is not None and isinstance(entry.record, Person)
    agent = {"@type": "Person" if person else "Organization", "name": viewer.link(ref.key).text}
    return {**agent, "url": address_of(viewer, address(entry))} if entry is not None else agent
