"""What a reader sees, in a real browser: accessible, no wider than the screen, light, and asking nothing of anybody else."""

from __future__ import annotations

import gzip
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal

import axe_playwright_python
import pytest
from dossier.themed import Theme
from helpers import ROOT, made_once, mkdocs, served
from jinja2 import ChoiceLoader, FileSystemLoader
from playwright.sync_api import Browser, Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")

OWN = (
    "", "kazakhstan/", "kazakhstan/timeline/", "kazakhstan/timeline/2017/", "kazakhstan/letters/", "kazakhstan/letters/2017-03-24-to-mogherini/",
    "kazakhstan/letters/2018-02-21-to-mogherini/", "kazakhstan/people/", "kazakhstan/people/larisa-kharkova/", "kazakhstan/organisations/cntuk/",
    "kazakhstan/events/2017-01-04-closure-of-the-confederation/", "kazakhstan/demands/", "kazakhstan/sources/", "people/federica-mogherini/",
    "vocabulary/", "corrections/", "data/", "press/", "about/", "404.html", "kazakhstan/as-of/", "kazakhstan/as-of/2017-03-24/",
    "kazakhstan/as-of/?as_of=2018-11-30", "kazakhstan/as-of/?as_of=2017-03-24&and=2018-11-23",
    "kazakhstan/events/2017-03-28-cooperation-committee/", "kazakhstan/letters/2018-11-to-mogherini/thread/",
    "embed/kazakhstan/", "embed/kazakhstan/letters/2018-11-to-mogherini/", "embed/kazakhstan/letters/2018-11-to-mogherini/p3/",
)  # fmt: skip
INVENTED = ("examplia/", "examplia/letters/2021-03-10-to-the-commission/", "ru/examplia/letters/2021-03-10-to-the-commission/",
            "examplia/as-of/2021-03-10/", "examplia/events/2021-01-20-arrest/", "examplia/people/ann-example/",
            "examplia/people/withdrawn-one/", "patterns/", "threadia/letters/", "threadia/letters/2021-02-01-waiting/",
            "threadia/letters/2019-10-25-to-the-office/", "threadia/letters/2019-10-25-to-the-office/thread/")  # fmt: skip
CROWDED = ("crowdia/", "crowdia/people/", "crowdia/events/2020-01-01-mass-arrest/", "crowdia/timeline/2021/",
           "emptia/", "emptia/letters/", "lonelia/")  # fmt: skip

CROWD = {
    "data/crowdia/country.yml": "title: Crowdia\niso: ZZ\n",
    "data/emptia/country.yml": "title: Emptia\niso: ZY\n",
    "data/lonelia/country.yml": "title: Lonelia\niso: ZX\n",
    "data/lonelia/sources.yml": "- {id: paper, title: A paper, publisher: Paper}\n",
    "data/lonelia/events.yml": "- {id: 2020-01-02-law, title: One law, date: 2020-01-02, kind: law_restrictive, sources: paper}\n",
    "docs/index.md": "# Crowded\n",
}
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def crowd() -> dict[str, str]:
    """A country with 80 people, names that are very long, and 300 events; one without anything; one with one event."""
    people = [f"- {{id: person-{n}, name: 'Person {n} {LONG if n == 7 else ''}', sort_name: 'P{n}', basis: public-role}}" for n in range(80)]
    everybody = ", ".join(f"person-{n}" for n in range(80))
    events = [f"- {{id: 2020-01-01-mass-arrest, title: Eighty arrests, date: 2020-01-01, kind: arrest, people: [{everybody}], sources: paper}}"]
    events += [
        f"- {{id: {2010 + n % 15}-event-{n}, title: 'Event {n} {LONG if n == 9 else ''}', date: {2010 + n % 15}, kind: hearing, sources: paper}}"
        for n in range(300)
    ]
    return {
        **CROWD,
        "data/crowdia/sources.yml": "- {id: paper, title: A paper, publisher: Paper}\n",
        "data/crowdia/people.yml": "\n".join(people) + "\n",
        "data/crowdia/events.yml": "\n".join(events) + "\n",
    }


def patterns(site: Any) -> Any:
    """The pattern page of the invented project."""
    from dossier.artifact import Page as Published
    from dossier.figures import figures
    from dossier.index import chronological
    from dossier.views import demand_view, entry_view, register_line, track_views, years
    from dossier.views.corrections import notes
    from dossier.views.letters import letter_view
    from dossier.views.pieces import Contact, Link

    viewer, country = site.viewer, site.countries[0]
    letters = sorted(site.dossier.of("letters"), key=chronological)
    shown = [letter_view(viewer, entry, "../") for entry in letters]
    records = [*site.dossier.of("people"), *site.dossier.of("organisations")]
    context = {
        "crumbs": (viewer.link(country.key),), "figures": figures(site, country.key),
        "groups": [entry.id for entry in site.dossier.of("vocabulary/event-groups")] + ["something-new"],
        "kinds": [viewer.kind(entry.key) for entry in site.dossier.of("vocabulary/event-kinds")],
        "tracks": [track for entry in records for track in track_views(viewer, entry)],
        "demands": [demand_view(viewer, entry) for entry in site.dossier.of("demands")],
        "letters": [register_line(viewer, entry) for entry in letters],
        "threads": [(view.thread, view.state, view.counted_to, view.days) for view in shown],
        "sources": [viewer.source_record(entry) for entry in site.dossier.of("sources")],
        "years": years(entry_view(viewer, entry, True) for entry in site.index.chronology),
        "corrections": [note for entry in letters for note in notes(viewer, entry)],
        "checked": letters[0].record.checked, "edit": "https://code.example/", "contact": Contact("about/#corrections", Link("Somebody")), "json": "",
        "address": "https://dossier.example/patterns/",
    }  # fmt: skip
    return Published("patterns/", "Patterns", "Every part.", "patterns.html", context)


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three built sites: this repository's (`own`), the invented and the crowded project."""
    return made_once(tmp_path_factory, "sites", build_sites)


