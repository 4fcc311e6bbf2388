"""Prose and letters: how blocks are numbered, that the wording stays, that nothing in it acts, which names are linked."""

from __future__ import annotations

import html
import re
from pathlib import Path
from textwrap import dedent

import pytest
from dossier.index import Index
from dossier.names import Names
from dossier.prose import blocks, comments, render, render_block
from dossier.prosepages import sanitised
from helpers import index_of
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from payloads import PAYLOADS, live


def numbered(body: str) -> list[tuple[str, str]]:
    """(id, words) of each block."""
    found, wrong = blocks(dedent(body).strip("\n"))
    assert wrong == ()
    return [(block.id, block.text) for block in found]


def ids(body: str) -> str:
    return " ".join(ident for ident, _ in numbered(body))


def wrong(body: str) -> list[tuple[int, str, str, int]]:
    return list(blocks(dedent(body).strip("\n"))[1])


def linker(target: str) -> str | None:
    return target if target.startswith(("https://", "http://")) else None


def html_of(body: str, names: Names | None = None, who: dict[str, str] | None = None) -> list[str]:
    """The HTML of each block; `who` gives the address of each single bearer of a name."""
    known = who or {}
    return [str(render_block(block, linker, names or Names([]), lambda keys: known.get(" ".join(keys)))) for block in blocks(body)[0]]


# Numbering


def test_each_paragraph_counts_once() -> None:
    assert numbered("One\nstill one.\n\nTwo.") == [("p1", "One still one."), ("p2", "Two.")]


def test_each_list_item_counts_once() -> None:
    assert numbered("First.\n\n- a\n- b\n\nLast.") == [("p1", "First."), ("p2", "a"), ("p3", "b"), ("p4", "Last.")]


def test_items_of_a_loose_list_count_as_those_of_a_tight_one() -> None:
    assert numbered("- a\n\n- b") == numbered("- a\n- b")


def test_the_paragraphs_of_a_loose_item_count_as_the_item() -> None:
    assert numbered("- a\n\n  more of a\n\n- b\n\nAfter.") == [("p1", "a\nmore of a"), ("p2", "b"), ("p3", "After.")]


def test_nested_items_count_in_document_order() -> None:
    assert numbered("1. a\n   - a1\n   - a2\n2. b") == [("p1", "a"), ("p2", "a1"), ("p3", "a2"), ("p4", "b")]


def test_a_paragraph_after_a_nested_list_counts_as_its_item() -> None:
    assert numbered("- a\n  - a1\n\n  more of a\n- b") == [("p1", "a\nmore of a"), ("p2", "a1"), ("p3", "b")]


def test_each_quoted_paragraph_counts_once() -> None:
    assert numbered("They say:\n\n> One.\n>\n> Two.\n\nSo.") == [("p1", "They say:"), ("p2", "One."), ("p3", "Two."), ("p4", "So.")]


def test_a_quotation_in_an_item_counts_by_itself() -> None:
    assert numbered("- a\n\n  > quoted\n- b") == [("p1", "a"), ("p2", "quoted"), ("p3", "b")]


def test_a_list_in_a_quotation_counts_item_by_item() -> None:
    assert numbered("> - a\n> - b") == [("p1", "a"), ("p2", "b")]


def test_an_item_that_only_holds_a_list_does_not_count() -> None:
    assert numbered("- - a\n  - b") == [("p1", "a"), ("p2", "b")]


def test_blocks_know_their_shape_depth_and_marker() -> None:
    found = blocks("a\n\n3) b\n4) c\n   - d\n\n> e")[0]
    assert [(b.shape, b.depth, b.marker) for b in found] == [
        ("paragraph", 0, ""), ("item", 0, "3)"), ("item", 0, "4)"), ("item", 1, "•"), ("quotation", 1, ""),
    ]  # fmt: skip


@pytest.mark.parametrize("numbers", [["1.", "2.", "2.", "4."], ["7.", "3."], ["01.", "02."], ["1.", "1.", "1."]])
def test_numbers_of_items_stay_as_the_letter_has_them(numbers: list[str]) -> None:
    """Markdown would count on from the first; a letter is word for word, mistakes included."""
    assert [block.marker for block in blocks("\n".join(f"{number} a" for number in numbers))[0]] == numbers


