"""Addresses of other sites -> whether they still answer, asked politely: one request at a time of each host, with a pause between.

HEAD first, GET where a host refuses that; bodies are not read. Redirects are followed, and said where they are permanent.
Nothing is asked twice: what did not answer today is for a person to look at, not for a program to insist on.
"""

from __future__ import annotations

import http.client
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urljoin, urlsplit

from msgspec import Struct

__all__ = ["AGENT", "Answer", "ask_all"]

AGENT = "dossier-links (checks that cited sources still answer; one request at a time)"
_HOPS = 5
_REDIRECTS = {301: True, 302: False, 303: False, 307: False, 308: True}
"""Codes of redirects, and whether they are permanent."""
_TRY_GET = (400, 403, 404, 405, 406, 501, 503)
"""What hosts answer that do not like HEAD (RFC 9110 lets them refuse with 405 or 501; many say something else)."""
_WORKERS = 8


class Answer(Struct, frozen=True):
    """What came back for an address: the status of the last request (0: none) or `trouble` in words, and where it has moved for good."""

    url: str
    status: int
    trouble: str = ""
    moved_to: str = ""

    @property
    def good(self) -> bool:
        return 200 <= self.status < 300

    def say(self) -> str:
        said = self.trouble or f"{self.status} {http.client.responses.get(self.status, '')}".strip()
        return f"{said}; moved for good to {self.moved_to}" if self.moved_to else said


def ask_all(urls: Iterable[str], *, delay: float = 1.0, timeout: float = 20.0, agent: str = AGENT) -> Iterator[Answer]:
    """Asks each address once, hosts side by side; answers come in the order of `urls`.

    `delay` are seconds between two requests to one host, `timeout` those after which an answer is not waited for.
    """
    turn = _Turns(delay)
    with ThreadPoolExecutor(_WORKERS) as pool:
        yield from pool.map(lambda url: _ask(url, turn, timeout, agent), list(dict.fromkeys(urls)))


class _Turns:
    """Lets one request at a time through to each host."""

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self._guard = threading.Lock()
        self._hosts: dict[str, threading.Lock] = {}
        self._next: dict[str, float] = {}

    def __call__(self, url: str, request: Callable[[], tuple[int, str]]) -> tuple[int, str]:
        host = (urlsplit(url).hostname or "").casefold()
        with self._guard:
            lock = self._hosts.setdefault(host, threading.Lock())
        with lock:
            time.sleep(max(0.0, self._next.get(host, 0.0) - time.monotonic()))
            try:
                return request()
            finally:
                self._next[host] = time.monotonic() + self.delay


class _Stay(urllib.request.HTTPRedirectHandler):
    """Redirects are ours to follow: each is a request of its own, to a host with a turn of its own."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay)


def _ask(url: str, turn: _Turns, timeout: float, agent: str) -> Answer:
    at, for_good = url, True
    moved_to = ""
    try:
        for _ in range(_HOPS + 1):
            status, onward = turn(at, lambda at=at: _request("HEAD", at, timeout, agent))  # type: ignore[misc]
            if status in _TRY_GET:
                status, onward = turn(at, lambda at=at: _request("GET", at, timeout, agent))  # type: ignore[misc]
            if status not in _REDIRECTS or not onward:
                return Answer(url, status, "", moved_to if 200 <= status < 300 else "")
            at = urljoin(at, onward)
            if urlsplit(at).scheme not in ("http", "https"):
                return Answer(url, status, f"leads to {at}, which is no address of the web")
            for_good = for_good and _REDIRECTS[status]
            moved_to = at if for_good else moved_to
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(url, 0, _words(error))
    return Answer(url, status, f"leads on more than {_HOPS} times")


def _request(method: str, url: str, timeout: float, agent: str) -> tuple[int, str]:
    """Status and `Location` of one request; raises OSError, HTTPException or ValueError."""
    given = urllib.request.Request(_sent(url), method=method, headers={"User-Agent": agent, "Accept": "*/*"})  # noqa: S310 - only http(s)
    try:
        with _OPENER.open(given, timeout=timeout) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as error:
        with error:
            return error.code, _meant(error.headers.get("Location") or "")


def _sent(url: str) -> str:
    """An address as it is sent: a host in other letters by its name in ASCII (IDNA), all else percent-encoded."""
    parts = urlsplit(url.partition("#")[0])
    if not parts.netloc.isascii():
        host, colon, port = parts.netloc.partition(":")
        parts = parts._replace(netloc=f"{host.encode('idna').decode()}{colon}{port}")
    return quote(parts.geturl(), safe="%/:=&?~#+!$,;'@()*[]")


def _meant(location: str) -> str:
    """Where a redirect leads: some hosts write it in UTF-8, which is read as Latin-1."""
    try:
        return location.encode("latin-1").decode()
    except UnicodeError:
        return location


def _words(error: Exception) -> str:
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return "no answer in time"
    said = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return f"no answer ({said})"
