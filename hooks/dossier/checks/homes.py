"""What in a text looks like the address of a home, in the words that streets have in several languages."""

from __future__ import annotations

import re

__all__ = ["NO_DAY", "STREET", "STREETS"]

_NAMED = r"(?:[A-ZÀ-Þ][\w'’-]{1,40} ){1,3}"
_ROAD = r"(?:Street|St\.|Avenue|Ave\.|Road|Rd\.|Lane|Square|Boulevard|Blvd\.?|Drive)"
_MONTHS = (
    "January February March April May June July August September October November December "
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
)
NO_DAY = rf"(?! (?:{'|'.join(_MONTHS.split())})\b)"
"""Behind the number of a house stands no month, as behind the day of a march along a street."""
_NAMES = r"(?:[A-ZÀ-ÞĞİŞ][\w'’.-]{0,40} ){0,2}[A-ZÀ-ÞĞİŞ][\w'’-]{1,40}"
STREET = re.compile(
    rf"(?<![\w.-])(?!(?:19|20)\d\d(?:,| {_NAMED}Square))\d{{1,4}}[A-Za-z]?,? {_NAMED}{_ROAD}(?!\w)"
    rf"|\b{_NAMED}{_ROAD},? (?:No\.? ?)?\d{{1,3}}(?![\w-]){NO_DAY}"
    r"|(?<!\w)(?:[Rr]ue|[Aa]venue|Av\.|[Bb]oulevard|B[dl]\.?|[Cc]haussée|[Qq]uai)"
    r" (?:(?:de|du|des|la|le|les|[A-ZÀ-Þ][\w'’-]{1,40}|[dl]['’]\w{1,40})[ ,]{1,9}){1,6}\d{1,4}(?![\w-])"
    r"|(?<![\w.-])\d{1,4},? (?:rue|avenue|boulevard|chaussée|quai) (?:de |du |des |la |le |les )*[A-ZÀ-Þdl]"
    r"|\b[A-ZÄÖÜ][\w-]{0,40}(?:straße|strasse|str\.|gasse|allee|straat|laan) [0-9]{1,4}[a-z]?(?![\w-])"
    r"|\b[A-ZÄÖÜ][\w-]{0,40}(?:damm|weg|-Straße|-Strasse|-Str\.|-Platz|-Allee|-Ring) [0-9]{1,3}[a-z]?(?![\w-])"
    r"|(?<!\w)(?:[Уу]л\.|[Уу]лиц[аеуы]|[Вв]ул\.|[Вв]уліц[аеы]|[Uu]lic[aey]|[Пп]р[оа]спект\w{0,9}|[Пп]расп\.|[Пп]росп\.|(?<!и )[Пп]р\.|[Зз]авул\w{1,9}"
    r"|[Пп]р-т|[Пп]ереул\w{1,9}|[Пп]ер\.|[Мм]икрорайон\w{0,9}|[Мм]кр\.?|[Бб]ульвар\w{0,9}|[Шш]оссе|[Нн]абережн\w{2,3}|[Нн]аб\.|[Uu]l\.) ?"
    r"[«\"]?[A-ZА-ЯЁӘҒҚҢӨҰҮІ\d][\w-]{0,40}"
    rf"(?:{NO_DAY}[ .]{{1,9}}[\w-]{{1,40}}){{0,3}}?[»\"]?,? ?(?:д(?:ом)?\.? ?)?\d{{1,4}}(?!\d){NO_DAY}"
    r"|(?<![\w-])[А-ЯӘҒҚҢӨҰҮІ][\w-]{1,40} (?:көшесі|даңғылы),? ?\d{1,4}|(?<!\w)кв(?:артира|\.) ?\d{1,4}"
    r"|(?<![\w.-])\d{1,3}(?:-й)? (?:мкр\.?|микрорайон),? ?(?:д\.|дом) ?\d{1,4}|\b[Aa]partment (?:No\.? ?)?\d{1,4}"
    r"|(?<![\w-])[А-ЯӘҒҚҢӨҰҮІ][\w-]{1,40} (?:к-сі|ықшамауданы),? ?\d{1,4}|\b[A-ZÄÖÜ][\w-]{2,40}platz [0-9]{1,3}[a-z]?(?![\w-])"
    rf"|(?<![\w.-])(?:Via|Viale|Piazza|Calle|Plaza|C/|Rua|Avenida|Praça) (?:(?:de|del|della|dei|la|los|las|do|da|dos) ){{0,2}}{_NAMES},? ?"
    r"(?:n\.? ?º? ?)?\d{1,4}(?!\w|[.,]\d| [^\W\d_])"
    rf"|\b{_NAMES} (?:Sok(?:ak|ağı|\.)|Sk\.|Cad(?:de|desi|\.)|Bulvarı|Mah(?:allesi|\.)),? ?(?:[Nn]o ?[:.]? ?)?\d{{1,3}}(?![\w-])"
)
STREETS = (
    *(f" {road}" for road in "street st. avenue ave. road rd. lane square boulevard blvd drive".split()),  # a name stands before it
    *(f"{road} " for road in "rue avenue av. boulevard bd bd. bl bl. chaussée quai".split()),
    *(f"{road} {digit}" for road in "straße strasse str. gasse allee straat laan damm weg platz -ring".split() for digit in range(10)),
    *"ул. улиц вул. вуліц ulic проспект праспект завул р-т просп. прасп. пр. переул пер. микрорайон мкр бульвар шоссе набережн наб. ul.".split(),
    *"көшесі даңғылы к-сі ықшамауданы кв apartment".split(),
    *"via ,viale ,piazza ,calle ,plaza ,c/ ,rua ,avenida ,praça ".split(","),
    *(f" {road}" for road in "sok sk. cad bulvarı mah".split()),
)
