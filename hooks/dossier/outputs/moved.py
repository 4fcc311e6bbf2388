"""Ways on that need no server: former addresses, lists that became empty, short addresses for print, and `_redirects`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import quote, urlsplit

from msgspec.structs import replace

from ..addresses import address, days_of, former_address, names_day, translated, untranslated
from ..artifact import Artifact, Page
from ..languages import language_name
from ..problems import Problem
from ..site import Site
from ..views.pieces import Link

__all__ = ["moved", "redirects", "way_on"]

_WAY = "moved.html"



def moved(site: Site, taken: Iterable[str], prose: Mapping[str, str]) -> Iterator[Page]:
    """A page at every address that was published and is no longer one of `taken`, the pages that there are.

    `prose` leads from former addresses of pages of docs/ to those that they have now.
    """
    there = {*taken, *prose.values()}
    formers = {old: (new, said) for old, new, said in _former(site)}
    ways = {**{old: new for old, (new, _) in formers.items()}, **prose}
    for old, new in (*ways.items(), *_lists(site, there, ways)):
        row = site.ledger.by_address.get(old)
        if old not in ways and row is not None and row.what == "translation":
            yield _untranslated(site, old, new)
            continue
        said = formers[old][1] if old in formers else None
        made = way_on(site, old, new, said.path if said else "")
        yield replace(made, asked=(said.line, said.column, said.field)) if said else made
    for where, code in site.ledger.codes.items():
        target = ways.get(where, where)
        if target in there:
            yield way_on(site, f"r/{code}/", target, "", follows=True)


def _untranslated(site: Site, old: str, new: str) -> Page:
    """A small page where a translation was: who followed a link to it is not taken to another language unasked."""
    key = site.by_address.get(new, "")
    language = getattr(site.dossier.entries[key].record, "language", None) if key else None
    spoken = language if isinstance(language, str) else site.settings.default_language
    made = way_on(site, old, new, "")
    title = "Translation taken out"
    context = {**made.values, "title": title, "spoken": spoken, "named": language_name(spoken)}
    return replace(made, title=title, template="untranslated.html", context=context)


def way_on(site: Site, old: str, new: str, source: str, follows: bool = False) -> Page:
    """A small page that leads from an old address to a new one, without scripts too."""
    key = site.by_address.get(new)
    to = site.viewer.link(key) if key else Link("Go to the page", new)
    settings = site.settings
    canonical = f"{settings.site_url}{new}" if settings.site_url else ""
    context = {"title": "Moved", "to": Link(to.text, new), "canonical": canonical, "site_name": settings.site_name}
    return Page(old, "Moved", "This page has moved.", _WAY, context, source=source, noindex=True, moved_to=new, framed=False, follows=follows)


def _former(site: Site) -> Iterator[tuple[str, str, Problem]]:
    """(former address, address, where a problem with it would be) of records, also of withdrawn ones, whose notice is the way's end."""
    for key, entry in site.everything.entries.items():
        if not entry.record.redirect_from or "#" in (where := address(entry)) or site.states[key] not in ("public", "withdrawn"):
            continue
        languages = [translation.language for translation in entry.translations]
        for number, old in enumerate(entry.record.redirect_from):
            former, said = former_address(where, old), entry.problem("", "redirect_from", number)
            yield from ((translated(language, former), translated(language, where), said) for language in ("", *languages))


def _lists(site: Site, there: set[str], ways: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(address of a list or a translation that was published and is no more, that of what stands for it).

    Of what was erased none is left, nor of its day.
    """
    gone = [entry for key, entry in site.everything.entries.items() if site.states[key] == "erased"]
    homes = ((address(entry), entry.record.redirect_from) for entry in gone)
    erased = tuple(home for where, olds in homes if "#" not in where for home in (where, *(former_address(where, old) for old in olds)))
    days = days_of(gone)
    for row in site.ledger.rows:
        original = untranslated(row.address)
        if row.address in there or row.address in ways or row.what not in ("list", "translation") or names_day(row.address, days):
            continue
        if not original.startswith(erased) and row.of not in erased:
            yield row.address, _nearest(original if row.what == "translation" else row.address, there, ways)


def _nearest(where: str, there: set[str], ways: Mapping[str, str]) -> str:
    """The page at an address, else the nearest above it; below an address of before, that below the present one."""
    above = where
    while above and above not in there and above not in ways:
        above = above.rstrip("/").rpartition("/")[0]
        above = f"{above}/" if above else ""
    return _nearest(f"{ways[above]}{where.removeprefix(above)}", there, {}) if above in ways and above not in there else above


def redirects(site: Site, pages: Callable[[], Iterable[Page]]) -> Artifact:
    """`_redirects` for hosts that read it (a line each: from, to, 301); the pages do the same elsewhere."""

    def content() -> bytes:
        base = urlsplit(site.settings.site_url).path or "/"
        notices = {page.address for page in pages() if page.moved_to == "" and page.framed}  # no list leads to what was withdrawn
        ways = [(page.address, page.moved_to) for page in pages() if page.moved_to and page.template == _WAY and page.moved_to not in notices]
        lines = sorted(f"{base}{quote(old)} {base}{quote(new)} 301\n" for old, new in ways)
        return "".join(lines).encode()

    return Artifact("_redirects", content, "")
