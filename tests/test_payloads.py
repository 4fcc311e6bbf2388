"""Nothing that stands in any text field or body acts on a page, read as a browser reads it.

DOSSIER_PAYLOADS names a JSON list of further texts, such as a public collection; without it, those of payloads.py are tried.
"""

from __future__ import annotations

import json
import os
import shutil
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dossier.artifact import Artifact, Page
from dossier.load import load
from dossier.outputs import published
from dossier.render import filled, rendered
from dossier.settings import Settings
from dossier.shell import SENTINELS, FrameKey, Frames
from dossier.site import Site
from helpers import ROOT
from payloads import PAYLOADS
from playwright.sync_api import Browser
from projects import INSTANT

FRAME = (
    "<!doctype html><html lang=en><head><title>{title}</title><meta name=description content='{description}'><link rel=canonical href='{canonical}'>"
    "{head}</head><body><article>{content}</article></body></html>"
)
PLAIN = (
    "words",
    "more &#x26;&lt; [words](https://example.org/) <https://example.org/>",
    "*a* **b** `c`\n\n- d\n\n1. e\n\n> f\n\n# g\n\n## h\n\n### i\n\n    j\n\n---\n\nk\\\nl",
)
"""Texts that are harmless, with all that Markdown may make of them."""

NEVER = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
"""Signs that are refused in case files."""

READ = """
pages => {
  const shapes = new Set(), acts = [];
  for (const [where, html] of pages) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    for (const node of parsed.querySelectorAll("*")) {
      const names = [...node.attributes].map((a) => a.name), said = (why) => acts.push(`${where} ${why}: ${node.outerHTML.slice(0, 160)}`);
      for (const name of names) shapes.add(`${node.localName} ${name}`);
      shapes.add(node.localName);
      if (names.some((name) => name.startsWith("on") || ["style", "srcdoc", "formaction", "ping"].includes(name))) said("handler");
      if (node.localName === "script" && !node.src && node.type !== "application/ld+json") said("script");
      for (const name of ["href", "src", "action", "xlink:href", "data", "poster"]) {
        if (!node.hasAttribute(name)) continue;
        let to; try { to = new URL(node.getAttribute(name), "https://dossier.test/a/b/"); } catch { continue; }
        if (!["https:", "http:", "mailto:"].includes(to.protocol)) said("address");
        if (name !== "href" && to.host !== "dossier.test") said("loads");
      }
    }
    const walker = parsed.createTreeWalker(parsed, NodeFilter.SHOW_COMMENT);
    if (walker.nextNode()) acts.push(`${where} comment`);
  }
  return [[...shapes], acts];
}
"""


def texts() -> list[str]:
    """What is tried. Signs that no case file may hold are left out, and line breaks: a field is one line."""
    more = os.environ.get("DOSSIER_PAYLOADS")
    given = [*PAYLOADS, *(json.loads(Path(more).read_text("utf-8")) if more else ())]
    kept = ("".join(" " if unicodedata.category(sign) in ("Cc", "Cs") or sign in NEVER else sign for sign in text).strip() for text in given)
    return [text for text in dict.fromkeys(kept) if text]


def site_of(root: Path, said: list[str]) -> Site:
    """A country in which each text stands in every field and body of records of its own."""
    files: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for n, text in enumerate(said):
        date = f"{2000 + n % 20}-01-02"
        use = {"source": f"s{n}", "at": text, "supports": text}
        made: dict[str, dict[str, Any]] = {
            "people": {
                "id": f"p{n}", "name": text, "sort_name": text, "basis": "public-role", "names": {"ru": text}, "other_names": [text], "text": text,
                "roles": [{"title": text, "organisation": f"o{n}"}], "corrections": [{"date": date, "text": text}],
                "right_of_reply": [{"to": f"p{n}", "asked": date, "channel": text, "text": text}],
            },
            "organisations": {"id": f"o{n}", "name": text, "type": "trade-union", "abbreviations": [text], "text": text},
            "sources": {"id": f"s{n}", "title": text, "publisher": text, "date": date, "language": ["en"]},
            "demands": {
                "id": f"d{n}", "title": text, "text": text, "target": [f"o{n}"], "history": [{"date": date, "state": "open", "note": text}],
            },
            "events": {
                "id": f"{date}-e{n}", "title": text, "date": date, "kind": "arrest", "place": text, "people": [f"p{n}"], "sources": [use],
                "accounts": [{"by": by, "text": text, "sources": [use]} for by in (f"o{n}", {"text": text})], "text": text,
                "actors": [{"text": text}], "rating": {"scheme": text, "value": text},
            },
            "letters": {
                "id": f"{date}-l{n}", "title": text, "date": date, "from": f"o{n}", "to": f"p{n}", "subject": text, "salutation": text,
                "closing": text, "place": text, "text": f"{text}\n\n- {text}\n\n> {text}\n", "demands": [{"demand": f"d{n}", "paragraph": "p1"}],
                "coverage": [{"title": text, "publisher": text}], "signed_by": [{"person": f"p{n}", "role": text}],
            },
        }  # fmt: skip
        for name, record in made.items():
            files[name].append(record)
    home = root / "data" / "fieldia"
    home.mkdir(parents=True)
    shutil.copytree(ROOT / "data" / "vocabulary", root / "data" / "vocabulary")
    (home / "country.yml").write_text(json.dumps({"title": said[0], "iso": "ZZ", "summary": said[0]}), "utf-8")
    for name, records in files.items():
        (home / f"{name}.yml").write_text(json.dumps(records, ensure_ascii=False, indent=1), "utf-8")
    settings = Settings(site_url="https://dossier.test/", publisher=said[0], site_name=said[0])
    result = load(root / "data", settings)
    assert [str(problem) for problem in result.problems if problem.level == "error"][:3] == []
    return Site(result.dossier, settings, INSTANT)


def pages_of(site: Site) -> Iterator[tuple[str, str]]:
    def frame(_: FrameKey) -> str:
        return FRAME.format(**SENTINELS)

    frames = Frames(frame)
    for item in published(site):
        if isinstance(item, Page):
            yield item.address, filled(item, *rendered(item, site.settings), frames, site.settings).decode()
        elif isinstance(item, Artifact) and item.uri.endswith(".html"):
            yield item.uri, item.content().decode()


def read(browser: Browser, pages: list[tuple[str, str]]) -> tuple[set[str], list[str]]:
    """Every element and attribute on the pages, and all that acts or loads."""
    page = browser.new_page()
    shapes, acts = set[str](), list[str]()
    for start in range(0, len(pages), 200):
        found, more = page.evaluate(READ, pages[start : start + 200])
        shapes |= set(found)
        acts += more
    page.close()
    return shapes, acts


def test_nothing_acts_in_any_field_or_body(browser: Browser, tmp_path: Path) -> None:
    usual, acts = read(browser, list(pages_of(site_of(tmp_path / "plain", list(PLAIN)))))
    assert acts == []
    said = texts()
    for start in range(0, len(said), 400):
        pages = list(pages_of(site_of(tmp_path / f"from-{start}", said[start : start + 400])))
        assert len(pages) > 5 * len(said[start : start + 400])
        found, acts = read(browser, pages)
        assert acts == []
        assert found - usual == set()


def test_what_acts_is_found(browser: Browser) -> None:
    pages = [(f"{n}", FRAME.format(title="x", description="x", canonical="x", head="", content=text)) for n, text in enumerate(texts())]
    acts = {line.split()[0] for line in read(browser, pages)[1]}
    assert len(acts) > len(pages) // 3
