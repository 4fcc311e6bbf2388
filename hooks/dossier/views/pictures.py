"""An event, a person or an organisation -> what its social card says, and the same as a text for who does not see it.

A card is read without its page. Where there are accounts it says whether they differ and whose they are, where somebody has answered it says
that too, and of a person it says no more than lists of people do (`standing.is_listed`): nobody is called guilty on a card.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from ..artifact import Head
from ..cards import Card
from ..dates import PartialDate
from ..dossier import Entry
from ..model import Event, Organisation, Person
from ..phrases import listed, office_at, said_doubt, stop, upper_first
from .answers import position_views, reply_views
from .base import Viewer
from .citing import address_of, card_address
from .entries import DIFFER, accounts_words, kind_words, when_words
from .pieces import PositionView, ReplyView
from .roles import in_order
from .states import StateView, listed_states, state_words

__all__ = ["CARDED", "bare", "card_head", "in_words", "record_card"]

CARDED = (Event.folder, Person.folder, Organisation.folder)
"""Folders whose records have cards, beside letters and countries."""
_ROOM = 100
"""Characters that two lines of a fact hold for certain; where accounts differ or an event is less than likely, none of them may be cut off."""


def record_card(viewer: Viewer, entry: Entry) -> Card:
    card = _event(viewer, entry) if isinstance(entry.record, Event) else _actor(viewer, entry)
    short = viewer.short(entry)
    return replace(card, site=viewer.settings.site_name, address=bare(viewer, short) if short and viewer.settings.site_url else "")


def card_head(viewer: Viewer, entry: Entry) -> Head:
    """The head of a record's page with its card."""
    return Head(card=card_address(entry), card_words=in_words(record_card(viewer, entry)))


def in_words(card: Card) -> str:
    """What stands on a card, as sentences."""
    facts = [f"{label}: {words}" if label else words for label, words in card.facts]
    said = (f"{card.kicker}: {card.title}" if card.kicker else card.title, *facts, " ".join(filter(None, (card.state, card.state_note))))
    return " ".join(stop(upper_first(part)) for part in said if part)


def bare(viewer: Viewer, where: str) -> str:
    """An address as it is printed: without its scheme and the last slash."""
    return address_of(viewer, where).removeprefix("https://").removeprefix("http://").rstrip("/")


def _event(viewer: Viewer, entry: Entry) -> Card:
    event: Event = entry.record
    say = viewer.language
    accounts = "; ".join(viewer.actor(account.by).text for account in event.accounts)
    sure = "not known" if event.confidence == "unknown" else event.confidence or ""
    facts = (
        ("Date", when_words(entry)),
        ("Accounts of", accounts if len(accounts) <= _ROOM else f"{len(event.accounts)} sides"),
        *_answers(position_views(viewer, entry), reply_views(viewer, event)),
        ("How sure", sure),
        ("Place", event.place.say(say) if event.place else ""),
    )
    return _card(viewer, entry, kind_words(viewer, entry), event.title.say(say), facts, accounts_words(viewer, event))


def _actor(viewer: Viewer, entry: Entry) -> Card:
    states = listed_states(viewer, entry)
    positions = dict.fromkeys(position for state in states for position in state.positions)
    replies = dict.fromkeys([*(reply for state in states for reply in state.replies), *reply_views(viewer, entry.record)]) if states else ()
    answers = _answers(positions, replies)
    roles = _roles(viewer, entry.record) if isinstance(entry.record, Person) else ""
    facts = [("Role on record", roles)] if roles else []
    facts += [(state.label, _state(state)) for state in states]
    last = max((state.last_source for state in states if state.last_source), key=lambda day: day.order, default=None)
    if last:
        answers = [("Last source", last.say()), *answers]
    label = viewer.link(entry.record.type.key).text if isinstance(entry.record, Organisation) else upper_first(entry.record.noun)
    differ = DIFFER if any(state.contested for state in states) else ""
    return _card(viewer, entry, label, viewer.name(entry), (*facts[: 4 - len(answers)], *answers), differ)


def _card(viewer: Viewer, entry: Entry, label: str, title: str, facts: Iterable[tuple[str, str]], state: str) -> Card:
    country = viewer.link(entry.country).text if entry.country in viewer.dossier.entries else ""
    kicker = " · ".join(filter(None, (label, country)))
    checked = f"last checked {entry.record.checked.say()}" if entry.record.checked else ""
    note = f"({checked})" if state and checked else upper_first(checked)
    return Card(kicker, title, tuple(fact for fact in facts if fact[1])[:4], state, note, "")


def _roles(viewer: Viewer, person: Person) -> str:
    """Each role with the days from and until which it is on record: a former one is never shown as a present one."""
    said = []
    for role in (role for roles in in_order(person) for role in roles):
        where = viewer.link(role.organisation.key).text if role.organisation else ""
        span = " ".join(f"{word} {day.say()}" for word, day in (("from", role.from_), ("until", role.until)) if day)
        said.append(office_at(role.title.say(viewer.language), where) + (f" ({span})" if span else ""))
    fitting = [count for count in range(1, len(said) + 1) if len("; ".join(said[:count])) <= _ROOM]
    shown = max(fitting, default=1)
    return "; ".join(said[:shown]) + (f" and {len(said) - shown} more" if said[shown:] else "")


def _state(state: StateView) -> str:
    words = state_words(state)
    if len(words) <= _ROOM or not (state.contested or state.doubt or state.besides):
        return words
    if state.besides:
        return "entries that are not equally sure differ; each is on the page"
    return "accounts differ; each is on the page" if state.contested else f"what is on the page{said_doubt(state.doubt)}"


def _answers(positions: Iterable[PositionView], replies: Iterable[ReplyView]) -> list[tuple[str, str]]:
    """Who has answered, in a statement or when asked; of whoever was asked, also that no answer is on record."""
    told = [f"{listed([link.text for link in position.by])}, {position.date.say()}".lstrip(", ") for position in positions]
    asked = [f"{reply.to.text}, {_reply(reply.asked, reply.answered)}" for reply in replies]
    return [fact for fact in (("Position of", "; ".join(told)), ("Right of reply", "; ".join(asked))) if fact[1]]


def _reply(asked: PartialDate, answered: PartialDate | None) -> str:
    return f"answered on {answered.say()}" if answered else f"asked on {asked.say()}, no answer on record"
