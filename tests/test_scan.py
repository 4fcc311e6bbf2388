"""What may not be published is found in every byte, however it is encoded; look-alikes are not; nothing that is printed tells it."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from email.header import Header
from pathlib import Path
from random import Random
from urllib.parse import quote

import pikepdf
import pytest
from click.testing import CliRunner
from dossier.cli import main
from dossier.decoding import Shut, View, unescaped, views
from dossier.folding import squeezed, words
from dossier.ledger import Ledger
from dossier.ledgerfile import read_ledger
from dossier.needles import Needle, needles
from dossier.private import Private, Secret
from dossier.project import prepared
from dossier.publish import Build
from dossier.scan import Scanner
from dossier.shell import SENTINELS
from dossier.site import Site
from dossier.written import is_written_as_name
from helpers import leaks, mkdocs, project, tree, write
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

SECRET = "Cyplanted Secretplanted"
CYRILLIC = "Сайплантед Тайныйплантед"
PERSON = """
    - id: cy-secret
      name: {{en: {name}, ru: Сайплантед Тайныйплантед}}
      sort_name: {sort}
      basis: consent
      {fields}
    """


def person(fields: str, name: str = SECRET, sort: str = "'Secretplanted, Cyplanted'") -> str:
    return PERSON.format(name=name, sort=sort, fields=fields)


@pytest.fixture(scope="module")
def hidden(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Private]:
    """A project with a draft of a person, an erased letter, and a private overlay with a telephone number."""
    folder = tmp_path_factory.mktemp("hidden")
    root = project(
        folder / "small",
        {
            "data/utopia/people/secret.yml": person("draft: true"),
            "data/utopia/people/bo.yml": "- {id: bo-two, name: Bo Dahl, sort_name: 'Dahl, Bo', basis: consent, draft: true}",
            "data/utopia/people/harbour.yml": "- {id: harbour, name: Ann Harbour, sort_name: 'Harbour, Ann', basis: consent, draft: true}",
            "data/utopia/people/juli.yml": "- {id: juli-m, name: Juli Marinova, sort_name: 'Marinova, Juli', basis: consent, text: At the harbour.}",
            "data/utopia/people/li.yml": "- {id: li-marinova, name: Li Marinova, sort_name: 'Marinova, Li', basis: consent, draft: true}",
            "data/utopia/events/x.yml": "- {id: 2017-release, title: Release, date: 2017, kind: arrest, sources: gazette, draft: true}",
            "data/utopia/demands/x.yml": "- {id: release-planted, title: Release, text: Words., draft: true}",
            "data/utopia/letters/2017-09-01-x.md": "---\ntitle: To the people of the Northern Islands\ndate: 2017-09-01\n"
            "from: free-union\nto: bo-dahl\nwithdrawn: {date: 2020-01-01, erase: true}\n---\nText.\n",
        },
    )
    site, private, problems = prepared(root)
    assert [str(problem) for problem in problems if problem.level == "error"] == []
    private.secrets.append(Secret("+7 (701) 123-45-67", "utopia/people/ann-lee", "DOSSIER_PRIVATE/utopia/people/ann-lee.yml", 2, 8, "telephone"))
    return site, private


@pytest.fixture
def scanner(hidden: tuple[Site, Private]) -> Scanner:
    return leaks(*hidden)


def found(scanner: Scanner, uri: str, data: bytes | str) -> set[str]:
    """The rules by which something is found in a file of a finished site."""
    scanner.findings.clear()
    scanner.file(uri, data.encode() if isinstance(data, str) else data, complete=True)
    said = "\n".join(map(str, sorted(scanner.findings)))
    assert "planted" not in said, "a finding must not tell the secret"
    assert "123" not in said
    return {finding.rule for finding in scanner.findings}


# Folding


@pytest.mark.parametrize(
    "text",
    [
        "CYPLANTED SECRETPLANTED", "Cyplanted\n\t Secretplanted",
        "Cy\u00adplanted Secret\u200bplanted", "Cýplanted Šecretplanted", "Ｃyplanted Secretplanted",
        "Secretplanted, Cyplanted", "scan_cyplanted-secretplanted.pdf", "CyplantedSecretplanted", "C y p l a n t e d S e c r e t p l a n t e d",
        "Mr Secretplanted", "Сайплантед Тайныйплантед", "сайплантед тайныйплантед", "Sayplanted Taynyyplanted",
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(text: str, scanner: Scanner) -> None:
    assert found(scanner, "x.txt", f"So says {text} here.") == {"withheld-name"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ფარულაძე", "აქ არის ფარულაძე დღეს"), ("გიორგი ფარულაძე", "ᲒᲘᲝᲠᲒᲘ ᲤᲐᲠᲣᲚᲐᲫᲔ"), ("Ծածկյան", "ԾԱԾԿՅԱՆ"),
        ("سعید خفی", "سعيد خفي"), ("كامل خفي", "ﮐﺎﻣﻞ ﺧﻔﯽ"), ("سعید خفی", "سـعـیـد خَفی"), ("فاطمة خفية", "فاطمه خفيه"),
        ("آمنة خفية", "كتبت لآمنة خفية وقالت"), ("خفيوان", "والخبر عن خَفيوان"), ("חנה נסתר", "המכתב של וחנה נסתר"),
        ("김숨김", "오늘 김숨김은 갔다"), ("김숨김", "김 숨김"), ("隠山太郎", "今日は隠山太郎です"), ("𠮷野", "今日は𠮷野です"),
        ("ハナカクレ", "ﾊﾅｶｸﾚです"), ("ลับ ซ่อน", "นายลับ ซ่อนทันที"), ("राम गुप्तक", "यह राम गुप्तक है"), ("İsmigül Saklıgil", "ISMIGÜL SAKLIGİL"),
        ("998 701 12", "۹۹۸۷۰۱۱۲"),
    ],
)  # fmt: skip
def test_a_name_in_any_script_is_found_however_it_is_written(name: str, text: str, tmp_path: Path) -> None:
    assert _hides(name, tmp_path, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("김숨기", "오늘 김숨김은 갔다"), ("خفيوان", "والخفيوان"), ("خفيوان", "خفيوانية"), ("Kleiner", "Ein kleiner Brief."), ("ফাঁকা নাম", "ফাঁকা নামা"),
        ("林", "今日は森林です"),
    ],
)  # fmt: skip
def test_another_name_in_such_a_script_is_another_name(name: str, text: str, tmp_path: Path) -> None:
    assert not _hides(name, tmp_path, text)


def _hides(name: str, tmp_path: Path, text: str) -> bool:
    """Whether a text is refused when a draft of a person has the name."""
    site, private, _ = prepared(project(tmp_path, {"data/utopia/people/x.yml": person("draft: true", name, "Zzz")}))
    scanner = leaks(site, private)
    scanner.file("x.txt", text.encode(), complete=True)
    return bool(scanner.findings)


@pytest.mark.parametrize("text", ["+7 701 123 45 67", "77011234567", "tel:+7-701-123-45-67", "7(701)1234567"])
def test_a_private_number_is_found_whatever_stands_between_its_digits(text: str, scanner: Scanner) -> None:
    assert found(scanner, "x.txt", text) == {"private-value"}


@pytest.mark.parametrize("text", ["Тайныйплантед Сай", "ТАЙНЫЙПЛАНТЕД, САЙ", "Realplanted Ann Petrovna", "Realplanted, Ann Petrovna"])
def test_a_name_is_found_with_the_family_name_first(text: str, hidden: tuple[Site, Private]) -> None:
    names = ("Ann Petrovna Realplanted", "Сай Тайныйплантед")
    secrets = [Secret(name, "utopia/people/ann-lee", "DOSSIER_PRIVATE/x.yml", 1, 1, "name", is_name=True) for name in names]
    assert found(leaks(hidden[0], Private(secrets=secrets)), "x.txt", f"So says {text} here.") == {"private-value"}


def test_folding_keeps_nothing_but_letters_and_digits() -> None:
    assert squeezed("Ÿ-É… ß 1") == b"yess1"
    assert squeezed("Bǿrge") == squeezed("Børge") == b"borge", "a letter with a stroke, and an accent on it"
    assert words("Ÿ-É… ß 1") == b" y e ss 1 "


@pytest.mark.parametrize(
    ("name", "other"), [("G‘ulomov", "Gʻulomov"), ("Lukʹianenko", "Lukʼianenko"), ("ʿAbd", "'Abd"), ("يوسف", "يوســف"), ("علی کریم", "علي كريم")]
)
def test_signs_and_letters_that_nobody_tells_apart_are_one(name: str, other: str) -> None:
    assert (squeezed(name), words(name)) == (squeezed(other), words(other))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_and_both_forms_agree(text: str) -> None:
    once = squeezed(text)
    assert squeezed(once.decode("utf-8", "replace")) == once
    assert words(text).replace(b" ", b"") == once


# Look-alikes


@pytest.mark.parametrize(
    "text",
    [
        "Bo Dahl is a public person too.", "harbour", "Harbour", "At the harbour. Harbour dues.", "Juli Marinova", "Release",
        "<a href='../people/ann-lee/'>release-planted of</a>",
        "2017-releases", "events/2017-released/", '{"near": "harbour"}', "Northern Islands", "701 123", "",
    ],
)  # fmt: skip
def test_look_alikes_are_not_found(text: str, hidden: tuple[Site, Private]) -> None:
    scanner = leaks(*hidden)
    scanner.file("x.html", text.encode(), complete=True)
    assert scanner.findings == set()


NAMESAKES = {
    "data/utopia/people/namesakes.yml": """
        - {id: jane-x, name: Jane March, sort_name: "March, Jane", basis: consent, draft: true}
        - {id: theresa-x, name: Theresa May, sort_name: "May, Theresa", basis: consent, withdrawn: {date: 2018-01-01}}
        - {id: bo-x, name: Bo Timeline, sort_name: "Timeline, Bo", basis: consent, draft: true}
        """,
    "data/utopia/events/x.yml": """
        - id: 2017-05-24-x
          title: Strikes of 3 March and 24 May 2017
          date: 2017-05-24
          kind: arrest
          people: ann-lee
          text: They began on March 3, went on from March to May 2017 and until May 2018. So said Theresa May, and Ms May again.
          sources: gazette
        """,
}


def test_namesakes_of_months_and_of_words_of_every_page_block_no_build_and_leave_dates_as_they_are(tmp_path: Path) -> None:
    root = project(tmp_path, NAMESAKES)
    assert (done := mkdocs(root)).returncode == 0, done.stderr
    page = (root / "site/utopia/events/2017-05-24-x/index.html").read_text("utf-8")
    assert "Strikes of 3 March and 24 May 2017" in page
    assert "on March 3, went on from March to May 2017 and until May 2018. So said [name withheld], and Ms [name withheld] again." in page


def test_who_has_the_name_of_a_public_union_blocks_no_build(tmp_path: Path) -> None:
    """Its links stand beside each other on pages: Free Union, Free Union."""
    draft = '- {id: x, name: Free Union, sort_name: "Union, Free", other_names: Free Cyplanted, basis: consent, draft: true}'
    site, private, _ = prepared(project(tmp_path, {"data/utopia/people/x.yml": draft}))
    assert found(leaks(site, private), "x.html", "<a>Free Union</a>, <a>Free Union</a>") == set()
    assert found(leaks(site, private), "x.html", "Cyplanted, Free") == {"withheld-name"}
    assert (done := mkdocs(tmp_path)).returncode == 0, done.stderr


def test_what_case_files_say_of_the_bearer_of_such_a_name_is_told(tmp_path: Path) -> None:
    says = NAMESAKES["data/utopia/events/x.yml"].replace("They began", "As Mr Timeline says, they began")
    assert (done := mkdocs(project(tmp_path, {**NAMESAKES, "data/utopia/events/x.yml": says}))).returncode == 1
    assert "data/utopia/events/x.yml:6:1: text: holds a name of a withheld record" in done.stderr


@pytest.mark.parametrize("text", ["Jane March", "So says Mr March.", "March, Jane", "Mr March, 12 others", "people/march", "Bo Timeline"])
def test_the_bearer_of_such_a_name_is_found(text: str, tmp_path: Path) -> None:
    site, private, _ = prepared(project(tmp_path, NAMESAKES))
    assert found(leaks(site, private), "x.html", text if "/" not in text else f"https://x.example/{text}") == {"withheld-name"}


@pytest.mark.parametrize(
    ("name", "sort", "text", "rules"),
    [
        ("Jo Rosa", "'Rosa, Jo'", "So says Rosa.", set()), ("Jo Rosa", "'Rosa, Jo'", "So says Jo Rosa.", {"withheld-name"}),
        ("Jo Rosa", "'Rosa, Jo'", "Rosa, Jo", {"withheld-name"}), ("Li Na", "'Li, Na'", "So says Li Na.", {"withheld-name"}),
    ],
)  # fmt: skip
def test_a_family_name_of_four_letters_counts_with_the_first_one_only(name: str, sort: str, text: str, rules: set[str], tmp_path: Path) -> None:
    site, private, _ = prepared(project(tmp_path, {"data/utopia/people/x.yml": person("draft: true", name, sort)}))
    assert found(leaks(site, private), "x.txt", text) == rules


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("So says Planted.", True), ("It was planted.", False), ("Planted spoke; nothing was planted.", False), ("PLANTED", True),
        # parts of addresses and ids are no words: they say neither that it is one, nor that it is none
        ("Planted: class=x-planted", True), ("Planted: planted_by", True), ("cy-planted", False), ("planted=1", False),
        ("https://x.example/planted", True), ("https://x.example/?planted=1", True), ("https://planted.example/", False),
        ("Rosa was here.", False),
    ],
)  # fmt: skip
def test_a_single_word_is_a_name_where_it_is_written_as_one(text: str, named: bool) -> None:
    assert is_written_as_name(b"planted", text) is named


@pytest.mark.parametrize(("text", "named"), [("In May 2017.", False), ("May spoke in May 2017.", True), ("The 5 May, and it may be.", False)])
def test_the_month_of_a_date_is_nobodys_name(text: str, named: bool) -> None:
    assert is_written_as_name(b"may", text) is named


@pytest.mark.parametrize(
    "text",
    [
        "../../events/2017-release/", "https://x.example/utopia/events/2017-release/index.html", "/ru/utopia/events/2017-release",
        "utopia\\/events\\/2017-release\\/",
        "<a href='&#x65;vents/2017-release/'>", "events%2F2017-release", '{"id": "2017-release"}', "demands/release-planted.json", "people/harbour/",
    ],
)  # fmt: skip
def test_an_id_counts_where_an_address_stands(text: str, scanner: Scanner) -> None:
    assert found(scanner, "x.html", text) == {"withheld-id"}


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ('{"id": "release-one"}', set()), ("organisations/release-one/", set()), ("demands/release-one/", {"withheld-id"}),
        ('{"id": "release-two"}', {"withheld-id"}),
    ],
)  # fmt: skip
def test_an_id_that_a_public_record_has_too_counts_in_its_own_folder_only(text: str, rules: set[str], tmp_path: Path) -> None:
    demands = "".join(f"- {{id: release-{number}, title: Release, text: Words., draft: true}}\n" for number in ("one", "two"))
    public = "- {id: release-one, name: Release One, type: trade-union}"
    site, private, _ = prepared(project(tmp_path, {"data/utopia/demands/x.yml": demands, "data/utopia/organisations/x.yml": public}))
    assert found(leaks(site, private), "x.json", text) == rules


@pytest.mark.parametrize(("pseudonym", "rules"), [("", set()), ("pseudonym: true", {"private-value"})])
def test_a_real_name_is_looked_for_though_a_pseudonym_is_the_same(pseudonym: str, rules: set[str], tmp_path: Path) -> None:
    site, _, _ = prepared(project(tmp_path, {"data/utopia/people/x.yml": person(pseudonym)}))
    secret = Secret(SECRET, "utopia/people/ann-lee", "DOSSIER_PRIVATE/utopia/people/ann-lee.yml", 2, 8, "name", is_name=True)
    assert found(leaks(site, Private(secrets=[secret])), "x.txt", f"So says {SECRET}.") == rules


def test_what_only_a_translation_says_is_looked_for_too(tmp_path: Path) -> None:
    """A translation need not have a name or a title of its own."""
    letter = "---\ntitle: X\ndate: 2017-09-01\nfrom: free-union\nto: bo-dahl\ndraft: true\n---\nText.\n"
    files: dict[str, str | bytes | None] = {
        "data/utopia/people/x.md": "---\nname: Jo Rosaplanted\nsort_name: Rosaplanted, Jo\nbasis: consent\ndraft: true\n---\nWords.\n",
        "data/utopia/people/x.ru.md": "---\nname: Жо Розаплантед\n---\nСлова.\n",
        "data/utopia/people/x.de.md": "---\ntranslated_by: Ann Lee\n---\nWorte.\n",
        "data/utopia/letters/2017-09-01-x.md": letter,
        "data/utopia/letters/2017-09-01-x.ru.md": "---\ntitle: Народам Северных Островов\n---\nТекст.\n",
        "data/utopia/letters/2017-09-01-x.de.md": "---\ntranslated_by: Ann Lee\n---\nText.\n",
    }
    site, private, _ = prepared(project(tmp_path, files))
    assert found(leaks(site, private), "x.txt", "Розаплантед Жо: Жо Розаплантед") == {"withheld-name"}
    assert found(leaks(site, private), "x.txt", "Народам северных островов") == {"withheld-title"}


def test_a_title_counts_as_a_whole(scanner: Scanner) -> None:
    assert found(scanner, "x.html", "<h1>To the <i>people</i> of the Northern\nIslands</h1>") == {"withheld-title"}


def test_a_name_of_a_file_is_found_and_not_said(scanner: Scanner) -> None:
    for uri in ("utopia/people/cy-secret/index.html", "a/Cyplanted%20Secretplanted.pdf", "a/cyplanted_secretplanted/x.txt"):
        assert found(scanner, uri, ""), uri
        assert {finding.place for finding in scanner.findings} == {"(a name that may not be said)"}


@pytest.mark.parametrize("sizes", [(50_000,), (1, 7, 5_000, 20_000), (3_990, 10)])
def test_what_stands_in_two_parts_of_a_large_file_is_found(hidden: tuple[Site, Private], sizes: tuple[int, ...]) -> None:
    """A name may begin in a part and end in the next, at any byte, also of a letter that takes two."""
    data = b"x" * 3_970 + f" {SECRET} ".encode() + "·".encode() * 5_000
    russian = b"x" * 3_970 + f" {CYRILLIC} ".encode() + b"\0" + "·".encode() * 5_000
    for text in (data, russian):
        for at in range(3_965, 4_030):
            scanner = leaks(*hidden)
            given = [text[:at], *(text[at + sum(sizes[:n]) :][: sizes[n]] for n in range(len(sizes))), text[at + sum(sizes) :]]
            assert b"".join(scanner.parts("data/x.csv", given)) == text
            assert {finding.rule for finding in scanner.findings} >= {"withheld-name"}, at


@pytest.mark.parametrize("ending", ["json", "zip", "sqlite"])
def test_in_a_file_that_was_made_of_records_a_name_is_found_however_it_is_written(hidden: tuple[Site, Private], ending: str) -> None:
    escaped = json.dumps(CYRILLIC).encode()
    for said in (SECRET.encode(), escaped, b"&amp;#x43;yplanted Secretplanted", base64.b64encode(SECRET.encode() * 3), SECRET.upper().encode()):
        data = b'{"text": "' + said + b'"}\n'
        if ending == "zip":
            with zipfile.ZipFile(packed := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("letter.json", data)
            data = packed.getvalue()
        scanner = leaks(*hidden)
        list(scanner.parts(f"x.{ending}", [b"SQLite format 3\0" + data])) if ending == "sqlite" else scanner.made(f"x.{ending}", data)
        assert scanner.findings, said


@pytest.mark.parametrize(("second", "begins"), [(0x3E00, "H4sIAAA-"), (0x3F00, "H4sIAAA_")])
def test_base64_for_addresses_is_undone_from_its_beginning(hidden: tuple[Site, Private], second: int, begins: str) -> None:
    run = base64.urlsafe_b64encode(gzip.compress(f"{SECRET}, and words after it".encode(), mtime=second)).decode()
    assert run.startswith(begins)
    scanner = leaks(*hidden)
    scanner.page("x/index.html", f"<p>{'words ' * 20}{run}</p>")
    assert {finding.rule for finding in scanner.findings} == {"withheld-name"}


def test_without_anything_withheld_nothing_is_looked_at(tmp_path: Path) -> None:
    site, private, _ = prepared(project(tmp_path))
    scanner = leaks(site, private)
    assert not scanner
    scanner.page("x.html", SECRET)
    scanner.file("x.html", SECRET.encode())
    assert scanner.findings == set()


# Encodings in one another


def split_by_tags(text: str) -> str:
    """A tag in the midst of the first word, but not within an escape: no program writes that, and none undoes it."""
    at = 0 if set(text[:16]) & set("&%\\") or text.startswith("=?") else 5
    return f"{text[:at]}<b class='x'>{text[at:]}</b>"


def split_by_section(text: str) -> str:
    """A CDATA section of XML that begins in the midst of the first word, but not within an escape."""
    at = 0 if set(text[:16]) & set("&%\\") or text.startswith("=?") else 5
    return f"{text[:at]}<![CDATA[{text[at:]}]]>"


def zipped(data: bytes, name: str = "x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def as_text(make: Callable[[str], str]) -> Callable[[bytes], bytes]:
    """A text's encoder; bytes that are no UTF-8 go through base64 first, as they would on a page."""

    def encode(data: bytes) -> bytes:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = base64.b64encode(data).decode()
        return make(text).encode()

    return encode


