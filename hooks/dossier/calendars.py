"""Days with their words -> an iCalendar file (RFC 5545), the same bytes each time: CRLF, folded lines, no time of the build.

UIDs are permanent names of this site (`history.permanent`), DTSTAMP the day on which the data last changed, at 00:00 UTC. All entries are whole
days and block nobody's time.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from msgspec import Struct

__all__ = ["Day", "calendar", "component"]

_PRODUCT = "-//Dossier//Calendar of a dossier//EN"
_END = b"END:VCALENDAR"
_ZONE = (
    b"BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\n"
    b"END:STANDARD\r\nEND:VTIMEZONE\r\n"
)


class Day(Struct, frozen=True):
    """An entry: `end` is the first day after it, `url` the page, `sequence` how often it was changed."""

    uid: str
    url: str
    start: date
    end: date
    title: str
    description: str
    place: str
    category: str
    stamp: date
    sequence: int


def calendar(name: str, description: str, url: str, components: Iterable[bytes]) -> bytes:
    """The file; without an entry it holds the zone of all stamps, since RFC 5545 wants one component at least.

    NAME and DESCRIPTION are of RFC 7986, X-WR-CALNAME is what older programs read.
    """
    from icalendar import Calendar, vText, vUri  # what it needs takes long to import, and only who writes a calendar needs it

    made = Calendar()
    for field, value in (("version", "2.0"), ("prodid", _PRODUCT), ("calscale", "GREGORIAN")):
        made.add(field, value)
    for field, value in (("name", vText(name)), ("x-wr-calname", vText(name)), ("description", description), ("url", vUri(url))):
        made.add(field, value)
    head, end, tail = bytes(made.to_ical()).rpartition(_END)
    return b"".join((head, *(tuple(components) or (_ZONE,)), end, tail))


def component(day: Day) -> bytes:
    """An entry as it stands in any calendar."""
    from icalendar import Event, vUri

    made = Event()
    stamp = datetime.combine(day.stamp, time(), UTC)
    for name, value in (
        ("uid", day.uid), ("dtstamp", stamp), ("last-modified", stamp), ("dtstart", day.start), ("dtend", day.end), ("summary", day.title),
        ("description", day.description), ("location", day.place), ("url", vUri(day.url)), ("categories", [day.category]),
        ("sequence", day.sequence), ("transp", "TRANSPARENT"), ("class", "PUBLIC"),
    ):  # fmt: skip
        if value != "":
            made.add(name, value)
    return bytes(made.to_ical())
