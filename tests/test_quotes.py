"""Whether a quote is verbatim: the vectors in Python and in the browser, what must never be missed, and the box on the page."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from dossier.quotes import MAX_CHARACTERS, MAX_WORDS, Verdict, check
from dossier.render import environment
from helpers import ROOT
from hypothesis import given
from hypothesis import strategies as st
from payloads import PAYLOADS
from playwright.sync_api import Browser, Page, Route, sync_playwright

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (found := shutil.which(name))), None)
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
VECTORS = ROOT / "tests" / "quotes.json"
THEME = ROOT / "hooks" / "dossier" / "theme"
SCRIPT = THEME / "assets" / "javascripts" / "quote.js"
CSP = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'"
HOST = "http://letters.example/"

GIVEN = json.loads(VECTORS.read_text("utf-8"))
LETTERS: dict[str, list[tuple[str, str]]] = {name: [(ident, text) for ident, text in rows] for name, rows in GIVEN["letters"].items()}


def plain(verdict: Verdict) -> dict[str, Any]:
    """A verdict as the vectors and the script have it."""
    return {"kind": verdict.kind, "paragraphs": list(verdict.paragraphs), "pieces": [list(piece) for piece in verdict.pieces]}


def marked(verdict: Verdict) -> str:
    """`we will[-not-] leave` for what the letter has and the quote has not, `{+never+}` for the reverse."""
    form = {"same": "{}", "missing": "[-{}-]", "added": "{{+{}+}}", "omitted": "<{}>"}
    return re.sub(r"(\[-|\{\+|<) ", r" \1", "".join(form[kind].format(text) for kind, text in verdict.pieces))


# The vectors


@pytest.mark.parametrize("vector", GIVEN["vectors"], ids=lambda vector: vector["name"])
def test_a_vector_is_judged_as_written(vector: dict[str, Any], update: bool) -> None:
    verdict = check(vector["quote"], LETTERS[vector["letter"]])
    if update:
        vector.update(plain(verdict), says=verdict.says())
        lines = [f"  {json.dumps(each, ensure_ascii=False)}" for each in GIVEN["vectors"]]
        letters = [f"  {json.dumps(name)}: {json.dumps(rows, ensure_ascii=False)}" for name, rows in GIVEN["letters"].items()]
        VECTORS.write_text('{\n "letters": {\n' + ",\n".join(letters) + '\n },\n "vectors": [\n' + ",\n".join(lines) + "\n ]\n}\n", "utf-8")
    assert {**plain(verdict), "says": verdict.says()} == {key: vector[key] for key in ("kind", "paragraphs", "pieces", "says")}


def test_there_are_vectors_of_every_kind_and_no_two_of_one_name() -> None:
    names = [vector["name"] for vector in GIVEN["vectors"]]
    assert len(names) >= 60
    assert len(set(names)) == len(names)
    assert {vector["kind"] for vector in GIVEN["vectors"]} == {"verbatim", "altered", "not-found", "empty", "too-long"}
    assert {kind for vector in GIVEN["vectors"] for kind, _ in vector["pieces"]} == {"same", "missing", "added", "omitted"}


# What must never be missed


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("we will accept the ban on non-violent protest", "we will [-not-] accept the ban on non-violent protest"),
        ("violent protest — it’s unlawful", "[-non-violent-] {+violent+} protest — it’s unlawful"),
        ("non-violent protest — it’s lawful", "non-violent protest — it’s [-unlawful-] {+lawful+}"),
        ("We are the Free Union of Examplia; we will accept", "We are the Free Union of Examplia; we will [-not-] accept"),
        ("may be punished for a strike. We do not remain at your side", "may be punished for a strike. We {+do not+} remain at your side"),
    ],
)
def test_a_dropped_or_added_denial_is_shown(quote: str, shown: str) -> None:
    verdict = check(quote, LETTERS["union"])
    assert (verdict.kind, verdict.differences, marked(verdict)) == ("altered", 1, shown)


def test_a_denial_that_a_marked_omission_hides_is_shown() -> None:
    verdict = check("we will […] accept the ban", LETTERS["union"])
    assert (verdict.kind, marked(verdict)) == ("verbatim", "we will <not> accept the ban")
    assert verdict.says() == "Verbatim, with 1 marked omission: paragraph 2."


WORDS = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega not".split()


@given(st.data())
def test_a_run_of_whole_words_is_verbatim_and_one_that_lost_a_word_is_not(data: st.DataObject) -> None:
    words = data.draw(st.permutations(WORDS))
    cut = data.draw(st.integers(1, len(words) - 1))
    letter = [("p1", " ".join(words[:cut])), ("p2", " ".join(words[cut:]))]
    start = data.draw(st.integers(0, len(words) - 6))
    end = data.draw(st.integers(start + 5, len(words)))
    assert check(" ".join(words[start:end]), letter).kind == "verbatim"
    lost = data.draw(st.integers(start + 1, end - 2))
    verdict = check(" ".join(words[start:lost] + words[lost + 1 : end]), letter)
    assert (verdict.kind, [piece.text.strip() for piece in verdict.pieces if piece.kind != "same"]) == ("altered", [words[lost]])


_BITS = [*"ab.,…[]()<> \n'’“-—", "sic", "not", "法", "e\u0301", "\ud800", "😀", "\u00ad", "\u200b"]
_ANY = st.lists(st.sampled_from(_BITS), max_size=60).map("".join)


@given(_ANY, st.lists(_ANY, max_size=4))
def test_nothing_is_thrown_and_the_pieces_are_the_passage(quote: str, texts: list[str]) -> None:
    letter = [(f"p{number}", text) for number, text in enumerate(texts, start=1)]
    verdict = check(quote, letter)
    assert verdict.says()
    assert (verdict.kind == "altered") == (verdict.differences > 0)
    assert bool(verdict.paragraphs) == (verdict.kind in ("verbatim", "altered"))


@pytest.mark.parametrize("quote", [*PAYLOADS, "\0", "\ud800\udfff" * 3, "[" * 30_000 + "a", "'" * 30_000 + "a", "a!" * 1_900, ". " * 19_000 + "a"])
def test_hostile_quotes_are_answered(quote: str) -> None:
    assert check(quote, LETTERS["union"]).kind in ("not-found", "empty", "too-long", "verbatim")


@pytest.mark.parametrize("quote", ["x " * 100_000, "x " * (MAX_WORDS + 1), "x" * (MAX_CHARACTERS + 1), "a […] " * 60])
def test_what_is_too_long_is_refused_at_once(quote: str) -> None:
    started = time.monotonic()
    assert check(quote, LETTERS["union"]).kind == "too-long"
    assert time.monotonic() - started < 1


def test_the_longest_letter_and_the_longest_quote_end_in_time() -> None:
    choose = random.Random(3)
    words = [f"{choose.choice('bdfghklmn')}{number % 997}" for number in (int(3000 ** choose.random()) for _ in range(60_000))]
    letter = [(f"p{number}", " ".join(words[at : at + 100])) for number, at in enumerate(range(0, 60_000, 100), start=1)]
    quote = [word for number, word in enumerate(words[40_000:42_000], start=1) if number % 10]
    started = time.monotonic()
    verdict = check(" ".join(quote), letter)
    assert time.monotonic() - started < 15, "a few seconds on an ordinary machine"
    assert verdict.kind == "altered"
    assert 190 <= verdict.differences <= 200


# The browser. Playwright allows one driver in a thread, and test_pages keeps its own: this one lives in another thread.

Run = Callable[[Callable[[Browser], Any]], Any]


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """Does something with a browser."""
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("no Chromium or Chrome is installed")
    assert CHROMIUM, "CI has a Chromium"
    with ThreadPoolExecutor(1) as thread:
        playwright = thread.submit(lambda: sync_playwright().start()).result()
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = thread.submit(lambda: playwright.chromium.launch(executable_path=CHROMIUM, args=flags)).result()
        yield lambda steps: thread.submit(steps, browser).result()
        thread.submit(browser.close).result()
        thread.submit(playwright.stop).result()


NOW, BEFORE = "a" * 12 + "0" * 52, "b" * 12 + "1" * 52
ROWS = f"""
<div class="dossier-row" data-around="salutation"><p class="dossier-para">Dear Ms Exampleson,</p></div>
<div class="dossier-row" id="p1" data-fingerprint="{"c" * 64}"><p class="dossier-para__n"><a href="#p1">1</a></p>
<p class="dossier-para">We will not accept<br>the ban.</p></div>
<div class="dossier-row dossier-row--item" id="p2" data-fingerprint="{"d" * 64}"><p class="dossier-para__n"><a href="#p2">2</a></p>
<p class="dossier-para"><span class="dossier-para__mark">2.</span> Release <a class="dossier-name" href="#">Anna Beispiel</a>.</p></div>
<div class="dossier-row" id="p3" data-fingerprint="{NOW}"><p class="dossier-para__n"><a href="#p3">3</a></p>
<p class="dossier-para">The law is unjust &amp; must go.</p>
<div class="dossier-margin" lang="en"><p class="dossier-note dossier-note--correction" data-fingerprint="{BEFORE}">
<b>Corrected on <time datetime="2020-05-06">6 May 2020</time>.</b> Before: “<span>The law is good</span>”</p>
<p class="dossier-note dossier-note--correction"><b>Corrected.</b> Otherwise</p></div></div>
<div class="dossier-row" id="p3a" data-fingerprint="{"e" * 64}"><p class="dossier-para__n"><a href="#p3a">3a</a></p>
<p class="dossier-para">Last words.</p></div>
"""


def letter_page() -> str:
    box = environment().from_string('{% from "parts/quote.html" import check_box %}{{ check_box() }}').render()
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A letter</title>
<link rel="stylesheet" href="/assets/stylesheets/dossier.css"><script defer src="/assets/javascripts/quote.js"></script></head>
<body><main class="md-typeset"><div class="dossier dossier-letter"><h1>A letter</h1><div lang="kk">{ROWS}</div>{box}</div></main></body></html>"""


