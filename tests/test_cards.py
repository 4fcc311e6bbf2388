"""Social cards: what is drawn, from which fonts, within which bounds."""

from __future__ import annotations

import io
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from dossier.cards import SIZE, Card, draw
from helpers import ROOT
from PIL import Image, ImageFont

FONTS = sorted((ROOT / "hooks" / "dossier" / "theme" / "assets" / "fonts").glob("*.woff2"))
KAZAKH = "ӘҒҚҢӨҰҮҺІәғқңөұүһі"
MARGIN = 64

USUAL = Card(
    kicker="Letter · Kazakhstan",
    title="Sample Union and Example Confederation to Ann Example",
    facts=(("From", "Sample Union and Example Confederation"), ("To", "Ann Example"), ("Date", "24 March 2017")),
    state="No written reply recorded",
    state_note="as of 23 November 2026",
    site="Sample Dossier",
    address="example.org/dossier",
)
LONG = "On the right of workers to form and join the sample unions of their own choosing, on the registration that was refused to them, " * 3
COMPOUND = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
FULL = Card(
    kicker=LONG,
    title=LONG,
    facts=(("From", LONG), ("An answer is due", LONG), ("Date", LONG), ("A label of more words than it should have", LONG), ("Fifth", LONG)),
    state="Holding reply only; no answer to any of the demands",
    state_note="as of 23 November 2026",
    site="Sample Dossier",
    address="example.org/dossier",
)
CARDS = {
    "usual": USUAL,
    "full": FULL,
    "long at the foot": replace(FULL, state=LONG, state_note=LONG, site=LONG, address=f"example.org/{COMPOUND}"),
    "nothing": Card("", "", (), "", "", ""),
    "title alone": Card("", "Ann Example", (), "", "", "Sample Dossier"),
    "no facts": replace(USUAL, facts=()),
    "kazakh": replace(USUAL, title=f"{KAZAKH} — ашық хат", facts=(("Кімге", "Әнна Үлгі, Өмір Мысал"),), state="Жазбаша жауап тіркелмеген"),
    "turkish": replace(USUAL, kicker="Letter · Türkiye", title="Sample Union of İstanbul, Şanlıurfa and Iğdır"),
    "accents": Card("", "ÅÇĢ Şğj (Ắ) ỳ", (("ĶŢ", "jĄ|"),), "[Şj]", "(ç)", "Çģ|", "ģ|[]"),
    "overhanging": replace(USUAL, title=f"j{'ğ' * 35}f " * 9),
    "compounds": replace(USUAL, title=f"{COMPOUND} und {COMPOUND}", facts=((COMPOUND, COMPOUND * 3),)),
    "address": replace(USUAL, title=f"https://example.org/{'1234567890/' * 30}"),
}


def picture(card: Card) -> Image.Image:
    return Image.open(io.BytesIO(draw(card)))


def ink(image: Image.Image) -> Image.Image:
    return image.convert("L").point([255] * 255 + [0])


def bands(image: Image.Image) -> list[tuple[int, int, int, int]]:
    """The ink between blank rows, from the top: left, upper, right, lower."""
    marks = ink(image)
    rows = [marks.crop((0, row, SIZE[0], row + 1)).getbbox() is not None for row in range(SIZE[1])]
    starts = [row for row in range(1, SIZE[1]) if rows[row] and not rows[row - 1]]
    ends = [row for row in range(1, SIZE[1]) if rows[row - 1] and not rows[row]]
    found = []
    for upper, lower in zip(starts, ends, strict=True):
        box = marks.crop((0, upper, SIZE[0], lower)).getbbox()
        assert box
        found.append((box[0], upper, box[2], lower))
    return found


def place_of_rule(image: Image.Image) -> int:
    rule = (MARGIN, SIZE[0] - MARGIN, 2)
    return next(place for place, (left, upper, right, lower) in enumerate(bands(image)) if (left, right, lower - upper) == rule)


