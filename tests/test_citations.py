"""Letters cited in words and in files: as the manuals say, never more precisely than known, readable by other programs."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import bibtexparser
import pytest
import rispy
from dossier.citations import Citable, Name, Style, quotation, styles
from dossier.dates import PartialDate, parse_date
from dossier.exports import biblatex, csl, csl_json, ris
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

ANN, BEA, CARL = Name("Example", "Ann"), Name("Sample", "Bea Maria"), Name("Specimen", "Carl")
UNION, OTHER = Name(literal="Sample Union"), Name(literal="Example Union")
LETTER = Citable(
    id="examplia-2017-03-24-to-specimen", title="On rights", authors=(ANN, BEA), recipients=(CARL,),
    senders=("SU", "EXU"), addressees=("Carl Specimen",), date=parse_date("2017-03-24"), language="en", place="Utopia City",
    url="https://a.example/letters/7/", short="https://a.example/7", container="Rights",
    publisher="Sample Press", abstract="It asks for the right to organise.",
)  # fmt: skip


def cite(style: str, **changes: Any) -> str:
    return {s.id: s.text for s in styles(letter(**changes))}[style]


def letter(date: str = "", **changes: Any) -> Citable:
    return replace(LETTER, **changes, **({"date": parse_date(date)} if date else {}))


def test_styles_come_in_the_order_of_use() -> None:
    assert [(s.id, s.label) for s in styles(LETTER)] == [
        ("press", "Sentence for a press release"), ("markdown", "Markdown"), ("html", "HTML"), ("apa", "APA (7th edition)"),
        ("chicago", "Chicago (17th edition)"), ("mla", "MLA (9th edition)"), ("oscola", "OSCOLA (4th edition)"),
    ]  # fmt: skip


URL = LETTER.url
SIX = tuple(Name("Example", given) for given in ("Ann", "Bea", "Carl", "Dora", "Emil", "Fay"))
NOWHERE = {"url": "", "short": "", "container": "", "publisher": "", "place": ""}

SENTENCES = [
    ({}, "A letter of 24 March 2017 from SU and EXU to Carl Specimen is on record in Rights (https://a.example/7)."),
    ({"short": "", "senders": ("SU",), "date": "2018-11"}, f"A letter of November 2018 from SU to Carl Specimen is on record in Rights ({URL})."),
    ({**NOWHERE, "date": "2018-11~"}, "A letter of about November 2018 from SU and EXU to Carl Specimen is on record."),
    ({**NOWHERE, "date": "2017?"}, "A letter of 2017 (uncertain) from SU and EXU to Carl Specimen is on record."),
    ({**NOWHERE, "date": "../2017-03-24"}, "A letter from SU and EXU to Carl Specimen, written by 24 March 2017, is on record."),
    (
        {**NOWHERE, "date": "2018-11-10/2018-11-23", "translated_by": "Tess Sample", "addressees": ("A", "B", "C")},
        "A letter from SU and EXU to A, B and C, written between 10 and 23 November 2018, translated by Tess Sample, is on record.",
    ),
    ({**NOWHERE, "date": "2017-03-24/2017-03-24"}, "A letter of 24 March 2017 from SU and EXU to Carl Specimen is on record."),
    ({**NOWHERE, "senders": tuple("ABCDEFG")}, "A letter of 24 March 2017 from A, B, C and 4 others to Carl Specimen is on record."),
    ({**NOWHERE, "senders": ()}, "A letter of 24 March 2017 from Ann Example and Bea Maria Sample to Carl Specimen is on record."),
]
LINKS = [
    ("markdown", {"title": "Why *not*?"}, rf"[Why \*not\*?]({URL}), letter of 24 March 2017 from SU and EXU to Carl Specimen"),
    ("markdown", {"title": "", "date": "2017"}, f"[Letter of 2017 from SU and EXU to Carl Specimen]({URL})"),
    ("html", {"title": "A & <b>"}, f'<a href="{URL}">A &amp; &lt;b&gt;</a>, letter of 24 March 2017 from SU and EXU to Carl Specimen'),
    ("html", {"url": "", "date": "../2017-03"}, "Letter from SU and EXU to Carl Specimen, “On rights”, written by March 2017"),
]
APA = [
    ({}, f"Example, A., & Sample, B. M. (2017, March 24). On rights [Letter to Carl Specimen]. Rights. {URL}"),
    ({"authors": (UNION,), "title": "", "date": "2017-03"}, f"Sample Union. (2017, March). [Letter to Carl Specimen]. Rights. {URL}"),
    (
        {"authors": (UNION, OTHER), "recipients": (OTHER, CARL), "date": "2018-11~"},
        f"Sample Union & Example Union. (ca. 2018, November). On rights [Letter to Example Union & Carl Specimen]. Rights. {URL}",
    ),
    ({"authors": (), "recipients": (), "date": "2017?", "container": ""}, f"On rights [Letter]. (2017 [uncertain]). Sample Press. {URL}"),
    (
        {"authors": (UNION,), "container": "Sample Union", "translated_by": "Tess Sample"},
        f"Sample Union. (2017, March 24). On rights (Tess Sample, Trans.) [Letter to Carl Specimen]. {URL}",
    ),
    (
        {**NOWHERE, "authors": SIX * 4, "title": ""},
        "".join(f"Example, {name.given[0]}., " for name in (SIX * 4)[:19]) + ". . . Example, F. (2017, March 24). [Letter to Carl Specimen].",
    ),
]
CHICAGO = [
    (
        {},
        "Example, Ann, and Bea Maria Sample. “On rights.” Letter to Carl Specimen, Utopia City, March 24, 2017. "
        f"Rights. Sample Press. {URL}.",
    ),
    (
        {**NOWHERE, "authors": (UNION, OTHER), "title": "Who are “we”?", "date": "2017-03"},
        "Sample Union and Example Union. “Who are ‘we’?” Letter to Carl Specimen, March 2017.",
    ),
    (
        {**NOWHERE, "authors": (UNION,), "recipients": (OTHER, BEA, CARL), "title": ""},
        "Sample Union. Letter to Example Union, Bea Maria Sample, and Carl Specimen, March 24, 2017.",
    ),
    (
        {**NOWHERE, "authors": (UNION,), "title": 'Zu „Recht“ und "Gesetz"', "date": "2017-03"},
        "Sample Union. “Zu ‚Recht‘ und ‘Gesetz’.” Letter to Carl Specimen, March 2017.",
    ),
    ({**NOWHERE, "authors": (Name("Sample", "B."),), "title": "", "date": "2018-11~"}, "Sample, B. Letter to Carl Specimen, [ca. November 2018]."),
    (
        {**NOWHERE, "authors": (UNION, ANN, BEA), "date": "2017?", "translated_by": "Tess Sample"},
        "Sample Union, Ann Example, and Bea Maria Sample. “On rights.” Letter to Carl Specimen, [2017?]. Translated by Tess Sample.",
    ),
    (
        {**NOWHERE, "authors": SIX * 2, "recipients": SIX, "title": ""},
        "Example, Ann, Bea Example, Carl Example, Dora Example, Emil Example, Fay Example, Ann Example, et al. "
        "Letter to Ann Example et al., March 24, 2017.",
    ),
]
MLA = [
    ({**NOWHERE, "authors": (), "recipients": (OTHER, CARL), "title": ""}, "Letter to Example Union and Carl Specimen. 24 Mar. 2017."),
    ({}, f"Example, Ann, and Bea Maria Sample. “On rights.” Letter to Carl Specimen. Rights, Sample Press, 24 Mar. 2017, {URL}."),
    (
        {"authors": SIX, "title": "", "date": "2017-05", "publisher": "rights"},
        f"Example, Ann, et al. Letter to Carl Specimen. Rights, May 2017, {URL}.",
    ),
    ({**NOWHERE, "authors": (UNION,), "date": "2018-09~"}, "Sample Union. “On rights.” Letter to Carl Specimen. Circa Sept. 2018."),
    (
        {"authors": (), "recipients": SIX, "date": "2018-11-10/2018-11-23", "url": "", "publisher": ""},
        "“On rights.” Letter to Ann Example et al. Rights, between 10 and 23 November 2018.",
    ),
]
OSCOLA = [
    ({}, f"Letter from Ann Example and Bea Maria Sample to Carl Specimen (24 March 2017) <{URL}>"),
    (
        {"authors": (UNION, ANN, BEA), "recipients": SIX, "date": "../2017-03-24"},
        f"Letter from Sample Union, Ann Example and Bea Maria Sample to Ann Example and others (by 24 March 2017) <{URL}>",
    ),
    (
        {**NOWHERE, "authors": (), "date": "2017-01?", "translated_by": "Tess Sample"},
        "Letter to Carl Specimen (Tess Sample tr, January 2017 [uncertain])",
    ),
]
TABLES = {"press": SENTENCES, "apa": APA, "chicago": CHICAGO, "mla": MLA, "oscola": OSCOLA}


@pytest.mark.parametrize(("style", "changes", "text"), [*((style, *row) for style, rows in TABLES.items() for row in rows), *LINKS])
def test_a_style_words_a_letter_as_its_manual_does(style: str, changes: dict[str, Any], text: str) -> None:
    assert cite(style, **changes) == text


@pytest.mark.parametrize(
    ("name", "apa"),
    [
        (Name("Example", "Jean-Paul"), "Example, J.-P."),
        (Name("Example", "A.B. Carl"), "Example, A. B. C."),
        (Name("Примеров", "Иван Иванович"), "Примеров, И. И."),
        (Name("Example", "Ludwig van"), "Example, L. van."),
        (Name("van der Example", "Ann"), "van der Example, A."),
        (Name("მაგალითი", "ანა"), "მაგალითი, ა."),
        (Name("Example"), "Example."),
        (Name(given="Ann"), "Ann."),
        (Name(literal="Sample Union"), "Sample Union."),
        (Name(literal="Sample Ltd."), "Sample Ltd."),
    ],
)
def test_apa_gives_initials_where_there_are_any(name: Name, apa: str) -> None:
    assert cite("apa", authors=(name,)).startswith(f"{apa} (2017")


def test_a_name_that_is_not_inverted_stands_as_its_record_writes_it() -> None:
    names = Name("Example", "Jean d'", written="Jean d'Example"), Name("李", "例", written="李例")
    assert cite("oscola", authors=names, recipients=names).startswith("Letter from Jean d'Example and 李例 to Jean d'Example and 李例 (")
    assert cite("chicago", authors=names).startswith("Example, Jean d', and 李例. ")
    assert cite("apa", authors=names).startswith("Example, J. d', & 李, 例")


def test_only_titles_that_the_style_sets_so_are_in_italics() -> None:
    shown = {s.id: str(s.html) for s in styles(letter(title="Rights & <b>duties</b>"))}
    assert "<i>Rights &amp; &lt;b&gt;duties&lt;/b&gt;</i> [Letter" in shown["apa"]
    assert "<i>Rights</i>, Sample Press" in shown["mla"]
    assert "<i>" not in shown["chicago"] + shown["oscola"] + shown["press"] + shown["markdown"] + shown["html"]


def test_quotation_keeps_the_wording_and_says_where_it_stands() -> None:
    assert quotation(LETTER, "3", "We ask you\nto act.", f"{URL}#p3") == (
        f"“We ask you to act.”\nLetter of 24 March 2017 from SU and EXU to Carl Specimen, paragraph 3, Rights\n{URL}#p3"
    )


def test_quotation_stands_in_single_marks_around_double_ones() -> None:
    said = quotation(letter(date="../2017-03", container=""), "", "They don’t call it “strike”.", "")
    assert said == "‘They don’t call it “strike”.’\nLetter from SU and EXU to Carl Specimen, written by March 2017"


WORDS = st.text("abcdefghijklmnopqrstuvwxyzäéжқ", min_size=2, max_size=8).map(str.title)
MAYBE = st.one_of(st.just(""), WORDS)
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
POINT = st.tuples(st.dates(min_value=parse_date("1900").earliest), st.sampled_from([4, 7, 10]), st.sampled_from(["", "~", "?", "%"])).map(
    lambda drawn: drawn[0].isoformat()[: drawn[1]] + drawn[2]
)
DATES = st.one_of(
    POINT,
    POINT.map("../{}".format),
    st.tuples(POINT, POINT).map(lambda ends: "/".join(sorted(ends, key=lambda text: parse_date(text).earliest))),
).map(parse_date)


def citables(words: st.SearchStrategy[str]) -> st.SearchStrategy[Citable]:
    name = st.one_of(st.builds(Name, family=words, given=words), st.builds(Name, literal=words))
    names, texts = st.lists(name, max_size=4).map(tuple), st.lists(words, max_size=3).map(tuple)
    address = st.one_of(st.just(""), st.text("abc/?&=%20_~-.#", max_size=20).map("https://letters.example/{}x".format))
    return st.builds(
        Citable, id=st.from_regex(r"[a-z]{1,8}-[0-9]{4}", fullmatch=True), title=words, authors=names, recipients=names, senders=texts,
        addressees=texts, date=DATES, language=st.sampled_from(["", "en", "ru", "kk", "de", "pt-br", "zh-hans"]), place=words, url=address,
        short=address, container=words, publisher=words, abstract=words, translated_by=words,
        files=st.just((("https://letters.example/a.pdf", "application/pdf"), ("https://letters.example/a.jpg", "image/jpeg"))),
    )  # fmt: skip


STRAY = re.compile(r"\.\s*\.|,\s*[,.)]|\s[,.;:)\]]|[(\[]\s|\(\)|\[\]|“”|<>|  |^[\s,.]|,$|\b(?:of|from|to|by|in)(?: (?:from|to|is)\b|[,.)\]]|$)")


@given(citables(MAYBE))
def test_unknown_parts_leave_no_stray_punctuation(item: Citable) -> None:
    address = r"https://\S*x"
    for style in styles(item):
        assert not STRAY.search(re.sub(address, "URL", style.text)), (style.id, style.text)
    assert not STRAY.search(re.sub(address, "URL", quotation(item, "3", "Act.", "").splitlines()[1]))


@given(citables(ANYTHING))
def test_text_is_what_the_html_shows(item: Citable) -> None:
    for style in styles(item):
        shown = Read(str(style.html))
        assert " ".join(shown.text.split()) == style.text
        assert {tag for tag, _ in shown.tags} <= {"i"}


@given(citables(ANYTHING))
def test_markdown_and_html_give_the_same_link(item: Citable) -> None:
    found: dict[str, Style] = {s.id: s for s in styles(replace(item, title=item.title.replace("\x00", "")))}
    as_html = Read(found["html"].text)
    assert [tag for tag, _ in as_html.tags] == (["a"] if item.url else [])
    if item.url:
        as_markdown = Read(MarkdownIt("commonmark").render(found["markdown"].text))
        assert as_markdown.text.strip() == as_html.text
        assert [dict(attributes)["href"] for tag, attributes in as_html.tags] == [item.url]
        assert [tag for tag, _ in as_markdown.tags] == ["p", "a"]


class Read(HTMLParser):
    """HTML -> its text and its tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags = "", []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