def test_a_list_that_goes_on_elsewhere_keeps_its_numbers() -> None:
    assert [block.marker for block in blocks("1. a\n2. b\n\n7. c")[0]] == ["1.", "2.", "7."]


@pytest.mark.parametrize(
    ("body", "markers"), [("1. - a\n   - b\n2. c", ["1. •", "•", "2."]), ("1. > q\n\n   after\n2. b", ["", "1.", "2."]), ("- - a\n  - b", ["•", "•"])]
)
def test_the_number_of_an_item_that_begins_with_another_block_stands_before_that(body: str, markers: list[str]) -> None:
    assert [block.marker for block in blocks(body)[0]] == markers


@pytest.mark.parametrize("body", ["1.\n2. a", "2. a\n1.", "- a\n-\n- b"])
def test_an_item_without_words_is_told(body: str) -> None:
    assert [said.partition(";")[0] for _, _, said, _ in blocks(body)[1]] == [f"nothing stands behind '{'1.' if '1.' in body else '•'}'"]


def test_a_list_may_begin_with_nought() -> None:
    assert [block.marker for block in blocks("0. a\n1. b")[0]] == ["0.", "1."]


def test_a_pin_gives_the_number_and_counting_goes_on_from_it() -> None:
    assert numbered("a\n\nb {#p7}\n\nc") == [("p1", "a"), ("p7", "b"), ("p8", "c")]


@pytest.mark.parametrize("body", ["b {#p7}", "b{#p7}", "b\n{#p7}", "*b* {#p7}", "- b {#p7}", "> b {#p7}", "- b\n\n  c {#p7}", "b  \n{#p7}"])
def test_a_pin_stands_at_the_end_of_any_block_and_is_not_printed(body: str) -> None:
    assert ids(body) == "p7"
    assert "{" not in "".join(html_of(body))


@pytest.mark.parametrize("text", ["b {#p0}", "b {#x7}", "b {# p7}", "{#p7} b", "b {#p7} c", "b {#p07}", "b {#p7ab}"])
def test_what_is_no_pin_is_text(text: str) -> None:
    assert numbered(text) == [("p1", text)]


def test_a_new_block_before_a_pinned_number_is_6a() -> None:
    body = "\n\n".join("abcdef") + "\n\nnew\n\ng {#p7}\n\nh"
    assert ids(body) == "p1 p2 p3 p4 p5 p6 p6a p7 p8"


def test_further_new_blocks_are_6b_and_6c() -> None:
    assert ids("f {#p6}\n\nnew\n\nnewer\n\nnewest\n\ng {#p7}") == "p6 p6a p6b p6c p7"


def test_6a_may_be_pinned_itself() -> None:
    assert ids("f {#p6}\n\nnew {#p6a}\n\nnewer\n\ng {#p7}") == "p6 p6a p6b p7"
    assert ids("f {#p6}\n\nnew\n\nnewer {#p6a}\n\ng {#p7}") == "p6 p6b p6a p7"


def test_counting_goes_on_from_6a_with_7() -> None:
    assert ids("f {#p6}\n\nnew {#p6a}\n\ng") == "p6 p6a p7"


def test_a_block_before_a_pinned_first_one_has_to_be_given_a_number() -> None:
    assert wrong("new\n\na {#p1}") == [(1, "", "this block would be p1, which is given to another one; write {#p…} with a free number at its end", 0)]


def test_a_number_given_twice_is_said_with_both_lines() -> None:
    assert wrong("a {#p3}\n\nb {#p3}") == [(3, "{#p3}", "'p3' is given twice", 1)]


def test_a_pin_without_a_paragraph_is_said() -> None:
    assert wrong("a\n\n{#p3}\n\nb") == [(3, "{#p3}", "'p3' stands alone; write it at the end of a paragraph", 0)]


PINS = st.one_of(st.just(""), st.integers(1, 12).map(lambda n: f" {{#p{n}}}"), st.integers(1, 9).map(lambda n: f" {{#p{n}a}}"))


