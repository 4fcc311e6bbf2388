"""What in a text looks like personal data: e-mail and street addresses, numbers (telephone, identity, bank), dates of birth."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from string import ascii_uppercase

from ahocorasick_rs import BytesAhoCorasick, Implementation

from .seen import seen, seen_at

__all__ = ["findings", "may_hold"]

_FORMS = re.compile(r"[\uff01-\uff5e]|[^\D0-9]")
_ATS = ("@", "﹫", "(at)", "[at]", "{at}", "(AT)", "[AT]", "(собака)", "[собака]")
_AT = re.compile("|".join(map(re.escape, _ATS)))
_DOT = r"(?:\.| ?\[(?:dot|DOT|точка)\] ?| ?\((?:dot|DOT|точка)\) ?)"
_HOST = re.compile(rf"(?:{_AT.pattern})\s?[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}})+")
_MAIL = re.compile(rf"[\w.+-]{{1,64}}\s?{_HOST.pattern}")
_CALLED = (
    r"(?:[Tt][eé]l(?:[eé](?:phone|fon)\w{0,30})?|[Ff]ax|[Pp]hone|[Mm]obile|[Тт][еэ]л(?:ефон\w{0,30})?|[Мм]об|[Фф]акс"
    r"|(?:ال)?هاتف|تلفن|جوال|טלפון|נייד|[Ττ][ηή]λ(?:έφωνο)?|[Հհ]եռ(?:ախոս)?|ტელ(?:ეფონი)?)"
)
_CALLED_WITHIN = r"(?:電話|电话|電话|전화|携帯|手机|手機)(?:番号|號碼|号码|번호)?"
"""The same in scripts without blanks between words."""
_NUMERIC = r"0[1-9][ -](?:0[1-9]|[12]\d|3[01])[ -](?:19|20)\d\d(?!\d)"
"""A date in numbers, 05-12-2017, which may be followed by a time of day or by how many there were."""
_PHONE = re.compile(
    rf"(?<![\w/=.-])(?:\+|00)\d[\d ()./-]{{6,40}}\d(?!\w)|(?:\b{_CALLED}\b|{_CALLED_WITHIN})[.:]{{0,9}}\s{{0,30}}[\d(+][\d ()./-]{{5,40}}\d"
    r"|(?<![\w/=.-])8(?:[ (-]{0,2}[079]\d\d[ )-]{0,2}\d{3}|[ (-]{1,2}[3-68]\d\d[ )-]{1,2}\d{3}|[ (-]{1,2}[07]\d{3}[ )-]{1,2}\d\d)"
    r"[ -]?\d\d[ -]?\d\d(?!\w)"
    rf"|(?<![0-9A-Za-z/=.,-])(?<!\d[ -])(?!{_NUMERIC})(?:\(0\d{{1,4}}\)|0\d{{1,4}})[ -]\d{{2,4}}[ -]\d{{2,4}}(?:[ -]\d{{2,4}})?(?![\w-]|[.,]\d)"
)
_GROUPED = r"\d{3}-\d{3}-\d{3}[ -]\d\d|\d\d\.\d\d\.\d\d-\d{3}\.\d\d"
"""Numbers of people that are written in groups: СНИЛС of Russia, the national number of Belgium."""
_IDENTITY = re.compile(rf"(?<![\w/=.-])(?:\d{{12}}|\d{{7}}[A-Z]\d{{3}}[A-Z]{{2}}\d|{_GROUPED})(?![\w/-]|\.\d)", re.ASCII)
_PASSPORT = re.compile(
    r"\b(?:[Pp]assport|[Пп]аспорт|[Ii]dentity card|ID card|[Уу]достоверени[еяюи]м? личности|[Жж]еке куәлі)\w{0,30}"
    r"[^\d\n]{0,25}?(?<![\w/])[A-ZА-Я]{0,2} ?(?:№ ?)?\d{6,9}(?!\w)"
)
_IBAN = re.compile(r"(?<![\w/=.-])[A-Z]{2}\d\d(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,3})?(?![\w-])", re.ASCII)
"""An account (ISO 13616), of which the sum has to be right."""
_CARD = re.compile(
    r"(?<![\w/=.-])(?<!\d )(?:(?:2[2-7]|[3-6]\d)\d\d([ -]?)\d{4}\1\d{4}\1\d{4}|3[47]\d\d([ -]?)\d{6}\2\d{5})(?![\w/-]|\.\d| \d)", re.ASCII
)
"""A card (ISO/IEC 7812), of which the sum has to be right."""
_ACCOUNT = re.compile(
    r"(?<!\w)(?:[Aa]ccount (?:[Nn]o\b\.?|[Nn]umber)|[Кк]онто|[Kk]onto(?:nummer|-Nr\.)?|[Сс]ч[её]та?|[Рр]ахун(?:ок|ку|ак)|[Рр]/[Сс]|ИИК|口座番号?)"
    r"[^\d\n]{0,25}?(?<![\w/])[A-Z]{0,2}(?:\d{9,34}|\d{4,}(?:[ -]\d{4,}){2,})(?!\w)"
)
_NAMED = r"(?:[A-ZÀ-Þ][\w'’-]{1,40} ){1,3}"
_ROAD = r"(?:Street|St\.|Avenue|Ave\.|Road|Rd\.|Lane|Square|Boulevard|Blvd\.?|Drive)"
_MONTHS = (
    "January February March April May June July August September October November December "
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
)
_NO_DAY = rf"(?! (?:{'|'.join(_MONTHS.split())})\b)"
"""Behind the number of a house stands no month, as behind the day of a march along a street."""
_STREET = re.compile(
    rf"(?<![\w.-])\d{{1,4}}[A-Za-z]?,? {_NAMED}{_ROAD}(?!\w)|\b{_NAMED}{_ROAD},? (?:No\.? ?)?\d{{1,3}}(?![\w-]){_NO_DAY}"
    r"|(?<!\w)(?:[Rr]ue|[Aa]venue|Av\.|[Bb]oulevard|B[dl]\.?|[Cc]haussée|[Qq]uai)"
    r" (?:(?:de|du|des|la|le|les|[A-ZÀ-Þ][\w'’-]{1,40}|[dl]['’]\w{1,40})[ ,]{1,9}){1,6}\d{1,4}(?![\w-])"
    r"|(?<![\w.-])\d{1,4},? (?:rue|avenue|boulevard|chaussée|quai) (?:de |du |des |la |le |les )*[A-ZÀ-Þdl]"
    r"|\b[A-ZÄÖÜ][\w-]{0,40}(?:straße|strasse|str\.|gasse|allee|straat|laan) \d{1,4}[a-z]?(?![\w-])"
    r"|(?<!\w)(?:[Уу]л\.|[Уу]лиц[аеуы]|[Вв]ул\.|[Вв]уліц[аеы]|[Uu]lic[aey]|[Пп]р[оа]спект\w{0,9}|[Зз]авул\w{1,9}"
    r"|[Пп]р-т|[Пп]ереул\w{1,9}|[Пп]ер\.|[Мм]икрорайон\w{0,9}|[Мм]кр\.?|[Бб]ульвар\w{0,9}|[Шш]оссе|[Нн]абережн\w{2,3}|[Нн]аб\.|[Uu]l\.) ?"
    r"[«\"]?[A-ZА-ЯЁӘҒҚҢӨҰҮІ\d][\w-]{0,40}"
    rf"(?:{_NO_DAY}[ .]{{1,9}}[\w-]{{1,40}}){{0,3}}?[»\"]?,? ?(?:д(?:ом)?\.? ?)?\d{{1,4}}(?!\d){_NO_DAY}"
    r"|(?<![\w-])[А-ЯӘҒҚҢӨҰҮІ][\w-]{1,40} (?:көшесі|даңғылы),? ?\d{1,4}|(?<!\w)кв(?:артира|\.) ?\d{1,4}|\b[Aa]partment (?:No\.? ?)?\d{1,4}"
)
_DAY = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th|er|\.)? (?:of |de )?[^\W\d_]{3,12}\.?,? \d{4}"
    r"|[A-Z][a-z]{2,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})(?!\w)"
)
_PLACE = r"(?:,? (?:in|at|à|en|в|у|во) (?:(?:г\.|город[еі]|сел[еі]|the (?:city|town|village) of|[^\W\d_a-zа-яіў][\w'’-]{0,40}),? ?){1,4})?"
"""Where somebody was born, before the day: none of its words begins with a small letter but these."""
_BIRTH = re.compile(
    r"(?<!\w)(?:[Bb]orn|[Dd]ate of birth|[Bb]irth ?date|D\.?O\.?B\.?|[Рр]одил(?:ся|ась)|[Дд]ата рождения|[Тт]уған күні"
    r"|[Нн]арадзі(?:ўся|лася)|[Дд]ата нараджэння|[Нн]ароди(?:вся|лася)|[Дд]ата народження|[Dd]oğum tarihi|[Uu]rodzon[ya]"
    rf"|[Nn]ée?|[Gg]eboren|[Gg]eb\.){_PLACE}[ :(–—-]{{0,4}}(?:on |am |le )?{_DAY}|{_DAY} ?(?:г\. ?р\.|года? рождения|жылы туған)"
)
_ACCOUNTS = ("account n", "конто", "konto", "счет", "счёт", "рахун", "р/с", "иик", "口座")
_PASSPORTS = ("passport", "паспорт", "identity card", "id card", "удостоверени", "жеке куәлі")
_STREETS = (
    *(f" {road}" for road in "street st. avenue ave. road rd. lane square boulevard blvd drive".split()),  # a name stands before it
    *(f"{road} " for road in "rue avenue av. boulevard bd bd. bl bl. chaussée quai straße strasse str. gasse allee straat laan".split()),
    *"ул. улиц вул. вуліц ulic проспект праспект завул р-т переул пер. микрорайон мкр бульвар шоссе набережн наб. ul.".split(),
    *"көшесі даңғылы кв apartment".split(),
)
_BIRTHS = ("born", "birth", "dob", "d.o", "o.b", "родил", "рожд", "туған", "né", "geb", "г.р", "г. р", "жылы", "нара", "народ", "doğum", "urodz")
_DIALLED = tuple(
    re.compile(begins) for begins in (r"\+\d", r"00\d", r"8(?:[ (-]{0,2}[079]\d|[ (-]{1,2}[3-68]\d)\d", r"0(?<![0-9A-Za-z/=.,-]0)\d{1,4}\)?[ -]\d\d")
)
"""What stands in every number that `_PHONE` finds without a word before it; each begins with a sign that is soon looked for."""
_CALLS = (
    *"tel tél fax phone mobile тел тэл моб факс هاتف تلفن جوال טלפון נייד τηλ τήλ եռ ტელ".split(),
    *"電話 电话 電话 전화 携帯 手机 手機".split(),
)
_RINGS = re.compile(rf"(?:{'|'.join(_CALLS)})\w{{0,30}}[.:]{{0,9}}\s{{0,30}}[\d(+]")
"""One of these words, with a number behind it."""
_CHECKED = re.compile(r"[A-Z][A-Z][0-9][0-9] ?[0-9A-Z]{4} ?[0-9A-Z]{4}")
_GROUPS = re.compile(r"[2-6][0-9][0-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{2}")
_DIGIT = re.compile(r"\d")
_WHAT: tuple[tuple[re.Pattern[str], tuple[str, ...], str, str], ...] = (
    (_MAIL, _ATS, "an e-mail address", "write [e-mail address removed]"),
    (_PHONE, (), "a telephone number", "write [number removed]"),
    (_IDENTITY, (), "what may be an identity number", "write [number removed]"),
    (_IBAN, (), "the number of a bank account", "write [number removed]"),
    (_CARD, (), "the number of a bank card", "write [number removed]"),
    (_ACCOUNT, _ACCOUNTS, "what may be the number of a bank account", "write [number removed]"),
    (_PASSPORT, _PASSPORTS, "what may be the number of a passport", "write [number removed]"),
    (_STREET, _STREETS, "a street address", "write [address removed]"),
    (_BIRTH, _BIRTHS, "a date of birth", "write [date removed], or the year alone"),
)
"""Patterns, what they need (one of these words, in small letters, is somewhere in the text: else they are not tried), and the wording."""
_WORDS = tuple({word.lower() for _, needs, *_ in _WHAT for word in needs} | {*_CALLS})
_SPOKEN = BytesAhoCorasick([word.encode() for word in _WORDS], implementation=Implementation.DFA)
"""Finds which of a hundred words stand in a text in a twentieth of the time that it takes to look for each."""
_SHAPE = bytes.maketrans(b"123456789" + ascii_uppercase.encode(), b"0" * 9 + b"A" * 26)
_SHAPES: dict[re.Pattern[str], tuple[bytes, ...]] = {
    _IDENTITY: (b"0000000", b"-000-0", b"-000.0"), _IBAN: (b"AA00",), _CARD: (b"00000000", b"0000 0000", b"0000-0000"),
}  # fmt: skip
"""One of these is in what fits, where every digit is 0 and every capital A."""


class _Read:
    """A text with what is asked of it before a slower pattern is tried: which of the `_WORDS` are in it, what numbers there may be."""

    def __init__(self, text: str) -> None:
        self.text, self.small = text, text.lower()
        small = self.small.encode("utf-8", "surrogatepass")
        self.words = {_WORDS[found[0]] for found in _SPOKEN.find_matches_as_indexes(small, overlapping=True)}
        self._shape = text.encode("utf-8", "surrogatepass").translate(_SHAPE)

    def may_fit(self, pattern: re.Pattern[str], needs: tuple[str, ...]) -> bool:
        if pattern is _PHONE:
            rings = not self.words.isdisjoint(_CALLS) and _RINGS.search(self.small)
            return bool(rings) or any(begins.search(self.text) for begins in _DIALLED)
        if pattern in _SHAPES:
            return any(shape in self._shape for shape in _SHAPES[pattern])
        return not self.words.isdisjoint(needs)


def _is_phone(found: str) -> bool:
    return sum(c.isdigit() for c in found) >= (9 if found[0] in "+0(" else 6)


def _is_iban(found: str) -> bool:
    """ISO 7064, MOD 97-10, of an account as long as some are; letters count from 10 on.

    >>> _is_iban("GB82 WEST 1234 5698 7654 32"), _is_iban("GB28 WEST 1234 5698 7654 32")
    (True, False)
    """
    plain = found.replace(" ", "")
    return 15 <= len(plain) <= 34 and int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def _is_card(found: str) -> bool:
    """The sum of Luhn (ISO/IEC 7812-1, annex B).

    >>> _is_card("4111 1111 1111 1111"), _is_card("4111 1111 1111 1112")
    (True, False)
    """
    digits = [int(sign) for sign in reversed(found) if sign.isdigit()]
    return len(set(digits)) > 1 and sum(digits[::2] + [2 * digit - 9 * (digit > 4) for digit in digits[1::2]]) % 10 == 0


_COUNTS: dict[re.Pattern[str], Callable[[str], bool]] = {_PHONE: _is_phone, _IBAN: _is_iban, _CARD: _is_card}
"""What is asked of whatever fits a pattern."""


def may_hold(text: str) -> bool:
    """Whether anything in texts put together looks like personal data; where nothing does, each need not be looked at by itself."""
    return _may(text) and any(next(_matches(one), None) is not None for one in {text, seen(text)})


def findings(text: str) -> Iterator[tuple[int, str, str, str]]:
    """What in a text, as it is written or as it is seen, looks like personal data: (where it begins, value, what it is, what to do instead)."""
    if not _may(text):
        return
    read, written = seen_at(text)
    told: set[tuple[int, int, str]] = set()
    for one, place in ((text, int), (read, written)) if read != text else ((text, int),):
        for pattern, found, what, instead in _matches(one):
            where = place(found.start()), place(found.end() - 1) + 1, what
            if (pattern not in _COUNTS or _COUNTS[pattern](found[0])) and where not in told:
                told.add(where)
                yield where[0], text[where[0] : where[1]].strip(), what, instead


def _may(text: str) -> bool:
    """Whether a text holds a digit, the sign of an address or an entity, which may be either: else nothing is looked for."""
    return _DIGIT.search(text) is not None or "&" in text or "%40" in text or any(sign in text for sign in _ATS)


def _matches(text: str) -> Iterator[tuple[re.Pattern[str], re.Match[str], str, str]]:
    """What fits a pattern: (pattern, where, what it is, what to do instead); digits of other scripts and full-width signs count as ASCII."""
    text = text if text.isascii() else _FORMS.sub(lambda sign: unicodedata.normalize("NFKC", str(unicodedata.decimal(sign[0], sign[0]))), text)
    read = _Read(text)
    for pattern, needs, what, instead in _WHAT if _DIGIT.search(text) else _WHAT[:1]:
        if not read.may_fit(pattern, needs):
            continue
        for found in _mails(text) if pattern is _MAIL else pattern.finditer(text):
            yield pattern, found, what, instead


def _mails(text: str) -> Iterator[re.Match[str]]:
    """E-mail addresses, looked for around their signs only, where a host follows: a long word would be tried from each of its letters."""
    end = 0
    for sign in _AT.finditer(text):
        host = _HOST.match(text, sign.start(), sign.end() + 512)
        found = host and _MAIL.search(text, max(end, sign.start() - 66), host.end())
        if found:
            end = found.end()
            yield found
