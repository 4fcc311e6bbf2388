"""Every page states one policy before all else, and holds nothing that it would refuse; servers are told what only they can say."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from dossier.cells import neutral
from dossier.headers import headers
from dossier.policy import ADDED, INLINE, REFERRER, breaches, guarded, policy
from dossier.project import checked
from dossier.publish import Build
from dossier.settings import Settings
from helpers import environ, mkdocs, pages_of, project, served, tree, write
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from playwright.sync_api import Browser, ConsoleMessage

ONION = "http://2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion/"
TEMPLATES = Path(str(__import__("dossier").__file__)).parent / "templates"
OF_WHAT_IS_GONE = {"embed-withdrawn.html", "untranslated.html"}
"""Of what was sealed and is gone, which nothing in the invented project is: `test_notices.py` and `test_permalinks.py` read their pages."""


class Head(HTMLParser):
    """What stands in the head of a page: (tag, attributes), in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.policies: list[str] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if given.get("http-equiv", "").casefold() == "content-security-policy":
            self.policies.append(given["content"])
        if self.inside:
            self.tags.append((tag, given))
        self.inside = self.inside or tag == "head"

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "head"


@pytest.fixture(scope="module")
def site(invented_project: Path) -> dict[str, bytes]:
    return tree(invented_project / "site")


# Pages


def test_the_invented_project_has_a_page_of_every_template(kinds: dict[str, str]) -> None:
    extended = {name for path in TEMPLATES.glob("*.html") for name in re.findall(r'{% extends "(.+?)" %}', path.read_text("utf-8"))}
    assert {path.name for path in TEMPLATES.glob("*.html")} - kinds.keys() - OF_WHAT_IS_GONE == extended


def test_every_page_states_one_policy_before_all_but_its_charset(site: dict[str, bytes]) -> None:
    for path, text in pages_of(site):
        head = Head(text)
        assert head.policies == [policy(path.removesuffix("index.html"))], path
        assert [tag for tag, _ in head.tags[:3]] == ["meta", "meta", "meta"], path
        assert (head.tags[0][1], head.tags[1][1].get("http-equiv")) == ({"charset": "utf-8"}, "Content-Security-Policy"), path
        assert head.tags[2][1] == {"name": "referrer", "content": REFERRER}, path


def test_no_page_holds_what_its_policy_refuses(site: dict[str, bytes]) -> None:
    assert {path: found for path, text in pages_of(site) if (found := breaches(text))} == {}


def test_the_policy_of_all_pages_is_this() -> None:
    assert policy().split("; ") == [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'", "connect-src 'self'",
        "manifest-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-src 'none'",
        "require-trusted-types-for 'script'", "trusted-types 'none'",
    ]  # fmt: skip
    assert (INLINE, ADDED) == ({}, {"search/": {"script-src": "'wasm-unsafe-eval'"}})


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<script>alert(1)</script>", "an inline script that nobody has read"),
        ("<script type=module>x()</script>", "an inline script that nobody has read"),
        ("<script type=speculationrules>{}</script>", "an inline script that nobody has read"),
        ("<body ONLOAD=x()>", "<body> has onload"),
        ('<svg><a onclick="x()"/></svg>', "<a> has onclick"),
        ('<p style="color: red">', "<p> has style"),
        ("<style>p { }</style>", "<style> may not be"),
        ('<a href=" java\tscript:x()">', "<a> has an address that is code"),
        ('<img src="https://host.example/x.png">', "<img> loads https://host.example/x.png from elsewhere"),
        ('<img src="\\\\host.example/x.png">', "<img> loads"),
        ('<script src="//host.example/x.js"></script>', "<script> loads"),
        ('<link rel="preconnect" href="https://fonts.example">', "<link> loads"),
        ('<base href="/">', "<base> may not be"),
        ('<iframe srcdoc="x"></iframe>', "<iframe> has srcdoc"),
    ],
)
def test_what_the_policy_refuses_is_found(html: str, found: str) -> None:
    assert breaches(f"<!doctype html><p>before</p>{html}")[0].startswith(found)


