"""The private overlay: read outside the repository or not at all, never printed, found wherever it gets out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from dossier.cli import main
from dossier.given import PRIVATE as VARIABLE
from dossier.private import Private, read_private
from dossier.project import Refused, checked, prepared
from dossier.publish import Build
from helpers import leaks, project, write

WELDER = """
    - id: the-welder
      name: The Welder
      sort_name: Welder, The
      basis: consent
      pseudonym: true
    """
FILE = """
    name: Cyplanted Secretplanted
    names: {ru: Сайплантед Тайныйплантед}
    contacts:
      mail: planted@example.org
      telephone: ["+7 701 123 45 67"]
      street: |
        Planted Street 7
        Secondplanted line
    born: 1980-05-03
    pin: 123
    room: 4077
    employer: welder
    city: Northplanted
    not_secret: Northplanted
    """


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "small").mkdir()
    return project(tmp_path / "small", {"data/utopia/people/welder.yml": WELDER})


@pytest.fixture
def overlay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write(tmp_path / "private", {"utopia/people/the-welder.yml": FILE, "canaries.yml": "- Canaryplanted\n", "README.md": "x", ".git/x": "x"})
    monkeypatch.setenv(VARIABLE, str(folder))
    return folder


def said(root: Path) -> str:
    text = "\n".join(str(problem) for problem in checked(root)[2] if VARIABLE in str(problem) or "real name" in str(problem))
    assert "planted" not in text.casefold()
    return text


def test_every_value_is_looked_for_and_what_any_text_has_is_not(root: Path, overlay: Path) -> None:
    site, private, _ = prepared(root)
    texts = ["Cyplanted Secretplanted", "Тайныйплантед Сайплантед Тайныйплантед", "planted@example.org", "7 (701) 1234567", "Planted Street 7"]
    texts += ["Secondplanted line", "3 May 1980", "03.05.1980", "1980-05-03", "Canaryplanted"]
    texts += ["May 3, 1980", "3 мая 1980 года", "3 травня 1980", "3. Mai 1980", "3 de mayo de 1980", "3.5.1980", "3 мамыр 1980"]
    texts += ["8 (701) 123-45-67", "701 123 45 67", "0077011234567"]
    for text in texts:
        scanner = leaks(site, private)
        scanner.file("x.txt", f"So {text}.".encode())
        assert scanner.findings, text
        assert "planted" not in str(scanner.findings).casefold()
    for text in ("123", "4077", "the welder at work", "Northplanted", "May 1980", "13 May 1980", "3 June 1980", "planted", "The Welder"):
        scanner = leaks(site, private)
        scanner.file("x.txt", text.encode())
        assert not scanner.findings, text


@pytest.mark.parametrize(("begins", "ends"), [("", ""), (" >", ""), (" >-", ""), (' "', '"'), (" '", "'")])
def test_of_lines_that_yaml_makes_one_each_is_looked_for(begins: str, ends: str, root: Path, overlay: Path) -> None:
    lines = f"{begins}\n  Firstplanted Name\n  Secondplanted Name\n\n  Short\n  Éveplanted Name{ends}"
    write(overlay, {"utopia/people/the-welder.yml": f"born: x\ncontacts:{lines}\nborn in: y\n"})
    values = {secret.value for secret in read_private(root, str(overlay)).secrets}
    assert {"Firstplanted Name", "Secondplanted Name", "Éveplanted Name"} < values


def test_what_is_not_looked_for_is_noted_with_its_place(root: Path, overlay: Path) -> None:
    assert said(root).splitlines() == [
        "DOSSIER_PRIVATE/utopia/people/the-welder.yml:10:6: pin: has 3 letters and digits; a value with fewer than 4 is not searched for",
        "DOSSIER_PRIVATE/utopia/people/the-welder.yml:11:7: room: is a number of 4 digits; one with fewer than 6 is not searched for",
        "DOSSIER_PRIVATE/utopia/people/the-welder.yml:12:11: employer: is one word in small letters, as any text has; it is not searched for",
    ]


def test_a_value_in_the_place_of_a_fields_name_is_looked_for_and_not_printed(root: Path, overlay: Path) -> None:
    keyed = """
        planted@union.example: mail
        contacts:
          Keyplanted Sisterplanted: {relation: sister, tel: 12}
          "+7 701 999 88 77": sister
          Ключева Тайна:
        плантед: no
        Passport: 2
        Full Name: Thirdplanted Nameplanted
        """
    write(overlay, {"utopia/people/the-welder.yml": keyed})
    shown = said(root)
    assert not any(word in shown for word in ("999", "Ключ", "плантед", "Passport")), shown
    assert "the-welder.yml:3:40: contacts, …, relation: is one word" in shown
    site, private, _ = prepared(root)
    for text in ("planted@union.example", "Keyplanted Sisterplanted", "7 (701) 999-88-77", "Ключева Тайна", "Nameplanted, Thirdplanted"):
        scanner = leaks(site, private)
        scanner.file("x.txt", f"So {text}.".encode())
        assert scanner.findings, text
        assert not any(word in str(scanner.findings) for word in ("999", "Ключ", "planted"))
    scanner = leaks(site, private)
    scanner.file("x.txt", b"The passport: contacts, mail, sister; Passport. Full Name")
    assert not scanner.findings


def test_names_and_canaries_in_small_letters_and_numbers_of_many_digits_are_looked_for(root: Path, overlay: Path) -> None:
    file = "nickname: smallplanted\njob: welder\ncity: Quib\niin: 800503300123\n"
    write(overlay, {"utopia/people/the-welder.yml": file, "canaries.yml": "- canaryplanted\n"})
    assert [line.partition(": ")[0] for line in said(root).splitlines()] == ["DOSSIER_PRIVATE/utopia/people/the-welder.yml:2:6"]
    site, private, _ = prepared(root)
    for text in ("smallplanted", "Smallplanted", "canaryplanted", "Quib", "800503300123", "8005 0330 0123"):
        scanner = leaks(site, private)
        scanner.file("x.txt", f"So {text}.".encode())
        assert scanner.findings, text


def test_a_name_that_a_public_record_bears_openly_is_no_secret(root: Path, overlay: Path) -> None:
    write(overlay, {"utopia/people/ann-lee.yml": "name: Ann Lee\nworks at: Free Union\n"})
    site, private, _ = prepared(root)
    scanner = leaks(site, private)
    scanner.file("x.txt", b"Ann Lee of the Free Union")
    assert not scanner.findings


FOLDERS: dict[str, tuple[Callable[[Path], str], str]] = {
    "missing": (lambda root: str(root.parent / "nowhere"), "names no folder that is there"),
    "empty name": (lambda root: "", "is set and empty"),
    "a file": (lambda root: str(root / "mkdocs.yml"), "names no folder that is there"),
    "inside": (lambda root: str(root / "data"), "names a folder inside the repository"),
    "around": (lambda root: str(root.parent), "names a folder inside the repository, or around it"),
    "linked": (lambda root: str(linked(root)), "names a folder inside the repository"),
    "empty": (lambda root: str(made(root.parent / "empty")), "names a folder in which there is nothing"),
}


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def linked(root: Path) -> Path:
    (root.parent / "link").symlink_to(root / "docs")
    return root.parent / "link"


@pytest.mark.parametrize("kind", FOLDERS)
def test_a_folder_that_is_not_as_it_should_be_refuses_everything(kind: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given, expected = FOLDERS[kind]
    private = read_private(root, given(root))
    assert [problem.level for problem in private.problems] == ["error"]
    assert str(private.problems[0]).startswith(f"{VARIABLE}:1:1: {expected}")


def test_without_the_variable_there_is_no_overlay(root: Path) -> None:
    assert read_private(root, None) == Private()


def test_a_problem_quotes_no_private_value_that_stands_where_it_should_not(root: Path, overlay: Path) -> None:
    event = """
        - id: 2016-01-20-arrest
          title: Somebody is arrested
          date: Cyplanted Secretplanted
          kind: Canaryplanted
          people: [cyplanted-secretplanted, secretplanted-cyplanted, ann-li]
          Cyplanted Secretplanted: "Planted Street 7's"
          actors: Planted Street 7's
          sources: [herald]
        """
    write(root, {"data/utopia/events/2016.yml": event})
    told = [str(problem) for problem in checked(root)[2] if problem.path.endswith("2016.yml")]
    assert not any("planted" in line.casefold() for line in told), told
    assert "data/utopia/events/2016.yml:5:12: people, item 1: there is no person (a private value)" in told
    assert any("item 3: there is no person 'ann-li'; did you mean 'ann-lee'?" in line for line in told)
    assert "data/utopia/events/2016.yml:6:3: (a private value): is not a field here" in told


BROKEN = {
    "utopia/people/a.yml": ("name: 'Planted\n", "a.yml:1:7: a quotation mark is opened and not closed"),
    "utopia/people/b.yml": ("name: &Planted x\n", "b.yml:1:7: (a private value) is an anchor of YAML; write the value out"),
    "utopia/people/c.yml": ("Planted's: 1\nPlanted's: 2\n", "c.yml:2:1: (a private value) stands here a second time"),
    "utopia/people/d.yml": ("- Planted\n", "d.yml:1:1: has no fields"),
    "utopia/people/e.yml": ("name: !Planted x\n", "e.yml:1:7: (a private value) is a tag of YAML"),
    "utopia/people/f.txt": ("Planted", "f.txt:1:1: no rule knows this file"),
    "utopia/friends/g.yml": ("name: Planted", "g.yml:1:1: no rule knows this file"),
    "canaries.yml": ("text: Planted", "canaries.yml:1:1: is not a list"),
    "utopia/people/h.yml": (b"name: \xff", "h.yml:1:7: is not UTF-8"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_with_a_mistake_is_a_problem_at_its_place_and_none_of_its_words(name: str, root: Path, tmp_path: Path) -> None:
    content, expected = BROKEN[name]
    private = read_private(root, str(write(tmp_path / "private", {name: content})))
    text = "\n".join(str(problem) for problem in private.problems if problem.level == "error")
    assert text.startswith(f"{VARIABLE}/"), text
    assert expected in text
    assert "planted" not in text.casefold()


@pytest.mark.parametrize("link", ["utopia/people/ann-lee.yml", "utopia/organisations", "canaries.yml"])
@pytest.mark.parametrize("target", ["a.yml", "folder", "nowhere"])
def test_a_link_is_refused_and_not_passed_over(link: str, target: str, root: Path, tmp_path: Path) -> None:
    """What is linked is not read, a folder least of all: its values would be looked for nowhere."""
    write(tmp_path / "elsewhere", {"a.yml": "name: Planted\n", "folder/b.yml": "name: Planted\n"})
    folder = write(tmp_path / "private", {"utopia/people/bo-dahl.yml": "name: Otherplanted Person\n"})
    (folder / link).symlink_to(tmp_path / "elsewhere" / target)
    found = read_private(root, str(folder)).problems
    assert [str(problem) for problem in found] == [f"{VARIABLE}/{link}:1:1: is a link or no ordinary file; put the file itself here"]


def test_a_file_about_no_record_is_noted_and_searched_for_all_the_same(root: Path, overlay: Path) -> None:
    write(overlay, {"utopia/people/someone.yml": "name: Otherplanted Person\n"})
    assert "someone.yml:1:1: there is no record of this name in data/" in said(root)
    site, private, _ = prepared(root)
    scanner = leaks(site, private)
    scanner.file("x.txt", b"Otherplanted Person")
    assert scanner.findings


@pytest.mark.parametrize("record", ["utopia/organisations/free-union", "utopia/letters/2017-03-24-to-bo-dahl", "utopia/sources/gazette"])
def test_there_may_be_something_private_about_any_record(record: str, root: Path, overlay: Path) -> None:
    write(overlay, {f"{record}.yml": "names: [Otherplanted Person]\nsecret: Of the eleventh floor\n"})
    assert "there is no record" not in said(root)
    for text in ("Otherplanted Person", "Person, Otherplanted", "of the eleventh floor"):
        site, private, _ = prepared(root)
        scanner = leaks(site, private)
        scanner.file("x.txt", text.encode())
        assert scanner.findings, text


@pytest.mark.parametrize(
    ("ident", "name", "refused"),
    [
        ("cyplanted", "Cyplanted Secretplanted", True),
        ("the-welder-secretplantd", "Cyplanted Secretplanted", True),
        ("nurbek", "Нұрбек Кушақбаев", True),
        ("n-kushakbaev", "Нұрбек Кушақбаев", True),
        ("nurbekkushakbaev", "Нұрбек Кушақбаев", True),
        ("a-lena", "Olena Secretplanted", True),
        ("the-welder", "Нұрбек Кушақбаев", False),
        ("the-welder", "Cyplanted Secretplanted", False),
        ("a-woman-from-the-mine", "Anna Womack", False),
    ],
)
def test_an_id_that_resembles_the_hidden_name_is_refused(ident: str, name: str, refused: bool, root: Path, overlay: Path) -> None:
    write(root, {"data/utopia/people/welder.yml": WELDER.replace("the-welder", ident)})
    write(overlay, {"utopia/people/the-welder.yml": None, f"utopia/people/{ident}.yml": f"name: {name}\n"})
    text = "\n".join(str(problem) for problem in checked(root)[2] if "real name" in problem.text)
    assert ("data/utopia/people/welder.yml:1:3: id: resembles a real name" in text) == refused
    assert name not in text
    assert "planted" not in text.casefold()


def test_a_pseudonyms_record_may_not_give_the_name_itself(root: Path, overlay: Path) -> None:
    write(root, {"data/utopia/people/welder.yml": WELDER + "  other_names: Secretplanted Cyplanted\n"})
    write(overlay, {"utopia/people/the-welder.yml": "name: Secretplanted Cyplanted\n"})
    assert "the record of a pseudonym gives a real name" in said(root)


def test_the_command_lists_what_is_covered_and_shows_one_note(root: Path, overlay: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, {"data/utopia/people/baker.yml": WELDER.replace("the-welder", "the-baker").replace("Welder", "Baker")})
    run = CliRunner()
    done = run.invoke(main, ["private", "--root", str(root)])
    assert done.output.splitlines() == [
        "utopia/people/the-welder: 8 values",
        "utopia/people/the-baker: a pseudonym, and nothing private to look for",
        "canaries: 1",
    ]
    assert "Cyplanted" in run.invoke(main, ["private", "--root", str(root), "utopia/people/the-welder"]).output
    assert run.invoke(main, ["private", "--root", str(root), "utopia/people/ann-lee"]).exit_code == 1
    monkeypatch.delenv(VARIABLE)
    assert run.invoke(main, ["private", "--root", str(root)]).exit_code == 1


def test_where_an_overlay_is_required_nothing_is_published_without_it(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(f"{text}    private: required\n", "utf-8")
    wrong = f"{VARIABLE}:1:1: extra.dossier.private in mkdocs.yml says that it is required, and it names no folder"
    assert [problem.level for problem in checked(root)[2] if str(problem).startswith(wrong)] == ["error"]
    with pytest.raises(Refused):
        Build.prepare(root)
    monkeypatch.setenv("DOSSIER_PREVIEW", "1")
    assert [problem.level for problem in checked(root)[2] if str(problem).startswith(wrong)] == ["note"]
    monkeypatch.delenv("DOSSIER_PREVIEW")
    monkeypatch.setenv(VARIABLE, str(write(tmp_path / "private", {"canaries.yml": "- Canaryplanted\n"})))
    assert [problem for problem in checked(root)[2] if VARIABLE in str(problem)] == []
