"""What others say to an event or of a person, each with its sources: accounts, positions, answers to a request for comment."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..dates import PartialDate
from ..dossier import Entry
from ..model import Account, Record, RightOfReply
from .base import Viewer
from .pieces import AccountView, PositionView, ReplyView

__all__ = ["account_view", "position_views", "reply_views", "who_answered"]


def account_view(viewer: Viewer, account: Account) -> AccountView:
    effects = tuple(
        f"{viewer.link(ref.key).text}: {viewer.effect(track, effect.value)}"
        for ref, tracks in account.effects.items()
        for track, effect in tracks.items()
    )
    return AccountView(viewer.actor(account.by), viewer.say(account.text), account.date, viewer.sources(account.sources), effects)


def position_views(viewer: Viewer, entry: Entry) -> tuple[PositionView, ...]:
    """What others answer to an event in events of their own."""
    return tuple(
        PositionView(viewer.links(other.record.actors), other.record.date, viewer.link(other.key), viewer.sources(other.record.sources))
        for other in viewer.index.positions.get(entry.key, ())
    )


def reply_views(viewer: Viewer, record: Record) -> tuple[ReplyView, ...]:
    """Whom a person's or an event's record says to have been asked; of a check before that, nothing follows about the answer."""
    asked: Iterable[RightOfReply] = getattr(record, "right_of_reply", ())
    return tuple(_reply(viewer, one, record.checked if record.checked and record.checked.latest >= one.asked.latest else None) for one in asked)


def who_answered(viewer: Viewer, events: Iterable[Entry], told: Collection[PositionView | ReplyView]) -> tuple[str, ...]:
    """The names of those who have answered to events, in a statement or when asked, leaving out the answers that are `told` already."""
    names: dict[str, None] = {}
    for event in events:
        names |= dict.fromkeys(by.text for position in position_views(viewer, event) if position not in told for by in position.by)
        names |= dict.fromkeys(reply.to.text for reply in reply_views(viewer, event.record) if reply.answered and reply not in told)
    return tuple(names)


def _reply(viewer: Viewer, one: RightOfReply, checked: PartialDate | None) -> ReplyView:
    return ReplyView(viewer.actor(one.to), one.asked, viewer.say(one.channel), one.answered, viewer.say(one.text), checked)
