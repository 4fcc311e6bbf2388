"""What in a text looks like the number of a person, a car or a bank account, and whether its sum is right."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["CARD", "IBAN", "IDENTITY", "NATIONAL", "NATIONALS", "PLATE", "PLATES", "is_card", "is_iban", "is_identity"]

_GROUPED = r"\d{3}-\d{3}-\d{3}[ -]\d\d|\d\d\.\d\d\.\d\d-\d{3}\.\d\d"
"""Numbers of people that are written in groups: СНИЛС of Russia, the national number of Belgium."""
_LETTER = "[A-ZАВЕКМНОРСТХ]"
"""Of the numbers of Belarus, in which Cyrillic ones are typed that look the same."""
IDENTITY = re.compile(
    rf"(?<![\w/=.-])(?<!\d )(?:\d{{11,12}}|\d{{6}}[ -]\d{{6}}|\d{{7}}{_LETTER}\d{{3}}{_LETTER}{{2}}\d"
    rf"|[A-Z]{{6}}\d\d[A-Z]\d\d[A-Z]\d{{3}}[A-Z]|{_GROUPED})(?![\w/-]|\.\d| \d)",
    re.ASCII,
)
"""Kazakhstan, Poland, Turkey, Russia (digits alone), Belarus, Italy (codice fiscale)."""
NATIONAL = re.compile(
    r"(?<!\w)(?:ИИН|ЖСН|IIN|PESEL|T\.?C\.? ?[Kk]imlik(?: [Nn]o| [Nn]umarası)?|[Лл]ичн\w{2,3} номер\w{0,2}|[Аа]сабіст\w{2,3} нумар\w{0,2}"
    r"|[Cc]odice [Ff]iscale|DNI|SSN"
    r"|(?:[Ss]ocial [Ss]ecurity|[Nn]ational (?:ID|[Ii]dentity|[Ii]nsurance)|[Pp]ersonal [Ii]dentification) [Nn](?:o\b|umber))"
    r"[^\w\n]{0,6}(?:№ ?)?(?!БИН|BIN)(?:[A-ZА-Я] ?){0,6}\d(?:[ -]?[0-9A-ZА-Я]){6,17}(?!\w)"
)
"""By its name: also one that was typed with a mistake, or of which nobody here knows the sum."""
NATIONALS = (
    *"иин жсн iin pesel kimlik личн асабіст".split(), "codice fiscale", "dni", "ssn", "social security", "national i", "personal identification"
)  # fmt: skip
PLATE = re.compile(
    r"(?<!\w)(?:[Гг]ос\.? ?(?:номер|знак)\w{0,2}|[Нн]омерн\w{2,3} знак\w{0,2}|[Нн]умарн\w{1,3} знак\w{0,2}|[Pp]lakas?ı?|[Kk]ennzeichen"
    r"|(?:[Ll]icen[cs]e|[Nn]umber|[Rr]egistration) plates?(?: [Nn]o\b| number)?)(?: автомобиля| машины)?[^\w\n]{0,4}(?:№ ?)?"
    r"(?:\d{2,4}[ -]?[A-ZА-Я]{2,3}[ -]?\d{0,4}|[A-ZА-Я]{1,3}[ -]?\d{2,4}[ -]?[A-ZА-Я]{0,3}[ -]?\d{0,3})(?!\w)"
)
PLATES = ("гос", "знак", "plaka", "kennzeichen", " plate")
IBAN = re.compile(r"(?<![\w/=.-])[A-Z]{2}\d\d(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,3})?(?![\w-])", re.ASCII)
"""An account (ISO 13616), of which the sum has to be right."""
CARD = re.compile(
    r"(?<![\w/=.-])(?<!\d )(?:(?:2[2-7]|[3-6]\d)\d\d([ -]?)\d{4}\1\d{4}\1\d{4}|3[47]\d\d([ -]?)\d{6}\2\d{5})(?![\w/-]|\.\d| \d)", re.ASCII
)
"""A card (ISO/IEC 7812), of which the sum has to be right."""


def is_iban(found: str) -> bool:
    """ISO 7064, MOD 97-10, of an account as long as some are; letters count from 10 on.

    >>> is_iban("GB82 WEST 1234 5698 7654 32"), is_iban("GB28 WEST 1234 5698 7654 32")
    (True, False)
    """
    plain = found.replace(" ", "")
    return 15 <= len(plain) <= 34 and int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def is_card(found: str) -> bool:
    """The sum of Luhn (ISO/IEC 7812-1, annex B).

    >>> is_card("4111 1111 1111 1111"), is_card("4111 1111 1111 1112")
    (True, False)
    """
    digits = [int(sign) for sign in reversed(found) if sign.isdigit()]
    return len(set(digits)) > 1 and sum(digits[::2] + [2 * digit - 9 * (digit > 4) for digit in digits[1::2]]) % 10 == 0


def is_identity(found: str) -> bool:
    """Whether a number may be a person's: of some kinds the sum has to be right; a БИН of Kazakhstan is an organisation's, and public.

    >>> is_identity("840101300123"), is_identity("990440000385"), is_identity("100000000000"), is_identity("44051401359"), is_identity("12345678901")
    (True, False, False, True, False)
    """
    digits = [int(sign) for sign in found if sign.isdecimal()]
    if found.isdecimal() and len(digits) == 11:
        return _is_pesel(digits) or _is_tckn(digits)
    if found.isdecimal() and len(digits) == 12:
        is_of_an_organisation = 1 <= 10 * digits[2] + digits[3] <= 12 and digits[4] in (4, 5, 6)
        return any(digits[-6:]) and (not is_of_an_organisation or _is_inn(digits))
    return len(digits) != 12 or _is_iin(digits)


def _weighed(digits: Sequence[int], weights: Sequence[int]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False))


def _is_iin(digits: Sequence[int]) -> bool:
    """ИИН: a day of birth, and the sum; the second series of weights counts where the first gives 10."""
    first, second = (_weighed(digits, weights) % 11 for weights in (range(1, 12), (*range(3, 12), 1, 2)))
    is_day = 1 <= 10 * digits[2] + digits[3] <= 12 and 1 <= 10 * digits[4] + digits[5] <= 31
    return is_day and (second if first == 10 else first) == digits[11]


def _is_inn(digits: Sequence[int]) -> bool:
    """ИНН of a person: two signs of the sum."""
    weights = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    return _weighed(digits, weights[1:]) % 11 % 10 == digits[10] and _weighed(digits, weights) % 11 % 10 == digits[11]


def _is_pesel(digits: Sequence[int]) -> bool:
    """PESEL: a day of birth, whose month says the century too, and the sum."""
    is_day = 1 <= (10 * digits[2] + digits[3]) % 20 <= 12 and 1 <= 10 * digits[4] + digits[5] <= 31
    return is_day and -_weighed(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10 == digits[10]


def _is_tckn(digits: Sequence[int]) -> bool:
    """T.C. kimlik numarası: two signs of the sum, and no zero first."""
    return digits[0] > 0 and (7 * sum(digits[:9:2]) - sum(digits[1:8:2])) % 10 == digits[9] and sum(digits[:10]) % 10 == digits[10]
