"""Text -> every text that a reader's program could make of it: escapes undone, tags taken out, base64 decoded."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterator

__all__ = ["TAG", "base64_runs", "has_escapes", "plainer", "unescaped"]

TAG = re.compile(r"<[^<>]*>")
ROUNDS = 24
_PERCENT = re.compile(r"%(?:[0-9A-Fa-f]{2}%)*[0-9A-Fa-f]{2}")
_QUOTED = re.compile(r"=(?:[0-9A-F]{2}(?:=[0-9A-F]{2})+|\r?\n)")
_BACKSLASH = re.compile(
    r"\\(?:x(?P<bytes>[0-9A-Fa-f]{2}(?:\\x[0-9A-Fa-f]{2})*)|u\{(?P<braced>[0-9A-Fa-f]{1,6})\}|u(?P<four>[0-9A-Fa-f]{4})|U(?P<eight>[0-9A-Fa-f]{8})"
    r"|(?P<css>[0-9A-Fa-f]{4,6})\s?|(?P<octal>[0-3][0-7]{2}(?:\\[0-3][0-7]{2})*)|(?P<blank>[nrtf])|(?P<sign>[\\/\"']))"
)
"""All begin with the one sign that is searched for first: this is faster than a choice between beginnings."""
_ESCAPE = re.compile(r"[&%=\\](?:(?<=&)[#\w]|(?<=%)[0-9A-Fa-f]{2}|(?<=\\)[uUx0-9A-Fnrtf\\/\"']|(?<==)[0-9A-F]{2}=[0-9A-F]{2})")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}(?:\r?\n[ \t]*[A-Za-z0-9+/_-]{2,})*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_URL_SAFE = str.maketrans("-_", "+/", "\r\n\t ")


def has_escapes(text: str) -> bool:
    """Whether there is anything in a text to undo."""
    return _ESCAPE.search(text) is not None


def unescaped(text: str) -> str:
    """A text with HTML entities, percent encoding, quoted-printable and backslash escapes (JSON, JS, CSS, octal) undone, once each."""
    if "&" in text:
        plain = html.unescape(text)
        if plain != text and "&" in plain:  # entities of entities first: half of another escape may be one
            return plain
        text = plain
    if "%" in text:
        text = _PERCENT.sub(lambda run: _whole(bytes.fromhex(run[0].replace("%", "")), run[0]), text)
    if "=" in text and _QUOTED.search(text):
        text = _QUOTED.sub(lambda run: _decoded(bytes.fromhex(run[0].replace("=", ""))) if run[0][1] not in "\r\n" else "", text)
    if "\\" in text:
        text = _BACKSLASH.sub(_unbackslashed, text)
        if _SURROGATE.search(text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _unbackslashed(found: re.Match[str]) -> str:
    kind, value = found.lastgroup, found[found.lastgroup or 0]
    if kind == "bytes":
        return _decoded(bytes.fromhex(value.replace("\\x", "")))
    if kind == "octal":
        return _decoded(bytes(int(code, 8) for code in value.split("\\")))
    if kind in ("blank", "sign"):
        return "\n" if kind == "blank" else value
    code = int(value, 16)
    return chr(code) if code < 0x110000 else ""


def _whole(data: bytes, written: str) -> str:
    """Bytes in UTF-8; what is only a part of a character stays as it is written."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return written


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def plainer(text: str) -> Iterator[str]:
    """The text, then what is left when escapes are undone and tags taken out, again and again until nothing changes.

    Raises ValueError when it still changes after many rounds.

    >>> list(plainer("<i>A&amp;lt;b&gt;nn</i>"))
    ['<i>A&amp;lt;b&gt;nn</i>', '<i>A<b>nn</i>', 'Ann']
    """
    yield text
    if "<" in text and (bare := TAG.sub("", text)) != text and has_escapes(bare):
        split = unescaped(bare)
        if split != TAG.sub("", unescaped(text)):  # a tag stands within an escape
            yield from plainer(split)
    for _ in range(ROUNDS):
        before = text
        for _ in range(ROUNDS):
            if (plain := unescaped(text)) == text:
                break
            text = plain
        else:
            raise ValueError("is escaped too many times over")
        if text != before:
            yield text
        if "%" in text and (bytewise := _PERCENT.sub(lambda run: bytes.fromhex(run[0].replace("%", "")).decode("latin-1"), text)) != text:
            yield bytewise
        if "<" in text and (plain := TAG.sub("", text)) != text:
            text = plain
            yield text
        if text == before or not has_escapes(text):
            return
    raise ValueError("is escaped too many times over")


def base64_runs(text: str, seen: set[str]) -> Iterator[bytes]:
    """What each run of base64 (also with the alphabet for addresses, and broken into lines) decodes to, wherever in the run it begins.

    Runs that are in `seen` are left out; others go into it.
    """
    for run in _BASE64.findall(text):
        if run in seen:
            continue
        seen.add(run)
        letters = run.translate(_URL_SAFE)
        for start in range(4):
            part = letters[start:]
            whole = len(part) - (len(part) % 4 == 1)
            yield base64.b64decode(part[:whole] + "=" * (-whole % 4))