# CSL-JSON


def test_csl_says_who_wrote_to_whom() -> None:
    assert csl(letter(authors=(ANN, UNION, Name("Example")), translated_by="Tess Sample")) == {
        "id": "examplia-2017-03-24-to-specimen",
        "type": "personal_communication",
        "genre": "Letter",
        "title": "On rights",
        "author": [{"family": "Example", "given": "Ann"}, {"literal": "Sample Union"}, {"literal": "Example"}],
        "recipient": [{"family": "Specimen", "given": "Carl"}],
        "translator": [{"literal": "Tess Sample"}],
        "issued": {"date-parts": [[2017, 3, 24]]},
        "event-place": "Utopia City",
        "archive": "Rights",
        "publisher": "Sample Press",
        "language": "en",
        "URL": URL,
        "abstract": "It asks for the right to organise.",
    }


@pytest.mark.parametrize(
    ("date", "issued"),
    [
        ("2017", {"date-parts": [[2017]]}),
        ("2018-11~", {"date-parts": [[2018, 11]], "circa": True}),
        ("2017-01?", {"date-parts": [[2017, 1]], "circa": True}),
        ("2018-11-10/2018-11-23", {"date-parts": [[2018, 11]]}),  # styles print a range as "November 10–23, 2018"
        ("2018-11-10/2018-11-10", {"date-parts": [[2018, 11, 10]]}),
        ("2018/2018-11-10", {"date-parts": [[2018]]}),
        ("2018/2019", {"literal": "between 2018 and 2019"}),
        ("../2017-03-24", {"literal": "by 24 March 2017"}),
    ],
)
def test_csl_date_is_as_precise_as_ours(date: str, issued: dict[str, Any]) -> None:
    assert csl(letter(date=date))["issued"] == issued