def quote_bytes(data: bytes, sign: str = "=") -> str:
    return "".join(f"{sign}{byte:02X}" for byte in data)


ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "entities": as_text(lambda text: "".join(f"&#{ord(c)};" for c in text)),
    "hexadecimal entities": as_text(lambda text: "".join(f"&#x{ord(c):x};" if c.isalpha() else c for c in text)),
    "percent": as_text(lambda text: "".join(f"%{b:02X}" for b in text.encode())),
    "quoted": as_text(quote),
    "json": as_text(lambda text: json.dumps({"x": text})),
    "unicode escapes": as_text(lambda text: "".join(f"\\u{ord(c):04x}" if ord(c) < 0x10000 else c for c in text)),
    "hexadecimal escapes": as_text(lambda text: "".join(f"\\x{b:02x}" for b in text.encode())),
    "units": as_text(lambda text: "".join(f"%u{high:02x}{low:02x}" for high, low in struct.iter_unpack("BB", text.encode("utf-16-be")))),
    "header": as_text(lambda text: text if "\n" in text else Header(text, "utf-8", header_name="Subject").encode()),  # it has one line
    "tags": as_text(lambda text: split_by_tags(text)),
    "section": as_text(lambda text: split_by_section(text)),
    "page": as_text(lambda text: f"<!doctype html>\n<p title='x'>{text}</p>\n"),
    "base64": base64.b64encode,
    "base64 for addresses": base64.urlsafe_b64encode,
    "base64 in lines": base64.encodebytes,
    "gzip": gzip.compress,
    "zlib": zlib.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zip": zipped,
    "utf-16": lambda data: data.decode("utf-8", "replace").encode("utf-16") if is_utf8(data) else data,
}


