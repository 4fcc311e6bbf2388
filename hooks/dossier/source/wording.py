"""What PyYAML says of a text that is not YAML -> what an editor is told."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["NO_BREAK", "NO_BREAK_SAID", "NO_ITEM", "NO_ITEMS", "TAB_SAID", "in_words", "told"]

_OPENED = "is opened and not closed"
_UNNAMED = "a line without ': ' (a colon and a blank)"
NO_BREAK = "\N{NO-BREAK SPACE}"
NO_BREAK_SAID = "a no-break space, as web pages and word processors have it; write a plain one"
TAB_SAID = "a tab; write spaces instead"
_IN_QUOTES = "put the text in quotes"
_SECOND = "a second ': ' in one text"
_BEGINS_NONE = f"this character cannot begin a value; {_IN_QUOTES}"
_BETWEEN = f"this cannot stand between '[' and ']', or '{{' and '}}'; {_IN_QUOTES}"
_BELOW = f"what '|' or '>' begins stands in the lines below it; {_IN_QUOTES} if the sign is a part of it"
_PERCENT = f"a '%' at the beginning of a line; {_IN_QUOTES}"
_HEX = "a '\\' in double quotes; use single quotes"
_ESCAPED = "no sign has this number, or half a one; write the sign itself"
_WORDING = (
    ("mapping values are not allowed", f"{_SECOND}; {_IN_QUOTES}, or begin this line as far left as the field above"),
    ("could not find expected ':'", f"{_UNNAMED}; is it indented as the line above?"),
    ("did not find expected key", "this line is not indented as its neighbours"),
    ("did not find expected <document start>", "this line does not belong to what stands above; is it indented as its neighbours?"),
    ("did not find expected '-' indicator", "neither a list item, which begins with '- ', nor indented as the fields above"),
    ("found unexpected end of stream", f"a quotation mark {_OPENED}"),
    ("found character that cannot start any token", _BEGINS_NONE),
    ("did not find expected alphabetic or numeric", _BEGINS_NONE),
    ("did not find expected whitespace or line break", _BEGINS_NONE),
    ("did not find the expected '>'", _BEGINS_NONE),
    ("did not find expected tag URI", _BEGINS_NONE),
    ("mapping keys are not allowed", _BEGINS_NONE),
    ("did not find expected node content", _BETWEEN),
    ("found unexpected ':'", f"a ':' without a blank behind it; {_IN_QUOTES}"),
    ("did not find expected comment or line break", _BELOW),
    ("found an indentation indicator", _BELOW),
    ("directive name", _PERCENT),
    ("found unexpected non-alphabetical", _PERCENT),
    ("did not find expected version number", _PERCENT),
    ("did not find expected '!'", _PERCENT),
    ("block sequence entries are not allowed", "a '- ' that is not at the beginning of a line"),
    ("did not find expected ',' or ']'", f"a '[' {_OPENED}"),
    ("did not find expected ',' or '}'", f"a '{{' {_OPENED}"),
    ("found undefined alias", "an alias; write the value out"),
    ("found undefined tag", "a tag; values are plain text"),
    ("found invalid Unicode character escape", _ESCAPED),
    ("did not find expected hexdecimal", _HEX),
    ("found unknown escape", _HEX),
)


def told(error: Any, text: str) -> tuple[int, int, str]:
    """What PyYAML found wrong in a text (a MarkedYAMLError) as (line, column, words), both counted from 0."""
    said = in_words(error.problem or "")
    mark = (error.context_mark if _opened(said) else None) or error.problem_mark or error.context_mark
    lines = text.split("\n")
    at, column = (mark.line, mark.column) if mark and mark.line < len(lines) else (len(lines) - 1 if mark else 0, 0)
    if said == _BETWEEN and not "".join(lines[at:])[column:].strip():
        before = text[: max(text.rfind("["), text.rfind("{"))]
        return before.count("\n"), len(before) - before.rfind("\n") - 1, f"a '{text[len(before)]}' {_OPENED}"
    begun = _NO_DASH.match(lines[at])
    if not begun and at and said.startswith(_SECOND) and (begun := _NO_DASH.match(lines[at - 1])):
        begun = begun if begun.start(1) < column - len(lines[at][:column].lstrip()) else None  # else of a text that ends there
        at -= begun is not None
    if begun:
        return at, begun.start(1), NO_ITEM.format(begun[1])
    if said in (_ESCAPED, _HEX):
        column = lines[at].rfind("\\", 0, column + (said == _HEX))
    elif said == _PERCENT:
        column = lines[at].find("%")
    return at, column, _looked_at(lines[at], column, said)


NO_ITEM = "no item of a list begins with '{}'; write '- ', a minus and a blank"
_NO_DASH = re.compile(r" *(-(?=[A-Za-z][\w-]*(?::?\s|$))|[‐-―−•·‣▪●*](?=\s))", re.ASCII)
"""What is written for the dash of an item: one without a blank, one of another length, a bullet."""
NO_ITEMS = re.compile(r"^ *(?:(-(?=[^\s-])|[‐-―−•·‣▪●](?=\s))[^\n]*\n *\1|(\d{1,2}[.)])(?= )[^\n]*\n *\d{1,2}[.)] )", re.MULTILINE | re.ASCII)
"""Two lines that begin so, one below the other: without quotes and below a field, YAML makes one text of them."""


def _opened(said: str) -> bool:
    """Whether what is said is wrong with where something begins, and not with where it was noticed."""
    return said.endswith(_OPENED) or said.startswith(_UNNAMED)


def _looked_at(line: str, column: int, said: str) -> str:
    """What is said of a line that is not YAML, where the line itself shows a better reason."""
    if NO_BREAK in line:
        return NO_BREAK_SAID
    if line[column : column + 1] == "\t":
        return TAB_SAID
    if _IN_QUOTES in said and (found := re.search("[“”„‟«»]", line)):
        return said.replace(_IN_QUOTES, f"{_IN_QUOTES} (straight ones, \" or ', not {found[0]})")
    before = line[:column].rstrip()
    if said == in_words("did not find expected key") and before.endswith(("'", '"')):
        return f"the quotation ends before this; within {before[-1]}…{before[-1]} write each such mark {_TWICE[before[-1]]}"
    if said == in_words("did not find expected key") and before.endswith(("]", "}")):
        return f"what begins with '{_BEGUN[before[-1]]}' is a list or a group of fields and ends before this; {_IN_QUOTES} if all of it is text"
    return said


_BEGUN = {"]": "[", "}": "{"}
_TWICE = {"'": "twice ('')", '"': "with a '\\' before it"}


def in_words(problem: str) -> str:
    """What PyYAML says of a text that is not YAML, as an editor would say it."""
    for found, said in _WORDING:
        if found in problem:
            return said
    return f"is not YAML: {problem}"
