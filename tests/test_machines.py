"""What machines read of a letter: Zotero, Dublin Core, Signposting, schema.org, COinS, and oEmbed as WordPress takes it."""

from __future__ import annotations

import gzip
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pikepdf
import pytest
from dossier.artifact import Head
from dossier.citations import Name
from dossier.dates import parse_date
from dossier.heads import breadcrumbs, dated, head_html
from dossier.publish import Build
from dossier.settings import Settings
from dossier.shell import SENTINELS
from dossier.views.machines import zotero_name
from helpers import ROOT, project, write
from hypothesis import given
from hypothesis import strategies as st

INVENTED = ROOT / "tests" / "invented"
LETTER = "examplia/letters/2021-03-10-to-the-commission"
SITE = "https://dossier.example/"
SMALL = f"{SITE}small/"
HOSTILE = """"Quotes" 'single' & <b>bold</b> </title></script><script>alert(1)</script> <!-- src='x' C:\\n 100% $1 €: 𝕏 ]]>"""
Files = dict[str, str | bytes | None]


@dataclass
class Parsed(HTMLParser):
    """A page as a browser's parser has it: metas as (name, content), links, scripts, every element."""

    metas: list[tuple[str, str]] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    data: list[Any] = field(default_factory=list)
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    script: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if tag == "meta" and "content" in given:
            self.metas.append((given.get("property") or given.get("name", ""), given["content"]))
        elif tag == "link":
            self.links.append(given)
        elif tag == "script" and given.get("type") == "application/ld+json":
            self.script = ""

    def handle_data(self, data: str) -> None:
        if self.script is not None:
            self.script += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self.script is not None:
            self.data.append(json.loads(self.script))
            self.script = None

    def all(self, name: str) -> list[str]:
        return [content for meta, content in self.metas if meta == name]

    def hrefs(self, rel: str) -> list[str]:
        return [link["href"] for link in self.links if link["rel"] == rel]


def parsed(text: str) -> Parsed:
    HTMLParser.__init__(page := Parsed())
    page.feed(text)
    page.close()
    return page


class Site(dict[str, bytes]):
    """Address -> bytes of everything published of a project, without the theme around pages; made when asked for."""

    def __init__(self, root: Path) -> None:
        self.build = build = Build.prepare(root, as_of="2026-11-24")
        build.frames_from(lambda key: "\n".join(SENTINELS.values()))
        self.make = {artifact.uri: artifact.content for artifact in build.artifacts()}

    def __missing__(self, uri: str) -> bytes:
        self[uri] = self.make[uri]()
        return self[uri]

    def page(self, address: str) -> Parsed:
        return parsed(self.text(address))

    def text(self, address: str) -> str:
        return self[f"{address}/index.html"].decode()


@pytest.fixture(scope="module")
def invented() -> Site:
    return Site(INVENTED)


def small(root: Path, files: Files | None = None, **settings: str) -> Site:
    """The small project with files below data/utopia/ written over it; `settings` replace lines of mkdocs.yml."""
    project(root, {f"data/utopia/{name}": content for name, content in (files or {}).items()})
    config = (root / "mkdocs.yml").read_text("utf-8")
    for name, value in settings.items():
        config = re.sub(rf"(?m)^( *){name}:.*$", rf"\1{name}: {value}".rstrip() if value else "", config)
    return Site(write(root, {"mkdocs.yml": config}))


def letter(title: str = "A letter", date: str = "2018-01-02", **fields: str) -> str:
    given = {"title": json.dumps(title, ensure_ascii=False), "date": f"'{date}'", "from": "free-union", "to": "bo-dahl", **fields}
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in given.items()) + "---\nThe union writes.\n"


# The head of a letter, whole


def test_the_metas_of_a_letter_are_these(invented: Site) -> None:
    words = "The arrest of our president. I, Ann Example, am president of the Sample Union (SU). With me writes The Welder."
    assert invented.page(LETTER).metas == [
        ("og:type", "article"),
        ("og:title", "Sample Union to Carla Specimen"),
        ("og:description", "Letter to Carla Specimen, 10 March 2021: the text with paragraph numbers, sources and what became of it."),
        ("og:site_name", "Invented Dossier"),
        ("og:url", f"{SITE}{LETTER}/"),
        ("og:image", f"{SITE}assets/cards/{LETTER}.png"),
        ("og:image:type", "image/png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", "Letter from SU and WSU to Carla Specimen, 10 March 2021"),
        ("twitter:card", "summary_large_image"),
        ("DC.title", "The arrest of our president"),
        ("DC.creator", "Example, Ann"),
        ("DC.creator", "Muster, Dan"),
        ("DC.date", "2021-03-10"),
        ("DC.language", "en"),
        ("DCTERMS.abstract", words),
        ("z:itemType", "letter"),
        ("z:letterType", "Letter"),
        ("bib:authors", "Example, Ann"),
        ("bib:authors", "Muster, Dan"),
        ("z:recipients", "Specimen, Carla"),
        ("z:abstractNote", words),
        ("z:eventPlace", "Sampleton"),
        ("z:archive", "Invented Dossier"),
        ("article:published_time", "2021-03-10"),
        ("citation_public_url", f"{SITE}{LETTER}/"),
        ("citation_pdf_url", f"{SITE}{LETTER}.pdf"),
    ]


