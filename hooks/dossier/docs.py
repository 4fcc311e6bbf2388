"""docs/ -> pages of prose: front matter read strictly, references resolved, HTML sanitised, nothing else published."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nh3
from markupsafe import escape
from msgspec import Struct
from msgspec.structs import replace

from .checks import Context
from .checks.addresses import former_address, wrong_address
from .checks.personal import in_text
from .checks.text import link_problem, resolve_link
from .dossier import Dossier
from .files import INTERNATIONAL
from .index import address
from .problems import Problem, nearest, quoted, shortened
from .prose import comments
from .source import Map, Scalar, Seq, Source, read
from .withheld import IN_MARKDOWN, State, nameless

__all__ = ["DocsPage", "asking", "check_addresses", "check_docs", "check_personal", "linked", "meta_of", "read_docs", "sanitised"]

_NAME = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9_-]*/)*[A-Za-z0-9][A-Za-z0-9_-]*\.md", re.ASCII)
_FIELDS = ("title", "description", "draft", "redirect_from")
_LINK = re.compile(r"(\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?)([^)\s>]+)(>?[^)\n]*\)?)", re.M)
_WORDS = re.compile(r"\[([^\[\]]*)\]\(\s*<?([^)\s>]+)>?[^)]*\)")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t#]*$", re.M)
_CORRECTIONS = re.compile(r"corrections|.*\{:?[ \t]*#corrections[ \t]*\}", re.I)
"""A heading whose id is `corrections`, by its words or because it says so."""
_HEADING_ID = re.compile(r"(?!p\d|__|content$)[a-z0-9_][a-z0-9_-]*")
"""What a heading may be linked by: no number of a paragraph, nothing that Material's script reads (`__config`), nothing around the page."""
_FENCE = re.compile(r"^(```|~~~).*?^\1", re.M | re.S)
_ATTRIBUTES = {
    "a": {"href", "title"}, "img": {"src", "alt", "width", "height"}, "td": {"align"}, "th": {"align", "scope"}, "ol": {"start"},
    **{f"h{n}": {"id"} for n in range(1, 7)},
}  # fmt: skip
_TAGS = {
    "p", "a", "em", "strong", "ul", "ol", "li", "blockquote", "br", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "table", "thead", "tbody", "tr", "td", "th", "dl", "dt", "dd", "img", "sup", "sub", "del",
}  # fmt: skip


class DocsPage(Struct, frozen=True):
    """A page of docs/: its address below the site's root, fields, and Markdown; `path` as problems call it."""

    src_uri: str
    path: str
    fields: Mapping[str, str]
    body: str
    body_line: int
    draft: bool = False
    redirect_from: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        stem = self.src_uri.removesuffix(".md")
        name = stem.rpartition("/")[2]
        return stem.removesuffix(name) if name in ("index", "README") else f"{stem}/"


@dataclass
class Docs:
    """The pages by their files, and the other `files` that are published, all below docs/."""

    pages: dict[str, DocsPage] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    files: set[str] = field(default_factory=set)

    @property
    def published(self) -> dict[str, str]:
        """Address -> path of every page that is published."""
        return {page.address: page.path for page in self.pages.values() if not page.draft}

    @property
    def former(self) -> dict[str, str]:
        """Former address -> address of the page that took its place."""
        return {f"{old.strip('/')}/": page.address for page in self.pages.values() if not page.draft for old in page.redirect_from}


def asking(docs: Docs) -> str:
    """Where the page /about/ says how to ask for a correction: under a heading “Corrections”. Empty where no page or no heading is."""
    page = next((page for page in docs.pages.values() if page.address == "about/" and not page.draft), None)
    heads = _HEADING.findall(_FENCE.sub("", page.body)) if page else ()
    return f"{page.address}#corrections" if page and any(map(_CORRECTIONS.fullmatch, heads)) else ""


def read_docs(docs: Path, files: tuple[str, ...]) -> Docs:
    """Every page below `docs`; what is neither a page nor listed in `files` is a problem."""
    found = Docs()
    for file in sorted(docs.rglob("*")) if docs.is_dir() else ():
        inside = file.relative_to(docs).as_posix()
        path = f"{docs.name}/{inside}"
        if any(part.startswith(".") for part in inside.split("/")) or (file.is_dir() and not file.is_symlink()):
            continue
        if file.is_symlink() or not file.is_file():
            found.problems.append(Problem(path, 1, 1, "", "is a link or no ordinary file; put the file itself here"))
        elif inside.endswith(".md") and not _NAME.fullmatch(inside):
            found.problems.append(Problem(path, 1, 1, "", "has a name that makes no address; write it in a-z, 0-9, '-' and '_'"))
        elif inside.endswith(".md"):
            page = _page(file, inside, path, found.problems)
            if page is not None:
                found.pages[inside] = page
        elif any(fnmatch.fnmatch(inside, pattern) for pattern in files):
            found.files.add(inside)
        else:
            found.problems.append(Problem(path, 1, 1, "", "is neither a page nor listed under extra.dossier.files in mkdocs.yml"))
    return found


