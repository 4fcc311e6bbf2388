"""A page with its HTML -> the document that the search index is made from: its words, where it belongs, and names in other letters.

The index is made from these and not from the pages themselves: they hold only what a page alone says, without frames, lists
of other records and ways on, and no reader downloads what only the index needs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup, escape

from .addresses import untranslated
from .artifact import Page
from .dates import ALWAYS
from .dossier import Entry
from .files import INTERNATIONAL
from .model import Country, Event, Letter, Organisation, Person
from .names import forms
from .parting import apart, findable
from .phrases import office_at
from .site import Site
from .spelling import plain
from .values import language_said
from .views.pieces import Link

__all__ = [
    "ABROAD", "LEFT_OUT", "PAGES", "Values", "country_of", "document", "entry_at", "group", "is_found", "person_labels", "prose_document", "spelt",
    "years",
]  # fmt: skip

Values = Mapping[str, Any]
"""What the template of a page gets."""

PAGES = "Pages"
ABROAD = "International"
"""What belongs to no single country."""
_INDEXED = frozenset(f"{name}.html" for name in "country letter event person organisation demand vocabulary".split())
_GROUPS = {Country.folder: "Countries"}
LEFT_OUT = (
    ".dossier-opening > h1", ".dossier-crumb", ".dossier-contents", ".dossier-foot", ".dossier-pager", ".dossier-links", ".dossier-printonly",
    ".dossier-noprint", ".dossier-action", ".dossier-permalink", ".dossier-para__n", ".dossier-margin", ".dossier-note", ".dossier-asof",
    ".dossier-entry__kind", ".dossier-figures", ".dossier-bars__axis", ".dossier-sources__line", "svg", "details > summary",
    "#acts", "#cite", "#coming", "#demands", "#events", "#lags", "#letters", "#organisations", "#overview", "#passages", "#people", "#reply",
    "#table", "#then", "#thread", "#timeline", "[aria-labelledby^=letters]", "[aria-labelledby=related-h]", "[aria-labelledby=afterwards-h]",
    ".dossier-country .dossier-facts",
    ".dossier-person [aria-labelledby=sources-h]", ".dossier-organisation [aria-labelledby=sources-h]",
)  # fmt: skip
"""What of a page is not its own: ways on, counts, and what is said on another page that is indexed too (CSS selectors)."""

_RUN_ON = re.compile(r"(</(?:dt|dd|b|span|time|summary|h[1-6])>)(?=<[a-z])")
"""Where two elements stand apart by style alone: Pagefind would take the last word of one and the first of the other for one word."""


def is_found(page: Page) -> bool:
    """Whether a page can be found by the search."""
    return page.template in _INDEXED and not page.noindex and not page.fragment


def group(entry: Entry | None) -> str:
    """The words under which a record is listed among what was found."""
    return PAGES if entry is None else _GROUPS.get(entry.folder, entry.folder.capitalize())


def person_labels(site: Site) -> Mapping[str, str]:
    """Person -> the name to choose that person by, as it is sorted; those who share one are told apart."""
    people = list(site.dossier.of(Person.folder))
    labels = {entry.key: str(entry.record.sort_name) for entry in people}
    for telling in (lambda entry: country_of(site, entry), lambda entry: entry.id):
        shared = {label for label, count in Counter(labels.values()).items() if count > 1}
        labels.update({entry.key: f"{labels[entry.key]} ({telling(entry)})" for entry in people if labels[entry.key] in shared})
    return labels


def country_of(site: Site, entry: Entry) -> str:
    """The name of a record's country."""
    return site.viewer.name(site.dossier.entries[entry.country]) if entry.country in site.dossier.entries else ABROAD


def spelt(entry: Entry) -> list[str]:
    """Every way in which a person's or an organisation's name is written in the case files."""
    return list(dict.fromkeys((*forms(entry.record), *(t.fields["name"] for t in entry.translations if "name" in t.fields))))


def years(entry: Entry) -> list[str]:
    """The years in which an event or a letter was, or could have been first and last."""
    date = entry.record.date
    return [str(year) for year in dict.fromkeys(day.year for day in (date.earliest, date.latest) if day != ALWAYS)]