@pytest.mark.parametrize(
    "text",
    [
        "Subject: =?utf-8?Q?So_says_C=79planted?= =?utf-8?q?_Secret=70lanted?=", "=?UTF-8*en?B?Q3lwbGFudGVkIFNl?=\n =?UTF-8*en?B?Y3JldHBsYW50ZWQ=?=",
        f"=?koi8-r?B?{base64.b64encode(CYRILLIC.encode('koi8-r')).decode()}?=", f"=?windows-1251?Q?{quote_bytes(CYRILLIC.encode('cp1251'))}?=",
        json.dumps("\r\n ".join(f"=?utf-8?B?{base64.b64encode(part).decode()}?=" for part in (b"Cyplanted S&#1", b"01;cretplanted"))),
        quote_bytes(CYRILLIC.encode("cp1251")), f"{quote_bytes(CYRILLIC[:7].encode('koi8-r'))}=\n{quote_bytes(CYRILLIC[7:].encode('koi8-r'))}",
        quote_bytes(CYRILLIC.encode("cp1251"), "%"), "".join(f"%u{ord(letter):04x}" for letter in CYRILLIC),
        f"https://{CYRILLIC.lower().replace(' ', '-').encode('idna').decode()}.example/",
        f"HTTPS://{CYRILLIC.lower().replace(' ', '-').encode('idna').decode().upper()}.EXAMPLE/",
    ],
)  # fmt: skip
def test_a_name_is_found_as_mails_and_addresses_write_it(text: str, scanner: Scanner) -> None:
    assert found(scanner, "x.eml", text) == {"withheld-name"}
    scanner.findings.clear()
    scanner.page("x/index.html", f"<p>{text}</p>")
    assert {finding.rule for finding in scanner.findings} == {"withheld-name"}


