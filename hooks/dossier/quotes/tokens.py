"""A text -> its words and signs as tokens, as they are compared and as they are shown."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct, field

__all__ = ["SINGLE", "Text"]

# Lists of code points instead of \w and \s: Python and browsers know different versions of Unicode.
_BLANKS = "9-D 1C-20 85 A0 1680 2000-200A 2022 2023 2028 2029 202F 2043 205F 25AA 25CF 25E6 3000"
"""Bullets are among them: they are layout."""
_UNSEEN = "0-8 E-1B 7F-84 86-9F AD 34F 61C 640 180B-180E 200B-200F 202A-202E 2060-206F FE00-FE0F FEFF FFF9-FFFB E0000-E007F E0100-E01EF"
_QUOTES = "22 27 60 AB B4 BB 2BC 5F3 5F4 2018-201F 2039 203A 300C-300F 301D-301F FF02 FF07"
_DASHES = "2D 5BE 2010-2015 2212 FE58 FE63 FF0D"
_SIGNS = (
    "21-2F 3A-40 5B-5E 60 7B-7E A1-A9 AB-B1 B4 B6-B8 BB BF D7 F7 2BC 37E 387 55A-55F 589 58A 5BE 5C0 5C3 5C6 5F3 5F4 60C 61B 61E 61F 66A-66D 6D4 "
    "964 965 10FB 1360-1368 166E 2010-206F 20A0-20CF 2100-2BFF 2E00-2E7F 3001-3004 3008-3020 3030 303D FE10-FE1F FE30-FE6F FF01-FF0F FF1A-FF20 "
    "FF3B-FF40 FF5B-FF65 1F000-1FAFF"
)
_SINGLES = (
    "E00-EFF F00-FFF 1000-109F 1780-17FF 2E80-2FDF 3005-3007 3021-302F 3031-303C 3040-312F 31A0-31BF 31F0-31FF 3400-4DBF 4E00-A4CF F900-FAFF "
    "FF66-FF9F 20000-3FFFF"
)
"""Signs that are words by themselves, in scripts that put no blanks between words."""


def _ranges(codes: str) -> str:
    """`9-D 20` -> what stands between the brackets of a regular expression."""
    return "".join("-".join(rf"\U{int(code, 16):08X}" for code in part.split("-")) for part in codes.split())


_BLANK = re.compile(f"[{_ranges(_BLANKS)}]+")
_NOT_SEEN = re.compile(f"[{_ranges(_UNSEEN)}]")
_QUOTE = re.compile(f"[{_ranges(_QUOTES)}]")
_DASH = re.compile(f"[{_ranges(_DASHES)}]")
_LETTER = f"[^{_ranges(' '.join((_BLANKS, _SIGNS, _SINGLES)))}]"
_ALIKE = str.maketrans("\N{ARABIC LETTER KEHEH}\N{ARABIC LETTER FARSI YEH}", "\N{ARABIC LETTER KAF}\N{ARABIC LETTER YEH}")
"""What keyboards of Arabic and of Persian have for one letter."""
_DOTS = r"(?:[…⋯]+|\.(?: ?\.){2,})"
_OPEN, _CLOSE = r"\[(<［（〈〔【", r"\])>］）〉〕】"
_TOKEN = re.compile(
    rf"(?P<gap>[{_OPEN}] ?{_DOTS} ?[{_CLOSE}]|{_DOTS})"
    rf"|(?P<sic>\[ ?[sS][iI][cC] ?!? ?\])|(?<!{_LETTER})\[(?P<free>(?![0-9_]){_LETTER})\](?P<rest>{_LETTER}*)"
    rf"|(?P<word>{_LETTER}+|[{_ranges(_SINGLES)}])|[^ ]"
)
SINGLE = re.compile(f"[{_ranges(_SINGLES)}]")
_BINDS = frozenset("-‐‑'’‘ʼ´`·")
_BINDS_FIGURES = frozenset(".,:/-'")


class Text(Struct):
    """A text as tokens, in lists side by side.

    `key` is what is compared, `low` the same without case, `text` what is shown and `before` the blank ahead of it.
    `unit` numbers what may not be cut (`non-violent`, `don't`, `3.5`). `free` tokens begin with a letter in brackets.
    """

    key: list[str] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    unit: list[int] = field(default_factory=list)
    word: list[bool] = field(default_factory=list)
    free: list[bool] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)

    def add(self, text: str, paragraph: int) -> None:
        """Adds the tokens of a text."""
        shown = _BLANK.sub(" ", unicodedata.normalize("NFC", _NOT_SEEN.sub("", text))).strip(" ")
        blank = "\n" if self.key else ""
        begun, end = len(self.key), 0
        for match in _TOKEN.finditer(_DASH.sub("-", _QUOTE.sub("'", shown.translate(_ALIKE)))):
            start = match.start()
            blank = blank or " " * (start > 0 and shown[start - 1] == " ")
            if match["sic"]:
                continue
            key = "…" if match["gap"] else match["free"] + match["rest"] if match["free"] else match[0]
            at = len(self.key)
            self.key.append(key)
            self.low.append(key.lower())
            self.text.append(shown[start : match.end()])
            self.before.append(blank)
            self.word.append(bool(match["word"] or match["free"]))
            self.free.append(bool(match["free"]))
            self.paragraph.append(paragraph)
            self.unit.append(self.unit[-1] if self._bound(at, begun, start == end) else (self.unit[-1] + 1 if at else 0))
            blank, end = "", match.end()

    def _bound(self, at: int, begun: int, glued: bool) -> bool:
        """Whether the newest token belongs to those before: a word after a sign that binds, which then joins as well."""
        if not (glued and at - begun >= 1 and self.word[at] and not self.word[at - 1]):
            return False
        sign, figure = self.key[at - 1], self.key[at][0] in "0123456789"
        if at - begun >= 2 and self.word[at - 2] and not self.before[at - 1]:
            figures = figure and self.key[at - 2][-1] in "0123456789"
            if self.text[at - 1] in _BINDS or (figures and sign in _BINDS_FIGURES):
                self.unit[at - 1] = self.unit[at - 2]
                return True
            return False
        return figure and sign == "-"

    def bracketed(self) -> set[int]:
        """Makes each insertion in square brackets one unit; gives their tokens."""
        found: set[int] = set()
        opened = -1
        for at, key in enumerate(self.key):
            if key == "[":
                opened = at
            elif key == "]" and opened >= 0:
                for inside in range(opened, at + 1):
                    self.unit[inside] = self.unit[opened]
                found.update(range(opened, at + 1))
                opened = -1
        return found
