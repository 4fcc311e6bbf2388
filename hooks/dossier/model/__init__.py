"""What a case file may say: one frozen class per kind of record, and the registry of them.

The names are the contract of data/ (see docs). Events follow the HURIDOCS events standard, people and
organisations Popolo and FollowTheMoney, dates EDTF. JSON Schema is made from these classes.
"""

from __future__ import annotations

from .actors import Organisation, Person, Photo, Role
from .events import DOUBTS, Account, Effect, Event
from .letters import Attachment, Letter
from .parts import Correction, Record, RightOfReply, SourceUse, Withdrawal
from .rest import Allowed, Country, Demand, Source, StateChange
from .vocabulary import (
    DemandState,
    EventGroup,
    EventKind,
    Identifier,
    Lane,
    OrganisationType,
    Relation,
    ReplyClock,
    SourceKind,
    Term,
    Track,
    TrackValue,
)

__all__ = [
    "DOUBTS",
    "KINDS",
    "RECORDS",
    "VOCABULARY",
    "Account",
    "Allowed",
    "Attachment",
    "Correction",
    "Country",
    "Demand",
    "DemandState",
    "Effect",
    "Event",
    "EventGroup",
    "EventKind",
    "Identifier",
    "Lane",
    "Letter",
    "Organisation",
    "OrganisationType",
    "Person",
    "Photo",
    "Record",
    "Relation",
    "ReplyClock",
    "RightOfReply",
    "Role",
    "Source",
    "SourceKind",
    "SourceUse",
    "StateChange",
    "Term",
    "Track",
    "TrackValue",
    "Withdrawal",
]

RECORDS: tuple[type[Record], ...] = (Letter, Event, Person, Organisation, Demand, Source)
VOCABULARY: tuple[type[Record], ...] = (
    EventKind, EventGroup, Lane, Track, ReplyClock, SourceKind, OrganisationType, Identifier, Relation, DemandState,
)  # fmt: skip
_ALL: tuple[type[Record], ...] = (Country, *RECORDS, *VOCABULARY)
KINDS: dict[str, type[Record]] = {kind.folder: kind for kind in _ALL}
"""The registry: folder -> class. A new kind of record is a class in one of the modules beside this one and its line above."""
