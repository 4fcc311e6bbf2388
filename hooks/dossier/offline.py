"""A built site -> one archive that is read without a server: every link leads to a file, and the same site gives the same bytes.

Browsers read a page from the disk as well as from a server, but they neither look for `index.html` in a folder nor
let a page load data beside it; the site's scripts say so where it matters.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import zipfile
from collections.abc import Set
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .sums import SUMS, UNNAMED, lines_of, unnamed

__all__ = ["offline", "with_local_links"]

_FOR_SERVERS = frozenset(("404.html", "_headers", "_redirects", "robots.txt", "sitemap.xml", SUMS, UNNAMED))
_FOLDERS_FOR_SERVERS = frozenset((".git", ".well-known", "pagefind"))
_AHEAD = re.compile(r'<link rel="preload"[^>]*>\n?')
"""What is asked for ahead of the style sheets that name it: a browser lets no page from the disk do so."""
_TAG = re.compile(r"""<[a-zA-Z][^\s/>]*(?:"[^"]*"|'[^']*'|[^"'>])*>""")
_ADDRESS = re.compile(r"""(\s(?:href|src|action|data-to)=)("[^"]*"|'[^']*')""")
_REFRESH = re.compile(r"""(\shttp-equiv="refresh"\scontent="\d+;\s*url=)([^"]*)(?=")""")


def offline(site: Path, out: Path) -> int:
    """Writes the archive, with sums of its own, in a folder of its name; the number of files in it. Raises OSError.

    An archive that was there stays until the new one is whole. What the sums of the site leave unnamed is left out.
    """
    nameless = unnamed(site)
    paths = sorted((path for path in _paths(site) if path not in nameless), key=os.fsencode)
    if "index.html" not in paths:
        raise FileNotFoundError(f"there is no index.html in {site}; build the site first (mkdocs build)")
    if not out.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {out.parent} to write into")
    folders = {posixpath.dirname(path) for path in paths if posixpath.basename(path) == "index.html"}
    sums: dict[str, str] = {}
    name = f"{out.stem}/"
    staged = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with zipfile.ZipFile(staged, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in paths:
                content = (site / path).read_bytes()
                if path.endswith(".html"):
                    content = with_local_links(content.decode(), path, folders).encode()
                sums[path] = hashlib.sha256(content).hexdigest()
                _add(archive, name + path, content)
            _add(archive, name + SUMS, b"".join(lines_of(sums, sums.__getitem__)))
        staged.replace(out)
    finally:
        staged.unlink(missing_ok=True)
    return len(paths) + 1


def _paths(site: Path) -> list[str]:
    """The ordinary files of a site that mean something without a server; nothing behind a link."""
    found = []
    for folder, names, files in os.walk(site):
        inside = Path(folder).relative_to(site)
        if not inside.parts:
            names[:] = [name for name in names if name not in _FOLDERS_FOR_SERVERS]
        for file in files:
            path = (inside / file).as_posix()
            if path not in _FOR_SERVERS and not (site / path).is_symlink() and (site / path).is_file():
                found.append(path)
    return found


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """A file without a day and an owner: two archives of one site are the same."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.external_attr = 0o644 << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content)


def with_local_links(html: str, path: str, folders: Set[str]) -> str:
    """The page at `path`, its own addresses that lead to one of `folders` leading to the `index.html` in it; text is left alone.

    >>> with_local_links('<a href="../b/#p3">href="../b/"</a>', "a/index.html", {"", "a", "b"})
    '<a href="../b/index.html#p3">href="../b/"</a>'
    """

    def local(address: str) -> str:
        before = re.match(r"[^?#]*", address)
        way = before[0] if before else ""
        if not way or way.startswith("/") or urlsplit(way).scheme:
            return address
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(way)))
        return f"{way.rstrip('/')}/index.html{address[len(way) :]}" if ("" if target == "." else target) in folders else address

    def attribute(found: re.Match[str]) -> str:
        quote = found[2][0]
        return f"{found[1]}{quote}{local(found[2][1:-1])}{quote}"

    def tag(found: re.Match[str]) -> str:
        return _REFRESH.sub(lambda m: m[1] + local(m[2]), _ADDRESS.sub(attribute, found[0]))

    return _TAG.sub(tag, _AHEAD.sub("", html))