@pytest.mark.parametrize(
    ("date", "note"),
    [
        ("2017", ""),
        ("2017-03-24/2017-03-24", ""),
        ("2017-01?", "Written January 2017 (uncertain)"),
        ("2018-11-10/2018-11-23", "Written between 10 and 23 November 2018"),
    ],
)
def test_a_note_says_what_no_format_can_say_of_a_date(date: str, note: str) -> None:
    item = letter(date=date)
    assert csl(item).get("note", "") == note
    assert [line for line in ris([item]).split("\r\n") if line.startswith("N1")] == ([f"N1  - {note}"] if note else [])
    fields = entry_of(biblatex([item])).fields_dict
    assert (fields["note"].value if "note" in fields else "") == note


def test_csl_json_is_an_array() -> None:
    assert json.loads(csl_json([LETTER, letter(id="b", title="")])) == [csl(LETTER), csl(letter(id="b", title=""))]
    assert csl_json([letter(title="Қазақстан")]).count("Қазақстан") == 1


# RIS


def test_ris_is_a_letter_with_its_recipient() -> None:
    files = (("https://letters.example/a.pdf", "application/pdf"), ("https://letters.example/a.jpg", "image/jpeg"))
    item = letter(authors=(ANN, UNION), files=files, abstract="One.\n\nTwo.", translated_by="Tess Sample")
    assert ris([item]).split("\r\n") == [
        "TY  - PCOMM", "AU  - Example, Ann", "AU  - Sample Union,", "A2  - Specimen, Carl", "A4  - Tess Sample,", "M3  - Letter",
        "TI  - On rights", "PY  - 2017", "DA  - 2017/03/24/", "LA  - en", "AB  - One. Two.", "DB  - Rights",
        "PB  - Sample Press", "CY  - Utopia City", f"UR  - {URL}", "L1  - https://letters.example/a.pdf", "ER  - ", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("date", "lines"),
    [
        ("2017-01", ["PY  - 2017", "DA  - 2017/01//"]),
        ("2017", ["PY  - 2017", "DA  - 2017///"]),
        ("2018-11~", ["PY  - 2018", "DA  - 2018/11//", "N1  - Written about November 2018"]),
        ("2018-11-10/2018-11-23", ["PY  - 2018", "DA  - 2018/11//", "N1  - Written between 10 and 23 November 2018"]),
        ("2017-11/2018-02", ["N1  - Written between November 2017 and February 2018"]),
        ("../2017-03-24", ["N1  - Written by 24 March 2017"]),
    ],
)
def test_ris_date_has_only_what_is_known(date: str, lines: list[str]) -> None:
    assert [line for line in ris([letter(date=date)]).split("\r\n") if line.startswith(("PY", "DA", "N1"))] == lines


