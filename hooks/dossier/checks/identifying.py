"""What in a text looks like personal data: addresses (e-mail, streets, devices), places on a map, accounts, numbers, dates of birth."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from string import ascii_uppercase

from ahocorasick_rs import BytesAhoCorasick, Implementation
from msgspec import Struct

from .accounts import ACCOUNT_NAME, ACCOUNT_NAMES, may_name_account
from .foundings import FOUNDED, is_birth
from .homes import STREET, STREETS
from .numbered import CARD, IBAN, IDENTITY, NATIONAL, NATIONALS, PLATE, PLATES, is_card, is_iban, is_identity
from .seen import seen, seen_at
from .whereabouts import COORDINATES, IP4, IP6, MAPPED, MAPS, is_ip4

__all__ = ["findings", "may_hold"]

_FORMS = re.compile(r"[\uff01-\uff5e]|[^\D0-9]")
_ATS = ("@", "﹫", "(at)", "[at]", "{at}", "(AT)", "[AT]", "(собака)", "[собака]")
_AT = re.compile("|".join(map(re.escape, _ATS)))
_DOT = r"(?:\.| ?\[(?:dot|DOT|точка)\] ?| ?\((?:dot|DOT|точка)\) ?)"
_HOST = re.compile(rf"(?:{_AT.pattern})\s?[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}})+")
_MAIL = re.compile(rf"[\w.+-]{{1,64}}\s?{_HOST.pattern}")
_CALLED = (
    r"(?:[Tt][eé]l(?:[eé](?:phone|fon)\w{0,30})?|[Ff]ax|[Pp]hone|[Mm]obile|[Тт][еэ]л(?:ефон\w{0,30})?|[Мм]об|[Фф]акс"
    r"|[Ww]hats[Aa]pp|[Vv]iber|[Вв][ао]тсап|[Уу]отсап|[Вв]айбер"
    r"|(?:ال)?هاتف|تلفن|جوال|טלפון|נייד|[Ττ][ηή]λ(?:έφωνο)?|[Հհ]եռ(?:ախոս)?|ტელ(?:ეფონი)?)"
)
_CALLED_WITHIN = r"(?:電話|电话|電话|전화|携帯|手机|手機)(?:番号|號碼|号码|번호)?"
"""The same in scripts without blanks between words."""
_NUMERIC = r"0[1-9][ -](?:0[1-9]|[12]\d|3[01])[ -](?:19|20)\d\d(?!\d)"
"""A date in numbers, 05-12-2017, which may be followed by a time of day or by how many there were."""
_PHONE = re.compile(
    rf"(?<![\w/=.-])(?:\+|(?<!\d )00)[1-9][\d ()./-]{{6,40}}\d(?!\w)"
    rf"|(?:\b{_CALLED}\b|{_CALLED_WITHIN})[.:]{{0,9}}\s{{0,30}}[\d(+][\d ()./-]{{5,40}}\d"
    r"|(?<![\w/=.-])8(?:[ (-]{0,2}[079]\d\d[ )-]{0,2}\d{3}|[ (-]{1,2}[3-68]\d\d[ )-]{1,2}\d{3}|[ (-]{1,2}[07]\d{3}[ )-]{1,2}\d\d)"
    r"[ -]?\d\d[ -]?\d\d(?!\w)"
    r"|(?<![\w/=.,-])(?<!\d[ -])(?:7[ -]?\(?[79]\d\d\)?[ -]?\d{3}[ -]?\d\d[ -]?\d\d|05\d{9})(?![\w-]|[ .,]\d)"
    r"|(?<![\w/=.,-])\([1-9]\d\d(?:\d{0,2}\) ?\d{1,3}-\d\d-\d\d|\) ?\d{3}-\d{4})(?![\w-])"
    rf"|(?<![0-9A-Za-z/=.,-])(?<!\d[ -])(?!{_NUMERIC})(?:\(0\d{{1,4}}\)|0(?!000)\d{{1,4}})"
    r"[ -]\d{2,4}[ -]\d{2,4}(?:[ -]\d{2,4})?(?![\w-]|[.,]\d)"
)
_PASSPORT = re.compile(
    r"\b(?:[Pp]assport|[Pp]assaporto|[Pp]asaport|[Pp]asseport|[Pp]aszport|[Rr]eisepass"
    r"|[Пп]аспорт|[Ii]dentity card|ID card|[Уу]достоверени[еяюи]м? личности|[Жж]еке куәлі)\w{0,30}"
    r"[^\d\n]{0,25}?(?<![\w/])(?:[A-ZА-Я]{0,2} ?(?:№ ?)?\d{6,9}|\d\d ?\d\d,? ?(?:№|N|No\.|номер) ?\d{6})(?!\w)"
)
_ACCOUNT = re.compile(
    r"(?<!\w)(?:[Aa]ccount (?:[Nn]o\b\.?|[Nn]umber)|[Кк]онто|[Kk]onto(?:nummer|-Nr\.)?|[Сс]ч[её]та?|[Рр]ахун(?:ок|ку|ак)|[Рр]/[Сс]|ИИК|口座番号?)"
    r"[^\d\n]{0,25}?(?<![\w/])[A-Z]{0,2}(?:\d{9,34}|\d{4,}(?:[ -]\d{4,}){2,})(?!\w)"
)
_DAY = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th|er|\.)? (?:of |de )?[^\W\d_]{3,12}\.?,? (?:de )?\d{4}"
    r"|[A-Z][a-z]{2,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})(?!\w)"
)
_EASTERN = r"(?:\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日|\d{4}년 ?\d{1,2}월 ?\d{1,2}일)"
_PLACE = r"(?:,? (?:in|at|à|en|в|у|во) (?:(?:г\.|город[еі]|сел[еі]|the (?:city|town|village) of|[^\W\d_a-zа-яіў][\w'’-]{0,40}),? ?){1,4})?"
"""Where somebody was born, before the day: none of its words begins with a small letter but these."""
_BIRTH = re.compile(
    rf"{FOUNDED}{_PLACE}[ :(–—-]{{0,4}}(?:on |le )?{_DAY}"
    r"|(?<!\w)(?:[Bb]orn|[Dd]ate of birth|[Bb]irth ?date|[Bb]irthday (?:is|was)|(?<=\()b\."
    r"|D\.?O\.?B\.?|[Рр]одил(?:ся|ась)|[Рр]од\.|[Дд]ата рождения|[Дд]\. ?р\.|[Тт]уған күні|[Тт]уулган күнү"
    r"|[Нн]арадзі(?:ўся|лася)|[Дд]ата нараджэння|[Нн]ароди(?:вся|лася)|[Дд]ата народження|[Dd]oğum tarihi|[Uu]rodzon[ya]"
    rf"|[Nn]ée?|[Gg]eboren|[Gg]eb\.|[Nn]at[oa] il|[Dd]ata di nascita|[Nn]acid[oa]|[Ff]echa de nacimiento"
    rf"|[Dd]ate de naissance|[Gg]eburtsdatum|[Nn]ascid[oa]|[Dd]ata de nascimento|[Nn]ăscut[ăa]?|[Dd]oğum tarixi"
    rf"|[Tt]ug[‘’ʻ']ilgan (?:sana|kun)\w{{0,4}}|وُ?لِ?دت?|مواليد|تاريخ (?:الميلاد|الولادة)|متولد|تاریخ تولد|נולדה?|תאריך לידה){_PLACE}"
    rf"[ :(–—-]{{0,4}}(?:on |am |le |el |em |la |في |بتاريخ |يوم |ב-?)?{_DAY}"
    rf"|{_DAY} ?(?:г\. ?р\.|(?:года?|г\.) ?рожд(?:ения|\.)|жылы туған|doğumlu)"
    r"|\d{4} жыл(?:ғы|ы) \d{1,2} [^\W\d_]{3,12} (?:туған|дүниеге келген)|\d{4}-жылдын \d{1,2}-[^\W\d_]{3,12} туулган"
    r"|\d{4}-yil(?:ning)? \d{1,2}-[a-z]{3,12} tug[‘’ʻ']ilgan"
    r"|(?:დაბადებულ[ია]|დაიბადა|დაბადების თარიღი:?) \d{4} წლის \d{1,2} [^\W\d_]{3,12}|\d{4} წლის \d{1,2} [^\W\d_]{3,12} (?:დაბადებულ|დაიბადა)"
    r"|(?:ծնված|ծնվել է|ծննդյան ամսաթիվը?:?) (?:\d{1,2} [^\W\d_]{3,12} \d{4}|\d{4} ?(?:թ\.|թվականի) [^\W\d_]{3,12} \d{1,2})"
    rf"|(?:生年月日|出生(?:日期)?|(?<![发發产產産诞誕])生[于於]|생년월일|출생)[ :：]{{0,3}}{_EASTERN}|{_EASTERN} ?(?:出生|生まれ|출생|[生생](?!\w))"
)
_ACCOUNTS = ("account n", "конто", "konto", "счет", "счёт", "рахун", "р/с", "иик", "口座")
_PASSPORTS = (
    *"passport passaporto pasaport passeport paszport reisepass паспорт удостоверени".split(), "identity card", "id card", "жеке куәлі"
)  # fmt: skip
_BIRTHS = (
    "(b.", *"born birth dob d.o o.b родил род. рожд д.р туған туулган né geb г.р жылы нара народ doğum urodz nasc naci născ naiss дүниеге".split(),
    *"ilgan ولد وُل مواليد الميلاد الولادة متولد تولد נולד לידה დაბად დაიბად ծնվ ծննդ 生 생".split(), "nato il", "nata il", "г. р", "д. р",
)  # fmt: skip
_DIALLED = tuple(
    re.compile(begins) for begins in (r"\+\d", r"00\d", r"8(?:[ (-]{0,2}[079]\d|[ (-]{1,2}[3-68]\d)\d", r"0(?<![0-9A-Za-z/=.,-]0)\d{1,4}\)?[ -]\d\d",
    r"7[ -]?\(?[79]\d\d\)?[ -]?\d{3}", r"05\d{9}", r"\([1-9]\d{2,4}\) ?\d{1,3}-\d\d")
)
"""What stands in every number that `_PHONE` finds without a word before it; each begins with a sign that is soon looked for."""
_CALLS = (
    *"whatsapp viber тсап вайбер tel tél fax phone mobile тел тэл моб факс هاتف تلفن جوال טלפון נייד τηλ τήλ եռ ტელ".split(),
    *"電話 电话 電话 전화 携帯 手机 手機".split(),
)
_RINGS = re.compile(rf"(?:{'|'.join(_CALLS)})\w{{0,30}}[.:]{{0,9}}\s{{0,30}}[\d(+]")
"""One of these words, with a number behind it."""
_DIGIT = re.compile(r"\d")
_NUMBER, _REMOVED = "what may be an identity number", "write [number removed]"


class _Kind(Struct, frozen=True):
    """What is looked for: a pattern, `what` it finds and what to do `instead`.

    It is not tried where the text has none of the words that it `needs` (in small letters), or, with every digit as 0 and every capital as A,
    none of the `shapes`. What fits it counts if it `is_one`.
    """

    pattern: re.Pattern[str]
    what: str
    instead: str
    needs: frozenset[str] = frozenset()
    shapes: frozenset[bytes] = frozenset()
    is_one: Callable[[str], bool] = bool


def _is_phone(found: str) -> bool:
    is_sum = found.isdigit() and found.endswith("0000")  # of money
    return not is_sum and sum(c.isdigit() for c in found) >= (9 if found[0] in "+0(" else 6)


def _needing(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)


_MAILS = _Kind(_MAIL, "an e-mail address", "write [e-mail address removed]", _needing(_ATS))
_NAMED = _Kind(ACCOUNT_NAME, "what may be somebody's account", "write [account removed]", _needing(ACCOUNT_NAMES))
_DIALS = _Kind(_PHONE, "a telephone number", _REMOVED, _needing(_CALLS), is_one=_is_phone)
_WITHOUT_DIGITS = (_MAILS, _NAMED)
_ALL = (
    *_WITHOUT_DIGITS,
    _DIALS,
    _Kind(
        IDENTITY, _NUMBER, _REMOVED, is_one=is_identity,
        shapes=frozenset((b"0000000", b"000000 0000", b"000000-0000", b"AAAAAA00", b"-000-0", b"-000.0")),
    ),
    _Kind(NATIONAL, _NUMBER, _REMOVED, _needing(NATIONALS)),
    _Kind(PLATE, "what may be the number of a car", _REMOVED, _needing(PLATES)),
    _Kind(IBAN, "the number of a bank account", _REMOVED, shapes=frozenset((b"AA00",)), is_one=is_iban),
    _Kind(CARD, "the number of a bank card", _REMOVED, shapes=frozenset((b"00000000", b"0000 0000", b"0000-0000")), is_one=is_card),
    _Kind(_ACCOUNT, "what may be the number of a bank account", _REMOVED, _needing(_ACCOUNTS)),
    _Kind(_PASSPORT, "what may be the number of a passport", _REMOVED, _needing(_PASSPORTS)),
    _Kind(
        COORDINATES, "what may be the place of a house on a map", "write [place removed], or fewer digits", shapes=frozenset((b".0000", b",0000"))
    ),
    _Kind(MAPPED, "what may be the place of a house on a map", "write [place removed]", _needing(MAPS)),
    _Kind(IP4, "the address of a device (IP)", "write [address removed]", shapes=frozenset((b".0.", b".00.", b".000.")), is_one=is_ip4),
    _Kind(IP6, "the address of a device (IP)", "write [address removed]", frozenset((":",))),
    _Kind(STREET, "a street address", "write [address removed]", _needing(STREETS)),
    _Kind(_BIRTH, "a date of birth", "write [date removed], or the year alone", _needing(_BIRTHS), is_one=is_birth),
)  # fmt: skip
_WORDS = tuple(frozenset[str]().union(*(kind.needs for kind in _ALL)))
_SHAPES = tuple(frozenset[bytes]().union(*(kind.shapes for kind in _ALL)))
_SPOKEN = BytesAhoCorasick([word.encode() for word in _WORDS], implementation=Implementation.DFA)
"""Finds which of a hundred words stand in a text in a twentieth of the time that it takes to look for each."""
_SHAPED = BytesAhoCorasick(_SHAPES, implementation=Implementation.DFA)
_SHAPE = bytes.maketrans(b"123456789" + ascii_uppercase.encode(), b"0" * 9 + b"A" * 26)


class _Read:
    """A text with what is asked of it before a slower pattern is tried: which words, and which shapes of numbers, are in it."""

    def __init__(self, text: str) -> None:
        self._text, self._small = text, text.lower()
        small = self._small.encode("utf-8", "surrogatepass")
        shape = text.encode("utf-8", "surrogatepass").translate(_SHAPE)
        self._words = {_WORDS[found[0]] for found in _SPOKEN.find_matches_as_indexes(small, overlapping=True)}
        self._shapes = {_SHAPES[found[0]] for found in _SHAPED.find_matches_as_indexes(shape, overlapping=True)}

    def may_hold(self, kind: _Kind) -> bool:
        spoken = not kind.needs.isdisjoint(self._words)
        if kind is _DIALS:
            return bool(spoken and _RINGS.search(self._small)) or any(begins.search(self._text) for begins in _DIALLED)
        return spoken or not kind.shapes.isdisjoint(self._shapes)


def may_hold(text: str) -> bool:
    """Whether anything in texts put together looks like personal data; where nothing does, each need not be looked at by itself."""
    return _may(text) and any(next(_matches(one), None) is not None for one in {text, seen(text)})


def findings(text: str) -> Iterator[tuple[int, str, str, str]]:
    """What in a text, as it is written or as it is seen, looks like personal data: (where it begins, value, what it is, what to do instead)."""
    if not _may(text):
        return
    read, written = seen_at(text)
    told: set[tuple[str, int]] = set()
    for one, place in ((text, int), (read, written)) if read != text else ((text, int),):
        for kind, found in _matches(one):
            if not kind.is_one(found[0]):
                continue
            first, behind = found.span(found.lastindex or 0 if kind is _NAMED else 0)
            start, end = place(first), place(behind - 1) + 1
            if (kind.what, start) in told:  # as nearly always, when a text is read for the second time
                continue
            spots = {(kind.what, spot) for spot in range(start, end)}
            if told.isdisjoint(spots):
                told |= spots
                yield start, text[start:end].strip(), kind.what, kind.instead


def _may(text: str) -> bool:
    """Whether a text holds a digit, the sign of an address or an entity, which may be either: else nothing is looked for."""
    return _DIGIT.search(text) is not None or "&" in text or "%40" in text or any(sign in text for sign in _ATS) or may_name_account(text)


def _matches(text: str) -> Iterator[tuple[_Kind, re.Match[str]]]:
    """What fits a pattern, and where; digits of other scripts and full-width signs count as ASCII."""
    text = text if text.isascii() else _FORMS.sub(lambda sign: unicodedata.normalize("NFKC", str(unicodedata.decimal(sign[0], sign[0]))), text)
    read = _Read(text)
    for kind in filter(read.may_hold, _ALL if _DIGIT.search(text) else _WITHOUT_DIGITS):
        yield from ((kind, found) for found in (_mails(text) if kind is _MAILS else kind.pattern.finditer(text)))


def _mails(text: str) -> Iterator[re.Match[str]]:
    """E-mail addresses, looked for around their signs only, where a host follows: a long word would be tried from each of its letters."""
    end = 0
    for sign in _AT.finditer(text):
        host = _HOST.match(text, sign.start(), sign.end() + 512)
        found = host and _MAIL.search(text, max(end, sign.start() - 66), host.end())
        if found:
            end = found.end()
            yield found
