"""Why nothing is published."""

from __future__ import annotations

import logging

__all__ = ["NotPublished"]


class NotPublished(Exception):  # noqa: N818 - said to whoever builds, not an error of ours
    """Nothing is published, and the site of before is as it was; says why."""

    def tell(self, log: logging.Logger) -> None:  # noqa: ARG002 - for those who have more to say
        """Logs what there is to say beyond that."""
        return