def build_sites(folder: Path) -> None:
    for name, source in (("own", ROOT), ("invented", ROOT / "tests" / "invented"), ("crowded", None)):
        project = folder / f"{name}-project"
        project.mkdir()
        if source:
            for part in ("data", "docs", "mkdocs.yml"):
                copy = shutil.copytree if (source / part).is_dir() else shutil.copy
                copy(source / part, project / part)
        else:
            shutil.copytree(ROOT / "data" / "vocabulary", project / "data" / "vocabulary")
            shutil.copy(ROOT / "mkdocs.yml", project)
            for path, text in crowd().items():
                (project / path).parent.mkdir(parents=True, exist_ok=True)
                (project / path).write_text(text, "utf-8")
        config = re.sub(r"hooks:\n  - \S+", f"hooks:\n  - {ROOT}/hooks/main.py", (project / "mkdocs.yml").read_text("utf-8"))
        if not source:
            config = re.sub(r"  - (Press|About): .*\n", "", config)
        if name == "invented":
            hook = project / "patterns.py"
            hook.write_text(HOOK.format(tests=str(ROOT / "tests")), "utf-8")
            config = config.replace("hooks:\n", f"hooks:\n  - {hook}\n")
        (project / "mkdocs.yml").write_text(config, "utf-8")
        done = mkdocs(project, "build", "--strict", "--site-dir", str(folder / name))
        assert done.returncode == 0, done.stderr


HOOK = """
import sys
sys.path.insert(0, {tests!r})
import dossier.outputs
from test_pages import patterned
patterned(dossier.outputs)
"""


def patterned(outputs: Any) -> None:
    """Adds the pattern page to what is published."""
    from dossier.render import base_environment

    base_environment().loader = ChoiceLoader([base_environment().loader, FileSystemLoader(ROOT / "tests" / "templates")])  # type: ignore[list-item]
    outputs.OUTPUTS = (*outputs.OUTPUTS, lambda site: iter([patterns(site)]))


class Served(dict[str, str]):
    """Site -> where it is served; `served + "own/press/"` is the address of a page."""

    def __add__(self, where: str) -> str:
        site, _, page = where.partition("/")
        return self[site] + page

    def file(self, url: str, sites: Path) -> Path | None:
        """The file behind an address, if it is one of ours."""
        for site, root in self.items():
            if url.startswith(root):
                file = sites / site / url.removeprefix(root).split("?")[0].split("#")[0]
                return file / "index.html" if file.is_dir() else file
        return None


@pytest.fixture(scope="session")
def address(sites: Path) -> Iterator[Served]:
    """Where the three sites are served, each from its own root as it will be."""
    with ExitStack() as stack:
        yield Served({name: stack.enter_context(served(sites / name)) for name in ("own", "invented", "crowded")})


RULES = {name: {"enabled": True} for name in ("color-contrast", "target-size", "label-content-name-mismatch")}
"""What axe-core checks only when told to."""
SQUEEZED = """() => [...document.querySelectorAll("td, tbody th, dd, dt, li, p, h1, h2, h3, h4, figcaption")].filter(found => {
  const box = found.getBoundingClientRect()
  return found.checkVisibility() && found.textContent.trim().length > 20 && box.width > 1 && box.width < 60 && box.height > 80
}).map(found => found.outerHTML.slice(0, 80))"""
"""Text in columns of a few letters."""
BROKEN_PAGE = """<!doctype html><html lang="en"><title>Broken</title><meta name="viewport" content="width=device-width">
<style>.pale { color: #bbb } h1 { width: 500px } button { width: 9px; height: 9px } .thin { width: 30px; overflow-wrap: anywhere }</style>
<main><h1>Broken</h1><p class="pale">Hardly to be read.</p><p class="thin">One letter below the other.</p><button>1</button><button>2</button>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main></html>
"""
PAGES = [*(f"own/{page}" for page in OWN), *(f"invented/{page}" for page in INVENTED), *(f"crowded/{page}" for page in CROWDED)]


