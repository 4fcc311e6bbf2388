"""Published bytes and the needles -> where one is found: the place and the rule, never the secret."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ahocorasick_rs import BytesAhoCorasick
from msgspec import Struct
from msgspec.structs import replace

from .artifact import Artifact
from .decoding import MOST, ROUNDS, Shut, TooMuch, View, apart, has_bytes, has_escapes, long_runs, texts, unescaped, views
from .disk import below
from .folding import squeezed
from .later import later
from .needles import Needle

__all__ = ["Finding", "Scanner"]

_NOISE = 8
"""Letters and digits that a needle has at least to count in bytes that may be no text."""
_OVERLAP = 4_000
"""So many bytes of a part are looked at with the next one, too: a name that stands in both is found."""


class Finding(Struct, frozen=True, order=True):
    """A file of the site in which something is found, or that could not be looked into: place, what, rule, where it is laid down."""

    place: str
    what: str
    rule: str
    source: str = ""
    field: str = ""

    def __str__(self) -> str:
        why = ", ".join(part for part in (f"rule: {self.rule}", f"{self.source} {self.field}".strip()) if part)
        return f"{self.place}: {self.what} ({why})"


@dataclass
class Scanner:
    """Looks for needles and gathers what it finds; without needles it looks at nothing.

    In what case files say (`in_records`), it looks for words that stand on every page of a site, too.
    """

    needles: tuple[Needle, ...]
    in_records: bool = False
    findings: set[Finding] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.needles = tuple(needle for needle in self.needles if self.in_records or not needle.ours)
        self._by_key: dict[bytes, list[Needle]] = defaultdict(list)
        for needle in self.needles:
            self._by_key[needle.key].append(needle)
        self._keys = tuple(self._by_key)
        self._finder = BytesAhoCorasick(self._keys)

    def __bool__(self) -> bool:
        return bool(self.needles)

    def page(self, uri: str, html: str) -> None:
        """A page of the site, or what of it is its own, or another text. Only where something could be is it looked at more closely."""
        if not self.needles:
            return
        self._name(uri)
        self._all(uri, texts(self._worth(html)))

    def made(self, uri: str, data: bytes) -> None:
        """A file that was made of records, with everything packed in it: of its texts, as of pages, only those are looked at more closely in
        which something could be."""
        if self.needles:
            self._name(uri)
            self._all(uri, views(data, uri, worth=self._worth))

    def parts(self, uri: str, parts: Iterable[bytes]) -> Iterator[bytes]:
        """The same of a large file in which all words stand in UTF-8, as in tables and databases: its parts, each looked at, with what stood
        right before it, when it is given on."""
        self._name(uri)
        before = b""
        for part in parts:
            data = before + part
            self._all(uri, texts(self._worth(data.decode("utf-8", "replace")), noisy=b"\0" in data))
            before = data[-_OVERLAP:]
            yield part

    def passed(self, artifact: Artifact) -> Artifact:
        """The same file, of which all that is made passes the scanner."""
        parts = later(self._parts_of, artifact.uri, artifact.parts) if artifact.parts else None
        return replace(artifact, content=later(self._content_of, artifact), parts=parts)

    def _content_of(self, artifact: Artifact) -> bytes:
        if artifact.parts is not None:
            return b"".join(self._parts_of(artifact.uri, artifact.parts))
        content = artifact.content()
        self.made(artifact.uri, content)
        return content

    def _parts_of(self, uri: str, parts: Callable[[], Iterator[bytes]]) -> Iterator[bytes]:
        yield from self.parts(uri, parts())

    def rest(self, folder: Path, passed: Container[str], known: Container[str]) -> list[Finding]:
        """What else is in a finished site passes, but for what has `passed` and what is `known`; then every finding, sorted."""
        for uri, entry in below(folder) if self else ():
            if uri not in passed and uri not in known and entry.is_file():
                self.file(uri, Path(entry.path).read_bytes())
        return sorted(self.findings)

    def file(self, uri: str, data: bytes, most: int = MOST, complete: bool = False) -> None:
        """Any file, with everything packed in it; `complete`: what cannot be looked into is found too."""
        if self.needles:
            self._name(uri)
            self._all(uri, views(data, uri, most), complete)

    def folder(self, folder: Path) -> Iterator[Finding]:
        """Every byte of a built site; links are not followed, and found."""
        for path in sorted(folder.rglob("*")):
            uri = path.relative_to(folder).as_posix()
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                self.findings.add(Finding(self._place(uri), "is a link or no ordinary file and was not looked into", "not-read"))
            elif path.is_file():
                try:
                    self.file(uri, path.read_bytes(), complete=True)
                except OSError as error:
                    self.findings.add(Finding(self._place(uri), f"cannot be read ({error.strerror})", "not-read"))
        yield from sorted(self.findings)

    def said_in(self, text: str) -> Iterator[Needle]:
        """What stands in a text as it is written."""
        return self._in_text(text)

    def _name(self, uri: str) -> None:
        for needle in self._in_name(uri):
            self.findings.add(Finding(self._place(uri), f"{needle.what} in the name of a file", needle.rule, needle.place, needle.field))

    def _all(self, uri: str, found: Iterable[View | Shut], complete: bool = False) -> None:
        try:
            for item in found:
                if isinstance(item, Shut):
                    if complete:
                        self.findings.add(Finding(self._place(uri, item.inside), item.why, "not-read"))
                    continue
                for needle in self._in_text(item.text, item.noisy):
                    if uri not in needle.led_from:
                        place = self._place(uri, item.inside)
                        self.findings.add(Finding(place, needle.what, needle.rule, needle.place, needle.field))
        except TooMuch:
            self.findings.add(Finding(self._place(uri), "holds more than can be looked into", "not-read"))

    def _worth(self, text: str) -> str:
        """What of a text is worth a closer look: all of it where something could be in it, as it is or when its escapes are undone; else
        what looks like base64, if anything does."""
        runs: list[str] = []
        plain, following = text, unescaped(text)
        for _ in range(ROUNDS):
            before, plain = plain, following
            bare, tags = apart(plain) if "<" in plain else (plain, "")
            if self._finder.find_matches_as_indexes(squeezed(f"{bare}\n{tags}")) or has_bytes(before, plain) or (tags and _is_escaped(bare)):
                return text
            runs += long_runs(bare)
            if not has_escapes(plain) or (following := unescaped(plain)) == plain:
                return "\n\n".join(runs)
        return text

    def _in_text(self, text: str, noisy: bool = False) -> Iterator[Needle]:
        for number in sorted({number for number, _, _ in self._finder.find_matches_as_indexes(squeezed(text), overlapping=True)}):
            if not noisy or len(self._keys[number]) >= _NOISE:
                yield from (needle for needle in self._by_key[self._keys[number]] if needle.stands_in(text))

    def _in_name(self, uri: str) -> Iterator[Needle]:
        for text in dict.fromkeys((uri, unescaped(uri), f"://-/{uri.removesuffix('index.html')}")):
            yield from (needle for needle in self._in_text(text) if uri not in needle.named_at and uri not in needle.led_from)

    def _place(self, uri: str, inside: tuple[str, ...] = ()) -> str:
        """A file's name, and the names of what it is packed in, but for those that hold a secret themselves."""
        return "!".join("(a name that may not be said)" if any(self._in_name(name)) else name for name in (uri, *inside))


def _is_escaped(text: str) -> bool:
    """Whether there is something left to undo in a text."""
    return has_escapes(text) and unescaped(text) != text