def test_the_links_of_a_letter_are_these(invented: Site) -> None:
    home, folder = f"{SITE}{LETTER}", f"{SITE}examplia/letters/"
    assert invented.page(LETTER).links == [
        {"rel": "schema.DC", "href": "http://purl.org/dc/elements/1.1/"},
        {"rel": "schema.DCTERMS", "href": "http://purl.org/dc/terms/"},
        {"rel": "stylesheet", "media": "print", "href": "../../../assets/stylesheets/edition.css"},
        {"rel": "cite-as", "href": f"{home}/"},
        {"rel": "type", "href": "https://schema.org/AboutPage"},
        {"rel": "type", "href": "https://schema.org/Message"},
        {"rel": "author", "href": f"{SITE}examplia/people/ann-example/"},
        {"rel": "author", "href": f"{SITE}people/dan-muster/"},
        {"rel": "describedby", "href": f"{home}.ris", "type": "application/x-research-info-systems"},
        {"rel": "describedby", "href": f"{home}.bib", "type": "application/x-bibtex"},
        {"rel": "describedby", "href": f"{home}.csl.json", "type": "application/vnd.citationstyles.csl+json"},
        {"rel": "describedby", "href": f"{home}.json", "type": "application/json"},
        {"rel": "item", "href": f"{home}.txt", "type": "text/plain"},
        {"rel": "item", "href": f"{home}.pdf", "type": "application/pdf"},
        {"rel": "item", "href": f"{folder}2021-03-10-annex.pdf", "type": "application/pdf"},
        {"rel": "item", "href": f"{folder}2021-03-10-scan.png", "type": "image/png"},
        {"rel": "license", "href": "https://creativecommons.org/licenses/by/4.0/"},
        {
            "rel": "alternate", "type": "application/json+oembed", "title": "Sample Union to Carla Specimen",
            "href": f"{SITE}embed/{LETTER}/oembed.json",
        },
        {
            "rel": "alternate", "type": "application/atom+xml", "title": "Invented Dossier: Sample Union to Carla Specimen",
            "href": f"../../../{LETTER}.atom",
        },
        {"rel": "alternate", "hreflang": "en", "href": f"{home}/"},
        {"rel": "alternate", "hreflang": "ru", "href": f"{SITE}ru/{LETTER}/"},
    ]  # fmt: skip


def test_the_structured_data_of_a_letter_are_these(invented: Site) -> None:
    """Each property is schema.org's for a Message (a CreativeWork), with a value that it may have."""
    agents = {
        name: {"@type": kind, "name": name, "url": f"{SITE}{where}/"}
        for name, kind, where in (
            ("Sample Union", "Organization", "examplia/organisations/sample-union"),
            ("World Sample Union", "Organization", "organisations/world-sample-union"),
            ("Ministry of Samples", "Organization", "examplia/organisations/ministry-of-samples"),
            ("Carla Specimen", "Person", "people/carla-specimen"),
            ("Dan Muster", "Person", "people/dan-muster"),
            ("Ann Example", "Person", "examplia/people/ann-example"),
        )
    }
    message, way = invented.page(LETTER).data
    files = ((f"{LETTER}.pdf", "application/pdf"), ("examplia/letters/2021-03-10-annex.pdf", "application/pdf"))
    assert message == {
        "@context": "https://schema.org",
        "@type": "Message",
        "@id": f"{SITE}{LETTER}/",
        "url": f"{SITE}{LETTER}/",
        "name": "Sample Union to Carla Specimen",
        "sender": [agents["Sample Union"], agents["World Sample Union"]],
        "recipient": [agents["Carla Specimen"]],
        "ccRecipient": [agents["Ministry of Samples"], agents["Dan Muster"]],
        "author": [agents["Ann Example"], agents["Dan Muster"]],
        "dateCreated": "2021-03-10",
        "inLanguage": "en",
        "abstract": "The arrest of our president. I, Ann Example, am president of the Sample Union (SU). With me writes The Welder.",
        "locationCreated": {"@type": "Place", "name": "Sampleton"},
        "messageAttachment": [
            {"@type": "MediaObject", "contentUrl": f"{SITE}{where}", "encodingFormat": media}
            for where, media in (*files, ("examplia/letters/2021-03-10-scan.png", "image/png"))
        ],
        "isPartOf": {"@type": "WebSite", "@id": SITE, "name": "Invented Dossier", "url": SITE},
        "publisher": {"@type": "Organization", "name": "Sample Press"},
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "workTranslation": [{"@id": f"{SITE}ru/{LETTER}/"}],
        "about": [{"@type": "Country", "name": "Examplia", "url": f"{SITE}examplia/"}],
    }
    assert way["@type"] == "BreadcrumbList"
    assert [(step["position"], step["name"], step["item"]) for step in way["itemListElement"]] == [
        (1, "Examplia", f"{SITE}examplia/"),
        (2, "Letters", f"{SITE}examplia/letters/"),
        (3, "Sample Union to Carla Specimen", f"{SITE}{LETTER}/"),
    ]


