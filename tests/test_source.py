"""What a file may hold: sizes and shapes that are awkward to write as a case, and what no file can do."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest
from dossier.bounds import is_too_much
from dossier.configured import read_config
from dossier.load import load
from dossier.settings import Settings
from dossier.source import MAX_BYTES, Map, Scalar, Seq, parse, plain
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import CASES, INSTANT, Case, found, read_case, spoken, written

PERSON = "---\nname: Dora Instance\nsort_name: Instance, Dora\nbasis: consent\n---\n"
LETTER = "---\ntitle: A\ndate: 2017-03-24\nfrom: sample-union\nto: ministry-of-samples\n---\n"


def said(text: str, name: str = "data/x.yml") -> list[str]:
    return [str(problem) for problem in parse(text.encode("utf-8"), name).problems]


def test_values_know_their_place() -> None:
    node = parse(b"a: 1\nb:\n  - x\n  - {c: y}\n", "x.yml").node
    assert isinstance(node, Map)
    assert node.keys["b"] == Scalar("b", 2, 1)
    items = node.values["b"]
    assert isinstance(items, Seq)
    assert items.items[0] == Scalar("x", 3, 5)
    assert plain(node) == {"a": "1", "b": ["x", {"c": "y"}]}


def test_front_matter_counts_lines_of_the_file() -> None:
    source = parse(b"---\ntitle: A\n---\n\nText.", "x.md")
    assert isinstance(source.node, Map)
    assert source.node.values["title"] == Scalar("A", 2, 8)
    assert (source.body, source.body_line) == ("\nText.", 4)


@pytest.mark.parametrize("word", ["no", "yes", "on", "null", "~", "2017", "1e3", "0x1F", "0o17", "1_000", ".inf", "12:30", "2017-01-24", "=", "TRUE"])
def test_every_word_stays_text(word: str) -> None:
    assert plain(parse(f"a: {word}".encode(), "x.yml").node or Seq((), 1, 1)) == {"a": word}


@pytest.mark.parametrize("text", ["é", "\ufeffé", '"\\u0065\\u0301"', '"e\\u0301"'])
def test_text_is_normalised_to_nfc(text: str) -> None:
    assert plain(parse(f"a: {text}".removeprefix("a: \ufeff").encode(), "x.yml").node or Seq((), 1, 1)) in ({"a": "é"}, "é")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_gives_the_same(ending: str) -> None:
    text = "---\na: |\n  one\n  two\n---\nText.\n\nMore.".replace("\n", ending).encode()
    assert parse(text, "x.md") == parse(b"---\na: |\n  one\n  two\n---\nText.\n\nMore.", "x.md")


def test_a_letter_and_its_accent_are_one_sign_however_they_were_typed() -> None:
    source = parse("---\na: Zoe\u0301\n---\nZoe\u0301.".encode(), "x.md")
    assert isinstance(source.node, Map)
    assert (plain(source.node), source.body) == ({"a": "Zo\u00e9"}, "Zo\u00e9.")


def test_file_of_two_mebibytes_is_read_and_a_longer_one_is_not(tmp_path: Path) -> None:
    written(Case(CASES), tmp_path)
    file = tmp_path / "data/examplia/people/dora-instance.md"
    file.parent.mkdir()
    filler = "# a comment\n"
    head, foot = PERSON.split("---\n")[1], "---\nText."
    room = MAX_BYTES - len(f"---\n{head}{foot}")
    file.write_text(f"---\n{head}{filler * (room // len(filler))}{'#' * (room % len(filler) - 1)}\n{foot}")
    assert file.stat().st_size == MAX_BYTES
    assert spoken(found(tmp_path)) == ""
    with file.open("a") as stream:
        stream.write(".")
    assert spoken(found(tmp_path)) == "data/examplia/people/dora-instance.md:1:1: is 2,097,153 bytes long; a case file has at most 2,097,152\n"


def test_nesting_of_twenty_is_read_and_a_deeper_one_is_not() -> None:
    assert said("a: " + "[" * 19 + "x" + "]" * 19) == []
    assert said("a: " + "[" * 20 + "x" + "]" * 20) == ["data/x.yml:1:23: is nested more than 20 levels deep"]


BOMBS = ["[" * 300_000, "{a: " * 300_000, "- " * 300_000, "? " * 300_000, "a: &b " * 100_000, "!!a " * 100_000, "\n" * 300_000, "a:\n" * 99_999]


@pytest.mark.parametrize("text", BOMBS, ids=lambda text: text[:6].strip())
def test_a_bomb_is_refused_at_once(text: str) -> None:
    start = time.process_time()
    parse(text.encode(), "x.yml")
    assert time.process_time() - start < 2


MONSTERS = {
    "brackets": "[" * 400_000,
    "links": "[a](" * 100_000,
    "open links": "[[a]" * 100_000,
    "references": "[x\n" * 130_000,
    "images": "![" * 200_000,
    "emphasis": "*_" * 200_000,
    "strong": "*a**b***" * 50_000,
    "backticks": "".join("`" * n + " " for n in range(1, 800)),
    "tags": "<a " * 130_000,
    "quotations": "> " * 200_000 + "a",
    "bare quotations": ">" * 400_000,
    "a staircase of quotations": "".join("> " * n + "a\n" for n in range(600)),
    "a staircase of lists": "".join("  " * n + "- a\n" for n in range(600)),
    "items": "- a\n" * 100_000,
    "items, but for a few": "- a\n" * 39_000,
    "headings": "# a\n" * 39_000,
    "links to nobody": "".join(f"[a](people/nobody-{n})\n\n" for n in range(11_000)),
    "escapes": "\\" * 400_000,
    "entities": "&#1" * 130_000,
    "one word": "a" * 399_999,
    "an address without end": "a" * 399_990 + "@",
    "addresses without a host": "a@" * 199_999,
    "addresses by the thousand": "a@a.b\n" * 30_000,
    "hosts without a name": "!@a.b" * 79_999,
    "numbers": "+12 " * 99_999,
    "telephones without a number": "tel" * 133_000 + " 1",
    "a street in capitals": "\u0410" * 399_900 + " \u0443\u043b. 1",
    "a word in two alphabets": "a\u0430" * 199_900 + "1",
    "pins": "a {#p1}\n\n" * 44_000,
    "blanks before a pin": "a" + " " * 399_900 + "{#p1} b",
    "comments": "<!-- " * 80_000,
    "too long": "A word. " * 60_000,
}


@pytest.mark.parametrize("name", MONSTERS)
@pytest.mark.parametrize("file", ["people/dora-instance.md", "letters/2017-03-24-a.md"])
def test_monstrous_prose_is_refused_or_read_in_two_seconds(name: str, file: str, tmp_path: Path) -> None:
    head = PERSON if file.startswith("people") else LETTER
    written(Case(CASES, files={f"examplia/{file}": head + MONSTERS[name]}), tmp_path)
    start = time.process_time()
    found(tmp_path)
    assert time.process_time() - start < 2


def test_a_long_letter_is_no_monster() -> None:
    assert not is_too_much("A sentence with *stress* and a [link](people/ann-example), as in a report.\n\n" * 4_500)


def _all_bad_files(root: Path) -> dict[str, list[str]]:
    """Every case that gives problems, each in a country of its own, with the files it brings and the problems of these."""
    expected: dict[str, list[str]] = {}
    for number, path in enumerate(sorted(CASES.rglob("*/*.yml"))):
        case = None if "base" in path.parts else read_case(path)
        if case is None or not case.problems or not case.base or case.instant != INSTANT:
            continue
        if not all(name.startswith("examplia/") for name in (*case.files, *case.bytes, *case.links)):
            continue
        here, country = root / "parts" / str(number), f"case-{number}"
        written(case, here)
        own = [str(problem) for problem in found(here) if problem.path.startswith("data/examplia/")]
        lines = [_without_offer(line) for line in own]
        expected[country] = [line.replace("data/examplia/", f"data/{country}/") for line in lines if line.count("examplia") == 1]
        (here / "data/examplia").rename(root / "data" / country)
    return expected


def test_all_bad_files_together_are_all_reported(tmp_path: Path) -> None:
    written(Case(CASES), tmp_path)
    expected = _all_bad_files(tmp_path)
    together = {_without_offer(str(problem)) for problem in found(tmp_path)}
    assert len(expected) > 40
    for lines in expected.values():
        for line in lines:
            assert line in together


def _without_offer(line: str) -> str:
    """A problem without the name that is offered, which may be nearer in another case."""
    return line.partition("; did you mean ")[0].partition(", in data/")[0]


VALID = sorted((CASES.parent / "invented/data").rglob("*.*"))
CHUNKS = [
    b"\t", b"- ", b": ", b"'", b'"', b"[", b"{", b"\n", b"---\n", b"&a ", b"*a ", b"!!x ", b"\x00", b"\xff", b"\xe2\x80\xae", b"<<: ", b"? ",
    b"|", b">", b"#p1", b"{#p1}", b"2017-02-30", b"draft: true\n", b"id: a\n", b"\r", b"[[[[", b"<!--", b"../", b"%", b"\\u202e", b"{en: a}",
    b"text: b\n", b"](", b"effects: {a: {b: c}}\n",
]  # fmt: skip


def mutated(data: bytes, rng: random.Random) -> bytes:
    """The bytes with some deleted, inserted or repeated, or two lines exchanged."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(data) + 1)
        match rng.randrange(4):
            case 0:
                data = data[:at] + data[at + rng.choice((1, 1, 2, 7, 40)) :]
            case 1:
                data = data[:at] + rng.choice(CHUNKS) + data[at:]
            case 2:
                lines = data.split(b"\n")
                a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
                lines[a], lines[b] = lines[b], lines[a]
                data = b"\n".join(lines)
            case _:
                lines = data.split(b"\n")
                a = rng.randrange(len(lines))
                lines[a] = rng.choice((b"  ", b" ", b"- ")) + lines[a] if rng.random() < 0.5 else lines[a].lstrip()
                data = b"\n".join(lines)
    return data