def visit(browser: Browser, where: str = "", **options: Any) -> tuple[Page, list[str]]:
    """The page of a letter under a strict policy, and what its console complains of."""

    def answer(route: Route) -> None:
        file = THEME / route.request.url.removeprefix(HOST).split("?")[0]
        if file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(body=letter_page(), content_type="text/html", headers={"Content-Security-Policy": CSP})

    page = browser.new_context(**options).new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/*", answer)
    page.goto(HOST + where)
    return page, errors


def asked(page: Page, quote: str) -> str:
    """The verdict on a quote that is put into the box."""
    page.get_by_label("A passage quoted from this letter").fill(quote)
    page.get_by_role("button", name="Check", exact=True).click()
    return page.locator("output").inner_text()


def test_the_script_judges_as_python_does(run: Run) -> None:
    choose = random.Random(11)
    bits = ["the", "union", "not", "will", "don't", "non-violent", "3.5", "“free”", "The", "[T]he", "—", "…", "[…]", "(x)", "[y z]", "[sic]", "end.",
            "法律", "10–15",
            "【…】", "（⋯⋯）", "。", "، ", "کـتاب", "كتاب", "ที่นี่", "हिन्दी", "ΣΑΣ", "ნინო", "ＡＢ", "ｶﾞ",
            "−5", "«Да»,", "İx", "e\u0301", "a\u200bb", "😀", "1.", "l’homme"]  # fmt: skip
    cases = [(vector["quote"], LETTERS[vector["letter"]]) for vector in GIVEN["vectors"]]
    for _ in range(600):
        rows = [(f"p{n}", " ".join(choose.choices(bits, k=choose.randint(1, 30)))) for n in range(1, choose.randint(2, 5))]
        words = " ".join(text for _, text in rows).split(" ")
        start = choose.randrange(len(words))
        quote = words[start : start + choose.randint(1, 25)]
        for _ in range(choose.randint(0, 4)):
            at = choose.randint(0, len(quote))
            quote[at : at + choose.randint(0, 3)] = choose.choices(bits, k=choose.randint(0, 2))
        cases.append((" ".join(quote), rows))

    def judge(browser: Browser) -> list[dict[str, Any]]:
        page = browser.new_page()
        page.add_script_tag(path=SCRIPT)
        told: list[dict[str, Any]] = page.evaluate(
            """cases => cases.map(([quote, rows]) => dossierQuote.check(quote, rows))
                .map(({cited, ...told}) => ({...told, says: dossierQuote.says({...told, cited})}))""",
            cases,
        )
        page.close()
        return told

    expected = [{**plain(verdict), "says": verdict.says()} for verdict in (check(quote, rows) for quote, rows in cases)]
    for case, theirs, ours in zip(cases, run(judge), expected, strict=True):
        assert theirs == ours, case


@pytest.mark.parametrize(
    "quote", ["'x '.repeat(100000)", "'\\ud800 '.repeat(5)", "'\\0'", "'['.repeat(30000) + 'a'", "'a\\u0301\\u0323'.repeat(9000)"]
)
def test_the_script_answers_hostile_quotes(run: Run, quote: str) -> None:
    def judge(browser: Browser) -> str:
        page = browser.new_page()
        page.add_script_tag(path=SCRIPT)
        kind: str = page.evaluate(f"dossierQuote.check({quote}, [['p1', 'We will not accept the ban.']]).kind")
        page.close()
        return kind

    assert run(judge) in ("not-found", "empty", "too-long")


def test_without_scripts_a_line_says_what_to_do(run: Run) -> None:
    def steps(browser: Browser) -> None:
        page, _ = visit(browser, java_script_enabled=False)
        assert page.get_by_text("Without scripts: search this page for the passage, or run dossier quote.").is_visible()
        assert not page.locator("form").is_visible()
        page.context.close()

    run(steps)


def test_the_box_says_the_verdict_shows_the_passage_and_links_to_it(run: Run) -> None:
    def steps(browser: Browser) -> None:
        page, errors = visit(browser)
        assert not page.get_by_text("Without scripts").is_visible()
        assert asked(page, "We will accept the ban") == "Altered: 1 difference; nearest is paragraph 1."
        assert page.locator("blockquote").text_content() == "We will [left out: not] accept the ban"
        assert page.locator("[data-legend]").is_visible()
        assert page.locator("blockquote").get_attribute("lang") == "kk"
        assert page.locator("[data-passage] a").get_attribute("href") == "#p1"
        assert asked(page, "“Release Anna Beispiel. The law is unjust & must go.”") == "Verbatim: paragraphs 2 and 3."
        assert not page.locator("[data-legend]").is_visible()
        assert page.locator("[data-passage] a").all_inner_texts() == ["Paragraph 2", "Paragraph 3"]
        assert asked(page, "We will not […] Release Anna Beispiel") == "Verbatim, with 1 marked omission: paragraphs 1 and 2."
        assert page.locator("blockquote").text_content() == "We will not [left out and marked: accept the ban.]\nRelease Anna Beispiel"
        assert asked(page, "Dear Ms Exampleson, We will not accept") == "Verbatim: the salutation and paragraph 1."
        assert page.locator("[data-passage] a").all_inner_texts() == ["Paragraph 1"]
        assert asked(page, "Corrected. Otherwise") == "Not found in this letter."
        assert not page.locator("[data-passage]").is_visible()
        assert asked(page, " ") == "Nothing to check: give the words of the passage."
        page.get_by_label("A passage quoted").fill("other words")
        assert page.locator("output").inner_text() == "", "a verdict does not stand beside another quote"
        assert errors == []
        page.context.close()

    run(steps)


def test_what_is_pasted_is_never_markup(run: Run) -> None:
    def steps(browser: Browser) -> None:
        page, errors = visit(browser)
        assert asked(page, "We will not accept <img src onerror=alert()> the ban. Release").startswith("Altered")
        assert page.locator("blockquote :is(img, script)").count() == 0
        assert "<img src onerror=alert()>" in (page.locator("blockquote ins").text_content() or "")
        assert errors == []
        page.context.close()

    run(steps)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_box_is_accessible_and_fits_a_phone(run: Run, scheme: Any) -> None:
    def steps(browser: Browser) -> None:
        page, _ = visit(browser, f"?v={BEFORE[:12]}#p3", viewport={"width": 320, "height": 800}, color_scheme=scheme)
        page.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme }", "slate" if scheme == "dark" else "default")
        asked(page, "We will […] accept Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft the ban. Release")
        assert page.locator("blockquote ins").first.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.evaluate(AXE)
        found = page.evaluate("axe.run(document, {rules: {'color-contrast': {enabled: true}}})")["violations"]
        assert [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found] == []
        page.get_by_label("A passage quoted").focus()
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.emulate_media(media="print")
        assert not page.locator("#check-quote").is_visible()
        page.context.close()

    run(steps)


EARLIER = "This link was made for an earlier wording of paragraph 3, which is quoted below; it was corrected since."
OTHER = "The wording of paragraph {} is not the one that this link was made for."


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (f"?v={NOW[:12]}#p3", ""), (f"?v={BEFORE[:12]}#p3", EARLIER), (f"?v={BEFORE[:8].upper()}#p3", EARLIER), (f"?v={BEFORE}#p3", EARLIER),
        (f"?v={'f' * 12}#p3", OTHER.format("3")), (f"?v={BEFORE[:12]}#p3a", OTHER.format("3a")), (f"?v={'f' * 12}&v={NOW}#p3", OTHER.format("3")),
        (f"?v={BEFORE[:12]}", ""), ("#p3", ""), ("?v=#p3", ""), (f"?v={BEFORE[:7]}#p3", ""), ("?v=not-hex-digits#p3", ""), (f"?v={'f' * 65}#p3", ""),
        (f"?v={'f' * 12}#p99", ""), (f"?v={'f' * 12}#check-quote", ""), (f"?v={'f' * 12}#%E0%A4%A", ""),
    ],
)  # fmt: skip
def test_a_link_made_for_another_wording_says_so(run: Run, where: str, said: str) -> None:
    def steps(browser: Browser) -> None:
        page, errors = visit(browser, where)
        notes = page.locator(".dossier-note--since")
        assert notes.all_inner_texts() == [said][: bool(said)]
        if said:
            assert notes.get_attribute("role") == "status"
            row = page.locator(".dossier-row:has(> .dossier-note--since + .dossier-para)")  # above the words: a long paragraph ends off the screen
            assert row.get_attribute("id") == where.partition("#")[2]
        assert page.locator("[data-cited]").count() == (said == EARLIER)
        assert asked(page, "this link was made for") == "Not found in this letter.", "our notes are not the letter's words"
        assert errors == []
        page.context.close()

    run(steps)


def test_the_note_follows_the_fragment(run: Run) -> None:
    def steps(browser: Browser) -> None:
        page, _ = visit(browser, f"?v={BEFORE[:12]}#p3")
        assert page.locator("[data-cited]").count() == 1
        page.locator("#p3a .dossier-para__n a").click()
        page.locator("#p3a .dossier-note--since").wait_for()
        assert page.locator(".dossier-note--since").all_inner_texts() == [OTHER.format("3a")]
        assert page.locator("[data-cited]").count() == 0
        page.context.close()

    run(steps)
