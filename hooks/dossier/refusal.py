"""Why nothing is published."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

__all__ = ["NotPublished", "Stood", "changed", "standing", "steady"]

Stood = Mapping[str, tuple[int, ...]]
"""How files stood, by where they are: size, times to the nanosecond (that of the last change cannot be set back) and number."""


class NotPublished(Exception):  # noqa: N818 - said to whoever builds, not an error of ours
    """Nothing is published, and the site of before is as it was; says why."""

    def tell(self, log: logging.Logger) -> None:  # noqa: ARG002 - for those who have more to say
        """Logs what there is to say beyond that."""
        return


@contextmanager
def steady(root: Path) -> Iterator[None]:
    """Within it, a file of the project in `root` that goes away is told of in one line; raises NotPublished."""
    try:
        yield
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        if not error.filename or not Path(error.filename).is_relative_to(root):
            raise
        said = f"{Path(error.filename).relative_to(root).as_posix()} cannot be read any more ({error.strerror})"
        raise NotPublished(f"{said}; was it changed meanwhile? Nothing was published; build again") from None


def standing(files: Iterable[str]) -> Stood:
    """How files stand now; nothing of one that is not there."""
    return {file: _stands(file) for file in files}


def changed(stood: Stood, root: Path) -> str:
    """Why what was made of files of the project in `root` may not be published: one is not as it `stood`. Empty if all are."""
    file = next((file for file, before in stood.items() if _stands(file) != before), "")
    return file and f"{Path(file).relative_to(root).as_posix()} was changed while the site was made; nothing was published; build again"


def _stands(file: str) -> tuple[int, ...]:
    try:
        found = os.stat(file, follow_symlinks=False)  # noqa: PTH116 - of thousands, without a Path for each
    except OSError:
        return ()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