def test_what_a_letter_links_to_is_there(invented: Site) -> None:
    for address in (LETTER, f"ru/{LETTER}"):
        page = invented.page(address)
        rels = ("cite-as", "author", "describedby", "item", "alternate")
        ways = [link["href"].removeprefix(SITE).removeprefix("../" * (address.count("/") + 1)) for link in page.links if link["rel"] in rels]
        assert [way for way in ways if (f"{way}index.html" if way.endswith("/") else way) not in invented.make] == []
        assert len(page.hrefs("cite-as")) == 1


def test_a_translation_is_a_letter_of_its_own_with_its_translator(invented: Site) -> None:
    page = invented.page(f"ru/{LETTER}")
    said = dict(page.metas)
    assert (said["DC.title"], said["DC.language"]) == ("Арест нашей председательницы", "ru")
    assert (said["DC.contributor"], said["z:translators"]) == ("Gus Gloss", "Gus Gloss,")
    assert said["z:abstractNote"] == "Арест нашей председательницы. Я, Энн Экзампл, — председатель Примерного союза."
    assert page.hrefs("cite-as") == [f"{SITE}ru/{LETTER}/"]
    message = page.data[0]
    assert message["translationOfWork"] == {"@id": f"{SITE}{LETTER}/"}
    assert message["translator"] == {"name": "Gus Gloss"}
    assert "workTranslation" not in message


def test_a_translation_does_not_pass_off_the_scan_of_the_original_as_its_text(invented: Site) -> None:
    assert invented.page(f"ru/{LETTER}").all("citation_pdf_url") == []


def pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("files", "attachments", "original", "translation"),
    [
        ([], "[]", "", ""),
        (["x.pdf"], "[]", "x.pdf", ""),
        (["a.pdf", "x.pdf"], "[a.pdf]", "x.pdf", ""),
        (["a.pdf", "b.pdf"], "[a.pdf, b.pdf]", "a.pdf", ""),
        (["a.pdf", "b.pdf"], "[{file: a.pdf, language: ru}, b.pdf]", "b.pdf", ""),
        (["a.pdf"], "[{file: a.pdf, language: ru}]", "", ""),
        (["x.ru.pdf"], "[]", "", "x.ru.pdf"),
        (["x.pdf", "x.ru.pdf"], "[]", "x.pdf", "x.ru.pdf"),
    ],
)
def test_the_pdf_to_save_has_the_words_of_the_page(tmp_path: Path, files: list[str], attachments: str, original: str, translation: str) -> None:
    id = "2018-01-02-x"
    given: Files = {f"letters/{file.replace('x.', f'{id}.')}": pdf() for file in files}
    given[f"letters/{id}.md"] = letter(attachments=attachments)
    given[f"letters/{id}.ru.md"] = "---\ntitle: Письмо\ntranslated_by: Gus Gloss\n---\nСоюз пишет.\n"
    site = small(tmp_path, given)
    for address, file in ((f"utopia/letters/{id}", original), (f"ru/utopia/letters/{id}", translation)):
        expected = [f"{SMALL}utopia/letters/{file.replace('x.', f'{id}.')}"] if file else []
        assert site.page(address).all("citation_pdf_url") == expected


def test_a_file_that_is_not_published_is_not_offered(tmp_path: Path) -> None:
    site = small(tmp_path, {"letters/2018-01-02-x.md": letter(), "letters/2018-01-02-x.pdf": b"%PDF-1.7 damaged"})
    page = site.page("utopia/letters/2018-01-02-x")
    assert page.all("citation_pdf_url") == []
    assert page.hrefs("item") == [f"{SMALL}utopia/letters/2018-01-02-x.txt"]


