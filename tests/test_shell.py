"""A page filled into its shell is, byte for byte, the page that the theme's `main.html` gives directly."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from dossier.render import fragment, frame_key, head
from dossier.shell import SENTINELS, FrameKey, Shell, mended
from helpers import mkdocs, pages_of, project, tree
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from mkdocs.commands.build import build
from mkdocs.config import load_config

PROBE = """
def on_env(env, config, files):
    config.extra["probe"] = (env, files)
    return env
"""


@dataclass
class Theme:
    """The theme inside a real build: a page by its shell, and the same page by `main.html`."""

    main: Any
    config: Any
    env: Any
    files: Any

    def filled(self, key: FrameKey, **values: str) -> str:
        page: str = self.main.state.build.frames.shell(key).fill(**values)
        return page

    def direct(self, key: FrameKey, title: str, description: str, canonical: str, head: str, content: str) -> str:
        values = {"title": str(escape(title)), "description": str(escape(description)), "canonical": str(escape(canonical))}
        page: str = self.main.render_frame(self.env, self.config, self.files, key, {**values, "head": head, "content": content})
        slim: str = self.main.state.build.theme.slim(page)
        return slim


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    root = project(tmp_path_factory.mktemp("theme") / "small")
    (root / "probe.py").write_text(PROBE, "utf-8")
    text = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(text.replace("[hooks/main.py]", "[hooks/main.py, probe.py]"), "utf-8")
    path = list(sys.path)
    config = load_config(str(root / "mkdocs.yml"))
    build(config)
    sys.path[:] = path
    return Theme(config.plugins["hooks/main.py"], config, *config.extra["probe"])


KEYS = [
    FrameKey("", 0, "en"), FrameKey("", 1, "en"), FrameKey("letters/", 1, "en"), FrameKey("letters/", 3, "en"), FrameKey("people/", 2, "en"),
    FrameKey("timeline/", 4, "en"), FrameKey("no/such/section/", 2, "en"),
]  # fmt: skip
TITLES = [
    "A plain title",
    "</title><script>alert(1)</script>",
    "\"double\" 'single' & <b>bold</b> &amp; &lt;",
    "Ларисa Харьковa · Қазақстан — “quoted” 𝕏 🕊",
    "{{ 7*7 }} {% raw %}",
    "\\1 \\g<0> $1",
    " blanks  around ",
]


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key.section or 'none'}-{key.depth}")
@pytest.mark.parametrize("title", TITLES)
def test_a_filled_shell_is_the_page_itself(theme: Theme, key: FrameKey, title: str) -> None:
    values = {
        "title": title, "description": f"On {title}", "canonical": f"https://dossier.example/small/x/?a=1&b={title}",
        "head": '<meta name="robots" content="noindex">', "content": f'<div id="content"><h1>{escape(title)}</h1><p>a &lt; b</p></div>',
    }  # fmt: skip
    assert theme.filled(key, **values) == theme.direct(key, **values)


def test_every_page_of_a_project_is_the_page_itself(theme: Theme) -> None:
    site = theme.main.state.build
    whole = [page for page in site.published.pages if not page.fragment and page.framed]
    assert len({frame_key(page, site.site.settings) for page in whole}) > 5
    for page in whole:
        assert page.title.strip(), page.address
        assert page.description.strip(), page.address
        values = {
            "title": page.title, "description": page.description, "canonical": f"{site.site.settings.site_url}{page.address}",
            "head": head(page, site.site.settings, page.values), "content": str(fragment(page)),
        }  # fmt: skip
        key = frame_key(page, site.site.settings)
        filled, direct = (" ".join(html.split()) for html in (theme.filled(key, **values), theme.direct(key, **values)))  # lines count in frames only
        assert filled == direct, page.address


def test_empty_lines_and_blanks_before_lines_go_but_where_they_are_text() -> None:
    html = "<html>\n\n   <body>\n  <p> a\n b</p>\n\n<pre>\n  kept\n\n</pre>  \n <textarea>\n\n x</textarea>\n\n</body>"
    assert "<body>\n<p> a\nb</p>\n<pre>\n  kept\n\n</pre>\n<textarea>\n\n x</textarea>\n</body>" in mended(html)


def test_icons_of_the_frame_have_a_size_without_stylesheets(theme: Theme) -> None:
    site = Path(theme.config.config_file_path).parent / "site"
    for path in (site / "index.html", site / "404.html", site / "utopia" / "index.html"):
        icons = re.findall(r"<svg xmlns[^>]*>", path.read_text("utf-8"))
        assert icons, path
        assert all('width="24" height="24"' in icon for icon in icons), path


def test_what_is_written_is_the_filled_shell(theme: Theme) -> None:
    root = Path(theme.config.config_file_path).parent
    for artifact in theme.main.state.build.artifacts():
        assert (root / "site" / artifact.uri).read_bytes() == artifact.content(), artifact.uri


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key.section or 'none'}-{key.depth}")
def test_no_sentinel_is_left_in_a_page(theme: Theme, key: FrameKey) -> None:
    page = theme.filled(key, title="T", description="D", canonical="C", head="", content="")
    assert [sentinel for sentinel in SENTINELS.values() if sentinel in page] == []


def test_no_sentinel_is_left_in_the_site(theme: Theme) -> None:
    root = Path(theme.config.config_file_path).parent
    for path in (root / "site").rglob("*.html"):
        assert "dossier7f3a" not in path.read_text("utf-8"), path


def test_a_hostile_title_is_text_wherever_it_is_printed(theme: Theme) -> None:
    hostile = '</title><script>alert(1)</script>"><img src=x onerror=alert(1)>'
    page = theme.filled(KEYS[3], title=hostile, description=hostile, canonical=hostile, head="", content="")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert page.count("&lt;/title&gt;&lt;script&gt;alert(1)") >= 2


def test_the_entry_of_the_navigation_a_page_belongs_to_is_marked(theme: Theme) -> None:
    values = {"title": "T", "description": "D", "canonical": "C", "head": "", "content": ""}
    inside, outside = theme.filled(FrameKey("letters/", 3, "en"), **values), theme.filled(FrameKey("", 3, "en"), **values)
    assert inside.count("--active") > outside.count("--active")


@given(st.text(), st.text(), st.text())
def test_filling_puts_each_value_in_its_place_and_escapes_text(title: str, head: str, content: str) -> None:
    frame = f"<title>{SENTINELS['title']}</title>{SENTINELS['head']}<main>{SENTINELS['content']}</main>{SENTINELS['title']}"
    page = Shell.cut(frame).fill(title=title, description="", canonical="", head=head, content=content)
    assert page == f"<title>{escape(title)}</title>{head}<main>{content}</main>{escape(title)}"


HOSTILE = "X</title></textarea><script>alert(1)</script><img src=x onerror=alert(1)>\" onmouseover=\"alert(1)"


class Acting(HTMLParser):
    """What acts on a page that is not the theme's or ours."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tag = ""
        self.is_data = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag, self.is_data = tag, ("type", "application/ld+json") in attrs
        self.found += [f"{tag} {name}" for name, value in attrs if name.startswith("on") or (name in ("src", "href") and "script:" in (value or ""))]

    def handle_data(self, data: str) -> None:
        if self.tag == "script" and "alert(1)" in data and ("<" in data or not self.is_data):
            self.found.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.tag = ""


