"""`python tests/bench/search.py`: what a browser loads, and how long it takes, until the first result on 10,000 pages; the table goes into README.md here."""

from __future__ import annotations

import argparse
import gzip
import platform
import shutil
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

import ours
from content import Country, countries
from dossier.artifact import Artifact, Page
from dossier.cache import Store
from dossier.pagefind import add_index
from dossier.publish import Build
from dossier.render import fragment
from dossier.searched import is_found
from measure import run
from playwright.sync_api import Browser, Response, sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from helpers import served  # noqa: E402 - the tests' own way to serve a folder

BEGIN, END = "<!-- search: written by python tests/bench/search.py -->", "<!-- end of search -->"
OF_SEARCH = ("/pagefind/", "/search/", "/search.js", "/found.js", "/search.css")
WATCH = """
addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
  if (globalThis.first || !document.querySelector(".dossier-hits h3")) return;
  globalThis.first = [performance.now(), performance.getEntriesByType("resource").map((entry) => entry.name)];
}).observe(document.querySelector("[data-found]"), { childList: true }));
"""


def main() -> None:
    asked = argparse.ArgumentParser(prog="python tests/bench/search.py", description=__doc__)
    asked.add_argument("--countries", type=int, default=87, help="115 pages that can be found each")
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--dry", action="store_true", help="print the table, and leave README.md alone")
    given = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="dossier-bench-"))
    made = countries(given.countries, given.seed)
    pages = _site(folder, made)
    name = made[0].people[0]["sort_name"].partition(",")[0]
    queries = (name, "union", "unio", "trade union", "court registration", "members of the union", f"{name} union", f"{name} of the union in court")
    chrome = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))))
    lines = [f"{pages:,} pages; {platform.machine()}, seed {given.seed}.", "", "| asked | KB | ms | |", "|---|--:|--:|---|"]
    with served(folder / "one" / "site") as where, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chrome, args=["--no-sandbox", "--disable-gpu"])
        _measured(browser, where, {"q": name})  # the first one warms the machine
        for query in ({"q": query} for query in queries):
            lines.append(_measured(browser, where, query))
        lines.append(_measured(browser, where, {"q": "union", "country": made[0].title}))
    table = "\n".join(lines)
    print(table)
    if not given.dry:
        readme = HERE / "README.md"
        text = readme.read_text("utf-8")
        readme.write_text(f"{text[: text.index(BEGIN)]}{BEGIN}\n\n{table}\n\n{text[text.index(END) :]}", "utf-8")
    shutil.rmtree(folder)


def _site(folder: Path, made: list[Country]) -> int:
    """The site of one country with the search of all: its page is the same, and nothing else is asked for. How many pages can be found."""
    ours.write(folder / "many", made)
    ours.write(folder / "one", made[:1])
    run([sys.executable, "-m", "mkdocs", "build", "-q"], folder / "one")
    site = folder / "one" / "site"
    build = Build.prepare(folder / "many")
    assert build.documents is not None
    for item in build.published.all:
        if isinstance(item, Page) and is_found(item):
            values = item.values
            build.documents.page(item, fragment(item, values), values)
        elif isinstance(item, Artifact) and item.uri.startswith("search/"):
            (site / item.uri).parent.mkdir(parents=True, exist_ok=True)
            (site / item.uri).write_bytes(item.content())
    documents = list(build.documents)
    shutil.rmtree(site / "pagefind")
    add_index(lambda: documents, site, Store())
    return len(documents)


def _measured(browser: Browser, where: str, asked: dict[str, str]) -> str:
    """Of a page that is opened with a query: what was loaded of the search (gzip) and how long it took until a result was there."""
    with browser.new_page() as page:
        loaded: dict[str, Response] = {}
        page.on("response", lambda answer: loaded.setdefault(answer.url, answer))
        page.add_init_script(WATCH)
        page.goto(f"{where}search/?{urlencode(asked)}")
        page.locator("[data-found][aria-busy=false]").wait_for(state="attached")
        took, before = page.evaluate("() => globalThis.first")
        bodies = [loaded[url].body() for url in before if url in loaded and any(part in url.removeprefix(where.rstrip("/")) for part in OF_SEARCH)]
        size = sum(len(body) if body[:2] == b"\x1f\x8b" else len(gzip.compress(body)) for body in bodies)
        said = page.get_by_role("status").inner_text().partition("’")[0].partition(" for ")[0]
        return f"| {', '.join(asked.values())} | {size / 1000:,.0f} | {took:,.0f} | {said} |"


main()