@pytest.mark.parametrize(
    ("date", "said", "published", "created"),
    [
        ("2017-03-24", "2017-03-24", "2017-03-24", "2017-03-24"),
        ("2017-03", "2017-03", None, "2017-03"),
        ("2017", "2017", None, "2017"),
        ("2018-11~", "2018-11~", None, None),
        ("2017-03-24?", "2017-03-24?", None, None),
        ("2018-11-10/2018-11-23", "2018-11", None, None),
        ("2017-03-24/2017-03-24", "2017-03-24", "2017-03-24", "2017-03-24"),
        ("../2017-03-24", "", None, None),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(tmp_path: Path, date: str, said: str, published: str | None, created: str | None) -> None:
    page = small(tmp_path, {"letters/2018-x.md": letter(date=date)}).page("utopia/letters/2018-x")
    assert page.all("DC.date") == [said or "n.d."]
    assert page.all("article:published_time") == ([published] if published else [])
    assert page.data[0].get("dateCreated") == created
    assert "dateSent" not in page.data[0], "a DateTime, which has hours"


def test_what_is_not_known_is_not_said(tmp_path: Path) -> None:
    page = small(tmp_path, {"letters/2018-x.md": letter()}, publisher="").page("utopia/letters/2018-x")
    assert [name for name, content in page.metas if not content.strip()] == []
    assert not {"z:eventPlace", "z:translators", "DC.contributor", "citation_pdf_url"} & {name for name, _ in page.metas}
    assert page.hrefs("license") == []
    message = page.data[0]
    assert [name for name, value in message.items() if not value] == []
    assert not {"ccRecipient", "license", "publisher", "messageAttachment", "locationCreated", "identifier", "translator"} & set(message)
    assert [agent["name"] for agent in message["author"]] == ["Free Union"]


def test_a_licence_that_is_an_address_is_a_link(tmp_path: Path) -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    page = small(tmp_path, {"letters/2018-x.md": letter()}, publisher=f"''\n    licence: {licence}").page("utopia/letters/2018-x")
    assert page.hrefs("license") == [licence]
    assert page.data[0]["license"] == licence


def test_a_licence_that_is_set_by_its_name_is_the_same_link_as_on_the_page_of_the_data(tmp_path: Path) -> None:
    """The README names CC-BY-4.0; letters gave that as the name of a work, the data the address."""
    site = small(tmp_path, {"letters/2018-x.md": letter()}, publisher="''\n    licence: CC-BY-4.0")
    page, licence = site.page("utopia/letters/2018-x"), "https://creativecommons.org/licenses/by/4.0/"
    assert (page.hrefs("license"), page.data[0]["license"], site.page("data").data[0]["license"]) == ([licence], licence, licence)


def test_words_that_are_no_known_licence_are_the_name_of_one(tmp_path: Path) -> None:
    page = small(tmp_path, {"letters/2018-x.md": letter()}, publisher="''\n    licence: Ask us first").page("utopia/letters/2018-x")
    assert (page.hrefs("license"), page.data[0]["license"]) == ([], {"@type": "CreativeWork", "name": "Ask us first"})


def test_a_letter_known_from_references_only_is_a_page_like_others(invented: Site) -> None:
    page = invented.page("examplia/letters/2021-03-20-acknowledgement")
    assert {name.partition(":")[0] for name, _ in page.metas} <= {"og", "twitter", "DC.date"}
    assert page.hrefs("cite-as") == page.hrefs("describedby") == []


def test_a_name_that_is_withheld_is_no_agent(tmp_path: Path) -> None:
    people = "- {id: cy-gone, name: Cy Gone, sort_name: 'Gone, Cy', basis: public-role, withdrawn: {date: 2020-01-01}}\n"
    page = small(tmp_path, {"letters/2018-x.md": letter(to="[cy-gone, ann-lee]"), "people/gone.yml": people}).page("utopia/letters/2018-x")
    assert page.data[0]["recipient"] == [{"@type": "Person", "name": "Ann Lee", "url": f"{SMALL}utopia/people/ann-lee/"}]
    assert page.all("z:recipients") == ["name withheld,", "Lee, Ann"]


def test_a_hostile_letter_is_read_as_it_was_written(tmp_path: Path) -> None:
    fields = {name: json.dumps(f"{HOSTILE} {name}", ensure_ascii=False) for name in ("subject", "place")}
    site = small(tmp_path, {"letters/2018-x.md": letter(HOSTILE, **fields)})
    page = site.page("utopia/letters/2018-x")
    assert [attributes for tag, attributes in page.elements if tag == "script"] == [
        *2 * [{"type": "application/ld+json"}],
        {"src": "../../../assets/javascripts/quote.js", "defer": ""},
    ]
    assert (page.all("DC.title"), page.all("og:title")) == ([f"{HOSTILE} subject"], [HOSTILE])
    assert page.all("z:eventPlace") == [f"{HOSTILE} place"]
    assert [link["title"] for link in page.links if "title" in link] == [HOSTILE, f"Small dossier: {HOSTILE}"]
    message, way = page.data
    assert (message["name"], message["locationCreated"]["name"]) == (HOSTILE, f"{HOSTILE} place")
    assert message["abstract"] == f"{HOSTILE} subject. The union writes."
    assert way["itemListElement"][-1]["name"] == HOSTILE
    answer = json.loads(site["embed/utopia/letters/2018-x/oembed.json"])
    assert answer["title"] == HOSTILE
    assert parsed(answer["html"]).elements[0][1]["title"] == HOSTILE
    assert "<script" not in site.text("embed/utopia/letters/2018-x")


def test_a_site_that_does_not_know_its_address_gives_none(tmp_path: Path) -> None:
    site = small(tmp_path, {"letters/2018-01-02-x.md": letter(), "letters/2018-01-02-x.pdf": pdf()}, site_url="")
    page = site.page("utopia/letters/2018-01-02-x")
    assert page.data == []
    addresses = {"og:url", "og:image", "citation_public_url", "citation_pdf_url"}
    assert not addresses & {name for name, _ in page.metas}
    assert page.hrefs("cite-as") == ["../../../utopia/letters/2018-01-02-x/"]
    assert page.hrefs("item") == [f"../../../utopia/letters/2018-01-02-x.{ending}" for ending in ("txt", "pdf")]
    assert page.hrefs("alternate") == []
    for ending in ("ris", "bib", "csl.json"):
        assert "utopia/letters" not in site[f"utopia/letters/2018-01-02-x.{ending}"].decode(), ending
    assert [uri for uri in site.make if uri.endswith("oembed.json")] == []


# Names: Zotero's `cleanAuthor`, in other words


def zotero(text: str) -> tuple[str, str]:
    """(last, first) as Zotero has a name of a meta, of an OpenURL or of RIS: blanks, commas, stops and the like at the ends go."""
    bare = re.sub(r"^[\s.,/\[\]:]+|[\s.,/\[\]:]+$", "", text)
    if "," in text:
        last, _, first = bare.partition(",")
        return last.strip(), first.strip()
    first, _, last = bare.rpartition(" ")
    return last, first


@pytest.mark.parametrize(
    ("name", "read"),
    [
        (Name("Example", "Ann"), ("Example", "Ann")),
        (Name("van der Berg", "Jan Pieter"), ("van der Berg", "Jan Pieter")),
        (Name("Suharto"), ("Suharto", "")),
        (Name(literal="International Trade Union Confederation"), ("International Trade Union Confederation", "")),
        (Name(literal="Ministry of Labour, Health and Pensions"), ("Ministry of Labour – Health and Pensions", "")),
        (Name("Example, Jr.", "Ann, B."), ("Example – Jr.", "Ann – B")),
    ],
)
def test_zotero_keeps_organisations_whole_and_people_in_two(name: Name, read: tuple[str, str]) -> None:
    assert zotero(zotero_name(name)) == read


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), st.text())
def test_zotero_never_cuts_a_name_elsewhere(family: str, given_name: str) -> None:
    whole, person = Name(literal=f"{family} {given_name}"), Name(family, given_name)
    assert zotero(zotero_name(whole))[1] == ""
    assert len(zotero_name(person).split(", ")) <= 2
    assert zotero_name(person).count(",") <= 1


