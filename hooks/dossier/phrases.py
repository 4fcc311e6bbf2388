"""Names, lists and dates -> words, in the forms that manuals of citation give them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from .dates import PartialDate

__all__ = [
    "a_day", "anew_day", "apa_day", "chicago_day", "dated", "initials", "listed", "lower_first", "markdown", "markdown_url", "mla_day",
    "not_for_certain", "office", "office_at", "one_line", "page_numbers", "said_doubt", "since_day", "spanned", "stop", "upper_first",
]

_MONTHS = "January February March April May June July August September October November December".split()
_MLA_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SENTENCE_END = re.compile(r"[.?!…。｡！？؟۔।։።][”’»\"'」』）]*$")
"""How a sentence ends, in any script that the site may quote."""
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>&|~$]")
_NOT_IN_MARKDOWN_URL = re.compile(r"[\s<>()\\]")


def one_line(text: str) -> str:
    """The text without line breaks, runs of spaces and control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())


def a_day(when: PartialDate) -> str:
    """A date behind `until`: one that lies between two days is a day between them; `by` says that already.

    >>> from .dates import parse_date
    >>> [a_day(parse_date(said)) for said in ("2018-05-02", "2018-05-01/2018-05-03", "../2018-05-03")]
    ['2 May 2018', 'a day between 1 and 3 May 2018', 'by 3 May 2018']
    """
    return f"{'a day ' if when.is_interval and not when.is_by else ''}{when.say()}"


def since_day(when: PartialDate) -> str:
    """Since when something has been so, where its end is not said: `between` alone would say that it was so on those days only.

    >>> from .dates import parse_date
    >>> [since_day(parse_date(said)) for said in ("2018-05-02", "2018-05-01/2018-05-03", "../2018-05-03")]
    ['since 2 May 2018', 'since a day between 1 and 3 May 2018', 'by 3 May 2018']
    """
    return when.say() if when.is_by else f"since {a_day(when)}"


def anew_day(when: PartialDate) -> str:
    """For when it is recorded again that something is so which was so before: that has not begun that day.

    >>> from .dates import parse_date
    >>> [anew_day(parse_date(said)) for said in ("2018-05-02", "2018-05-01/2018-05-03", "../2018-05-03")]
    ['recorded anew for 2 May 2018', 'recorded anew for a day between 1 and 3 May 2018', 'recorded anew by 3 May 2018']
    """
    return f"recorded anew {'' if when.is_by else 'for '}{a_day(when)}"


def office(title: str, organisation: str) -> str:
    """What a role is called beside its organisation: nothing where that is the office itself, so that its name begins with the title.

    >>> office("High Representative", "High Representative of the Union"), office("Chair", "Chairmen's Union"), office("President", "")
    ('', 'Chair', 'President')
    """
    return "" if f"{organisation} ".casefold().startswith(f"{title} ".casefold()) else title


def office_at(title: str, organisation: str) -> str:
    """A role with where it is held, which is said once.

    >>> office_at("High Representative", "High Representative of the Union"), office_at("Chair", "Free Union"), office_at("Witness", "")
    ('High Representative of the Union', 'Chair, Free Union', 'Witness')
    """
    return ", ".join(filter(None, (office(title, organisation), organisation)))


def spanned(start: PartialDate | None, end: PartialDate | None) -> str:
    """`from 2010 until 2019`; of a date that only says `by`, `by 2010` and `ended by 2019`.

    >>> from .dates import parse_date
    >>> spanned(parse_date("../2010"), parse_date("2018/2019")), spanned(None, parse_date("../2019"))
    ('by 2010 until a day between 2018 and 2019', 'ended by 2019')
    """
    since = f"{'' if start.is_by else 'from '}{a_day(start)}" if start else ""
    until = f"{'ended ' if end.is_by else 'until '}{a_day(end)}" if end else ""
    return f"{since}{', ' if since and end and end.is_by else ' ' if since and until else ''}{until}"


def said_doubt(doubt: str) -> str:
    """What stands behind a state whose event is less than likely (`Event.doubt`); nothing where it is not.

    >>> said_doubt("possible"), said_doubt("unknown"), said_doubt("")
    (', on record as “possible” only', ', not known how sure', '')
    """
    return f"{', not known how sure' if doubt == 'unknown' else f', on record as “{doubt}” only'}" if doubt else ""


def not_for_certain(unsure: int, total: int, number: str = "") -> str:
    """What stands behind a number of people of whom something is recorded; `number` is `unsure` in words.

    >>> not_for_certain(0, 3), not_for_certain(1, 3), not_for_certain(3, 3), not_for_certain(1, 1)
    ('', ', 1 of them not for certain', ', none of them for certain', ', not for certain')
    """
    if unsure < total:
        return f", {number or f'{unsure:,}'} of them not for certain" if unsure else ""
    return ", not for certain" if total == 1 else ", none of them for certain" if total else ""