def test_ris_has_no_comma_inside_a_name() -> None:
    assert "AU  - Union of Examples – Local 5,\r\n" in ris([letter(authors=(Name(literal="Union of Examples, Local 5"),))])


@given(st.lists(citables(ANYTHING), max_size=3))
def test_ris_is_read_as_it_was_meant(items: list[Citable]) -> None:
    text = ris(items)
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line) for line in text.splitlines())
    assert text.splitlines() == text.split("\r\n")[:-1]
    read = rispy.loads(text) if items else []
    assert [entry["type_of_reference"] for entry in read] == ["PCOMM"] * len(items)
    for entry, item in zip(read, items, strict=True):
        assert entry.get("title", "") == tidy(item.title)
        assert entry.get("urls", []) == [*filter(None, [item.url])]
        assert entry["file_attachments1"] == "https://letters.example/a.pdf"


@given(DATES)
def test_no_file_says_more_of_a_date_than_is_known(date: PartialDate) -> None:
    item = replace(LETTER, date=date)
    said = dict(line.split("  - ", 1) for line in ris([item]).splitlines())
    fields = entry_of(biblatex([item])).fields_dict
    known = [part for part in said.get("DA", "").split("/") if part]
    assert all(point.startswith("-".join(known)) for point in date.text.split("/"))
    assert known[:1] == ([said["PY"]] if "PY" in said else [])
    assert csl(item)["issued"].get("date-parts", [[]]) == [[int(part) for part in known]]
    assert (fields["date"].value if "date" in fields else "").rstrip("~?%") == "-".join(known)
    assert bool(date.datetime) == ("N1" not in said)