def title(text: str) -> bytes:
    return draw(replace(USUAL, title=text))


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_a_card_is_a_small_png_of_the_size_that_is_declared(card: Card) -> None:
    content = draw(card)
    image = Image.open(io.BytesIO(content))
    assert (image.format, image.size, image.mode) == ("PNG", SIZE, "P")
    assert SIZE == (1200, 630)
    assert len(content) < 44_000
    assert image.info == {}


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_no_ink_is_in_the_margins(card: Card) -> None:
    left, upper, right, lower = ink(picture(card)).getbbox() or (0, 0, 0, 0)
    assert left >= MARGIN
    assert upper >= MARGIN
    assert right <= SIZE[0] - MARGIN
    assert lower <= SIZE[1] - MARGIN


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_the_rule_stands_clear_above_the_foot(card: Card) -> None:
    image = picture(card)
    rule, found = place_of_rule(image), bands(image)
    assert rule == 0 or found[rule][1] - found[rule - 1][3] >= 14
    assert rule == len(found) - 1 or found[rule + 1][1] - found[rule][3] >= 14


def test_the_same_card_has_the_same_bytes() -> None:
    assert len({draw(USUAL) for _ in range(3)}) == 1
    assert draw(USUAL) != draw(replace(USUAL, state="Reply recorded"))


def test_a_card_is_drawn_in_well_under_a_second() -> None:
    draw(FULL)
    start = time.process_time()
    for _ in range(5):
        draw(FULL)
    assert (time.process_time() - start) / 5 < 0.5


def test_colours_are_those_of_the_light_theme() -> None:
    image = picture(USUAL)
    row = bands(image)[place_of_rule(image)][1]
    colours = image.convert("RGB")
    css = (ROOT / "hooks" / "dossier" / "theme" / "assets" / "stylesheets" / "dossier.css").read_text("utf-8")
    assert colours.getpixel((0, 0)) == (255, 255, 255)
    declared = re.findall(r"--dossier-ink: #(\w{6})", css)[0]
    assert colours.getpixel((600, row)) == tuple(bytes.fromhex(declared))


# Parts of a card


def test_lines_of_a_full_card_do_not_touch() -> None:
    image = picture(FULL)
    rule, found = place_of_rule(image), bands(image)
    assert rule >= 1 + 1 + 5  # the kicker, the headline at least as one, five lines of facts
    assert len(found) - rule - 1 == 2


def test_lines_of_a_headline_are_even() -> None:
    found = bands(picture(Card("", "The right to strike and its limits in law", (), "", "", "Sample Dossier")))
    (left, _, right, _), (other_left, _, other_right, _) = found[:2]
    assert left == other_left == MARGIN
    assert 0.8 < (right - left) / (other_right - other_left) < 1.25


def test_a_no_break_space_keeps_a_name_in_one_line() -> None:
    apart, kept = (bands(picture(Card("", f"Sample Union Annabel{blank}Exampleson Sample Union", (), "", "", ""))) for blank in (" ", "\xa0"))
    assert apart[0][2] != kept[0][2]


def test_a_shorter_title_is_larger() -> None:
    heights = [bands(picture(Card("", text, (), "", "", "")))[0] for text in ("Hx", "Hx " * 20, "Hx " * 60)]
    assert [lower - upper for _, upper, _, lower in heights] == sorted((lower - upper for _, upper, _, lower in heights), reverse=True)
    assert len({lower - upper for _, upper, _, lower in heights}) == 3


def test_a_title_too_long_is_cut_at_a_word() -> None:
    assert len(LONG) > 300
    assert title(LONG) == title(LONG + "and one word more")
    start = "Sample " * 40
    assert title(start + "x") == title(start)


def test_facts_beyond_four_and_empty_ones_are_left_out() -> None:
    four = tuple((label, "Sample") for label in "ABCD")
    assert draw(replace(USUAL, facts=four)) == draw(replace(USUAL, facts=(*four, ("E", "Sample"))))
    assert draw(replace(USUAL, facts=(("A", ""), *four))) == draw(replace(USUAL, facts=four))