def _filters(site: Site, page: Page, values: Values, entry: Entry | None, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a page can be chosen by: (country, kind, year or person, value)."""
    yield "kind", group(entry)
    if entry is None:
        return
    record = entry.record
    if isinstance(record, Letter) and entry.country == INTERNATIONAL and record.countries:
        yield from (("country", site.viewer.name(site.dossier.entries[country])) for country in record.countries if country in site.dossier.entries)
    else:
        yield "country", country_of(site, entry)
    if isinstance(record, Event):
        yield "kind", values["event"].kind.label
    if isinstance(record, (Event, Letter)):
        yield from (("year", year) for year in years(entry))
    keys = {entry.key} if isinstance(record, Person) else {site.by_address.get(link.href, "") for link in _links(page, values)}
    yield from (("person", labels[key]) for key in sorted(keys & labels.keys()))


def _links(page: Page, values: Values) -> Iterator[Link]:
    """The people and organisations that a letter or an event names."""
    if page.template == "letter.html":
        letter = values["letter"]
        yield from (*letter.sent_from, *letter.to, *letter.cc, *letter.named, *(signer.person for signer in letter.signed))
    elif page.template == "event.html":
        yield from (*values["people"], *values["actors"])


def _line(page: Page, values: Values) -> str:
    """What a result says below its title, in a few words."""
    if page.template == "event.html":
        return str(values["event"].kind.label)
    if page.template == "letter.html":
        return f"To {', '.join(link.text for link in values['letter'].to)}"
    if page.template == "person.html":
        return next((office_at(title, where.text if where else "") for title, where, _, _ in values["roles"]), "")
    if page.template == "organisation.html":
        return str(values["type"])
    if page.template == "demand.html":
        return str(values["demand"].state)
    return ""


def _element(kind: str, name: str, value: str) -> Markup:
    return Markup('<meta data-pagefind-{}="{}[content]" content="{}">\n').format(kind, name, value)


def _spoken(page: Page, values: Values) -> list[str]:
    """The language of the title where it is another than the default one: a filter, since the words of all else are found."""
    translation, letter = values.get("translation"), values.get("letter") if page.template == "letter.html" else None
    if letter and letter.original_language:
        return [letter.language]
    return list(filter(None, [translation.language if translation and translation.titled else language_said(page.title)]))


def _document(language: str, head: Iterable[Markup], content: str, names: Iterable[str] = ()) -> str:
    """`names` stand last and by themselves, so that a passage found in them is known as such."""
    html = str(content)  # of Markup, what is put in would be escaped: readers then see the tags
    also, body = apart(" ".join(names)), findable(_RUN_ON.sub(r"\1 ", html.replace("</dt>", ":</dt>")))
    hidden = f'<p id="other-letters">{escape(also)}</p>' if also else ""
    return f'<!doctype html>\n<html lang="{escape(language)}"><head>\n{"".join(head)}</head><body data-pagefind-body>{body}{hidden}</body></html>\n'


def document(site: Site, page: Page, content: str, values: Values, labels: Mapping[str, str]) -> str:
    """The document of a page of records, with its content and what its template got; `labels` are those that people are chosen by."""
    entry = entry_at(site, page.address)
    head = [_element("filter", name, value) for name, value in dict.fromkeys(_filters(site, page, values, entry, labels))]
    head += [_element("filter", "spoken", said) for said in _spoken(page, values)]
    head += [_element("meta", "title", findable(page.title)), *_metas(site, page, values, entry)]
    names = _names(entry) if entry and isinstance(entry.record, (Person, Organisation, Country)) else ()
    return _document(_language(site, page, values), head, content, names)


def prose_document(site: Site, title: str, html: str) -> str:
    """That of a page of docs/."""
    head = [_element("filter", "kind", PAGES), _element("meta", "title", findable(title)), _element("meta", "kind", PAGES)]
    return _document(site.settings.default_language, head, html)


def entry_at(site: Site, address: str) -> Entry | None:
    """The record whose page, or a translation of it, is at an address."""
    key = site.by_address.get(address) or site.by_address.get(untranslated(address))
    return site.dossier.entries[key] if key else None


def _language(site: Site, page: Page, values: Values) -> str:
    """That of a letter's text where it is there, that of a translation, else that of the page."""
    if translation := values.get("translation"):
        return str(translation.language)
    letter = values.get("letter") if page.template == "letter.html" else None
    return str(letter.language) if letter and letter.available and letter.language else page.language or site.settings.default_language


def _metas(site: Site, page: Page, values: Values, entry: Entry | None) -> Iterator[Markup]:
    yield _element("meta", "kind", group(entry))
    if line := _line(page, values):
        yield _element("meta", "line", line)
    if entry is None or entry.folder == Country.folder:
        return
    yield _element("meta", "country", country_of(site, entry))
    if isinstance(entry.record, (Event, Letter)):
        yield _element("meta", "date", entry.record.date.say(site.viewer.language))
    if isinstance(entry.record, (Person, Organisation)) and (also := [name for name in spelt(entry) if name != page.title]):
        yield _element("meta", "also", findable(", ".join(also)))


def _names(entry: Entry) -> list[str]:
    """The words of a record's names that its page does not show: those of translations, of a country all but its title, and all in plain Latin
    letters."""
    title = entry.record.title if isinstance(entry.record, Country) else None
    written = spelt(entry) if title is None else [str(title), *title.languages.values()]
    shown = {word for name in (forms(entry.record) if title is None else written[:1]) for word in name.lower().split()}
    words = (word for name in written for word in (*name.lower().split(), *plain(name).split()))
    return [word for word in dict.fromkeys(words) if word not in shown]