def test_a_page_names_the_same_title_and_people_as_the_files_beside_it(invented: Site) -> None:
    tags = (
        ("DC.title", "TI"), ("bib:authors", "AU"), ("z:recipients", "A2"), ("z:translators", "A4"), ("z:abstractNote", "AB"),
        ("DC.language", "LA"),
    )  # fmt: skip
    for address in [uri.removesuffix(".ris") for uri in invented.make if uri.endswith(".ris")]:
        if f"{address}/index.html" not in invented.make or invented.page(address).all("z:itemType") == []:
            continue
        page, lines = invented.page(address), invented[f"{address}.ris"].decode().split("\r\n")
        for meta, tag in tags:
            assert page.all(meta) == [line[6:] for line in lines if line.startswith(f"{tag}  - ")], (address, meta)


# The register


def spans(page: Parsed) -> list[list[tuple[str, str]]]:
    return [parse_qsl(attributes["title"], strict_parsing=True) for tag, attributes in page.elements if attributes.get("class") == "Z3988"]


def test_a_register_offers_every_letter_whose_text_is_there(tmp_path: Path) -> None:
    stub = letter("A stub", text_available="false", sources="gazette").removesuffix("The union writes.\n")
    signed = letter("Between", "2018-11-10/2018-11-23", signed_by="[ann-lee, bo-dahl]", language="ru")
    site = small(tmp_path, {"letters/2018-stub.md": stub, "letters/2018-11-between.md": signed})
    found = [
        [
            ("ctx_ver", "Z39.88-2004"),
            ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
            ("rft.type", "letter"),
            ("rft.title", title),
            *(("rft.creator", name) for name in creators),
            ("rft.date", date),
            ("rft.language", language),
            ("rft.identifier", f"{SMALL}utopia/letters/{id}/"),
        ]
        for id, title, creators, date, language in (
            ("2017-03-24-to-bo-dahl", "Letter to Bo Dahl", ["Free Union,"], "2017-03-24", "en"),
            ("2018-11-between", "Between", ["Lee, Ann", "Dahl, Bo"], "2018-11", "ru"),
        )
    ]
    assert spans(site.page("utopia/letters")) == spans(site.page("letters")) == found


