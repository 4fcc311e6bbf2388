"""Why nothing is published."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["NotPublished", "steady"]


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
