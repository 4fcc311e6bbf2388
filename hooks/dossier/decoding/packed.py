"""Packed bytes -> what is in them, bounded: gzip, zlib, bzip2, xz, zip."""

from __future__ import annotations

import bz2
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from typing import Protocol

__all__ = ["Bounds", "TooMuch", "Unreadable", "besides", "inflated", "is_zlib", "packing", "unzipped"]


class TooMuch(Exception):  # noqa: N818 - what was found, not an error of ours
    """More than may be unpacked of one file."""


class Unreadable(Exception):  # noqa: N818
    """Bytes that cannot be looked into; says why."""


class Bounds:
    """How many bytes may still be looked at in one file, all that is packed in it included."""

    def __init__(self, most: int) -> None:
        self.left = most

    def spend(self, size: int) -> None:
        """Raises TooMuch."""
        self.left -= size
        if self.left < 0:
            raise TooMuch


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...


_MAGIC = ((b"\x1f\x8b\x08", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"))
_SHUT = ((b"7z\xbc\xaf\x27\x1c", "7z"), (b"Rar!\x1a\x07", "rar"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"\x04\x22\x4d\x18", "lz4"))
"""What is packed in a way that we cannot undo."""


def packing(data: bytes) -> str:
    """How bytes are packed, by what they begin with: gzip, zlib, bzip2, xz, zip, or nothing; raises Unreadable for other archives."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    for magic, name in _SHUT:
        if data.startswith(magic):
            raise Unreadable(f"is packed ({name}) and cannot be looked into")
    if is_zlib(data):
        return "zlib"
    return "zip" if b"PK\x05\x06" in data[-66_000:] else ""


def is_zlib(data: bytes) -> bool:
    """Whether bytes begin as zlib's do (RFC 1950); one in a thousand does so by chance."""
    return len(data) > 8 and data[0] & 0x8F == 0x08 and int.from_bytes(data[:2], "big") % 31 == 0 and not data[1] & 0x20


def inflated(data: bytes, how: str, bounds: Bounds) -> Iterator[bytes]:
    """Every member of a gzip, zlib, bzip2 or xz stream, then what stands behind the last; raises TooMuch, Unreadable."""
    while data:
        try:
            content, rest = _one(data, how, bounds)
        except (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError):
            raise Unreadable(f"begins as {how} and cannot be unpacked") from None
        yield content
        data = rest.lstrip(b"\x00")
        if data and packing(data) != how:
            yield data
            return


def _one(data: bytes, how: str, bounds: Bounds) -> tuple[bytes, bytes]:
    room = bounds.left + 1
    if how in ("gzip", "zlib"):
        unzip = zlib.decompressobj(31 if how == "gzip" else 15)
        content = unzip.decompress(data, room)
        ended: _Decompressor = unzip
    else:
        other = bz2.BZ2Decompressor() if how == "bzip2" else lzma.LZMADecompressor(memlimit=1 << 28)
        content = other.decompress(data, room)
        ended = other
    bounds.spend(len(content))
    if not ended.eof:
        raise ValueError(how)
    return content, ended.unused_data


def besides(data: bytes, how: str, count: int) -> bytes:
    """What of bytes that could be unpacked, to `count` parts, is not just packed content: names, comments, whatever stands between.

    Packed content itself reads like chance; what it unpacks to is what can be read.
    """
    if how != "zip":
        named = how == "gzip" and data[3] & 0b11100  # RFC 1952: extra, name, comment
        return data if count > 1 or named else b""
    pieces, end = [], 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for start, stop in sorted(filter(None, (_place(data, info) for info in archive.infolist()))):
            if start >= end:
                pieces.append(data[end:start])
                end = stop
    return b"\n".join((*pieces, data[end:]))


def _place(data: bytes, info: zipfile.ZipInfo) -> tuple[int, int] | None:
    """Where the packed bytes of a member stand, from and until, if they are nothing but its content."""
    name, extra = (int.from_bytes(data[info.header_offset + at : info.header_offset + at + 2], "little") for at in (26, 28))
    start = info.header_offset + 30 + name + extra
    stop = start + info.compress_size
    if info.flag_bits & 1 or stop > len(data):
        return None
    if info.compress_type == zipfile.ZIP_STORED:
        return start, stop
    if info.compress_type != zipfile.ZIP_DEFLATED:
        return None
    unzip = zlib.decompressobj(-15)
    whole = len(unzip.decompress(data[start:stop], info.file_size + 1)) == info.file_size and unzip.eof and not unzip.unused_data
    return (start, stop) if whole else None


def unzipped(data: bytes, bounds: Bounds) -> Iterator[tuple[str, bytes | Unreadable]]:
    """Every member of a zip as (name, content), comments first (without a name); raises TooMuch, Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield "", archive.comment
            for info in archive.infolist():
                yield info.filename, info.comment + b"\n" + info.extra
                yield info.filename, _member(archive, info, bounds)
    except (zipfile.BadZipFile, ValueError, OSError):
        raise Unreadable("begins as zip and cannot be unpacked") from None


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, bounds: Bounds) -> bytes | Unreadable:
    if info.flag_bits & 1:
        return Unreadable("is protected by a password")
    try:
        with archive.open(info) as stream:
            content = stream.read(bounds.left + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, OSError, lzma.LZMAError, EOFError):
        return Unreadable("cannot be unpacked")
    bounds.spend(len(content))
    return content
