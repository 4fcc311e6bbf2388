"""A thread as one document to print: from the letter, everything that came before and after it, whole and with sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..addresses import address, former_address
from ..artifact import Page
from ..dates import PartialDate
from ..dossier import Entry
from ..history import sealed_on
from ..later import later
from ..model import Letter
from ..site import Site
from ..views import Link
from ..views.citing import former_stems, stem
from ..views.documents import MOST, MemberView, member_views
from ..views.threads import document_address
from ..views.threadwords import thread_said
from .common import about
from .moved import way_on
from .texts import beside_thread

__all__ = ["publish"]


def publish(site: Site) -> Iterator[Page]:
    for entry in site.listed(Letter.folder):
        if document_address(site.viewer, entry):
            yield _document(site, entry)
            yield from (_moved(site, entry, old) for old in entry.record.redirect_from)
        elif sealed_on(site.ledger, entry):  # there may have been a thread
            homes = (stem(entry), *former_stems(entry))
            yield from (way_on(site, f"{home}/thread/", address(entry), entry.path, follows=True) for home in homes)


def _document(site: Site, entry: Entry) -> Page:
    where, title = document_address(site.viewer, entry), f"Thread: {site.viewer.name(entry)}"
    return Page(
        where, title, f"{title}: the letter, what came before it and what became of it, as one document.", "thread.html",
        later(_context, site, entry, where, title), section="letters/", source=entry.path, follows=True, texts=later(beside_thread, site, entry),
    )  # fmt: skip


def _context(site: Site, entry: Entry, where: str, title: str) -> dict[str, Any]:
    viewer = site.viewer
    root = "../" * where.count("/")
    members = member_views(viewer, entry, root)
    return {
        **about(site, entry, root),
        "title": title,
        "crumbs": (*viewer.crumbs(entry, "Letters"), viewer.link(entry.key)),
        "summary": _summary(members),
        "said": thread_said(viewer, viewer.index.threads[entry.key]),
        "members": members,
        "left": f"The thread has {len(members)} members; the texts of the {MOST} nearest to the letter are here." if len(members) > MOST else "",
    }


def _summary(members: tuple[MemberView, ...]) -> str:
    """`2 letters and 1 event. The first: 10 March 2021. The last: 7 May 2021.`; of one day only, that day."""
    letters = sum(1 for member in members if member.id.startswith(f"{Letter.folder}-"))
    counts = [(letters, "letter"), (len(members) - letters, "event")]
    said = " and ".join(f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in counts if number)
    dates: list[tuple[PartialDate, ...]] = [(member.date, *member.also) for member in members]
    first, last = (" or ".join(day.say() for day in days) for days in (dates[0], dates[-1]))
    alone = " No other member of this thread is on record." if len(members) == 1 else ""
    if len(set(dates)) == 1:
        return f"{said}, {first}.{alone}"
    return f"{said}. The first: {first}. The last: {last}."


def _moved(site: Site, entry: Entry, old: str) -> Page:
    """A way from where the document was while the letter had another id."""
    target = document_address(site.viewer, entry)
    settings = site.settings
    context = {
        "title": "Moved", "to": Link(f"Thread: {site.viewer.name(entry)}", target), "site_name": settings.site_name,
        "canonical": f"{settings.site_url}{target}" if settings.site_url else "",
    }  # fmt: skip
    return Page(
        f"{former_address(address(entry), old)}thread/", "Moved", "This page has moved.", "moved.html", context,
        source=entry.path, noindex=True, moved_to=target, framed=False, follows=True,
    )  # fmt: skip