def breaches(page: Page, where: str) -> list[str]:
    """What axe-core finds on the page as it is shown now; from its top, so that the header covers nothing."""
    page.evaluate("scrollTo(0, 0)")
    # what passes is neither counted out nor handed over: that was half of the time
    options = {"resultTypes": ["violations"], "rules": RULES}
    found = page.evaluate("async options => (await axe.run(document, options)).violations", options)
    return [f"{where} {rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found]


def wrong_on(browser: Browser, address: Served, pages: Iterable[str], width: int, scheme: Any) -> list[str]:
    """What axe-core finds on the pages, which are wider than the screen, and where text is squeezed."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.add_init_script(AXE)
    page = context.new_page()
    wrong: list[str] = []
    for where in pages:
        page.goto(address + where)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"{where} is wider than {width} px")
        wrong += [f"{where} is squeezed: {found}" for found in page.evaluate(SQUEEZED)]
        wrong += breaches(page, where)
    context.close()
    return wrong


@pytest.mark.parametrize("site", ["own", "invented", "crowded"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_breaks_a_rule_of_accessibility_or_is_wider_than_the_screen(
    browser: Browser, address: Served, site: str, width: int, scheme: Any
) -> None:
    assert wrong_on(browser, address, [page for page in PAGES if page.startswith(f"{site}/")], width, scheme) == []


def test_what_breaks_a_rule_is_found(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(BROKEN_PAGE, "utf-8")
    with served(tmp_path) as home:
        found = wrong_on(browser, Served(broken=home), ["broken/"], 320, "light")
    assert [said.split(":")[0] for said in found] == [
        "broken/ is wider than 320 px",
        "broken/ is squeezed",
        "broken/ color-contrast",
        "broken/ image-alt",
        "broken/ target-size",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("where", ["own/kazakhstan/timeline/", "own/timeline/", "own/kazakhstan/"])
def test_nor_does_a_timeline_that_is_being_narrowed(browser: Browser, address: Served, where: str, width: int, scheme: Any) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.add_init_script(AXE)
    page = context.new_page()
    page.goto(address + where)
    if width == 320:
        page.get_by_text("Narrow the timeline").click()
    page.locator(".dossier-filter summary", has_text="Kind").click()
    page.wait_for_selector("[name=kind]")  # the first fold loads what all hold and moves the others: they are clicked when they stand still
    for name in ("Person", "Organisation", "How sure"):
        page.locator(".dossier-filter summary", has_text=name).click()
    assert breaches(page, "opened") == []
    page.locator("[name=group]").first.check()
    page.locator("[name=person]").first.check()
    page.locator(".dossier-result__said").wait_for()
    assert page.locator(".dossier-entry").count() > 0
    assert breaches(page, "narrowed") == []
    page.get_by_label("Words, names, places").fill("no entry says this")
    page.wait_for_function("() => document.querySelectorAll('.dossier-entry').length === 0")
    assert breaches(page, "narrowed to nothing") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_the_pattern_page_looks_the_same_each_time_and_different_in_the_dark(browser: Browser, address: Served) -> None:
    def shot(scheme: Any, width: int) -> bytes:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
        page = context.new_page()
        page.goto(address + "invented/patterns/")
        page.evaluate("document.fonts.ready")
        taken = page.screenshot(full_page=True)
        context.close()
        return taken

    for width in (320, 1280):
        light = shot("light", width)
        assert shot("light", width) == light
        assert shot("dark", width) != light


def test_the_switch_to_dark_is_remembered_on_the_next_page(browser: Browser, address: Served) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(address + "own/")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "default"
    page.locator("label[for=__palette_1]").click()
    page.goto(address + "own/press/")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    context.close()


def test_whoever_comes_to_the_switch_by_keyboard_sees_that_they_are_there(browser: Browser, address: Served) -> None:
    page = browser.new_page()
    page.goto(address + "own/")
    shown = page.locator("label.md-header__button:visible")
    assert shown.evaluate("label => getComputedStyle(label).outlineStyle") == "none"
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.md-option')"):
            break
    assert shown.evaluate("label => [getComputedStyle(label).outlineStyle, getComputedStyle(label).outlineWidth]") == ["solid", "3px"]
    page.close()


@pytest.mark.parametrize(("touch", "words"), [(True, "Touch a bar"), (False, "Point at a bar")])
def test_beside_the_picture_stands_what_one_can_do_on_this_device(browser: Browser, address: Served, touch: bool, words: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 900}, has_touch=touch, is_mobile=touch)
    page = context.new_page()
    page.goto(address + "own/kazakhstan/")
    assert page.locator("[data-overview-said]").inner_text().startswith(words)
    context.close()


@pytest.mark.parametrize("where", ["own/kazakhstan/", "own/embed/kazakhstan/"])
def test_the_picture_can_be_read_in_the_colours_of_a_reader(browser: Browser, address: Served, where: str) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(address + where)
    page.evaluate("""() => {
      document.body.append(document.createElement("i"))
      document.body.lastChild.style.cssText = "color: CanvasText; background: Canvas"
    }""")
    reader = page.locator("body > i").evaluate("one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]")
    texts = page.locator(".dossier-o-text:not(.dossier-o-inside)")
    assert texts.count()
    assert texts.evaluate_all("all => all.map(one => [getComputedStyle(one).fill, getComputedStyle(one).stroke])") == [reader] * texts.count()
    ground = "all => all.map(one => [getComputedStyle(one).color, getComputedStyle(one).forcedColorAdjust])"
    assert {tuple(of) for of in page.locator(".dossier-figures__n").evaluate_all(ground)} <= {(reader[0], "none")}
    discs = page.locator(".dossier-overview__letter b")
    assert {tuple(of) for of in discs.evaluate_all(ground)} <= {(reader[1], "none")}
    context.close()


def test_the_year_of_a_timeline_does_not_cover_the_rule_above_it_in_the_colours_of_a_reader(browser: Browser, address: Served) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(address + "invented/examplia/timeline/")
    page.evaluate("document.body.append(Object.assign(document.createElement('i'), {style: 'color: CanvasText; background: Canvas'}))")
    style = "one => (({color, backgroundColor}) => [color, backgroundColor])(getComputedStyle(one))"
    color, ground = page.locator("body > i").evaluate(style)
    years = page.locator(".dossier-year > :is(h2, h3)")
    assert years.count()
    said = "all => all.map(one => getComputedStyle(one)).map(s => [s.forcedColorAdjust, s.color, s.backgroundColor, s.borderTopColor])"
    assert {tuple(of) for of in years.evaluate_all(said)} == {("none", color, ground, color)}
    context.close()


def test_the_search_of_the_header_is_a_link_without_scripts(browser: Browser, address: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "invented/examplia/")
    assert not page.locator(".dossier-find").is_visible()
    page.locator(".md-header").get_by_role("link", name="Search").click()
    page.wait_for_url(address + "invented/search/")
    assert page.get_by_text("This search needs scripts.").is_visible()
    context.close()


def test_half_a_short_address_is_printed_nowhere(sites: Path) -> None:
    letter = "kazakhstan/letters/2017-03-24-to-mogherini/index.html"
    assert "/r/" not in (sites / "own" / letter).read_text("utf-8"), "without site_url"
    assert "Short address" not in (sites / "own" / letter).read_text("utf-8")


def test_what_a_form_stands_for_is_broken_below_its_words_and_not_below_the_form(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(address + "own/kazakhstan/")
    lefts = """all => all.map((one) => {
      const words = document.createRange()
      words.selectNodeContents(one.lastChild)
      return [one.querySelector("svg").getBoundingClientRect().right, ...[...words.getClientRects()].map((line) => line.left)]
    })"""
    said = page.locator(".dossier-overview__legend li").evaluate_all(lefts)
    assert max(len(lines) for _, *lines in said) > 1
    assert [lines for form, *lines in said if min(lines) < form] == []
    page.close()


def test_pages_ask_nothing_of_a_third_party_and_report_no_error(browser: Browser, address: Served) -> None:
    page = browser.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    for where in PAGES:
        page.goto(address + where)
    page.close()
    assert [url for url in asked if not url.startswith((*address.values(), "data:"))] == []
    assert errors == []


def test_a_letter_reads_without_scripts_and_its_paragraphs_can_be_linked(browser: Browser, address: Served) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page: Page = context.new_page()
    page.goto(address + "own/kazakhstan/letters/2017-03-24-to-mogherini/#p7")
    paragraph = page.locator("#p7")
    assert "Immediate and unconditional release" in paragraph.inner_text()
    assert paragraph.bounding_box()["y"] < 700  # type: ignore[index]
    context.close()


def test_every_page_is_reached_from_home_without_scripts(sites: Path) -> None:
    root = sites / "own"
    reached: set[Path] = set()
    waiting = [root / "index.html"]
    while waiting:
        file = waiting.pop()
        if file in reached:
            continue
        reached.add(file)
        for href in re.findall(r'<a [^>]*href="([^"#?]+)', file.read_text("utf-8")):
            if "://" not in href and not href.startswith("mailto:"):
                target = (file.parent / href).resolve()
                waiting += [target / "index.html"] if target.is_dir() else []
    apart = ("embed/", "r/")  # for other people's pages, and for print
    missed = [file for file in root.rglob("index.html") if file not in reached and "data-to=" not in file.read_text("utf-8")[:200]]
    pages = sorted(str(file.relative_to(root)) for file in missed)  # but for those that lead on to what has moved
    assert [page for page in pages if not page.startswith(apart)] == []


def test_no_file_is_a_template_that_nobody_filled(sites: Path) -> None:
    files = [file for file in sites.glob("*/**/*") if file.is_file() and file.suffix in (".html", ".xml", ".js", ".css", ".json", "")]
    assert len(files) > 300
    assert [str(file) for file in files if "{%" in file.read_text("utf-8") or "{{" in file.read_text("utf-8")] == []


def test_a_former_address_leads_on_without_scripts_and_without_a_server(browser: Browser, address: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "invented/old-examplia/")
    page.wait_for_url(address + "invented/examplia/")
    context.close()


def test_the_sitemap_names_pages_that_are_there_and_none_that_was_withdrawn(sites: Path) -> None:
    addresses = re.findall("<loc>https://dossier.example/(.*?)</loc>", (sites / "invented" / "sitemap.xml").read_text("utf-8"))
    assert "examplia/people/ann-example/" in addresses
    assert [where for where in addresses if not (sites / "invented" / where / "index.html").is_file()] == []
    assert [where for where in addresses if "withdrawn" in where] == []
    assert not (sites / "own" / "sitemap.xml").exists(), "without site_url there is none"


LETTERS = re.compile(r"own/kazakhstan/letters/[^/]+/$")
PHONE = {"viewport": {"width": 412, "height": 823}, "is_mobile": True, "has_touch": True}


def test_no_page_is_heavy_on_its_first_view_or_asks_for_much(browser: Browser, address: Served, sites: Path) -> None:
    """Within 80 KB, a letter within 45 KB, fonts apart, which are 90 KB at most; within twelve requests."""
    context = browser.new_context(**PHONE)
    wrong = {}
    for where in PAGES:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(address + where)
        page.evaluate("document.fonts.ready")
        page.close()
        files = {url: file for url in asked if not url.startswith("data:") and (file := address.file(url, sites))}
        sizes = {url: len(gzip.compress(file.read_bytes(), 6)) for url, file in files.items()}
        fonts = sum(size for url, size in sizes.items() if url.endswith(".woff2"))
        found = (sum(sizes.values()) - fonts, fonts, len(sizes))
        if found[0] > (45_000 if LETTERS.match(where) else 80_000) or fonts > 90_000 or not 1 < len(sizes) <= 12:
            wrong[where] = found
    context.close()
    assert wrong == {}


def test_the_icon_in_the_tab_of_a_browser_is_ours_and_not_that_of_material(sites: Path) -> None:
    assert (sites / "own/assets/images/favicon.png").read_bytes() == (Theme().folder / "assets/images/favicon.png").read_bytes()


_DIFFERS = """async whole => {
  const seen = () => [...document.querySelectorAll('*')].flatMap(one => [null, '::before', '::after'].map(part => {
    const style = getComputedStyle(one, part)
    return `${one.tagName}.${one.className}${part ?? ''} ` +
      [...style].filter(name => !name.startsWith('--')).map(name => `${name}: ${style.getPropertyValue(name)}`).join('; ') }))
  await Promise.allSettled([...document.fonts].map(font => font.load()))  // one that came between the two looks made lines wider
  const slim = seen(), link = document.querySelector('link[href*="records.css"]')
  await new Promise(loaded => { link.onload = () => setTimeout(loaded, 200); link.href = link.href.replace('records.css', whole) })
  return seen().filter((style, place) => style !== slim[place]).map(style => style.split(' ')[0]) }"""


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_pages_of_records_look_as_with_the_whole_stylesheet_of_the_theme(
    width: int, scheme: Literal["dark", "light"], browser: Browser, address: Served, sites: Path
) -> None:
    whole = next((sites / "own" / "assets" / "stylesheets").glob("main.*.css")).name
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    for where in ("own/kazakhstan/", "own/kazakhstan/letters/2017-03-24-to-mogherini/", "invented/examplia/people/ann-example/", "own/search/"):
        page.goto(address + where)
        assert page.evaluate(_DIFFERS, whole) == [], where
    context.close()


def moved(browser: Browser, url: str, without: str = "", late: str = "") -> float:
    """How much moves on the first screen of a telephone (Cumulative Layout Shift), all told; `without` is not loaded, `late` comes late."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shift += one.value; })"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    if without:
        page.route(without, lambda route: route.abort())
    if late:
        page.route(late, lambda route: (time.sleep(0.5), route.continue_()))
    page.goto(url)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(150)
    shift: float = page.evaluate("window.shift")
    context.close()
    return shift


@pytest.mark.parametrize("where", ["", "kazakhstan/timeline/2017/", "kazakhstan/timeline/", "kazakhstan/people/larisa-kharkova/", "timeline/"])
def test_nothing_moves_while_scripts_take_up_a_page(browser: Browser, address: Served, where: str) -> None:
    assert moved(browser, f"{address['own']}{where}", without="**/*.woff2") < 0.05


def test_what_is_asked_in_an_address_has_room_for_its_answer_before_the_script_is_there(browser: Browser, address: Served) -> None:
    assert moved(browser, f"{address['own']}search/?q=kharkova", late="**/search.js") < 0.05


def test_what_moves_is_measured(browser: Browser, tmp_path: Path) -> None:
    script = "requestAnimationFrame(() => setTimeout(() => { document.querySelector('p').style.height = '300px'; }, 50));"
    page = "<!doctype html><title>x</title><meta name=viewport content='width=device-width'><p>A</p><div style='height:500px'>B</div>"
    (tmp_path / "index.html").write_text(f"{page}<script>{script}</script>", "utf-8")
    with served(tmp_path) as home:
        assert moved(browser, home) > 0.1


def test_every_framed_page_asks_at_once_for_the_fonts_it_is_set_in(sites: Path) -> None:
    fonts = sorted(ROOT.glob("hooks/dossier/theme/assets/fonts/s*[a-z].woff2"))
    for where in ("index.html", "about/index.html", "kazakhstan/letters/2017-03-24-to-mogherini/index.html", "404.html"):
        text = (sites / "own" / where).read_text("utf-8")
        links = re.findall(r'<link rel="preload" href="([^"]+)" as="font" type="font/woff2" crossorigin>', text)
        assert len(links) == 3
        assert {Path(link).name for link in links} <= {font.name for font in fonts}
        assert [link for link in links if not ((sites / "own" / where).parent / link.removeprefix("/")).is_file()] == []


def test_steps_in_a_list_of_an_event_stand_apart(browser: Browser, address: Served) -> None:
    """Lines of one step that went on, and the next step, stood below each other at the same distance."""
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(address + "own/kazakhstan/events/2017-01-20-arrests/")
    for steps in ("[aria-labelledby=afterwards-h] li li", "[aria-labelledby=related-h] li"):
        gaps = page.locator(steps).evaluate_all("all => all.slice(1).map(li => parseFloat(getComputedStyle(li).marginTop))")
        assert gaps
        assert min(gaps) >= 8, steps
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_control_that_cannot_answer_looks_like_it_and_can_be_read(browser: Browser, sites: Path, scheme: Literal["light", "dark"]) -> None:
    """From the disk the search takes no question; its button was as black as one to press, and blue under the mouse."""
    page = browser.new_page(color_scheme=scheme)
    page.goto((sites / "own" / "search" / "index.html").as_uri())
    button = page.locator("[data-search] button[disabled]")
    button.wait_for()
    look = "one => { const { color, backgroundColor, cursor, opacity } = getComputedStyle(one); return [color, backgroundColor, cursor, opacity]; }"
    resting = button.evaluate(look)
    box = button.bounding_box()
    assert box
    page.mouse.move(box["x"] + 9, box["y"] + 9)
    page.wait_for_timeout(200)
    assert button.evaluate(look) == resting
    for control in page.locator("[data-search] :is(input, button, select):disabled").all():
        color, ground, cursor, opacity = control.evaluate(look)
        assert (cursor, opacity, ground) == ("default", "1", resting[1])
        assert contrast(color, ground) >= 4.5
    page.close()


def contrast(one: str, other: str) -> float:
    """Of two colours as browsers compute them, after WCAG 2.2."""

    def luminance(color: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"[0-9]+", color)[:3]]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    less, more = sorted((luminance(one), luminance(other)))
    return (more + 0.05) / (less + 0.05)


