"""A part of the site -> the ways to follow it: feeds and a calendar, for people; Atom and RSS, for programs that read a page's head."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from .base import Viewer
from .pieces import Link

__all__ = ["CORRECTIONS", "FollowView", "agenda_address", "alternates", "feed_address", "feed_stem", "following"]

CORRECTIONS = "corrections"
"""The address of the feeds of the record of change, without their ending."""


class FollowView(Struct, frozen=True):
    """What `parts/follow.html` shows; `calendar` is empty where no day is in one."""

    feeds: tuple[Link, ...]
    calendar: Link | None


def feed_stem(country: str = "", group: str = "") -> str:
    """The address of a feed without its ending: `feed`, `kazakhstan`, `timeline/person`, `kazakhstan/timeline/person`."""
    home = f"{country}/" if country else ""
    return f"{home}timeline/{group}" if group else country or "feed"


def feed_address(stem: str, form: str) -> str:
    """The address of a feed in a form, `atom`, `rss` or `json`: of a country, `.json` is the record itself."""
    return f"{stem}.{form}" if form != "json" or stem == feed_stem() else f"{stem}.feed.json"


def agenda_address(country: str = "") -> str:
    return f"{country or 'calendar'}.ics"


def following(viewer: Viewer, stem: str, calendar: str = "", wide: bool = True) -> FollowView | None:
    """The feeds at an address without its ending, and the address of a calendar; None where the site does not know its own address.

    Feeds travel without the site: every address in them must be absolute. Only those of a `wide` part of it are JSON Feed too.
    """
    if not viewer.settings.site_url:
        return None
    forms = (("Atom", "atom"), ("RSS", "rss"), ("JSON Feed", "json"))[: 3 if wide else 2]
    feeds = tuple(Link(name, feed_address(stem, form)) for name, form in forms)
    return FollowView(feeds, Link("Calendar", calendar) if calendar else None)


def alternates(viewer: Viewer, *feeds: tuple[str, str]) -> tuple[Mapping[str, str], ...]:
    """`<link rel="alternate">` of (address without its ending, title): Atom alone, which every reader knows.

    Not JSON Feed and not the calendar: a site-wide link of these makes Hypothesis take all pages for one document.
    """
    if not viewer.settings.site_url:
        return ()
    return tuple({"rel": "alternate", "type": "application/atom+xml", "title": title, "href": feed_address(stem, "atom")} for stem, title in feeds)