@pytest.mark.parametrize("text", ["xn--", "xn--99999999a", "=?x?Q?=C1?=", "=?utf-8?B?A?=", "=?utf-8?B?!!?=", "%ud83d", "=C1=CE", "=?idna?B?eA==?="])
def test_what_only_looks_encoded_is_passed_over(text: str, scanner: Scanner) -> None:
    assert found(scanner, "x.eml", text) == set()


@pytest.mark.parametrize(("text", "plain"), [("Andr=E9 Fontain=E8", "Andr\u00e9 Fontain\u00e8"), ("a=EDWARD =C3 =E9", "a=EDWARD =C3 =E9")])
def test_a_byte_alone_is_a_letter_of_a_western_code_page_among_plain_ones(text: str, plain: str) -> None:
    assert unescaped(text) == plain
    assert plain in [view.text for view in views(text.encode()) if isinstance(view, View)]


def is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def needle_in(data: bytes, key: bytes) -> bool:
    return any(isinstance(view, View) and key in squeezed(view.text) for view in views(data))


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize("secret", [SECRET, "Сайплантед Тайныйплантед"])
def test_each_encoding_is_undone(encoder: str, secret: str, scanner: Scanner) -> None:
    assert found(scanner, "x", ENCODERS[encoder](secret.encode())) == {"withheld-name"}


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(sorted(ENCODERS)), max_size=4), st.sampled_from([SECRET, "Сайплантед Тайныйплантед", "Şeker Öztürkoğlu Planted"]))
@example(["gzip", "base64", "percent", "entities"], SECRET)
@example(["bzip2", "base64 in lines", "json"], SECRET)
@example(["bzip2", "header", "percent"], SECRET)
@example(["gzip", "header", "header", "percent"], SECRET)
@example(["gzip", "header", "header", "units"], SECRET)
@example(["utf-16", "base64", "base64", "zip"], SECRET)
def test_a_needle_is_found_through_any_chain_of_encodings(chain: list[str], secret: str) -> None:
    data = secret.encode()
    for encoder in chain:
        data = ENCODERS[encoder](data)
    assert needle_in(data, squeezed(secret))