@given(st.lists(PINS, min_size=1, max_size=12))
def test_numbers_are_unique_unless_something_is_said(pins: list[str]) -> None:
    found, problems = blocks("\n\n".join(f"Text{pin}" for pin in pins))
    numbers = [block.id for block in found]
    assert problems or len(set(numbers)) == len(pins)
    assert all(re.fullmatch(r"p[1-9]\d*[a-z]?", ident) for ident in numbers) or problems
    assert [b.id for b, pin in zip(found, pins, strict=True) if pin] == [pin[3:-1] for pin in pins if pin]


@given(st.integers(1, 30), st.integers(1, 30))
def test_pinning_a_block_to_the_number_it_has_changes_nothing(count: int, pinned: int) -> None:
    bare = [f"Text {n}" for n in range(count)]
    some = [f"{text} {{#p{n}}}" if n == pinned else text for n, text in enumerate(bare, start=1)]
    assert ids("\n\n".join(bare)) == ids("\n\n".join(some))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("# A", "a heading"),
        ("A\n===", "a heading"),
        ("```\nx\n```", "a block of code"),
        ("a\n\n    b", "an indented line (Markdown reads it as code)"),
        ("a\n\n---\n\nb", "a rule (---)"),
    ],
)
def test_what_is_not_part_of_a_letter_is_said(body: str, said: str) -> None:
    assert [words for _, _, words, _ in blocks(body)[1]] == [
        f"{said} does not belong in a letter; only paragraphs, lists, quotations, emphasis and links do"
    ]


# Verbatim


@pytest.mark.parametrize(
    "text",
    [
        "\"Straight\" 'quotes' stay", "two -- three --- hyphens", "three dots...", "(c) (r) (tm) +-", "a  b", "1/2 and 10 x 10", "§ 7 No. 3",
        "http://plain.example is no link", "www.plain.example", "me@plain.example", "H2O and x^2^ ~~not struck~~", "==not marked==", "- [ ] no box",
        "teh mistake stays , too", "«Ёлки» – “так”", ":smile: :-)", "Ph.D.&nbsp;", "50 % & more", "a < b > c", "#7 is next", "Footnote[^1]",
    ],
)  # fmt: skip
def test_the_wording_is_printed_as_it_stands(text: str) -> None:
    (block,) = html_of(text)
    assert html.unescape(block.replace("&nbsp;", "\u00a0")) == text.removeprefix("- ").replace("&nbsp;", "\u00a0")


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "Zs")), min_size=1).map(lambda text: " ".join(text.split())).filter(bool))
def test_words_of_any_script_are_printed_as_they_stand(text: str) -> None:
    assert [html.unescape(block) for block in html_of(f"a {text} z")] == [f"a {text} z"]


def test_emphasis_and_links_are_kept() -> None:
    assert html_of("*a* **b** [c](https://c.example/)") == ['<em>a</em> <strong>b</strong> <a href="https://c.example/">c</a>']


def test_lines_broken_on_purpose_stay_broken() -> None:
    assert [re.sub(r"\s*<br>\s*", "<br>", block) for block in html_of("a  \nb\\\nc")] == ["a<br>b<br>c"]


def test_an_address_that_is_its_own_words_is_marked_so_that_paper_does_not_repeat_it() -> None:
    [block] = html_of("At <https://x.example/a_b> and [there](https://x.example/).")
    assert '<a href="https://x.example/a_b" class="dossier-bare">https://x.example/a_b</a>' in block
    assert '<a href="https://x.example/">there</a>' in block


def test_a_link_that_leads_nowhere_is_printed_as_its_words() -> None:
    assert html_of("see [this *one*](nowhere) and [that](https://t.example/)") == ['see this <em>one</em> and <a href="https://t.example/">that</a>']


def test_raw_html_is_shown_as_text() -> None:
    assert html_of("a <b>bold</b> word") == ["a &lt;b&gt;bold&lt;/b&gt; word"]


def test_comments_are_found_with_their_line() -> None:
    assert list(comments("a\n<!-- b -->\nc\n\n<!--\nd\n-->")) == [2, 5]


def test_headings_of_prose_stand_below_that_of_the_page() -> None:
    assert str(render("# A\n\n## B", linker)) == "<h2>A</h2>\n<h2>B</h2>\n"


