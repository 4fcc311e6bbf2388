"""How problems are said: one line each, sorted by place, as annotations and JSON, and never with a withheld value."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from dossier import instant
from dossier.bounds import TOO_MUCH
from dossier.cli import main
from dossier.hush import Place, hushed, says_withheld
from dossier.load import load
from dossier.model import RECORDS
from dossier.problems import Problem, as_annotation, as_json, nearest, quoted, refusals
from dossier.project import checked
from dossier.settings import read_settings, settings_from
from dossier.source import Map, parse, plain
from helpers import SMALL, environ, mkdocs, project
from projects import found
from test_invented import INVENTED, _flow

PROBLEM = Problem("data/x/people.yml", 3, 5, "name", "is empty")
MATERIAL = "site_name: X\nhooks: [hooks/main.py]\ntheme:\n  name: material\n  font: false\n"
NOTE = Problem("data/x/people.yml", 3, 5, "name", "the same name as 'b'; are they one?", "note")


def test_problem_is_one_line_with_place_field_and_text() -> None:
    assert str(PROBLEM) == "data/x/people.yml:3:5: name: is empty"
    assert str(Problem("data/x.yml", 1, 1, "", "a tab")) == "data/x.yml:1:1: a tab"


def test_problems_sort_by_place_and_lines_as_numbers() -> None:
    lines = [Problem("b.yml", 1, 1, "", ""), Problem("a.yml", 10, 1, "", ""), Problem("a.yml", 9, 2, "", ""), Problem("a.yml", 9, 1, "", "")]
    assert [(p.path, p.line, p.column) for p in sorted(lines)] == [("a.yml", 9, 1), ("a.yml", 9, 2), ("a.yml", 10, 1), ("b.yml", 1, 1)]


def test_notes_do_not_stop_a_build() -> None:
    assert refusals([PROBLEM, NOTE]) == [PROBLEM]


def test_annotation_cannot_be_broken_by_what_an_editor_wrote() -> None:
    said = as_annotation(Problem("data/a,b:c/x.yml", 1, 2, "title", "100%\n::error::no"))
    assert said == "::error file=data/a%2Cb%3Ac/x.yml,line=1,col=2::title: 100%25%0A::error::no"
    assert as_annotation(NOTE).startswith("::notice ")
    assert as_annotation(Problem("data/x\n::error::y", 1, 1, "", "")) == "::error file=data/x%0A%3A%3Aerror%3A%3Ay,line=1,col=1::"


def test_a_line_of_text_is_one_line_whatever_a_file_is_called() -> None:
    problem = Problem("data/a\nb\x1b[31m\udcff.yml", 1, 1, "a\rb", "привет, 'é'")
    assert str(problem) == "data/a\\nb\\x1b[31m\\udcff.yml:1:1: a\\rb: привет, 'é'"
    assert json.loads(as_json([problem]))[0]["path"] == problem.path
    assert "a%0Ab" in as_annotation(problem)
    assert all(said.encode() for said in (as_annotation(problem), as_json([problem])))


def test_dead_links_in_docs_are_told_with_the_problems_of_case_files(tmp_path: Path) -> None:
    prose = "# Small\n\n[Ann](utopia/people/ann-lee), [Bob](utopia/people/bob), [a release](utopia/events/2018-02-28-freed)\n"
    broken = {"data/utopia/people.yml": "- id: ann-lee\n  name: 'Ann\n", "docs/index.md": prose}
    root = project(tmp_path, {**broken, "data/utopia/demands.yml": "- id: release\n"})
    assert [str(problem) for problem in refusals(checked(root)[2])] == [
        "data/utopia/demands.yml:1:3: title: is missing",
        "data/utopia/people.yml:2:9: a quotation mark is opened and not closed",
        "docs/index.md:3:69: the link 'utopia/events/2018-02-28-freed' finds no record; did you mean 'utopia/events/2018-02-28-release'?",
    ]


def test_a_link_in_docs_that_leads_to_itself_is_told_as_any_other(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "docs" / "round.md").symlink_to("round.md")
    said = [str(problem) for problem in refusals(checked(root)[2])]
    assert said == ["docs/round.md:1:1: is a link or no ordinary file; put the file itself here"]


@pytest.mark.parametrize("deep", ["\n".join("    " * level + "- a" for level in range(300)), "x\n" * 49 + "- " * 1000 + "a"])
def test_lists_in_docs_that_python_markdown_cannot_read_are_refused(deep: str, tmp_path: Path) -> None:
    root = project(tmp_path, {"docs/deep.md": f"# Deep\n\n{deep}\n"})
    said = [str(problem) for problem in refusals(checked(root)[2])]
    assert said == ["docs/deep.md:52:1: is nested too deeply; write it with fewer levels of lists and quotations"]


def test_links_that_act_are_refused_in_docs_however_they_are_written(tmp_path: Path) -> None:
    prose = (
        "# Small\n\n[a](javascript:alert(document.x))\n[b](java&#115;cript:alert.x)\n[c](<JAVA script:x>) ![d](data:image/png;base64,x.y)\n"
        "\n<a class='x' href='&#9;vbscript:x.y'>e</a> [f](https://example.org/a:b.c) [g](mailto:x) [h](press.md#a:b)\n\n[i]: data:text/html,x.html\n"
    )
    said = [str(problem) for problem in checked(project(tmp_path, {"docs/index.md": prose}))[2] if "https:, http: and" in problem.text]
    assert [line.partition(": ")[0] for line in said] == [f"docs/index.md:{place}" for place in ("3:5", "4:5", "5:27", "7:1", "9:6")]
    assert said[0] == "docs/index.md:3:5: the link 'javascript:alert(document.x' is no web address; only https:, http: and mailto: are published"


@pytest.mark.parametrize(
    ("config", "said"),
    [
        (None, "1:1: is not there"),
        ("site_name: X\nhooks: [hooks/main.py]\nextra: 5\n", "3:1: extra: is not a group of settings"),
        ("site_name: X\nhooks: [hooks/other.py]\n", "2:1: hooks: names hooks/other.py, and there is no such file"),
        ("site_name: X\nhooks: [tests.py]\n", "2:1: hooks: names no hooks/main.py"),
        ("site_name: X\nhooks: hooks/main.py\n", "2:1: hooks: names no hooks/main.py, as an item of a list"),
        ("site_name: X\nhooks: [hooks/main.py]\ndocs_dir: pages\n", "3:1: docs_dir: names a folder that is not there"),
        ("site_name: X\nhooks: [hooks/main.py]\ndocs_dir: .\nsite_dir: ../site\n", "3:1: docs_dir: is, or holds, the project itself"),
        ("site_name: X\nhooks: [hooks/main.py]\nsite_dir: docs/site\n", "3:1: site_dir: is, lies in or holds the folder docs/"),
        ("site_name: X\nhooks: [hooks/main.py]\nsite_dir: .\n", "3:1: site_dir: is, or holds, the project itself"),
        ("site_name: X\nhooks: [hooks/main.py]\nstrict: perhaps\n", "3:1: strict: is not true or false"),
        ("site_name: X\nhooks: [hooks/main.py]\nsite_url: dossier.example\n", "3:1: site_url: is no whole address"),
        ("site_name: X\nhooks: [hooks/main.py]\ntheme: material\n", "3:1: theme: loads fonts from Google"),
        ("site_name: X\nhooks: [hooks/main.py]\nextra_javascript: [https://x.example/a.js]\n", "3:1: extra_javascript: loads a file from elsewhere"),
        ("site_name: X\nINHERIT: mkdocs.yml\n", "2:1: INHERIT: names mkdocs.yml, which inherits from this file"),
        ("site_name: X\nINHERIT: other.yml\n", "2:1: INHERIT: names other.yml, and there is no such file"),
        ("site_name: X\nINHERIT: [other.yml]\n", "2:1: INHERIT: is not the name of a file"),
        ("site_name: X\n", "1:1: hooks: names no hooks/main.py"),
        ("hooks: [hooks/main.py]\n", "1:1: site_name: is missing"),
        ("site_name: X\nhooks: [hooks/main.py]\nsite_url: [x]\n", "3:1: site_url: is not text"),
        ("site_name: X\nhooks: hooks/main.py\nextra: {\n", "3:8: a '{' is opened and not closed"),
        ("site_name: X\nhooks: [hooks/main.py]\nextra_css: [3]\n", "3:1: extra_css: has an item that is not text"),
        ("site_name: X\nhooks: [hooks/main.py]\ntheme: {name: material, font: false, features: 5}\n", "3:38: theme.features: is not a list"),
        ("site_name: X\nhooks: [hooks/main.py]\ntheme: {name: material, font: false, palette: 5}\n", "3:38: theme.palette: is not a list of groups"),
        ("site_name: X\nhooks: [hooks/main.py]\ntheme: {name: material, font: false, language: xx}\n", "3:38: theme.language: names a language in"),
        ("site_name: X\nhooks: [hooks/main.py]\ntheme: {name: [a], font: false}\n", "3:9: theme.name: is not text"),
        ("site_name: X\nhooks: [hooks/main.py]\ntheme: [material]\n", "3:1: theme: is not a group of settings"),
        ("site_name:\nhooks: [hooks/main.py]\n", "1:1: site_name: is empty"),
        ("site_name: X\nhooks: [hooks/main.py]\nextra: {since: [2017-02-30]}\n", "3:17: cannot be read (day is out of range for month)"),
        (f"{MATERIAL}  icon: {{logo: nothing/x}}\n", "6:10: theme.icon.logo: names no icon that the theme has"),
        (f"{MATERIAL}  icon: {{logo: material/weather-night}}\n  palette: [{{toggle: x}}]\n", "7:14: theme.palette: names no icon"),
        (f"{MATERIAL}  palette: [{{toggle: {{icon: material/wether-night}}}}]\n", "6:23: theme.palette: names no icon"),
        (f"{MATERIAL}  icon: {{admonition: material/weather-night}}\n", "6:10: theme.icon.admonition: names no icon"),
        (f"{MATERIAL}  icon: {{admonition: {{note: material/x}}}}\n", "6:23: theme.icon.admonition.note: names no icon"),
        (f"{MATERIAL}extra: {{social: [{{icon: x, link: https://x.example}}]}}\n", "6:19: extra.social: names no icon"),
        (f"{MATERIAL}extra: {{social: x}}\n", "6:9: extra.social: names no icon"),
    ],
)
def test_the_check_says_of_mkdocs_yml_what_no_build_could_be_made_with(config: str | None, said: str, tmp_path: Path) -> None:
    found = [str(problem) for problem in checked(project(tmp_path, {"mkdocs.yml": config, "tests.py": ""}))[2] if problem.path == "mkdocs.yml"]
    assert [line[: len(f"mkdocs.yml:{said}")] for line in found] == [f"mkdocs.yml:{said}"]


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("palette: [{toggle: {icon: material/wether-night}}]", "theme.palette: names no icon that the theme has"),
        ("language: [en]", "theme.language: is not text"),
    ],
)
def test_a_build_says_where_a_setting_of_the_theme_stands_at_which_its_templates_break_off(setting: str, said: str, tmp_path: Path) -> None:
    config = SMALL["mkdocs.yml"].replace("font: false\n", f"font: false\n          {setting}\n")
    ended = mkdocs(project(tmp_path, {"mkdocs.yml": config}))
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert said in ended.stderr


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("https://dossier.example/päth/%C3%A4/", "https://dossier.example/p%C3%A4th/%C3%A4/"),
        ("https://союз.example:8080/", "https://xn--g1ani7c.example:8080/"),
        ("https://straße.example/", "https://xn--….example/%D1%81…/"),  # two names, by IDNA of 2003 and of 2008: none is guessed
        ("https://dossier.example/a b/100%/", "https://dossier.example/a%20b/100%25/"),
        ("https://dossier.example/o'x/", "https://dossier.example/o%27x/"),
    ],
)
def test_the_address_of_the_site_is_a_uri(given: str, right: str) -> None:
    """RFC 3986, as RSS, iCalendar (RFC 5545) and sitemaps ask it of every address: the W3C's feed validator found others."""
    (said,) = settings_from({"site_url": given}, Path("docs"))[1]
    assert str(said).endswith(f"; write {right}")
    assert right.startswith("https://xn--…") or not settings_from({"site_url": right}, Path("docs"))[1]