def test_the_judge_finds_nothing_where_nothing_is() -> None:
    assert not needle_in(gzip.compress(b"Ann Lee and Bo Dahl"), squeezed(SECRET))


# Bounds


def test_a_bomb_is_bounded_and_reported() -> None:
    data = b"\0" * 3_000_000
    for pack in (gzip.compress, bz2.compress, lzma.compress, zipped):
        shut = [view for view in views(pack(data), most=1_000_000) if isinstance(view, Shut)]
        assert [item.why for item in shut] == ["holds more than 1,000,000 bytes when unpacked"]


def test_what_is_packed_too_many_times_over_is_reported() -> None:
    data = SECRET.encode()
    for _ in range(20):
        data = gzip.compress(data)
    assert any(isinstance(view, Shut) for view in views(data))


@pytest.mark.parametrize(
    "data",
    [gzip.compress(b"x" * 999, mtime=0)[:-20], b"PK\x03\x04rubbish", b"%PDF-1.7 rubbish", b"Rar!\x1a\x07\x01\x00", b"\x89PNG\r\n\x1a\nrubbish"],
)
def test_what_cannot_be_looked_into_is_found_in_a_finished_site(data: bytes, scanner: Scanner) -> None:
    assert found(scanner, "x", data) == {"not-read"}


# Files


