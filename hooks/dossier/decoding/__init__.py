"""The bytes of a file -> every text in them, however they are encoded, packed and split, within bounds; and what could not be looked into.

Known are UTF-8, UTF-16 and Cyrillic code pages; HTML entities, percent encoding (%u… too), quoted-printable, headers of mails, hosts in
other scripts (xn--…), the escapes of JSON, JavaScript and CSS; words split by tags; base64; gzip, zlib, bzip2, xz and zip; PDF (objects, metadata,
streams, the words on pages), JPEG and PNG (everything but pixels). All of them in one another, in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from .escapes import ROUNDS, TAG, apart, base64_runs, has_bytes, has_escapes, long_runs, plainer, unescaped
from .packed import Bounds, TooMuch, Unreadable, besides, inflated, is_zlib, packing, unzipped

__all__ = ["MOST", "ROUNDS", "Shut", "TooMuch", "View", "apart", "has_bytes", "has_escapes", "long_runs", "texts", "unescaped", "views"]

MOST = 256 * 1024 * 1024
"""How many bytes of one file are looked at, with all that is packed in it."""
DEPTH = 12
_CODE_PAGES = ("cp1251", "koi8_r", "latin-1")
_BEGINNINGS = (
    b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00", b"PK\x03\x04", b"PK\x05\x06", b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18",
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff",
)  # fmt: skip
_EUROPE = bytes(range(6))
"""The pages of Unicode in which letters of Europe are, up to U+052F."""
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f"))


class View(Struct, frozen=True):
    """A text found in a file. `inside` are the names of what it is packed in; `noisy`: it may be no text at all, only read as one."""

    text: str
    inside: tuple[str, ...] = ()
    noisy: bool = False


class Shut(Struct, frozen=True):
    """Something in a file that could not be looked into, and why."""

    why: str
    inside: tuple[str, ...] = ()


class _Within(Bounds):
    """Bounds, and what of a text is worth looking at more closely; all is where nobody says."""

    def __init__(self, most: int, worth: Callable[[str], str] | None = None) -> None:
        super().__init__(most)
        self.worth = worth


def views(data: bytes, name: str = "", most: int = MOST, worth: Callable[[str], str] | None = None) -> Iterator[View | Shut]:
    """Everything that can be read in the bytes of a file; `name` tells packings that no byte tells (`.br`).

    Where `worth` says what of a text could hold what is looked for, only this is taken apart, as far as it is a text beyond doubt; and of a
    picture that says nothing of itself, nobody asks whether it can be shown.
    """
    bounds = _Within(most, worth)
    if name.endswith(".br"):
        yield Shut("is packed (brotli) and cannot be looked into")
    try:
        bounds.spend(len(data))
        yield from _opened(data, (), bounds, 0, True)
    except TooMuch:
        yield Shut(f"holds more than {most:,} bytes when unpacked")


def _opened(data: bytes, inside: tuple[str, ...], bounds: _Within, depth: int, sure: bool) -> Iterator[View | Shut]:
    """Bytes by what they begin with. `sure`: they are a file or its part; else perhaps garbage, of which nothing is reported."""
    if depth > DEPTH:
        yield Shut("is packed too many times over", inside)
        return
    raw = data
    try:
        how, count = packing(data), 0
        if how == "zip":
            for member, content in unzipped(data, bounds):
                within = (*inside, member) if member else inside
                yield View(member, inside)
                if isinstance(content, Unreadable):
                    yield Shut(str(content), within)
                else:
                    yield from _opened(content, within, bounds, depth + 1, sure)
        elif how:
            for content in inflated(data, how, bounds):
                count += 1
                yield from _opened(content, inside, bounds, depth + 1, sure)
        raw = besides(data, how, count) if how else data
        if b"%PDF-" in data[:1024]:
            from .documents import pdf_parts  # what opens documents takes long to import, and few files are any

            for part in pdf_parts(data, bounds):
                yield from _text(part, inside, bounds, depth, False) if isinstance(part, str) else _opened(part, inside, bounds, depth + 1, sure)
    except Unreadable as unreadable:
        if sure and (data.startswith(_BEGINNINGS) or b"%PDF-" in data[:1024]):  # else chance: two bytes of zlib, the end of a zip
            yield Shut(str(unreadable), inside)
    if data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        yield from _picture(data, inside, bounds, depth, sure)
    elif raw:
        yield from _read(raw, inside, bounds, depth)


def _picture(data: bytes, inside: tuple[str, ...], bounds: _Within, depth: int, sure: bool) -> Iterator[View | Shut]:
    from .pictures import is_bare_png, jpeg_parts, picture_texts, png_parts

    try:
        for text in () if bounds.worth is not None and is_bare_png(data) else picture_texts(data):
            yield from _text(text, inside, bounds, depth, False)
    except Unreadable as unreadable:
        if sure:
            yield Shut(str(unreadable), inside)
    for part in png_parts(data) if data.startswith(b"\x89PNG") else jpeg_parts(data):
        if part:
            yield from _opened(part, inside, bounds, depth + 1, False)


def _read(data: bytes, inside: tuple[str, ...], bounds: _Within, depth: int) -> Iterator[View | Shut]:
    """Bytes as the text that they are; if they are none, in every encoding that a piece of them could be in."""
    if (text := _as_text(data)) is not None:
        yield from _text(text if bounds.worth is None else bounds.worth(text), inside, bounds, depth, False)
        return
    bounds.spend(4 * len(data))
    yield from _text(data.decode("utf-8", "replace"), inside, bounds, depth, True)
    yield from (View(data.decode(encoding, "replace"), inside, True) for encoding in _CODE_PAGES)
    for start in (0, 1):
        yield from (View(data[start:].decode(encoding, "replace"), inside, True) for encoding in ("utf-16-le", "utf-16-be"))


def _text(text: str, inside: tuple[str, ...], bounds: _Within, depth: int, noisy: bool) -> Iterator[View | Shut]:
    """A text in all its forms, and what its runs of base64 hold; nothing of one that is empty."""
    if not text:
        return
    seen: set[str] = set()
    leftover: list[bytes] = []
    try:
        for plain in plainer(text):
            bounds.spend(len(plain))
            yield View(plain, inside, noisy)
            if "<" in plain:
                yield View(TAG.sub(" ", plain), inside, noisy)
            for data in base64_runs(plain, seen):
                bounds.spend(len(data))
                yield from _from_base64(data, inside, bounds, depth + 1, leftover)
    except ValueError as error:
        if not noisy:
            yield Shut(str(error), inside)
    if leftover:
        yield from _garbage(leftover, inside)


def _from_base64(data: bytes, inside: tuple[str, ...], bounds: _Within, depth: int, leftover: list[bytes]) -> Iterator[View | Shut]:
    """What a run of base64 decodes to, if that is a file or a text; else it goes to `leftover`."""
    if depth > DEPTH:
        yield Shut("is packed too many times over", inside)
    elif data.startswith(_BEGINNINGS) or b"%PDF-" in data[:1024] or is_zlib(data):
        yield from _opened(data, inside, bounds, depth, False)
        leftover.append(data)
    elif (text := _as_text(data)) is not None:
        yield from _text(text, inside, bounds, depth, False)
    else:
        leftover.append(data)


def _as_text(data: bytes) -> str | None:
    """Bytes as the text that they are beyond doubt (UTF-8, or UTF-16 of letters of Europe)."""
    if data.translate(None, _CONTROLS) == data:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        pages = data[first::2]
        if 3 * (len(pages) - len(pages.translate(None, _EUROPE)) + 1) <= len(pages):  # surrogates count twice
            continue
        text = data[: len(data) & ~1].decode(encoding, "replace").lstrip("\ufeff")
        if text and sum(c < "\u0530" for c in text) * 2 > len(text) and "".join(text.split()).isprintable():
            return text
    return None


def _garbage(pieces: list[bytes], inside: tuple[str, ...]) -> Iterator[View]:
    """Pieces of bytes that are probably no text, together in every encoding."""
    blob = b"\n".join(pieces)
    for encoding in ("utf-8", *_CODE_PAGES):
        yield View(blob.decode(encoding, "replace"), inside, True)
    for start in (0, 1):
        even = b"\n\0".join(piece[start:] + b"\0" * ((len(piece) - start) % 2) for piece in pieces)
        yield from (View(even.decode(encoding, "replace"), inside, True) for encoding in ("utf-16-le", "utf-16-be"))


def texts(text: str, noisy: bool = False) -> Iterator[View | Shut]:
    """The same of a text that is known to be one, or (`noisy`) to have texts in it; raises TooMuch."""
    return _text(text, (), _Within(MOST), 0, noisy)
