"""docs/ -> pages of prose, their front matter read strictly, and the other files that are published; nothing else is."""

from __future__ import annotations

import errno
import fnmatch
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from .addresses import wrong_address
from .attachments import as_published, trouble
from .bounds import TOO_DEEP, TOO_MUCH, is_left_open, is_too_much, nested_too_deep
from .cleaning import SVG, WEBP
from .files import ATTACHMENTS
from .problems import Problem, nearest, shortened
from .prose import comments
from .source import Map, Scalar, Seq, Source, parse, read

__all__ = ["FENCE", "LINK", "TAGS", "Docs", "DocsPage", "asking", "read_docs", "unfenced"]

_NAME = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9_-]*/)*[A-Za-z0-9][A-Za-z0-9_-]*\.md", re.ASCII)
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mkdn")
"""Endings of what MkDocs takes for a page; here it has to be the first, in small letters."""
_LATE = re.compile(rb"(\s+(?=---\s)|(?=\+\+\+\s))[-+]{3}[^\S\r\n]*(?:\r\n?|\n)\w+ *[:=]")
"""Front matter that would be printed: below a blank line or a blank, or in the signs of others (TOML)."""
_FIELDS = ("title", "description", "draft", "redirect_from")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*)$", re.M)
_CORRECTIONS = re.compile(r"corrections|.*\{:?[ \t]*#corrections[ \t]*\}", re.I)
"""A heading whose id is `corrections`, by its words or because it says so."""
LINK = re.compile(r"(\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?)([^)\s>]+)(>?[^)\n]*\)?)", re.M)
"""What may be a link: what stands before its address, the address, and the rest."""
FENCE = re.compile(r"^(```|~~~).*?^\1", re.M | re.S)
"""A block of code."""
TAGS = {
    "p", "a", "em", "strong", "ul", "ol", "li", "blockquote", "br", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "table", "thead", "tbody", "tr", "td", "th", "dl", "dt", "dd", "img", "sup", "sub", "del",
}  # fmt: skip
"""The elements of HTML that a page may have."""

_PLAIN = (".woff", ".woff2", ".ttf", ".otf", ".ico", ".wasm")
"""Kinds of files that are no text and are published as they are."""
_RTF = "{\\rtf"
_UNKNOWN = "may say who made it and where, and only of PDF, JPEG, PNG, WebP and SVG files can that be taken out; "
_ELSEWHERE = "leave it where it was published, and link to it"
_INSTEAD = (
    (".avif .bmp .gif .heic .heif .jxl .psd .tif .tiff", "save the picture as JPEG, PNG or WebP"),
    (".aac .aiff .avi .flac .m4a .m4v .mkv .mov .mp3 .mp4 .mpg .oga .ogg .ogv .opus .wav .weba .webm .wma .wmv", _ELSEWHERE),
    (".doc .docm .docx .odg .odp .ods .odt .pages .ppt .pptx .rtf .xls .xlsx", "save it as PDF, or a table as CSV"),
    (".7z .bz2 .epub .gz .rar .tar .xz .zip", "unpack it and publish the files in it"),
)
"""By endings: what to do with a file that is not published."""


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
    """The pages by their files, and the other `files` that are published, all below docs/ (`folder`)."""

    pages: dict[str, DocsPage] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    folder: Path = Path("docs")

    @property
    def published(self) -> dict[str, str]:
        """Address -> path of every page that is published."""
        return {page.address: page.path for page in self.pages.values() if not page.draft}

    def bare(self) -> Iterator[tuple[str, bytes]]:
        """The files that have metadata, PDFs and pictures, each as it is published: without."""
        return ((inside, as_published(self.folder / inside)) for inside in sorted(self.files) if _has_metadata(inside))

    @property
    def former(self) -> dict[str, str]:
        """Former address -> address of the page that took its place."""
        return {f"{old.strip('/')}/": page.address for page in self.pages.values() if not page.draft for old in page.redirect_from}


def unfenced(body: str) -> str:
    """Markdown without blocks of code, each line where it was."""
    return FENCE.sub(lambda found: "\n" * found[0].count("\n"), body)


def asking(docs: Docs) -> str:
    """Where the page /about/ says how to ask for a correction: under a heading “Corrections”. Empty where no page or no heading is."""
    page = next((page for page in docs.pages.values() if page.address == "about/" and not page.draft), None)
    heads = _HEADING.findall(unfenced(page.body)) if page else ()
    return f"{page.address}#corrections" if page and any(_CORRECTIONS.fullmatch(head.rstrip(" \t#")) for head in heads) else ""


