"""A country -> every published statement with its sources, one a line, what an editor should look at marked."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from msgspec import Struct

from .dossier import Entry
from .model import Country, Demand, Event, Letter, Organisation, Person, SourceUse
from .site import Site
from .tracks import accounts_differ
from .views.states import said_value

__all__ = ["overdue", "review"]

_OLD = timedelta(days=2 * 365)


def review(site: Site, country: str, root: Path, since: str = "") -> Iterator[str]:
    """Lines `mark  where  statement  [sources]`; raises ValueError for an unknown country or revision.

    Marks: 1 one publisher only, ? no dated source, ~ accounts differ, o last source older than two years
    before the record was checked, ! never checked.
    """
    homes = {entry.key for entry in site.countries} | {"international"}
    if country not in homes:
        raise ValueError(f"there is no country '{country}'; there are {', '.join(sorted(homes))}")
    changed = _changed(root, since) if since else None
    for entry in sorted(site.dossier.entries.values(), key=lambda e: (e.path, e.node.line)):
        if entry.country != country or entry.folder == "sources" or (changed is not None and entry.path not in changed):
            continue
        for one in _statements(site, entry):
            marks = _marks(site, entry, one)
            said = "; ".join(f"{view.publisher or view.link.text} {view.date or 'undated'}" for view in site.viewer.sources(one.uses))
            yield f"{marks:<5} {entry.path}:{entry.node.line}  {one.text}  [{said or 'no source'}]"


def overdue(site: Site, country: str = "") -> Iterator[str]:
    """The records of a country (of all, without one) whose day of review (`review_by`) is over, one a line."""
    today = site.instant.date()
    for entry in sorted(site.dossier.entries.values(), key=lambda e: (e.path, e.node.line)):
        day = entry.record.review_by
        if day is not None and day.latest < today and country in ("", entry.country):
            yield f"{entry.path}:{entry.node.line}  was due for review on {day.text}"


def _changed(root: Path, since: str) -> set[str]:
    command = ["git", "-C", str(root), "diff", "--name-only", "--relative", since, "--", "data"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        raise ValueError(f"git does not know the revision '{since}'") from None
    return set(done.stdout.split("\n"))


class _Statement(Struct):
    """What a record says, with what it rests on; of what `happened`, one publisher alone is a doubt."""

    text: str
    uses: tuple[SourceUse, ...]
    happened: bool = False
    contested: bool = False


def _statements(site: Site, entry: Entry) -> Iterator[_Statement]:
    viewer, record = site.viewer, entry.record
    if isinstance(record, Event):
        differ = accounts_differ(site.dossier, record)
        yield _Statement(f"{record.date.text} {viewer.kind(record.kind.key).label}: {record.title}", record.sources, True, differ)
        for account in record.accounts:
            said = f"{account.date or record.date} account of {viewer.actor(account.by).text}: {account.text}"
            yield _Statement(said, account.sources, True, differ)
    elif isinstance(record, Letter):
        yield _Statement(f"{record.date.text} letter: {record.title}", record.sources)
    elif isinstance(record, Demand):
        yield _Statement(f"demand: {record.title}", record.sources, True)
        for change in record.history:
            yield _Statement(f"{change.date.text} {change.state.text}: {record.title}", change.sources, True)
    elif isinstance(record, Country):
        yield _Statement(f"country: {record.title}", record.sources)
    elif isinstance(record, (Person, Organisation)):
        yield _Statement(f"{entry.record.noun}: {record.name}", record.sources)
        for timeline in site.index.tracks.get(entry.key, {}).values():
            for interval in timeline.intervals():
                label, _ = said_value(viewer, timeline.track, interval.value, interval.assertion)
                contested = " (contested)" if interval.contested else ""
                said = f"{interval.start.text} {record.name}: {label}{contested}"
                yield _Statement(said, interval.assertion.sources, True, interval.contested)


def _marks(site: Site, entry: Entry, one: _Statement) -> str:
    views = site.viewer.sources(one.uses)
    marks = ""
    if one.happened and len({view.publisher.casefold() for view in views}) == 1:
        marks += "1"
    dates = [view.date for view in views if view.date]
    if one.uses and not dates:
        marks += "?"
    if one.contested:
        marks += "~"
    checked = entry.record.checked
    if checked is None:
        marks += "!"
    elif entry.folder in ("people", "organisations") and dates and checked.latest - max(d.latest for d in dates) > _OLD:
        marks += "o"
    return marks
