"""Demands with their state, and the lines of registers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from ..addresses import address
from ..dates import PartialDate
from ..dossier import Entry
from ..model import Letter
from .base import Viewer, once
from .citing import own_text
from .pieces import Link, SourceView
from .threads import document_address
from .threadwords import thread_parts, thread_said, thread_words

__all__ = ["DemandView", "RegisterLine", "StateChangeView", "change_anchors", "demand_view", "register_line", "thread_parts", "thread_words"]


class StateChangeView(Struct, frozen=True):
    """What became of a demand on a day; `anchor` is its id on the page of the demand."""

    anchor: str
    date: PartialDate
    state: str
    note: str
    sources: tuple[SourceView, ...]


class AskedView(Struct, frozen=True):
    """A letter that makes a demand; `paragraphs` are those in which it does (`paragraph 2`), `link` leads to the first of them."""

    link: Link
    date: PartialDate
    paragraphs: tuple[Link, ...]
    asked_of: tuple[Link, ...]


class DemandView(Struct, frozen=True):
    """A demand with where it was made, of whom, who must act, and its state with the evidence; `anchor` is its id in a list."""

    anchor: str
    href: str
    title: str
    target: tuple[Link, ...]
    asked: tuple[AskedView, ...]
    state: str
    state_id: str
    since: PartialDate | None
    note: str
    history: tuple[StateChangeView, ...]
    checked: PartialDate | None
    evidence: tuple[SourceView, ...]
    times: int


@once
def demand_view(viewer: Viewer, entry: Entry, everywhere: bool = False) -> DemandView:
    """A demand for a list of a country, or of all (`everywhere`), where another country may have one of the same id."""
    demand = entry.record
    shared = everywhere and entry.id in viewer.shared_ids("", (entry.folder,))
    state, change = viewer.index.demand_state(entry)
    say, asked = viewer.language, tuple(_asked(viewer, entry))
    return DemandView(
        f"demand-{entry.key.replace('/', '-') if shared else entry.id}", address(entry), demand.title.say(say), viewer.links(demand.target),
        asked,
        state.record.label.say(say) if state else "open", state.id if state else "", viewer.index.demand_since(entry),
        change.note.say(say) if change and change.note else "",
        tuple(
            StateChangeView(anchor, c.date, viewer.link(c.state.key).text, c.note.say(say) if c.note else "", viewer.sources(c.sources))
            for (c, _), anchor in zip(viewer.index.demand_changes(entry), change_anchors(viewer, entry), strict=True)
        ),
        demand.checked,
        viewer.sources(change.sources) if change else (),
        len(asked),
    )  # fmt: skip


def _asked(viewer: Viewer, entry: Entry) -> Iterator[AskedView]:
    """Each letter once, however many of its paragraphs make the demand."""
    for key, made in groupby(viewer.index.asked.get(entry.key, ()), key=lambda asked: asked.letter.key):
        letter: Letter = viewer.dossier.entries[key].record
        paragraphs = [paragraph for paragraph in dict.fromkeys(one.paragraph for one in made) if paragraph]
        there = tuple(Link(f"paragraph {one[1:]}", viewer.link(key, one).href) for one in paragraphs)
        first = viewer.link(key, paragraphs[0] if paragraphs else "")
        yield AskedView(first, letter.date, there, viewer.links(letter.to))


def change_anchors(viewer: Viewer, entry: Entry) -> list[str]:
    """The ids of what became of a demand, in order of time: they stay when something is put before it; equal ones are numbered."""
    found: list[str] = []
    often: Counter[str] = Counter()
    for change, _ in viewer.index.demand_changes(entry):
        anchor = f"state-{change.state.key.rpartition('/')[2]}-{change.date.latest.isoformat()}"
        often[anchor] += 1
        found.append(f"{anchor}-{often[anchor]}" if often[anchor] > 1 else anchor)
    return found


class RegisterLine(Struct, frozen=True):
    """A letter in a register: `state` says what is on record of a reply, with days; `due` whether one was due, `replied` who wrote.

    `document` is the address of the whole thread, empty where it has no page.
    """

    link: Link
    date: PartialDate
    sent_from: tuple[Link, ...]
    to: tuple[Link, ...]
    subject: str
    subject_language: str
    state: str
    due: str
    replied: str
    document: str
    country: Link | None


@once
def register_line(viewer: Viewer, entry: Entry) -> RegisterLine:
    letter: Letter = entry.record
    said = thread_said(viewer, viewer.index.threads[entry.key])
    home = viewer.dossier.entries.get(entry.country)
    subject = viewer.say(letter.subject)
    language = viewer.language if letter.subject and viewer.language in letter.subject.languages else own_text(viewer, entry, "subject")[1]
    return RegisterLine(
        viewer.link(entry.key), letter.date, viewer.links(letter.from_), viewer.links(letter.to), subject, language,
        said.register, said.due, said.replied, document_address(viewer, entry),
        Link(viewer.name(home), address(home)) if home else None,
    )  # fmt: skip