def test_a_register_with_one_text_is_saved_as_itself(tmp_path: Path) -> None:
    stub = letter(text_available="false", sources="gazette").removesuffix("The union writes.\n")
    site = small(tmp_path, {"letters/2018-x.md": stub})
    assert "utopia/letters/2018-x/" in site.text("utopia/letters")
    assert spans(site.page("utopia/letters")) == []


def test_a_hostile_title_stays_one_field_of_its_span(tmp_path: Path) -> None:
    title = "a&rft.type=book=1 50% “ü” \"'<"
    found = spans(small(tmp_path, {"letters/2018-x.md": letter(title)}).page("utopia/letters"))
    assert [dict(pairs)["rft.title"] for pairs in found] == ["Letter to Bo Dahl", title]
    assert {dict(pairs)["rft.type"] for pairs in found} == {"letter"}


# The head of any page


def test_a_page_without_a_date_gets_the_day_its_records_were_checked() -> None:
    day = parse_date("2024-05-01")
    assert dated(Head(), None, day).metas == (("DC.date", "2024-05-01"),)
    assert dated(Head(), None, None) == Head()
    letter_of = Head(metas=(("DC.date", "2017"),))
    assert dated(letter_of, day) is letter_of


def test_a_way_of_one_step_is_none() -> None:
    settings = Settings(site_url=SITE)
    assert breadcrumbs(settings, [("Home", "")]) == {}
    head = head_html(settings, "T", "D", "x/", "../", Head(data=(breadcrumbs(settings, [("Home", "")]),)))
    assert "ld+json" not in head


def test_every_indexed_page_has_what_a_card_needs(invented: Site) -> None:
    """The Open Graph protocol's four properties, and what X asks of a large card; the picture has the size that is said."""
    for uri in invented.make:
        if not uri.endswith(".html") or uri.startswith("embed/"):
            continue
        said = dict(parsed(invented[uri].decode()).metas)
        if said.get("robots") == "noindex":
            continue
        assert said["og:url"] == f"{SITE}{uri.removesuffix('index.html')}", uri
        assert said["og:title"], uri
        assert (said["og:type"], said["twitter:card"]) == ("article", "summary_large_image"), uri
        picture = invented[said["og:image"].removeprefix(SITE)]
        assert [int.from_bytes(picture[at : at + 4]) for at in (16, 20)] == [int(said["og:image:width"]), int(said["og:image:height"])] == [1200, 630]


# What a page is, in schema.org's words

NEEDED = {
    "WebSite": {"@id", "url", "name", "inLanguage"},
    "WebPage": {"@id", "url", "name", "inLanguage", "isPartOf"},
    "CollectionPage": {"@id", "url", "name", "inLanguage", "isPartOf"},
    "BreadcrumbList": {"itemListElement"},
    "Message": {"@id", "url", "name", "sender", "isPartOf"},
    "Dataset": {"@id", "url", "name", "description", "isPartOf", "distribution"},
}
"""What a block has at least; of breadcrumbs and data, what Google asks for."""


def blocks_of(site: Site) -> dict[str, list[Any]]:
    """Address -> the structured data of every page that may be found, those of docs/ too."""
    uris = [uri for uri in site.make if uri.endswith(".html") and not uri.startswith("embed/")]
    pages = {uri.removesuffix("index.html"): parsed(site[uri].decode()) for uri in uris}
    found = {where: page.data for where, page in pages.items() if page.all("robots") != ["noindex"]}
    prose = site.build.prose
    return found | {page.address: parsed(str(prose.meta(src)["head"])).data for src, page in prose.docs.pages.items() if not page.draft}