def test_a_letter_prints_as_a_document(browser: Browser, address: Served) -> None:
    page = browser.new_page()
    page.goto(address + "own/kazakhstan/letters/2017-03-24-to-mogherini/")
    page.emulate_media(media="print")
    assert not page.locator(".md-header").is_visible()
    assert page.locator("#p3 .dossier-para__n").is_visible()
    assert page.locator(".dossier-noprint:visible").count() == 0
    assert page.inner_text("#content").count("/kazakhstan/letters/2017-03-24-to-mogherini/\n") <= 1
    assert page.pdf()[:5] == b"%PDF-"
    page.close()


def test_paper_repeats_no_address_and_offers_no_form(browser: Browser, address: Served) -> None:
    page = browser.new_page()
    page.emulate_media(media="print")
    written = "links => links.filter((link) => getComputedStyle(link, '::after').content !== 'none').map((link) => link.textContent)"
    for where in ("invented/examplia/", "invented/examplia/letters/2021-03-10-to-the-commission/", "invented/examplia/organisations/sample-union/"):
        page.goto(address + where)
        assert [text for text in page.locator("#content a").evaluate_all(written) if text.startswith("http")] == []
        assert page.locator(".dossier-action:visible, a:visible:text('Propose a correction')").count() == 0
    page.close()


