"""Events -> tracks: what was the case for a person or an organisation, since when, by which event and account."""

from .building import CANCELS, DEPRIVATION, accounts_differ, known_since, last_told, needed_by, set_by_kind, told_of, track_key, value_of
from .ordering import later_than, open_order
from .said import UNKNOWN, Assertion, Held, Interval, Step, by_doubt
from .timeline import Timeline
from .timelines import Timelines

__all__ = [
    "CANCELS", "DEPRIVATION", "UNKNOWN", "Assertion", "Held", "Interval", "Step", "Timeline", "Timelines", "accounts_differ", "by_doubt",
    "known_since", "last_told", "later_than", "needed_by", "open_order", "set_by_kind", "told_of", "track_key", "value_of",
]  # fmt: skip