def _page(file: Path, inside: str, path: str, problems: list[Problem]) -> DocsPage | None:
    data = file.read_bytes()
    with_front_matter = data.removeprefix(b"\xef\xbb\xbf").startswith(b"---")
    source = read(file, path) if with_front_matter else _bare(data, path)
    problems += source.problems
    if source.problems:
        return None
    for line in comments(_FENCE.sub(lambda m: "\n" * m[0].count("\n"), source.body)):
        problems.append(Problem(path, source.body_line + line - 1, 1, "", "an HTML comment; is this meant for readers? Delete it"))
    fields: dict[str, str] = {}
    formers: list[str] = []
    node = source.node if isinstance(source.node, Map) else Map({}, {}, 1, 1)
    for name, value in node.values.items():
        at = node.keys[name]
        if name not in _FIELDS:
            problems.append(Problem(path, at.line, at.column, shortened(name), f"is not a field of a page{nearest(name, _FIELDS)}"))
        elif name == "redirect_from":
            items = value.items if isinstance(value, Seq) else (value,)
            for item in items:
                said = wrong_address(item.text.strip("/")) if isinstance(item, Scalar) else "is not a former address; write press/archive"
                if said or not isinstance(item, Scalar):
                    problems.append(Problem(path, item.line, item.column, name, said))
                else:
                    formers.append(item.text)
        elif not isinstance(value, Scalar) or (name == "draft" and value.text not in ("true", "false")):
            problems.append(Problem(path, value.line, value.column, name, "is neither true nor false" if name == "draft" else "is not text"))
        else:
            fields[name] = value.text
    return DocsPage(inside, path, fields, source.body, source.body_line, fields.get("draft") == "true", tuple(formers))


def _bare(data: bytes, path: str) -> Source:
    """A page without front matter, read as if it had an empty one."""
    from .source import parse

    source = parse(b"---\n---\n" + data.removeprefix(b"\xef\xbb\xbf"), path)
    wrong = tuple(replace(problem, line=problem.line - 2) for problem in source.problems)
    return replace(source, body_line=source.body_line - 2, problems=wrong)


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
        for line, target in _targets(page.body):
            if said := _link_problem(context, target, page):
                yield Problem(page.path, page.body_line + line - 1, 1, "", said)


def check_addresses(docs: Docs, addresses: set[str]) -> Iterator[Problem]:
    """Pages at an address of a generated page."""
    for page in docs.pages.values():
        if not page.draft and page.address in addresses:
            yield Problem(page.path, 1, 1, "", f"has the address of a generated page (/{page.address}); give it another name")


def check_personal(docs: Docs, context: Context) -> Iterator[Problem]:
    """Personal data in prose; can be told whatever is wrong with the case files."""
    for page in docs.pages.values():
        if not page.draft:
            yield from _personal(context, page)


def _personal(context: Context, page: DocsPage) -> Iterator[Problem]:
    for name, text in page.fields.items():
        yield from in_text(context, text, page.path, name, 1, lambda _: 1)
    yield from in_text(context, page.body, page.path, "", 1, lambda start: page.body_line + page.body.count("\n", 0, start))


def _targets(body: str) -> Iterator[tuple[int, str]]:
    prose = _FENCE.sub(lambda m: "\n" * m[0].count("\n"), body)
    for found in _LINK.finditer(prose):
        yield prose.count("\n", 0, found.start(2)) + 1, found[2]


def _link_problem(context: Context, target: str, page: DocsPage) -> str:
    if target.startswith(("#", "http://", "https://")) or target.split("#")[0].endswith((".md", ".html")):
        return ""
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(page.src_uri), target.split("#")[0]))
    if "." in posixpath.basename(target.split("#")[0]) and not target.startswith("mailto:"):
        return "" if beside else f"{quoted(target)} is not there"
    return link_problem(context, target, INTERNATIONAL)


def linked(page: DocsPage, dossier: Dossier, states: Mapping[str, State]) -> str:
    """The Markdown with references turned into paths that MkDocs resolves and checks.

    A link to a withdrawn record is printed as its words, or leads to the page it stands on; the names of
    withdrawn people are withheld.
    """

    def words(found: re.Match[str]) -> str:
        ref = resolve_link(dossier, found[2], INTERNATIONAL)
        return found[1] if ref is not None and states[ref.key] != "public" else found[0]

    def way(found: re.Match[str]) -> str:
        ref = resolve_link(dossier, found[2], INTERNATIONAL)
        if ref is None:
            return found[0]
        if states[ref.key] != "public":
            return f"{found[1]}{posixpath.basename(page.src_uri)}{found[3]}"
        where, _, fragment = address(dossier.entries[ref.key]).partition("#")
        fragment = ref.fragment or fragment
        relative = posixpath.relpath(f"{where}index.html", posixpath.dirname(page.src_uri) or ".")
        return f"{found[1]}{relative}{'#' + fragment if fragment else ''}{found[3]}"

    withhold = nameless(dossier, states, said=IN_MARKDOWN)
    pieces = []
    end = 0
    for fence in (*_FENCE.finditer(page.body), None):
        prose = page.body[end : fence.start() if fence else len(page.body)]
        pieces += [withhold(_LINK.sub(way, _WORDS.sub(words, prose))), withhold(fence[0]) if fence else ""]
        end = fence.end() if fence else end
    return "".join(pieces)


def meta_of(page: DocsPage, head: str) -> dict[str, object]:
    """What Material gets of a page, escaped (its templates print it raw); `head` is HTML."""
    meta: dict[str, object] = {name: str(escape(page.fields[name])) for name in ("title", "description") if name in page.fields}
    return {**meta, "hide": ["navigation", "toc"], "head": head}


def sanitised(html: str) -> str:
    """Prose as rendered by MkDocs' Markdown, without anything that acts or loads from elsewhere."""
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, attribute_filter=_filter, link_rel=None, url_schemes={"http", "https", "mailto"})


def _filter(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "id" and not _HEADING_ID.fullmatch(value):
        return None
    if attribute in ("href", "src") and value.lstrip().startswith(("//", "\\", "/\\")):
        return None
    if attribute == "src" and re.match(r"[a-z]+:", value.lstrip(), re.I):
        return None
    return value