@pytest.mark.parametrize("where", ["kazakhstan/letters/2017-03-24-to-mogherini/", "kazakhstan/events/2017-07-25-sentence-larisa-kharkova/"])
def test_on_a_wide_screen_what_a_page_is_about_stands_beside_its_text(browser: Browser, address: Served, where: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "own/" + where)
    beside = page.locator(".dossier-opening > :is(.dossier-facts, .dossier-contents)").bounding_box()
    text = page.locator(".dossier-letterhead, .dossier-summary").first.bounding_box()
    assert beside
    assert text
    assert text["y"] < beside["y"] + 60
    assert text["x"] + min(text["width"], 728) <= beside["x"]
    page.close()


def test_the_page_of_a_wrong_address_begins_where_all_others_do(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    left = []
    for where in ("own/404.html", "own/kazakhstan/"):
        page.goto(address + where)
        left.append(page.locator("h1").bounding_box()["x"])  # type: ignore[index]
    assert left[0] == left[1]
    page.close()


@pytest.mark.parametrize("where", ["own/kazakhstan/", "own/letters/", "own/data/", "invented/corrections/"])
def test_at_twice_the_size_of_text_a_phone_shows_the_whole_width(browser: Browser, address: Served, where: str) -> None:
    page = browser.new_page(viewport={"width": 160, "height": 450})  # 320 px in which each letter takes twice its room
    page.goto(address + where)
    assert page.evaluate("document.documentElement.scrollWidth") <= 160
    for button in page.locator("header .md-header__button:visible").all():
        box = button.bounding_box()
        assert box
        assert 0 <= box["x"] <= 160 - box["width"]
    page.close()


@pytest.mark.parametrize("width", [600, 1280])
def test_no_name_of_a_file_is_broken_where_there_is_room(browser: Browser, address: Served, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address + "invented/data/")
    lines = page.locator("#files a[download], #tables a[download]").evaluate_all("links => links.map((link) => link.getClientRects().length)")
    assert set(lines) == {1}
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_what_needs_a_script_is_not_offered_without_one(browser: Browser, address: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "own/search/")
    assert page.get_by_text("This search needs scripts.").is_visible()
    assert page.locator("input:visible, select:visible").count() == 0
    page.goto(address + "own/kazakhstan/letters/2017-03-24-to-mogherini/")
    assert not page.get_by_text("“Quote” copies").is_visible()
    assert page.locator("article button:visible, article input:visible, article textarea:visible").count() == 0
    context.close()


def test_without_scripts_the_tab_key_stops_at_nothing_that_needs_one(browser: Browser, address: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "own/kazakhstan/timeline/")
    stops = []
    for _ in range(16):
        page.keyboard.press("Tab")
        stops.append(page.locator(":focus").evaluate("one => one.tagName"))
    assert set(stops) <= {"A", "SUMMARY"}
    context.close()


def test_without_scripts_a_timeline_lists_its_years_once(browser: Browser, address: Served) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page = context.new_page()
    for where in ("own/kazakhstan/timeline/", "own/kazakhstan/"):
        page.goto(address + where)
        assert page.locator("article nav a:visible", has_text=re.compile(r"^\s*2017\b")).count() == 1
    page.goto(address + "own/kazakhstan/people/larisa-kharkova/")  # where no list of pages stands beside, there are the years
    assert page.locator(".dossier-yearjump").is_visible()
    context.close()


@pytest.mark.parametrize("where", ["", "kazakhstan/", "kazakhstan/people/larisa-kharkova/", "kazakhstan/organisations/cntuk/"])
def test_the_way_to_what_was_the_case_on_a_day_is_short(sites: Path, where: str) -> None:
    text = (sites / "own" / where / "index.html").read_text("utf-8")
    assert re.search(r'<a href="[^"]*as-of/">(On any day|What was the case on any day)</a>', text)


def test_every_page_leads_to_the_data_and_to_what_words_mean(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    for where in ("own/kazakhstan/timeline/person/", "own/press/", "own/404.html", "invented/ru/examplia/letters/2021-03-10-to-the-commission/"):
        site = where.split("/")[0]
        for name, leads in (("Data", "data/"), ("Vocabulary", "vocabulary/"), ("Corrections", "corrections/")):
            page.goto(address + where)
            page.get_by_role("contentinfo").last.get_by_role("link", name=name).click()
            assert page.url == address + f"{site}/{leads}"
    page.close()


def test_on_paper_a_table_that_was_folded_begins_where_there_is_room(browser: Browser, address: Served) -> None:
    page = browser.new_page()
    page.emulate_media(media="print")
    for where in ("own/kazakhstan/", "own/data/"):
        page.goto(address + where)
        folds = page.locator("details:has(table)").evaluate_all("all => all.map((fold) => getComputedStyle(fold).breakInside)")
        assert folds
        assert set(folds) == {"auto"}
    page.close()


def test_that_something_was_copied_is_read_out_and_the_button_is_itself_again(browser: Browser, address: Served) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "own/kazakhstan/letters/2017-03-24-to-mogherini/")
    said = page.get_by_role("status").filter(has_text="Copied")
    quote, link = page.get_by_role("button", name="Quote paragraph 7"), page.get_by_role("link", name="Link to paragraph 7")
    for control, words in ((quote, "Quote"), (link, "Link")):
        control.click()
        said.wait_for()
        control.click()  # once more, while it says so
        said.wait_for(state="detached")
        assert control.inner_text() == words
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()) }")
    quote.click()
    page.get_by_role("status").filter(has_text="Not copied").wait_for()
    context.close()


