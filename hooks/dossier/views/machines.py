"""A letter -> what machines read of it: the head of its page, and its line in a register.

Zotero's "Embedded Metadata", Dublin Core, FAIR Signposting (level 1), schema.org, COinS.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from ..addresses import address
from ..artifact import Head
from ..citations import Citable, Name, named
from ..dossier import Entry, Translation
from ..heads import EDITION, site_of
from ..licences import licence_address, licence_object
from ..model import Letter, Person
from ..phrases import one_line
from ..values import Ref
from .base import Viewer
from .citing import BESIDE, address_of, card_address, citable, cited, exported, full_text, language_of, letter_files, reference, stem
from .concerning import follow_links
from .framing import oembed_link

__all__ = ["coins", "letter_head", "zotero_name"]

_DESCRIBES = ("application/x-research-info-systems", "application/x-bibtex", "application/vnd.citationstyles.csl+json", "application/json")


def letter_head(viewer: Viewer, entry: Entry, translation: Translation | None = None) -> Head:
    """What Zotero, social networks, search engines and robots read of a letter whose text is there."""
    letter: Letter = entry.record
    if not letter.text_available:
        return Head()
    item, text = citable(viewer, entry, translation), full_text(viewer, entry, translation)
    return Head(
        metas=tuple(_metas(exported(viewer, entry, translation), address_of(viewer, text) if text and viewer.settings.site_url else "")),
        links=tuple(_links(viewer, entry, translation, item)),
        data=(_message(viewer, entry, translation, item),) if viewer.settings.site_url else (),
        scripts=("assets/javascripts/quote.js",),
        card=card_address(entry, translation),
        card_words=f"Letter from {_in_words(item.senders)} to {_in_words(item.addressees)}, {letter.date.say()}",
    )


def _in_words(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _metas(item: Citable, pdf: str) -> Iterator[tuple[str, str]]:
    """Dublin Core for everybody, then what Zotero's "Embedded Metadata" needs beside it.

    Zotero fills its fields from `z:`; `bib:authors` goes before DC.creator, and z:abstractNote before og:description.
    `citation_title` or `citation_author` would make the letter a journal article; in DC.identifier, an address that has
    `10/` in it would be a DOI. Zotero's own mistake (zotero/translators#2971): its desktop program also notes
    z:recipients and z:translators under Extra.
    """
    translators = named([Name(literal=item.translated_by)])
    yield "DC.title", item.title
    yield from (("DC.creator", name.inverted) for name in named(item.authors))
    yield from (("DC.contributor", name.direct) for name in translators)
    yield "DC.date", _dated(item) or "n.d."  # without any, Zotero takes the first <time> on the page
    yield "DC.language", item.language
    yield "DCTERMS.abstract", item.abstract
    yield from (("z:itemType", "letter"), ("z:letterType", "Letter"))
    yield from (("bib:authors", zotero_name(name)) for name in named(item.authors))
    yield from (("z:recipients", zotero_name(name)) for name in named(item.recipients))
    yield from (("z:translators", zotero_name(name)) for name in translators)
    yield from (("z:abstractNote", item.abstract), ("z:eventPlace", item.place), ("z:archive", item.container))
    if item.date.is_day:
        yield "article:published_time", item.date.datetime
    yield from (("citation_public_url", item.url), ("citation_pdf_url", pdf))


def _dated(item: Citable) -> str:
    """EDTF, which Dublin Core names and Zotero cites, with "circa" if need be; of an interval it would cite a range, or its first day.

    It finds a day in `../2017-03-24` and in "by 24 March 2017" too, so of these nothing is said.
    """
    return str(item.date.shared or "")


def zotero_name(name: Name) -> str:
    """A name as Zotero keeps it: it cuts at the comma, or, where there is none, before the last word.

    `Example, Ann` and `Sample Union,`: with nothing after its comma, a name stays whole, as in RIS.
    """
    parts = (name.family, name.given) if name.inverted != name.direct else (name.direct, "")
    return ", ".join(re.sub(r"(\s*,\s*)+", " – ", one_line(part).strip(" ,")) for part in parts).rstrip()


def coins(viewer: Viewer, entry: Entry) -> str:
    """A letter as an OpenURL ContextObject (Z39.88-2004, KEV, Dublin Core), for a page of many.

    `rft.type` is a type of Zotero's, which also takes the names as `zotero_name` writes them; there is no field for a recipient.
    """
    item, title = reference(viewer, entry), cited(viewer, entry).title
    pairs = [
        ("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"), ("rft.type", "letter"), ("rft.title", title or item.title),
        *(("rft.creator", zotero_name(name)) for name in named(item.authors)), ("rft.date", _dated(item)), ("rft.language", item.language),
        ("rft.identifier", item.url),
    ]  # fmt: skip
    return urlencode([(key, value) for key, value in pairs if value], quote_via=quote)


def _links(viewer: Viewer, entry: Entry, translation: Translation | None, item: Citable) -> Iterator[Mapping[str, str]]:
    """Signposting first: the page is the letter's landing page, its text and files are items, what describes it is `describedby`."""
    home = stem(entry, translation)
    yield {"rel": "stylesheet", "media": "print", "href": EDITION}
    yield {"rel": "cite-as", "href": address_of(viewer, f"{home}/")}
    yield from ({"rel": "type", "href": f"https://schema.org/{name}"} for name in ("AboutPage", "Message"))
    yield from ({"rel": "author", "href": address_of(viewer, address(author))} for author in _authors(viewer, entry))
    beside_it = [{"href": address_of(viewer, f"{home}{ending}"), "type": kind} for ending, _, kind in BESIDE]
    yield from ({"rel": "describedby", **link} for link in beside_it if link["type"] in _DESCRIBES)
    yield from ({"rel": "item", **link} for link in beside_it if link["type"] == "text/plain")
    yield from ({"rel": "item", "href": address_of(viewer, where), "type": kind} for where, kind in letter_files(viewer, entry, translation))
    if licence := licence_address(viewer.settings.licence):
        yield {"rel": "license", "href": licence}
    if not viewer.settings.site_url:
        return
    yield oembed_link(viewer, f"embed/{home}/", item.title)
    yield from follow_links(viewer, entry)
    if entry.translations:
        pages = [(language_of(viewer, entry, t), stem(entry, t)) for t in (None, *entry.translations)]
        yield from ({"rel": "alternate", "hreflang": code, "href": address_of(viewer, f"{where}/")} for code, where in pages)


