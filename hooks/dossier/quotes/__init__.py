"""A quote and one letter (salutation, numbered paragraphs, closing) -> whether it stands there word for word, and what differs if not.

`theme/assets/javascripts/quote.js` does the same in the reader's browser, function by function; `tests/quotes.json`
is run through both, and whoever changes one of them changes the other.
"""

from .checking import check
from .verdict import CLOSING, MAX_CHARACTERS, MAX_MARKS, MAX_WORDS, SALUTATION, Piece, Verdict

__all__ = ["CLOSING", "MAX_CHARACTERS", "MAX_MARKS", "MAX_WORDS", "SALUTATION", "Piece", "Verdict", "check"]
