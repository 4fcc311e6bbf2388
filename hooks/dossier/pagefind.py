"""Documents -> the search index that Pagefind makes of them, without what our pages do not ask for.

The command of `pagefind[bin]` is run on a folder that is gone afterwards. An index that was made before from the same
documents by the same version is taken from the cache.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .cache import Store
from .commonest import Indexed, answers
from .gathered import references_of
from .refusal import NotPublished
from .searched import LEFT_OUT

__all__ = ["FOLDER", "NoSearch", "add_index", "no_index"]

FOLDER = "pagefind"
_COMMON = "common.json"
"""What is asked before Pagefind is: see `commonest.py`."""
_KEPT = ("pagefind.js", "pagefind-entry.json", "*.pf_meta", _COMMON, "index/*", "fragment/*", "filter/*")
"""Its own interfaces, the worker (which Trusted Types refuse) and the highlighter are nobody's need."""
_MAGIC = b"pagefind_dcd"
"""What each of its files begins with when it is unpacked."""
_SECONDS = 600
_STORED = "search"
"""The folder of a store in which indexes are."""


class NoSearch(NotPublished):
    """There is no index; says why and what to do."""


def add_index(documents: Callable[[], Iterable[tuple[str, bytes]]], site: Path, store: Store, key: str = "") -> None:
    """Puts the index of the documents (path, HTML) into the folder `pagefind` of a site. Raises NoSearch.

    They are asked for only if there is no index of just these; `key` says what they are made from, and where one is
    given, they need not even be made to know that. No other index stays in the store: it may hold what is on the site no more.
    """
    found: list[tuple[str, bytes]] = []

    def made() -> list[tuple[str, bytes]]:
        found.extend([] if found else documents())
        return found

    basis = f"{_version()}\n{LEFT_OUT}\n{_code()}"
    digest = store.latest(_STORED, f"{basis}\n{key}", lambda: _digest(basis, made())) if key else _digest(basis, made())
    packed = store.latest(_STORED, digest.decode(), lambda: _packed(made()))
    store.only(_STORED, f"{basis}\n{key}", digest.decode())
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(site / FOLDER)


def no_index(store: Store) -> None:
    """Leaves no index in the store: the site has none."""
    store.only(_STORED)


def _digest(basis: str, documents: Iterable[tuple[str, bytes]]) -> bytes:
    digest = hashlib.sha256(basis.encode())
    for uri, content in documents:
        digest.update(b"%s\n%d\n%s" % (uri.encode(), len(content), content))
    return digest.hexdigest().encode()


def _code() -> str:
    """What of ours makes the files of an index."""
    return hashlib.sha256(b"".join((Path(__file__).parent / name).read_bytes() for name in ("pagefind.py", "commonest.py"))).hexdigest()


def _version() -> str:
    try:
        return version("pagefind_bin")
    except PackageNotFoundError:
        raise NoSearch(
            "The search needs Pagefind, which is not installed: pip install 'pagefind[bin]', or write search: false below extra.dossier"
        ) from None


def _packed(documents: Iterable[tuple[str, bytes]]) -> bytes:
    """The files of the index in one archive, each stored as it is (they are packed already) and without a day."""
    with tempfile.TemporaryDirectory(prefix="dossier-search-") as folder:
        pages, made = Path(folder) / "pages", Path(folder) / "index"
        references = {}
        for uri, content in documents:
            references[f"/{uri.removesuffix('index.html')}"] = references_of(content)
            (pages / uri).parent.mkdir(parents=True, exist_ok=True)
            (pages / uri).write_bytes(content)
        _run(pages, made)
        (made / _COMMON).write_bytes(answers(_indexed(made, references)))
        wasm = {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in _languages(made)}
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for path in sorted(path for pattern in (*_KEPT, *wasm) for path in made.glob(pattern)):
                archive.writestr(zipfile.ZipInfo(path.relative_to(made).as_posix(), (1980, 1, 1, 0, 0, 0)), path.read_bytes())
        return packed.getvalue()


def _indexed(made: Path, references: Mapping[str, int]) -> Iterator[Indexed]:
    """Every page of the index; `references` are how many records refer to what is at an address."""
    for path in sorted((made / "fragment").iterdir()):
        fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(_MAGIC))
        yield Indexed(path.stem, fragment, references.get(fragment["url"], 0))


def _languages(made: Path) -> list[dict[str, str]]:
    languages: dict[str, dict[str, str]] = json.loads((made / "pagefind-entry.json").read_text("utf-8"))["languages"]
    return list(languages.values())


def _run(pages: Path, made: Path) -> None:
    ways = ["--site", str(pages), "--output-path", str(made), "--exclude-selectors", ", ".join(LEFT_OUT), "--quiet"]
    command = [sys.executable, "-m", "pagefind_bin", *ways]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoSearch(f"Pagefind did not run: {error}") from None
    if done.returncode or not (made / "pagefind-entry.json").is_file():
        said = " ".join((done.stderr or done.stdout).split())[-500:]
        raise NoSearch(f"Pagefind failed (code {done.returncode}): {said or 'it said nothing'}; search: false below extra.dossier leaves it out")
