"""A colour profile (ICC.1:2022) -> the same with nothing in it but what turns colours."""

from __future__ import annotations

import struct

__all__ = ["bare_icc"]

_COLOURS = frozenset(
    b"A2B0 A2B1 A2B2 A2B3 B2A0 B2A1 B2A2 B2A3 B2D0 B2D1 B2D2 B2D3 D2B0 D2B1 D2B2 D2B3 wtpt bkpt chad rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC lumi "
    b"gamt chrm cicp pre0 pre1 pre2".split()
)
"""The tags of a profile that turn colours."""
_MLUC = b"mluc" + struct.pack(">IIIHHII", 0, 1, 12, 0x656E, 0x5553, 2, 28) + "-".encode("utf-16-be")
_NAMELESS = (b"desc" + struct.pack(">II", 0, 2) + b"-\0" + bytes(78), _MLUC)
_UNSIGNED = (b"text" + bytes(4) + b"-\0", _MLUC)
"""A name and a copyright, which every profile must have; in versions before 4, and from 4 on."""


def bare_icc(data: bytes) -> bytes:
    """A colour profile with what turns colours: no names, copyrights, days, nor the make and number of a screen. Raises ValueError."""
    if data[36:40] != b"acsp":
        raise ValueError(data[36:40])
    head = bytearray(data[:128])
    for begin, end in ((4, 8), (24, 36), (40, 44), (48, 64), (80, 128)):  # who made it, when, on what; its sum
        head[begin:end] = bytes(end - begin)
    tags = [(b"desc", _NAMELESS[head[8] >= 4]), (b"cprt", _UNSIGNED[head[8] >= 4])]
    for number in range(int.from_bytes(data[128:132], "big")):
        name, begin, size = struct.unpack_from(">4sII", data, 132 + 12 * number)
        if name in _COLOURS:
            tags.append((name, data[begin : begin + size]))
    places: dict[bytes, int] = {}
    body, table = bytearray(), len(tags).to_bytes(4, "big")
    for name, content in tags:
        if content not in places:
            places[content] = 132 + 12 * len(tags) + len(body)
            body += content + bytes(-len(content) % 4)
        table += struct.pack(">4sII", name, places[content], len(content))
    head[:4] = (128 + len(table) + len(body)).to_bytes(4, "big")
    return bytes(head) + table + bytes(body)