def test_the_check_reads_of_mkdocs_yml_what_a_build_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGES", "pages")
    wrong = {"docs/index.md": None, "docs/old.exe": "", "pages/index.md": "[Nobody](utopia/people/nobody)\n"}
    below = SMALL["mkdocs.yml"].rstrip() + "\n            privat: required\n        "
    root = project(tmp_path, {**wrong, "mkdocs.yml": "INHERIT: shared/base.yml\ndocs_dir: !ENV [PAGES, docs]\n", "shared/base.yml": below})
    before = mkdocs(root, env={**environ(), "PAGES": "pages"})
    said = [str(problem) for problem in checked(root)[2]]
    assert said == [
        "pages/index.md:1:10: the link 'utopia/people/nobody' finds no record; did you mean 'utopia/people/bo-dahl'?",
        "shared/base.yml:28:5: extra.dossier.privat: is not a setting; did you mean 'private'?",
    ]
    assert all(line in before.stderr for line in said)


def test_without_a_folder_of_pages_nothing_is_sealed(tmp_path: Path) -> None:
    root = project(tmp_path)
    shutil.rmtree(root / "docs")
    (root / "docs").write_text("no folder", "utf-8")
    assert CliRunner().invoke(main, ["seal", "--root", str(root)]).exit_code == 1
    assert not (root / "data" / "permalinks.csv").exists()


