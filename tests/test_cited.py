"""A letter that is cited: copying, checking, old links, short links, files beside it, in a browser and without scripts."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from dossier.cli import main
from dossier.prose import fingerprint
from helpers import mkdocs, project, served, write
from playwright.sync_api import Browser, Page, expect

LETTER = "data/utopia/letters/2017-03-24-to-bo-dahl.md"
STEM = "utopia/letters/2017-03-24-to-bo-dahl"
ONE, WAS, NOW = "The Free Union writes about Ann Lee.", "Please release her.", "Please release her now."
FRONT = """\
---
title: Letter to Bo Dahl
date: 2017-03-24
from: free-union
to: bo-dahl
signed_by: ann-lee
subject: The release of Ann Lee
language: en
redirect_from: 2017-to-dahl
{more}checked: 2018-05-01
---
"""
CORRECTION = f'corrections: [{{date: 2026-11-25, text: A word was missing., paragraph: p2, was: {{en: "{WAS}", ru: "Было."}}}}]\n'
AROUND = "salutation: Dear Mr Dahl,\nclosing: |-\n  We thank you in advance,\n\n  Yours faithfully,\n"
RUSSIAN = "---\ntitle: Письмо Бу Далю\ntranslated_by: A volunteer\n---\nОдин.\n\nДва.\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sealed project with a letter that was corrected after sealing, and its translation."""
    root = project(
        tmp_path_factory.mktemp("cited") / "small",
        {LETTER: f"{FRONT.format(more=AROUND)}{ONE}\n\n{WAS}\n", LETTER.replace(".md", ".ru.md"): RUSSIAN},
    )
    assert CliRunner().invoke(main, ["seal", "--root", str(root), "--as-of", "2026-11-24"]).exit_code == 0
    write(root, {LETTER: f"{FRONT.format(more=AROUND + CORRECTION)}{ONE}\n\n{NOW}\n"})
    done = mkdocs(root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module")
def home(root: Path) -> Iterator[str]:
    with served(root / "site") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page in a browser without scripts."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def file(root: Path, name: str) -> bytes:
    return (root / "site" / name).read_bytes()


# Copying and checking


def test_quote_copies_the_words_whose_they_are_and_an_address_with_the_fingerprint(page: Page, home: str) -> None:
    page.goto(f"{home}{STEM}/")
    page.locator("#p2 [data-quote]").click()
    words, source, link = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert words == f"“{NOW}”"
    assert source == "Letter of 24 March 2017 from FU to Bo Dahl, paragraph 2, Small dossier"
    assert link == f"https://dossier.example/small/{STEM}/?v={fingerprint(NOW)[:12]}#p2"


@pytest.mark.parametrize(
    ("start", "end", "quoted"),
    [(7, 14, "release"), (9, 16, "release her"), (0, 0, NOW), (0, len(NOW), NOW), (6, 8, "release")],
)
def test_quote_copies_of_a_paragraph_only_the_whole_words_that_are_selected(page: Page, home: str, start: int, end: int, quoted: str) -> None:
    page.goto(f"{home}{STEM}/")
    select = """([from, start, to, end]) => {
        const text = (id) => document.querySelector(`#${id} .dossier-para`).firstChild;
        getSelection().setBaseAndExtent(text(from), start, text(to), end);
    }"""
    page.evaluate(select, ["p2", start, "p2", end])
    page.locator("#p2 [data-quote]").click()
    words, _, link = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert (words, link.rpartition("/")[2]) == (f"“{quoted}”", f"?v={fingerprint(NOW)[:12]}#p2")
    page.evaluate(select, ["p2", start, "p2", end])
    page.locator("#p2 [data-quote]").press("Enter")
    assert page.evaluate("navigator.clipboard.readText()").split("\n")[0] == words
    for place, said in ((("p1", 0, "p1", 3), NOW), (("p1", 0, "p2", 14), "Please release")):
        page.evaluate(select, place)
        page.locator("#p2 [data-quote]").click()
        assert page.evaluate("navigator.clipboard.readText()").split("\n")[0] == f"“{said}”", "what is selected elsewhere is not meant"


def test_words_behind_a_list_in_an_item_stand_behind_it_and_are_quoted_with_their_item(page: Page, tmp_path: Path) -> None:
    body = "They hold:\n\n1. Ann Lee,\n\n   for what:\n   - she said,\n   - she wrote;\n\n   and nobody else.\n2. No more.\n"
    root = project(tmp_path, {LETTER: FRONT.format(more="") + body})
    assert mkdocs(root, "build", "--strict").returncode == 0
    words = ["They hold:", "Ann Lee, for what:", "she said,", "she wrote;", "and nobody else.", "No more."]
    with served(root / "site") as home:
        for address in (f"{home}{STEM}/", f"{home}{STEM}/thread/", f"{home}embed/{STEM}/"):
            page.goto(address)
            shown = page.locator(".dossier-row .dossier-para, .letter .row p").all_inner_texts()
            assert [re.sub(r"^(\d+ )?(1\.|2\.|•)\s+|^\d+ ", "", " ".join(text.split())) for text in shown] == words
        page.goto(f"{home}{STEM}/")
        assert "6 paragraphs" not in page.content()
        outer, inner = (page.locator(f"#p{n} .dossier-para__mark").evaluate("mark => mark.getBoundingClientRect().x") for n in (2, 3))
        assert outer < inner, "what is listed in an item stands further in"
        page.locator("#p2 [data-quote]").click()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith("“Ann Lee, for what: and nobody else.”\n")
        page.get_by_label("A passage quoted from this letter").fill(copied)
        page.get_by_role("button", name="Check").click()
        assert page.locator("#check-quote output").inner_text().startswith("Verbatim: paragraph 2.")
        as_read, said = "Ann Lee, for what: she said, she wrote; and {} else. No more.", ("Verbatim: ", "Altered: 1 difference; nearest are ")
        for word, verdict in zip(("nobody", "somebody"), said, strict=True):
            for quote in (as_read.format(word), "They hold: " + as_read.format(word)):
                page.get_by_label("A passage quoted from this letter").fill(quote)
                page.get_by_role("button", name="Check").click()
                numbers = f"paragraphs {'1, ' * quote.startswith('They')}2, 3, 4 and 5."
                assert page.locator("#check-quote output").inner_text() == f"{verdict}{numbers}"
                done = CliRunner().invoke(main, ["quote", "--root", str(root), quote])
                assert f"{verdict}{numbers}" in done.output, done.output
        page.goto(f"{home}embed/{STEM}/p2/")
        assert page.locator(".row p").all_inner_texts() == ["2 1. Ann Lee, for what:", "and nobody else."]
    plain = (root / "site" / f"{STEM}.txt").read_text("utf-8")
    assert plain.index("she wrote") < plain.index("and nobody else") < plain.index("No more")


def test_copy_copies_a_citation(page: Page, home: str) -> None:
    page.goto(f"{home}{STEM}/#cite")
    page.get_by_label("Copy: APA (7th edition)").click()
    assert page.evaluate("navigator.clipboard.readText()").startswith("Lee, A. (2017, March 24).")


@pytest.mark.parametrize(
    ("quote", "says"),
    [
        (NOW, "Verbatim: paragraph 2."),
        ("The Free Union never writes about Ann Lee", "Altered: 1 difference; nearest is paragraph 1."),
        ("Something that nobody has written at all", "Not found in this letter."),
        ("Dear Mr Dahl", "Verbatim: the salutation."),
        (f"Dear Mr Dahl, {ONE} {NOW} We thank you in advance, Yours faithfully", "Verbatim: the salutation, paragraphs 1 and 2, and the closing."),
        (f"Dear Ms Dahl, {ONE}", "Altered: 1 difference; nearest are the salutation and paragraph 1."),
    ],
)
def test_a_pasted_quote_is_checked_in_the_page_and_by_the_command(page: Page, home: str, root: Path, quote: str, says: str) -> None:
    page.goto(f"{home}{STEM}/")
    page.get_by_label("A passage quoted from this letter").fill(quote)
    page.get_by_role("button", name="Check").click()
    assert page.locator("#check-quote output").inner_text() == says
    done = CliRunner().invoke(main, ["quote", "--root", str(root), quote])
    assert (done.exit_code == 0) is says.startswith("Verbatim")
    assert says.replace("this letter", "any letter") in done.output


def test_a_wording_before_a_correction_is_known_as_such(page: Page, tmp_path: Path) -> None:
    corrections = (
        'corrections:\n  - {date: 2019-01-02, text: A name., paragraph: p2, was: "We ask Bo Dahl to free Ann Li."}\n'
        '  - {date: 2020-05-06, text: A word., paragraph: p2, was: "We ask Bo Dahl to free Ann Lee."}\n'
        '  - {date: 2020-05-07, text: All of it., paragraph: p1, was: "Whoever reads this should know."}\n'
    )
    root = project(tmp_path, {LETTER: FRONT.format(more=corrections) + "Good morning.\n\nWe ask Bo Dahl to release Ann Lee.\n"})
    assert mkdocs(root, "build", "--strict").returncode == 0
    altered = "Altered: 1 difference; nearest is paragraph 2."
    wordings = [
        ("ask Bo Dahl to release Ann Lee", "Verbatim: paragraph 2."),
        ("ask Bo Dahl to free Ann Lee", f"{altered} Verbatim before the correction of 6 May 2020: paragraph 2."),
        ("We […] free Ann Li", "Not found in this letter. Verbatim before the correction of 2 January 2019, with 1 marked omission: paragraph 2."),
        ("ask Bo Dahl to let Ann Lee go", "Altered: 2 differences; nearest is paragraph 2."),
        ("Whoever reads this", "Not found in this letter. Verbatim before the correction of 7 May 2020: paragraph 1."),
    ]
    with served(root / "site") as home:
        page.goto(f"{home}{STEM}/")
        for quote, says in wordings:
            page.get_by_label("A passage quoted from this letter").fill(quote)
            page.get_by_role("button", name="Check").click()
            assert page.locator("#check-quote output").inner_text() == says
            done = CliRunner().invoke(main, ["quote", "--root", str(root), quote])
            assert (done.exit_code == 0, done.output.startswith(says)) == (says.startswith("Verbatim"), True), done.output
    assert f"{STEM}/#p1" in done.output


def test_paragraphs_that_are_copied_bring_no_words_of_ours_and_are_verbatim(page: Page, tmp_path: Path) -> None:
    more = 'demands: [{demand: free-her, paragraph: p2}]\ncorrections: [{date: 2019-01-02, text: A name., paragraph: p2, was: "Free Ann Li."}]\n'
    root = project(tmp_path, {LETTER: FRONT.format(more=more) + "We ask you:\n\n1. Free Ann Lee.\n2. Free all others.\n\nThat is all.\n"})
    write(root, {"data/utopia/demands.yml": "- {id: free-her, title: Free her, text: Free her., checked: 2018-05-01}\n"})
    assert mkdocs(root, "build", "--strict").returncode == 0
    with served(root / "site") as home:
        page.goto(f"{home}{STEM}/")
        assert page.locator("#p2").get_by_text("Demand: Open").is_visible()
        for first in ("p1", "p2"):
            copied = page.evaluate("""(first) => {
                const [start, end] = [first, "p4"].map((id) => document.querySelector(`#${id} .dossier-para`));
                getSelection().setBaseAndExtent(start, 0, end, end.childNodes.length);
                return getSelection().toString();
            }""", first)
            assert not re.search("Demand|Corrected", copied)
            page.get_by_label("A passage quoted from this letter").fill(copied)
            page.get_by_role("button", name="Check").click()
            assert page.locator("#check-quote output").inner_text() == f"Verbatim: paragraphs {'1, 2, 3' if first == 'p1' else '2, 3'} and 4."
            assert page.locator("#check-quote del, #check-quote ins").count() == 0


@pytest.mark.parametrize(
    ("quote", "says"),
    [
        ("Один.", "Verbatim in this translation: paragraph 1."),
        ("Один. И два.", "Altered from this translation: 1 difference; nearest are paragraphs 1 and 2."),
        (ONE, "Not found in this translation."),
    ],
)
def test_the_words_of_a_translation_are_not_said_to_be_those_of_the_letter(page: Page, home: str, root: Path, quote: str, says: str) -> None:
    page.goto(f"{home}ru/{STEM}/")
    page.get_by_label("A passage quoted from this translation").fill(quote)
    page.get_by_role("button", name="Check").click()
    assert page.locator("#check-quote output").inner_text() == says
    if not says.startswith("Not"):
        assert CliRunner().invoke(main, ["quote", "--root", str(root), quote]).output.startswith(says)
    assert page.locator(".dossier-letterhead").get_by_text("Russian (a translation from English)").is_visible()
    page.get_by_role("link", name="original in English").last.click()
    page.get_by_label("A passage quoted from this letter").fill(ONE)
    page.get_by_role("button", name="Check").click()
    assert page.locator("#check-quote output").inner_text() == "Verbatim: paragraph 1."


def test_the_command_reads_from_standard_input_and_knows_its_letters(root: Path) -> None:
    done = CliRunner().invoke(main, ["quote", "--root", str(root), "--letter", "2017-03-24-to-bo-dahl"], input=ONE)
    assert done.output == f"Verbatim: paragraph 1. https://dossier.example/small/{STEM}/#p1\n"
    done = CliRunner().invoke(main, ["quote", "--root", str(root), "Один."])
    assert f"https://dossier.example/small/ru/{STEM}/#p1" in done.output
    done = CliRunner().invoke(main, ["quote", "--root", str(root), "--letter", "2017-nobody", ONE])
    assert (done.exit_code, "there is no letter '2017-nobody'" in done.output) == (1, True)


# What changed since


def test_an_old_link_shows_the_wording_that_was_cited(page: Page, home: str) -> None:
    page.goto(f"{home}{STEM}/?v={fingerprint(WAS)[:12]}#p2")
    note = page.locator("#p2 .dossier-note--since")
    assert "an earlier wording of paragraph 2" in note.inner_text()
    assert WAS in page.locator("#p2 [data-cited]").inner_text()
    page.goto(f"{home}{STEM}/?v=0123456789ab#p2")
    assert "is not the one that this link was made for" in page.locator("#p2 .dossier-note--since").inner_text()
    page.goto(f"{home}{STEM}/?v={fingerprint(NOW)[:12]}#p2")
    assert page.locator(".dossier-note--since").count() == 0


def test_the_former_wording_stands_on_the_page_without_scripts(plain: Page, home: str) -> None:
    plain.goto(f"{home}{STEM}/?v={fingerprint(WAS)[:12]}#p2")
    assert f"Corrected on 25 November 2026. A word was missing. Before: “{WAS}”" in plain.locator("#p2").inner_text()
    assert "dossier quote" in plain.locator("#check-quote").inner_text()
    assert "Lee, Ann. “The release of Ann Lee.” Letter to Bo Dahl, March 24, 2017." in plain.locator("#cite").inner_text()


# Addresses


def test_a_short_address_keeps_paragraph_and_fingerprint(page: Page, home: str) -> None:
    page.goto(f"{home}r/zz-l1/?v={fingerprint(WAS)[:12]}#p2")
    page.wait_for_url(f"{home}{STEM}/?v={fingerprint(WAS)[:12]}#p2")
    page.goto(f"{home}utopia/letters/2017-to-dahl/#p1")
    page.wait_for_url(f"{home}{STEM}/#p1")


def test_a_short_address_leads_on_without_scripts(plain: Page, home: str) -> None:
    plain.goto(f"{home}r/zz-l1/")
    plain.wait_for_url(f"{home}{STEM}/")
    plain.goto(f"{home}ru/utopia/letters/2017-to-dahl/")
    plain.wait_for_url(f"{home}ru/{STEM}/")


def test_redirects_are_written_for_hosts_that_read_them(root: Path) -> None:
    lines = file(root, "_redirects").decode().splitlines()
    assert f"/small/r/zz-l1/ /small/{STEM}/ 301" in lines
    assert f"/small/utopia/letters/2017-to-dahl/ /small/{STEM}/ 301" in lines
    assert lines == sorted(lines)


def test_what_moved_is_small_and_not_indexed(root: Path) -> None:
    text = file(root, "r/zz-l1/index.html").decode()
    assert len(text) < 1500
    assert f'<link rel="canonical" href="https://dossier.example/small/{STEM}/">' in text
    assert 'content="noindex"' in text


# Files beside the letter


def test_the_json_of_a_letter_fits_its_published_schema(root: Path) -> None:
    for stem in (STEM, f"ru/{STEM}"):
        data = json.loads(file(root, f"{stem}.json"))
        schema = json.loads(file(root, data["$schema"].removeprefix("https://dossier.example/small/")))
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(data, schema, cls=jsonschema.Draft202012Validator)
    data = json.loads(file(root, f"{STEM}.json"))
    assert [paragraph["text"] for paragraph in data["paragraphs"]] == [ONE, NOW]
    assert data["short_url"] == "https://dossier.example/small/r/zz-l1/"
    assert data["corrections"][0]["fingerprint"] == fingerprint(WAS) == hashlib.sha256(WAS.encode()).hexdigest()
    assert data["translations"] == {"ru": f"https://dossier.example/small/ru/{STEM}/"}


def test_reference_managers_get_the_title_that_the_page_cites(root: Path) -> None:
    title = "The release of Ann Lee"
    assert f"“{title}.”" in zipfile.ZipFile(io.BytesIO(file(root, f"{STEM}.zip"))).read("2017-03-24-to-bo-dahl/citations.txt").decode()
    assert json.loads(file(root, f"{STEM}.csl.json"))[0]["title"] == title
    assert f"TI  - {title}\r\n" in file(root, f"{STEM}.ris").decode()
    assert f"title = {{{{{title}}}}}" in file(root, f"{STEM}.bib").decode()
    assert f'name="DC.title" content="{title}"' in file(root, f"{STEM}/index.html").decode()


def test_the_text_has_numbered_paragraphs(root: Path) -> None:
    text = file(root, f"{STEM}.txt").decode()
    assert f"[1] {ONE}\n\n[2] {NOW}\n" in text
    assert "Corrected on 25 November 2026: A word was missing." in text


def test_the_press_pack_holds_what_its_sums_say(root: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(file(root, f"{STEM}.zip"))) as pack:
        folder = "2017-03-24-to-bo-dahl/"
        sums = dict(reversed(line.split("  ", 1)) for line in pack.read(f"{folder}SHA256SUMS").decode().splitlines())
        names = {name.removeprefix(folder) for name in pack.namelist()} - {"SHA256SUMS", "README.txt"}
        assert {name: hashlib.sha256(pack.read(folder + name)).hexdigest() for name in names} == sums
        assert {"card.png", "citations.txt", "2017-03-24-to-bo-dahl.ris", "2017-03-24-to-bo-dahl.txt"} <= names


@pytest.mark.parametrize("ending", ["ris", "bib", "csl.json", "json", "txt", "zip"])
def test_files_stand_at_former_addresses_too(root: Path, ending: str) -> None:
    assert file(root, f"utopia/letters/2017-to-dahl.{ending}") == file(root, f"{STEM}.{ending}")
    assert file(root, f"ru/{STEM}.{ending}")


# Translations, paper


def test_a_translation_says_that_it_is_one_and_leads_to_the_original(plain: Page, home: str) -> None:
    plain.goto(f"{home}ru/{STEM}/#p2")
    assert "Translation into Russian by A volunteer. The original in English prevails." in plain.locator(".dossier-opening").inner_text()
    assert plain.locator("#p2 .dossier-para").inner_text() == "Два."
    assert plain.locator("#p2 .dossier-para").evaluate("e => e.closest('[lang]').lang") == "ru"
    assert "Было." in plain.locator("#p2").inner_text()
    plain.locator(".dossier-opening a[hreflang=en]").click()
    plain.wait_for_url(f"{home}{STEM}/")
    assert re.findall(r'rel="alternate" hreflang="(\w+)"', plain.content()) == ["en", "ru"]


def test_a_translation_is_cited_at_its_own_address(plain: Page, home: str, root: Path) -> None:
    """The short address leads to the original, in another language."""
    own, short = f"https://dossier.example/small/ru/{STEM}/", "https://dossier.example/small/r/zz-l1/"
    plain.goto(f"{home}ru/{STEM}/")
    said = plain.locator("#cite .dossier-cite").inner_text()
    assert re.search(rf"translated by A volunteer, is on record in [^(]+ \({own}\)\.", said), said
    assert said.count(short) == 1, "only as the short address of the letter"
    html = file(root, f"ru/{STEM}/index.html").decode()
    assert html.count(short) == 1
    assert f'"identifier":"{own}"' in html
    assert f'<p class="dossier-printonly">{own} <span' in html
    assert f'<p class="dossier-printonly">{short} <span' in file(root, f"{STEM}/index.html").decode()
    assert file(root, f"ru/{STEM}.txt").decode().splitlines()[-1] == own
    with zipfile.ZipFile(io.BytesIO(file(root, f"ru/{STEM}.zip"))) as pack:
        assert short not in next(pack.read(name).decode() for name in pack.namelist() if name.endswith("/citations.txt"))
    assert file(root, f"{STEM}.txt").decode().splitlines()[-1] == short


def test_the_settings_of_mkdocs_yml_reach_the_pages_that_mkdocs_builds(root: Path) -> None:
    assert f'href="https://example.org/edit/main/{LETTER}"' in file(root, f"{STEM}/index.html").decode()
    assert "Free Union" in file(root, "data/index.html").decode()


def test_paper_says_where_the_letter_stands_and_of_which_edition_it_is(plain: Page, home: str) -> None:
    plain.goto(f"{home}{STEM}/")
    plain.emulate_media(media="print")
    said = plain.locator("p.dossier-printonly").last
    assert said.is_visible()
    assert said.inner_text().startswith("https://dossier.example/small/r/zz-l1/")
    assert "Edition of" in said.locator(".dossier-edition").evaluate("e => getComputedStyle(e, '::after').content")
    assert not plain.locator("#check-quote").is_visible()
    assert not plain.locator("#p1 [data-quote]").is_visible()


@pytest.mark.parametrize("where", ["", "timeline/", "utopia/", "data/", f"{STEM}/"])
def test_paper_says_the_address_of_every_page_and_a_screen_does_not(plain: Page, home: str, where: str) -> None:
    plain.goto(f"{home}{where}")
    said = plain.locator(".dossier-address")
    assert not said.is_visible()
    plain.emulate_media(media="print")
    assert said.is_visible()
    assert said.inner_text() == f"https://dossier.example/small/{where}"


@pytest.mark.parametrize(("asked", "said"), [
    ("utopia/timeline/?kind=arrest&utm=x", "utopia/timeline/?kind=arrest"),
    ("utopia/as-of/?as_of=2018-11-23&and=2017-03-24", "utopia/as-of/?as_of=2017-03-24&and=2018-11-23"),
    ("utopia/as-of/?as_of=<script>", "utopia/as-of/"),
])  # fmt: skip
def test_paper_says_the_address_of_what_was_chosen(page: Page, home: str, asked: str, said: str) -> None:
    page.goto(f"{home}{asked}")
    page.get_by_role("status").filter(has_text=re.compile("entr|Shown|no such day")).first.wait_for()
    page.emulate_media(media="print")
    expect(page.locator(".dossier-address")).to_have_text(f"https://dossier.example/small/{said}")  # said once all is narrowed