@pytest.mark.parametrize(
    "html",
    [
        '<script src="a.js" defer></script>', '<script type="application/ld+json">{"a": "<style>"}</script>', '<a href="https://host.example/">x</a>',
        '<link rel="canonical" href="https://host.example/">', "&lt;script&gt;alert(1)&lt;/script&gt;", '<img src="../x.png" alt="onload=">',
    ],
)  # fmt: skip
def test_what_the_policy_lets_pass_is_not_found(html: str) -> None:
    assert breaches(html) == []


def test_a_script_that_nobody_has_read_is_said_with_what_to_do() -> None:
    (said,) = breaches("<script>x</script>")
    assert "theme/partials/javascripts/" in said
    assert said.endswith("pin it in INLINE (policy.py) as sha256-" + b64encode(sha256(b"x").digest()).decode())


def test_a_script_that_was_read_and_pinned_may_run(monkeypatch: pytest.MonkeyPatch) -> None:
    pinned = "sha256-" + b64encode(sha256(b"x").digest()).decode()
    monkeypatch.setattr("dossier.policy.INLINE", {pinned: "for this test"})
    assert breaches("<script>x</script>") == []
    assert f"script-src 'self' '{pinned}';" in policy()


def test_what_one_page_may_besides_no_other_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.policy.ADDED", {"search/": {"script-src": "'wasm-unsafe-eval'", "frame-src": "'self'", "worker-src": "'self'"}})
    assert "'wasm-unsafe-eval'" not in policy() + policy("research/")
    own = policy("search/").split("; ")
    assert {"script-src 'self' 'wasm-unsafe-eval'", "frame-src 'self'", "worker-src 'self'", "default-src 'none'"} <= set(own)
    framed = guarded("<head>\n<meta charset=\"utf-8\"><script src=a.js></script></head>")
    assert Head(guarded(framed, "search/")).policies == [policy("search/")]
    assert guarded(framed, "people/") == framed


def test_a_page_as_templates_give_it_gets_the_same_policy() -> None:
    for html in ('<head>\n<meta charset="utf-8"><title>A</title></head>', "<head><title>A</title></head>", guarded("<head></head>")):
        assert guarded(Markup(html), "search/") == guarded(html, "search/")
        assert Head(guarded(Markup(html), "search/")).policies == [policy("search/")]


# What a user adds

OWN = "\nextra_css: [own.css]\nextra_javascript: [own.js]\n"
ELSEWHERE = "\nextra_javascript: ['https://cdn.example/x.js']\n"
SECURITY = "security:\n  contact: [mailto:tell@dossier.example, https://dossier.example/tell]\n  expires: 2027-06-30T00:00:00Z"


def with_settings(root: Path, settings: str, rest: str = "") -> Path:
    """The small project with more below `extra.dossier`, and with `rest` at the margin of mkdocs.yml."""
    text = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(text + "".join(f"    {line}\n" for line in settings.splitlines()) + rest, "utf-8")
    return root