def test_what_was_found_before_is_not_said_of_other_pages(tmp_path: Path) -> None:
    root = project(tmp_path, {"mkdocs.yml": SMALL["mkdocs.yml"].rstrip() + "\n        docs_dir: pages\n"})
    (root / "docs").rename(root / "pages")
    first = CliRunner().invoke(main, ["check", "--root", str(root)])
    (root / "pages" / "index.md").write_text("[Nobody](utopia/people/nobody)\n", "utf-8")
    assert (first.exit_code, CliRunner().invoke(main, ["check", "--root", str(root)]).exit_code) == (0, 1)


def test_what_was_found_as_of_a_day_is_not_said_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "cache"))
    event = "- {id: 2018-x, title: X, date: 2018, kind: arrest, sources: gazette, review_by: 2026-11-26}\n"
    root = project(tmp_path, {"data/utopia/events/x.yml": event})
    codes = [CliRunner().invoke(main, ["check", "--root", str(root), "--as-of", day]).exit_code for day in ("2026-11-24", "2026-11-27")]
    assert codes == [0, 1]


def test_an_embargo_that_is_over_since_is_not_said_again_to_end_too_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SOURCE_DATE_EPOCH", "DOSSIER_AS_OF"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "cache"))
    waits = "- {id: 2026-x, title: X, date: 2026, from: free-union, to: ministry, publish_after: 2100-12-05, text: Words.}\n"
    hearing = "- {id: 2100-12-10-hearing, title: X, date: 2100-12-10, kind: arrest, sources: gazette}\n"
    root = project(tmp_path, {"data/utopia/letters/x.yml": waits, "data/utopia/events/x.yml": hearing})
    found = []
    for day in (1, 1, 6):

        class Clock(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Clock:
                return cls(2100, 12, day, tzinfo=tz)  # noqa: B023

        monkeypatch.setattr(instant, "datetime", Clock)
        found.append("is still to come" in CliRunner().invoke(main, ["check", "--root", str(root)]).output)
    assert found == [True, True, False]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_what_never_ends_is_not_read(tmp_path: Path) -> None:
    root = project(tmp_path)
    os.mkfifo(root / "data/utopia/letters/2017-05-01-pipe.md")
    (root / "data/utopia/letters/2017-05-02-link.md").symlink_to("2017-05-01-pipe.md")
    (root / "docs/endless.md").symlink_to("/dev/zero")
    said = "is a link or no ordinary file; put the file itself here"
    assert [str(problem) for problem in checked(root, as_of="2026-11-24")[2]] == [
        f"data/utopia/letters/2017-05-01-pipe.md:1:1: {said}", f"data/utopia/letters/2017-05-02-link.md:1:1: {said}", f"docs/endless.md:1:1: {said}",
    ]  # fmt: skip


def test_json_has_the_fields_of_a_problem() -> None:
    assert json.loads(as_json([NOTE])) == [
        {"path": NOTE.path, "line": 3, "column": 5, "field": "name", "text": NOTE.text, "level": "note"},
    ]


def test_quoted_values_are_short_and_on_one_line() -> None:
    assert quoted("a\nb\x1b[31m") == "'a b\N{REPLACEMENT CHARACTER}[31m'"
    assert quoted("a" * 61) == f"'{'a' * 59}…'"


def test_nearest_offers_nothing_far() -> None:
    assert nearest("ann-exampel", ["ann-example", "ben-sample"]) == "; did you mean 'ann-example'?"
    assert nearest("nobody", ["ann-example"]) == ""


def test_problem_with_an_unclear_draft_flag_is_hushed_too() -> None:
    for fields in ("draft: true", "draft: yes", "publish_after:", "withdrawn: {}"):
        assert says_withheld(parse(fields.encode(), "x.yml").node), fields
    assert not says_withheld(parse(b"draft: false", "x.yml").node)


def test_only_the_record_around_a_problem_hushes_it() -> None:
    nodes = [parse(text, "x.yml").node for text in (b"name: Ann", b"\n\nname: Ben\ndraft: true")]
    places = [Place("x.yml", node, says_withheld(node)) for node in nodes if isinstance(node, Map)]
    said = [Problem("x.yml", 1, 1, "name", "'Ann' is odd"), Problem("x.yml", 3, 7, "name", "'Ben' is odd; did you mean 'Benn'?")]
    assert [p.text for p in hushed(said, places)] == ["'Ann' is odd", "(a withheld value) is odd"]


def _planted(value: Any, token: str, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """The value with one text in it replaced by the token, for each text in turn."""
    if isinstance(value, str):
        yield path, token
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        for where, changed in _planted(item, token, (*path, key)):
            yield where, {**value, key: changed} if isinstance(value, dict) else [*value[:key], changed, *value[key + 1 :]]
        if path[-1:] == ("effects",) and isinstance(value, dict):
            yield (*path, key), {token: item}


@pytest.mark.parametrize("token", ["zz-secret", "Zz Secret", "2017-99-99", "zz/secret"])
@pytest.mark.parametrize("folder", [kind.folder for kind in RECORDS])
def test_no_value_of_a_withheld_record_is_printed(folder: str, token: str, tmp_path: Path) -> None:
    shutil.copytree(INVENTED, tmp_path, dirs_exist_ok=True)
    entries = load(tmp_path / "data", read_settings(tmp_path)[0]).dossier.of(folder)
    richest = max(entries, key=lambda entry: len(list(_planted(plain(entry.node), token))))
    fields = {key: value for key, value in plain(richest.node).items() if key not in ("draft", "redirect_from")}
    file = tmp_path / f"data/examplia/{folder}/zz-planted.yml"
    file.parent.mkdir(exist_ok=True)
    planted = list(_planted({**fields, "text": "See [it](people/nobody)."}, token))
    items = [{**changed, "draft": "true"} for _, changed in planted]
    for n, ((where, _), item) in enumerate(zip(planted, items, strict=True)):
        if where != ("id",):
            item["id"] = f"2017-planted-{n}"
    file.write_text("".join(f"- {_flow(item)}\n" for item in items), "utf-8")
    problems = found(tmp_path)
    said = [problem for problem in problems if problem.path.endswith("zz-planted.yml")]
    assert len({problem.line for problem in said}) > len(planted) // 2, "each is looked at, whatever is wrong with the others"
    for problem in problems:
        assert token not in str(problem), (planted[problem.line - 1][0] if problem in said else problem.path, str(problem))


def test_of_two_pages_of_docs_with_one_address_none_is_lost_without_a_word(tmp_path: Path) -> None:
    page = "---\ntitle: X\n---\n# X\n"
    files = {f"docs/{name}": page for name in ("about/index.md", "Press.md", "SHA256SUMS.md")}
    root = project(tmp_path, {**files, "docs/feed.atom": "x", "docs/demands/index.html": "x"})
    config, more = root / "mkdocs.yml", "publisher: Free Union\n    files: [feed.atom, demands/index.html]"
    config.write_text(config.read_text("utf-8").replace("publisher: Free Union", more), "utf-8")
    said = {str(problem) for problem in checked(root)[2] if problem.level == "error"}
    assert said == {
        "docs/about.md:1:1: has the same address as docs/about/index.md; give one another name",
        "docs/press.md:1:1: differs only in capital letters from docs/Press.md; give one another name",
        "docs/SHA256SUMS.md:1:1: has the address of a generated file (/SHA256SUMS); give it another name",
        "docs/demands/index.html:1:1: has the address of a generated file (/demands/index.html); give it another name",
        "docs/feed.atom:1:1: has the address of a generated file (/feed.atom); give it another name",
    }


@pytest.mark.parametrize("text", ["[" * 30_000, "<a " * 10_000, "[a](" * 10_000, "[a][" * 10_000], ids=["brackets", "tags", "links", "references"])
def test_a_page_of_docs_that_would_be_read_for_minutes_is_refused(text: str, tmp_path: Path) -> None:
    root = project(tmp_path, {"docs/x.md": f"---\ntitle: X\n---\n{text}\n"})
    said = [str(problem) for problem in checked(root)[2] if problem.level == "error"]
    assert said == [f"docs/x.md:4:1: {TOO_MUCH}"]


def test_a_ledger_that_is_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    root = project(tmp_path)
    os.mkfifo(root / "data" / "permalinks.csv")
    assert "data/permalinks.csv:1:1: is no file; take it from the last commit" in {str(problem) for problem in checked(root)[2]}


@pytest.mark.parametrize("name", ["more.markdown", "more.mkd", "more.MD", "folder/more.mdown"])
def test_a_page_whose_name_ends_otherwise_is_no_file_that_could_be_listed(name: str, tmp_path: Path) -> None:
    config = SMALL["mkdocs.yml"].rstrip() + "\n            files: ['*']\n        "
    root = project(tmp_path, {f"docs/{name}": "# More\n", "mkdocs.yml": config})
    said = [str(problem) for problem in checked(root)[2] if problem.level == "error"]
    assert said == [f"docs/{name}:1:1: ends in {Path(name).suffix}; pages end in .md"]


def test_what_a_page_of_docs_would_lose_is_noted(tmp_path: Path) -> None:
    lines = [
        "Ask <our office>, or <https://example.org/> and <desk-of@example.org>, <b>now</b>.", "",
        "<iframe src='x'></iframe> `<kept>` \\<kept> 3 < 4 > 2 <!DOCTYPE x>", "",
        "| a | b |", "|---|:-:|", "| 1 | 2 |", "| 1 | `|` \\| 2 |", "| 1 | 2 | three |", "", "| no | table | here |", "",
        "```", "<code>", "| a | b |", "```",
    ]  # fmt: skip
    allowed = "- {value: desk-of@example.org, reason: invented}\n"
    root = project(tmp_path, {"docs/x.md": "---\ntitle: X\n---\n" + "\n".join(lines) + "\n", "data/allowed.yml": allowed})
    left_out = "is not shown: it is read as HTML that this site leaves out; write '\\<' where the sign is meant"
    assert [str(problem) for problem in checked(root)[2] if problem.path == "docs/x.md"] == [
        f"docs/x.md:4:5: '<our office>' {left_out}",
        f"docs/x.md:6:1: '<iframe src='x'>' {left_out}",
        f"docs/x.md:6:54: '<!DOCTYPE x>' {left_out}",
        "docs/x.md:12:1: this row of a table has more cells than its head (2), and the last are not shown; write '\\|' where the sign is meant",
    ]


@pytest.mark.parametrize(
    ("begins", "line"),
    [
        (b"\n\n---\ntitle: X\n---\n", 3), (b" ---\ntitle: X\n---\n", 1), (b"\r\n---\r\ntitle: X\r\n---\r\n", 2),
        (b"+++\ntitle = 'X'\ndraft = true\n+++\n", 1),
    ],
)  # fmt: skip
def test_front_matter_of_a_page_that_stands_lower_is_not_printed(begins: bytes, line: int, tmp_path: Path) -> None:
    rules = {"docs/y.md": b"---\ntitle: Y\n---\n\n---\nNo: field.\n", "docs/z.md": b"\n---\n\nNo: field.\n"}
    root = project(tmp_path, {**rules, "docs/x.md": begins + b"Words.\n"})
    said = [str(problem) for problem in checked(root)[2] if problem.level == "error"]
    assert said == [f"docs/x.md:{line}:1: front matter begins in the first line of the file, with '---' and nothing before it"]
