"""The page /corrections/: what was corrected, withdrawn or first published, on which day and where, with its feeds."""

from __future__ import annotations

from collections.abc import Iterator

from ..artifact import Head, Page
from ..site import Site
from ..views.corrections import changes
from ..views.following import CORRECTIONS, alternates, following

__all__ = ["publish"]


def publish(site: Site) -> Iterator[Page]:
    viewer, settings = site.viewer, site.settings
    yield Page(
        f"{CORRECTIONS}/", "Corrections", "What was changed or withdrawn, when and where.", "corrections.html",
        {
            "title": "Corrections", "changes": changes(viewer), "checked_to": viewer.checked_to(), "contact": settings.contact,
            "follow": following(viewer, CORRECTIONS),
        },
        section=f"{CORRECTIONS}/", head=Head(links=alternates(viewer, (CORRECTIONS, f"{settings.site_name}: corrections"))),
    )  # fmt: skip
