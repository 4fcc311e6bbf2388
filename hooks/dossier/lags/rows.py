"""An Index -> its lags as flat rows for JSON or CSV."""

from __future__ import annotations

from ..addresses import address
from ..index import Index
from ..values import Ref, Text
from .derived import lags

__all__ = ["lag_rows"]


def lag_rows(index: Index) -> list[dict[str, str | int | bool | None]]:
    """Every lag as a flat row for JSON or CSV; of contested ones, one row for each reading."""
    return [
        {
            "rule": lag.rule,
            "violation_id": lag.violation.id,
            "violation": address(lag.violation),
            "later_id": lag.later.id,
            "later": address(lag.later),
            "about": address(index.dossier.entries[lag.about]) if lag.about else "",
            "track": lag.track,
            "from": lag.since.text if lag.since else "",
            "to": lag.until.text if lag.until else "",
            "order": lag.order,
            "least_days": lag.least,
            "most_days": lag.most,
            "certain": lag.certain,
            "contested": lag.contested,
            "by": "; ".join(_named(index, who) for who in lag.by),
            "not_on_record_from": lag.lapsed.text if lag.lapsed else "",
        }
        for lag in lags(index)
    ]


def _named(index: Index, who: Ref | Text) -> str:
    """The key of whose account is followed, or the words; of who is withdrawn, what tables say."""
    if not isinstance(who, Ref):
        return str(who)
    return who.key if who.key in index.dossier.entries else "name withheld"
