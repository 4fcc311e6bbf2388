"""What PyYAML says of a text that is not YAML -> what an editor is told."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["NO_BREAK", "NO_BREAK_SAID", "TAB_SAID", "in_words", "told"]

_OPENED = "is opened and not closed"
_UNNAMED = "a line without ': ' (a colon and a blank)"
NO_BREAK = "\N{NO-BREAK SPACE}"
NO_BREAK_SAID = "a no-break space, as web pages and word processors have it; write a plain one"
TAB_SAID = "a tab; write spaces instead"
_IN_QUOTES = "put the text in quotes"
_ESCAPED = "no sign has this number, or half a one; write the sign itself"
_WORDING = (
    ("mapping values are not allowed", "a second ': ' in one text; put the text in quotes, or begin this line as far left as the field above"),
    ("could not find expected ':'", f"{_UNNAMED}; is it indented as the line above?"),
    ("did not find expected key", "this line is not indented as its neighbours"),
    ("did not find expected <document start>", "this line does not belong to what stands above; is it indented as its neighbours?"),
    ("did not find expected '-' indicator", "neither a list item, which begins with '- ', nor indented as the fields above"),
    ("found unexpected end of stream", f"a quotation mark {_OPENED}"),
    ("found character that cannot start any token", "this character cannot begin a value; put the text in quotes"),
    ("did not find expected alphabetic or numeric", "this character cannot begin a value; put the text in quotes"),
    ("block sequence entries are not allowed", "a '- ' that is not at the beginning of a line"),
    ("did not find expected ',' or ']'", f"a '[' {_OPENED}"),
    ("did not find expected ',' or '}'", f"a '{{' {_OPENED}"),
    ("found undefined alias", "an alias; write the value out"),
    ("found undefined tag", "a tag; values are plain text"),
    ("found invalid Unicode character escape", _ESCAPED),
    ("found unknown escape", "a '\\' in double quotes; use single quotes"),
)


def told(error: Any, text: str) -> tuple[int, int, str]:
    """What PyYAML found wrong in a text (a MarkedYAMLError) as (line, column, words), both counted from 0."""
    said = in_words(error.problem or "")
    mark = (error.context_mark if _opened(said) else None) or error.problem_mark or error.context_mark
    lines = text.split("\n")
    at, column = (mark.line, mark.column) if mark and mark.line < len(lines) else (len(lines) - 1 if mark else 0, 0)
    column = lines[at].rfind("\\", 0, column) if said == _ESCAPED else column
    return at, column, _looked_at(lines[at], column, said)


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
