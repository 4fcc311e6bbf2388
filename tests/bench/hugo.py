"""The countries as a site of Hugo, in its natural form: a page for each record, front matter, layouts by section, lists by `where`.

Its pages say what ours say first (title, dates, who, the text, what refers to it), in plain HTML: Hugo is not made to do our other files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from content import Country, Paragraph
from ours import front

__all__ = ["FILES", "text", "write"]

_CONFIG = """\
baseURL = "https://bench.example/"
languageCode = "en"
title = "Invented dossiers"
disableKinds = ["taxonomy", "term", "RSS"]
[outputs]
section = ["HTML"]
home = ["HTML"]
"""

_BASE = """\
<!doctype html>
<html lang="{{ with .Params.language }}{{ . }}{{ else }}en{{ end }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} - {{ site.Title }}</title>
<meta name="description" content="{{ with .Description }}{{ . }}{{ else }}{{ .Summary | plainify | truncate 150 }}{{ end }}">
<link rel="canonical" href="{{ .Permalink }}">
<meta property="og:title" content="{{ .Title }}">
<meta property="og:url" content="{{ .Permalink }}">
<script type="application/ld+json">{{ dict "@context" "https://schema.org" "@type" "WebPage" "name" .Title "url" .Permalink | jsonify | safeJS }}</script>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><nav><a href="/">Countries</a> {{ with .FirstSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav></header>
<main>{{ block "main" . }}{{ end }}</main>
<footer><p>{{ site.Title }}</p></footer>
</body>
</html>
"""

_HOME = """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>: {{ len .RegularPagesRecursive }}</li>{{ end }}</ul>{{ end }}"""

_SECTION = """\
{{ define "main" }}<h1>{{ .Title }}</h1>
{{ .Content }}
{{ if eq .CurrentSection .FirstSection }}
{{ range (where .RegularPagesRecursive "Section" "!=" "").GroupByDate "2006" }}<section><h2 id="y{{ .Key }}">{{ .Key }}</h2>
<ol>{{ range .Pages }}{{ if or (eq .Type "events") (eq .Type "letters") }}<li id="{{ .File.ContentBaseName }}"><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>
<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Params.kind }}
{{ with .Params.people }}{{ range . }}<a href="../people/{{ . }}/">{{ . }}</a> {{ end }}{{ end }}
{{ .Summary }}</li>{{ end }}{{ end }}</ol></section>{{ end }}
{{ else }}<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
{{ end }}
"""

_SINGLE = """\
{{ define "main" }}<article><h1>{{ .Title }}</h1>
{{ with .Params.date }}<p><time datetime="{{ $.Date.Format "2006-01-02" }}">{{ $.Date.Format "2 January 2006" }}</time></p>{{ end }}
<dl>{{ range $key, $value := .Params }}{{ if in (slice "from" "to" "people" "organisations" "place" "kind" "confidence" "other_names" "abbreviations" "salutation" "closing") $key }}
<dt>{{ $key }}</dt><dd>{{ range (cond (reflect.IsSlice $value) $value (slice $value)) }}{{ . }} {{ end }}</dd>{{ end }}{{ end }}</dl>
{{ .Content }}
{{ $id := .File.ContentBaseName }}{{ $field := .Type }}
{{ if in (slice "people" "organisations") $field }}<section><h2>Timeline</h2><ul>
{{ range where (where .FirstSection.RegularPagesRecursive "Type" "events") (printf "Params.%s" $field) "intersect" (slice $id) }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2 January 2006" }}</li>{{ end }}
</ul></section>{{ end }}
{{ with .Params.sources }}<section><h2>Sources</h2><ol>{{ range . }}{{ $source := index (index site.Data.sources $.FirstSection.File.ContentBaseName) . }}{{ with $source }}<li><a href="{{ .url }}">{{ .title }}</a>, {{ .publisher }}, {{ .date }}</li>{{ end }}{{ end }}</ol></section>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">Next: {{ .Title }}</a>{{ end }} {{ with .PrevInSection }}<a href="{{ .RelPermalink }}">Previous: {{ .Title }}</a>{{ end }}
</article>{{ end }}
"""

FILES = {
    "hugo.toml": _CONFIG,
    "layouts/_default/baseof.html": _BASE,
    "layouts/index.html": _HOME,
    "layouts/_default/list.html": _SECTION,
    "layouts/_default/single.html": _SINGLE,
    "static/style.css": "body { font: 1.1rem/1.5 serif; max-width: 40rem; margin: auto }\n",
}


Outputs = Mapping[str, Sequence[str]]


def write(root: Path, countries: list[Country], files: Mapping[str, str] = FILES, outputs: Outputs | None = None) -> None:
    """`files` are the configuration and the layouts, `outputs` the formats of each section's records ("": of every other one's)."""
    for name, said in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, "utf-8")
    (root / "data" / "sources").mkdir(parents=True)
    for country in countries:
        _country(root, country, outputs or {})


def _country(root: Path, country: Country, outputs: Outputs) -> None:
    folder = root / "content" / country.ident
    folder.mkdir(parents=True)
    (folder / "_index.md").write_text(front({"title": country.title}) + text(country, country.summary), "utf-8")
    (root / "data" / "sources" / f"{country.ident}.yaml").write_text(front({s["id"]: s for s in country.sources}).strip("-\n") + "\n", "utf-8")
    for name in ("letters", "people", "organisations", "events", "demands"):
        (folder / name).mkdir()
        (folder / name / "_index.md").write_text(front({"title": name.capitalize()}), "utf-8")
        for record in getattr(country, name):
            fields = {key: value for key, value in record.items() if key not in ("id", "text", "name")}
            fields = {"title": record.get("title") or record["name"], "type": name, **fields}
            if formats := outputs.get(name, outputs.get("")):
                fields["outputs"] = formats
            (folder / name / f"{record['id']}.md").write_text(front(fields) + text(country, record["text"]) + "\n", "utf-8")


def text(country: Country, given: list[Paragraph]) -> str:
    return "\n\n".join(
        "".join(piece if isinstance(piece, str) else f"[{piece.text}](/{country.ident}/{piece.folder}/{piece.ident}/)" for piece in paragraph)
        for paragraph in given
    )  # fmt: skip
