"""What is withheld stays so: drafts, embargoes, withdrawals and erasures, down to the last byte of the site."""

from __future__ import annotations

import html
import io
import re
import subprocess
import urllib.parse
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from dossier.cli import main
from dossier.index import Index
from dossier.instant import build_instant
from dossier.problems import refusals
from dossier.project import Refused, checked
from dossier.publish import Build
from dossier.shell import SENTINELS
from dossier.withheld import nameless, public, state_of
from helpers import OTHER_PUBLISHER, dossier_of, mkdocs, project, tree, write
from PIL import Image

Files = dict[str, str | bytes | None]


def published(root: Path, as_of: str = "2026-11-24") -> dict[str, str]:
    """Everything published of a project, without the theme around it: address -> text, the pages of docs/ as Markdown."""
    build = Build.prepare(root, as_of=as_of)
    build.frames_from(lambda key: "\n".join(SENTINELS.values()))
    site = {artifact.uri: readable(artifact.content()) for artifact in build.artifacts()}
    for src_uri, page in build.docs.pages.items():
        if not page.draft:
            site[f"{page.address}index.html"] = f"{build.prose.meta(src_uri)} {build.prose.markdown(src_uri)} {build.prose.content('', src_uri)}"
    return site


def readable(content: bytes) -> str:
    """A file as text, with the files of an archive."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(f"{name}\n{readable(archive.read(name))}" for name in archive.namelist())
    return content.decode("utf-8", "replace")


def leaks(site: Mapping[str, str | bytes], *words: str) -> list[tuple[str, str]]:
    """Every (file, word) where a planted word stands in a site: as it is, escaped, percent-encoded, in any case, in the name of a file."""
    found = []
    for path, content in site.items():
        raw = readable(content) if isinstance(content, bytes) else content
        texts = f"{path}\n{raw}\n{html.unescape(raw)}\n{urllib.parse.unquote(raw)}\n" + re.sub(r"<[^>]*>", "", raw)
        found += [(path, word) for word in words if word.casefold() in texts.casefold()]
    return found


def addresses_of(site: Mapping[str, str | bytes], ident: str, *words: str) -> list[str]:
    """The files whose address has an id; neither it nor one of the `words` stands in any file."""
    assert leaks({str(number): content for number, content in enumerate(site.values())}, ident, *words) == []
    return sorted(path for path in site if ident in path)


PERSON = """
    - id: cy-secret
      name: {en: Cyplanted Secretplanted, ru: Сайплантед Тайныйплантед}
      sort_name: Secretplanted, Cyplanted
      basis: consent
      other_names: Oldplanted Nameplanted
      roles: [{title: Roleplanted, organisation: free-union}]
      sources: {source: gazette, at: Atplanted, supports: Supportsplanted}
      corrections: {date: 2018-01-02, text: Correctionplanted, was: Wasplanted}
      text: Proseplanted.
      checked: 2018-05-01
    """
WORDS = (
    "cy-secret", "Cyplanted", "Secretplanted", "Сайплантед", "Тайныйплантед", "Oldplanted", "Nameplanted", "Roleplanted", "Atplanted",
    "Supportsplanted", "Correctionplanted", "Wasplanted", "Proseplanted",
)  # fmt: skip


def person(**fields: str) -> str:
    return PERSON + "".join(f"  {name}: {value}\n    " for name, value in fields.items())


@pytest.mark.parametrize("fields", [{"draft": "true"}, {"publish_after": "2026-12-01"}, {"publish_after": "2026-11-24T10:00+00:00"}])
def test_drafts_and_embargoes_are_absent_everywhere(fields: Mapping[str, str], tmp_path: Path) -> None:
    secret = person(**fields, redirect_from="former-secret")
    site = published(project(tmp_path, {"data/utopia/people/secret.yml": secret}), as_of="2026-11-24T09:59:59+00:00")
    assert leaks(site, *WORDS, "former-secret") == []


def test_without_draft_everything_planted_is_there(tmp_path: Path) -> None:
    """The scan is worth nothing if it does not find what is public."""
    site = published(project(tmp_path, {"data/utopia/people/secret.yml": person()}))
    assert {word for _, word in leaks(site, *WORDS)} == set(WORDS)


@pytest.mark.parametrize(
    ("after", "as_of", "shown"),
    [
        ("2026-11-24", "2026-11-23T23:59:59+00:00", False),
        ("2026-11-24", "2026-11-24", True),
        ("2026-11-24T10:00+01:00", "2026-11-24T08:59:59+00:00", False),
        ("2026-11-24T10:00+01:00", "2026-11-24T09:00:00+00:00", True),
        ("2026-11-24T00:00-05:00", "2026-11-24T05:00+00:00", True),
    ],
)
def test_an_embargo_ends_at_its_instant(after: str, as_of: str, shown: bool, tmp_path: Path) -> None:
    site = published(project(tmp_path, {"data/utopia/people/secret.yml": person(publish_after=after)}), as_of)
    assert bool(leaks(site, "cy-secret")) == shown


@pytest.mark.parametrize("fields", [{"draft": "true"}, {"publish_after": "2026-12-01"}])
def test_a_public_record_that_points_at_a_withheld_one_is_refused_without_its_values(fields: Mapping[str, str], tmp_path: Path) -> None:
    event = "- {id: 2017-x, title: X, date: 2017, kind: arrest, people: cy-secret, effects: {cy-secret: {work: dismissed}}, sources: gazette}"
    root = project(tmp_path, {"data/utopia/people/secret.yml": person(**fields), "data/utopia/events/x.yml": event})
    with pytest.raises(Refused) as refused:
        published(root)
    assert {problem.path for problem in refused.value.problems} == {"data/utopia/events/x.yml"}
    assert leaks({"": "\n".join(map(str, refused.value.problems))}, *WORDS) == []


def test_drafts_may_point_at_drafts(tmp_path: Path) -> None:
    event = "- {id: 2017-x, title: Eventplanted, date: 2017, kind: arrest, people: cy-secret, draft: true, sources: gazette}"
    root = project(tmp_path, {"data/utopia/people/secret.yml": person(draft="true"), "data/utopia/events/x.yml": event})
    assert leaks(published(root), *WORDS, "Eventplanted") == []


def test_a_draft_of_a_country_withholds_all_of_it(tmp_path: Path) -> None:
    country = {
        "data/arcadia/country.yml": "title: Arcadiaplanted\niso: AC\ndraft: true\n",
        "data/arcadia/people.yml": PERSON,
        "data/arcadia/organisations.yml": "- {id: free-union, name: Orgplanted, type: trade-union}",
        "data/arcadia/sources.yml": "- {id: gazette, title: Sourceplanted, publisher: X}",
    }
    assert leaks(published(project(tmp_path, country)), *WORDS, "arcadia", "Orgplanted", "Sourceplanted") == []


@pytest.mark.parametrize(("front", "line"), [("", 1), ("---\ntitle: X\n---\n", 4)])
def test_a_page_that_says_in_its_text_that_it_is_a_draft_is_refused(front: str, line: int, tmp_path: Path) -> None:
    root = project(tmp_path, {"docs/plan.md": f"{front}draft: true\n\n# Planted\n\n```yaml\ndraft: true\n```\n"})
    assert told(root) == [f"docs/plan.md:{line}:1: withholds nothing here; put it between two lines --- at the top of the file"]


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("draft:", "2:1: draft: is empty; write true or false, or leave it out"),
        ("- draft: true", "2:1: is not a group of fields; write one field a line, 'title: …'"),
        ("drafd:", "2:1: drafd: is not a field of a page; did you mean 'draft'?"),
    ],
)
def test_a_page_of_docs_that_may_be_meant_as_a_draft_is_a_problem(front: str, said: str, tmp_path: Path) -> None:
    root = project(tmp_path, {"docs/plan.md": f"---\n{front}\n---\n\n# Planted\n"})
    assert [str(problem) for problem in refusals(checked(root)[2])] == [f"docs/plan.md:{said}"]


def test_a_draft_page_of_docs_is_absent(tmp_path: Path) -> None:
    page = "---\ntitle: Pageplanted\ndraft: true\n---\n# Pageplanted\n\nBodyplanted\n"
    root = project(tmp_path, {"docs/secret.md": page})
    assert (done := mkdocs(root)).returncode == 0, done.stderr
    assert leaks(tree(root / "site"), "Pageplanted", "Bodyplanted") == []


# Withdrawn

EVERYWHERE: Files = {
    "data/utopia/events/x.yml": """
        - id: 2017-05-01-x
          title: Cyplanted Secretplanted and Bo Dahl are arrested
          date: 2017-05-01
          kind: arrest
          people: [cy-secret, bo-dahl]
          actors: cy-secret
          effects:
            cy-secret: {work: dismissed}
            bo-dahl: {work: {value: dismissed, sources: {source: gazette, supports: that Cyplanted Secretplanted saw it}}}
          text: Of [Cyplanted Secretplanted](people/cy-secret), called Oldplanted Nameplanted, and Mr Secretplanted.
          accounts:
            - {by: cy-secret, text: So says Cyplanted Secretplanted., effects: {cy-secret: {liberty: house_arrest}}}
            - {by: Gazette, text: So not.}
          right_of_reply: {to: cy-secret, asked: 2017-06-01, text: Asked Cyplanted Secretplanted.}
          sources: [gazette, {source: planted, supports: that Cyplanted Secretplanted was there}]
        """,
    "data/utopia/sources/x.yml": """
        - id: planted
          title: On Сайплантед Тайныйплантед
          publisher: Herald
          date: 2017-05-02
          url: https://example.org/on-cy-secret.html
        """,
    "data/utopia/letters/2017-05-03-x.md": """
        ---
        title: Letter of Cyplanted Secretplanted
        date: 2017-05-03
        from: cy-secret
        to: [bo-dahl, cy-secret]
        cc: cy-secret
        signed_by: {person: cy-secret, role: Friend of Oldplanted Nameplanted}
        mentions: cy-secret
        not_mentions: cy-secret
        corrections: {date: 2017-05-04, text: Cyplanted Secretplanted was misspelt, was: Cyplanted Secretplanted}
        coverage: {title: On Cyplanted Secretplanted, url: "https://example.org/cy-secret"}
        ---
        I, **Cyplanted** *Secretplanted*, that is Cyplanted
        Secretplanted, write.
        """,
    "data/utopia/letters/2017-05-03-x.ru.md": """
        ---
        title: Письмо, Сайплантед Тайныйплантед
        translated_by: Cyplanted Secretplanted
        ---
        Я, Сайплантед Тайныйплантед, пишу.
        """,
    "data/utopia/demands/x.yml": "- {id: x, title: Release of Cyplanted Secretplanted, target: cy-secret, text: Release Cyplanted Secretplanted.}",
    "docs/about.md": """
        ---
        title: About
        ---
        # About

        ## Corrections

        [Cyplanted Secretplanted](utopia/people/cy-secret), [friend [of]](utopia/people/cy-secret) and [her][1].

        [1]: utopia/people/cy-secret
        """,
}


def withdrawn(erase: bool = False) -> Files:
    erased = ", erase: true" if erase else ""
    return {**EVERYWHERE, "data/utopia/people/secret.yml": person(withdrawn=f"{{date: 2026-10-01{erased}}}")}


def test_a_withdrawn_record_is_named_nowhere_and_its_id_stands_only_in_its_address(tmp_path: Path) -> None:
    site = published(project(tmp_path, withdrawn()))
    where = "utopia/people/cy-secret"
    assert addresses_of(site, "cy-secret", *WORDS) == [f"{where}.atom", f"{where}.json", f"{where}/index.html"]


def test_its_old_address_says_that_it_was_withdrawn_and_when(tmp_path: Path) -> None:
    notice = published(project(tmp_path, withdrawn()))["utopia/people/cy-secret/index.html"]
    assert "withdrawn on" in notice
    assert "1 October 2026" in notice
    assert 'content="noindex"' in notice


def test_one_nameless_line_stands_among_the_corrections(tmp_path: Path) -> None:
    lines = re.findall(r"<li [^>]*>.*?</li>", published(project(tmp_path, withdrawn()))["corrections/index.html"])
    said = [" ".join(re.sub(r"<[^>]*>", " ", line).split()) for line in lines if "2026" in line]
    assert said == ["1 October 2026 A record was withdrawn (person)."]


def test_elsewhere_its_name_reads_name_withheld(tmp_path: Path) -> None:
    site = published(project(tmp_path, withdrawn()))
    for page in ("utopia/events/2017-05-01-x", "utopia/letters/2017-05-03-x", "utopia/demands/x", "about"):
        assert "name withheld" in site[f"{page}/index.html"], page


def test_others_keep_their_names(tmp_path: Path) -> None:
    assert "Bo Dahl are arrested" in published(project(tmp_path, withdrawn()))["utopia/events/2017-05-01-x/index.html"]


def test_an_erased_record_leaves_nothing_at_all(tmp_path: Path) -> None:
    site = published(project(tmp_path, withdrawn(erase=True)))
    assert leaks(site, *WORDS) == []
    assert leaks({"": site["corrections/index.html"]}, "A record was withdrawn") == []


def test_a_withdrawn_and_an_erased_record_stay_so_in_every_byte_of_a_real_site(tmp_path: Path) -> None:
    other = person(withdrawn="{date: 2026-10-01, erase: true}")
    other = other.replace("planted", "erased").replace("плантед", "эрейсед").replace("cy-secret", "di-erased")
    root = project(tmp_path, {**withdrawn(), "data/utopia/people/erased.yml": other})
    done = mkdocs(root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    site = tree(root / "site")
    where = "utopia/people/cy-secret"
    assert addresses_of(site, "cy-secret", *WORDS) == [f"{where}.atom", f"{where}.json", f"{where}/index.html"]
    assert leaks(site, *(word.replace("planted", "erased") for word in WORDS if word != "cy-secret"), "di-erased") == []
    assert leaks({"said": done.stdout + done.stderr}, *WORDS) == []


HEAD = "title: Goneplanted\ndate: 2017-05-01"
FOLDERS = {
    "letters": ("letters/2017-05-01-gone.md", f"---\n{HEAD}\nfrom: free-union\nto: bo-dahl\n{{}}\n---\nBodyplanted.\n"),
    "events": ("events/gone.yml", "- id: 2017-05-01-gone\n  title: Goneplanted\n  date: 2017\n  kind: arrest\n  sources: gazette\n  {}\n"),
    "organisations": ("organisations/gone.yml", "- id: 2017-05-01-gone\n  name: Goneplanted\n  type: trade-union\n  abbreviations: GPLANTED\n  {}\n"),
    "demands": ("demands/gone.yml", "- id: 2017-05-01-gone\n  title: Goneplanted\n  text: Bodyplanted.\n  {}\n"),
}  # fmt: skip
POINTING: Files = {
    "data/utopia/letters/2017-06-01-y.md": """
        ---
        title: Y
        date: 2017-06-01
        from: free-union
        to: bo-dahl
        {fields}
        ---
        Words.
        """,
}
FIELDS = {
    "letters": "follows_up: 2017-05-01-gone",
    "events": "occasion: 2017-05-01-gone",
    "organisations": "cc: 2017-05-01-gone",
    "demands": "demands: [{demand: 2017-05-01-gone, paragraph: p1}, {demand: 2017-05-01-gone}]",
}


OTHER = {"Cyplanted": "Zoeother", "Secretplanted": "Abother", "Сайплантед": "Яна", "Тайныйплантед": "Абрамова", "Oldplanted Nameplanted": "Old Zoe"}
"""Somebody else, whose names are of other lengths and stand at other places in the alphabet."""


@pytest.mark.parametrize("erase", [True, False])
def test_a_site_is_the_same_byte_for_byte_whoever_was_withdrawn(erase: bool, tmp_path: Path) -> None:
    """Neither order nor counts, dates, sums or sizes of files tell one from the other."""
    files = withdrawn(erase)
    other = "\0".join(f"{name}\1{text}" for name, text in files.items())
    for name, instead in {**OTHER, **({"cy-secret": "zo-other"} if erase else {}), "checked: 2018-05-01\n": "checked: 2016-01-02\n"}.items():
        other = other.replace(name, instead)
    assert published(project(tmp_path / "one", files)) == published(project(tmp_path / "other", dict(file.split("\1") for file in other.split("\0"))))


@pytest.mark.parametrize("fields", ["draft: true", "publish_after: 2026-12-01", "withdrawn: {date: 2020-01-01, erase: true}"])
def test_a_site_is_the_same_byte_for_byte_as_without_what_nobody_may_read(fields: str, tmp_path: Path) -> None:
    hidden = {f"data/utopia/{path}": text.replace("{}", fields) for path, text in FOLDERS.values()}
    hidden["data/utopia/people/secret.yml"] = person().replace("basis", f"{fields}\n      basis")
    hidden["data/utopia/letters/2017-05-02-reply.md"] = (
        "---\ntitle: Replyplanted\ndate: 2017-05-02\nfrom: bo-dahl\nto: free-union\nin_reply_to: 2017-03-24-to-bo-dahl\n"
        f"reply_kind: substantive_reply\nchecked: 2026-10-10\ncorrections: {{date: 2026-10-11, text: X}}\n{fields}\n---\nWords.\n"
    )
    hidden["data/arcadia/country.yml"] = f"title: Arcadia\niso: AA\n{fields}\n"
    hidden["data/arcadia/events.yml"] = (
        "- {id: 2026-10-12-x, title: X, date: 2026-10-12, kind: arrest, sources: utopia/sources/gazette, people: utopia/people/ann-lee}\n"
    )
    assert published(project(tmp_path / "hidden", hidden)) == published(project(tmp_path / "without"))


@pytest.mark.parametrize("folder", FOLDERS)
def test_records_of_every_kind_are_withdrawn_though_others_point_at_them(folder: str, tmp_path: Path) -> None:
    name, text = FOLDERS[folder]
    pointing = str(POINTING["data/utopia/letters/2017-06-01-y.md"]).replace("{fields}", FIELDS[folder])
    root = project(tmp_path, {f"data/utopia/{name}": text.format("withdrawn: {date: 2026-10-01}"), "data/utopia/letters/2017-06-01-y.md": pointing})
    where = f"utopia/{folder}/2017-05-01-gone"
    found = addresses_of(published(root), "2017-05-01-gone", "Goneplanted", "Bodyplanted", "GPLANTED")
    assert {f"{where}/index.html", f"{where}.json"} <= {*found}
    assert [path for path in found if not path.removeprefix("embed/").startswith(where)] == []


def test_a_withdrawn_source_leaves_no_trace_where_it_was_used(tmp_path: Path) -> None:
    root = project(
        tmp_path,
        {
            "data/utopia/sources/gone.yml": "- {id: gone-source, title: Goneplanted, publisher: Pubplanted, withdrawn: {date: 2026-10-01}}",
            "data/utopia/events/x.yml": "- {id: 2017-x, title: X, date: 2017, kind: arrest, people: bo-dahl, sources: [gazette, gone-source]}",
        },
    )
    assert leaks(published(root), "Goneplanted", "Pubplanted", "gone-source") == []


def test_a_withdrawn_country_leaves_notices_for_all_its_records(tmp_path: Path) -> None:
    country = "title: Utopia\niso: ZZ\nwithdrawn: {date: 2026-10-01}\n"
    root = project(tmp_path, {"data/utopia/country.yml": country, "docs/index.md": "# Small dossier\n", **OTHER_PUBLISHER})
    site = published(root)
    assert "withdrawn on" in site["utopia/index.html"]
    assert "withdrawn on" in site["utopia/people/ann-lee/index.html"]
    assert leaks(site, "Ann Lee", "Ministry of Labour", "Gazette") == []


def test_a_track_of_a_withdrawn_person_is_counted_nowhere(tmp_path: Path) -> None:
    files = {name.removeprefix("data/utopia/"): text for name, text in withdrawn().items() if name.startswith("data/")}
    dossier = dossier_of(tmp_path, files)
    shown, states = public(dossier, datetime(2026, 11, 24, tzinfo=UTC))
    assert states["utopia/people/cy-secret"] == "withdrawn"
    assert set(Index(shown).tracks) == {"utopia/people/ann-lee", "utopia/people/bo-dahl"}


# Names


def test_a_name_that_a_public_record_bears_too_stays(tmp_path: Path) -> None:
    people = "- {id: ann-two, name: Ann Lee, sort_name: 'Lee, Ann', basis: consent, withdrawn: {date: 2026-10-01}}"
    dossier = dossier_of(tmp_path, {"people/x.yml": people})
    states = {key: state_of(dossier, entry, datetime(2026, 11, 24, tzinfo=UTC)) for key, entry in dossier.entries.items()}
    assert nameless(dossier, states)("Ann Lee, Lee, Bo Dahl") == "Ann Lee, [name withheld], Bo Dahl"


def test_a_longer_public_name_that_holds_a_withheld_one_stays(tmp_path: Path) -> None:
    people = "- {id: cy-dahl, name: Cy Dahl, sort_name: 'Dahl, Cy', basis: consent, withdrawn: {date: 2026-10-01}}"
    dossier = dossier_of(tmp_path, {"people/x.yml": people})
    states = {key: state_of(dossier, entry, datetime(2026, 11, 24, tzinfo=UTC)) for key, entry in dossier.entries.items()}
    assert nameless(dossier, states)("Bo Dahl met Cy Dahl. Dahl said:") == "Bo Dahl met [name withheld]. [name withheld] said:"


@pytest.mark.parametrize("name", ["Cy Lee", "Ann Lee"])
def test_who_has_the_family_name_of_a_withheld_one_is_sorted_by_it_all_the_same(name: str, tmp_path: Path) -> None:
    """Else the register, the tables and citations would tell whose family name is withheld: “[name withheld], Ann” of Ann Lee."""
    given = name.split()[0]
    people = f"- {{id: x-2, name: {name}, sort_name: 'Lee, {given}', basis: consent, withdrawn: {{date: 2026-10-01}}}}"
    shown, _ = public(dossier_of(tmp_path, {"people/x.yml": people}), datetime(2026, 11, 24, tzinfo=UTC))
    assert shown.entries["utopia/people/ann-lee"].record.sort_name == "Lee, Ann"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Met Cy\u00a0Ives.", "Met [name withheld]."),
        ("Cy\\\nIves", "[name withheld]"),
        ("Ives Cy, of the union", "[name withheld], of the union"),
        ("by C. Ives and C.D. Ives", "by [name withheld] and [name withheld]"),
        ("Ives C.D. and Ives, C. (2017)", "[name withheld] and [name withheld] (2017)"),
        ("Mr Cy Davidovich Ives", "Mr [name withheld]"),
        ("Mr Cy Davidovich Petrovich Ives", "Mr [name withheld]"),
        ("The Ives case, and B. Ives", "The [name withheld] case, and B. [name withheld]"),
        ("Cy met Ives. Cy said", "Cy met [name withheld]. Cy said"),
        ("Bo Dahl, Ives and Ann Lee", "Bo Dahl, [name withheld] and Ann Lee"),
        ("Сай Айвз; Айвз, Сай; Mr Айвз", "[name withheld]; [name withheld]; Mr [name withheld]"),
        ("See https://example.org/Ives/2017, says Ives", "See https://example.org/Ives/2017, says [name withheld]"),
        ("Ives Ives Cy", "[name withheld]"),
    ],
)
def test_of_a_withheld_name_no_part_is_left(text: str, left: str, tmp_path: Path) -> None:
    name, sort = "{en: Cy Ives, ru: Сай Айвз}", "{en: 'Ives, Cy', ru: 'Айвз, Сай'}"
    people = f"- {{id: cy-ives, name: {name}, sort_name: {sort}, basis: consent, withdrawn: {{date: 2026-10-01}}}}"
    dossier = dossier_of(tmp_path, {"people/x.yml": people})
    states = {key: state_of(dossier, entry, datetime(2026, 11, 24, tzinfo=UTC)) for key, entry in dossier.entries.items()}
    assert nameless(dossier, states)(text) == left


@pytest.mark.parametrize("translation", ["name: Сай Скрытов", "name: Сай Скрытов\nsort_name: Скрытов, Сай"])
@pytest.mark.parametrize("text", ["Пришёл Сай Скрытов.", "Скрытов, Сай", "Скрытов пришёл."])
def test_a_name_that_stands_in_a_translation_only_is_withheld_as_any_other(text: str, translation: str, tmp_path: Path) -> None:
    """The family name alone was published, and the whole name refused where it is to be withheld."""
    files: Files = {
        "data/utopia/people/cy.ru.md": f"---\n{translation}\n---\n",
        "data/utopia/events/x.yml": f"- {{id: 2017-x, title: X, date: 2017, kind: arrest, sources: gazette, text: '{text}'}}",
    }
    record = "---\nname: Cy Skrytov\nsort_name: Skrytov, Cy\nbasis: consent\nFIELDS\n---\n"
    root = project(tmp_path / "gone", {**files, "data/utopia/people/cy.md": record.replace("FIELDS", "withdrawn: {date: 2018-01-02}")})
    assert leaks(published(root), "Скрытов") == []
    root = project(tmp_path / "draft", {**files, "data/utopia/people/cy.md": record.replace("FIELDS", "draft: true")})
    assert told(root) == [f"data/utopia/events/x.yml:1:1: text: {NAMED}"]


@pytest.mark.parametrize(
    ("name", "sort", "text", "left"),
    [
        ("隠山花子", "隠山, 花子", "今日は隠山花子さんと隠山氏が", "今日は[name withheld]さんと[name withheld]氏が"),
        ("سعيد الخفي", "الخفي, سعيد", "مع سعيد بن الخفي هنا", "مع [name withheld] هنا"),
        ("გია ფარული", "ფარული, გია", "ჩვენი გ. ფარული აქ", "ჩვენი [name withheld] აქ"),
        ("राम गुप्ता", "गुप्ता, राम", "राम मोहन गुप्ता ने", "[name withheld] ने"),
    ],
)
def test_of_a_withheld_name_no_part_is_left_in_a_script_without_capitals(name: str, sort: str, text: str, left: str, tmp_path: Path) -> None:
    people = f"- {{id: x, name: {name}, sort_name: '{sort}', basis: consent, withdrawn: {{date: 2026-10-01}}}}"
    dossier = dossier_of(tmp_path, {"people/x.yml": people})
    states = {key: state_of(dossier, entry, datetime(2026, 11, 24, tzinfo=UTC)) for key, entry in dossier.entries.items()}
    assert nameless(dossier, states)(text) == left


@pytest.mark.parametrize(
    ("country", "record", "state"),
    [
        ("publish_after: 2099-01-01", "withdrawn: {date: 2026-10-01}", "embargoed"),  # a notice would tell of the country
        ("withdrawn: {date: 2026-10-01}", "publish_after: 2099-01-01", "embargoed"),
        ("draft: true", "withdrawn: {date: 2026-10-01}", "draft"),
        ("withdrawn: {date: 2026-10-01, erase: true}", "draft: true", "erased"),
        ("withdrawn: {date: 2026-10-01}", "order: 1", "withdrawn"),
    ],
)
def test_of_a_record_and_its_country_what_withholds_more_counts(country: str, record: str, state: str, tmp_path: Path) -> None:
    organisation = f"- {{id: x, name: X, type: trade-union, {record}}}"
    dossier = dossier_of(tmp_path, {"country.yml": f"title: Utopia\niso: ZZ\n{country}\n", "organisations/x.yml": organisation})
    assert state_of(dossier, dossier.entries["utopia/organisations/x"], datetime(2026, 11, 24, tzinfo=UTC)) == state


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ("draft: true", "draft"), ("publish_after: 2099-01-01", "embargoed"), ("withdrawn: {date: 2026-10-01}", "withdrawn"),
        ("withdrawn: {date: 2026-10-01, erase: true}", "erased"), ("publish_after: 2020-01-01", "public"), ("order: 1", "public"),
    ],
)  # fmt: skip
def test_a_record_of_no_country_is_withheld_as_it_says_itself(fields: str, state: str, tmp_path: Path) -> None:
    dossier = dossier_of(tmp_path, {"../international/organisations/x.yml": f"- {{id: x, name: X, type: trade-union, {fields}}}"})
    shown, states = public(dossier, datetime(2026, 11, 24, tzinfo=UTC))
    assert (states["international/organisations/x"], "international/organisations/x" in shown.entries) == (state, state == "public")


def test_a_web_address_that_holds_a_withdrawn_id_goes_and_others_stay(tmp_path: Path) -> None:
    urls = ("https://x.example/cy-secret.html", "https://x.example/ann-lee", "https://x.example/Cyplanted_Secretplanted", "https://x.example/di-other")
    sources = "".join(f"- {{id: s-{number}, title: T, publisher: X, url: {url!r}}}\n" for number, url in enumerate(urls))
    other = "- {id: di-other, name: Di Other, sort_name: 'Other, Di', basis: consent, withdrawn: {date: 2026-10-01}}"
    people = {"people/secret.yml": person(withdrawn="{date: 2026-10-01}"), "people/other.yml": other, "sources/x.yml": sources}
    shown, _ = public(dossier_of(tmp_path, people), datetime(2026, 11, 24, tzinfo=UTC))
    assert [shown.entries[f"utopia/sources/s-{number}"].record.url for number in range(4)] == [None, urls[1], None, None]


def test_the_names_of_a_withdrawn_organisation_and_those_that_a_translation_alone_gives_are_withheld_in_texts(tmp_path: Path) -> None:
    shown, _ = public(dossier_of(tmp_path, {
        "organisations/x.yml": """
            - {id: x, name: Secret Fund, type: trade-union, abbreviations: SFX, names: {ru: Тайный фонд}, withdrawn: {date: 2018-01-02}}
            """,
        "people/cy.md": "---\nname: Cy Secret\nsort_name: Secret, Cy\nbasis: consent\nwithdrawn: {date: 2018-01-02}\n---\n",
        "people/cy.ru.md": "---\nname: Сай Секрет\nsort_name: Секрет, Сай Иванович\n---\n",
        "events/x.yml": """
            - id: 2018-01-01-x
              title: Secret Fund and Тайный фонд
              date: 2018-01-01
              kind: hearing
              sources: herald
              text: SFX. Секрет, Сай Иванович.
            """,
    }), datetime(2026, 11, 24, tzinfo=UTC))  # fmt: skip
    event = shown.entries["utopia/events/2018-01-01-x"]
    assert (str(event.record.title), event.body) == ("[name withheld] and [name withheld]", r"\[name withheld\]. \[name withheld\].")


def test_a_web_address_that_only_holds_the_letters_of_a_withdrawn_id_stays(tmp_path: Path) -> None:
    """Whoever withdrew the union `fu` took the ways to all sources away whose addresses have these letters, and readers could guess which."""
    urls = ("https://x.example/future-of-labour", "https://x.example/on-fu-2017.pdf", "https://fu.example/", "https://x.example/kung-fu2")
    sources = "".join(f"- {{id: s-{number}, title: T, publisher: X, url: {url!r}}}\n" for number, url in enumerate(urls))
    union = "- {id: fu, name: Far Union, type: trade-union, withdrawn: {date: 2026-10-01}}"
    shown, _ = public(dossier_of(tmp_path, {"organisations/x.yml": union, "sources/x.yml": sources}), datetime(2026, 11, 24, tzinfo=UTC))
    assert [shown.entries[f"utopia/sources/s-{number}"].record.url for number in range(4)] == [urls[0], None, None, urls[3]]


def test_without_withdrawals_records_are_the_very_same(tmp_path: Path) -> None:
    dossier = dossier_of(tmp_path)
    shown, _ = public(dossier, datetime(2026, 11, 24, tzinfo=UTC))
    assert all(shown.entries[key] is entry for key, entry in dossier.entries.items())


# The build's instant


def test_the_instant_is_what_is_asked_for_else_the_epoch_else_the_latest_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = dossier_of(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert build_instant(tmp_path, dossier).date().isoformat() == "2018-05-01"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    assert build_instant(tmp_path, dossier) == datetime.fromtimestamp(1790000000, UTC)
    assert build_instant(tmp_path, dossier, "2026-11-24") == datetime(2026, 11, 24, tzinfo=UTC)
    assert build_instant(tmp_path, dossier, "2026-11-24T09:00+01:00") == datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_the_instant_is_that_of_the_last_commit_before_the_latest_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = dossier_of(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, "2017-06-01T12:00:00+02:00")
    for command in (["init", "-q"], ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "--allow-empty", "-m", "x"]):
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True)
    assert build_instant(tmp_path, dossier) == datetime(2017, 6, 1, 10, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    assert build_instant(tmp_path, dossier) == datetime.fromtimestamp(1790000000, UTC)


def test_what_is_expected_does_not_move_the_latest_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    more = "- {id: x, name: X, type: trade-union, review_by: 2031-01-01, affiliations: {organisation: free-union, until: 2032}}"
    event = "- {id: 2017-x, title: X, date: 2017, ends: 2034, kind: arrest, sources: gazette}"
    letter = "- {id: 2017-y, title: Y, date: 2017, from: free-union, to: ministry, reply_by: 2035, text: Words.}"
    drafts = "- {id: y, name: Y, type: trade-union, checked: 2033-01-01, draft: true}"
    dossier = dossier_of(tmp_path, {"organisations/x.yml": more + "\n" + drafts, "events/x.yml": event, "letters/y.yml": letter})
    assert build_instant(tmp_path, dossier).date().isoformat() == "2018-05-01"


def test_no_embargo_is_ended_by_the_days_of_what_it_withholds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def latest(name: str, after: str, country: str = "") -> str:
        letter = f"- {{id: 2026-12-05-x, title: X, date: 2026-12-05, from: free-union, to: ministry, {after} text: Words.}}"
        files = {"letters/x.yml": letter, "country.yml": f"title: Utopia\niso: ZZ\n{country}\n"}
        return build_instant(tmp_path, dossier_of(tmp_path / name, files)).date().isoformat()

    assert latest("open", "") == "2026-12-05"
    assert latest("embargoed", "publish_after: 2026-12-05T10:00+01:00,") == "2018-05-01"
    assert latest("over", "publish_after: 2018-05-01,") == "2026-12-05"
    assert [latest(state[:5], "", state) for state in ("draft: true", "publish_after: 2026-12-05")] == ["1970-01-01", "1970-01-01"]
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "permalinks.csv").write_text("address,what\nutopia/,country,,,,2026-12-06,,live\n", "utf-8")
    assert latest("sealed", "publish_after: 2026-12-05,") == "2026-12-06"


def test_an_embargo_is_not_ended_by_a_day_that_is_to_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing but data/ says when a build is, a hearing that is announced made it one of the time after the embargo."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    to_come, later = (datetime.now(UTC).date() + timedelta(days=days) for days in (20, 60))
    letter = f"- {{id: 2017-x, title: X, date: 2017, from: free-union, to: ministry, publish_after: {to_come}, text: Words.}}"
    event = "- {{id: hearing, title: X, date: {}, kind: arrest, sources: gazette}}"
    root = project(tmp_path, {"data/utopia/letters/x.yml": letter, "data/utopia/events/x.yml": event.format(later)})
    told = [problem for problem in checked(root)[2] if problem.field == "publish_after"]
    assert [(problem.path, problem.line, problem.level) for problem in told] == [("data/utopia/letters/x.yml", 1, "error")]
    assert f"({later}) stands for the present; set DOSSIER_AS_OF" in told[0].text
    assert not [problem for problem in checked(root, as_of=f"{later}")[2] if problem.field == "publish_after"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    assert not [problem for problem in checked(root)[2] if problem.field == "publish_after"]
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    (root / "data/utopia/events/x.yml").write_text(event.format("2018-04-01"), "utf-8")
    assert not [problem for problem in checked(root)[2] if problem.field == "publish_after"]


def test_the_latest_day_is_never_before_what_was_sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    dossier = dossier_of(tmp_path)
    ledger = tmp_path / "data" / "permalinks.csv"
    ledger.write_text("address,what\nutopia/,country,,,,2026-11-28,,live\npeople/,list,,,,2026-11-24,,live\n", "utf-8")
    assert build_instant(tmp_path, dossier) == datetime(2026, 11, 28, tzinfo=UTC)
    for unclear in ("utopia/,country,,,,2017-01-01,,live\n", "utopia/,country,,,,2026-02-30,,live\n", ""):
        ledger.write_text(unclear, "utf-8")
        assert build_instant(tmp_path, dossier).date().isoformat() == "2018-05-01"


@pytest.mark.parametrize("as_of", ["soon", "2026-13-01", "0001-01-01T00:00+14:00", "24.11.2026"])
def test_what_is_no_instant_is_a_problem_like_any_other(as_of: str, tmp_path: Path) -> None:
    problems = [str(problem) for problem in checked(project(tmp_path), as_of=as_of)[2]]
    assert problems == ["DOSSIER_AS_OF:1:1: is not an instant; write 2026-11-24 or 2026-11-24T09:00+00:00"]


@pytest.mark.parametrize("command", [["check"], ["seal"], ["scan", "."], ["import", "events", "mkdocs.yml", "--country", "utopia"]])
def test_what_is_no_instant_on_the_command_line_is_told_as_it_was_given(command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project(tmp_path))
    monkeypatch.setenv("DOSSIER_AS_OF", "2026-11-24")
    done = CliRunner().invoke(main, [*command, "--as-of", "yesterday"])
    assert (done.exit_code, "Invalid value for '--as-of': 'yesterday' is not an instant; write 2026-11-24 or" in done.output) == (2, True)


@pytest.mark.parametrize("epoch", ["soon", "9" * 12, "9" * 20, "-" + "9" * 12])
def test_seconds_that_lead_out_of_the_calendar_are_no_instant(epoch: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert [str(problem) for problem in checked(project(tmp_path))[2]] == ["SOURCE_DATE_EPOCH:1:1: is not an instant; write seconds since 1970"]


def test_the_instant_is_printed_nowhere(tmp_path: Path) -> None:
    root = project(tmp_path)
    before, after = published(root, "2031-07-13"), published(root, "2032-08-14")
    edition = "assets/stylesheets/edition.css"
    assert {path for path in before if before[path] != after[path]} == {edition}, "paper alone says which edition it is"
    assert "Edition of 13 July 2031" in before[edition]


def test_problems_say_no_value_of_a_withheld_record(tmp_path: Path) -> None:
    bad = {"data/utopia/people/secret.yml": person(draft="true", basis2="Valueplanted", website="Sitelanted").replace("consent", "Basisplanted")}
    root = project(tmp_path, bad)
    done = mkdocs(root)
    assert done.returncode == 1
    assert leaks({"said": done.stdout + done.stderr}, *WORDS, "Valueplanted", "Basisplanted") == []


@pytest.mark.parametrize("fields", [{"draft": "true"}, {"publish_after": "2026-12-01"}, {"withdrawn": "{date: 2026-10-01}"}])
@pytest.mark.parametrize("name", ["Cyplanted Secretplanted", "Secretplanted 2017", "Cyplanted O'Secretplanted", "cy-secret"])
def test_problems_of_a_public_record_do_not_quote_who_is_withheld(name: str, fields: Mapping[str, str], tmp_path: Path) -> None:
    letter = f"""
        - id: 2017-05-01-x
          title: X
          date: "{name}"
          from: free-union
          to: bo-dahl
          channel: "{name}"
          reply_requested: "{name}"
          clock: "{name}"
          order: "{name}"
          "{name}": X
          text: Words.
        """
    secret = person(**fields).replace("Oldplanted Nameplanted", "Cyplanted O'Secretplanted")
    root = project(tmp_path, {"data/utopia/people/secret.yml": secret, "data/utopia/letters/x.yml": letter})
    problems = [str(problem) for problem in checked(root, as_of="2026-11-24")[2]]
    assert "data/utopia/letters/x.yml:6:12: channel: (a withheld value) is not possible; write 'e-mail', 'post' or 'hand'" in problems
    assert leaks({"": "\n".join(problems)}, *WORDS) == []


PROSE = """\
---
title: About Cyplanted Secretplanted
description: Of Cyplanted Secretplanted
---
# More

