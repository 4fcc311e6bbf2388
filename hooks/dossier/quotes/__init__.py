"""A quote and the numbered paragraphs of one letter -> whether it stands there word for word, and what differs if not.

`theme/assets/javascripts/quote.js` does the same in the reader's browser, function by function; `tests/quotes.json`
is run through both, and whoever changes one of them changes the other.
"""

from .checking import check
from .verdict import MAX_CHARACTERS, MAX_MARKS, MAX_WORDS, Piece, Verdict

__all__ = ["MAX_CHARACTERS", "MAX_MARKS", "MAX_WORDS", "Piece", "Verdict", "check"]
