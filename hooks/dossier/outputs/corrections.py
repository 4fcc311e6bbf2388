"""The page /corrections/: what was corrected, withdrawn or first published, on which day and where, with its feeds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..artifact import COLLECTION, Head, Page
from ..later import later
from ..site import Site
from ..views.checked import when_checked
from ..views.corrections import changes
from ..views.following import CORRECTIONS, alternates, following

__all__ = ["publish"]


def publish(site: Site) -> Iterator[Page]:
    head = Head(links=alternates(site.viewer, (CORRECTIONS, f"{site.settings.site_name}: corrections")))
    yield Page(
        f"{CORRECTIONS}/", "Corrections", "What was changed or withdrawn, when and where.", "corrections.html", later(_context, site),
        section=f"{CORRECTIONS}/", head=head, kind=COLLECTION,
    )  # fmt: skip


def _context(site: Site) -> dict[str, Any]:
    viewer = site.viewer
    return {
        "title": "Corrections", "changes": changes(viewer), "checked_to": viewer.checked_to(),
        "checked_days": when_checked(viewer), "contact": site.contact, "follow": following(viewer, CORRECTIONS),
    }  # fmt: skip