Of *Cyplanted*
Secretplanted, [here](https://example.org/Secretplanted).
"""


def test_a_withheld_name_on_a_page_of_docs_is_told_with_its_line(tmp_path: Path) -> None:
    """The check found nothing, and the build refused without a line."""
    pages: Files = {"docs/more.md": PROSE, "docs/not.md": f"---\ndraft: true\n{PROSE[4:]}"}
    root = project(tmp_path, {"data/utopia/people/secret.yml": person(draft="true"), **pages})
    assert told(root) == [
        f"docs/more.md:1:1: description: {NAMED}", f"docs/more.md:1:1: title: {NAMED}", f"docs/more.md:7:1: {NAMED}", f"docs/more.md:8:1: {NAMED}",
    ]  # fmt: skip


@pytest.mark.parametrize("fields", [{"draft": "true"}, {"withdrawn": "{date: 2018-01-02}"}])
def test_a_withheld_name_in_mkdocs_yml_is_told_with_its_line(fields: Mapping[str, str], tmp_path: Path) -> None:
    name = "Cyplanted Secretplanted"
    config = f"""
        INHERIT: base.yml
        site_name: About {name}
        extra:
          social:
            - name: Here
            - {{name: "{name}", link: https://example.org/Secretplanted}}
          dossier: {{publisher: {name}}}
        nav:
          - index.md
          - About {name}: about.md
        """
    base = f"site_name: {name}\nsite_description: Of {name}\nplugins: []\nhooks: [hooks/main.py]\n"
    files: Files = {"mkdocs.yml": config, "base.yml": base, "docs/about.md": "# About\n", "data/utopia/people/secret.yml": person(**fields)}
    assert [said.replace(f": {NAMED.partition(';')[0]}; take it out", "") for said in told(project(tmp_path, files))] == [
        "base.yml:2:1: site_description", "mkdocs.yml:2:1: site_name", "mkdocs.yml:6:8: extra.social", "mkdocs.yml:6:41: extra.social",
        "mkdocs.yml:7:13: extra.dossier.publisher", "mkdocs.yml:10:5: nav",
    ]  # fmt: skip


def test_a_withdrawn_name_in_the_title_of_a_page_of_docs_is_withheld_as_in_its_prose(tmp_path: Path) -> None:
    """Its builds were refused."""
    page = PROSE.replace("https://example.org/Secretplanted", "utopia/people/cy-secret")
    root = project(tmp_path, {"data/utopia/people/secret.yml": person(withdrawn="{date: 2018-01-02}"), "docs/more.md": page})
    assert told(root) == []
    assert mkdocs(root, "build", "-q", "--strict").stderr == ""
    site = tree(root / "site")
    assert leaks(site, "Cyplanted", "Secretplanted") == []
    assert "<title>About [name withheld] -" in site["more/index.html"].decode()
    assert 'name="description" content="Of [name withheld]"' in site["more/index.html"].decode()


def test_a_withdrawn_name_in_code_of_a_page_of_docs_reads_as_elsewhere(tmp_path: Path) -> None:
    """It read “\\[name withheld\\]”."""
    page = "# More\n\nCyplanted Secretplanted and `Cyplanted Secretplanted`.\n\n```\nCyplanted Secretplanted\n```\n"
    root = project(tmp_path, {"data/utopia/people/secret.yml": person(withdrawn="{date: 2018-01-02}"), "docs/more.md": page})
    assert mkdocs(root, "build", "-q", "--strict").stderr == ""
    html = tree(root / "site")["more/index.html"].decode()
    assert (html.count("[name withheld]"), "\\[" in html) == (3, False)


@pytest.mark.parametrize("slipped", ["Cyplanted Secretplanted: says so", "Of Cyplanted, and others: says so", "? Cyplanted", "names: {Cyplanted: x}"])
def test_problems_say_no_words_that_slipped_out_of_a_value_and_look_like_a_field(slipped: str, tmp_path: Path) -> None:
    file = f"---\nname: Ann\nsort_name: Ann\nbasis: consent\ndraft: true\n{slipped}\n---\nWords.\n"
    done = mkdocs(project(tmp_path, {"data/utopia/people/secret.md": file}))
    assert done.returncode == 1
    assert "data/utopia/people/secret.md:6:" in done.stderr
    assert leaks({"said": done.stdout + done.stderr}, "Cyplanted", "Secretplanted") == []


# Words of withheld records in a text of data/


LEAKY = """\
---
title: Letter of May
date: 2017-05-03
from: free-union
to: bo-dahl
subject: About Cyplanted Secretplanted
closing: |
  With regards
  to Cyplanted
  Secretplanted's friends
---
We write about

- *Cyplanted* Secretplanted, and
- once more Cyplanted
  Secretplanted.
"""
LEAKED = {
    "data/utopia/letters/2017-05-03-x.md": LEAKY,
    "data/utopia/letters/2017-05-03-x.ru.md": "---\ntitle: Письмо\ntranslated_by: Ann Lee\n---\nМы.\n\n- Сайплантед Тайныйплантед\n- И.\n",
    "data/utopia/events/x.yml": "- {id: 2017-x, title: X, date: 2017, kind: arrest, people: ann-lee, "
    "sources: {source: gazette, at: Cyplanted Secretplanted}}\n",
}
HEAD = ("title: Letter", "date: 2017-05-03", "from: free-union", "to: bo-dahl", "language: en")
NAMED = "holds a name of a withheld record, which no build publishes; take it out (in a letter write [name withheld] and say why under redactions)"


def told(root: Path) -> list[str]:
    return [str(problem) for problem in refusals(checked(root, as_of="2026-11-24")[2])]


def test_a_withheld_name_in_a_public_text_is_told_with_its_line_and_not_said(tmp_path: Path) -> None:
    root = project(tmp_path, {"data/utopia/people/secret.yml": person(draft="true"), **LEAKED})
    letter = "data/utopia/letters/2017-05-03-x"
    assert told(root) == [
        f"data/utopia/events/x.yml:1:100: sources, at: {NAMED}",
        f"{letter}.md:6:10: subject: {NAMED}",
        f"{letter}.md:9:1: closing: {NAMED}",
        f"{letter}.md:10:1: closing: {NAMED}",
        f"{letter}.md:14:1: text: {NAMED}",
        f"{letter}.md:15:1: text: {NAMED}",
        f"{letter}.md:16:1: text: {NAMED}",
        f"{letter}.ru.md:7:1: text: {NAMED}",
    ]


def test_a_family_name_alone_is_found_where_only_the_comma_behind_it_was_forgotten(tmp_path: Path) -> None:
    secret = "name: Bartholomew Hidname\nsort_name: Hidname Bartholomew\nbasis: consent\ndraft: true\n"
    event = "- {id: 2017-x, title: X, date: 2017, kind: arrest, people: ann-lee, sources: gazette, place: At Hidname}\n"
    root = project(tmp_path, {"data/utopia/people/secret.md": f"---\n{secret}---\n", "data/utopia/events/x.yml": event})
    assert told(root) == [f"data/utopia/events/x.yml:1:94: place: {NAMED}"]


@pytest.mark.parametrize("fields", [{"draft": "true"}, {"withdrawn": "{date: 2018-01-02}"}])
def test_a_withheld_name_in_the_name_of_a_file_beside_a_record_is_told(fields: Mapping[str, str], tmp_path: Path) -> None:
    """The check found nothing, and the build, which may not say the address of a file with a name in it, did not say which file."""
    Image.new("RGB", (2, 2)).save(made := io.BytesIO(), "PNG")
    photo = "{file: a-secretplanted.png, alt: X, credit: X, licence: X}"
    files: Files = {
        "data/utopia/people/secret.yml": person(**fields),
        "data/utopia/people/x.yml": f"- {{id: x, name: Zo, sort_name: Zo, basis: consent, photo: {photo}}}\n",
        "data/utopia/people/a-secretplanted.png": made.getvalue(),
        "data/utopia/letters/2017-05-03-x.md": "---\n" + "\n".join((*HEAD, "attachments: [{file: cyplanted_secretplanted.png}]")) + "\n---\nI.\n",
        "data/utopia/letters/cyplanted_secretplanted.png": made.getvalue(),
    }
    said = f"{NAMED.partition(',')[0]}; give the file another name"
    assert told(project(tmp_path, files)) == [
        f"data/utopia/letters/2017-05-03-x.md:7:22: attachments, item 1, file: {said}", f"data/utopia/people/x.yml:1:66: photo, file: {said}",
    ]  # fmt: skip


@pytest.mark.parametrize("fields", [{"draft": "true"}, {"withdrawn": "{date: 2018-01-02}"}])
def test_a_withheld_name_in_what_is_told_by_languages_or_registers_is_told_with_its_line(fields: Mapping[str, str], tmp_path: Path) -> None:
    """The check found nothing, and the build refused without a line."""
    files: Files = {
        "data/utopia/people/secret.yml": person(**fields),
        "data/utopia/organisations/x.yml": "- {id: x, name: A Fund, type: trade-union, names: {ru: Фонд Сайплантед Тайныйплантед}}\n",
        "data/utopia/sources/x.yml": "- {id: x, title: X, publisher: X, identifiers: {cfa_case: Cyplanted Secretplanted}}\n",
    }
    assert told(project(tmp_path, files)) == [
        f"data/utopia/organisations/x.yml:1:56: names, ru: {NAMED}", f"data/utopia/sources/x.yml:1:59: identifiers, cfa_case: {NAMED}",
    ]  # fmt: skip


def test_a_withheld_name_in_the_source_of_a_state_is_told_with_its_line(tmp_path: Path) -> None:
    """Whoever had anything withheld, and somewhere a state with a source of its own, got an error of Python instead."""
    event = """
        - id: 2017-x
          title: X
          date: 2017
          kind: arrest
          people: ann-lee
          sources: gazette
          effects:
            ann-lee:
              work: {value: dismissed, sources: {source: gazette, supports: SUPPORTS}}
        """
    draft: Files = {"data/utopia/people/secret.yml": person(draft="true")}
    root = project(tmp_path / "plain", {**draft, "data/utopia/events/x.yml": event.replace("SUPPORTS", "that she was dismissed")})
    assert told(root) == []
    root = project(tmp_path / "named", {**draft, "data/utopia/events/x.yml": event.replace("SUPPORTS", "Cyplanted Secretplanted saw it")})
    assert told(root) == [f"data/utopia/events/x.yml:9:69: effects, ann-lee, work, sources, supports: {NAMED}"]


def test_where_a_name_is_told_to_stand_no_other_withheld_record_is_named(tmp_path: Path) -> None:
    """The id of somebody withdrawn is the name of a field, in `effects`."""
    event = "- {id: 2017-x, title: X, date: 2017, kind: arrest, sources: gazette, effects: {di-gone: {work: {value: dismissed, sources: HERE}}}}"
    here = "{source: gazette, supports: that Cyplanted Secretplanted saw it}"
    gone = "- {id: di-gone, name: Di Gone, sort_name: 'Gone, Di', basis: consent, withdrawn: {date: 2018-01-02}}"
    files: Files = {"data/utopia/people/secret.yml": person(draft="true"), "data/utopia/people/gone.yml": gone}
    root = project(tmp_path, {**files, "data/utopia/events/x.yml": event.replace("HERE", here)})
    assert told(root) == [f"data/utopia/events/x.yml:1:{event.index('HERE') + here.index('that') + 1}: effects, work, sources, supports: {NAMED}"]


def test_what_is_withheld_by_the_build_or_said_by_public_records_is_no_leak(tmp_path: Path) -> None:
    root = project(tmp_path, {"data/utopia/people/secret.yml": person(withdrawn="{date: 2018-01-02}"), **LEAKED})
    assert told(root) == []
    draft = {"data/utopia/people/secret.yml": person(draft="true")}
    namesake = "- id: other\n  name: {en: Cyplanted Secretplanted, ru: Сайплантед Тайныйплантед}\n  sort_name: X\n  basis: public-role\n"
    assert told(project(tmp_path / "other", {**draft, **LEAKED, "data/utopia/people/other.yml": namesake})) == []


@pytest.mark.parametrize("fields", ["draft: true", "withdrawn: {date: 2018-01-02, erase: true}"])
def test_a_record_that_stands_twice_can_be_withheld_once(fields: str, tmp_path: Path) -> None:
    """What a public record is called is no leak with the family name first either: of "A. Lee", that is found in "Release of Ann Lee. A word."."""
    twice = "- {id: ann-two, name: Ann Lee, names: {ru: Анна Ли}, other_names: [A. Lee], sort_name: 'Lee, Ann', basis: consent, FIELDS}"
    event = "- {id: 2017-x, title: Release of Ann Lee. A word., date: 2017, kind: arrest, people: ann-lee, sources: gazette}"
    root = project(tmp_path, {"data/utopia/people/x.yml": twice.replace("FIELDS", fields), "data/utopia/events/x.yml": event})
    assert told(root) == []


@pytest.mark.parametrize("way", ["https://example.org/2017/secretplanted-is-held", "https://example.org/?q=Cyplanted+Secretplanted", "https://example.org/x"])
@pytest.mark.parametrize("draft", [True, False])
def test_a_family_name_in_a_web_address_is_one_and_hides_no_other(way: str, draft: bool, tmp_path: Path) -> None:
    """In small letters it was taken for a word like others, and then was one wherever it stood."""
    source = f"- {{id: of-it, title: Y, publisher: Y, url: '{way}'}}"
    event = "- {id: 2017-x, title: Secretplanted is held, date: 2017, kind: arrest, people: bo-dahl, sources: of-it}"
    fields = {"draft": "true"} if draft else {"withdrawn": "{date: 2018-01-02}"}
    files: Files = {"data/utopia/people/secret.yml": person(**fields), "data/utopia/sources/x.yml": source, "data/utopia/events/x.yml": event}
    root = project(tmp_path, files)
    if draft:
        other = [] if way.endswith("/x") else [f"data/utopia/sources/x.yml:1:{source.index(way)}: url: {NAMED}"]
        assert told(root) == [f"data/utopia/events/x.yml:1:23: title: {NAMED}", *other]
    else:
        site = published(root)
        assert leaks(site, "secretplanted") == []
        assert "[name withheld] is held" in site["utopia/events/2017-x/index.html"]


def test_a_summary_may_lead_to_who_is_withdrawn_as_other_prose_may(tmp_path: Path) -> None:
    """Of the link the words are left, and they were refused for an address that nobody sees."""
    said = "Of [her](people/cy-secret) and [this](https://example.org/x)."
    files: Files = {
        "data/utopia/country.yml": f"title: Utopia\niso: ZZ\nsummary: '{said}'\n",
        "data/utopia/people/secret.yml": person(withdrawn="{date: 2018-01-02}"),
    }
    root = project(tmp_path, files)
    assert told(root) == []
    assert [path for path, _ in leaks(published(root), "cy-secret") if not path.startswith("utopia/people/cy-secret")] == []
    write(root, {"data/utopia/country.yml": "title: Utopia\niso: ZZ\nsummary: Of [her](https://example.org/Secretplanted).\n"})
    assert told(root) == [f"data/utopia/country.yml:3:10: summary: {NAMED}"]


def test_the_former_wording_of_a_letter_may_have_led_to_who_is_withdrawn(tmp_path: Path) -> None:
    """Its words alone are published, and where it led was refused."""
    fields = "title: X\ndate: 2017-05-03\nfrom: free-union\nto: bo-dahl\ncorrections: {date: 2017-05-04, text: A slip., paragraph: p1, was: '{}'}"
    letter = f"---\n{fields}\n---\nWe write.\n"
    files: Files = {
        "data/utopia/people/secret.yml": person(withdrawn="{date: 2018-01-02}"),
        "data/utopia/letters/2017-05-03-x.md": letter.replace("{}", "Of [her](people/cy-secret) and [it](https://example.org/cy-secret)."),
    }
    root = project(tmp_path, files)
    assert told(root) == []
    site = published(root)
    assert "Of her and it." in site["corrections/index.html"]
    assert [path for path, _ in leaks(site, "cy-secret") if not path.startswith("utopia/people/cy-secret")] == []
    named = letter.replace("{}", "Of *Cyplanted* Secretplanted.")
    write(root, {"data/utopia/people/secret.yml": person(draft="true"), "data/utopia/letters/2017-05-03-x.md": named})
    assert told(root) == [f"data/utopia/letters/2017-05-03-x.md:6:68: corrections, was: {NAMED}"]


def test_a_withheld_name_before_a_colon_is_no_address_of_a_link_wherever_markdown_is_read(tmp_path: Path) -> None:
    """“[name withheld]: released” is one, and a summary, or a former wording, lost it without a word."""
    said = "Cyplanted Secretplanted: released"
    fields = f"title: X\ndate: 2017-05-03\nfrom: free-union\nto: bo-dahl\ncorrections: {{date: 2017-05-04, text: A slip., was: '{said}'}}"
    event = f"- {{id: 2017-x, title: X, date: 2017, kind: arrest, sources: gazette, corrections: {{date: 2017-05-04, text: A slip., was: '{said}'}}}}"
    files: Files = {
        "data/utopia/country.yml": f"title: Utopia\niso: ZZ\nsummary: {{en: '{said}', ru: '{said}'}}\n",
        "data/utopia/people/secret.yml": person(withdrawn="{date: 2018-01-02}"),
        "data/utopia/letters/2017-05-03-x.md": f"---\n{fields}\n---\nI.\n",
        "data/utopia/events/x.yml": event,
    }
    site = published(project(tmp_path, files))
    lists = {"corrections/index.html": 2, "data/corrections.csv": 2}
    for path, times in {"utopia/index.html": 1, "utopia.json": 2, "data/countries.csv": 1, **lists}.items():
        assert site[path].count("[name withheld]: released") == times, path
    assert leaks(site, *WORDS[1:], r"\[name", r"withheld\]") == []


@pytest.mark.parametrize(
    "link",
    [
        "[Here](https://example.org/secretplanted-is-held).", "<https://example.org/Cyplanted_Secretplanted>",
        "[Here](https://example.org/Сайплантед_Тайныйплантед).", "[Here](https://example.org/%D0%A1%D0%B0%D0%B9плантед_Тайныйплантед).",
        "[Here](https://сайплантед-тайныйплантед.example).",
    ],
)  # fmt: skip
@pytest.mark.parametrize("fields", [{"draft": "true"}, {"withdrawn": "{date: 2018-01-02}"}])
def test_a_link_to_an_address_with_a_withheld_name_is_told_with_its_line(link: str, fields: Mapping[str, str], tmp_path: Path) -> None:
    letter = "\n".join(("---", *HEAD, "---", "Words.", "", link, ""))
    root = project(tmp_path, {"data/utopia/people/secret.yml": person(**fields), "data/utopia/letters/2017-05-03-x.md": letter})
    assert told(root) == [f"data/utopia/letters/2017-05-03-x.md:{len(HEAD) + 5}:1: text: {NAMED}"]


def test_a_family_name_in_an_id_is_a_problem(tmp_path: Path) -> None:
    event = "- {id: 2017-secretplanted-is-held, title: X, date: 2017, kind: arrest, people: bo-dahl, sources: gazette}"
    root = project(tmp_path, {"data/utopia/people/secret.yml": person(draft="true"), "data/utopia/events/x.yml": event})
    (problem,) = told(root)
    assert problem.startswith("data/utopia/events/x.yml:1:3: id: holds a name of a withheld record; give the record another id")