@settings(max_examples=60, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_no_file_makes_loading_or_checking_raise(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    rng = random.Random(seed)
    root = tmp_path_factory.mktemp("mutated")
    texts = {file: file.read_bytes() for file in VALID if file.is_file()}
    for file in rng.sample(sorted(texts), rng.randint(1, 3)):
        texts[file] = mutated(texts[file], rng)
    lines = {}
    for file, data in texts.items():
        target = root / "data" / file.relative_to(CASES.parent / "invented/data")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        lines[target.relative_to(root).as_posix()] = [len(line) for line in text.split("\n")]
    for problem in found(root):
        assert problem.text
        lengths = lines.get(problem.path, [0])
        assert 1 <= problem.line <= len(lengths), problem
        assert 1 <= problem.column <= lengths[problem.line - 1] + 1, problem


@pytest.mark.parametrize("item", ["- {}\n", "- a\n"])
def test_a_list_of_nothing_but_problems_is_refused_at_once(item: str, tmp_path: Path) -> None:
    (tmp_path / "examplia").mkdir()
    (tmp_path / "examplia" / "country.yml").write_text("title: Examplia\niso: XX\n", "utf-8")
    (tmp_path / "examplia" / "events.yml").write_text(item * 100_000, "utf-8")
    told = [str(problem) for problem in load(tmp_path, Settings()).problems]
    assert len(told) < 1_010
    assert told[-1].endswith("1,000 problems stand above; from here on, the list was not read")


_EVENT = "title: Held\ndate: 2018-03-04\nkind: arrest\nsources: daily-example-2017\n"
CROWDS = {
    "fields that nobody knows": "".join(f"a{n}: x\n" for n in range(150_000)),
    "fields in each of many items": "accounts:\n" + "".join(f"- {{by: A, a{n}: x, b{n}: x, c{n}: x, d{n}: x, e{n}: x}}\n" for n in range(5_000)),
    "nobodies": "people:\n" + "".join(f"- nobody-{n}\n" for n in range(5_000)),
    "nobodies with states": "effects:\n" + "".join(f"  nobody-{n}: {{liberty: jailed}}\n" for n in range(5_000)),
    "tracks that nobody knows": "effects:\n  ann-example:\n" + "".join(f"    a{n}: jailed\n" for n in range(5_000)),
    "accounts": "accounts:\n" + "".join(f"- {{by: A union, text: B{n}}}\n" for n in range(65_000)),
    "former ids": "redirect_from:\n" + "".join(f"- 2018-a{n}\n" for n in range(130_000)),
}


@pytest.mark.parametrize("withheld", ["", "draft: true\n"])
@pytest.mark.parametrize("name", CROWDS)
def test_a_record_of_two_megabytes_is_refused_in_two_seconds(name: str, withheld: str, tmp_path: Path) -> None:
    file = f"---\n{_EVENT}{withheld}{CROWDS[name]}---\n"
    assert len(file) <= MAX_BYTES
    written(Case(CASES, files={"examplia/events/2018-03-04-huge.md": file}), tmp_path)
    start = time.process_time()
    told = found(tmp_path)
    assert time.process_time() - start < 2
    assert 0 < len(told) < 2_100


def test_names_are_offered_for_the_first_of_many_wrong_references(tmp_path: Path) -> None:
    written(Case(CASES, files={"examplia/events/2018-03-04-a.md": f"---\n{_EVENT}people:\n" + "- ann-exampel\n" * 1_500 + "---\n"}), tmp_path)
    told = [str(problem) for problem in found(tmp_path)]
    assert "; did you mean 'ann-example'?" in told[0]
    assert told[999].endswith("people, item 1000: there is no person 'ann-exampel'")
    assert told[1000].endswith("1,000 problems are told before this one; the rest was not looked for")


def test_settings_of_two_megabytes_are_refused(tmp_path: Path) -> None:
    written(Case(CASES, files={"../mkdocs.yml": "site_name: A\n" + "".join(f"a{n}: x\n" for n in range(150_000))}), tmp_path)
    assert [str(problem) for problem in found(tmp_path)] == ["mkdocs.yml:1:1: is 1,538,903 bytes long; a file of settings has at most 262,144"]


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 10)}]\n" for n in range(9)), "6:5"),
        ("a0: &a0 {b: 1}\n" + "".join(f"a{n + 1}: &a{n + 1}\n  <<: [{', '.join([f'*a{n}'] * 99)}]\n" for n in range(9)), "7:7"),
        ("a: &a\n  - *a\n", "1:4"),
    ],
)
def test_settings_that_aliases_make_endless_are_refused_at_once(settings: str, place: str, tmp_path: Path) -> None:
    written(Case(CASES, files={"../mkdocs.yml": settings}), tmp_path)
    said = "stands for more than 200,000 values, by its aliases (*); write out what is meant"
    assert [str(problem) for problem in read_config(tmp_path).problems] == [f"mkdocs.yml:{place}: {said}"]
    assert [str(problem) for problem in found(tmp_path)] == [f"mkdocs.yml:{place}: {said}"]


