"""The countries as a site of Material for MkDocs with everything tuned: a page for each record, none in the navigation, no search, no plugin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from content import Country, Paragraph
from ours import front

__all__ = ["write"]

_CONFIG = """\
site_name: Invented dossiers
site_url: https://bench.example/
theme: {name: material, font: false}
plugins: []
nav: [{Countries: index.md}]
validation: {nav: {omitted_files: ignore}, links: {not_found: ignore}}
"""


def write(root: Path, countries: list[Country]) -> None:
    docs = root / "docs"
    docs.mkdir(parents=True)
    (root / "mkdocs.yml").write_text(_CONFIG, "utf-8")
    (docs / "index.md").write_text("# Countries\n\n" + "".join(f"- [{c.title}]({c.ident}/index.md)\n" for c in countries), "utf-8")
    for country in countries:
        _country(docs / country.ident, country)


def _country(folder: Path, country: Country) -> None:
    for name in ("letters", "people", "organisations", "events", "demands"):
        (folder / name).mkdir(parents=True)
        for record in getattr(country, name):
            title = record.get("title") or record["name"]
            (folder / name / f"{record['id']}.md").write_text(f"{front({'title': title})}# {title}\n\n{_facts(record)}\n\n{_text(record['text'], '../')}\n", "utf-8")
    entries = sorted([("events", event) for event in country.events] + [("letters", letter) for letter in country.letters], key=lambda entry: str(entry[1]["date"]))
    timeline = "".join(f"- {entry['date']}: [{entry['title']}]({name}/{entry['id']}.md)\n" for name, entry in entries)
    (folder / "index.md").write_text(f"{front({'title': country.title})}# {country.title}\n\n{_text(country.summary, '')}\n\n{timeline}", "utf-8")


def _facts(record: dict[str, Any]) -> str:
    names = ("date", "kind", "place", "from", "to", "people", "organisations", "confidence", "other_names", "salutation", "closing")
    return "\n".join(f"- {name}: {record[name]}" for name in names if name in record)


def _text(text: list[Paragraph], up: str) -> str:
    return "\n\n".join("".join(piece if isinstance(piece, str) else f"[{piece.text}]({up}{piece.folder}/{piece.ident}.md)" for piece in paragraph) for paragraph in text)
