"""The address of an onion service -> whether it can be one (Tor, rend-spec-v3): a typing error would lead readers nowhere."""

from __future__ import annotations

import hashlib
import re
from base64 import b32decode

__all__ = ["is_onion"]

_ONION = re.compile(r"https?://(?:[a-z0-9-]+\.)*([a-z2-7]{56})\.onion(?::\d{1,5})?/(?:[A-Za-z0-9._~-]+/)*", re.ASCII)


def is_onion(address: str) -> bool:
    """Whether an address is that of a folder on an onion service of version 3, its checksum included.

    >>> is_onion("http://2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion/")
    True
    >>> is_onion("http://2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wie.onion/"), is_onion("https://example.org/")
    (False, False)
    """
    found = _ONION.fullmatch(address)
    if found is None:
        return False
    raw = b32decode(found[1].upper())
    key, checksum, version = raw[:32], raw[32:34], raw[34:]
    return version == b"\x03" and hashlib.sha3_256(b".onion checksum" + key + version).digest()[:2] == checksum
