"""The countries as a project of Dossier: case files by the contract, one Markdown file a letter and person, lists for the rest."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml
from content import Country, Paragraph

__all__ = ["front", "withhold", "write"]

_ROOT = Path(__file__).resolve().parents[2]


def write(root: Path, countries: list[Country]) -> None:
    """A whole project in `root`, its hooks those of this checkout."""
    shutil.copytree(_ROOT / "data" / "vocabulary", root / "data" / "vocabulary")
    shutil.copytree(_ROOT / "hooks", root / "hooks", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copytree(_ROOT / "docs", root / "docs", ignore=lambda _, names: [name for name in names if name not in ("docs", "index.md")])
    (root / "docs" / "index.md").write_text("---\ntitle: Invented dossiers\ndescription: Invented case files for a benchmark.\n---\nInvented.\n", "utf-8")
    config = yaml.safe_load((_ROOT / "mkdocs.yml").read_text("utf-8"))
    config |= {"site_name": "Invented dossiers", "site_url": "https://bench.example/", "hooks": ["hooks/main.py"]}
    config["nav"] = [entry for entry in config["nav"] if not str(*entry.values()).endswith(".md") or "index.md" in entry.values()]
    (root / "mkdocs.yml").write_text(yaml.safe_dump(config, sort_keys=False), "utf-8")
    for country in countries:
        _country(root / "data" / country.ident, country)


def withhold(root: Path, countries: list[Country]) -> None:
    """Adds to each country somebody who is not public yet, whose name is then looked for in all that is written."""
    for number, country in enumerate(countries):
        fields = {"name": f"Withheld Nobodyson{number}", "sort_name": f"Nobodyson{number}, Withheld", "basis": "public-role", "draft": True}
        (root / "data" / country.ident / "people" / "withheld-nobodyson.md").write_text(front(fields), "utf-8")


def _country(folder: Path, country: Country) -> None:
    for name in ("letters", "people", "events"):
        (folder / name).mkdir(parents=True)
    _yaml(folder / "country.yml", {"title": country.title, "iso": country.iso, "languages": ["ru"], "summary": _text(country.summary)})
    for name in ("letters", "people"):
        for record in getattr(country, name):
            fields = {key: value for key, value in record.items() if key not in ("id", "text")}
            (folder / name / f"{record['id']}.md").write_text(front(fields) + _text(record["text"]) + "\n", "utf-8")
    years: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for event in country.events:
        years[event["date"][:4]].append({**event, "text": _text(event["text"])})
    for year, events in years.items():
        _yaml(folder / "events" / f"{year}.yml", events)
    for name in ("organisations", "demands", "sources"):
        _yaml(folder / f"{name}.yml", [{**record, "text": _text(record["text"])} if "text" in record else record for record in getattr(country, name)])


def _text(text: list[Paragraph]) -> str:
    return "\n\n".join("".join(piece if isinstance(piece, str) else f"[{piece.text}]({piece.folder}/{piece.ident})" for piece in paragraph) for paragraph in text)


def front(fields: dict[str, Any]) -> str:
    """Front matter: JSON is YAML, and quicker to write."""
    return "---\n" + "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items()) + "---\n"


def _yaml(path: Path, value: Any) -> None:
    path.write_text(yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=140), "utf-8")