def pdf(fill: Callable[[pikepdf.Pdf], None]) -> bytes:
    """As attachments are published: what an object says is packed, too."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        fill(document)
        document.save(out, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def in_metadata(document: pikepdf.Pdf) -> None:
    document.docinfo["/Author"] = SECRET


def in_xmp(document: pikepdf.Pdf) -> None:
    with document.open_metadata() as meta:
        meta["dc:title"] = SECRET


def in_utf_16(document: pikepdf.Pdf) -> None:
    """As programs write whatever is not in Western letters: qpdf gives such bytes in hexadecimal."""
    document.docinfo["/Author"] = pikepdf.String(b"\xfe\xff" + SECRET.encode("utf-16-be"))


def on_a_link(document: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
    link.Contents = pikepdf.String(b"\xfe\xff" + SECRET.encode("utf-16-be"))
    document.pages[0].Annots = pikepdf.Array([link])


def in_a_bookmark(document: pikepdf.Pdf) -> None:
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))


def on_page(document: pikepdf.Pdf) -> None:
    content = b"BT /F1 12 Tf [(Cypl) -20 (anted) -300 (Secret) 15 (planted)] TJ ET"
    document.pages[0].Contents = document.make_stream(zlib.compress(content), Filter=pikepdf.Name.FlateDecode)


def through_a_font(document: pikepdf.Pdf) -> None:
    """As a browser prints: glyph numbers, and a table that says which characters they are."""
    letters = sorted(set(SECRET))
    table = "".join(f"<{number:04x}> <{ord(c):04x}>\n" for number, c in enumerate(letters, start=1))
    cmap = document.make_stream(f"{len(letters)} beginbfchar\n{table}endbfchar".encode())
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, ToUnicode=cmap)
    document.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=document.make_indirect(font)))
    codes = "".join(f"{letters.index(c) + 1:04x}" for c in SECRET)
    document.pages[0].Contents = document.make_stream(f"BT /F1 12 Tf <{codes}> Tj ET".encode())


def in_an_embedded_file(document: pikepdf.Pdf) -> None:
    document.attachments["x.txt"] = pikepdf.AttachedFileSpec(document, gzip.compress(SECRET.encode()), filename="x.txt")


def nowhere(document: pikepdf.Pdf) -> None:
    document.docinfo["/Author"] = "Ann Lee"


@pytest.mark.parametrize("fill", [in_metadata, in_utf_16, in_xmp, on_a_link, in_a_bookmark, on_page, through_a_font, in_an_embedded_file])
def test_a_pdf_is_read_through(fill: Callable[[pikepdf.Pdf], None], scanner: Scanner) -> None:
    assert found(scanner, "x.pdf", pdf(nowhere)) == set()
    assert found(scanner, "x.pdf", pdf(fill)) == {"withheld-name"}


def pictures() -> Iterator[tuple[str, bytes]]:
    image = Image.new("RGB", (4, 4))
    for packed in (False, True):
        texts, out = PngImagePlugin.PngInfo(), io.BytesIO()
        texts.add_text("Author", SECRET, zip=packed)
        image.save(out, "PNG", pnginfo=texts)
        yield f"png-{packed}", out.getvalue()
    for tag, value in ((0x013B, SECRET), (0x9C9D, SECRET.encode("utf-16-le"))):
        exif, out = Image.Exif(), io.BytesIO()
        exif[tag] = value
        image.save(out, "JPEG", exif=exif)
        yield f"jpeg-{tag:x}", out.getvalue()
    out = io.BytesIO()
    image.save(out, "JPEG", comment=SECRET)
    yield "jpeg-comment", out.getvalue()
    yield "jpeg-trailing", out.getvalue().replace(SECRET.encode(), b"x" * len(SECRET)) + SECRET.encode()


@pytest.mark.parametrize(("name", "data"), list(pictures()), ids=lambda value: value if isinstance(value, str) else "")
def test_what_a_picture_says_of_itself_is_read(name: str, data: bytes, scanner: Scanner) -> None:
    assert found(scanner, "x", data) == {"withheld-name"}


def test_a_plain_picture_is_silent(scanner: Scanner) -> None:
    for kind in ("PNG", "JPEG"):
        out = io.BytesIO()
        Image.effect_noise((64, 64), 90).save(out, kind)
        assert found(scanner, "x", out.getvalue()) == set()


def test_a_name_inside_an_archive_is_found_and_not_said(scanner: Scanner) -> None:
    assert found(scanner, "x.zip", zipped(b"x", f"{SECRET}.txt")) == {"withheld-name"}
    inner = zipped(SECRET.encode(), "inner.txt")
    assert found(scanner, "x.zip", zipped(inner, "outer.zip")) == {"withheld-name"}
    assert {finding.place for finding in scanner.findings} >= {"x.zip!outer.zip!inner.txt"}


def named(name: str) -> bytes:
    """A gzip file that says what was packed."""
    out = io.BytesIO()
    with gzip.GzipFile(name, "wb", fileobj=out) as packed:
        packed.write(b"x")
    return out.getvalue()


def stuffed(behind: bytes) -> bytes:
    """A zip in which bytes stand behind the end of a member's packed content, where programs that unpack it do not look."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = pack.compress(b"x" * 99) + pack.flush()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("x", packed + behind)
    data = bytearray(out.getvalue())
    for header, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        start = data.index(header) + at
        data[start : start + 2] = zipfile.ZIP_DEFLATED.to_bytes(2, "little")
        data[start + 6 : start + 10] = zlib.crc32(b"x" * 99).to_bytes(4, "little")
        data[start + 14 : start + 18] = (99).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        SECRET.encode() + b"\n" + zipped(b"x"), named(f"{SECRET}.txt"), gzip.compress(b"x") + named(f"{SECRET}.txt"),
        gzip.compress(b"x") + SECRET.encode(), stuffed(SECRET.encode()),
    ],
    ids=["before a zip", "the name in a gzip", "the name in a second", "behind a gzip", "behind a member"],
)  # fmt: skip
def test_what_stands_beside_packed_content_is_read(data: bytes, scanner: Scanner) -> None:
    assert found(scanner, "x", data) == {"withheld-name"}


def test_packed_content_itself_is_not_read_as_a_text(scanner: Scanner) -> None:
    noise = bytes(Random(1).randrange(256) for _ in range(3000))
    plain = sum(len(view.text) for view in views(noise) if isinstance(view, View))
    for data in (gzip.compress(noise), zlib.compress(noise), bz2.compress(noise), lzma.compress(noise), zipped(noise)):
        packed = [view for view in views(data) if isinstance(view, View)]
        assert sum(len(view.text) for view in packed) < 1.2 * plain


# The build and the finished folder

ENCODED = SECRET.replace("a", "%61")
LEAK = {"data/utopia/events/x.yml": f"- {{id: 2017-x, title: X, date: 2017, kind: arrest, people: ann-lee, sources: gazette, text: With {ENCODED}.}}"}
"""In words, it would be a problem of the case file, or of the page of docs/, already."""
DRAFT = {"data/utopia/people/secret.yml": person("draft: true")}


@pytest.mark.parametrize("draft", [True, False])
def test_what_settings_say_of_somebody_in_files_without_records_refuses_the_build(draft: bool, tmp_path: Path) -> None:
    """security.txt, robots.txt, sitemaps, `_headers`, stylesheets: a build passed over what `dossier scan` finds in them."""
    security = "security: {contact: 'mailto:cyplanted.secretplanted@x.example', expires: 2027-06-30}"
    root = project(tmp_path, {"data/utopia/people/secret.yml": person("draft: true" if draft else "")})
    text = (root / "mkdocs.yml").read_text("utf-8").replace("publisher: Free Union", f"publisher: Free Union\n    {security}")
    write(root, {"mkdocs.yml": text})
    build = Build.prepare(root, as_of="2026-11-24")
    build.frames_from(lambda key: "\n".join(SENTINELS.values()))
    made = {uri: build.artifact(uri).content() for uri in ("_headers", "robots.txt", "sitemap.xml", ".well-known/security.txt")}
    assert {finding.place for finding in build.scanner.findings} == ({".well-known/security.txt"} if draft else set())
    assert b"secretplanted" in made[".well-known/security.txt"]


def test_a_leak_refuses_the_build_says_where_and_leaves_the_old_site(tmp_path: Path) -> None:
    root = project(tmp_path, DRAFT)
    done = mkdocs(root, "build", "-q", "--strict")
    assert (done.returncode, done.stderr) == (0, ""), "the control: without a leak it builds"
    before = tree(root / "site")
    write(root, {**LEAK, "docs/files/x.txt": "x"})
    text = (root / "mkdocs.yml").read_text("utf-8").replace("publisher: Free Union", "publisher: Free Union\n    files: files/*")
    write(root, {"mkdocs.yml": text, "docs/files/x.txt": base64.b64encode(SECRET.encode()), "docs/press.md": f"# Press\n\n{ENCODED}\n"})
    done = mkdocs(root, "build", "-q")
    assert done.returncode == 1
    where = "utopia/events/2017-x/index.html: a name of a withheld record (rule: withheld-name, data/utopia/people/secret.yml:"
    assert where in done.stderr
    for place in ("press/index.html: a name", "files/x.txt: a name"):
        assert place in done.stderr
    assert "planted" not in (done.stdout + done.stderr).casefold()
    assert (tree(root / "site"), list(root.glob(".site*"))) == (before, [])


