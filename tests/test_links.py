"""Sources and their archived copies; whether cited addresses still answer, asked of a server of our own, politely."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from dossier.cli import main
from dossier.links import AGENT, ask_all
from helpers import project
from test_feeds import again


@dataclass
class Host:
    """What a server was asked: (method, path, agent, moment), and how many requests it had at a time."""

    home: str = ""
    asked: list[tuple[str, str, str, float]] = field(default_factory=list)
    at_once: int = 0
    most: int = 0

    def asked_for(self, path: str) -> list[str]:
        return [method for method, where, _, _ in self.asked if where == path]


@contextmanager
def host(hold: float = 0.0) -> Iterator[Host]:
    found = Host()
    guard = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with guard:
                found.at_once += 1
                found.most = max(found.most, found.at_once)
                found.asked.append((self.command, self.path, self.headers["User-Agent"], time.monotonic()))
            time.sleep(3 if self.path == "/slow" else hold)
            with guard:
                found.at_once -= 1
            status, onward = 200, ""
            name = self.path.strip("/").partition("?")[0]
            if name.isdigit():
                status = int(name)
            elif name == "only-get":
                status = 405 if self.command == "HEAD" else 200
            elif name in ("moved", "lent", "loop", "out", "raw"):
                status = 302 if name == "lent" else 301
                raw = "/Ä".encode().decode("latin-1")
                onward = {"moved": "/lent", "lent": "/there", "loop": "/loop", "out": "ftp://host.example/x", "raw": raw}[name]
            self.send_response(status)
            if onward:
                self.send_header("Location", onward)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_HEAD = do_GET  # noqa: N815 - the name that http.server asks for

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.home = f"http://127.0.0.1:{server.server_port}"
    yield found
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "good", "said"),
    [
        ("/here", True, "200 OK"),
        ("/404", False, "404 Not Found"),
        ("/410", False, "410 Gone"),
        ("/500", False, "500 Internal Server Error"),
        ("/only-get", True, "200 OK"),
        ("/moved", True, "200 OK; moved for good to {home}/lent"),
        ("/lent", True, "200 OK"),
        ("/raw", True, "200 OK; moved for good to {home}/Ä"),
        ("/loop", False, "leads on more than 5 times"),
        ("/out", False, "leads to ftp://host.example/x, which is no address of the web"),
        ("/slow", False, "no answer in time"),
        ("/Ä b?x=1&y=%20#place", True, "200 OK"),
    ],
)
def test_what_an_address_answers(path: str, good: bool, said: str) -> None:
    with host() as server:
        (answer,) = ask_all([f"{server.home}{path}"], delay=0, timeout=0.5)
        assert (answer.good, answer.say()) == (good, said.format(home=server.home))


def test_a_host_in_other_letters_is_asked_by_its_name_in_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    with host() as server:
        looked_up: list[str] = []

        def here(where: str, *more: Any, **named: Any) -> Any:
            looked_up.append(where)
            return found("127.0.0.1", *more, **named)

        found = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", here)
        (answer,) = ask_all([f"http://пример.example:{server.home.rpartition(':')[2]}/здесь"], delay=0, timeout=0.5)
        assert (answer.say(), looked_up) == ("200 OK", ["xn--e1afmkfd.example"])


def test_a_host_that_is_not_there_is_said() -> None:
    with host() as server:
        gone = server.home
    (answer,) = ask_all([gone], delay=0, timeout=0.5)
    assert not answer.good
    assert answer.say() == "no answer (Connection refused)"


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause_between() -> None:
    with host(hold=0.02) as one, host(hold=0.02) as other:
        urls = [f"{server.home}/{n}x" for n in range(4) for server in (one, other)]
        answers = list(ask_all([*urls, urls[0]], delay=0.1))
        assert [answer.url for answer in answers] == urls, "each once, in their order"
        for server in (one, other):
            assert server.most == 1
            moments = [moment for *_, moment in server.asked]
            assert min(b - a for a, b in pairwise(moments)) >= 0.1
            assert {agent for _, _, agent, _ in server.asked} == {AGENT}
            assert {method for method, *_ in server.asked} == {"HEAD"}


def test_nothing_is_asked_again() -> None:
    with host() as server:
        list(ask_all([f"{server.home}{path}" for path in ("/404", "/500", "/only-get", "/here")], delay=0))
        assert server.asked_for("/404") == ["HEAD", "GET"], "some hosts do not like HEAD"
        assert server.asked_for("/500") == ["HEAD"]
        assert server.asked_for("/only-get") == ["HEAD", "GET"]
        assert server.asked_for("/here") == ["HEAD"]


def sources(home: str) -> dict[str, str | bytes | None]:
    text = f"""
        - {{id: gazette, title: The Gazette of 2017, publisher: Gazette, date: 2017-02-01, url: "{home}/here"}}
        - id: herald
          title: The Herald of 2018
          publisher: Herald
          date: 2018-03-01
          url: {home}/404
          archived_url: {home}/web/20180302101112/https://example.org/herald
        - {{id: undated, title: A page without a date, publisher: Nobody}}
        - {{id: drafted, title: A draft, publisher: Nobody, url: "{home}/draftplanted", draft: true}}
        """
    return {"data/utopia/sources.yml": text}


def run(root: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["links", "--root", str(root), *arguments])
    return done.exit_code, done.output


def test_sources_without_an_archived_copy_are_listed_without_a_network(tmp_path: Path) -> None:
    with host() as server:
        project(tmp_path, sources(server.home))
        assert run(tmp_path) == (1, (
            f"data/utopia/sources.yml:1: gazette: no archived copy of {server.home}/here\n3 sources, 1 without an archived copy\n"
        ))  # fmt: skip
        assert server.asked == []


def test_online_what_does_not_answer_is_listed_and_nothing_withheld_is_asked_for(tmp_path: Path) -> None:
    with host() as server:
        project(tmp_path, sources(server.home))
        code, said = run(tmp_path, "--online", "--delay", "0")
        assert code == 1
        assert f"data/utopia/sources.yml:2: herald: {server.home}/404: 404 Not Found\n" in said
        assert said.endswith("3 sources, 1 without an archived copy, 1 address that does not answer\n")
        assert {path for _, path, _, _ in server.asked} == {"/here", "/404", "/web/20180302101112/https://example.org/herald"}


def test_where_nothing_is_to_be_done_it_ends_with_0(tmp_path: Path) -> None:
    with host() as server:
        given = str(sources(server.home)["data/utopia/sources.yml"]).replace("/404", "/there")
        given = given.replace('/here"}', f'/here", archived_url: "{server.home}/copy"}}')
        project(tmp_path, {"data/utopia/sources.yml": given})
        assert run(tmp_path, "utopia", "--online", "--delay", "0") == (0, "3 sources, 0 without an archived copy, 0 addresses that do not answer\n")


def test_a_country_that_is_not_there_is_said(tmp_path: Path) -> None:
    project(tmp_path)
    assert run(tmp_path, "utopis") == (1, "Error: there is no country 'utopis'; there are international, utopia\n")


def test_a_source_names_its_archived_copy_as_robust_links_do(tmp_path: Path) -> None:
    event = """
        - id: 2018-01-01-x
          title: Something
          date: 2018-01-01
          kind: hearing
          sources: gazette
          accounts: [{by: ministry, text: 'Yes.', sources: herald}, {by: free-union, text: 'No.', sources: gazette}]
        """
    project(tmp_path, {**sources("https://host.example"), "data/utopia/events/x.yml": event})
    site = again(tmp_path)
    copy = "https://host.example/web/20180302101112/https://example.org/herald"
    for where in ("utopia/sources/index.html", "utopia/events/2018-01-01-x/index.html"):
        text = site[where].decode()
        assert f'<a href="https://host.example/404" data-versionurl="{copy}" data-versiondate="2018-03-02">The Herald of 2018</a>' in text, where
        assert f'<a href="{copy}" data-originalurl="https://host.example/404" data-versiondate="2018-03-02">Archived copy</a>' in text, where
        assert '<a href="https://host.example/here">The Gazette of 2017</a>' in text, where