def page_numbers(numbers: Sequence[int]) -> str:
    """Pages by their numbers, the first of them where there are many.

    >>> page_numbers([2]), page_numbers([1, 2]), page_numbers(range(1, 30))
    ('page 2', 'pages 1 and 2', 'pages 1, 2, 3, 4, 5 and 24 more')
    """
    shown = [f"{number:,}" for number in numbers[:5]] if len(numbers) > 6 else [f"{number:,}" for number in numbers]
    more = [f"{len(numbers) - len(shown):,} more"] if len(shown) < len(numbers) else []
    return f"page{'s' if len(numbers) > 1 else ''} {listed([*shown, *more])}"


def listed(names: Sequence[str], conjunction: str = "and", serial: bool = False) -> str:
    """`A, B and C`; with `serial`, a comma before the conjunction too, and after a first name that has one itself.

    >>> listed(["A", "B", "C"]), listed(["Example, Ann", "Bea Sample"], serial=True)
    ('A, B and C', 'Example, Ann, and Bea Sample')
    """
    if len(names) < 2:
        return "".join(names)
    comma = "," if serial and (len(names) > 2 or "," in names[0]) else ""
    return f"{', '.join(names[:-1])}{comma} {conjunction} {names[-1]}"


def initials(given: str) -> str:
    """Initials with stops; what has no initial (a particle, a script without capitals) stays as it is.

    >>> initials("Jean-Paul Q."), initials("Иван Иванович"), initials("Ludwig van"), initials("小明")
    ('J.-P. Q.', 'И. И.', 'L. van', '小明')
    """
    words = re.sub(r"\.(?=[^\W\d_])", ". ", one_line(given)).split()
    return " ".join("-".join(map(_initial, word.split("-"))) for word in words)


def _initial(word: str) -> str:
    first = unicodedata.normalize("NFC", word)[:1]
    # Georgian has capitals in Unicode and never writes them: there a small letter is an initial, and is its own `title()`.
    return f"{first}." if unicodedata.category(first or " ") in ("Lu", "Lt", "Ll") and first == first.title() else word


def dated(date: PartialDate, form: Callable[[PartialDate], str], about: str, uncertain: str = "") -> str:
    """A date in a style's own form; in the words of `PartialDate` where the style has none (`uncertain` empty: none).

    >>> from .dates import parse_date
    >>> dated(parse_date("2018-11~"), apa_day, "ca. {}"), dated(parse_date("../2017-03-24"), apa_day, "ca. {}")
    ('ca. 2018, November', 'by 24 March 2017')
    """
    if date.is_interval or (date.uncertain and (date.about or not uncertain)):
        return date.say()
    return (about if date.about else uncertain if date.uncertain else "{}").format(form(date))


def apa_day(date: PartialDate) -> str:
    """`2017, March 24`."""
    month, day = _MONTHS[date.earliest.month - 1], date.earliest.day
    return f"{date.earliest.year:04}" + ("", f", {month}", f", {month} {day}")[date.precision - 1]


def chicago_day(date: PartialDate) -> str:
    """`March 24, 2017`."""
    month, day = _MONTHS[date.earliest.month - 1], date.earliest.day
    return ("", f"{month} ", f"{month} {day}, ")[date.precision - 1] + f"{date.earliest.year:04}"


def mla_day(date: PartialDate) -> str:
    """`24 Mar. 2017`."""
    month, day = _MLA_MONTHS[date.earliest.month - 1], date.earliest.day
    return ("", f"{month} ", f"{day} {month} ")[date.precision - 1] + f"{date.earliest.year:04}"


def stop(text: str) -> str:
    """The text with a full stop, unless it is empty or ends as a sentence does.

    >>> stop("Why?"), stop("Sample, B."), stop("“Why?”"), stop("Why"), stop("")
    ('Why?', 'Sample, B.', '“Why?”', 'Why.', '')
    >>> stop("码头属于国家。"), stop("لماذا؟")
    ('码头属于国家。', 'لماذا؟')
    """
    return text if not text or _SENTENCE_END.search(text) else text + "."


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def markdown(text: str) -> str:
    """CommonMark that prints as `text` within a line."""
    return _MARKDOWN.sub(r"\\\g<0>", text)


def markdown_url(url: str) -> str:
    """An address that ends where the brackets of a Markdown link do."""
    return _NOT_IN_MARKDOWN_URL.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), url)