def test_words_longer_than_a_line_are_broken() -> None:
    found = bands(picture(Card("", COMPOUND * 2, (), "", "", "")))
    assert found[0][2] - found[0][0] > 800
    assert len(found) >= 3
    assert title("W" * 2000) == title("W" * 2001)


def test_a_note_that_has_no_room_beside_the_state_stands_below() -> None:
    short, long = (picture(replace(USUAL, address="", state=state)) for state in ("Sample state", "Sample state " * 4))
    assert len(bands(short)) - place_of_rule(short) == 2
    assert len(bands(long)) - place_of_rule(long) == 3


# Characters


def has(file: Path, char: str) -> bool:
    font = ImageFont.truetype(file, 40)
    shapes = [(mask.size, bytes(mask)) for mask in (font.getmask(char), font.getmask("\U0010ffff"))]
    return shapes[0] != shapes[1]


@pytest.mark.parametrize("family", ["sans", "serif-display", "serif-text"])
def test_a_font_of_each_family_has_the_letters_of_kazakh_and_a_shape_for_what_it_has_not(family: str) -> None:
    files = [file for file in FONTS if file.name.startswith(family)]
    assert [char for char in KAZAKH if not any(has(file, char) for file in files)] == []
    assert [file.name for file in files if has(file, "公") or not ImageFont.truetype(file, 40).getmask("公").getbbox()] == []


def test_each_letter_of_kazakh_is_drawn_as_no_other() -> None:
    assert len({draw(replace(USUAL, title=char)) for char in KAZAKH}) == len(KAZAKH)
    assert len({draw(replace(USUAL, kicker=char)) for char in KAZAKH}) == len(KAZAKH)
    assert len({draw(replace(USUAL, state=char)) for char in KAZAKH}) == len(KAZAKH)


def test_a_title_that_no_font_has_leaves_its_place_to_the_kicker() -> None:
    headed = draw(replace(USUAL, kicker="", title=USUAL.kicker))
    assert {title(text) for text in ("", "رسالة مفتوحة", "公開信", "ღია წერილი", "🙂", "\ud800")} == {headed}


def test_a_card_that_no_font_can_draw_is_headed_by_the_site() -> None:
    georgian = Card("წერილი", "წერილი", (("ვის", "ანა"),), "არა", "არა", "Sample Dossier")
    assert draw(georgian) == draw(Card("", "Sample Dossier", (), "", "", "Sample Dossier"))


def test_a_fact_whose_label_or_words_no_font_has_is_left_out() -> None:
    without = draw(replace(USUAL, facts=USUAL.facts[:1]))
    assert {draw(replace(USUAL, facts=(USUAL.facts[0], fact))) for fact in (("To", "李明"), ("إلى", "Ann Example"))} == {without}


def test_a_word_in_another_script_is_an_ellipsis() -> None:
    assert title("Letter of the Sample Union to 李明 (公開信)") == title("Letter of the Sample Union to …")


def test_an_accent_that_no_font_has_is_left_off_and_the_letter_kept() -> None:
    assert title("Ann Nguyễn-Șample ﬁrst") == title("Ann Nguyên-Sample first")
    assert title("Ann E\u0301xample") == title("Ann Éxample")


def test_breaks_and_controls_are_blanks() -> None:
    assert title("\tAnn\r\n\x00\x1f Example\u2028of\u2003Sample\n") == title("Ann Example of Sample")
    assert title("Ann Exam\xadple\u200b") == title("Ann Example")
    assert title("\xad\xa0 \u200b") == title("")


def test_a_headline_is_of_one_design() -> None:
    """Display has no ş; were the rest of the line left to it, the first word would be as narrow as without."""
    plain, mixed = (bands(picture(Card("", f"Minimum s{rest}", (), "", "", "")))[0] for rest in ("s", "ş"))
    assert mixed[2] > plain[2] + 10