def nodes(value: object) -> Iterator[tuple[str, object]]:
    """Every property in it with its value."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name, inner
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def test_every_page_that_may_be_found_says_what_it_is(invented: Site) -> None:
    blocks = blocks_of(invented)
    assert {"", "examplia/", "letters/", "examplia/sources/", "vocabulary/", "corrections/", "search/", "examplia/as-of/"} <= set(blocks)
    for where, found in blocks.items():
        kinds = [block["@type"] for block in found]
        assert len([kind for kind in kinds if kind != "BreadcrumbList"]) == 1, (where, kinds)
        assert len(kinds) == len(set(kinds)), (where, kinds)
        for block in found:
            assert block["@context"] == "https://schema.org", where
            missing = NEEDED[block["@type"]] - set(block) - ({"isPartOf"} if where == "data/" else set())
            assert not missing, (where, block["@type"], missing)
            assert block.get("@id", f"{SITE}{where}") == block.get("url", f"{SITE}{where}") == f"{SITE}{where}", where


def test_structured_data_can_be_expanded_say_nothing_empty_and_lead_to_what_is_there(invented: Site) -> None:
    """JSON-LD 1.1: a term of schema.org's context is a plain name; one with a colon or a dot in it would be taken for an address, or dropped."""
    blocks = blocks_of(invented)
    there = {f"{SITE}{where}" for where in (*blocks, *invented.make)}
    for where, found in blocks.items():
        for name, value in nodes(found):
            assert re.fullmatch(r"@(context|id|type)|[a-z][A-Za-z0-9]*", name), (where, name)
            assert value not in ("", None, [], {}), (where, name)
            if name in ("@id", "url", "item", "contentUrl"):
                assert value in there, (where, name, value)


def test_a_page_says_to_which_site_it_belongs_in_which_language_and_when_it_was_checked(invented: Site) -> None:
    blocks = blocks_of(invented)
    site = {"@type": "WebSite", "@id": SITE, "url": SITE, "name": "Invented Dossier"}
    (home,) = blocks[""]
    assert {name: home[name] for name in site} == site
    assert (home["inLanguage"], home["publisher"]) == (["en", "ru"], {"@type": "Organization", "name": "Sample Press"})
    register, way = blocks["examplia/people/"][0], blocks["examplia/as-of/2021-03-10/"][1]
    assert register == {
        "@context": "https://schema.org", "@type": "CollectionPage", "@id": f"{SITE}examplia/people/", "url": f"{SITE}examplia/people/",
        "name": "Examplia: people", "description": "Examplia: people, A to Z, with what was last on record.", "inLanguage": "en",
        "dateModified": "2024-05-01", "isPartOf": site,
    }  # fmt: skip
    assert [step["item"] for step in way["itemListElement"]] == [f"{SITE}examplia/", f"{SITE}examplia/as-of/", f"{SITE}examplia/as-of/2021-03-10/"]
    assert {blocks[where][0]["inLanguage"] for where in blocks if where.startswith("ru/")} == {"ru"}


def test_a_page_of_prose_is_part_of_the_site(tmp_path: Path) -> None:
    site = Site(write(project(tmp_path), {"docs/about.md": '---\ntitle: "About </script> us"\ndescription: Who we are.\n---\n# About\n'}))
    (page,) = blocks_of(site)["about/"]
    assert (page["@type"], page["name"], page["description"]) == ("WebPage", "About </script> us", "Who we are.")
    assert page["isPartOf"]["@id"] == page["@id"].removesuffix("about/")
    assert "dateModified" not in page, "of prose nothing says when it was checked"


def test_pages_of_a_site_that_does_not_know_its_address_say_nothing_that_needs_it(tmp_path: Path) -> None:
    site = small(tmp_path, {"letters/2018-01-02-x.md": letter()}, site_url="")
    assert {where: found for where, found in blocks_of(site).items() if found} == {}


# oEmbed 1.0, and WordPress (WP_oEmbed::discover, wp_filter_oembed_result) in other words

WORDPRESS_READS = 150 * 1024
WORDPRESS_KEEPS = {"src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title"}


def discovered(page: bytes) -> str:
    """The address of the answer, from the links in the first 150 KB of a page and before `</head>`."""
    start = page[:WORDPRESS_READS].decode("utf-8", "ignore")
    for link in re.findall(r"<link([^<>]+)/?>", re.split("</head>", start, flags=re.I)[0], re.I):
        attributes = {name: unescape(value) for name, value in re.findall(r'([\w-]+)\s*=\s*"([^"]*)"', link)}
        if attributes.get("type") == "application/json+oembed":
            return attributes.get("href", "")
    return ""


def kept(html: str) -> dict[str, str]:
    """The attributes of the iframe that WordPress makes of a strange answer; empty where it shows nothing."""
    if not re.fullmatch(r"<iframe( [a-z]+=\"[^\"<>]*\")+></iframe>", html):
        return {}
    return {name: unescape(value) for name, value in re.findall(r' ([a-z]+)="([^"]*)"', html) if name in WORDPRESS_KEEPS}


def letters_and_embeds(site: Site) -> list[str]:
    embeds = [uri.removesuffix("index.html") for uri in site.make if uri.startswith("embed/") and uri.endswith(".html")]
    return [*embeds, *(f"{LETTER}/", f"ru/{LETTER}/")]