DAYS = r"""all => all.filter((cell) => /^\d+ \w+ \d+$/.test(cell.textContent.trim())).map((cell) => {
  const range = document.createRange()
  range.selectNodeContents(cell)
  return [cell.textContent, range.getBoundingClientRect().height]
})"""
"""What cells hold a day and nothing else, with how high its words are."""
STUCK = """() => [...document.querySelectorAll("body *")].filter((one) => getComputedStyle(one).position === "sticky" && one.checkVisibility())
  .map((one) => one.tagName + " " + one.className)"""


def test_the_days_of_a_list_stand_on_one_line_each(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    for where, cells in (("kazakhstan/timeline/", ".dossier-entry__date"), ("kazakhstan/as-of/", ".dossier-register__when")):
        page.goto(f"{address['own']}{where}")
        days = page.locator(cells).evaluate_all(DAYS)
        assert len(days) > 20
        assert [day for day, height in days if height > 30] == []
    page.close()


def test_nothing_stands_over_what_is_read_where_a_screen_is_low(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 256})  # 1280 by 1024 at 400 %
    page.goto(f"{address['own']}kazakhstan/timeline/")
    assert page.evaluate(STUCK) == []
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "__palette"
    assert page.evaluate("scrollY") == 0, "what has the focus is seen"
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.evaluate(STUCK) != []
    page.close()