def test_scan_reads_a_folder_made_by_anything(tmp_path: Path) -> None:
    root = project(tmp_path / "small", DRAFT)
    folder = write(tmp_path / "other", {"deep/page.html": f"<p>{SECRET.replace('a', '&#97;')}</p>", "fine.txt": "Ann Lee"})
    done = CliRunner().invoke(main, ["scan", "--root", str(root), str(folder)])
    assert done.exit_code == 1
    assert "deep/page.html: a name of a withheld record" in done.output
    assert "planted" not in done.output
    (folder / "deep/page.html").unlink()
    assert CliRunner().invoke(main, ["scan", "--root", str(root), str(folder)]).exit_code == 0


def test_scan_does_not_say_that_all_is_well_where_it_cannot_know(tmp_path: Path) -> None:
    root = project(tmp_path / "small", {**DRAFT, "data/utopia/people/x.yml": "- {id: x}"})
    folder = write(tmp_path / "other", {"page.html": "x"})
    assert CliRunner().invoke(main, ["scan", "--root", str(root), str(folder)]).exit_code == 2
    link = project(tmp_path / "sound", DRAFT)
    (folder / "link").symlink_to("/etc/passwd")
    done = CliRunner().invoke(main, ["scan", "--root", str(link), str(folder)])
    assert (done.exit_code, "link: is a link" in done.output) == (1, True)


def test_the_notice_of_a_withdrawn_record_and_the_ways_to_it_may_stay(tmp_path: Path) -> None:
    fields = "withdrawn: {date: 2026-10-01}\n      redirect_from: cyplanted-old"
    root = project(tmp_path, {"data/utopia/people/secret.yml": person(fields)})
    done = mkdocs(root, "build", "-q", "--strict")
    assert (done.returncode, done.stderr) == (0, "")
    site, private, _ = prepared(root)
    scanner = leaks(site, private)
    for uri, data in tree(root / "site").items():
        if not uri.startswith("assets/"):
            scanner.file(uri, data, complete=True)
    assert scanner.findings == set()
    assert found(scanner, "x.html", '<a href="utopia/people/cy-secret/">x</a>') == {"withheld-id"}


def test_what_was_sealed_may_be_withdrawn_and_its_short_address_leads_to_the_notice(tmp_path: Path) -> None:
    letter = "---\ntitle: Letter of Planted May\ndate: 2017-05-03\nfrom: free-union\nto: bo-dahl\n{}---\nWe write.\n"
    where = "data/utopia/letters/2017-05-03-x.md"
    root = project(tmp_path, {where: letter.format("")})
    sealed_with = CliRunner().invoke(main, ["seal", "--root", str(root)])
    assert sealed_with.exit_code == 0, sealed_with.output
    code = next(row.code for row in read_ledger(root)[0].rows if row.address == "utopia/letters/2017-05-03-x/")
    write(root, {where: letter.format("withdrawn: {date: 2026-10-01}\n")})
    done = mkdocs(root, "build", "-q", "--strict")
    assert (done.returncode, done.stderr) == (0, "")
    way = (root / f"site/r/{code}/index.html").read_text("utf-8")
    assert "utopia/letters/2017-05-03-x/" in way
    assert "planted" not in way.casefold()
    assert CliRunner().invoke(main, ["scan", "--root", str(root), str(root / "site")]).exit_code == 0
    write(root / "site", {"r/zz-l9/index.html": way})
    assert CliRunner().invoke(main, ["scan", "--root", str(root), str(root / "site")]).exit_code == 1, "no other file may lead there"


@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "never sealed"])
def test_a_country_may_be_withdrawn_and_what_led_to_its_pages_leads_to_notices(tmp_path: Path, sealed: bool) -> None:
    country, russian = "title: Arcadia\niso: AC\n", "---\ntitle: Письмо\ntranslated_by: Ann Lee\n---\nМы пишем.\n"
    letter = "---\ntitle: Letter of Planted May\ndate: 2017-05-03\nfrom: league\nto: league\nredirect_from: 2017-05-02-x\n---\nWe write.\n"
    files = {
        "data/arcadia/country.yml": country,
        "data/arcadia/organisations.yml": "- {id: league, name: Planted League, type: trade-union}\n",
        "data/arcadia/letters/2017-05-03-x.md": letter,
        "data/arcadia/letters/2017-05-03-x.ru.md": russian,
    }
    root = project(tmp_path, files)
    if sealed:
        assert CliRunner().invoke(main, ["seal", "--root", str(root)]).exit_code == 0
    write(root, {"data/arcadia/country.yml": f"{country}withdrawn: {{date: 2026-10-01}}\n"})
    done = mkdocs(root, "build", "-q", "--strict")
    assert (done.returncode, done.stderr) == (0, "")
    site = tree(root / "site")
    assert b"was withdrawn on" in site["arcadia/letters/2017-05-03-x/index.html"]
    assert b"was withdrawn on" in site["ru/arcadia/letters/2017-05-03-x/index.html"]
    if sealed:
        assert b'data-to="../../../arcadia/"' in site["arcadia/timeline/2017/index.html"]
        assert b'data-to="../../arcadia/letters/2017-05-03-x/"' in site["r/ac-l1/index.html"]
    assert b"arcadia" not in site["_headers"]
    scanned = CliRunner().invoke(main, ["scan", "--root", str(root), str(root / "site")])
    assert scanned.exit_code == 0, scanned.output
    write(root / "site", {"x.html": '<a href="arcadia/">x</a>'})
    assert CliRunner().invoke(main, ["scan", "--root", str(root), str(root / "site")]).exit_code == 1


PUBLIC = ("Bob Ray", "Ann Moe", "Tom Ray", "Ann-Li Poe")