def read_docs(docs: Path, files: tuple[str, ...]) -> Docs:
    """Every page below `docs`; what is neither a page nor listed in `files` is a problem."""
    found = Docs(folder=docs)
    for file in sorted(docs.rglob("*")) if docs.is_dir() else ():
        inside = file.relative_to(docs).as_posix()
        path = f"{docs.name}/{inside}"
        if any(part.startswith(".") for part in inside.split("/")):
            continue
        if file.is_dir() and not file.is_symlink():
            if not os.access(file, os.R_OK | os.X_OK):
                found.problems.append(Problem(path, 1, 1, "", f"cannot be read ({os.strerror(errno.EACCES)})"))
            continue
        if file.is_symlink() or not file.is_file():
            found.problems.append(Problem(path, 1, 1, "", "is a link or no ordinary file; put the file itself here"))
        elif inside.endswith(".md") and not _NAME.fullmatch(inside):
            found.problems.append(Problem(path, 1, 1, "", "has a name that makes no address; write it in a-z, 0-9, '-' and '_'"))
        elif inside.endswith(".md"):
            page = _page(file, inside, path, found.problems)
            if page is not None:
                found.pages[inside] = page
        elif inside.lower().endswith(_MARKDOWN):
            found.problems.append(Problem(path, 1, 1, "", f"ends in {file.suffix}; pages end in .md"))
        elif any(fnmatch.fnmatch(inside, pattern) for pattern in files):
            if said := _wrong(file):
                found.problems.append(Problem(path, 1, 1, "", said))
            else:
                found.files.add(inside)
        else:
            found.problems.append(Problem(path, 1, 1, "", "is neither a page nor listed under extra.dossier.files in mkdocs.yml"))
    return found


def _has_metadata(inside: str) -> bool:
    return Path(inside).suffix.lower() in (*ATTACHMENTS, SVG, WEBP)


def _wrong(file: Path) -> str:
    """Why a file that is no page cannot be published, in words for an editor; empty where it can."""
    if _has_metadata(file.name):
        return trouble(file)
    try:
        data = file.read_bytes()
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    try:
        text = "" if file.suffix.lower() in _PLAIN else data.decode("utf-8")
    except UnicodeDecodeError:
        return _instead(file)
    return _instead(file) if "\0" in text or text.startswith(_RTF) else ""


def _instead(file: Path) -> str:
    """Why a file is refused, and what to do."""
    suffix = file.suffix.lower()
    return _UNKNOWN + next((said for endings, said in _INSTEAD if suffix in endings.split()), "publish it as one of these, or as text")


def _page(file: Path, inside: str, path: str, problems: list[Problem]) -> DocsPage | None:
    try:
        data = file.read_bytes()
    except OSError as error:
        problems.append(Problem(path, 1, 1, "", f"cannot be read ({error.strerror})"))
        return None
    if late := _LATE.match(data.removeprefix(b"\xef\xbb\xbf")):
        line = late[1].replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
        problems.append(Problem(path, line, 1, "", "front matter begins in the first line of the file, with '---' and nothing before it"))
        return None
    with_front_matter = data.removeprefix(b"\xef\xbb\xbf").startswith(b"---")
    source = read(file, path) if with_front_matter else _bare(data, path)
    problems += source.problems
    if source.problems:
        return None
    if is_too_much(source.body) or is_left_open(unfenced(source.body)):
        problems.append(Problem(path, source.body_line, 1, "", TOO_MUCH))
        return None
    if line := nested_too_deep(unfenced(source.body)):
        problems.append(Problem(path, source.body_line + line - 1, 1, "", TOO_DEEP))
        return None
    for line in comments(unfenced(source.body)):
        problems.append(Problem(path, source.body_line + line - 1, 1, "", "an HTML comment; is this meant for readers? Delete it"))
    fields: dict[str, str] = {}
    formers: list[str] = []
    node = source.node if isinstance(source.node, Map) else Map({}, {}, 1, 1)
    if source.node is not None and source.node is not node:
        said = "is not a group of fields; write one field a line, 'title: …'"
        problems.append(Problem(path, source.node.line, source.node.column, "", said))
    for name in node.keys.keys() - node.values.keys():
        said = "is empty; write true or false, or leave it out" if name == "draft" else f"is not a field of a page{nearest(name, _FIELDS)}"
        if name == "draft" or name not in _FIELDS:
            problems.append(Problem(path, node.keys[name].line, node.keys[name].column, shortened(name), said))
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
    source = parse(b"---\n---\n" + data.removeprefix(b"\xef\xbb\xbf"), path)
    wrong = tuple(replace(problem, line=problem.line - 2) for problem in source.problems)
    return replace(source, body_line=source.body_line - 2, problems=wrong)
