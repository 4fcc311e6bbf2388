"""The pages of docs/ beside the case files, and what mkdocs.yml says to readers -> what is wrong with them: references, addresses, personal
data, what is withheld."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from typing import Any

from .addresses import address, former_address
from .attachments import pages
from .checks import Context
from .checks.personal import Places, in_text, places_in
from .checks.text import fields_below, link_problem
from .configured import Speaker
from .decoding import unescaped
from .docs import LINK, TAGS, Docs, DocsPage, unfenced
from .files import INTERNATIONAL
from .leaking import leaks_in
from .needles import Needle
from .problems import Problem, quoted
from .prose import links, plain
from .scan import Scanner
from .withheld import IN_MARKDOWN, nameless

__all__ = ["check_addresses", "check_docs", "check_personal", "check_withheld"]

_SHOWN = {"title", "description"}
"""The fields of a page that readers see."""
_PRINTED = ("site_name", "site_description", "site_author", "site_url", "copyright", "nav", "extra")
"""The settings whose words stand on pages."""
_ELSEWHERE = ("extra", "dossier", "security")
"""What stands in security.txt alone, which a build looks into."""
_TEXTS = (".txt", ".csv", ".eml", ".html")
"""Files of docs/ that are read as they are written; code and its data are not."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_HTML_LINK = re.compile(r"<[a-z][^<>]*?\s(?:href|src)\s*=\s*([\"']?)((?<=[\"'])[^\"'<>]*|[^\s\"'<>]+)", re.I)
"""A link or a picture in HTML."""
_CODE = re.compile(r"(`+)[^\n]*?\1")
_TAG = re.compile(r"(?<!\\)<(?:/?([a-z][a-z0-9-]*)(?=[\s/>])[^<>@]*|\?[^<>]*|![^-<>][^<>]*)>", re.I)
_KEPT = TAGS | set(
    "abbr address article aside b bdi bdo big caption center cite col colgroup details dfn div figcaption figure font footer header hgroup i ins kbd "
    "main mark nav q rp rt ruby s samp section small span strike summary tfoot time tt u var wbr".split()
)
"""Elements that are shown, or of which the words are."""
_RULE = re.compile(r"\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?")
"""What stands below the head of a table."""


def check_docs(docs: Docs, context: Context) -> Iterator[Problem]:
    """References in prose that find nothing, and former addresses that something else has; whatever is wrong with the case files."""
    claimed = {former_address(address(entry), old) for entry in context.dossier.entries.values() for old in entry.record.redirect_from}
    for page in docs.pages.values():
        if page.draft:
            continue
        for old in page.redirect_from:
            if (where := f"{old.strip('/')}/") in claimed:
                yield Problem(page.path, 1, 1, "redirect_from", f"/{where} is claimed by another page or record too")
            claimed.add(where)
        for line in fields_below(unfenced(page.body)):
            said = "withholds nothing here; put it between two lines --- at the top of the file"
            yield Problem(page.path, page.body_line + line - 1, 1, "", said)
        prose = unfenced(page.body)
        place_of = _places(page, prose)
        for at, said in (*_dropped(prose), *_cut(prose)):
            yield Problem(page.path, *place_of(at), "", said, "note")
        for found in LINK.finditer(prose):
            if said := _scheme_problem(found[2]) or _link_problem(context, found[2]):
                yield Problem(page.path, *place_of(found.start(2)), "", said)
        for found in _HTML_LINK.finditer(prose):
            if said := _scheme_problem(found[2]):
                yield Problem(page.path, *place_of(found.start()), "", said)


def _dropped(prose: str) -> Iterator[tuple[int, str]]:
    """Where something stands between angle brackets that browsers would take for HTML and that is left out with its words: the first of each."""
    bare = _CODE.sub(lambda code: " " * len(code[0]), prose)
    said: set[str] = set()
    for found in _TAG.finditer(bare):
        name = (found[1] or "").lower()
        if name not in _KEPT and name not in said:
            said.add(name)
            yield found.start(), f"{quoted(found[0])} is not shown: it is read as HTML that this site leaves out; write '\\<' where the sign is meant"


def _cut(prose: str) -> Iterator[tuple[int, str]]:
    """Where rows of tables begin that have more cells than the head: these are not shown."""
    at = width = 0
    before = ""
    for line in prose.split("\n"):
        bare = line.strip()
        if "|" in before and _RULE.fullmatch(bare):
            width = _cells(before)
        elif "|" not in bare:
            width = 0
        elif width and _cells(bare) > width:
            yield at, f"this row of a table has more cells than its head ({width}), and the last are not shown; write '\\|' where the sign is meant"
        before, at = bare, at + len(line) + 1


def _cells(row: str) -> int:
    return len(re.findall(r"(?<!\\)\|", _CODE.sub("", row.strip("|")))) + 1


def check_addresses(docs: Docs, is_taken: Callable[[str], bool]) -> Iterator[Problem]:
    """Pages and files at an address of a generated page or file (`is_taken`), or of another one in docs/: only one of the two would be published."""
    seen: dict[str, str] = {}
    for inside, page in docs.pages.items():
        if page.draft:
            continue
        if is_taken(f"{page.address}index.html"):
            yield Problem(page.path, 1, 1, "", f"has the address of a generated page (/{page.address}); give it another name")
        elif is_taken(page.address.removesuffix("/")):
            yield Problem(page.path, 1, 1, "", f"has the address of a generated file (/{page.address.removesuffix('/')}); give it another name")
        if (other := seen.setdefault(page.address.casefold(), inside)) != inside:
            same = "has the same address as" if docs.pages[other].address == page.address else "differs only in capital letters from"
            yield Problem(page.path, 1, 1, "", f"{same} {docs.pages[other].path}; give one another name")
    for inside in sorted(filter(is_taken, docs.files)):
        yield Problem(f"{docs.folder.name}/{inside}", 1, 1, "", f"has the address of a generated file (/{inside}); give it another name")


def check_personal(docs: Docs, context: Context) -> Iterator[Problem]:
    """Personal data in prose, in the words of PDF and SVG files, and in other texts; can be told whatever is wrong with the case files."""
    for page in docs.pages.values():
        if not page.draft:
            yield from _personal(context, page)
    for inside in sorted(docs.files):
        file, path = docs.folder / inside, f"{docs.folder.name}/{inside}"
        if file.suffix.lower() in _TEXTS:
            yield from _in_file(context, file.read_text("utf-8", "replace"), path)
        for where, text in pages(file):
            yield from in_text(context, text, path, where, lambda _: (1, 1))


def check_withheld(docs: Docs, config: Any, context: Context, sought: Iterable[Needle]) -> Iterator[Problem]:
    """Pages, and settings in MkDocs' `config`, in which stands what may stand in no published byte; in pages, withdrawn names are looked for
    where they were withheld already."""
    scanner = Scanner(tuple(sought))
    if not scanner:
        return
    say = Speaker(str(config["config_file_path"]))
    for parts, text in (found for name in _PRINTED for found in _set(config.get(name), (name,)) if found[0][:3] != _ELSEWHERE):
        yield from (say.inner(parts, f"holds {needle.what}, which no build publishes; take it out") for needle in scanner.said_in(text))
    withhold = nameless(context.dossier, context.states, said=IN_MARKDOWN)
    for page in docs.pages.values():
        if page.draft:
            continue
        for name in sorted(_SHOWN & page.fields.keys()):
            yield from leaks_in(scanner, page.path, name, withhold(page.fields[name]), page.fields[name], 1)
        body = withhold(page.body)
        targets = (unescaped(link.target) for link in links(body) if "://" in link.target)
        yield from leaks_in(scanner, page.path, "", "\n".join((plain(body), *targets)), page.body, page.body_line)


def _set(value: Any, parts: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The words of settings, names of settings among them, each with what leads to it."""
    if isinstance(value, str):
        yield parts, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from [((*parts, name), name)] if isinstance(name, str) else ()
            yield from _set(inner, (*parts, name))
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            yield from _set(inner, (*parts, number))


def _in_file(context: Context, text: str, path: str) -> Iterator[Problem]:
    yield from in_text(context, text, path, "", places_in(text, lambda line: line))


def _personal(context: Context, page: DocsPage) -> Iterator[Problem]:
    for name, text in page.fields.items():
        yield from in_text(context, text, page.path, name, lambda _: (1, 1))
    yield from in_text(context, page.body, page.path, "", _places(page, page.body))


def _places(page: DocsPage, prose: str) -> Places:
    return places_in(prose, lambda line: page.body_line + line - 1)


def _scheme_problem(target: str) -> str:
    """What is wrong with an address that leads neither to a page nor to a mailbox, as browsers read it."""
    plain = "".join(sign for sign in unescape(target) if sign.isprintable() and not sign.isspace())
    if (scheme := _SCHEME.match(plain)) is None or scheme[0].lower() in ("http:", "https:", "mailto:"):
        return ""
    return f"the link {quoted(target)} is no web address; only https:, http: and mailto: are published"


def _link_problem(context: Context, target: str) -> str:
    """What is wrong with a reference to a record; whether a page or a file is there, MkDocs sees."""
    if target.startswith(("#", "http://", "https://")) or target.split("#")[0].endswith((".md", ".html")):
        return ""
    if "." in posixpath.basename(target.split("#")[0]) and not target.startswith("mailto:"):
        return ""
    return link_problem(context, target, INTERNATIONAL)
