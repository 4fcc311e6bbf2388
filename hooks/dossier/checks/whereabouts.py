"""What in a text looks like the place of a house on a map, or the address of somebody's device in the Internet."""

from __future__ import annotations

import re

__all__ = ["COORDINATES", "IP4", "IP6", "MAPPED", "MAPS", "is_ip4"]

_HOUSE = r"(?:[Hh]ome|[Hh]ouse|[Ll]ives|[Aa]ddress|[Ll]ocation|[Дд]ом|[Аа]дрес\w{0,3}|[Жж]ив[её]т|[Пп]рожива\w{2,5}|[Кк]вартир\w)"
_ON_A_MAP = r"(?:[Cc]oordinates?|GPS|[Ll]at(?:itude)?|[Кк]оордината?ы?|[Шш]ирот[аы]|[Гг]еолокац\w{1,3})"
_NORTH, _EAST = r"[1-8]?[0-9][.,][0-9]{4,15}", r"(?:1[0-7][0-9]|[1-9]?[0-9])[.,][0-9]{4,15}"
_PAIR = rf"(?<![\w.,])-?{_NORTH}(?![0-9])[^0-9\n]{{1,16}}{_EAST}(?![\w]|[.,][0-9])"
"""To some ten metres, which is a house; a town has fewer digits."""
COORDINATES = re.compile(
    rf"(?<!\w)(?:{_HOUSE}|{_ON_A_MAP})(?!\w)[^0-9\n]{{0,40}}{_PAIR}|{_PAIR} ?\(?{_HOUSE}(?!\w)"
    r"|(?<![\w.,])-?[1-8]?[0-9]\.[0-9]{4,15} ?°? ?[NSСЮ](?!\w)[^0-9\n]{0,16}(?:1[0-7][0-9]|[1-9]?[0-9])\.[0-9]{4,15}(?![.,]?[0-9])"
    r"|(?<![\w.,-])-?[1-8][0-9]\.[0-9]{5,15}, ?-?(?:1[0-7][0-9]|[1-9][0-9])\.[0-9]{5,15}(?!\w|[.,][0-9])(?!, ?-?[0-9])"
)
"""Beside a word that says what they are, with the letter of a hemisphere, or as maps copy them, with five digits and more."""
_CODE = "[2-9CFGHJMPQRVWX]"
MAPPED = re.compile(
    r"(?<!\w)geo:-?[0-9]{1,2}\.[0-9]{3,15},-?[0-9]{1,3}\.[0-9]{3,15}"
    r"|(?:(?:google|yandex)(?:\.\w{2,3}){1,2}/maps|maps\.(?:google|apple|yandex)(?:\.\w{2,3}){1,2}/|openstreetmap\.org/|osm\.org/|2gis(?:\.\w{2,3}){1,2}/)"
    r"[^\s\"'<>)\]]{0,200}?-?[0-9]{1,3}\.[0-9]{3,15}(?:,|/|%2[CF]|%20|&mlon=)-?[0-9]{1,3}\.[0-9]{3,15}"
    r"|(?:maps\.app\.goo\.gl|goo\.gl/maps)/\w{5,40}"
    r"|(?<![0-9])[0-9]{1,3}° ?[0-9]{1,2} ?['′’] ?[0-9]{1,2}(?:[.,][0-9]{1,6})? ?(?:[\"″”]|'')"
    rf"|(?<![\w+])(?=[2-9]*[C-X])(?=[C-X]*[2-9])(?:[2-9C][2-9C-V]{_CODE}{{6}}\+{_CODE}{{2,3}}"
    rf"|{_CODE}{{4}}\+{_CODE}{{2,3}}(?=,? [^\W\da-zа-я_]))(?![\w+])"
)
"""Map links, `geo:` (RFC 5870), degrees with minutes and seconds, and Open Location Codes."""
MAPS = ("geo:", "/maps", "maps.", "openstreetmap", "osm.org", "2gis", "goo.gl", "°", "+")
_NUMBERS = re.compile(r"[0-9]+(?:\.[0-9]+){3}")
_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IS_IP = r"(?<!\w)IP(?:v4)?(?:[ -](?:[Aa]ddress|адрес)\w{0,3})?"
IP4 = re.compile(
    rf"{_IS_IP}[^\w\n]{{1,4}}(?:(?:is|was|of|был) )?{_OCTET}(?:\.{_OCTET}){{3}}(?![\w]|\.[0-9])"
    rf"|(?<![\w.,/-])(?<![Vv]ersion )(?<![Вв]ерсия )(?<![Вв]ерсии )(?:1[1-9]|[2-9][0-9]|[12][0-9][0-9])(?:\.{_OCTET}){{3}}(?![\w/-]|\.[0-9])"
)
"""By itself it must be none that a number of a paragraph or of a version may be: see `is_ip4`."""
_GROUP = "[0-9A-Fa-f]{1,4}"
IP6 = re.compile(
    r"(?<![\w:.])[23][0-9A-Fa-f]{3}:"
    rf"(?:(?:{_GROUP}:){{1,5}}(?::{_GROUP}){{1,5}}|:{_GROUP}(?::{_GROUP}){{0,5}}|(?:{_GROUP}:){{6}}{_GROUP})(?![\w:])"
)
_OF_NOBODY = re.compile(r"(?:0|10|127|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168|22[4-9]|2[3-5]\d)\.")
"""Addresses that are the same in every house, or nobody's (RFC 6890)."""


def is_ip4(found: str) -> bool:
    """Whether what fits is somebody's address: two of its four numbers have three digits, or the word stands before it.

    >>> is_ip4("203.0.113.7"), is_ip4("IP 9.8.7.6"), is_ip4("12.3.4.1"), is_ip4("IP: 192.168.1.20")
    (True, True, False, False)
    """
    number = _NUMBERS.findall(found)[-1]
    return not _OF_NOBODY.match(number) and (number != found or sum(len(part) == 3 for part in number.split(".")) >= 2)