# Nothing acts

POSITIONS = {
    "alone": "{}",
    "in a sentence": "Before {} after.",
    "in emphasis": "**{}**",
    "in an item": "- {}",
    "in a nested item": "1. a\n   - {}",
    "in a quotation": "> {}",
    "as the words of a link": "[{}](https://a.example/)",
    "as the target of a link": "[x]({})",
    "as the title of a link": "[x](https://a.example/ '{}')",
    "in angle brackets": "<{}>",
    "in code": "`{}`",
    "in a block of code": "```{}\n{}\n```",
    "in a heading": "# {}",
    "as a definition": "[x]\n\n[x]: {}",
    "after a pin": "{} {{#p7}}",
    "over two lines": "a\n{}\nb",
}


@pytest.mark.parametrize("position", POSITIONS)
def test_no_payload_acts_wherever_it_stands_in_a_letter(position: str) -> None:
    for payload in PAYLOADS:
        body = POSITIONS[position].format(payload, payload)
        assert [found for block in html_of(body) for found in live(block)] == [], payload


@pytest.mark.parametrize("position", POSITIONS)
def test_no_payload_acts_wherever_it_stands_in_prose(position: str) -> None:
    for payload in PAYLOADS:
        body = POSITIONS[position].format(payload, payload)
        assert live(str(render(body, lambda target: target))) == [], payload


@pytest.mark.parametrize("position", POSITIONS)
def test_no_payload_acts_wherever_it_stands_in_a_page_of_docs(position: str) -> None:
    """Pages in docs/ pass through MkDocs' own Markdown, which leaves HTML as it is; pictures of the site itself are meant there."""
    for payload in PAYLOADS:
        body = POSITIONS[position].format(payload, payload)
        said = sanitised(Markdown(extensions=["toc", "tables", "fenced_code"]).convert(body))
        acting = [found for found in live(said) if not re.match(r"<img>|h\d id=(?!p\d|__)|img src=(?!.*[:\\]|//)", found)]
        assert acting == [], payload


@pytest.mark.parametrize(
    ("headings", "ids"),
    [
        ("# Notes\n\n# Notes", ["notes", "notes_1"]),
        ("# О сайте\n\n# Письма", ["_1", "_2"]),
        ("# How we count_it", ["how-we-count_it"]),
        ("# P1 of the plan\n\n# P2 x", ["p1-of-the-plan", "p2-x"]),
        ("# __config\n\n# P1\n\n# p2a\n\n# Content", []),  # the script's own, a paragraph's, and what is around every page
    ],
)
def test_headings_of_a_page_keep_the_ids_that_links_lead_to(headings: str, ids: list[str]) -> None:
    assert re.findall(r' id="([^"]*)"', sanitised(Markdown(extensions=["toc"]).convert(headings))) == ids


def test_no_payload_acts_from_a_name_that_is_linked() -> None:
    for payload in PAYLOADS:
        names = Names([("x", [payload, "Ann Lee"])])
        for block in html_of(f"Ann Lee {payload} Ann Lee", names, {"x": '../x/"onclick="alert(1)'}):
            assert live(block) == [], payload


@given(st.text(st.sampled_from("<>\"'`&;:/\\[]()!{}#=* \njavscriptonload\u0000"), max_size=60))
def test_no_text_acts(text: str) -> None:
    assert [found for block in html_of(text) for found in live(block)] == []
    assert live(str(render(text, lambda target: target))) == []


# Names

NAMES = Names([("ann", ["Ann Lee", "Lee"]), ("bo", ["Bo Lee", "Lee"]), ("fu", ["Free Union", "FU"]), ("north", ["Free Union of the North"])])
WHO = {"ann": "../ann/", "bo": "../bo/", "fu": "../fu/", "north": "../north/"}


def link(words: str, key: str) -> str:
    return f'<a href="../{key}/" class="dossier-name">{words}</a>'


def named(body: str) -> str:
    return "|".join(html_of(body, NAMES, WHO))


def test_a_name_is_linked_where_it_stands_as_a_whole_word() -> None:
    assert named("Ann Lee, Ann Leeson") == f"{link('Ann Lee', 'ann')}, Ann Leeson"