def test_nothing_that_anyone_may_write_acts_on_any_page(tmp_path: Path) -> None:
    said = f"'{HOSTILE}'"
    root = project(
        tmp_path,
        {
            "data/utopia/country.yml": f"title: {said}\niso: ZZ\nsummary: {said}\ntext: {said}\n",
            "data/utopia/people.yml": f"""
                - id: ann-lee
                  name: {said}
                  sort_name: {said}
                  basis: public-role
                  names: {{ru: {said}}}
                  other_names: [{said}]
                  roles: [{{title: {said}, organisation: free-union}}]
                  right_of_reply: [{{to: free-union, asked: 2017-01-01, text: {said}}}]
                  corrections: [{{date: 2018-01-01, text: {said}, was: {said}}}]
                  text: {said}
                - {{id: bo-dahl, name: Bo Dahl, sort_name: "Dahl, Bo", basis: public-role}}
                """,
            "data/utopia/organisations.yml": f"""
                - {{id: free-union, name: {said}, type: trade-union, abbreviations: {said}, country: {said}, text: {said}}}
                - {{id: ministry, name: Ministry, type: government}}
                """,
            "data/utopia/sources.yml": f"""
                - {{id: gazette, title: {said}, publisher: {said}, date: 2017-02-01}}
                - {{id: herald, title: {said}, publisher: {said}, date: 2017-02-01}}
                """,
            "data/utopia/demands.yml": f"""
                - {{id: release, title: {said}, text: {said}, target: {{text: {said}}}, history: [{{date: 2018, state: met, note: {said}}}]}}
                """,
            "data/utopia/letters/2017-03-24-to-bo-dahl.md": "---\n"
            + "".join(f"{field}: {said}\n" for field in ("title", "place", "subject", "salutation", "closing"))
            + "date: 2017-03-24\nfrom: free-union\nto: ann-lee\n"
            + f"signed_by: [{{person: bo-dahl, role: {said}}}]\nredactions: [{{reason: {said}}}, {{paragraph: p1, reason: {said}}}]\n"
            + f"coverage: [{{title: {said}, publisher: {said}}}]\ncorrections: [{{date: 2018-01-01, paragraph: p1, text: {said}, was: {said}}}]\n"
            + f"---\n{HOSTILE}\n\nPlease, {HOSTILE}\n",
            "data/utopia/events/2017.yml": f"""
                - id: 2017-01-20-arrest
                  title: {said}
                  date: 2017-01-20
                  kind: arrest
                  people: ann-lee
                  place: {said}
                  actors: [{{text: {said}}}]
                  rating: {{scheme: {said}, value: {said}, list: {said}}}
                  instruments: [{{text: {said}}}]
                  text: {said}
                  accounts: [{{by: {{text: {said}}}, text: {said}, sources: gazette}}, {{by: Herald, text: No., date: 2017-01-21}}]
                  sources: {{source: letters/2017-03-24-to-bo-dahl#p1, at: {said}, supports: {said}}}
                """,
            "docs/about.md": f"---\ntitle: {said}\ndescription: {said}\n---\n# {HOSTILE}\n\n## Corrections\n\n{HOSTILE}\n",
        },
    )
    done = mkdocs(root)
    assert done.returncode == 0, done.stderr
    pages = dict(pages_of(tree(root / "site")))
    assert {path: found for path, text in pages.items() if (found := Acting(text).found)} == {}
    assert sum("alert(1)" in text for text in pages.values()) > 20