# BibLaTeX


def entry_of(text: str) -> Any:
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    return library.entries[0]


def test_biblatex_entry() -> None:
    assert biblatex([letter(authors=(ANN, UNION), translated_by="Tess Sample", language="ru", date="2018-11~")]) == (
        "@letter{examplia-2017-03-24-to-specimen,\n"
        "  author = {Example, Ann and {Sample Union}},\n"
        "  title = {{On rights}},\n"
        "  titleaddon = {{Letter to Carl Specimen}},\n"
        "  translator = {{Tess Sample}},\n"
        "  date = {2018-11~},\n"
        "  note = {Written about November 2018},\n"
        "  location = {Utopia City},\n"
        "  howpublished = {Rights, Sample Press},\n"
        "  langid = {russian},\n"
        f"  url = {{{URL}}},\n"
        "  abstract = {It asks for the right to organise.},\n"
        "}\n"
    )


def test_biblatex_describes_a_letter_without_a_title() -> None:
    fields = entry_of(biblatex([letter(title="", authors=(UNION,), recipients=(CARL, OTHER))])).fields_dict
    assert fields["title"].value == "{Letter to Carl Specimen and Example Union}"
    assert fields["author"].value == "{Sample Union}"
    assert "titleaddon" not in fields


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("2017-01", "2017-01"), ("2018-11-10/2018-11-23", "2018-11"), ("../2017-03-24", ""), ("2018/2019", ""), ("2017%", "2017%")],
)
def test_biblatex_date(ours: str, theirs: str) -> None:
    fields = entry_of(biblatex([letter(date=ours)])).fields_dict
    assert (fields["date"].value if "date" in fields else "") == theirs


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name(literal="Union of Miners and Smelters"), "{Union of Miners and Smelters}"),
        (Name("van der Example", "Jean-Paul"), "{van der Example}, Jean-Paul"),
        (Name("Example y Sample", "José"), "{Example y Sample}, José"),
        (Name("Example", "Ann, Jr."), "Example, {Ann, Jr.}"),
        (Name("Example"), "{Example}"),
    ],
)
def test_biblatex_names_stay_whole(name: Name, written: str) -> None:
    assert entry_of(biblatex([letter(authors=(name,))])).fields_dict["author"].value == written