def test_the_way_to_a_page_takes_one_line_however_long_its_title(browser: Browser, address: Served) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.goto(f"{address['own']}kazakhstan/demands/implement-ilo-conclusions/")
    here = page.locator(".dossier-crumb [aria-current]")
    assert here.inner_text() in page.inner_text("h1")  # which says what is cut
    box = page.locator(".dossier-crumb ol").bounding_box()
    assert box
    assert box["height"] < 30
    context.close()


def test_a_step_of_the_way_that_breaks_stands_beside_its_stroke(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.goto(f"{address['own']}kazakhstan/letters/2018-11-to-mogherini/thread/")
    tops = "all => all.map(one => [one.offsetTop, (one.querySelector('a') || one).offsetTop])"
    steps = page.locator(".dossier-crumb li").evaluate_all(tops)
    assert len(steps) == 4
    assert [top for top, words in steps if top != words] == []
    page.close()


def test_the_ways_to_narrow_a_timeline_begin_where_its_title_and_its_list_do(browser: Browser, address: Served) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address['own']}kazakhstan/timeline/")
    title, ways, years = (page.locator(one).first.bounding_box() for one in ("h1", ".dossier-narrow summary", ".dossier-year"))
    assert title
    assert ways
    assert years
    assert ways["x"] == title["x"]
    assert abs(ways["y"] - years["y"]) < 2
    context.close()


def test_the_legend_of_a_picture_is_hatched_as_the_picture_is(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address['own']}kazakhstan/")
    turned = page.locator("#overview pattern").first.get_attribute("patternTransform")
    sample = page.locator(".dossier-overview__legend .dossier-bar--hatched").first
    assert turned == "rotate(45)"
    assert sample.evaluate("one => getComputedStyle(one).transform") == "matrix(1, 0, -1, 1, 0, 0)"  # skewed by 45 degrees the same way
    page.close()


