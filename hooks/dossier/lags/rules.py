"""The rules of counting, in sentences for readers."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["RULES"]

RULES: Mapping[str, str] = {
    "violation": (
        "Counting begins with an entry of a kind that the vocabulary marks as harm, if it concerns people or organisations on record; "
        "the mark does not say that the act was unlawful. What those who did it say of it stands in the entry, where it is on record."
    ),
    "letter": (
        "A letter counts if the entry rests on a paragraph of it or if the letter names the entry as its occasion; "
        "a letter on the same matter without such a link does not count, nor does one that is older."
    ),
    "finding": (
        "A finding, report or rating (complaints and questions stand among them) counts if the record says that it, or a part of it, came after "
        "the entry in the same chain of events or results from it, or from the larger event of which the entry is a part; "
        "the same subject is not enough."
    ),
    "remedy": (
        "An end counts if an entry of a kind of relief ends, for the same person or organisation and in the same track, "
        "a state that an entry of harm began; states that followed each other without a break are one span, counted from the beginning "
        "of the first of them on record. That is no judgement on the end, which may be under conditions, or that of a term served in full."
    ),
    "days": (
        "Days are counted from date to date, the first day not counted; where a date is not known to the day, the fewest and the most days "
        "that the dates allow are given, and where the dates do not tell the order, no number. Months are those of the calendar."
    ),
    "cause": "That something came after something else does not show that it came because of it.",
    "accounts": "Where accounts differ, what each of them gives is listed with whose account it is; this dossier does not choose between them.",
    "unended": "What is not on record here may have happened all the same; the day is that on which an editor last checked the record.",
}
"""What is counted and how, for readers; the rules of a Lag are `letter`, `finding` and `remedy`."""