def test_wordpress_shows_a_letter_and_each_of_its_paragraphs(invented: Site) -> None:
    pages = letters_and_embeds(invented)
    assert len(pages) > 15
    for address in pages:
        page = invented[f"{address}index.html"]
        if b'http-equiv="refresh"' in page:
            continue
        where = discovered(page).removeprefix(SITE)
        embed = address if address.startswith("embed/") else f"embed/{address}"
        assert where == f"{embed}oembed.json"
        answer = json.loads(invented[where])
        frame = kept(answer["html"])
        assert set(frame) == {"src", "width", "height", "frameborder", "title"}
        assert frame == parsed(answer["html"]).elements[0][1]
        assert frame["src"] == f"{SITE}{embed}"
        assert "#" not in frame["src"], "WordPress adds a fragment of its own"
        assert (frame["width"], frame["height"], frame["title"]) == (str(answer["width"]), str(answer["height"]), answer["title"])


def test_answers_are_oembed_1_0(invented: Site) -> None:
    answers = [json.loads(invented[uri]) for uri in invented.make if uri.endswith("oembed.json")]
    for answer in answers:
        assert (answer["version"], answer["type"]) == ("1.0", "rich")
        numbers = ("width", "height", "thumbnail_width", "thumbnail_height", "cache_age")
        assert [name for name in numbers if type(answer[name]) is not int or answer[name] <= 0] == []
        texts = ("title", "html", "provider_name", "provider_url", "thumbnail_url")
        assert [name for name in texts if not isinstance(answer[name], str) or not answer[name]] == []
        assert answer["thumbnail_url"].removeprefix(SITE) in invented.make
        assert set(answer) == {"version", "type", *numbers, *texts}


def test_wordpress_shows_a_hostile_title_as_text(tmp_path: Path) -> None:
    site = small(tmp_path, {"letters/2018-x.md": letter(HOSTILE)})
    for address in ("utopia/letters/2018-x/", "embed/utopia/letters/2018-x/", "embed/utopia/letters/2018-x/p1/"):
        answer = json.loads(site[discovered(site[f"{address}index.html"]).removeprefix(SMALL)])
        assert kept(answer["html"])["title"] == answer["title"]
        assert answer["title"].startswith(HOSTILE)


def test_embeds_are_small_whole_documents_without_scripts(invented: Site) -> None:
    style = (ROOT / "hooks" / "dossier" / "theme" / "assets" / "stylesheets" / "plain.css").read_bytes()
    for uri in [uri for uri in invented.make if uri.startswith("embed/") and uri.endswith(".html")]:
        page = invented[uri]
        if b'http-equiv="refresh"' in page:  # the way on from a former address
            continue
        assert len(gzip.compress(page)) + len(gzip.compress(style)) < 60_000, uri
        assert page.count(b"<!doctype html>") == 1, uri
        elements = [tag for tag, _ in parsed(page.decode()).elements]
        assert not {"script", "iframe", "img", "object"} & set(elements), uri
        assert [elements.count(tag) for tag in ("html", "main", "article", "h1")] == [1, 1, 1, 1], uri


def test_no_link_of_an_embed_opens_in_the_frame_where_no_page_may_stand(invented: Site) -> None:
    """The last one says its address: in the sandbox of WordPress no link opens anything."""
    for uri in [uri for uri in invented.make if uri.startswith("embed/") and uri.endswith(".html")]:
        page = invented[uri].decode()
        if 'http-equiv="refresh"' in page:  # the way on from a former address
            continue
        elements = parsed(page).elements
        assert [given["target"] for tag, given in elements if tag == "base"] == ["_blank"], uri
        links = [given for tag, given in elements if tag == "a"]
        assert {given.get("target", "_blank") for given in links} == {"_blank"}, uri
        assert f": {links[-1]['href']}</p>" in page, uri


def test_an_embedded_letter_is_whole_from_its_salutation_to_who_signed_it(invented: Site) -> None:
    whole, one = invented.text(f"embed/{LETTER}"), invented.text(f"embed/{LETTER}/p1")
    letter = invented.text(LETTER)
    said = ("Dear ", "Yours ", "the full names of organisations are ours")
    assert all(words in letter for words in said)
    assert [whole.count(words) for words in said] == [1, 1, 1]
    assert [one.count(words) for words in said] == [0, 0, 0]
    assert "Paragraph numbers, links on names and, below" in letter
    assert "Paragraph numbers and, below" in whole, "no name is a link there"


def test_an_embedded_translation_says_its_language_and_its_translator(invented: Site) -> None:
    text, page = invented.text(f"embed/ru/{LETTER}"), invented.page(f"embed/ru/{LETTER}")
    assert "Translation into Russian by Gus Gloss; the original prevails." in text
    assert next(attributes["lang"] for tag, attributes in page.elements if tag == "h1") == "ru"
    assert page.hrefs("canonical") == [f"{SITE}ru/{LETTER}/"]
