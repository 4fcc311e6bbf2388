"""A quote and the numbered paragraphs of one letter -> whether it stands there word for word, and what differs if not.

`theme/assets/javascripts/quote.js` does the same in the reader's browser, function by function; `tests/quotes.json`
is run through both, and whoever changes one of them changes the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

__all__ = ["MAX_CHARACTERS", "MAX_MARKS", "MAX_WORDS", "Piece", "Verdict", "check"]

MAX_CHARACTERS = 40_000
MAX_WORDS = 2_000
MAX_MARKS = 50
"""Characters, words and marks of omission of one quote; more is `too-long`."""

# Lists of code points instead of \w and \s: Python and browsers know different versions of Unicode.
_BLANKS = "9-D 1C-20 85 A0 1680 2000-200A 2022 2023 2028 2029 202F 2043 205F 25AA 25CF 25E6 3000"
"""Bullets are among them: they are layout."""
_UNSEEN = "0-8 E-1B 7F-84 86-9F AD 34F 61C 180B-180E 200B-200F 202A-202E 2060-206F FE00-FE0F FEFF FFF9-FFFB E0000-E007F E0100-E01EF"
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
_DOTS = r"(?:…+|\.(?: ?\.){2,})"
_TOKEN = re.compile(
    rf"(?P<gap>[\[(<] ?{_DOTS} ?[\])>]|{_DOTS})|(?P<sic>\[ ?[sS][iI][cC] ?!? ?\])|(?<!{_LETTER})\[(?P<free>(?![0-9_]){_LETTER})\](?P<rest>{_LETTER}*)"
    rf"|(?P<word>{_LETTER}+|[{_ranges(_SINGLES)}])|[^ ]"
)
_BINDS = frozenset("-‐‑'’‘ʼ´`·")
_BINDS_FIGURES = frozenset(".,:/-'")
_ENDS = frozenset(".!?;:。！？；：؟")
_SINGLE = re.compile(f"[{_ranges(_SINGLES)}]")
_NUMBER = re.compile(r"\(?(?:[0-9]{1,3}|[a-z])[.)]")
_SAME, _SIMILAR, _SIGN, _OPEN, _NEVER = 9, 6, 2, 5, -(10**9)
_AREA = 600_000
"""Cells of one alignment; beyond that it is cut at the longest common run."""
_SHOWN = 60
"""Tokens of a gap that are shown; of longer ones the beginning and the end."""

Kind = Literal["verbatim", "altered", "not-found", "empty", "too-long"]
PieceKind = Literal["same", "missing", "added", "omitted"]


class Piece(NamedTuple):
    """A stretch of the comparison. `missing` stands in the letter only, `added` in the quote only, `omitted` is what a mark
    of omission left out. The texts bring their own blanks; a line break in one begins a paragraph of the letter."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a quote; `paragraphs` are the ids in which it, or the nearest passage, stands.

    >>> verdict = check("We will leave", [("p1", "We will not leave.")])
    >>> verdict.says
    'Altered: 1 difference; nearest is paragraph 1.'
    >>> [tuple(piece) for piece in verdict.pieces]
    [('same', 'We will'), ('missing', ' not'), ('same', ' leave')]
    """

    kind: Kind
    paragraphs: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()

    @property
    def differences(self) -> int:
        """Places that differ; what is left out and what stands there instead are one."""
        differ = [piece.kind in ("missing", "added") for piece in self.pieces]
        return sum(now and not before for before, now in zip([False, *differ], differ, strict=False))

    @property
    def says(self) -> str:
        """The verdict in a sentence."""
        if self.kind == "empty":
            return "Nothing to check: give the words of the passage."
        if self.kind == "too-long":
            return f"Too long to check: at most {MAX_WORDS:,} words and {MAX_MARKS} marks of omission at a time."
        if self.kind == "not-found":
            return "Not found in this letter."
        numbers = [ident[1:] for ident in self.paragraphs]
        where = f"paragraph{'s' * (len(numbers) > 1)} {' and '.join(filter(None, [', '.join(numbers[:-1]), numbers[-1]]))}"
        gaps = sum(piece.kind == "omitted" for piece in self.pieces)
        omitted = f", with {gaps} marked omission{'s' * (gaps > 1)}" if gaps else ""
        if self.kind == "verbatim":
            return f"Verbatim{omitted}: {where}."
        count = self.differences
        return f"Altered{omitted}: {count} difference{'s' * (count > 1)}; nearest {'is' if len(numbers) == 1 else 'are'} {where}."


@dataclass(slots=True)
class _Text:
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
        for match in _TOKEN.finditer(_DASH.sub("-", _QUOTE.sub("'", shown))):
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


class _Op(NamedTuple):
    """A step of the comparison: tokens of the quote (`i`) and of the letter (`j` up to `end`); -1 where there is none."""

    kind: str
    i: int
    j: int
    end: int = -1


@dataclass(slots=True)
class _Part:
    """Tokens of the quote between two marks of omission, and the pairs (quote, letter) that were found for them."""

    start: int
    end: int
    marked: bool
    pairs: list[tuple[int, int]] = field(default_factory=list)
    tried: bool = False


def check(quote: str, paragraphs: Sequence[tuple[str, str]]) -> Verdict:
    """Compares a quote with the paragraphs (id, text) of one letter, in their order."""
    if len(quote) > MAX_CHARACTERS:
        return Verdict("too-long")
    asked = _Text()
    asked.add(quote, 0)
    count = sum(asked.word)
    if count > MAX_WORDS or asked.key.count("…") > MAX_MARKS:
        return Verdict("too-long")
    if not count:
        return Verdict("empty")
    letter = _Text()
    for number, (_, text) in enumerate(paragraphs):
        letter.add(text, number)
    return _Check(asked, letter, [ident for ident, _ in paragraphs]).verdict(count)


class _Check:
    def __init__(self, quote: _Text, letter: _Text, idents: list[str]) -> None:
        self.q, self.l, self.idents = quote, letter, idents
        self.inserted = quote.bracketed()
        self.start, self.end = 0, len(quote.key)
        while quote.key[self.start] in ("'", "…"):
            self.start += 1
        while quote.key[self.end - 1] in ("'", "…", ".", ","):
            self.end -= 1
        self.places: dict[str, list[int]] = defaultdict(list)
        for at, low in enumerate(letter.low):
            self.places[low].append(at)

    def verdict(self, count: int) -> Verdict:
        whole = [_Part(self.start, self.end, False)]
        parts = list(self.parts())
        if self.verbatim(whole):
            return self.told(whole)
        if self.verbatim(parts):
            return self.told(parts)
        if count < 3:
            return Verdict("not-found")
        self.place(parts)
        counted = [i for i in range(len(self.q.key)) if self.q.word[i] and i not in self.inserted]
        counted = counted or [i for i in range(len(self.q.key)) if self.q.word[i]]
        found = {i for part in parts for i, _ in part.pairs}
        if 2 * sum(i in found for i in counted) <= len(counted):
            return Verdict("not-found")
        return self.told(parts)

    def parts(self) -> Iterator[_Part]:
        """The quote between its marks of omission."""
        start = self.start
        for at in range(self.start, self.end + 1):
            if at == self.end or self.q.key[at] == "…":
                if at > start:
                    yield _Part(start, at, start > self.start)
                start = at + 1

    def equal(self, i: int, j: int) -> bool:
        one, other = self.q.key[i], self.l.key[j]
        return one == other or (
            (self.q.free[i] or self.l.free[j]) and one[1:] == other[1:] and one[0].lower() == other[0].lower()
        )  # fmt: skip

    # Verbatim

    def verbatim(self, parts: list[_Part]) -> bool:
        """Finds every part, one after another and as close together as can be."""
        found: list[int] = []
        at = 0
        for part in parts:
            at = self.find(part, at, len(self.l.key), False)
            if at < 0:
                return False
            found.append(at)
            at += part.end - part.start
        for number in range(len(parts) - 2, -1, -1):
            found[number] = self.find(parts[number], found[number], found[number + 1], True)
        for part, at in zip(parts, found, strict=True):
            part.pairs = [(i, at + i - part.start) for i in range(part.start, part.end)]
        return True

    def find(self, part: _Part, low: int, high: int, last: bool) -> int:
        """Where a part stands, word for word and cutting no word, between two places of the letter; -1 if nowhere."""
        rarest = min(range(part.start, part.end), key=lambda i: len(self.places.get(self.q.low[i], ())))
        places = self.places.get(self.q.low[rarest], [])
        size, unit = part.end - part.start, self.l.unit
        for place in reversed(places) if last else places:
            at = place - rarest + part.start
            if at < low or at + size > high or not all(self.equal(part.start + n, at + n) for n in range(size)):
                continue
            if not (at and unit[at - 1] == unit[at]) and not (at + size < len(unit) and unit[at + size] == unit[at + size - 1]):
                return at
        return -1

    # Altered: the longest part first, the others before and after it

    def place(self, parts: list[_Part]) -> None:
        """Finds the nearest passage of each part; what of it was not found and is long enough is looked for by itself."""
        single = len(parts) == 1
        for _ in range(24):
            waiting = [part for part in parts if not part.tried]
            if not waiting:
                break
            part = max(waiting, key=lambda part: (self.words(part.start, part.end), -part.start))
            part.tried = True
            here = parts.index(part)
            before = [pair for other in parts[:here] for pair in other.pairs]
            after = [pair for other in parts[here + 1 :] for pair in other.pairs]
            low, high = before[-1][1] + 1 if before else 0, after[0][1] if after else len(self.l.key)
            pairs = self.nearest(part.start, part.end, low, high, bool(after) and not before)
            found = sum(self.q.word[i] for i, _ in pairs)
            if not pairs or not (single or 2 * found > self.words(part.start, part.end)):
                continue
            single = False
            part.pairs = pairs
            first, last = pairs[0][0], pairs[-1][0] + 1
            if self.words(last, part.end) >= 4:
                parts.insert(here + 1, _Part(last, part.end, False))
                part.end = last
            if self.words(part.start, first) >= 4:
                parts.insert(here, _Part(part.start, first, part.marked))
                part.start, part.marked = first, False

    def words(self, start: int, end: int) -> int:
        return sum(self.q.word[start:end])

    def nearest(self, start: int, end: int, low: int, high: int, last: bool) -> list[tuple[int, int]]:
        """The best alignment of quote[start:end] within letter[low:high], looked for where most of its words stand together."""
        words = [at for at in range(low, high) if self.l.word[at]]
        size = self.words(start, end)
        best: list[tuple[int, int]] = []
        score = 0
        for where in self.windows(start, end, words, last):
            left, right = where - size - 20, where + 2 * size + 20
            begin = words[left] if left > 0 else low
            stop = words[right] if right < len(words) else high
            large = (end - start) * (stop - begin) > _AREA
            pairs = self.align(start, end, begin, stop, True, True)
            found = sum(self.weight(i, j) for i, j in pairs) - self.gaps(pairs)
            if pairs and (not best or found > score):
                best, score = pairs, found
            if large:
                break
        return best

    def windows(self, start: int, end: int, words: list[int], last: bool) -> Iterator[int]:
        """Up to three stretches of the letter that share most words and pairs of words with the quote: where each begins in `words`."""
        mine = [self.q.low[i] for i in range(start, end) if self.q.word[i]]
        size = len(mine)
        need = Counter(mine)
        need.update(f"{one} {two}" for one, two in pairwise(mine))
        have: Counter[str] = Counter()
        theirs = [self.l.low[at] for at in words]
        scores: list[int] = []
        score = 0

        def change(key: str, weight: int, by: int) -> int:
            if key not in need:
                return 0
            have[key] += by
            return weight * by if (have[key] <= need[key] if by > 0 else have[key] < need[key]) else 0

        for at, word in enumerate(theirs):
            score += change(word, 1, 1)
            if at and size > 1:
                score += change(f"{theirs[at - 1]} {word}", 2, 1)
            if at >= size:
                gone = at - size
                score += change(theirs[gone], 1, -1)
                if size > 1:
                    score += change(f"{theirs[gone]} {theirs[gone + 1]}", 2, -1)
            if at >= size - 1 or at == len(theirs) - 1:
                scores.append(score)
        for _ in range(3):
            top = max(scores, default=0)
            if top <= 0:
                return
            at = len(scores) - 1 - scores[::-1].index(top) if last else scores.index(top)
            yield at
            for near in range(max(0, at - size), min(len(scores), at + size + 1)):
                scores[near] = 0

    def weight(self, i: int, j: int) -> int:
        if self.equal(i, j):
            return _SAME if self.q.word[i] else _SIGN
        return _SIMILAR

    def gaps(self, pairs: list[tuple[int, int]]) -> int:
        """What the gaps between pairs cost."""
        cost = 0
        for (i, j), (k, m) in pairwise(pairs):
            cost += sum(_OPEN + size for size in (k - i - 1, m - j - 1) if size)
        return cost

    def align(self, a: int, b: int, low: int, high: int, open_start: bool, open_end: bool) -> list[tuple[int, int]]:
        """Pairs of the best alignment of quote[a:b] with letter[low:high]; at open ends the letter may go on without cost."""
        if a >= b or low >= high:
            return []
        if (b - a) * (high - low) <= _AREA:
            return self.gotoh(a, b, low, high, open_start, open_end)
        i, j, size = self.common_run(a, b, low, high)
        if size < 3:
            return []
        return [
            *self.align(a, i, low, j, open_start, False), *((i + n, j + n) for n in range(size)),
            *self.align(i + size, b, j + size, high, False, open_end),
        ]  # fmt: skip

    def common_run(self, a: int, b: int, low: int, high: int) -> tuple[int, int, int]:
        """The longest run of equal tokens (quote, letter, size), found by threes of tokens that are not too frequent."""
        threes: dict[str, list[int]] = defaultdict(list)
        for i in range(a, b - 2):
            threes[" ".join(self.q.key[i : i + 3])].append(i)
        best = (a, low, 0)
        runs: dict[int, int] = {}
        for j in range(low, high - 2):
            longer: dict[int, int] = {}
            places = threes.get(" ".join(self.l.key[j : j + 3]), ())
            for i in places if len(places) <= 16 else ():
                longer[i] = size = runs.get(i - 1, 0) + 1
                if size + 2 > best[2]:
                    best = (i - size + 1, j - size + 1, size + 2)
            runs = longer
        return best

    def gotoh(self, a: int, b: int, low: int, high: int, open_start: bool, open_end: bool) -> list[tuple[int, int]]:
        """Alignment with affine gaps. States: 0 a pair, 1 the letter alone, 2 the quote alone (never followed by 1)."""
        width = high - low + 1
        here: dict[str, list[int]] = defaultdict(list)
        for j in range(low, high):
            here[self.l.low[j]].append(j)
        pair = [0] * width if open_start else [0, *[_NEVER] * (width - 1)]
        alone = [_NEVER] * width if open_start else [_NEVER, *(-_OPEN - j for j in range(1, width))]
        added = [_NEVER] * width
        came_pair: list[dict[int, int]] = []
        came_alone: list[bytearray] = []
        came_added: list[bytearray] = []
        for i in range(a, b):
            new_pair, from_pair = [_NEVER] * width, {}
            for j in here.get(self.q.low[i], ()):
                at = j - low
                one, two, three = pair[at], alone[at], added[at]
                source = 0 if one >= two and one >= three else 1 if two >= three else 2
                new_pair[at + 1] = (one, two, three)[source] + self.weight(i, j)
                from_pair[at + 1] = source
            new_alone, from_alone = [_NEVER] * width, bytearray(width)
            new_added, from_added = [_NEVER] * width, bytearray(width)
            run = _NEVER
            for at in range(width):
                one, two, three = pair[at], alone[at], added[at] + _OPEN
                if one >= two:
                    if one >= three:
                        new_added[at] = one - _OPEN - 1
                    else:
                        new_added[at] = three - _OPEN - 1
                        from_added[at] = 2
                elif two >= three:
                    new_added[at] = two - _OPEN - 1
                    from_added[at] = 1
                else:
                    new_added[at] = three - _OPEN - 1
                    from_added[at] = 2
                if at:
                    opened = new_pair[at - 1] - _OPEN
                    if opened >= run:
                        run = opened - 1
                    else:
                        run -= 1
                        from_alone[at] = 1
                    new_alone[at] = run
            pair, alone, added = new_pair, new_alone, new_added
            came_pair.append(from_pair)
            came_alone.append(from_alone)
            came_added.append(from_added)
        at = width - 1
        if open_end:
            at = max(range(width), key=lambda at: (max(pair[at], added[at]), -at))
        ends = (pair[at], _NEVER if open_end else alone[at], added[at])
        state = ends.index(max(ends))
        found: list[tuple[int, int]] = []
        i = b - a
        while i > 0 and at >= 0:
            if state == 0:
                found.append((a + i - 1, low + at - 1))
                state = came_pair[i - 1][at]
                i, at = i - 1, at - 1
            elif state == 1:
                state = came_alone[i - 1][at]
                at -= 1
            else:
                state = came_added[i - 1][at]
                i -= 1
        return found[::-1]

    # What is told of it

    def told(self, parts: list[_Part]) -> Verdict:
        """The verdict on parts that were placed."""
        ops = self.unnumbered(self.whole_units(self.ops(parts)))
        same = [op.j for op in ops if op.kind == "same"] or [op.j for op in ops if op.kind == "missing"]
        paragraphs = tuple(self.idents[number] for number in dict.fromkeys(self.l.paragraph[j] for j in same))
        kind: Kind = "altered" if any(op.kind in ("missing", "added", "skipped") for op in ops) else "verbatim"
        return Verdict(kind, paragraphs, tuple(self.pieces(ops)))

    def ops(self, parts: list[_Part]) -> Iterator[_Op]:
        """Every step of the comparison in order."""
        placed = [part for part in parts if part.pairs]
        edges: dict[int, tuple[int, int]] = {}
        for number, part in enumerate(placed):
            low = edges[id(placed[number - 1])][1] if number else 0
            high = placed[number + 1].pairs[0][1] if number + 1 < len(placed) else len(self.l.key)
            edges[id(part)] = self.edges(part, low, high)
        end = -1
        for number, part in enumerate(parts):
            follows = next((edges[id(later)][0] for later in parts[number:] if later.pairs), -1)
            gap = (end, follows) if 0 <= end < follows else (-1, -1)
            ahead = any(later.marked for later in parts[number + 1 : self.next_placed(parts, number) + 1])
            if number and part.marked:
                mark = part.start - 1
                literal = gap[1] - gap[0] == 1 and self.l.key[gap[0]] == "…"
                yield _Op("same", mark, gap[0]) if literal else _Op("omitted", mark, *gap)
                end = follows if gap[0] >= 0 else end
            elif gap[0] >= 0 and not ahead:
                yield _Op("skipped", -1, *gap)
                end = follows
            if not part.pairs:
                yield from (_Op("added", i, -1) for i in range(part.start, part.end))
                continue
            left, right = edges[id(part)]
            if part is placed[0]:
                yield from self.surplus(range(self.start - 1, -1, -1), part, left)
            i, j = part.start, left
            for one, two in [*part.pairs, (part.end, right)]:
                yield from (_Op("missing", -1, at) for at in range(j, two))
                yield from (_Op("added", at, -1) for at in range(i, one))
                if one < part.end:
                    yield _Op("same" if self.equal(one, two) else "similar", one, two)
                i, j = one + 1, two + 1
            end = right
            if part is placed[-1]:
                yield from self.surplus(range(self.end, len(self.q.key)), part, right)

    @staticmethod
    def next_placed(parts: list[_Part], number: int) -> int:
        return next((later for later in range(number, len(parts)) if parts[later].pairs), number)

    def surplus(self, marks: range, part: _Part, edge: int) -> Iterator[_Op]:
        """Quotation marks, full stops and commas around a quote: those that the letter has there too."""
        before = marks.step < 0
        if (part.pairs[0][0] != self.start) if before else (part.pairs[-1][0] != self.end - 1):
            return
        found: list[_Op] = []
        at = edge - 1 if before else edge
        for i in marks:
            if 0 <= at < len(self.l.key) and self.q.key[i] == self.l.key[at]:
                found.append(_Op("same", i, at))
                at += marks.step
        yield from reversed(found) if before else found

    def edges(self, part: _Part, low: int, high: int) -> tuple[int, int]:
        """Where the passage begins and ends: no unit is cut, and up to three changed words at an end stand against as many."""
        first, last = part.pairs[0][1], part.pairs[-1][1] + 1
        changed = self.words(part.start, part.pairs[0][0])
        if part.pairs[0][0] > part.start and changed <= 3:
            first = self.stretched(first - 1, low - 1, -1, changed) + 1
        while first > low and self.l.unit[first - 1] == self.l.unit[first]:
            first -= 1
        changed = self.words(part.pairs[-1][0] + 1, part.end)
        if part.pairs[-1][0] + 1 < part.end and changed <= 3:
            last = self.stretched(last, high, 1, changed)
        while last < high and self.l.unit[last] == self.l.unit[last - 1]:
            last += 1
        return first, last

    def stretched(self, at: int, stop: int, step: int, words: int) -> int:
        """The place after `words` more words of the same sentence; without any word, after one sign."""
        if at == stop:
            return at
        begun = self.l.paragraph[at - step]
        last, place = at, at
        while place != stop and self.l.paragraph[place] == begun:
            if self.l.word[place]:
                if not words:
                    break
                words -= 1
                last = place + step
            elif not words:
                return place + step
            elif self.l.key[place] in _ENDS:
                break
            place += step
            if not words:
                break
        return last

    def whole_units(self, steps: Iterator[_Op]) -> list[_Op]:
        """Units of which a part differs, differ as a whole; of what differs in one place, the letter's words come first."""
        ops = list(steps)
        size = Counter(self.l.unit), Counter(self.q.unit)
        theirs = {self.l.unit[op.j] for op in ops if op.kind in ("missing", "similar")}
        mine = {self.q.unit[op.i] for op in ops if op.kind in ("added", "similar")}
        changed = True
        while changed:
            changed = False
            for at, op in enumerate(ops):
                if op.kind != "same":
                    continue
                one, two = self.l.unit[op.j], self.q.unit[op.i]
                if (one in theirs and size[0][one] > 1) or (two in mine and size[1][two] > 1):
                    ops[at] = op._replace(kind="similar")
                    theirs.add(one)
                    mine.add(two)
                    changed = True
        ordered: list[_Op] = []
        waiting: list[_Op] = []
        for op in ops:
            if op.kind == "added":
                waiting.append(op)
            elif op.kind == "similar":
                ordered.append(_Op("missing", -1, op.j))
                waiting.append(_Op("added", op.i, -1))
            elif op.kind in ("missing", "skipped"):
                ordered.append(op)
            else:
                ordered += [*waiting, op]
                waiting = []
        return ordered + waiting

    def unnumbered(self, ops: list[_Op]) -> list[_Op]:
        """Without numbers of list items (`2.`, `(a)`) that the quote has where a paragraph of the letter begins."""
        kept: list[_Op] = []
        at = 0
        while at < len(ops):
            end = at
            while end < len(ops) and ops[end].kind == "added":
                end += 1
            follows = ops[end].j if end < len(ops) and ops[end].kind == "same" else -1
            begins = follows == 0 or (follows > 0 and self.l.paragraph[follows - 1] != self.l.paragraph[follows])
            if end == at or not begins or not _NUMBER.fullmatch("".join(self.q.key[op.i] for op in ops[at:end])):
                end = max(end, at + 1)
                kept += ops[at:end]
            at = end
        return kept

    def pieces(self, ops: list[_Op]) -> Iterator[Piece]:
        """Steps of the same kind as one text."""
        kind: PieceKind | None = None
        text = ""
        word = False
        words = [[word and not _SINGLE.match(key) for word, key in zip(side.word, side.key, strict=True)] for side in (self.q, self.l)]
        for op in ops:
            new: PieceKind = "missing" if op.kind in ("missing", "skipped") else "added" if op.kind == "added" else "same"
            if op.kind in ("omitted", "skipped"):
                new = "omitted" if op.kind == "omitted" else new
                said, blank = self.shown(op.j, op.end), self.l.before[op.j] if op.j >= 0 else ""
                starts, ends = (words[1][op.j], words[1][op.end - 1]) if op.j >= 0 else (False, False)
            elif op.kind == "added":
                said, blank = self.q.text[op.i], self.q.before[op.i]
                starts = ends = words[0][op.i]
            else:
                said, blank = self.l.text[op.j], self.l.before[op.j] or (self.q.before[op.i] if op.kind == "same" and kind == "added" else "")
                starts = ends = words[1][op.j]
            if kind is None:
                blank = ""
            elif not blank and kind != new and word and starts:
                blank = " "
            if kind is not None and (kind != new or new == "omitted"):
                yield Piece(kind, text)
                text = ""
            kind, text, word = new, text + blank + said, ends
        if kind is not None:
            yield Piece(kind, text)

    def shown(self, start: int, end: int) -> str:
        """The words of a gap; of a long one its beginning and its end."""
        if end - start <= _SHOWN:
            return self.spelt(start, end)
        return f"{self.spelt(start, start + _SHOWN // 2 - 5)} … {self.spelt(end - _SHOWN // 2 + 5, end)}"

    def spelt(self, start: int, end: int) -> str:
        return "".join((self.l.before[at] if at > start else "") + self.l.text[at] for at in range(start, end))
