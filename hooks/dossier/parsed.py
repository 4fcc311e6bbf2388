"""What case files were found to hold, kept in the cache from one build or check to the next: a file that has not changed is not parsed again.

A file is known by its SHA-256 under its path; what is not whole, or of other code, says nothing. Files with problems are parsed
each time, and those in which something is withheld: of these, nothing is left in a cache.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

import msgspec

from .cache import Store
from .keys import code
from .source import Source, parse

__all__ = ["Parsed"]

_FOLDER = "parsed"


class _File(msgspec.Struct, frozen=True, array_like=True):
    digest: bytes
    source: Source


_Files = dict[str, _File]
_decode = msgspec.msgpack.Decoder(_Files).decode


@dataclass
class Parsed:
    """The case files of one project: `_known` what was kept of each folder of data/, `_now` what its files hold now."""

    store: Store
    _known: dict[str, _Files] = field(default_factory=dict)
    _now: dict[str, _Files] = field(default_factory=lambda: defaultdict(dict))

    def parse(self, data: bytes, path: str) -> Source:
        """What a case file holds, as `source.parse` gives it."""
        _, top, *inside = path.split("/")
        if not inside or self.store.folder is None:
            return parse(data, path)
        digest = hashlib.sha256(data).digest()
        if top not in self._known:
            self._known[top] = self._recalled(top)
        file = self._known[top].get(path)
        if file is None or file.digest != digest:
            file = _File(digest, parse(data, path))
        self._now[top][path] = file
        return file.source

    def keep(self, withheld: Collection[str]) -> None:
        """Keeps what was parsed, but for files with problems and those at the `withheld` paths; of folders that are no more, nothing."""
        for top, files in self._now.items():
            sound = {path: file for path, file in files.items() if path not in withheld and not file.source.problems}
            if sound != self._known[top]:
                self.store.put_by(f"{_FOLDER}/{top}", _made() + msgspec.msgpack.encode(sound))
        self.store.thin(_FOLDER, self._now.keys())

    def _recalled(self, top: str) -> _Files:
        kept = self.store.recalled(f"{_FOLDER}/{top}")
        try:
            return _decode(kept[len(_made()) :]) if kept.startswith(_made()) else {}
        except msgspec.MsgspecError:
            return {}


def _made() -> bytes:
    return code().encode()
