"""Text -> every text that a reader's program could make of it: escapes undone, tags taken out, base64 decoded."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterator
from functools import partial
from string import ascii_letters, digits

__all__ = ["ROUNDS", "TAG", "apart", "base64_runs", "has_bytes", "has_escapes", "long_runs", "plainer", "unescaped"]

TAG = re.compile(r"<(?:!\[CDATA\[|[^<>]*>)")
_TAGS = re.compile(f"({TAG.pattern})")
ROUNDS = 24
_PERCENT = re.compile(r"%(?:[0-9A-Fa-f]{2}%)*[0-9A-Fa-f]{2}")
_QUOTED = re.compile(r"=(?:[0-9A-F]{2}(?:=[0-9A-F]{2})+|(?<=[A-Za-z]=)[89A-F][0-9A-F](?![0-9A-Z])|(?<!\?=)\r?\n)")
"""Of a byte alone only one that is no ASCII, behind a letter: in Western code pages it is one among plain ones (Andr=E9). A line that ends in
`?=` ends a word of a header, which is read next."""
_BACKSLASH = re.compile(
    r"\\(?:x(?P<bytes>[0-9A-Fa-f]{2}(?:\\x[0-9A-Fa-f]{2})*)|u\{(?P<braced>[0-9A-Fa-f]{1,6})\}|u(?P<four>[0-9A-Fa-f]{4})|U(?P<eight>[0-9A-Fa-f]{8})"
    r"|(?P<css>[0-9A-Fa-f]{4,6})\s?|(?P<octal>[0-3][0-7]{2}(?:\\[0-3][0-7]{2})*)|(?P<blank>[nrtf])|(?P<sign>[\\/\"']))"
)
"""All begin with the one sign that is searched for first: this is faster than a choice between beginnings."""
_ESCAPES = {
    "&": re.compile(r"&[#\w]"),
    "%": re.compile(r"%(?:[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})"),
    "\\": re.compile(r"\\[uUx0-9A-Fnrtf\\/\"']"),
    "=": re.compile(r"=(?:[0-9A-F]{2}=[0-9A-F]{2}|[89A-F][0-9A-F]|\?[\w.*+-]+\?[QqBb]\?)"),
}
"""By the sign that it begins with, what may be undone: each is searched for by itself, which is faster than a choice between beginnings."""
_UNITS = re.compile(r"(?:%u[0-9A-Fa-f]{4})+")
"""What the function `escape` of JavaScript writes; addresses of older sites are full of it."""
_WORD = r"=\?[\w.*+-]{1,60}\?[QqBb]\?[^?\s]*\?="
_HEADER = re.compile(rf"{_WORD}(?:(?:\s|\\+[nrt]){{0,4}}{_WORD})*")
"""Words of a header of a mail (RFC 2047); blanks between them do not count, also as JSON writes them."""
_BREAK = re.compile(r"(?<=\?=)(?:\\+[nrt])+")
_HOST = re.compile(r"(?<![\w-])(?:xn|XN|Xn|xN)--[A-Za-z0-9-]{1,59}")
"""A part of the name of a host in letters of other scripts (RFC 5890)."""
_HOSTS = ("xn--", "XN--", "Xn--", "xN--")
_QUOTED_BYTES = re.compile(r"=[89A-F][0-9A-F]=[89A-F]")
_PERCENT_BYTES = re.compile(r"%[89A-Fa-f][0-9A-Fa-f]%[89A-Fa-f]")
_PAGES = ("cp1251", "koi8_r")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}(?:\r?\n[ \t]*[A-Za-z0-9+/_-]{2,})*")
_RUN = re.compile(r"(?<![A-Za-z0-9+/])(?=[a-z0-9+/]*[A-Z])[A-Za-z0-9+/]{40,}")
"""What is as long as base64 of a name and is neither an address in small letters nor a SHA-256."""
_ALIKE, _LONG = bytes.maketrans((ascii_letters + digits + "+/").encode(), b"a" * 64), b"a" * 40
"""Whether there is such a run at all is known sooner where all its signs are one."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_URL_SAFE = str.maketrans("-_", "+/", "\r\n\t ")


def has_escapes(text: str) -> bool:
    """Whether there is anything in a text to undo."""
    return any(sign in text and escape.search(text) for sign, escape in _ESCAPES.items()) or any(sign in text for sign in _HOSTS)


