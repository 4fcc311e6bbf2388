"""The code of templates, compiled once and kept as Python keeps that of its modules: in `__pycache__`, beside what it was made from.

It is used only if it is whole, and was made by this very code with these very versions; else it is made again. It is not kept in
the project's cache: whatever lies there is read as data and never run.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from .disk import put
from .keys import code

__all__ = ["Compiled"]

_DIGEST = 32


class Compiled(BytecodeCache):
    """The code of the templates of several environments, kept in `folder` under `name`."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / "__pycache__" / f"{name}.{sys.implementation.cache_tag}.templates"
        self.made = f"{code()}\n".encode()
        self.codes: dict[tuple[str, str], CodeType] = self._read()
        self.known = len(self.codes)

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self.codes[bucket.key, bucket.checksum] = bucket.code

    def save(self) -> None:
        """Keeps what was compiled since; a folder that cannot be written to is no reason to fail."""
        if len(self.codes) == self.known or sys.dont_write_bytecode:
            return
        content = self.made + marshal.dumps(self.codes)
        try:
            put(self.path, hashlib.sha256(content).digest() + content)
        except OSError:
            return
        self.known = len(self.codes)

    def _read(self) -> dict[tuple[str, str], CodeType]:
        try:
            found = self.path.read_bytes()
        except OSError:
            return {}
        content = found[_DIGEST:]
        if hashlib.sha256(content).digest() != found[:_DIGEST] or not content.startswith(self.made):
            return {}
        codes: dict[tuple[str, str], CodeType] = marshal.loads(content[len(self.made) :])  # noqa: S302 - as trusted as Python's own .pyc files
        return codes