def test_settings_may_have_aliases(tmp_path: Path) -> None:
    written(Case(CASES, files={"../mkdocs.yml": "a: &a {b: [1, 2]}\nc: [*a, *a]\nd:\n  <<: *a\n  e: 3\n"}), tmp_path)
    assert [(said["c"], said["d"]) for said in [read_config(tmp_path).values]] == [([{"b": [1, 2]}] * 2, {"b": [1, 2], "e": 3})]


def test_pairs_of_surrogates_in_json_are_signs_and_what_follows_stays_at_its_column() -> None:
    node = parse(rb'{"a": "\ud83d\uDE00!\\ud83d\\ude00", "b": ["\\\ud83d\ude00\ud83d\ude01"], "c": "d"}', "data/x.yml").node
    assert isinstance(node, Map)
    assert plain(node) == {"a": r"😀!\ud83d\ude00", "b": [r"\😀😁"], "c": "d"}
    assert (node.keys["c"].line, node.keys["c"].column) == (1, 75)


def test_settings_in_a_pipe_are_not_waited_for(tmp_path: Path) -> None:
    written(Case(CASES), tmp_path)
    os.mkfifo(tmp_path / "mkdocs.yml")
    assert [str(problem) for problem in found(tmp_path)] == ["mkdocs.yml:1:1: is no ordinary file; put the file itself here"]


@pytest.mark.parametrize(("text", "place"), [(r'a: "\ud83d\ude00"', "1:5"), (r'{"a": "b", "c": "\ud83d!"}', "1:18"), (r'a: "b \\\uDE00"', "1:9")])
def test_half_a_sign_is_refused_where_it_stands(text: str, place: str) -> None:
    assert said(text) == [f"data/x.yml:{place}: no sign has this number, or half a one; write the sign itself"]