@pytest.fixture(scope="module")
def configured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of a user who has set everything there is."""
    root = project(tmp_path_factory.mktemp("configured"), {"docs/own.css": "p { }\n", "docs/own.js": "1;\n"})
    done = mkdocs(
        with_settings(root, f"{SECURITY}\nonion: {ONION}\nlanguages: [en]\nfiles: [own.css, own.js]", OWN),
        "build", "-q", "--strict", env=environ(DOSSIER_AS_OF="2026-11-24"),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return tree(root / "site")


def test_files_of_ones_own_are_loaded(configured: dict[str, bytes]) -> None:
    assert b'src="own.js"' in configured["index.html"]
    assert b'href="own.css"' in configured["index.html"]
    assert {path: found for path, text in pages_of(configured) if (found := breaches(text))} == {}


def test_what_the_policy_would_refuse_stops_the_build(tmp_path: Path) -> None:
    root = with_settings(project(tmp_path), "", ELSEWHERE)
    text = (root / "mkdocs.yml").read_text("utf-8")
    write(root, {"mkdocs.yml": text.replace("font: false", "font: {text: Roboto}")})
    done = mkdocs(root)
    assert done.returncode == 1
    assert "<script> loads https://cdn.example/x.js from elsewhere; put the file on this site" in done.stderr
    assert "<link> loads https://fonts.googleapis.com" in done.stderr
    assert "<style> may not be on a page" in done.stderr
    assert not (root / "site").exists()


# In a browser


def is_idle(message: ConsoleMessage) -> bool:
    """Neither an error nor a warning; that there is no /favicon.ico, which browsers ask for of their own accord, is none."""
    return message.type not in ("error", "warning") or message.location.get("url", "").endswith("/favicon.ico")


def test_a_browser_refuses_nothing_asks_nobody_else_and_reports_no_error(
    browser: Browser, invented_project: Path, kinds: dict[str, str], site: dict[str, bytes]
) -> None:
    page = browser.new_page()
    heard: list[str] = []
    page.on("console", lambda message: None if is_idle(message) else heard.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    page.expose_function("heard", lambda said: heard.append(said))
    page.add_init_script("addEventListener('securitypolicyviolation', (e) => window.heard(`${location}: ${e.violatedDirective} ${e.blockedURI}`))")
    with served(invented_project / "site") as base:
        page.on("request", lambda request: None if request.url.startswith(base) else heard.append(request.url))
        for path in (*kinds.values(), "examplia/as-of/?as_of=2021-03-10"):
            page.goto(base + path)
        assert heard == []
        page.goto(base)
        page.evaluate("document.body.append(Object.assign(document.createElement('img'), {src: 'https://elsewhere.example/x.png'}))")
        page.wait_for_function("document.images[document.images.length - 1].complete")
    page.close()
    assert any("img-src" in line for line in heard)


def test_a_reader_who_prefers_the_dark_gets_it_at_the_first_visit(browser: Browser, invented_project: Path) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    with served(invented_project / "site") as base:
        page.goto(base)
        assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    context.close()


# Headers


def rules(text: str) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for line in text.splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            found[list(found)[-1]].append((name, value))
        elif not line.startswith("#"):
            found[line] = []
    return found


def matching(path: str, found: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    return [header for rule, given in found.items() if rule == path or (rule.endswith("*") and path.startswith(rule[:-1])) for header in given]


def test_every_page_gets_each_header_once_and_only_embeds_may_be_framed(site: dict[str, bytes]) -> None:
    found = rules(site["_headers"].decode())
    for path, _ in pages_of(site):
        for at in {f"/{path}", f"/{path.removesuffix('index.html')}"}:
            given = matching(at, found)
            names = [name for name, _ in given]
            assert len(names) == len(set(names)), at
            ancestors = dict(given)["Content-Security-Policy"].rpartition("; ")[2]
            assert ancestors == ("frame-ancestors *" if at.startswith("/embed/") else "frame-ancestors 'none'"), at


def test_data_may_be_read_by_the_scripts_of_others() -> None:
    given = dict(matching("/data/lags.json", rules(headers(Settings(), ["data/"]).decode())))
    assert (given["Access-Control-Allow-Origin"], given["X-Content-Type-Options"]) == ("*", "nosniff")


def test_a_site_below_the_root_of_its_host_has_its_own_paths() -> None:
    found = rules(headers(Settings(site_url="https://host.example/small/", onion=ONION), ["letters/"]).decode())
    assert list(found) == ["/small/*", "/small/", "/small/index.html", "/small/404.html", "/small/letters/*"]
    assert ("Onion-Location", ONION) in found["/small/"]


def test_headers_say_nothing_of_a_page_that_is_a_draft(tmp_path: Path) -> None:
    root = project(tmp_path, {"docs/secret-plan.md": "---\ndraft: true\n---\n# Plan\n"})
    build = Build.prepare(root)
    (made,) = [artifact.content() for artifact in build.artifacts() if artifact.uri == "_headers"]
    assert b"/about/*" in made
    assert b"secret" not in made


# Settings


def said_of(root: Path, settings: str, as_of: str = "2026-11-24") -> list[str]:
    problems = checked(with_settings(root, settings), as_of=as_of)[2]
    return [f"{problem.level}: {problem.field}: {problem.text}" for problem in problems if problem.path == "mkdocs.yml"]


def test_whom_to_tell_of_a_hole_is_published_as_rfc_9116_has_it(configured: dict[str, bytes]) -> None:
    assert configured[".well-known/security.txt"].decode().splitlines() == [
        "Contact: mailto:tell@dossier.example", "Contact: https://dossier.example/tell", "Expires: 2027-06-30T00:00:00Z", "Preferred-Languages: en",
        "Canonical: https://dossier.example/small/.well-known/security.txt",
    ]  # fmt: skip


def test_every_page_offers_itself_on_the_onion_service(configured: dict[str, bytes]) -> None:
    for path, text in pages_of(configured):
        given = [tag["content"] for name, tag in Head(text).tags if name == "meta" and tag.get("http-equiv") == "onion-location"]
        assert given == ([] if path == "404.html" else [ONION + path.removesuffix("index.html")]), path


def test_settings_that_are_right_are_not_remarked_on(tmp_path: Path) -> None:
    assert said_of(project(tmp_path), f"{SECURITY}\nonion: {ONION}") == []


def test_without_a_contact_there_is_no_file(site: dict[str, bytes]) -> None:
    assert ".well-known/security.txt" not in site
    assert not any("onion-location" in text for _, text in pages_of(site))


@pytest.mark.parametrize(
    ("settings", "as_of", "said"),
    [
        (SECURITY, "2027-07-01", "error: extra.dossier.security.expires: has passed (2027-06-30)"),
        (SECURITY, "2027-06-15", "note: extra.dossier.security.expires: is soon (2027-06-30)"),
        (SECURITY, "2026-01-01", "note: extra.dossier.security.expires: is more than a year ahead"),
        ("security: {contact: tell@dossier.example, expires: 2027-06-30}", "", "error: extra.dossier.security.contact: 'tell@dossier.example'"),
        ("security:\n  contact: https://x.example/", "", "error: extra.dossier.security.expires: is missing or is not an instant"),
        ("security:\n  contact: 'mailto:a@b.example\\r\\nContact: x'\n  expires: soon", "", "error: extra.dossier.security.contact"),
        ("security: nobody", "", "error: extra.dossier.security: is not a group of settings"),
        ("onion: http://short.onion/", "", "error: extra.dossier.onion: 'http://short.onion/' is not the address of an onion service"),
        (f"onion: {ONION.replace('wid', 'wie')}", "", "error: extra.dossier.onion"),
        (f"onion: {ONION.rstrip('/')}", "", "error: extra.dossier.onion"),
    ],
)
def test_settings_that_would_mislead_are_said(settings: str, as_of: str, said: str, tmp_path: Path) -> None:
    assert any(line.startswith(said) for line in said_of(project(tmp_path), settings, as_of or "2026-11-24"))


# Cells


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1+1", "－x", "＠x", "  =1", "\u200b=1", "\ufeff=1"]
)
def test_a_cell_that_a_spreadsheet_would_run_is_text(text: str) -> None:
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "-5", "+3.25", "-1e-5", "2017-01-20", "../2017-03-24", "Ann Lee", "a=b", "'=1", "Харькова"])
def test_a_cell_that_is_harmless_stays(text: str) -> None:
    assert neutral(text) == text


@given(st.text("=+-@＝＋ \t\r\n'1a.e"))
def test_no_cell_begins_with_a_sign_that_runs_unless_it_is_a_number(text: str) -> None:
    made = neutral(text)
    assert made in (text, f"'{text}")
    assert made[:1] not in tuple("=+-@\t\r\n") or made == "" or float(made) is not None