@pytest.mark.parametrize(
    ("code", "name"),
    [("en", "english"), ("en-gb", "british"), ("de-at", "ngerman"), ("kk", "kazakh"), ("pt-br", "brazil"), ("nb", "norsk"), ("ht", ""), ("", "")],
)
def test_biblatex_language_is_one_that_babel_knows(code: str, name: str) -> None:
    fields = entry_of(biblatex([letter(language=code)])).fields_dict
    assert (fields["langid"].value if "langid" in fields else "") == name


def test_biblatex_escapes_what_is_special_to_tex() -> None:
    item = letter(title=r"100% of #1 & $5 a_b {c} ~ ^ \today é Қ", url="https://letters.example/a_b?c=1&d=%20#p3")
    fields = entry_of(biblatex([item])).fields_dict
    assert fields["title"].value == (
        r"{100\% of \#1 \& \$5 a\_b \textbraceleft{}c\textbraceright{} \textasciitilde{} \textasciicircum{} \textbackslash{}today é Қ}"
    )
    assert fields["url"].value == item.url


@given(st.lists(citables(ANYTHING), max_size=3, unique_by=lambda item: item.id))
def test_biblatex_is_read_as_it_was_meant(items: list[Citable]) -> None:
    library = bibtexparser.parse_string(biblatex(items))
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == [item.id for item in items]
    for entry, item in zip(library.entries, items, strict=True):
        fields = {field.key: field.value for field in entry.fields}
        assert untex(fields.get("abstract", "")) == tidy(item.abstract)
        assert fields.get("url", "") == item.url
        assert all(value.count("{") == value.count("}") for value in fields.values())


def untex(text: str) -> str:
    signs = {"textbackslash{}": "\\", "textbraceleft{}": "{", "textbraceright{}": "}", "textasciitilde{}": "~", "textasciicircum{}": "^"}
    return re.sub(r"\\(text[a-z]+\{\}|[#$%&_])", lambda found: signs.get(found[1], found[1]), text)


def tidy(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text).split())