def test_the_longest_name_is_linked() -> None:
    assert named("the Free Union of the North") == f"the {link('Free Union of the North', 'north')}"


def test_an_ambiguous_name_is_not_linked() -> None:
    assert named("Mr Lee") == "Mr Lee"


def test_a_name_inside_a_link_is_left_alone() -> None:
    assert named("[Ann Lee](https://a.example/) and Ann Lee") == f'<a href="https://a.example/">Ann Lee</a> and {link("Ann Lee", "ann")}'


def test_a_name_in_the_words_of_a_refused_link_is_linked() -> None:
    assert named("[Ann Lee](nowhere)") == link("Ann Lee", "ann")


def test_a_name_broken_over_two_lines_is_linked() -> None:
    assert named("the Free\nUnion") == f"the {link('Free Union', 'fu')}"


def test_a_name_in_emphasis_is_linked() -> None:
    assert named("**Ann Lee**!") == f"<strong>{link('Ann Lee', 'ann')}</strong>!"


def test_names_in_items_and_quotations_are_linked() -> None:
    assert named("- FU\n\n> FU") == f"{link('FU', 'fu')}|{link('FU', 'fu')}"


def test_what_looks_like_html_around_a_name_stays_text() -> None:
    assert named("<b>FU</b> & FU") == f"&lt;b&gt;{link('FU', 'fu')}&lt;/b&gt; &amp; {link('FU', 'fu')}"


LEES = {
    "people/lees.yml": """
        - {id: cy-lee, name: Cy Lee, sort_name: "Lee, Cy", basis: public-role, other_names: Lee}
        - {id: di-lee, name: Di Lee, sort_name: "Lee, Di", basis: public-role, other_names: [Lee, Di]}
        """,
    "letters/2017-03-24-to-bo-dahl.md": None,
    "events/2017.yml": None,
}


def lees(root: Path, fields: str, body: str) -> tuple[Index, list[str]]:
    """The ids of those whom a letter with these fields names."""
    head = "title: T\ndate: 2017-05-01\nfrom: free-union\nto: ministry\n" + fields
    index = index_of(root, LEES | {"letters/2017-05-01-x.md": f"---\n{head}\n---\n{body}\n"})
    return index, [who.id for p in index.concordance["utopia/letters/2017-05-01-x"].values() for who in p.named]


def test_a_name_of_two_people_names_none_of_them(tmp_path: Path) -> None:
    assert lees(tmp_path, "", "To Lee.")[1] == []


def test_mentions_say_which_of_two_is_meant(tmp_path: Path) -> None:
    assert lees(tmp_path, "mentions: di-lee", "To Lee.")[1] == ["di-lee"]


def test_not_mentions_say_who_is_not_meant(tmp_path: Path) -> None:
    assert lees(tmp_path, "not_mentions: di-lee", "To Lee.")[1] == ["cy-lee"]


def test_not_mentions_take_a_plain_name_away(tmp_path: Path) -> None:
    assert lees(tmp_path, "not_mentions: ann-lee", "To Ann Lee.")[1] == []


def test_mentions_of_both_decide_nothing_in_the_text_and_stand_with_the_whole_letter(tmp_path: Path) -> None:
    index, found = lees(tmp_path, "mentions: [cy-lee, di-lee]", "To Lee.")
    assert found == ["cy-lee", "di-lee"]
    assert set(index.concordance["utopia/letters/2017-05-01-x"]) == {""}


def test_blocks_written_from_the_right_say_so() -> None:
    body = "Ann (مثال) writes.\n\n- واحد\n- two\n\n1. 1899 مثال\n\n> **مثال**\n\n- one\n- مثال\n\nمثال <https://example.org/>"
    found = re.findall(r"<(p|ul|ol|blockquote)((?: [^>]*)?)>", render(body, linker))
    assert found == [
        ("p", ""), ("ul", ' dir="rtl"'), ("ol", ' dir="rtl"'), ("blockquote", ' dir="rtl"'), ("p", ""), ("ul", ""), ("p", ' dir="rtl"'),
    ]  # fmt: skip
