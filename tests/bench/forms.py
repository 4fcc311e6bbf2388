"""The same site of Hugo, made to publish as many files as Dossier does: each record as JSON, letters and events to cite and to embed, timelines, states on days.

What it says is what its plain pages say, in other forms. Nothing is worked out: no state of a person, no thread, no name found in a text, no
check. So it is the least that these files take in Hugo. Pictures are drawn by nobody here: they are copied, as those of Dossier are that were drawn before.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import hugo
from content import EVENTS, LETTERS, ORGANISATIONS, PEOPLE, Country
from ours import front

__all__ = ["write"]

DAYS = 30
"""So many days of each country have a page with what was the case."""
GROUPS = {"arrest": "person", "sentence": "proceeding", "release": "remedy", "deregistration": "organisation", "meeting": "calendar"}
CARD_BYTES = 9_000
_TEXTS = {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems", "txt": "text/plain", "pack": "application/x-pack"}
_OF_LETTERS = ["html", "thread", "json", "csl", "oembed", "embed", *_TEXTS]

_CONFIG = hugo.FILES["hugo.toml"] + "".join(
    f'[mediaTypes."{kind}"]\nsuffixes = ["{name}"]\n[outputFormats.{name}]\nmediaType = "{kind}"\nisPlainText = true\n' for name, kind in _TEXTS.items()
) + """\
[outputFormats.csl]
mediaType = "application/json"
baseName = "csl"
isPlainText = true
[outputFormats.oembed]
mediaType = "application/json"
baseName = "oembed"
isPlainText = true
[outputFormats.thread]
mediaType = "text/html"
path = "thread"
isHTML = true
[outputFormats.embed]
mediaType = "text/html"
path = "embed"
isHTML = true
[outputFormats.atom]
mediaType = "application/atom+xml"
baseName = "feed"
[mediaTypes."application/atom+xml"]
suffixes = ["atom"]
"""

_RECORD = """\
{{ dict "id" .Permalink "title" .Title "date" (.Date.Format "2006-01-02") "fields" .Params "text" .Plain "html" .Content | jsonify (dict "indent" " ") }}
"""
_CSL = """\
{{ slice (dict "id" .File.ContentBaseName "type" "personal_communication" "title" .Title "URL" .Permalink "language" .Params.language
"issued" (dict "date-parts" (slice (slice .Date.Year (int .Date.Month) .Date.Day)))) | jsonify (dict "indent" " ") }}
"""
_BIB = """\
@letter{ {{- .File.ContentBaseName }},
  title = { {{- .Title -}} },
  date = { {{- .Date.Format "2006-01-02" -}} },
  author = { {{- delimit .Params.from " and " -}} },
  url = { {{- .Permalink -}} },
}
"""
_RIS = "TY  - PCOMM\nTI  - {{ .Title }}\nDA  - {{ .Date.Format \"2006/01/02\" }}\n{{ range .Params.from }}AU  - {{ . }}\n{{ end }}UR  - {{ .Permalink }}\nER  - \n"
_TXT = "{{ .Title }}\n{{ .Date.Format \"2 January 2006\" }}\n\n{{ .Params.salutation }}\n\n{{ .Plain }}\n\n{{ .Params.closing }}\n\n{{ .Permalink }}\n"
_OEMBED = """\
{{ dict "version" "1.0" "type" "rich" "title" .Title "provider_name" site.Title "width" 600 "height" 320
"html" (printf "<iframe src=%q width=600 height=320 title=%q></iframe>" .Permalink .Title) | jsonify }}
"""
_EMBED = """\
<!doctype html>
<html lang="{{ with .Params.language }}{{ . }}{{ else }}en{{ end }}">
<head><meta charset="utf-8"><title>{{ .Title }}</title><meta name="robots" content="noindex"><link rel="canonical" href="{{ .Permalink }}">
<link rel="alternate" type="application/json+oembed" href="{{ .Permalink }}oembed.json"><link rel="stylesheet" href="/style.css"></head>
<body><article><h1>{{ .Title }}</h1>{{ .Content }}<p><a href="{{ .Permalink }}">{{ site.Title }}</a></p></article></body>
</html>
"""
_THREAD = """\
{{ define "main" }}<article><h1>The thread of {{ .Title }}</h1>
{{ $id := .File.ContentBaseName }}{{ with .Params.follows_up }}{{ range . }}<p>Follows <a href="../../{{ . }}/">{{ . }}</a></p>{{ end }}{{ end }}
{{ range where .CurrentSection.RegularPages "Params.follows_up" "intersect" (slice $id) }}<p>Followed by <a href="{{ .RelPermalink }}">{{ .Title }}</a></p>{{ end }}
<p>{{ .Params.salutation }}</p>{{ .Content }}<p>{{ .Params.closing }}</p></article>{{ end }}
"""
_EVENTS = """{{ $events := (index site.Data.events .Params.country) }}{{ with .Params.kinds }}{{ $events = where $events "kind" "in" . }}{{ end }}"""
_TIMELINE = f"""\
{{{{ define "main" }}}}<h1>{{{{ .Title }}}}</h1><ol>{_EVENTS}
{{{{ range $events }}}}<li id="{{{{ .id }}}}"><time datetime="{{{{ .date }}}}">{{{{ .date }}}}</time> {{{{ .title }}}} {{{{ .kind }}}}
{{{{ range .people }}}}<a href="/{{{{ $.Params.country }}}}/people/{{{{ . }}}}/">{{{{ . }}}}</a> {{{{ end }}}}{{{{ range .sources }}}}{{{{ . }}}} {{{{ end }}}}</li>{{{{ end }}}}</ol>{{{{ end }}}}
"""
_RSS = f"""\
<rss version="2.0"><channel><title>{{{{ .Title }}}}</title><link>{{{{ .Permalink }}}}</link><description>{{{{ .Title }}}}</description>{_EVENTS}
{{{{ range $events }}}}<item><title>{{{{ .title }}}}</title><guid>{{{{ $.Permalink }}}}#{{{{ .id }}}}</guid><pubDate>{{{{ .date }}}}</pubDate></item>
{{{{ end }}}}</channel></rss>
"""
_ATOM = f"""\
<feed xmlns="http://www.w3.org/2005/Atom"><title>{{{{ .Title }}}}</title><id>{{{{ .Permalink }}}}</id>{_EVENTS}
{{{{ range $events }}}}<entry><title>{{{{ .title }}}}</title><id>{{{{ $.Permalink }}}}#{{{{ .id }}}}</id><updated>{{{{ .date }}}}T00:00:00Z</updated></entry>
{{{{ end }}}}</feed>
"""
_DAY = """\
{{ define "main" }}<h1>{{ .Title }}</h1><table>{{ $before := where (index site.Data.events .Params.country) "date" "le" .Params.day }}
{{ range index site.Data.people .Params.country }}<tr><th>{{ .name }}</th><td>{{ with where $before "people" "intersect" (slice .id) }}
{{ with index . (sub (len .) 1) }}{{ .kind }}, {{ .date }}: <a href="/{{ $.Params.country }}/events/{{ .id }}/">{{ .title }}</a>{{ end }}{{ else }}Nothing on record{{ end }}</td></tr>
{{ end }}</table>{{ end }}
"""
_PARAGRAPHS = """\
{{ range $country, $letters := site.Data.paragraphs }}{{ range $letters }}{{ $letter := . }}{{ range $number, $text := .paragraphs }}
{{ $.AddPage (dict "path" (printf "%s/%s/p%d" $country $letter.id (add $number 1)) "title" (printf "%s, paragraph %d" $letter.title (add $number 1))
"type" "paragraphs" "params" (dict "language" $letter.language) "outputs" (slice "html" "oembed") "content" (dict "mediaType" "text/markdown" "value" $text)) }}
{{ end }}{{ end }}{{ end }}
"""
_TIMELINES = """\
{{ range $country, $events := site.Data.events }}{{ range $group, $kinds := site.Data.groups }}
{{ $.AddPage (dict "path" (printf "%s/%s" $country $group) "title" (printf "%s: %s" $country $group) "type" "timelines"
"params" (dict "country" $country "kinds" $kinds) "outputs" (slice "html" "rss" "atom" "embed" "oembed")) }}
{{ end }}{{ end }}
"""
_DAYS = """\
{{ range $country, $days := site.Data.days }}{{ range $days }}
{{ $.AddPage (dict "path" (printf "%s/%s" $country .) "title" (printf "%s as of %s" $country .) "type" "days" "params" (dict "country" $country "day" .)) }}
{{ end }}{{ end }}
"""

FILES = {
    **hugo.FILES,
    "hugo.toml": _CONFIG,
    "layouts/_default/single.json": _RECORD,
    "layouts/_default/single.oembed.json": _OEMBED,
    "layouts/_default/single.embed.html": _EMBED,
    "layouts/letters/single.thread.html": _THREAD,
    "layouts/letters/single.csl.json": _CSL,
    "layouts/letters/single.bib": _BIB,
    "layouts/letters/single.ris": _RIS,
    "layouts/letters/single.txt": _TXT,
    "layouts/letters/single.pack": _TXT + _BIB + _RIS,
    "layouts/paragraphs/single.html": _EMBED,
    "layouts/timelines/single.html": _TIMELINE,
    "layouts/timelines/single.rss.xml": _RSS,
    "layouts/timelines/single.atom": _ATOM,
    "layouts/days/single.html": _DAY,
    "content/embed/_content.gotmpl": _PARAGRAPHS,
    "content/timeline/_content.gotmpl": _TIMELINES,
    "content/as-of/_content.gotmpl": _DAYS,
}


def write(root: Path, countries: list[Country]) -> None:
    hugo.write(root, countries, FILES, {"letters": _OF_LETTERS, "events": ["html", "json", "embed", "oembed"], "": ["html", "json"]})
    _yaml(root / "data" / "groups.yaml", {group: [kind for kind, of in GROUPS.items() if of == group] for group in GROUPS.values()})
    picture = random.Random(7).randbytes(CARD_BYTES)
    for country in countries:
        events = [{key: event.get(key, []) for key in ("id", "title", "date", "kind", "people", "sources")} for event in country.events]
        _yaml(root / "data" / "events" / f"{country.ident}.yaml", events)
        _yaml(root / "data" / "people" / f"{country.ident}.yaml", [{"id": person["id"], "name": person["name"]} for person in country.people])
        _yaml(root / "data" / "days" / f"{country.ident}.yaml", sorted({event["date"] for event in country.events})[:DAYS])
        letters = [
            {key: letter[key] for key in ("id", "title", "language")} | {"paragraphs": hugo.text(country, letter["text"]).split("\n\n")}
            for letter in country.letters
        ]
        _yaml(root / "data" / "paragraphs" / f"{country.ident}.yaml", letters)
        folder = root / "static" / "cards" / country.ident
        folder.mkdir(parents=True)
        for number in range(LETTERS + PEOPLE + ORGANISATIONS + EVENTS):
            (folder / f"{number}.png").write_bytes(picture)


def _yaml(path: Path, given: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(front(given).strip("-\n") + "\n" if isinstance(given, dict) else json.dumps(given, ensure_ascii=False), "utf-8")
