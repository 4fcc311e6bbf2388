"""MkDocs' development server, such that a refused build keeps the last good site up; nothing here imports MkDocs."""

from __future__ import annotations

import logging
from typing import Any

from .policy import reloading

__all__ = ["keep_up"]


def keep_up(server: Any, refusals: tuple[type[BaseException], ...], log: logging.Logger) -> None:
    """A build that ends with one of `refusals` changes nothing, and pages reload in spite of their policy."""
    build = server.builder

    def kept() -> None:
        try:
            build()
        except refusals:
            log.error("Not published: the site of before stays up until this is mended")

    if (inject := getattr(server, "_inject_js_into_html", None)) is not None:
        server._inject_js_into_html = lambda content, epoch: inject(reloading(content), epoch)
    server.builder = kept
