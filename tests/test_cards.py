"""Social cards: what is drawn, from which fonts, within which bounds."""

from __future__ import annotations

import io
import re
import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from textwrap import dedent

import pytest
from dossier.addresses import untranslated
from dossier.cards import SIZE, Card, draw
from dossier.fonts import THEME, drawable, file_with
from dossier.outputs import cards, country, events, organisations, people
from dossier.settings import Settings
from dossier.site import Site
from dossier.views.base import Viewer
from dossier.views.pictures import in_words, record_card
from helpers import ROOT, dossier_of
from inventions import invented
from msgspec.structs import replace
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
    assert upper >= MARGIN - 4  # two accents upon a capital letter
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
    assert title("Ann Ǹguyḝn-Ṩample ﬁrst") == title("Ann Nguyen-Sample first")
    assert title("Ann E\u0301xample") == title("Ann Éxample")


def test_breaks_and_controls_are_blanks() -> None:
    assert title("\tAnn\r\n\x00\x1f Example\u2028of\u2003Sample\n") == title("Ann Example of Sample")
    assert title("Ann Exam\xadple\u200b") == title("Ann Example")
    assert title("\xad\xa0 \u200b") == title("")


def test_a_headline_is_of_one_design(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the rest of a line left to Display that has no ş, the first word would be as narrow as without."""
    without = "ş", "serif-display"
    monkeypatch.setattr("dossier.cards.file_with", lambda char, family: None if (char, family) == without else file_with(char, family))
    plain, mixed = (bands(picture(Card("", f"Minimum s{rest}", (), "", "", "")))[0] for rest in ("s", "ş"))
    assert mixed[2] > plain[2] + 10


def test_headings_are_set_in_all_letters_that_the_text_has() -> None:
    """Of a heading with a Polish name, ę and ń were taken from the heavier letters of texts, on pages and on cards."""
    css = (THEME / "stylesheets" / "dossier.css").read_text("utf-8")
    faces = re.findall(r'font-family: "Dossier (\w+)"; src: url\(../fonts/(\S+)\.woff2\).*? unicode-range: (.*?) }', css)
    ranges = {(name, file.removeprefix("serif-text").removeprefix("serif-display")): range_ for name, file, range_ in faces if "italic" not in file}
    assert {end: range_ for (name, end), range_ in ranges.items() if name == "Display"} == {
        end: range_ for (name, end), range_ in ranges.items() if name == "Serif"
    }
    assert [char for char in "ęńłżşğőđœıəẞ№€" if not file_with(char, "serif-display")] == []


def faces() -> list[tuple[str, list[int]]]:
    """The files that the stylesheet names, and the characters it loads each for."""
    css = (THEME / "stylesheets" / "dossier.css").read_text("utf-8")
    found = re.findall(r"url\(../fonts/(\S+)\.woff2\).*? unicode-range: (.*?) }", css)
    spans = [(name, [part.removeprefix("U+").split("-") for part in ranges.split(", ")]) for name, ranges in found]
    return [(name, [point for span in pairs for point in range(int(span[0], 16), int(span[-1], 16) + 1)]) for name, pairs in spans]


def test_each_subset_of_a_font_has_what_it_is_loaded_for_and_no_character_is_in_two() -> None:
    assert {name for name, _ in faces()} == {file.stem for file in FONTS}
    drawn = [(name, chr(point)) for name, points in faces() if "italic" not in name for point in points if not chr(point).isspace()]
    assert [(name, char) for name, char in drawn if getattr(file_with(char, name), "stem", char) not in (name, "\xad")] == []
    for family in ("serif-text", "serif-display", "sans"):
        points = [point for name, points in faces() if name.startswith(family) for point in points]
        assert len(points) == len(set(points))


@pytest.mark.parametrize("subsets", [("",), ("", "-latin"), ("", "-cyrillic")])
def test_the_subsets_that_a_page_needs_are_ninety_kilobytes_at_most(subsets: tuple[str, ...]) -> None:
    """English with headings; French; English with names in Cyrillic, which headings have not."""
    files = {f"{family}{end}.woff2" for family in ("serif-text", "serif-display", "sans") for end in subsets}
    assert sum((THEME / "fonts" / file).stat().st_size for file in files - {"serif-display-cyrillic.woff2"}) <= 90_000


def test_languages_whose_headings_are_in_the_cut_of_texts_ask_for_no_other() -> None:
    """By the same list; all that they need is 90 KB at most."""
    css = (THEME / "stylesheets" / "dossier.css").read_text("utf-8")
    rule = next(line for line in css.splitlines() if "--dossier-display: var(--dossier-serif)" in line)
    frame = (THEME.parent / "main.html").read_text("utf-8")
    assert re.findall(r":lang\((\w+)\)", rule) == re.search(r'one_cut = "([^"]*)"', frame)[1].split()  # type: ignore[index]
    for ends in (("", "-cyrillic", "-cyrillic-ext"), ("", "-latin", "-ext"), ("", "-greek")):
        assert sum((THEME / "fonts" / f"{family}{end}.woff2").stat().st_size for family in ("serif-text", "sans") for end in ends) <= 90_000


@pytest.mark.parametrize("family", ["serif-text", "serif-display", "sans"])
@pytest.mark.parametrize("text", ["Țară, Iași", "Oʻzbekiston", "Тоҷикӣ ҳуқуқ", "Αθήνα", "Việt Nam"])
def test_languages_of_neighbours_and_partners_are_written_whole(text: str, family: str) -> None:
    """Romanian, Uzbek, Tajik, Greek and Vietnamese were drawn without marks, or as an ellipsis."""
    assert drawable(text, family) == text


# What stands on the cards of records


@cache
def contested() -> Site:
    """The invented project, in which accounts differ about a statement."""
    return invented()


def card_of(site: Site, key: str) -> Card:
    return record_card(site.viewer, site.dossier.entries[key])


def utopia(root: Path, events: str, people: str = "", day: str = "2026-11-24") -> Site:
    files = {"events/2020.yml": dedent(events), **({"people.yml": dedent(people)} if people else {})}
    settings = Settings(site_name="Small", site_url="https://dossier.example/")
    return Site(dossier_of(root, files), settings, datetime.fromisoformat(day).replace(tzinfo=UTC))


def test_the_card_of_a_translation_says_into_what_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "_drawn", lambda _site, make: make())
    entry = contested().dossier.entries["examplia/letters/2021-03-10-to-the-commission"]
    said = [cards.letter_card(contested(), entry, one) for one in (None, *entry.translations)]
    assert [card.kicker for card in said] == ["Letter · Examplia", "Letter · Examplia · translated into Russian"]


def test_the_card_of_a_translation_leads_to_no_letter_in_another_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "_drawn", lambda _site, make: make())
    monkeypatch.setattr(Viewer, "short", lambda _viewer, _entry: "r/ex-l1/")
    site = Site(contested().everything, contested().settings, contested().instant)
    entry = site.dossier.entries["examplia/letters/2021-03-10-to-the-commission"]
    said = [cards.letter_card(site, entry, one) for one in (None, *entry.translations)]
    assert [card.address.rpartition("/r/")[2] for card in said] == ["ex-l1", ""]


def test_the_card_of_an_event_says_what_when_and_where() -> None:
    card = card_of(contested(), "examplia/events/2021-02-14-storm")
    assert re.fullmatch("[A-Z].+ · Examplia", card.kicker)
    assert card.title == "A storm stops the ferry of the Sample Union"
    assert card.facts == (("Date", "14 February 2021 (uncertain)"), ("How sure", "likely"))
    assert card.state == ""


def test_the_card_of_an_event_says_that_accounts_differ_whose_they_are_and_who_replied() -> None:
    card = card_of(contested(), "threadia/events/2019-11-20-answer-in-the-harbour")
    assert card.state == "Accounts differ"
    assert card.facts[:2] == (("Date", "20 November 2019 or 22 November 2019"), ("Accounts of", "Office of Ferries; Ferry Union"))
    assert card.facts[2] == ("Right of reply", "Office of Ferries, answered on 11 May 2020")
    words = in_words(card)
    assert "Accounts differ (last checked 1 June 2020)." in words
    assert [name for name in ("Office of Ferries", "Ferry Union") if name not in words] == []


def test_an_event_that_somebody_answered_says_so_on_its_card(tmp_path: Path) -> None:
    events = """
        - {id: 2020-01-01-x, title: A hearing, date: 2020-01-01, kind: hearing, sources: gazette}
        - id: 2020-01-02-y
          title: The ministry denies it
          date: 2020-01-02
          kind: public_statement
          actors: ministry
          sources: gazette
          relates_to: [{event: 2020-01-01-x, relation: answers}]
        """
    assert ("Position of", "Ministry of Labour, 2 January 2020") in card_of(utopia(tmp_path, events), "utopia/events/2020-01-01-x").facts


def test_nobody_is_called_guilty_on_a_card(tmp_path: Path) -> None:
    """A conviction never stands without the court, the denial and the outcome, which the page has."""
    events = """
        - {id: 2020-01-01-conviction, title: A verdict, date: 2020-01-01, kind: conviction, people: ann-lee, sources: gazette}
        """
    site = utopia(tmp_path, events)
    said = in_words(card_of(site, "utopia/people/ann-lee")).casefold()
    assert len(site.index.tracks["utopia/people/ann-lee"]) > 1
    said += in_words(card_of(site, "utopia/events/2020-01-01-conviction")).casefold()
    assert not [word for word in ("guilt", "convict", "charge", "sentence") if word in said]
    assert "Liberty: released, since 28 February 2018" in in_words(card_of(site, "utopia/people/ann-lee"))


def test_a_person_s_card_says_the_last_state_with_its_source_and_that_accounts_differ(tmp_path: Path) -> None:
    events = """
        - id: 2020-01-01-arrest
          title: An arrest of which accounts differ
          date: 2020-01-01
          kind: arrest
          people: ann-lee
          sources: herald
          accounts:
            - {by: free-union, text: She was taken away., sources: herald}
            - {by: ministry, text: She was not., sources: herald, effects: {ann-lee: {liberty: none}}}
        """
    card = card_of(utopia(tmp_path, events), "utopia/people/ann-lee")
    facts = dict(card.facts)
    assert card.state == "Accounts differ"
    assert facts["Liberty"].endswith("(accounts differ)")
    assert " or " in facts["Liberty"]
    assert facts["Last source"] == "1 March 2018"


def test_a_card_never_cuts_off_how_doubtful_a_state_is(tmp_path: Path) -> None:
    events = """
        - id: 2020-01-01-arrest
          title: An arrest of which little is known
          date: 2020-01-01/2020-02-28
          kind: arrest
          people: [ann-lee, bo-dahl]
          confidence: unlikely
          effects: {bo-dahl: {liberty: {value: detained, until: 2020-10-01/2020-12-31}}}
          sources: herald
        """
    site = utopia(tmp_path, events)
    assert dict(card_of(site, "utopia/people/bo-dahl").facts)["Liberty"].endswith("on record as “unlikely” only")
    said = "entries that are not equally sure differ; each is on the page"
    assert dict(card_of(site, "utopia/people/ann-lee").facts)["Liberty"] == said


def test_a_former_role_is_dated_on_a_card_and_of_many_some_are_counted(tmp_path: Path) -> None:
    roles = "".join(f"{{title: Member {n} of the board of the union, from: {1990 + n}, until: {1991 + n}}}, " for n in range(9))
    people = f"- {{id: ann-lee, name: Ann Lee, sort_name: 'Lee, Ann', basis: public-role, roles: [{roles}]}}\n"
    people += "- {id: bo-dahl, name: Bo Dahl, sort_name: 'Dahl, Bo', basis: public-role}\n"
    role = dict(card_of(utopia(tmp_path, "[]", people), "utopia/people/ann-lee").facts)["Role on record"]
    assert role.startswith("Member 8 of the board of the union (from 1998 until 1999)")  # the latest of those that ended
    assert re.search(r" and \d more$", role)


def test_a_withheld_name_is_on_no_card(tmp_path: Path) -> None:
    people = """
        - {id: ann-lee, name: Ann Lee, sort_name: "Lee, Ann", basis: public-role, withdrawn: {date: 2020-01-01}}
        - {id: bo-dahl, name: Bo Dahl, sort_name: "Dahl, Bo", basis: public-role}
        """
    site = utopia(tmp_path, "[]", people)
    made = [artifact for artifact in cards.publish(site) if artifact.uri.endswith(".png")]
    assert "assets/cards/utopia/people/ann-lee.png" not in {artifact.uri for artifact in made}
    said = [in_words(record_card(site.viewer, entry)) for folder in ("events", "people", "organisations") for entry in site.dossier.of(folder)]
    assert [words for words in said if "Lee" in words] == []
    assert [words for words in said if "name withheld" in words] != []


def test_a_country_s_card_says_its_figures_and_their_day(tmp_path: Path) -> None:
    site = utopia(tmp_path, "[]")
    card = cards.country_card(site, site.countries[0])
    assert card.title == "Utopia"
    assert ("", "1 person at some time deprived of liberty or restricted in it") in card.facts
    assert ("", "0 of 1 letter with a reply in writing on record") in card.facts
    assert ("", "1 of 1 demand not met in full, as far as recorded") in card.facts
    assert card.state_note == "Records last checked 1 May 2018"


def test_every_record_of_the_invented_project_has_a_card_and_its_page_names_it() -> None:
    site = contested()
    made = {artifact.uri: artifact for artifact in cards.publish(site)}
    for output in (country, events, people, organisations):
        for page in output.publish(site):
            head = page.own_head
            if head.card:
                assert head.card == f"assets/cards/{untranslated(page.address).rstrip('/')}.png"
                assert head.card in made
                assert head.card_words.endswith((".", "!", "?", ")"))
    keys = [entry.key for folder in ("events", "people", "organisations") for entry in site.dossier.of(folder)]
    assert [key for key in keys if f"assets/cards/{key.removeprefix('international/')}.png" not in made] == []


def test_cards_of_records_are_the_same_each_time_and_quickly_drawn() -> None:
    site = contested()
    made = [record_card(site.viewer, entry) for folder in ("events", "people", "organisations") for entry in site.dossier.of(folder)]
    first = [draw(card) for card in made]
    start = time.process_time()
    assert [draw(card) for card in made] == first
    assert (time.process_time() - start) / len(made) < 0.06  # a tenth of that on an idle machine


def test_a_site_that_does_not_know_its_address_draws_no_card_that_nobody_can_ask_for() -> None:
    site = contested()
    without = Site(site.everything, site.settings.model_copy(update={"site_url": ""}), site.instant)
    assert [artifact.uri for artifact in cards.publish(without) if "/people/" in artifact.uri] == []