def _people(withheld: str, *public: str) -> str:
    """A draft of one person, and public ones; who is withheld has an id that says nothing."""
    first = f"- {{id: x-1, name: {withheld}, sort_name: '{withheld.split()[-1]}, {withheld.split()[0]}', basis: consent, draft: true}}\n"
    rest = ((name, name.split()) for name in public)
    return first + "".join(f"- {{id: {'-'.join(n).lower()}, name: {name}, sort_name: '{n[-1]}, {n[0]}', basis: consent}}\n" for name, n in rest)


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Bob Ray, Ann Moe", False), ("<a>Tom Ray</a>, <a>Ann Moe</a>", False), ('["Bob Ray","x/people/bob-ray/"],["Ann Moe"', False),
        ("<li>Arrest<b>Bob Ray</b>, <b>Ann Moe</b><p>Source", False), ("Moe, Ann; Ray, Bob", False),
        ("Ray Ann", True), ("Ann Ray", True), ("Bob Ray, Ann", True), ("Ray, Ann Moe", True), ("Bob Ray, Ann Moe, and Ann Ray", True),
        ("Cy Ray, Ann Moe", True), ("Bob Ray, Ann Poe", True), ("Ann Ray, Ann Moe", True), ("Bob, Ann Ray", True),
    ],
)  # fmt: skip
def test_where_two_public_names_meet_no_withheld_one_stands(text: str, there: bool, tmp_path: Path) -> None:
    """Of the lists of people “Bob Ray, Ann Moe”, a build said that they hold a name turned around, and the check found nothing."""
    project(tmp_path, {"data/utopia/people/x.yml": _people("Ann Ray", *PUBLIC)})
    site, private, problems = prepared(tmp_path, "2026-11-24")
    assert not [problem for problem in problems if problem.level == "error"]
    assert ("withheld-name" in found(leaks(site, private), "a.html", f"<p>{text}</p>")) is there


def test_a_build_with_two_public_names_that_meet_goes_through(tmp_path: Path) -> None:
    event = "- {id: 2017-06-01-x, title: Two, date: 2017-06-01, kind: release, people: [bob-ray, ann-moe], sources: gazette}\n"
    held = event.replace("2017-06-01", "2017-05-01").replace("kind: release", "kind: arrest")
    project(tmp_path, {"data/utopia/people/x.yml": _people("Ann Ray", *PUBLIC), "data/utopia/events/x.yml": held + event})
    done = mkdocs(tmp_path, "build", "-q", "--strict")
    assert (done.returncode, done.stderr) == (0, "")


def test_needles_tell_their_place_and_not_themselves(hidden: tuple[Site, Private]) -> None:
    site, private = hidden
    made: tuple[Needle, ...] = needles(site.everything, site.states, private, Ledger())
    assert {needle.rule for needle in made} == {"withheld-name", "withheld-title", "withheld-id", "private-value"}
    assert all(needle.place.startswith(("data/utopia/", "DOSSIER_PRIVATE/")) for needle in made)


# Words taken out of a letter, and everything that a letter is published as

LETTER = """
    ---
    title: Letter of May
    date: 2017-05-03
    from: free-union
    to: bo-dahl
    {fields}
    ---
    We write about {name}, who was taken away.
    """
RUSSIAN = "---\ntitle: Письмо\ntranslated_by: Ann Lee\n---\nМы пишем: {name}.\n"


def published(root: Path, secret: Secret) -> tuple[dict[str, bytes], Scanner]:
    """Everything published of a project without the theme, and what the build's own scanner found in it."""
    build = Build.prepare(root, as_of="2026-11-24")
    build.private.secrets.append(secret)
    build.sought = needles(build.site.everything, build.site.states, build.private, Ledger())
    build.frames_from(lambda key: "\n".join(SENTINELS.values()))
    return {artifact.uri: artifact.content() for artifact in build.artifacts()}, build.scanner


def test_a_name_taken_out_of_a_letter_is_in_no_form_of_it_and_each_says_so(tmp_path: Path) -> None:
    secret = Secret(SECRET, "utopia/people/x", "DOSSIER_PRIVATE/utopia/people/x.yml", 1, 7, "name", True)
    texts, out = PngImagePlugin.PngInfo(), io.BytesIO()
    texts.add_text("Author", SECRET)
    Image.new("RGB", (4, 4)).save(out, "PNG", pnginfo=texts)
    base = "data/utopia/letters/2017-05-03-x"
    redacted = "redactions: {paragraph: p1, reason: A name was taken out for safety}"
    files = {
        f"{base}.md": LETTER.format(fields=redacted, name="[name withheld]"), f"{base}.ru.md": RUSSIAN.format(name="[имя скрыто]"),
        f"{base}.png": out.getvalue(), f"{base}.pdf": pdf(in_metadata),
    }  # fmt: skip
    site, scanner = published(project(tmp_path / "well", files), secret)
    assert scanner.findings == set()
    letter = "utopia/letters/2017-05-03-x"
    for form in ("/index.html", ".txt", ".json", ".zip"):
        for home in (letter, f"ru/{letter}"):
            texts_in = [view.text for view in views(site[f"{home}{form}"]) if isinstance(view, View)]
            assert any("A name was taken out for safety" in text for text in texts_in), (home, form)
    assert b"A name was taken out for safety" in site[f"embed/{letter}/index.html"]

    broken = project(tmp_path / "leaking", {**files, f"{base}.md": LETTER.format(fields=redacted, name=SECRET), f"{base}.pdf": pdf(on_page)})
    _, scanner = published(broken, secret)
    places = {finding.place.partition("!")[0] for finding in scanner.findings}
    assert places >= {f"{letter}/index.html", f"{letter}.txt", f"{letter}.json", f"{letter}.zip", f"{letter}.pdf", f"embed/{letter}/index.html"}


def test_what_is_erased_is_in_no_published_byte_and_in_the_ledger_as_a_hash(tmp_path: Path) -> None:
    event = f"- {{id: 2017-x, title: X, date: 2017, kind: arrest, people: [ann-lee, cy-secret], sources: gazette, text: With {SECRET}.}}"
    root = project(tmp_path, {"data/utopia/people/secret.yml": person("checked: 2018-01-01"), "data/utopia/events/x.yml": event})
    run = CliRunner()
    assert run.invoke(main, ["seal", "--root", str(root)]).exit_code == 0
    assert "cy-secret" in (root / "data/permalinks.csv").read_text("utf-8"), "the control: it was published"
    write(root, {"data/utopia/people/secret.yml": person("withdrawn: {date: 2026-10-01, erase: true}")})
    assert run.invoke(main, ["seal", "--root", str(root)]).exit_code == 0
    ledger = (root / "data/permalinks.csv").read_text("utf-8")
    assert ("cy-secret" in ledger, "erased:" in ledger) == (False, True)
    site, scanner = published(root, Secret(SECRET, "utopia/people/x", "x.yml", 1, 1, "name"))
    assert scanner.findings == set()
    assert b"name withheld" in site["utopia/events/2017-x/index.html"]