def apart(text: str) -> tuple[str, str]:
    """A text without its tags, and the tags, with blanks between them.

    >>> apart("<i>Ann</i> <b>Lee</b>")
    ('Ann Lee', '<i> </i> <b> </b>')
    """
    pieces = _TAGS.split(text)
    return "".join(pieces[::2]), " ".join(pieces[1::2])


def has_bytes(written: str, plain: str) -> bool:
    """Whether bytes in some code page stand in a text (quoted-printable) or are left in it when escapes are undone (percent encoding)."""
    return _QUOTED_BYTES.search(written) is not None or ("%" in plain and _PERCENT_BYTES.search(plain) is not None)


def unescaped(text: str) -> str:
    """A text with HTML entities, hosts in other scripts, headers of mails, percent encoding (%u… too), quoted-printable and backslash escapes
    (JSON, JS, CSS, octal) undone, once each."""
    if "&" in text:
        plain = html.unescape(text)
        if plain != text and "&" in plain:  # entities of entities first: half of another escape may be one
            return plain
        text = plain
    if any(sign in text for sign in _HOSTS):
        text = _HOST.sub(_host, text)
    if "=?" in text:
        text = _HEADER.sub(_header, text)
    before = text
    if "%u" in text:
        text = _whole_units(_UNITS.sub(lambda run: bytes.fromhex(run[0].replace("%u", "")).decode("utf-16-be", "surrogatepass"), text))
    if "%" in text:
        text = _PERCENT.sub(lambda run: _whole(bytes.fromhex(run[0].replace("%", "")), run[0]), text)
    if text != before and "=?" in text and _HEADER.search(text):  # of the words of a header, what is quoted in them is theirs
        return text
    if "=" in text and _QUOTED.search(text):
        text = _QUOTED.sub(lambda run: _decoded(bytes.fromhex(run[0].replace("=", ""))) if run[0][1] not in "\r\n" else "", text)
    if "\\" in text:
        text = _BACKSLASH.sub(_unbackslashed, text)
        text = _whole_units(text)
    return text


def _whole_units(text: str) -> str:
    """A text in which two halves of a character are one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _SURROGATE.search(text) else text


def _host(found: re.Match[str]) -> str:
    try:
        return found[0][4:].encode().decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return found[0]


def _header(found: re.Match[str]) -> str:
    from email.errors import HeaderParseError
    from email.header import decode_header

    try:
        pieces = decode_header(_BREAK.sub("\n", found[0]))
    except (HeaderParseError, ValueError):
        return found[0]
    return "".join(piece if isinstance(piece, str) else _in_charset(piece, charset) for piece, charset in pieces)


def _in_charset(data: bytes, charset: str | None) -> str:
    """Bytes in the encoding that is said; a language may stand behind it (RFC 2231)."""
    try:
        return data.decode((charset or "").partition("*")[0], "replace")
    except (LookupError, ValueError):
        return _decoded(data)


def _paged(text: str) -> Iterator[str]:
    """A text in which bytes that are no UTF-8 stand as quoted-printable, in the code pages of Cyrillic letters."""
    if "=" in text and any(run[1] not in "\r\n" and not _is_utf8(bytes.fromhex(run.replace("=", ""))) for run in _QUOTED.findall(text)):
        yield from (_QUOTED.sub(partial(_in_page, "=", page), text) for page in _PAGES)


def _in_page(sign: str, page: str, run: re.Match[str]) -> str:
    """Bytes in a code page; a line that goes on in the next one goes on."""
    written = run[0].replace(sign, "")
    return bytes.fromhex(written).decode(page, "replace") if written.strip() else ""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


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
        yield from _paged(text)
        for _ in range(ROUNDS):
            if (plain := unescaped(text)) == text:
                break
            text = plain
        else:
            raise ValueError("is escaped too many times over")
        if text != before:
            yield text
        for page in ("latin-1", *_PAGES) if "%" in text and _PERCENT.search(text) else ():  # what is left of them is no UTF-8
            yield _PERCENT.sub(partial(_in_page, "%", page), text)
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


def long_runs(text: str) -> Iterator[str]:
    """What is probably base64, by its length and its capitals, with all that `base64_runs` takes for one with it.

    >>> [len(run) for run in long_runs(f"Ann, {'aB1+' * 10}, {'a' * 64}")]
    [40]
    """
    if _LONG in text.encode("ascii", "replace").translate(_ALIKE) and _RUN.search(text):
        yield from (run for run in _BASE64.findall(text) if _RUN.search(run))
