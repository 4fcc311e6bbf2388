"""An Index -> lags: how many days after a violation a letter, a finding and a remedy came, as far as dates and accounts tell.

A violation is an event of a kind whose tone is harm, of persons or organisations on record. Only links that editors made
count (see `RULES`); from the names of people, the subject or the time nothing is inferred. Where accounts differ, every
reading is a lag of its own, and all of them belong together (`Lag.same`).
"""

from .days import Order, calendar_span, count
from .derived import lags, lags_of, unended_of
from .lag import Lag, Unended
from .rows import lag_rows
from .rules import RULES

__all__ = ["RULES", "Lag", "Order", "Unended", "calendar_span", "count", "lag_rows", "lags", "lags_of", "unended_of"]