def test_what_is_contested_is_not_drawn_as_nothing_on_record(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.goto(f"{address['own']}kazakhstan/people/larisa-kharkova/")
    free = page.locator(".dossier-swatch .dossier-bar--thin.dossier-bar--contested").first
    assert free.evaluate("one => getComputedStyle(one).strokeDasharray") == "5px, 3px", "dashes, not dots"
    page.close()


@pytest.mark.parametrize("where", ["kazakhstan/", "kazakhstan/letters/2018-11-to-mogherini/"])
def test_each_fold_says_what_it_opens(sites: Path, where: str) -> None:
    """A screen reader lists them without what stands around them: “What is on record”, five times."""
    found = re.findall(r'<summary(?:[^>]*aria-label="([^"]+)")?[^>]*>([^<]*)', (sites / "own" / where / "index.html").read_text("utf-8"))
    names = [label or words for label, words in found]
    assert len(names) > 4
    assert sorted(set(names)) == sorted(names)


def test_a_page_that_is_its_own_first_step_repeats_its_heading_nowhere(sites: Path) -> None:
    lists = ("letters", "people", "organisations", "demands", "timeline", "events")
    assert [where for where in lists if "dossier-crumb" in (sites / "own" / where / "index.html").read_text("utf-8")] == []
    assert "dossier-crumb" in (sites / "own" / "kazakhstan" / "letters" / "index.html").read_text("utf-8")


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_without_a_way_begin_at_one_height(browser: Browser, address: Served, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    tops = {}
    for where in ("", "press/", "about/", "letters/", "data/", "corrections/", "vocabulary/"):
        page.goto(f"{address['own']}{where}")
        tops[where] = page.locator("h1").evaluate("e => Math.round(e.getBoundingClientRect().top + scrollY)")
    assert len(set(tops.values())) == 1, tops
    page.close()


def test_the_paragraphs_that_open_the_site_are_set_alike(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address["own"])
    style = "all => all.map((e) => getComputedStyle(e)).map((style) => style.fontSize + ' ' + style.lineHeight)"
    lines = page.locator(".dossier-prose--lead > p:not([class])").evaluate_all(style)
    assert len(lines) > 2
    assert set(lines) == {"20px 30px"}
    page.close()


def test_no_paragraph_of_prose_ends_with_one_short_word_alone(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    for where in ("about/", "press/"):
        page.goto(f"{address['own']}{where}")
        wraps = page.locator(".dossier-prose :is(p, li)").evaluate_all("all => all.map((e) => getComputedStyle(e).textWrapStyle)")
        assert set(wraps) == {"pretty"}
    page.close()


def test_the_head_of_a_letter_begins_below_one_rule(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address['own']}kazakhstan/letters/2017-03-24-to-mogherini/")
    parts = page.locator(".dossier-letterhead, .dossier-letterhead dl > div")
    rules = parts.evaluate_all("all => all.map((e) => getComputedStyle(e).borderTopWidth)")
    assert rules[:3] == ["2px", "0px", "1px"]
    page.close()


def test_what_is_listed_by_day_stands_in_the_columns_of_a_timeline(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address['own']}people/federica-mogherini/")
    left = "all => all.map((e) => e.getBoundingClientRect().left)"
    listed, entered = (page.locator(one).evaluate_all(left) for one in (".dossier-register__title", ".dossier-entry__body"))
    assert listed
    assert entered
    assert set(listed) == set(entered)
    page.close()


def test_the_note_below_a_title_in_a_list_stands_off_it(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address['own']}letters/")
    gaps = page.locator(".dossier-register__title").evaluate_all(
        "all => all.map((e) => e.nextElementSibling.getBoundingClientRect().top - e.getBoundingClientRect().bottom)"
    )
    assert min(gaps) >= 4
    page.close()


def test_the_title_of_a_letter_is_not_broken_before_its_last_words(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 768, "height": 900})
    page.goto(f"{address['own']}letters/")
    shares = page.locator(".dossier-register__title a").evaluate_all(
        "all => all.map((e) => [...e.getClientRects()].map((line) => line.width)).filter((w) => w.length > 1).map((w) => w.at(-1) / Math.max(...w))"
    )
    assert shares
    assert min(shares) > 0.5
    page.close()


def test_what_is_said_below_a_name_in_a_table_is_not_bold(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    for where in ("kazakhstan/as-of/2018-02-21/", "data/"):
        page.goto(f"{address['own']}{where}")
        weights = page.locator("tbody th .dossier-note").evaluate_all("all => all.map((e) => getComputedStyle(e).fontWeight)")
        assert set(weights) == {"400"}
    page.close()


def test_no_second_rule_stands_right_below_a_heading(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address["own"])
    first = page.locator("h2 + .dossier-empty, h2 + .dossier-entries > :first-child")
    assert set(first.evaluate_all("all => all.map((e) => getComputedStyle(e).borderTopWidth)")) == {"0px"}
    page.close()


def test_the_words_below_a_photograph_stand_by_it(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address['invented']}examplia/people/ann-example/")
    page.locator(".dossier-photo img").evaluate("e => e.decode()")
    sizes = "e => [[e.attributes.width?.value, e.attributes.height?.value], [e.naturalWidth, e.naturalHeight]]"
    said, is_so = page.locator(".dossier-photo img").evaluate(sizes)
    assert said == [str(number) for number in is_so], "or the page moves when the photograph is there"
    photo, words = (page.locator(f".dossier-photo {one}").bounding_box() for one in ("img", "figcaption"))
    assert photo
    assert words
    assert words["y"] - photo["y"] - photo["height"] < 8
    assert words["x"] == photo["x"]
    page.close()


def test_on_a_phone_how_much_data_there_is_takes_two_columns(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.goto(f"{address['own']}data/")
    tops = page.locator(".dossier-data > .dossier-facts > div").evaluate_all("all => all.map((e) => e.offsetTop)")
    assert tops[0] == tops[1] < tops[2] == tops[3]
    page.close()


def test_the_words_below_a_picture_of_states_do_not_touch_the_list(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address['own']}kazakhstan/people/larisa-kharkova/")
    below = "e => e.getBoundingClientRect().top - e.previousElementSibling.getBoundingClientRect().bottom"
    assert page.locator(".dossier-note + .dossier-intervals").first.evaluate(below) >= 8
    page.close()


def test_on_a_phone_the_two_days_that_are_asked_for_stand_below_each_other(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.goto(f"{address['own']}kazakhstan/as-of/?as_of=2018-02-21")
    page.wait_for_selector("[data-asof-result] > h2")
    left = page.locator(".dossier-asof-form > :is(input, button)").evaluate_all("all => all.map((e) => e.getBoundingClientRect().left)")
    assert len(left) == 3
    assert len(set(left)) == 1
    margins = page.locator("[data-asof-result] > .dossier-section").evaluate_all("all => all.map((e) => parseFloat(getComputedStyle(e).marginTop))")
    assert margins[0] < margins[1] / 2, "the first belongs to the day above it"
    page.close()


def test_on_a_phone_what_came_after_a_letter_has_the_width_of_the_page(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.goto(f"{address['own']}kazakhstan/")
    widths = page.locator(".dossier-overview__after > div > dd").evaluate_all("all => all.map((e) => e.getBoundingClientRect().width)")
    assert len(widths) > 5
    assert min(widths) > 280
    page.close()


@pytest.mark.parametrize("where", ["own/kazakhstan/events/2017-01-20-arrests/", "own/kazakhstan/people/larisa-kharkova/", "invented/examplia/"])
def test_on_a_tablet_what_a_fact_is_called_stands_beside_it(browser: Browser, address: Served, where: str) -> None:
    page = browser.new_page(viewport={"width": 768, "height": 900})
    page.goto(address + where)
    facts = page.locator(".dossier-facts:not(.dossier-facts--columns) > div").evaluate_all(
        "all => all.map((e) => [...e.children].map((one) => one.getBoundingClientRect().top))"
    )
    assert [tops for tops in facts if abs(tops[0] - tops[1]) > 3] == []
    page.close()


@pytest.mark.parametrize("where", ["events/2017-01-20-arrests/", "demands/implement-ilo-conclusions/"])
def test_on_a_telephone_the_facts_of_an_event_leave_room_for_what_happened(where: str, browser: Browser, address: Served) -> None:
    """What each is called stands beside it: above it, the text began two screens below its heading."""
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{address['own']}kazakhstan/{where}")
    facts = page.locator(".dossier-opening .dossier-facts > div").evaluate_all(
        "all => all.map((e) => [...e.children].map((one) => one.getBoundingClientRect().top))"
    )
    assert facts
    assert [tops for tops in facts if abs(tops[0] - tops[1]) > 3] == []
    page.close()


def test_a_state_of_two_lines_goes_on_below_its_words(browser: Browser, address: Served) -> None:
    page = browser.new_page(viewport={"width": 768, "height": 900})
    page.goto(f"{address['own']}kazakhstan/people/larisa-kharkova/")
    lines = page.locator(".dossier-intervals b").first.evaluate("""e => {
      const words = document.createRange()
      words.selectNodeContents(e.lastChild)
      return [...words.getClientRects()].map((line) => line.left)
    }""")
    assert len(lines) == 2, "or this shows nothing"
    assert abs(lines[0] - lines[1]) < 1
    others = page.locator(".dossier-intervals span b").evaluate_all("all => all.map((e) => getComputedStyle(e).paddingInlineStart)")
    assert set(others) == {"0px"}
    page.close()
