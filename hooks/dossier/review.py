"""A country -> every published statement with its sources, one a line, what an editor should look at marked."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from msgspec import Struct

from .dossier import Entry
from .model import Country, Demand, Event, Letter, Organisation, Person, SourceUse
from .phrases import one_line, spanned
from .site import Site
from .tracks import accounts_differ
from .views.roles import role_parts
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
    lines = _changed(root, since) if since else {}
    changed = _touched(site, lines) if since else set(site.dossier.entries)
    for entry in sorted(site.dossier.entries.values(), key=lambda e: (e.path, e.node.line)):
        if entry.country != country or entry.folder == "sources" or entry.key not in changed:
            continue
        for one in _statements(site, entry):
            marks = _marks(site, entry, one)
            said = "; ".join(f"{view.publisher or view.link.text} {view.date or 'undated'}" for view in site.viewer.sources(one.uses))
            yield f"{marks:<5} {entry.path}:{entry.node.line}  {one_line(one.text)}  [{said or 'no source'}]"


def overdue(site: Site, country: str = "") -> Iterator[str]:
    """The records of a country (of all, without one) whose day of review (`review_by`) is over, one a line."""
    today = site.instant.date()
    for entry in sorted(site.dossier.entries.values(), key=lambda e: (e.path, e.node.line)):
        day = entry.record.review_by
        if day is not None and day.latest < today and country in ("", entry.country):
            yield f"{entry.path}:{entry.node.line}  was due for review on {day.text}"


_HUNK = re.compile(r"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_WHOLE = range(10**9)


def _changed(root: Path, since: str) -> dict[str, list[range]]:
    """Path -> the lines (from 1) that are others than at a revision, all of a file that git does not know yet.

    Of lines that are gone, it is the one before them.
    """
    diff = ("diff", "-U0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--no-prefix", "--relative", since, "--", "data")
    found: dict[str, list[range]] = {}
    path, within = "", 0
    for line in _git(root, since, *diff).split("\n"):
        if within or line.startswith("\\"):
            within -= not line.startswith("\\")
        elif hunk := _HUNK.match(line):
            gone, first, new = (int(number or 1) for number in hunk.groups())
            found.setdefault(path, []).append(range(first, first + max(new, 1)))
            within = gone + new
        elif line.startswith("+++ "):
            path = line[4:].rstrip("\t")
    others = _git(root, since, "ls-files", "--others", "--exclude-standard", "--", "data").split("\n")
    return found | {path: [_WHOLE] for path in others if path}


def _git(root: Path, since: str, *command: str) -> str:
    try:
        command = ("git", "-C", str(root), "-c", "core.quotePath=off", *command)
        return subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=True, timeout=30).stdout  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        raise ValueError(f"git does not know the revision '{since}'") from None


def _touched(site: Site, lines: Mapping[str, list[range]]) -> set[str]:
    """The keys of records in whose lines, or in whose translations, something changed: in a list, a record ends where the next one begins."""
    begins: dict[str, list[tuple[int, str]]] = {}
    touched = set[str]()
    for key, entry in site.everything.entries.items():
        begins.setdefault(entry.path, []).append((entry.node.line, key))
        touched.update(key for translation in entry.translations if translation.path in lines)
    for path, changed in lines.items():
        records = sorted(begins.get(path, ()))
        ends = [line for line, _ in records[1:]] + [_WHOLE.stop]
        for (line, key), end in zip(records, ends, strict=False):
            begin = line if len(records) > 1 else 0
            touched.update(key for one in changed if one.start < end and begin < one.stop)
    return touched


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
        yield from _answers(site, f"{record.date.text} {record.title}", record)
    elif isinstance(record, Letter):
        yield _Statement(f"{record.date.text} letter: {record.title}", record.sources)
    elif isinstance(record, Demand):
        yield _Statement(f"demand: {record.title}", record.sources, True)
        for change in record.history:
            yield _Statement(f"{change.date.text} {change.state.text}: {record.title}", change.sources, True)
    elif isinstance(record, Country):
        yield _Statement(f"country: {record.title}", record.sources)
        for convention in record.conventions:
            ratified = f", ratified {convention.ratified.text}" if convention.ratified else ""
            yield _Statement(f"{record.title}: {viewer.actor(convention.convention).text}{ratified}", record.sources)
    elif isinstance(record, (Person, Organisation)):
        yield _Statement(f"{record.noun}: {record.name}", record.sources)
        for parts in _places(site, record):
            yield _Statement(f"{record.name}: {', '.join(filter(None, parts))}", record.sources)
        if isinstance(record, Person):
            yield from _answers(site, str(record.name), record)
        for timeline in site.index.tracks.get(entry.key, {}).values():
            for interval in timeline.intervals():
                label, _ = said_value(viewer, timeline.track, interval.value, interval.assertion)
                contested = " (contested)" if interval.contested else ""
                said = f"{interval.start.text} {record.name}: {label}{contested}"
                yield _Statement(said, interval.assertion.sources, True, interval.contested)


def _places(site: Site, record: Person | Organisation) -> Iterator[tuple[str, ...]]:
    """The roles of a person, or what an organisation belongs to."""
    viewer = site.viewer
    if isinstance(record, Person):
        yield from (role_parts(viewer, role) for role in record.roles)
    else:
        for one in record.affiliations:
            yield viewer.say(one.kind), viewer.link(one.organisation.key).text, spanned(one.from_, one.until)


def _answers(site: Site, of: str, record: Event | Person) -> Iterator[_Statement]:
    """Who was asked for a reply, and what it was."""
    for reply in record.right_of_reply:
        answered = f"; answered on {reply.answered.text}" if reply.answered else ""
        said = f": {reply.text}" if reply.text else ""
        yield _Statement(f"{of}: asked on {reply.asked.text}: {site.viewer.actor(reply.to).text}{answered}{said}", ())


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