def _message(viewer: Viewer, entry: Entry, translation: Translation | None, item: Citable) -> dict[str, Any]:
    """schema.org has no letter; a Message has a sender and recipients. Its `dateSent` wants the time too, which no letter says."""
    letter: Letter = entry.record
    settings = viewer.settings
    original = {"@id": address_of(viewer, address(entry))}
    works = [{"@id": address_of(viewer, f"{stem(entry, other)}/")} for other in entry.translations]
    countries = [viewer.dossier.entries[key] for key in (entry.country, *letter.countries) if key in viewer.dossier.entries]
    found: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "Message", "@id": item.url, "url": item.url, "name": item.title,
        "sender": _agents(viewer, letter.from_), "recipient": _agents(viewer, letter.to), "ccRecipient": _agents(viewer, letter.cc),
        "author": [_agent(viewer, author) for author in _authors(viewer, entry)],
        "dateCreated": letter.date.datetime, "inLanguage": item.language, "abstract": item.abstract,
        "locationCreated": {"@type": "Place", "name": item.place} if item.place else None,
        "messageAttachment": [{"@type": "MediaObject", "contentUrl": url, "encodingFormat": kind} for url, kind in item.files],
        "isPartOf": site_of(settings),
        "publisher": {"@type": "Organization", "name": item.publisher} if item.publisher else None,
        "license": licence_object(settings.licence),
        "identifier": item.url if translation else item.short,  # the short address leads to the original
        "translator": {"name": item.translated_by} if item.translated_by else None,  # a person or an organisation: the record does not say
        "translationOfWork": original if translation else None, "workTranslation": None if translation else works,
        "about": [{"@type": "Country", "name": viewer.name(c), "url": address_of(viewer, address(c))} for c in countries],
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def _authors(viewer: Viewer, entry: Entry) -> list[Entry]:
    """Those who signed, else those who sent it, as far as they have a page."""
    letter: Letter = entry.record
    refs = [signature.person for signature in letter.signed_by] or letter.from_
    return [viewer.dossier.entries[ref.key] for ref in refs if ref.key in viewer.dossier.entries]


def _agents(viewer: Viewer, refs: Iterable[Ref]) -> list[dict[str, str]]:
    return [_agent(viewer, viewer.dossier.entries[ref.key]) for ref in refs if ref.key in viewer.dossier.entries]


def _agent(viewer: Viewer, entry: Entry) -> dict[str, str]:
    kind = "Person" if isinstance(entry.record, Person) else "Organization"
    return {"@type": kind, "name": viewer.name(entry), "url": address_of(viewer, address(entry))}
